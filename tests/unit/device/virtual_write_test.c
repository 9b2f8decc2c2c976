/*
 * Sessions: the order of cue sheet and sectors, each sector at its address and of its size, every data form, the end.
 */
#include "unit/device/recorder_host.h"

#include <redbook/sector.h>

#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

static void begin(const uint8_t *sheet, size_t size)
{
    assert_int_equal(host_select(0x42, 0, 0), 0);
    assert_int_equal(host_send_sheet(sheet, size), 0);
}

static void finish(void)
{
    assert_int_equal(host_do("35 00 00 00 00 00 00 00 00 00"), 0);
    assert_int_equal(host_look().disc, RBK_VIRTUAL_FINALIZED);
}

#define PLAIN  sheet_plain, sizeof sheet_plain
#define ALBUM  sheet_cdrskin, sizeof sheet_cdrskin
#define MIXED_ sheet_mixed, sizeof sheet_mixed

static void a_cue_sheet_has_its_turn(void **state)
{
    (void)state;
    assert_int_equal(host_send_sheet(PLAIN), 0x52C00);               /* track-at-once is set */
    assert_int_equal(host_write(-150, 1, host_data, 2352), 0x52102); /* a track begins at 0 */
    assert_int_equal(host_select(0x42, 0, 0), 0);
    assert_int_equal(host_write(-150, 1, host_data, 2352), 0x52C00);
    begin(PLAIN);
    assert_int_equal(host_send_sheet(PLAIN), 0);
    assert_int_equal(host_write_range(-150, 0, 2352, 27), 0);
    assert_int_equal(host_send_sheet(PLAIN), 0x52C00);
    assert_int_equal(host_write_range(0, 1500, 2352, 27), 0);
    finish();
    assert_int_equal(host_send_sheet(PLAIN), 0x53005);
    assert_int_equal(host_write(0, 1, host_data, 2352), 0x53005);
    host_set("medium", "cd-rom");
    assert_int_equal(host_send_sheet(PLAIN), 0x72700);
}

static void a_sheet_is_refused_at_its_byte(void **state)
{
    uint8_t bytes[sizeof sheet_plain];
    (void)state;
    host_select(0x42, 0, 0);
    memcpy(bytes, sheet_plain, sizeof bytes);
    bytes[22] = 60;
    assert_int_equal(host_send_sheet(bytes, sizeof bytes), 0x52600);
    assert_int_equal(host_pointer(), 22);
    assert_int_equal(host_out("5d 00 00 00 00 00 00 00 20 00", sheet_plain, 24), 0x52600);
    assert_int_equal(host_look().violations, 1);
    assert_int_equal(host_send_sheet(sheet_plain, 20), 0x52600);
}

static void text_goes_with_its_data_block_types(void **state)
{
    static const struct {
        const char *quirks;
        uint8_t types; /* those of 0 to 3 that are accepted, as bits */
    } cases[] = {{"", 0x0D}, {"data-block-type-3", 0x08}, {"data-block-type-0", 0x01}, {"no-r-w", 0}};
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        host_set("quirks", cases[i].quirks);
        for (uint8_t type = 0; type < 4; type++) {
            uint32_t selected = host_select(0x42, type, 0);
            uint32_t sense = host_send_sheet(ALBUM);
            assert_int_equal(sense, cases[i].types >> type & 1 ? 0 : 0x52600);
            if (sense && !selected)
                assert_int_equal(host_pointer(), 19);
            if (!selected)
                assert_int_equal(host_send_sheet(PLAIN), 0);
        }
    }
}

