/*
 * text/normal.h - Unicode's normal forms, code point by code point
 */
#ifndef RBK_TEXT_NORMAL_H
#define RBK_TEXT_NORMAL_H

#include <redbook/error.h>

/* The longest decomposition of one code point (U+FDFA) has 18. */
#define RBK_NORMAL_POINTS_MAX 32

/* UTF-8 text as code points in form NFC; freed by the caller. RBK_INVALID_ARGUMENT (not UTF-8), RBK_NO_MEMORY. */
rbk_status rbk_normal_points(const char *utf8, uint32_t **points, size_t *count, rbk_error *error);

/*
 * How alike two names are to a reader: the same letters whatever their composition, or whatever their case, too. Bytes
 * that are no UTF-8 are the same only where they are equal.
 */
typedef enum rbk_likeness { RBK_LIKE_NOT, RBK_LIKE_BUT_FOR_CASE, RBK_LIKE_BUT_FOR_COMPOSITION } rbk_likeness;
rbk_likeness rbk_normal_compare(const char *a, size_t a_size, const char *b, size_t b_size);

/* The decomposition of one code point, canonical or by compatibility too, marks left out if asked for. 0: too long. */
size_t rbk_normal_decompose(uint32_t point, bool compatible, bool strip_marks, uint32_t out[RBK_NORMAL_POINTS_MAX]);

/* Composes in place; gives the new count. */
size_t rbk_normal_compose(uint32_t *points, size_t count);

/* A mark that is on the character before it. */
bool rbk_normal_is_mark(uint32_t point);

/*
 * The bytes of the character that UTF-8 text starts with, at least 1, and the columns that it takes in a fixed-width font: 2 of
 * wide characters, 0 of marks, 1 of bytes that are not UTF-8. text does not start with a terminator.
 */
size_t rbk_normal_columns(const char *text, size_t *columns);

/* The version of utf8proc in use. Static. */
const char *rbk_utf8proc_version(void);

#endif
