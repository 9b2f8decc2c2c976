/*
 * base/journal.h - the text of a journal: the new files of a folder and their names
 *
 * A journal identifies, for every file of a set, the new file and the one it replaces, by properties that a file keeps
 * when it is renamed. It names files only by their final name: the names of the unfinished file and of the one set
 * aside are derived, so that no journal, whoever wrote it, can affect other files, and a name with a slash is invalid.
 *
 * Ours is what begins with our first line or a part of it, ends with our last line, or has nothing in it but zeros (what
 * a crash makes of a file). It is obeyed only when it is whole: the checksum of the last line is that of all before it.
 * Else it is damaged - not written to its end, cut, or edited, wherever - and says nothing; it is removed, but only in a
 * folder where no old file stands aside, which it could be the way to. Everything else is foreign, also a journal that
 * is whole but of another version or asks for what none may ask for: it is never removed, readers ignore it, and nothing
 * is made in its folder.
 */
#ifndef RBK_BASE_JOURNAL_H
#define RBK_BASE_JOURNAL_H

#include "base/path.h"

#include <redbook/stream.h>

#include <sys/stat.h>

#define RBK_JOURNAL_NAME      ".redbook-journal"
#define RBK_JOURNAL_BYTES_MAX ((size_t)1024 * 1024)
#define RBK_JOURNAL_ROWS_MAX  1024

/*
 * The properties that a file keeps when it is renamed. Some file systems renumber their files when they are mounted; then
 * the size and the time of the last change are what is left.
 */
typedef struct rbk_file_mark {
    uint64_t inode;
    int64_t bytes;
    int64_t changed_s;
} rbk_file_mark;

void rbk_file_mark_take(const struct stat *about, rbk_file_mark *mark);
/* The time of the last change, as exactly as any file system keeps it. */
bool rbk_file_mark_has_time(const rbk_file_mark *mark, const struct stat *about);
/* The size, and the number or the time: enough for a name that only our files have. */
bool rbk_file_mark_is(const rbk_file_mark *mark, const struct stat *about);

typedef struct rbk_journal_row {
    char name[RBK_NAME_BYTES];
    bool descriptor; /* names the others: it is removed first and appears last */
    bool replaces;   /* the name was in use: old describes that file */
    bool removes;    /* no new file takes the name: fresh is empty */
    rbk_file_mark fresh;
    rbk_file_mark old;
} rbk_journal_row;

typedef struct rbk_journal {
    rbk_journal_row *rows;
    size_t count;
    unsigned
        aside; /* number appended to the names of files set aside, so that those of an earlier set are not touched */
} rbk_journal;

/* A journal of that many empty rows. RBK_NO_MEMORY. */
rbk_status rbk_journal_make(size_t count, rbk_journal *journal, rbk_error *error);
void rbk_journal_release(rbk_journal *journal);

/* The whole text, released with rbk_bytes_release. RBK_NO_MEMORY. */
rbk_status rbk_journal_format(const rbk_journal *journal, rbk_bytes *text, rbk_error *error);

typedef enum rbk_journal_kind {
    RBK_JOURNAL_WHOLE,
    RBK_JOURNAL_TORN,   /* ours, but incomplete or damaged: it is not known what was done */
    RBK_JOURNAL_FOREIGN /* not a journal, or one with invalid entries */
} rbk_journal_kind;

/* Parses bytes; *journal is set for a valid one and released by the caller. RBK_NO_MEMORY is the only failure. */
rbk_status rbk_journal_parse(const uint8_t *bytes, size_t size, rbk_journal_kind *kind, rbk_journal *journal,
                             rbk_error *error);

/* Whether an errno of opening it means that there is no journal that may be used here. */
bool rbk_journal_is_not_ours(int code);

/*
 * The same of the open file of a folder; RBK_JOURNAL_FOREIGN as well for one that does not count there: no regular file,
 * a larger one than any journal, or, in a folder with the sticky bit, one that belongs to somebody else than us or root.
 * *journal is left empty for all but a whole one. RBK_FILEACCESS: it cannot be examined. RBK_NO_MEMORY.
 */
rbk_status rbk_journal_load(int folder, int file, rbk_journal_kind *kind, rbk_journal *journal, rbk_error *error);

#endif
