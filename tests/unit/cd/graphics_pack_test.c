/* Packs of R to W: parity with all roots of the code, and the interleaving that players undo. */
#include "cd/graphics_pack.h"

#include "unit/cd/noise.h"
#include "unit/scratch.h"

/* The field by powers of alpha: alpha^6 = alpha + 1. An independent implementation, slower than the tested one. */
static uint8_t power_of_alpha(int exponent)
{
    uint8_t element = 1;
    for (exponent %= 63; exponent > 0; exponent--)
        element = (uint8_t)(element & 0x20 ? (element << 1 & 0x3F) ^ 3 : element << 1);
    return element;
}

static uint8_t product(uint8_t a, uint8_t b)
{
    int log_a = 0, log_b = 0;
    if (a == 0 || b == 0)
        return 0;
    while (power_of_alpha(log_a) != a)
        log_a++;
    while (power_of_alpha(log_b) != b)
        log_b++;
    return power_of_alpha(log_a + log_b);
}

/* The symbols as a polynomial, the first one highest, at alpha^exponent. */
static uint8_t value_at(const uint8_t *symbols, int count, int exponent)
{
    uint8_t value = 0;
    for (int i = 0; i < count; i++)
        value = product(value, power_of_alpha(exponent)) ^ symbols[i];
    return value;
}

static void parity_makes_a_pack_zero_at_the_roots_of_its_code(void **state)
{
    uint32_t seed = 1;
    (void)state;
    for (int round = 0; round < 50; round++) {
        uint8_t pack[24], before[24];
        noise_fill(pack, sizeof pack, &seed);
        memcpy(before, pack, sizeof pack);
        rbk_graphics_pack_protect(pack);
        assert_true(rbk_graphics_pack_verify(pack));
        for (int i = 0; i < 24; i++)
            if (i != 2 && i != 3 && i < 20)
                assert_int_equal(pack[i], before[i] & 0x3F);
        for (int root = 0; root < 2; root++)
            assert_int_equal(value_at(pack, 4, root), 0);
        for (int root = 0; root < 4; root++)
            assert_int_equal(value_at(pack, 24, root), 0);
    }
}

static void nothing_has_parity_of_nothing_and_one_wrong_symbol_is_seen(void **state)
{
    uint8_t pack[24] = {0};
    (void)state;
    assert_true(rbk_graphics_pack_verify(pack));
    pack[0] = 0x09;
    pack[1] = 0x06;
    rbk_graphics_pack_protect(pack);
    for (int i = 0; i < 24; i++) {
        pack[i] ^= 0x20;
        assert_false(rbk_graphics_pack_verify(pack));
        pack[i] ^= 0x20;
    }
    assert_true(rbk_graphics_pack_verify(pack));
}

/* The distance of each symbol from the beginning of its pack, as players of CD+G use it: delay in packs * 24 +
   position. */
static void symbols_are_delayed_by_0_to_7_packs_and_some_change_places(void **state)
{
    static const int distances[24] = {0,   66,  125, 191, 100, 50, 150, 175, 8,   33,  58,  83,
                                      108, 133, 158, 183, 16,  41, 25,  91,  116, 141, 166, 75};
    (void)state;
    for (int symbol = 0; symbol < 24; symbol++) {
        uint8_t packs[15][24] = {{0}};
        packs[7][symbol] = 0x2A;
        for (int at = 7; at < 15; at++) {
            uint8_t raw[24];
            rbk_graphics_interleave(packs[at - 7], raw);
            for (int place = 0; place < 24; place++)
                assert_int_equal(raw[place], (at - 7) * 24 + place == distances[symbol] ? 0x2A : 0);
        }
    }
}

static void deinterleaving_gives_the_packs_back(void **state)
{
    enum { PACKS = 40 };
    uint8_t packs[7 + PACKS][24] = {{0}}, raw[PACKS][24], back[24];
    uint32_t seed = 4;
    (void)state;
    noise_fill(packs[7], (size_t)PACKS * 24, &seed);
    for (int i = 0; i < PACKS; i++)
        rbk_graphics_interleave(packs[i], raw[i]);
    for (int i = 0; i + 7 < PACKS; i++) {
        rbk_graphics_deinterleave(raw[i], back);
        assert_memory_equal(back, packs[7 + i], 24);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parity_makes_a_pack_zero_at_the_roots_of_its_code),
        cmocka_unit_test(nothing_has_parity_of_nothing_and_one_wrong_symbol_is_seen),
        cmocka_unit_test(symbols_are_delayed_by_0_to_7_packs_and_some_change_places),
        cmocka_unit_test(deinterleaving_gives_the_packs_back),
    };
    return cmocka_run_group_tests_name("cd/graphics_pack", tests, NULL, NULL);
}
