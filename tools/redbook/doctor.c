/*
 * redbook doctor: what redbook finds on this machine - libraries, formats, encodings, the module for PDF, redbook-burn and
 * its drives - for a bug report.
 */
#include "redbook/doctor.h"
#include "cli/session.h"
#include "cli/terminal.h"
#include "cli/values.h"
#include "redbook/burn_program.h"
#include "redbook/commands.h"
#include "redbook/pdf_module.h"

#include <redbook/format.h>
#include <redbook/report.h>

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

typedef struct doctor_values {
    bool json;
} doctor_values;

const cli_option doctor_options[] = {
    {.kind = CLI_SWITCH, .name = "json", .offset = offsetof(doctor_values, json), .help = "print one JSON document"},
    {.kind = CLI_END},
};

/* ------------------------------------------------------------------ the machine */

static void look_at_system(doctor_facts *facts)
{
    struct utsname system;
    if (uname(&system) == 0)
        snprintf(facts->system, sizeof facts->system, "%.80s %.80s %.80s", system.sysname, system.release,
                 system.machine);
#ifdef _CS_GNU_LIBC_VERSION
    if (confstr(_CS_GNU_LIBC_VERSION, facts->c_library, sizeof facts->c_library) == 0)
        facts->c_library[0] = '\0';
#endif
    facts->processors = sysconf(_SC_NPROCESSORS_ONLN);
}

/* From LC_ALL, LC_CTYPE or LANG. The output of redbook does not depend on it; the display of a terminal does. */
static void look_at_terminal(doctor_facts *facts)
{
    const char *locale = setlocale(LC_CTYPE, "");
    snprintf(facts->locale, sizeof facts->locale, "%s", locale ? locale : "");
    snprintf(facts->codeset, sizeof facts->codeset, "%s", locale ? nl_langinfo(CODESET) : "");
    facts->columns = cli_terminal_columns(stderr);
    facts->color = cli_terminal_has_color(stderr);
}

static void look_at_encodings(doctor_facts *facts)
{
    static doctor_encoding encodings[] = {
        {"windows-1252", "sheets", false}, {"shift-jis", "sheets and CD-TEXT", false},
        {"euc-jp", "sheets", false},       {"gbk", "sheets", false},
        {"big5", "sheets", false},         {"euc-kr", "sheets", false},
        {"windows-1251", "sheets", false}, {"koi8-r", "sheets", false},
        {"windows-1253", "sheets", false},
    };
    facts->encoding_count = sizeof encodings / sizeof encodings[0];
    for (size_t i = 0; i < facts->encoding_count; i++)
        encodings[i].there = rbk_encoding_is_known(encodings[i].name);
    facts->encodings = encodings;
}

static void look_at_pdf(doctor_facts *facts)
{
    char versions[RBK_PDF_VERSIONS_BYTES];
    if (!pdf_module_find(facts->pdf_path)) {
        facts->pdf_path[0] = '\0';
        return;
    }
    rbk_status status = rbk_pdf_versions(facts->pdf_path, versions, &facts->pdf_error);
    if (status == RBK_OK)
        snprintf(facts->pdf_versions, sizeof facts->pdf_versions, "%s", versions);
    cli_recover_error(status, NULL, &facts->pdf_error);
}

/* ------------------------------------------------------------------ the burn tool */

/* The rest of the line of text that begins with name and a blank; "" if there is none. */
static void version_after(const char *text, const char *name, char version[DOCTOR_TEXT_BYTES])
{
    size_t length = strlen(name);
    version[0] = '\0';
    for (const char *line = text; *line; line += strcspn(line, "\n"), line += *line == '\n')
        if (strncmp(line, name, length) == 0 && line[length] == ' ') {
            line += length + 1;
            snprintf(version, DOCTOR_TEXT_BYTES, "%.*s", (int)strcspn(line, "\n"), line);
            return;
        }
}

static void ask_burn_program(doctor_facts *facts, bool json)
{
    char *text = NULL;
    if (!burn_program_find(facts->burn_path)) {
        facts->burn_path[0] = '\0';
        return;
    }
    rbk_status status = burn_program_ask(facts->burn_path, "--version", NULL, &text, &facts->burn_error);
    if (status == RBK_OK) {
        version_after(text, "redbook-burn", facts->burn_version);
        version_after(text, "libcdio", facts->libcdio_version);
        status =
            burn_program_ask(facts->burn_path, "drives", json ? "--json" : NULL, &facts->drives, &facts->burn_error);
    }
    free(text);
    cli_recover_error(status, NULL, &facts->burn_error);
}

/* ------------------------------------------------------------------ the command */

int doctor_run(const cli_command *command, int argc, const char **argv)
{
    static doctor_facts facts;
    doctor_values values = {false};
    cli_line *line = NULL;
    char why[CLI_WHY_BYTES];
    int exit_code = CLI_EXIT_OK;
    if (!cli_parse(redbook_program.name, command, argc, argv, &values, &line, &exit_code))
        return exit_code;
    if (cli_operand_count(line) > 0) {
        exit_code = cli_usage_error(redbook_program.name, command, "unexpected operand '%s'", cli_operands(line)[0]);
        cli_line_free(line);
        return exit_code;
    }
    if (!cli_kernel_check(why)) {
        cli_line_free(line);
        return cli_usage_error(redbook_program.name, command, "REDBOOK_KERNEL: %s", why);
    }
    rbk_error_init(&facts.pdf_error);
    rbk_error_init(&facts.burn_error);
    look_at_system(&facts);
    look_at_terminal(&facts);
    look_at_encodings(&facts);
    look_at_pdf(&facts);
    ask_burn_program(&facts, values.json);
    bool reported = values.json ? doctor_print_json(&facts, stdout) : doctor_print(&facts, stdout);
    free(facts.drives);
    cli_line_free(line);
    return cli_finish_output(redbook_program.name, exit_code, reported);
}
