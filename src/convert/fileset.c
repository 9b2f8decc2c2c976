/*
 * A DDP fileset on paper. The program is one file of sectors, its pregap of 2 s before lba 0 included; the data of a
 * second session is a file of user data from its pregap on. Names are those that readers know.
 */
#include "base/entries.h"
#include "base/fail.h"
#include "base/path.h"
#include "convert/plan.h"
#include "convert/write.h"
#include "disc/sessions.h"
#include "format/ddp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MD5_LINE_BYTES (32 + 2 + 1) /* of a line with a name: digits, " *", the line end */
#define CRC_LINE_BYTES (8 + 1 + 1)  /* "=", digits, the line end */
#define CRC_HEAD       "[CRC32 Checksum]\n"
#define TABLE          "table" /* what the files of tables hold, as it is shown */

const char *rbk_plan_master_id(const rbk_disc *disc)
{
    static const char word[] = RBK_DDP_MASTER_REMARK " ";
    for (size_t i = 0; i < disc->remarks.count; i++)
        if (strncmp(disc->remarks.lines[i], word, sizeof word - 1) == 0)
            return disc->remarks.lines[i];
    return NULL;
}

/* ------------------------------------------------------------------ what no fileset can have */

rbk_status rbk_plan_fileset_refuse(const rbk_planning *planning, rbk_error *error)
{
    size_t track = SIZE_MAX;
    const char *reason = rbk_ddp_refusal(planning->disc, planning->layout, &track);
    if (!reason)
        return RBK_OK;
    return rbk_plan_fail(planning, "convert.refused",
                         track < planning->disc->track_count ? &planning->disc->tracks[track] : NULL, reason, error);
}

/* ------------------------------------------------------------------ streams */

/* A stream: a file of the plan and of the disc, for a session. */
static rbk_status add_stream(const rbk_planning *planning, size_t s, rbk_error *error)
{
    const rbk_layout_session *session = &planning->layout->sessions[s];
    rbk_disc *disc = planning->made->disc;
    char name[16] = "IMAGE.DAT";
    size_t position;
    uint32_t number;
    if (planning->layout->session_count > 1)
        snprintf(name, sizeof name, "IMAGE%02u.DAT", (unsigned)(s + 1) % 100);
    rbk_status status = rbk_plan_add_file(planning, name, s == 0 ? RBK_IMAGE_SINK_SECTORS : RBK_IMAGE_SINK_ISO,
                                          s == 0 ? 0 : disc->tracks[session->first_track].number, &position, error);
    if (status == RBK_OK)
        status = rbk_disc_add_file(disc, name, RBK_FILE_BINARY, "BINARY", 0, &number, error);
    if (status == RBK_OK)
        status = rbk_disc_locate_file(disc, number, planning->made->files[position].path, error);
    if (status != RBK_OK)
        return status;
    rbk_convert_file *file = &planning->made->files[position];
    int32_t first = s == 0 ? session->pregap_lba : session->start_lba;
    file->empty_sectors = (uint32_t)(first - session->pregap_lba);
    disc->files[number].rate_hz = RBK_RATE_HZ;
    disc->files[number].length_frames = (int64_t)(session->lead_out_lba - session->pregap_lba) * RBK_SECTOR_SAMPLES;
    return rbk_plan_add_segment(file, first, session->lead_out_lba, false, error);
}

static rbk_track_mode user_data_of(rbk_track_mode mode)
{
    bool mode1 = mode == RBK_MODE_MODE1_2048 || mode == RBK_MODE_MODE1_2352;
    return mode1 ? RBK_MODE_MODE1_2048 : RBK_MODE_MODE2_2048;
}

