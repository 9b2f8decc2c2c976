/*
 * Layout of tiles, and their error bound.
 *
 * The bound. In single precision a product and an addition each have an error of at most u = 2^-24 of their result. A
 * partial sum is at most the sum of the magnitudes of its terms, so a term of magnitude |w| * X counts u * |w| * X once
 * for its product (unless product and addition are one operation), once for each addition from its own to the end of the
 * run, once where both runs are added, and once where both halves of a vector are. Runs
 * go towards the middle, where the large weights are, so that small ones are added often and large ones seldom; the
 * largest are not part of it. Terms in u^2 are covered by adding a thousandth. For the sums in double, fast and
 * bit-exact, the error of each addition is taken as relative to the whole sum.
 */
#include "audio/tiles.h"

#include "base/fail.h"

#include <stdlib.h>
#include <string.h>

#define SINGLE_ROUNDING (1.0 / (1 << 24))
#define DOUBLE_ROUNDING (1.0 / (INT64_C(1) << 53))
#define SECOND_ORDER    (1.0 + 1.0 / 1024)

/* Of the filter, on both sides of its centre, summed in double: this many frames of the slower of the two rates. */
#define MIDDLE_FRAMES 2

/* A period has at least this many rows, so that tiles are full. */
#define PERIOD_ROWS_MIN (8 * RBK_TILE_ROWS)

static size_t round_up(size_t value)
{
    return (value + RBK_QUICK_LANES - 1) / RBK_QUICK_LANES * RBK_QUICK_LANES;
}

/* The distance of a position from the last vector boundary before it. */
static size_t after_border(int64_t frame)
{
    return (size_t)(frame & (RBK_QUICK_LANES - 1));
}

static int64_t frame_of(const rbk_tiles_source *source, int64_t sample)
{
    return sample * source->down / source->up;
}

static size_t rows_of(const rbk_tiles *tiles, size_t number)
{
    int64_t left = tiles->period_samples - (int64_t)(number * RBK_TILE_ROWS);
    return left < RBK_TILE_ROWS ? (size_t)left : RBK_TILE_ROWS;
}

/* Frames from the start of a tile to the first weight of one of its outputs. */
static size_t shift_of(const rbk_tiles_source *source, const rbk_tile *tile, int64_t sample)
{
    return (size_t)(frame_of(source, sample) - (int64_t)source->reach + 1 - tile->offset_frames);
}

/* Everything about a tile but its weights. It starts at a vector boundary, so that the input is read aligned where
 * the period is a whole number of vectors. */
static void shape_tile(const rbk_tiles_source *source, const rbk_tiles *tiles, size_t number)
{
    rbk_tile *tile = &tiles->tiles[number];
    int64_t first = (int64_t)(number * RBK_TILE_ROWS);
    int64_t begin = frame_of(source, first) - (int64_t)source->reach + 1;
    tile->rows = rows_of(tiles, number);
    tile->offset_frames = begin - (int64_t)after_border(begin);
    size_t near = shift_of(source, tile, first), far = shift_of(source, tile, first + (int64_t)tile->rows - 1);
    size_t middle = MIDDLE_FRAMES * (source->down > source->up ? source->down / source->up : 1);
    tile->length = round_up(far + 2 * source->reach);
    tile->middle_begin =
        source->reach > middle ? (near + source->reach - middle) / RBK_QUICK_LANES * RBK_QUICK_LANES : 0;
    tile->middle_end = round_up(far + source->reach + middle);
    if (tile->middle_end > tile->length)
        tile->middle_end = tile->length;
}

/* Of a weight's product that is not rounded: one for each addition in its run, for that of both runs and for that of both
 * halves of a vector; 0 in the middle. */
static size_t roundings(const rbk_tile *tile, size_t at)
{
    size_t step = at / RBK_QUICK_LANES;
    if (at < tile->middle_begin)
        return tile->middle_begin / RBK_QUICK_LANES - step + 2;
    return at < tile->middle_end ? 0 : step - tile->middle_end / RBK_QUICK_LANES + 3;
}

