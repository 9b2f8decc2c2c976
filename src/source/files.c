/*
 * A disc from audio files: one track each, texts and codes from their tags. A FLAC with an embedded cue sheet is a disc
 * by itself.
 */
#include "base/fail.h"
#include "base/input.h"
#include "base/path.h"

#include "source/source.h"

#include <redbook/format.h>
#include <redbook/rules.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef struct tagged_file {
    const char *path;
    size_t given; /* its position on the command line: keeps the order of equals */
    rbk_audio_tags tags;
    rbk_unclear_tags unclear;
} tagged_file;

/* ------------------------------------------------------------------ tags */

static void release_files(tagged_file *files, size_t count)
{
    for (size_t i = 0; files && i < count; i++)
        rbk_audio_tags_release(&files[i].tags);
    free(files);
}

/* It exists and could not be opened or read this time: the next attempt may succeed, and its tags would be missing. */
static bool is_passing(const rbk_error *why)
{
    return why->status == RBK_STASHINUSE || (rbk_error_is_of_system(why) && !rbk_input_is_absence(why->system_error));
}

/* It was missing when its tags were read, and is there now: another process is replacing it. */
static bool has_appeared(const char *path, const rbk_error *why)
{
    struct stat about;
    return rbk_input_is_absence(why->system_error) && stat(path, &about) == 0;
}

rbk_status rbk_source_read_tags(const char *path, rbk_audio_tags *tags, rbk_unclear_tags *unclear, rbk_error *error)
{
    rbk_error why;
    rbk_error_init(&why);
    memset(tags, 0, sizeof *tags);
    if (rbk_audio_tags_read_all(path, tags, unclear, &why) == RBK_OK)
        return RBK_OK;
    if (has_appeared(path, &why)) {
        rbk_fail(&why, RBK_CHANGED, "was replaced while its tags were read");
        rbk_error_set_path(&why, path);
    } else if (!is_passing(&why)) {
        return RBK_OK;
    }
    if (error)
        *error = why;
    return why.status;
}

static rbk_status read_tags(const char *const *paths, size_t count, tagged_file **files, rbk_findings *findings,
                            rbk_error *error)
{
    tagged_file *made = calloc(count ? count : 1, sizeof *made);
    rbk_status status = made ? RBK_OK : rbk_fail_memory(error);
    for (size_t i = 0; i < count && status == RBK_OK; i++) {
        made[i].path = paths[i];
        made[i].given = i;
        status = rbk_recover_reporting(paths[i], RBK_RECOVER_TO_READ, findings, error);
        if (status == RBK_OK)
            status = rbk_source_read_tags(paths[i], &made[i].tags, &made[i].unclear, error);
    }
    if (status != RBK_OK) {
        release_files(made, count);
        return status;
    }
    *files = made;
    return RBK_OK;
}

typedef bool tagged_file_property(const tagged_file *file);

static bool has_guessed_tags(const tagged_file *file)
{
    return file->unclear.encoding;
}

static bool has_sheet(const tagged_file *file)
{
    return file->tags.cue_sheet != NULL;
}

/* One warning for all files of a property. */
static rbk_status report_files(const tagged_file *files, size_t count, tagged_file_property *has, const char *rule,
                               const char *text, rbk_findings *findings, rbk_error *error)
{
    const tagged_file *first = NULL;
    size_t more = 0;
    for (size_t i = 0; i < count; i++) {
        more += first && has(&files[i]);
        first = !first && has(&files[i]) ? &files[i] : first;
    }
    rbk_status status = RBK_OK;
    if (first && more == 0)
        status = rbk_findings_add(findings, RBK_WARNING, rule, first->path, 0, 0, "%s", text);
    else if (first)
        status = rbk_findings_add(findings, RBK_WARNING, rule, first->path, 0, 0,
                                  "%s; the same is true of %zu more file%s", text, more, RBK_PLURAL(more, "", "s"));
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}

