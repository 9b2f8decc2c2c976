/*
 * Sectors of a disc written to files of every kind, and to none.
 * link: -Wl,--wrap=copy_file_range -Wl,--wrap=ioctl -Wl,--wrap=fallocate -Wl,--wrap=fallocate64
 * link: -Wl,--wrap=fstatfs -Wl,--wrap=fstatfs64
 */
#include "image/sink.h"

#include <redbook/sink.h>

#include "unit/disc/probed.h"
#include "unit/moving.h"

#include <sys/stat.h>

#define SECTORS 1000

static rbk_image *image;
static rbk_image_sink *sink;
static rbk_image_sink_options options;
static uint8_t *payload;
static char path[RBK_PATH_BYTES];
static uint32_t looked;

static int setup(void **state)
{
    uint32_t file;
    if (scratch_setup(state) || begin(state))
        return -1;
    payload = malloc((size_t)SECTORS * RBK_SECTOR_BYTES);
    if (!payload)
        return -1;
    for (size_t i = 0; i < (size_t)SECTORS * RBK_SECTOR_BYTES; i++)
        payload[i] = (uint8_t)(i * 7 + i / 251);
    scratch_write("in.bin", payload, (size_t)SECTORS * RBK_SECTOR_BYTES);
    rbk_disc_add_file(disc, "in.bin", RBK_FILE_BINARY, NULL, 0, &file, NULL);
    rbk_disc_locate_file(disc, file, scratch_path("in.bin"), NULL);
    disc->files[file].rate_hz = RBK_RATE_HZ;
    disc->files[file].length_frames = SECTORS * 588;
    add_sectors_track(RBK_MODE_AUDIO, file, 0, RBK_TO_END);
    snprintf(path, sizeof path, "%s", scratch_path("out"));
    rbk_image_sink_options_init(&options);
    options.path = path;
    sink = NULL;
    looked = 0;
    return compute(RBK_JOIN_AUTO) == RBK_OK && rbk_image_open(disc, layout, &image, &error) == RBK_OK ? 0 : -1;
}

static int teardown(void **state)
{
    moving_end();
    rbk_image_sink_free(sink);
    rbk_image_close(image);
    free(payload);
    end(state);
    return scratch_teardown(state);
}

#define sink_test(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

static rbk_status look(void *user, int32_t lba, uint32_t count, const uint8_t *sectors, rbk_error *why)
{
    (void)why;
    assert_ptr_equal(user, &looked);
    assert_memory_equal(sectors, payload + (size_t)lba * RBK_SECTOR_BYTES, (size_t)count * RBK_SECTOR_BYTES);
    looked += count;
    return RBK_OK;
}

static rbk_status take(int32_t first, int32_t end_lba, bool subchannel)
{
    const rbk_sector_range range = {first, end_lba, subchannel};
    rbk_status status = RBK_OK;
    for (int32_t lba = first, before = lba; lba < end_lba && status == RBK_OK; before = lba) {
        status = rbk_image_sink_take(sink, image, NULL, &range, &lba, &error);
        assert_true(status != RBK_OK || lba > before); /* at least one sector at a time */
    }
    return status;
}

/* The file as it is now; freed by the caller. */
static uint8_t *finish(size_t *size)
{
    assert_int_equal(rbk_image_sink_flush(sink, &error), RBK_OK);
    rbk_unfinished *file = rbk_image_sink_unfinished(sink);
    assert_non_null(file);
    assert_int_equal(rbk_publish(&file, 1, NULL, &error), RBK_OK);
    return (uint8_t *)scratch_read("out", size);
}

static void open_sink(rbk_image_sink_kind kind)
{
    if (rbk_image_sink_open(kind, &options, &sink, &error) != RBK_OK)
        fail_msg("%s", error.sentence);
}

