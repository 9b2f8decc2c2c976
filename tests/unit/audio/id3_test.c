/*
 * Tags in ID3v2: three versions, before audio and in chunks.
 *
 * link: -Wl,--wrap=malloc -Wl,--wrap=calloc -Wl,--wrap=realloc -Wl,--wrap=strdup -Wl,--wrap=strndup
 */
#include "audio/id3.h"

#include "unit/memory.h"
#include "unit/scratch.h"

static uint8_t file[4000];
static size_t size;
static rbk_audio_tags tags;

static void add(const void *bytes, size_t count)
{
    assert_true(size + count <= sizeof file);
    memcpy(file + size, bytes, count);
    size += count;
}

/* The head of a tag, whose size finish() sets. */
static void begin(unsigned version, uint8_t flags)
{
    const uint8_t head[10] = {'I', 'D', '3', (uint8_t)version, 0, flags};
    size = 0;
    add(head, sizeof head);
}

static void add_frame(unsigned version, const char *id, const char *flags, const void *bytes, size_t count)
{
    uint8_t length[4];
    for (unsigned i = 0; i < 4; i++)
        length[i] = (uint8_t)(version == 4 ? count >> 7 * (3 - i) & 0x7F : count >> 8 * (3 - i));
    add(id, version == 2 ? 3 : 4);
    add(version == 2 ? length + 1 : length, version == 2 ? 3 : 4);
    add(flags, version == 2 ? 0 : 2);
    add(bytes, count);
}

#define FRAME(version, id, bytes) add_frame(version, id, "\0\0", bytes, sizeof bytes - 1)

static void finish(void)
{
    for (unsigned i = 0; i < 4; i++)
        file[6 + i] = (uint8_t)((size - 10) >> 7 * (3 - i) & 0x7F);
}

static void read_tags(void)
{
    rbk_input input;
    rbk_audio_tags_release(&tags);
    memset(&tags, 0, sizeof tags);
    scratch_write("a", file, size);
    assert_int_equal(rbk_input_open(&input, scratch_path("a"), NULL), RBK_OK);
    assert_int_equal(rbk_id3_tags_read(&input, &tags, NULL, NULL), RBK_OK);
    rbk_input_close(&input);
}

static int end(void **state)
{
    rbk_audio_tags_release(&tags);
    memset(&tags, 0, sizeof tags);
    return scratch_teardown(state);
}

/* ------------------------------------------------------------------ versions */

static void put_all(unsigned version)
{
    static const char *const ids[][2] = {{"TIT2", "TT2"}, {"TPE1", "TP1"}, {"TALB", "TAL"}, {"TPE2", "TP2"},
                                         {"TCOM", "TCM"}, {"TEXT", "TXT"}, {"TCON", "TCO"}, {"TYER", "TYE"},
                                         {"TSRC", "TRC"}, {"TRCK", "TRK"}, {"TPOS", "TPA"}};
    static const char *const values[] = {"Title", "Artist", "Album",        "Band", "Composer", "Poet",
                                         "Rock",  "2001",   "DEA452400001", "3/9",  "2/2"};
    begin(version, 0);
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        char bytes[32] = "";
        strcpy(bytes + 1, values[i]);
        add_frame(version, ids[i][version == 2], "\0\0", bytes, strlen(values[i]) + 1);
    }
    add_frame(version, version == 2 ? "TXX" : "TXXX", "\0\0",
              "\0BARCODE\0"
              "4006381333931",
              22);
    finish();
}

static void all_fields_are_read_in_each_version(void **state)
{
    (void)state;
    for (unsigned version = 2; version <= 4; version++) {
        put_all(version);
        read_tags();
        assert_string_equal(tags.title, "Title");
        assert_string_equal(tags.artist, "Artist");
        assert_string_equal(tags.album, "Album");
        assert_string_equal(tags.album_artist, "Band");
        assert_string_equal(tags.composer, "Composer");
        assert_string_equal(tags.songwriter, "Poet");
        assert_string_equal(tags.genre, "Rock");
        assert_string_equal(tags.date, "2001");
        assert_string_equal(tags.isrc, "DEA452400001");
        assert_string_equal(tags.barcode, "4006381333931");
        assert_int_equal(tags.track_number, 3);
        assert_int_equal(tags.disc_number, 2);
    }
}

