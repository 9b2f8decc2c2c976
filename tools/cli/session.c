/*
 * What all commands do around their work.
 */
#include "cli/session.h"
#include "cli/cancel.h"
#include "cli/disc_input.h"
#include "cli/options.h"

/* ------------------------------------------------------------------ the work */

int cli_session_run(cli_session *session, const cli_work *work, void *user, const char *path)
{
    rbk_status status;
    unsigned attempts = 0;
    do {
        if (attempts)
            work->drop(user);
        rbk_findings_free(session->findings);
        session->findings = rbk_findings_new();
        rbk_error_init(&session->error);
        bool begun =
            session->findings && rbk_findings_pass_on(session->before, NULL, NULL, session->findings) == RBK_OK;
        status = begun ? work->attempt(user) : RBK_NO_MEMORY;
    } while (disc_input_again(status, &attempts));
    cli_recover_error(status, path, &session->error);
    int exit_code = work->report(user);
    work->drop(user);
    rbk_findings_free(session->findings);
    session->findings = NULL;
    return exit_code;
}

const rbk_listener *cli_session_begin_work(cli_session *session)
{
    session->listener = cli_progress_listener(&session->progress);
    cli_cancel_catch();
    cli_progress_begin(&session->progress, !session->no_progress && !session->voice.quiet);
    return &session->listener;
}

void cli_session_end_work(cli_session *session)
{
    cli_progress_end(&session->progress);
}

/* ------------------------------------------------------------------ output for people */

void cli_session_say_findings(const cli_session *session)
{
    cli_say_findings_from(&session->voice, session->findings, session->fail_on);
}

int cli_session_say_end(const cli_session *session)
{
    const rbk_error *error = &session->error;
    if (error->status == RBK_OK)
        return cli_findings_exit(session->findings, session->fail_on);
    if (error->status == RBK_USERABORT) {
        cli_say(&session->voice, session->writes ? "cancelled: nothing was written" : "cancelled");
        return CLI_EXIT_SIGNAL + cli_cancel_signal();
    }
    if (error->status != RBK_REFUSED || !rbk_findings_count_from(session->findings, RBK_ERROR))
        cli_say_error(&session->voice, error);
    if (session->writes && error->status != RBK_PARTIAL_CHANGE)
        cli_say(&session->voice, "nothing was written");
    return CLI_EXIT_FAILED;
}

int cli_session_conclude(const cli_session *session)
{
    cli_session_say_findings(session);
    return cli_session_say_end(session);
}

/* ------------------------------------------------------------------ output for programs */

bool cli_session_print_json(const char *command, cli_members *members, const void *result, FILE *out)
{
    cli_json *json = cli_json_new();
    if (!json)
        return false;
    cli_json_open_object(json, NULL);
    cli_json_number(json, "format", 1);
    cli_json_text(json, "command", command);
    members(json, result);
    cli_json_close(json);
    bool printed = cli_json_print(json, out);
    cli_json_free(json);
    return printed;
}
