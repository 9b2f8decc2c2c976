/*
 * burn/plan.h - the parts that make a plan, in the order in which they are called
 *
 * Each part fills in its fields and adds findings; none stops at a refusal, so that all of them are reported at once.
 */
#ifndef RBK_BURN_PLAN_H
#define RBK_BURN_PLAN_H

#include <redbook/burn_plan.h>

#define RBK_BURN_LEAD_OUT_TRACK       0xAA
#define RBK_BURN_SUBCHANNEL_BYTES     96
#define RBK_BURN_PAGE_BYTES           52 /* mode page 05h, its two bytes of head included */
#define RBK_BURN_LEAD_IN_SECTOR_BYTES 96
#define RBK_BURN_LEAD_IN_PACKS        4 /* of CD-TEXT in one sector */

/* Input of the parts. The layout is the disc's; found holds all findings until the plan is made. */
typedef struct rbk_planner {
    const rbk_disc *disc; /* of the session that is planned */
    const rbk_layout *layout;
    const rbk_disc *whole; /* with the sessions before, */
    const rbk_layout *whole_layout;
    size_t first_track; /* whose tracks are before this position */
    rbk_image *image;   /* or NULL */
    const rbk_burn_options *options;
    rbk_burn_plan *plan;
    rbk_findings *found;
    int32_t
        distance; /* from the end of the session before to index 01 of this one, in the image; 0: no session before */
    uint8_t forms[RBK_TRACKS_MAX]; /* DATA FORM of each track, subchannel included */
    bool r_to_w[RBK_TRACKS_MAX];   /* of each track: its subchannel has something there */
    rbk_disc *modified;            /* with nothing but the modified Q of a subchannel; NULL: not wanted. Owned */
} rbk_planner;

/* Searches the subchannel of a disc, the content of which only reading all of it shows; needs an image. */
rbk_status rbk_plan_search(rbk_planner *planner, rbk_error *error);

/*
 * Searches the subchannel of a disc, in a SUB or in its sectors, if it has one: the modified Q as the list of *modified, and the
 * tracks with something in R to W. NULL: it has none. Errors of rbk_subchannel_open and rbk_subchannel_read.
 */
rbk_status rbk_burn_search_sub(const rbk_disc *disc, const rbk_layout *layout, rbk_disc **modified, bool *r_to_w,
                               rbk_error *error);

/* Sectors with modified Q in one session of a layout, or in all (0): listed next to the image, else in its subchannel. */
size_t rbk_burn_count_modified_q(const rbk_disc *disc, const rbk_disc *modified, const rbk_layout *layout,
                                 uint32_t session);

/* Whether a track has graphics, and not just P and Q, as in the .sub of any image; what is in a .sub only a search shows. */
bool rbk_burn_has_pictures(const rbk_disc *disc, const rbk_track *track);

/* RBK_UNSUPPORTED: it is a GD-ROM. */
rbk_status rbk_burn_check_areas(const rbk_disc *disc, rbk_error *error);

/* RBK_INVALID_ARGUMENT: the image is not open on the disc of the plan, as its session shows. */
rbk_status rbk_burn_check_session(const rbk_burn_plan *plan, const rbk_image *image, rbk_error *error);

/* DATA FORMs of the tracks, and the session format; needs the search. */
rbk_status rbk_plan_forms(rbk_planner *planner, rbk_error *error);

/* Makes P and Q, reports modified Q that is not written, and opens the subchannel that is sent with tracks; needs forms. */
rbk_status rbk_plan_graphics(rbk_planner *planner, rbk_error *error);

/*
 * Reports the modified Q of a plan that a write mode does not write, or not as it is (burn.subchannel), unless that was reported
 * when the plan was made.
 */
rbk_status rbk_burn_report_q(const rbk_burn_plan *plan, rbk_burn_write_mode mode, rbk_findings *findings);

/* CD-TEXT packs, and whether the lead-in can hold them. */
rbk_status rbk_plan_text(rbk_planner *planner, rbk_error *error);

/* Reports texts of the image that the disc will not have, and the catalogue number of one that is appended (burn.text). */
rbk_status rbk_plan_unwritten(rbk_planner *planner, rbk_error *error);

/* Entries of the cue sheet; needs forms and text. */
rbk_status rbk_plan_entries(rbk_planner *planner, rbk_error *error);

/* Ranges of sectors; needs entries and text. */
rbk_status rbk_plan_ranges(rbk_planner *planner, rbk_error *error);

/* Other refusals, beyond those of the parts themselves. */
rbk_status rbk_plan_judge(rbk_planner *planner, rbk_error *error);

/* The host sends all sectors, with P and Q. */
bool rbk_burn_mode_is_raw(rbk_burn_write_mode mode);

/* The DATA FORM of a lead-in or lead-out next to a track of form: the drive makes its sectors. */
uint8_t rbk_burn_form_empty(uint8_t form);

/* True for the forms of modes 1 and 2. */
bool rbk_burn_form_is_data(uint8_t form);

/* True where 96 bytes of subchannel follow a sector. */
bool rbk_burn_form_has_subchannel(uint8_t form);

/* Bytes that the host sends for a sector of form. */
uint32_t rbk_burn_form_bytes(uint8_t form);

/* lba of a position entry of a track or of the lead-out. */
int32_t rbk_burn_entry_lba(const rbk_burn_entry *entry);

/* A sector of data in the part of a pregap that is sent as audio; one in a track of audio (CD-i Ready) is sent as it is. */
bool rbk_burn_becomes_silence(const rbk_burn_plan *plan, const rbk_burn_range *range, const uint8_t *raw);

/*
 * The 2,352 bytes of count sectors of audio from first_lba on as they are sent, without their subchannel. They are in the
 * image, and may be of several ranges.
 */
rbk_status rbk_burn_plan_read_audio(const rbk_burn_plan *plan, rbk_image *image, int32_t first_lba, uint32_t count,
                                    uint8_t *buffer, rbk_error *error);

#define RBK_BURN_RUN_OUT_SECTORS 2 /* after a track that is written by itself */

/*
 * Track-at-once writes the same as session-at-once: one track, without anything before its index 01 or after it, without SCMS and
 * without graphics, of whose subchannel nothing is sent.
 */
bool rbk_burn_track_is_session(const rbk_burn_plan *plan);

/* Whether a lead-in of a first session can start at lba. */
bool rbk_burn_lead_in_is_plausible(int32_t lba);

/* The subchannel of count audio sectors from first_lba, 96 bytes each, as the plan sends it. */
rbk_status rbk_burn_graphics_read(const rbk_burn_plan *plan, int32_t first_lba, uint32_t count, uint8_t *bytes,
                                  rbk_error *error);

/* The 96 bytes of the lead-in sector at lba: packs of the plan's CD-TEXT in six-bit symbols. */
void rbk_burn_lead_in_sector(const rbk_burn_plan *plan, int32_t lba, uint8_t bytes[RBK_BURN_LEAD_IN_SECTOR_BYTES]);

#endif
