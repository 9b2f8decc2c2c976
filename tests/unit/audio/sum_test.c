/* The MD5 that a FLAC states, compared with the audio. */
#include "audio/sum.h"
#include "base/identity.h"

#include "unit/audio/audio_files.h"

#include <FLAC/stream_encoder.h>
#include <pthread.h>

#define FRAMES 100000
#define SUM_AT (8 + 18)

static const struct kind {
    int format;
    int rate_hz;
    int channels;
} kinds[] = {
    {SF_FORMAT_FLAC | SF_FORMAT_PCM_S8, 44100, 2}, {SF_FORMAT_FLAC | SF_FORMAT_PCM_16, 44100, 2},
    {SF_FORMAT_FLAC | SF_FORMAT_PCM_16, 44100, 1}, {SF_FORMAT_FLAC | SF_FORMAT_PCM_24, 44100, 2},
    {SF_FORMAT_FLAC | SF_FORMAT_PCM_24, 96000, 6}, {SF_FORMAT_FLAC | SF_FORMAT_PCM_16, 48000, 2},
};

static void write_noise(const char *name, const struct kind *kind)
{
    uint64_t seed = 9;
    size_t values = FRAMES * (size_t)kind->channels;
    int32_t *noise = malloc(values * sizeof *noise);
    assert_non_null(noise);
    for (size_t i = 0; i < values; i++)
        noise[i] = (int32_t)(audio_files_random(&seed) << 1);
    SNDFILE *file = audio_files_create(name, kind->format, kind->rate_hz, kind->channels, NULL);
    assert_int_equal(sf_writef_int(file, noise, FRAMES), FRAMES);
    assert_int_equal(sf_close(file), 0);
    free(noise);
}

/* How many findings a check of the whole file reports. */
static size_t reported(const char *name, int64_t frames)
{
    rbk_findings *findings = rbk_findings_new();
    assert_int_equal(rbk_audio_check_sum(scratch_path(name), frames, NULL, findings, NULL), RBK_OK);
    size_t count = rbk_findings_count(findings);
    if (count > 0)
        assert_non_null(audio_files_finding(findings, "audio.checksum"));
    rbk_findings_free(findings);
    return count;
}

static void a_sum_of_any_kind_of_samples_is_checked(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        write_noise("a", &kinds[i]);
        assert_int_equal(reported("a", FRAMES), 0);
        audio_files_patch("a", "b", SUM_AT + 3, "\x12\x34", 2);
        assert_int_equal(reported("b", FRAMES), 1);
    }
}

static void encode(const char *name, unsigned bits, const int32_t *values)
{
    FLAC__StreamEncoder *encoder = FLAC__stream_encoder_new();
    assert_non_null(encoder);
    assert_true(FLAC__stream_encoder_set_bits_per_sample(encoder, bits));
    assert_int_equal(FLAC__stream_encoder_init_file(encoder, scratch_path(name), NULL, NULL),
                     FLAC__STREAM_ENCODER_INIT_STATUS_OK);
    assert_true(FLAC__stream_encoder_process_interleaved(encoder, values, FRAMES));
    assert_true(FLAC__stream_encoder_finish(encoder));
    FLAC__stream_encoder_delete(encoder);
}

/* A value that does not fill its bytes is in the low bits of them. */
static void samples_of_12_and_20_bits_are_summed_in_whole_bytes(void **state)
{
    static int32_t values[2 * FRAMES];
    static int16_t words[2 * FRAMES];
    static float left[FRAMES], right[FRAMES];
    (void)state;
    for (unsigned bits = 12; bits <= 20; bits += 8) {
        uint64_t seed = bits;
        for (size_t i = 0; i < 2 * FRAMES; i++) {
            values[i] = (int32_t)(audio_files_random(&seed) & ((1u << bits) - 1)) - (1 << (bits - 1));
            words[i] = (int16_t)(bits == 12 ? values[i] * 16 : 0);
            (i % 2 ? right : left)[i / 2] = (float)ldexp(values[i], 1 - (int)bits);
        }
        encode("a", bits, values);
        assert_int_equal(reported("a", FRAMES), 0);
        audio_files_patch("a", "b", SUM_AT + 3, "\x12\x34", 2);
        assert_int_equal(reported("b", FRAMES), 1);
        for (int planes = bits == 12 ? 0 : 1; planes < 2; planes++) {
            rbk_audio_sum *sum = NULL;
            rbk_findings *findings = rbk_findings_new();
            assert_int_equal(rbk_audio_sum_new(scratch_path("a"), FRAMES, NULL, &sum, NULL), RBK_OK);
            if (planes)
                rbk_audio_sum_take_planes(sum, 0, (rbk_planes){left, right}, FRAMES);
            else
                rbk_audio_sum_take_int16(sum, 0, words, FRAMES);
            assert_int_equal(rbk_audio_sum_report(sum, findings, NULL), RBK_OK);
            assert_int_equal(rbk_findings_count(findings), 0);
            rbk_findings_free(findings);
            rbk_audio_sum_free(sum);
        }
    }
}

