/* The TOC's reader: header, track headers, INDEX; recognising a TOC; and that random bytes give an error. */
#include "unit/format/mutate.h"
#include "unit/format/toc.h"

static int probe(const char *text)
{
    return rbk_toc_probe((const uint8_t *)text, strlen(text));
}

static void a_toc_is_known_by_its_first_words(void **state)
{
    (void)state;
    assert_int_equal(probe("CD_DA\n"), 100);
    assert_int_equal(probe("// x\n\n  cd_rom TRACK MODE1"), 100);
    assert_int_equal(probe("\xEF\xBB\xBF"
                           "CD_ROM_XA"),
                     100);
    assert_int_equal(probe("CATALOG \"4006381333931\" CD_DA"), 100);
    assert_int_equal(probe("CATALOG \"4006381333931\" TRACK AUDIO"), 100);
    assert_int_equal(probe("TRACK AUDIO FILE \"a\" 0"), 100);
    assert_int_equal(probe("CD_TEXT {"), 100);
    assert_int_equal(probe("FIRST_TRACK_NO 3"), 100);
    assert_int_equal(probe("REM made by a ripper\nREM \"\nCD_DA\n"), 100);
}

static void no_cue_sheet_and_nothing_else_is_a_toc(void **state)
{
    static const char *const others[] = {"",
                                         "FILE \"a.bin\" BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n",
                                         "CATALOG 4006381333931\nFILE \"a.bin\" BINARY\n",
                                         "CATALOG \"4006381333931\"\nFILE \"a.bin\" BINARY\n",
                                         "CATALOG \"4006381333931\"\nTRACK 01 AUDIO\n",
                                         "TITLE \"CD_DA\"\n",
                                         "REM CD_DA\n",
                                         "TRACK 01 MODE1/2352\n",
                                         "CD_TEXT \"x\"",
                                         "CD_DATA",
                                         "RIFF"};
    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        assert_int_equal(probe(others[i]), 0);
    assert_int_equal(rbk_toc_probe(NULL, 0), 0);
}

/* And vice versa: a file that begins like a TOC is not a CUE sheet. */
static void tocs_are_read_as_tocs_by_their_content(void **state)
{
    static const char *const tocs[] = {"CD_DA\nTRACK AUDIO\nFILE \"a.wav\" 0\nINDEX 00:10:00\n",
                                       "CATALOG \"4006381333931\"\nTRACK AUDIO\nISRC \"DEABC9900001\"\nFILE \"a\" 0\n",
                                       "CD_TEXT { LANGUAGE 0 {\nTITLE \"x\"\nPERFORMER \"y\"\n} }\nTRACK AUDIO\n"
                                       "PREGAP 0:2:0\nFILE \"a.wav\" 0\n"};
    (void)state;
    for (size_t i = 0; i < sizeof tocs / sizeof tocs[0]; i++) {
        rbk_disc *disc = NULL;
        assert_true(rbk_cue_probe((const uint8_t *)tocs[i], strlen(tocs[i])) < 100);
        assert_int_equal(rbk_format_read((const uint8_t *)tocs[i], strlen(tocs[i]), "x", NULL, &disc, NULL, NULL),
                         RBK_OK);
        assert_int_equal(disc->track_count, 1);
        rbk_disc_free(disc);
    }
}

static void track_modes_are_those_of_the_model(void **state)
{
    static const struct {
        const char *word;
        rbk_track_mode mode;
    } rows[] = {
        {"AUDIO", RBK_MODE_AUDIO},
        {"MODE1", RBK_MODE_MODE1_2048},
        {"MODE1_RAW", RBK_MODE_MODE1_2352},
        {"MODE2", RBK_MODE_MODE2_2336},
        {"MODE2_RAW", RBK_MODE_MODE2_2352},
        {"MODE2_FORM1", RBK_MODE_MODE2_2048},
        {"MODE2_FORM2", RBK_MODE_MODE2_2324},
        {"MODE2_FORM_MIX", RBK_MODE_MODE2_2336},
        {"AUDIO RW", RBK_MODE_CDG},
        {"AUDIO RW_RAW", RBK_MODE_CDG},
        {"MODE1_RAW RW_RAW", RBK_MODE_MODE1_2352},
        {"MODE1 RW", RBK_MODE_MODE1_2048},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[100];
        snprintf(text, sizeof text, "CD_ROM_XA TRACK %s DATAFILE \"a\"", rows[i].word);
        rbk_disc *disc = toc_read(text, NULL);
        assert_int_equal(disc->tracks[0].mode, rows[i].mode);
        rbk_disc_free(disc);
    }
}

