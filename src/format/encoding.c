/*
 * The encodings of descriptors. An 8-bit encoding can only be guessed: Latin letters (Windows-1252) decode every byte
 * without loss, so they are assumed unless the bytes are evidence for another. The reader always reports a guess.
 */
#include "format/encoding.h"

#include "base/ascii.h"
#include "base/fail.h"
#include "base/utf8.h"
#include "format/guess.h"
#include "text/normal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ names */

#define SHIFT_JIS_NAME "Shift-JIS"

/* Only letters and digits count: "ISO-8859-1" is "iso8859_1". */
static bool same_name(const char *a, const char *b)
{
    for (;;) {
        while (*a && strchr("-_ ", *a))
            a++;
        while (*b && strchr("-_ ", *b))
            b++;
        if (rbk_ascii_lower(*a) != rbk_ascii_lower(*b))
            return false;
        if (!*a)
            return true;
        a++;
        b++;
    }
}

/* Encodings implemented here, or for which iconv has a larger table: programs write more than the name allows. */
static const struct {
    const char *name;
    rbk_encoding_kind kind;
    const char *table;
} names[] = {
    {"UTF-8", RBK_ENCODING_UTF_8, NULL},
    {"Latin-1", RBK_ENCODING_LATIN, NULL},
    {"ISO-8859-1", RBK_ENCODING_LATIN, NULL},
    {"Windows-1252", RBK_ENCODING_LATIN, NULL},
    {"CP1252", RBK_ENCODING_LATIN, NULL},
    {SHIFT_JIS_NAME, RBK_ENCODING_SHIFT_JIS, NULL},
    {"SJIS", RBK_ENCODING_SHIFT_JIS, NULL},
    {"CP932", RBK_ENCODING_SHIFT_JIS, NULL},
    {"Windows-31J", RBK_ENCODING_SHIFT_JIS, NULL},
    {"GBK", RBK_ENCODING_TABLE, "GB18030"},
    {"GB2312", RBK_ENCODING_TABLE, "GB18030"},
    {"CP936", RBK_ENCODING_TABLE, "GB18030"},
    {"Big5", RBK_ENCODING_TABLE, "CP950"},
    {"EUC-KR", RBK_ENCODING_TABLE, "CP949"},
    {"Windows-1251", RBK_ENCODING_TABLE, "CP1251"},
    {"Windows-1253", RBK_ENCODING_TABLE, "CP1253"},
};

static rbk_status open_named(const char *name, rbk_descriptor_encoding *encoding, rbk_error *error)
{
    const char *tables[] = {NULL, NULL, NULL};
    size_t row = 0;
    while (row < sizeof names / sizeof names[0] && !same_name(name, names[row].name))
        row++;
    bool known = row < sizeof names / sizeof names[0];
    rbk_encoding_kind kind = known ? names[row].kind : RBK_ENCODING_TABLE;
    rbk_status status = RBK_OK;
    if (kind == RBK_ENCODING_SHIFT_JIS) {
        status = rbk_charset_open(RBK_CDTEXT_MS_JIS, &encoding->charset, error);
    } else if (kind == RBK_ENCODING_TABLE) {
        size_t count = 0;
        if (known)
            tables[count++] = names[row].table;
        tables[count] = name;
        status = rbk_transcoder_open(tables, &encoding->table, error);
    }
    if (status != RBK_OK)
        return status;
    encoding->kind = kind;
    snprintf(encoding->name, sizeof encoding->name, "%s",
             kind == RBK_ENCODING_SHIFT_JIS ? SHIFT_JIS_NAME
             : kind == RBK_ENCODING_UTF_8   ? "UTF-8"
                                            : name);
    return RBK_OK;
}

bool rbk_encoding_is_known(const char *name)
{
    rbk_descriptor_encoding encoding = {0};
    static const char characters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:() ";
    const bool plain = name && name[0] && !strchr("-_.:() ", name[0]) && strspn(name, characters) == strlen(name);
    bool known =
        plain && open_named(name, &encoding, NULL) == RBK_OK; /* iconv has other names for that of the locale */
    rbk_encoding_release(&encoding);
    return known;
}

