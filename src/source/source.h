/*
 * source/source.h - locating and probing the files of a disc, shared inside the room and with the author
 */
#ifndef RBK_SOURCE_SOURCE_H
#define RBK_SOURCE_SOURCE_H

#include "audio/tags.h"
#include "base/input.h"
#include "base/names.h"
#include "image/payload.h"

#include <redbook/layout.h>
#include <redbook/sector.h>
#include <redbook/source.h>

/* Part of messages after the name of a file that was found under another name. */
#define RBK_SOURCE_OTHER_FORM ": the same letters in another Unicode normal form"

/* The message about a link that may not be followed, with the name of the file. */
#define RBK_SOURCE_LED_OUTSIDE "'%.200s' leads outside the sheet's folder by a link: use --any-path to read it"

/* Where a file was found. */
typedef struct rbk_source_place {
    char *location;  /* freed by the caller; NULL unless found */
    bool elsewhere;  /* not where the descriptor says */
    bool other_form; /* and that is all: the same letters, composed in another way, which nobody sees */
    bool outside;    /* the descriptor names a place outside its folder, or a link there leads to one */
} rbk_source_place;

/*
 * Locates the file that a descriptor at sheet_path (NULL: none) names as path: as written, or else next to the
 * descriptor under the names that other systems and moved folders leave. Outside the descriptor's folder only with
 * any_path. RBK_FILEACCESS with the reason, *place telling whether it is for being outside; RBK_NO_MEMORY.
 */
rbk_status rbk_source_locate(const char *path, const char *sheet_path, bool any_path, rbk_source_place *place,
                             rbk_error *error);

/* Whether a name has the ending of a file of audio, as a sheet names it, in any letter case. */
bool rbk_source_has_audio_ending(const char *name);

/*
 * *may: the file at path, after all links, is where a descriptor at sheet_path (NULL: anywhere) may reach. *identity
 * (nullable) is set to that of the file that was checked, so that later readers can tell whether its name was given to
 * another one meanwhile. RBK_FILEACCESS with the path, RBK_NO_MEMORY: it could not be determined.
 */
RBK_MUST_CHECK rbk_status rbk_source_may_read(const char *path, const char *sheet_path, bool *may,
                                              rbk_identity *identity, rbk_error *error);

/*
 * The same; *input is the file that was checked, open for reading. It is not open where the file may not be read, is
 * not there, is not a regular file or cannot be opened, which whoever opens it then reports; not for a shortage or an error of
 * the disk, after which it might be opened unchecked.
 */
RBK_MUST_CHECK rbk_status rbk_source_open_within(const char *path, const char *sheet_path, bool *may, rbk_input *input,
                                                 rbk_identity *identity, rbk_error *error);

/*
 * Reads the descriptor at path, the files it consists of and its CD-TEXT file. The former are opened wherever
 * rbk_source_locate finds them. Errors of rbk_format_read_file and rbk_source_read_cdtext.
 */
rbk_status rbk_source_read_descriptor(const char *path, const rbk_source_options *options, rbk_disc **disc,
                                      rbk_findings *findings, rbk_error *error);

/*
 * *found: the regular file next to path that has its name with another extension, in small letters or capitals; or else the
 * one whose name is that but for the composition, or, where none is, the letter case too, unless a descriptor there has the
 * very name of it. The second: the latter alone; the third: the former alone. *matches: how many there are that differ from
 * it no more than the nearest; the first by name is given then. *irregular (nullable): where there is none, what is there
 * under such a name and is not a regular file: a folder, a link whose target does not exist.
 * Freed by the caller; NULL: there is none. listing (nullable): for several files of one folder, which is listed once then.
 * RBK_FILEACCESS, RBK_NO_MEMORY.
 */
rbk_status rbk_source_find_sidecar(const char *path, const char *extension, rbk_listing *listing, char **found,
                                   size_t *matches, char **irregular, rbk_error *error);
rbk_status rbk_source_find_alike(const char *path, const char *extension, char **found, size_t *matches,
                                 rbk_error *error);
rbk_status rbk_source_find_exactly(const char *path, const char *extension, char **found, rbk_error *error);

/*
 * As rbk_source_find_sidecar, what goes with the file at path: graphics with a song, or, if the disc was read from a CCD
 * (nullable), the subchannel with an image. Only another CCD that has the very name keeps it for itself.
 */
rbk_status rbk_source_find_companion(const char *path, const char *extension, const char *ccd, rbk_listing *listing,
                                     char **found, size_t *matches, char **irregular, rbk_error *error);

/*
 * As rbk_source_find_sidecar, the TOC of a later session that is called name, in the folder of path; one in another case or
 * composition only if no other TOC there is the first one of its disc.
 */
