/*
 * convert/plan.h - the plan of a conversion: the descriptor, the sectors of each file, the losses
 *
 * Pure: no file is opened, nothing is written.
 */
#ifndef RBK_CONVERT_PLAN_H
#define RBK_CONVERT_PLAN_H

#include "convert/target.h"

typedef struct rbk_planning {
    const rbk_disc *disc;
    const rbk_layout *layout;
    const rbk_target_traits *traits;
    const bool *silent_pregaps; /* by the track's position: its pregap becomes a command; NULL: none does */
    const bool *graphics;       /* by the track's position: R to W are not empty; NULL: by the modes */
    const uint32_t
        *beyond_packs;      /* likewise: sectors with other R to W than a .cdg gives; NULL: no target of .cdg files */
    const rbk_disc *listed; /* the disc whose listed_q is the list; NULL: no list and no subchannel that gives one */
    const rbk_findings *q_findings; /* differences of Q; NULL: none */
    const int64_t *left_over;       /* by the file's position: bytes of it that no track has; NULL: none */
    const char *source;             /* the descriptor the disc was read from, location of findings; NULL: none */
    rbk_cdtext_use cdtext;          /* whether packs are written next to a sheet, */
    const char *master_id;          /* of a delivery; NULL: none */
    bool text_fallback;             /* and whether unencodable characters are replaced in these */
    rbk_compression compression;    /* of a container, */
    uint32_t jobs;                  /* and the threads that compress it */
    rbk_conversion *made;
    rbk_findings *findings; /* NULL: findings are dropped */
    rbk_disc *held;         /* set by rbk_plan_packs: the texts in the packs instead of the disc's; NULL: no packs */
    /* The same: they were made from the texts, and unencodable characters are reported if the texts are nowhere else. */
    bool packs_from_texts;
    struct rbk_origin
        *origin; /* of a container that keeps the sheet of the source: the sheet of the plan is not written */
} rbk_planning;

/*
 * Makes the whole plan for the target at path in planning->made (its other members are zero), and reports the losses.
 * RBK_INVALID_ARGUMENT: path does not have the target's extension. RBK_REFUSED with "convert.refused" findings: the
 * target cannot hold this disc at all. RBK_NO_MEMORY, and the errors of the format.
 */
rbk_status rbk_plan_make(const rbk_planning *given, const char *path, rbk_error *error);

/* ------------------------------------------------------------------ the steps, in order */

/* RBK_REFUSED for a disc that the target cannot hold at all. */
rbk_status rbk_plan_refuse(const rbk_planning *planning, rbk_error *error);

/* The CD-TEXT packs that the descriptor holds or names, stored in the disc of the plan, or their loss. */
rbk_status rbk_plan_packs(rbk_planning *planning, rbk_error *error);

/* Disc and tracks without extents and indexes; and their losses. */
rbk_status rbk_plan_metadata(const rbk_planning *planning, rbk_error *error);

/* Reports the texts of the sheet in place of which those of the disc's own packs next to it are read; needs both. */
rbk_status rbk_plan_report_differing(const rbk_planning *planning, rbk_error *error);

/* Files, extents and indexes. */
rbk_status rbk_plan_arrangement(const rbk_planning *planning, rbk_error *error);

/* Adds a file of the packs in the disc of the plan. RBK_NO_MEMORY. */
rbk_status rbk_plan_add_packs(const rbk_planning *planning, const char *name, rbk_error *error);

/* The file of the packs, if the descriptor names one. */
rbk_status rbk_plan_pack_file(const rbk_planning *planning, rbk_error *error);

/*
 * A file of the disc was found and not read. A list of Q that is not valid or not read: RBK_REFUSED with an error finding, or a
 * loss; the TOC of a later session, a subchannel: a loss.
 */
rbk_status rbk_plan_unread(const rbk_planning *planning, rbk_error *error);

/* The bytes of files that no track has: a loss. RBK_NO_MEMORY. */
rbk_status rbk_plan_left_over(const rbk_planning *planning, rbk_error *error);

