/* Audio files of disc samples: samples unchanged, tags, complete or not at all. */
#include "unit/audio/audio_files.h"

#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#define SAMPLES 100000

static rbk_error error;

static void write_file(const char *name, rbk_sink_format format, const rbk_audio_tags *tags, const int16_t *samples)
{
    rbk_sink *sink = NULL;
    assert_int_equal(rbk_sink_open(scratch_path(name), format, tags, false, &sink, &error), RBK_OK);
    assert_int_equal(rbk_sink_write(sink, samples, 588, &error), RBK_OK);
    assert_int_equal(rbk_sink_write(sink, samples + 588 * 2, SAMPLES - 588, &error), RBK_OK);
    assert_null(scratch_read(name, NULL)); /* not yet */
    assert_int_equal(rbk_sink_commit(sink, &error), RBK_OK);
    assert_int_equal(rbk_sink_commit(sink, &error), RBK_OK); /* done already */
    rbk_sink_free(sink);
}

/* The samples of a file as the conformer gives them. */
static void assert_samples(const char *name, const int16_t *samples)
{
    rbk_conform_options options;
    rbk_conformer *conformer = NULL;
    size_t count = 0;
    int16_t *read = malloc((SAMPLES + 1) * RBK_SAMPLE_BYTES);
    assert_non_null(read);
    rbk_conform_options_init(&options);
    rbk_conform_source source = {.path = scratch_path(name), .frames = audio_files_frames(name)};
    assert_int_equal(source.frames, SAMPLES);
    assert_int_equal(rbk_conformer_open(&source, 1, &options, 0, &conformer, &error), RBK_OK);
    assert_int_equal(rbk_conformer_read(conformer, read, SAMPLES + 1, &count, &error), RBK_OK);
    assert_int_equal(count, SAMPLES);
    assert_memory_equal(read, samples, SAMPLES * RBK_SAMPLE_BYTES);
    rbk_conformer_close(conformer);
    free(read);
}

static void samples_arrive_unchanged_in_both_formats(void **state)
{
    (void)state;
    int16_t *noise = audio_files_noise(2 * SAMPLES);
    write_file("a.wav", RBK_SINK_WAV, NULL, noise);
    write_file("a.flac", RBK_SINK_FLAC, NULL, noise);
    assert_samples("a.wav", noise);
    assert_samples("a.flac", noise);
    free(noise);
    for (int i = 0; i < 2; i++) {
        rbk_audio *audio = audio_files_open(i ? "a.flac" : "a.wav", NULL);
        const rbk_audio_info *info = rbk_audio_information(audio);
        assert_string_equal(info->container, rbk_sink_format_name(i ? RBK_SINK_FLAC : RBK_SINK_WAV));
        assert_int_equal(info->rate_hz, 44100);
        assert_int_equal(info->channels, 2);
        assert_int_equal(info->bits, 16);
        rbk_audio_close(audio);
    }
    assert_int_equal(scratch_count(), 2);
}

static void a_wav_without_tags_is_a_header_of_44_bytes_and_the_samples(void **state)
{
    size_t size = 0;
    (void)state;
    int16_t *noise = audio_files_noise(2 * SAMPLES);
    write_file("a.wav", RBK_SINK_WAV, NULL, noise);
    char *bytes = scratch_read("a.wav", &size);
    assert_int_equal(size, 44 + SAMPLES * RBK_SAMPLE_BYTES);
    assert_memory_equal(bytes, "RIFF", 4);
    assert_memory_equal(bytes + 36, "data", 4);
    free(bytes);
    free(noise);
}

static char *lend(const char *text)
{
    return (char *)(uintptr_t)text;
}

static void fill_tags(rbk_audio_tags *tags)
{
    memset(tags, 0, sizeof *tags);
    tags->title = lend("Caf\xC3\xA9 = two");
    tags->artist = lend("Band");
    tags->album = lend("Album");
    tags->album_artist = lend("Bands");
    tags->composer = lend("Composer");
    tags->songwriter = lend("Songwriter");
    tags->arranger = lend("Arranger");
    tags->genre = lend("Genre");
    tags->date = lend("1999");
    tags->isrc = lend("DEA452400001");
    tags->barcode = lend("4006381333931");
    tags->track_number = 7;
    tags->disc_number = 2;
}

