/*
 * Sectors with modified Q: those that differ in a subchannel are found, each of them and no other.
 */
#include "unit/convert/converting.h"

#include <redbook/subchannel.h>

#define SECTORS 700

/* A disc with codes, pregaps and indexes, as a CCD with its subchannel. */
static void make_ccd(void)
{
    static const char sheet[] =
        "CATALOG 4006381333931\nFILE \"g.bin\" BINARY\n  TRACK 01 AUDIO\n    ISRC USRC17607839\n    INDEX 01 00:00:00\n"
        "    INDEX 02 00:03:00\n  TRACK 02 AUDIO\n    INDEX 00 00:04:40\n    INDEX 01 00:05:40\n";
    uint8_t *bytes = calloc(SECTORS, RBK_SECTOR_BYTES);
    assert_non_null(bytes);
    scratch_write("g.bin", bytes, (size_t)SECTORS * RBK_SECTOR_BYTES);
    free(bytes);
    scratch_write("g.cue", sheet, sizeof sheet - 1);
    read_disc("g.cue");
    assert_int_equal(convert_for("ccd", "b.ccd", NULL), RBK_OK);
}

/* The list of the CCD; its bytes are freed by the caller. */
static uint8_t *list_of_ccd(size_t *size)
{
    read_disc("b.ccd");
    assert_int_equal(convert_for("lsd", "b.lsd", NULL), RBK_OK);
    uint8_t *bytes = (uint8_t *)scratch_read("b.lsd", size);
    assert_non_null(bytes);
    unlink(scratch_path("b.lsd"));
    return bytes;
}

static void an_honest_disc_has_an_empty_list(void **state)
{
    size_t size = 1;
    (void)state;
    make_ccd();
    free(list_of_ccd(&size));
    assert_int_equal(size, 0);
}

static void each_sector_that_was_changed_is_in_it(void **state)
{
    uint32_t seed = 7;
    size_t size;
    (void)state;
    make_ccd();
    uint8_t *sub = (uint8_t *)scratch_read("b.sub", &size), *wanted = calloc(SECTORS, 15);
    size_t count = 0;
    assert_non_null(wanted);
    for (int lba = 0; lba < SECTORS; lba++) {
        uint8_t *q = sub + (size_t)lba * RBK_SUBCHANNEL_BYTES + RBK_Q_BYTES;
        seed = seed * 1664525u + 1013904223u;
        if (seed >> 24 > 20)
            continue;
        q[seed >> 8 & 7] ^= (uint8_t)(1u << (seed >> 16 & 7)); /* and the CRC is not valid any more */
        uint8_t *record = wanted + 15 * count++;
        int time = lba + 150;
        record[0] = 0;
        record[1] = (uint8_t)(time / 75 / 10 << 4 | time / 75 % 10);
        record[2] = (uint8_t)(time % 75 / 10 << 4 | time % 75 % 10);
        memcpy(record + 3, q, RBK_Q_BYTES);
    }
    scratch_write("b.sub", sub, size);
    uint8_t *found = list_of_ccd(&size);
    assert_true(count > 10);
    assert_int_equal(size, 15 * count);
    assert_memory_equal(found, wanted, size);
    free(found);
    free(wanted);
    free(sub);
}

static void change(uint8_t *sub, int lba, uint8_t control, int relative)
{
    uint8_t *bytes = sub + (size_t)lba * RBK_SUBCHANNEL_BYTES + RBK_Q_BYTES;
    rbk_q q;
    assert_true(rbk_q_decode(bytes, &q));
    q.control ^= control;
    if (q.kind == RBK_Q_POSITION)
        q.relative_sectors += relative;
    rbk_q_encode(&q, bytes);
}

