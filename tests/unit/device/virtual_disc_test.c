/*
 * The medium's files: stored data can be read, in this process and the next one.
 */
#include "device/virtual_disc.h"

#include "unit/device/packs.h"
#include "unit/device/sheets.h"
#include "unit/scratch.h"

#include <fcntl.h>

static rbk_virtual_folder folder = {scratch_folder, -1};

/* Through a descriptor of the folder, which every test has a new one of. */
static const rbk_virtual_folder *here(void)
{
    if (folder.descriptor >= 0)
        close(folder.descriptor);
    folder.descriptor = open(scratch_folder, O_RDONLY | O_DIRECTORY);
    assert_true(folder.descriptor >= 0);
    return &folder;
}

static rbk_virtual_sheet *read_sheet(const uint8_t *bytes, size_t size)
{
    static const rbk_virtual_sheet_rules rules = {
        .bytes_max = 4096, .lead_in_lba = -12300, .lead_out_max_lba = 359849, .sub_channels = true};
    rbk_virtual_sheet *sheet;
    rbk_virtual_sheet_fault fault;
    assert_true(rbk_virtual_sheet_read(bytes, size, &rules, &sheet, &fault));
    return sheet;
}

static void fill(uint8_t sector[RBK_SECTOR_BYTES], int32_t lba)
{
    for (size_t i = 0; i < RBK_SECTOR_BYTES; i++)
        sector[i] = (uint8_t)((size_t)(lba + 151) * 7 + i);
}

/* Begins a disc of the plain sheet and stores its sectors up to end. */
static void record(rbk_virtual_disc *disc, int32_t end)
{
    rbk_virtual_sheet *sheet = read_sheet(sheet_plain, sizeof sheet_plain);
    uint8_t sectors[10][RBK_SECTOR_BYTES];
    assert_int_equal(rbk_virtual_disc_begin(disc, sheet, 0x20, NULL), RBK_OK);
    rbk_virtual_sheet_free(sheet);
    for (int32_t lba = -150; lba < end; lba += 7) { /* crosses lba 0 in the middle of a write */
        for (int32_t i = 0; i < 7; i++)
            fill(sectors[i], lba + i);
        assert_int_equal(rbk_virtual_disc_put(disc, lba, sectors[0], (size_t)(end - lba < 7 ? end - lba : 7), NULL),
                         RBK_OK);
    }
}

static void a_folder_without_disc_is_a_blank_one(void **state)
{
    rbk_virtual_disc disc;
    (void)state;
    assert_int_equal(rbk_virtual_disc_open(&disc, here(), NULL), RBK_OK);
    assert_int_equal(disc.state, RBK_VIRTUAL_BLANK);
    assert_null(disc.sheet);
    rbk_virtual_disc_close(&disc);
    assert_int_equal(scratch_count(), 0);
}

