/* A PQ sheet as PDF. */
#include <redbook/report.h>

#include "unit/report/discs.h"
#include "unit/report/pdf_fonts.h"

#include <redbook/version.h>

static rbk_output *output;
static rbk_findings *findings;

static int begin(void **state)
{
    findings = rbk_findings_new();
    int status = begin_disc(state);
    pdf_pin_fonts();
    return status;
}

static int end(void **state)
{
    rbk_output_free(output);
    output = NULL;
    rbk_findings_free(findings);
    return end_disc(state);
}

static void add_tracks(int count, const char *title)
{
    uint32_t file = add_bin("a.bin", NULL, 400 * count);
    for (int i = 0; i < count; i++)
        rbk_text_set(&add_track(file, RBK_MODE_AUDIO, 400 * i, 400 * (i + 1), i ? 100 : 0)->text, RBK_TEXT_TITLE, title,
                     NULL);
    lay_out();
}

static const char *draw(size_t *size)
{
    rbk_output_free(output);
    output = rbk_output_new_memory();
    assert_int_equal(rbk_pq_write_pdf(disc, layout, NULL, pdf_module_path(), output, findings, &error), RBK_OK);
    return rbk_output_text(output, size);
}

static size_t count_pages(const char *text, size_t size)
{
    static const char mark[] = "/Type /Page %";
    size_t count = 0;
    for (size_t i = 0; i + sizeof mark <= size; i++)
        count += memcmp(text + i, mark, sizeof mark - 1) == 0;
    return count;
}

static void the_same_disc_gives_the_same_bytes_without_a_date(void **state)
{
    size_t size, again;
    (void)state;
    if (!pdf_module_path())
        skip();
    add_tracks(3, "Title");
    const char *text = draw(&size);
    char *first = malloc(size);
    assert_non_null(first);
    memcpy(first, text, size);
    assert_memory_equal(text, "%PDF-1.4", 8);
    text = draw(&again);
    assert_int_equal(size, again);
    assert_memory_equal(text, first, size);
    for (size_t i = 0; i + 12 < size; i++)
        assert_true(memcmp(text + i, "CreationDate", 12) != 0);
    free(first);
    assert_int_equal(count_pages(text, size), 1);
    assert_int_equal(rbk_findings_count(findings), 0);
}

static void ninety_nine_tracks_have_several_pages(void **state)
{
    size_t size;
    (void)state;
    if (!pdf_module_path())
        skip();
    add_tracks(99, "Title");
    const char *text = draw(&size);
    assert_in_range(count_pages(text, size), 5, 8);
}

/* More indexes than fit on a page. */
static void a_track_of_99_indexes_is_cut_where_it_has_to_be(void **state)
{
    size_t size;
    (void)state;
    if (!pdf_module_path())
        skip();
    rbk_track *track = add_track(add_bin("a.bin", NULL, 4000), RBK_MODE_AUDIO, 0, 4000, 0);
    for (uint32_t index = 2; index <= 99; index++)
        assert_int_equal(rbk_track_add_index(track, index, 0, (int64_t)index * 40 * RBK_SECTOR_SAMPLES, NULL), RBK_OK);
    lay_out();
    const char *text = draw(&size);
    assert_in_range(count_pages(text, size), 2, 4);
}

static void what_no_font_has_is_a_finding(void **state)
{
    size_t size;
    (void)state;
    if (!pdf_module_path())
        skip();
    add_tracks(1, "\xD0\x9E\xD1\x87\xD0\xB8 \xD8\xB3\xD9\x84\xD8\xA7\xD9\x85"); /* Cyrillic, Arabic: in the font */
    draw(&size);
    assert_int_equal(rbk_findings_count(findings), 0);
    rbk_text_set(&disc->tracks[0].text, RBK_TEXT_TITLE, "\xE5\xA4\x9C\xE6\x83\xB3\xE6\x9B\xB2", NULL);
    draw(&size);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "pdf.glyphs");
    assert_non_null(strstr(rbk_findings_at(findings, 0)->text, "3 characters"));
}

/* A row is as high as its highest cell. */
static void flags_of_two_lines_have_room(void **state)
{
    size_t size;
    (void)state;
    if (!pdf_module_path())
        skip();
    add_tracks(60, "Title");
    const char *text = draw(&size);
    const size_t pages = count_pages(text, size);
    for (size_t t = 0; t < disc->track_count; t++)
        disc->tracks[t].flags = RBK_FLAG_PRE_EMPHASIS;
    text = draw(&size);
    assert_true(count_pages(text, size) > pages);
}

