/*
 * CD-TEXT packs as bytes: header, payload, CRC, and the 36 bytes of size information. The texts themselves are handled
 * in src/text.
 */
#include "cd/cdtext_pack.h"

#include "cd/crc16.h"

#include <string.h>

#define HEADER_BYTES 4
#define CRC_AT       (HEADER_BYTES + RBK_PACK_PAYLOAD_BYTES)

void rbk_pack_encode(const rbk_pack *pack, uint8_t bytes[RBK_PACK_BYTES])
{
    bytes[0] = pack->type;
    bytes[1] = (uint8_t)((pack->extension ? 0x80 : 0) | (pack->track & 0x7F));
    bytes[2] = pack->sequence;
    bytes[3] = (uint8_t)((pack->double_byte ? 0x80 : 0) | (pack->block & 7) << 4 | (pack->position & 15));
    memcpy(bytes + HEADER_BYTES, pack->payload, RBK_PACK_PAYLOAD_BYTES);
    uint16_t crc = rbk_crc16_on_disc(bytes, CRC_AT);
    bytes[CRC_AT] = (uint8_t)(crc >> 8);
    bytes[CRC_AT + 1] = (uint8_t)crc;
}

void rbk_pack_decode(const uint8_t bytes[RBK_PACK_BYTES], rbk_pack *pack)
{
    memset(pack, 0, sizeof *pack);
    pack->type = bytes[0];
    pack->extension = bytes[1] & 0x80;
    pack->track = bytes[1] & 0x7F;
    pack->sequence = bytes[2];
    pack->double_byte = bytes[3] & 0x80;
    pack->block = bytes[3] >> 4 & 7;
    pack->position = bytes[3] & 15;
    memcpy(pack->payload, bytes + HEADER_BYTES, RBK_PACK_PAYLOAD_BYTES);
    pack->whole = rbk_crc16_on_disc(bytes, CRC_AT) == (bytes[CRC_AT] << 8 | bytes[CRC_AT + 1]);
}

void rbk_pack_size_info_encode(const rbk_pack_size_info *info, uint8_t bytes[RBK_PACK_SIZE_INFO_BYTES])
{
    bytes[0] = info->charset;
    bytes[1] = info->first_track;
    bytes[2] = info->last_track;
    bytes[3] = info->copyright;
    memcpy(bytes + 4, info->packs, RBK_PACK_TYPES);
    memcpy(bytes + 20, info->last_sequence, RBK_PACK_BLOCKS);
    memcpy(bytes + 28, info->language, RBK_PACK_BLOCKS);
}

void rbk_pack_size_info_decode(const uint8_t bytes[RBK_PACK_SIZE_INFO_BYTES], rbk_pack_size_info *info)
{
    info->charset = bytes[0];
    info->first_track = bytes[1];
    info->last_track = bytes[2];
    info->copyright = bytes[3];
    memcpy(info->packs, bytes + 4, RBK_PACK_TYPES);
    memcpy(info->last_sequence, bytes + 20, RBK_PACK_BLOCKS);
    memcpy(info->language, bytes + 28, RBK_PACK_BLOCKS);
}
