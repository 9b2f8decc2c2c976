/*
 * redbook/cdtext.h - CD-TEXT: what a player shows, as a model, as packs, as files
 *
 * A CD-TEXT has up to eight blocks, each the whole disc in one language and one character set. A block is at most 256
 * packs of 18 bytes that are repeated in the lead-in. All texts here are UTF-8; unencodable characters are reported one
 * by one and, with fallback, replaced.
 *
 * The structures are open to read and changed through the calls below, which copy their arguments. A CD-TEXT must not
 * be changed by two threads at once. Everything but iconv's tables (MS-JIS) is in the library itself; the locale has no
 * effect.
 *
 * Source: MMC annex J, EBU Tech 3264 (languages), Sony's input sheet version 0.7T.
 */
#ifndef REDBOOK_CDTEXT_H
#define REDBOOK_CDTEXT_H

#include <redbook/disc.h>
#include <redbook/stream.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RBK_CDTEXT_BLOCKS          8
#define RBK_CDTEXT_PACK_BYTES      18
#define RBK_CDTEXT_BLOCK_PACKS_MAX 256
#define RBK_CDTEXT_NO_GENRE        (-1)

/* Character code of a block's texts, as in the size packs. */
typedef enum rbk_cdtext_charset {
    RBK_CDTEXT_8859_1 = 0x00,
    RBK_CDTEXT_ASCII = 0x01,
    RBK_CDTEXT_MS_JIS = 0x80,  /* two bytes each: Latin letters become full width */
    RBK_CDTEXT_KOREAN = 0x81,  /* known by number only: RBK_UNSUPPORTED */
    RBK_CDTEXT_MANDARIN = 0x82 /* the same */
} rbk_cdtext_charset;

/* "ISO 8859-1", "ASCII", "MS-JIS", ...; NULL: unknown code. Static. */
const char *rbk_cdtext_charset_name(int charset);

/* Parses "8859-1", "ISO-8859-1", "ascii", "MS-JIS", ... in any case. False: unknown name. */
bool rbk_cdtext_charset_parse(const char *name, rbk_cdtext_charset *charset);

typedef enum rbk_cdtext_field {
    RBK_CDTEXT_TITLE, /* the first six: for the album and each track, in the block's character set */
    RBK_CDTEXT_PERFORMER,
    RBK_CDTEXT_SONGWRITER,
    RBK_CDTEXT_COMPOSER,
    RBK_CDTEXT_ARRANGER,
    RBK_CDTEXT_MESSAGE,
    RBK_CDTEXT_DISC_ID, /* album; the label's catalogue number; ASCII */
    RBK_CDTEXT_GENRE,   /* album; the text after the genre's code; ASCII */
    RBK_CDTEXT_CLOSED,  /* album; not shown by players; ISO 8859-1 */
    RBK_CDTEXT_CODE,    /* album: UPC/EAN, track: ISRC; ASCII */
    RBK_CDTEXT_FIELDS
} rbk_cdtext_field;

/* "title", ..., "disc_id", "genre", "closed", and "upc_ean" or "isrc" by track (0: the album). Static. */
const char *rbk_cdtext_field_name(rbk_cdtext_field field, uint32_t track);

/* A pack whose payload is kept unchanged: types 88, 89 (times) and the reserved 8A to 8C. */
typedef struct rbk_cdtext_raw_pack {
    uint8_t type;
    uint8_t track;
    uint8_t payload[12];
} rbk_cdtext_raw_pack;

typedef struct rbk_cdtext_block {
    uint8_t language;           /* code, 0x09 is English */
    rbk_cdtext_charset charset; /* of the first six fields */
    uint8_t copyright;          /* 0x00 none, 0x03 copyrighted */
    uint8_t first_track;        /* 1-99 */
    uint8_t last_track;         /* first_track-99 */
    bool windows_1252; /* its texts in 8859-1 had bytes from 80 to 9F, and get these characters as such bytes */
    int genre;         /* 0-0xFFFF, or RBK_CDTEXT_NO_GENRE (0 if the text needs a code) */
    char *text[RBK_CDTEXT_FIELDS][RBK_TRACKS_MAX + 1]; /* [field][0] is the album's; NULL where unset, never "" */
    rbk_cdtext_raw_pack *raw;                          /* ascending by type */
    size_t raw_count;
} rbk_cdtext_block;

typedef struct rbk_cdtext {
    rbk_cdtext_block *blocks[RBK_CDTEXT_BLOCKS]; /* NULL: no block */
} rbk_cdtext;

/* A CD-TEXT without blocks; NULL without memory. Freed with everything in it (NULL is fine). */
rbk_cdtext *rbk_cdtext_new(void);
void rbk_cdtext_free(rbk_cdtext *cdtext);

