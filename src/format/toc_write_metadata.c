/*
 * The TOC's writer: codes and flags, and what of a disc's words has no place in a TOC.
 */
#include "format/toc_writer.h"

/* ------------------------------------------------------------------ CD-TEXT */

static void report_left_out(rbk_toc_writer *w, const rbk_text *text, const rbk_remarks *remarks)
{
    if (w->track && text->field[RBK_TEXT_DISC_ID])
        RBK_TOC_REPORT(w, RBK_WARNING, "toc.scope", "a disc id belongs to the disc and is not written in the track");
    if (w->track && text->field[RBK_TEXT_GENRE])
        RBK_TOC_REPORT(w, RBK_WARNING, "toc.text-left-out", "a TOC has no genre of a track: it is not written");
    if (text->field[RBK_TEXT_DATE])
        RBK_TOC_REPORT(w, RBK_WARNING, "toc.text-left-out", "a TOC has no date: it is not written");
    if (remarks->count > 0)
        RBK_TOC_REPORT(w, RBK_WARNING, "toc.remarks", "%zu %s not written", remarks->count,
                       RBK_PLURAL(remarks->count, "remark is", "remarks are"));
}

void rbk_toc_write_catalog(rbk_toc_writer *w)
{
    if (w->disc->mcn[0])
        rbk_output_print(w->text, "CATALOG \"%s\"\n", w->disc->mcn);
}

void rbk_toc_write_disc_text(rbk_toc_writer *w)
{
    const rbk_disc *disc = w->disc;
    report_left_out(w, &disc->text, &disc->remarks);
    if (disc->cdtext_file && !disc->cdtext)
        RBK_TOC_REPORT(w, RBK_WARNING, "toc.cdtext-file", "a TOC cannot name a CD-TEXT file: it is not written");
    if (w->cdtext)
        rbk_toc_write_disc_languages(w);
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
        RBK_TOC_REPORT(w, RBK_WARNING, "toc.flag", "audio flags have no meaning in a data track and are not written");
    if (track->flags & RBK_FLAG_SCMS)
        RBK_TOC_REPORT(w, RBK_WARNING, "toc.scms", "the flag SCMS is not written");
    if (track->isrc[0])
        rbk_output_print(w->text, "ISRC \"%s\"\n", track->isrc);
    report_left_out(w, &track->text, &track->remarks);
    if (w->cdtext)
        rbk_toc_write_track_languages(w);
}
