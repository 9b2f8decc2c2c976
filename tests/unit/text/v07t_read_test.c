/* Input sheets: the worked example, several sheets, what is reported and what is refused. */
#include "unit/text/example.h"

static rbk_status read_text(const char *text, rbk_cdtext **cdtext, rbk_findings *findings, rbk_error *error)
{
    return rbk_v07t_read((const uint8_t *)text, strlen(text), "sheet.txt", cdtext, findings, error);
}

static void the_worked_example_becomes_its_packs(void **state)
{
    rbk_cdtext *cdtext = NULL, *expected = example_cdtext();
    rbk_findings *findings = rbk_findings_new();
    rbk_bytes packs = {NULL, 0};
    (void)state;
    assert_int_equal(read_text(example_sheet, &cdtext, findings, NULL), RBK_OK);
    assert_true(rbk_cdtext_equal(expected, cdtext));
    assert_int_equal(rbk_cdtext_encode(cdtext, NULL, &packs, findings, NULL), RBK_OK);
    assert_int_equal(packs.size, sizeof example_packs);
    assert_memory_equal(packs.data, example_packs, sizeof example_packs);
    assert_int_equal(rbk_findings_count(findings), 0);
    rbk_bytes_release(&packs);
    rbk_findings_free(findings);
    rbk_cdtext_free(expected);
    rbk_cdtext_free(cdtext);
}

static void all_names_and_their_numbers_are_read(void **state)
{
    static const char sheet[] = "\xEF\xBB\xBF# a comment\r\nInput Sheet Version = 0.7T\r\nText Code=0x00\r\n"
                                "Language Code = 0x08\r\n0x80 = T\r\nartist name\t=  P \r\nSongwriter = S\r\n"
                                "Composer = C\r\nArranger = A\r\nAlbum Message = M = N\r\nClosed Information = X\r\n"
                                "Genre Code = 0x0017\r\nText Data Copy Protection = ON\r\nFirst Track Number = 2\r\n"
                                "Last Track Number = 03\r\nRemarks = none\r\nDisc Information 01 = d\r\n"
                                "Track 02 Songwriter = s\r\nTrack 2 Composer = c\r\nTrack 02 Arranger = a\r\n"
                                "Track 03 Message = m\r\nTrack 03 0x81 = p\r\n";
    rbk_cdtext *cdtext = NULL;
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    assert_int_equal(read_text(sheet, &cdtext, findings, NULL), RBK_OK);
    const rbk_cdtext_block *block = cdtext->blocks[0];
    assert_int_equal(block->language, 0x08);
    assert_int_equal(block->copyright, 0x03);
    assert_int_equal(block->genre, 0x17);
    assert_int_equal(block->first_track, 2);
    assert_int_equal(block->last_track, 3);
    assert_string_equal(block->text[RBK_CDTEXT_TITLE][0], "T");
    assert_string_equal(block->text[RBK_CDTEXT_PERFORMER][0], "P");
    assert_string_equal(block->text[RBK_CDTEXT_MESSAGE][0], "M = N");
    assert_string_equal(block->text[RBK_CDTEXT_CLOSED][0], "X");
    assert_string_equal(block->text[RBK_CDTEXT_COMPOSER][2], "c");
    assert_string_equal(block->text[RBK_CDTEXT_PERFORMER][3], "p");
    assert_int_equal(rbk_findings_count(findings), 2); /* notes about entries that cannot be stored */
    assert_string_equal(rule_at(findings, 0), "v07t.no-place");
    rbk_findings_free(findings);
    rbk_cdtext_free(cdtext);
}

static void numbers_of_tracks_have_one_digit_or_two(void **state)
{
    rbk_cdtext *cdtext = NULL;
    (void)state;
    assert_int_equal(read_text("Input Sheet Version = 0.7T\nFirst Track Number = 12\nLast Track Number = 30\n"
                               "Track 12 Title = twelve\nTrack 30 Title = thirty\n",
                               &cdtext, NULL, NULL),
                     RBK_OK);
    assert_int_equal(cdtext->blocks[0]->first_track, 12);
    assert_int_equal(cdtext->blocks[0]->last_track, 30);
    assert_string_equal(cdtext->blocks[0]->text[RBK_CDTEXT_TITLE][30], "thirty");
    rbk_cdtext_free(cdtext);
}

