/*
 * Selects the transport for a device name: the recorder in software, or real drives.
 */
#include "base/entries.h"
#include "base/fail.h"
#include "base/room.h"
#include "burn/recorder.h"
#include "device/transport_cdio.h"
#include "device/virtual.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_virtual(const char *device)
{
    return strncmp(device, RBK_VIRTUAL_PREFIX, strlen(RBK_VIRTUAL_PREFIX)) == 0;
}

static const char *folder_of(const char *device, rbk_error *error)
{
    const char *folder = device + strlen(RBK_VIRTUAL_PREFIX);
    if (*folder)
        return folder;
    (void)rbk_fail(error, RBK_DEVICE_NOTPRESENT, "expected 'virtual:FOLDER', found no folder after 'virtual:'");
    return NULL;
}

static rbk_status open_any(const char *device, bool create, rbk_recorder **recorder, rbk_error *error)
{
    if (!device || !recorder)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_transport *transport = NULL;
    rbk_status status = RBK_DEVICE_NOTPRESENT;
    if (is_virtual(device)) {
        const char *folder = folder_of(device, error);
        if (folder)
            status = rbk_virtual_open_transport(folder, create, &transport, error);
    } else {
        status = rbk_cdio_open_transport(device, &transport, error);
    }
    return status == RBK_OK ? rbk_recorder_new(transport, device, recorder, error) : status;
}

rbk_status rbk_recorder_open(const char *device, rbk_recorder **recorder, rbk_error *error)
{
    return open_any(device, false, recorder, error);
}

rbk_status rbk_recorder_open_or_make(const char *device, rbk_recorder **recorder, rbk_error *error)
{
    return open_any(device, true, recorder, error);
}

rbk_status rbk_recorder_make(const char *device, const char *const *settings, size_t count, rbk_error *error)
{
    if (!device || (!settings && count > 0))
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    const char *folder = device;
    if (is_virtual(device))
        folder = folder_of(device, error);
    return folder ? rbk_virtual_make(folder, settings, count, error) : RBK_DEVICE_NOTPRESENT;
}

const char *rbk_recorder_libcdio_version(void)
{
    return rbk_cdio_version();
}

/* ------------------------------------------------------------------ list of drives */

static rbk_status add_name(rbk_recorder_names *names, const char *prefix, const char *name, rbk_error *error)
{
    char **grown = rbk_room_for_one(names->names, names->count, sizeof *grown);
    if (!grown)
        return rbk_fail_memory(error);
    names->names = grown;
    size_t bytes = strlen(prefix) + strlen(name) + 1;
    grown[names->count] = malloc(bytes);
    if (!grown[names->count])
        return rbk_fail_memory(error);
    snprintf(grown[names->count++], bytes, "%s%s", prefix, name);
    return RBK_OK;
}

static rbk_status find_real(rbk_recorder_names *names, rbk_error *error)
{
    char **drives = NULL;
    rbk_status status = rbk_cdio_find_drives(&drives, error);
    for (char **drive = drives; status == RBK_OK && *drive; drive++)
        status = add_name(names, "", *drive, error);
    if (status == RBK_OK || drives)
        rbk_cdio_free_drives(drives);
    return status;
}

static rbk_status look_at_entry(const char *folder, const char *entry, rbk_recorder_names *names, rbk_error *error)
{
    size_t length = strlen(folder);
    const char *slash = length && folder[length - 1] == '/' ? "" : "/";
    size_t bytes = length + strlen(entry) + 2;
    char *path = malloc(bytes);
    if (!path)
        return rbk_fail_memory(error);
    snprintf(path, bytes, "%s%s%s", folder, slash, entry);
    bool is_drive = false;
    rbk_status status = rbk_virtual_is_drive(path, &is_drive, error);
    if (is_drive)
        status = add_name(names, RBK_VIRTUAL_PREFIX, path, error);
    free(path);
    return status;
}

static rbk_status find_virtual(const char *folder, rbk_recorder_names *names, rbk_error *error)
{
    rbk_entries *entries = NULL;
    bool is_drive = false;
    rbk_status status = rbk_virtual_is_drive(folder, &is_drive, error);
    if (is_drive)
        return add_name(names, RBK_VIRTUAL_PREFIX, folder, error);
    if (status == RBK_OK)
        status = rbk_entries_open_folder(folder, &entries, error);
    for (const char *name; status == RBK_OK && (name = rbk_entries_next(entries));)
        if (name[0] != '.')
            status = look_at_entry(folder, name, names, error);
    const rbk_status ended = rbk_entries_close(entries, status == RBK_OK ? error : NULL);
    return status == RBK_OK ? ended : status;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

rbk_status rbk_recorder_find(const char *folder, rbk_recorder_names *names, rbk_error *error)
{
    if (!names)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_recorder_names found = {NULL, 0};
    rbk_status status = folder ? find_virtual(folder, &found, error) : find_real(&found, error);
    if (status != RBK_OK) {
        rbk_recorder_names_release(&found);
        return status;
    }
    if (found.count)
        qsort(found.names, found.count, sizeof *found.names, by_name);
    *names = found;
    return RBK_OK;
}

void rbk_recorder_names_release(rbk_recorder_names *names)
{
    if (!names)
        return;
    for (size_t i = 0; i < names->count; i++)
        free(names->names[i]);
    free(names->names);
    *names = (rbk_recorder_names){NULL, 0};
}
