/* Audio files that pass unchanged, read at any offset. */
#include "image/payload.h"

#include "unit/scratch.h"

#include <pthread.h>

#define FRAMES 20000

static int16_t wanted[FRAMES * 2];

/* A WAV of 16 bits; every sample states its position. */
static void write_wav(const char *name, uint32_t rate_hz, uint16_t channels)
{
    uint32_t size = FRAMES * 2 * channels;
    uint8_t *bytes = malloc(44 + size);
    const uint32_t words[] = {
        36 + size, 16, (uint32_t)channels << 16 | 1, rate_hz, rate_hz * 2 * channels, 16U << 16 | 2U * channels, size};
    const int places[] = {4, 16, 20, 24, 28, 32, 40};
    assert_non_null(bytes);
    memcpy(bytes, "RIFF....WAVEfmt ", 16);
    memcpy(bytes + 36, "data", 4);
    for (int i = 0; i < 7; i++)
        for (int b = 0; b < 4; b++)
            bytes[places[i] + b] = (uint8_t)(words[i] >> 8 * b);
    for (uint32_t i = 0; i < FRAMES; i++)
        for (uint32_t c = 0; c < channels; c++) {
            uint16_t value = (uint16_t)(i * 7 + c * 30011);
            bytes[44 + (i * channels + c) * 2] = (uint8_t)value;
            bytes[45 + (i * channels + c) * 2] = (uint8_t)(value >> 8);
            wanted[2 * i + c] = (int16_t)value;
            if (channels == 1)
                wanted[2 * i + 1] = (int16_t)value;
        }
    scratch_write(name, bytes, 44 + size);
    free(bytes);
}

static rbk_status open_audio(const char *name, int64_t frames, rbk_payload_file **audio, rbk_error *error)
{
    char location[RBK_PATH_BYTES];
    snprintf(location, sizeof location, "%s", scratch_path(name));
    const rbk_file file = {.path = location, .location = location, .type = RBK_FILE_AUDIO, .length_frames = frames};
    return rbk_payload_open(&file, audio, error);
}

static rbk_status read_samples(rbk_payload_file *audio, int64_t sample, size_t count, int16_t *samples,
                               rbk_error *error)
{
    rbk_status status = rbk_payload_read(audio, sample * 4, samples, count * 4, error);
    for (size_t i = 0; i < count * 2; i++) {
        const uint8_t *bytes = (const uint8_t *)&samples[i];
        samples[i] = (int16_t)(bytes[0] | bytes[1] << 8);
    }
    return status;
}

static void check_place(rbk_payload_file *audio, int64_t sample, size_t count)
{
    int16_t samples[5000 * 2];
    assert_int_equal(read_samples(audio, sample, count, samples, NULL), RBK_OK);
    assert_memory_equal(samples, wanted + 2 * sample, count * 4);
}

static void samples_come_from_any_place_in_any_order(void **state)
{
    rbk_payload_file *audio;
    (void)state;
    for (uint16_t channels = 1; channels <= 2; channels++) {
        write_wav("a.wav", 44100, channels);
        assert_int_equal(open_audio("a.wav", FRAMES, &audio, NULL), RBK_OK);
        check_place(audio, 0, 10);
        check_place(audio, 10, 4000); /* going on */
        check_place(audio, 19999, 1);
        check_place(audio, 3, 5000);
        check_place(audio, 15000, 5000); /* up to the end */
        check_place(audio, 5003, 588);
        rbk_payload_close(audio);
    }
    rbk_payload_close(NULL);
}

static void what_would_be_converted_is_refused(void **state)
{
    rbk_payload_file *audio = NULL;
    rbk_error error;
    (void)state;
    write_wav("b.wav", 48000, 2);
    assert_int_equal(open_audio("b.wav", FRAMES, &audio, &error), RBK_UNSUPPORTED);
    assert_string_equal(error.sentence, "is 16-bit PCM of 48000 Hz and must be converted to disc sectors first: make "
                                        "an image of its sheet with 'redbook author'");
    assert_null(audio);
    assert_int_equal(open_audio("none.wav", FRAMES, &audio, &error), RBK_FILEACCESS);
}

static void a_read_past_the_end_fails_and_the_next_one_does_not(void **state)
{
    rbk_payload_file *audio;
    int16_t samples[20];
    rbk_error error;
    int64_t length;
    (void)state;
    write_wav("a.wav", 44100, 2);
    assert_int_equal(open_audio("a.wav", FRAMES, &audio, NULL), RBK_OK);
    assert_int_equal(rbk_payload_length(audio, &length, NULL), RBK_OK);
    assert_int_equal(length, FRAMES * 4);
    assert_int_equal(read_samples(audio, FRAMES - 4, 10, samples, &error), RBK_BAD_LAYOUT);
    assert_string_equal(error.sentence, "ends at or before byte 80000, byte 80023 is needed");
    assert_string_equal(error.place.path, scratch_path("a.wav"));
    check_place(audio, FRAMES - 4, 4);
    rbk_payload_close(audio);
}

