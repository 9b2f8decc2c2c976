/*
 * Sense codes: every row of the table of a burn's sense codes, its class and its message.
 */
#include "burn/sense.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct expectation {
    uint8_t key, asc, ascq;
    rbk_sense_class reaction;
    const char *fault; /* begins so */
    const char *advice;
} expectations[] = {
    {0x0, 0x00, 0x00, RBK_SENSE_DONE, "no error", ""},
    {0x1, 0x17, 0x01, RBK_SENSE_DONE, "the drive recovered from an error", ""},
    {0x1, 0x73, 0x01, RBK_SENSE_DONE, "the disc's power calibration area is almost full", "the disc can"},
    {0x2, 0x04, 0x00, RBK_SENSE_BUSY, "the drive is becoming ready", "wait"},
    {0x2, 0x04, 0x01, RBK_SENSE_BUSY, "the drive is becoming ready", "wait"},
    {0x2, 0x04, 0x02, RBK_SENSE_STOPPED, "the drive is stopped", "start it"},
    {0x2, 0x04, 0x03, RBK_SENSE_FATAL, "the drive needs manual", "look at the drive"},
    {0x2, 0x04, 0x04, RBK_SENSE_BUSY, "the drive is blanking or formatting", "wait"},
    {0x2, 0x04, 0x07, RBK_SENSE_BUSY, "an operation of the drive", "wait"},
    {0x2, 0x04, 0x08, RBK_SENSE_BUSY, "the drive is writing", "wait"},
    {0x2, 0x30, 0x00, RBK_SENSE_FATAL, "the disc or its content is not compatible", "use another disc"},
    {0x2, 0x30, 0x02, RBK_SENSE_FATAL, "the drive cannot read this disc", "use another disc"},
    {0x2, 0x30, 0x05, RBK_SENSE_FATAL, "the drive cannot write this kind of disc", "use a CD-R or CD-RW"},
    {0x5, 0x30, 0x00, RBK_SENSE_FATAL, "the disc or its content is not compatible", "use another disc"},
    {0x5, 0x30, 0x02, RBK_SENSE_FATAL, "the drive cannot read this disc", "use another disc"},
    {0x5, 0x30, 0x05, RBK_SENSE_FATAL, "the drive cannot write this disc", "use a blank CD-R or CD-RW"},
    {0x2, 0x3A, 0x00, RBK_SENSE_NO_DISC, "there is no disc in the drive", "insert one"},
    {0x2, 0x3A, 0x01, RBK_SENSE_NO_DISC, "there is no disc in the drive", "insert one"},
    {0x2, 0x3A, 0x02, RBK_SENSE_NO_DISC, "the tray is open", "insert a disc and close the tray"},
    {0x2, 0x3E, 0x00, RBK_SENSE_BUSY, "the drive is configuring itself", "wait"},
    {0x4, 0x3E, 0x01, RBK_SENSE_BUSY, "the drive is configuring itself", "wait"},
    {0x3, 0x0C, 0x00, RBK_SENSE_FATAL, "writing to the disc failed", "use a lower speed"},
    {0x3, 0x0C, 0x07, RBK_SENSE_FATAL, "writing to the disc failed", "use a lower speed"},
    {0x3, 0x0C, 0x08, RBK_SENSE_FATAL, "writing to the disc failed", "use a lower speed"},
    {0x3, 0x0C, 0x09, RBK_SENSE_UNDERRUN, "buffer underrun: data came too late", "keep underrun protection on"},
    {0x5, 0x0C, 0x09, RBK_SENSE_UNDERRUN, "buffer underrun: data came too late", "keep underrun protection on"},
    {0x3, 0x72, 0x00, RBK_SENSE_FATAL, "the disc could not be finished", "the disc is lost"},
    {0x3, 0x72, 0x01, RBK_SENSE_FATAL, "the lead-in could not be written", "the disc is lost"},
    {0x3, 0x72, 0x02, RBK_SENSE_FATAL, "the lead-out could not be written", "the disc is lost"},
    {0x3, 0x72, 0x03, RBK_SENSE_FATAL, "the disc could not be finished", "the disc is lost"},
    {0x3, 0x73, 0x02, RBK_SENSE_FATAL, "the disc's power calibration area is full", "use another disc"},
    {0x3, 0x73, 0x03, RBK_SENSE_FATAL, "the drive could not calibrate", "the disc is worn out"},
    {0x4, 0x73, 0x03, RBK_SENSE_FATAL, "the drive could not calibrate", "the disc is worn out"},
    {0x3, 0x73, 0x04, RBK_SENSE_FATAL, "the disc's program memory area could not be written", "the disc is worn out"},
    {0x3, 0x73, 0x05, RBK_SENSE_FATAL, "the disc's program memory area is full", "use another disc"},
    {0x5, 0x73, 0x00, RBK_SENSE_FATAL, "the laser power calibration for this disc failed", "use another disc"},
    {0x3, 0x02, 0x00, RBK_SENSE_FATAL, "the drive cannot seek", "clean the disc"},
    {0x3, 0x06, 0x00, RBK_SENSE_FATAL, "the drive cannot seek", "clean the disc"},
    {0x3, 0x09, 0x01, RBK_SENSE_FATAL, "the drive cannot follow the track on the disc", "clean the disc"},
    {0x3, 0x11, 0x05, RBK_SENSE_FATAL, "the disc cannot be read at this address", "clean the disc"},
    {0x3, 0x57, 0x00, RBK_SENSE_FATAL, "the disc's table of contents cannot be read", "the disc is damaged"},
    {0x3, 0x31, 0x00, RBK_SENSE_FATAL, "the disc has an error", "use another disc"},
    {0x4, 0x09, 0x00, RBK_SENSE_FATAL, "the drive's hardware failed: it cannot follow", "switch the drive off and on"},
    {0x4, 0x15, 0x01, RBK_SENSE_FATAL, "the drive's hardware failed: it cannot seek", "switch the drive off and on"},
    {0x4, 0x1B, 0x00, RBK_SENSE_FATAL, "the drive's hardware failed: data was lost", "check the drive's cable"},
    {0x4, 0x44, 0x00, RBK_SENSE_FATAL, "the drive's hardware failed", "switch the drive off and on"},
    {0x4, 0x47, 0x00, RBK_SENSE_FATAL, "the drive's hardware failed: data was damaged", "check the drive's cable"},
    {0x5, 0x1A, 0x00, RBK_SENSE_FATAL, "the drive refuses the length of a parameter list",
     "this drive does not follow"},
    {0x5, 0x20, 0x00, RBK_SENSE_UNSUPPORTED, "the drive does not know the command", ""},
    {0x5, 0x21, 0x00, RBK_SENSE_FATAL, "the address is past the end of the disc", "use a disc that holds more"},
    {0x5, 0x21, 0x02, RBK_SENSE_FATAL, "the drive expects another address", "a command was lost"},
    {0x5, 0x24, 0x00, RBK_SENSE_UNSUPPORTED, "the drive refuses a field of the command", ""},
    {0x5, 0x26, 0x00, RBK_SENSE_VARIANT, "the drive does not accept this layout",
     "see what 'redbook-burn plan' reports"},
    {0x5, 0x26, 0x01, RBK_SENSE_VARIANT, "the drive does not accept this layout",
     "see what 'redbook-burn plan' reports"},
    {0x5, 0x26, 0x02, RBK_SENSE_VARIANT, "the drive does not accept this layout",
     "see what 'redbook-burn plan' reports"},
    {0x5, 0x2C, 0x00, RBK_SENSE_FATAL, "the drive does not accept the command", "eject the disc"},
    {0x5, 0x2C, 0x03, RBK_SENSE_FATAL, "the disc already has a program area", "use a blank disc"},
    {0x5, 0x2C, 0x04, RBK_SENSE_FATAL, "the disc has no program area", ""},
    {0x5, 0x53, 0x02, RBK_SENSE_LOCKED, "the tray is locked", "another program may use the drive"},
    {0x5, 0x63, 0x00, RBK_SENSE_FATAL, "the end of the disc is reached", "use a disc that holds more"},
    {0x5, 0x64, 0x00, RBK_SENSE_FATAL, "the sectors at this address have another mode", ""},
    {0x5, 0x55, 0x00, RBK_SENSE_FATAL, "the drive refuses the command", ""},
    {0x6, 0x28, 0x00, RBK_SENSE_CHANGED, "the disc was changed", "leave the drive alone"},
    {0x6, 0x29, 0x00, RBK_SENSE_CHANGED, "the drive was reset", "check its cable and power"},
    {0x6, 0x29, 0x02, RBK_SENSE_CHANGED, "the drive was reset", "check its cable and power"},
    {0x6, 0x2A, 0x01, RBK_SENSE_PARAMETERS, "another program changed the drive's settings", "close other burning"},
    {0x6, 0x2E, 0x00, RBK_SENSE_BUSY, "the drive had no time for the command", "wait"},
    {0x6, 0x5A, 0x01, RBK_SENSE_BUSY, "the eject button was pressed", "leave the drive alone"},
    {0x6, 0x3F, 0x01, RBK_SENSE_CHANGED, "the state of the drive has changed", "leave the drive alone"},
    {0x7, 0x27, 0x00, RBK_SENSE_FATAL, "the disc is write protected", "use a blank CD-R or CD-RW"},
    {0x7, 0x30, 0x00, RBK_SENSE_FATAL, "the disc is protected", "use a blank CD-R or CD-RW"},
    {0x8, 0x00, 0x00, RBK_SENSE_FATAL, "nothing is recorded at this address", ""},
    {0xB, 0x00, 0x00, RBK_SENSE_ABORTED, "the drive aborted the command", "check the drive's cable"},
    {0x9, 0x80, 0x00, RBK_SENSE_FATAL, "the drive reports an error", ""},
};

