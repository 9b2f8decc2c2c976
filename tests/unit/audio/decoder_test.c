/*
 * Decoded frames, and messages about damaged ones.
 *
 * link: -Wl,--wrap=rbk_read_at
 */
#include "audio/decoder.h"

#include "unit/audio/audio_files.h"

#include <errno.h>
#include <fcntl.h>

#define FLAC16 (SF_FORMAT_FLAC | SF_FORMAT_PCM_16)

static int reads_left = -1; /* then one fails; -1: none does */

int64_t __real_rbk_read_at(int file, int64_t offset, void *data, size_t size);
int64_t __wrap_rbk_read_at(int file, int64_t offset, void *data, size_t size);
int64_t __wrap_rbk_read_at(int file, int64_t offset, void *data, size_t size)
{
    if (reads_left < 0 || reads_left-- > 0)
        return __real_rbk_read_at(file, offset, data, size);
    errno = EIO;
    return -1;
}

static rbk_decoder *open_source(rbk_input *input, const char *name, const rbk_raw_format *raw)
{
    rbk_decoder *source = NULL;
    assert_int_equal(rbk_input_open(input, scratch_path(name), NULL), RBK_OK);
    assert_int_equal(rbk_decoder_open(input, raw, RBK_FRAMES_UNKNOWN, &source, NULL), RBK_OK);
    return source;
}

