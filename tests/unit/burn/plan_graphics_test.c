/*
 * The subchannel next to audio: graphics in both forms that drives use.
 */
#include "burn/plan.h"
#include "cd/graphics_pack.h"

#include "unit/burn/plans.h"

#include <redbook/sector.h>

#define PACKS (CDG_SECTORS * 4)

static uint8_t packs[PACKS * 24];

static uint8_t song[CDG_SECTORS * RBK_SECTOR_BYTES];

/* An image of silence with a .cdg next to it: noise with correct parity. */
static void make_song(rbk_burn_graphics graphics)
{
    uint32_t noise = 1;
    add_file_track(RBK_MODE_AUDIO, "song.bin", song, sizeof song, 0);
    for (size_t i = 0; i < sizeof packs; i++) {
        noise = noise * 1664525u + 1013904223u;
        packs[i] = (uint8_t)(noise >> 24);
    }
    for (size_t i = 0; i < PACKS; i++)
        rbk_graphics_pack_protect(packs + 24 * i);
    scratch_write("song.cdg", packs, sizeof packs);
    assert_int_equal(rbk_disc_set_subchannel(disc, 0, RBK_SUBCHANNEL_PACKS, "song.cdg", scratch_path("song.cdg"), NULL),
                     RBK_OK);
    options.graphics = graphics;
    assert_int_equal(make_plan(), RBK_OK);
}

/* All of them, though on the disc the lead-out cuts off the ends of the last seven. */
static void packed_are_the_packs_as_they_are_played(void **state)
{
    static uint8_t sent[CDG_SECTORS * 96];
    (void)state;
    make_song(RBK_BURN_GRAPHICS_PACKED);
    assert_int_equal(plan->ranges[0].form, 0xC0);
    assert_int_equal(rbk_burn_graphics_read(plan, 0, CDG_SECTORS, sent, &error), RBK_OK);
    assert_memory_equal(sent, packs, sizeof sent);
    assert_null(finding("burn.graphics"));
    assert_int_equal(rbk_burn_graphics_read(plan, 100, 2, sent, &error), RBK_OK);
    assert_memory_equal(sent, packs + (size_t)100 * 96, 192);
}

static void raw_is_the_subchannel_of_the_disc(void **state)
{
    uint8_t sent[3 * 96], expected[3 * 96];
    (void)state;
    make_song(RBK_BURN_GRAPHICS_RAW);
    assert_int_equal(plan->ranges[0].form, 0x40);
    for (int32_t lba = -150; lba < CDG_SECTORS - 3; lba += 149) {
        assert_int_equal(rbk_burn_graphics_read(plan, lba, 3, sent, &error), RBK_OK);
        assert_int_equal(
            rbk_subchannel_render(plan->subcode, plan->subchannel, lba, 3, RBK_SUBCHANNEL_TIME_ORDER, expected, NULL),
            RBK_OK);
        assert_memory_equal(sent, expected, sizeof sent);
    }
    assert_int_equal(rbk_burn_graphics_read(plan, 100, 1, sent, &error), RBK_OK);
    assert_int_equal(sent[0] & 0x3F, packs[(size_t)100 * 96] & 0x3F); /* the first symbol is not delayed */
}

/* As audio, in every mode: the drive does not know better. */
static void data_in_a_song_is_sent_as_it_is(void **state)
{
    static const uint8_t user[2048] = {1, 2, 3};
    uint8_t *data = song + (size_t)200 * RBK_SECTOR_BYTES, sent[2448];
    (void)state;
    options.medium = (rbk_burn_medium){true, -12300, 359849};
    rbk_sector_build(RBK_SECTOR_MODE1, 200, NULL, user, data);
    make_song(RBK_BURN_GRAPHICS_RAW);
    assert_int_equal(rbk_burn_plan_read(plan, image, 200, 1, sent, &error), RBK_OK);
    assert_memory_equal(sent, data, RBK_SECTOR_BYTES);
    assert_int_equal(rbk_burn_raw_read(plan, image, RBK_BURN_WRITE_RAW_96, 200, 1, sent, &error), RBK_OK);
    assert_memory_equal(sent, data, RBK_SECTOR_BYTES);
    memset(data, 0, RBK_SECTOR_BYTES);
}

static void the_pregap_before_the_disc_has_none(void **state)
{
    uint8_t sent[2448];
    (void)state;
    make_song(RBK_BURN_GRAPHICS_PACKED);
    memset(sent, 0xEE, sizeof sent);
    assert_int_equal(rbk_burn_plan_read(plan, image, -150, 1, sent, &error), RBK_OK);
    for (size_t i = 0; i < sizeof sent; i++)
        assert_int_equal(sent[i], 0);
}

