/*
 * report/dat_read.h - the version of the library that reads .dat files
 */
#ifndef RBK_REPORT_DAT_READ_H
#define RBK_REPORT_DAT_READ_H

/* The version of expat in use, after its name. Static. */
const char *rbk_expat_version(void);

#endif
