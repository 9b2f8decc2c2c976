/*
 * What the outputs of many discs are called, which operands are no discs by themselves, and whether outputs get in each
 * other's way.
 */
#include "redbook/convert_many.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define EXTENSION_CHARACTERS_MAX 4

/* ------------------------------------------------------------------ names */

static const char *base_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* Length of a name without one extension: a dot and up to four letters or digits. */
static size_t without_extension(const char *name, size_t length)
{
    size_t dot = length;
    while (dot > 0 && length - dot <= EXTENSION_CHARACTERS_MAX && isalnum((unsigned char)name[dot - 1]))
        dot--;
    return dot > 1 && dot < length && name[dot - 1] == '.' ? dot - 1 : length;
}

/* A file with a fixed name says nothing of its disc; its folder does. */
static bool is_fixed(const char *base)
{
    return strcasecmp(base, "DDPID") == 0 || strcasecmp(base, "disc.gdi") == 0;
}

static char *name_of(const char *path)
{
    const char *base = base_of(path);
    size_t length = strlen(base);
    if (is_fixed(base) && base > path + 1) {
        const char *end = base - 1, *begin = end;
        while (begin > path && begin[-1] != '/')
            begin--;
        if (end > begin && strncmp(begin, ".", (size_t)(end - begin)) != 0 &&
            strncmp(begin, "..", (size_t)(end - begin)) != 0)
            return strndup(begin, (size_t)(end - begin));
    }
    bool packed = length > 4 && strcasecmp(base + length - 4, ".ecm") == 0;
    length = without_extension(base, length);
    return strndup(base, packed ? without_extension(base, length) : length);
}

/* "FOLDER/" */
static char *folder_of(const char *output)
{
    size_t length = strlen(output);
    char *folder = malloc(length + 2);
    if (folder) {
        memcpy(folder, output, length + 1);
        if (length > 0 && folder[length - 1] != '/')
            memcpy(folder + length, "/", 2);
    }
    return folder;
}

/* "FOLDER/Game.chd.d", after the name of the descriptor. */
static char *depfile_of(const char *folder, const convert_item *item, const rbk_target *target)
{
    const char *extension = target->extension;
    size_t size = strlen(folder) + strlen(item->name) + strlen(extension) + sizeof "..d";
    char *path = malloc(size);
    if (path)
        snprintf(path, size, "%s%s%s%s.d", folder, item->name, extension[0] ? "." : "", extension);
    return path;
}

static rbk_status name_item(const disc_batch *batch, convert_item *item, const char *path, const char *folder,
                            const char *depfiles)
{
    const rbk_target *target = convert_many_target(batch->values);
    item->path = path;
    item->name = name_of(path);
    item->output = item->name ? rbk_target_path_in(target, folder, item->name) : NULL;
    item->depfile = item->output && depfiles ? depfile_of(depfiles, item, target) : NULL;
    item->findings = rbk_findings_new();
    rbk_error_init(&item->error);
    rbk_error_init(&item->task.rule_error);
    return item->output && item->findings && (item->depfile || !depfiles) ? RBK_OK : RBK_NO_MEMORY;
}

rbk_status convert_many_name(disc_batch *batch, const char *const *paths)
{
    const convert_values *values = batch->values;
    char *folder = folder_of(values->output);
    char *depfiles = values->depfile ? folder_of(values->depfile) : NULL;
    rbk_status status = folder && (depfiles || !values->depfile) ? RBK_OK : RBK_NO_MEMORY;
    for (size_t i = 0; i < batch->count && status == RBK_OK; i++)
        status = name_item(batch, &batch->items[i], paths[i], folder, depfiles);
    free(folder);
    free(depfiles);
    return status;
}

static rbk_status find_playlists(disc_batch *batch)
{
    char *folder = folder_of(batch->values->output);
    const char **names = calloc(batch->count + 1, sizeof *names);
    rbk_status status = folder && names ? RBK_OK : RBK_NO_MEMORY;
    for (size_t i = 0; i < batch->count && status == RBK_OK; i++)
        names[i] = batch->items[i].name;
    if (status == RBK_OK)
        status = playlists_find(names, batch->count, folder, &batch->playlists);
    free(folder);
    free(names);
    return status;
}

/* ------------------------------------------------------------------ the sources of all */

typedef struct source_file {
    const convert_source *source;
    const convert_item *item;
} source_file;

typedef struct source_files {
    source_file *files;
    size_t count;
} source_files;

static int compare_identities(const convert_source *a, const convert_source *b)
{
    int order = (a->device > b->device) - (a->device < b->device);
    return order ? order : (a->inode > b->inode) - (a->inode < b->inode);
}

static int by_identity(const void *first, const void *second)
{
    const source_file *a = first, *b = second;
    int order = compare_identities(a->source, b->source);
    return order ? order : (a->item > b->item) - (a->item < b->item);
}

