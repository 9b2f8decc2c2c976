/* Ogg files whose pages have wrong fields: all of their audio is read, the same as from the correct file. */
#include "audio/ogg.h"
#include "audio/open.h"

#include "unit/audio/audio_files.h"

#define VORBIS (SF_FORMAT_OGG | SF_FORMAT_VORBIS)
#define OPUS   (SF_FORMAT_OGG | SF_FORMAT_OPUS)
#define FRAMES 150000

/* ------------------------------------------------------------------ files with changed pages */

typedef struct book {
    uint8_t *bytes;
    size_t size;
    size_t pages[2000]; /* offsets of the pages */
    size_t count;
} book;

static book open_book(const char *name)
{
    book b = {0};
    b.bytes = (uint8_t *)scratch_read(name, &b.size);
    assert_non_null(b.bytes);
    for (size_t at = 0; at + 27 <= b.size;) {
        size_t size = 27 + (size_t)b.bytes[at + 26];
        for (size_t i = 27; i < 27 + (size_t)b.bytes[at + 26]; i++)
            size += b.bytes[at + i];
        b.pages[b.count++] = at;
        at += size;
    }
    b.pages[b.count] = b.size;
    return b;
}

static int64_t position(const book *b, size_t page)
{
    return (int64_t)rbk_le64(b->bytes + b->pages[page] + 6);
}

static void set_position(book *b, size_t page, int64_t value)
{
    for (int i = 0; i < 8; i++)
        b->bytes[b->pages[page] + 6 + (size_t)i] = (uint8_t)((uint64_t)value >> 8 * i);
}

/* Writes the pages with correct checksums. */
static void close_book(book *b, const char *name)
{
    for (size_t i = 0; i < b->count; i++) {
        uint8_t *page = b->bytes + b->pages[i];
        uint32_t crc = rbk_ogg_checksum(page, b->pages[i + 1] - b->pages[i]);
        for (int k = 0; k < 4; k++)
            page[22 + k] = (uint8_t)(crc >> 8 * k);
    }
    scratch_write(name, b->bytes, b->size);
    free(b->bytes);
}

/* Noise, so that a file has many pages. */
static void write_noise(const char *name, int format, int rate_hz, size_t frames, uint64_t seed)
{
    double *noise = malloc(frames * 2 * sizeof *noise);
    assert_non_null(noise);
    for (size_t i = 0; i < frames * 2; i++)
        noise[i] = ((double)audio_files_random(&seed) / 2147483648.0 - 0.5) * 0.8;
    audio_files_write_double(name, format, rate_hz, 2, NULL, noise, frames);
    free(noise);
}

static double *decode(const char *name, int64_t *frames)
{
    rbk_audio *audio = NULL;
    rbk_error error;
    rbk_error_init(&error);
    size_t got = 0;
    *frames = audio_files_frames(name);
    double *samples = malloc((size_t)(*frames + 1) * 2 * sizeof *samples);
    assert_non_null(samples);
    assert_int_equal(rbk_audio_open_deep(scratch_path(name), NULL, RBK_OPEN_TRUST, &audio, NULL, &error), RBK_OK);
    if (rbk_sequence_read_double(rbk_audio_sequence(audio), samples, (size_t)*frames + 1, &got, &error) != RBK_OK)
        fail_msg("%s", audio_files_message(&error));
    assert_int_equal(got, *frames);
    rbk_audio_close(audio);
    return samples;
}

/* The first file has the same audio as the other from frame `from` on. */
static void gives_the_same(const char *name, const char *right, int64_t from)
{
    int64_t count = 0, expected = 0;
    double *found = decode(name, &count), *wanted = decode(right, &expected);
    assert_int_equal(count, expected - from);
    assert_memory_equal(found, wanted + from * 2, (size_t)count * 2 * sizeof *found);
    free(found);
    free(wanted);
}

static void reports(const char *name, const char *rule)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_audio_close(audio_files_open(name, findings));
    if (rule && !audio_files_finding(findings, rule))
        fail_msg("%s: no %s", name, rule);
    assert_int_equal(rbk_findings_count(findings), rule ? 1 : 0);
    rbk_findings_free(findings);
}

/* ------------------------------------------------------------------ marks */

