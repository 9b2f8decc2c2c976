/*
 * Cue sheets: what a recorder accepts, the resulting disc, and the byte at which it refuses.
 */
#include "device/virtual_sheet.h"

#include "unit/device/sheets.h"
#include "unit/scratch.h"

static const rbk_virtual_sheet_rules rules = {
    .bytes_max = 4096, .lead_in_lba = -12300, .lead_out_max_lba = 359849, .sub_channels = true};

static rbk_virtual_sheet *read_good(const uint8_t *bytes, size_t size)
{
    rbk_virtual_sheet *sheet = NULL;
    rbk_virtual_sheet_fault fault = {0, ""};
    if (!rbk_virtual_sheet_read(bytes, size, &rules, &sheet, &fault))
        fail_msg("byte %zu: %s", fault.byte, fault.sentence);
    return sheet;
}

static size_t refused_at(const uint8_t *bytes, size_t size, const rbk_virtual_sheet_rules *by)
{
    rbk_virtual_sheet *sheet = NULL;
    rbk_virtual_sheet_fault fault = {0, ""};
    assert_false(rbk_virtual_sheet_read(bytes, size, by, &sheet, &fault));
    assert_null(sheet);
    assert_true(fault.sentence[0]);
    return fault.byte;
}

static void a_burners_sheet_becomes_segments(void **state)
{
    rbk_virtual_sheet *sheet = read_good(sheet_cdrskin, sizeof sheet_cdrskin);
    static const struct {
        int32_t lba, end_lba;
        unsigned track, index, control;
    } expected[] = {
        {-150, 0, 1, 0, 0}, {0, 700, 1, 1, 0}, {700, 850, 2, 0, 3}, {850, 1125, 2, 1, 3}, {1125, 1500, 2, 2, 3}};
    (void)state;
    assert_int_equal(sheet->segment_count, 5);
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(sheet->segments[i].lba, expected[i].lba);
        assert_int_equal(sheet->segments[i].end_lba, expected[i].end_lba);
        assert_int_equal(sheet->segments[i].track, expected[i].track);
        assert_int_equal(sheet->segments[i].index, expected[i].index);
        assert_int_equal(sheet->segments[i].control, expected[i].control);
    }
    assert_string_equal(sheet->mcn, "1234567890123");
    assert_int_equal(sheet->lead_in_form, 0x41);
    assert_int_equal(sheet->lead_out_lba, 1500);
    assert_int_equal(sheet->track_count, 2);
    assert_string_equal(sheet->tracks[0].isrc, "USABC1234567");
    assert_string_equal(sheet->tracks[1].isrc, "USABC1234568");
    assert_int_equal(sheet->tracks[0].end_lba, 700);
    assert_int_equal(sheet->tracks[1].start_lba, 700);
    assert_int_equal(sheet->tracks[1].index01_lba, 850);
    assert_int_equal(sheet->tracks[1].segment_count, 3);
    assert_memory_equal(sheet->entries, sheet_cdrskin, sizeof sheet_cdrskin);
    rbk_virtual_sheet_free(sheet);
}

static void the_other_burners_sheets_are_taken_too(void **state)
{
    rbk_virtual_sheet *sheet = read_good(sheet_cdrdao, sizeof sheet_cdrdao);
    (void)state;
    assert_int_equal(sheet->segments[4].lba, 1150);
    assert_int_equal(sheet->lead_out_control, 0);
    rbk_virtual_sheet_free(sheet);
    sheet = read_good(sheet_wodim, sizeof sheet_wodim);
    assert_int_equal(sheet->tracks[1].control, RBK_CONTROL_COPY);
    assert_string_equal(sheet->tracks[1].isrc, "USABC1234568");
    rbk_virtual_sheet_free(sheet);
    sheet = read_good(sheet_mixed, sizeof sheet_mixed);
    assert_int_equal(sheet->tracks[0].control, RBK_CONTROL_DATA);
    assert_int_equal(sheet->tracks[0].form, 0x10);
    assert_int_equal(sheet->tracks[1].start_lba, 600);
    rbk_virtual_sheet_free(sheet);
}

