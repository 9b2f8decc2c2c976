/*
 * An interrupted change is completed; and what only looks like one is ignored.
 * link: -Wl,--wrap=renameat2 -Wl,--wrap=renameat -Wl,--wrap=linkat -Wl,--wrap=geteuid -Wl,--wrap=unlinkat
 * link: -Wl,--wrap=readdir -Wl,--wrap=readdir64 -Wl,--wrap=readlink -Wl,--wrap=__readlink_chk -Wl,--wrap=nanosleep
 */
#include "unit/base/changing.h"
#include "unit/links.h"
#include "unit/listing.h"

#include <errno.h>
#include <sys/file.h>

static bool read_only; /* names cannot be changed */
static bool as_another_user;

int __real_renameat2(int a, const char *from, int b, const char *to, unsigned flags);
int __wrap_renameat2(int a, const char *from, int b, const char *to, unsigned flags);
int __real_unlinkat(int folder, const char *name, int flags);
int __wrap_unlinkat(int folder, const char *name, int flags);
uid_t __real_geteuid(void);
uid_t __wrap_geteuid(void);

int __wrap_renameat2(int a, const char *from, int b, const char *to, unsigned flags)
{
    errno = EROFS;
    return read_only ? -1 : __real_renameat2(a, from, b, to, flags);
}

int __real_renameat(int a, const char *from, int b, const char *to);
int __wrap_renameat(int a, const char *from, int b, const char *to);
int __real_linkat(int a, const char *from, int b, const char *to, int flags);
int __wrap_linkat(int a, const char *from, int b, const char *to, int flags);

int __wrap_renameat(int a, const char *from, int b, const char *to)
{
    errno = EROFS;
    return read_only ? -1 : __real_renameat(a, from, b, to);
}

int __wrap_linkat(int a, const char *from, int b, const char *to, int flags)
{
    errno = EROFS;
    return read_only ? -1 : __real_linkat(a, from, b, to, flags);
}

static unsigned waits; /* for another process, which take no time */

int __wrap_nanosleep(const struct timespec *wait, struct timespec *left);

int __wrap_nanosleep(const struct timespec *wait, struct timespec *left)
{
    (void)wait, (void)left;
    waits++;
    return 0;
}

static char removed[256]; /* names, in their order */

int __wrap_unlinkat(int folder, const char *name, int flags)
{
    size_t used = strlen(removed);
    snprintf(removed + used, sizeof removed - used, "%s ", name);
    return __real_unlinkat(folder, name, flags);
}

uid_t __wrap_geteuid(void)
{
    return as_another_user ? 34567 : __real_geteuid();
}

static void interrupt(bool old, int steps)
{
    begin_change(old);
    go_steps(steps);
    write_journal();
}

static void end_interruption(void)
{
    rbk_journal_release(&journal);
    close(change.folder);
    change.folder = 0;
}

static void assert_noted(const rbk_findings *findings, const char *rule, const char *words)
{
    assert_int_equal(rbk_findings_count(findings), 1);
    const rbk_finding *note = rbk_findings_at(findings, 0);
    assert_int_equal(note->severity, RBK_NOTE);
    assert_string_equal(note->rule, rule);
    assert_string_equal(note->path, scratch_path("a.cue"));
    assert_non_null(strstr(note->text, words));
}

/* Once, whichever file of the set is read. */
static void what_was_done_is_a_finding(void **state)
{
    (void)state;
    for (int what = 0; what < 4; what++) {
        rbk_findings *findings = rbk_findings_new();
        interrupt(what != 1, 2);
        read_only = what == 2;
        if (what == 3)
            assert_int_equal(unlink(scratch_path("a.bin" RBK_STASH_SUFFIX)), 0);
        rbk_recover_purpose purpose = what == 1 ? RBK_RECOVER_TO_MAKE : RBK_RECOVER_TO_READ;
        assert_int_equal(rbk_recover_reporting(scratch_path("a.cue"), purpose, findings, NULL), RBK_OK);
        assert_int_equal(rbk_recover_reporting(scratch_path("a.bin"), purpose, findings, NULL), RBK_OK);
        read_only = false;
        if (what == 0)
            assert_noted(findings, "change.completed", "change of 2 files was completed");
        else if (what == 1)
            assert_noted(findings, "change.rolled-back", "is removed");
        else if (what == 2)
            assert_noted(findings, "change.pending", "the new files are read");
        else
            assert_noted(findings, "change.rolled-back", "the old files");
        rbk_findings_free(findings);
        end_interruption();
        scratch_teardown(NULL);
        scratch_setup(NULL);
    }
}

