/*
 * Session-at-once: the cue sheet, the sectors in the order of their addresses, and the end of the session.
 *
 * The host sends what its sheet has announced and nothing else: lead-in sectors if it announced text, then the pregap
 * before track 1, then everything up to the lead-out, each sector with the bytes of its data form. Violations are
 * refused and recorded in the transcript.
 */
#include "device/virtual_raw.h"

#include "base/fail.h"

#include <redbook/sector.h>

#include <stdlib.h>
#include <string.h>

enum {
    WRITE_TYPE = 0x0F,
    TYPE_SAO = 2,
    TEST_WRITE = 0x10,
    BUFE = 0x40,
    LENIENT_SECTORS = 9000, /* 2 min past the end of the medium */
    LEAD_OUT_SECTORS = 6750,
    LATE_TOC_US = 10000000,
    LATE_INFORMATION_US = 75000000,
    MULTI_SESSION = 0xC0, /* of byte 3 of the write page: another session may follow */
    FORM_MAIN = 0x3F,
    FORM_SUB = 0xC0,
    FORM_SUB_PACKED = 0xC0,
    SUBMODE = 2,
    SUBHEADER_BYTES = 8
};

static bool is_text_form(uint8_t form)
{
    return (form & FORM_SUB) != 0;
}

/* The drive makes such sectors itself. */
static bool is_generated(uint8_t form)
{
    return rbk_virtual_form_main_bytes(form) + rbk_virtual_form_sub_bytes(form) == 0;
}

/* ------------------------------------------------------------------ cue sheet */

/* Can a session start on this disc? */
static bool check_writable(rbk_virtual *drive, rbk_virtual_task *task)
{
    if (drive->config.medium == RBK_VIRTUAL_MEDIUM_CD_ROM)
        rbk_virtual_check(task, SENSE_PROTECTED);
    else if (drive->config.medium == RBK_VIRTUAL_MEDIUM_DVD_R)
        rbk_virtual_check(task, SENSE_FORMAT);
    else if (drive->disc.state == RBK_VIRTUAL_APPENDABLE &&
             !(drive->config.quirks & RBK_QUIRK_NO_SAO_APPEND && (drive->pages.write[2] & WRITE_TYPE) == TYPE_SAO))
        return true;
    else if (drive->disc.state != RBK_VIRTUAL_BLANK)
        rbk_virtual_check(task, SENSE_FORMAT);
    else
        return true;
    return false;
}

/* Text needs a data block type with subchannel or, as drives accept it too, 0. */
static bool suits_text(const rbk_virtual *drive)
{
    unsigned type = drive->pages.write[4] & 0x0F;
    if (drive->config.quirks & RBK_QUIRK_DATA_BLOCK_TYPE_3)
        return type == 3;
    if (drive->config.quirks & RBK_QUIRK_DATA_BLOCK_TYPE_0)
        return type == 0;
    return type == 0 || type == 2 || type == 3;
}

static void note_short_tracks(rbk_virtual *drive, const rbk_virtual_sheet *sheet)
{
    if (drive->config.lenient)
        return;
    for (size_t i = 0; i < sheet->track_count; i++) {
        int32_t length = sheet->tracks[i].end_lba - sheet->tracks[i].index01_lba;
        if (length < RBK_TRACK_SECTORS_MIN)
            rbk_virtual_violation(drive, "track %u has %d sector%s, expected at least %d", sheet->tracks[i].number,
                                  length, RBK_PLURAL(length, "", "s"), RBK_TRACK_SECTORS_MIN);
    }
}

static bool check_sheet_length(rbk_virtual *drive, rbk_virtual_task *task)
{
    uint32_t length = rbk_virtual_load24(task->cdb + 6);
    if (length == task->room)
        return true;
    rbk_virtual_violation(drive, "expected a cue sheet of %u byte%s, received %zu", length, RBK_PLURAL(length, "", "s"),
                          task->room);
    rbk_virtual_check_parameter(task, SENSE_PARAMETER, 0);
    return false;
}

