/*
 * format/chd.h - a CHD image inside this room: what its metadata say of tracks, and how that becomes a disc
 *
 * The frames of all tracks follow one another in the hunks, each track padded to a multiple of four; so the tracks' lengths
 * are all there is to say, and the extents of the disc state where their sectors are. The payload is the CHD itself.
 */
#ifndef RBK_FORMAT_CHD_H
#define RBK_FORMAT_CHD_H

#include "base/fail.h"
#include "chd/chd.h"
#include "format/row.h"

extern const rbk_format_row rbk_chd_format;

/* A track as an entry of whatever kind has it. All lengths are frames, that is, sectors. */
typedef struct rbk_chd_track {
    rbk_track_mode mode;
    rbk_subchannel_form subchannel;
    bool big_endian;     /* its audio is */
    uint32_t session;    /* from 1; 0: nothing speaks of sessions */
    int64_t frames;      /* that are stored, but for the padding */
    int64_t pad;         /* of them, at the end: zeros up to where the next track of a GD-ROM starts */
    int64_t pregap;      /* before its index 01 */
    bool pregap_stored;  /* it is the first of the frames; else silence before them */
    int64_t postgap;     /* silence after them */
    int64_t first_frame; /* where in the file its frames start */
} rbk_chd_track;

typedef struct rbk_chd_tracks {
    rbk_chd_track tracks[RBK_TRACKS_MAX];
    size_t count;
    bool gd_rom;
} rbk_chd_tracks;

/* What the reading of one file knows. */
typedef struct rbk_chd_reader {
    const rbk_chd *chd;
    const char *name; /* for messages */
    rbk_chd_tracks tracks;
    rbk_disc *disc;
    const rbk_format_options *options;
    rbk_findings *findings;
    rbk_error *error;
} rbk_chd_reader;

/* Fills reader->tracks from the metadata. RBK_SYNTAX, RBK_UNSUPPORTED, RBK_BAD_LAYOUT, RBK_NO_MEMORY. */
rbk_status rbk_chd_tracks_read(rbk_chd_reader *reader);

#endif
