/*
 * A folder of files in memory: read, written back, compared.
 */
#ifndef TESTS_FAULTS_TREE_H
#define TESTS_FAULTS_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TREE_FILES_MAX 64
#define TREE_NAME_MAX  256
#define TREE_JOURNAL   ".redbook-journal"

typedef struct tree_file {
    char name[TREE_NAME_MAX];
    uint8_t *bytes;
    size_t size;
    unsigned mode;
    uint64_t inode; /* so that two names of one file are distinguished from two files */
} tree_file;

typedef struct tree {
    tree_file files[TREE_FILES_MAX]; /* by name */
    size_t count;
} tree;

/* The files of a folder, which may be missing. Ends the program if it cannot be read. */
void tree_take(tree *taken, const char *folder);
void tree_release(tree *taken);

/* Makes the folder hold exactly these files. with_folder false: an empty tree is no folder at all. */
void tree_put(const tree *wanted, const char *folder, bool with_folder);

const tree_file *tree_find(const tree *in, const char *name);
bool tree_file_is(const tree *in, const tree_file *wanted); /* there, with the same bytes */

/* True for redbook's temporary names, before a file gets its name or after it lost it. */
bool tree_is_ours(const char *name);

/*
 * A number for what is there: equal for trees that are equal in names, bytes, permissions and in which names are of one
 * file. Numbers in a journal do not count: it notes inodes and times, which are others in every run. The bytes of
 * unfinished files count when asked for; otherwise only whether there are any.
 */
uint64_t tree_state(const tree *of, bool with_unfinished_bytes);

/* Both have the same files; those that are ours count only when asked for. */
bool tree_equal(const tree *a, const tree *b, bool with_ours);

#endif
