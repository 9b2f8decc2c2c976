/*
 * tools/cli/session.c: what all commands do before and after their work.
 * link: -Itools -ljansson
 */
#include "cli/cancel.c"
#include "cli/disc_input.c"
#include "cli/findings_json.c"
#include "cli/json.c"
#include "cli/messages.c"
#include "cli/output.c"
#include "cli/progress.c"
#include "cli/session.c"
#include "cli/terminal.c"
#include "cli/utf8.c"

#include <setjmp.h>
#include <stdarg.h>
#include <unistd.h>

#include <cmocka.h>

typedef struct toy {
    cli_session session;
    rbk_status ends_with[4]; /* results of the attempts, one after another; the last one repeats */
    const char *place;       /* of the error, if it is not the command's own */
    unsigned attempts;
    unsigned drops;
    unsigned reports;
} toy;

static rbk_status attempt(void *user)
{
    toy *t = user;
    unsigned which = t->attempts < 3 ? t->attempts : 3;
    assert_int_equal(rbk_findings_count(t->session.findings), 0);
    assert_int_equal(t->session.error.status, RBK_OK);
    assert_int_equal(t->drops, t->attempts);
    t->attempts++;
    assert_int_equal(rbk_findings_add(t->session.findings, RBK_WARNING, "toy.noticed", NULL, 0, 0, "noticed"), RBK_OK);
    if (t->ends_with[which] != RBK_OK) {
        t->session.error.status = t->ends_with[which];
        if (t->place)
            snprintf(t->session.error.place.path, sizeof t->session.error.place.path, "%s", t->place);
    }
    return t->ends_with[which];
}

static void drop(void *user)
{
    ((toy *)user)->drops++;
}

/* Of the last attempt, before it is discarded. */
static int report(void *user)
{
    toy *t = user;
    t->reports++;
    assert_int_equal(t->drops, t->attempts - 1);
    assert_int_equal(rbk_findings_count(t->session.findings), 1);
    return 40 + (int)(t->session.error.status != RBK_OK);
}

static const cli_work work = {attempt, report, drop};

static void a_source_that_was_replaced_is_read_anew(void **state)
{
    toy t = {.ends_with = {RBK_CHANGED, RBK_CHANGED, RBK_OK, RBK_OK}};
    (void)state;
    assert_int_equal(cli_session_run(&t.session, &work, &t, "a.cue"), 40);
    assert_int_equal(t.attempts, 3);
    assert_int_equal(t.reports, 1);
    assert_int_equal(t.drops, 3);
    assert_int_equal(t.session.error.status, RBK_OK);
    assert_null(t.session.findings);
}

static void what_never_stands_still_is_an_error_with_its_place(void **state)
{
    toy t = {.ends_with = {RBK_CHANGED, RBK_CHANGED, RBK_CHANGED, RBK_CHANGED}};
    (void)state;
    assert_int_equal(cli_session_run(&t.session, &work, &t, "a.cue"), 41);
    assert_true(t.attempts > 1);
    assert_int_equal(t.reports, 1);
    assert_int_equal(t.drops, t.attempts);
    assert_int_equal(t.session.error.status, RBK_CHANGED);
    assert_string_equal(t.session.error.place.path, "a.cue");
}

static void other_failures_are_final_and_keep_their_place(void **state)
{
    toy t = {.ends_with = {RBK_FILEACCESS, RBK_OK, RBK_OK, RBK_OK}, .place = "b.bin"};
    (void)state;
    assert_int_equal(cli_session_run(&t.session, &work, &t, "a.cue"), 41);
    assert_int_equal(t.attempts, 1);
    assert_string_equal(t.session.error.place.path, "b.bin");
}

static void the_listener_asks_for_signals(void **state)
{
    cli_session session = {.no_progress = true};
    (void)state;
    const rbk_listener *listener = cli_session_begin_work(&session);
    assert_false(listener->query_cancel(listener->user));
    listener->add_progress(listener->user, 1, 2);
    raise(SIGTERM);
    assert_true(listener->query_cancel(listener->user));
    cli_session_end_work(&session);
}

