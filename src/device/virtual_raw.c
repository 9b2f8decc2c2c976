/*
 * Raw writing: every sector comes with its subchannel, lead-in and lead-out included. The drive makes nothing; what the
 * disc is it learns as a player would, from the Q that passes by. The table of contents is in the lead-in; indexes, ISRCs
 * and the MCN are known when the lead-out comes.
 *
 * For the rest of the drive it is a session with a cue sheet: at first one track to the end of the medium, then the
 * tracks of the table of contents, in the end all that Q said. Data sectors come scrambled and are stored unscrambled.
 */
#include "device/virtual_raw.h"

#include "cd/crc16.h"

#include <redbook/sector.h>

#include <stdlib.h>
#include <string.h>

enum {
    WRITE_TYPE = 0x0F,
    TYPE_RAW = 3,
    TEST_WRITE = 0x10,
    BUFE = 0x40,
    BLOCK_TYPE = 0x0F,
    BLOCK_PQ = 1,
    BLOCK_P_TO_W = 3,
    LEAD_OUT = 0xAA,
    LEAD_OUT_SECTORS = 6750,
    SYMBOL = 0x3F,
    Q_OFFSET = 12,
    CONTROL_DATA = 4,
    CODE_ENTRIES = 2,
    ENTRIES_MAX = CODE_ENTRIES + 1 + RBK_TRACKS_MAX * (CODE_ENTRIES + RBK_INDEX_MAX + 1) + 1
};

bool rbk_virtual_writes_raw(const rbk_virtual *drive)
{
    return drive->raw || (drive->phase == RBK_VIRTUAL_IDLE && (drive->pages.write[2] & WRITE_TYPE) == TYPE_RAW);
}

void rbk_virtual_raw_free(rbk_virtual_raw *raw)
{
    if (!raw)
        return;
    rbk_subcode_scan_free(raw->scan);
    free(raw);
}

/* ------------------------------------------------------------------ the sheet that Q makes */

typedef struct sheet_writer {
    uint8_t bytes[ENTRIES_MAX * RBK_SHEET_ENTRY_BYTES];
    size_t size;
} sheet_writer;

static void put_entry(sheet_writer *writer, const uint8_t entry[RBK_SHEET_ENTRY_BYTES])
{
    if (writer->size + RBK_SHEET_ENTRY_BYTES > sizeof writer->bytes)
        return;
    memcpy(writer->bytes + writer->size, entry, RBK_SHEET_ENTRY_BYTES);
    writer->size += RBK_SHEET_ENTRY_BYTES;
}

static void put_position(sheet_writer *writer, unsigned control, unsigned track, unsigned index, uint8_t form,
                         bool scms, int32_t lba)
{
    uint8_t entry[RBK_SHEET_ENTRY_BYTES] = {(uint8_t)(control << 4 | 1), (uint8_t)track, (uint8_t)index, form,
                                            scms ? 0x80 : 0};
    rbk_virtual_store_msf(entry + 5, lba);
    put_entry(writer, entry);
}

/* An MCN or an ISRC: two entries, of seven and six characters or six each. */
static void put_code(sheet_writer *writer, unsigned control_adr, unsigned track, const char *code)
{
    size_t first = (control_adr & 0x0F) == 2 ? 1 : 2, room = RBK_SHEET_ENTRY_BYTES - first, left = strlen(code);
    for (size_t half = 0; half < CODE_ENTRIES; half++) {
        uint8_t entry[RBK_SHEET_ENTRY_BYTES] = {(uint8_t)control_adr, (uint8_t)track};
        size_t now = left < room ? left : room;
        memcpy(entry + first, code, now);
        put_entry(writer, entry);
        code += now;
        left -= now;
    }
}

static rbk_virtual_sheet *read_sheet(const sheet_writer *writer)
{
    static const rbk_virtual_sheet_rules any = {.bytes_max = SIZE_MAX,
                                                .lead_out_max_lba = RBK_PROGRAM_SECTORS_MAX,
                                                .sub_channels = true,
                                                .any_lead_in_time = true,
                                                .lenient = true};
    rbk_virtual_sheet *sheet = NULL;
    rbk_virtual_sheet_fault fault;
    return rbk_virtual_sheet_read(writer->bytes, writer->size, &any, &sheet, &fault) ? sheet : NULL;
}

