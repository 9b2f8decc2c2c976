/*
 * format/stored.h - tracks as binary descriptors list them: addresses on the disc next to places in a file
 *
 * NRG, MDS and CDI say the same of a track in other words: its addresses, where in the payload its sectors are, how
 * large each is and how much of its pregap is stored. A format fills an rbk_stored; one call makes the disc of it and
 * refuses what contradicts itself or is not in the files.
 */
#ifndef RBK_FORMAT_STORED_H
#define RBK_FORMAT_STORED_H

#include "base/fail.h"
#include "base/input.h"

#include <redbook/disc.h>

/* A file of the payload. Several are one row of bytes, in their order. */
typedef struct rbk_stored_file {
    char *path;
    int64_t bytes;
    uint32_t position; /* in the disc; not set of one without sectors of a track */
} rbk_stored_file;

typedef struct rbk_stored_track {
    uint32_t number;
    uint32_t session; /* from 0, ascending */
    rbk_track_mode mode;
    uint32_t flags;   /* RBK_FLAG_*; those that data cannot have are ignored */
    bool has_control; /* a control is stated, */
    bool is_data;     /* and it is that of data */
    char isrc[RBK_ISRC_BYTES];
    uint32_t stride_bytes;                /* from sector to sector: payload, then subchannel */
    uint32_t subchannel_bytes;            /* 0, 16 or 96 */
    int64_t offset_bytes;                 /* of the first stored sector, in the payload */
    int64_t start_lba;                    /* of the pregap; a first track's may be -150 */
    int64_t stored_lba;                   /* from here on its sectors are stored, at or before index 01 */
    int64_t index_lba[RBK_INDEX_MAX + 1]; /* from 1 on */
    uint32_t index_count;                 /* the highest of them */
    int64_t end_lba;
    int64_t place; /* byte of the descriptor that says all this, for messages */
} rbk_stored_track;

typedef struct rbk_stored {
    const char *name; /* of the descriptor, for messages */
    rbk_findings *findings;
    rbk_stored_file *files;
    size_t file_count;
    rbk_stored_track tracks[RBK_TRACKS_MAX];
    size_t track_count;
} rbk_stored;

/* On the heap, empty; NULL without memory. Freed with its files (NULL is fine). */
rbk_stored *rbk_stored_new(const char *name, rbk_findings *findings);
void rbk_stored_free(rbk_stored *stored);

/* The next track, zeros; NULL for a 100th. */
rbk_stored_track *rbk_stored_add_track(rbk_stored *stored);

/* Adds a file of so many bytes at the end of the payload; path is copied. RBK_NO_MEMORY. */
rbk_status rbk_stored_add_file(rbk_stored *stored, const char *path, int64_t bytes, rbk_error *error);

/* A finding about the descriptor; track 0: the disc. RBK_NO_MEMORY. */
rbk_status rbk_stored_report(const rbk_stored *stored, rbk_severity severity, const char *rule, uint32_t track,
                             const char *format, ...) RBK_PRINTF(5, 6);

/* Fails with the status, the descriptor as the place. Gives the status. */
rbk_status rbk_stored_fail(const rbk_stored *stored, uint32_t track, rbk_error *error, rbk_status status,
                           const char *format, ...) RBK_PRINTF(5, 6);

/*
 * Codes as the descriptor has them: size bytes, zeros and blanks are none. What is wrong is reported, and so is another
 * MCN than that which the disc has and keeps ("stored.mcn", warning). RBK_NO_MEMORY.
 */
rbk_status rbk_stored_take_isrc(const rbk_stored *stored, const uint8_t *bytes, size_t size, rbk_stored_track *track,
                                rbk_error *error);
rbk_status rbk_stored_take_mcn(const rbk_stored *stored, const uint8_t *bytes, size_t size, rbk_disc *disc,
                               rbk_error *error);

/* Bytes of CD-TEXT that a disc can have: eight blocks of 256 packs. */
#define RBK_STORED_PACKS_BYTES (8 * 256 * 18)

/*
 * The packs of CD-TEXT as the descriptor has them, size bytes, of which the first RBK_STORED_PACKS_BYTES are there: bytes
 * after those are ignored, and so are other packs than those that the disc has ("stored.cdtext", warning; none for bytes without a
 * pack). Findings of rbk_cdt_to_disc; its texts are those of tracks, which the disc has by then. RBK_NO_MEMORY.
 */
rbk_status rbk_stored_take_packs(const rbk_stored *stored, const uint8_t *bytes, size_t size, rbk_disc *disc,
                                 rbk_error *error);

/*
 * Where the pregap of a track starts as recorders write it: at the end of the track before, of another session after its
 * lead-out and a lead-in of the usual lengths; that of the first track at lba -150.
 */
int64_t rbk_stored_usual_start(const rbk_stored *stored, const rbk_stored_track *track);

/* Bytes of the payload that no track has. */
int64_t rbk_stored_unused_bytes(const rbk_stored *stored);

/* The address that the raw data sector at a byte of an input names in its header; false where there is none. */
bool rbk_stored_header_lba(rbk_input *input, int64_t offset_bytes, int64_t *lba);

/*
 * Gives the disc its files, sessions and tracks; the subchannel of files is raw. A file that has no sector of a track
 * is none of the disc's ("stored.file", warning); a control against the mode has no effect ("stored.control", warning).
 * The sectors before lba 0 are in no disc of ours: those stored are skipped. Sectors of a session that no track has
 * become the pregap of the track after them ("stored.gap", warning). RBK_SYNTAX: tracks that overlap or are out of
 * order, indexes outside their track; RBK_BAD_LAYOUT: sectors past the end of the payload; RBK_UNSUPPORTED: a sector
 * that two files share; RBK_NO_MEMORY.
 */
rbk_status rbk_stored_to_disc(rbk_stored *stored, rbk_disc *disc, rbk_error *error);

#endif
