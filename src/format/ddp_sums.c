/*
 * What else stands in the folder of a fileset. Files of sums have many names and forms, so that any small file of a
 * likely ending is looked through: a line with an MD5 in digits and the name of a file of the set, or a name, '=' and a
 * CRC-32. Whatever is neither a file of the set nor one of sums is nothing that a plant expects.
 */
#include "format/ddp.h"

#include "base/ascii.h"
#include "base/file_sums.h"
#include "base/utf8.h"

#include <redbook/rules.h>

#include <stdlib.h>
#include <string.h>

#define SUMS_BYTES_MAX ((size_t)64 * 1024)
#define BLOCK_BYTES    ((size_t)1024 * 1024)
#define MD5_DIGITS     32
#define CRC_DIGITS     8
#define FILES_MAX      (RBK_DDP_STREAMS_MAX + 4)

typedef struct set_file {
    const char *name;
    bool stated;  /* some file of sums has one of it */
    bool summed;  /* found out, once for all */
    bool missing; /* it is not there, which is reported elsewhere */
    char md5[RBK_MD5_TEXT_BYTES];
    uint32_t crc;
} set_file;

typedef struct folder_check {
    rbk_ddp *ddp;
    set_file files[FILES_MAX];
    size_t file_count;
    bool has_sums; /* there is a file of sums */
    size_t other_count;
    char other[RBK_SENTENCE_BYTES / 4]; /* the first one's name */
} folder_check;

/* ------------------------------------------------------------------ the files of the set */

static void add_file(folder_check *c, const char *name)
{
    for (size_t i = 0; i < c->file_count; i++)
        if (rbk_ascii_same(c->files[i].name, name))
            return;
    if (name[0] && c->file_count < FILES_MAX)
        c->files[c->file_count++].name = name;
}

static set_file *find_file(folder_check *c, const char *name, size_t size)
{
    for (size_t i = 0; i < c->file_count; i++)
        if (strlen(c->files[i].name) == size && rbk_ascii_same_n(c->files[i].name, name, size))
            return &c->files[i];
    return NULL;
}

static rbk_status sum_file(folder_check *c, set_file *file)
{
    rbk_input input;
    rbk_ddp *ddp = c->ddp;
    if (file->summed)
        return RBK_OK;
    file->summed = true;
    rbk_file_sums *sums = rbk_file_sums_new();
    uint8_t *bytes = malloc(BLOCK_BYTES);
    rbk_input_open_bytes(&input, NULL, 0);
    rbk_status status = sums && bytes ? rbk_format_sibling_open_if_there(ddp->siblings, file->name, &input, ddp->error)
                                      : rbk_fail_memory(ddp->error);
    file->missing = status == RBK_OK && !rbk_input_is_there(&input);
    for (int64_t at = 0, have = 1; status == RBK_OK && !file->missing && have > 0; at += have) {
        have = rbk_input_read(&input, at, bytes, BLOCK_BYTES);
        if (have < 0)
            status = rbk_ddp_fail_read(ddp, &input, file->name);
        else
            rbk_file_sums_update(sums, bytes, (size_t)have);
    }
    if (status == RBK_OK) {
        rbk_file_sums_md5(sums, file->md5);
        file->crc = rbk_file_sums_crc32(sums);
    }
    rbk_input_close(&input);
    rbk_file_sums_free(sums);
    free(bytes);
    return status;
}

/* ------------------------------------------------------------------ lines of sums */

static size_t digits_at(const char *text, size_t size)
{
    size_t count = 0;
    while (count < size && rbk_ascii_hex_value(text[count]) >= 0)
        count++;
    return count;
}

static bool ends_word(char c)
{
    return strchr(" \t*=:()\"\\/|,;<>", c) != NULL;
}

/* Where the name stands in the line as a word, or, with blanks in it, as several; the size of the line where it does not. */
static size_t place_of(const char *line, size_t size, const char *name)
{
    const size_t length = strlen(name);
    for (size_t at = 0; at + length <= size; at++)
        if (rbk_ascii_same_n(name, line + at, length) && (at == 0 || ends_word(line[at - 1])) &&
            (at + length == size || ends_word(line[at + length])))
            return at;
    return size;
}

