/*
 * A disc is planned, written by the virtual recorder, verified and read back, without memory for one allocation after the
 * other.
 * link: -Wl,--wrap=malloc -Wl,--wrap=calloc -Wl,--wrap=realloc -Wl,--wrap=strdup -Wl,--wrap=strndup
 * link: -Wl,--wrap=fsync
 */
#include "unit/album.h"
#include "unit/memory.h"

#include <redbook/burn.h>

int __wrap_fsync(int descriptor);

/* Nothing here has to survive a crash of the system. */
int __wrap_fsync(int descriptor)
{
    (void)descriptor;
    return 0;
}

static rbk_burn_plan *plan;
static rbk_recorder *recorder;
static rbk_recorder_disc blank;
static char drive[600];

static rbk_status make_plan(rbk_burn_plan **made, rbk_error *error)
{
    rbk_burn_options options;
    rbk_burn_options_init(&options);
    options.force = true;
    options.medium = blank.medium;
    rbk_findings *findings = rbk_findings_new();
    rbk_status status =
        findings ? rbk_burn_plan_new(album, album_layout, album_image, &options, made, findings, error) : RBK_NO_MEMORY;
    rbk_findings_free(findings);
    return status;
}

static rbk_status planning(void *user, rbk_error *error)
{
    rbk_burn_plan *made = NULL;
    (void)user;
    rbk_status status = make_plan(&made, error);
    rbk_burn_plan_free(made);
    return status;
}

static rbk_status opening(void *user, rbk_error *error)
{
    rbk_recorder *opened = NULL;
    rbk_recorder_drive about;
    rbk_recorder_disc disc;
    (void)user;
    rbk_status status = rbk_recorder_open(drive, &opened, error);
    if (status == RBK_OK)
        status = rbk_recorder_drive_read(opened, &about, error);
    if (status == RBK_OK)
        status = rbk_recorder_disc_read(opened, NULL, &disc, error);
    rbk_recorder_close(opened);
    return status;
}

static rbk_status write_disc(bool simulate, rbk_error *error)
{
    rbk_burn_write_options options;
    rbk_burn_report report;
    rbk_burn_write_options_init(&options);
    options.simulate = simulate;
    options.force = true;
    rbk_findings *findings = rbk_findings_new();
    rbk_status status = findings
                            ? rbk_recorder_write(recorder, plan, album_image, &options, NULL, &report, findings, error)
                            : RBK_NO_MEMORY;
    rbk_findings_free(findings);
    return status;
}

static rbk_status simulating(void *user, rbk_error *error)
{
    (void)user;
    return write_disc(true, error);
}

static rbk_status verifying(void *user, rbk_error *error)
{
    rbk_verdict verdict;
    (void)user;
    rbk_findings *findings = rbk_findings_new();
    rbk_status status =
        findings ? rbk_recorder_verify(recorder, plan, album_image, NULL, &verdict, findings, error) : RBK_NO_MEMORY;
    rbk_findings_free(findings);
    if (status == RBK_OK)
        assert_true(verdict.same);
    return status;
}

/* After a failure no file of the copy remains. */
static rbk_status reading(void *user, rbk_error *error)
{
    rbk_disc_read_options options;
    rbk_disc_read_report report;
    (void)user;
    rbk_disc_read_options_init(&options);
    rbk_findings *findings = rbk_findings_new();
    rbk_status status =
        findings ? rbk_recorder_read(recorder, scratch_path("copy.cue"), &options, NULL, &report, findings, error)
                 : RBK_NO_MEMORY;
    rbk_findings_free(findings);
    size_t count = (size_t)(unlink(scratch_path("copy.cue")) == 0) + (unlink(scratch_path("copy.bin")) == 0) +
                   (unlink(scratch_path("copy.cdt")) == 0);
    if (status == RBK_OK ? count < 2 : count > 0)
        fail_msg("%zu files after status %d", count, (int)status);
    return status;
}

static void a_disc_is_planned_or_there_is_no_memory(void **state)
{
    (void)state;
    memory_may_miss = false;
    each_allocation_fails("plan", planning, NULL);
    rbk_recorder_close(recorder); /* a folder is one drive at a time */
    recorder = NULL;
    each_allocation_fails("open", opening, NULL);
}

static void a_disc_is_written_and_read_or_there_is_no_memory(void **state)
{
    (void)state;
    assert_int_equal(make_plan(&plan, NULL), RBK_OK);
    memory_of_drive = true;
    memory_may_miss = true; /* a buffer may be smaller, and what is only for messages may be missing */
    each_allocation_fails("test write", simulating, NULL);
    assert_int_equal(write_disc(false, NULL), RBK_OK);
    memory_ends = true;
    each_allocation_fails("verify", verifying, NULL);
    each_allocation_fails("read", reading, NULL);
    rbk_burn_plan_free(plan);
}

static int begin(void **state)
{
    int result = scratch_setup(state);
    memory_ends = memory_may_miss = false;
    album_sectors = ALBUM_SECTORS_MAX;
    album_open_image();
    snprintf(drive, sizeof drive, "virtual:%s", scratch_path("drive"));
    assert_int_equal(rbk_recorder_make(drive, NULL, 0, NULL), RBK_OK);
    assert_int_equal(rbk_recorder_open(drive, &recorder, NULL), RBK_OK);
    assert_int_equal(rbk_recorder_disc_read(recorder, NULL, &blank, NULL), RBK_OK);
    return result;
}

static int end(void **state)
{
    rbk_recorder_close(recorder);
    album_close();
    return scratch_teardown(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_disc_is_planned_or_there_is_no_memory, begin, end),
        cmocka_unit_test_setup_teardown(a_disc_is_written_and_read_or_there_is_no_memory, begin, end),
    };
    return cmocka_run_group_tests_name("burn/memory", tests, NULL, NULL);
}
