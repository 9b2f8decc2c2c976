/* Files with more audio than a decoder reads: concatenated ones, and those whose header states less. */
#include "audio/ogg.h"
#include "audio/open.h"

#include "unit/audio/audio_files.h"

#include <fcntl.h>

#define MP3    (SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III)
#define FRAMES 30000

/* A file under construction. */
typedef struct heap {
    uint8_t bytes[1 << 20];
    size_t size;
} heap;

static void add(heap *to, const void *bytes, size_t size)
{
    assert_true(to->size + size <= sizeof to->bytes);
    memcpy(to->bytes + to->size, bytes, size);
    to->size += size;
}

static void add_file(heap *to, const char *name)
{
    size_t size = 0;
    char *bytes = scratch_read(name, &size);
    assert_non_null(bytes);
    add(to, bytes, size);
    free(bytes);
}

static void close_heap(heap *from, const char *name)
{
    scratch_write(name, from->bytes, from->size);
    from->size = 0;
}

static double *decode(const char *name, int64_t *frames)
{
    rbk_audio *audio = NULL;
    size_t got = 0;
    *frames = audio_files_frames(name);
    assert_int_equal(rbk_audio_open_deep(scratch_path(name), NULL, RBK_OPEN_TRUST, &audio, NULL, NULL), RBK_OK);
    size_t channels = rbk_audio_information(audio)->channels;
    double *samples = malloc((size_t)(*frames + 1) * channels * sizeof *samples);
    assert_non_null(samples);
    assert_int_equal(rbk_sequence_read_double(rbk_audio_sequence(audio), samples, (size_t)*frames + 1, &got, NULL),
                     RBK_OK);
    assert_int_equal(got, *frames);
    rbk_audio_close(audio);
    return samples;
}

/* The file has the audio of the first, then of the second, and is reported as joined. */
static void gives_both(const char *name, const char *first, const char *second)
{
    int64_t one = 0, other = 0, both = 0;
    rbk_findings *findings = rbk_findings_new();
    rbk_audio *audio = audio_files_open(name, findings);
    size_t channels = rbk_audio_information(audio)->channels;
    rbk_audio_close(audio);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_non_null(audio_files_finding(findings, "audio.joined"));
    rbk_findings_free(findings);
    double *a = decode(first, &one), *b = decode(second, &other), *c = decode(name, &both);
    assert_int_equal(both, one + other);
    assert_memory_equal(c, a, (size_t)one * channels * sizeof *a);
    assert_memory_equal(c + (size_t)one * channels, b, (size_t)other * channels * sizeof *b);
    free(a);
    free(b);
    free(c);
}

/* ------------------------------------------------------------------ MPEG */

/* The frames without the one that states their number. */
static void strip_header_frame(const char *from, const char *to)
{
    size_t size = 0, at = 4;
    uint8_t *bytes = (uint8_t *)scratch_read(from, &size);
    assert_non_null(bytes);
    while (!(bytes[at] == 0xFF && bytes[at + 1] == bytes[1] && (bytes[at + 2] & 0xC) == 0))
        at++;
    scratch_write(to, bytes + at, size - at);
    free(bytes);
}

static const struct tag {
    const char *name;
    const char *bytes;
    size_t size;
    size_t zeros; /* number of frames in the tag */
} tags[] = {
    {"no tag", "", 0, 0},
    {"ID3v1", "TAG", 3, 125},
    {"ID3v1 with its extension", "TAG+", 4, 223},
    {"ID3v2", "ID3\4\0\0\0\0\0\12", 10, 10},
    {"ID3v2 with a footer", "ID3\4\0\20\0\0\0\12", 10, 20},
    {"ID3v2 with zeros that it does not count", "ID3\4\0\0\0\0\0\12", 10, 4010},
    {"APE", "APETAGEX\320\7\0\0\40\0\0\0\0\0\0\0\0\0\0\240", 24, 40},
    {"Lyrics3", "LYRICSBEGININD0000211abc000017LYRICS200", 39, 0},
    {"old Lyrics3", "LYRICSBEGIN\xFF\xFBhello\xFF\xFBLYRICSEND", 29, 0},
};