static void pages_marked_as_last_before_the_last_do_not_end_it(void **state)
{
    const int formats[] = {VORBIS, OPUS};
    (void)state;
    for (size_t f = 0; f < 2; f++) {
        write_noise("a", formats[f], 48000, FRAMES, 1);
        for (size_t from = 0; from < 2; from++) { /* the last three; or all with audio */
            book b = open_book("a");
            assert_true(b.count > 5);
            for (size_t i = from ? 3 : b.count - 3; i < b.count; i++)
                b.bytes[b.pages[i] + 5] |= 4;
            close_book(&b, "b");
            reports("b", "audio.page-marks");
            gives_the_same("b", "a", 0);
        }
    }
}

static void a_file_without_a_last_mark_is_taken_and_reported(void **state)
{
    const int formats[] = {VORBIS, OPUS};
    (void)state;
    for (size_t f = 0; f < 2; f++) {
        write_noise("a", formats[f], 48000, FRAMES, 1);
        book b = open_book("a");
        b.bytes[b.pages[b.count - 1] + 5] = 0;
        close_book(&b, "b");
        reports("b", "audio.unfinished");
        gives_the_same("b", "a", 0);
    }
}

static void a_first_mark_on_every_page_begins_nothing(void **state)
{
    (void)state;
    write_noise("a", VORBIS, 44100, FRAMES, 1);
    book b = open_book("a");
    for (size_t i = 1; i < b.count; i++)
        b.bytes[b.pages[i] + 5] |= 2;
    close_book(&b, "b");
    reports("b", "audio.page-marks");
    gives_the_same("b", "a", 0);
}

static void marks_of_continued_packets_are_put_right(void **state)
{
    (void)state;
    write_noise("a", VORBIS, 44100, FRAMES, 1);
    for (size_t set = 0; set < 2; set++) {
        book b = open_book("a");
        for (size_t i = 3; i < b.count; i++)
            b.bytes[b.pages[i] + 5] = (uint8_t)(set ? b.bytes[b.pages[i] + 5] | 1 : b.bytes[b.pages[i] + 5] & ~1);
        close_book(&b, "b");
        gives_the_same("b", "a", 0);
    }
}

/* ------------------------------------------------------------------ positions */

static void positions_that_do_not_follow_lose_nothing(void **state)
{
    const int formats[] = {VORBIS, OPUS};
    (void)state;
    for (size_t f = 0; f < 2; f++) {
        write_noise("a", formats[f], 48000, FRAMES, 1);
        book b = open_book("a"); /* a gap that no audio fills */
        for (size_t i = b.count / 2; i < b.count; i++)
            set_position(&b, i, position(&b, i) + 7777);
        close_book(&b, "b");
        reports("b", "audio.page-positions");
        gives_the_same("b", "a", 0);
        b = open_book("a"); /* the first is too small, those after it are not */
        size_t first = 0;
        while (position(&b, first) <= 0)
            first++;
        set_position(&b, first, 10);
        close_book(&b, "b");
        reports("b", "audio.page-positions");
        gives_the_same("b", "a", 0);
    }
}

/* A stream may begin at any position if it was cut out of a longer one. */
static void a_stream_that_begins_late_is_whole(void **state)
{
    const int formats[] = {VORBIS, OPUS};
    (void)state;
    for (size_t f = 0; f < 2; f++) {
        write_noise("a", formats[f], 48000, FRAMES, 1);
        book b = open_book("a");
        for (size_t i = 0; i < b.count; i++)
            if (position(&b, i) > 0)
                set_position(&b, i, position(&b, i) + 1000000);
        close_book(&b, "b");
        reports("b", NULL);
        gives_the_same("b", "a", 0);
    }
}

/* Vorbis I, A.2: audio before position 0 is discarded. */
static void vorbis_before_position_0_is_dropped(void **state)
{
    (void)state;
    write_noise("a", VORBIS, 44100, FRAMES, 1);
    book b = open_book("a");
    for (size_t i = 0; i < b.count; i++)
        if (position(&b, i) > 0)
            set_position(&b, i, position(&b, i) - 500);
    close_book(&b, "b");
    reports("b", NULL);
    gives_the_same("b", "a", 500);
}

/* ------------------------------------------------------------------ chains */

