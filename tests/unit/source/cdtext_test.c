/* The CD-TEXT file that a sheet names. */
#include "unit/authoring.h"
#include "unit/text/example.h"

#define SHEET_HEAD "CDTEXTFILE \"album.cdt\"\n"
#define SHEET_REST                                                                                                     \
    "FILE \"a.bin\" BINARY\n"                                                                                          \
    "TRACK 01 AUDIO\nINDEX 01 00:00:00\nTRACK 02 AUDIO\nINDEX 01 00:05:00\nTRACK 03 AUDIO\nINDEX 01 00:10:00\n"

static void read_sheet(const char *text, const rbk_source_options *open)
{
    make_text("a.cue", text);
    assert_int_equal(rbk_source_read(scratch_path("a.cue"), open, &disc, findings, &error), RBK_OK);
}

static void write_packs(const char *name)
{
    scratch_write(name, example_packs, sizeof example_packs);
}

static void it_is_read_where_the_sheet_says(void **state)
{
    (void)state;
    write_packs("album.cdt");
    read_sheet(SHEET_HEAD SHEET_REST, NULL);
    assert_int_equal(rbk_findings_count(findings), 0);
    assert_string_equal(disc->cdtext_location, scratch_path("album.cdt"));
    assert_int_equal(disc->cdtext_bytes, sizeof example_packs);
    assert_string_equal(disc->text.field[RBK_TEXT_TITLE], "Night Cats");
    assert_string_equal(disc->tracks[1].isrc, "USRC17607840");
    rbk_disc *copy = rbk_disc_copy(disc);
    assert_string_equal(copy->cdtext_location, disc->cdtext_location);
    assert_memory_equal(copy->cdtext, example_packs, sizeof example_packs);
    rbk_disc_free(copy);
}

static void it_is_found_in_another_letter_case_and_reported(void **state)
{
    (void)state;
    write_packs("ALBUM.CDT");
    read_sheet(SHEET_HEAD SHEET_REST, NULL);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rule_at(findings, 0), "file.elsewhere");
    assert_int_equal(disc->cdtext_bytes, sizeof example_packs);
}

static void a_missing_one_is_one_finding(void **state)
{
    (void)state;
    read_sheet(SHEET_HEAD "TITLE \"Mine\"\n" SHEET_REST, NULL);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rule_at(findings, 0), "cdtext.file-missing");
    assert_int_equal(rbk_findings_at(findings, 0)->severity, RBK_WARNING);
    assert_string_equal(rbk_findings_at(findings, 0)->path, scratch_path("a.cue"));
    assert_string_equal(text_at(findings, 0), "'album.cdt' was found neither at the given path nor in the same folder");
    assert_null(disc->cdtext_location);
    assert_string_equal(disc->text.field[RBK_TEXT_TITLE], "Mine");
}

static void audio_of_its_name_is_not_treated_as_it(void **state)
{
    (void)state;
    make_text("album.wav", "x");
    read_sheet(SHEET_HEAD SHEET_REST, NULL);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rule_at(findings, 0), "cdtext.file-missing");
}

static void one_that_is_none_is_one_finding(void **state)
{
    (void)state;
    make_text("album.cdt", "RIFF");
    read_sheet(SHEET_HEAD SHEET_REST, NULL);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rule_at(findings, 0), "cdtext.unreadable");
    assert_null(disc->cdtext);
}

static void a_file_far_too_large_is_one_finding(void **state)
{
    static const char zeros[1024 * 1024 + 1];
    (void)state;
    scratch_write("album.cdt", zeros, sizeof zeros);
    read_sheet(SHEET_HEAD SHEET_REST, NULL);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rule_at(findings, 0), "cdtext.unreadable");
    assert_string_equal(rbk_findings_at(findings, 0)->path, scratch_path("album.cdt"));
}

static void one_outside_the_folder_is_read_with_any_path_only(void **state)
{
    rbk_source_options open;
    char sheet[2048];
    (void)state;
    rbk_source_options_init(&open);
    assert_int_equal(mkdir(scratch_path("out"), 0777), 0);
    assert_int_equal(mkdir(scratch_path("in"), 0777), 0);
    write_packs("out/album.cdt");
    snprintf(sheet, sizeof sheet, "CDTEXTFILE \"../out/album.cdt\"\n" SHEET_REST);
    make_text("in/a.cue", sheet);
    assert_int_equal(rbk_source_read(scratch_path("in/a.cue"), &open, &disc, findings, &error), RBK_OK);
    assert_string_equal(rule_at(findings, 0), "file.outside");
    assert_null(disc->cdtext);
    rbk_disc_free(disc);
    disc = NULL;
    open.any_path = true;
    assert_int_equal(rbk_source_read(scratch_path("in/a.cue"), &open, &disc, findings, &error), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 2);
    assert_string_equal(rule_at(findings, 1), "file.outside");
    assert_int_equal(disc->cdtext_bytes, sizeof example_packs);
}

