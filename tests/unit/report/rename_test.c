/*
 * Files of images get new names, all or none.
 * link: -Wl,--wrap=rbk_entries_open
 */
#include "base/entries.h"
#include "format/ddp.h"
#include <redbook/cdtext.h>

#include "unit/report/renaming.h"

static size_t lists;

rbk_status __real_rbk_entries_open(const char *path, bool required, rbk_entries **entries, rbk_error *why);
rbk_status __wrap_rbk_entries_open(const char *path, bool required, rbk_entries **entries, rbk_error *why);
rbk_status __wrap_rbk_entries_open(const char *path, bool required, rbk_entries **entries, rbk_error *why)
{
    lists++;
    return __real_rbk_entries_open(path, required, entries, why);
}

static void the_files_of_a_sheet_are_named_in_it(void **state)
{
    size_t size;
    (void)state;
    open_sheet("x.cue", two);
    assert_int_equal(rename_to("x.cue", "New (Europe)"), RBK_OK);
    char *sheet = scratch_read("New (Europe).cue", &size);
    assert_string_equal(sheet, "REM a.bin\r\nFILE \"New (Europe) (Track 1).bin\" BINARY\r\n  TRACK 01 AUDIO\r\n"
                               "    INDEX 01 00:00:00\r\nFILE \"New (Europe) (Track 2).bin\" BINARY\r\n"
                               "  TRACK 02 AUDIO\r\n    INDEX 01 00:00:00\r\n");
    free(sheet);
    assert_true(is_there("New (Europe) (Track 2).bin"));
    assert_false(is_there("a.bin") || is_there("b.bin") || is_there("x.cue"));
}

/* However the sheet says so. */
static void files_in_its_folder_are_renamed_and_others_not(void **state)
{
    (void)state;
    open_sheet("x.cue", "FILE \"./a.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n");
    assert_int_equal(rename_to("x.cue", "New"), RBK_OK);
    char *sheet = scratch_read("New.cue", NULL);
    assert_string_equal(sheet, "FILE \"New.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n");
    free(sheet);
    assert_int_equal(mkdir(scratch_path("sub"), 0700), 0);
    assert_int_equal(rename(scratch_path("New.bin"), scratch_path("sub/c.bin")), 0);
    open_sheet("y.cue", "FILE \"sub/c.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n");
    assert_int_equal(rename_to("y.cue", "Newer"), RBK_UNSUPPORTED);
    assert_non_null(strstr(error.sentence, "in its folder, found 'sub/c.bin' elsewhere: use"));
    assert_true(is_there("sub/c.bin") && is_there("y.cue"));
}

