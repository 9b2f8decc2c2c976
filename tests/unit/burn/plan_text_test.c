/*
 * CD-TEXT in the lead-in: which packs, at which sector, in which bits.
 */
#include "burn/plan.h"

#include "unit/burn/plans.h"

static const uint8_t one_pack[18] = {0x80, 0, 0, 0, 'A', 0, 'B', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x11, 0x22};

static void symbols_have_six_bits(void **state)
{
    uint8_t packs[18] = {0x8F, 0x00, 0x2A, 0xFF, 0xFF, 0xFF};
    rbk_burn_plan made = {.cdtext = packs, .cdtext_packs = 1, .medium = {.lead_in_lba = -12300}};
    uint8_t sector[96];
    (void)state;
    rbk_burn_lead_in_sector(&made, -12300, sector);
    assert_memory_equal(sector, "\x23\x30\x00\x2A\x3F\x3F\x3F\x3F\x00", 9);
    for (int i = 0; i < 96; i++)
        assert_int_equal(sector[i] & 0xC0, 0);
    assert_memory_equal(sector + 72, sector, 24);
}

static void packs_go_round_across_sectors(void **state)
{
    uint8_t packs[3 * 18] = {0};
    rbk_burn_plan made = {.cdtext = packs, .cdtext_packs = 3, .medium = {.lead_in_lba = -12300}};
    uint8_t sector[96];
    (void)state;
    for (int i = 0; i < 3; i++)
        packs[18 * i] = (uint8_t)(4 * (i + 1)); /* first symbol 1, 2, 3 */
    rbk_burn_lead_in_sector(&made, -12300, sector);
    assert_int_equal(sector[0] * 1000 + sector[24] * 100 + sector[48] * 10 + sector[72], 1231);
    rbk_burn_lead_in_sector(&made, -12299, sector);
    assert_int_equal(sector[0] * 1000 + sector[24] * 100 + sector[48] * 10 + sector[72], 2312);
    rbk_burn_lead_in_sector(&made, -151, sector); /* sector 12149, pack 48596 = 2 mod 3 */
    assert_int_equal(sector[0] * 1000 + sector[24] * 100 + sector[48] * 10 + sector[72], 3123);
}

static void the_texts_of_a_disc_become_its_packs(void **state)
{
    rbk_bytes packs = {NULL, 0};
    (void)state;
    add_track(RBK_MODE_AUDIO, 0, 300);
    set_title("Night Cats");
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(rbk_cdtext_of_disc(disc, NULL, &packs, NULL, NULL), RBK_OK);
    assert_int_equal(plan->cdtext_packs * 18, packs.size);
    assert_memory_equal(plan->cdtext, packs.data, packs.size);
    assert_int_equal(plan->entries[0].form, 0x41);
    rbk_bytes_release(&packs);
}

static void none_are_made_where_none_are_wanted(void **state)
{
    (void)state;
    add_track(RBK_MODE_AUDIO, 0, 300);
    set_title("Night Cats");
    options.cdtext = false;
    assert_int_equal(make_plan(), RBK_OK);
    assert_null(plan->cdtext);
    assert_int_equal(plan->entries[0].form, 0x01);
}

static void text_that_does_not_fit_refuses_unless_it_may_be_replaced(void **state)
{
    (void)state;
    add_track(RBK_MODE_AUDIO, 0, 300);
    set_title("\xE5\xA4\x9C"); /* one kanji */
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(plan->refusals, 1);
    assert_int_equal(finding("cdtext.charset")->severity, RBK_ERROR);
    options.cdtext_fallback = true;
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(plan->refusals, 0);
}

static void an_apostrophe_as_printers_have_it_needs_no_leave(void **state)
{
    (void)state;
    add_track(RBK_MODE_AUDIO, 0, 300);
    set_title("Cat\xE2\x80\x99s");
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(plan->refusals, 0);
    assert_int_equal(finding("cdtext.plain")->severity, RBK_NOTE);
    assert_memory_equal(plan->cdtext + 4, "Cat's", 6);
}

static void a_pack_with_a_wrong_crc_never_goes_out(void **state)
{
    (void)state;
    add_track(RBK_MODE_AUDIO, 0, 300);
    assert_int_equal(rbk_disc_set_cdtext(disc, one_pack, sizeof one_pack, NULL), RBK_OK);
    assert_int_equal(make_plan(), RBK_OK);
    assert_non_null(finding("cdtext.remade"));
    for (size_t i = 0; i < plan->cdtext_packs; i++)
        assert_true(memcmp(plan->cdtext + 18 * i, one_pack, 18) != 0);
}

/* Their burning is refused: the disc would lose its CD-TEXT. */
static void what_holds_no_packs_refuses_the_disc(void **state)
{
    static const uint8_t no_pack[18] = {0};
    (void)state;
    add_track(RBK_MODE_AUDIO, 0, 300);
    assert_int_equal(rbk_disc_set_cdtext(disc, no_pack, sizeof no_pack, NULL), RBK_OK);
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(plan->refusals, 1);
    assert_found("burn.cdtext", RBK_ERROR, "CD-TEXT cannot be encoded: expected CD-TEXT packs, found none");
    assert_int_equal(plan->cdtext_packs, 0);
}

static rbk_status plan_with_lead_in(int32_t lba)
{
    options.medium.lead_in_lba = lba;
    return make_plan();
}

static void a_lead_in_that_cannot_be_believed_refuses_text(void **state)
{
    (void)state;
    add_track(RBK_MODE_AUDIO, 0, 300);
    set_title("Night Cats");
    assert_int_equal(plan_with_lead_in(rbk_burn_lead_in_lba(0, 0, 0)), RBK_OK);
    assert_int_equal(plan->refusals, 1);
    assert_found("burn.lead-in", RBK_ERROR,
                 "CD-TEXT cannot be written: the medium reports that its lead-in starts at 00:00:00 (lba -450150), "
                 "expected 90:00:00 to 99:01:74; the disc can be burnt without CD-TEXT");
    assert_int_equal(plan_with_lead_in(-4500), RBK_OK);
    assert_int_equal(plan->refusals, 1);
    assert_int_equal(plan_with_lead_in(-4501), RBK_OK);
    assert_int_equal(plan->refusals, 0);
    assert_int_equal(plan_with_lead_in(-45150), RBK_OK);
    assert_int_equal(plan->refusals, 0);
    assert_int_equal(plan_with_lead_in(RBK_NO_LBA), RBK_OK);
    assert_int_equal(plan->refusals, 1);
    options.cdtext = false;
    assert_int_equal(plan_with_lead_in(RBK_NO_LBA), RBK_OK);
    assert_int_equal(plan->refusals, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(symbols_have_six_bits),
        cmocka_unit_test(packs_go_round_across_sectors),
        plan_test(the_texts_of_a_disc_become_its_packs),
        plan_test(none_are_made_where_none_are_wanted),
        plan_test(text_that_does_not_fit_refuses_unless_it_may_be_replaced),
        plan_test(an_apostrophe_as_printers_have_it_needs_no_leave),
        plan_test(a_pack_with_a_wrong_crc_never_goes_out),
        plan_test(what_holds_no_packs_refuses_the_disc),
        plan_test(a_lead_in_that_cannot_be_believed_refuses_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
