/*
 * Files that accompany another one: found by name, and a missing one is reported.
 * link: -Wl,--wrap=rbk_entries_open
 */
#include "base/entries.h"
#include "source/source.h"

#include "unit/scratch.h"

#include <sys/stat.h>

#include <redbook/subchannel.h>

static size_t lists;
static bool may_list = true; /* else as where folders may be searched only */

rbk_status __real_rbk_entries_open(const char *path, bool required, rbk_entries **entries, rbk_error *why);
rbk_status __wrap_rbk_entries_open(const char *path, bool required, rbk_entries **entries, rbk_error *why);
rbk_status __wrap_rbk_entries_open(const char *path, bool required, rbk_entries **entries, rbk_error *why)
{
    lists++;
    *entries = NULL;
    return may_list ? __real_rbk_entries_open(path, required, entries, why) : RBK_OK;
}

static rbk_disc *disc;
static rbk_findings *findings;

static int setup(void **state)
{
    disc = rbk_disc_new();
    findings = rbk_findings_new();
    return scratch_setup(state) || !disc || !findings;
}

static int teardown(void **state)
{
    rbk_disc_free(disc);
    rbk_findings_free(findings);
    return scratch_teardown(state);
}

/* A located file of the disc that lasts so many sectors. */
static uint32_t add_file(const char *name, int64_t sectors)
{
    uint32_t file;
    assert_int_equal(rbk_disc_add_file(disc, name, RBK_FILE_AUDIO, "WAVE", 0, &file, NULL), RBK_OK);
    assert_int_equal(rbk_disc_locate_file(disc, file, scratch_path(name), NULL), RBK_OK);
    disc->files[file].rate_hz = RBK_RATE_HZ;
    disc->files[file].length_frames = sectors * 588;
    return file;
}

static void write_sectors(const char *name, size_t bytes)
{
    static const uint8_t zeros[10 * RBK_SUBCHANNEL_BYTES];
    scratch_write(name, zeros, bytes);
}

static void assert_reported(size_t position, const char *rule, rbk_severity severity)
{
    const rbk_finding *finding = rbk_findings_at(findings, position);
    assert_non_null(finding);
    assert_string_equal(finding->rule, rule);
    assert_int_equal(finding->severity, severity);
}

static void the_sub_of_an_image_is_found_in_any_letter_case(void **state)
{
    (void)state;
    write_sectors("Game.SUB", 96);
    uint32_t file = add_file("game.img", 1);
    rbk_disc_set_subchannel(disc, file, RBK_SUBCHANNEL_CHANNELS, "game.sub", NULL, NULL);
    assert_int_equal(rbk_source_locate_subchannel(disc, file, findings, NULL), RBK_OK);
    assert_string_equal(disc->files[file].subchannel_location, scratch_path("Game.SUB"));
    assert_int_equal(disc->files[file].subchannel, RBK_SUBCHANNEL_CHANNELS);
}

static void a_sub_that_is_not_there_is_reported(void **state)
{
    (void)state;
    write_sectors("game.bin", 96); /* another file of that name is not one */
    uint32_t file = add_file("game.img", 1);
    rbk_disc_set_subchannel(disc, file, RBK_SUBCHANNEL_CHANNELS, "game.sub", NULL, NULL);
    assert_int_equal(rbk_source_locate_subchannel(disc, file, findings, NULL), RBK_OK);
    assert_int_equal(disc->files[file].subchannel, RBK_SUBCHANNEL_NONE);
    assert_null(disc->files[file].subchannel_path);
    assert_null(disc->files[file].subchannel_location);
    assert_reported(0, "sub.missing", RBK_WARNING);
    assert_string_equal(rbk_findings_at(findings, 0)->text,
                        "its subchannel 'game.sub' is not next to it: it is read without");
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_int_equal(rbk_source_locate_subchannel(disc, file, findings, NULL), RBK_OK);
}

static void what_is_no_file_in_the_place_of_a_sub_is_reported_as_what_it_is(void **state)
{
    (void)state;
    static const char *const kinds[] = {"a folder", "a special file", "a link that leads back to itself",
                                        "a link whose target does not exist"};
    uint32_t file = add_file("game.img", 1);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        char expected[200];
        const char *path = scratch_path(i == 0 ? "Game.SUB" : "game.sub");
        assert_int_equal(i == 0   ? mkdir(path, 0777)
                         : i == 1 ? mkfifo(path, 0666)
                                  : symlink(i == 2 ? "game.sub" : "nothing", path),
                         0);
        rbk_disc_set_subchannel(disc, file, RBK_SUBCHANNEL_CHANNELS, "game.sub", NULL, NULL);
        assert_int_equal(rbk_source_locate_subchannel(disc, file, findings, NULL), RBK_OK);
        assert_int_equal(disc->files[file].subchannel, RBK_SUBCHANNEL_NONE);
        assert_reported(i, "sub.missing", RBK_WARNING);
        snprintf(expected, sizeof expected, "its subchannel '%s' is ignored: expected a regular file, found %s",
                 i == 0 ? "Game.SUB" : "game.sub", kinds[i]);
        assert_string_equal(rbk_findings_at(findings, i)->text, expected);
        assert_int_equal(remove(path), 0);
    }
}

