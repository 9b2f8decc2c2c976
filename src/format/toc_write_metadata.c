/*
 * The TOC's writer: codes, flags and CD-TEXT. Where one track has a text, cdrdao wants it of the disc and of every
 * track, so that empty ones fill the holes. Texts are UTF-8, as cdrdao reads them since 1.2.5.
 */
#include "format/toc_writer.h"

#include <string.h>

/* The items that cdrdao wants everywhere or nowhere, and the two of the disc alone. */
static const struct text_row {
    const char *keyword;
    rbk_text_field field;
    bool everywhere;
} text_rows[] = {
    {"TITLE", RBK_TEXT_TITLE, true},           {"PERFORMER", RBK_TEXT_PERFORMER, true},
    {"SONGWRITER", RBK_TEXT_SONGWRITER, true}, {"COMPOSER", RBK_TEXT_COMPOSER, true},
    {"ARRANGER", RBK_TEXT_ARRANGER, true},     {"MESSAGE", RBK_TEXT_MESSAGE, false},
    {"DISC_ID", RBK_TEXT_DISC_ID, false},
};

#define TEXT_ROWS (sizeof text_rows / sizeof text_rows[0])

void rbk_toc_write_string(rbk_toc_writer *w, const char *text)
{
    rbk_output_print(w->text, "\"");
    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;
        if (byte == '"')
            rbk_output_print(w->text, "\\\"");
        else if (byte == '\\' || byte < ' ' || byte == 0x7F)
            rbk_output_print(w->text, "\\%03o", byte);
        else
            rbk_output_write(w->text, text, 1, NULL);
    }
    rbk_output_print(w->text, "\"");
}

/* ------------------------------------------------------------------ CD-TEXT */

static bool any_has(const rbk_disc *disc, rbk_text_field field)
{
    if (disc->text.field[field])
        return true;
    for (size_t t = 0; t < disc->track_count; t++)
        if (disc->tracks[t].text.field[field])
            return true;
    return false;
}

static bool any_text(const rbk_disc *disc)
{
    for (size_t i = 0; i < TEXT_ROWS; i++)
        if (any_has(disc, text_rows[i].field))
            return true;
    return false;
}

static void write_item(rbk_toc_writer *w, const char *indent, const char *keyword, const char *text)
{
    rbk_output_print(w->text, "%s%s ", indent, keyword);
    rbk_toc_write_string(w, text ? text : "");
    rbk_output_print(w->text, "\n");
}

static void write_texts(rbk_toc_writer *w, const rbk_text *text, const char *indent)
{
    for (size_t i = 0; i < TEXT_ROWS; i++) {
        const char *value = text->field[text_rows[i].field];
        if (value && w->track && text_rows[i].field == RBK_TEXT_DISC_ID)
            RBK_TOC_TELL(w, RBK_WARNING, "toc.scope", "a disc id belongs to the disc and is left out of the track");
        else if (value || (text_rows[i].everywhere && any_has(w->disc, text_rows[i].field)))
            write_item(w, indent, text_rows[i].keyword, value);
    }
}

static void tell_left_out(rbk_toc_writer *w, const rbk_text *text, const rbk_remarks *remarks)
{
    static const rbk_text_field fields[] = {RBK_TEXT_GENRE, RBK_TEXT_DATE};
    for (size_t i = 0; i < 2; i++)
        if (text->field[fields[i]])
            RBK_TOC_TELL(w, RBK_WARNING, "toc.text-left-out", "the %s has no place in a TOC and is left out",
                         rbk_text_field_name(fields[i]));
    if (remarks->count > 0)
        RBK_TOC_TELL(w, RBK_WARNING, "toc.remarks", "%zu %s left out", remarks->count,
                     remarks->count == 1 ? "remark is" : "remarks are");
}

static bool is_ascii(const rbk_text *text)
{
    for (size_t i = 0; i < TEXT_ROWS; i++)
        for (const char *at = text->field[text_rows[i].field]; at && *at; at++)
            if ((unsigned char)*at >= 0x80)
                return false;
    return true;
}

static void tell_encoding(rbk_toc_writer *w)
{
    bool ascii = is_ascii(&w->disc->text);
    for (size_t t = 0; t < w->disc->track_count; t++)
        ascii = ascii && is_ascii(&w->disc->tracks[t].text);
    if (!ascii)
        RBK_TOC_TELL(w, RBK_WARNING, "toc.encoding",
                     "texts are UTF-8, which cdrdao before 1.2.5 burns as if it were ISO 8859-1");
}

void rbk_toc_write_catalog(rbk_toc_writer *w)
{
    if (w->disc->mcn[0])
        rbk_output_print(w->text, "CATALOG \"%s\"\n", w->disc->mcn);
}

void rbk_toc_write_disc_text(rbk_toc_writer *w)
{
    const rbk_disc *disc = w->disc;
    tell_left_out(w, &disc->text, &disc->remarks);
    if (disc->cdtext_file)
        RBK_TOC_TELL(w, RBK_WARNING, "toc.cdtext-file", "a TOC cannot name a CD-TEXT file: it is left out");
    if (!any_text(disc))
        return;
    tell_encoding(w);
    rbk_output_print(w->text, "CD_TEXT {\n  LANGUAGE_MAP {\n    0 : EN\n  }\n  LANGUAGE 0 {\n");
    write_texts(w, &disc->text, "    ");
    rbk_output_print(w->text, "  }\n}\n");
}

/* With a disc id every track has to have an ISRC among its texts. */
static void write_track_text(rbk_toc_writer *w)
{
    const rbk_track *track = w->track;
    if (!any_text(w->disc))
        return;
    rbk_output_print(w->text, "CD_TEXT {\n  LANGUAGE 0 {\n");
    write_texts(w, &track->text, "    ");
    if (w->disc->text.field[RBK_TEXT_DISC_ID])
        write_item(w, "    ", "ISRC", track->isrc);
    rbk_output_print(w->text, "  }\n}\n");
}

/* ------------------------------------------------------------------ flags and codes of a track */

void rbk_toc_write_track_head(rbk_toc_writer *w)
{
    const rbk_track *track = w->track;
    bool audio = rbk_track_mode_is_audio(track->mode);
    rbk_output_print(w->text, "%sCOPY\n", track->flags & RBK_FLAG_COPY_PERMITTED ? "" : "NO ");
    if (audio)
        rbk_output_print(w->text, "%sPRE_EMPHASIS\n%s_CHANNEL_AUDIO\n",
                         track->flags & RBK_FLAG_PRE_EMPHASIS ? "" : "NO ",
                         track->flags & RBK_FLAG_FOUR_CHANNEL ? "FOUR" : "TWO");
    else if (track->flags & (RBK_FLAG_PRE_EMPHASIS | RBK_FLAG_FOUR_CHANNEL))
        RBK_TOC_TELL(w, RBK_WARNING, "toc.flag", "flags of sound mean nothing in a data track and are left out");
    if (track->flags & RBK_FLAG_SCMS)
        RBK_TOC_TELL(w, RBK_WARNING, "toc.scms", "the flag SCMS is not written");
    if (track->isrc[0])
        rbk_output_print(w->text, "ISRC \"%s\"\n", track->isrc);
    tell_left_out(w, &track->text, &track->remarks);
    write_track_text(w);
}
