/* Q compared with a disc: each kind of difference is reported once, sectors that were not read are no difference. */
#include "unit/disc/subcoded.h"

static rbk_subcode_scan *scan;
static rbk_findings *findings;

static int begin_compare(void **state)
{
    scan = rbk_subcode_scan_new();
    findings = rbk_findings_new();
    if (!scan || !findings || begin_subcoded(state) != 0)
        return -1;
    add_fact_sheet_disc();
    strcpy(disc->mcn, "4006381333931");
    strcpy(disc->tracks[1].isrc, "USRC17607839");
    render();
    return 0;
}

static int end_compare(void **state)
{
    rbk_subcode_scan_free(scan);
    rbk_findings_free(findings);
    return end_subcoded(state);
}

static void give_all(int32_t from, int32_t to)
{
    for (int32_t lba = from; lba < to; lba++) {
        uint8_t q[RBK_Q_BYTES];
        rbk_subcode_q(subcode, lba, q);
        rbk_subcode_scan_add(scan, lba, q);
    }
}

/* The findings are exactly these: rule and text, in pairs. */
static void assert_differences(const char *const *expected, size_t count)
{
    assert_int_equal(rbk_subcode_scan_compare(scan, disc, layout, "a.sub", findings, &error), RBK_OK);
    for (size_t i = 0; i < rbk_findings_count(findings) && i < count; i++) {
        const rbk_finding *finding = rbk_findings_at(findings, i);
        assert_string_equal(finding->rule, expected[2 * i]);
        assert_string_equal(finding->text, expected[2 * i + 1]);
        assert_string_equal(finding->path, "a.sub");
        assert_int_equal(finding->severity, RBK_WARNING);
    }
    assert_int_equal(rbk_findings_count(findings), count);
}

#define assert_finds(...)                                                                                              \
    assert_differences((const char *const[]){__VA_ARGS__},                                                             \
                       sizeof((const char *const[]){__VA_ARGS__}) / (2 * sizeof(char *)))

static void the_same_disc_has_no_difference(void **state)
{
    (void)state;
    give_all(-4650, 4000);
    assert_differences(NULL, 0);
}

static void an_image_from_lba_0_to_the_lead_out_has_no_difference(void **state)
{
    (void)state;
    give_all(0, 1750);
    assert_differences(NULL, 0);
}

static void what_was_not_read_is_no_difference(void **state)
{
    (void)state;
    give_all(0, 590);
    give_all(755, 1200);         /* the pregap of track 2 is in the gap */
    assert_differences(NULL, 0); /* track 3 and the lead-out after the end */
}

static void a_track_that_was_not_read_before_the_lead_out_is_no_difference(void **state)
{
    (void)state;
    give_all(0, 1200);
    give_all(1760, 1800);
    assert_differences(NULL, 0);
}

/* The beginning of track 2's pregap was not read; any position in the gap is correct, after it is not. */
static void a_start_may_be_anywhere_in_a_gap(void **state)
{
    (void)state;
    give_all(0, 590);
    give_all(620, 1750);
    assert_differences(NULL, 0);
    disc->tracks[0].extents[0].length_samples -= 11 * 588; /* the pregap begins at 589: that was read as track 1 */
    disc->tracks[1].extents[0].offset_samples -= 11 * 588;
    disc->tracks[1].extents[0].length_samples += 11 * 588;
    disc->tracks[1].indexes[1].offset_samples += 11 * 588;
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    assert_finds("q.index", "index 00 of track 2 starts at lba 589 on the disc, at lba 620 in Q");
}

