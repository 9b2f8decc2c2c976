/*
 * subchannel IMAGE SUB [GRAPHICS] - checks that the subchannel in a file is that of an image
 *
 * SUB has P to W of each sector from lba 0, 12 bytes each. Q is read as a player reads it and compared with the
 * image's layout, codes and flags; P must follow from the layout; R to W are those of GRAPHICS, a file like SUB, or
 * zero. Prints the differences; ends with 0 if there are none, with 1 if there are, with 2 when it was called wrongly.
 */
#include <redbook/author.h>
#include <redbook/subcode.h>

#include <stdio.h>
#include <string.h>

enum { CHANNEL_BYTES = RBK_SUBCHANNEL_BYTES / 8 };

typedef struct held {
    int32_t sectors;
    int32_t wrong_p; /* how many */
    int32_t wrong_graphics;
} held;

static held read_all(FILE *file, FILE *graphics, const rbk_subcode *subcode, rbk_subcode_scan *scan)
{
    uint8_t channels[RBK_SUBCHANNEL_BYTES], other[RBK_SUBCHANNEL_BYTES] = {0};
    held found = {0, 0, 0};
    while (fread(channels, 1, sizeof channels, file) == sizeof channels) {
        uint8_t wanted = rbk_subcode_p(subcode, found.sectors) ? 0xFF : 0;
        rbk_subcode_scan_add(scan, found.sectors, channels + CHANNEL_BYTES);
        for (size_t i = 0; i < CHANNEL_BYTES; i++)
            if (channels[i] != wanted) {
                found.wrong_p++;
                break;
            }
        bool whole = !graphics || fread(other, 1, sizeof other, graphics) == sizeof other;
        found.wrong_graphics += !whole || memcmp(channels + 2 * CHANNEL_BYTES, other + 2 * CHANNEL_BYTES,
                                                 RBK_SUBCHANNEL_BYTES - 2 * CHANNEL_BYTES) != 0;
        found.sectors++;
    }
    return found;
}

static int say(const held *found, int32_t sectors, const rbk_findings *findings)
{
    for (size_t i = 0; i < rbk_findings_count(findings); i++)
        printf("%s [%s]\n", rbk_findings_at(findings, i)->text, rbk_findings_at(findings, i)->rule);
    if (found->wrong_p)
        printf("P of %d sectors is not the image's\n", (int)found->wrong_p);
    if (found->sectors != sectors)
        printf("%d sectors, the image has %d\n", (int)found->sectors, (int)sectors);
    if (found->wrong_graphics)
        printf("R to W of %d sectors are not as expected\n", (int)found->wrong_graphics);
    return found->wrong_p || found->wrong_graphics || found->sectors != sectors || rbk_findings_count(findings);
}

static int hold(const char *image, FILE *file, FILE *graphics)
{
    rbk_source_options options;
    rbk_error error;
    rbk_disc *disc = NULL;
    rbk_layout *layout = NULL;
    rbk_subcode *subcode = NULL;
    rbk_subcode_scan *scan = rbk_subcode_scan_new();
    rbk_findings *findings = rbk_findings_new(), *of_image = rbk_findings_new();
    char line[2 * RBK_SENTENCE_BYTES];
    int result = 2;
    rbk_source_options_init(&options);
    rbk_status status = rbk_source_open(image, &options, &disc, of_image, &error);
    if (!status)
        status = rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, of_image, &error);
    if (!status)
        status = rbk_subcode_new(disc, layout, &subcode, &error);
    if (!status && scan && findings) {
        held found = read_all(file, graphics, subcode, scan);
        status = rbk_subcode_scan_compare(scan, disc, layout, "Q", findings, &error);
        if (!status)
            result = say(&found, (int32_t)rbk_layout_end(layout), findings);
    }
    if (status)
        fprintf(stderr, "%s\n", rbk_error_format(&error, line, sizeof line));
    rbk_subcode_free(subcode);
    rbk_subcode_scan_free(scan);
    rbk_findings_free(findings);
    rbk_findings_free(of_image);
    rbk_layout_free(layout);
    rbk_disc_free(disc);
    return result;
}

int main(int argc, char **argv)
{
    FILE *file = argc == 3 || argc == 4 ? fopen(argv[2], "rb") : NULL, *graphics = NULL;
    if (!file || (argc == 4 && !(graphics = fopen(argv[3], "rb")))) {
        fprintf(stderr, "usage: subchannel IMAGE SUB [GRAPHICS]\n");
        return 2;
    }
    int result = hold(argv[1], file, graphics);
    fclose(file);
    if (graphics)
        fclose(graphics);
    return result;
}
