/* How graphics are stored: in sectors of 2448 bytes, in a .sub, or not at all. */
#include "cd/graphics_pack.h"
#include "unit/convert/converting.h"

static uint8_t sub[SOURCE_SECTORS * RBK_SUBCHANNEL_BYTES];

/* The source's .sub, in channel order: P and Q empty, R to W with something in the sectors from..to. */
static void make_sub(size_t from, size_t to)
{
    make_source();
    for (size_t i = 0; i < sizeof sub; i++)
        sub[i] = i % 96 < 24 ? 0 : (uint8_t)(i / 96 >= from && i / 96 < to ? i * 37 >> 2 : 0);
    scratch_write("a.sub", sub, sizeof sub);
    assert_int_equal(rbk_disc_set_subchannel(disc, 0, RBK_SUBCHANNEL_CHANNELS, "a.sub", scratch_path("a.sub"), &error),
                     RBK_OK);
}

/* R to W in a sector of the source, as on the disc. */
static void assert_graphics(const uint8_t *raw, size_t sector)
{
    uint8_t expected[RBK_SUBCHANNEL_BYTES];
    rbk_subchannel_interleave(sub + sector * RBK_SUBCHANNEL_BYTES, expected);
    for (size_t i = 0; i < sizeof expected; i++)
        assert_int_equal(raw[i], expected[i] & 0x3F);
}

static void one_bin_holds_sectors_of_both_sizes(void **state)
{
    size_t size;
    (void)state;
    make_sub(300, 700); /* track 2 */
    assert_int_equal(convert_for("single", "out.cue", NULL), RBK_OK);
    assert_false(has_finding("lost.subchannel"));
    assert_int_equal(done->disc->tracks[0].mode, RBK_MODE_AUDIO);
    assert_int_equal(done->disc->tracks[1].mode, RBK_MODE_CDG);
    uint8_t *bin = (uint8_t *)scratch_read("out.bin", &size);
    assert_int_equal(size, 300 * 2352 + 400 * 2448);
    assert_int_equal(done->files[0].bytes, size);
    assert_memory_equal(bin, payload, 300 * 2352);
    for (size_t i = 0; i < 400; i++) {
        const uint8_t *sector = bin + (size_t)300 * 2352 + i * 2448;
        assert_memory_equal(sector, payload + (300 + i) * 2352, 2352);
        assert_graphics(sector + 2352, 300 + i);
    }
    free(bin);
}

static void a_toc_has_them_in_a_file_of_their_own_with_big_endian_audio(void **state)
{
    size_t size;
    (void)state;
    make_sub(0, 300);
    assert_int_equal(convert_for("toc", "out.toc", NULL), RBK_OK);
    uint8_t *bin = (uint8_t *)scratch_read("out (Track 1).bin", &size);
    assert_int_equal(size, 300 * 2448);
    for (size_t i = 0; i < 300; i++) {
        for (size_t b = 0; b < 2352; b++)
            assert_int_equal(bin[i * 2448 + b], payload[i * 2352 + (b ^ 1)]);
        assert_graphics(bin + i * 2448 + 2352, i);
    }
    free(bin);
    assert_sectors("out (Track 2).wav", 44, 300, 700);
}

static void a_ccd_has_them_in_its_sub_under_p_and_q_of_the_disc(void **state)
{
    size_t size;
    uint8_t own[RBK_SUBCHANNEL_BYTES];
    rbk_layout *layout = NULL;
    rbk_subcode *subcode = NULL;
    (void)state;
    make_sub(100, 600);
    assert_int_equal(convert_for("ccd", "out.ccd", NULL), RBK_OK);
    assert_int_equal(rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, NULL, &error), RBK_OK);
    assert_int_equal(rbk_subcode_new(disc, layout, &subcode, &error), RBK_OK);
    uint8_t *written = (uint8_t *)scratch_read("out.sub", &size);
    assert_int_equal(size, sizeof sub);
    for (int32_t lba = 0; lba < SOURCE_SECTORS; lba++) {
        rbk_subcode_channels(subcode, lba, own);
        assert_memory_equal(written + lba * 96, own, 24);
        assert_memory_equal(written + lba * 96 + 24, sub + lba * 96 + 24, 72);
    }
    free(written);
    rbk_subcode_free(subcode);
    rbk_layout_free(layout);
}

