/*
 * What the tests of renames share: an image of two files, and whether a name is in use.
 */
#ifndef TESTS_UNIT_REPORT_RENAMING_H
#define TESTS_UNIT_REPORT_RENAMING_H

#include <redbook/match.h>
#include <redbook/source.h>

#include "unit/report/discs.h"

#include <unistd.h>

static rbk_disc *image;

__attribute__((unused)) static void open_sheet(const char *name, const char *sheet)
{
    rbk_findings *findings = rbk_findings_new();
    static uint8_t sectors[20 * RBK_SECTOR_BYTES];
    scratch_write("a.bin", sectors, sizeof sectors);
    scratch_write("b.bin", sectors, sizeof sectors);
    scratch_write(name, sheet, strlen(sheet));
    rbk_disc_free(image);
    image = NULL;
    assert_int_equal(rbk_source_open(scratch_path(name), NULL, &image, findings, &error), RBK_OK);
    rbk_findings_free(findings);
}

__attribute__((unused)) static int end(void **state)
{
    rbk_disc_free(image);
    image = NULL;
    return end_disc(state);
}

__attribute__((unused)) static rbk_status rename_to(const char *path, const char *name)
{
    char *renamed = NULL;
    rbk_status status = rbk_match_rename(image, scratch_path(path), name, &renamed, &error);
    free(renamed);
    return status;
}

__attribute__((unused)) static bool is_there(const char *name)
{
    char *text = scratch_read(name, NULL);
    free(text);
    return text != NULL;
}

__attribute__((unused)) static const char two[] =
    "REM a.bin\r\nFILE \"a.bin\" BINARY\r\n  TRACK 01 AUDIO\r\n    INDEX 01 00:00:00\r\n"
    "FILE b.bin BINARY\r\n  TRACK 02 AUDIO\r\n    INDEX 01 00:00:00\r\n";

#endif
