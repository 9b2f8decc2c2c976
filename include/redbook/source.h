/*
 * redbook/source.h - what lies at a path, read as a disc
 *
 * Two steps, each of which may be used alone: make a disc (from whatever is at a path, or from audio files) and measure
 * its files (rbk_source_probe). Everything that cannot be used is found here, all of it at once, as findings of
 * severity error: whoever is given the disc then works on files that can be read.
 */
#ifndef REDBOOK_SOURCE_H
#define REDBOOK_SOURCE_H

#include <redbook/audio.h>
#include <redbook/format.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ------------------------------------------------------------------ a disc from a path */

/* Whose texts a disc has, where a sheet's own lines and its CD-TEXT file say different things. */
typedef enum rbk_cdtext_from {
    RBK_CDTEXT_FROM_PACKS, /* the file's: it is what goes onto a disc, and sheets often have a shortened copy */
    RBK_CDTEXT_FROM_SHEET  /* the sheet's, which are put into the packs: somebody has edited the sheet */
} rbk_cdtext_from;

/* How a disc is read and its files are found. Where a call takes them, NULL means the defaults. */
typedef struct rbk_source_options {
    rbk_format_options format; /* how a descriptor is read */
    const rbk_raw_format *raw; /* NULL; how to read headerless files that are not a sheet's BINARY or MOTOROLA */
    bool any_path;             /* false; a descriptor may name files outside its folder, see rbk_source_probe */
    rbk_cdtext_from cdtext;    /* PACKS; whose texts, where a sheet and its CD-TEXT file have two */
    bool bare;                 /* false: content tells what a file is; true: what is no descriptor is sectors of mode */
    rbk_track_mode mode;       /* AUDIO; with bare, the mode of all its sectors, from the first byte to the last */
    bool big_endian;           /* false; order of a bare file's samples */
    bool sums;            /* false; FLAC files are decoded to check the MD5 they state: "audio.checksum", warning */
    uint64_t reserved[4]; /* 0 */
} rbk_source_options;

/* The defaults in the comments above. */
void rbk_source_options_init(rbk_source_options *options);

/* What the file at a path is for us. */
typedef enum rbk_source_kind {
    RBK_SOURCE_DESCRIPTOR, /* a sheet or another list of tracks */
    RBK_SOURCE_SECTORS,    /* sectors of one track without a list: an ISO, a BIN */
    RBK_SOURCE_AUDIO       /* anything else: a sound file, or what opening it will refuse with a sentence */
} rbk_source_kind;

/*
 * Tells by content, of regular files only. Sectors are: a file system in sectors of 2,048 bytes (ISO 9660 or UDF, High
 * Sierra, CD-i, an Apple partition map); raw sectors of 2,352 bytes, which begin with a sync; sectors of 2,336 bytes
 * with an ISO 9660 file system in their form 1; and what options (nullable) calls bare. An image whose end says that it
 * is one of Nero (NRG) or DiscJuggler (CDI) is none of these, whatever it begins with. RBK_FILEACCESS, RBK_FILESYSTEM:
 * it is there and could not be looked at; results of rbk_recover.
 */
rbk_status rbk_source_kind_of(const char *path, const rbk_source_options *options, rbk_source_kind *kind,
                              rbk_error *error);

/*
 * Reads the disc at path, whatever it is: a descriptor; a file of sectors, which becomes one track (above); a sound
 * file, which becomes what rbk_source_from_files makes of it. No length is known yet. options may be NULL.
 *
 * The CD-TEXT file of a sheet is read into the disc, its packs and its texts (rbk_cdt_to_disc). Where a text differs from
 * the sheet's, options say which is taken ("cdtext.text-differs", warning).
 *
 * Findings: "source.sheet-beside" (warning), sectors of whose name a sheet stands there too, which would say more;
 * "source.not-all-data" (warning), a file that begins as data and does not end so; "source.mode-unused" (note), a mode
 * given for a descriptor, which says itself what its files hold; "source.patch-beside" (warning), an .sbi or .lsd of the
 * descriptor's name, whose subchannel is ignored. RBK_UNSUPPORTED: raw sectors with subchannel (2,448
 * bytes) of data; and the results of rbk_format_read_file and rbk_source_from_files.
 */
rbk_status rbk_source_read(const char *path, const rbk_source_options *options, rbk_disc **disc, rbk_findings *findings,
                           rbk_error *error);

/*
 * rbk_source_read and rbk_source_probe in one: a disc that can be laid out. With RBK_REFUSED, when the descriptor could
 * be read and its files could not, *disc is given too, so that it can be shown; other failures leave it untouched. What is
 * replaced while it is looked at is looked at once more, and only what never stands still is RBK_CHANGED.
 */
RBK_MUST_CHECK rbk_status rbk_source_open(const char *path, const rbk_source_options *options, rbk_disc **disc,
                                          rbk_findings *findings, rbk_error *error);

/* ------------------------------------------------------------------ a disc from files */

typedef enum rbk_source_sort { RBK_SORT_GIVEN, RBK_SORT_TAGS } rbk_source_sort;

/* What a disc is made from when there is no sheet. */
typedef struct rbk_source_input {
    const char *const *paths; /* audio files */
    size_t count;             /* 0 only with data_path */
    rbk_source_sort sort;
    uint32_t gap_sectors;                   /* silence before each track but the first */
    const char *data_path;                  /* NULL; becomes track 1, data */
    const rbk_source_options *data_options; /* NULL; says bare where content and size do not tell what the data is */
    uint64_t reserved[4];                   /* 0 */
} rbk_source_input;