static void assert_common_tags(const rbk_audio_tags *read)
{
    assert_string_equal(read->title, "Caf\xC3\xA9 = two");
    assert_string_equal(read->artist, "Band");
    assert_string_equal(read->album, "Album");
    assert_string_equal(read->genre, "Genre");
    assert_string_equal(read->date, "1999");
    assert_int_equal(read->track_number, 7);
}

static void a_wav_has_the_tags_it_can_have(void **state)
{
    rbk_audio_tags tags, read;
    (void)state;
    int16_t *noise = audio_files_noise(2 * SAMPLES);
    fill_tags(&tags);
    write_file("a.wav", RBK_SINK_WAV, &tags, noise);
    assert_samples("a.wav", noise);
    free(noise);
    assert_int_equal(rbk_audio_tags_read(scratch_path("a.wav"), &read, &error), RBK_OK);
    assert_common_tags(&read);
    rbk_audio_tags_release(&read);
}

static void a_flac_has_all_of_them(void **state)
{
    rbk_audio_tags tags, read;
    (void)state;
    int16_t *noise = audio_files_noise(2 * SAMPLES);
    fill_tags(&tags);
    write_file("a.flac", RBK_SINK_FLAC, &tags, noise);
    assert_samples("a.flac", noise);
    free(noise);
    assert_int_equal(rbk_audio_tags_read(scratch_path("a.flac"), &read, &error), RBK_OK);
    assert_common_tags(&read);
    assert_string_equal(read.album_artist, "Bands");
    assert_string_equal(read.composer, "Composer");
    assert_string_equal(read.songwriter, "Songwriter");
    assert_string_equal(read.arranger, "Arranger");
    assert_string_equal(read.isrc, "DEA452400001");
    assert_string_equal(read.barcode, "4006381333931");
    assert_int_equal(read.disc_number, 2);
    rbk_audio_tags_release(&read);
    assert_int_equal(scratch_count(), 1);
}

static void the_same_samples_give_the_same_bytes(void **state)
{
    rbk_audio_tags tags;
    size_t first_size = 0, second_size = 0;
    (void)state;
    int16_t *noise = audio_files_noise(2 * SAMPLES);
    fill_tags(&tags);
    for (int format = RBK_SINK_WAV; format <= RBK_SINK_FLAC; format++) {
        write_file("a", (rbk_sink_format)format, &tags, noise);
        write_file("b", (rbk_sink_format)format, &tags, noise);
        char *first = scratch_read("a", &first_size), *second = scratch_read("b", &second_size);
        assert_int_equal(first_size, second_size);
        assert_memory_equal(first, second, first_size);
        free(first);
        free(second);
        unlink(scratch_path("a"));
        unlink(scratch_path("b"));
    }
    free(noise);
}

static void what_is_not_committed_leaves_nothing(void **state)
{
    rbk_sink *sink;
    const int16_t zeros[588 * 2] = {0};
    (void)state;
    for (int format = RBK_SINK_WAV; format <= RBK_SINK_FLAC; format++) {
        assert_int_equal(rbk_sink_open(scratch_path("a"), (rbk_sink_format)format, NULL, false, &sink, &error), RBK_OK);
        assert_int_equal(rbk_sink_write(sink, zeros, 588, &error), RBK_OK);
        assert_int_equal(scratch_count(), 1);
        if (format == RBK_SINK_FLAC) {
            assert_int_equal(rbk_sink_flush(sink, &error), RBK_OK);
            assert_int_equal(rbk_sink_write(sink, zeros, 588, &error), RBK_INVALID_ARGUMENT);
        }
        rbk_sink_free(sink);
        assert_int_equal(scratch_count(), 0);
    }
    rbk_sink_free(NULL);
}

static void an_existing_file_is_refused_or_replaced_at_the_end(void **state)
{
    rbk_sink *sink = NULL;
    size_t size = 0;
    (void)state;
    scratch_write("a.wav", "old", 3);
    assert_int_equal(rbk_sink_open(scratch_path("a.wav"), RBK_SINK_WAV, NULL, false, &sink, &error), RBK_FILEEXISTS);
    assert_string_equal(error.place.path, scratch_path("a.wav"));
    assert_null(sink);
    assert_int_equal(rbk_sink_open(scratch_path("a.wav"), RBK_SINK_WAV, NULL, true, &sink, &error), RBK_OK);
    char *bytes = scratch_read("a.wav", &size);
    assert_int_equal(size, 3);
    free(bytes);
    assert_int_equal(rbk_sink_commit(sink, &error), RBK_OK);
    rbk_sink_free(sink);
    bytes = scratch_read("a.wav", &size);
    assert_int_equal(size, 44);
    free(bytes);
    assert_int_equal(scratch_count(), 1);
}

