/*
 * What several sections of a page are made of.
 */
#include "report/page.h"

#include <inttypes.h>
#include <math.h>

void rbk_page_put_isolated(rbk_page *page, const char *text)
{
    rbk_html_markup(page->output, "<bdi>");
    rbk_html_text(page->output, text);
    rbk_html_markup(page->output, "</bdi>");
}

void rbk_page_put_title(rbk_page *page, size_t track)
{
    const rbk_track *of = &page->disc->tracks[track];
    const char *title = of->text.field[RBK_TEXT_TITLE];
    if (title)
        rbk_page_put_isolated(page, title);
    else
        rbk_output_print(page->output, "<span class=\"none\">Track %u, no title</span>", (unsigned)of->number);
}

void rbk_page_put_clock(rbk_page *page, int64_t sectors)
{
    int64_t seconds = sectors / RBK_SECTORS_PER_SECOND;
    if (seconds >= 3600)
        rbk_output_print(page->output, "%" PRId64 ":%02d:%02d", seconds / 3600, (int)(seconds / 60 % 60),
                         (int)(seconds % 60));
    else
        rbk_output_print(page->output, "%d:%02d", (int)(seconds / 60), (int)(seconds % 60));
}

void rbk_page_put_seconds(rbk_page *page, int64_t samples, int digits)
{
    rbk_html_decimal(page->output, (double)samples / RBK_RATE_HZ, digits);
    rbk_html_markup(page->output, "\xC2\xA0s");
}

void rbk_page_put_term(rbk_page *page, const char *name, const char *value)
{
    if (!value || !value[0])
        return;
    rbk_output_print(page->output, "<div><dt>%s</dt><dd>", name);
    rbk_page_put_isolated(page, value);
    rbk_html_markup(page->output, "</dd></div>\n");
}

double rbk_page_decibels(double value)
{
    return value > 0 ? 20 * log10(value / 32768) : -HUGE_VAL;
}

/* ------------------------------------------------------------------ shapes */

/* The next point of a path, relative to the one before; a minus sign separates as well as a blank. */
static void put_step(rbk_output *output, int along, int step)
{
    rbk_output_print(output, along < 0 ? "%d%s%d" : " %d%s%d", along, step < 0 ? "" : " ", step);
}

void rbk_page_put_shape(rbk_page *page, const char *style, const int *above, const int *below, size_t count)
{
    if (count == 0)
        return;
    rbk_output_print(page->output, "<path class=\"%s\" d=\"M0 %dl", style, above[0]);
    for (size_t i = 1; i < count; i++)
        put_step(page->output, 1, above[i] - above[i - 1]);
    put_step(page->output, 0, below[count - 1] - above[count - 1]);
    for (size_t i = count - 1; i > 0; i--)
        put_step(page->output, -1, below[i - 1] - below[i]);
    rbk_html_markup(page->output, "z\"/>");
}

void rbk_page_put_line(rbk_page *page, const char *style, const int *ordinates, size_t count)
{
    rbk_output_print(page->output, "<path class=\"%s\" d=\"M0 %dl", style, ordinates[0]);
    for (size_t i = 1; i < count; i++)
        put_step(page->output, 1, ordinates[i] - ordinates[i - 1]);
    rbk_html_markup(page->output, "\"/>");
}