static double higher(double a, double b)
{
    return a > b ? a : b;
}

/* Fills a tile with the weights of its outputs, and raises the error bounds to those of its rows. */
static void fill_tile(const rbk_tiles_source *source, const rbk_tile *tile, int64_t first, float *weights,
                      rbk_tiles *tiles)
{
    for (size_t row = 0; row < tile->rows; row++) {
        int64_t sample = first + (int64_t)row;
        const float *from = source->table + (size_t)(sample % source->up * source->down % source->up) * source->stride;
        size_t shift = shift_of(source, tile, sample);
        float *to = weights + row * tile->length + shift;
        double additions = 0, products = 0, sum = 0;
        memcpy(to, from, 2 * source->reach * sizeof *to);
        for (size_t i = 0; i < 2 * source->reach; i++) {
            double weight = from[i] < 0 ? -from[i] : from[i];
            size_t count = roundings(tile, shift + i);
            additions += weight * (double)count;
            products += count > 0 ? weight : 0;
            sum += weight;
        }
        const double wide = 2 * sum * (double)tile->length * DOUBLE_ROUNDING;
        tiles->error = higher(tiles->error, additions * SINGLE_ROUNDING * SECOND_ORDER + wide);
        tiles->error_rounding_products =
            higher(tiles->error_rounding_products, (additions + products) * SINGLE_ROUNDING * SECOND_ORDER + wide);
    }
}

/* The middle of a tile in double. Returns the end of what was written. */
static double *widen_middle(const rbk_tile *tile, double *to)
{
    for (size_t row = 0; row < tile->rows; row++)
        for (size_t at = tile->middle_begin; at < tile->middle_end; at++)
            *to++ = (double)tile->weights[row * tile->length + at];
    return to;
}

rbk_status rbk_tiles_make(const rbk_tiles_source *source, rbk_tiles *tiles, rbk_error *error)
{
    uint32_t times = source->up < PERIOD_ROWS_MIN ? (PERIOD_ROWS_MIN + source->up - 1) / source->up : 1;
    size_t floats = 0, doubles = 0;
    tiles->period_samples = (int64_t)source->up * times;
    tiles->period_frames = (int64_t)source->down * times;
    tiles->count = ((size_t)tiles->period_samples + RBK_TILE_ROWS - 1) / RBK_TILE_ROWS;
    tiles->error = tiles->error_rounding_products = 0;
    tiles->weights = NULL;
    tiles->middles = NULL;
    tiles->tiles = calloc(tiles->count, sizeof *tiles->tiles);
    if (!tiles->tiles)
        return rbk_fail_memory(error);
    for (size_t i = 0; i < tiles->count; i++) {
        shape_tile(source, tiles, i);
        floats += tiles->tiles[i].rows * tiles->tiles[i].length;
        doubles += tiles->tiles[i].rows * (tiles->tiles[i].middle_end - tiles->tiles[i].middle_begin);
    }
    float *to = tiles->weights = aligned_alloc(RBK_QUICK_ALIGNMENT, floats * sizeof *to);
    double *middle = tiles->middles = aligned_alloc(RBK_QUICK_ALIGNMENT, doubles * sizeof *middle);
    if (!to || !middle)
        return rbk_fail_memory(error);
    memset(to, 0, floats * sizeof *to);
    for (size_t i = 0; i < tiles->count; i++) {
        fill_tile(source, &tiles->tiles[i], (int64_t)(i * RBK_TILE_ROWS), to, tiles);
        tiles->tiles[i].weights = to;
        tiles->tiles[i].middle = middle;
        middle = widen_middle(&tiles->tiles[i], middle);
        to += tiles->tiles[i].rows * tiles->tiles[i].length;
    }
    return RBK_OK;
}

void rbk_tiles_release(rbk_tiles *tiles)
{
    free(tiles->tiles);
    free(tiles->weights);
    free(tiles->middles);
    memset(tiles, 0, sizeof *tiles);
}
