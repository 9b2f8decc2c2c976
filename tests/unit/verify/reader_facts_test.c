/* The properties of an image that the rules of readers depend on. */
#include "verify/reader_facts.h"

#include "unit/scratch.h"

#include <redbook/source.h>

static rbk_disc *disc;
static rbk_layout *layout;
static rbk_reader_facts facts;
static char text[RBK_FACT_BYTES];

static void look_at(const char *sheet)
{
    static uint8_t sectors[400 * 2352];
    rbk_error error;
    rbk_findings *findings = rbk_findings_new();
    scratch_write("a.bin", sectors, sizeof sectors);
    scratch_write("b.bin", sectors, sizeof sectors);
    scratch_write("a.cue", sheet, strlen(sheet));
    rbk_error_init(&error);
    assert_int_equal(rbk_source_open(scratch_path("a.cue"), NULL, &disc, findings, &error), RBK_OK);
    assert_int_equal(rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, NULL, &error), RBK_OK);
    assert_int_equal(rbk_reader_facts_make(disc, layout, scratch_path("a.cue"), &facts, &error), RBK_OK);
    rbk_findings_free(findings);
}

static void forget(void)
{
    rbk_reader_facts_release(&facts);
    rbk_layout_free(layout);
    rbk_disc_free(disc);
    layout = NULL;
    disc = NULL;
}

static void a_plain_sheet_has_no_fact(void **state)
{
    (void)state;
    look_at("FILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n");
    assert_string_equal(facts.format, "cue");
    assert_false(rbk_fact_several_files(&facts, text) || rbk_fact_other_name(&facts, text));
    assert_false(rbk_fact_pregap(&facts, text) || rbk_fact_pregap_command(&facts, text));
    assert_false(rbk_fact_postgap_command(&facts, text) || rbk_fact_pregap_before(&facts, text));
    assert_false(rbk_fact_later_index(&facts, text) || rbk_fact_hidden_bare(&facts, text));
    assert_false(rbk_fact_mark(&facts, text) || rbk_fact_no_last_line(&facts, text));
    assert_false(rbk_fact_lower_case(&facts, text) || rbk_fact_sessions(&facts, text));
    assert_true(rbk_fact_audio_in_bin(&facts, text));
    assert_string_equal(text, "'a.bin'");
    forget();
}

static void a_list_of_q_that_is_not_valid_is_a_fact(void **state)
{
    static const char sheet[] = "FILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n";
    (void)state;
    scratch_write("a.lsd", "x", 1);
    look_at(sheet);
    assert_false(rbk_fact_damaged_q(&facts, text)); /* not read by the programs that read an SBI */
    forget();
    assert_int_equal(unlink(scratch_path("a.lsd")), 0);
    scratch_write("a.SBI", "x", 1);
    look_at(sheet);
    assert_true(rbk_fact_damaged_q(&facts, text));
    assert_string_equal(text, "'a.SBI'");
    forget();
}

static void facts_name_what_they_are_about(void **state)
{
    (void)state;
    look_at("\xEF\xBB\xBF"
            "file \"b.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:10\n  TRACK 02 AUDIO\n    INDEX 00 00:02:00\n"
            "FILE \"a.bin\" BINARY\n    INDEX 01 00:00:00\n    INDEX 02 00:01:00\n  TRACK 03 AUDIO\n"
            "    PREGAP 00:02:00\n    INDEX 01 00:03:00\n    POSTGAP 00:01:00");
    assert_true(rbk_fact_mark(&facts, text) && rbk_fact_lower_case(&facts, text));
    assert_true(rbk_fact_no_last_line(&facts, text) && rbk_fact_hidden_bare(&facts, text));
    assert_true(rbk_fact_several_files(&facts, text));
    assert_string_equal(text, "it has 2");
    assert_true(rbk_fact_pregap_before(&facts, text));
    assert_string_equal(text, "track 2");
    assert_true(rbk_fact_later_index(&facts, text));
    assert_string_equal(text, "track 2");
    assert_true(rbk_fact_pregap_command(&facts, text));
    assert_string_equal(text, "track 3");
    assert_true(rbk_fact_postgap_command(&facts, text));
    assert_string_equal(text, "track 3");
    forget();
}

