/* The comments of Vorbis and Opus. */
#include "audio/tags.h"

#include "unit/audio/audio_files.h"

static void put32(uint8_t *at, size_t value)
{
    for (int i = 0; i < 4; i++)
        at[i] = (uint8_t)(value >> 8 * i);
}

/* A page of a stream with the serial number; its packet continues on the next page if open. Checksums are not verified. */
static size_t write_page(uint8_t *to, uint8_t marks, uint32_t serial, uint32_t number, const uint8_t *body, size_t size,
                         bool open)
{
    size_t segments = size / 255 + (open ? 0 : 1);
    memset(to, 0, 27);
    memcpy(to, "OggS", 4);
    to[5] = marks;
    put32(to + 14, serial);
    put32(to + 18, number);
    to[26] = (uint8_t)segments;
    for (size_t i = 0; i < segments; i++)
        to[27 + i] = (uint8_t)(i < size / 255 ? 255 : size % 255);
    memcpy(to + 27 + segments, body, size);
    return 27 + segments + size;
}

static size_t write_comments(uint8_t *to, const char *front, const char *const *texts, size_t count)
{
    size_t at = strlen(front);
    memcpy(to, front, at);
    put32(to + at, 3);
    memcpy(to + at + 4, "abc", 3);
    put32(to + at + 7, count);
    at += 11;
    for (size_t i = 0; i < count; i++) {
        put32(to + at, strlen(texts[i]));
        memcpy(to + at + 4, texts[i], strlen(texts[i]));
        at += 4 + strlen(texts[i]);
    }
    return at;
}

static void comments_over_several_pages_are_read(void **state)
{
    static uint8_t file[20000], body[5000];
    static char filler[3000] = "FILLER=";
    const char *const texts[] = {"TITLE=One", filler, "PRE-EMPHASIS=1", "ISRC=GBAYE6800011"};
    const char *const heads[] = {"\x01vorbis", "OpusHead"}, *const fronts[] = {"\x03vorbis", "OpusTags"};
    (void)state;
    memset(filler + 7, 'x', sizeof filler - 8);
    for (int kind = 0; kind < 2; kind++) {
        uint8_t head[30] = {0};
        memcpy(head, heads[kind], 7 + (size_t)kind);
        size_t size = write_comments(body, fronts[kind], texts, 4), at = 0;
        at += write_page(file + at, 2, 9, 0, (const uint8_t *)"fishead", 8, false);
        at += write_page(file + at, 2, 7, 0, head, sizeof head, false);
        at += write_page(file + at, 0, 7, 1, body, 510, true);
        at += write_page(file + at, 0, 9, 1, body, 100, false);
        at += write_page(file + at, 1, 7, 2, body + 510, size - 510, false);
        scratch_write("a", file, at);
        rbk_input input;
        rbk_audio_tags tags = {0};
        assert_int_equal(rbk_input_open(&input, scratch_path("a"), NULL), RBK_OK);
        assert_int_equal(rbk_ogg_tags_read(&input, 0, &tags, NULL, NULL), RBK_OK);
        rbk_input_close(&input);
        assert_string_equal(tags.title, "One");
        assert_string_equal(tags.isrc, "GBAYE6800011");
        assert_true(tags.pre_emphasis);
        rbk_audio_tags_release(&tags);
    }
}

static void what_is_damaged_says_nothing(void **state)
{
    static uint8_t file[2000], body[1000];
    const char *const texts[] = {"TITLE=One"};
    (void)state;
    size_t size = write_comments(body, "\x03vorbis", texts, 1);
    put32(body + 14, 4000000000u); /* more comments than the packet has */
    put32(body + 18, 4000000000u);
    size_t at = write_page(file, 2, 7, 0, (const uint8_t *)"\x01vorbis.", 8, false);
    at += write_page(file + at, 0, 7, 1, body, size, false);
    for (size_t cut = 0; cut <= at; cut++) {
        rbk_input input;
        rbk_audio_tags tags = {0};
        scratch_write("a", file, cut);
        assert_int_equal(rbk_input_open(&input, scratch_path("a"), NULL), RBK_OK);
        assert_int_equal(rbk_ogg_tags_read(&input, 0, &tags, NULL, NULL), RBK_OK);
        assert_null(tags.title);
        rbk_input_close(&input);
    }
}

/* More than 16 MiB of comments, in which pictures may be, are not read. */
static void a_packet_that_is_too_long_says_nothing(void **state)
{
    static uint8_t page[70000], body[255 * 255];
    const char *const texts[] = {"TITLE=One"};
    const size_t pages = (1 << 24) / sizeof body + 1;
    rbk_audio_tags tags = {0};
    rbk_input input;
    (void)state;
    size_t size = write_page(page, 2, 7, 0, (const uint8_t *)"\x01vorbis.", 8, false), at = size;
    uint8_t *file = malloc(size + (pages + 1) * sizeof page);
    assert_non_null(file);
    memcpy(file, page, size);
    (void)write_comments(body, "\x03vorbis", texts, 1);
    for (size_t i = 0; i < pages; i++)
        at += write_page(file + at, i ? 1 : 0, 7, (uint32_t)i + 1, body, sizeof body, true);
    at += write_page(file + at, 1, 7, (uint32_t)pages + 1, body, 10, false);
    scratch_write("a", file, at);
    free(file);
    assert_int_equal(rbk_input_open(&input, scratch_path("a"), NULL), RBK_OK);
    assert_int_equal(rbk_ogg_tags_read(&input, 0, &tags, NULL, NULL), RBK_OK);
    assert_null(tags.title);
    rbk_input_close(&input);
    rbk_audio_tags_release(&tags);
}

/* A comment longer than the rest of the packet ends the list; one before it stays. */
static void a_comment_that_the_packet_cuts_is_left_out(void **state)
{
    static uint8_t file[2000], body[1000];
    const char *const texts[] = {"TITLE=One", "ARTIST=Two"};
    (void)state;
    for (int vendor = 0; vendor < 3; vendor++) { /* 2: the packet ends in the length of the comment */
        rbk_audio_tags tags = {0};
        rbk_input input;
        size_t size = write_comments(body, "\x03vorbis", texts, 2);
        if (vendor == 2)
            size -= 12;
        else
            put32(body + (vendor ? 7 : size - 14), 1000);
        size_t at = write_page(file, 2, 7, 0, (const uint8_t *)"\x01vorbis.", 8, false);
        at += write_page(file + at, 0, 7, 1, body, size, false);
        scratch_write("a", file, at);
        assert_int_equal(rbk_input_open(&input, scratch_path("a"), NULL), RBK_OK);
        assert_int_equal(rbk_ogg_tags_read(&input, 0, &tags, NULL, NULL), RBK_OK);
        rbk_input_close(&input);
        assert_true(vendor == 1 ? !tags.title : tags.title && strcmp(tags.title, "One") == 0);
        assert_null(tags.artist);
        rbk_audio_tags_release(&tags);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(comments_over_several_pages_are_read),
        scratch_test(what_is_damaged_says_nothing),
        scratch_test(a_packet_that_is_too_long_says_nothing),
        scratch_test(a_comment_that_the_packet_cuts_is_left_out),
    };
    return cmocka_run_group_tests_name("audio/ogg_comments", tests, NULL, NULL);
}
