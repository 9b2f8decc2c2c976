/*
 * The lead-in's subchannels: packs follow one another without regard to sectors, and start again when all were sent.
 *
 * The first pack that is repeated ends the cycle - not just any pack with a correct CRC. Sequence numbers make the
 * packs of a disc differ, so it is repeated only there. From then on every pack is compared with the expected one.
 */
#include "device/virtual_text.h"

#include "cd/cdtext_pack.h"
#include "cd/crc16.h"

#include <stdlib.h>
#include <string.h>

enum { GROUP_BYTES = 24, GROUPS_PER_SECTOR = RBK_TEXT_SECTOR_BYTES / GROUP_BYTES };

struct rbk_virtual_text {
    uint8_t groups[RBK_TEXT_PACKS_MAX][GROUP_BYTES]; /* of the cycle, as received */
    uint8_t packs[RBK_TEXT_PACKS_MAX][RBK_PACK_BYTES];
    size_t count;    /* of the cycle so far */
    size_t position; /* in the cycle, once it is complete */
    bool closed;
    bool overflow; /* more packs than a disc can have: the rest is ignored */
    unsigned wrong;
};

rbk_virtual_text *rbk_virtual_text_new(void)
{
    return calloc(1, sizeof(rbk_virtual_text));
}

void rbk_virtual_text_free(rbk_virtual_text *text)
{
    free(text);
}

/* 24 symbols of six bits are 18 bytes. True where the upper two bits of all are zero. */
static bool unpack(const uint8_t group[GROUP_BYTES], uint8_t pack[RBK_PACK_BYTES])
{
    uint8_t upper = 0;
    for (size_t i = 0; i < GROUP_BYTES / 4; i++) {
        const uint8_t *s = group + 4 * i;
        uint8_t *bytes = pack + 3 * i;
        upper |= (uint8_t)((s[0] | s[1] | s[2] | s[3]) & 0xC0);
        bytes[0] = (uint8_t)((s[0] & 0x3F) << 2 | (s[1] & 0x3F) >> 4);
        bytes[1] = (uint8_t)((s[1] & 0x0F) << 4 | (s[2] & 0x3F) >> 2);
        bytes[2] = (uint8_t)((s[2] & 0x03) << 6 | (s[3] & 0x3F));
    }
    return upper == 0;
}

static bool has_right_crc(const uint8_t pack[RBK_PACK_BYTES])
{
    uint16_t crc = rbk_crc16_on_disc(pack, RBK_PACK_BYTES - 2);
    return pack[16] == crc >> 8 && pack[17] == (crc & 0xFF);
}

static unsigned add_to_cycle(rbk_virtual_text *text, const uint8_t group[GROUP_BYTES])
{
    unsigned wrong = 0;
    if (text->count == RBK_TEXT_PACKS_MAX) {
        text->overflow = true;
        return RBK_TEXT_ENDLESS;
    }
    uint8_t *pack = text->packs[text->count];
    memcpy(text->groups[text->count], group, GROUP_BYTES);
    if (!unpack(group, pack))
        wrong |= RBK_TEXT_BAD_BITS;
    if (!has_right_crc(pack))
        wrong |= RBK_TEXT_BAD_CRC;
    if (text->count == 0 && !(pack[0] & 0x80))
        wrong |= RBK_TEXT_NO_PACK;
    text->count++;
    return wrong;
}

static unsigned add_group(rbk_virtual_text *text, const uint8_t group[GROUP_BYTES])
{
    if (text->overflow)
        return 0;
    if (!text->closed && (text->count == 0 || memcmp(group, text->groups[0], GROUP_BYTES) != 0))
        return add_to_cycle(text, group);
    text->closed = true;
    unsigned wrong = memcmp(group, text->groups[text->position], GROUP_BYTES) != 0 ? RBK_TEXT_BROKEN : 0;
    text->position = (text->position + 1) % text->count;
    return wrong;
}

unsigned rbk_virtual_text_add(rbk_virtual_text *text, const uint8_t *sectors, size_t count)
{
    unsigned wrong = 0;
    for (size_t i = 0; i < count * GROUPS_PER_SECTOR; i++)
        wrong |= add_group(text, sectors + i * GROUP_BYTES);
    wrong &= ~text->wrong;
    text->wrong |= wrong;
    return wrong;
}

unsigned rbk_virtual_text_end(rbk_virtual_text *text)
{
    unsigned wrong = text->closed ? 0 : (unsigned)RBK_TEXT_ENDLESS;
    wrong &= ~text->wrong;
    text->wrong |= wrong;
    return wrong;
}

const uint8_t *rbk_virtual_text_packs(const rbk_virtual_text *text, size_t *count)
{
    *count = text->count;
    return text->packs[0];
}
