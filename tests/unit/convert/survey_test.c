/*
 * The subchannel of a source: written if the target has one, and a loss only if it is not empty.
 */
#include "cd/crc16.h"
#include "unit/convert/converting.h"

#include <redbook/sector.h>
#include <redbook/subchannel.h>

#define CDG_SECTORS 60

static uint8_t sectors[CDG_SECTORS][2448];

/* Two tracks of CD+G; the second one's subchannel is empty. */
static void make_graphics(void)
{
    static const char sheet[] = "FILE \"g.bin\" BINARY\n  TRACK 01 CDG\n    INDEX 01 00:00:00\n"
                                "  TRACK 02 CDG\n    INDEX 01 00:00:40\n";
    for (size_t s = 0; s < CDG_SECTORS; s++)
        for (size_t i = 0; i < 2448; i++)
            sectors[s][i] = (uint8_t)(i < 2352 ? s * 7 + i : s < 40 ? (s * 11 + i * 5) & 0x3F : 0);
    scratch_write("g.bin", sectors, sizeof sectors);
    scratch_write("g.cue", sheet, sizeof sheet - 1);
    read_disc("g.cue");
}

static size_t reported(const char *rule, uint32_t track)
{
    size_t count = 0;
    for (size_t i = 0; i < rbk_findings_count(findings); i++)
        count += strcmp(rbk_findings_at(findings, i)->rule, rule) == 0 && rbk_findings_at(findings, i)->track == track;
    return count;
}

static void graphics_go_into_a_sub(void **state)
{
    (void)state;
    make_graphics();
    assert_int_equal(convert_for("ccd", "b.ccd", NULL), RBK_OK);
    assert_int_equal(done->loss_count, 0);
    size_t size;
    char *sub = scratch_read("b.sub", &size);
    assert_non_null(sub);
    assert_int_equal(size, CDG_SECTORS * 96);
    for (size_t s = 0; s < CDG_SECTORS; s++) {
        uint8_t channels[96];
        const uint8_t *found = (const uint8_t *)sub + s * 96;
        rbk_subchannel_deinterleave(sectors[s] + 2352, channels);
        assert_memory_equal(found + 24, channels + 24, 72);
        assert_true(rbk_q_verify(found + 12));
    }
    free(sub);
}

/* A subchannel that cannot be read to its end is no disc without one: the conversion fails, and nothing is written. */
static void a_subchannel_that_cannot_be_read_fails_the_conversion(void **state)
{
    (void)state;
    make_graphics();
    assert_int_equal(truncate(scratch_path("g.bin"), (off_t)50 * 2448 + 2400), 0);
    const rbk_target *targets[] = {rbk_target_find("ccd"), rbk_target_find("eac"), rbk_target_find("sbi")};
    const char *const names[] = {"b.ccd", "b.cue", "b.sbi"};
    size_t before = scratch_count();
    for (size_t i = 0; i < 3; i++) {
        assert_int_not_equal(convert_for(targets[i]->name, names[i], NULL), RBK_OK);
        assert_null(done);
        assert_int_equal(scratch_count(), before);
    }
}

static void graphics_are_lost_elsewhere_by_the_tracks_that_have_some(void **state)
{
    (void)state;
    make_graphics();
    assert_int_equal(convert_for("eac", "b.cue", NULL), RBK_OK);
    assert_int_equal(reported("lost.subchannel", 1), 1);
    assert_int_equal(reported("lost.subchannel", 2), 0);
    assert_int_equal(done->loss_count, 1);
}

static void a_sub_that_says_what_the_disc_says_is_no_loss(void **state)
{
    (void)state;
    make_source();
    assert_int_equal(convert_for("ccd", "b.ccd", NULL), RBK_OK);
    rbk_disc_free(disc);
    disc = NULL;
    assert_int_equal(rbk_source_open(scratch_path("b.ccd"), NULL, &disc, findings, &error), RBK_OK);
    assert_true(rbk_subchannel_disc_has(disc));
    options.strict = true;
    assert_int_equal(convert_for("redump", "c.cue", NULL), RBK_OK);
    assert_int_equal(done->loss_count, 0);
}

