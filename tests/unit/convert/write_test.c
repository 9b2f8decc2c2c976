/*
 * Executing a plan: bytes of each kind of payload, detected silence, progress, and what a failure leaves.
 * link: -Wl,--wrap=pwrite -Wl,--wrap=pwrite64 -Wl,--wrap=copy_file_range -Wl,--wrap=ioctl
 * link: -Wl,--wrap=fallocate -Wl,--wrap=fallocate64
 * link: -Wl,--wrap=fstatfs -Wl,--wrap=fstatfs64
 */
#include "unit/convert/converting.h"
#include "unit/moving.h"

#include <redbook/subchannel.h>

static int writes_to_failure; /* 1: the next write finds the disk full; 0: none does */

ssize_t __real_pwrite(int descriptor, const void *data, size_t size, off_t offset);
ssize_t __wrap_pwrite(int descriptor, const void *data, size_t size, off_t offset);
ssize_t __wrap_pwrite64(int descriptor, const void *data, size_t size, off_t offset);

ssize_t __wrap_pwrite(int descriptor, const void *data, size_t size, off_t offset)
{
    if (writes_to_failure > 0 && --writes_to_failure == 0) {
        errno = ENOSPC;
        return -1;
    }
    return __real_pwrite(descriptor, data, size, offset);
}

ssize_t __wrap_pwrite64(int descriptor, const void *data, size_t size, off_t offset)
{
    return __wrap_pwrite(descriptor, data, size, offset);
}

static void sectors_are_copied_byte_for_byte(void **state)
{
    (void)state;
    make_source();
    assert_int_equal(convert_for("redump", "b.cue", NULL), RBK_OK);
    assert_sectors("b (Track 1).bin", 0, 0, 300);
    assert_sectors("b (Track 2).bin", 0, 300, 700);
    assert_int_equal(scratch_count(), 5);
}

static void a_wav_has_the_plain_header(void **state)
{
    (void)state;
    static const uint8_t expected[44] = {'R', 'I', 'F',  'F',  0x84, 0xC4, 0x0A, 0x00, 'W',  'A',  'V',
                                         'E', 'f', 'm',  't',  ' ',  16,   0,    0,    0,    1,    0,
                                         2,   0,   0x44, 0xAC, 0,    0,    0x10, 0xB1, 2,    0,    4,
                                         0,   16,  0,    'd',  'a',  't',  'a',  0x60, 0xC4, 0x0A, 0x00};
    make_source(); /* 300 sectors: 705,600 = 0x0AC440 bytes */
    assert_int_equal(convert_for("wav", "b.cue", NULL), RBK_OK);
    assert_sectors("b (Track 1).wav", 44, 0, 300);
    uint8_t wanted[44];
    memcpy(wanted, expected, sizeof wanted);
    wanted[4] = 0x64; /* 705,600 + 36 */
    wanted[40] = 0x40;
    char *data = scratch_read("b (Track 1).wav", NULL);
    assert_memory_equal(data, wanted, sizeof wanted);
    free(data);
}

static void a_sub_says_where_each_sector_is(void **state)
{
    (void)state;
    static const struct {
        size_t lba;
        uint8_t p;
        uint8_t q[10];
    } rows[] = {
        /* index 00 counts down to 01; P is one there and in the first sector of the track */
        {0, 0xFF, {0x01, 0x01, 0x00, 0x00, 0x01, 0x25, 0x00, 0x00, 0x02, 0x00}},
        {99, 0xFF, {0x01, 0x01, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x03, 0x24}},
        {150, 0x00, {0x01, 0x01, 0x01, 0x00, 0x00, 0x50, 0x00, 0x00, 0x04, 0x00}},
        {699, 0x00, {0x01, 0x02, 0x01, 0x00, 0x03, 0x24, 0x00, 0x00, 0x11, 0x24}},
    };
    make_source();
    assert_int_equal(convert_for("ccd", "b.ccd", NULL), RBK_OK);
    assert_sectors("b.img", 0, 0, 700);
    size_t size;
    char *sub = scratch_read("b.sub", &size);
    assert_non_null(sub);
    assert_int_equal(size, 700 * 96);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const uint8_t *at = (const uint8_t *)sub + rows[i].lba * 96;
        assert_int_equal(at[0], rows[i].p);
        assert_memory_equal(at + 12, rows[i].q, sizeof rows[i].q);
        assert_true(rbk_q_verify(at + 12));
    }
    free(sub);
}

