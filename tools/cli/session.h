/*
 * cli/session.h - one command: started again if its source was replaced, with progress, cancellation and reporting
 *
 * A command fills in the first members and passes its work to cli_session_run. The work adds findings and sets error,
 * and its result is reported at the end.
 */
#ifndef CLI_SESSION_H
#define CLI_SESSION_H

#include "cli/findings_json.h"
#include "cli/messages.h"
#include "cli/progress.h"

#include <redbook/listener.h>

typedef struct cli_session {
    cli_voice voice;
    rbk_severity fail_on; /* findings from here on make the command fail */
    bool writes;          /* files; so that where work fails it is said that there are none */
    bool no_progress;
    const rbk_findings *before; /* what was noticed before the work, and each attempt begins with; NULL: nothing */

    rbk_findings *findings; /* NULL without memory */
    rbk_error error;        /* resolved once the work has ended */
    cli_progress progress;
    rbk_listener listener;
} cli_session;

/* user is the command's own, the session among it. */
typedef struct cli_work {
    rbk_status (*attempt)(void *user); /* into findings, which begin with before, and error of the session */
    int (*report)(void *user);         /* what came of the last attempt; the exit code */
    void (*drop)(void *user);          /* what an attempt left over, so that the next one begins as the first */
} cli_work;

/*
 * Works, and begins again as long as a source was replaced meanwhile (RBK_CHANGED; see disc_input_again); then reports,
 * drops, and gives the exit code. path names the place of an error that has none; NULL: there is no such place.
 */
int cli_session_run(cli_session *session, const cli_work *work, void *user, const char *path);

/*
 * Long work begins: from now on signals only cancel, and the line of progress is there where it is wanted. Gives the
 * listener for it, lent. The session must not move until the work ends.
 */
const rbk_listener *cli_session_begin_work(cli_session *session);
void cli_session_end_work(cli_session *session);

/* All findings that the voice says, and those that make the command fail, whatever the voice. */
void cli_session_say_findings(const cli_session *session);

/*
 * How the work ended, after its findings: the error, the cancellation, that nothing was written; the exit code. An
 * error that the findings have reported in full is not reported twice. That nothing was written is said where it is so:
 * after RBK_PARTIAL_CHANGE the error says how it is.
 */
int cli_session_say_end(const cli_session *session);

/* Both. */
int cli_session_conclude(const cli_session *session);

/* The members of a document between its head and its end. */
typedef void cli_members(cli_json *json, const void *result);

/* One JSON document of a command: its head, then what members puts there. False without memory or when out fails. */
bool cli_session_print_json(const char *command, cli_members *members, const void *result, FILE *out);

#endif
