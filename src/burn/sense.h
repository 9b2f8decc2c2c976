/*
 * burn/sense.h - sense codes of a drive: how to react, and what to report to users
 *
 * One table has a row for each sense code a user can meet (key, additional code, its qualifier); codes without a row
 * use the row of their key. Pure functions, no I/O. Source: MMC-5 annex F, SPC-3 clause 4.5.
 */
#ifndef RBK_BURN_SENSE_H
#define RBK_BURN_SENSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How the sequence reacts. */
typedef enum rbk_sense_class {
    RBK_SENSE_DONE,        /* no error: no sense, or a recovered error */
    RBK_SENSE_BUSY,        /* ask again, or send the same command again, a little later */
    RBK_SENSE_STOPPED,     /* ready once it has been started */
    RBK_SENSE_NO_DISC,     /* final */
    RBK_SENSE_CHANGED,     /* another disc, or a reset: query the drive again; final once writing has started */
    RBK_SENSE_PARAMETERS,  /* mode pages were changed from outside: set them again */
    RBK_SENSE_UNSUPPORTED, /* not supported by this drive: go on without, if possible */
    RBK_SENSE_VARIANT,     /* a field is refused: another encoding may be accepted */
    RBK_SENSE_LOCKED,      /* the tray is locked */
    RBK_SENSE_ABORTED,     /* repeat once, unless it was a write */
    RBK_SENSE_UNDERRUN,    /* buffer underrun: the disc is ruined */
    RBK_SENSE_FATAL
} rbk_sense_class;

typedef struct rbk_sense {
    uint8_t key;
    uint8_t asc;
    uint8_t ascq;
    bool has_field; /* the drive points at the refused field */
    bool in_data;   /* in the data; else in the command */
    uint16_t field_offset;
    bool has_progress;
    uint16_t progress; /* of 65536 */
} rbk_sense;

/* Parses 18 bytes of sense, in fixed or in descriptor format; anything else, zeros too, is "no sense". */
rbk_sense rbk_sense_decode(const uint8_t *bytes);

rbk_sense_class rbk_sense_class_of(const rbk_sense *sense);

/* The message, "there is no disc in the drive", and advice for the user, "": none. Static. */
const char *rbk_sense_fault(const rbk_sense *sense);
const char *rbk_sense_advice(const rbk_sense *sense);

#define RBK_SENSE_TEXT_BYTES 384

/* "fault (sense 3/73/03): advice"; returns text. */
char *rbk_sense_describe(const rbk_sense *sense, char text[RBK_SENSE_TEXT_BYTES]);

#endif
