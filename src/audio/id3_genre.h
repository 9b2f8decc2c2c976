/*
 * audio/id3_genre.h - genres that ID3 has by number
 */
#ifndef RBK_AUDIO_ID3_GENRE_H
#define RBK_AUDIO_ID3_GENRE_H

#include <stddef.h>

/*
 * The genre that a value of ID3v2 means, which is not terminated: "(17)" and "17" are "Rock", "(17)Britpop" and "((x)" are what is
 * after the number or after a bracket. *size is set to that of what is returned, which is static or part of the value; it is 0 for
 * numbers that the standard does not have.
 */
const char *rbk_id3_genre(const char *value, size_t *size);

#endif