static void a_sub_of_another_length_than_its_image_is_reported(void **state)
{
    (void)state;
    uint32_t file = add_file("game.img", 3);
    for (size_t sectors = 0; sectors < 6; sectors++) {
        write_sectors("game.sub", sectors * RBK_SUBCHANNEL_BYTES);
        rbk_disc_set_subchannel(disc, file, RBK_SUBCHANNEL_CHANNELS, "game.sub", scratch_path("game.sub"), NULL);
        assert_int_equal(rbk_source_judge_subchannel(&disc->files[file], findings, NULL), RBK_OK);
    }
    assert_int_equal(rbk_findings_count(findings), 5);
    assert_reported(0, "sub.length", RBK_WARNING);
    assert_string_equal(rbk_findings_at(findings, 0)->text,
                        "'game.sub' has 0 bytes, the subchannel of 3 sectors has 288");
    assert_string_equal(rbk_findings_at(findings, 3)->text,
                        "'game.sub' has 384 bytes, the subchannel of 3 sectors has 288");
    rbk_disc_set_subchannel(disc, file, RBK_SUBCHANNEL_PACKS, "game.sub", scratch_path("game.sub"), NULL);
    assert_int_equal(rbk_source_judge_subchannel(&disc->files[file], findings, NULL), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 5);
}

/* A CCD has the very name of it; that is no other one if it is the disc's. */
static void the_sub_of_another_image_is_of_that(void **state)
{
    (void)state;
    write_sectors("Game.SUB", 96);
    write_sectors("Game.ccd", 96);
    uint32_t file = add_file("game.img", 1);
    disc->descriptor_path = strdup(scratch_path("game.ccd"));
    rbk_disc_set_subchannel(disc, file, RBK_SUBCHANNEL_CHANNELS, "game.sub", NULL, NULL);
    assert_int_equal(rbk_source_locate_subchannel(disc, file, findings, NULL), RBK_OK);
    assert_int_equal(disc->files[file].subchannel, RBK_SUBCHANNEL_NONE);
    assert_reported(0, "sub.missing", RBK_WARNING);
    free(disc->descriptor_path);
    disc->descriptor_path = strdup(scratch_path("Game.ccd"));
    rbk_disc_set_subchannel(disc, file, RBK_SUBCHANNEL_CHANNELS, "game.sub", NULL, NULL);
    assert_int_equal(rbk_source_locate_subchannel(disc, file, findings, NULL), RBK_OK);
    assert_string_equal(disc->files[file].subchannel_location, scratch_path("Game.SUB"));
}

static void expect_sub(uint32_t file, const char *name)
{
    rbk_disc_set_subchannel(disc, file, RBK_SUBCHANNEL_CHANNELS, "caf\303\251.sub", NULL, NULL);
    assert_int_equal(rbk_source_locate_subchannel(disc, file, findings, NULL), RBK_OK);
    assert_string_equal(disc->files[file].subchannel_location, scratch_path(name));
}

/* As lists of Q: what is no regular file does not count where one is, and composition comes before letter case. */
static void names_that_are_alike_have_the_order_of_lists(void **state)
{
    (void)state;
    uint32_t file = add_file("caf\303\251.img", 1);
    write_sectors("CAF\303\211.sub", 96);
    assert_int_equal(mkdir(scratch_path("Caf\303\251.SUB"), 0777), 0);
    expect_sub(file, "CAF\303\211.sub");
    write_sectors("cafe\314\201.Sub", 96);
    expect_sub(file, "cafe\314\201.Sub");
    write_sectors("caf\303\251.SUB", 96);
    expect_sub(file, "caf\303\251.SUB");
    assert_int_equal(rbk_findings_count(findings), 0);
}

static void in_a_folder_that_cannot_be_listed_the_very_name_is_examined(void **state)
{
    (void)state;
    uint32_t file = add_file("game.img", 1);
    assert_int_equal(mkdir(scratch_path("game.sub"), 0777), 0);
    rbk_disc_set_subchannel(disc, file, RBK_SUBCHANNEL_CHANNELS, "game.sub", NULL, NULL);
    may_list = false;
    assert_int_equal(rbk_source_locate_subchannel(disc, file, findings, NULL), RBK_OK);
    may_list = true;
    assert_reported(0, "sub.missing", RBK_WARNING);
    assert_string_equal(rbk_findings_at(findings, 0)->text,
                        "its subchannel 'game.sub' is ignored: expected a regular file, found a folder");
}

