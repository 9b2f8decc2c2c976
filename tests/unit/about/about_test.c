/* The libraries in use. */
#include <redbook/about.h>

#include "unit/scratch.h"

static void every_library_has_a_version_that_begins_with_a_digit_and_a_use(void **state)
{
    rbk_library library, last = {"", "", ""};
    size_t count = 0;
    (void)state;
    for (; rbk_library_at(count, &library); count++) {
        assert_true(strcmp(library.name, last.name) > 0);
        assert_true(library.version[0] >= '0' && library.version[0] <= '9');
        assert_null(strchr(library.version, ' '));
        assert_true(strlen(library.use) > 0);
        last = library;
    }
    assert_int_equal(count, 10);
    assert_false(rbk_library_at(count, &library));
    assert_string_equal(library.name, last.name);
}

static void audio_formats_are_sorted_and_each_is_there_once(void **state)
{
    static const char *const expected[] = {"aiff", "caf", "flac", "w64", "wav"};
    size_t count = 0, found = 0;
    (void)state;
    for (const char *name, *last = ""; (name = rbk_audio_format_at(count)); last = name, count++) {
        assert_true(strcmp(name, last) > 0);
        for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++)
            found += strcmp(name, expected[i]) == 0;
    }
    assert_int_equal(found, sizeof expected / sizeof expected[0]);
    assert_null(rbk_audio_format_at(count));
}

static void the_selected_kernel_is_one_that_this_machine_has(void **state)
{
    rbk_kernel kernel = rbk_kernel_selected();
    (void)state;
    assert_int_not_equal(kernel, RBK_KERNEL_AUTO);
    assert_true(rbk_kernel_available(kernel));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_library_has_a_version_that_begins_with_a_digit_and_a_use),
        cmocka_unit_test(audio_formats_are_sorted_and_each_is_there_once),
        cmocka_unit_test(the_selected_kernel_is_one_that_this_machine_has),
    };
    return cmocka_run_group_tests_name("about/about", tests, NULL, NULL);
}