/* The exit status; the output on stderr goes to text. */
static int said_by(int (*say)(const cli_session *), const cli_session *session, char *text, size_t size)
{
    FILE *there = tmpfile();
    assert_non_null(there);
    fflush(stderr);
    int before = dup(STDERR_FILENO);
    assert_true(before >= 0 && dup2(fileno(there), STDERR_FILENO) >= 0);
    int exit_code = say(session);
    fflush(stderr);
    assert_true(dup2(before, STDERR_FILENO) >= 0);
    close(before);
    rewind(there);
    text[fread(text, 1, size - 1, there)] = '\0';
    fclose(there);
    return exit_code;
}

static void the_end_is_said_once_and_gives_the_exit_code(void **state)
{
    char text[4096];
    (void)state;
    cli_session session = {.voice = {"toy", true, false}, .fail_on = RBK_WARNING};
    rbk_error_init(&session.error);
    session.findings = rbk_findings_new();
    assert_int_equal(said_by(cli_session_conclude, &session, text, sizeof text), CLI_EXIT_OK);
    assert_string_equal(text, "");

    /* the finding that makes it fail is printed, even with --quiet */
    assert_int_equal(rbk_findings_add(session.findings, RBK_WARNING, "toy.odd", NULL, 0, 0, "it is odd"), RBK_OK);
    assert_int_equal(said_by(cli_session_conclude, &session, text, sizeof text), CLI_EXIT_FINDINGS);
    assert_string_equal(text, "toy: warning: it is odd [toy.odd]\n");

    /* a refusal that the findings explain is not reported twice */
    session.writes = true;
    session.error.status = RBK_REFUSED;
    assert_int_equal(rbk_findings_add(session.findings, RBK_ERROR, "toy.bad", NULL, 0, 0, "it is bad"), RBK_OK);
    assert_int_equal(said_by(cli_session_say_end, &session, text, sizeof text), CLI_EXIT_FAILED);
    assert_string_equal(text, "toy: nothing was written\n");

    /* the state is unknown: only the error describes it */
    session.error.status = RBK_PARTIAL_CHANGE;
    assert_int_equal(said_by(cli_session_say_end, &session, text, sizeof text), CLI_EXIT_FAILED);
    assert_null(strstr(text, "nothing was written"));
    assert_non_null(strstr(text, "toy: error: "));

    session.error.status = RBK_USERABORT;
    assert_true(said_by(cli_session_say_end, &session, text, sizeof text) >= CLI_EXIT_SIGNAL);
    assert_string_equal(text, "toy: cancelled: nothing was written\n");
    session.writes = false;
    said_by(cli_session_say_end, &session, text, sizeof text);
    assert_string_equal(text, "toy: cancelled\n");
    rbk_findings_free(session.findings);
}

static void put_name(cli_json *json, const void *result)
{
    cli_json_text(json, "name", result);
}

static void a_document_has_its_head_and_its_end(void **state)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    (void)state;
    assert_non_null(out);
    assert_true(cli_session_print_json("toy", put_name, "x", out));
    assert_int_equal(fclose(out), 0);
    assert_string_equal(text, "{\n  \"format\": 1,\n  \"command\": \"toy\",\n  \"name\": \"x\"\n}\n");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_source_that_was_replaced_is_read_anew),
        cmocka_unit_test(what_never_stands_still_is_an_error_with_its_place),
        cmocka_unit_test(other_failures_are_final_and_keep_their_place),
        cmocka_unit_test(the_listener_asks_for_signals),
        cmocka_unit_test(the_end_is_said_once_and_gives_the_exit_code),
        cmocka_unit_test(a_document_has_its_head_and_its_end),
    };
    return cmocka_run_group_tests_name("cli/session", tests, NULL, NULL);
}