static void several_persons_are_all_of_version_4(void **state)
{
    (void)state;
    begin(4, 0);
    FRAME(4, "TCOM", "\3One\0Two\0");
    finish();
    read_tags();
    assert_string_equal(tags.composer, "One; Two");
    begin(3, 0);
    FRAME(3, "TCOM", "\0One\0Two");
    finish();
    read_tags();
    assert_string_equal(tags.composer, "One");
}

/* ------------------------------------------------------------------ what is between */

static void extended_headers_and_other_frames_are_skipped(void **state)
{
    (void)state;
    begin(3, 0x40);
    add("\0\0\0\6\0\0\0\0\0\0", 10); /* does not count its first four bytes */
    FRAME(3, "APIC", "\0image/png\0\3\0TSRC\0\0\0\2\0\0\0x");
    FRAME(3, "TSRC", "\0DEA452400001");
    finish();
    read_tags();
    assert_string_equal(tags.isrc, "DEA452400001");
    begin(4, 0x40);
    add("\0\0\0\6\1\0", 6);
    FRAME(4, "TSRC", "\0DEA452400002");
    finish();
    read_tags();
    assert_string_equal(tags.isrc, "DEA452400002");
}

static void zeros_after_ff_are_removed(void **state)
{
    (void)state;
    begin(3, 0x80); /* of the whole tag; the sizes are those without them */
    add("TCOM\0\0\0\5\0\0\1\xFF\0\xFE"
        "C\0",
        16);
    FRAME(3, "TSRC", "\0DEA452400001");
    finish();
    read_tags();
    assert_string_equal(tags.composer, "C");
    assert_string_equal(tags.isrc, "DEA452400001");
    begin(4, 0x80); /* of frames that say so */
    add_frame(4, "TCOM", "\0\2",
              "\1\xFF\0\xFE"
              "C\0",
              6);
    add_frame(4, "TEXT", "\0\3",
              "\0\0\0\5\1\xFF\0\xFE"
              "D\0",
              10);
    finish();
    read_tags();
    assert_string_equal(tags.composer, "C");
    assert_string_equal(tags.songwriter, "D");
    begin(4, 0x80); /* the head alone says it of all */
    add_frame(4, "TCOM", "\0\0",
              "\1\xFF\0\xFE"
              "E\0",
              6);
    finish();
    read_tags();
    assert_string_equal(tags.composer, "E");
}

static void many_comments_of_programs_push_nothing_out(void **state)
{
    (void)state;
    begin(3, 0);
    for (int i = 0; i < 150; i++)
        FRAME(3, "TXXX", "\0A\0B");
    FRAME(3, "TSRC", "\0DEA452400001");
    FRAME(3, "TCON", "\0(17)");
    finish();
    read_tags();
    assert_string_equal(tags.isrc, "DEA452400001");
    assert_string_equal(tags.genre, "Rock");
}

static void compressed_and_encrypted_frames_are_left_out(void **state)
{
    (void)state;
    for (unsigned version = 3; version <= 4; version++)
        for (int i = 0; i < 2; i++) {
            const char flags[2] = {0, (char)((version == 3 ? 0x40 : 0x04) << i)};
            begin(version, 0);
            add_frame(version, "TCOM", flags, "\0xyz", 4);
            FRAME(version, "TSRC", "\0DEA452400001");
            finish();
            read_tags();
            assert_null(tags.composer);
            assert_string_equal(tags.isrc, "DEA452400001");
        }
    begin(3, 0);
    add_frame(3, "TCOM", "\0\x20", "\7\0One", 5); /* a byte for its group is before it */
    finish();
    read_tags();
    assert_string_equal(tags.composer, "One");
}

