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
    uint64_t inode; /* distinguishes two names of one file from two files */
} tree_file;

typedef struct tree {
    tree_file files[TREE_FILES_MAX]; /* by name */
    size_t count;
} tree;

/* The files of a folder, which may be missing. Ends the program if it cannot be read. */
void tree_take(tree *taken, const char *folder);
void tree_release(tree *taken);

/* Replaces the contents of the folder by these files. with_folder false: for an empty tree, the folder is removed. */
void tree_put(const tree *wanted, const char *folder, bool with_folder);

const tree_file *tree_find(const tree *in, const char *name);
bool tree_file_is(const tree *in, const tree_file *wanted); /* present, with the same bytes */

/* True for redbook's temporary names: of unfinished files and of files set aside. */
bool tree_is_ours(const char *name);

/*
 * A hash of the tree: equal for trees with the same names, bytes, permissions and links between names. Numbers in a journal
 * are ignored: they include inodes and times, which differ in every run. The bytes of unfinished files are included on
 * request; otherwise only whether they have any.
 */
uint64_t tree_state(const tree *of, bool with_unfinished_bytes);

/* Whether both have the same files; those with redbook's temporary names are compared only on request. */
bool tree_equal(const tree *a, const tree *b, bool with_ours);

#endif
