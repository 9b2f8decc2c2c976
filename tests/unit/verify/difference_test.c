/* Differences by their kind. */
#include "unit/verify/images.h"

static void every_kind_has_a_name_of_its_own(void **state)
{
    (void)state;
    for (int i = 0; i < RBK_DIFFERENCE_KINDS; i++)
        for (int k = 0; k < i; k++)
            assert_string_not_equal(rbk_difference_name((rbk_difference_kind)i),
                                    rbk_difference_name((rbk_difference_kind)k));
    assert_string_equal(rbk_difference_name(RBK_DIFFERENCE_DATA), "data");
    assert_string_equal(rbk_difference_name(RBK_DIFFERENCE_KINDS), "unknown");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        images_test(every_kind_has_a_name_of_its_own),
    };
    return cmocka_run_group_tests_name("verify/difference", tests, NULL, NULL);
}
