/*
 * redbook-burn write: burns an image. Shows the plan and asks; then one disc after the other.
 */
#include "redbook-burn/write.h"
#include "redbook-burn/commands.h"
#include "redbook-burn/confirm.h"

#include <string.h>
#include <strings.h>

enum {
    PLAYING_TENTHS = 1764 /* of a kB a second */,
    DIGITS_BYTES = 16,
    SPEED_MAX = 999,
    COPIES_MAX = 1000,
    BUFFER_MIB_MAX = 1024,
    BUFFER_MIB = 16
};

static bool read_number(void *place, const char *text, uint64_t most, char why[CLI_WHY_BYTES])
{
    uint64_t number = 0;
    if (!cli_number_parse(text, 1, most, &number, why))
        return false;
    *(uint32_t *)place = (uint32_t)number;
    return true;
}

/* The number before a unit; false where text does not end with it. */
static bool cut_unit(const char *text, const char *unit, char digits[DIGITS_BYTES])
{
    size_t length = strlen(text), after = strlen(unit);
    if (length <= after || length - after >= DIGITS_BYTES || strcasecmp(text + length - after, unit) != 0)
        return false;
    memcpy(digits, text, length - after);
    digits[length - after] = '\0';
    return true;
}

/* Times the speed of playing, "16" or "16x"; or as drives have it, "2822kB/s", of 1,000 bytes each. */
static bool read_speed(void *place, const char *text, char why[CLI_WHY_BYTES])
{
    char digits[DIGITS_BYTES];
    uint64_t kilobytes = 0;
    if (strcmp(text, "max") == 0) {
        *(uint32_t *)place = 0;
        return true;
    }
    if (cut_unit(text, "kB/s", digits)) {
        if (!cli_number_parse(digits, 1, SPEED_MAX * PLAYING_TENTHS / 10, &kilobytes, why))
            return false;
        uint64_t speed = (kilobytes * 10 + PLAYING_TENTHS / 2) / PLAYING_TENTHS;
        *(uint32_t *)place = speed ? (uint32_t)speed : 1;
        return true;
    }
    if (read_number(place, cut_unit(text, "x", digits) ? digits : text, SPEED_MAX, why))
        return true;
    snprintf(why, CLI_WHY_BYTES, "expected 'max', a multiple from 1 to %d, or a rate such as '2822kB/s', found '%s'",
             SPEED_MAX, text);
    return false;
}

static bool read_copies(void *place, const char *text, char why[CLI_WHY_BYTES])
{
    return read_number(place, text, COPIES_MAX, why);
}

static bool read_buffer(void *place, const char *text, char why[CLI_WHY_BYTES])
{
    return read_number(place, text, BUFFER_MIB_MAX, why);
}

static bool take_device(void *values, const char *text, char why[CLI_WHY_BYTES])
{
    write_values *write = values;
    if (write->device_count == WRITE_DEVICES_MAX) {
        snprintf(why, CLI_WHY_BYTES, "expected %d drives at most", WRITE_DEVICES_MAX);
        return false;
    }
    for (size_t i = 0; i < write->device_count; i++)
        if (strcmp(write->devices[i], text) == 0) {
            snprintf(why, CLI_WHY_BYTES, "expected each drive once, found '%s' again", text);
            return false;
        }
    write->devices[write->device_count++] = text;
    return true;
}

#define AT(member) .offset = offsetof(write_values, member)

