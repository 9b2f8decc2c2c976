/*
 * Writes CHD files to be read: those of the unit tests, or an uncompressed one of zero frames with the given metadata.
 *
 * usage: chd deflate|lzma|zstandard|flac FILE
 *        chd zeros FRAMES FILE TAG TEXT [TAG TEXT]...
 */
#include "../unit/chd/files.h"
#include "../unit/chd/making.h"

#include <stdio.h>

#define ENTRIES_MAX 200

static int write_file(const char *path, const uint8_t *bytes, size_t size)
{
    FILE *file = fopen(path, "wb");
    bool good = file && fwrite(bytes, 1, size, file) == size;
    good = file && fclose(file) == 0 && good;
    if (!good)
        fprintf(stderr, "chd: '%s' cannot be written\n", path);
    return good ? 0 : 2;
}

static int write_known(const char *name, const char *path)
{
    static const struct {
        const char *name;
        const uint8_t *bytes;
        size_t size;
    } files[] = {{"deflate", chd_deflate, sizeof chd_deflate},
                 {"lzma", chd_lzma, sizeof chd_lzma},
                 {"zstandard", chd_zstandard, sizeof chd_zstandard},
                 {"flac", chd_flac, sizeof chd_flac}};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
        if (strcmp(files[i].name, name) == 0)
            return write_file(path, files[i].bytes, files[i].size);
    fprintf(stderr, "chd: expected deflate, lzma, zstandard, flac or zeros, found '%s'\n", name);
    return 2;
}

static int write_zeros(uint64_t frames, const char *path, char **words, size_t count)
{
    made_entry entries[ENTRIES_MAX];
    size_t size;
    if (frames == 0 || frames > RBK_CHD_FRAMES_MAX || count % 2 != 0 || count / 2 > ENTRIES_MAX)
        return 2;
    for (size_t i = 0; i < count / 2; i++) {
        const char *tag = words[2 * i];
        if (strlen(tag) != 4)
            return 2;
        entries[i] = (made_entry){RBK_CHD_TAG(tag[0], tag[1], tag[2], tag[3]), words[2 * i + 1], 0};
    }
    uint8_t *file = make_chd(frames, entries, count / 2, &size);
    int result = file ? write_file(path, file, size) : 2;
    free(file);
    return result;
}

int main(int count, char **words)
{
    if (count >= 6 && strcmp(words[1], "zeros") == 0)
        return write_zeros(strtoull(words[2], NULL, 10), words[3], words + 4, (size_t)count - 4);
    if (count == 3)
        return write_known(words[1], words[2]);
    fprintf(stderr, "usage: chd deflate|lzma|zstandard|flac FILE, or chd zeros FRAMES FILE TAG TEXT...\n");
    return 2;
}
