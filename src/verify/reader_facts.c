/*
 * Facts of an image, each found in the disc, in the bytes of its descriptor, or in the container.
 */
#include "verify/reader_facts.h"

#include "base/ascii.h"
#include "base/fail.h"
#include "base/path.h"
#include "base/utf8.h"
#include "disc/sessions.h"
#include "format/row.h"

#include <redbook/image.h>

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define HEAD_BYTES      64
#define LAST_BCD_TRACK  15 /* beyond, binary and BCD differ by more than a digit */
#define CHD_UNIT_FRAMES 4

/* ------------------------------------------------------------------ the descriptor */

static const char *format_of(rbk_input *input)
{
    const rbk_format_row *best = NULL;
    int most = 0;
    for (size_t i = 0; rbk_format_rows[i]; i++) {
        const int score = rbk_format_rows[i]->probe(input);
        if (score > most) {
            most = score;
            best = rbk_format_rows[i];
        }
    }
    return best ? best->about.name : NULL;
}

/* Of a sheet alone: others are not text. */
static void look_at_text(rbk_reader_facts *facts, rbk_input *input)
{
    uint8_t head[HEAD_BYTES], last = 0;
    const int64_t size = rbk_input_read(input, 0, head, sizeof head);
    int64_t at = 0;
    if (size <= 0)
        return;
    facts->has_mark = rbk_utf8_mark(head, (size_t)size) > 0;
    if (rbk_input_read(input, input->size - 1, &last, 1) == 1)
        facts->ends_without_line = last != '\n';
    while (at < size && !isalpha(head[at]))
        at++;
    facts->lower_case = at < size && islower(head[at]);
}

/* Whether any file is packed, which its bytes say: those who do not decode it read no sectors there. */
static rbk_status find_ecm(const rbk_disc *disc, bool *found, rbk_error *error)
{
    rbk_status status = RBK_OK;
    *found = false;
    for (size_t i = 0; i < disc->file_count && status == RBK_OK && !*found; i++) {
        uint8_t head[4];
        rbk_input input;
        if (!disc->files[i].location || disc->files[i].type == RBK_FILE_AUDIO)
            continue;
        status = rbk_input_open(&input, disc->files[i].location, error);
        *found = status == RBK_OK && rbk_input_read(&input, 0, head, sizeof head) == sizeof head &&
                 memcmp(head, "ECM", sizeof head) == 0;
        rbk_input_close(&input);
    }
    return status;
}

rbk_status rbk_reader_facts_make(const rbk_disc *disc, const rbk_layout *layout, const char *path,
                                 rbk_reader_facts *facts, rbk_error *error)
{
    rbk_input input;
    *facts = (rbk_reader_facts){.disc = disc, .layout = layout, .path = path, .format = "sectors"};
    rbk_status status = rbk_input_open(&input, path, error);
    if (status == RBK_OK && disc->descriptor_path) {
        const char *format = format_of(&input);
        facts->format = format ? format : "sectors";
        if (strcmp(facts->format, "cue") == 0)
            look_at_text(facts, &input);
    }
    rbk_input_close(&input);
    if (status == RBK_OK)
        status = rbk_chd_facts_read(path, &facts->is_chd, &facts->chd, error);
    bool is_ecm = false;
    if (status == RBK_OK && !facts->is_chd)
        status = find_ecm(disc, &is_ecm, error);
    if (status != RBK_OK)
        return status;
    if (facts->is_chd)
        facts->format = "chd";
    else if (is_ecm)
        facts->format = "ecm";
    else if (!disc->descriptor_path && disc->file_count > 0 && disc->files[0].type == RBK_FILE_AUDIO)
        facts->format = "audio";
    facts->gd_rom = rbk_disc_has_high_density(disc);
    for (size_t i = 0; i < disc->file_count; i++) {
        bool before = false;
        for (size_t k = 0; k < i && !before; k++)
            before = disc->files[k].location && disc->files[i].location &&
                     strcmp(disc->files[k].location, disc->files[i].location) == 0;
        facts->payload_files += !before;
    }
    return RBK_OK;
}

void rbk_reader_facts_release(rbk_reader_facts *facts)
{
    if (facts->is_chd)
        rbk_chd_facts_release(&facts->chd);
}

/* ------------------------------------------------------------------ files */

static bool is_cue(const rbk_reader_facts *facts)
{
    return strcmp(facts->format, "cue") == 0;
}

