/* A changed disc replaces its descriptor: what is written, and what is refused. */
#include "edit/changes.h"

#include "unit/scratch.h"

#include <redbook/source.h>

#include <sys/stat.h>
#include <unistd.h>

static rbk_disc *before, *after;
static rbk_findings *findings;
static rbk_edit_result *result;
static rbk_error error;

/* The disc as it is now stored, and a copy to be changed; findings are those from here on. */
static void open_again(const char *name)
{
    rbk_findings *opening = rbk_findings_new();
    rbk_disc_free(before);
    rbk_disc_free(after);
    before = after = NULL;
    assert_int_equal(rbk_source_open(scratch_path(name), NULL, &before, opening, &error), RBK_OK);
    rbk_findings_free(opening);
    rbk_findings_free(findings);
    findings = rbk_findings_new();
    after = rbk_disc_copy(before);
    assert_non_null(after);
}

static void write_files(const char *name, const char *sheet)
{
    static uint8_t sectors[700 * RBK_SECTOR_BYTES];
    scratch_write("a.bin", sectors, sizeof sectors);
    scratch_write(name, sheet, strlen(sheet));
}

static void write_image(const char *sheet)
{
    write_files("a.cue", sheet);
    open_again("a.cue");
}

#define SHEET                                                                                                          \
    "REM a remark\nTITLE \"Album\"\nFILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    TITLE \"One\"\n    INDEX 01 "         \
    "00:00:00\n"                                                                                                       \
    "  TRACK 02 AUDIO\n    INDEX 01 00:05:00\n"

static rbk_status write_edit(const rbk_edit_options *options)
{
    rbk_edit_result_free(result);
    result = NULL;
    return rbk_edit_write(before, after, options, &result, findings, &error);
}

static void assert_sheet(const char *expected)
{
    char *text = scratch_read("a.cue", NULL);
    assert_non_null(text);
    assert_string_equal(text, expected);
    free(text);
}

static void assert_finding(size_t position, const char *rule, uint32_t line, uint32_t track, const char *text)
{
    assert_true(position < rbk_findings_count(findings));
    const rbk_finding *finding = rbk_findings_at(findings, position);
    assert_string_equal(finding->rule, rule);
    assert_string_equal(finding->text, text);
    assert_int_equal(finding->line, line);
    assert_int_equal(finding->track, track);
}

static void assert_change(size_t position, uint32_t track, const char *what, const char *was, const char *is)
{
    assert_true(position < result->change_count);
    const rbk_edit_change *change = &result->changes[position];
    assert_int_equal(change->track, track);
    assert_string_equal(change->what, what);
    assert_string_equal(change->before, was);
    assert_string_equal(change->after, is);
}

static void the_changes_are_listed_and_written(void **state)
{
    (void)state;
    write_image(SHEET);
    rbk_text_set(&after->tracks[1].text, RBK_TEXT_TITLE, "Two", NULL);
    after->tracks[0].flags = RBK_FLAG_COPY_PERMITTED;
    assert_int_equal(write_edit(NULL), RBK_OK);
    assert_true(result->written);
    assert_int_equal(result->change_count, 2);
    assert_int_equal(result->changes[0].track, 1);
    assert_string_equal(result->changes[0].what, "flags");
    assert_string_equal(result->changes[0].before, "");
    assert_string_equal(result->changes[0].after, "DCP");
    assert_string_equal(result->changes[1].after, "Two");
    assert_null(result->cdtext_path);
    assert_sheet(
        "REM a remark\nTITLE \"Album\"\nFILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    TITLE \"One\"\n    FLAGS DCP\n"
        "    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    TITLE \"Two\"\n    INDEX 01 00:05:00\n");
}