/* Of the head as of a row. */
static void texts_longer_than_a_page_go_on_on_the_next(void **state)
{
    static char words[20000];
    size_t size;
    (void)state;
    if (!pdf_module_path())
        skip();
    while (strlen(words) + 10 < sizeof words)
        strcat(words, "word word ");
    add_tracks(1, "Title");
    rbk_text_set(&disc->text, RBK_TEXT_MESSAGE, words, NULL);
    const char *text = draw(&size);
    assert_in_range(count_pages(text, size), 3, 6);
    rbk_text_set(&disc->text, RBK_TEXT_MESSAGE, NULL, NULL);
    rbk_text_set(&disc->tracks[0].text, RBK_TEXT_TITLE, words, NULL);
    text = draw(&size);
    assert_in_range(count_pages(text, size), 3, 6);
}

static void the_direction_of_a_text_is_that_of_its_letters(void **state)
{
    size_t size, again;
    (void)state;
    if (!pdf_module_path())
        skip();
    add_tracks(1, "x\xE2\x80\xAE"
                  "abc");
    rbk_text_set(&disc->tracks[0].text, RBK_TEXT_PERFORMER, "Vera", NULL);
    const char *text = draw(&size);
    char *first = malloc(size);
    assert_non_null(first);
    memcpy(first, text, size);
    rbk_text_set(&disc->tracks[0].text, RBK_TEXT_TITLE, "x abc", NULL);
    text = draw(&again);
    assert_int_equal(size, again);
    assert_memory_equal(text, first, size);
    free(first);
}

static void a_track_without_a_title_has_its_performer(void **state)
{
    size_t size, again;
    (void)state;
    if (!pdf_module_path())
        skip();
    add_tracks(2, NULL);
    rbk_text_set(&disc->tracks[1].text, RBK_TEXT_PERFORMER, "Vera", NULL);
    const char *text = draw(&size);
    char *first = malloc(size);
    assert_non_null(first);
    memcpy(first, text, size);
    rbk_text_set(&disc->tracks[1].text, RBK_TEXT_TITLE, "(no title)", NULL);
    text = draw(&again);
    assert_int_equal(size, again);
    assert_memory_equal(text, first, size);
    free(first);
}

static void a_module_that_is_none_is_said_to_be_so(void **state)
{
    char other[4096];
    (void)state;
    add_tracks(1, "Title");
    output = rbk_output_new_memory();
    assert_int_equal(rbk_pq_write_pdf(disc, layout, NULL, scratch_path("none.so"), output, findings, &error),
                     RBK_UNSUPPORTED);
    assert_non_null(strstr(error.sentence, "cannot be loaded"));
    assert_int_equal(rbk_pq_write_pdf(disc, layout, NULL, NULL, output, findings, &error), RBK_INVALID_POINTER);
    assert_int_equal(rbk_pq_write_pdf(NULL, layout, NULL, "a", output, findings, &error), RBK_INVALID_POINTER);
    snprintf(other, sizeof other, "%s/libredbook.so." RBK_VERSION, getenv("B") ? getenv("B") : "build");
    if (access(other, R_OK) != 0)
        skip();
    assert_int_equal(rbk_pq_write_pdf(disc, layout, NULL, other, output, findings, &error), RBK_UNSUPPORTED);
    assert_non_null(strstr(error.sentence, "another version"));
}

#define pdf_test(name) cmocka_unit_test_setup_teardown(name, begin, end)

static void the_module_says_the_versions_of_its_libraries(void **state)
{
    char text[RBK_PDF_VERSIONS_BYTES] = "unchanged";
    (void)state;
    assert_int_equal(rbk_pdf_versions("no-module.so", text, &error), RBK_UNSUPPORTED);
    assert_string_equal(text, "unchanged");
    assert_int_equal(rbk_pdf_versions(NULL, text, &error), RBK_INVALID_POINTER);
    if (!pdf_module_path())
        skip();
    assert_int_equal(rbk_pdf_versions(pdf_module_path(), text, &error), RBK_OK);
    assert_memory_equal(text, "pango 1.", 8);
    assert_non_null(strstr(text, ", cairo 1."));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        pdf_test(the_same_disc_gives_the_same_bytes_without_a_date),
        pdf_test(ninety_nine_tracks_have_several_pages),
        pdf_test(a_track_of_99_indexes_is_cut_where_it_has_to_be),
        pdf_test(what_no_font_has_is_a_finding),
        pdf_test(flags_of_two_lines_have_room),
        pdf_test(texts_longer_than_a_page_go_on_on_the_next),
        pdf_test(the_direction_of_a_text_is_that_of_its_letters),
        pdf_test(a_track_without_a_title_has_its_performer),
        pdf_test(a_module_that_is_none_is_said_to_be_so),
        pdf_test(the_module_says_the_versions_of_its_libraries),
    };
    return cmocka_run_group_tests_name("report/pq_pdf", tests, NULL, NULL);
}
