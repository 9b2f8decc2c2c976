/* What a rename that is killed leaves, and records of it: the next one completes it, and nothing else is moved or removed. */
#include "unit/report/renaming.h"

#ifdef __linux__
#include <errno.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#endif

#ifdef __linux__
/* ------------------------------------------------------------------ killed at each change of a name */

static int calls_left = -1; /* until the process ends; negative: it does not */
static bool no_links;       /* as on FAT */
static int moves_left = -1; /* that succeed; negative: all */

static void count_call(void)
{
    if (calls_left > 0 && --calls_left == 0)
        _exit(9);
}

int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags)
{
    count_call();
    if (no_links) {
        errno = EPERM;
        return -1;
    }
    return (int)syscall(SYS_linkat, from_folder, from, to_folder, to, flags);
}

int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags);
int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags)
{
    const bool payload = strcmp(from + strlen(from) - 4, ".bin") == 0;
    count_call();
    if (payload && moves_left >= 0 && moves_left-- == 0) {
        errno = EIO;
        return -1;
    }
    return (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, flags);
}

int unlinkat(int folder, const char *name, int flags)
{
    count_call();
    return (int)syscall(SYS_unlinkat, folder, name, flags);
}

int fsync(int file)
{
    count_call();
    return (int)syscall(SYS_fsync, file);
}

/* True when the call was reached. */
static bool is_killed_at(const char *sheet, int call)
{
    int result = 0;
    pid_t child = fork();
    if (child == 0) {
        calls_left = call;
        _exit(rename_to(sheet, "New") == RBK_OK ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &result, 0), child);
    assert_true(WIFEXITED(result) && WEXITSTATUS(result) != 1);
    return WEXITSTATUS(result) == 9;
}

static void open_again(const char *name)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_disc_free(image);
    image = NULL;
    rbk_status status = rbk_source_open(scratch_path(name), NULL, &image, findings, &error);
    for (size_t i = 0; status != RBK_OK && i < rbk_findings_count(findings); i++)
        print_message("%s: %s\n", name, rbk_findings_at(findings, i)->text);
    assert_int_equal(status, RBK_OK);
    rbk_findings_free(findings);
}

static void assert_only_new_names(void)
{
    static const char *const names[] = {"New.cue", "New (Track 1).bin", "New (Track 2).bin"};
    size_t count = 0;
    DIR *entries = opendir(scratch_folder);
    for (struct dirent *entry; entries && (entry = readdir(entries));)
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    closedir(entries);
    for (size_t i = 0; i < 3; i++)
        assert_true(is_there(names[i]));
    assert_int_equal(count, 3);
}

/* name: of the sheet before, with other names of its files. */
static void survive_kills(const char *name)
{
    int call = 1;
    for (bool killed = true; killed; call++) {
        open_sheet(name, two);
        killed = is_killed_at(name, call);
        char *moved = NULL;
        if (no_links) /* some files may be moved, and the others not */
            assert_int_equal(rbk_match_complete(scratch_path(name), &moved, &error), RBK_OK);
        const char *now = is_there(name) ? name : "New.cue";
        if (moved)
            assert_string_equal(moved, scratch_path(now));
        free(moved);
        open_again(now); /* one of them is whole */
        if (rename_to(now, "New") != RBK_OK)
            fail_msg("call %d: %s: %s", call, error.place.path, error.sentence);
        if (now != name)
            assert_int_equal(rbk_match_recover(scratch_path(name), &error), RBK_OK);
        assert_only_new_names();
        for (size_t i = 0; i < 3; i++)
            assert_int_equal(unlink(scratch_path(i == 0   ? "New.cue"
                                                 : i == 1 ? "New (Track 1).bin"
                                                          : "New (Track 2).bin")),
                             0);
    }
    assert_true(call > 6);
}

static void a_rename_that_is_killed_leaves_no_old_names_after_the_next(void **state)
{
    (void)state;
    survive_kills("x.cue");
}

static void so_does_one_of_a_sheet_that_keeps_its_name(void **state)
{
    (void)state;
    survive_kills("New.cue");
}

static void so_does_one_where_no_file_has_two_names(void **state)
{
    (void)state;
    no_links = true;
    survive_kills("x.cue");
    survive_kills("New.cue");
    no_links = false;
}

