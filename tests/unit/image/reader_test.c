/* Sectors of an image by lba, wherever they are. */
#include "image/reader.h"

#include <redbook/sector.h>

#include "unit/disc/probed.h"

#include <errno.h>
#include <pthread.h>
#include <sys/stat.h>

#define SECTORS 20

static rbk_image *image;

/* Each byte of a made-up file states its offset and its file. */
static uint8_t byte_at(unsigned file, size_t place)
{
    return (uint8_t)(file * 101 + place + place / 256 * 7 + place / 65536 * 3);
}

static uint32_t make_file(const char *name, rbk_file_type type, int64_t samples)
{
    uint32_t file;
    size_t size = (size_t)samples * RBK_SAMPLE_BYTES;
    uint8_t *bytes = malloc(size);
    assert_non_null(bytes);
    assert_int_equal(rbk_disc_add_file(disc, name, type, "BINARY", 0, &file, NULL), RBK_OK);
    for (size_t i = 0; i < size; i++)
        bytes[i] = byte_at(file, i);
    scratch_write(name, bytes, size);
    free(bytes);
    assert_int_equal(rbk_disc_locate_file(disc, file, scratch_path(name), NULL), RBK_OK);
    disc->files[file].rate_hz = RBK_RATE_HZ;
    disc->files[file].length_frames = samples;
    return file;
}

static void add_file_track(uint32_t file, int64_t offset, int64_t length)
{
    rbk_track *track = add_track();
    rbk_track_add_file_extent(track, file, offset, length, NULL);
    rbk_track_add_index(track, 1, 0, 0, NULL);
}

static rbk_status open_image(rbk_join join)
{
    assert_int_equal(compute(join), RBK_OK);
    return rbk_image_open(disc, layout, &image, &error);
}

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

#define reader_test(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

/* ------------------------------------------------------------------ what is given */

static void sectors_of_a_binary_file_come_as_they_are(void **state)
{
    uint8_t sectors[3 * RBK_SECTOR_BYTES];
    (void)state;
    add_file_track(make_file("a.bin", RBK_FILE_BINARY, SECTORS * 588), 0, RBK_TO_END);
    assert_int_equal(open_image(RBK_JOIN_AUTO), RBK_OK);
    assert_int_equal(rbk_image_lead_out(image), SECTORS);
    assert_int_equal(rbk_image_read_sectors(image, 17, 3, sectors, &error), RBK_OK);
    for (size_t i = 0; i < sizeof sectors; i++)
        assert_int_equal(sectors[i], byte_at(0, 17 * RBK_SECTOR_BYTES + i));
}

static void samples_come_in_the_order_of_the_machine(void **state)
{
    int16_t samples[6];
    (void)state;
    add_file_track(make_file("a.bin", RBK_FILE_BINARY, SECTORS * 588), 0, RBK_TO_END);
    assert_int_equal(open_image(RBK_JOIN_AUTO), RBK_OK);
    assert_int_equal(rbk_image_read_samples(image, 1000, 3, samples, &error), RBK_OK);
    for (size_t i = 0; i < 6; i++)
        assert_int_equal((uint16_t)samples[i], byte_at(0, 4000 + 2 * i) | byte_at(0, 4001 + 2 * i) << 8);
}

static void motorola_audio_is_turned_round_and_data_is_not(void **state)
{
    uint8_t sector[RBK_SECTOR_BYTES];
    (void)state;
    uint32_t file = make_file("a.bin", RBK_FILE_MOTOROLA, SECTORS * 588);
    add_file_track(file, 0, 10 * 588);
    add_file_track(file, 10 * 588, 10 * 588);
    disc->tracks[1].mode = RBK_MODE_MODE1_2352;
    assert_int_equal(open_image(RBK_JOIN_AUTO), RBK_OK);
    assert_int_equal(rbk_image_read_sectors(image, 9, 1, sector, &error), RBK_OK);
    for (size_t i = 0; i < sizeof sector; i++)
        assert_int_equal(sector[i], byte_at(0, (9 * RBK_SECTOR_BYTES + i) ^ 1));
    assert_int_equal(rbk_image_read_sectors(image, 10, 1, sector, &error), RBK_OK);
    for (size_t i = 0; i < sizeof sector; i++)
        assert_int_equal(sector[i], byte_at(0, 10 * RBK_SECTOR_BYTES + i));
}

