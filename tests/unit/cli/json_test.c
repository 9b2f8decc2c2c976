/*
 * tools/cli/json.c: order, format and bytes that are not text.
 * link: -Itools -ljansson
 */
#include "cli/json.c"
#include "cli/output.c"
#include "cli/utf8.c"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void expect_printed(const cli_json *json, const char *expected)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    assert_true(cli_json_print(json, out));
    assert_int_equal(fclose(out), 0);
    assert_string_equal(text, expected);
    free(text);
}

static void keys_come_in_the_order_of_the_calls(void **state)
{
    (void)state;
    cli_json *json = cli_json_new();
    cli_json_open_object(json, NULL);
    cli_json_number(json, "z", -1);
    cli_json_text(json, "a", "x\"y\n");
    cli_json_open_array(json, "list");
    cli_json_number(json, NULL, 1);
    cli_json_open_object(json, NULL);
    cli_json_bool(json, "b", true);
    cli_json_close(json);
    cli_json_close(json);
    cli_json_real(json, "r", 0.5);
    cli_json_open_array(json, "none");
    cli_json_close(json);
    cli_json_close(json);
    expect_printed(json, "{\n"
                         "  \"z\": -1,\n"
                         "  \"a\": \"x\\\"y\\n\",\n"
                         "  \"list\": [\n"
                         "    1,\n"
                         "    {\n"
                         "      \"b\": true\n"
                         "    }\n"
                         "  ],\n"
                         "  \"r\": 0.5,\n"
                         "  \"none\": []\n"
                         "}\n");
    cli_json_free(json);
}

static void a_text_that_is_not_set_is_null(void **state)
{
    (void)state;
    cli_json *json = cli_json_new();
    cli_json_open_object(json, NULL);
    cli_json_text(json, "a", NULL);
    cli_json_text(json, "b", "");
    cli_json_close(json);
    expect_printed(json, "{\n  \"a\": null,\n  \"b\": null\n}\n");
    cli_json_free(json);
}

static void bytes_that_are_not_utf8_become_the_replacement_character(void **state)
{
    (void)state;
    cli_json *json = cli_json_new();
    cli_json_open_object(json, NULL);
    cli_json_text(json, "p", "caf\xE9 \xC3\xA9\xFF");
    cli_json_close(json);
    expect_printed(json, "{\n  \"p\": \"caf\xEF\xBF\xBD \xC3\xA9\xEF\xBF\xBD\"\n}\n");
    cli_json_free(json);
}

static void a_failure_is_kept_and_reported_at_the_end(void **state)
{
    (void)state;
    cli_json *json = cli_json_new();
    assert_false(cli_json_print(json, stdout)); /* nothing was opened */
    cli_json_number(json, "lost", 1);           /* nothing takes it */
    cli_json_open_object(json, NULL);
    cli_json_close(json);
    assert_false(cli_json_print(json, stdout));
    cli_json_free(json);
    json = cli_json_new();
    for (int depth = 0; depth <= DEPTH_MAX; depth++)
        cli_json_open_array(json, NULL);
    assert_false(cli_json_print(json, stdout));
    cli_json_free(json);
}

static void controls_beyond_ascii_are_escaped(void **state)
{
    (void)state;
    cli_json *json = cli_json_new();
    cli_json_open_object(json, NULL);
    cli_json_text(json, "k\xC2\x9B",
                  "a\xC2\x9B"
                  "2Jb\x7F\xE2\x80\xAE\xE2\x81\xA9\xD8\x9C\xC3\xA9\xE2\x80\x99\x1B");
    cli_json_close(json);
    expect_printed(json,
                   "{\n  \"k\\u009b\": \"a\\u009b2Jb\\u007f\\u202e\\u2069\\u061c\xC3\xA9\xE2\x80\x99\\u001B\"\n}\n");
    cli_json_free(json);
}

static void a_member_of_another_document_is_put_in_as_it_is(void **state)
{
    (void)state;
    cli_json *json = cli_json_new();
    cli_json_open_object(json, NULL);
    assert_true(cli_json_member_of(json, "a", "{\"x\": [1, {\"y\": null}]}", "x"));
    assert_false(cli_json_member_of(json, "b", "{\"x\": 1}", "z"));
    assert_false(cli_json_member_of(json, "c", "no JSON", "x"));
    assert_false(cli_json_member_of(json, "d", "[1]", "x"));
    cli_json_close(json);
    expect_printed(json,
                   "{\n  \"a\": [\n    1,\n    {\n      \"y\": null\n    }\n  ],\n  \"b\": null,\n  \"c\": null,\n  "
                   "\"d\": null\n}\n");
    cli_json_free(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_come_in_the_order_of_the_calls),
        cmocka_unit_test(a_text_that_is_not_set_is_null),
        cmocka_unit_test(bytes_that_are_not_utf8_become_the_replacement_character),
        cmocka_unit_test(a_failure_is_kept_and_reported_at_the_end),
        cmocka_unit_test(controls_beyond_ascii_are_escaped),
        cmocka_unit_test(a_member_of_another_document_is_put_in_as_it_is),
    };
    return cmocka_run_group_tests_name("cli/json", tests, NULL, NULL);
}
