/*
 * Fuzz target: command lines of redbook, each word ended by a line feed, run in a folder with a small image, its texts and
 * an audio file. Slashes are replaced by underscores, so that any line works in this folder only. For every line, the
 * program ends with one of its exit codes, and its messages contain no control characters for the terminal.
 */
#include "fuzz.h"

/* The program itself, under another name. */
#define main redbook_main
int redbook_main(int argc, char **argv);
#include "redbook/main.c"
#undef main

#include "cli/utf8.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define WORDS_MAX 24

static const char sheet[] = "TITLE \"Al\\bum\"\nCATALOG 4006381333931\nFILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n"
                            "    TITLE \"One\"\n    ISRC DEA452400001\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n"
                            "    INDEX 00 00:00:20\n    INDEX 01 00:00:24\n";

static void make_folder(void)
{
    static uint8_t sectors[48 * 2352];
    for (size_t i = 0; i < sizeof sectors && !sectors[1]; i++)
        sectors[i] = (uint8_t)((i + 1) * 2654435761u >> 24);
    (void)fuzz_path(".");
    fuzz_clear();
    fuzz_write("a.bin", sectors, sizeof sectors);
    fuzz_write("a.cue", (const uint8_t *)sheet, sizeof sheet - 1);
    fuzz_write("a.txt", (const uint8_t *)"Album Title=\"A\"\n", 16);
    if (chdir(fuzz_path(".")) != 0)
        abort();
}

static void check_clean(const char *text)
{
    uint32_t point;
    for (size_t bytes; *text; text += bytes) {
        bytes = cli_utf8_decode(text, &point);
        FUZZ_REQUIRE(bytes > 0 && (point == '\n' || !cli_utf8_is_control(point)));
    }
}

/* Messages go to memory if the C library allows its streams to be replaced. */
static int run(int argc, char **words)
{
#ifdef __GLIBC__
    FILE *out = stdout, *err = stderr;
    char *text = NULL;
    size_t size = 0;
    FILE *quiet = fopen("/dev/null", "w"), *messages = open_memstream(&text, &size);
    if (!quiet || !messages)
        abort();
    stdout = quiet;
    stderr = messages;
    int code = redbook_main(argc, words);
    stdout = out;
    stderr = err;
    fclose(quiet);
    fclose(messages);
    check_clean(text);
    free(text);
    return code;
#else
    return redbook_main(argc, words);
#endif
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    fuzz_input input = {bytes, size < 4096 ? size : 4096};
    char *text = fuzz_text(&input, false), *words[WORDS_MAX + 2] = {(char *)"redbook"};
    int count = 1;
    for (char *at = text; *at && count <= WORDS_MAX;) {
        char *end = strchr(at, '\n');
        words[count++] = at;
        at = end ? end + 1 : at + strlen(at);
        if (end)
            *end = '\0';
    }
    for (size_t i = 0; i < input.size; i++)
        if (text[i] == '/')
            text[i] = '_';
    int before = open(".", O_RDONLY | O_DIRECTORY);
    make_folder();
    int code = run(count, words);
    if (before < 0 || fchdir(before) != 0 || close(before) != 0)
        abort();
    FUZZ_REQUIRE(code >= CLI_EXIT_OK && code <= CLI_EXIT_FINDINGS);
    free(text);
    return 0;
}

size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t room, unsigned int seed)
{
    return fuzz_mutate_lines(bytes, size, room, seed);
}
