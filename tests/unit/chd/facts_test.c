/* Properties of a CHD, as it states them. */
#include "unit/chd/files.h"
#include "unit/chd/making.h"

#include "unit/scratch.h"

#include <redbook/chd.h>

static bool is_chd;
static rbk_chd_facts facts;

static rbk_status read_facts(const void *bytes, size_t size, rbk_error *error)
{
    scratch_write("x.chd", bytes, size);
    rbk_error_init(error);
    memset(&facts, 0, sizeof facts);
    is_chd = false;
    return rbk_chd_facts_read(scratch_path("x.chd"), &is_chd, &facts, error);
}

static void the_facts_of_a_compressed_file_are_those_of_its_header_map_and_metadata(void **state)
{
    rbk_error error;
    (void)state;
    assert_int_equal(read_facts(chd_lzma, sizeof chd_lzma, &error), RBK_OK);
    assert_true(is_chd);
    assert_int_equal(facts.version, 5);
    assert_string_equal(facts.codecs[0], "cdlz");
    assert_string_equal(facts.codecs[1], "");
    assert_int_equal(facts.file_bytes, sizeof chd_lzma);
    assert_int_equal(facts.logical_bytes, 16 * 2448);
    assert_int_equal(facts.hunk_bytes, 19584);
    assert_int_equal(facts.hunks, 2);
    assert_int_equal(facts.hunks_by_codec[0], 2);
    assert_int_equal(facts.hunks_plain + facts.hunks_repeated + facts.hunks_zero, 0);
    assert_true(facts.has_sums);
    assert_memory_equal(facts.raw_sha1, chd_disc_sha1, sizeof chd_disc_sha1);
    assert_int_equal(facts.entry_count, 2);
    assert_string_equal(facts.entries[1].tag, "CHT2");
    assert_true(facts.entries[1].counts);
    assert_int_equal(facts.entries[1].size_bytes, 86);
    rbk_chd_facts_release(&facts);
    assert_null(facts.entries);
}

static void a_file_that_is_not_compressed_has_no_codecs_and_no_sums(void **state)
{
    static const made_entry entry = {RBK_CHD_TRACK, "TRACK:1 TYPE:AUDIO SUBTYPE:NONE FRAMES:16", 0};
    rbk_error error;
    size_t size;
    (void)state;
    uint8_t *bytes = make_chd(16, &entry, 1, &size);
    assert_int_equal(read_facts(bytes, size, &error), RBK_OK);
    assert_string_equal(facts.codecs[0], "");
    assert_int_equal(facts.hunks_zero, 2);
    assert_false(facts.has_sums);
    rbk_chd_facts_release(&facts);
    /* Its second hunk is at byte 19584, as it is. */
    static uint8_t longer[3 * 19584];
    assert_true(size < 19584);
    memcpy(longer, bytes, size);
    longer[(size_t)longer[47] + 256u * longer[46] + 7] = 1;
    assert_int_equal(read_facts(longer, sizeof longer, &error), RBK_OK);
    assert_int_equal(facts.hunks_plain, 1);
    assert_int_equal(facts.hunks_zero, 1);
    rbk_chd_facts_release(&facts);
    free(bytes);
}

static void a_file_has_as_many_entries_as_are_read(void **state)
{
    static made_entry entries[RBK_CHD_METADATA_MAX + 1];
    rbk_error error;
    (void)state;
    for (size_t i = 0; i <= RBK_CHD_METADATA_MAX; i++)
        entries[i] = (made_entry){RBK_CHD_TAG('G', 'D', 'D', 'D'), "x", 0};
    for (size_t more = 0; more <= 1; more++) {
        size_t size;
        uint8_t *bytes = make_chd(16, entries, RBK_CHD_METADATA_MAX + more, &size);
        assert_int_equal(read_facts(bytes, size, &error), more ? RBK_UNSUPPORTED : RBK_OK);
        assert_int_equal(facts.entry_count, more ? 0 : RBK_CHD_METADATA_MAX);
        if (!more)
            assert_string_equal(facts.entries[RBK_CHD_METADATA_MAX - 1].tag, "GDDD");
        rbk_chd_facts_release(&facts);
        free(bytes);
    }
}

static void another_file_and_none_are_distinguished_and_damage_is_an_error(void **state)
{
    rbk_error error;
    (void)state;
    assert_int_equal(read_facts("FILE", 4, &error), RBK_OK);
    assert_false(is_chd);
    is_chd = true;
    assert_int_equal(rbk_chd_facts_read(scratch_path("nothing"), &is_chd, &facts, &error), RBK_OK);
    assert_false(is_chd);
    assert_int_equal(read_facts(chd_lzma, 500, &error), RBK_SYNTAX);
    assert_string_equal(error.place.path, scratch_path("x.chd"));
    assert_int_equal(rbk_chd_facts_read(NULL, &is_chd, &facts, &error), RBK_INVALID_POINTER);
    rbk_chd_facts_release(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(the_facts_of_a_compressed_file_are_those_of_its_header_map_and_metadata),
        scratch_test(a_file_that_is_not_compressed_has_no_codecs_and_no_sums),
        scratch_test(a_file_has_as_many_entries_as_are_read),
        scratch_test(another_file_and_none_are_distinguished_and_damage_is_an_error),
    };
    return cmocka_run_group_tests_name("chd/facts", tests, NULL, NULL);
}
