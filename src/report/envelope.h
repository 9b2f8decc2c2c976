/*
 * report/envelope.h - the waveform of a disc, sector by sector, for pictures
 */
#ifndef RBK_REPORT_ENVELOPE_H
#define RBK_REPORT_ENVELOPE_H

#include <redbook/layout.h>
#include <redbook/scan.h>

typedef struct rbk_envelope rbk_envelope; /* 16 bytes for each sector of the disc */

/* Of one channel in a range of the disc; values are 16-bit. */
typedef struct rbk_envelope_column {
    int least;
    int most;
    double power; /* mean of the squares */
} rbk_envelope_column;

/* NULL without memory. */
rbk_envelope *rbk_envelope_new(const rbk_layout *layout);
void rbk_envelope_free(rbk_envelope *envelope); /* NULL is fine */

/* Valid until the free. */
rbk_scan_visitor rbk_envelope_visitor(rbk_envelope *envelope);

/* After the pass: sectors from..to - 1, which are on the disc. Silence where there is no audio. */
rbk_envelope_column rbk_envelope_column_of(const rbk_envelope *envelope, int32_t from, int32_t to, int channel);

/* The values of count samples, left and right in turn, of both channels: eight at a time, and one by one. */
typedef struct rbk_envelope_values {
    int16_t least[RBK_CHANNELS];
    int16_t most[RBK_CHANNELS];
    uint32_t power[RBK_CHANNELS]; /* sum of the squares, each divided by 64, divided by 4 */
} rbk_envelope_values;
void rbk_envelope_sector(const int16_t *samples, rbk_envelope_values *values);
void rbk_envelope_sector_plainly(const int16_t *samples, rbk_envelope_values *values);

#endif
