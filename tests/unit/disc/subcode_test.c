/* The subchannel of whole discs: bytes of the fact sheet, the lead-in, the cadence of codes, P. */
#include "disc/subcode.h"
#include "unit/disc/subcoded.h"

static void assert_q(int32_t lba, const uint8_t expected[RBK_Q_BYTES])
{
    uint8_t bytes[RBK_Q_BYTES];
    rbk_subcode_q(subcode, lba, bytes);
    assert_memory_equal(bytes, expected, RBK_Q_BYTES);
}

static void positions_are_the_bytes_of_the_fact_sheet(void **state)
{
    (void)state;
    add_fact_sheet_disc();
    render();
    assert_q(-150, (const uint8_t[]){0x01, 0x01, 0x00, 0x00, 0x02, 0x00, 0x00, 0x00, 0x00, 0x00, 0xF0, 0xD9});
    assert_q(0, (const uint8_t[]){0x01, 0x01, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x00, 0x5A, 0x28});
    assert_q(600, (const uint8_t[]){0x01, 0x02, 0x00, 0x00, 0x02, 0x00, 0x00, 0x00, 0x10, 0x00, 0xDE, 0xEE});
    assert_q(750, (const uint8_t[]){0x01, 0x02, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x12, 0x00, 0x74, 0x1F});
    assert_q(1750, (const uint8_t[]){0x01, 0xAA, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x25, 0x25, 0xAD, 0x6B});
}

static void codes_are_the_bytes_of_the_fact_sheet(void **state)
{
    (void)state;
    add_fact_sheet_disc();
    strcpy(disc->mcn, "4006381333931");
    strcpy(disc->tracks[0].isrc, "USRC17607839");
    render();
    assert_q(100, (const uint8_t[]){0x02, 0x40, 0x06, 0x38, 0x13, 0x33, 0x93, 0x10, 0x00, 0x25, 0x68, 0xF8});
    assert_q(50, (const uint8_t[]){0x03, 0x96, 0x38, 0x93, 0x04, 0x76, 0x07, 0x83, 0x90, 0x50, 0x43, 0x69});
}

static void what_the_disc_lists_is_q_of_its_sectors(void **state)
{
    size_t invalid = 77;
    const rbk_listed_q list[] = {{100, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}}, {-150, {9}}};
    (void)state;
    add_fact_sheet_disc();
    assert_int_equal(rbk_disc_set_listed_q(disc, list, 2, NULL), RBK_OK);
    render();
    assert_q(100, list[0].q);
    assert_q(-150, list[1].q);
    assert_int_equal(rbk_subcode_count_listed(subcode, -150, 101, &invalid), 2);
    assert_int_equal(invalid, 2);
    assert_int_equal(rbk_subcode_count_listed(subcode, -149, 101, &invalid), 1); /* as of one session of several */
    assert_int_equal(invalid, 1);
    assert_int_equal(rbk_subcode_count_listed(subcode, -150, 100, &invalid), 1);
    assert_int_equal(rbk_subcode_count_listed(subcode, 101, 1750, &invalid), 0);
    assert_int_equal(invalid, 0);
    assert_q(0, (const uint8_t[]){0x01, 0x01, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x00, 0x5A, 0x28});
}

static void a_pregap_counts_down_to_one_and_the_track_up_from_zero(void **state)
{
    (void)state;
    add_fact_sheet_disc();
    render();
    const struct {
        int32_t lba;
        uint8_t track, index;
        int32_t relative;
    } rows[] = {{-150, 1, 0, 150}, {-1, 1, 0, 1},     {0, 1, 1, 0},        {599, 1, 1, 599},  {600, 2, 0, 150},
                {749, 2, 0, 1},    {750, 2, 1, 0},    {751, 2, 1, 1},      {1299, 2, 1, 549}, {1300, 3, 1, 0},
                {1749, 3, 1, 449}, {1750, 170, 1, 0}, {8499, 170, 1, 6749}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rbk_q q = decoded(rows[i].lba);
        assert_int_equal(q.kind, RBK_Q_POSITION);
        assert_int_equal(q.track, rows[i].track);
        assert_int_equal(q.index, rows[i].index);
        assert_int_equal(q.relative_sectors, rows[i].relative);
        assert_int_equal(q.absolute_sectors, rows[i].lba + 150);
    }
}