static void put(uint8_t bytes[18], uint8_t key, uint8_t asc, uint8_t ascq)
{
    memset(bytes, 0, 18);
    bytes[0] = 0x70;
    bytes[2] = key;
    bytes[7] = 10;
    bytes[12] = asc;
    bytes[13] = ascq;
}

static void each_code_has_its_class_and_its_sentence(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof expectations / sizeof expectations[0]; i++) {
        const struct expectation *e = &expectations[i];
        uint8_t bytes[18];
        put(bytes, e->key, e->asc, e->ascq);
        rbk_sense sense = rbk_sense_decode(bytes);
        const char *fault = rbk_sense_fault(&sense), *advice = rbk_sense_advice(&sense);
        if (rbk_sense_class_of(&sense) != e->reaction || strncmp(fault, e->fault, strlen(e->fault)) != 0 ||
            strncmp(advice, e->advice, strlen(e->advice)) != 0 || (!e->advice[0] && advice[0]))
            fail_msg("%X/%02X/%02X: class %d, '%s', '%s'", (unsigned)e->key, (unsigned)e->asc, (unsigned)e->ascq,
                     (int)rbk_sense_class_of(&sense), fault, advice);
    }
}

static void whatever_the_bytes_there_is_a_class_and_a_sentence(void **state)
{
    (void)state;
    for (unsigned key = 0; key < 16; key++)
        for (unsigned code = 0; code < 0x10000; code++) {
            rbk_sense sense = {.key = (uint8_t)key, .asc = (uint8_t)(code >> 8), .ascq = (uint8_t)code};
            assert_true(rbk_sense_class_of(&sense) <= RBK_SENSE_FATAL);
            assert_true(rbk_sense_fault(&sense)[0] != '\0');
        }
}

