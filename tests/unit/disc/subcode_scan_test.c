/* Reading Q back: whole discs rendered and scanned give the same disc, damage and gaps included. */
#include "disc/subcode_scan.h"
#include "unit/cd/noise.h"
#include "unit/disc/subcoded.h"

static rbk_subcode_scan *scan;

static void give(int32_t lba)
{
    uint8_t q[RBK_Q_BYTES];
    rbk_subcode_q(subcode, lba, q);
    rbk_subcode_scan_add(scan, lba, q);
}

static void give_all(int32_t from, int32_t to)
{
    for (int32_t lba = from; lba < to; lba++)
        give(lba);
}

static int begin_scan(void **state)
{
    scan = rbk_subcode_scan_new();
    return scan ? begin_subcoded(state) : -1;
}

static int end_scan(void **state)
{
    rbk_subcode_scan_free(scan);
    return end_subcoded(state);
}

/* The disc that was rendered, its first pregap beginning at first_lba. */
static void assert_same_disc(const rbk_scanned_disc *seen, int32_t first_lba)
{
    assert_string_equal(seen->mcn, disc->mcn);
    assert_int_equal(seen->track_count, disc->track_count);
    assert_int_equal(seen->lead_out_lba, rbk_layout_end(layout));
    for (size_t t = 0; t < seen->track_count; t++) {
        const rbk_scanned_track *track = &seen->tracks[t];
        const rbk_layout_track *laid = &layout->tracks[t];
        bool data = !rbk_track_mode_is_audio(disc->tracks[t].mode);
        assert_int_equal(track->number, disc->tracks[t].number);
        assert_int_equal(track->control, disc->tracks[t].flags | (data ? RBK_Q_DATA : 0));
        assert_string_equal(track->isrc, disc->tracks[t].isrc);
        const rbk_layout_index *indexes = track->indexes;
        size_t count = track->index_count;
        if (t == 0 && indexes[0].number == 0) { /* the layout shows it only if it is longer than 2 s */
            assert_int_equal(indexes[0].lba, first_lba);
            if (laid->indexes[0].number == 0)
                assert_int_equal(laid->indexes[0].lba, 0);
        }
        size_t skipped = t == 0 && indexes[0].number == 0 && laid->indexes[0].number == 1;
        assert_int_equal(count - skipped, laid->index_count);
        for (size_t i = (t == 0 ? indexes[0].number == 0 : 0); i < count; i++) {
            assert_int_equal(indexes[i].number, laid->indexes[i - skipped].number);
            assert_int_equal(indexes[i].lba, laid->indexes[i - skipped].lba);
        }
    }
}

static void scan_whole_disc(void)
{
    render();
    give_all(-4650, rbk_layout_end(layout) + 6750);
    const rbk_scanned_disc *seen = rbk_subcode_scan_result(scan);
    rbk_q toc[RBK_TOC_ENTRIES_MAX];
    size_t count = rbk_subcode_toc(subcode, 0, toc);
    assert_same_disc(seen, -150);
    assert_int_equal(seen->sectors, 4650 + rbk_layout_end(layout) + 6750);
    assert_int_equal(seen->bad_sectors, 0);
    assert_int_equal(seen->misplaced_sectors, 0);
    assert_int_equal(seen->toc_count, count);
    for (size_t i = 0; i < count; i++) { /* 4500 sectors do not start with the first entry */
        size_t s = 0;
        while (s < count && seen->toc[s].point != toc[i].point)
            s++;
        assert_in_range(s, 0, count - 1);
        assert_int_equal(seen->toc[s].control, toc[i].control);
        assert_int_equal(seen->toc[s].point_minute, toc[i].point_minute);
        assert_int_equal(seen->toc[s].point_second, toc[i].point_second);
        assert_int_equal(seen->toc[s].point_frame, toc[i].point_frame);
    }
}

/* ------------------------------------------------------------------ whole discs */

static void one_track_comes_back(void **state)
{
    int32_t lba = 0;
    (void)state;
    add_sectors(&lba, 1, RBK_MODE_AUDIO, 0, 300, 1, 0);
    scan_whole_disc();
}

static void tracks_1_to_99_with_codes_come_back(void **state)
{
    int32_t lba = 0;
    (void)state;
    strcpy(disc->mcn, "4006381333931");
    for (uint32_t n = 1; n <= 99; n++) {
        rbk_track *track = add_sectors(&lba, n, RBK_MODE_AUDIO, (int32_t)(n % 7) * 30, 300 + (int32_t)n, 1, 0);
        snprintf(track->isrc, sizeof track->isrc, "QZ%c9%c26%05u", (char)('A' + n % 26), (char)('Z' - n % 26),
                 (unsigned)(n * 1009 % 100000));
        track->flags = n % 4;
    }
    scan_whole_disc();
}