/* The file of the set that the line names; of several the one with the longest name, in which the others may be. */
static set_file *named_in(folder_check *c, const char *line, size_t size)
{
    set_file *named = NULL;
    for (size_t i = 0; i < c->file_count; i++)
        if (place_of(line, size, c->files[i].name) < size && (!named || strlen(c->files[i].name) > strlen(named->name)))
            named = &c->files[i];
    return named;
}

/* The first word of so many digits that is no part of the name; NULL where there is none. */
static const char *digits_in(const char *line, size_t size, const char *name, size_t wanted)
{
    const size_t from = place_of(line, size, name), to = from + strlen(name);
    for (size_t at = 0, end; at < size; at = end + 1) {
        for (end = at; end < size && !ends_word(line[end]); end++)
            ;
        if ((end <= from || at >= to) && end - at == wanted && digits_at(line + at, end - at) == wanted)
            return line + at;
    }
    return NULL;
}

static rbk_status check_md5(folder_check *c, const char *sums, set_file *file, const char *digits)
{
    rbk_status status = sum_file(c, file);
    if (status != RBK_OK || file->missing)
        return status;
    size_t same = 0;
    while (same < MD5_DIGITS && rbk_ascii_lower(digits[same]) == file->md5[same])
        same++;
    if (same == MD5_DIGITS)
        return RBK_OK;
    return rbk_ddp_report(c->ddp, RBK_RULE_DDP_CHECKSUM, file->name, 0, "its MD5 is %s, expected %.*s, as '%s' says",
                          file->md5, MD5_DIGITS, digits, sums);
}

static rbk_status check_crc(folder_check *c, const char *sums, set_file *file, const char *digits)
{
    uint32_t stated = 0;
    rbk_status status = sum_file(c, file);
    for (size_t i = 0; i < CRC_DIGITS; i++)
        stated = stated << 4 | (uint32_t)rbk_ascii_hex_value(digits[i]);
    if (status != RBK_OK || file->missing || stated == file->crc)
        return status;
    return rbk_ddp_report(c->ddp, RBK_RULE_DDP_CHECKSUM, file->name, 0,
                          "its CRC-32 is %08X, expected %08X, as '%s' says", (unsigned)file->crc, (unsigned)stated,
                          sums);
}

static bool ends_in(const char *name, const char *ending)
{
    const char *dot = strrchr(name, '.');
    return dot && rbk_ascii_same(dot + 1, ending);
}

/* *is_sum: the line is one of sums. A CRC-32 has a '=' before it, but for the lines of an SFV. */
static rbk_status read_line(folder_check *c, const char *sums, const char *line, size_t size, bool *is_sum)
{
    set_file *file = size < 512 ? named_in(c, line, size) : NULL;
    const char *md5 = file ? digits_in(line, size, file->name, MD5_DIGITS) : NULL;
    const bool summed = file && !md5 && (memchr(line, '=', size) || (ends_in(sums, "sfv") && line[0] != ';'));
    const char *crc = summed ? digits_in(line, size, file->name, CRC_DIGITS) : NULL;
    if (!md5 && !crc)
        return RBK_OK;
    *is_sum = true;
    file->stated = true;
    if (!c->ddp->options->sums)
        return RBK_OK;
    return md5 ? check_md5(c, sums, file, md5) : check_crc(c, sums, file, crc);
}

static rbk_status read_lines(folder_check *c, const char *name, const char *text, size_t size, bool *sums)
{
    rbk_status status = RBK_OK;
    for (size_t at = rbk_utf8_mark(text, size), end; at < size && status == RBK_OK; at = end + 1) {
        for (end = at; end < size && text[end] != '\n' && text[end] != '\r'; end++)
            ;
        status = read_line(c, name, text + at, end - at, sums);
    }
    return status;
}

/* ------------------------------------------------------------------ the folder */

