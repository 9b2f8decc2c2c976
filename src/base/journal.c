/*
 * The text of a journal. Lines, ended by a checksum of everything before it:
 *
 *     redbook journal 1
 *     aside 0
 *     file 1234 5678 90 - - - 0 9:album.bin
 *     file - - - 78 36 70 0 9:album.cdt
 *     file 1235 120 90 77 110 80 1 9:album.cue
 *     end 3 cbf29ce484222325
 *
 * inode, bytes and time of the new file, if there is one, the same of the one it replaces, or which is removed, whether it
 * is a descriptor, the length of the name and the name, which may hold any byte but a slash.
 */
#include "base/journal.h"

#include "base/fail.h"
#include "base/read_at.h"
#include "base/zeros.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define HEAD           "redbook journal 1\n"
#define NO_MARK        "- - - "
#define TIME_SLACK_S   2 /* resolution of a time on FAT */
#define NUMBER_BYTES   24
#define FNV_OFFSET     UINT64_C(0xCBF29CE484222325)
#define FNV_PRIME      UINT64_C(0x100000001B3)
#define SUM_LINE_BYTES 64
#define SUM_DIGITS     16

/* ------------------------------------------------------------------ marks */

void rbk_file_mark_take(const struct stat *about, rbk_file_mark *mark)
{
    *mark = (rbk_file_mark){
        .inode = (uint64_t)about->st_ino, .bytes = (int64_t)about->st_size, .changed_s = (int64_t)about->st_mtime};
}

bool rbk_file_mark_has_time(const rbk_file_mark *mark, const struct stat *about)
{
    int64_t apart = (int64_t)about->st_mtime - mark->changed_s;
    return apart >= -TIME_SLACK_S && apart <= TIME_SLACK_S;
}

bool rbk_file_mark_is(const rbk_file_mark *mark, const struct stat *about)
{
    return (int64_t)about->st_size == mark->bytes &&
           ((uint64_t)about->st_ino == mark->inode || rbk_file_mark_has_time(mark, about));
}

/* ------------------------------------------------------------------ memory */

rbk_status rbk_journal_make(size_t count, rbk_journal *journal, rbk_error *error)
{
    *journal = (rbk_journal){.rows = calloc(count ? count : 1, sizeof *journal->rows), .count = count};
    return journal->rows ? RBK_OK : rbk_fail_memory(error);
}

void rbk_journal_release(rbk_journal *journal)
{
    free(journal->rows);
    *journal = (rbk_journal){0};
}

/* ------------------------------------------------------------------ writing */

static uint64_t sum_of(const uint8_t *bytes, size_t size)
{
    uint64_t sum = FNV_OFFSET;
    for (size_t i = 0; i < size; i++)
        sum = (sum ^ bytes[i]) * FNV_PRIME;
    return sum;
}

/* mark NULL: there is no such file. */
static void format_mark(const rbk_file_mark *mark, FILE *out)
{
    if (mark)
        fprintf(out, "%" PRIu64 " %" PRId64 " %" PRId64 " ", mark->inode, mark->bytes, mark->changed_s);
    else
        fprintf(out, NO_MARK);
}

static void format_row(const rbk_journal_row *row, FILE *out)
{
    fprintf(out, "file ");
    format_mark(row->removes ? NULL : &row->fresh, out);
    format_mark(row->replaces ? &row->old : NULL, out);
    fprintf(out, "%d %zu:%s\n", row->descriptor, strlen(row->name), row->name);
}

rbk_status rbk_journal_format(const rbk_journal *journal, rbk_bytes *text, rbk_error *error)
{
    char *bytes = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&bytes, &size);
    if (!out)
        return rbk_fail_memory(error);
    fprintf(out, HEAD "aside %u\n", journal->aside);
    for (size_t i = 0; i < journal->count; i++)
        format_row(&journal->rows[i], out);
    if (fflush(out) == 0)
        fprintf(out, "end %zu %016" PRIx64 "\n", journal->count, sum_of((const uint8_t *)bytes, size));
    bool failed = ferror(out) != 0;
    failed = fclose(out) != 0 || failed;
    if (failed) {
        free(bytes);
        return rbk_fail_memory(error);
    }
    *text = (rbk_bytes){(uint8_t *)bytes, size};
    return RBK_OK;
}