static void hidden_audio_before_track_1_comes_back(void **state)
{
    int32_t lba = 0;
    (void)state;
    add_sectors(&lba, 1, RBK_MODE_AUDIO, 5000, 600, 1, 0);
    add_sectors(&lba, 2, RBK_MODE_AUDIO, 0, 600, 1, 0);
    scan_whole_disc();
}

static void indexes_to_99_come_back(void **state)
{
    int32_t lba = 0;
    (void)state;
    strcpy(disc->mcn, "4006381333931");
    add_sectors(&lba, 1, RBK_MODE_AUDIO, 0, 600, 99, 1);
    strcpy(add_sectors(&lba, 2, RBK_MODE_AUDIO, 150, 99 * 13, 99, 13)->isrc, "USRC17607839");
    scan_whole_disc();
}

static void data_and_audio_come_back(void **state)
{
    int32_t lba = 0;
    (void)state;
    add_sectors(&lba, 1, RBK_MODE_MODE1_2048, 0, 600, 1, 0)->flags = RBK_FLAG_COPY_PERMITTED;
    add_sectors(&lba, 2, RBK_MODE_AUDIO, 150, 600, 1, 0);
    add_sectors(&lba, 3, RBK_MODE_MODE2_2352, 225, 600, 1, 0);
    scan_whole_disc();
}

static void a_first_track_that_is_not_1_comes_back(void **state)
{
    int32_t lba = 0;
    (void)state;
    for (uint32_t n = 5; n < 12; n++)
        add_sectors(&lba, n, RBK_MODE_AUDIO, 0, 300, 2, 150);
    scan_whole_disc();
}

static void discs_of_any_shape_come_back(void **state)
{
    uint32_t seed = 11;
    for (int i = 0; i < 60; i++) {
        int32_t lba = 0;
        uint32_t first = noise_next(&seed) % 5 ? 1 : noise_next(&seed) % 90 + 1;
        uint32_t count = noise_next(&seed) % (i % 10 ? 6 : 99) + 1;
        end_scan(state);
        assert_int_equal(begin_scan(state), 0);
        if (noise_next(&seed) % 2)
            strcpy(disc->mcn, "0036000291452");
        for (uint32_t n = first; n <= 99 && n < first + count; n++) {
            bool data = noise_next(&seed) % 6 == 0;
            int32_t pregap = noise_next(&seed) % 2 ? (int32_t)(noise_next(&seed) % 400) : 0;
            uint32_t last = noise_next(&seed) % 3 ? 1 : noise_next(&seed) % 20 + 1;
            rbk_track *track = add_sectors(&lba, n, data ? RBK_MODE_MODE1_2352 : RBK_MODE_AUDIO, pregap,
                                           300 + (int32_t)(noise_next(&seed) % 300), last, 14);
            track->flags = noise_next(&seed) % 2 ? RBK_FLAG_COPY_PERMITTED : 0;
            if (!data && noise_next(&seed) % 2)
                snprintf(track->isrc, sizeof track->isrc, "GBAYE%07u", (unsigned)n);
        }
        scan_whole_disc();
    }
}

/* ------------------------------------------------------------------ parts of discs */

static void an_image_from_lba_0_shows_all_but_first_pregap_and_lead_out(void **state)
{
    (void)state;
    add_fact_sheet_disc();
    render();
    give_all(0, 1750);
    const rbk_scanned_disc *seen = rbk_subcode_scan_result(scan);
    assert_int_equal(seen->lead_out_lba, RBK_NO_LBA);
    assert_int_equal(seen->toc_count, 0);
    assert_int_equal(seen->tracks[0].index_count, 1);
    assert_int_equal(seen->tracks[0].indexes[0].number, 1);
    assert_int_equal(seen->tracks[1].indexes[0].lba, 600);
    assert_int_equal(seen->tracks[1].indexes[1].lba, 750);
    assert_int_equal(seen->tracks[2].indexes[0].lba, 1300);
}

