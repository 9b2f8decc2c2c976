/*
 * Strict reading of numbers and lengths.
 */
#include "cli/values.h"

#include <redbook/address.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define JOBS_MAX 64 /* threads */

/* Digits at the beginning of text as a number; how many there were. Saturates. */
static size_t digits(const char *text, uint64_t *number)
{
    size_t count = 0;
    uint64_t value = 0;
    for (; text[count] >= '0' && text[count] <= '9'; count++) {
        uint64_t digit = (uint64_t)(text[count] - '0');
        value = value > (UINT64_MAX - digit) / 10 ? UINT64_MAX : value * 10 + digit;
    }
    *number = value;
    return count;
}

bool cli_number_parse(const char *text, uint64_t least, uint64_t most, uint64_t *number, char why[CLI_WHY_BYTES])
{
    uint64_t value = 0;
    size_t count = digits(text, &value);
    bool overflow = value == UINT64_MAX && strcmp(text, "18446744073709551615") != 0;
    if (count == 0 || text[count] || overflow || value < least || value > most) {
        snprintf(why, CLI_WHY_BYTES, "expected a number from %" PRIu64 " to %" PRIu64 ", found '%s'", least, most,
                 text);
        return false;
    }
    *number = value;
    return true;
}

/* A text with colons is meant as a time: says which part of it is wrong. */
static bool wrong_time(const char *text, char why[CLI_WHY_BYTES])
{
    rbk_error error;
    int64_t sectors = 0;
    if (!strchr(text, ':') || rbk_time_parse(text, &sectors, &error) == RBK_OK)
        return false;
    snprintf(why, CLI_WHY_BYTES, "%.*s", CLI_WHY_BYTES - 1, error.sentence);
    return true;
}

/* Sectors of "N", "N sectors", "Ns", "MM:SS:FF"; false when it is not one of these. bare: a number alone is fine. */
static bool length_of(const char *text, bool bare, uint64_t *sectors)
{
    int64_t time = 0;
    if (rbk_time_parse(text, &time, NULL) == RBK_OK) {
        *sectors = (uint64_t)time;
        return true;
    }
    size_t count = digits(text, sectors);
    const char *unit = text + count;
    if (count == 0)
        return false;
    if (strcmp(unit, "s") == 0) {
        *sectors = *sectors > UINT32_MAX ? UINT64_MAX : *sectors * RBK_SECTORS_PER_SECOND;
        return true;
    }
    return (bare && *unit == '\0') || strcmp(unit, "sectors") == 0 || strcmp(unit, " sectors") == 0;
}

bool cli_sectors_parse(const char *text, uint32_t least, uint32_t most, uint32_t *sectors, char why[CLI_WHY_BYTES])
{
    uint64_t value = 0;
    if (wrong_time(text, why))
        return false;
    if (!length_of(text, true, &value)) {
        snprintf(why, CLI_WHY_BYTES, "expected seconds ('2s'), sectors ('150') or MM:SS:FF ('00:02:00'), found '%s'",
                 text);
        return false;
    }
    if (value < least || value > most) {
        snprintf(why, CLI_WHY_BYTES, "expected %u to %u sector%s (%02u:%02u:%02u), found '%s'", (unsigned)least,
                 (unsigned)most, RBK_PLURAL(most, "", "s"), (unsigned)most / 4500, (unsigned)most / 75 % 60,
                 (unsigned)most % 75, text);
        return false;
    }
    *sectors = (uint32_t)value;
    return true;
}

bool cli_length_parse(const char *text, uint32_t least, uint32_t most, uint32_t *sectors, char why[CLI_WHY_BYTES])
{
    uint64_t value = 0;
    if (strcmp(text, "0") == 0 || strchr(text, ':') || length_of(text, false, &value))
        return cli_sectors_parse(text, least, most, sectors, why);
    snprintf(why, CLI_WHY_BYTES, "expected '2s' (seconds), '150 sectors' or '00:02:00' (MM:SS:FF), found '%s'", text);
    return false;
}

bool cli_capacity_parse(const char *text, uint32_t *sectors, char why[CLI_WHY_BYTES])
{
    static const struct {
        const char *minutes;
        uint32_t sectors;
    } media[] = {
        {"74", RBK_CAPACITY_74_MIN},
        {"80", RBK_CAPACITY_80_MIN},
        {"90", RBK_CAPACITY_90_MIN},
        {"99", RBK_CAPACITY_99_MIN},
    };
    for (size_t i = 0; i < sizeof media / sizeof media[0]; i++) {
        if (strcmp(text, media[i].minutes) == 0) {
            *sectors = media[i].sectors;
            return true;
        }
    }
    uint64_t value = 0;
    if (wrong_time(text, why))
        return false;
    if (!length_of(text, false, &value)) {
        snprintf(why, CLI_WHY_BYTES, "expected 74, 80, 90 or 99 (minutes), MM:SS:FF or 'N sectors', found '%s'", text);
        return false;
    }
    if (value < 1 || value > RBK_PROGRAM_SECTORS_MAX) {
        snprintf(why, CLI_WHY_BYTES, "expected 1 to %d sectors, found '%s'", RBK_PROGRAM_SECTORS_MAX, text);
        return false;
    }
    *sectors = (uint32_t)value;
    return true;
}

bool cli_kernel_check(char why[CLI_WHY_BYTES])
{
    const char *name = getenv("REDBOOK_KERNEL");
    if (!name || !*name)
        return true;
    for (int k = 0; k < RBK_KERNELS; k++)
        if (strcmp(name, rbk_kernel_name((rbk_kernel)k)) == 0)
            return true;
    snprintf(why, CLI_WHY_BYTES, "expected auto, plain, avx2, avx512 or neon, found '%s'", name);
    return false;
}

bool cli_capacity_read(void *place, const char *text, char why[CLI_WHY_BYTES])
{
    return cli_capacity_parse(text, place, why);
}

/* Exactly count digits from text on as a number; false where there are others or fewer. */
static bool fixed_digits(const char *text, size_t count, unsigned *number)
{
    *number = 0;
    for (size_t i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        *number = *number * 10 + (unsigned)(text[i] - '0');
    }
    return true;
}

/* The Gregorian calendar. */
static unsigned days_of(unsigned year, unsigned month)
{
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && leap ? 29 : days[month - 1];
}

static bool is_date(const char *text)
{
    unsigned year, month, day;
    size_t length = strlen(text);
    if ((length != 4 && length != 7 && length != 10) || !fixed_digits(text, 4, &year) || year == 0)
        return false;
    if (length == 4)
        return true;
    if (text[4] != '-' || !fixed_digits(text + 5, 2, &month) || month < 1 || month > 12)
        return false;
    return length == 7 ||
           (text[7] == '-' && fixed_digits(text + 8, 2, &day) && day >= 1 && day <= days_of(year, month));
}

bool cli_date_parse(const char *text, char why[CLI_WHY_BYTES])
{
    if (!text[0] || is_date(text))
        return true;
    snprintf(why, CLI_WHY_BYTES, "expected a date of the calendar as YYYY-MM-DD, YYYY-MM or YYYY, found '%s'", text);
    return false;
}

bool cli_date_read(void *place, const char *text, char why[CLI_WHY_BYTES])
{
    if (!cli_date_parse(text, why))
        return false;
    *(const char **)place = text;
    return true;
}

bool cli_jobs_read(void *place, const char *text, char why[CLI_WHY_BYTES])
{
    uint64_t jobs = 0;
    if (!cli_number_parse(text, 1, JOBS_MAX, &jobs, why))
        return false;
    *(uint32_t *)place = (uint32_t)jobs;
    return true;
}