static void a_reader_completes_it(void **state)
{
    (void)state;
    for (int steps = 0; steps <= 4; steps++) {
        interrupt(true, steps);
        assert_int_equal(rbk_recover(scratch_path("a.cue"), RBK_RECOVER_TO_READ, NULL), RBK_OK);
        assert_set("new");
        assert_int_equal(scratch_count(), 2);
        end_interruption();
    }
}

static void so_does_whoever_reads_anything_else_in_the_folder(void **state)
{
    (void)state;
    interrupt(true, 3);
    assert_int_equal(rbk_recover(scratch_path("other"), RBK_RECOVER_TO_READ, NULL), RBK_OK);
    assert_set("new");
    assert_int_equal(scratch_count(), 2);
}

static void new_files_that_were_not_complete_make_room(void **state)
{
    (void)state;
    for (int steps = 0; steps <= 3; steps++) {
        interrupt(false, steps);
        removed[0] = '\0';
        assert_int_equal(rbk_recover(scratch_path("a.cue"), RBK_RECOVER_TO_MAKE, NULL), RBK_OK);
        assert_int_equal(scratch_count(), 0);
        /* as long as there is a journal, no file of the set is removed: a kill in between leaves all of them */
        assert_string_equal(removed, RBK_JOURNAL_NAME " a.bin" RBK_STASH_SUFFIX " a.cue" RBK_STASH_SUFFIX " ");
        end_interruption();
    }
    interrupt(false, 4); /* complete: the file belongs to somebody */
    assert_int_equal(rbk_recover(scratch_path("a.cue"), RBK_RECOVER_TO_MAKE, NULL), RBK_OK);
    assert_set("new");
}

static void a_journal_that_was_never_whole_goes(void **state)
{
    (void)state;
    begin_change(true);
    scratch_write(RBK_JOURNAL_NAME, "redbook jou", 11);
    assert_int_equal(rbk_recover(scratch_path("a.cue"), RBK_RECOVER_TO_READ, NULL), RBK_OK);
    assert_set("the old");
    assert_int_equal(scratch_count(), 4);
}

/* The journal may be damaged for any reason, and the files set aside may be the only copies. */
static void a_journal_damaged_in_the_middle_stays_with_what_stands_aside(void **state)
{
    static const char edited[] = "redbook journal 1\naside 0\nfile 1 2 3\nend 1 0123456789abcdef\n";
    static const struct {
        const char *text;
        size_t size;
    } damaged[] = {{"", 0}, {"redbook journal 1\nasi", 21}, {"\0\0\0", 3}, {edited, sizeof edited - 1}};
    rbk_error error;
    (void)state;
    for (size_t i = 0; i < 4; i++)
        for (int purpose = RBK_RECOVER_TO_READ; purpose <= RBK_RECOVER_TO_REPLACE; purpose++) {
            begin_change(true);
            go_steps(2);
            scratch_write(RBK_JOURNAL_NAME, damaged[i].text, damaged[i].size);
            assert_int_equal(rbk_recover(scratch_path("a.cue"), (rbk_recover_purpose)purpose, &error), RBK_FILEACCESS);
            assert_non_null(strstr(error.sentence, RBK_JOURNAL_NAME));
            assert_non_null(strstr(error.sentence, RBK_REPLACED_SUFFIX));
            assert_int_equal(scratch_count(), 5);
            end_interruption();
        }
    assert_int_equal(rename(scratch_path("a.bin.redbook-old"), scratch_path("a.bin.redbook-old-12")), 0);
    assert_int_equal(unlink(scratch_path("a.cue.redbook-old")), 0);
    assert_int_equal(rbk_recover(scratch_path("a.cue"), RBK_RECOVER_TO_READ, NULL), RBK_FILEACCESS);
    assert_int_equal(rename(scratch_path("a.bin.redbook-old-12"), scratch_path("a.bin.redbook-older")), 0);
    assert_int_equal(rbk_recover(scratch_path("a.cue"), RBK_RECOVER_TO_READ, NULL), RBK_OK);
    assert_int_equal(access(scratch_path(RBK_JOURNAL_NAME), F_OK), -1);
}