/* Not where else their name stands. */
static void the_texts_of_a_sheet_are_named_where_they_are_read_from(void **state)
{
    static const char sheet[] = "REM made from x.cdt\n cdtextfile x.cdt\nCDTEXTFILE \"x.cdt\"\nTITLE \"x.cdt\"\n"
                                "FILE \"x.cdt.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n";
    static const uint8_t sectors[20 * RBK_SECTOR_BYTES];
    size_t size;
    rbk_bytes packs;
    rbk_cdtext_block *block;
    (void)state;
    rbk_cdtext *cdtext = rbk_cdtext_new();
    assert_int_equal(rbk_cdtext_add_block(cdtext, 0, 0x09, RBK_CDTEXT_8859_1, 1, 1, &block, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_TITLE, 0, "Title", NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_encode(cdtext, NULL, &packs, NULL, &error), RBK_OK);
    rbk_cdtext_free(cdtext);
    for (int other = 0; other < 2; other++) {
        scratch_write("x.cdt", packs.data, packs.size);
        scratch_write("x.cdt.bin", sectors, sizeof sectors);
        open_sheet("x.cue", sheet);
        assert_non_null(image->cdtext_location);
        if (other) { /* as if the sheet had it in another encoding */
            image->cdtext_file[0] = 'y';
            assert_int_equal(rename_to("x.cue", "Newer"), RBK_UNSUPPORTED);
            assert_true(is_there("x.cdt") && is_there("x.cue") && is_there("x.cdt.bin"));
            continue;
        }
        assert_int_equal(rename_to("x.cue", "New"), RBK_OK);
        char *text = scratch_read("New.cue", &size);
        assert_string_equal(text, "REM made from x.cdt\n cdtextfile New.cdt\nCDTEXTFILE \"New.cdt\"\nTITLE \"x.cdt\"\n"
                                  "FILE \"New.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n");
        free(text);
        assert_true(is_there("New.cdt") && is_there("New.bin"));
        assert_false(is_there("x.cdt") || is_there("x.cdt.bin"));
    }
    rbk_bytes_release(&packs);
}

static void a_file_of_a_later_session_is_named_by_it(void **state)
{
    static const char sheet[] = "REM SESSION 01\nFILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n"
                                "  TRACK 02 AUDIO\n    INDEX 01 00:00:10\nREM SESSION 02\nFILE \"b.bin\" BINARY\n"
                                "  TRACK 03 MODE1/2352\n    INDEX 01 00:00:00\n";
    static const char mixed[] =
        "FILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n"
        "    INDEX 01 00:00:10\nFILE \"b.bin\" BINARY\n  TRACK 03 AUDIO\n    INDEX 01 00:00:00\n";
    (void)state;
    open_sheet("x.cue", sheet);
    assert_int_equal(rename_to("x.cue", "New"), RBK_OK);
    char *text = scratch_read("New.cue", NULL);
    assert_non_null(strstr(text, "FILE \"New.bin\" BINARY\n  TRACK 01"));
    assert_non_null(strstr(text, "FILE \"New (Session 2).bin\" BINARY\n  TRACK 03"));
    free(text);
    assert_true(is_there("New.bin") && is_there("New (Session 2).bin"));
    assert_false(is_there("a.bin") || is_there("b.bin"));
    open_sheet("y.cue", mixed); /* what its files would be called is not known */
    assert_int_equal(rename_to("y.cue", "Newer"), RBK_UNSUPPORTED);
    assert_string_equal(
        error.sentence,
        "expected one file, or one for each track or session, found several tracks in one of several: use 'redbook "
        "convert' to write the image under another name");
    assert_true(is_there("a.bin") && is_there("b.bin") && is_there("y.cue"));
}

static void nothing_is_replaced_and_all_names_stay(void **state)
{
    (void)state;
    open_sheet("x.cue", two);
    scratch_write("New (Track 2).bin", "other", 5);
    assert_int_equal(rename_to("x.cue", "New"), RBK_FILEEXISTS);
    assert_true(is_there("a.bin") && is_there("b.bin") && is_there("x.cue"));
    assert_false(is_there("New (Track 1).bin") || is_there("New.cue"));
    scratch_write("Other.cue", "other", 5);
    assert_int_equal(rename_to("x.cue", "Other"), RBK_FILEEXISTS);
    assert_false(is_there("Other (Track 1).bin"));
}

/* Names come from a .dat. The last ones end a line, or change the direction of the text. */
static void what_is_no_name_for_files_is_refused(void **state)
{
    static const char *const names[] = {"..",
                                        ".hidden",
                                        "a/b",
                                        "../a",
                                        "a:b",
                                        "what?",
                                        "a*",
                                        "a\\b",
                                        "<a>",
                                        "a|b",
                                        "a\"b",
                                        " a",
                                        "a ",
                                        "a.",
                                        "a\tb",
                                        "",
                                        "\x80",
                                        "a\x7F",
                                        "a\xC2\x9B",
                                        "a\xE2\x80\xA8",
                                        "a\xE2\x80\xAE"
                                        "gpj",
                                        "\xE2\x81\xA6"
                                        "a"};
    (void)state;
    open_sheet("x.cue", two);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        assert_int_equal(rename_to("x.cue", names[i]), RBK_INVALID_ARGUMENT);
    assert_true(is_there("a.bin") && is_there("b.bin") && is_there("x.cue"));
}

/* No terminal shows it, so it is named by its number. */
static void what_changes_the_direction_of_text_is_reported_as_that(void **state)
{
    static const struct {
        const char *name, *shown;
    } rows[] = {{"a\xD8\x9C", "U+061C"},
                {"a\xE2\x80\x8E", "U+200E"},
                {"a\xE2\x80\xAA", "U+202A"},
                {"a\xE2\x80\xAE", "U+202E"},
                {"\xE2\x81\xA6", "U+2066"},
                {"a\xE2\x80\xA8", "control characters"},
                {"a\xC2\x9B", "control characters"}};
    (void)state;
    open_sheet("x.cue", two);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(rename_to("x.cue", rows[i].name), RBK_INVALID_ARGUMENT);
        assert_non_null(strstr(error.sentence, rows[i].shown));
        assert_int_equal(strstr(error.sentence, "direction of text") != NULL, rows[i].shown[0] == 'U');
    }
}

