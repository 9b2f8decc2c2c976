/* Finding the files that a sheet names, and telling when they are not where it says. */
#include "stage/author.h"

#include "unit/scratch.h"

static void expect(const char *named, const char *found, bool expected_elsewhere)
{
    char *location = NULL;
    bool elsewhere = !expected_elsewhere;
    rbk_error error;
    rbk_status status = rbk_author_locate(named, scratch_path("album.cue"), &location, &elsewhere, &error);
    if (!found) {
        assert_int_equal(status, RBK_FILEACCESS);
        return;
    }
    assert_int_equal(status, RBK_OK);
    assert_string_equal(location, scratch_path(found));
    assert_int_equal(elsewhere, expected_elsewhere);
    free(location);
}

static void a_file_beside_the_sheet_is_found_as_written(void **state)
{
    (void)state;
    scratch_write("a b.wav", "x", 1);
    expect("a b.wav", "a b.wav", false);
    expect("none.wav", NULL, false);
}

static void an_absolute_path_is_taken_as_it_is(void **state)
{
    char *location;
    bool elsewhere;
    (void)state;
    scratch_write("a.wav", "x", 1);
    assert_int_equal(rbk_author_locate(scratch_path("a.wav"), "/somewhere/else.cue", &location, &elsewhere, NULL),
                     RBK_OK);
    assert_string_equal(location, scratch_path("a.wav"));
    assert_false(elsewhere);
    free(location);
}

static void paths_of_another_system_and_moved_folders_are_resolved(void **state)
{
    (void)state;
    scratch_write("a.wav", "x", 1);
    expect("C:\\Music\\Album\\a.wav", "a.wav", true);
    expect("C:a.wav", "a.wav", true);
    expect("/no/such/folder/a.wav", "a.wav", true);
    expect("..\\a.wav", "a.wav", true);
    assert_int_equal(mkdir(scratch_path("sub"), 0777), 0);
    FILE *file = fopen(scratch_path("sub/b.wav"), "w");
    fclose(file);
    expect("sub\\b.wav", "sub/b.wav", true);
    unlink(scratch_path("sub/b.wav"));
}

static void another_letter_case_is_found(void **state)
{
    (void)state;
    scratch_write("Track01.WAV", "x", 1);
    expect("TRACK01.wav", "Track01.WAV", true);
}

static void another_audio_ending_is_found(void **state)
{
    (void)state;
    scratch_write("album.flac", "x", 1);
    scratch_write("album.txt", "x", 1);
    expect("album.wav", "album.flac", true);
    expect("album.flac.wav", NULL, false);
}

static void two_candidates_are_none(void **state)
{
    char *location;
    bool elsewhere;
    rbk_error error;
    (void)state;
    scratch_write("album.flac", "x", 1);
    scratch_write("ALBUM.ogg", "x", 1);
    assert_int_equal(rbk_author_locate("album.wav", scratch_path("album.cue"), &location, &elsewhere, &error),
                     RBK_FILEACCESS);
    assert_string_equal(error.sentence, "'album.wav' is not there, and 2 files beside the sheet could be meant");
}

static void without_a_sheet_a_path_is_only_itself(void **state)
{
    char *location;
    bool elsewhere;
    (void)state;
    scratch_write("a.wav", "x", 1);
    assert_int_equal(rbk_author_locate(scratch_path("A.wav"), NULL, &location, &elsewhere, NULL), RBK_OK);
    assert_string_equal(location, scratch_path("A.wav"));
    assert_false(elsewhere);
    free(location);
}

static void a_folder_or_an_empty_name_is_no_file(void **state)
{
    (void)state;
    assert_int_equal(mkdir(scratch_path("sub"), 0777), 0);
    expect("sub", NULL, false);
    expect("", NULL, false);
    expect("\\", NULL, false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(a_file_beside_the_sheet_is_found_as_written),
        scratch_test(an_absolute_path_is_taken_as_it_is),
        scratch_test(paths_of_another_system_and_moved_folders_are_resolved),
        scratch_test(another_letter_case_is_found),
        scratch_test(another_audio_ending_is_found),
        scratch_test(two_candidates_are_none),
        scratch_test(without_a_sheet_a_path_is_only_itself),
        scratch_test(a_folder_or_an_empty_name_is_no_file),
    };
    return cmocka_run_group_tests_name("stage/author_locate", tests, NULL, NULL);
}
