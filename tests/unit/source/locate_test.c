/* Finding the files that a sheet names, and reporting those found elsewhere. */
#include "source/source.h"

#include "unit/scratch.h"

#include <redbook/image.h>

#include <errno.h>
#include <sys/resource.h>

static const char *source_at(const rbk_disc *disc, const char *sheet, const char *path)
{
    const char *source = NULL;
    assert_int_equal(rbk_source_at(disc, sheet, path, &source, NULL), RBK_OK);
    return source;
}

static bool may_read(const char *path, const char *sheet, rbk_identity *identity)
{
    bool may = false;
    assert_int_equal(rbk_source_may_read(path, sheet, &may, identity, NULL), RBK_OK);
    return may;
}

/* expected NULL: not found; all paths are in the scratch folder. */
static void expect_place(const char *named, bool any_path, const char *found, bool elsewhere, bool outside)
{
    rbk_source_place place;
    rbk_error error;
    rbk_status status = rbk_source_locate(named, scratch_path("album.cue"), any_path, &place, &error);
    assert_int_equal(place.outside, outside);
    if (!found) {
        assert_int_equal(status, RBK_FILEACCESS);
        assert_null(place.location);
        return;
    }
    assert_int_equal(status, RBK_OK);
    assert_string_equal(place.location, scratch_path(found));
    assert_int_equal(place.elsewhere, elsewhere);
    free(place.location);
}

static void expect(const char *named, const char *found, bool expected_elsewhere)
{
    expect_place(named, false, found, expected_elsewhere, false);
}

static void a_file_next_to_the_sheet_is_found_as_written(void **state)
{
    (void)state;
    scratch_write("a b.wav", "x", 1);
    expect("a b.wav", "a b.wav", false);
    expect("none.wav", NULL, false);
}

static void write_below(const char *folder, const char *name)
{
    assert_int_equal(mkdir(scratch_path(folder), 0777), 0);
    scratch_write(name, "x", 1);
}

static void an_absolute_path_into_the_folder_of_the_sheet_is_inside(void **state)
{
    char inside[700];
    (void)state;
    scratch_write("a.wav", "x", 1);
    write_below("sub", "sub/b.wav");
    snprintf(inside, sizeof inside, "%s", scratch_path("a.wav"));
    expect(inside, "a.wav", false);
    snprintf(inside, sizeof inside, "%s", scratch_path("sub/b.wav"));
    expect(inside, "sub/b.wav", false);
    snprintf(inside, sizeof inside, "%s", scratch_path("sub/../a.wav"));
    expect(inside, "sub/../a.wav", false);
    snprintf(inside, sizeof inside, "%s", scratch_path("../none/x.wav"));
    expect_place(inside, false, NULL, false, true);
}

static void paths_of_another_system_and_moved_folders_are_resolved(void **state)
{
    (void)state;
    scratch_write("a.wav", "x", 1);
    expect("C:\\Music\\Album\\a.wav", "a.wav", true);
    expect("C:a.wav", "a.wav", true);
    expect_place("/no/such/folder/a.wav", false, "a.wav", true, true);
    expect_place("..\\a.wav", false, "a.wav", true, true);
    write_below("sub", "sub/b.wav");
    expect("sub\\b.wav", "sub/b.wav", true);
    expect("sub\\..\\sub\\b.wav", "sub/../sub/b.wav", true);
}

static void a_name_may_have_kept_the_bytes_of_the_sheets_encoding(void **state)
{
    (void)state;
    scratch_write("Caf\xE9.wav", "x", 1);
    expect("Caf\xC3\xA9.wav", "Caf\xE9.wav", false);
    scratch_write("\x96\xE9\x82\xCC\x83\x5C.wav", "x", 1);
    expect("\xE5\xA4\x9C\xE3\x81\xAE\xE3\x82\xBD.wav", "\x96\xE9\x82\xCC\x83\x5C.wav", false);
    scratch_write("Caf\xC3\xA9.wav", "x", 1); /* the name as it should be comes first */
    expect("Caf\xC3\xA9.wav", "Caf\xC3\xA9.wav", false);
}

