/*
 * redbook-burn - write images to recorders. Which commands there are; each has its own file.
 */
#include "redbook-burn/commands.h"

#include <redbook/burn.h>
#include <redbook/version.h>

#include <string.h>

static const cli_command commands[] = {
    {"drives", "[FOLDER...]", "List the CD drives, and virtual drives in folders.", true, drives_options, drives_run},
    {"info", "", "Show what a drive can do and what disc is in it.", false, info_options, info_run},
    {"plan", "IMAGE", "Show what would be sent to a recorder, and whether it fits.", true, plan_options, plan_run},
    {"write", "IMAGE", "Burn an image to CD-R or CD-RW.", true, write_options, write_run},
    {"blank", "", "Blank a CD-RW.", false, blank_options, blank_run},
    {"verify", "IMAGE", "Read a disc back and compare it with its image.", true, verify_options, verify_run},
    {"read", "-o OUT.cue", "Read a disc into an image.", true, read_options, read_run},
    {"virtual", "FOLDER [NAME=VALUE...]", "Create a virtual CD recorder in a folder.", true, virtual_options,
     virtual_run},
    {"completion", "bash|zsh|fish", "Print a completion script for a shell.", false, completion_options,
     completion_run},
    {NULL, NULL, NULL, false, NULL, NULL},
};

#define LICENCE                                                                                                        \
    "This program is linked with libcdio, which makes it GPL-3.0-or-later as a whole.\n"                               \
    "redbook's own source is under the MIT licence. There is no warranty."

/* Words of other programs, and of the other one of ours. */
static const cli_instead instead[] = {
    {"burn", "redbook-burn write"},  {"record", "redbook-burn write"}, {"rip", "redbook-burn read"},
    {"erase", "redbook-burn blank"}, {"list", "redbook-burn drives"},  {"author", "redbook author"},
    {"check", "redbook check"},      {"convert", "redbook convert"},   {"compare", "redbook compare"},
    {"extract", "redbook extract"},  {"text", "redbook text"},         {NULL, NULL},
};

static void print_libraries(FILE *out)
{
    const char *version = rbk_recorder_libcdio_version(); /* the system it was built for follows */
    fprintf(out, "libcdio %.*s\n", (int)strcspn(version, " "), version);
}

const cli_program redbook_burn_program = {"redbook-burn",
                                          "Write images of compact discs to CD-R and CD-RW.",
                                          RBK_VERSION "\n" LICENCE,
                                          commands,
                                          instead,
                                          "plan",
                                          print_libraries};

int main(int argc, char **argv)
{
    return cli_main(&redbook_burn_program, argc, (const char **)argv);
}
