/*
 * The medium's files. disc.bin makes a disc incomplete, disc.cue, which appears atomically at the end, finalized. A later
 * session has files of its own, disc.2.bin and others; its sheet says that it is closed, and disc.cue is then that of all.
 */
#include "device/virtual_disc.h"

#include "device/virtual_config.h"
#include "device/virtual_model.h"

#include "base/fail.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CUE     "disc.cue"
#define PROGRAM ".bin"
#define PREGAP  ".pregap"
#define SHEET   ".sheet"
#define SUB     ".sub"

enum { FIRST_SESSION_GAP = 11400, SESSION_GAP = 6900, SESSIONS_MAX = 99 };

/* For channels P and Q, which the drive generates; R to W follow them. */
#define PQ_BYTES 24

enum { SUB_CHUNK = 128 };

/* ------------------------------------------------------------------ files */

/* A file of the session, by its ending. */
static rbk_status open_one(const rbk_virtual_disc *disc, const char *ending, int *descriptor, rbk_error *error)
{
    char name[RBK_VIRTUAL_NAME_BYTES];
    return rbk_virtual_folder_file(disc->folder, rbk_virtual_name(disc->number, ending, name), O_RDWR, descriptor,
                                   error);
}

static rbk_status make_one(const rbk_virtual_disc *disc, const char *ending, int *descriptor, rbk_error *error)
{
    char name[RBK_VIRTUAL_NAME_BYTES];
    return rbk_virtual_folder_make(disc->folder, rbk_virtual_name(disc->number, ending, name), descriptor, error);
}

static bool exists(const rbk_virtual_disc *disc, unsigned number, const char *ending)
{
    char name[RBK_VIRTUAL_NAME_BYTES];
    return rbk_virtual_folder_has(disc->folder, rbk_virtual_name(number, ending, name));
}

static void forget_session(rbk_virtual_disc *disc)
{
    int *descriptors[] = {&disc->program, &disc->pregap, &disc->sub};
    for (size_t i = 0; i < 3; i++) {
        if (*descriptors[i] >= 0)
            close(*descriptors[i]);
        *descriptors[i] = -1;
    }
    rbk_virtual_sheet_free(disc->sheet);
    rbk_subcode_free(disc->subcode);
    free(disc->packs);
    disc->sheet = NULL;
    disc->subcode = NULL;
    disc->packs = NULL;
    disc->pack_count = 0;
    disc->format = 0;
    disc->keeps_pq = false;
    disc->next = false;
    disc->state = RBK_VIRTUAL_BLANK;
}

/* Back to a blank disc. */
static void forget(rbk_virtual_disc *disc)
{
    forget_session(disc);
    while (disc->before) {
        rbk_virtual_disc *before = disc->before;
        disc->before = before->before;
        forget_session(before);
        free(before);
    }
    disc->number = 1;
    disc->base_lba = 0;
}

/* ------------------------------------------------------------------ sessions */

int32_t rbk_virtual_disc_next_base(const rbk_virtual_disc *disc)
{
    if (!disc->sheet)
        return 0;
    return disc->sheet->lead_out_lba + (disc->number == 1 ? FIRST_SESSION_GAP : SESSION_GAP);
}

uint8_t rbk_virtual_disc_next_track(const rbk_virtual_disc *disc)
{
    return disc->sheet ? (uint8_t)(disc->sheet->tracks[disc->sheet->track_count - 1].number + 1) : 1;
}

const rbk_virtual_disc *rbk_virtual_disc_session(const rbk_virtual_disc *disc, unsigned number)
{
    while (disc && disc->number != number)
        disc = disc->before;
    return disc;
}

rbk_virtual_disc *rbk_virtual_disc_at(rbk_virtual_disc *disc, int32_t lba)
{
    while (disc->before && lba < disc->base_lba - RBK_PREGAP_SECTORS)
        disc = disc->before;
    return disc;
}

/* What is there becomes the session before a new one, which has no files yet. */
static rbk_status push(rbk_virtual_disc *disc, rbk_error *error)
{
    rbk_virtual_disc *before = malloc(sizeof *before);
    if (!before)
        return rbk_fail_memory(error);
    *before = *disc;
    *disc = (rbk_virtual_disc){.folder = before->folder,
                               .state = RBK_VIRTUAL_INCOMPLETE,
                               .number = before->number + 1,
                               .base_lba = rbk_virtual_disc_next_base(before),
                               .before = before,
                               .program = -1,
                               .pregap = -1,
                               .sub = -1};
    return RBK_OK;
}

