/*
 * base/journal.h - the text of a journal: which new files of a folder are to take which names
 *
 * A journal says for every file of a set what the new one is and what it replaces, by marks that a file keeps when its
 * name changes. It names files by the name they will have and by nothing else: the unfinished file and the one set
 * aside are called as this room calls them, so that no journal, whoever wrote it, can speak of other files, and a name
 * with a slash is none.
 */
#ifndef RBK_BASE_JOURNAL_H
#define RBK_BASE_JOURNAL_H

#include <redbook/stream.h>

#include <sys/stat.h>

#define RBK_JOURNAL_NAME       ".redbook-journal"
#define RBK_JOURNAL_BYTES_MAX  ((size_t)1024 * 1024)
#define RBK_JOURNAL_ROWS_MAX   1024
#define RBK_JOURNAL_NAME_BYTES 256 /* of a file, its end included */

/*
 * What a file keeps under another name. Some file systems number their files anew when they are mounted, so the time of
 * the last change stands in for the number.
 */
typedef struct rbk_file_mark {
    uint64_t inode;
    int64_t bytes;
    int64_t changed_s;
} rbk_file_mark;

void rbk_file_mark_take(const struct stat *about, rbk_file_mark *mark);
bool rbk_file_mark_is(const rbk_file_mark *mark, const struct stat *about);

typedef struct rbk_journal_row {
    char name[RBK_JOURNAL_NAME_BYTES];
    bool descriptor; /* names the others: it goes first and comes last */
    bool replaces;   /* something had the name: old is its mark */
    rbk_file_mark fresh;
    rbk_file_mark old;
} rbk_journal_row;

typedef struct rbk_journal {
    rbk_journal_row *rows;
    size_t count;
    unsigned aside; /* number behind the names of files set aside, so that none of an earlier set is touched */
} rbk_journal;

/* A journal of so many empty rows. RBK_NO_MEMORY. */
rbk_status rbk_journal_make(size_t count, rbk_journal *journal, rbk_error *error);
void rbk_journal_release(rbk_journal *journal);

/* Appends the whole text. RBK_NO_MEMORY. */
rbk_status rbk_journal_format(const rbk_journal *journal, rbk_output *output, rbk_error *error);

typedef enum rbk_journal_kind {
    RBK_JOURNAL_WHOLE,
    RBK_JOURNAL_TORN,   /* ours, but not written to its end, or damaged later: it cannot say what was done */
    RBK_JOURNAL_FOREIGN /* no journal, or one that asks for what none may ask for */
} rbk_journal_kind;

/* What bytes are; *journal is filled for a whole one and released by the caller. RBK_NO_MEMORY is the only failure. */
rbk_status rbk_journal_parse(const uint8_t *bytes, size_t size, rbk_journal_kind *kind, rbk_journal *journal,
                             rbk_error *error);

#endif
