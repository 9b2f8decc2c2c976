/*
 * The places of the module for PDF.
 */
#include "redbook/pdf_module.h"
#include "redbook/own_folder.h"

#include <limits.h>
#include <stdio.h>
#include <unistd.h>

#define MODULE "redbook-pdf.so"

static bool is_there(char path[RBK_PATH_BYTES], const char *folder, const char *below)
{
    int length = snprintf(path, RBK_PATH_BYTES, "%s%s%s", folder, below, MODULE);
    return length > 0 && length < RBK_PATH_BYTES && access(path, R_OK) == 0;
}

bool pdf_module_find(char path[RBK_PATH_BYTES])
{
    char folder[RBK_PATH_BYTES];
    bool known = own_folder_read(folder);
    return (known && is_there(path, folder, "/")) || is_there(path, REDBOOK_LIBRARY_FOLDER, "/redbook/") ||
           (known && is_there(path, folder, "/../lib/redbook/"));
}
