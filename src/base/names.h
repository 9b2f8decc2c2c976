/*
 * base/names.h - a list of names that grows
 */
#ifndef RBK_BASE_NAMES_H
#define RBK_BASE_NAMES_H

#include <redbook/error.h>

#include <stdbool.h>
#include <stddef.h>

/* {NULL, 0} is an empty list. */
typedef struct rbk_names {
    char **names;
    size_t count;
} rbk_names;

/* Adds a copy of the name. RBK_NO_MEMORY: the list is unchanged. */
rbk_status rbk_names_add(rbk_names *list, const char *name, rbk_error *error);

/* By the values of their bytes. */
void rbk_names_sort(rbk_names *list);

/*
 * Adds the names in the folder of a file's path that are wanted (NULL: all), and sorts the list. required, and the errors: as
 * rbk_entries_open; a list that ends early is one, too.
 */
rbk_status rbk_names_add_folder(const char *path, bool required, bool (*wanted)(const char *name), rbk_names *list,
                                rbk_error *error);

/* Frees the names; the list is empty then. */
void rbk_names_release(rbk_names *list);

/* The names in one folder, listed once for all files in it. {NULL} is empty. */
typedef struct rbk_listing {
    char *path; /* in the folder; NULL: none is listed */
    rbk_names names;
} rbk_listing;

/*
 * *names: those in the folder of a file's path, lent until the next call; listed now unless they are those of the last one. The
 * errors are those of rbk_names_add_folder, where a folder is not required; *names has then what was read.
 */
rbk_status rbk_listing_of(rbk_listing *listing, const char *path, const rbk_names **names, rbk_error *error);
void rbk_listing_release(rbk_listing *listing);

#endif
