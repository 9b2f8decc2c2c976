/*
 * redbook/source.h - reads what is at a path as a disc
 *
 * Two steps, each of which may be used alone: make a disc (from whatever is at a path, or from audio files) and probe
 * its files (rbk_source_probe). Everything unusable is found here, all at once, as findings of severity error: later
 * steps work on files that can be read.
 */
#ifndef REDBOOK_SOURCE_H
#define REDBOOK_SOURCE_H

#include <redbook/audio.h>
#include <redbook/cdtext.h>
#include <redbook/format.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ------------------------------------------------------------------ a disc from a path */

/* Which texts a disc gets if a sheet's own lines and its CD-TEXT file differ. */
typedef enum rbk_cdtext_from {
    RBK_CDTEXT_FROM_PACKS, /* the file's: they are written to a disc, and sheets often have a shortened copy */
    RBK_CDTEXT_FROM_SHEET  /* the sheet's, which are put into the packs: the sheet was edited */
} rbk_cdtext_from;

/* How a disc is read and its files are found. Where a call takes them, NULL means the defaults. */
typedef struct rbk_source_options {
    rbk_format_options format; /* how a descriptor is read */
    const rbk_raw_format *raw; /* NULL; how to read headerless files that are not a sheet's BINARY or MOTOROLA */
    bool any_path;             /* false; a descriptor may name files outside its folder, see rbk_source_probe */
    rbk_cdtext_from cdtext;    /* PACKS; which texts are used if a sheet and its CD-TEXT file differ */
    bool bare; /* false: detected from the content; true: a file that is not a descriptor holds sectors of mode */
    rbk_track_mode mode; /* AUDIO; with bare, the mode of all sectors of the file */
    bool big_endian;     /* false; byte order of a bare file's samples */
    /*
     * false; true: the checksums that files have are compared with their bytes: FLAC files are decoded for that, once more
     * ("audio.checksum", warning). format.sums, which is implied, is for those that cost less: of a fileset, and of ECM
     * files ("file.checksum", warning).
     */
    bool sums;
    uint64_t reserved[4]; /* 0 */
} rbk_source_options;

/* Sets the defaults that the comments above state. */
void rbk_source_options_init(rbk_source_options *options);

/*
 * *descriptor: that of the set of files in a folder, the DDPID of a fileset; NULL: path is not a folder, or the folder has
 * none. An interrupted change in the folder is completed first (rbk_recover). Freed by the caller. RBK_INVALID_POINTER,
 * RBK_FILEACCESS, RBK_NO_MEMORY.
 */
RBK_MUST_CHECK rbk_status rbk_source_in_folder(const char *path, char **descriptor, rbk_error *error);

/* The kind of the file at a path. */
typedef enum rbk_source_kind {
    RBK_SOURCE_DESCRIPTOR, /* a sheet or another list of tracks */
    RBK_SOURCE_SECTORS,    /* sectors of one track without a list: an ISO, a BIN */
    RBK_SOURCE_AUDIO       /* anything else: an audio file, or a file that opening refuses with a reason */
} rbk_source_kind;

/*
 * Detected by content, of regular files only. Sectors are: a file system in sectors of 2,048 bytes (ISO 9660 or UDF,
 * High Sierra, CD-i, an Apple partition map); raw sectors of 2,352 bytes, which start with a sync; sectors of 2,336
 * bytes with an ISO 9660 file system in their form 1; and what options (nullable) calls bare. An image with the trailer
 * of Nero (NRG) or DiscJuggler (CDI) is none of these, whatever it starts with. What options say is UTF-16LE or -BE, UTF-32LE or
 * -BE, and does not begin as audio, is a descriptor. RBK_FILEACCESS, RBK_FILESYSTEM: it
 * exists and could not be read; errors of rbk_recover.
 */
rbk_status rbk_source_kind_of(const char *path, const rbk_source_options *options, rbk_source_kind *kind,
                              rbk_error *error);

