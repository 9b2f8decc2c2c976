/*
 * From entries and sections to the tracks of a disc. The table of contents ([Entry]) gives the start of a track, as on
 * the disc; its section ([TRACK]) gives its mode, pregap and indexes. Either may be missing. If they differ, the table
 * of contents is used, as most readers do.
 */
#include "base/path.h"
#include "cd/cdtext_pack.h"
#include "cd/crc16.h"
#include "disc/sessions.h"
#include "format/ccd.h"

#include <redbook/cdtext.h>
#include <redbook/rules.h>
#include <redbook/subchannel.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A track as it will be: sectors counted in the .img, which holds those of all sessions without the ranges between
 * them. */
typedef struct placed_track {
    uint32_t number;
    int32_t session;
    int64_t mark[RBK_INDEX_MAX + 1]; /* of the indexes it has */
    int64_t distance;                /* of a later session's first track: from the lead-out before to its index 01 */
    int64_t difference;              /* of its entry from its INDEX 1, if it has both */
} placed_track;

typedef struct resolver {
    rbk_ccd *ccd;
    placed_track tracks[RBK_TRACKS_MAX];
    size_t track_count;
    int64_t end; /* of the payload, in sectors; RBK_TO_END: not known */
} resolver;

static bool gives(const rbk_ccd_entry *entry, rbk_ccd_key key)
{
    return entry->given >> key & 1u;
}

static void speak_of(rbk_ccd *ccd, uint32_t line, uint32_t track)
{
    ccd->about_line = line;
    ccd->about_track = track;
}

static rbk_status refuse(const rbk_ccd *ccd, uint32_t line, uint32_t track, rbk_status status, const char *sentence)
{
    rbk_fail_at(ccd->error, status, ccd->name, line, 0, "%s", sentence);
    rbk_error_set_track(ccd->error, track);
    return status;
}

/* ------------------------------------------------------------------ addresses of the table of contents */

/* The lba of an entry: PLBA, or its time if that alone is index_lba. False: neither is there. */
static rbk_status entry_lba(rbk_ccd *ccd, const rbk_ccd_entry *entry, int64_t index_lba, bool *known, int32_t *lba)
{
    const int32_t *value = entry->value;
    bool timed = gives(entry, RBK_CCD_P_MIN) && gives(entry, RBK_CCD_P_SEC) && gives(entry, RBK_CCD_P_FRAME);
    int64_t by_time = ((int64_t)value[RBK_CCD_P_MIN] * 60 + value[RBK_CCD_P_SEC]) * RBK_SECTORS_PER_SECOND +
                      value[RBK_CCD_P_FRAME] - RBK_PREGAP_SECTORS;
    bool direct = gives(entry, RBK_CCD_P_LBA);
    const bool by_index = timed && by_time == index_lba && value[RBK_CCD_P_LBA] <= RBK_PROGRAM_SECTORS_MAX;
    int64_t found = direct && !by_index ? value[RBK_CCD_P_LBA] : by_time;
    *known = direct || timed;
    if (!*known)
        return RBK_OK;
    if (found < -RBK_PREGAP_SECTORS || found > RBK_PROGRAM_SECTORS_MAX)
        return refuse(ccd, entry->line, ccd->about_track, RBK_SYNTAX,
                      "the PLBA or time of this entry is outside any disc");
    *lba = (int32_t)found;
    if (direct && timed && value[RBK_CCD_P_LBA] != by_time) {
        ccd->about_line = entry->line;
        return rbk_ccd_report(
            ccd, RBK_WARNING, "ccd.address", "PLBA is sector %d, the time of the same entry is %lld: %s is used",
            (int)value[RBK_CCD_P_LBA], (long long)by_time, by_index ? "the time, which INDEX 1 has too," : "PLBA");
    }
    return RBK_OK;
}

