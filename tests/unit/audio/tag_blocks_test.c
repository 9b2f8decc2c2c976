/* The length of tags. */
#include "audio/tag_blocks.h"

#include "unit/scratch.h"

static int64_t size_of(const char *bytes, size_t size, size_t file_bytes)
{
    static char file[1000];
    rbk_input input;
    memset(file, 'x', sizeof file);
    memcpy(file + 3, bytes, size);
    scratch_write("a", file, file_bytes);
    assert_int_equal(rbk_input_open(&input, scratch_path("a"), NULL), RBK_OK);
    int64_t found = rbk_tag_block_size(&input, 3);
    rbk_input_close(&input);
    return found;
}

static void every_kind_has_its_size(void **state)
{
    const struct {
        const char *bytes;
        size_t size;
        int64_t whole;
    } rows[] = {
        {"ID3\3\0\0\0\0\1\2", 10, 10 + 128 + 2},
        {"ID3\4\0\20\0\0\1\2", 10, 20 + 128 + 2},
        {"ID3\4\0\0\0\0\200\2", 10, 0}, /* sizes have seven bits a byte */
        {"ID3\377\0\0\0\0\1\2", 10, 0},
        {"TAG", 3, 128},
        {"TAG+", 4, 227},
        {"3DI\4\0\0\0\0\1\2", 10, 10},
        {"APETAGEX\xD0\7\0\0\x50\0\0\0\1\0\0\0\0\0\0\xA0", 24, 32 + 80}, /* from its header on */
        {"APETAGEX\xD0\7\0\0\x50\0\0\0\1\0\0\0\0\0\0\0", 24, 32},        /* its footer */
        {"APETAGEX\xD0\7\0\0\1\0\0\x10\1\0\0\0\0\0\0\xA0", 24, 0},       /* more than 256 MiB */
        {"LYRICSBEGINabc000014LYRICS200", 29, 29},
        {"LYRICSBEGINabcLYRICSEND", 23, 23},
        {"LYRICSBEGINabc", 14, 0},
        {"TA", 2, 0},
        {"xxxx", 4, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_int_equal(size_of(rows[i].bytes, rows[i].size, 1000), rows[i].whole);
}

static void a_tag_that_the_file_cuts_reaches_to_its_end(void **state)
{
    (void)state;
    assert_int_equal(size_of("TAG", 3, 50), 47);
    assert_int_equal(size_of("ID3\3\0\0\0\0\1\2", 10, 12), 0); /* without its length */
    assert_int_equal(size_of("ID3\3\0\0\0\0\1\2", 10, 100), 97);
    assert_int_equal(size_of("APETAGEX\xD0\7", 10, 20), 17);
}

static void a_tag_without_a_valid_size_ends_the_tags(void **state)
{
    const char front[] = "ID3\3\0\0\0\0\0\2xyID3\3\0\0\0\0\200\2xxxx";
    rbk_input input;
    int64_t id3_at = -1;
    (void)state;
    scratch_write("a", front, sizeof front - 1);
    assert_int_equal(rbk_input_open(&input, scratch_path("a"), NULL), RBK_OK);
    assert_int_equal(rbk_tag_blocks_end(&input, 0, &id3_at), 12);
    assert_int_equal(id3_at, 0);
    rbk_input_close(&input);
}

static void tags_in_front_are_stepped_over_with_what_they_do_not_count(void **state)
{
    const char front[] = "APETAGEX\xD0\7\0\0\x20\0\0\0\0\0\0\0\0\0\0\xA0\0\0\0\0\0\0\0\0"
                         "12345678901234567890123456789012"
                         "\0\0\0\0\0"
                         "ID3\4\0\20\0\0\0\3xyz3DI\4\0\20\0\0\0\3"
                         "\0\0\0\0\0\0\0"
                         "RIFF";
    uint8_t head[10];
    rbk_input input;
    int64_t id3_at = 0;
    (void)state;
    scratch_write("a", front, sizeof front - 1);
    assert_int_equal(rbk_input_open(&input, scratch_path("a"), NULL), RBK_OK);
    assert_int_equal(rbk_tag_blocks_end(&input, 0, &id3_at), sizeof front - 1 - 4);
    assert_int_equal(id3_at, 64 + 5);
    assert_true(rbk_id3_spans(&input, id3_at, (int64_t)sizeof front - 1 - 4));
    assert_int_equal(rbk_input_read(&input, id3_at, head, sizeof head), sizeof head);
    assert_memory_equal(head, "ID3\4\0\0\0\0\0\24", 10); /* text, footer and zeros: 3 + 10 + 7 */
    assert_int_equal(rbk_tag_blocks_end(&input, (int64_t)sizeof front - 5, &id3_at), sizeof front - 5);
    assert_int_equal(id3_at, -1);
    assert_true(rbk_id3_spans(&input, 64 + 5, 64 + 5 + 9)); /* no room for a tag: what is shown stays as it is */
    assert_int_equal(rbk_input_read(&input, 64 + 5, head, sizeof head), sizeof head);
    assert_memory_equal(head, "ID3\4\0\0\0\0\0\24", 10);
    rbk_input_close(&input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(every_kind_has_its_size),
        scratch_test(a_tag_that_the_file_cuts_reaches_to_its_end),
        scratch_test(a_tag_without_a_valid_size_ends_the_tags),
        scratch_test(tags_in_front_are_stepped_over_with_what_they_do_not_count),
    };
    return cmocka_run_group_tests_name("audio/tag_blocks", tests, NULL, NULL);
}