const cli_option write_options[] = {
    {.kind = CLI_CALL,
     .letter = 'd',
     .name = "device",
     .take = take_device,
     .argument = "DEVICE",
     .repeats = true,
     .help = "/dev/sr0 or virtual:FOLDER; repeat for several"},
    {.kind = CLI_VALUE,
     .letter = 's',
     .name = "speed",
     AT(speed),
     .argument = "N|NkB/s|max",
     .read = read_speed,
     .help = "multiple of the playing speed [max]"},
    {.kind = CLI_CHOICE,
     .name = "write-mode",
     AT(write_mode),
     .argument = "auto|sao|raw|raw96|raw16|tao",
     .help = "session-at-once, or raw if refused [auto]"},
    {.kind = CLI_SWITCH, .name = "leave-open", AT(request.leave_open), .help = "let another session follow"},
    {.kind = CLI_SWITCH, .name = "append", AT(request.append), .help = "write the next session of the disc"},
    PLAN_ROW_SESSION(write_values, request),
    {.kind = CLI_SWITCH,
     .letter = 'n',
     .name = "simulate",
     AT(simulate),
     .help = "test write, with the laser at read power"},
    {.kind = CLI_CHOICE,
     .name = "blank",
     AT(blank),
     .argument = "no|fast|full",
     .help = "blank a CD-RW that is not blank [no]"},
    {.kind = CLI_SWITCH, .name = "verify", AT(verify), .help = "read the disc back and compare it"},
    OFFSET_ROW(write_values, offset, "detected"),
    {.kind = CLI_SWITCH, .name = "eject", AT(eject), .help = "open the tray afterwards"},
    {.kind = CLI_VALUE,
     .name = "copies",
     AT(copies),
     .argument = "N",
     .read = read_copies,
     .help = "number of discs [1 in each drive]"},
    {.kind = CLI_SWITCH, .name = "wait", AT(wait), .help = "wait for the next disc instead of asking for it"},
    {.kind = CLI_SWITCH, .letter = 'y', .name = "yes", AT(yes), .help = "do not ask"},
    {.kind = CLI_SWITCH, .letter = 'f', .name = "force", AT(request.force), .help = "override precautionary refusals"},
    {.kind = CLI_SWITCH, .name = "no-underrun-protection", AT(no_protection), .help = "turn underrun protection off"},
    {.kind = CLI_SWITCH, .name = "no-opc", AT(no_opc), .help = "do not calibrate the laser power"},
    {.kind = CLI_VALUE,
     .name = "buffer",
     AT(buffer_mib),
     .argument = "MIB",
     .read = read_buffer,
     .help = "size of the read-ahead buffer [16]"},
    {.kind = CLI_GROUP, .help = "Disc and image"},
    PLAN_ROWS(write_values, request),
    CLI_ROWS_INPUT(write_values, request.open),
    {.kind = CLI_GROUP, .help = "Messages"},
    {.kind = CLI_SWITCH, .name = "json", AT(json), .help = "print events as JSON, one per line"},
    CLI_ROWS_VOICE(write_values, verbose, quiet, "print notes too"),
    {.kind = CLI_SWITCH, .name = "no-progress", AT(no_progress), .help = "show no progress line"},
    {.kind = CLI_END},
};

static int report(write_session *session, rbk_status status)
{
    device_reporter *reporter = session->reporter;
    device_reporter_suspend(reporter);
    write_say_findings(session);
    if (session->declined)
        cli_say(&reporter->voice, "%s", session->error.sentence);
    else if (session->unasked)
        (void)cli_usage_error(redbook_burn_program.name, session->values->command, "%s", session->error.sentence);
    else if (status != RBK_OK)
        cli_say_error(&reporter->voice, &session->error);
    device_event_result(reporter, "done", &session->error, session->findings);
    return write_session_exit(session, status);
}

int write_session_exit(const write_session *session, rbk_status status)
{
    if (status == RBK_OK)
        return session->differs ? CLI_EXIT_FAILED : CLI_EXIT_OK;
    if (session->unasked)
        return CLI_EXIT_USAGE;
    return session->at_drive && status != RBK_USERABORT ? CLI_EXIT_DEVICE : device_exit(status);
}

static int run(const write_values *values, const char *path)
{
    cli_voice voice = {redbook_burn_program.name, values->quiet, values->verbose};
    device_reporter reporter;
    write_session session;
    memset(&session, 0, sizeof session);
    session.values = values;
    session.reporter = &reporter;
    rbk_error_init(&session.error);
    session.findings = rbk_findings_new();
    device_reporter_init(&reporter, &voice, values->json, values->no_progress);
    rbk_status status = session.findings ? write_session_run(&session, path) : RBK_NO_MEMORY;
    cli_recover_error(status, values->devices[0], &session.error);
    rbk_recorder_close(session.recorder);
    int exit_code = report(&session, status);
    planned_release(&session.made);
    rbk_findings_free(session.findings);
    return cli_finish_work(&voice, status == RBK_OK ? "the drive has finished its work" : NULL, exit_code,
                           !reporter.failed);
}

