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

/*
 * The disc described by a cue sheet, its payload in the one file disc.bin from lba 0 on. format: of mode page 05 (0x10
 * CD-I). packs: 18 bytes each, count of them; readable texts become the disc's. Both are freed by the caller.
 * RBK_NO_MEMORY, RBK_BAD_LAYOUT.
 */
rbk_status rbk_virtual_model(const rbk_virtual_sheet *sheet, uint8_t format, const uint8_t *packs, size_t count,
                             rbk_disc **disc, rbk_layout **layout, rbk_error *error);

/* Its CUE sheet. RBK_NO_MEMORY and the errors of the writer of sheets. */
rbk_status rbk_virtual_model_write(const rbk_disc *disc, rbk_output *output, rbk_error *error);

#endif
