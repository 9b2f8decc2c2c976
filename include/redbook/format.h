/*
 * redbook/format.h - descriptors: text or bytes that say what a disc is
 *
 * A format reads bytes into a disc and writes a disc to an output. It never touches payload and opens no file:
 * lengths that a descriptor does not hold stay RBK_TO_END. Reader state lives in the call; reading is safe from any
 * thread.
 */
#ifndef REDBOOK_FORMAT_H
#define REDBOOK_FORMAT_H

#include <redbook/disc.h>
#include <redbook/stream.h>

#ifdef __cplusplus
extern "C" {
#endif

/* In which encoding a descriptor is. */
typedef enum rbk_encoding {
    RBK_ENCODING_DETECT, /* each string by itself: UTF-8 where it is; else told by the whole descriptor's content */
    RBK_ENCODING_UTF_8,
    RBK_ENCODING_LATIN_1,  /* ISO 8859-1, with the printable characters that Windows puts at 80 to 9F */
    RBK_ENCODING_SHIFT_JIS /* code page 932 */
} rbk_encoding;

/* What a reader is told beside the bytes; NULL in its place means the defaults. Lent for the call. */
typedef struct rbk_format_options {
    rbk_encoding encoding; /* DETECT */
} rbk_format_options;

/* The defaults in the comments above. */
void rbk_format_options_init(rbk_format_options *options);

typedef struct rbk_format {
    const char *name;      /* "cue" */
    const char *extension; /* "cue", without dot */
    const char *title;     /* "CUE sheet" */

    /* How sure it is, 0 to 100, that the bytes are of this format. */
    int (*probe)(const uint8_t *bytes, size_t size);

    /*
     * Reads the bytes into a new disc. name stands in messages. RBK_SYNTAX with line and column, what was expected
     * and what was found. Departures that leave the meaning clear are findings.
     */
    rbk_status (*read)(const uint8_t *bytes, size_t size, const char *name, const rbk_format_options *options,
                       rbk_disc **disc, rbk_findings *findings, rbk_error *error);

    /*
     * Writes the disc; its extents must have lengths and sector borders (RBK_TO_END is fine in a sheet where a file is
     * left at its end). What the format changes or cannot carry is a finding. RBK_BAD_LAYOUT, RBK_UNSUPPORTED,
     * RBK_FILESYSTEM.
     */
    rbk_status (*write)(const rbk_disc *disc, rbk_output *output, rbk_findings *findings, rbk_error *error);
} rbk_format;

/* The formats there are; NULL beyond the last. Static. */
const rbk_format *rbk_format_at(size_t position);

/* By name or extension (any case), or NULL. */
const rbk_format *rbk_format_find(const char *name);

/*
 * The format that the first 64 KiB of the bytes speak for most, in UTF-16 too, or NULL. *score (nullable): how sure it
 * is, as its probe says; 0 with NULL.
 */
const rbk_format *rbk_format_probe(const uint8_t *bytes, size_t size, int *score);

/*
 * Reads a descriptor of whatever format by its content, in UTF-16 too, whose mark it must have then (finding
 * "source.utf-16", note; options->encoding does not count). RBK_UNSUPPORTED when no format knows it: the sentence says
 * what it looks like.
 */
rbk_status rbk_format_read(const uint8_t *bytes, size_t size, const char *name, const rbk_format_options *options,
                           rbk_disc **disc, rbk_findings *findings, rbk_error *error);

/* The same from a file of at most RBK_DESCRIPTOR_BYTES_MAX. */
rbk_status rbk_format_read_file(const char *path, const rbk_format_options *options, rbk_disc **disc,
                                rbk_findings *findings, rbk_error *error);

/* True when the file at path begins like a descriptor (and not like sound). False when it cannot be read. */
bool rbk_format_is_descriptor(const char *path);

#ifdef __cplusplus
}
#endif
#endif