static void a_file_that_comes_in_between_is_not_replaced(void **state)
{
    rbk_sink *sink;
    (void)state;
    assert_int_equal(rbk_sink_open(scratch_path("a.wav"), RBK_SINK_WAV, NULL, false, &sink, &error), RBK_OK);
    scratch_write("a.wav", "theirs", 6);
    assert_int_equal(rbk_sink_commit(sink, &error), RBK_FILEEXISTS);
    rbk_sink_free(sink);
    char *bytes = scratch_read("a.wav", NULL);
    assert_string_equal(bytes, "theirs");
    free(bytes);
    assert_int_equal(scratch_count(), 1);
}

static void folders_in_the_way_and_missing_ones_are_reported(void **state)
{
    rbk_sink *sink;
    (void)state;
    assert_int_equal(rbk_sink_open(scratch_path("no/a.wav"), RBK_SINK_WAV, NULL, false, &sink, &error), RBK_FILEACCESS);
    assert_int_equal(error.system_error, ENOENT);
    assert_int_equal(mkdir(scratch_path("b"), 0777), 0);
    assert_int_equal(rbk_sink_open(scratch_path("b"), RBK_SINK_WAV, NULL, true, &sink, &error), RBK_FILEACCESS);
    assert_string_equal(error.sentence, "is a folder, expected the name of a file");
    assert_int_equal(rbk_sink_open(NULL, RBK_SINK_WAV, NULL, true, &sink, &error), RBK_INVALID_POINTER);
    assert_int_equal(scratch_count(), 1);
}

/* In its own process, since the limit cannot be raised again. The signal of the limit is ignored there. */
static int write_beyond_limit(rbk_sink_format format)
{
    struct rlimit limit = {65536, 65536};
    rbk_sink *sink;
    rbk_status status;
    int16_t *noise = audio_files_noise(2 * SAMPLES);
    signal(SIGXFSZ, SIG_IGN);
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0 ||
        rbk_sink_open(scratch_path("a"), format, NULL, false, &sink, &error) != RBK_OK)
        return 1;
    status = rbk_sink_write(sink, noise, SAMPLES, &error);
    free(noise);
    if (status == RBK_OK)
        status = rbk_sink_commit(sink, &error);
    const bool too_big = status == RBK_FILESYSTEM && error.system_error == EFBIG;
    for (int again = 0; again < 2; again++) { /* each says which file it is */
        rbk_error_init(&error);
        if (rbk_sink_commit(sink, &error) != RBK_FILESYSTEM || strcmp(error.place.path, scratch_path("a")) != 0)
            return 3;
    }
    rbk_sink_free(sink);
    return too_big && scratch_count() == 0 ? 0 : 2;
}

static void a_full_disk_says_so_and_leaves_nothing(void **state)
{
    (void)state;
    for (int format = RBK_SINK_WAV; format <= RBK_SINK_FLAC; format++) {
        int result = -1;
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0)
            _exit(write_beyond_limit((rbk_sink_format)format));
        assert_int_equal(waitpid(child, &result, 0), child);
        assert_int_equal(result, 0);
    }
}

static void a_format_of_no_kind_is_refused(void **state)
{
    rbk_sink *sink = NULL;
    (void)state;
    assert_int_equal(rbk_sink_open(scratch_path("a"), (rbk_sink_format)9, NULL, false, &sink, &error),
                     RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "unknown format of an audio file: 9");
    assert_int_equal(scratch_count(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(samples_arrive_unchanged_in_both_formats),
        scratch_test(a_wav_without_tags_is_a_header_of_44_bytes_and_the_samples),
        scratch_test(a_wav_has_the_tags_it_can_have),
        scratch_test(a_flac_has_all_of_them),
        scratch_test(the_same_samples_give_the_same_bytes),
        scratch_test(what_is_not_committed_leaves_nothing),
        scratch_test(an_existing_file_is_refused_or_replaced_at_the_end),
        scratch_test(a_file_that_comes_in_between_is_not_replaced),
        scratch_test(folders_in_the_way_and_missing_ones_are_reported),
        scratch_test(a_full_disk_says_so_and_leaves_nothing),
        scratch_test(a_format_of_no_kind_is_refused),
    };
    return cmocka_run_group_tests_name("audio/sink", tests, NULL, NULL);
}
