/* The file systems of data tracks, held against where the tracks are. */
#include "image/volume.h"

#include "gen/volume.h"
#include "unit/disc/probed.h"

#define SECTORS   300
#define SESSION_2 11700 /* after a session of 300 sectors */

static rbk_image *image;
static rbk_findings *findings;

static int setup(void **state)
{
    image = NULL;
    findings = rbk_findings_new();
    return !findings || scratch_setup(state) || begin(state);
}

static int teardown(void **state)
{
    rbk_image_close(image);
    rbk_findings_free(findings);
    end(state);
    return scratch_teardown(state);
}

#define check_test(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

/* A track of a file of its own with a volume; made_for RBK_NO_LBA: of zeros. */
static void add(const char *name, rbk_track_mode mode, int32_t made_for, bool plus)
{
    static uint8_t bytes[SECTORS * RBK_SECTOR_BYTES];
    uint32_t file, number = (uint32_t)disc->track_count + 1;
    rbk_track *track;
    memset(bytes, 0, sizeof bytes);
    if (made_for != RBK_NO_LBA)
        volume_build(bytes, SECTORS, (uint32_t)made_for, plus);
    scratch_write(name, bytes, (size_t)SECTORS * (mode == RBK_MODE_AUDIO ? RBK_SECTOR_BYTES : VOLUME_SECTOR_BYTES));
    assert_int_equal(rbk_disc_add_file(disc, name, RBK_FILE_BINARY, "BINARY", 0, &file, NULL), RBK_OK);
    assert_int_equal(rbk_disc_locate_file(disc, file, scratch_path(name), NULL), RBK_OK);
    disc->files[file].rate_hz = RBK_RATE_HZ;
    disc->files[file].length_frames = SECTORS * RBK_SECTOR_SAMPLES;
    assert_int_equal(rbk_disc_add_track(disc, number, mode, &track, NULL), RBK_OK);
    rbk_track_add_file_extent(track, file, 0, RBK_TO_END, NULL);
    rbk_track_add_index(track, 1, 0, 0, NULL);
    track->line = 7;
}

static void add_session(rbk_area area)
{
    assert_int_equal(rbk_disc_add_session(disc, area, 0, NULL, NULL), RBK_OK);
}

/* All tracks of the disc are verified, with these rules as result, in order and each with a space after it. */
static void assert_reported(const char *rules)
{
    char found[200] = "";
    assert_int_equal(rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, NULL, &error), RBK_OK);
    assert_int_equal(rbk_image_open(disc, layout, &image, &error), RBK_OK);
    for (size_t t = 0; t < disc->track_count; t++)
        assert_int_equal(rbk_volume_check(image, disc, layout, t, t % 2 ? NULL : "a.cue", findings, &error), RBK_OK);
    for (size_t i = 0; i < rbk_findings_count(findings); i++) {
        strcat(found, rbk_findings_at(findings, i)->rule);
        strcat(found, " ");
    }
    assert_string_equal(found, rules);
}

static void a_cd_extra_at_its_address_has_nothing_to_report(void **state)
{
    (void)state;
    add("a.bin", RBK_MODE_AUDIO, RBK_NO_LBA, false);
    add_session(RBK_AREA_CD);
    add("b.iso", RBK_MODE_MODE2_2048, SESSION_2, true);
    assert_reported("");
}

static void one_for_another_address_and_of_mode_1_is_reported(void **state)
{
    (void)state;
    add("a.bin", RBK_MODE_AUDIO, RBK_NO_LBA, false);
    add_session(RBK_AREA_CD);
    add("b.iso", RBK_MODE_MODE1_2048, 0, false);
    assert_reported("session.mode session.address ");
    assert_string_equal(rbk_findings_at(findings, 1)->text,
                        "its file system is made for lba 0, expected lba 11700, where track 2 starts: make it with "
                        "'xorriso -as mkisofs -C 0,11700 -o NEW.iso FOLDER' or 'mkisofs -C 0,11700 -o NEW.iso FOLDER'");
    assert_int_equal(rbk_findings_at(findings, 1)->track, 2);
    assert_string_equal(rbk_findings_at(findings, 1)->path, scratch_path("b.iso"));
}

static void mode_and_information_are_those_of_a_cd_extra_only(void **state)
{
    (void)state;
    add("a.iso", RBK_MODE_MODE1_2048, 0, false);
    add_session(RBK_AREA_CD);
    add("b.iso", RBK_MODE_MODE1_2048, SESSION_2, false);
    assert_reported("");
}

