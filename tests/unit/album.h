/*
 * A small disc of two audio tracks with texts, codes and indexes: "a.cue" in the scratch folder, opened, and its files.
 */
#ifndef TESTS_UNIT_ALBUM_H
#define TESTS_UNIT_ALBUM_H

#include "unit/scratch.h"

#include <redbook/image.h>
#include <redbook/layout.h>
#include <redbook/source.h>

#define ALBUM_SECTORS_MAX 400

static size_t album_sectors = 60; /* of each file, at least */
static rbk_disc *album;
static rbk_layout *album_layout;
static rbk_image *album_image;

__attribute__((unused)) static void album_make(void)
{
    static const char sheet[] = "CATALOG 4006381333931\nTITLE \"Album\"\nPERFORMER \"Someone\"\n"
                                "FILE \"a.bin\" BINARY\n"
                                "  TRACK 01 AUDIO\n    TITLE \"One\"\n    ISRC DEA452400001\n    FLAGS DCP\n"
                                "    INDEX 00 00:00:00\n    INDEX 01 00:00:20\n    INDEX 02 00:00:50\n"
                                "FILE \"b.bin\" BINARY\n"
                                "  TRACK 02 AUDIO\n    TITLE \"Two\"\n    INDEX 00 00:00:00\n    INDEX 01 00:00:30\n";
    static uint8_t payload[ALBUM_SECTORS_MAX * 2352];
    for (size_t i = 0; i < sizeof payload; i++)
        payload[i] = (uint8_t)(i * 2654435761u >> 13);
    scratch_write("a.bin", payload, album_sectors * 2352);
    memset(payload, 0, 30 * 2352);
    scratch_write("b.bin", payload, album_sectors * 2352);
    scratch_write("a.cue", sheet, sizeof sheet - 1);
}

__attribute__((unused)) static void album_open(void)
{
    rbk_source_options options;
    rbk_error error;
    rbk_findings *findings = rbk_findings_new();
    rbk_source_options_init(&options);
    rbk_error_init(&error);
    album_make();
    assert_int_equal(rbk_source_open(scratch_path("a.cue"), &options, &album, findings, &error), RBK_OK);
    assert_int_equal(rbk_layout_compute(album, RBK_JOIN_AUTO, &album_layout, findings, &error), RBK_OK);
    rbk_findings_free(findings);
}

__attribute__((unused)) static void album_open_image(void)
{
    album_open();
    assert_int_equal(rbk_image_open(album, album_layout, &album_image, NULL), RBK_OK);
}

__attribute__((unused)) static void album_close(void)
{
    rbk_image_close(album_image);
    rbk_layout_free(album_layout);
    rbk_disc_free(album);
    album_image = NULL;
    album_layout = NULL;
    album = NULL;
}

#endif