/* A second session of one data track: lead-out of the first, lead-in with its own TOC, pregap, track, lead-out. */
static void each_session_has_a_lead_in_and_a_lead_out(void **state)
{
    (void)state;
    add_fact_sheet_disc();
    uint32_t file = add_sectors_file(300);
    assert_int_equal(rbk_disc_add_session(disc, RBK_AREA_CD, 0, NULL, NULL), RBK_OK);
    (void)add_sectors_track(RBK_MODE_MODE2_2352, file, 0, 300);
    render();
    const struct {
        int32_t lba;
        uint8_t track, index;
        int32_t relative;
    } rows[] = {{1749, 3, 1, 449}, {1750, 170, 1, 0}, {8499, 170, 1, 6749}, {13000, 4, 0, 150},
                {13149, 4, 0, 1},  {13150, 4, 1, 0},  {13449, 4, 1, 299},   {13450, 170, 1, 0}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rbk_q q = decoded(rows[i].lba);
        assert_int_equal(q.kind, RBK_Q_POSITION);
        assert_int_equal(q.track, rows[i].track);
        assert_int_equal(q.index, rows[i].index);
        assert_int_equal(q.relative_sectors, rows[i].relative);
        assert_int_equal(q.absolute_sectors, rows[i].lba + 150);
    }
    rbk_q toc[RBK_TOC_ENTRIES_MAX];
    assert_int_equal(rbk_subcode_toc(subcode, 0, toc), 6);
    assert_int_equal(rbk_subcode_toc(subcode, 1, toc), 4);
    assert_int_equal(toc[0].point, 4);
    assert_int_equal(toc[1].point_minute, 4);
    assert_int_equal(toc[1].point_second, 0x20); /* of the session, not of the disc */
    assert_int_equal((toc[3].point_minute * 60 + toc[3].point_second) * 75 + toc[3].point_frame, 13450 + 150);
    assert_int_equal(rbk_subcode_toc(subcode, 2, toc), 0);
    for (int32_t lba = 8500; lba < 13000; lba++) /* the lead-in between them */
        assert_int_equal(decoded(lba).kind, RBK_Q_TOC);
    assert_int_equal(decoded(12999).point, RBK_POINT_LEAD_OUT);
    assert_false(rbk_subcode_p(subcode, 8500));
    assert_true(rbk_subcode_p(subcode, 13000));
    assert_false(rbk_subcode_p(subcode, 13151));
}

static void the_lead_in_holds_every_entry_three_times_and_ends_with_a_round(void **state)
{
    (void)state;
    add_fact_sheet_disc();
    render();
    const uint8_t points[6] = {1, 2, 3, RBK_POINT_FIRST_TRACK, RBK_POINT_LAST_TRACK, RBK_POINT_LEAD_OUT};
    for (int32_t round = 0; round < 5; round++)
        for (int32_t i = 0; i < 18; i++) {
            int32_t lba = -150 - 18 * (round + 1) + i;
            rbk_q q = decoded(lba);
            assert_int_equal(q.kind, RBK_Q_TOC);
            assert_int_equal(q.point, points[i / 3]);
            assert_int_equal(q.relative_sectors, 450000 + lba + 150);
        }
    /* times of the fact sheet: 00:02:00, 00:12:00, lead-out 00:25:25 */
    rbk_q q = decoded(-168);
    assert_int_equal(q.point_minute * 4500 + q.point_second * 75 + q.point_frame, 150);
    q = decoded(-165);
    assert_int_equal(q.point_minute * 4500 + q.point_second * 75 + q.point_frame, 900);
    q = decoded(-159);
    assert_int_equal(q.point_minute, 1);
    q = decoded(-156);
    assert_int_equal(q.point_minute, 3);
    q = decoded(-151);
    assert_int_equal(q.point_minute * 4500 + q.point_second * 75 + q.point_frame, 25 * 75 + 25);
}

