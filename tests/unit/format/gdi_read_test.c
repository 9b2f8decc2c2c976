/* GDI files are read with their track files in memory. */
#include "unit/format/gdi.h"

/* ------------------------------------------------------------------ reading */

static void tracks_are_where_their_addresses_say(void **state)
{
    (void)state;
    rbk_disc *disc =
        read_good("3\r\n1 0 4 2352 300.bin 0\r\n2 450 0 2352 302.raw 0\r\n3 45000 4 2048 \"500x2048 a.iso\" 4096\r\n");
    rbk_layout *layout = container_lay_out(disc);
    assert_int_equal(disc->track_count, 3);
    assert_int_equal(disc->sessions[0].area, RBK_AREA_SINGLE_DENSITY);
    assert_int_equal(disc->sessions[1].area, RBK_AREA_HIGH_DENSITY);
    assert_int_equal(disc->tracks[0].mode, RBK_MODE_MODE1_2352);
    assert_int_equal(disc->tracks[1].mode, RBK_MODE_AUDIO);
    assert_int_equal(disc->tracks[2].mode, RBK_MODE_MODE1_2048);
    assert_string_equal(disc->files[2].path, "500x2048 a.iso");
    assert_int_equal(disc->tracks[2].extents[0].placement.offset_bytes, 4096);
    assert_int_equal(layout->tracks[1].start_lba, 300);
    assert_int_equal(layout->tracks[1].index01_lba, 450);
    assert_int_equal(layout->tracks[1].end_lba, 752);
    assert_int_equal(layout->tracks[2].start_lba, 45000);
    assert_int_equal(layout->tracks[2].end_lba, 45498);
    assert_int_equal(rbk_findings_count(findings), 0);
    rbk_layout_free(layout);
    rbk_disc_free(disc);
}

/* As the worked example has it: 75 sectors at the end of the audio are the first of a pregap of 225. */
static void empty_sectors_before_the_last_data_are_its_pregap(void **state)
{
    (void)state;
    memset(content + 200 * 2352, 0, 75 * 2352);
    rbk_disc *disc = read_good(five);
    rbk_layout *layout = container_lay_out(disc);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "gdi.pregap");
    assert_int_equal(disc->tracks[4].extent_count, 3);
    assert_int_equal(disc->tracks[4].extents[0].file, 3);
    assert_int_equal(disc->tracks[4].extents[0].placement.offset_bytes, 200 * 2352);
    assert_true(disc->tracks[4].extents[1].silence);
    assert_int_equal(layout->tracks[3].end_lba, 45450);
    assert_int_equal(layout->tracks[4].start_lba, 45450);
    assert_int_equal(layout->tracks[4].index01_lba, 45675);
    rbk_layout_free(layout);
    rbk_disc_free(disc);
}

static void data_sectors_before_the_last_data_are_its_pregap(void **state)
{
    (void)state;
    for (int i = 0; i < 75; i++) /* some name other addresses, as on discs that were made from another */
        rbk_sector_build(RBK_SECTOR_MODE1, (i < 40 ? 45450 : 0) + i, NULL, NULL, content + (200 + i) * 2352);
    rbk_disc *disc = read_good(five);
    assert_int_equal(disc->tracks[4].extent_count, 3);
    rbk_disc_free(disc);
}

static void audio_before_the_last_data_stays_audio(void **state)
{
    (void)state;
    rbk_disc *disc = read_good(five);
    assert_int_equal(disc->tracks[4].extent_count, 2);
    assert_int_equal(disc->tracks[4].extents[0].length_samples, 150 * 588);
    assert_int_equal(rbk_findings_count(findings), 0);
    rbk_disc_free(disc);
}

static void subchannel_and_mode_2_are_read(void **state)
{
    (void)state;
    container_put_header(&(container){.bytes = content, .size = sizeof content}, 0, 0, 2);
    rbk_disc *disc = read_good("3\n1 0 4 2352 300 0\n2 450 0 2448 300x2448 0\n3 45000 6 2336 400x2336 0\n");
    assert_int_equal(disc->tracks[0].mode, RBK_MODE_MODE2_2352);
    assert_int_equal(disc->tracks[1].extents[1].placement.subchannel_bytes, 96);
    assert_int_equal(disc->tracks[2].mode, RBK_MODE_MODE2_2336);
    assert_int_equal(disc->tracks[2].flags, RBK_FLAG_COPY_PERMITTED);
    rbk_disc_free(disc);
}

static void what_follows_is_ignored_with_a_warning(void **state)
{
    (void)state;
    rbk_disc *disc = read_good("3\n1 0 4 2352 300 0\n2 450 0 2352 300 0\n3 45000 4 2352 300 0\nmore\n");
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "gdi.rest");
    rbk_disc_free(disc);
}

/* ------------------------------------------------------------------ refusals */

