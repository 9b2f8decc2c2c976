/*
 * A PQ sheet as text for a printer: pages of a number of lines, each with the headings of its columns. What is on the sheet
 * is a list of blocks of lines first; pages are filled with them, and a block that does not fit begins the next one.
 */
#include <redbook/report.h>

#include "base/fail.h"
#include "base/utf8.h"
#include "report/pq_terms.h"
#include "text/normal.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PAGE_LINES    60
#define WIDTH         80
#define NAME_COLUMNS  16
#define WORD_COLUMN   2
#define TITLE_COLUMN  9
#define FLAGS_COLUMN  64
#define HEADING_LINES 2
#define FOOTER_LINES  2  /* an empty one, and the number of the page */
#define ROWS_TOGETHER 20 /* a track with more indexes may be cut */

/* Lines that stay together, all ended. */
typedef struct block {
    size_t offset, size; /* of its text */
    size_t lines;
    bool rows; /* has the headings of the columns above it */
} block;

typedef struct sheet {
    const rbk_disc *disc;
    const rbk_layout *layout;
    const rbk_pq_options *options;
    rbk_pq pq;
    rbk_output *text;
    block *blocks;
    size_t count, capacity;
    bool failed; /* no memory */
} sheet;

static const char headings[] = "TRK IDX  ABSOLUTE   RELATIVE    LENGTH    PREGAP  ISRC          FLAGS\n";

void rbk_pq_options_init(rbk_pq_options *options)
{
    if (options)
        *options = (rbk_pq_options){.page_lines = PAGE_LINES};
}

/* ------------------------------------------------------------------ blocks */

static void begin_block(sheet *s, bool rows)
{
    if (s->count == s->capacity) {
        size_t capacity = s->capacity ? 2 * s->capacity : 256;
        block *blocks = realloc(s->blocks, capacity * sizeof *blocks);
        s->failed = s->failed || !blocks;
        if (!blocks)
            return;
        s->blocks = blocks;
        s->capacity = capacity;
    }
    size_t size = 0;
    (void)rbk_output_text(s->text, &size);
    s->blocks[s->count++] = (block){size, 0, 0, rows};
}

/* The last one, which is longer than a page, becomes one of each of its lines. */
static void cut_block(sheet *s)
{
    const block whole = s->blocks[--s->count];
    for (size_t at = whole.offset, size = 0; at < whole.offset + whole.size && !s->failed; at += size) {
        const char *text = rbk_output_text(s->text, &size) + at;
        size = (size_t)(strchr(text, '\n') - text) + 1;
        begin_block(s, whole.rows);
        if (!s->failed)
            s->blocks[s->count - 1] = (block){at, size, 1, whole.rows};
    }
}

/* Where its text ends and how many lines it has. */
static void end_block(sheet *s)
{
    size_t size = 0;
    const char *text = rbk_output_text(s->text, &size);
    if (s->failed || !text || s->count == 0)
        return;
    block *b = &s->blocks[s->count - 1];
    b->size = size - b->offset;
    for (size_t i = b->offset; i < size; i++)
        b->lines += text[i] == '\n';
    const size_t around = FOOTER_LINES + 2 * HEADING_LINES;
    if (s->options->page_lines > around && b->lines > s->options->page_lines - around)
        cut_block(s);
}

/* A text of the disc or of the caller: one line, whatever is in it. */
static void put_clean(rbk_output *output, const char *text, size_t size)
{
    for (size_t i = 0; i < size;) {
        const size_t control = rbk_utf8_control(text + i);
        rbk_output_write(output, control ? " " : text + i, 1, NULL);
        i += control ? control : 1;
    }
}

/*
 * How much of a text fits into so many columns: up to the last blank, or, of a longer word, up to a character; at least one
 * character. All of it where it fits.
 */
static size_t fitting(const char *text, size_t columns)
{
    size_t blank = 0, used = 0, at = 0;
    while (text[at]) {
        size_t width = 0;
        const size_t control = rbk_utf8_control(text + at);
        const size_t size = control ? control : rbk_normal_columns(text + at, &width);
        used += control ? 1 : width;
        if (used > columns && text[at] != ' ')
            return blank > 0 ? blank : at > 0 ? at : size;
        if (text[at] == ' ')
            blank = at;
        at += size;
    }
    return at;
}

/* From column indent on, in as many lines as it takes, all but the first with so many blanks before them. */
static void put_wrapped(sheet *s, const char *text, size_t indent)
{
    for (bool first = true; first || *text; first = false) {
        const size_t size = fitting(text, WIDTH - indent);
        if (!first)
            rbk_output_print(s->text, "%*s", (int)indent, "");
        put_clean(s->text, text, size);
        rbk_output_print(s->text, "\n");
        text += size;
        text += strspn(text, " ");
    }
}

