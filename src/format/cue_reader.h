/*
 * format/cue_reader.h - shared by the parts of the CUE reader: the state of one call
 *
 * cue_reader.c reports, for all of them; cue_read.c loops over the lines and reads tracks, cue_files.c files;
 * cue_marks.c reads INDEX and gaps; cue_metadata.c texts, codes, flags and remarks, cue_sessions.c remarks about
 * sessions. None of them calls the loop, which calls all.
 */
#ifndef RBK_FORMAT_CUE_READER_H
#define RBK_FORMAT_CUE_READER_H

#include "base/fail.h"
#include "format/cue.h"
#include "format/encoding.h"

/* Deviations reported once for a sheet, at the first position. */
enum {
    RBK_CUE_REPORTED_CASE = 1,
    RBK_CUE_REPORTED_COMMENT = 2,
    RBK_CUE_REPORTED_ENCODING = 4,
    RBK_CUE_REPORTED_EXTENSION = 8,
    RBK_CUE_REPORTED_ORDER = 16,
    RBK_CUE_REPORTED_BAD_BYTES = 32
};

/* Limit of the remarks between two tracks that are read as sessions. */
#define RBK_CUE_SESSION_REMARKS 8

/* Remarks since the last TRACK about a session that may start with the next one. */
typedef struct rbk_cue_pending_session {
    bool begins;
    rbk_area area;
    uint32_t number; /* as in the remark; 0 of an area */
    uint32_t line;
    int32_t lead_out_sectors; /* RBK_USUAL: not stated */
    int32_t lead_in_sectors;
    int32_t pregap_sectors;
    size_t remarks[RBK_CUE_SESSION_REMARKS]; /* positions of these remarks, */
    bool between[RBK_CUE_SESSION_REMARKS];   /* among pending ones, else of the track or the disc */
    size_t remark_count;
} rbk_cue_pending_session;

typedef struct rbk_cue_reader {
    rbk_cue_sheet sheet;
    rbk_cue_lexer lexer;
    rbk_cue_line line;    /* the current line, after its keyword */
    rbk_cue_word keyword; /* as written */
    uint32_t about_track; /* what findings of this line are about, 0: the sheet or the disc */
    rbk_remarks between;  /* lines after the last INDEX of a track, whose owner depends on what follows */
    bool file_named_anew; /* the last FILE names the file before again, and no INDEX has shown yet what it means */
    rbk_cue_pending_session pending;
    unsigned reported;
    rbk_descriptor_encoding encoding;
    rbk_bytes converted; /* the whole text as UTF-8, if its bytes could be mistaken for quotes and spaces */
    rbk_error *error;
} rbk_cue_reader;

typedef struct rbk_cue_command rbk_cue_command;
struct rbk_cue_command {
    const char *keyword;
    rbk_status (*read)(rbk_cue_reader *reader, const rbk_cue_command *command);
    rbk_text_field field; /* of commands that are a text */
    bool whole_disc;      /* says nothing about the track it is in */
};

/* RBK_SYNTAX at a column of the current line. */
rbk_status rbk_cue_syntax(rbk_cue_reader *reader, uint32_t column, const char *format, ...) RBK_PRINTF(3, 4);

/* A finding at the current line; fails only without memory. */
rbk_status rbk_cue_report(rbk_cue_reader *reader, rbk_severity severity, const char *rule, const char *format, ...)
    RBK_PRINTF(4, 5);

/* The encoding assumed for strings that are not UTF-8, and invalid bytes in it; each reported once. */
rbk_status rbk_cue_report_encoding(rbk_cue_reader *reader, bool departs, bool bad);

/* True at the first call for this bit. */
bool rbk_cue_first_time(rbk_cue_reader *reader, unsigned bit);

/* The current track and its data outside the disc, NULL before the first. */
rbk_track *rbk_cue_reader_track(rbk_cue_reader *reader);
rbk_cue_track *rbk_cue_reader_track_marks(rbk_cue_reader *reader);

/*
 * The value as UTF-8, its control characters replaced, the back slashes of inner quotes removed, each deviation
 * reported except bare spaces. Freed by the caller; NULL with the error set.
 */
char *rbk_cue_value_text(rbk_cue_reader *reader, const rbk_cue_value *value);

/*
 * Called with the time of every INDEX: if the last FILE names the file before again, it continues that file when the
 * time continues from the last mark in it, else it is added a second time.
 */
rbk_status rbk_cue_resolve_file(rbk_cue_reader *reader, int64_t sectors);

rbk_status rbk_cue_read_file(rbk_cue_reader *reader, const rbk_cue_command *command);
rbk_status rbk_cue_read_index(rbk_cue_reader *reader, const rbk_cue_command *command);
rbk_status rbk_cue_read_pregap(rbk_cue_reader *reader, const rbk_cue_command *command);
rbk_status rbk_cue_read_postgap(rbk_cue_reader *reader, const rbk_cue_command *command);

/* Stores what the last remark says of a session; ahead is the line after REM. */
void rbk_cue_note_session(rbk_cue_reader *reader, rbk_cue_line ahead);
void rbk_cue_reset_session(rbk_cue_pending_session *pending);

/* Pending remarks have become the track's, from a position on. */
void rbk_cue_move_session_remarks(rbk_cue_reader *reader, size_t position);

/* Stores a remark of the current line: pending, or in the track or the disc. */
rbk_remarks *rbk_cue_remarks_in_scope(rbk_cue_reader *reader);

/* Before a track is added: starts the session stated by the remarks before it, and removes them from the disc. */
rbk_status rbk_cue_begin_session(rbk_cue_reader *reader);

/* After all marks are known: resolves the meaning of LEAD-OUT, and the position of each session in its file. */
rbk_status rbk_cue_place_sessions(rbk_cue_sheet *sheet, rbk_error *error);

rbk_status rbk_cue_read_text(rbk_cue_reader *reader, const rbk_cue_command *command);
rbk_status rbk_cue_read_extension_text(rbk_cue_reader *reader, const rbk_cue_command *command);
rbk_status rbk_cue_read_remark(rbk_cue_reader *reader, const rbk_cue_command *command);
rbk_status rbk_cue_read_catalog(rbk_cue_reader *reader, const rbk_cue_command *command);
rbk_status rbk_cue_read_isrc(rbk_cue_reader *reader, const rbk_cue_command *command);
rbk_status rbk_cue_read_flags(rbk_cue_reader *reader, const rbk_cue_command *command);
/* Moves the pending remarks to the current track: as leading ones when it has just started. */
rbk_status rbk_cue_resolve_remarks(rbk_cue_reader *reader, bool leading);
rbk_status rbk_cue_read_cdtext_file(rbk_cue_reader *reader, const rbk_cue_command *command);

#endif