static void silence_and_the_pregap_before_lba_0_are_zeros(void **state)
{
    static uint8_t sectors[160 * RBK_SECTOR_BYTES];
    (void)state;
    uint32_t file = make_file("a.bin", RBK_FILE_BINARY, SECTORS * 588);
    rbk_track *track = add_track();
    rbk_track_add_silence(track, 5 * 588, NULL);
    rbk_track_add_index(track, 0, 0, 0, NULL);
    rbk_track_add_file_extent(track, file, 588, RBK_TO_END, NULL);
    rbk_track_add_index(track, 1, 1, 0, NULL);
    assert_int_equal(open_image(RBK_JOIN_AUTO), RBK_OK);
    memset(sectors, 0xAA, sizeof sectors);
    assert_int_equal(rbk_image_read_sectors(image, -150, 156, sectors, &error), RBK_OK);
    for (size_t i = 0; i < 155 * RBK_SECTOR_BYTES; i++)
        assert_int_equal(sectors[i], 0);
    for (size_t i = 0; i < RBK_SECTOR_BYTES; i++)
        assert_int_equal(sectors[155 * RBK_SECTOR_BYTES + i], byte_at(0, RBK_SECTOR_BYTES + i));
    assert_int_equal(sectors[156 * RBK_SECTOR_BYTES], 0xAA);
}

static void files_that_end_inside_a_sector_are_joined_or_padded(void **state)
{
    uint8_t sector[RBK_SECTOR_BYTES];
    (void)state;
    uint32_t first = make_file("a.bin", RBK_FILE_BINARY, 10 * 588 + 100);
    uint32_t second = make_file("b.bin", RBK_FILE_BINARY, 10 * 588 + 488);
    add_file_track(first, 0, RBK_TO_END);
    add_file_track(second, 0, RBK_TO_END);
    assert_int_equal(open_image(RBK_JOIN_CARRY), RBK_OK);
    assert_int_equal(rbk_image_lead_out(image), 21);
    assert_int_equal(rbk_image_read_sectors(image, 10, 1, sector, &error), RBK_OK);
    for (size_t i = 0; i < sizeof sector; i++)
        assert_int_equal(sector[i], i < 400 ? byte_at(0, 10 * RBK_SECTOR_BYTES + i) : byte_at(1, i - 400));
    rbk_image_close(image);
    image = NULL;
    assert_int_equal(open_image(RBK_JOIN_PAD), RBK_OK);
    assert_int_equal(rbk_image_read_sectors(image, 10, 1, sector, &error), RBK_OK);
    for (size_t i = 0; i < sizeof sector; i++)
        assert_int_equal(sector[i], i < 400 ? byte_at(0, 10 * RBK_SECTOR_BYTES + i) : 0);
    assert_int_equal(rbk_image_read_sectors(image, 11, 1, sector, &error), RBK_OK);
    assert_int_equal(sector[0], byte_at(1, 0));
}