static bool take_sheet(rbk_virtual *drive, rbk_virtual_task *task, rbk_virtual_sheet **sheet)
{
    uint64_t quirks = drive->config.quirks;
    rbk_virtual_sheet_rules rules = {.bytes_max = rbk_virtual_sheet_bytes_max(drive),
                                     .lead_in_lba = drive->config.lead_in_lba,
                                     .lead_out_max_lba = drive->config.lead_out_lba,
                                     .base_lba = rbk_virtual_disc_next_base(&drive->disc),
                                     .first_track = drive->disc.sheet ? rbk_virtual_disc_next_track(&drive->disc) : 0,
                                     .sub_channels = !(quirks & RBK_QUIRK_NO_R_W),
                                     .lead_in_time_atip = quirks & RBK_QUIRK_LEAD_IN_TIME_ATIP,
                                     .lead_in_time_zero = quirks & RBK_QUIRK_LEAD_IN_TIME_ZERO,
                                     .lenient = drive->config.lenient};
    rbk_virtual_sheet_fault fault;
    if (drive->config.lenient)
        rules.lead_out_max_lba += LENIENT_SECTORS;
    if (quirks & RBK_QUIRK_CAPACITY_AT_WRITE)
        rules.lead_out_max_lba = RBK_PROGRAM_SECTORS_MAX;
    if (rbk_virtual_sheet_read(task->data, task->room, &rules, sheet, &fault))
        return true;
    if (fault.byte == SIZE_MAX) {
        rbk_virtual_check_memory(task);
        return false;
    }
    rbk_virtual_note(drive, "cue sheet: %s", fault.sentence);
    rbk_virtual_check_parameter(task, SENSE_PARAMETER, fault.byte);
    return false;
}

/* The byte of the lead-in's data form, which is that of the first entry of ADR 1. */
static size_t lead_in_form_byte(const rbk_virtual_sheet *sheet)
{
    size_t entry = 0;
    while ((sheet->entries[entry * RBK_SHEET_ENTRY_BYTES] & 0x0F) != 1)
        entry++;
    return entry * RBK_SHEET_ENTRY_BYTES + 3;
}

/* The first sector of the program area that the host sends. */
static int32_t first_sent(const rbk_virtual_sheet *sheet)
{
    const rbk_virtual_segment *segment = sheet->segments;
    while (segment->end_lba < sheet->lead_out_lba && is_generated(segment->form))
        segment++;
    return segment->lba;
}

void rbk_virtual_send_cue_sheet(rbk_virtual *drive, rbk_virtual_task *task)
{
    rbk_virtual_sheet *sheet = NULL;
    if (drive->phase >= RBK_VIRTUAL_LEAD_IN || (drive->pages.write[2] & WRITE_TYPE) != TYPE_SAO ||
        (drive->config.quirks & RBK_QUIRK_NEEDS_TRACK_INFORMATION && !drive->asked_track_information)) {
        rbk_virtual_check(task, SENSE_SEQUENCE);
        return;
    }
    if (!check_writable(drive, task) || !check_sheet_length(drive, task) || !take_sheet(drive, task, &sheet))
        return;
    if (is_text_form(sheet->lead_in_form) && !suits_text(drive)) {
        rbk_virtual_note(drive, "CD-TEXT does not fit data block type %u", drive->pages.write[4] & 0x0FU);
        rbk_virtual_check_parameter(task, SENSE_PARAMETER, lead_in_form_byte(sheet));
        rbk_virtual_sheet_free(sheet);
        return;
    }
    if (is_text_form(sheet->lead_in_form) && drive->disc.sheet) {
        rbk_virtual_note(drive, "only the first session of a disc has CD-TEXT");
        rbk_virtual_check_parameter(task, SENSE_PARAMETER, lead_in_form_byte(sheet));
        rbk_virtual_sheet_free(sheet);
        return;
    }
    note_short_tracks(drive, sheet);
    drive->base_lba = rbk_virtual_disc_next_base(&drive->disc);
    rbk_virtual_sheet_free(drive->sheet);
    drive->sheet = sheet;
    drive->phase = RBK_VIRTUAL_CUE;
    drive->nwa = is_text_form(sheet->lead_in_form) ? drive->config.lead_in_lba : first_sent(sheet);
}

/* ------------------------------------------------------------------ start and end of a session */

static bool store_failed(rbk_virtual *drive, rbk_virtual_task *task, rbk_status status, const rbk_error *error)
{
    if (status == RBK_OK)
        return false;
    rbk_virtual_check_system(drive, task, error);
    return true;
}

/* ------------------------------------------------------------------ sectors */