static const char one[] = "FILE a.bin BINARY\r\n  TRACK 01 AUDIO\r\n    INDEX 01 00:00:00\r\n";
static const char ccd[] =
    "[CloneCD]\r\nVersion=3\r\n[Disc]\r\nTocEntries=4\r\nSessions=1\r\nDataTracksScrambled=0\r\nCDTextLength=0\r\n"
    "[Session 1]\r\nPreGapMode=0\r\nPreGapSubC=1\r\n"
    "[Entry 0]\r\nSession=1\r\nPoint=0xa0\r\nADR=1\r\nControl=0\r\nPMin=1\r\nPSec=0\r\nPFrame=0\r\nPLBA=4350\r\n"
    "[Entry 1]\r\nSession=1\r\nPoint=0xa1\r\nADR=1\r\nControl=0\r\nPMin=1\r\nPSec=0\r\nPFrame=0\r\nPLBA=4350\r\n"
    "[Entry 2]\r\nSession=1\r\nPoint=0xa2\r\nADR=1\r\nControl=0\r\nPMin=0\r\nPSec=2\r\nPFrame=20\r\nPLBA=20\r\n"
    "[Entry 3]\r\nSession=1\r\nPoint=0x01\r\nADR=1\r\nControl=0\r\nPMin=0\r\nPSec=2\r\nPFrame=0\r\nPLBA=0\r\n"
    "[TRACK 1]\r\nMODE=0\r\nINDEX 1=0\r\n";

#define ENDINGS_MAX 4

/* What is read with an image by its name. sheet: NULL for one whose only file it is. */
static const struct {
    const char *path, *sheet, *endings[ENDINGS_MAX];
} companions[] = {
    {"x.cue", one, {"sbi"}},         {"x.cue", two, {"sbi", "cdt"}},
    {"x.cue", two, {"lsd"}},         {"x.ccd", ccd, {"img", "sub", "sbi"}},
    {"x.iso", NULL, {"sbi", "lsd"}},
};

static bool can_be_opened(const char *name)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *opened = NULL;
    rbk_status status = rbk_source_open(scratch_path(name), NULL, &opened, findings, &error);
    rbk_disc_free(opened);
    rbk_findings_free(findings);
    return status == RBK_OK;
}

static const char *with_ending(const char *stem, const char *ending)
{
    static char name[32];
    snprintf(name, sizeof name, "%s.%s", stem, ending);
    return name;
}

static void write_image(size_t i)
{
    static const uint8_t zeros[20 * RBK_SECTOR_BYTES];
    static uint8_t iso[20 * 2048];
    static const char sbi[] = "SBI\0\0\2\5\1\1\1\1\0\0\5\0\0\2\4";
    static const char lsd[] = "\0\2\5\1\1\1\0\0\5\0\0\2\4\0\0";
    memcpy(iso + 16 * 2048, "\1CD001\1", 7);
    if (companions[i].sheet == one || companions[i].sheet == two)
        scratch_write("a.bin", zeros, sizeof zeros);
    if (companions[i].sheet == two)
        scratch_write("b.bin", zeros, sizeof zeros);
    for (size_t e = 0; e < ENDINGS_MAX && companions[i].endings[e]; e++) {
        const char *ending = companions[i].endings[e];
        const bool is_sub = strcmp(ending, "sub") == 0;
        if (strcmp(ending, "sbi") == 0)
            scratch_write("x.sbi", sbi, sizeof sbi - 1);
        else if (strcmp(ending, "lsd") == 0)
            scratch_write("x.lsd", lsd, sizeof lsd - 1);
        else
            scratch_write(with_ending("x", ending), zeros, is_sub ? (size_t)20 * 96 : sizeof zeros);
    }
    if (companions[i].sheet)
        scratch_write(companions[i].path, companions[i].sheet, strlen(companions[i].sheet));
    else
        scratch_write(companions[i].path, iso, sizeof iso);
}

static void empty_scratch(void)
{
    DIR *entries = opendir(scratch_folder);
    for (struct dirent *entry; entries && (entry = readdir(entries));)
        (void)unlink(scratch_path(entry->d_name));
    closedir(entries);
}

