/* The tags of a file. */
#include "audio/tags.h"

#include "unit/audio/audio_files.h"

static void write_tagged(const char *name, int format, int rate_hz)
{
    SNDFILE *file = audio_files_create(name, format, rate_hz, 2, NULL);
    double *sine = audio_files_sine(4000, 2, 440, rate_hz, 0.5);
    sf_set_string(file, SF_STR_TITLE, "A title");
    sf_set_string(file, SF_STR_ARTIST, "An artist");
    sf_set_string(file, SF_STR_ALBUM, "An album");
    sf_set_string(file, SF_STR_DATE, "1999");
    sf_set_string(file, SF_STR_GENRE, "Noise");
    sf_set_string(file, SF_STR_TRACKNUMBER, "3/9");
    assert_int_equal(sf_writef_double(file, sine, 4000), 4000);
    sf_close(file);
    free(sine);
}

static void other_formats_give_what_the_decoder_hands_out(void **state)
{
    const struct {
        int format;
        int rate_hz;
        bool all;
    } rows[] = {
        {SF_FORMAT_OGG | SF_FORMAT_VORBIS, 44100, true},          {SF_FORMAT_OGG | SF_FORMAT_OPUS, 48000, true},
        {SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III, 44100, true}, {SF_FORMAT_FLAC | SF_FORMAT_PCM_16, 44100, true},
        {SF_FORMAT_WAV | SF_FORMAT_PCM_16, 44100, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rbk_audio_tags tags;
        write_tagged("a", rows[i].format, rows[i].rate_hz);
        assert_int_equal(rbk_audio_tags_read(scratch_path("a"), &tags, NULL), RBK_OK);
        assert_string_equal(tags.title, "A title");
        assert_string_equal(tags.artist, "An artist");
        if (rows[i].all) {
            assert_string_equal(tags.album, "An album");
            assert_string_equal(tags.genre, "Noise");
            assert_string_equal(tags.date, "1999");
            assert_int_equal(tags.track_number, 3);
        }
        assert_null(tags.isrc);
        assert_null(tags.cue_sheet);
        rbk_audio_tags_release(&tags);
        assert_null(tags.title);
    }
}

static void a_file_without_tags_is_fine_and_no_file_is_not(void **state)
{
    rbk_audio_tags tags;
    rbk_error error;
    (void)state;
    audio_files_write_sine("a.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 44100, 2, 100);
    assert_int_equal(rbk_audio_tags_read(scratch_path("a.wav"), &tags, NULL), RBK_OK);
    assert_null(tags.title);
    assert_int_equal(tags.track_number, 0);
    rbk_audio_tags_release(&tags);
    rbk_audio_tags_release(NULL);
    rbk_error_init(&error);
    assert_int_equal(rbk_audio_tags_read(scratch_path("none"), &tags, &error), RBK_FILEACCESS);
    assert_string_equal(error.place.path, scratch_path("none"));
    assert_int_equal(rbk_audio_tags_read(NULL, &tags, NULL), RBK_INVALID_POINTER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(other_formats_give_what_the_decoder_hands_out),
        scratch_test(a_file_without_tags_is_fine_and_no_file_is_not),
    };
    return cmocka_run_group_tests_name("audio/tags", tests, NULL, NULL);
}
