/*
 * The real location of a file, through any links.
 * link: -Wl,--wrap=readlink -Wl,--wrap=realpath
 */
#include "base/within.h"

#include "unit/scratch.h"

#include <errno.h>
#include <fcntl.h>

/* errno of the calls that fail; 0: none. Without /proc, readlink gives ENOENT. */
static int readlink_fails, realpath_fails;

ssize_t __real_readlink(const char *path, char *target, size_t size);
char *__real_realpath(const char *path, char *resolved);
ssize_t __wrap_readlink(const char *path, char *target, size_t size);
char *__wrap_realpath(const char *path, char *resolved);

ssize_t __wrap_readlink(const char *path, char *target, size_t size)
{
    errno = readlink_fails;
    return readlink_fails ? -1 : __real_readlink(path, target, size);
}

char *__wrap_realpath(const char *path, char *resolved)
{
    errno = realpath_fails;
    return realpath_fails ? NULL : __real_realpath(path, resolved);
}

static char *folder; /* the real name of "album" */

static void make_link(const char *target, const char *name)
{
    assert_int_equal(symlink(target, scratch_path(name)), 0);
}

static int begin(void **state)
{
    if (scratch_setup(state) != 0 || mkdir(scratch_path("album"), 0777) != 0 ||
        mkdir(scratch_path("album/sub"), 0777) != 0 || mkdir(scratch_path("albums"), 0777) != 0)
        return -1;
    folder = rbk_real_folder(scratch_path("album/x"));
    scratch_write("album/in", "x", 1);
    scratch_write("album/sub/in", "x", 1);
    scratch_write("out", "x", 1);
    scratch_write("albums/out", "x", 1);
    return folder ? 0 : -1;
}

static int end(void **state)
{
    free(folder);
    return scratch_teardown(state);
}

static bool unknown;

/* 0 if the file can be opened, else errno. */
static int code_of(const char *name)
{
    const char *const folders[] = {NULL, folder};
    int descriptor = rbk_open_within(scratch_path(name), folders, 2, &unknown);
    if (descriptor < 0)
        return errno;
    assert_false(unknown);
    close(descriptor);
    return 0;
}

static void what_is_in_the_folder_is_opened(void **state)
{
    (void)state;
    assert_int_equal(code_of("album/in"), 0);
    assert_int_equal(code_of("album/sub/in"), 0);
    assert_int_equal(code_of("album/sub/../in"), 0);
    assert_int_equal(code_of("out"), EXDEV);
    assert_int_equal(code_of("album/../out"), EXDEV);
    assert_int_equal(code_of("albums/out"), EXDEV); /* a folder with a longer name */
    assert_int_equal(code_of("none"), ENOENT);
    assert_false(unknown);
    assert_int_equal(code_of("album"), EINVAL);
    int descriptor = rbk_open_within(scratch_path("out"), NULL, 0, &unknown);
    assert_true(descriptor >= 0);
    close(descriptor);
    char slashes[4200];
    const char *const folders[] = {slashes};
    snprintf(slashes, sizeof slashes, "%s//", folder);
    descriptor = rbk_open_within(scratch_path("album/in"), folders, 1, &unknown);
    assert_true(descriptor >= 0);
    close(descriptor);
    assert_int_equal(rbk_open_within(scratch_path("albums/out"), folders, 1, &unknown), -1);
    assert_int_equal(errno, EXDEV);
}

static void links_of_every_kind_are_followed_as_far_as_the_folder(void **state)
{
    char path[700];
    (void)state;
    make_link("in", "album/relative");
    snprintf(path, sizeof path, "%s", scratch_path("album/sub/in"));
    make_link(path, "album/absolute");
    make_link("absolute", "album/chain");
    make_link("sub", "album/folder");
    make_link("../album/in", "album/out-and-back");
    assert_int_equal(link(scratch_path("out"), scratch_path("album/hard")), 0);
    assert_int_equal(code_of("album/relative"), 0);
    assert_int_equal(code_of("album/absolute"), 0);
    assert_int_equal(code_of("album/chain"), 0);
    assert_int_equal(code_of("album/folder/in"), 0);
    assert_int_equal(code_of("album/out-and-back"), 0);
    assert_int_equal(code_of("album/hard"), 0);
}

static void links_of_every_kind_out_of_the_folder_are_not(void **state)
{
    char path[700];
    (void)state;
    make_link("../out", "album/relative");
    snprintf(path, sizeof path, "%s", scratch_path("out"));
    make_link(path, "album/absolute");
    make_link("relative", "album/chain");
    make_link("..", "album/folder");
    make_link("folder", "album/folder-chain");
    make_link("none", "album/dangling");
    int open_file = open(path, O_RDONLY);
    snprintf(path, sizeof path, "/proc/self/fd/%d", open_file);
    make_link(path, "album/descriptor");
    make_link("/dev/null", "album/device");
    assert_int_equal(code_of("album/relative"), EXDEV);
    assert_int_equal(code_of("album/absolute"), EXDEV);
    assert_int_equal(code_of("album/chain"), EXDEV);
    assert_int_equal(code_of("album/folder/out"), EXDEV);
    assert_int_equal(code_of("album/folder-chain/out"), EXDEV);
    assert_int_equal(code_of("album/dangling"), ENOENT);
    if (access(path, R_OK) == 0)
        assert_int_equal(code_of("album/descriptor"), EXDEV);
    assert_int_equal(code_of("album/device"), EINVAL);
    close(open_file);
}

/* Without /proc the name is resolved again; where that fails too, it is not known whether the file is elsewhere. */
static void what_cannot_be_examined_is_refused_for_the_reason_of_the_system(void **state)
{
    (void)state;
    make_link("../out", "album/link");
    readlink_fails = ENOENT;
    assert_int_equal(code_of("album/in"), 0);
    assert_int_equal(code_of("out"), EXDEV);
    assert_false(unknown);
    static const int codes[] = {EIO, ENOMEM, EACCES, ENOENT};
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        realpath_fails = codes[i];
        assert_int_equal(code_of("album/in"), codes[i]);
        assert_true(unknown);
    }
    readlink_fails = 0;
    assert_int_equal(code_of("album/in"), 0);
    realpath_fails = 0;
    assert_int_equal(code_of("none"), ENOENT);
    assert_false(unknown);
}

static void the_folder_of_a_path_has_one_real_name(void **state)
{
    char *other;
    (void)state;
    make_link("album", "link");
    other = rbk_real_folder(scratch_path("link/in"));
    assert_string_equal(other, folder);
    free(other);
    assert_null(rbk_real_folder(scratch_path("none/in")));
    char *here = rbk_real_folder("name"), *same = realpath(".", NULL);
    assert_string_equal(here, same);
    free(here);
    free(same);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_in_the_folder_is_opened, begin, end),
        cmocka_unit_test_setup_teardown(links_of_every_kind_are_followed_as_far_as_the_folder, begin, end),
        cmocka_unit_test_setup_teardown(links_of_every_kind_out_of_the_folder_are_not, begin, end),
        cmocka_unit_test_setup_teardown(what_cannot_be_examined_is_refused_for_the_reason_of_the_system, begin, end),
        cmocka_unit_test_setup_teardown(the_folder_of_a_path_has_one_real_name, begin, end),
    };
    return cmocka_run_group_tests_name("base/within", tests, NULL, NULL);
}