/* Buffer for count raw sectors; NULL without memory. */
static uint8_t *room_for(rbk_virtual *drive, size_t count)
{
    size_t bytes = count * RBK_SECTOR_BYTES;
    if (bytes > drive->sectors_bytes) {
        uint8_t *larger = realloc(drive->sectors, bytes);
        if (!larger)
            return NULL;
        drive->sectors = larger;
        drive->sectors_bytes = bytes;
    }
    return drive->sectors;
}

/* 2336 bytes: EDC and parity are recomputed, by the form in the subheader; copies that differ are left unchanged. */
static void make_mode2(int32_t lba, const uint8_t *bytes, uint8_t raw[RBK_SECTOR_BYTES])
{
    rbk_subheader subheader = {bytes[0], bytes[1], bytes[SUBMODE], bytes[3]};
    rbk_sector_kind kind = bytes[SUBMODE] & RBK_SUBMODE_FORM2 ? RBK_SECTOR_MODE2_FORM2 : RBK_SECTOR_MODE2_FORM1;
    if (memcmp(bytes, bytes + 4, 4) != 0)
        rbk_sector_build_2336(lba, bytes, raw);
    else
        rbk_sector_build(kind, lba, &subheader, bytes + SUBHEADER_BYTES, raw);
}

/* The raw sector of a form from the main channel data of the host, if any. */
static void make_raw(uint8_t form, int32_t lba, const uint8_t *main, uint8_t raw[RBK_SECTOR_BYTES])
{
    static const rbk_subheader empty_form2 = {0, 0, RBK_SUBMODE_FORM2, 0};
    switch (form & FORM_MAIN) {
    case 0x00:
        memcpy(raw, main, RBK_SECTOR_BYTES);
        break;
    case 0x10:
        rbk_sector_build(RBK_SECTOR_MODE1, lba, NULL, main, raw);
        break;
    case 0x11:
        rbk_sector_build(RBK_SECTOR_MODE1, lba, NULL, main + 16, raw);
        break;
    case 0x12:
    case 0x13:
    case 0x14:
        rbk_sector_build(RBK_SECTOR_MODE1, lba, NULL, NULL, raw);
        break;
    case 0x20:
        make_mode2(lba, main, raw);
        break;
    case 0x21:
        make_mode2(lba, main + 16, raw);
        break;
    case 0x22:
    case 0x23:
    case 0x24:
        rbk_sector_build(RBK_SECTOR_MODE2_FORM2, lba, &empty_form2, NULL, raw);
        break;
    case 0x30:
        rbk_sector_build(RBK_SECTOR_MODE2, lba, NULL, main, raw);
        break;
    case 0x31:
        rbk_sector_build(RBK_SECTOR_MODE2, lba, NULL, main + 16, raw);
        break;
    case 0x32:
    case 0x33:
    case 0x34:
        rbk_sector_build(RBK_SECTOR_MODE2, lba, NULL, NULL, raw);
        break;
    default:
        memset(raw, 0, RBK_SECTOR_BYTES);
        break;
    }
}

/* Stores count sectors of one size from the host's bytes (NULL: it sends none); the forms may differ. Audio is
 * stored unchanged. */
static rbk_status store(rbk_virtual *drive, const uint8_t *bytes, size_t count, rbk_error *error)
{
    static const uint8_t nothing[RBK_SECTOR_BYTES];
    const rbk_virtual_segment *segment = rbk_virtual_sheet_at(drive->sheet, drive->nwa);
    uint32_t main = rbk_virtual_form_main_bytes(segment->form), sub = rbk_virtual_form_sub_bytes(segment->form);
    uint8_t *raw;
    if (bytes && segment->form == 0x00 && drive->nwa + (int32_t)count <= segment->end_lba)
        return rbk_virtual_disc_put(&drive->disc, drive->nwa, bytes, count, error);
    raw = room_for(drive, count);
    if (!raw)
        return rbk_fail_memory(error);
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < count && status == RBK_OK; i++) {
        const uint8_t *sector = bytes ? bytes + i * (main + sub) : nothing;
        int32_t lba = drive->nwa + (int32_t)i;
        while (lba >= segment->end_lba)
            segment++;
        make_raw(segment->form, lba, sector, raw + i * RBK_SECTOR_BYTES);
        if (sub && (segment->form & FORM_SUB) == FORM_SUB_PACKED)
            status = rbk_virtual_disc_put_packs(&drive->disc, lba, sector + main, error);
        else if (sub)
            status = rbk_virtual_disc_put_sub(&drive->disc, lba, sector + main, 1, error);
    }
    return status == RBK_OK ? rbk_virtual_disc_put(&drive->disc, drive->nwa, raw, count, error) : status;
}

