/*
 * A disc is checked and compared with another one, without memory for one allocation after the other.
 * link: -Wl,--wrap=malloc -Wl,--wrap=calloc -Wl,--wrap=realloc -Wl,--wrap=strdup -Wl,--wrap=strndup
 */
#include "unit/album.h"
#include "unit/memory.h"

#include <redbook/check.h>
#include <redbook/verify.h>

static rbk_disc *other;

static rbk_status checking(void *user, rbk_error *error)
{
    rbk_check_options options;
    rbk_check_report report;
    rbk_check_options_init(&options);
    options.jobs = 1;
    options.profile = *(const rbk_profile *)user;
    rbk_findings *findings = rbk_findings_new();
    rbk_status status =
        findings ? rbk_check(album, album_layout, album_image, &options, findings, &report, error) : RBK_NO_MEMORY;
    rbk_findings_free(findings);
    return status;
}

static rbk_status comparing(void *user, rbk_error *error)
{
    const rbk_compared first = {album, album_layout}, second = {other, album_layout};
    rbk_comparison comparison;
    (void)user;
    return rbk_compare(&first, &second, 0, NULL, &comparison, error);
}

static rbk_status comparing_subchannels(void *user, rbk_error *error)
{
    const rbk_compared first = {album, album_layout}, second = {other, album_layout};
    rbk_subchannel_comparison comparison;
    (void)user;
    return rbk_compare_subchannels(&first, &second, 0, NULL, &comparison, error);
}

static void a_disc_is_checked_or_there_is_no_memory(void **state)
{
    (void)state;
    memory_may_miss = true; /* a scan can do without some buffers */
    for (int profile = RBK_PROFILE_CDR; profile <= (int)RBK_PROFILE_EMULATOR; profile++) {
        rbk_profile wanted = (rbk_profile)profile;
        each_allocation_fails("check", checking, &wanted);
    }
}

static void discs_are_compared_or_there_is_no_memory(void **state)
{
    (void)state;
    memory_may_miss = false;
    memory_ends = true; /* a file that cannot be read is read a second time */
    rbk_bytes packs = {NULL, 0};
    assert_int_equal(rbk_cdtext_of_disc(album, NULL, &packs, NULL, NULL), RBK_OK);
    assert_int_equal(rbk_disc_set_cdtext(album, packs.data, packs.size, NULL), RBK_OK);
    rbk_bytes_release(&packs);
    other = rbk_disc_copy(album);
    assert_non_null(other);
    assert_int_equal(rbk_text_set(&other->text, RBK_TEXT_TITLE, "Another", NULL), RBK_OK);
    each_allocation_fails("compare", comparing, NULL);
    rbk_disc_free(other);
}

static void subchannels_are_compared_or_there_is_no_memory(void **state)
{
    static uint8_t raw[60 * RBK_SUBCHANNEL_BYTES];
    (void)state;
    memory_may_miss = false;
    memory_ends = true;
    memset(raw, 0xFF, sizeof raw); /* invalid Q, and R to W */
    scratch_write("a.raw", raw, sizeof raw);
    other = rbk_disc_copy(album);
    assert_non_null(other);
    assert_int_equal(rbk_disc_set_subchannel(album, 0, RBK_SUBCHANNEL_RAW, "a.raw", scratch_path("a.raw"), NULL),
                     RBK_OK);
    each_allocation_fails("compare subchannels", comparing_subchannels, NULL);
    rbk_disc_free(other);
}

static int begin(void **state)
{
    int result = scratch_setup(state);
    album_open_image();
    return result;
}

static int end(void **state)
{
    album_close();
    return scratch_teardown(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_disc_is_checked_or_there_is_no_memory, begin, end),
        cmocka_unit_test_setup_teardown(discs_are_compared_or_there_is_no_memory, begin, end),
        cmocka_unit_test_setup_teardown(subchannels_are_compared_or_there_is_no_memory, begin, end),
    };
    return cmocka_run_group_tests_name("verify/memory", tests, NULL, NULL);
}
