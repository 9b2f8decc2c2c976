/*
 * Tiles: every weight at the frame that its output needs, zeros elsewhere, and an error bound that holds for the worst
 * input.
 */
#include "audio/tiles.h"

#include "unit/scratch.h"

#include <math.h>

/* A filter like those of the banks: a window over sines of alternating sign, different in each phase. */
static float *make_table(const rbk_tiles_source *shape)
{
    float *table = calloc(shape->up * shape->stride, sizeof *table);
    assert_non_null(table);
    for (uint32_t phase = 0; phase < shape->up; phase++)
        for (size_t i = 0; i < 2 * shape->reach; i++) {
            double at = (double)i - (double)shape->reach + 1 - (double)phase / shape->up;
            table[phase * shape->stride + i] =
                (float)(at == 0 ? 0.4
                                : sin(1.2 * at) / (3 * at) * exp(-8 * at * at / (double)(shape->reach * shape->reach)));
        }
    return table;
}

static const rbk_tiles_source shapes[] = {
    {147, 320, 315, 632, NULL}, {147, 640, 628, 1256, NULL}, {1, 2, 289, 584, NULL},  {2, 1, 144, 288, NULL},
    {441, 80, 21, 48, NULL},    {7, 6, 144, 288, NULL},      {147, 1280, 3, 8, NULL},
};
#define SHAPES (sizeof shapes / sizeof shapes[0])

static int64_t first_frame(const rbk_tiles_source *s, int64_t sample)
{
    return sample * s->down / s->up - (int64_t)s->reach + 1;
}

/* Each row of a tile holds its phase's weights at its frames and nothing else. */
static void weights_stand_where_their_frames_are(void **state)
{
    (void)state;
    for (size_t n = 0; n < SHAPES; n++) {
        rbk_tiles_source s = shapes[n];
        rbk_tiles tiles;
        int64_t sample = 0;
        float *table = make_table(&s);
        s.table = table;
        assert_int_equal(rbk_tiles_make(&s, &tiles, NULL), RBK_OK);
        assert_int_equal(tiles.period_samples * s.down, tiles.period_frames * s.up);
        for (size_t i = 0; i < tiles.count; i++) {
            const rbk_tile *tile = &tiles.tiles[i];
            assert_int_equal(tile->length % RBK_QUICK_LANES + tile->middle_begin % RBK_QUICK_LANES +
                                 tile->middle_end % RBK_QUICK_LANES,
                             0);
            assert_true(tile->middle_begin <= tile->middle_end && tile->middle_end <= tile->length);
            for (size_t row = 0; row < tile->rows; row++, sample++) {
                const float *own = table + (size_t)(sample * s.down % s.up) * s.stride;
                int64_t shift = first_frame(&s, sample) - tile->offset_frames;
                for (int64_t at = 0; at < (int64_t)tile->length; at++) {
                    bool inside = at >= shift && at < shift + 2 * (int64_t)s.reach;
                    assert_true(tile->weights[row * tile->length + (size_t)at] == (inside ? own[at - shift] : 0));
                }
                const size_t middle = tile->middle_end - tile->middle_begin;
                for (size_t at = 0; at < middle; at++)
                    assert_true(tile->middle[row * middle + at] ==
                                (double)tile->weights[row * tile->length + tile->middle_begin + at]);
                assert_true(shift + 2 * (int64_t)s.reach <= (int64_t)tile->length);
            }
        }
        assert_int_equal(sample, tiles.period_samples);
        rbk_tiles_release(&tiles);
        free(table);
    }
}

/* Full scale input with the signs of the weights makes every partial sum as large as possible. */
static double worst_difference(const rbk_tile *tile, size_t row, rbk_kernel kernel, uint64_t *seed)
{
    float *left = calloc(2 * tile->length, sizeof *left), *right = left + tile->length;
    double pairs[2 * RBK_TILE_ROWS], bit_exact[2];
    const float *weights = tile->weights + row * tile->length;
    for (size_t i = 0; i < tile->length; i++) {
        *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        float less = (float)(*seed >> 40) / (float)(1 << 28); /* so that products have to be rounded */
        left[i] = (weights[i] < 0 ? -1.0F : 1.0F) * (1.0F - less);
        right[i] = *seed >> 39 & 1 ? 1.0F - less : less - 1.0F;
    }
    rbk_kernel_sums_of(kernel)->quick(tile, tile->rows, left, right, pairs);
    rbk_bit_exact_sum sum = {weights, left, right, 0, bit_exact};
    rbk_kernel_sums_of(RBK_KERNEL_PLAIN)->bit_exact(&sum, 1, tile->length);
    free(left);
    return fmax(fabs(pairs[2 * row] - bit_exact[0]), fabs(pairs[2 * row + 1] - bit_exact[1]));
}

static void no_input_leads_further_from_the_exact_sum_than_the_bound(void **state)
{
    uint64_t seed = 1;
    (void)state;
    for (size_t n = 0; n < SHAPES; n++) {
        rbk_tiles_source s = shapes[n];
        rbk_tiles tiles;
        float *table = make_table(&s);
        s.table = table;
        assert_int_equal(rbk_tiles_make(&s, &tiles, NULL), RBK_OK);
        for (size_t i = 0; i < tiles.count; i++)
            for (int kernel = 0; kernel < RBK_KERNELS; kernel++) {
                const bool rounds = rbk_kernel_sums_of((rbk_kernel)kernel)->rounds_products;
                double difference =
                    worst_difference(&tiles.tiles[i], i % tiles.tiles[i].rows, (rbk_kernel)kernel, &seed);
                assert_true(difference <= (rounds ? tiles.error_rounding_products : tiles.error));
            }
        assert_true(tiles.error > 0);
        assert_true(tiles.error <= tiles.error_rounding_products); /* the same where all is the middle */
        /* 0.03 of the last of 16 bits: otherwise far too much would be refined */
        assert_true(tiles.error_rounding_products < 1e-6);
        rbk_tiles_release(&tiles);
        free(table);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weights_stand_where_their_frames_are),
        cmocka_unit_test(no_input_leads_further_from_the_exact_sum_than_the_bound),
    };
    return cmocka_run_group_tests_name("audio/tiles", tests, NULL, NULL);
}
