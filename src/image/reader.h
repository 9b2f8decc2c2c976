/*
 * image/reader.h - what the author asks of the image reader beyond <redbook/image.h>
 */
#ifndef RBK_IMAGE_READER_H
#define RBK_IMAGE_READER_H

#include "image/map.h"

#include <redbook/image.h>

/*
 * rbk_image_open for a disc of which only some files hold sectors: nothing is asked of the others, and whoever reads
 * there gets their bytes. Its results but RBK_UNSUPPORTED.
 */
rbk_status rbk_image_open_parts(const rbk_disc *disc, const rbk_layout *layout, rbk_image **image, rbk_error *error);

/* Lent until the close. */
const rbk_image_map *rbk_image_map_of(const rbk_image *image);

#endif