/* ------------------------------------------------------------------ evidence */

/* What a sequence of bytes would be in Shift-JIS. */
typedef enum unit_kind {
    UNIT_ASCII,
    UNIT_HALF,    /* half-width katakana: one byte, in Latin text a capital with a mark */
    UNIT_KANA,    /* kana, Japanese punctuation, full-width letters: their first byte hardly occurs in Latin text */
    UNIT_LEVEL_1, /* common kanji */
    UNIT_LEVEL_2, /* rare kanji: their first bytes are the small letters of Latin-1 */
    UNIT_NONE     /* no character */
} unit_kind;

/* Points for either answer. A kana next to another character of two bytes is evidence; so are two common kanji. */
typedef struct evidence {
    int64_t japanese;
    int64_t latin;
} evidence;

#define KANA_POINTS     4
#define KANJI_POINTS    2 /* next to another double-byte character */
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
        return UNIT_NONE; /* Greek, Cyrillic, boxes: no evidence */
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
        size_t next_at = at + length;
        unit_kind after = next_at < size ? unit_at(bytes + next_at, size - next_at, &next_length) : UNIT_ASCII;
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

/* ------------------------------------------------------------------ by content */

/* Guesses use at most this many bytes of the lines that are not UTF-8. */
#define GUESSED_BYTES ((size_t)64 * 1024)

/* All lines that are not UTF-8, one after another. */
static void collect_strangers(const uint8_t *bytes, size_t size, rbk_bytes *strangers, evidence *sum)
{
    for (size_t at = 0; at < size;) {
        const uint8_t *end = memchr(bytes + at, '\n', size - at);
        size_t length = end ? (size_t)(end - bytes) + 1 - at : size - at;
        if (!rbk_utf8_valid((const char *)bytes + at, length)) {
            weigh(bytes + at, end ? length - 1 : length, sum);
            memcpy(strangers->data + strangers->size, bytes + at, length);
            strangers->size += length;
        }
        at += length;
    }
}

/* How many: up to a line end or a blank, which is no part of a character in any encoding, and half of one is in none. */
static size_t guessed_bytes(const rbk_bytes *strangers)
{
    if (strangers->size <= GUESSED_BYTES)
        return strangers->size;
    for (size_t end = GUESSED_BYTES; end > 0; end--)
        if (strangers->data[end - 1] <= ' ')
            return end;
    return GUESSED_BYTES;
}

static rbk_status guess(const uint8_t *bytes, size_t size, rbk_descriptor_encoding *encoding, rbk_error *error)
{
    evidence sum = {0, 0};
    rbk_guess found = {0};
    rbk_bytes strangers = {.data = malloc(size + 1)};
    if (!strangers.data)
        return rbk_fail_memory(error);
    collect_strangers(bytes, size, &strangers, &sum);
    encoding->windows = has_windows_bytes(strangers.data, strangers.size);
    rbk_status status = RBK_OK;
    if (sum.japanese >= JAPANESE_POINTS && sum.japanese > 2 * sum.latin)
        found.name = SHIFT_JIS_NAME;
    else if (strangers.size > 0) /* else nothing needs a table, and the system's are files */
        status = rbk_guess_encoding(strangers.data, guessed_bytes(&strangers), &found, error);
    rbk_bytes_release(&strangers);
    if (status == RBK_OK && found.name)
        status = open_named(found.name, encoding, error);
    encoding->weak = found.weak;
    return status == RBK_UNSUPPORTED ? RBK_OK : status; /* no tables: as for encodings without any */
}

/* ------------------------------------------------------------------ opening */

