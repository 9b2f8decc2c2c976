/*
 * Folders in memory. Any failure of the system ends the program: a test that cannot read files has no result.
 */
#include "faults/tree.h"

#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATH_BYTES 4096

static void give_up(const char *what, const char *path)
{
    fprintf(stderr, "faults: cannot %s '%s'\n", what, path);
    exit(2);
}

static void join(char path[PATH_BYTES], const char *folder, const char *name)
{
    if (snprintf(path, PATH_BYTES, "%s/%s", folder, name) >= PATH_BYTES)
        give_up("name", name);
}

static void take_file(tree_file *file, const char *folder, const char *name)
{
    char path[PATH_BYTES];
    struct stat about;
    join(path, folder, name);
    int opened = open(path, O_RDONLY);
    if (opened < 0 || fstat(opened, &about) != 0)
        give_up("read", path);
    snprintf(file->name, sizeof file->name, "%s", name);
    file->size = (size_t)about.st_size;
    file->mode = about.st_mode;
    file->inode = about.st_ino;
    file->bytes = malloc(file->size + 1);
    if (!file->bytes || read(opened, file->bytes, file->size) != (ssize_t)file->size)
        give_up("read", path);
    close(opened);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const tree_file *)a)->name, ((const tree_file *)b)->name);
}

void tree_take(tree *taken, const char *folder)
{
    memset(taken, 0, sizeof *taken);
    DIR *entries = opendir(folder);
    for (struct dirent *entry; entries && (entry = readdir(entries));) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        if (taken->count == TREE_FILES_MAX)
            give_up("hold all of", folder);
        take_file(&taken->files[taken->count++], folder, entry->d_name);
    }
    if (entries)
        closedir(entries);
    qsort(taken->files, taken->count, sizeof taken->files[0], by_name);
}

void tree_release(tree *taken)
{
    for (size_t i = 0; i < taken->count; i++)
        free(taken->files[i].bytes);
    memset(taken, 0, sizeof *taken);
}

static void clear(const char *folder)
{
    char path[PATH_BYTES];
    DIR *entries = opendir(folder);
    for (struct dirent *entry; entries && (entry = readdir(entries));) {
        join(path, folder, entry->d_name);
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 && unlink(path) != 0)
            give_up("remove", path);
    }
    if (entries)
        closedir(entries);
}

void tree_put(const tree *wanted, const char *folder, bool with_folder)
{
    char path[PATH_BYTES];
    clear(folder);
    if (!with_folder && wanted->count == 0) {
        (void)rmdir(folder);
        return;
    }
    (void)mkdir(folder, 0777);
    for (size_t i = 0; i < wanted->count; i++) {
        const tree_file *file = &wanted->files[i];
        join(path, folder, file->name);
        int opened = open(path, O_WRONLY | O_CREAT | O_EXCL, 0666);
        if (opened < 0 || write(opened, file->bytes, file->size) != (ssize_t)file->size)
            give_up("write", path);
        close(opened);
    }
}

const tree_file *tree_find(const tree *in, const char *name)
{
    for (size_t i = 0; i < in->count; i++)
        if (strcmp(in->files[i].name, name) == 0)
            return &in->files[i];
    return NULL;
}

bool tree_file_is(const tree *in, const tree_file *wanted)
{
    const tree_file *found = tree_find(in, wanted->name);
    return found && found->size == wanted->size && memcmp(found->bytes, wanted->bytes, wanted->size) == 0;
}

bool tree_is_ours(const char *name)
{
    return strstr(name, ".redbook-") != NULL;
}

static bool all_in(const tree *a, const tree *b, bool with_ours)
{
    for (size_t i = 0; i < a->count; i++)
        if ((with_ours || !tree_is_ours(a->files[i].name)) && !tree_file_is(b, &a->files[i]))
            return false;
    return true;
}

bool tree_equal(const tree *a, const tree *b, bool with_ours)
{
    return all_in(a, b, with_ours) && all_in(b, a, with_ours);
}

/* ------------------------------------------------------------------ a hash of the whole */

#define FNV_START 0xcbf29ce484222325u
#define FNV_PRIME 0x100000001b3u

static void add_bytes(uint64_t *state, const void *bytes, size_t size, bool without_numbers)
{
    const uint8_t *at = bytes;
    for (size_t i = 0; i < size; i++)
        if (!without_numbers || !isxdigit(at[i]))
            *state = (*state ^ at[i]) * FNV_PRIME;
}

/* The first file in the list with the same inode: usually the file itself. */
static size_t first_of(const tree *in, const tree_file *file)
{
    size_t i = 0;
    while (in->files[i].inode != file->inode)
        i++;
    return i;
}

uint64_t tree_state(const tree *of, bool with_unfinished_bytes)
{
    uint64_t state = FNV_START;
    for (size_t i = 0; i < of->count; i++) {
        const tree_file *file = &of->files[i];
        bool is_journal = strcmp(file->name, TREE_JOURNAL) == 0;
        bool counts = with_unfinished_bytes || !tree_is_ours(file->name);
        size_t first = first_of(of, file), shown = counts && !is_journal ? file->size : file->size > 0;
        add_bytes(&state, file->name, strlen(file->name) + 1, false);
        add_bytes(&state, &first, sizeof first, false);
        add_bytes(&state, &file->mode, sizeof file->mode, false);
        add_bytes(&state, &shown, sizeof shown, false);
        if (counts)
            add_bytes(&state, file->bytes, file->size, is_journal);
    }
    return state;
}
