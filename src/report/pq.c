/*
 * The rows of a PQ sheet: every index of a disc with its times, and the lead-outs.
 */
#include <redbook/report.h>

#include "base/fail.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void rbk_pq_release(rbk_pq *pq)
{
    if (!pq)
        return;
    free(pq->rows);
    *pq = (rbk_pq){NULL, 0};
}

char *rbk_relative_time_format(int64_t sectors, char text[RBK_TIME_BYTES])
{
    char positive[RBK_TIME_BYTES];
    snprintf(text, RBK_TIME_BYTES, "%s%.30s", sectors < 0 ? "-" : "",
             rbk_time_format(sectors < 0 ? -sectors : sectors, positive));
    return text;
}

char *rbk_flag_words(const rbk_track *track, char words[RBK_FLAG_WORDS_BYTES])
{
    const char *copy = track->flags & RBK_FLAG_SCMS             ? "serial copy management"
                       : track->flags & RBK_FLAG_COPY_PERMITTED ? "copy permitted"
                                                                : "copy prohibited";
    snprintf(words, RBK_FLAG_WORDS_BYTES, "%s%s%s%s", rbk_track_mode_is_audio(track->mode) ? "" : "data, ", copy,
             track->flags & RBK_FLAG_PRE_EMPHASIS ? ", pre-emphasis" : "",
             track->flags & RBK_FLAG_FOUR_CHANNEL ? ", 4 channels" : "");
    return words;
}

/* ------------------------------------------------------------------ rows */

typedef struct maker {
    const rbk_layout *layout;
    rbk_pq *pq;
    size_t session; /* from 0 */
} maker;

static rbk_pq_row *add_row(maker *m, size_t track, uint32_t index, int32_t lba)
{
    rbk_pq_row *row = &m->pq->rows[m->pq->count++];
    *row = (rbk_pq_row){.session = m->session + 1,
                        .track = track,
                        .index = index,
                        .lba = lba,
                        .relative_sectors = (int64_t)lba - m->layout->tracks[0].index01_lba,
                        .length_sectors = -1,
                        .toc_length_sectors = -1,
                        .pregap_sectors = -1};
    return row;
}

static void add_track(maker *m, size_t t)
{
    const rbk_layout_session *session = &m->layout->sessions[m->session];
    const rbk_layout_track *laid = &m->layout->tracks[t];
    bool first = t == session->first_track, last = t + 1 == session->first_track + session->track_count;
    int32_t start = first ? session->pregap_lba : laid->start_lba;
    if (start < laid->index01_lba)
        add_row(m, t, 0, start)->pregap_sectors = (int64_t)laid->index01_lba - start;
    rbk_pq_row *row = add_row(m, t, 1, laid->index01_lba);
    row->length_sectors = (int64_t)laid->end_lba - laid->index01_lba;
    row->toc_length_sectors =
        (int64_t)(last ? session->lead_out_lba : m->layout->tracks[t + 1].index01_lba) - laid->index01_lba;
    for (size_t i = 0; i < laid->index_count; i++)
        if (laid->indexes[i].number > 1)
            add_row(m, t, laid->indexes[i].number, laid->indexes[i].lba);
}

static size_t most_rows(const rbk_layout *layout)
{
    size_t rows = layout->session_count;
    for (size_t t = 0; t < layout->track_count; t++)
        rows += layout->tracks[t].index_count + 2;
    return rows;
}

rbk_status rbk_pq_make(const rbk_disc *disc, const rbk_layout *layout, rbk_pq *pq, rbk_error *error)
{
    rbk_pq made = {NULL, 0};
    if (!pq || !disc || !layout)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (disc->track_count != layout->track_count || disc->track_count == 0)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "a layout is not of its disc");
    made.rows = calloc(most_rows(layout), sizeof *made.rows);
    if (!made.rows)
        return rbk_fail_memory(error);
    maker m = {layout, &made, 0};
    for (m.session = 0; m.session < layout->session_count; m.session++) {
        const rbk_layout_session *session = &layout->sessions[m.session];
        for (size_t t = 0; t < session->track_count; t++)
            add_track(&m, session->first_track + t);
        add_row(&m, session->first_track + session->track_count - 1, 1, session->lead_out_lba)->lead_out = true;
    }
    *pq = made;
    return RBK_OK;
}
