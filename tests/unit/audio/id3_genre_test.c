/* Genres by number, and what is no number. */
#include "audio/id3_genre.h"

#include "unit/scratch.h"

static void numbers_have_names_and_other_text_is_itself(void **state)
{
    static const struct {
        const char *value, *genre;
    } rows[] = {
        {"Rock", "Rock"},
        {"17", "Rock"},
        {"(17)", "Rock"},
        {"(0)", "Blues"},
        {"79", "Hard Rock"},
        {"80", ""},
        {"(80)", ""},
        {"(99999999999999999999)", ""},
        {"(17)(4)", "Rock"},
        {"(17)Britpop", "Britpop"},
        {"(80)Folk", "Folk"},
        {"((x)", "(x)"},
        {"(17", "(17"},
        {"()", "()"},
        {"(RX)", "(RX)"},
        {"80s", "80s"},
        {"", ""},
        {"(", "("},
        {"(4)((x)", "(x)"},
        {"1980", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        size_t size = strlen(rows[i].value);
        char *exactly = malloc(size + 1);
        memcpy(exactly, rows[i].value, size); /* not terminated */
        const char *genre = rbk_id3_genre(exactly, &size);
        assert_int_equal(size, strlen(rows[i].genre));
        assert_memory_equal(genre, rows[i].genre, size);
        free(exactly);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_have_names_and_other_text_is_itself),
    };
    return cmocka_run_group_tests_name("audio/id3_genre", tests, NULL, NULL);
}
