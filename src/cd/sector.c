/*
 * Raw data sectors: the layout of the six kinds, and the order in which they are computed and verified.
 *
 * EDC comes first, P covers EDC, Q covers P. The sums themselves are in edc.c and ecc.c.
 */
#include "cd/sector.h"

#include "cd/ecc.h"

#include <string.h>

enum {
    SYNC_BYTES = 12,
    HEADER_OFFSET = 12,
    ADDRESS_BYTES = 3,
    MODE_OFFSET = 15,
    BODY_OFFSET = 16, /* after the header */
    BODY_BYTES = RBK_SECTOR_BYTES - BODY_OFFSET,
    SUBHEADER_BYTES = 4, /* written twice */
    SUBMODE_OFFSET = BODY_OFFSET + 2,
    MODE1_EDC_OFFSET = 2064,
    MODE1_ZERO_OFFSET = 2068,
    MODE1_ZERO_BYTES = 8,
    FORM1_EDC_OFFSET = 2072,
    FORM2_EDC_OFFSET = 2348,
    EDC_BYTES = 4
};

/* Addresses have two digits of minutes. */
#define ADDRESSES (100 * 60 * RBK_SECTORS_PER_SECOND)

/* The upper bits of the mode byte mark the blocks of a packet, on discs written in packets. */
#define MODE_MASK 0x1F

typedef struct kind_row {
    uint8_t mode;
    uint16_t user_offset, user_bytes;
} kind_row;

static const kind_row kinds[] = {
    [RBK_SECTOR_AUDIO] = {0, 0, RBK_SECTOR_BYTES},
    [RBK_SECTOR_MODE0] = {0, BODY_OFFSET, 0},
    [RBK_SECTOR_MODE1] = {1, BODY_OFFSET, 2048},
    [RBK_SECTOR_MODE2] = {2, BODY_OFFSET, BODY_BYTES},
    [RBK_SECTOR_MODE2_FORM1] = {2, BODY_OFFSET + 2 * SUBHEADER_BYTES, 2048},
    [RBK_SECTOR_MODE2_FORM2] = {2, BODY_OFFSET + 2 * SUBHEADER_BYTES, 2324},
};

static const uint8_t sync[SYNC_BYTES] = {0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0};

uint32_t rbk_sector_user_offset(rbk_sector_kind kind)
{
    return kinds[kind].user_offset;
}

uint32_t rbk_sector_user_bytes(rbk_sector_kind kind)
{
    return kinds[kind].user_bytes;
}

static void store_edc(uint32_t edc, uint8_t *bytes)
{
    for (int i = 0; i < EDC_BYTES; i++)
        bytes[i] = (uint8_t)(edc >> 8 * i);
}

