/*
 * From a list of stored tracks to the tracks of a disc.
 */
#include "format/stored.h"

#include "base/fail.h"
#include "base/room.h"
#include "cd/cdtext_pack.h"
#include "disc/sessions.h"
#include "format/code.h"
#include "text/cdt.h"

#include <redbook/cdtext.h>
#include <redbook/sector.h>

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEAD_BYTES 16 /* sync, time in BCD, mode */

rbk_stored *rbk_stored_new(const char *name, rbk_findings *findings)
{
    rbk_stored *stored = calloc(1, sizeof *stored);
    if (stored) {
        stored->name = name ? name : "";
        stored->findings = findings;
    }
    return stored;
}

void rbk_stored_free(rbk_stored *stored)
{
    if (!stored)
        return;
    for (size_t i = 0; i < stored->file_count; i++)
        free(stored->files[i].path);
    free(stored->files);
    free(stored);
}

rbk_stored_track *rbk_stored_add_track(rbk_stored *stored)
{
    return stored->track_count < RBK_TRACKS_MAX ? &stored->tracks[stored->track_count++] : NULL;
}

rbk_status rbk_stored_add_file(rbk_stored *stored, const char *path, int64_t bytes, rbk_error *error)
{
    rbk_stored_file *files = rbk_room_for_one(stored->files, stored->file_count, sizeof *files);
    if (!files)
        return rbk_fail_memory(error);
    stored->files = files;
    files[stored->file_count] = (rbk_stored_file){strdup(path), bytes, 0};
    if (!files[stored->file_count].path)
        return rbk_fail_memory(error);
    stored->file_count++;
    return RBK_OK;
}

rbk_status rbk_stored_report(const rbk_stored *stored, rbk_severity severity, const char *rule, uint32_t track,
                             const char *format, ...)
{
    char text[RBK_SENTENCE_BYTES];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return rbk_findings_add(stored->findings, severity, rule, stored->name, 0, track, "%s", text);
}

rbk_status rbk_stored_fail(const rbk_stored *stored, uint32_t track, rbk_error *error, rbk_status status,
                           const char *format, ...)
{
    char text[RBK_SENTENCE_BYTES];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    rbk_fail_at(error, status, stored->name, 0, 0, "%s", text);
    rbk_error_set_track(error, track);
    return status;
}

/* ------------------------------------------------------------------ codes */

/* How much of it is a code: zeros and blanks around it are none, and so is one of zeros alone. */
static size_t trim(const uint8_t **bytes, size_t size)
{
    while (size > 0 && (*bytes)[size - 1] <= ' ')
        size--;
    while (size > 0 && **bytes <= ' ') {
        (*bytes)++;
        size--;
    }
    for (size_t i = 0; i < size; i++)
        if ((*bytes)[i] != '0')
            return size;
    return 0;
}

static rbk_status report_code(const rbk_stored *stored, const rbk_code_reading *reading, uint32_t track,
                              rbk_error *error)
{
    if (reading->rule && rbk_stored_report(stored, reading->severity, reading->rule, track, "%s", reading->sentence))
        return rbk_fail_memory(error);
    return RBK_OK;
}

static rbk_status keep(const rbk_stored *stored, const rbk_code_reading *reading, uint32_t track, char *code,
                       size_t size, rbk_error *error)
{
    snprintf(code, size, "%.*s", (int)size - 1, reading->code);
    return report_code(stored, reading, track, error);
}

rbk_status rbk_stored_take_isrc(const rbk_stored *stored, const uint8_t *bytes, size_t size, rbk_stored_track *track,
                                rbk_error *error)
{
    rbk_code_reading reading;
    size = trim(&bytes, size);
    if (size == 0)
        return RBK_OK;
    rbk_code_read_isrc((const char *)bytes, size, &reading);
    return keep(stored, &reading, track->number, track->isrc, sizeof track->isrc, error);
}