static int by_number(const void *left, const void *right)
{
    const tagged_file *a = left, *b = right;
    if (a->tags.disc_number != b->tags.disc_number)
        return a->tags.disc_number < b->tags.disc_number ? -1 : 1;
    if (a->tags.track_number != b->tags.track_number)
        return a->tags.track_number < b->tags.track_number ? -1 : 1;
    return a->given < b->given ? -1 : a->given > b->given;
}

static rbk_status sort_by_tags(tagged_file *files, size_t count, rbk_findings *findings, rbk_error *error)
{
    for (size_t i = 0; i < count; i++)
        if (files[i].tags.track_number == 0 &&
            rbk_findings_add(findings, RBK_ERROR, "sort.no-number", files[i].path, 0, 0,
                             "expected a track number in its tags to sort by, found none") != RBK_OK)
            return rbk_fail_memory(error);
    qsort(files, count, sizeof *files, by_number);
    for (size_t i = 1; i < count; i++)
        if (files[i].tags.track_number != 0 && files[i].tags.track_number == files[i - 1].tags.track_number &&
            files[i].tags.disc_number == files[i - 1].tags.disc_number &&
            rbk_findings_add(findings, RBK_WARNING, "sort.same-number", files[i].path, 0, 0,
                             "'%s' has the same track number %u; the given order is kept", files[i - 1].path,
                             (unsigned)files[i].tags.track_number) != RBK_OK)
            return rbk_fail_memory(error);
    return RBK_OK;
}

/* ------------------------------------------------------------------ one track */

/* Tags may hold line ends and other controls that no sheet can; UTF-8 they are by contract. */
static rbk_status set_text(rbk_text *text, rbk_text_field field, const char *value, rbk_error *error)
{
    return value ? rbk_text_set(text, field, value, error) : RBK_OK;
}

static rbk_status set_track_texts(rbk_track *track, const rbk_audio_tags *tags, rbk_error *error)
{
    const struct {
        rbk_text_field field;
        const char *value;
    } rows[] = {
        {RBK_TEXT_TITLE, tags->title},           {RBK_TEXT_PERFORMER, tags->artist},
        {RBK_TEXT_SONGWRITER, tags->songwriter}, {RBK_TEXT_COMPOSER, tags->composer},
        {RBK_TEXT_ARRANGER, tags->arranger},
    };
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0] && status == RBK_OK; i++)
        status = set_text(&track->text, rows[i].field, rows[i].value, error);
    return status;
}

static rbk_status set_track_isrc(rbk_track *track, const tagged_file *file, rbk_findings *findings, rbk_error *error)
{
    rbk_error reason;
    rbk_error_init(&reason);
    if (!file->tags.isrc || rbk_isrc_parse(file->tags.isrc, track->isrc, &reason) == RBK_OK)
        return RBK_OK;
    rbk_status status = rbk_findings_add(findings, RBK_WARNING, "tags.bad-isrc", file->path, 0, track->number,
                                         "%s; it is ignored", reason.sentence);
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}

/* A player must de-emphasise such a track, and the flag is the only way to tell it. */
static rbk_status set_pre_emphasis(rbk_track *track, const tagged_file *file, rbk_findings *findings, rbk_error *error)
{
    track->flags |= RBK_FLAG_PRE_EMPHASIS;
    rbk_status status =
        rbk_findings_add(findings, RBK_NOTE, "tags.pre-emphasis", file->path, 0, track->number,
                         "its tags state pre-emphasis: track %u gets the flag PRE", (unsigned)track->number);
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}

/* Neither yes nor no: a flag that is not meant would make players change the audio. */
rbk_status rbk_source_report_unclear(const char *path, uint32_t track, const rbk_unclear_tags *unclear,
                                     rbk_findings *findings)
{
    return rbk_findings_add(findings, RBK_WARNING, "tags.bad-pre-emphasis", path, 0, track,
                            "expected 'yes' or 'no' in its tag for pre-emphasis, found '%s'; it is ignored",
                            unclear->emphasis);
}

