/*
 * Part of every unit test program: REDBOOK_TEST names the tests to run, with * and ? as in a shell.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

__attribute__((constructor)) static void choose_tests(void)
{
    const char *pattern = getenv("REDBOOK_TEST");
    if (pattern && pattern[0])
        cmocka_set_test_filter(pattern);
}
