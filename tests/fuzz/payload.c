/*
 * Fuzz target: payload without a sheet. The first byte selects the name and so the expected format; the file is probed and
 * opened as a disc, its sectors, volume and subchannel are read, and its samples as little and big endian.
 */
#include "fuzz.h"

#include "image/payload.h"

#include <redbook/image.h>
#include <redbook/source.h>
#include <redbook/volume.h>

#include <stdlib.h>
#include <string.h>

#define SECTORS_AT_ONCE 16

/* Any range gives the same bytes as one read of the whole. */
static void read_parts(const rbk_file *file)
{
    rbk_payload_file *payload = NULL;
    static uint8_t whole[1 << 16], part[4096];
    int64_t length = 0;
    size_t got = 0, again = 0;
    if (rbk_payload_open(file, &payload, NULL) != RBK_OK)
        return;
    if (rbk_payload_length(payload, &length, NULL) == RBK_OK &&
        rbk_payload_read_some(payload, 0, whole, sizeof whole, &got, NULL) == RBK_OK) {
        FUZZ_REQUIRE(length >= 0 && got <= sizeof whole && (int64_t)got <= length);
        FUZZ_REQUIRE((int64_t)got == length || got == sizeof whole);
        size_t from = got / 3;
        if (rbk_payload_read_some(payload, (int64_t)from, part, sizeof part, &again, NULL) == RBK_OK)
            for (size_t i = 0; i < again && from + i < got; i++)
                FUZZ_REQUIRE(part[i] == whole[from + i]);
        (void)rbk_payload_read_some(payload, length, part, sizeof part, &again, NULL);
        (void)rbk_payload_verify(payload, NULL);
    }
    rbk_payload_close(payload);
}

static void read_image(const rbk_disc *disc, const rbk_layout *layout)
{
    static uint8_t sectors[SECTORS_AT_ONCE * 2352], raw[SECTORS_AT_ONCE * RBK_SUBCHANNEL_BYTES];
    rbk_image *image = NULL;
    rbk_subchannel *subchannel = NULL;
    rbk_volume volume;
    if (rbk_image_open(disc, layout, &image, NULL) != RBK_OK)
        return;
    int32_t end = rbk_image_lead_out(image);
    for (int32_t lba = layout->tracks[0].start_lba; lba < end && lba < 64; lba += SECTORS_AT_ONCE) {
        uint32_t count = end - lba < SECTORS_AT_ONCE ? (uint32_t)(end - lba) : SECTORS_AT_ONCE;
        (void)rbk_image_read_sectors(image, lba, count, sectors, NULL);
    }
    (void)rbk_volume_read(image, layout->tracks[0].index01_lba, end, &volume, NULL);
    if (rbk_subchannel_open(disc, layout, &subchannel, NULL) == RBK_OK && end > layout->tracks[0].start_lba)
        (void)rbk_subchannel_read(subchannel, layout->tracks[0].start_lba, 1, raw, NULL);
    rbk_subchannel_close(subchannel);
    rbk_image_close(image);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const char *const names[] = {"a.bin", "a.iso", "a.img", "a.ecm",     "a.wav",  "a.flac", "a.cdr", "a.raw",
                                        "a.mdf", "a.nrg", "a.chd", "a.bin.ecm", "a.aiff", "a.cdi",  "a.sub", "a"};
    fuzz_input input = {bytes, size};
    unsigned how = fuzz_byte(&input);
    rbk_source_options options;
    rbk_disc *disc = NULL;
    rbk_layout *layout = NULL;
    rbk_error error;
    rbk_findings *findings = rbk_findings_new();
    const char *path = fuzz_write(names[how % 16], input.bytes, input.size);
    rbk_source_options_init(&options);
    options.big_endian = how & 16;
    options.bare = how & 32;
    if (how & 64)
        options.mode = (rbk_track_mode)(how / 16 % RBK_MODES);
    if (rbk_source_open(path, &options, &disc, findings, &error) == RBK_OK) {
        for (size_t i = 0; i < disc->file_count; i++)
            if (disc->files[i].location)
                read_parts(&disc->files[i]);
        if (rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, findings, &error) == RBK_OK)
            read_image(disc, layout);
    }
    rbk_layout_free(layout);
    rbk_disc_free(disc);
    rbk_findings_free(findings);
    fuzz_clear();
    return 0;
}
