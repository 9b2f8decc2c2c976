/*
 * text/disc_text.h - which of several languages a disc's own texts are in
 */
#ifndef RBK_TEXT_DISC_TEXT_H
#define RBK_TEXT_DISC_TEXT_H

#include <redbook/cdtext.h>

/* The block that has most of the disc's texts, the first one where none has any; NULL where there is none.
 * RBK_NO_MEMORY.
 */
rbk_status rbk_cdtext_choose_block(const rbk_cdtext *cdtext, const rbk_disc *disc, const rbk_cdtext_block **block,
                                   rbk_error *error);

#endif
