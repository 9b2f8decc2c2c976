/* FLAC files whose header or end disagree with their frames. */
#include "audio/flac_frames.h"
#include "audio/open.h"

#include "unit/audio/audio_files.h"

#define FLAC16   (SF_FORMAT_FLAC | SF_FORMAT_PCM_16)
#define FRAMES   50000
#define TOTAL_AT (8 + 13)

static int16_t *samples;

static void write_noise(const char *name, int format, int rate_hz, int channels, size_t frames)
{
    free(samples);
    samples = audio_files_noise(2 * FRAMES);
    audio_files_write_int16(name, format, rate_hz, channels, samples, frames);
}

static void write_total(const char *from, const char *to, int64_t total)
{
    uint8_t bytes[5] = {(uint8_t)(0xF0 | total >> 32)}; /* the upper four bits are of the depth: 16 - 1 */
    for (int i = 1; i < 5; i++)
        bytes[i] = (uint8_t)(total >> 8 * (4 - i));
    audio_files_patch(from, to, TOTAL_AT, bytes, 5);
}

/* Reads all of it at once, and from several positions. */
static void gives(const char *name, const int16_t *wanted, size_t frames)
{
    size_t count = 0;
    int16_t *found = audio_files_conform(&name, 1, NULL, 0, 5000, &count, NULL);
    assert_int_equal(count, frames);
    assert_memory_equal(found, wanted, frames * 4);
    free(found);
    rbk_conform_source source = {.path = scratch_path(name), .frames = (int64_t)frames};
    for (int64_t at = 1; at < (int64_t)frames; at += 7777) {
        int16_t two[4];
        rbk_conformer *conformer = NULL;
        assert_int_equal(rbk_conformer_open(&source, 1, NULL, 0, &conformer, NULL), RBK_OK);
        assert_int_equal(rbk_conformer_seek(conformer, at, NULL), RBK_OK);
        assert_int_equal(rbk_conformer_read(conformer, two, 1, &count, NULL), RBK_OK);
        assert_memory_equal(two, wanted + 2 * at, 4);
        rbk_conformer_close(conformer);
    }
}

static void reports(const char *name, const char *rule, const char *text)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_audio_close(audio_files_open(name, findings));
    assert_int_equal(rbk_findings_count(findings), rule ? 1 : 0);
    if (rule) {
        assert_non_null(audio_files_finding(findings, rule));
        assert_string_equal(audio_files_finding(findings, rule), text);
    }
    rbk_findings_free(findings);
}

static void a_number_of_samples_that_is_too_small_loses_none(void **state)
{
    (void)state;
    write_noise("a", FLAC16, 44100, 2, FRAMES);
    write_total("a", "b", 20000);
    reports("b", "audio.wrong-length", "the header counts 20000 samples, the file holds 50000: all are used");
    gives("b", samples, FRAMES);
    write_total("a", "c", 0);
    reports("c", "audio.length-unknown",
            "the header does not state the length of the audio; all 50000 samples are used");
    gives("c", samples, FRAMES);
}

static void a_number_of_samples_that_is_too_large_is_refused(void **state)
{
    (void)state;
    write_noise("a", FLAC16, 44100, 2, FRAMES);
    write_total("a", "b", 50001);
    assert_string_equal(audio_files_refusal("b", RBK_BAD_AUDIO),
                        "the header claims 50001 samples, the file holds 50000: it is truncated");
}

/* Nothing says how many samples there should be. */
static void a_cut_file_of_unknown_length_is_refused(void **state)
{
    (void)state;
    write_noise("a", FLAC16, 44100, 2, FRAMES);
    write_total("a", "b", 0);
    audio_files_cut("b", "c", audio_files_size("b") - 1000);
    const char *text = audio_files_refusal("c", RBK_BAD_AUDIO);
    assert_non_null(strstr(text, "the file ends inside the FLAC frame at byte "));
    assert_non_null(strstr(text, ", after sample 4"));
}

static void bytes_after_the_last_frame_are_reported(void **state)
{
    char junk[3000], tag[128] = "TAG";
    (void)state;
    write_noise("a", FLAC16, 44100, 2, FRAMES);
    for (size_t i = 0; i < sizeof junk; i++)
        junk[i] = (char)(i * 37 + i / 7 + 1);
    for (size_t size = 1; size <= sizeof junk; size = size * 3 + 1) {
        char text[100];
        audio_files_wrap("a", "b", NULL, 0, junk, size);
        snprintf(text, sizeof text, "%zu byte%s after the last FLAC frame %s ignored", size, RBK_PLURAL(size, "", "s"),
                 RBK_PLURAL(size, "is", "are"));
        reports("b", "audio.odd-bytes", text);
        gives("b", samples, FRAMES);
    }
    audio_files_wrap("a", "b", NULL, 0, tag, sizeof tag);
    reports("b", NULL, NULL);
    gives("b", samples, FRAMES);
}

static void files_that_were_joined_follow_one_another(void **state)
{
    const char *const tags[] = {"", "TAG", "ID3\3\0\0\0\0\0\5"};
    const size_t sizes[] = {0, 128, 15};
    (void)state;
    write_noise("a", FLAC16, 44100, 2, 30000);
    audio_files_write_int16("b", FLAC16, 44100, 2, samples + 2 * 30000, 20000);
    for (size_t i = 0; i < 3; i++) {
        char tag[128] = "";
        size_t size = 0;
        memcpy(tag, tags[i], i == 1 ? 3 : i == 2 ? 10 : 0);
        audio_files_wrap("a", "c", NULL, 0, tag, sizes[i]);
        char *bytes = scratch_read("c", &size);
        audio_files_wrap("b", "d", bytes, size, NULL, 0);
        free(bytes);
        gives("d", samples, FRAMES);
    }
}