static void add_tag(heap *to, const struct tag *tag)
{
    static const uint8_t zeros[5000];
    add(to, tag->bytes, tag->size);
    add(to, zeros, tag->zeros);
}

static void mpeg_files_joined_are_taken_one_after_another(void **state)
{
    static heap h;
    (void)state;
    audio_files_write_sine("a", MP3, 44100, 2, FRAMES);
    double *sine = audio_files_sine(20000, 2, 3000, 44100, 0.3);
    audio_files_write_double("b", MP3, 44100, 2, NULL, sine, 20000);
    free(sine);
    strip_header_frame("a", "a0");
    strip_header_frame("b", "b0");
    const char *const pairs[][2] = {{"a", "b"}, {"a", "b0"}, {"a0", "b"}, {"a0", "b0"}};
    for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++) {
        for (size_t k = 0; k < sizeof pairs / sizeof pairs[0]; k++) {
            if (i == 0 && k % 2 == 1)
                continue; /* nothing marks the start of the second */
            add_file(&h, pairs[k][0]);
            add_tag(&h, &tags[i]);
            add_tag(&h, &tags[i]);
            add_file(&h, pairs[k][1]);
            close_heap(&h, "c");
            gives_both("c", pairs[k][0], pairs[k][1]);
        }
    }
}

static void mpeg_after_tags_is_found(void **state)
{
    static heap h;
    int64_t frames = 0, same = 0;
    (void)state;
    audio_files_write_sine("a", MP3, 44100, 2, FRAMES);
    double *wanted = decode("a", &frames);
    for (size_t i = 3; i < 7; i++) {
        add_tag(&h, &tags[i]);
        add_tag(&h, &tags[3]);
        add_tag(&h, &tags[i]);
        add_file(&h, "a");
        close_heap(&h, "b");
        double *found = decode("b", &same);
        assert_int_equal(same, frames);
        assert_memory_equal(found, wanted, (size_t)frames * 2 * sizeof *found);
        free(found);
    }
    free(wanted);
    add_tag(&h, &tags[5]);
    close_heap(&h, "c");
    assert_string_equal(audio_files_refusal("c", RBK_NOT_AUDIO),
                        "audio format not recognised: the file begins like a tag without audio after it");
    add_tag(&h, &tags[3]);
    add(&h, "\1\2\3\200", 4);
    close_heap(&h, "c");
    assert_string_equal(audio_files_refusal("c", RBK_NOT_AUDIO),
                        "audio format not recognised: the file begins like a tag without recognised audio after it");
}

static void mpeg_files_of_two_kinds_are_refused(void **state)
{
    static heap h;
    (void)state;
    audio_files_write_sine("a", MP3, 44100, 2, FRAMES);
    audio_files_write_sine("b", MP3, 48000, 2, FRAMES);
    audio_files_write_sine("c", MP3, 44100, 1, FRAMES);
    add_file(&h, "a");
    add_file(&h, "b");
    close_heap(&h, "d");
    assert_non_null(
        strstr(audio_files_refusal("d", RBK_BAD_AUDIO), "found MPEG layer 3, 48000 Hz, 2-channel from byte"));
    add_file(&h, "a");
    add_tag(&h, &tags[1]);
    add_file(&h, "c");
    close_heap(&h, "d");
    assert_non_null(
        strstr(audio_files_refusal("d", RBK_BAD_AUDIO), "found MPEG layer 3, 44100 Hz, 1-channel from byte"));
}

/* Offset of the number of frames in a Xing header: 4 bytes. */
static size_t claim_place(const char *name)
{
    size_t size = 0, at = 0;
    char *bytes = scratch_read(name, &size);
    assert_non_null(bytes);
    while (memcmp(bytes + at, "Xing", 4) != 0 && memcmp(bytes + at, "Info", 4) != 0)
        at++;
    free(bytes);
    return at + 8;
}

