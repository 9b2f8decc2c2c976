/*
 * burn/sense.h - what a drive says when a command did not simply succeed: what to do next, and what to tell people
 *
 * One table has a row for each sense code a user can meet (key, additional code, its qualifier); codes that no row
 * names fall to the row of their key. Pure functions, no I/O. Source: MMC-5 annex F, SPC-3 clause 4.5.
 */
#ifndef RBK_BURN_SENSE_H
#define RBK_BURN_SENSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What the sequence does about it. */
typedef enum rbk_sense_class {
    RBK_SENSE_DONE,        /* nothing is wrong: no sense, or a fault the drive recovered from */
    RBK_SENSE_BUSY,        /* ask again, or send the same command again, a little later */
    RBK_SENSE_STOPPED,     /* ready once it has been started */
    RBK_SENSE_NO_DISC,     /* nothing to wait for */
    RBK_SENSE_CHANGED,     /* another disc, or a reset: look at the drive anew; the end once writing has begun */
    RBK_SENSE_PARAMETERS,  /* mode pages were changed from outside: set them again */
    RBK_SENSE_UNSUPPORTED, /* this drive cannot do that: go without, where that is possible */
    RBK_SENSE_VARIANT,     /* a field is refused: another way to say the same may be accepted */
    RBK_SENSE_LOCKED,      /* the tray is locked */
    RBK_SENSE_ABORTED,     /* once more, unless it wrote */
    RBK_SENSE_UNDERRUN,    /* data came too late: the disc is spoiled */
    RBK_SENSE_FATAL
} rbk_sense_class;

typedef struct rbk_sense {
    uint8_t key;
    uint8_t asc;
    uint8_t ascq;
    bool has_field; /* the drive points at what it refuses */
    bool in_data;   /* in the data; else in the command */
    uint16_t field_offset;
    bool has_progress;
    uint16_t progress; /* of 65536 */
} rbk_sense;

/* Reads 18 bytes of sense, in fixed or in descriptor format; anything else, zeros too, is "no sense". */
rbk_sense rbk_sense_decode(const uint8_t *bytes);

rbk_sense_class rbk_sense_class_of(const rbk_sense *sense);

/* What it is, "there is no disc in the drive", and what a user can do, "" where there is nothing. Static. */
const char *rbk_sense_fault(const rbk_sense *sense);
const char *rbk_sense_advice(const rbk_sense *sense);

#define RBK_SENSE_TEXT_BYTES 384

/* "fault (sense 3/73/03): advice"; gives text. */
char *rbk_sense_describe(const rbk_sense *sense, char text[RBK_SENSE_TEXT_BYTES]);

#endif
