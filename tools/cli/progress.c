/*
 * The progress line. Its clock never touches what is written to an image.
 */
#include "cli/progress.h"
#include "cli/cancel.h"
#include "cli/terminal.h"

#include <redbook/address.h>

#include <stdio.h>
#include <string.h>
#include <time.h>

#define FIRST_S       0.5
#define EVERY_S       0.1
#define BAR_MAX       40
#define COLUMNS_LEAST 60 /* a bar needs this much; below it only numbers are shown */

static double now_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void cli_progress_begin(cli_progress *progress, bool wanted)
{
    memset(progress, 0, sizeof *progress);
    progress->shown_at_all = wanted && cli_terminal_has_controls(stderr);
    progress->started_s = now_s();
}

/* "12:34", minutes and seconds of so many sectors. */
static void minutes_of(uint64_t sectors, char text[16])
{
    uint64_t seconds = sectors / RBK_SECTORS_PER_SECOND;
    snprintf(text, 16, "%02u:%02u", (unsigned)(seconds / 60 % 10000), (unsigned)(seconds % 60));
}

static void draw(cli_progress *progress, uint64_t done, uint64_t total, double elapsed_s)
{
    char numbers[80], amount[16], whole[16];
    char bar[BAR_MAX + 1];
    double share = total ? (double)done / (double)total : 0;
    double speed = elapsed_s > 0 ? (double)done / RBK_SECTORS_PER_SECOND / elapsed_s : 0;
    double left_s = share > 0 ? elapsed_s * (1 - share) / share : 0;
    minutes_of(done, amount);
    minutes_of(total, whole);
    int used = snprintf(numbers, sizeof numbers, "%3u%%  %s of %s", (unsigned)(share * 100), amount, whole);
    if (done > 0) /* else neither is known */
        snprintf(numbers + used, sizeof numbers - (size_t)used, "  %.0fx  %u:%02u left", speed,
                 (unsigned)(left_s + 0.5) / 60, (unsigned)(left_s + 0.5) % 60);
    int wide = (int)cli_terminal_columns(stderr);
    int room = wide < COLUMNS_LEAST ? 0 : wide - (int)strlen(numbers) - 5;
    room = room > BAR_MAX ? BAR_MAX : room < 0 ? 0 : room;
    memset(bar, ' ', sizeof bar);
    memset(bar, '#', (size_t)(share * room));
    if (room)
        fprintf(stderr, "\r\033[K[%.*s] %s", room, bar, numbers);
    else
        fprintf(stderr, "\r\033[K%.*s", wide > 1 ? wide - 1 : 1, numbers);
    fflush(stderr);
    progress->on_screen = true;
}

void cli_progress_update(cli_progress *progress, uint64_t done_sectors, uint64_t total_sectors)
{
    if (!progress->shown_at_all)
        return;
    double now = now_s();
    if (now - progress->started_s < FIRST_S || now - progress->drawn_s < EVERY_S)
        return;
    progress->drawn_s = now;
    draw(progress, done_sectors < total_sectors ? done_sectors : total_sectors, total_sectors,
         now - progress->started_s);
}

void cli_progress_end(cli_progress *progress)
{
    if (progress->on_screen)
        fputs("\r\033[K", stderr);
    progress->on_screen = false;
}

static void on_progress(void *user, uint64_t completed, uint64_t total)
{
    cli_progress_update(user, completed, total);
}

static bool on_query(void *user)
{
    (void)user;
    return cli_cancel_signal() != 0;
}

rbk_listener cli_progress_listener(cli_progress *progress)
{
    return (rbk_listener){progress, on_progress, on_query};
}
