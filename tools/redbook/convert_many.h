/*
 * redbook/convert_many.h - any number of discs converted into one folder
 *
 * All discs are planned before any is written, so that two that would write the same file, or one that would overwrite a
 * source of another, are found first. Then they are converted side by side; one that fails does not stop the others.
 */
#ifndef REDBOOK_CONVERT_MANY_H
#define REDBOOK_CONVERT_MANY_H

#include "redbook/convert_disc.h"
#include "redbook/playlists.h"

#include "cli/session.h"

#include <pthread.h>

/* One of the discs. */
typedef struct convert_item {
    const char *path; /* as given */
    char *name;       /* of the output, without folder and extension */
    char *output;
    char *depfile; /* NULL: none */
    convert_task task;
    uint64_t sectors; /* of the disc, known after planning */
    size_t open;      /* files that it has open at most while it is written, about; known after planning */
    rbk_findings *findings;
    rbk_error error;
    bool begun;
    bool ended;
    uint64_t done; /* of total, both as the library counts */
    uint64_t total;
    struct disc_batch *batch;
} convert_item;

typedef struct disc_batch {
    const convert_values *values;
    cli_session session; /* the voice, progress, and what concerns more than one disc */
    convert_item *items;
    size_t count;
    disc_part *parts; /* operands that are no items */
    size_t part_count;
    playlists playlists;
    bool planning;    /* else they are written */
    uint32_t jobs;    /* of all discs together */
    uint32_t workers; /* discs at once */
    bool made_folder;
    bool made_depfile_folder;
    size_t written; /* of them */
    size_t failed;

    pthread_mutex_t lock; /* guards what follows, and begun, ended, done and total of the items */
    pthread_cond_t changed;
    size_t next;
    size_t running;
    size_t open;      /* of the discs that are being written */
    size_t open_most; /* what the system lets them have open, all together */
} disc_batch;

/* The target of the discs in a folder: the one that was given, else that of a name that ends in '.cue'. */
const rbk_target *convert_many_target(const convert_values *values);

/* Converts them, reports, and returns the exit code. */
int convert_many(const convert_values *values, const char *const *paths, size_t count);

/* ------------------------------------------------------------------ its steps */

/* Names the outputs. What is wrong with them is a finding of severity error. RBK_NO_MEMORY. */
rbk_status convert_many_name(disc_batch *batch, const char *const *paths);

/* After planning: whether the disc could be read. */
bool convert_many_was_read(const convert_item *item);

/* After planning: an operand that is a part of the disc of another is not converted by itself. RBK_NO_MEMORY. */
rbk_status convert_many_remove_parts(disc_batch *batch);
void convert_many_release_item(convert_item *item);

/* The path of an output as a playlist in the folder names it. */
const char *convert_many_in_folder(const disc_batch *batch, const char *path);

/* After that: playlists; files of two discs with one name, and sources that would be overwritten, as findings. RBK_NO_MEMORY. */
rbk_status convert_many_check(disc_batch *batch);

/* Works on all items that have no error, in threads. */
void convert_many_work(disc_batch *batch);

/* The table and the JSON document. False without memory. */
bool convert_many_print_table(const disc_batch *batch, FILE *out);
bool convert_many_print_json(const disc_batch *batch, FILE *out);

#endif
