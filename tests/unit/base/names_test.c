/* A list of names that grows. */
#include "base/names.h"

#include "unit/scratch.h"

static void names_are_copied_and_sorted_by_their_bytes(void **state)
{
    static const char *const sorted[] = {"", "B", "a", "a.cue", "b", "\303\244"};
    static const int order[] = {4, 2, 5, 0, 3, 1};
    rbk_names list = {NULL, 0};
    char name[16];
    (void)state;
    rbk_names_sort(&list);
    for (size_t i = 0; i < 6; i++) {
        snprintf(name, sizeof name, "%s", sorted[order[i]]);
        assert_int_equal(rbk_names_add(&list, name, NULL), RBK_OK);
    }
    assert_int_equal(list.count, 6);
    assert_string_equal(list.names[0], "b");
    rbk_names_sort(&list);
    for (size_t i = 0; i < 6; i++)
        assert_string_equal(list.names[i], sorted[i]);
    rbk_names_release(&list);
    assert_null(list.names);
    assert_int_equal(list.count, 0);
    rbk_names_release(&list);
}

static bool is_sheet(const char *name)
{
    return strstr(name, ".cue") != NULL;
}

static void names_of_a_folder_are_sorted_and_selected(void **state)
{
    rbk_names list = {NULL, 0};
    (void)state;
    scratch_write("b.cue", "x", 1);
    scratch_write("a.cue", "x", 1);
    scratch_write("a.bin", "x", 1);
    assert_int_equal(rbk_names_add_folder(scratch_path("any"), true, is_sheet, &list, NULL), RBK_OK);
    assert_int_equal(list.count, 2);
    assert_string_equal(list.names[0], "a.cue");
    assert_string_equal(list.names[1], "b.cue");
    rbk_names_release(&list);
    assert_int_equal(rbk_names_add_folder(scratch_path("any"), true, NULL, &list, NULL), RBK_OK);
    assert_int_equal(list.count, 5); /* "." and ".." too */
    rbk_names_release(&list);
    assert_int_equal(rbk_names_add_folder(scratch_path("none/any"), true, NULL, &list, NULL), RBK_OK);
    assert_int_equal(list.count, 0);
}

static void a_listing_is_of_the_folder_asked_for_last(void **state)
{
    rbk_listing listing = {NULL};
    const rbk_names *names;
    (void)state;
    scratch_write("a", "x", 1);
    assert_int_equal(mkdir(scratch_path("sub"), 0700), 0);
    assert_int_equal(rbk_listing_of(&listing, scratch_path("any"), &names, NULL), RBK_OK);
    assert_int_equal(names->count, 4);
    scratch_write("b", "x", 1);
    assert_int_equal(rbk_listing_of(&listing, scratch_path("other"), &names, NULL), RBK_OK);
    assert_int_equal(names->count, 4); /* not listed again */
    assert_int_equal(rbk_listing_of(&listing, scratch_path("sub/any"), &names, NULL), RBK_OK);
    assert_int_equal(names->count, 2);
    assert_int_equal(rbk_listing_of(&listing, scratch_path("any"), &names, NULL), RBK_OK);
    assert_int_equal(names->count, 5);
    rbk_listing_release(&listing);
    assert_int_equal(rbk_listing_of(&listing, scratch_path("none/any"), &names, NULL), RBK_OK);
    assert_int_equal(names->count, 0);
    rbk_listing_release(&listing);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_copied_and_sorted_by_their_bytes),
        scratch_test(names_of_a_folder_are_sorted_and_selected),
        scratch_test(a_listing_is_of_the_folder_asked_for_last),
    };
    return cmocka_run_group_tests_name("base/names", tests, NULL, NULL);
}
