/* Common parts of reading and writing the container. */
#include "chd/chd.h"

#include <redbook/chd.h>

#include "unit/scratch.h"

static void the_crc_begins_with_ones(void **state)
{
    (void)state;
    assert_int_equal(rbk_chd_crc16((const uint8_t *)"123456789", 9), 0x29B1);
    assert_int_equal(rbk_chd_crc16(NULL, 0), 0xFFFF);
}

static void an_entry_of_the_map_has_twelve_bytes(void **state)
{
    const rbk_chd_hunk hunk = {RBK_CHD_PLAIN, 0x010203, 0x040506070809, 0x0A0B};
    static const uint8_t expected[] = {4, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    uint8_t entry[RBK_CHD_MAP_ENTRY_BYTES];
    (void)state;
    rbk_chd_hunk_pack(&hunk, entry);
    assert_memory_equal(entry, expected, sizeof expected);
}

/* Of a file made by another program (two tracks, one of data). */
static const uint8_t raw[] = {0x0D, 0xB6, 0x4B, 0x7E, 0xAA, 0xF8, 0x0F, 0x1F, 0x4B, 0xEB,
                              0x2E, 0xAE, 0x39, 0xC5, 0x8C, 0x7E, 0x7F, 0xA1, 0x1B, 0x2A};
static const uint8_t overall[] = {0xBE, 0xB9, 0x22, 0xDD, 0xBD, 0x72, 0xF0, 0xFE, 0x98, 0xFB,
                                  0x81, 0xB4, 0x8D, 0x0D, 0x1C, 0xF3, 0x0B, 0x6D, 0xA1, 0x6D};
static const char track_1[] =
    "TRACK:1 TYPE:MODE1_RAW SUBTYPE:NONE FRAMES:26 PREGAP:0 PGTYPE:MODE1 PGSUB:NONE POSTGAP:0";
static const char track_2[] = "TRACK:2 TYPE:AUDIO SUBTYPE:NONE FRAMES:150 PREGAP:20 PGTYPE:VAUDIO PGSUB:NONE POSTGAP:0";

static void the_overall_sum_counts_the_entries_that_say_so_in_whatever_order(void **state)
{
    rbk_chd_metadata entries[] = {
        {RBK_CHD_TRACK, RBK_CHD_HASHED, sizeof track_1, (uint8_t *)(uintptr_t)track_1},
        {RBK_CHD_TRACK, RBK_CHD_HASHED, sizeof track_2, (uint8_t *)(uintptr_t)track_2},
        {RBK_CHD_DESCRIPTOR, 0, 3, (uint8_t *)(uintptr_t) "abc"},
    };
    uint8_t sha1[RBK_CHD_SHA1_BYTES];
    (void)state;
    assert_int_equal(rbk_chd_overall_sha1(raw, entries, 3, sha1, NULL), RBK_OK);
    assert_memory_equal(sha1, overall, sizeof overall);
    rbk_chd_metadata first = entries[0];
    entries[0] = entries[1];
    entries[1] = first;
    assert_int_equal(rbk_chd_overall_sha1(raw, entries, 2, sha1, NULL), RBK_OK);
    assert_memory_equal(sha1, overall, sizeof overall);
    assert_int_equal(rbk_chd_overall_sha1(raw, entries, 1, sha1, NULL), RBK_OK);
    assert_memory_not_equal(sha1, overall, sizeof overall);
}

static void a_tag_has_its_name(void **state)
{
    char name[RBK_CHD_TAG_NAME_BYTES];
    (void)state;
    assert_string_equal(rbk_chd_tag_name(RBK_CHD_DEFLATE, name), "cdzl");
    assert_string_equal(rbk_chd_tag_name(RBK_CHD_TAG('A', 1, 0xFF, ' '), name), "A?? ");
}

static void a_file_is_reported_by_its_magic(void **state)
{
    rbk_input input;
    (void)state;
    rbk_input_open_bytes(&input, (const uint8_t *)"MComprHD\0\0\0\x7C\0\0\0\5", 16);
    assert_true(rbk_chd_probe(&input));
    rbk_input_open_bytes(&input, (const uint8_t *)"MComprH", 7);
    assert_false(rbk_chd_probe(&input));
    rbk_input_open_bytes(&input, (const uint8_t *)"MComprHd\0\0\0\x7C\0\0\0\5", 16);
    assert_false(rbk_chd_probe(&input));
    rbk_input_open_bytes(&input, (const uint8_t *)"MComprHD samples", 16);
    assert_false(rbk_chd_probe(&input));
}

static void the_codecs_are_those_of_compact_discs(void **state)
{
    (void)state;
    assert_string_equal(rbk_chd_codec_at(0), "cdzl");
    assert_string_equal(rbk_chd_codec_at(3), "cdzs");
    assert_null(rbk_chd_codec_at(4));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_crc_begins_with_ones),
        cmocka_unit_test(an_entry_of_the_map_has_twelve_bytes),
        cmocka_unit_test(the_overall_sum_counts_the_entries_that_say_so_in_whatever_order),
        cmocka_unit_test(a_tag_has_its_name),
        cmocka_unit_test(a_file_is_reported_by_its_magic),
        cmocka_unit_test(the_codecs_are_those_of_compact_discs),
    };
    return cmocka_run_group_tests_name("chd/header", tests, NULL, NULL);
}
