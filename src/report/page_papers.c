/*
 * What goes with a disc on paper: its texts, its ids and sums, and the PQ sheet.
 */
#include "report/page.h"

#include <redbook/cdtext.h>

#include <inttypes.h>

/* ------------------------------------------------------------------ CD-TEXT */

static const rbk_cdtext_field more_fields[] = {RBK_CDTEXT_SONGWRITER, RBK_CDTEXT_COMPOSER, RBK_CDTEXT_ARRANGER,
                                               RBK_CDTEXT_MESSAGE};
static const char *const more_names[] = {"Songwriter", "Composer", "Arranger", "Message"};
#define MORE_FIELDS (sizeof more_fields / sizeof more_fields[0])

static bool block_has(const rbk_cdtext_block *block, rbk_cdtext_field field)
{
    for (size_t track = 0; track <= RBK_TRACKS_MAX; track++)
        if (block->text[field][track])
            return true;
    return false;
}

static void put_text_cell(rbk_page *page, const char *text)
{
    rbk_html_markup(page->output, "<td>");
    if (text)
        rbk_page_put_isolated(page, text);
    else
        rbk_html_markup(page->output, "<span class=\"none\">\xE2\x80\x93</span>");
    rbk_html_markup(page->output, "</td>");
}

static void put_text_row(rbk_page *page, const rbk_cdtext_block *block, size_t track)
{
    if (track == 0)
        rbk_html_markup(page->output, "<tr class=\"album\"><th scope=\"row\">Album</th>");
    else
        rbk_output_print(page->output, "<tr><th scope=\"row\">%zu</th>", track);
    put_text_cell(page, block->text[RBK_CDTEXT_TITLE][track]);
    put_text_cell(page, block->text[RBK_CDTEXT_PERFORMER][track]);
    for (size_t i = 0; i < MORE_FIELDS; i++)
        if (block_has(block, more_fields[i]))
            put_text_cell(page, block->text[more_fields[i]][track]);
    rbk_html_markup(page->output, "</tr>\n");
}

static void put_block(rbk_page *page, const rbk_cdtext_block *block)
{
    const char *language = rbk_cdtext_language_name(block->language);
    const char *charset = rbk_cdtext_charset_name((int)block->charset);
    rbk_output_print(page->output, "<h3>%s <span class=\"by\">%s</span></h3>\n",
                     language ? language : "Unknown language", charset ? charset : "unknown character set");
    rbk_html_markup(page->output, "<div class=\"scroll\" role=\"region\" aria-label=\"CD-TEXT\" tabindex=\"0\">\n"
                                  "<table class=\"texts\">\n<thead><tr><th scope=\"col\">Track</th>"
                                  "<th scope=\"col\">Title</th><th scope=\"col\">Performer</th>");
    for (size_t i = 0; i < MORE_FIELDS; i++)
        if (block_has(block, more_fields[i]))
            rbk_output_print(page->output, "<th scope=\"col\">%s</th>", more_names[i]);
    rbk_html_markup(page->output, "</tr></thead>\n<tbody>\n");
    put_text_row(page, block, 0);
    for (size_t t = 0; t < page->disc->track_count; t++)
        put_text_row(page, block, page->disc->tracks[t].number);
    rbk_html_markup(page->output, "</tbody>\n</table>\n</div>\n");
}

/* From the packs, since a player has nothing else. */
void rbk_page_put_texts(rbk_page *page)
{
    rbk_bytes packs = {NULL, 0};
    rbk_cdtext *cdtext = NULL;
    if (!rbk_cdtext_disc_has_any(page->disc)) {
        rbk_html_markup(page->output, "<p>The disc has no CD-TEXT: a player shows track numbers and times.</p>");
        return;
    }
    rbk_status status = rbk_cdtext_of_disc(page->disc, NULL, &packs, NULL, NULL);
    if (status == RBK_OK)
        status = rbk_cdtext_decode(packs.data, packs.size, NULL, &cdtext, NULL, NULL);
    if (status == RBK_NO_MEMORY)
        page->failed = true;
    else if (status != RBK_OK)
        rbk_html_markup(page->output, "<p>The texts cannot be written as CD-TEXT as they are; "
                                      "<code>redbook text</code> says which and why.</p>");
    else
        rbk_output_print(page->output,
                         "<p class=\"legend\">As a player decodes it: %zu packs of 18 bytes in the lead-in.</p>\n",
                         packs.size / 18);
    for (size_t i = 0; cdtext && i < RBK_CDTEXT_BLOCKS; i++)
        if (cdtext->blocks[i])
            put_block(page, cdtext->blocks[i]);
    rbk_cdtext_free(cdtext);
    rbk_bytes_release(&packs);
}

/* ------------------------------------------------------------------ ids and sums */

static void put_code(rbk_page *page, const char *name, const char *value)
{
    if (!value[0])
        return;
    rbk_output_print(page->output, "<div><dt>%s</dt><dd><code>%s</code></dd></div>\n", name, value);
}

void rbk_page_put_ids(rbk_page *page)
{
    const rbk_hash_report *hashes = &page->measured->hashes;
    rbk_html_markup(page->output, "<dl class=\"ids\">\n");
    put_code(page, "MusicBrainz disc id", hashes->ids.musicbrainz);
    put_code(page, "freedb disc id", hashes->ids.freedb);
    put_code(page, "AccurateRip disc id", hashes->ids.accuraterip);
    put_code(page, "CTDB disc id", hashes->ids.ctdb);
    put_code(page, "Disc digest", hashes->digest.line);
    put_code(page, "SHA-256 of all sectors", hashes->image.text[RBK_SUM_SHA256]);
    rbk_html_markup(page->output, "</dl>");
}