static void drives_have_their_ways(void **state)
{
    (void)state;
    host_select(0x42, 0, 0);
    host_set("quirks", "lead-in-time-atip");
    assert_int_equal(host_send_sheet(ALBUM), 0x52600);
    assert_int_equal(host_send_sheet(sheet_cdrdao, sizeof sheet_cdrdao), 0);
    host_set("quirks", "lead-in-time-zero");
    assert_int_equal(host_send_sheet(ALBUM), 0);
    assert_int_equal(host_send_sheet(sheet_cdrdao, sizeof sheet_cdrdao), 0x52600);
    host_set("quirks", "needs-track-information");
    assert_int_equal(host_send_sheet(ALBUM), 0x52C00);
    assert_int_equal(host_in("52 01 00 00 00 ff 00 00 1c 00", 28), 0);
    assert_int_equal(host_send_sheet(ALBUM), 0);
}

static void a_small_drive_takes_64_entries(void **state)
{
    uint8_t bytes[65 * 8];
    size_t size = 24;
    (void)state;
    host_select(0x42, 0, 0);
    host_set("quirks", "small-cue-sheet");
    memcpy(bytes, sheet_plain, 24);
    for (uint8_t index = 2; index <= 62; index++, size += 8)
        memcpy(bytes + size, (uint8_t[]){1, 1, index, 0, 0, 0, (uint8_t)(2 + index / 2), (uint8_t)(index % 2 * 30)}, 8);
    memcpy(bytes + size, (uint8_t[]){1, 0xAA, 1, 1, 0, 0, 50, 0}, 8);
    assert_int_equal(size + 8, 65 * 8);
    assert_int_equal(host_send_sheet(bytes, size + 8), 0x52600);
    memcpy(bytes + size - 8, bytes + size, 8);
    assert_int_equal(host_send_sheet(bytes, size), 0);
}

static void a_lead_in_is_written_from_the_atips_begin(void **state)
{
    static uint8_t sectors[670 * 96];
    (void)state;
    begin(ALBUM);
    test_lead_in(10, 0, 670, sectors);
    assert_int_equal(host_write(-150, 1, host_data, 2352), 0x52102);
    assert_int_equal(host_write(-12299, 1, sectors, 96), 0x52102);
    assert_int_equal(host_write(-12300, 2, sectors, 96), 0x52400);
    assert_int_equal(host_look().violations, 1);
    assert_int_equal(host_write_text(10, 341), 0);
    assert_int_equal(host_write_range(-150, 1500, 2352, 27), 0);
    finish();
    assert_int_equal(host_look().violations, 1);
}

static void no_write_goes_from_the_lead_in_into_the_pregap(void **state)
{
    static uint8_t sectors[670 * 96];
    (void)state;
    begin(ALBUM);
    for (int32_t lba = -12300; lba < -150 - 90; lba += 670) {
        test_lead_in(10, (size_t)(lba + 12300), 670, sectors);
        assert_int_equal(host_write(lba, 670, sectors, sizeof sectors), 0);
    }
    assert_int_equal(host_write(-240, 91, sectors, 91 * 96), 0x56400);
    assert_int_equal(host_look().violations, 1);
}

static void text_that_is_wrong_is_noticed(void **state)
{
    static uint8_t sectors[150 * 96];
    (void)state;
    begin(ALBUM);
    for (int32_t lba = -12300; lba < -150; lba += 150) {
        test_lead_in(10, (size_t)(lba + 12300), 150, sectors);
        if (lba == -6300)
            sectors[7 * 24] ^= 1;
        assert_int_equal(host_write(lba, 150, sectors, sizeof sectors), 0);
    }
    assert_int_equal(host_look().violations, 1);
    char *transcript = scratch_read("transcript", NULL);
    assert_non_null(
        strstr(transcript, "! CD-TEXT before lba -6300: a sector does not continue the packs of the one before"));
    free(transcript);
}

static void a_lenient_drive_does_without_the_text_that_was_announced(void **state)
{
    (void)state;
    host_set("profile", "lenient");
    begin(ALBUM);
    assert_int_equal(host_write_range(-150, 1500, 2352, 27), 0);
    finish();
    assert_int_equal(host_in("43 00 05 00 00 00 00 00 04 00", 4), 0x52400);
}