static void an_mpeg_claim_that_is_too_small_loses_nothing(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    int64_t frames = 0, right = 0;
    (void)state;
    audio_files_write_sine("a", MP3, 44100, 2, FRAMES);
    audio_files_patch("a", "b", claim_place("a"), "\0\0\0\7", 4);
    rbk_audio_close(audio_files_open("b", findings));
    assert_non_null(
        strstr(audio_files_finding(findings, "audio.wrong-length"), "the header claims 7 MPEG frames, the file"));
    double *found = decode("b", &frames), *wanted = decode("a", &right);
    assert_true(frames >= right && frames < right + 2 * 1152); /* what the header would cut off at the end is kept */
    assert_memory_equal(found, wanted, (size_t)right * 2 * sizeof *found);
    free(found);
    free(wanted);
    rbk_findings_free(findings);
}

/* Programs that join files put the number of all frames into the first header, and leave the others. */
static void an_mpeg_claim_of_all_files_is_right(void **state)
{
    static heap h;
    uint8_t claim[4];
    int64_t frames = 0;
    (void)state;
    audio_files_write_sine("a", MP3, 44100, 2, FRAMES);
    size_t size = 0, at = claim_place("a");
    uint8_t *bytes = (uint8_t *)scratch_read("a", &size);
    uint32_t all = 2 * rbk_be32(bytes + at);
    free(bytes);
    for (int i = 0; i < 4; i++)
        claim[i] = (uint8_t)(all >> 8 * (3 - i));
    audio_files_patch("a", "b", at, claim, 4);
    add_file(&h, "b");
    add_file(&h, "a");
    close_heap(&h, "c");
    free(decode("c", &frames));
    assert_true(frames >= 2 * FRAMES && frames < 2 * FRAMES + 2 * 1152);
}

/* What is written to the error output while a file is opened and decoded: the size of it. */
static int64_t bytes_of_warnings(const char *name)
{
    struct stat about;
    int64_t frames = 0;
    fflush(stderr);
    const int kept = dup(2), log = open(scratch_path("log"), O_CREAT | O_TRUNC | O_WRONLY, 0600);
    assert_true(kept >= 0 && log >= 0 && dup2(log, 2) == 2);
    free(decode(name, &frames));
    fflush(stderr);
    assert_int_equal(dup2(kept, 2), 2);
    close(kept);
    close(log);
    assert_int_equal(stat(scratch_path("log"), &about), 0);
    return about.st_size;
}

/* The decoder would write a warning of its own. */
static void an_mpeg_claim_of_its_size_is_that_of_what_is_shown(void **state)
{
    static heap h;
    (void)state;
    audio_files_write_sine("a", MP3, 44100, 2, FRAMES);
    const size_t at = claim_place("a");
    audio_files_patch("a", "b", at + 4, "\1\0\0\0", 4);
    assert_int_equal(bytes_of_warnings("b"), 0);
    add_file(&h, "b");
    add_file(&h, "b");
    close_heap(&h, "c");
    assert_int_equal(bytes_of_warnings("c"), 0);
    audio_files_patch("a", "d", at - 4, "\0\0\0\2\1\0\0\0", 8); /* the number of frames is not stated */
    assert_int_equal(bytes_of_warnings("d"), 0);
}

