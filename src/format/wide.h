/*
 * format/wide.h - texts of 16 and 32 bits a unit: what Windows programs save as Unicode
 */
#ifndef RBK_FORMAT_WIDE_H
#define RBK_FORMAT_WIDE_H

#include <redbook/error.h>
#include <redbook/stream.h>

typedef struct rbk_wide {
    unsigned unit_bytes; /* 2: UTF-16, 4: UTF-32 */
    bool big_endian;
    unsigned mark_bytes; /* of the mark it begins with, 0 where it has none */
} rbk_wide;

/*
 * True for bytes that start with the byte order mark of UTF-16 or UTF-32 in either order, and for those without a mark
 * when most of their units are ASCII, as those of a descriptor are.
 */
bool rbk_wide_detect(const uint8_t *bytes, size_t size, rbk_wide *wide);

/* The units that a name of an encoding stands for: "utf-16le". False for any name of no wide encoding, or of no byte order. */
bool rbk_wide_named(const char *name, rbk_wide *wide);

/* "UTF-16", "UTF-32". Static. */
const char *rbk_wide_name(const rbk_wide *wide);

/*
 * Whether a text is wide: by itself, or by its encoding, which the caller knows (NULL: does not) and which other texts, without
 * zeros, do not have.
 */
bool rbk_wide_is(const uint8_t *bytes, size_t size, const char *encoding, rbk_wide *wide);

/*
 * The whole text as UTF-8, without the mark; invalid characters, as half of a surrogate pair, become U+FFFD. *bad_line
 * (nullable): the line of the first of them, 0: none. Released with rbk_bytes_release. RBK_NO_MEMORY.
 */
rbk_status rbk_wide_to_utf8(const rbk_wide *wide, const uint8_t *bytes, size_t size, rbk_bytes *utf8,
                            uint32_t *bad_line, rbk_error *error);

#endif
