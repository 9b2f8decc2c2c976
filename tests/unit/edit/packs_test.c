/*
 * The file of packs of a disc: with its first text, and after its last one is removed.
 * link: -Wl,--wrap=rbk_folder_move -Wl,--wrap=rbk_path_name_with
 */
#include "unit/album.h"

#include <redbook/edit.h>

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

static int move_code; /* errno of a move of the CD-TEXT file; 0: it is moved */

int __real_rbk_folder_move(int folder, const char *from, const char *to);
int __wrap_rbk_folder_move(int folder, const char *from, const char *to);

int __wrap_rbk_folder_move(int folder, const char *from, const char *to)
{
    if (move_code == 0 || strcmp(from, "a.cdt") != 0)
        return __real_rbk_folder_move(folder, from, to);
    errno = move_code;
    return -1;
}

static bool other_edit; /* another process gives the sheet its first packs before this one has a name for their file */

char *__real_rbk_path_name_with(const char *path, const char *extension);
char *__wrap_rbk_path_name_with(const char *path, const char *extension);

char *__wrap_rbk_path_name_with(const char *path, const char *extension)
{
    static const char sheet[] = "CDTEXTFILE \"a.cdt\"\n";
    if (other_edit) {
        other_edit = false;
        scratch_write("a.cdt", sheet, sizeof sheet - 1);
        scratch_write("a.cue", sheet, sizeof sheet - 1);
    }
    return __real_rbk_path_name_with(path, extension);
}

static rbk_error error;
static rbk_findings *findings;

static void open_again(void)
{
    rbk_disc_free(album);
    album = NULL;
    assert_int_equal(rbk_source_open(scratch_path("a.cue"), NULL, &album, findings, &error), RBK_OK);
    rbk_findings_free(findings);
    findings = rbk_findings_new();
}

/* The disc title and the composer of track 2 are these from now on, and there are no other texts and codes. */
static rbk_status edit(const char *title, const char *composer, bool dry_run)
{
    rbk_edit_options options;
    rbk_edit_result *result = NULL;
    rbk_edit_options_init(&options);
    options.dry_run = dry_run;
    rbk_disc *changed = rbk_disc_copy(album);
    changed->mcn[0] = 0;
    for (size_t t = 0; t < changed->track_count; t++) {
        changed->tracks[t].isrc[0] = 0;
        for (int field = 0; field < (int)RBK_TEXT_FIELDS; field++)
            rbk_text_set(&changed->tracks[t].text, (rbk_text_field)field, NULL, NULL);
    }
    for (int field = 0; field < (int)RBK_TEXT_FIELDS; field++)
        rbk_text_set(&changed->text, (rbk_text_field)field, NULL, NULL);
    rbk_text_set(&changed->text, RBK_TEXT_TITLE, title, NULL);
    rbk_text_set(&changed->tracks[1].text, RBK_TEXT_COMPOSER, composer, NULL);
    rbk_status status = rbk_edit_write(album, changed, &options, &result, findings, &error);
    rbk_edit_result_free(result);
    rbk_disc_free(changed);
    return status;
}

static bool names_packs(void)
{
    char *sheet = scratch_read("a.cue", NULL);
    const bool names = strstr(sheet, "CDTEXTFILE") != NULL;
    free(sheet);
    return names;
}

static bool is_there(const char *name)
{
    return access(scratch_path(name), F_OK) == 0;
}

/* An album with packs in a.cdt. */
static int setup(void **state)
{
    rbk_error_init(&error);
    move_code = 0;
    other_edit = false;
    findings = rbk_findings_new();
    if (!findings || scratch_setup(state) != 0)
        return -1;
    album_open();
    assert_int_equal(edit("Title", "Composer", false), RBK_OK);
    open_again();
    return is_there("a.cdt") && names_packs() ? 0 : -1;
}

static int teardown(void **state)
{
    move_code = 0;
    album_close();
    rbk_findings_free(findings);
    return scratch_teardown(state);
}

static void it_goes_with_the_last_text_and_comes_with_the_next(void **state)
{
    (void)state;
    assert_int_equal(edit(NULL, NULL, true), RBK_OK);
    assert_true(is_there("a.cdt") && names_packs());
    assert_int_equal(edit("Title", NULL, false), RBK_OK);
    assert_true(is_there("a.cdt") && names_packs());
    open_again();
    assert_int_equal(edit(NULL, NULL, false), RBK_OK);
    assert_false(is_there("a.cdt") || names_packs());
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "edit.cdtext-removed");
    assert_int_equal(rbk_findings_at(findings, 0)->severity, RBK_WARNING);
    open_again();
    assert_null(album->cdtext);
    assert_int_equal(edit("Title", NULL, false), RBK_OK); /* which the sheet holds */
    assert_false(is_there("a.cdt") || names_packs());
    open_again();
    assert_int_equal(edit("Title", "Composer", false), RBK_OK);
    assert_true(is_there("a.cdt") && names_packs());
}