/* The last copies may be among the names that were not read. */
static void a_damaged_journal_stays_where_the_folder_cannot_be_listed(void **state)
{
    rbk_error error;
    (void)state;
    begin_change(true);
    scratch_write(RBK_JOURNAL_NAME, "redbook jou", 11);
    for (int purpose = RBK_RECOVER_TO_READ; purpose <= RBK_RECOVER_TO_REPLACE; purpose++) {
        listing_fails_after(2, EIO);
        rbk_status status = rbk_recover(scratch_path("a.cue"), (rbk_recover_purpose)purpose, &error);
        listing_is_real();
        assert_int_equal(status, RBK_FILEACCESS);
        assert_string_equal(error.sentence, "the folder cannot be listed");
        assert_int_equal(error.system_error, EIO);
        assert_string_equal(error.place.path, scratch_folder);
        assert_int_equal(access(scratch_path(RBK_JOURNAL_NAME), F_OK), 0);
    }
}

/* Links in other folders, one after the other, to a sheet that has no name at the moment. */
static void a_link_leads_to_the_folder_that_is_recovered(void **state)
{
    char absolute[512];
    (void)state;
    for (int purpose = RBK_RECOVER_TO_READ; purpose <= RBK_RECOVER_TO_REPLACE; purpose += RBK_RECOVER_TO_REPLACE) {
        interrupt(true, 3);
        assert_int_equal(mkdir(scratch_path("one"), 0777), 0);
        assert_int_equal(mkdir(scratch_path("two"), 0777), 0);
        snprintf(absolute, sizeof absolute, "%s", scratch_path("two/link"));
        assert_int_equal(symlink(absolute, scratch_path("one/link")), 0);
        assert_int_equal(symlink("../a.cue", scratch_path("two/link")), 0);
        assert_int_equal(rbk_recover(scratch_path("one/link"), (rbk_recover_purpose)purpose, NULL), RBK_OK);
        assert_set("new");
        assert_int_equal(unlink(scratch_path("one/link")), 0);
        assert_int_equal(unlink(scratch_path("two/link")), 0);
        assert_int_equal(rmdir(scratch_path("one")), 0);
        assert_int_equal(rmdir(scratch_path("two")), 0);
        end_interruption();
    }
}

static void links_that_lead_in_a_circle_come_to_an_end(void **state)
{
    (void)state;
    assert_int_equal(symlink("b", scratch_path("a")), 0);
    assert_int_equal(symlink("a", scratch_path("b")), 0);
    assert_int_equal(rbk_recover(scratch_path("a"), RBK_RECOVER_TO_READ, NULL), RBK_OK);
}

static void somebody_elses_file_of_that_name_stays(void **state)
{
    rbk_error error;
    (void)state;
    scratch_write(RBK_JOURNAL_NAME, "my diary", 8);
    assert_int_equal(rbk_recover(scratch_path("a.cue"), RBK_RECOVER_TO_READ, NULL), RBK_OK);
    assert_int_equal(rbk_recover(scratch_path("a.cue"), RBK_RECOVER_TO_MAKE, &error), RBK_FILEACCESS);
    assert_string_equal(error.place.path, scratch_path("a.cue"));
    assert_int_equal(scratch_count(), 1);
}

