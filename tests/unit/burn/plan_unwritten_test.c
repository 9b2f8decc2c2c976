/*
 * Texts and codes of an image that are not on the disc.
 */
#include "unit/burn/plans.h"

/* The disc's own packs, made of its texts. */
static void give_packs(void)
{
    rbk_bytes packs = {NULL, 0};
    assert_int_equal(rbk_cdtext_of_disc(disc, NULL, &packs, NULL, NULL), RBK_OK);
    assert_int_equal(rbk_disc_set_cdtext(disc, packs.data, packs.size, NULL), RBK_OK);
    rbk_bytes_release(&packs);
}

static void set_text(size_t t, rbk_text_field field, const char *text)
{
    assert_int_equal(rbk_text_set(&disc->tracks[t].text, field, text, NULL), RBK_OK);
}

static void texts_that_the_own_packs_have_not_are_reported(void **state)
{
    (void)state;
    add_track(RBK_MODE_AUDIO, 0, 300);
    add_track(RBK_MODE_AUDIO, 0, 300);
    set_title("Night Cats");
    set_text(1, RBK_TEXT_TITLE, "Two");
    give_packs();
    set_text(1, RBK_TEXT_DATE, "1999"); /* CD-TEXT has no place for it */
    set_text(1, RBK_TEXT_GENRE, "Blues");
    assert_int_equal(make_plan(), RBK_OK);
    assert_null(finding("burn.text"));
    set_text(1, RBK_TEXT_PERFORMER, "Ann");
    assert_int_equal(make_plan(), RBK_OK);
    assert_found("burn.text", RBK_WARNING,
                 "the performer of track 2 is not in the CD-TEXT of the image and is not written: 'redbook author "
                 "--cdtext-from=sheet' makes "
                 "an image that has it in it");
    assert_int_equal(finding("burn.text")->track, 2);
    set_text(0, RBK_TEXT_COMPOSER, "Bea");
    assert_int_equal(rbk_text_set(&disc->text, RBK_TEXT_DISC_ID, "X-1", NULL), RBK_OK);
    assert_int_equal(make_plan(), RBK_OK);
    assert_found("burn.text", RBK_WARNING,
                 "the disc id of the disc and 2 other texts are not in the CD-TEXT of the image and are not written: "
                 "'redbook author --cdtext-from=sheet' makes an image that has them in it");
    options.cdtext = false;
    assert_int_equal(make_plan(), RBK_OK);
    assert_null(finding("burn.text"));
}

static void texts_of_a_later_session_are_reported_unless_the_packs_have_them(void **state)
{
    (void)state;
    add_track(RBK_MODE_AUDIO, 0, 300);
    assert_int_equal(rbk_disc_add_session(disc, RBK_AREA_CD, 0, NULL, NULL), RBK_OK);
    add_track(RBK_MODE_AUDIO, 0, 300);
    set_title("Night Cats");
    set_text(1, RBK_TEXT_TITLE, "Two");
    options.session = 1;
    assert_int_equal(make_plan(), RBK_OK);
    assert_null(finding("burn.text"));
    options.session = 2;
    assert_int_equal(make_plan(), RBK_OK);
    assert_found("burn.text", RBK_WARNING,
                 "the title of track 2 is not written: CD-TEXT is in the lead-in of the first session");
    give_packs();
    assert_int_equal(make_plan(), RBK_OK);
    assert_null(finding("burn.text"));
}

static void a_disc_that_is_appended_loses_its_texts_and_its_catalogue_number(void **state)
{
    (void)state;
    add_track(RBK_MODE_AUDIO, 0, 300);
    memcpy(disc->mcn, "0000000000000", RBK_MCN_BYTES); /* the same as none */
    assert_int_equal(make_appended_plan(11700), RBK_OK);
    assert_null(finding("burn.text"));
    memcpy(disc->mcn, "4006381333931", RBK_MCN_BYTES);
    assert_int_equal(make_appended_plan(11700), RBK_OK);
    assert_found("burn.text", RBK_WARNING,
                 "the catalogue number 4006381333931 is not written: it is that of the first session");
    options.cdtext = false; /* it is none of CD-TEXT */
    assert_int_equal(make_appended_plan(11700), RBK_OK);
    assert_non_null(finding("burn.text"));
    options.cdtext = true;
    set_title("Night Cats");
    give_packs();
    assert_int_equal(make_appended_plan(11700), RBK_OK);
    assert_found("burn.text", RBK_WARNING,
                 "the title of the disc is not written: CD-TEXT is in the lead-in of the first session");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        plan_test(texts_that_the_own_packs_have_not_are_reported),
        plan_test(texts_of_a_later_session_are_reported_unless_the_packs_have_them),
        plan_test(a_disc_that_is_appended_loses_its_texts_and_its_catalogue_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
