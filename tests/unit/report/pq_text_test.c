/* A PQ sheet as pages of text. */
#include <redbook/report.h>

#include "text/normal.h"

#include "unit/report/discs.h"

static rbk_output *output;
static rbk_pq_options options;

static const char *write_text(void)
{
    rbk_output_free(output);
    output = rbk_output_new_memory();
    assert_non_null(output);
    assert_int_equal(rbk_pq_write_text(disc, layout, &options, output, &error), RBK_OK);
    return rbk_output_text(output, NULL);
}

static int begin(void **state)
{
    rbk_pq_options_init(&options);
    return begin_disc(state);
}

static int end(void **state)
{
    rbk_output_free(output);
    output = NULL;
    return end_disc(state);
}

static void add_tracks(int count, int64_t pregap)
{
    uint32_t file = add_bin("a.bin", NULL, 400 * count);
    for (int i = 0; i < count; i++)
        add_track(file, RBK_MODE_AUDIO, 400 * i, 400 * (i + 1), i ? pregap : 0);
    lay_out();
}

/* Every page has as many lines as it should, the last line is its number, and no track begins on one page and ends on
   the
 * next. */
static size_t check_pages(const char *text, size_t lines_wanted)
{
    size_t pages = 0;
    int last_track = 0;
    for (const char *page = text; page; pages++) {
        const char *feed = strchr(page, '\f');
        size_t lines = 0;
        for (const char *at = page; *at && at != feed; at++)
            lines += *at == '\n';
        assert_int_equal(lines, lines_wanted);
        for (const char *line = page; line && (!feed || line < feed);) {
            int track, index;
            if (sscanf(line, " %d %d", &track, &index) == 2) {
                if (index == 0)
                    last_track = track;
                assert_int_equal(track, last_track);
            }
            line = strchr(line, '\n');
            line = line && line[1] ? line + 1 : NULL;
        }
        last_track = -1;
        page = feed ? feed + 1 : NULL;
    }
    return pages;
}

static void sessions_are_counted_and_areas_of_a_gd_rom(void **state)
{
    (void)state;
    add_tracks(2, 0);
    assert_null(strstr(write_text(), "Sessions"));
    assert_int_equal(rbk_disc_add_session(disc, RBK_AREA_CD, 0, NULL, &error), RBK_OK);
    add_track(0, RBK_MODE_AUDIO, 0, 400, 0);
    lay_out();
    assert_non_null(strstr(write_text(), "\nSessions                               2\n"));
    disc->sessions[1].area = RBK_AREA_HIGH_DENSITY;
    lay_out();
    assert_non_null(strstr(write_text(), "\nAreas                                  2\n"));
}

static void ninety_nine_tracks_break_between_tracks(void **state)
{
    static const uint32_t lines[] = {60, 45, 66, 24};
    (void)state;
    add_tracks(99, 100);
    for (size_t t = 0; t < 99; t++)
        rbk_text_set(&disc->tracks[t].text, RBK_TEXT_TITLE, "Title", NULL);
    rbk_text_set(&disc->text, RBK_TEXT_TITLE, "Ninety-nine", NULL);
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        char last[32];
        options.page_lines = lines[i];
        const char *text = write_text();
        size_t pages = check_pages(text, lines[i]);
        assert_in_range(pages, 99 * 3 / lines[i], 99 * 3 / (lines[i] - 10) + 2);
        snprintf(last, sizeof last, "page %zu of %zu\n", pages, pages);
        assert_string_equal(text + strlen(text) - strlen(last), last);
        assert_non_null(strstr(text, "\fPQ SHEET  Ninety-nine\n"));
    }
}

static void without_pages_there_are_neither_feeds_nor_numbers(void **state)
{
    (void)state;
    add_tracks(99, 0);
    options.page_lines = 0;
    const char *text = write_text();
    assert_null(strchr(text, '\f'));
    assert_null(strstr(text, "page "));
    assert_non_null(strstr(text, "\n AA  01  08:50:00   08:48:00  lead-out\n"));
}

static void the_head_says_what_it_is_given_and_the_rows_what_the_disc_has(void **state)
{
    (void)state;
    add_tracks(2, 0);
    strcpy(disc->mcn, "4006381333931");
    strcpy(disc->tracks[1].isrc, "DEXXX2600001");
    disc->tracks[1].flags = RBK_FLAG_COPY_PERMITTED | RBK_FLAG_PRE_EMPHASIS;
    rbk_text_set(&disc->text, RBK_TEXT_DISC_ID, "CAT 1", NULL);
    rbk_text_set(&disc->tracks[1].text, RBK_TEXT_PERFORMER,
                 "B\nand\xE2\x80\xAE"
                 "c\xC2\x9B",
                 NULL);
    options.client = "Client";
    options.master_id = "M1";
    options.date = "2026-11-28";
    const char *text = write_text();
    assert_non_null(strstr(text, "\nClient          Client\n"));
    assert_non_null(strstr(text, "\nMaster id       M1\n"));
    assert_non_null(strstr(text, "\nCatalogue no.   CAT 1\n"));
    assert_non_null(strstr(text, "\nMCN (UPC/EAN)   4006381333931\n"));
    assert_non_null(strstr(text, "\nDate            2026-11-28\n"));
    assert_non_null(strstr(text, "\n 01  00  00:00:00  -00:02:00            00:02:00\n"));
    assert_non_null(strstr(text, "\n 02  01  00:07:25   00:05:25  00:05:25            DEXXX2600001  copy permitted,\n"
                                 "                                                                pre-emphasis\n       "
                                 "  (no title) / B and c \n"));
    assert_non_null(strstr(text, "Total with the first 2 s        00:12:50"));
    assert_non_null(strstr(text, "Total without the first 2 s     00:10:50"));
    assert_non_null(strstr(text, "Approved by"));
    assert_null(strstr(text, "Engineer"));
}

