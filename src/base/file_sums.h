/*
 * base/file_sums.h - the checksums that come with the files of a delivery: MD5, and CRC-32 as in ZIP and PNG
 */
#ifndef RBK_BASE_FILE_SUMS_H
#define RBK_BASE_FILE_SUMS_H

#include <stddef.h>
#include <stdint.h>

#define RBK_MD5_TEXT_BYTES 33 /* as lower-case digits, with the terminator */

/* Both of bytes that come piece by piece. NULL without memory; freed with rbk_file_sums_free (NULL is fine). */
typedef struct rbk_file_sums rbk_file_sums;
rbk_file_sums *rbk_file_sums_new(void);
void rbk_file_sums_free(rbk_file_sums *sums);
void rbk_file_sums_update(rbk_file_sums *sums, const void *bytes, size_t size);

/* Of all that came so far. Returns text. */
char *rbk_file_sums_md5(const rbk_file_sums *sums, char text[RBK_MD5_TEXT_BYTES]);
uint32_t rbk_file_sums_crc32(const rbk_file_sums *sums);

#endif