static void ranges_are_in_a_file_of_sectors_as_they_came(void **state)
{
    size_t size;
    (void)state;
    for (int inspected = 0; inspected <= 1; inspected++) {
        options.inspect = inspected ? look : NULL; /* read then, else copied by the kernel if possible */
        options.inspect_user = &looked;
        options.replace = inspected;
        open_sink(RBK_IMAGE_SINK_SECTORS);
        assert_int_equal(take(500, 1000, false), RBK_OK);
        assert_int_equal(take(3, 10, false), RBK_OK);
        uint8_t *out = finish(&size);
        assert_int_equal(size, 507 * RBK_SECTOR_BYTES);
        assert_memory_equal(out, payload + 500 * RBK_SECTOR_BYTES, 500 * RBK_SECTOR_BYTES);
        assert_memory_equal(out + 500 * RBK_SECTOR_BYTES, payload + 3 * RBK_SECTOR_BYTES, 7 * RBK_SECTOR_BYTES);
        assert_int_equal(looked, inspected ? 507 : 0);
        free(out);
        rbk_image_sink_free(sink);
        sink = NULL;
    }
}

static void sectors_with_and_without_subchannel_are_in_one_file(void **state)
{
    size_t size;
    (void)state;
    options.big_endian = true;
    open_sink(RBK_IMAGE_SINK_SECTORS);
    assert_int_equal(take(0, 2, false), RBK_OK);
    assert_int_equal(take(2, 4, true), RBK_OK);
    uint8_t *out = finish(&size);
    assert_int_equal(size, 2 * 2352 + 2 * 2448);
    assert_memory_equal(out, payload, 2 * 2352);
    for (size_t i = 0; i < 2352; i++) /* only those with subchannel have the other order */
        assert_int_equal(out[2 * 2352 + 2448 + i], payload[3 * 2352 + (i ^ 1)]);
    for (size_t i = 0; i < 96; i++)
        assert_int_equal(out[2 * 2352 + 2352 + i], 0);
    free(out);
}

static void a_wav_has_its_head(void **state)
{
    size_t size;
    (void)state;
    options.bytes = 44 + 10 * RBK_SECTOR_BYTES;
    open_sink(RBK_IMAGE_SINK_WAV);
    assert_int_equal(take(1, 11, false), RBK_OK);
    uint8_t *out = finish(&size);
    assert_int_equal(size, options.bytes);
    assert_memory_equal(
        out,
        "RIFF\x04\x5c\0\0WAVEfmt \x10\0\0\0\x01\0\x02\0"          /* 36 and 23,520 bytes; PCM, stereo */
        "\x44\xAC\0\0\x10\xB1\x02\0\x04\0\x10\0data\xe0\x5b\0\0", /* 44,100 Hz, 176,400 bytes/s, 16 bits */
        44);
    assert_memory_equal(out + 44, payload + RBK_SECTOR_BYTES, 10 * RBK_SECTOR_BYTES);
    free(out);
}

/* Its header comes first, and is not written again. */
static void a_wav_needs_its_size_and_keeps_it(void **state)
{
    static const int64_t sizes[] = {0, 43, INT64_C(1) << 32};
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        options.bytes = sizes[i];
        assert_int_equal(rbk_image_sink_open(RBK_IMAGE_SINK_WAV, &options, &sink, &error), RBK_INVALID_ARGUMENT);
        assert_null(sink);
    }
    options.bytes = 44 + 11 * RBK_SECTOR_BYTES;
    open_sink(RBK_IMAGE_SINK_WAV);
    assert_int_equal(take(1, 11, false), RBK_OK);
    assert_int_equal(rbk_image_sink_flush(sink, &error), RBK_INVALIDIMAGE);
    assert_string_equal(error.sentence, "it has 23564 bytes, and its header states 25916");
}

static void an_iso_has_the_user_bytes(void **state)
{
    size_t size;
    static const struct {
        rbk_sector_kind kind;
        size_t offset;
    } rows[] = {{RBK_SECTOR_MODE1, 16}, {RBK_SECTOR_MODE2_FORM1, 24}};
    (void)state;
    for (size_t r = 0; r < 2; r++) {
        options.user = rows[r].kind;
        options.replace = true;
        open_sink(RBK_IMAGE_SINK_ISO);
        assert_int_equal(take(0, SECTORS, false), RBK_OK);
        uint8_t *out = finish(&size);
        assert_int_equal(size, SECTORS * 2048);
        for (size_t i = 0; i < SECTORS; i++)
            assert_memory_equal(out + i * 2048, payload + i * RBK_SECTOR_BYTES + rows[r].offset, 2048);
        free(out);
        rbk_image_sink_free(sink);
        sink = NULL;
    }
}

