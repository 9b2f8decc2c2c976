/* Subchannels of files along the disc: in sectors, in a .sub, in a .cdg; and what a new file of them holds. */
#include "cd/graphics_pack.h"

#include <redbook/image.h>

#include "unit/cd/noise.h"
#include "unit/disc/probed.h"

#define SECTORS 40

static rbk_subchannel *subchannel;
static uint8_t stored[SECTORS * RBK_SUBCHANNEL_BYTES]; /* of the last file, in its own form */

static int setup(void **state)
{
    subchannel = NULL;
    return scratch_setup(state) || begin(state);
}

static int teardown(void **state)
{
    rbk_subchannel_close(subchannel);
    end(state);
    return scratch_teardown(state);
}

/* A file of audio, which is not read, with its subchannel in another file; noise without P and Q. */
static uint32_t add_with(const char *name, rbk_subchannel_form form, uint32_t sectors, uint32_t seed)
{
    uint32_t file = add_file(RBK_RATE_HZ, (int64_t)sectors * 588);
    noise_fill(stored, (size_t)sectors * RBK_SUBCHANNEL_BYTES, &seed);
    for (size_t i = 0; i < sizeof stored && form != RBK_SUBCHANNEL_CHANNELS; i++)
        stored[i] &= 0x3F;
    scratch_write(name, stored, (size_t)sectors * RBK_SUBCHANNEL_BYTES);
    assert_int_equal(rbk_disc_set_subchannel(disc, file, form, name, scratch_path(name), NULL), RBK_OK);
    return file;
}

static void add_track_of(uint32_t file)
{
    rbk_track *track = add_track();
    rbk_track_add_file_extent(track, file, 0, RBK_TO_END, NULL);
    rbk_track_add_index(track, 1, 0, 0, NULL);
}

static void open_disc(void)
{
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    assert_int_equal(rbk_subchannel_open(disc, layout, &subchannel, &error), RBK_OK);
}

static void read_raw(int32_t lba, uint32_t count, uint8_t *raw)
{
    assert_int_equal(rbk_subchannel_read(subchannel, lba, count, raw, &error), RBK_OK);
}

static void a_sub_comes_in_time_order(void **state)
{
    uint8_t raw[3 * RBK_SUBCHANNEL_BYTES], expected[RBK_SUBCHANNEL_BYTES];
    (void)state;
    add_track_of(add_with("a.sub", RBK_SUBCHANNEL_CHANNELS, SECTORS, 1));
    assert_true(rbk_subchannel_disc_has(disc));
    open_disc();
    read_raw(7, 3, raw);
    for (int i = 0; i < 3; i++) {
        rbk_subchannel_interleave(stored + (7 + i) * RBK_SUBCHANNEL_BYTES, expected);
        assert_memory_equal(raw + i * RBK_SUBCHANNEL_BYTES, expected, RBK_SUBCHANNEL_BYTES);
    }
}

/* Sectors of 2448 bytes: every byte of the payload is 0xEE. */
static void the_subchannel_in_sectors_of_cd_g_comes_as_it_is(void **state)
{
    uint8_t sectors[SECTORS * 2448], raw[SECTORS * RBK_SUBCHANNEL_BYTES];
    uint32_t seed = 2;
    uint32_t file = add_file(RBK_RATE_HZ, SECTORS * 588);
    (void)state;
    noise_fill(stored, sizeof stored, &seed);
    memset(sectors, 0xEE, sizeof sectors);
    for (int i = 0; i < SECTORS; i++)
        memcpy(sectors + i * 2448 + 2352, stored + i * RBK_SUBCHANNEL_BYTES, RBK_SUBCHANNEL_BYTES);
    scratch_write("a.bin", sectors, sizeof sectors);
    rbk_disc_locate_file(disc, file, scratch_path("a.bin"), NULL);
    disc->files[file].type = RBK_FILE_BINARY;
    add_track_of(file);
    assert_false(rbk_subchannel_disc_has(disc));
    disc->tracks[0].mode = RBK_MODE_CDG;
    assert_true(rbk_subchannel_track_has(disc, &disc->tracks[0]));
    /* a file next to it that is not read does not hide it */
    assert_int_equal(rbk_disc_set_subchannel(disc, file, RBK_SUBCHANNEL_NONE, "a.cdg", NULL, NULL), RBK_OK);
    assert_true(rbk_subchannel_track_has(disc, &disc->tracks[0]));
    open_disc();
    read_raw(0, SECTORS, raw);
    assert_memory_equal(raw, stored, sizeof raw);
}

