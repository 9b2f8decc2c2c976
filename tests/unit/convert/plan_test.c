/*
 * The plan as a whole: the path, the descriptor's text, and what its writer reports in the words of the loss list.
 */
#include "unit/convert/planning.h"

static void the_path_must_end_as_the_target_does(void **state)
{
    (void)state;
    make_everything();
    assert_int_equal(plan("redump", "out.toc"), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "the target 'redump' needs a name that ends in '.cue'");
    assert_string_equal(error.place.path, "out.toc");
    assert_int_equal(plan("redump", ".cue"), RBK_INVALID_ARGUMENT);
    assert_int_equal(plan("redump", "cue"), RBK_INVALID_ARGUMENT);
    assert_int_equal(plan("redump", "out.CuE"), RBK_OK);
}

static void the_descriptor_is_whole_before_anything_is_written(void **state)
{
    (void)state;
    make_everything();
    assert_int_equal(plan("redump", scratch_path("out.cue")), RBK_OK);
    const char *text = (const char *)made->descriptor.data;
    assert_int_equal(strlen(text), made->descriptor.size);
    assert_non_null(strstr(text, "FILE \"out (Track 2).bin\" BINARY\n  TRACK 02 AUDIO\n    INDEX 00 00:00:00\n"
                                 "    INDEX 01 00:02:00\n    INDEX 02 00:04:00\n"));
    assert_non_null(strstr(text, "  TRACK 03 MODE1/2352\n"));
    assert_int_equal(made->lead_out_lba, 1500);
    assert_int_equal(scratch_count(), 0);
}

static void a_silent_pregap_becomes_a_pregap_command(void **state)
{
    (void)state;
    make_everything();
    with_commands = silent[1] = true;
    assert_int_equal(plan("single", "out.cue"), RBK_OK);
    assert_non_null(strstr((const char *)made->descriptor.data,
                           "  TRACK 02 AUDIO\n    PREGAP 00:02:00\n    INDEX 01 00:06:50\n    INDEX 02 00:08:50\n"));
}

static void what_the_sheet_changes_is_on_the_loss_list(void **state)
{
    (void)state;
    char text[100];
    memset(text, 'a', 99);
    text[99] = '\0';
    make_everything();
    rbk_text_set(&disc->tracks[1].text, RBK_TEXT_TITLE, text, NULL);
    rbk_text_set(&disc->tracks[1].text, RBK_TEXT_PERFORMER, "The \"Band\"", NULL);
    rbk_text_set(&disc->text, RBK_TEXT_TITLE, "a\tb", NULL);
    assert_int_equal(plan("single", "out.cue"), RBK_OK);
    assert_int_equal(reported("changed.text", 2), 1);
    assert_int_equal(reported("changed.text", 0), 1);
    assert_int_equal(made->loss_count, 3);
    assert_int_equal(losses(), 3);
}

/* Its limit counts characters, and applies to this target only. */
static void cdrwin_takes_texts_of_eighty_characters(void **state)
{
    (void)state;
    char text[200] = "";
    for (int i = 0; i < 80; i++)
        strcat(text, "\xC3\xA9");
    make_everything();
    rbk_text_set(&disc->tracks[1].text, RBK_TEXT_TITLE, text, NULL);
    assert_int_equal(plan("cdrwin", "out.cue"), RBK_OK);
    assert_int_equal(reported("changed.text", 2), 0);
    assert_non_null(strstr((const char *)made->descriptor.data, text));
    strcat(text, "x");
    rbk_text_set(&disc->tracks[1].text, RBK_TEXT_TITLE, text, NULL);
    assert_int_equal(plan("cdrwin", "out.cue"), RBK_OK);
    assert_int_equal(reported("changed.text", 2), 1);
    assert_null(strstr((const char *)made->descriptor.data, text));
}

/* A dash that packs have as a hyphen is lost where nothing else has it, and not next to a sheet, whatever the packs. */
static void a_character_is_lost_if_only_packs_have_it_and_in_another_form(void **state)
{
    static const char dash[] = "A \xE2\x80\x93 B", letters[] = "A \xE2\x80\x93 \xCE\xA9";
    (void)state;
    make_everything();
    for (int field = RBK_TEXT_COMPOSER; field < RBK_TEXT_FIELDS; field++)
        rbk_text_set(&disc->tracks[0].text, (rbk_text_field)field, NULL, NULL);
    rbk_text_set(&disc->text, RBK_TEXT_TITLE, dash, NULL);
    assert_int_equal(plan("ccd", "out.ccd"), RBK_OK);
    assert_string_equal(text_of("changed.text", 0), "title of the album: '\xE2\x80\x93' (U+2013) is replaced by '-'");
    assert_int_equal(made->loss_count, losses());
    assert_int_equal(plan("redump", "out.cue"), RBK_OK);
    assert_int_equal(reported("changed.text", 0), 0);
    assert_int_equal(reported("cdtext.plain", 0), 1);
    assert_int_equal(losses(), 1); /* SCMS */
    assert_int_equal(made->loss_count, 1);
    rbk_text_set(&disc->text, RBK_TEXT_TITLE, letters, NULL);
    assert_int_equal(plan("redump", "out.cue"), RBK_OK);
    assert_int_equal(reported("cdtext.not-written", 0), 1);
    assert_int_equal(reported("cdtext.plain", 0), 0);
    assert_int_equal(losses(), 1);
    rbk_text_set(&disc->text, RBK_TEXT_TITLE, "A", NULL);
    rbk_text_set(&disc->text, RBK_TEXT_COMPOSER, dash, NULL); /* CDRWIN's sheet does not have it */
    assert_int_equal(plan("cdrwin", "out.cue"), RBK_OK);
    assert_string_equal(text_of("changed.text", 0),
                        "the composer of the disc, 'A \xE2\x80\x93 B', becomes 'A - B' in the CD-TEXT");
}

static void a_name_that_the_descriptor_cannot_hold_is_refused(void **state)
{
    (void)state;
    make_everything();
    assert_int_equal(plan("redump", "a\"b.cue"), RBK_UNSUPPORTED);
    assert_string_equal(error.place.path, "a\"b.cue");
}

static void a_plan_without_a_list_of_findings_is_the_same_plan(void **state)
{
    (void)state;
    make_everything();
    assert_int_equal(plan("toc", "out.toc"), RBK_OK);
    rbk_conversion *first = made;
    made = calloc(1, sizeof *made);
    assert_non_null(made);
    const rbk_planning planning = {
        .disc = disc, .layout = layout, .traits = rbk_target_traits_of(first->target), .made = made};
    assert_int_equal(rbk_plan_make(&planning, "out.toc", NULL), RBK_OK);
    assert_int_equal(made->loss_count, first->loss_count);
    assert_string_equal((const char *)made->descriptor.data, (const char *)first->descriptor.data);
    rbk_conversion_free(first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        planning_test(the_path_must_end_as_the_target_does),
        planning_test(the_descriptor_is_whole_before_anything_is_written),
        planning_test(a_silent_pregap_becomes_a_pregap_command),
        planning_test(what_the_sheet_changes_is_on_the_loss_list),
        planning_test(cdrwin_takes_texts_of_eighty_characters),
        planning_test(a_character_is_lost_if_only_packs_have_it_and_in_another_form),
        planning_test(a_name_that_the_descriptor_cannot_hold_is_refused),
        planning_test(a_plan_without_a_list_of_findings_is_the_same_plan),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