static rbk_status list_sources(const disc_batch *batch, source_files *all)
{
    size_t most = 0;
    for (size_t i = 0; i < batch->count; i++)
        most += batch->items[i].task.source_count;
    *all = (source_files){calloc(most + 1, sizeof *all->files), 0};
    if (!all->files)
        return RBK_NO_MEMORY;
    for (size_t i = 0; i < batch->count; i++)
        for (size_t s = 0; s < batch->items[i].task.source_count; s++)
            all->files[all->count++] = (source_file){&batch->items[i].task.sources[s], &batch->items[i]};
    qsort(all->files, all->count, sizeof *all->files, by_identity);
    return RBK_OK;
}

/* The first entry of a file; the count where there is none. */
static size_t find_source(const source_files *all, const convert_source *wanted)
{
    size_t low = 0, high = all->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_identities(all->files[middle].source, wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < all->count && compare_identities(all->files[low].source, wanted) == 0 ? low : all->count;
}

/* ------------------------------------------------------------------ operands that are parts of others */

/* What is known of an operand, next to its item. */
typedef struct operand {
    convert_source identity; /* of the file at its path */
    bool is_file;
    bool is_part;
} operand;

static operand *examine_operands(const disc_batch *batch)
{
    operand *made = calloc(batch->count, sizeof *made);
    for (size_t i = 0; made && i < batch->count; i++) {
        struct stat about;
        made[i].is_file = stat(batch->items[i].path, &about) == 0 && S_ISREG(about.st_mode);
        if (made[i].is_file)
            made[i].identity = (convert_source){about.st_dev, about.st_ino, about.st_size};
    }
    return made;
}

/*
 * Another disc that is read from the file of operand i; NULL: none. whole: only one that is not itself a part of others, so
 * that two that name each other both remain.
 */
static const convert_item *reader_of(const disc_batch *batch, const source_files *all, const operand *operands,
                                     size_t i, bool whole)
{
    const convert_source *wanted = &operands[i].identity;
    if (!operands[i].is_file)
        return NULL;
    for (size_t s = find_source(all, wanted); s < all->count && compare_identities(all->files[s].source, wanted) == 0;
         s++) {
        const operand *reader = &operands[all->files[s].item - batch->items];
        const bool other = !reader->is_file || compare_identities(&reader->identity, wanted) != 0;
        if (other && !(whole && reader->is_part))
            return all->files[s].item;
    }
    return NULL;
}

void convert_many_release_item(convert_item *item)
{
    convert_task_release(&item->task);
    rbk_findings_free(item->findings);
    free(item->name);
    free(item->output);
    free(item->depfile);
}

static rbk_status report_part(disc_batch *batch, const char *path, const char *reader)
{
    batch->parts[batch->part_count++] = (convert_part){path, reader};
    return rbk_findings_add(batch->session.findings, RBK_NOTE, "convert.part", path, 0, 0,
                            "it is a part of '%.200s' and is converted with it", reader);
}

static rbk_status remove_parts(disc_batch *batch, const source_files *all, operand *operands)
{
    const char **readers = calloc(batch->count, sizeof *readers);
    rbk_status status = readers ? RBK_OK : RBK_NO_MEMORY;
    size_t left = 0;
    for (size_t i = 0; readers && i < batch->count; i++)
        operands[i].is_part = reader_of(batch, all, operands, i, false) != NULL;
    for (size_t i = 0; readers && i < batch->count; i++) {
        const convert_item *reader = reader_of(batch, all, operands, i, true);
        readers[i] = reader ? reader->path : NULL;
    }
    for (size_t i = 0; readers && i < batch->count; i++) {
        if (!readers[i]) {
            batch->items[left++] = batch->items[i];
            continue;
        }
        if (report_part(batch, batch->items[i].path, readers[i]) != RBK_OK)
            status = RBK_NO_MEMORY;
        convert_many_release_item(&batch->items[i]);
    }
    if (readers)
        batch->count = left;
    free(readers);
    return status;
}

rbk_status convert_many_remove_parts(disc_batch *batch)
{
    source_files all = {NULL, 0};
    operand *operands = examine_operands(batch);
    batch->parts = calloc(batch->count, sizeof *batch->parts);
    rbk_status status = operands && batch->parts ? list_sources(batch, &all) : RBK_NO_MEMORY;
    if (status == RBK_OK)
        status = remove_parts(batch, &all, operands);
    free(all.files);
    free(operands);
    return status;
}

/* ------------------------------------------------------------------ two discs, one file */

/* A file that will be written. */
typedef struct output_file {
    const char *path;
    const convert_item *item; /* NULL: a playlist */
} output_file;

typedef struct output_files {
    output_file *files;
    size_t count;
} output_files;

/* Paths differ in letter case only: some file systems cannot hold both. */
static int by_path(const void *first, const void *second)
{
    const output_file *a = first, *b = second;
    int order = strcasecmp(a->path, b->path);
    return order ? order : (a->item > b->item) - (a->item < b->item);
}

static void add_file(output_files *all, const char *path, const convert_item *item)
{
    all->files[all->count++] = (output_file){path, item};
}

static size_t files_of(const convert_item *item)
{
    return item->task.conversion ? item->task.conversion->file_count + 3 : 2;
}

static void add_item(output_files *all, const convert_item *item)
{
    const rbk_conversion *conversion = item->task.conversion;
    if (!conversion || conversion->descriptor.size > 0)
        add_file(all, item->output, item);
    for (size_t i = 0; conversion && i < conversion->file_count; i++)
        add_file(all, conversion->files[i].path, item);
    if (item->depfile)
        add_file(all, item->depfile, item);
}

static rbk_status list_files(const disc_batch *batch, output_files *all)
{
    size_t most = batch->playlists.count;
    for (size_t i = 0; i < batch->count; i++)
        most += files_of(&batch->items[i]);
    *all = (output_files){calloc(most + 1, sizeof *all->files), 0};
    if (!all->files)
        return RBK_NO_MEMORY;
    for (size_t i = 0; i < batch->count; i++)
        add_item(all, &batch->items[i]);
    for (size_t i = 0; i < batch->playlists.count; i++)
        add_file(all, batch->playlists.lists[i].path, NULL);
    qsort(all->files, all->count, sizeof *all->files, by_path);
    return RBK_OK;
}

static const char *name_or_list(const output_file *file)
{
    return file->item ? file->item->path : "the playlist";
}

/* Files of stored sheets, which have names of their own. */
static bool have_stored_names(const disc_batch *batch, const output_file *a, const output_file *b)
{
    return batch->values->target < 0 && a->item && b->item && strcasecmp(a->path, a->item->output) != 0 &&
           strcasecmp(b->path, b->item->output) != 0 && strcasecmp(a->item->output, b->item->output) != 0;
}

static rbk_status check_names(disc_batch *batch, const output_files *all)
{
    rbk_status status = RBK_OK;
    for (size_t i = 1; i < all->count && status == RBK_OK; i++) {
        const output_file *a = &all->files[i - 1], *b = &all->files[i];
        if (strcasecmp(a->path, b->path) == 0)
            status = rbk_findings_add(
                batch->session.findings, RBK_ERROR, "target.twice", a->path, 0, 0,
                "'%s' and '%s' would both be written to this file%s", name_or_list(a), name_or_list(b),
                have_stored_names(batch, a, b) ? ": use --target redump to name the files after their disc" : "");
    }
    return status;
}

/* ------------------------------------------------------------------ one disc's file, another's source */

static rbk_status report_source(disc_batch *batch, const output_file *file, const source_file *source)
{
    return rbk_findings_add(batch->session.findings, RBK_ERROR, "target.is-source", file->path, 0, 0,
                            "it is a source of '%s' and would be overwritten by '%s'", source->item->path,
                            name_or_list(file));
}

static rbk_status check_file(disc_batch *batch, const output_file *file, const source_files *sources)
{
    struct stat about;
    if (stat(file->path, &about) != 0)
        return RBK_OK;
    const convert_source identity = {about.st_dev, about.st_ino, 0};
    const size_t found = find_source(sources, &identity);
    /* the library refuses a source of the disc itself */
    return found < sources->count && sources->files[found].item != file->item
               ? report_source(batch, file, &sources->files[found])
               : RBK_OK;
}

static rbk_status check_sources(disc_batch *batch, const output_files *all)
{
    source_files sources;
    rbk_status status = list_sources(batch, &sources);
    for (size_t i = 0; i < all->count && status == RBK_OK; i++)
        status = check_file(batch, &all->files[i], &sources);
    free(sources.files);
    return status;
}

static rbk_status check_playlists(disc_batch *batch)
{
    struct stat about;
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < batch->playlists.count && status == RBK_OK; i++)
        if (!batch->values->force && lstat(batch->playlists.lists[i].path, &about) == 0)
            status = rbk_findings_add(batch->session.findings, RBK_ERROR, "target.exists",
                                      batch->playlists.lists[i].path, 0, 0, "already exists");
    return status;
}

rbk_status convert_many_check(disc_batch *batch)
{
    output_files all = {NULL, 0};
    rbk_status status = batch->values->m3u ? find_playlists(batch) : RBK_OK;
    if (status == RBK_OK)
        status = list_files(batch, &all);
    if (status == RBK_OK)
        status = check_names(batch, &all);
    if (status == RBK_OK)
        status = check_sources(batch, &all);
    if (status == RBK_OK)
        status = check_playlists(batch);
    free(all.files);
    return status;
}