/* ------------------------------------------------------------------ reading */

typedef struct reader {
    const uint8_t *at;
    const uint8_t *end;
} reader;

static bool take_word(reader *r, const char *word)
{
    size_t length = strlen(word);
    if ((size_t)(r->end - r->at) < length || memcmp(r->at, word, length) != 0)
        return false;
    r->at += length;
    return true;
}

/* Digits, with an optional sign before them, and the byte that ends them. */
static bool take_number(reader *r, char ending, int64_t *number)
{
    char text[NUMBER_BYTES];
    size_t length = 0;
    while (r->at < r->end && length + 1 < sizeof text && (*r->at == '-' || (*r->at >= '0' && *r->at <= '9')))
        text[length++] = (char)*r->at++;
    text[length] = '\0';
    char *after;
    *number = strtoll(text, &after, 10);
    if (length == 0 || *after || r->at == r->end || *r->at != (uint8_t)ending)
        return false;
    r->at++;
    return true;
}

static bool take_inode(reader *r, uint64_t *inode)
{
    char text[NUMBER_BYTES];
    size_t length = 0;
    while (r->at < r->end && length + 1 < sizeof text && *r->at >= '0' && *r->at <= '9')
        text[length++] = (char)*r->at++;
    text[length] = '\0';
    *inode = strtoull(text, NULL, 10);
    return length > 0 && take_word(r, " ");
}

static bool take_mark(reader *r, rbk_file_mark *mark)
{
    return take_inode(r, &mark->inode) && take_number(r, ' ', &mark->bytes) && take_number(r, ' ', &mark->changed_s);
}

/* A plain name of a file in the folder. */
static bool take_name(reader *r, char name[RBK_NAME_BYTES])
{
    int64_t length;
    if (!take_number(r, ':', &length) || length < 1 || length >= RBK_NAME_BYTES || r->end - r->at < length)
        return false;
    memcpy(name, r->at, (size_t)length);
    name[length] = '\0';
    r->at += length;
    return strlen(name) == (size_t)length && !strchr(name, '/') && strcmp(name, ".") != 0 && strcmp(name, "..") != 0 &&
           take_word(r, "\n");
}

static bool take_row(reader *r, rbk_journal_row *row)
{
    int64_t descriptor;
    if (!take_word(r, "file "))
        return false;
    row->removes = take_word(r, NO_MARK);
    if (!row->removes && !take_mark(r, &row->fresh))
        return false;
    row->replaces = !take_word(r, NO_MARK);
    if (row->replaces ? !take_mark(r, &row->old) : row->removes)
        return false;
    if (!take_number(r, ' ', &descriptor) || descriptor < 0 || descriptor > 1)
        return false;
    row->descriptor = descriptor == 1;
    return take_name(r, row->name);
}

static bool names_are_different(const rbk_journal *journal)
{
    for (size_t i = 0; i < journal->count; i++)
        for (size_t k = 0; k < i; k++)
            if (strcmp(journal->rows[i].name, journal->rows[k].name) == 0)
                return false;
    return true;
}

static bool take_rows(const uint8_t *bytes, size_t size, rbk_journal *journal)
{
    reader r = {bytes, bytes + size};
    int64_t aside;
    if (!take_word(&r, HEAD "aside ") || !take_number(&r, '\n', &aside) || aside < 0 || aside > 9999)
        return false;
    journal->aside = (unsigned)aside;
    for (size_t i = 0; i < journal->count; i++)
        if (!take_row(&r, &journal->rows[i]))
            return false;
    return r.at == r.end && names_are_different(journal);
}

/*
 * The start of the last line, if it is an end line and its checksum matches everything before it; else 0. *count: the
 * number of rows in it.
 */
