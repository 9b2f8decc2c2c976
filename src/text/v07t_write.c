/*
 * A CD-TEXT as input sheets, one for each block, in the block's own character set, as the tools that read sheets
 * expect.
 */
#include "base/fail.h"
#include "base/utf8.h"
#include "text/charset.h"
#include "text/fields.h"
#include "text/v07t.h"

#include <stdio.h>

typedef struct sheet_writer {
    const rbk_cdtext_options *options;
    rbk_output *output; /* in memory: nothing goes out when something is refused */
    rbk_findings *findings;
    rbk_error *error;
    uint32_t number;
    const rbk_cdtext_block *block;
    rbk_charset charset;
    size_t unencodable;
} sheet_writer;

static rbk_status put(sheet_writer *work, const char *name, const void *value, size_t size)
{
    rbk_status status = rbk_output_print(work->output, "%-19s = ", name);
    if (status == RBK_OK)
        status = rbk_output_write(work->output, value, size, work->error);
    if (status == RBK_OK)
        status = rbk_output_write(work->output, "\n", 1, work->error);
    return status == RBK_NO_MEMORY ? rbk_fail_memory(work->error) : status;
}

static rbk_status put_words(sheet_writer *work, const char *name, const char *words)
{
    size_t size = 0;
    while (words[size])
        size++;
    return put(work, name, words, size);
}

/* A reader trims a value, and prefers UTF-8 where its bytes are that as well. */
static rbk_status report_changed(sheet_writer *work, const rbk_charset_place *place, const rbk_bytes *bytes)
{
    char where[RBK_PLACE_TEXT_BYTES];
    const char *text = (const char *)bytes->data;
    const bool blanks = bytes->size > 0 && (text[0] == ' ' || text[bytes->size - 1] == ' ');
    bool high = false;
    for (size_t i = 0; i < bytes->size; i++)
        high = high || bytes->data[i] > 0x7F;
    const bool utf8 = high && rbk_utf8_valid(text, bytes->size);
    if ((blanks && rbk_findings_add(work->findings, RBK_WARNING, "v07t.blank", place->path, 0, place->track,
                                    "%s: blanks at its ends are not read from an input sheet",
                                    rbk_charset_place_text(place, where)) != RBK_OK) ||
        (utf8 && rbk_findings_add(work->findings, RBK_WARNING, "v07t.utf-8", place->path, 0, place->track,
                                  "%s: its bytes are read from an input sheet as UTF-8, which is another text",
                                  rbk_charset_place_text(place, where)) != RBK_OK))
        return rbk_fail_memory(work->error);
    return RBK_OK;
}

static rbk_status put_text(sheet_writer *work, rbk_cdtext_field field, uint32_t track)
{
    const char *text = work->block->text[field][track];
    rbk_charset charset = {.set = rbk_cdtext_field_charset(work->block, field)};
    rbk_charset_place place = {work->options->name, 0, work->number, field, track};
    rbk_bytes bytes = {NULL, 0};
    char name[RBK_V07T_NAME_BYTES];
    if (!text)
        return RBK_OK;
    if (charset.set == work->charset.set)
        charset = work->charset;
    rbk_status status = rbk_charset_encode(&charset, text, work->options->fallback, &place, &bytes, &work->unencodable,
                                           work->findings, work->error);
    if (status == RBK_OK)
        status = put(work, rbk_v07t_name_format(field, track, name), bytes.data, bytes.size);
    if (status == RBK_OK)
        status = report_changed(work, &place, &bytes);
    rbk_bytes_release(&bytes);
    return status;
}

/* The name of a code, or the code where it has none. */
static rbk_status put_code(sheet_writer *work, const char *name, const char *words, unsigned code)
{
    char number[16];
    snprintf(number, sizeof number, "0x%02X", code);
    return put_words(work, name, words ? words : number);
}

static rbk_status put_number(sheet_writer *work, const char *name, unsigned number)
{
    char text[16];
    snprintf(text, sizeof text, "%u", number);
    return put_words(work, name, text);
}

