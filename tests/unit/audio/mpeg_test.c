/* The sequence of MPEG frames. */
#include "audio/mpeg.h"

#include "unit/audio/audio_files.h"

#define FRAME_BYTES 417 /* 128 kbit/s at 44.1 kHz, no padding */

/* Empty frames of layer III. */
static void write_frames(const char *name, size_t frames)
{
    uint8_t *bytes = calloc(frames, FRAME_BYTES);
    assert_non_null(bytes);
    for (size_t i = 0; i < frames; i++)
        memcpy(bytes + i * FRAME_BYTES, "\xFF\xFB\x90\x00", 4);
    scratch_write(name, bytes, frames * FRAME_BYTES);
    free(bytes);
}

static rbk_mpeg_walk walked[64]; /* released at the end */
static size_t walked_count;

static bool find(const char *name, int64_t *first, rbk_mpeg_walk *walk)
{
    rbk_input input;
    assert_int_equal(rbk_input_open(&input, scratch_path(name), NULL), RBK_OK);
    bool found = rbk_mpeg_find(&input, 0, first);
    if (found) {
        assert_int_equal(rbk_mpeg_walk_frames(&input, *first, walk, NULL), RBK_OK);
        assert_true(walked_count < 64);
        walked[walked_count++] = *walk;
    }
    rbk_input_close(&input);
    return found;
}

static void a_chain_is_counted_to_its_end(void **state)
{
    int64_t first;
    rbk_mpeg_walk walk;
    (void)state;
    write_frames("a", 200);
    assert_true(find("a", &first, &walk));
    assert_int_equal(first, 0);
    assert_int_equal(walk.frames, 200);
    assert_int_equal(walk.sections[0].frame_samples, 1152);
    assert_int_equal(walk.end, 200 * FRAME_BYTES);
    assert_int_equal(walk.sections[0].claimed_frames, -1);
    assert_int_equal(walk.lost_at, -1);
    assert_int_equal(walk.cut_at, -1);
    assert_int_equal(walk.odd_bytes, 0);
}

static void one_frame_proves_nothing(void **state)
{
    int64_t first;
    rbk_mpeg_walk walk;
    uint8_t bytes[2000] = {0xFF, 0xFB, 0x90, 0x00};
    (void)state;
    write_frames("a", 1);
    assert_false(find("a", &first, &walk));
    scratch_write("b", bytes, sizeof bytes);
    assert_false(find("b", &first, &walk));
    memcpy(bytes + FRAME_BYTES, "\xFF\xFB\x94\x00", 4); /* a second header, of another rate */
    scratch_write("c", bytes, sizeof bytes);
    assert_false(find("c", &first, &walk));
    memcpy(bytes + FRAME_BYTES, "\xFF\xFB\x90\x00", 4); /* two of one kind, and then nothing */
    scratch_write("d", bytes, sizeof bytes);
    assert_false(find("d", &first, &walk));
    write_frames("e", 2); /* two and the end of the file */
    assert_true(find("e", &first, &walk));
}

static void tags_after_are_no_audio(void **state)
{
    int64_t first;
    rbk_mpeg_walk walk;
    char tag[128] = "TAG";
    (void)state;
    write_frames("a", 10);
    audio_files_wrap("a", "b", NULL, 0, tag, sizeof tag);
    assert_true(find("b", &first, &walk));
    assert_int_equal(walk.frames, 10);
    assert_int_equal(walk.end, 10 * FRAME_BYTES);
    assert_int_equal(walk.odd_bytes, 0);
    memset(tag, 0, sizeof tag);
    audio_files_wrap("a", "c", NULL, 0, tag, sizeof tag);
    assert_true(find("c", &first, &walk));
    assert_int_equal(walk.odd_bytes, 0);
    memset(tag, 'x', sizeof tag);
    audio_files_wrap("a", "d", NULL, 0, tag, sizeof tag);
    assert_true(find("d", &first, &walk));
    assert_int_equal(walk.odd_bytes, 128);
    assert_int_equal(walk.lost_at, -1);
}

static void a_cut_and_a_hole_are_found(void **state)
{
    int64_t first;
    rbk_mpeg_walk walk;
    char zeros[1000] = {0};
    (void)state;
    write_frames("a", 50);
    audio_files_cut("a", "b", 20 * FRAME_BYTES + 100);
    assert_true(find("b", &first, &walk));
    assert_int_equal(walk.frames, 20);
    assert_int_equal(walk.cut_at, 20 * FRAME_BYTES);
    audio_files_patch("a", "c", 30 * FRAME_BYTES, zeros, sizeof zeros);
    assert_true(find("c", &first, &walk));
    assert_int_equal(walk.lost_at, 30 * FRAME_BYTES);
}