static void a_third_session_is_not_that_of_a_cd_extra(void **state)
{
    (void)state;
    add("a.bin", RBK_MODE_AUDIO, RBK_NO_LBA, false);
    add_session(RBK_AREA_CD);
    add("b.iso", RBK_MODE_MODE2_2048, SESSION_2, true);
    add_session(RBK_AREA_CD);
    add("c.iso", RBK_MODE_MODE1_2048, SESSION_2 + SECTORS + 6900, false);
    assert_reported("");
}

/* Of a volume that was added, only the descriptors. */
static void keep_descriptors(const char *name, uint32_t made_for)
{
    static uint8_t bytes[SECTORS * VOLUME_SECTOR_BYTES];
    memset(bytes, 0, sizeof bytes);
    volume_build(bytes, SECTORS, made_for, false);
    memset(bytes + 18 * VOLUME_SECTOR_BYTES, 0, sizeof bytes - 18 * VOLUME_SECTOR_BYTES);
    scratch_write(name, bytes, sizeof bytes);
}

/* As discs for the Dreamcast have them, whose second session is there to be found. */
static void descriptors_of_the_files_of_an_earlier_session_are_right(void **state)
{
    (void)state;
    add("a.iso", RBK_MODE_MODE2_2048, 0, false);
    add_session(RBK_AREA_CD);
    add("b.iso", RBK_MODE_MODE2_2048, 0, false);
    keep_descriptors("b.iso", 0);
    add_session(RBK_AREA_CD);
    add("c.iso", RBK_MODE_MODE2_2048, 0, false);
    assert_reported("");
}

static void a_later_session_with_other_files_is_not_that_of_an_earlier_one(void **state)
{
    (void)state;
    add("a.iso", RBK_MODE_MODE2_2048, 0, false);
    add_session(RBK_AREA_CD);
    add("b.iso", RBK_MODE_MODE2_2048, 0, true);
    assert_reported("session.address ");
    assert_non_null(strstr(rbk_findings_at(findings, 0)->text, "made for lba 0, expected lba 11700"));
}

/* The address is that of a sector between the sessions. */
static void a_root_directory_between_sessions_is_no_address_of_the_disc(void **state)
{
    (void)state;
    add("a.iso", RBK_MODE_MODE2_2048, 0, false);
    add_session(RBK_AREA_CD);
    add("b.iso", RBK_MODE_MODE2_2048, 5000, false);
    keep_descriptors("b.iso", 5000);
    assert_reported("session.address ");
}

static void a_later_session_without_a_file_system_cannot_be_verified(void **state)
{
    (void)state;
    add("a.bin", RBK_MODE_AUDIO, RBK_NO_LBA, false);
    add_session(RBK_AREA_CD);
    add("b.iso", RBK_MODE_MODE2_2048, RBK_NO_LBA, false);
    assert_reported("session.no-volume ");
}

/* What reads them may not need one, and a game may have copies; but one that is found elsewhere cannot be read. */
static void tracks_inside_a_session_need_no_file_system(void **state)
{
    (void)state;
    add("a.iso", RBK_MODE_MODE1_2048, 12000, false);
    add("b.iso", RBK_MODE_MODE1_2048, RBK_NO_LBA, false);
    assert_reported("session.address ");
    assert_string_equal(rbk_findings_at(findings, 0)->text,
                        "its file system is made for lba 12000, expected lba 0, where track 1 starts");
    assert_string_equal(rbk_findings_at(findings, 0)->path, "a.cue");
    assert_int_equal(rbk_findings_at(findings, 0)->line, 7);
}

static void an_area_of_a_gd_rom_needs_none_either(void **state)
{
    (void)state;
    add_session(RBK_AREA_SINGLE_DENSITY);
    add("a.iso", RBK_MODE_MODE1_2048, 0, false);
    add("a.bin", RBK_MODE_AUDIO, RBK_NO_LBA, false);
    add_session(RBK_AREA_HIGH_DENSITY);
    add("b.iso", RBK_MODE_MODE1_2048, RBK_NO_LBA, false);
    assert_reported("");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        check_test(a_cd_extra_at_its_address_has_nothing_to_report),
        check_test(one_for_another_address_and_of_mode_1_is_reported),
        check_test(mode_and_information_are_those_of_a_cd_extra_only),
        check_test(a_third_session_is_not_that_of_a_cd_extra),
        check_test(descriptors_of_the_files_of_an_earlier_session_are_right),
        check_test(a_later_session_with_other_files_is_not_that_of_an_earlier_one),
        check_test(a_root_directory_between_sessions_is_no_address_of_the_disc),
        check_test(a_later_session_without_a_file_system_cannot_be_verified),
        check_test(tracks_inside_a_session_need_no_file_system),
        check_test(an_area_of_a_gd_rom_needs_none_either),
    };
    return cmocka_run_group_tests_name("image/volume_check", tests, NULL, NULL);
}