/* The same without reporting errors, which are reported elsewhere. */
static bool entry_lba_quietly(const rbk_ccd_entry *entry, int32_t *lba)
{
    const int32_t *value = entry->value;
    bool timed = gives(entry, RBK_CCD_P_MIN) && gives(entry, RBK_CCD_P_SEC) && gives(entry, RBK_CCD_P_FRAME);
    int64_t found = gives(entry, RBK_CCD_P_LBA)
                        ? value[RBK_CCD_P_LBA]
                        : ((int64_t)value[RBK_CCD_P_MIN] * 60 + value[RBK_CCD_P_SEC]) * RBK_SECTORS_PER_SECOND +
                              value[RBK_CCD_P_FRAME] - RBK_PREGAP_SECTORS;
    *lba = (int32_t)found;
    return (gives(entry, RBK_CCD_P_LBA) || timed) && found >= 0 && found <= RBK_PROGRAM_SECTORS_MAX;
}

/* ------------------------------------------------------------------ marks */

/*
 * A section whose INDEX 1 is not where its entry is may count all of its indexes from elsewhere: it does where the others are
 * not around the entry, or the difference is a pregap and there is room. Where the entry is exactly at INDEX 0, the entry is what
 * counts from elsewhere, unless the section of the first track differs as much.
 */
static bool counts_from_elsewhere(const resolver *r, const placed_track *placed, int64_t lba)
{
    const placed_track *before = placed > r->tracks ? placed - 1 : NULL;
    const int64_t zero = placed->mark[0], two = placed->mark[2], least = before ? before->mark[1] + 1 : 0;
    const int64_t sectors = placed->difference;
    const bool around = (zero == RBK_TO_END || zero <= lba) && (two == RBK_TO_END || two > lba);
    const bool by_pregap = sectors == RBK_PREGAP_SECTORS || sectors == -RBK_PREGAP_SECTORS;
    const bool has_room = zero == RBK_TO_END || zero + sectors >= least;
    const bool entry_is_elsewhere = zero == lba && r->tracks[0].difference != sectors;
    return !around || (by_pregap && has_room && !entry_is_elsewhere);
}

/* All but index 01. False: it has no others. */
static bool move_marks(placed_track *placed)
{
    bool moved = false;
    for (uint32_t i = 0; i <= RBK_INDEX_MAX; i++) {
        if (i == 1 || placed->mark[i] == RBK_TO_END)
            continue;
        placed->mark[i] += placed->difference;
        moved = true;
    }
    return moved;
}

/* Index 01 by the table of contents, by the section, or by both. */
static rbk_status place_start(resolver *r, placed_track *placed, int32_t base)
{
    rbk_ccd *ccd = r->ccd;
    const rbk_ccd_entry *entry = &ccd->tracks_toc[placed->number];
    const rbk_ccd_track *section = &ccd->tracks[placed->number];
    bool known = false;
    int32_t lba = 0;
    const int64_t index_lba = section->has_index[1] ? (int64_t)section->index_lba[1] + base : RBK_TO_END;
    rbk_status status = entry->line ? entry_lba(ccd, entry, index_lba, &known, &lba) : RBK_OK;
    if (status != RBK_OK)
        return status;
    if (!known && !section->has_index[1])
        return refuse(ccd, section->line ? section->line : entry->line, placed->number, RBK_SYNTAX,
                      "expected an INDEX 1 or an entry that states where this track starts, found neither");
    placed->difference = known && section->has_index[1] ? lba - index_lba : 0;
    const bool moved = placed->difference != 0 && counts_from_elsewhere(r, placed, lba) && move_marks(placed);
    placed->mark[1] = known ? lba : index_lba;
    if (placed->difference != 0) {
        speak_of(ccd, section->index_line[1], placed->number);
        return rbk_ccd_report(
            ccd, RBK_WARNING, "ccd.index",
            "index 01 of track %u is sector %d here, sector %d in the entry of line %u, which is used%s",
            (unsigned)placed->number, (int)section->index_lba[1], (int)lba, (unsigned)entry->line,
            moved ? ": its other indexes move as far" : "");
    }
    return RBK_OK;
}

