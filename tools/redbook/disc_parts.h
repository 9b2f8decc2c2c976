/*
 * redbook/disc_parts.h - operands that are parts of the discs of other operands
 *
 * All files of a folder may be given: a BIN, a list of Q or the TOC of a later session is no disc of its own if the disc of
 * another operand is read from it.
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

#define DISC_PART_OF_NONE SIZE_MAX

/*
 * Sets readers[i] to the position of the operand whose disc operand i is a part of: one that is read from it; or a
 * descriptor in the same folder that could not be read, if operand i has its name, or could not be read and is next to a
 * DDPID. DISC_PART_OF_NONE: it is a disc of its own. RBK_NO_MEMORY.
 */
rbk_status disc_parts_find(const disc_operand *operands, size_t count, size_t *readers);

/* An operand that another disc is read from: a BIN, the TOC of a later session; or that disc once more. */
typedef struct disc_part {
    const char *path; /* both as given */
    const char *reader;
    bool same; /* it is that disc, not a part of it */
} disc_part;

/* Adds the array "parts". */
void disc_parts_json(cli_json *json, const disc_part *list, size_t count);

#endif
