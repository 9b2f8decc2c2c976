/*
 * The only file that includes utf8proc: normal forms, marks and widths.
 */
#include "text/normal.h"

#include "base/ascii.h"
#include "base/fail.h"

#include <utf8proc.h>

#include <stdlib.h>
#include <string.h>

rbk_status rbk_normal_points(const char *utf8, uint32_t **points, size_t *count, rbk_error *error)
{
    utf8proc_uint8_t *composed = NULL;
    utf8proc_ssize_t size = utf8proc_map((const utf8proc_uint8_t *)utf8, (utf8proc_ssize_t)strlen(utf8), &composed,
                                         (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    if (size < 0)
        return size == UTF8PROC_ERROR_NOMEM ? rbk_fail_memory(error)
                                            : rbk_fail(error, RBK_INVALID_ARGUMENT, "expected UTF-8");
    uint32_t *made = malloc(((size_t)size + 1) * sizeof *made);
    size_t used = 0;
    for (utf8proc_ssize_t at = 0; made && at < size;) {
        utf8proc_int32_t point = -1;
        utf8proc_ssize_t step = utf8proc_iterate(composed + at, size - at, &point);
        if (step <= 0)
            break;
        made[used++] = (uint32_t)point;
        at += step;
    }
    free(composed);
    if (!made)
        return rbk_fail_memory(error);
    *points = made;
    *count = used;
    return RBK_OK;
}

/* In one form, zero-terminated and freed by the caller; NULL for text that is not UTF-8, and without memory. */
static utf8proc_uint8_t *in_form(const char *text, size_t size, utf8proc_option_t options)
{
    utf8proc_uint8_t *made = NULL;
    utf8proc_ssize_t length = utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)size, &made,
                                           (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE | options));
    return length < 0 ? NULL : made;
}

static bool same_in_form(const char *a, size_t a_size, const char *b, size_t b_size, utf8proc_option_t options)
{
    utf8proc_uint8_t *first = in_form(a, a_size, options);
    utf8proc_uint8_t *second = first ? in_form(b, b_size, options) : NULL;
    bool same = second && strcmp((const char *)first, (const char *)second) == 0;
    free(first);
    free(second);
    return same;
}

/* The end of a text, or a character of ASCII that no mark follows: no form joins it with another. */
static bool is_plain_at(const char *text, size_t size, size_t at)
{
    return at >= size || ((unsigned char)text[at] < 0x80 && (at + 1 >= size || (unsigned char)text[at + 1] < 0x80));
}

/*
 * A name is compared with all others of a folder, and most differ in a character of ASCII, before any that a form may change: so
 * much is seen without one. False: it needs the forms.
 */
static bool compare_bytes(const char *a, size_t a_size, const char *b, size_t b_size, rbk_likeness *likeness)
{
    bool same = true, ascii = true;
    for (size_t at = 0; at < a_size || at < b_size; at++) {
        const char from_a = at < a_size ? a[at] : '\0', from_b = at < b_size ? b[at] : '\0';
        ascii = ascii && (unsigned char)from_a < 0x80;
        if (from_a == from_b && at < a_size && at < b_size)
            continue;
        if (!is_plain_at(a, a_size, at) || !is_plain_at(b, b_size, at))
            return false;
        same = false;
        *likeness = RBK_LIKE_NOT;
        if (rbk_ascii_lower(from_a) != rbk_ascii_lower(from_b) || at >= a_size || at >= b_size)
            return true;
    }
    *likeness = same ? RBK_LIKE_BUT_FOR_COMPOSITION : RBK_LIKE_BUT_FOR_CASE;
    return same || ascii; /* else it has to be UTF-8 */
}

/* Of ASCII, what no form joins with a mark or makes of another character: all but letters, < = >, ; and the grave accent. */
static bool is_fixed(char c)
{
    return (unsigned char)c < 0x80 && rbk_ascii_lower(c) == rbk_ascii_upper(c) && !memchr("<=>;`", c, 5);
}