static void without_a_change_or_in_a_dry_run_nothing_is_written(void **state)
{
    (void)state;
    rbk_edit_options options;
    rbk_edit_options_init(&options);
    write_image(SHEET);
    assert_int_equal(write_edit(NULL), RBK_OK);
    assert_false(result->written);
    assert_null(result->descriptor_path);
    options.dry_run = true;
    rbk_text_set(&after->text, RBK_TEXT_COMPOSER, "Cage", NULL);
    assert_int_equal(write_edit(&options), RBK_OK);
    assert_false(result->written);
    assert_int_equal(result->change_count, 1);
    assert_non_null(result->cdtext_path);
    assert_int_equal(access(scratch_path("a.cdt"), F_OK), -1);
    assert_sheet(SHEET);
}

static void packs_appear_with_the_sheet_that_names_them(void **state)
{
    (void)state;
    write_image(SHEET);
    rbk_text_set(&after->text, RBK_TEXT_COMPOSER, "Cage", NULL);
    assert_int_equal(write_edit(NULL), RBK_OK);
    assert_string_equal(result->cdtext_path, scratch_path("a.cdt"));
    open_again("a.cue");
    assert_string_equal(before->cdtext_file, "a.cdt");
    assert_true(before->cdtext_bytes > 0);
    assert_string_equal(before->text.field[RBK_TEXT_COMPOSER], "Cage");
    /* They change with it. */
    rbk_text_set(&after->text, RBK_TEXT_COMPOSER, "John Cage", NULL);
    assert_int_equal(write_edit(NULL), RBK_OK);
    rbk_disc_free(before);
    before = NULL;
    size_t noticed = rbk_findings_count_from(findings, RBK_WARNING);
    assert_int_equal(rbk_source_open(scratch_path("a.cue"), NULL, &before, findings, &error), RBK_OK);
    assert_string_equal(before->text.field[RBK_TEXT_COMPOSER], "John Cage");
    assert_int_equal(rbk_findings_count_from(findings, RBK_WARNING), noticed);
}

static void a_sheet_that_was_replaced_meanwhile_is_not_overwritten(void **state)
{
    (void)state;
    static const char other[] =
        "TITLE \"Somebody else's\"\nFILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n";
    write_image(SHEET);
    rbk_text_set(&after->text, RBK_TEXT_TITLE, "Mine", NULL);
    scratch_write("a.cue", other, sizeof other - 1);
    assert_int_equal(write_edit(NULL), RBK_CHANGED);
    assert_sheet(other);
}

static void what_the_sheet_cannot_hold_is_refused(void **state)
{
    (void)state;
    write_image(SHEET);
    after->tracks[0].flags = RBK_FLAG_SCMS;
    after->tracks[1].flags = RBK_FLAG_SCMS | RBK_FLAG_PRE_EMPHASIS;
    assert_int_equal(write_edit(NULL), RBK_REFUSED);
    assert_string_equal(error.sentence, "the descriptor cannot hold the disc");
    const size_t count = rbk_findings_count(findings);
    assert_finding(count - 2, "edit.not-held", 0, 1, "a CUE sheet cannot hold the flags of track 1 'SCMS'");
    assert_finding(count - 1, "edit.not-held", 0, 2,
                   "a CUE sheet cannot hold the flags of track 2 'PRE SCMS': it would be 'PRE'");
    assert_sheet(SHEET);
}

/* Another form of a text is no loss: its writer reports it, and it is listed as it is stored. */
static void a_text_that_the_sheet_has_in_another_form_is_listed_so(void **state)
{
    (void)state;
    write_image(SHEET);
    rbk_text_set(&after->tracks[0].text, RBK_TEXT_TITLE, "The \"One\"", NULL);
    assert_int_equal(write_edit(NULL), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "cue.quote");
    assert_int_equal(result->change_count, 1);
    assert_change(0, 1, "title", "One", "The 'One'");
    /* The same again is nothing new. */
    open_again("a.cue");
    rbk_text_set(&after->tracks[0].text, RBK_TEXT_TITLE, "The \"One\"", NULL);
    assert_int_equal(write_edit(NULL), RBK_OK);
    assert_int_equal(result->change_count, 0);
    assert_false(result->written);
    assert_null(result->descriptor_path);
    assert_null(result->cdtext_path);
}

