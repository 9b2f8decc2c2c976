/*
 * Probing a disc's files: location, length, rate. Every file is probed, and all errors are reported together.
 */
#include "audio/open.h"
#include "audio/sum.h"
#include "base/current.h"
#include "base/fail.h"
#include "base/identity.h"
#include "base/path.h"
#include "disc/placement.h"
#include "disc/references.h"
#include "image/payload.h"
#include "source/source.h"

#include <redbook/rules.h>

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef struct probe {
    rbk_disc *disc;
    const char *sheet_path;
    const rbk_source_options *options;
    rbk_findings *findings;
    rbk_source_volume *volumes; /* by the track's position */
} probe;

/* One of the files, which is opened once for all that looks at it. */
typedef struct probed_file {
    uint32_t position;
    rbk_source_place place;
    rbk_input input;           /* not open where that is not possible */
    rbk_payload_file *payload; /* NULL until it is needed */
    rbk_status opening;        /* and how opening it went, */
    rbk_error why;             /* with the error */
} probed_file;

void rbk_source_options_init(rbk_source_options *options)
{
    *options = (rbk_source_options){.mode = RBK_MODE_AUDIO};
    rbk_format_options_init(&options->format);
}

const rbk_raw_format *rbk_source_raw_format(const rbk_file *file, const rbk_raw_format *given, rbk_raw_format *raw)
{
    if (file->type == RBK_FILE_AUDIO)
        return given;
    *raw = (rbk_raw_format){.encoding = file->type == RBK_FILE_MOTOROLA ? RBK_RAW_S16_BE : RBK_RAW_S16_LE,
                            .rate_hz = RBK_RATE_HZ,
                            .channels = RBK_CHANNELS,
                            .sectors = true};
    return raw;
}

/* ------------------------------------------------------------------ sectors of data */

/* The tracks' use of a file. */
typedef struct use {
    int64_t end_samples; /* how far, in the file's time; of what is open-ended its beginning */
    int64_t end_bytes;
    bool open_ended;
    rbk_placement last;   /* of what is open-ended, else of what ends last */
    int64_t last_samples; /* where that begins in the file's time */
    int64_t size_samples; /* what the time of all the file's bytes is */
    int64_t size_from;    /* the last beginning of an extent before their end, by which that was counted; -1: none */
} use;

/* The time of a file of this many bytes, in whole sectors of the extent in which it ends. */
static void probe_size(use *u, const rbk_extent *extent, const rbk_placement *placement, int64_t size)
{
    if (u->size_from < 0 && size < placement->offset_bytes)
        u->size_samples = size / placement->stride_bytes * RBK_SECTOR_SAMPLES;
    if (placement->offset_bytes > size || placement->offset_bytes <= u->size_from)
        return;
    u->size_from = placement->offset_bytes;
    u->size_samples =
        extent->offset_samples + (size - placement->offset_bytes) / placement->stride_bytes * RBK_SECTOR_SAMPLES;
}

static void add_use(use *u, const rbk_extent *extent, const rbk_placement *placement)
{
    bool to_end = extent->length_samples == RBK_TO_END;
    int64_t length = to_end ? 0 : extent->length_samples;
    int64_t end_bytes = rbk_placement_byte(placement, length);
    if (!u->open_ended && (to_end || end_bytes >= u->end_bytes)) {
        u->last = *placement;
        u->last_samples = extent->offset_samples;
    }
    u->open_ended = u->open_ended || to_end;
    if (extent->offset_samples + length > u->end_samples)
        u->end_samples = extent->offset_samples + length;
    if (end_bytes > u->end_bytes)
        u->end_bytes = end_bytes;
}

