/*
 * Compares the texts of two discs: their own, and what only CD-TEXT packs hold. Texts of further languages are compared
 * always; the language of the discs' own texts, a genre's code, the copyright flag and closed information where both discs
 * have packs, because those of a disc without are made from its texts.
 */
#include "verify/compare.h"

#include "base/fail.h"
#include "text/disc_text.h"

#include <redbook/cdtext.h>

#include <stdio.h>

#define COPYRIGHT_BYTES 8

typedef struct pair {
    const rbk_disc *first;
    const rbk_disc *second;
    rbk_comparison *comparison;
} pair;

/* The difference, if it is the first one. */
static rbk_difference *compare_of(const pair *p, const rbk_track *track, int32_t lba, const char *field,
                                  const char *first, const char *second)
{
    return rbk_difference_of_texts(p->comparison, RBK_DIFFERENCE_TEXT, track, lba, field, first, second);
}

/* ------------------------------------------------------------------ the discs' own */

/* CD-TEXT has no field for a date, and only sheets hold one: that the other disc has none says nothing about the discs. */
static bool is_compared(rbk_text_field field, const rbk_text *first, const rbk_text *second)
{
    return field != RBK_TEXT_DATE || (first->field[field] && second->field[field]);
}

static void compare_text(const pair *p, const rbk_track *track, int32_t lba, const rbk_text *first,
                         const rbk_text *second)
{
    for (int field = 0; field < (int)RBK_TEXT_FIELDS; field++)
        if (is_compared((rbk_text_field)field, first, second))
            (void)compare_of(p, track, lba, rbk_text_field_name((rbk_text_field)field), first->field[field],
                             second->field[field]);
}

/* ------------------------------------------------------------------ packs */

/* The packs of a disc. */
typedef struct packed {
    rbk_cdtext *cdtext;          /* NULL: there are none that can be read; freed by the caller */
    const rbk_cdtext_block *own; /* the block that the disc's own texts are of */
} packed;

static rbk_status decode(const rbk_disc *disc, packed *of, rbk_error *error)
{
    rbk_status status = rbk_cdtext_own(disc, &of->cdtext, error);
    return status == RBK_OK && of->cdtext ? rbk_cdtext_choose_block(of->cdtext, disc, &of->own, error) : status;
}

/* The block after another one; NULL after the last. */
static const rbk_cdtext_block *next_block(const packed *of, int *number)
{
    while (of->cdtext && ++*number < RBK_CDTEXT_BLOCKS)
        if (of->cdtext->blocks[*number])
            return of->cdtext->blocks[*number];
    return NULL;
}

static const rbk_track *track_of(const pair *p, uint32_t number)
{
    for (size_t t = 0; t < p->first->track_count && number > 0; t++)
        if (p->first->tracks[t].number == number)
            return &p->first->tracks[t];
    return NULL;
}

/* language: of the block, 0 for that of the discs' own texts. */
static void compare_field(const pair *p, rbk_cdtext_field field, const rbk_cdtext_block *first,
                          const rbk_cdtext_block *second, uint32_t language)
{
    for (uint32_t track = 0; track <= RBK_TRACKS_MAX; track++) {
        rbk_difference *difference = compare_of(p, track_of(p, track), RBK_NO_LBA, rbk_cdtext_field_name(field, track),
                                                first->text[field][track], second->text[field][track]);
        if (difference)
            difference->index = language;
    }
}

/* NULL: there is none. */
static void compare_language(const pair *p, const rbk_cdtext_block *first, const rbk_cdtext_block *second)
{
    char one[RBK_LANGUAGE_BYTES], other[RBK_LANGUAGE_BYTES];
    (void)compare_of(p, NULL, RBK_NO_LBA, "language", first ? rbk_cdtext_language_shown(first->language, one) : "",
                     second ? rbk_cdtext_language_shown(second->language, other) : "");
}

static const char *copyright_of(const rbk_cdtext_block *block, char text[COPYRIGHT_BYTES])
{
    snprintf(text, COPYRIGHT_BYTES, "0x%02X", (unsigned)block->copyright);
    return block->copyright ? text : "";
}

/* What no text of the disc model holds. */
static void compare_codes(const pair *p, const rbk_cdtext_block *first, const rbk_cdtext_block *second,
                          uint32_t language)
{
    char one[RBK_GENRE_BYTES], other[RBK_GENRE_BYTES], flag[COPYRIGHT_BYTES], other_flag[COPYRIGHT_BYTES];
    rbk_difference *genre = compare_of(p, NULL, RBK_NO_LBA, "genre_code", rbk_cdtext_genre_shown(first, one),
                                       rbk_cdtext_genre_shown(second, other));
    rbk_difference *copyright =
        compare_of(p, NULL, RBK_NO_LBA, "copyright", copyright_of(first, flag), copyright_of(second, other_flag));
    if (genre)
        genre->index = language;
    if (copyright)
        copyright->index = language;
}

static void compare_block(const pair *p, const rbk_cdtext_block *first, const rbk_cdtext_block *second)
{
    for (int field = 0; field < (int)RBK_CDTEXT_FIELDS; field++)
        compare_field(p, (rbk_cdtext_field)field, first, second, first->language);
    compare_codes(p, first, second, first->language);
}

/* The first ones. If their texts are the discs' own, these are compared as such. */
static void compare_first_block(const pair *p, const rbk_cdtext_block *first, const rbk_cdtext_block *second,
                                bool are_own)
{
    compare_language(p, first, second);
    if (are_own || first->language != second->language) {
        compare_field(p, RBK_CDTEXT_CLOSED, first, second, 0);
        compare_codes(p, first, second, 0);
    } else {
        compare_block(p, first, second);
    }
}

static void compare_packs(const pair *p, const packed *first, const packed *second)
{
    int at_first = -1, at_second = -1;
    const rbk_cdtext_block *a = next_block(first, &at_first), *b = next_block(second, &at_second);
    if (a && b)
        compare_first_block(p, a, b, a == first->own && b == second->own);
    for (bool more = true; more;) {
        a = next_block(first, &at_first);
        b = next_block(second, &at_second);
        more = a && b && a->language == b->language;
        if (more)
            compare_block(p, a, b);
        else
            compare_language(p, a, b);
    }
}

/* ------------------------------------------------------------------ all of it */

rbk_status rbk_compare_texts(const rbk_compared *first, const rbk_compared *second, rbk_comparison *comparison,
                             rbk_error *error)
{
    const pair p = {first->disc, second->disc, comparison};
    const size_t tracks =
        first->disc->track_count < second->disc->track_count ? first->disc->track_count : second->disc->track_count;
    packed of_first = {NULL, NULL}, of_second = {NULL, NULL};
    compare_text(&p, NULL, RBK_NO_LBA, &first->disc->text, &second->disc->text);
    for (size_t t = 0; t < tracks; t++)
        compare_text(&p, &first->disc->tracks[t], first->layout->tracks[t].index01_lba, &first->disc->tracks[t].text,
                     &second->disc->tracks[t].text);
    rbk_status status = decode(first->disc, &of_first, error);
    if (status == RBK_OK)
        status = decode(second->disc, &of_second, error);
    if (status == RBK_OK)
        compare_packs(&p, &of_first, &of_second);
    rbk_cdtext_free(of_first.cdtext);
    rbk_cdtext_free(of_second.cdtext);
    return status;
}