static void join(const char *first, const char *second, const char *to)
{
    size_t size = 0;
    char *bytes = scratch_read(first, &size);
    audio_files_wrap(second, to, bytes, size, NULL, 0);
    free(bytes);
}

static void a_chain_is_read_from_its_first_link_to_its_last(void **state)
{
    const int formats[] = {VORBIS, OPUS};
    (void)state;
    for (size_t f = 0; f < 2; f++) {
        int64_t first = 0, second = 0, both = 0;
        write_noise("a", formats[f], 48000, 50000, 1);
        write_noise("b", formats[f], 48000, 30000, 2);
        for (size_t same = 0; same < 2; same++) { /* links with the same serial number are links, too */
            join("a", same ? "a" : "b", "c");
            reports("c", "audio.joined");
            double *x = decode("a", &first), *y = decode(same ? "a" : "b", &second), *z = decode("c", &both);
            assert_int_equal(both, first + second);
            assert_memory_equal(z, x, (size_t)first * 2 * sizeof *x);
            assert_memory_equal(z + first * 2, y, (size_t)second * 2 * sizeof *x);
            free(x);
            free(y);
            free(z);
        }
    }
}

static void a_chain_of_two_kinds_is_refused(void **state)
{
    (void)state;
    write_noise("a", VORBIS, 48000, 20000, 1);
    write_noise("b", OPUS, 48000, 20000, 1);
    write_noise("c", VORBIS, 44100, 20000, 1);
    join("a", "b", "d");
    assert_non_null(
        strstr(audio_files_refusal("d", RBK_UNSUPPORTED), "expected Vorbis throughout, found another from byte"));
    join("a", "c", "d");
    assert_non_null(strstr(audio_files_refusal("d", RBK_BAD_AUDIO), "expected Vorbis, 48000 Hz, 2-channel throughout"));
}

/* ------------------------------------------------------------------ Opus */

/* The input may have had 8 kHz; the output always has 48 kHz (RFC 7845, 5.1). */
static void opus_is_given_at_48_khz_whatever_its_header_says(void **state)
{
    const uint32_t rates[] = {0, 8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 96000, 4000000000u};
    (void)state;
    write_noise("a", OPUS, 48000, FRAMES, 1);
    for (size_t i = 0; i < sizeof rates / sizeof rates[0]; i++) {
        book b = open_book("a");
        for (int k = 0; k < 4; k++)
            b.bytes[28 + 12 + k] = (uint8_t)(rates[i] >> 8 * k);
        close_book(&b, "b");
        rbk_audio *audio = audio_files_open("b", NULL);
        assert_int_equal(rbk_audio_information(audio)->rate_hz, 48000);
        rbk_audio_close(audio);
        gives_the_same("b", "a", 0);
    }
}

/* Q7.8 dB, either way. */
static void opus_gain_is_applied(void **state)
{
    const int16_t gains[] = {-1541, 1541, -256 * 20};
    (void)state;
    write_noise("a", OPUS, 48000, 48000, 1);
    int64_t count = 0;
    double *plain = decode("a", &count);
    for (size_t i = 0; i < sizeof gains / sizeof gains[0]; i++) {
        book b = open_book("a");
        b.bytes[28 + 16] = (uint8_t)gains[i];
        b.bytes[28 + 17] = (uint8_t)((uint16_t)gains[i] >> 8);
        close_book(&b, "b");
        double *loud = decode("b", &count), most = 0;
        double factor = pow(10, gains[i] / 256.0 / 20);
        for (int64_t k = 0; k < count * 2; k++)
            most = fmax(most, fabs(loud[k] - plain[k] * factor));
        assert_true(most < 1e-4 * factor);
        free(loud);
    }
    free(plain);
}