rbk_status rbk_stored_take_mcn(const rbk_stored *stored, const uint8_t *bytes, size_t size, rbk_disc *disc,
                               rbk_error *error)
{
    rbk_code_reading reading;
    size = trim(&bytes, size);
    if (size == 0)
        return RBK_OK;
    rbk_code_read_mcn((const char *)bytes, size, &reading);
    if (disc->mcn[0] && !reading.code[0])
        return report_code(stored, &reading, 0, error);
    if (disc->mcn[0] && strcmp(disc->mcn, reading.code) == 0)
        return RBK_OK;
    if (disc->mcn[0])
        return rbk_stored_report(stored, RBK_WARNING, "stored.mcn", 0,
                                 "the MCN of a later session, '%s', is ignored: a disc has one", reading.code) == RBK_OK
                   ? RBK_OK
                   : rbk_fail_memory(error);
    return keep(stored, &reading, 0, disc->mcn, sizeof disc->mcn, error);
}

/* The packs are those that the disc has, or there are none: zeros, or too few bytes for one. */
static bool adds_nothing(const rbk_disc *disc, const uint8_t *bytes, size_t size)
{
    const rbk_cdt_body body = rbk_cdt_strip(bytes, size);
    const size_t whole = body.size / RBK_PACK_BYTES * RBK_PACK_BYTES;
    size_t zeros = 0;
    while (zeros < whole && body.packs[zeros] == 0)
        zeros++;
    return zeros == whole || (disc->cdtext_bytes == whole && memcmp(disc->cdtext, body.packs, whole) == 0);
}

rbk_status rbk_stored_take_packs(const rbk_stored *stored, const uint8_t *bytes, size_t size, rbk_disc *disc,
                                 rbk_error *error)
{
    const size_t most = size < RBK_STORED_PACKS_BYTES ? size : RBK_STORED_PACKS_BYTES;
    if (disc->cdtext && adds_nothing(disc, bytes, most))
        return RBK_OK;
    if (disc->cdtext)
        return rbk_stored_report(stored, RBK_WARNING, "stored.cdtext", 0,
                                 "the CD-TEXT of a later session is ignored: that of the first one with any is used")
                   ? rbk_fail_memory(error)
                   : RBK_OK;
    if (most < size &&
        rbk_stored_report(stored, RBK_WARNING, "stored.cdtext", 0,
                          "the CD-TEXT has %zu bytes, expected at most %zu: the rest is ignored", size, most) != RBK_OK)
        return rbk_fail_memory(error);
    return rbk_cdt_to_disc(bytes, most, stored->name, disc, stored->findings, error);
}

/* ------------------------------------------------------------------ addresses */

int64_t rbk_stored_usual_start(const rbk_stored *stored, const rbk_stored_track *track)
{
    rbk_session_gap gap = {0};
    if (track == stored->tracks)
        return -RBK_PREGAP_SECTORS;
    const rbk_stored_track *before = track - 1; // NOLINT: of the array
    if (track->session > before->session)
        gap = rbk_session_usual_gap(track->session);
    return before->end_lba + gap.lead_out_sectors + gap.lead_in_sectors;
}

static int from_bcd(uint8_t byte)
{
    return (byte & 15) < 10 && byte >> 4 < 10 ? (byte >> 4) * 10 + (byte & 15) : -1;
}

bool rbk_stored_header_lba(rbk_input *input, int64_t offset_bytes, int64_t *lba)
{
    static const uint8_t sync[12] = {0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0};
    uint8_t head[HEAD_BYTES];
    if (offset_bytes < 0 || rbk_input_read(input, offset_bytes, head, sizeof head) != HEAD_BYTES ||
        memcmp(head, sync, sizeof sync) != 0)
        return false;
    int minutes = from_bcd(head[12]), seconds = from_bcd(head[13]), sectors = from_bcd(head[14]);
    if (minutes < 0 || seconds < 0 || seconds > 59 || sectors < 0 || sectors >= RBK_SECTORS_PER_SECOND)
        return false;
    *lba = ((int64_t)minutes * 60 + seconds) * RBK_SECTORS_PER_SECOND + sectors - RBK_PREGAP_SECTORS;
    return true;
}

/* ------------------------------------------------------------------ what has to hold */

static int64_t index_or_end(const rbk_stored_track *track, uint32_t number)
{
    return number <= track->index_count ? track->index_lba[number] : track->end_lba;
}

