/*
 * The folder of the program, as reported by Linux.
 */
#include "redbook/own_folder.h"

#include <string.h>
#include <unistd.h>

bool own_folder_read(char folder[RBK_PATH_BYTES])
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
