/*
 * redbook/own_folder.h - the folder in which the program is that runs
 */
#ifndef REDBOOK_OWN_FOLDER_H
#define REDBOOK_OWN_FOLDER_H

#include <redbook/error.h>

#include <stdbool.h>

/* False where the system does not say it. */
bool own_folder_read(char folder[RBK_PATH_BYTES]);

#endif
