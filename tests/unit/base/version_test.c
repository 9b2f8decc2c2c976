/* The version as text and in parts is the same. */
#include <redbook/version.h>

#include "unit/scratch.h"

static void library_text_and_parts_agree(void **state)
{
    char text[32];
    (void)state;
    snprintf(text, sizeof text, "%d.%d.%d", RBK_VERSION_MAJOR, RBK_VERSION_MINOR, RBK_VERSION_PATCH);
    assert_string_equal(RBK_VERSION, text);
    assert_string_equal(rbk_version(), text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(library_text_and_parts_agree),
    };
    return cmocka_run_group_tests_name("base/version", tests, NULL, NULL);
}
