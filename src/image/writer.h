/*
 * image/writer.h - parts of the image writer that only conversions use
 */
#ifndef RBK_IMAGE_WRITER_H
#define RBK_IMAGE_WRITER_H

#include <redbook/image.h>

/*
 * The final length of the file. Disk space for the rest of it is reserved as soon as bytes come that are not shared
 * with another file; a lack of space is then an error of the write. Before all other calls.
 */
void rbk_image_writer_expect(rbk_image_writer *writer, int64_t bytes);

/*
 * Copies bytes from an offset of another open file without reading them: they share its blocks if the file system can
 * do that and both offsets are aligned, else the kernel copies. Returns how many were copied, from the first on. Fewer,
 * or none, is not an error: reading and writing the rest will show one.
 */
int64_t rbk_image_writer_take(rbk_image_writer *writer, int64_t offset_bytes, int source, int64_t source_offset_bytes,
                              int64_t bytes);

/*
 * Shares blocks with another open file, for bytes that are read anyway, so that copying them without reading saves
 * nothing: the whole blocks of RBK_SHARE_BYTES in the range, if both files have them at the same place in a block and
 * the file system can do that. Returns the number of bytes shared, from *offset_bytes on, which is moved to the first
 * of them; 0: none. After the first refusal nothing is tried again. Safe from several threads, in different ranges.
 */
#define RBK_SHARE_BYTES 65536 /* whole blocks in every file system that shares them */
int64_t rbk_image_writer_share(rbk_image_writer *writer, int64_t *offset_bytes, int source, int64_t source_offset_bytes,
                               int64_t bytes);

#endif