static uint8_t form_of_track(const rbk_virtual *drive, unsigned number, unsigned control)
{
    uint8_t form = drive->raw->forms[number];
    return form ? form : control & CONTROL_DATA ? 0x10 : 0x00;
}

/* The form of sectors that a drive would make next to those of a track. */
static uint8_t empty_form(uint8_t form)
{
    return form ? (uint8_t)(form | 0x04) : 0x01;
}

static const rbk_q *toc_point(const rbk_scanned_disc *disc, uint8_t point)
{
    for (size_t i = 0; i < disc->toc_count; i++)
        if (disc->toc[i].point == point)
            return &disc->toc[i];
    return NULL;
}

static int32_t toc_lba(const rbk_q *q)
{
    return (q->point_minute * 60 + q->point_second) * RBK_SECTORS_PER_SECOND + q->point_frame - RBK_PREGAP_SECTORS;
}

/* Where a track's index 01 and its pregap start: by what was read of its Q, else by the table of contents. */
static const rbk_scanned_track *scanned(const rbk_scanned_disc *disc, uint32_t number)
{
    for (size_t t = 0; t < disc->track_count; t++)
        if (disc->tracks[t].number == number)
            return &disc->tracks[t];
    return NULL;
}

static void put_indexes(rbk_virtual *drive, sheet_writer *writer, const rbk_q *entry, const rbk_scanned_track *track,
                        bool first)
{
    bool scms = track && track->control & RBK_FLAG_SCMS;
    uint8_t form = form_of_track(drive, entry->point, entry->control);
    bool has_pregap = track && track->index_count && track->indexes[0].number == 0;
    if (first && !has_pregap)
        put_position(writer, entry->control, entry->point, 0, form, scms, -RBK_PREGAP_SECTORS);
    bool starts = false; /* index 01, of which no Q may be readable */
    for (size_t i = 0; track && i < track->index_count; i++) {
        if (!starts && track->indexes[i].number > 1)
            put_position(writer, entry->control, entry->point, 1, form, scms, toc_lba(entry));
        starts = starts || track->indexes[i].number > 0;
        put_position(writer, entry->control, entry->point, track->indexes[i].number, form, scms, track->indexes[i].lba);
    }
    if (!starts)
        put_position(writer, entry->control, entry->point, 1, form, scms, toc_lba(entry));
}

/* The tracks of the table of contents, with all that Q has said of them. NULL: there is no whole table, or no memory. */
static rbk_virtual_sheet *sheet_of_q(rbk_virtual *drive)
{
    const rbk_scanned_disc *disc = rbk_subcode_scan_result(drive->raw->scan);
    const rbk_q *first = toc_point(disc, RBK_POINT_FIRST_TRACK), *last = toc_point(disc, RBK_POINT_LAST_TRACK),
                *end = toc_point(disc, RBK_POINT_LEAD_OUT), *entry = NULL;
    sheet_writer *writer = calloc(1, sizeof *writer);
    rbk_virtual_sheet *sheet = NULL;
    bool whole =
        writer && first && last && end && first->point_minute >= 1 && first->point_minute <= last->point_minute;
    if (whole && disc->mcn[0])
        put_code(writer, 2, 0, disc->mcn);
    for (unsigned number = whole ? first->point_minute : 1; whole && number <= last->point_minute; number++) {
        const rbk_scanned_track *track = scanned(disc, number);
        entry = toc_point(disc, (uint8_t)number);
        whole = entry != NULL;
        if (whole && number == first->point_minute)
            put_position(writer, entry->control, 0, 0,
                         empty_form(form_of_track(drive, number, entry->control)) | (drive->raw->text_seen ? 0x40 : 0),
                         false, -RBK_PREGAP_SECTORS);
        if (whole && track && track->isrc[0])
            put_code(writer, (unsigned)entry->control << 4 | 3, number, track->isrc);
        if (whole)
            put_indexes(drive, writer, entry, track, number == first->point_minute);
    }
    if (whole) {
        put_position(writer, end->control, LEAD_OUT, 1,
                     empty_form(form_of_track(drive, last->point_minute, end->control)), false, toc_lba(end));
        sheet = read_sheet(writer);
    }
    free(writer);
    return sheet;
}