static void graphics_of_sectors_without_a_subchannel_are_empty(void **state)
{
    static const uint8_t empty[5 * 96];
    size_t size;
    (void)state;
    open_sink(RBK_IMAGE_SINK_CDG);
    assert_int_equal(take(0, 5, false), RBK_OK);
    uint8_t *out = finish(&size);
    assert_int_equal(size, sizeof empty);
    assert_memory_equal(out, empty, sizeof empty);
    free(out);
}

static void audio_is_encoded(void **state)
{
    size_t size;
    (void)state;
    options.format = RBK_SINK_WAV;
    open_sink(RBK_IMAGE_SINK_AUDIO);
    assert_int_equal(take(7, 9, false), RBK_OK);
    uint8_t *out = finish(&size);
    assert_memory_equal(out, "RIFF", 4);
    assert_memory_equal(out + size - 2 * RBK_SECTOR_BYTES, payload + 7 * RBK_SECTOR_BYTES, 2 * RBK_SECTOR_BYTES);
    free(out);
}

static void nothing_is_read_and_looked_at(void **state)
{
    (void)state;
    options.path = NULL;
    options.inspect = look;
    options.inspect_user = &looked;
    open_sink(RBK_IMAGE_SINK_NOTHING);
    assert_int_equal(take(0, SECTORS, false), RBK_OK);
    assert_int_equal(looked, SECTORS);
    assert_int_equal(rbk_image_sink_flush(sink, &error), RBK_OK);
    assert_null(rbk_image_sink_unfinished(sink));
}

static rbk_status refuse_second_block(void *user, int32_t lba, uint32_t count, const uint8_t *sectors, rbk_error *why)
{
    (void)user, (void)count, (void)sectors;
    if (lba < 256)
        return RBK_OK;
    rbk_error_init(why);
    why->status = RBK_REFUSED;
    return RBK_REFUSED;
}

static void who_looks_may_end_the_work_and_nothing_stays(void **state)
{
    struct stat about;
    (void)state;
    options.inspect = refuse_second_block;
    open_sink(RBK_IMAGE_SINK_SECTORS);
    assert_int_equal(take(0, SECTORS, false), RBK_REFUSED);
    rbk_image_sink_free(sink);
    sink = NULL;
    assert_int_not_equal(stat(path, &about), 0);
    assert_int_not_equal(stat(scratch_path("out" RBK_STASH_SUFFIX), &about), 0);
}

static void what_a_kind_needs_is_asked_for(void **state)
{
    const rbk_sector_range range = {0, 1, false};
    int32_t lba = 0;
    (void)state;
    assert_int_equal(rbk_image_sink_open(RBK_IMAGE_SINK_SUB, &options, &sink, &error), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_image_sink_open(RBK_IMAGE_SINK_KINDS, &options, &sink, &error), RBK_INVALID_ARGUMENT);
    options.path = NULL;
    assert_int_equal(rbk_image_sink_open(RBK_IMAGE_SINK_ISO, &options, &sink, &error), RBK_INVALID_ARGUMENT);
    assert_null(sink);
    open_sink(RBK_IMAGE_SINK_NOTHING);
    for (lba = -1; lba <= 1; lba += 2)
        assert_int_equal(rbk_image_sink_take(sink, image, NULL, &range, &lba, &error), RBK_INVALID_ARGUMENT);
    lba = 0;
    rbk_image_sink_end(sink);
    assert_int_equal(rbk_image_sink_take(sink, image, NULL, &range, &lba, &error), RBK_INVALID_ARGUMENT);
}

static void a_table_has_the_given_bytes_and_what_is_put_after_them(void **state)
{
    char md5[RBK_MD5_TEXT_BYTES];
    size_t size;
    (void)state;
    options.content = "1234";
    options.content_bytes = 4;
    options.sums = true;
    open_sink(RBK_IMAGE_SINK_CONTENT);
    assert_int_equal(rbk_image_sink_put(sink, "56789", 5, &error), RBK_OK);
    assert_int_equal(rbk_file_sums_crc32(rbk_image_sink_sums(sink)), 0xCBF43926);
    assert_string_equal(rbk_file_sums_md5(rbk_image_sink_sums(sink), md5), "25f9e794323b453885f5181f1b624d0b");
    uint8_t *out = finish(&size);
    assert_int_equal(size, 9);
    assert_memory_equal(out, "123456789", 9);
    free(out);
}

