/*
 * report/rename_set.h - the files of an image, and the names they are to get
 */
#ifndef RBK_REPORT_RENAME_SET_H
#define RBK_REPORT_RENAME_SET_H

#include <redbook/disc.h>
#include <redbook/stream.h>

/* A file of the image; base names, in one folder. */
typedef struct rbk_renaming {
    char *from;
    char *to;
    rbk_bytes text; /* what the new file holds; NULL: it is the same file under another name */
    bool made;      /* to was made by this run */
    bool moves;     /* the file cannot have two names here: it is moved after all texts are written */
    bool moved;     /* and that was done by this run */
    bool
        unread; /* the TOC of a later session that the disc was not read from, as a link out of the folder: it keeps its text */
} rbk_renaming;

typedef struct rbk_rename_set {
    const rbk_disc *disc;
    const char *path; /* of the descriptor */
    const char *name;
    const char *encoding; /* of the descriptor, as it was read; NULL: recognised */
    rbk_renaming *rows;   /* the descriptor first */
    size_t count;
    size_t first;       /* the row without which no reader opens the image: a payload, or else the descriptor */
    const char *parked; /* where files are moved, its name until the others have theirs; NULL: none */
    bool is_parked;     /* it has that name */
} rbk_rename_set;

/* Whether a file is in the descriptor's folder, however that is written ("./a.bin", "x/../a.bin"). */
bool rbk_rename_is_in_folder(const rbk_rename_set *set, const char *location);

/* The file of the disc that a text calls so, or (texts) of its packs: its location, lent. NULL: the disc has none. */
const char *rbk_rename_location(const rbk_rename_set *set, const char *name, bool texts);

/* How a text that called the file at location old is to call it. Freed by the caller; NULL without memory. */
char *rbk_rename_new_name(const rbk_rename_set *set, const char *location, const char *old);

/* RBK_UNSUPPORTED with the descriptor's path: the image has another form. */
rbk_status rbk_rename_fail_form(const rbk_rename_set *set, const char *sentence, rbk_error *error);

/* With the new path of the row: RBK_FILEEXISTS for EEXIST, or RBK_FILESYSTEM. */
rbk_status rbk_rename_fail_name(const rbk_rename_set *set, const rbk_renaming *row, int code, rbk_error *error);

/* RBK_FILEEXISTS: the file system has one name for both of the row. */
rbk_status rbk_rename_fail_one_name(const rbk_rename_set *set, const rbk_renaming *row, rbk_error *error);

/*
 * Sets the texts of all rows that name other files of the set: a CUE sheet, or the TOCs of all sessions. Where one is a
 * symbolic link and its text changes, what it leads to gets the text, in a row that is added. A name is written in the encoding
 * of the text. RBK_UNSUPPORTED: a name cannot be found in the bytes; a new one cannot be written in that encoding, or that is
 * uncertain or a wide one; a link leads to another folder. RBK_FILEACCESS, RBK_NO_MEMORY, results of rbk_bytes_read_file.
 */
rbk_status rbk_rename_make_texts(rbk_rename_set *set, rbk_error *error);

/*
 * Reads the new texts with the reader of their format, and those that they replace. RBK_UNSUPPORTED: one cannot be read, or the
 * names of its files are not those that the old one had, changed as the files of the set are. RBK_FILEACCESS, RBK_NO_MEMORY.
 */
rbk_status rbk_rename_check_texts(const rbk_rename_set *set, rbk_error *error);

/*
 * Gives the files their names. All get the new one as a second name first, then texts are written, then a record of the
 * old names, which are removed last: at each moment the image is there under one of its names, and rbk_rename_recover
 * completes what was interrupted after the record was written; before, so does the same call. Where the file system has no
 * links, the record is written with the old names in use, and the files are moved last, one after the other: between two of
 * these steps the image is under both names in parts, and rbk_rename_recover moves the rest. The first row of the set then has
 * the parked name until all others are moved, so that neither name is read as an image without its lists of Q, texts or
 * subchannel. Errors as of rbk_match_rename.
 */
rbk_status rbk_rename_apply(rbk_rename_set *set, rbk_error *error);

/*
 * Completes all renames in the folder of a path that were interrupted: moves the files that had no second name, and removes
 * the old names. *now (nullable): what the file at path is called after one of them, freed by the caller; NULL if none was of
 * that file; unchanged on failure. RBK_PARTIAL_CHANGE, RBK_FILEACCESS, RBK_NO_MEMORY.
 */
rbk_status rbk_rename_recover(const char *path, char **now, rbk_error *error);

#endif
