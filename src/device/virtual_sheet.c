/*
 * Cue sheets (MMC, SEND CUE SHEET): eight bytes per entry - control and ADR, track, index, data form, SCMS, and a time,
 * everything in binary. Refusals give the wrong byte, as drives do.
 */
#include "device/virtual_sheet.h"

#include "base/search.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    TRACK_LEAD_IN = 0,
    TRACK_LEAD_OUT = 0xAA,
    ADR_POSITION = 1,
    ADR_MCN = 2,
    ADR_ISRC = 3,
    FORM_MAIN = 0x3F,
    SCMS_ALTERNATES = 0x80,
    LEAD_IN_TURN = 450150 /* absolute sectors of the lead-in count towards this */
};

/* ------------------------------------------------------------------ data forms */

/* Main channel by DATA FORM bits 5-0: bytes the host sends. */
static int main_bytes(uint8_t form)
{
    switch (form & FORM_MAIN) {
    case 0x00:
    case 0x11:
    case 0x13:
    case 0x21:
    case 0x23:
    case 0x31:
    case 0x33:
        return 2352;
    case 0x10:
    case 0x12:
        return 2048;
    case 0x20:
    case 0x22:
    case 0x30:
    case 0x32:
        return 2336;
    case 0x01:
    case 0x14:
    case 0x24:
    case 0x34:
        return 0;
    default:
        return -1;
    }
}

bool rbk_virtual_form_is_known(uint8_t form)
{
    return main_bytes(form) >= 0 && form >> 6 != 2;
}

uint32_t rbk_virtual_form_main_bytes(uint8_t form)
{
    int bytes = main_bytes(form);
    return bytes > 0 ? (uint32_t)bytes : 0;
}

uint32_t rbk_virtual_form_sub_bytes(uint8_t form)
{
    return form >> 6 ? 96 : 0;
}

bool rbk_virtual_form_is_audio(uint8_t form)
{
    return (form & FORM_MAIN) <= 0x01;
}

/* ------------------------------------------------------------------ reading */

typedef struct sheet_reader {
    const uint8_t *bytes;
    size_t count, position; /* in entries */
    const rbk_virtual_sheet_rules *rules;
    rbk_virtual_sheet *sheet;
    rbk_virtual_sheet_fault *fault;
    bool lead_in, lead_out;
    uint8_t isrc_track; /* of an ISRC whose track has not started yet; 0: none */
    char isrc[RBK_ISRC_BYTES];
    int32_t last_lba;
} sheet_reader;

static const uint8_t *entry(const sheet_reader *reader)
{
    return reader->bytes + reader->position * RBK_SHEET_ENTRY_BYTES;
}

static bool refuse(sheet_reader *reader, size_t byte, const char *sentence)
{
    reader->fault->byte = reader->position * RBK_SHEET_ENTRY_BYTES + byte;
    snprintf(reader->fault->sentence, sizeof reader->fault->sentence, "entry %zu: %s", reader->position + 1, sentence);
    return false;
}