static rbk_status find_use(const rbk_disc *disc, uint32_t file, int64_t size, use *u, rbk_error *error)
{
    rbk_placements placements;
    *u = (use){.last = {.stride_bytes = RBK_SECTOR_BYTES}, .size_from = -1};
    rbk_status status = rbk_placements_make_file(disc, file, &placements, error);
    for (size_t t = 0; t < disc->track_count && status == RBK_OK; t++)
        for (size_t e = 0; e < disc->tracks[t].extent_count; e++) {
            const rbk_extent *extent = &disc->tracks[t].extents[e];
            if (extent->silence || extent->file != file)
                continue;
            probe_size(u, extent, rbk_placements_at(&placements, t, e), size);
            add_use(u, extent, rbk_placements_at(&placements, t, e));
        }
    rbk_placements_release(&placements);
    return status;
}

/* A few extra bytes are an error of the file; whole sectors may be something that the sheet omits. */
static rbk_status report_left_over(const probe *p, const rbk_file *file, int64_t size, int64_t left_over,
                                   uint32_t sector_bytes, rbk_error *error)
{
    rbk_status added =
        left_over < sector_bytes
            ? rbk_findings_add(p->findings, RBK_WARNING, "file.odd-bytes", file->location, 0, 0,
                               "%lld byte%s after the last whole sector %s ignored", (long long)left_over,
                               RBK_PLURAL(left_over, "", "s"), RBK_PLURAL(left_over, "is", "are"))
            : rbk_findings_add(p->findings, RBK_WARNING, "file.odd-bytes", file->location, 0, 0,
                               "the sheet uses %lld byte%s of it, it has %lld: the rest is ignored",
                               (long long)(size - left_over), RBK_PLURAL(size - left_over, "", "s"), (long long)size);
    return added == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}

/* Bytes that no track has. A file that several entries name is used by all of them, and of a descriptor they are its list. */
static int64_t left_over_of(const rbk_disc *disc, uint32_t position, const use *u, int64_t size)
{
    if ((!u->open_ended && rbk_disc_file_is_shared(disc, position)) || rbk_payload_is_descriptor(disc, position))
        return 0;
    return u->open_ended ? (size - u->last.offset_bytes) % u->last.stride_bytes : size - u->end_bytes;
}

/* The .img of a CCD and the .mdf of an MDS are the disc; of a file of audio another sheet may use a part. */
static bool has_whole_image(const char *descriptor_path)
{
    return descriptor_path &&
           (rbk_path_has_extension(descriptor_path, "ccd") || rbk_path_has_extension(descriptor_path, "mds"));
}

static rbk_status take_length(const probe *p, uint32_t position, const use *u, int64_t size, rbk_error *error)
{
    rbk_file *file = &p->disc->files[position];
    uint32_t sector_bytes = u->last.stride_bytes;
    int64_t rest = u->open_ended ? size - u->last.offset_bytes : size - u->end_bytes;
    int64_t end = u->open_ended ? u->last_samples + rest / sector_bytes * RBK_SECTOR_SAMPLES : 0;
    if (size < u->end_bytes && rbk_disc_fail_past_end(p->disc, position, u->size_samples, error))
        return RBK_BAD_LAYOUT;
    if (size < u->end_bytes || rest < 0 || (end <= 0 && u->end_samples == 0))
        return rbk_fail(error, RBK_BAD_LAYOUT, "expected at least %lld bytes, found %lld",
                        (long long)(u->end_bytes + (u->open_ended ? sector_bytes : 0)), (long long)size);
    int64_t left_over = left_over_of(p->disc, position, u, size);
    file->rate_hz = RBK_RATE_HZ;
    file->length_frames = end > u->end_samples ? end : u->end_samples;
    return left_over == 0 ? RBK_OK : report_left_over(p, file, size, left_over, sector_bytes, error);
}

