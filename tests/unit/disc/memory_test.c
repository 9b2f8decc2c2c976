/*
 * Discs of the corpus are copied, laid out, judged and described, without memory for one allocation after the other.
 * link: -Wl,--wrap=malloc -Wl,--wrap=calloc -Wl,--wrap=realloc -Wl,--wrap=strdup -Wl,--wrap=strndup
 */
#include "base/findings.h"
#include "disc/origin.h"
#include "disc/placement.h"
#include "disc/sessions.h"

#include "unit/memory.h"

#include <redbook/format.h>
#include <redbook/layout.h>
#include <redbook/rules.h>
#include <redbook/subcode.h>

static rbk_disc *disc;

static rbk_status copying(void *user, rbk_error *error)
{
    (void)user;
    (void)error;
    rbk_disc *copy = rbk_disc_copy(disc);
    rbk_status status = copy ? RBK_OK : RBK_NO_MEMORY;
    if (status == RBK_OK)
        status = rbk_disc_add_part(copy, "part", error);
    if (status == RBK_OK)
        status = rbk_disc_set_origin(copy, (const uint8_t *)"origin", 6, error);
    rbk_disc_free(copy);
    return status;
}

static rbk_status laying_out(void *user, rbk_error *error)
{
    rbk_rules rules;
    rbk_layout *layout = NULL;
    rbk_subcode *subcode = NULL;
    (void)user;
    rbk_rules_init(&rules);
    rbk_findings *findings = rbk_findings_new();
    rbk_status status = findings ? rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, findings, error) : RBK_NO_MEMORY;
    if (status == RBK_OK)
        status = rbk_rules_check(disc, layout, &rules, "sheet", findings, error);
    if (status == RBK_OK)
        status = rbk_subcode_new(disc, layout, &subcode, error);
    rbk_subcode_free(subcode);
    rbk_layout_free(layout);
    rbk_findings_free(findings);
    return status;
}

static rbk_status placing(void *user, rbk_error *error)
{
    rbk_placements placements = {0};
    bool follow;
    (void)user;
    rbk_status status = rbk_placements_make(disc, &placements, error);
    rbk_placements_release(&placements);
    return status == RBK_OK ? rbk_placements_follow(disc, &follow, error) : status;
}

static rbk_status taking_sessions(void *user, rbk_error *error)
{
    (void)user;
    rbk_disc *other = rbk_disc_copy(disc);
    rbk_status status = other ? rbk_disc_take_sessions(other, disc, error) : RBK_NO_MEMORY;
    rbk_disc_free(other);
    return status;
}

static rbk_status appending(void *user, rbk_error *error)
{
    (void)user;
    rbk_disc *whole = rbk_disc_copy(disc);
    rbk_status status = whole ? rbk_disc_append_session(whole, disc, error) : RBK_NO_MEMORY;
    rbk_disc_free(whole);
    return status;
}

static struct {
    const char *name;
    memory_operation operation;
    size_t count; /* discs that it is possible with */
} rows[] = {{"copy", copying, 0},
            {"lay out", laying_out, 0},
            {"place", placing, 0},
            {"append", appending, 0},
            {"sessions", taking_sessions, 0}};

static void try_each(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rbk_error error;
        rbk_error_init(&error);
        if (rows[i].operation(NULL, &error) != RBK_OK)
            continue;
        each_allocation_fails(rows[i].name, rows[i].operation, NULL);
        rows[i].count++;
    }
}