static void beginnings_in_a_gap_follow_from_relative_time(void **state)
{
    (void)state;
    add_fact_sheet_disc();
    render();
    give_all(0, 580);
    give_all(620, 740);
    give_all(777, 1290);
    give_all(1700, 1740);
    give_all(1800, 1810);
    const rbk_scanned_disc *seen = rbk_subcode_scan_result(scan);
    assert_int_equal(seen->tracks[1].indexes[0].lba, 620); /* Q in a pregap does not show where it began */
    assert_int_equal(seen->tracks[1].indexes[1].lba, 750);
    assert_int_equal(seen->tracks[2].indexes[0].lba, 1300);
    assert_int_equal(seen->lead_out_lba, 1750);
}

static void a_code_belongs_to_the_track_on_both_sides_of_it(void **state)
{
    (void)state;
    add_fact_sheet_disc();
    strcpy(disc->tracks[1].isrc, "USRC17607839"); /* from 680 on */
    render();
    give_all(0, 599);
    give(680);
    give(1310); /* position in track 3: which track the ISRC at 680 belongs to is unknown */
    const rbk_scanned_disc *seen = rbk_subcode_scan_result(scan);
    assert_int_equal(seen->track_count, 2);
    assert_string_equal(seen->tracks[0].isrc, "");
    assert_string_equal(seen->tracks[1].isrc, "");
}

/* ------------------------------------------------------------------ damage */

static void damaged_q_is_counted_and_ignored(void **state)
{
    uint32_t seed = 5;
    int bad = 0;
    int32_t lba = 0;
    (void)state;
    strcpy(disc->mcn, "4006381333931");
    for (uint32_t n = 1; n <= 20; n++)
        snprintf(add_sectors(&lba, n, RBK_MODE_AUDIO, 0, 900, 1, 0)->isrc, RBK_ISRC_BYTES, "GBAYE%07u", (unsigned)n);
    render();
    for (int32_t at = -150; at < lba + 600; at++) { /* every third sector, whatever is there */
        uint8_t q[RBK_Q_BYTES];
        rbk_subcode_q(subcode, at, q);
        if (noise_next(&seed) % 3 == 0) {
            unsigned bit = noise_next(&seed) % 96;
            q[bit / 8] = (uint8_t)(q[bit / 8] ^ 1 << bit % 8);
            bad++;
        }
        rbk_subcode_scan_add(scan, at, q);
    }
    const rbk_scanned_disc *seen = rbk_subcode_scan_result(scan);
    assert_int_equal(seen->bad_sectors, bad);
    assert_in_range(bad, 6000, 6600);
    assert_same_disc(seen, seen->tracks[0].indexes[0].lba);
}

/* As if it had not been added, in a range where an index starts, too. */
static void q_of_zeros_is_no_q(void **state)
{
    const uint8_t zeros[RBK_Q_BYTES] = {0};
    (void)state;
    add_fact_sheet_disc();
    render();
    for (int32_t lba = -150; lba < 1900; lba++)
        if (lba % 100 == 7 || (lba >= 740 && lba < 760))
            rbk_subcode_scan_add(scan, lba, zeros);
        else
            give(lba);
    const rbk_scanned_disc *seen = rbk_subcode_scan_result(scan);
    assert_same_disc(seen, -150);
    assert_int_equal(seen->sectors, 2050);
    assert_int_equal(seen->bad_sectors, 0);
    assert_int_equal(seen->misplaced_sectors, 0);
}

/* Which its caller should not do, but a damaged file may. */
static void sectors_in_any_order_are_safe(void **state)
{
    const rbk_q other = {.kind = RBK_Q_OTHER, .adr = 5};
    uint8_t bytes[RBK_Q_BYTES];
    (void)state;
    add_fact_sheet_disc();
    render();
    rbk_q_encode(&other, bytes);
    rbk_subcode_scan_add(scan, INT32_MAX, bytes);
    give(-150);
    assert_int_equal(rbk_subcode_scan_result(scan)->sectors, 2);
}

static void q_of_another_place_is_counted_and_ignored(void **state)
{
    (void)state;
    add_fact_sheet_disc();
    render();
    give_all(0, 500);
    for (int32_t lba = 500; lba < 510; lba++) {
        uint8_t q[RBK_Q_BYTES];
        rbk_subcode_q(subcode, lba + 900, q); /* its Q has track 3 */
        rbk_subcode_scan_add(scan, lba, q);
        rbk_subcode_q(subcode, -200, q); /* the TOC, in the program */
        rbk_subcode_scan_add(scan, lba, q);
    }
    give_all(510, 800);
    const rbk_scanned_disc *seen = rbk_subcode_scan_result(scan);
    assert_int_equal(seen->misplaced_sectors, 20);
    assert_int_equal(seen->track_count, 2);
    assert_int_equal(seen->toc_count, 0);
}