/* Quotes that the sheet still has are lost by this edit, whoever asked for it. */
static void quotes_of_a_sheet_by_others_are_reported_as_they_are_replaced(void **state)
{
    (void)state;
    write_image("TITLE Al\"bum\nFILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n");
    assert_string_equal(before->text.field[RBK_TEXT_TITLE], "Al\"bum");
    rbk_text_set(&after->tracks[0].text, RBK_TEXT_TITLE, "The \"One\"", NULL);
    assert_int_equal(write_edit(NULL), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 2);
    assert_finding(0, "cue.quote", 0, 0, "quotes in the title of the disc are replaced by apostrophes");
    assert_finding(1, "cue.quote", 0, 1, "quotes in the title of track 1 are replaced by apostrophes");
    assert_int_equal(result->change_count, 2);
    assert_change(0, 0, "title", "Al\"bum", "Al'bum");
    assert_change(1, 1, "title", "", "The 'One'");
}

static void a_line_that_is_not_written_again_is_reported_and_line_ends_are_kept(void **state)
{
    (void)state;
    write_image("; by hand\r\nFILE \"a.bin\" BINARY\r\n  TRACK 1 AUDIO\r\n    INDEX 1 00:00:00\r\nFOO bar\r\n");
    rbk_text_set(&after->tracks[0].text, RBK_TEXT_TITLE, "One", NULL);
    assert_int_equal(write_edit(NULL), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 2);
    assert_finding(0, "edit.line-removed", 1, 0, "the comment '; by hand' is removed from the sheet");
    assert_finding(1, "edit.line-removed", 5, 0, "what readers ignore in the line 'FOO bar' is removed from the sheet");
    assert_sheet("FILE \"a.bin\" BINARY\r\n  TRACK 01 AUDIO\r\n    TITLE \"One\"\r\n    INDEX 01 00:00:00\r\n");
}

/* A sheet with packs that say "Album" and "One". */
static void write_image_with_packs(void)
{
    write_image(SHEET);
    rbk_text_set(&after->text, RBK_TEXT_COMPOSER, "Cage", NULL);
    assert_int_equal(write_edit(NULL), RBK_OK);
    open_again("a.cue");
}

#define OTHER_SHEET                                                                                                    \
    "TITLE \"Other\"\nCDTEXTFILE \"a.cdt\"\nFILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    TITLE \"Uno\"\n"              \
    "    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    INDEX 01 00:05:00\n"

static void texts_that_differ_are_kept_until_one_is_chosen(void **state)
{
    rbk_edit_options options;
    (void)state;
    rbk_edit_options_init(&options);
    write_image_with_packs();
    write_image(OTHER_SHEET);
    rbk_text_set(&after->tracks[1].text, RBK_TEXT_TITLE, "Two", NULL);
    assert_int_equal(write_edit(NULL), RBK_REFUSED);
    assert_string_equal(error.sentence, "the sheet and its CD-TEXT have different texts");
    assert_int_equal(rbk_findings_count(findings), 2);
    assert_finding(0, "edit.cdtext", 0, 0,
                   "the title of the album is 'Other' in the sheet and 'Album' in the CD-TEXT: one of them would be "
                   "replaced");
    assert_finding(
        1, "edit.cdtext", 0, 1,
        "the title of track 1 is 'Uno' in the sheet and 'One' in the CD-TEXT: one of them would be replaced");
    assert_sheet(OTHER_SHEET);
    /* One of them is changed, so that neither is lost in silence; the other still would be. */
    rbk_text_set(&after->text, RBK_TEXT_TITLE, "New", NULL);
    assert_int_equal(write_edit(NULL), RBK_REFUSED);
    assert_int_equal(rbk_findings_count(findings), 3);
    assert_int_equal(rbk_findings_at(findings, 2)->track, 1);
    /* Chosen, the other is one of the changes. */
    options.cdtext_chosen = true;
    assert_int_equal(write_edit(&options), RBK_OK);
    assert_int_equal(result->change_count, 3);
    assert_change(0, 0, "title", "Other", "New");
    assert_change(1, 1, "title", "Uno", "One");
    assert_change(2, 2, "title", "", "Two");
    open_again("a.cue");
    assert_int_equal(rbk_findings_count(findings), 0);
    assert_string_equal(before->text.field[RBK_TEXT_TITLE], "New");
    assert_string_equal(before->tracks[0].text.field[RBK_TEXT_TITLE], "One");
}

