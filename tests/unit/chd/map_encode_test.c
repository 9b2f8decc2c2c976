/* Maps of all kinds, encoded and expanded again by an independent implementation of the format. */
#include "chd/map_encode.h"

#include "unit/chd/map_expand.h"

#define HUNK 19584

static uint32_t next(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* Encodes the map, expands it and compares; returns the size of the stream. */
static size_t go_round(rbk_chd_hunk *hunks, uint32_t count)
{
    uint64_t position = 1000;
    for (uint32_t i = 0; i < count; i++)
        if (hunks[i].kind != RBK_CHD_SELF) {
            hunks[i].length = hunks[i].kind == RBK_CHD_PLAIN ? HUNK : hunks[i].length;
            hunks[i].offset = position;
            position += hunks[i].length;
        }
    uint8_t *map;
    size_t size;
    rbk_chd_hunk *found = calloc(count + 1, sizeof *found);
    assert_non_null(found);
    assert_int_equal(rbk_chd_map_encode(hunks, count, &map, &size, NULL), RBK_OK);
    map_expand(map, size, HUNK, found, count);
    for (uint32_t i = 0; i < count; i++) {
        assert_int_equal(found[i].kind, hunks[i].kind);
        assert_int_equal(found[i].length, hunks[i].length);
        assert_int_equal(found[i].offset, hunks[i].offset);
        assert_int_equal(found[i].crc, hunks[i].crc);
    }
    free(map);
    free(found);
    return size - RBK_CHD_MAP_HEAD_BYTES;
}

static void one_hunk_and_runs_of_every_length_come_back(void **state)
{
    static rbk_chd_hunk hunks[700];
    (void)state;
    for (uint32_t count = 1; count <= 700; count = count < 40 ? count + 1 : count + 60) {
        for (uint32_t i = 0; i < count; i++)
            hunks[i] = (rbk_chd_hunk){.kind = RBK_CHD_SLOT_0, .length = 100 + i, .crc = (uint16_t)(i * 77)};
        go_round(hunks, count);
        for (uint32_t i = 0; i < count; i++)
            hunks[i] = (rbk_chd_hunk){.kind = RBK_CHD_PLAIN, .crc = (uint16_t)(i * 99)};
        go_round(hunks, count);
        for (uint32_t i = 1; i < count; i++)
            hunks[i] = (rbk_chd_hunk){.kind = RBK_CHD_SELF};
        go_round(hunks, count);
    }
}

static void self_references_to_the_same_the_next_and_any_hunk_come_back(void **state)
{
    rbk_chd_hunk hunks[12] = {{.kind = RBK_CHD_SLOT_0, .length = 5, .crc = 1},
                              {.kind = RBK_CHD_SLOT_0, .length = 9, .crc = 2},
                              {.kind = (rbk_chd_kind)2, .length = HUNK - 1, .crc = 0xFFFF},
                              {.kind = RBK_CHD_PLAIN, .crc = 3}};
    static const uint64_t targets[] = {0, 1, 2, 3, 3, 1, 2, 0};
    (void)state;
    for (int i = 0; i < 8; i++)
        hunks[4 + i] = (rbk_chd_hunk){.kind = RBK_CHD_SELF, .offset = targets[i]};
    go_round(hunks, 12);
}

static void maps_at_random_come_back(void **state)
{
    static rbk_chd_hunk hunks[2000];
    (void)state;
    for (uint32_t seed = 1; seed <= 200; seed++) {
        uint32_t random = seed, count = 1 + next(&random) % 2000, shape = next(&random) % 5;
        for (uint32_t i = 0; i < count; i++) {
            uint32_t kind = next(&random) % (shape == 0 ? 100 : 6);
            hunks[i] = (rbk_chd_hunk){.kind = kind < 5 ? (rbk_chd_kind)kind : RBK_CHD_SLOT_0,
                                      .length = 1 + next(&random) % (HUNK - 1),
                                      .crc = (uint16_t)next(&random)};
            if (kind == 5 && i > 0)
                hunks[i] = (rbk_chd_hunk){.kind = RBK_CHD_SELF, .offset = next(&random) % i};
            if (shape == 4 && i > 10) /* few kinds very often, the others rarely: the longest codes */
                hunks[i] = i % 97 ? hunks[i - 1] : hunks[i];
            if (hunks[i].kind == RBK_CHD_SELF)
                hunks[i].length = hunks[i].crc = 0;
        }
        go_round(hunks, count);
    }
}

static void weights_that_ask_for_longer_codes_stay_within_eight_bits(void **state)
{
    static rbk_chd_hunk hunks[20000];
    uint32_t count = 0;
    (void)state;
    /* kinds as frequent as Fibonacci numbers, no two equal ones in succession, so that there are no runs */
    static const uint32_t often[] = {1, 2, 4, 8, 16};
    for (uint32_t i = 0; i < 19000; i++) {
        uint32_t kind = 0;
        while (kind < 4 && i % (often[4 - kind] * 37) == 0)
            kind++;
        hunks[count++] = (rbk_chd_hunk){.kind = (rbk_chd_kind)((kind + i) % 5), .length = 1 + i, .crc = (uint16_t)i};
        if (i % 3 == 0) {
            hunks[count++] = (rbk_chd_hunk){.kind = RBK_CHD_SELF, .offset = i % 7 ? i / 2 : 0};
        }
        if (count + 2 > 20000)
            break;
    }
    go_round(hunks, count);
}

static void a_run_takes_a_few_bits(void **state)
{
    static rbk_chd_hunk hunks[1000];
    (void)state;
    for (uint32_t i = 1; i < 1000; i++)
        hunks[i] = (rbk_chd_hunk){.kind = RBK_CHD_SELF};
    hunks[0] = (rbk_chd_hunk){.kind = RBK_CHD_SLOT_0, .length = 50, .crc = 7};
    assert_true(go_round(hunks, 1000) < 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_hunk_and_runs_of_every_length_come_back),
        cmocka_unit_test(self_references_to_the_same_the_next_and_any_hunk_come_back),
        cmocka_unit_test(maps_at_random_come_back),
        cmocka_unit_test(weights_that_ask_for_longer_codes_stay_within_eight_bits),
        cmocka_unit_test(a_run_takes_a_few_bits),
    };
    return cmocka_run_group_tests_name("chd/map_encode", tests, NULL, NULL);
}