static void an_existing_sheet_is_not_replaced(void **state)
{
    (void)state;
    open_sheet("x.cue", two);
    scratch_write("New.cue", "other", 5);
    assert_int_equal(rename_to("x.cue", "New"), RBK_FILEEXISTS);
    assert_non_null(strstr(error.sentence, "already exists"));
    assert_null(strstr(error.sentence, "--force"));
    assert_true(is_there("a.bin") && is_there("x.cue"));
}

static void no_other_image_is_changed_by_it(void **state)
{
    (void)state;
    open_sheet("x.cue", two);
    scratch_write("New.sbi", "SBI", 4);
    assert_int_equal(rename_to("x.cue", "New"), RBK_FILEEXISTS);
    assert_int_equal(rename_to("x.cue", "Other"), RBK_OK);
    open_sheet("x.cue", two);
    scratch_write("y.cue", "FILE \"a.bin\" BINARY\n", 20);
    assert_int_equal(rename_to("x.cue", "Third"), RBK_UNSUPPORTED);
    assert_true(is_there("a.bin") && is_there("b.bin") && is_there("x.cue"));
}

static void an_interrupted_run_is_completed_by_the_next(void **state)
{
    (void)state;
    open_sheet("x.cue", two);
    char *from = strdup(scratch_path("a.bin")); /* scratch_path has one buffer */
    assert_int_equal(link(from, scratch_path("New (Track 1).bin")), 0);
    free(from);
    assert_int_equal(rename_to("x.cue", "New"), RBK_OK);
    assert_true(is_there("New (Track 1).bin") && is_there("New (Track 2).bin") && is_there("New.cue"));
    assert_false(is_there("a.bin") || is_there("x.cue"));
}

static void names_of_devices_are_refused(void **state)
{
    static const char *const names[] = {"CON",  "con",       "Nul",         "aux.x", "PRN .y",
                                        "COM1", "lpt9.disc", "COM\xC2\xB2", "CONIN$"};
    static const char *const good[] = {"Con Air", "CONS", "COM", "COM10", "Auxiliary", "x.con", "NULL"};
    (void)state;
    open_sheet("x.cue", two);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        assert_int_equal(rename_to("x.cue", names[i]), RBK_INVALID_ARGUMENT);
        assert_non_null(strstr(error.sentence, "device"));
    }
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        scratch_teardown(NULL);
        scratch_setup(NULL);
        open_sheet("x.cue", two);
        assert_int_equal(rename_to("x.cue", good[i]), RBK_OK);
    }
}

