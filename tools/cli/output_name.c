/*
 * The endings of names, and which command writes the formats that they belong to.
 */
#include "cli/output_name.h"

#include <string.h>
#include <strings.h>
#include <sys/stat.h>

typedef enum output_writer {
    OUTPUT_SHEET,      /* author and others, by the name of the sheet */
    OUTPUT_PAYLOAD,    /* a file that gets the name of its sheet */
    OUTPUT_CONVERT,    /* convert, by the same name */
    OUTPUT_FILESET,    /* convert, as a folder */
    OUTPUT_CLONECD,    /* convert, next to a .ccd */
    OUTPUT_WAV,        /* extract, or convert with a sheet */
    OUTPUT_FLAC,       /* extract */
    OUTPUT_REPORT,     /* report */
    OUTPUT_TEXT,       /* text */
    OUTPUT_NOT_WRITTEN /* no command */
} output_writer;

typedef struct output_ending {
    const char *extension;
    const char *what;
    output_writer writer;
    const char *holds; /* what not every disc has; NULL: any disc */
} output_ending;

static const char data_only[] = "a single data track and no audio", modified_q[] = "the modified Q of a disc";

static const output_ending endings[] = {
    {"cue", "a CUE sheet", OUTPUT_SHEET, NULL},       {"bin", "a BIN", OUTPUT_PAYLOAD, NULL},
    {"chd", "a CHD", OUTPUT_CONVERT, NULL},           {"toc", "a TOC", OUTPUT_CONVERT, NULL},
    {"ccd", "a CCD", OUTPUT_CONVERT, NULL},           {"gdi", "a GDI", OUTPUT_CONVERT, "a GD-ROM"},
    {"iso", "an ISO", OUTPUT_CONVERT, data_only},     {"sbi", "an SBI", OUTPUT_CONVERT, modified_q},
    {"lsd", "an LSD", OUTPUT_CONVERT, modified_q},    {"ddp", "a DDP fileset", OUTPUT_FILESET, NULL},
    {"img", "an IMG", OUTPUT_CLONECD, NULL},          {"sub", "a SUB", OUTPUT_CLONECD, NULL},
    {"wav", "a WAV file", OUTPUT_WAV, NULL},          {"flac", "a FLAC file", OUTPUT_FLAC, NULL},
    {"html", "a report", OUTPUT_REPORT, NULL},        {"pdf", "a PQ sheet", OUTPUT_REPORT, NULL},
    {"cdt", "a CD-TEXT file", OUTPUT_TEXT, NULL},     {"nrg", "an NRG", OUTPUT_NOT_WRITTEN, NULL},
    {"mds", "an MDS", OUTPUT_NOT_WRITTEN, NULL},      {"mdf", "an MDF", OUTPUT_NOT_WRITTEN, NULL},
    {"cdi", "a CDI", OUTPUT_NOT_WRITTEN, NULL},       {"ecm", "an ECM", OUTPUT_NOT_WRITTEN, NULL},
    {"mp3", "an MP3 file", OUTPUT_NOT_WRITTEN, NULL},
};

/* NULL: none that is known, or nothing before it. */
static const output_ending *ending_of(const char *path)
{
    const char *dot = strrchr(path, '.');
    if (!dot || dot == path || dot[-1] == '/')
        return NULL;
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        if (strcasecmp(dot + 1, endings[i].extension) == 0)
            return &endings[i];
    return NULL;
}

bool cli_output_is_cue(const char *path)
{
    const output_ending *ending = ending_of(path);
    return ending && ending->writer == OUTPUT_SHEET;
}

bool cli_output_is_folder(const char *path)
{
    struct stat there;
    size_t length = strlen(path);
    return (length > 0 && path[length - 1] == '/') || (stat(path, &there) == 0 && S_ISDIR(there.st_mode));
}

bool cli_output_has_format(const char *path)
{
    return ending_of(path) != NULL;
}

/* What follows "use -o NAME.cue, " for a file of this writer; NAME and path without its ending, of stem bytes. */
static void say_next(output_writer writer, const char *path, int stem, char *text, size_t size)
{
    switch (writer) {
    case OUTPUT_CONVERT:
        snprintf(text, size, "redbook convert %.*s.cue -o %s", stem, path, path);
        break;
    case OUTPUT_FILESET:
        snprintf(text, size, "redbook convert %.*s.cue --target ddp -o %.*s", stem, path, stem, path);
        break;
    case OUTPUT_CLONECD:
        snprintf(text, size, "redbook convert %.*s.cue -o %.*s.ccd", stem, path, stem, path);
        break;
    case OUTPUT_WAV:
        snprintf(text, size, "redbook extract %.*s.cue -o %.*s/", stem, path, stem, path);
        break;
    case OUTPUT_FLAC:
        snprintf(text, size, "redbook extract %.*s.cue --format flac -o %.*s/", stem, path, stem, path);
        break;
    case OUTPUT_REPORT:
        snprintf(text, size, "redbook report %.*s.cue -o %.*s/", stem, path, stem, path);
        break;
    case OUTPUT_TEXT:
        snprintf(text, size, "redbook text %.*s.cue -o %s", stem, path, path);
        break;
    case OUTPUT_SHEET:
    case OUTPUT_PAYLOAD:
    case OUTPUT_NOT_WRITTEN:
        break;
    }
}

