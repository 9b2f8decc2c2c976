/*
 * chd/codecs.h - the codecs of hunks, each the way to one library: deflate.c libdeflate, lzma.c liblzma, zstandard.c libzstd,
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

/* The last call failed without memory: that is no defect of the bytes. */
bool rbk_chd_lzma_lacks_memory(const rbk_chd_lzma_decoder *decoder);

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
bool rbk_chd_flac_lacks_memory(const rbk_chd_flac_decoder *decoder); /* as for LZMA */

/* ------------------------------------------------------------------ compressing */

/*
 * Each gives the bytes of out that it filled; 0: the result needs more room. What comes out follows from the bytes and the
 * level alone. RBK_CHD_NO_MEMORY: there was none. new gives NULL without memory; free takes NULL.
 */
#define RBK_CHD_NO_MEMORY SIZE_MAX

/* Levels 1 to 12. */
typedef struct rbk_chd_deflate rbk_chd_deflate;
rbk_chd_deflate *rbk_chd_deflate_new(int level);
void rbk_chd_deflate_free(rbk_chd_deflate *deflate);
size_t rbk_chd_deflate_block(rbk_chd_deflate *deflate, const uint8_t *bytes, size_t size, uint8_t *out, size_t room);

/* Without end marker, where the library can do without. */
#define RBK_CHD_LZMA_NORMAL 1
#define RBK_CHD_LZMA_BEST   2
typedef struct rbk_chd_lzma_encoder rbk_chd_lzma_encoder;
rbk_chd_lzma_encoder *rbk_chd_lzma_encoder_new(int level);
void rbk_chd_lzma_encoder_free(rbk_chd_lzma_encoder *encoder);
size_t rbk_chd_lzma_encode(rbk_chd_lzma_encoder *encoder, const uint8_t *bytes, size_t size, uint8_t *out, size_t room);

/*
 * Blocks of 2,352 samples, numbered from 0, of the big-endian samples of two channels in size bytes, a multiple of
 * RBK_CHD_FLAC_BLOCK_BYTES. Levels 0 to 8 are the library's; 9 tries more models.
 */
#define RBK_CHD_FLAC_BLOCK_BYTES (2352 * 4)
typedef struct rbk_chd_flac_encoder rbk_chd_flac_encoder;
rbk_chd_flac_encoder *rbk_chd_flac_encoder_new(int level);
void rbk_chd_flac_encoder_free(rbk_chd_flac_encoder *encoder);
size_t rbk_chd_flac_encode(rbk_chd_flac_encoder *encoder, const uint8_t *bytes, size_t size, uint8_t *out, size_t room);

/* The versions of the libraries in use; of libdeflate the one that this was compiled with. Static. */
const char *rbk_libdeflate_version(void);
const char *rbk_liblzma_version(void);
const char *rbk_libzstd_version(void);

#endif
