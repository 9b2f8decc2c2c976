/*
 * The folder of a virtual drive: files by name, never through a link, even if the folder is renamed.
 * link: -Wl,--wrap=readdir -Wl,--wrap=readdir64
 */
#include "device/virtual_folder.h"

#include "unit/listing.h"

#include <fcntl.h>

static rbk_virtual_folder folder;
static rbk_error error;

static void open_here(void)
{
    assert_int_equal(rbk_virtual_folder_open(&folder, scratch_path("d"), true, &error), RBK_OK);
}

static void a_file_appears_whole_and_is_read_back(void **state)
{
    rbk_bytes bytes;
    (void)state;
    open_here();
    assert_false(rbk_virtual_folder_has(&folder, "state"));
    assert_int_equal(rbk_virtual_folder_write(&folder, "state", "abc", 3, &error), RBK_OK);
    assert_int_equal(rbk_virtual_folder_write(&folder, "state", "de", 2, &error), RBK_OK);
    assert_int_equal(rbk_virtual_folder_read(&folder, "state", 2, &bytes, &error), RBK_OK);
    assert_int_equal(bytes.size, 2);
    assert_string_equal((char *)bytes.data, "de");
    rbk_bytes_release(&bytes);
    assert_int_equal(rbk_virtual_folder_read(&folder, "state", 1, &bytes, &error), RBK_UNSUPPORTED);
    assert_string_equal(error.sentence, "is too large: 2 bytes, expected at most 1");
    assert_string_equal(error.place.path, scratch_path("d/state"));
    assert_int_equal(rbk_virtual_folder_read(&folder, "faults", 9, &bytes, &error), RBK_FILEACCESS);
    rbk_virtual_folder_close(&folder);
}

static void only_regular_files_are_opened(void **state)
{
    int descriptor = -1;
    (void)state;
    open_here();
    scratch_write("outside", "kept", 4);
    assert_int_equal(symlink("../outside", scratch_path("d/disc.bin")), 0);
    assert_int_equal(rbk_virtual_folder_file(&folder, "disc.bin", O_RDWR, &descriptor, &error), RBK_FILEACCESS);
    assert_string_equal(error.sentence, "'disc.bin' is a symbolic link, which a virtual drive does not follow");
    assert_int_equal(mkfifo(scratch_path("d/faults"), 0600), 0);
    assert_int_equal(rbk_virtual_folder_file(&folder, "faults", O_RDONLY, &descriptor, &error), RBK_FILEACCESS);
    assert_string_equal(error.sentence, "'faults' is not a regular file");
    assert_int_equal(mkdir(scratch_path("d/state"), 0700), 0);
    assert_int_equal(rbk_virtual_folder_file(&folder, "state", O_RDONLY, &descriptor, &error), RBK_FILEACCESS);
    assert_int_equal(descriptor, -1);
    /* replacing a link does not touch its target */
    assert_int_equal(rbk_virtual_folder_make(&folder, "disc.bin", &descriptor, &error), RBK_OK);
    assert_int_equal(rbk_virtual_write_at(descriptor, "new", 3, 0, &error), RBK_OK);
    close(descriptor);
    char *kept = scratch_read("outside", NULL);
    assert_string_equal(kept, "kept");
    free(kept);
    rbk_virtual_folder_close(&folder);
}

static void it_stays_the_same_folder(void **state)
{
    (void)state;
    open_here();
    assert_int_equal(rename(scratch_path("d"), scratch_path("elsewhere")), 0);
    assert_int_equal(mkdir(scratch_path("d"), 0700), 0);
    assert_int_equal(rbk_virtual_folder_write(&folder, "state", "abc", 3, &error), RBK_OK);
    assert_int_equal(access(scratch_path("elsewhere/state"), F_OK), 0);
    assert_int_equal(access(scratch_path("d/state"), F_OK), -1);
    rbk_virtual_folder_close(&folder);
}

static void names_of_others_are_noticed(void **state)
{
    static const char *const ours[] = {"d/drive.conf", "d/faults", "d/lock",     "d/state",
                                       "d/transcript", "d/.new",   "d/disc.cue", "d/disc-12"};
    char found[32] = "";
    (void)state;
    open_here();
    for (size_t i = 0; i < sizeof ours / sizeof ours[0]; i++)
        scratch_write(ours[i], "", 0);
    assert_int_equal(rbk_virtual_folder_find_other(&folder, found, sizeof found, &error), RBK_OK);
    assert_string_equal(found, "");
    scratch_write("d/discography.txt", "", 0);
    for (int i = 0; i < 2; i++) { /* each time from the beginning */
        assert_int_equal(rbk_virtual_folder_find_other(&folder, found, sizeof found, &error), RBK_OK);
        assert_string_equal(found, "discography.txt");
    }
    rbk_virtual_folder_close(&folder);
}