static uint32_t load_edc(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

static uint8_t bcd(int64_t value)
{
    return (uint8_t)(value / 10 << 4 | value % 10);
}

/* Minutes, seconds and sectors of an address; one before the pregap is in the last minutes, as MMC counts. */
static void write_address(int32_t lba, uint8_t address[ADDRESS_BYTES])
{
    int64_t place = ((int64_t)lba + RBK_PREGAP_SECTORS) % ADDRESSES;
    if (place < 0)
        place += ADDRESSES;
    address[0] = bcd(place / RBK_SECTORS_PER_SECOND / 60);
    address[1] = bcd(place / RBK_SECTORS_PER_SECOND % 60);
    address[2] = bcd(place % RBK_SECTORS_PER_SECOND);
}

static void write_head(uint8_t mode, int32_t lba, uint8_t raw[RBK_SECTOR_BYTES])
{
    memcpy(raw, sync, SYNC_BYTES);
    write_address(lba, raw + HEADER_OFFSET);
    raw[MODE_OFFSET] = mode;
}

static void write_subheader(rbk_sector_kind kind, const rbk_subheader *given, uint8_t raw[RBK_SECTOR_BYTES])
{
    bool form2 = kind == RBK_SECTOR_MODE2_FORM2;
    rbk_subheader subheader = {0, 0, form2 ? 0 : RBK_SUBMODE_DATA, 0};
    if (given)
        subheader = *given;
    uint8_t submode = (uint8_t)(subheader.submode & ~RBK_SUBMODE_FORM2);
    if (form2)
        submode |= RBK_SUBMODE_FORM2;
    for (int copy = 0; copy < 2; copy++) {
        uint8_t *bytes = raw + BODY_OFFSET + copy * SUBHEADER_BYTES;
        bytes[0] = subheader.file;
        bytes[1] = subheader.channel;
        bytes[2] = submode;
        bytes[3] = subheader.coding;
    }
}

/* Mode 1 covers everything before it, the forms cover everything after the header. */
static uint32_t edc_of_mode1(const uint8_t raw[RBK_SECTOR_BYTES])
{
    return rbk_edc(0, raw, MODE1_EDC_OFFSET);
}

static uint32_t edc_of_form1(const uint8_t raw[RBK_SECTOR_BYTES])
{
    return rbk_edc(0, raw + BODY_OFFSET, FORM1_EDC_OFFSET - BODY_OFFSET);
}

static uint32_t edc_of_form2(const uint8_t raw[RBK_SECTOR_BYTES])
{
    return rbk_edc(0, raw + BODY_OFFSET, FORM2_EDC_OFFSET - BODY_OFFSET);
}

static void write_mode1_codes(uint8_t raw[RBK_SECTOR_BYTES])
{
    store_edc(edc_of_mode1(raw), raw + MODE1_EDC_OFFSET);
    memset(raw + MODE1_ZERO_OFFSET, 0, MODE1_ZERO_BYTES);
    rbk_ecc_build(RBK_ECC_AUTO, raw, true);
}

void rbk_sector_build(rbk_sector_kind kind, int32_t lba, const rbk_subheader *subheader, const uint8_t *user,
                      uint8_t raw[RBK_SECTOR_BYTES])
{
    const kind_row *row = &kinds[kind];
    if (user)
        memmove(raw + row->user_offset, user, row->user_bytes);
    else
        memset(raw + row->user_offset, 0, row->user_bytes);
    if (kind == RBK_SECTOR_AUDIO)
        return;
    write_head(row->mode, lba, raw);
    switch (kind) {
    case RBK_SECTOR_MODE0:
        memset(raw + BODY_OFFSET, 0, BODY_BYTES);
        break;
    case RBK_SECTOR_MODE1:
        write_mode1_codes(raw);
        break;
    case RBK_SECTOR_MODE2_FORM1:
        write_subheader(kind, subheader, raw);
        store_edc(edc_of_form1(raw), raw + FORM1_EDC_OFFSET);
        rbk_ecc_build(RBK_ECC_AUTO, raw, false);
        break;
    case RBK_SECTOR_MODE2_FORM2:
        write_subheader(kind, subheader, raw);
        store_edc(edc_of_form2(raw), raw + FORM2_EDC_OFFSET);
        break;
    default: /* formless: nothing more to verify */
        break;
    }
}

void rbk_sector_build_2336(int32_t lba, const uint8_t bytes[2336], uint8_t raw[RBK_SECTOR_BYTES])
{
    memmove(raw + BODY_OFFSET, bytes, BODY_BYTES);
    write_head(kinds[RBK_SECTOR_MODE2].mode, lba, raw);
}

static bool has_sync(const uint8_t raw[RBK_SECTOR_BYTES])
{
    return memcmp(raw, sync, SYNC_BYTES) == 0;
}

static bool subheaders_agree(const uint8_t raw[RBK_SECTOR_BYTES])
{
    return memcmp(raw + BODY_OFFSET, raw + BODY_OFFSET + SUBHEADER_BYTES, SUBHEADER_BYTES) == 0;
}

static rbk_sector_kind form_of(uint8_t submode)
{
    return submode & RBK_SUBMODE_FORM2 ? RBK_SECTOR_MODE2_FORM2 : RBK_SECTOR_MODE2_FORM1;
}

rbk_sector_kind rbk_sector_kind_of(const uint8_t raw[RBK_SECTOR_BYTES])
{
    if (!has_sync(raw))
        return RBK_SECTOR_AUDIO;
    switch (raw[MODE_OFFSET] & MODE_MASK) {
    case 0:
        return RBK_SECTOR_MODE0;
    case 1:
        return RBK_SECTOR_MODE1;
    case 2:
        return subheaders_agree(raw) ? form_of(raw[SUBMODE_OFFSET]) : RBK_SECTOR_MODE2;
    default:
        return RBK_SECTOR_AUDIO;
    }
}

void rbk_form_votes_add(rbk_form_votes *votes, const uint8_t raw[RBK_SECTOR_BYTES])
{
    const uint8_t *body = raw + BODY_OFFSET;
    rbk_sector_kind kind = rbk_sector_kind_of(raw);
    if (memcmp(body, body + 1, BODY_BYTES - 1) == 0)
        return;
    votes->forms += kind == RBK_SECTOR_MODE2_FORM1 || kind == RBK_SECTOR_MODE2_FORM2;
    votes->formless += kind == RBK_SECTOR_MODE2;
}

bool rbk_form_votes_are_formless(const rbk_form_votes *votes)
{
    return votes->formless > votes->forms;
}

/*
 * All codes are linear: the sector of the difference, computed alone, is the change of the codes. So a valid sector
 * stays valid, and a damaged one keeps its defects, which may be intended, and is restored exactly on the way back.
 */
bool rbk_sector_relocate(uint8_t raw[RBK_SECTOR_BYTES], int32_t lba)
{
    rbk_sector_kind kind = rbk_sector_kind_of(raw);
    uint8_t address[ADDRESS_BYTES];
    write_address(lba, address);
    if (kind == RBK_SECTOR_AUDIO || memcmp(raw + HEADER_OFFSET, address, ADDRESS_BYTES) == 0)
        return false;
    if (kind == RBK_SECTOR_MODE1) {
        uint8_t difference[RBK_SECTOR_BYTES] = {0};
        for (int i = 0; i < ADDRESS_BYTES; i++)
            difference[HEADER_OFFSET + i] = raw[HEADER_OFFSET + i] ^ address[i];
        write_mode1_codes(difference);
        for (int i = MODE1_EDC_OFFSET; i < RBK_SECTOR_BYTES; i++)
            raw[i] ^= difference[i];
    }
    memcpy(raw + HEADER_OFFSET, address, ADDRESS_BYTES);
    return true;
}

static bool is_zero(const uint8_t *bytes, int size)
{
    uint8_t any = 0;
    for (int i = 0; i < size; i++)
        any |= bytes[i];
    return any == 0;
}

static unsigned verify_parity(const uint8_t raw[RBK_SECTOR_BYTES], bool with_header)
{
    bool p_whole, q_whole;
    rbk_ecc_verify(RBK_ECC_AUTO, raw, with_header, &p_whole, &q_whole);
    return (p_whole ? 0 : RBK_SECTOR_BAD_P) | (q_whole ? 0 : RBK_SECTOR_BAD_Q);
}

static unsigned verify_mode1(const uint8_t raw[RBK_SECTOR_BYTES])
{
    unsigned defects = verify_parity(raw, true);
    if (edc_of_mode1(raw) != load_edc(raw + MODE1_EDC_OFFSET))
        defects |= RBK_SECTOR_BAD_EDC;
    if (!is_zero(raw + MODE1_ZERO_OFFSET, MODE1_ZERO_BYTES))
        defects |= RBK_SECTOR_BAD_ZERO;
    return defects;
}

bool rbk_sector_form2_has_no_edc(const uint8_t raw[RBK_SECTOR_BYTES])
{
    return load_edc(raw + FORM2_EDC_OFFSET) == 0;
}

/* If the two copies of the form bit differ, the sector is verified as the kind of the track. */
static unsigned verify_form(rbk_sector_kind kind, const uint8_t raw[RBK_SECTOR_BYTES])
{
    unsigned defects = subheaders_agree(raw) ? 0 : RBK_SECTOR_BAD_SUBHEADER;
    rbk_sector_kind form = form_of(raw[SUBMODE_OFFSET]);
    if (form != form_of(raw[SUBMODE_OFFSET + SUBHEADER_BYTES]))
        form = kind;
    if (form == RBK_SECTOR_MODE2_FORM2) {
        const bool right = rbk_sector_form2_has_no_edc(raw) || load_edc(raw + FORM2_EDC_OFFSET) == edc_of_form2(raw);
        return defects | (right ? 0 : RBK_SECTOR_BAD_EDC);
    }
    defects |= verify_parity(raw, false);
    return defects | (edc_of_form1(raw) == load_edc(raw + FORM1_EDC_OFFSET) ? 0 : RBK_SECTOR_BAD_EDC);
}

unsigned rbk_sector_verify(rbk_sector_kind kind, int32_t lba, const uint8_t raw[RBK_SECTOR_BYTES])
{
    if (kind == RBK_SECTOR_AUDIO)
        return 0;
    unsigned defects = has_sync(raw) ? 0 : RBK_SECTOR_BAD_SYNC;
    uint8_t address[ADDRESS_BYTES];
    write_address(lba, address);
    if (memcmp(raw + HEADER_OFFSET, address, ADDRESS_BYTES) != 0)
        defects |= RBK_SECTOR_BAD_ADDRESS;
    if (raw[MODE_OFFSET] != kinds[kind].mode)
        defects |= RBK_SECTOR_BAD_MODE;
    switch (kind) {
    case RBK_SECTOR_MODE0:
        return defects | (is_zero(raw + BODY_OFFSET, BODY_BYTES) ? 0 : RBK_SECTOR_BAD_ZERO);
    case RBK_SECTOR_MODE1:
        return defects | verify_mode1(raw);
    case RBK_SECTOR_MODE2_FORM1:
    case RBK_SECTOR_MODE2_FORM2:
        return defects | verify_form(kind, raw);
    default:
        return defects;
    }
}