static void p_and_q_alone_have_no_room_for_graphics(void **state)
{
    rbk_burn_range range;
    (void)state;
    options.medium = (rbk_burn_medium){true, -12300, 359849};
    make_song(RBK_BURN_GRAPHICS_RAW);
    assert_int_equal(rbk_burn_raw_range(plan, RBK_BURN_WRITE_RAW_96, &range, &error), RBK_OK);
    assert_int_equal(rbk_burn_raw_range(plan, RBK_BURN_WRITE_RAW_16, &range, &error), RBK_UNSUPPORTED);
    assert_string_equal(error.sentence, "raw16 has no R-W for CD+G graphics: use --cdg=off to burn without them");
}

static void pictures_that_are_left_out_are_reported(void **state)
{
    (void)state;
    make_song(RBK_BURN_GRAPHICS_OFF);
    assert_int_equal(plan->ranges[0].form, 0x00);
    assert_null(plan->subchannel);
    assert_found("burn.graphics", RBK_WARNING, "track 1 is CD+G and is written without its graphics");
}

/* The .sub of a CCD, in channel order: P and Q of the layout. */
static void make_ripped_song(void)
{
    rbk_subcode *subcode = NULL;
    make_song(RBK_BURN_GRAPHICS_OFF);
    disc->files[0].subchannel = RBK_SUBCHANNEL_CHANNELS;
    assert_int_equal(rbk_subcode_new(disc, layout, &subcode, &error), RBK_OK);
    assert_int_equal(rbk_subchannel_render(subcode, NULL, 0, CDG_SECTORS, RBK_SUBCHANNEL_CHANNEL_ORDER, packs, &error),
                     RBK_OK);
    rbk_subcode_free(subcode);
    scratch_write("song.cdg", packs, sizeof packs);
}

/* One symbol of R to W where there is nothing else. */
static void what_no_packs_hold_is_reported(void **state)
{
    (void)state;
    make_ripped_song();
    options.graphics = RBK_BURN_GRAPHICS_PACKED;
    assert_int_equal(make_plan(), RBK_OK);
    assert_null(finding("burn.graphics"));
    packs[96 * 200 + 24] = 1;
    scratch_write("song.cdg", packs, sizeof packs);
    assert_int_equal(make_plan(), RBK_OK);
    assert_found(
        "burn.graphics", RBK_WARNING,
        "R to W of 1 sector of track 1 change: the drive writes only valid packs, which these are not; --cdg=raw "
        "keeps them");
    options.write_mode = RBK_BURN_WRITE_RAW_96; /* sends R to W as they are */
    assert_int_equal(make_plan(), RBK_OK);
    assert_null(finding("burn.graphics"));
}

static void r_to_w_of_a_sub_is_reported_and_p_and_q_are_not(void **state)
{
    (void)state;
    make_ripped_song();
    assert_int_equal(make_plan(), RBK_OK);
    assert_null(finding("burn.graphics"));
    packs[96 * 200 + 24] = 1;
    scratch_write("song.cdg", packs, sizeof packs);
    assert_int_equal(make_plan(), RBK_OK);
    assert_found("burn.graphics", RBK_WARNING, "track 1 is CD+G and is written without its graphics");
    options.graphics = RBK_BURN_GRAPHICS_RAW;
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 0);
    disc->tracks[0].mode = RBK_MODE_MODE1_2352;
    assert_int_equal(make_plan(), RBK_OK);
    assert_found("burn.subchannel", RBK_WARNING, "track 1 is written without the R-W in its subchannel");
}

/* The tracks of a session are those of a disc of its own, wherever it is looked at. */
static void the_sub_of_a_later_session_is_searched(void **state)
{
    (void)state;
    make_ripped_song();
    assert_int_equal(rbk_disc_add_session(disc, RBK_AREA_CD, 0, NULL, NULL), RBK_OK);
    rbk_track *track = add_track(RBK_MODE_AUDIO, 0, 0);
    assert_int_equal(rbk_track_add_file_extent(track, 0, 0, (int64_t)CDG_SECTORS * RBK_SECTOR_SAMPLES, NULL), RBK_OK);
    packs[96 * 200 + 24] = 1;
    scratch_write("song.cdg", packs, sizeof packs);
    for (options.session = 1; options.session <= 2; options.session++) {
        if (make_plan() != RBK_OK)
            fail_msg("%s", error.sentence);
        assert_non_null(finding("burn.graphics"));
        assert_int_equal(finding("burn.graphics")->track, options.session);
    }
}