static rbk_status check_track(const rbk_stored *stored, const rbk_stored_track *track, rbk_error *error)
{
    bool known = track->number >= 1 && track->number <= RBK_TRACKS_MAX && track->index_count >= 1;
    if (!known || track->start_lba < -RBK_PREGAP_SECTORS || track->end_lba > RBK_PROGRAM_SECTORS_MAX ||
        track->start_lba > track->stored_lba || track->stored_lba > track->index_lba[1])
        return rbk_stored_fail(stored, track->number, error, RBK_SYNTAX,
                               "byte %" PRId64 ": expected a track between lba -150 and the end of a disc, found one "
                               "from %" PRId64 " to %" PRId64,
                               track->place, track->start_lba, track->end_lba);
    for (uint32_t i = 1; i <= track->index_count; i++)
        if (index_or_end(track, i + 1) <= track->index_lba[i])
            return rbk_stored_fail(stored, track->number, error, RBK_SYNTAX,
                                   "byte %" PRId64 ": index %02u at lba %" PRId64
                                   " is not before the next index or the end of its track, lba %" PRId64,
                                   track->place, (unsigned)i, track->index_lba[i], index_or_end(track, i + 1));
    return RBK_OK;
}

static rbk_status check_follows(const rbk_stored *stored, const rbk_stored_track *before, const rbk_stored_track *track,
                                rbk_error *error)
{
    if (track->number != before->number + 1 || track->session < before->session)
        return rbk_stored_fail(stored, track->number, error, RBK_SYNTAX,
                               "byte %" PRId64 ": expected track %u, found track %u", track->place,
                               (unsigned)before->number + 1, (unsigned)track->number);
    if (track->start_lba < before->end_lba)
        return rbk_stored_fail(
            stored, track->number, error, RBK_SYNTAX,
            "byte %" PRId64 ": track %u starts at lba %" PRId64 ", before the end of track %u at lba %" PRId64,
            track->place, (unsigned)track->number, track->start_lba, (unsigned)before->number, before->end_lba);
    return RBK_OK;
}

/* The sectors before lba 0 are no part of a disc of ours, stored or not; a first track after lba 0 has them all before. */
static void begin_at_0(rbk_stored_track *track)
{
    if (track->stored_lba < 0) {
        track->offset_bytes += -track->stored_lba * (int64_t)track->stride_bytes;
        track->stored_lba = 0;
    }
    track->start_lba = 0;
}

static rbk_status close_gap(const rbk_stored *stored, const rbk_stored_track *before, rbk_stored_track *track,
                            rbk_error *error)
{
    int64_t gap = track->start_lba - before->end_lba;
    if (gap == 0)
        return RBK_OK;
    track->start_lba = before->end_lba;
    if (rbk_stored_report(stored, RBK_WARNING, "stored.gap", track->number,
                          "%" PRId64 " sector%s before track %u %s in no track: they become silence of its pregap", gap,
                          RBK_PLURAL(gap, "", "s"), (unsigned)track->number, RBK_PLURAL(gap, "is", "are")) != RBK_OK)
        return rbk_fail_memory(error);
    return RBK_OK;
}

static rbk_status check_all(rbk_stored *stored, rbk_error *error)
{
    rbk_status status = RBK_OK;
    if (stored->track_count == 0)
        return rbk_stored_fail(stored, 0, error, RBK_SYNTAX, "expected at least one track, found none");
    for (size_t t = 0; t < stored->track_count && status == RBK_OK; t++) {
        rbk_stored_track *track = &stored->tracks[t], *before = t > 0 ? track - 1 : NULL;
        status = check_track(stored, track, error);
        if (status == RBK_OK && before)
            status = check_follows(stored, before, track, error);
        if (status != RBK_OK)
            break;
        if (!before)
            begin_at_0(track);
        else if (track->session == before->session)
            status = close_gap(stored, before, track, error);
        if (status == RBK_OK && track->index_lba[1] < 0)
            return rbk_stored_fail(stored, track->number, error, RBK_SYNTAX,
                                   "byte %" PRId64 ": index 01 of the first track is before lba 0", track->place);
    }
    return status;
}

/* ------------------------------------------------------------------ tracks */

typedef struct making {
    const rbk_stored *stored;
    rbk_disc *disc;
    int64_t sectors; /* of all tracks so far, which is how a file's time is counted */
} making;

/* Where in the payload file f begins. */
static int64_t begin_of_file(const rbk_stored *stored, size_t f)
{
    int64_t begin = 0;
    for (size_t i = 0; i < f; i++)
        begin += stored->files[i].bytes;
    return begin;
}

