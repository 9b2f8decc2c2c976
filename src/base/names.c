/*
 * A list of names that grows.
 */
#include "base/names.h"

#include "base/entries.h"
#include "base/fail.h"
#include "base/path.h"
#include "base/room.h"

#include <stdlib.h>
#include <string.h>

rbk_status rbk_names_add(rbk_names *list, const char *name, rbk_error *error)
{
    char **grown = rbk_room_for_one(list->names, list->count, sizeof *grown);
    if (!grown)
        return rbk_fail_memory(error);
    list->names = grown;
    grown[list->count] = strdup(name);
    if (!grown[list->count])
        return rbk_fail_memory(error);
    list->count++;
    return RBK_OK;
}

static int by_bytes(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

void rbk_names_sort(rbk_names *list)
{
    if (list->count > 0)
        qsort(list->names, list->count, sizeof *list->names, by_bytes);
}

rbk_status rbk_names_add_folder(const char *path, bool required, bool (*wanted)(const char *name), rbk_names *list,
                                rbk_error *error)
{
    rbk_entries *entries = NULL;
    rbk_status status = rbk_entries_open(path, required, &entries, error);
    for (const char *name; status == RBK_OK && (name = rbk_entries_next(entries));)
        if (!wanted || wanted(name))
            status = rbk_names_add(list, name, error);
    const rbk_status ended = rbk_entries_close(entries, status == RBK_OK ? error : NULL);
    rbk_names_sort(list);
    return status == RBK_OK ? ended : status;
}

void rbk_names_release(rbk_names *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->names[i]);
    free(list->names);
    *list = (rbk_names){NULL, 0};
}

static bool are_in_one_folder(const char *one, const char *other)
{
    const size_t size = (size_t)(rbk_path_base(one) - one);
    return size == (size_t)(rbk_path_base(other) - other) && memcmp(one, other, size) == 0;
}

rbk_status rbk_listing_of(rbk_listing *listing, const char *path, const rbk_names **names, rbk_error *error)
{
    *names = &listing->names;
    if (listing->path && are_in_one_folder(listing->path, path))
        return RBK_OK;
    rbk_listing_release(listing);
    rbk_status status = rbk_names_add_folder(path, false, NULL, &listing->names, error);
    if (status == RBK_OK && !(listing->path = strdup(path)))
        status = rbk_fail_memory(error);
    return status;
}

void rbk_listing_release(rbk_listing *listing)
{
    free(listing->path);
    rbk_names_release(&listing->names);
    listing->path = NULL;
}