static void what_is_wrong_is_refused_with_its_place(void **state)
{
    static const struct {
        const char *text;
        rbk_status status;
        uint32_t line, column;
        const char *sentence;
    } rows[] = {
        {"2\n", RBK_SYNTAX, 1, 1, "expected the number of tracks, 3 to 99, found '2'"},
        {"100\n", RBK_SYNTAX, 1, 1, "expected the number of tracks, 3 to 99, found '100'"},
        {"3\n1 0 4 2352 300 0\n", RBK_SYNTAX, 3, 1, "expected track 2, found nothing"},
        {"3\n2 0 4 2352 300 0\n", RBK_SYNTAX, 2, 1, "expected track 1, found '2'"},
        {"3\n1 -5 4 2352 300 0\n", RBK_SYNTAX, 2, 3, "expected an address in sectors, found '-5'"},
        {"3\n1 0 16 2352 300 0\n", RBK_SYNTAX, 2, 5, "expected 0 for audio or 4 for data, found '16'"},
        {"3\n1 0 4 9999 300 0\n", RBK_SYNTAX, 2, 7, "expected the bytes of a sector, as 2352 or 2048, found '9999'"},
        {"3\n1 0 4 2352 \"300 0\n", RBK_SYNTAX, 2, 12, "expected the name of a file, found nothing"},
        {"3\n1 0 4 2352 300 x\n", RBK_SYNTAX, 2, 16, "expected an offset in bytes, found 'x'"},
        {"3\n1 0 4 2352 gone 0\n", RBK_FILEACCESS, 0, 0, "'gone' is missing"},
        {"3\n1 0 4 2100 300 0\n", RBK_UNSUPPORTED, 2, 0, "sectors of 2100 bytes are not supported in a track of data"},
        {"3\n1 0 0 2048 300 0\n", RBK_UNSUPPORTED, 2, 0, "sectors of 2048 bytes are not supported in a track of audio"},
        {"3\n1 0 4 2352 1 2352\n", RBK_BAD_LAYOUT, 2, 0, "'1' has no whole sector from byte 2352 on"},
        {"3\n1 0 4 2352 300 0\n2 450 0 2352 300 0\n3 11700 4 2352 300 0\n", RBK_UNSUPPORTED, 4, 0,
         "expected track 3 at lba 45000, found it at 11700: it is not a GD-ROM"},
        {"3\n1 0 4 2352 300 0\n2 299 0 2352 300 0\n3 45000 4 2352 300 0\n", RBK_BAD_LAYOUT, 3, 0,
         "track 2 starts at lba 299, before the end of track 1 at lba 300"},
        {"3\n1 0 4 2352 300 0\n2 44900 0 2352 300 0\n3 45000 4 2352 300 0\n", RBK_BAD_LAYOUT, 4, 0,
         "track 3 starts at lba 45000, before the end of track 2 at lba 45200"},
        {"4\n1 0 4 2352 300 0\n2 450 0 2352 300 0\n3 45000 4 2352 300 0\n4 45299 0 2352 300 0\n", RBK_BAD_LAYOUT, 5, 0,
         "track 4 starts at lba 45299, before the end of track 3 at lba 45300"},
        {"4\n1 0 4 2352 300 0\n2 450 0 2352 300 0\n3 45000 4 2352 300 0\n", RBK_SYNTAX, 5, 1,
         "expected track 4, found nothing"},
        {"3\n1 0 4 2352 300 0\n2 45000 0 2352 300 0\n3 45000 4 2352 300 0\n", RBK_BAD_LAYOUT, 3, 0,
         "expected track 2 before lba 45000, found it at 45000"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rbk_disc *disc = NULL;
        rbk_error_init(&error);
        assert_int_equal(read_text(rows[i].text, &disc), rows[i].status);
        assert_string_equal(error.sentence, rows[i].sentence);
        assert_int_equal(error.place.line, rows[i].line);
        assert_int_equal(error.place.column, rows[i].column);
    }
}

static void lists_are_known_by_their_first_lines(void **state)
{
    static const struct {
        const char *text;
        int score;
    } rows[] = {{"3\n1 0 4 2352 a 0\n", 90},
                {" 3 \r\n  1  0  4  2048 a 0", 90},
                {"3\n1 0 4 23 a 0\n", 0},
                {"3\n2 0 4 2352 a 0\n", 0},
                {"100\n1 0 4 2352 a 0\n", 90}, /* lists that the reader refuses */
                {"3\n1 -150 4 2352 a 0\n", 90},
                {"3\n1 - 4 2352 a 0\n", 0},
                {"3", 0},
                {"1 2 3 4 5 6", 0},
                {"", 0}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_int_equal(rbk_gdi_probe((const uint8_t *)rows[i].text, strlen(rows[i].text)), rows[i].score);
}

static void names_in_another_encoding_are_read_with_a_warning(void **state)
{
    (void)state;
    rbk_disc *disc = read_good("3\n1 0 4 2352 300\xE9 0\n2 450 0 2352 300 0\n3 45000 4 2352 300 0\n");
    assert_string_equal(disc->files[0].path, "300\xC3\xA9");
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "gdi.encoding");
    assert_int_equal(rbk_findings_at(findings, 0)->line, 2);
    rbk_disc_free(disc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(tracks_are_where_their_addresses_say, setup, teardown),
        cmocka_unit_test_setup_teardown(empty_sectors_before_the_last_data_are_its_pregap, setup, teardown),
        cmocka_unit_test_setup_teardown(data_sectors_before_the_last_data_are_its_pregap, setup, teardown),
        cmocka_unit_test_setup_teardown(audio_before_the_last_data_stays_audio, setup, teardown),
        cmocka_unit_test_setup_teardown(subchannel_and_mode_2_are_read, setup, teardown),
        cmocka_unit_test_setup_teardown(what_follows_is_ignored_with_a_warning, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_wrong_is_refused_with_its_place, setup, teardown),
        cmocka_unit_test_setup_teardown(lists_are_known_by_their_first_lines, setup, teardown),
        cmocka_unit_test_setup_teardown(names_in_another_encoding_are_read_with_a_warning, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
