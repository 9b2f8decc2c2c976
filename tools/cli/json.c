/*
 * The only file that includes jansson.
 */
#include "cli/json.h"
#include "cli/output.h"
#include "cli/utf8.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define DEPTH_MAX      16
#define REAL_PRECISION 6

struct cli_json {
    json_t *document;
    json_t *open[DEPTH_MAX]; /* borrowed; open[depth - 1] takes what comes */
    size_t depth;
    bool failed;
};

cli_json *cli_json_new(void)
{
    return calloc(1, sizeof(cli_json));
}

void cli_json_free(cli_json *json)
{
    if (!json)
        return;
    json_decref(json->document);
    free(json);
}

/* Takes the value over. */
static void put(cli_json *json, const char *key, json_t *value)
{
    json_t *into = json->depth ? json->open[json->depth - 1] : NULL;
    if (!value || !into)
        json->failed = true;
    if (!into)
        json_decref(value);
    else if (json_is_array(into) ? json_array_append_new(into, value) : json_object_set_new(into, key, value))
        json->failed = true;
}

static void open_container(cli_json *json, const char *key, json_t *value)
{
    if (!value || json->depth == DEPTH_MAX) {
        json_decref(value);
        json->failed = true;
        return;
    }
    if (json->depth == 0) {
        json_decref(json->document);
        json->document = value;
    } else {
        put(json, key, value);
    }
    json->open[json->depth++] = value;
}

void cli_json_open_object(cli_json *json, const char *key)
{
    open_container(json, key, json_object());
}

void cli_json_open_array(cli_json *json, const char *key)
{
    open_container(json, key, json_array());
}

void cli_json_close(cli_json *json)
{
    if (json->depth)
        json->depth--;
}

bool cli_json_member_of(cli_json *json, const char *key, const char *text, const char *name)
{
    json_t *document = json_loads(text, 0, NULL);
    json_t *member = json_object_get(document, name);
    put(json, key, member ? json_incref(member) : json_null());
    json_decref(document);
    return member != NULL;
}

/* text with U+FFFD for each byte that is no part of UTF-8; NULL without memory. */
static char *repaired(const char *text)
{
    char *out = malloc(strlen(text) * 3 + 1);
    size_t used = 0;
    while (out && *text) {
        uint32_t point = 0;
        size_t bytes = cli_utf8_decode(text, &point);
        memcpy(out + used, bytes ? text : "\xEF\xBF\xBD", bytes ? bytes : 3);
        used += bytes ? bytes : 3;
        text += bytes ? bytes : 1;
    }
    if (out)
        out[used] = '\0';
    return out;
}

void cli_json_text(cli_json *json, const char *key, const char *text)
{
    if (!text || !text[0]) {
        cli_json_null(json, key);
        return;
    }
    char *clean = repaired(text);
    put(json, key, clean ? json_string(clean) : NULL);
    free(clean);
}

void cli_json_number(cli_json *json, const char *key, int64_t number)
{
    put(json, key, json_integer(number));
}

void cli_json_real(cli_json *json, const char *key, double number)
{
    put(json, key, json_real(number));
}

void cli_json_bool(cli_json *json, const char *key, bool value)
{
    put(json, key, json_boolean(value));
}

void cli_json_null(cli_json *json, const char *key)
{
    put(json, key, json_null());
}

/*
 * A document is shown on terminals, too. The control characters beyond ASCII, which JSON allows and jansson leaves as
 * they are, are only inside of strings, where their escapes mean the same; those of ASCII but DEL are escaped already.
 */
static bool print_escaped(const char *text, FILE *out)
{
    bool written = true;
    for (const char *at = text; *at && written;) {
        char escaped[8];
        uint32_t point = 0;
        size_t bytes = cli_utf8_decode(at, &point);
        bytes = bytes ? bytes : 1;
        bool escape = point >= 0x7F && cli_utf8_is_control(point);
        if (escape)
            snprintf(escaped, sizeof escaped, "\\u%04x", (unsigned)(point & 0xFFFF));
        written = cli_write_output(out, escape ? escaped : at, escape ? strlen(escaped) : bytes);
        at += bytes;
    }
    return written && cli_write_output(out, "\n", 1);
}

static bool print(const cli_json *json, size_t shape, FILE *out)
{
    if (json->failed || !json->document)
        return false;
    char *text = json_dumps(json->document, shape | JSON_REAL_PRECISION(REAL_PRECISION));
    bool printed = text && print_escaped(text, out);
    free(text);
    return printed;
}

bool cli_json_print(const cli_json *json, FILE *out)
{
    return print(json, JSON_INDENT(2), out);
}

bool cli_json_print_line(const cli_json *json, FILE *out)
{
    return print(json, JSON_COMPACT, out) && cli_flush_output(out);
}
