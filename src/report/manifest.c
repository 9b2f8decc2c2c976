/*
 * Sums of files, and the lines that md5sum, sha1sum and sha256sum write and read.
 */
#include "base/ascii.h"
#include "report/hashing.h"

#include "base/digest.h"
#include "base/fail.h"
#include "base/input.h"

#include <stdlib.h>
#include <string.h>

#define CHUNK_BYTES ((size_t)512 * RBK_SECTOR_BYTES)

/* ------------------------------------------------------------------ the sum of a file */

static rbk_status notify(const rbk_listener *listener, int64_t done, int64_t size, rbk_error *error)
{
    if (!listener)
        return RBK_OK;
    if (listener->query_cancel && listener->query_cancel(listener->user))
        return rbk_fail(error, RBK_USERABORT, "cancelled");
    if (listener->add_progress)
        listener->add_progress(listener->user, (uint64_t)(done + RBK_SECTOR_BYTES - 1) / RBK_SECTOR_BYTES,
                               (uint64_t)(size + RBK_SECTOR_BYTES - 1) / RBK_SECTOR_BYTES);
    return RBK_OK;
}

static rbk_status sum_bytes(rbk_input *input, rbk_digest *digest, uint8_t *chunk, const rbk_listener *listener,
                            rbk_error *error)
{
    rbk_status status = notify(listener, 0, input->size, error);
    int64_t got = 1;
    for (int64_t done = 0; status == RBK_OK && got > 0; done += got) {
        got = rbk_input_read(input, done, chunk, CHUNK_BYTES);
        if (got < 0)
            return rbk_input_fail(input, error);
        rbk_digest_update(digest, chunk, (size_t)got);
        if (got > 0)
            status = notify(listener, done + got, input->size, error);
    }
    return status;
}

rbk_status rbk_sum_file(const char *path, rbk_sum_kind kind, const rbk_listener *listener, char sum[RBK_SUM_BYTES],
                        rbk_error *error)
{
    rbk_input input;
    uint8_t bytes[RBK_DIGEST_BYTES_MAX];
    if (!path || !sum)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if ((unsigned)kind >= RBK_SUM_KINDS)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected a kind of sum, found %d", (int)kind);
    rbk_status status = rbk_input_open(&input, path, error);
    rbk_digest *digest = rbk_digest_new((rbk_digest_kind)kind);
    uint8_t *chunk = malloc(CHUNK_BYTES);
    if (status == RBK_OK && (!digest || !chunk))
        status = rbk_fail_memory(error);
    if (status == RBK_OK)
        status = sum_bytes(&input, digest, chunk, listener, error);
    if (status == RBK_OK) {
        rbk_digest_value(digest, bytes);
        rbk_ascii_hex(bytes, rbk_digest_bytes((rbk_digest_kind)kind), sum);
    }
    free(chunk);
    rbk_digest_free(digest);
    rbk_input_close(&input);
    if (status != RBK_OK)
        rbk_error_set_path(error, path);
    return status;
}

/* ------------------------------------------------------------------ lines */

static bool is_digit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* The kind of sum that has so many digits, and the digits in lower case; false where there is none. */
static bool read_digits(const char *at, size_t count, rbk_manifest_entry *entry)
{
    static const size_t counts[RBK_SUM_KINDS] = {2 * RBK_DIGEST_MD5_BYTES, 2 * RBK_DIGEST_SHA1_BYTES,
                                                 2 * RBK_DIGEST_SHA256_BYTES};
    int kind = 0;
    while (kind < (int)RBK_SUM_KINDS && counts[kind] != count)
        kind++;
    if (kind == (int)RBK_SUM_KINDS)
        return false;
    entry->kind = (rbk_sum_kind)kind;
    for (size_t i = 0; i < count; i++)
        entry->sum[i] = (char)(at[i] >= 'A' && at[i] <= 'F' ? at[i] - 'A' + 'a' : at[i]);
    entry->sum[count] = '\0';
    return true;
}

/* A copy of the name, which is written out where it is escaped. NULL without memory; "" where it is not a name. */
static char *copy_name(const char *name, size_t size, bool escaped)
{
    char *copy = malloc(size + 1), *to = copy;
    for (size_t i = 0; copy && i < size; i++) {
        bool pair = escaped && name[i] == '\\';
        if (name[i] == '\0' || (pair && (i + 1 == size || !strchr("\\nr", name[i + 1]))))
            to = copy, i = size; /* not a name that any of these programs writes */
        else if (pair)
            *to++ = name[++i] == 'n' ? '\n' : name[i] == 'r' ? '\r' : '\\';
        else
            *to++ = name[i];
    }
    if (copy)
        *to = '\0';
    return copy;
}

/* "DIGITS  NAME", "DIGITS *NAME"; gives where the name is and how long, NULL where the line is not one. */
static const char *split_plain(const char *line, size_t size, rbk_manifest_entry *entry, size_t *name_size)
{
    size_t digits = 0;
    while (digits < size && is_digit(line[digits]))
        digits++;
    if (digits + 2 >= size || line[digits] != ' ' || (line[digits + 1] != ' ' && line[digits + 1] != '*') ||
        !read_digits(line, digits, entry))
        return NULL;
    *name_size = size - digits - 2;
    return line + digits + 2;
}