static void it_is_kept_for_another_sheet(void **state)
{
    (void)state;
    size_t size;
    char *sheet = scratch_read("a.cue", &size), *packs = scratch_read("a.cdt", NULL);
    scratch_write("b.cue", sheet, size);
    assert_int_equal(edit(NULL, NULL, false), RBK_OK);
    assert_true(is_there("a.cdt"));
    assert_false(names_packs());
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "edit.cdtext-shared");
    char *kept = scratch_read("a.cdt", NULL);
    assert_string_equal(kept, packs);
    free(kept);
    free(packs);
    free(sheet);
}

/* Also by a link; whatever else the file is. */
static void a_file_of_the_disc_is_never_removed(void **state)
{
    (void)state;
    assert_int_equal(symlink("a.cdt", scratch_path("audio.bin")), 0);
    assert_int_equal(rbk_disc_locate_file(album, 0, scratch_path("audio.bin"), NULL), RBK_OK);
    assert_int_equal(edit(NULL, NULL, false), RBK_OK);
    assert_false(names_packs());
    assert_true(is_there("a.cdt"));
    assert_int_equal(rbk_findings_count(findings), 0);
}

/* With the texts that it has now it is not written. */
static void nor_is_it_replaced(void **state)
{
    (void)state;
    size_t before, after;
    char *bytes = scratch_read("a.cdt", &before);
    assert_int_equal(rbk_disc_locate_file(album, 0, scratch_path("a.cdt"), NULL), RBK_OK);
    assert_int_equal(edit("Other", "Composer", false), RBK_REFUSED);
    assert_string_equal(error.place.path, album->cdtext_location);
    char *kept = scratch_read("a.cdt", &after);
    assert_int_equal(before, after);
    assert_memory_equal(bytes, kept, before);
    free(bytes);
    free(kept);
}

static void a_link_is_removed_and_its_target_kept(void **state)
{
    (void)state;
    char *link = strdup(scratch_path("a.cdt"));
    assert_int_equal(rename(link, scratch_path("real.cdt")), 0);
    assert_int_equal(symlink("real.cdt", link), 0);
    open_again();
    assert_int_equal(edit(NULL, NULL, false), RBK_OK);
    assert_false(is_there("a.cdt") || names_packs());
    assert_true(is_there("real.cdt"));
    free(link);
}

/* Its folder may have other sheets that name it. */
static void a_link_in_another_folder_is_kept(void **state)
{
    (void)state;
    assert_int_equal(mkdir(scratch_path("other"), 0777), 0);
    assert_int_equal(symlink("../a.cue", scratch_path("other/a.cue")), 0);
    assert_int_equal(symlink("../a.cdt", scratch_path("other/a.cdt")), 0);
    rbk_disc_free(album);
    album = NULL;
    assert_int_equal(rbk_source_open(scratch_path("other/a.cue"), NULL, &album, findings, &error), RBK_OK);
    assert_string_equal(album->cdtext_location, scratch_path("other/a.cdt"));
    assert_int_equal(edit(NULL, NULL, false), RBK_OK);
    assert_false(names_packs());
    assert_true(is_there("other/a.cdt") && is_there("a.cdt"));
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rbk_findings_at(findings, 0)->path, scratch_path("other/a.cdt"));
    assert_string_equal(rbk_findings_at(findings, 0)->text,
                        "is a link in another folder than the sheet's: the CD-TEXT file 'a.cdt' is kept");
}

static void one_that_was_removed_by_somebody_else_is_no_failure(void **state)
{
    (void)state;
    assert_int_equal(unlink(scratch_path("a.cdt")), 0);
    assert_int_equal(edit(NULL, NULL, false), RBK_OK);
    assert_false(names_packs());
}

/* The sheet stays as it was, and nothing else is left. */
static void with_one_that_cannot_be_removed_nothing_is_changed(void **state)
{
    (void)state;
    const size_t before = scratch_count();
    move_code = EPERM;
    assert_int_equal(edit(NULL, NULL, false), RBK_FILESYSTEM);
    assert_true(is_there("a.cdt") && names_packs());
    assert_string_equal(error.sentence, "cannot be renamed");
    assert_string_equal(error.place.path, scratch_path("a.cdt"));
    assert_int_equal(error.system_error, EPERM);
    assert_int_equal(scratch_count(), before);
}

static void those_of_another_edit_of_the_sheet_are_no_file_of_something_else(void **state)
{
    (void)state;
    assert_int_equal(edit(NULL, NULL, false), RBK_OK);
    open_again();
    other_edit = true;
    assert_int_equal(edit(NULL, "Composer", false), RBK_CHANGED);
    assert_false(other_edit);
    assert_string_equal(error.sentence, "was replaced or changed while the disc was read: try again");
    assert_int_equal(rbk_findings_count(findings), 0);
}

#define packs_test(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        packs_test(it_goes_with_the_last_text_and_comes_with_the_next),
        packs_test(it_is_kept_for_another_sheet),
        packs_test(a_file_of_the_disc_is_never_removed),
        packs_test(nor_is_it_replaced),
        packs_test(a_link_is_removed_and_its_target_kept),
        packs_test(a_link_in_another_folder_is_kept),
        packs_test(one_that_was_removed_by_somebody_else_is_no_failure),
        packs_test(with_one_that_cannot_be_removed_nothing_is_changed),
        packs_test(those_of_another_edit_of_the_sheet_are_no_file_of_something_else),
    };
    return cmocka_run_group_tests_name("edit/packs", tests, NULL, NULL);
}