/* One file: 10 sectors of 2048 bytes, a pregap of data that is only in the sheet, 10 of 2352 and 5 of CD+G. */
static void sectors_of_several_sizes_in_one_file_are_found_and_built(void **state)
{
    uint8_t sectors[3 * RBK_SECTOR_BYTES];
    int16_t samples[2];
    rbk_track *track;
    (void)state;
    uint32_t file = make_file("a.bin", RBK_FILE_BINARY, 40 * 588); /* long enough */
    add_file_track(file, 0, 10 * 588);
    disc->tracks[0].mode = RBK_MODE_MODE1_2048;
    assert_int_equal(rbk_disc_add_track(disc, 2, RBK_MODE_MODE2_2352, &track, NULL), RBK_OK);
    rbk_track_add_silence(track, 2 * 588, NULL);
    rbk_track_add_file_extent(track, file, 10 * 588, 10 * 588, NULL);
    rbk_track_add_index(track, 0, 0, 0, NULL);
    rbk_track_add_index(track, 1, 1, 0, NULL);
    add_file_track(file, 20 * 588, 5 * 588);
    disc->tracks[2].mode = RBK_MODE_CDG;
    assert_int_equal(open_image(RBK_JOIN_AUTO), RBK_OK);
    assert_int_equal(rbk_image_read_sectors(image, 9, 2, sectors, &error), RBK_OK);
    assert_int_equal(rbk_sector_verify(RBK_SECTOR_MODE1, 9, sectors), 0);
    for (size_t i = 0; i < 2048; i++)
        assert_int_equal(sectors[16 + i], byte_at(0, 9 * 2048 + i));
    assert_int_equal(rbk_sector_verify(RBK_SECTOR_MODE2, 10, sectors + RBK_SECTOR_BYTES), 0);
    assert_int_equal(rbk_image_read_sectors(image, 21, 3, sectors, &error), RBK_OK);
    for (size_t i = 0; i < RBK_SECTOR_BYTES; i++) {
        assert_int_equal(sectors[i], byte_at(0, 10 * 2048 + 9 * 2352 + i));
        assert_int_equal(sectors[RBK_SECTOR_BYTES + i], byte_at(0, 10 * 2048 + 10 * 2352 + i));
        assert_int_equal(sectors[2 * RBK_SECTOR_BYTES + i], byte_at(0, 10 * 2048 + 10 * 2352 + 2448 + i));
    }
    assert_int_equal(rbk_image_read_samples(image, 23 * 588 + 100, 1, samples, &error), RBK_OK);
    const uint8_t *bytes = sectors + 2 * RBK_SECTOR_BYTES + 400;
    assert_int_equal((uint16_t)samples[0], bytes[0] | bytes[1] << 8);
    assert_int_equal((uint16_t)samples[1], bytes[2] | bytes[3] << 8);
}

/* Many at once are built in place; one by one they are the same. */
static void many_sectors_of_another_size_are_those_that_come_one_by_one(void **state)
{
    static const rbk_track_mode modes[] = {RBK_MODE_MODE1_2048, RBK_MODE_MODE2_2048, RBK_MODE_MODE2_2324,
                                           RBK_MODE_MODE2_2336, RBK_MODE_CDG};
    static uint8_t many[50 * RBK_SECTOR_BYTES + 1], one[RBK_SECTOR_BYTES];
    (void)state;
    uint32_t file = make_file("a.bin", RBK_FILE_BINARY, 60 * 588); /* long enough */
    add_file_track(file, 0, 50 * 588);
    for (size_t m = 0; m < sizeof modes / sizeof modes[0]; m++) {
        disc->tracks[0].mode = modes[m];
        assert_int_equal(open_image(RBK_JOIN_AUTO), RBK_OK);
        memset(many, 0xAA, sizeof many);
        assert_int_equal(rbk_image_read_sectors(image, 0, 50, many, &error), RBK_OK);
        assert_int_equal(many[50 * RBK_SECTOR_BYTES], 0xAA);
        for (int32_t lba = 0; lba < 50; lba++) {
            assert_int_equal(rbk_image_read_sectors(image, lba, 1, one, &error), RBK_OK);
            assert_memory_equal(many + (size_t)lba * RBK_SECTOR_BYTES, one, sizeof one);
        }
        rbk_image_close(image);
        image = NULL;
    }
}

