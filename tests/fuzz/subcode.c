/*
 * Fuzz target: the subchannel. Q that can be decoded is encoded to the same bytes; sectors scanned in any order give a disc
 * with ascending tracks and indexes, which can be compared with another; packs of graphics and of CD-TEXT are unchanged
 * after they are arranged in sectors and extracted.
 */
#include "fuzz.h"

#include "cd/cdtext_pack.h"
#include "cd/crc16.h"
#include "cd/graphics_pack.h"
#include "device/virtual_text.h"

#include <redbook/layout.h>
#include <redbook/subcode.h>

#include <stdlib.h>
#include <string.h>

static void decode_q(const uint8_t bytes[RBK_Q_BYTES])
{
    uint8_t again[RBK_Q_BYTES];
    rbk_q q, second;
    if (!rbk_q_decode(bytes, &q))
        return;
    FUZZ_REQUIRE(rbk_q_verify(bytes));
    rbk_q_encode(&q, again);
    FUZZ_REQUIRE(rbk_q_decode(again, &second));
    FUZZ_REQUIRE(memcmp(&q, &second, sizeof q) == 0);
}

/* Corrects the CRC, which a fuzzer does not find. */
static void sign_q(uint8_t bytes[RBK_Q_BYTES])
{
    uint16_t crc = rbk_crc16_on_disc(bytes, RBK_Q_BYTES - 2);
    bytes[RBK_Q_BYTES - 2] = (uint8_t)(crc >> 8);
    bytes[RBK_Q_BYTES - 1] = (uint8_t)crc;
}

/* ------------------------------------------------------------------ a whole disc */

typedef struct album {
    rbk_disc *disc;
    rbk_layout *layout;
} album;

static const album *the_album(void)
{
    static album made;
    rbk_track *track;
    if (made.layout)
        return &made;
    made.disc = rbk_disc_new();
    for (uint32_t number = 1; number <= 3; number++)
        if (!made.disc || rbk_disc_add_track(made.disc, number, RBK_MODE_AUDIO, &track, NULL) != RBK_OK ||
            rbk_track_add_silence(track, 400 * RBK_SECTOR_SAMPLES, NULL) != RBK_OK ||
            rbk_track_add_index(track, number > 1 ? 0 : 1, 0, 0, NULL) != RBK_OK ||
            (number > 1 && rbk_track_add_index(track, 1, 0, 100 * RBK_SECTOR_SAMPLES, NULL) != RBK_OK))
            abort();
    if (rbk_layout_compute(made.disc, RBK_JOIN_AUTO, &made.layout, NULL, NULL) != RBK_OK)
        abort();
    return &made;
}

static void check_scanned(const rbk_scanned_disc *found)
{
    FUZZ_REQUIRE(found->track_count <= RBK_TRACKS_MAX && found->toc_count <= RBK_TOC_ENTRIES_MAX);
    FUZZ_REQUIRE(found->bad_sectors >= 0 && found->bad_sectors <= found->sectors);
    FUZZ_REQUIRE(found->misplaced_sectors >= 0 && found->misplaced_sectors <= found->sectors);
    for (size_t t = 0; t < found->track_count; t++) {
        const rbk_scanned_track *track = &found->tracks[t];
        FUZZ_REQUIRE(track->number >= 1 && track->number <= RBK_TRACKS_MAX && track->index_count <= RBK_INDEX_MAX + 1);
        for (size_t i = 1; i < track->index_count; i++)
            FUZZ_REQUIRE(track->indexes[i].number > track->indexes[i - 1].number);
    }
}

/* Sectors of the album, changed by bytes of the input: two with the lba, one with the change. */
static void scan(fuzz_input *input)
{
    const album *a = the_album();
    rbk_subcode_scan *scan = rbk_subcode_scan_new();
    rbk_findings *findings = rbk_findings_new();
    rbk_subcode *subcode = NULL;
    if (!scan || rbk_subcode_new(a->disc, a->layout, &subcode, NULL) != RBK_OK)
        abort();
    int32_t lba = -4500;
    for (int sectors = 0; input->size > 0 && sectors < 3000; sectors++) {
        uint8_t q[RBK_Q_BYTES], how = fuzz_byte(input);
        lba = how & 0x80 ? (int32_t)fuzz_number(input, 2) - 4600 : lba + 1 + (how & 7);
        rbk_subcode_q(subcode, lba, q);
        if (how & 8)
            q[fuzz_byte(input) % RBK_Q_BYTES] ^= fuzz_byte(input);
        if (how & 16)
            fuzz_fill(input, q, RBK_Q_BYTES - 2);
        if (how & 32)
            sign_q(q);
        decode_q(q);
        rbk_subcode_scan_add(scan, lba, q);
    }
    check_scanned(rbk_subcode_scan_result(scan));
    (void)rbk_subcode_scan_compare(scan, a->disc, a->layout, "fuzz", findings, NULL);
    rbk_subcode_free(subcode);
    rbk_subcode_scan_free(scan);
    rbk_findings_free(findings);
}