static void the_sentence_says_what_it_is_the_codes_and_what_to_do(void **state)
{
    uint8_t bytes[18];
    char text[RBK_SENSE_TEXT_BYTES];
    (void)state;
    put(bytes, 3, 0x73, 0x03);
    rbk_sense sense = rbk_sense_decode(bytes);
    assert_string_equal(rbk_sense_describe(&sense, text),
                        "the drive could not calibrate its laser power for this disc (sense 3/73/03): the disc is worn "
                        "out or bad; use another disc or brand");
    put(bytes, 5, 0x20, 0);
    sense = rbk_sense_decode(bytes);
    assert_string_equal(rbk_sense_describe(&sense, text), "the drive does not know the command (sense 5/20/00)");
}

static void the_refused_byte_of_a_cue_sheet_is_reported(void **state)
{
    uint8_t bytes[18];
    char text[RBK_SENSE_TEXT_BYTES];
    (void)state;
    put(bytes, 5, 0x26, 0);
    bytes[15] = 0x80;
    bytes[17] = 35;
    rbk_sense sense = rbk_sense_decode(bytes);
    assert_true(sense.has_field && sense.in_data);
    assert_int_equal(sense.field_offset, 35);
    assert_non_null(strstr(rbk_sense_describe(&sense, text), "(sense 5/26/00, byte 35 of the data)"));
    bytes[15] = 0xC8; /* in the command, with a bit pointer */
    sense = rbk_sense_decode(bytes);
    assert_false(sense.in_data);
}

static void a_busy_drive_says_how_far_it_is(void **state)
{
    uint8_t bytes[18];
    (void)state;
    put(bytes, 2, 0x04, 0x08);
    bytes[15] = 0x80;
    bytes[16] = 0x40;
    rbk_sense sense = rbk_sense_decode(bytes);
    assert_true(sense.has_progress);
    assert_int_equal(sense.progress, 0x4000);
    assert_false(sense.has_field);
    bytes[15] = 0;
    assert_false(rbk_sense_decode(bytes).has_progress);
}

static void the_descriptor_format_is_read_and_garbage_is_no_sense(void **state)
{
    uint8_t bytes[18] = {0x72, 0x05, 0x26, 0x02};
    (void)state;
    rbk_sense sense = rbk_sense_decode(bytes);
    assert_int_equal(sense.key << 16 | sense.asc << 8 | sense.ascq, 0x52602);
    memset(bytes, 0xA5, sizeof bytes);
    sense = rbk_sense_decode(bytes);
    assert_int_equal(sense.key << 16 | sense.asc << 8 | sense.ascq, 0);
    memset(bytes, 0, sizeof bytes);
    sense = rbk_sense_decode(bytes);
    assert_int_equal(rbk_sense_class_of(&sense), RBK_SENSE_DONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_code_has_its_class_and_its_sentence),
        cmocka_unit_test(whatever_the_bytes_there_is_a_class_and_a_sentence),
        cmocka_unit_test(the_sentence_says_what_it_is_the_codes_and_what_to_do),
        cmocka_unit_test(the_refused_byte_of_a_cue_sheet_is_reported),
        cmocka_unit_test(a_busy_drive_says_how_far_it_is),
        cmocka_unit_test(the_descriptor_format_is_read_and_garbage_is_no_sense),
    };
    return cmocka_run_group_tests_name("burn/sense", tests, NULL, NULL);
}