static void assert_modified_q_is_reported(void)
{
    options.write_mode = RBK_BURN_WRITE_AUTO;
    assert_int_equal(make_plan(), RBK_OK);
    assert_found("burn.subchannel", RBK_WARNING,
                 "the modified Q of 1 sector is not written session-at-once, which a copy protection may need: "
                 "--write-mode=raw96 writes it");
}

static void assert_modified_q_is_written(const uint8_t wanted[RBK_Q_BYTES])
{
    uint8_t q[RBK_Q_BYTES];
    options.write_mode = RBK_BURN_WRITE_RAW_96;
    assert_int_equal(make_plan(), RBK_OK);
    assert_null(finding("burn.subchannel"));
    rbk_subcode_q(plan->subcode, 100, q);
    assert_memory_equal(q, wanted, RBK_Q_BYTES);
}

/* Listed next to the image, or in its .sub alone. */
static void modified_q_is_written_raw_and_else_reported(void **state)
{
    uint8_t *q = packs + 96 * 100 + RBK_Q_BYTES;
    rbk_listed_q listed = {.lba = 100};
    (void)state;
    make_ripped_song();
    q[11] ^= 0xFF; /* the CRC */
    memcpy(listed.q, q, RBK_Q_BYTES);
    for (int in_list = 0; in_list < 2; in_list++) {
        if (in_list) {
            q[11] ^= 0xFF;
            assert_int_equal(rbk_disc_set_listed_q(disc, &listed, 1, &error), RBK_OK);
        }
        scratch_write("song.cdg", packs, sizeof packs);
        assert_modified_q_is_reported();
        options.write_mode = RBK_BURN_WRITE_RAW_16;
        assert_int_equal(make_plan(), RBK_OK);
        assert_found(
            "burn.subchannel", RBK_WARNING,
            "raw16 writes the modified Q of 1 sector with a valid CRC, and a copy protection may need an invalid "
            "one: --write-mode=raw96 writes it unchanged");
        options.leave_open = true; /* never raw */
        assert_int_equal(make_plan(), RBK_OK);
        assert_found("burn.subchannel", RBK_WARNING,
                     "the modified Q of 1 sector is not written session-at-once, which a copy protection may need");
        options.leave_open = false;
        assert_modified_q_is_written(listed.q);
    }
}

/* A wrong relative time, with a valid CRC: raw16 writes it as it is. */
static void modified_q_with_a_valid_crc_is_written_with_it(void **state)
{
    uint8_t *bytes = packs + 96 * 100 + RBK_Q_BYTES;
    rbk_q q;
    (void)state;
    make_ripped_song();
    assert_true(rbk_q_decode(bytes, &q));
    q.relative_sectors += 8;
    rbk_q_encode(&q, bytes);
    scratch_write("song.cdg", packs, sizeof packs);
    assert_modified_q_is_reported();
    options.write_mode = RBK_BURN_WRITE_RAW_16;
    assert_int_equal(make_plan(), RBK_OK);
    assert_null(finding("burn.subchannel"));
    assert_modified_q_is_written(bytes);
}

/* As in an MDS, a TOC or a CHD. */
static void modified_q_in_the_sectors_is_written_raw_and_else_reported(void **state)
{
    static const rbk_placement wide = {.stride_bytes = 2448,
                                       .payload_bytes = RBK_SECTOR_BYTES,
                                       .subchannel_bytes = RBK_SUBCHANNEL_BYTES,
                                       .subchannel_offset_bytes = RBK_SECTOR_BYTES};
    static uint8_t bytes[CDG_SECTORS * 2448];
    uint8_t channels[RBK_SUBCHANNEL_BYTES];
    rbk_subcode *subcode = NULL;
    (void)state;
    add_file_track(RBK_MODE_MODE1_2352, "d.bin", bytes, sizeof bytes, 0);
    disc->tracks[0].extents[0].length_samples = CDG_SECTORS * RBK_SECTOR_SAMPLES;
    assert_int_equal(rbk_track_place_extent(&disc->tracks[0], &wide, &error), RBK_OK);
    lay_out();
    assert_int_equal(rbk_subcode_new(disc, layout, &subcode, &error), RBK_OK);
    for (int32_t lba = 0; lba < CDG_SECTORS; lba++) {
        rbk_subcode_channels(subcode, lba, channels);
        channels[RBK_Q_BYTES + 11] ^= lba == 100 ? 0xFF : 0; /* the CRC */
        rbk_subchannel_interleave(channels, bytes + lba * 2448 + RBK_SECTOR_BYTES);
    }
    rbk_subcode_q(subcode, 100, channels);
    channels[11] ^= 0xFF;
    rbk_subcode_free(subcode);
    scratch_write("d.bin", bytes, sizeof bytes);
    assert_int_equal(make_plan(), RBK_OK);
    assert_found("burn.subchannel", RBK_WARNING,
                 "the modified Q of 1 sector is not written session-at-once, which a copy protection may need: "
                 "--write-mode=raw96 writes it");
    assert_modified_q_is_written(channels);
}

