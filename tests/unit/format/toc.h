/*
 * What the tests of the TOC share: reading one from a string, writing one into a string, what is refused and where.
 */
#ifndef TESTS_UNIT_FORMAT_TOC_H
#define TESTS_UNIT_FORMAT_TOC_H

#include "format/toc.h"
#include "format/toc_reader.h"
#include "unit/format/sheet.h"

#define TOC_NAME "d.toc"

/* The disc of a TOC; fails the test if it is refused. */
__attribute__((unused)) static rbk_disc *toc_read(const char *text, rbk_findings *findings)
{
    rbk_disc *disc = NULL;
    rbk_error error;
    if (rbk_toc_read((const uint8_t *)text, strlen(text), TOC_NAME, NULL, &disc, findings, &error) != RBK_OK)
        fail_msg("%u:%u: %s", (unsigned)error.place.line, (unsigned)error.place.column, error.sentence);
    return disc;
}

/* The TOC is refused with the message at the location. */
__attribute__((unused)) static void assert_toc_refused(const char *text, rbk_status status, uint32_t line,
                                                       uint32_t column, const char *sentence)
{
    rbk_disc *disc = NULL;
    rbk_error error;
    rbk_error_init(&error);
    assert_int_equal(rbk_toc_read((const uint8_t *)text, strlen(text), TOC_NAME, NULL, &disc, NULL, &error), status);
    assert_null(disc);
    assert_string_equal(error.sentence, sentence);
    assert_string_equal(error.place.path, TOC_NAME);
    assert_int_equal(error.place.line, line);
    assert_int_equal(error.place.column, column);
}

/* Writes the disc; the text is freed by the caller. */
__attribute__((unused)) static char *toc_write(const rbk_disc *disc, rbk_findings *findings)
{
    rbk_error error;
    rbk_output *output = rbk_output_new_memory();
    assert_non_null(output);
    if (rbk_toc_write(disc, output, findings, &error) != RBK_OK)
        fail_msg("%s", error.sentence);
    char *text = strdup(rbk_output_text(output, NULL));
    rbk_output_free(output);
    return text;
}

__attribute__((unused)) static void assert_finding(const rbk_findings *findings, const char *rule,
                                                   rbk_severity severity, uint32_t line, uint32_t track,
                                                   const char *text)
{
    const rbk_finding *finding = sheet_finding(findings, rule);
    if (!finding)
        fail_msg("there is no finding %s", rule);
    assert_string_equal(finding->text, text);
    assert_int_equal(finding->severity, severity);
    assert_int_equal(finding->line, line);
    assert_int_equal(finding->track, track);
}

#endif