/* As from an archive: it was written elsewhere, for other files. */
static void a_journal_from_elsewhere_touches_no_file_that_it_does_not_know(void **state)
{
    (void)state;
    begin_change(false);
    write_journal();
    assert_int_equal(unlink(scratch_path("a.bin" RBK_STASH_SUFFIX)), 0);
    assert_int_equal(unlink(scratch_path("a.cue" RBK_STASH_SUFFIX)), 0);
    scratch_write("a.bin" RBK_STASH_SUFFIX, "foreign bytes", 13);
    scratch_write("a.cue" RBK_STASH_SUFFIX, "foreign sheet", 13);
    scratch_write("a.bin", "the old a.bin", 13);
    scratch_write("a.cue", "the old a.cue", 13);
    assert_int_equal(rbk_recover(scratch_path("a.cue"), RBK_RECOVER_TO_READ, NULL), RBK_OK);
    assert_set("the old");
}

/* New files that the journal names, and files here that it does not: the latter are not replaced. */
static void a_journal_never_replaces_what_it_does_not_know(void **state)
{
    (void)state;
    begin_change(false);
    write_journal();
    scratch_write("a.bin", "the old a.bin", 13);
    scratch_write("a.cue", "the old a.cue", 13);
    (void)rbk_recover(scratch_path("a.cue"), RBK_RECOVER_TO_READ, NULL);
    assert_set("the old");
}

/*
 * Somebody knows size and time of files that are to be replaced, or of unfinished ones, and writes a journal that replaces
 * them by others: what has another inode, size or time than it says keeps its name.
 */
static void a_journal_of_somebody_moves_no_file_that_it_does_not_describe(void **state)
{
    (void)state;
    begin_change(true);
    for (size_t i = 0; i < 2; i++)
        journal.rows[i].old.inode++;
    write_journal();
    (void)rbk_recover(scratch_path("a.cue"), RBK_RECOVER_TO_READ, NULL);
    assert_set("the old");
    end_interruption();
    for (int what = 0; what < 2; what++) {
        scratch_teardown(NULL);
        scratch_setup(NULL);
        begin_change(false);
        for (size_t i = 0; i < 2; i++) {
            rbk_file_mark *mark = &journal.rows[i].fresh;
            mark->inode += (uint64_t)what;
            mark->changed_s += what ? 100 : 0;
            mark->bytes += !what;
        }
        write_journal();
        (void)rbk_recover(scratch_path("a.cue"), RBK_RECOVER_TO_READ, NULL);
        assert_true(access(scratch_path("a.bin"), F_OK) != 0 && access(scratch_path("a.cue"), F_OK) != 0);
        end_interruption();
    }
}

static void where_everybody_may_write_only_our_own_counts(void **state)
{
    (void)state;
    interrupt(true, 0);
    assert_int_equal(chmod(scratch_folder, 01777), 0);
    if (chown(scratch_path(RBK_JOURNAL_NAME), 23456, (gid_t)-1) != 0)
        skip();
    as_another_user = true;
    rbk_error error;
    assert_int_equal(rbk_recover(scratch_path("a.cue"), RBK_RECOVER_TO_READ, NULL), RBK_OK);
    assert_int_equal(rbk_recover(scratch_path("b.cue"), RBK_RECOVER_TO_MAKE, &error), RBK_FILEACCESS);
    as_another_user = false;
    assert_non_null(strstr(error.sentence, "belongs to user 23456"));
    assert_set("the old");
}

/* The process that made it holds the lock. Other files of the folder can be changed, and it is not treated as
   abandoned. */
static void a_change_under_way_is_left_to_its_maker(void **state)
{
    (void)state;
    interrupt(true, 1);
    int maker = open(scratch_path(RBK_JOURNAL_NAME), O_RDWR);
    assert_int_equal(flock(maker, LOCK_EX | LOCK_NB), 0);
    assert_int_equal(rbk_recover(scratch_path("other"), RBK_RECOVER_TO_READ, NULL), RBK_OK);
    assert_int_equal(access(scratch_path("a.cue"), F_OK), -1);
    close(maker);
}

