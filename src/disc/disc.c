/*
 * The disc: files and tracks, created, copied and freed.
 */
#include "base/fail.h"
#include "base/room.h"
#include "disc/origin.h"
#include "disc/sessions.h"

#include <redbook/disc.h>

#include <stdlib.h>
#include <string.h>

rbk_disc *rbk_disc_new(void)
{
    return calloc(1, sizeof(rbk_disc));
}

static void release_text(rbk_text *text)
{
    for (int field = 0; field < RBK_TEXT_FIELDS; field++)
        free(text->field[field]);
}

static void release_remarks(rbk_remarks *remarks)
{
    for (size_t i = 0; i < remarks->count; i++)
        free(remarks->lines[i]);
    free(remarks->lines);
}

static void release_file(rbk_file *file)
{
    free(file->path);
    free(file->location);
    free(file->type_word);
    free(file->subchannel_path);
    free(file->subchannel_location);
}

static void release_track(rbk_track *track)
{
    release_text(&track->text);
    release_remarks(&track->remarks);
    free(track->extents);
    free(track->indexes);
}

void rbk_disc_free(rbk_disc *disc)
{
    if (!disc)
        return;
    for (size_t i = 0; i < disc->file_count; i++)
        release_file(&disc->files[i]);
    for (size_t i = 0; i < disc->track_count; i++)
        release_track(&disc->tracks[i]);
    release_text(&disc->text);
    release_remarks(&disc->remarks);
    free(disc->cdtext_file);
    free(disc->cdtext_location);
    free(disc->cdtext);
    free(disc->origin);
    free(disc->listed_q);
    free(disc->damaged_q);
    free(disc->unread_q);
    for (size_t i = 0; i < disc->part_count; i++)
        free(disc->parts[i]);
    free(disc->parts);
    free(disc->descriptor_path);
    free(disc->within_sheet);
    free(disc->files);
    free(disc->tracks);
    free(disc->sessions);
    free(disc);
}

rbk_status rbk_disc_add_file(rbk_disc *disc, const char *path, rbk_file_type type, const char *type_word, uint32_t line,
                             uint32_t *position, rbk_error *error)
{
    if (!disc || !path)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if ((unsigned)type > RBK_FILE_AUDIO)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "unknown type of a file: %d", (int)type);
    rbk_file *files = rbk_room_for_one(disc->files, disc->file_count, sizeof *files);
    if (!files)
        return rbk_fail_memory(error);
    disc->files = files;
    rbk_file file = {.path = strdup(path), .type_word = strdup(type_word ? type_word : ""), .line = line, .type = type};
    if (!file.path || !file.type_word) {
        release_file(&file);
        return rbk_fail_memory(error);
    }
    if (position)
        *position = (uint32_t)disc->file_count;
    files[disc->file_count++] = file;
    return RBK_OK;
}

rbk_status rbk_disc_locate_file(rbk_disc *disc, uint32_t position, const char *location, rbk_error *error)
{
    if (!disc || !location)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (position >= disc->file_count)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected one of %zu file%s, found %u", disc->file_count,
                        RBK_PLURAL(disc->file_count, "", "s"), (unsigned)position);
    char *copy = strdup(location);
    if (!copy)
        return rbk_fail_memory(error);
    free(disc->files[position].location);
    disc->files[position].location = copy;
    return RBK_OK;
}

static bool copy_string(const char *from, char **to)
{
    *to = from ? strdup(from) : NULL;
    return !from || *to;
}

rbk_status rbk_disc_set_subchannel(rbk_disc *disc, uint32_t position, rbk_subchannel_form form, const char *path,
                                   const char *location, rbk_error *error)
{
    if (!disc)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (position >= disc->file_count)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected one of %zu file%s, found %u", disc->file_count,
                        RBK_PLURAL(disc->file_count, "", "s"), (unsigned)position);
    if ((unsigned)form > RBK_SUBCHANNEL_PACKS)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "unknown form of a subchannel: %d", (int)form);
    char *own_path = NULL, *own_location = NULL;
    if (!copy_string(path, &own_path) || !copy_string(location, &own_location)) {
        free(own_path);
        return rbk_fail_memory(error);
    }
    rbk_file *file = &disc->files[position];
    free(file->subchannel_path);
    free(file->subchannel_location);
    file->subchannel = form;
    file->subchannel_path = own_path;
    file->subchannel_location = own_location;
    return RBK_OK;
}

