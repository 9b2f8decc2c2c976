/* The chain of metadata: read in order, bounded, and without loops. */
#include "chd/chd.h"
#include "unit/chd/files.h"

#include "unit/scratch.h"

#define FIRST  124
#define SECOND 0xE4

static void entries_come_in_the_order_of_the_chain(void **state)
{
    rbk_input input;
    rbk_chd *chd;
    uint8_t sha1[RBK_CHD_SHA1_BYTES];
    (void)state;
    rbk_input_open_bytes(&input, chd_deflate, sizeof chd_deflate);
    assert_int_equal(rbk_chd_open(&input, &chd, NULL), RBK_OK);
    assert_int_equal(rbk_chd_metadata_count(chd), 2);
    const rbk_chd_metadata *second = rbk_chd_metadata_find(chd, RBK_CHD_TRACK, 1);
    assert_ptr_equal(second, rbk_chd_metadata_at(chd, 1));
    assert_int_equal(second->flags, RBK_CHD_HASHED);
    assert_int_equal(second->size, 0x56);
    assert_string_equal((const char *)second->data,
                        "TRACK:2 TYPE:AUDIO SUBTYPE:NONE FRAMES:10 PREGAP:1 PGTYPE:VAUDIO PGSUB:NONE POSTGAP:0");
    assert_null(rbk_chd_metadata_find(chd, RBK_CHD_TRACK, 2));
    assert_null(rbk_chd_metadata_find(chd, RBK_CHD_GD_TRACK, 0));
    assert_int_equal(rbk_chd_overall_sha1(rbk_chd_header_of(chd)->raw_sha1, rbk_chd_metadata_at(chd, 0), 2, sha1, NULL),
                     RBK_OK);
    assert_memory_equal(sha1, rbk_chd_header_of(chd)->sha1, sizeof sha1);
    rbk_chd_close(chd);
}

static void refuse(size_t at, const char *bytes, size_t count, const char *sentence)
{
    uint8_t file[sizeof chd_deflate];
    rbk_input input;
    rbk_chd *chd = NULL;
    rbk_error error;
    rbk_error_init(&error);
    memcpy(file, chd_deflate, sizeof file);
    memcpy(file + at, bytes, count);
    rbk_input_open_bytes(&input, file, sizeof file);
    assert_int_equal(rbk_chd_open(&input, &chd, &error), RBK_SYNTAX);
    assert_string_equal(error.sentence, sentence);
}

static void circles_and_places_past_the_end_are_refused(void **state)
{
    (void)state;
    refuse(SECOND + 15, "\x7C", 1, "its metadata are damaged: entry 2 leads back to an earlier one");
    refuse(SECOND + 15, "\xE4", 1, "its metadata are damaged: entry 2 leads back to an earlier one");
    refuse(SECOND + 8, "\x80", 1,
           "its metadata are damaged: entry 3 starts at byte 9223372036854775808, the file has 2018");
    refuse(FIRST + 14, "\x07\xDA", 2, "its metadata are damaged: entry 2 starts at byte 2010, the file has 2018");
    refuse(FIRST + 5, "\xFF\xFF\xFF", 3,
           "its metadata are damaged: entry 1 has 16777215 bytes from byte 140 on, the file has 2018");
    refuse(48, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 8,
           "its metadata are damaged: entry 1 starts at byte 18446744073709551615, the file has 2018");
}

static void a_file_may_have_none(void **state)
{
    uint8_t file[sizeof chd_deflate];
    rbk_input input;
    rbk_chd *chd;
    (void)state;
    memcpy(file, chd_deflate, sizeof file);
    memset(file + 48, 0, 8);
    rbk_input_open_bytes(&input, file, sizeof file);
    assert_int_equal(rbk_chd_open(&input, &chd, NULL), RBK_OK);
    assert_int_equal(rbk_chd_metadata_count(chd), 0);
    rbk_chd_close(chd);
}

/* Their sizes are added before anything of them is read. */
static void more_metadata_than_a_disc_has_takes_no_memory(void **state)
{
    uint8_t file[sizeof chd_deflate];
    rbk_input input;
    rbk_chd *chd = NULL;
    rbk_error error;
    (void)state;
    rbk_error_init(&error);
    memcpy(file, chd_deflate, sizeof file);
    memset(file + SECOND + 5, 0xFF, 3);
    rbk_input_open_bytes(&input, file, sizeof file);
    assert_int_equal(rbk_chd_open(&input, &chd, &error), RBK_UNSUPPORTED);
    assert_string_equal(error.sentence, "has more than 16777216 bytes of metadata");
    assert_null(chd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_come_in_the_order_of_the_chain),
        cmocka_unit_test(circles_and_places_past_the_end_are_refused),
        cmocka_unit_test(a_file_may_have_none),
        cmocka_unit_test(more_metadata_than_a_disc_has_takes_no_memory),
    };
    return cmocka_run_group_tests_name("chd/metadata", tests, NULL, NULL);
}