static void silence_is_found_only_where_every_byte_is_zero(void **state)
{
    (void)state;
    bool silent[2] = {true, true};
    rbk_layout *layout = NULL;
    rbk_image *image = NULL;
    make_source();
    assert_int_equal(rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, NULL, &error), RBK_OK);
    assert_int_equal(rbk_image_open(disc, layout, &image, &error), RBK_OK);
    assert_int_equal(rbk_convert_find_silence(image, disc, layout, silent, &error), RBK_OK);
    assert_false(silent[0]);
    assert_true(silent[1]);
    rbk_image_close(image);
    payload[450 * 2352 - 1] = 1; /* the last byte of the pregap */
    scratch_write("a.bin", payload, (size_t)SOURCE_SECTORS * 2352);
    assert_int_equal(rbk_image_open(disc, layout, &image, &error),
                     RBK_CHANGED); /* it is not the file that was probed */
    disc->files[0].identity = (rbk_identity){0};
    assert_int_equal(rbk_image_open(disc, layout, &image, &error), RBK_OK);
    assert_int_equal(rbk_convert_find_silence(image, disc, layout, silent, &error), RBK_OK);
    assert_false(silent[1]);
    disc->tracks[1].mode = RBK_MODE_MODE1_2352; /* zeros are not a pregap of data */
    payload[450 * 2352 - 1] = 0;
    assert_int_equal(rbk_convert_find_silence(image, disc, layout, silent, &error), RBK_OK);
    assert_false(silent[1]);
    rbk_image_close(image);
    rbk_layout_free(layout);
}

typedef struct notified {
    uint64_t last;
    uint64_t total;
    int calls;
    int cancel_after; /* queries that are answered with no; -1: all */
} notified;

static void notify(void *user, uint64_t completed, uint64_t total)
{
    notified *h = user;
    assert_true(completed >= h->last);
    h->last = completed;
    h->total = total;
    h->calls++;
}

static bool ask(void *user)
{
    notified *h = user;
    return h->cancel_after >= 0 && h->cancel_after-- == 0;
}

static void progress_goes_up_to_the_whole_disc(void **state)
{
    (void)state;
    notified h = {.cancel_after = -1};
    const rbk_listener listener = {&h, notify, ask};
    make_source();
    assert_int_equal(convert_for("redump", "b.cue", &listener), RBK_OK);
    assert_int_equal(h.total, 700);
    assert_int_equal(h.last, 700);
    assert_true(h.calls > 3);
}

static void cancel_at_any_query_leaves_nothing(void **state)
{
    const int never[] = {-EXDEV};
    (void)state;
    make_source();
    for (int taken = 0; taken <= 1; taken++)
        for (int queries = 0;; queries++) {
            notified h = {.cancel_after = queries};
            const rbk_listener listener = {&h, notify, ask};
            moving_begin(never, !taken, -EXDEV);
            rbk_status status = convert_for("redump", "b.cue", &listener);
            if (status == RBK_OK) {
                assert_true(queries >= (taken ? 4 : 6)); /* two files, read in two blocks each, and two flushes */
                assert_int_equal(unlink(scratch_path("b (Track 1).bin")), 0);
                assert_int_equal(unlink(scratch_path("b (Track 2).bin")), 0);
                assert_int_equal(unlink(scratch_path("b.cue")), 0);
                break;
            }
            assert_int_equal(status, RBK_USERABORT);
            assert_int_equal(scratch_count(), 2);
        }
}

static void a_full_disk_leaves_old_files_and_nothing_else(void **state)
{
    const int full[] = {-ENOSPC};
    (void)state;
    make_source();
    moving_begin(full, 1, -ENOSPC);
    scratch_write("b (Track 2).wav", "old", 3);
    scratch_write("b.cue", "old", 3);
    options.author.replace = true;
    for (int writes = 1; writes <= 6; writes++) { /* headers and blocks of two files */
        writes_to_failure = writes;
        assert_int_equal(convert_for("wav", "b.cue", NULL), RBK_NOTENOUGHDISKFORSTASH);
        assert_int_equal(scratch_count(), 4);
        char *wav = scratch_read("b (Track 2).wav", NULL), *cue = scratch_read("b.cue", NULL);
        assert_string_equal(wav, "old");
        assert_string_equal(cue, "old");
        free(wav);
        free(cue);
    }
}

/* ------------------------------------------------------------------ sectors that are not read */

