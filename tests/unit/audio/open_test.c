/* Opening audio files: what is found, what is refused and with which message. */
#include "audio/open.h"

#include "unit/audio/audio_files.h"

#include <FLAC/stream_encoder.h>

static void a_file_says_what_it_is(void **state)
{
    const struct {
        int format;
        int rate_hz;
        int channels;
        const char *container;
        const char *encoding;
        bool bit_exact;
        bool seekable;
    } rows[] = {
        {SF_FORMAT_WAV | SF_FORMAT_PCM_16, 44100, 2, "WAV", "16-bit PCM", true, true},
        {SF_FORMAT_WAV | SF_FORMAT_PCM_16, 44100, 1, "WAV", "16-bit PCM", true, true},
        {SF_FORMAT_WAV | SF_FORMAT_PCM_16, 44100, 3, "WAV", "16-bit PCM", false, true},
        {SF_FORMAT_WAV | SF_FORMAT_PCM_16, 48000, 2, "WAV", "16-bit PCM", false, true},
        {SF_FORMAT_WAV | SF_FORMAT_PCM_U8, 44100, 2, "WAV", "8-bit PCM", true, true},
        {SF_FORMAT_WAV | SF_FORMAT_ULAW, 44100, 2, "WAV", "u-law", true, true},
        {SF_FORMAT_WAVEX | SF_FORMAT_PCM_24, 44100, 2, "WAV", "24-bit PCM", false, true},
        {SF_FORMAT_RF64 | SF_FORMAT_FLOAT, 384000, 8, "RF64", "32-bit float", false, true},
        {SF_FORMAT_W64 | SF_FORMAT_DOUBLE, 8000, 1, "W64", "64-bit float", false, true},
        {SF_FORMAT_AIFF | SF_FORMAT_PCM_S8, 44100, 1, "AIFF", "8-bit PCM", true, true},
        {SF_FORMAT_CAF | SF_FORMAT_PCM_32, 192000, 2, "CAF", "32-bit PCM", false, true},
        {SF_FORMAT_CAF | SF_FORMAT_ALAC_16, 44100, 2, "CAF", "16-bit ALAC", true, false},
        {SF_FORMAT_AU | SF_FORMAT_ALAW, 8000, 1, "AU", "A-law", false, true},
        {SF_FORMAT_FLAC | SF_FORMAT_PCM_16, 44100, 2, "FLAC", "16-bit PCM", true, true},
        {SF_FORMAT_FLAC | SF_FORMAT_PCM_24, 96000, 2, "FLAC", "24-bit PCM", false, true},
        {SF_FORMAT_OGG | SF_FORMAT_VORBIS, 44100, 2, "Ogg", "Vorbis", false, false},
        {SF_FORMAT_OGG | SF_FORMAT_OPUS, 48000, 2, "Ogg", "Opus", false, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rbk_findings *findings = rbk_findings_new();
        audio_files_write_sine("a", rows[i].format, rows[i].rate_hz, rows[i].channels, 9600);
        rbk_audio *audio = audio_files_open("a", findings);
        const rbk_audio_info *info = rbk_audio_information(audio);
        assert_string_equal(info->container, rows[i].container);
        assert_string_equal(info->encoding, rows[i].encoding);
        assert_int_equal(info->rate_hz, rows[i].rate_hz);
        assert_int_equal(info->channels, rows[i].channels);
        assert_int_equal(info->frames, 9600);
        assert_int_equal(info->bit_exact, rows[i].bit_exact);
        assert_int_equal(info->seekable_exactly, rows[i].seekable);
        assert_int_equal(info->down_mix[0] != '\0', rows[i].channels > 2);
        assert_int_equal(rbk_findings_count(findings), 0);
        rbk_audio_close(audio);
        rbk_findings_free(findings);
    }
}

static void only_what_a_disc_would_have_is_plain(void **state)
{
    const struct {
        int format;
        int rate_hz;
        int channels;
        bool plain;
    } rows[] = {
        {SF_FORMAT_WAV | SF_FORMAT_PCM_16, 44100, 2, true},  {SF_FORMAT_WAV | SF_FORMAT_PCM_16, 44100, 1, false},
        {SF_FORMAT_WAV | SF_FORMAT_PCM_16, 48000, 2, false}, {SF_FORMAT_WAV | SF_FORMAT_PCM_24, 44100, 2, false},
        {SF_FORMAT_WAV | SF_FORMAT_PCM_16, 44100, 4, false}, {SF_FORMAT_FLAC | SF_FORMAT_PCM_16, 44100, 2, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int descriptor = -1;
        int64_t offset = -1;
        uint8_t name[4];
        audio_files_write_sine("a", rows[i].format, rows[i].rate_hz, rows[i].channels, 9600);
        rbk_audio *audio = audio_files_open("a", NULL);
        assert_int_equal(rbk_audio_is_plain(audio, &descriptor, &offset), rows[i].plain);
        if (rows[i].plain) {
            assert_int_equal(pread(descriptor, name, 4, (off_t)offset - 8), 4);
            assert_memory_equal(name, "data", 4);
        }
        rbk_audio_close(audio);
    }
}

static void what_is_no_audio_is_refused_by_its_content(void **state)
{
    (void)state;
    scratch_write("empty.wav", "", 0);
    assert_string_equal(audio_files_refusal("empty.wav", RBK_NOT_AUDIO),
                        "audio format not recognised: the file is empty");
    scratch_write("zip.wav", "PK\3\4\x14\0\0\0\0\0", 10);
    assert_string_equal(audio_files_refusal("zip.wav", RBK_NOT_AUDIO),
                        "audio format not recognised: the file begins like a ZIP archive");
    scratch_write("notes.flac", "just words\n", 11);
    assert_string_equal(audio_files_refusal("notes.flac", RBK_NOT_AUDIO),
                        "audio format not recognised: the file is text, but not a valid sheet");
    scratch_write("noise.mp3", "\x01\x02\x83\x04\x05\x06\x07\x08", 8);
    assert_string_equal(audio_files_refusal("noise.mp3", RBK_NOT_AUDIO),
                        "audio format not recognised: the file begins with bytes 01 02 83 04");
    scratch_write("cut.NRG", "\x01\x02\x83\x04\x05\x06\x07\x08", 8);
    assert_string_equal(
        audio_files_refusal("cut.NRG", RBK_NOT_AUDIO),
        "expected the list of tracks of a Nero disc image (NRG) at its end, found other bytes: it is truncated or "
        "damaged; use --mode to read it as sectors of one track");
    (void)audio_files_refusal("none", RBK_FILEACCESS);
    assert_int_equal(mkdir(scratch_path("folder"), 0700), 0);
    assert_string_equal(audio_files_refusal("folder", RBK_FILEACCESS), "expected a file, found a folder");
}

/* By their names the decoder would treat these as headerless audio and give noise. */
static void a_name_alone_makes_no_audio(void **state)
{
    const char *const names[] = {"a.au", "a.snd", "a.vox", "a.gsm", "a.raw", "a.vox6", "a.sds", "a.wav", "a.htk"};
    int16_t *noise = audio_files_noise(10000);
    (void)state;
    noise[0] = 0x1234;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        scratch_write(names[i], noise, 20000);
        (void)audio_files_refusal(names[i], RBK_NOT_AUDIO);
    }
    free(noise);
}

static void a_wrong_name_is_a_note(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    audio_files_write_sine("a.wav", SF_FORMAT_FLAC | SF_FORMAT_PCM_16, 44100, 2, 1000);
    rbk_audio *audio = audio_files_open("a.wav", findings);
    assert_string_equal(rbk_audio_information(audio)->container, "FLAC");
    assert_string_equal(audio_files_finding(findings, "audio.misnamed"), "its name suggests WAV, its content is FLAC");
    assert_int_equal(rbk_findings_at(findings, 0)->severity, RBK_NOTE);
    assert_string_equal(rbk_findings_at(findings, 0)->path, scratch_path("a.wav"));
    rbk_audio_close(audio);
    rbk_findings_free(findings);
}

/* Opens a file of these bytes, size of them in all, as headerless; Container "" or its name, and what was found. */
static const char *container_of(const char *name, const char *bytes, size_t length, size_t size, bool sectors,
                                rbk_findings *findings)
{
    const rbk_raw_format raw = {.encoding = RBK_RAW_S16_LE, .rate_hz = 44100, .channels = 2, .sectors = sectors};
    char *all = calloc(1, size);
    rbk_audio *audio = NULL;
    memcpy(all, bytes, length);
    scratch_write(name, all, size);
    free(all);
    const char *container = rbk_audio_open(scratch_path(name), &raw, &audio, findings, NULL) == RBK_OK
                                ? rbk_audio_information(audio)->container
                                : "";
    rbk_audio_close(audio);
    return container;
}

static void samples_in_a_wav_may_begin_like_another_container(void **state)
{
    static const char *const letters[] = {"OggS", "wvpk"};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        int16_t samples[2 * 588] = {0}, read[2];
        rbk_sink *sink = NULL;
        rbk_audio *audio = NULL;
        memcpy(samples, letters[i], 4);
        assert_int_equal(rbk_sink_open(scratch_path("a.wav"), RBK_SINK_WAV, NULL, true, &sink, NULL), RBK_OK);
        assert_int_equal(rbk_sink_write(sink, samples, 588, NULL), RBK_OK);
        assert_int_equal(rbk_sink_commit(sink, NULL), RBK_OK);
        rbk_sink_free(sink);
        assert_int_equal(rbk_audio_open(scratch_path("a.wav"), NULL, &audio, NULL, NULL), RBK_OK);
        rbk_audio_close(audio);
        rbk_conform_source source = {.path = scratch_path("a.wav"), .frames = 588};
        rbk_conformer *conformer = NULL;
        size_t count = 0;
        assert_int_equal(rbk_conformer_open(&source, 1, NULL, 0, &conformer, NULL), RBK_OK);
        assert_int_equal(rbk_conformer_read(conformer, read, 1, &count, NULL), RBK_OK);
        assert_memory_equal(read, samples, 4);
        rbk_conformer_close(conformer);
    }
}

