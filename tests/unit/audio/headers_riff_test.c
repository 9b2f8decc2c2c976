/* Headers of WAV, RF64, BW64 and W64 compared with their files. */
#include "unit/audio/audio_files.h"

#define WAV (SF_FORMAT_WAV | SF_FORMAT_PCM_16)

static uint8_t *put32(uint8_t *at, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        at[i] = (uint8_t)(value >> 8 * i);
    return at + 4;
}

static uint8_t *put_chunk(uint8_t *at, const char *name, uint32_t size)
{
    memcpy(at, name, 4);
    return put32(at + 4, size);
}

/* RIFF, a fmt chunk of 16 bit stereo at 44.1 kHz; returns what follows. */
static uint8_t *put_head(uint8_t *at, const char *form)
{
    static const uint8_t fmt[16] = {1, 0, 2, 0, 0x44, 0xAC, 0, 0, 0x10, 0xB1, 2, 0, 4, 0, 16, 0};
    at = put_chunk(at, form, 0xFFFFFFFFu);
    memcpy(at, "WAVE", 4);
    at = put_chunk(at + 4, "fmt ", sizeof fmt);
    memcpy(at, fmt, sizeof fmt);
    return at + sizeof fmt;
}

/* A WAV with a data chunk of the given stated and real length. */
static void write_wav(const char *name, uint32_t claims, size_t holds)
{
    uint8_t *bytes = calloc(1, 100 + holds);
    assert_non_null(bytes);
    uint8_t *data = put_chunk(put_head(bytes, "RIFF"), "data", claims);
    for (size_t i = 0; i < holds; i++)
        data[i] = (uint8_t)(i * 7 + 1);
    scratch_write(name, bytes, (size_t)(data - bytes) + holds);
    free(bytes);
}

static void a_cut_file_is_refused_with_both_numbers(void **state)
{
    (void)state;
    write_wav("a.wav", 44100 * 4, 22050 * 4);
    assert_string_equal(audio_files_refusal("a.wav", RBK_BAD_AUDIO),
                        "the header claims 44100 samples, the file holds 22050");
    write_wav("b.wav", 1000 * 4, 1000 * 4 - 1);
    assert_string_equal(audio_files_refusal("b.wav", RBK_BAD_AUDIO),
                        "the header claims 1000 samples, the file holds 999");
    write_wav("c.wav", 1000 * 4, 0);
    assert_string_equal(audio_files_refusal("c.wav", RBK_BAD_AUDIO),
                        "the header claims 1000 samples, the file holds 0");
    audio_files_write_sine("w.w64", SF_FORMAT_W64 | SF_FORMAT_PCM_24, 96000, 1, 5000);
    audio_files_cut("w.w64", "x.w64", audio_files_size("w.w64") - 3000);
    assert_string_equal(audio_files_refusal("x.w64", RBK_BAD_AUDIO),
                        "the header claims 5000 samples, the file holds 4000");
    audio_files_write_sine("w.rf64", SF_FORMAT_RF64 | SF_FORMAT_PCM_16, 44100, 2, 5000);
    audio_files_cut("w.rf64", "x.rf64", audio_files_size("w.rf64") - 4000);
    assert_string_equal(audio_files_refusal("x.rf64", RBK_BAD_AUDIO),
                        "the header claims 5000 samples, the file holds 4000");
    audio_files_write_sine("adpcm.wav", SF_FORMAT_WAV | SF_FORMAT_IMA_ADPCM, 44100, 2, 20000);
    audio_files_cut("adpcm.wav", "cut.wav", audio_files_size("adpcm.wav") / 2);
    assert_non_null(strstr(audio_files_refusal("cut.wav", RBK_BAD_AUDIO), " bytes of audio, the file holds "));
}

static void a_length_left_open_by_a_pipe_is_a_finding(void **state)
{
    const uint32_t lengths[] = {0, 0xFFFFFFFFu, 0x7FFFFFFFu, 0x7FFFF000u, 0x80000000u, 0xFFFFFFDBu};
    (void)state;
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        rbk_findings *findings = rbk_findings_new();
        write_wav("a.wav", lengths[i], 3000 * 4);
        rbk_audio *audio = audio_files_open("a.wav", findings);
        assert_int_equal(rbk_audio_information(audio)->frames, 3000);
        assert_string_equal(audio_files_finding(findings, "audio.length-unknown"),
                            "the header does not state the length of the audio, as when written to a pipe; all 12000 "
                            "bytes after it are used");
        assert_int_equal(rbk_findings_at(findings, 0)->severity, RBK_WARNING);
        assert_int_equal(rbk_findings_count(findings), 1);
        rbk_audio_close(audio);
        rbk_findings_free(findings);
    }
}

