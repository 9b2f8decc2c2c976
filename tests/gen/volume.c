/*
 * volume - writes a small ISO 9660 file system for the tests (volume.h says what is in it)
 *
 *   volume [--lba N] [--sectors N] [--plus] FILE
 *
 * --lba: lba of its first sector on the disc [0]. --sectors: its length [300]. --plus: with the folder CDPLUS.
 */
#include "volume.h"

#include <getopt.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    static const struct option rows[] = {{"lba", required_argument, NULL, 'l'},
                                         {"sectors", required_argument, NULL, 's'},
                                         {"plus", no_argument, NULL, 'p'},
                                         {NULL, 0, NULL, 0}};
    unsigned long lba = 0, sectors = 300;
    bool plus = false;
    for (int option; (option = getopt_long(argc, argv, "", rows, NULL)) != -1;) {
        if (option == 'l')
            lba = strtoul(optarg, NULL, 10);
        else if (option == 's')
            sectors = strtoul(optarg, NULL, 10);
        else if (option == 'p')
            plus = true;
        else
            return 2;
    }
    uint8_t *bytes = optind + 1 == argc && sectors >= VOLUME_SECTORS_MIN ? calloc(sectors, VOLUME_SECTOR_BYTES) : NULL;
    FILE *file = bytes ? fopen(argv[optind], "wb") : NULL;
    bool written = false;
    if (file) {
        volume_build(bytes, (uint32_t)sectors, (uint32_t)lba, plus);
        written = fwrite(bytes, VOLUME_SECTOR_BYTES, sectors, file) == sectors;
        written = fclose(file) == 0 && written;
    }
    free(bytes);
    if (!written)
        fprintf(stderr, "volume: cannot write\n");
    return written ? 0 : 1;
}
