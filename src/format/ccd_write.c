/*
 * The CloneCD control file's writer. A CCD describes one .img: sectors of 2352 bytes, audio little-endian, from lba 0
 * to the lead-out. Any other disc is refused; everything that the file has no key for is reported.
 */
#include "base/fail.h"
#include "disc/sessions.h"
#include "format/ccd.h"
#include "format/text_input.h"
#include "text/disc_text.h"

#include <redbook/cdtext.h>
#include <redbook/subcode.h>

#include <string.h>

#define PACK_BYTES 18

typedef struct writer {
    const rbk_disc *disc;
    const rbk_track *track; /* NULL: the disc itself */
    rbk_layout *layout;
    rbk_subcode *subcode;
    rbk_bytes packs;
    rbk_output *text; /* in memory, until everything is valid */
    size_t entries;   /* so far */
    rbk_findings *findings;
    rbk_error *error;
    bool no_memory;
} writer;

#define REPORT(w, severity, rule, ...)                                                                                 \
    ((w)->no_memory |= rbk_findings_add((w)->findings, severity, rule, NULL, 0, (w)->track ? (w)->track->number : 0,   \
                                        __VA_ARGS__) != RBK_OK)

/* ------------------------------------------------------------------ discs that a CCD can describe */

static rbk_status refuse_track(const rbk_track *track, rbk_status status, const char *sentence, rbk_error *error)
{
    rbk_fail(error, status, "%s", sentence);
    rbk_error_set_track(error, track->number);
    return status;
}

/* The length of an extent that extends to the end of its file. */
static int64_t length_of(const rbk_disc *disc, const rbk_extent *extent)
{
    if (extent->length_samples != RBK_TO_END)
        return extent->length_samples;
    const rbk_file *file = &disc->files[extent->file];
    return file->rate_hz == RBK_RATE_HZ ? file->length_frames - extent->offset_samples : RBK_TO_END;
}

static rbk_status check_extent(const rbk_disc *disc, const rbk_track *track, const rbk_extent *extent,
                               int64_t *position, rbk_error *error)
{
    if (extent->silence)
        return refuse_track(track, RBK_UNSUPPORTED, "a CCD cannot describe silence that is not in a file", error);
    if (extent->file != 0 || disc->file_count == 0)
        return refuse_track(track, RBK_UNSUPPORTED, "a CCD describes one file only", error);
    if (disc->files[0].type != RBK_FILE_BINARY)
        return refuse_track(track, RBK_UNSUPPORTED, "a CCD describes raw sectors with little-endian audio", error);
    const rbk_placement *stated = &extent->placement;
    bool in_order = stated->stride_bytes == 0 ||
                    (stated->stride_bytes == RBK_SECTOR_BYTES && stated->offset_bytes == *position * RBK_SAMPLE_BYTES);
    if (extent->offset_samples != *position || !in_order)
        return refuse_track(track, RBK_BAD_LAYOUT, "a CCD describes all sectors of a file, in their order", error);
    int64_t length = length_of(disc, extent);
    if (length == RBK_TO_END)
        return refuse_track(track, RBK_BAD_LAYOUT, "the length of the file is not known", error);
    if (length < 0 || length % RBK_SECTOR_SAMPLES != 0)
        return refuse_track(track, RBK_BAD_LAYOUT, "a track ends inside a sector", error);
    *position += length;
    return RBK_OK;
}

static rbk_status check_disc(const rbk_disc *disc, int64_t *length, rbk_error *error)
{
    rbk_status status = RBK_OK;
    *length = 0;
    if (rbk_disc_has_high_density(disc))
        return rbk_fail(error, RBK_UNSUPPORTED, "a CCD cannot describe the areas of a GD-ROM");
    for (size_t t = 0; t < disc->track_count && status == RBK_OK; t++) {
        const rbk_track *track = &disc->tracks[t];
        if (rbk_track_mode_sector_bytes(track->mode) != RBK_SECTOR_BYTES)
            return refuse_track(track, RBK_UNSUPPORTED, "a CCD describes sectors of 2352 bytes only", error);
        if (t > 0 && track->number != disc->tracks[t - 1].number + 1)
            return refuse_track(track, RBK_BAD_LAYOUT, "a CCD cannot skip a track number", error);
        for (size_t e = 0; e < track->extent_count && status == RBK_OK; e++)
            status = check_extent(disc, track, &track->extents[e], length, error);
    }
    return status;
}

