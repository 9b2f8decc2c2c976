/* Common parts of the sections of a page. */
#include "unit/report/pages.h"

static void put_clocks(rbk_page *of)
{
    rbk_page_put_clock(of, 75 * 59);
    rbk_html_markup(of->output, " ");
    rbk_page_put_clock(of, 75 * 3600 - 1);
    rbk_html_markup(of->output, " ");
    rbk_page_put_clock(of, 75 * 4205);
    rbk_html_markup(of->output, " ");
    rbk_page_put_seconds(of, 2 * RBK_RATE_HZ, 2);
}

static void times_are_written_as_clocks(void **state)
{
    (void)state;
    add_tracks(1, 0);
    begin_writing();
    assert_string_equal(section(put_clocks), "0:59 59:59 1:10:05 2.00\xC2\xA0s");
}

static void put_shapes(rbk_page *of)
{
    static const int above[] = {10, 5, 8}, below[] = {20, 20, 30};
    rbk_page_put_shape(of, "a", above, below, 3);
    rbk_page_put_shape(of, "none", above, below, 0);
    rbk_page_put_line(of, "b", above, 3);
}

static void shapes_go_there_and_back(void **state)
{
    (void)state;
    add_tracks(1, 0);
    begin_writing();
    assert_string_equal(section(put_shapes), "<path class=\"a\" d=\"M0 10l 1-5 1 3 0 22-1-10-1 0z\"/>"
                                             "<path class=\"b\" d=\"M0 10l 1-5 1 3\"/>");
}

static void put_texts(rbk_page *of)
{
    rbk_page_put_title(of, 0);
    rbk_page_put_title(of, 1);
    rbk_page_put_term(of, "Label", "<A&B>");
    rbk_page_put_term(of, "Client", NULL);
    rbk_page_put_term(of, "Client", "");
}

static void texts_are_isolated_and_never_markup(void **state)
{
    (void)state;
    add_tracks(2, 0);
    rbk_text_set(&disc->tracks[0].text, RBK_TEXT_TITLE, "<i>", NULL);
    begin_writing();
    assert_string_equal(section(put_texts), "<bdi>&lt;i&gt;</bdi><span class=\"none\">Track 2, no title</span>"
                                            "<div><dt>Label</dt><dd><bdi>&lt;A&amp;B&gt;</bdi></dd></div>\n");
}

static void full_scale_is_zero_decibels(void **state)
{
    (void)state;
    assert_true(rbk_page_decibels(32768) == 0);
    assert_true(rbk_page_decibels(0) == RBK_NO_LEVEL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        page_test(times_are_written_as_clocks),
        page_test(shapes_go_there_and_back),
        page_test(texts_are_isolated_and_never_markup),
        page_test(full_scale_is_zero_decibels),
    };
    return cmocka_run_group_tests_name("report/page_parts", tests, NULL, NULL);
}