/* One file, its bytes as other programs write them: data inside raw sectors, audio with 16 and with 96 bytes after. */
static void sectors_are_found_at_every_stride_and_offset(void **state)
{
    static const struct {
        rbk_track_mode mode;
        rbk_placement placement;
    } rows[] = {{RBK_MODE_MODE1_2048, {16, 2352, 2048, 0, 0}},
                {RBK_MODE_MODE2_2336, {5 * 2352 + 1, 2352, 2336, 0, 0}},
                {RBK_MODE_MODE1_2352, {11 * 2352 + 77, 2368, 2352, 16, 2352}},
                {RBK_MODE_AUDIO, {17 * 2352, 2448, 2352, 96, 2352}},
                {RBK_MODE_AUDIO, {23 * 2352 + 3, 2352, 2352, 0, 0}}};
    const size_t count = sizeof rows / sizeof rows[0];
    uint8_t one[RBK_SECTOR_BYTES], many[5 * RBK_SECTOR_BYTES];
    (void)state;
    uint32_t file = make_file("a.bin", RBK_FILE_BINARY, 28 * 588 + 1);
    for (size_t i = 0; i < count; i++) {
        add_file_track(file, (int64_t)i * 588, 5 * 588);
        disc->tracks[i].mode = rows[i].mode;
        assert_int_equal(rbk_track_place_extent(&disc->tracks[i], &rows[i].placement, &error), RBK_OK);
    }
    assert_int_equal(open_image(RBK_JOIN_AUTO), RBK_OK);
    for (size_t i = 0; i < count; i++) {
        const rbk_placement *p = &rows[i].placement;
        size_t skip = p->payload_bytes == 2048 ? 16 : p->payload_bytes == 2336 ? 16 : 0;
        assert_int_equal(rbk_image_read_sectors(image, (int32_t)i * 5, 5, many, &error), RBK_OK);
        for (size_t n = 0; n < 5; n++) {
            const uint8_t *sector = many + n * RBK_SECTOR_BYTES;
            assert_int_equal(rbk_image_read_sectors(image, (int32_t)(i * 5 + n), 1, one, &error), RBK_OK);
            assert_memory_equal(one, sector, sizeof one);
            for (size_t b = 0; b < p->payload_bytes; b++)
                assert_int_equal(sector[skip + b], byte_at(0, (size_t)p->offset_bytes + n * p->stride_bytes + b));
        }
    }
}

static void disc_and_layout_may_be_freed_before_the_read(void **state)
{
    uint8_t sector[RBK_SECTOR_BYTES];
    (void)state;
    add_file_track(make_file("a.bin", RBK_FILE_BINARY, SECTORS * 588), 0, RBK_TO_END);
    assert_int_equal(open_image(RBK_JOIN_AUTO), RBK_OK);
    rbk_layout_free(layout);
    rbk_disc_free(disc);
    layout = NULL;
    disc = rbk_disc_new();
    assert_int_equal(rbk_image_read_sectors(image, 0, 1, sector, &error), RBK_OK);
    assert_int_equal(sector[77], byte_at(0, 77));
}

/* ------------------------------------------------------------------ where it is */

/* How many sectors of the disc are stored unchanged from lba on, at that byte; and they equal those that are read. */
static void assert_contiguous(int32_t lba, uint32_t count, uint32_t expected, int64_t offset_bytes)
{
    rbk_image_place place;
    uint8_t read[RBK_SECTOR_BYTES], lying[RBK_SECTOR_BYTES];
    assert_int_equal(rbk_image_contiguous(image, lba, count, &place), expected);
    if (expected > 0)
        assert_int_equal(place.offset_bytes, offset_bytes);
    for (uint32_t i = 0; i < expected; i++) {
        assert_int_equal(rbk_image_read_sectors(image, lba + (int32_t)i, 1, read, &error), RBK_OK);
        assert_int_equal(
            pread(place.descriptor, lying, sizeof lying, (off_t)(place.offset_bytes + (int64_t)i * RBK_SECTOR_BYTES)),
            sizeof lying);
        assert_memory_equal(read, lying, sizeof read);
    }
}