rbk_status rbk_source_find_session(const char *path, const char *name, rbk_listing *listing, char **found,
                                   size_t *matches, char **irregular, rbk_error *error);

/*
 * *owned: a file with the very name of another but for its extension, in small letters or capitals, is there and is not the
 * given descriptor: who looks for that other file in any letter case leaves it to this one. RBK_FILEACCESS, RBK_NO_MEMORY.
 */
rbk_status rbk_source_is_of_another(const char *file, const char *extension, const char *descriptor, bool *owned,
                                    rbk_error *error);

/*
 * Whoever names the payload of a descriptor may have meant the descriptor: one that is next to under the payload's
 * name and a format's ending is reported ("source.sheet-beside", warning). refused: the file cannot be read by itself.
 * RBK_NO_MEMORY.
 */
rbk_status rbk_source_report_descriptor_next_to(const char *path, bool refused, rbk_findings *findings,
                                                rbk_error *error);

/* What is reported of the image that is replaced. */
enum {
    /* files that its descriptor names, in its folder, and that the new image does not replace: "target.kept", note */
    RBK_SOURCE_KEPT = 1u,
    /* files at the paths, none NULL, that are not called after target and do not belong to the old image, of which whoever
     * asked for target may not know: "target.replaced", warning */
    RBK_SOURCE_REPLACED = 1u << 1,
    /* files at the paths that another descriptor in the folder names too, as rbk_source_report_shared; they are not
     * reported as RBK_SOURCE_REPLACED again */
    RBK_SOURCE_SHARED = 1u << 2
};

/*
 * Reports what becomes of the image at target when the descriptor there and the files at count paths are made. what:
 * some of RBK_SOURCE_KEPT, RBK_SOURCE_REPLACED and RBK_SOURCE_SHARED, for which the old descriptor is read once.
 * RBK_FILEACCESS, RBK_NO_MEMORY.
 */
rbk_status rbk_source_report_old(const char *target, const char *const *paths, size_t count, unsigned what,
                                 rbk_findings *findings, rbk_error *error);

/* Whether a name has the ending of a descriptor or container, in any letter case. */
bool rbk_source_is_descriptor(const char *name);

/* *old: the image at target, NULL where there is none that can be read. RBK_NO_MEMORY. */
rbk_status rbk_source_read_old(const char *target, rbk_disc **old, rbk_error *error);

/*
 * Reports those of the files at count paths (each nullable) that are there and that another descriptor in the folder of
 * target names, one that is not target or one of the paths itself: "target.replaced", warning, one for each such descriptor.
 * shared[i] is set for each of them. Descriptors that cannot be read are ignored. RBK_FILEACCESS, RBK_NO_MEMORY.
 */
rbk_status rbk_source_report_shared(const char *target, const char *const *paths, size_t count, bool *shared,
                                    rbk_findings *findings, rbk_error *error);

/* *same: a reader of the descriptor would find the file at path under the name, as rbk_source_find_named. RBK_NO_MEMORY. */
rbk_status rbk_source_is_named(const char *name, const char *descriptor, const char *path, bool *same,
                               rbk_error *error);

/*
 * *first: the position of the first of the files at count paths (each nullable) that the descriptor at other names, by what a
 * reader would find under its names, whatever their encoding, letter case, composition and ending; count: none, or it cannot be
 * read. RBK_NO_MEMORY.
 */
rbk_status rbk_source_find_named(const char *other, const char *const *paths, size_t count, size_t *first,
                                 rbk_error *error);

/*
 * Files next to target, a descriptor that is to be made with count paths as one image, that a reader would treat as part
 * of it although no descriptor names them: TOCs of later sessions, and lists of Q (.lsd, .sbi). One that is there and not
 * made with the image is a finding ("target.other-file", error), whether files may be replaced or not: it may be the
 * only copy of what another disc has. A list that disc (nullable), which the image is made of, was read with is its own
 * and is kept, and so is one with the records of listed (nullable; its rbk_disc.listed_q). RBK_FILEACCESS, RBK_NO_MEMORY.
 */
rbk_status rbk_source_report_joining(const char *target, const char *const *paths, size_t count, const rbk_disc *disc,
                                     const rbk_disc *listed, rbk_findings *findings, rbk_error *error);

/*
 * Graphics next to the audio files of an image that is to be made as the disc made, with its descriptor at target and its files
 * at count paths: a .cdg that is none of these would be read with the image by rbk_source_find_graphics ("target.other-file",
 * warning). RBK_FILEACCESS, RBK_NO_MEMORY.
 */
rbk_status rbk_source_report_graphics(const char *target, const char *const *paths, size_t count, const rbk_disc *made,
                                      rbk_findings *findings, rbk_error *error);