/* What no sheet of the corpus has. */
static void all_of_a_disc_is_copied_or_there_is_no_memory(void **state)
{
    const uint8_t packs[2 * 18] = {0x80};
    const rbk_listed_q list[] = {{.lba = 100}, {.lba = 200}};
    rbk_track *track;
    (void)state;
    disc = rbk_disc_new();
    assert_int_equal(rbk_disc_add_file(disc, "a.bin", RBK_FILE_BINARY, NULL, 1, NULL, NULL), RBK_OK);
    assert_int_equal(rbk_disc_locate_file(disc, 0, "/a.bin", NULL), RBK_OK);
    assert_int_equal(rbk_disc_set_subchannel(disc, 0, RBK_SUBCHANNEL_RAW, "a.sub", "/a.sub", NULL), RBK_OK);
    assert_int_equal(rbk_disc_set_cdtext(disc, packs, sizeof packs, NULL), RBK_OK);
    assert_int_equal(rbk_disc_set_listed_q(disc, list, 2, NULL), RBK_OK);
    assert_int_equal(rbk_disc_add_part(disc, "a.bin", NULL), RBK_OK);
    assert_int_equal(rbk_disc_add_track(disc, 1, RBK_MODE_AUDIO, &track, NULL), RBK_OK);
    assert_int_equal(rbk_disc_add_session(disc, RBK_AREA_CD, 0, NULL, NULL), RBK_OK);
    disc->cdtext_file = strdup("a.cdt");
    disc->cdtext_location = strdup("/a.cdt");
    disc->descriptor_path = strdup("/a.cue");
    disc->within_sheet = strdup("/");
    disc->damaged_q = strdup("a.sbi");
    disc->unread_q = strdup("a.lsd");
    each_allocation_fails("copy all", copying, NULL);
    rbk_disc *copy = rbk_disc_copy(disc);
    assert_string_equal(copy->files[0].subchannel_location, "/a.sub");
    assert_string_equal(copy->cdtext_file, "a.cdt");
    assert_string_equal(copy->cdtext_location, "/a.cdt");
    assert_string_equal(copy->descriptor_path, "/a.cue");
    assert_string_equal(copy->within_sheet, "/");
    assert_string_equal(copy->damaged_q, "a.sbi");
    assert_string_equal(copy->unread_q, "a.lsd");
    assert_int_equal(copy->listed_q_count, 2);
    assert_int_equal(copy->part_count, 1);
    assert_int_equal(copy->session_count, 2);
    rbk_disc_free(copy);
    rbk_disc_free(disc);
    disc = NULL;
}

static void a_disc_is_laid_out_or_there_is_no_memory(void **state)
{
    DIR *entries = opendir("tests/corpus/cue");
    (void)state;
    assert_non_null(entries);
    for (struct dirent *entry; (entry = readdir(entries));) {
        char path[512];
        rbk_bytes bytes;
        size_t length = strlen(entry->d_name);
        if (strncmp(entry->d_name, "good.", 5) != 0 || strcmp(entry->d_name + length - 4, ".cue") != 0)
            continue;
        snprintf(path, sizeof path, "tests/corpus/cue/%s", entry->d_name);
        assert_int_equal(rbk_bytes_read_file(path, 1 << 20, &bytes, NULL), RBK_OK);
        if (rbk_format_read(bytes.data, bytes.size, "sheet", NULL, &disc, NULL, NULL) == RBK_OK) {
            for (size_t i = 0; i < disc->file_count; i++) {
                disc->files[i].rate_hz = RBK_RATE_HZ;
                disc->files[i].length_frames = (int64_t)300000 * RBK_SECTOR_SAMPLES;
            }
            try_each();
        }
        rbk_disc_free(disc);
        disc = NULL;
        rbk_bytes_release(&bytes);
    }
    closedir(entries);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_true(rows[i].count > 50);
}

/* ------------------------------------------------------------------ Q of one disc, compared with another one */

static rbk_subcode_scan *scan;
static rbk_layout *layout;

static rbk_status comparing(void *user, rbk_error *error)
{
    size_t *count = user;
    rbk_findings *findings = rbk_findings_new();
    rbk_status status =
        findings ? rbk_subcode_scan_compare(scan, disc, layout, "a.sub", findings, error) : RBK_NO_MEMORY;
    *count = rbk_findings_count(findings);
    rbk_findings_free(findings);
    return status;
}

