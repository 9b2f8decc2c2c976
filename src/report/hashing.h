/*
 * report/hashing.h - the checksums of a disc as visitors of a pass that they share with others
 */
#ifndef RBK_REPORT_HASHING_H
#define RBK_REPORT_HASHING_H

#include <redbook/hash.h>
#include <redbook/scan.h>

typedef struct rbk_hashing rbk_hashing;

/* MD5, SHA-1, SHA-256, CRC, the two of AccurateRip. */
#define RBK_HASHING_VISITORS_MAX 5

/* disc and layout are lent until the free. wanted: bits as in rbk_hash_options. RBK_NO_MEMORY, RBK_INVALID_ARGUMENT. */
rbk_status rbk_hashing_new(const rbk_disc *disc, const rbk_layout *layout, unsigned wanted, rbk_hashing **hashing,
                           rbk_error *error);
void rbk_hashing_free(rbk_hashing *hashing); /* NULL is fine */

/* Before the pass: tracks are files of one BIN per track (rbk_hash_options.track_files). */
void rbk_hashing_by_files(rbk_hashing *hashing);

/* Puts the visitors there and gives their number; those valid until the free. */
size_t rbk_hashing_visitors(rbk_hashing *hashing, rbk_scan_visitor visitors[RBK_HASHING_VISITORS_MAX]);

/* After the pass. RBK_NO_MEMORY. */
rbk_status rbk_hashing_end(rbk_hashing *hashing, rbk_hash_report *report, rbk_error *error);

/* The digest of a disc from the SHA-256 of its sectors. RBK_NO_MEMORY. */
rbk_status rbk_disc_digest_make(const rbk_disc *disc, const rbk_layout *layout, const char payload[RBK_SUM_BYTES],
                                rbk_disc_digest *digest, rbk_error *error);

#endif