/* ------------------------------------------------------------------ R to W */

static void interleave(fuzz_input *input)
{
    uint8_t channels[RBK_SUBCHANNEL_BYTES], raw[RBK_SUBCHANNEL_BYTES], back[RBK_SUBCHANNEL_BYTES];
    fuzz_fill(input, channels, sizeof channels);
    rbk_subchannel_interleave(channels, raw);
    rbk_subchannel_deinterleave(raw, back);
    FUZZ_REQUIRE(memcmp(channels, back, sizeof back) == 0);
}

static void graphics(fuzz_input *input)
{
    uint8_t packs[(RBK_GRAPHICS_DELAY_MAX * 2 + 1) * RBK_GRAPHICS_PACK_BYTES], back[RBK_GRAPHICS_PACK_BYTES];
    uint8_t raw[(RBK_GRAPHICS_DELAY_MAX + 1) * RBK_GRAPHICS_PACK_BYTES];
    fuzz_fill(input, packs, sizeof packs);
    for (size_t i = 0; i < sizeof packs; i++)
        packs[i] &= RBK_GRAPHICS_SYMBOL_MASK;
    for (size_t i = 0; i < sizeof packs; i += RBK_GRAPHICS_PACK_BYTES) {
        rbk_graphics_pack_protect(packs + i);
        FUZZ_REQUIRE(rbk_graphics_pack_verify(packs + i));
    }
    for (size_t i = 0; i <= RBK_GRAPHICS_DELAY_MAX; i++)
        rbk_graphics_interleave(packs + i * RBK_GRAPHICS_PACK_BYTES, raw + i * RBK_GRAPHICS_PACK_BYTES);
    rbk_graphics_deinterleave(raw, back);
    FUZZ_REQUIRE(memcmp(back, packs + RBK_GRAPHICS_DELAY_MAX * RBK_GRAPHICS_PACK_BYTES, sizeof back) == 0);
}

static void packs(fuzz_input *input)
{
    uint8_t bytes[RBK_PACK_BYTES], again[RBK_PACK_BYTES], info[RBK_PACK_SIZE_INFO_BYTES], info_again[sizeof info];
    rbk_pack pack;
    rbk_pack_size_info size;
    fuzz_fill(input, bytes, sizeof bytes);
    rbk_pack_decode(bytes, &pack);
    rbk_pack_encode(&pack, again);
    FUZZ_REQUIRE(!pack.whole || memcmp(bytes, again, sizeof again) == 0);
    FUZZ_REQUIRE(memcmp(bytes, again, RBK_PACK_BYTES - 2) == 0);
    fuzz_fill(input, info, sizeof info);
    rbk_pack_size_info_decode(info, &size);
    rbk_pack_size_info_encode(&size, info_again);
    FUZZ_REQUIRE(memcmp(info, info_again, sizeof info) == 0);
}

/* R to W of a lead-in, as a recorder collects CD-TEXT from it. */
static void lead_in(fuzz_input *input)
{
    rbk_virtual_text *text = rbk_virtual_text_new();
    uint8_t sector[RBK_TEXT_SECTOR_BYTES];
    size_t count;
    for (int sectors = 0; text && input->size > 0 && sectors < 400; sectors++) {
        fuzz_fill(input, sector, sizeof sector);
        (void)rbk_virtual_text_add(text, sector, 1);
    }
    if (text) {
        (void)rbk_virtual_text_end(text);
        (void)rbk_virtual_text_packs(text, &count);
        FUZZ_REQUIRE(count <= RBK_TEXT_PACKS_MAX);
    }
    rbk_virtual_text_free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    fuzz_input input = {bytes, size};
    uint8_t q[RBK_Q_BYTES];
    switch (fuzz_byte(&input) % 6) {
    case 0:
        fuzz_fill(&input, q, sizeof q);
        decode_q(q);
        sign_q(q);
        decode_q(q);
        break;
    case 1:
        scan(&input);
        break;
    case 2:
        interleave(&input);
        break;
    case 3:
        graphics(&input);
        break;
    case 4:
        packs(&input);
        break;
    default:
        lead_in(&input);
    }
    return 0;
}
