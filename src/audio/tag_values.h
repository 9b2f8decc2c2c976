/*
 * audio/tag_values.h - filling an rbk_audio_tags, value by value
 */
#ifndef RBK_AUDIO_TAG_VALUES_H
#define RBK_AUDIO_TAG_VALUES_H

#include <redbook/audio.h>

/*
 * Sets *slot to a copy of size bytes as UTF-8, trimmed; text that is not UTF-8 is decoded as Windows-1252, and sets *guessed.
 * An empty value is ignored. A second value is appended after "; " with append, else the first is kept. False without memory.
 */
bool rbk_tag_set(char **slot, const char *text, size_t size, bool append, bool *guessed);

/* The number before the slash in "3/9", 0 if there is none or it is too large for a disc. */
uint32_t rbk_tag_number(const char *text, size_t size);

#endif
