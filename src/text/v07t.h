/*
 * text/v07t.h - names in an input sheet and what they stand for
 */
#ifndef RBK_TEXT_V07T_H
#define RBK_TEXT_V07T_H

#include <redbook/cdtext.h>

typedef enum rbk_v07t_kind {
    RBK_V07T_VERSION,
    RBK_V07T_TEXT_CODE,
    RBK_V07T_LANGUAGE,
    RBK_V07T_GENRE_CODE,
    RBK_V07T_COPY_PROTECTION,
    RBK_V07T_FIRST_TRACK,
    RBK_V07T_LAST_TRACK,
    RBK_V07T_TEXT,     /* field and track say which */
    RBK_V07T_NO_PLACE, /* Remarks, Disc Information NN: nothing on the disc is theirs */
    RBK_V07T_UNKNOWN
} rbk_v07t_kind;

typedef struct rbk_v07t_name {
    rbk_v07t_kind kind;
    rbk_cdtext_field field;
    uint32_t track; /* 100: a track number that is invalid */
} rbk_v07t_name;

/* What a name stands for; case does not count. */
rbk_v07t_name rbk_v07t_name_parse(const char *name);

/* "Album Title", "Track %02u Title" with the number in it. Returns text. */
#define RBK_V07T_NAME_BYTES 32
char *rbk_v07t_name_format(rbk_cdtext_field field, uint32_t track, char text[RBK_V07T_NAME_BYTES]);

#endif