static void tracks_of_one_file_are_as_one(void **state)
{
    (void)state;
    uint32_t file = make_file("a.bin", RBK_FILE_BINARY, SECTORS * 588);
    add_file_track(file, 588, 7 * 588);
    add_file_track(file, 8 * 588, 4 * 588);
    add_file_track(file, 13 * 588, 7 * 588); /* one sector of the file is skipped */
    disc->tracks[1].mode = RBK_MODE_MODE1_2352;
    assert_int_equal(open_image(RBK_JOIN_AUTO), RBK_OK);
    assert_contiguous(0, 100, 11, RBK_SECTOR_BYTES);
    assert_contiguous(9, 100, 2, 10 * RBK_SECTOR_BYTES);
    assert_contiguous(2, 3, 3, 3 * RBK_SECTOR_BYTES);
    assert_contiguous(11, UINT32_MAX, 7, 13 * RBK_SECTOR_BYTES);
    assert_contiguous(18, 1, 0, 0);
    assert_contiguous(-1, 1, 0, 0);
}

static void what_is_silent_built_or_swapped_is_in_no_file(void **state)
{
    (void)state;
    uint32_t swapped = make_file("a.bin", RBK_FILE_MOTOROLA, 4 * 588);
    uint32_t cooked = make_file("b.bin", RBK_FILE_BINARY, 2 * 588);
    uint32_t wide = make_file("c.bin", RBK_FILE_BINARY, 4 * 588);
    add_file_track(swapped, 0, 2 * 588);
    add_file_track(swapped, 2 * 588, RBK_TO_END);
    disc->tracks[1].mode = RBK_MODE_MODE1_2352;
    add_file_track(cooked, 0, 2 * 588);
    disc->tracks[2].mode = RBK_MODE_MODE1_2048;
    add_file_track(wide, 0, 2 * 588);
    disc->tracks[3].mode = RBK_MODE_CDG;
    rbk_track_add_silence(&disc->tracks[3], 2 * 588, NULL);
    assert_int_equal(open_image(RBK_JOIN_AUTO), RBK_OK);
    for (int32_t lba = 0; lba < rbk_image_lead_out(image); lba++)
        if (lba != 2 && lba != 3)
            assert_contiguous(lba, 100, 0, 0);
    assert_contiguous(2, 100, 2, 2 * RBK_SECTOR_BYTES);
}

static void of_a_file_that_was_cut_what_is_there_is_contiguous(void **state)
{
    (void)state;
    uint32_t file = make_file("a.bin", RBK_FILE_BINARY, SECTORS * 588);
    add_file_track(file, 0, 10 * 588);
    add_file_track(file, 10 * 588, 10 * 588);
    assert_int_equal(truncate(scratch_path("a.bin"), 5 * RBK_SECTOR_BYTES + 1), 0);
    assert_int_equal(open_image(RBK_JOIN_AUTO), RBK_OK);
    assert_contiguous(0, 100, 5, 0);
    assert_contiguous(4, 100, 1, 4 * RBK_SECTOR_BYTES);
    assert_contiguous(5, 100, 0, 0);
}

static void sectors_joined_from_two_files_are_in_no_file(void **state)
{
    (void)state;
    add_file_track(make_file("a.bin", RBK_FILE_BINARY, 10 * 588 + 100), 0, RBK_TO_END);
    add_file_track(make_file("b.bin", RBK_FILE_BINARY, 10 * 588 + 488), 0, RBK_TO_END);
    assert_int_equal(open_image(RBK_JOIN_CARRY), RBK_OK);
    assert_contiguous(0, 100, 10, 0);
    assert_contiguous(10, 100, 0, 0);
    assert_contiguous(11, 100, 10, 488 * 4);
}

static void a_file_that_went_away_is_in_no_file(void **state)
{
    (void)state;
    add_file_track(make_file("a.bin", RBK_FILE_BINARY, SECTORS * 588), 0, RBK_TO_END);
    assert_int_equal(open_image(RBK_JOIN_AUTO), RBK_OK);
    assert_int_equal(unlink(scratch_path("a.bin")), 0);
    assert_contiguous(0, 1, 0, 0);
}

