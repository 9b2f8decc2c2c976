/* A whole page. */
#include "unit/report/pages.h"

static const char *write_page(void)
{
    rbk_output_free(written);
    written = rbk_output_new_memory();
    assert_non_null(written);
    assert_int_equal(rbk_page_write(page, &measured, found, written, &error), RBK_OK);
    return rbk_output_text(written, NULL);
}

/* The hash of the text between two marks, as in the policy. */
static void expect_hash(const char *text, const char *open, const char *close)
{
    char hash[RBK_HTML_HASH_BYTES], allowed[RBK_HTML_HASH_BYTES + 2];
    const char *begin = strstr(text, open);
    assert_non_null(begin);
    begin += strlen(open);
    const char *finish = strstr(begin, close);
    assert_non_null(finish);
    char *part = strndup(begin, (size_t)(finish - begin));
    assert_non_null(rbk_html_hash(part, hash));
    free(part);
    snprintf(allowed, sizeof allowed, "'%s'", hash);
    expect(text, allowed);
}

static void the_policy_allows_its_own_script_and_style_and_nothing_else(void **state)
{
    (void)state;
    rbk_page_options_init(NULL);
    add_tracks(2, 0);
    begin_writing();
    play(100);
    const char *text = write_page();
    expect_hash(text, "<style>", "</style>");
    expect_hash(text, "<script>", "</script>");
    expect(text, "content=\"default-src 'none'; script-src 'sha256-");
    assert_int_equal(count_parts(text, "<script>"), 1);
    assert_int_equal(count_parts(text, "<style>"), 1);
    assert_int_equal(count_parts(text, " style=\""), 0);
    assert_int_equal(count_parts(text, " onclick="), 0);
    assert_true(strstr(text, "Content-Security-Policy") < strstr(text, "<style>"));
}

/* No address of anything outside the page. */
static void a_page_refers_to_itself_alone(void **state)
{
    (void)state;
    add_tracks(2, 0);
    begin_writing();
    const char *text = write_page();
    assert_null(strstr(text, "http:"));
    assert_null(strstr(text, "https:"));
    assert_null(strstr(text, "src=\""));
    assert_null(strstr(text, "url("));
    for (const char *link = text; (link = strstr(link, "href=\"")); link++) {
        char target[64];
        assert_int_equal(link[6], '#');
        snprintf(target, sizeof target, "id=\"%.*s\"", (int)strcspn(link + 7, "\""), link + 7);
        expect(text, target);
    }
    assert_null(strstr(text, "{{"));
}

static void a_text_is_never_markup_wherever_it_stands(void **state)
{
    static const char evil[] = "\"'><script>alert(1)</script><b title=\"{{script}}";
    (void)state;
    add_tracks(2, 0);
    for (int field = 0; field < RBK_TEXT_FIELDS; field++) {
        rbk_text_set(&disc->text, (rbk_text_field)field, evil, NULL);
        rbk_text_set(&disc->tracks[0].text, (rbk_text_field)field, evil, NULL);
    }
    page_options.name = page_options.pq.client = page_options.pq.label = page_options.pq.engineer =
        page_options.pq.master_id = page_options.pq.date = evil;
    begin_writing();
    rbk_findings_add(found, RBK_ERROR, "rule", NULL, 0, 0, "%s", evil);
    const char *text = write_page();
    assert_null(strstr(text, "<script>alert"));
    assert_null(strstr(text, "<b title"));
    expect(text, "&quot;&#39;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;b title=&quot;{{script}}");
}

static void what_is_out_of_range_is_refused(void **state)
{
    rbk_page *none = NULL;
    (void)state;
    add_tracks(1, 0);
    begin_writing();
    page_options.join_samples = 31 * RBK_RATE_HZ;
    assert_int_equal(rbk_page_new(disc, layout, &page_options, &none, &error), RBK_INVALID_ARGUMENT);
    page_options.join_samples = -2;
    assert_int_equal(rbk_page_new(disc, layout, &page_options, &none, &error), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_page_new(NULL, layout, NULL, &none, &error), RBK_INVALID_POINTER);
    layout->track_count--;
    assert_int_equal(rbk_page_new(disc, layout, NULL, &none, &error), RBK_INVALID_ARGUMENT);
    layout->track_count++;
    assert_null(none);
    assert_int_equal(rbk_page_new(disc, layout, NULL, &none, &error), RBK_OK);
    assert_int_equal(rbk_page_write(none, NULL, NULL, written, &error), RBK_INVALID_POINTER);
    rbk_page_free(none);
    rbk_page_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        page_test(the_policy_allows_its_own_script_and_style_and_nothing_else),
        page_test(a_page_refers_to_itself_alone),
        page_test(a_text_is_never_markup_wherever_it_stands),
        page_test(what_is_out_of_range_is_refused),
    };
    return cmocka_run_group_tests_name("report/page", tests, NULL, NULL);
}
