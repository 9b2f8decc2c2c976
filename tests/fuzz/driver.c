/*
 * Drives a fuzz target where the compiler brings no fuzzer of its own: every seed as it is, then mutations of seeds -
 * bits, bytes, segments cut, doubled and crossed - from a fixed sequence, for the seconds given.
 *
 *   driver SECONDS SEED-FILE...
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define INPUT_MAX (1 << 16)

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static uint64_t state = 0x726564626F6F6B02u;

static uint32_t next(uint32_t limit)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return limit ? (uint32_t)(state >> 32) % limit : 0;
}

static size_t load(const char *path, uint8_t *bytes)
{
    FILE *file = fopen(path, "rb");
    size_t size = file ? fread(bytes, 1, INPUT_MAX, file) : 0;
    if (file)
        fclose(file);
    return size;
}

static size_t mutate(uint8_t *bytes, size_t size)
{
    for (uint32_t times = 1 + next(8); times > 0 && size > 0; times--) {
        size_t at = next((uint32_t)size), length = 1 + next(32);
        length = length < size - at ? length : size - at;
        switch (next(5)) {
        case 0:
            bytes[at] ^= (uint8_t)(1u << next(8));
            break;
        case 1:
            bytes[at] = (uint8_t)next(256);
            break;
        case 2: /* cut */
            memmove(bytes + at, bytes + at + length, size - at - length);
            size -= length;
            break;
        case 3: /* double */
            if (size + length <= INPUT_MAX) {
                memmove(bytes + at + length, bytes + at, size - at);
                size += length;
            }
            break;
        default: /* from elsewhere */
            memmove(bytes + at, bytes + next((uint32_t)(size - length + 1)), length);
            break;
        }
    }
    return size;
}

int main(int argc, char **argv)
{
    static uint8_t bytes[INPUT_MAX];
    long runs = 0;
    if (argc < 3)
        return 2;
    for (int i = 2; i < argc; i++)
        LLVMFuzzerTestOneInput(bytes, load(argv[i], bytes));
    time_t end = time(NULL) + atoi(argv[1]);
    while (time(NULL) < end) {
        size_t size = load(argv[2 + next((uint32_t)argc - 2)], bytes);
        LLVMFuzzerTestOneInput(bytes, mutate(bytes, size));
        runs++;
    }
    printf("%ld mutated inputs\n", runs);
    return 0;
}
