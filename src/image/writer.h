/*
 * image/writer.h - what conversions ask of the image writer beyond <redbook/image.h>
 */
#ifndef RBK_IMAGE_WRITER_H
#define RBK_IMAGE_WRITER_H

#include <redbook/image.h>

/*
 * The file will have so many bytes. Room is set aside for what is left of them as soon as bytes come that share no
 * blocks with another file; that there is none is then recognised by the write. Before all other calls.
 */
void rbk_image_writer_expect(rbk_image_writer *writer, int64_t bytes);

/*
 * Takes bytes from a place of another open file without reading them: they share its blocks where the file system can
 * do that and both places begin one, else the kernel copies. Gives how many came, from the first on. Fewer, or none, is
 * no failure: whoever reads and writes the rest finds out whether there is one.
 */
int64_t rbk_image_writer_take(rbk_image_writer *writer, int64_t offset_bytes, int source, int64_t source_offset_bytes,
                              int64_t bytes);

#endif
