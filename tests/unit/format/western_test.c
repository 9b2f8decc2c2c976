/* Text of western languages, and what text of others looks like in their place. */
#include "format/western.h"

#include "unit/scratch.h"

static void check(const char *const *texts, size_t count, bool plausible)
{
    for (size_t i = 0; i < count; i++)
        if (rbk_western_is_plausible((const uint8_t *)texts[i], strlen(texts[i])) != plausible)
            fail_msg("text %zu", i);
}

static void western_languages_are_plausible(void **state)
{
    static const char *const texts[] = {
        "",
        "TITLE \"Gr\xFC\xDF"
        "e aus \xD6sterreich\"\nPERFORMER \"M\xE4rchen\"",
        "L\x92\xE9t\xE9 d\xE9j\xE0 vu\nC\x9Cur \x96 fran\xE7"
        "ais\n\xAB No\xEBl \xBB",
        "\xBFQu\xE9 ser\xE1 ma\xF1"
        "ana? \xA1Ol\xE9!",
        "Cora\xE7\xE3o, n\xE3o! 4\xB0 S\xF3 p\xF5"
        "e",
        "Perch\xE9 cos\xEC pi\xF9, citt\xE0",
        "Bl\xE5 \xF8yne, \xE6re\nSm\xF6rg\xE5sbord",
        "\xC1g\xE6tis byrjun\nVi\xF0rar vel til loft\xE1r\xE1sa\nSvefn-g-englar\n\xDE\xFA ert j\xF6r\xF0in",
        "Moon \x93Rise\x94 \x96 50\x80, 20\xA3 (m\xB2)\x85 \xA9 2001 Foo\x99",
        "\x8Eu\x9E"
        "ek\nP\xF5hja t\xE4ht",
        "Mot\xF6rhead\nSe\xF1or\nd\xE9j\xE0\n\xE5r\nSu\xEB\xF1o \xF8", /* one line of five */
        "d"
        "on\xB4t, l\xB7lengua, Hunter\xD7Hunter",
    };
    (void)state;
    check(texts, sizeof texts / sizeof texts[0], true);
}

static void others_are_not(void **state)
{
    static const char *const texts[] = {
        "Caf\x82",                /* CP850: e acute */
        "M\x84rchen f\x94r alle", /* a, o with diaeresis */
        "fran\x87"
        "ais\ntr\x8As",       /* c cedilla; e grave */
        "A\xA4o",             /* n tilde */
        "caf\x8E d\x8Ej\x88", /* Macintosh */
        "Yaln\xFDzl\xFDk \xDE"
        "ark\xFDs\xFD\nG\xFCl\xFCmse",                     /* Turkish */
        "A\xF0lama\n\xC7ok\n\xD6yle",                      /* the same, one line of three */
        "P\xF8\xEDli\xB9 \xBElu\xBBou\xE8k\xFD k\xF9\xF2", /* Czech, ISO 8859-2 */
        "Dvo\xF8\xE1k\nSm\xECl\xFD",                       /* and Windows-1250 */
        "P\xF3jd\x9F, ki\xF1\xBF"
        "e t\xEA\n\xA3\xF3"
        "d\x9F", /* Polish */
        "\xB3za\n\xBFycie",
        "gy\xF6ny\xF6r\xFB sz\xF5l\xF5\nT\xFBzvar\xE1zs", /* Hungarian */
        "C\xE2nt\xE3 inim\xE3\nna\xFEiune",               /* Romanian */
        "\xC0\xFEuol\xF8 \xF0irdis\nM\xEBnuo",            /* Lithuanian */
    };
    (void)state;
    check(texts, sizeof texts / sizeof texts[0], false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(western_languages_are_plausible),
        cmocka_unit_test(others_are_not),
    };
    return cmocka_run_group_tests_name("format/western", tests, NULL, NULL);
}
