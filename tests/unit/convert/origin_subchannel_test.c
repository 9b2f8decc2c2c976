/*
 * A subchannel that a CHD does not store comes back with the files that the CHD was made from, or these are not kept as files.
 */
#include "convert/origin.h"

#include "chd/origin.h"
#include "convert/chd.h"
#include "unit/convert/converting.h"

#include <redbook/source.h>

#include <errno.h>

static bool whole;

static void open_disc(const char *name)
{
    rbk_disc_free(disc);
    disc = NULL;
    assert_int_equal(rbk_source_open(scratch_path(name), NULL, &disc, findings, &error), RBK_OK);
}

/* Sets whole; the CHD keeps what it was made from. */
static void convert_opened(const char *sheet)
{
    rbk_origin *kept = NULL;
    char *path = strdup(scratch_path(sheet));
    assert_non_null(path);
    options.author.replace = true;
    options.author.jobs = 1;
    options.author.sheet_path = path;
    assert_int_equal(convert_for("chd", "b.chd", NULL), RBK_OK);
    const rbk_chd_metadata *entry = &done->chd->entries[done->chd->entry_count - 1];
    assert_int_equal(rbk_chd_origin_decode(entry->data, entry->size, &kept, &error), RBK_OK);
    whole = kept->whole;
    rbk_origin_free(kept);
    options.author.sheet_path = NULL;
    free(path);
}

static void make_chd(const char *sheet)
{
    open_disc(sheet);
    convert_opened(sheet);
}

/* Writes the files again, in a folder of their own, and compares them. */
static void expect_again(const char *sheet, const char *const *names, size_t count)
{
    char again[100];
    assert_true(whole);
    assert_true(mkdir(scratch_path("again"), 0777) == 0 || errno == EEXIST);
    open_disc("b.chd");
    snprintf(again, sizeof again, "again/%s", sheet);
    assert_int_equal(convert_for(NULL, again, NULL), RBK_OK);
    for (size_t i = 0; i < count; i++) {
        snprintf(again, sizeof again, "again/%s", names[i]);
        assert_same_file(names[i], again);
    }
}

static bool has_reason(const char *why)
{
    for (size_t i = 0; i < rbk_findings_count(findings); i++)
        if (strcmp(rbk_findings_at(findings, i)->rule, "origin.made") == 0 &&
            strstr(rbk_findings_at(findings, i)->text, why))
            return true;
    return false;
}

static void expect_made(void)
{
    assert_false(whole);
    assert_true(has_reason("its subchannel is not stored"));
}

static const char *const ccd_files[] = {"d.ccd", "d.img", "d.sub"};

/* Writes d.ccd, whose subchannel is made, and gives that. */
static uint8_t *make_ccd(size_t *size)
{
    make_source();
    assert_int_equal(convert_for("ccd", "d.ccd", NULL), RBK_OK);
    uint8_t *sub = (uint8_t *)scratch_read("d.sub", size);
    assert_non_null(sub);
    assert_int_equal(*size, SOURCE_SECTORS * RBK_SUBCHANNEL_BYTES);
    return sub;
}

static void p_and_q_of_the_disc_are_made_again(void **state)
{
    size_t size;
    (void)state;
    free(make_ccd(&size));
    make_chd("d.ccd");
    open_disc("b.chd");
    assert_false(rbk_subchannel_disc_has(disc));
    expect_again("d.ccd", ccd_files, 3);
}

static void other_q_is_stored_and_read_again(void **state)
{
    size_t size;
    uint8_t *sub = make_ccd(&size);
    (void)state;
    sub[500 * RBK_SUBCHANNEL_BYTES + 20] ^= 0xFF;
    sub[100 * RBK_SUBCHANNEL_BYTES] ^= 0x55;
    scratch_write("d.sub", sub, size);
    free(sub);
    make_chd("d.ccd");
    expect_again("d.ccd", ccd_files, 3);
    /* with a list next to it, whose Q is stored */
    static const uint8_t list[] = "SBI\0\x00\x03\x25\x01\x41\x01\x01\x00\x01\x27\x00\x00\x03\x25";
    scratch_write("d.sbi", list, sizeof list - 1);
    make_chd("d.ccd");
    expect_made();
}

static void a_sub_with_other_bytes_that_is_not_stored_is_not_kept_as_a_file(void **state)
{
    size_t size;
    uint8_t *sub = make_ccd(&size);
    (void)state;
    sub[650 * RBK_SUBCHANNEL_BYTES] ^= 0x01; /* of P, near the end */
    scratch_write("d.sub", sub, size);
    make_chd("d.ccd");
    expect_made();
    memset(sub, 0, size); /* as some programs leave it */
    scratch_write("d.sub", sub, size);
    rbk_findings_free(findings);
    findings = rbk_findings_new();
    make_chd("d.ccd");
    expect_made();
    free(sub);
}

