/*
 * The notation for headerless samples: ENCODING:RATE:CHANNELS.
 */
#include "base/fail.h"

#include <redbook/audio.h>

#include <string.h>

static const char *const encoding_words[RBK_RAW_ENCODINGS] = {
    "s8", "u8", "s16le", "s16be", "s24le", "s24be", "s32le", "s32be", "f32le", "f32be", "f64le", "f64be",
};

#define ENCODINGS_LISTED "s8, u8, s16le, s16be, s24le, s24be, s32le, s32be, f32le, f32be, f64le or f64be"

/* At most nine digits up to the end character; advances past it. */
static bool take_number(const char **text, char end, uint32_t *value)
{
    const char *at = *text;
    *value = 0;
    for (; *at >= '0' && *at <= '9'; at++) {
        if (at - *text == 9)
            return false;
        *value = *value * 10 + (uint32_t)(*at - '0');
    }
    if (at == *text || *at != end)
        return false;
    *text = at + 1;
    return true;
}

static bool find_encoding(const char *text, size_t length, rbk_raw_encoding *encoding)
{
    for (int i = 0; i < (int)RBK_RAW_ENCODINGS; i++) {
        if (strlen(encoding_words[i]) == length && memcmp(encoding_words[i], text, length) == 0) {
            *encoding = (rbk_raw_encoding)i;
            return true;
        }
    }
    return false;
}

rbk_status rbk_raw_format_parse(const char *text, rbk_raw_format *format, rbk_error *error)
{
    rbk_raw_format found = {0};
    if (!text || !format)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    const char *colon = strchr(text, ':');
    size_t length = colon ? (size_t)(colon - text) : strlen(text);
    if (!find_encoding(text, length, &found.encoding))
        return rbk_fail(error, RBK_INVALID_ARGUMENT,
                        "expected ENCODING:RATE:CHANNELS with encoding " ENCODINGS_LISTED ", found '%.40s'", text);
    const char *at = colon ? colon + 1 : text;
    if (!colon || !take_number(&at, ':', &found.rate_hz) || !take_number(&at, '\0', &found.channels))
        return rbk_fail(error, RBK_INVALID_ARGUMENT,
                        "expected ENCODING:RATE:CHANNELS, such as s16le:44100:2, found '%.40s'", text);
    if (found.rate_hz < RBK_AUDIO_RATE_MIN_HZ || found.rate_hz > RBK_AUDIO_RATE_MAX_HZ)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected a rate of %d to %d Hz, found %u in '%.40s'",
                        RBK_AUDIO_RATE_MIN_HZ, RBK_AUDIO_RATE_MAX_HZ, found.rate_hz, text);
    if (found.channels < 1 || found.channels > RBK_AUDIO_CHANNELS_MAX)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected 1 to %d channels, found %u in '%.40s'",
                        RBK_AUDIO_CHANNELS_MAX, found.channels, text);
    *format = found;
    return RBK_OK;
}
