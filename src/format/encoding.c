/*
 * The encodings of descriptors. Which 8-bit encoding it is can only be guessed, and two are worth guessing: Latin
 * letters (ISO 8859-1, with what Windows puts at 80 to 9F) read every byte and lose none, so that they are the answer
 * unless the bytes speak for Shift-JIS. A guess is told by whoever reads, always.
 */
#include "format/encoding.h"

#include "base/fail.h"
#include "base/utf8.h"
#include "text/normal.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ evidence */

/* What a stretch of bytes would be in Shift-JIS. */
typedef enum unit_kind {
    UNIT_ASCII,
    UNIT_HALF,    /* half-width katakana: one byte, in Latin text a capital with a mark */
    UNIT_KANA,    /* kana, Japanese punctuation, full-width letters: their first byte hardly occurs in Latin text */
    UNIT_LEVEL_1, /* common kanji */
    UNIT_LEVEL_2, /* rare kanji: their first bytes are the small letters of Latin-1 */
    UNIT_NONE     /* no character */
} unit_kind;

/* Points for either answer. A kana beside another character of two bytes is evidence; so are two common kanji. */
typedef struct evidence {
    int64_t japanese;
    int64_t latin;
} evidence;

#define KANA_POINTS     4
#define KANJI_POINTS    2 /* beside another double-byte character */
#define LONELY_POINTS   1 /* a kana or a common kanji alone among ASCII, its second byte no letter */
#define NONE_POINTS     4
#define RARE_POINTS     2 /* a rare kanji, or a half-width kana, without company */
#define JAPANESE_POINTS 4 /* with less there is no evidence */

static bool is_trail(uint8_t byte)
{
    return byte >= 0x40 && byte <= 0xFC && byte != 0x7F;
}

/* The character at bytes; *length is 1 or 2. */
static unit_kind unit_at(const uint8_t *bytes, size_t size, size_t *length)
{
    uint8_t lead = bytes[0];
    *length = 1;
    if (lead < 0x80)
        return UNIT_ASCII;
    if (lead > 0xA0 && lead < 0xE0)
        return UNIT_HALF;
    if (lead == 0x80 || lead == 0xA0 || lead > 0xFC || (lead > 0xEE && lead < 0xFA) || lead == 0xEB || lead == 0xEC ||
        size < 2 || !is_trail(bytes[1]))
        return UNIT_NONE;
    *length = 2;
    if (lead <= 0x83)
        return UNIT_KANA;
    if (lead >= 0x84 && lead <= 0x87)
        return UNIT_NONE; /* Greek, Cyrillic, boxes: nothing that tells */
    return lead < 0x98 || (lead == 0x98 && bytes[1] <= 0x72) ? UNIT_LEVEL_1 : UNIT_LEVEL_2;
}

