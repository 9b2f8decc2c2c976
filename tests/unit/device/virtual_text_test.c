/*
 * CD-TEXT in the lead-in: packs are read back unchanged, and a lead-in that does not repeat one cycle is detected.
 */
#include "device/virtual_text.h"

#include "cd/cdtext_pack.h"

#include "unit/device/packs.h"
#include "unit/scratch.h"

#define SECTORS 100

static uint8_t lead_in[SECTORS][RBK_TEXT_SECTOR_BYTES];

static void the_worked_example_of_the_sheet(void **state)
{
    static const uint8_t bytes[3] = {0x8F, 0x00, 0x2A}, symbols[4] = {0x23, 0x30, 0x00, 0x2A};
    uint8_t pack[18] = {0}, group[24];
    (void)state;
    memcpy(pack, bytes, 3);
    test_symbols(pack, group);
    assert_memory_equal(group, symbols, 4);
}

/* 15 packs and 4 in a sector: the cycle begins with a sector only every 15 sectors. */
static void packs_are_found_whatever_their_number(void **state)
{
    (void)state;
    for (size_t packs = 1; packs <= 200; packs += 7) {
        rbk_virtual_text *text = rbk_virtual_text_new();
        size_t count;
        test_lead_in(packs, 0, SECTORS, lead_in[0]);
        for (size_t i = 0; i < SECTORS; i += 4)
            assert_int_equal(rbk_virtual_text_add(text, lead_in[i], 4), 0);
        assert_int_equal(rbk_virtual_text_end(text), 0);
        const uint8_t *found = rbk_virtual_text_packs(text, &count);
        assert_int_equal(count, packs);
        for (size_t i = 0; i < packs; i++) {
            uint8_t pack[18];
            test_pack(i, pack);
            assert_memory_equal(found + 18 * i, pack, 18);
        }
        rbk_virtual_text_free(text);
    }
}

static unsigned wrong_after_change(size_t sector, size_t byte, uint8_t bits)
{
    rbk_virtual_text *text = rbk_virtual_text_new();
    test_lead_in(15, 0, SECTORS, lead_in[0]);
    lead_in[sector][byte] ^= bits;
    unsigned wrong = rbk_virtual_text_add(text, lead_in[0], SECTORS);
    wrong |= rbk_virtual_text_end(text);
    rbk_virtual_text_free(text);
    return wrong;
}

static void each_sector_must_go_on_with_the_cycle(void **state)
{
    (void)state;
    assert_int_equal(wrong_after_change(99, 95, 1), RBK_TEXT_BROKEN);
    assert_int_equal(wrong_after_change(4, 0, 1), RBK_TEXT_BROKEN);
    assert_int_equal(wrong_after_change(1, 5, 1), RBK_TEXT_BAD_CRC | RBK_TEXT_BROKEN);
    assert_int_equal(wrong_after_change(1, 5, 0x40), RBK_TEXT_BAD_BITS | RBK_TEXT_BROKEN);
}

static void what_is_wrong_is_reported_once(void **state)
{
    rbk_virtual_text *text = rbk_virtual_text_new();
    (void)state;
    test_lead_in(15, 0, SECTORS, lead_in[0]);
    lead_in[50][0] ^= 1;
    lead_in[60][0] ^= 1;
    assert_int_equal(rbk_virtual_text_add(text, lead_in[0], 50), 0);
    assert_int_equal(rbk_virtual_text_add(text, lead_in[50], 10), RBK_TEXT_BROKEN);
    assert_int_equal(rbk_virtual_text_add(text, lead_in[60], 40), 0);
    rbk_virtual_text_free(text);
}

static void a_lead_in_of_zeros_is_no_text(void **state)
{
    rbk_virtual_text *text = rbk_virtual_text_new();
    (void)state;
    memset(lead_in, 0, sizeof lead_in);
    assert_int_equal(rbk_virtual_text_add(text, lead_in[0], SECTORS), RBK_TEXT_NO_PACK | RBK_TEXT_BAD_CRC);
    rbk_virtual_text_free(text);
}

static void packs_that_never_repeat_are_no_cycle(void **state)
{
    rbk_virtual_text *text = rbk_virtual_text_new();
    (void)state;
    test_lead_in(2048, 0, SECTORS, lead_in[0]);
    assert_int_equal(rbk_virtual_text_add(text, lead_in[0], SECTORS), 0);
    assert_int_equal(rbk_virtual_text_end(text), RBK_TEXT_ENDLESS);
    rbk_virtual_text_free(text);
}

static void eight_full_blocks_fit_and_one_pack_more_does_not(void **state)
{
    (void)state;
    for (size_t packs = 2048; packs <= 2049; packs++) {
        rbk_virtual_text *text = rbk_virtual_text_new();
        unsigned wrong = 0;
        size_t count;
        for (size_t first = 0; first < 1200; first += SECTORS) {
            test_lead_in(packs, first, SECTORS, lead_in[0]);
            wrong |= rbk_virtual_text_add(text, lead_in[0], SECTORS);
        }
        wrong |= rbk_virtual_text_end(text);
        assert_int_equal(wrong, packs == 2048 ? 0 : RBK_TEXT_ENDLESS);
        rbk_virtual_text_packs(text, &count);
        assert_int_equal(count, 2048);
        rbk_virtual_text_free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_worked_example_of_the_sheet),
        cmocka_unit_test(packs_are_found_whatever_their_number),
        cmocka_unit_test(each_sector_must_go_on_with_the_cycle),
        cmocka_unit_test(what_is_wrong_is_reported_once),
        cmocka_unit_test(a_lead_in_of_zeros_is_no_text),
        cmocka_unit_test(packs_that_never_repeat_are_no_cycle),
        cmocka_unit_test(eight_full_blocks_fit_and_one_pack_more_does_not),
    };
    return cmocka_run_group_tests_name("device/virtual_text", tests, NULL, NULL);
}