/* A CCD whose Q has another control in sectors 450 to 699, and in sector 200 a CRC that is not valid. */
static void make_ccd_with_other_q(const char *path)
{
    size_t size;
    make_source();
    assert_int_equal(convert_for("ccd", path, NULL), RBK_OK);
    uint8_t *sub = (uint8_t *)scratch_read("b.sub", &size);
    assert_non_null(sub);
    for (size_t lba = 450; lba < SOURCE_SECTORS; lba++) {
        uint8_t *q = sub + lba * RBK_SUBCHANNEL_BYTES + RBK_Q_BYTES;
        q[0] ^= 0x10; /* pre-emphasis */
        const uint16_t crc = rbk_crc16_on_disc(q, RBK_Q_BYTES - 2);
        q[RBK_Q_BYTES - 2] = (uint8_t)(crc >> 8);
        q[RBK_Q_BYTES - 1] = (uint8_t)crc;
    }
    sub[200 * RBK_SUBCHANNEL_BYTES + RBK_Q_BYTES + 5] ^= 1;
    scratch_write("b.sub", sub, size);
    free(sub);
    rbk_disc_free(disc);
    disc = NULL;
    assert_int_equal(rbk_source_open(scratch_path(path), NULL, &disc, findings, &error), RBK_OK);
}

static void q_that_says_something_else_is_reported(void **state)
{
    (void)state;
    make_ccd_with_other_q("b.ccd");
    assert_int_equal(convert_for("redump", "c.cue", NULL), RBK_OK);
    assert_int_equal(reported("lost.subchannel", 0), 1); /* the modified Q is in lists */
    assert_int_equal(done->loss_count, 1);
    assert_int_equal(convert_for("ccd", "d.ccd", NULL), RBK_OK);
    assert_int_equal(reported("changed.subchannel", 0), 1);
    options.strict = true; /* a CHD stores all of it */
    assert_int_equal(convert_for("chd", "e.chd", NULL), RBK_OK);
    assert_int_equal(done->loss_count, 0);
}

static void q_that_is_not_valid_becomes_a_list(void **state)
{
    size_t size;
    (void)state;
    make_ccd_with_other_q("b.ccd");
    assert_int_equal(convert_for("redump", "c.cue", NULL), RBK_OK);
    uint8_t *list = (uint8_t *)scratch_read("c.sbi", &size);
    assert_non_null(list);
    assert_int_equal(size, 4 + 14);
    assert_memory_equal(list + 4, "\x00\x04\x50\x01", 4);
    free(list);
    assert_int_equal(convert_for("ccd", "d.ccd", NULL), RBK_OK);
    uint8_t *sub = (uint8_t *)scratch_read("b.sub", &size), *again = (uint8_t *)scratch_read("d.sub", &size);
    assert_true(sub && again);
    assert_memory_equal(again + (size_t)200 * RBK_SUBCHANNEL_BYTES, sub + (size_t)200 * RBK_SUBCHANNEL_BYTES,
                        RBK_SUBCHANNEL_BYTES);
    free(sub);
    free(again);
}

/* What a list next to the CCD has is not lost; what it has not is. */
static void a_list_next_to_a_sub_explains_its_own_sectors(void **state)
{
    size_t size;
    (void)state;
    make_ccd_with_other_q("b.ccd");
    assert_int_equal(convert_for("sbi", "b.sbi", NULL), RBK_OK);
    rbk_disc_free(disc);
    disc = NULL;
    assert_int_equal(rbk_source_open(scratch_path("b.ccd"), NULL, &disc, findings, &error), RBK_OK);
    assert_true(disc->listed_q_count > 200);
    assert_int_equal(convert_for("redump", "c.cue", NULL), RBK_OK);
    assert_int_equal(done->loss_count, 1); /* the flags */
    uint8_t *list = (uint8_t *)scratch_read("b.sbi", &size);
    assert_non_null(list);
    list[4 + 4] ^= 1;
    scratch_write("b.sbi", list, 4 + 14);
    free(list);
    rbk_disc_free(disc);
    disc = NULL;
    assert_int_equal(rbk_source_open(scratch_path("b.ccd"), NULL, &disc, findings, &error), RBK_OK);
    assert_int_equal(convert_for("redump", "d.cue", NULL), RBK_OK);
    assert_int_equal(done->loss_count, 2); /* and the sector, whose Q is another one */
}