/* Eight blocks (MMC annex J); the contents of packs are not checked here. */
enum { PACK_BYTES = 18, PACKS_MAX = 8 * 256 };

static int by_address(const void *a, const void *b)
{
    const rbk_listed_q *left = a, *right = b;
    if (left->lba != right->lba)
        return left->lba > right->lba ? 1 : -1;
    return memcmp(left->q, right->q, sizeof left->q);
}

rbk_status rbk_disc_set_listed_q(rbk_disc *disc, const rbk_listed_q *list, size_t count, rbk_error *error)
{
    if (!disc || (!list && count > 0))
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    for (size_t i = 0; i < count; i++)
        if (list[i].lba < -RBK_PREGAP_SECTORS)
            return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected lba -150 or more, found %d", (int)list[i].lba);
    rbk_listed_q *copy = count ? malloc(count * sizeof *copy) : NULL;
    size_t kept = 0;
    if (count && !copy)
        return rbk_fail_memory(error);
    if (count)
        memcpy(copy, list, count * sizeof *copy);
    if (count)
        qsort(copy, count, sizeof *copy, by_address);
    for (size_t i = 0; i < count; i++) {
        if (kept > 0 && copy[kept - 1].lba == copy[i].lba)
            kept--;
        copy[kept++] = copy[i];
    }
    free(disc->listed_q);
    disc->listed_q = copy;
    disc->listed_q_count = kept;
    return RBK_OK;
}

rbk_status rbk_disc_add_part(rbk_disc *disc, const char *path, rbk_error *error)
{
    for (size_t i = 0; i < disc->part_count; i++)
        if (strcmp(disc->parts[i], path) == 0)
            return RBK_OK;
    char **parts = rbk_room_for_one(disc->parts, disc->part_count, sizeof *parts);
    if (!parts)
        return rbk_fail_memory(error);
    disc->parts = parts;
    if (!(parts[disc->part_count] = strdup(path)))
        return rbk_fail_memory(error);
    disc->part_count++;
    return RBK_OK;
}

rbk_status rbk_disc_set_origin(rbk_disc *disc, const uint8_t *bytes, size_t size, rbk_error *error)
{
    uint8_t *copy = size ? malloc(size) : NULL;
    if (size && !copy)
        return rbk_fail_memory(error);
    if (size)
        memcpy(copy, bytes, size);
    free(disc->origin);
    disc->origin = copy;
    disc->origin_bytes = size;
    return RBK_OK;
}

rbk_status rbk_disc_set_cdtext(rbk_disc *disc, const uint8_t *packs, size_t size, rbk_error *error)
{
    if (!disc || (!packs && size))
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (size % PACK_BYTES || size / PACK_BYTES > PACKS_MAX)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected CD-TEXT of up to %d packs of %d bytes, found %zu byte%s",
                        PACKS_MAX, PACK_BYTES, size, RBK_PLURAL(size, "", "s"));
    uint8_t *copy = size ? malloc(size) : NULL;
    if (size && !copy)
        return rbk_fail_memory(error);
    if (size)
        memcpy(copy, packs, size);
    free(disc->cdtext);
    disc->cdtext = copy;
    disc->cdtext_bytes = size;
    return RBK_OK;
}

rbk_status rbk_disc_add_track(rbk_disc *disc, uint32_t number, rbk_track_mode mode, rbk_track **track, rbk_error *error)
{
    if (!disc || !track)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (disc->track_count == RBK_TRACKS_MAX)
        return rbk_fail(error, RBK_TRACKLIMIT, "a disc holds 99 tracks at most");
    if (number < 1 || number > RBK_TRACKS_MAX)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected a track number 1 to 99, found %u", (unsigned)number);
    if ((unsigned)mode >= RBK_MODES)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "unknown mode of a track: %d", (int)mode);
    rbk_track *tracks = rbk_room_for_one(disc->tracks, disc->track_count, sizeof *tracks);
    if (!tracks)
        return rbk_fail_memory(error);
    disc->tracks = tracks;
    tracks[disc->track_count] = (rbk_track){
        .number = number, .session = disc->session_count ? (uint32_t)disc->session_count - 1 : 0, .mode = mode};
    *track = &tracks[disc->track_count++];
    return RBK_OK;
}

/* ------------------------------------------------------------------ sessions */