/* In another letter case, and those that were not read: one is missing before them, or they are links to nothing. */
static void every_toc_of_a_later_session_gets_the_name(void **state)
{
    static const char toc[] = "CD_DA\nTRACK AUDIO\nFILE \"a.bin\" 0\n",
                      other[] = "CD_DA\nTRACK AUDIO\nFILE \"c.bin\" 0\n";
    (void)state;
    scratch_write("X (session 2).toc", "CD_DA\nTRACK AUDIO\nFILE \"b.bin\" 0\n", strlen(toc));
    scratch_write("x (Session 4).toc", other, strlen(other));
    assert_int_equal(symlink("nowhere", scratch_path("x (Session 5).toc")), 0);
    open_sheet("x.toc", toc);
    assert_int_equal(image->session_count, 2);
    assert_int_equal(rename_to("x.toc", "New"), RBK_OK);
    assert_true(is_there("New.toc") && is_there("New (Session 2).toc"));
    char *kept = scratch_read("New (Session 4).toc", NULL), target[16];
    assert_string_equal(kept, other);
    free(kept);
    assert_int_equal(readlink(scratch_path("New (Session 5).toc"), target, sizeof target), 7);
    assert_int_equal(scratch_count(), 6); /* four TOCs, two BINs */
}

/* Of two sheets whose BINs are hard links of each other, both are images of their own. */
static void an_image_of_the_same_files_is_another_one(void **state)
{
    static const char one[] = "FILE \"b.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n";
    (void)state;
    open_sheet("x.cue", one);
    assert_int_equal(unlink(scratch_path("a.bin")), 0);
    assert_int_equal(link(scratch_path("b.bin"), scratch_path("New.bin")), 0);
    scratch_write("New.cue", "FILE \"New.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n", sizeof one + 1);
    assert_int_equal(rename_to("x.cue", "New"), RBK_FILEEXISTS);
    assert_string_equal(error.sentence, "'x.cue' cannot be renamed to it: already exists");
    assert_int_equal(scratch_count(), 4);
    assert_int_equal(unlink(scratch_path("New.cue")), 0);
    assert_int_equal(rename_to("x.cue", "New"), RBK_OK); /* a name of a file alone is no image */
    assert_int_equal(scratch_count(), 2);
}

static void a_name_that_is_too_long_is_refused_with_its_length(void **state)
{
    char name[202] = "";
    (void)state;
    open_sheet("x.cue", two);
    memset(name, 'n', 201);
    assert_int_equal(rename_to("x.cue", name), RBK_INVALID_ARGUMENT);
    assert_non_null(strstr(error.sentence, "of up to 200 bytes; found one of 201, which begins with 'nnn"));
    name[200] = '\0';
    assert_int_equal(rename_to("x.cue", name), RBK_OK);
}

static void tocs_of_all_sessions_are_renamed_with_what_they_name(void **state)
{
    static const char first[] = "CD_DA\n// a.bin\nTRACK AUDIO\nCD_TEXT { LANGUAGE 0 { TITLE \"a.bin\" } }\n"
                                "FILE \"a.bin\" 0\n",
                      second[] = "CD_DA\nTRACK AUDIO\nAUDIOFILE \"b.bin\" 0\n";
    (void)state;
    scratch_write("x (Session 2).toc", second, strlen(second));
    open_sheet("x.toc", first);
    assert_int_equal(image->session_count, 2);
    scratch_write("New (Session 3).toc", "CD_DA\n", 6);
    assert_int_equal(rename_to("x.toc", "New"), RBK_FILEEXISTS);
    assert_int_equal(unlink(scratch_path("New (Session 3).toc")), 0);
    assert_int_equal(rename_to("x.toc", "New"), RBK_OK);
    char *toc = scratch_read("New.toc", NULL), *later = scratch_read("New (Session 2).toc", NULL);
    assert_string_equal(toc, "CD_DA\n// a.bin\nTRACK AUDIO\nCD_TEXT { LANGUAGE 0 { TITLE \"a.bin\" } }\n"
                             "FILE \"New (Track 1).bin\" 0\n");
    assert_string_equal(later, "CD_DA\nTRACK AUDIO\nAUDIOFILE \"New (Track 2).bin\" 0\n");
    free(toc);
    free(later);
    assert_true(is_there("New (Track 1).bin") && is_there("New (Track 2).bin"));
    assert_false(is_there("a.bin") || is_there("b.bin") || is_there("x.toc") || is_there("x (Session 2).toc"));
}