static const char *extension_of(const rbk_file *file)
{
    const char *path = file->location ? file->location : file->path;
    return path + rbk_path_stem(path);
}

static bool name_file(const rbk_file *file, char text[RBK_FACT_BYTES])
{
    snprintf(text, RBK_FACT_BYTES, "'%.120s'", file->path);
    return true;
}

bool rbk_fact_packed_audio(const rbk_reader_facts *facts, char text[RBK_FACT_BYTES])
{
    for (size_t i = 0; i < facts->disc->file_count; i++) {
        const rbk_file *file = &facts->disc->files[i];
        if (file->type == RBK_FILE_AUDIO && !rbk_ascii_same(extension_of(file), ".wav"))
            return name_file(file, text);
    }
    return false;
}

/* Does a track use a file? */
static bool uses(const rbk_track *track, size_t file)
{
    for (size_t e = 0; e < track->extent_count; e++)
        if (!track->extents[e].silence && track->extents[e].file == file)
            return true;
    return false;
}

bool rbk_fact_wave_of_tracks(const rbk_reader_facts *facts, char text[RBK_FACT_BYTES])
{
    for (size_t i = 0; i < facts->disc->file_count; i++) {
        size_t users = 0;
        for (size_t t = 0; t < facts->disc->track_count; t++)
            users += uses(&facts->disc->tracks[t], i);
        if (users > 1 && facts->disc->files[i].type == RBK_FILE_AUDIO)
            return name_file(&facts->disc->files[i], text);
    }
    return false;
}

bool rbk_fact_several_files(const rbk_reader_facts *facts, char text[RBK_FACT_BYTES])
{
    snprintf(text, RBK_FACT_BYTES, "it has %zu", facts->payload_files);
    return is_cue(facts) && facts->payload_files > 1;
}

bool rbk_fact_audio_in_bin(const rbk_reader_facts *facts, char text[RBK_FACT_BYTES])
{
    for (size_t t = 0; is_cue(facts) && t < facts->disc->track_count; t++) {
        const rbk_track *track = &facts->disc->tracks[t];
        if (!rbk_track_mode_is_audio(track->mode))
            continue;
        for (size_t i = 0; i < facts->disc->file_count; i++)
            if (uses(track, i) && facts->disc->files[i].type == RBK_FILE_BINARY)
                return name_file(&facts->disc->files[i], text);
    }
    return false;
}

bool rbk_fact_big_endian(const rbk_reader_facts *facts, char text[RBK_FACT_BYTES])
{
    for (size_t i = 0; is_cue(facts) && i < facts->disc->file_count; i++)
        if (facts->disc->files[i].type == RBK_FILE_MOTOROLA)
            return name_file(&facts->disc->files[i], text);
    return false;
}

bool rbk_fact_other_name(const rbk_reader_facts *facts, char text[RBK_FACT_BYTES])
{
    if (!is_cue(facts) || facts->disc->file_count == 0)
        return false;
    const rbk_file *file = &facts->disc->files[0];
    const char *sheet = rbk_path_base(facts->path), *name = rbk_path_base(file->location ? file->location : file->path);
    const size_t stem = rbk_path_stem(sheet);
    if (facts->payload_files == 1 && rbk_path_stem(name) == stem && strncmp(sheet, name, stem) == 0)
        return false;
    return name_file(file, text);
}

/* ------------------------------------------------------------------ pregaps and indexes */

static bool name_track(const rbk_track *track, const char *what, char text[RBK_FACT_BYTES])
{
    snprintf(text, RBK_FACT_BYTES, "track %u%s%s", (unsigned)track->number, what[0] ? " " : "", what);
    return true;
}

static bool starts_silent(const rbk_track *track)
{
    return track->extent_count > 1 && track->extents[0].silence;
}

bool rbk_fact_pregap_command(const rbk_reader_facts *facts, char text[RBK_FACT_BYTES])
{
    for (size_t t = 0; t < facts->disc->track_count; t++)
        if (starts_silent(&facts->disc->tracks[t]) &&
            facts->layout->tracks[t].index01_lba > facts->layout->tracks[t].start_lba)
            return name_track(&facts->disc->tracks[t], "", text);
    return false;
}

bool rbk_fact_chd_pregap_command(const rbk_reader_facts *facts, char text[RBK_FACT_BYTES])
{
    return facts->is_chd && !facts->gd_rom && rbk_fact_pregap_command(facts, text);
}