/* By whoever writes in the folder, and by readers of the files that change. */
static void a_change_that_does_not_end_is_reported(void **state)
{
    static const rbk_recover_purpose purposes[] = {RBK_RECOVER_TO_READ, RBK_RECOVER_TO_REPLACE, RBK_RECOVER_TO_MAKE};
    rbk_error error;
    (void)state;
    interrupt(true, 1);
    int maker = open(scratch_path(RBK_JOURNAL_NAME), O_RDWR);
    assert_int_equal(flock(maker, LOCK_EX | LOCK_NB), 0);
    for (size_t i = 0; i < 3; i++) {
        const char *path = scratch_path(i == 0 ? "a.cue" : "other");
        waits = 0;
        rbk_error_init(&error);
        assert_int_equal(rbk_recover(path, purposes[i], &error), RBK_STASHINUSE);
        assert_string_equal(error.sentence, "another redbook process is changing files in this folder");
        assert_string_equal(error.place.path, path);
        assert_int_equal(waits, 2000);
    }
    assert_int_equal(access(scratch_path("a.cue"), F_OK), -1);
    close(maker);
    assert_int_equal(rbk_recover(scratch_path("other"), RBK_RECOVER_TO_READ, NULL), RBK_OK);
    assert_set("new");
}

static void assert_reads(const char *name, const char *expected)
{
    rbk_bytes bytes;
    assert_int_equal(rbk_bytes_read_file(scratch_path(name), 100, &bytes, NULL), RBK_OK);
    assert_string_equal((const char *)bytes.data, expected);
    rbk_bytes_release(&bytes);
}

/* If names cannot be changed, the new files are read under their temporary ones. */
static void a_reader_that_may_not_write_reads_the_new_files(void **state)
{
    rbk_error error;
    (void)state;
    for (int steps = 0; steps <= 4; steps++) {
        interrupt(true, steps);
        size_t files = scratch_count();
        read_only = true;
        assert_int_equal(rbk_recover(scratch_path("a.cue"), RBK_RECOVER_TO_READ, NULL), RBK_OK);
        assert_int_equal(rbk_recover(scratch_path("other"), RBK_RECOVER_TO_READ, NULL), RBK_OK);
        assert_reads("a.cue", "new a.cue");
        assert_reads("a.bin", "new a.bin");
        assert_int_equal(rbk_recover(scratch_path("a.cue"), RBK_RECOVER_TO_REPLACE, &error),
                         steps == 4 ? RBK_OK : RBK_FILEACCESS);
        read_only = false;
        if (steps < 4) /* the last step needs no rename */
            assert_int_equal(scratch_count(), files);
        assert_int_equal(rbk_recover(scratch_path("a.cue"), RBK_RECOVER_TO_READ, NULL), RBK_OK);
        assert_set("new");
        end_interruption();
    }
}

/* A new file is lost: the old set is the complete one. */
static void or_the_old_ones_where_the_new_are_not_whole(void **state)
{
    (void)state;
    for (int steps = 0; steps <= 2; steps++) {
        interrupt(true, steps);
        assert_int_equal(unlink(scratch_path("a.bin" RBK_STASH_SUFFIX)), 0);
        read_only = true;
        assert_int_equal(rbk_recover(scratch_path("a.cue"), RBK_RECOVER_TO_READ, NULL), RBK_OK);
        assert_reads("a.cue", "the old a.cue");
        assert_reads("a.bin", "the old a.bin");
        read_only = false;
        end_interruption();
        scratch_teardown(NULL);
        scratch_setup(NULL);
    }
}

/* A link in another folder leads to a file that does not have its name yet. */
static void a_link_is_followed_to_what_is_read(void **state)
{
    (void)state;
    interrupt(true, 3);
    assert_int_equal(mkdir(scratch_path("one"), 0777), 0);
    assert_int_equal(symlink("../a.cue", scratch_path("one/link")), 0);
    read_only = true;
    assert_int_equal(rbk_recover(scratch_path("one/link"), RBK_RECOVER_TO_READ, NULL), RBK_OK);
    assert_reads("one/link", "new a.cue");
    read_only = false;
    assert_int_equal(unlink(scratch_path("one/link")), 0);
    assert_int_equal(rmdir(scratch_path("one")), 0);
}

