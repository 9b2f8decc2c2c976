/*
 * Sets of discs by their names; the lines of a playlist.
 */
#include "redbook/playlists.h"

#include <redbook/stream.h>

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define NUMBER_DIGITS_MAX 3

/* A name taken apart: before "(Disc N)", N, after it. */
typedef struct disc_name {
    size_t position;
    const char *name; /* the whole; the first head_bytes are the head */
    size_t head_bytes;
    unsigned number;
    const char *tail;
    bool early; /* not the released disc: a demo, a prototype */
} disc_name;

/* The number or letter at text, and what follows the parenthesis; NULL: none. */
static const char *read_number(const char *text, unsigned *number)
{
    size_t digits = strspn(text, "0123456789");
    const char *at = text;
    if (digits > 0 && digits <= NUMBER_DIGITS_MAX) {
        *number = (unsigned)strtoul(text, NULL, 10);
        at += digits;
        if (strncasecmp(at, " of ", 4) == 0)
            at += 4 + strspn(at + 4, "0123456789");
    } else if (isalpha((unsigned char)*text)) {
        *number = (unsigned)(toupper((unsigned char)*text) - 'A' + 1);
        at++;
    }
    return at > text && *at == ')' ? at + 1 : NULL;
}

/* "(Demo)", "(Beta 2)": as databases of discs mark what was made before a release. "(Demo Disc)" is a part of one. */
static bool is_early(const char *tail)
{
    static const char *const words[] = {"alpha", "beta", "demo", "kiosk", "preview", "prototype", "proto", "sample"};
    for (const char *open = strchr(tail, '('); open; open = strchr(open + 1, '('))
        for (size_t w = 0; w < sizeof words / sizeof words[0]; w++) {
            const size_t length = strlen(words[w]);
            if (strncasecmp(open + 1, words[w], length) == 0 &&
                open[1 + length + strspn(open + 1 + length, " 0123456789")] == ')')
                return true;
        }
    return false;
}

/* A set without a name has no list. */
static bool take_apart(const char *name, disc_name *parts)
{
    static const char *const words[] = {"(disc ", "(disk ", "(cd "};
    for (const char *open = strchr(name, '('); open; open = strchr(open + 1, '('))
        for (size_t w = 0; w < sizeof words / sizeof words[0]; w++) {
            const size_t length = strlen(words[w]);
            if (strncasecmp(open, words[w], length) != 0)
                continue;
            parts->name = name;
            parts->head_bytes = (size_t)(open - name);
            parts->tail = read_number(open + length, &parts->number);
            if (parts->tail) {
                parts->early = is_early(parts->tail);
                return strspn(name, " ") < parts->head_bytes;
            }
        }
    return false;
}

/* By what is before "(Disc N)"; of the same, early discs come last. */
static int compare_heads(const disc_name *a, const disc_name *b)
{
    size_t least = a->head_bytes < b->head_bytes ? a->head_bytes : b->head_bytes;
    int order = memcmp(a->name, b->name, least);
    if (!order)
        order = (a->head_bytes > b->head_bytes) - (a->head_bytes < b->head_bytes);
    return order ? order : a->early - b->early;
}

static int by_number(const void *first, const void *second)
{
    const disc_name *a = first, *b = second;
    int order = compare_heads(a, b);
    if (!order)
        order = (a->number > b->number) - (a->number < b->number);
    return order ? order : strcmp(a->tail, b->tail);
}

static int by_tail(const void *first, const void *second)
{
    const disc_name *a = first, *b = second;
    int order = compare_heads(a, b);
    if (!order)
        order = strcmp(a->tail, b->tail);
    return order ? order : (a->number > b->number) - (a->number < b->number);
}

/* ------------------------------------------------------------------ lists */

/* "FOLDER/Game (Rev 1).m3u" with one of the blanks around "(Disc 1)", and none where there were none. */
static char *path_of(const char *folder, const disc_name *first, bool with_tail)
{
    size_t head = first->head_bytes;
    const char *tail = with_tail ? first->tail : "";
    while (head > 0 && first->name[head - 1] == ' ')
        head--;
    const bool blank = head < first->head_bytes || tail[0] == ' ';
    tail += strspn(tail, " ");
    size_t size = strlen(folder) + head + strlen(tail) + sizeof " .m3u";
    char *path = malloc(size);
    if (path)
        snprintf(path, size, "%s%.*s%s%s.m3u", folder, (int)head, first->name, blank && head > 0 && tail[0] ? " " : "",
                 tail);
    return path;
}

static rbk_status add_list(playlists *found, const char *folder, const disc_name *discs, size_t count, bool with_tail)
{
    playlist *lists = realloc(found->lists, (found->count + 1) * sizeof *lists);
    if (!lists)
        return RBK_NO_MEMORY;
    found->lists = lists;
    playlist *list = &lists[found->count++];
    *list = (playlist){.path = path_of(folder, discs, with_tail), .discs = calloc(count, sizeof *list->discs)};
    if (!list->path || !list->discs)
        return RBK_NO_MEMORY;
    for (size_t i = 0; i < count; i++)
        list->discs[list->count++] = discs[i].position;
    return RBK_OK;
}