static void *read_all(void *argument)
{
    static _Thread_local uint8_t sector[RBK_SECTOR_BYTES];
    size_t *wrong = argument;
    for (int round = 0; round < 20; round++)
        for (int32_t lba = 0; lba < 2 * SECTORS; lba++) {
            if (rbk_image_read_sectors(image, lba, 1, sector, NULL) != RBK_OK)
                ++*wrong;
            size_t from = (size_t)(lba % SECTORS) * RBK_SECTOR_BYTES;
            for (size_t i = 0; i < sizeof sector; i++)
                *wrong += sector[i] != byte_at((unsigned)(lba / SECTORS), from + i);
        }
    return NULL;
}

static void several_threads_may_read_at_once(void **state)
{
    pthread_t threads[4];
    size_t wrong[4] = {0};
    (void)state;
    add_file_track(make_file("a.bin", RBK_FILE_BINARY, SECTORS * 588), 0, RBK_TO_END);
    add_file_track(make_file("b.bin", RBK_FILE_BINARY, SECTORS * 588), 0, RBK_TO_END);
    assert_int_equal(open_image(RBK_JOIN_AUTO), RBK_OK);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, read_all, &wrong[i]), 0);
    for (size_t i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(wrong[i], 0);
    }
}

/* ------------------------------------------------------------------ what is refused */

static void a_file_that_should_be_audio_and_is_none_is_refused_with_its_track(void **state)
{
    (void)state;
    add_file_track(make_file("a.wav", RBK_FILE_AUDIO, SECTORS * 588), 0, RBK_TO_END);
    assert_int_equal(open_image(RBK_JOIN_AUTO), RBK_NOT_AUDIO);
    assert_non_null(strstr(error.place.path, "a.wav"));
    assert_int_equal(error.place.track, 1);
    assert_null(image);
}

static void data_that_begins_inside_a_sector_is_refused(void **state)
{
    (void)state;
    uint32_t file = make_file("a.bin", RBK_FILE_BINARY, 20 * 588);
    add_file_track(file, 0, 10 * 588);
    add_file_track(file, 10 * 588 + 1, 5 * 588);
    disc->tracks[1].mode = RBK_MODE_MODE1_2048;
    assert_int_equal(open_image(RBK_JOIN_AUTO), RBK_BAD_LAYOUT);
    assert_string_equal(error.sentence, "a sector of data starts at sample 5880, inside a sector of the file");
}

static void a_file_that_was_cut_names_itself_and_the_byte(void **state)
{
    uint8_t sectors[2 * RBK_SECTOR_BYTES];
    (void)state;
    add_file_track(make_file("a.bin", RBK_FILE_BINARY, SECTORS * 588), 0, RBK_TO_END);
    assert_int_equal(truncate(scratch_path("a.bin"), 5 * RBK_SECTOR_BYTES + 10), 0);
    assert_int_equal(open_image(RBK_JOIN_AUTO), RBK_OK);
    assert_int_equal(rbk_image_read_sectors(image, 4, 1, sectors, &error), RBK_OK);
    assert_int_equal(rbk_image_read_sectors(image, 4, 2, sectors, &error), RBK_BAD_LAYOUT);
    assert_string_equal(error.sentence, "ends at or before byte 11770, byte 14111 is needed");
    assert_string_equal(error.place.path, scratch_path("a.bin"));
    assert_int_equal(error.place.lba, 4);
}

static void a_file_that_went_away_or_became_a_folder_is_reported(void **state)
{
    uint8_t sector[RBK_SECTOR_BYTES];
    (void)state;
    add_file_track(make_file("a.bin", RBK_FILE_BINARY, SECTORS * 588), 0, RBK_TO_END);
    assert_int_equal(open_image(RBK_JOIN_AUTO), RBK_OK);
    assert_int_equal(unlink(scratch_path("a.bin")), 0);
    assert_int_equal(rbk_image_read_sectors(image, 0, 1, sector, &error), RBK_FILEACCESS);
    assert_int_equal(error.system_error, ENOENT);
    assert_int_equal(mkdir(scratch_path("a.bin"), 0777), 0);
    assert_int_equal(rbk_image_read_sectors(image, 0, 1, sector, &error), RBK_FILEACCESS);
    assert_string_equal(error.sentence, "expected a file, found a folder");
}

