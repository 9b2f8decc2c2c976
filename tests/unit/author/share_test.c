/*
 * Sharing blocks with the sources: the image is the same with and without, and nothing is lost if a source and its
 * image differ.
 * link: -Wl,--wrap=copy_file_range -Wl,--wrap=ioctl -Wl,--wrap=fallocate -Wl,--wrap=fallocate64 -Wl,--wrap=fstatfs
 * link: -Wl,--wrap=fstatfs64
 */
#include "unit/authoring.h"
#include "unit/moving.h"

#include <redbook/sector.h>

#define DATA_SECTORS  9000
#define AUDIO_SECTORS 5000
#define MOVED_SECTOR  4500

/* Raw sectors with their addresses, one of them with another one, and audio in the same file; the same audio alone. */
static void make_files(void)
{
    static uint8_t user[2048];
    uint8_t *bytes = malloc((DATA_SECTORS + AUDIO_SECTORS) * (size_t)RBK_SECTOR_BYTES);
    for (int n = 0; n < DATA_SECTORS; n++) {
        memset(user, n % 251, sizeof user);
        rbk_sector_build(RBK_SECTOR_MODE1, n == MOVED_SECTOR ? n + 7 : n, NULL, user,
                         bytes + (size_t)n * RBK_SECTOR_BYTES);
    }
    int16_t *samples = (int16_t *)(void *)(bytes + (size_t)DATA_SECTORS * RBK_SECTOR_BYTES);
    for (int64_t i = 0; i < AUDIO_SECTORS * 588; i++)
        for (int channel = 0; channel < 2; channel++)
            samples[2 * i + channel] = ramp(i, channel);
    scratch_write("mixed.bin", bytes, (DATA_SECTORS + AUDIO_SECTORS) * (size_t)RBK_SECTOR_BYTES);
    scratch_write("audio.bin", samples, AUDIO_SECTORS * (size_t)RBK_SECTOR_BYTES);
    free(bytes);
    make_text("mixed.cue", "FILE \"mixed.bin\" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n"
                           "  TRACK 02 AUDIO\n    INDEX 00 02:00:00\n    INDEX 01 02:02:00\n");
    make_text("audio.cue", "FILE \"audio.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n"
                           "  TRACK 02 AUDIO\n    INDEX 01 00:30:11\n");
}

static void author_as(const char *sheet, const char *target, int share_answer)
{
    options.jobs = 1;
    assert_int_equal(from_sheet(sheet), RBK_OK);
    moving_begin(NULL, 0, share_answer);
    rbk_status status = author(target);
    moving_end();
    assert_int_equal(status, RBK_OK);
}

static void assert_same(const char *one, const char *other)
{
    size_t size, other_size;
    char *bytes = scratch_read(one, &size), *other_bytes = scratch_read(other, &other_size);
    assert_int_equal(size, other_size);
    assert_true(memcmp(bytes, other_bytes, size) == 0);
    free(bytes);
    free(other_bytes);
}

static void audio_that_passes_unchanged_shares_its_blocks(void **state)
{
    (void)state;
    make_files();
    author_as("audio.cue", "shared.cue", 0);
    assert_true(moving.shares > 1);
    assert_int_equal(moving.copies, 0);
    assert_same("shared.bin", "audio.bin");
}

static void a_sector_that_gets_another_address_is_written_over_a_shared_block(void **state)
{
    (void)state;
    make_files();
    author_as("mixed.cue", "written.cue", -EOPNOTSUPP);
    author_as("mixed.cue", "shared.cue", 0);
    assert_true(moving.shares > 1);
    assert_same("shared.bin", "written.bin");
    char *bin = scratch_read("shared.bin", NULL);
    const uint8_t *moved = (const uint8_t *)bin + (size_t)MOVED_SECTOR * RBK_SECTOR_BYTES;
    assert_int_equal(rbk_sector_verify(RBK_SECTOR_MODE1, MOVED_SECTOR, moved), 0);
    free(bin);
}

static void after_a_refusal_nothing_is_tried_again(void **state)
{
    (void)state;
    make_files();
    author_as("audio.cue", "written.cue", -EXDEV);
    assert_int_equal(moving.shares, 1);
    assert_same("written.bin", "audio.bin");
}

/* 44 bytes before the samples: no block of the file has the same offset as in the image. */
static void what_is_at_another_place_in_a_block_is_written(void **state)
{
    const char *names[] = {"a.wav"};
    (void)state;
    make_ramp("a.wav", SF_FORMAT_WAV, 0, AUDIO_SECTORS * 588);
    assert_int_equal(from_files(names, 1, 0), RBK_OK);
    moving_begin(NULL, 0, 0);
    rbk_status status = author("a.cue");
    moving_end();
    assert_int_equal(status, RBK_OK);
    assert_int_equal(moving.shares, 0);
    char *bin = read_bin("a.bin", AUDIO_SECTORS);
    assert_ramp(bin, 0, 0, AUDIO_SECTORS * 588);
    free(bin);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        author_test(audio_that_passes_unchanged_shares_its_blocks),
        author_test(a_sector_that_gets_another_address_is_written_over_a_shared_block),
        author_test(after_a_refusal_nothing_is_tried_again),
        author_test(what_is_at_another_place_in_a_block_is_written),
    };
    return cmocka_run_group_tests_name("author/share", tests, NULL, NULL);
}
