/*
 * redbook/format.h - descriptors: text or bytes that say what a disc is
 *
 * A format reads a disc from the bytes of its descriptor, wherever in them its tables lie, and writes a disc to an
 * output. It never touches payload and opens no file: lengths that a descriptor does not hold stay RBK_TO_END. What a
 * format needs from files beside its own is opened for it by rbk_source_read. Reader state lives in the call; reading
 * is safe from any thread.
 */
#ifndef REDBOOK_FORMAT_H
#define REDBOOK_FORMAT_H

#include <redbook/disc.h>
#include <redbook/stream.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What a reader is told beside the bytes; NULL in its place means the defaults. Lent for the call. */
typedef struct rbk_format_options {
    /*
     * NULL: by content, each string by itself UTF-8 where it is, else what the whole descriptor speaks for. Or the name
     * of an encoding: "UTF-8", "Latin-1" (ISO 8859-1, with the printable characters that Windows puts at 80 to 9F),
     * "Shift-JIS" (code page 932), and any that iconv knows: "Windows-1251", "GBK", "Big5", "EUC-KR", "KOI8-R", ...
     * Letter case, blanks and dashes of the names spelled out here do not matter.
     */
    const char *encoding;
    uint64_t reserved[4]; /* 0 */
} rbk_format_options;

/* True for a name that rbk_format_options.encoding may have on this machine. */
bool rbk_encoding_is_known(const char *name);

/* The defaults in the comments above. */
void rbk_format_options_init(rbk_format_options *options);

typedef struct rbk_format {
    const char *name;      /* "cue" */
    const char *extension; /* "cue", without dot */
    const char *title;     /* "CUE sheet" */
} rbk_format;

/* The formats there are; NULL beyond the last. Static. */
const rbk_format *rbk_format_at(size_t position);

/* By name or extension (any case), or NULL. */
const rbk_format *rbk_format_find(const char *name);

/*
 * The format that the bytes speak for most, or NULL. Text formats look at the first 64 KiB, in UTF-16 and UTF-32 too; others where
 * their marks lie, the end included. *score (nullable): how sure it is, 0 to 100; 0 with NULL.
 */
const rbk_format *rbk_format_probe(const uint8_t *bytes, size_t size, int *score);

/*
 * Reads a descriptor of whatever format by its content into a new disc; name stands in messages. RBK_SYNTAX with line
 * and column, what was expected and what was found; departures that leave the meaning clear are findings. A text may be
 * UTF-16 or UTF-32, with its mark or told by its zeros (finding "source.utf-16" or "source.utf-32", note;
 * options->encoding does not count), and has at most RBK_DESCRIPTOR_BYTES_MAX. RBK_UNSUPPORTED when no format knows it, the sentence says what it looks like; when a
 * text is larger; and for a format that needs other files beside it, which only rbk_source_read opens.
 */
rbk_status rbk_format_read(const uint8_t *bytes, size_t size, const char *name, const rbk_format_options *options,
                           rbk_disc **disc, rbk_findings *findings, rbk_error *error);

/* The same in the named format, whatever the content looks like. */
rbk_status rbk_format_read_as(const rbk_format *format, const uint8_t *bytes, size_t size, const char *name,
                              const rbk_format_options *options, rbk_disc **disc, rbk_findings *findings,
                              rbk_error *error);

/* As rbk_format_read, from a regular file of any size. RBK_FILEACCESS, RBK_FILESYSTEM. */
rbk_status rbk_format_read_file(const char *path, const rbk_format_options *options, rbk_disc **disc,
                                rbk_findings *findings, rbk_error *error);

/*
 * Writes the disc; its extents must have lengths and sector borders (RBK_TO_END is fine in a sheet where a file is
 * left at its end). What the format changes or cannot carry is a finding. RBK_BAD_LAYOUT, RBK_UNSUPPORTED (a format
 * that is only read, too), RBK_FILESYSTEM.
 */
rbk_status rbk_format_write(const rbk_format *format, const rbk_disc *disc, rbk_output *output, rbk_findings *findings,
                            rbk_error *error);

/*
 * Whether the file at path is one that a format knows (and not sound). It does not where nothing is there, or nothing
 * that is a file. RBK_FILEACCESS, RBK_FILESYSTEM: it is there and could not be looked at; results of rbk_recover.
 */
rbk_status rbk_format_is_descriptor(const char *path, bool *is_descriptor, rbk_error *error);

#ifdef __cplusplus
}
#endif
#endif