static void put_entry(sheet *s, const char *name, const char *value)
{
    if (!value || !value[0])
        return;
    begin_block(s, false);
    const size_t size = strlen(value);
    const bool next_line = size > WIDTH - NAME_COLUMNS && size <= WIDTH - WORD_COLUMN && !strchr(value, ' ');
    if (next_line) /* a digest stays in one piece */
        rbk_output_print(s->text, "%s\n%*s", name, WORD_COLUMN, "");
    else
        rbk_output_print(s->text, "%-*s", NAME_COLUMNS, name);
    put_wrapped(s, value, next_line ? WORD_COLUMN : NAME_COLUMNS);
    end_block(s);
}

/* ------------------------------------------------------------------ what is on the sheet */

static void put_head(sheet *s)
{
    const rbk_disc *disc = s->disc;
    begin_block(s, false);
    rbk_output_print(s->text, "PQ SHEET\n\n");
    end_block(s);
    put_entry(s, "Title", disc->text.field[RBK_TEXT_TITLE]);
    put_entry(s, "Performer", disc->text.field[RBK_TEXT_PERFORMER]);
    rbk_pq_term terms[RBK_PQ_TERMS_MAX];
    const size_t count = rbk_pq_terms(disc, s->options, terms);
    for (size_t i = 0; i < count; i++)
        put_entry(s, terms[i].name, terms[i].value);
    begin_block(s, false);
    rbk_output_print(s->text, "\n"
                              "Times are MM:SS:FF: minutes, seconds and sectors (frames) of 1/75 s.\n"
                              "ABSOLUTE counts from the beginning of the first pregap, 2 s before lba 0.\n"
                              "RELATIVE counts from index 01 of the first track.\n"
                              "LENGTH   is from index 01 to the end of the track, that is the next index 00.\n"
                              "PREGAP   is from index 00 to index 01.\n"
                              "\n");
    end_block(s);
}

static void put_time(sheet *s, const char *text)
{
    rbk_output_print(s->text, "%10s", text);
}

static void put_length(sheet *s, int64_t sectors)
{
    char text[RBK_TIME_BYTES];
    put_time(s, sectors >= 0 ? rbk_time_format(sectors, text) : "");
}

/* Title and performer of a track on a line below its index 01, where it has any. */
static void put_title(sheet *s, const rbk_track *track)
{
    const char *title = track->text.field[RBK_TEXT_TITLE], *performer = track->text.field[RBK_TEXT_PERFORMER];
    if (!title && !performer)
        return;
    const char *parts[] = {title ? title : "(no title)", performer ? " / " : "", performer ? performer : ""};
    size_t size = 1;
    for (size_t i = 0; i < 3; i++)
        size += strlen(parts[i]);
    char *line = malloc(size);
    s->failed = s->failed || !line;
    if (!line)
        return;
    snprintf(line, size, "%s%s%s", parts[0], parts[1], parts[2]);
    rbk_output_print(s->text, "%*s", TITLE_COLUMN, "");
    put_wrapped(s, line, TITLE_COLUMN);
    free(line);
}

static void put_row(sheet *s, const rbk_pq_row *row)
{
    char text[RBK_TIME_BYTES], words[RBK_FLAG_WORDS_BYTES];
    const rbk_track *track = &s->disc->tracks[row->track];
    if (row->lead_out)
        rbk_output_print(s->text, " AA  %02u", (unsigned)row->index);
    else
        rbk_output_print(s->text, " %02u  %02u", (unsigned)track->number, (unsigned)row->index);
    put_time(s, rbk_absolute_time_format(row->lba, text));
    rbk_output_print(s->text, " %10s", rbk_relative_time_format(row->relative_sectors, text));
    if (row->lead_out) {
        rbk_output_print(s->text, "  lead-out\n");
        return;
    }
    if (row->index > 1) {
        rbk_output_print(s->text, "\n");
        return;
    }
    put_length(s, row->length_sectors);
    if (row->index == 0) {
        put_length(s, row->pregap_sectors);
        rbk_output_print(s->text, "\n");
        return;
    }
    rbk_output_print(s->text, "%10s  %-12s  ", "", track->isrc);
    put_wrapped(s, rbk_flag_words(track, words), FLAGS_COLUMN);
    put_title(s, track);
}

static size_t rows_of_track(const rbk_pq *pq, size_t first)
{
    size_t count = 1;
    while (first + count < pq->count && !pq->rows[first + count].lead_out &&
           pq->rows[first + count].track == pq->rows[first].track)
        count++;
    return count;
}

static void put_rows(sheet *s)
{
    for (size_t i = 0, count; i < s->pq.count; i += count) {
        count = s->pq.rows[i].lead_out ? 1 : rows_of_track(&s->pq, i);
        bool together = count <= ROWS_TOGETHER;
        for (size_t k = 0; k < count; k++) {
            if (k == 0 || !together)
                begin_block(s, true);
            put_row(s, &s->pq.rows[i + k]);
            if (k + 1 == count || !together)
                end_block(s);
        }
    }
}

static void put_total(sheet *s, const char *name, int64_t sectors, const char *what)
{
    char text[RBK_TIME_BYTES];
    rbk_output_print(s->text, "%-30s%10s  %s\n", name, rbk_time_format(sectors, text), what);
}