static void encodings_are_distinguished(void **state)
{
    const struct {
        int format;
        const char *encoding;
        uint32_t bits;
        bool int16;
        bool seekable;
    } rows[] = {
        {SF_FORMAT_WAV | SF_FORMAT_PCM_U8, "8-bit PCM", 8, true, true},
        {SF_FORMAT_WAV | SF_FORMAT_PCM_16, "16-bit PCM", 16, true, true},
        {SF_FORMAT_WAV | SF_FORMAT_PCM_24, "24-bit PCM", 24, false, true},
        {SF_FORMAT_WAV | SF_FORMAT_PCM_32, "32-bit PCM", 32, false, true},
        {SF_FORMAT_WAV | SF_FORMAT_FLOAT, "32-bit float", 0, false, true},
        {SF_FORMAT_WAV | SF_FORMAT_DOUBLE, "64-bit float", 0, false, true},
        {SF_FORMAT_WAV | SF_FORMAT_ULAW, "u-law", 0, true, true},
        {SF_FORMAT_WAV | SF_FORMAT_ALAW, "A-law", 0, true, true},
        {SF_FORMAT_WAV | SF_FORMAT_IMA_ADPCM, "IMA ADPCM", 0, true, false},
        {SF_FORMAT_WAV | SF_FORMAT_MS_ADPCM, "Microsoft ADPCM", 0, true, false},
        {SF_FORMAT_CAF | SF_FORMAT_ALAC_16, "16-bit ALAC", 16, true, false},
        {SF_FORMAT_CAF | SF_FORMAT_ALAC_24, "24-bit ALAC", 24, false, false},
        {SF_FORMAT_FLAC | SF_FORMAT_PCM_S8, "8-bit PCM", 8, true, true},
        {SF_FORMAT_FLAC | SF_FORMAT_PCM_24, "24-bit PCM", 24, false, true},
        {SF_FORMAT_OGG | SF_FORMAT_VORBIS, "Vorbis", 0, false, false},
        {SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III, "MPEG layer 3", 0, false, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rbk_input input;
        audio_files_write_sine("a", rows[i].format, 44100, 1, 5000);
        rbk_decoder *source = open_source(&input, "a", NULL);
        const rbk_decoder_info *info = rbk_decoder_information(source);
        assert_string_equal(info->encoding, rows[i].encoding);
        assert_int_equal(info->bits, rows[i].bits);
        assert_int_equal(info->int16, rows[i].int16);
        assert_int_equal(info->seekable_exactly, rows[i].seekable);
        assert_int_equal(info->rate_hz, 44100);
        assert_int_equal(info->channels, 1);
        rbk_decoder_close(source);
        rbk_input_close(&input);
    }
}

static void headerless_samples_are_read_as_said(void **state)
{
    /* 0.5, -0.5 and the least negative number there is */
    const struct {
        rbk_raw_encoding encoding;
        const char *bytes;
        size_t size;
        double third;
    } rows[] = {
        {RBK_RAW_S8, "\x40\xC0\xFF", 3, -1.0 / 128},
        {RBK_RAW_U8, "\xC0\x40\x7F", 3, -1.0 / 128},
        {RBK_RAW_S16_LE, "\x00\x40\x00\xC0\xFF\xFF", 6, -1.0 / 32768},
        {RBK_RAW_S16_BE, "\x40\x00\xC0\x00\xFF\xFF", 6, -1.0 / 32768},
        {RBK_RAW_S24_LE, "\0\0\x40\0\0\xC0\xFF\xFF\xFF", 9, -1.0 / 8388608},
        {RBK_RAW_S24_BE, "\x40\0\0\xC0\0\0\xFF\xFF\xFF", 9, -1.0 / 8388608},
        {RBK_RAW_S32_LE, "\0\0\0\x40\0\0\0\xC0\xFF\xFF\xFF\xFF", 12, -1.0 / 2147483648.0},
        {RBK_RAW_S32_BE, "\x40\0\0\0\xC0\0\0\0\xFF\xFF\xFF\xFF", 12, -1.0 / 2147483648.0},
        {RBK_RAW_F32_LE, "\0\0\0\x3F\0\0\0\xBF\0\0\x80\xBE", 12, -0.25},
        {RBK_RAW_F32_BE, "\x3F\0\0\0\xBF\0\0\0\xBE\x80\0\0", 12, -0.25},
        {RBK_RAW_F64_LE, "\0\0\0\0\0\0\xE0\x3F\0\0\0\0\0\0\xE0\xBF\0\0\0\0\0\0\xD0\xBF", 24, -0.25},
        {RBK_RAW_F64_BE, "\x3F\xE0\0\0\0\0\0\0\xBF\xE0\0\0\0\0\0\0\xBF\xD0\0\0\0\0\0\0", 24, -0.25},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rbk_raw_format raw = {.encoding = rows[i].encoding, .rate_hz = 48000, .channels = 1};
        rbk_input input;
        double values[4];
        size_t got = 0;
        scratch_write("a", rows[i].bytes, rows[i].size);
        rbk_decoder *source = open_source(&input, "a", &raw);
        assert_int_equal(rbk_decoder_information(source)->frames, 3);
        assert_int_equal(rbk_decoder_read_double(source, values, 4, &got, NULL), RBK_OK);
        assert_int_equal(got, 3);
        assert_true(values[0] == 0.5 && values[1] == -0.5 && values[2] == rows[i].third);
        float left[4], right[4];
        assert_int_equal(rbk_decoder_seek(source, 0, NULL), RBK_OK);
        assert_int_equal(rbk_decoder_read_planes(source, (rbk_planes){left, right}, 4, &got, NULL), RBK_OK);
        assert_int_equal(got, 3);
        assert_true(left[0] == 0.5F && left[1] == -0.5F && left[2] == (float)rows[i].third);
        assert_memory_equal(left, right, 3 * sizeof *left);
        rbk_decoder_close(source);
        rbk_input_close(&input);
    }
}

static void what_is_no_number_is_found_with_its_place(void **state)
{
    const struct {
        double value;
        const char *says;
    } rows[] = {
        {NAN, "the sample at frame 7001, channel 2 is not a number"},
        {INFINITY, "the sample at frame 7001, channel 2 is infinite"},
        {-INFINITY, "the sample at frame 7001, channel 2 is infinite"},
    };
    const int formats[] = {SF_FORMAT_WAV | SF_FORMAT_FLOAT, SF_FORMAT_WAV | SF_FORMAT_DOUBLE,
                           SF_FORMAT_AIFF | SF_FORMAT_FLOAT};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        for (size_t f = 0; f < sizeof formats / sizeof formats[0]; f++) {
            double *sine = audio_files_sine(9000, 2, 440, 44100, 0.5);
            sine[2 * 7001 + 1] = rows[i].value;
            audio_files_write_double("a", formats[f], 44100, 2, NULL, sine, 9000);
            free(sine);
            assert_string_equal(audio_files_read_refusal("a", 0, RBK_BAD_AUDIO), rows[i].says);
        }
    }
}

