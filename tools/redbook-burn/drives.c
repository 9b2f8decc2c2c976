/*
 * redbook-burn drives: which CD drives there are, those of this machine and the virtual ones in folders.
 */
#include "cli/session.h"
#include "cli/table.h"
#include "redbook-burn/commands.h"
#include "redbook-burn/device.h"

#include <stdlib.h>
#include <string.h>

typedef struct drives_values {
    bool json;
} drives_values;

const cli_option drives_options[] = {
    {.kind = CLI_SWITCH, .name = "json", .offset = offsetof(drives_values, json), .help = "print one JSON document"},
    {.kind = CLI_END},
};

typedef struct found_drive {
    char *name;
    rbk_recorder_drive drive;
    rbk_recorder_disc disc;
    rbk_error error; /* why it could not be asked; RBK_OK */
} found_drive;

typedef struct drives_result {
    found_drive *drives;
    size_t count;
    rbk_error error;
} drives_result;

/* ------------------------------------------------------------------ looking */

static void look(found_drive *found)
{
    rbk_recorder *recorder = NULL;
    rbk_error_init(&found->error);
    rbk_status status = rbk_recorder_open(found->name, &recorder, &found->error);
    if (status == RBK_OK)
        status = rbk_recorder_drive_read(recorder, &found->drive, &found->error);
    cli_recover_error(status, found->name, &found->error);
    rbk_recorder_close(recorder);
}

static rbk_status add(const rbk_recorder_names *names, drives_result *result)
{
    found_drive *grown = realloc(result->drives, (result->count + names->count + 1) * sizeof *grown);
    if (!grown)
        return RBK_NO_MEMORY;
    result->drives = grown;
    for (size_t i = 0; i < names->count; i++) {
        found_drive *found = &result->drives[result->count];
        memset(found, 0, sizeof *found);
        found->name = strdup(names->names[i]);
        if (!found->name)
            return RBK_NO_MEMORY;
        result->count++;
        look(found);
    }
    return RBK_OK;
}

static rbk_status find(const char *folder, drives_result *result)
{
    rbk_recorder_names names;
    rbk_status status = rbk_recorder_find(folder, &names, &result->error);
    if (status != RBK_OK)
        return status;
    status = add(&names, result);
    rbk_recorder_names_release(&names);
    return status;
}

/* ------------------------------------------------------------------ reporting */

static const char *writes(const rbk_recorder_drive *drive)
{
    if (drive->writes_cd_rw)
        return "CD-R, CD-RW";
    return drive->writes_cd_r ? "CD-R" : "";
}

static bool print_table(const drives_result *result, FILE *out)
{
    static const char *const headings[] = {"device", "drive", "revision", "writes", ">up to", "remark"};
    cli_table *table = cli_table_new(headings, sizeof headings / sizeof headings[0]);
    char speed[16];
    if (!table)
        return false;
    for (size_t i = 0; i < result->count; i++) {
        const found_drive *found = &result->drives[i];
        bool asked = found->error.status == RBK_OK;
        cli_table_cell(table, found->name);
        cli_table_print_cell(table, "%s %s", found->drive.vendor, found->drive.product);
        cli_table_cell(table, found->drive.revision);
        cli_table_cell(table, asked ? writes(&found->drive) : "");
        cli_table_cell(table, device_speed(found->drive.speed_tenths_max, speed));
        cli_table_cell(table, asked ? "" : found->error.sentence);
    }
    bool printed = cli_table_print(table, out);
    cli_table_free(table);
    return printed;
}

static void json_members(cli_json *json, const void *from)
{
    const drives_result *result = from;
    cli_json_error(json, &result->error);
    cli_json_open_array(json, "drives");
    for (size_t i = 0; i < result->count; i++) {
        cli_json_open_object(json, NULL);
        cli_json_text(json, "device", result->drives[i].name);
        cli_json_error(json, &result->drives[i].error);
        device_json_drive(json, &result->drives[i].drive);
        cli_json_close(json);
    }
    cli_json_close(json);
}

static int report(const drives_values *values, const drives_result *result)
{
    cli_voice voice = {redbook_burn_program.name, false, false};
    bool reported = true;
    if (result->error.status != RBK_OK)
        cli_say_error(&voice, &result->error);
    if (values->json)
        reported = cli_session_print_json("drives", json_members, result, stdout);
    else if (result->count)
        reported = print_table(result, stdout);
    else if (result->error.status == RBK_OK)
        cli_say(&voice, "no CD drive found");
    return cli_finish_output(voice.program, device_exit(result->error.status), reported);
}

static int run(const drives_values *values, const char *const *folders, size_t count)
{
    drives_result result;
    memset(&result, 0, sizeof result);
    rbk_error_init(&result.error);
    rbk_status status = find(NULL, &result);
    for (size_t i = 0; i < count && status == RBK_OK; i++)
        status = find(folders[i], &result);
    cli_recover_error(status, NULL, &result.error);
    int exit_code = report(values, &result);
    for (size_t i = 0; i < result.count; i++)
        free(result.drives[i].name);
    free(result.drives);
    return exit_code;
}

int drives_run(const cli_command *command, int argc, const char **argv)
{
    drives_values values;
    memset(&values, 0, sizeof values);
    cli_line *line = NULL;
    int exit_code = CLI_EXIT_OK;
    if (!cli_parse(redbook_burn_program.name, command, argc, argv, &values, &line, &exit_code))
        return exit_code;
    exit_code = run(&values, cli_operands(line), cli_operand_count(line));
    cli_line_free(line);
    return exit_code;
}
