/*
 * report/dat_read.h - what reads .dat files, for those who ask about it
 */
#ifndef RBK_REPORT_DAT_READ_H
#define RBK_REPORT_DAT_READ_H

/* The version of expat that is running, after its name. Static. */
const char *rbk_expat_version(void);

#endif