static void what_is_recorded_is_read_by_the_next_process(void **state)
{
    rbk_virtual_disc disc;
    uint8_t packs[18 * 5], sectors[20][RBK_SECTOR_BYTES], expected[RBK_SECTOR_BYTES], channels[96], q[12];
    size_t size;
    (void)state;
    for (size_t i = 0; i < 5; i++)
        test_pack(i, packs + 18 * i);
    assert_int_equal(rbk_virtual_disc_open(&disc, here(), NULL), RBK_OK);
    record(&disc, 1500);
    assert_int_equal(disc.state, RBK_VIRTUAL_INCOMPLETE);
    assert_int_equal(rbk_virtual_disc_finalize(&disc, packs, 5, false, NULL), RBK_OK);
    assert_int_equal(disc.state, RBK_VIRTUAL_FINALIZED);
    rbk_virtual_disc_close(&disc);

    assert_int_equal(rbk_virtual_disc_open(&disc, here(), NULL), RBK_OK);
    assert_int_equal(disc.state, RBK_VIRTUAL_FINALIZED);
    assert_int_equal(disc.format, 0x20);
    assert_int_equal(disc.sheet->bytes, sizeof sheet_plain);
    assert_memory_equal(disc.sheet->entries, sheet_plain, sizeof sheet_plain);
    assert_int_equal(disc.pack_count, 5);
    assert_memory_equal(disc.packs, packs, sizeof packs);
    assert_int_equal(rbk_virtual_disc_get(&disc, -10, sectors[0], 20, NULL), RBK_OK);
    for (int32_t i = 0; i < 20; i++) {
        fill(expected, i - 10);
        assert_memory_equal(sectors[i], expected, sizeof expected);
    }
    assert_int_equal(rbk_virtual_disc_get_sub(&disc, 0, channels, 1, NULL), RBK_OK);
    assert_memory_equal(channels + 12, "\x01\x01\x01\0\0\0\0\0\x02\0\x5A\x28", 12); /* the sheet's example */
    assert_int_equal(rbk_virtual_disc_get_sub(&disc, -150, channels, 1, NULL), RBK_OK);
    assert_memory_equal(channels + 12, "\x01\x01\0\0\x02\0\0\0\0\0\xF0\xD9", 12);
    rbk_subcode_q(disc.subcode, 1500, q);
    assert_int_equal(rbk_virtual_disc_get_sub(&disc, 1500, channels, 1, NULL), RBK_OK);
    assert_memory_equal(channels + 12, q, 12);
    rbk_virtual_disc_close(&disc);

    char *bin = scratch_read("disc.bin", &size);
    assert_int_equal(size, 1500 * RBK_SECTOR_BYTES);
    free(bin);
    char *sub = scratch_read("disc.sub", &size);
    assert_int_equal(size, 1500 * 96);
    free(sub);
}

static void a_burn_that_was_cut_off_stays_incomplete(void **state)
{
    rbk_virtual_disc disc;
    (void)state;
    assert_int_equal(rbk_virtual_disc_open(&disc, here(), NULL), RBK_OK);
    record(&disc, 300);
    rbk_virtual_disc_close(&disc);
    assert_int_equal(rbk_virtual_disc_open(&disc, here(), NULL), RBK_OK);
    assert_int_equal(disc.state, RBK_VIRTUAL_INCOMPLETE);
    assert_int_equal(disc.sheet->lead_out_lba, 1500);
    assert_int_equal(rbk_virtual_disc_erase(&disc, NULL), RBK_OK);
    assert_int_equal(disc.state, RBK_VIRTUAL_BLANK);
    assert_int_equal(scratch_count(), 0);
    rbk_virtual_disc_close(&disc);
}

/* R to W as the host sent them, in order of time; P and Q as generated by the drive. */
static void graphics_are_kept_next_to_p_and_q(void **state)
{
    rbk_virtual_disc disc;
    uint8_t raw[2][96], channels[96], expected[96];
    (void)state;
    for (size_t i = 0; i < sizeof raw; i++)
        ((uint8_t *)raw)[i] = (uint8_t)(i * 37 | 0xC0);
    assert_int_equal(rbk_virtual_disc_open(&disc, here(), NULL), RBK_OK);
    record(&disc, 1500);
    assert_int_equal(rbk_virtual_disc_put_sub(&disc, -1, raw[0], 2, NULL), RBK_OK);
    assert_int_equal(rbk_virtual_disc_finalize(&disc, NULL, 0, false, NULL), RBK_OK);
    assert_int_equal(rbk_virtual_disc_get_sub(&disc, 0, channels, 1, NULL), RBK_OK);
    rbk_subchannel_deinterleave(raw[1], expected);
    assert_memory_equal(channels + 24, expected + 24, 72);
    rbk_subcode_channels(disc.subcode, 0, expected);
    assert_memory_equal(channels, expected, 24);
    rbk_virtual_disc_close(&disc);
}

