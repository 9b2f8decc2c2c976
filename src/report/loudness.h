/*
 * report/loudness.h - loudness by ITU-R BS.1770-4 and EBU Tech 3341, its range by EBU Tech 3342, of a stream at 44.1 kHz
 */
#ifndef RBK_REPORT_LOUDNESS_H
#define RBK_REPORT_LOUDNESS_H

#include <redbook/report.h>

/* Samples of a step: 10 ms, by which the windows of momentary and short-term loudness move. */
#define RBK_LOUDNESS_STEP_SAMPLES 441

/*
 * Energy of a stream, step by step, and what follows from it. Two streams at once: all that was taken, and what was taken
 * since the last rbk_loudness_meter_begin_track, each with filters that begin at rest: a track has the loudness that it has alone.
 */
typedef struct rbk_loudness_meter rbk_loudness_meter;

rbk_loudness_meter *rbk_loudness_meter_new(void); /* NULL without memory */
void rbk_loudness_meter_free(rbk_loudness_meter *meter);

/* From here on what is taken is part of a track, or until the next call of no track. */
void rbk_loudness_meter_begin_track(rbk_loudness_meter *meter);
void rbk_loudness_meter_end_track(rbk_loudness_meter *meter);

/* Takes samples, left and right in turn. RBK_NO_MEMORY. */
rbk_status rbk_loudness_meter_take(rbk_loudness_meter *meter, const int16_t *samples, size_t count);

/* The four loudnesses; the other members of loudness are left alone. RBK_NO_MEMORY. */
rbk_status rbk_loudness_meter_track(const rbk_loudness_meter *meter, rbk_loudness *loudness);
rbk_status rbk_loudness_meter_all(const rbk_loudness_meter *meter, rbk_loudness *loudness);

/* The filter of BS.1770 at 44.1 kHz: b0 b1 b2 a1 a2 of the shelf and of the high pass. */
extern const double rbk_loudness_filter[2][5];

#endif
