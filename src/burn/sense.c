/*
 * Sense codes to classes and messages: one table, the first matching row is used.
 */
#include "burn/sense.h"

#include <stdio.h>

#define ANY 0xFF

static const struct sense_row {
    uint8_t key;
    uint8_t asc;
    uint8_t ascq;
    rbk_sense_class reaction;
    const char *fault;
    const char *advice;
} rows[] = {
    {0x0, ANY, ANY, RBK_SENSE_DONE, "no error", ""},
    {0x1, 0x73, 0x01, RBK_SENSE_DONE, "the disc's power calibration area is almost full",
     "the disc can be started only a few more times"},
    {0x1, ANY, ANY, RBK_SENSE_DONE, "the drive recovered from an error", ""},

    {0x2, 0x04, 0x02, RBK_SENSE_STOPPED, "the drive is stopped", "start it"},
    {0x2, 0x04, 0x03, RBK_SENSE_FATAL, "the drive needs manual intervention", "look at the drive"},
    {0x2, 0x04, 0x04, RBK_SENSE_BUSY, "the drive is blanking or formatting the disc", "wait"},
    {0x2, 0x04, 0x07, RBK_SENSE_BUSY, "an operation of the drive is in progress", "wait"},
    {0x2, 0x04, 0x08, RBK_SENSE_BUSY, "the drive is writing", "wait"},
    {0x2, 0x04, ANY, RBK_SENSE_BUSY, "the drive is becoming ready", "wait"},
    {0x2, 0x30, 0x02, RBK_SENSE_FATAL, "the drive cannot read this disc", "use another disc"},
    {0x2, 0x30, 0x05, RBK_SENSE_FATAL, "the drive cannot write this kind of disc", "use a CD-R or CD-RW"},
    {0x2, 0x30, ANY, RBK_SENSE_FATAL, "the disc or its content is not compatible with the drive", "use another disc"},
    {0x2, 0x3A, 0x01, RBK_SENSE_NO_DISC, "there is no disc in the drive", "insert one"},
    {0x2, 0x3A, 0x02, RBK_SENSE_NO_DISC, "the tray is open", "insert a disc and close the tray"},
    {0x2, 0x3A, ANY, RBK_SENSE_NO_DISC, "there is no disc in the drive", "insert one"},
    {ANY, 0x3E, ANY, RBK_SENSE_BUSY, "the drive is configuring itself", "wait"},

    /* Before the other rows of these codes, whatever the key. */
    {ANY, 0x0C, 0x09, RBK_SENSE_UNDERRUN, "buffer underrun: data came too late and writing stopped",
     "keep underrun protection on, close other programs or burn at a lower speed"},
    {ANY, 0x73, 0x02, RBK_SENSE_FATAL, "the disc's power calibration area is full", "use another disc"},
    {ANY, 0x73, 0x03, RBK_SENSE_FATAL, "the drive could not calibrate its laser power for this disc",
     "the disc is worn out or bad; use another disc or brand"},
    {ANY, 0x73, 0x04, RBK_SENSE_FATAL, "the disc's program memory area could not be written",
     "the disc is worn out or bad; use another disc"},
    {ANY, 0x73, 0x05, RBK_SENSE_FATAL, "the disc's program memory area is full", "use another disc"},
    {ANY, 0x73, ANY, RBK_SENSE_FATAL, "the laser power calibration for this disc failed", "use another disc or brand"},

    {0x3, 0x02, ANY, RBK_SENSE_FATAL, "the drive cannot seek on the disc", "clean the disc, or use another one"},
    {0x3, 0x06, ANY, RBK_SENSE_FATAL, "the drive cannot seek on the disc", "clean the disc, or use another one"},
    {0x3, 0x09, ANY, RBK_SENSE_FATAL, "the drive cannot follow the track on the disc",
     "clean the disc, or use another one"},
    {0x3, 0x0C, ANY, RBK_SENSE_FATAL, "writing to the disc failed", "use a lower speed or another brand"},
    {0x3, 0x11, ANY, RBK_SENSE_FATAL, "the disc cannot be read at this address", "clean the disc, or use another one"},
    {0x3, 0x57, ANY, RBK_SENSE_FATAL, "the disc's table of contents cannot be read",
     "the disc is damaged or unfinished"},
    {0x3, 0x72, 0x01, RBK_SENSE_FATAL, "the lead-in could not be written, the disc is not finished",
     "the disc is lost; use a lower speed or another brand"},
    {0x3, 0x72, 0x02, RBK_SENSE_FATAL, "the lead-out could not be written, the disc is not finished",
     "the disc is lost; use a lower speed or another brand"},
    {0x3, 0x72, ANY, RBK_SENSE_FATAL, "the disc could not be finished",
     "the disc is lost; use a lower speed or another brand"},
    {0x3, ANY, ANY, RBK_SENSE_FATAL, "the disc has an error", "use another disc"},

    {0x4, 0x09, ANY, RBK_SENSE_FATAL, "the drive's hardware failed: it cannot follow the track",
     "switch the drive off and on; if it happens again the drive is broken"},
    {0x4, 0x15, ANY, RBK_SENSE_FATAL, "the drive's hardware failed: it cannot seek",
     "switch the drive off and on; if it happens again the drive is broken"},
    {0x4, 0x1B, ANY, RBK_SENSE_FATAL, "the drive's hardware failed: data was lost in the transfer",
     "check the drive's cable"},
    {0x4, 0x47, ANY, RBK_SENSE_FATAL, "the drive's hardware failed: data was damaged in the transfer",
     "check the drive's cable"},
    {0x4, ANY, ANY, RBK_SENSE_FATAL, "the drive's hardware failed",
     "switch the drive off and on; if it happens again the drive is broken"},

    {0x5, 0x1A, ANY, RBK_SENSE_FATAL, "the drive refuses the length of a parameter list",
     "this drive does not follow the standard; please report it"},
    {0x5, 0x20, ANY, RBK_SENSE_UNSUPPORTED, "the drive does not know the command", ""},
    {0x5, 0x21, 0x02, RBK_SENSE_FATAL, "the drive expects another address: commands are out of order",
     "a command was lost in the transfer; check the drive's cable"},
    {0x5, 0x21, ANY, RBK_SENSE_FATAL, "the address is past the end of the disc", "use a disc that holds more"},
    {0x5, 0x24, ANY, RBK_SENSE_UNSUPPORTED, "the drive refuses a field of the command", ""},
    {0x5, 0x26, ANY, RBK_SENSE_VARIANT, "the drive does not accept this layout of the disc",
     "see what 'redbook-burn plan' reports about it"},
    {0x5, 0x2C, 0x03, RBK_SENSE_FATAL, "the disc already has a program area", "use a blank disc"},
    {0x5, 0x2C, 0x04, RBK_SENSE_FATAL, "the disc has no program area", ""},
    {0x5, 0x2C, ANY, RBK_SENSE_FATAL, "the drive does not accept the command at this point of the sequence",
     "eject the disc, insert it and try again"},
    {0x5, 0x30, 0x02, RBK_SENSE_FATAL, "the drive cannot read this disc", "use another disc"},
    {0x5, 0x30, 0x05, RBK_SENSE_FATAL, "the drive cannot write this disc: it is finished or of another kind",
     "use a blank CD-R or CD-RW"},
    {0x5, 0x30, ANY, RBK_SENSE_FATAL, "the disc or its content is not compatible with the drive", "use another disc"},
    {0x5, 0x53, ANY, RBK_SENSE_LOCKED, "the tray is locked", "another program may use the drive"},
    {0x5, 0x63, ANY, RBK_SENSE_FATAL, "the end of the disc is reached", "use a disc that holds more"},
    {0x5, 0x64, ANY, RBK_SENSE_FATAL, "the sectors at this address have another mode", ""},
    {0x5, ANY, ANY, RBK_SENSE_FATAL, "the drive refuses the command", ""},

    {0x6, 0x28, ANY, RBK_SENSE_CHANGED, "the disc was changed", "leave the drive alone and try again"},
    {0x6, 0x29, ANY, RBK_SENSE_CHANGED, "the drive was reset", "check its cable and power, and try again"},
    {0x6, 0x2A, ANY, RBK_SENSE_PARAMETERS, "another program changed the drive's settings",
     "close other burning programs"},
    {0x6, 0x2E, ANY, RBK_SENSE_BUSY, "the drive had no time for the command", "wait"},
    {0x6, 0x5A, ANY, RBK_SENSE_BUSY, "the eject button was pressed", "leave the drive alone"},
    {0x6, ANY, ANY, RBK_SENSE_CHANGED, "the state of the drive has changed", "leave the drive alone and try again"},

    {0x7, 0x27, ANY, RBK_SENSE_FATAL, "the disc is write protected or cannot be written", "use a blank CD-R or CD-RW"},
    {0x7, ANY, ANY, RBK_SENSE_FATAL, "the disc is protected", "use a blank CD-R or CD-RW"},
    {0x8, ANY, ANY, RBK_SENSE_FATAL, "nothing is recorded at this address", ""},
    {0xB, ANY, ANY, RBK_SENSE_ABORTED, "the drive aborted the command", "check the drive's cable"},
    {ANY, ANY, ANY, RBK_SENSE_FATAL, "the drive reports an error", ""},
};

