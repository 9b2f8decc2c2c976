/*
 * Fuzz target: data sectors. A sector that is built passes verification, has the form it was built with, and is unchanged
 * after scrambling it twice; every implementation gives the same checksums and parity; any bytes can be verified.
 */
#include "fuzz.h"

#include "cd/ecc.h"
#include "cd/edc.h"

#include <redbook/sector.h>

#include <string.h>

static void judge(const uint8_t raw[RBK_SECTOR_BYTES], int32_t lba)
{
    bool p[RBK_ECC_PATHS], q[RBK_ECC_PATHS];
    (void)rbk_sector_kind_of(raw);
    for (int kind = RBK_SECTOR_AUDIO; kind <= RBK_SECTOR_MODE2_FORM2; kind++)
        (void)rbk_sector_verify((rbk_sector_kind)kind, lba, raw);
    for (int way = RBK_ECC_AUTO; way <= RBK_ECC_PLAIN; way++)
        rbk_ecc_verify((rbk_ecc_path)way, raw, true, &p[way], &q[way]);
    FUZZ_REQUIRE(p[RBK_ECC_AUTO] == p[RBK_ECC_PLAIN] && q[RBK_ECC_AUTO] == q[RBK_ECC_PLAIN]);
    FUZZ_REQUIRE(rbk_edc(0, raw, 2064) == rbk_edc_by_table(0, raw, 2064));
}

static void check_built(rbk_sector_kind kind, int32_t lba, uint8_t raw[RBK_SECTOR_BYTES])
{
    uint8_t copy[RBK_SECTOR_BYTES];
    FUZZ_REQUIRE(rbk_sector_verify(kind, lba, raw) == 0);
    memcpy(copy, raw, sizeof copy);
    rbk_sector_scramble(raw);
    FUZZ_REQUIRE(memcmp(copy, raw, 12) == 0);
    rbk_sector_scramble(raw);
    FUZZ_REQUIRE(memcmp(copy, raw, sizeof copy) == 0);
    if (!rbk_sector_relocate(copy, lba + 1))
        return;
    FUZZ_REQUIRE(rbk_sector_verify(kind, lba + 1, copy) == 0);
    FUZZ_REQUIRE(rbk_sector_relocate(copy, lba) && memcmp(copy, raw, sizeof copy) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    fuzz_input input = {bytes, size};
    uint8_t raw[RBK_SECTOR_BYTES], user[RBK_SECTOR_BYTES];
    unsigned how = fuzz_byte(&input);
    rbk_sector_kind kind = (rbk_sector_kind)(RBK_SECTOR_MODE0 + how % 5);
    int32_t lba = (int32_t)(fuzz_number(&input, 3) % 449000) - 150;
    rbk_subheader subheader = {fuzz_byte(&input), fuzz_byte(&input), fuzz_byte(&input), fuzz_byte(&input)};
    if (kind == RBK_SECTOR_MODE2_FORM1)
        subheader.submode &= (uint8_t)~RBK_SUBMODE_FORM2;
    if (kind == RBK_SECTOR_MODE2_FORM2)
        subheader.submode |= RBK_SUBMODE_FORM2;
    fuzz_input copy = input;
    fuzz_fill(&copy, raw, sizeof raw);
    judge(raw, lba);
    fuzz_fill(&input, user, sizeof user);
    rbk_sector_build(kind, lba, &subheader, user, raw);
    check_built(kind, lba, raw);
    FUZZ_REQUIRE(kind == RBK_SECTOR_MODE0 || kind == RBK_SECTOR_MODE2 ||
                 memcmp(raw + rbk_sector_user_offset(kind), user, rbk_sector_user_bytes(kind)) == 0);
    raw[(size_t)how * 9 % RBK_SECTOR_BYTES] ^= (uint8_t)(1 + how / 2);
    judge(raw, lba);
    return 0;
}