/* Byte AT of a good sheet becomes VALUE, and the recorder points at byte POINTS. */
static const struct damage {
    const char *why;
    const uint8_t *sheet;
    size_t size;
    size_t at;
    uint8_t value;
    size_t points;
} damages[] = {
#define S sheet_cdrskin, sizeof sheet_cdrskin
    {"adr 4", S, 0, 0x04, 0},
    {"a digit of the catalogue number", S, 3, 'x', 3},
    {"a digit of its second half", S, 9, 0, 9},
    {"something behind the catalogue number", S, 15, 1, 15},
    {"half a catalogue number", S, 8, 0x01, 8},
    {"not the lead-in first", S, 17, 1, 17},
    {"the lead-in with index 1", S, 18, 1, 18},
    {"a lead-in of sound that the host sends", S, 19, 0x00, 19},
    {"no such form of the lead-in", S, 19, 0x81, 19},
    {"data bit in the lead-in of sound", S, 16, 0x41, 16},
    {"the lead-in somewhere", S, 21, 97, 21},
    {"an ISRC with a small letter", S, 26, 'u', 26},
    {"half an ISRC", S, 33, 2, 33},
    {"an ISRC for a track that does not come", S, 25, 3, 33},
    {"the first track without index 0", S, 42, 1, 42},
    {"the first track later than 0", S, 47, 1, 45},
    {"track 3 behind track 1", S, 73, 3, 73},
    {"a track that begins with index 2", S, 74, 2, 74},
    {"an index left out", S, 82, 3, 82},
    {"an index twice", S, 90, 1, 90},
    {"data bit for sound", S, 40, 0x41, 40},
    {"no such form", S, 43, 0x02, 43},
    {"no such sub-channel", S, 43, 0x80, 43},
    {"60 seconds", S, 54, 60, 54},
    {"75 sectors", S, 79, 75, 79},
    {"time goes back", S, 86, 10, 85},
    {"an empty index", sheet_cdrdao, sizeof sheet_cdrdao, 94, 13, 93},
    {"index 1 of the first track in the pause", S, 54, 1, 53},
    {"lead-out with index 0", S, 98, 0, 98},
    {"lead-out in a form that the host sends", S, 99, 0x00, 99},
    {"lead-out where the last index begins", S, 102, 0x11, 101},
    {"lead-out behind the medium's end", S, 101, 80, 101},
    {"no lead-out", S, 97, 3, 104},
    {"a track 0", sheet_plain, sizeof sheet_plain, 9, 0, 9},
    {"data bit left out", sheet_mixed, sizeof sheet_mixed, 8, 0x01, 8},
#undef S
};

static void what_is_wrong_is_pointed_at(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        uint8_t bytes[256];
        memcpy(bytes, damages[i].sheet, damages[i].size);
        bytes[damages[i].at] = damages[i].value;
        size_t points = refused_at(bytes, damages[i].size, &rules);
        if (points != damages[i].points)
            fail_msg("%s: points at byte %zu, not %zu", damages[i].why, points, damages[i].points);
    }
}

static void a_sheet_that_is_cut_off_is_refused_at_each_entry(void **state)
{
    (void)state;
    for (size_t size = 0; size < sizeof sheet_cdrskin; size++)
        assert_true(refused_at(sheet_cdrskin, size, &rules) <= size);
}

static void a_drive_has_its_own_rules(void **state)
{
    rbk_virtual_sheet_rules own = rules;
    (void)state;
    own.lead_in_time_atip = true;
    assert_int_equal(refused_at(sheet_cdrskin, sizeof sheet_cdrskin, &own), 21);
    own.lead_in_time_atip = false;
    own.lead_in_time_zero = true;
    assert_int_equal(refused_at(sheet_cdrdao, sizeof sheet_cdrdao, &own), 21);
    own = rules;
    own.sub_channels = false;
    assert_int_equal(refused_at(sheet_cdrskin, sizeof sheet_cdrskin, &own), 19);
    own = rules;
    own.bytes_max = sizeof sheet_cdrskin - 8;
    assert_int_equal(refused_at(sheet_cdrskin, sizeof sheet_cdrskin, &own), 0);
    own = rules;
    own.lead_out_max_lba = 1499;
    assert_int_equal(refused_at(sheet_cdrskin, sizeof sheet_cdrskin, &own), 101);
}

static void a_pregap_may_change_its_form_halfway(void **state)
{
    static const uint8_t bytes[] = {0x01, 0x00, 0x00, 0x01, 0,    0,    0,    0,    0x01, 0x01, 0x00, 0x00, 0,    0,
                                    0,    0,    0x01, 0x01, 0x01, 0x00, 0,    0,    2,    0,    0x01, 0x02, 0x00, 0x00,
                                    0,    0,    8,    0,    0x41, 0x02, 0x00, 0x10, 0,    0,    9,    0,    0x41, 0x02,
                                    0x01, 0x10, 0,    0,    11,   0,    0x41, 0xAA, 0x01, 0x14, 0,    0,    20,   0};
    rbk_virtual_sheet *sheet = read_good(bytes, sizeof bytes);
    (void)state;
    assert_int_equal(sheet->segment_count, 5);
    assert_int_equal(sheet->tracks[1].start_lba, 450);
    assert_int_equal(sheet->tracks[1].index01_lba, 675);
    assert_int_equal(rbk_virtual_sheet_at(sheet, 524)->form, 0x00);
    assert_int_equal(rbk_virtual_sheet_at(sheet, 525)->form, 0x10);
    rbk_virtual_sheet_free(sheet);
}

