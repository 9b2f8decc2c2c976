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

/* Puts a disc's texts and codes into a block, which gets their tracks, where they differ; *changed is set if any did. */
rbk_status rbk_cdtext_renew_block(rbk_cdtext_block *block, const rbk_disc *disc, bool *changed, rbk_error *error);

/*
 * The packs of a disc with a file next to its sheet, as a reader of both takes them: *block is the one whose texts become
 * the disc's, NULL if there are none or they cannot be read; *cdtext is freed by the caller. RBK_NO_MEMORY.
 */
rbk_status rbk_cdtext_next_to_sheet(const rbk_disc *disc, rbk_cdtext **cdtext, const rbk_cdtext_block **block,
                                    rbk_error *error);

/* True if a block (NULL: none) has the text of the disc (track 0) or of a track, to the letter. */
bool rbk_cdtext_block_holds(const rbk_cdtext_block *block, rbk_text_field field, uint32_t track, const char *text);

/* True if a block has no text of any field, code, genre, copyright flag or raw pack. */
bool rbk_cdtext_block_is_empty(const rbk_cdtext_block *block);

/* "block 0 (English) has no text: ...", about such a block of packs with others. */
void rbk_cdtext_empty_sentence(const rbk_cdtext_block *block, int number, char *sentence, size_t size);

/*
 * True if the disc has what a block says in a field of the album (track 0) or of a track, or the block says nothing there: the
 * same code; a text in its place, of which that of the block may be another spelling, unless it was cut for a sheet of CDRWIN. A
 * disc has no field for closed information, and its genre is in words: both count as said.
 */
bool rbk_cdtext_disc_says(const rbk_disc *disc, const rbk_cdtext_block *block, rbk_cdtext_field field, uint32_t track);

/*
 * The disc with the texts of packs alone, in the language of its own texts if they have that; *texts is freed by the caller. Of
 * packs that cannot be read it has none. RBK_NO_MEMORY.
 */
rbk_status rbk_cdtext_texts_of_packs(const rbk_disc *disc, const uint8_t *packs, size_t bytes, rbk_disc **texts,
                                     rbk_error *error);

/*
 * Reports the texts of a disc in place of which those of packs are read that are next to its sheet, or kept with it
 * ("cdtext.text-differs", a warning each), as of a disc whose texts were set after its packs were read. RBK_NO_MEMORY.
 */
rbk_status rbk_cdtext_report_differing(const rbk_disc *disc, const rbk_bytes *packs, rbk_findings *findings,
                                       rbk_error *error);

/*
 * The same of packs that are written with no sheet next to them, and the texts of the disc that they do not have at all, of
 * fields that CD-TEXT has for it. RBK_NO_MEMORY.
 */
rbk_status rbk_cdtext_report_unwritten(const rbk_disc *disc, const rbk_bytes *packs, rbk_findings *findings,
                                       rbk_error *error);

/* The disc's own packs, freed by the caller; NULL: it has none that can be read. RBK_NO_MEMORY. */
rbk_status rbk_cdtext_own(const rbk_disc *disc, rbk_cdtext **cdtext, rbk_error *error);

/* The language of packs that are made of the texts of a disc. */
#define RBK_CDTEXT_ENGLISH 0x09

/* A genre's code up to this one says nothing: 0x0000 is not used. */
#define RBK_CDTEXT_GENRE_NOT_DEFINED 0x01

#define RBK_LANGUAGE_BYTES 16
#define RBK_GENRE_BYTES    8

/* A language by its name, or "language 0x30". */
const char *rbk_cdtext_language_shown(uint8_t language, char text[RBK_LANGUAGE_BYTES]);

/* The name of a field of a disc's texts in a message; rbk_text_field_name is that of data. */
const char *rbk_text_field_shown(rbk_text_field field);

/* The genre's code that a block (or NULL) has, by its name or as a number; "" for none, and for one that says nothing. */
const char *rbk_cdtext_genre_shown(const rbk_cdtext_block *block, char text[RBK_GENRE_BYTES]);

/* The code for a genre in words, 0x0001 for words without one; *named (nullable): they are the code's name. */
int rbk_cdtext_genre_of_words(const char *words, bool *named);

#endif