static void headerless_audio_may_begin_like_anything(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    assert_string_equal(container_of("a.bin", "PK\3\4", 4, 2352, false, findings), "headerless");
    assert_string_equal(audio_files_finding(findings, "audio.begins-like"),
                        "begins like a ZIP archive, but is read as headerless as requested");
    rbk_findings_free(findings);
    findings = rbk_findings_new();
    assert_string_equal(container_of("b.bin", "fLaC", 4, 2352, true, findings), "headerless");
    assert_string_equal(container_of("c.raw", "wvpk", 4, 2352, true, findings), "headerless");
    assert_int_equal(rbk_findings_count_from(findings, RBK_WARNING), 0);
    assert_string_equal(audio_files_finding(findings, "audio.begins-like"),
                        "begins like FLAC, but is read as sectors as requested");
    rbk_findings_free(findings);
}

static void two_against_it_prove_that_it_has_a_header(void **state)
{
    const rbk_raw_format cd = {.encoding = RBK_RAW_S16_LE, .rate_hz = 44100, .channels = 2};
    rbk_raw_format sectors = cd;
    rbk_findings *findings = rbk_findings_new();
    rbk_audio *audio = NULL;
    (void)state;
    sectors.sectors = true;
    audio_files_write_sine("b.flac", SF_FORMAT_FLAC | SF_FORMAT_PCM_16, 48000, 1, 1000);
    assert_int_equal(rbk_audio_open(scratch_path("b.flac"), &cd, &audio, findings, NULL), RBK_OK);
    assert_string_equal(rbk_audio_information(audio)->container, "FLAC");
    assert_int_equal(rbk_audio_information(audio)->rate_hz, 48000);
    assert_string_equal(audio_files_finding(findings, "audio.not-raw"), "declared headerless, but its content is FLAC");
    rbk_audio_close(audio);
    audio_files_write_sine("b.bin", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 44100, 2, 588);
    assert_int_equal(rbk_audio_open(scratch_path("b.bin"), &sectors, &audio, NULL, NULL), RBK_OK);
    assert_string_equal(rbk_audio_information(audio)->container, "WAV");
    rbk_audio_close(audio);
    assert_string_equal(container_of("c.wv", "wvpk", 4, 2352, false, NULL), "");
    assert_string_equal(container_of("c.bin", "wvpk", 4, 2353, true, NULL), "");
    rbk_findings_free(findings);
}

