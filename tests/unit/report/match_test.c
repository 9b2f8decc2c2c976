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
    assert_int_equal(rbk_matcher_add(matcher, &report, &error), RBK_OK);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        disc_test(tracks_are_files_with_their_pregaps),
        disc_test(the_best_game_comes_first),
    };
    return cmocka_run_group_tests_name("report/match", tests, NULL, NULL);
}