static void two_that_could_be_meant_are_none(void **state)
{
    (void)state;
    write_sectors("Game.sub", 96);
    write_sectors("GAME.SUB", 96);
    uint32_t file = add_file("game.img", 1);
    rbk_disc_set_subchannel(disc, file, RBK_SUBCHANNEL_CHANNELS, "game.sub", NULL, NULL);
    assert_int_equal(rbk_source_locate_subchannel(disc, file, findings, NULL), RBK_OK);
    assert_int_equal(disc->files[file].subchannel, RBK_SUBCHANNEL_NONE);
    assert_reported(0, "sub.missing", RBK_WARNING);
    assert_non_null(
        strstr(rbk_findings_at(findings, 0)->text, "and 1 more could be its subchannel: it is read without"));
}

static void graphics_next_to_songs_go_with_them(void **state)
{
    (void)state;
    write_sectors("a song.CDG", 3 * RBK_SUBCHANNEL_BYTES);
    uint32_t first = add_file("a song.wav", 3), second = add_file("another.wav", 3);
    assert_int_equal(rbk_source_find_graphics(disc, findings, NULL), RBK_OK);
    assert_int_equal(disc->files[first].subchannel, RBK_SUBCHANNEL_PACKS);
    assert_string_equal(disc->files[first].subchannel_path, "a song.CDG");
    assert_string_equal(disc->files[first].subchannel_location, scratch_path("a song.CDG"));
    assert_int_equal(disc->files[second].subchannel, RBK_SUBCHANNEL_NONE);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_reported(0, "cdg.found", RBK_NOTE);
}

static void graphics_and_a_subchannel_out_of_reach_are_reported(void **state)
{
    (void)state;
    assert_int_equal(mkdir(scratch_path("in"), 0777), 0);
    write_sectors("far", 3 * RBK_SUBCHANNEL_BYTES);
    assert_int_equal(symlink("../far", scratch_path("in/a.cdg")), 0);
    assert_int_equal(symlink("../far", scratch_path("in/b.sub")), 0);
    disc->within_sheet = strdup(scratch_path("in/a.cue"));
    const uint32_t song = add_file("in/a.wav", 3), image = add_file("in/b.img", 3);
    assert_int_equal(rbk_disc_set_subchannel(disc, image, RBK_SUBCHANNEL_CHANNELS, "b.sub", NULL, NULL), RBK_OK);
    assert_int_equal(rbk_source_find_graphics(disc, findings, NULL), RBK_OK);
    assert_int_equal(disc->files[song].subchannel, RBK_SUBCHANNEL_NONE);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_reported(0, "file.outside", RBK_WARNING);
    assert_string_equal(rbk_findings_at(findings, 0)->text,
                        "'a.cdg' leads outside the sheet's folder by a link: use --any-path to read it");
    assert_int_equal(rbk_source_locate_subchannel(disc, image, findings, NULL), RBK_OK);
    assert_int_equal(disc->files[image].subchannel, RBK_SUBCHANNEL_NONE);
    assert_reported(1, "sub.missing", RBK_WARNING);
    assert_string_equal(rbk_findings_at(findings, 1)->text,
                        "'b.sub' leads outside the sheet's folder by a link: use --any-path to read it");
    assert_string_equal(disc->files[song].subchannel_path, "a.cdg");
    assert_string_equal(disc->files[image].subchannel_path, "b.sub");
    assert_string_equal(disc->unread_q, scratch_path("in/a.cdg"));
}

static void graphics_longer_than_the_song_or_cut_are_reported(void **state)
{
    (void)state;
    write_sectors("a.cdg", 4 * RBK_SUBCHANNEL_BYTES);
    write_sectors("b.cdg", 2 * RBK_SUBCHANNEL_BYTES + 7);
    add_file("a.wav", 3);
    add_file("b.wav", 3);
    assert_int_equal(rbk_source_find_graphics(disc, findings, NULL), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 4);
    assert_reported(1, "cdg.length", RBK_WARNING);
    assert_string_equal(rbk_findings_at(findings, 1)->text, "it has 384 bytes, its song has 3 sectors of 96 bytes");
    assert_reported(3, "cdg.length", RBK_WARNING);
}