static bool is_digit(uint8_t byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_code(uint8_t byte)
{
    return is_digit(byte) || (byte >= 'A' && byte <= 'Z');
}

/* Is the entry after this one the other half of a pair? */
static bool has_second(const sheet_reader *reader, uint8_t adr)
{
    return reader->position + 1 < reader->count && (entry(reader)[RBK_SHEET_ENTRY_BYTES] & 0x0F) == adr;
}

static bool read_mcn(sheet_reader *reader)
{
    const uint8_t *first = entry(reader), *second = first + RBK_SHEET_ENTRY_BYTES;
    char *mcn = reader->sheet->mcn;
    if (*mcn)
        return refuse(reader, 0, "a second catalogue number");
    if (!has_second(reader, ADR_MCN))
        return refuse(reader, RBK_SHEET_ENTRY_BYTES, "the second half of the catalogue number is missing");
    for (size_t i = 0; i < 13; i++) {
        uint8_t digit = i < 7 ? first[1 + i] : second[1 + i - 7];
        if (!is_digit(digit))
            return refuse(reader, i < 7 ? 1 + i : 9 + i - 7, "expected 13 digits in the catalogue number");
        mcn[i] = (char)digit;
    }
    if (second[7] != 0)
        return refuse(reader, 15, "expected a zero after the catalogue number");
    reader->position += 2;
    return true;
}

static bool read_isrc(sheet_reader *reader)
{
    const uint8_t *first = entry(reader), *second = first + RBK_SHEET_ENTRY_BYTES;
    rbk_virtual_sheet *sheet = reader->sheet;
    size_t done = sheet->track_count;
    if (first[1] < 1 || first[1] > RBK_TRACKS_MAX || reader->isrc_track)
        return refuse(reader, 1, "expected an ISRC before its track or in it");
    if (!has_second(reader, ADR_ISRC))
        return refuse(reader, RBK_SHEET_ENTRY_BYTES, "the second half of the ISRC is missing");
    if (second[1] != first[1])
        return refuse(reader, RBK_SHEET_ENTRY_BYTES + 1, "the second half of the ISRC is missing");
    for (size_t i = 0; i < 12; i++) {
        uint8_t letter = i < 6 ? first[2 + i] : second[2 + i - 6];
        if (!is_code(letter))
            return refuse(reader, i < 6 ? 2 + i : 10 + i - 6, "expected capital letters and digits in an ISRC");
        reader->isrc[i] = (char)letter;
    }
    reader->isrc[12] = '\0';
    if (done && sheet->tracks[done - 1].number == first[1])
        memcpy(sheet->tracks[done - 1].isrc, reader->isrc, sizeof reader->isrc);
    else
        reader->isrc_track = first[1];
    reader->position += 2;
    return true;
}

/* Form and control of an entry; generated: only forms for which the host sends no main channel are valid. */
static bool check_form(sheet_reader *reader, bool generated)
{
    const uint8_t *e = entry(reader);
    if (!rbk_virtual_form_is_known(e[3]) || (generated && rbk_virtual_form_main_bytes(e[3]) != 0))
        return refuse(reader, 3, "unknown data form");
    if (e[3] >> 6 && !reader->rules->sub_channels)
        return refuse(reader, 3, "the drive does not write R-W");
    if (!reader->rules->lenient && rbk_virtual_form_is_audio(e[3]) == ((e[0] >> 4 & RBK_CONTROL_DATA) != 0))
        return refuse(reader, 0, "the control's data bit and the data form contradict each other");
    return true;
}

/* The time of an entry as lba, counting up from the first pregap. */
static bool read_time(sheet_reader *reader, int32_t *lba)
{
    const uint8_t *e = entry(reader);
    if (e[6] >= 60)
        return refuse(reader, 6, "expected seconds from 0 to 59, in binary");
    if (e[7] >= 75)
        return refuse(reader, 7, "expected sectors from 0 to 74, in binary");
    if (e[5] > 99)
        return refuse(reader, 5, "expected minutes from 0 to 99, in binary");
    *lba = (e[5] * 60 + e[6]) * RBK_SECTORS_PER_SECOND + e[7] - RBK_PREGAP_SECTORS;
    return true;
}

static bool read_lead_in(sheet_reader *reader)
{
    const uint8_t *e = entry(reader);
    const rbk_virtual_sheet_rules *rules = reader->rules;
    int32_t lba;
    if (e[1] != TRACK_LEAD_IN)
        return refuse(reader, 1, "expected the lead-in as the first position");
    if (e[2] != 0)
        return refuse(reader, 2, "expected index 0 in the lead-in");
    if (!check_form(reader, true) || !read_time(reader, &lba))
        return false;
    bool zero = lba == -RBK_PREGAP_SECTORS;
    bool atip = lba + RBK_PREGAP_SECTORS - LEAD_IN_TURN == rules->lead_in_lba;
    if (!zero && !atip && !rules->any_lead_in_time)
        return refuse(reader, 5, "expected the lead-in at 00:00:00 or at the ATIP's time");
    if ((rules->lead_in_time_atip && !atip) || (rules->lead_in_time_zero && !zero))
        return refuse(reader, 5,
                      atip ? "expected 00:00:00 for the lead-in" : "expected the ATIP's time for the lead-in");
    reader->sheet->lead_in_form = e[3];
    reader->sheet->lead_in_control = e[0] >> 4;
    reader->lead_in = true;
    reader->position++;
    return true;
}

/* Is the step from the last index to this one valid? Two of one number may follow one another in different forms. */
static bool check_index(sheet_reader *reader, const rbk_virtual_track *track)
{
    const uint8_t *e = entry(reader);
    if (e[2] > RBK_INDEX_MAX)
        return refuse(reader, 2, "expected indexes from 0 to 99");
    if (!track->segment_count)
        return e[2] <= 1 || refuse(reader, 2, "expected a track to start with index 0 or 1");
    const rbk_virtual_segment *last = &reader->sheet->segments[reader->sheet->segment_count - 1];
    if (e[2] != last->index + 1 && (e[2] != last->index || e[3] == last->form))
        return refuse(reader, 2, "expected indexes to ascend by one");
    return true;
}

static bool begin_track(sheet_reader *reader)
{
    rbk_virtual_sheet *sheet = reader->sheet;
    const uint8_t *e = entry(reader);
    rbk_virtual_track *last = sheet->track_count ? &sheet->tracks[sheet->track_count - 1] : NULL;
    if (e[1] < 1 || e[1] > RBK_TRACKS_MAX || (last && e[1] != last->number + 1))
        return refuse(reader, 1, "expected track numbers from 1 to 99, ascending by one");
    if (last && sheet->segments[sheet->segment_count - 1].index == 0)
        return refuse(reader, 1, "the track before has no index 1");
    int32_t lba = (e[5] * 60 + e[6]) * RBK_SECTORS_PER_SECOND + e[7] - RBK_PREGAP_SECTORS;
    if (!last && (e[2] != 0 || lba != reader->rules->base_lba - RBK_PREGAP_SECTORS))
        return refuse(reader, e[2] ? 2 : 5, "expected index 0 of the first track at the start of the session");
    if (!last && reader->rules->first_track && e[1] != reader->rules->first_track)
        return refuse(reader, 1, "expected the number after that of the last track of the disc");
    rbk_virtual_track *track = &sheet->tracks[sheet->track_count++];
    track->number = e[1];
    track->first_segment = sheet->segment_count;
    if (reader->isrc_track == e[1])
        memcpy(track->isrc, reader->isrc, sizeof track->isrc);
    else if (reader->isrc_track)
        return refuse(reader, 1, "expected an ISRC before its track or in it");
    reader->isrc_track = 0;
    return true;
}

static bool read_position(sheet_reader *reader)
{
    rbk_virtual_sheet *sheet = reader->sheet;
    const uint8_t *e = entry(reader);
    rbk_virtual_track *track = sheet->track_count ? &sheet->tracks[sheet->track_count - 1] : NULL;
    int32_t lba;
    if (!track || e[1] != track->number) {
        if (!begin_track(reader))
            return false;
        track = &sheet->tracks[sheet->track_count - 1];
    }
    if (!check_index(reader, track) || !check_form(reader, false) || !read_time(reader, &lba))
        return false;
    if (lba < reader->last_lba)
        return refuse(reader, 5, "expected times in ascending order");
    if (lba == reader->last_lba && sheet->segment_count && sheet->segments[sheet->segment_count - 1].index != 0)
        return refuse(reader, 5, "the index before is empty");
    if (e[2] == 1 && sheet->track_count == 1 && lba < reader->rules->base_lba)
        return refuse(reader, 5, "expected index 1 of the first track 2 s after its index 0, or later");
    if (!track->segment_count++)
        track->start_lba = lba;
    if (e[2] == 1 && !track->index01_seen) {
        track->index01_seen = true;
        track->index01_lba = lba;
        track->control = e[0] >> 4;
        track->form = e[3];
        track->scms = (e[4] & SCMS_ALTERNATES) != 0;
    }
    sheet->segments[sheet->segment_count++] =
        (rbk_virtual_segment){.lba = lba, .track = e[1], .index = e[2], .control = e[0] >> 4, .form = e[3]};
    reader->last_lba = lba;
    reader->position++;
    return true;
}

static bool read_lead_out(sheet_reader *reader)
{
    rbk_virtual_sheet *sheet = reader->sheet;
    const uint8_t *e = entry(reader);
    int32_t lba;
    if (!sheet->track_count || sheet->segments[sheet->segment_count - 1].index == 0)
        return refuse(reader, 1, "no index 1 before the lead-out");
    if (e[2] != 1)
        return refuse(reader, 2, "expected index 1 in the lead-out");
    if (reader->position + 1 != reader->count || reader->isrc_track)
        return refuse(reader, reader->isrc_track ? 1 : RBK_SHEET_ENTRY_BYTES,
                      "expected the lead-out as the last entry");
    if (!check_form(reader, true) || !read_time(reader, &lba))
        return false;
    if (lba <= reader->last_lba)
        return refuse(reader, 5, "expected the lead-out at the end of the last track");
    if (lba > reader->rules->lead_out_max_lba)
        return refuse(reader, 5, "the medium ends before the lead-out");
    sheet->lead_out_lba = lba;
    sheet->lead_out_control = e[0] >> 4;
    reader->lead_out = true;
    reader->position++;
    return true;
}

static bool read_entry(sheet_reader *reader)
{
    const uint8_t *e = entry(reader);
    switch (e[0] & 0x0F) {
    case ADR_MCN:
        return read_mcn(reader);
    case ADR_ISRC:
        return reader->lead_in ? read_isrc(reader) : refuse(reader, 0, "an ISRC before the lead-in");
    case ADR_POSITION:
        if (!reader->lead_in)
            return read_lead_in(reader);
        return e[1] == TRACK_LEAD_OUT ? read_lead_out(reader) : read_position(reader);
    default:
        return refuse(reader, 0, "expected ADR 1, 2 or 3");
    }
}

/* The ends of ranges and tracks are known when all have started. */
static void set_ends(rbk_virtual_sheet *sheet)
{
    int32_t end = sheet->lead_out_lba;
    for (size_t i = sheet->segment_count; i-- > 0;) {
        sheet->segments[i].end_lba = end;
        end = sheet->segments[i].lba;
    }
    end = sheet->lead_out_lba;
    for (size_t i = sheet->track_count; i-- > 0;) {
        sheet->tracks[i].end_lba = end;
        end = sheet->tracks[i].start_lba;
    }
}

static bool read_all(sheet_reader *reader)
{
    while (reader->position < reader->count)
        if (!read_entry(reader))
            return false;
    if (!reader->lead_out)
        return refuse(reader, 0, "the lead-out is missing");
    set_ends(reader->sheet);
    return true;
}

static rbk_virtual_sheet *sheet_new(const uint8_t *bytes, size_t size)
{
    rbk_virtual_sheet *sheet = calloc(1, sizeof *sheet);
    if (!sheet)
        return NULL;
    sheet->entries = malloc(size + 1);
    sheet->segments = calloc(size / RBK_SHEET_ENTRY_BYTES + 1, sizeof *sheet->segments);
    if (!sheet->entries || !sheet->segments) {
        rbk_virtual_sheet_free(sheet);
        return NULL;
    }
    memcpy(sheet->entries, bytes, size);
    sheet->bytes = size;
    return sheet;
}

bool rbk_virtual_sheet_read(const uint8_t *bytes, size_t size, const rbk_virtual_sheet_rules *rules,
                            rbk_virtual_sheet **sheet, rbk_virtual_sheet_fault *fault)
{
    sheet_reader reader = {.bytes = bytes,
                           .count = size / RBK_SHEET_ENTRY_BYTES,
                           .rules = rules,
                           .fault = fault,
                           .last_lba = rules->base_lba - RBK_PREGAP_SECTORS};
    if (size == 0 || size % RBK_SHEET_ENTRY_BYTES) {
        *fault = (rbk_virtual_sheet_fault){0, "expected eight bytes per entry"};
        return false;
    }
    if (size > rules->bytes_max) {
        *fault = (rbk_virtual_sheet_fault){0, "the cue sheet is longer than the drive accepts"};
        return false;
    }
    reader.sheet = sheet_new(bytes, size);
    if (!reader.sheet) {
        *fault = (rbk_virtual_sheet_fault){SIZE_MAX, "out of memory"};
        return false;
    }
    if (!read_all(&reader)) {
        rbk_virtual_sheet_free(reader.sheet);
        return false;
    }
    *sheet = reader.sheet;
    return true;
}

void rbk_virtual_sheet_free(rbk_virtual_sheet *sheet)
{
    if (!sheet)
        return;
    free(sheet->entries);
    free(sheet->segments);
    free(sheet);
}

/* ------------------------------------------------------------------ queries */

const rbk_virtual_segment *rbk_virtual_sheet_at(const rbk_virtual_sheet *sheet, int32_t lba)
{
    return &sheet->segments[rbk_search_last_lba(&sheet->segments->lba, sizeof *sheet->segments, sheet->segment_count,
                                                lba)];
}

const rbk_virtual_track *rbk_virtual_sheet_track(const rbk_virtual_sheet *sheet, unsigned number)
{
    for (size_t i = 0; i < sheet->track_count; i++)
        if (sheet->tracks[i].number == number)
            return &sheet->tracks[i];
    return NULL;
}