/* The reverse, of one that could not be started. */
static void pop(rbk_virtual_disc *disc)
{
    rbk_virtual_disc *before = disc->before;
    forget_session(disc);
    *disc = *before;
    free(before);
}

/* ------------------------------------------------------------------ the sheet's file */

typedef struct sheet_file {
    uint8_t *bytes;
    size_t size, room;
    uint8_t format;
    bool next, closed;
} sheet_file;

static rbk_status read_sheet_line(void *context, char *line, rbk_error *error)
{
    sheet_file *file = context;
    unsigned b[RBK_SHEET_ENTRY_BYTES], format;
    char rest;
    if (sscanf(line, "format = %2x%c", &format, &rest) == 1) {
        file->format = (uint8_t)format;
        return RBK_OK;
    }
    if (strcmp(line, "session = open") == 0 || strcmp(line, "session = closed") == 0) {
        file->closed = true;
        file->next = strcmp(line, "session = open") == 0;
        return RBK_OK;
    }
    if (strlen(line) != 23 || sscanf(line, "%2x %2x %2x %2x %2x %2x %2x %2x%c", &b[0], &b[1], &b[2], &b[3], &b[4],
                                     &b[5], &b[6], &b[7], &rest) != RBK_SHEET_ENTRY_BYTES)
        return rbk_fail(error, RBK_SYNTAX, "expected eight bytes in hexadecimal, found '%s'", line);
    for (size_t i = 0; i < RBK_SHEET_ENTRY_BYTES && file->size < file->room; i++)
        file->bytes[file->size++] = (uint8_t)b[i];
    return RBK_OK;
}

static rbk_status take_sheet(rbk_virtual_disc *disc, const uint8_t *bytes, size_t size, rbk_error *error)
{
    char name[RBK_VIRTUAL_NAME_BYTES];
    const rbk_virtual_sheet_rules any = {.bytes_max = SIZE_MAX,
                                         .lead_out_max_lba = RBK_PROGRAM_SECTORS_MAX,
                                         .base_lba = disc->base_lba,
                                         .sub_channels = true,
                                         .any_lead_in_time = true,
                                         .lenient = true};
    rbk_virtual_sheet_fault fault;
    if (rbk_virtual_sheet_read(bytes, size, &any, &disc->sheet, &fault))
        return RBK_OK;
    return fault.byte == SIZE_MAX ? rbk_fail_memory(error)
                                  : rbk_fail_at(error, RBK_SYNTAX, rbk_virtual_name(disc->number, SHEET, name), 0, 0,
                                                "%s", fault.sentence);
}

static rbk_status load_sheet(rbk_virtual_disc *disc, bool *closed, rbk_error *error)
{
    char name[RBK_VIRTUAL_NAME_BYTES];
    char *path = rbk_virtual_folder_path(disc->folder, rbk_virtual_name(disc->number, SHEET, name));
    rbk_bytes text = {NULL, 0};
    sheet_file file = {NULL, 0, 0, 0, false, false};
    rbk_status status = path ? rbk_virtual_folder_read(disc->folder, name, RBK_DESCRIPTOR_BYTES_MAX, &text, error)
                             : rbk_fail_memory(error);
    if (status == RBK_OK) {
        file.room = text.size / 3 + RBK_SHEET_ENTRY_BYTES;
        file.bytes = malloc(file.room);
        status = file.bytes ? rbk_virtual_each_line((const char *)text.data, path, read_sheet_line, &file, error)
                            : rbk_fail_memory(error);
    }
    if (status == RBK_OK)
        status = take_sheet(disc, file.bytes, file.size, error);
    disc->format = file.format;
    disc->next = file.next;
    *closed = file.closed;
    free(file.bytes);
    rbk_bytes_release(&text);
    free(path);
    return status;
}

