/* Discs compared with the games of a .dat. */
#include "unit/report/files.h"

static void tracks_are_files_with_their_pregaps(void **state)
{
    static const size_t ends[] = {0, 1000, 1800, SECTORS};
    (void)state;
    make_disc();
    hash();
    for (size_t t = 0; t < 3; t++) {
        const size_t from = ends[t] * RBK_SECTOR_BYTES, size = (ends[t + 1] - ends[t]) * RBK_SECTOR_BYTES;
        const rbk_dat_file file = file_of(bytes + from, size);
        assert_int_equal(report.tracks[t].sums.crc32, file.crc32);
        assert_string_equal(report.tracks[t].sums.text[RBK_SUM_SHA1], file.sha1);
        assert_string_equal(report.tracks[t].sums.text[RBK_SUM_MD5], file.md5);
    }
}

static void the_best_game_comes_first(void **state)
{
    rbk_output *output = rbk_output_new_memory();
    rbk_dat_game game;
    size_t size;
    (void)state;
    make_disc();
    hash();
    rbk_output_write(output, "<datafile>\n", 11, NULL);
    for (int n = 0; n < 12; n++) { /* tracks 1 and 2 are different in most of them */
        char name[32];
        snprintf(name, sizeof name, "Game %d", n);
        assert_int_equal(rbk_dat_game_of_disc(name, &report, &game, &error), RBK_OK);
        game.files[0].crc32 ^= n != 10;
        game.files[1].crc32 ^= n < 10;
        assert_int_equal(rbk_dat_write_game(&game, output, &error), RBK_OK);
        rbk_dat_game_release(&game);
    }
    rbk_output_write(output, "</datafile>\n", 12, NULL);
    const char *text = rbk_output_text(output, &size);
    scratch_write("a.dat", text, size);
    rbk_matcher *matcher = rbk_matcher_new();
    assert_int_equal(rbk_matcher_add(matcher, &report, NULL, &error), RBK_OK);
    assert_int_equal(rbk_matcher_read(matcher, scratch_path("a.dat"), NULL, &error), RBK_OK);
    const rbk_match *best = rbk_matcher_match(matcher, 0, 0), *second = rbk_matcher_match(matcher, 0, 1);
    assert_string_equal(best->game.name, "Game 10");
    assert_true(best->whole);
    assert_string_equal(second->game.name, "Game 11");
    assert_int_equal(second->same_count, 2);
    assert_false(second->same[0]);
    assert_string_equal(rbk_matcher_match(matcher, 0, 7)->game.name, "Game 5");
    assert_null(rbk_matcher_match(matcher, 0, RBK_MATCHES_MAX));
    rbk_matcher_free(matcher);
    rbk_output_free(output);
}

/* Two tracks, then one of the second area: data after audio, with a pregap of 225 sectors. */
static void make_gd_rom(void)
{
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)(i * 31 ^ i >> 9);
    uint32_t file = add_bin("a.bin", bytes, SECTORS);
    assert_int_equal(rbk_disc_add_session(disc, RBK_AREA_SINGLE_DENSITY, 0, NULL, NULL), RBK_OK);
    add_track(file, RBK_MODE_MODE1_2352, 0, 300, 0);
    add_track(file, RBK_MODE_AUDIO, 300, 800, 150);
    assert_int_equal(rbk_disc_add_session(disc, RBK_AREA_HIGH_DENSITY, 0, NULL, NULL), RBK_OK);
    add_track(file, RBK_MODE_MODE1_2352, 800, 1000, 0);
    add_track(file, RBK_MODE_AUDIO, 1000, 1400, 150);
    add_track(file, RBK_MODE_MODE1_2352, 1400, 2000, 225);
    lay_out();
}