/* What an SBI does not hold is in an LSD as well, and nothing is lost. */
static void a_sheet_has_an_lsd_too_where_an_sbi_loses_the_crc(void **state)
{
    size_t size, wanted_size;
    (void)state;
    make_ccd();
    uint8_t *sub = (uint8_t *)scratch_read("b.sub", &size);
    change(sub, 104, 0, 8);
    scratch_write("b.sub", sub, size);
    free(sub);
    read_disc("b.ccd");
    assert_int_equal(convert_for("cue", "one.cue", NULL), RBK_OK);
    assert_false(has_finding("lost.subchannel"));
    uint8_t *wanted = list_of_ccd(&wanted_size), *found = (uint8_t *)scratch_read("one.lsd", &size);
    assert_non_null(found);
    assert_int_equal(size, wanted_size);
    assert_memory_equal(found, wanted, size);
    free(found);
    free(wanted);
    found = (uint8_t *)scratch_read("one.sbi", &size);
    assert_non_null(found);
    assert_int_equal(size, 4 + 14);
    free(found);
    assert_int_equal(convert_for("sbi", "two.sbi", NULL), RBK_OK);
    assert_true(has_finding("lost.subchannel"));
}

/* The files of a new sheet: whether one of them is a list, which has the records of b.lsd. */
static bool sheet_has_list(const char *name, const char *list)
{
    size_t size = 0, wanted_size = 0;
    read_disc("b.ccd");
    assert_int_equal(convert_for("cue", name, NULL), RBK_OK);
    char *found = scratch_read(list, &size);
    if (!found)
        return false;
    read_disc("b.ccd");
    assert_int_equal(convert_for("sbi", "b.sbi", NULL), RBK_OK);
    char *wanted = scratch_read("b.sbi", &wanted_size);
    unlink(scratch_path("b.sbi"));
    assert_int_equal(size, wanted_size);
    assert_memory_equal(found, wanted, size);
    free(wanted);
    free(found);
    return true;
}

/*
 * Q of single sectors with a valid CRC is in the list next to a sheet, as in a list that is asked for; a pregap that is counted
 * from elsewhere, with its first control late, is in the latter alone.
 */
static void positions_unlike_their_neighbours_are_in_the_list_of_a_sheet(void **state)
{
    size_t size;
    (void)state;
    make_ccd();
    uint8_t *sub = (uint8_t *)scratch_read("b.sub", &size);
    change(sub, 100, 0, 8);
    change(sub, 105, RBK_Q_DATA, 0);
    scratch_write("b.sub", sub, size);
    assert_true(sheet_has_list("one.cue", "one.sbi"));
    change(sub, 100, 0, -8);
    change(sub, 105, RBK_Q_DATA, 0);
    for (int lba = 340; lba < 415; lba++)
        change(sub, lba, lba == 340 ? RBK_Q_DATA : 0, 1);
    scratch_write("b.sub", sub, size);
    assert_false(sheet_has_list("two.cue", "two.sbi"));
    free(list_of_ccd(&size));
    assert_in_range(size, 15 * 70, 15 * 75);
    free(sub);
}

static void a_disc_without_subchannel_and_list_is_refused(void **state)
{
    (void)state;
    make_ccd();
    read_disc("g.cue");
    assert_int_equal(convert_for("sbi", "b.sbi", NULL), RBK_REFUSED);
    assert_string_equal(error.sentence, "the disc has neither a subchannel nor a list of sectors with modified Q");
}

/* A sheet has the list of its disc in a file next to it; without a list there is no such file. */
static void a_new_sheet_has_the_list_of_its_disc_next_to_it(void **state)
{
    static const char list[] = "SBI\0\0\3\x25\1\x41\1\1\0\1\x27\0\0\3\x25";
    const rbk_listed_q listed = {100, {0x41, 1, 1, 0, 1, 0x27, 0, 0, 3, 0x25, 0, 0}};
    size_t size = 0;
    (void)state;
    make_ccd();
    read_disc("g.cue");
    assert_int_equal(convert_for("cue", "plain.cue", NULL), RBK_OK);
    assert_null(scratch_read("plain.sbi", &size));
    assert_int_equal(rbk_disc_set_listed_q(disc, &listed, 1, &error), RBK_OK);
    assert_int_equal(convert_for("cue", "listed.cue", NULL), RBK_OK);
    char *found = scratch_read("listed.sbi", &size);
    assert_non_null(found);
    assert_int_equal(size, sizeof list - 1);
    assert_memory_equal(found, list, size);
    free(found);
}

