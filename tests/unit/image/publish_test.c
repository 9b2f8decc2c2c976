/*
 * Several files and a descriptor appear together, and a failure at any step leaves what was there.
 * link: -Wl,--wrap=rename
 */
#include "image/publish.h"

#include "unit/scratch.h"

#include <errno.h>

#define FILES 3

static rbk_image_writer *writers[FILES];
static rbk_output *descriptor;
static rbk_error error;
static int steps_to_failure; /* 1: the next rename or link fails; 0: none does */

int __real_rename(const char *from, const char *to);
int __wrap_rename(const char *from, const char *to);

static bool fails_now(void)
{
    if (steps_to_failure == 0 || --steps_to_failure > 0)
        return false;
    errno = EIO;
    return true;
}

int __wrap_rename(const char *from, const char *to)
{
    return fails_now() ? -1 : __real_rename(from, to);
}

static const char *name_of(int i)
{
    static const char *const names[FILES] = {"1.bin", "2.bin", "3.bin"};
    return names[i];
}

static void open_all(bool replace)
{
    for (int i = 0; i < FILES; i++) {
        assert_int_equal(rbk_image_writer_open(scratch_path(name_of(i)), replace, &writers[i], &error), RBK_OK);
        assert_int_equal(rbk_image_writer_write(writers[i], 0, "new", 3, &error), RBK_OK);
        assert_int_equal(rbk_image_writer_flush(writers[i], 3, &error), RBK_OK);
    }
    assert_int_equal(rbk_output_open_file(scratch_path("a.cue"), replace, &descriptor, &error), RBK_OK);
    rbk_output_print(descriptor, "new sheet");
    assert_int_equal(rbk_output_flush(descriptor, &error), RBK_OK);
}

static rbk_status publish(bool replace)
{
    return rbk_image_publish_all(writers, FILES, descriptor, scratch_path("a.cue"), replace, &error);
}

static void assert_holds(const char *name, const char *text)
{
    char *data = scratch_read(name, NULL);
    if (!data)
        fail_msg("'%s' is not there", name);
    assert_string_equal(data, text);
    free(data);
}

static void write_old(void)
{
    for (int i = 0; i < FILES; i++)
        scratch_write(name_of(i), "old", 3);
    scratch_write("a.cue", "old sheet", 9);
}

static void all_files_and_the_descriptor_appear(void **state)
{
    (void)state;
    open_all(false);
    assert_int_equal(publish(false), RBK_OK);
    for (int i = 0; i < FILES; i++)
        assert_holds(name_of(i), "new");
    assert_holds("a.cue", "new sheet");
    assert_int_equal(scratch_count(), 4);
}

static void old_files_are_replaced_and_nothing_else_stays(void **state)
{
    (void)state;
    write_old();
    open_all(true);
    assert_int_equal(publish(true), RBK_OK);
    for (int i = 0; i < FILES; i++)
        assert_holds(name_of(i), "new");
    assert_holds("a.cue", "new sheet");
    assert_int_equal(scratch_count(), 4);
}

static void a_failure_at_any_rename_puts_everything_back(void **state)
{
    (void)state;
    write_old();
    open_all(true);
    for (int step = 1; step <= FILES + 2; step++) { /* the old sheet aside, three files, the new sheet */
        steps_to_failure = step;
        assert_int_equal(publish(true), RBK_FILESYSTEM);
        assert_int_equal(steps_to_failure, 0);
        for (int i = 0; i < FILES; i++)
            assert_holds(name_of(i), "old");
        assert_holds("a.cue", "old sheet");
    }
    assert_int_equal(publish(true), RBK_OK);
    assert_holds("2.bin", "new");
    assert_int_equal(scratch_count(), 4);
}

static void a_file_that_came_in_between_stays_and_ours_go(void **state)
{
    (void)state;
    open_all(false);
    scratch_write("3.bin", "theirs", 6);
    assert_int_equal(publish(false), RBK_FILEEXISTS);
    assert_holds("3.bin", "theirs");
    assert_null(scratch_read("1.bin", NULL));
    assert_null(scratch_read("a.cue", NULL));
}

static void payload_may_stand_alone(void **state)
{
    (void)state;
    open_all(false);
    assert_int_equal(rbk_image_publish_all(writers, FILES, NULL, NULL, false, &error), RBK_OK);
    assert_holds("1.bin", "new");
    assert_null(scratch_read("a.cue", NULL));
}

static int setup(void **state)
{
    steps_to_failure = 0;
    return scratch_setup(state);
}

static int teardown(void **state)
{
    for (int i = 0; i < FILES; i++)
        rbk_image_writer_free(writers[i]);
    memset(writers, 0, sizeof(rbk_image_writer *) * FILES);
    rbk_output_free(descriptor);
    descriptor = NULL;
    return scratch_teardown(state);
}

#define publish_test(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        publish_test(all_files_and_the_descriptor_appear),
        publish_test(old_files_are_replaced_and_nothing_else_stays),
        publish_test(a_failure_at_any_rename_puts_everything_back),
        publish_test(a_file_that_came_in_between_stays_and_ours_go),
        publish_test(payload_may_stand_alone),
    };
    return cmocka_run_group_tests_name("image/publish", tests, NULL, NULL);
}