/* The addresses, from the layout of a copy whose file is as long as the tracks require. */
static rbk_status lay_out(writer *w, int64_t length)
{
    rbk_disc *copy = rbk_disc_copy(w->disc);
    if (!copy)
        return rbk_fail_memory(w->error);
    for (size_t i = 0; i < copy->file_count; i++) {
        copy->files[i].rate_hz = RBK_RATE_HZ;
        copy->files[i].length_frames = length;
    }
    rbk_status status = rbk_layout_compute(copy, RBK_JOIN_AUTO, &w->layout, w->findings, w->error);
    if (status == RBK_OK && rbk_layout_end(w->layout) > RBK_PROGRAM_SECTORS_MAX)
        status = rbk_fail(w->error, RBK_BAD_LAYOUT, "the disc is longer than any address");
    if (status == RBK_OK)
        status = rbk_subcode_new(copy, w->layout, &w->subcode, w->error);
    rbk_disc_free(copy);
    return status;
}

/* ------------------------------------------------------------------ losses */

/* Losses of CD-TEXT; reported by src/text when the packs are made from the disc's texts. */
static void report_text(writer *w, const rbk_text *text, bool album)
{
    bool reported = w->packs.size > 0 && !w->disc->cdtext;
    for (int field = 0; field < (int)RBK_TEXT_FIELDS && !reported; field++) {
        bool album_only = field == RBK_TEXT_GENRE || field == RBK_TEXT_DISC_ID;
        if (text->field[field] && (field == RBK_TEXT_DATE || (album_only && !album)))
            REPORT(w, RBK_NOTE, "ccd.text", "a CCD has no %s, '%.200s' is not written",
                   rbk_text_field_name((rbk_text_field)field), text->field[field]);
    }
}

static void report_losses(writer *w)
{
    const rbk_disc *disc = w->disc;
    w->track = NULL;
    report_text(w, &disc->text, true);
    if (disc->cdtext_file)
        REPORT(w, RBK_WARNING, "ccd.cdtext-file", "a CCD cannot name a CD-TEXT file: '%.200s' is not written",
               disc->cdtext_file);
    for (size_t i = 0; i < disc->remarks.count; i++)
        REPORT(w, RBK_NOTE, "ccd.remark", "a CCD has no remarks: '%.200s' is not written", disc->remarks.lines[i]);
    for (size_t t = 0; t < disc->track_count; t++) {
        w->track = &disc->tracks[t];
        report_text(w, &w->track->text, false);
        for (size_t i = 0; i < w->track->remarks.count; i++)
            REPORT(w, RBK_NOTE, "ccd.remark", "a CCD has no remarks: '%.200s' is not written",
                   w->track->remarks.lines[i]);
        if (w->track->flags & RBK_FLAG_SCMS)
            REPORT(w, RBK_WARNING, "ccd.scms", "the flag SCMS is not written");
    }
    w->track = NULL;
}

static rbk_status take_cdtext(writer *w)
{
    rbk_cdtext_options options;
    rbk_cdtext_options_init(&options);
    options.fallback = true;
    rbk_status status = rbk_cdtext_of_disc(w->disc, &options, &w->packs, w->findings, w->error);
    if (status == RBK_OK && w->disc->cdtext)
        status = rbk_cdtext_report_unwritten(w->disc, &w->packs, w->findings, w->error);
    return status;
}

/* ------------------------------------------------------------------ sections */

static int mode_number(rbk_track_mode mode)
{
    if (rbk_track_mode_is_audio(mode))
        return 0;
    return mode == RBK_MODE_MODE1_2352 ? 1 : 2;
}

static void write_head(writer *w)
{
    size_t sessions = w->layout->session_count;
    rbk_output_print(w->text,
                     "[CloneCD]\r\nVersion=3\r\n[Disc]\r\nTocEntries=%zu\r\nSessions=%zu\r\nDataTracksScrambled=0\r\n"
                     "CDTextLength=%zu\r\n",
                     w->disc->track_count + 3 * sessions + (sessions > 1 ? sessions /* B0 of all but one, C0 */ : 0),
                     sessions, w->packs.size);
    if (w->disc->mcn[0])
        rbk_output_print(w->text, "CATALOG=%s\r\n", w->disc->mcn);
    for (size_t s = 0; s < sessions; s++)
        rbk_output_print(w->text, "[Session %zu]\r\nPreGapMode=%d\r\nPreGapSubC=0\r\n", s + 1,
                         mode_number(w->disc->tracks[w->layout->sessions[s].first_track].mode));
}

