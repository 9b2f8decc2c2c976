/*
 * image/publish.h - finished work appears under its names: payload first, then the descriptor, all of it or nothing
 */
#ifndef RBK_IMAGE_PUBLISH_H
#define RBK_IMAGE_PUBLISH_H

#include <redbook/image.h>
#include <redbook/stream.h>

/*
 * Publishes flushed image files and, behind them, the flushed descriptor that names them. An old descriptor steps aside
 * before the first of them appears: whatever stops us in between, even a kill, no descriptor stands beside bytes that
 * are not its own. A failure puts everything back that stood there before, and the files are unfinished ones again.
 *
 * descriptor NULL: there is none. descriptor_path is its target. RBK_FILEEXISTS, RBK_FILESYSTEM, RBK_NO_MEMORY.
 */
rbk_status rbk_image_publish_all(rbk_image_writer *const *files, size_t count, rbk_output *descriptor,
                                 const char *descriptor_path, bool replace, rbk_error *error);

#endif