static void control_is_the_flags_and_4_for_data_in_track_and_toc(void **state)
{
    int32_t lba = 0;
    rbk_q toc[RBK_TOC_ENTRIES_MAX];
    (void)state;
    add_sectors(&lba, 1, RBK_MODE_MODE1_2352, 0, 400, 1, 0)->flags = RBK_FLAG_COPY_PERMITTED | RBK_FLAG_PRE_EMPHASIS;
    add_sectors(&lba, 2, RBK_MODE_AUDIO, 150, 400, 1, 0)->flags = RBK_FLAG_PRE_EMPHASIS;
    add_sectors(&lba, 3, RBK_MODE_AUDIO, 0, 400, 1, 0)->flags = RBK_FLAG_SCMS | RBK_FLAG_COPY_PERMITTED;
    add_sectors(&lba, 4, RBK_MODE_AUDIO, 0, 400, 1, 0)->flags = RBK_FLAG_FOUR_CHANNEL | RBK_FLAG_COPY_PERMITTED;
    render();
    assert_int_equal(decoded(-150).control, 6);
    assert_int_equal(decoded(0).control, 6);
    assert_int_equal(decoded(400).control, 1);
    assert_int_equal(decoded(1000).control, 2);
    assert_int_equal(decoded(1400).control, 10);
    assert_int_equal(decoded(2000).control, 10); /* lead-out */
    assert_int_equal(rbk_subcode_toc(subcode, 0, toc), 7);
    const uint8_t controls[7] = {6, 1, 2, 10, 6, 10, 10};
    for (size_t i = 0; i < 7; i++)
        assert_int_equal(toc[i].control, controls[i]);
}

static void the_first_part_of_a_pregap_between_audio_and_data_has_the_control_of_the_audio(void **state)
{
    int32_t lba = 0;
    (void)state;
    add_sectors(&lba, 1, RBK_MODE_AUDIO, 0, 400, 1, 0)->flags = RBK_FLAG_COPY_PERMITTED | RBK_FLAG_PRE_EMPHASIS;
    add_sectors(&lba, 2, RBK_MODE_MODE1_2352, 225, 400, 1, 0);
    add_sectors(&lba, 3, RBK_MODE_MODE2_2352, 225, 400, 1, 0);
    add_sectors(&lba, 4, RBK_MODE_AUDIO, 225, 400, 1, 0);
    add_sectors(&lba, 5, RBK_MODE_MODE1_2352, 224, 400, 1, 0);
    render();
    const struct {
        int32_t lba;
        uint8_t track, control;
    } expected[] = {{400, 2, 3},  {474, 2, 3},  {475, 2, 4},  {625, 2, 4},  {1025, 3, 4},
                    {1099, 3, 4}, {1650, 4, 0}, {1724, 4, 0}, {2275, 5, 4}, {2300, 5, 4}};
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        assert_int_equal(decoded(expected[i].lba).track, expected[i].track);
        assert_int_equal(decoded(expected[i].lba).control, expected[i].control);
    }
    assert_int_equal(rbk_pregap_second_part(disc, layout, 1), 475);
    assert_int_equal(rbk_pregap_second_part(disc, layout, 4), 2275);
}

