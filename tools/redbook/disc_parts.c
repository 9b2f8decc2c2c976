/*
 * Parts are found by identity, since one file has many names. A descriptor that could not be read does not say what its
 * files are; then their names do, so that its error is not lost among theirs.
 */
#include "redbook/disc_parts.h"
#include "redbook/playlists.h"

#include <redbook/format.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ------------------------------------------------------------------ the files of one disc */

static void add_source(disc_sources *sources, const char *path)
{
    struct stat about;
    if (!path || stat(path, &about) != 0)
        return;
    const disc_source source = {about.st_dev, about.st_ino, about.st_size};
    for (size_t i = 0; i < sources->count; i++)
        if (disc_source_same(&sources->files[i], &source))
            return;
    sources->files[sources->count++] = source;
}

rbk_status disc_sources_list(const rbk_disc *disc, const char *path, disc_sources *sources)
{
    const char **paths = NULL;
    size_t count = 0;
    *sources = (disc_sources){NULL, 0};
    rbk_status status = rbk_source_list_files(disc, path, &paths, &count, NULL);
    if (status == RBK_OK && !(sources->files = calloc(count + 1, sizeof *sources->files)))
        status = RBK_NO_MEMORY;
    for (size_t i = 0; i < count && status == RBK_OK; i++)
        add_source(sources, paths[i]);
    free(paths);
    return status;
}

void disc_sources_release(disc_sources *sources)
{
    free(sources->files);
    *sources = (disc_sources){NULL, 0};
}

/* ------------------------------------------------------------------ the files of all */

static int compare_identities(const disc_source *a, const disc_source *b)
{
    int order = (a->device > b->device) - (a->device < b->device);
    return order ? order : (a->inode > b->inode) - (a->inode < b->inode);
}

static int by_identity(const void *first, const void *second)
{
    const disc_source_entry *a = first, *b = second;
    int order = compare_identities(a->source, b->source);
    return order ? order : (a->operand > b->operand) - (a->operand < b->operand);
}

bool disc_source_same(const disc_source *a, const disc_source *b)
{
    return compare_identities(a, b) == 0;
}

rbk_status disc_source_index_make(const disc_operand *operands, size_t count, disc_source_index *index)
{
    size_t most = 0;
    for (size_t i = 0; i < count; i++)
        most += operands[i].sources->count;
    *index = (disc_source_index){calloc(most + 1, sizeof *index->entries), 0};
    if (!index->entries)
        return RBK_NO_MEMORY;
    for (size_t i = 0; i < count; i++)
        for (size_t s = 0; s < operands[i].sources->count; s++)
            index->entries[index->count++] = (disc_source_entry){&operands[i].sources->files[s], i};
    qsort(index->entries, index->count, sizeof *index->entries, by_identity);
    return RBK_OK;
}

