/*
 * Runs a fuzz target if the compiler has no fuzzer, and in `make check`: every seed unchanged, then mutations of seeds -
 * bits, bytes, ranges removed, duplicated and combined, words of a dictionary - from a fixed sequence. An input that ends
 * the process is kept.
 *
 *   driver [-d DICTIONARY] [-k FILE] COUNT|SECONDSs [FILE|FOLDER]...
 *
 * -k: where the input is kept. A dictionary is one of libFuzzer's: a word in double quotes a line.
 */
#include "fuzz.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define INPUT_MAX (1 << 16)
#define WORDS_MAX 512
#define WORD_MAX  64
#define SEEDS_MAX 4096

/* Optional: a mutator of the target, and the callback that sanitizers make when they end the process. */
__attribute__((weak)) size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t room, unsigned int seed);
__attribute__((weak)) void __sanitizer_set_death_callback(void (*callback)(void));

static uint64_t state = 0x726564626F6F6B02u;

static struct {
    uint8_t bytes[WORD_MAX];
    size_t size;
} words[WORDS_MAX];
static size_t word_count;

static char *seeds[SEEDS_MAX];
static size_t seed_count;

static uint8_t input[INPUT_MAX];
static size_t input_size;
static const char *kept;

static uint32_t next(uint32_t limit)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return limit ? (uint32_t)(state >> 32) % limit : 0;
}

/* ------------------------------------------------------------------ the input that ended the process */

static void keep_input(void)
{
    int file = kept ? open(kept, O_WRONLY | O_CREAT | O_TRUNC, 0644) : -1;
    if (file >= 0 && write(file, input, input_size) == (ssize_t)input_size && close(file) == 0)
        fprintf(stderr, "the input is kept as %s\n", kept);
    kept = NULL;
}

static void on_signal(int number)
{
    keep_input();
    signal(number, SIG_DFL);
    raise(number);
}

/* ------------------------------------------------------------------ seeds and words */

static void add_word(const char *text)
{
    size_t size = 0;
    for (; *text && *text != '"' && size < WORD_MAX; text++) {
        unsigned value = (unsigned char)*text;
        if (*text == '\\' && text[1] == 'x' && sscanf(text + 2, "%2x", &value) == 1)
            text += 3;
        else if (*text == '\\' && text[1])
            value = (unsigned char)*++text;
        words[word_count].bytes[size++] = (uint8_t)value;
    }
    words[word_count].size = size;
    word_count += size > 0;
}

static void read_dictionary(const char *path)
{
    char text[512];
    FILE *file = fopen(path, "r");
    while (file && word_count < WORDS_MAX && fgets(text, sizeof text, file)) {
        const char *quote = text[0] == '#' ? NULL : strchr(text, '"');
        if (quote)
            add_word(quote + 1);
    }
    if (file)
        fclose(file);
}

static void add_seed(const char *path)
{
    if (seed_count < SEEDS_MAX && (seeds[seed_count] = strdup(path)))
        seed_count++;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The files of a folder in the order of their names, or the file. */
static void add_seeds(const char *path)
{
    struct stat about;
    char name[1024];
    const struct dirent *entry;
    size_t first = seed_count;
    if (stat(path, &about) != 0)
        return;
    DIR *list = S_ISDIR(about.st_mode) ? opendir(path) : NULL;
    if (!list) {
        add_seed(path);
        return;
    }
    while ((entry = readdir(list)))
        if (entry->d_name[0] != '.') {
            snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
            add_seed(name);
        }
    closedir(list);
    qsort(seeds + first, seed_count - first, sizeof *seeds, by_name);
}

static size_t load(const char *path, uint8_t *bytes)
{
    FILE *file = fopen(path, "rb");
    size_t size = file ? fread(bytes, 1, INPUT_MAX, file) : 0;
    if (file)
        fclose(file);
    return size;
}

/* ------------------------------------------------------------------ mutation */

static size_t insert(uint8_t *bytes, size_t size, size_t room, size_t at, const uint8_t *fresh, size_t count)
{
    if (size + count > room)
        return size;
    memmove(bytes + at + count, bytes + at, size - at);
    memmove(bytes + at, fresh, count);
    return size + count;
}

static size_t mutate_once(uint8_t *bytes, size_t size, size_t room)
{
    uint8_t copy[32];
    size_t at = next((uint32_t)size), length = 1 + next(sizeof copy);
    length = length < size - at ? length : size - at;
    memcpy(copy, bytes + at, length);
    switch (next(word_count ? 7 : 5)) {
    case 0:
        bytes[at] ^= (uint8_t)(1u << next(8));
        return size;
    case 1:
        bytes[at] = (uint8_t)next(256);
        return size;
    case 2: /* remove a range */
        memmove(bytes + at, bytes + at + length, size - at - length);
        return size - length;
    case 3: /* duplicate a range */
        return insert(bytes, size, room, at, copy, length);
    case 4: /* a range of another seed */
        memmove(bytes + at, bytes + next((uint32_t)(size - length + 1)), length);
        return size;
    default: {
        size_t word = next((uint32_t)word_count);
        return insert(bytes, size, room, at, words[word].bytes, words[word].size);
    }
    }
}

size_t LLVMFuzzerMutate(uint8_t *bytes, size_t size, size_t room)
{
    if (size == 0 && room > 0)
        bytes[size++] = (uint8_t)next(256);
    return size ? mutate_once(bytes, size, room) : 0;
}

static size_t mutate(uint8_t *bytes, size_t size)
{
    for (uint32_t times = 1 + next(8); times > 0; times--)
        size = LLVMFuzzerCustomMutator ? LLVMFuzzerCustomMutator(bytes, size, INPUT_MAX, next(UINT32_MAX))
                                       : LLVMFuzzerMutate(bytes, size, INPUT_MAX);
    return size;
}

int main(int argc, char **argv)
{
    static const int signals[] = {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGALRM};
    long runs = 0;
    int option;
    while ((option = getopt(argc, argv, "d:k:")) != -1)
        if (option == 'd')
            read_dictionary(optarg);
        else
            kept = optarg;
    if (optind >= argc)
        return 2;
    for (int i = optind + 1; i < argc; i++)
        add_seeds(argv[i]);
    if (__sanitizer_set_death_callback)
        __sanitizer_set_death_callback(keep_input);
    for (size_t i = 0; i < sizeof signals / sizeof *signals && (!__sanitizer_set_death_callback || i == 0); i++)
        signal(signals[i], on_signal);
    for (size_t i = 0; i < seed_count; i++) {
        input_size = load(seeds[i], input);
        LLVMFuzzerTestOneInput(input, input_size);
    }
    bool timed = strchr(argv[optind], 's');
    long limit = atol(argv[optind]);
    time_t end = time(NULL) + limit;
    while (timed ? time(NULL) < end : runs < limit) {
        input_size = mutate(input, seed_count ? load(seeds[next((uint32_t)seed_count)], input) : 0);
        LLVMFuzzerTestOneInput(input, input_size);
        runs++;
    }
    for (size_t i = 0; i < seed_count; i++)
        free(seeds[i]);
    printf("%zu seeds and %ld mutated inputs\n", seed_count, runs);
    return 0;
}