rbk_status rbk_source_count_left_over(const rbk_disc *disc, uint32_t position, int64_t *bytes, rbk_error *error)
{
    const rbk_file *file = &disc->files[position];
    rbk_payload_file *payload = NULL;
    int64_t size = 0;
    use u;
    *bytes = 0;
    if ((file->type != RBK_FILE_BINARY && file->type != RBK_FILE_MOTOROLA) || rbk_payload_is_descriptor(disc, position))
        return RBK_OK;
    rbk_status status = rbk_payload_open(file, &payload, error);
    if (status == RBK_OK)
        status = rbk_payload_length(payload, &size, error);
    const bool stream = status == RBK_OK && rbk_payload_is_plain(payload) && !has_whole_image(disc->descriptor_path) &&
                        !rbk_disc_file_has_sectors(disc, position);
    if (status == RBK_OK && !stream)
        status = find_use(disc, position, size, &u, error);
    if (status == RBK_OK)
        *bytes = stream ? size % RBK_SAMPLE_BYTES : left_over_of(disc, position, &u, size);
    rbk_payload_close(payload);
    return status;
}

/* A payload that is not what its file says it was is used all the same. */
static rbk_status report_checksum(const probe *p, const rbk_file *file, rbk_payload_file *payload, rbk_error *error)
{
    rbk_error reason;
    rbk_error_init(&reason);
    rbk_status status = rbk_payload_verify(payload, &reason);
    if (status == RBK_BAD_LAYOUT)
        status = rbk_findings_add(p->findings, RBK_WARNING, RBK_RULE_FILE_CHECKSUM, file->location, 0, 0, "%s",
                                  reason.sentence);
    return status == RBK_OK ? RBK_OK : rbk_fail(error, status, "%s", reason.sentence);
}

/* The file's payload, opened when it is first asked for; NULL with an error in f. */
static rbk_payload_file *payload_of(const probe *p, probed_file *f)
{
    const rbk_file *file = &p->disc->files[f->position];
    rbk_input input;
    if (f->payload || f->opening != RBK_OK)
        return f->payload;
    rbk_error_init(&f->why);
    if (!rbk_input_is_there(&f->input)) {
        f->opening = rbk_payload_open(file, &f->payload, &f->why);
        return f->payload;
    }
    f->opening = rbk_input_open_again(&input, &f->input, &f->why);
    if (f->opening == RBK_OK)
        f->opening = rbk_payload_open_input(file, &input, &f->payload, &f->why);
    return f->payload;
}

static rbk_status probe_sectors(const probe *p, probed_file *f, rbk_error *error)
{
    const uint32_t position = f->position;
    const rbk_file *file = &p->disc->files[position];
    use u;
    int64_t bytes = 0;
    rbk_payload_file *payload = payload_of(p, f);
    if (!payload) {
        *error = f->why;
        return f->opening;
    }
    rbk_status status = rbk_payload_length(payload, &bytes, error);
    if (status == RBK_OK && (p->options->sums || p->options->format.sums))
        status = report_checksum(p, file, payload, error);
    if (status == RBK_OK && rbk_payload_is_self_described(payload) && !rbk_payload_is_descriptor(p->disc, position))
        return rbk_fail(error, RBK_UNSUPPORTED,
                        "is an image that lists its own tracks, and no file of sectors: give it instead of the sheet");
    if (status == RBK_OK)
        status = find_use(p->disc, position, bytes, &u, error);
    if (status == RBK_OK)
        status = take_length(p, position, &u, bytes, error);
    return status;
}

/* ------------------------------------------------------------------ type words that are wrong */

/* Some programs call every file of a sheet WAVE, those of sectors too. */
static rbk_status take_for_sectors(const probe *p, rbk_file *file, rbk_error *error)
{
    file->type = RBK_FILE_BINARY;
    if (rbk_findings_add(p->findings, RBK_WARNING, "file.type-word", p->sheet_path, file->line, 0,
                         "'%.200s' is not a valid %s: it is read as BINARY", file->path,
                         file->type_word[0] ? file->type_word : "audio file") != RBK_OK)
        return rbk_fail_memory(error);
    return RBK_OK;
}

/* A file of unknown content is one of sectors when its name and its size say so, too. */
static bool looks_like_sectors(const rbk_file *file)
{
    struct stat about;
    const char *dot = strrchr(file->location, '.');
    bool name = dot && strlen(dot) == 4 &&
                (((dot[1] | 32) == 'b' && (dot[2] | 32) == 'i' && (dot[3] | 32) == 'n') ||
                 ((dot[1] | 32) == 'i' && (dot[2] | 32) == 'm' && (dot[3] | 32) == 'g'));
    return name && rbk_current_stat(file->location, &about) == 0 && S_ISREG(about.st_mode) && about.st_size > 0 &&
           about.st_size % RBK_SECTOR_BYTES == 0;
}

