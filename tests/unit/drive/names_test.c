/*
 * Paths: which are the drive, and which would lead to a real one.
 */
#include "recorder.h"

#include <glob.h>
#include <limits.h>
#include <sys/sysmacros.h>

static void the_device_is_a_block_device_of_the_cd_driver(void **state)
{
    struct stat by_path, by_descriptor;
    (void)state;
    assert_int_equal(stat("/dev/sr0", &by_path), 0);
    assert_true(S_ISBLK(by_path.st_mode));
    assert_int_equal(major(by_path.st_rdev), 11);
    assert_int_equal(minor(by_path.st_rdev), 0);
    int fd = open_drive(O_RDONLY);
    assert_int_equal(fstat(fd, &by_descriptor), 0);
    assert_true(by_path.st_rdev == by_descriptor.st_rdev && by_path.st_ino == by_descriptor.st_ino);
    close(fd);
    assert_int_equal(access("/dev/sr0", R_OK | W_OK), 0);
    assert_int_equal(access("/dev/sr0", X_OK), -1);
}

static void links_lead_to_the_device(void **state)
{
    static const char *const links[] = {"/dev/cdrom", "/dev/scd0"};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct stat status;
        char target[PATH_MAX] = "", resolved[PATH_MAX];
        assert_int_equal(lstat(links[i], &status), 0);
        assert_true(S_ISLNK(status.st_mode));
        assert_int_equal(stat(links[i], &status), 0);
        assert_true(S_ISBLK(status.st_mode));
        assert_int_equal(readlink(links[i], target, sizeof target), strlen("/dev/sr0"));
        assert_string_equal(target, "/dev/sr0");
        assert_non_null(realpath(links[i], resolved));
        assert_string_equal(resolved, "/dev/sr0");
        assert_int_equal(readlink("/dev/sr0", target, sizeof target), -1);
        assert_int_equal(errno, EINVAL);
    }
}

static void the_device_is_where_the_caller_wants_it(void **state)
{
    struct stat status;
    (void)state;
    setenv("REDBOOK_DRIVE_PATH", "/dev/sr7", 1);
    assert_int_equal(stat("/dev/sr7", &status), 0);
    assert_int_equal(minor(status.st_rdev), 7);
    assert_int_equal(stat("/dev/sr0", &status), -1);
    assert_int_equal(errno, ENOENT);
    unsetenv("REDBOOK_DRIVE_PATH");
}

static void no_other_drive_is_there(void **state)
{
    static const char *const hidden[] = {"/dev/sr1",  "/dev/scd1",  "/dev/hda",          "/dev/sg0",
                                         "/dev/dvd",  "/dev/cdrw",  "/dev/pktcdvd/0",    "/proc/sys/dev/cdrom/info",
                                         "/dev/sr12", "/dev/dvdrw", "/sys/block/sr0/dev"};
    (void)state;
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++) {
        struct stat status;
        assert_int_equal(stat(hidden[i], &status), -1);
        assert_int_equal(errno, ENOENT);
        assert_int_equal(access(hidden[i], F_OK), -1);
        assert_int_equal(open(hidden[i], O_RDONLY | O_NONBLOCK), -1);
        assert_int_equal(errno, ENOENT);
        assert_null(fopen(hidden[i], "r"));
    }
    assert_null(opendir("/sys/bus/scsi/devices"));
}

static void other_paths_are_the_systems(void **state)
{
    struct stat status;
    char byte;
    (void)state;
    assert_int_equal(stat("/dev/null", &status), 0);
    assert_true(S_ISCHR(status.st_mode));
    int fd = open("/dev/zero", O_RDONLY);
    assert_true(fd >= 0);
    assert_int_equal(read(fd, &byte, 1), 1);
    assert_int_equal(byte, 0);
    assert_int_equal(ioctl(fd, SG_GET_TIMEOUT), -1);
    assert_true(errno == ENOTTY || errno == ENOSYS); /* the latter from an emulator */
    assert_int_equal(close(fd), 0);
}

static void places_that_list_drives_come_from_the_given_folder(void **state)
{
    struct stat status;
    char line[32];
    (void)state;
    assert_int_equal(mkdir(scratch_path("proc"), 0777) | mkdir(scratch_path("proc/sys"), 0777) |
                         mkdir(scratch_path("proc/sys/dev"), 0777) | mkdir(scratch_path("proc/sys/dev/cdrom"), 0777),
                     0);
    scratch_write("proc/sys/dev/cdrom/info", "drive name: sr0\n", 16);
    setenv("REDBOOK_DRIVE_SYSTEM", scratch_folder, 1);
    FILE *file = fopen("/proc/sys/dev/cdrom/info", "r");
    assert_non_null(file);
    assert_non_null(fgets(line, sizeof line, file));
    assert_string_equal(line, "drive name: sr0\n");
    fclose(file);
    assert_int_equal(stat("/proc/sys/dev/cdrom", &status), 0);
    assert_true(S_ISDIR(status.st_mode));
    assert_int_equal(stat("/sys/block/sr0", &status), -1);
    glob_t found;
    assert_int_equal(glob("/proc/sys/dev/cdrom/i*", 0, NULL, &found), 0);
    assert_int_equal(found.gl_pathc, 1);
    assert_string_equal(found.gl_pathv[0], "/proc/sys/dev/cdrom/info");
    globfree(&found);
    assert_int_equal(glob("/sys/bus/scsi/devices/*", 0, NULL, &found), GLOB_NOMATCH);
    unlink(scratch_path("proc/sys/dev/cdrom/info"));
    rmdir(scratch_path("proc/sys/dev/cdrom"));
    rmdir(scratch_path("proc/sys/dev"));
    rmdir(scratch_path("proc/sys"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        drive_test(the_device_is_a_block_device_of_the_cd_driver),
        drive_test(links_lead_to_the_device),
        drive_test(the_device_is_where_the_caller_wants_it),
        drive_test(no_other_drive_is_there),
        drive_test(other_paths_are_the_systems),
        drive_test(places_that_list_drives_come_from_the_given_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
