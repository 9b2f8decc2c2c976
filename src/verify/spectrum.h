/*
 * verify/spectrum.h - the mean spectrum of a track, from windows here and there; and what it says of where audio is from
 */
#ifndef RBK_VERIFY_SPECTRUM_H
#define RBK_VERIFY_SPECTRUM_H

#include <redbook/address.h>
#include <redbook/error.h>

#define RBK_SPECTRUM_SAMPLES 2048
#define RBK_SPECTRUM_BINS    (RBK_SPECTRUM_SAMPLES / 2)

/* What all tracks share. */
typedef struct rbk_spectrum_tables {
    float cosines[RBK_SPECTRUM_SAMPLES / 2];
    float sines[RBK_SPECTRUM_SAMPLES / 2];
    float window[RBK_SPECTRUM_SAMPLES];
} rbk_spectrum_tables;

void rbk_spectrum_tables_init(rbk_spectrum_tables *tables);

/* Sums of power by frequency, of both channels; noise of 1 LSB rms has 1 in every bin. All zero at first. */
typedef struct rbk_spectrum {
    double power[RBK_SPECTRUM_BINS];
    int32_t windows; /* that were not silent */
} rbk_spectrum;

/* Adds a window of RBK_SPECTRUM_SAMPLES pairs; one that is all but silent is ignored. */
void rbk_spectrum_take(rbk_spectrum *spectrum, const rbk_spectrum_tables *tables, const int16_t *samples);

/*
 * A wall: music up to a frequency, and from there on no more than the noise of 16 bits, as of a source of 32 kHz or one
 * that was coded with a low-pass. True only if the music reaches the wall; there is no opinion on music that ends before,
 * on a noise floor above the wall (noise-shaped dither, tape), or above 19 kHz, where filters of converters are.
 */
typedef struct rbk_spectral_wall {
    double hz;
    double drop_db;    /* from the music below it to the floor above it */
    double floor_dbfs; /* level of the floor, 0: full scale, as if it were in all frequencies */
} rbk_spectral_wall;

bool rbk_spectrum_wall(const rbk_spectrum *spectrum, rbk_spectral_wall *wall);

/*
 * How much treble there is, 8 to 14 kHz over 0.7 to 2 kHz, in decibels: pre-emphasis of 50/15 us raises it by 7. False
 * where there is too little audio for an opinion.
 */
bool rbk_spectrum_treble(const rbk_spectrum *spectrum, double *decibels);

#endif
