/* Hunks of all kinds of frames, compressed and decoded again by the codec that each states. */
#include "chd/hunk_encode.h"

#include "cd/ecc.h"
#include "chd/codecs.h"

#include <redbook/sector.h>

#include "unit/scratch.h"

#define FRAMES  RBK_CHD_HUNK_FRAMES
#define SECTORS (FRAMES * RBK_CHD_SECTOR_BYTES)

#define LZMA    0
#define DEFLATE 1
#define FLAC    2

static uint8_t hunk[RBK_CHD_HUNK_BYTES];
static unsigned bitmap; /* of the last one that was compressed: frames whose sync and parity are not stored */

static uint8_t noise(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (uint8_t)(*seed >> 24);
}

static uint8_t *sector_of(unsigned frame)
{
    return hunk + (size_t)frame * RBK_CHD_FRAME_BYTES;
}

static void fill_with_data(void)
{
    uint8_t user[2048];
    memset(hunk, 0, sizeof hunk);
    for (int f = 0; f < FRAMES; f++) {
        for (size_t i = 0; i < sizeof user; i++)
            user[i] = (uint8_t)(i % 50 < 20 ? i / 50 : (size_t)f);
        rbk_sector_build(RBK_SECTOR_MODE1, f, NULL, user, sector_of((unsigned)f));
    }
}

static void fill_with_music(void)
{
    int32_t left = 0, slope = 900;
    uint32_t seed = 3;
    memset(hunk, 0, sizeof hunk);
    for (int f = 0; f < FRAMES; f++)
        for (int i = 0; i < 588; i++) {
            uint8_t *at = sector_of((unsigned)f) + 4 * i;
            left += slope;
            slope -= left / 300;
            at[0] = at[2] = (uint8_t)((uint32_t)left >> 8);
            at[1] = (uint8_t)(left ^ (noise(&seed) & 31));
            at[3] = (uint8_t)(left ^ (noise(&seed) & 31));
        }
}

static void fill_with_noise(void)
{
    uint32_t seed = 5;
    memset(hunk, 0, sizeof hunk);
    for (int f = 0; f < FRAMES; f++)
        for (int i = 0; i < RBK_CHD_SECTOR_BYTES; i++)
            sector_of((unsigned)f)[i] = noise(&seed);
}

/* As a reader does it. */
static void decode(const uint8_t *bytes, const rbk_chd_hunk *made, uint8_t *out)
{
    static uint8_t sectors[SECTORS], subchannel[FRAMES * RBK_CHD_SUBCHANNEL_BYTES];
    rbk_chd_inflate *inflate = rbk_chd_inflate_new();
    rbk_chd_lzma_decoder *lzma = rbk_chd_lzma_decoder_new();
    rbk_chd_flac_decoder *flac = rbk_chd_flac_decoder_new();
    bitmap = made->kind == FLAC ? 0 : bytes[0];
    size_t begin = made->kind == FLAC ? 0 : 3, used = made->kind == FLAC ? 0 : (size_t)(bytes[1] << 8 | bytes[2]);
    if (made->kind == LZMA)
        assert_true(rbk_chd_lzma_decode(lzma, bytes + begin, used, sectors, sizeof sectors));
    else if (made->kind == DEFLATE)
        assert_true(rbk_chd_inflate_block(inflate, bytes + begin, used, sectors, sizeof sectors));
    else
        assert_true(rbk_chd_flac_decode(flac, bytes, made->length, sectors, sizeof sectors, &used));
    assert_true(rbk_chd_inflate_block(inflate, bytes + begin + used, made->length - begin - used, subchannel,
                                      sizeof subchannel));
    for (unsigned f = 0; f < FRAMES; f++) {
        uint8_t *frame = out + (size_t)f * RBK_CHD_FRAME_BYTES;
        memcpy(frame, sectors + (size_t)f * RBK_CHD_SECTOR_BYTES, RBK_CHD_SECTOR_BYTES);
        memcpy(frame + RBK_CHD_SECTOR_BYTES, subchannel + (size_t)f * RBK_CHD_SUBCHANNEL_BYTES,
               RBK_CHD_SUBCHANNEL_BYTES);
        if (!(bitmap >> f & 1))
            continue;
        memset(frame + 1, 0xFF, 10);
        rbk_ecc_build(RBK_ECC_PLAIN, frame, frame[15] != 2);
    }
    rbk_chd_inflate_free(inflate);
    rbk_chd_lzma_decoder_free(lzma);
    rbk_chd_flac_decoder_free(flac);
}