bool rbk_fact_postgap_command(const rbk_reader_facts *facts, char text[RBK_FACT_BYTES])
{
    for (size_t t = 0; t < facts->disc->track_count; t++) {
        const rbk_track *track = &facts->disc->tracks[t];
        if (track->extent_count > 1 && track->extents[track->extent_count - 1].silence)
            return name_track(track, "", text);
    }
    return false;
}

bool rbk_fact_pregap(const rbk_reader_facts *facts, char text[RBK_FACT_BYTES])
{
    for (size_t t = 1; t < facts->disc->track_count; t++)
        if (facts->layout->tracks[t].index01_lba > facts->layout->tracks[t].start_lba)
            return name_track(&facts->disc->tracks[t], "", text);
    return false;
}

bool rbk_fact_gd_stored_pregap(const rbk_reader_facts *facts, char text[RBK_FACT_BYTES])
{
    for (size_t t = 1; facts->gd_rom && is_cue(facts) && t < facts->disc->track_count; t++)
        if (facts->layout->tracks[t].index01_lba > facts->layout->tracks[t].start_lba &&
            !facts->disc->tracks[t].extents[0].silence)
            return name_track(&facts->disc->tracks[t], "", text);
    return false;
}

bool rbk_fact_pregap_before(const rbk_reader_facts *facts, char text[RBK_FACT_BYTES])
{
    for (size_t t = 1; is_cue(facts) && t < facts->disc->track_count; t++) {
        const rbk_track *track = &facts->disc->tracks[t];
        if (track->extent_count > 1 && !track->extents[0].silence && !track->extents[1].silence &&
            track->extents[0].file != track->extents[1].file)
            return name_track(track, "", text);
    }
    return false;
}

/* Those of a GD-ROM are the end of the track before, and no metadata counts them. */
bool rbk_fact_gap_in_chd(const rbk_reader_facts *facts, char text[RBK_FACT_BYTES])
{
    if (!facts->is_chd)
        return false;
    for (size_t t = 0; t < facts->disc->track_count; t++) {
        const rbk_track *track = &facts->disc->tracks[t];
        const rbk_layout_track *laid = &facts->layout->tracks[t];
        if (rbk_subchannel_track_has(facts->disc, track))
            return name_track(track, "has a subchannel", text);
        if (!facts->gd_rom && laid->index01_lba > laid->start_lba)
            return name_track(track, "has a pregap", text);
    }
    return rbk_fact_postgap_command(facts, text);
}

bool rbk_fact_hidden_bare(const rbk_reader_facts *facts, char text[RBK_FACT_BYTES])
{
    const rbk_track *first = &facts->disc->tracks[0];
    return is_cue(facts) && facts->layout->tracks[0].index01_lba > 0 && first->index_count > 0 &&
           (first->indexes[0].number != 0 || first->indexes[0].line == 0) && !first->extents[0].silence &&
           name_track(first, "", text);
}

bool rbk_fact_later_index_of_cue(const rbk_reader_facts *facts, char text[RBK_FACT_BYTES])
{
    return is_cue(facts) && rbk_fact_later_index(facts, text);
}

bool rbk_fact_later_index(const rbk_reader_facts *facts, char text[RBK_FACT_BYTES])
{
    for (size_t t = 0; t < facts->disc->track_count; t++) {
        const rbk_track *track = &facts->disc->tracks[t];
        if (track->index_count > 0 && track->indexes[track->index_count - 1].number > 1)
            return name_track(track, "", text);
    }
    return false;
}

bool rbk_fact_first_track(const rbk_reader_facts *facts, char text[RBK_FACT_BYTES])
{
    return facts->disc->tracks[0].number != 1 && name_track(&facts->disc->tracks[0], "is the first", text);
}

/* ------------------------------------------------------------------ kinds of discs */

bool rbk_fact_sessions(const rbk_reader_facts *facts, char text[RBK_FACT_BYTES])
{
    snprintf(text, RBK_FACT_BYTES, "it has %zu", facts->layout->session_count);
    return !facts->gd_rom && facts->layout->session_count > 1;
}

bool rbk_fact_graphics(const rbk_reader_facts *facts, char text[RBK_FACT_BYTES])
{
    for (size_t i = 0; i < facts->disc->file_count; i++)
        if (facts->disc->files[i].subchannel != RBK_SUBCHANNEL_NONE && !facts->disc->files[i].subchannel_path)
            return name_file(&facts->disc->files[i], text);
    return false;
}

