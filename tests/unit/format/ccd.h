/*
 * What the tests of the CloneCD control file share: reading one from a string, writing one into a string, and a disc
 * read from a sheet.
 */
#ifndef TESTS_UNIT_FORMAT_CCD_H
#define TESTS_UNIT_FORMAT_CCD_H

#include "format/ccd.h"
#include "unit/format/sheet.h"

#define CCD_NAME "folder/d.ccd"

/* The disc of a control file; fails the test if it is refused. */
__attribute__((unused)) static rbk_disc *ccd_read(const char *text, rbk_findings *findings)
{
    rbk_disc *disc = NULL;
    rbk_error error;
    if (rbk_ccd_read((const uint8_t *)text, strlen(text), CCD_NAME, NULL, &disc, findings, &error) != RBK_OK)
        fail_msg("%u:%u: %s", (unsigned)error.place.line, (unsigned)error.place.column, error.sentence);
    return disc;
}

/* It is refused with the message at the line. */
__attribute__((unused)) static void assert_ccd_refused(const char *text, rbk_status status, uint32_t line,
                                                       const char *sentence)
{
    rbk_disc *disc = NULL;
    rbk_error error;
    rbk_error_init(&error);
    assert_int_equal(rbk_ccd_read((const uint8_t *)text, strlen(text), CCD_NAME, NULL, &disc, NULL, &error), status);
    assert_null(disc);
    assert_string_equal(error.sentence, sentence);
    assert_string_equal(error.place.path, CCD_NAME);
    assert_int_equal(error.place.line, line);
}

/* Writes the disc; the text is freed by the caller. */
__attribute__((unused)) static char *ccd_write(const rbk_disc *disc, rbk_findings *findings)
{
    rbk_error error;
    rbk_output *output = rbk_output_new_memory();
    assert_non_null(output);
    if (rbk_ccd_write(disc, output, findings, &error) != RBK_OK)
        fail_msg("%s", error.sentence);
    char *text = strdup(rbk_output_text(output, NULL));
    rbk_output_free(output);
    return text;
}

/* A disc read from a sheet, its files of the given lengths. */
__attribute__((unused)) static rbk_disc *probed_sheet(const char *text, int64_t sectors)
{
    rbk_disc *disc = sheet_read(text, NULL);
    for (size_t i = 0; i < disc->file_count; i++) {
        disc->files[i].rate_hz = RBK_RATE_HZ;
        disc->files[i].length_frames = sectors * RBK_SECTOR_SAMPLES;
    }
    return disc;
}

#endif
