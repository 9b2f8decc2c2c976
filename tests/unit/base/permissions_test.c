/*
 * The permissions of a new file: those of the one it replaces, with its group and its access list.
 * link: -Wl,--wrap=fchown
 */
#include "base/permissions.h"

#include "unit/scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>

#if defined(__linux__)
#include <sys/xattr.h>
#endif

static bool no_chown;

int __real_fchown(int file, uid_t user, gid_t group);
int __wrap_fchown(int file, uid_t user, gid_t group);

int __wrap_fchown(int file, uid_t user, gid_t group)
{
    errno = EPERM;
    return no_chown ? -1 : __real_fchown(file, user, group);
}

/* A new file, open, with the permissions of a.bin. */
static int keep(void)
{
    struct stat old;
    assert_int_equal(stat(scratch_path("a.bin"), &old), 0);
    (void)unlink(scratch_path("new"));
    int file = open(scratch_path("new"), O_RDWR | O_CREAT | O_EXCL, 0600);
    assert_true(file >= 0);
    assert_int_equal(rbk_permissions_keep(file, scratch_path("a.bin"), &old), 0);
    return file;
}

static mode_t mode_of(int file)
{
    struct stat about;
    assert_int_equal(fstat(file, &about), 0);
    return about.st_mode & 07777;
}

/* If the group cannot be kept, another group must not get its permissions. */
static void a_group_that_is_lost_takes_its_rights_along(void **state)
{
    struct stat about;
    (void)state;
    scratch_write("a.bin", "old", 3);
    if (chown(scratch_path("a.bin"), (uid_t)-1, 12345) != 0)
        skip();
    assert_int_equal(chmod(scratch_path("a.bin"), 02664), 0);
    no_chown = true;
    int file = keep();
    no_chown = false;
    assert_int_equal(mode_of(file), 0644);
    close(file);
    file = keep();
    assert_int_equal(fstat(file, &about), 0);
    assert_int_equal(about.st_gid, 12345);
    assert_int_equal(mode_of(file), 02664);
    close(file);
}

/* Its members are among all others then, and had less. */
static void a_group_that_was_denied_stays_denied(void **state)
{
    (void)state;
    scratch_write("a.bin", "old", 3);
    if (chown(scratch_path("a.bin"), (uid_t)-1, 12345) != 0)
        skip();
    assert_int_equal(chmod(scratch_path("a.bin"), 0604), 0);
    no_chown = true;
    int file = keep();
    no_chown = false;
    assert_int_equal(mode_of(file), 0600);
    close(file);
}

/* ------------------------------------------------------------------ access lists */

#if defined(__linux__)
#define ACCESS_LIST  "system.posix_acl_access"
#define DEFAULT_LIST "system.posix_acl_default"
#define LIST_BYTES   (4 + 5 * 8)

/* The owner: 6; user 65534; the group; the mask; everybody: 0. Layout: linux/posix_acl_xattr.h. */
static size_t make_list(uint8_t list[LIST_BYTES], unsigned user, unsigned group, unsigned mask)
{
    const unsigned entries[][2] = {{0x01, 6}, {0x02, user}, {0x04, group}, {0x10, mask}, {0x20, 0}};
    memset(list, 0, LIST_BYTES);
    list[0] = 2;
    for (size_t i = 0; i < 5; i++) {
        uint8_t *entry = list + 4 + i * 8;
        entry[0] = (uint8_t)entries[i][0];
        entry[2] = (uint8_t)entries[i][1];
        memset(entry + 4, 0xff, 4);
        if (i == 1)
            entry[4] = 0xfe, entry[6] = entry[7] = 0;
    }
    return LIST_BYTES;
}

/* Of a new file in a folder whose files get a list. */
static void a_list_of_the_folder_adds_nobody_to_the_readers(void **state)
{
    uint8_t list[LIST_BYTES], found[256];
    (void)state;
    scratch_write("a.bin", "old", 3);
    assert_int_equal(chmod(scratch_path("a.bin"), 0640), 0);
    if (setxattr(scratch_folder, DEFAULT_LIST, list, make_list(list, 7, 5, 7), 0) != 0)
        skip();
    int file = keep();
    assert_int_equal(mode_of(file), 0640);
    assert_int_equal(fgetxattr(file, ACCESS_LIST, found, sizeof found), -1);
    close(file);
}

static void the_access_list_of_the_old_file_is_kept(void **state)
{
    uint8_t list[LIST_BYTES], found[256];
    (void)state;
    scratch_write("a.bin", "old", 3);
    if (setxattr(scratch_path("a.bin"), ACCESS_LIST, list, make_list(list, 4, 4, 6), 0) != 0)
        skip();
    int file = keep();
    assert_int_equal(mode_of(file), 0660);
    assert_int_equal(fgetxattr(file, ACCESS_LIST, found, sizeof found), sizeof list);
    assert_memory_equal(found, list, sizeof list);
    close(file);
}

/* The users of the list keep what they had. */
static void a_group_that_is_lost_takes_its_rights_in_the_list_along(void **state)
{
    uint8_t list[LIST_BYTES], found[256];
    (void)state;
    scratch_write("a.bin", "old", 3);
    if (chown(scratch_path("a.bin"), (uid_t)-1, 12345) != 0 ||
        setxattr(scratch_path("a.bin"), ACCESS_LIST, list, make_list(list, 4, 6, 6), 0) != 0)
        skip();
    no_chown = true;
    int file = keep();
    no_chown = false;
    assert_int_equal(fgetxattr(file, ACCESS_LIST, found, sizeof found), sizeof list);
    make_list(list, 4, 0, 6);
    assert_memory_equal(found, list, sizeof list);
    close(file);
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(a_group_that_is_lost_takes_its_rights_along),
        scratch_test(a_group_that_was_denied_stays_denied),
#if defined(__linux__)
        scratch_test(a_list_of_the_folder_adds_nobody_to_the_readers),
        scratch_test(the_access_list_of_the_old_file_is_kept),
        scratch_test(a_group_that_is_lost_takes_its_rights_in_the_list_along),
#endif
    };
    return cmocka_run_group_tests_name("base/permissions", tests, NULL, NULL);
}
