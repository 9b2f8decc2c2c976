/*
 * A recorded disc that is read into an image in the scratch folder.
 */
#ifndef TESTS_UNIT_BURN_READING_H
#define TESTS_UNIT_BURN_READING_H

#include "unit/burn/recorded.h"

static rbk_disc_read_options read_options;
static rbk_disc_read_report read_report;

__attribute__((unused)) static rbk_status read_to(const char *name)
{
    return rbk_recorder_read(recorder, scratch_path(name), &read_options, NULL, &read_report, findings, &error);
}

__attribute__((unused)) static void read_well(void)
{
    if (read_to("copy.cue") != RBK_OK)
        fail_msg("%s", error.sentence);
}

__attribute__((unused)) static void record(void)
{
    rbk_disc_read_options_init(&read_options);
    record_album();
}

__attribute__((unused)) static const char *const album_sheet = "CATALOG 1234567890128\n"
                                                               "CDTEXTFILE \"copy.cdt\"\n"
                                                               "TITLE \"A title\"\n"
                                                               "FILE \"copy.bin\" BINARY\n"
                                                               "  TRACK 01 AUDIO\n"
                                                               "    ISRC USABC1234567\n"
                                                               "    INDEX 01 00:00:00\n"
                                                               "  TRACK 02 AUDIO\n"
                                                               "    FLAGS DCP PRE\n"
                                                               "    INDEX 00 00:04:20\n"
                                                               "    INDEX 01 00:04:60\n"
                                                               "    INDEX 02 00:06:70\n";

#endif