static void write_values(writer *w, const int values[RBK_CCD_KEYS])
{
    rbk_output_print(w->text, "[Entry %zu]\r\n", w->entries++);
    for (int key = 0; key < (int)RBK_CCD_KEYS; key++) {
        bool hexadecimal = key == RBK_CCD_POINT || key == RBK_CCD_ADR || key == RBK_CCD_CONTROL;
        rbk_output_print(w->text, "%s=", rbk_ccd_key_name((rbk_ccd_key)key));
        if (hexadecimal)
            rbk_output_print(w->text, "0x%02x\r\n", (unsigned)values[key]);
        else
            rbk_output_print(w->text, "%d\r\n", values[key]);
    }
}

/* The lba of three numbers as a time, even if they are out of range. */
static int lba_of(int minute, int second, int frame)
{
    return (minute * 60 + second) * RBK_SECTORS_PER_SECOND + frame - RBK_PREGAP_SECTORS;
}

static void write_entry(writer *w, size_t session, const rbk_q *q)
{
    const int values[RBK_CCD_KEYS] = {
        [RBK_CCD_SESSION] = (int)session + 1,
        [RBK_CCD_POINT] = q->point,
        [RBK_CCD_ADR] = 1,
        [RBK_CCD_CONTROL] = q->control,
        [RBK_CCD_A_LBA] = -RBK_PREGAP_SECTORS,
        [RBK_CCD_P_MIN] = q->point_minute,
        [RBK_CCD_P_SEC] = q->point_second,
        [RBK_CCD_P_FRAME] = q->point_frame,
        [RBK_CCD_P_LBA] = lba_of(q->point_minute, q->point_second, q->point_frame),
    };
    write_values(w, values);
}

/*
 * Pointers of ADR 5, in each session but the last: B0 has the start of the next one and the end of the disc, C0, in the
 * first, the start of the first lead-in. An image does not know its medium: the times are those of a CD-R of 80
 * minutes.
 */
static void write_pointers(writer *w, size_t session)
{
    static const int last_lead_out[] = {79, 59, 74}, first_lead_in[] = {97, 26, 65};
    int next = w->layout->sessions[session + 1].start_lba + RBK_PREGAP_SECTORS;
    const int b0[RBK_CCD_KEYS] = {
        [RBK_CCD_SESSION] = (int)session + 1,
        [RBK_CCD_POINT] = 0xB0,
        [RBK_CCD_ADR] = 5,
        [RBK_CCD_A_MIN] = next / (60 * RBK_SECTORS_PER_SECOND),
        [RBK_CCD_A_SEC] = next / RBK_SECTORS_PER_SECOND % 60,
        [RBK_CCD_A_FRAME] = next % RBK_SECTORS_PER_SECOND,
        [RBK_CCD_A_LBA] = next - RBK_PREGAP_SECTORS,
        [RBK_CCD_ZERO] = session == 0 ? 2 : 1, /* how many pointers of ADR 5 there are */
        [RBK_CCD_P_MIN] = last_lead_out[0],
        [RBK_CCD_P_SEC] = last_lead_out[1],
        [RBK_CCD_P_FRAME] = last_lead_out[2],
        [RBK_CCD_P_LBA] = lba_of(last_lead_out[0], last_lead_out[1], last_lead_out[2]),
    };
    const int c0[RBK_CCD_KEYS] = {
        [RBK_CCD_SESSION] = 1,
        [RBK_CCD_POINT] = 0xC0,
        [RBK_CCD_ADR] = 5,
        [RBK_CCD_A_LBA] = -RBK_PREGAP_SECTORS,
        [RBK_CCD_P_MIN] = first_lead_in[0],
        [RBK_CCD_P_SEC] = first_lead_in[1],
        [RBK_CCD_P_FRAME] = first_lead_in[2],
        [RBK_CCD_P_LBA] = lba_of(first_lead_in[0], first_lead_in[1], first_lead_in[2]),
    };
    write_values(w, b0);
    if (session == 0)
        write_values(w, c0);
}

