/*
 * Steps of a rename; kills between them are in rename_test.c.
 * link: -Wl,--wrap=fstatat -Wl,--wrap=fstatat64 -Wl,--wrap=linkat -Wl,--wrap=unlinkat -Wl,--wrap=renameat -Wl,--wrap=renameat2
 */
#include "report/rename_set.h"

#include "unit/folding.h"

static rbk_status apply(rbk_renaming *rows, size_t count, rbk_error *error)
{
    char *path = strdup(scratch_path("x.cue"));
    rbk_rename_set set = {.path = path, .name = "n", .rows = rows, .count = count};
    rbk_status status = rbk_rename_apply(&set, error);
    free(path);
    return status;
}

static bool is_there(const char *name)
{
    struct stat about;
    return lstat(scratch_path(name), &about) == 0;
}

static void texts_are_written_and_files_keep_their_bytes(void **state)
{
    static uint8_t text[] = "FILE \"n.bin\" BINARY\n";
    rbk_renaming rows[] = {{.from = "x.cue", .to = "n.cue", .text = {text, sizeof text - 1}},
                           {.from = "x.bin", .to = "n.bin"}};
    (void)state;
    scratch_write("x.cue", "FILE \"x.bin\" BINARY\n", 20);
    scratch_write("x.bin", "12", 2);
    assert_int_equal(apply(rows, 2, NULL), RBK_OK);
    assert_true(is_there("n.cue") && is_there("n.bin"));
    assert_false(is_there("x.cue") || is_there("x.bin") || is_there("n.cue.redbook-renamed"));
}

static void a_name_in_use_undoes_all(void **state)
{
    static uint8_t text[] = "FILE \"n.bin\" BINARY\n";
    rbk_renaming rows[] = {{.from = "x.cue", .to = "n.cue", .text = {text, sizeof text - 1}},
                           {.from = "x.bin", .to = "n.bin"},
                           {.from = "x.sub", .to = "n.sub"}};
    rbk_error error;
    (void)state;
    scratch_write("x.cue", "FILE \"x.bin\" BINARY\n", 20);
    scratch_write("x.bin", "12", 2);
    scratch_write("x.sub", "12", 2);
    scratch_write("n.sub", "34", 2);
    assert_int_equal(apply(rows, 3, &error), RBK_FILEEXISTS);
    assert_true(is_there("x.cue") && is_there("x.bin") && is_there("x.sub"));
    assert_false(is_there("n.cue") || is_there("n.bin"));
}

static void one_file_is_moved(void **state)
{
    rbk_renaming rows[] = {{.from = "x.cue", .to = "n.cue"}};
    (void)state;
    scratch_write("x.cue", "1", 1);
    assert_int_equal(apply(rows, 1, NULL), RBK_OK);
    assert_true(is_there("n.cue") && !is_there("x.cue"));
    rbk_renaming same[] = {{.from = "n.cue", .to = "n.cue"}};
    assert_int_equal(apply(same, 1, NULL), RBK_OK);
}

/* Its old text and its new one are of one length and second. */
static void a_text_that_keeps_its_name_is_seen_to_be_new(void **state)
{
    static uint8_t text[] = "FILE \"n.bin\" BINARY\n";
    rbk_renaming rows[] = {{.from = "n.cue", .to = "n.cue", .text = {text, sizeof text - 1}},
                           {.from = "x.bin", .to = "n.bin"}};
    (void)state;
    scratch_write("n.cue", "FILE \"x.bin\" BINARY\n", 20);
    scratch_write("x.bin", "12", 2);
    assert_int_equal(apply(rows, 2, NULL), RBK_OK);
    assert_true(is_there("n.cue") && is_there("n.bin"));
    assert_int_equal(scratch_count(), 2);
}

/* Two images that are one file, and would get one name. */
static void a_second_name_of_the_file_is_not_removed(void **state)
{
    rbk_renaming rows[] = {{.from = "x.chd", .to = "n.chd"}};
    rbk_error error;
    (void)state;
    scratch_write("x.chd", "1", 1);
    assert_int_equal(link(scratch_path("x.chd"), scratch_path("n.chd")), 0);
    assert_int_equal(apply(rows, 1, &error), RBK_FILEEXISTS);
    assert_string_equal(error.sentence, "'x.chd' cannot be renamed to it: already exists");
    assert_true(is_there("n.chd") && is_there("x.chd"));
}

/* An image in several files, none of which has a text. */
static void an_image_of_second_names_is_another_one(void **state)
{
    rbk_renaming rows[] = {{.from = "x.ccd", .to = "n.ccd"}, {.from = "x.img", .to = "n.img"}};
    rbk_error error;
    (void)state;
    scratch_write("x.ccd", "1", 1);
    scratch_write("x.img", "12", 2);
    assert_int_equal(link(scratch_path("x.ccd"), scratch_path("n.ccd")), 0);
    assert_int_equal(link(scratch_path("x.img"), scratch_path("n.img")), 0);
    assert_int_equal(apply(rows, 2, &error), RBK_FILEEXISTS);
    assert_int_equal(scratch_count(), 4);
}

static void no_file_is_lost_where_letter_case_is_ignored(void **state)
{
    rbk_renaming rows[] = {{.from = "x.ccd", .to = "X.ccd"}, {.from = "x.img", .to = "X.img"}};
    rbk_error error;
    (void)state;
    for (size_t count = 1; count <= 2; count++) {
        scratch_write("x.ccd", "1", 1);
        scratch_write("x.img", "12", 2);
        folding = true;
        assert_int_equal(apply(rows, count, &error), RBK_FILEEXISTS);
        folding = false;
        assert_string_equal(error.sentence,
                            "'x.ccd' cannot be renamed to it: they are one name on this file system, so "
                            "rename it by hand");
        assert_true(is_there("x.ccd") && is_there("x.img"));
    }
    assert_int_equal(apply(rows, 2, NULL), RBK_OK);
    assert_true(is_there("X.ccd") && is_there("X.img") && !is_there("x.img"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(texts_are_written_and_files_keep_their_bytes),
        scratch_test(a_name_in_use_undoes_all),
        scratch_test(one_file_is_moved),
        scratch_test(a_text_that_keeps_its_name_is_seen_to_be_new),
        scratch_test(a_second_name_of_the_file_is_not_removed),
        scratch_test(an_image_of_second_names_is_another_one),
        scratch_test(no_file_is_lost_where_letter_case_is_ignored),
    };
    return cmocka_run_group_tests_name("report/rename_steps", tests, NULL, NULL);
}
