/*
 * device/virtual_sheet.h - a cue sheet as a recorder reads it: validated, and converted to ranges of the disc
 */
#ifndef RBK_DEVICE_VIRTUAL_SHEET_H
#define RBK_DEVICE_VIRTUAL_SHEET_H

#include <redbook/address.h>
#include <redbook/codes.h>

#define RBK_SHEET_ENTRY_BYTES 8

/* Bits of the upper half of a control byte. */
enum { RBK_CONTROL_PRE_EMPHASIS = 1, RBK_CONTROL_COPY = 2, RBK_CONTROL_DATA = 4, RBK_CONTROL_FOUR_CHANNEL = 8 };

/* Sectors of one entry: up to the next one, or to the lead-out. May be empty. */
typedef struct rbk_virtual_segment {
    int32_t lba;
    int32_t end_lba;
    uint8_t track, index;
    uint8_t control; /* 0-15 */
    uint8_t form;
} rbk_virtual_segment;

typedef struct rbk_virtual_track {
    uint8_t number;
    uint8_t control; /* of index 1 */
    uint8_t form;    /* of index 1 */
    bool index01_seen;
    bool scms; /* alternating copy bit */
    char isrc[RBK_ISRC_BYTES];
    int32_t start_lba; /* of its pregap, if it has one */
    int32_t index01_lba;
    int32_t end_lba;
    size_t first_segment, segment_count;
} rbk_virtual_track;

typedef struct rbk_virtual_sheet {
    uint8_t *entries;
    size_t bytes;
    uint8_t lead_in_form, lead_in_control;
    uint8_t lead_out_control;
    int32_t lead_out_lba;
    char mcn[RBK_MCN_BYTES];
    rbk_virtual_segment *segments; /* from index 00 of the first track to the lead-out, without holes */
    size_t segment_count;
    rbk_virtual_track tracks[RBK_TRACKS_MAX];
    size_t track_count;
} rbk_virtual_sheet;

/* Limits of the drive and the medium. */
typedef struct rbk_virtual_sheet_rules {
    size_t bytes_max;
    int32_t lead_in_lba;      /* of the ATIP */
    int32_t lead_out_max_lba; /* last one that is accepted */
    bool sub_channels;        /* R-W may be sent */
    bool lead_in_time_atip,
        lead_in_time_zero; /* the lead-in's time must be that; if neither is set, both are accepted */
    int32_t base_lba;      /* first possible index 01: 0 in the first session; index 00 is 150 sectors before it */
    uint8_t first_track;   /* 0: any */
    bool any_lead_in_time; /* already validated when it was recorded */
    bool lenient;          /* control bits need not match the form */
} rbk_virtual_sheet_rules;

typedef struct rbk_virtual_sheet_fault {
    size_t byte; /* position in the sheet */
    char sentence[128];
} rbk_virtual_sheet_fault;

/*
 * Parses size bytes. False: *fault has position and reason; without memory byte is SIZE_MAX. The sheet is freed with
 * rbk_virtual_sheet_free.
 */
bool rbk_virtual_sheet_read(const uint8_t *bytes, size_t size, const rbk_virtual_sheet_rules *rules,
                            rbk_virtual_sheet **sheet, rbk_virtual_sheet_fault *fault);
void rbk_virtual_sheet_free(rbk_virtual_sheet *sheet); /* NULL is fine */

/* The range that contains lba (index 00 of the first track up to the lead-out, exclusive). */
const rbk_virtual_segment *rbk_virtual_sheet_at(const rbk_virtual_sheet *sheet, int32_t lba);

/* The track with the number, or NULL; the one that contains lba. */
const rbk_virtual_track *rbk_virtual_sheet_track(const rbk_virtual_sheet *sheet, unsigned number);

/* DATA FORM: is it valid; bytes the host sends for the main channel and subchannel of a sector; is it audio. */
bool rbk_virtual_form_is_known(uint8_t form);
uint32_t rbk_virtual_form_main_bytes(uint8_t form);
uint32_t rbk_virtual_form_sub_bytes(uint8_t form);
bool rbk_virtual_form_is_audio(uint8_t form);

#endif