/* Some writers count the indexes of a later session from the index 01 of its first track. */
static int32_t base_of_session(rbk_ccd *ccd, uint32_t number)
{
    uint32_t first = number;
    const rbk_ccd_entry *entry = &ccd->tracks_toc[number];
    bool known = false;
    int32_t lba = 0, absolute = 0;
    if (!entry->line || entry->value[RBK_CCD_SESSION] < 2 || !ccd->tracks[number].has_index[1])
        return 0;
    while (first > 1 && ccd->tracks_toc[first - 1].line &&
           ccd->tracks_toc[first - 1].value[RBK_CCD_SESSION] == entry->value[RBK_CCD_SESSION])
        first--;
    if (entry_lba_quietly(entry, &absolute) && entry_lba_quietly(&ccd->tracks_toc[first], &lba))
        known = ccd->tracks[number].index_lba[1] != absolute && ccd->tracks[number].index_lba[1] + lba == absolute;
    return known ? lba : 0;
}

static rbk_status place_track(resolver *r, uint32_t number)
{
    rbk_ccd *ccd = r->ccd;
    const rbk_ccd_track *section = &ccd->tracks[number];
    const rbk_ccd_entry *entry = &ccd->tracks_toc[number];
    placed_track *placed = &r->tracks[r->track_count++];
    speak_of(ccd, section->line ? section->line : entry->line, number);
    placed->number = number;
    placed->session = entry->line ? entry->value[RBK_CCD_SESSION] : 1;
    for (uint32_t i = 0; i <= RBK_INDEX_MAX; i++)
        placed->mark[i] = section->has_index[i] ? section->index_lba[i] : RBK_TO_END;
    if (section->has_index[0] &&
        section->index_lba[0] < 0) /* the pregap before a session's first sector is in no .img */
        placed->mark[0] = placed->session > 1 ? RBK_TO_END : 0;
    int32_t base = base_of_session(ccd, number);
    for (uint32_t i = 0; i <= RBK_INDEX_MAX && base > 0; i++)
        placed->mark[i] += placed->mark[i] == RBK_TO_END ? 0 : base;
    return place_start(r, placed, base);
}

/* All tracks that an entry or a section names, without a gap in the numbers. */
static rbk_status place_tracks(resolver *r)
{
    rbk_ccd *ccd = r->ccd;
    rbk_status status = RBK_OK;
    for (uint32_t number = 1; number <= RBK_TRACKS_MAX && status == RBK_OK; number++) {
        uint32_t line = ccd->tracks_toc[number].line ? ccd->tracks_toc[number].line : ccd->tracks[number].line;
        if (!line)
            continue;
        if (r->track_count > 0 && r->tracks[r->track_count - 1].number + 1 != number) {
            rbk_fail_at(ccd->error, RBK_SYNTAX, ccd->name, line, 0, "expected track %u after track %u, found track %u",
                        (unsigned)r->tracks[r->track_count - 1].number + 1,
                        (unsigned)r->tracks[r->track_count - 1].number, (unsigned)number);
            return RBK_SYNTAX;
        }
        status = place_track(r, number);
    }
    if (status == RBK_OK && r->track_count == 0)
        return refuse(ccd, 0, 0, RBK_SYNTAX, "expected a section [Entry N] or [TRACK N], found none");
    return status;
}

static int64_t first_mark(const placed_track *placed)
{
    return placed->mark[0] != RBK_TO_END && placed->mark[0] < placed->mark[1] ? placed->mark[0] : placed->mark[1];
}

/* ------------------------------------------------------------------ sessions */

static rbk_status session_end(resolver *r, int32_t session, int64_t *end)
{
    const rbk_ccd_entry *entry = &r->ccd->lead_out[session];
    bool known = false;
    int32_t lba = 0;
    speak_of(r->ccd, entry->line, 0);
    rbk_status status = entry->line ? entry_lba(r->ccd, entry, RBK_TO_END, &known, &lba) : RBK_OK;
    *end = known ? lba : RBK_TO_END;
    return status;
}

/*
 * Later sessions follow the first one in the .img without the lead-out and lead-in between them: their addresses there
 * are smaller by that much. A session keeps its addresses if the end of the one before is unknown.
 */