/*
 * Adds an empty block (no genre, no copyright flag) with an unused number, 0 to 7; the result is borrowed.
 * RBK_INVALID_ARGUMENT: number, tracks; RBK_NO_MEMORY.
 */
rbk_status rbk_cdtext_add_block(rbk_cdtext *cdtext, uint32_t number, uint8_t language, rbk_cdtext_charset charset,
                                uint32_t first_track, uint32_t last_track, rbk_cdtext_block **block, rbk_error *error);

/* Frees a block; no effect if there is none. */
void rbk_cdtext_remove_block(rbk_cdtext *cdtext, uint32_t number);

/*
 * Sets a text of the album (track 0) or of a track; NULL or "" unsets it. RBK_INVALID_ARGUMENT: not UTF-8, no such
 * track (1-99), a track's text in a field of the album only; RBK_NO_MEMORY.
 */
rbk_status rbk_cdtext_set(rbk_cdtext_block *block, rbk_cdtext_field field, uint32_t track, const char *utf8,
                          rbk_error *error);

/* Adds a pack of type 88 to 8C after those of its type. RBK_INVALID_ARGUMENT, RBK_NO_MEMORY. */
rbk_status rbk_cdtext_add_raw(rbk_cdtext_block *block, const rbk_cdtext_raw_pack *pack, rbk_error *error);

/*
 * Adds the texts of another CD-TEXT as one more language, in the first unused block: those of its block in the language,
 * or of its only block, whatever language that states. The new block is for the tracks of the first one and has its
 * copyright flag, and no codes: one that differs from the first block's is a finding ("cdtext.code-differs", warning).
 * Its character set is that of the texts, in Japanese always MS-JIS. name is the path in findings. RBK_INVALID_ARGUMENT:
 * cdtext has the language already, no block, or no unused one; from has several blocks, none of them in the language.
 * RBK_NO_MEMORY.
 */
rbk_status rbk_cdtext_add_language(rbk_cdtext *cdtext, const rbk_cdtext *from, uint8_t language, const char *name,
                                   rbk_findings *findings, rbk_error *error);

/* True when both are equal. */
bool rbk_cdtext_equal(const rbk_cdtext *a, const rbk_cdtext *b);

/* ------------------------------------------------------------------ names of codes */

/* "English" for 0x09; NULL for a code without a name. Static. */
const char *rbk_cdtext_language_name(uint8_t code);
/* By name in any case, by its code of ISO 639-1 ("ja"), or "0x09". False: unknown. */
bool rbk_cdtext_language_parse(const char *name, uint8_t *code);

/* "Rock Music" for 0x17; NULL for a code without a name. Static. */
const char *rbk_cdtext_genre_name(int code);
/* By name in any case, or "0x0017". False: unknown. */
bool rbk_cdtext_genre_parse(const char *name, int *code);

/* ------------------------------------------------------------------ packs */

typedef struct rbk_cdtext_options {
    bool tab;             /* true: a track's text that repeats the previous one is written as a TAB */
    bool fallback;        /* false; true: characters that have no plain form in the character set either are replaced */
    const char *name;     /* NULL; the path in findings */
    uint64_t reserved[4]; /* 0 */
} rbk_cdtext_options;

/* The values before the semicolons above: TAB, no fallback. */
void rbk_cdtext_options_init(rbk_cdtext_options *options);

/*
 * Writes the packs of all blocks, the size packs at the end of each; packs is released with rbk_bytes_release, its size
 * a multiple of 18. options NULL: the defaults. Texts are normalised to Unicode NFC first.
 *
 * RBK_REFUSED, every reason being a finding of severity error and the first one the error's message:
 *   "cdtext.charset"        unencodable character in the field's character set (once for each text); with
 *                           fallback it is "cdtext.replaced" (warning) instead, with the replacement
 *   "cdtext.too-long"       a block takes more than 256 packs: how many too many
 *   "cdtext.track-outside"  a text of a track before the first or after the last
 * Other findings:
 *   "cdtext.plain"          note; a typographic quote, dash, ellipsis or space became a plain one
 *   "cdtext.widened"        note; letters became full width in MS-JIS
 *   "cdtext.bad-code"       warning; not a valid UPC/EAN or ISRC
 *
 * RBK_INVALID_ARGUMENT: no block, impossible tracks; RBK_UNSUPPORTED: character set (also MS-JIS where iconv has no
 * table for it); RBK_NO_MEMORY.
 */
rbk_status rbk_cdtext_encode(const rbk_cdtext *cdtext, const rbk_cdtext_options *options, rbk_bytes *packs,
                             rbk_findings *findings, rbk_error *error);