static void places_off_the_disc_are_refused(void **state)
{
    uint8_t sectors[2 * RBK_SECTOR_BYTES];
    int16_t samples[4];
    (void)state;
    add_file_track(make_file("a.bin", RBK_FILE_BINARY, SECTORS * 588), 0, RBK_TO_END);
    assert_int_equal(open_image(RBK_JOIN_AUTO), RBK_OK);
    assert_int_equal(rbk_image_read_sectors(image, -151, 1, sectors, &error), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_image_read_sectors(image, 19, 2, sectors, &error), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_image_read_sectors(image, 0, UINT32_MAX, sectors, &error), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_image_read_sectors(image, INT32_MAX, 1, sectors, &error), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_image_read_sectors(image, 20, 0, sectors, &error), RBK_OK);
    assert_int_equal(rbk_image_read_samples(image, 20 * 588 - 1, 2, samples, &error), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_image_read_samples(image, INT64_MAX, 1, samples, &error), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_image_read_samples(image, -150 * 588 - 1, 1, samples, &error), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_image_read_samples(image, 20 * 588 - 1, 1, samples, &error), RBK_OK);
    assert_int_equal(rbk_image_read_sectors(NULL, 0, 1, sectors, &error), RBK_INVALID_POINTER);
}

static void hours_of_silence_in_a_sheet_are_no_disc(void **state)
{
    (void)state;
    uint32_t file = make_file("a.bin", RBK_FILE_BINARY, 588);
    rbk_track *track = add_track();
    rbk_track_add_silence(track, (int64_t)(RBK_PROGRAM_SECTORS_MAX - 1) * 588, NULL);
    rbk_track_add_file_extent(track, file, 0, RBK_TO_END, NULL);
    rbk_track_add_index(track, 1, 0, 0, NULL);
    assert_int_equal(open_image(RBK_JOIN_AUTO), RBK_OK);
    rbk_image_close(image);
    image = NULL;
    rbk_track_add_silence(track, 588, NULL);
    assert_int_equal(open_image(RBK_JOIN_AUTO), RBK_BAD_LAYOUT);
    assert_string_equal(error.sentence, "the disc ends at 99:58:00, expected 99:57:74 at the latest");
}

static void a_layout_of_another_disc_is_refused(void **state)
{
    (void)state;
    uint32_t file = make_file("a.bin", RBK_FILE_BINARY, SECTORS * 588);
    add_file_track(file, 0, 10 * 588);
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    add_file_track(file, 10 * 588, 10 * 588);
    assert_int_equal(rbk_image_open(disc, layout, &image, &error), RBK_INVALID_ARGUMENT);
}

