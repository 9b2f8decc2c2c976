/* Mean spectra: which edges count as a band limit, and the amount of treble. */
#include "verify/spectrum.h"

#include "unit/scratch.h"

#include <math.h>

#define PI    3.14159265358979323846
#define TAPS  401
#define COUNT (RBK_SPECTRUM_SAMPLES * 16)

static rbk_spectrum_tables tables;
static rbk_spectrum spectrum;
static double noise[COUNT + TAPS], filtered[COUNT];

static double uniform(void)
{
    static uint64_t state = 11;
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (double)(state >> 11) / 9007199254740992.0 - 0.5;
}

/* Low-pass of Blackman's window; cut_hz 0: none. slope_db: per octave above 1 kHz, by a filter of one pole each 6 dB.
   */
static void make_noise(double level, double cut_hz, int poles)
{
    for (size_t i = 0; i < COUNT + TAPS; i++)
        noise[i] = uniform() * 2 * level;
    for (int pole = 0; pole < poles; pole++)
        for (size_t i = 1; i < COUNT + TAPS; i++)
            noise[i] = noise[i - 1] + (noise[i] - noise[i - 1]) * 0.25;
    for (size_t i = 0; i < COUNT; i++) {
        double sum = cut_hz > 0 ? 0 : noise[i];
        for (int k = 0; k < TAPS && cut_hz > 0; k++) {
            double x = k - (TAPS - 1) / 2.0, w = 2 * PI * k / (TAPS - 1), f = cut_hz / RBK_RATE_HZ;
            double sinc = x == 0 ? 2 * f : sin(2 * PI * f * x) / (PI * x);
            sum += noise[i + (size_t)k] * sinc * (0.42 - 0.5 * cos(w) + 0.08 * cos(2 * w));
        }
        filtered[i] = sum;
    }
}

/* Both channels the same, with dither of so many units of the last bit. */
static void take(double dither)
{
    static int16_t samples[COUNT * RBK_CHANNELS];
    for (size_t i = 0; i < COUNT; i++)
        for (size_t channel = 0; channel < RBK_CHANNELS; channel++)
            samples[2 * i + channel] = (int16_t)floor(filtered[i] + dither * (uniform() + uniform()) + 0.5);
    memset(&spectrum, 0, sizeof spectrum);
    for (size_t i = 0; i < COUNT; i += RBK_SPECTRUM_SAMPLES)
        rbk_spectrum_take(&spectrum, &tables, samples + i * RBK_CHANNELS);
}

static void a_wall_is_found_where_it_is(void **state)
{
    static const double walls[] = {10000, 11025, 16000, 17500, 18500};
    (void)state;
    for (size_t i = 0; i < sizeof walls / sizeof walls[0]; i++) {
        rbk_spectral_wall wall;
        make_noise(6000, walls[i], 0);
        take(1);
        assert_true(rbk_spectrum_wall(&spectrum, &wall));
        assert_true(fabs(wall.hz - walls[i]) < 700);
        assert_true(wall.drop_db > 50);
        assert_true(fabs(wall.floor_dbfs + 93) < 3);
    }
}

static void genuine_audio_has_none(void **state)
{
    rbk_spectral_wall wall;
    (void)state;
    make_noise(6000, 0, 0);
    take(1);
    assert_false(rbk_spectrum_wall(&spectrum, &wall)); /* reaches the end */
    make_noise(6000, 20500, 0);
    take(1);
    assert_false(rbk_spectrum_wall(&spectrum, &wall)); /* the filter of a converter */
    make_noise(2000, 0, 3);
    take(1);
    assert_false(rbk_spectrum_wall(&spectrum, &wall)); /* rolls off slowly, into the noise floor or not */
    make_noise(300, 0, 2);
    take(1);
    assert_false(rbk_spectrum_wall(&spectrum, &wall));
}

/* The spectrum ends where a band limit could be, by and by. */
static void music_that_fades_into_the_floor_has_none(void **state)
{
    static const double levels[] = {100, 200, 400, 800, 1600};
    rbk_spectral_wall wall;
    (void)state;
    for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++) {
        make_noise(levels[i], 0, 4);
        take(0.5);
        assert_false(rbk_spectrum_wall(&spectrum, &wall));
    }
}

static void there_is_no_opinion_where_the_music_or_the_floor_gives_none(void **state)
{
    rbk_spectral_wall wall;
    (void)state;
    make_noise(6000, 5000, 0);
    take(1);
    assert_false(rbk_spectrum_wall(&spectrum, &wall)); /* music that ends far below */
    make_noise(6000, 16000, 0);
    take(12);
    assert_false(rbk_spectrum_wall(&spectrum, &wall)); /* a floor of tape, or of shaped dither */
    make_noise(6000, 16000, 0);
    take(1);
    spectrum.windows = 5;
    assert_false(rbk_spectrum_wall(&spectrum, &wall)); /* too short */
    make_noise(40, 16000, 0);
    take(1);
    assert_false(rbk_spectrum_wall(&spectrum, &wall)); /* too quiet: no window counts */
    assert_int_equal(spectrum.windows, 0);
}

static void noise_of_one_bit_has_one_in_every_bin(void **state)
{
    (void)state;
    make_noise(sqrt(12) * 1000 / 2, 0, 0); /* 1000 rms */
    take(0);
    double sum = 0;
    for (size_t k = 1; k < RBK_SPECTRUM_BINS; k++)
        sum += spectrum.power[k] / spectrum.windows;
    assert_true(fabs(sum / RBK_SPECTRUM_BINS / 1e6 - 1) < 0.05);
}

static void emphasis_adds_treble(void **state)
{
    double plain = 0, emphasised = 0, before = 0;
    (void)state;
    make_noise(20000, 0, 1);
    take(1);
    assert_true(rbk_spectrum_treble(&spectrum, &plain));
    for (size_t i = 0; i < COUNT; i++) { /* 50/15 us, by the bilinear transform */
        double x = filtered[i], k = 2.0 * RBK_RATE_HZ;
        static double last;
        last = i == 0 ? 0 : last;
        double y = (x * (1 + k * 50e-6) + before * (1 - k * 50e-6) - last * (1 - k * 15e-6)) / (1 + k * 15e-6);
        before = x;
        last = y;
        filtered[i] = y / 4;
    }
    take(1);
    assert_true(rbk_spectrum_treble(&spectrum, &emphasised));
    assert_true(emphasised - plain > 6 && emphasised - plain < 8.5);
    spectrum.windows = 3;
    assert_false(rbk_spectrum_treble(&spectrum, &plain));
}

static int begin(void **state)
{
    (void)state;
    rbk_spectrum_tables_init(&tables);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_wall_is_found_where_it_is),
        cmocka_unit_test(genuine_audio_has_none),
        cmocka_unit_test(music_that_fades_into_the_floor_has_none),
        cmocka_unit_test(there_is_no_opinion_where_the_music_or_the_floor_gives_none),
        cmocka_unit_test(noise_of_one_bit_has_one_in_every_bin),
        cmocka_unit_test(emphasis_adds_treble),
    };
    return cmocka_run_group_tests(tests, begin, NULL);
}
