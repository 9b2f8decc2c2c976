/*
 * tools/cli/progress.c: what the line of progress says.
 * link: -Itools
 */
#include "unit/scratch.h"

static FILE *screen;
#undef stderr
#define stderr screen
#include "cli/progress.c"

static size_t columns;

/* In the place of the terminal. */
size_t cli_terminal_columns(FILE *stream)
{
    (void)stream;
    return columns;
}

bool cli_terminal_has_controls(FILE *stream)
{
    (void)stream;
    return true;
}

static int signal_number;

int cli_cancel_signal(void)
{
    return signal_number;
}

/* The line for so many of 60 minutes after so many seconds. */
static void expect_line(size_t width, uint64_t minutes, double elapsed_s, const char *expected)
{
    char *text = NULL;
    size_t size = 0;
    cli_progress progress = {.shown_at_all = true};
    columns = width;
    screen = open_memstream(&text, &size);
    assert_non_null(screen);
    draw(&progress, minutes * 4500, (uint64_t)60 * 4500, elapsed_s);
    assert_true(progress.on_screen);
    fflush(screen);
    assert_string_equal(text, expected);
    cli_progress_end(&progress);
    fflush(screen);
    assert_string_equal(text + strlen(expected), "\r\033[K");
    assert_int_equal(fclose(screen), 0);
    free(text);
}

static void rate_and_time_left_follow_from_what_is_done(void **state)
{
    (void)state;
    expect_line(80, 30, 90, "\r\033[K[###################                    ]  50%  30:00 of 60:00  20x  1:30 left");
    expect_line(80, 60, 90, "\r\033[K[#######################################] 100%  60:00 of 60:00  40x  0:00 left");
    expect_line(80, 1, 90, "\r\033[K[                                       ]   1%  01:00 of 60:00  1x  88:30 left");
}

static void before_anything_is_done_neither_is_known(void **state)
{
    (void)state;
    expect_line(80, 0, 3, "\r\033[K[                                        ]   0%  00:00 of 60:00");
}

static void a_narrow_screen_has_numbers_only(void **state)
{
    (void)state;
    expect_line(59, 30, 90, "\r\033[K 50%  30:00 of 60:00  20x  1:30 left");
    expect_line(20, 30, 90, "\r\033[K 50%  30:00 of 60:0");
}

static void the_listener_of_a_call_updates_the_line_and_cancels_after_a_signal(void **state)
{
    cli_progress progress = {.shown_at_all = true, .started_s = 0};
    rbk_listener listener = cli_progress_listener(&progress);
    char *text = NULL;
    size_t size = 0;
    (void)state;
    columns = 80;
    screen = open_memstream(&text, &size);
    assert_non_null(screen);
    listener.add_progress(listener.user, 1, 2);
    assert_true(progress.on_screen);
    assert_int_equal(fclose(screen), 0);
    free(text);
    assert_false(listener.query_cancel(listener.user));
    signal_number = 2;
    assert_true(listener.query_cancel(listener.user));
    signal_number = 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rate_and_time_left_follow_from_what_is_done),
        cmocka_unit_test(before_anything_is_done_neither_is_known),
        cmocka_unit_test(a_narrow_screen_has_numbers_only),
        cmocka_unit_test(the_listener_of_a_call_updates_the_line_and_cancels_after_a_signal),
    };
    return cmocka_run_group_tests_name("cli/progress", tests, NULL, NULL);
}