/*
 * Reads the disc at path: a descriptor; a file of sectors, which becomes one track (above); an audio file, which
 * becomes what rbk_source_from_files makes of it. No length is known yet. options may be NULL.
 *
 * The CD-TEXT file of a sheet is read into the disc, its packs and its texts (rbk_cdt_to_disc). If a text differs from
 * the sheet's, options say which one is used ("cdtext.text-differs", warning).
 *
 * Findings: "source.sheet-beside" (warning), sectors with a sheet of the same name next to them, which would say more;
 * "source.not-all-data" (warning), a file that starts as data and does not end as data; "source.mode-unused" (note), a
 * mode given for a descriptor, which states the modes itself; "q-list.found" (note), an .lsd or .sbi of the
 * descriptor's name, whose records become the disc's (rbk_disc.listed_q), "q-list.repeated" (warning), in which a sector has
 * several, of which one is used, "q-list.differs" (warning), an .sbi next to an .lsd that is used, with other records,
 * "q-list.several" (warning), of which none has the
 * very name and is read (rbk_disc.unread_q), "file.outside" (warning), a link out of the descriptor's folder (the same),
 * and "q-list.damaged" (warning), one that is not valid (rbk_disc.damaged_q), a folder or a link whose target does not
 * exist (rbk_disc.unread_q), which is ignored; so is a second list, next to the one that is used, that the system cannot read.
 * The TOC of a later session that is there and not read is rbk_disc.unread_q, too.
 * RBK_UNSUPPORTED: raw data sectors with subchannel (2,448 bytes); and the errors of rbk_format_read_file and
 * rbk_source_from_files.
 */
rbk_status rbk_source_read(const char *path, const rbk_source_options *options, rbk_disc **disc, rbk_findings *findings,
                           rbk_error *error);

/*
 * rbk_source_read and rbk_source_probe in one: a disc that can be laid out. With RBK_REFUSED, when the descriptor could
 * be read and its files could not, *disc is set too, so that it can be shown; other failures leave it untouched. Files
 * that are replaced meanwhile are read a second time; only files that keep changing are RBK_CHANGED.
 */
RBK_MUST_CHECK rbk_status rbk_source_open(const char *path, const rbk_source_options *options, rbk_disc **disc,
                                          rbk_findings *findings, rbk_error *error);

/* ------------------------------------------------------------------ the texts of a file */

/* How a file of texts is read. */
typedef struct rbk_source_texts {
    const rbk_source_options *options; /* NULL; of a disc's sheet */
    uint8_t language;                  /* of the texts of a sheet that has no packs, */
    rbk_cdtext_charset charset;        /* and their character set */
    union {
        rbk_disc *parts_of; /* NULL; gets that file, and those that were read next to it, as further parts; 0.3.0 */
        uint64_t place_of_parts_of;
    };
    uint64_t reserved[1]; /* 0 */
} rbk_source_texts;

/*
 * Reads the CD-TEXT of a file, whose kind is found from its content: packs (rbk_cdt_read), an input sheet
 * (rbk_v07t_read), or a descriptor: its own packs, or else its texts and codes (rbk_cdtext_from_disc). *form (nullable)
 * is "cdt", "v07t" or the name of the descriptor's format, NULL if none was recognised. Results of these calls and of
 * rbk_bytes_read_file.
 */
rbk_status rbk_source_read_texts(const char *path, const rbk_source_texts *how, rbk_cdtext **cdtext, const char **form,
                                 rbk_findings *findings, rbk_error *error);

/* ------------------------------------------------------------------ a disc from files */

typedef enum rbk_source_sort { RBK_SORT_GIVEN, RBK_SORT_TAGS } rbk_source_sort;

/* What a disc is made from without a sheet. */
typedef struct rbk_source_input {
    const char *const *paths; /* audio files */
    size_t count;             /* 0 only with data_path */
    rbk_source_sort sort;
    uint32_t gap_sectors;                   /* silence before each track but the first */
    const char *data_path;                  /* NULL; becomes track 1, data; see data_session */
    const rbk_source_options *data_options; /* NULL; bare: what the data is, if content and size do not tell */
    const uint32_t
        *gaps; /* NULL; instead of gap_sectors: silence before each file, the first one included, in disc order */
    const char *names; /* NULL; pattern of the file names, rbk_source_take_name: titles and performers that tags lack */
    bool data_session; /* false; true: data_path becomes a second session after the audio (CD-Extra) */
    uint64_t reserved[1]; /* 0 */
} rbk_source_input;