/* Compresses the hunk, decodes it and compares; returns the codec. */
static rbk_chd_hunk go_round(rbk_chd_effort effort, unsigned audio_frames)
{
    static uint8_t out[RBK_CHD_HUNK_BYTES], back[RBK_CHD_HUNK_BYTES];
    rbk_chd_encoder *encoder = rbk_chd_encoder_new(effort);
    rbk_chd_hunk made = {.kind = RBK_CHD_ZEROS};
    assert_non_null(encoder);
    assert_true(rbk_chd_hunk_encode(encoder, hunk, audio_frames, out, &made));
    rbk_chd_encoder_free(encoder);
    if (made.kind == RBK_CHD_PLAIN) {
        assert_int_equal(made.length, sizeof hunk);
        assert_memory_equal(out, hunk, sizeof hunk);
    } else {
        assert_true(made.length < sizeof hunk);
        decode(out, &made, back);
        assert_memory_equal(back, hunk, sizeof hunk);
    }
    return made;
}

static void data_goes_to_lzma_and_audio_to_flac(void **state)
{
    (void)state;
    fill_with_data();
    assert_int_equal(go_round(RBK_CHD_EFFORT_NORMAL, 0).kind, LZMA);
    assert_int_equal(go_round(RBK_CHD_EFFORT_FAST, 0).kind, DEFLATE);
    assert_int_equal(go_round(RBK_CHD_EFFORT_NONE, 0).kind, RBK_CHD_PLAIN);
    fill_with_music();
    assert_int_equal(go_round(RBK_CHD_EFFORT_NORMAL, 8).kind, FLAC);
    assert_int_equal(go_round(RBK_CHD_EFFORT_FAST, 8).kind, FLAC);
    assert_int_equal(go_round(RBK_CHD_EFFORT_BEST, 8).kind, FLAC);
}

static void what_is_not_what_its_track_says_is_found_out(void **state)
{
    (void)state;
    fill_with_music();
    assert_int_equal(go_round(RBK_CHD_EFFORT_NORMAL, 0).kind, FLAC);
    fill_with_data();
    assert_int_equal(go_round(RBK_CHD_EFFORT_NORMAL, 8).kind, LZMA);
}

static void noise_is_hardly_longer_than_it_is(void **state)
{
    (void)state;
    fill_with_noise();
    for (unsigned audio = 0; audio <= 8; audio += 8) {
        assert_true(go_round(RBK_CHD_EFFORT_NORMAL, audio).length < SECTORS + 100);
        assert_true(go_round(RBK_CHD_EFFORT_FAST, audio).length < SECTORS + 100);
    }
}

static void damaged_sectors_and_ones_of_other_forms_come_back_as_they_are(void **state)
{
    const rbk_subheader data = {0, 0, 8, 0}, form_2 = {0, 0, 0x20, 0};
    uint8_t user[2336] = {1, 2, 3};
    (void)state;
    fill_with_data();
    sector_of(0)[2100] ^= 0xFF; /* parity */
    sector_of(1)[100] ^= 1;     /* user bytes */
    sector_of(2)[0] = 1;        /* sync */
    sector_of(3)[2351] ^= 1;
    rbk_sector_build(RBK_SECTOR_MODE2_FORM1, 4, &data, user, sector_of(4));
    rbk_sector_build(RBK_SECTOR_MODE2_FORM2, 5, &form_2, user, sector_of(5));
    rbk_sector_build(RBK_SECTOR_MODE2, 6, NULL, user, sector_of(6));
    sector_of(7)[15] = 2; /* parity of mode 1 under the mode of another */
    for (int effort = RBK_CHD_EFFORT_NORMAL; effort <= RBK_CHD_EFFORT_NONE; effort++)
        go_round((rbk_chd_effort)effort, 0);
}

