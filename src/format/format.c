/*
 * The formats there are, and how a descriptor of whatever format is found and read. A new format is two files and one
 * row here. Reads no more of a file than its descriptor or, to tell what it is, its beginning.
 */
#include "base/ascii.h"
#include "base/fail.h"
#include "format/ccd.h"
#include "format/cue.h"
#include "format/encoding.h"
#include "format/toc.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const rbk_format formats[] = {
    {"cue", "cue", "CUE sheet", rbk_cue_probe, rbk_cue_read, rbk_cue_write},
    {"toc", "toc", "cdrdao TOC", rbk_toc_probe, rbk_toc_read, rbk_toc_write},
    {"ccd", "ccd", "CloneCD control file", rbk_ccd_probe, rbk_ccd_read, rbk_ccd_write},
};

#define FORMATS (sizeof formats / sizeof formats[0])

/* What is looked at to tell a file's format. */
#define PROBED_BYTES ((size_t)64 * 1024)

void rbk_format_options_init(rbk_format_options *options)
{
    *options = (rbk_format_options){.encoding = RBK_ENCODING_DETECT};
}

const rbk_format *rbk_format_at(size_t position)
{
    return position < FORMATS ? &formats[position] : NULL;
}

const rbk_format *rbk_format_find(const char *name)
{
    for (size_t i = 0; name && i < FORMATS; i++)
        if (rbk_ascii_same(name, formats[i].name) || rbk_ascii_same(name, formats[i].extension))
            return &formats[i];
    return NULL;
}

static const rbk_format *most_likely(const uint8_t *bytes, size_t size, int *score)
{
    const rbk_format *best = NULL;
    *score = 0;
    for (size_t i = 0; i < FORMATS; i++) {
        int found = formats[i].probe(bytes, size < PROBED_BYTES ? size : PROBED_BYTES);
        if (found > *score) {
            best = &formats[i];
            *score = found;
        }
    }
    return best;
}

const rbk_format *rbk_format_probe(const uint8_t *bytes, size_t size, int *score)
{
    int unused = 0;
    int *how_sure = score ? score : &unused;
    *how_sure = 0;
    if (!bytes || !rbk_encoding_is_utf_16(bytes, size))
        return bytes ? most_likely(bytes, size, how_sure) : NULL;
    rbk_bytes utf8 = {0};
    const rbk_format *format = NULL;
    if (rbk_encoding_from_utf_16(bytes, size < PROBED_BYTES ? size : PROBED_BYTES, &utf8, NULL) == RBK_OK)
        format = most_likely(utf8.data, utf8.size, how_sure);
    rbk_bytes_release(&utf8);
    return format;
}

/* ------------------------------------------------------------------ what it is instead */

static const char *by_magic(const uint8_t *bytes, size_t size)
{
    static const struct {
        const char *magic;
        size_t size;
        const char *what;
    } rows[] = {
        {"RIFF", 4, "a RIFF file (WAVE or another)"},
        {"RF64", 4, "an RF64 sound file"},
        {"FORM", 4, "an AIFF file"},
        {"fLaC", 4, "a FLAC file"},
        {"OggS", 4, "an Ogg file"},
        {"ID3", 3, "an MP3 file"},
        {"caff", 4, "a CAF file"},
        {".snd", 4, "an AU file"},
        {"MComprHD", 8, "a CHD image"},
        {"PK\3\4", 4, "a ZIP archive"},
        {"\0\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\0", 12, "raw sectors of a data track"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (size >= rows[i].size && memcmp(bytes, rows[i].magic, rows[i].size) == 0)
            return rows[i].what;
    return NULL;
}

static const char *looks_like(const uint8_t *bytes, size_t size)
{
    const char *what = size == 0 ? "nothing: it is empty" : by_magic(bytes, size);
    if (what)
        return what;
    size_t looked_at = size < PROBED_BYTES ? size : PROBED_BYTES;
    for (size_t i = 0; i < looked_at; i++)
        if (bytes[i] < ' ' && bytes[i] != '\t' && bytes[i] != '\n' && bytes[i] != '\r')
            return "binary data";
    return "text without any command of a sheet";
}

/* ------------------------------------------------------------------ reading */

static rbk_status read_plain(const uint8_t *bytes, size_t size, const char *name, const rbk_format_options *options,
                             rbk_disc **disc, rbk_findings *findings, rbk_error *error)
{
    int score;
    const rbk_format *format = most_likely(bytes, size, &score);
    if (!format)
        return rbk_fail_at(error, RBK_UNSUPPORTED, name, 0, 0, "expected a descriptor (CUE, TOC, CCD), found %s",
                           looks_like(bytes, size));
    return format->read(bytes, size, name, options, disc, findings, error);
}

/* Its mark says what it is, so that there is nothing to guess, and nothing that the caller could know better. */
static rbk_status read_utf_16(const uint8_t *bytes, size_t size, const char *name, rbk_disc **disc,
                              rbk_findings *findings, rbk_error *error)
{
    const rbk_format_options options = {.encoding = RBK_ENCODING_UTF_8};
    rbk_bytes utf8 = {0};
    rbk_status status = rbk_encoding_from_utf_16(bytes, size, &utf8, error);
    if (status == RBK_OK && rbk_findings_add(findings, RBK_NOTE, "source.utf-16", name, 0, 0,
                                             "it is UTF-16 text, which few readers of sheets know") != RBK_OK)
        status = rbk_fail_memory(error);
    if (status == RBK_OK)
        status = read_plain(utf8.data, utf8.size, name, &options, disc, findings, error);
    rbk_bytes_release(&utf8);
    return status;
}

rbk_status rbk_format_read(const uint8_t *bytes, size_t size, const char *name, const rbk_format_options *options,
                           rbk_disc **disc, rbk_findings *findings, rbk_error *error)
{
    if ((!bytes && size > 0) || !disc)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (rbk_encoding_is_utf_16(bytes, size))
        return read_utf_16(bytes, size, name, disc, findings, error);
    return read_plain(bytes, size, name, options, disc, findings, error);
}

rbk_status rbk_format_read_file(const char *path, const rbk_format_options *options, rbk_disc **disc,
                                rbk_findings *findings, rbk_error *error)
{
    rbk_bytes bytes = {0};
    rbk_status status = rbk_bytes_read_file(path, RBK_DESCRIPTOR_BYTES_MAX, &bytes, error);
    if (status == RBK_OK)
        status = rbk_format_read(bytes.data, bytes.size, path, options, disc, findings, error);
    rbk_bytes_release(&bytes);
    if (status != RBK_OK)
        rbk_error_set_path(error, path);
    return status;
}

/* The beginning of a regular file; 0 for whatever cannot be read. */
static size_t read_beginning(const char *path, uint8_t *bytes, size_t size)
{
    struct stat about;
    size_t have = 0;
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0)
        return 0;
    bool regular = fstat(descriptor, &about) == 0 && S_ISREG(about.st_mode);
    while (regular && have < size) {
        ssize_t got = read(descriptor, bytes + have, size - have);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        have += (size_t)got;
    }
    close(descriptor);
    return have;
}

bool rbk_format_is_descriptor(const char *path)
{
    uint8_t bytes[PROBED_BYTES];
    size_t size = path ? read_beginning(path, bytes, sizeof bytes) : 0;
    return rbk_format_probe(bytes, size, NULL) != NULL;
}