/* Every byte of the audio changed in turn: FLAC's own checksums detect each change. */
static void no_damage_to_a_flac_file_goes_unnoticed(void **state)
{
    int16_t *noise = audio_files_noise(2 * 20000);
    size_t size, whole = 0;
    (void)state;
    audio_files_write_int16("a.flac", FLAC16, 44100, 2, noise, 20000);
    size = audio_files_size("a.flac");
    uint8_t *bytes = (uint8_t *)scratch_read("a.flac", &whole);
    size_t first = 0;
    while (!(bytes[first] == 0xFF && bytes[first + 1] == 0xF8))
        first++;
    for (size_t at = first; at < size; at += 1237) {
        rbk_error error;
        rbk_audio *audio = NULL;
        uint8_t changed = bytes[at] ^ 4;
        audio_files_patch("a.flac", "b.flac", at, &changed, 1);
        if (rbk_audio_open(scratch_path("b.flac"), NULL, &audio, NULL, &error) == RBK_OK)
            (void)audio_files_read_refusal("b.flac", 20000, RBK_BAD_AUDIO);
        else
            assert_int_equal(error.status, RBK_BAD_AUDIO);
        rbk_audio_close(audio);
    }
    for (size_t at = first; at < size; at += 4999) {
        audio_files_cut("a.flac", "c.flac", at);
        assert_non_null(strstr(audio_files_refusal("c.flac", RBK_BAD_AUDIO), "the header claims 20000 samples"));
        (void)audio_files_read_refusal("c.flac", 20000, RBK_BAD_AUDIO);
    }
    free(bytes);
    free(noise);
}

static void a_seek_lands_on_the_very_frame(void **state)
{
    const int formats[] = {SF_FORMAT_WAV | SF_FORMAT_PCM_16, FLAC16, SF_FORMAT_AIFF | SF_FORMAT_PCM_16,
                           SF_FORMAT_CAF | SF_FORMAT_PCM_16, SF_FORMAT_W64 | SF_FORMAT_PCM_16};
    const int64_t places[] = {0, 1, 4095, 4096, 4097, 19999, 7, 12345};
    int16_t *noise = audio_files_noise(2 * 20000);
    (void)state;
    for (size_t f = 0; f < sizeof formats / sizeof formats[0]; f++) {
        rbk_input input;
        audio_files_write_int16("a", formats[f], 44100, 2, noise, 20000);
        rbk_decoder *source = open_source(&input, "a", NULL);
        for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
            int16_t pair[2];
            size_t got;
            assert_int_equal(rbk_decoder_seek(source, places[i], NULL), RBK_OK);
            assert_int_equal(rbk_decoder_read_int16(source, pair, 1, &got, NULL), RBK_OK);
            assert_int_equal(got, 1);
            assert_memory_equal(pair, noise + 2 * places[i], 4);
        }
        assert_int_equal(rbk_decoder_seek(source, 20001, NULL), RBK_BAD_AUDIO);
        rbk_decoder_close(source);
        rbk_input_close(&input);
    }
    free(noise);
}