/* ------------------------------------------------------------------ audio */

/* Sectors in a file are whole; an incomplete one suggests a truncated copy. */
static rbk_status report_unfinished_sector(const probe *p, uint32_t position, rbk_error *error)
{
    const rbk_file *file = &p->disc->files[position];
    int64_t left_over = file->length_frames % RBK_SECTOR_SAMPLES;
    if (has_whole_image(p->sheet_path)) {
        const int64_t size = file->length_frames * RBK_SAMPLE_BYTES;
        use u;
        rbk_status status = find_use(p->disc, position, size, &u, error);
        const int64_t unused = status == RBK_OK ? left_over_of(p->disc, position, &u, size) : 0;
        if (status != RBK_OK || unused >= RBK_SECTOR_BYTES)
            return status == RBK_OK ? report_left_over(p, file, size, unused, RBK_SECTOR_BYTES, error) : status;
    }
    if (left_over == 0)
        return RBK_OK;
    rbk_status added =
        rbk_findings_add(p->findings, RBK_WARNING, "file.unfinished-sector", file->location, 0, 0,
                         "its last sector has %lld of 588 samples: the file may be truncated", (long long)left_over);
    return added == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}

static rbk_status open_audio(const probe *p, const probed_file *f, rbk_audio **audio, rbk_error *error)
{
    const rbk_file *file = &p->disc->files[f->position];
    rbk_raw_format made;
    rbk_input input;
    rbk_audio *opened;
    const rbk_raw_format *raw = rbk_source_raw_format(file, p->options->raw, &made);
    bool there = rbk_input_is_there(&f->input);
    rbk_status status = there ? rbk_input_open_again(&input, &f->input, error) : RBK_OK;
    if (status == RBK_OK)
        status = there ? rbk_audio_open_input(file->location, &input, raw, &opened, p->findings, error)
                       : rbk_audio_open(file->location, raw, &opened, p->findings, error);
    if (status != RBK_OK)
        return status;
    status = rbk_audio_check_identity(opened, &file->identity, error);
    if (status == RBK_OK)
        *audio = opened;
    else
        rbk_audio_close(opened);
    return status;
}

/* The first track that plays the file without the flag PRE; NULL where every one has it. */
static const rbk_track *track_without_emphasis(const rbk_disc *disc, uint32_t file)
{
    for (size_t t = 0; t < disc->track_count; t++) {
        const rbk_track *track = &disc->tracks[t];
        for (size_t i = 0; i < track->extent_count && !(track->flags & RBK_FLAG_PRE_EMPHASIS); i++)
            if (!track->extents[i].silence && track->extents[i].file == file)
                return track;
    }
    return NULL;
}

/* A file that was given alone, or with data after it: its embedded sheet, if it has one, is the disc's. */
static bool may_have_the_sheet(const rbk_disc *disc, uint32_t file)
{
    return file == 0 && (disc->file_count == 1 || disc->files[1].type != RBK_FILE_AUDIO);
}

/* The sheet's flags have precedence; a different tag in a file is reported. Damaged tags are ignored. */
static rbk_status report_emphasis(const probe *p, uint32_t position, rbk_error *error)
{
    rbk_audio_tags tags;
    rbk_unclear_tags unclear;
    const rbk_file *file = &p->disc->files[position];
    const rbk_track *track = track_without_emphasis(p->disc, position);
    if (!track || (!p->sheet_path && !may_have_the_sheet(p->disc, position)))
        return RBK_OK;
    rbk_status status = rbk_source_read_tags(file->location, &tags, &unclear, error);
    if (status != RBK_OK)
        return status;
    const bool sheet = p->sheet_path || tags.cue_sheet;
    const bool emphasis = tags.pre_emphasis;
    rbk_audio_tags_release(&tags);
    if (sheet && emphasis)
        status = rbk_findings_add(p->findings, RBK_WARNING, "file.pre-emphasis", file->location, 0, track->number,
                                  "its tags state pre-emphasis, but the sheet does not flag track %u so (PRE)",
                                  (unsigned)track->number);
    else if (sheet && unclear.emphasis[0])
        status = rbk_source_report_unclear(file->location, track->number, &unclear, p->findings);
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}