/* Both have 2,336 bytes; only one has sectors with forms, and what is written again is what was read. */
static void a_mode_with_forms_is_kept_apart_from_one_without(void **state)
{
    rbk_disc *disc = toc_read("CD_ROM_XA TRACK MODE2_FORM_MIX COPY DATAFILE \"a\" 00:04:00\n"
                              "TRACK MODE2 DATAFILE \"b\" 00:04:00",
                              NULL);
    char *text = toc_write(disc, NULL);
    (void)state;
    assert_int_equal(disc->tracks[0].flags, RBK_FLAG_FORM_MIX | RBK_FLAG_COPY_PERMITTED);
    assert_int_equal(disc->tracks[1].flags, 0);
    assert_non_null(strstr(text, "TRACK MODE2_FORM_MIX\nCOPY\n"));
    assert_non_null(strstr(text, "TRACK MODE2\nNO COPY\n"));
    free(text);
    rbk_disc_free(disc);
}

static void the_last_of_two_contrary_flags_counts(void **state)
{
    rbk_disc *disc = toc_read("TRACK AUDIO COPY PRE_EMPHASIS FOUR_CHANNEL_AUDIO NO COPY FILE \"a.wav\" 0\n"
                              "TRACK AUDIO NO PRE_EMPHASIS FOUR_CHANNEL_AUDIO TWO_CHANNEL_AUDIO COPY FILE \"a.wav\" 0",
                              NULL);
    (void)state;
    assert_int_equal(disc->tracks[0].flags, RBK_FLAG_PRE_EMPHASIS | RBK_FLAG_FOUR_CHANNEL);
    assert_int_equal(disc->tracks[1].flags, RBK_FLAG_COPY_PERMITTED);
    rbk_disc_free(disc);
}

static void tracks_are_numbered_from_one_or_from_what_is_said(void **state)
{
    rbk_disc *disc =
        toc_read("CD_DA FIRST_TRACK_NO 98 TRACK AUDIO FILE \"a.wav\" 0 TRACK AUDIO FILE \"a.wav\" 0", NULL);
    (void)state;
    assert_int_equal(disc->tracks[0].number, 98);
    assert_int_equal(disc->tracks[1].number, 99);
    rbk_disc_free(disc);
    assert_toc_refused("FIRST_TRACK_NO 100 TRACK AUDIO FILE \"a.wav\" 0", RBK_SYNTAX, 1, 16,
                       "expected a track number 1 to 99, found '100'");
    assert_toc_refused("FIRST_TRACK_NO 99 TRACK AUDIO FILE \"a.wav\" 0\nTRACK AUDIO", RBK_SYNTAX, 2, 1,
                       "expected track numbers up to 99, found a track 100");
}

static void refusals_name_place_expected_and_found(void **state)
{
    (void)state;
    assert_toc_refused("CD_DA\n  FOO\n", RBK_SYNTAX, 2, 3,
                       "expected CATALOG, CD_DA, CD_ROM, CD_ROM_XA, CD_TEXT or TRACK, found 'FOO'");
    assert_toc_refused("CD_DA TRACK AUDIO", RBK_SYNTAX, 1, 18,
                       "expected AUDIOFILE, DATAFILE, SILENCE or ZERO, found the end of the file");
    assert_toc_refused("TRACK AUDIO FILE \"a.wav\" 0\nINDEX 0:1", RBK_SYNTAX, 2, 10,
                       "expected ':', found the end of the file");
    assert_toc_refused("TRACK AUDIO FILE \"a.wav\" 0 INDEX 0:1:0 FILE", RBK_SYNTAX, 1, 40,
                       "expected INDEX, TRACK or the end, found 'FILE'");
    assert_toc_refused("TRACK AUDIO NO ISRC", RBK_SYNTAX, 1, 16,
                       "expected COPY or PRE_EMPHASIS after NO, found 'ISRC'");
}

