/*
 * Every byte is a character of Windows-1252, so that only what the characters are shows whether it was meant. A line is in one
 * language, as far as its letters tell; an album may be in several, so that it is lines that are counted.
 */
#include "format/western.h"

#include <string.h>

/* One odd line of so many is a weak guess: names of other languages are in most collections. */
#define LINES_AN_ODD_ONE 4

/* Letters as bytes of Windows-1252, small ones. */
static const char *const alphabets[] = {
    "\xE4\xF6\xFC\xDF\xE0\xE8\xE9\xEA\xEB",                         /* German, with foreign names */
    "\xE0\xE2\xE6\xE7\xE8\xE9\xEA\xEB\xEE\xEF\xF4\x9C\xF9\xFB\xFC", /* French */
    "\xE1\xE9\xED\xF1\xF3\xFA\xFC\xE7",                             /* Spanish, Galician, Irish */
    "\xE0\xE1\xE2\xE3\xE7\xE9\xEA\xED\xF3\xF4\xF5\xFA",             /* Portuguese */
    "\xE0\xE8\xE9\xEC\xED\xEE\xF2\xF3\xF9\xFA",                     /* Italian */
    "\xE0\xE7\xE8\xE9\xED\xEF\xF2\xF3\xFA\xFC",                     /* Catalan */
    "\xE4\xE5\xE6\xF6\xF8\xE0\xE8\xE9\xEA\xF2\xF3\xF4\xFC",         /* Danish, Norwegian, Swedish */
    "\xE4\xE5\xF6\xF5\xFC\x9A\x9E", /* Finnish, Estonian; Slavic where the tables are equal */
    "\xE8\xE9\xEA\xEB\xEF\xF6\xFC", /* Dutch */
};
static const char icelandic[] = "\xE1\xE9\xED\xF0\xF3\xFA\xFD\xFE\xE6\xF6";
/* Icelandic has these in most lines. Turkish has not, and its most frequent letters are at those of Icelandic alone. */
static const char of_iceland[] = "\xE1\xED\xF3\xFA\xE6";

static bool is_one_of(uint8_t byte, const char *bytes)
{
    return byte && strchr(bytes, byte);
}

static bool is_ascii_letter(uint8_t byte)
{
    return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

/* The small letter of a letter that is not of ASCII; 0: it is none. */
static uint8_t small_letter(uint8_t byte)
{
    if (byte == 0x8A || byte == 0x8C || byte == 0x8E)
        return byte + 0x10;
    if (byte == 0x9F)
        return 0xFF;
    if (is_one_of(byte, "\x9A\x9C\x9E"))
        return byte;
    if (byte < 0xC0 || byte == 0xD7 || byte == 0xF7)
        return 0;
    return byte < 0xDF ? byte | 0x20 : byte;
}

static bool is_letter(uint8_t byte)
{
    return is_ascii_letter(byte) || small_letter(byte);
}

/* A character where no western text has it, between two others (0: none). */
static bool is_odd(uint8_t before, uint8_t byte, uint8_t after)
{
    if (is_one_of(byte, "\x8A\x8C\x8E\x9F")) /* capitals */
        return before >= 'a' && before <= 'z';
    if (small_letter(byte))
        return false;
    const bool after_letter = is_letter(before), before_letter = is_letter(after);
    /* low quotes and signs that begin a word, and such as stand alone */
    if (after_letter && is_one_of(byte, "\x82\x83\x84\x86\x87\x88\x89\x8B\x95\x98\xA1\xA4\xBF"))
        return true;
    if (before_letter && is_one_of(byte, "\x80\x99\xA3\xA5\xA6\xAF\xB1\xB3\xB6\xB9\xBC\xBE"))
        return true;
    /* apostrophes, dashes, dots, hyphens, blanks and crosses join words */
    return after_letter && before_letter && !is_one_of(byte, "\x85\x91\x92\x96\x97\xA0\xAD\xB4\xB7\xD7");
}

static bool fits_alphabet(const uint8_t *line, size_t size, const char *letters)
{
    bool fits = true;
    for (size_t i = 0; i < size && fits; i++) {
        const uint8_t letter = small_letter(line[i]);
        fits = !letter || is_one_of(letter, letters);
    }
    return fits;
}

static bool is_plausible(const uint8_t *line, size_t size, bool iceland)
{
    bool fits = iceland && fits_alphabet(line, size, icelandic);
    for (size_t i = 0; i < sizeof alphabets / sizeof alphabets[0] && !fits; i++)
        fits = fits_alphabet(line, size, alphabets[i]);
    for (size_t i = 0; i < size && fits; i++)
        if (line[i] >= 0x80)
            fits = !is_odd(i > 0 ? line[i - 1] : 0, line[i], i + 1 < size ? line[i + 1] : 0);
    return fits;
}

static bool has_high_bytes(const uint8_t *line, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (line[i] >= 0x80)
            return true;
    return false;
}

bool rbk_western_is_plausible(const uint8_t *bytes, size_t size)
{
    size_t lines = 0, odd = 0;
    bool iceland = false;
    for (size_t i = 0; i < size && !iceland; i++)
        iceland = is_one_of(small_letter(bytes[i]), of_iceland);
    for (size_t at = 0; at < size;) {
        const uint8_t *end = memchr(bytes + at, '\n', size - at);
        const size_t length = end ? (size_t)(end - bytes) - at : size - at;
        if (has_high_bytes(bytes + at, length)) {
            lines++;
            odd += !is_plausible(bytes + at, length, iceland);
        }
        at += length + 1;
    }
    return odd * LINES_AN_ODD_ONE < lines || odd == 0;
}
