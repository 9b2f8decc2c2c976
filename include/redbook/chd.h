/*
 * redbook/chd.h - a CHD image as a container: how its bytes are kept
 *
 * What disc is in it is read by rbk_source_open like any other image. This is about the file: codecs, hunks, sums and
 * metadata. A CHD keeps a row of logical bytes, 2,448 to the sector, in hunks of the same size that are compressed one by
 * one.
 */
#ifndef REDBOOK_CHD_H
#define REDBOOK_CHD_H

#include <redbook/error.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RBK_CHD_CODECS    4
#define RBK_CHD_TAG_BYTES 5 /* four characters and a zero */
#define RBK_CHD_SUM_BYTES 20

/* The codecs that are read and written: "cdzl" (deflate), "cdlz" (LZMA), ...; NULL after the last. Static. */
const char *rbk_chd_codec_at(size_t position);

/* An entry of metadata. */
typedef struct rbk_chd_entry {
    char tag[RBK_CHD_TAG_BYTES]; /* "CHT2" */
    bool counts;                 /* in the overall SHA-1 */
    uint32_t size_bytes;
} rbk_chd_entry;

typedef struct rbk_chd_facts {
    uint32_t version;
    char codecs[RBK_CHD_CODECS][RBK_CHD_TAG_BYTES]; /* "cdlz"; "" where there is none. No first one: not compressed */
    uint64_t file_bytes;
    uint64_t logical_bytes;
    uint32_t hunk_bytes;
    uint32_t hunks;
    uint32_t hunks_by_codec[RBK_CHD_CODECS];
    uint32_t hunks_plain;                /* as they are */
    uint32_t hunks_repeated;             /* the same as an earlier one */
    uint32_t hunks_zero;                 /* all zeros, in a file that is not compressed */
    bool has_sums;                       /* a file that is not compressed has none */
    uint8_t raw_sha1[RBK_CHD_SUM_BYTES]; /* of the logical bytes */
    uint8_t sha1[RBK_CHD_SUM_BYTES];     /* of that and of the metadata that counts */
    rbk_chd_entry *entries;
    size_t entry_count;
    uint64_t reserved[4]; /* 0 */
} rbk_chd_facts;

/*
 * Reads the facts of the CHD at path. *is_chd false, and nothing read, where the file is none, or there is no file.
 * RBK_FILEACCESS, RBK_FILESYSTEM; RBK_SYNTAX and RBK_UNSUPPORTED as for reading its disc; RBK_NO_MEMORY. Released with
 * rbk_chd_facts_release.
 */
rbk_status rbk_chd_facts_read(const char *path, bool *is_chd, rbk_chd_facts *facts, rbk_error *error);
void rbk_chd_facts_release(rbk_chd_facts *facts);

#ifdef __cplusplus
}
#endif
#endif
