/*
 * The data form in which each track is sent.
 */
#include "burn/plan.h"

#include "unit/burn/plans.h"

#include <redbook/sector.h>

static void every_mode_has_its_form(void **state)
{
    static const struct {
        rbk_track_mode mode;
        uint8_t form, lead_in, session;
    } rows[] = {
        {RBK_MODE_AUDIO, 0x00, 0x01, 0x00},      {RBK_MODE_CDG, 0x00, 0x01, 0x00},
        {RBK_MODE_MODE1_2048, 0x10, 0x14, 0x00}, {RBK_MODE_MODE1_2352, 0x10, 0x14, 0x00},
        {RBK_MODE_MODE2_2048, 0x20, 0x24, 0x20}, {RBK_MODE_MODE2_2324, 0x20, 0x24, 0x20},
        {RBK_MODE_MODE2_2336, 0x20, 0x24, 0x20}, {RBK_MODE_MODE2_2352, 0x20, 0x24, 0x20},
        {RBK_MODE_CDI_2336, 0x20, 0x24, 0x10},   {RBK_MODE_CDI_2352, 0x20, 0x24, 0x10},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rbk_disc_free(disc);
        disc = rbk_disc_new();
        add_track(rows[i].mode, 0, 300);
        assert_int_equal(make_plan(), RBK_OK);
        assert_int_equal(plan->entries[0].form, rows[i].lead_in);
        assert_int_equal(plan->ranges[0].form, rows[i].form);
        assert_int_equal(plan->session_format, rows[i].session);
    }
}

static void bytes_of_a_sector_by_its_form(void **state)
{
    (void)state;
    assert_int_equal(rbk_burn_form_bytes(0x00), 2352);
    assert_int_equal(rbk_burn_form_bytes(0x10), 2048);
    assert_int_equal(rbk_burn_form_bytes(0x20), 2336);
    assert_int_equal(rbk_burn_form_bytes(0x30), 2336);
    assert_int_equal(rbk_burn_form_bytes(0x40), 2448);
    assert_int_equal(rbk_burn_form_bytes(0xC0), 2448);
    assert_int_equal(rbk_burn_form_empty(0x30), 0x34);
    assert_int_equal(rbk_burn_form_empty(0xC0), 0x01);
}

/* Sixteen empty sectors, as ISO 9660 begins; then bytes that are not a subheader. */
static void sectors_without_subheader_are_formless(void **state)
{
    uint8_t *bytes = calloc(300, 2336);
    (void)state;
    assert_non_null(bytes);
    memcpy(bytes + 16 * 2336, "\001CD001\001", 7);
    add_file_track(RBK_MODE_MODE2_2336, "formless.bin", bytes, (size_t)300 * 2336, 0);
    free(bytes);
    assert_int_equal(make_plan(), RBK_OK);
    assert_range(0, -150, 450, 0x30, 2336, 27, 1);
    assert_int_equal(plan->entries[0].form, 0x34);
    assert_found("burn.formless", RBK_NOTE,
                 "track 1 has sectors without subheader: it is written as mode 2 without form (30h)");
}

/* As one damaged sector among the first ones of a disc of form 1. */
static void a_damaged_subheader_does_not_make_a_track_formless(void **state)
{
    uint8_t *bytes = malloc((size_t)300 * RBK_SECTOR_BYTES), user[2048];
    (void)state;
    assert_non_null(bytes);
    memset(user, 0x5A, sizeof user);
    user[0] = 0;
    for (int32_t lba = 0; lba < 300; lba++)
        rbk_sector_build(RBK_SECTOR_MODE2_FORM1, lba, NULL, user, bytes + (size_t)lba * RBK_SECTOR_BYTES);
    bytes[(size_t)3 * RBK_SECTOR_BYTES + 17] = 1;
    add_file_track(RBK_MODE_MODE2_2352, "xa.bin", bytes, (size_t)300 * RBK_SECTOR_BYTES, 0);
    free(bytes);
    assert_int_equal(make_plan(), RBK_OK);
    assert_null(finding("burn.formless"));
    assert_range(0, -150, 450, 0x20, 2336, 27, 1);
}

