/*
 * redbook/match.h - which disc of a .dat an image is, by the checksums of its tracks; and entries for such files
 *
 * A .dat (Logiqx XML, as Redump, No-Intro and TOSEC publish them) lists games and, for each, its files with sizes and
 * checksums. The files of a disc are one BIN per track, each with its pregap, from lba 0 on, and the sheet (Redump); or one
 * BIN of all sectors, or those of a GDI (TOSEC). The sums of these files are computed from any image, whatever its form
 * (rbk_hash with track_files and gdi).
 */
#ifndef REDBOOK_MATCH_H
#define REDBOOK_MATCH_H

#include <redbook/hash.h>
#include <redbook/image.h>
#include <redbook/listener.h>
#include <redbook/stream.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ------------------------------------------------------------------ .dat files */

#define RBK_DAT_MD5_BYTES  33 /* hexadecimal digits, lower case, and the terminator */
#define RBK_DAT_SHA1_BYTES 41

/* What a .dat states of a file. */
typedef struct rbk_dat_file {
    char *name;
    int64_t bytes; /* -1: not stated */
    bool has_crc32;
    uint32_t crc32;
    char md5[RBK_DAT_MD5_BYTES]; /* "": not stated, as in sha1 */
    char sha1[RBK_DAT_SHA1_BYTES];
} rbk_dat_file;

typedef struct rbk_dat_game {
    char *name;
    rbk_dat_file *files;
    size_t file_count;
} rbk_dat_game;

void rbk_dat_game_release(rbk_dat_game *game);

/* Called for each game in turn; the game is borrowed until it returns. Any result but RBK_OK ends the reading with it. */
typedef rbk_status rbk_dat_visit(void *user, const rbk_dat_game *game, rbk_error *error);

/*
 * Reads a .dat of any size: one game is in memory at a time. The listener (nullable) is notified of blocks of 2,352 bytes
 * and asked for cancel.
 *
 * RBK_SYNTAX: not XML, without a datafile or with no game in it; a size or sum that is not valid (an empty one is not stated); an
 * encoding other than UTF-8, UTF-16, ISO-8859-1 and US-ASCII; with declared entities, which no .dat needs; elements
 * nested more than 64 deep, a game of more than 20,000 files, a tag of more than 1 MiB. RBK_FILEACCESS, RBK_FILESYSTEM,
 * RBK_USERABORT, RBK_NO_MEMORY.
 */
RBK_MUST_CHECK rbk_status rbk_dat_read(const char *path, rbk_dat_visit *visit, void *user, const rbk_listener *listener,
                                       rbk_error *error);

/* Appends a game as an element of a .dat, indented by one tab, with line feeds. Results of rbk_output_write. */
rbk_status rbk_dat_write_game(const rbk_dat_game *game, rbk_output *output, rbk_error *error);

/* What is before and after the games of a whole .dat, which rbk_matcher_read and other programs accept. RBK_NO_MEMORY. */
rbk_status rbk_dat_write_begin(rbk_output *output, rbk_error *error);
rbk_status rbk_dat_write_end(rbk_output *output, rbk_error *error);

/*
 * The game that a disc makes, from its hashes (rbk_hash with track_files, RBK_HASH_CRC32, MD5 and SHA-1) and a name: files
 * "NAME (Track 1).bin", or "NAME.bin" of a single track. Released by rbk_dat_game_release; unchanged on failure.
 * RBK_INVALID_POINTER, RBK_NO_MEMORY.
 */
rbk_status rbk_dat_game_of_disc(const char *name, const rbk_hash_report *report, rbk_dat_game *game, rbk_error *error);

/* Adds a file with the sums of its bytes before all others, as sheets are. RBK_NO_MEMORY. */
rbk_status rbk_dat_game_add_bytes(rbk_dat_game *game, const char *name, const void *bytes, size_t size,
                                  rbk_error *error);

/* ------------------------------------------------------------------ matching */

#define RBK_MATCHES_MAX 8 /* that are kept of a disc */

/* A game that a disc is, or may be. */
typedef struct rbk_match {
    rbk_dat_game
        game; /* the files that are tracks first, in the order of the numbers in their names, otherwise of the list */
    size_t track_count; /* of the disc */
    /* By track: its file, a position in game.files, or that of the file of all tracks; SIZE_MAX: there is none for it. */
    size_t files[RBK_TRACKS_MAX];
    bool same[RBK_TRACKS_MAX];     /* by track: size and all stated sums are those of the file */
    int64_t bytes[RBK_TRACKS_MAX]; /* by track: of the disc's file in the form that was compared */
    size_t same_count;
    size_t track_files; /* files of the game that are tracks */
    bool whole;         /* all tracks are the same, in the order of the files, and the game has no others */
} rbk_match;

typedef struct rbk_matcher rbk_matcher;

rbk_matcher *rbk_matcher_new(void); /* NULL without memory */
void rbk_matcher_free(rbk_matcher *matcher);

/*
 * Adds a disc by its hashes (above), which are copied; discs are counted from 0. gdi: NULL, or the report that
 * rbk_hash_options.gdi received. RBK_NO_MEMORY.
 */
rbk_status rbk_matcher_add(rbk_matcher *matcher, const rbk_hash_report *report, const rbk_hash_report *gdi,
                           rbk_error *error);