static void a_path_that_climbs_out_of_the_folder_is_not_followed(void **state)
{
    (void)state;
    scratch_write("a.wav", "x", 1);
    write_below("sub", "sub/a.wav");
    expect("sub/../a.wav", "sub/../a.wav", false);
    expect("./sub/./../a.wav", "./sub/./../a.wav", false);
    expect_place("../x/none.wav", false, NULL, false, true);
    expect_place("sub/../../none.wav", false, NULL, false, true);
    expect_place("..", false, NULL, false, true);
    expect_place("..\\..\\none.wav", false, NULL, false, true);
    expect_place("../elsewhere/a.wav", false, "a.wav", true, true);
}

/* Each path names a file that exists. */
static void what_is_outside_is_not_read(void **state)
{
    static const char *const paths[] = {"../a.wav", "sub/../../a.wav", "..\\a.wav", "sub\\..\\..\\a.wav", "./../a.wav"};
    rbk_source_place place;
    char sheet[700];
    (void)state;
    scratch_write("a.wav", "outside", 7);
    write_below("sheets", "sheets/b.wav");
    assert_int_equal(mkdir(scratch_path("sheets/sub"), 0777), 0);
    snprintf(sheet, sizeof sheet, "%s", scratch_path("sheets/album.cue"));
    for (size_t i = 0; i <= sizeof paths / sizeof paths[0]; i++) {
        const char *path = i < sizeof paths / sizeof paths[0] ? paths[i] : scratch_path("a.wav");
        assert_int_equal(rbk_source_locate(path, sheet, false, &place, NULL), RBK_FILEACCESS);
        assert_true(place.outside && !place.location);
    }
}

static void what_is_outside_is_read_where_it_is_when_that_is_allowed(void **state)
{
    rbk_source_place place;
    char sheet[700];
    (void)state;
    scratch_write("a.wav", "outside", 7);
    write_below("sheets", "sheets/a.wav");
    snprintf(sheet, sizeof sheet, "%s", scratch_path("sheets/album.cue"));
    assert_int_equal(rbk_source_locate("../a.wav", sheet, true, &place, NULL), RBK_OK);
    assert_string_equal(place.location, scratch_path("sheets/../a.wav"));
    assert_true(place.outside && !place.elsewhere);
    free(place.location);
    assert_int_equal(rbk_source_locate(scratch_path("a.wav"), sheet, true, &place, NULL), RBK_OK);
    assert_string_equal(place.location, scratch_path("a.wav"));
    assert_true(place.outside && !place.elsewhere);
    free(place.location);
    assert_int_equal(rbk_source_locate("..\\a.wav", sheet, true, &place, NULL), RBK_OK);
    assert_string_equal(place.location, scratch_path("sheets/../a.wav"));
    assert_true(place.outside && place.elsewhere);
    free(place.location);
    assert_int_equal(rbk_source_locate("../a.wav", sheet, false, &place, NULL), RBK_OK);
    assert_string_equal(place.location, scratch_path("sheets/a.wav"));
    assert_true(place.outside && place.elsewhere);
    free(place.location);
}

static void the_refusal_says_what_would_allow_it(void **state)
{
    rbk_source_place place;
    rbk_error error;
    (void)state;
    assert_int_equal(rbk_source_locate("/etc/passwd", scratch_path("album.cue"), false, &place, &error),
                     RBK_FILEACCESS);
    assert_string_equal(error.sentence, "'/etc/passwd' is outside the sheet's folder: use --any-path to read it");
    assert_int_equal(rbk_source_locate("/etc/no such file", scratch_path("album.cue"), true, &place, &error),
                     RBK_FILEACCESS);
    assert_string_equal(error.sentence,
                        "'/etc/no such file' was found neither at the given path nor in the same folder");
}

/* A file outside "sheets", and links in it: one that leads there, one that does not. */
static void make_links(char sheet[700])
{
    scratch_write("out.wav", "x", 1);
    write_below("sheets", "sheets/in.wav");
    assert_int_equal(symlink("../out.wav", scratch_path("sheets/a.wav")), 0);
    assert_int_equal(symlink("in.wav", scratch_path("sheets/b.wav")), 0);
    snprintf(sheet, 700, "%s", scratch_path("sheets/album.cue"));
}