/* The end of the characters from a place on that are not fixed. *ascii: unchanged if all of them are ASCII. */
static size_t end_of_part(const char *text, size_t size, size_t at, bool *ascii)
{
    for (; at < size && !is_fixed(text[at]); at++)
        *ascii = *ascii && (unsigned char)text[at] < 0x80;
    return at;
}

/*
 * A form keeps each fixed character, and changes what is between two of them by itself. False: the names differ in such a
 * character, or in a part that is ASCII in both, so that no form of the whole is needed.
 */
static bool may_be_alike(const char *a, size_t a_size, const char *b, size_t b_size)
{
    for (size_t from_a = 0, from_b = 0;; from_a++, from_b++) {
        bool ascii = true;
        const size_t to_a = end_of_part(a, a_size, from_a, &ascii), to_b = end_of_part(b, b_size, from_b, &ascii);
        const size_t size = to_a - from_a;
        if (ascii && (size != to_b - from_b || !rbk_ascii_same_n(a + from_a, b + from_b, size)))
            return false;
        if (to_a == a_size || to_b == b_size)
            return to_a == a_size && to_b == b_size;
        if (a[to_a] != b[to_b])
            return false;
        from_a = to_a;
        from_b = to_b;
    }
}

rbk_likeness rbk_normal_compare(const char *a, size_t a_size, const char *b, size_t b_size)
{
    rbk_likeness likeness;
    if (compare_bytes(a, a_size, b, b_size, &likeness))
        return likeness;
    if (!may_be_alike(a, a_size, b, b_size))
        return RBK_LIKE_NOT;
    if (same_in_form(a, a_size, b, b_size, (utf8proc_option_t)0))
        return RBK_LIKE_BUT_FOR_COMPOSITION;
    return same_in_form(a, a_size, b, b_size, UTF8PROC_CASEFOLD) ? RBK_LIKE_BUT_FOR_CASE : RBK_LIKE_NOT;
}

size_t rbk_normal_decompose(uint32_t point, bool compatible, bool strip_marks, uint32_t out[RBK_NORMAL_POINTS_MAX])
{
    utf8proc_int32_t buffer[RBK_NORMAL_POINTS_MAX];
    int boundary = 0;
    int options = UTF8PROC_DECOMPOSE | (compatible ? UTF8PROC_COMPAT : 0) | (strip_marks ? UTF8PROC_STRIPMARK : 0);
    utf8proc_ssize_t count = utf8proc_decompose_char((utf8proc_int32_t)point, buffer, RBK_NORMAL_POINTS_MAX,
                                                     (utf8proc_option_t)options, &boundary);
    if (count < 0 || count > RBK_NORMAL_POINTS_MAX)
        return 0;
    for (utf8proc_ssize_t i = 0; i < count; i++)
        out[i] = (uint32_t)buffer[i];
    return (size_t)count;
}

size_t rbk_normal_compose(uint32_t *points, size_t count)
{
    utf8proc_int32_t buffer[RBK_NORMAL_POINTS_MAX];
    if (count > RBK_NORMAL_POINTS_MAX)
        return count;
    for (size_t i = 0; i < count; i++)
        buffer[i] = (utf8proc_int32_t)points[i];
    utf8proc_ssize_t composed = utf8proc_normalize_utf32(buffer, (utf8proc_ssize_t)count,
                                                         (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    if (composed < 0)
        return count;
    for (utf8proc_ssize_t i = 0; i < composed; i++)
        points[i] = (uint32_t)buffer[i];
    return (size_t)composed;
}

bool rbk_normal_is_mark(uint32_t point)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)point);
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME;
}

size_t rbk_normal_columns(const char *text, size_t *columns)
{
    utf8proc_int32_t point;
    const utf8proc_ssize_t size =
        utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)strnlen(text, 4), &point);
    *columns = size > 0 ? (size_t)utf8proc_charwidth(point) : 1;
    return size > 0 ? (size_t)size : 1;
}

const char *rbk_utf8proc_version(void)
{
    return utf8proc_version();
}