static rbk_status join_sessions(resolver *r)
{
    rbk_ccd *ccd = r->ccd;
    int64_t shift = 0, end = RBK_TO_END;
    rbk_status status = session_end(r, r->tracks[0].session, &end);
    for (size_t t = 1; t < r->track_count && status == RBK_OK; t++) {
        placed_track *placed = &r->tracks[t];
        if (placed->session != r->tracks[t - 1].session) {
            placed->distance = end == RBK_TO_END ? RBK_TO_END : placed->mark[1] - end;
            if (end != RBK_TO_END && first_mark(placed) > end)
                shift = first_mark(placed) - (end - shift);
            status = session_end(r, placed->session, &end);
        }
        for (uint32_t i = 0; i <= RBK_INDEX_MAX; i++)
            if (placed->mark[i] != RBK_TO_END)
                placed->mark[i] -= shift;
    }
    r->end = end == RBK_TO_END ? RBK_TO_END : end - shift;
    if (status == RBK_OK && end == RBK_TO_END) {
        speak_of(ccd, 0, 0);
        status =
            rbk_ccd_report(ccd, RBK_WARNING, "ccd.lead-out",
                           "no entry states where the lead-out starts: the last track extends to the end of the .img");
    }
    return status;
}

/* ------------------------------------------------------------------ order */

/* Limit of a track's indexes: the next track, or the lead-out; RBK_TO_END: neither is known. */
static int64_t limit_of_marks(const resolver *r, size_t t)
{
    return t + 1 < r->track_count ? first_mark(&r->tracks[t + 1]) : r->end;
}

/*
 * An index above 01 only subdivides: one that is not after the one before, or not before the next track, is omitted,
 * and those after it are renumbered.
 */
static rbk_status leave_out_marks(resolver *r, size_t t)
{
    placed_track *placed = &r->tracks[t];
    const rbk_ccd_track *section = &r->ccd->tracks[placed->number];
    int64_t limit = limit_of_marks(r, t), before = placed->mark[1];
    uint32_t kept = 1;
    rbk_status status = RBK_OK;
    for (uint32_t i = 2; i <= RBK_INDEX_MAX && placed->mark[i] != RBK_TO_END && status == RBK_OK; i++) {
        int64_t mark = placed->mark[i];
        placed->mark[i] = RBK_TO_END;
        if (mark > before && (limit == RBK_TO_END || mark < limit)) {
            placed->mark[++kept] = before = mark;
            continue;
        }
        speak_of(r->ccd, section->index_line[i], placed->number);
        status = rbk_ccd_report(r->ccd, RBK_WARNING, RBK_RULE_INDEX_DROPPED,
                                "index %02u of track %u at sector %lld is ignored: it is not between the index before "
                                "it and the end of the track",
                                (unsigned)i, (unsigned)placed->number, (long long)mark);
    }
    return status;
}

static rbk_status check_marks(const resolver *r, size_t t, int64_t *before)
{
    char sentence[RBK_SENTENCE_BYTES];
    const placed_track *placed = &r->tracks[t];
    const rbk_ccd_track *section = &r->ccd->tracks[placed->number];
    uint32_t missing = 0;
    for (uint32_t i = 0; i <= RBK_INDEX_MAX; i++) {
        int64_t mark = placed->mark[i];
        uint32_t line = section->index_line[i] ? section->index_line[i] : r->ccd->tracks_toc[placed->number].line;
        if (mark == RBK_TO_END) {
            missing = missing ? missing : i;
            continue;
        }
        if (missing) {
            snprintf(sentence, sizeof sentence, "expected index %u of track %u, found index %u", (unsigned)missing,
                     (unsigned)placed->number, (unsigned)i);
            return refuse(r->ccd, line, placed->number, RBK_SYNTAX, sentence);
        }
        bool no_pregap = i == 1 && placed->mark[0] == mark;
        if (mark <= *before && !no_pregap) {
            snprintf(sentence, sizeof sentence,
                     "expected index %u of track %u at sector %lld or later, found sector %lld", (unsigned)i,
                     (unsigned)placed->number, (long long)*before + 1, (long long)mark);
            return refuse(r->ccd, line, placed->number, RBK_SYNTAX, sentence);
        }
        *before = mark;
    }
    return RBK_OK;
}