/*
 * A disc with one track for each file, in the given order or by the tags' disc and track number (several files, one of them
 * without: "sort.no-number", an error finding). Titles, performer, codes come from the tags; album, genre and date too if all
 * files agree. A file with a tag for pre-emphasis becomes a track with that flag ("tags.pre-emphasis", note). A single
 * FLAC with an embedded cue sheet becomes the disc of that sheet, whatever sort, gaps and names say; with other files it
 * is one track ("file.embedded-sheet", warning). Indexes of a cue sheet block that are not at the start of a sector
 * are moved to the nearest one ("tags.index", note); samples after its lead-out belong to the last track
 * ("tags.lead-out", warning).
 *
 * The file at data_path is a file system of 2,048-byte sectors (ISO: MODE1), or raw sectors of 2,352 bytes or 2,336,
 * detected by content and size. The change from data to audio requires a pregap of 2 s at least before the audio and 2
 * s of empty sectors at the end of the data: what the file does not hold of these is added ("data.post-gap", note),
 * and a shorter length of gaps or gap_sectors is not applied there ("data.pregap", note).
 *
 * With data_session the data becomes the last track instead, in a second session 11,400 sectors after the end of the
 * audio: a CD-Extra. Sectors of 2,048 bytes then become mode 2 form 1, unless data_options state a mode.
 *
 * Tags that are not UTF-8 are read as Windows-1252 ("tags.encoding", warning). Invalid codes in tags are findings
 * ("tags.bad-isrc", "tags.bad-mcn", warnings) and ignored, and so is a tag for pre-emphasis that neither states nor
 * denies it ("tags.bad-pre-emphasis", warning). More than 99 tracks:
 * "disc.too-many-tracks"; a data file of unknown form: "data.unknown". RBK_REFUSED with error findings; RBK_NO_MEMORY.
 */
rbk_status rbk_source_from_files(const rbk_source_input *input, rbk_disc **disc, rbk_findings *findings,
                                 rbk_error *error);

/*
 * Takes texts of a track from the name of its file, without folder and extension, where the track has none: %n is a
 * number, %t the title, %p the performer, %% a percent sign; everything else stands for itself, "%n - %p - %t". Of two
 * ways to split a name the one with the shorter first text is taken; blanks around texts are dropped. A name that does not
 * match is a finding ("names.no-match", warning). RBK_INVALID_ARGUMENT (not a pattern: rbk_source_check_names),
 * RBK_NO_MEMORY.
 */
rbk_status rbk_source_take_name(const char *pattern, const char *path, rbk_track *track, rbk_findings *findings,
                                rbk_error *error);

/* RBK_INVALID_ARGUMENT: an unknown letter after %, a text twice or none, two texts with nothing between them. */
rbk_status rbk_source_check_names(const char *pattern, rbk_error *error);

/*
 * Writes a CUE sheet that names the files of a disc (rbk_source_from_files and rbk_source_probe) where they are: read by
 * rbk_source_read, it is the same disc. Paths in the sheet are relative to its folder; a file outside that folder is
 * named by its whole path ("file.outside", warning), since a reader has to be allowed to go there. Gaps are PREGAP
 * commands; silence after a track that no file holds, as the empty sectors that rbk_source_from_files adds to data before audio,
 * has none (RBK_BAD_LAYOUT). RBK_REFUSED with an error finding: path is a source of the disc ("target.is-source"); results of
 * rbk_format_write and rbk_output_open_file.
 */
RBK_MUST_CHECK rbk_status rbk_source_write_sheet(const rbk_disc *disc, const char *path, bool replace,
                                                 rbk_findings *findings, rbk_error *error);

/* ------------------------------------------------------------------ probing */