/* The pregap before the next track, of the file at a position: 2 s at least after data. RBK_NO_MEMORY. */
static rbk_status pregap_before(const rbk_disc *disc, const rbk_source_input *input, size_t position, const char *path,
                                uint32_t *sectors, rbk_findings *findings, rbk_error *error)
{
    bool first = disc->track_count == 0;
    bool after_data = !first && !rbk_track_mode_is_audio(disc->tracks[disc->track_count - 1].mode);
    uint32_t asked = input->gaps ? input->gaps[position] : first ? 0 : input->gap_sectors;
    *sectors = after_data && asked < RBK_PREGAP_SECTORS ? RBK_PREGAP_SECTORS : asked;
    if (asked == 0 || *sectors == asked)
        return RBK_OK;
    rbk_status status = rbk_findings_add(findings, RBK_NOTE, "data.pregap", path, 0, (uint32_t)disc->track_count + 1,
                                         "track %u has a pregap of 2 s instead of %u sectors, since it is after data",
                                         (unsigned)disc->track_count + 1, (unsigned)asked);
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}

static rbk_status add_track(rbk_disc *disc, const rbk_source_input *input, const tagged_file *files, size_t i,
                            rbk_findings *findings, rbk_error *error)
{
    uint32_t position;
    rbk_track *track;
    const tagged_file *file = &files[i];
    uint32_t gap_sectors;
    rbk_status status = pregap_before(disc, input, i, file->path, &gap_sectors, findings, error);
    if (status == RBK_OK)
        status = rbk_disc_add_file(disc, file->path, RBK_FILE_AUDIO, NULL, 0, &position, error);
    if (status == RBK_OK)
        status = rbk_disc_add_track(disc, (uint32_t)disc->track_count + 1, RBK_MODE_AUDIO, &track, error);
    if (status != RBK_OK)
        return status;
    bool gap = gap_sectors > 0;
    if (gap)
        status = rbk_track_add_silence(track, (int64_t)gap_sectors * RBK_SECTOR_SAMPLES, error);
    if (status == RBK_OK)
        status = rbk_track_add_file_extent(track, position, 0, RBK_TO_END, error);
    if (status == RBK_OK && gap)
        status = rbk_track_add_index(track, 0, 0, 0, error);
    if (status == RBK_OK)
        status = rbk_track_add_index(track, 1, gap ? 1 : 0, 0, error);
    if (status == RBK_OK)
        status = set_track_texts(track, &file->tags, error);
    if (status == RBK_OK && input->names)
        status = rbk_source_take_name(input->names, file->path, track, findings, error);
    if (status == RBK_OK)
        status = set_track_isrc(track, file, findings, error);
    if (status == RBK_OK && file->tags.pre_emphasis)
        status = set_pre_emphasis(track, file, findings, error);
    else if (status == RBK_OK && file->unclear.emphasis[0] &&
             rbk_source_report_unclear(file->path, track->number, &file->unclear, findings) != RBK_OK)
        status = rbk_fail_memory(error);
    return status;
}

/* ------------------------------------------------------------------ what the files agree on */

typedef char *rbk_audio_tags_member(const rbk_audio_tags *tags);

static char *album_of(const rbk_audio_tags *tags)
{
    return tags->album;
}

static char *performer_of(const rbk_audio_tags *tags)
{
    return tags->album_artist ? tags->album_artist : tags->artist;
}

static char *genre_of(const rbk_audio_tags *tags)
{
    return tags->genre;
}

static char *date_of(const rbk_audio_tags *tags)
{
    return tags->date;
}

static char *barcode_of(const rbk_audio_tags *tags)
{
    return tags->barcode;
}

/* The value all files have, or NULL. */
static const char *agreed(const tagged_file *files, size_t count, rbk_audio_tags_member *member)
{
    const char *first = count ? member(&files[0].tags) : NULL;
    for (size_t i = 1; i < count && first; i++) {
        const char *other = member(&files[i].tags);
        if (!other || strcmp(first, other) != 0)
            return NULL;
    }
    return first;
}

