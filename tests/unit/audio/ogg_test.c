/* The pages of an Ogg file. */
#include "audio/ogg.h"

#include "unit/audio/audio_files.h"

static void walk_file(const char *name, rbk_ogg_walk *walk)
{
    rbk_input input;
    assert_int_equal(rbk_input_open(&input, scratch_path(name), NULL), RBK_OK);
    assert_int_equal(rbk_ogg_walk_pages(&input, 0, true, walk, NULL), RBK_OK);
    rbk_ogg_walk_release(walk);
    rbk_input_close(&input);
}

static void a_whole_file_is_complete(void **state)
{
    const struct {
        int format;
        int rate_hz;
        const char *codec;
    } rows[] = {
        {SF_FORMAT_OGG | SF_FORMAT_VORBIS, 44100, "Vorbis"},
        {SF_FORMAT_OGG | SF_FORMAT_OPUS, 48000, "Opus"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rbk_ogg_walk walk;
        audio_files_write_sine("a", rows[i].format, rows[i].rate_hz, 2, 100000);
        walk_file("a", &walk);
        assert_string_equal(walk.codec, rows[i].codec);
        assert_true(walk.readable);
        assert_true(walk.complete);
        assert_int_equal(walk.bad_at, -1);
        assert_int_equal(walk.end, audio_files_size("a"));
    }
}

/* Any single changed byte, and any truncation, is found. */
static void no_damage_goes_unnoticed(void **state)
{
    (void)state;
    audio_files_write_sine("a", SF_FORMAT_OGG | SF_FORMAT_VORBIS, 44100, 2, 100000);
    size_t size = audio_files_size("a");
    size_t whole = 0;
    uint8_t *bytes = (uint8_t *)scratch_read("a", &whole);
    assert_int_equal(size, whole);
    for (size_t at = 0; at < size; at += 97) {
        rbk_ogg_walk walk;
        uint8_t changed = bytes[at] ^ 0x10;
        audio_files_patch("a", "b", at, &changed, 1);
        walk_file("b", &walk);
        assert_true(walk.bad_at >= 0 && walk.bad_at <= (int64_t)at);
        if (at > 0) {
            audio_files_cut("a", "c", at);
            walk_file("c", &walk);
            assert_true(walk.bad_at >= 0 || !walk.complete);
        }
    }
    free(bytes);
}

static void bytes_after_the_last_page_are_left_out(void **state)
{
    rbk_ogg_walk walk;
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    audio_files_write_sine("a.ogg", SF_FORMAT_OGG | SF_FORMAT_VORBIS, 44100, 2, 20000);
    audio_files_wrap("a.ogg", "b.ogg", NULL, 0, "junk", 4);
    walk_file("b.ogg", &walk);
    assert_true(walk.complete);
    assert_int_equal(walk.end, audio_files_size("a.ogg"));
    rbk_audio *audio = audio_files_open("b.ogg", findings);
    assert_int_equal(rbk_audio_information(audio)->frames, 20000);
    assert_string_equal(audio_files_finding(findings, "audio.odd-bytes"),
                        "4 bytes after the last Ogg page are ignored");
    rbk_audio_close(audio);
    rbk_findings_free(findings);
}

static void other_codecs_are_named(void **state)
{
    uint8_t page[64] = "OggS\0\2";
    rbk_input input;
    rbk_ogg_walk walk;
    (void)state;
    page[26] = 1;
    page[27] = 20;
    memcpy(page + 28, "Speex   1.2", 11);
    scratch_write("a.ogg", page, 48);
    assert_int_equal(rbk_input_open(&input, scratch_path("a.ogg"), NULL), RBK_OK);
    rbk_ogg_identify(&input, 0, &walk);
    rbk_input_close(&input);
    assert_string_equal(walk.codec, "Speex");
    assert_false(walk.readable);
    assert_string_equal(audio_files_refusal("a.ogg", RBK_UNSUPPORTED),
                        "the Ogg file holds Speex, which is not supported: convert it to a WAV file");
}

/* A page with a correct checksum. */
static size_t put_page(uint8_t *to, uint8_t marks, uint8_t serial, uint8_t number, const char *body, size_t size)
{
    memset(to, 0, 28);
    memcpy(to, "OggS", 4);
    to[5] = marks;
    to[14] = serial;
    to[18] = number;
    to[26] = 1;
    to[27] = (uint8_t)size;
    memcpy(to + 28, body, size);
    uint32_t crc = rbk_ogg_checksum(to, 28 + size);
    for (int i = 0; i < 4; i++)
        to[22 + i] = (uint8_t)(crc >> 8 * i);
    return 28 + size;
}

static void pages_that_belong_nowhere_are_found(void **state)
{
    static uint8_t file[2000];
    rbk_ogg_walk walk;
    (void)state;
    size_t at = put_page(file, 2, 1, 0, "OpusHead", 8), first = at;
    at += put_page(file + at, 0, 9, 1, "abc", 3);
    scratch_write("a", file, at);
    walk_file("a", &walk);
    assert_int_equal(walk.bad_at, first);
    assert_string_equal(walk.reason, "a page of an unknown stream");
    at = first + put_page(file + first, 0, 1, 1, "OpusTags", 8);
    size_t gap = at;
    at += put_page(file + at, 4, 1, 3, "abc", 3);
    scratch_write("b", file, at);
    walk_file("b", &walk);
    assert_int_equal(walk.bad_at, gap);
    assert_string_equal(walk.reason, "pages are missing");
    at = 0;
    for (uint8_t i = 0; i < 17; i++)
        at += put_page(file + at, 2, i, 0, "OpusHead", 8);
    scratch_write("c", file, at);
    walk_file("c", &walk);
    assert_int_equal(walk.bad_at, 16 * first);
    assert_string_equal(walk.reason, "too many streams");
}

/* After a stream that is read comes one that is not. */
static void a_further_stream_of_another_kind_is_refused_with_its_place(void **state)
{
    static uint8_t more[200];
    char text[200];
    (void)state;
    audio_files_write_sine("a.ogg", SF_FORMAT_OGG | SF_FORMAT_OPUS, 48000, 2, 20000);
    size_t size = put_page(more, 2, 1, 0, "Speex   1.2", 11);
    snprintf(text, sizeof text, "the Ogg file is a chain of streams, and the one at byte %zu holds no supported audio",
             audio_files_size("a.ogg") + size);
    size += put_page(more + size, 4, 1, 1, "abc", 3);
    audio_files_wrap("a.ogg", "b.ogg", NULL, 0, more, size);
    assert_string_equal(audio_files_refusal("b.ogg", RBK_UNSUPPORTED), text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(a_whole_file_is_complete),
        scratch_test(no_damage_goes_unnoticed),
        scratch_test(bytes_after_the_last_page_are_left_out),
        scratch_test(other_codecs_are_named),
        scratch_test(pages_that_belong_nowhere_are_found),
        scratch_test(a_further_stream_of_another_kind_is_refused_with_its_place),
    };
    return cmocka_run_group_tests_name("audio/ogg", tests, NULL, NULL);
}
