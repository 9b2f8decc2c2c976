/*
 * Fuzz target: the codecs of hunks. Any bytes are decoded to exactly the requested size, or refused, within the given
 * memory; encoded bytes decode to the same bytes; a CHD written from any frames returns the same frames.
 */
#include "fuzz.h"

#include "chd/codecs.h"
#include "chd/write.h"

#include <stdlib.h>
#include <string.h>

#define OUT_MAX 65536

static uint8_t *room(size_t size)
{
    uint8_t *bytes = malloc(size ? size : 1);
    if (!bytes)
        abort();
    return bytes;
}

static void decode(unsigned codec, const uint8_t *bytes, size_t size, uint8_t *out, size_t wanted)
{
    static rbk_chd_inflate *deflate;
    static rbk_chd_lzma_decoder *lzma;
    static rbk_chd_zstandard_decoder *zstandard;
    static rbk_chd_flac_decoder *flac;
    size_t used = 0;
    if (!deflate && (!(deflate = rbk_chd_inflate_new()) || !(lzma = rbk_chd_lzma_decoder_new()) ||
                     !(zstandard = rbk_chd_zstandard_decoder_new()) || !(flac = rbk_chd_flac_decoder_new())))
        abort();
    if (codec == 0)
        (void)rbk_chd_inflate_block(deflate, bytes, size, out, wanted);
    else if (codec == 1)
        (void)rbk_chd_lzma_decode(lzma, bytes, size, out, wanted);
    else if (codec == 2)
        (void)rbk_chd_zstandard_decode(zstandard, bytes, size, out, wanted);
    else if (rbk_chd_flac_decode(flac, bytes, size, out, wanted / 4 * 4, &used))
        FUZZ_REQUIRE(used <= size);
}

/* ------------------------------------------------------------------ round trip */

static void pack_deflate(const uint8_t *bytes, size_t size, uint8_t *packed, uint8_t *back)
{
    static rbk_chd_deflate *encoder;
    static rbk_chd_inflate *decoder;
    if (!encoder && (!(encoder = rbk_chd_deflate_new(6)) || !(decoder = rbk_chd_inflate_new())))
        abort();
    size_t length = rbk_chd_deflate_block(encoder, bytes, size, packed, OUT_MAX);
    FUZZ_REQUIRE(length == 0 ||
                 (rbk_chd_inflate_block(decoder, packed, length, back, size) && memcmp(back, bytes, size) == 0));
}

static void pack_lzma(const uint8_t *bytes, size_t size, uint8_t *packed, uint8_t *back)
{
    static rbk_chd_lzma_encoder *encoder;
    static rbk_chd_lzma_decoder *decoder;
    if (!encoder &&
        (!(encoder = rbk_chd_lzma_encoder_new(RBK_CHD_LZMA_NORMAL)) || !(decoder = rbk_chd_lzma_decoder_new())))
        abort();
    size_t length = rbk_chd_lzma_encode(encoder, bytes, size, packed, OUT_MAX);
    FUZZ_REQUIRE(length == 0 || length == RBK_CHD_NO_MEMORY ||
                 (rbk_chd_lzma_decode(decoder, packed, length, back, size) && memcmp(back, bytes, size) == 0));
}

static void pack_flac(const uint8_t *bytes, size_t size, uint8_t *packed, uint8_t *back)
{
    static rbk_chd_flac_encoder *encoder;
    static rbk_chd_flac_decoder *decoder;
    static uint8_t block[RBK_CHD_FLAC_BLOCK_BYTES];
    size_t used;
    if (!encoder && (!(encoder = rbk_chd_flac_encoder_new(5)) || !(decoder = rbk_chd_flac_decoder_new())))
        abort();
    for (size_t i = 0; i < sizeof block; i++)
        block[i] = size ? bytes[i % size] : 0;
    size_t length = rbk_chd_flac_encode(encoder, block, sizeof block, packed, OUT_MAX);
    FUZZ_REQUIRE(length == 0 || length == RBK_CHD_NO_MEMORY ||
                 (rbk_chd_flac_decode(decoder, packed, length, back, sizeof block, &used) && used == length &&
                  memcmp(back, block, sizeof block) == 0));
}

/* ------------------------------------------------------------------ a whole file */

typedef struct memory {
    uint8_t *bytes;
    size_t size;
} memory;

