/*
 * format/guess.h - the encoding of a text that does not say its own
 */
#ifndef RBK_FORMAT_GUESS_H
#define RBK_FORMAT_GUESS_H

#include <redbook/error.h>
#include <redbook/stream.h>

typedef struct rbk_guess {
    const char *name; /* static; NULL: no candidate, so the letters are western or unknown */
    bool weak;        /* too little text to be certain, or text that is no western one */
} rbk_guess;

/* The candidates, for file names that kept their bytes; NULL beyond the last. Static. */
const char *rbk_guess_candidate(size_t position);

/*
 * Examines lines that are not UTF-8. Candidates without a table in iconv are skipped. Shift-JIS is not among them: it
 * has its own rules (encoding.c). RBK_NO_MEMORY.
 */
rbk_status rbk_guess_encoding(const uint8_t *bytes, size_t size, rbk_guess *guess, rbk_error *error);

#endif
