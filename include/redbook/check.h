/*
 * redbook/check.h - is this disc as it should be? A laid out disc and its files, checked against rules
 *
 * Every rule has a stable id, a source, one sentence, and a severity for each profile: what a pressing plant rejects
 * may not matter to an emulator. A violation is a finding with the rule's id and the profile's severity; its text has
 * the location and the amount.
 *
 * Discs are checked as they are: nothing is changed, moved or corrected. What the reader of a sheet and
 * rbk_source_probe notice (invalid codes, files that are missing, truncated or of an odd size) are separate findings.
 */
#ifndef REDBOOK_CHECK_H
#define REDBOOK_CHECK_H

#include <redbook/image.h>
#include <redbook/listener.h>
#include <redbook/rules.h>
#include <redbook/scan.h>
#include <redbook/sector.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Digital silence of this length at the start or end of a track is reported: 5 s. */
#define RBK_CHECK_SILENCE_SAMPLES (5 * (int64_t)RBK_RATE_HZ)

typedef struct rbk_check_options {
    rbk_profile profile;          /* CDR */
    uint32_t capacity_sectors;    /* RBK_CAPACITY_80_MIN; from lba 0 */
    const char *path;             /* NULL; the sheet, for the location of findings; borrowed */
    const rbk_listener *listener; /* NULL; is notified of sectors read and asked for cancel */
    uint32_t jobs;                /* 0; threads, as rbk_scan_options has them */
    uint32_t reserved_number;     /* 0 */
    uint64_t reserved[3];         /* 0 */
} rbk_check_options;

void rbk_check_options_init(rbk_check_options *options);

/* Kinds of defects of data sectors, by the rules "data.sync", "data.address", ... in this order. */
typedef enum rbk_data_defect {
    RBK_DATA_SYNC,
    RBK_DATA_ADDRESS,
    RBK_DATA_MODE,
    RBK_DATA_SUBHEADER,
    RBK_DATA_EDC,
    RBK_DATA_PARITY, /* P or Q */
    RBK_DATA_ZERO,
    RBK_DATA_DEFECTS
} rbk_data_defect;

/* In the place of a number of defects: the sectors have no such part. */
#define RBK_NOT_VERIFIED (-1)

/* The id of the defect's rule. Static. */
const char *rbk_data_defect_rule(rbk_data_defect defect);

/* Classes of runs by their length: 3, 4 to 9, 10 and more. */
#define RBK_RUN_LENGTHS 3

/* What the channels of a track have to do with each other, sample by sample. */
typedef enum rbk_channels {
    RBK_CHANNELS_STEREO,    /* none of these */
    RBK_CHANNELS_IDENTICAL, /* dual mono: left and right are equal throughout */
    RBK_CHANNELS_INVERTED,  /* right is left with the other sign throughout */
    RBK_CHANNELS_LEFT_ONLY, /* right is digital silence */
    RBK_CHANNELS_RIGHT_ONLY,
    RBK_CHANNELS_SILENT, /* both are */
    RBK_CHANNELS_KINDS
} rbk_channels;

/* "stereo", "identical", "inverted", "left only", "right only", "silent". Static. */
const char *rbk_channels_name(rbk_channels channels);