/* As where files were joined and numbered through: the last page of the first states less than it holds. */
static void what_a_last_page_in_the_middle_drops_is_dropped_there(void **state)
{
    const int formats[] = {VORBIS, OPUS};
    const int64_t dropped = 100;
    (void)state;
    for (size_t f = 0; f < 2; f++) {
        int64_t count = 0, whole = 0;
        write_noise("a", formats[f], 48000, FRAMES, 1);
        book b = open_book("a");
        size_t last = b.count / 2;
        while (position(&b, last) <= 0)
            last++;
        const uint8_t *head = b.bytes + 27 + b.bytes[26];
        const int64_t skip = f == 1 ? head[10] | head[11] << 8 : 0, end = position(&b, last) - skip;
        b.bytes[b.pages[last] + 5] |= 4;
        for (size_t i = last; i < b.count; i++)
            if (position(&b, i) > 0)
                set_position(&b, i, position(&b, i) - dropped);
        close_book(&b, "b");
        reports("b", "audio.page-marks");
        double *found = decode("b", &count), *wanted = decode("a", &whole);
        assert_int_equal(count, whole - dropped);
        assert_memory_equal(found, wanted, (size_t)(end - dropped) * 2 * sizeof *found);
        assert_memory_equal(found + (end - dropped) * 2, wanted + end * 2, (size_t)(whole - end) * 2 * sizeof *found);
        free(found);
        free(wanted);
    }
}

/* Divides a page after the first 255 bytes of its first packet, which then continues on the second half. */
static void divide_page(book *b, size_t page, bool continued)
{
    size_t at = b->pages[page], rest_at, segments = b->bytes[at + 26], end = b->pages[page + 1];
    uint8_t *all = calloc(1, b->size + 28);
    assert_non_null(all);
    assert_int_equal(b->bytes[at + 27], 255);
    memcpy(all, b->bytes, at + 27); /* the first half */
    all[at + 26] = 1;
    all[at + 27] = 255;
    memset(all + at + 6, 0xFF, 8); /* no packet ends in it */
    memcpy(all + at + 28, b->bytes + at + 27 + segments, 255);
    rest_at = at + 28 + 255;
    memcpy(all + rest_at, b->bytes + at, 27);
    all[rest_at + 26] = (uint8_t)(segments - 1);
    all[rest_at + 5] = (uint8_t)((b->bytes[at + 5] & ~1) | (continued ? 1 : 0));
    memcpy(all + rest_at + 27, b->bytes + at + 28, segments - 1);
    memcpy(all + rest_at + 26 + segments, b->bytes + at + 27 + segments + 255, b->size - (at + 27 + segments + 255));
    free(b->bytes);
    b->bytes = all;
    b->size += 27;
    for (size_t i = b->count + 1; i > page + 1; i--)
        b->pages[i] = b->pages[i - 1] + 27;
    b->pages[page + 1] = rest_at;
    b->count++;
    assert_int_equal(b->pages[page + 2], end + 27);
    for (size_t i = page + 1; i < b->count; i++)
        for (uint32_t k = 0, number = (uint32_t)i; k < 4; k++)
            b->bytes[b->pages[i] + 18 + k] = (uint8_t)(number >> 8 * k);
}

static void a_packet_on_two_pages_is_read_whole(void **state)
{
    const int formats[] = {VORBIS, OPUS};
    (void)state;
    for (size_t f = 0; f < 2; f++) {
        for (int continued = 0; continued < 2; continued++) {
            write_noise("a", formats[f], 48000, FRAMES, 1);
            book b = open_book("a");
            size_t page = b.count / 2;
            while (b.bytes[b.pages[page] + 27] != 255 || (b.bytes[b.pages[page] + 5] & 1)) {
                page++;
                assert_true(page + 1 < b.count);
            }
            divide_page(&b, page, continued);
            close_book(&b, "b");
            reports("b", continued ? NULL : "audio.page-marks");
            gives_the_same("b", "a", 0);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(pages_marked_as_last_before_the_last_do_not_end_it),
        scratch_test(a_file_without_a_last_mark_is_taken_and_reported),
        scratch_test(a_first_mark_on_every_page_begins_nothing),
        scratch_test(marks_of_continued_packets_are_put_right),
        scratch_test(positions_that_do_not_follow_lose_nothing),
        scratch_test(a_stream_that_begins_late_is_whole),
        scratch_test(vorbis_before_position_0_is_dropped),
        scratch_test(a_chain_is_read_from_its_first_link_to_its_last),
        scratch_test(a_chain_of_two_kinds_is_refused),
        scratch_test(opus_is_given_at_48_khz_whatever_its_header_says),
        scratch_test(opus_gain_is_applied),
        scratch_test(what_a_last_page_in_the_middle_drops_is_dropped_there),
        scratch_test(a_packet_on_two_pages_is_read_whole),
    };
    return cmocka_run_group_tests_name("audio/ogg_repair", tests, NULL, NULL);
}
