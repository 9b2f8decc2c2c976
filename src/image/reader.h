/*
 * image/reader.h - what the author asks of the image reader beyond <redbook/image.h>
 */
#ifndef RBK_IMAGE_READER_H
#define RBK_IMAGE_READER_H

#include "image/map.h"
#include "image/payload.h"

#include <redbook/image.h>

/*
 * rbk_image_open for a disc of which only some files hold sectors: nothing is asked of the others, and reading there is
 * RBK_INVALID_ARGUMENT. Its results.
 */
rbk_status rbk_image_open_parts(const rbk_disc *disc, const rbk_layout *layout, rbk_image **image, rbk_error *error);

/* False where nothing is asked of the file. */
bool rbk_image_reads_file(const rbk_image *image, uint32_t file);

/*
 * How many of count sectors from first_lba on are in one file, one after another and byte for byte as
 * rbk_image_read_sectors gives them; and where. 0: the first does not - it is silence, is built, swapped, decoded or
 * joined from two files - or its file cannot be opened, which reading reports. Safe from several threads at once.
 */
uint32_t rbk_image_contiguous(const rbk_image *image, int32_t first_lba, uint32_t count, rbk_image_place *place);

/* Lent until the close. */
const rbk_image_map *rbk_image_map_of(const rbk_image *image);

#endif
