/*
 * redbook-burn info: what a drive can do, and what disc is in it.
 */
#include "cli/fold.h"
#include "cli/session.h"
#include "cli/table.h"
#include "redbook-burn/commands.h"
#include "redbook-burn/device.h"

#include <string.h>

typedef struct info_values {
    const char *device;
    bool json;
} info_values;

const cli_option info_options[] = {
    DEVICE_ROW(info_values, device),
    {.kind = CLI_SWITCH, .name = "json", .offset = offsetof(info_values, json), .help = "print one JSON document"},
    {.kind = CLI_END},
};

typedef struct info_result {
    const char *device;
    bool has_drive;
    rbk_recorder_drive drive;
    bool has_disc;
    rbk_recorder_disc disc;
    bool at_drive; /* it failed before the drive answered */
    rbk_error error;
} info_result;

/* ------------------------------------------------------------------ for people */

static const char *yes_no(bool value)
{
    return value ? "yes" : "no";
}

enum { SPEEDS_A_LINE = 4 };

/* As multiples of the playing speed, and in kB/s as drives report them and --speed accepts them. */
static void print_speeds(const rbk_recorder_drive *drive, FILE *out)
{
    char speed[16];
    if (drive->speed_tenths_max)
        fprintf(out, "speed      up to %s (%u kB/s)\n", device_speed(drive->speed_tenths_max, speed),
                (unsigned)drive->speed_kbs_max);
    for (size_t i = 0; i < drive->speed_count; i++)
        fprintf(out, "%s%s (%u kB/s)%s",
                i == 0              ? "speeds     "
                : i % SPEEDS_A_LINE ? " "
                                    : "           ",
                device_speed(drive->speeds_tenths[i], speed), (unsigned)drive->speeds_kbs[i],
                i + 1 == drive->speed_count    ? "\n"
                : (i + 1) % SPEEDS_A_LINE == 0 ? ",\n"
                                               : ",");
}

static void print_drive(const rbk_recorder_drive *drive, FILE *out)
{
    fprintf(out, "drive      %s %s, revision %s\n", drive->vendor, drive->product, drive->revision);
    if (drive->serial[0])
        fprintf(out, "serial     %s\n", drive->serial);
    fprintf(out, "writes     %s%s%s\n", drive->writes_cd_r ? "CD-R" : "no CD-R", drive->writes_cd_rw ? ", CD-RW" : "",
            drive->speed_tenths_max ? "" : ", at speeds it does not report");
    print_speeds(drive, out);
    if (drive->buffer_kib)
        fprintf(out, "buffer     %u KiB\n", (unsigned)drive->buffer_kib);
    if (drive->abilities.known)
        fprintf(out, "can        session-at-once %s, CD-TEXT %s\n", yes_no(drive->abilities.session_at_once),
                yes_no(drive->abilities.subchannel));
    fprintf(out, "%s simulate %s, underrun protection %s, read CD-TEXT %s\n",
            drive->abilities.known ? "          " : "can       ", yes_no(drive->simulates),
            yes_no(drive->underrun_protection), yes_no(drive->reads_cdtext));
}

static void print_atip(const rbk_recorder_disc *disc, FILE *out)
{
    char time[RBK_TIME_BYTES];
    fprintf(out, "ATIP       lead-in from %02u:%02u:%02u, lead-out by %s, power %u, speed %u, subtype %u\n",
            (unsigned)disc->maker[0], (unsigned)disc->maker[1], (unsigned)disc->maker[2],
            rbk_absolute_time_format(disc->medium.lead_out_max_lba, time), (unsigned)disc->power_code,
            (unsigned)disc->speed_code, (unsigned)disc->subtype);
}

static bool print_tracks(const rbk_recorder_disc *disc, FILE *out)
{
    static const char *const headings[] = {">track", "kind", ">start", ">lba"};
    cli_table *table = cli_table_new(headings, sizeof headings / sizeof headings[0]);
    char time[RBK_TIME_BYTES];
    if (!table)
        return false;
    for (unsigned i = 0; i <= (unsigned)(disc->last_track - disc->first_track); i++) {
        cli_table_print_cell(table, "%u", disc->first_track + i);
        cli_table_cell(table, disc->track_control[i] & 4 ? "data" : "audio");
        cli_table_cell(table, rbk_absolute_time_format(disc->track_lba[i], time));
        cli_table_print_cell(table, "%ld", (long)disc->track_lba[i]);
    }
    cli_table_cell(table, "");
    cli_table_cell(table, "lead-out");
    cli_table_cell(table, rbk_absolute_time_format(disc->lead_out_lba, time));
    cli_table_print_cell(table, "%ld", (long)disc->lead_out_lba);
    fputc('\n', out);
    bool printed = cli_table_print(table, out);
    cli_table_free(table);
    return printed;
}