/* Checksums are those of the file, however its sectors are written, including empty sectors at its beginning. */
static void empty_sectors_come_before_the_first_one_and_are_summed(void **state)
{
    size_t size;
    (void)state;
    options.sums = true;
    options.empty_sectors = 2;
    open_sink(RBK_IMAGE_SINK_SECTORS);
    assert_int_equal(take(3, 10, false), RBK_OK);
    char md5[RBK_MD5_TEXT_BYTES], expected[RBK_MD5_TEXT_BYTES];
    rbk_file_sums_md5(rbk_image_sink_sums(sink), md5);
    uint8_t *out = finish(&size);
    assert_int_equal(size, 9 * RBK_SECTOR_BYTES);
    for (size_t i = 0; i < (size_t)2 * RBK_SECTOR_BYTES; i++)
        assert_int_equal(out[i], 0);
    rbk_file_sums *sums = rbk_file_sums_new();
    rbk_file_sums_update(sums, out, size);
    assert_string_equal(md5, rbk_file_sums_md5(sums, expected));
    rbk_file_sums_free(sums);
    free(out);
}

/* A disk that is too small is noticed before anything is written to it. */
static void the_whole_file_is_reserved_at_its_first_byte(void **state)
{
    (void)state;
    moving_begin(NULL, 0, -EXDEV);
    open_sink(RBK_IMAGE_SINK_SECTORS); /* of unknown length */
    assert_int_equal(moving.rooms, 0);
    rbk_image_sink_free(sink);
    sink = NULL;
    options.bytes = 44 + 10 * RBK_SECTOR_BYTES;
    open_sink(RBK_IMAGE_SINK_WAV);
    assert_int_equal(moving.rooms, 1);
    assert_int_equal(moving.room_offset, 0);
    assert_int_equal(moving.room_bytes, options.bytes);
    rbk_image_sink_free(sink);
    sink = NULL;
    moving.no_room = true;
    assert_int_equal(rbk_image_sink_open(RBK_IMAGE_SINK_WAV, &options, &sink, &error), RBK_NOTENOUGHDISKFORSTASH);
    assert_null(sink);
}

/* Where copying ends early, what is read has the blocks that it has without copying, and the errors of these. */
static void after_a_refused_copy_blocks_are_those_without_it(void **state)
{
    const rbk_sector_range range = {3, SECTORS, false};
    const int answers[] = {300 * RBK_SECTOR_BYTES + 100, -EXDEV};
    const int32_t ends[] = {3 + 256, 3 + 512, 3 + 768, SECTORS};
    int32_t lba = 3;
    size_t size;
    (void)state;
    moving_begin(answers, 2, -EOPNOTSUPP);
    open_sink(RBK_IMAGE_SINK_SECTORS);
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        assert_int_equal(rbk_image_sink_take(sink, image, NULL, &range, &lba, &error), RBK_OK);
        assert_int_equal(lba, ends[i]);
    }
    assert_int_equal(moving.copies, 2); /* not tried again */
    uint8_t *out = finish(&size);
    assert_int_equal(size, (SECTORS - 3) * RBK_SECTOR_BYTES);
    assert_memory_equal(out, payload + 3 * RBK_SECTOR_BYTES, size);
    free(out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sink_test(ranges_are_in_a_file_of_sectors_as_they_came),
        sink_test(the_whole_file_is_reserved_at_its_first_byte),
        sink_test(after_a_refused_copy_blocks_are_those_without_it),
        sink_test(sectors_with_and_without_subchannel_are_in_one_file),
        sink_test(a_wav_has_its_head),
        sink_test(a_wav_needs_its_size_and_keeps_it),
        sink_test(an_iso_has_the_user_bytes),
        sink_test(graphics_of_sectors_without_a_subchannel_are_empty),
        sink_test(audio_is_encoded),
        sink_test(nothing_is_read_and_looked_at),
        sink_test(who_looks_may_end_the_work_and_nothing_stays),
        sink_test(what_a_kind_needs_is_asked_for),
        sink_test(a_table_has_the_given_bytes_and_what_is_put_after_them),
        sink_test(empty_sectors_come_before_the_first_one_and_are_summed),
    };
    return cmocka_run_group_tests_name("image/sink", tests, NULL, NULL);
}
