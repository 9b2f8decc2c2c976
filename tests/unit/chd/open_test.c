/* The header of a CHD, and all refusals because of it. */
#include "chd/chd.h"
#include "unit/chd/files.h"

#include "unit/scratch.h"

static void the_fields_of_the_header_are_read(void **state)
{
    rbk_input input;
    rbk_chd *chd;
    (void)state;
    rbk_input_open_bytes(&input, chd_deflate, sizeof chd_deflate);
    assert_int_equal(rbk_chd_open(&input, &chd, NULL), RBK_OK);
    const rbk_chd_header *header = rbk_chd_header_of(chd);
    assert_int_equal(header->codecs[0], RBK_CHD_DEFLATE);
    assert_int_equal(header->codecs[1], RBK_CHD_NO_CODEC);
    assert_int_equal(header->logical_bytes, 16 * RBK_CHD_FRAME_BYTES);
    assert_int_equal(header->map_offset, 0x7C8);
    assert_int_equal(header->metadata_offset, 124);
    assert_int_equal(header->hunk_bytes, RBK_CHD_HUNK_BYTES);
    assert_int_equal(header->unit_bytes, RBK_CHD_FRAME_BYTES);
    assert_memory_equal(header->raw_sha1, chd_disc_sha1, sizeof chd_disc_sha1);
    assert_int_equal(header->sha1[0], 0x59);
    assert_int_equal(rbk_chd_hunk_count(chd), CHD_HUNKS);
    rbk_chd_close(chd);
    rbk_chd_close(NULL);
}

/* The file with so many bytes of the header replaced. */
static void refuse(size_t at, const char *bytes, size_t count, rbk_status status, const char *sentence)
{
    uint8_t file[sizeof chd_deflate];
    rbk_input input;
    rbk_chd *chd = NULL;
    rbk_error error;
    rbk_error_init(&error);
    memcpy(file, chd_deflate, sizeof file);
    memcpy(file + at, bytes, count);
    rbk_input_open_bytes(&input, file, sizeof file);
    assert_int_equal(rbk_chd_open(&input, &chd, &error), status);
    assert_null(chd);
    assert_string_equal(error.sentence, sentence);
}

static void other_versions_and_lengths_are_refused_by_name(void **state)
{
    (void)state;
    refuse(7, "X", 1, RBK_UNSUPPORTED, "is not a CHD: expected 'MComprHD' at its beginning");
    refuse(15, "\4", 1, RBK_UNSUPPORTED, "is CHD version 4, expected version 5: convert it with 'chdman copy'");
    refuse(15, "\1", 1, RBK_UNSUPPORTED, "is CHD version 1, expected version 5: convert it with 'chdman copy'");
    refuse(15, "\6", 1, RBK_UNSUPPORTED, "expected CHD version 5, found 6");
    refuse(15, "\0", 1, RBK_UNSUPPORTED, "expected CHD version 5, found 0");
    refuse(11, "\x6C", 1, RBK_SYNTAX, "its header is damaged: expected a length of 124 bytes, found 108");
}

static void a_parent_is_refused_with_its_sum(void **state)
{
    (void)state;
    refuse(104, "\x12\x34", 2, RBK_UNSUPPORTED,
           "needs its parent, the CHD with SHA-1 1234000000000000000000000000000000000000: use "
           "'chdman copy -ip PARENT' to make a CHD that needs none");
}

static void what_is_no_compact_disc_is_refused(void **state)
{
    (void)state;
    refuse(60, "\0\0\2\0", 4, RBK_UNSUPPORTED,
           "is not a CHD of a compact disc: expected units of 2448 bytes, found units of 512");
    refuse(20, "avhu", 4, RBK_UNSUPPORTED,
           "is compressed with the codec 'avhu': expected cdzl, cdlz, cdfl or cdzs, those of compact discs");
}

static void sizes_are_bounded_before_memory_is_taken(void **state)
{
    (void)state;
    refuse(56, "\0\0\0\0", 4, RBK_SYNTAX,
           "its header is damaged: expected hunks of a multiple of 2448 bytes, at most 1048576, found 0");
    refuse(56, "\0\0\x4C\x81", 4, RBK_SYNTAX,
           "its header is damaged: expected hunks of a multiple of 2448 bytes, at most 1048576, found 19585");
    refuse(56, "\x00\x10\x06\x50", 4, RBK_SYNTAX,
           "its header is damaged: expected hunks of a multiple of 2448 bytes, at most 1048576, found 1050192");
    refuse(56, "\x7F\xF7\x08\x80", 4, RBK_SYNTAX,
           "its header is damaged: expected hunks of a multiple of 2448 bytes, at most 1048576, found 2146896000");
    refuse(32, "\0\0\0\0\0\0\0\0", 8, RBK_SYNTAX,
           "its header is damaged: expected 1 to 700000 frames of 2448 bytes, found 0 bytes");
    refuse(32, "\x00\x00\x00\x00\x66\x23\x7F\x90", 8, RBK_SYNTAX,
           "its header is damaged: expected 1 to 700000 frames of 2448 bytes, found 1713602448 bytes");
    refuse(32, "\xFF\xFF\xFF\xFF\xFF\xFF\xF8\xA0", 8, RBK_SYNTAX,
           "its header is damaged: expected 1 to 700000 frames of 2448 bytes, found 18446744073709549728 bytes");
    refuse(40, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 8, RBK_SYNTAX,
           "is truncated: its map starts at byte 18446744073709551615, the file has 2018");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_fields_of_the_header_are_read),
        cmocka_unit_test(other_versions_and_lengths_are_refused_by_name),
        cmocka_unit_test(a_parent_is_refused_with_its_sum),
        cmocka_unit_test(what_is_no_compact_disc_is_refused),
        cmocka_unit_test(sizes_are_bounded_before_memory_is_taken),
    };
    return cmocka_run_group_tests_name("chd/open", tests, NULL, NULL);
}