/*
 * A disc with one track for each file, in the order given or by the tags' disc and track number (files without one:
 * "sort.no-number", an error finding). Titles, performer, codes come from the tags; album, genre and date too where all
 * files agree. A file whose tags say that it has pre-emphasis becomes a track with that flag ("tags.pre-emphasis", note).
 * A single FLAC with an embedded cue sheet becomes the disc that the sheet describes.
 *
 * The file at data_path is a file system of 2,048-byte sectors (ISO: MODE1), or raw sectors of 2,352 bytes or 2,336,
 * told by its content and size. As the change from data to sound asks for, sound that follows has a pause of 2 s at
 * least, and the data ends with 2 s of empty sectors: what of these the file does not hold is added ("data.post-gap",
 * note).
 *
 * Unusable codes in tags are findings ("tags.bad-isrc", "tags.bad-mcn", warnings) and dropped. More than 99 tracks:
 * "disc.too-many-tracks"; a data file of no known shape: "data.unknown". RBK_REFUSED with error findings;
 * RBK_NO_MEMORY.
 */
rbk_status rbk_source_from_files(const rbk_source_input *input, rbk_disc **disc, rbk_findings *findings,
                                 rbk_error *error);

/* ------------------------------------------------------------------ measuring */

/*
 * Finds every file of the disc and measures it: location, rate_hz, length_frames. options may be NULL. A path that is
 * not there as written is looked for beside the descriptor at sheet_path (NULL: none): with back slashes as folders, by
 * its last part alone, in another letter case, with another audio ending; each is a finding ("file.elsewhere",
 * warning). All that cannot be used is found before it returns, as error findings: RBK_REFUSED.
 *
 * A file that the descriptor calls sound is read as BINARY, its type changed, when a data track lies in it, or when it
 * is headerless, is called .bin or .img and has whole sectors of 2,352 bytes ("file.type-word", warning).
 *
 * Sectors of data are held against the modes of their tracks. Where the file evidently has sectors of another size (a
 * sync, or a volume descriptor at the place that this size gives), the tracks' mode becomes what is there
 * ("data.sector-size", warning); sectors of 2,448 bytes, with subchannel, are refused. A track of sound that begins with
 * a sector of data ("data.as-audio", warning) or is an image with a file system ("data.volume-as-audio", warning), raw
 * sectors of data of which none has a sync ("data.no-sync", warning), whose headers say the other mode
 * ("data.other-mode", warning) or do not count the PREGAP before them ("data.shifted", warning) are read as the
 * descriptor has them.
 *
 * A descriptor may come from anywhere, so what it names has to lie in its own folder or below. A path that leads out of
 * it, being absolute or climbing with "..", is not looked at, not even whether it is there; a file of that name beside
 * the descriptor is taken instead ("file.elsewhere"), else it is refused ("file.outside", error). any_path lets it be
 * read where it says, which is told ("file.outside", warning).
 *
 * Folders with links in them come from anywhere, too: links of files and of folders are followed as long as the file
 * really lies in that folder or below it; one that leads elsewhere is treated like a path that does. A descriptor that
 * is itself reached by a link has two folders, the one where it is named and the one where it lies, and files are looked
 * for in that order. So a folder full of links to one album can be read as it is; where the links lead to several places
 * (a store by content, a build tree), any_path says that this is meant. Hard links are no links in this sense.
 * Without a descriptor every path is the caller's own and is taken as it is.
 *
 * Each file's identity is kept in the disc, and at the end all of them, and the descriptor that the disc was read from,
 * still are what they were: else RBK_CHANGED, and the disc is to be read anew.
 */
RBK_MUST_CHECK rbk_status rbk_source_probe(rbk_disc *disc, const char *sheet_path, const rbk_source_options *options,
                                           rbk_findings *findings, rbk_error *error);

/*
 * Which of the sources of a probed disc would be lost by writing to path: one that is the very file there, under
 * whatever name, or the unfinished file beside it (RBK_STASH_SUFFIX), which a killed process may have left. Sources are
 * the descriptor at sheet_path (nullable), files, subchannels, CD-TEXT. NULL: none. Lent.
 */
const char *rbk_source_at(const rbk_disc *disc, const char *sheet_path, const char *path);

/*
 * Gives each file of a probed disc the graphics that lie beside it: the same name ending in .cdg, in any letter case. A
 * file that has a subchannel already keeps it. What was found is told ("cdg.found", note, each), and so is a disc for
 * which there is none ("cdg.none", warning) and a .cdg that is no whole number of sectors or longer than the sound
 * ("cdg.length", warning). RBK_NO_MEMORY.
 */
rbk_status rbk_source_find_graphics(rbk_disc *disc, rbk_findings *findings, rbk_error *error);

/*
 * Tells what that would have found and nobody asked for: "cdg.left-out" (warning) for each audio file of a probed disc
 * with graphics beside it, which are their place. RBK_NO_MEMORY.
 */
rbk_status rbk_source_leave_graphics(const rbk_disc *disc, rbk_findings *findings, rbk_error *error);

#ifdef __cplusplus
}
#endif
#endif