static void several_sheets_are_several_blocks(void **state)
{
    rbk_cdtext *cdtext = NULL;
    (void)state;
    assert_int_equal(read_text("Input Sheet Version = 0.7T\nAlbum Title = Night\nTrack 02 Title = x\n\n"
                               "Input Sheet Version = 0.7T\nText Code = MS-JIS\nLanguage Code = Japanese\n"
                               "Album Title = \x96\xE9\n",
                               &cdtext, NULL, NULL),
                     RBK_OK);
    assert_int_equal(cdtext->blocks[0]->last_track, 2); /* by its texts */
    assert_int_equal(cdtext->blocks[1]->language, 0x69);
    assert_string_equal(cdtext->blocks[1]->text[RBK_CDTEXT_TITLE][0], "夜");
    assert_null(cdtext->blocks[2]);
    rbk_cdtext_free(cdtext);
}

/* A disc has 8 languages. */
static void nine_sheets_are_refused_at_the_line_of_the_last(void **state)
{
    static const char one[] = "Input Sheet Version = 0.7T\nAlbum Title = x\n\n";
    char text[9 * sizeof one] = "";
    rbk_cdtext *cdtext = NULL;
    rbk_error error;
    (void)state;
    for (int i = 0; i < 8; i++)
        strcat(text, one);
    assert_int_equal(read_text(text, &cdtext, NULL, NULL), RBK_OK);
    assert_non_null(cdtext->blocks[7]);
    rbk_cdtext_free(cdtext);
    cdtext = NULL;
    strcat(text, one);
    assert_int_equal(read_text(text, &cdtext, NULL, &error), RBK_SYNTAX);
    assert_string_equal(error.sentence, "expected 8 sheets at most");
    assert_int_equal(error.place.line, 25);
    assert_string_equal(error.place.path, "sheet.txt");
    assert_null(cdtext);
}

static void text_is_taken_in_the_sheets_set_or_as_utf_8(void **state)
{
    rbk_cdtext *cdtext = NULL;
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    assert_int_equal(
        read_text("Album Title = Caf\xE9\nArtist Name = Café\nComposer = x\x92\n", &cdtext, findings, NULL), RBK_OK);
    assert_string_equal(cdtext->blocks[0]->text[RBK_CDTEXT_TITLE][0], "Café");
    assert_string_equal(cdtext->blocks[0]->text[RBK_CDTEXT_PERFORMER][0], "Café");
    assert_string_equal(rule_at(findings, 0), "v07t.utf-8");
    assert_string_equal(text_at(findings, 1), "1 byte is not valid ISO 8859-1");
    assert_int_equal(rbk_findings_at(findings, 1)->line, 3);
    rbk_findings_free(findings);
    rbk_cdtext_free(cdtext);
}

static void departures_are_reported_with_their_line(void **state)
{
    rbk_cdtext *cdtext = NULL;
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    assert_int_equal(read_text("Album Title = a\nAlbum Title = b\nAlbum Colour = red\n", &cdtext, findings, NULL),
                     RBK_OK);
    assert_string_equal(cdtext->blocks[0]->text[RBK_CDTEXT_TITLE][0], "b");
    assert_string_equal(text_at(findings, 0), "'Album Colour' is not a known name in an input sheet");
    assert_int_equal(rbk_findings_at(findings, 0)->line, 3);
    assert_string_equal(text_at(findings, 1), "'Album Title' is repeated, the last one is used");
    rbk_findings_free(findings);
    rbk_cdtext_free(cdtext);
}

