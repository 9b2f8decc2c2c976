/* The waveform of a disc, sector by sector. */
#include "report/envelope.h"

#include "unit/report/discs.h"

#include <math.h>

#define VALUES ((size_t)RBK_SECTOR_SAMPLES * RBK_CHANNELS)

static int16_t samples[VALUES];

static void expect_the_same(void)
{
    rbk_envelope_values quick, plain;
    rbk_envelope_sector(samples, &quick);
    rbk_envelope_sector_plainly(samples, &plain);
    assert_memory_equal(quick.least, plain.least, sizeof plain.least);
    assert_memory_equal(quick.most, plain.most, sizeof plain.most);
    assert_int_equal(quick.power[0], plain.power[0]);
    assert_int_equal(quick.power[1], plain.power[1]);
}

static void eight_at_a_time_give_the_same_as_one_by_one(void **state)
{
    uint32_t seed = 1;
    (void)state;
    for (int round = 0; round < 200; round++) {
        for (size_t i = 0; i < VALUES; i++) {
            seed = seed * 1664525 + 1013904223;
            samples[i] = (int16_t)((int32_t)seed >> (16 + round % 16));
        }
        expect_the_same();
    }
}

static void the_loudest_sector_does_not_overflow(void **state)
{
    rbk_envelope_values values;
    (void)state;
    for (size_t i = 0; i < VALUES; i++)
        samples[i] = INT16_MIN;
    expect_the_same();
    rbk_envelope_sector(samples, &values);
    assert_int_equal(values.least[0], INT16_MIN);
    assert_int_equal(values.most[1], INT16_MIN);
    assert_int_equal(values.power[0], (1u << 24) / 4 * RBK_SECTOR_SAMPLES);
}

/* One extreme at each position, in either channel. */
static void every_sample_counts_for_its_channel(void **state)
{
    rbk_envelope_values values;
    (void)state;
    memset(samples, 0, sizeof samples);
    for (size_t i = 0; i < VALUES; i++) {
        samples[i] = i % 3 ? 1000 : -1000;
        rbk_envelope_sector(samples, &values);
        assert_int_equal(i % 3 ? values.most[i % 2] : values.least[i % 2], samples[i]);
        assert_int_equal(values.most[1 - i % 2], 0);
        assert_int_equal(values.power[i % 2], 1000000 / 64 / 4);
        samples[i] = 0;
    }
}

static void visit(rbk_envelope *envelope, int32_t lba, bool audio, int16_t left, int16_t right)
{
    rbk_scan_visitor visitor = rbk_envelope_visitor(envelope);
    for (size_t i = 0; i < VALUES; i++)
        samples[i] = i % 2 ? right : left;
    rbk_scan_block block = {.audio = audio, .lba = lba, .count = 1, .samples = audio ? samples : NULL};
    assert_int_equal(visitor.visit(visitor.user, &block, NULL), RBK_OK);
}

static void columns_join_sectors_and_data_is_silence(void **state)
{
    (void)state;
    add_track(add_bin("a.bin", NULL, 400), RBK_MODE_AUDIO, 0, 400, 0);
    lay_out();
    rbk_envelope *envelope = rbk_envelope_new(layout);
    assert_non_null(envelope);
    visit(envelope, 10, true, 1600, -3200);
    visit(envelope, 11, true, -800, 6400);
    visit(envelope, 12, false, 9999, 9999);
    rbk_envelope_column column = rbk_envelope_column_of(envelope, 10, 12, 0);
    assert_int_equal(column.least, -800);
    assert_int_equal(column.most, 1600);
    assert_true(fabs(column.power - (1600.0 * 1600 + 800.0 * 800) / 2) < 1);
    column = rbk_envelope_column_of(envelope, 9, 13, 1);
    assert_int_equal(column.least, -3200);
    assert_int_equal(column.most, 6400);
    assert_int_equal(rbk_envelope_column_of(envelope, 12, 13, 0).most, 0);
    assert_int_equal(rbk_envelope_column_of(envelope, 400, 500, 0).most, 0);
    assert_int_equal(rbk_envelope_column_of(envelope, 12, 12, 0).most, 0);
    rbk_envelope_free(envelope);
    rbk_envelope_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(eight_at_a_time_give_the_same_as_one_by_one),
        cmocka_unit_test(the_loudest_sector_does_not_overflow),
        cmocka_unit_test(every_sample_counts_for_its_channel),
        cmocka_unit_test_setup_teardown(columns_join_sectors_and_data_is_silence, begin_disc, end_disc),
    };
    return cmocka_run_group_tests_name("report/envelope", tests, NULL, NULL);
}