static void files_are_judged_by_type_and_tracks(void **state)
{
    (void)state;
    look_at(
        "FILE \"a.bin\" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n"
        "FILE \"b.bin\" MOTOROLA\n  TRACK 02 AUDIO\n    INDEX 01 00:00:00\n  TRACK 03 AUDIO\n    INDEX 01 00:02:01\n");
    assert_true(rbk_fact_mixed(&facts, text));
    assert_true(rbk_fact_big_endian(&facts, text));
    assert_string_equal(text, "'b.bin'");
    assert_false(rbk_fact_audio_in_bin(&facts, text)); /* it has data */
    assert_false(rbk_fact_wave_of_tracks(&facts, text));
    assert_false(rbk_fact_graphics(&facts, text));
    disc->files[1].type = RBK_FILE_AUDIO;
    assert_true(rbk_fact_wave_of_tracks(&facts, text));
    assert_string_equal(text, "'b.bin'");
    assert_false(rbk_fact_big_endian(&facts, text));
    disc->files[1].subchannel = RBK_SUBCHANNEL_RAW;
    assert_true(rbk_fact_graphics(&facts, text));
    assert_string_equal(text, "'b.bin'");
    disc->tracks[0].mode = RBK_MODE_AUDIO;
    assert_false(rbk_fact_mixed(&facts, text));
    disc->tracks[0].mode = disc->tracks[1].mode = disc->tracks[2].mode = RBK_MODE_MODE1_2352;
    assert_false(rbk_fact_mixed(&facts, text));
    facts.format = "toc";
    disc->files[1].type = RBK_FILE_MOTOROLA;
    assert_false(rbk_fact_big_endian(&facts, text) || rbk_fact_other_name(&facts, text));
    forget();
}

/* The disc of a sheet as that of a CHD, which has the same model. */
static void facts_of_a_chd_are_of_no_sheet(void **state)
{
    const rbk_placement with_subchannel = {
        .stride_bytes = 2448, .payload_bytes = 2352, .subchannel_offset_bytes = 2352, .subchannel_bytes = 96};
    (void)state;
    look_at(
        "FILE \"a.bin\" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    INDEX 00 00:02:01\n"
        "    INDEX 01 00:02:10\n  TRACK 03 AUDIO\n    INDEX 01 00:04:10\n");
    for (int chd = 0; chd < 2; chd++) {
        facts.is_chd = chd;
        memset(facts.chd.codecs, 0, sizeof facts.chd.codecs);
        strcpy(facts.chd.codecs[0], "cdlz");
        assert_false(rbk_fact_chd_zstandard(&facts, text));
        strcpy(facts.chd.codecs[RBK_CHD_CODECS - 1], "cdzs");
        assert_int_equal(rbk_fact_chd_zstandard(&facts, text), chd);
        assert_int_equal(rbk_fact_chd_other_modes(&facts, text), chd);
        assert_string_equal(text, chd ? "track 1 MODE1/2352" : "");
        assert_int_equal(rbk_fact_chd_padding(&facts, text), chd); /* 151 sectors before it */
        assert_true(!chd || strcmp(text, "track 2") == 0);
        assert_int_equal(rbk_fact_gap_in_chd(&facts, text), chd);
        assert_true(!chd || strcmp(text, "track 2 has a pregap") == 0);
        disc->tracks[0].extents[0].placement = with_subchannel;
        assert_int_equal(rbk_fact_q_in_subchannel(&facts, text), chd);
        assert_true(!chd || strcmp(text, "track 1") == 0);
        assert_int_equal(rbk_fact_gap_in_chd(&facts, text), chd);
        assert_true(!chd || strcmp(text, "track 1 has a subchannel") == 0);
        disc->tracks[0].extents[0].placement = (rbk_placement){.stride_bytes = 0};
        text[0] = '\0';
    }
    facts.gd_rom = true; /* the end of the track before */
    assert_false(rbk_fact_gap_in_chd(&facts, text));
    disc->tracks[0].mode = disc->tracks[1].mode = disc->tracks[2].mode = RBK_MODE_MODE2_2352;
    assert_false(rbk_fact_chd_other_modes(&facts, text) || rbk_fact_chd_padding(&facts, text));
    assert_false(rbk_fact_q_in_subchannel(&facts, text));
    facts.is_chd = false;
    forget();
}

static void a_sheet_of_no_bytes_is_no_text(void **state)
{
    rbk_error error;
    (void)state;
    look_at("FILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n");
    scratch_write("empty.cue", "", 0);
    rbk_error_init(&error);
    assert_int_equal(rbk_reader_facts_make(disc, layout, scratch_path("empty.cue"), &facts, &error), RBK_OK);
    assert_string_equal(facts.format, "sectors");
    assert_false(facts.has_mark || facts.ends_without_line || facts.lower_case);
    free(disc->descriptor_path); /* as of an audio file alone */
    disc->descriptor_path = NULL;
    disc->files[0].type = RBK_FILE_AUDIO;
    assert_int_equal(rbk_reader_facts_make(disc, layout, scratch_path("a.cue"), &facts, &error), RBK_OK);
    assert_string_equal(facts.format, "audio");
    forget();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_plain_sheet_has_no_fact, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(a_list_of_q_that_is_not_valid_is_a_fact, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(files_are_judged_by_type_and_tracks, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(facts_of_a_chd_are_of_no_sheet, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(a_sheet_of_no_bytes_is_no_text, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(facts_name_what_they_are_about, scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests_name("verify/reader_facts", tests, NULL, NULL);
}
