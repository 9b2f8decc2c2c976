/* The texts of ID3v2 in each encoding. */
#include "audio/id3_text.h"
#include "base/utf8.h"

#include "unit/scratch.h"

static void expect(const char *bytes, size_t bytes_size, const char *text, size_t text_size)
{
    size_t size = 1000;
    char *found = rbk_id3_text((const uint8_t *)bytes, bytes_size, &size);
    assert_non_null(found);
    assert_int_equal(size, text_size);
    assert_memory_equal(found, text, size + 1);
    free(found);
}

#define EXPECT(bytes, text) expect(bytes, sizeof bytes - 1, text, sizeof text - 1)

static void each_encoding_becomes_utf8(void **state)
{
    (void)state;
    EXPECT("\0Caf\xE9", "Caf\xC3\xA9");
    EXPECT("\0\x93\x80\x94", "\xE2\x80\x9C\xE2\x82\xAC\xE2\x80\x9D"); /* Windows-1252 */
    EXPECT("\1\xFF\xFE"
           "C\0\xE9\0",
           "C\xC3\xA9");
    EXPECT("\1\xFE\xFF\0C\0\xE9", "C\xC3\xA9");
    EXPECT("\1C\0\xE9\0", "C\xC3\xA9"); /* without a mark: as programs for Windows write */
    EXPECT("\2\0C\0\xE9", "C\xC3\xA9");
    EXPECT("\2\xD8\x3C\xDF\xB5", "\xF0\x9F\x8E\xB5"); /* U+1F3B5 */
    EXPECT("\3Caf\xC3\xA9", "Caf\xC3\xA9");
}

static void zeros_stay_between_texts_and_each_may_have_a_mark(void **state)
{
    (void)state;
    EXPECT("\0a\0b", "a\0b");
    EXPECT("\3a\0\0b", "a\0\0b");
    EXPECT("\1\xFF\xFE"
           "a\0\0\0\xFE\xFF\0b",
           "a\0b");
}

static void damaged_texts_are_read_as_far_as_they_go(void **state)
{
    (void)state;
    EXPECT("", "");
    EXPECT("\0", "");
    EXPECT("\4abc", "");                  /* no encoding */
    EXPECT("\2\0a\0", "a");               /* half a code unit */
    EXPECT("\2\xD8\x3C", "\xEF\xBF\xBD"); /* half a pair */
    EXPECT("\2\xDC\0\0a\xD8\x3C\0b", "\xEF\xBF\xBD"
                                     "a\xEF\xBF\xBD"
                                     "b"); /* halves of different pairs */
    EXPECT("\1\xFF\xFE", "");
    EXPECT("\3\xE9", "\xE9");
}

static void any_bytes_become_text_of_their_size(void **state)
{
    uint32_t seed = 11;
    (void)state;
    for (int round = 0; round < 20000 / SPARSELY; round++) {
        uint8_t *bytes = malloc(64);
        size_t size = 0;
        seed = seed * 1664525 + 1013904223;
        const size_t count = 1 + (seed >> 16) % 63;
        for (size_t i = 0; i < count; i++) {
            seed = seed * 1664525 + 1013904223;
            bytes[i] = (uint8_t)(seed >> 24);
        }
        bytes[0] &= 3;
        uint8_t *exactly = malloc(count);
        memcpy(exactly, bytes, count);
        char *text = rbk_id3_text(exactly, count, &size);
        assert_non_null(text);
        assert_true(size <= 3 * count);
        assert_true(bytes[0] == 3 || rbk_utf8_valid(text, size));
        free(text);
        free(exactly);
        free(bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_encoding_becomes_utf8),
        cmocka_unit_test(zeros_stay_between_texts_and_each_may_have_a_mark),
        cmocka_unit_test(damaged_texts_are_read_as_far_as_they_go),
        cmocka_unit_test(any_bytes_become_text_of_their_size),
    };
    return cmocka_run_group_tests_name("audio/id3_text", tests, NULL, NULL);
}