/* Graphics sent as packs are on the disc like any others: interleaved, with parity. */
static void packs_are_spread_as_a_drive_spreads_them(void **state)
{
    rbk_virtual_disc disc;
    uint8_t packs[6][96], raw[6][96], channels[96], pack[24];
    (void)state;
    for (size_t i = 0; i < sizeof packs; i++)
        ((uint8_t *)packs)[i] = (uint8_t)(i * 37 % 64);
    assert_int_equal(rbk_virtual_disc_open(&disc, here(), NULL), RBK_OK);
    record(&disc, 1500);
    for (int32_t i = 0; i < 6; i++)
        assert_int_equal(rbk_virtual_disc_put_packs(&disc, i, packs[i], NULL), RBK_OK);
    assert_int_equal(rbk_virtual_disc_finalize(&disc, NULL, 0, false, NULL), RBK_OK);
    for (int32_t i = 0; i < 6; i++) {
        assert_int_equal(rbk_virtual_disc_get_sub(&disc, i, channels, 1, NULL), RBK_OK);
        rbk_subchannel_interleave(channels, raw[i]);
        for (size_t k = 0; k < 96; k++)
            raw[i][k] &= 0x3F;
    }
    for (size_t p = 0; p < 16; p++) { /* each is restored from eight sectors' symbols */
        rbk_graphics_deinterleave((const uint8_t *)raw + p * 24, pack);
        assert_true(rbk_graphics_pack_verify(pack));
        assert_memory_equal(pack, (const uint8_t *)packs + p * 24, 2);
        assert_memory_equal(pack + 4, (const uint8_t *)packs + p * 24 + 4, 16);
    }
    rbk_virtual_disc_close(&disc);
}

static void a_disc_that_is_taken_out_lies_on_the_shelf(void **state)
{
    rbk_virtual_disc disc;
    (void)state;
    assert_int_equal(rbk_virtual_disc_open(&disc, here(), NULL), RBK_OK);
    assert_int_equal(rbk_virtual_disc_shelve(&disc, NULL), RBK_OK);
    assert_int_equal(scratch_count(), 0);
    for (unsigned number = 1; number <= 2; number++) {
        record(&disc, 1500);
        assert_int_equal(rbk_virtual_disc_finalize(&disc, NULL, 0, false, NULL), RBK_OK);
        assert_int_equal(rbk_virtual_disc_shelve(&disc, NULL), RBK_OK);
        assert_int_equal(disc.state, RBK_VIRTUAL_BLANK);
        assert_int_equal(scratch_count(), number);
        char name[32];
        snprintf(name, sizeof name, "disc-%u/disc.cue", number);
        char *cue = scratch_read(name, NULL);
        assert_non_null(cue);
        free(cue);
    }
    rbk_virtual_disc_close(&disc);
    for (unsigned number = 1; number <= 2; number++) {
        static const char *const files[] = {"disc.cue", "disc.bin", "disc.sub", "disc.sheet", "disc.pregap"};
        for (size_t i = 0; i < 5; i++) {
            char name[32];
            snprintf(name, sizeof name, "disc-%u/%s", number, files[i]);
            assert_int_equal(unlink(scratch_path(name)), 0);
        }
    }
}

static void a_sheet_that_is_none_is_refused(void **state)
{
    static const struct {
        const char *text, *sentence;
        uint32_t line;
    } wrong[] = {
        {"format = 00\n01 00 00 01\n", "expected eight bytes in hexadecimal, found '01 00 00 01'", 2},
        {"01 00 00 01 00 00 00 xx\n", "expected eight bytes in hexadecimal, found '01 00 00 01 00 00 00 xx'", 1},
        {"01 00 00 01 00 00 00 00\n", "entry 2: the lead-out is missing", 0},
        {"", "expected eight bytes per entry", 0},
    };
    (void)state;
    scratch_write("disc.bin", "", 0);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        rbk_virtual_disc disc;
        rbk_error error;
        scratch_write("disc.sheet", wrong[i].text, strlen(wrong[i].text));
        assert_int_equal(rbk_virtual_disc_open(&disc, here(), &error), RBK_SYNTAX);
        assert_string_equal(error.sentence, wrong[i].sentence);
        assert_int_equal(error.place.line, wrong[i].line);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(a_folder_without_disc_is_a_blank_one),
        scratch_test(what_is_recorded_is_read_by_the_next_process),
        scratch_test(a_burn_that_was_cut_off_stays_incomplete),
        scratch_test(graphics_are_kept_next_to_p_and_q),
        scratch_test(packs_are_spread_as_a_drive_spreads_them),
        scratch_test(a_disc_that_is_taken_out_lies_on_the_shelf),
        scratch_test(a_sheet_that_is_none_is_refused),
    };
    return cmocka_run_group_tests_name("device/virtual_disc", tests, NULL, NULL);
}
