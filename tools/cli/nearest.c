/*
 * Distance of words, by the table of Damerau and Levenshtein with neighbours swapped once.
 */
#include "cli/nearest.h"

#include <stdint.h>
#include <string.h>

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t cli_distance(const char *a, const char *b)
{
    size_t table[CLI_NEAREST_LETTERS + 1][CLI_NEAREST_LETTERS + 1];
    size_t rows = strlen(a), columns = strlen(b);
    if (rows > CLI_NEAREST_LETTERS || columns > CLI_NEAREST_LETTERS)
        return SIZE_MAX;
    for (size_t i = 0; i <= rows; i++)
        table[i][0] = i;
    for (size_t j = 0; j <= columns; j++)
        table[0][j] = j;
    for (size_t i = 1; i <= rows; i++)
        for (size_t j = 1; j <= columns; j++) {
            size_t changed = table[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            table[i][j] = least(changed, least(table[i - 1][j], table[i][j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                table[i][j] = least(table[i][j], table[i - 2][j - 2] + 1);
        }
    return table[rows][columns];
}

bool cli_is_near(const char *word, const char *candidate, size_t *distance)
{
    size_t length = strlen(word), size = strlen(candidate);
    *distance = cli_distance(word, candidate);
    size_t bound = ((length > size ? length : size) + 2) / 3;
    if (length > 2 && length < size && strncmp(word, candidate, length) == 0) { /* a beginning */
        *distance = 1;
        return true;
    }
    return *distance <= bound && *distance < length;
}
