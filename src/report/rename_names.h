/*
 * report/rename_names.h - where names of files are in the text of a CUE sheet or a TOC
 */
#ifndef RBK_REPORT_RENAME_NAMES_H
#define RBK_REPORT_RENAME_NAMES_H

#include <redbook/format.h>
#include <redbook/stream.h>

/* A name, as its format's lexer finds it; offsets are in the text as it was given. */
typedef struct rbk_name_place {
    char *name;    /* as the format's reader has it; NULL: its bytes cannot be found in the text */
    size_t at;     /* without the quotes, where these can be kept */
    size_t length; /* in bytes */
    bool texts;    /* of packs (CDTEXTFILE), else of sectors or audio */
    bool utf8;     /* not ASCII, and not in the encoding of the other strings */
    bool bare;     /* without quotes; a name with blanks needs them */
    bool unusual;  /* apostrophes or an unfinished quote, which are in length, are around it: quotes replace them */
} rbk_name_place;

typedef struct rbk_name_places {
    rbk_name_place *places; /* in the order of the text */
    size_t count;
} rbk_name_places;

/*
 * All names that the text of a CUE sheet (toc: of a TOC) has, by the lexer of the format, as its reader sees them in the stated
 * encoding. The result is to be empty before. RBK_NO_MEMORY, RBK_UNSUPPORTED: there is no table for the encoding.
 */
rbk_status rbk_rename_find_names(const rbk_bytes *text, bool toc, const rbk_format_options *options,
                                 rbk_name_places *found, rbk_error *error);
void rbk_rename_release_names(rbk_name_places *found);

#endif