static rbk_status place_track(const rbk_planning *planning, size_t t, rbk_error *error)
{
    const rbk_layout_track *laid = &planning->layout->tracks[t];
    const rbk_layout_session *session = rbk_layout_session_of(planning->layout, t);
    rbk_track *track = &planning->made->disc->tracks[t];
    uint32_t file = (uint32_t)(session - planning->layout->sessions);
    if (!rbk_plan_track_is_audio(planning, t))
        track->mode = user_data_of(track->mode);
    rbk_status status =
        rbk_track_add_file_extent(track, file, (int64_t)(laid->start_lba - session->pregap_lba) * RBK_SECTOR_SAMPLES,
                                  (int64_t)(laid->end_lba - laid->start_lba) * RBK_SECTOR_SAMPLES, error);
    for (size_t i = 0; i < laid->index_count && status == RBK_OK; i++)
        status = rbk_plan_add_index(track, laid->indexes[i].number, laid->indexes[i].lba - laid->start_lba, error);
    return status;
}

rbk_status rbk_plan_fileset_streams(const rbk_planning *planning, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t s = 0; s < planning->layout->session_count && status == RBK_OK; s++)
        status = add_stream(planning, s, error);
    for (size_t t = 0; t < planning->disc->track_count && status == RBK_OK; t++)
        status = place_track(planning, t, error);
    if (status == RBK_OK && planning->made->disc->cdtext_bytes > 0)
        status = rbk_plan_add_packs(planning, RBK_DDP_CDTEXT_NAME, error);
    return status;
}

/* ------------------------------------------------------------------ tables */

/* A list has a line for each file but the lists. */
static int64_t bytes_of_list(const rbk_conversion *made, rbk_convert_sums sums)
{
    int64_t bytes = sums == RBK_CONVERT_MD5 ? 0 : (int64_t)strlen(CRC_HEAD);
    int64_t line = sums == RBK_CONVERT_MD5 ? MD5_LINE_BYTES : CRC_LINE_BYTES;
    bytes += line + (int64_t)strlen(RBK_DDP_ID_NAME);
    for (size_t i = 0; i < made->file_count; i++)
        if (made->files[i].sums == RBK_CONVERT_NO_SUMS)
            bytes += line + (int64_t)strlen(rbk_path_base(made->files[i].path));
    return bytes;
}

static rbk_status add_list(const rbk_planning *planning, const char *name, rbk_convert_sums sums, rbk_error *error)
{
    rbk_bytes later = {NULL, 0};
    rbk_status status = rbk_plan_add_content(planning, name, TABLE, &later, error);
    if (status != RBK_OK)
        return status;
    rbk_convert_file *file = &planning->made->files[planning->made->file_count - 1];
    file->sums = sums;
    file->bytes = bytes_of_list(planning->made, sums);
    return RBK_OK;
}

static rbk_status add_tables(const rbk_planning *planning, rbk_ddp_tables *tables, rbk_error *error)
{
    rbk_status status = rbk_plan_add_content(planning, RBK_DDP_PQ_NAME, TABLE, &tables->pq, error);
    if (status == RBK_OK)
        status = rbk_plan_add_content(planning, RBK_DDP_MAP_NAME, TABLE, &tables->map, error);
    if (status == RBK_OK)
        status = add_list(planning, RBK_DDP_MD5_NAME, RBK_CONVERT_MD5, error);
    if (status == RBK_OK)
        status = add_list(planning, RBK_DDP_CRC_NAME, RBK_CONVERT_CRC32, error);
    if (status != RBK_OK)
        return status;
    planning->made->descriptor = tables->id;
    tables->id = (rbk_bytes){NULL, 0};
    rbk_plan_count_bytes(planning);
    return RBK_OK;
}

rbk_status rbk_plan_fileset_tables(const rbk_planning *planning, rbk_error *error)
{
    rbk_ddp_tables tables;
    const char *remark = rbk_plan_master_id(planning->disc);
    const char *master_id = remark ? remark + strlen(RBK_DDP_MASTER_REMARK) + 1 : NULL;
    if (planning->master_id)
        master_id = planning->master_id;
    rbk_status status = rbk_ddp_tables_make(planning->made->disc, master_id, &tables, error);
    if (status != RBK_OK) {
        rbk_error_set_path(error, planning->made->path);
        return status;
    }
    status = add_tables(planning, &tables, error);
    rbk_ddp_tables_release(&tables);
    return status;
}