void rbk_page_put_sums(rbk_page *page)
{
    const rbk_hash_report *hashes = &page->measured->hashes;
    rbk_html_markup(page->output, "<div class=\"scroll\" role=\"region\" aria-label=\"Checksums\" tabindex=\"0\">\n"
                                  "<table class=\"numbers sums\">\n<thead><tr><th scope=\"col\">Track</th>"
                                  "<th scope=\"col\">CRC-32</th><th scope=\"col\">AccurateRip 1</th>"
                                  "<th scope=\"col\">AccurateRip 2</th></tr></thead>\n<tbody>\n");
    for (size_t t = 0; t < hashes->track_count; t++) {
        const rbk_track_sums *track = &hashes->tracks[t];
        rbk_output_print(page->output, "<tr><th scope=\"row\">%u</th><td><code>%08" PRIX32 "</code></td>",
                         (unsigned)track->number, track->sums.crc32);
        if (track->audio)
            rbk_output_print(page->output,
                             "<td><code>%08" PRIX32 "</code></td><td><code>%08" PRIX32 "</code></td></tr>\n",
                             track->accuraterip_v1, track->accuraterip_v2);
        else
            rbk_html_markup(page->output, "<td>data</td><td></td></tr>\n");
    }
    rbk_html_markup(page->output, "</tbody>\n</table>\n</div>");
}

/* ------------------------------------------------------------------ PQ sheet */

static void put_time_cell(rbk_page *page, int64_t sectors)
{
    char time[RBK_TIME_BYTES];
    rbk_output_print(page->output, "<td>%s</td>", sectors >= 0 ? rbk_time_format(sectors, time) : "");
}

static void put_pq_row(rbk_page *page, const rbk_pq_row *row)
{
    char absolute[RBK_TIME_BYTES], relative[RBK_TIME_BYTES], words[RBK_FLAG_WORDS_BYTES];
    const rbk_track *track = &page->disc->tracks[row->track];
    bool main = row->index == 1 && !row->lead_out;
    rbk_output_print(page->output, "<tr%s>", main ? " class=\"main\"" : "");
    if (row->lead_out)
        rbk_output_print(page->output, "<th scope=\"row\">AA</th><td>%02u</td>", (unsigned)row->index);
    else
        rbk_output_print(page->output, "<th scope=\"row\">%02u</th><td>%02u</td>", (unsigned)track->number,
                         (unsigned)row->index);
    rbk_output_print(page->output, "<td>%s</td><td>%s</td>", rbk_absolute_time_format(row->lba, absolute),
                     rbk_relative_time_format(row->relative_sectors, relative));
    put_time_cell(page, row->length_sectors);
    put_time_cell(page, row->pregap_sectors);
    if (main)
        rbk_output_print(page->output, "<td class=\"word code\">%s</td><td class=\"word\">%s</td><td class=\"title\">",
                         track->isrc, rbk_flag_words(track, words));
    else
        rbk_output_print(page->output, "<td></td><td></td><td class=\"title\">%s", row->lead_out ? "lead-out" : "");
    if (main)
        rbk_page_put_title(page, row->track);
    rbk_html_markup(page->output, "</td></tr>\n");
}

static void put_total(rbk_page *page, const char *name, int64_t sectors)
{
    char time[RBK_TIME_BYTES];
    rbk_output_print(page->output, "<div><dt>%s</dt><dd>%s</dd></div>\n", name, rbk_time_format(sectors, time));
}

static void put_totals(rbk_page *page)
{
    int64_t end = rbk_layout_end(page->layout), program = 0;
    for (size_t t = 0; t < page->layout->track_count; t++)
        program += page->layout->tracks[t].end_lba - page->layout->tracks[t].index01_lba;
    rbk_html_markup(page->output, "<dl class=\"totals\">\n");
    put_total(page, "Total with the first 2 s", end + RBK_PREGAP_SECTORS);
    put_total(page, "Total without the first 2 s", end);
    put_total(page, "Sum of the lengths", program);
    rbk_html_markup(page->output, "</dl>\n");
}

void rbk_page_put_pq(rbk_page *page)
{
    rbk_pq pq = {NULL, 0};
    if (rbk_pq_make(page->disc, page->layout, &pq, NULL) != RBK_OK) {
        page->failed = true;
        return;
    }
    rbk_html_markup(page->output, "<div class=\"scroll\" role=\"region\" aria-label=\"PQ sheet\" tabindex=\"0\">\n"
                                  "<table class=\"numbers pq\">\n<thead><tr><th scope=\"col\">Track</th>"
                                  "<th scope=\"col\">Index</th><th scope=\"col\">Absolute</th>"
                                  "<th scope=\"col\">Relative</th><th scope=\"col\">Length</th>"
                                  "<th scope=\"col\">Pregap</th><th scope=\"col\" class=\"word\">ISRC</th>"
                                  "<th scope=\"col\" class=\"word\">Flags</th>"
                                  "<th scope=\"col\" class=\"title\">Title</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < pq.count; i++) { /* what is one track's stays on one page */
        bool begins = i > 0 && (pq.rows[i].track != pq.rows[i - 1].track || pq.rows[i].lead_out);
        rbk_html_markup(page->output, begins ? "</tbody>\n<tbody>\n" : "");
        put_pq_row(page, &pq.rows[i]);
    }
    rbk_html_markup(page->output, "</tbody>\n</table>\n</div>\n");
    put_totals(page);
    rbk_pq_release(&pq);
}