static rbk_session *append_session(rbk_disc *disc, rbk_area area, uint32_t line)
{
    /* One more than there are: a copy of a disc has room for its sessions only. */
    rbk_session *sessions = realloc(disc->sessions, (disc->session_count + 1) * sizeof *sessions);
    if (!sessions)
        return NULL;
    disc->sessions = sessions;
    sessions[disc->session_count] = (rbk_session){.area = area,
                                                  .line = line,
                                                  .lead_out_sectors = RBK_USUAL,
                                                  .lead_in_sectors = RBK_USUAL,
                                                  .pregap_sectors = RBK_USUAL};
    return &sessions[disc->session_count++];
}

rbk_status rbk_disc_add_session(rbk_disc *disc, rbk_area area, uint32_t line, rbk_session **session, rbk_error *error)
{
    if (!disc)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (disc->session_count >= RBK_TRACKS_MAX)
        return rbk_fail(error, RBK_TRACKLIMIT, "a disc holds 99 sessions at most");
    if ((unsigned)area > RBK_AREA_HIGH_DENSITY)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "unknown area of a session: %d", (int)area);
    bool unnamed = disc->session_count == 0 && disc->track_count > 0;
    if (unnamed && !append_session(disc, RBK_AREA_CD, 0))
        return rbk_fail_memory(error);
    rbk_session *made = append_session(disc, area, line);
    if (!made)
        return rbk_fail_memory(error);
    if (session)
        *session = made;
    return RBK_OK;
}

size_t rbk_disc_session_count(const rbk_disc *disc)
{
    return disc->session_count ? disc->session_count : 1;
}

/* ------------------------------------------------------------------ copy */

static bool copy_text(rbk_text *to, const rbk_text *from)
{
    for (int field = 0; field < RBK_TEXT_FIELDS; field++)
        if (rbk_text_set(to, (rbk_text_field)field, from->field[field], NULL) != RBK_OK)
            return false;
    return true;
}

static bool copy_remarks(rbk_remarks *to, const rbk_remarks *from)
{
    for (size_t i = 0; i < from->count; i++)
        if (rbk_remarks_add(to, from->lines[i], NULL) != RBK_OK)
            return false;
    to->leading = from->leading;
    return true;
}

static bool copy_file(rbk_disc *to, const rbk_file *from)
{
    uint32_t position;
    if (rbk_disc_add_file(to, from->path, from->type, from->type_word, from->line, &position, NULL) != RBK_OK)
        return false;
    if (from->location && rbk_disc_locate_file(to, position, from->location, NULL) != RBK_OK)
        return false;
    to->files[position].rate_hz = from->rate_hz;
    to->files[position].length_frames = from->length_frames;
    to->files[position].identity = from->identity;
    to->files[position].swaps_data = from->swaps_data;
    to->files[position].subchannel_identity = from->subchannel_identity;
    return rbk_disc_set_subchannel(to, position, from->subchannel, from->subchannel_path, from->subchannel_location,
                                   NULL) == RBK_OK;
}

static bool copy_sessions(rbk_disc *to, const rbk_disc *from)
{
    to->sessions = from->session_count ? malloc(from->session_count * sizeof *to->sessions) : NULL;
    if (from->session_count && !to->sessions)
        return false;
    if (from->session_count)
        memcpy(to->sessions, from->sessions, from->session_count * sizeof *to->sessions);
    to->session_count = from->session_count;
    return true;
}

static bool copy_track(rbk_disc *to, const rbk_track *from)
{
    rbk_track *track;
    if (rbk_disc_add_track(to, from->number, from->mode, &track, NULL) != RBK_OK)
        return false;
    track->session = from->session;
    track->flags = from->flags;
    track->line = from->line;
    memcpy(track->isrc, from->isrc, sizeof track->isrc);
    for (size_t i = 0; i < from->extent_count; i++) {
        const rbk_extent *extent = &from->extents[i];
        rbk_status status = extent->silence ? rbk_track_add_silence(track, extent->length_samples, NULL)
                                            : rbk_track_add_file_extent(track, extent->file, extent->offset_samples,
                                                                        extent->length_samples, NULL);
        if (status != RBK_OK)
            return false;
        track->extents[i].placement = extent->placement;
    }
    for (size_t i = 0; i < from->index_count; i++) {
        if (rbk_track_add_index(track, from->indexes[i].number, from->indexes[i].extent,
                                from->indexes[i].offset_samples, NULL) != RBK_OK)
            return false;
        track->indexes[i].line = from->indexes[i].line;
        track->indexes[i].written = from->indexes[i].written;
    }
    return copy_text(&track->text, &from->text) && copy_remarks(&track->remarks, &from->remarks);
}