/* The packs of the example, with quotes in its titles. */
static void write_quoted_packs(void)
{
    rbk_bytes packs = {NULL, 0};
    rbk_cdtext *cdtext = example_cdtext();
    rbk_cdtext_set(cdtext->blocks[0], RBK_CDTEXT_TITLE, 0, "Night \"Cats\"", NULL);
    rbk_cdtext_set(cdtext->blocks[0], RBK_CDTEXT_TITLE, 2, "\"Two\"", NULL);
    assert_int_equal(rbk_cdtext_encode(cdtext, NULL, &packs, NULL, NULL), RBK_OK);
    scratch_write("album.cdt", packs.data, packs.size);
    rbk_bytes_release(&packs);
    rbk_cdtext_free(cdtext);
}

static void its_quotes_are_no_difference_whichever_has_precedence(void **state)
{
    static const rbk_cdtext_from both[] = {RBK_CDTEXT_FROM_PACKS, RBK_CDTEXT_FROM_SHEET};
    rbk_source_options open;
    (void)state;
    rbk_source_options_init(&open);
    write_quoted_packs();
    for (size_t i = 0; i < 2; i++) {
        open.cdtext = both[i];
        rbk_disc_free(disc);
        disc = NULL;
        read_sheet(SHEET_HEAD "TITLE \"Night 'Cats'\"\n" SHEET_REST, &open);
        assert_int_equal(rbk_findings_count(findings), 0);
        assert_string_equal(disc->text.field[RBK_TEXT_TITLE], "Night \"Cats\"");
        assert_string_equal(disc->tracks[1].text.field[RBK_TEXT_TITLE], "\"Two\"");
    }
    rbk_bytes packs = {NULL, 0};
    assert_int_equal(rbk_bytes_read_file(scratch_path("album.cdt"), 4096, &packs, NULL), RBK_OK);
    assert_int_equal(packs.size, disc->cdtext_bytes);
    assert_memory_equal(packs.data, disc->cdtext, packs.size);
    rbk_bytes_release(&packs);
}

static void quotes_that_the_sheet_has_are_a_difference(void **state)
{
    rbk_source_options open;
    rbk_cdtext *cdtext = NULL;
    (void)state;
    rbk_source_options_init(&open);
    open.cdtext = RBK_CDTEXT_FROM_SHEET;
    write_quoted_packs();
    read_sheet(SHEET_HEAD "TITLE \"Night 'Dogs'\"\nPERFORMER \"A\"r\"t\"\n" SHEET_REST, &open);
    assert_string_equal(disc->text.field[RBK_TEXT_TITLE], "Night 'Dogs'");
    assert_string_equal(disc->text.field[RBK_TEXT_PERFORMER], "A\"r\"t");
    assert_string_equal(text_at(findings, rbk_findings_count(findings) - 2),
                        "the title of the album is 'Night 'Dogs'', which is used, but 'Night \"Cats\"' in the CD-TEXT");
    assert_int_equal(rbk_cdtext_decode(disc->cdtext, disc->cdtext_bytes, NULL, &cdtext, NULL, NULL), RBK_OK);
    assert_string_equal(cdtext->blocks[0]->text[RBK_CDTEXT_TITLE][0], "Night 'Dogs'");
    assert_string_equal(cdtext->blocks[0]->text[RBK_CDTEXT_PERFORMER][0], "A\"r\"t");
    assert_string_equal(cdtext->blocks[0]->text[RBK_CDTEXT_TITLE][2], "\"Two\"");
    rbk_cdtext_free(cdtext);
}

#define SESSION(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SESSION(it_is_read_where_the_sheet_says),
        SESSION(it_is_found_in_another_letter_case_and_reported),
        SESSION(a_missing_one_is_one_finding),
        SESSION(audio_of_its_name_is_not_treated_as_it),
        SESSION(one_that_is_none_is_one_finding),
        SESSION(a_file_far_too_large_is_one_finding),
        SESSION(its_quotes_are_no_difference_whichever_has_precedence),
        SESSION(quotes_that_the_sheet_has_are_a_difference),
        SESSION(one_outside_the_folder_is_read_with_any_path_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