static rbk_status set_disc_texts(rbk_disc *disc, const tagged_file *files, size_t count, rbk_findings *findings,
                                 rbk_error *error)
{
    const struct {
        rbk_text_field field;
        rbk_audio_tags_member *member;
    } rows[] = {{RBK_TEXT_TITLE, album_of},
                {RBK_TEXT_PERFORMER, performer_of},
                {RBK_TEXT_GENRE, genre_of},
                {RBK_TEXT_DATE, date_of}};
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0] && status == RBK_OK; i++)
        if (!disc->text.field[rows[i].field]) /* a sheet has precedence over tags */
            status = set_text(&disc->text, rows[i].field, agreed(files, count, rows[i].member), error);
    const char *barcode = disc->mcn[0] ? NULL : agreed(files, count, barcode_of);
    rbk_error reason;
    rbk_error_init(&reason);
    if (status == RBK_OK && barcode && rbk_mcn_parse(barcode, disc->mcn, &reason) != RBK_OK &&
        rbk_findings_add(findings, RBK_WARNING, "tags.bad-mcn", files[0].path, 0, 0, "%s; it is ignored",
                         reason.sentence) != RBK_OK)
        status = rbk_fail_memory(error);
    return status;
}

/* ------------------------------------------------------------------ a FLAC that is a disc */

static rbk_status report_block(const tagged_file *file, rbk_findings *findings, rbk_error *error)
{
    const rbk_unclear_tags *unclear = &file->unclear;
    rbk_status status = RBK_OK;
    if (unclear->moved_indexes > 0)
        status =
            rbk_findings_add(findings, RBK_NOTE, "tags.index", file->path, 0, 0,
                             "indexes of its embedded cue sheet that are not at the start of a sector: %u; each is "
                             "moved to the nearest one",
                             (unsigned)unclear->moved_indexes);
    if (status == RBK_OK && unclear->after_lead_out > 0)
        status = rbk_findings_add(findings, RBK_WARNING, "tags.lead-out", file->path, 0, 0,
                                  "samples after the lead-out of its embedded cue sheet: %" PRIu64
                                  "; they belong to the last track",
                                  unclear->after_lead_out);
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}

/* The sheet's files all mean the FLAC itself, whatever their names. */
static rbk_status adopt_sheet(const tagged_file *file, rbk_disc **disc, rbk_findings *findings, rbk_error *error)
{
    rbk_disc *made = NULL;
    const char *text = file->tags.cue_sheet;
    rbk_status status = rbk_format_read_as(rbk_format_find("cue"), (const uint8_t *)text, strlen(text), file->path,
                                           NULL, &made, findings, error);
    if (status != RBK_OK)
        return status;
    if (made->file_count != 1)
        status =
            rbk_fail_at(error, RBK_SYNTAX, file->path, 0, 0, "its embedded cue sheet names %zu file%s, expected one",
                        made->file_count, RBK_PLURAL(made->file_count, "", "s"));
    if (status == RBK_OK) {
        char *path = strdup(file->path);
        if (path) {
            free(made->files[0].path);
            made->files[0].path = path;
            made->files[0].type = RBK_FILE_AUDIO;
        }
        status = path ? set_disc_texts(made, file, 1, findings, error) : rbk_fail_memory(error);
    }
    if (status == RBK_OK)
        status = report_block(file, findings, error);
    if (status != RBK_OK) {
        rbk_disc_free(made);
        return status;
    }
    *disc = made;
    return RBK_OK;
}

/* ------------------------------------------------------------------ the whole */

static rbk_status build(const rbk_source_input *input, const tagged_file *files, rbk_disc **disc,
                        rbk_findings *findings, rbk_error *error)
{
    rbk_disc *made = rbk_disc_new();
    rbk_status status = made ? RBK_OK : rbk_fail_memory(error);
    bool data_first = input->data_path && !input->data_session;
    if (status == RBK_OK && data_first)
        status = rbk_source_add_data_track(made, input->data_path, input->data_options, findings, error);
    if (status == RBK_OK && data_first && input->count > 0)
        status = rbk_source_add_post_gap(made, findings, error);
    for (size_t i = 0; i < input->count && status == RBK_OK; i++)
        status = add_track(made, input, files, i, findings, error);
    if (status == RBK_OK)
        status = report_files(files, input->count, has_sheet, "file.embedded-sheet",
                              "its embedded cue sheet is ignored and it becomes one track, since the disc has more "
                              "files: give it alone to use the sheet",
                              findings, error);
    if (status == RBK_OK)
        status = set_disc_texts(made, files, input->count, findings, error);
    if (status != RBK_OK) {
        rbk_disc_free(made);
        return status;
    }
    *disc = made;
    return RBK_OK;
}

