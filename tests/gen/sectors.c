/*
 * sectors - writes raw data sectors for the tests, and their user data
 *
 *   sectors KIND COUNT SEED RAW USER
 *
 * KIND is mode1, mode2, form1 or form2. The COUNT sectors of the file RAW start at lba 0; their user data are noise,
 * the same for the same seed, and are written to the file USER as well.
 */
#include <redbook/sector.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool find_kind(const char *name, rbk_sector_kind *kind)
{
    static const struct {
        const char *name;
        rbk_sector_kind kind;
    } kinds[] = {{"mode1", RBK_SECTOR_MODE1},
                 {"mode2", RBK_SECTOR_MODE2},
                 {"form1", RBK_SECTOR_MODE2_FORM1},
                 {"form2", RBK_SECTOR_MODE2_FORM2}};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (strcmp(name, kinds[i].name) == 0) {
            *kind = kinds[i].kind;
            return true;
        }
    return false;
}

static bool write_sectors(rbk_sector_kind kind, int32_t count, uint32_t seed, FILE *raw_file, FILE *user_file)
{
    uint8_t user[RBK_SECTOR_BYTES], raw[RBK_SECTOR_BYTES];
    size_t user_bytes = rbk_sector_user_bytes(kind);
    for (int32_t lba = 0; lba < count; lba++) {
        for (size_t i = 0; i < user_bytes; i++) {
            seed = seed * 1664525u + 1013904223u;
            user[i] = (uint8_t)(seed >> 16);
        }
        rbk_sector_build(kind, lba, NULL, user, raw);
        if (fwrite(raw, sizeof raw, 1, raw_file) != 1 || fwrite(user, user_bytes, 1, user_file) != 1)
            return false;
    }
    return true;
}

int main(int argc, char **argv)
{
    rbk_sector_kind kind;
    if (argc != 6 || !find_kind(argv[1], &kind)) {
        fprintf(stderr, "usage: sectors mode1|mode2|form1|form2 COUNT SEED RAW USER\n");
        return 2;
    }
    FILE *raw_file = fopen(argv[4], "wb");
    FILE *user_file = fopen(argv[5], "wb");
    if (!raw_file || !user_file) {
        fprintf(stderr, "sectors: cannot write '%s' and '%s'\n", argv[4], argv[5]);
        return 1;
    }
    bool written = write_sectors(kind, (int32_t)strtol(argv[2], NULL, 10), (uint32_t)strtoul(argv[3], NULL, 10),
                                 raw_file, user_file);
    written = fclose(raw_file) == 0 && written;
    written = fclose(user_file) == 0 && written;
    if (!written)
        fprintf(stderr, "sectors: '%s' and '%s' could not be written whole\n", argv[4], argv[5]);
    return written ? 0 : 1;
}
