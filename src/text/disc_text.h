/*
 * text/disc_text.h - between a disc's own texts and CD-TEXT: their language, and fields that are missing on one side
 */
#ifndef RBK_TEXT_DISC_TEXT_H
#define RBK_TEXT_DISC_TEXT_H

#include <redbook/cdtext.h>

/* The block that has most of the disc's texts, the first one where none has any; NULL where there is none.
 * RBK_NO_MEMORY.
 */
rbk_status rbk_cdtext_choose_block(const rbk_cdtext *cdtext, const rbk_disc *disc, const rbk_cdtext_block **block,
                                   rbk_error *error);

/* Puts a disc's texts and codes into a block where they differ; *changed is set if any did. */
rbk_status rbk_cdtext_renew_block(rbk_cdtext_block *block, const rbk_disc *disc, bool *changed, rbk_error *error);

/* The code for a genre in words, 0x0001 for words without one; *named (nullable): they are the code's name. */
int rbk_cdtext_genre_of_words(const char *words, bool *named);

#endif