#define EIGHTY "ooooooooo/ooooooooo/ooooooooo/ooooooooo/ooooooooo/ooooooooo/ooooooooo/ooooooooo/"

#define CUT_SHEET(title)                                                                                               \
    "TITLE \"" title "\"\nCDTEXTFILE \"a.cdt\"\nFILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    TITLE \"One\"\n"          \
    "    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    INDEX 01 00:05:00\n"

/* A sheet for CDRWIN, which is kept one until the text itself changes. */
static void a_text_that_was_cut_is_whole_in_the_packs_until_it_is_changed(void **state)
{
    (void)state;
    write_image_with_packs();
    rbk_text_set(&after->text, RBK_TEXT_TITLE, EIGHTY "and more", NULL);
    assert_int_equal(write_edit(NULL), RBK_OK);
    write_image(CUT_SHEET(EIGHTY));
    assert_string_equal(before->text.field[RBK_TEXT_TITLE], EIGHTY "and more");
    rbk_text_set(&after->text, RBK_TEXT_PERFORMER, "Us", NULL);
    assert_int_equal(write_edit(NULL), RBK_OK);
    assert_int_equal(result->change_count, 1);
    assert_change(0, 0, "performer", "", "Us");
    open_again("a.cue");
    assert_string_equal(before->text.field[RBK_TEXT_TITLE], EIGHTY "and more");
    char *text = scratch_read("a.cue", NULL);
    assert_non_null(strstr(text, "TITLE \"" EIGHTY "\"\n"));
    free(text);
    rbk_text_set(&after->text, RBK_TEXT_TITLE, EIGHTY, NULL);
    assert_int_equal(write_edit(NULL), RBK_OK);
    assert_int_equal(result->change_count, 1);
    assert_change(0, 0, "title", EIGHTY "and more", EIGHTY);
    open_again("a.cue");
    assert_string_equal(before->text.field[RBK_TEXT_TITLE], EIGHTY);
    assert_int_equal(rbk_findings_count(findings), 0);
}

/* Only the CD-TEXT changes then. */
static void the_text_of_the_sheet_itself_may_be_what_the_packs_get(void **state)
{
    rbk_edit_options options;
    (void)state;
    rbk_edit_options_init(&options);
    options.cdtext_chosen = true;
    write_image_with_packs();
    write_image(CUT_SHEET("Other"));
    assert_string_equal(before->text.field[RBK_TEXT_TITLE], "Album");
    rbk_text_set(&after->text, RBK_TEXT_TITLE, "Other", NULL);
    assert_int_equal(write_edit(&options), RBK_OK);
    assert_int_equal(result->change_count, 1);
    assert_change(0, 0, "title", "Album", "Other");
    open_again("a.cue");
    assert_string_equal(before->text.field[RBK_TEXT_TITLE], "Other");
}

static void damaged_packs_are_rebuilt_only_if_that_was_chosen(void **state)
{
    size_t size;
    rbk_edit_options options;
    (void)state;
    rbk_edit_options_init(&options);
    write_image_with_packs();
    char *packs = scratch_read("a.cdt", &size), *sheet = scratch_read("a.cue", NULL);
    packs[16] ^= 1; /* of the CRC of the first */
    scratch_write("a.cdt", packs, size);
    open_again("a.cue");
    rbk_text_set(&after->tracks[1].text, RBK_TEXT_TITLE, "Two", NULL);
    assert_int_equal(write_edit(NULL), RBK_REFUSED);
    assert_string_equal(error.sentence, "the CD-TEXT is damaged");
    assert_finding(0, "edit.cdtext", 0, 0,
                   "packs are damaged: with correct checksums, wrong texts would no longer be noticed");
    assert_string_equal(rbk_findings_at(findings, 0)->path, scratch_path("a.cdt"));
    assert_sheet(sheet);
    options.cdtext_chosen = true;
    assert_int_equal(write_edit(&options), RBK_OK);
    open_again("a.cue");
    assert_string_equal(before->tracks[1].text.field[RBK_TEXT_TITLE], "Two");
    free(packs);
    free(sheet);
}