static void another_file_than_the_one_that_was_probed_is_refused(void **state)
{
    rbk_audio_sum *sum = NULL;
    rbk_identity other;
    (void)state;
    write_noise("a", &kinds[1]);
    write_noise("b", &kinds[1]);
    rbk_identity_at(scratch_path("b"), &other);
    assert_int_equal(rbk_audio_sum_new(scratch_path("a"), FRAMES, &other, &sum, NULL), RBK_CHANGED);
    assert_int_equal(rbk_audio_check_sum(scratch_path("a"), FRAMES, &other, NULL, NULL), RBK_CHANGED);
    assert_null(sum);
}

static void what_states_no_sum_is_not_judged(void **state)
{
    static const char zeros[16];
    rbk_audio_sum *sum = NULL;
    (void)state;
    write_noise("a", &kinds[1]);
    audio_files_patch("a", "b", SUM_AT, zeros, sizeof zeros);
    assert_int_equal(reported("b", FRAMES), 0);
    assert_int_equal(rbk_audio_sum_new(scratch_path("b"), FRAMES, NULL, &sum, NULL), RBK_OK);
    assert_null(sum);
    audio_files_write_sine("c", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 44100, 2, 1000);
    assert_int_equal(reported("c", 1000), 0);
    size_t size = 0; /* the first of several states its own sum */
    char *bytes = scratch_read("a", &size);
    audio_files_wrap("a", "d", bytes, size, NULL, 0);
    free(bytes);
    assert_int_equal(reported("d", 2 * FRAMES), 0);
    rbk_audio_sum_free(NULL);
}

/* A header that states too few samples may still state the checksum of all. */
static void the_sum_is_that_of_all_samples(void **state)
{
    (void)state;
    write_noise("a", &kinds[1]);
    audio_files_patch("a", "b", 8 + 14, "\0\0\1\0", 4);
    assert_int_equal(reported("b", FRAMES), 0);
    audio_files_patch("b", "c", SUM_AT, "x", 1);
    assert_int_equal(reported("c", FRAMES), 1);
}

/* Bytes after the last frame are not part of the audio, here as everywhere else. */
static void what_stands_after_the_last_frame_is_not_summed(void **state)
{
    static const char *const beginnings[] = {"", "TAG", "some text", "\xFF\xFB\x90\x64", "\xFF\xF8\xC9\x18"};
    static const size_t sizes[] = {1, 100, 128, 4096, 200000};
    static char junk[200000];
    (void)state;
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        write_noise("a", &kinds[k]);
        for (size_t row = 0; row < 5 * 5; row++) {
            const char *begin = beginnings[row / 5];
            memset(junk, row % 3 == 0 ? 0xFF : row % 3 == 1 ? 0 : 'x', sizeof junk);
            memcpy(junk, begin, strlen(begin));
            audio_files_wrap("a", "b", NULL, 0, junk, sizes[row % 5]);
            assert_int_equal(reported("b", FRAMES), 0);
            audio_files_patch("b", "b", SUM_AT + 3, "\x12\x34", 2);
            assert_int_equal(reported("b", FRAMES), 1);
        }
    }
}

typedef struct reader {
    pthread_t thread;
    rbk_audio_sum *sum;
    char path[256];
    int64_t from, to; /* of the output */
} reader;

static void *read_segment(void *argument)
{
    const reader *r = argument;
    rbk_conform_source source = {.path = r->path, .frames = FRAMES};
    rbk_conformer *conformer = NULL;
    int16_t *samples = malloc(2 * (size_t)(r->to - r->from) * sizeof *samples);
    size_t got = 0;
    rbk_status status = samples ? rbk_conformer_open(&source, 1, NULL, 0, &conformer, NULL) : RBK_NO_MEMORY;
    if (status == RBK_OK)
        status = rbk_conformer_seek(conformer, r->from, NULL);
    rbk_conformer_set_sum(conformer, 0, r->sum);
    if (status == RBK_OK)
        status = rbk_conformer_read(conformer, samples, (size_t)(r->to - r->from), &got, NULL);
    rbk_conformer_close(conformer);
    free(samples);
    return status == RBK_OK ? NULL : argument;
}

