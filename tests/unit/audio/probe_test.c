/* The number of frames of a file, found before any work. */
#include "audio/open.h"

#include "unit/audio/audio_files.h"

/* The length found when opening equals the length read, to the frame, for each format and various lengths. */
static void what_is_found_is_what_is_read(void **state)
{
    const int formats[] = {SF_FORMAT_WAV | SF_FORMAT_PCM_16,  SF_FORMAT_FLAC | SF_FORMAT_PCM_16,
                           SF_FORMAT_CAF | SF_FORMAT_ALAC_16, SF_FORMAT_OGG | SF_FORMAT_VORBIS,
                           SF_FORMAT_OGG | SF_FORMAT_OPUS,    SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III};
    const size_t lengths[] = {1, 100, 1023, 1152, 4096, 30001};
    (void)state;
    for (size_t f = 0; f < sizeof formats / sizeof formats[0]; f++) {
        for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
            static double samples[40000];
            rbk_audio *audio = NULL;
            size_t got = 0;
            bool mpeg = (formats[f] & SF_FORMAT_SUBMASK) == SF_FORMAT_MPEG_LAYER_III;
            if (mpeg && lengths[i] < 4096)
                continue; /* too few frames to be recognised */
            audio_files_write_sine("a", formats[f], 48000, 1, lengths[i]);
            int64_t frames = audio_files_frames("a");
            assert_int_equal(rbk_audio_open_deep(scratch_path("a"), NULL, RBK_OPEN_TRUST, &audio, NULL, NULL), RBK_OK);
            assert_int_equal(rbk_sequence_read_double(rbk_audio_sequence(audio), samples, 40000, &got, NULL), RBK_OK);
            assert_int_equal(got, frames);
            if (!mpeg)
                assert_int_equal(frames, lengths[i]);
            rbk_audio_close(audio);
        }
    }
}

static void a_file_without_samples_is_refused(void **state)
{
    static const int formats[] = {SF_FORMAT_VOC | SF_FORMAT_PCM_16, SF_FORMAT_PVF | SF_FORMAT_PCM_16,
                                  SF_FORMAT_NIST | SF_FORMAT_PCM_16, SF_FORMAT_IRCAM | SF_FORMAT_PCM_16};
    (void)state;
    for (size_t f = 0; f < sizeof formats / sizeof formats[0]; f++) {
        audio_files_write_sine("a", formats[f], 44100, 2, 0);
        assert_string_equal(audio_files_refusal("a", RBK_BAD_AUDIO), "the file holds no samples");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(what_is_found_is_what_is_read),
        scratch_test(a_file_without_samples_is_refused),
    };
    return cmocka_run_group_tests_name("audio/probe", tests, NULL, NULL);
}