static void rf64_and_w64_from_a_pipe_are_read_whole(void **state)
{
    static uint8_t bytes[2000];
    const char *const name = "a.rf64";
    size_t count = 0;
    (void)state;
    uint8_t *at = put_chunk(bytes, "RF64", 0xFFFFFFFFu);
    memcpy(at, "WAVE", 4);
    at = put_chunk(at + 4, "ds64", 28) + 28; /* all zero, as a pipe leaves it */
    uint8_t head[64];
    size_t fmt = (size_t)(put_head(head, "RIFF") - head) - 12;
    memcpy(at, head + 12, fmt);
    at = put_chunk(at + fmt, "data", 0xFFFFFFFFu);
    for (int i = 0; i < 400; i++)
        at[i] = (uint8_t)(i + 1);
    scratch_write(name, bytes, (size_t)(at - bytes) + 400);
    int16_t *samples = audio_files_conform(&name, 1, NULL, 0, 33, &count, NULL);
    assert_int_equal(count, 100);
    for (int i = 0; i < 200; i++)
        assert_int_equal(samples[i], (int16_t)(uint16_t)((uint8_t)(2 * i + 1) | (uint8_t)(2 * i + 2) << 8));
    free(samples);
    audio_files_write_sine("a.w64", SF_FORMAT_W64 | SF_FORMAT_PCM_16, 44100, 2, 700);
    audio_files_patch("a.w64", "b.w64", audio_files_size("a.w64") - 2800 - 8, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F", 8);
    assert_int_equal(audio_files_frames("b.w64"), 700);
}

static void bw64_is_read_like_rf64(void **state)
{
    const char *const names[] = {"a.rf64", "b.wav"};
    size_t count = 0, other = 0;
    (void)state;
    audio_files_write_sine(names[0], SF_FORMAT_RF64 | SF_FORMAT_PCM_16, 44100, 2, 5000);
    audio_files_patch(names[0], names[1], 0, "BW64", 4);
    rbk_audio *audio = audio_files_open(names[1], NULL);
    assert_string_equal(rbk_audio_information(audio)->container, "BW64");
    rbk_audio_close(audio);
    int16_t *a = audio_files_conform(&names[0], 1, NULL, 0, 777, &count, NULL);
    int16_t *b = audio_files_conform(&names[1], 1, NULL, 0, 777, &other, NULL);
    assert_int_equal(count, 5000);
    assert_int_equal(other, 5000);
    assert_memory_equal(a, b, 20000);
    free(a);
    free(b);
}

static void odd_bytes_are_left_out_with_a_finding(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    write_wav("a.wav", 4003, 4004);
    rbk_audio *audio = audio_files_open("a.wav", findings);
    assert_int_equal(rbk_audio_information(audio)->frames, 1000);
    assert_string_equal(audio_files_finding(findings, "audio.odd-bytes"),
                        "3 bytes after the last whole sample are ignored");
    rbk_audio_close(audio);
    rbk_findings_free(findings);
}

static void a_file_without_samples_is_refused(void **state)
{
    uint8_t bytes[200] = {0};
    (void)state;
    write_wav("a.wav", 0, 0);
    assert_string_equal(audio_files_refusal("a.wav", RBK_BAD_AUDIO), "the file holds no samples");
    write_wav("b.wav", 3, 3);
    assert_string_equal(audio_files_refusal("b.wav", RBK_BAD_AUDIO), "the file holds no samples");
    uint8_t *at = put_chunk(put_head(bytes, "RIFF"), "data", 0); /* nothing, and a chunk after it */
    at = put_chunk(at, "LIST", 20) + 20;
    scratch_write("c.wav", bytes, (size_t)(at - bytes));
    assert_string_equal(audio_files_refusal("c.wav", RBK_BAD_AUDIO), "the file holds no samples");
    write_wav("d.wav", 0xFFFFFFFFu, 0);
    assert_string_equal(audio_files_refusal("d.wav", RBK_BAD_AUDIO), "the file holds no samples");
}

static void a_header_without_its_chunks_is_refused(void **state)
{
    uint8_t bytes[200] = {0};
    (void)state;
    uint8_t *end = put_head(bytes, "RIFF");
    scratch_write("a.wav", bytes, (size_t)(end - bytes));
    assert_string_equal(audio_files_refusal("a.wav", RBK_BAD_AUDIO), "no data chunk found");
    scratch_write("b.wav", bytes, 12);
    assert_string_equal(audio_files_refusal("b.wav", RBK_BAD_AUDIO), "no data chunk found");
    memcpy(bytes + 12, "data", 4);
    scratch_write("c.wav", bytes, (size_t)(end - bytes));
    assert_string_equal(audio_files_refusal("c.wav", RBK_BAD_AUDIO), "no fmt chunk before the data chunk");
    put_head(bytes, "RIFF");
    put_chunk(end, "LIST", 5000);
    scratch_write("d.wav", bytes, (size_t)(end - bytes) + 30);
    assert_string_equal(audio_files_refusal("d.wav", RBK_BAD_AUDIO),
                        "the chunk 'LIST' at byte 44 claims 5000 bytes, the file ends after 22");
    bytes[22] = 0; /* channels */
    scratch_write("e.wav", bytes, 100);
    assert_string_equal(audio_files_refusal("e.wav", RBK_BAD_AUDIO), "the fmt chunk states 0 channels");
}

static void raw_data_after_a_wave_word_is_refused(void **state)
{
    uint64_t seed = 3;
    uint8_t bytes[5000] = "RIFF....WAVE";
    (void)state;
    for (size_t i = 12; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)(audio_files_random(&seed) | 0x80);
    scratch_write("a.wav", bytes, sizeof bytes);
    (void)audio_files_refusal("a.wav", RBK_BAD_AUDIO);
    scratch_write("b.wav", bytes + 12, sizeof bytes - 12);
    (void)audio_files_refusal("b.wav", RBK_NOT_AUDIO);
}

static void what_a_wav_holds_and_is_not_read_is_named(void **state)
{
    uint8_t bytes[400] = {0};
    (void)state;
    uint8_t *at = put_chunk(put_head(bytes, "RIFF"), "data", 200);
    bytes[20] = 0x61;
    bytes[21] = 0x01;
    scratch_write("a.wav", bytes, (size_t)(at - bytes) + 200);
    assert_string_equal(audio_files_refusal("a.wav", RBK_UNSUPPORTED),
                        "the WAV file holds Windows Media, which is not supported: convert it to a WAV file");
}

static void mpeg_inside_a_wav_is_counted_by_its_frames(void **state)
{
    size_t size = 0;
    (void)state;
    audio_files_write_sine("a.mp3", SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III, 44100, 2, 40000);
    char *audio = scratch_read("a.mp3", &size);
    uint8_t *bytes = calloc(1, size + 100);
    uint8_t *at = put_chunk(put_head(bytes, "RIFF"), "data", (uint32_t)size);
    bytes[20] = 0x55;
    memcpy(at, audio, size);
    scratch_write("b.wav", bytes, (size_t)(at - bytes) + size);
    assert_int_equal(audio_files_frames("b.wav"), audio_files_frames("a.mp3"));
    free(bytes);
    free(audio);
}

/* After a data chunk of 400 bytes: what is given, or as many bytes of noise. */
static const char *what_is_reported_of_bytes_after(const char *chunks, size_t size)
{
    static char reported[200];
    static uint8_t bytes[3000];
    uint8_t *at = put_chunk(put_head(bytes, "RIFF"), "data", 400) + 400;
    for (size_t i = 0; i < size; i++)
        at[i] = chunks ? (uint8_t)chunks[i] : (uint8_t)(i * 29 + 200);
    scratch_write("behind.wav", bytes, (size_t)(at - bytes) + size);
    rbk_findings *findings = rbk_findings_new();
    rbk_audio *audio = audio_files_open("behind.wav", findings);
    assert_int_equal(rbk_audio_information(audio)->frames, 100);
    snprintf(reported, sizeof reported, "%s", rbk_findings_count(findings) ? rbk_findings_at(findings, 0)->text : "");
    rbk_audio_close(audio);
    rbk_findings_free(findings);
    return reported;
}

static void bytes_after_the_audio_are_reported_unless_they_are_chunks(void **state)
{
    (void)state;
    assert_string_equal(
        what_is_reported_of_bytes_after(NULL, 800),
        "the header counts 400 bytes of audio; 800 bytes after them belong to no chunk and are ignored");
    assert_string_equal(what_is_reported_of_bytes_after("LIST\4\0\0\0INFO", 12), "");
    assert_string_equal(what_is_reported_of_bytes_after("id3 \3\0\0\0abc\0LIST\4\0\0\0INFO", 24), "");
    assert_string_equal(what_is_reported_of_bytes_after("\0\0\0\0", 4), ""); /* less than the header of a chunk */
    assert_string_equal(what_is_reported_of_bytes_after("LIST\4\0\0\0INFO\0\0\0", 15), "");
    assert_string_equal(what_is_reported_of_bytes_after("LIST\4\0\0\0INFO\0\0\0\0\0\0\0\0\0", 21),
                        "the header counts 400 bytes of audio; 9 bytes after them belong to no chunk and are ignored");
    assert_string_equal(what_is_reported_of_bytes_after("LIST\5\0\0\0INFO", 12),
                        "the header counts 400 bytes of audio; 12 bytes after them belong to no chunk and are ignored");
}

/* Sparse: the unwritten part takes no disk space. */
static void a_length_that_went_past_4_gib_is_refused(void **state)
{
    const uint32_t lengths[] = {400, 0xFFFFFFFFu, 0};
    (void)state;
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        write_wav("a.wav", lengths[i], 400);
        if (truncate(scratch_path("a.wav"), (INT64_C(1) << 32) + 444) != 0)
            fail_msg("the file system takes no file beyond 4 GiB");
        assert_string_equal(audio_files_refusal("a.wav", RBK_BAD_AUDIO),
                            "the file holds 4294967696 bytes of audio, and its header cannot count beyond 4 GiB: "
                            "expected RF64 or W64 for this length");
    }
}