static void the_disc_type_follows_from_the_modes(void **state)
{
    const struct {
        rbk_track_mode first, second;
        uint8_t type;
    } rows[] = {{RBK_MODE_AUDIO, RBK_MODE_AUDIO, 0x00},         {RBK_MODE_MODE1_2048, RBK_MODE_AUDIO, 0x00},
                {RBK_MODE_MODE2_2352, RBK_MODE_AUDIO, 0x20},    {RBK_MODE_MODE1_2352, RBK_MODE_MODE2_2336, 0x20},
                {RBK_MODE_MODE2_2324, RBK_MODE_CDI_2352, 0x10}, {RBK_MODE_CDI_2336, RBK_MODE_AUDIO, 0x10}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rbk_q toc[RBK_TOC_ENTRIES_MAX];
        int32_t lba = 0;
        end_subcoded(NULL);
        assert_int_equal(begin_subcoded(NULL), 0);
        add_sectors(&lba, 1, rows[i].first, 0, 400, 1, 0);
        add_sectors(&lba, 2, rows[i].second, 0, 400, 1, 0);
        render();
        assert_int_equal(rbk_subcode_toc(subcode, 0, toc), 5);
        assert_int_equal(toc[2].point, RBK_POINT_FIRST_TRACK);
        assert_int_equal(toc[2].point_second, rows[i].type);
    }
}

/* ------------------------------------------------------------------ codes */

/* At least nine of ten consecutive sectors have the position, from -150 to the end of a lead-out of 90 s. */
static void assert_positions_prevail(void)
{
    int32_t last_code = INT32_MIN / 2;
    for (int32_t lba = -150; lba < rbk_layout_end(layout) + 6750; lba++)
        if (decoded(lba).kind != RBK_Q_POSITION) {
            assert_true(lba - last_code >= 10);
            last_code = lba;
        }
}

/* A code of the kind is in any 100 consecutive sectors of [from, to). */
static void assert_in_any_100(rbk_q_kind kind, int32_t from, int32_t to)
{
    int32_t last = from - 1;
    for (int32_t lba = from; lba < to; lba++)
        if (decoded(lba).kind == kind) {
            assert_in_range(lba - last, 1, 100);
            last = lba;
        }
    assert_in_range(to - last, 1, 100);
}

static void codes_come_in_any_100_sectors_and_leave_beginnings_alone(void **state)
{
    (void)state;
    for (int32_t shift = 0; shift < 95; shift++) { /* every phase of the track starts relative to the codes */
        int32_t lba = 0;
        end_subcoded(NULL);
        assert_int_equal(begin_subcoded(NULL), 0);
        strcpy(add_sectors(&lba, 1, RBK_MODE_AUDIO, 0, 300 + shift, 3, 7)->isrc, "USRC17607831");
        strcpy(add_sectors(&lba, 2, RBK_MODE_AUDIO, 40, 330, 8, 1)->isrc, "USRC17607832");
        add_sectors(&lba, 3, RBK_MODE_AUDIO, 0, 300, 1, 0);
        strcpy(add_sectors(&lba, 4, RBK_MODE_AUDIO, 1, 301, 1, 0)->isrc, "USRC17607834");
        strcpy(disc->mcn, "4006381333931");
        render();
        assert_positions_prevail();
        assert_in_any_100(RBK_Q_MCN, -150, lba + 6750);
        for (size_t t = 0; t < 4; t++) {
            const rbk_layout_track *laid = &layout->tracks[t];
            if (t != 2)
                assert_in_any_100(RBK_Q_ISRC, laid->start_lba, laid->end_lba);
            for (size_t i = 0; i < laid->index_count; i++)
                assert_int_equal(decoded(laid->indexes[i].lba).kind, RBK_Q_POSITION);
            for (int32_t at = laid->start_lba; at < laid->end_lba; at++)
                if (decoded(at).kind == RBK_Q_ISRC)
                    assert_string_equal(decoded(at).isrc, disc->tracks[t].isrc);
        }
        assert_int_equal(decoded(lba).kind, RBK_Q_POSITION);
    }
}