/* Two songs of 60 and 4 sectors; the first has packs up to its end, in a .cdg. */
static void make_song(void)
{
    static const char sheet[] = "FILE \"g.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n"
                                "FILE \"h.bin\" BINARY\n  TRACK 02 AUDIO\n    INDEX 01 00:00:00\n";
    static uint8_t packs[CDG_SECTORS * 96];
    for (size_t i = 0; i < sizeof packs; i++)
        packs[i] = (uint8_t)((i * 13 + 1) & 0x3F);
    scratch_write("g.bin", sectors, (size_t)CDG_SECTORS * 2352);
    scratch_write("h.bin", sectors, (size_t)4 * 2352);
    scratch_write("g.cdg", packs, sizeof packs);
    scratch_write("g.cue", sheet, sizeof sheet - 1);
    read_disc("g.cue");
    assert_int_equal(rbk_source_find_graphics(disc, findings, &error), RBK_OK);
}

static void packs_that_reach_into_a_track_without_subchannel_make_it_one_of_graphics(void **state)
{
    (void)state;
    make_song();
    assert_int_equal(convert_for("ccd", "b.ccd", NULL), RBK_OK);
    assert_int_equal(convert_for("single", "c.cue", NULL), RBK_OK);
    assert_int_equal(done->loss_count, 0);
    read_disc("c.cue");
    assert_int_equal(disc->tracks[1].mode, RBK_MODE_CDG);
    assert_int_equal(convert_for("ccd", "d.ccd", NULL), RBK_OK);
    size_t size, other;
    char *direct = scratch_read("b.sub", &size), *through = scratch_read("d.sub", &other);
    assert_int_equal(size, (CDG_SECTORS + 4) * 96);
    assert_int_equal(other, size);
    assert_memory_equal(direct, through, size);
    free(direct);
    free(through);
    make_song();
    assert_int_equal(convert_for("eac", "e.cue", NULL), RBK_OK);
    assert_int_equal(reported("lost.subchannel", 1), 1);
    assert_int_equal(reported("lost.subchannel", 2), 1);
}

static void what_is_in_r_to_w_of_data_is_kept_by_a_toc_alone_and_the_track_stays_data(void **state)
{
    static const char sheet[] = "FILE \"d.bin\" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n"
                                "  TRACK 02 AUDIO\n    INDEX 00 00:00:20\n    INDEX 01 00:02:20\n";
    static uint8_t mixed[400 * 2352];
    (void)state;
    for (int32_t i = 0; i < 20; i++)
        rbk_sector_build(RBK_SECTOR_MODE1, i, NULL, NULL, mixed + (size_t)i * 2352);
    scratch_write("d.bin", mixed, sizeof mixed);
    scratch_write("d.cue", sheet, sizeof sheet - 1);
    read_disc("d.cue");
    assert_int_equal(convert_for("ccd", "b.ccd", NULL), RBK_OK);
    size_t size;
    char *sub = scratch_read("b.sub", &size);
    memset(sub + 7 * 96 + 24, 0x5A, 72);
    scratch_write("b.sub", sub, size);
    free(sub);
    const char *const targets[] = {"single", "redump", "toc"}, *const names[] = {"1.cue", "2.cue", "3.toc"};
    for (size_t i = 0; i < 3; i++) {
        read_disc("b.ccd");
        assert_int_equal(convert_for(targets[i], names[i], NULL), RBK_OK);
        bool kept = i == 2;
        assert_int_equal(reported("lost.subchannel", 1), kept ? i : i + 1);
        assert_int_equal(done->loss_count, kept ? 0 : 1);
        read_disc(names[i]);
        assert_int_equal(disc->tracks[0].mode, RBK_MODE_MODE1_2352);
        assert_int_equal(rbk_subchannel_track_has(disc, &disc->tracks[0]), kept);
    }
    read_disc("b.ccd");
    assert_int_equal(convert_for("ccd", "c.ccd", NULL), RBK_OK);
    assert_int_equal(done->loss_count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        convert_test(graphics_go_into_a_sub),
        convert_test(a_subchannel_that_cannot_be_read_fails_the_conversion),
        convert_test(graphics_are_lost_elsewhere_by_the_tracks_that_have_some),
        convert_test(a_sub_that_says_what_the_disc_says_is_no_loss),
        convert_test(q_that_says_something_else_is_reported),
        convert_test(q_that_is_not_valid_becomes_a_list),
        convert_test(a_list_next_to_a_sub_explains_its_own_sectors),
        convert_test(packs_that_reach_into_a_track_without_subchannel_make_it_one_of_graphics),
        convert_test(what_is_in_r_to_w_of_data_is_kept_by_a_toc_alone_and_the_track_stays_data),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