/*
 * Reads packs (size: whole packs; extra bytes are a finding). name is the path in findings. Each contradiction is a
 * finding of severity warning, and everything that makes sense is read:
 *   "cdtext.crc"       a pack with a wrong CRC; used unless another of its number has a correct one
 *   "cdtext.type"      an unknown type of pack
 *   "cdtext.sequence"  a gap, or two packs of one number
 *   "cdtext.position"  track or character position that contradicts the texts
 *   "cdtext.size"      size packs missing or wrong
 *   "cdtext.text"      texts truncated, or too many
 *   "cdtext.tab"       a TAB with no text before it
 *   "cdtext.charset"   texts in a character set without tables, which are omitted
 *   "cdtext.rest"      bytes after the last whole pack
 *
 * A block without size packs is read as ISO 8859-1 (MS-JIS where its packs have the two-byte flag), from track 1 to the
 * last one with a text. TABs are expanded. RBK_SYNTAX: not one pack; RBK_NO_MEMORY.
 */
rbk_status rbk_cdtext_decode(const uint8_t *packs, size_t size, const char *name, rbk_cdtext **cdtext,
                             rbk_findings *findings, rbk_error *error);

/* ------------------------------------------------------------------ from and to a disc */

/*
 * The disc's texts, ISRCs and MCN as block 0. A genre with a code gets it, any other gets code 1 (not defined) and is
 * stored as text. What CD-TEXT has no field for (dates, a track's genre) is omitted with a finding "cdtext.no-place"
 * (note). RBK_INVALID_ARGUMENT: a disc without tracks; RBK_NO_MEMORY.
 */
rbk_status rbk_cdtext_from_disc(const rbk_disc *disc, uint8_t language, rbk_cdtext_charset charset, rbk_cdtext **cdtext,
                                rbk_findings *findings, rbk_error *error);

/*
 * Copies the texts of a block to a disc, replacing those it has in these fields; one that differs is a finding
 * ("cdtext.text-differs", warning). A text that differs only in characters that the block's character set cannot encode is
 * kept, and so is a genre of the same code; one that is what the block's text becomes in a sheet, with apostrophes for
 * quotes and blanks for control characters or cut to 80 characters for CDRWIN, is replaced without a finding. Codes are
 * copied only if the disc has none; one that differs from the disc's, or is invalid, is a finding ("cdtext.code-differs",
 * "cdtext.bad-code", warnings), and so is the text of a track that the disc does not have ("cdtext.no-track", warning) and
 * what a disc has no field for (closed information: "cdtext.no-place", note). RBK_NO_MEMORY.
 */
rbk_status rbk_cdtext_to_disc(const rbk_cdtext_block *block, rbk_disc *disc, rbk_findings *findings, rbk_error *error);

/* True when a disc has packs of its own or any text that CD-TEXT has a field for; codes alone do not count. */
bool rbk_cdtext_disc_has_any(const rbk_disc *disc);

/*
 * The packs for the lead-in of a disc, released with rbk_bytes_release: its own (rbk_disc.cdtext), or else those made
 * from its texts, ISRCs and MCN, in ISO 8859-1 and as English; size 0 for a disc without any text. Its own are copied
 * byte for byte, unless packs are damaged (a wrong CRC, gaps in the numbers, size packs that are missing or wrong):
 * then they are rebuilt from what can be read, with a finding "cdtext.remade" (warning). options NULL: the defaults.
 * RBK_REFUSED, with what cannot be encoded as findings, and the other errors of rbk_cdtext_encode and
 * rbk_cdtext_decode; packs is then untouched.
 */
rbk_status rbk_cdtext_of_disc(const rbk_disc *disc, const rbk_cdtext_options *options, rbk_bytes *packs,
                              rbk_findings *findings, rbk_error *error);

/*
 * Updates a disc's own packs after its texts and codes were changed: in the block that has most of the texts, each
 * text that differs is replaced; so are codes if the block has any. With a text of a track that the packs are not of,
 * each language gets that track. Words for the genre that have a code replace the genre's code as well; with others it
 * is kept if it was not that of the old words, and without any it is removed: in each language that has the same code.
 * Other languages are kept otherwise, and so is one that has lost its last text ("cdtext.missing-text", warning). If
 * nothing is left in any language, no text or code, genre, copyright flag or raw pack, the disc has no packs and names
 * no CD-TEXT file then. No effect on a disc without packs of its own, or where they agree. Findings and results as of
 * rbk_cdtext_of_disc.
 */
rbk_status rbk_cdtext_renew(rbk_disc *disc, const rbk_cdtext_options *options, rbk_findings *findings,
                            rbk_error *error);