/* What follows the last frame is no rest of a few bytes. */
static void much_that_is_no_audio_is_no_end(void **state)
{
    static char junk[70000];
    int64_t first;
    rbk_mpeg_walk walk;
    (void)state;
    memset(junk, 'x', sizeof junk);
    write_frames("a", 10);
    audio_files_wrap("a", "b", NULL, 0, junk, sizeof junk);
    assert_true(find("b", &first, &walk));
    assert_int_equal(walk.lost_at, 10 * FRAME_BYTES);
    assert_int_equal(walk.odd_bytes, 0);
}

/* A header frame with nothing after it, as before another file. */
static void a_section_without_frames_is_left_out(void **state)
{
    (void)state;
    uint8_t alone[FRAME_BYTES] = "\xFF\xFB\x90";
    memcpy(alone + 4 + 32, "Xing\0\0\0\1\0\0\0\0", 12);
    write_frames("a.mp3", 10);
    audio_files_patch("a.mp3", "b.mp3", 4 + 32, "Xing\0\0\0\1\0\0\0\11", 12);
    audio_files_wrap("b.mp3", "c.mp3", alone, sizeof alone, NULL, 0);
    assert_true(audio_files_frames("b.mp3") > 8 * 1152);
    assert_int_equal(audio_files_frames("c.mp3"), audio_files_frames("b.mp3"));
}

static void junk_in_front_is_stepped_over(void **state)
{
    int64_t first;
    rbk_mpeg_walk walk;
    char junk[777];
    (void)state;
    memset(junk, 0xFF, sizeof junk);
    write_frames("a", 10);
    audio_files_wrap("a", "b", junk, sizeof junk, NULL, 0);
    assert_true(find("b", &first, &walk));
    assert_int_equal(first, sizeof junk);
    assert_int_equal(walk.frames, 10);
}

static void the_header_frame_states_how_many_there_are(void **state)
{
    int64_t first;
    rbk_mpeg_walk walk;
    (void)state;
    write_frames("a", 10);
    audio_files_patch("a", "b", 4 + 32, "Xing\0\0\0\1\0\0\0\11", 12);
    assert_true(find("b", &first, &walk));
    assert_int_equal(walk.sections[0].claimed_frames, 9);
    assert_int_equal(walk.frames, 9);
    audio_files_patch("a", "c", 4 + 32, "VBRI\0\1\0\0\0\0\0\0\0\0\0\0\1\2", 18);
    assert_true(find("c", &first, &walk));
    assert_int_equal(walk.sections[0].claimed_frames, 0x102);
}

static void lengths_follow_layer_rate_and_version(void **state)
{
    const struct {
        const char *head;
        size_t bytes;
        uint32_t samples;
    } rows[] = {
        {"\xFF\xFB\x92\x00", 418, 1152},  /* 128 kbit/s, padding */
        {"\xFF\xFB\xE4\x00", 960, 1152},  /* version 1, layer III, 320 kbit/s, 48 kHz */
        {"\xFF\xFD\xC8\x00", 1152, 1152}, /* layer II, 256 kbit/s, 32 kHz */
        {"\xFF\xFF\xC0\x00", 416, 384},   /* layer I, 384 kbit/s, 44.1 kHz: (12 * 384000 / 44100) * 4 */
        {"\xFF\xF3\x80\x00", 208, 576},   /* version 2, layer III, 64 kbit/s, 22.05 kHz */
        {"\xFF\xE3\x80\x00", 417, 576},   /* version 2.5, 64 kbit/s, 11.025 kHz */
        {"\xFF\xF5\x80\x00", 417, 1152},  /* version 2, layer II, 64 kbit/s, 22.05 kHz */
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t first;
        rbk_mpeg_walk walk;
        uint8_t *bytes = calloc(6, rows[i].bytes);
        assert_non_null(bytes);
        for (size_t k = 0; k < 6; k++)
            memcpy(bytes + k * rows[i].bytes, rows[i].head, 4);
        scratch_write("a", bytes, 6 * rows[i].bytes);
        free(bytes);
        assert_true(find("a", &first, &walk));
        assert_int_equal(walk.frames, 6);
        assert_int_equal(walk.sections[0].frame_samples, rows[i].samples);
        assert_int_equal(walk.end, 6 * rows[i].bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(a_chain_is_counted_to_its_end),
        scratch_test(one_frame_proves_nothing),
        scratch_test(tags_after_are_no_audio),
        scratch_test(a_cut_and_a_hole_are_found),
        scratch_test(much_that_is_no_audio_is_no_end),
        scratch_test(a_section_without_frames_is_left_out),
        scratch_test(junk_in_front_is_stepped_over),
        scratch_test(the_header_frame_states_how_many_there_are),
        scratch_test(lengths_follow_layer_rate_and_version),
    };
    int failed = cmocka_run_group_tests_name("audio/mpeg", tests, NULL, NULL);
    while (walked_count > 0)
        rbk_mpeg_walk_release(&walked[--walked_count]);
    return failed;
}