static rbk_status check_order(resolver *r)
{
    int64_t before = -1;
    rbk_status status = RBK_OK;
    for (size_t t = 0; t < r->track_count && status == RBK_OK; t++) {
        status = leave_out_marks(r, t);
        if (status == RBK_OK)
            status = check_marks(r, t, &before);
    }
    if (status == RBK_OK && r->end != RBK_TO_END && r->end <= before)
        return refuse(r->ccd, r->ccd->lead_out[r->tracks[r->track_count - 1].session].line, 0, RBK_SYNTAX,
                      "expected the lead-out after the last index, found it before or there");
    return status;
}

/* ------------------------------------------------------------------ mode of a track */

static rbk_track_mode data_mode(int32_t mode, int32_t disc_type)
{
    if (mode == 1)
        return RBK_MODE_MODE1_2352;
    return disc_type == RBK_DISC_TYPE_CD_I ? RBK_MODE_CDI_2352 : RBK_MODE_MODE2_2352;
}

/* By MODE; without, control gives data or audio, and the type of the disc which data. */
static rbk_status choose_mode(resolver *r, const placed_track *placed, rbk_track_mode *mode)
{
    rbk_ccd *ccd = r->ccd;
    const rbk_ccd_track *section = &ccd->tracks[placed->number];
    const rbk_ccd_entry *entry = &ccd->tracks_toc[placed->number];
    const rbk_ccd_entry *first = &ccd->first[placed->session];
    int32_t disc_type = first->line ? first->value[RBK_CCD_P_SEC] : 0;
    bool has_control = gives(entry, RBK_CCD_CONTROL);
    bool data = has_control && entry->value[RBK_CCD_CONTROL] & RBK_Q_DATA;
    speak_of(ccd, section->line ? section->line : entry->line, placed->number);
    if (section->has_mode) {
        *mode = section->mode == 0 ? RBK_MODE_AUDIO : data_mode(section->mode, disc_type);
        if (!has_control || data == (section->mode != 0))
            return RBK_OK;
        return rbk_ccd_report(ccd, RBK_WARNING, "ccd.control",
                              "track %u is %s by its MODE, %s by its Control: MODE is used", (unsigned)placed->number,
                              data ? "audio" : "data", data ? "data" : "audio");
    }
    *mode = !data ? RBK_MODE_AUDIO
                  : data_mode(disc_type == RBK_DISC_TYPE_CD_I || disc_type == RBK_DISC_TYPE_XA ? 2 : 1, disc_type);
    return rbk_ccd_report(ccd, RBK_WARNING, "ccd.no-mode", "the mode of track %u is not stated: it is treated as %s",
                          (unsigned)placed->number, rbk_track_mode_name(*mode));
}

static rbk_status give_flags(resolver *r, const placed_track *placed, rbk_track *track)
{
    rbk_ccd *ccd = r->ccd;
    const rbk_ccd_track *section = &ccd->tracks[placed->number];
    const rbk_ccd_entry *entry = &ccd->tracks_toc[placed->number];
    uint32_t audio_only = RBK_FLAG_PRE_EMPHASIS | RBK_FLAG_FOUR_CHANNEL | RBK_FLAG_SCMS;
    uint32_t control = gives(entry, RBK_CCD_CONTROL) ? (uint32_t)entry->value[RBK_CCD_CONTROL] : section->flags;
    control &= RBK_FLAG_PRE_EMPHASIS | RBK_FLAG_COPY_PERMITTED | RBK_FLAG_FOUR_CHANNEL;
    track->flags = control | (section->flags & RBK_FLAG_SCMS);
    if (!rbk_track_mode_is_audio(track->mode))
        track->flags &= ~audio_only;
    if (!section->has_flags || (section->flags & ~(uint32_t)RBK_FLAG_SCMS) == control)
        return RBK_OK;
    return rbk_ccd_report(ccd, RBK_WARNING, "ccd.flags", "FLAGS and Control of track %u differ: Control is used",
                          (unsigned)placed->number);
}

