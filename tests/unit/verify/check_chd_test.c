/*
 * The checksums of a CHD, with the severities of each profile.
 * link: -Wl,--wrap=rbk_chd_read_hunk
 */
#include "unit/verify/checks.h"

#include "unit/chd/files.h"
#include "unit/chd/making.h"

#include <redbook/format.h>

#include <stdatomic.h>

static atomic_uint decoded; /* hunks */

rbk_status __real_rbk_chd_read_hunk(const rbk_chd *chd, rbk_chd_decoder *decoder, uint32_t hunk, uint8_t *bytes,
                                    rbk_error *why);
rbk_status __wrap_rbk_chd_read_hunk(const rbk_chd *chd, rbk_chd_decoder *decoder, uint32_t hunk, uint8_t *bytes,
                                    rbk_error *why);

rbk_status __wrap_rbk_chd_read_hunk(const rbk_chd *chd, rbk_chd_decoder *decoder, uint32_t hunk, uint8_t *bytes,
                                    rbk_error *why)
{
    atomic_fetch_add(&decoded, 1);
    return __real_rbk_chd_read_hunk(chd, decoder, hunk, bytes, why);
}

/* The disc of a CHD in the scratch folder. */
static void read_chd(const uint8_t *bytes, size_t size)
{
    rbk_disc_free(disc);
    disc = NULL;
    scratch_write("x.chd", bytes, size);
    assert_int_equal(rbk_format_read_file(scratch_path("x.chd"), NULL, &disc, NULL, &error), RBK_OK);
    for (uint32_t i = 0; i < disc->file_count; i++) {
        assert_int_equal(rbk_disc_locate_file(disc, i, scratch_path("x.chd"), NULL), RBK_OK);
        disc->files[i].rate_hz = RBK_RATE_HZ;
        disc->files[i].length_frames = 16 * RBK_SECTOR_SAMPLES;
    }
}

static size_t count_findings(void)
{
    size_t count = 0;
    for (size_t i = 0; i < rbk_findings_count(findings); i++)
        count += strncmp(rbk_findings_at(findings, i)->rule, "chd.", 4) == 0;
    return count;
}

static void a_whole_file_keeps_every_rule(void **state)
{
    (void)state;
    read_chd(chd_lzma, sizeof chd_lzma);
    check(RBK_PROFILE_CDR, true);
    assert_int_equal(count_findings(), 0);
    assert_true(report.payload_read);
    assert_non_null(finding("data.parity")); /* the sectors are checked, too */
}

static void damaged_hunks_are_an_error_and_the_sectors_are_not_read_then(void **state)
{
    uint8_t bytes[sizeof chd_deflate];
    (void)state;
    memcpy(bytes, chd_deflate, sizeof bytes);
    bytes[330 + 100] ^= 0x55;
    read_chd(bytes, sizeof bytes);
    check(RBK_PROFILE_CDR, true);
    assert_finding("chd.hunk", RBK_ERROR, 0, "'x.chd' has 1 damaged hunk: hunk 0");
    assert_int_equal(count_findings(), 1);
    assert_false(report.payload_read);
}

static void each_hunk_is_decoded_once(void **state)
{
    (void)state;
    for (uint32_t jobs = 1; jobs < 4; jobs++) {
        read_chd(chd_lzma, sizeof chd_lzma);
        options.jobs = jobs;
        atomic_store(&decoded, 0);
        check(RBK_PROFILE_CDR, true);
        assert_true(report.payload_read);
        assert_int_equal(atomic_load(&decoded), CHD_HUNKS);
        check_laid(RBK_PROFILE_CDR, false);
        assert_int_equal(atomic_load(&decoded), CHD_HUNKS);
    }
}

/* A track with a subchannel is in another file of the disc. */
static void each_hunk_of_two_files_in_one_chd_is_decoded_once(void **state)
{
    static const made_entry entries[] = {{RBK_CHD_TRACK, "TRACK:1 TYPE:AUDIO SUBTYPE:NONE FRAMES:12", 0},
                                         {RBK_CHD_TRACK, "TRACK:2 TYPE:AUDIO SUBTYPE:RW FRAMES:28", 0}};
    size_t size;
    (void)state;
    uint8_t *bytes = make_chd(40, entries, 2, &size);
    read_chd(bytes, size);
    assert_int_equal(disc->file_count, 2);
    for (size_t i = 0; i < 2; i++)
        disc->files[i].length_frames = 40 * RBK_SECTOR_SAMPLES;
    atomic_store(&decoded, 0);
    check(RBK_PROFILE_CDR, false);
    const unsigned before = atomic_load(&decoded); /* for the subchannel */
    check_laid(RBK_PROFILE_CDR, true);
    assert_true(report.payload_read);
    assert_int_equal(report.tracks[1].sectors_read, 28);
    assert_int_equal(atomic_load(&decoded) - 2 * before, 5);
    free(bytes);
}

