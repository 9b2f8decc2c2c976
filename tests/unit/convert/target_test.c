/*
 * The targets by name and by suffix.
 */
#include "convert/target.h"

#include "unit/scratch.h"

static const char *named(const char *path)
{
    const rbk_target *target = rbk_target_of_path(path);
    return target ? target->name : "none";
}

static void each_target_is_found_by_its_name_in_any_case(void **state)
{
    (void)state;
    size_t count = 0;
    for (; rbk_target_at(count); count++) {
        assert_ptr_equal(rbk_target_find(rbk_target_at(count)->name), rbk_target_at(count));
        assert_true(rbk_target_at(count)->title[0]);
    }
    assert_true(count >= 9);
    assert_ptr_equal(rbk_target_find("REDUMP"), rbk_target_find("redump"));
    assert_null(rbk_target_find("redum"));
    assert_null(rbk_target_find("redumps"));
    assert_null(rbk_target_find(""));
    assert_null(rbk_target_find(NULL));
}

static void an_ending_chooses_the_first_target_that_has_it(void **state)
{
    (void)state;
    assert_string_equal(named("a.cue"), "portable");
    assert_string_equal(named("folder.toc/A.CUE"), "portable");
    assert_string_equal(named("a.toc"), "toc");
    assert_string_equal(named("a.CCD"), "ccd");
    assert_string_equal(named("a.b.iso"), "iso");
    assert_string_equal(named("a.cue/b"), "none");
    assert_string_equal(named("cue"), "none");
    assert_string_equal(named(".cue"), "none");
    assert_string_equal(named("folder/.cue"), "none");
    assert_string_equal(named("a.cue2"), "none");
    assert_string_equal(named(""), "none");
    assert_null(rbk_target_of_path(NULL));
}

static void traits_belong_to_targets_of_the_table_only(void **state)
{
    (void)state;
    rbk_target strange = *rbk_target_at(0);
    assert_string_equal(rbk_target_traits_of(rbk_target_find("eac"))->target.name, "eac");
    assert_int_equal(rbk_target_traits_of(rbk_target_find("eac"))->arrangement, RBK_PREGAP_BEFORE);
    assert_null(rbk_target_traits_of(&strange));
}

static void a_disc_in_a_folder_is_named_after_its_target(void **state)
{
    static const char *const rows[][4] = {
        {"chd", "out", "Game", "out/Game.chd"},      {"redump", "out/", "A. B", "out/A. B.cue"},
        {"gdi", "out", "Game", "out/Game/Game.gdi"}, {"ddp", "/", "CAT-001", "/CAT-001/DDPID"},
        {"portable", "", "Game", "Game.cue"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *path = rbk_target_path_in(rbk_target_find(rows[i][0]), rows[i][1], rows[i][2]);
        assert_string_equal(path, rows[i][3]);
        free(path);
    }
    assert_null(rbk_target_path_in(NULL, "out", "Game"));
}

static void a_path_needs_a_target_and_a_name(void **state)
{
    (void)state;
    assert_null(rbk_target_path(NULL, "out.cue"));
    assert_null(rbk_target_path(rbk_target_find("single"), NULL));
    char *path = rbk_target_path(rbk_target_find("single"), "out.cue");
    assert_string_equal(path, "out.cue");
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_target_is_found_by_its_name_in_any_case),
        cmocka_unit_test(an_ending_chooses_the_first_target_that_has_it),
        cmocka_unit_test(a_disc_in_a_folder_is_named_after_its_target),
        cmocka_unit_test(traits_belong_to_targets_of_the_table_only),
        cmocka_unit_test(a_path_needs_a_target_and_a_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