/* It would be that of other sectors. */
static void the_modified_q_of_a_disc_that_is_appended_is_reported(void **state)
{
    uint8_t q[RBK_Q_BYTES];
    rbk_q decoded;
    (void)state;
    make_ripped_song();
    packs[96 * 100 + RBK_Q_BYTES] ^= 0xFF;
    scratch_write("song.cdg", packs, sizeof packs);
    assert_int_equal(make_appended_plan(11800), RBK_OK);
    assert_found("burn.subchannel", RBK_WARNING,
                 "the modified Q of 1 sector is not written session-at-once, which a copy protection may need");
    rbk_subcode_q(plan->subcode, 11900, q);
    assert_true(rbk_q_decode(q, &decoded));
}

/* Of a disc whose addresses are those of the image: rbk_burn_as_tracks makes one without subchannel. */
static void modified_q_is_not_written_track_by_track(void **state)
{
    (void)state;
    make_ripped_song();
    options.write_mode = RBK_BURN_WRITE_TAO;
    packs[96 * 100 + RBK_Q_BYTES] ^= 0xFF;
    scratch_write("song.cdg", packs, sizeof packs);
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_found("burn.subchannel", RBK_WARNING,
                 "the modified Q of 1 sector is not written track-at-once, which a copy protection may need: "
                 "--write-mode=raw96 writes it");
}

/* Before or after the audio with which it is sent. */
static void r_to_w_of_data_is_sent_raw_with_that_of_audio(void **state)
{
    static const char text[] = "track 1 is written without the R-W in its subchannel";
    (void)state;
    make_ripped_song();
    packs[96 * 200 + 24] = 1;
    scratch_write("song.cdg", packs, sizeof packs);
    disc->tracks[0].mode = RBK_MODE_MODE1_2352;
    options.write_mode = RBK_BURN_WRITE_RAW_96;
    options.graphics = RBK_BURN_GRAPHICS_RAW;
    assert_int_equal(make_plan(), RBK_OK);
    assert_found("burn.subchannel", RBK_WARNING, text); /* no audio: none is sent */
    add_pictures();
    for (rbk_burn_write_mode mode = RBK_BURN_WRITE_SAO; mode <= RBK_BURN_WRITE_RAW_96; mode++) {
        uint8_t sector[RBK_SECTOR_BYTES + RBK_SUBCHANNEL_BYTES], bits = 0;
        options.write_mode = mode;
        options.medium = (rbk_burn_medium){true, -12300, 359849};
        assert_int_equal(make_plan(), RBK_OK);
        if (mode == RBK_BURN_WRITE_SAO)
            assert_found("burn.subchannel", RBK_WARNING, text);
        else
            assert_null(finding("burn.subchannel"));
        assert_int_equal(rbk_burn_raw_read(plan, image, RBK_BURN_WRITE_RAW_96, 200, 1, sector, &error), RBK_OK);
        for (size_t i = RBK_SECTOR_BYTES; i < sizeof sector; i++)
            bits |= sector[i];
        assert_int_equal(bits & 0x3F, 0x20); /* R */
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        plan_test(packed_are_the_packs_as_they_are_played),
        plan_test(what_no_packs_hold_is_reported),
        plan_test(raw_is_the_subchannel_of_the_disc),
        plan_test(data_in_a_song_is_sent_as_it_is),
        plan_test(the_pregap_before_the_disc_has_none),
        plan_test(p_and_q_alone_have_no_room_for_graphics),
        plan_test(pictures_that_are_left_out_are_reported),
        plan_test(r_to_w_of_a_sub_is_reported_and_p_and_q_are_not),
        plan_test(the_sub_of_a_later_session_is_searched),
        plan_test(modified_q_is_written_raw_and_else_reported),
        plan_test(modified_q_with_a_valid_crc_is_written_with_it),
        plan_test(modified_q_in_the_sectors_is_written_raw_and_else_reported),
        plan_test(the_modified_q_of_a_disc_that_is_appended_is_reported),
        plan_test(modified_q_is_not_written_track_by_track),
        plan_test(r_to_w_of_data_is_sent_raw_with_that_of_audio),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