static const char *const text_faults[] = {"a symbol has more than six bits", "the CRC of a pack is wrong",
                                          "a sector does not continue the packs of the one before",
                                          "the packs are never repeated", "the first pack is invalid"};

void rbk_virtual_report_text(rbk_virtual *drive, unsigned wrong)
{
    for (unsigned bit = 0; bit < 5; bit++)
        if (wrong >> bit & 1)
            rbk_virtual_violation(drive, "CD-TEXT before lba %d: %s", drive->nwa, text_faults[bit]);
}

/* Sectors that the host does not send are made when their turn comes. False: the disc failed. */
bool rbk_virtual_make_generated(rbk_virtual *drive, rbk_virtual_task *task)
{
    rbk_error error;
    rbk_error_init(&error);
    while (drive->nwa < drive->sheet->lead_out_lba) {
        const rbk_virtual_segment *segment = rbk_virtual_sheet_at(drive->sheet, drive->nwa);
        if (!is_generated(segment->form))
            return true;
        int32_t count = segment->end_lba - drive->nwa < 64 ? segment->end_lba - drive->nwa : 64;
        if (!drive->test_write && store_failed(drive, task, store(drive, NULL, (size_t)count, &error), &error))
            return false;
        rbk_virtual_buffer_add(drive, (uint32_t)count, false);
        drive->nwa += count;
    }
    return true;
}

/* The first WRITE. With lead-in text it starts there; without, the drive first writes its own lead-in. */
static bool begin_session(rbk_virtual *drive, rbk_virtual_task *task)
{
    rbk_error error;
    rbk_error_init(&error);
    bool text = drive->nwa < -RBK_PREGAP_SECTORS;
    int32_t lead_in = drive->base_lba ? RBK_VIRTUAL_LEAD_IN_SECTORS : -drive->config.lead_in_lba - RBK_PREGAP_SECTORS;
    drive->test_write = drive->pages.write[2] & TEST_WRITE && !(drive->config.quirks & RBK_QUIRK_BURNS_TEST_WRITE);
    drive->underrun_protection = drive->pages.write[2] & BUFE;
    if (text && !(drive->text = rbk_virtual_text_new())) {
        rbk_virtual_check_memory(task);
        return false;
    }
    if (!drive->test_write &&
        store_failed(drive, task, rbk_virtual_disc_begin(&drive->disc, drive->sheet, drive->pages.write[8], &error),
                     &error))
        return false;
    memset(&drive->buffer, 0, sizeof drive->buffer);
    if (!text && !drive->config.instant) {
        drive->buffer.burning = true;
        drive->buffer.credit = -(int64_t)lead_in * 1000000;
    }
    drive->phase = text ? RBK_VIRTUAL_LEAD_IN : RBK_VIRTUAL_PROGRAM;
    if (text)
        return true;
    drive->nwa = drive->base_lba - RBK_PREGAP_SECTORS;
    return rbk_virtual_make_generated(drive, task);
}

/* ------------------------------------------------------------------ WRITE */

/* Bytes the host sends for each of count sectors at the NWA; false: they differ, or exceed the disc. */
static bool sector_bytes(rbk_virtual *drive, rbk_virtual_task *task, uint32_t count, uint32_t *bytes)
{
    int64_t end = (int64_t)drive->nwa + count;
    *bytes = RBK_TEXT_SECTOR_BYTES;
    if (drive->nwa < -RBK_PREGAP_SECTORS) {
        if (end <= -RBK_PREGAP_SECTORS)
            return true;
        rbk_virtual_violation(drive, "a write crosses from the lead-in into the pregap");
        rbk_virtual_check(task, SENSE_MODE);
        return false;
    }
    if (end > drive->sheet->lead_out_lba ||
        end > drive->config.lead_out_lba + (drive->config.lenient ? LENIENT_SECTORS : 0)) {
        rbk_virtual_check(task, SENSE_RANGE);
        return false;
    }
    const rbk_virtual_segment *segment = rbk_virtual_sheet_at(drive->sheet, drive->nwa);
    *bytes = rbk_virtual_form_main_bytes(segment->form) + rbk_virtual_form_sub_bytes(segment->form);
    for (; segment->end_lba < end; segment++)
        if (rbk_virtual_form_main_bytes(segment[1].form) != rbk_virtual_form_main_bytes(segment->form) ||
            rbk_virtual_form_sub_bytes(segment[1].form) != rbk_virtual_form_sub_bytes(segment->form)) {
            rbk_virtual_violation(drive, "a write has sectors of two sizes: they change at lba %d", segment->end_lba);
            rbk_virtual_check(task, SENSE_MODE);
            return false;
        }
    return true;
}