static rbk_status put_head(sheet_writer *work)
{
    const rbk_cdtext_block *block = work->block;
    const char *charset = block->charset == RBK_CDTEXT_8859_1 ? "8859" : rbk_cdtext_charset_name((int)block->charset);
    rbk_status status = put_words(work, "Input Sheet Version", "0.7T");
    if (status == RBK_OK)
        status = put_words(work, "Text Code", charset);
    if (status == RBK_OK)
        status = put_code(work, "Language Code", rbk_cdtext_language_name(block->language), block->language);
    return status;
}

static rbk_status put_album(sheet_writer *work)
{
    const rbk_cdtext_block *block = work->block;
    rbk_status status = RBK_OK;
    for (int field = 0; field <= (int)RBK_CDTEXT_DISC_ID && status == RBK_OK; field++)
        status = put_text(work, (rbk_cdtext_field)field, 0);
    if (status == RBK_OK && block->genre != RBK_CDTEXT_NO_GENRE)
        status = put_code(work, "Genre Code", rbk_cdtext_genre_name(block->genre), (unsigned)block->genre);
    for (int field = RBK_CDTEXT_GENRE; field < (int)RBK_CDTEXT_FIELDS && status == RBK_OK; field++)
        status = put_text(work, (rbk_cdtext_field)field, 0);
    if (status == RBK_OK)
        status = put_code(work, "Text Data Copy Protection",
                          block->copyright == 0      ? "OFF"
                          : block->copyright == 0x03 ? "ON"
                                                     : NULL,
                          block->copyright);
    if (status == RBK_OK)
        status = put_number(work, "First Track Number", block->first_track);
    if (status == RBK_OK)
        status = put_number(work, "Last Track Number", block->last_track);
    return status;
}

static rbk_status put_tracks(sheet_writer *work)
{
    rbk_status status = RBK_OK;
    for (uint32_t track = work->block->first_track; track <= work->block->last_track && status == RBK_OK; track++)
        for (int field = 0; field < (int)RBK_CDTEXT_FIELDS && status == RBK_OK; field++)
            status = put_text(work, (rbk_cdtext_field)field, track);
    return status;
}

static rbk_status put_block(sheet_writer *work)
{
    rbk_status status = rbk_charset_open(work->block->charset, &work->charset, work->error);
    if (status != RBK_OK)
        return status;
    status = put_head(work);
    if (status == RBK_OK)
        status = put_album(work);
    if (status == RBK_OK)
        status = put_tracks(work);
    rbk_charset_close(&work->charset);
    if (status == RBK_OK && work->block->raw_count > 0 &&
        rbk_findings_add(work->findings, RBK_WARNING, "v07t.raw", work->options->name, 0, 0,
                         "block %u: %zu pack%s of types 88 to 8C %s no place in an input sheet", (unsigned)work->number,
                         work->block->raw_count, RBK_PLURAL(work->block->raw_count, "", "s"),
                         RBK_PLURAL(work->block->raw_count, "has", "have")) != RBK_OK)
        status = rbk_fail_memory(work->error);
    return status;
}

rbk_status rbk_v07t_write(const rbk_cdtext *cdtext, const rbk_cdtext_options *options, rbk_output *output,
                          rbk_findings *findings, rbk_error *error)
{
    if (!cdtext || !output)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_cdtext_options defaults;
    rbk_cdtext_options_init(&defaults);
    rbk_findings *list = findings ? findings : rbk_findings_new();
    size_t from = rbk_findings_count(list);
    sheet_writer work = {.options = options ? options : &defaults, .findings = list, .error = error};
    work.output = rbk_output_new_memory();
    rbk_status status = list && work.output ? RBK_OK : rbk_fail_memory(error);
    for (work.number = 0; work.number < RBK_CDTEXT_BLOCKS && status == RBK_OK; work.number++) {
        work.block = cdtext->blocks[work.number];
        if (work.block)
            status = put_block(&work);
    }
    if (status == RBK_OK && work.unencodable > 0)
        status = rbk_refused_first(list, from, error);
    if (status == RBK_OK) {
        size_t size = 0;
        const char *text = rbk_output_text(work.output, &size);
        status = rbk_output_write(output, text, size, error);
    }
    rbk_output_free(work.output);
    if (!findings)
        rbk_findings_free(list);
    return status;
}
