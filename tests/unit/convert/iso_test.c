/*
 * Raw sectors written to an ISO: intact ones, damaged ones, and what is lost with the rest of the sector.
 */
#include "convert/write.h"

#include "unit/scratch.h"

#include <redbook/sector.h>

#define SECTORS 8

static uint8_t raw[SECTORS][RBK_SECTOR_BYTES];
static uint8_t user[SECTORS][2048];
static rbk_findings *findings;
static rbk_iso_state iso;
static rbk_error error;

static void make_sectors(rbk_sector_kind kind, int32_t lba)
{
    for (int32_t i = 0; i < SECTORS; i++) {
        for (size_t b = 0; b < 2048; b++)
            user[i][b] = (uint8_t)((size_t)i * 7 + b);
        rbk_sector_build(kind, lba + i, NULL, user[i], raw[i]);
    }
}

static rbk_status take(rbk_track_mode mode, int32_t lba)
{
    iso.kind = rbk_iso_kind_of(mode);
    return rbk_iso_look(&iso, lba, SECTORS, raw[0], &error);
}

static const char *reported(size_t position)
{
    const rbk_finding *finding = rbk_findings_at(findings, position);
    return finding ? finding->text : "";
}

static void whole_sectors_give_no_finding(void **state)
{
    (void)state;
    static const rbk_track_mode modes[] = {RBK_MODE_MODE1_2352, RBK_MODE_MODE1_2048, RBK_MODE_MODE2_2352,
                                           RBK_MODE_MODE2_2048, RBK_MODE_CDI_2352};
    size_t lost = 0;
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
        make_sectors(i < 2 ? RBK_SECTOR_MODE1 : RBK_SECTOR_MODE2_FORM1, 1000);
        assert_int_equal(take(modes[i], 1000), RBK_OK);
    }
    assert_int_equal(rbk_iso_finish(&iso, &lost), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 0);
    assert_int_equal(lost, 0);
}

static void runs_of_damaged_sectors_are_named_once_each(void **state)
{
    (void)state;
    size_t lost = 0;
    make_sectors(RBK_SECTOR_MODE1, 10);
    for (size_t i = 0; i < SECTORS; i++)
        if (i == 1 || i == 2 || i == 5)
            raw[i][100] ^= 1;
    assert_int_equal(take(RBK_MODE_MODE1_2352, 10), RBK_OK);
    assert_int_equal(rbk_iso_finish(&iso, &lost), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 2);
    assert_string_equal(reported(0), "sectors 11 (00:00:11) to 12 are damaged: their EDC does not match their bytes");
    assert_string_equal(reported(1), "sector 15 (00:00:15) is damaged: its EDC does not match its bytes");
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "data.damaged");
    assert_string_equal(rbk_findings_at(findings, 0)->path, "a.cue");
    assert_int_equal(lost, 0);
}

static void a_run_goes_on_from_one_block_to_the_next(void **state)
{
    (void)state;
    size_t lost = 0;
    make_sectors(RBK_SECTOR_MODE1, 10);
    raw[SECTORS - 1][100] ^= 1;
    assert_int_equal(take(RBK_MODE_MODE1_2352, 10), RBK_OK);
    make_sectors(RBK_SECTOR_MODE1, 10 + SECTORS);
    raw[0][100] ^= 1;
    assert_int_equal(take(RBK_MODE_MODE1_2352, 10 + SECTORS), RBK_OK);
    assert_int_equal(rbk_iso_finish(&iso, &lost), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(reported(0), "sectors 17 (00:00:17) to 18 are damaged: their EDC does not match their bytes");
}

static void what_cannot_be_built_again_is_lost(void **state)
{
    (void)state;
    size_t lost = 0;
    make_sectors(RBK_SECTOR_MODE1, 10);
    raw[3][2200] ^= 1;                 /* parity */
    rbk_sector_relocate(raw[4], 5000); /* another address */
    assert_int_equal(take(RBK_MODE_MODE1_2352, 10), RBK_OK);
    assert_int_equal(rbk_iso_finish(&iso, &lost), RBK_OK);
    assert_int_equal(lost, 1);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "changed.sector");
    assert_string_equal(reported(0), "2 sectors hold headers, subheaders or parity that do not follow from the user "
                                     "data, the first is sector 13: they are lost");
}

static void subheaders_of_their_own_are_lost(void **state)
{
    (void)state;
    const rbk_subheader subheader = {1, 0, RBK_SUBMODE_DATA | RBK_SUBMODE_END_OF_FILE, 0};
    size_t lost = 0;
    make_sectors(RBK_SECTOR_MODE2_FORM1, 0);
    rbk_sector_build(RBK_SECTOR_MODE2_FORM1, 7, &subheader, user[7], raw[7]);
    assert_int_equal(take(RBK_MODE_MODE2_2352, 0), RBK_OK);
    assert_int_equal(rbk_iso_finish(&iso, &lost), RBK_OK);
    assert_string_equal(reported(0), "1 sector holds headers, subheaders or parity that do not follow from the user "
                                     "data, the first is sector 7: they are lost");
}

static void sectors_without_2048_user_bytes_are_refused(void **state)
{
    (void)state;
    make_sectors(RBK_SECTOR_MODE1, 0);
    rbk_sector_build(RBK_SECTOR_MODE2_FORM2, 6, NULL, NULL, raw[6]);
    assert_int_equal(take(RBK_MODE_MODE1_2352, 0), RBK_UNSUPPORTED);
    assert_string_equal(error.sentence, "sector 6 has no 2048 bytes of user data: it is not a mode 1 sector");
    assert_int_equal(error.place.lba, 6);
    make_sectors(RBK_SECTOR_MODE2_FORM1, 0);
    rbk_sector_build(RBK_SECTOR_MODE2_FORM2, 0, NULL, NULL, raw[0]);
    assert_int_equal(take(RBK_MODE_MODE2_2352, 0), RBK_UNSUPPORTED);
    memset(raw[0], 0, sizeof raw[0]);
    assert_int_equal(take(RBK_MODE_MODE2_2352, 0), RBK_UNSUPPORTED);
}

static int setup(void **state)
{
    (void)state;
    findings = rbk_findings_new();
    iso = (rbk_iso_state){.source = "a.cue", .findings = findings};
    rbk_error_init(&error);
    return findings ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    rbk_findings_free(findings);
    return 0;
}

#define iso_test(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        iso_test(whole_sectors_give_no_finding),
        iso_test(runs_of_damaged_sectors_are_named_once_each),
        iso_test(a_run_goes_on_from_one_block_to_the_next),
        iso_test(what_cannot_be_built_again_is_lost),
        iso_test(subheaders_of_their_own_are_lost),
        iso_test(sectors_without_2048_user_bytes_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