/* Is it this session's turn, and is the address right? */
static bool check_turn(rbk_virtual *drive, rbk_virtual_task *task, int32_t lba)
{
    if (drive->phase == RBK_VIRTUAL_IDLE) {
        if (check_writable(drive, task))
            rbk_virtual_check(task, SENSE_SEQUENCE);
        return false;
    }
    if (drive->phase == RBK_VIRTUAL_SPOILED) {
        rbk_virtual_check(task, SENSE_UNDERRUN);
        return false;
    }
    if (drive->phase == RBK_VIRTUAL_CUE && drive->config.lenient && lba == drive->base_lba - RBK_PREGAP_SECTORS)
        drive->nwa = lba; /* announced text is missing */
    if (lba == drive->nwa)
        return true;
    rbk_virtual_check(task, SENSE_WRITE_ADDRESS);
    return false;
}

/* Accepts the data. Text is checked in a test write, too; its sectors are stored by their packs. */
static bool take(rbk_virtual *drive, rbk_virtual_task *task, uint32_t count)
{
    rbk_error error;
    rbk_error_init(&error);
    if (drive->phase == RBK_VIRTUAL_LEAD_IN) {
        rbk_virtual_report_text(drive, rbk_virtual_text_add(drive->text, task->data, count));
        rbk_virtual_buffer_add(drive, count, true);
        drive->nwa += (int32_t)count;
        if (drive->nwa < -RBK_PREGAP_SECTORS)
            return true;
        rbk_virtual_report_text(drive, rbk_virtual_text_end(drive->text));
        drive->phase = RBK_VIRTUAL_PROGRAM;
        return rbk_virtual_make_generated(drive, task);
    }
    if (!drive->test_write && store_failed(drive, task, store(drive, task->data, count, &error), &error))
        return false;
    rbk_virtual_buffer_add(drive, count, false);
    drive->nwa += (int32_t)count;
    return rbk_virtual_make_generated(drive, task);
}

static void write_sectors(rbk_virtual *drive, rbk_virtual_task *task, uint32_t count)
{
    int32_t lba = (int32_t)rbk_virtual_load32(task->cdb + 2);
    uint32_t bytes;
    if (rbk_virtual_writes_raw(drive)) {
        if (drive->phase == RBK_VIRTUAL_IDLE && drive->disc.state == RBK_VIRTUAL_APPENDABLE)
            rbk_virtual_check(task, SENSE_FORMAT); /* raw writing makes whole discs */
        else if (count && (drive->phase != RBK_VIRTUAL_IDLE || check_writable(drive, task)))
            rbk_virtual_raw_write(drive, task, lba, count);
        return;
    }
    if ((drive->phase != RBK_VIRTUAL_IDLE || rbk_virtual_writes_tracks(drive)) && count == 0)
        return;
    if (rbk_virtual_writes_tracks(drive) && ((drive->phase == RBK_VIRTUAL_IDLE && !check_writable(drive, task)) ||
                                             !rbk_virtual_begin_track(drive, task, lba, count)))
        return;
    if (!check_turn(drive, task, lba) || !sector_bytes(drive, task, count, &bytes))
        return;
    if ((uint64_t)count * bytes != task->room) {
        rbk_virtual_violation(drive, "received %zu byte%s for %u sector%s of %u bytes", task->room,
                              RBK_PLURAL(task->room, "", "s"), count, RBK_PLURAL(count, "", "s"), bytes);
        rbk_virtual_check_cdb(task, task->cdb[0] == 0x2A ? 7 : 6);
        return;
    }
    if (!rbk_virtual_buffer_has_room(drive, count, drive->nwa < -RBK_PREGAP_SECTORS)) {
        rbk_virtual_check(task, SENSE_LONG_WRITE);
        return;
    }
    if (drive->phase == RBK_VIRTUAL_CUE && !begin_session(drive, task))
        return;
    if (take(drive, task, count))
        task->reply->data_bytes = task->room;
}