static void an_empty_subchannel_after_sectors_is_zeros_again(void **state)
{
    static const char sheet[] = "FILE \"g.bin\" BINARY\n  TRACK 01 CDG\n    INDEX 01 00:00:00\n";
    static const char *const files[] = {"g.cue", "g.bin"};
    static uint8_t sectors[60][2448];
    (void)state;
    for (size_t s = 0; s < 60; s++)
        for (size_t i = 0; i < 2352; i++)
            sectors[s][i] = (uint8_t)(s * 7 + i);
    scratch_write("g.cue", sheet, sizeof sheet - 1);
    scratch_write("g.bin", sectors, sizeof sectors);
    make_chd("g.cue");
    expect_again("g.cue", files, 2);
    sectors[59][2352] = 0x80; /* P alone is not stored */
    scratch_write("g.bin", sectors, sizeof sectors);
    make_chd("g.cue");
    expect_made();
    sectors[3][2400] = 0x3F; /* graphics are, and P with them */
    scratch_write("g.bin", sectors, sizeof sectors);
    make_chd("g.cue");
    expect_again("g.cue", files, 2);
}

static void tracks_are_found_by_their_sectors(void **state)
{
    rbk_layout *layout = NULL;
    (void)state;
    make_source();
    assert_int_equal(rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, NULL, &error), RBK_OK);
    assert_int_equal(rbk_origin_track_at(layout, 0), 0);
    assert_int_equal(rbk_origin_track_at(layout, layout->tracks[0].end_lba - 1), 0);
    assert_int_equal(rbk_origin_track_at(layout, layout->tracks[0].end_lba), 1);
    assert_int_equal(rbk_origin_track_at(layout, 100000), 1);
    rbk_layout_free(layout);
}

/* Audio in the other byte order, with the subchannel after each sector. */
static void audio_of_the_other_byte_order_with_its_subchannel_comes_back(void **state)
{
    static const char sheet[] = "FILE \"m.bin\" MOTOROLA\n  TRACK 01 CDG\n    INDEX 01 00:00:00\n";
    static const char *const files[] = {"m.cue", "m.bin"};
    static uint8_t sectors[320][2448];
    (void)state;
    for (size_t s = 0; s < 320; s++)
        for (size_t i = 0; i < 2352; i++)
            sectors[s][i] = (uint8_t)(s * 7 + i * 3);
    scratch_write("m.cue", sheet, sizeof sheet - 1);
    scratch_write("m.bin", sectors, sizeof sectors);
    make_chd("m.cue");
    expect_again("m.cue", files, 2);
    for (size_t s = 0; s < 320; s++)
        memset(sectors[s] + 2352, 0x15, 96);
    scratch_write("m.bin", sectors, sizeof sectors);
    make_chd("m.cue");
    expect_again("m.cue", files, 2);
}

/* A subchannel that a caller gives to the file of a sheet, which no sheet names. */
static void a_subchannel_that_the_sheet_does_not_have_is_a_reason_against_it(void **state)
{
    static const struct {
        const char *sheet, *why;
    } rows[] = {
        {"FILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    PREGAP 00:00:10\n    INDEX 01 00:00:00\n",
         "its subchannel is not stored"},
        {"CD_DA\nTRACK AUDIO\nSILENCE 100\nFILE \"a.bin\" SWAP 0 00:09:00\n",
         "the subchannel in 'a.sub' is not of whole sectors"},
    };
    static const uint8_t sub[(SOURCE_SECTORS + 10) * RBK_SUBCHANNEL_BYTES];
    (void)state;
    make_payload(0, 0);
    scratch_write("a.sub", sub, SOURCE_SECTORS * RBK_SUBCHANNEL_BYTES);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        scratch_write("a.cue", rows[i].sheet, strlen(rows[i].sheet));
        open_disc("a.cue");
        assert_int_equal(
            rbk_disc_set_subchannel(disc, 0, RBK_SUBCHANNEL_CHANNELS, "a.sub", scratch_path("a.sub"), &error), RBK_OK);
        convert_opened("a.cue");
        assert_false(whole);
        assert_true(has_reason(rows[i].why));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        convert_test(p_and_q_of_the_disc_are_made_again),
        convert_test(other_q_is_stored_and_read_again),
        convert_test(a_sub_with_other_bytes_that_is_not_stored_is_not_kept_as_a_file),
        convert_test(an_empty_subchannel_after_sectors_is_zeros_again),
        convert_test(tracks_are_found_by_their_sectors),
        convert_test(audio_of_the_other_byte_order_with_its_subchannel_comes_back),
        convert_test(a_subchannel_that_the_sheet_does_not_have_is_a_reason_against_it),
    };
    return cmocka_run_group_tests_name("convert/origin_subchannel", tests, NULL, NULL);
}