rbk_status rbk_encoding_init(const uint8_t *bytes, size_t size, const rbk_format_options *options,
                             rbk_descriptor_encoding *encoding, rbk_error *error)
{
    const char *name = options ? options->encoding : NULL;
    rbk_descriptor_encoding made = {.kind = RBK_ENCODING_LATIN, .guessed = !name};
    rbk_status status = name ? open_named(name, &made, error) : guess(bytes, size, &made, error);
    made.by_itself = !name || made.kind == RBK_ENCODING_UTF_8;
    if (status == RBK_OK)
        *encoding = made;
    else
        rbk_encoding_release(&made);
    return status;
}

void rbk_encoding_release(rbk_descriptor_encoding *encoding)
{
    rbk_charset_close(&encoding->charset);
    rbk_transcoder_close(encoding->table);
    encoding->table = NULL;
}

const char *rbk_encoding_name(const rbk_descriptor_encoding *encoding)
{
    if (encoding->kind != RBK_ENCODING_LATIN)
        return encoding->name;
    return encoding->windows ? "Windows-1252" : "ISO 8859-1";
}

const char *rbk_encoding_reported(const rbk_descriptor_encoding *encoding, char sentence[RBK_ENCODING_REPORTED_BYTES])
{
    snprintf(sentence, RBK_ENCODING_REPORTED_BYTES, "text that is not UTF-8 is read as %s%s",
             rbk_encoding_name(encoding),
             encoding->weak ? ", which is a weak guess: use --encoding to name the encoding" : "");
    return sentence;
}

/* ------------------------------------------------------------------ Latin letters */

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
        used += rbk_utf8_write(rbk_windows_1252_point((uint8_t)text[i]), out + used);
    if (out)
        out[used] = '\0';
    return out;
}

/* Every invalid byte above 127 becomes U+FFFD; UTF-8 between them is kept. */
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
        used += whole ? length : rbk_utf8_write(0xFFFD, out + used);
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
    bool valid = rbk_utf8_valid(text, size);
    rbk_bytes whole = {0};
    rbk_status status = RBK_OK;
    char *decoded = NULL;
    *departs = *bad = false;
    if (encoding->by_itself && valid) {
        decoded = copy_text(text, size);
    } else if (encoding->kind == RBK_ENCODING_SHIFT_JIS) {
        status = rbk_charset_decode(&encoding->charset, (const uint8_t *)text, size, &decoded, &strangers, error);
    } else if (encoding->kind == RBK_ENCODING_TABLE) {
        status = rbk_transcoder_decode_text(encoding->table, (const uint8_t *)text, size, &whole, &strangers, error);
        decoded = (char *)whole.data;
    } else if (encoding->kind == RBK_ENCODING_UTF_8) {
        decoded = decode_damaged_utf8(text, size);
        strangers = 1;
    } else {
        decoded = decode_latin(text, size);
    }
    if (!decoded)
        return status == RBK_OK ? rbk_fail_memory(error) : status;
    *departs = encoding->guessed && !valid;
    *bad = strangers > 0;
    *utf8 = decoded;
    return RBK_OK;
}

/* ------------------------------------------------------------------ whole texts */

bool rbk_encoding_hides_marks(const rbk_descriptor_encoding *encoding)
{
    return encoding->kind == RBK_ENCODING_SHIFT_JIS || encoding->kind == RBK_ENCODING_TABLE;
}

/* Lines are decoded one by one if some of them may be UTF-8, else all at once: an encoding may have state. */
static size_t line_length(const rbk_descriptor_encoding *encoding, const uint8_t *bytes, size_t size)
{
    const uint8_t *end = encoding->by_itself ? memchr(bytes, '\n', size) : NULL;
    return end ? (size_t)(end - bytes) + 1 : size;
}

/* Ends of lines before the first replacement character. */
static uint32_t lines_before_bad(const char *utf8)
{
    const char *bad = strstr(utf8, "\xEF\xBF\xBD");
    uint32_t lines = 0;
    for (const char *at = utf8; bad && at < bad; at++)
        lines += *at == '\n';
    return lines;
}