/* What was found in the sectors before the damage is not reported. */
static void damage_that_the_scan_meets_late_is_the_same(void **state)
{
    uint8_t bytes[sizeof chd_deflate];
    (void)state;
    memcpy(bytes, chd_deflate, sizeof bytes);
    bytes[330 + 1161 + 100] ^= 0x55;
    read_chd(bytes, sizeof bytes);
    rbk_error_init(&error);
    check(RBK_PROFILE_CDR, true);
    assert_finding("chd.hunk", RBK_ERROR, 0, "'x.chd' has 1 damaged hunk: hunk 1");
    assert_non_null(finding("payload.unread"));
    assert_null(finding("data.parity"));
    assert_false(report.payload_read);
    assert_int_equal(report.track_count, 0);
    assert_int_equal(report.tracks[0].sectors_read, 0);
    assert_int_equal(error.status, RBK_OK);
}

/* As for a scan with other visitors, of which the checker knows nothing. */
static void a_checker_without_the_image_verifies_before_the_scan(void **state)
{
    uint8_t bytes[sizeof chd_deflate];
    rbk_checker *checker = NULL;
    rbk_scan_visitor visitor;
    (void)state;
    memcpy(bytes, chd_deflate, sizeof bytes);
    bytes[330 + 1161 + 100] ^= 0x55;
    read_chd(bytes, sizeof bytes);
    lay_out();
    findings = rbk_findings_new();
    assert_non_null(findings);
    assert_int_equal(rbk_checker_new(disc, layout, true, &options, findings, &checker, &error), RBK_OK);
    assert_false(rbk_checker_visitor(checker, &visitor));
    assert_finding("chd.hunk", RBK_ERROR, 0, "'x.chd' has 1 damaged hunk: hunk 1");
    assert_int_equal(rbk_checker_end(checker, &report, &error), RBK_OK);
    assert_false(report.payload_read);
    rbk_checker_free(checker);
    read_chd(chd_deflate, sizeof chd_deflate);
    lay_out();
    assert_int_equal(rbk_checker_new(disc, layout, true, &options, findings, &checker, &error), RBK_OK);
    assert_true(rbk_checker_visitor(checker, &visitor));
    rbk_checker_free(checker);
}

static void sums_that_are_not_those_of_the_data_are_distinguished(void **state)
{
    uint8_t bytes[sizeof chd_deflate];
    (void)state;
    memcpy(bytes, chd_deflate, sizeof bytes);
    bytes[64] ^= 1;
    read_chd(bytes, sizeof bytes);
    check(RBK_PROFILE_EMULATOR, true);
    assert_finding("chd.data-sum", RBK_ERROR, 0,
                   "'x.chd': expected the SHA-1 828b4ca0487148e1fc2143658ae866567d3465ba of its data, found "
                   "838b4ca0487148e1fc2143658ae866567d3465ba");
    assert_non_null(finding("chd.overall-sum"));
    memcpy(bytes, chd_deflate, sizeof bytes);
    bytes[84] ^= 1;
    read_chd(bytes, sizeof bytes);
    check(RBK_PROFILE_CDR, true);
    assert_int_equal(count_findings(), 1);
    assert_finding("chd.overall-sum", RBK_WARNING, 0,
                   "'x.chd': expected the SHA-1 5805ed45833cfd0af5577719e11c6ea09a9bc990 of its data and metadata, "
                   "found 5905ed45833cfd0af5577719e11c6ea09a9bc990");
}

static void a_file_without_sums_is_noted(void **state)
{
    static const made_entry entry = {RBK_CHD_TRACK, "TRACK:1 TYPE:AUDIO SUBTYPE:NONE FRAMES:16", 0};
    size_t size;
    (void)state;
    uint8_t *bytes = make_chd(16, &entry, 1, &size);
    read_chd(bytes, size);
    check(RBK_PROFILE_CDR, true);
    assert_finding("chd.no-sum", RBK_NOTE, 0,
                   "'x.chd' is not compressed and states no sums: damage in it cannot be seen");
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        check_test(a_whole_file_keeps_every_rule),
        check_test(damaged_hunks_are_an_error_and_the_sectors_are_not_read_then),
        check_test(each_hunk_is_decoded_once),
        check_test(each_hunk_of_two_files_in_one_chd_is_decoded_once),
        check_test(damage_that_the_scan_meets_late_is_the_same),
        check_test(a_checker_without_the_image_verifies_before_the_scan),
        check_test(sums_that_are_not_those_of_the_data_are_distinguished),
        check_test(a_file_without_sums_is_noted),
    };
    return cmocka_run_group_tests_name("verify/check_chd", tests, NULL, NULL);
}
