/*
 * cli/json.h - JSON on stdout: built in the order of the calls, printed at the end
 *
 * Objects and arrays are opened and closed; the first one opened is the document. key is the name inside an object and
 * NULL inside an array. Keys come out in the order they were put in, two blanks to a level, a line feed at the end,
 * texts as UTF-8; bytes of a text that are no UTF-8 (a file name may hold some) become U+FFFD. A failure is kept and
 * recognised by cli_json_print.
 */
#ifndef CLI_JSON_H
#define CLI_JSON_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

typedef struct cli_json cli_json;

cli_json *cli_json_new(void); /* NULL without memory */
void cli_json_free(cli_json *json);

void cli_json_open_object(cli_json *json, const char *key);
void cli_json_open_array(cli_json *json, const char *key);
void cli_json_close(cli_json *json);

void cli_json_text(cli_json *json, const char *key, const char *text); /* NULL or "": null */
void cli_json_number(cli_json *json, const char *key, int64_t number);
void cli_json_real(cli_json *json, const char *key, double number);
void cli_json_bool(cli_json *json, const char *key, bool value);
void cli_json_null(cli_json *json, const char *key);

/*
 * Copies a member from another document: the value of name in the JSON object in text, of any type. False, with null as
 * the value, if text is not such an object.
 */
bool cli_json_member_of(cli_json *json, const char *key, const char *text, const char *name);

/* False when something failed on the way (memory) or out could not be written. */
bool cli_json_print(const cli_json *json, FILE *out);

/* All of it in one line, sent off at once: an event for a program that reads along. */
bool cli_json_print_line(const cli_json *json, FILE *out);

#endif
