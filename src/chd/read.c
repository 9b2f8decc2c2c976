/*
 * The bytes of a CHD, which is a file or in memory.
 */
#include "chd/read.h"

bool rbk_chd_read_at(const rbk_chd *chd, uint64_t offset, void *bytes, size_t size)
{
    rbk_input *input = chd->input;
    if (offset > (uint64_t)input->size || size > (uint64_t)input->size - offset)
        return false;
    int64_t have = input->bytes ? rbk_input_read(input, (int64_t)offset, bytes, size)
                                : rbk_read_at(input->descriptor, (int64_t)offset, bytes, size);
    return have == (int64_t)size;
}