/* As a ripper leaves it: the gap before a track is at the end of the file before. */
static void a_file_is_that_of_the_track_that_starts_in_it(void **state)
{
    (void)state;
    open_sheet(
        "x.cue",
        "FILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    INDEX 00 00:00:15\n"
        "FILE \"b.bin\" BINARY\n    INDEX 01 00:00:00\n");
    if (rename_to("x.cue", "New") != RBK_OK)
        fail_msg("%s", error.sentence);
    char *sheet = scratch_read("New.cue", NULL);
    assert_string_equal(sheet, "FILE \"New (Track 1).bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n  TRACK 02 "
                               "AUDIO\n    INDEX 00 00:00:15\n"
                               "FILE \"New (Track 2).bin\" BINARY\n    INDEX 01 00:00:00\n");
    free(sheet);
    open_sheet(
        "y.cue",
        "FILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    INDEX 01 00:00:10\n"
        "FILE \"b.bin\" BINARY\n  TRACK 03 AUDIO\n    INDEX 01 00:00:00\n");
    assert_int_equal(rename_to("y.cue", "Other"), RBK_UNSUPPORTED);
    assert_non_null(strstr(error.sentence, "redbook convert"));
}

/* Its extension is that of its content, and its own. */
static void a_packed_file_keeps_both_of_its_extensions(void **state)
{
    static const uint8_t head[] = {'E', 'C', 'M', 0, 0xFC, 0xBD, 0x0B}, end_of_runs[] = {0xFC, 0xFF, 0xFF, 0xFF, 0x3F};
    static uint8_t packed[sizeof head + 20 * RBK_SECTOR_BYTES + sizeof end_of_runs + 4];
    (void)state;
    memcpy(packed, head, sizeof head); /* 47,040 bytes as they are */
    memcpy(packed + sizeof head + 20 * RBK_SECTOR_BYTES, end_of_runs, sizeof end_of_runs);
    scratch_write("p.bin.ecm", packed, sizeof packed);
    open_sheet("x.cue", "FILE \"p.bin.ecm\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n");
    if (rename_to("x.cue", "New") != RBK_OK)
        fail_msg("%s", error.sentence);
    assert_true(is_there("New.bin.ecm"));
    assert_false(is_there("p.bin.ecm"));
    char *sheet = scratch_read("New.cue", NULL);
    assert_string_equal(sheet, "FILE \"New.bin.ecm\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n");
    free(sheet);
}

/* Sessions may be up to 99. */
static void the_folder_of_a_toc_is_listed_a_few_times(void **state)
{
    (void)state;
    open_sheet("x.toc", "CD_DA\nTRACK AUDIO\nFILE \"a.bin\" 0\nTRACK AUDIO\nFILE \"b.bin\" 0\n");
    lists = 0;
    assert_int_equal(rename_to("x.toc", "New"), RBK_OK);
    assert_true(lists < 20);
}

static void open_there(const char *name)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_disc_free(image);
    image = NULL;
    assert_int_equal(rbk_source_open(scratch_path(name), NULL, &image, findings, &error), RBK_OK);
    rbk_findings_free(findings);
}

/* A set has its names by its format, and those in its tables are not changed. */
static void a_set_whose_files_have_names_of_their_own_is_refused(void **state)
{
    static const uint8_t sectors[170 * RBK_SECTOR_BYTES];
    rbk_ddp_tables tables;
    (void)state;
    open_sheet("x.cue", "FILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n");
    assert_int_equal(rbk_ddp_tables_make(image, NULL, &tables, &error), RBK_OK);
    assert_int_equal(unlink(scratch_path("x.cue")), 0);
    scratch_write("DDPMS", tables.map.data, tables.map.size);
    scratch_write("PQDESCR", tables.pq.data, tables.pq.size);
    scratch_write("DDPID", tables.id.data, tables.id.size);
    scratch_write("a.bin", sectors, sizeof sectors);
    rbk_ddp_tables_release(&tables);
    open_there("DDPID");
    assert_int_equal(rename_to("DDPID", "New"), RBK_UNSUPPORTED);
    assert_string_equal(
        error.sentence,
        "its files have names of their own: use 'redbook convert' to write the image under another name");
    assert_true(is_there("DDPID") && is_there("DDPMS") && is_there("a.bin"));
}

