/*
 * format/western.h - whether text that is read as Windows-1252 can be text of a western language
 */
#ifndef RBK_FORMAT_WESTERN_H
#define RBK_FORMAT_WESTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * False where many lines have letters that no western language has together, or signs inside of words: text in a code page of
 * DOS or Macintosh (CP850, CP437), or of Central European, Turkish or Baltic letters (Windows-1250, ISO 8859-2, Windows-1254,
 * Windows-1257) is read so. Text that fits is not certainly western: a line of few such letters fits, too.
 */
bool rbk_western_is_plausible(const uint8_t *bytes, size_t size);

#endif