/* "SHA256 (NAME) = DIGITS"; the name may have ") = " in it. */
static const char *split_tagged(const char *line, size_t size, rbk_manifest_entry *entry, size_t *name_size)
{
    static const char *const tags[RBK_SUM_KINDS] = {"MD5 (", "SHA1 (", "SHA256 ("};
    static const char middle[] = ") = ";
    size_t digits = 0;
    while (digits < size && is_digit(line[size - 1 - digits]))
        digits++;
    if (digits + sizeof middle - 1 >= size || !read_digits(line + size - digits, digits, entry))
        return NULL;
    const char *end = line + size - digits - (sizeof middle - 1);
    size_t tag = strlen(tags[entry->kind]);
    if (memcmp(end, middle, sizeof middle - 1) != 0 || (size_t)(end - line) <= tag ||
        memcmp(line, tags[entry->kind], tag) != 0)
        return NULL;
    *name_size = (size_t)(end - line) - tag;
    return line + tag;
}

static rbk_status add_entry(rbk_manifest *manifest, const rbk_manifest_entry *entry)
{
    if ((manifest->count & (manifest->count - 1)) == 0) { /* full at powers of two */
        size_t capacity = manifest->count ? 2 * manifest->count : 1;
        rbk_manifest_entry *entries = realloc(manifest->entries, capacity * sizeof *entries);
        if (!entries)
            return RBK_NO_MEMORY;
        manifest->entries = entries;
    }
    manifest->entries[manifest->count++] = *entry;
    return RBK_OK;
}

/* What sha256sum passes over: the blanks before a line. And what editors put before the first: the byte order mark of UTF-8. */
static size_t before_entry(const char *line, size_t size, uint32_t number)
{
    size_t at = number == 1 && size >= 3 && memcmp(line, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (at < size && (line[at] == ' ' || line[at] == '\t'))
        at++;
    return at;
}

/* *taken: the line is an entry, or one that is ignored. RBK_NO_MEMORY only. */
static rbk_status read_line(const char *line, size_t size, uint32_t number, rbk_manifest *manifest, bool *taken)
{
    rbk_manifest_entry entry = {.line = number};
    size_t name_size = 0, before = before_entry(line, size, number);
    line += before;
    size -= before;
    *taken = size == 0 || line[0] == '#';
    if (*taken)
        return RBK_OK;
    bool escaped = line[0] == '\\';
    const char *name = split_plain(line + escaped, size - escaped, &entry, &name_size);
    if (!name)
        name = split_tagged(line + escaped, size - escaped, &entry, &name_size);
    if (!name)
        return RBK_OK;
    entry.name = copy_name(name, name_size, escaped);
    if (!entry.name)
        return RBK_NO_MEMORY;
    *taken = entry.name[0] != '\0';
    rbk_status status = *taken ? add_entry(manifest, &entry) : RBK_OK;
    if (!*taken || status != RBK_OK)
        free(entry.name);
    return status;
}

rbk_status rbk_manifest_read(const char *text, size_t size, const char *path, rbk_manifest *manifest,
                             rbk_findings *findings, rbk_error *error)
{
    rbk_status status = RBK_OK;
    uint32_t number = 0;
    if (!manifest || (size > 0 && !text))
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_manifest made = {NULL, 0};
    for (size_t at = 0, next; at < size && status == RBK_OK; at = next) {
        const char *feed = memchr(text + at, '\n', size - at);
        size_t length = feed ? (size_t)(feed - text) - at : size - at;
        bool taken = true;
        next = at + length + 1;
        if (length > 0 && text[at + length - 1] == '\r')
            length--;
        status = read_line(text + at, length, ++number, &made, &taken);
        if (status == RBK_OK && !taken)
            status =
                rbk_findings_add(findings, RBK_WARNING, "manifest.syntax", path, number, 0,
                                 "expected a checksum and the name of a file, as sha256sum writes them; the line is "
                                 "ignored");
    }
    if (status != RBK_OK)
        status = rbk_fail_memory(error);
    else if (made.count == 0)
        status = rbk_fail_at(error, RBK_SYNTAX, path, 0, 0, "has no line with a checksum and the name of a file");
    if (status == RBK_OK)
        *manifest = made;
    else
        rbk_manifest_release(&made);
    return status;
}

void rbk_manifest_release(rbk_manifest *manifest)
{
    if (!manifest)
        return;
    for (size_t i = 0; i < manifest->count; i++)
        free(manifest->entries[i].name);
    free(manifest->entries);
    *manifest = (rbk_manifest){NULL, 0};
}

char *rbk_manifest_line(const char *sum, const char *name)
{
    static const char special[] = "\\\n\r", letters[] = "\\nr";
    bool escaped = strpbrk(name, special) != NULL;
    char *line = malloc(strlen(sum) + 2 * strlen(name) + sizeof "\\  \n"), *to = line;
    if (!line)
        return NULL;
    if (escaped)
        *to++ = '\\';
    memcpy(to, sum, strlen(sum));
    to += strlen(sum);
    *to++ = ' ';
    *to++ = ' ';
    for (; *name; name++) {
        const char *found = strchr(special, *name);
        if (found)
            *to++ = '\\';
        *to++ = found ? letters[found - special] : *name;
    }
    *to++ = '\n';
    *to = '\0';
    return line;
}
