/* What an authored image cannot have is reported, each with its place. */
#include "author/author.h"

#include "unit/scratch.h"

static rbk_disc *disc;
static rbk_findings *findings;

static int begin(void **state)
{
    rbk_track *track = NULL;
    (void)state;
    disc = rbk_disc_new();
    findings = rbk_findings_new();
    return !disc || !findings || rbk_disc_add_track(disc, 1, RBK_MODE_AUDIO, &track, NULL) != RBK_OK;
}

static int end(void **state)
{
    (void)state;
    rbk_disc_free(disc);
    rbk_findings_free(findings);
    return 0;
}

static const rbk_finding *only_finding(void)
{
    assert_int_equal(rbk_author_report_losses(disc, NULL, "a.cue", findings, NULL), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 1);
    return rbk_findings_at(findings, 0);
}

static void nothing_is_lost_of_plain_audio(void **state)
{
    (void)state;
    assert_int_equal(rbk_author_report_losses(disc, NULL, "a.cue", findings, NULL), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 0);
}

static void a_list_of_q_is(void **state)
{
    const rbk_listed_q list[2] = {{.lba = 100}, {.lba = 200}};
    (void)state;
    assert_int_equal(rbk_disc_set_listed_q(disc, list, 2, NULL), RBK_OK);
    const rbk_finding *finding = only_finding();
    assert_string_equal(finding->rule, "author.q-list");
    assert_int_equal(finding->severity, RBK_WARNING);
    assert_string_equal(finding->path, "a.cue");
    assert_non_null(strstr(finding->text, "2 sectors"));
}

static void graphics_and_the_kind_of_cd_i_are(void **state)
{
    (void)state;
    disc->tracks[0].mode = RBK_MODE_CDG;
    assert_string_equal(only_finding()->rule, "author.subchannel");
    assert_non_null(strstr(rbk_findings_at(findings, 0)->text, "(CD+G)"));
    rbk_findings_free(findings);
    findings = rbk_findings_new();
    disc->tracks[0].mode = RBK_MODE_CDI_2352;
    const rbk_finding *finding = only_finding();
    assert_string_equal(finding->rule, "author.cdi");
    assert_int_equal(finding->track, 1);
}

static void another_first_number_is(void **state)
{
    (void)state;
    disc->tracks[0].number = 5;
    assert_string_equal(only_finding()->rule, "author.renumbered");
}

#define losses_test(function) cmocka_unit_test_setup_teardown(function, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        losses_test(nothing_is_lost_of_plain_audio),
        losses_test(a_list_of_q_is),
        losses_test(graphics_and_the_kind_of_cd_i_are),
        losses_test(another_first_number_is),
    };
    return cmocka_run_group_tests_name("author/losses", tests, NULL, NULL);
}
