/*
 * chd/codecs.h - the codecs of hunks, each the way to one library: deflate.c zlib, lzma.c liblzma, zstandard.c libzstd,
 * flac.c libFLAC
 *
 * A codec's working memory belongs to one thread. Each call codes one block by itself.
 */
#ifndef RBK_CHD_CODECS_H
#define RBK_CHD_CODECS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Raw deflate, a window of 32 KiB. new gives NULL without memory; free takes NULL. */
typedef struct rbk_chd_inflate rbk_chd_inflate;
rbk_chd_inflate *rbk_chd_inflate_new(void);
void rbk_chd_inflate_free(rbk_chd_inflate *decoder);

/* True when the bytes, all of them, give exactly size bytes. */
bool rbk_chd_inflate_block(rbk_chd_inflate *decoder, const uint8_t *bytes, size_t length, uint8_t *out, size_t size);

/* Raw LZMA1, lc 3 lp 0 pb 2, with or without an end marker. */
typedef struct rbk_chd_lzma_decoder rbk_chd_lzma_decoder;
rbk_chd_lzma_decoder *rbk_chd_lzma_decoder_new(void);
void rbk_chd_lzma_decoder_free(rbk_chd_lzma_decoder *decoder);
bool rbk_chd_lzma_decode(rbk_chd_lzma_decoder *decoder, const uint8_t *bytes, size_t length, uint8_t *out, size_t size);

/* One Zstandard frame. */
typedef struct rbk_chd_zstandard_decoder rbk_chd_zstandard_decoder;
rbk_chd_zstandard_decoder *rbk_chd_zstandard_decoder_new(void);
void rbk_chd_zstandard_decoder_free(rbk_chd_zstandard_decoder *decoder);
bool rbk_chd_zstandard_decode(rbk_chd_zstandard_decoder *decoder, const uint8_t *bytes, size_t length, uint8_t *out,
                              size_t size);

/*
 * FLAC frames without a head, two channels of 16 bits, as big-endian samples. True when they give size bytes, a multiple
 * of 4, and end there; *used of the bytes belong to them.
 */
typedef struct rbk_chd_flac_decoder rbk_chd_flac_decoder;
rbk_chd_flac_decoder *rbk_chd_flac_decoder_new(void);
void rbk_chd_flac_decoder_free(rbk_chd_flac_decoder *decoder);
bool rbk_chd_flac_decode(rbk_chd_flac_decoder *decoder, const uint8_t *bytes, size_t length, uint8_t *out, size_t size,
                         size_t *used);

#endif