static void a_link_that_cannot_be_read_is_an_error(void **state)
{
    rbk_error error;
    (void)state;
    assert_int_equal(symlink("a.cue", scratch_path("link")), 0);
    links_code = EIO;
    const rbk_status status = rbk_recover(scratch_path("link"), RBK_RECOVER_TO_READ, &error);
    links_code = 0;
    assert_int_equal(status, RBK_FILEACCESS);
    assert_int_equal(error.system_error, EIO);
    assert_string_equal(error.place.path, scratch_path("link"));
}

/* Neither set is complete. */
static void a_set_that_is_lost_is_reported_to_its_readers(void **state)
{
    rbk_error error;
    (void)state;
    interrupt(true, 2);
    assert_int_equal(unlink(scratch_path("a.bin" RBK_STASH_SUFFIX)), 0);
    assert_int_equal(unlink(scratch_path("a.cue.redbook-old")), 0);
    read_only = true;
    assert_int_equal(rbk_recover(scratch_path("a.cue"), RBK_RECOVER_TO_READ, &error), RBK_FILEACCESS);
    assert_int_equal(error.system_error, EROFS);
    read_only = false;
}

/* Names as long as a folder takes them: those of the unfinished files and of the ones set aside are shorter. */
static void it_is_found_under_the_longest_names_too(void **state)
{
    static char bin[RBK_NAME_BYTES], cue[RBK_NAME_BYTES];
    (void)state;
    snprintf(bin, sizeof bin, "%0251d.bin", 1);
    snprintf(cue, sizeof cue, "%0251d.cue", 1);
    set_names[0] = bin, set_names[1] = cue;
    for (int steps = 1; steps <= 4; steps++) {
        interrupt(true, steps);
        assert_int_equal(rbk_recover(scratch_path(cue), RBK_RECOVER_TO_READ, NULL), RBK_OK);
        assert_set("new");
        assert_int_equal(scratch_count(), 2);
        end_interruption();
    }
    interrupt(true, 2); /* back, as one of the new files is gone */
    char name[RBK_NAME_BYTES];
    rbk_path_temporary_name(bin, RBK_STASH_SUFFIX, name);
    assert_int_equal(unlink(scratch_path(name)), 0);
    assert_int_equal(rbk_recover(scratch_path(cue), RBK_RECOVER_TO_READ, NULL), RBK_OK);
    assert_set("the old");
    set_names[0] = "a.bin", set_names[1] = "a.cue";
}

/* What a torn journal may be the way to. */
static void a_file_set_aside_under_a_cut_name_is_one(void **state)
{
    char name[RBK_NAME_BYTES], aside[RBK_NAME_BYTES];
    bool found = false;
    (void)state;
    snprintf(name, sizeof name, "%0251d.bin", 1);
    for (unsigned number = 0; number < 1000; number += 999) {
        rbk_change_aside_name(name, number, aside);
        assert_int_equal(strlen(aside), RBK_NAME_BYTES - 1);
        scratch_write(aside, "x", 1);
        int folder = rbk_folder_open(scratch_path(name));
        assert_int_equal(rbk_change_find_aside(folder, scratch_folder, &found, NULL), RBK_OK);
        assert_true(found);
        close(folder);
        assert_int_equal(unlink(scratch_path(aside)), 0);
    }
}

static void a_folder_that_is_not_there_is_nobodys_business(void **state)
{
    (void)state;
    assert_int_equal(rbk_recover(scratch_path("no/such"), RBK_RECOVER_TO_READ, NULL), RBK_OK);
}

static void assert_text(const char *name, const char *expected)
{
    char *text = scratch_read(name, NULL);
    assert_non_null(text);
    assert_string_equal(text, expected);
    free(text);
}

