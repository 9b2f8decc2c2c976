/*
 * cli/messages.h - messages on stderr: errors, findings, closing lines
 *
 * stdout is data. Lines on stderr start with the program's name. Control characters from a file or its name never reach
 * the terminal. There the severity of a message has a colour (cli/terminal.h).
 */
#ifndef CLI_MESSAGES_H
#define CLI_MESSAGES_H

#include <redbook/error.h>

#include <stdio.h>

/* Prints text with control characters (C0, DEL, C1) and bytes that are not UTF-8 as \xNN. */
void cli_print_clean(FILE *out, const char *text);

/* How much is said: errors always, warnings unless quiet, notes when verbose. */
typedef struct cli_voice {
    const char *program;
    bool quiet;
    bool verbose;
} cli_voice;

/*
 * Makes the error agree with the status that a call returned: an error's contents mean nothing after RBK_OK, and a call
 * that is out of memory may have said so by its status alone. path names the place where the error has none.
 */
void cli_recover_error(rbk_status status, const char *path, rbk_error *error);

/* "redbook: error: PLACE: sentence" */
void cli_say_error(const cli_voice *voice, const rbk_error *error);

/* "redbook: " and the text */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void cli_say(const cli_voice *voice, const char *format, ...);

/* "redbook: error: " and the text */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void cli_say_failure(const cli_voice *voice, const char *format, ...);

/* "redbook: warning: album.cue:12: text [rule.id]" for each that is to be said. */
void cli_say_findings(const cli_voice *voice, const rbk_findings *findings);

/* The same, and all that make the program fail: those of severity fail_on or above, whatever the voice. */
void cli_say_findings_from(const cli_voice *voice, const rbk_findings *findings, rbk_severity fail_on);

/* "redbook: text", which names the way around them, where there are findings of rule from severity on. */
void cli_say_hint(const cli_voice *voice, const rbk_findings *findings, rbk_severity severity, const char *rule,
                  const char *text);

/*
 * The last step of a program: forces stdout out. Gives exit_code, or CLI_EXIT_FAILED with a message when stdout could
 * not take all of it, or when what was to be said could not be put together: reported is false without memory.
 */
int cli_finish_output(const char *program, int exit_code, bool reported);

/*
 * The same after work that has changed something: done ("the image was written") is said after that message, which came
 * too late to prevent it. NULL: nothing was changed.
 */
int cli_finish_work(const cli_voice *voice, const char *done, int exit_code, bool reported);

/* CLI_EXIT_FINDINGS when there are findings from fail_on on, else CLI_EXIT_OK. */
int cli_findings_exit(const rbk_findings *findings, rbk_severity fail_on);

#endif
