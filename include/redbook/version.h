/*
 * redbook/version.h - the version of the library; the Makefile reads it here
 */
#ifndef REDBOOK_VERSION_H
#define REDBOOK_VERSION_H

#ifdef __cplusplus
extern "C" {
#endif

#define RBK_VERSION_MAJOR 0
#define RBK_VERSION_MINOR 3
#define RBK_VERSION_PATCH 1
#define RBK_VERSION       "0.3.1"

/* The version of the library in use, "0.3.1". Static. */
const char *rbk_version(void);

#ifdef __cplusplus
}
#endif
#endif
