/*
 * Which files a disc is read from, what they are called from where the manifest is, and whether they are what it says.
 */
#include "redbook/manifest.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define MANIFEST_BYTES_MAX RBK_DESCRIPTOR_BYTES_MAX

static rbk_status fail(rbk_status status, int system_error, const char *path, const char *sentence, rbk_error *error)
{
    rbk_error_init(error);
    error->status = status;
    error->system_error = system_error;
    snprintf(error->place.path, sizeof error->place.path, "%s", path);
    snprintf(error->sentence, sizeof error->sentence, "%s", sentence);
    return status;
}

static rbk_status out_of_memory(rbk_error *error)
{
    return fail(RBK_NO_MEMORY, 0, "", "out of memory", error);
}

/* errno says why; 0 or ENOMEM: memory. */
static rbk_status fail_name(const char *path, rbk_error *error)
{
    int code = errno;
    if (code == 0 || code == ENOMEM)
        return out_of_memory(error);
    return fail(RBK_FILEACCESS, code, path, "its folder cannot be examined", error);
}

/* A file with this name, which is now the list's. NULL without memory. */
static manifest_file *add_file(manifest_files *files, char *name)
{
    manifest_file *grown = name ? realloc(files->files, (files->count + 1) * sizeof *grown) : NULL;
    if (!grown) {
        free(name);
        return NULL;
    }
    files->files = grown;
    manifest_file *file = &grown[files->count++];
    memset(file, 0, sizeof *file);
    rbk_error_init(&file->error);
    file->name = name;
    return file;
}

void manifest_files_release(manifest_files *files)
{
    for (size_t i = 0; i < files->count; i++)
        free(files->files[i].name);
    free(files->files);
    *files = (manifest_files){NULL, 0};
}

bool manifest_file_is_good(const manifest_file *file)
{
    return strcmp(file->sum, file->expected) == 0;
}

/* ------------------------------------------------------------------ names from the folder of a manifest */

/* How much of a path is its folder with the slash; 0: it is in the current one. */
static size_t folder_length(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? (size_t)(slash - path) + 1 : 0;
}

static char *join(const char *folder_of, const char *name)
{
    size_t folder = name[0] == '/' ? 0 : folder_length(folder_of);
    char *path = malloc(folder + strlen(name) + 1);
    if (!path)
        return NULL;
    memcpy(path, folder_of, folder);
    memcpy(path + folder, name, strlen(name) + 1);
    return path;
}

/* The real path of the folder of a path, with its slash; NULL where there is none. */
static char *real_folder(const char *path)
{
    size_t length = folder_length(path);
    char *folder = length ? strndup(path, length) : strdup("."), *real = folder ? realpath(folder, NULL) : NULL;
    char *made = real ? malloc(strlen(real) + 2) : NULL;
    if (made)
        sprintf(made, "%s%s", real, strcmp(real, "/") == 0 ? "" : "/");
    free(real);
    free(folder);
    return made;
}

/* Whether a part of a path is "..", which leads out of what is before it. */
static bool leads_up(const char *path)
{
    for (const char *at = path; (at = strstr(at, "..")) != NULL; at += 2)
        if ((at == path || at[-1] == '/') && (at[2] == '/' || !at[2]))
            return true;
    return false;
}

/*
 * What leads from the folder of manifest to path: what stands after that folder, or else the whole real path. NULL with
 * errno; *whose is the path whose folder could not be examined.
 */
static char *name_from(const char *manifest, const char *path, const char **whose)
{
    *whose = path;
    size_t folder = manifest ? folder_length(manifest) : 0;
    if (!manifest || (folder == 0 && path[0] != '/' && !leads_up(path)))
        return strdup(path);
    if (folder > 0 && strncmp(manifest, path, folder) == 0 && !leads_up(path + folder))
        return strdup(path + folder);
    char *from = real_folder(manifest), *to = from ? real_folder(path) : NULL, *name = NULL;
    if (!from)
        *whose = manifest;
    char *whole = to ? join(to, path + folder_length(path)) : NULL;
    if (from && whole)
        name = strdup(strncmp(whole, from, strlen(from)) == 0 ? whole + strlen(from) : whole);
    int code = errno;
    free(whole);
    free(to);
    free(from);
    errno = code;
    return name;
}

/* ------------------------------------------------------------------ writing */

