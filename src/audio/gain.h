/*
 * audio/gain.h - gains in thousandths of a decibel as factors, the same bits on every machine
 */
#ifndef RBK_AUDIO_GAIN_H
#define RBK_AUDIO_GAIN_H

#include <redbook/audio.h>

/* 10^(millidecibels / 20000), to a few units of the last place; 1 exactly for 0. Within RBK_GAIN_MAX_MILLIDECIBELS. */
double rbk_gain_factor(int64_t millidecibels);

/* The largest gain whose factor is not above this one. */
int64_t rbk_gain_below(double factor);

#endif