static void other_targets_lose_them_track_by_track(void **state)
{
    static const char *const targets[] = {"portable", "wav", "eac", "cdrwin"};
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        make_sub(0, 0);
        options.author.replace = true;
        assert_int_equal(convert_for(targets[i], "out.cue", NULL), RBK_OK);
        assert_false(has_finding("lost.subchannel")); /* an empty one is no loss */
    }
    make_sub(300, 700);
    assert_int_equal(convert_for("portable", "out.cue", NULL), RBK_OK);
    assert_true(has_finding("lost.subchannel"));
    assert_int_equal(done->loss_count, 1);
}

/* By track: no file if R to W are empty. */
static void songs_get_their_graphics_next_to_them(void **state)
{
    size_t size;
    (void)state;
    make_sub(300, 700);
    assert_int_equal(convert_for("wav", "out.cue", NULL), RBK_OK);
    assert_true(has_finding("changed.subchannel")); /* noise is no packs */
    assert_int_equal(done->loss_count, 1);
    assert_int_equal(access(scratch_path("out (Track 1).cdg"), F_OK), -1);
    uint8_t *packs = (uint8_t *)scratch_read("out (Track 2).cdg", &size);
    assert_int_equal(size, 400 * RBK_SUBCHANNEL_BYTES);
    for (size_t i = 0; i < 390; i++) {
        uint8_t raw[3 * RBK_SUBCHANNEL_BYTES], pack[RBK_GRAPHICS_PACK_BYTES];
        for (size_t s = 0; s < 3; s++)
            rbk_subchannel_interleave(sub + (300 + i + s) * RBK_SUBCHANNEL_BYTES, raw + s * RBK_SUBCHANNEL_BYTES);
        for (size_t b = 0; b < sizeof raw; b++)
            raw[b] &= 0x3F;
        rbk_graphics_deinterleave(raw + 2 * RBK_GRAPHICS_PACK_BYTES, pack);
        assert_memory_equal(packs + i * RBK_SUBCHANNEL_BYTES + 2 * RBK_GRAPHICS_PACK_BYTES, pack, sizeof pack);
    }
    free(packs);
}

/* Valid packs that start in the sectors from..to, as recorded, in the SUB of the source. */
static void make_packs(size_t from, size_t to)
{
    static uint8_t packs[(2 + SOURCE_SECTORS) * RBK_SUBCHANNEL_BYTES];
    uint8_t raw[RBK_SUBCHANNEL_BYTES];
    make_sub(0, 0);
    memset(packs, 0, sizeof packs);
    for (size_t i = (2 + from) * 4; i < (2 + to) * 4; i++) {
        for (size_t b = 0; b < RBK_GRAPHICS_PACK_BYTES; b++)
            packs[i * RBK_GRAPHICS_PACK_BYTES + b] = (i * 7 + b * 5) & 0x3F;
        rbk_graphics_pack_protect(packs + i * RBK_GRAPHICS_PACK_BYTES);
    }
    for (size_t s = 0; s < SOURCE_SECTORS; s++) {
        for (size_t i = 0; i < 4; i++)
            rbk_graphics_interleave(packs + ((2 + s) * 4 + i - 7) * RBK_GRAPHICS_PACK_BYTES,
                                    raw + i * RBK_GRAPHICS_PACK_BYTES);
        rbk_subchannel_deinterleave(raw, sub + s * RBK_SUBCHANNEL_BYTES);
    }
    scratch_write("a.sub", sub, sizeof sub);
}

static uint32_t changed_sectors(uint32_t track)
{
    unsigned sectors = 0;
    assert_int_equal(convert_for("wav", "out.cue", NULL), RBK_OK);
    for (size_t i = 0; i < rbk_findings_count(findings); i++) {
        const rbk_finding *finding = rbk_findings_at(findings, i);
        if (strcmp(finding->rule, "changed.subchannel") == 0 && finding->track == track)
            assert_int_equal(sscanf(finding->text, "R to W of %u sector", &sectors), 1);
    }
    return sectors;
}