static bool is_letter(uint8_t byte)
{
    return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

/* One string or line: every character is judged with its neighbours. */
static void weigh(const uint8_t *bytes, size_t size, evidence *sum)
{
    unit_kind before = UNIT_ASCII;
    size_t length = 1;
    for (size_t at = 0; at < size; at += length) {
        size_t next_length = 1;
        unit_kind kind = unit_at(bytes + at, size - at, &length);
        size_t behind = at + length;
        unit_kind after = behind < size ? unit_at(bytes + behind, size - behind, &next_length) : UNIT_ASCII;
        bool company = before == UNIT_KANA || before == UNIT_LEVEL_1 || after == UNIT_KANA || after == UNIT_LEVEL_1;
        bool any_company = company || before == UNIT_LEVEL_2 || after == UNIT_LEVEL_2;
        if (kind == UNIT_NONE)
            sum->latin += NONE_POINTS;
        else if (kind == UNIT_KANA && company)
            sum->japanese += KANA_POINTS;
        else if (kind == UNIT_KANA || kind == UNIT_LEVEL_1)
            sum->japanese += any_company ? KANJI_POINTS : is_letter(bytes[at + 1]) ? 0 : LONELY_POINTS;
        else if (kind == UNIT_LEVEL_2 && company)
            sum->japanese += KANJI_POINTS;
        else if (kind == UNIT_LEVEL_2 || (kind == UNIT_HALF && before != UNIT_HALF && after != UNIT_HALF && !company))
            sum->latin += RARE_POINTS;
        before = kind;
    }
}

static bool has_windows_bytes(const uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (bytes[i] >= 0x80 && bytes[i] <= 0x9F)
            return true;
    return false;
}

/* All lines that are not UTF-8. */
static void judge(const uint8_t *bytes, size_t size, rbk_descriptor_encoding *encoding)
{
    evidence sum = {0, 0};
    for (size_t at = 0; at < size;) {
        const uint8_t *end = memchr(bytes + at, '\n', size - at);
        size_t length = end ? (size_t)(end - bytes) - at : size - at;
        if (!rbk_utf8_valid((const char *)bytes + at, length)) {
            weigh(bytes + at, length, &sum);
            encoding->windows = encoding->windows || has_windows_bytes(bytes + at, length);
        }
        at += length + 1;
    }
    if (sum.japanese >= JAPANESE_POINTS && sum.japanese > 2 * sum.latin)
        encoding->other = RBK_ENCODING_SHIFT_JIS;
}

rbk_status rbk_encoding_init(const uint8_t *bytes, size_t size, const rbk_format_options *options,
                             rbk_descriptor_encoding *encoding, rbk_error *error)
{
    rbk_descriptor_encoding made = {.wanted = options ? options->encoding : RBK_ENCODING_DETECT};
    bool detect = made.wanted == RBK_ENCODING_DETECT;
    made.other = detect ? RBK_ENCODING_LATIN_1 : made.wanted;
    if (detect)
        judge(bytes, size, &made);
    if (made.other == RBK_ENCODING_SHIFT_JIS) {
        rbk_error why;
        rbk_status status = rbk_charset_open(RBK_CDTEXT_MS_JIS, &made.charset, &why);
        if (status == RBK_UNSUPPORTED && detect) /* no tables: then as everything that has none */
            made.other = RBK_ENCODING_LATIN_1;
        else if (status != RBK_OK)
            return rbk_fail(error, status, "%s", why.sentence);
    }
    *encoding = made;
    return RBK_OK;
}

void rbk_encoding_release(rbk_descriptor_encoding *encoding)
{
    rbk_charset_close(&encoding->charset);
}

const char *rbk_encoding_name(const rbk_descriptor_encoding *encoding)
{
    switch (encoding->other) {
    case RBK_ENCODING_SHIFT_JIS:
        return "Shift-JIS";
    case RBK_ENCODING_UTF_8:
        return "UTF-8";
    default:
        return encoding->windows ? "Windows-1252" : "ISO 8859-1";
    }
}

/* ------------------------------------------------------------------ UTF-16 */

bool rbk_encoding_is_utf_16(const uint8_t *bytes, size_t size)
{
    return size >= 2 && ((bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF));
}

/* The character at bytes, of which *length are used; half a pair, and a byte alone, are U+FFFD. */
static uint32_t utf_16_point(const uint8_t *bytes, size_t size, bool big_endian, size_t *length)
{
    uint32_t unit[2] = {0, 0};
    *length = size < 2 ? size : 2;
    for (size_t i = 0; i < 2 && 2 * i + 1 < size; i++)
        unit[i] = (uint32_t)bytes[2 * i + (big_endian ? 0 : 1)] << 8 | bytes[2 * i + (big_endian ? 1 : 0)];
    if (size < 2 || (unit[0] >= 0xDC00 && unit[0] <= 0xDFFF))
        return 0xFFFD;
    if (unit[0] < 0xD800 || unit[0] > 0xDFFF)
        return unit[0];
    if (unit[1] < 0xDC00 || unit[1] > 0xDFFF)
        return 0xFFFD;
    *length = 4;
    return 0x10000 + ((unit[0] - 0xD800) << 10 | (unit[1] - 0xDC00));
}

rbk_status rbk_encoding_from_utf_16(const uint8_t *bytes, size_t size, rbk_bytes *utf8, rbk_error *error)
{
    bool big_endian = bytes[0] == 0xFE;
    uint8_t *out = malloc(size / 2 * 3 + 8); /* two bytes become three at most, four become four */
    size_t used = 0, length = 2;
    if (!out)
        return rbk_fail_memory(error);
    for (size_t at = 2; at < size; at += length)
        used += rbk_normal_utf8(utf_16_point(bytes + at, size - at, big_endian, &length), (char *)out + used);
    out[used] = 0;
    *utf8 = (rbk_bytes){.data = out, .size = used};
    return RBK_OK;
}

/* ------------------------------------------------------------------ Latin letters */

/* What Windows puts where ISO 8859-1 has control characters no text holds; 0: nothing, the byte stays what it is. */
static const uint16_t windows_points[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                            0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                            0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                            0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

static uint32_t latin_point(uint8_t byte)
{
    uint32_t windows = byte >= 0x80 && byte <= 0x9F ? windows_points[byte - 0x80] : 0;
    return windows ? windows : byte;
}

static bool latin_byte(uint32_t point, uint8_t *byte)
{
    for (size_t i = 0; i < sizeof windows_points / sizeof windows_points[0]; i++)
        if (windows_points[i] == point) {
            *byte = (uint8_t)(0x80 + i);
            return true;
        }
    *byte = (uint8_t)point;
    return point <= 0xFF && latin_point((uint8_t)point) == point;
}

/* ------------------------------------------------------------------ strings */

static char *copy_text(const char *text, size_t size)
{
    char *copy = malloc(size + 1);
    if (copy) {
        memcpy(copy, text, size);
        copy[size] = '\0';
    }
    return copy;
}

static char *decode_latin(const char *text, size_t size)
{
    char *out = malloc(3 * size + 5);
    size_t used = 0;
    for (size_t i = 0; out && i < size; i++)
        used += rbk_normal_utf8(latin_point((uint8_t)text[i]), out + used);
    if (out)
        out[used] = '\0';
    return out;
}

/* Every byte above 127 that is no character becomes U+FFFD; what is UTF-8 between them stays. */
static char *decode_damaged_utf8(const char *text, size_t size)
{
    char *out = malloc(3 * size + 5);
    size_t used = 0;
    for (size_t at = 0; out && at < size;) {
        size_t length = 1;
        while (length <= 4 && at + length <= size && !rbk_utf8_valid(text + at, length))
            length++;
        bool whole = length <= 4 && at + length <= size;
        if (whole)
            memcpy(out + used, text + at, length);
        used += whole ? length : rbk_normal_utf8(0xFFFD, out + used);
        at += whole ? length : 1;
    }
    if (out)
        out[used] = '\0';
    return out;
}

rbk_status rbk_encoding_decode(const rbk_descriptor_encoding *encoding, const char *text, size_t size, char **utf8,
                               bool *departs, bool *bad, rbk_error *error)
{
    size_t strangers = 0;
    bool by_itself = encoding->wanted == RBK_ENCODING_DETECT || encoding->wanted == RBK_ENCODING_UTF_8;
    rbk_status status = RBK_OK;
    char *decoded = NULL;
    *departs = *bad = false;
    if (by_itself && rbk_utf8_valid(text, size)) {
        decoded = copy_text(text, size);
    } else if (encoding->other == RBK_ENCODING_SHIFT_JIS) {
        status = rbk_charset_decode(&encoding->charset, (const uint8_t *)text, size, &decoded, &strangers, error);
    } else if (encoding->other == RBK_ENCODING_UTF_8) {
        decoded = decode_damaged_utf8(text, size);
        strangers = 1;
    } else {
        decoded = decode_latin(text, size);
    }
    if (!decoded)
        return status == RBK_OK ? rbk_fail_memory(error) : status;
    *departs = encoding->wanted == RBK_ENCODING_DETECT && !rbk_utf8_valid(text, size);
    *bad = strangers > 0;
    *utf8 = decoded;
    return RBK_OK;
}

/* ------------------------------------------------------------------ back again */

static size_t encode_point(const rbk_charset *charset, rbk_encoding encoding, uint32_t point, uint8_t bytes[2])
{
    bytes[0] = (uint8_t)point;
    if (point < 0x80)
        return 1;
    if (encoding == RBK_ENCODING_LATIN_1)
        return latin_byte(point, bytes) ? 1 : 0;
    if (point >= 0xFF61 && point <= 0xFF9F) { /* half-width katakana */
        bytes[0] = (uint8_t)(point - 0xFF61 + 0xA1);
        return 1;
    }
    return rbk_jis_encode(charset->jis, point, bytes) ? 2 : 0;
}

char *rbk_encoding_encode(rbk_encoding encoding, const char *utf8)
{
    rbk_charset charset = {RBK_CDTEXT_8859_1, NULL};
    uint32_t *points = NULL;
    size_t count = 0, used = 0;
    if (encoding != RBK_ENCODING_LATIN_1 && encoding != RBK_ENCODING_SHIFT_JIS)
        return NULL;
    if (encoding == RBK_ENCODING_SHIFT_JIS && rbk_charset_open(RBK_CDTEXT_MS_JIS, &charset, NULL) != RBK_OK)
        return NULL;
    char *out = rbk_normal_points(utf8, &points, &count, NULL) == RBK_OK ? malloc(2 * count + 1) : NULL;
    for (size_t i = 0; out && i < count; i++) {
        uint8_t bytes[2];
        size_t size = encode_point(&charset, encoding, points[i], bytes);
        memcpy(out + used, bytes, size);
        used += size;
        if (size == 0) {
            free(out);
            out = NULL;
        }
    }
    if (out)
        out[used] = '\0';
    free(points);
    rbk_charset_close(&charset);
    return out;
}
