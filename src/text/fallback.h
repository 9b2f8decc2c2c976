/*
 * text/fallback.h - another way to write a character
 */
#ifndef RBK_TEXT_FALLBACK_H
#define RBK_TEXT_FALLBACK_H

#include "text/charset.h"

#define RBK_FALLBACK_POINTS_MAX 32

/*
 * Characters of the set that stand for one that is not in it: a spelling from a small table, the letter with fewer
 * marks, its parts by compatibility, else '?'. 0 for a mark that has nothing to be on.
 */
size_t rbk_fallback_points(const rbk_charset *charset, uint32_t point, uint32_t out[RBK_FALLBACK_POINTS_MAX]);

/* Is it a typographic quote, dash, ellipsis or blank whose plain form the set has? It needs nobody's leave. */
bool rbk_fallback_is_plain(const rbk_charset *charset, uint32_t point);

#endif
