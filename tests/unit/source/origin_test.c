/* The disc of a CHD has everything that the sheet it was made from states. */
#include <redbook/convert.h>
#include <redbook/source.h>

#include "disc/origin.h"

#include "unit/scratch.h"

static rbk_disc *disc;
static rbk_layout *layout;
static rbk_findings *findings;
static rbk_error error;

static void write_bin(const char *name, size_t sectors)
{
    uint8_t *bytes = malloc(sectors * 2352);
    assert_non_null(bytes);
    for (size_t i = 0; i < sectors * 2352; i++)
        bytes[i] = (uint8_t)(i % 253 + 1);
    scratch_write(name, bytes, sectors * 2352);
    free(bytes);
}

static void open_disc(const char *path)
{
    rbk_layout_free(layout);
    rbk_disc_free(disc);
    layout = NULL;
    disc = NULL;
    if (rbk_source_open(path, NULL, &disc, findings, &error) != RBK_OK ||
        rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, findings, &error) != RBK_OK)
        fail_msg("%s", error.sentence);
}

/* The sheet as a CHD, which is opened; made: its origin is a sheet written by the library. */
static void go_through(const char *sheet, bool made)
{
    rbk_convert_options options;
    scratch_write("a.cue", sheet, strlen(sheet));
    open_disc(scratch_path("a.cue"));
    rbk_convert_options_init(&options);
    options.author.jobs = 1;
    options.author.replace = true;
    options.author.sheet_path = made ? NULL : scratch_path("a.cue");
    options.compression = RBK_COMPRESSION_FAST;
    if (rbk_convert(disc, &options, scratch_path("a.chd"), NULL, NULL, findings, &error) != RBK_OK)
        fail_msg("%s", error.sentence);
    open_disc(scratch_path("a.chd"));
}

static bool has_finding(const char *rule)
{
    for (size_t i = 0; i < rbk_findings_count(findings); i++)
        if (strcmp(rbk_findings_at(findings, i)->rule, rule) == 0)
            return true;
    return false;
}

static void texts_codes_flags_and_indexes_are_the_sheets(void **state)
{
    (void)state;
    write_bin("a.bin", 400);
    for (int made = 0; made < 2; made++) {
        go_through("REM DATE 1999\nCATALOG 0123456789012\nTITLE \"Album\"\nFILE \"a.bin\" BINARY\n  TRACK 03 AUDIO\n"
                   "    TITLE \"Three\"\n    INDEX 01 00:00:00\n  TRACK 04 AUDIO\n    FLAGS DCP PRE\n"
                   "    ISRC DEA452400001\n    REM anything\n    INDEX 00 00:02:00\n    INDEX 01 00:02:10\n"
                   "    INDEX 02 00:03:00\n    INDEX 03 00:04:00\n",
                   made);
        assert_string_equal(disc->mcn, "0123456789012");
        assert_string_equal(disc->text.field[RBK_TEXT_TITLE], "Album");
        assert_string_equal(disc->text.field[RBK_TEXT_DATE], "1999");
        assert_int_equal(disc->tracks[0].number, 3);
        assert_string_equal(disc->tracks[0].text.field[RBK_TEXT_TITLE], "Three");
        assert_int_equal(disc->tracks[1].flags, RBK_FLAG_COPY_PERMITTED | RBK_FLAG_PRE_EMPHASIS);
        assert_string_equal(disc->tracks[1].isrc, "DEA452400001");
        assert_string_equal(disc->tracks[1].remarks.lines[0], "anything");
        assert_int_equal(layout->tracks[1].index_count, 4);
        assert_int_equal(layout->tracks[1].indexes[0].lba, 150);
        assert_int_equal(layout->tracks[1].indexes[3].lba, 300);
        assert_false(has_finding("origin.unusable"));
    }
}