static void files_of_a_gdi_are_without_pregaps(void **state)
{
    static const size_t from[] = {0, 450, 800, 1150, 1625}, end[] = {300, 800, 1000, 1475, 2000};
    static rbk_hash_report gdi;
    rbk_hash_options options;
    (void)state;
    make_gd_rom();
    rbk_image *image = open_image();
    rbk_hash_options_init(&options);
    options.wanted = 1u << RBK_SUM_MD5 | RBK_HASH_CRC32;
    options.track_files = 1;
    options.gdi = &gdi;
    assert_int_equal(rbk_hash(disc, layout, image, &options, &report, &error), RBK_OK);
    assert_int_equal(gdi.track_count, 5);
    for (size_t t = 0; t < 5; t++) {
        const rbk_dat_file file = file_of(bytes + from[t] * RBK_SECTOR_BYTES, (end[t] - from[t]) * RBK_SECTOR_BYTES);
        assert_int_equal(gdi.tracks[t].end_lba - gdi.tracks[t].first_lba, end[t] - from[t]);
        assert_int_equal(gdi.tracks[t].sums.crc32, file.crc32);
        assert_string_equal(gdi.tracks[t].sums.text[RBK_SUM_MD5], file.md5);
    }
    disc->sessions[1].area = RBK_AREA_CD; /* no GD-ROM */
    assert_int_equal(rbk_hash(disc, layout, image, &options, &report, &error), RBK_OK);
    assert_int_equal(gdi.track_count, 0);
    rbk_image_close(image);
}

static void a_game_in_any_form_is_one_match(void **state)
{
    static rbk_hash_report gdi;
    rbk_output *output = rbk_output_new_memory();
    rbk_dat_game game, whole = {"One", (rbk_dat_file[]){{.name = "one.bin", .bytes = SECTORS * RBK_SECTOR_BYTES}}, 1};
    size_t size;
    (void)state;
    make_disc();
    hash();
    gdi = report;
    gdi.tracks[1].first_lba += 150; /* a form whose first track is that of the other */
    gdi.tracks[1].sums.crc32 ^= 1;
    rbk_output_write(output, "<datafile>\n", 11, NULL);
    assert_int_equal(rbk_dat_game_of_disc("Both", &gdi, &game, &error), RBK_OK);
    assert_int_equal(rbk_dat_write_game(&game, output, &error), RBK_OK);
    whole.files[0].has_crc32 = true;
    whole.files[0].crc32 = report.image.crc32;
    assert_int_equal(rbk_dat_write_game(&whole, output, &error), RBK_OK);
    rbk_output_write(output, "</datafile>\n", 12, NULL);
    const char *text = rbk_output_text(output, &size);
    scratch_write("a.dat", text, size);
    rbk_matcher *matcher = rbk_matcher_new();
    assert_int_equal(rbk_matcher_add(matcher, &report, &gdi, &error), RBK_OK);
    assert_int_equal(rbk_matcher_read(matcher, scratch_path("a.dat"), NULL, &error), RBK_OK);
    const rbk_match *first = rbk_matcher_match(matcher, 0, 0), *second = rbk_matcher_match(matcher, 0, 1);
    assert_string_equal(first->game.name, "Both");
    assert_true(first->whole);
    assert_int_equal(first->bytes[1], game.files[1].bytes);
    assert_string_equal(second->game.name, "One");
    assert_true(second->whole);
    assert_int_equal(second->track_count, 3);
    assert_int_equal(second->files[2], 0);
    assert_null(rbk_matcher_match(matcher, 0, 2));
    rbk_dat_game_release(&game);
    rbk_matcher_free(matcher);
    rbk_output_free(output);
}

/* The match of the disc with a game whose files, in the order of the list, have these tracks and names. */
static const rbk_match *match_listed(rbk_matcher *matcher, const size_t tracks[3], const char *const names[3])
{
    rbk_output *output = rbk_output_new_memory();
    rbk_dat_game game;
    rbk_dat_file files[3];
    size_t size;
    assert_int_equal(rbk_dat_game_of_disc("Game", &report, &game, &error), RBK_OK);
    assert_int_equal(rbk_dat_write_begin(output, &error), RBK_OK);
    for (size_t i = 0; i < 3; i++) {
        files[i] = game.files[tracks[i]];
        files[i].name = (char *)names[i];
    }
    const rbk_dat_game listed = {game.name, files, 3};
    assert_int_equal(rbk_dat_write_game(&listed, output, &error), RBK_OK);
    assert_int_equal(rbk_dat_write_end(output, &error), RBK_OK);
    const char *text = rbk_output_text(output, &size);
    scratch_write("a.dat", text, size);
    assert_int_equal(rbk_matcher_add(matcher, &report, NULL, &error), RBK_OK);
    assert_int_equal(rbk_matcher_read(matcher, scratch_path("a.dat"), NULL, &error), RBK_OK);
    rbk_dat_game_release(&game);
    rbk_output_free(output);
    return rbk_matcher_match(matcher, 0, 0);
}

