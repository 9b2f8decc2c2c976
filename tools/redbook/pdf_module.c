/*
 * The places of the module for PDF.
 */
#include "redbook/pdf_module.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MODULE "redbook-pdf.so"

static bool is_there(char path[RBK_PATH_BYTES], const char *folder, const char *below)
{
    int length = snprintf(path, RBK_PATH_BYTES, "%s%s%s", folder, below, MODULE);
    return length > 0 && length < RBK_PATH_BYTES && access(path, R_OK) == 0;
}

/* The folder of the program that runs; false where the system does not say it. */
static bool own_folder(char folder[RBK_PATH_BYTES])
{
    ssize_t length = readlink("/proc/self/exe", folder, RBK_PATH_BYTES - 1);
    if (length <= 0 || length >= RBK_PATH_BYTES - 1)
        return false;
    folder[length] = '\0';
    char *name = strrchr(folder, '/');
    if (name)
        *name = '\0';
    return name != NULL;
}

bool pdf_module_find(char path[RBK_PATH_BYTES])
{
    char folder[RBK_PATH_BYTES];
    bool known = own_folder(folder);
    return (known && is_there(path, folder, "/")) || is_there(path, REDBOOK_LIBRARY_FOLDER, "/redbook/") ||
           (known && is_there(path, folder, "/../lib/redbook/"));
}
