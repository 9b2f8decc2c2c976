/*
 * base/findings.h - searching a list of findings
 */
#ifndef RBK_BASE_FINDINGS_H
#define RBK_BASE_FINDINGS_H

#include <redbook/error.h>

/* The first finding with one of count rules; NULL: none has. */
const rbk_finding *rbk_findings_first_of(const rbk_findings *findings, const char *const *rules, size_t count);

/* Whether one has the rule and the path. */
bool rbk_findings_has(const rbk_findings *findings, const char *rule, const char *path);

#endif
