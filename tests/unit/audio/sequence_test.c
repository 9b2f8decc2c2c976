/* The parts of a file, read as one stream. */
#include "audio/sequence.h"

#include "unit/audio/audio_files.h"

#define FIRST  5000
#define SECOND 3000

/* Two concatenated WAVs, and where the second begins. */
static size_t write_two(int16_t **samples)
{
    size_t size = 0;
    *samples = audio_files_noise(2 * (FIRST + SECOND));
    audio_files_write_int16("a", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 44100, 2, *samples, FIRST);
    audio_files_write_int16("b", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 44100, 2, *samples + 2 * FIRST, SECOND);
    char *bytes = scratch_read("a", &size);
    audio_files_wrap("b", "c", bytes, size, NULL, 0);
    free(bytes);
    return size;
}

static void parts_follow_one_another_whatever_is_asked_for(void **state)
{
    const size_t steps[] = {1, 7, 999, 4096, 10000};
    static int16_t read[2 * (FIRST + SECOND + 1)];
    int16_t *samples;
    rbk_parts parts = {0};
    rbk_input input;
    rbk_sequence *sequence = NULL;
    (void)state;
    size_t border = write_two(&samples);
    assert_int_equal(rbk_input_open(&input, scratch_path("c"), NULL), RBK_OK);
    rbk_parts_add(&parts, 0, (int64_t)border)->frames = FIRST;
    assert_non_null(rbk_parts_add(&parts, (int64_t)border, input.size));
    assert_int_equal(rbk_sequence_open(&input, NULL, &parts, &sequence, NULL), RBK_OK);
    assert_int_equal(rbk_sequence_frames(sequence), RBK_FRAMES_UNKNOWN);
    parts.items[1].frames = SECOND;
    assert_int_equal(rbk_sequence_frames(sequence), FIRST + SECOND);
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        size_t have = 0, got = 1;
        assert_int_equal(rbk_sequence_seek(sequence, 0, NULL), RBK_OK);
        while (got > 0 && have < FIRST + SECOND) {
            size_t want = steps[i] < FIRST + SECOND + 1 - have ? steps[i] : FIRST + SECOND + 1 - have;
            assert_int_equal(rbk_sequence_read_int16(sequence, read + 2 * have, want, &got, NULL), RBK_OK);
            have += got;
        }
        assert_int_equal(have, FIRST + SECOND);
        assert_memory_equal(read, samples, have * 4);
    }
    for (int64_t at = FIRST - 2; at < FIRST + 2; at++) {
        size_t got = 0;
        assert_int_equal(rbk_sequence_seek(sequence, at, NULL), RBK_OK);
        assert_int_equal(rbk_sequence_read_int16(sequence, read, 1, &got, NULL), RBK_OK);
        assert_memory_equal(read, samples + 2 * at, 4);
    }
    int64_t offset = 0;
    assert_false(rbk_sequence_is_plain(sequence, &offset));
    rbk_sequence_close(sequence);
    rbk_parts_release(&parts);
    rbk_input_close(&input);
    free(samples);
}

static void what_is_to_be_dropped_is_not_given(void **state)
{
    static double read[2 * FIRST];
    int16_t *samples;
    rbk_parts parts = {0};
    rbk_input input;
    rbk_sequence *sequence = NULL;
    size_t got = 0;
    (void)state;
    size_t border = write_two(&samples);
    assert_int_equal(rbk_input_open(&input, scratch_path("c"), NULL), RBK_OK);
    rbk_part *part = rbk_parts_add(&parts, 0, (int64_t)border);
    part->frames = FIRST - 10 - 1500;
    assert_true(rbk_part_drop(part, 0, 10));
    assert_true(rbk_part_drop(part, 100, 0));
    assert_true(rbk_part_drop(part, 2000, 1500));
    assert_int_equal(part->drop_count, 2);
    assert_int_equal(rbk_sequence_open(&input, NULL, &parts, &sequence, NULL), RBK_OK);
    assert_int_equal(rbk_sequence_frames(sequence), FIRST - 1510);
    assert_int_equal(rbk_sequence_read_double(sequence, read, FIRST, &got, NULL), RBK_OK);
    assert_int_equal(got, FIRST - 1510);
    for (size_t i = 0; i < got; i++)
        assert_true(read[2 * i] == samples[2 * (i + 10 + (i >= 1990 ? 1500 : 0))] / 32768.0);
    rbk_sequence_close(sequence);
    rbk_parts_release(&parts);
    rbk_input_close(&input);
    free(samples);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(parts_follow_one_another_whatever_is_asked_for),
        scratch_test(what_is_to_be_dropped_is_not_given),
    };
    return cmocka_run_group_tests_name("audio/sequence", tests, NULL, NULL);
}
