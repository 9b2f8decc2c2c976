/*
 * Texts in the character sets of CD-TEXT. Unencodable characters are reported in one finding for each text, which lists
 * them.
 */
#include "text/charset.h"

#include "base/fail.h"
#include "base/utf8.h"
#include "text/fallback.h"
#include "text/normal.h"

#include <redbook/rules.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How many of the distinct characters of one text a finding names. */
#define LISTED_MAX 8
#define LIST_BYTES 384

#define POINTS 0x110000

/* ------------------------------------------------------------------ a text */

char *rbk_charset_place_text(const rbk_charset_place *place, char text[RBK_PLACE_TEXT_BYTES])
{
    char block[16] = "", owner[16] = "the album";
    if (place->block > 0)
        snprintf(block, sizeof block, "block %u: ", (unsigned)(place->block & 7));
    if (place->track > 0)
        snprintf(owner, sizeof owner, "track %u", (unsigned)(place->track & 0x7F));
    snprintf(text, RBK_PLACE_TEXT_BYTES, "%s%s of %s", block, rbk_cdtext_field_name(place->field, place->track), owner);
    return text;
}

/* What becomes of a character that is not in the set. */
typedef enum outcome { REFUSED, CONTROL, REPLACED, PLAIN, OUTCOMES } outcome;

/* The characters of one text that have an outcome: "'a' (U+0061), 'b' (U+0062)". */
typedef struct unencodables {
    char list[LIST_BYTES];
    size_t count, listed; /* distinct ones */
} unencodables;

typedef struct encoding {
    const rbk_charset *charset;
    const rbk_charset_place *place;
    rbk_findings *findings;
    rbk_bytes bytes;
    size_t capacity;
    uint8_t *counted; /* a bit for each code point; NULL: none was counted */
    unencodables outcomes[OUTCOMES];
    bool widened;
} encoding;

static rbk_status append(encoding *work, const uint8_t *bytes, size_t size, rbk_error *error)
{
    if (work->bytes.size + size + 1 > work->capacity) {
        size_t capacity = (work->capacity + size) * 2 + 32;
        uint8_t *data = realloc(work->bytes.data, capacity);
        if (!data)
            return rbk_fail_memory(error);
        work->bytes.data = data;
        work->capacity = capacity;
    }
    memcpy(work->bytes.data + work->bytes.size, bytes, size);
    work->bytes.size += size;
    work->bytes.data[work->bytes.size] = 0;
    return RBK_OK;
}

/* *first: it is the first time for that character of the text. */
static rbk_status look_for_first(encoding *work, uint32_t point, bool *first, rbk_error *error)
{
    const uint8_t bit = (uint8_t)(1 << point % 8);
    if (!work->counted && !(work->counted = calloc(POINTS / 8, 1)))
        return rbk_fail_memory(error);
    *first = !(work->counted[point / 8] & bit);
    work->counted[point / 8] |= bit;
    return RBK_OK;
}

#define SHOWN_BYTES 24
#define MORE_BYTES  32

static bool is_control(uint32_t point)
{
    char utf8[5];
    rbk_utf8_write(point, utf8);
    return rbk_utf8_control(utf8) > 0;
}

/* What is typed by mistake. "": its number has to do. */
static const char *control_name(uint32_t point)
{
    if (point == '\n' || point == '\r' || point == 0x85 || point == 0x2028 || point == 0x2029)
        return " (line break)";
    return point == '\t' ? " (tab)" : "";
}

/* The character itself and its number; a control character by its number alone. */
static char *shown(uint32_t point, char text[SHOWN_BYTES])
{
    char utf8[5];
    rbk_utf8_write(point, utf8);
    if (is_control(point))
        snprintf(text, SHOWN_BYTES, "U+%04X%s", (unsigned)point, control_name(point));
    else
        snprintf(text, SHOWN_BYTES, "'%s' (U+%04X)", utf8, (unsigned)point);
    return text;
}