static void codes_hold_the_last_part_of_their_absolute_time(void **state)
{
    (void)state;
    add_fact_sheet_disc();
    strcpy(disc->mcn, "4006381333931");
    strcpy(disc->tracks[1].isrc, "USRC17607839");
    render();
    int codes = 0;
    for (int32_t lba = -150; lba < 3000; lba++) {
        rbk_q q = decoded(lba);
        if (q.kind != RBK_Q_POSITION) {
            codes++;
            assert_int_equal(q.absolute_frame, (lba + 150) % 75);
        }
    }
    assert_int_equal(codes, 35 + 7); /* 3150 sectors of MCN; ISRC at 680, 770 and so on to 1220 */
}

static void there_is_no_code_where_the_disc_has_none_and_no_isrc_in_data_lead_in_or_lead_out(void **state)
{
    int32_t lba = 0;
    (void)state;
    strcpy(add_sectors(&lba, 1, RBK_MODE_MODE1_2352, 0, 600, 1, 0)->isrc, "USRC17607839");
    strcpy(add_sectors(&lba, 2, RBK_MODE_AUDIO, 150, 600, 1, 0)->isrc, "USRC17607839");
    render();
    for (int32_t at = -1000; at < 5000; at++) {
        rbk_q_kind kind = decoded(at).kind;
        assert_true(kind != RBK_Q_MCN);
        assert_true(kind != RBK_Q_ISRC || (at > 600 && at < lba));
        assert_true((kind == RBK_Q_TOC) == (at < -150));
    }
}

/* ------------------------------------------------------------------ P */

/* The sample of the fact sheet: 766 sectors, track 2 with its pregap at 316 and its index 01 at 466. */
static void p_is_one_in_pregaps_and_in_the_first_sector_after_them(void **state)
{
    int32_t lba = 0;
    (void)state;
    add_sectors(&lba, 1, RBK_MODE_MODE1_2352, 0, 316, 1, 0);
    add_sectors(&lba, 2, RBK_MODE_AUDIO, 150, 300, 1, 0);
    render();
    for (int32_t at = -150; at < 766; at++)
        assert_int_equal(rbk_subcode_p(subcode, at), at <= 0 || (at >= 316 && at <= 466));
    assert_false(rbk_subcode_p(subcode, -151));
    assert_false(rbk_subcode_p(subcode, -4500));
}

static void p_is_one_for_2_s_before_a_track_without_pregap(void **state)
{
    int32_t lba = 0;
    (void)state;
    add_sectors(&lba, 1, RBK_MODE_AUDIO, 0, 600, 1, 0);
    add_sectors(&lba, 2, RBK_MODE_AUDIO, 20, 600, 2, 300);
    add_sectors(&lba, 3, RBK_MODE_AUDIO, 200, 600, 1, 0);
    render();
    for (int32_t at = 1; at < lba; at++)
        assert_int_equal(rbk_subcode_p(subcode, at), (at >= 470 && at <= 620) || (at >= 1220 && at <= 1420));
}

static void p_alternates_at_2_hz_in_the_lead_out(void **state)
{
    (void)state;
    add_fact_sheet_disc();
    render();
    int changes = 0;
    assert_false(rbk_subcode_p(subcode, 1750));
    for (int32_t at = 1751; at <= 1750 + 750; at++)
        changes += rbk_subcode_p(subcode, at) != rbk_subcode_p(subcode, at - 1);
    assert_int_equal(changes, 40); /* 10 s, twice 2 Hz */
    assert_false(rbk_subcode_p(subcode, 1750 + 18));
    assert_true(rbk_subcode_p(subcode, 1750 + 19)); /* a quarter second is 18.75 sectors */
    assert_true(rbk_subcode_p(subcode, 1750 + 37));
    assert_false(rbk_subcode_p(subcode, 1750 + 38));
}

