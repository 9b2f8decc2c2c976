/*
 * audio/sniff.h - the format of a file, by its first or last bytes
 */
#ifndef RBK_AUDIO_SNIFF_H
#define RBK_AUDIO_SNIFF_H

#include "base/input.h"

typedef enum rbk_kind {
    RBK_KIND_UNKNOWN, /* nothing known: headerless, perhaps */
    RBK_KIND_FOREIGN, /* known, and not supported */
    RBK_KIND_TEXT,
    RBK_KIND_EMPTY,
    RBK_KIND_HEADERLESS, /* not detected: stated by the caller */
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
    RBK_KIND_OTHER_AUDIO /* rarer formats that the decoder reads and that are not checked further */
} rbk_kind;

typedef struct rbk_sniff {
    rbk_kind kind;
    const char *name;      /* of the container, "WAV"; static; NULL unless supported audio */
    const char *resembles; /* "a ZIP archive"; static; for unsupported formats */
    bool at_its_end;       /* it was recognised by its last bytes, not its first */
    int64_t begin;         /* start of the format, after tags before it */
    int64_t id3_at;        /* the last ID3v2 tag among them, -1: none */
} rbk_sniff;

/* Detects the format. RBK_FILESYSTEM is the only error. */
rbk_status rbk_sniff_input(rbk_input *input, rbk_sniff *sniff, rbk_error *error);

/* "an NRG disc image of Nero", for a disc image that is identified only at its end; NULL for any other. Static. */
const char *rbk_sniff_end(rbk_input *input);

/* Of a file of this name the image, "a Nero disc image (NRG)", that states its tracks at its end; NULL: of none. Static. */
const char *rbk_sniff_list_of_name(const char *path);

/* True for a supported kind. */
bool rbk_kind_is_audio(rbk_kind kind);

/*
 * The format that the extension of path stands for, when it is not the container found ("WAV" for x.wav that holds
 * FLAC); NULL if there is none or it is correct. Static.
 */
const char *rbk_sniff_broken_promise(const char *path, const rbk_sniff *sniff);

/* True if the extension of path stands for exactly the container or kind of file that was found, supported or not. */
bool rbk_sniff_keeps_promise(const char *path, const rbk_sniff *sniff);

/*
 * The first bytes of the known signatures one by one, for tests: at most size bytes, the rest is unchanged. False when
 * number is past the last one.
 */
bool rbk_sniff_beginning(size_t number, uint8_t *bytes, size_t size);

#endif
