/*
 * A descriptor that a container keeps names files that are not there any more; what is needed of them is their lengths.
 */
#include "format/origin.h"

#include "base/fail.h"
#include "disc/sessions.h"

#include <string.h>

static rbk_status set_lengths(const rbk_origin *origin, rbk_disc *disc, rbk_error *error)
{
    uint32_t next = 0;
    for (size_t f = 0; f < origin->file_count; f++) {
        if (!origin->files[f].listed)
            continue;
        if (next == disc->file_count)
            return rbk_fail(error, RBK_SYNTAX, "the sheet in its metadata names %zu file%s, more were kept with it",
                            disc->file_count, RBK_PLURAL(disc->file_count, "", "s"));
        rbk_file *file = &disc->files[next++];
        file->rate_hz = RBK_RATE_HZ;
        file->length_frames = origin->files[f].length_frames;
    }
    if (next != disc->file_count)
        return rbk_fail(error, RBK_SYNTAX, "the sheet in its metadata names %zu file%s, %u were kept with it",
                        disc->file_count, RBK_PLURAL(disc->file_count, "", "s"), (unsigned)next);
    return RBK_OK;
}

rbk_status rbk_origin_read(const rbk_origin *origin, const rbk_format_options *options, rbk_disc **disc,
                           rbk_layout **layout, rbk_error *error)
{
    rbk_disc *made = NULL;
    rbk_findings *noticed = rbk_findings_new();
    const rbk_format *format = rbk_format_find(origin->format);
    rbk_status status = noticed ? RBK_OK : rbk_fail_memory(error);
    if (status == RBK_OK && !format)
        status = rbk_fail(error, RBK_UNSUPPORTED,
                          "the sheet in its metadata is of a format that is not known here: '%s'", origin->format);
    if (status == RBK_OK)
        status =
            rbk_format_read_as(format, origin->text, origin->text_bytes, origin->name, options, &made, noticed, error);
    if (status == RBK_OK)
        status = set_lengths(origin, made, error);
    if (status == RBK_OK)
        status = rbk_layout_compute(made, RBK_JOIN_AUTO, layout, NULL, error);
    rbk_findings_free(noticed);
    if (status == RBK_OK)
        *disc = made;
    else
        rbk_disc_free(made);
    return status;
}

bool rbk_origin_same_layout(const rbk_layout *a, const rbk_layout *b)
{
    if (a->track_count != b->track_count)
        return false;
    for (size_t t = 0; t < a->track_count; t++)
        if (a->tracks[t].index01_lba != b->tracks[t].index01_lba)
            return false;
    return rbk_layout_end(a) == rbk_layout_end(b);
}

/* From 02 on; index 01 is the place of the track, and 00 its pregap. */
static const rbk_layout_index *next_index(const rbk_layout_track *track, size_t *position)
{
    while (*position < track->index_count && track->indexes[*position].number < 2)
        ++*position;
    return *position < track->index_count ? &track->indexes[(*position)++] : NULL;
}

static bool same_indexes(const rbk_layout_track *a, const rbk_layout_track *b)
{
    size_t in_a = 0, in_b = 0;
    const rbk_layout_index *one, *other;
    do {
        one = next_index(a, &in_a);
        other = next_index(b, &in_b);
        if (one && other && (one->number != other->number || one->lba != other->lba))
            return false;
    } while (one && other);
    return one == other;
}

bool rbk_origin_same_marks(const rbk_disc *a, const rbk_layout *of_a, const rbk_disc *b, const rbk_layout *of_b)
{
    const bool pregaps = !rbk_disc_has_high_density(a);
    bool same = true;
    for (size_t t = 0; t < a->track_count && same; t++)
        same = a->tracks[t].flags == b->tracks[t].flags &&
               (!pregaps || of_a->tracks[t].start_lba == of_b->tracks[t].start_lba) &&
               same_indexes(&of_a->tracks[t], &of_b->tracks[t]);
    return same;
}

static bool is_same_text(const rbk_text *a, const rbk_text *b)
{
    bool same = true;
    for (int field = 0; field < (int)RBK_TEXT_FIELDS && same; field++)
        same = strcmp(a->field[field] ? a->field[field] : "", b->field[field] ? b->field[field] : "") == 0;
    return same;
}

static bool is_same_remarks(const rbk_remarks *a, const rbk_remarks *b)
{
    bool same = a->count == b->count;
    for (size_t i = 0; i < a->count && same; i++)
        same = strcmp(a->lines[i], b->lines[i]) == 0;
    return same;
}

bool rbk_origin_same_texts(const rbk_disc *a, const rbk_disc *b)
{
    bool same = is_same_text(&a->text, &b->text) && is_same_remarks(&a->remarks, &b->remarks);
    for (size_t t = 0; t < a->track_count && same; t++) {
        const rbk_track *one = &a->tracks[t], *other = &b->tracks[t];
        same = is_same_text(&one->text, &other->text) && is_same_remarks(&one->remarks, &other->remarks) &&
               strcmp(one->isrc, other->isrc) == 0;
    }
    return same;
}
