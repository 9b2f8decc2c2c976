/*
 * Fuzz target: the decoders of a drive's replies. The first byte selects the decoder; the values of an accepted reply are
 * within the bounds of its structure. Half of the time, lengths in a reply are corrected, so that the data after them is
 * decoded.
 */
#include "fuzz.h"

#include "burn/mmc.h"
#include "burn/sense.h"

#include <redbook/subchannel.h>

#include <stdlib.h>
#include <string.h>

/* An exact copy on the heap, so that a byte read past its end is noticed. */
typedef struct reply {
    uint8_t *data;
    size_t bytes;
} reply;

static void drive(unsigned which, const reply *r)
{
    rbk_mmc_identity identity;
    rbk_mmc_features features;
    rbk_mmc_page page;
    rbk_mmc_capabilities capabilities;
    rbk_mmc_buffer buffer;
    size_t length;
    const char *why = NULL;
    switch (which) {
    case 0:
        if (rbk_mmc_decode_inquiry(r->data, r->bytes, &identity, &why))
            FUZZ_REQUIRE(strlen(identity.vendor) < sizeof identity.vendor &&
                         strlen(identity.product) < sizeof identity.product &&
                         strlen(identity.revision) < sizeof identity.revision);
        break;
    case 1:
        (void)rbk_mmc_decode_configuration_length(r->data, r->bytes, &length, &why);
        if (rbk_mmc_decode_configuration(r->data, r->bytes, &features, &why))
            FUZZ_REQUIRE(strlen(features.serial) < sizeof features.serial);
        break;
    case 2:
        (void)rbk_mmc_decode_page_length(r->data, r->bytes, &length, &why);
        if (!rbk_mmc_decode_page(r->data, r->bytes, RBK_MMC_PAGE_CAPABILITIES, &page, &why))
            break;
        FUZZ_REQUIRE(page.bytes <= sizeof page.data);
        if (rbk_mmc_decode_capabilities(&page, &capabilities, &why))
            FUZZ_REQUIRE(capabilities.speed_count <= sizeof capabilities.speeds_kbs / sizeof *capabilities.speeds_kbs);
        break;
    case 3:
        if (rbk_mmc_decode_page(r->data, r->bytes, RBK_MMC_PAGE_WRITE_PARAMETERS, &page, &why))
            FUZZ_REQUIRE(page.bytes <= sizeof page.data);
        break;
    default:
        if (rbk_mmc_decode_buffer(r->data, r->bytes, &buffer, &why))
            FUZZ_REQUIRE(buffer.free_bytes <= buffer.total_bytes);
    }
}

static void codes(unsigned which, const reply *r)
{
    char mcn[RBK_MCN_BYTES], isrc[RBK_ISRC_BYTES], again[RBK_MCN_BYTES];
    const uint8_t *packs;
    size_t bytes;
    const char *why = NULL;
    if (which == 0 && rbk_mmc_decode_mcn(r->data, r->bytes, mcn, &why) && mcn[0])
        FUZZ_REQUIRE(rbk_mcn_keep(mcn, again) && strcmp(mcn, again) == 0);
    if (which == 1 && rbk_mmc_decode_isrc(r->data, r->bytes, isrc, &why) && isrc[0])
        FUZZ_REQUIRE(strlen(isrc) == RBK_ISRC_BYTES - 1);
    if (which == 2 && rbk_mmc_decode_cdtext(r->data, r->bytes, &packs, &bytes, &why) && bytes > 0)
        FUZZ_REQUIRE(packs >= r->data && packs + bytes <= r->data + r->bytes && bytes % 18 == 0);
    if (which == 3)
        (void)rbk_mmc_decode_sectors(r->data, r->bytes, r->bytes, &why);
}

static void disc(unsigned which, const reply *r)
{
    rbk_mmc_disc disc;
    rbk_mmc_atip atip;
    rbk_mmc_track track;
    rbk_mmc_toc toc;
    size_t length;
    const char *why = NULL;
    switch (which) {
    case 0:
        (void)rbk_mmc_decode_disc(r->data, r->bytes, &disc, &why);
        break;
    case 1:
        if (rbk_mmc_decode_atip(r->data, r->bytes, &atip, &why))
            FUZZ_REQUIRE(atip.lead_in_lba < 0);
        break;
    case 2:
        (void)rbk_mmc_decode_track(r->data, r->bytes, &track, &why);
        break;
    default:
        (void)rbk_mmc_decode_toc_length(r->data, r->bytes, &length, &why);
        if (rbk_mmc_decode_toc(r->data, r->bytes, &toc, &why))
            FUZZ_REQUIRE(toc.entry_count >= 1 && toc.entry_count <= RBK_TRACKS_MAX + 1 &&
                         toc.entries[toc.entry_count - 1].track == RBK_Q_LEAD_OUT);
    }
}

static void sense(const reply *r)
{
    uint8_t bytes[18] = {0};
    char text[RBK_SENSE_TEXT_BYTES];
    memcpy(bytes, r->data, r->bytes < sizeof bytes ? r->bytes : sizeof bytes);
    rbk_sense decoded = rbk_sense_decode(bytes);
    FUZZ_REQUIRE(decoded.key <= 15 && rbk_sense_class_of(&decoded) <= RBK_SENSE_FATAL);
    FUZZ_REQUIRE(strlen(rbk_sense_describe(&decoded, text)) < sizeof text);
}

/* The length of the rest, in the first two or four bytes, with which most replies begin. */
static void make_lengths_right(reply *r, unsigned bytes)
{
    for (unsigned i = 0; i < bytes && bytes <= r->bytes; i++)
        r->data[i] = (uint8_t)((r->bytes - bytes) >> 8 * (bytes - 1 - i));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    fuzz_input input = {bytes, size};
    unsigned which = fuzz_byte(&input);
    reply r = {malloc(input.size ? input.size : 1), input.size};
    if (!r.data)
        return 0;
    fuzz_fill(&input, r.data, r.bytes);
    if (which & 0x80)
        make_lengths_right(&r, which & 0x40 ? 4 : 2);
    which &= 0x3F;
    if (which % 14 < 5)
        drive(which % 14, &r);
    else if (which % 14 < 9)
        codes(which % 14 - 5, &r);
    else if (which % 14 < 13)
        disc(which % 14 - 9, &r);
    else
        sense(&r);
    free(r.data);
    return 0;
}