/* Somebody made a file of that name in the middle of the change: it stays, and so does the old one. */
static void a_name_that_somebody_took_meanwhile_is_reported_with_the_old_file(void **state)
{
    rbk_error error;
    (void)state;
    rbk_error_init(&error);
    interrupt(true, 2);
    scratch_write("a.cue", "somebody's", 10);
    assert_int_equal(rbk_recover(scratch_path("a.cue"), RBK_RECOVER_TO_READ, &error), RBK_FILEEXISTS);
    assert_string_equal(error.sentence, "'a.cue' was created by another program meanwhile; the previous file is "
                                        "'a.cue.redbook-old'");
    assert_text("a.cue", "somebody's");
    assert_text("a.cue.redbook-old", "the old a.cue");
    assert_text("a.bin", "the old a.bin");
    assert_int_equal(access(scratch_path(RBK_JOURNAL_NAME), F_OK), -1);
    assert_int_equal(rbk_recover(scratch_path("a.cue"), RBK_RECOVER_TO_READ, NULL), RBK_OK);
}

static void a_name_of_what_is_set_aside_that_somebody_took_leaves_the_old_files(void **state)
{
    rbk_error error;
    (void)state;
    rbk_error_init(&error);
    interrupt(true, 0);
    scratch_write("a.bin" RBK_REPLACED_SUFFIX, "of somebody else", 16);
    assert_int_equal(rbk_recover(scratch_path("a.cue"), RBK_RECOVER_TO_READ, &error), RBK_OK);
    assert_set("the old");
    assert_text("a.bin" RBK_REPLACED_SUFFIX, "of somebody else");
    assert_int_not_equal(access(scratch_path(RBK_JOURNAL_NAME), F_OK), 0);
    end_interruption();
}

static void a_journal_that_is_a_link_is_somebody_elses(void **state)
{
    rbk_error error;
    (void)state;
    interrupt(true, 2);
    assert_int_equal(rename(scratch_path(RBK_JOURNAL_NAME), scratch_path("kept")), 0);
    assert_int_equal(symlink("kept", scratch_path(RBK_JOURNAL_NAME)), 0);
    assert_int_equal(rbk_recover(scratch_path("a.cue"), RBK_RECOVER_TO_READ, NULL), RBK_OK);
    assert_int_equal(rbk_recover(scratch_path("a.cue"), RBK_RECOVER_TO_MAKE, &error), RBK_FILEACCESS);
    assert_non_null(strstr(error.sentence, "was not written by redbook"));
    assert_text("a.cue.redbook-old", "the old a.cue");
    assert_int_equal(access(scratch_path("a.cue"), F_OK), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        change_test(what_was_done_is_a_finding),
        change_test(a_reader_completes_it),
        change_test(so_does_whoever_reads_anything_else_in_the_folder),
        change_test(new_files_that_were_not_complete_make_room),
        change_test(a_journal_that_was_never_whole_goes),
        change_test(a_journal_damaged_in_the_middle_stays_with_what_stands_aside),
        change_test(a_damaged_journal_stays_where_the_folder_cannot_be_listed),
        change_test(a_link_leads_to_the_folder_that_is_recovered),
        change_test(links_that_lead_in_a_circle_come_to_an_end),
        change_test(somebody_elses_file_of_that_name_stays),
        change_test(a_journal_from_elsewhere_touches_no_file_that_it_does_not_know),
        change_test(a_journal_never_replaces_what_it_does_not_know),
        change_test(a_journal_of_somebody_moves_no_file_that_it_does_not_describe),
        change_test(where_everybody_may_write_only_our_own_counts),
        change_test(a_change_under_way_is_left_to_its_maker),
        change_test(a_change_that_does_not_end_is_reported),
        change_test(a_reader_that_may_not_write_reads_the_new_files),
        change_test(or_the_old_ones_where_the_new_are_not_whole),
        change_test(a_link_is_followed_to_what_is_read),
        change_test(a_link_that_cannot_be_read_is_an_error),
        change_test(a_set_that_is_lost_is_reported_to_its_readers),
        change_test(it_is_found_under_the_longest_names_too),
        change_test(a_file_set_aside_under_a_cut_name_is_one),
        change_test(a_folder_that_is_not_there_is_nobodys_business),
        change_test(a_name_that_somebody_took_meanwhile_is_reported_with_the_old_file),
        change_test(a_name_of_what_is_set_aside_that_somebody_took_leaves_the_old_files),
        change_test(a_journal_that_is_a_link_is_somebody_elses),
    };
    return cmocka_run_group_tests_name("base/settle", tests, NULL, NULL);
}