static rbk_status probe_audio(const probe *p, const probed_file *f, rbk_error *error)
{
    rbk_audio *audio;
    rbk_file *file = &p->disc->files[f->position];
    rbk_status status = open_audio(p, f, &audio, error);
    if (status == RBK_NOT_AUDIO && p->sheet_path && file->type == RBK_FILE_AUDIO && looks_like_sectors(file)) {
        status = take_for_sectors(p, file, error);
        if (status == RBK_OK)
            status = open_audio(p, f, &audio, error);
    }
    if (status != RBK_OK)
        return status;
    const rbk_audio_info *info = rbk_audio_information(audio);
    file->rate_hz = info->rate_hz;
    file->length_frames = info->frames;
    const bool flac = strcmp(info->container, "FLAC") == 0;
    const bool comments = rbk_audio_is_flac(audio) || rbk_audio_is_ogg(audio); /* which have a tag for pre-emphasis */
    if (strcmp(info->container, "headerless") != 0)
        file->type = RBK_FILE_AUDIO; /* for later readers, too, whatever the sheet calls it */
    rbk_audio_close(audio);
    if (comments)
        status = report_emphasis(p, f->position, error);
    if (flac && status == RBK_OK && p->options->sums)
        status = rbk_audio_check_sum(file->location, file->length_frames, &file->identity, p->findings, error);
    if (status != RBK_OK)
        return status;
    return file->type == RBK_FILE_AUDIO ? RBK_OK : report_unfinished_sector(p, f->position, error);
}

/* ------------------------------------------------------------------ all of them */

/* Not every path in a sheet is opened, and not every path that is opened is in the sheet. */
static rbk_status tell_place(const probe *p, const rbk_file *file, const rbk_source_place *place)
{
    if (place->elsewhere)
        return rbk_findings_add(p->findings, RBK_WARNING, "file.elsewhere", p->sheet_path, file->line, 0,
                                "'%s' %s, '%s' is used%s", file->path,
                                place->outside ? "is outside the sheet's folder" : "was not found", place->location,
                                place->other_form ? RBK_SOURCE_OTHER_FORM : "");
    if (place->outside)
        return rbk_findings_add(p->findings, RBK_WARNING, "file.outside", p->sheet_path, file->line, 0,
                                "'%s' is outside the sheet's folder", file->path);
    return RBK_OK;
}

static rbk_status locate(const probe *p, probed_file *f, rbk_error *error)
{
    rbk_file *file = &p->disc->files[f->position];
    rbk_source_place *place = &f->place;
    bool may = false;
    rbk_status status = rbk_source_locate(file->path, p->sheet_path, p->options->any_path, place, error);
    if (status != RBK_OK)
        return status;
    status = rbk_disc_locate_file(p->disc, f->position, place->location, error);
    if (status == RBK_OK && tell_place(p, file, place) != RBK_OK)
        status = rbk_fail_memory(error);
    if (status == RBK_OK)
        status = rbk_recover_reporting(file->location, RBK_RECOVER_TO_READ, p->findings, error);
    if (status == RBK_OK)
        status = rbk_source_open_within(file->location, p->disc->within_sheet, &may, &f->input, &file->identity, error);
    if (status == RBK_OK && !may)
        status = rbk_fail(error, RBK_CHANGED, "was replaced by a link out of the sheet's folder while it was probed");
    free(place->location);
    place->location = NULL;
    return status;
}

