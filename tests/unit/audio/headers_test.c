/* Lengths in headers compared with the file: AU, and hostile headers of all kinds. */
#include "audio/headers.h"

#include "unit/audio/audio_files.h"

#include <fcntl.h>

static void au_is_held_against_its_file(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    audio_files_write_sine("a.au", SF_FORMAT_AU | SF_FORMAT_PCM_16, 44100, 2, 1000);
    assert_int_equal(audio_files_frames("a.au"), 1000);
    audio_files_cut("a.au", "b.au", audio_files_size("a.au") - 2000);
    assert_string_equal(audio_files_refusal("b.au", RBK_BAD_AUDIO),
                        "the header claims 1000 samples, the file holds 500");
    audio_files_patch("a.au", "c.au", 8, "\xFF\xFF\xFF\xFF", 4);
    rbk_audio *audio = audio_files_open("c.au", findings);
    assert_int_equal(rbk_audio_information(audio)->frames, 1000);
    assert_non_null(audio_files_finding(findings, "audio.length-unknown"));
    rbk_audio_close(audio);
    audio_files_patch("a.au", "e.au", 8, "\0\0\x03\x20", 4); /* 800 of its 4000 bytes */
    rbk_findings *others = rbk_findings_new();
    rbk_audio_close(audio_files_open("e.au", others));
    assert_string_equal(
        audio_files_finding(others, "audio.odd-bytes"),
        "the header counts 800 bytes of audio; 3200 bytes after them belong to no chunk and are ignored");
    rbk_findings_free(others);
    audio_files_cut("a.au", "d.au", 20);
    assert_string_equal(audio_files_refusal("d.au", RBK_BAD_AUDIO), "the AU header is truncated");
    rbk_findings_free(findings);
}

static void au_of_every_encoding_has_samples_of_its_width(void **state)
{
    static const struct {
        int format;
        size_t bytes;
    } rows[] = {{SF_FORMAT_ULAW, 1},   {SF_FORMAT_ALAW, 1},   {SF_FORMAT_PCM_S8, 1}, {SF_FORMAT_PCM_16, 2},
                {SF_FORMAT_PCM_24, 3}, {SF_FORMAT_PCM_32, 4}, {SF_FORMAT_FLOAT, 4},  {SF_FORMAT_DOUBLE, 8}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        audio_files_write_sine("a.au", SF_FORMAT_AU | rows[i].format, 44100, 2, 1000);
        assert_int_equal(audio_files_frames("a.au"), 1000);
        audio_files_cut("a.au", "b.au", audio_files_size("a.au") - 500 * 2 * rows[i].bytes);
        assert_string_equal(audio_files_refusal("b.au", RBK_BAD_AUDIO),
                            "the header claims 1000 samples, the file holds 500");
    }
}

/* Mutates the first bytes of a good file at random; nothing may crash, and what can be opened must be readable. */
static void fuzz(const char *name, uint64_t seed, int rounds)
{
    size_t size = 0;
    uint8_t *good = (uint8_t *)scratch_read(name, &size);
    uint8_t *bytes = malloc(size);
    static int16_t samples[2 * 4096];
    assert_non_null(bytes);
    for (int round = 0; round < rounds; round++) {
        rbk_audio *audio = NULL;
        rbk_audio_tags tags;
        rbk_error error;
        size_t length = audio_files_random(&seed) % 4 ? size : audio_files_random(&seed) % size;
        memcpy(bytes, good, size);
        for (uint32_t n = audio_files_random(&seed) % 8; n > 0; n--) {
            size_t at = audio_files_random(&seed) % (audio_files_random(&seed) % 2 ? 64 : size);
            static const uint8_t likely[] = {0, 1, 2, 0x7F, 0x80, 0xFF};
            bytes[at % size] = audio_files_random(&seed) % 2 ? likely[audio_files_random(&seed) % sizeof likely]
                                                             : (uint8_t)audio_files_random(&seed);
        }
        scratch_write("fuzz", bytes, length);
        if (rbk_audio_open(scratch_path("fuzz"), NULL, &audio, NULL, &error) != RBK_OK) {
            assert_string_not_equal(error.sentence, "");
            continue;
        }
        rbk_conform_source source = {.path = scratch_path("fuzz"), .frames = rbk_audio_information(audio)->frames};
        rbk_conform_options options = {.quality = RBK_QUALITY_FAST, .dither = RBK_DITHER_TPDF, .dither_seed = 1};
        rbk_conformer *conformer = NULL;
        rbk_audio_close(audio);
        if (rbk_audio_tags_read(scratch_path("fuzz"), &tags, NULL) == RBK_OK)
            rbk_audio_tags_release(&tags);
        rbk_status status = rbk_conformer_open(&source, 1, &options, 0, &conformer, &error);
        for (int i = 0; status == RBK_OK && i < 20; i++) {
            size_t got;
            status = rbk_conformer_read(conformer, samples, 4096, &got, &error);
        }
        rbk_conformer_close(conformer);
    }
    free(bytes);
    free(good);
}