/* Adds a character to the list of its outcome, the first time that it is met. became: "" where it is refused. */
static rbk_status count_outcome(encoding *work, uint32_t point, outcome what, const char *became, rbk_error *error)
{
    unencodables *all = &work->outcomes[what];
    char character[SHOWN_BYTES], item[LIST_BYTES];
    bool first = false;
    rbk_status status = look_for_first(work, point, &first, error);
    if (!first)
        return status;
    const char *between = all->count > 0 ? ", " : "", *verb = all->count > 0 ? " by '" : " is replaced by '";
    snprintf(item, sizeof item, "%s%s%s%s%s", between, shown(point, character), *became ? verb : "", became,
             *became ? "'" : "");
    size_t used = strlen(all->list), more = strlen(item);
    if (all->listed == all->count && all->listed < LISTED_MAX && used + more < LIST_BYTES) {
        memcpy(all->list + used, item, more + 1);
        all->listed++;
    }
    all->count++;
    return status;
}

static char *more_of(const unencodables *all, char more[MORE_BYTES])
{
    more[0] = '\0';
    if (all->count > all->listed)
        snprintf(more, MORE_BYTES, " and %zu more", all->count - all->listed);
    return more;
}

/* "title of track 1: 'a' (U+0061), 'b' (U+0062) are not in ASCII"; a character set may have control characters, texts have none. */
static rbk_status report_refused(const encoding *work, const unencodables *all, bool control)
{
    char where[RBK_PLACE_TEXT_BYTES], more[MORE_BYTES];
    const char *what = control ? RBK_PLURAL(all->count, "is a control character, which no text may contain",
                                            "are control characters, which no text may contain")
                               : RBK_PLURAL(all->count, "is not in ", "are not in ");
    return rbk_findings_add(work->findings, RBK_ERROR, RBK_RULE_CDTEXT_CHARSET, work->place->path, work->place->line,
                            work->place->track, "%s: %s%s %s%s", rbk_charset_place_text(work->place, where), all->list,
                            more_of(all, more), what, control ? "" : rbk_cdtext_charset_name((int)work->charset->set));
}

/* "title of track 1: 'a' (U+0061) is replaced by 'x', 'b' (U+0062) by 'y'" */
static rbk_status report_replaced(const encoding *work, const unencodables *all, bool plain)
{
    char where[RBK_PLACE_TEXT_BYTES], more[MORE_BYTES];
    return rbk_findings_add(work->findings, plain ? RBK_NOTE : RBK_WARNING,
                            plain ? RBK_RULE_CDTEXT_PLAIN : "cdtext.replaced", work->place->path, work->place->line,
                            work->place->track, "%s: %s%s", rbk_charset_place_text(work->place, where), all->list,
                            more_of(all, more));
}

static rbk_status report_outcomes(const encoding *work)
{
    rbk_status status = RBK_OK;
    for (int what = REFUSED; what <= CONTROL && status == RBK_OK; what++)
        if (work->outcomes[what].count > 0)
            status = report_refused(work, &work->outcomes[what], what == CONTROL);
    for (int what = REPLACED; what <= PLAIN && status == RBK_OK; what++)
        if (work->outcomes[what].count > 0)
            status = report_replaced(work, &work->outcomes[what], what == PLAIN);
    return status;
}

static rbk_status put_substitute(encoding *work, uint32_t point, bool plain, rbk_error *error)
{
    uint32_t substitute[RBK_FALLBACK_POINTS_MAX];
    char became[RBK_FALLBACK_POINTS_MAX * 4 + 1] = "";
    size_t count = rbk_fallback_points(work->charset, point, substitute), used = 0;
    for (size_t i = 0; i < count; i++) {
        char utf8[5];
        size_t size = rbk_utf8_write(substitute[i], utf8);
        memcpy(became + used, utf8, size + 1);
        used += size;
    }
    rbk_status status = count_outcome(work, point, plain ? PLAIN : REPLACED, became, error);
    for (size_t i = 0; i < count && status == RBK_OK; i++) {
        uint8_t unit[2];
        bool widened;
        size_t size = rbk_charset_unit(work->charset, substitute[i], unit, &widened);
        status = append(work, unit, size, error);
    }
    return status;
}