static void names_of_others_that_cannot_be_listed_are_an_error(void **state)
{
    char found[32] = "";
    (void)state;
    open_here();
    scratch_write("d/discography.txt", "", 0);
    listing_fails_after(0, EIO);
    rbk_status status = rbk_virtual_folder_find_other(&folder, found, sizeof found, &error);
    listing_is_real();
    assert_int_equal(status, RBK_FILEACCESS);
    assert_string_equal(error.sentence, "the folder cannot be listed");
    assert_int_equal(error.system_error, EIO);
    assert_string_equal(error.place.path, scratch_path("d"));
    rbk_virtual_folder_close(&folder);
}

static void shelves_are_numbered(void **state)
{
    rbk_virtual_folder shelf;
    (void)state;
    open_here();
    scratch_write("d/disc.bin", "first", 5);
    assert_int_equal(rbk_virtual_folder_shelf(&folder, &shelf, &error), RBK_OK);
    assert_string_equal(shelf.path, scratch_path("d/disc-1"));
    rbk_virtual_folder_close(&shelf);
    assert_int_equal(rmdir(scratch_path("d/disc-1")), 0);
    assert_int_equal(symlink(scratch_folder, scratch_path("d/disc-1")), 0);
    assert_int_equal(rbk_virtual_folder_shelf(&folder, &shelf, &error), RBK_OK);
    assert_string_equal(shelf.path, scratch_path("d/disc-2"));
    assert_int_equal(rbk_virtual_folder_remove(&folder, "disc.bin", &shelf, &error), RBK_OK);
    assert_int_equal(rbk_virtual_folder_remove(&folder, "disc.bin", &shelf, &error),
                     RBK_OK); /* a removed file stays removed */
    assert_int_equal(access(scratch_path("d/disc-2/disc.bin"), F_OK), 0);
    assert_int_equal(rbk_virtual_folder_remove(&shelf, "disc.bin", NULL, &error), RBK_OK);
    assert_int_equal(access(scratch_path("d/disc-2/disc.bin"), F_OK), -1);
    rbk_virtual_folder_close(&shelf);
    rbk_virtual_folder_close(&folder);
}

static void a_full_row_of_shelves_is_reported_and_nothing_is_moved(void **state)
{
    char name[32];
    rbk_virtual_folder shelf = {NULL, -1};
    (void)state;
    open_here();
    for (int number = 1; number < 10000; number++) {
        snprintf(name, sizeof name, "disc-%d", number);
        if (number != 9998)
            assert_int_equal(mkdirat(folder.descriptor, name, 0777), 0);
    }
    assert_int_equal(rbk_virtual_folder_shelf(&folder, &shelf, &error), RBK_OK);
    assert_string_equal(shelf.path, scratch_path("d/disc-9998"));
    rbk_virtual_folder_close(&shelf);
    assert_int_equal(rbk_virtual_folder_shelf(&folder, &shelf, &error), RBK_FILEEXISTS);
    assert_string_equal(error.sentence, "there are folders disc-1 to disc-9999 already");
    for (int number = 1; number < 10000; number++) {
        snprintf(name, sizeof name, "disc-%d", number);
        assert_int_equal(unlinkat(folder.descriptor, name, AT_REMOVEDIR), 0);
    }
    rbk_virtual_folder_close(&folder);
}

static void a_full_disk_is_reported_with_what_to_do(void **state)
{
    (void)state;
    int descriptor = open("/dev/full", O_RDWR | O_CLOEXEC);
    if (descriptor < 0)
        skip();
    rbk_error_init(&error);
    assert_int_equal(rbk_virtual_write_at(descriptor, "abc", 3, 0, &error), RBK_FILESYSTEM);
    close(descriptor);
    assert_string_equal(error.sentence,
                        "the virtual disc cannot be written, make room where the folder of the virtual drive is");
    assert_int_equal(error.system_error, ENOSPC);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(a_file_appears_whole_and_is_read_back),
        scratch_test(only_regular_files_are_opened),
        scratch_test(it_stays_the_same_folder),
        scratch_test(names_of_others_are_noticed),
        scratch_test(names_of_others_that_cannot_be_listed_are_an_error),
        scratch_test(shelves_are_numbered),
        scratch_test(a_full_disk_is_reported_with_what_to_do),
        scratch_test(a_full_row_of_shelves_is_reported_and_nothing_is_moved),
    };
    return cmocka_run_group_tests_name("device/virtual_folder", tests, NULL, NULL);
}