rbk_status manifest_make(const disc_input *input, const char *manifest, rbk_sum_kind kind, const rbk_listener *listener,
                         manifest_files *made, rbk_error *error)
{
    const char **paths = NULL;
    size_t count = 0;
    *made = (manifest_files){NULL, 0};
    rbk_status status = rbk_source_list_files(input->disc, input->path, &paths, &count, error);
    for (size_t i = 0; i < count && status == RBK_OK; i++) {
        errno = 0;
        const char *whose;
        manifest_file *file = add_file(made, name_from(manifest, paths[i], &whose));
        if (!file) {
            status = fail_name(whose, error);
            break;
        }
        file->kind = kind;
        status = rbk_sum_file(paths[i], kind, listener, file->sum, error);
        memcpy(file->expected, file->sum, sizeof file->expected);
    }
    free(paths);
    return status;
}

char *manifest_text(const manifest_files *files)
{
    size_t size = 0;
    char *text = strdup("");
    for (size_t i = 0; i < files->count && text; i++) {
        char *line = rbk_manifest_line(files->files[i].sum, files->files[i].name);
        char *grown = line ? realloc(text, size + strlen(line) + 1) : NULL;
        if (!grown) {
            free(line);
            free(text);
            return NULL;
        }
        text = grown;
        memcpy(text + size, line, strlen(line) + 1);
        size += strlen(line);
        free(line);
    }
    return text;
}

/* ------------------------------------------------------------------ checking */

/* All of it, as rbk_bytes_read_file reads a file: no more than MANIFEST_BYTES_MAX. */
static rbk_status fill_from_standard_input(rbk_bytes *bytes, rbk_error *error)
{
    size_t capacity = 0, got = 1;
    char too_large[64];
    snprintf(too_large, sizeof too_large, "is too large: expected at most %zu bytes", MANIFEST_BYTES_MAX);
    while (got > 0) {
        if (bytes->size == capacity) {
            capacity = capacity ? 2 * capacity : 65536;
            uint8_t *grown = realloc(bytes->data, capacity);
            if (!grown)
                return out_of_memory(error);
            bytes->data = grown;
        }
        errno = 0;
        got = fread(bytes->data + bytes->size, 1, capacity - bytes->size, stdin);
        bytes->size += got;
        if (ferror(stdin))
            return fail(RBK_FILEACCESS, errno, "-", "standard input cannot be read", error);
        if (bytes->size > MANIFEST_BYTES_MAX)
            return fail(RBK_UNSUPPORTED, 0, "-", too_large, error);
    }
    return RBK_OK;
}

static rbk_status read_standard_input(rbk_bytes *bytes, rbk_error *error)
{
    *bytes = (rbk_bytes){NULL, 0};
    rbk_status status = fill_from_standard_input(bytes, error);
    if (status != RBK_OK)
        rbk_bytes_release(bytes);
    return status;
}

static rbk_status check_entries(const char *path, const rbk_manifest *manifest, const rbk_listener *listener,
                                manifest_files *made, rbk_error *error)
{
    for (size_t i = 0; i < manifest->count; i++) {
        const rbk_manifest_entry *entry = &manifest->entries[i];
        manifest_file *file = add_file(made, strdup(entry->name));
        char *at = file ? join(path, entry->name) : NULL;
        if (!at)
            return out_of_memory(error);
        file->kind = entry->kind;
        memcpy(file->expected, entry->sum, sizeof file->expected);
        rbk_status status = rbk_sum_file(at, entry->kind, listener, file->sum, &file->error);
        free(at);
        if (status == RBK_USERABORT || status == RBK_NO_MEMORY) {
            *error = file->error;
            return status;
        }
        if (status == RBK_OK)
            rbk_error_init(&file->error);
        else
            file->sum[0] = '\0';
    }
    return RBK_OK;
}

rbk_status manifest_check(const char *path, const rbk_listener *listener, manifest_files *made, rbk_findings *findings,
                          rbk_error *error)
{
    rbk_bytes bytes;
    rbk_manifest manifest = {NULL, 0};
    bool standard_input = strcmp(path, "-") == 0;
    *made = (manifest_files){NULL, 0};
    rbk_status status = standard_input ? read_standard_input(&bytes, error)
                                       : rbk_bytes_read_file(path, MANIFEST_BYTES_MAX, &bytes, error);
    if (status != RBK_OK)
        return status;
    status = rbk_manifest_read((const char *)bytes.data, bytes.size, path, &manifest, findings, error);
    if (status == RBK_OK)
        status = check_entries(standard_input ? "" : path, &manifest, listener, made, error);
    rbk_manifest_release(&manifest);
    rbk_bytes_release(&bytes);
    return status;
}