/* The header of Fraunhofer: the decoder does not know it, guesses the length, and would decode it as audio. */
static void a_vbri_claim_is_the_one_in_the_header(void **state)
{
    static heap h;
    uint8_t frame[1440] = {0};
    size_t size = 0;
    int64_t frames = 0;
    (void)state;
    audio_files_write_sine("a", MP3, 44100, 2, FRAMES);
    strip_header_frame("a", "a0");
    uint8_t *bytes = (uint8_t *)scratch_read("a0", &size);
    free(decode("a0", &frames));
    memcpy(frame, bytes, 4);
    size_t length = 144 * 128000 / 44100;
    frame[2] = 0x90; /* 128 kbit/s, no padding */
    for (int wrong = 0; wrong < 2; wrong++) {
        uint32_t claim = (uint32_t)(frames / 1152) + (wrong ? 5 : 0);
        memcpy(frame + 36, "VBRI\0\1\0\0\0\0\0\0\0\0", 14);
        for (int i = 0; i < 4; i++)
            frame[50 + i] = (uint8_t)(claim >> 8 * (3 - i));
        add(&h, frame, length);
        add_file(&h, "a0");
        close_heap(&h, "b");
        if (wrong) {
            char text[100];
            snprintf(text, sizeof text, "the header claims %u MPEG frames, the file holds %u", claim, claim - 5);
            assert_string_equal(audio_files_refusal("b", RBK_BAD_AUDIO), text);
        } else {
            int64_t found = 0;
            double *x = decode("b", &found), *y = decode("a0", &frames);
            assert_int_equal(found, frames);
            assert_memory_equal(x, y, (size_t)frames * 2 * sizeof *x);
            free(x);
            free(y);
        }
    }
    free(bytes);
}

/* ------------------------------------------------------------------ headers with chunks */

static void files_with_headers_joined_are_taken_one_after_another(void **state)
{
    static heap h;
    const int formats[] = {
        SF_FORMAT_WAV | SF_FORMAT_PCM_16, SF_FORMAT_WAVEX | SF_FORMAT_PCM_24, SF_FORMAT_RF64 | SF_FORMAT_PCM_16,
        SF_FORMAT_W64 | SF_FORMAT_PCM_16, SF_FORMAT_AIFF | SF_FORMAT_PCM_16,  SF_FORMAT_CAF | SF_FORMAT_FLOAT,
        SF_FORMAT_AU | SF_FORMAT_PCM_16,  SF_FORMAT_WAV | SF_FORMAT_PCM_U8,   SF_FORMAT_WAV | SF_FORMAT_IMA_ADPCM};
    (void)state;
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        audio_files_write_sine("a", formats[i], 44100, 1, 5001); /* chunks of odd lengths, too */
        audio_files_write_sine("b", formats[i], 44100, 1, 3003);
        add_file(&h, "a");
        add_file(&h, "b");
        close_heap(&h, "c");
        gives_both("c", "a", "b");
        audio_files_write_sine("d", formats[i], 48000, 1, 3003);
        add_file(&h, "a");
        add_file(&h, "d");
        close_heap(&h, "c");
        assert_non_null(strstr(audio_files_refusal("c", RBK_BAD_AUDIO), ", 48000 Hz, 1-channel from byte"));
        add_file(&h, "a");
        add_file(&h, "b");
        h.size -= 1000;
        close_heap(&h, "c");
        (void)audio_files_refusal("c", RBK_BAD_AUDIO);
    }
}

/* Those past the last one would not be heard. */
static void more_files_joined_than_are_read_are_refused(void **state)
{
    static heap h;
    (void)state;
    audio_files_write_sine("a", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 44100, 1, 20);
    for (int i = 0; i < 1000; i++)
        add_file(&h, "a");
    const size_t size = h.size;
    close_heap(&h, "b");
    assert_int_equal(audio_files_frames("b"), 1000 * 20);
    h.size = size;
    add_file(&h, "a");
    close_heap(&h, "b");
    assert_string_equal(audio_files_refusal("b", RBK_UNSUPPORTED),
                        "expected at most 1000 audio files joined to one, found more");
}