/* Who opens one of the names has all that belongs to it. */
static void assert_whole_or_closed(size_t i, const char *stem, int call)
{
    char name[32];
    snprintf(name, sizeof name, "%s.%s", stem, companions[i].path + 2);
    for (size_t e = 0; can_be_opened(name) && e < ENDINGS_MAX && companions[i].endings[e]; e++)
        if (!is_there(with_ending(stem, companions[i].endings[e])))
            fail_msg("image %zu, call %d: %s is opened without its %s", i, call, name, companions[i].endings[e]);
}

static void survive_with_companions(size_t i)
{
    int call = 1;
    char new[32];
    snprintf(new, sizeof new, "New.%s", companions[i].path + 2);
    for (bool killed = true; killed; call++) {
        write_image(i);
        const size_t count = scratch_count();
        open_again(companions[i].path);
        killed = is_killed_at(companions[i].path, call);
        assert_whole_or_closed(i, "x", call);
        assert_whole_or_closed(i, "New", call);
        char *moved = NULL;
        if (!can_be_opened(companions[i].path))
            assert_int_equal(rbk_match_complete(scratch_path(companions[i].path), &moved, &error), RBK_OK);
        const char *now = is_there(companions[i].path) ? companions[i].path : new;
        if (moved)
            assert_string_equal(moved, scratch_path(new));
        free(moved);
        open_again(now);
        if (rename_to(now, "New") != RBK_OK)
            fail_msg("image %zu, call %d: %s: %s", i, call, error.place.path, error.sentence);
        assert_whole_or_closed(i, "New", call);
        assert_true(can_be_opened(new) && !is_there(companions[i].path));
        assert_int_equal(scratch_count(), count);
        empty_scratch();
    }
    assert_true(call > 6);
}

static void no_image_is_read_without_what_belongs_to_it(void **state)
{
    (void)state;
    for (int links = 0; links < 2; links++) {
        no_links = links == 0;
        for (size_t i = 0; i < sizeof companions / sizeof companions[0]; i++)
            survive_with_companions(i);
    }
}

static void nothing_is_replaced_where_no_file_has_two_names(void **state)
{
    (void)state;
    open_sheet("x.cue", two);
    scratch_write("New (Track 2).bin", "other", 5);
    no_links = true;
    assert_int_equal(rename_to("x.cue", "New"), RBK_FILEEXISTS);
    assert_int_equal(scratch_count(), 4);
    assert_true(is_there("x.cue") && is_there("a.bin") && is_there("b.bin"));
    assert_int_equal(unlink(scratch_path("New (Track 2).bin")), 0);
    moves_left = 1;
    assert_int_equal(rename_to("x.cue", "New"), RBK_FILESYSTEM);
    moves_left = -1;
    assert_int_equal(scratch_count(), 3);
    assert_true(is_there("x.cue") && is_there("a.bin") && is_there("b.bin"));
    assert_int_equal(rename_to("x.cue", "New"), RBK_OK);
    no_links = false;
    assert_only_new_names();
}

/* A record moves a file only to a free name, and only the one that it marks. */
static void what_a_record_cannot_move_is_reported(void **state)
{
    (void)state;
    scratch_write("a.bin", "1", 1);
    scratch_write("n.bin", "other", 5);
    struct stat about;
    char text[200];
    assert_int_equal(stat(scratch_path("a.bin"), &about), 0);
    int size = snprintf(text, sizeof text, "redbook: old names of a renamed image, 1%c%llu 1 %lld moves%ca.bin%cn.bin",
                        0, (unsigned long long)about.st_ino, (long long)about.st_mtime, 0, 0);
    scratch_write("n.cue.redbook-renamed", text, (size_t)size + 1);
    assert_int_equal(rbk_match_recover(scratch_path("x.cue"), &error), RBK_PARTIAL_CHANGE);
    assert_string_equal(error.place.path, scratch_path("n.bin"));
    assert_int_equal(scratch_count(), 3);
    assert_int_equal(unlink(scratch_path("n.bin")), 0);
    assert_int_equal(rbk_match_recover(scratch_path("x.cue"), &error), RBK_OK);
    assert_int_equal(scratch_count(), 1);
    assert_true(is_there("n.bin"));
    scratch_write("a.bin", "12", 2);
    assert_int_equal(unlink(scratch_path("n.bin")), 0);
    scratch_write("n.cue.redbook-renamed", text, (size_t)size + 1);
    assert_int_equal(rbk_match_recover(scratch_path("x.cue"), &error), RBK_OK);
    assert_true(is_there("a.bin"));
}
#endif