static void every_sector_has_its_segment(void **state)
{
    rbk_virtual_sheet *sheet = read_good(sheet_cdrskin, sizeof sheet_cdrskin);
    (void)state;
    assert_int_equal(rbk_virtual_sheet_at(sheet, -150)->index, 0);
    assert_int_equal(rbk_virtual_sheet_at(sheet, -1)->index, 0);
    assert_int_equal(rbk_virtual_sheet_at(sheet, 0)->index, 1);
    assert_int_equal(rbk_virtual_sheet_at(sheet, 849)->index, 0);
    assert_int_equal(rbk_virtual_sheet_at(sheet, 1499)->index, 2);
    assert_ptr_equal(rbk_virtual_sheet_track(sheet, 2), &sheet->tracks[1]);
    assert_null(rbk_virtual_sheet_track(sheet, 3));
    rbk_virtual_sheet_free(sheet);
}

static void forms_have_their_sizes(void **state)
{
    static const uint16_t sizes[][2] = {{0x00, 2352}, {0x01, 0}, {0x10, 2048}, {0x11, 2352}, {0x12, 2048},
                                        {0x13, 2352}, {0x14, 0}, {0x20, 2336}, {0x21, 2352}, {0x22, 2336},
                                        {0x23, 2352}, {0x24, 0}, {0x30, 2336}, {0x31, 2352}, {0x32, 2336},
                                        {0x33, 2352}, {0x34, 0}};
    unsigned known = 0;
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        assert_int_equal(rbk_virtual_form_main_bytes((uint8_t)sizes[i][0]), sizes[i][1]);
        assert_int_equal(rbk_virtual_form_is_audio((uint8_t)sizes[i][0]), i < 2);
    }
    for (unsigned form = 0; form < 256; form++)
        known += rbk_virtual_form_is_known((uint8_t)form);
    assert_int_equal(known, 17 * 3);
    assert_int_equal(rbk_virtual_form_sub_bytes(0x00), 0);
    assert_int_equal(rbk_virtual_form_sub_bytes(0x41), 96);
    assert_int_equal(rbk_virtual_form_sub_bytes(0xC0), 96);
}

static void noise_is_no_sheet_and_no_harm(void **state)
{
    uint32_t seed = 12345;
    (void)state;
    for (unsigned round = 0; round < 20000; round++) {
        uint8_t bytes[sizeof sheet_cdrskin];
        rbk_virtual_sheet *sheet = NULL;
        rbk_virtual_sheet_fault fault;
        memcpy(bytes, sheet_cdrskin, sizeof bytes);
        for (unsigned changes = 0; changes <= round % 4; changes++) {
            seed = seed * 1664525 + 1013904223;
            bytes[(seed >> 8) % sizeof bytes] = (uint8_t)(seed >> 24);
        }
        if (rbk_virtual_sheet_read(bytes, sizeof bytes - round % 3 * 8, &rules, &sheet, &fault))
            rbk_virtual_sheet_free(sheet);
        else
            assert_true(fault.byte <= sizeof bytes);
    }
}

static void an_isrc_may_come_in_its_track(void **state)
{
    static const uint8_t bytes[] = {0x01,        0x00, 0x00, 0x01, 0,    0,    0,    0,    TEST_TRACK_1,
                                    TEST_ISRC_1, 0x01, 0xAA, 0x01, 0x01, 0x00, 0x00, 0x16, 0x00};
    rbk_virtual_sheet *sheet = read_good(bytes, sizeof bytes);
    (void)state;
    assert_string_equal(sheet->tracks[0].isrc, "USABC1234567");
    rbk_virtual_sheet_free(sheet);
}

static void nothing_comes_after_the_lead_out(void **state)
{
    uint8_t bytes[sizeof sheet_plain + 8];
    (void)state;
    memcpy(bytes, sheet_plain, sizeof sheet_plain);
    memcpy(bytes + sizeof sheet_plain, sheet_plain + sizeof sheet_plain - 8, 8);
    assert_int_equal(refused_at(bytes, sizeof bytes, &rules), sizeof sheet_plain);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_burners_sheet_becomes_segments),
        cmocka_unit_test(the_other_burners_sheets_are_taken_too),
        cmocka_unit_test(what_is_wrong_is_pointed_at),
        cmocka_unit_test(a_sheet_that_is_cut_off_is_refused_at_each_entry),
        cmocka_unit_test(a_drive_has_its_own_rules),
        cmocka_unit_test(a_pregap_may_change_its_form_halfway),
        cmocka_unit_test(every_sector_has_its_segment),
        cmocka_unit_test(forms_have_their_sizes),
        cmocka_unit_test(noise_is_no_sheet_and_no_harm),
        cmocka_unit_test(an_isrc_may_come_in_its_track),
        cmocka_unit_test(nothing_comes_after_the_lead_out),
    };
    return cmocka_run_group_tests_name("device/virtual_sheet", tests, NULL, NULL);
}