size_t disc_source_index_find(const disc_source_index *index, const disc_source *wanted)
{
    size_t low = 0, high = index->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_identities(index->entries[middle].source, wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < index->count && disc_source_same(index->entries[low].source, wanted) ? low : index->count;
}

/* ------------------------------------------------------------------ by identity */

#define NO_OPERAND SIZE_MAX

typedef struct parts {
    const disc_operand *operands;
    size_t count;
    disc_source_index index;
    disc_source *identities; /* of the files at the paths of the operands */
    bool *is_file;
    bool *is_part; /* of the disc of another operand, read from it */
} parts;

/*
 * Another disc that is read from the file of operand i. whole: only one that is not itself a part of others, so that two
 * that name each other both remain.
 */
static size_t reader_of(const parts *p, size_t i, bool whole)
{
    const disc_source *wanted = &p->identities[i];
    if (!p->is_file[i])
        return NO_OPERAND;
    for (size_t e = disc_source_index_find(&p->index, wanted);
         e < p->index.count && disc_source_same(p->index.entries[e].source, wanted); e++) {
        const size_t reader = p->index.entries[e].operand;
        const bool other = !p->is_file[reader] || !disc_source_same(&p->identities[reader], wanted);
        if (other && !(whole && p->is_part[reader]))
            return reader;
    }
    return NO_OPERAND;
}

static void examine(parts *p)
{
    for (size_t i = 0; i < p->count; i++) {
        struct stat about;
        p->is_file[i] = stat(p->operands[i].path, &about) == 0 && S_ISREG(about.st_mode);
        if (p->is_file[i])
            p->identities[i] = (disc_source){about.st_dev, about.st_ino, about.st_size};
    }
}

/* ------------------------------------------------------------------ by name */

static size_t folder_length(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? (size_t)(slash - path) + 1 : 0;
}

static bool in_same_folder(const char *a, const char *b)
{
    const size_t length = folder_length(a);
    return length == folder_length(b) && memcmp(a, b, length) == 0;
}

static bool is_fileset(const char *path)
{
    return strcasecmp(path + folder_length(path), "DDPID") == 0;
}

bool disc_folder_name(const char *path, char **name)
{
    const size_t length = folder_length(path);
    *name = NULL;
    if (!is_fileset(path))
        return true;
    char *folder = length > 0 ? strndup(path, length) : strdup(".");
    char *whole = folder ? realpath(folder, NULL) : NULL;
    const bool enough = folder && (whole || errno != ENOMEM);
    const char *base = whole ? strrchr(whole, '/') + 1 : "";
    if (base[0])
        *name = strdup(base);
    const bool all = enough && (*name || !base[0]);
    free(whole);
    free(folder);
    return all;
}

/* The extension of the last part of a path, without its dot; "": none. */
static const char *extension_of(const char *path)
{
    const char *base = path + folder_length(path), *dot = strrchr(base, '.');
    return dot && dot > base ? dot + 1 : "";
}

static bool is_descriptor(const char *path)
{
    const char *extension = extension_of(path);
    const rbk_format *format;
    bool is = is_fileset(path);
    for (size_t i = 0; !is && *extension && (format = rbk_format_at(i)); i++)
        is = strcasecmp(extension, format->extension) == 0;
    return is;
}

/* "a/game.cue" and "a/game.bin". */
static bool have_same_stem(const char *a, const char *b)
{
    const size_t length = (size_t)(extension_of(a) - a);
    return *extension_of(a) && *extension_of(b) && length == (size_t)(extension_of(b) - b) && memcmp(a, b, length) == 0;
}

/* A descriptor that could not be read, and that operand i may be a file of. */
static size_t broken_descriptor_of(const parts *p, size_t i)
{
    const disc_operand *part = &p->operands[i];
    if (!p->is_file[i] || is_descriptor(part->path))
        return NO_OPERAND;
    for (size_t d = 0; d < p->count; d++) {
        const disc_operand *descriptor = &p->operands[d];
        if (descriptor->was_read || !p->is_file[d] || !is_descriptor(descriptor->path) ||
            !in_same_folder(part->path, descriptor->path))
            continue;
        if (is_fileset(descriptor->path) ? !part->was_read : have_same_stem(part->path, descriptor->path))
            return d;
    }
    return NO_OPERAND;
}

/* ------------------------------------------------------------------ by the lines of a playlist */

/* The operand at a path; a playlist is none, since two that name each other would both be no disc. */
static size_t operand_at(const parts *p, const char *path)
{
    struct stat about;
    if (stat(path, &about) != 0)
        return NO_OPERAND;
    const disc_source wanted = {about.st_dev, about.st_ino, about.st_size};
    for (size_t i = 0; i < p->count; i++)
        if (p->is_file[i] && disc_source_same(&p->identities[i], &wanted) && !playlist_is(p->operands[i].path))
            return i;
    return NO_OPERAND;
}

/* The first of the operands that operand i names, if it is a playlist that names nothing else. RBK_NO_MEMORY. */
static rbk_status find_first_listed(const parts *p, size_t i, size_t *first)
{
    playlist_files files;
    *first = NO_OPERAND;
    if (p->operands[i].was_read || !p->is_file[i] || !playlist_is(p->operands[i].path))
        return RBK_OK;
    rbk_status status = playlist_read(p->operands[i].path, &files);
    size_t known = 0;
    while (known < files.count && operand_at(p, files.paths[known]) != NO_OPERAND)
        known++;
    if (known > 0 && known == files.count)
        *first = operand_at(p, files.paths[0]);
    playlist_files_release(&files);
    return status;
}

/* ------------------------------------------------------------------ the whole */

static rbk_status find_part(const parts *p, size_t i, disc_part *part)
{
    size_t first = NO_OPERAND, other = reader_of(p, i, true);
    rbk_status status = other == NO_OPERAND ? find_first_listed(p, i, &first) : RBK_OK;
    if (other == NO_OPERAND)
        other = first != NO_OPERAND ? first : broken_descriptor_of(p, i);
    part->path = p->operands[i].path;
    part->part_of = other != NO_OPERAND ? p->operands[other].path : NULL;
    part->kind = first != NO_OPERAND ? DISC_PART_PLAYLIST : DISC_PART_FILE;
    return status;
}

rbk_status disc_parts_find(const disc_operand *operands, size_t count, disc_part *found)
{
    parts p = {.operands = operands,
               .count = count,
               .identities = calloc(count + 1, sizeof *p.identities),
               .is_file = calloc(count + 1, sizeof *p.is_file),
               .is_part = calloc(count + 1, sizeof *p.is_part)};
    rbk_status status =
        p.identities && p.is_file && p.is_part ? disc_source_index_make(operands, count, &p.index) : RBK_NO_MEMORY;
    if (status == RBK_OK) {
        examine(&p);
        for (size_t i = 0; i < count; i++)
            p.is_part[i] = reader_of(&p, i, false) != NO_OPERAND;
    }
    for (size_t i = 0; i < count && status == RBK_OK; i++)
        status = find_part(&p, i, &found[i]);
    free(p.index.entries);
    free(p.identities);
    free(p.is_file);
    free(p.is_part);
    return status;
}

void disc_parts_print(const disc_part *list, size_t count, const char *what, FILE *out)
{
    size_t counts[] = {[DISC_PART_FILE] = 0, [DISC_PART_SAME] = 0, [DISC_PART_PLAYLIST] = 0};
    for (size_t i = 0; i < count; i++)
        counts[list[i].kind]++;
    const size_t files = counts[DISC_PART_FILE], same = counts[DISC_PART_SAME], lists = counts[DISC_PART_PLAYLIST];
    if (files > 0)
        fprintf(out, "%zu other operand%s part of these %s\n", files, RBK_PLURAL(files, " is", "s are"), what);
    if (same > 0)
        fprintf(out, "%zu other operand%s these %s\n", same, RBK_PLURAL(same, " repeats one of", "s repeat"), what);
    if (lists > 0)
        fprintf(out, "%zu other operand%s of these %s\n", lists, RBK_PLURAL(lists, " is a playlist", "s are playlists"),
                what);
}

void disc_parts_json(cli_json *json, const disc_part *list, size_t count)
{
    cli_json_open_array(json, "parts");
    for (size_t i = 0; i < count; i++) {
        cli_json_open_object(json, NULL);
        cli_json_text(json, "path", list[i].path);
        cli_json_text(json, "part_of", list[i].part_of);
        cli_json_close(json);
    }
    cli_json_close(json);
}
