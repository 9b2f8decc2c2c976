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

#endif
