/* Encoded samples. */
#include "audio/encoder.h"

#include "audio/decoder.h"

#include "unit/audio/audio_files.h"

#include <errno.h>
#include <fcntl.h>

/* The decoder returns the samples that the encoder wrote, including the extremes. */
static void what_is_encoded_is_decoded_again(void **state)
{
    (void)state;
    int16_t *noise = audio_files_noise(2 * 10000), *read = malloc(10001 * RBK_SAMPLE_BYTES);
    assert_non_null(read);
    for (int format = RBK_SINK_WAV; format <= RBK_SINK_FLAC; format++) {
        rbk_encoder *encoder = NULL;
        rbk_input input;
        size_t got = 0;
        int descriptor = open(scratch_path("a"), O_RDWR | O_CREAT | O_TRUNC, 0666);
        assert_true(descriptor >= 0);
        assert_int_equal(rbk_encoder_open(descriptor, (rbk_sink_format)format, NULL, &encoder, NULL), RBK_OK);
        assert_int_equal(rbk_encoder_write(encoder, noise, 1, NULL), RBK_OK);
        assert_int_equal(rbk_encoder_write(encoder, noise + 2, 9999, NULL), RBK_OK);
        assert_int_equal(rbk_encoder_close(encoder, NULL), RBK_OK);
        close(descriptor);
        rbk_decoder *source = NULL;
        assert_int_equal(rbk_input_open(&input, scratch_path("a"), NULL), RBK_OK);
        assert_int_equal(rbk_decoder_open(&input, NULL, RBK_FRAMES_UNKNOWN, &source, NULL), RBK_OK);
        assert_int_equal(rbk_decoder_read_int16(source, read, 10001, &got, NULL), RBK_OK);
        assert_int_equal(got, 10000);
        assert_memory_equal(read, noise, 10000 * RBK_SAMPLE_BYTES);
        rbk_decoder_close(source);
        rbk_input_close(&input);
    }
    free(noise);
    free(read);
}

static void an_encoder_without_room_gives_the_systems_reason(void **state)
{
    (void)state;
    int16_t *noise = audio_files_noise(2 * 100000);
    for (int format = RBK_SINK_WAV; format <= RBK_SINK_FLAC; format++) {
        rbk_encoder *encoder = NULL;
        rbk_error error;
        int descriptor = open("/dev/full", O_RDWR);
        rbk_error_init(&error);
        if (descriptor < 0)
            skip();
        rbk_status status = rbk_encoder_open(descriptor, (rbk_sink_format)format, NULL, &encoder, &error);
        if (status == RBK_OK) {
            status = rbk_encoder_write(encoder, noise, 100000, &error);
            rbk_encoder_close(encoder, NULL);
        }
        assert_int_equal(status, RBK_FILESYSTEM);
        assert_int_equal(error.system_error, ENOSPC);
        close(descriptor);
    }
    free(noise);
    assert_int_equal(rbk_encoder_close(NULL, NULL), RBK_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(what_is_encoded_is_decoded_again),
        scratch_test(an_encoder_without_room_gives_the_systems_reason),
    };
    return cmocka_run_group_tests_name("audio/encoder", tests, NULL, NULL);
}
