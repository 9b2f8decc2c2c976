/*
 * device/transport_cdio.h - the backend for real drives, through libcdio's pass-through
 */
#ifndef RBK_DEVICE_TRANSPORT_CDIO_H
#define RBK_DEVICE_TRANSPORT_CDIO_H

#include "device/transport.h"

#include <redbook/error.h>

/*
 * Opens a drive exclusively for reading and writing. RBK_DEVICE_NOTPRESENT (no such file), RBK_DEVICE_INVALIDTYPE (not
 * a device), RBK_DEVICE_NOTACCESSIBLE (no permission; opened, but not for writing), RBK_DEVICE_STILL_IN_USE (mounted,
 * or another program has it), RBK_NO_MEMORY.
 */
rbk_status rbk_cdio_open_transport(const char *device, rbk_transport **transport, rbk_error *error);

/*
 * The CD drives of this machine, each once however many names it has; sorted by name, ended by NULL. Freed with
 * rbk_cdio_free_drives. RBK_NO_MEMORY.
 */
rbk_status rbk_cdio_find_drives(char ***drives, rbk_error *error);
void rbk_cdio_free_drives(char **drives); /* NULL is fine */

/* The version of libcdio in use. Static. */
const char *rbk_cdio_version(void);

#endif
