/*
 * The origin of a disc in memory. Grows only at its end.
 */
#include "disc/origin.h"

#include "base/fail.h"
#include "base/room.h"

#include <redbook/subchannel.h>

#include <stdlib.h>
#include <string.h>

#define NAME_BYTES_MAX 255

uint32_t rbk_cut_stride_bytes(const rbk_cut *cut)
{
    switch (cut->kind) {
    case RBK_CUT_SAMPLES:
        return RBK_SECTOR_BYTES;
    case RBK_CUT_SECTORS:
        return cut->part_bytes + (cut->subchannel == RBK_SUBCHANNEL_NONE ? 0 : RBK_SUBCHANNEL_BYTES);
    case RBK_CUT_SUBCHANNEL:
        return RBK_SUBCHANNEL_BYTES;
    default:
        return 1;
    }
}

rbk_origin *rbk_origin_new(void)
{
    return calloc(1, sizeof(rbk_origin));
}

void rbk_origin_free(rbk_origin *origin)
{
    if (!origin)
        return;
    for (size_t f = 0; f < origin->file_count; f++) {
        for (size_t c = 0; c < origin->files[f].cut_count; c++)
            free(origin->files[f].cuts[c].bytes);
        free(origin->files[f].cuts);
        free(origin->files[f].name);
    }
    free(origin->files);
    free(origin->format);
    free(origin->name);
    free(origin->text);
    free(origin->packs);
    free(origin);
}

rbk_status rbk_origin_add_file(rbk_origin *origin, const char *name, rbk_origin_file **file, rbk_error *error)
{
    rbk_origin_file *files = rbk_room_for_one(origin->files, origin->file_count, sizeof *files);
    if (!files)
        return rbk_fail_memory(error);
    origin->files = files;
    char *copy = strdup(name);
    if (!copy)
        return rbk_fail_memory(error);
    *file = &files[origin->file_count++];
    **file = (rbk_origin_file){.name = copy};
    return RBK_OK;
}

rbk_status rbk_origin_add_cut(rbk_origin_file *file, const rbk_cut *cut, rbk_error *error)
{
    rbk_cut *cuts = rbk_room_for_one(file->cuts, file->cut_count, sizeof *cuts);
    if (!cuts)
        return rbk_fail_memory(error);
    file->cuts = cuts;
    cuts[file->cut_count] = *cut;
    if (cut->kind == RBK_CUT_BYTES) {
        uint8_t *bytes = malloc((size_t)cut->length_bytes + 1);
        if (!bytes)
            return rbk_fail_memory(error);
        memcpy(bytes, cut->bytes, (size_t)cut->length_bytes);
        cuts[file->cut_count].bytes = bytes;
    }
    file->cut_count++;
    file->length_bytes += cut->length_bytes;
    return RBK_OK;
}

bool rbk_origin_name_is_plain(const char *name)
{
    size_t size = strlen(name);
    if (size == 0 || size > NAME_BYTES_MAX || strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return false;
    for (size_t i = 0; i < size; i++)
        if ((unsigned char)name[i] < ' ' || name[i] == '/' || name[i] == '\\' || name[i] == 0x7F)
            return false;
    return true;
}
