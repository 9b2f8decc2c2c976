/*
 * base/findings.h - what rooms do with lists of findings beyond <redbook/error.h>
 */
#ifndef RBK_BASE_FINDINGS_H
#define RBK_BASE_FINDINGS_H

#include <redbook/error.h>

/* Adds copies of all findings of another list, those that it only counted included. RBK_NO_MEMORY. */
rbk_status rbk_findings_append(rbk_findings *findings, const rbk_findings *more);

#endif