static rbk_status add_extent(making *m, rbk_track *track, const rbk_stored_track *from, size_t f, int64_t offset_bytes,
                             int64_t sectors, rbk_error *error)
{
    uint32_t payload = rbk_track_mode_payload_bytes(from->mode);
    const rbk_placement placement = {offset_bytes, from->stride_bytes, payload, from->subchannel_bytes,
                                     from->subchannel_bytes ? payload : 0};
    rbk_status status = rbk_track_add_file_extent(track, m->stored->files[f].position, m->sectors * RBK_SECTOR_SAMPLES,
                                                  sectors * RBK_SECTOR_SAMPLES, error);
    m->sectors += sectors;
    return status == RBK_OK ? rbk_track_place_extent(track, &placement, error) : status;
}

/* The track's stored sectors, cut where one file ends and the next begins. */
static rbk_status add_stored(making *m, rbk_track *track, const rbk_stored_track *from, rbk_error *error)
{
    const rbk_stored *stored = m->stored;
    int64_t at = from->offset_bytes, left = from->end_lba - from->stored_lba;
    rbk_status status = RBK_OK;
    for (size_t f = 0; f < stored->file_count && left > 0 && status == RBK_OK; f++) {
        int64_t begin = begin_of_file(stored, f), rest = begin + stored->files[f].bytes - at;
        if (at < begin || rest <= 0)
            continue;
        int64_t sectors = rest / from->stride_bytes < left ? rest / from->stride_bytes : left;
        if (sectors < left && rest % from->stride_bytes != 0 && f + 1 < stored->file_count)
            return rbk_stored_fail(stored, from->number, error, RBK_UNSUPPORTED,
                                   "'%.200s' ends within a sector of track %u: files that share a sector are not "
                                   "supported",
                                   stored->files[f].path, (unsigned)from->number);
        if (sectors > 0)
            status = add_extent(m, track, from, f, at - begin, sectors, error);
        at += sectors * (int64_t)from->stride_bytes;
        left -= sectors;
    }
    if (status == RBK_OK && left > 0)
        return rbk_stored_fail(stored, from->number, error, RBK_BAD_LAYOUT,
                               "byte %" PRId64 ": track %u needs %" PRId64 " bytes of '%.200s', there are %" PRId64,
                               from->place, (unsigned)from->number,
                               from->offset_bytes + (from->end_lba - from->stored_lba) * (int64_t)from->stride_bytes,
                               stored->file_count ? stored->files[0].path : "",
                               begin_of_file(stored, stored->file_count));
    return status;
}

static rbk_status add_index(rbk_track *track, uint32_t number, int64_t samples, rbk_error *error)
{
    uint32_t e = 0;
    while (e + 1 < track->extent_count && samples >= track->extents[e].length_samples)
        samples -= track->extents[e++].length_samples;
    return rbk_track_add_index(track, number, e, samples, error);
}

static rbk_status add_indexes(rbk_track *track, const rbk_stored_track *from, rbk_error *error)
{
    rbk_status status = RBK_OK;
    if (from->start_lba < from->index_lba[1])
        status = add_index(track, 0, 0, error);
    for (uint32_t i = 1; i <= from->index_count && status == RBK_OK; i++)
        status = add_index(track, i, (from->index_lba[i] - from->start_lba) * RBK_SECTOR_SAMPLES, error);
    return status;
}

static rbk_status begin_session(const making *m, size_t t, rbk_error *error)
{
    const rbk_stored_track *track = &m->stored->tracks[t], *before = track - 1;
    rbk_session *session;
    if (t == 0 || track->session == before->session)
        return RBK_OK;
    rbk_status status = rbk_disc_add_session(m->disc, RBK_AREA_CD, 0, &session, error);
    if (status != RBK_OK)
        return status;
    rbk_session_address(session, track->index_lba[1] - before->end_lba, track->index_lba[1] - track->stored_lba);
    return RBK_OK;
}

