/*
 * redbook/imapi_drives.h - the drives of the burn library as recorders of <redbook/imapi.h>
 *
 * A program that wants drives in addition to the image file sets rbk_imapi_options.drives to this and links the burn
 * library. Everything else is in <redbook/imapi.h>. Part of libredbook-burn.a.
 */
#ifndef REDBOOK_IMAPI_DRIVES_H
#define REDBOOK_IMAPI_DRIVES_H

#include <redbook/imapi.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Static. */
const rbk_imapi_drives *rbk_imapi_drives_of_burn(void);

#ifdef __cplusplus
}
#endif
#endif
