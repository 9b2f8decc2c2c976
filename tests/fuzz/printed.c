/*
 * Fuzz target: untrusted text in output. Messages, tables and JSON contain no control characters for a terminal, a page no
 * markup from the text; names written to a .dat and to a rule of make are read as the same names; a time, a code or the
 * name of an encoding that is read is written and read again as the same.
 */
#include "fuzz.h"

#include "cli/depfile.h"
#include "cli/json.h"
#include "cli/messages.h"
#include "cli/utf8.h"
#include "cli/values.h"
#include "report/html.h"

#include <redbook/codes.h>
#include <redbook/match.h>
#include <redbook/stream.h>

#include <stdlib.h>
#include <string.h>

/* What was written to a FILE; freed by the caller. */
typedef struct written_text {
    char *text;
    size_t size;
    FILE *out;
} written_text;

static void open_text(written_text *text)
{
    *text = (written_text){NULL, 0, NULL};
    text->out = open_memstream(&text->text, &text->size);
    if (!text->out)
        abort();
}

static void close_text(written_text *text)
{
    if (fclose(text->out) != 0)
        abort();
}

static bool is_clean(const char *text)
{
    uint32_t point;
    for (size_t bytes; *text; text += bytes) {
        bytes = cli_utf8_decode(text, &point);
        if (bytes == 0 || (point != '\n' && cli_utf8_is_control(point)))
            return false;
    }
    return true;
}

static void to_a_terminal(const char *text)
{
    written_text found;
    open_text(&found);
    cli_print_clean(found.out, text);
    close_text(&found);
    FUZZ_REQUIRE(is_clean(found.text) && !strchr(found.text, '\n'));
    FUZZ_REQUIRE(cli_utf8_columns(found.text) <= 2 * found.size);
    free(found.text);
}

static void to_json(const char *text)
{
    written_text found;
    open_text(&found);
    cli_json *json = cli_json_new();
    cli_json_open_object(json, NULL);
    cli_json_text(json, "name", text);
    cli_json_close(json);
    FUZZ_REQUIRE(cli_json_print(json, found.out));
    close_text(&found);
    FUZZ_REQUIRE(is_clean(found.text));
    free(found.text);
    cli_json_free(json);
}

static void to_a_page(const char *text)
{
    rbk_output *output = rbk_output_new_memory();
    if (!output)
        abort();
    rbk_html_text(output, text);
    const char *found = rbk_output_text(output, NULL);
    FUZZ_REQUIRE(!found || (!strpbrk(found, "<>\"'") && is_clean(found) && !strchr(found, '\n')));
    for (const char *at = found; at && (at = strchr(at, '&')); at++)
        FUZZ_REQUIRE(strncmp(at, "&amp;", 5) == 0 || strncmp(at, "&lt;", 4) == 0 || strncmp(at, "&gt;", 4) == 0 ||
                     strncmp(at, "&quot;", 6) == 0 || strncmp(at, "&#39;", 5) == 0);
    rbk_output_free(output);
}

/* ------------------------------------------------------------------ a rule of make */

/* Without the backslashes that make takes out of a name with '*', '?' or '['. False for a name that is a pattern. */
static bool match_itself(char *name)
{
    char *to = name;
    bool pattern = false;
    if (!strpbrk(name, "*?["))
        return true;
    for (const char *at = name; *at; at++) {
        pattern = pattern || *at == '*' || *at == '?' || *at == '[';
        at += *at == '\\' && at[1];
        *to++ = *at;
    }
    *to = '\0';
    return !pattern;
}

/* Reads a name as GNU make does: "\ ", "\#", "\:", "$$", and half the backslashes before these. */
static size_t take_name(const char *rule, char *name)
{
    const char *at = rule;
    while (*at && *at != ' ' && *at != ':' && *at != '\n') {
        size_t slashes = strspn(at, "\\");
        char next = at[slashes];
        bool special = next == ' ' || next == '#' || next == ':';
        size_t kept = special ? slashes / 2 : slashes;
        memset(name, '\\', kept);
        name += kept;
        at += slashes;
        if (special && slashes % 2 == 0)
            break;
        if (special)
            *name++ = *at++;
        else if (*at == '$' && at[1] == '$')
            *name++ = *(at += 2, at - 1);
        else if (slashes == 0)
            *name++ = *at++;
    }
    *name = '\0';
    return (size_t)(at - rule);
}