static void plain_samples_are_found_in_their_file(void **state)
{
    const struct {
        int format;
        bool plain;
    } rows[] = {
        {SF_FORMAT_WAV | SF_FORMAT_PCM_16, true},
        {SF_FORMAT_WAVEX | SF_FORMAT_PCM_16, true},
        {SF_FORMAT_RF64 | SF_FORMAT_PCM_16, true},
        {SF_FORMAT_W64 | SF_FORMAT_PCM_16, true},
        {SF_FORMAT_AIFF | SF_FORMAT_PCM_16 | SF_ENDIAN_LITTLE, true},
        {SF_FORMAT_CAF | SF_FORMAT_PCM_16 | SF_ENDIAN_LITTLE, true},
        {SF_FORMAT_AU | SF_FORMAT_PCM_16 | SF_ENDIAN_LITTLE, true},
        {SF_FORMAT_WAV | SF_FORMAT_PCM_16 | SF_ENDIAN_BIG, false},
        {SF_FORMAT_AIFF | SF_FORMAT_PCM_16, false},
        {SF_FORMAT_WAV | SF_FORMAT_PCM_24, false},
        {SF_FORMAT_SDS | SF_FORMAT_PCM_16, false},
        {FLAC16, false},
    };
    int16_t *noise = audio_files_noise(2 * 5000);
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int channels = (rows[i].format & SF_FORMAT_TYPEMASK) == SF_FORMAT_SDS ? 1 : 2;
        rbk_input input;
        int64_t offset = 0;
        int16_t pair[2];
        size_t got = 0;
        audio_files_write_int16("a", rows[i].format, 44100, channels, noise, 5000);
        rbk_decoder *source = open_source(&input, "a", NULL);
        assert_int_equal(rbk_decoder_read_int16(source, pair, 1, &got, NULL), RBK_OK);
        assert_int_equal(rbk_decoder_is_plain(source, &offset), rows[i].plain);
        uint8_t *bytes = (uint8_t *)scratch_read("a", NULL);
        for (int64_t v = 0; v < 2 * 5000 && rows[i].plain; v++)
            assert_int_equal(bytes[offset + 2 * v] | bytes[offset + 2 * v + 1] << 8, (uint16_t)noise[v]);
        free(bytes);
        rbk_decoder_close(source);
        rbk_input_close(&input);
    }
    free(noise);
}

/* The data may be anywhere: here after a chunk of an odd size. */
static void plain_samples_are_found_after_other_chunks(void **state)
{
    static const uint8_t junk[] = {'J', 'U', 'N', 'K', 3, 0, 0, 0, 'd', 'a', 't', 0};
    int16_t *noise = audio_files_noise(2 * 100);
    uint8_t bytes[sizeof junk + 44 + 400];
    rbk_input input;
    int64_t offset = 0;
    (void)state;
    audio_files_write_int16("a", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 44100, 2, noise, 100);
    uint8_t *plain = (uint8_t *)scratch_read("a", NULL);
    memcpy(bytes, plain, 36);
    memcpy(bytes + 36, junk, sizeof junk);
    memcpy(bytes + 36 + sizeof junk, plain + 36, 8 + 400);
    bytes[4] = (uint8_t)(bytes[4] + sizeof junk);
    scratch_write("b", bytes, sizeof bytes);
    rbk_decoder *source = open_source(&input, "b", NULL);
    assert_true(rbk_decoder_is_plain(source, &offset));
    assert_int_equal(offset, 44 + sizeof junk);
    rbk_decoder_close(source);
    rbk_input_close(&input);
    free(plain);
    free(noise);
}

/* The library continues without what it could not read, with another length or 0. */
static void no_failed_read_while_opening_goes_unnoticed(void **state)
{
    const int formats[] = {SF_FORMAT_WAV | SF_FORMAT_PCM_16, FLAC16, SF_FORMAT_AIFF | SF_FORMAT_PCM_24};
    (void)state;
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        int failed = 0;
        audio_files_write_sine("a", formats[i], 44100, 2, 5000);
        for (;; failed++) {
            rbk_input input;
            rbk_error error;
            rbk_decoder *source = NULL;
            assert_int_equal(rbk_input_open(&input, scratch_path("a"), NULL), RBK_OK);
            reads_left = failed;
            rbk_status status = rbk_decoder_open(&input, NULL, RBK_FRAMES_UNKNOWN, &source, &error);
            bool opened_whole = reads_left >= 0;
            reads_left = -1;
            if (opened_whole)
                assert_int_equal(status, RBK_OK);
            else
                assert_int_equal(status, RBK_FILESYSTEM);
            rbk_decoder_close(source);
            rbk_input_close(&input);
            if (opened_whole)
                break;
            assert_int_equal(error.system_error, EIO);
        }
        assert_true(failed > 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(encodings_are_distinguished),
        scratch_test(headerless_samples_are_read_as_said),
        scratch_test(what_is_no_number_is_found_with_its_place),
        scratch_test(no_damage_to_a_flac_file_goes_unnoticed),
        scratch_test(no_failed_read_while_opening_goes_unnoticed),
        scratch_test(a_seek_lands_on_the_very_frame),
        scratch_test(plain_samples_are_found_in_their_file),
        scratch_test(plain_samples_are_found_after_other_chunks),
    };
    return cmocka_run_group_tests_name("audio/source", tests, NULL, NULL);
}