static rbk_status save_sheet(const rbk_virtual_disc *disc, bool closed, rbk_error *error)
{
    char name[RBK_VIRTUAL_NAME_BYTES];
    rbk_output *output = rbk_output_new_memory();
    const rbk_virtual_sheet *sheet = disc->sheet;
    size_t size;
    if (!output)
        return rbk_fail_memory(error);
    rbk_output_print(output, "format = %02x\n", disc->format);
    if (closed && (disc->next || disc->number > 1))
        rbk_output_print(output, "session = %s\n", disc->next ? "open" : "closed");
    for (size_t i = 0; i < sheet->bytes; i++)
        rbk_output_print(output, "%02x%c", sheet->entries[i], i % RBK_SHEET_ENTRY_BYTES == 7 ? '\n' : ' ');
    rbk_status status = rbk_output_commit(output, error);
    if (status == RBK_OK) {
        const char *text = rbk_output_text(output, &size);
        status = rbk_virtual_folder_write(disc->folder, rbk_virtual_name(disc->number, SHEET, name), text, size, error);
    }
    rbk_output_free(output);
    return status;
}

/* ------------------------------------------------------------------ opening */

static rbk_status load_packs(rbk_virtual_disc *disc, rbk_error *error)
{
    rbk_bytes bytes;
    if (disc->number > 1)
        return RBK_OK;
    rbk_status status = rbk_virtual_folder_read_if_there(disc->folder, RBK_VIRTUAL_TEXT, 65536, &bytes, error);
    if (status == RBK_OK) {
        disc->packs = bytes.data;
        disc->pack_count = bytes.size / 18;
    }
    return status;
}

/* The Q of all sessions, and their sheet if sheet is not NULL. */
static rbk_status describe(rbk_virtual_disc *disc, rbk_output *sheet, rbk_error *error)
{
    rbk_disc *model = NULL;
    rbk_layout *layout = NULL;
    rbk_virtual_recorded sessions[SESSIONS_MAX];
    const rbk_virtual_disc *first = rbk_virtual_disc_session(disc, 1);
    for (const rbk_virtual_disc *session = disc; session; session = session->before)
        sessions[session->number - 1] = (rbk_virtual_recorded){session->sheet, session->format, session->base_lba};
    rbk_status status =
        rbk_virtual_model(sessions, disc->number, first->packs, first->pack_count, &model, &layout, error);
    rbk_subcode_free(disc->subcode); /* of an attempt that failed after it */
    disc->subcode = NULL;
    if (status == RBK_OK)
        status = rbk_subcode_new(model, layout, &disc->subcode, error);
    if (status == RBK_OK && sheet)
        status = rbk_virtual_model_write(model, sheet, error);
    rbk_layout_free(layout);
    rbk_disc_free(model);
    return status;
}

static rbk_status load_session(rbk_virtual_disc *disc, rbk_error *error)
{
    bool closed = false;
    rbk_status status = load_sheet(disc, &closed, error);
    if (status == RBK_OK)
        status = open_one(disc, PROGRAM, &disc->program, error);
    if (status == RBK_OK && exists(disc, disc->number, PREGAP))
        status = open_one(disc, PREGAP, &disc->pregap, error);
    if (status == RBK_OK && exists(disc, disc->number, SUB))
        status = open_one(disc, SUB, &disc->sub, error);
    if (status == RBK_OK)
        status = load_packs(disc, error);
    disc->state = RBK_VIRTUAL_INCOMPLETE;
    if (rbk_virtual_folder_has(disc->folder, CUE) && (disc->number == 1 || closed))
        disc->state = disc->next ? RBK_VIRTUAL_APPENDABLE : RBK_VIRTUAL_FINALIZED;
    return status;
}

static rbk_status load(rbk_virtual_disc *disc, rbk_error *error)
{
    if (!exists(disc, 1, PROGRAM))
        return RBK_OK;
    rbk_status status = load_session(disc, error);
    while (status == RBK_OK && disc->state == RBK_VIRTUAL_APPENDABLE && disc->number < SESSIONS_MAX &&
           exists(disc, disc->number + 1, PROGRAM)) {
        status = push(disc, error);
        if (status == RBK_OK)
            status = load_session(disc, error);
    }
    if (status == RBK_OK && disc->state != RBK_VIRTUAL_INCOMPLETE)
        status = describe(disc, NULL, error);
    return status;
}

rbk_status rbk_virtual_disc_open(rbk_virtual_disc *disc, const rbk_virtual_folder *folder, rbk_error *error)
{
    *disc = (rbk_virtual_disc){.folder = folder, .number = 1, .program = -1, .pregap = -1, .sub = -1};
    disc->state = RBK_VIRTUAL_BLANK;
    rbk_status status = load(disc, error);
    if (status != RBK_OK)
        rbk_virtual_disc_close(disc);
    return status;
}