/* A pipe states no length; chunks that some programs write after the audio are not audio. */
static void chunks_after_audio_of_no_stated_length_are_not_played(void **state)
{
    const struct {
        const char *bytes;
        size_t size;
    } tails[] = {
        {"LIST\4\0\0\0INFO", 12},
        {"LIST\22\0\0\0INFOISFT\6\0\0\0hello", 25 + 1},
        {"id3 \12\0\0\0ID3\4\0\0\0\0\0\0", 18},
        {"LIST\4\0\0\0INFOid3 \2\0\0\0ab", 22},
        {"bext\2\0\0\0abLIST\4\0\0\0INFO", 22},
    };
    (void)state;
    audio_files_write_sine("a", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 44100, 2, 5000);
    int64_t frames = 0, same = 0;
    double *wanted = decode("a", &frames);
    for (size_t i = 0; i < sizeof tails / sizeof tails[0]; i++) {
        rbk_findings *findings = rbk_findings_new();
        audio_files_wrap("a", "b", NULL, 0, tails[i].bytes, tails[i].size);
        for (int unstated = 0; unstated < 2; unstated++) {
            audio_files_patch("b", "c", 40, unstated ? "\xFF\xFF\xFF\xFF" : "\0\0\0\0", 4);
            double *found = decode("c", &same);
            assert_int_equal(same, frames);
            assert_memory_equal(found, wanted, (size_t)frames * 2 * sizeof *found);
            free(found);
        }
        rbk_audio_close(audio_files_open("c", findings));
        assert_non_null(audio_files_finding(findings, "audio.length-unknown"));
        rbk_findings_free(findings);
    }
    free(wanted);
}

/* A refusal by the decoder is not reported as a defect of the header. */
static void a_sentence_blames_no_header_that_is_in_order(void **state)
{
    size_t size = 0;
    (void)state;
    audio_files_write_sine("a", SF_FORMAT_OGG | SF_FORMAT_VORBIS, 44100, 2, 5000);
    uint8_t *bytes = (uint8_t *)scratch_read("a", &size);
    size_t second = 27 + (size_t)bytes[26] + bytes[27], body = second + 27 + bytes[second + 26], page = body;
    for (size_t i = 0; i < bytes[second + 26]; i++)
        page += bytes[second + 27 + i];
    memset(bytes + body + 40, 0xAA, 200);
    uint32_t crc = rbk_ogg_checksum(bytes + second, page - second);
    for (int i = 0; i < 4; i++)
        bytes[second + 22 + (size_t)i] = (uint8_t)(crc >> 8 * i);
    scratch_write("b", bytes, size);
    free(bytes);
    const char *sentence = audio_files_refusal("b", RBK_BAD_AUDIO);
    assert_null(strstr(sentence, "header cannot be decoded"));
}

/* Frames that state how many follow, and nothing after them; and a WAV of MPEG without any. */
static void mpeg_without_any_audio_is_refused(void **state)
{
    static heap h;
    static const int16_t silence[2 * 5000];
    (void)state;
    audio_files_write_sine("a", MP3, 44100, 2, FRAMES);
    strip_header_frame("a", "b");
    size_t size = audio_files_size("a") - audio_files_size("b");
    audio_files_cut("a", "c", size);
    h.size = 0;
    for (int i = 0; i < 8; i++)
        add_file(&h, "c");
    close_heap(&h, "d");
    assert_string_equal(audio_files_refusal("d", RBK_BAD_AUDIO), "the file holds no samples");
    audio_files_write_int16("e", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 44100, 2, silence, 5000);
    audio_files_patch("e", "f", 20, "\x55\0", 2);
    assert_string_equal(audio_files_refusal("f", RBK_BAD_AUDIO), "the header claims MPEG audio, the data holds none");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(mpeg_files_joined_are_taken_one_after_another),
        scratch_test(mpeg_after_tags_is_found),
        scratch_test(mpeg_files_of_two_kinds_are_refused),
        scratch_test(an_mpeg_claim_that_is_too_small_loses_nothing),
        scratch_test(an_mpeg_claim_of_all_files_is_right),
        scratch_test(an_mpeg_claim_of_its_size_is_that_of_what_is_shown),
        scratch_test(a_vbri_claim_is_the_one_in_the_header),
        scratch_test(files_with_headers_joined_are_taken_one_after_another),
        scratch_test(more_files_joined_than_are_read_are_refused),
        scratch_test(chunks_after_audio_of_no_stated_length_are_not_played),
        scratch_test(a_sentence_blames_no_header_that_is_in_order),
        scratch_test(mpeg_without_any_audio_is_refused),
    };
    return cmocka_run_group_tests_name("audio/whole", tests, NULL, NULL);
}