/* Next to the target of a link to the first TOC; a name could not be given to both at once. */
static void a_session_in_another_folder_is_refused(void **state)
{
    static const char toc[] = "CD_DA\nTRACK AUDIO\nFILE \"a.bin\" 0 00:00:20\n";
    (void)state;
    open_sheet("x.toc", toc);
    assert_int_equal(mkdir(scratch_path("two"), 0777), 0);
    scratch_write("two/x (Session 2).toc", toc, sizeof toc - 1);
    assert_int_equal(rename(scratch_path("x.toc"), scratch_path("two/x.toc")), 0);
    assert_int_equal(symlink("two/x.toc", scratch_path("x.toc")), 0);
    open_there("x.toc");
    assert_int_equal(image->session_count, 2);
    assert_int_equal(rename_to("x.toc", "New"), RBK_UNSUPPORTED);
    assert_string_equal(
        error.sentence,
        "it has files with names of their own: use 'redbook convert' to write the image under another name");
    assert_true(is_there("x.toc") && is_there("a.bin") && is_there("two/x (Session 2).toc"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_files_of_a_sheet_are_named_in_it, begin_disc, end),
        cmocka_unit_test_setup_teardown(the_folder_of_a_toc_is_listed_a_few_times, begin_disc, end),
        cmocka_unit_test_setup_teardown(files_in_its_folder_are_renamed_and_others_not, begin_disc, end),
        cmocka_unit_test_setup_teardown(a_file_of_a_later_session_is_named_by_it, begin_disc, end),
        cmocka_unit_test_setup_teardown(the_texts_of_a_sheet_are_named_where_they_are_read_from, begin_disc, end),
        cmocka_unit_test_setup_teardown(nothing_is_replaced_and_all_names_stay, begin_disc, end),
        cmocka_unit_test_setup_teardown(what_is_no_name_for_files_is_refused, begin_disc, end),
        cmocka_unit_test_setup_teardown(what_changes_the_direction_of_text_is_reported_as_that, begin_disc, end),
        cmocka_unit_test_setup_teardown(an_existing_sheet_is_not_replaced, begin_disc, end),
        cmocka_unit_test_setup_teardown(no_other_image_is_changed_by_it, begin_disc, end),
        cmocka_unit_test_setup_teardown(an_interrupted_run_is_completed_by_the_next, begin_disc, end),
        cmocka_unit_test_setup_teardown(names_of_devices_are_refused, begin_disc, end),
        cmocka_unit_test_setup_teardown(tocs_of_all_sessions_are_renamed_with_what_they_name, begin_disc, end),
        cmocka_unit_test_setup_teardown(every_toc_of_a_later_session_gets_the_name, begin_disc, end),
        cmocka_unit_test_setup_teardown(an_image_of_the_same_files_is_another_one, begin_disc, end),
        cmocka_unit_test_setup_teardown(a_name_that_is_too_long_is_refused_with_its_length, begin_disc, end),
        cmocka_unit_test_setup_teardown(a_packed_file_keeps_both_of_its_extensions, begin_disc, end),
        cmocka_unit_test_setup_teardown(a_file_is_that_of_the_track_that_starts_in_it, begin_disc, end),
        cmocka_unit_test_setup_teardown(a_set_whose_files_have_names_of_their_own_is_refused, begin_disc, end),
        cmocka_unit_test_setup_teardown(a_session_in_another_folder_is_refused, begin_disc, end),
    };
    return cmocka_run_group_tests_name("report/rename", tests, NULL, NULL);
}