static bool copy_parts(rbk_disc *to, const rbk_disc *from)
{
    for (size_t i = 0; i < from->part_count; i++)
        if (rbk_disc_add_part(to, from->parts[i], NULL) != RBK_OK)
            return false;
    return true;
}

static bool copy_disc(rbk_disc *to, const rbk_disc *from)
{
    memcpy(to->mcn, from->mcn, sizeof to->mcn);
    to->identity = from->identity;
    if (from->cdtext_file && !(to->cdtext_file = strdup(from->cdtext_file)))
        return false;
    if (from->cdtext_location && !(to->cdtext_location = strdup(from->cdtext_location)))
        return false;
    if (from->descriptor_path && !(to->descriptor_path = strdup(from->descriptor_path)))
        return false;
    if (from->within_sheet && !(to->within_sheet = strdup(from->within_sheet)))
        return false;
    if (from->damaged_q && !(to->damaged_q = strdup(from->damaged_q)))
        return false;
    if (from->unread_q && !(to->unread_q = strdup(from->unread_q)))
        return false;
    if (rbk_disc_set_cdtext(to, from->cdtext, from->cdtext_bytes, NULL) != RBK_OK ||
        rbk_disc_set_origin(to, from->origin, from->origin_bytes, NULL) != RBK_OK ||
        rbk_disc_set_listed_q(to, from->listed_q, from->listed_q_count, NULL) != RBK_OK)
        return false;
    for (size_t i = 0; i < from->file_count; i++)
        if (!copy_file(to, &from->files[i]))
            return false;
    for (size_t i = 0; i < from->track_count; i++)
        if (!copy_track(to, &from->tracks[i]))
            return false;
    return copy_parts(to, from) && copy_sessions(to, from) && copy_text(&to->text, &from->text) &&
           copy_remarks(&to->remarks, &from->remarks);
}

rbk_disc *rbk_disc_copy(const rbk_disc *disc)
{
    rbk_disc *copy = disc ? rbk_disc_new() : NULL;
    if (copy && !copy_disc(copy, disc)) {
        rbk_disc_free(copy);
        return NULL;
    }
    return copy;
}

/* ------------------------------------------------------------------ one session, and one more */

rbk_disc *rbk_disc_copy_session(const rbk_disc *disc, size_t session)
{
    rbk_disc *copy = rbk_disc_copy(disc);
    size_t kept = 0;
    for (size_t t = 0; copy && t < copy->track_count; t++) {
        if (copy->tracks[t].session != session) {
            release_track(&copy->tracks[t]);
            continue;
        }
        copy->tracks[kept] = copy->tracks[t];
        copy->tracks[kept++].session = 0;
    }
    if (copy) {
        copy->track_count = kept;
        free(copy->sessions);
        copy->sessions = NULL;
        copy->session_count = 0;
    }
    return copy;
}

rbk_status rbk_disc_append_session(rbk_disc *disc, const rbk_disc *other, rbk_error *error)
{
    const uint32_t files = (uint32_t)disc->file_count;
    const size_t tracks = disc->track_count;
    const uint32_t number = tracks ? disc->tracks[tracks - 1].number : 0;
    if (number + other->track_count > RBK_TRACKS_MAX)
        return rbk_fail(error, RBK_TRACKLIMIT, "a disc holds 99 tracks at most");
    rbk_status status = rbk_disc_add_session(disc, RBK_AREA_CD, 0, NULL, error);
    if (status != RBK_OK)
        return status;
    for (size_t i = 0; i < other->file_count; i++)
        if (!copy_file(disc, &other->files[i]))
            return rbk_fail_memory(error);
    for (size_t t = 0; t < other->track_count; t++) {
        if (!copy_track(disc, &other->tracks[t]))
            return rbk_fail_memory(error);
        rbk_track *track = &disc->tracks[tracks + t];
        track->session = (uint32_t)disc->session_count - 1;
        if (track->number <= number + t)
            track->number = number + (uint32_t)t + 1;
        for (size_t e = 0; e < track->extent_count; e++)
            track->extents[e].file += track->extents[e].silence ? 0 : files;
    }
    return RBK_OK;
}