static rbk_status judge_sectors(const probe *p, probed_file *f, rbk_error *error)
{
    rbk_file_type type = p->disc->files[f->position].type;
    rbk_payload_file *payload =
        type == RBK_FILE_BINARY || type == RBK_FILE_MOTOROLA ? payload_of(p, f) : NULL; /* NULL: probing reports it */
    if (!payload)
        return RBK_OK;
    rbk_status status = rbk_source_judge_sectors(p->disc, f->position, payload, &f->input, p->findings, error);
    return status == RBK_OK ? rbk_source_find_volumes(p->disc, f->position, payload, p->volumes, error) : status;
}

static rbk_status probe_file(const probe *p, probed_file *f, rbk_error *error)
{
    const uint32_t position = f->position;
    rbk_status status = locate(p, f, error);
    if (status != RBK_OK)
        return status;
    status = rbk_source_locate_subchannel(p->disc, position, p->findings, error);
    if (status != RBK_OK)
        return status;
    rbk_file *file = &p->disc->files[position];
    bool may = true;
    if (file->subchannel_location)
        status = rbk_source_may_read(file->subchannel_location, p->disc->within_sheet, &may, &file->subchannel_identity,
                                     error);
    if (status != RBK_OK)
        return status;
    if (!may)
        return rbk_fail(error, RBK_CHANGED, "its subchannel was replaced by a link out of the sheet's folder");
    bool data = rbk_payload_is_sectors_in(p->disc, position, rbk_input_is_there(&f->input) ? &f->input : NULL);
    if (rbk_input_is_there(&f->input) && f->input.system_error) /* then it may be stored in another way */
        return rbk_input_fail(&f->input, error);
    if (data)
        status = rbk_source_refuse_audio(p->disc, position, &f->input, error);
    if (status == RBK_OK && data && file->type == RBK_FILE_AUDIO)
        status = take_for_sectors(p, file, error);
    if (status == RBK_OK && data)
        status = judge_sectors(p, f, error);
    if (status == RBK_OK)
        status = data ? probe_sectors(p, f, error) : probe_audio(p, f, error);
    if (status == RBK_OK && !data)
        status = judge_sectors(p, f, error);
    return status == RBK_OK ? rbk_source_judge_subchannel(file, p->findings, error) : status;
}

/* An error of one file, or of what is next to it, becomes a finding, so that the next file is probed too. */
static rbk_status report_failure(const probe *p, const rbk_file *file, const rbk_source_place *place,
                                 const rbk_error *reason)
{
    char text[RBK_SENTENCE_BYTES + RBK_PATH_BYTES];
    rbk_error bare = *reason;
    bool found = file->location != NULL;
    bool in_sheet = reason->place.line > 0 && p->sheet_path;
    bare.place = (rbk_place){0};
    rbk_error_format(&bare, text, sizeof text);
    const char *failed = reason->place.path[0] ? reason->place.path : file->location;
    const char *path = found && !in_sheet ? failed : p->sheet_path ? p->sheet_path : file->path;
    uint32_t line = in_sheet ? reason->place.line : found ? 0 : file->line;
    return rbk_findings_add(p->findings, RBK_ERROR, place->outside && !found ? "file.outside" : "file.unusable", path,
                            line, reason->place.track, "%s", text);
}

/* What is looked for later, next to the files of the disc, is bound in the same way. */
static rbk_status bound_to_folder(const probe *p)
{
    char *sheet = p->sheet_path && !p->options->any_path ? strdup(p->sheet_path) : NULL;
    if (!sheet && p->sheet_path && !p->options->any_path)
        return RBK_NO_MEMORY;
    free(p->disc->within_sheet);
    p->disc->within_sheet = sheet;
    return RBK_OK;
}

/* A file that did not exist must still be absent: a replacement in progress may have hidden it for a moment. */
static rbk_status check_absent(const rbk_disc *disc, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < disc->file_count && status == RBK_OK; i++)
        if (disc->files[i].location && !rbk_identity_is_known(&disc->files[i].identity))
            status = rbk_identity_check(disc->files[i].location, &disc->files[i].identity, error);
    return status;
}

