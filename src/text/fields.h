/*
 * text/fields.h - what is known of each field: its pack type, who has it, in which character set
 */
#ifndef RBK_TEXT_FIELDS_H
#define RBK_TEXT_FIELDS_H

#include <redbook/cdtext.h>

typedef struct rbk_cdtext_field_row {
    const char *name;
    uint8_t type;
    bool tracks;        /* tracks have it too */
    bool block_charset; /* in the block's character set; else always in the same */
} rbk_cdtext_field_row;

const rbk_cdtext_field_row *rbk_cdtext_field_row_of(rbk_cdtext_field field);

/* The character set in which a block stores a field. */
rbk_cdtext_charset rbk_cdtext_field_charset(const rbk_cdtext_block *block, rbk_cdtext_field field);

/*
 * rbk_cdtext_encode of what was decoded from packs, which are given (size 0: none): a block whose set has no tables has its
 * packs from there.
 */
rbk_status rbk_cdtext_encode_again(const rbk_cdtext *cdtext, uint8_t *before, size_t size,
                                   const rbk_cdtext_options *options, rbk_bytes *packs, rbk_findings *findings,
                                   rbk_error *error);

/* RBK_REFUSED with the sentence of the first finding of severity error from a position on. */
rbk_status rbk_refused_first(const rbk_findings *findings, size_t from, rbk_error *error);

#endif