/* The lengths are those that recorders write; a sheet states them, since some readers know only what it states. */
static rbk_status add_data_session(rbk_disc *disc, const rbk_source_input *input, rbk_findings *findings,
                                   rbk_error *error)
{
    rbk_session *session;
    bool stated = input->data_options && input->data_options->bare;
    rbk_status status = rbk_disc_add_session(disc, RBK_AREA_CD, 0, &session, error);
    if (status != RBK_OK)
        return status;
    session->lead_out_sectors = RBK_FIRST_LEAD_OUT_SECTORS;
    session->lead_in_sectors = RBK_LEAD_IN_SECTORS;
    session->pregap_sectors = RBK_PREGAP_SECTORS;
    status = rbk_source_add_data_track(disc, input->data_path, input->data_options, findings, error);
    rbk_track *track = &disc->tracks[disc->track_count - 1];
    if (status == RBK_OK && !stated && track->mode == RBK_MODE_MODE1_2048)
        track->mode = RBK_MODE_MODE2_2048;
    return status;
}

static rbk_status check_count(const rbk_source_input *input, rbk_findings *findings, rbk_error *error)
{
    size_t count = input->count + (input->data_path ? 1 : 0);
    if (count == 0)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected at least one file");
    if (input->data_session && (!input->data_path || input->count == 0))
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "a second session needs audio before it and data for it");
    if (count <= RBK_TRACKS_MAX)
        return RBK_OK;
    if (rbk_findings_add(findings, RBK_ERROR, RBK_RULE_DISC_TOO_MANY_TRACKS, NULL, 0, 0,
                         "a disc holds 99 tracks at most, found %zu file%s", count,
                         RBK_PLURAL(count, "", "s")) != RBK_OK)
        return rbk_fail_memory(error);
    return rbk_fail(error, RBK_REFUSED, "a disc cannot be made of these files");
}

rbk_status rbk_source_from_files(const rbk_source_input *input, rbk_disc **disc, rbk_findings *findings,
                                 rbk_error *error)
{
    if (!input || !disc || (input->count > 0 && !input->paths))
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    size_t errors_before = rbk_findings_count_from(findings, RBK_ERROR);
    tagged_file *files = NULL;
    rbk_status status = check_count(input, findings, error);
    if (status == RBK_OK)
        status = read_tags(input->paths, input->count, &files, findings, error);
    if (status == RBK_OK)
        status = report_files(files, input->count, has_guessed_tags, "tags.encoding",
                              "its tags are not UTF-8: they are read as Windows-1252", findings, error);
    if (status == RBK_OK && input->sort == RBK_SORT_TAGS && input->count > 1)
        status = sort_by_tags(files, input->count, findings, error);
    if (status == RBK_OK && rbk_findings_count_from(findings, RBK_ERROR) > errors_before)
        status = rbk_fail(error, RBK_REFUSED, "a disc cannot be made of these files");
    bool data_first = input->data_path && !input->data_session;
    bool is_disc = status == RBK_OK && input->count == 1 && !data_first && files[0].tags.cue_sheet;
    rbk_disc *made = NULL;
    if (status == RBK_OK)
        status = is_disc ? adopt_sheet(&files[0], &made, findings, error) : build(input, files, &made, findings, error);
    if (status == RBK_OK && input->data_session)
        status = add_data_session(made, input, findings, error);
    release_files(files, input->count);
    if (status == RBK_OK)
        *disc = made;
    else
        rbk_disc_free(made);
    return status;
}
