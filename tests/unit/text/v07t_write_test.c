/* Writing input sheets: what was written is read back. */
#include "unit/text/example.h"

static rbk_status write_text(const rbk_cdtext *cdtext, bool fallback, rbk_output *output, rbk_findings *findings,
                             rbk_error *error)
{
    rbk_cdtext_options options = {.tab = true, .fallback = fallback};
    return rbk_v07t_write(cdtext, &options, output, findings, error);
}

static void the_worked_example_is_written_in_order(void **state)
{
    static const char expected[] = "Input Sheet Version = 0.7T\n"
                                   "Text Code           = 8859\n"
                                   "Language Code       = English\n"
                                   "Album Title         = Night Cats\n"
                                   "Artist Name         = Art\n"
                                   "Catalog Number      = CAT-001\n"
                                   "Genre Code          = Rock Music\n"
                                   "Genre Information   = Fuzz\n"
                                   "UPC / EAN           = 4006381333931\n"
                                   "Text Data Copy Protection = OFF\n"
                                   "First Track Number  = 1\n"
                                   "Last Track Number   = 3\n"
                                   "Track 01 Title      = One\n"
                                   "Track 01 Artist     = Art\n"
                                   "ISRC 01             = USRC17607839\n";
    rbk_cdtext *cdtext = example_cdtext();
    rbk_output *output = rbk_output_new_memory();
    size_t size = 0;
    (void)state;
    assert_int_equal(rbk_v07t_write(cdtext, NULL, output, NULL, NULL), RBK_OK);
    const char *text = rbk_output_text(output, &size);
    assert_memory_equal(text, expected, sizeof expected - 1);
    rbk_output_free(output);
    rbk_cdtext_free(cdtext);
}

static void blocks_in_every_set_come_back(void **state)
{
    rbk_cdtext *cdtext = example_cdtext(), *found = NULL;
    rbk_output *output = rbk_output_new_memory();
    rbk_findings *findings = rbk_findings_new();
    rbk_cdtext_block *block = NULL;
    size_t size = 0;
    (void)state;
    assert_int_equal(rbk_cdtext_set(cdtext->blocks[0], RBK_CDTEXT_MESSAGE, 3, "Grüße = é", NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_add_block(cdtext, 1, 0x69, RBK_CDTEXT_MS_JIS, 2, 3, &block, NULL), RBK_OK);
    block->copyright = 0x03;
    block->genre = 0xABCD;
    assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_TITLE, 2, "夜の猫", NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_CLOSED, 0, "geheim ß", NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_add_block(cdtext, 2, 0x2C, RBK_CDTEXT_ASCII, 1, 1, &block, NULL), RBK_OK);
    block->copyright = 0x40;
    assert_int_equal(write_text(cdtext, false, output, findings, NULL), RBK_OK);
    const char *text = rbk_output_text(output, &size);
    assert_int_equal(rbk_v07t_read((const uint8_t *)text, size, "x", &found, findings, NULL), RBK_OK);
    assert_true(rbk_cdtext_equal(cdtext, found));
    rbk_findings_free(findings);
    rbk_output_free(output);
    rbk_cdtext_free(found);
    rbk_cdtext_free(cdtext);
}

static void what_does_not_fit_is_refused_and_nothing_goes_out(void **state)
{
    rbk_cdtext *cdtext = example_cdtext();
    rbk_output *output = rbk_output_new_memory();
    rbk_findings *findings = rbk_findings_new();
    rbk_error error;
    size_t size = 1;
    (void)state;
    assert_int_equal(rbk_cdtext_set(cdtext->blocks[0], RBK_CDTEXT_TITLE, 1, "Ża", NULL), RBK_OK);
    assert_int_equal(write_text(cdtext, false, output, findings, &error), RBK_REFUSED);
    assert_string_equal(error.sentence, "title of track 1: 'Ż' (U+017B) is not in ISO 8859-1");
    rbk_output_text(output, &size);
    assert_int_equal(size, 0);
    assert_int_equal(write_text(cdtext, true, output, findings, NULL), RBK_OK);
    assert_non_null(strstr(rbk_output_text(output, &size), "Track 01 Title      = Za\n"));
    rbk_findings_free(findings);
    rbk_output_free(output);
    rbk_cdtext_free(cdtext);
}

static void packs_of_times_are_reported_to_be_left_out(void **state)
{
    rbk_cdtext *cdtext = example_cdtext();
    rbk_output *output = rbk_output_new_memory();
    rbk_findings *findings = rbk_findings_new();
    rbk_cdtext_raw_pack raw = {0x88, 0, {1, 3}};
    (void)state;
    assert_int_equal(rbk_cdtext_add_raw(cdtext->blocks[0], &raw, NULL), RBK_OK);
    assert_int_equal(write_text(cdtext, false, output, findings, NULL), RBK_OK);
    assert_string_equal(text_at(findings, 0), "block 0: 1 pack of types 88 to 8C has no place in an input sheet");
    rbk_findings_free(findings);
    rbk_output_free(output);
    rbk_cdtext_free(cdtext);
}

/* One that is read as another text is reported, each text once. */
static void texts_that_a_reader_changes_are_reported(void **state)
{
    rbk_cdtext *cdtext = example_cdtext();
    rbk_output *output = rbk_output_new_memory();
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    assert_int_equal(write_text(cdtext, false, output, findings, NULL), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 0);
    assert_int_equal(rbk_cdtext_set(cdtext->blocks[0], RBK_CDTEXT_TITLE, 1, " lead", NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_set(cdtext->blocks[0], RBK_CDTEXT_TITLE, 2, "AÃ©", NULL), RBK_OK);
    assert_int_equal(write_text(cdtext, false, output, findings, NULL), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 2);
    assert_string_equal(text_at(findings, 0), "title of track 1: blanks at its ends are not read from an input sheet");
    assert_string_equal(text_at(findings, 1),
                        "title of track 2: its bytes are read from an input sheet as UTF-8, which is another text");
    rbk_findings_free(findings);
    rbk_output_free(output);
    rbk_cdtext_free(cdtext);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_worked_example_is_written_in_order),
        cmocka_unit_test(blocks_in_every_set_come_back),
        cmocka_unit_test(what_does_not_fit_is_refused_and_nothing_goes_out),
        cmocka_unit_test(packs_of_times_are_reported_to_be_left_out),
        cmocka_unit_test(texts_that_a_reader_changes_are_reported),
    };
    return cmocka_run_group_tests_name("text/v07t_write", tests, NULL, NULL);
}