/* ------------------------------------------------------------------ lists of sums, when all else is written */

static const rbk_file_sums *sums_of(const rbk_fileset_sums *from, size_t position)
{
    return position < from->conversion->file_count ? rbk_image_sink_sums(from->sinks[position]) : from->descriptor;
}

rbk_status rbk_fileset_write_sums(const rbk_fileset_sums *from, size_t position, rbk_error *error)
{
    const rbk_conversion *made = from->conversion;
    rbk_convert_sums kind = made->files[position].sums;
    rbk_status status = RBK_OK;
    if (kind == RBK_CONVERT_CRC32)
        status = rbk_image_sink_put(from->sinks[position], CRC_HEAD, strlen(CRC_HEAD), error);
    for (size_t i = 0; i <= made->file_count && status == RBK_OK; i++) {
        char line[RBK_MD5_TEXT_BYTES + 64], md5[RBK_MD5_TEXT_BYTES];
        if (i < made->file_count && made->files[i].sums != RBK_CONVERT_NO_SUMS)
            continue;
        const char *name = i < made->file_count ? rbk_path_base(made->files[i].path) : RBK_DDP_ID_NAME;
        if (kind == RBK_CONVERT_MD5)
            snprintf(line, sizeof line, "%s *%s\n", rbk_file_sums_md5(sums_of(from, i), md5), name);
        else
            snprintf(line, sizeof line, "%s=%08X\n", name, (unsigned)rbk_file_sums_crc32(sums_of(from, i)));
        status = rbk_image_sink_put(from->sinks[position], line, strlen(line), error);
    }
    return status;
}

/* ------------------------------------------------------------------ the folder */

static bool is_written(const rbk_conversion *made, const char *name)
{
    bool known = strcmp(name, rbk_path_base(made->path)) == 0;
    for (size_t i = 0; i < made->file_count && !known; i++)
        known = strcmp(name, rbk_path_base(made->files[i].path)) == 0;
    return known;
}

/* Unfinished files and journals of this library go by themselves. */
static bool is_ours(const char *name)
{
    return strncmp(name, ".", 1) == 0 || strstr(name, ".redbook-") != NULL;
}

static rbk_status look_at(const rbk_conversion *made, const char *name, size_t *others, rbk_findings *findings)
{
    if (is_ours(name) || is_written(made, name))
        return RBK_OK;
    if (strcmp(name, RBK_DDP_CDTEXT_NAME) == 0)
        return rbk_findings_add(
            findings, RBK_ERROR, "target.other-file", made->path, 0, 0,
            "its folder has a CDTEXT.BIN, which the new fileset does not have and some readers take for "
            "part of it; remove it, or write to another folder");
    (*others)++;
    return RBK_OK;
}

rbk_status rbk_fileset_check_folder(const rbk_conversion *conversion, rbk_findings *findings, rbk_error *error)
{
    size_t others = 0;
    rbk_entries *entries;
    rbk_status status = rbk_entries_open(conversion->path, true, &entries, error), found = RBK_OK;
    for (const char *name; status == RBK_OK && found == RBK_OK && (name = rbk_entries_next(entries));)
        found = look_at(conversion, name, &others, findings);
    if (status == RBK_OK)
        status = rbk_entries_close(entries, error);
    if (status != RBK_OK)
        return status;
    if (found == RBK_OK && others > 0)
        found = rbk_findings_add(findings, RBK_WARNING, "target.other-file", conversion->path, 0, 0,
                                 "its folder has %zu other %s: a plant expects one with nothing but the fileset",
                                 others, RBK_PLURAL(others, "file", "files"));
    return found == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}