/* Conformers that read segments, at the same time or the last one first; at another rate the segments overlap. */
static void pieces_in_any_order_give_the_same_sum(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        write_noise("a", &kinds[i]);
        int64_t all = (int64_t)FRAMES * 44100 / kinds[i].rate_hz + (kinds[i].rate_hz == 44100 ? 0 : 1);
        if (kinds[i].rate_hz != 44100 &&
            !rbk_conform_divisible((uint32_t)kinds[i].rate_hz, FRAMES, &(rbk_conform_options){0}))
            continue;
        for (int wrong = 0; wrong < 2; wrong++) {
            reader readers[7];
            rbk_findings *findings = rbk_findings_new();
            rbk_audio_sum *sum = NULL;
            if (wrong)
                audio_files_patch("a", "a", SUM_AT, "wrong", 5);
            assert_int_equal(rbk_audio_sum_new(scratch_path("a"), FRAMES, NULL, &sum, NULL), RBK_OK);
            assert_non_null(sum);
            for (int k = 6; k >= 0; k--) {
                readers[k] = (reader){.sum = sum, .from = all * k / 7, .to = all * (k + 1) / 7};
                snprintf(readers[k].path, sizeof readers[k].path, "%s", scratch_path("a"));
                assert_int_equal(pthread_create(&readers[k].thread, NULL, read_segment, &readers[k]), 0);
            }
            for (int k = 0; k < 7; k++) {
                void *failed = NULL;
                assert_int_equal(pthread_join(readers[k].thread, &failed), 0);
                assert_null(failed);
            }
            assert_int_equal(rbk_audio_sum_report(sum, findings, NULL), RBK_OK);
            assert_int_equal(rbk_findings_count(findings), wrong);
            rbk_findings_free(findings);
            rbk_audio_sum_free(sum);
        }
    }
}

/* A segment that is not read: the checksum is unknown. */
static void a_part_of_the_samples_is_not_judged(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_audio_sum *sum = NULL;
    int16_t *samples = calloc(2 * FRAMES, sizeof *samples);
    (void)state;
    assert_non_null(samples);
    write_noise("a", &kinds[1]);
    assert_int_equal(rbk_audio_sum_new(scratch_path("a"), FRAMES, NULL, &sum, NULL), RBK_OK);
    rbk_audio_sum_take_int16(sum, 0, samples, 100);
    rbk_audio_sum_take_int16(sum, 200, samples, FRAMES - 200);
    assert_int_equal(rbk_audio_sum_report(sum, findings, NULL), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 0);
    rbk_audio_sum_take_int16(sum, 50, samples, 170);
    assert_int_equal(rbk_audio_sum_report(sum, findings, NULL), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 1);
    rbk_audio_sum_free(sum);
    rbk_findings_free(findings);
    free(samples);
}

/* What waits for its turn is freed with the sum; no samples change nothing. */
static void pieces_whose_turn_never_comes_are_freed(void **state)
{
    static float left[100], right[100];
    rbk_findings *findings = rbk_findings_new();
    rbk_audio_sum *sum = NULL;
    int16_t *samples = calloc(2 * FRAMES, sizeof *samples);
    rbk_planes planes = {left, right};
    (void)state;
    assert_non_null(samples);
    write_noise("a", &kinds[1]);
    assert_int_equal(rbk_audio_sum_new(scratch_path("a"), FRAMES, NULL, &sum, NULL), RBK_OK);
    rbk_audio_sum_take_planes(sum, 0, planes, 0);
    rbk_audio_sum_take_int16(sum, 0, samples, 0);
    rbk_audio_sum_take_planes(sum, 200, planes, 100);
    rbk_audio_sum_take_int16(sum, 100, samples, 50);
    assert_int_equal(rbk_audio_sum_report(sum, findings, NULL), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 0);
    rbk_audio_sum_free(sum);
    rbk_findings_free(findings);
    free(samples);
}

static void a_file_that_cannot_be_decoded_is_named(void **state)
{
    rbk_error error;
    (void)state;
    write_noise("a", &kinds[1]);
    audio_files_patch("a", "b", audio_files_size("a") / 2, "\xA5\x5A\xA5\x5A", 4);
    rbk_error_init(&error);
    assert_int_equal(rbk_audio_check_sum(scratch_path("b"), FRAMES, NULL, NULL, &error), RBK_BAD_AUDIO);
    assert_string_equal(error.place.path, scratch_path("b"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(a_sum_of_any_kind_of_samples_is_checked),
        scratch_test(samples_of_12_and_20_bits_are_summed_in_whole_bytes),
        scratch_test(another_file_than_the_one_that_was_probed_is_refused),
        scratch_test(what_states_no_sum_is_not_judged),
        scratch_test(the_sum_is_that_of_all_samples),
        scratch_test(pieces_in_any_order_give_the_same_sum),
        scratch_test(a_part_of_the_samples_is_not_judged),
        scratch_test(what_stands_after_the_last_frame_is_not_summed),
        scratch_test(pieces_whose_turn_never_comes_are_freed),
        scratch_test(a_file_that_cannot_be_decoded_is_named),
    };
    return cmocka_run_group_tests_name("audio/sum", tests, NULL, NULL);
}
