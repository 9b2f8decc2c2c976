/*
 * Checks whether a reply is valid at all, and reads its numbers.
 */
#include "burn/mmc_answer.h"
#include "device/transport.h"

bool rbk_answer_refused(const char **why, const char *reason)
{
    *why = reason;
    return false;
}

bool rbk_answer_came(const uint8_t *data, size_t bytes, size_t least, const char **why)
{
    if (bytes < least)
        return rbk_answer_refused(why, "it is too short");
    for (size_t i = 0; i < least; i++)
        if (data[i] != RBK_POISON)
            return true;
    return rbk_answer_refused(why, "nothing was returned");
}

uint16_t rbk_answer_16(const uint8_t *bytes)
{
    return (uint16_t)(bytes[0] << 8 | bytes[1]);
}

uint32_t rbk_answer_24(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] << 16 | rbk_answer_16(bytes + 1);
}

uint32_t rbk_answer_32(const uint8_t *bytes)
{
    return (uint32_t)rbk_answer_16(bytes) << 16 | rbk_answer_16(bytes + 2);
}