static void a_cdtext_file_of_something_else_is_not_replaced(void **state)
{
    size_t size;
    (void)state;
    write_image(SHEET);
    scratch_write("a.cdt", "other", 5);
    rbk_text_set(&after->text, RBK_TEXT_COMPOSER, "Cage", NULL);
    assert_int_equal(write_edit(NULL), RBK_REFUSED);
    assert_string_equal(error.sentence, "the CD-TEXT cannot be written");
    assert_finding(0, "target.exists", 0, 0, "already exists, and is not the CD-TEXT of this disc: move it away");
    assert_string_equal(rbk_findings_at(findings, 0)->path, scratch_path("a.cdt"));
    assert_sheet(SHEET);
    char *other = scratch_read("a.cdt", &size);
    assert_int_equal(size, 5);
    free(other);
}

static void another_sheet_with_the_same_packs_is_reported(void **state)
{
    (void)state;
    write_image_with_packs();
    scratch_write("b.cue", OTHER_SHEET, sizeof OTHER_SHEET - 1);
    after->tracks[0].flags = RBK_FLAG_COPY_PERMITTED;
    assert_int_equal(write_edit(NULL), RBK_OK); /* the packs stay */
    assert_null(result->cdtext_path);
    assert_int_equal(rbk_findings_count(findings), 0);
    open_again("a.cue");
    rbk_text_set(&after->text, RBK_TEXT_TITLE, "New", NULL);
    assert_int_equal(write_edit(NULL), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "edit.cdtext-shared");
    assert_string_equal(rbk_findings_at(findings, 0)->path, scratch_path("b.cue"));
}

static void packs_in_another_folder_cannot_change_in_the_same_step(void **state)
{
    (void)state;
    write_image_with_packs();
    assert_int_equal(mkdir(scratch_path("far"), 0777), 0);
    assert_int_equal(rename(scratch_path("a.cdt"), scratch_path("far/a.cdt")), 0);
    assert_int_equal(symlink("far/a.cdt", scratch_path("a.cdt")), 0);
    open_again("a.cue");
    rbk_text_set(&after->text, RBK_TEXT_TITLE, "New", NULL);
    assert_int_equal(write_edit(NULL), RBK_UNSUPPORTED);
    assert_non_null(strstr(error.sentence, "they cannot be replaced in one step"));
}

static void an_unencodable_text_is_replaced_only_if_that_is_wanted(void **state)
{
    rbk_edit_options options;
    (void)state;
    rbk_edit_options_init(&options);
    write_image_with_packs();
    rbk_text_set(&after->text, RBK_TEXT_TITLE, "Album \xE2\x98\x83", NULL);
    assert_int_equal(write_edit(&options), RBK_REFUSED);
    options.text_fallback = true;
    assert_int_equal(write_edit(&options), RBK_OK);
    assert_true(result->written);
}

static void a_toc_has_its_texts_in_itself(void **state)
{
    (void)state;
    write_files("a.toc", "CD_DA\n// a remark\nTRACK AUDIO\nFILE \"a.bin\" 0 00:05:00\n");
    open_again("a.toc");
    rbk_text_set(&after->text, RBK_TEXT_TITLE, "Album", NULL);
    rbk_text_set(&after->tracks[0].text, RBK_TEXT_COMPOSER, "Cage", NULL);
    assert_int_equal(write_edit(NULL), RBK_OK);
    assert_string_equal(result->descriptor_path, scratch_path("a.toc"));
    assert_null(result->cdtext_path);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_finding(0, "edit.line-removed", 2, 0, "the comment '// a remark' is removed from the sheet");
    open_again("a.toc");
    assert_string_equal(before->text.field[RBK_TEXT_TITLE], "Album");
    assert_string_equal(before->tracks[0].text.field[RBK_TEXT_COMPOSER], "Cage");
    assert_int_equal(access(scratch_path("a.cdt"), F_OK), -1);
}

