/*
 * The texts, codes and indexes of an image are edited, without memory for one allocation after the other: then its files are
 * unchanged.
 * link: -Wl,--wrap=malloc -Wl,--wrap=calloc -Wl,--wrap=realloc -Wl,--wrap=strdup -Wl,--wrap=strndup
 * link: -Wl,--wrap=fsync
 */
#include "unit/album.h"
#include "unit/memory.h"

#include <redbook/edit.h>

int __wrap_fsync(int descriptor);

/* Nothing here has to survive a crash of the system. */
int __wrap_fsync(int descriptor)
{
    (void)descriptor;
    return 0;
}

static rbk_disc *changed;

static rbk_status write_edit(rbk_findings *findings, bool dry_run, rbk_error *error)
{
    rbk_edit_options options;
    rbk_edit_result *result = NULL;
    rbk_edit_options_init(&options);
    options.dry_run = dry_run;
    options.cdtext_chosen = true;
    rbk_status status = rbk_edit_write(album, changed, &options, &result, findings, error);
    rbk_edit_result_free(result);
    return status;
}

static rbk_status trying(void *user, rbk_error *error)
{
    (void)user;
    rbk_findings *findings = rbk_findings_new();
    rbk_status status = findings ? write_edit(findings, true, error) : RBK_NO_MEMORY;
    rbk_findings_free(findings);
    return status;
}

/* The sheet is as it was after each failure. */
static rbk_status editing(void *user, rbk_error *error)
{
    const char *before = user;
    rbk_findings *findings = rbk_findings_new();
    rbk_status status = findings ? write_edit(findings, false, error) : RBK_NO_MEMORY;
    rbk_findings_free(findings);
    memory_is_back();
    if (status != RBK_OK) {
        size_t size = 0;
        char *sheet = scratch_read("a.cue", &size);
        assert_non_null(sheet);
        assert_string_equal(sheet, before);
        free(sheet);
    }
    return status;
}

static rbk_status moving_indexes(void *user, rbk_error *error)
{
    const rbk_index_edit edits[] = {{.track = 1, .number = 2, .sectors = 45},
                                    {.track = 1, .number = 3, .sectors = 55},
                                    {.track = 2, .number = 0, .removed = true}};
    (void)user;
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = findings ? rbk_disc_copy(album) : NULL;
    rbk_status status =
        disc ? rbk_edit_indexes(disc, album_layout, edits, sizeof edits / sizeof edits[0], findings, error)
             : RBK_NO_MEMORY;
    rbk_disc_free(disc);
    rbk_findings_free(findings);
    return status;
}

/* A refusal that cannot be reported is no refusal. */
static rbk_status refusing_indexes(void *user, rbk_error *error)
{
    const rbk_index_edit edits[] = {{.track = 1, .number = 3, .sectors = 45}, {.track = 2, .number = 3, .sectors = 70}};
    (void)user;
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = findings ? rbk_disc_copy(album) : NULL;
    rbk_status status =
        disc ? rbk_edit_indexes(disc, album_layout, edits, sizeof edits / sizeof edits[0], findings, error)
             : RBK_NO_MEMORY;
    const size_t count = rbk_findings_count(findings);
    rbk_disc_free(disc);
    rbk_findings_free(findings);
    if (status == RBK_REFUSED)
        assert_int_equal(count, 2);
    return status == RBK_REFUSED ? RBK_OK : status;
}

static void open_album_again(void)
{
    rbk_findings *opening = rbk_findings_new();
    rbk_disc_free(album);
    album = NULL;
    assert_int_equal(rbk_source_open(scratch_path("a.cue"), NULL, &album, opening, NULL), RBK_OK);
    rbk_findings_free(opening);
    assert_non_null(album->cdtext);
}

/* A copy of the album without a text or code. */
static rbk_disc *without_texts(void)
{
    rbk_disc *bare = rbk_disc_copy(album);
    assert_non_null(bare);
    bare->mcn[0] = 0;
    for (int field = 0; field < (int)RBK_TEXT_FIELDS; field++)
        assert_int_equal(rbk_text_set(&bare->text, (rbk_text_field)field, NULL, NULL), RBK_OK);
    for (size_t t = 0; t < bare->track_count; t++) {
        bare->tracks[t].isrc[0] = 0;
        for (int field = 0; field < (int)RBK_TEXT_FIELDS; field++)
            assert_int_equal(rbk_text_set(&bare->tracks[t].text, (rbk_text_field)field, NULL, NULL), RBK_OK);
    }
    return bare;
}

static void an_image_is_edited_or_there_is_no_memory(void **state)
{
    (void)state;
    album_open();
    changed = rbk_disc_copy(album);
    assert_non_null(changed);
    assert_int_equal(rbk_text_set(&changed->text, RBK_TEXT_TITLE, "Another", NULL), RBK_OK);
    assert_int_equal(rbk_text_set(&changed->tracks[1].text, RBK_TEXT_COMPOSER, "Composer", NULL), RBK_OK);
    strcpy(changed->tracks[1].isrc, "DEA452400002");
    changed->tracks[0].flags = 0;
    char *sheet = scratch_read("a.cue", NULL);
    assert_non_null(sheet);
    memory_ends = true; /* a file that cannot be read is read a second time */
    each_allocation_fails("indexes", moving_indexes, NULL);
    each_allocation_fails("refused indexes", refusing_indexes, NULL);
    each_allocation_fails("dry run", trying, NULL);
    each_allocation_fails("edit", editing, sheet);
    free(sheet);
    /* The same once more, now that there is a file of packs. */
    open_album_again();
    rbk_disc_free(changed);
    changed = rbk_disc_copy(album);
    assert_int_equal(rbk_text_set(&changed->tracks[1].text, RBK_TEXT_COMPOSER, "Another", NULL), RBK_OK);
    sheet = scratch_read("a.cue", NULL);
    each_allocation_fails("edit with packs", editing, sheet);
    free(sheet);
    /* And that file goes with the last text. */
    open_album_again();
    rbk_disc_free(changed);
    changed = without_texts();
    sheet = scratch_read("a.cue", NULL);
    each_allocation_fails("edit without packs", editing, sheet);
    free(sheet);
    rbk_disc_free(changed);
    album_close();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_image_is_edited_or_there_is_no_memory, scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests_name("edit/memory", tests, NULL, NULL);
}