/* Before the table of contents is known: one track up to the end of the medium. */
static rbk_virtual_sheet *first_sheet(const rbk_virtual *drive)
{
    sheet_writer *writer = calloc(1, sizeof *writer);
    rbk_virtual_sheet *sheet = NULL;
    if (!writer)
        return NULL;
    put_position(writer, 0, 0, 0, 0x01, false, -RBK_PREGAP_SECTORS);
    put_position(writer, 0, 1, 0, 0x00, false, -RBK_PREGAP_SECTORS);
    put_position(writer, 0, 1, 1, 0x00, false, 0);
    put_position(writer, 0, LEAD_OUT, 1, 0x01, false, drive->config.lead_out_lba);
    sheet = read_sheet(writer);
    free(writer);
    return sheet;
}

static bool failed(rbk_virtual *drive, rbk_virtual_task *task, rbk_status status, const rbk_error *error)
{
    if (status == RBK_OK)
        return false;
    rbk_virtual_check_system(drive, task, error);
    return true;
}

/* Replaces the sheet by that of Q. */
static bool learn(rbk_virtual *drive, rbk_virtual_task *task)
{
    rbk_error error;
    rbk_virtual_sheet *sheet = sheet_of_q(drive);
    rbk_error_init(&error);
    if (!sheet) {
        rbk_virtual_violation(drive, "Q of the lead-in has no whole table of contents");
        rbk_virtual_check(task, SENSE_MODE);
        return false;
    }
    rbk_virtual_sheet_free(drive->sheet);
    drive->sheet = sheet;
    return drive->test_write ||
           !failed(drive, task, rbk_virtual_disc_retell(&drive->disc, drive->sheet, &error), &error);
}

/* ------------------------------------------------------------------ start */

static bool begin(rbk_virtual *drive, rbk_virtual_task *task)
{
    rbk_error error;
    rbk_error_init(&error);
    rbk_virtual_raw *raw = calloc(1, sizeof *raw);
    drive->sheet = first_sheet(drive);
    drive->text = rbk_virtual_text_new();
    if (raw)
        raw->scan = rbk_subcode_scan_new();
    drive->raw = raw;
    if (!raw || !raw->scan || !drive->sheet || !drive->text) {
        rbk_virtual_forget_session(drive);
        rbk_virtual_check_memory(task);
        return false;
    }
    raw->sub_bytes = (drive->pages.write[4] & BLOCK_TYPE) == BLOCK_PQ ? RBK_PQ16_BYTES : RBK_SUBCHANNEL_BYTES;
    drive->test_write = drive->pages.write[2] & TEST_WRITE && !(drive->config.quirks & RBK_QUIRK_BURNS_TEST_WRITE);
    drive->underrun_protection = drive->pages.write[2] & BUFE;
    if (!drive->test_write &&
        failed(drive, task, rbk_virtual_disc_begin(&drive->disc, drive->sheet, drive->pages.write[8], &error),
               &error)) {
        rbk_virtual_forget_session(drive);
        return false;
    }
    drive->disc.keeps_pq = !drive->test_write; /* which is no session of the disc */
    drive->phase = RBK_VIRTUAL_LEAD_IN;
    drive->nwa = drive->config.lead_in_lba;
    return true;
}

/* ------------------------------------------------------------------ sectors */

/* The channels of a sector from what came after it, in channel order. The drive makes the CRC of a Q that comes alone, as
 * hosts may send zeros there (MMC, data block type 1). */
