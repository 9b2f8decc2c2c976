/*
 * redbook/address.h - the units of a disc and how addresses are written
 *
 * A sample is one stereo pair, 4 bytes. A sector is 1/75 s: 588 samples, 2,352 bytes (the staging calls say block for
 * it). An lba counts sectors in the sense of MMC: 0 is the first sector of the program area, -150 to -1 is the pregap
 * before it. A time MM:SS:FF is a length or an offset (75 sectors to the second, nothing added) or, where "absolute" is
 * said, lba + 150.
 *
 * Pure functions, safe from any thread. Source: IEC 60908, ECMA-130, MMC.
 */
#ifndef REDBOOK_ADDRESS_H
#define REDBOOK_ADDRESS_H

#include <redbook/error.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RBK_RATE_HZ             44100
#define RBK_CHANNELS            2
#define RBK_SAMPLE_BYTES        4
#define RBK_SECTOR_SAMPLES      588
#define RBK_SECTOR_BYTES        2352
#define RBK_SECTORS_PER_SECOND  75
#define RBK_PREGAP_SECTORS      150 /* 2 s: before track 1, and the usual gap between tracks */
#define RBK_TRACKS_MAX          99
#define RBK_INDEX_MAX           99
#define RBK_TRACK_SECTORS_MIN   300    /* 4 s from index 01 to the end of the track */
#define RBK_PROGRAM_SECTORS_MAX 449849 /* the lead-out is at absolute 99:59:74, the last address, or before */

/* Capacity of media, in sectors from lba 0. The 80 min figure is the smallest ATIP lead-out in use (79:59:69). */
#define RBK_CAPACITY_74_MIN 333000
#define RBK_CAPACITY_80_MIN 359844
#define RBK_CAPACITY_90_MIN 405000
#define RBK_CAPACITY_99_MIN 445500

/* for any number of minutes and the terminator */
#define RBK_TIME_BYTES 32

/*
 * Writes sectors (0 or more) as MM:SS:FF; the minutes have two digits or as many as are needed. Returns text.
 */
char *rbk_time_format(int64_t sectors, char text[RBK_TIME_BYTES]);

/*
 * Parses MM:SS:FF (minutes 1 to 4 digits, seconds 00-59, sectors 00-74, one or two digits each) into *sectors.
 * RBK_BAD_TIME: the message names the part that is out of range.
 */
rbk_status rbk_time_parse(const char *text, int64_t *sectors, rbk_error *error);

/* Absolute time of an lba (-150 or more) as MM:SS:FF: lba 0 is 00:02:00. Returns text. */
char *rbk_absolute_time_format(int32_t lba, char text[RBK_TIME_BYTES]);

/* Samples to whole sectors, rounded down or up. samples >= 0. */
int64_t rbk_sectors_floor(int64_t samples);
int64_t rbk_sectors_ceil(int64_t samples);

/*
 * round(frames * 44100 / rate_hz), halves up, exact for any frames below 2^47 (100 years at 44.1 kHz): the position on
 * the disc's time line, in samples, of a position in a source of another rate. frames >= 0, rate_hz 1-384000.
 */
int64_t rbk_rate_scale(int64_t frames, uint32_t rate_hz);

#ifdef __cplusplus
}
#endif
#endif