/* The .sub of a new CCD is the source's: a list next to it that has the same Q changes nothing, another would. */
static void a_list_next_to_a_new_image_is_compared_with_its_subchannel(void **state)
{
    static const char other[] = "SBI\0\0\3\x25\1\x41\1\1\0\1\x27\0\0\3\x25";
    size_t size;
    (void)state;
    make_ccd();
    uint8_t *sub = (uint8_t *)scratch_read("b.sub", &size);
    change(sub, 104, 0, 8);
    scratch_write("b.sub", sub, size);
    free(sub);
    read_disc("b.ccd");
    assert_int_equal(convert_for("lsd", "c.lsd", NULL), RBK_OK);
    read_disc("b.ccd");
    assert_int_equal(convert_for("ccd", "c.ccd", NULL), RBK_OK);
    assert_false(has_finding("target.other-file"));
    scratch_write("d.sbi", other, sizeof other - 1);
    read_disc("b.ccd");
    assert_int_equal(convert_for("ccd", "d.ccd", NULL), RBK_REFUSED);
    assert_true(has_finding("target.other-file"));
    assert_null(scratch_read("d.ccd", &size));
}

/* The lists of the source are in the folder of the new image, and would be written again with the same bytes. */
static void lists_of_the_source_that_the_new_image_has_too_are_kept(void **state)
{
    static const char lsd[] = "\0\3\x25\x41\1\1\0\1\x27\0\0\3\x25\xAB\xCD";
    static const char toc[] = "CD_DA\nTRACK AUDIO\nFILE \"g.bin\" SWAP 0\n";
    static const char sbi[] = "SBI\0\0\3\x25\1\x41\1\1\0\1\x27\0\0\3\x25";
    size_t size = 0, kept = 0;
    (void)state;
    make_ccd();
    scratch_write("k.toc", toc, sizeof toc - 1);
    scratch_write("k.lsd", lsd, sizeof lsd - 1);
    scratch_write("k.sbi", sbi, sizeof sbi - 1);
    rbk_disc_free(disc);
    disc = NULL;
    assert_int_equal(rbk_source_open(scratch_path("k.toc"), NULL, &disc, findings, &error), RBK_OK);
    assert_int_equal(disc->listed_q_count, 1);
    assert_int_equal(convert_for(NULL, "k.cue", NULL), RBK_OK);
    for (size_t i = 0; i < rbk_findings_count(findings); i++)
        kept += strcmp(rbk_findings_at(findings, i)->rule, "q-list.kept") == 0;
    assert_int_equal(kept, 2);
    char *found = scratch_read("k.sbi", &size);
    assert_int_equal(size, sizeof sbi - 1);
    assert_memory_equal(found, sbi, size);
    free(found);
    assert_int_equal(unlink(scratch_path("k.cue")), 0);
    scratch_write("k.sbi", "SBI\0", 4); /* another list, which is not used next to the LSD */
    assert_int_equal(convert_for(NULL, "k.cue", NULL), RBK_REFUSED);
    assert_true(has_finding("target.exists"));
    assert_null(scratch_read("k.cue", &size));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_honest_disc_has_an_empty_list, setup, teardown),
        cmocka_unit_test_setup_teardown(each_sector_that_was_changed_is_in_it, setup, teardown),
        cmocka_unit_test_setup_teardown(positions_unlike_their_neighbours_are_in_the_list_of_a_sheet, setup, teardown),
        cmocka_unit_test_setup_teardown(a_sheet_has_an_lsd_too_where_an_sbi_loses_the_crc, setup, teardown),
        cmocka_unit_test_setup_teardown(a_new_sheet_has_the_list_of_its_disc_next_to_it, setup, teardown),
        cmocka_unit_test_setup_teardown(a_disc_without_subchannel_and_list_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(a_list_next_to_a_new_image_is_compared_with_its_subchannel, setup, teardown),
        cmocka_unit_test_setup_teardown(lists_of_the_source_that_the_new_image_has_too_are_kept, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