/* The list of Q: its file, or in the disc of the plan, or the loss of it. */
rbk_status rbk_plan_q_list(const rbk_planning *planning, rbk_error *error);

/* The list of Q as an .sbi next to the descriptor, if there is one. */
rbk_status rbk_plan_q_file(const rbk_planning *planning, rbk_error *error);

/* Of a fileset: why no fileset can have the disc; the files of its streams; the tables, when all else is known. */
rbk_status rbk_plan_fileset_refuse(const rbk_planning *planning, rbk_error *error);
rbk_status rbk_plan_fileset_streams(const rbk_planning *planning, rbk_error *error);
rbk_status rbk_plan_fileset_tables(const rbk_planning *planning, rbk_error *error);

/* The master id that a remark of the disc has, in the words of the remark; NULL: none has. */
const char *rbk_plan_master_id(const rbk_disc *disc);

/* ------------------------------------------------------------------ shared by all steps */

/* A finding of the loss list; track NULL: the disc. The rule is static. */
#if defined(__GNUC__)
__attribute__((format(printf, 4, 5)))
#endif
rbk_status
rbk_plan_report(const rbk_planning *planning, const char *rule, const rbk_track *track, const char *format, ...);

/* The beginning of a text as findings quote it, of whole characters. */
#define RBK_SHOWN_BYTES 80
typedef struct rbk_shown_text {
    char text[RBK_SHOWN_BYTES + 4];
} rbk_shown_text;
rbk_shown_text rbk_plan_shown(const char *text);

/* Copies the findings of others, as entries of the loss list. RBK_NO_MEMORY. */
rbk_status rbk_plan_take_findings(const rbk_planning *planning, const rbk_findings *noticed);

/* By the track's position; the second: its sectors are written with their subchannel; the third: their mode is CDG. */
bool rbk_plan_track_is_audio(const rbk_planning *planning, size_t track);
bool rbk_plan_track_keeps_subchannel(const rbk_planning *planning, size_t track);
bool rbk_plan_track_becomes_graphics(const rbk_planning *planning, size_t track);

/* The subchannel of the source is stored as it is, Q included: by a container, unless a list has other Q. */
bool rbk_plan_keeps_q(const rbk_planning *planning);

/* Start of what is kept of a track: its pregap, or index 01 if the target cannot hold the pregap. */
int32_t rbk_plan_track_start(const rbk_planning *planning, size_t track);

/* Samples of silence that no file holds, before the first extent of a file. */
int64_t rbk_plan_silence_before(const rbk_track *track);

/* Adds a file next to the descriptor, without segments; returns its position. name is that of the file alone. */
rbk_status rbk_plan_add_file(const rbk_planning *planning, const char *name, rbk_image_sink_kind sink, uint32_t track,
                             size_t *position, rbk_error *error);

/* The same for a file of these bytes, which are what payload says; the plan frees them, and *content is empty then. */
rbk_status rbk_plan_add_content(const rbk_planning *planning, const char *name, const char *payload, rbk_bytes *content,
                                rbk_error *error);

/* Appends sectors to a file's segments. RBK_NO_MEMORY. */
rbk_status rbk_plan_add_segment(rbk_convert_file *file, int32_t first_lba, int32_t end_lba, bool subchannel,
                                rbk_error *error);

/* A refusal, as a finding of severity error and as the error. track NULL: the disc. */
rbk_status rbk_plan_fail(const rbk_planning *planning, const char *rule, const rbk_track *track, const char *sentence,
                         rbk_error *error);

/* The length of a file so far; the second: gives each file its length. */
int64_t rbk_plan_file_bytes(const rbk_convert_file *file);
void rbk_plan_count_bytes(const rbk_planning *planning);

/* An index at sectors from the beginning of the track, whose extents are there. */
rbk_status rbk_plan_add_index(rbk_track *track, uint32_t number, int32_t sectors, rbk_error *error);

/* The base name of the files: that of the descriptor without its extension. Freed by the caller, NULL without
 * memory. */
char *rbk_plan_base_name(const rbk_planning *planning);

#endif
