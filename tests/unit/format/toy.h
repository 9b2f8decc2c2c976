/*
 * A format made up for one test: sectors from the file's first byte, their table at its end, titles in another file.
 */
#ifndef TESTS_UNIT_FORMAT_TOY_H
#define TESTS_UNIT_FORMAT_TOY_H

#include "format/row.h"

extern const rbk_format_row toy_format;

#endif
