/* P and Q in files compared with the disc: an image's .sub, sectors of 2448 bytes, and sources without P and Q. */
#include "unit/verify/checks.h"

#define SECTORS 900

static uint8_t sub[SECTORS * RBK_SUBCHANNEL_BYTES];

/* The album with its .sub, as rendered; changed by a test before it is written. */
static void make_sub(void)
{
    rbk_subcode *subcode;
    make_album();
    disc->tracks[1].extents[0].offset_samples -= 100 * 588; /* a pregap of 100 sectors before track 2 */
    disc->tracks[1].extents[0].length_samples += 100 * 588;
    disc->tracks[0].extents[0].length_samples -= 100 * 588;
    disc->tracks[1].index_count = 0;
    rbk_track_add_index(&disc->tracks[1], 0, 0, 0, NULL);
    rbk_track_add_index(&disc->tracks[1], 1, 0, (int64_t)100 * 588, NULL);
    strcpy(disc->mcn, "4006381333931");
    strcpy(disc->tracks[0].isrc, "DEA452400001");
    lay_out();
    assert_int_equal(rbk_subcode_new(disc, layout, &subcode, &error), RBK_OK);
    assert_int_equal(rbk_subchannel_render(subcode, NULL, 0, SECTORS, RBK_SUBCHANNEL_CHANNEL_ORDER, sub, &error),
                     RBK_OK);
    rbk_subcode_free(subcode);
}

static void change(int lba, uint8_t control, int relative)
{
    uint8_t *bytes = sub + lba * RBK_SUBCHANNEL_BYTES + RBK_Q_BYTES;
    rbk_q q;
    assert_true(rbk_q_decode(bytes, &q));
    if (q.kind != RBK_Q_POSITION)
        return;
    q.control ^= control;
    q.relative_sectors += relative;
    rbk_q_encode(&q, bytes);
}

static void write_sub(size_t sectors)
{
    scratch_write("album.sub", sub, sectors * RBK_SUBCHANNEL_BYTES);
    assert_int_equal(
        rbk_disc_set_subchannel(disc, 0, RBK_SUBCHANNEL_CHANNELS, "album.sub", scratch_path("album.sub"), NULL),
        RBK_OK);
}

/* Findings about the subchannel. */
static size_t count_findings(void)
{
    size_t count = 0;
    for (size_t i = 0; i < rbk_findings_count(findings); i++) {
        const char *rule = rbk_findings_at(findings, i)->rule;
        count += strncmp(rule, "q.", 2) == 0 || strncmp(rule, "p.", 2) == 0 || strncmp(rule, "sub.", 4) == 0;
    }
    return count;
}

static void a_sub_of_the_disc_itself_keeps_every_rule(void **state)
{
    (void)state;
    make_sub();
    write_sub(SECTORS);
    check(RBK_PROFILE_PLANT, false);
    assert_int_equal(count_findings(), 0);
}

static void a_disc_that_says_something_else_is_reported_by_the_profile(void **state)
{
    (void)state;
    make_sub();
    write_sub(SECTORS);
    strcpy(disc->mcn, "0036000291452");
    disc->tracks[0].isrc[0] = '\0';
    disc->tracks[1].indexes[1].offset_samples += 588;
    disc->tracks[1].flags = RBK_FLAG_COPY_PERMITTED;
    check(RBK_PROFILE_CDR, false);
    assert_finding("q.mcn", RBK_WARNING, 0, "the MCN is 0036000291452 on the disc, 4006381333931 in Q");
    assert_finding("q.isrc", RBK_WARNING, 1, "the ISRC of track 1 is none on the disc, DEA452400001 in Q");
    assert_finding("q.index", RBK_WARNING, 2, "index 01 of track 2 starts at lba 401 on the disc, at lba 400 in Q");
    assert_finding("q.flags", RBK_WARNING, 2, "track 2 has control 2 on the disc, 0 in Q");
    assert_finding("p.flag", RBK_NOTE, 0, "P is zero in 0 sectors of pregaps and one in 1 sector inside tracks");
    assert_int_equal(count_findings(), 5);
    check(RBK_PROFILE_PLANT, false);
    assert_int_equal(finding("q.index")->severity, RBK_ERROR);
}

static void damage_and_a_wrong_length_are_reported(void **state)
{
    (void)state;
    make_sub();
    for (int i = 20; i < 30; i++)
        sub[i * RBK_SUBCHANNEL_BYTES + RBK_Q_BYTES + 3] ^= 0x10;
    write_sub(SECTORS - 5);
    check(RBK_PROFILE_CDR, false);
    assert_finding("sub.length", RBK_WARNING, 0,
                   "'album.sub' has 85920 bytes, the subchannel of 900 sectors has 86400");
    assert_finding("q.crc", RBK_WARNING, 0, "Q of 10 of 900 sectors is damaged: a wrong CRC or invalid digits");
    assert_finding("q.missing", RBK_NOTE, 0,
                   "5 sectors have no Q (zeros), and other sectors of the same track have it");
    assert_int_equal(count_findings(), 3);
}

