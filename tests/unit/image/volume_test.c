/* The file system of a data track: for which address it was made, and the files of a CD-Extra. */
#include "image/volume.h"

#include <redbook/sector.h>

#include "gen/volume.h"
#include "unit/disc/probed.h"

#define SECTORS 100

static rbk_image *image;
static rbk_volume volume;

static int setup(void **state)
{
    image = NULL;
    return scratch_setup(state) || begin(state);
}

static int teardown(void **state)
{
    rbk_image_close(image);
    end(state);
    return scratch_teardown(state);
}

#define volume_test(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

/* One track of a mode with the given user data, opened. */
static void open_track(rbk_track_mode mode, const uint8_t *bytes)
{
    uint32_t file;
    rbk_track *track;
    scratch_write("a.iso", bytes, (size_t)SECTORS * VOLUME_SECTOR_BYTES);
    assert_int_equal(rbk_disc_add_file(disc, "a.iso", RBK_FILE_BINARY, "BINARY", 0, &file, NULL), RBK_OK);
    assert_int_equal(rbk_disc_locate_file(disc, file, scratch_path("a.iso"), NULL), RBK_OK);
    disc->files[file].rate_hz = RBK_RATE_HZ;
    disc->files[file].length_frames = SECTORS * RBK_SECTOR_SAMPLES;
    assert_int_equal(rbk_disc_add_track(disc, 1, mode, &track, NULL), RBK_OK);
    rbk_track_add_file_extent(track, file, 0, RBK_TO_END, NULL);
    rbk_track_add_index(track, 1, 0, 0, NULL);
    assert_int_equal(rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, NULL, &error), RBK_OK);
    assert_int_equal(rbk_image_open(disc, layout, &image, &error), RBK_OK);
}

static void read_made_for(uint32_t lba, bool plus, rbk_track_mode mode)
{
    static uint8_t bytes[SECTORS * VOLUME_SECTOR_BYTES];
    volume_build(bytes, SECTORS, lba, plus);
    open_track(mode, bytes);
    assert_int_equal(rbk_volume_read(image, 0, SECTORS, &volume, &error), RBK_OK);
}

static void the_address_that_a_volume_was_made_for_is_found_wherever_it_is(void **state)
{
    (void)state;
    read_made_for(0, false, RBK_MODE_MODE1_2048);
    assert_true(volume.found);
    assert_int_equal(volume.made_for_lba, 0);
    assert_int_equal(volume.descriptors, 18);
    assert_int_equal(volume.info_lba, 0);
}

static void one_made_for_a_session_is_known_by_its_root_directory(void **state)
{
    (void)state;
    read_made_for(12400, true, RBK_MODE_MODE2_2048);
    assert_int_equal(volume.made_for_lba, 12400);
    assert_int_equal(volume.info_lba, 12475);
    assert_true(volume.info_is_cd);
    assert_true(volume.sub_info);
}

/* What is made for such an address would be filled up to it. */
static void no_address_is_past_the_program_area(void **state)
{
    read_made_for(RBK_PROGRAM_SECTORS_MAX - 21, false, RBK_MODE_MODE1_2048); /* the root directory is its sector 20 */
    assert_int_equal(volume.made_for_lba, RBK_PROGRAM_SECTORS_MAX - 21);
    assert_int_equal(teardown(state) || setup(state), 0);
    read_made_for(RBK_PROGRAM_SECTORS_MAX - 20, false, RBK_MODE_MODE1_2048);
    assert_true(volume.found);
    assert_int_equal(volume.made_for_lba, RBK_NO_LBA);
}

static void a_volume_without_directories_has_no_address(void **state)
{
    static uint8_t bytes[SECTORS * VOLUME_SECTOR_BYTES];
    (void)state;
    volume_build(bytes, SECTORS, 500, true);
    memset(bytes + 20 * VOLUME_SECTOR_BYTES, 0, VOLUME_SECTOR_BYTES);
    open_track(RBK_MODE_MODE1_2048, bytes);
    assert_int_equal(rbk_volume_read(image, 0, SECTORS, &volume, &error), RBK_OK);
    assert_true(volume.found);
    assert_int_equal(volume.made_for_lba, RBK_NO_LBA);
}

/* Its address would be before sector 0 of the disc: what is found there is another directory, or a copy. */
static void no_volume_is_made_for_a_place_before_the_disc(void **state)
{
    static uint8_t bytes[SECTORS * VOLUME_SECTOR_BYTES];
    (void)state;
    volume_build(bytes, SECTORS, 0, true);
    memcpy(bytes + 21 * VOLUME_SECTOR_BYTES, bytes + 20 * VOLUME_SECTOR_BYTES, VOLUME_SECTOR_BYTES);
    memset(bytes + 20 * VOLUME_SECTOR_BYTES, 0, VOLUME_SECTOR_BYTES);
    open_track(RBK_MODE_MODE1_2048, bytes);
    assert_int_equal(rbk_volume_read(image, 0, SECTORS, &volume, &error), RBK_OK);
    assert_true(volume.found);
    assert_int_equal(volume.made_for_lba, RBK_NO_LBA);
}

static void sectors_without_a_descriptor_are_no_volume(void **state)
{
    static uint8_t bytes[SECTORS * VOLUME_SECTOR_BYTES];
    (void)state;
    open_track(RBK_MODE_MODE1_2048, bytes);
    assert_int_equal(rbk_volume_read(image, 0, SECTORS, &volume, &error), RBK_OK);
    assert_false(volume.found);
    assert_int_equal(volume.descriptors, 0);
}