/* Options that rule each other out for any disc: before the drive is used, and before a disc is blanked. */
static int check_sessions(const cli_command *command, const write_values *values)
{
    const char *program = redbook_burn_program.name;
    const char *mode = rbk_burn_write_mode_name((rbk_burn_write_mode)values->write_mode);
    const plan_request *request = &values->request;
    if (request->append && values->blank)
        return cli_usage_error(program, command,
                               "--append and --blank cannot be combined: blanking erases all sessions");
    if (request->session > 1 && values->blank)
        return cli_usage_error(program, command,
                               "--session %u and --blank cannot be combined: blanking erases all sessions",
                               (unsigned)request->session);
    if (!plan_mode_is_raw(values->write_mode) || !(request->append || request->session > 1 || request->leave_open))
        return CLI_EXIT_OK;
    return cli_usage_error(program, command,
                           "--write-mode %s and --%s cannot be combined: raw writing makes whole discs", mode,
                           request->append        ? "append"
                           : request->session > 1 ? "session"
                                                  : "leave-open");
}

static int check_values(const cli_command *command, const write_values *values, size_t operands)
{
    const char *program = redbook_burn_program.name;
    if (operands != 1)
        return cli_usage_error(program, command, "expected one image, found %zu", operands);
    if (values->verbose && values->quiet)
        return cli_usage_error(program, command, "--verbose and --quiet cannot be combined");
    if (values->simulate && values->blank)
        return cli_usage_error(program, command, "--simulate and --blank cannot be combined: blanking is real");
    if (values->request.append && values->copies > 1)
        return cli_usage_error(program, command,
                               "--append and --copies cannot be combined: each disc continues elsewhere");
    if (values->request.append && values->request.session)
        return cli_usage_error(program, command,
                               "--append is for an image of one session, --session for one of several");
    if (values->simulate && values->verify)
        return cli_usage_error(program, command, "--simulate and --verify cannot be combined: nothing is recorded");
    if (values->device_count > 1 && values->request.append)
        return cli_usage_error(program, command, "--append is for one drive: each disc continues elsewhere");
    if (values->device_count > 1 && values->copies && values->copies < values->device_count)
        return cli_usage_error(program, command, "--copies: expected as many as the %zu drives, or more, found %u",
                               values->device_count, (unsigned)values->copies);
    if (values->device_count > 1 && values->copies > values->device_count && !values->wait)
        return cli_usage_error(program, command,
                               "--copies: more than one disc in each of several drives needs --wait, which waits for "
                               "the next disc in the drive");
    if (values->copies > 1 && !values->wait && values->device_count <= 1 && !confirm_lines_possible())
        return cli_usage_error(program, command,
                               "--copies asks for the next disc on standard input, which is not a terminal: use --wait "
                               "to wait for it in the drive");
    return check_sessions(command, values);
}

int write_run(const cli_command *command, int argc, const char **argv)
{
    write_values values;
    memset(&values, 0, sizeof values);
    plan_request_init(&values.request);
    values.request.append_use = "write it as the next session of a disc";
    values.buffer_mib = BUFFER_MIB;
    cli_line *line = NULL;
    int exit_code = CLI_EXIT_OK;
    if (!cli_parse(redbook_burn_program.name, command, argc, argv, &values, &line, &exit_code))
        return exit_code;
    values.command = command;
    values.unasked = !values.yes && !confirm_possible();
    values.request.write_mode = values.write_mode;
    values.request.tracks = values.write_mode == RBK_BURN_WRITE_TAO;
    exit_code = check_values(command, &values, cli_operand_count(line));
    if (values.copies == 0)
        values.copies = values.device_count > 1 ? (uint32_t)values.device_count : 1;
    if (exit_code == CLI_EXIT_OK)
        exit_code = values.device_count > 1 ? write_drives_run(&values, cli_operands(line)[0])
                                            : run(&values, cli_operands(line)[0]);
    cli_line_free(line);
    return exit_code;
}
