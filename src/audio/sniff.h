/*
 * audio/sniff.h - what a file is, by its first bytes or its last
 */
#ifndef RBK_AUDIO_SNIFF_H
#define RBK_AUDIO_SNIFF_H

#include "base/input.h"

typedef enum rbk_kind {
    RBK_KIND_UNKNOWN, /* nothing known: headerless, perhaps */
    RBK_KIND_FOREIGN, /* known, and nothing we can read */
    RBK_KIND_TEXT,
    RBK_KIND_EMPTY,
    RBK_KIND_HEADERLESS, /* never sniffed: the caller said so */
    RBK_KIND_WAV,
    RBK_KIND_RF64,
    RBK_KIND_BW64,
    RBK_KIND_W64,
    RBK_KIND_AIFF,
    RBK_KIND_CAF,
    RBK_KIND_AU,
    RBK_KIND_FLAC,
    RBK_KIND_OGG,
    RBK_KIND_MPEG,
    RBK_KIND_OTHER_AUDIO /* rarer formats that the decoder reads and that need no look of ours */
} rbk_kind;

typedef struct rbk_sniff {
    rbk_kind kind;
    const char *name;      /* of the container, "WAV"; static; NULL unless it is audio we read */
    const char *resembles; /* "a ZIP archive"; static; for what we cannot read */
    bool at_its_end;       /* that it resembles this is said by its last bytes, not its first */
    int64_t begin;         /* where the format begins: after the tags in front of it */
    int64_t id3_at;        /* the last ID3v2 tag among them, -1 where none */
} rbk_sniff;

/* Looks. RBK_FILESYSTEM is the only failure. */
rbk_status rbk_sniff_input(rbk_input *input, rbk_sniff *sniff, rbk_error *error);

/* "an NRG disc image of Nero", for a disc image that says only at its end what it is; NULL for any other. Static. */
const char *rbk_sniff_end(rbk_input *input);

/* True for a kind that is read. */
bool rbk_kind_is_audio(rbk_kind kind);

/*
 * The name that an ending of path promises, when it promises another container than the one found ("WAV" for x.wav
 * that holds FLAC); NULL where it promises nothing or the truth. Static.
 */
const char *rbk_sniff_broken_promise(const char *path, const rbk_sniff *sniff);

/* True where the ending of path promises the very container or kind of file that was found, one that is not read too.
 */
bool rbk_sniff_keeps_promise(const char *path, const rbk_sniff *sniff);

/*
 * The first bytes of the known beginnings one by one, for whoever has to stand all of them: at most size bytes, the
 * rest is left as it is. False when number is past the last one.
 */
bool rbk_sniff_beginning(size_t number, uint8_t *bytes, size_t size);

#endif
