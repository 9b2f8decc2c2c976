/*
 * cli/findings_json.h - members "findings" and "error" of the open object, alike in every command
 *
 * They are described in redbook-info(1). Whatever does not apply is null, so that keys are always there;
 * "findings_omitted" alone is not.
 */
#ifndef CLI_FINDINGS_JSON_H
#define CLI_FINDINGS_JSON_H

#include "cli/json.h"

#include <redbook/error.h>

void cli_json_finding_list(cli_json *json, const char *key, const rbk_findings *findings);

/* Member "findings_omitted": how many are only counted; where there are any, which takes more than RBK_FINDINGS_MAX. */
void cli_json_findings_omitted(cli_json *json, const rbk_findings *findings);

/* Members "findings" and "findings_omitted". */
void cli_json_findings(cli_json *json, const rbk_findings *findings);
void cli_json_error(cli_json *json, const rbk_error *error); /* null where the status is RBK_OK */

#endif
