/*
 * redbook/own_folder.h - the folder of the running program
 */
#ifndef REDBOOK_OWN_FOLDER_H
#define REDBOOK_OWN_FOLDER_H

#include <redbook/error.h>

#include <stdbool.h>

/* False if the system does not report it. */
bool own_folder_read(char folder[RBK_PATH_BYTES]);

#endif