static void get_channels(const rbk_virtual_raw *raw, const uint8_t *sub, uint8_t channels[RBK_SUBCHANNEL_BYTES])
{
    if (raw->sub_bytes == RBK_SUBCHANNEL_BYTES) {
        rbk_subchannel_deinterleave(sub, channels);
        return;
    }
    memset(channels, 0, RBK_SUBCHANNEL_BYTES);
    memset(channels, sub[RBK_PQ16_BYTES - 1] & 0x80 ? 0xFF : 0x00, RBK_Q_BYTES);
    memcpy(channels + Q_OFFSET, sub, RBK_Q_BYTES);
    uint16_t crc = rbk_crc16_on_disc(sub, RBK_Q_BYTES - 2);
    channels[Q_OFFSET + RBK_Q_BYTES - 2] = (uint8_t)(crc >> 8);
    channels[Q_OFFSET + RBK_Q_BYTES - 1] = (uint8_t)crc;
}

static void take_text(rbk_virtual *drive, const uint8_t *sub)
{
    uint8_t symbols[RBK_SUBCHANNEL_BYTES], any = 0;
    if (drive->raw->sub_bytes != RBK_SUBCHANNEL_BYTES)
        return;
    for (size_t i = 0; i < sizeof symbols; i++)
        any |= symbols[i] = sub[i] & SYMBOL;
    drive->raw->text_seen |= any != 0;
    if (drive->raw->text_seen)
        rbk_virtual_report_text(drive, rbk_virtual_text_add(drive->text, symbols, 1));
}

static bool has_sync(const uint8_t *sector)
{
    static const uint8_t sync[12] = {0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0};
    return memcmp(sector, sync, sizeof sync) == 0;
}

/* The sector as it is read: data unscrambled. Notes the form of the track it is in. A player that cannot read Q goes on with
 * the last that it read. */
static void get_main(rbk_virtual *drive, const uint8_t *sector, const uint8_t *q_bytes, uint8_t raw[RBK_SECTOR_BYTES])
{
    rbk_q q;
    memcpy(raw, sector, RBK_SECTOR_BYTES);
    bool valid = rbk_q_decode(q_bytes, &q);
    if (valid && q.kind != RBK_Q_TOC)
        drive->raw->control = q.control;
    if (!(drive->raw->control & RBK_Q_DATA) || !has_sync(raw))
        return;
    rbk_sector_scramble(raw);
    if (valid && q.kind == RBK_Q_POSITION && q.track <= RBK_TRACKS_MAX && !drive->raw->forms[q.track])
        drive->raw->forms[q.track] = raw[15] == 1 ? 0x10 : drive->pages.write[8] ? 0x20 : 0x30;
}

/* One sector of the program area; the lead-out is not stored. */
static rbk_status store(rbk_virtual *drive, const uint8_t *sector, const uint8_t *channels, rbk_error *error)
{
    uint8_t raw[RBK_SECTOR_BYTES], sub[RBK_SUBCHANNEL_BYTES];
    get_main(drive, sector, channels + Q_OFFSET, raw);
    if (drive->test_write || drive->nwa >= drive->sheet->lead_out_lba)
        return RBK_OK;
    rbk_subchannel_interleave(channels, sub);
    rbk_status status = rbk_virtual_disc_put(&drive->disc, drive->nwa, raw, 1, error);
    return status == RBK_OK ? rbk_virtual_disc_put_sub(&drive->disc, drive->nwa, sub, 1, error) : status;
}

static bool take_sector(rbk_virtual *drive, rbk_virtual_task *task, const uint8_t *sector)
{
    rbk_virtual_raw *raw = drive->raw;
    uint8_t channels[RBK_SUBCHANNEL_BYTES];
    rbk_error error;
    rbk_error_init(&error);
    if (drive->nwa == -RBK_PREGAP_SECTORS) {
        if (!learn(drive, task))
            return false;
        if (raw->text_seen)
            rbk_virtual_report_text(drive, rbk_virtual_text_end(drive->text));
        drive->phase = RBK_VIRTUAL_PROGRAM;
    }
    get_channels(raw, sector + RBK_SECTOR_BYTES, channels);
    if (!rbk_q_verify(channels + Q_OFFSET) && raw->bad_q++ == 0)
        rbk_virtual_violation(drive, "the CRC of Q is wrong at lba %d", drive->nwa);
    if (drive->phase == RBK_VIRTUAL_LEAD_IN)
        take_text(drive, sector + RBK_SECTOR_BYTES);
    else if (failed(drive, task, store(drive, sector, channels, &error), &error))
        return false;
    rbk_subcode_scan_add(raw->scan, drive->nwa, channels + Q_OFFSET); /* of what is stored, which is not sent again */
    drive->nwa++;
    return true;
}

