/*
 * format/toc_languages.h - the CD-TEXT of a TOC as blocks: from its texts, bytes and language map
 *
 * Every language is collected as one block while the TOC is read. At the end the blocks become the disc's own packs,
 * unless the disc's texts are the same.
 */
#ifndef RBK_FORMAT_TOC_LANGUAGES_H
#define RBK_FORMAT_TOC_LANGUAGES_H

#include "format/toc_reader.h"

/* Bytes that one item may hold: as many as a block's packs. */
#define RBK_TOC_ITEM_BYTES_MAX (RBK_CDTEXT_BLOCK_PACKS_MAX * 12)

/* Scans the whole TOC for the character sets of its languages, which may be stated after the texts. */
void rbk_toc_find_charsets(rbk_toc_reader *reader, rbk_toc_lexer lexer);

/* An ENCODING_ word; false for an unknown one. */
bool rbk_toc_encoding_word(const rbk_toc_token *token, rbk_cdtext_charset *charset);

/* Bytes of a text in a language's character set, without terminators, as UTF-8; freed by the caller. */
rbk_status rbk_toc_text_of_bytes(rbk_toc_reader *reader, uint32_t language, rbk_cdtext_field field,
                                 const uint8_t *bytes, size_t size, char **text);

/* Stores an item in the language's block; track 0 is the disc. */
rbk_status rbk_toc_keep_text(rbk_toc_reader *reader, uint32_t language, rbk_cdtext_field field, uint32_t track,
                             const char *text);
rbk_status rbk_toc_keep_genre(rbk_toc_reader *reader, uint32_t language, int code, const char *words);
rbk_status rbk_toc_keep_packs(rbk_toc_reader *reader, uint32_t language, uint8_t type, const uint8_t *bytes,
                              size_t size);
rbk_status rbk_toc_keep_size_info(rbk_toc_reader *reader, uint32_t language, const uint8_t *bytes, size_t size);

/* The track number in the k-th pack of a type whose bytes a TOC holds without it; as in the packs of discs. */
uint8_t rbk_toc_pack_track(uint8_t type, size_t position, uint32_t first_track, const uint8_t payload[12]);

/* Gives a block the first character set that can encode its texts, if its own cannot and one can. RBK_NO_MEMORY. */
rbk_status rbk_toc_choose_charset(rbk_cdtext_block *block, rbk_error *error);

/* All tracks are known: sets the disc's packs if it needs any. */
rbk_status rbk_toc_finish_languages(rbk_toc_reader *reader);

#endif