/* Without a list of findings, too. */
static void texts_alone_are_the_sheets(void **state)
{
    const rbk_source_texts how = {.language = 0x09, .charset = RBK_CDTEXT_8859_1};
    rbk_cdtext *cdtext = NULL;
    const char *form = NULL;
    (void)state;
    write_bin("a.bin", 400);
    go_through("TITLE \"Album\"\nFILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    TITLE \"One\"\n    INDEX 01 00:00:00\n",
               false);
    for (int with = 0; with < 2; with++) {
        assert_int_equal(
            rbk_source_read_texts(scratch_path("a.chd"), &how, &cdtext, &form, with ? findings : NULL, &error), RBK_OK);
        assert_string_equal(form, "chd");
        assert_string_equal(cdtext->blocks[0]->text[RBK_CDTEXT_TITLE][0], "Album");
        assert_string_equal(cdtext->blocks[0]->text[RBK_CDTEXT_TITLE][1], "One");
        rbk_cdtext_free(cdtext);
        cdtext = NULL;
    }
}

static void sessions_have_the_distance_that_the_sheet_gives(void **state)
{
    (void)state;
    write_bin("a.bin", 300);
    write_bin("b.bin", 320);
    for (int made = 0; made < 2; made++) {
        go_through("REM SESSION 01\nFILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n"
                   "REM LEAD-OUT 00:04:00\nREM SESSION 02\nREM LEAD-IN 01:30:00\nREM PREGAP 00:03:00\n"
                   "FILE \"b.bin\" BINARY\n  TRACK 02 AUDIO\n    INDEX 01 00:00:00\n",
                   made);
        assert_int_equal(layout->session_count, 2);
        assert_int_equal(layout->tracks[1].index01_lba, 300 + 300 + 6750 + 225);
        assert_false(has_finding("origin.unusable"));
    }
}

static void an_origin_of_another_disc_is_ignored(void **state)
{
    (void)state;
    write_bin("a.bin", 400);
    go_through("TITLE \"Album\"\nFILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n", false);
    uint8_t *kept = malloc(disc->origin_bytes);
    size_t size = disc->origin_bytes;
    assert_non_null(kept);
    memcpy(kept, disc->origin, size);
    write_bin("a.bin", 401);
    go_through("FILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n", false);
    assert_int_equal(rbk_disc_set_origin(disc, kept, size, NULL), RBK_OK);
    assert_int_equal(rbk_source_probe(disc, scratch_path("a.chd"), NULL, findings, &error), RBK_OK);
    assert_true(has_finding("origin.unusable"));
    assert_null(disc->text.field[RBK_TEXT_TITLE]);
    write_bin("a.bin", 400);
    go_through(
        "FILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    INDEX 01 00:02:00\n",
        false);
    assert_int_equal(rbk_disc_set_origin(disc, kept, size, NULL), RBK_OK);
    assert_int_equal(rbk_source_probe(disc, scratch_path("a.chd"), NULL, findings, &error), RBK_OK);
    const rbk_finding *last = rbk_findings_at(findings, rbk_findings_count(findings) - 1);
    assert_string_equal(last->rule, "origin.unusable");
    assert_non_null(strstr(last->text, "the sheet in its metadata has 1 track, expected 2"));
    kept[3] ^= 1; /* no item of this name */
    assert_int_equal(rbk_disc_set_origin(disc, kept, size, NULL), RBK_OK);
    assert_int_equal(rbk_source_probe(disc, scratch_path("a.chd"), NULL, findings, &error), RBK_OK);
    free(kept);
}

static int setup(void **state)
{
    findings = rbk_findings_new();
    rbk_error_init(&error);
    return findings ? scratch_setup(state) : -1;
}

static int teardown(void **state)
{
    rbk_layout_free(layout);
    rbk_disc_free(disc);
    rbk_findings_free(findings);
    layout = NULL;
    disc = NULL;
    return scratch_teardown(state);
}

#define origin_test(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        origin_test(texts_codes_flags_and_indexes_are_the_sheets),
        origin_test(texts_alone_are_the_sheets),
        origin_test(sessions_have_the_distance_that_the_sheet_gives),
        origin_test(an_origin_of_another_disc_is_ignored),
    };
    return cmocka_run_group_tests_name("source/origin", tests, NULL, NULL);
}