static void pointers_are_checked(void **state)
{
    rbk_disc *disc = NULL;
    (void)state;
    assert_int_equal(rbk_toc_read(NULL, 1, "x", NULL, &disc, NULL, NULL), RBK_INVALID_POINTER);
    assert_int_equal(rbk_toc_read((const uint8_t *)"x", 1, "x", NULL, NULL, NULL, NULL), RBK_INVALID_POINTER);
    assert_int_equal(rbk_toc_read(NULL, 0, NULL, NULL, &disc, NULL, NULL), RBK_SYNTAX);
}

static const char varied_toc[] =
    "CD_ROM // \xE9\nCATALOG \"4006381333931\"\nFIRST_TRACK_NO 2\nCD_TEXT { LANGUAGE_MAP { 0 : EN 1 : 15 }\n"
    "LANGUAGE 0 { TITLE \"a\\\"\\351\\\\\" GENRE { 0, 12, 0 } } LANGUAGE 1 { TITLE \"b\" } }\n"
    "TRACK MODE1 COPY DATAFILE \"d.bin\" 0:2:0 ZERO 4096\nTRACK AUDIO NO COPY ISRC \"DEABC9900001\"\n"
    "CD_TEXT { LANGUAGE 0 { TITLE \"x\" } } PREGAP 0:2:0 FILE \"d.bin\" SWAP #307200 0 0:2:0\n"
    "SILENCE 100 AUDIOFILE \"a.wav\" 1:0:0 10000000 END 1:30:0 INDEX 0:5:0 INDEX 0:7:0\n"
    "TRACK AUDIO RW_RAW DATAFILE \"g\" 2448 START 0:0:0 ZERO 0:0:1\n";

/* Under the sanitizers this finds accesses out of bounds. */
static void toc_texts_that_went_wrong_are_read_or_refused_with_a_sentence(void **state)
{
    uint32_t seed = 20261123;
    char text[4096];
    size_t read = 0;
    (void)state;
    for (int round = 0; round < 4000; round++) {
        rbk_disc *disc = NULL;
        rbk_error error;
        rbk_error_init(&error);
        rbk_findings *findings = rbk_findings_new();
        size_t size = mutated_sheet(varied_toc, text, sizeof text - 1, &seed);
        rbk_status status = rbk_toc_read((const uint8_t *)text, size, "x", NULL, &disc, findings, &error);
        rbk_toc_probe((const uint8_t *)text, size);
        if (status == RBK_OK) {
            read++;
            for (size_t t = 0; t < disc->track_count; t++)
                assert_non_null(rbk_track_index(&disc->tracks[t], 1));
        } else {
            assert_true(status == RBK_SYNTAX || status == RBK_UNSUPPORTED);
            assert_true(error.sentence[0] != '\0' && error.place.line > 0 && error.place.column > 0);
        }
        rbk_disc_free(disc);
        rbk_findings_free(findings);
    }
    assert_in_range(read, 50, 3900);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_toc_is_known_by_its_first_words),
        cmocka_unit_test(no_cue_sheet_and_nothing_else_is_a_toc),
        cmocka_unit_test(tocs_are_read_as_tocs_by_their_content),
        cmocka_unit_test(track_modes_are_those_of_the_model),
        cmocka_unit_test(a_mode_with_forms_is_kept_apart_from_one_without),
        cmocka_unit_test(the_last_of_two_contrary_flags_counts),
        cmocka_unit_test(tracks_are_numbered_from_one_or_from_what_is_said),
        cmocka_unit_test(refusals_name_place_expected_and_found),
        cmocka_unit_test(pointers_are_checked),
        cmocka_unit_test(toc_texts_that_went_wrong_are_read_or_refused_with_a_sentence),
    };
    return cmocka_run_group_tests_name("format/toc_read", tests, NULL, NULL);
}
