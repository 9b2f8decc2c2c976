/*
 * Times, addresses and the two divisions of a disc: samples into sectors, sectors into MM:SS:FF.
 */
#include "base/fail.h"

#include <redbook/address.h>

#include <inttypes.h>
#include <stdio.h>

#define SECTORS_PER_MINUTE (60 * RBK_SECTORS_PER_SECOND)

char *rbk_time_format(int64_t sectors, char text[RBK_TIME_BYTES])
{
    int64_t minutes = sectors / SECTORS_PER_MINUTE;
    int64_t rest = sectors % SECTORS_PER_MINUTE;
    snprintf(text, RBK_TIME_BYTES, "%02" PRId64 ":%02d:%02d", minutes, (int)(rest / RBK_SECTORS_PER_SECOND),
             (int)(rest % RBK_SECTORS_PER_SECOND));
    return text;
}

/* Up to digits_max digits at *text; advances past them. False when there is none or one too many. */
static bool take_number(const char **text, int digits_max, int64_t *value)
{
    int digits = 0;
    *value = 0;
    while (**text >= '0' && **text <= '9') {
        if (++digits > digits_max)
            return false;
        *value = *value * 10 + (**text - '0');
        (*text)++;
    }
    return digits > 0;
}

rbk_status rbk_time_parse(const char *text, int64_t *sectors, rbk_error *error)
{
    if (!text || !sectors)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    int64_t minutes, seconds, rest;
    const char *at = text;
    bool shaped = take_number(&at, 4, &minutes) && *at++ == ':' && take_number(&at, 2, &seconds) && *at++ == ':' &&
                  take_number(&at, 2, &rest) && *at == '\0';
    if (!shaped)
        return rbk_fail(error, RBK_BAD_TIME, "expected a time MM:SS:FF, found '%.40s'", text);
    if (seconds > 59)
        return rbk_fail(error, RBK_BAD_TIME, "expected seconds 00 to 59 in '%s'", text);
    if (rest >= RBK_SECTORS_PER_SECOND)
        return rbk_fail(error, RBK_BAD_TIME, "expected sectors 00 to 74 in '%s'", text);
    *sectors = minutes * SECTORS_PER_MINUTE + seconds * RBK_SECTORS_PER_SECOND + rest;
    return RBK_OK;
}

char *rbk_absolute_time_format(int32_t lba, char text[RBK_TIME_BYTES])
{
    return rbk_time_format((int64_t)lba + RBK_PREGAP_SECTORS, text);
}

int64_t rbk_sectors_floor(int64_t samples)
{
    return samples / RBK_SECTOR_SAMPLES;
}

int64_t rbk_sectors_ceil(int64_t samples)
{
    return samples / RBK_SECTOR_SAMPLES + (samples % RBK_SECTOR_SAMPLES > 0);
}

/* Whole seconds and the rest are scaled separately, so that no product exceeds 64 bits. */
int64_t rbk_rate_scale(int64_t frames, uint32_t rate_hz)
{
    int64_t rate = (int64_t)rate_hz;
    int64_t seconds = frames / rate;
    int64_t rest = frames % rate;
    return seconds * RBK_RATE_HZ + (2 * rest * RBK_RATE_HZ + rate) / (2 * rate);
}
