/*
 * image/reader.h - parts of the image reader for other files of the library
 */
#ifndef RBK_IMAGE_READER_H
#define RBK_IMAGE_READER_H

#include "image/map.h"
#include "image/payload.h"

#include <redbook/image.h>

/*
 * rbk_image_open for a disc of which only some files hold sectors: the others are not opened, and reading there is
 * RBK_INVALID_ARGUMENT. Its errors.
 */
rbk_status rbk_image_open_parts(const rbk_disc *disc, const rbk_layout *layout, rbk_image **image, rbk_error *error);

/* False if the file is not read. */
bool rbk_image_reads_file(const rbk_image *image, uint32_t file);

/*
 * How many of count sectors from first_lba on are contiguous in one file and byte for byte as rbk_image_read_sectors
 * returns them; and where. 0: not even the first - it is silence, is built, swapped, decoded or joined from two files -
 * or its file cannot be opened, which reading reports. Safe from several threads at once.
 */
uint32_t rbk_image_contiguous(const rbk_image *image, int32_t first_lba, uint32_t count, rbk_image_place *place);

/*
 * From here on the CHDs that the image of the disc is in are verified while they are read, in threads (0: one for each
 * processor), each once however many files of the disc it is. Called before they are read. RBK_NO_MEMORY.
 */
rbk_status rbk_image_verify_begin(rbk_image *image, const rbk_disc *disc, uint32_t threads, rbk_error *error);
void rbk_image_verify_end(rbk_image *image); /* after them; also where it did not begin */

/* What verifies a file, lent until the end; NULL: nothing does. */
rbk_chd_verifier *rbk_image_verifier(const rbk_image *image, uint32_t file);

/* Whether it is open on a session from start_lba to lead_out_lba. */
bool rbk_image_has_session(const rbk_image *image, int32_t start_lba, int32_t lead_out_lba);

/* Lent until the close. */
const rbk_image_map *rbk_image_map_of(const rbk_image *image);

#endif
