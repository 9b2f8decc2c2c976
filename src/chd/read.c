/*
 * The bytes of a CHD, which is a file or in memory.
 */
#include "chd/read.h"

#include "base/fail.h"

#include <errno.h>
#include <inttypes.h>

bool rbk_chd_read_at(const rbk_chd *chd, uint64_t offset, void *bytes, size_t size)
{
    rbk_input *input = chd->input;
    errno = 0;
    if (offset > (uint64_t)input->size || size > (uint64_t)input->size - offset)
        return false;
    int64_t have = input->bytes ? rbk_input_read(input, (int64_t)offset, bytes, size)
                                : rbk_read_at(input->descriptor, (int64_t)offset, bytes, size);
    if (have >= 0 && have < (int64_t)size)
        errno = 0; /* of an earlier attempt */
    return have == (int64_t)size;
}

rbk_status rbk_chd_fail_read(uint64_t offset, rbk_error *error)
{
    return rbk_fail_system(error, RBK_FILESYSTEM, errno, "cannot be read at byte %" PRIu64, offset);
}