/*
 * Reads the CD-TEXT file that the disc's sheet names into the disc (rbk_cdt_to_disc) as options (nullable) say; nothing
 * where it names none. A
 * file that is missing is a finding ("cdtext.file-missing"), one that cannot be read too ("cdtext.unreadable"); where
 * it is is reported as of other files. RBK_NO_MEMORY.
 */
rbk_status rbk_source_read_cdtext(rbk_disc *disc, const char *sheet_path, const rbk_source_options *options,
                                  rbk_findings *findings, rbk_error *error);

/* Gives the disc of a sheet the packs of the file at path, and the texts of one of them where they differ. RBK_NO_MEMORY. */
rbk_status rbk_source_use_packs(rbk_disc *disc, const rbk_bytes *packs, const char *path, rbk_cdtext_from from,
                                rbk_findings *findings, rbk_error *error);

/*
 * Whether all files of a probed disc, and the descriptor it was read from (nullable), are unchanged; files that were
 * never read match any. RBK_CHANGED with the path of one that is not; else as rbk_recover.
 */
rbk_status rbk_source_check_unchanged(const rbk_disc *disc, const char *sheet_path, rbk_error *error);

/*
 * The tags of an audio file; none where they are damaged, or where no file is there. unclear may be NULL. RBK_CHANGED: it
 * was missing for a moment. RBK_FILEACCESS, RBK_FILESYSTEM: its tags could not be read this time. RBK_NO_MEMORY.
 */
rbk_status rbk_source_read_tags(const char *path, rbk_audio_tags *tags, rbk_unclear_tags *unclear, rbk_error *error);

/* Reports a tag for pre-emphasis that neither states nor denies it. RBK_NO_MEMORY. */
rbk_status rbk_source_report_unclear(const char *path, uint32_t track, const rbk_unclear_tags *unclear,
                                     rbk_findings *findings);

/*
 * What kind of data sectors an open file begins with, by the marks that are in them; RBK_MODES when nothing reports.
 * *subchannel: raw sectors with 96 bytes of subchannel after each, placed by rbk_source_append_sectors.
 */
rbk_track_mode rbk_source_mode_by_content(rbk_input *input, bool *subchannel);

#define RBK_SOURCE_WIDE_BYTES 2448 /* a raw sector with subchannel */

/* Whether the raw sectors at a place, 2352 and 2448 bytes after it (AUDIO: no sync there) are those of wide sectors. */
bool rbk_source_are_wide(rbk_sector_kind first, rbk_sector_kind after_2352, rbk_sector_kind after_2448);

/* The raw sector at the place, if there is one of data; RBK_SECTOR_AUDIO else. */
rbk_sector_kind rbk_source_raw_kind_at(rbk_input *input, int64_t offset);

/*
 * Appends a track of the whole file at path; the second: of raw sectors with 96 bytes of subchannel after each, if
 * subchannel is set; the third: of the mode in options. RBK_NO_MEMORY.
 */
rbk_status rbk_source_append_track(rbk_disc *disc, const char *path, rbk_file_type type, rbk_track_mode mode,
                                   rbk_error *error);
rbk_status rbk_source_append_sectors(rbk_disc *disc, const char *path, rbk_track_mode mode, bool subchannel,
                                     rbk_error *error);
rbk_status rbk_source_add_bare(rbk_disc *disc, const char *path, const rbk_source_options *options, rbk_error *error);

/*
 * RBK_UNSUPPORTED: a track that is not audio uses a file of audio, whose bytes would be its sectors. The content has a second
 * fact with it, the descriptor's word or the file's name; a file of sectors may start with any bytes. input is the file's;
 * not open: not examined. RBK_FILESYSTEM.
 */
rbk_status rbk_source_refuse_audio(const rbk_disc *disc, uint32_t position, rbk_input *input, rbk_error *error);

/*
 * Holds the sectors of a located file against the modes of the tracks that use it: those of its payload, and marks in
 * the bytes of the file (input; not open: none). Evidently of another size, they are
 * read as what they are: the tracks' mode changes ("data.sector-size", warning). Data in an audio track
 * ("data.as-audio", "data.volume-as-audio", warnings), a data track whose raw sectors have no sync ("data.no-sync",
 * warning) or are of the other mode ("data.other-mode", warning) are left as the descriptor has them. RBK_UNSUPPORTED:
 * sectors with subchannel under a mode that has none. RBK_NO_MEMORY.
 */
rbk_status rbk_source_judge_sectors(rbk_disc *disc, uint32_t position, rbk_payload_file *payload, rbk_input *input,
                                    rbk_findings *findings, rbk_error *error);

/*
 * Holds the places that raw sectors name in their headers against the layout of a probed disc, where pregaps that no
 * file holds come before them and are what they do not count ("data.shifted", warning). RBK_NO_MEMORY, or the failure
 * of the system that made it impossible.
 */