static void tracks_in_another_order_are_another_disc(void **state)
{
    rbk_matcher *matcher = rbk_matcher_new();
    (void)state;
    make_disc();
    hash();
    const rbk_match *match =
        match_listed(matcher, (size_t[]){0, 1, 2}, (const char *[]){"A 1.bin", "A 3.bin", "A 2.bin"});
    assert_false(match->whole);
    assert_int_equal(match->same_count, 3);
    assert_string_equal(match->game.files[match->files[1]].name, "A 3.bin");
    assert_string_equal(match->game.files[match->files[2]].name, "A 2.bin");
    rbk_matcher_free(matcher);
}

static void the_numbers_in_names_are_the_order_of_tracks(void **state)
{
    static const char *const names[][3] = {{"A (Track 10).bin", "A (Track 2).bin", "a (Track 09).bin"},
                                           {"track1000.raw", "track03.bin", "track0010.raw"}};
    (void)state;
    make_disc();
    hash();
    for (size_t i = 0; i < 2; i++) {
        rbk_matcher *matcher = rbk_matcher_new();
        const rbk_match *match = match_listed(matcher, (size_t[]){2, 0, 1}, names[i]);
        assert_true(match->whole);
        assert_string_equal(match->game.files[match->files[1]].name, names[i][2]);
        rbk_matcher_free(matcher);
    }
}

static void names_without_numbers_keep_the_order_of_the_list(void **state)
{
    static const char *const names[][3] = {{"Zulu.bin", "Intro.bin", "Middle.bin"},
                                           {"B (Track 3).bin", "A (Track 2).bin", "C (Track 1).bin"},
                                           {"Zulu.bin", "A 10.bin", "A 2.bin"},
                                           {"A 1.bin", "A 2 b.bin", "A 2 a.bin"}};
    static const size_t tracks[][3] = {{0, 1, 2}, {0, 1, 2}, {0, 2, 1}, {0, 1, 2}};
    (void)state;
    make_disc();
    hash();
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        rbk_matcher *matcher = rbk_matcher_new();
        const rbk_match *match = match_listed(matcher, tracks[i], names[i]);
        assert_true(match->whole);
        assert_string_equal(match->game.files[0].name, names[i][0]);
        rbk_matcher_free(matcher);
    }
}

/* Silence between two tracks: equal files are those of the tracks in turn. */
static void equal_tracks_have_their_files_in_order(void **state)
{
    rbk_matcher *matcher = rbk_matcher_new();
    (void)state;
    make_disc();
    hash();
    report.tracks[2].sums = report.tracks[1].sums;
    report.tracks[2].first_lba = 1000;
    report.tracks[2].end_lba = 1800;
    const rbk_match *match =
        match_listed(matcher, (size_t[]){0, 1, 2}, (const char *[]){"A 1.bin", "A 2.bin", "A 3.bin"});
    assert_true(match->whole);
    assert_string_equal(match->game.files[match->files[1]].name, "A 2.bin");
    rbk_matcher_free(matcher);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        disc_test(tracks_are_files_with_their_pregaps),
        disc_test(the_best_game_comes_first),
        disc_test(files_of_a_gdi_are_without_pregaps),
        disc_test(a_game_in_any_form_is_one_match),
        disc_test(tracks_in_another_order_are_another_disc),
        disc_test(the_numbers_in_names_are_the_order_of_tracks),
        disc_test(names_without_numbers_keep_the_order_of_the_list),
        disc_test(equal_tracks_have_their_files_in_order),
    };
    return cmocka_run_group_tests_name("report/match", tests, NULL, NULL);
}
