/* The lengths in the headers of rarer formats. */
#include "unit/audio/audio_files.h"

#include <redbook/audio.h>

#define FRAMES 4000

static const struct {
    const char *name;
    int format;
    int channels;
} rows[] = {{"a.voc", SF_FORMAT_VOC, 2},
            {"a.nist", SF_FORMAT_NIST, 2},
            {"a.avr", SF_FORMAT_AVR, 2},
            {"a.svx", SF_FORMAT_SVX, 1}};

static void write_audio(size_t i)
{
    static const int16_t samples[FRAMES * 2];
    SF_INFO info = {.samplerate = 44100, .channels = rows[i].channels, .format = rows[i].format | SF_FORMAT_PCM_16};
    SNDFILE *file = sf_open(scratch_path(rows[i].name), SFM_WRITE, &info);
    assert_non_null(file);
    assert_int_equal(sf_writef_short(file, samples, FRAMES), FRAMES);
    sf_close(file);
}

static rbk_status probe(const char *name, int64_t *frames, rbk_error *error)
{
    rbk_audio *audio = NULL;
    rbk_error_init(error);
    rbk_status status = rbk_audio_open(scratch_path(name), NULL, &audio, NULL, error);
    *frames = status == RBK_OK ? rbk_audio_information(audio)->frames : 0;
    rbk_audio_close(audio);
    return status;
}

static void a_file_with_all_of_its_bytes_is_read(void **state)
{
    rbk_error error;
    int64_t frames;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        write_audio(i);
        assert_int_equal(probe(rows[i].name, &frames, &error), RBK_OK);
        assert_int_equal(frames, FRAMES);
    }
}

/* The decoder takes it for a shorter one. */
static void a_truncated_file_is_refused(void **state)
{
    rbk_error error;
    int64_t frames;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        size_t size;
        write_audio(i);
        char *bytes = scratch_read(rows[i].name, &size);
        for (size_t less = rows[i].format == SF_FORMAT_VOC ? 3 : 2; less < 4000; less += 1998) {
            scratch_write(rows[i].name, bytes, size - less);
            assert_int_equal(probe(rows[i].name, &frames, &error), RBK_BAD_AUDIO);
            assert_non_null(strstr(error.sentence, "it is truncated"));
        }
        free(bytes);
    }
}

/* Some programs count the eight bytes of FORM itself, or a pad byte that is not there. */
static void the_length_of_the_audio_counts_and_not_that_of_all(void **state)
{
    rbk_error error;
    int64_t frames;
    size_t size;
    (void)state;
    write_audio(3);
    char *bytes = scratch_read("a.svx", &size);
    bytes[7] = (char)(bytes[7] + 8);
    scratch_write("a.svx", bytes, size);
    free(bytes);
    assert_int_equal(probe("a.svx", &frames, &error), RBK_OK);
    assert_int_equal(frames, FRAMES);
}

static void a_length_that_is_not_stated_is_no_length(void **state)
{
    rbk_error error;
    int64_t frames;
    size_t size;
    (void)state;
    write_audio(1);
    char *bytes = scratch_read("a.nist", &size);
    char *count = strstr(bytes, "sample_count -i ");
    assert_non_null(count);
    memcpy(count, "sample_other", 12);
    scratch_write("a.nist", bytes, size - 1000);
    free(bytes);
    assert_int_equal(probe("a.nist", &frames, &error), RBK_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(a_file_with_all_of_its_bytes_is_read),
        scratch_test(a_truncated_file_is_refused),
        scratch_test(the_length_of_the_audio_counts_and_not_that_of_all),
        scratch_test(a_length_that_is_not_stated_is_no_length),
    };
    return cmocka_run_group_tests_name("audio/headers_rare", tests, NULL, NULL);
}
