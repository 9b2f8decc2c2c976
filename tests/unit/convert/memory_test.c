/*
 * A disc is opened and converted to every target, without memory for one allocation after the other: each time that is
 * reported, and no file remains.
 * link: -Wl,--wrap=malloc -Wl,--wrap=calloc -Wl,--wrap=realloc -Wl,--wrap=strdup -Wl,--wrap=strndup
 * link: -Wl,--wrap=fsync
 */
#include "unit/album.h"
#include "unit/memory.h"

#include <redbook/convert.h>

int __wrap_fsync(int descriptor);

/* Nothing here has to survive a crash of the system. */
int __wrap_fsync(int descriptor)
{
    (void)descriptor;
    return 0;
}

static uint64_t plan_only;

static rbk_status opening(void *user, rbk_error *error)
{
    rbk_disc *opened = NULL;
    rbk_source_options options;
    rbk_findings *findings = rbk_findings_new();
    (void)user;
    rbk_source_options_init(&options);
    rbk_status status =
        findings ? rbk_source_open(scratch_path("a.cue"), &options, &opened, findings, error) : RBK_NO_MEMORY;
    if (status != RBK_OK)
        assert_null(opened);
    rbk_disc_free(opened);
    rbk_findings_free(findings);
    return status;
}

static void a_disc_is_opened_or_there_is_no_memory(void **state)
{
    (void)state;
    album_make();
    memory_ends = true; /* a file that cannot be read is read a second time */
    assert_true(each_allocation_fails("open", opening, NULL) > 20);
}

/* What is in the folder of the conversions, after a failure nothing; it is removed. */
static size_t remove_output(void)
{
    size_t count = 0;
    DIR *entries = opendir(scratch_path("out"));
    for (struct dirent *entry; entries && (entry = readdir(entries));)
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    if (entries) {
        closedir(entries);
        scratch_remove(scratch_path("out"));
    }
    return count;
}

static rbk_status converting(void *user, rbk_error *error)
{
    const rbk_target *target = user;
    rbk_convert_options options;
    rbk_conversion *done = NULL;
    rbk_convert_options_init(&options);
    options.target = target;
    options.plan_only = plan_only;
    options.author.jobs = 1;
    options.force_delivery = true;
    char *path = rbk_target_path_in(target, scratch_path("out"), "name");
    rbk_findings *findings = path ? rbk_findings_new() : NULL;
    rbk_status status = findings ? rbk_convert(album, &options, path, NULL, &done, findings, error) : RBK_NO_MEMORY;
    rbk_conversion_free(done);
    rbk_findings_free(findings);
    free(path);
    return status;
}

/* In a folder that is there. */
static rbk_status converting_wholly(void *user, rbk_error *error)
{
    assert_int_equal(mkdir(scratch_path("out"), 0777), 0);
    rbk_status status = converting(user, error);
    size_t count = remove_output();
    if (status == RBK_OK ? count == 0 : count > 0)
        fail_msg("%s: %zu files after status %d", ((const rbk_target *)user)->name, count, (int)status);
    return status;
}

static void a_disc_is_converted_or_there_is_no_memory(void **state)
{
    rbk_error error;
    const rbk_target *target;
    size_t planned = 0, converted = 0;
    (void)state;
    memory_ends = true;
    rbk_error_init(&error);
    album_open();
    for (size_t i = 0; (target = rbk_target_at(i)); i++) {
        plan_only = 2;
        if (converting((void *)target, &error) != RBK_OK)
            continue; /* the disc is nothing for it */
        each_allocation_fails(target->name, converting, (void *)target);
        planned++;
        plan_only = 0;
        if (converting_wholly((void *)target, &error) != RBK_OK)
            continue;
        each_allocation_fails(target->name, converting_wholly, (void *)target);
        converted++;
    }
    assert_true(planned > 8);
    assert_true(converted > 8);
    album_close();
}

static void a_subchannel_is_looked_at_or_there_is_no_memory(void **state)
{
    static uint8_t sub[60 * RBK_SUBCHANNEL_BYTES];
    static const char *const targets[] = {"portable", "ccd", "sbi"};
    (void)state;
    memory_ends = true;
    plan_only = 2;
    album_open();
    memset(sub, 0x15, sizeof sub);
    scratch_write("a.sub", sub, sizeof sub);
    assert_int_equal(rbk_disc_set_subchannel(album, 0, RBK_SUBCHANNEL_CHANNELS, "a.sub", scratch_path("a.sub"), NULL),
                     RBK_OK);
    for (size_t i = 0; i < sizeof targets / sizeof targets[0]; i++)
        each_allocation_fails(targets[i], converting, (void *)rbk_target_find(targets[i]));
    album_close();
}

/* What a CHD keeps of its source is read once more, and never made anew for want of memory. */
static void what_a_chd_keeps_stays_or_there_is_no_memory(void **state)
{
    rbk_convert_options options;
    rbk_conversion *done = NULL;
    rbk_findings *findings = rbk_findings_new();
    rbk_error error;
    (void)state;
    rbk_error_init(&error);
    album_open();
    rbk_convert_options_init(&options);
    options.target = rbk_target_find("chd");
    options.author.jobs = 1;
    assert_int_equal(rbk_convert(album, &options, scratch_path("b.chd"), NULL, &done, findings, &error), RBK_OK);
    rbk_conversion_free(done);
    album_close();
    assert_int_equal(rbk_source_open(scratch_path("b.chd"), NULL, &album, findings, &error), RBK_OK);
    rbk_findings_free(findings);
    memory_ends = false;
    plan_only = 2;
    assert_true(each_allocation_fails("chd", converting, (void *)rbk_target_find("chd")) > 20);
    plan_only = 0;
    album_close();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_disc_is_opened_or_there_is_no_memory, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(a_subchannel_is_looked_at_or_there_is_no_memory, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(what_a_chd_keeps_stays_or_there_is_no_memory, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(a_disc_is_converted_or_there_is_no_memory, scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests_name("convert/memory", tests, NULL, NULL);
}