static void cd_i_and_xa_do_not_share_a_session(void **state)
{
    (void)state;
    add_track(RBK_MODE_CDI_2352, 0, 300);
    add_track(RBK_MODE_MODE2_2048, 0, 300);
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(plan->refusals, 1);
    assert_found("burn.modes", RBK_ERROR,
                 "track 1 is CD-I and track 2 is mode 2: a session can be CD-I or CD-ROM XA, not both");
}

static void pictures_left_out_are_reported(void **state)
{
    (void)state;
    add_pictures();
    assert_int_equal(make_plan(), RBK_OK);
    assert_found("burn.graphics", RBK_WARNING, "track 1 is CD+G and is written without its graphics");
    options.graphics = RBK_BURN_GRAPHICS_RAW;
    assert_int_equal(make_plan(), RBK_OK);
    assert_null(finding("burn.graphics"));
    assert_int_equal(plan->ranges[0].form, 0x40);
}

/* As in a TOC or a copy with 2448 bytes per sector: for data and for audio. */
static void r_to_w_in_the_sectors_is_not_written_and_reported(void **state)
{
    static const rbk_placement wide = {.stride_bytes = 2448,
                                       .payload_bytes = RBK_SECTOR_BYTES,
                                       .subchannel_bytes = RBK_SUBCHANNEL_BYTES,
                                       .subchannel_offset_bytes = RBK_SECTOR_BYTES};
    static const rbk_track_mode modes[] = {RBK_MODE_MODE1_2352, RBK_MODE_MODE2_2352, RBK_MODE_AUDIO};
    uint8_t *bytes = calloc(300, 2448), *marked = calloc(300, 2448);
    (void)state;
    assert_non_null(bytes);
    assert_non_null(marked);
    marked[2448 * 200 + RBK_SECTOR_BYTES + 24] = 1;
    for (size_t i = 0; i < 3; i++) {
        rbk_disc_free(disc);
        disc = rbk_disc_new();
        add_file_track(modes[i], "g.bin", bytes, (size_t)300 * RBK_SECTOR_BYTES, 0);
        scratch_write("g.bin", bytes, (size_t)300 * 2448);
        assert_int_equal(rbk_track_place_extent(&disc->tracks[0], &wide, &error), RBK_OK);
        disc->files[0].subchannel = RBK_SUBCHANNEL_RAW;
        assert_int_equal(make_plan(), RBK_OK);
        assert_int_equal(rbk_findings_count(findings), 0);
        scratch_write("g.bin", marked, (size_t)300 * 2448);
        assert_int_equal(make_plan(), RBK_OK);
        if (modes[i] == RBK_MODE_AUDIO)
            assert_found("burn.graphics", RBK_WARNING, "track 1 is CD+G and is written without its graphics");
        else
            assert_found("burn.subchannel", RBK_WARNING, "track 1 is written without the R-W in its subchannel");
        rbk_findings_free(findings);
        findings = rbk_findings_new();
        rbk_burn_plan_free(plan);
        assert_int_equal(rbk_burn_plan_new(disc, layout, NULL, &options, &plan, findings, &error), RBK_OK);
        assert_found("burn.subchannel", RBK_WARNING,
                     "track 1 is written without the subchannel that is in its sectors: P and Q are made anew");
    }
    free(bytes);
    free(marked);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        plan_test(every_mode_has_its_form),
        cmocka_unit_test(bytes_of_a_sector_by_its_form),
        plan_test(sectors_without_subheader_are_formless),
        plan_test(a_damaged_subheader_does_not_make_a_track_formless),
        plan_test(cd_i_and_xa_do_not_share_a_session),
        plan_test(pictures_left_out_are_reported),
        plan_test(r_to_w_in_the_sectors_is_not_written_and_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