/* ------------------------------------------------------------------ tracks into the disc */

/* Audio before the first index of an .img is the first track's pregap. */
static int64_t beginning(resolver *r, size_t t)
{
    return t == 0 ? 0 : first_mark(&r->tracks[t]);
}

static rbk_status report_leading(resolver *r)
{
    char time[RBK_TIME_BYTES];
    const placed_track *first = r->tracks;
    if (first_mark(first) <= 0)
        return RBK_OK;
    speak_of(r->ccd, r->ccd->tracks[first->number].line, first->number);
    return rbk_ccd_report(r->ccd, RBK_WARNING, "ccd.leading-audio",
                          "the %s before the first index are kept as the pregap of track %u",
                          rbk_time_format(first_mark(first), time), (unsigned)first->number);
}

static rbk_status add_indexes(resolver *r, size_t t, rbk_track *track)
{
    const placed_track *placed = &r->tracks[t];
    int64_t begin = beginning(r, t);
    rbk_status status = RBK_OK;
    if (placed->mark[1] > begin || placed->mark[0] == placed->mark[1])
        status = rbk_track_add_index(track, 0, 0, 0, r->ccd->error);
    for (uint32_t i = 1; i <= RBK_INDEX_MAX && placed->mark[i] != RBK_TO_END && status == RBK_OK; i++)
        status = rbk_track_add_index(track, i, 0, (placed->mark[i] - begin) * RBK_SECTOR_SAMPLES, r->ccd->error);
    return status;
}

static rbk_status begin_session(resolver *r, size_t t)
{
    const placed_track *placed = &r->tracks[t];
    rbk_session *session;
    if (t == 0 || placed->session == r->tracks[t - 1].session)
        return RBK_OK;
    rbk_status status =
        rbk_disc_add_session(r->ccd->disc, RBK_AREA_CD, r->ccd->first[placed->session].line, &session, r->ccd->error);
    if (status != RBK_OK || placed->distance == RBK_TO_END)
        return status;
    rbk_session_address(session, placed->distance > 0 ? placed->distance : 0, placed->mark[1] - first_mark(placed));
    return RBK_OK;
}

static rbk_status add_track(resolver *r, size_t t)
{
    rbk_ccd *ccd = r->ccd;
    const placed_track *placed = &r->tracks[t];
    const rbk_ccd_track *section = &ccd->tracks[placed->number];
    rbk_track_mode mode = RBK_MODE_AUDIO;
    rbk_track *track;
    int64_t begin = beginning(r, t);
    int64_t end = t + 1 < r->track_count ? beginning(r, t + 1) : r->end;
    rbk_status status = choose_mode(r, placed, &mode);
    if (status == RBK_OK)
        status = begin_session(r, t);
    if (status == RBK_OK)
        status = rbk_disc_add_track(ccd->disc, placed->number, mode, &track, ccd->error);
    if (status != RBK_OK)
        return status;
    track->line = section->line ? section->line : ccd->tracks_toc[placed->number].line;
    memcpy(track->isrc, section->isrc, sizeof track->isrc);
    status = give_flags(r, placed, track);
    if (status == RBK_OK)
        status =
            rbk_track_add_file_extent(track, 0, begin * RBK_SECTOR_SAMPLES,
                                      end == RBK_TO_END ? RBK_TO_END : (end - begin) * RBK_SECTOR_SAMPLES, ccd->error);
    return status == RBK_OK ? add_indexes(r, t, track) : status;
}

/* ------------------------------------------------------------------ names and CD-TEXT */