/* Whether packs are written next to a sheet, which has statements of its own for most of their texts. */
typedef enum rbk_cdtext_use {
    RBK_CDTEXT_AUTO,   /* if the disc has CD-TEXT that the portable sheet cannot hold */
    RBK_CDTEXT_ALWAYS, /* if the disc has any */
    RBK_CDTEXT_NEVER
} rbk_cdtext_use;

/*
 * *beyond: the disc has CD-TEXT beyond the titles, performers and songwriters of a portable sheet: a composer, arranger,
 * message or disc id; packs of its own with a second block, with another language than English, another character set
 * than ISO 8859-1, a copyright flag, a genre's code, closed information, packs of times; unreadable packs; packs with
 * any text or code that is not exactly the disc's, or that a line of a sheet cannot hold. RBK_INVALID_POINTER,
 * RBK_NO_MEMORY.
 */
RBK_MUST_CHECK rbk_status rbk_cdtext_beyond_sheet(const rbk_disc *disc, bool *beyond, rbk_error *error);

/*
 * The packs to write next to a sheet: those of rbk_cdtext_of_disc, or size 0 where use says that none are written. With
 * AUTO, unencodable texts do not refuse: every unencodable character is a warning, and so is "cdtext.not-written", that
 * no packs are written because of them; what these would have in another form is then no note.
 */
rbk_status rbk_cdtext_for_sheet(const rbk_disc *disc, rbk_cdtext_use use, const rbk_cdtext_options *options,
                                rbk_bytes *packs, rbk_findings *findings, rbk_error *error);

/* ------------------------------------------------------------------ files */

/* What surrounds the packs in a .cdt file. All are read; PACKS is what every reader accepts. */
typedef enum rbk_cdt_shape {
    RBK_CDT_PACKS,      /* nothing */
    RBK_CDT_PACKS_ZERO, /* a zero byte after them */
    RBK_CDT_HEADER,     /* the header of READ TOC before them */
    RBK_CDT_HEADER_ZERO /* both */
} rbk_cdt_shape;

/* The probability, 0 to 100, that the bytes are packs in any of the four shapes. */
int rbk_cdt_probe(const uint8_t *bytes, size_t size);

/* rbk_cdtext_decode of the packs. A header with a wrong length is a finding ("cdt.length", warning). */
rbk_status rbk_cdt_read(const uint8_t *bytes, size_t size, const char *name, rbk_cdtext **cdtext,
                        rbk_findings *findings, rbk_error *error);

/*
 * Sets a disc's CD-TEXT from a .cdt file: its packs become rbk_disc.cdtext byte for byte, and the texts of one block
 * are copied to the disc as by rbk_cdtext_to_disc, with its findings: of the block that has most of the disc's texts,
 * or the first one if the disc has none. A file that is damaged, or not CD-TEXT at all, is one finding
 * ("cdtext.damaged", warning), and everything readable is used. name is the path in findings. RBK_NO_MEMORY.
 */
rbk_status rbk_cdt_to_disc(const uint8_t *bytes, size_t size, const char *name, rbk_disc *disc, rbk_findings *findings,
                           rbk_error *error);

/* rbk_cdtext_encode, in a shape; the output is not committed. */
rbk_status rbk_cdt_write(const rbk_cdtext *cdtext, const rbk_cdtext_options *options, rbk_cdt_shape shape,
                         rbk_output *output, rbk_findings *findings, rbk_error *error);

/*
 * The text sheet "Input Sheet Version = 0.7T": one sheet is one block, several may follow one another in a file. Texts
 * are in the sheet's character set; non-ASCII text that is valid UTF-8 is read as such ("v07t.utf-8", note).
 */
int rbk_v07t_probe(const uint8_t *bytes, size_t size);

/*
 * Reads one sheet or several into blocks 0, 1, ... RBK_SYNTAX with line: no "NAME = VALUE", an invalid number,
 * language, genre or character set. Unknown names, and values given twice, are findings ("v07t.name", "v07t.twice",
 * warnings). Remarks and Disc Information cannot be stored on the disc ("v07t.no-place", note). RBK_NO_MEMORY.
 */
rbk_status rbk_v07t_read(const uint8_t *bytes, size_t size, const char *name, rbk_cdtext **cdtext,
                         rbk_findings *findings, rbk_error *error);

/*
 * Writes each block as a sheet. Unencodable characters are refused or replaced as in rbk_cdtext_encode; raw packs are
 * not written, with a finding ("v07t.raw", warning). RBK_REFUSED, RBK_UNSUPPORTED, RBK_NO_MEMORY.
 */
rbk_status rbk_v07t_write(const rbk_cdtext *cdtext, const rbk_cdtext_options *options, rbk_output *output,
                          rbk_findings *findings, rbk_error *error);

#ifdef __cplusplus
}
#endif
#endif