/* Its segments state their bytes, which are divided with them. */
static void the_start_of_a_track_is_moved_in_a_toc(void **state)
{
    (void)state;
    const rbk_index_edit edits[] = {{.track = 2, .number = 1, .sectors = 300}};
    rbk_layout *layout = NULL;
    write_files("a.toc", "CD_DA\nTRACK AUDIO\nAUDIOFILE \"a.bin\" SWAP 0 00:05:00\n"
                         "TRACK AUDIO\nAUDIOFILE \"a.bin\" SWAP 00:05:00 00:04:25\n");
    open_again("a.toc");
    assert_int_equal(rbk_layout_compute(after, RBK_JOIN_AUTO, &layout, NULL, &error), RBK_OK);
    assert_int_equal(rbk_edit_indexes(after, layout, edits, 1, findings, &error), RBK_OK);
    rbk_layout_free(layout);
    assert_int_equal(write_edit(NULL), RBK_OK);
    char *text = scratch_read("a.toc", NULL);
    assert_non_null(strstr(text, "AUDIOFILE \"a.bin\" SWAP 0 00:04:00\n"));
    assert_non_null(strstr(text, "AUDIOFILE \"a.bin\" SWAP 00:04:00 00:05:25\n"));
    free(text);
}

/* It is two files of the disc then: of each the type and the length are its own. */
static void a_toc_with_data_and_audio_in_one_file_is_edited(void **state)
{
    (void)state;
    write_files("a.toc", "CD_ROM\nTRACK MODE1_RAW\nDATAFILE \"a.bin\" 00:04:00\nTRACK AUDIO\nSILENCE 00:02:00\n"
                         "FILE \"a.bin\" #705600 0 00:05:00\nSTART 00:02:00\n");
    open_again("a.toc");
    assert_int_equal(before->file_count, 2);
    rbk_text_set(&after->text, RBK_TEXT_TITLE, "Album", NULL);
    assert_int_equal(write_edit(NULL), RBK_OK);
    open_again("a.toc");
    assert_string_equal(before->text.field[RBK_TEXT_TITLE], "Album");
    assert_int_equal(before->files[0].type, RBK_FILE_BINARY);
    assert_int_equal(before->files[1].type, RBK_FILE_MOTOROLA);
    assert_int_equal(before->track_count, 2);
}

static void only_a_sheet_can_be_edited(void **state)
{
    (void)state;
    write_image(SHEET);
    free(before->descriptor_path);
    before->descriptor_path = NULL;
    rbk_text_set(&after->text, RBK_TEXT_TITLE, "New", NULL);
    assert_int_equal(write_edit(NULL), RBK_UNSUPPORTED);
    assert_string_equal(error.sentence,
                        "expected a CUE sheet or a cdrdao TOC, which can be edited, found an image without "
                        "a sheet: convert it to a sheet, edit that, and convert it back (redbook "
                        "convert)");
    assert_sheet(SHEET);
}

static void another_disc_is_no_change_of_this_one(void **state)
{
    (void)state;
    write_image(SHEET);
    after->track_count = 1;
    assert_int_equal(write_edit(NULL), RBK_INVALID_ARGUMENT);
    after->track_count = 2;
    after->file_count = 0;
    assert_int_equal(write_edit(NULL), RBK_INVALID_ARGUMENT);
    after->file_count = 1;
    after->tracks[1].mode = RBK_MODE_MODE1_2352;
    rbk_text_set(&after->text, RBK_TEXT_TITLE, "Another", NULL);
    assert_int_equal(write_edit(NULL), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "expected a changed copy of the disc, found another track mode");
    assert_sheet(SHEET);
    assert_int_equal(rbk_edit_write(before, NULL, NULL, NULL, findings, &error), RBK_INVALID_POINTER);
    assert_int_equal(rbk_edit_write(NULL, after, NULL, NULL, findings, &error), RBK_INVALID_POINTER);
}