static rbk_disc *read_disc(const char *sheet)
{
    rbk_disc *made = NULL;
    assert_int_equal(rbk_format_read((const uint8_t *)sheet, strlen(sheet), "sheet", NULL, &made, NULL, NULL), RBK_OK);
    made->files[0].rate_hz = RBK_RATE_HZ;
    made->files[0].length_frames = (int64_t)1750 * RBK_SECTOR_SAMPLES;
    return made;
}

static void scan_disc(const rbk_disc *scanned)
{
    const uint8_t damaged[RBK_Q_BYTES] = {1};
    rbk_layout *laid = NULL;
    rbk_subcode *subcode = NULL;
    scan = rbk_subcode_scan_new();
    assert_non_null(scan);
    assert_int_equal(rbk_layout_compute(scanned, RBK_JOIN_AUTO, &laid, NULL, NULL), RBK_OK);
    assert_int_equal(rbk_subcode_new(scanned, laid, &subcode, NULL), RBK_OK);
    for (int32_t lba = -4650; lba < 1900; lba++) {
        uint8_t q[RBK_Q_BYTES];
        rbk_subcode_q(subcode, lba >= 1700 && lba < 1710 ? 3 : lba, q);
        rbk_q position;
        if (lba == 1600 && rbk_q_decode(q, &position)) {
            position.relative_sectors += 1;
            rbk_q_encode(&position, q);
        }
        rbk_subcode_scan_add(scan, lba, lba >= 1680 && lba < 1690 ? damaged : q);
    }
    rbk_subcode_free(subcode);
    rbk_layout_free(laid);
}

/* A difference that cannot be reported is not omitted in silence. */
static void every_difference_of_q_is_reported_or_there_is_no_memory(void **state)
{
    size_t count = 0;
    (void)state;
    rbk_disc *scanned =
        read_disc("CATALOG 4006381333931\nFILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n"
                  "  TRACK 02 AUDIO\n    ISRC USRC17607839\n    INDEX 00 00:08:00\n    INDEX 01 00:10:00\n"
                  "  TRACK 03 AUDIO\n    INDEX 01 00:17:25\n");
    scan_disc(scanned);
    rbk_disc_free(scanned);
    disc = read_disc("FILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    FLAGS PRE\n    INDEX 01 00:00:00\n"
                     "    INDEX 02 00:04:00\n  TRACK 02 AUDIO\n    INDEX 01 00:10:00\n"
                     "  TRACK 03 AUDIO\n    INDEX 01 00:16:25\n");
    disc->tracks[2].number = 4;
    disc->files[0].length_frames -= (int64_t)5 * RBK_SECTOR_SAMPLES;
    assert_int_equal(rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, NULL, NULL), RBK_OK);
    each_allocation_fails("compare", comparing, &count);
    static const char *const rules[] = {RBK_RULE_Q_CRC,   RBK_RULE_Q_ADDRESS, RBK_RULE_Q_TOC,      RBK_RULE_Q_INDEX,
                                        RBK_RULE_Q_FLAGS, RBK_RULE_Q_ISRC,    RBK_RULE_Q_LEAD_OUT, RBK_RULE_Q_MCN,
                                        RBK_RULE_Q_TRACK, RBK_RULE_Q_POSITION};
    rbk_findings *findings = rbk_findings_new();
    assert_int_equal(rbk_subcode_scan_compare(scan, disc, layout, "a.sub", findings, NULL), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), count);
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        assert_non_null(rbk_findings_first_of(findings, &rules[i], 1));
    rbk_findings_free(findings);
    rbk_layout_free(layout);
    rbk_disc_free(disc);
    disc = NULL;
    rbk_subcode_scan_free(scan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_of_a_disc_is_copied_or_there_is_no_memory),
        cmocka_unit_test(a_disc_is_laid_out_or_there_is_no_memory),
        cmocka_unit_test(every_difference_of_q_is_reported_or_there_is_no_memory),
    };
    return cmocka_run_group_tests_name("disc/memory", tests, NULL, NULL);
}