rbk_status rbk_source_check_unchanged(const rbk_disc *disc, const char *sheet_path, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < disc->file_count && status == RBK_OK; i++) {
        const rbk_file *file = &disc->files[i];
        if (file->location && rbk_identity_is_known(&file->identity))
            status = rbk_identity_check(file->location, &file->identity, error);
        if (status == RBK_OK && file->subchannel_location && rbk_identity_is_known(&file->subchannel_identity))
            status = rbk_identity_check(file->subchannel_location, &file->subchannel_identity, error);
    }
    if (status == RBK_OK && sheet_path && rbk_identity_is_known(&disc->identity))
        status = rbk_identity_check(sheet_path, &disc->identity, error);
    return status;
}

/* What only the layout shows. Where there is none, laying it out reports the error. */
static rbk_status judge_laid_out(const probe *p, rbk_error *error)
{
    rbk_layout *layout = NULL;
    rbk_status status = rbk_layout_compute(p->disc, RBK_JOIN_AUTO, &layout, NULL, NULL);
    if (status != RBK_OK)
        return status == RBK_NO_MEMORY ? rbk_fail_memory(error) : RBK_OK;
    status = rbk_source_judge_places(p->disc, layout, p->sheet_path, p->findings, error);
    if (status == RBK_OK)
        status = rbk_source_judge_volumes(p->disc, layout, p->volumes, p->sheet_path != NULL, p->findings, error);
    rbk_layout_free(layout);
    return status;
}

static rbk_status probe_files(const probe *p, size_t *unusable, rbk_error *error)
{
    for (uint32_t i = 0; i < p->disc->file_count; i++) {
        probed_file f = {.position = i, .opening = RBK_OK};
        rbk_error reason;
        rbk_input_open_bytes(&f.input, NULL, 0);
        rbk_error_init(&reason);
        rbk_status status = probe_file(p, &f, &reason);
        rbk_payload_close(f.payload);
        rbk_input_close(&f.input);
        if (status == RBK_OK)
            continue;
        (*unusable)++;
        if (status == RBK_NO_MEMORY || report_failure(p, &p->disc->files[i], &f.place, &reason) != RBK_OK)
            return rbk_fail_memory(error);
    }
    return RBK_OK;
}

static rbk_status probe_disc(const probe *p, rbk_error *error)
{
    rbk_disc *disc = p->disc;
    size_t unusable = 0;
    rbk_status status = probe_files(p, &unusable, error);
    if (status == RBK_OK && unusable == 0)
        status = rbk_source_place_sessions(disc, p->findings, error);
    if (status == RBK_OK)
        status = rbk_source_check_unchanged(disc, p->sheet_path, error);
    if (status == RBK_OK)
        status = check_absent(disc, error);
    if (status == RBK_OK && unusable > 0)
        status = rbk_fail(error, RBK_REFUSED, "%zu of %zu %s be used", unusable, disc->file_count,
                          RBK_PLURAL(disc->file_count, "file cannot", "files cannot"));
    if (status == RBK_OK)
        status = rbk_source_take_origin(disc, p->sheet_path, p->options, p->findings, error);
    return status == RBK_OK ? judge_laid_out(p, error) : status;
}

rbk_status rbk_source_probe(rbk_disc *disc, const char *sheet_path, const rbk_source_options *options,
                            rbk_findings *findings, rbk_error *error)
{
    rbk_source_options defaults;
    if (!disc || !findings)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_status status = rbk_disc_check(disc, error);
    if (status != RBK_OK)
        return status;
    rbk_source_options_init(&defaults);
    probe p = {.disc = disc,
               .sheet_path = sheet_path,
               .options = options ? options : &defaults,
               .findings = findings,
               .volumes = calloc(disc->track_count + 1, sizeof *p.volumes)};
    status = p.volumes && bound_to_folder(&p) == RBK_OK ? probe_disc(&p, error) : rbk_fail_memory(error);
    free(p.volumes);
    return status;
}
