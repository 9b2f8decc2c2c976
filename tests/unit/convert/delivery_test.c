/* A delivery is checked by the rules of plants before it is written, as the plant will see it. */
#include "unit/convert/converting.h"

#include <redbook/rules.h>

static void what_a_plant_refuses_is_not_written(void **state)
{
    struct stat about;
    (void)state;
    make_source(); /* its tracks are shorter than 4 s */
    assert_int_equal(convert_for("ddp", "set/DDPID", NULL), RBK_REFUSED);
    assert_string_equal(error.sentence, "a plant would refuse the disc: 2 errors");
    assert_true(has_finding(RBK_RULE_TRACK_TOO_SHORT));
    assert_int_not_equal(stat(scratch_path("set"), &about), 0);
}

static void a_folder_that_was_there_stays(void **state)
{
    struct stat about;
    (void)state;
    make_source();
    mkdir(scratch_path("set"), 0777);
    scratch_write("set/DDPID", "old", 3);
    options.author.replace = true;
    assert_int_equal(convert_for("ddp", "set/DDPID", NULL), RBK_REFUSED);
    assert_int_equal(stat(scratch_path("set/DDPID"), &about), 0);
    assert_int_equal(about.st_size, 3);
}

static void forced_errors_are_warnings(void **state)
{
    (void)state;
    make_source();
    options.force_delivery = true;
    assert_int_equal(convert_for("ddp", "set/DDPID", NULL), RBK_OK);
    assert_true(has_finding(RBK_RULE_TRACK_TOO_SHORT));
    assert_int_equal(rbk_findings_count_from(findings, RBK_ERROR), 0);
}

/* How far the work is, which never goes back. */
static uint64_t last, most;

static void count_progress(void *user, uint64_t completed, uint64_t total)
{
    (void)user;
    assert_true(completed >= last && completed <= total);
    last = completed;
    most = total;
}

static void the_check_is_part_of_the_work(void **state)
{
    const rbk_listener listener = {.add_progress = count_progress};
    (void)state;
    last = most = 0;
    make_source();
    options.force_delivery = true;
    assert_int_equal(convert_for("ddp", "set/DDPID", &listener), RBK_OK);
    assert_int_equal(most, 2 * SOURCE_SECTORS + 150);
    assert_int_equal(last, most);
}

static bool cancel(void *user)
{
    (void)user;
    return true;
}

static void it_can_be_cancelled(void **state)
{
    struct stat about;
    const rbk_listener listener = {.query_cancel = cancel};
    (void)state;
    make_source();
    assert_int_equal(convert_for("ddp", "set/DDPID", &listener), RBK_USERABORT);
    assert_int_not_equal(stat(scratch_path("set"), &about), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        convert_test(what_a_plant_refuses_is_not_written),
        convert_test(a_folder_that_was_there_stays),
        convert_test(forced_errors_are_warnings),
        convert_test(the_check_is_part_of_the_work),
        convert_test(it_can_be_cancelled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