/* The same from an image that is there already. */
static void say_from_image(output_writer writer, const char *path, int stem, char *text, size_t size)
{
    switch (writer) {
    case OUTPUT_PAYLOAD:
        snprintf(text, size, "; a BIN gets the name of its sheet: use -o %.*s.cue", stem, path);
        break;
    case OUTPUT_FILESET:
        snprintf(text, size, "; for a DDP fileset use --target=ddp -o %.*s", stem, path);
        break;
    case OUTPUT_CLONECD:
        snprintf(text, size, "; it gets the name of its control file: use -o %.*s.ccd", stem, path);
        break;
    case OUTPUT_WAV:
        snprintf(text, size, "; for WAV files use 'redbook extract', or --target=wav -o %.*s.cue", stem, path);
        break;
    case OUTPUT_FLAC:
        snprintf(text, size, "; for FLAC files use 'redbook extract --format flac'");
        break;
    case OUTPUT_REPORT:
        snprintf(text, size, "; for a report use 'redbook report'");
        break;
    case OUTPUT_TEXT:
        snprintf(text, size, "; for CD-TEXT alone use 'redbook text'");
        break;
    case OUTPUT_SHEET:
    case OUTPUT_CONVERT:
    case OUTPUT_NOT_WRITTEN:
        break;
    }
}

int cli_output_stem(const char *path)
{
    return (int)(ending_of(path) ? (size_t)(strrchr(path, '.') - path) : strlen(path));
}

const char *cli_output_next(const char *path, char text[CLI_OUTPUT_HINT_BYTES])
{
    const output_ending *ending = ending_of(path);
    text[0] = '\0';
    if (ending)
        say_next(ending->writer, path, cli_output_stem(path), text, CLI_OUTPUT_HINT_BYTES);
    return text;
}

bool cli_output_of_some(const char *path, char text[CLI_OUTPUT_HINT_BYTES])
{
    const output_ending *ending = ending_of(path);
    if (!ending || !ending->holds)
        return false;
    snprintf(text, CLI_OUTPUT_HINT_BYTES, "%s holds %s", ending->what, ending->holds);
    return true;
}

/* The sheet first, then what is made of it. */
static void say_sheet_first(const output_ending *ending, const char *path, char text[CLI_OUTPUT_HINT_BYTES])
{
    char next[CLI_OUTPUT_HINT_BYTES];
    const int stem = cli_output_stem(path);
    snprintf(text, CLI_OUTPUT_HINT_BYTES, "; for %s%s%s%s use -o %.*s.cue, then '%.*s'", ending->what,
             ending->holds ? ", which holds " : "", ending->holds ? ending->holds : "", ending->holds ? "," : "", stem,
             path, CLI_OUTPUT_HINT_BYTES / 2, cli_output_next(path, next));
}

const char *cli_output_hint(const char *path, cli_output_from from, char text[CLI_OUTPUT_HINT_BYTES])
{
    const output_ending *ending = ending_of(path);
    char some[CLI_OUTPUT_HINT_BYTES];
    int stem = cli_output_stem(path);
    text[0] = '\0';
    if (!ending || ending->writer == OUTPUT_SHEET)
        return text;
    if (ending->writer == OUTPUT_NOT_WRITTEN)
        snprintf(text, CLI_OUTPUT_HINT_BYTES, "; %s can be read, but not written", ending->what);
    else if (from == CLI_OUTPUT_FROM_IMAGE)
        say_from_image(ending->writer, path, stem, text, CLI_OUTPUT_HINT_BYTES);
    else if (ending->writer == OUTPUT_PAYLOAD)
        snprintf(text, CLI_OUTPUT_HINT_BYTES, "; a BIN gets the name of its sheet: use -o %.*s.cue", stem, path);
    else if (from == CLI_OUTPUT_FROM_FILES && cli_output_of_some(path, some))
        snprintf(text, CLI_OUTPUT_HINT_BYTES, "; %.200s: 'redbook convert IMAGE -o %.*s' writes one if IMAGE has that",
                 some, CLI_OUTPUT_HINT_BYTES / 2, path);
    else
        say_sheet_first(ending, path, text);
    return text;
}

int cli_output_check_cue(const char *program, const cli_command *command, const char *path, cli_output_from from)
{
    char hint[CLI_OUTPUT_HINT_BYTES];
    if (cli_output_is_cue(path))
        return 0;
    return cli_usage_error(program, command, "--output: expected a name that ends in '.cue', found '%s'%s", path,
                           cli_output_hint(path, from, hint));
}

/* The command that writes such a file, where a folder is expected; stem and path as above. */
static void say_instead(output_writer writer, const char *path, int stem, char *text, size_t size)
{
    switch (writer) {
    case OUTPUT_SHEET:
    case OUTPUT_CONVERT:
        snprintf(text, size, ", or 'redbook convert' to write such a file");
        break;
    case OUTPUT_PAYLOAD:
        snprintf(text, size, ", or 'redbook convert' with -o %.*s.cue to write it with its sheet", stem, path);
        break;
    case OUTPUT_FILESET:
        snprintf(text, size, ", or 'redbook convert' with --target=ddp -o %.*s to write one", stem, path);
        break;
    case OUTPUT_CLONECD:
        snprintf(text, size, ", or 'redbook convert' with -o %.*s.ccd to write it with its control file", stem, path);
        break;
    case OUTPUT_TEXT:
        snprintf(text, size, ", or 'redbook text' to write such a file");
        break;
    case OUTPUT_WAV:
    case OUTPUT_FLAC:
    case OUTPUT_REPORT:
    case OUTPUT_NOT_WRITTEN:
        break;
    }
}

int cli_output_check_folder(const char *program, const cli_command *command, const char *path)
{
    const output_ending *ending = ending_of(path);
    struct stat there;
    char instead[CLI_OUTPUT_HINT_BYTES] = "";
    if (!ending || stat(path, &there) == 0) /* what is there is reported by the work */
        return 0;
    say_instead(ending->writer, path, cli_output_stem(path), instead, sizeof instead);
    return cli_usage_error(program, command,
                           "--output: expected a folder, found '%s', the name of %s; use '%s/' for a folder of this "
                           "name%s",
                           path, ending->what, path, instead);
}
