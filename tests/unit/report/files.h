/* A disc of noise in a BIN of the scratch folder, and what a .dat states about parts of it. */
#ifndef TESTS_UNIT_REPORT_FILES_H
#define TESTS_UNIT_REPORT_FILES_H

#include <redbook/match.h>

#include "unit/report/discs.h"

#define SECTORS 3000

static uint8_t bytes[SECTORS * RBK_SECTOR_BYTES];
static rbk_hash_report report;

__attribute__((unused)) static void make_disc(void)
{
    uint32_t random = 1;
    for (size_t i = 0; i < sizeof bytes; i++) {
        random = random * 1664525 + 1013904223;
        bytes[i] = (uint8_t)(random >> 24);
    }
    uint32_t file = add_bin("a.bin", bytes, SECTORS);
    add_track(file, RBK_MODE_AUDIO, 0, 1000, 0);
    add_track(file, RBK_MODE_AUDIO, 1000, 1800, 150);
    add_track(file, RBK_MODE_AUDIO, 1800, SECTORS, 0);
    lay_out();
}

__attribute__((unused)) static rbk_image *open_image(void)
{
    rbk_image *image = NULL;
    assert_int_equal(rbk_image_open(disc, layout, &image, &error), RBK_OK);
    return image;
}

__attribute__((unused)) static void hash(void)
{
    rbk_image *image = open_image();
    rbk_hash_options options;
    rbk_hash_options_init(&options);
    options.track_files = 1;
    assert_int_equal(rbk_hash(disc, layout, image, &options, &report, &error), RBK_OK);
    rbk_image_close(image);
}

/* The file that holds the bytes from..to, as a .dat states it. */
__attribute__((unused)) static rbk_dat_file file_of(const uint8_t *from, size_t size)
{
    rbk_dat_game game = {NULL, NULL, 0};
    assert_int_equal(rbk_dat_game_add_bytes(&game, "x.bin", from, size, &error), RBK_OK);
    rbk_dat_file file = game.files[0];
    rbk_dat_game_release(&game);
    file.name = NULL;
    return file;
}

#define disc_test(name) cmocka_unit_test_setup_teardown(name, begin_disc, end_disc)

#endif