static void channels_are_p_q_and_zeros(void **state)
{
    uint8_t channels[RBK_SUBCHANNEL_BYTES], q[RBK_Q_BYTES], ones[12], zeros[84] = {0};
    (void)state;
    memset(ones, 0xFF, sizeof ones);
    add_fact_sheet_disc();
    render();
    for (int32_t lba = 598; lba < 760; lba++) {
        rbk_subcode_channels(subcode, lba, channels);
        rbk_subcode_q(subcode, lba, q);
        assert_memory_equal(channels, lba < 600 + 151 ? (lba >= 600 ? ones : zeros) : zeros, 12);
        assert_memory_equal(channels + 12, q, 12);
        assert_memory_equal(channels + 24, zeros, 72);
    }
}

/* ------------------------------------------------------------------ edges */

static void hidden_audio_before_track_1_is_one_pregap_from_the_beginning(void **state)
{
    int32_t lba = 0;
    (void)state;
    add_sectors(&lba, 1, RBK_MODE_AUDIO, 375, 600, 1, 0);
    render();
    assert_int_equal(decoded(-150).relative_sectors, 525);
    assert_int_equal(decoded(0).index, 0);
    assert_int_equal(decoded(0).relative_sectors, 375);
    assert_int_equal(decoded(375).index, 1);
    assert_true(rbk_subcode_p(subcode, 200));
}

static void any_lba_is_safe_and_times_wrap(void **state)
{
    (void)state;
    add_fact_sheet_disc();
    strcpy(disc->mcn, "4006381333931");
    render();
    assert_int_equal(decoded(449850).absolute_sectors, 0);
    const int32_t rows[] = {INT32_MIN,   INT32_MIN + 1, -450151,       -450150,
                            -1000000000, 1000000000,    INT32_MAX - 1, INT32_MAX};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uint8_t channels[RBK_SUBCHANNEL_BYTES];
        rbk_subcode_channels(subcode, rows[i], channels);
        assert_true(rbk_q_verify(channels + 12));
    }
}

static void the_layout_of_another_disc_is_refused(void **state)
{
    int32_t lba = 0;
    (void)state;
    add_fact_sheet_disc();
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    add_sectors(&lba, 4, RBK_MODE_AUDIO, 0, 300, 1, 0);
    assert_int_equal(rbk_subcode_new(disc, layout, &subcode, &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "expected the layout of this disc of 4 tracks, found one of 3");
    assert_null(subcode);
    assert_int_equal(rbk_subcode_new(NULL, layout, &subcode, NULL), RBK_INVALID_POINTER);
    rbk_subcode_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        subcode_test(positions_are_the_bytes_of_the_fact_sheet),
        subcode_test(codes_are_the_bytes_of_the_fact_sheet),
        subcode_test(what_the_disc_lists_is_q_of_its_sectors),
        subcode_test(a_pregap_counts_down_to_one_and_the_track_up_from_zero),
        subcode_test(each_session_has_a_lead_in_and_a_lead_out),
        subcode_test(the_lead_in_holds_every_entry_three_times_and_ends_with_a_round),
        subcode_test(control_is_the_flags_and_4_for_data_in_track_and_toc),
        subcode_test(the_first_part_of_a_pregap_between_audio_and_data_has_the_control_of_the_audio),
        subcode_test(the_disc_type_follows_from_the_modes),
        subcode_test(codes_come_in_any_100_sectors_and_leave_beginnings_alone),
        subcode_test(codes_hold_the_last_part_of_their_absolute_time),
        subcode_test(there_is_no_code_where_the_disc_has_none_and_no_isrc_in_data_lead_in_or_lead_out),
        subcode_test(p_is_one_in_pregaps_and_in_the_first_sector_after_them),
        subcode_test(p_is_one_for_2_s_before_a_track_without_pregap),
        subcode_test(p_alternates_at_2_hz_in_the_lead_out),
        subcode_test(channels_are_p_q_and_zeros),
        subcode_test(hidden_audio_before_track_1_is_one_pregap_from_the_beginning),
        subcode_test(any_lba_is_safe_and_times_wrap),
        subcode_test(the_layout_of_another_disc_is_refused),
    };
    return cmocka_run_group_tests_name("disc/subcode", tests, NULL, NULL);
}