/* In the middle of tracks and around their starts; an ISRC next to it, and one next to a start, stay with their tracks. */
static void modified_positions_are_counted_and_ignored(void **state)
{
    (void)state;
    add_fact_sheet_disc();
    strcpy(disc->mcn, "4006381333931");
    strcpy(disc->tracks[1].isrc, "USRC17607839");
    render();
    for (int32_t lba = -150; lba < 1900; lba++) {
        uint8_t bytes[RBK_Q_BYTES];
        rbk_q q = decoded(lba);
        const bool is_modified =
            lba > 0 && (lba % 13 == 5 || lba % 13 == 6) && q.kind == RBK_Q_POSITION && lba % 150 > 1 && lba % 150 < 148;
        if (is_modified) {
            q.track = (uint8_t)(lba % 3 == 0 ? 77 : q.track);
            q.index = (uint8_t)(lba % 3 == 1 ? 88 : q.index);
            q.control = (uint8_t)(lba % 3 == 2 ? RBK_Q_DATA : q.control);
        }
        rbk_q_encode(&q, bytes);
        rbk_subcode_scan_add(scan, lba, bytes);
    }
    assert_same_disc(rbk_subcode_scan_result(scan), -150);
    assert_in_range(scan->modified_sectors, 250, 300);
    assert_int_equal(scan->modified_lba, 5);
}

/* Q with another time, with a valid CRC or without one, at the end of track 1 and the start of the pregap of track 2. */
static void modified_q_at_the_start_of_an_index_is_part_of_it(void **state)
{
    (void)state;
    add_fact_sheet_disc();
    render();
    for (int32_t lba = 0; lba < 800; lba++) {
        uint8_t bytes[RBK_Q_BYTES];
        rbk_q q = decoded(lba);
        const bool is_modified = lba >= 595 && lba < 609;
        q.absolute_sectors += is_modified ? 750 : 0;
        rbk_q_encode(&q, bytes);
        bytes[11] = (uint8_t)(bytes[11] ^ (is_modified && lba % 2 == 0));
        rbk_subcode_scan_add(scan, lba, bytes);
    }
    const rbk_scanned_disc *seen = rbk_subcode_scan_result(scan);
    assert_int_equal(seen->tracks[1].indexes[0].number, 0);
    assert_int_equal(seen->tracks[1].indexes[0].lba, 600);
    assert_int_equal(seen->tracks[1].indexes[1].lba, 750);
}

/* Of a sector without anything in Q nothing is known. */
static void a_start_before_empty_q_is_where_it_was_first_read(void **state)
{
    const uint8_t empty[RBK_Q_BYTES] = {0};
    (void)state;
    add_fact_sheet_disc();
    render();
    give_all(0, 600);
    rbk_subcode_scan_add(scan, 600, empty);
    rbk_subcode_scan_add(scan, 601, empty);
    give_all(602, 800);
    assert_int_equal(rbk_subcode_scan_result(scan)->tracks[1].indexes[0].lba, 602);
}

/* An ISRC belongs to the track around it also while it is not decided whether that track has begun. */
static void an_isrc_after_one_sector_of_its_track_belongs_to_it(void **state)
{
    uint8_t bytes[RBK_Q_BYTES];
    (void)state;
    add_fact_sheet_disc();
    render();
    give_all(0, 601);
    rbk_q_encode(&(rbk_q){.kind = RBK_Q_ISRC, .isrc = "USRC17607839", .absolute_frame = (601 + 150) % 75}, bytes);
    rbk_subcode_scan_add(scan, 601, bytes);
    give_all(602, 610);
    const rbk_scanned_disc *seen = rbk_subcode_scan_result(scan);
    assert_string_equal(seen->tracks[0].isrc, "");
    assert_string_equal(seen->tracks[1].isrc, "USRC17607839");
    assert_int_equal(seen->tracks[1].indexes[0].lba, 600);
}

