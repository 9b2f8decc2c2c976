/*
 * imapi/enumerators.h - the enumerators of a master
 */
#ifndef RBK_IMAPI_ENUMERATORS_H
#define RBK_IMAPI_ENUMERATORS_H

#include <redbook/imapi.h>

/* The formats there are, with one reference; NULL without memory. */
IEnumDiscMasterFormats *rbk_imapi_formats_new(void);

/* That many recorders, each of which is kept (AddRef); with one reference; NULL without memory. */
IEnumDiscRecorders *rbk_imapi_recorders_new(IDiscRecorder *const *recorders, size_t count);

#endif
