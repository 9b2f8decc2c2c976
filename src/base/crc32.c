/*
 * CRC-32 by libdeflate, which has it in the instructions of most processors. chd/deflate.c is the other file that includes
 * that library.
 */
#include "base/crc32.h"

#include <libdeflate.h>

uint32_t rbk_crc32(uint32_t crc, const void *bytes, size_t size)
{
    return size > 0 ? libdeflate_crc32(crc, bytes, size) : crc;
}