/* Of a later session's first track only what is stored has sectors: its pregap is part of the distance. */
static rbk_status add_track(making *m, size_t t, rbk_error *error)
{
    rbk_stored_track from = m->stored->tracks[t];
    rbk_track *track;
    const uint32_t audio_only = RBK_FLAG_PRE_EMPHASIS | RBK_FLAG_FOUR_CHANNEL;
    if (t > 0 && from.session != m->stored->tracks[t - 1].session)
        from.start_lba = from.stored_lba;
    rbk_status status = begin_session(m, t, error);
    if (status == RBK_OK)
        status = rbk_disc_add_track(m->disc, from.number, from.mode, &track, error);
    if (status != RBK_OK)
        return status;
    memcpy(track->isrc, from.isrc, sizeof track->isrc);
    track->flags = rbk_track_mode_is_audio(from.mode) ? from.flags : from.flags & ~audio_only;
    if (from.stored_lba > from.start_lba)
        status = rbk_track_add_silence(track, (from.stored_lba - from.start_lba) * RBK_SECTOR_SAMPLES, error);
    if (status == RBK_OK)
        status = add_stored(m, track, &from, error);
    return status == RBK_OK ? add_indexes(track, &from, error) : status;
}

static int64_t end_of_bytes(const rbk_stored_track *track)
{
    return track->offset_bytes + (track->end_lba - track->stored_lba) * (int64_t)track->stride_bytes;
}

/* Of the tracks that end after this byte, in whatever order they are stored, the first one; NULL: there is none. */
static const rbk_stored_track *first_after(const rbk_stored *stored, int64_t at)
{
    const rbk_stored_track *first = NULL;
    for (size_t t = 0; t < stored->track_count; t++) {
        const rbk_stored_track *track = &stored->tracks[t];
        if (end_of_bytes(track) > at && (!first || track->offset_bytes < first->offset_bytes))
            first = track;
    }
    return first;
}

int64_t rbk_stored_unused_bytes(const rbk_stored *stored)
{
    const int64_t end = begin_of_file(stored, stored->file_count);
    int64_t at = 0, unused = 0;
    for (const rbk_stored_track *track; (track = first_after(stored, at)); at = end_of_bytes(track))
        unused += track->offset_bytes > at ? track->offset_bytes - at : 0;
    return unused + (end > at ? end - at : 0);
}

static bool has_sectors(const rbk_stored *stored, size_t f)
{
    const int64_t begin = begin_of_file(stored, f), end = begin + stored->files[f].bytes;
    for (size_t t = 0; t < stored->track_count; t++) {
        const rbk_stored_track *track = &stored->tracks[t];
        if (track->offset_bytes < end && end_of_bytes(track) > begin)
            return true;
    }
    return false;
}

static rbk_status add_file(const rbk_stored *stored, size_t f, rbk_disc *disc, rbk_error *error)
{
    rbk_stored_file *file = &stored->files[f];
    if (has_sectors(stored, f))
        return rbk_disc_add_file(disc, file->path, RBK_FILE_BINARY, "", 0, &file->position, error);
    if (rbk_stored_report(stored, RBK_WARNING, "stored.file", 0, "'%.200s' has no sector of a track, and is not used",
                          file->path) != RBK_OK)
        return rbk_fail_memory(error);
    return RBK_OK;
}

/* One finding for all tracks. */
static rbk_status compare_controls(const rbk_stored *stored, rbk_error *error)
{
    const rbk_stored_track *first = NULL;
    size_t count = 0;
    for (size_t t = stored->track_count; t > 0; t--) {
        const rbk_stored_track *track = &stored->tracks[t - 1];
        if (!track->has_control || track->is_data != rbk_track_mode_is_audio(track->mode))
            continue;
        first = track;
        count++;
    }
    rbk_status status = RBK_OK;
    if (count == 1)
        status =
            rbk_stored_report(stored, RBK_WARNING, "stored.control", first->number,
                              "track %u is %s by its control, %s by its mode, which is used", (unsigned)first->number,
                              first->is_data ? "data" : "audio", first->is_data ? "audio" : "data");
    else if (count > 1)
        status = rbk_stored_report(stored, RBK_WARNING, "stored.control", first->number,
                                   "%zu tracks from track %u on are data by their mode and audio by their control, or "
                                   "the reverse: the mode is used",
                                   count, (unsigned)first->number);
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}

rbk_status rbk_stored_to_disc(rbk_stored *stored, rbk_disc *disc, rbk_error *error)
{
    making m = {.stored = stored, .disc = disc};
    rbk_status status = check_all(stored, error);
    if (status == RBK_OK)
        status = compare_controls(stored, error);
    for (size_t f = 0; f < stored->file_count && status == RBK_OK; f++)
        status = add_file(stored, f, disc, error);
    for (size_t t = 0; t < stored->track_count && status == RBK_OK; t++)
        status = add_track(&m, t, error);
    return status;
}
