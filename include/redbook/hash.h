/*
 * redbook/hash.h - what a disc will be recognised by: ids, checksums, and one line for all of it
 *
 * Ids follow from the table of contents; no file is opened for them, no drive and no network. Checksums are those of
 * programs that read discs, predicted from the image; they and the digest of a disc take one pass over it.
 *
 * A track of a checksum is that of the table of contents: from index 01 to the index 01 of the next track or the lead-out
 * of its session, so that what comes before the next index 01 is part of it, and what comes before track 1 of none.
 */
#ifndef REDBOOK_HASH_H
#define REDBOOK_HASH_H

#include <redbook/image.h>
#include <redbook/listener.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ------------------------------------------------------------------ ids */

#define RBK_DISC_ID_BYTES  32
#define RBK_DISC_TOC_BYTES 1024

/*
 * Each "" where the disc has none: a disc without audio has none but freedb's; beyond 90 minutes MusicBrainz and freedb
 * define none (libdiscid, whose computation theirs is).
 *
 * Data after the last audio track is not part of a MusicBrainz id, whose lead-out is then 11,400 sectors before that data.
 * freedb counts all tracks. AccurateRip counts audio tracks and the lead-out of the whole disc; CTDB audio tracks and
 * their end, from the first one on, so that its id does not change with an offset.
 */
typedef struct rbk_disc_ids {
    char musicbrainz[RBK_DISC_ID_BYTES]; /* 28 characters */
    char musicbrainz_toc
        [RBK_DISC_TOC_BYTES];            /* "1 3 1900 150 900 1450": first, last, lead-out, starts, with 150 added */
    char freedb[RBK_DISC_ID_BYTES];      /* 8 hexadecimal digits */
    char accuraterip[RBK_DISC_ID_BYTES]; /* "003-00000ed8-00003071-0f001703" */
    char ctdb[RBK_DISC_ID_BYTES];        /* 28 characters */
    uint64_t reserved[4];
} rbk_disc_ids;

/* RBK_INVALID_POINTER, RBK_INVALID_ARGUMENT (a layout of another disc), RBK_NO_MEMORY. */
rbk_status rbk_disc_ids_compute(const rbk_disc *disc, const rbk_layout *layout, rbk_disc_ids *ids, rbk_error *error);

/* ------------------------------------------------------------------ checksums */

typedef enum rbk_sum_kind { RBK_SUM_MD5, RBK_SUM_SHA1, RBK_SUM_SHA256, RBK_SUM_KINDS } rbk_sum_kind;

/* "md5", "sha1", "sha256". Static. */
const char *rbk_sum_kind_name(rbk_sum_kind kind);

#define RBK_SUM_BYTES 65 /* the longest one as hexadecimal digits, lower case, and the terminator */

/* What is to be computed; a bit for each rbk_sum_kind (1 << kind), and these. */
enum {
    RBK_HASH_CRC32 = 16,
    RBK_HASH_ACCURATERIP = 32,
    RBK_HASH_DIGEST = 64, /* the disc's */
    RBK_HASH_ALL = 7 | 16 | 32 | 64
};

/* Of sectors of 2,352 bytes as rbk_image_read_sectors gives them; of audio that is its samples. */
typedef struct rbk_sums {
    char text[RBK_SUM_KINDS][RBK_SUM_BYTES]; /* "" where not asked for */
    uint32_t crc32;                          /* of all bytes */
    uint32_t crc32_nonzero;                  /* of the 16-bit values that are not 0: "without null samples" */
} rbk_sums;

typedef struct rbk_track_sums {
    uint32_t number;
    bool audio;
    int32_t first_lba; /* index 01; with track_files that of its first sector */
    int32_t end_lba;
    rbk_sums sums;
    /* Audio, else 0. The first audio track without its first 2,939 samples, the last one without its last 2,940. */
    uint32_t accuraterip_v1;
    uint32_t accuraterip_v2;
} rbk_track_sums;

/*
 * The digest of a disc: one line that depends on its layout, codes, texts and sectors, and not on the files that hold
 * them: two discs have the same one where rbk_compare finds them the same, except for a date that only one of them has,
 * which is one of the texts here. The number in it changes when what it is made from does. What that is, byte by byte:
 * redbook-digest(5).
 */
#define RBK_DISC_DIGEST_VERSION 1
#define RBK_DISC_DIGEST_BYTES   72 /* "disc1:", 64 hexadecimal digits in lower case */