static void headerless_audio_is_read_when_it_is_said_to_be(void **state)
{
    const rbk_raw_format cd = {.encoding = RBK_RAW_S16_LE, .rate_hz = 44100, .channels = 2};
    rbk_findings *findings = rbk_findings_new();
    rbk_audio *audio = NULL;
    rbk_error error;
    (void)state;
    scratch_write("a.bin", "\x01\0\x02\0\x03\0\x04\0\x05\0", 10);
    assert_int_equal(rbk_audio_open(scratch_path("a.bin"), &cd, &audio, findings, NULL), RBK_OK);
    assert_string_equal(rbk_audio_information(audio)->container, "headerless");
    assert_int_equal(rbk_audio_information(audio)->frames, 2);
    assert_true(rbk_audio_information(audio)->bit_exact);
    assert_string_equal(audio_files_finding(findings, "audio.odd-bytes"),
                        "2 bytes after the last whole sample are ignored");
    rbk_audio_close(audio);
    audio = NULL;
    scratch_write("d.bin", "\1\2\3", 3);
    assert_int_equal(rbk_audio_open(scratch_path("d.bin"), &cd, &audio, NULL, &error), RBK_BAD_AUDIO);
    assert_string_equal(error.sentence, "the file holds no samples");
    const rbk_raw_format bad = {.encoding = RBK_RAW_S16_LE, .rate_hz = 1, .channels = 2};
    assert_int_equal(rbk_audio_open(scratch_path("a.bin"), &bad, &audio, NULL, NULL), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_audio_open(NULL, NULL, &audio, NULL, NULL), RBK_INVALID_POINTER);
    assert_null(audio);
    rbk_findings_free(findings);
}