/*
 * Those of one head. Where a number comes twice, there are several sets, which differ in what follows it; so do those of early
 * discs, each with a name of its own.
 */
static rbk_status add_sets(playlists *found, const char *folder, disc_name *discs, size_t count)
{
    bool twice = false, same_tail = true;
    rbk_status status = RBK_OK;
    for (size_t i = 1; i < count; i++) {
        twice = twice || discs[i].number == discs[i - 1].number;
        same_tail = same_tail && strcmp(discs[i].tail, discs[0].tail) == 0;
    }
    if (!twice && !discs[0].early)
        return count > 1 ? add_list(found, folder, discs, count, same_tail) : RBK_OK;
    qsort(discs, count, sizeof *discs, by_tail);
    for (size_t first = 0, end; first < count && status == RBK_OK; first = end) {
        for (end = first + 1; end < count && strcmp(discs[end].tail, discs[first].tail) == 0; end++)
            ;
        if (end - first > 1)
            status = add_list(found, folder, discs + first, end - first, true);
    }
    return status;
}

rbk_status playlists_find(const char *const *names, size_t count, const char *folder, playlists *found)
{
    *found = (playlists){NULL, 0};
    disc_name *discs = calloc(count + 1, sizeof *discs);
    rbk_status status = discs ? RBK_OK : RBK_NO_MEMORY;
    size_t known = 0;
    for (size_t i = 0; discs && i < count; i++) {
        discs[known].position = i;
        known += take_apart(names[i], &discs[known]);
    }
    if (known > 1)
        qsort(discs, known, sizeof *discs, by_number);
    for (size_t first = 0, end; first < known && status == RBK_OK; first = end) {
        for (end = first + 1; end < known && compare_heads(&discs[end], &discs[first]) == 0; end++)
            ;
        status = add_sets(found, folder, discs + first, end - first);
    }
    free(discs);
    return status;
}

void playlists_release(playlists *found)
{
    for (size_t i = 0; i < found->count; i++) {
        free(found->lists[i].path);
        free(found->lists[i].discs);
    }
    free(found->lists);
    *found = (playlists){NULL, 0};
}

rbk_status playlist_write(playlist *list, const char *const *paths, bool replace, rbk_error *error)
{
    rbk_output *output = NULL;
    rbk_status status = rbk_output_open_file(list->path, replace, &output, error);
    for (size_t i = 0; i < list->count && status == RBK_OK; i++) {
        const char *path = paths[list->discs[i]];
        if (path[0] == '#') /* else it would be a comment */
            status = rbk_output_write(output, "./", 2, error);
        if (status == RBK_OK)
            status = rbk_output_write(output, path, strlen(path), error);
        if (status == RBK_OK)
            status = rbk_output_write(output, "\n", 1, error);
    }
    if (status == RBK_OK)
        status = rbk_output_commit(output, error);
    rbk_output_free(output);
    list->written = status == RBK_OK;
    return status;
}

/* ------------------------------------------------------------------ reading */

bool playlist_is(const char *path)
{
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path, *dot = strrchr(base, '.');
    return dot && dot > base && (strcasecmp(dot, ".m3u") == 0 || strcasecmp(dot, ".m3u8") == 0);
}

static rbk_status add_line(playlist_files *files, const char *list, const char *line, size_t length)
{
    const char *slash = strrchr(list, '/');
    const size_t folder = slash && line[0] != '/' ? (size_t)(slash - list) + 1 : 0;
    char **paths = realloc(files->paths, (files->count + 1) * sizeof *paths);
    if (!paths)
        return RBK_NO_MEMORY;
    files->paths = paths;
    char *path = malloc(folder + length + 1);
    if (!path)
        return RBK_NO_MEMORY;
    memcpy(path, list, folder);
    memcpy(path + folder, line, length);
    path[folder + length] = '\0';
    paths[files->count++] = path;
    return RBK_OK;
}

rbk_status playlist_read(const char *path, playlist_files *files)
{
    static const char mark[] = "\xEF\xBB\xBF"; /* of UTF-8 */
    rbk_bytes text = {NULL, 0};
    rbk_error why;
    *files = (playlist_files){NULL, 0};
    rbk_status status = rbk_bytes_read_file(path, RBK_DESCRIPTOR_BYTES_MAX, &text, &why);
    if (status != RBK_OK)
        return status == RBK_NO_MEMORY ? status : RBK_OK;
    const char *line = (const char *)text.data;
    if (strncmp(line, mark, strlen(mark)) == 0)
        line += strlen(mark);
    while (*line && status == RBK_OK) {
        const size_t length = strcspn(line, "\r\n");
        if (length > 0 && line[0] != '#')
            status = add_line(files, path, line, length);
        line += length + strspn(line + length, "\r\n");
    }
    rbk_bytes_release(&text);
    return status;
}

void playlist_files_release(playlist_files *files)
{
    for (size_t i = 0; i < files->count; i++)
        free(files->paths[i]);
    free(files->paths);
    *files = (playlist_files){NULL, 0};
}