static void put_totals(sheet *s)
{
    int64_t end = rbk_layout_end(s->layout), program = 0;
    for (size_t t = 0; t < s->layout->track_count; t++)
        program += s->layout->tracks[t].end_lba - s->layout->tracks[t].index01_lba;
    begin_block(s, false);
    rbk_output_print(s->text, "\n");
    put_total(s, "Total with the first 2 s", end + RBK_PREGAP_SECTORS, "absolute time of the lead-out");
    put_total(s, "Total without the first 2 s", end, "from lba 0 to the lead-out");
    put_total(s, "Sum of the lengths", program, "without pregaps");
    rbk_output_print(s->text, "%-30s%10zu\n", "Tracks", s->disc->track_count);
    if (s->layout->session_count > 1)
        rbk_output_print(s->text, "%-30s%10zu\n",
                         rbk_disc_end_max(s->disc) > RBK_PROGRAM_SECTORS_MAX ? "Areas" : "Sessions",
                         s->layout->session_count);
    rbk_output_print(s->text, "\n\n"
                              "Prepared by  ______________________________   Date  ____________________\n"
                              "\n\n"
                              "Approved by  ______________________________   Date  ____________________\n");
    end_block(s);
}

/* ------------------------------------------------------------------ pages */

/* Where pages begin: the number of the first block of each goes there where firsts is not NULL. Gives how many there are. */
static size_t lay_pages(const sheet *s, size_t *firsts)
{
    size_t lines = s->options->page_lines, page = 0, used = 0, room = lines > FOOTER_LINES ? lines - FOOTER_LINES : 1;
    bool heads = false;
    for (size_t i = 0; i < s->count; i++) {
        const block *b = &s->blocks[i];
        size_t wanted = b->lines + (b->rows && !heads ? HEADING_LINES : 0);
        bool breaks = i == 0 || (lines > 0 && used + wanted > room);
        if (breaks) {
            if (firsts)
                firsts[page] = i;
            page++;
            wanted = b->lines + (b->rows ? HEADING_LINES : 0);
            used = i == 0 ? 0 : HEADING_LINES; /* the name of the disc */
            heads = false;
        }
        heads = heads || b->rows;
        used += wanted;
    }
    if (firsts)
        firsts[page] = s->count;
    return page;
}

static void print_page(const sheet *s, size_t first, size_t end, size_t page, size_t pages, rbk_output *output)
{
    size_t size = 0, lines = 0;
    const char *text = rbk_output_text(s->text, &size);
    bool heads = false;
    if (page > 1) {
        const char *title = s->disc->text.field[RBK_TEXT_TITLE];
        rbk_output_print(output, "PQ SHEET%s", title ? "  " : "");
        if (title)
            put_clean(output, title, rbk_utf8_prefix(title, strlen(title), WIDTH - 20));
        rbk_output_print(output, "\n\n");
        lines += HEADING_LINES;
    }
    for (size_t i = first; i < end; i++) {
        const block *b = &s->blocks[i];
        if (b->rows && !heads) {
            rbk_output_write(output, headings, sizeof headings - 1, NULL);
            rbk_output_write(output, "\n", 1, NULL);
            lines += HEADING_LINES;
            heads = true;
        }
        rbk_output_write(output, text + b->offset, b->size, NULL);
        lines += b->lines;
    }
    if (s->options->page_lines == 0)
        return;
    for (; lines + 1 < s->options->page_lines; lines++)
        rbk_output_write(output, "\n", 1, NULL);
    rbk_output_print(output, "%*spage %zu of %zu\n", WIDTH - 20, "", page, pages);
    if (page < pages)
        rbk_output_write(output, "\f", 1, NULL);
}

static rbk_status print_pages(const sheet *s, rbk_output *output, rbk_error *error)
{
    size_t pages = lay_pages(s, NULL);
    size_t *firsts = calloc(pages + 1, sizeof *firsts);
    if (!firsts)
        return rbk_fail_memory(error);
    lay_pages(s, firsts);
    for (size_t page = 0; page < pages; page++)
        print_page(s, firsts[page], firsts[page + 1], page + 1, pages, output);
    free(firsts);
    return rbk_output_write(output, "", 0, error); /* gives the first failure */
}

rbk_status rbk_pq_write_text(const rbk_disc *disc, const rbk_layout *layout, const rbk_pq_options *options,
                             rbk_output *output, rbk_error *error)
{
    rbk_pq_options defaults;
    rbk_pq_options_init(&defaults);
    sheet s = {.disc = disc, .layout = layout, .options = options ? options : &defaults};
    if (!output)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_status status = rbk_pq_make(disc, layout, &s.pq, error);
    if (status != RBK_OK)
        return status;
    s.text = rbk_output_new_memory();
    if (s.text) {
        put_head(&s);
        put_rows(&s);
        put_totals(&s);
        s.failed = s.failed || rbk_output_write(s.text, "", 0, NULL) != RBK_OK;
    }
    status = !s.text || s.failed ? rbk_fail_memory(error) : print_pages(&s, output, error);
    rbk_output_free(s.text);
    free(s.blocks);
    rbk_pq_release(&s.pq);
    return status;
}