void rbk_virtual_disc_close(rbk_virtual_disc *disc)
{
    if (!disc->folder)
        return;
    forget(disc);
    disc->folder = NULL;
}

/* ------------------------------------------------------------------ recording */

rbk_status rbk_virtual_disc_begin(rbk_virtual_disc *disc, const rbk_virtual_sheet *sheet, uint8_t format,
                                  rbk_error *error)
{
    bool appends = disc->state == RBK_VIRTUAL_APPENDABLE;
    rbk_status status = appends ? push(disc, error) : RBK_OK;
    if (status != RBK_OK)
        return status;
    status = take_sheet(disc, sheet->entries, sheet->bytes, error);
    disc->format = format;
    disc->keeps_pq = false;
    if (status == RBK_OK)
        status = save_sheet(disc, false, error);
    if (status == RBK_OK)
        status = make_one(disc, PREGAP, &disc->pregap, error);
    if (status == RBK_OK)
        status = make_one(disc, PROGRAM, &disc->program, error);
    if (status == RBK_OK)
        disc->state = RBK_VIRTUAL_INCOMPLETE;
    else if (appends)
        pop(disc);
    else
        forget_session(disc);
    return status;
}

rbk_status rbk_virtual_disc_retell(rbk_virtual_disc *disc, const rbk_virtual_sheet *sheet, rbk_error *error)
{
    rbk_virtual_sheet *before = disc->sheet;
    rbk_status status = take_sheet(disc, sheet->entries, sheet->bytes, error);
    if (status != RBK_OK)
        return status;
    rbk_virtual_sheet_free(before);
    return save_sheet(disc, false, error);
}

/* Sectors among count from lba on that are before the program file, in the file of the pregap. */
static size_t count_before(const rbk_virtual_disc *disc, int32_t lba, size_t count)
{
    if (lba >= disc->base_lba)
        return 0;
    size_t before = (size_t)(disc->base_lba - lba);
    return before < count ? before : count;
}

static int64_t pregap_offset(const rbk_virtual_disc *disc, int32_t lba)
{
    return (int64_t)(lba - disc->base_lba + RBK_PREGAP_SECTORS) * RBK_SECTOR_BYTES;
}

rbk_status rbk_virtual_disc_put(rbk_virtual_disc *disc, int32_t lba, const uint8_t *sectors, size_t count,
                                rbk_error *error)
{
    size_t before = count_before(disc, lba, count);
    rbk_status status = RBK_OK;
    if (before)
        status =
            rbk_virtual_write_at(disc->pregap, sectors, before * RBK_SECTOR_BYTES, pregap_offset(disc, lba), error);
    if (status == RBK_OK && before < count)
        status = rbk_virtual_write_at(disc->program, sectors + before * RBK_SECTOR_BYTES,
                                      (count - before) * RBK_SECTOR_BYTES,
                                      (int64_t)(lba - disc->base_lba + (int32_t)before) * RBK_SECTOR_BYTES, error);
    return status;
}

rbk_status rbk_virtual_disc_put_sub(rbk_virtual_disc *disc, int32_t lba, const uint8_t *raw, size_t count,
                                    rbk_error *error)
{
    rbk_status status = RBK_OK;
    if (disc->sub < 0)
        status = make_one(disc, SUB, &disc->sub, error);
    for (size_t i = 0; i < count && status == RBK_OK; i++) {
        uint8_t channels[RBK_SUBCHANNEL_BYTES];
        if (lba + (int32_t)i < disc->base_lba)
            continue;
        rbk_subchannel_deinterleave(raw + i * RBK_SUBCHANNEL_BYTES, channels);
        if (!disc->keeps_pq)
            memset(channels, 0, PQ_BYTES);
        status = rbk_virtual_write_at(disc->sub, channels, sizeof channels,
                                      (int64_t)(lba + (int32_t)i - disc->base_lba) * RBK_SUBCHANNEL_BYTES, error);
    }
    return status;
}