static size_t find_end(const uint8_t *bytes, size_t size, size_t *count)
{
    char line[SUM_LINE_BYTES];
    size_t begin = size;
    if (size == 0 || bytes[size - 1] != '\n')
        return 0;
    for (begin--; begin > 0 && bytes[begin - 1] != '\n'; begin--)
        ;
    reader r = {bytes + begin, bytes + size};
    int64_t promised;
    if (size - begin >= sizeof line || !take_word(&r, "end ") || !take_number(&r, ' ', &promised))
        return 0;
    snprintf(line, sizeof line, "%016" PRIx64 "\n", sum_of(bytes, begin));
    if (promised < 0 || !take_word(&r, line) || r.at != r.end)
        return 0;
    *count = (size_t)promised;
    return begin;
}

/* "end", a number and the digits of a sum, whatever they are. */
static bool ends_like_ours(const uint8_t *bytes, size_t size)
{
    size_t begin = size, digits = 0;
    int64_t promised;
    while (begin > 0 && size - begin < SUM_LINE_BYTES && (begin == size || bytes[begin - 1] != '\n'))
        begin--;
    reader r = {bytes + begin, bytes + size};
    if (!take_word(&r, "end ") || !take_number(&r, ' ', &promised))
        return false;
    for (; r.at < r.end && isxdigit(*r.at); r.at++)
        digits++;
    return digits == SUM_DIGITS && take_word(&r, "\n") && r.at == r.end;
}

/* A part of one of ours, or what a crash leaves of it: nothing, or zeros. */
static bool is_torn(const uint8_t *bytes, size_t size)
{
    size_t head = strlen(HEAD);
    return rbk_all_zero(bytes, size) || memcmp(bytes, HEAD, size < head ? size : head) == 0 ||
           ends_like_ours(bytes, size);
}

rbk_status rbk_journal_parse(const uint8_t *bytes, size_t size, rbk_journal_kind *kind, rbk_journal *journal,
                             rbk_error *error)
{
    size_t count = 0;
    *journal = (rbk_journal){0};
    size_t end = find_end(bytes, size, &count);
    if (end == 0 || count > RBK_JOURNAL_ROWS_MAX) {
        *kind = end == 0 && is_torn(bytes, size) ? RBK_JOURNAL_TORN : RBK_JOURNAL_FOREIGN;
        return RBK_OK;
    }
    rbk_status status = rbk_journal_make(count, journal, error);
    if (status != RBK_OK)
        return status;
    *kind = take_rows(bytes, end, journal) ? RBK_JOURNAL_WHOLE : RBK_JOURNAL_FOREIGN;
    if (*kind != RBK_JOURNAL_WHOLE)
        rbk_journal_release(journal);
    return RBK_OK;
}

/* ------------------------------------------------------------------ the file */

bool rbk_journal_is_not_ours(int code)
{
    return rbk_input_is_absence(code) || code == EISDIR || code == EACCES || code == EPERM;
}

rbk_status rbk_journal_load(int folder, int file, rbk_journal_kind *kind, rbk_journal *journal, rbk_error *error)
{
    struct stat about, around;
    *kind = RBK_JOURNAL_FOREIGN;
    *journal = (rbk_journal){0};
    if (fstat(file, &about) != 0 || fstat(folder, &around) != 0)
        return rbk_fail_system(error, RBK_FILEACCESS, errno, "'" RBK_JOURNAL_NAME "' cannot be examined");
    bool trusted = !(around.st_mode & S_ISVTX) || about.st_uid == geteuid() || about.st_uid == 0;
    if (!S_ISREG(about.st_mode) || !trusted || about.st_size > (off_t)RBK_JOURNAL_BYTES_MAX)
        return RBK_OK;
    uint8_t *bytes = malloc((size_t)about.st_size + 1);
    if (!bytes)
        return rbk_fail_memory(error);
    int64_t have = rbk_read_at(file, 0, bytes, (size_t)about.st_size);
    rbk_status status = have < 0
                            ? rbk_fail_system(error, RBK_FILEACCESS, errno, "'" RBK_JOURNAL_NAME "' cannot be read")
                            : rbk_journal_parse(bytes, (size_t)have, kind, journal, error);
    free(bytes);
    return status;
}