static void whatever_the_system_says_the_bytes_are_the_same(void **state)
{
    const int refusals[] = {0, -EXDEV, -EINVAL, -ENOSYS, -EOPNOTSUPP, -EPERM, -EIO, -EINTR};
    const int first[] = {INT32_MAX, 1, 2352, 256 * 2352, 256 * 2352 + 1, 299 * 2352, 1000000};
    (void)state;
    make_source();
    options.author.replace = true;
    for (size_t r = 0; r < sizeof refusals / sizeof refusals[0]; r++)
        for (size_t i = 0; i < sizeof first / sizeof first[0]; i++) {
            const int answers[] = {first[i], refusals[r], first[i], refusals[r], -EXDEV};
            moving_begin(answers, 5, i % 2 ? -EOPNOTSUPP : 0);
            assert_int_equal(convert_for("redump", "b.cue", NULL), RBK_OK);
            assert_sectors("b (Track 1).bin", 0, 0, 300);
            assert_sectors("b (Track 2).bin", 0, 300, 700);
            moving_begin(answers, 5, -EXDEV);
            assert_int_equal(convert_for("wav", "c.cue", NULL), RBK_OK);
            assert_sectors("c (Track 1).wav", 44, 0, 300);
            assert_sectors("c (Track 2).wav", 44, 300, 700);
        }
}

static void what_is_shared_needs_no_room(void **state)
{
    (void)state;
    make_source();
    moving_begin(NULL, 0, 0);
    assert_int_equal(convert_for("single", "b.cue", NULL), RBK_OK);
    assert_sectors("b.bin", 0, 0, 700);
    assert_int_equal(moving.shares, 1);
    assert_int_equal(moving.room_bytes, 700 * 2352 % 65536);
}

/* After a refusal nothing more is tried with that file; the next one may be elsewhere. */
static void a_refusal_counts_for_one_file(void **state)
{
    const int answers[] = {-EXDEV, INT32_MAX};
    (void)state;
    make_source();
    moving_begin(answers, 2, -EXDEV);
    assert_int_equal(convert_for("redump", "b.cue", NULL), RBK_OK);
    assert_int_equal(moving.copies, 2);
    assert_sectors("b (Track 1).bin", 0, 0, 300);
    assert_sectors("b (Track 2).bin", 0, 300, 700);
}

/* A file of audio in a WAV; the same bytes as from a BIN. */
static void audio_of_a_wav_is_taken_over(void **state)
{
    static const char sheet[] = "FILE \"w.wav\" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n";
    (void)state;
    make_source();
    assert_int_equal(convert_for("wav", "c.cue", NULL), RBK_OK);
    assert_int_equal(rename(scratch_path("c (Track 2).wav"), scratch_path("w.wav")), 0);
    scratch_write("w.cue", sheet, sizeof sheet - 1);
    read_disc("w.cue");
    moving_begin(NULL, 0, -EOPNOTSUPP);
    assert_int_equal(convert_for("single", "d.cue", NULL), RBK_OK);
    assert_int_equal(moving.copies, 1);
    assert_sectors("d.bin", 0, 300, 700);
}

static void cut_source(void)
{
    assert_int_equal(truncate(scratch_path("a.bin"), 500 * 2352 + 77), 0);
}

/* Message and location are those of reading; an incomplete target never appears. */
static void a_source_that_is_cut_meanwhile_is_reported_as_ever(void **state)
{
    const int answers[] = {-ENOSYS};
    rbk_error read;
    (void)state;
    make_source();
    moving_begin(answers, 1, -EINVAL);
    moving.before_copy = cut_source;
    assert_int_equal(convert_for("single", "b.cue", NULL), RBK_BAD_LAYOUT);
    read = error;
    assert_string_equal(read.sentence, "ends at or before byte 1176077, byte 1204223 is needed");
    assert_int_equal(read.place.lba, 300); /* where its track begins */
    make_source();
    moving_begin(NULL, 0, -EINVAL);
    moving.before_copy = cut_source;
    assert_int_equal(convert_for("single", "b.cue", NULL), RBK_BAD_LAYOUT);
    assert_true(moving.copies > 1);
    assert_string_equal(error.sentence, read.sentence);
    assert_string_equal(error.place.path, scratch_path("a.bin"));
    assert_int_equal(error.place.lba, read.place.lba);
    assert_int_equal(scratch_count(), 2);
}

static int setup_moving(void **state)
{
    moving_end();
    return setup(state);
}

#define write_test(function) cmocka_unit_test_setup_teardown(function, setup_moving, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        write_test(sectors_are_copied_byte_for_byte),
        write_test(a_wav_has_the_plain_header),
        write_test(a_sub_says_where_each_sector_is),
        write_test(silence_is_found_only_where_every_byte_is_zero),
        write_test(progress_goes_up_to_the_whole_disc),
        write_test(cancel_at_any_query_leaves_nothing),
        write_test(a_full_disk_leaves_old_files_and_nothing_else),
        write_test(whatever_the_system_says_the_bytes_are_the_same),
        write_test(what_is_shared_needs_no_room),
        write_test(a_refusal_counts_for_one_file),
        write_test(audio_of_a_wav_is_taken_over),
        write_test(a_source_that_is_cut_meanwhile_is_reported_as_ever),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