static void links_are_followed_inside_the_folder_of_the_sheet(void **state)
{
    rbk_source_place place;
    rbk_error error;
    char sheet[700];
    (void)state;
    make_links(sheet);
    assert_int_equal(rbk_source_locate("b.wav", sheet, false, &place, NULL), RBK_OK);
    assert_string_equal(place.location, scratch_path("sheets/b.wav"));
    assert_false(place.outside || place.elsewhere);
    free(place.location);
    assert_int_equal(rbk_source_locate("a.wav", sheet, false, &place, &error), RBK_FILEACCESS);
    assert_string_equal(error.sentence,
                        "'a.wav' leads outside the sheet's folder by a link: use --any-path to read it");
    assert_true(place.outside);
    assert_int_equal(rbk_source_locate("A.WAV", sheet, false, &place, NULL), RBK_FILEACCESS);
    assert_int_equal(rbk_source_locate("a.wav", sheet, true, &place, NULL), RBK_OK);
    assert_string_equal(place.location, scratch_path("sheets/a.wav"));
    assert_true(place.outside && !place.elsewhere);
    free(place.location);
    rbk_identity judged;
    struct stat about;
    assert_false(may_read(scratch_path("sheets/a.wav"), sheet, NULL));
    assert_true(may_read(scratch_path("sheets/b.wav"), sheet, &judged));
    assert_int_equal(stat(scratch_path("sheets/in.wav"), &about), 0);
    assert_true(judged.inode == (uint64_t)about.st_ino && judged.device == (uint64_t)about.st_dev);
    assert_true(may_read(scratch_path("sheets/a.wav"), NULL, NULL));
}