/* Columns as a printer with a fixed-width font prints them. */
static size_t longest_line(const char *text)
{
    size_t longest = 0, columns = 0, width;
    for (size_t size; *text; text += size) {
        size = rbk_normal_columns(text, &width);
        columns = *text == '\n' || *text == '\f' ? 0 : columns + width;
        longest = columns > longest ? columns : longest;
    }
    return longest;
}

static void long_texts_are_wrapped_at_80_columns(void **state)
{
    char words[600] = "", word[300];
    (void)state;
    for (int i = 0; i < 40; i++)
        strcat(words, "word and \xE7\x9B\xB4 ");
    words[strlen(words) - 1] = '\0';
    memset(word, 'x', sizeof word - 1);
    word[sizeof word - 1] = '\0';
    add_tracks(3, 75);
    disc->tracks[1].flags = RBK_FLAG_SCMS | RBK_FLAG_FOUR_CHANNEL | RBK_FLAG_PRE_EMPHASIS;
    options.engineer = words;
    options.client = word;
    rbk_text_set(&disc->text, RBK_TEXT_TITLE, words, NULL);
    rbk_text_set(&disc->tracks[0].text, RBK_TEXT_TITLE, words, NULL);
    rbk_text_set(&disc->tracks[0].text, RBK_TEXT_PERFORMER, word, NULL);
    const char *text = write_text();
    assert_true(longest_line(text) <= 80);
    check_pages(text, 60);
    assert_non_null(strstr(text, "\n                word and"));
    assert_null(strstr(text, " \n"));
    size_t marks = 0;
    for (const char *at = strstr(text, "Client"); *at && at < strstr(text, "Engineer"); at++)
        marks += *at == 'x';
    assert_int_equal(marks, sizeof word - 1);
}

/* What is longer than a page is cut between lines, in the head and below a row. */
static void pages_of_long_texts_have_as_many_lines_as_others(void **state)
{
    static char words[20000];
    (void)state;
    while (strlen(words) + 10 < sizeof words)
        strcat(words, "word word ");
    add_tracks(3, 75);
    options.client = words;
    assert_true(check_pages(write_text(), 60) > 5);
    options.client = NULL;
    rbk_text_set(&disc->tracks[1].text, RBK_TEXT_TITLE, words, NULL);
    assert_true(check_pages(write_text(), 60) > 5);
}

/* A track with more indexes than a page has lines. */
static void a_track_of_99_indexes_is_cut_where_it_has_to_be(void **state)
{
    (void)state;
    rbk_track *track = add_track(add_bin("a.bin", NULL, 4000), RBK_MODE_AUDIO, 0, 4000, 0);
    for (uint32_t index = 2; index <= 99; index++)
        assert_int_equal(rbk_track_add_index(track, index, 0, (int64_t)index * 40 * RBK_SECTOR_SAMPLES, NULL), RBK_OK);
    lay_out();
    const char *text = write_text();
    assert_non_null(strstr(text, "\n 01  99"));
    assert_non_null(strstr(text, "page 3 of 3\n"));
}

static void pages_of_any_length_end(void **state)
{
    (void)state;
    add_tracks(5, 100);
    for (options.page_lines = 1; options.page_lines < 40; options.page_lines++)
        assert_non_null(strstr(write_text(), "Approved by"));
    assert_int_equal(rbk_pq_write_text(disc, layout, NULL, NULL, &error), RBK_INVALID_POINTER);
    assert_int_equal(rbk_pq_write_text(disc, layout, NULL, output, &error), RBK_OK);
}

#define text_test(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        text_test(sessions_are_counted_and_areas_of_a_gd_rom),
        text_test(ninety_nine_tracks_break_between_tracks),
        text_test(without_pages_there_are_neither_feeds_nor_numbers),
        text_test(the_head_says_what_it_is_given_and_the_rows_what_the_disc_has),
        text_test(a_track_of_99_indexes_is_cut_where_it_has_to_be),
        text_test(long_texts_are_wrapped_at_80_columns),
        text_test(pages_of_long_texts_have_as_many_lines_as_others),
        text_test(pages_of_any_length_end),
    };
    return cmocka_run_group_tests_name("report/pq_text", tests, NULL, NULL);
}