/* Audio that an author reads itself is none of the parts. */
static void a_file_that_was_not_opened_is_not_read(void **state)
{
    uint8_t sector[RBK_SECTOR_BYTES];
    (void)state;
    uint32_t sectors = make_file("a.bin", RBK_FILE_BINARY, 10 * 588),
             audio = make_file("b.wav", RBK_FILE_AUDIO, 10 * 588);
    add_file_track(sectors, 0, 10 * 588);
    add_file_track(audio, 0, 10 * 588);
    disc->tracks[0].mode = RBK_MODE_MODE1_2352;
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    assert_int_equal(rbk_image_open_parts(disc, layout, &image, &error), RBK_OK);
    assert_false(rbk_image_reads_file(image, audio));
    assert_int_equal(rbk_image_read_sectors(image, 9, 1, sector, &error), RBK_OK);
    assert_int_equal(rbk_image_read_sectors(image, 10, 1, sector, &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "the sectors of this file were not opened");
}

/* Addresses without bytes: neither zeros nor the next bytes of the file. */
static void between_two_sessions_there_are_no_sectors(void **state)
{
    (void)state;
    uint8_t sectors[2][RBK_SECTOR_BYTES];
    int16_t samples[4];
    uint32_t file = make_file("a.bin", RBK_FILE_BINARY, 20 * 588);
    add_file_track(file, 0, 10 * 588);
    assert_int_equal(rbk_disc_add_session(disc, RBK_AREA_CD, 0, NULL, &error), RBK_OK);
    add_file_track(file, 10 * 588, 10 * 588);
    assert_int_equal(open_image(RBK_JOIN_AUTO), RBK_OK);
    assert_int_equal(rbk_image_lead_out(image), 10 + 11400 + 10);
    assert_int_equal(rbk_image_read_sectors(image, 9, 1, sectors[0], &error), RBK_OK);
    assert_int_equal(sectors[0][0], byte_at(file, 9 * 2352));
    assert_int_equal(rbk_image_read_sectors(image, 11410, 1, sectors[0], &error), RBK_OK);
    assert_int_equal(sectors[0][0], byte_at(file, 10 * 2352));
    assert_int_equal(rbk_image_read_sectors(image, 9, 2, sectors[0], &error), RBK_BETWEEN_SESSIONS);
    assert_int_equal(error.place.lba, 10);
    assert_int_equal(rbk_image_read_sectors(image, 11409, 2, sectors[0], &error), RBK_BETWEEN_SESSIONS);
    assert_int_equal(rbk_image_read_samples(image, 10 * 588 - 1, 1, samples, &error), RBK_OK);
    assert_int_equal(rbk_image_read_samples(image, 10 * 588 - 1, 2, samples, &error), RBK_BETWEEN_SESSIONS);
}

static void a_file_that_the_disc_does_not_have_is_refused(void **state)
{
    (void)state;
    add_file_track(make_file("a.bin", RBK_FILE_BINARY, 2 * SECTORS * 588), 0, SECTORS * 588);
    add_file_track(0, SECTORS * 588, SECTORS * 588);
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    disc->tracks[1].extents[0].file = 1;
    assert_int_equal(rbk_image_open(disc, layout, &image, &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "track 2 uses a file the disc does not have");
    disc->tracks[1].extents[0].file = 0;
    assert_int_equal(rbk_image_open(disc, layout, &image, &error), RBK_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        reader_test(between_two_sessions_there_are_no_sectors),
        reader_test(a_file_that_was_not_opened_is_not_read),
        reader_test(a_file_that_the_disc_does_not_have_is_refused),
        reader_test(sectors_of_a_binary_file_come_as_they_are),
        reader_test(samples_come_in_the_order_of_the_machine),
        reader_test(motorola_audio_is_turned_round_and_data_is_not),
        reader_test(silence_and_the_pregap_before_lba_0_are_zeros),
        reader_test(files_that_end_inside_a_sector_are_joined_or_padded),
        reader_test(sectors_of_several_sizes_in_one_file_are_found_and_built),
        reader_test(many_sectors_of_another_size_are_those_that_come_one_by_one),
        reader_test(sectors_are_found_at_every_stride_and_offset),
        reader_test(disc_and_layout_may_be_freed_before_the_read),
        reader_test(tracks_of_one_file_are_as_one),
        reader_test(what_is_silent_built_or_swapped_is_in_no_file),
        reader_test(of_a_file_that_was_cut_what_is_there_is_contiguous),
        reader_test(sectors_joined_from_two_files_are_in_no_file),
        reader_test(a_file_that_went_away_is_in_no_file),
        reader_test(several_threads_may_read_at_once),
        reader_test(a_file_that_should_be_audio_and_is_none_is_refused_with_its_track),
        reader_test(data_that_begins_inside_a_sector_is_refused),
        reader_test(a_file_that_was_cut_names_itself_and_the_byte),
        reader_test(a_file_that_went_away_or_became_a_folder_is_reported),
        reader_test(places_off_the_disc_are_refused),
        reader_test(hours_of_silence_in_a_sheet_are_no_disc),
        reader_test(a_layout_of_another_disc_is_refused),
    };
    return cmocka_run_group_tests_name("image/reader", tests, NULL, NULL);
}