static void to_a_rule(const char *text)
{
    const char *const targets[] = {text};
    rbk_disc disc = {.file_count = 0};
    const cli_depfile rule = {.targets = targets, .target_count = 1, .disc = &disc};
    rbk_bytes bytes = {NULL, 0};
    char *name = malloc(strlen(text) * 4 + 1);
    const char *path = fuzz_path("rule.d");
    if (!name)
        abort();
    if (*text && cli_depfile_write(path, &rule, NULL, NULL) == RBK_OK &&
        rbk_bytes_read_file(path, 1 << 20, &bytes, NULL) == RBK_OK) {
        size_t used = take_name((const char *)bytes.data, name);
        FUZZ_REQUIRE(match_itself(name) && strcmp(name, text) == 0 && bytes.data[used] == ':');
        FUZZ_REQUIRE(!strpbrk((const char *)bytes.data, ";|=\t") &&
                     text[0] != '~'); /* commands, variables, other files */
    }
    rbk_bytes_release(&bytes);
    free(name);
}

/* ------------------------------------------------------------------ numbers, times and codes */

static void read_values(const char *text)
{
    char why[CLI_WHY_BYTES], again[RBK_TIME_BYTES], isrc[RBK_ISRC_BYTES], mcn[RBK_MCN_BYTES], second[RBK_MCN_BYTES];
    uint64_t number;
    uint32_t sectors;
    int64_t time, time_again;
    if (rbk_time_parse(text, &time, NULL) == RBK_OK) {
        rbk_time_format(time, again);
        FUZZ_REQUIRE(rbk_time_parse(again, &time_again, NULL) == RBK_OK && time == time_again);
    }
    if (rbk_isrc_parse(text, isrc, NULL) == RBK_OK)
        FUZZ_REQUIRE(strlen(isrc) == RBK_ISRC_BYTES - 1 && rbk_isrc_parse(isrc, second, NULL) == RBK_OK &&
                     strcmp(isrc, second) == 0);
    if (rbk_mcn_parse(text, mcn, NULL) == RBK_OK)
        FUZZ_REQUIRE(strlen(mcn) == RBK_MCN_BYTES - 1 && rbk_mcn_parse(mcn, second, NULL) == RBK_OK &&
                     strcmp(mcn, second) == 0);
    (void)rbk_isrc_keep(text, isrc);
    (void)rbk_mcn_keep(text, mcn);
    if (cli_number_parse(text, 5, 1000, &number, why))
        FUZZ_REQUIRE(number >= 5 && number <= 1000);
    if (cli_sectors_parse(text, 1, 450000, &sectors, why))
        FUZZ_REQUIRE(sectors >= 1 && sectors <= 450000);
    if (cli_length_parse(text, 0, 4500, &sectors, why))
        FUZZ_REQUIRE(sectors <= 4500);
    if (cli_capacity_parse(text, &sectors, why))
        FUZZ_REQUIRE(sectors > 0 && sectors <= RBK_PROGRAM_SECTORS_MAX);
}

/* ------------------------------------------------------------------ a .dat */

static rbk_status take_game(void *user, const rbk_dat_game *game, rbk_error *error)
{
    int *matches = user;
    (void)error;
    *matches += game->file_count == 1 && game->files[0].bytes == 2352;
    return RBK_OK;
}

/* A .dat written with any name is read as one game with one file. */
static void to_a_dat(char *text)
{
    rbk_output *output = rbk_output_new_memory();
    rbk_dat_file file = {.name = text, .bytes = 2352};
    rbk_dat_game game = {.name = text, .files = &file, .file_count = 1};
    int matches = 0;
    size_t size;
    if (!output)
        abort();
    if (*text && rbk_dat_write_game(&game, output, NULL) == RBK_OK) {
        written_text found;
        open_text(&found);
        fprintf(found.out, "<?xml version=\"1.0\"?>\n<datafile>\n%s</datafile>\n", rbk_output_text(output, &size));
        close_text(&found);
        const char *path = fuzz_write("a.dat", (const uint8_t *)found.text, found.size);
        FUZZ_REQUIRE(rbk_dat_read(path, take_game, &matches, NULL, NULL) == RBK_OK && matches == 1);
        free(found.text);
    }
    rbk_output_free(output);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    fuzz_input input = {bytes, size};
    char *text = fuzz_text(&input, false);
    to_a_terminal(text);
    to_json(text);
    to_a_page(text);
    read_values(text);
    to_a_rule(text);
    to_a_dat(text);
    free(text);
    return 0;
}
