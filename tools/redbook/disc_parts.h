/*
 * redbook/disc_parts.h - operands that are parts of the discs of other operands
 *
 * All files of a folder may be given: a BIN, a list of Q or the TOC of a later session is no disc of its own if the disc of
 * another operand is read from it, and neither is a playlist of others.
 */
#ifndef REDBOOK_DISC_PARTS_H
#define REDBOOK_DISC_PARTS_H

#include "cli/json.h"

#include <redbook/source.h>

#include <sys/stat.h>

/* A file that a disc is read from. */
typedef struct disc_source {
    dev_t device;
    ino_t inode;
    int64_t bytes;
} disc_source;

typedef struct disc_sources {
    disc_source *files; /* each once */
    size_t count;
} disc_sources;

/*
 * The files that the disc at path was read from: descriptor, payload, subchannel, CD-TEXT; of a disc that could not be
 * read, those that its descriptor names. Released by disc_sources_release. RBK_NO_MEMORY.
 */
rbk_status disc_sources_list(const rbk_disc *disc, const char *path, disc_sources *sources);
void disc_sources_release(disc_sources *sources);

/* An operand after its disc was opened. */
typedef struct disc_operand {
    const char *path; /* as given */
    const disc_sources *sources;
    bool was_read;
} disc_operand;

/* The sources of all operands, by identity, those of one file in the order of the operands. */
typedef struct disc_source_entry {
    const disc_source *source;
    size_t operand; /* a position */
} disc_source_entry;

typedef struct disc_source_index {
    disc_source_entry *entries;
    size_t count;
} disc_source_index;

/* RBK_NO_MEMORY. The entries are freed by the caller. */
rbk_status disc_source_index_make(const disc_operand *operands, size_t count, disc_source_index *index);
bool disc_source_same(const disc_source *a, const disc_source *b);
/* The position of the first entry of a file; the count where there is none. */
size_t disc_source_index_find(const disc_source_index *index, const disc_source *wanted);

/* Why an operand is no disc of its own. */
typedef enum disc_part_kind {
    DISC_PART_FILE,     /* the disc of the other is read from it: a BIN, the TOC of a later session */
    DISC_PART_SAME,     /* it is the disc of the other once more */
    DISC_PART_PLAYLIST, /* all that it names are operands; the other is the first of them */
} disc_part_kind;

typedef struct disc_part {
    const char *path;    /* as given */
    const char *part_of; /* the other operand, as given; NULL: it is a disc of its own */
    disc_part_kind kind;
} disc_part;

/*
 * Sets found[i] for each operand i. It belongs to one whose disc is read from it; it is a playlist that names operands and
 * nothing else; or it belongs to a descriptor in the same folder that could not be read, if it has its name, or could not be
 * read and is next to a DDPID. RBK_NO_MEMORY.
 */
rbk_status disc_parts_find(const disc_operand *operands, size_t count, disc_part *found);

/* A line for each kind that there is. what: "images", which the others are. */
void disc_parts_print(const disc_part *list, size_t count, const char *what, FILE *out);

/* Adds the array "parts". */
void disc_parts_json(cli_json *json, const disc_part *list, size_t count);

/* *name: that of the folder of a fileset, whose descriptor has a fixed name; NULL: path is no fileset. False without memory. */
bool disc_folder_name(const char *path, char **name);

#endif