/* Audio with its subchannel after each sector, somewhere in a file; and 16 bytes, which are not R to W. */
static void the_subchannel_is_where_it_is_stated(void **state)
{
    static uint8_t sectors[SECTORS * 2448 + 100];
    uint8_t raw[SECTORS * RBK_SUBCHANNEL_BYTES];
    uint32_t seed = 3;
    uint32_t file = add_file(RBK_RATE_HZ, SECTORS * 588);
    rbk_placement placement = {100, 2448, 2352, 96, 2352};
    (void)state;
    noise_fill(stored, sizeof stored, &seed);
    memset(sectors, 0xEE, sizeof sectors);
    for (int i = 0; i < SECTORS; i++)
        memcpy(sectors + 100 + i * 2448 + 2352, stored + i * RBK_SUBCHANNEL_BYTES, RBK_SUBCHANNEL_BYTES);
    scratch_write("a.bin", sectors, sizeof sectors);
    rbk_disc_locate_file(disc, file, scratch_path("a.bin"), NULL);
    disc->files[file].type = RBK_FILE_BINARY;
    add_track_of(file);
    disc->tracks[0].extents[0].length_samples = SECTORS * 588;
    disc->tracks[0].mode = RBK_MODE_MODE1_2352;
    assert_int_equal(rbk_track_place_extent(&disc->tracks[0], &placement, &error), RBK_OK);
    assert_true(rbk_subchannel_disc_has(disc));
    open_disc();
    read_raw(0, SECTORS, raw);
    assert_memory_equal(raw, stored, sizeof raw);
    placement = (rbk_placement){100, 2448, 2352, 16, 2352};
    assert_int_equal(rbk_track_place_extent(&disc->tracks[0], &placement, &error), RBK_OK);
    assert_false(rbk_subchannel_disc_has(disc));
}

/* As a player sees it: the deinterleaved graphics of the disc equal those in the files, with correct parity. */
static void assert_plays(const uint8_t *raw, int first_pack, const uint8_t *packs, int count)
{
    for (int i = 0; i < count; i++) {
        uint8_t played[24], expected[24];
        rbk_graphics_deinterleave(raw + (first_pack + i) * 24, played);
        memcpy(expected, packs + i * 24, 24);
        rbk_graphics_pack_protect(expected);
        assert_memory_equal(played, expected, 24);
    }
}

static void packs_are_spread_from_file_to_file(void **state)
{
    uint8_t first[SECTORS * RBK_SUBCHANNEL_BYTES], raw[2 * SECTORS * RBK_SUBCHANNEL_BYTES];
    (void)state;
    add_track_of(add_with("a.cdg", RBK_SUBCHANNEL_PACKS, SECTORS, 3));
    memcpy(first, stored, sizeof first);
    add_track_of(add_with("b.cdg", RBK_SUBCHANNEL_PACKS, SECTORS, 4));
    open_disc();
    read_raw(0, 2 * SECTORS, raw);
    assert_plays(raw, 0, first, SECTORS * 4);
    assert_plays(raw, SECTORS * 4, stored, SECTORS * 4 - 7); /* the last seven reach into the lead-out */
    for (int32_t lba = 0; lba < 2 * SECTORS; lba++) {        /* one by one as in one go */
        uint8_t one[RBK_SUBCHANNEL_BYTES];
        read_raw(lba, 1, one);
        assert_memory_equal(one, raw + lba * RBK_SUBCHANNEL_BYTES, sizeof one);
    }
}

static void packs_end_in_the_silence_after_their_file(void **state)
{
    uint8_t raw[(SECTORS + 5) * RBK_SUBCHANNEL_BYTES], zeros[3 * RBK_SUBCHANNEL_BYTES] = {0};
    (void)state;
    add_track_of(add_with("a.cdg", RBK_SUBCHANNEL_PACKS, SECTORS, 5));
    rbk_track_add_silence(&disc->tracks[0], 5 * 588, NULL);
    open_disc();
    read_raw(0, SECTORS + 5, raw);
    assert_plays(raw, 0, stored, SECTORS * 4);
    assert_memory_equal(raw + (SECTORS + 2) * RBK_SUBCHANNEL_BYTES, zeros, sizeof zeros);
}

/* 48 kHz: a second of the file is a second of the disc. A file that begins inside a sector starts with the next one. */
static void graphics_follow_the_disc_whatever_the_rate_of_the_audio(void **state)
{
    uint8_t raw[75 * RBK_SUBCHANNEL_BYTES], packs[RBK_SUBCHANNEL_BYTES];
    uint32_t seed = 6;
    uint32_t file = add_file(48000, 48000);
    (void)state;
    noise_fill(packs, sizeof packs, &seed);
    uint8_t *whole = calloc(75, RBK_SUBCHANNEL_BYTES);
    for (size_t i = 0; i < sizeof packs; i++)
        packs[i] &= 0x3F;
    memcpy(whole + 40 * RBK_SUBCHANNEL_BYTES, packs, sizeof packs);
    scratch_write("a.cdg", whole, (size_t)75 * RBK_SUBCHANNEL_BYTES);
    free(whole);
    rbk_disc_set_subchannel(disc, file, RBK_SUBCHANNEL_PACKS, "a.cdg", scratch_path("a.cdg"), NULL);
    add_track_of(file);
    open_disc();
    read_raw(0, 75, raw);
    assert_plays(raw, 160, packs, 4);
}