static void what_cannot_be_read_is_refused(void **state)
{
    static const struct {
        const char *sheet;
        uint32_t line;
        const char *sentence;
    } rows[] = {
        {"Album Title = a\njust words\n", 2, "expected 'NAME = VALUE', found 'just words'"},
        {"Text Code = EBCDIC\n", 1, "expected 8859, ASCII or MS-JIS for 'Text Code', found 'EBCDIC'"},
        {"Language Code = Klingon\n", 1, "expected a language or 0xNN for 'Language Code', found 'Klingon'"},
        {"Genre Code = Noise\n", 1, "expected a genre or 0xNNNN for 'Genre Code', found 'Noise'"},
        {"First Track Number = 0\n", 1, "expected a track number 1 to 99 for 'First Track Number', found '0'"},
        {"Last Track Number = 100\n", 1, "expected a track number 1 to 99 for 'Last Track Number', found '100'"},
        {"Track 100 Title = x\n", 1, "expected a track number 01 to 99 in 'Track 100 Title'"},
        {"First Track Number = 3\nLast Track Number = 2\n", 0, "expected a last track after the first, found 3 to 2"},
        {"Text Data Copy Protection = MAYBE\n", 1,
         "expected ON, OFF or 0xNN for 'Text Data Copy Protection', found 'MAYBE'"},
        {"\n# nothing\n", 0, "expected an input sheet, found an empty file"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rbk_cdtext *cdtext = NULL;
        rbk_error error;
        assert_int_equal(read_text(rows[i].sheet, &cdtext, NULL, &error), RBK_SYNTAX);
        assert_string_equal(error.sentence, rows[i].sentence);
        assert_int_equal(error.place.line, rows[i].line);
        assert_string_equal(error.place.path, "sheet.txt");
        assert_null(cdtext);
    }
}

static void sheets_are_known_by_their_names(void **state)
{
    static const char cue[] = "TITLE \"a = b\"\nFILE \"x.wav\" WAVE\n";
    static const char bare[] = "Album Title = x\nTrack 01 Title = y\n";
    static const char spaced[] = "\n\nAlbum Title = x\n\n\nTrack 01 Title = y\n";
    static const char half[] = "\nAlbum Title = x\n\n\n";
    (void)state;
    assert_int_equal(rbk_v07t_probe((const uint8_t *)example_sheet, sizeof example_sheet - 1), 100);
    assert_int_equal(rbk_v07t_probe((const uint8_t *)bare, sizeof bare - 1), 60);
    assert_int_equal(rbk_v07t_probe((const uint8_t *)spaced, sizeof spaced - 1), 60);
    assert_int_equal(rbk_v07t_probe((const uint8_t *)half, sizeof half - 1), 0);
    assert_int_equal(rbk_v07t_probe((const uint8_t *)cue, sizeof cue - 1), 0);
    assert_int_equal(rbk_v07t_probe(example_packs, sizeof example_packs), 0);
    assert_int_equal(rbk_v07t_probe((const uint8_t *)"", 0), 0);
}

static void damaged_sheets_never_harm(void **state)
{
    static const char special[] = "=\n\r\t 0189\xFF\xC3\x00T#";
    uint32_t seed = 7;
    (void)state;
    for (int round = 0; round < 3000; round++) {
        char sheet[sizeof example_sheet];
        rbk_cdtext *cdtext = NULL;
        memcpy(sheet, example_sheet, sizeof sheet);
        for (int i = 0; i < 1 + round % 9; i++) {
            seed = seed * 1664525u + 1013904223u;
            sheet[(seed >> 8) % (sizeof sheet - 1)] = special[(seed >> 3) % (sizeof special - 1)];
        }
        rbk_findings *findings = rbk_findings_new();
        rbk_status status =
            rbk_v07t_read((const uint8_t *)sheet, (seed >> 5) % sizeof sheet, "damaged", &cdtext, findings, NULL);
        assert_true(status == RBK_OK || status == RBK_SYNTAX);
        rbk_findings_free(findings);
        rbk_cdtext_free(cdtext);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_worked_example_becomes_its_packs),
        cmocka_unit_test(all_names_and_their_numbers_are_read),
        cmocka_unit_test(numbers_of_tracks_have_one_digit_or_two),
        cmocka_unit_test(several_sheets_are_several_blocks),
        cmocka_unit_test(nine_sheets_are_refused_at_the_line_of_the_last),
        cmocka_unit_test(text_is_taken_in_the_sheets_set_or_as_utf_8),
        cmocka_unit_test(departures_are_reported_with_their_line),
        cmocka_unit_test(what_cannot_be_read_is_refused),
        cmocka_unit_test(sheets_are_known_by_their_names),
        cmocka_unit_test(damaged_sheets_never_harm),
    };
    return cmocka_run_group_tests_name("text/v07t_read", tests, NULL, NULL);
}