static void graphics_that_cannot_be_read_are_not_called_missing(void **state)
{
    (void)state;
    assert_int_equal(mkdir(scratch_path("a.cdg"), 0777), 0);
    write_sectors("b.Cdg", 96);
    write_sectors("b.cDG", 96);
    write_sectors("c.cdg", 0);
    const char *names[] = {"a.wav", "b.wav", "c.wav"};
    for (int i = 0; i < 3; i++)
        add_file(names[i], 3);
    assert_int_equal(rbk_source_find_graphics(disc, findings, NULL), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 4);
    assert_reported(0, "cdg.irregular", RBK_WARNING);
    assert_string_equal(rbk_findings_at(findings, 0)->text,
                        "its graphics 'a.cdg' are ignored: expected a regular file, found a folder");
    assert_reported(1, "cdg.several", RBK_WARNING);
    assert_non_null(strstr(rbk_findings_at(findings, 1)->text, "and 1 more could be its graphics: none is read"));
    assert_reported(3, "cdg.length", RBK_WARNING);
    assert_string_equal(rbk_findings_at(findings, 3)->text, "it has 0 bytes, its song has 3 sectors of 96 bytes");
}

static void a_disc_without_any_graphics_is_reported(void **state)
{
    (void)state;
    add_file("a.wav", 3);
    assert_int_equal(rbk_source_find_graphics(disc, findings, NULL), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_reported(0, "cdg.none", RBK_WARNING);
}

static void graphics_that_nobody_asked_for_are_reported(void **state)
{
    (void)state;
    write_sectors("a.cdg", 96);
    write_sectors("b.cdg", 96);
    uint32_t first = add_file("a.wav", 3);
    uint32_t second = add_file("b.bin", 3);
    disc->files[second].type = RBK_FILE_BINARY;
    assert_int_equal(rbk_source_leave_graphics(disc, findings, NULL), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_reported(0, "cdg.left-out", RBK_WARNING);
    assert_string_equal(rbk_findings_at(findings, 0)->path, scratch_path("a.cdg"));
    assert_int_equal(disc->files[first].subchannel, RBK_SUBCHANNEL_NONE);
}

static void a_file_with_a_subchannel_keeps_it(void **state)
{
    (void)state;
    write_sectors("a.cdg", 96);
    uint32_t file = add_file("a.img", 3);
    rbk_disc_set_subchannel(disc, file, RBK_SUBCHANNEL_CHANNELS, "a.sub", "there", NULL);
    assert_int_equal(rbk_source_find_graphics(disc, findings, NULL), RBK_OK);
    assert_string_equal(disc->files[file].subchannel_location, "there");
    assert_int_equal(rbk_findings_count(findings), 0);
}

#define subchannel_test(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

static void the_folder_of_all_songs_is_listed_once(void **state)
{
    char name[16];
    (void)state;
    for (int i = 0; i < 20; i++) {
        snprintf(name, sizeof name, "%d.wav", i);
        (void)add_file(name, 1);
    }
    write_sectors("7.Cdg", 96);
    lists = 0;
    for (size_t i = 0; i < disc->file_count; i++)
        disc->files[i].type = RBK_FILE_AUDIO;
    assert_int_equal(rbk_source_report_graphics("x", NULL, 0, disc, findings, NULL), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_int_equal(rbk_source_leave_graphics(disc, findings, NULL), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 2);
    assert_int_equal(rbk_source_find_graphics(disc, findings, NULL), RBK_OK);
    assert_int_equal(lists, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        subchannel_test(the_sub_of_an_image_is_found_in_any_letter_case),
        subchannel_test(the_sub_of_another_image_is_of_that),
        subchannel_test(a_sub_that_is_not_there_is_reported),
        subchannel_test(what_is_no_file_in_the_place_of_a_sub_is_reported_as_what_it_is),
        subchannel_test(a_sub_of_another_length_than_its_image_is_reported),
        subchannel_test(two_that_could_be_meant_are_none),
        subchannel_test(names_that_are_alike_have_the_order_of_lists),
        subchannel_test(in_a_folder_that_cannot_be_listed_the_very_name_is_examined),
        subchannel_test(graphics_next_to_songs_go_with_them),
        subchannel_test(the_folder_of_all_songs_is_listed_once),
        subchannel_test(graphics_and_a_subchannel_out_of_reach_are_reported),
        subchannel_test(graphics_longer_than_the_song_or_cut_are_reported),
        subchannel_test(graphics_that_cannot_be_read_are_not_called_missing),
        subchannel_test(a_disc_without_any_graphics_is_reported),
        subchannel_test(graphics_that_nobody_asked_for_are_reported),
        subchannel_test(a_file_with_a_subchannel_keeps_it),
    };
    return cmocka_run_group_tests_name("source/subchannel", tests, NULL, NULL);
}
