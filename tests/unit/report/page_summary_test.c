/* Which disc it is, whether it can be delivered, and why not. */
#include "unit/report/pages.h"

static void find(rbk_severity severity, const char *rule, uint32_t track, const char *text)
{
    assert_int_equal(rbk_findings_add(found, severity, rule, NULL, 0, track, "%s", text), RBK_OK);
}

static void the_verdict_follows_from_the_worst_finding(void **state)
{
    (void)state;
    add_tracks(1, 0);
    begin_writing();
    expect(section(rbk_page_put_verdict), "<span>This disc may go out</span>");
    expect(section(rbk_page_put_verdict), "no errors, no warnings, no notes; checked for a recordable disc");
    find(RBK_NOTE, RBK_RULE_AUDIO_DC, 0, "noted");
    expect(section(rbk_page_put_verdict), "verdict good");
    find(RBK_WARNING, RBK_RULE_AUDIO_DC, 1, "warned");
    expect(section(rbk_page_put_verdict), "<span>This disc may go out once its warnings are understood</span>");
    expect(section(rbk_page_put_verdict), "<a href=\"#track-1\">Track\xC2\xA0"
                                          "1</a>: warned");
    assert_null(strstr(section(rbk_page_put_verdict), "noted"));
    find(RBK_ERROR, RBK_RULE_AUDIO_DC, 0, "failed");
    page->options.profile = RBK_PROFILE_PLANT;
    expect(section(rbk_page_put_verdict), "<span>This disc should not go out</span>");
    expect(section(rbk_page_put_verdict), "1\xC2\xA0"
                                          "error, 1\xC2\xA0"
                                          "warning, 1\xC2\xA0"
                                          "note; checked for a pressing plant");
}

static void the_verdict_has_a_few_reasons_and_the_list_has_all(void **state)
{
    char text[32];
    (void)state;
    add_tracks(1, 0);
    begin_writing();
    find(RBK_NOTE, "some.rule", 0, "<b>");
    for (int i = 0; i < 600; i++) {
        snprintf(text, sizeof text, "number %d", i);
        find(RBK_WARNING, RBK_RULE_AUDIO_DC, 0, text);
    }
    const char *verdict = section(rbk_page_put_verdict);
    expect(verdict, "number 4<");
    assert_null(strstr(verdict, "number 5<"));
    expect(verdict, "<a href=\"#findings\">and 595 more</a>");
    const char *list = section(rbk_page_put_findings);
    assert_int_equal(count_parts(list, "<tr class=\"warning\">"), 500);
    expect(list, "101 more are not listed here");
}

static void findings_have_their_rules_and_errors_come_first(void **state)
{
    (void)state;
    add_tracks(1, 0);
    begin_writing();
    expect(section(rbk_page_put_findings), "The check found nothing to report.");
    find(RBK_NOTE, "some.rule", 0, "<b>");
    find(RBK_ERROR, RBK_RULE_TRACK_TOO_SHORT, 1, "short");
    const char *list = section(rbk_page_put_findings);
    expect(list, "&lt;b&gt;<div class=\"rule\"><code>some.rule</code></div>");
    expect(list, rbk_rule_find(RBK_RULE_TRACK_TOO_SHORT)->sentence);
    assert_true(strstr(list, "<tr class=\"error\">") < strstr(list, "<tr class=\"note\">"));
    page->findings = NULL;
    expect(section(rbk_page_put_findings), "nothing to report");
}

static void the_head_says_what_it_is_given(void **state)
{
    (void)state;
    add_tracks(1, 0);
    page_options.pq.client = "A & B";
    page_options.name = "a.cue";
    begin_writing();
    const char *heading = section(rbk_page_put_heading);
    expect(heading, "<h1><bdi>a.cue</bdi></h1>");
    expect(heading, "<dt>Client</dt><dd><bdi>A &amp; B</bdi>");
    assert_null(strstr(heading, "Label"));
    rbk_text_set(&disc->text, RBK_TEXT_TITLE, "Title", NULL);
    rbk_text_set(&disc->text, RBK_TEXT_PERFORMER, "Band", NULL);
    expect(section(rbk_page_put_heading), "<h1><bdi>Title</bdi></h1>\n<p class=\"performer\"><bdi>Band</bdi></p>");
}

static void figures_are_those_of_the_disc(void **state)
{
    (void)state;
    uint32_t file = add_bin("a.bin", NULL, 9000);
    add_track(file, RBK_MODE_MODE1_2352, 0, 4500, 0);
    add_track(file, RBK_MODE_AUDIO, 4500, 9000, 0);
    begin_writing();
    measured.disc = (rbk_loudness){.integrated_lufs = -14.26, .true_peak_dbtp = 0.31};
    measured.check.tracks[1].full_scale_runs = 1234;
    const char *figures = section(rbk_page_put_figures);
    expect(figures, "<dd>2:00</dd><dd class=\"more\">1:17:57 free of 1:19:57</dd>");
    expect(figures, "1 audio, 1 data");
    expect(figures, "<dd>\xE2\x88\x92"
                    "14.3 <span class=\"unit\">LUFS</span>");
    expect(figures, "<dd>0.3 <span class=\"unit\">dBTP</span>");
    expect(figures, "<dd>1,234</dd><dd class=\"more\">in 1 track</dd>");
    page->options.capacity_sectors = 4500;
    expect(section(rbk_page_put_figures), "1:00 over the capacity of 1:00");
}

static void a_gd_rom_has_areas_and_room_for_what_pressed_ones_have(void **state)
{
    (void)state;
    add_gd_rom();
    begin_writing();
    const char *figures = section(rbk_page_put_figures);
    expect(figures, " free of 2:02:02</dd>");
    expect(figures, "2 audio, 3 data, 2 areas");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        page_test(the_verdict_follows_from_the_worst_finding),
        page_test(the_verdict_has_a_few_reasons_and_the_list_has_all),
        page_test(findings_have_their_rules_and_errors_come_first),
        page_test(the_head_says_what_it_is_given),
        page_test(a_gd_rom_has_areas_and_room_for_what_pressed_ones_have),
        page_test(figures_are_those_of_the_disc),
    };
    return cmocka_run_group_tests_name("report/page_summary", tests, NULL, NULL);
}
