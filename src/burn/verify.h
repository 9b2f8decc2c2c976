/*
 * burn/verify.h - a recorded disc compared with its plan: shared by the parts
 */
#ifndef RBK_BURN_VERIFY_H
#define RBK_BURN_VERIFY_H

#include "burn/recorder.h"

#include <redbook/burn.h>
#include <redbook/subchannel.h>

/* Start of an index, as in the cue sheet. */
typedef struct rbk_mark {
    int32_t lba;
    uint8_t track;
    uint8_t index;
    uint8_t control;
    bool scms;             /* its copy bit alternates in Q */
    bool reported;         /* Q differs there */
    bool control_reported; /* the track's control bits differ */
} rbk_mark;

/* Contiguous sectors of one kind, from lba 0 on. */
typedef struct rbk_segment {
    int32_t first_lba;
    int32_t end_lba;
    bool audio;
    const rbk_burn_range *range; /* of data */
} rbk_segment;

/* Contiguous sectors whose Q is not what the mark requires. */
typedef struct rbk_wrong_run {
    const rbk_mark *mark;
    unsigned sectors;
    int32_t first_lba;
} rbk_wrong_run;

typedef struct rbk_verification {
    rbk_recorder *recorder;
    const rbk_burn_plan *plan;
    rbk_image *image;
    rbk_verdict *verdict;
    rbk_findings *findings;
    rbk_mmc_disc state;
    rbk_mark *marks; /* ascending */
    size_t mark_count;
    rbk_segment *segments; /* ascending */
    size_t segment_count;
    uint8_t *sectors;  /* for the reply of one READ CD */
    uint8_t *expected; /* for RBK_VERIFY_SECTORS of the image with their subchannel, or one more of audio alone */
    rbk_mmc_subchannel subchannel;
    unsigned places; /* position at which the offset was searched for */
    uint64_t unreadable;
    rbk_wrong_run wrong_index;
    rbk_wrong_run wrong_control;
    uint64_t q_read;
    int64_t started_ms;
} rbk_verification;

#define RBK_VERIFY_SECTORS 26 /* of 2448 bytes: within one transfer */

/* A finding of severity error at an address; lba RBK_NO_LBA: none. */
rbk_status rbk_verify_differs(rbk_verification *v, const char *rule, uint32_t track, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 4, 5)))
#endif
    ;
rbk_status rbk_verify_notes(rbk_verification *v, rbk_severity severity, const char *rule, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 4, 5)))
#endif
    ;

/* The mark that a program lba belongs to. */
rbk_mark *rbk_verify_mark(const rbk_verification *v, int32_t lba);

/* Control bits of a track are reported once, where they are found first. lba RBK_NO_LBA: in the table of contents. */
rbk_status rbk_verify_control(rbk_verification *v, rbk_mark *mark, uint8_t control, int32_t lba);

/*
 * Reads up to RBK_VERIFY_SECTORS into v->sectors, each rbk_mmc_read_cd_bytes(subchannel) long. If the drive cannot read
 * them at once they are read singly; bit n of *lost: the n-th cannot be read (zeros are there).
 */
rbk_status rbk_verify_read(rbk_verification *v, int32_t lba, uint32_t count, rbk_mmc_subchannel subchannel,
                           uint32_t *lost, rbk_error *error);

/* The 12 bytes of Q after a sector; a CRC that a drive left at zero is filled in. */
void rbk_verify_q_bytes(rbk_mmc_subchannel subchannel, const uint8_t *sector, uint8_t bytes[RBK_Q_BYTES]);

/* The steps. */
rbk_status rbk_verify_offset(rbk_verification *v, rbk_error *error);
rbk_status rbk_verify_sectors(rbk_verification *v, rbk_error *error);

#endif