static bool may_be_sums(const char *name)
{
    static const char *const endings[] = {"md5", "chk", "txt", "crc", "sfv", "md5sum"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        if (ends_in(name, endings[i]))
            return true;
    return rbk_ascii_same(name, "MD5SUMS") || rbk_ascii_same(name, "MD5SUM");
}

static void note_other(folder_check *c, const char *name)
{
    if (c->other_count++ > 0)
        return;
    size_t size = strlen(name) < sizeof c->other ? strlen(name) : sizeof c->other - 1;
    memcpy(c->other, name, size);
    c->other[size] = '\0';
}

static rbk_status look_at(void *user, const char *name)
{
    folder_check *c = user;
    rbk_input input;
    rbk_bytes bytes = {NULL, 0};
    bool sums = false;
    if (find_file(c, name, strlen(name)))
        return RBK_OK;
    if (may_be_sums(name)) {
        rbk_status status = rbk_format_sibling_open_part(c->ddp->siblings, name, &input, c->ddp->error);
        bool small = status == RBK_OK && rbk_input_is_there(&input) && input.size <= (int64_t)SUMS_BYTES_MAX;
        bytes.data = small ? malloc((size_t)input.size + 1) : NULL;
        if (small && !bytes.data)
            status = rbk_fail_memory(c->ddp->error);
        int64_t have = bytes.data ? rbk_input_read(&input, 0, bytes.data, (size_t)input.size) : 0;
        if (have < 0)
            status = rbk_ddp_fail_read(c->ddp, &input, name);
        if (status == RBK_OK && have > 0)
            status = read_lines(c, name, (const char *)bytes.data, (size_t)have, &sums);
        rbk_input_close(&input);
        rbk_bytes_release(&bytes);
        if (status != RBK_OK)
            return status;
    }
    c->has_sums = c->has_sums || sums;
    if (!sums)
        note_other(c, name);
    return RBK_OK;
}

static rbk_status report_others(const folder_check *c)
{
    if (c->other_count == 0)
        return RBK_OK;
    return rbk_ddp_report(c->ddp, RBK_RULE_DDP_OTHER_FILE, RBK_DDP_ID_NAME, 0,
                          "its folder has %zu %s that %s no part of the set, the first one is '%s'", c->other_count,
                          RBK_PLURAL(c->other_count, "file", "files"), RBK_PLURAL(c->other_count, "is", "are"),
                          c->other);
}

static rbk_status report_unsummed(const folder_check *c)
{
    size_t missing = 0;
    const char *first = NULL;
    if (!c->has_sums)
        return rbk_ddp_report(c->ddp, RBK_RULE_DDP_NO_CHECKSUM, RBK_DDP_ID_NAME, 0,
                              "expected a file of checksums (%s) in its folder, found none", RBK_DDP_MD5_NAME);
    for (size_t i = 0; i < c->file_count; i++)
        if (!c->files[i].stated && missing++ == 0)
            first = c->files[i].name;
    if (missing == 0)
        return RBK_OK;
    return rbk_ddp_report(c->ddp, RBK_RULE_DDP_NO_CHECKSUM, RBK_DDP_ID_NAME, 0,
                          "expected a checksum of each file of the set, %zu %s none, the first one is '%s'", missing,
                          RBK_PLURAL(missing, "has", "have"), first);
}

rbk_status rbk_ddp_check_folder(rbk_ddp *ddp)
{
    const bool folder = ddp->options->folder;
    if (!(ddp->options->sums || folder) || !ddp->siblings || !ddp->siblings->list)
        return RBK_OK;
    folder_check *c = calloc(1, sizeof *c);
    if (!c)
        return rbk_fail_memory(ddp->error);
    c->ddp = ddp;
    add_file(c, RBK_DDP_ID_NAME);
    add_file(c, RBK_DDP_MAP_NAME);
    add_file(c, ddp->pq_file);
    add_file(c, ddp->cdtext_file);
    for (size_t i = 0; i < ddp->stream_count; i++)
        add_file(c, ddp->streams[i].file);
    rbk_status status = ddp->siblings->list(ddp->siblings->user, look_at, c, ddp->error);
    if (status == RBK_OK && folder)
        status = report_unsummed(c);
    if (status == RBK_OK && folder)
        status = report_others(c);
    free(c);
    return status;
}