static void hostile_headers_break_nothing(void **state)
{
    const int formats[] = {
        SF_FORMAT_WAV | SF_FORMAT_PCM_16,    SF_FORMAT_WAVEX | SF_FORMAT_PCM_24,
        SF_FORMAT_RF64 | SF_FORMAT_PCM_16,   SF_FORMAT_W64 | SF_FORMAT_PCM_16,
        SF_FORMAT_AIFF | SF_FORMAT_PCM_16,   SF_FORMAT_AIFF | SF_FORMAT_FLOAT,
        SF_FORMAT_CAF | SF_FORMAT_PCM_16,    SF_FORMAT_CAF | SF_FORMAT_ALAC_16,
        SF_FORMAT_AU | SF_FORMAT_PCM_16,     SF_FORMAT_FLAC | SF_FORMAT_PCM_16,
        SF_FORMAT_OGG | SF_FORMAT_VORBIS,    SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III,
        SF_FORMAT_WAV | SF_FORMAT_IMA_ADPCM,
    };
    (void)state;
    fflush(stderr);
    int quiet = open("/dev/null", O_WRONLY), loud = dup(STDERR_FILENO);
    assert_true(quiet >= 0 && loud >= 0);
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        audio_files_write_sine("good", formats[i], 44100, 2, 6000);
        if (formats[i] == (SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III))
            dup2(quiet, STDERR_FILENO); /* its decoder prints messages */
        fuzz("good", 1000 + i, 250);
        fflush(stderr);
        dup2(loud, STDERR_FILENO);
    }
    close(quiet);
    close(loud);
}

/* A copy of a file in which the bytes from one chunk to another, or to the end, are there a second time. */
static void write_with_a_second(const char *from, const char *to, const char *name, const char *end, bool at_the_end,
                                size_t places[2])
{
    size_t size = 0;
    char *bytes = scratch_read(from, &size), *twice = malloc(size * 2);
    assert_non_null(twice);
    size_t begin = audio_files_after(from, name) - 4;
    size_t length = (end ? audio_files_after(from, end) - 4 : size) - begin;
    size_t at = at_the_end ? size : begin + length;
    memcpy(twice, bytes, at);
    memcpy(twice + at, bytes + begin, length);
    memcpy(twice + at + length, bytes + at, size - at);
    scratch_write(to, twice, size + length);
    places[0] = begin;
    places[1] = at;
    free(bytes);
    free(twice);
}

/* Programs read the first or the second of them, so that neither is right. */
static void a_second_chunk_of_what_is_there_once_is_refused(void **state)
{
    static const struct {
        int format;
        const char *form;  /* for the first bytes; NULL: unchanged */
        const char *chunk; /* that is there twice */
        const char *end;   /* the chunk after it; NULL: none */
        bool at_the_end;
        bool read;
    } rows[] = {
        {SF_FORMAT_WAV, NULL, "data", NULL, true, false},     {SF_FORMAT_WAV, NULL, "fmt ", "data", false, false},
        {SF_FORMAT_RF64, NULL, "data", NULL, true, false},    {SF_FORMAT_RF64, NULL, "fmt ", "data", false, false},
        {SF_FORMAT_RF64, "BW64", "data", NULL, true, false},  {SF_FORMAT_W64, NULL, "data", NULL, true, false},
        {SF_FORMAT_W64, NULL, "fmt ", "data", false, false},  {SF_FORMAT_AIFF, NULL, "SSND", NULL, true, false},
        {SF_FORMAT_AIFF, NULL, "COMM", "SSND", false, false}, {SF_FORMAT_AIFF, NULL, "COMM", "SSND", true, false},
        {SF_FORMAT_CAF, NULL, "data", NULL, true, false},     {SF_FORMAT_CAF, NULL, "desc", "data", false, false},
        {SF_FORMAT_WAV, NULL, "fmt ", "data", true, true}, /* after the audio no program looks for it */
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char expected[256];
        size_t places[2];
        audio_files_write_sine("one", rows[i].format | SF_FORMAT_PCM_16, 44100, 2, 1000);
        write_with_a_second("one", "two", rows[i].chunk, rows[i].end, rows[i].at_the_end, places);
        if (rows[i].form)
            audio_files_patch("two", "two", 0, rows[i].form, 4);
        if (rows[i].read) {
            assert_int_equal(audio_files_frames("two"), 1000);
            continue;
        }
        snprintf(
            expected, sizeof expected,
            "a second chunk '%s' at byte %zu, after that at byte %zu: expected one, since programs differ in which "
            "of them they read; write the file again with one",
            rows[i].chunk, places[1], places[0]);
        assert_string_equal(audio_files_refusal("two", RBK_BAD_AUDIO), expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(au_is_held_against_its_file),
        scratch_test(au_of_every_encoding_has_samples_of_its_width),
        scratch_test(hostile_headers_break_nothing),
        scratch_test(a_second_chunk_of_what_is_there_once_is_refused),
    };
    return cmocka_run_group_tests_name("audio/headers", tests, NULL, NULL);
}