rbk_status rbk_virtual_disc_put_packs(rbk_virtual_disc *disc, int32_t lba, const uint8_t packs[RBK_SUBCHANNEL_BYTES],
                                      rbk_error *error)
{
    const size_t before = sizeof disc->spread - RBK_SUBCHANNEL_BYTES;
    uint8_t raw[RBK_SUBCHANNEL_BYTES];
    if (lba == disc->spread_lba)
        memmove(disc->spread, disc->spread + RBK_SUBCHANNEL_BYTES, before);
    else
        memset(disc->spread, 0, before);
    memcpy(disc->spread + before, packs, RBK_SUBCHANNEL_BYTES);
    disc->spread_lba = lba + 1;
    for (size_t i = 0; i < RBK_GRAPHICS_SECTOR_PACKS; i++)
        rbk_graphics_pack_protect(disc->spread + before + i * RBK_GRAPHICS_PACK_BYTES);
    for (size_t i = 0; i < RBK_GRAPHICS_SECTOR_PACKS; i++)
        rbk_graphics_interleave(disc->spread + i * RBK_GRAPHICS_PACK_BYTES, raw + i * RBK_GRAPHICS_PACK_BYTES);
    return rbk_virtual_disc_put_sub(disc, lba, raw, 1, error);
}

/* Fills in P and Q; R to W are those of the host, or empty. */
static rbk_status write_sub_chunk(rbk_virtual_disc *disc, int32_t lba, size_t count, bool has_r_w, rbk_error *error)
{
    uint8_t chunk[SUB_CHUNK][RBK_SUBCHANNEL_BYTES];
    int64_t offset = (int64_t)(lba - disc->base_lba) * RBK_SUBCHANNEL_BYTES;
    rbk_status status =
        has_r_w ? rbk_virtual_read_at(disc->sub, chunk, count * RBK_SUBCHANNEL_BYTES, offset, error) : RBK_OK;
    for (size_t i = 0; i < count && status == RBK_OK; i++) {
        uint8_t channels[RBK_SUBCHANNEL_BYTES];
        rbk_subcode_channels(disc->subcode, lba + (int32_t)i, channels);
        memcpy(chunk[i], channels, has_r_w ? PQ_BYTES : RBK_SUBCHANNEL_BYTES);
    }
    return status == RBK_OK ? rbk_virtual_write_at(disc->sub, chunk, count * RBK_SUBCHANNEL_BYTES, offset, error)
                            : status;
}

static rbk_status write_sub(rbk_virtual_disc *disc, rbk_error *error)
{
    bool has_r_w = disc->sub >= 0;
    rbk_status status = has_r_w ? RBK_OK : make_one(disc, SUB, &disc->sub, error);
    int32_t end = disc->sheet->lead_out_lba;
    for (int32_t lba = disc->base_lba; lba < end && status == RBK_OK; lba += SUB_CHUNK)
        status = write_sub_chunk(disc, lba, (size_t)(end - lba < SUB_CHUNK ? end - lba : SUB_CHUNK), has_r_w, error);
    return status;
}

static rbk_status keep_packs(rbk_virtual_disc *disc, const uint8_t *packs, size_t count, rbk_error *error)
{
    if (!count || disc->number > 1) /* only the first lead-in has text */
        return RBK_OK;
    uint8_t *kept = malloc(count * 18);
    if (!kept)
        return rbk_fail_memory(error);
    free(disc->packs); /* of an attempt that failed after it */
    disc->packs = kept;
    memcpy(disc->packs, packs, count * 18);
    disc->pack_count = count;
    return rbk_virtual_folder_write(disc->folder, RBK_VIRTUAL_TEXT, packs, count * 18, error);
}

rbk_status rbk_virtual_disc_finalize(rbk_virtual_disc *disc, const uint8_t *packs, size_t pack_count, bool next,
                                     rbk_error *error)
{
    rbk_output *output = rbk_output_new_memory();
    disc->next = next && disc->number < SESSIONS_MAX;
    rbk_status status = output ? keep_packs(disc, packs, pack_count, error) : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = describe(disc, output, error);
    if (status == RBK_OK)
        status = disc->keeps_pq ? RBK_OK : write_sub(disc, error);
    if (status == RBK_OK)
        status = rbk_output_commit(output, error);
    if (status == RBK_OK) {
        size_t size;
        const char *text = rbk_output_text(output, &size);
        status = rbk_virtual_folder_write(disc->folder, CUE, text, size, error);
    }
    if (status == RBK_OK && (disc->next || disc->number > 1))
        status = save_sheet(disc, true, error);
    if (status == RBK_OK)
        disc->state = disc->next ? RBK_VIRTUAL_APPENDABLE : RBK_VIRTUAL_FINALIZED;
    rbk_output_free(output);
    return status;
}

