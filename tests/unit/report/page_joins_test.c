/* Joins, to look at and to listen to. */
#include "unit/report/pages.h"

static void each_join_has_its_pictures_its_figures_and_a_button(void **state)
{
    (void)state;
    add_tracks(3, 0);
    rbk_text_set(&disc->tracks[0].text, RBK_TEXT_TITLE, "One", NULL);
    rbk_text_set(&disc->tracks[1].text, RBK_TEXT_TITLE, "Two", NULL);
    begin_writing();
    play(3277);
    const char *joins = section(rbk_page_put_joins);
    assert_int_equal(count_parts(joins, "<article class=\"join\""), 4);
    assert_int_equal(count_parts(joins, "<svg class=\"wide\""), 4);
    assert_int_equal(count_parts(joins, "<figure class=\"closeup\">"), 4);
    assert_int_equal(count_parts(joins, "class=\"listen\""), 4);
    expect(joins, "<h3>Start of track 1 <span class=\"by\">start of the disc</span></h3>");
    expect(joins, "<h3>Track 1 to track 2 <span class=\"by\">gapless</span></h3>");
    expect(joins, "<bdi>One</bdi> <span aria-label=\"to\">\xE2\x86\x92</span> <bdi>Two</bdi>");
    expect(joins, "<h3>End of track 3 <span class=\"by\">end of the disc</span></h3>");
    expect(joins, "<dt>Last 10 ms</dt><dd>\xE2\x88\x92"
                  "20.0 ");
    expect(joins, "<dt>Step between samples</dt><dd>0 ");
    expect(joins, "<dt>Step at the end</dt><dd class=\"noticed\">3,277 ");
}

/* Each line of the wide pictures is upright: of whole seconds, and of the boundaries. */
static void lines_of_seconds_and_boundaries_are_upright(void **state)
{
    (void)state;
    add_tracks(2, 75);
    begin_writing();
    play(0);
    const char *at = section(rbk_page_put_joins);
    assert_true(count_parts(at, "<line class=\"grid\" y2=\"100%\"") >= 3);
    assert_true(count_parts(at, "<line class=\"mark\" y2=\"100%\"") >= 3);
    while ((at = strstr(at, " y2=\"100%\" x1=\"")) != NULL) {
        char both[80];
        at += strlen(" y2=\"100%\" x1=\"");
        const size_t digits = strspn(at, "0123456789.");
        assert_in_range(digits, 4, 6);
        snprintf(both, sizeof both, "%.*s%%\" x2=\"%.*s%%\"/>", (int)digits, at, (int)digits, at);
        assert_memory_equal(at, both, strlen(both));
    }
}

static void a_gap_is_named_and_has_a_picture_of_either_end(void **state)
{
    (void)state;
    add_tracks(2, 75);
    begin_writing();
    play(0);
    const char *joins = section(rbk_page_put_joins);
    expect(joins, "gap of 1.00\xC2\xA0s");
    assert_int_equal(count_parts(joins, "<figure class=\"closeup\">"), 4);
    expect(joins, "<dt>First 10 ms</dt><dd>silence</dd>");
}

/* In script elements of data, one for each button. */
static void recordings_are_bytes_of_flac_that_nothing_runs(void **state)
{
    (void)state;
    add_tracks(2, 0);
    begin_writing();
    play(100);
    const char *recordings = section(rbk_page_put_recordings);
    for (int i = 0; i < 3; i++) {
        char part[80];
        snprintf(part, sizeof part, "<script type=\"text/plain\" id=\"recording-%d\">ZkxhQw", i); /* "fLaC" */
        expect(recordings, part);
    }
    assert_int_equal(count_parts(recordings, "<script"), 3);
}

static void without_listening_there_are_pictures_alone(void **state)
{
    (void)state;
    add_tracks(2, 0);
    page_options.join_samples = 0;
    begin_writing();
    play(100);
    assert_string_equal(section(rbk_page_put_recordings), "");
    const char *joins = section(rbk_page_put_joins);
    assert_null(strstr(joins, "<button"));
    assert_int_equal(count_parts(joins, "<svg class=\"wide\""), 3);
}

static void a_disc_of_data_has_no_joins(void **state)
{
    (void)state;
    add_track(add_bin("a.bin", NULL, 400), RBK_MODE_MODE1_2352, 0, 400, 0);
    begin_writing();
    assert_string_equal(section(rbk_page_put_joins), "<p>The disc has no audio.</p>");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        page_test(each_join_has_its_pictures_its_figures_and_a_button),
        page_test(lines_of_seconds_and_boundaries_are_upright),
        page_test(a_gap_is_named_and_has_a_picture_of_either_end),
        page_test(recordings_are_bytes_of_flac_that_nothing_runs),
        page_test(without_listening_there_are_pictures_alone),
        page_test(a_disc_of_data_has_no_joins),
    };
    return cmocka_run_group_tests_name("report/page_joins", tests, NULL, NULL);
}