static void a_file_that_became_shorter_is_reported(void **state)
{
    rbk_payload_file *audio;
    int16_t samples[20];
    rbk_error error;
    (void)state;
    write_wav("a.wav", 44100, 2);
    assert_int_equal(open_audio("a.wav", FRAMES + 5, &audio, NULL), RBK_OK);
    assert_int_equal(read_samples(audio, FRAMES - 4, 9, samples, &error), RBK_BAD_AUDIO);
    rbk_payload_close(audio);
}

/* Any byte can be read, also in the middle of a sample. */
static void bytes_come_from_any_place(void **state)
{
    rbk_payload_file *audio;
    uint8_t whole[40], part[40];
    (void)state;
    write_wav("a.wav", 44100, 2);
    assert_int_equal(open_audio("a.wav", FRAMES, &audio, NULL), RBK_OK);
    assert_int_equal(rbk_payload_read(audio, 400, whole, sizeof whole, NULL), RBK_OK);
    for (size_t from = 0; from < 9; from++)
        for (size_t size = 0; size < 9; size++) {
            assert_int_equal(rbk_payload_read(audio, 400 + (int64_t)from, part, size, NULL), RBK_OK);
            assert_memory_equal(part, whole + from, size);
        }
    rbk_payload_close(audio);
}

static void plain_audio_is_after_the_header(void **state)
{
    rbk_payload_file *audio;
    rbk_image_place place;
    uint8_t bytes[4];
    (void)state;
    write_wav("a.wav", 44100, 2);
    assert_int_equal(open_audio("a.wav", FRAMES, &audio, NULL), RBK_OK);
    check_place(audio, 100, 10);
    assert_true(rbk_payload_contiguous(audio, 777 * 4, &place));
    assert_int_equal(place.offset_bytes, 44 + 777 * 4);
    assert_int_equal(pread(place.descriptor, bytes, 4, (off_t)place.offset_bytes), 4);
    assert_int_equal(bytes[0] | bytes[1] << 8, (uint16_t)wanted[2 * 777]);
    assert_true(rbk_payload_contiguous(audio, 0, &place));
    assert_int_equal(place.offset_bytes, 44);
    assert_int_equal(place.bytes, FRAMES * 4);
    rbk_payload_close(audio);
}

static void audio_of_one_channel_or_of_another_length_is_in_no_file(void **state)
{
    rbk_payload_file *audio;
    rbk_image_place place;
    (void)state;
    write_wav("a.wav", 44100, 1);
    assert_int_equal(open_audio("a.wav", FRAMES, &audio, NULL), RBK_OK);
    assert_false(rbk_payload_contiguous(audio, 0, &place));
    rbk_payload_close(audio);
    write_wav("a.wav", 44100, 2);
    assert_int_equal(open_audio("a.wav", FRAMES - 1, &audio, NULL), RBK_OK);
    assert_false(rbk_payload_contiguous(audio, 0, &place));
    rbk_payload_close(audio);
    assert_int_equal(open_audio("a.wav", FRAMES, &audio, NULL), RBK_OK);
    assert_int_equal(truncate(scratch_path("a.wav"), 1000), 0);
    assert_false(rbk_payload_contiguous(audio, 0, &place));
    rbk_payload_close(audio);
}

static void *read_many(void *audio)
{
    for (int64_t i = 0; i < 40; i++)
        check_place(audio, i * 137 % (FRAMES - 588), 588);
    return NULL;
}

static void threads_share_a_file(void **state)
{
    rbk_payload_file *audio;
    pthread_t threads[3];
    (void)state;
    write_wav("a.wav", 44100, 2);
    assert_int_equal(open_audio("a.wav", FRAMES, &audio, NULL), RBK_OK);
    for (int i = 0; i < 3; i++)
        pthread_create(&threads[i], NULL, read_many, audio);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    rbk_payload_close(audio);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(samples_come_from_any_place_in_any_order, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(what_would_be_converted_is_refused, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(a_read_past_the_end_fails_and_the_next_one_does_not, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(a_file_that_became_shorter_is_reported, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(bytes_come_from_any_place, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(plain_audio_is_after_the_header, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(audio_of_one_channel_or_of_another_length_is_in_no_file, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(threads_share_a_file, scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests_name("image/payload_decoded", tests, NULL, NULL);
}