/* Of each session A0, A1 and A2 first, then its tracks. */
static void write_entries(writer *w)
{
    rbk_q entries[RBK_TOC_ENTRIES_MAX];
    for (size_t s = 0; s < w->layout->session_count; s++) {
        size_t count = rbk_subcode_toc(w->subcode, s, entries);
        for (size_t i = 0; i < count; i++)
            write_entry(w, s, &entries[i < 3 ? count - 3 + i : i - 3]);
        if (s + 1 < w->layout->session_count)
            write_pointers(w, s);
    }
}

static void write_track(writer *w, size_t t)
{
    const rbk_track *track = &w->disc->tracks[t];
    const rbk_layout_track *laid = &w->layout->tracks[t];
    rbk_output_print(w->text, "[TRACK %u]\r\nMODE=%d\r\n", (unsigned)track->number, mode_number(track->mode));
    if (track->isrc[0])
        rbk_output_print(w->text, "ISRC=%s\r\n", track->isrc);
    /* Those of a later session count from the index 01 of its first track. */
    const rbk_layout_session *session = rbk_layout_session_of(w->layout, t);
    int32_t base = session->first_track > 0 ? w->layout->tracks[session->first_track].index01_lba : 0;
    for (size_t i = 0; i < laid->index_count; i++)
        rbk_output_print(w->text, "INDEX %u=%d\r\n", (unsigned)laid->indexes[i].number,
                         (int)(laid->indexes[i].lba - base));
}

static void write_cdtext(writer *w)
{
    size_t count = w->packs.size / PACK_BYTES;
    if (count == 0)
        return;
    rbk_output_print(w->text, "[CDText]\r\nEntries=%zu\r\n", count);
    for (size_t i = 0; i < count; i++) {
        rbk_output_print(w->text, "Entry %zu=", i);
        for (size_t b = 0; b < RBK_CCD_PACK_BYTES; b++)
            rbk_output_print(w->text, "%s%02x", b ? " " : "", w->packs.data[i * PACK_BYTES + b]);
        rbk_output_print(w->text, "\r\n");
    }
}

/* Readers expect the first sector of a later session to be its index 01. */
static rbk_status check_sessions(const writer *w)
{
    for (size_t s = 1; s < w->layout->session_count; s++) {
        size_t first = w->layout->sessions[s].first_track;
        if (w->layout->tracks[first].index01_lba != w->layout->tracks[first].start_lba)
            return refuse_track(&w->disc->tracks[first], RBK_UNSUPPORTED,
                                "a CCD cannot have the pregap that starts a session in its file", w->error);
    }
    return RBK_OK;
}

static rbk_status write_ccd(writer *w)
{
    int64_t length;
    rbk_status status = check_disc(w->disc, &length, w->error);
    if (status == RBK_OK)
        status = lay_out(w, length);
    if (status == RBK_OK)
        status = check_sessions(w);
    if (status == RBK_OK)
        status = take_cdtext(w);
    if (status != RBK_OK)
        return status;
    report_losses(w);
    write_head(w);
    write_entries(w);
    for (size_t t = 0; t < w->disc->track_count; t++)
        write_track(w, t);
    write_cdtext(w);
    return RBK_OK;
}

rbk_status rbk_ccd_write(const rbk_disc *disc, rbk_output *output, rbk_findings *findings, rbk_error *error)
{
    if (!disc || !output)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (disc->track_count == 0)
        return rbk_fail(error, RBK_BAD_LAYOUT, "there are no tracks");
    writer w = {.disc = disc, .text = rbk_output_new_memory(), .findings = findings, .error = error};
    rbk_status status = w.text ? write_ccd(&w) : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = rbk_format_pass_on(w.text, w.no_memory, output, error);
    rbk_bytes_release(&w.packs);
    rbk_subcode_free(w.subcode);
    rbk_layout_free(w.layout);
    rbk_output_free(w.text);
    return status;
}

/* ------------------------------------------------------------------ the row */

static int probe(rbk_input *input)
{
    return rbk_text_input_probe(input, rbk_ccd_probe);
}

static rbk_status read(rbk_input *input, const rbk_format_siblings *siblings, const char *name,
                       const rbk_format_options *options, rbk_disc **disc, rbk_findings *findings, rbk_error *error)
{
    (void)siblings;
    return rbk_text_input_read(input, rbk_ccd_read, name, options, disc, findings, error);
}

const rbk_format_row rbk_ccd_format = {{"ccd", "ccd", "CloneCD control file"}, probe, read, rbk_ccd_write};
