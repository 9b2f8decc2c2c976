/* Entries of .dat files. */
#include <redbook/match.h>

#include "unit/scratch.h"

static void a_game_is_an_element_with_its_sheet_first(void **state)
{
    static rbk_hash_report report;
    rbk_dat_game game;
    rbk_error error;
    size_t size;
    (void)state;
    report.track_count = 2;
    for (size_t t = 0; t < 2; t++) {
        report.tracks[t] = (rbk_track_sums){.number = (uint32_t)t + 1, .first_lba = (int32_t)t * 10, .end_lba = 30};
        report.tracks[t].sums.crc32 = 0xab + (uint32_t)t;
        snprintf(report.tracks[t].sums.text[RBK_SUM_MD5], RBK_SUM_BYTES, "md5-%zu", t);
        snprintf(report.tracks[t].sums.text[RBK_SUM_SHA1], RBK_SUM_BYTES, "sha1-%zu", t);
    }
    assert_int_equal(rbk_dat_game_of_disc("A & \"B\" <C>\x01", &report, &game, &error), RBK_OK);
    assert_int_equal(rbk_dat_game_add_bytes(&game, "A.cue", "abc", 3, &error), RBK_OK);
    rbk_output *output = rbk_output_new_memory();
    assert_int_equal(rbk_dat_write_game(&game, output, &error), RBK_OK);
    assert_string_equal(rbk_output_text(output, &size),
                        "\t<game name=\"A &amp; &quot;B&quot; &lt;C&gt;_\">\n"
                        "\t\t<description>A &amp; &quot;B&quot; &lt;C&gt;_</description>\n"
                        "\t\t<rom name=\"A.cue\" size=\"3\" crc=\"352441c2\" md5=\"900150983cd24fb0d6963f7d28e17f72\" "
                        "sha1=\"a9993e364706816aba3e25717850c26c9cd0d89d\"/>\n"
                        "\t\t<rom name=\"A &amp; &quot;B&quot; &lt;C&gt;_ (Track 1).bin\" size=\"70560\" "
                        "crc=\"000000ab\" md5=\"md5-0\" sha1=\"sha1-0\"/>\n"
                        "\t\t<rom name=\"A &amp; &quot;B&quot; &lt;C&gt;_ (Track 2).bin\" size=\"47040\" "
                        "crc=\"000000ac\" md5=\"md5-1\" sha1=\"sha1-1\"/>\n"
                        "\t</game>\n");
    rbk_output_free(output);
    rbk_dat_game_release(&game);
    rbk_dat_game_release(NULL);
}

static void a_name_that_xml_cannot_hold_gets_other_characters(void **state)
{
    const struct {
        const char *name, *written;
    } rows[] = {{"Caf\xE9", "Caf_"},     {"Caf\xC3\xA9 \xC3", "Caf\xC3\xA9 _"},
                {"\xED\xA0\x80", "___"}, {"a\xEF\xBF\xBE\xEF\xBF\xBF\xEF\xBF\xBD", "a______\xEF\xBF\xBD"},
                {"\xEF", "_"},           {"a\tb\x7F", "a_b\x7F"}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const rbk_dat_game game = {.name = (char *)rows[i].name};
        char expected[256];
        rbk_output *output = rbk_output_new_memory();
        assert_int_equal(rbk_dat_write_game(&game, output, NULL), RBK_OK);
        snprintf(expected, sizeof expected, "\t<game name=\"%s\">\n\t\t<description>%s</description>\n\t</game>\n",
                 rows[i].written, rows[i].written);
        assert_string_equal(rbk_output_text(output, NULL), expected);
        rbk_output_free(output);
    }
}

/* With the address sanitizer a file that is written beyond the room is reported. */
static void a_game_with_room_for_its_files_only_gets_one_more(void **state)
{
    (void)state;
    for (size_t count = 1; count < 6; count++) {
        rbk_dat_game game = {.name = strdup("A"), .files = calloc(count, sizeof *game.files), .file_count = count};
        assert_int_equal(rbk_dat_game_add_bytes(&game, "A.cue", "abc", 3, NULL), RBK_OK);
        assert_int_equal(game.file_count, count + 1);
        rbk_dat_game_release(&game);
    }
}

static void one_track_has_no_number_and_ten_have_two_digits(void **state)
{
    static rbk_hash_report report;
    rbk_dat_game game;
    rbk_error error;
    (void)state;
    for (uint32_t count = 1; count <= 10; count += 9) {
        report.track_count = count;
        for (uint32_t t = 0; t < count; t++)
            report.tracks[t].number = t + 1;
        assert_int_equal(rbk_dat_game_of_disc("X", &report, &game, &error), RBK_OK);
        assert_string_equal(game.files[0].name, count == 1 ? "X.bin" : "X (Track 01).bin");
        rbk_dat_game_release(&game);
    }
}

static void a_game_is_unchanged_on_failure(void **state)
{
    (void)state;
    rbk_error error;
    rbk_dat_game kept = {NULL, NULL, 7};
    assert_int_equal(rbk_dat_game_of_disc("X", NULL, &kept, &error), RBK_INVALID_POINTER);
    assert_int_equal(kept.file_count, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_game_is_an_element_with_its_sheet_first),
        cmocka_unit_test(a_name_that_xml_cannot_hold_gets_other_characters),
        cmocka_unit_test(a_game_with_room_for_its_files_only_gets_one_more),
        cmocka_unit_test(one_track_has_no_number_and_ten_have_two_digits),
        cmocka_unit_test(a_game_is_unchanged_on_failure),
    };
    return cmocka_run_group_tests_name("report/dat_write", tests, NULL, NULL);
}