/* ------------------------------------------------------------------ WRITE */

/* Is there room for count sectors from the next one? */
static bool check_range(rbk_virtual *drive, rbk_virtual_task *task, int32_t lba, uint32_t count)
{
    int32_t next = drive->raw ? drive->nwa : drive->config.lead_in_lba;
    if (lba != next) {
        rbk_virtual_check(task, SENSE_WRITE_ADDRESS);
        return false;
    }
    if ((int64_t)next + count > (int64_t)drive->config.lead_out_lba + LEAD_OUT_SECTORS) {
        rbk_virtual_check(task, SENSE_RANGE);
        return false;
    }
    return true;
}

void rbk_virtual_raw_write(rbk_virtual *drive, rbk_virtual_task *task, int32_t lba, uint32_t count)
{
    bool pq = (drive->pages.write[4] & BLOCK_TYPE) == BLOCK_PQ;
    uint32_t sub = drive->raw ? drive->raw->sub_bytes : pq ? RBK_PQ16_BYTES : RBK_SUBCHANNEL_BYTES;
    size_t bytes = RBK_SECTOR_BYTES + sub;
    if (drive->phase == RBK_VIRTUAL_SPOILED) {
        rbk_virtual_check(task, SENSE_UNDERRUN);
        return;
    }
    if (!check_range(drive, task, lba, count))
        return;
    if (count * bytes != task->room) {
        rbk_virtual_violation(drive, "%zu byte%s came for %u sector%s of %zu bytes", task->room,
                              RBK_PLURAL(task->room, "", "s"), count, RBK_PLURAL(count, "", "s"), bytes);
        rbk_virtual_check_cdb(task, task->cdb[0] == 0x2A ? 7 : 6);
        return;
    }
    if (!rbk_virtual_buffer_has_room(drive, count, false)) {
        rbk_virtual_check(task, SENSE_LONG_WRITE);
        return;
    }
    if (!drive->raw && !begin(drive, task))
        return;
    rbk_virtual_buffer_add(drive, count, false);
    for (uint32_t i = 0; i < count; i++)
        if (!take_sector(drive, task, task->data + i * bytes))
            return;
    task->reply->data_bytes = task->room;
}

/* ------------------------------------------------------------------ end */

bool rbk_virtual_raw_is_complete(const rbk_virtual *drive)
{
    return drive->raw && drive->phase == RBK_VIRTUAL_PROGRAM && drive->nwa > drive->sheet->lead_out_lba;
}

bool rbk_virtual_raw_end(rbk_virtual *drive, rbk_virtual_task *task)
{
    int32_t lead_out = drive->nwa - drive->sheet->lead_out_lba;
    const rbk_scanned_disc *disc = rbk_subcode_scan_result(drive->raw->scan);
    if (lead_out < LEAD_OUT_SECTORS)
        rbk_virtual_violation(drive, "the lead-out has %d sector%s, at least %d are the rule", lead_out,
                              RBK_PLURAL(lead_out, "", "s"), LEAD_OUT_SECTORS);
    if (disc->misplaced_sectors)
        rbk_virtual_violation(drive, "Q of %lld sector%s has the time of another sector",
                              (long long)disc->misplaced_sectors, RBK_PLURAL(disc->misplaced_sectors, "", "s"));
    if (disc->lead_out_lba != drive->sheet->lead_out_lba)
        rbk_virtual_violation(drive, "the lead-out starts at lba %d in Q, at %d in the table of contents",
                              disc->lead_out_lba, drive->sheet->lead_out_lba);
    return learn(drive, task);
}