/* What the files hold of one track, its pregap included unless stated otherwise; values are 16-bit, left and right. */
typedef struct rbk_check_track {
    uint32_t number;
    bool audio;
    int32_t sectors_read;
    /* audio */
    int32_t peak;                    /* largest absolute value */
    int32_t program_peak;            /* the same from index 01 on */
    double dc[RBK_CHANNELS];         /* mean */
    int64_t full_scale_runs;         /* of 3 values or more at +32767, or at -32767 and below, in one channel */
    int64_t first_full_scale_sample; /* on the disc's time line, -1 where none */
    int64_t full_scale_runs_by_length[RBK_RUN_LENGTHS];
    int64_t longest_full_scale_run; /* values, 0 where there is no run */
    rbk_channels channels;
    int64_t unequal_samples;      /* whose left and right differ */
    int64_t uninverted_samples;   /* whose right is not left with the other sign */
    double correlation;           /* of left and right, -1 to 1; 0 where a channel is silent */
    int64_t head_silence_samples; /* zeros from index 01 on */
    int64_t tail_silence_samples; /* zeros at the end, counted from index 01 */
    int32_t sectors_with_sync;    /* from index 01 on: data in an audio track */
    bool byte_swapped;            /* by statistics; see "audio.byte-order" */
    /* data, from index 01 on */
    int32_t damaged_sectors; /* with any defect */
    int32_t
        defects[RBK_DATA_DEFECTS]; /* sectors with each; subheader, EDC, parity: RBK_NOT_VERIFIED if it is formless */
    int32_t empty_tail_sectors;    /* at its end, with user data of zeros */
} rbk_check_track;

/* In the caller's storage; nothing to free. */
typedef struct rbk_check_report {
    bool payload_read;
    size_t track_count; /* number of tracks whose payload was read */
    rbk_check_track tracks[RBK_TRACKS_MAX];
} rbk_check_report;

/*
 * Checks a probed (rbk_source_probe) and laid out disc. image is open on it; NULL skips the payload, with the finding
 * "payload.unread". The image is read once, from lba 0 to the end, in bounded memory. The findings of rbk_rules_check
 * are included, under the same ids, with the profile's severities. Findings are ordered by theme: layout, codes,
 * subchannel, payload, the file systems of data tracks ("session.address" and others).
 *
 * A subchannel with P and Q in the files (rbk_file.subchannel) is read too, with or without an image, and compared with
 * the disc: the findings of rbk_subcode_scan_compare, P in pregaps and tracks ("p.flag"), and the length of a file with
 * nothing but subchannel ("sub.length").
 *
 * report (nullable) is filled on RBK_OK. RBK_INVALID_POINTER, RBK_INVALID_ARGUMENT (profile or capacity out of range; a
 * layout of another disc), RBK_USERABORT, RBK_NO_MEMORY, and the errors of rbk_image_read_sectors and
 * rbk_subchannel_read; findings made before stay in the list. Safe from any thread.
 */
RBK_MUST_CHECK rbk_status rbk_check(const rbk_disc *disc, const rbk_layout *layout, rbk_image *image,
                                    const rbk_check_options *options, rbk_findings *findings, rbk_check_report *report,
                                    rbk_error *error);

/*
 * The same check, without the file systems, as a visitor of a scan that it shares with others. new reports what it finds
 * without reading the payload; disc, layout and findings are borrowed until the end, options are copied but for what they
 * point at. payload: the image will be scanned; false: "payload.unread" is reported. Then the disc is scanned with the
 * visitor, and end fills the report (nullable) and reports what is left to be reported. Results as those of rbk_check.
 * Freed in any case (NULL is fine).
 */
typedef struct rbk_checker rbk_checker;
rbk_status rbk_checker_new(const rbk_disc *disc, const rbk_layout *layout, bool payload,
                           const rbk_check_options *options, rbk_findings *findings, rbk_checker **checker,
                           rbk_error *error);
/* False: there is nothing to be visited. The visitor is valid until the free. */
bool rbk_checker_visitor(rbk_checker *checker, rbk_scan_visitor *visitor);
RBK_MUST_CHECK rbk_status rbk_checker_end(rbk_checker *checker, rbk_check_report *report, rbk_error *error);
void rbk_checker_free(rbk_checker *checker);

/*
 * The findings that the reader of a sheet and rbk_source_probe made, adapted to a profile: violations of a rule of the
 * table get its severity there, or are omitted; what the check reports itself in more detail is omitted; the rest is
 * kept. RBK_INVALID_ARGUMENT: no such profile; RBK_NO_MEMORY.
 */
rbk_status rbk_check_take_findings(const rbk_findings *found, rbk_profile profile, rbk_findings *findings,
                                   rbk_error *error);

#ifdef __cplusplus
}
#endif
#endif