/* Lengths, names and addresses that lead out of a sector or of the track end the search. */
static void a_damaged_directory_is_read_as_far_as_it_goes(void **state)
{
    static uint8_t bytes[SECTORS * VOLUME_SECTOR_BYTES];
    (void)state;
    volume_build(bytes, SECTORS, 0, true);
    uint8_t *root = bytes + 20 * VOLUME_SECTOR_BYTES;
    volume_put_both(root + 68 + 2, 0xFFFFFFF0, 4); /* CDPLUS */
    open_track(RBK_MODE_MODE1_2048, bytes);
    assert_int_equal(rbk_volume_read(image, 0, SECTORS, &volume, &error), RBK_OK);
    assert_int_equal(volume.made_for_lba, 0);
    assert_int_equal(volume.info_lba, 0);
}

static void missing_pointers_are_refused(void **state)
{
    (void)state;
    assert_int_equal(rbk_volume_read(NULL, 0, 1, &volume, NULL), RBK_INVALID_POINTER);
}

/* As a volume with long names has one: its root directory is not that of the primary descriptor. */
static void a_supplementary_descriptor_changes_nothing(void **state)
{
    static uint8_t bytes[SECTORS * VOLUME_SECTOR_BYTES];
    (void)state;
    volume_build(bytes, SECTORS, 500, true);
    memcpy(bytes + 18 * VOLUME_SECTOR_BYTES, bytes + 17 * VOLUME_SECTOR_BYTES, VOLUME_SECTOR_BYTES);
    memcpy(bytes + 17 * VOLUME_SECTOR_BYTES, bytes + 16 * VOLUME_SECTOR_BYTES, VOLUME_SECTOR_BYTES);
    bytes[17 * VOLUME_SECTOR_BYTES] = 2;
    bytes[17 * VOLUME_SECTOR_BYTES + 156 + 2] ^= 0xFF; /* its root directory */
    open_track(RBK_MODE_MODE1_2048, bytes);
    assert_int_equal(rbk_volume_read(image, 0, SECTORS, &volume, &error), RBK_OK);
    assert_true(volume.found);
    assert_int_equal(volume.descriptors, 19);
    assert_int_equal(volume.made_for_lba, 500);
}

/* As a raw sector of a mode. */
static const uint8_t *raw_of(rbk_sector_kind kind, const uint8_t *user)
{
    static uint8_t raw[RBK_SECTOR_BYTES];
    rbk_sector_build(kind, 0, NULL, user, raw);
    return raw;
}

static void the_size_of_a_volume_is_that_of_a_whole_descriptor(void **state)
{
    static uint8_t bytes[SECTORS * VOLUME_SECTOR_BYTES];
    static const size_t damaged[] = {0, 1, 80, 84, 128, 131, 158, 162};
    uint8_t *descriptor = bytes + (size_t)16 * VOLUME_SECTOR_BYTES;
    uint32_t root_lba = 0;
    (void)state;
    volume_build(bytes, SECTORS, 500, true);
    volume_put_both(descriptor + 80, 12345, 4);
    assert_int_equal(rbk_volume_size(raw_of(RBK_SECTOR_MODE1, descriptor), &root_lba), 12345);
    assert_int_equal(root_lba, 520);
    assert_int_equal(rbk_volume_size(raw_of(RBK_SECTOR_MODE2_FORM1, descriptor), &root_lba), 12345);
    assert_int_equal(rbk_volume_size(descriptor, &root_lba), 0); /* no raw sector */
    for (size_t i = 0; i < sizeof damaged / sizeof damaged[0]; i++) {
        descriptor[damaged[i]] ^= 1;
        assert_int_equal(rbk_volume_size(raw_of(RBK_SECTOR_MODE1, descriptor), &root_lba), 0);
        descriptor[damaged[i]] ^= 1;
    }
}

static void a_directory_is_known_by_its_own_address(void **state)
{
    static uint8_t bytes[SECTORS * VOLUME_SECTOR_BYTES];
    const uint8_t *root = bytes + (size_t)20 * VOLUME_SECTOR_BYTES;
    (void)state;
    volume_build(bytes, SECTORS, 500, true);
    assert_true(rbk_volume_is_directory(raw_of(RBK_SECTOR_MODE1, root), 520));
    assert_false(rbk_volume_is_directory(raw_of(RBK_SECTOR_MODE1, root), 20));
    assert_false(rbk_volume_is_directory(raw_of(RBK_SECTOR_MODE1, bytes), 0));
    assert_false(rbk_volume_is_directory(root, 520));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        volume_test(the_address_that_a_volume_was_made_for_is_found_wherever_it_is),
        volume_test(one_made_for_a_session_is_known_by_its_root_directory),
        volume_test(no_address_is_past_the_program_area),
        volume_test(a_volume_without_directories_has_no_address),
        volume_test(no_volume_is_made_for_a_place_before_the_disc),
        volume_test(sectors_without_a_descriptor_are_no_volume),
        volume_test(a_damaged_directory_is_read_as_far_as_it_goes),
        volume_test(missing_pointers_are_refused),
        volume_test(a_supplementary_descriptor_changes_nothing),
        volume_test(the_size_of_a_volume_is_that_of_a_whole_descriptor),
        volume_test(a_directory_is_known_by_its_own_address),
    };
    return cmocka_run_group_tests_name("image/volume", tests, NULL, NULL);
}
