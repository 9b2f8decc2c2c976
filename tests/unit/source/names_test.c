/* Titles and performers from the names of files. */
#include <redbook/source.h>

#include "unit/scratch.h"

static rbk_disc *disc;
static rbk_track *track;
static rbk_findings *findings;
static rbk_error error;

static int setup(void **state)
{
    (void)state;
    rbk_error_init(&error);
    disc = rbk_disc_new();
    findings = rbk_findings_new();
    return disc && findings && rbk_disc_add_track(disc, 1, RBK_MODE_AUDIO, &track, &error) == RBK_OK ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    rbk_disc_free(disc);
    rbk_findings_free(findings);
    return 0;
}

static void names_are_split_by_the_pattern(void **state)
{
    static const struct {
        const char *pattern, *path, *title, *performer;
    } rows[] = {
        {"%n %t", "music/01 One.flac", "One", NULL},
        {"%n %t", "07 Seven of 9.wav", "Seven of 9", NULL},
        {"%n - %p - %t", "12 - A Band - A - Song.wav", "A - Song", "A Band"},
        {"%t", "no folder.or ending.wav", "no folder.or ending", NULL},
        {"%p_%n_%t", "Trio_3_ Blank .wav", "Blank", "Trio"},
        {"%n%% %t", "50% Half.wav", "Half", NULL},
        {"(%n)%t", "(1)x", "x", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        setup(state);
        assert_int_equal(rbk_source_take_name(rows[i].pattern, rows[i].path, track, findings, &error), RBK_OK);
        assert_int_equal(rbk_findings_count(findings), 0);
        assert_string_equal(track->text.field[RBK_TEXT_TITLE], rows[i].title);
        if (rows[i].performer)
            assert_string_equal(track->text.field[RBK_TEXT_PERFORMER], rows[i].performer);
        else
            assert_null(track->text.field[RBK_TEXT_PERFORMER]);
        teardown(state);
    }
}

static void texts_that_are_there_stay(void **state)
{
    setup(state);
    assert_int_equal(rbk_text_set(&track->text, RBK_TEXT_TITLE, "Tag", &error), RBK_OK);
    assert_int_equal(rbk_source_take_name("%p - %t", "A - B.wav", track, findings, &error), RBK_OK);
    assert_string_equal(track->text.field[RBK_TEXT_TITLE], "Tag");
    assert_string_equal(track->text.field[RBK_TEXT_PERFORMER], "A");
    teardown(state);
}

static void names_that_do_not_match_are_reported(void **state)
{
    static const char *const paths[] = {"One.wav", "01.wav", "01 .wav\xFF", "\xFF 1.wav", "01One.wav"};
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        setup(state);
        assert_int_equal(rbk_source_take_name("%n %t", paths[i], track, findings, &error), RBK_OK);
        assert_null(track->text.field[RBK_TEXT_TITLE]);
        if (i != 2) /* a title of one blank is no title, and not reported */
            assert_string_equal(rbk_findings_at(findings, 0)->rule, "names.no-match");
        teardown(state);
    }
}

static void what_is_no_pattern_is_refused(void **state)
{
    static const struct {
        const char *pattern, *sentence;
    } rows[] = {{"%n %x", "expected %n, %t, %p or %% in the pattern '%n %x'"},
                {"100%", "expected %n, %t, %p or %% in the pattern '100%'"},
                {"%t %t", "%t is in the pattern '%t %t' twice"},
                {"%p%t", "there is nothing between two texts in the pattern '%p%t'"},
                {"%n", "expected %t or %p in the pattern '%n'"},
                {"", "expected %t or %p in the pattern ''"}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(rbk_source_check_names(rows[i].pattern, &error), RBK_INVALID_ARGUMENT);
        assert_string_equal(error.sentence, rows[i].sentence);
    }
    assert_int_equal(rbk_source_check_names(NULL, &error), RBK_INVALID_POINTER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_split_by_the_pattern),
        cmocka_unit_test(texts_that_are_there_stay),
        cmocka_unit_test(names_that_do_not_match_are_reported),
        cmocka_unit_test(what_is_no_pattern_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