/*
 * Finds every file of the disc and probes it: location, rate_hz, length_frames. options may be NULL. A path that does
 * not exist as written is searched for next to the descriptor at sheet_path (NULL: none): with back slashes as folder
 * separators, by its last part alone, in another letter case, with another audio extension; each is a finding
 * ("file.elsewhere", warning). Everything unusable is found before it returns, as error findings: RBK_REFUSED.
 *
 * A file that the descriptor calls audio is read as BINARY, its type changed, when a data track is in it, or when it is
 * headerless, is called .bin or .img and has whole sectors of 2,352 bytes ("file.type-word", warning). One that is audio
 * by its content, and by that word or its name, is refused for a data track. An audio file whose
 * tags state pre-emphasis, with a track that a sheet, its own embedded one too, does not flag so, is a finding
 * ("file.pre-emphasis", warning); so is a tag that neither states nor denies it ("tags.bad-pre-emphasis", warning).
 *
 * Data sectors are compared with the modes of their tracks. If the file evidently has sectors of another size (a sync,
 * or a volume descriptor at the offset for this size), the tracks' mode is changed to match ("data.sector-size",
 * warning), unless the descriptor counts in bytes, as a TOC does; sectors of 2,448 bytes, with subchannel, are refused
 * where it says anything else. An audio track that starts with a data sector
 * ("data.as-audio", warning) or is an image with a file system ("data.volume-as-audio", warning), raw data sectors
 * without any sync ("data.no-sync", warning), with headers of the other mode ("data.other-mode", warning) or headers
 * that do not count the PREGAP before them ("data.shifted", warning) are read as the descriptor has them. So is a file
 * system that states more sectors than the disc has, or, without a descriptor, than its file ("data.truncated", warning).
 *
 * A descriptor may come from anywhere, so the files it names must be in its own folder or below. A path that leads out
 * of it, being absolute or with "..", is not opened, and not even checked for existence; a file of that name next to
 * the descriptor is used instead ("file.elsewhere"), else it is refused ("file.outside", error). any_path allows such
 * paths, which is reported ("file.outside", warning).
 *
 * Folders with links in them come from anywhere, too: links to files and to folders are followed as long as the file
 * really is in that folder or below it; one that leads elsewhere is treated like a path that does. A descriptor that is
 * itself reached by a link has two folders, the one of the link and the one of its target, and files are searched for
 * in that order. So a folder full of links to one album can be read; if the links lead to several places (a content
 * store, a build tree), any_path allows it. Hard links do not count as links. Without a descriptor every path comes
 * from the caller and is used as it is.
 *
 * Each file's identity is kept in the disc, and at the end all of them, and that of the descriptor, are compared again:
 * a difference is RBK_CHANGED, and the disc should be read again.
 */
RBK_MUST_CHECK rbk_status rbk_source_probe(rbk_disc *disc, const char *sheet_path, const rbk_source_options *options,
                                           rbk_findings *findings, rbk_error *error);

/*
 * Which of the sources of a probed disc would be destroyed by writing to path: one that is that very file, under
 * whatever name, or the unfinished file next to it (RBK_STASH_SUFFIX), which a killed process may have left. Sources
 * are the files of rbk_source_list_files. *source is borrowed; NULL: none. RBK_FILEACCESS: a file cannot be examined, so
 * that nothing should be written; RBK_INVALID_POINTER, RBK_NO_MEMORY.
 */
RBK_MUST_CHECK rbk_status rbk_source_at(const rbk_disc *disc, const char *sheet_path, const char *path,
                                        const char **source, rbk_error *error);

/*
 * Reports a path that rbk_source_at has a source for: "target.is-source" (error). *is_source (nullable): whether it has
 * one. findings may be NULL. Errors of rbk_source_at.
 */
RBK_MUST_CHECK rbk_status rbk_source_report_target(const rbk_disc *disc, const char *sheet_path, const char *path,
                                                   bool *is_source, rbk_findings *findings, rbk_error *error);

/*
 * All files that a probed disc was read from, each name once: the descriptor at sheet_path (nullable), the files, each
 * followed by that of its subchannel, the CD-TEXT, and the other parts (rbk_disc.parts). *paths is freed by the caller
 * with free, even when *count is 0; the names are lent. RBK_INVALID_POINTER, RBK_NO_MEMORY.
 */
RBK_MUST_CHECK rbk_status rbk_source_list_files(const rbk_disc *disc, const char *sheet_path, const char ***paths,
                                                size_t *count, rbk_error *error);

/*
 * Adds to each file of a probed disc the graphics file next to it: the same name ending in .cdg, in any letter case. A
 * file that has a subchannel already keeps it. Each file found is reported ("cdg.found", note), and so are, as warnings, a
 * disc without any ("cdg.none"), a .cdg that is empty, not a whole number of sectors or longer than the audio
 * ("cdg.length"), one that is no regular file ("cdg.irregular") and several that could be meant ("cdg.several"): these
 * are not read. RBK_NO_MEMORY.
 */
rbk_status rbk_source_find_graphics(rbk_disc *disc, rbk_findings *findings, rbk_error *error);

/*
 * Reports what the above would find and was not asked to: "cdg.left-out" (warning) for each audio file of a probed disc
 * with a graphics file next to it, which is the finding's path. RBK_NO_MEMORY.
 */
rbk_status rbk_source_leave_graphics(const rbk_disc *disc, rbk_findings *findings, rbk_error *error);

#ifdef __cplusplus
}
#endif
#endif
