/*
 * A recorded cue sheet as a disc model.
 */
#include "device/virtual_model.h"

#include "unit/device/packs.h"
#include "unit/device/sheets.h"
#include "unit/scratch.h"

#include <redbook/cdtext.h>

static rbk_virtual_sheet *read_sheet(const uint8_t *bytes, size_t size)
{
    static const rbk_virtual_sheet_rules rules = {
        .bytes_max = 4096, .lead_in_lba = -12300, .lead_out_max_lba = 359849, .sub_channels = true};
    rbk_virtual_sheet *sheet;
    rbk_virtual_sheet_fault fault;
    assert_true(rbk_virtual_sheet_read(bytes, size, &rules, &sheet, &fault));
    return sheet;
}

/* The CUE sheet made from the bytes of a cue sheet; freed by the caller. */
static char *cue_of(const uint8_t *bytes, size_t size, uint8_t format, const uint8_t *packs, size_t count)
{
    rbk_virtual_sheet *sheet = read_sheet(bytes, size);
    rbk_disc *disc;
    rbk_layout *layout;
    rbk_output *output = rbk_output_new_memory();
    size_t length;
    assert_int_equal(
        rbk_virtual_model(&(rbk_virtual_recorded){sheet, format, 0}, 1, packs, count, &disc, &layout, NULL), RBK_OK);
    assert_int_equal(rbk_layout_end(layout), sheet->lead_out_lba);
    assert_int_equal(rbk_virtual_model_write(disc, output, NULL), RBK_OK);
    char *text = strdup(rbk_output_text(output, &length));
    rbk_output_free(output);
    rbk_layout_free(layout);
    rbk_disc_free(disc);
    rbk_virtual_sheet_free(sheet);
    return text;
}

static void an_album_is_what_was_sent(void **state)
{
    char *cue = cue_of(sheet_cdrskin, sizeof sheet_cdrskin, 0, NULL, 0);
    (void)state;
    assert_string_equal(cue, "CATALOG 1234567890123\n"
                             "FILE \"disc.bin\" BINARY\n"
                             "  TRACK 01 AUDIO\n"
                             "    ISRC USABC1234567\n"
                             "    INDEX 01 00:00:00\n"
                             "  TRACK 02 AUDIO\n"
                             "    ISRC USABC1234568\n"
                             "    FLAGS DCP PRE\n"
                             "    INDEX 00 00:09:25\n"
                             "    INDEX 01 00:11:25\n"
                             "    INDEX 02 00:15:00\n");
    free(cue);
}

static void data_is_of_its_mode(void **state)
{
    char *cue = cue_of(sheet_mixed, sizeof sheet_mixed, 0, NULL, 0);
    uint8_t cdi[sizeof sheet_mixed];
    (void)state;
    assert_non_null(strstr(cue, "TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n"));
    assert_non_null(strstr(cue, "TRACK 02 AUDIO\n    INDEX 00 00:08:00\n    INDEX 01 00:10:00\n"));
    free(cue);
    memcpy(cdi, sheet_mixed, sizeof cdi);
    cdi[3] = 0x24;
    cdi[11] = cdi[19] = 0x20;
    cue = cue_of(cdi, sizeof cdi, 0x20, NULL, 0);
    assert_non_null(strstr(cue, "TRACK 01 MODE2/2352\n"));
    free(cue);
    cue = cue_of(cdi, sizeof cdi, 0x10, NULL, 0);
    assert_non_null(strstr(cue, "TRACK 01 CDI/2352\n"));
    free(cue);
}

static void a_hidden_track_is_before_index_1(void **state)
{
    uint8_t bytes[sizeof sheet_plain];
    (void)state;
    memcpy(bytes, sheet_plain, sizeof bytes);
    bytes[22] = 12;
    char *cue = cue_of(bytes, sizeof bytes, 0, NULL, 0);
    assert_non_null(strstr(cue, "TRACK 01 AUDIO\n    INDEX 00 00:00:00\n    INDEX 01 00:10:00\n"));
    free(cue);
}

/* wodim sends an index 0 of length 0 if there is no pregap. */
static void an_empty_pregap_is_none(void **state)
{
    uint8_t bytes[sizeof sheet_wodim];
    (void)state;
    memcpy(bytes, sheet_wodim, sizeof bytes);
    bytes[78] = 13;
    char *cue = cue_of(bytes, sizeof bytes, 0, NULL, 0);
    assert_non_null(strstr(cue, "    FLAGS DCP\n    INDEX 01 00:11:25\n"));
    free(cue);
}

static void text_is_text_and_codes_are_what_q_says(void **state)
{
    rbk_cdtext *text = rbk_cdtext_new();
    rbk_cdtext_block *block;
    rbk_bytes packs;
    (void)state;
    assert_int_equal(rbk_cdtext_add_block(text, 0, 9, RBK_CDTEXT_8859_1, 1, 1, &block, NULL), RBK_OK);
    rbk_cdtext_set(block, RBK_CDTEXT_TITLE, 0, "Album", NULL);
    rbk_cdtext_set(block, RBK_CDTEXT_TITLE, 1, "One", NULL);
    rbk_cdtext_set(block, RBK_CDTEXT_CODE, 1, "USRC17607839", NULL);
    assert_int_equal(rbk_cdtext_encode(text, NULL, &packs, NULL, NULL), RBK_OK);
    char *cue = cue_of(sheet_plain, sizeof sheet_plain, 0, packs.data, packs.size / 18);
    assert_string_equal(cue, "CDTEXTFILE \"disc.cdt\"\n"
                             "TITLE \"Album\"\n"
                             "FILE \"disc.bin\" BINARY\n"
                             "  TRACK 01 AUDIO\n"
                             "    TITLE \"One\"\n"
                             "    INDEX 01 00:00:00\n");
    free(cue);
    rbk_bytes_release(&packs);
    rbk_cdtext_free(text);
}

static void packs_that_say_nothing_are_kept(void **state)
{
    uint8_t packs[18 * 3];
    (void)state;
    for (size_t i = 0; i < 3; i++)
        test_pack(i + 0x100, packs + 18 * i);
    char *cue = cue_of(sheet_plain, sizeof sheet_plain, 0, packs, 3);
    assert_non_null(strstr(cue, "CDTEXTFILE \"disc.cdt\"\n"));
    free(cue);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_album_is_what_was_sent),
        cmocka_unit_test(data_is_of_its_mode),
        cmocka_unit_test(a_hidden_track_is_before_index_1),
        cmocka_unit_test(an_empty_pregap_is_none),
        cmocka_unit_test(text_is_text_and_codes_are_what_q_says),
        cmocka_unit_test(packs_that_say_nothing_are_kept),
    };
    return cmocka_run_group_tests_name("device/virtual_model", tests, NULL, NULL);
}
