/*
 * audio/ogg.h - the pages of an Ogg file, checked from the first to the last
 */
#ifndef RBK_AUDIO_OGG_H
#define RBK_AUDIO_OGG_H

#include "base/input.h"

typedef struct rbk_ogg_walk {
    const char *codec;  /* "Vorbis", "Opus", "FLAC"; or "Theora video", ...; "" where unknown; static */
    bool readable;      /* the codec is one we read */
    int64_t bad_at;     /* first byte that is no sound page, -1 where none */
    const char *reason; /* of bad_at; static */
    int64_t end;        /* behind the last page */
    bool complete;      /* the last page is marked as the last */
    bool chained;       /* a further stream begins behind the end of the first */
} rbk_ogg_walk;

/* Looks at the first page only: codec and readable. */
void rbk_ogg_identify(rbk_input *input, int64_t begin, rbk_ogg_walk *walk);

/* Walks over all pages: capture pattern, checksum, sequence, end (RFC 3533). RBK_FILESYSTEM, RBK_NO_MEMORY. */
rbk_status rbk_ogg_walk_pages(rbk_input *input, int64_t begin, rbk_ogg_walk *walk, rbk_error *error);

#endif
