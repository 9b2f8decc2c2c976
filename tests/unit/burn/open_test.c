/*
 * Names of devices: which backend they select, and their list.
 * link: -Wl,--wrap=readdir -Wl,--wrap=readdir64
 */
#include <redbook/burn.h>

#include "unit/listing.h"

#include <sys/resource.h>

static rbk_error error;

static void make_drive(const char *name)
{
    char device[1100];
    rbk_recorder *recorder = NULL;
    snprintf(device, sizeof device, "virtual:%s", scratch_path(name));
    if (rbk_recorder_make(device, NULL, 0, &error) != RBK_OK)
        fail_msg("%s", error.sentence);
    if (rbk_recorder_open(device, &recorder, &error) != RBK_OK)
        fail_msg("%s", error.sentence);
    rbk_recorder_close(recorder);
}

static void remove_drive(const char *name)
{
    static const char *const files[] = {"drive.conf", "state", "lock", "transcript"};
    char path[1100];
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        snprintf(path, sizeof path, "%s/%s", scratch_path(name), files[i]);
        unlink(path);
    }
}

static void a_virtual_drive_is_made_and_opened(void **state)
{
    char device[1100];
    rbk_recorder *recorder = NULL;
    rbk_recorder_drive drive;
    (void)state;
    snprintf(device, sizeof device, "virtual:%s", scratch_path("one"));
    assert_int_equal(rbk_recorder_open(device, &recorder, &error), RBK_DEVICE_NOTPRESENT);
    assert_int_equal(rbk_recorder_open_or_make(device, &recorder, &error), RBK_OK);
    assert_int_equal(rbk_recorder_drive_read(recorder, &drive, &error), RBK_OK);
    assert_string_equal(drive.product, "VIRTUAL CD-RW");
    rbk_recorder_close(recorder);
    rbk_recorder_close(NULL);
    remove_drive("one");
}

static void a_device_that_is_none_is_refused(void **state)
{
    rbk_recorder *recorder = NULL;
    (void)state;
    assert_int_equal(rbk_recorder_open(scratch_path("nothing"), &recorder, &error), RBK_DEVICE_NOTPRESENT);
    assert_int_equal(rbk_recorder_open("/dev/null", &recorder, &error), RBK_DEVICE_INVALIDTYPE);
    assert_string_equal(error.sentence, "expected a CD drive, found a device that does not accept commands for drives");
    assert_int_equal(rbk_recorder_open("virtual:", &recorder, &error), RBK_DEVICE_NOTPRESENT);
    assert_string_equal(error.sentence, "expected 'virtual:FOLDER', found no folder after 'virtual:'");
    assert_int_equal(rbk_recorder_make("virtual:", NULL, 0, &error), RBK_DEVICE_NOTPRESENT);
    assert_null(recorder);
}

static void virtual_drives_in_a_folder_are_listed_by_name(void **state)
{
    rbk_recorder_names names;
    char expected[1100];
    (void)state;
    make_drive("b");
    make_drive("a");
    assert_int_equal(mkdir(scratch_path("c"), 0700), 0);
    assert_int_equal(rbk_recorder_find(scratch_folder, &names, &error), RBK_OK);
    assert_int_equal(names.count, 2);
    snprintf(expected, sizeof expected, "virtual:%s", scratch_path("a"));
    assert_string_equal(names.names[0], expected);
    rbk_recorder_names_release(&names);
    rbk_recorder_names_release(NULL);
    assert_int_equal(rbk_recorder_find(scratch_path("b"), &names, &error), RBK_OK); /* the folder itself is one */
    assert_int_equal(names.count, 1);
    rbk_recorder_names_release(&names);
    assert_int_equal(rbk_recorder_find(scratch_path("none"), &names, &error), RBK_FILEACCESS);
    remove_drive("a");
    remove_drive("b");
}

static void a_list_of_drives_that_ends_early_is_an_error(void **state)
{
    rbk_recorder_names names;
    (void)state;
    make_drive("a");
    make_drive("b");
    for (int after = 0; after < 4; after++) {
        listing_fails_after(after, EIO);
        rbk_status status = rbk_recorder_find(scratch_folder, &names, &error);
        listing_is_real();
        assert_int_equal(status, RBK_FILEACCESS);
        assert_string_equal(error.sentence, "the folder cannot be listed");
        assert_int_equal(error.system_error, EIO);
        assert_string_equal(error.place.path, scratch_folder);
    }
    remove_drive("a");
    remove_drive("b");
}

/* The status of the list when only so many more files can be opened. */
static rbk_status find_with_descriptors(const char *folder, rlim_t count, rbk_recorder_names *names)
{
    struct rlimit before, few;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    const int next = dup(STDIN_FILENO);
    close(next);
    few = before;
    few.rlim_cur = (rlim_t)next + count;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
    rbk_status status = rbk_recorder_find(folder, names, &error);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
    return status;
}

/* It may be a drive. Files and links that lead nowhere are none. */
static void a_folder_that_cannot_be_opened_is_an_error(void **state)
{
    rbk_recorder_names names;
    (void)state;
    make_drive("a");
    for (rlim_t count = 0; count < 2; count++) { /* none for the folder, and one for the list */
        assert_int_equal(find_with_descriptors(scratch_folder, count, &names), RBK_FILEACCESS);
        assert_int_equal(error.system_error, EMFILE);
        assert_string_equal(error.place.path, count ? scratch_path("a") : scratch_folder);
    }
    assert_int_equal(find_with_descriptors(scratch_folder, 2, &names), RBK_OK);
    assert_int_equal(names.count, 1);
    rbk_recorder_names_release(&names);
    assert_int_equal(symlink("a", scratch_path("link")), 0);
    assert_int_equal(symlink("nowhere", scratch_path("lost")), 0);
    assert_int_equal(symlink("circle", scratch_path("circle")), 0);
    assert_int_equal(rbk_recorder_find(scratch_folder, &names, &error), RBK_OK);
    assert_int_equal(names.count, 2);
    rbk_recorder_names_release(&names);
    remove_drive("a");
}

static void the_library_below_has_a_version(void **state)
{
    (void)state;
    assert_true(rbk_recorder_libcdio_version()[0] >= '0' && rbk_recorder_libcdio_version()[0] <= '9');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(a_virtual_drive_is_made_and_opened),
        scratch_test(a_device_that_is_none_is_refused),
        scratch_test(virtual_drives_in_a_folder_are_listed_by_name),
        scratch_test(a_list_of_drives_that_ends_early_is_an_error),
        scratch_test(a_folder_that_cannot_be_opened_is_an_error),
        cmocka_unit_test(the_library_below_has_a_version),
    };
    return cmocka_run_group_tests_name("burn/open", tests, NULL, NULL);
}