static void subchannel_comes_back_whatever_it_is(void **state)
{
    uint32_t seed = 9;
    (void)state;
    for (int kind = 0; kind < 2; kind++) {
        if (kind == 0)
            fill_with_music();
        else
            fill_with_data();
        for (unsigned f = 0; f < FRAMES; f++)
            for (int i = 0; i < RBK_CHD_SUBCHANNEL_BYTES; i++)
                sector_of(f)[RBK_CHD_SECTOR_BYTES + i] = noise(&seed);
        for (int effort = RBK_CHD_EFFORT_NORMAL; effort <= RBK_CHD_EFFORT_FAST; effort++)
            go_round((rbk_chd_effort)effort, kind == 0 ? 8 : 0);
    }
}

static void silence_takes_a_few_bytes(void **state)
{
    (void)state;
    memset(hunk, 0, sizeof hunk);
    assert_true(go_round(RBK_CHD_EFFORT_NORMAL, 8).length < 50);
    assert_true(go_round(RBK_CHD_EFFORT_BEST, 0).length < 50);
}

static void fill_with_sectors(rbk_sector_kind kind, uint8_t first)
{
    uint8_t user[2324];
    memset(hunk, 0, sizeof hunk);
    for (int f = 0; f < FRAMES; f++) {
        memset(user, f, sizeof user);
        user[0] = first;
        rbk_sector_build(kind, f, NULL, user, sector_of((unsigned)f));
    }
}

/* A reader makes sync and parity again, in each mode as it is for that one; what it would make otherwise is stored. */
static void what_a_reader_can_make_is_not_stored(void **state)
{
    (void)state;
    for (int first = 0; first <= 2; first++) {
        fill_with_sectors(RBK_SECTOR_MODE1, (uint8_t)first);
        assert_true(go_round(RBK_CHD_EFFORT_NORMAL, 0).kind < FLAC);
        assert_int_equal(bitmap, 0xFF);
        fill_with_sectors(RBK_SECTOR_MODE2_FORM1, (uint8_t)first);
        sector_of(2)[100] ^= 1; /* damage */
        sector_of(4)[RBK_ECC_P_OFFSET] ^= 1;
        sector_of(5)[3] ^= 1;
        assert_int_equal(go_round(RBK_CHD_EFFORT_FAST, 0).kind, DEFLATE);
        assert_int_equal(bitmap, 0xFF & ~(1u << 2 | 1u << 4 | 1u << 5));
        fill_with_sectors(RBK_SECTOR_MODE2_FORM2, (uint8_t)first); /* it has no parity */
        assert_true(go_round(RBK_CHD_EFFORT_NORMAL, 0).kind < FLAC);
        assert_int_equal(bitmap, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_reader_can_make_is_not_stored),
        cmocka_unit_test(data_goes_to_lzma_and_audio_to_flac),
        cmocka_unit_test(what_is_not_what_its_track_says_is_found_out),
        cmocka_unit_test(noise_is_hardly_longer_than_it_is),
        cmocka_unit_test(damaged_sectors_and_ones_of_other_forms_come_back_as_they_are),
        cmocka_unit_test(subchannel_comes_back_whatever_it_is),
        cmocka_unit_test(silence_takes_a_few_bytes),
    };
    return cmocka_run_group_tests_name("chd/hunk_encode", tests, NULL, NULL);
}
