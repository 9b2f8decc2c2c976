/*
 * report/pq_terms.h - what the head of a PQ sheet says, in whatever form it is written
 */
#ifndef RBK_REPORT_PQ_TERMS_H
#define RBK_REPORT_PQ_TERMS_H

#include <redbook/report.h>

typedef struct rbk_pq_term {
    const char *name;  /* "Master id"; static */
    const char *value; /* lent by disc and options; never empty */
} rbk_pq_term;

#define RBK_PQ_TERMS_MAX 16

/*
 * The entries that disc and options have a value for, after title and performer, in the order in which all sheets show
 * them: all other texts of the disc, those of the hashes last. Returns their number.
 */
size_t rbk_pq_terms(const rbk_disc *disc, const rbk_pq_options *options, rbk_pq_term terms[RBK_PQ_TERMS_MAX]);

#endif
