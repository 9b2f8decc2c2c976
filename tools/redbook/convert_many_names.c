/*
 * What the outputs of many discs are called, which operands are no discs by themselves, and whether outputs get in each
 * other's way.
 */
#include "cli/output_folder.h"
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

/* ------------------------------------------------------------------ operands that are parts of others */

static disc_operand *list_operands(const disc_batch *batch)
{
    disc_operand *operands = calloc(batch->count + 1, sizeof *operands);
    for (size_t i = 0; operands && i < batch->count; i++)
        operands[i] = (disc_operand){batch->items[i].path, &batch->items[i].task.sources,
                                     convert_many_was_read(&batch->items[i])};
    return operands;
}

void convert_many_release_item(convert_item *item)
{
    convert_task_release(&item->task);
    rbk_findings_free(item->findings);
    free(item->name);
    free(item->output);
    free(item->depfile);
}

static bool is_same_file(const char *a, const char *b)
{
    struct stat of_a, of_b;
    return stat(a, &of_a) == 0 && stat(b, &of_b) == 0 && of_a.st_ino == of_b.st_ino && of_a.st_dev == of_b.st_dev;
}

/* For the same output: a folder and its DDPID, or an operand that is given twice. */
static bool is_same_disc(const convert_item *a, const convert_item *b)
{
    return strcmp(a->output, b->output) == 0 && is_same_file(a->path, b->path);
}

/* Each disc counts once: by its first operand. */
static void find_repeated(disc_batch *batch)
{
    disc_part *parts = batch->parts;
    for (size_t i = 1; i < batch->count; i++)
        for (size_t before = 0; before < i && !parts[i].part_of; before++)
            if (!parts[before].part_of && is_same_disc(&batch->items[before], &batch->items[i])) {
                parts[i].part_of = parts[before].path;
                parts[i].kind = DISC_PART_SAME;
            }
}

static rbk_status report_part(disc_batch *batch, const disc_part *part)
{
    static const char *const sentences[] = {
        [DISC_PART_FILE] = "it is a part of '%.200s' and is converted with it",
        [DISC_PART_SAME] = "it is the same disc as another operand, '%.200s', and is converted once",
        [DISC_PART_PLAYLIST] = "it is a playlist of other operands, the first '%.200s', and is not converted; --m3u "
                               "writes one of the outputs",
    };
    return rbk_findings_add(batch->session.findings, RBK_NOTE, "convert.part", part->path, 0, 0, sentences[part->kind],
                            part->part_of);
}

/* Leaves the items that are discs, and the parts that are none. */
static rbk_status remove_parts(disc_batch *batch)
{
    rbk_status status = RBK_OK;
    size_t left = 0;
    for (size_t i = 0; i < batch->count; i++) {
        if (!batch->parts[i].part_of) {
            batch->items[left++] = batch->items[i];
            continue;
        }
        if (report_part(batch, &batch->parts[i]) != RBK_OK)
            status = RBK_NO_MEMORY;
        batch->parts[batch->part_count++] = batch->parts[i];
        convert_many_release_item(&batch->items[i]);
    }
    batch->count = left;
    return status;
}

rbk_status convert_many_remove_parts(disc_batch *batch)
{
    disc_operand *operands = list_operands(batch);
    batch->parts = calloc(batch->count + 1, sizeof *batch->parts);
    rbk_status status =
        operands && batch->parts ? disc_parts_find(operands, batch->count, batch->parts) : RBK_NO_MEMORY;
    if (status == RBK_OK)
        find_repeated(batch);
    if (status == RBK_OK)
        status = remove_parts(batch);
    free(operands);
    return status;
}

bool convert_many_was_read(const convert_item *item)
{
    return item->task.sectors > 0;
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
        if (convert_many_was_read(&batch->items[i])) /* nothing is written of another one, whose error is reported */
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

static rbk_status report_source(disc_batch *batch, const output_file *file, const convert_item *reader)
{
    return rbk_findings_add(batch->session.findings, RBK_ERROR, "target.is-source", file->path, 0, 0,
                            "it is a source of '%s' and would be overwritten by '%s'", reader->path,
                            name_or_list(file));
}

static rbk_status check_file(disc_batch *batch, const output_file *file, const disc_source_index *sources)
{
    struct stat about;
    if (stat(file->path, &about) != 0)
        return RBK_OK;
    const disc_source identity = {about.st_dev, about.st_ino, 0};
    const size_t found = disc_source_index_find(sources, &identity);
    const convert_item *reader = found < sources->count ? &batch->items[sources->entries[found].operand] : NULL;
    /* the library refuses a source of the disc itself */
    return reader && reader != file->item ? report_source(batch, file, reader) : RBK_OK;
}

static rbk_status check_sources(disc_batch *batch, const output_files *all)
{
    disc_source_index sources = {NULL, 0};
    disc_operand *operands = list_operands(batch);
    rbk_status status = operands ? disc_source_index_make(operands, batch->count, &sources) : RBK_NO_MEMORY;
    for (size_t i = 0; i < all->count && status == RBK_OK; i++)
        status = check_file(batch, &all->files[i], &sources);
    free(sources.entries);
    free(operands);
    return status;
}

static rbk_status check_playlist(disc_batch *batch, const playlist *list)
{
    rbk_error why;
    rbk_error_init(&why);
    for (size_t i = 0; i < list->count; i++)
        if (strpbrk(convert_many_in_folder(batch, batch->items[list->discs[i]].output), "\r\n"))
            return rbk_findings_add(batch->session.findings, RBK_ERROR, "target.playlist", list->path, 0, 0,
                                    "'%s' has a line break in its name, which no playlist can have",
                                    batch->items[list->discs[i]].output);
    rbk_status status = cli_target_check(list->path, batch->values->force, batch->session.findings, &why);
    if (status == RBK_OK || status == RBK_NO_MEMORY)
        return status;
    return rbk_findings_add(batch->session.findings, RBK_ERROR,
                            status == RBK_FILEEXISTS ? "target.exists" : "target.playlist", list->path, 0, 0, "%s",
                            why.sentence);
}

static rbk_status check_playlists(disc_batch *batch)
{
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < batch->playlists.count && status == RBK_OK; i++)
        status = check_playlist(batch, &batch->playlists.lists[i]);
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