/* Records of others, and such as name something else, remove nothing. */
static void a_record_removes_only_what_it_marks(void **state)
{
    static const char text[] = "redbook: old names of a renamed image, 1\0"
                               "1 2 3\0"
                               "b.bin\0"
                               "a.bin\0"
                               "1 2 3\0"
                               "../a.bin\0"
                               "a.bin\0"
                               "x\0"
                               "y";
    (void)state;
    open_sheet("x.cue", two);
    scratch_write("x.cue.redbook-renamed", text, sizeof text);
    assert_int_equal(rbk_match_recover(scratch_path("x.cue"), &error), RBK_OK);
    assert_true(is_there("a.bin") && is_there("b.bin"));
    assert_false(is_there("x.cue.redbook-renamed"));
    scratch_write("x.cue.redbook-renamed", "something else", 14);
    assert_int_equal(rbk_match_recover(scratch_path("x.cue"), &error), RBK_OK);
    assert_true(is_there("x.cue.redbook-renamed"));
}

/* Writes a record next to x/x.cue with the mark of a file. */
static void write_record(const char *marked, const char *from, const char *to)
{
    char text[300];
    struct stat about;
    assert_int_equal(stat(scratch_path(marked), &about), 0);
    int size =
        snprintf(text, sizeof text, "redbook: old names of a renamed image, 1%c%llu %lld %lld%c%s%c%s", 0,
                 (unsigned long long)about.st_ino, (long long)about.st_size, (long long)about.st_mtime, 0, from, 0, to);
    scratch_write("x/x.cue.redbook-renamed", text, (size_t)size + 1);
}

/* Somebody with access to the folder knows the marks of all files. */
static void a_record_of_somebody_removes_nothing_elsewhere(void **state)
{
    (void)state;
    assert_int_equal(mkdir(scratch_path("x"), 0777), 0);
    scratch_write("mine", "mine", 4);
    scratch_write("x/a", "a", 1);
    scratch_write("x/b", "b", 1);
    write_record("mine", "../mine", "a");
    assert_int_equal(rbk_match_recover(scratch_path("x/x.cue"), &error), RBK_OK);
    assert_true(is_there("mine"));
    write_record("x/a", "a", "../mine");
    assert_int_equal(rbk_match_recover(scratch_path("x/x.cue"), &error), RBK_OK);
    assert_true(is_there("x/a"));
    write_record("x/a", "a", "b");
    if (geteuid() == 0) {
        assert_int_equal(chown(scratch_path("x/x.cue.redbook-renamed"), 12345, (gid_t)-1), 0);
        assert_int_equal(rbk_match_recover(scratch_path("x/x.cue"), &error), RBK_OK);
        assert_true(is_there("x/a"));
        assert_int_equal(chown(scratch_path("x/x.cue.redbook-renamed"), 0, (gid_t)-1), 0);
    }
    assert_int_equal(rbk_match_recover(scratch_path("x/x.cue"), &error), RBK_OK);
    assert_false(is_there("x/a")); /* so the record is one */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_record_removes_only_what_it_marks, begin_disc, end),
        cmocka_unit_test_setup_teardown(a_record_of_somebody_removes_nothing_elsewhere, begin_disc, end),
#ifdef __linux__
        cmocka_unit_test_setup_teardown(a_rename_that_is_killed_leaves_no_old_names_after_the_next, begin_disc, end),
        cmocka_unit_test_setup_teardown(so_does_one_of_a_sheet_that_keeps_its_name, begin_disc, end),
        cmocka_unit_test_setup_teardown(so_does_one_where_no_file_has_two_names, begin_disc, end),
        cmocka_unit_test_setup_teardown(no_image_is_read_without_what_belongs_to_it, begin_disc, end),
        cmocka_unit_test_setup_teardown(nothing_is_replaced_where_no_file_has_two_names, begin_disc, end),
        cmocka_unit_test_setup_teardown(what_a_record_cannot_move_is_reported, begin_disc, end),
#endif
    };
    return cmocka_run_group_tests_name("report/rename_kills", tests, NULL, NULL);
}