static void a_descriptor_that_was_changed_since_is_named(void **state)
{
    (void)state;
    write_image(SHEET);
    scratch_write("a.cue", SHEET " ", sizeof SHEET);
    rbk_text_set(&after->text, RBK_TEXT_TITLE, "Another", NULL);
    rbk_error_init(&error);
    assert_int_equal(write_edit(NULL), RBK_CHANGED);
    assert_string_equal(error.place.path, scratch_path("a.cue"));
}

static void a_link_stays_and_its_target_is_written(void **state)
{
    struct stat about;
    (void)state;
    write_image(SHEET);
    assert_int_equal(symlink("a.cue", scratch_path("l.cue")), 0);
    open_again("l.cue");
    rbk_text_set(&after->text, RBK_TEXT_COMPOSER, "Cage", NULL);
    assert_int_equal(write_edit(NULL), RBK_OK);
    assert_string_equal(result->descriptor_path, scratch_path("a.cue"));
    assert_string_equal(result->cdtext_path, scratch_path("a.cdt"));
    assert_int_equal(lstat(scratch_path("l.cue"), &about), 0);
    assert_true(S_ISLNK(about.st_mode));
    assert_int_equal(lstat(scratch_path("a.cue"), &about), 0);
    assert_true(S_ISREG(about.st_mode));
}

static void cdtext_that_was_not_read_is_not_replaced(void **state)
{
    (void)state;
    write_image("CDTEXTFILE \"missing.cdt\"\n" SHEET);
    rbk_text_set(&after->text, RBK_TEXT_TITLE, "New", NULL);
    assert_int_equal(write_edit(NULL), RBK_REFUSED);
    assert_non_null(strstr(error.sentence, "'missing.cdt'"));
    assert_sheet("CDTEXTFILE \"missing.cdt\"\n" SHEET);
}

static int setup(void **state)
{
    before = after = NULL;
    result = NULL;
    findings = rbk_findings_new();
    rbk_error_init(&error);
    return findings ? scratch_setup(state) : -1;
}

static int teardown(void **state)
{
    rbk_edit_result_free(result);
    rbk_disc_free(before);
    rbk_disc_free(after);
    rbk_findings_free(findings);
    return scratch_teardown(state);
}

#define test(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(the_changes_are_listed_and_written),
        test(without_a_change_or_in_a_dry_run_nothing_is_written),
        test(packs_appear_with_the_sheet_that_names_them),
        test(a_sheet_that_was_replaced_meanwhile_is_not_overwritten),
        test(a_descriptor_that_was_changed_since_is_named),
        test(a_link_stays_and_its_target_is_written),
        test(cdtext_that_was_not_read_is_not_replaced),
        test(what_the_sheet_cannot_hold_is_refused),
        test(a_text_that_the_sheet_has_in_another_form_is_listed_so),
        test(quotes_of_a_sheet_by_others_are_reported_as_they_are_replaced),
        test(a_line_that_is_not_written_again_is_reported_and_line_ends_are_kept),
        test(texts_that_differ_are_kept_until_one_is_chosen),
        test(a_text_that_was_cut_is_whole_in_the_packs_until_it_is_changed),
        test(the_text_of_the_sheet_itself_may_be_what_the_packs_get),
        test(damaged_packs_are_rebuilt_only_if_that_was_chosen),
        test(a_cdtext_file_of_something_else_is_not_replaced),
        test(another_sheet_with_the_same_packs_is_reported),
        test(packs_in_another_folder_cannot_change_in_the_same_step),
        test(an_unencodable_text_is_replaced_only_if_that_is_wanted),
        test(a_toc_has_its_texts_in_itself),
        test(the_start_of_a_track_is_moved_in_a_toc),
        test(a_toc_with_data_and_audio_in_one_file_is_edited),
        test(only_a_sheet_can_be_edited),
        test(another_disc_is_no_change_of_this_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
