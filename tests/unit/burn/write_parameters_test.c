/*
 * Mode page 05h as burners were observed to send it, and the variants that are tried.
 */
#include "unit/burn/plans.h"

enum { PAGE_BYTES = 52 };

static void make_disc(void)
{
    add_track(RBK_MODE_AUDIO, 0, 300);
}

/* The previous content of the page in a drive: all of it must be replaced, except the page's code and length. */
static void fill_with_junk(uint8_t page[PAGE_BYTES + 8])
{
    memset(page, 0xEE, PAGE_BYTES + 8);
    page[0] = 0x85; /* PS */
    page[1] = 0x32;
}

static void the_page_that_cdrskin_sends(void **state)
{
    static const uint8_t expected[PAGE_BYTES] = {0x05, 0x32, 0x42, 0,   0,   0,    0,    0,   0,   0,
                                                 0,    0,    0,    0,   0,   0x96, 0x80, '1', '2', '3',
                                                 '4',  '5',  '6',  '7', '8', '9',  '0',  '1', '2', '3'};
    static const rbk_burn_variant variant = {0, false, true};
    uint8_t page[PAGE_BYTES + 8];
    (void)state;
    make_disc();
    strcpy(disc->mcn, "1234567890123");
    assert_int_equal(make_plan(), RBK_OK);
    fill_with_junk(page);
    rbk_burn_write_parameters(plan, &variant, false, true, page, sizeof page);
    assert_memory_equal(page, expected, PAGE_BYTES);
    for (int i = PAGE_BYTES; i < PAGE_BYTES + 8; i++)
        assert_int_equal(page[i], 0xEE);
}

static void simulating_sets_test_write(void **state)
{
    static const rbk_burn_variant variant = {3, false, true};
    uint8_t page[PAGE_BYTES + 8];
    (void)state;
    make_disc();
    assert_int_equal(make_plan(), RBK_OK);
    fill_with_junk(page);
    rbk_burn_write_parameters(plan, &variant, true, true, page, PAGE_BYTES);
    assert_int_equal(page[2], 0x52);
    assert_int_equal(page[4], 3);
    assert_int_equal(page[16], 0);
    rbk_burn_write_parameters(plan, &variant, true, false, page, PAGE_BYTES);
    assert_int_equal(page[2], 0x12);
    rbk_burn_write_parameters(plan, &variant, false, false, page, PAGE_BYTES);
    assert_int_equal(page[2], 0x02);
}

/* Old drives have 30h bytes and less. */
static void a_shorter_page_is_filled_as_far_as_it_goes(void **state)
{
    static const rbk_burn_variant variant = {0, false, true};
    uint8_t page[PAGE_BYTES + 8];
    (void)state;
    add_track(RBK_MODE_MODE2_2048, 0, 300);
    assert_int_equal(make_plan(), RBK_OK);
    fill_with_junk(page);
    page[1] = 0x0E;
    rbk_burn_write_parameters(plan, &variant, false, true, page, 16);
    assert_memory_equal(page, "\x05\x0E\x42\x00\x00\x00\x00\x00\x20\x00\x00\x00\x00\x00\x00\x96\xEE\xEE", 18);
}

static void assert_variants(const char *const *expected, size_t count)
{
    rbk_burn_variant variant;
    char text[16];
    for (size_t i = 0; i < count; i++) {
        assert_true(rbk_burn_plan_variant(plan, i, &variant));
        snprintf(text, sizeof text, "%u%s%s", (unsigned)variant.data_block_type, variant.lead_in_time ? " time" : "",
                 variant.isrc_control ? "" : " bare");
        assert_string_equal(text, expected[i]);
    }
    assert_false(rbk_burn_plan_variant(plan, count, &variant));
    assert_false(rbk_burn_plan_variant(plan, SIZE_MAX, &variant));
}

static void without_text_there_are_two_ways(void **state)
{
    static const char *const expected[] = {"0", "0 time"};
    (void)state;
    make_disc();
    assert_int_equal(make_plan(), RBK_OK);
    assert_variants(expected, 2);
}

static void with_text_there_are_four_and_again_with_bare_isrcs(void **state)
{
    static const char *const expected[] = {"0",      "3 time",      "3",      "0 time",
                                           "0 bare", "3 time bare", "3 bare", "0 time bare"};
    (void)state;
    make_disc();
    set_title("Night Cats");
    assert_int_equal(make_plan(), RBK_OK);
    assert_variants(expected, 4);
    strcpy(disc->tracks[0].isrc, "USABC1234567");
    assert_int_equal(make_plan(), RBK_OK);
    assert_variants(expected, 8);
}

static void a_lead_in_that_nobody_knows_is_not_reported(void **state)
{
    static const char *const expected[] = {"0"};
    (void)state;
    make_disc();
    options.medium.lead_in_lba = RBK_NO_LBA;
    assert_int_equal(make_plan(), RBK_OK);
    assert_variants(expected, 1);
}

static void pictures_want_their_own_block_types(void **state)
{
    static const char *const packed[] = {"2", "2 time", "0", "0 time"};
    static const char *const raw[] = {"3", "3 time", "0", "0 time"};
    (void)state;
    add_pictures();
    options.graphics = RBK_BURN_GRAPHICS_PACKED;
    assert_int_equal(make_plan(), RBK_OK);
    assert_variants(packed, 4);
    options.graphics = RBK_BURN_GRAPHICS_RAW;
    assert_int_equal(make_plan(), RBK_OK);
    assert_variants(raw, 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        plan_test(the_page_that_cdrskin_sends),
        plan_test(simulating_sets_test_write),
        plan_test(a_shorter_page_is_filled_as_far_as_it_goes),
        plan_test(without_text_there_are_two_ways),
        plan_test(with_text_there_are_four_and_again_with_bare_isrcs),
        plan_test(a_lead_in_that_nobody_knows_is_not_reported),
        plan_test(pictures_want_their_own_block_types),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
