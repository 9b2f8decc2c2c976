/*
 * Fuzz target: the journal of an interrupted change. The text is parsed, and a valid one is written as the same text. Then
 * it is placed in a folder of other files, which are read, created and replaced: no file that the journal does not describe
 * may change, and none outside the folder.
 */
#include "fuzz.h"

#include "base/journal.h"

#include <redbook/stream.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void parse_and_format(const uint8_t *bytes, size_t size)
{
    rbk_journal journal, second;
    rbk_journal_kind kind;
    rbk_bytes text = {NULL, 0};
    if (rbk_journal_parse(bytes, size, &kind, &journal, NULL) != RBK_OK || kind != RBK_JOURNAL_WHOLE)
        return;
    FUZZ_REQUIRE(journal.count <= RBK_JOURNAL_ROWS_MAX);
    for (size_t i = 0; i < journal.count; i++)
        FUZZ_REQUIRE(journal.rows[i].name[0] && !strchr(journal.rows[i].name, '/') &&
                     strcmp(journal.rows[i].name, "..") != 0);
    if (rbk_journal_format(&journal, &text, NULL) == RBK_OK) {
        FUZZ_REQUIRE(rbk_journal_parse(text.data, text.size, &kind, &second, NULL) == RBK_OK);
        FUZZ_REQUIRE(kind == RBK_JOURNAL_WHOLE && second.count == journal.count && second.aside == journal.aside);
        FUZZ_REQUIRE(memcmp(second.rows, journal.rows, journal.count * sizeof *journal.rows) == 0);
        rbk_journal_release(&second);
    }
    rbk_bytes_release(&text);
    rbk_journal_release(&journal);
}

static bool is_same(const char *path, const char *wanted)
{
    char found[16] = "";
    FILE *file = fopen(path, "rb");
    size_t got = file ? fread(found, 1, sizeof found - 1, file) : 0;
    if (file)
        fclose(file);
    return got == strlen(wanted) && strcmp(found, wanted) == 0;
}

/* Inserts what a fuzzer cannot know: "@" and a digit are replaced by inode, size and time of one of the files. */
static char *name_marks(const uint8_t *bytes, size_t size, size_t *length)
{
    static const char *const names[] = {
        "a.cue", "a.cue.redbook-stash", "a.bin", "a.bin.redbook-stash", "mine.cue.redbook-stash", "a.cdt"};
    char *text = malloc(size * 40 + 100), *to = text;
    if (!text)
        abort();
    for (size_t i = 0; i < size; i++) {
        struct stat about;
        if (bytes[i] == '@' && i + 1 < size && stat(fuzz_path(names[(uint8_t)(bytes[i + 1] - '0') % 6]), &about) == 0) {
            to += sprintf(to, "%llu %lld %lld", (unsigned long long)about.st_ino, (long long)about.st_size,
                          (long long)about.st_mtime);
            i++;
        } else {
            *to++ = (char)bytes[i];
        }
    }
    *length = (size_t)(to - text);
    return text;
}

/* The last line, with the number of rows and the checksum (FNV-1a) of all before it. */
static size_t sign(char *text, size_t length)
{
    uint64_t sum = UINT64_C(0xCBF29CE484222325);
    size_t rows = 0;
    for (size_t i = 0; i < length; i++) {
        sum = (sum ^ (uint8_t)text[i]) * UINT64_C(0x100000001B3);
        rows += (i == 0 || text[i - 1] == '\n') && length - i > 5 && memcmp(text + i, "file ", 5) == 0;
    }
    return length + (size_t)sprintf(text + length, "end %zu %016" PRIx64 "\n", rows, sum);
}

static void recover(const uint8_t *bytes, size_t size, rbk_recover_purpose purpose)
{
    rbk_error error;
    size_t length;
    rbk_findings *findings = rbk_findings_new();
    fuzz_clear();
    fuzz_write("a.cue", (const uint8_t *)"old", 3);
    fuzz_write("a.cue.redbook-stash", (const uint8_t *)"new", 3);
    fuzz_write("a.bin.redbook-stash", (const uint8_t *)"bin", 3);
    fuzz_write("a.cdt", (const uint8_t *)"packs", 5);
    fuzz_write("mine.cue", (const uint8_t *)"mine", 4);
    fuzz_write("mine.cue.redbook-stash", (const uint8_t *)"not", 3);
    fuzz_write("mine", (const uint8_t *)"mine", 4);
    char *text = name_marks(bytes, size, &length);
    if (purpose != RBK_RECOVER_TO_MAKE || size % 2)
        length = sign(text, length);
    parse_and_format((const uint8_t *)text, length);
    fuzz_write(RBK_JOURNAL_NAME, (const uint8_t *)text, length);
    free(text);
    (void)rbk_recover_reporting(fuzz_path("a.cue"), purpose, findings, &error);
    FUZZ_REQUIRE(is_same(fuzz_path("mine.cue"), "mine") && is_same(fuzz_path("mine"), "mine"));
    rbk_findings_free(findings);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    parse_and_format(bytes, size);
    if (size > 0)
        recover(bytes, size, (rbk_recover_purpose)(size % 3));
    return 0;
}

size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t room, unsigned int seed)
{
    return fuzz_mutate_lines(bytes, size, room, seed);
}
