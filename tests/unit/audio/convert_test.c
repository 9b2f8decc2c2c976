/*
 * The converter: the same samples in reads of any size and from any entry, silence around the stream, short streams by
 * the library.
 */
#include "audio/convert.h"

#include "gen/convert_probe.h"

#include "unit/scratch.h"

typedef struct supply {
    int64_t at, end;
} supply;

static double value_at(int64_t frame, int channel)
{
    uint32_t x = (uint32_t)(frame * 2 + channel) * 2654435761u;
    return ((double)(x ^ x >> 15) - 2147483648.0) / 2147483648.0;
}

static rbk_status give(void *user, rbk_planes planes, size_t capacity, size_t *got, rbk_error *error)
{
    supply *s = user;
    (void)error;
    *got = s->end - s->at < (int64_t)capacity ? (size_t)(s->end - s->at) : capacity;
    for (size_t i = 0; i < *got; i++, s->at++) {
        planes.left[i] = (float)value_at(s->at, 0);
        planes.right[i] = (float)value_at(s->at, 1);
    }
    return RBK_OK;
}

static rbk_converter *open_converter(uint32_t rate_hz, int64_t frames, supply *s)
{
    rbk_conform_options options;
    rbk_converter *converter;
    rbk_conform_options_init(&options);
    options.quality = RBK_QUALITY_FAST;
    *s = (supply){0, frames};
    assert_int_equal(rbk_converter_open(rate_hz, frames, &options, NULL, give, s, &converter, NULL), RBK_OK);
    return converter;
}

/* Everything, exactly. */
static double *read_all(rbk_converter *converter, size_t samples, size_t step)
{
    double *pairs = calloc(samples + step, 2 * sizeof *pairs);
    size_t made = 0;
    for (size_t at = 0; at < samples; at += made) {
        size_t now = samples - at < step ? samples - at : step;
        assert_int_equal(read_exactly(converter, pairs + 2 * at, now, &made), RBK_OK);
        if (made == 0)
            break;
    }
    rbk_converter_close(converter);
    return pairs;
}

static void reads_of_any_size_give_the_same(void **state)
{
    const struct {
        uint32_t rate_hz;
        int64_t frames;
    } rows[] = {{96000, 960000}, {8000, 80000}, {44056, 440560}, {192000, 1920000}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        supply s;
        size_t samples = (size_t)rbk_rate_scale(rows[i].frames, rows[i].rate_hz);
        double *whole = read_all(open_converter(rows[i].rate_hz, rows[i].frames, &s), samples, samples);
        const size_t steps[] = {1, 37, 588, 4096, 100000};
        for (size_t step = i == 0 ? 0 : 1; step < sizeof steps / sizeof steps[0]; step++) {
            double *pieces = read_all(open_converter(rows[i].rate_hz, rows[i].frames, &s), samples, steps[step]);
            assert_memory_equal(pieces, whole, (samples - 1) * 2 * sizeof *whole);
            free(pieces);
        }
        free(whole);
    }
}

static void entering_anywhere_gives_what_reading_from_the_start_gives(void **state)
{
    const int64_t frames = 960000;
    const size_t samples = 441000;
    supply s;
    (void)state;
    double *whole = read_all(open_converter(96000, frames, &s), samples, samples);
    const size_t entries[] = {0, 1, 50, 146, 147, 12345, 400000, 440990};
    for (size_t i = 0; i < sizeof entries / sizeof entries[0]; i++) {
        rbk_converter *converter = open_converter(96000, frames, &s);
        int64_t frame = -1;
        assert_true(rbk_converter_enter(converter, (int64_t)entries[i], &frame));
        assert_true(frame >= 0 && frame <= frames);
        s.at = frame;
        double *rest = read_all(converter, samples - entries[i], 4096);
        assert_memory_equal(rest, whole + 2 * entries[i], (samples - entries[i]) * 2 * sizeof *whole);
        free(rest);
    }
    free(whole);
}

static void what_is_read_is_within_its_error_bound_of_the_exact_values(void **state)
{
    supply s;
    (void)state;
    rbk_converter *converter = open_converter(96000, 960000, &s);
    static double near[2 * RBK_CONVERTER_SPAN], bit_exact[2 * RBK_CONVERTER_SPAN];
    const uint32_t values[] = {0, 7, 500, 501, 8191, 2 * RBK_CONVERTER_SPAN - 2, 2 * RBK_CONVERTER_SPAN - 1};
    size_t made, other = 0;
    for (int read = 0; read < 3; read++) {
        assert_int_equal(rbk_converter_read(converter, near, RBK_CONVERTER_SPAN + 1, &made, NULL), RBK_OK);
        assert_int_equal(made, RBK_CONVERTER_SPAN);
        memcpy(bit_exact, near, sizeof bit_exact);
        rbk_converter_refine(converter, values, sizeof values / sizeof values[0], bit_exact);
        for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
            double error_bound = rbk_converter_error_bound(converter, values[i] / 2, 1);
            double difference = near[values[i]] - bit_exact[values[i]];
            assert_true(error_bound > 0 && difference <= error_bound && -difference <= error_bound);
            other += difference != 0;
        }
    }
    assert_true(other > 0);
    rbk_converter_close(converter);
}

static void a_short_stream_runs_through_the_library_from_its_start(void **state)
{
    supply s;
    int64_t frame;
    (void)state;
    rbk_converter *converter = open_converter(96000, 1000, &s);
    assert_false(rbk_converter_enter(converter, 10, &frame));
    double pairs[2000];
    size_t made;
    assert_int_equal(rbk_converter_read(converter, pairs, 1000, &made, NULL), RBK_OK);
    assert_true(rbk_converter_error_bound(converter, 0, made) == 0);
    assert_int_equal(made, 459); /* floor(1000 * 44100 / 96000) */
    assert_int_equal(rbk_converter_read(converter, pairs, 1000, &made, NULL), RBK_OK);
    assert_int_equal(made, 0);
    rbk_converter_close(converter);
}

static rbk_status refuse(void *user, rbk_planes planes, size_t capacity, size_t *got, rbk_error *error)
{
    (void)user, (void)planes, (void)capacity, (void)got, (void)error;
    return RBK_BAD_AUDIO;
}

static void a_failure_of_the_source_is_passed_on(void **state)
{
    rbk_conform_options options;
    rbk_converter *converter;
    double pairs[2];
    size_t made;
    (void)state;
    rbk_conform_options_init(&options);
    options.quality = RBK_QUALITY_FAST;
    for (int64_t frames = 1000; frames <= 1000000; frames *= 1000) {
        assert_int_equal(rbk_converter_open(96000, frames, &options, NULL, refuse, NULL, &converter, NULL), RBK_OK);
        assert_int_equal(rbk_converter_read(converter, pairs, 1, &made, NULL), RBK_BAD_AUDIO);
        rbk_converter_close(converter);
    }
    rbk_converter_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_of_any_size_give_the_same),
        cmocka_unit_test(entering_anywhere_gives_what_reading_from_the_start_gives),
        cmocka_unit_test(what_is_read_is_within_its_error_bound_of_the_exact_values),
        cmocka_unit_test(a_short_stream_runs_through_the_library_from_its_start),
        cmocka_unit_test(a_failure_of_the_source_is_passed_on),
    };
    return cmocka_run_group_tests_name("audio/convert", tests, NULL, NULL);
}
