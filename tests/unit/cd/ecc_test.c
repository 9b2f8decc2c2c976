/* P and Q: all vectors at once compared with one vector after another, and with the parity equations. */
#include "cd/ecc.h"

#include "unit/cd/noise.h"
#include "unit/scratch.h"

enum { P_VECTORS = 86, P_ELEMENTS = 26, Q_VECTORS = 52, Q_ELEMENTS = 45, SECTORS = 200 };

static uint8_t times(uint8_t a, uint8_t b)
{
    unsigned product = 0, factor = a;
    for (; b; b >>= 1) {
        if (b & 1)
            product ^= factor;
        factor <<= 1;
        if (factor & 0x100)
            factor ^= 0x11D;
    }
    return (uint8_t)product;
}

/* Offset in the raw sector of an element of a vector; even and odd vectors are the low and high bytes of the words. */
static int p_place(int vector, int element)
{
    return 12 + 2 * (43 * element + vector / 2) + vector % 2;
}

static int q_place(int vector, int element)
{
    if (element >= 43)
        return 2248 + 52 * (element - 43) + vector;
    return 12 + 2 * ((43 * (vector / 2) + 44 * element) % 1118) + vector % 2;
}

typedef int place_of(int vector, int element);

static uint8_t element_at(const uint8_t *raw, int place, bool with_header)
{
    return place < 16 && !with_header ? 0 : raw[place];
}

/* The two sums that are 0 in a whole vector. */
static void syndromes(const uint8_t *raw, place_of *place, int vector, int elements, bool with_header, uint8_t sums[2])
{
    uint8_t weight = 1;
    sums[0] = sums[1] = 0;
    for (int i = elements - 1; i >= 0; i--) {
        uint8_t value = element_at(raw, place(vector, i), with_header);
        sums[0] ^= value;
        sums[1] ^= times(value, weight);
        weight = times(weight, 2);
    }
}

/* As in a textbook: one vector after another, solving for the two parities. */
static void encode(uint8_t *raw, place_of *place, int vectors, int elements, bool with_header)
{
    for (int vector = 0; vector < vectors; vector++) {
        uint8_t sums[2];
        int last = elements - 1;
        raw[place(vector, last - 1)] = raw[place(vector, last)] = 0;
        syndromes(raw, place, vector, elements, with_header, sums);
        raw[place(vector, last - 1)] = times(sums[0] ^ sums[1], 0xF4);
        raw[place(vector, last)] = sums[0] ^ raw[place(vector, last - 1)];
    }
}

static int failing_vectors(const uint8_t *raw, place_of *place, int vectors, int elements, bool with_header)
{
    int failing = 0;
    for (int vector = 0; vector < vectors; vector++) {
        uint8_t sums[2];
        syndromes(raw, place, vector, elements, with_header, sums);
        failing += sums[0] != 0 || sums[1] != 0;
    }
    return failing;
}

static void assert_whole(const uint8_t *raw, bool with_header, bool p_wanted, bool q_wanted)
{
    for (int path = 0; path < RBK_ECC_PATHS; path++) {
        bool p_whole = !p_wanted, q_whole = !q_wanted;
        rbk_ecc_verify((rbk_ecc_path)path, raw, with_header, &p_whole, &q_whole);
        assert_int_equal(p_whole, p_wanted);
        assert_int_equal(q_whole, q_wanted);
    }
}

/* All implementations give the same result. */
static void build_by_every_path(uint8_t *raw, bool with_header)
{
    uint8_t other[RBK_SECTOR_BYTES];
    memcpy(other, raw, sizeof other);
    rbk_ecc_build(RBK_ECC_PLAIN, raw, with_header);
    for (int path = 0; path < RBK_ECC_PATHS; path++) {
        uint8_t again[RBK_SECTOR_BYTES];
        memcpy(again, other, sizeof again);
        rbk_ecc_build((rbk_ecc_path)path, again, with_header);
        assert_memory_equal(again, raw, sizeof again);
    }
}

