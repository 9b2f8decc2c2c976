/*
 * format/cue_reader.h - what the parts of the CUE reader share: the state of one call
 *
 * cue_reader.c reports, for all of them; cue_read.c walks the lines and takes tracks, cue_files.c files; cue_marks.c
 * takes what makes a track's time line (INDEX, gaps); cue_metadata.c takes what is written on it (texts, codes, flags,
 * remarks), cue_sessions.c what remarks say of sessions. None of them calls the walk, which calls all.
 */
#ifndef RBK_FORMAT_CUE_READER_H
#define RBK_FORMAT_CUE_READER_H

#include "base/fail.h"
#include "format/cue.h"
#include "format/encoding.h"

/* Departures reported once for a sheet, at the first place. */
enum {
    RBK_CUE_REPORTED_CASE = 1,
    RBK_CUE_REPORTED_COMMENT = 2,
    RBK_CUE_REPORTED_ENCODING = 4,
    RBK_CUE_REPORTED_EXTENSION = 8,
    RBK_CUE_REPORTED_ORDER = 16,
    RBK_CUE_REPORTED_BAD_BYTES = 32
};

/* More remarks than this between two tracks say nothing of sessions. */
#define RBK_CUE_SESSION_REMARKS 8

/* What the remarks since the last TRACK say of a session that may begin with the next one. */
typedef struct rbk_cue_pending_session {
    bool begins;
    rbk_area area;
    uint32_t number; /* as the remark has it; 0 of an area */
    uint32_t line;
    int32_t lead_out_sectors; /* RBK_USUAL: not said */
    int32_t lead_in_sectors;
    int32_t pregap_sectors;
    size_t remarks[RBK_CUE_SESSION_REMARKS]; /* positions of these remarks, */
    bool between[RBK_CUE_SESSION_REMARKS];   /* among those that wait for their place, else of the track or the disc */
    size_t remark_count;
} rbk_cue_pending_session;

typedef struct rbk_cue_reader {
    rbk_cue_sheet sheet;
    rbk_cue_lexer lexer;
    rbk_cue_line line;    /* being read, after its keyword */
    rbk_cue_word keyword; /* as written */
    uint32_t about_track; /* what findings of this line are about, 0: the sheet or the disc */
    rbk_remarks between;  /* lines after the last INDEX of a track, whose place what follows will say */
    bool file_named_anew; /* the last FILE names the file before once more, and no INDEX has said yet what it means */
    rbk_cue_pending_session pending;
    unsigned reported;
    rbk_descriptor_encoding encoding;
    rbk_bytes converted; /* the whole text as UTF-8, where its bytes could be treated as quotes and blanks */
    rbk_error *error;
} rbk_cue_reader;

typedef struct rbk_cue_command rbk_cue_command;
struct rbk_cue_command {
    const char *keyword;
    rbk_status (*read)(rbk_cue_reader *reader, const rbk_cue_command *command);
    rbk_text_field field; /* of commands that are a text */
    bool whole_disc;      /* says nothing about the track it is in */
};

/* RBK_SYNTAX at a column of the line being read. */
rbk_status rbk_cue_syntax(rbk_cue_reader *reader, uint32_t column, const char *format, ...) RBK_PRINTF(3, 4);

/* A finding at the line being read; fails only without memory. */
rbk_status rbk_cue_report(rbk_cue_reader *reader, rbk_severity severity, const char *rule, const char *format, ...)
    RBK_PRINTF(4, 5);

/* What strings that are not UTF-8 are read as, and that bytes were none of its characters; each reported once. */
rbk_status rbk_cue_report_encoding(rbk_cue_reader *reader, bool departs, bool bad);

/* True the first time it is asked for this bit. */
bool rbk_cue_first_time(rbk_cue_reader *reader, unsigned bit);

/* The track being read and what is kept next to it, NULL before the first. */
rbk_track *rbk_cue_reader_track(rbk_cue_reader *reader);
rbk_cue_track *rbk_cue_reader_track_marks(rbk_cue_reader *reader);

/*
 * The value as UTF-8, its control characters replaced, the back slashes of inner quotes dropped, each departure
 * reported but bare blanks. Freed by the caller; NULL with the error set.
 */
char *rbk_cue_value_text(rbk_cue_reader *reader, const rbk_cue_value *value);

/*
 * Called with the time of every INDEX: where the last FILE names the file before once more, the file is read on when
 * the time goes on from the last mark in it, else it is there a second time.
 */
rbk_status rbk_cue_resolve_file(rbk_cue_reader *reader, int64_t sectors);

rbk_status rbk_cue_read_file(rbk_cue_reader *reader, const rbk_cue_command *command);
rbk_status rbk_cue_read_index(rbk_cue_reader *reader, const rbk_cue_command *command);
rbk_status rbk_cue_read_pregap(rbk_cue_reader *reader, const rbk_cue_command *command);
rbk_status rbk_cue_read_postgap(rbk_cue_reader *reader, const rbk_cue_command *command);

/* Notes what the remark that was kept last says of a session; ahead is the line after REM. */
void rbk_cue_note_session(rbk_cue_reader *reader, rbk_cue_line ahead);
void rbk_cue_reset_session(rbk_cue_pending_session *pending);

/* Those that waited have become the track's, from a position on. */
void rbk_cue_move_session_remarks(rbk_cue_reader *reader, size_t position);

/* Where a remark of the line being read belongs: it waits for its place, or is the track's or the disc's. */
rbk_remarks *rbk_cue_remarks_in_scope(rbk_cue_reader *reader);

/* Before a track is added: begins the session that the remarks before it have said, and takes them out of the disc. */
rbk_status rbk_cue_begin_session(rbk_cue_reader *reader);

/* Once all marks are known: what LEAD-OUT means, and where in its file a session is. */
rbk_status rbk_cue_place_sessions(rbk_cue_sheet *sheet, rbk_error *error);

rbk_status rbk_cue_read_text(rbk_cue_reader *reader, const rbk_cue_command *command);
rbk_status rbk_cue_read_extension_text(rbk_cue_reader *reader, const rbk_cue_command *command);
rbk_status rbk_cue_read_remark(rbk_cue_reader *reader, const rbk_cue_command *command);
rbk_status rbk_cue_read_catalog(rbk_cue_reader *reader, const rbk_cue_command *command);
rbk_status rbk_cue_read_isrc(rbk_cue_reader *reader, const rbk_cue_command *command);
rbk_status rbk_cue_read_flags(rbk_cue_reader *reader, const rbk_cue_command *command);
/* Gives the remarks that waited for it to the track being read: as leading ones when it has just begun. */
rbk_status rbk_cue_resolve_remarks(rbk_cue_reader *reader, bool leading);
rbk_status rbk_cue_read_cdtext_file(rbk_cue_reader *reader, const rbk_cue_command *command);

#endif