/* ------------------------------------------------------------------ reading */

rbk_status rbk_virtual_disc_get(rbk_virtual_disc *disc, int32_t lba, uint8_t *sectors, size_t count, rbk_error *error)
{
    const rbk_virtual_disc *session = rbk_virtual_disc_at(disc, lba);
    size_t before = count_before(session, lba, count);
    rbk_status status = RBK_OK;
    if (before && session->pregap >= 0)
        status = rbk_virtual_read_at(session->pregap, sectors, before * RBK_SECTOR_BYTES, pregap_offset(session, lba),
                                     error);
    else if (before)
        memset(sectors, 0, before * RBK_SECTOR_BYTES);
    if (status == RBK_OK && before < count)
        status = rbk_virtual_read_at(session->program, sectors + before * RBK_SECTOR_BYTES,
                                     (count - before) * RBK_SECTOR_BYTES,
                                     (int64_t)(lba - session->base_lba + (int32_t)before) * RBK_SECTOR_BYTES, error);
    return status;
}

rbk_status rbk_virtual_disc_get_sub(rbk_virtual_disc *disc, int32_t lba, uint8_t *channels, size_t count,
                                    rbk_error *error)
{
    const rbk_virtual_disc *session = rbk_virtual_disc_at(disc, lba);
    for (size_t now; count > 0; count -= now, lba += (int32_t)now, channels += now * RBK_SUBCHANNEL_BYTES) {
        now = 1;
        if (lba < session->base_lba || lba >= session->sheet->lead_out_lba || session->sub < 0) {
            rbk_subcode_channels(disc->subcode, lba, channels);
            continue;
        }
        size_t left = (size_t)(session->sheet->lead_out_lba - lba);
        now = count < left ? count : left;
        rbk_status status = rbk_virtual_read_at(session->sub, channels, now * RBK_SUBCHANNEL_BYTES,
                                                (int64_t)(lba - session->base_lba) * RBK_SUBCHANNEL_BYTES, error);
        if (status != RBK_OK)
            return status;
    }
    return RBK_OK;
}

/* ------------------------------------------------------------------ changing the medium */

/*
 * disc.cue is removed first, disc.bin after the other files of its session, and then its sheet, without which it cannot be
 * read: any state in between is an incomplete disc or a blank one, never a finalized one.
 */
static rbk_status each_file(const rbk_virtual_disc *disc, unsigned sessions, const rbk_virtual_folder *shelf,
                            rbk_error *error)
{
    static const char *const endings[] = {PREGAP, SUB, PROGRAM, SHEET};
    char name[RBK_VIRTUAL_NAME_BYTES];
    rbk_status status = rbk_virtual_folder_remove(disc->folder, CUE, shelf, error);
    if (status == RBK_OK)
        status = rbk_virtual_folder_remove(disc->folder, RBK_VIRTUAL_TEXT, shelf, error);
    for (; sessions > 0; sessions--)
        for (size_t i = 0; i < sizeof endings / sizeof endings[0] && status == RBK_OK; i++)
            status =
                rbk_virtual_folder_remove(disc->folder, rbk_virtual_name(sessions, endings[i], name), shelf, error);
    return status;
}

rbk_status rbk_virtual_disc_erase(rbk_virtual_disc *disc, rbk_error *error)
{
    unsigned sessions = disc->number;
    forget(disc);
    return each_file(disc, sessions, NULL, error);
}

rbk_status rbk_virtual_disc_shelve(rbk_virtual_disc *disc, rbk_error *error)
{
    rbk_virtual_folder shelf;
    unsigned sessions = disc->number;
    if (disc->state == RBK_VIRTUAL_BLANK)
        return RBK_OK;
    rbk_status status = rbk_virtual_folder_shelf(disc->folder, &shelf, error);
    if (status != RBK_OK)
        return status;
    forget(disc);
    status = each_file(disc, sessions, &shelf, error);
    rbk_virtual_folder_close(&shelf);
    return status;
}