static void valid_packs_go_through_a_cdg_and_others_are_counted(void **state)
{
    (void)state;
    options.author.replace = true;
    make_packs(200, 690); /* over the border of the tracks */
    assert_int_equal(convert_for("wav", "out.cue", NULL), RBK_OK);
    assert_int_equal(done->loss_count, 0);

    sub[100 * RBK_SUBCHANNEL_BYTES + 30] ^=
        0x10; /* one symbol, where there is nothing else: of a pack of sector 99 or 100 */
    scratch_write("a.sub", sub, sizeof sub);
    uint32_t sectors = changed_sectors(1);
    assert_in_range(sectors, 1, 3);
    assert_int_equal(done->loss_count, 1);
}

/* The rest of packs that start before lba 0, and what is missing of those that go on past the end. */
static void packs_that_are_cut_are_counted(void **state)
{
    (void)state;
    options.author.replace = true;
    make_packs(0, SOURCE_SECTORS);
    assert_in_range(changed_sectors(2), 1, 2);
    assert_int_equal(changed_sectors(1), 0);
    make_packs((size_t)-2, 50);
    assert_in_range(changed_sectors(1), 1, 2);
}

/* The lead-out cuts off the ends of the last packs on a disc, but not in a file. */
static void a_cdg_becomes_the_same_cdg(void **state)
{
    static uint8_t packs[SOURCE_SECTORS * RBK_SUBCHANNEL_BYTES];
    size_t size;
    (void)state;
    make_source();
    for (size_t i = 0; i < sizeof packs; i += RBK_GRAPHICS_PACK_BYTES) {
        for (size_t b = 0; b < RBK_GRAPHICS_PACK_BYTES; b++)
            packs[i + b] = (uint8_t)(i * 7 + b * 5);
        rbk_graphics_pack_protect(packs + i);
    }
    scratch_write("a.cdg", packs, sizeof packs);
    assert_int_equal(rbk_disc_set_subchannel(disc, 0, RBK_SUBCHANNEL_PACKS, "a.cdg", scratch_path("a.cdg"), &error),
                     RBK_OK);
    assert_int_equal(convert_for("wav", "out.cue", NULL), RBK_OK);
    assert_int_equal(done->loss_count, 0);
    uint8_t *made = (uint8_t *)scratch_read("out (Track 2).cdg", &size);
    assert_int_equal(size, 400 * RBK_SUBCHANNEL_BYTES);
    assert_memory_equal(made, packs + 300 * RBK_SUBCHANNEL_BYTES, size);
    free(made);
}

static void a_pregap_with_graphics_stays_in_the_file(void **state)
{
    (void)state;
    make_sub(300, 450); /* the silent pregap */
    options.pregaps = RBK_PREGAPS_COMMANDS;
    assert_int_equal(convert_for("single", "out.cue", NULL), RBK_OK);
    assert_int_equal(done->files[0].bytes, 300 * 2352 + 400 * 2448);
}

static void the_sub_of_the_source_is_not_replaced(void **state)
{
    (void)state;
    make_sub(0, 0);
    options.author.replace = true;
    assert_int_equal(convert_for("ccd", "a.ccd", NULL), RBK_REFUSED);
    assert_true(has_finding("target.is-source"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        convert_test(one_bin_holds_sectors_of_both_sizes),
        convert_test(a_toc_has_them_in_a_file_of_their_own_with_big_endian_audio),
        convert_test(a_ccd_has_them_in_its_sub_under_p_and_q_of_the_disc),
        convert_test(other_targets_lose_them_track_by_track),
        convert_test(songs_get_their_graphics_next_to_them),
        convert_test(valid_packs_go_through_a_cdg_and_others_are_counted),
        convert_test(packs_that_are_cut_are_counted),
        convert_test(a_cdg_becomes_the_same_cdg),
        convert_test(a_pregap_with_graphics_stays_in_the_file),
        convert_test(the_sub_of_the_source_is_not_replaced),
    };
    return cmocka_run_group_tests_name("convert/graphics", tests, NULL, NULL);
}
