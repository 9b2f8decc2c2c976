/* A folder that is a set of files is opened as its descriptor. */
#include "base/change.h"

#include "unit/scratch.h"

#include <redbook/source.h>

#include <unistd.h>

static void assert_found(const char *folder, const char *wanted)
{
    char *found = NULL;
    assert_int_equal(rbk_source_in_folder(folder, &found, NULL), RBK_OK);
    if (wanted)
        assert_string_equal(found, wanted);
    else
        assert_null(found);
    free(found);
}

static void the_ddpid_of_a_folder_is_found(void **state)
{
    char folder[1100], slash[1102], wanted[1110];
    (void)state;
    assert_found(scratch_folder, NULL);
    mkdir(scratch_path("set"), 0777);
    scratch_write("set/ddpid", "DDP 2.00", 8);
    snprintf(folder, sizeof folder, "%s", scratch_path("set"));
    snprintf(slash, sizeof slash, "%s/", folder);
    snprintf(wanted, sizeof wanted, "%s/ddpid", folder);
    assert_found(folder, wanted);
    assert_found(slash, wanted);
    scratch_write("set/DDPID", "DDP 2.00", 8);
    snprintf(wanted, sizeof wanted, "%s/DDPID", folder);
    assert_found(folder, wanted);
}

static void what_is_no_folder_is_none(void **state)
{
    (void)state;
    scratch_write("DDPID", "DDP 2.00", 8);
    assert_found(scratch_path("DDPID"), NULL);
    assert_found(scratch_path("missing"), NULL);
    assert_found("", NULL);
    char *found = NULL;
    assert_int_equal(rbk_source_in_folder(NULL, &found, NULL), RBK_INVALID_POINTER);
}

/* Opening what is found reports why it cannot be read. */
static void a_set_whose_change_cannot_be_completed_is_found_all_the_same(void **state)
{
    char folder[1100], wanted[1110];
    (void)state;
    mkdir(scratch_path("set"), 0777);
    scratch_write("set/DDPID", "DDP 2.00", 8);
    scratch_write("set/" RBK_JOURNAL_NAME, "redbook journal 1\nasi", 21);
    scratch_write("set/DDPID" RBK_REPLACED_SUFFIX, "DDP 2.00", 8);
    snprintf(folder, sizeof folder, "%s", scratch_path("set"));
    snprintf(wanted, sizeof wanted, "%s/DDPID", folder);
    assert_int_equal(rbk_recover(wanted, RBK_RECOVER_TO_READ, NULL), RBK_FILEACCESS);
    assert_found(folder, wanted);
    assert_int_equal(unlink(wanted), 0);
    assert_found(folder, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_ddpid_of_a_folder_is_found, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(what_is_no_folder_is_none, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(a_set_whose_change_cannot_be_completed_is_found_all_the_same, scratch_setup,
                                        scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
