/* What completes a rename by its record; records of somebody else are in rename_kills_test.c. */
#include "report/rename_record.h"

#include "unit/scratch.h"

static bool is_there(const char *name)
{
    struct stat about;
    return lstat(scratch_path(name), &about) == 0;
}

/* A file to be moved. */
static void write_record(const char *name, const char *from, const char *to)
{
    struct stat about;
    char text[300];
    assert_int_equal(stat(scratch_path(from), &about), 0);
    int size =
        snprintf(text, sizeof text, "redbook: old names of a renamed image, 1%c%llu %lld %lld moves%c%s%c%s", 0,
                 (unsigned long long)about.st_ino, (long long)about.st_size, (long long)about.st_mtime, 0, from, 0, to);
    scratch_write(name, text, (size_t)size + 1);
}

/* In the middle of moving files. */
static void a_completed_rename_says_where_the_descriptor_is(void **state)
{
    static const struct {
        const char *path, *now;
    } rows[] = {{"y.cue", NULL}, {"x.cue", "n.cue"}, {"n.cue", "n.cue"}, {"x.bin", "n.bin"}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct stat sheet, file;
        char text[300], *now = NULL;
        scratch_write("x.cue", "1", 1);
        scratch_write("n.cue", "1", 1);
        scratch_write("x.bin", "12", 2);
        (void)remove(scratch_path("n.bin"));
        assert_int_equal(stat(scratch_path("x.cue"), &sheet), 0);
        assert_int_equal(stat(scratch_path("x.bin"), &file), 0);
        int size = snprintf(text, sizeof text,
                            "redbook: old names of a renamed image, 1%c%llu 1 %lld%cx.cue%cn.cue%c%llu 2 %lld moves%c"
                            "x.bin%cn.bin",
                            0, (unsigned long long)sheet.st_ino, (long long)sheet.st_mtime, 0, 0, 0,
                            (unsigned long long)file.st_ino, (long long)file.st_mtime, 0, 0);
        scratch_write("n.cue.redbook-renamed", text, (size_t)size + 1);
        assert_int_equal(rbk_rename_recover(scratch_path(rows[i].path), &now, NULL), RBK_OK);
        assert_true(is_there("n.cue") && is_there("n.bin") && scratch_count() == 2);
        if (rows[i].now)
            assert_string_equal(now, scratch_path(rows[i].now));
        else
            assert_null(now);
        free(now);
    }
}

/* The order of the two records does not matter. */
static void where_the_descriptor_is_stays_unknown_if_another_fails(void **state)
{
    char before[] = "as it was", *now = before;
    rbk_error error;
    (void)state;
    scratch_write("x.ccd", "1", 1);
    scratch_write("y.ccd", "2", 1);
    scratch_write("m.ccd", "3", 1);
    write_record("n.ccd.redbook-renamed", "x.ccd", "n.ccd");
    write_record("m.ccd.redbook-renamed", "y.ccd", "m.ccd"); /* which is another file */
    assert_int_equal(rbk_rename_recover(scratch_path("x.ccd"), &now, &error), RBK_PARTIAL_CHANGE);
    assert_ptr_equal(now, before);
    assert_int_equal(unlink(scratch_path("m.ccd")), 0);
    assert_int_equal(rbk_rename_recover(scratch_path("y.ccd"), &now, &error), RBK_OK);
    assert_string_equal(now, scratch_path("m.ccd"));
    assert_true(is_there("n.ccd") && scratch_count() == 2);
    free(now);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(a_completed_rename_says_where_the_descriptor_is),
        scratch_test(where_the_descriptor_is_stays_unknown_if_another_fails),
    };
    return cmocka_run_group_tests_name("report/rename_record", tests, NULL, NULL);
}