static void sizes_of_eight_bits_in_version_4_are_understood(void **state)
{
    char bytes[201];
    (void)state;
    memset(bytes, 'x', sizeof bytes);
    bytes[0] = 0;
    begin(4, 0);
    add("TCOM\0\0\0\xC9\0\0", 10);
    add(bytes, sizeof bytes);
    FRAME(4, "TSRC", "\0DEA452400001");
    finish();
    read_tags();
    assert_int_equal(strlen(tags.composer), 200);
    assert_string_equal(tags.isrc, "DEA452400001");
}

/* ------------------------------------------------------------------ where tags are */

static void chunks_of_aiff_and_wav_have_tags(void **state)
{
    static const struct {
        const char *head, *before, *id;
    } rows[] = {{"FORM\0\0\1\0AIFF", "ANNO\0\0\0\3abc\0", "ID3 \0\0\1\0"},
                {"FORM\0\0\1\0AIFC", "ANNO\0\0\0\3abc\0", "id3 \0\0\1\0"},
                {"RIFF\0\1\0\0WAVE", "note\3\0\0\0abc\0", "id3 \0\1\0\0"}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uint8_t tag[4000];
        put_all(4);
        const size_t tag_bytes = size;
        memcpy(tag, file, size);
        size = 0;
        add(rows[i].head, 12);
        add(rows[i].before, 12);
        add(rows[i].id, 8);
        add(tag, tag_bytes);
        read_tags();
        assert_string_equal(tags.isrc, "DEA452400001");
        file[0] = 'X';
        read_tags();
        assert_null(tags.isrc);
    }
}

static void a_file_without_a_tag_has_none(void **state)
{
    (void)state;
    size = 0;
    read_tags();
    add("RIFF\0\1\0\0WAVE", 12);
    read_tags();
    assert_null(tags.title);
    begin(5, 0); /* unknown */
    FRAME(4, "TIT2", "\0Title");
    finish();
    read_tags();
    assert_null(tags.title);
}

static void no_damage_breaks_the_reader(void **state)
{
    static const uint8_t values[] = {0, 0x7F, 0x80, 0xFF};
    (void)state;
    for (unsigned version = 2; version <= 4; version++) {
        put_all(version);
        const size_t whole = size;
        uint8_t tag[4000];
        memcpy(tag, file, whole);
        for (size_t at = 3; at < whole; at++)
            for (size_t i = 0; i < sizeof values; i++) {
                memcpy(file, tag, whole);
                file[at] = values[i];
                size = whole;
                read_tags();
            }
        memcpy(file, tag, whole);
        for (size = 0; size < whole; size++)
            read_tags();
    }
}

static rbk_status reading(void *user, rbk_error *error)
{
    rbk_audio_tags found = {.title = NULL};
    rbk_status status = rbk_id3_tags_read(user, &found, NULL, error);
    assert_true(status != RBK_OK || strcmp(found.isrc, "DEA452400001") == 0);
    rbk_audio_tags_release(&found);
    return status;
}

static void all_of_a_tag_is_read_or_there_is_no_memory(void **state)
{
    rbk_input input;
    (void)state;
    put_all(4);
    scratch_write("a", file, size);
    assert_int_equal(rbk_input_open(&input, scratch_path("a"), NULL), RBK_OK);
    memory_may_miss = true; /* the search for zeros after the tag */
    each_allocation_fails("tag", reading, &input);
    rbk_input_close(&input);
}

int main(void)
{
#define test(function) cmocka_unit_test_setup_teardown(function, scratch_setup, end)
    const struct CMUnitTest tests[] = {
        test(all_fields_are_read_in_each_version),
        test(several_persons_are_all_of_version_4),
        test(extended_headers_and_other_frames_are_skipped),
        test(zeros_after_ff_are_removed),
        test(many_comments_of_programs_push_nothing_out),
        test(compressed_and_encrypted_frames_are_left_out),
        test(sizes_of_eight_bits_in_version_4_are_understood),
        test(chunks_of_aiff_and_wav_have_tags),
        test(a_file_without_a_tag_has_none),
        test(no_damage_breaks_the_reader),
        test(all_of_a_tag_is_read_or_there_is_no_memory),
    };
    return cmocka_run_group_tests_name("audio/id3", tests, NULL, NULL);
}
