/*
 * verify/readers_table.h - the rows of the rules of readers: what is published, and how it is found out
 */
#ifndef RBK_VERIFY_READERS_TABLE_H
#define RBK_VERIFY_READERS_TABLE_H

#include "verify/reader_facts.h"

#include <redbook/readers.h>

typedef struct rbk_reader_row {
    rbk_reader_rule rule;
    rbk_reader_condition *condition;
} rbk_reader_row;

/* NULL beyond the last. Static. */
const rbk_reader_row *rbk_reader_row_at(size_t position);

#endif
