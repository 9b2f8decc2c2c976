/*
 * Errors and findings as JSON, alike in every command.
 */
#include "cli/findings_json.h"

#include <string.h>

static void put_line(cli_json *json, uint32_t line)
{
    if (line)
        cli_json_number(json, "line", line);
    else
        cli_json_null(json, "line");
}

static void put_track_number(cli_json *json, uint32_t track)
{
    if (track)
        cli_json_number(json, "track", track);
    else
        cli_json_null(json, "track");
}

void cli_json_finding_list(cli_json *json, const char *key, const rbk_findings *findings)
{
    cli_json_open_array(json, key);
    for (size_t i = 0; i < rbk_findings_count(findings); i++) {
        const rbk_finding *finding = rbk_findings_at(findings, i);
        cli_json_open_object(json, NULL);
        cli_json_text(json, "severity", rbk_severity_name(finding->severity));
        cli_json_text(json, "rule", finding->rule);
        cli_json_text(json, "path", finding->path);
        put_line(json, finding->line);
        put_track_number(json, finding->track);
        cli_json_text(json, "text", finding->text);
        cli_json_close(json);
    }
    cli_json_close(json);
}

void cli_json_findings_omitted(cli_json *json, const rbk_findings *findings)
{
    size_t omitted = rbk_findings_count_from(findings, RBK_NOTE) - rbk_findings_count(findings);
    if (omitted > 0)
        cli_json_number(json, "findings_omitted", (int64_t)omitted);
}

void cli_json_findings(cli_json *json, const rbk_findings *findings)
{
    cli_json_finding_list(json, "findings", findings);
    cli_json_findings_omitted(json, findings);
}

/* As people read it: with the system's reason, without the place, which has members of its own. */
static void put_sentence(cli_json *json, const rbk_error *error)
{
    rbk_error plain = *error;
    char text[2 * RBK_SENTENCE_BYTES];
    memset(&plain.place, 0, sizeof plain.place);
    cli_json_text(json, "text", rbk_error_format(&plain, text, sizeof text));
}

void cli_json_error(cli_json *json, const rbk_error *error)
{
    if (error->status == RBK_OK) {
        cli_json_null(json, "error");
        return;
    }
    cli_json_open_object(json, "error");
    cli_json_text(json, "status", rbk_status_name(error->status));
    cli_json_text(json, "path", error->place.path);
    put_line(json, error->place.line);
    put_track_number(json, error->place.track);
    put_sentence(json, error);
    cli_json_close(json);
}
