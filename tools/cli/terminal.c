/*
 * Queries the terminal and the environment.
 */
#include "cli/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define COLUMNS_USUAL 80

static struct stand_in {
    const FILE *text; /* printed to out later */
    const FILE *out;
} stand_in;

void cli_terminal_stand_in(const FILE *text, const FILE *out)
{
    stand_in.text = text;
    stand_in.out = out;
}

/* Only for the standard streams: others have no descriptor, or that of a file. */
static int descriptor_of(const FILE *out)
{
    if (out && out == stand_in.text)
        out = stand_in.out;
    return out == stdout ? STDOUT_FILENO : out == stderr ? STDERR_FILENO : -1;
}

size_t cli_terminal_columns(FILE *out)
{
    struct winsize size;
    int descriptor = descriptor_of(out);
    if (descriptor < 0 || !isatty(descriptor))
        return 0;
    if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    return COLUMNS_USUAL;
}

bool cli_terminal_has_controls(FILE *out)
{
    const char *terminal = getenv("TERM");
    int descriptor = descriptor_of(out);
    return descriptor >= 0 && isatty(descriptor) && terminal && terminal[0] && strcmp(terminal, "dumb") != 0;
}

bool cli_terminal_has_color(FILE *out)
{
    const char *none = getenv("NO_COLOR");
    return cli_terminal_has_controls(out) && !(none && none[0]);
}