static bool print_disc(const rbk_recorder_disc *disc, FILE *out)
{
    char time[RBK_TIME_BYTES];
    if (disc->kind == RBK_DISC_NONE) {
        fprintf(out, "disc       none\n");
        return true;
    }
    fprintf(out, "disc       %s, %s\n", rbk_disc_kind_name(disc->kind), rbk_disc_state_name(disc->state));
    if (disc->medium.known)
        fprintf(out, "capacity   %s (%ld sector%s)\n", rbk_time_format(disc->medium.lead_out_max_lba, time),
                (long)disc->medium.lead_out_max_lba, RBK_PLURAL(disc->medium.lead_out_max_lba, "", "s"));
    if (disc->has_atip)
        print_atip(disc, out);
    if (disc->sessions > 1 && disc->session_lba != RBK_NO_LBA)
        fprintf(out, "sessions   %u, the last one from track %u on, at lba %ld\n", (unsigned)disc->sessions,
                (unsigned)disc->session_track, (long)disc->session_lba);
    if (disc->next_lba != RBK_NO_LBA)
        fprintf(out, "next       session %u, track %u, at lba %ld\n", (unsigned)disc->sessions + 1,
                (unsigned)disc->next_track, (long)disc->next_lba);
    if (disc->first_track)
        return print_tracks(disc, out);
    if (disc->state == RBK_DISC_FINISHED || disc->state == RBK_DISC_APPENDABLE)
        fprintf(out, "tracks     not reported by the drive\n");
    return true;
}

/* ------------------------------------------------------------------ for programs */

static void json_members(cli_json *json, const void *from)
{
    const info_result *result = from;
    cli_json_text(json, "device", result->device);
    cli_json_error(json, &result->error);
    if (result->has_drive) {
        cli_json_open_object(json, "drive");
        device_json_drive(json, &result->drive);
        cli_json_close(json);
    } else {
        cli_json_null(json, "drive");
    }
    if (result->has_disc) {
        cli_json_open_object(json, "disc");
        device_json_disc(json, &result->disc);
        cli_json_close(json);
    } else {
        cli_json_null(json, "disc");
    }
}

/* ------------------------------------------------------------------ the work */

static rbk_status look(info_result *result, const rbk_burn_listener *listener)
{
    rbk_recorder *recorder = NULL;
    rbk_status status = device_open(result->device, &recorder, &result->error);
    result->at_drive = status != RBK_OK;
    /* the disc first: it decides on the speeds */
    if (status == RBK_OK)
        status = rbk_recorder_disc_read(recorder, listener, &result->disc, &result->error);
    result->has_disc = status == RBK_OK;
    if (recorder)
        result->has_drive =
            rbk_recorder_drive_read(recorder, &result->drive, status == RBK_OK ? &result->error : NULL) == RBK_OK;
    if (status == RBK_OK && !result->has_drive)
        status = result->error.status;
    rbk_recorder_close(recorder);
    return status;
}

static int run(const info_values *values)
{
    info_result result;
    device_reporter reporter;
    cli_voice voice = {redbook_burn_program.name, false, false};
    bool reported = true;
    memset(&result, 0, sizeof result);
    result.device = values->device;
    rbk_error_init(&result.error);
    device_reporter_init(&reporter, &voice, false, true);
    rbk_status status = look(&result, &reporter.listener);
    cli_recover_error(status, values->device, &result.error);
    if (status != RBK_OK)
        cli_say_error(&voice, &result.error);
    if (values->json) {
        reported = cli_session_print_json("info", json_members, &result, stdout);
    } else {
        FILE *out = cli_fold_begin(stdout);
        if (result.has_drive)
            print_drive(&result.drive, out);
        if (result.has_disc)
            reported = print_disc(&result.disc, out);
        reported = cli_fold_end(out) && reported;
    }
    int exit_code = result.at_drive && status != RBK_USERABORT ? CLI_EXIT_DEVICE : device_exit(status);
    return cli_finish_output(voice.program, exit_code, reported);
}

int info_run(const cli_command *command, int argc, const char **argv)
{
    info_values values;
    memset(&values, 0, sizeof values);
    cli_line *line = NULL;
    int exit_code = CLI_EXIT_OK;
    if (!cli_parse(redbook_burn_program.name, command, argc, argv, &values, &line, &exit_code))
        return exit_code;
    if (cli_operand_count(line) != 0)
        exit_code = cli_usage_error(redbook_burn_program.name, command,
                                    "expected no operand, found '%s'; the drive is --device", cli_operands(line)[0]);
    else
        exit_code = run(&values);
    cli_line_free(line);
    return exit_code;
}