static rbk_status append_text(rbk_bytes *all, size_t *capacity, const char *text, rbk_error *error)
{
    size_t size = strlen(text);
    if (all->size + size + 1 > *capacity) {
        size_t larger = 2 * (all->size + size) + 64;
        uint8_t *data = realloc(all->data, larger);
        if (!data)
            return rbk_fail_memory(error);
        all->data = data;
        *capacity = larger;
    }
    memcpy(all->data + all->size, text, size + 1);
    all->size += size;
    return RBK_OK;
}

rbk_status rbk_encoding_convert(rbk_descriptor_encoding *encoding, const uint8_t *bytes, size_t size, rbk_bytes *utf8,
                                uint32_t *departs_line, uint32_t *bad_line, rbk_error *error)
{
    rbk_bytes made = {0};
    uint32_t line = 1;
    size_t capacity = 0;
    rbk_status status = append_text(&made, &capacity, "", error);
    *departs_line = *bad_line = 0;
    for (size_t at = 0, length; at < size && status == RBK_OK; at += length, line++) {
        char *text = NULL;
        bool departs = false, bad = false;
        length = line_length(encoding, bytes + at, size - at);
        status = rbk_encoding_decode(encoding, (const char *)bytes + at, length, &text, &departs, &bad, error);
        if (status == RBK_OK)
            status = append_text(&made, &capacity, text, error);
        *departs_line = departs && !*departs_line ? line : *departs_line;
        *bad_line = bad && !*bad_line ? line + lines_before_bad(text) : *bad_line;
        free(text);
    }
    if (status != RBK_OK) {
        free(made.data);
        return status;
    }
    encoding->by_itself = true;
    *utf8 = made;
    return RBK_OK;
}

/* ------------------------------------------------------------------ encoding */

/* The bytes of one character; 0: it has no place. */
static size_t encode_point(const rbk_descriptor_encoding *encoding, uint32_t point, uint8_t bytes[RBK_TRANSCODER_BYTES])
{
    bytes[0] = (uint8_t)point;
    if (encoding->kind == RBK_ENCODING_TABLE)
        return rbk_transcoder_encode(encoding->table, point, bytes);
    if (point < 0x80)
        return 1;
    if (encoding->kind == RBK_ENCODING_LATIN)
        return rbk_windows_1252_byte(point, bytes) ? 1 : 0;
    if (point >= 0xFF61 && point <= 0xFF9F) { /* half-width katakana */
        bytes[0] = (uint8_t)(point - 0xFF61 + 0xA1);
        return 1;
    }
    return rbk_jis_encode(encoding->charset.jis, point, bytes) ? 2 : 0;
}

static char *encode_points(const rbk_descriptor_encoding *encoding, const uint32_t *points, size_t count)
{
    char *out = malloc(RBK_TRANSCODER_BYTES * count + 1);
    size_t used = 0;
    for (size_t i = 0; out && i < count; i++) {
        uint8_t bytes[RBK_TRANSCODER_BYTES];
        size_t size = encode_point(encoding, points[i], bytes);
        memcpy(out + used, bytes, size);
        used += size;
        if (size == 0 || memchr(bytes, 0, size)) {
            free(out);
            return NULL;
        }
    }
    if (out)
        out[used] = '\0';
    return out;
}

char *rbk_encoding_encode(const char *name, const char *utf8)
{
    rbk_descriptor_encoding encoding = {0};
    uint32_t *points = NULL;
    size_t count = 0;
    if (open_named(name, &encoding, NULL) != RBK_OK)
        return NULL;
    bool encodes = encoding.kind != RBK_ENCODING_UTF_8 && rbk_normal_points(utf8, &points, &count, NULL) == RBK_OK;
    char *out = encodes ? encode_points(&encoding, points, count) : NULL;
    free(points);
    rbk_encoding_release(&encoding);
    return out;
}