static void sectors_come_one_after_the_other(void **state)
{
    (void)state;
    begin(PLAIN);
    assert_int_equal(host_write(0, 1, host_data, 2352), 0x52102);
    assert_int_equal(host_write(-150, 0, NULL, 0), 0);
    assert_int_equal(host_write_range(-150, -100, 2352, 25), 0);
    assert_int_equal(host_write(-150, 1, host_data, 2352), 0x52102);
    assert_int_equal(host_write(-99, 1, host_data, 2352), 0x52102);
    assert_int_equal(host_write(-100, 1, host_data, 2353), 0x52400);
    assert_int_equal(host_write_range(-100, 1500, 2352, 27), 0);
    assert_int_equal(host_write(1500, 1, host_data, 2352), 0x52100);
    finish();
}

static void nothing_goes_beyond_the_lead_out(void **state)
{
    static uint8_t sectors[27 * 2352];
    (void)state;
    begin(PLAIN);
    assert_int_equal(host_write_range(-150, 1476, 2352, 27), 0);
    assert_int_equal(host_write(1476, 25, sectors, 25 * 2352), 0x52100);
    assert_int_equal(host_write(1476, 24, sectors, 24 * 2352), 0);
    finish();
}

static void a_write_of_two_sizes_is_refused(void **state)
{
    static uint8_t sectors[27 * 2352];
    (void)state;
    begin(MIXED_);
    assert_int_equal(host_write_range(-150, 590, 2048, 20), 0);
    assert_int_equal(host_write(590, 20, sectors, 20 * 2048), 0x56400);
    assert_int_equal(host_look().violations, 1);
    assert_int_equal(host_write_range(590, 600, 2048, 10), 0);
    assert_int_equal(host_write_range(600, 1450, 2352, 25), 0);
    finish();
}

/* READ CD of one whole sector. */
static void read_sector(int32_t lba, uint8_t raw[2352])
{
    char cdb[64];
    uint32_t at = (uint32_t)lba;
    snprintf(cdb, sizeof cdb, "be 00 %02x %02x %02x %02x 00 00 01 f8 00 00", at >> 24, at >> 16 & 0xFF, at >> 8 & 0xFF,
             at & 0xFF);
    assert_int_equal(host_in(cdb, 2352), 0);
    memcpy(raw, host_data, 2352);
}

/* A disc of one track in a form; gives the sectors at lba -1 and 100. */
static void burn_form(uint8_t form, uint8_t lead, uint8_t format, const uint8_t *subheader, uint8_t before[2352],
                      uint8_t raw[2352])
{
    static uint8_t sectors[25 * 2448];
    uint8_t sheet[32];
    size_t bytes = form == 0x10 || form == 0x12 ? 2048 : form & 1 ? 2352 : 2336;
    memcpy(sheet, sheet_plain, 32);
    sheet[0] = sheet[8] = sheet[16] = sheet[24] = 0x41;
    sheet[3] = sheet[27] = lead;
    sheet[11] = sheet[19] = form;
    assert_int_equal(host_select(0x42, 0, format), 0);
    assert_int_equal(host_send_sheet(sheet, 32), 0);
    for (int32_t lba = -150; lba < 1500; lba += 25) {
        for (int32_t i = 0; i < 25; i++) {
            uint8_t *sector = sectors + (size_t)i * bytes;
            host_fill(lba + i, sector, bytes);
            if (subheader)
                memcpy(sector + (bytes == 2352 ? 16 : 0), subheader, 8);
        }
        assert_int_equal(host_write(lba, 25, sectors, 25 * bytes), 0);
    }
    finish();
    read_sector(-1, before);
    read_sector(100, raw);
    assert_int_equal(rbk_virtual_change_disc(host_drive, NULL), RBK_OK);
    assert_int_equal(host_do("00 00 00 00 00 00"), 0x62800);
}

static void empty_the_shelves(unsigned count)
{
    static const char *const files[] = {"disc.cue", "disc.bin", "disc.sub", "disc.sheet", "disc.pregap"};
    for (unsigned number = 1; number <= count; number++)
        for (size_t i = 0; i < 5; i++) {
            char name[32];
            snprintf(name, sizeof name, "disc-%u/%s", number, files[i]);
            assert_int_equal(unlink(scratch_path(name)), 0);
        }
}