/* The line, and the SHA-256 of each of the four parts that it is made from, which say where two discs differ. */
typedef struct rbk_disc_digest {
    char line[RBK_DISC_DIGEST_BYTES]; /* "" where not asked for */
    char layout[RBK_SUM_BYTES];
    char codes[RBK_SUM_BYTES];
    char texts[RBK_SUM_BYTES];
    char payload[RBK_SUM_BYTES];
} rbk_disc_digest;

/* True where text is such a line, of this version or, which says *version (nullable), of another one. */
bool rbk_disc_digest_is(const char *text, uint32_t *version);

/* In the caller's storage; nothing to free. */
typedef struct rbk_hash_report {
    rbk_disc_ids ids;
    rbk_sums image; /* of all sectors from lba 0 to the end, as one file of them would have; crc32_nonzero: of audio */
    size_t track_count;
    rbk_track_sums tracks[RBK_TRACKS_MAX];
    rbk_disc_digest digest;
} rbk_hash_report;

typedef struct rbk_hash_options {
    unsigned wanted;              /* RBK_HASH_ALL */
    uint32_t jobs;                /* 0; as rbk_scan_options has them */
    const rbk_listener *listener; /* NULL; borrowed for the call */
    /*
     * 0; else tracks are those of one BIN per track: each with its pregap, the first from lba 0 on, to its end. They have
     * no AccurateRip sums then.
     */
    uint64_t track_files;
    /*
     * NULL; the same with the tracks of a GD-ROM as a GDI stores them: pregaps are in no file, except that the first 75
     * sectors of the pregap of the last track, if that is data after audio, are at the end of the audio file.
     * track_count 0: the disc is not a GD-ROM.
     */
    rbk_hash_report *gdi;
    uint64_t reserved[2]; /* 0 */
} rbk_hash_options;

void rbk_hash_options_init(rbk_hash_options *options);

/*
 * Computes what is wanted in one pass over the image, which is open over disc and layout. options NULL: the defaults.
 * RBK_INVALID_POINTER, RBK_INVALID_ARGUMENT, RBK_USERABORT, RBK_NO_MEMORY, results of rbk_image_scan. The report is then
 * untouched.
 */
RBK_MUST_CHECK rbk_status rbk_hash(const rbk_disc *disc, const rbk_layout *layout, rbk_image *image,
                                   const rbk_hash_options *options, rbk_hash_report *report, rbk_error *error);

/* ------------------------------------------------------------------ files and manifests */

/*
 * The sum of a regular file's bytes. The listener (nullable) is notified of bytes in blocks of 2,352 and asked for cancel.
 * RBK_FILEACCESS, RBK_FILESYSTEM, RBK_USERABORT, RBK_NO_MEMORY.
 */
rbk_status rbk_sum_file(const char *path, rbk_sum_kind kind, const rbk_listener *listener, char sum[RBK_SUM_BYTES],
                        rbk_error *error);

/*
 * A manifest: sums of files, a line each, as md5sum, sha1sum and sha256sum write and read them: the digits, a blank, a
 * blank or an asterisk, the name; a line that begins with a backslash has "\\" and "\n" in its name for a backslash and a
 * line feed. "SHA256 (NAME) = DIGITS" is read, too. The number of digits says which sum it is.
 */
typedef struct rbk_manifest_entry {
    rbk_sum_kind kind;
    char sum[RBK_SUM_BYTES]; /* lower case */
    char *name;              /* as the manifest has it */
    uint32_t line;
} rbk_manifest_entry;

typedef struct rbk_manifest {
    rbk_manifest_entry *entries;
    size_t count;
} rbk_manifest;

/*
 * Reads one. Empty lines and those that begin with "#" are ignored; any other line that is no entry is a finding
 * "manifest.syntax" (warning). RBK_SYNTAX: there is no entry in it; RBK_NO_MEMORY. path names the place of findings.
 */
rbk_status rbk_manifest_read(const char *text, size_t size, const char *path, rbk_manifest *manifest,
                             rbk_findings *findings, rbk_error *error);
void rbk_manifest_release(rbk_manifest *manifest);

/* A line of one with its line feed, for the caller to free; NULL without memory. */
char *rbk_manifest_line(const char *sum, const char *name);

#ifdef __cplusplus
}
#endif
#endif