bool rbk_fact_q_in_subchannel(const rbk_reader_facts *facts, char text[RBK_FACT_BYTES])
{
    (void)text;
    for (size_t t = 0; facts->is_chd && t < facts->disc->track_count; t++)
        if (!rbk_track_mode_is_audio(facts->disc->tracks[t].mode) &&
            rbk_subchannel_track_has(facts->disc, &facts->disc->tracks[t]))
            return name_track(&facts->disc->tracks[t], "", text);
    return false;
}

bool rbk_fact_damaged_q(const rbk_reader_facts *facts, char text[RBK_FACT_BYTES])
{
    const char *path = facts->disc->damaged_q;
    if (!path || !rbk_path_has_extension(path, "sbi"))
        return false;
    snprintf(text, RBK_FACT_BYTES, "'%.120s'", rbk_path_base(path));
    return true;
}

static size_t audio_tracks(const rbk_reader_facts *facts)
{
    size_t count = 0;
    for (size_t t = 0; t < facts->disc->track_count; t++)
        count += rbk_track_mode_is_audio(facts->disc->tracks[t].mode);
    return count;
}

bool rbk_fact_mixed(const rbk_reader_facts *facts, char text[RBK_FACT_BYTES])
{
    const size_t audio = audio_tracks(facts);
    text[0] = '\0';
    return audio > 0 && audio < facts->disc->track_count;
}

bool rbk_fact_chd_no_data(const rbk_reader_facts *facts, char text[RBK_FACT_BYTES])
{
    text[0] = '\0';
    return facts->is_chd && audio_tracks(facts) == facts->disc->track_count;
}

/* ------------------------------------------------------------------ containers */

bool rbk_fact_chd_zstandard(const rbk_reader_facts *facts, char text[RBK_FACT_BYTES])
{
    text[0] = '\0';
    for (size_t i = 0; facts->is_chd && i < RBK_CHD_CODECS; i++)
        if (strcmp(facts->chd.codecs[i], "cdzs") == 0)
            return true;
    return false;
}

bool rbk_fact_chd_padding(const rbk_reader_facts *facts, char text[RBK_FACT_BYTES])
{
    for (size_t t = 0; facts->is_chd && t + 1 < facts->disc->track_count; t++) {
        const rbk_layout_track *laid = &facts->layout->tracks[t];
        if ((laid->end_lba - laid->start_lba) % CHD_UNIT_FRAMES != 0 &&
            rbk_track_mode_is_audio(facts->disc->tracks[t + 1].mode))
            return name_track(&facts->disc->tracks[t + 1], "", text);
    }
    return false;
}

bool rbk_fact_chd_other_modes(const rbk_reader_facts *facts, char text[RBK_FACT_BYTES])
{
    for (size_t t = 0; facts->is_chd && t < facts->disc->track_count; t++) {
        const rbk_track *track = &facts->disc->tracks[t];
        if (!rbk_track_mode_is_audio(track->mode) && track->mode != RBK_MODE_MODE2_2352)
            return name_track(track, rbk_track_mode_name(track->mode), text);
    }
    return false;
}

bool rbk_fact_high_track(const rbk_reader_facts *facts, char text[RBK_FACT_BYTES])
{
    const rbk_track *last = &facts->disc->tracks[facts->disc->track_count - 1];
    return strcmp(facts->format, "mds") == 0 && last->number > LAST_BCD_TRACK && name_track(last, "", text);
}

bool rbk_fact_not_disc_gdi(const rbk_reader_facts *facts, char text[RBK_FACT_BYTES])
{
    snprintf(text, RBK_FACT_BYTES, "'%.120s'", rbk_path_base(facts->path));
    return strcmp(facts->format, "gdi") == 0 && !rbk_ascii_same(rbk_path_base(facts->path), "disc.gdi");
}

bool rbk_fact_mark(const rbk_reader_facts *facts, char text[RBK_FACT_BYTES])
{
    text[0] = '\0';
    return facts->has_mark;
}

bool rbk_fact_no_last_line(const rbk_reader_facts *facts, char text[RBK_FACT_BYTES])
{
    text[0] = '\0';
    return facts->ends_without_line;
}

bool rbk_fact_lower_case(const rbk_reader_facts *facts, char text[RBK_FACT_BYTES])
{
    text[0] = '\0';
    return facts->lower_case;
}
