/*
 * The only file that includes iconv. Names that depend on the locale, and names with a slash (which make iconv
 * transliterate), are refused: the same bytes give the same text on every machine.
 */
#include "base/transcode.h"

#include "base/ascii.h"
#include "base/fail.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#define NO_TABLE ((iconv_t)-1)

struct rbk_transcoder {
    iconv_t encode;  /* from UTF-32, big-endian */
    iconv_t decode;  /* to the same */
    iconv_t to_utf8; /* of whole texts */
};

static bool is_of_locale(const char *name)
{
    return name[0] == '\0' || rbk_ascii_same(name, "char") || rbk_ascii_same(name, "wchar_t");
}

static bool open_tables(rbk_transcoder *transcoder, const char *name)
{
    if (is_of_locale(name) || strpbrk(name, "/,"))
        return false;
    transcoder->encode = iconv_open(name, "UTF-32BE");
    transcoder->decode = iconv_open("UTF-32BE", name);
    transcoder->to_utf8 = iconv_open("UTF-8", name);
    if (transcoder->encode != NO_TABLE && transcoder->decode != NO_TABLE && transcoder->to_utf8 != NO_TABLE)
        return true;
    if (transcoder->encode != NO_TABLE)
        iconv_close(transcoder->encode);
    if (transcoder->decode != NO_TABLE)
        iconv_close(transcoder->decode);
    if (transcoder->to_utf8 != NO_TABLE)
        iconv_close(transcoder->to_utf8);
    return false;
}

bool rbk_transcoder_knows(const char *name)
{
    const char *const names[] = {name, NULL};
    rbk_transcoder *transcoder = NULL;
    bool known = name && rbk_transcoder_open(names, &transcoder, NULL) == RBK_OK;
    if (known)
        rbk_transcoder_close(transcoder);
    return known;
}

rbk_status rbk_transcoder_open(const char *const *names, rbk_transcoder **transcoder, rbk_error *error)
{
    rbk_transcoder *made = malloc(sizeof *made);
    if (!made)
        return rbk_fail_memory(error);
    for (size_t i = 0; names[i]; i++)
        if (open_tables(made, names[i])) {
            *transcoder = made;
            return RBK_OK;
        }
    free(made);
    return rbk_fail(error, RBK_UNSUPPORTED, "the iconv library of this machine does not support '%.40s'",
                    names[0] ? names[0] : "");
}

void rbk_transcoder_close(rbk_transcoder *transcoder)
{
    if (!transcoder)
        return;
    iconv_close(transcoder->encode);
    iconv_close(transcoder->decode);
    iconv_close(transcoder->to_utf8);
    free(transcoder);
}

size_t rbk_transcoder_encode(rbk_transcoder *transcoder, uint32_t point, uint8_t bytes[RBK_TRANSCODER_BYTES])
{
    char in[4] = {(char)(point >> 24), (char)(point >> 16), (char)(point >> 8), (char)point};
    char *from = in, *to = (char *)bytes;
    size_t in_left = sizeof in, out_left = RBK_TRANSCODER_BYTES;
    iconv(transcoder->encode, NULL, NULL, NULL, NULL);
    if (iconv(transcoder->encode, &from, &in_left, &to, &out_left) != 0 || in_left > 0)
        return 0;
    return RBK_TRANSCODER_BYTES - out_left;
}

bool rbk_transcoder_decode(rbk_transcoder *transcoder, const uint8_t *bytes, size_t size, uint32_t *point)
{
    uint8_t out[8];
    char in[RBK_TRANSCODER_BYTES], *from = in, *to = (char *)out;
    size_t in_left = size, out_left = sizeof out;
    if (size > sizeof in)
        return false;
    memcpy(in, bytes, size);
    iconv(transcoder->decode, NULL, NULL, NULL, NULL);
    if (iconv(transcoder->decode, &from, &in_left, &to, &out_left) != 0 || in_left > 0 || out_left != 4)
        return false;
    *point = (uint32_t)out[0] << 24 | (uint32_t)out[1] << 16 | (uint32_t)out[2] << 8 | out[3];
    return true;
}

/* ------------------------------------------------------------------ whole texts */

/* Reserves that many more bytes and a zero. */
static bool grow(rbk_bytes *text, size_t *capacity, size_t more)
{
    if (text->size + more < *capacity)
        return true;
    size_t larger = *capacity + *capacity / 2 + more + 1;
    uint8_t *data = realloc(text->data, larger);
    if (!data)
        return false;
    text->data = data;
    *capacity = larger;
    return true;
}

/* Whether a letter waits for marks that may follow it, as in CP1258 and TCVN. */
static bool holds_letters(const rbk_transcoder *transcoder)
{
    char letter[] = "A", bytes[16];
    char *from = letter, *to = bytes;
    size_t left = 1, room = sizeof bytes;
    iconv(transcoder->to_utf8, NULL, NULL, NULL, NULL);
    const bool taken = iconv(transcoder->to_utf8, &from, &left, &to, &room) != (size_t)-1 && left == 0;
    return taken && room == sizeof bytes;
}

/* Adds the letter that waits, if any; the conversion begins anew. False: there is no memory. */
static bool release_letter(const rbk_transcoder *transcoder, rbk_bytes *text, size_t *capacity)
{
    char *to;
    size_t room = 16, had = room;
    if (!grow(text, capacity, room + 8))
        return false;
    to = (char *)text->data + text->size;
    iconv(transcoder->to_utf8, NULL, NULL, &to, &room);
    text->size += had - room;
    return true;
}

rbk_status rbk_transcoder_decode_text(rbk_transcoder *transcoder, const uint8_t *bytes, size_t size, rbk_bytes *utf8,
                                      size_t *strangers, rbk_error *error)
{
    static const char replacement[] = "\xEF\xBF\xBD";
    char *from = (char *)(uintptr_t)bytes; /* iconv's prototype lacks a const; it does not write there */
    size_t left = size, capacity = 0, bad = 0;
    rbk_bytes made = {0};
    const bool holds = holds_letters(transcoder);
    iconv(transcoder->to_utf8, NULL, NULL, NULL, NULL);
    while (grow(&made, &capacity, left + 16)) {
        char *to = (char *)made.data + made.size;
        size_t room = capacity - made.size - 8; /* for a replacement character and the zero */
        size_t had = room;
        size_t converted = left ? iconv(transcoder->to_utf8, &from, &left, &to, &room) : 0;
        int reason = errno;
        made.size += had - room;
        if (converted == (size_t)-1 && reason == E2BIG)
            continue;
        if (holds && !release_letter(transcoder, &made, &capacity))
            break;
        if (left == 0) {
            made.data[made.size] = 0;
            *utf8 = made;
            if (strangers)
                *strangers += bad;
            return RBK_OK;
        }
        memcpy(made.data + made.size, replacement, sizeof replacement - 1);
        made.size += sizeof replacement - 1;
        from++;
        left--;
        bad++;
    }
    free(made.data);
    return rbk_fail_memory(error);
}
