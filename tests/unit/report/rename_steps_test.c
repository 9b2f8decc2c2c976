/* Steps of a rename; kills between them are in rename_test.c. */
#include "report/rename_set.h"

#include "unit/scratch.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(texts_are_written_and_files_keep_their_bytes),
        scratch_test(a_name_in_use_undoes_all),
        scratch_test(one_file_is_moved),
    };
    return cmocka_run_group_tests_name("report/rename_steps", tests, NULL, NULL);
}
