/* What the sheet's writer says of texts that a sheet cannot hold and the CD-TEXT file next to it may. */
#include "unit/format/sheet.h"

#include <redbook/cdtext.h>

static rbk_disc *disc;

static int setup(void **state)
{
    (void)state;
    disc = sheet_read("FILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n", NULL);
    return disc ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    rbk_disc_free(disc);
    return 0;
}

static void set(rbk_text *text, rbk_text_field field, const char *words)
{
    assert_int_equal(rbk_text_set(text, field, words, NULL), RBK_OK);
}

/* Packs of the texts that the disc has now, in a file of that name. */
static void give_packs(const char *name)
{
    rbk_bytes packs = {NULL, 0};
    rbk_cdtext_options options;
    rbk_cdtext_options_init(&options);
    options.fallback = true;
    assert_int_equal(rbk_disc_set_cdtext(disc, NULL, 0, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_of_disc(disc, &options, &packs, NULL, NULL), RBK_OK);
    assert_int_equal(rbk_disc_set_cdtext(disc, packs.data, packs.size, NULL), RBK_OK);
    free(disc->cdtext_file);
    disc->cdtext_file = strdup(name);
    rbk_bytes_release(&packs);
}

/* The one finding of writing the sheet, which has the line. */
static void assert_written(const char *line, rbk_severity severity, const char *rule, const char *text)
{
    rbk_findings *findings = rbk_findings_new();
    char *sheet = sheet_write(disc, findings);
    assert_non_null(strstr(sheet, line));
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_int_equal(rbk_findings_at(findings, 0)->severity, severity);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, rule);
    assert_string_equal(rbk_findings_at(findings, 0)->text, text);
    rbk_findings_free(findings);
    free(sheet);
}

static void quotes_in_the_packs_are_not_lost(void **state)
{
    rbk_text *of_track = &disc->tracks[0].text, *of_disc = &disc->text;
    (void)state;
    set(of_track, RBK_TEXT_TITLE, "12\" Mix");
    assert_written("TITLE \"12' Mix\"", RBK_WARNING, "cue.quote",
                   "quotes in the title of track 1 are replaced by apostrophes");
    give_packs("a.cdt");
    assert_written(
        "TITLE \"12' Mix\"", RBK_NOTE, "cue.quote",
        "quotes in the title of track 1 are replaced by apostrophes in the sheet and kept in the CD-TEXT file");
    set(of_track, RBK_TEXT_TITLE, NULL);
    set(of_disc, RBK_TEXT_GENRE, "\"Odd\""); /* later than the packs */
    assert_written("REM GENRE \"'Odd'\"", RBK_WARNING, "cue.quote",
                   "quotes in the genre of the disc are replaced by apostrophes");
    give_packs("a.cdt");
    assert_written(
        "REM GENRE \"'Odd'\"", RBK_NOTE, "cue.quote",
        "quotes in the genre of the disc are replaced by apostrophes in the sheet and kept in the CD-TEXT file");
}

static void packs_that_replace_a_character_too_do_not_hold_it(void **state)
{
    (void)state;
    set(&disc->text, RBK_TEXT_TITLE, "a\nb");
    give_packs("a.cdt");
    assert_written("TITLE \"a b\"", RBK_WARNING, "cue.control-character",
                   "control characters in the title of the disc are replaced by blanks");
}

static void packs_that_nobody_finds_or_reads_hold_nothing(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    set(&disc->text, RBK_TEXT_TITLE, "\"a\"");
    give_packs("a\".cdt"); /* no sheet can name it */
    free(sheet_write(disc, findings));
    assert_int_equal(rbk_findings_count_from(findings, RBK_WARNING), 2);
    rbk_findings_free(findings);
    give_packs("a.cdt");
    memset(disc->cdtext, 0, disc->cdtext_bytes); /* no pack */
    assert_written("TITLE \"'a'\"", RBK_WARNING, "cue.quote",
                   "quotes in the title of the disc are replaced by apostrophes");
    assert_int_equal(rbk_disc_set_cdtext(disc, NULL, 0, NULL), RBK_OK);
    assert_written("TITLE \"'a'\"", RBK_WARNING, "cue.quote",
                   "quotes in the title of the disc are replaced by apostrophes");
}

#define packs_test(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        packs_test(quotes_in_the_packs_are_not_lost),
        packs_test(packs_that_replace_a_character_too_do_not_hold_it),
        packs_test(packs_that_nobody_finds_or_reads_hold_nothing),
    };
    return cmocka_run_group_tests_name("format/cue_write_packs", tests, NULL, NULL);
}