/* Of a track that has none at all, nothing is missing. */
static void q_of_zeros_is_missing_and_not_damaged(void **state)
{
    (void)state;
    make_sub();
    for (int i = 300; i < SECTORS; i++)
        memset(sub + i * RBK_SUBCHANNEL_BYTES + RBK_Q_BYTES, 0, RBK_Q_BYTES);
    write_sub(SECTORS);
    check(RBK_PROFILE_PLANT, false);
    assert_int_equal(count_findings(), 0);
    memset(sub + 100 * RBK_SUBCHANNEL_BYTES + RBK_Q_BYTES, 0, RBK_Q_BYTES);
    write_sub(SECTORS);
    check(RBK_PROFILE_PLANT, false);
    assert_finding("q.missing", RBK_WARNING, 0,
                   "1 sector has no Q (zeros), and other sectors of the same track have it");
    assert_int_equal(count_findings(), 1);
}

/* Single sectors of Q with a valid CRC; a pregap that is counted from elsewhere is how the disc was mastered. */
static void modified_positions_are_reported_and_a_whole_pregap_is_not(void **state)
{
    (void)state;
    make_sub();
    for (int lba = 300; lba < 400; lba++)
        change(lba, 0, -1);
    change(400, RBK_Q_DATA, 0); /* late */
    write_sub(SECTORS);
    check(RBK_PROFILE_CDR, false);
    assert_null(finding("q.position"));
    change(110, 0, 75);
    change(115, RBK_Q_DATA, 0);
    for (int lba = 250; lba < 280; lba++) /* ADR 5 */
        rbk_q_encode(&(rbk_q){.kind = RBK_Q_OTHER, .adr = 5}, sub + lba * RBK_SUBCHANNEL_BYTES + RBK_Q_BYTES);
    write_sub(SECTORS);
    check(RBK_PROFILE_PLANT, false);
    assert_finding(
        "q.position", RBK_ERROR, 0,
        "Q of 32 of 900 sectors has another track, index, relative time, control or ADR than the sectors before "
        "and after, the first at lba 110");
}

static void p_that_is_wrong_is_counted(void **state)
{
    (void)state;
    make_sub();
    memset(sub + 350 * RBK_SUBCHANNEL_BYTES, 0, RBK_Q_BYTES);
    memset(sub + 100 * RBK_SUBCHANNEL_BYTES, 0xFF, RBK_Q_BYTES);
    memset(sub + 700 * RBK_SUBCHANNEL_BYTES, 0xFF, RBK_Q_BYTES);
    memset(sub + 0 * RBK_SUBCHANNEL_BYTES, 0, RBK_Q_BYTES);   /* at the start of a track both values are correct, */
    memset(sub + 260 * RBK_SUBCHANNEL_BYTES, 0, RBK_Q_BYTES); /* and in the 2 s before */
    sub[500 * RBK_SUBCHANNEL_BYTES] = 0x0F;                   /* a few wrong bits are tolerated */
    write_sub(SECTORS);
    check(RBK_PROFILE_PLANT, false);
    assert_finding("p.flag", RBK_WARNING, 0, "P is zero in 1 sector of pregaps and one in 2 sectors inside tracks");
    assert_int_equal(count_findings(), 1);
}

/* Sectors of 2448 bytes with R to W only, as CD+G is ripped; then with Q of another disc. */
static void graphics_without_p_and_q_are_no_subchannel_to_check(void **state)
{
    static uint8_t sectors[300 * 2448];
    uint32_t file = 0;
    (void)state;
    memset(sectors, 0x15, sizeof sectors);
    scratch_write("a.bin", sectors, sizeof sectors);
    file = add_bin("a.bin", NULL, 300);
    add_track(file, RBK_MODE_CDG, 0, 300, 0);
    check(RBK_PROFILE_CDR, false);
    assert_int_equal(count_findings(), 0);
    memset(sectors, 0x55, sizeof sectors);
    scratch_write("a.bin", sectors, sizeof sectors);
    check(RBK_PROFILE_CDR, false);
    assert_finding("q.crc", RBK_WARNING, 0, "Q of 300 of 300 sectors is damaged: a wrong CRC or invalid digits");
}

static void packs_of_a_song_have_no_p_and_q(void **state)
{
    (void)state;
    make_album();
    memset(sub, 0xFF, sizeof sub);
    scratch_write("album.cdg", sub, sizeof sub);
    rbk_disc_set_subchannel(disc, 0, RBK_SUBCHANNEL_PACKS, "album.cdg", scratch_path("album.cdg"), NULL);
    check(RBK_PROFILE_PLANT, false);
    assert_int_equal(count_findings(), 0);
}

static void a_sub_that_vanished_ends_the_check_with_its_name(void **state)
{
    (void)state;
    make_sub();
    write_sub(SECTORS);
    unlink(scratch_path("album.sub"));
    lay_out();
    findings = rbk_findings_new();
    assert_int_equal(rbk_check(disc, layout, NULL, &options, findings, &report, &error), RBK_FILEACCESS);
    assert_string_equal(error.place.path, scratch_path("album.sub"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        check_test(a_sub_of_the_disc_itself_keeps_every_rule),
        check_test(a_disc_that_says_something_else_is_reported_by_the_profile),
        check_test(damage_and_a_wrong_length_are_reported),
        check_test(q_of_zeros_is_missing_and_not_damaged),
        check_test(modified_positions_are_reported_and_a_whole_pregap_is_not),
        check_test(p_that_is_wrong_is_counted),
        check_test(graphics_without_p_and_q_are_no_subchannel_to_check),
        check_test(packs_of_a_song_have_no_p_and_q),
        check_test(a_sub_that_vanished_ends_the_check_with_its_name),
    };
    return cmocka_run_group_tests_name("verify/check_subchannel", tests, NULL, NULL);
}
