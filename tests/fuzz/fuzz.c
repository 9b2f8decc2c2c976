/* Functions for all fuzz targets. */
#include "fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

_Noreturn void fuzz_fail(const char *condition, const char *file, int line)
{
    fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, condition);
    abort();
}

/* ------------------------------------------------------------------ the input */

uint8_t fuzz_byte(fuzz_input *input)
{
    if (input->size == 0)
        return 0;
    input->size--;
    return *input->bytes++;
}

uint32_t fuzz_number(fuzz_input *input, unsigned bytes)
{
    uint32_t number = 0;
    for (unsigned i = 0; i < bytes; i++)
        number = number << 8 | fuzz_byte(input);
    return number;
}

fuzz_input fuzz_part(fuzz_input *input, size_t size)
{
    fuzz_input part = {input->bytes, size < input->size ? size : input->size};
    input->bytes += part.size;
    input->size -= part.size;
    return part;
}

void fuzz_fill(fuzz_input *input, void *to, size_t size)
{
    fuzz_input part = fuzz_part(input, size);
    memset(to, 0, size);
    if (part.size > 0)
        memcpy(to, part.bytes, part.size);
}

char *fuzz_text(const fuzz_input *input, bool zero_is_end)
{
    char *text = malloc(input->size + 1);
    if (!text)
        abort();
    if (input->size > 0)
        memcpy(text, input->bytes, input->size);
    text[input->size] = '\0';
    for (size_t i = 0; !zero_is_end && i < input->size; i++)
        if (!text[i])
            text[i] = ' ';
    return text;
}

/* ------------------------------------------------------------------ the folder */

static char folder[256];

static void empty(const char *path, int depth)
{
    DIR *list = opendir(path);
    const struct dirent *entry;
    while (list && (entry = readdir(list))) {
        char name[1024];
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
        if (unlink(name) != 0 && depth > 0) {
            empty(name, depth - 1);
            (void)rmdir(name);
        }
    }
    if (list)
        closedir(list);
}

void fuzz_clear(void)
{
    if (folder[0])
        empty(folder, 3);
}

static void remove_folder(void)
{
    fuzz_clear();
    (void)rmdir(folder);
}

const char *fuzz_path(const char *name)
{
    static char paths[8][512];
    static unsigned turn;
    if (!folder[0]) {
        const char *above = getenv("TMPDIR");
        snprintf(folder, sizeof folder, "%s/redbook-fuzz-XXXXXX", above ? above : "/tmp");
        if (!mkdtemp(folder))
            abort();
        atexit(remove_folder);
    }
    char *path = paths[turn++ % 8];
    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

const char *fuzz_write(const char *name, const uint8_t *bytes, size_t size)
{
    const char *path = fuzz_path(name);
    FILE *file = fopen(path, "wb");
    bool written = file && fwrite(bytes, 1, size, file) == size;
    if (!file || fclose(file) != 0 || !written)
        abort();
    return path;
}

/* ------------------------------------------------------------------ mutation of lines */

static uint32_t chosen(unsigned int *state, size_t limit)
{
    *state = *state * 1103515245u + 12345u;
    return limit ? (*state >> 8) % (uint32_t)limit : 0;
}

typedef struct line {
    size_t at, size; /* its line feed included */
} line;

/* A random line of the text. */
static line any_line(const uint8_t *bytes, size_t size, unsigned int *state)
{
    size_t at = chosen(state, size), end = at;
    while (at > 0 && bytes[at - 1] != '\n')
        at--;
    while (end < size && bytes[end] != '\n')
        end++;
    return (line){at, end + (end < size) - at};
}

static bool in_word(uint8_t byte, bool digits)
{
    bool digit = byte >= '0' && byte <= '9';
    return digits ? digit : digit || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || byte == '_';
}

/* A word, or a number, near a random offset; of size 0 if there is none. */
static line any_word(const uint8_t *bytes, size_t size, bool digits, unsigned int *state)
{
    size_t at = chosen(state, size), end;
    while (at < size && !in_word(bytes[at], digits))
        at++;
    while (at > 0 && at < size && in_word(bytes[at - 1], digits))
        at--;
    for (end = at; end < size && in_word(bytes[end], digits);)
        end++;
    return (line){at, end - at};
}

/* Replaces some bytes by others; returns the new size, or the old one if there is no room. */
static size_t replace(uint8_t *bytes, size_t size, size_t room, line old, const uint8_t *fresh, size_t count)
{
    if (size - old.size + count > room)
        return size;
    memmove(bytes + old.at + count, bytes + old.at + old.size, size - old.at - old.size);
    memcpy(bytes + old.at, fresh, count);
    return size - old.size + count;
}

static size_t new_number(uint8_t *bytes, size_t size, size_t room, unsigned int *state)
{
    static const char *const numbers[] = {"0",  "1",   "2",   "00",  "01",   "02",         "59",         "60",
                                          "74", "75",  "98",  "99",  "100",  "149",        "150",        "255",
                                          "80", "588", "600", "700", "2352", "2147483647", "2147483648", "4294967295"};
    const char *number = numbers[chosen(state, sizeof numbers / sizeof *numbers)];
    line old = any_word(bytes, size, true, state);
    return old.size ? replace(bytes, size, room, old, (const uint8_t *)number, strlen(number)) : size;
}

size_t fuzz_mutate_lines(uint8_t *bytes, size_t size, size_t room, unsigned int seed)
{
    uint8_t copy[512];
    unsigned int state = seed;
    uint32_t way = chosen(&state, 8);
    if (size == 0 || way < 2)
        return LLVMFuzzerMutate(bytes, size, room);
    if (way == 2)
        return new_number(bytes, size, room, &state);
    bool words = way == 3;
    line from = words ? any_word(bytes, size, false, &state) : any_line(bytes, size, &state);
    line to = words ? any_word(bytes, size, false, &state) : any_line(bytes, size, &state);
    size_t count = from.size < sizeof copy ? from.size : sizeof copy;
    memcpy(copy, bytes + from.at, count);
    switch (way) {
    case 3: /* a word or a line replaces another */
    case 4:
        return replace(bytes, size, room, to, copy, count);
    case 5: /* one more line */
        return replace(bytes, size, room, (line){to.at, 0}, copy, count);
    case 6:
        return size > from.size ? replace(bytes, size, room, from, copy, 0) : size;
    default: /* a line moved */
        size = replace(bytes, size, room, from, copy, 0);
        to = size ? any_line(bytes, size, &state) : (line){0, 0};
        return replace(bytes, size, room, (line){to.at, 0}, copy, count);
    }
}