/* Compares all discs with all games of a .dat, in one pass. May be called for several. Results of rbk_dat_read. */
RBK_MUST_CHECK rbk_status rbk_matcher_read(rbk_matcher *matcher, const char *path, const rbk_listener *listener,
                                           rbk_error *error);

/*
 * The matches of a disc, the best first: whole ones, then by the number of equal tracks. A game without an equal track is
 * one if it has as many tracks and as many bytes in all. NULL beyond the last. Borrowed.
 */
const rbk_match *rbk_matcher_match(const rbk_matcher *matcher, size_t disc, size_t position);

/* ------------------------------------------------------------------ why a track differs */

typedef enum rbk_track_difference {
    RBK_TRACK_UNEXPLAINED,
    RBK_TRACK_SHIFTED,   /* the file is there, shift_samples after the start of the track; negative: before it */
    RBK_TRACK_NO_PREGAP, /* it is the track after shift_samples of zeros, which the image does not have */
    RBK_TRACK_CUT        /* it is the track and then shift_samples of zeros */
} rbk_track_difference;

typedef struct rbk_explanation {
    rbk_track_difference difference;
    int64_t shift_samples;
    bool swapped; /* in addition, the bytes of each sample are swapped */
} rbk_explanation;

/* A file is searched for this many sectors before and after the start of its track. */
#define RBK_EXPLAIN_REACH_SECTORS 450

/*
 * Tries a bounded number of reasons for a track (a position) that is not the file of a .dat: the same bytes elsewhere
 * within reach, at any sample, as a drive's read offset and a pregap in the file of another track make them; swapped
 * bytes of audio; zeros of a pregap that the image does not have. What it says was confirmed by the file's sums. A file
 * without a CRC-32 is only searched for at few places. The explanation is unchanged on failure. RBK_NO_MEMORY, results of
 * rbk_image_read_sectors.
 */
rbk_status rbk_match_explain(const rbk_disc *disc, const rbk_layout *layout, rbk_image *image, size_t track,
                             const rbk_dat_file *file, rbk_explanation *explanation, rbk_error *error);

/* ------------------------------------------------------------------ names */

/*
 * Renames the files of the image at path to name: a descriptor without other files, or with those that have its own base
 * name (CCD, MDS), gets NAME and the extensions as they were; the files of a CUE sheet or a TOC become "NAME (Track 1).bin"
 * ..., one for each session "NAME (Session 2).bin", or a single one "NAME.bin", and are named so in the text; the TOCs of
 * later sessions, read or not, lists of Q, CD-TEXT and graphics of the disc go along. Nothing is replaced:
 * RBK_FILEEXISTS, and all names are the old ones; the same if an SBI, LSD, SUB, CDT or CDG is there that would become part
 * of the image. *renamed (nullable) is the new path of the descriptor, freed by the caller.
 *
 * Interrupted at any moment, the image is there under one name at least. The same call completes the rename, and where the
 * old descriptor is gone already, any call or rbk_match_recover in the folder removes the old names that are left. On a file
 * system without hard links (FAT, exFAT) the files are moved one after the other: interrupted there, the image is in parts
 * under both names until rbk_match_recover moves the rest. Neither is read as an image without its SBI, LSD, SUB or CD-TEXT then: a
 * file that no reader can do without has a third name meanwhile.
 *
 * Symbolic links get the new names themselves. The text of a sheet is written where its link leads.
 *
 * RBK_UNSUPPORTED: another descriptor that names its files, files in other folders; a sheet that is a link to another folder, in
 * UTF-16 or UTF-32, or in an encoding that does not have the name, or in which the names of files cannot be changed: the new text
 * is read before anything is moved, and has to name the new files; a file that another sheet or a playlist in the folder names
 * too, in whatever spelling, that a symbolic link in the folder leads to, or that another image finds by its name.
 * RBK_INVALID_ARGUMENT: a name that not every file system takes (FAT, exFAT, NTFS; devices of Windows), or of more than 200
 * bytes. RBK_FILEACCESS,
 * RBK_FILESYSTEM, RBK_NO_MEMORY.
 */
RBK_MUST_CHECK rbk_status rbk_match_rename(const rbk_disc *disc, const char *path, const char *name, char **renamed,
                                           rbk_error *error);

/*
 * The same for a descriptor that was read in a stated encoding (rbk_format_options.encoding; NULL: as rbk_match_rename), in
 * which the new names are written. RBK_UNSUPPORTED: there is no table for it, too.
 */
RBK_MUST_CHECK rbk_status rbk_match_rename_in(const rbk_disc *disc, const char *path, const char *name,
                                              const char *encoding, char **renamed, rbk_error *error);

/*
 * Removes the old names of files whose rename was interrupted in the folder of path. No effect where none was.
 * RBK_PARTIAL_CHANGE: one cannot be removed. RBK_INVALID_POINTER, RBK_FILEACCESS, RBK_NO_MEMORY.
 */
RBK_MUST_CHECK rbk_status rbk_match_recover(const char *path, rbk_error *error);

/*
 * The same. *now (nullable): the path of the descriptor that was at path if its rename was completed, freed by the caller;
 * NULL if there was none of it to complete; unchanged on failure.
 */
RBK_MUST_CHECK rbk_status rbk_match_complete(const char *path, char **now, rbk_error *error);

#ifdef __cplusplus
}
#endif
#endif