void rbk_virtual_write_10(rbk_virtual *drive, rbk_virtual_task *task)
{
    write_sectors(drive, task, rbk_virtual_load16(task->cdb + 7));
}

void rbk_virtual_write_12(rbk_virtual *drive, rbk_virtual_task *task)
{
    write_sectors(drive, task, rbk_virtual_load32(task->cdb + 6));
}

/* ------------------------------------------------------------------ SYNCHRONIZE CACHE */

/* All sectors have come: lead-out, and the disc is finalized. */
bool rbk_virtual_finish_session(rbk_virtual *drive, rbk_virtual_task *task)
{
    rbk_error error;
    const uint8_t *packs = NULL;
    size_t count = 0;
    rbk_error_init(&error);
    if (drive->raw && !rbk_virtual_raw_end(drive, task))
        return false;
    if (drive->text && (!drive->raw || drive->raw->text_seen))
        packs = rbk_virtual_text_packs(drive->text, &count);
    int64_t lead_out_us = drive->raw ? 0 : rbk_virtual_sectors_us(drive, LEAD_OUT_SECTORS);
    rbk_virtual_begin_busy(drive, rbk_virtual_buffer_left_us(drive) + lead_out_us, SENSE_LONG_WRITE);
    if (!drive->test_write) {
        bool next = (drive->pages.write[3] & MULTI_SESSION) == MULTI_SESSION;
        if (store_failed(drive, task, rbk_virtual_disc_finalize(&drive->disc, packs, count, next, &error), &error))
            return false;
        drive->view.discs++;
        if (drive->config.quirks & RBK_QUIRK_LATE_TOC && !drive->config.instant)
            drive->toc_from_us = drive->busy_until_us + LATE_TOC_US;
        if (!drive->config.instant)
            drive->known_from_us = drive->busy_until_us + LATE_INFORMATION_US;
    }
    rbk_virtual_note(drive, drive->test_write ? "session finished, nothing was written" : "session finished");
    rbk_virtual_forget_session(drive);
    return true;
}

void rbk_virtual_synchronize_cache(rbk_virtual *drive, rbk_virtual_task *task)
{
    bool immediately = task->cdb[1] & 0x02;
    if (immediately && drive->config.quirks & RBK_QUIRK_NO_IMMED) {
        rbk_virtual_check_cdb(task, 1);
        return;
    }
    if (drive->phase < RBK_VIRTUAL_LEAD_IN || drive->phase == RBK_VIRTUAL_SPOILED ||
        rbk_virtual_is_between_tracks(drive))
        return;
    if (drive->track_count) {
        rbk_virtual_begin_busy(drive, rbk_virtual_buffer_left_us(drive), SENSE_LONG_WRITE);
        memset(&drive->buffer, 0, sizeof drive->buffer);
        rbk_virtual_close_track(drive);
    } else if (drive->raw ? rbk_virtual_raw_is_complete(drive)
                          : drive->phase == RBK_VIRTUAL_PROGRAM && drive->nwa == drive->sheet->lead_out_lba) {
        if (!rbk_virtual_finish_session(drive, task))
            return;
    } else {
        rbk_virtual_note(drive, "sync at lba %d, before the lead-out at %d", drive->nwa, drive->sheet->lead_out_lba);
        rbk_virtual_begin_busy(drive, rbk_virtual_buffer_left_us(drive), SENSE_LONG_WRITE);
        memset(&drive->buffer, 0, sizeof drive->buffer);
    }
    if (!immediately)
        rbk_virtual_wait(drive, task);
}

void rbk_virtual_buffer_capacity(rbk_virtual *drive, rbk_virtual_task *task)
{
    uint8_t reply[12] = {0, 10};
    bool blocks = task->cdb[1] & 0x01;
    uint32_t available = rbk_virtual_buffer_free(drive);
    if (drive->config.quirks & RBK_QUIRK_BUFFER_NONSENSE)
        available = UINT32_MAX;
    reply[3] = blocks;
    rbk_virtual_store32(reply + 4, blocks ? 0 : drive->config.buffer_kib * 1024);
    rbk_virtual_store32(reply + 8, blocks ? available / RBK_SECTOR_BYTES : available);
    rbk_virtual_answer(task, reply, sizeof reply, rbk_virtual_load16(task->cdb + 7));
}