static void a_sheet_that_is_a_link_has_two_folders(void **state)
{
    rbk_source_place place;
    char sheet[700];
    (void)state;
    make_links(sheet);
    scratch_write("sheets/album.cue", "x", 1);
    assert_int_equal(mkdir(scratch_path("farm"), 0777), 0);
    assert_int_equal(symlink("../sheets/album.cue", scratch_path("farm/album.cue")), 0);
    assert_int_equal(symlink("../sheets/in.wav", scratch_path("farm/link.wav")), 0);
    assert_int_equal(symlink("../out.wav", scratch_path("farm/a.wav")), 0);
    scratch_write("farm/own.wav", "x", 1);
    snprintf(sheet, sizeof sheet, "%s", scratch_path("farm/album.cue"));
    static const struct {
        const char *name, *found;
    } rows[] = {{"own.wav", "farm/own.wav"}, {"link.wav", "farm/link.wav"}, {"in.wav", "sheets/in.wav"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(rbk_source_locate(rows[i].name, sheet, false, &place, NULL), RBK_OK);
        char *expected = realpath(scratch_path(rows[i].found), NULL), *found = realpath(place.location, NULL);
        assert_string_equal(found, expected);
        assert_false(place.outside || place.elsewhere);
        free(found);
        free(expected);
        free(place.location);
    }
    assert_int_equal(rbk_source_locate("a.wav", sheet, false, &place, NULL), RBK_FILEACCESS);
}

static void a_name_that_is_made_of_a_link_may_be_that_of_what_it_leads_to(void **state)
{
    rbk_source_place place;
    char sheet[700];
    (void)state;
    assert_int_equal(mkdir(scratch_path("real"), 0777), 0);
    scratch_write("real/disc.ccd", "x", 1);
    scratch_write("real/disc.img", "x", 1);
    assert_int_equal(symlink("real/disc.ccd", scratch_path("other.ccd")), 0);
    snprintf(sheet, sizeof sheet, "%s", scratch_path("other.ccd"));
    assert_int_equal(rbk_source_locate("other.img", sheet, false, &place, NULL), RBK_OK);
    char *expected = realpath(scratch_path("real/disc.img"), NULL), *found = realpath(place.location, NULL);
    assert_string_equal(found, expected);
    assert_true(place.elsewhere);
    free(found);
    free(expected);
    free(place.location);
    assert_int_equal(rbk_source_locate("others.img", sheet, false, &place, NULL), RBK_FILEACCESS);
    assert_int_equal(rbk_source_locate("other.mdf", sheet, false, &place, NULL), RBK_FILEACCESS);
}

static void another_letter_case_is_found(void **state)
{
    (void)state;
    scratch_write("Track01.WAV", "x", 1);
    expect("TRACK01.wav", "Track01.WAV", true);
}

static void another_composition_is_found_and_letter_case_beyond_ascii(void **state)
{
    rbk_source_place place;
    (void)state;
    scratch_write("Cafe\xCC\x81.wav", "x", 1);
    scratch_write("\xD0\x94.wav", "x", 1);
    expect("Caf\xC3\xA9.wav", "Cafe\xCC\x81.wav", true);
    expect("\xD0\xB4.WAV", "\xD0\x94.wav", true);
    assert_int_equal(rbk_source_locate("Caf\xC3\xA9.wav", scratch_path("album.cue"), false, &place, NULL), RBK_OK);
    assert_true(place.other_form);
    free(place.location);
    scratch_write("CAF\xC3\x89.wav", "x", 1); /* a larger difference than normalization alone */
    expect("Caf\xC3\xA9.wav", "Cafe\xCC\x81.wav", true);
    expect("cAF\xC3\xA9.wav", NULL, false);
}

static void another_audio_ending_is_found(void **state)
{
    (void)state;
    scratch_write("album.flac", "x", 1);
    scratch_write("album.txt", "x", 1);
    expect("album.wav", "album.flac", true);
    expect("album.flac.wav", NULL, false);
}

/* Until the limit is set again, no file can be opened. */
static struct rlimit forbid_descriptors(void)
{
    struct rlimit before, none;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    const int next = dup(STDIN_FILENO);
    close(next);
    none = before;
    none.rlim_cur = (rlim_t)next;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
    return before;
}

/* If it cannot be determined whether a file exists, it is not searched for elsewhere. */
static void a_shortage_of_descriptors_is_reported_as_one(void **state)
{
    rbk_source_place place;
    rbk_error error;
    (void)state;
    scratch_write("a.wav", "x", 1);
    const struct rlimit before = forbid_descriptors();
    rbk_status status = rbk_source_locate("a.wav", scratch_path("album.cue"), false, &place, &error);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
    assert_int_equal(status, RBK_FILEACCESS);
    assert_int_equal(error.system_error, EMFILE);
}

/* Where a file leads is not known: it is not read by its name either. */
static void a_file_that_cannot_be_examined_is_refused_for_that(void **state)
{
    rbk_error error;
    char sheet[600], path[600];
    bool may = true;
    (void)state;
    scratch_write("out.wav", "x", 1);
    assert_int_equal(mkdir(scratch_path("sheets"), 0777), 0);
    assert_int_equal(symlink("../out.wav", scratch_path("sheets/a.wav")), 0);
    snprintf(sheet, sizeof sheet, "%s", scratch_path("sheets/a.cue"));
    snprintf(path, sizeof path, "%s", scratch_path("sheets/a.wav"));
    const struct rlimit before = forbid_descriptors();
    rbk_status status = rbk_source_may_read(path, sheet, &may, NULL, &error);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
    assert_int_equal(status, RBK_FILEACCESS);
    assert_int_equal(error.system_error, EMFILE);
    assert_string_equal(error.place.path, path);
    assert_false(may);
}

static void two_candidates_are_none(void **state)
{
    rbk_source_place place;
    rbk_error error;
    (void)state;
    scratch_write("album.flac", "x", 1);
    scratch_write("ALBUM.ogg", "x", 1);
    assert_int_equal(rbk_source_locate("album.wav", scratch_path("album.cue"), false, &place, &error), RBK_FILEACCESS);
    assert_string_equal(error.sentence, "'album.wav' was not found, and 2 files in the same folder could be meant");
}

static void without_a_sheet_a_path_is_only_itself(void **state)
{
    rbk_source_place place;
    (void)state;
    scratch_write("a.wav", "x", 1);
    assert_int_equal(rbk_source_locate("/some/../A.wav", NULL, false, &place, NULL), RBK_OK);
    assert_string_equal(place.location, "/some/../A.wav");
    assert_false(place.elsewhere || place.outside);
    free(place.location);
}

static void a_folder_or_an_empty_name_is_no_file(void **state)
{
    (void)state;
    assert_int_equal(mkdir(scratch_path("sub"), 0777), 0);
    expect("sub", NULL, false);
    expect("", NULL, false);
    expect("\\", NULL, false);
}

static void sources_of_a_disc_are_known_by_whatever_name(void **state)
{
    (void)state;
    rbk_disc *disc = rbk_disc_new();
    uint32_t file;
    char sheet[4096], link_path[4096];
    snprintf(sheet, sizeof sheet, "%s", scratch_path("a.cue"));
    scratch_write("a.cue", "x", 1);
    scratch_write("a.bin", "x", 1);
    scratch_write("a.sub", "x", 1);
    scratch_write("other", "x", 1);
    assert_int_equal(rbk_disc_add_file(disc, "a.bin", RBK_FILE_BINARY, NULL, 0, &file, NULL), RBK_OK);
    assert_null(source_at(disc, sheet, scratch_path("a.bin"))); /* not located yet */
    assert_int_equal(rbk_disc_locate_file(disc, file, scratch_path("a.bin"), NULL), RBK_OK);
    disc->files[file].subchannel_location = strdup(scratch_path("a.sub"));
    snprintf(link_path, sizeof link_path, "%s", scratch_path("link"));
    assert_int_equal(symlink("a.bin", link_path), 0);
    assert_string_equal(source_at(disc, sheet, link_path), disc->files[file].location);
    assert_string_equal(source_at(disc, sheet, scratch_path("./a.sub")), disc->files[file].subchannel_location);
    assert_ptr_equal(source_at(disc, sheet, scratch_path("a.cue")), sheet);
    assert_null(source_at(disc, NULL, scratch_path("a.cue")));
    assert_null(source_at(disc, sheet, scratch_path("other")));
    assert_int_equal(rename(scratch_path("a.bin"), link_path), 0);
    char stash[4096];
    snprintf(stash, sizeof stash, "%s", scratch_path("b.bin" RBK_STASH_SUFFIX));
    assert_int_equal(rename(link_path, stash), 0);
    assert_int_equal(rbk_disc_locate_file(disc, file, stash, NULL), RBK_OK);
    assert_string_equal(source_at(disc, sheet, scratch_path("b.bin")), stash); /* b.bin is missing */
    assert_null(source_at(disc, sheet, scratch_path("none")));
    const char *source = NULL;
    assert_int_equal(rbk_source_at(NULL, sheet, sheet, &source, NULL), RBK_INVALID_POINTER);
    rbk_disc_free(disc);
}

static void a_target_that_is_a_source_is_reported(void **state)
{
    (void)state;
    rbk_disc *disc = rbk_disc_new();
    rbk_findings *findings = rbk_findings_new();
    char sheet[4096];
    bool is_source = true;
    snprintf(sheet, sizeof sheet, "%s", scratch_path("a.cue"));
    scratch_write("a.cue", "x", 1);
    assert_int_equal(rbk_source_report_target(disc, sheet, scratch_path("b.cue"), &is_source, findings, NULL), RBK_OK);
    assert_false(is_source);
    assert_int_equal(rbk_findings_count(findings), 0);
    assert_int_equal(rbk_source_report_target(disc, sheet, sheet, &is_source, findings, NULL), RBK_OK);
    assert_true(is_source);
    assert_int_equal(rbk_findings_count_from(findings, RBK_ERROR), 1);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "target.is-source");
    assert_int_equal(rbk_source_report_target(disc, sheet, sheet, NULL, NULL, NULL), RBK_OK);
    assert_int_equal(rbk_source_report_target(disc, sheet, NULL, NULL, findings, NULL), RBK_INVALID_POINTER);
    rbk_findings_free(findings);
    rbk_disc_free(disc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(a_file_next_to_the_sheet_is_found_as_written),
        scratch_test(an_absolute_path_into_the_folder_of_the_sheet_is_inside),
        scratch_test(a_name_may_have_kept_the_bytes_of_the_sheets_encoding),
        scratch_test(a_path_that_climbs_out_of_the_folder_is_not_followed),
        scratch_test(what_is_outside_is_not_read),
        scratch_test(what_is_outside_is_read_where_it_is_when_that_is_allowed),
        scratch_test(the_refusal_says_what_would_allow_it),
        scratch_test(links_are_followed_inside_the_folder_of_the_sheet),
        scratch_test(a_sheet_that_is_a_link_has_two_folders),
        scratch_test(paths_of_another_system_and_moved_folders_are_resolved),
        scratch_test(a_name_that_is_made_of_a_link_may_be_that_of_what_it_leads_to),
        scratch_test(another_letter_case_is_found),
        scratch_test(another_composition_is_found_and_letter_case_beyond_ascii),
        scratch_test(another_audio_ending_is_found),
        scratch_test(a_shortage_of_descriptors_is_reported_as_one),
        scratch_test(a_file_that_cannot_be_examined_is_refused_for_that),
        scratch_test(two_candidates_are_none),
        scratch_test(without_a_sheet_a_path_is_only_itself),
        scratch_test(a_folder_or_an_empty_name_is_no_file),
        scratch_test(sources_of_a_disc_are_known_by_whatever_name),
        scratch_test(a_target_that_is_a_source_is_reported),
    };
    return cmocka_run_group_tests_name("source/locate", tests, NULL, NULL);
}