static void rates_and_channels_beyond_the_range_are_refused(void **state)
{
    (void)state;
    audio_files_write_sine("a.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 7999, 1, 100);
    assert_string_equal(audio_files_refusal("a.wav", RBK_UNSUPPORTED),
                        "expected a rate of 8000 to 384000 Hz, found 7999");
    audio_files_write_sine("b.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 768000, 1, 100);
    assert_string_equal(audio_files_refusal("b.wav", RBK_UNSUPPORTED),
                        "expected a rate of 8000 to 384000 Hz, found 768000");
    audio_files_write_sine("c.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 44100, 9, 100);
    assert_string_equal(audio_files_refusal("c.wav", RBK_UNSUPPORTED), "expected 1 to 8 channels, found 9");
}

static void cut_and_damaged_mpeg_is_refused(void **state)
{
    char zeros[2000] = {0};
    (void)state;
    audio_files_write_sine("a.mp3", SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III, 44100, 2, 60000);
    assert_int_equal(audio_files_frames("a.mp3"), 60000);
    audio_files_cut("a.mp3", "b.mp3", audio_files_size("a.mp3") / 2);
    assert_non_null(strstr(audio_files_refusal("b.mp3", RBK_BAD_AUDIO), " MPEG frames, the file holds "));
    audio_files_cut("a.mp3", "c.mp3", audio_files_size("a.mp3") - 10);
    (void)audio_files_refusal("c.mp3", RBK_BAD_AUDIO);
    audio_files_patch("a.mp3", "d.mp3", audio_files_size("a.mp3") / 2, zeros, sizeof zeros);
    assert_non_null(
        strstr(audio_files_refusal("d.mp3", RBK_BAD_AUDIO), "no MPEG frame where one was expected, at byte "));
}

/* The decoder guesses from the first frame's bit rate how much there is, and would stop there. */
static void mpeg_without_a_header_frame_is_read_to_its_end(void **state)
{
    size_t size = 0, frame = 0;
    (void)state;
    audio_files_write_sine("a.mp3", SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III, 44100, 2, 60000);
    uint8_t *bytes = (uint8_t *)scratch_read("a.mp3", &size);
    for (frame = 4; !(bytes[frame] == 0xFF && bytes[frame + 1] == bytes[1] && (bytes[frame + 2] & 0xC) == 0); frame++)
        continue;
    scratch_write("b.mp3", bytes + frame, size - frame);
    int64_t frames = audio_files_frames("b.mp3");
    assert_int_equal(frames % 1152, 0);
    assert_true(frames >= 60000);
    free(bytes);
}

static void a_flac_file_of_unknown_length_is_counted(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    const char *const name = "b.flac";
    size_t count = 0, size = 0;
    (void)state;
    audio_files_write_sine("a.flac", SF_FORMAT_FLAC | SF_FORMAT_PCM_16, 44100, 2, 30000);
    uint8_t *bytes = (uint8_t *)scratch_read("a.flac", &size);
    bytes[8 + 13] &= 0xF0; /* the 36 bits of total samples in STREAMINFO */
    memset(bytes + 8 + 14, 0, 4);
    scratch_write(name, bytes, size);
    free(bytes);
    rbk_audio *audio = audio_files_open(name, findings);
    assert_int_equal(rbk_audio_information(audio)->frames, 30000);
    assert_non_null(audio_files_finding(findings, "audio.length-unknown"));
    rbk_audio_close(audio);
    rbk_findings_free(findings);
    free(audio_files_conform(&name, 1, NULL, 0, 1000, &count, NULL));
    assert_int_equal(count, 30000);
}

static void encode_flac(const char *name, unsigned bits, bool ogg)
{
    static FLAC__int32 ramp[4096];
    for (int i = 0; i < 4096; i++)
        ramp[i] = (int)ldexp(i - 2048, (int)bits - 12);
    FLAC__StreamEncoder *encoder = FLAC__stream_encoder_new();
    assert_non_null(encoder);
    assert_true(FLAC__stream_encoder_set_channels(encoder, 1));
    assert_true(FLAC__stream_encoder_set_bits_per_sample(encoder, bits));
    assert_true(FLAC__stream_encoder_set_sample_rate(encoder, 44100));
    assert_true(FLAC__stream_encoder_set_streamable_subset(encoder, false));
    FLAC__StreamEncoderInitStatus status =
        ogg ? FLAC__stream_encoder_init_ogg_file(encoder, scratch_path(name), NULL, NULL)
            : FLAC__stream_encoder_init_file(encoder, scratch_path(name), NULL, NULL);
    assert_int_equal(status, FLAC__STREAM_ENCODER_INIT_STATUS_OK);
    assert_true(FLAC__stream_encoder_process_interleaved(encoder, ramp, 4096));
    assert_true(FLAC__stream_encoder_finish(encoder));
    FLAC__stream_encoder_delete(encoder);
}

static void flac_of_any_usual_depth_is_read(void **state)
{
    const unsigned depths[] = {12, 16, 20, 24, 32};
    static double found[4096];
    (void)state;
    for (size_t i = 0; i < sizeof depths / sizeof depths[0]; i++) {
        char name[] = "00-bit PCM";
        size_t got = 0;
        encode_flac("a.flac", depths[i], false);
        rbk_audio *audio = audio_files_open("a.flac", NULL);
        name[0] = (char)('0' + depths[i] / 10);
        name[1] = (char)('0' + depths[i] % 10);
        assert_int_equal(rbk_audio_information(audio)->frames, 4096);
        assert_int_equal(rbk_audio_information(audio)->bits, depths[i]);
        assert_string_equal(rbk_audio_information(audio)->encoding, name);
        assert_int_equal(rbk_sequence_read_double(rbk_audio_sequence(audio), found, 4096, &got, NULL), RBK_OK);
        assert_int_equal(got, 4096);
        for (int k = 0; k < 4096; k++)
            assert_true(found[k] == (k - 2048) / 2048.0);
        rbk_audio_close(audio);
    }
}

static void flac_of_another_depth_is_named(void **state)
{
    rbk_audio *audio = NULL;
    rbk_error error;
    (void)state;
    encode_flac("a.flac", 18, false);
    assert_int_equal(rbk_audio_open(scratch_path("a.flac"), NULL, &audio, NULL, &error), RBK_UNSUPPORTED);
    assert_string_equal(error.sentence,
                        "the FLAC file holds PCM of an unusual bit depth, which is not supported: convert "
                        "it to a WAV file");
    assert_null(audio);
}

static void what_flac_and_ogg_hold_and_is_not_read_is_named(void **state)
{
    rbk_audio *audio = NULL;
    rbk_error error;
    (void)state;
    encode_flac("a.oga", 16, true);
    if (rbk_audio_open(scratch_path("a.oga"), NULL, &audio, NULL, &error) != RBK_OK) {
        assert_int_equal(error.status, RBK_UNSUPPORTED);
        assert_string_equal(error.sentence,
                            "the Ogg file holds FLAC, which is not supported: convert it to a WAV file");
    }
    rbk_audio_close(audio);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(a_file_says_what_it_is),
        scratch_test(only_what_a_disc_would_have_is_plain),
        scratch_test(what_is_no_audio_is_refused_by_its_content),
        scratch_test(a_name_alone_makes_no_audio),
        scratch_test(a_wrong_name_is_a_note),
        scratch_test(samples_in_a_wav_may_begin_like_another_container),
        scratch_test(headerless_audio_may_begin_like_anything),
        scratch_test(two_against_it_prove_that_it_has_a_header),
        scratch_test(headerless_audio_is_read_when_it_is_said_to_be),
        scratch_test(rates_and_channels_beyond_the_range_are_refused),
        scratch_test(cut_and_damaged_mpeg_is_refused),
        scratch_test(mpeg_without_a_header_frame_is_read_to_its_end),
        scratch_test(a_flac_file_of_unknown_length_is_counted),
        scratch_test(flac_of_any_usual_depth_is_read),
        scratch_test(flac_of_another_depth_is_named),
        scratch_test(what_flac_and_ogg_hold_and_is_not_read_is_named),
    };
    return cmocka_run_group_tests_name("audio/open", tests, NULL, NULL);
}