static void every_form_of_data_becomes_whole_sectors(void **state)
{
    static const uint8_t form1[8] = {0, 0, 8, 0, 0, 0, 8, 0}, form2[8] = {1, 2, 0x24, 3, 1, 2, 0x24, 3};
    static const struct {
        uint8_t form, lead, format;
        const uint8_t *subheader;
        rbk_sector_kind kind;
        size_t from, at, size; /* user data: offset in the data sent, offset in the sector, length; 0: zeros */
    } cases[] = {
        {0x10, 0x14, 0x00, NULL, RBK_SECTOR_MODE1, 0, 16, 2048},
        {0x11, 0x14, 0x00, NULL, RBK_SECTOR_MODE1, 16, 16, 2048},
        {0x12, 0x14, 0x00, NULL, RBK_SECTOR_MODE1, 0, 16, 0},
        {0x13, 0x14, 0x00, NULL, RBK_SECTOR_MODE1, 0, 16, 0},
        {0x20, 0x24, 0x20, form1, RBK_SECTOR_MODE2_FORM1, 8, 24, 2048},
        {0x20, 0x24, 0x20, form2, RBK_SECTOR_MODE2_FORM2, 8, 24, 2324},
        {0x21, 0x24, 0x10, form2, RBK_SECTOR_MODE2_FORM2, 24, 24, 2324},
        {0x22, 0x24, 0x20, form1, RBK_SECTOR_MODE2_FORM2, 0, 24, 0},
        {0x30, 0x34, 0x00, NULL, RBK_SECTOR_MODE2, 0, 16, 2336},
        {0x31, 0x34, 0x00, NULL, RBK_SECTOR_MODE2, 16, 16, 2336},
        {0x33, 0x34, 0x00, NULL, RBK_SECTOR_MODE2, 0, 16, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint8_t before[2352], raw[2352], sent[2352], expected[2352] = {0};
        burn_form(cases[i].form, cases[i].lead, cases[i].format, cases[i].subheader, before, raw);
        assert_int_equal(rbk_sector_verify(cases[i].kind, 100, raw), 0);
        assert_int_equal(rbk_sector_verify(cases[i].kind, -1, before), 0);
        host_fill(100, sent, sizeof sent);
        size_t user = rbk_sector_user_bytes(cases[i].kind);
        if (cases[i].size)
            memcpy(expected, sent + cases[i].from, user);
        assert_memory_equal(raw + cases[i].at, expected, user);
        if (cases[i].subheader == form2 && cases[i].size)
            assert_memory_equal(raw + 16, form2, 8);
    }
    empty_the_shelves(sizeof cases / sizeof *cases);
}

/* A pregap of which the host sends nothing, and a track of the drive's own silence after it. */
static void what_the_drive_makes_itself_is_not_sent(void **state)
{
    static const uint8_t sheet[] = {0x01, 0, 0, 0x01, 0, 0, 0, 0, 0x01, 1,    0, 0x01, 0, 0, 0,  0,
                                    0x01, 1, 1, 0x00, 0, 0, 2, 0, 0x01, 2,    0, 0x01, 0, 0, 8,  0,
                                    0x01, 2, 1, 0x00, 0, 0, 9, 0, 0x01, 0xAA, 1, 0x01, 0, 0, 15, 0};
    uint8_t raw[2352], expected[2352];
    (void)state;
    begin(sheet, sizeof sheet);
    assert_int_equal(host_write(-150, 1, host_data, 2352), 0x52102);
    assert_int_equal(host_write_range(0, 450, 2352, 25), 0);
    assert_int_equal(host_write(450, 1, host_data, 2352), 0x52102);
    assert_int_equal(host_write_range(525, 975, 2352, 25), 0);
    finish();
    memset(expected, 0, sizeof expected);
    read_sector(-150, raw);
    assert_memory_equal(raw, expected, sizeof raw);
    read_sector(524, raw);
    assert_memory_equal(raw, expected, sizeof raw);
    host_fill(525, expected, sizeof expected);
    read_sector(525, raw);
    assert_memory_equal(raw, expected, sizeof raw);
}

static void graphics_come_with_their_sectors(void **state)
{
    static const uint8_t sheet[] = {0x01, 0, 0, 0x01, 0, 0, 0, 0, 0x01, 1,    0, 0x40, 0, 0, 0, 0,
                                    0x01, 1, 1, 0x40, 0, 0, 2, 0, 0x01, 0xAA, 1, 0x01, 0, 0, 8, 0};
    uint8_t sent[2448], expected[96];
    (void)state;
    assert_int_equal(host_select(0x42, 3, 0), 0);
    assert_int_equal(host_send_sheet(sheet, sizeof sheet), 0);
    assert_int_equal(host_write_range(-150, 450, 2448, 25), 0);
    finish();
    assert_int_equal(host_in("be 04 00 00 00 64 00 00 01 f8 01 00", 2448), 0);
    assert_int_equal(host_reply.data_bytes, 2448);
    host_fill(100, sent, sizeof sent);
    assert_memory_equal(host_data, sent, 2352);
    for (size_t i = 0; i < 96; i++)
        expected[i] = (uint8_t)((sent[2352 + i] & 0x3F) | (host_data[2352 + i] & 0xC0));
    assert_memory_equal(host_data + 2352, expected, 96);
}

static void closing_waits_for_everything(void **state)
{
    (void)state;
    begin(PLAIN);
    assert_int_equal(host_do("35 00 00 00 00 00 00 00 00 00"), 0);
    assert_int_equal(host_look().disc, RBK_VIRTUAL_BLANK);
    assert_int_equal(host_write_range(-150, 600, 2352, 25), 0);
    assert_int_equal(host_do("35 00 00 00 00 00 00 00 00 00"), 0);
    assert_true(host_look().writing);
    assert_int_equal(host_write_range(600, 1500, 2352, 25), 0);
    finish();
    assert_int_equal(host_do("35 00 00 00 00 00 00 00 00 00"), 0);
}

static void without_immed_it_must_be_asked_differently(void **state)
{
    (void)state;
    host_set("quirks", "no-immed");
    begin(PLAIN);
    assert_int_equal(host_write_range(-150, 1500, 2352, 25), 0);
    assert_int_equal(host_do("35 02 00 00 00 00 00 00 00 00"), 0x52400);
    assert_true(host_look().writing);
    finish();
}

static void short_tracks_are_noticed(void **state)
{
    uint8_t bytes[sizeof sheet_plain];
    (void)state;
    memcpy(bytes, sheet_plain, sizeof bytes);
    bytes[30] = 5;
    bytes[31] = 74;
    host_select(0x42, 0, 0);
    assert_int_equal(host_send_sheet(bytes, sizeof bytes), 0);
    assert_int_equal(host_look().violations, 1);
    host_set("profile", "lenient");
    assert_int_equal(host_send_sheet(bytes, sizeof bytes), 0);
    assert_int_equal(host_look().violations, 1);
}

static void a_disc_has_an_end(void **state)
{
    uint8_t bytes[sizeof sheet_plain];
    (void)state;
    memcpy(bytes, sheet_plain, sizeof bytes);
    host_set("lead-out", "01:00:00");
    host_select(0x42, 0, 0);
    bytes[29] = 1;
    bytes[30] = 0;
    bytes[31] = 1;
    assert_int_equal(host_send_sheet(bytes, sizeof bytes), 0x52600);
    assert_int_equal(host_pointer(), 29);
    host_set("quirks", "capacity-at-write");
    assert_int_equal(host_send_sheet(bytes, sizeof bytes), 0);
    assert_int_equal(host_write_range(-150, 4351, 2352, 27), 0x52100);
    assert_int_equal(host_do("1b 00 00 00 00 00"), 0);
    host_set("quirks", "");
    assert_int_equal(rbk_virtual_change_disc(host_drive, NULL), RBK_OK);
    host_do("00 00 00 00 00 00");
    host_set("profile", "lenient");
    assert_int_equal(host_send_sheet(bytes, sizeof bytes), 0);
    assert_int_equal(host_write_range(-150, 4351, 2352, 27), 0);
    finish();
    unlink(scratch_path("disc-1/disc.bin"));
    unlink(scratch_path("disc-1/disc.sheet"));
    unlink(scratch_path("disc-1/disc.pregap"));
}

static void the_buffer_is_reported_in_bytes_or_blocks(void **state)
{
    (void)state;
    assert_int_equal(host_in("5c 00 00 00 00 00 00 00 0c 00", 12), 0);
    assert_memory_equal(host_data, "\0\x0a\0\0\0\x20\0\0\0\x20\0\0", 12);
    assert_int_equal(host_in("5c 01 00 00 00 00 00 00 0c 00", 12), 0);
    assert_memory_equal(host_data, "\0\x0a\0\x01\0\0\0\0\0\0\x03\x7B", 12);
    host_set("quirks", "no-buffer-capacity");
    assert_int_equal(host_in("5c 00 00 00 00 00 00 00 0c 00", 12), 0x52000);
}

static void the_long_write_is_the_same(void **state)
{
    static uint8_t sectors[53 * 2352];
    (void)state;
    begin(PLAIN);
    for (int32_t i = 0; i < 53; i++)
        host_fill(-150 + i, sectors + i * 2352, 2352);
    assert_int_equal(host_out("aa 00 ff ff ff 6a 00 00 00 35 00 00", sectors, sizeof sectors), 0);
    assert_int_equal(host_write_range(-97, 1500, 2352, 27), 0);
    finish();
}

static void a_drive_may_say_nonsense_of_its_buffer(void **state)
{
    (void)state;
    host_set("quirks", "buffer-nonsense");
    assert_int_equal(host_in("5c 00 00 00 00 00 00 00 0c 00", 12), 0);
    assert_memory_equal(host_data, "\x00\x0a\x00\x00\x00\x20\x00\x00\xff\xff\xff\xff", 12);
}

static void a_test_write_may_burn_all_the_same(void **state)
{
    (void)state;
    host_set("quirks", "burns-test-write");
    assert_int_equal(host_select(0x52, 0, 0), 0);
    assert_int_equal(host_in("5a 00 05 00 00 00 00 00 3c 00", 60), 0);
    assert_int_equal(host_data[8 + 2], 0x52);
    assert_int_equal(host_send_sheet(sheet_plain, sizeof sheet_plain), 0);
    assert_int_equal(host_write_range(-150, 1, 2352, 13), 0);
    assert_int_equal(host_look().disc, RBK_VIRTUAL_INCOMPLETE);
}

static void a_closed_disc_may_be_known_late(void **state)
{
    (void)state;
    host_set("quirks", "late-disc-information");
    host_set("clock", "virtual");
    host_select(0x42, 0, 0);
    host_send_sheet(sheet_plain, sizeof sheet_plain);
    for (int32_t lba = -150; lba < 1500; lba += 25)
        while (host_write_range(lba, lba + 25, 2352, 25) == 0x20408)
            rbk_virtual_pass_ms(host_drive, 10);
    assert_int_equal(host_do("35 00 00 00 00 00 00 00 00 00"), 0);
    assert_int_equal(host_do("00 00 00 00 00 00"), 0);
    assert_int_equal(host_in("51 00 00 00 00 00 00 00 22 00", 34), 0x20408);
    rbk_virtual_pass_ms(host_drive, 31000);
    assert_int_equal(host_in("51 00 00 00 00 00 00 00 22 00", 34), 0);
    assert_int_equal(host_data[2], 0x05);
    rbk_virtual_pass_ms(host_drive, 45000);
    assert_int_equal(host_in("51 00 00 00 00 00 00 00 22 00", 34), 0);
    assert_int_equal(host_data[2], 0x0E);
}

/* A subheader whose two copies differ is on the disc as it came, and with it what a reader would take for parity. */
static void a_subheader_of_two_copies_that_differ_stays_as_it_is(void **state)
{
    static const uint8_t differing[8] = {0, 0, 8, 0, 0, 0, 9, 0};
    uint8_t before[2352], raw[2352], sent[2336];
    (void)state;
    burn_form(0x20, 0x24, 0x20, differing, before, raw);
    host_fill(100, sent, sizeof sent);
    memcpy(sent, differing, 8);
    assert_memory_equal(raw + 16, sent, sizeof sent);
    empty_the_shelves(1);
}

/* A full disk, and a folder in the place of a file of the disc: the write can be repeated when that is over. */
static void what_cannot_be_stored_is_written_again(void **state)
{
    uint8_t raw[2352], expected[2352];
    struct rlimit whole, less;
    (void)state;
    assert_int_equal(mkdir(scratch_path("disc.bin"), 0777), 0);
    begin(PLAIN);
    assert_int_equal(host_write_range(-150, -125, 2352, 25), 0x44400);
    assert_int_equal(host_look().disc, RBK_VIRTUAL_BLANK);
    assert_int_equal(rmdir(scratch_path("disc.bin")), 0);
    assert_int_equal(host_write_range(-150, 50, 2352, 25), 0);
    void (*before)(int) = signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &whole), 0);
    less = (struct rlimit){60 * 2352, whole.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &less), 0);
    uint32_t sense = host_write_range(50, 75, 2352, 25);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &whole), 0);
    signal(SIGXFSZ, before);
    assert_int_equal(sense, 0x44400);
    assert_int_equal(host_write_range(50, 1500, 2352, 25), 0);
    assert_int_equal(mkdir(scratch_path("disc.cue"), 0777), 0);
    assert_int_equal(host_do("35 00 00 00 00 00 00 00 00 00"), 0x44400);
    assert_int_equal(host_look().disc, RBK_VIRTUAL_INCOMPLETE);
    assert_int_equal(rmdir(scratch_path("disc.cue")), 0);
    finish();
    host_fill(60, expected, sizeof expected);
    read_sector(60, raw);
    assert_memory_equal(raw, expected, sizeof raw);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        host_test(a_cue_sheet_has_its_turn),
        host_test(a_sheet_is_refused_at_its_byte),
        host_test(text_goes_with_its_data_block_types),
        host_test(drives_have_their_ways),
        host_test(a_small_drive_takes_64_entries),
        host_test(a_lead_in_is_written_from_the_atips_begin),
        host_test(no_write_goes_from_the_lead_in_into_the_pregap),
        host_test(text_that_is_wrong_is_noticed),
        host_test(a_lenient_drive_does_without_the_text_that_was_announced),
        host_test(sectors_come_one_after_the_other),
        host_test(nothing_goes_beyond_the_lead_out),
        host_test(a_write_of_two_sizes_is_refused),
        host_test(every_form_of_data_becomes_whole_sectors),
        host_test(what_the_drive_makes_itself_is_not_sent),
        host_test(graphics_come_with_their_sectors),
        host_test(closing_waits_for_everything),
        host_test(without_immed_it_must_be_asked_differently),
        host_test(short_tracks_are_noticed),
        host_test(a_disc_has_an_end),
        host_test(the_buffer_is_reported_in_bytes_or_blocks),
        host_test(the_long_write_is_the_same),
        host_test(a_drive_may_say_nonsense_of_its_buffer),
        host_test(a_test_write_may_burn_all_the_same),
        host_test(a_closed_disc_may_be_known_late),
        host_test(a_subheader_of_two_copies_that_differ_stays_as_it_is),
        host_test(what_cannot_be_stored_is_written_again),
    };
    return cmocka_run_group_tests_name("device/virtual_write", tests, NULL, NULL);
}