/* The file ends before or inside a chunk that is looked for. */
static void headers_that_end_early_are_refused(void **state)
{
    static uint8_t bytes[40];
    (void)state;
    audio_files_write_sine("w.w64", SF_FORMAT_W64 | SF_FORMAT_PCM_16, 44100, 2, 100);
    audio_files_cut("w.w64", "x.w64", 40 + 40);
    assert_string_equal(audio_files_refusal("x.w64", RBK_BAD_AUDIO), "no data chunk found");
    memcpy(put_chunk(bytes, "RF64", 0xFFFFFFFFu), "WAVE", 4);
    (void)put_chunk(bytes + 12, "ds64", 28);
    scratch_write("a.rf64", bytes, sizeof bytes);
    assert_string_equal(audio_files_refusal("a.rf64", RBK_BAD_AUDIO),
                        "the chunk 'ds64' at byte 20 claims 28 bytes, the file ends after 20");
    (void)put_chunk(bytes + 12, "ds64", 4);
    scratch_write("b.rf64", bytes, 24);
    assert_string_equal(audio_files_refusal("b.rf64", RBK_BAD_AUDIO), "no data chunk found");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(a_cut_file_is_refused_with_both_numbers),
        scratch_test(a_length_left_open_by_a_pipe_is_a_finding),
        scratch_test(rf64_and_w64_from_a_pipe_are_read_whole),
        scratch_test(bw64_is_read_like_rf64),
        scratch_test(odd_bytes_are_left_out_with_a_finding),
        scratch_test(bytes_after_the_audio_are_reported_unless_they_are_chunks),
        scratch_test(a_length_that_went_past_4_gib_is_refused),
        scratch_test(a_file_without_samples_is_refused),
        scratch_test(a_header_without_its_chunks_is_refused),
        scratch_test(raw_data_after_a_wave_word_is_refused),
        scratch_test(what_a_wav_holds_and_is_not_read_is_named),
        scratch_test(mpeg_inside_a_wav_is_counted_by_its_frames),
        scratch_test(headers_that_end_early_are_refused),
    };
    return cmocka_run_group_tests_name("audio/headers_riff", tests, NULL, NULL);
}