static void other_beginnings_flags_and_codes_are_reported(void **state)
{
    (void)state;
    give_all(-4650, 4000);
    disc->tracks[0].extents[0].length_samples += 588;
    disc->tracks[1].extents[0].offset_samples += 588;
    disc->tracks[2].extents[0].length_samples += 588;
    disc->tracks[2].flags = RBK_FLAG_PRE_EMPHASIS;
    rbk_track_add_index(&disc->tracks[2], 2, 0, (int64_t)100 * 588, NULL);
    strcpy(disc->tracks[0].isrc, "USRC17607838");
    disc->tracks[1].isrc[0] = '\0';
    strcpy(disc->mcn, "0036000291452");
    disc->tracks[0].line = 7;
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    assert_finds(
        "q.toc", "the entry for track 2 is control 0, 00:12:01 on the disc, control 0, 00:12:00 in the TOC",        //
        "q.toc", "the entry for track 3 is control 1, 00:19:26 on the disc, control 0, 00:19:25 in the TOC",        //
        "q.toc", "the entry for the last track is control 1, 03:00:00 on the disc, control 0, 03:00:00 in the TOC", //
        "q.toc", "the entry for the lead-out is control 1, 00:25:27 on the disc, control 0, 00:25:25 in the TOC",   //
        "q.isrc", "the ISRC of track 1 is USRC17607838 on the disc, none in Q",                                     //
        "q.index", "index 00 of track 2 starts at lba 601 on the disc, at lba 600 in Q",                            //
        "q.index", "index 01 of track 2 starts at lba 751 on the disc, at lba 750 in Q",                            //
        "q.isrc", "the ISRC of track 2 is none on the disc, USRC17607839 in Q",                                     //
        "q.index", "index 01 of track 3 starts at lba 1301 on the disc, at lba 1300 in Q",                          //
        "q.index", "index 02 of track 3 starts at lba 1401 on the disc, Q has none",                                //
        "q.flags", "track 3 has control 1 on the disc, 0 in Q",                                                     //
        "q.lead-out", "the lead-out starts at lba 1752 on the disc, at lba 1750 in Q",                              //
        "q.mcn", "the MCN is 0036000291452 on the disc, 4006381333931 in Q");
    assert_int_equal(rbk_findings_at(findings, 4)->line, 7);
    assert_int_equal(rbk_findings_at(findings, 5)->track, 2);
}

static void tracks_and_pregaps_of_one_side_only_are_reported(void **state)
{
    (void)state;
    give_all(0, 1760);
    disc->tracks[2].number = 4;
    disc->tracks[1].indexes[0] = disc->tracks[1].indexes[1]; /* the pregap goes to track 1 */
    disc->tracks[1].index_count = 1;
    disc->tracks[1].indexes[0].offset_samples = 0;
    disc->tracks[1].extents[0].length_samples -= 150 * 588;
    disc->tracks[0].extents[0].length_samples += 150 * 588;
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    assert_finds("q.index", "index 00 of track 2 starts at lba 600 in Q, the disc has none", //
                 "q.track", "Q has no track 4",                                              //
                 "q.track", "Q has a track 3, the disc has none");
}

static void a_lead_out_that_never_comes_is_reported(void **state)
{
    (void)state;
    give_all(0, 1750);
    disc->tracks[2].extents[0].length_samples -= 10 * 588;
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    assert_finds("q.lead-out", "the lead-out starts at lba 1740 on the disc, Q has none");
}

static void damage_is_reported_once_with_its_size(void **state)
{
    uint8_t q[RBK_Q_BYTES] = {1};
    (void)state;
    give_all(0, 1700);
    for (int32_t lba = 1700; lba < 1740; lba++)
        rbk_subcode_scan_add(scan, lba, q);
    for (int32_t lba = 1740; lba < 1750; lba++) {
        rbk_subcode_q(subcode, 3, q);
        rbk_subcode_scan_add(scan, lba, q);
    }
    assert_finds("q.crc", "Q of 40 of 1750 sectors is damaged: a wrong CRC or invalid digits", //
                 "q.address", "Q of 10 of 1750 sectors has the absolute time of another sector");
}