/* Those past the last one would not be heard. */
static void more_joined_files_than_are_read_are_refused(void **state)
{
    size_t size = 0;
    (void)state;
    write_noise("a", FLAC16, 44100, 1, 20);
    char *one = scratch_read("a", &size);
    char *all = malloc((RBK_FLAC_SECTIONS_MAX + 1) * size);
    assert_true(one && all);
    for (size_t i = 0; i <= RBK_FLAC_SECTIONS_MAX; i++)
        memcpy(all + i * size, one, size);
    scratch_write("b", all, RBK_FLAC_SECTIONS_MAX * size);
    assert_int_equal(audio_files_frames("b"), RBK_FLAC_SECTIONS_MAX * 20);
    scratch_write("b", all, (RBK_FLAC_SECTIONS_MAX + 1) * size);
    assert_string_equal(audio_files_refusal("b", RBK_UNSUPPORTED),
                        "expected at most 1000 FLAC files joined to one, found more");
    free(all);
    free(one);
}

static void files_of_two_kinds_that_were_joined_are_refused(void **state)
{
    const struct {
        int format;
        int rate_hz;
        int channels;
        const char *says;
    } rows[] = {
        {FLAC16, 48000, 2, "found 16-bit PCM, 48000 Hz, 2-channel from byte"},
        {FLAC16, 44100, 1, "found 16-bit PCM, 44100 Hz, 1-channel from byte"},
        {SF_FORMAT_FLAC | SF_FORMAT_PCM_24, 44100, 2, "found 24-bit PCM, 44100 Hz, 2-channel from byte"},
    };
    (void)state;
    write_noise("a", FLAC16, 44100, 2, 30000);
    size_t size = 0;
    char *bytes = scratch_read("a", &size);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        audio_files_write_int16("b", rows[i].format, rows[i].rate_hz, rows[i].channels, samples, 20000);
        audio_files_wrap("b", "c", bytes, size, NULL, 0);
        assert_non_null(strstr(audio_files_refusal("c", RBK_BAD_AUDIO), rows[i].says));
    }
    free(bytes);
}

/* A changed byte or a truncation anywhere is refused before work begins. */
static void damaged_frames_are_refused_before_work_begins(void **state)
{
    (void)state;
    write_noise("a", FLAC16, 44100, 2, FRAMES);
    size_t size = audio_files_size("a");
    for (size_t at = 9000; at < size; at += 8011) {
        char other = 0x55;
        audio_files_patch("a", "b", at, &other, 1);
        (void)audio_files_refusal("b", RBK_BAD_AUDIO);
        audio_files_cut("a", "b", at);
        assert_non_null(strstr(audio_files_refusal("b", RBK_BAD_AUDIO), "truncated"));
    }
    size_t whole = 0;
    char *bytes = scratch_read("a", &whole);
    for (size_t at = 20000; at < size; at++) /* a missing frame: the next one begins at its offset */
        if (memcmp(bytes + at, "\xFF\xF8", 2) == 0 && memcmp(bytes + at + 2, bytes + 8192 + 4, 0) == 0) {
            size_t next = at + 2;
            while (next + 4 < size && !(memcmp(bytes + next, "\xFF\xF8", 2) == 0 && bytes[next + 2] == bytes[at + 2] &&
                                        bytes[next + 3] == bytes[at + 3] && bytes[next + 4] == bytes[at + 4] + 1))
                next++;
            if (next + 4 >= size)
                break;
            memmove(bytes + at, bytes + next, size - next);
            scratch_write("c", bytes, size - (next - at));
            assert_non_null(
                strstr(audio_files_refusal("c", RBK_BAD_AUDIO), "FLAC frames are missing before the one at byte"));
            break;
        }
    free(bytes);
}

static void a_header_alone_holds_no_samples(void **state)
{
    size_t size = 0, at = 42;
    (void)state;
    write_noise("a", FLAC16, 44100, 2, FRAMES);
    write_total("a", "b", 0);
    uint8_t *bytes = (uint8_t *)scratch_read("b", &size);
    while (at + 2 < size && !(bytes[at] == 0xFF && (bytes[at + 1] & 0xFE) == 0xF8))
        at++;
    free(bytes);
    audio_files_cut("b", "c", at);
    assert_string_equal(audio_files_refusal("c", RBK_BAD_AUDIO), "the file holds no samples");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(a_number_of_samples_that_is_too_small_loses_none),
        scratch_test(a_number_of_samples_that_is_too_large_is_refused),
        scratch_test(a_cut_file_of_unknown_length_is_refused),
        scratch_test(bytes_after_the_last_frame_are_reported),
        scratch_test(files_that_were_joined_follow_one_another),
        scratch_test(files_of_two_kinds_that_were_joined_are_refused),
        scratch_test(more_joined_files_than_are_read_are_refused),
        scratch_test(damaged_frames_are_refused_before_work_begins),
        scratch_test(a_header_alone_holds_no_samples),
    };
    int failed = cmocka_run_group_tests_name("audio/whole_flac", tests, NULL, NULL);
    free(samples);
    return failed;
}
