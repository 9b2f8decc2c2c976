/*
 * Messages on stderr and the end of stdout.
 */
#include "cli/messages.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/terminal.h"
#include "cli/utf8.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>

void cli_print_clean(FILE *out, const char *text)
{
    for (const char *at = text; *at;) {
        uint32_t point = 0;
        size_t length = cli_utf8_plain(at);
        fwrite(at, 1, length, out);
        at += length;
        if (!*at)
            break;
        length = cli_utf8_decode(at, &point);
        if (length > 0 && !cli_utf8_is_control(point)) {
            fwrite(at, 1, length, out);
        } else {
            length = length ? length : 1;
            for (size_t i = 0; i < length; i++)
                fprintf(out, "\\x%02x", (unsigned)(unsigned char)at[i]);
        }
        at += length;
    }
}

static size_t without_slashes(const char *path, size_t length)
{
    while (length > 0 && path[length - 1] == '/')
        length--;
    return length;
}

/* Names in folder what has to exist for path, a file or a folder (as 'x/y/'), where it does not. */
static bool lacks_folder(const char *path, char folder[RBK_PATH_BYTES])
{
    struct stat there;
    size_t length = without_slashes(path, strlen(path));
    while (length > 0 && path[length - 1] != '/')
        length--;
    length = without_slashes(path, length);
    snprintf(folder, RBK_PATH_BYTES, "%.*s", (int)length, path);
    return length > 0 && stat(folder, &there) != 0 && errno == ENOENT;
}

void cli_recover_error(rbk_status status, const char *path, rbk_error *error)
{
    if (status == RBK_OK || error->status != status)
        rbk_error_init(error);
    error->status = status;
    char folder[RBK_PATH_BYTES];
    if (status != RBK_OK && path && !error->place.path[0])
        snprintf(error->place.path, sizeof error->place.path, "%s", path);
    if (status == RBK_FILEACCESS && error->system_error == ENOENT && lacks_folder(error->place.path, folder)) {
        snprintf(error->sentence, sizeof error->sentence, "the folder '%.400s' does not exist", folder);
        error->system_error = 0;
    }
}

/* What to do about a sentence that all commands with targets may end in. */
static const char *way_out(const char *sentence)
{
    return strcmp(sentence, "already exists") == 0 ? ": use --force to replace it" : "";
}

/* The name of a severity, in the colour that compilers give it. */
static void print_severity(rbk_severity severity)
{
    static const char *const colors[] = {[RBK_NOTE] = "1;36", [RBK_WARNING] = "1;35", [RBK_ERROR] = "1;31"};
    const char *name = rbk_severity_name(severity);
    if (cli_terminal_has_color(stderr))
        fprintf(stderr, "\033[%sm%s:\033[0m ", colors[severity], name);
    else
        fprintf(stderr, "%s: ", name);
}

void cli_say_error(const cli_voice *voice, const rbk_error *error)
{
    char text[RBK_PATH_BYTES + RBK_SENTENCE_BYTES + 256];
    fprintf(stderr, "%s: ", voice->program);
    print_severity(RBK_ERROR);
    cli_print_clean(stderr, rbk_error_format(error, text, sizeof text));
    fprintf(stderr, "%s\n", way_out(error->sentence));
}

#define TEXT_BYTES (RBK_PATH_BYTES + 512)

static void print_text(const char *format, va_list arguments)
{
    char text[TEXT_BYTES];
    vsnprintf(text, sizeof text, format, arguments);
    cli_print_clean(stderr, text);
    fputc('\n', stderr);
}

void cli_say(const cli_voice *voice, const char *format, ...)
{
    va_list arguments;
    fprintf(stderr, "%s: ", voice->program);
    va_start(arguments, format);
    print_text(format, arguments);
    va_end(arguments);
}

void cli_say_failure(const cli_voice *voice, const char *format, ...)
{
    va_list arguments;
    fprintf(stderr, "%s: ", voice->program);
    print_severity(RBK_ERROR);
    va_start(arguments, format);
    print_text(format, arguments);
    va_end(arguments);
}

static void say_finding(const cli_voice *voice, const rbk_finding *finding)
{
    fprintf(stderr, "%s: ", voice->program);
    print_severity(finding->severity);
    if (finding->path[0]) {
        cli_print_clean(stderr, finding->path);
        if (finding->line)
            fprintf(stderr, ":%u", (unsigned)finding->line);
        fputs(": ", stderr);
    }
    cli_print_clean(stderr, finding->text);
    fprintf(stderr, "%s [%s]\n", way_out(finding->text), finding->rule);
}

void cli_say_findings(const cli_voice *voice, const rbk_findings *findings)
{
    cli_say_findings_from(voice, findings, RBK_ERROR);
}

void cli_say_findings_from(const cli_voice *voice, const rbk_findings *findings, rbk_severity fail_on)
{
    rbk_severity least = voice->quiet ? RBK_ERROR : voice->verbose ? RBK_NOTE : RBK_WARNING;
    size_t said = 0;
    least = fail_on < least ? fail_on : least;
    for (size_t i = 0; i < rbk_findings_count(findings); i++) {
        const rbk_finding *finding = rbk_findings_at(findings, i);
        if (finding->severity < least)
            continue;
        say_finding(voice, finding);
        said++;
    }
    size_t all = rbk_findings_count_from(findings, least);
    if (all > said)
        cli_say(voice, "and %zu more", all - said);
}

void cli_say_hint(const cli_voice *voice, const rbk_findings *findings, rbk_severity severity, const char *rule,
                  const char *text)
{
    bool there = false;
    for (size_t i = 0; i < rbk_findings_count(findings) && !there; i++) {
        const rbk_finding *finding = rbk_findings_at(findings, i);
        there = finding->severity >= severity && strcmp(finding->rule, rule) == 0;
    }
    if (there && !voice->quiet)
        cli_say(voice, "%s", text);
}

int cli_finish_output(const char *program, int exit_code, bool reported)
{
    errno = 0;
    if (fflush(stdout) != 0 || ferror(stdout)) {
        rbk_error error;
        char text[RBK_SENTENCE_BYTES];
        rbk_error_init(&error);
        error.system_error = cli_output_error() ? cli_output_error() : errno;
        snprintf(error.sentence, sizeof error.sentence, "cannot write to standard output");
        fprintf(stderr, "%s: error: %s\n", program, rbk_error_format(&error, text, sizeof text));
        return CLI_EXIT_FAILED;
    }
    if (!reported) {
        fprintf(stderr, "%s: error: out of memory\n", program);
        return CLI_EXIT_FAILED;
    }
    return exit_code;
}

int cli_finish_work(const cli_voice *voice, const char *done, int exit_code, bool reported)
{
    int finished = cli_finish_output(voice->program, exit_code, reported);
    if (done && finished != exit_code)
        cli_say(voice, "%s", done);
    return finished;
}

int cli_findings_exit(const rbk_findings *findings, rbk_severity fail_on)
{
    return rbk_findings_count_from(findings, fail_on) ? CLI_EXIT_FINDINGS : CLI_EXIT_OK;
}
