/*
 * device/virtual_model.h - a recorded disc as the model of the other rooms: its tracks, their layout, its sheet
 */
#ifndef RBK_DEVICE_VIRTUAL_MODEL_H
#define RBK_DEVICE_VIRTUAL_MODEL_H

#include "device/virtual_sheet.h"

#include <redbook/layout.h>
#include <redbook/stream.h>

/* Names of the files of a recorded disc, in the sheet and in the drive's folder. */
#define RBK_VIRTUAL_PROGRAM "disc.bin"
#define RBK_VIRTUAL_TEXT    "disc.cdt"

/* A session as it was recorded. */
typedef struct rbk_virtual_recorded {
    const rbk_virtual_sheet *sheet;
    uint8_t format;   /* of mode page 05: 0x10 CD-I */
    int32_t base_lba; /* of the first sector in its file */
} rbk_virtual_recorded;

/*
 * The disc described by the cue sheets of its sessions, whose payload is in a file each: disc.bin, disc.2.bin, ... packs:
 * 18 bytes each, count of them; readable texts become the disc's. Both are freed by the caller. RBK_NO_MEMORY,
 * RBK_BAD_LAYOUT.
 */
rbk_status rbk_virtual_model(const rbk_virtual_recorded *sessions, size_t session_count, const uint8_t *packs,
                             size_t count, rbk_disc **disc, rbk_layout **layout, rbk_error *error);

/* The name of a file of a session, from 1 on: "disc.bin", "disc.2.bin". */
#define RBK_VIRTUAL_NAME_BYTES 24
const char *rbk_virtual_name(unsigned session, const char *ending, char name[RBK_VIRTUAL_NAME_BYTES]);

/* Its CUE sheet. RBK_NO_MEMORY and the errors of the writer of sheets. */
rbk_status rbk_virtual_model_write(const rbk_disc *disc, rbk_output *output, rbk_error *error);

#endif
