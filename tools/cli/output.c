/*
 * Standard output, and why it failed.
 */
#include "cli/output.h"

#include <errno.h>

static int output_error;

static bool keep_error(bool written)
{
    if (!written && ferror(stdout) && !output_error)
        output_error = errno;
    return written;
}

bool cli_write_output(FILE *out, const char *text, size_t size)
{
    return keep_error(fwrite(text, 1, size, out) == size);
}

bool cli_flush_output(FILE *out)
{
    return keep_error(fflush(out) == 0);
}

int cli_output_error(void)
{
    return output_error;
}
