/*
 * cli/values.h - numbers and lengths on the command line, read strictly: nothing may follow them
 */
#ifndef CLI_VALUES_H
#define CLI_VALUES_H

#include "cli/options.h"

#include <redbook/audio.h>

#include <stdint.h>

/* Decimal digits only, from least to most. */
bool cli_number_parse(const char *text, uint64_t least, uint64_t most, uint64_t *number, char why[CLI_WHY_BYTES]);

/*
 * A length in sectors: "150" or "150 sectors" (the blank may be missing), "2s" (seconds), "00:02:00" (MM:SS:FF).
 */
bool cli_sectors_parse(const char *text, uint32_t least, uint32_t most, uint32_t *sectors, char why[CLI_WHY_BYTES]);

/* The same for a length that people think of in seconds: a number alone could be either, and only 0 is taken. */
bool cli_length_parse(const char *text, uint32_t least, uint32_t most, uint32_t *sectors, char why[CLI_WHY_BYTES]);

/* What a medium holds: 74, 80, 90 or 99 (minutes, as media are called), MM:SS:FF, or "359844 sectors". */
bool cli_capacity_parse(const char *text, uint32_t *sectors, char why[CLI_WHY_BYTES]);
/* The same for an option's row: place is a uint32_t. */
bool cli_capacity_read(void *place, const char *text, char why[CLI_WHY_BYTES]);

/*
 * The environment's REDBOOK_KERNEL: which instructions convert rates, by name. False when it is set and names none.
 */
bool cli_kernel_check(char why[CLI_WHY_BYTES]);

/*
 * A day, a month or a year of the calendar as in ISO 8601: YYYY-MM-DD, YYYY-MM or YYYY; or nothing. The second is for an
 * option's row: place is a const char *, which becomes the text as it is.
 */
bool cli_date_parse(const char *text, char why[CLI_WHY_BYTES]);
bool cli_date_read(void *place, const char *text, char why[CLI_WHY_BYTES]);

/* A number of threads, 1 to 64, for an option's row: place is a uint32_t. */
bool cli_jobs_read(void *place, const char *text, char why[CLI_WHY_BYTES]);

#endif