rbk_status rbk_source_judge_places(const rbk_disc *disc, const rbk_layout *layout, const char *sheet_path,
                                   rbk_findings *findings, rbk_error *error);

/* The file system of a track, as its sectors have it. */
typedef struct rbk_source_volume {
    uint32_t sectors;     /* that it states; 0: there is none */
    int32_t made_for_lba; /* the track address that its directories are right for; RBK_NO_LBA: not found */
} rbk_source_volume;

/*
 * Finds the file systems (ISO 9660) of those tracks of a disc that start a session and are in the file; volumes are by the
 * track's position, and those of others unchanged. RBK_NO_MEMORY.
 */
rbk_status rbk_source_find_volumes(const rbk_disc *disc, uint32_t position, rbk_payload_file *payload,
                                   rbk_source_volume *volumes, rbk_error *error);

/*
 * Holds them against the layout of the probed disc: one that goes past the end of the disc, or, where no descriptor has
 * described what is on it, past the end of its file ("data.truncated", warning). RBK_NO_MEMORY.
 */
rbk_status rbk_source_judge_volumes(const rbk_disc *disc, const rbk_layout *layout, const rbk_source_volume *volumes,
                                    bool described, rbk_findings *findings, rbk_error *error);

/*
 * *bytes: those of a file of sectors or of samples without a header that no track of the probed disc has, which the probe has
 * reported ("file.odd-bytes", "audio.odd-bytes"). Errors of rbk_payload_open.
 */
rbk_status rbk_source_count_left_over(const rbk_disc *disc, uint32_t position, int64_t *bytes, rbk_error *error);

/* How the file's headerless sectors are read: raw is filled and returned, or NULL for a file with a header. */
const rbk_raw_format *rbk_source_raw_format(const rbk_file *file, const rbk_raw_format *given, rbk_raw_format *raw);

/*
 * Finds the file of the subchannel that goes with a located file (rbk_file.subchannel_path), as rbk_source_find_companion.
 * Where there is none, or several, or no regular file, the disc's file has no subchannel, which is reported with that
 * reason ("sub.missing", warning). RBK_NO_MEMORY.
 */
rbk_status rbk_source_locate_subchannel(rbk_disc *disc, uint32_t position, rbk_findings *findings, rbk_error *error);

/*
 * Whether the located subchannel of a probed file is shorter or longer than its sectors, with the words for it. What is
 * past the end of a short one is nothing, and nothing reads what is past the end of the sectors.
 */
bool rbk_source_has_other_sub_length(const rbk_file *file, char text[RBK_SENTENCE_BYTES]);

/* Reports that ("sub.length", warning). RBK_NO_MEMORY. */
rbk_status rbk_source_judge_subchannel(const rbk_file *file, rbk_findings *findings, rbk_error *error);

/* Whether it is a folder, or a link to one. */
bool rbk_source_is_folder(const char *path);

/* What there is at path, where no regular file is: "a folder", or a special file, or a link to nothing. */
const char *rbk_source_irregular_kind(const char *path);

/*
 * Appends a track of the data in the file at path, whose kind of sectors options (nullable) says, or else content and
 * size tell. RBK_REFUSED with an error finding ("data.unknown") when it is none.
 */
rbk_status rbk_source_add_data_track(rbk_disc *disc, const char *path, const rbk_source_options *options,
                                     rbk_findings *findings, rbk_error *error);

/*
 * Completes the post-gap of the data track that is the disc's last one so far, before a track of audio follows: 2 s of
 * sectors with nothing in them, of which the file may hold some at its end already. What is added is reported
 * ("data.post-gap", note). RBK_FILEACCESS, RBK_NO_MEMORY.
 */
rbk_status rbk_source_add_post_gap(rbk_disc *disc, rbk_findings *findings, rbk_error *error);

/*
 * Of a located disc in one file whose sheet counts what is between its sessions: finds out, by the addresses that
 * sectors of data name, whether the file has bytes for it, and moves the extents that are after them
 * ("sessions.in-file", note). RBK_NO_MEMORY.
 */
rbk_status rbk_source_place_sessions(rbk_disc *disc, rbk_findings *findings, rbk_error *error);

/*
 * Gives a measured disc what its container keeps of the sheet that it was made from (rbk_disc.origin): texts, codes,
 * flags, indexes, sessions ("origin.kept", note). Where that cannot be read, or describes other tracks, it is ignored
 * ("origin.unusable", warning). RBK_NO_MEMORY.
 */
rbk_status rbk_source_take_origin(rbk_disc *disc, const char *path, const rbk_source_options *options,
                                  rbk_findings *findings, rbk_error *error);

#endif
