/*
 * format/guess.h - the encoding of a text that does not say its own
 */
#ifndef RBK_FORMAT_GUESS_H
#define RBK_FORMAT_GUESS_H

#include <redbook/error.h>
#include <redbook/stream.h>

typedef struct rbk_guess {
    const char *name; /* static; NULL: none of the candidates, so that the letters are western or nothing is known */
    bool weak;        /* there is too little to be sure of it */
} rbk_guess;

/* The encodings that are guessed at, for the names of files that kept their bytes; NULL beyond the last. Static. */
const char *rbk_guess_candidate(size_t position);

/*
 * Looks at lines that are not UTF-8. Candidates that iconv has no table for are left out. Shift-JIS is not among them:
 * it is recognised by its own rules (encoding.c). RBK_NO_MEMORY.
 */
rbk_status rbk_guess_encoding(const uint8_t *bytes, size_t size, rbk_guess *guess, rbk_error *error);

#endif