static void garbage_and_any_lba_are_taken(void **state)
{
    uint32_t seed = 1;
    (void)state;
    for (int i = 0; i < 100000; i++) {
        uint8_t q[RBK_Q_BYTES];
        rbk_q content = {.kind = RBK_Q_OTHER, .adr = (uint8_t)(noise_next(&seed) % 4)};
        noise_fill(content.raw, sizeof content.raw, &seed);
        rbk_q_encode(&content, q);
        rbk_subcode_scan_add(scan, (int32_t)(noise_next(&seed) << 8), q);
        rbk_q is = {.kind = RBK_Q_POSITION,
                    .track = (uint8_t)(noise_next(&seed) % 100),
                    .index = (uint8_t)(noise_next(&seed) % 100),
                    .relative_sectors = (int32_t)(noise_next(&seed) % 450000),
                    .absolute_sectors = (int32_t)(noise_next(&seed) % 450000)};
        rbk_q_encode(&is, q);
        rbk_subcode_scan_add(scan, is.absolute_sectors - 150, q);
    }
    const rbk_scanned_disc *seen = rbk_subcode_scan_result(scan);
    assert_int_equal(seen->sectors, 200000);
    assert_in_range(seen->track_count, 1, 99);
    for (size_t t = 0; t < seen->track_count; t++)
        assert_in_range(seen->tracks[t].index_count, 1, 100);
}

static void an_alternating_copy_bit_is_scms(void **state)
{
    (void)state;
    for (int32_t lba = 0; lba < 300; lba++) {
        rbk_q position = {.kind = RBK_Q_POSITION,
                          .control = lba / 4 % 2 ? 2 : 0,
                          .track = lba < 200 ? 1 : 2,
                          .index = 1,
                          .relative_sectors = lba % 200,
                          .absolute_sectors = lba + 150};
        uint8_t q[RBK_Q_BYTES];
        if (lba >= 200)
            position.control = 2;
        rbk_q_encode(&position, q);
        rbk_subcode_scan_add(scan, lba, q);
    }
    const rbk_scanned_disc *seen = rbk_subcode_scan_result(scan);
    assert_int_equal(seen->tracks[0].control, RBK_FLAG_SCMS);
    assert_int_equal(seen->tracks[1].control, RBK_FLAG_COPY_PERMITTED);
}

static void codes_of_zeros_are_none(void **state)
{
    uint8_t q[RBK_Q_BYTES];
    (void)state;
    add_fact_sheet_disc();
    render();
    give_all(0, 50);
    rbk_q_encode(&(rbk_q){.kind = RBK_Q_ISRC, .isrc = "000000000000", .absolute_frame = 50}, q);
    rbk_subcode_scan_add(scan, 50, q);
    rbk_q_encode(&(rbk_q){.kind = RBK_Q_MCN, .mcn = "0000000000000", .absolute_frame = 51}, q);
    rbk_subcode_scan_add(scan, 51, q);
    give_all(52, 100);
    assert_string_equal(rbk_subcode_scan_result(scan)->mcn, "");
    assert_string_equal(rbk_subcode_scan_result(scan)->tracks[0].isrc, "");
    assert_int_equal(rbk_subcode_scan_result(scan)->misplaced_sectors, 0);
}

#define scan_test(function) cmocka_unit_test_setup_teardown(function, begin_scan, end_scan)

int main(void)
{
    const struct CMUnitTest tests[] = {
        scan_test(one_track_comes_back),
        scan_test(tracks_1_to_99_with_codes_come_back),
        scan_test(hidden_audio_before_track_1_comes_back),
        scan_test(indexes_to_99_come_back),
        scan_test(data_and_audio_come_back),
        scan_test(a_first_track_that_is_not_1_comes_back),
        scan_test(discs_of_any_shape_come_back),
        scan_test(an_image_from_lba_0_shows_all_but_first_pregap_and_lead_out),
        scan_test(beginnings_in_a_gap_follow_from_relative_time),
        scan_test(a_code_belongs_to_the_track_on_both_sides_of_it),
        scan_test(damaged_q_is_counted_and_ignored),
        scan_test(q_of_zeros_is_no_q),
        scan_test(sectors_in_any_order_are_safe),
        scan_test(q_of_another_place_is_counted_and_ignored),
        scan_test(modified_positions_are_counted_and_ignored),
        scan_test(modified_q_at_the_start_of_an_index_is_part_of_it),
        scan_test(a_start_before_empty_q_is_where_it_was_first_read),
        scan_test(an_isrc_after_one_sector_of_its_track_belongs_to_it),
        scan_test(garbage_and_any_lba_are_taken),
        scan_test(an_alternating_copy_bit_is_scms),
        scan_test(codes_of_zeros_are_none),
    };
    return cmocka_run_group_tests_name("disc/subcode_scan", tests, NULL, NULL);
}