static void sectors_of_noise_get_the_parity_of_the_textbook(void **state)
{
    uint32_t seed = 3;
    (void)state;
    assert_int_equal(times(3, 0xF4), 1);
    for (int i = 0; i < SECTORS; i++) {
        uint8_t raw[RBK_SECTOR_BYTES], wanted[RBK_SECTOR_BYTES];
        bool with_header = i % 2;
        noise_fill(raw, sizeof raw, &seed);
        memcpy(wanted, raw, sizeof raw);
        encode(wanted, p_place, P_VECTORS, P_ELEMENTS, with_header);
        encode(wanted, q_place, Q_VECTORS, Q_ELEMENTS, with_header);
        build_by_every_path(raw, with_header);
        assert_memory_equal(raw, wanted, sizeof raw);
        assert_whole(raw, with_header, true, true);
    }
}

static void the_parity_equations_hold(void **state)
{
    uint32_t seed = 4;
    (void)state;
    for (int with_header = 0; with_header < 2; with_header++) {
        uint8_t raw[RBK_SECTOR_BYTES];
        noise_fill(raw, sizeof raw, &seed);
        assert_int_equal(failing_vectors(raw, p_place, P_VECTORS, P_ELEMENTS, with_header), P_VECTORS);
        rbk_ecc_build(RBK_ECC_AUTO, raw, with_header);
        assert_int_equal(failing_vectors(raw, p_place, P_VECTORS, P_ELEMENTS, with_header), 0);
        assert_int_equal(failing_vectors(raw, q_place, Q_VECTORS, Q_ELEMENTS, with_header), 0);
    }
}

static void each_single_byte_counts_in_its_own_vectors(void **state)
{
    (void)state;
    for (int place = 12; place < RBK_ECC_P_OFFSET; place++) {
        uint8_t raw[RBK_SECTOR_BYTES] = {0}, wanted[RBK_SECTOR_BYTES];
        raw[place] = (uint8_t)(1 + place % 255);
        memcpy(wanted, raw, sizeof raw);
        encode(wanted, p_place, P_VECTORS, P_ELEMENTS, true);
        encode(wanted, q_place, Q_VECTORS, Q_ELEMENTS, true);
        build_by_every_path(raw, true);
        assert_memory_equal(raw, wanted, sizeof raw);
    }
}

static void form_1_does_not_look_at_the_header(void **state)
{
    uint8_t raw[RBK_SECTOR_BYTES], other[RBK_SECTOR_BYTES];
    uint32_t seed = 5;
    (void)state;
    noise_fill(raw, sizeof raw, &seed);
    memcpy(other, raw, sizeof raw);
    noise_fill(other + 12, 4, &seed);
    rbk_ecc_build(RBK_ECC_AUTO, raw, false);
    rbk_ecc_build(RBK_ECC_AUTO, other, false);
    assert_memory_equal(raw + 16, other + 16, sizeof raw - 16);
    assert_memory_not_equal(raw + 12, other + 12, 4);
    assert_whole(other, true, false, false);
}

static void damage_to_data_shows_in_both_and_damage_to_q_in_q_alone(void **state)
{
    uint8_t raw[RBK_SECTOR_BYTES];
    uint32_t seed = 6;
    (void)state;
    noise_fill(raw, sizeof raw, &seed);
    rbk_ecc_build(RBK_ECC_AUTO, raw, true);
    for (int place = 0; place < RBK_SECTOR_BYTES; place++) {
        uint8_t damage = (uint8_t)(1 + noise_next(&seed) % 255);
        raw[place] ^= damage;
        assert_whole(raw, true, place < 12 || place >= RBK_ECC_Q_OFFSET, place < 12);
        raw[place] ^= damage;
    }
    assert_whole(raw, true, true, true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sectors_of_noise_get_the_parity_of_the_textbook),
        cmocka_unit_test(the_parity_equations_hold),
        cmocka_unit_test(each_single_byte_counts_in_its_own_vectors),
        cmocka_unit_test(form_1_does_not_look_at_the_header),
        cmocka_unit_test(damage_to_data_shows_in_both_and_damage_to_q_in_q_alone),
    };
    return cmocka_run_group_tests_name("cd/ecc", tests, NULL, NULL);
}
