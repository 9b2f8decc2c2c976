/*
 * EDC, the 32-bit CRC of data sectors (ECMA-130 14.3): sixteen bytes per step by tables, or 64 by carry-less
 * multiplication if the machine has it.
 *
 * table[k] is a row as cd/crc_row.h describes it: each of its eight numbers is one step of the register after its right
 * neighbour and, for the byte 128, after the 1 of the row above.
 */
#include "cd/edc.h"

#include "base/folding.h"
#include "cd/crc_row.h"

#define SLICES 16

static const uint32_t table[SLICES][256] = {
    RBK_CRC_ROW(0x90910101, 0x91210201, 0x92410401, 0x94810801, 0x99011001, 0x82012001, 0xB4014001, 0xD8018001),
    RBK_CRC_ROW(0x90019000, 0x90002003, 0x90034005, 0x90058009, 0x90080011, 0x90130021, 0x90250041, 0x90490081),
    RBK_CRC_ROW(0x00900190, 0x01200320, 0x02400640, 0x04800C80, 0x09001900, 0x12003200, 0x24006400, 0x4800C800),
    RBK_CRC_ROW(0x41000001, 0x82000002, 0xB4030007, 0xD805000D, 0x00090019, 0x00120032, 0x00240064, 0x004800C8),
    RBK_CRC_ROW(0x90D00101, 0x91A30201, 0x93450401, 0x96890801, 0x9D111001, 0x8A212001, 0xA4414001, 0xF8818001),
    RBK_CRC_ROW(0x9001D100, 0x9000A203, 0x90024405, 0x90078809, 0x900C1011, 0x901B2021, 0x90354041, 0x90698081),
    RBK_CRC_ROW(0x009001D1, 0x012003A2, 0x02400744, 0x04800E88, 0x09001D10, 0x12003A20, 0x24007440, 0x4800E880),
    RBK_CRC_ROW(0x65904101, 0xCB208202, 0x26420407, 0x4C84080E, 0x9908101C, 0x8213203B, 0xB4254075, 0xD84980E9),
    RBK_CRC_ROW(0x90F49140, 0x91EA2283, 0x93D74505, 0x97AD8A09, 0x9F581411, 0x8EB32821, 0xAD655041, 0xEAC9A081),
    RBK_CRC_ROW(0xB491B490, 0xD9206923, 0x0243D245, 0x0487A48A, 0x090F4914, 0x121E9228, 0x243D2450, 0x487A48A0),
    RBK_CRC_ROW(0x41B401B4, 0x83680368, 0xB6D306D3, 0xDDA50DA5, 0x0B491B49, 0x16923692, 0x2D246D24, 0x5A48DA48),
    RBK_CRC_ROW(0x51010001, 0xA2020002, 0xF4070007, 0x580D000D, 0xB01A001A, 0xD0370037, 0x106D006D, 0x20DA00DA),
    RBK_CRC_ROW(0x90C00001, 0x91830001, 0x93050001, 0x96090001, 0x9C110001, 0x88210001, 0xA0410001, 0xF0810001),
    RBK_CRC_ROW(0x9001C101, 0x90008201, 0x90020401, 0x90070801, 0x900D1001, 0x90192001, 0x90314001, 0x90618001),
    RBK_CRC_ROW(0x900100C0, 0x90010183, 0x90010305, 0x90010609, 0x90010C11, 0x90011821, 0x90013041, 0x90016081),
    RBK_CRC_ROW(0x6C90C100, 0xD9218200, 0x02400403, 0x04800806, 0x0900100C, 0x12002018, 0x24004030, 0x48008060),
};

/* Four bytes, the first one lowest, whatever the machine's byte order. */
static uint32_t load_32(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

/* The contribution of a word of four bytes when zeros bytes follow it in the step. */
static uint32_t contribution(uint32_t word, unsigned zeros)
{
    return table[zeros + 3][word & 0xFF] ^ table[zeros + 2][word >> 8 & 0xFF] ^ table[zeros + 1][word >> 16 & 0xFF] ^
           table[zeros][word >> 24];
}

uint32_t rbk_edc_by_table(uint32_t edc, const uint8_t *bytes, size_t size)
{
    for (; size >= SLICES; size -= SLICES, bytes += SLICES)
        edc = contribution(load_32(bytes + 4), 8) ^ contribution(load_32(bytes + 8), 4) ^
              contribution(load_32(bytes + 12), 0) ^ contribution(load_32(bytes) ^ edc, 12);
    for (; size; size--)
        edc = edc >> 8 ^ table[0][(edc ^ *bytes++) & 0xFF];
    return edc;
}

#if defined(__x86_64__) && defined(__GNUC__)

#define FOLDING __attribute__((target("pclmul,sse2")))

/*
 * Powers have one bit less than in base/folding.h, since the product of two bit-reversed numbers of 64 bits is one bit too
 * low, and are bit-reversed, too: x^575 and x^511 for 64 bytes further on, x^191 and x^127 for 16.
 */
FOLDING static inline __m128i load(const uint8_t *bytes)
{
    return _mm_loadu_si128((const __m128i *)(const void *)bytes);
}

/* Folds whole steps of 64 bytes into 16, which the table then processes as if they were the message. */
FOLDING static uint32_t edc_by_folding(uint32_t edc, const uint8_t *bytes, size_t size)
{
    const __m128i by_64 = _mm_set_epi64x((int64_t)UINT64_C(0x1100000100000000), (int64_t)UINT64_C(0x6851500100000000));
    const __m128i by_16 = _mm_set_epi64x((int64_t)UINT64_C(0x5101000100000000), (int64_t)UINT64_C(0x5C11C10000000000));
    __m128i sum[4];
    uint8_t rest[16];
    for (int i = 0; i < 4; i++)
        sum[i] = load(bytes + 16 * i);
    sum[0] = _mm_xor_si128(sum[0], _mm_cvtsi32_si128((int)edc));
    for (bytes += RBK_FOLD_BYTES, size -= RBK_FOLD_BYTES; size >= RBK_FOLD_BYTES;
         bytes += RBK_FOLD_BYTES, size -= RBK_FOLD_BYTES)
        for (int i = 0; i < 4; i++)
            sum[i] = rbk_folded(sum[i], by_64, load(bytes + 16 * i));
    for (int i = 1; i < 4; i++)
        sum[0] = rbk_folded(sum[0], by_16, sum[i]);
    _mm_storeu_si128((__m128i *)(void *)rest, sum[0]);
    return rbk_edc_by_table(rbk_edc_by_table(0, rest, sizeof rest), bytes, size);
}

uint32_t rbk_edc(uint32_t edc, const uint8_t *bytes, size_t size)
{
    if (size >= RBK_FOLD_MINIMUM && __builtin_cpu_supports("pclmul"))
        return edc_by_folding(edc, bytes, size);
    return rbk_edc_by_table(edc, bytes, size);
}
#else
uint32_t rbk_edc(uint32_t edc, const uint8_t *bytes, size_t size)
{
    return rbk_edc_by_table(edc, bytes, size);
}
#endif