static rbk_status add_file(rbk_ccd *ccd)
{
    const char *name = *ccd->name ? ccd->name : "image";
    char *payload = rbk_path_name_with(name, ".img");
    char *subchannel = rbk_path_name_with(name, ".sub");
    rbk_status status = payload && subchannel
                            ? rbk_disc_add_file(ccd->disc, payload, RBK_FILE_BINARY, "", 0, NULL, ccd->error)
                            : rbk_fail_memory(ccd->error);
    if (status == RBK_OK)
        status = rbk_disc_set_subchannel(ccd->disc, 0, RBK_SUBCHANNEL_CHANNELS, subchannel, NULL, ccd->error);
    free(payload);
    free(subchannel);
    return status;
}

/* The packs with their CRC, missing ones skipped. Returns the number of bytes. */
static size_t whole_packs(const rbk_ccd *ccd, uint8_t *packs)
{
    size_t size = 0;
    for (size_t i = 0; i < ccd->pack_end; i++) {
        if (!ccd->has_pack[i])
            continue;
        uint8_t *pack = packs + size;
        memcpy(pack, ccd->packs[i], RBK_CCD_PACK_BYTES);
        uint16_t crc = rbk_crc16_on_disc(pack, RBK_CCD_PACK_BYTES);
        pack[RBK_CCD_PACK_BYTES] = (uint8_t)(crc >> 8);
        pack[RBK_CCD_PACK_BYTES + 1] = (uint8_t)crc;
        size += RBK_PACK_BYTES;
    }
    return size;
}

/* As from a file: the disc keeps the packs, and gets their texts. */
static rbk_status give_cdtext(rbk_ccd *ccd)
{
    uint8_t *packs = ccd->pack_end ? malloc(ccd->pack_end * RBK_PACK_BYTES) : NULL;
    if (ccd->pack_end == 0)
        return RBK_OK;
    if (!packs)
        return rbk_fail_memory(ccd->error);
    size_t size = whole_packs(ccd, packs);
    rbk_status status = rbk_cdt_to_disc(packs, size, ccd->name, ccd->disc, ccd->findings, ccd->error);
    free(packs);
    return status;
}

/* ------------------------------------------------------------------ all of it */

/* A0 states the type of a session. Zeros in it are also what programs write that do not know the type. */
static void state_types(const resolver *r)
{
    for (size_t t = 0, next; t < r->track_count; t = next) {
        const int32_t type = r->ccd->first[r->tracks[t].session].value[RBK_CCD_P_SEC];
        for (next = t + 1; next < r->track_count && r->tracks[next].session == r->tracks[t].session;)
            next++;
        if (type == RBK_DISC_TYPE_CD_I || type == RBK_DISC_TYPE_XA)
            rbk_session_state_type(r->ccd->disc, t, next - t, (uint8_t)type);
    }
}

/* Scrambled sectors are not supported. */
static rbk_status check_scrambled(const rbk_ccd *ccd)
{
    for (size_t t = 0; t < ccd->disc->track_count && ccd->scrambled_line; t++)
        if (!rbk_track_mode_is_audio(ccd->disc->tracks[t].mode))
            return refuse(ccd, (uint32_t)ccd->scrambled_line, ccd->disc->tracks[t].number, RBK_UNSUPPORTED,
                          "the sectors of data in the .img are scrambled, which is not supported");
    return RBK_OK;
}

rbk_status rbk_ccd_resolve(rbk_ccd *ccd)
{
    resolver *r = calloc(1, sizeof *r);
    if (!r)
        return rbk_fail_memory(ccd->error);
    r->ccd = ccd;
    rbk_status status = place_tracks(r);
    if (status == RBK_OK)
        status = join_sessions(r);
    if (status == RBK_OK)
        status = check_order(r);
    if (status == RBK_OK)
        status = add_file(ccd);
    if (status == RBK_OK)
        status = report_leading(r);
    for (size_t t = 0; t < r->track_count && status == RBK_OK; t++)
        status = add_track(r, t);
    if (status == RBK_OK)
        state_types(r);
    if (status == RBK_OK)
        status = check_scrambled(ccd);
    free(r);
    return status == RBK_OK ? give_cdtext(ccd) : status;
}