/* Of three tracks: the second and third have modified Q in the middle; one ends with it, which shows nothing. */
static void modified_positions_are_reported_once_and_make_no_other_difference(void **state)
{
    static const struct {
        int32_t lba;
        rbk_q change;
    } changes[] = {{800, {.relative_sectors = 75}},
                   {802, {.control = RBK_Q_DATA}},
                   {1299, {.relative_sectors = 9}},
                   {1400, {.index = 4}},
                   {1401, {.track = 2}}};
    (void)state;
    int32_t next = 0;
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        rbk_q q = decoded(changes[i].lba);
        uint8_t bytes[RBK_Q_BYTES];
        q.relative_sectors += changes[i].change.relative_sectors;
        q.control |= changes[i].change.control;
        q.index = (uint8_t)(q.index + changes[i].change.index);
        q.track = (uint8_t)(q.track + changes[i].change.track);
        rbk_q_encode(&q, bytes);
        give_all(next, changes[i].lba);
        rbk_subcode_scan_add(scan, changes[i].lba, bytes);
        next = changes[i].lba + 1;
    }
    give_all(next, 1900);
    assert_finds("q.position",
                 "Q of 4 of 1900 sectors has another track, index, relative time, control or ADR than the sectors "
                 "before and after, the first at lba 800");
}

static void a_disc_without_any_readable_q_is_one_difference(void **state)
{
    const uint8_t damaged[RBK_Q_BYTES] = {1};
    (void)state;
    for (int32_t lba = 0; lba < 1750; lba++)
        rbk_subcode_scan_add(scan, lba, damaged);
    assert_finds("q.crc", "Q of 1750 of 1750 sectors is damaged: a wrong CRC or invalid digits");
}

static void q_of_zeros_is_no_q(void **state)
{
    const uint8_t zeros[RBK_Q_BYTES] = {0};
    (void)state;
    for (int32_t lba = 0; lba < 1750; lba++)
        rbk_subcode_scan_add(scan, lba, zeros);
    assert_differences(NULL, 0);
}

static void scms_is_not_held_against_a_copy_bit(void **state)
{
    (void)state;
    disc->tracks[1].flags = RBK_FLAG_SCMS;
    render();
    give_all(0, 1750);
    assert_differences(NULL, 0);
    disc->tracks[1].flags = RBK_FLAG_SCMS | RBK_FLAG_COPY_PERMITTED;
    assert_differences(NULL, 0);
}

static void an_isrc_of_data_is_not_expected_in_q(void **state)
{
    (void)state;
    disc->tracks[1].mode = RBK_MODE_MODE1_2352;
    render();
    give_all(0, 1750);
    assert_differences(NULL, 0);
}

static void the_layout_of_another_disc_is_refused(void **state)
{
    (void)state;
    disc->track_count = 2;
    assert_int_equal(rbk_subcode_scan_compare(scan, disc, layout, "a.sub", findings, &error), RBK_INVALID_ARGUMENT);
    disc->track_count = 3;
    assert_int_equal(rbk_subcode_scan_compare(NULL, disc, layout, "a.sub", findings, &error), RBK_INVALID_POINTER);
}

#define compare_test(function) cmocka_unit_test_setup_teardown(function, begin_compare, end_compare)

int main(void)
{
    const struct CMUnitTest tests[] = {
        compare_test(the_same_disc_has_no_difference),
        compare_test(an_image_from_lba_0_to_the_lead_out_has_no_difference),
        compare_test(what_was_not_read_is_no_difference),
        compare_test(a_start_may_be_anywhere_in_a_gap),
        compare_test(a_track_that_was_not_read_before_the_lead_out_is_no_difference),
        compare_test(other_beginnings_flags_and_codes_are_reported),
        compare_test(tracks_and_pregaps_of_one_side_only_are_reported),
        compare_test(a_lead_out_that_never_comes_is_reported),
        compare_test(damage_is_reported_once_with_its_size),
        compare_test(modified_positions_are_reported_once_and_make_no_other_difference),
        compare_test(a_disc_without_any_readable_q_is_one_difference),
        compare_test(q_of_zeros_is_no_q),
        compare_test(scms_is_not_held_against_a_copy_bit),
        compare_test(an_isrc_of_data_is_not_expected_in_q),
        compare_test(the_layout_of_another_disc_is_refused),
    };
    return cmocka_run_group_tests_name("disc/subcode_compare", tests, NULL, NULL);
}
