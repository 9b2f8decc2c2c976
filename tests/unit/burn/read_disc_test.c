/*
 * A disc read into an image: the image equals what was recorded, and nothing is replaced.
 */
#include "unit/burn/reading.h"

static void an_album_comes_back_with_its_codes_texts_and_indexes(void **state)
{
    size_t size;
    (void)state;
    record();
    read_well();
    char *sheet = scratch_read("copy.cue", NULL);
    assert_string_equal(sheet, album_sheet);
    free(sheet);
    char *bin = scratch_read("copy.bin", &size);
    assert_int_equal(size, 700 * RBK_SECTOR_BYTES);
    assert_memory_equal(bin, audio_bytes, size);
    free(bin);
    char *cdt = scratch_read("copy.cdt", &size);
    assert_int_equal(size, plan->cdtext_packs * 18);
    assert_memory_equal(cdt, plan->cdtext, size);
    free(cdt);
    assert_int_equal(read_report.sectors, 700);
    assert_int_equal(read_report.unreadable, 0);
    assert_true(read_report.has_q);
    assert_int_equal(read_report.cdtext_packs, plan->cdtext_packs);
    assert_int_equal(rbk_findings_count_from(findings, RBK_WARNING), 1); /* of the sheet: index 02 */
    assert_non_null(finding("cue.index-above-1"));
}

static void what_is_there_stays(void **state)
{
    (void)state;
    record();
    scratch_write("copy.bin", "mine", 4);
    assert_int_equal(read_to("copy.cue"), RBK_FILEEXISTS);
    assert_int_equal(read_to("copy.iso"), RBK_INVALID_ARGUMENT);
    assert_null(fopen(scratch_path("copy.cue"), "rb"));
    drive.disc_status = 0;
    assert_int_equal(read_to("other.cue"), RBK_MEDIUM_INVALIDTYPE);
    assert_string_equal(error.sentence, "the disc is blank: there is nothing to read");
    assert_null(fopen(scratch_path("other.bin"), "rb"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        obedient_test(an_album_comes_back_with_its_codes_texts_and_indexes),
        obedient_test(what_is_there_stays),
    };
    return cmocka_run_group_tests_name("burn/read_disc", tests, NULL, NULL);
}
