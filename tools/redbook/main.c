/*
 * redbook - author compact discs offline. Which commands there are; each has its own file.
 */
#include "redbook/commands.h"

#include <redbook/version.h>

static const cli_command commands[] = {
    {"author", "SHEET|FILE... -o OUT.cue", "Make a Red Book disc image from a sheet or from audio files.", true,
     author_options, author_run},
    {"sheet", "FILE... -o OUT.cue", "Write a sheet of audio files, to edit and to author.", true, sheet_options,
     sheet_run},
    {"edit", "IMAGE", "Change texts, codes, flags and index marks of a finished image.", true, edit_options, edit_run},
    {"info", "IMAGE|SHEET", "Show the layout of a disc: tracks, indexes, flags, codes, texts.", true, info_options,
     info_run},
    {"check", "IMAGE|SHEET", "Check a disc against the rules, and its data for damage.", true, check_options,
     check_run},
    {"convert", "IMAGE|SHEET... -o OUT", "Convert discs to another format, and list what is lost.", true,
     convert_options, convert_run},
    {"compare", "A B|DIGEST", "Compare two images as discs, and show where they differ.", true, compare_options,
     compare_run},
    {"extract", "IMAGE|SHEET -o DIR", "Write the tracks of an image as files: WAV or FLAC, ISO.", true, extract_options,
     extract_run},
    {"hash", "IMAGE|SHEET|MANIFEST", "Show how a disc is identified: ids, checksums, its digest.", true, hash_options,
     hash_run},
    {"match", "IMAGE... --dat FILE", "Find the game in a .dat that an image matches, by its tracks.", true,
     match_options, match_run},
    {"report", "IMAGE|SHEET [-o DIR]", "Measure a disc before delivery; write a report and its PQ sheet.", true,
     report_options, report_run},
    {"text", "FILE.cdt|SHEET [-o OUT]", "Show and check CD-TEXT, and convert it between packs and sheets.", true,
     text_options, text_run},
    {"doctor", "", "Show what redbook has on this machine, for a bug report.", false, doctor_options, doctor_run},
    {"completion", "bash|zsh|fish", "Print a completion script for a shell.", false, completion_options,
     completion_run},
    {NULL, NULL, NULL, false, NULL, NULL},
};

/* Words of other programs, and of the other one of ours. */
static const cli_instead instead[] = {
    {"burn", "redbook-burn write"},
    {"write", "redbook-burn write"},
    {"blank", "redbook-burn blank"},
    {"drives", "redbook-burn drives"},
    {"plan", "redbook-burn plan"},
    {"verify", "redbook-burn verify"},
    {"create", "redbook author"},
    {"make", "redbook author"},
    {"split", "redbook convert --target redump"},
    {"merge", "redbook convert --target single"},
    {"diff", "redbook compare"},
    {"cmp", "redbook compare"},
    {"show", "redbook info"},
    {"sum", "redbook hash"},
    {"checksum", "redbook hash"},
    {"rename", "redbook match --rename"},
    {NULL, NULL},
};

const cli_program redbook_program = {"redbook",   "Author compact discs offline: exact bytes, the same every time.",
                                     RBK_VERSION, commands,
                                     instead,     "info",
                                     NULL};

int main(int argc, char **argv)
{
    return cli_main(&redbook_program, argc, (const char **)argv);
}