static rbk_status write_memory(void *user, int64_t offset, const void *bytes, size_t size, rbk_error *error)
{
    memory *file = user;
    size_t end = (size_t)offset + size;
    (void)error;
    if (end > file->size) {
        file->bytes = realloc(file->bytes, end);
        if (!file->bytes)
            abort();
        memset(file->bytes + file->size, 0, end - file->size);
        file->size = end;
    }
    memcpy(file->bytes + offset, bytes, size);
    return RBK_OK;
}

/* Frame i of the file: bytes of the input, repeated, from another offset in each frame. */
static void make_frame(const fuzz_input *input, unsigned i, uint8_t frame[RBK_CHD_FRAME_BYTES])
{
    for (size_t at = 0; at < RBK_CHD_FRAME_BYTES; at++)
        frame[at] = input->size && i % 3 ? input->bytes[(at + i / 3 * 7u) % input->size] : 0;
}

static void read_back(const memory *file, const fuzz_input *input, unsigned frames)
{
    rbk_input opened;
    rbk_chd *chd = NULL;
    uint8_t frame[RBK_CHD_FRAME_BYTES], *hunk = room(RBK_CHD_HUNK_BYTES);
    rbk_input_open_bytes(&opened, file->bytes, file->size);
    FUZZ_REQUIRE(rbk_chd_open(&opened, &chd, NULL) == RBK_OK);
    rbk_chd_decoder *decoder = rbk_chd_decoder_new(chd);
    for (unsigned i = 0; i < frames; i++) {
        if (i % RBK_CHD_HUNK_FRAMES == 0)
            FUZZ_REQUIRE(decoder && rbk_chd_read_hunk(chd, decoder, i / RBK_CHD_HUNK_FRAMES, hunk, NULL) == RBK_OK);
        make_frame(input, i, frame);
        FUZZ_REQUIRE(memcmp(hunk + i % RBK_CHD_HUNK_FRAMES * RBK_CHD_FRAME_BYTES, frame, sizeof frame) == 0);
    }
    rbk_chd_decoder_free(decoder);
    rbk_chd_close(chd);
    rbk_input_close(&opened);
    free(hunk);
}

static void write_file(fuzz_input input)
{
    unsigned how = fuzz_byte(&input), frames = 4 + how / 4 % 5 * 4;
    memory file = {NULL, 0};
    uint8_t frame[RBK_CHD_FRAME_BYTES];
    rbk_chd_writer *writer = NULL;
    int64_t bytes;
    const rbk_chd_write_options options = {
        .effort = (rbk_chd_effort)(how % 4), .frames = frames, .write = write_memory, .user = &file};
    FUZZ_REQUIRE(rbk_chd_writer_new(&options, &writer, NULL) == RBK_OK);
    for (unsigned i = 0; i < frames; i++) {
        make_frame(&input, i, frame);
        FUZZ_REQUIRE(rbk_chd_writer_add(writer, frame, i % 2, NULL) == RBK_OK);
    }
    FUZZ_REQUIRE(rbk_chd_writer_finish(writer, &bytes, NULL) == RBK_OK && (size_t)bytes >= file.size);
    /* Zeros at the end of an uncompressed file are not written: the caller gives the file its length. */
    if ((size_t)bytes > file.size)
        FUZZ_REQUIRE(write_memory(&file, bytes - 1, "", 1, NULL) == RBK_OK);
    rbk_chd_writer_free(writer);
    read_back(&file, &input, frames);
    free(file.bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    fuzz_input input = {bytes, size};
    unsigned which = fuzz_byte(&input) % 8;
    if (which == 7) {
        write_file(input);
        return 0;
    }
    size_t wanted = which < 4 ? fuzz_number(&input, 2) : OUT_MAX;
    uint8_t *out = room(wanted);
    if (which < 4) {
        decode(which, input.bytes, input.size, out, wanted);
    } else if (input.size > 0 && input.size <= OUT_MAX / 2) {
        uint8_t *packed = room(OUT_MAX);
        void (*const ways[])(const uint8_t *, size_t, uint8_t *, uint8_t *) = {pack_deflate, pack_lzma, pack_flac};
        ways[which - 4](input.bytes, input.size, packed, out);
        free(packed);
    }
    free(out);
    return 0;
}
