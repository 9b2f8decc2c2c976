/*
 * Damaged sheets: a good one with a few seeded changes, the same ones every time.
 */
#ifndef TESTS_UNIT_FORMAT_MUTATE_H
#define TESTS_UNIT_FORMAT_MUTATE_H

#include <stdint.h>
#include <string.h>

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static const char *const pieces[] = {
    "\"",
    "\\\"",
    "\n",
    "\r",
    "\t",
    " ",
    "'",
    "INDEX 00 ",
    "INDEX 01 00:00:00\n",
    "TRACK ",
    "FILE ",
    "REM ",
    "99:59:74",
    "00:00:0",
    "PREGAP ",
    "POSTGAP ",
    "\xEF\xBB\xBF",
    "\x80",
    "CATALOG ",
    "0000000000000",
    "ISRC ",
    "FLAGS ",
    "TITLE ",
    "9999:59:74",
    "4294967296",
    "-1",
    ";",
    "//",
    "\x1A",
    "\x01",
};

/* One change to the text: a fragment inserted, some bytes removed or repeated, a byte replaced. */
static size_t mutate(char *text, size_t size, size_t room, uint32_t *seed)
{
    size_t at = next_random(seed) % (size + 1);
    size_t length = next_random(seed) % 24;
    const char *piece = pieces[next_random(seed) % (sizeof pieces / sizeof pieces[0])];
    size_t piece_size = strlen(piece);
    if (length > size - at)
        length = size - at;
    switch (next_random(seed) % 4) {
    case 0:
        if (size + piece_size > room)
            return size;
        memmove(text + at + piece_size, text + at, size - at);
        memcpy(text + at, piece, piece_size);
        return size + piece_size;
    case 1:
        memmove(text + at, text + at + length, size - at - length);
        return size - length;
    case 2:
        if (size + length > room)
            return size;
        memmove(text + at + length, text + at, size - at);
        return size + length;
    default:
        if (at < size)
            text[at] = (char)next_random(seed);
        return size;
    }
}

/* The sheet with one to eight changes; gives its size, at most room bytes. */
static size_t mutated_sheet(const char *sheet, char *text, size_t room, uint32_t *seed)
{
    size_t size = strlen(sheet);
    memcpy(text, sheet, size);
    for (uint32_t changes = 1 + next_random(seed) % 8; changes > 0; changes--)
        size = mutate(text, size, room, seed);
    return size;
}

#endif