static bool fits(uint8_t wanted, uint8_t found)
{
    return wanted == ANY || wanted == found;
}

static const struct sense_row *row_of(const rbk_sense *sense)
{
    const struct sense_row *row = rows;
    while (!fits(row->key, sense->key) || !fits(row->asc, sense->asc) || !fits(row->ascq, sense->ascq))
        row++;
    return row;
}

static uint16_t word(const uint8_t *bytes)
{
    return (uint16_t)(bytes[0] << 8 | bytes[1]);
}

/* The sense-key specific bytes: the refused field (5), or the progress (0, 2). SPC-3 4.5.2.4. */
static void decode_specific(const uint8_t *bytes, rbk_sense *sense)
{
    if (!(bytes[0] & 0x80))
        return;
    if (sense->key == 5) {
        sense->has_field = true;
        sense->in_data = !(bytes[0] & 0x40);
        sense->field_offset = word(bytes + 1);
    } else if (sense->key == 0 || sense->key == 2) {
        sense->has_progress = true;
        sense->progress = word(bytes + 1);
    }
}

rbk_sense rbk_sense_decode(const uint8_t *bytes)
{
    rbk_sense sense = {0};
    uint8_t format = bytes[0] & 0x7F;
    if (format == 0x70 || format == 0x71) {
        sense.key = bytes[2] & 0x0F;
        sense.asc = bytes[12];
        sense.ascq = bytes[13];
        decode_specific(bytes + 15, &sense);
    } else if (format == 0x72 || format == 0x73) {
        sense.key = bytes[1] & 0x0F;
        sense.asc = bytes[2];
        sense.ascq = bytes[3];
    }
    return sense;
}

rbk_sense_class rbk_sense_class_of(const rbk_sense *sense)
{
    return row_of(sense)->reaction;
}

const char *rbk_sense_fault(const rbk_sense *sense)
{
    return row_of(sense)->fault;
}

const char *rbk_sense_advice(const rbk_sense *sense)
{
    return row_of(sense)->advice;
}

char *rbk_sense_describe(const rbk_sense *sense, char text[RBK_SENSE_TEXT_BYTES])
{
    const struct sense_row *row = row_of(sense);
    char field[48] = "";
    if (sense->has_field)
        snprintf(field, sizeof field, ", byte %u of the %s", (unsigned)sense->field_offset,
                 sense->in_data ? "data" : "command");
    snprintf(text, RBK_SENSE_TEXT_BYTES, "%s (sense %X/%02X/%02X%s)%s%s", row->fault, (unsigned)sense->key,
             (unsigned)sense->asc, (unsigned)sense->ascq, field, row->advice[0] ? ": " : "", row->advice);
    return text;
}
