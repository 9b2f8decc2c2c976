/*
 * redbook/format.h - descriptors: text or binary files that describe a disc
 *
 * A format reads a disc from the bytes of its descriptor, wherever in them its tables are, and writes a disc to an
 * output. It never touches payload and opens no file: lengths that a descriptor does not hold stay RBK_TO_END. Other
 * files that a format needs are opened for it by rbk_source_read. All state is in the call; reading is safe from any
 * thread.
 */
#ifndef REDBOOK_FORMAT_H
#define REDBOOK_FORMAT_H

#include <redbook/disc.h>
#include <redbook/stream.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Options of a reader; a NULL pointer means the defaults. Borrowed for the call. */
typedef struct rbk_format_options {
    /*
     * NULL: detected, each string by itself as UTF-8 if it is valid, else by the whole descriptor. Or the name of an
     * encoding: "UTF-8", "Latin-1" (ISO 8859-1, with the printable characters of Windows-1252 at 80 to 9F), "Shift-JIS"
     * (code page 932), and any that iconv knows: "Windows-1251", "GBK", "Big5", "EUC-KR", "KOI8-R", ... Letter case,
     * spaces and dashes of the names listed here do not matter.
     */
    const char *encoding;
    /* false; true: checksums that a descriptor or a file of its set states of the set's files are held against them */
    bool sums;
    /* false; true: other files in the folder of a set ("ddp.other-file"), and files without a checksum ("ddp.no-checksum") */
    bool folder;
    uint64_t reserved[3]; /* 0 */
} rbk_format_options;

/* True for a name that rbk_format_options.encoding may have on this machine. */
bool rbk_encoding_is_known(const char *name);

/* Sets the defaults that the comments above state. */
void rbk_format_options_init(rbk_format_options *options);

typedef struct rbk_format {
    const char *name;      /* "cue" */
    const char *extension; /* extension: "cue", without dot */
    const char *title;     /* for messages: "CUE sheet" */
} rbk_format;

/* The formats there are; NULL beyond the last. Static. */
const rbk_format *rbk_format_at(size_t position);

/* By name or extension (any case), or NULL. */
const rbk_format *rbk_format_find(const char *name);

/*
 * The most likely format of the bytes, or NULL. Text formats use the first 64 KiB, in UTF-16 and UTF-32 too; others the
 * locations of their signatures, the end included. *score (nullable): the probability, 0 to 100; 0 with NULL.
 */
const rbk_format *rbk_format_probe(const uint8_t *bytes, size_t size, int *score);

/*
 * Reads a descriptor, with the format detected from its content, into a new disc; name is used in messages. RBK_SYNTAX
 * with line and column, what was expected and what was found; deviations with a clear meaning are findings. A text may
 * be UTF-16 or UTF-32, with a byte order mark or recognised by its zero bytes (finding "source.utf-16" or
 * "source.utf-32", note, and a warning where characters are not valid; options->encoding is then ignored), and is at most
 * RBK_DESCRIPTOR_BYTES_MAX long.
 * RBK_UNSUPPORTED: no format matches, the message says what it looks like; the text is longer; or a format that needs
 * other files, which only rbk_source_read opens.
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
 * Writes the disc; its extents must have lengths that end on sector boundaries (RBK_TO_END is fine in a sheet where
 * the extent goes to the end of a file). What the format changes or cannot hold is a finding. A CCD and a TOC have the
 * disc's own packs for its texts, if it has any: texts that were set since are a finding ("cdtext.text-differs",
 * warning), unless rbk_cdtext_renew has put them there. RBK_INVALID_ARGUMENT: a track has a number that is not one of
 * 1 to 99 above the one before, or a session no track. RBK_BAD_LAYOUT, RBK_UNSUPPORTED (also for a format that can
 * only be read), RBK_FILESYSTEM.
 */
rbk_status rbk_format_write(const rbk_format *format, const rbk_disc *disc, rbk_output *output, rbk_findings *findings,
                            rbk_error *error);

/*
 * Whether the file at path is in a known format (and not audio). False if nothing is there, or not a regular file.
 * RBK_FILEACCESS, RBK_FILESYSTEM: it exists and could not be read; errors of rbk_recover.
 */
rbk_status rbk_format_is_descriptor(const char *path, bool *is_descriptor, rbk_error *error);

#ifdef __cplusplus
}
#endif
#endif
