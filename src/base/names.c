/*
 * A list of names that grows.
 */
#include "base/names.h"

#include "base/fail.h"

#include <stdlib.h>
#include <string.h>

rbk_status rbk_names_add(rbk_names *list, const char *name, rbk_error *error)
{
    char **grown = realloc(list->names, (list->count + 1) * sizeof *grown);
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

void rbk_names_release(rbk_names *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->names[i]);
    free(list->names);
    *list = (rbk_names){NULL, 0};
}