static rbk_status put_point(encoding *work, uint32_t point, bool fallback, size_t *unencodable, rbk_error *error)
{
    uint8_t unit[2];
    bool widened;
    size_t size = rbk_charset_unit(work->charset, point, unit, &widened);
    if (size > 0) {
        work->widened = work->widened || widened;
        return append(work, unit, size, error);
    }
    bool plain = rbk_fallback_is_plain(work->charset, point);
    if (plain || fallback)
        return put_substitute(work, point, plain, error);
    ++*unencodable;
    rbk_status status = count_outcome(work, point, is_control(point) ? CONTROL : REFUSED, "", error);
    size = rbk_charset_unit(work->charset, '?', unit, &widened);
    return status == RBK_OK ? append(work, unit, size, error) : status;
}

rbk_status rbk_charset_encode(const rbk_charset *charset, const char *utf8, bool fallback,
                              const rbk_charset_place *place, rbk_bytes *bytes, size_t *unencodable,
                              rbk_findings *findings, rbk_error *error)
{
    encoding work = {.charset = charset, .place = place, .findings = findings};
    uint32_t *points = NULL;
    size_t count = 0;
    char where[RBK_PLACE_TEXT_BYTES];
    rbk_status status = rbk_normal_points(utf8, &points, &count, error);
    if (status != RBK_OK)
        return status;
    work.capacity = count * 2 + 2; /* two bytes each, and a zero; substitutes may take more */
    work.bytes.data = calloc(work.capacity, 1);
    if (!work.bytes.data) {
        free(points);
        return rbk_fail_memory(error);
    }
    for (size_t i = 0; i < count && status == RBK_OK; i++)
        status = put_point(&work, points[i], fallback, unencodable, error);
    free(points);
    free(work.counted);
    if (status == RBK_OK && report_outcomes(&work) != RBK_OK)
        status = rbk_fail_memory(error);
    if (status == RBK_OK && work.widened &&
        rbk_findings_add(findings, RBK_NOTE, "cdtext.widened", place->path, place->line, place->track,
                         "%s: Latin letters, digits and blanks are replaced by full-width ones",
                         rbk_charset_place_text(place, where)))
        status = rbk_fail_memory(error);
    if (status == RBK_OK)
        *bytes = work.bytes;
    else
        free(work.bytes.data);
    return status;
}

/* ------------------------------------------------------------------ from bytes */

/* First byte of two (Shift JIS). */
static bool leads(uint8_t byte)
{
    return (byte >= 0x81 && byte <= 0x9F) || (byte >= 0xE0 && byte <= 0xFC);
}

static bool trails(uint8_t byte)
{
    return byte >= 0x40 && byte <= 0xFC && byte != 0x7F;
}

/* How many bytes were taken; half a character takes nothing of what follows. */
static size_t decode_one(const rbk_charset *charset, const uint8_t *bytes, size_t size, uint32_t *point, size_t *bad)
{
    if (charset->set == RBK_CDTEXT_MS_JIS) {
        size_t taken = leads(bytes[0]) && size > 1 && trails(bytes[1]) ? 2 : 1;
        if (!rbk_jis_decode(charset->jis, bytes, taken, point)) {
            *point = 0xFFFD;
            ++*bad;
        }
        return taken;
    }
    *point = charset->set == RBK_CDTEXT_8859_1 ? rbk_windows_1252_point(bytes[0]) : bytes[0];
    if (bytes[0] == 0)
        *point = 0xFFFD;
    if (bytes[0] < ' ' || (bytes[0] >= 0x7F && (charset->set == RBK_CDTEXT_ASCII || bytes[0] < 0xA0)))
        ++*bad;
    return 1;
}

rbk_status rbk_charset_decode(const rbk_charset *charset, const uint8_t *bytes, size_t size, char **utf8, size_t *bad,
                              rbk_error *error)
{
    char *text = malloc(size * 4 + 1);
    size_t used = 0;
    if (!text)
        return rbk_fail_memory(error);
    for (size_t at = 0; at < size;) {
        uint32_t point;
        char one[5];
        at += decode_one(charset, bytes + at, size - at, &point, bad);
        size_t length = rbk_utf8_write(point, one);
        memcpy(text + used, one, length);
        used += length;
    }
    text[used] = '\0';
    *utf8 = text;
    return RBK_OK;
}