static void where_a_file_ends_early_and_before_lba_0_there_is_nothing(void **state)
{
    uint8_t raw[10 * RBK_SUBCHANNEL_BYTES], zeros[10 * RBK_SUBCHANNEL_BYTES] = {0};
    (void)state;
    add_track_of(add_with("a.sub", RBK_SUBCHANNEL_CHANNELS, SECTORS, 7));
    assert_int_equal(truncate(scratch_path("a.sub"), 30 * RBK_SUBCHANNEL_BYTES), 0);
    open_disc();
    read_raw(30, 10, raw);
    assert_memory_equal(raw, zeros, sizeof zeros);
    read_raw(-150, 10, raw);
    assert_memory_equal(raw, zeros, sizeof zeros);
    assert_int_equal(rbk_subchannel_read(subchannel, 31, 10, raw, &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "sectors 31 to 40 are not on the disc, which has -150 to 39");
    assert_int_equal(rbk_subchannel_read(subchannel, -151, 1, raw, &error), RBK_INVALID_ARGUMENT);
}

static void a_disc_without_subchannel_gives_zeros(void **state)
{
    uint8_t raw[RBK_SUBCHANNEL_BYTES], zeros[RBK_SUBCHANNEL_BYTES] = {0};
    (void)state;
    add_track_of(add_file(RBK_RATE_HZ, SECTORS * 588));
    assert_false(rbk_subchannel_disc_has(disc));
    open_disc();
    read_raw(SECTORS - 1, 1, raw);
    assert_memory_equal(raw, zeros, sizeof zeros);
    rbk_subchannel_close(NULL);
}

static void a_file_that_is_gone_is_reported_with_its_name(void **state)
{
    (void)state;
    add_track_of(add_with("a.sub", RBK_SUBCHANNEL_CHANNELS, SECTORS, 8));
    unlink(scratch_path("a.sub"));
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    assert_int_equal(rbk_subchannel_open(disc, layout, &subchannel, &error), RBK_FILEACCESS);
    assert_string_equal(error.place.path, scratch_path("a.sub"));
    assert_null(subchannel);
}

/* ------------------------------------------------------------------ new files */

static void a_new_file_has_p_and_q_of_the_disc_and_r_to_w_of_the_source(void **state)
{
    uint8_t channels[SECTORS * RBK_SUBCHANNEL_BYTES], raw[SECTORS * RBK_SUBCHANNEL_BYTES], own[RBK_SUBCHANNEL_BYTES];
    rbk_subcode *subcode;
    (void)state;
    add_track_of(add_with("a.sub", RBK_SUBCHANNEL_CHANNELS, SECTORS, 9));
    open_disc();
    assert_int_equal(rbk_subcode_new(disc, layout, &subcode, &error), RBK_OK);
    assert_int_equal(
        rbk_subchannel_render(subcode, subchannel, 0, SECTORS, RBK_SUBCHANNEL_CHANNEL_ORDER, channels, &error), RBK_OK);
    assert_int_equal(rbk_subchannel_render(subcode, subchannel, 0, SECTORS, RBK_SUBCHANNEL_TIME_ORDER, raw, &error),
                     RBK_OK);
    for (int32_t lba = 0; lba < SECTORS; lba++) {
        const uint8_t *sector = channels + lba * RBK_SUBCHANNEL_BYTES;
        rbk_subcode_channels(subcode, lba, own);
        assert_memory_equal(sector, own, 24);
        assert_memory_equal(sector + 24, stored + lba * RBK_SUBCHANNEL_BYTES + 24, 72);
        rbk_subchannel_interleave(sector, own);
        assert_memory_equal(raw + lba * RBK_SUBCHANNEL_BYTES, own, RBK_SUBCHANNEL_BYTES);
    }
    assert_int_equal(rbk_subchannel_render(subcode, NULL, 3, 1, RBK_SUBCHANNEL_CHANNEL_ORDER, channels, &error),
                     RBK_OK);
    rbk_subcode_channels(subcode, 3, own);
    assert_memory_equal(channels, own, RBK_SUBCHANNEL_BYTES);
    rbk_subcode_free(subcode);
}

#define subchannel_test(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        subchannel_test(a_sub_comes_in_time_order),
        subchannel_test(the_subchannel_in_sectors_of_cd_g_comes_as_it_is),
        subchannel_test(the_subchannel_is_where_it_is_stated),
        subchannel_test(packs_are_spread_from_file_to_file),
        subchannel_test(packs_end_in_the_silence_after_their_file),
        subchannel_test(graphics_follow_the_disc_whatever_the_rate_of_the_audio),
        subchannel_test(where_a_file_ends_early_and_before_lba_0_there_is_nothing),
        subchannel_test(a_disc_without_subchannel_gives_zeros),
        subchannel_test(a_file_that_is_gone_is_reported_with_its_name),
        subchannel_test(a_new_file_has_p_and_q_of_the_disc_and_r_to_w_of_the_source),
    };
    return cmocka_run_group_tests_name("image/subchannel", tests, NULL, NULL);
}
