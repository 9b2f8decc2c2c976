/*
 * base/publish.h - rbk_publish of a set that loses a file
 */
#ifndef RBK_BASE_PUBLISH_H
#define RBK_BASE_PUBLISH_H

#include <redbook/stream.h>

/*
 * rbk_publish; removed (nullable) is the path of a file in the same folder, which is removed in the same step: the new
 * descriptor, which does not name it, is not visible with it, nor the old one without it. One that is not there is no
 * failure. RBK_INVALID_ARGUMENT: there is no descriptor. RBK_FILEACCESS as well: it is no file, but a folder or a device.
 */
RBK_MUST_CHECK rbk_status rbk_publish_without(const char *removed, rbk_unfinished *const *files, size_t count,
                                              rbk_unfinished *descriptor, rbk_error *error);

#endif
