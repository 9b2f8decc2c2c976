/*
 * Recorded sessions of other programs: each command gets the reply that it got when it was recorded, and the resulting
 * disc is the same.
 */
#include "unit/device/recorder_host.h"
#include "unit/device/streams.h"

#define LEAD_OUT 1500 /* of all of them */

typedef struct line {
    unsigned sense;
    char direction[4];
    size_t size;
    char cdb[64];
    uint8_t parameters[256];
    size_t parameter_bytes;
} line;

static size_t read_bytes(const char *text, size_t length, uint8_t *bytes)
{
    size_t count = 0;
    unsigned byte;
    int used;
    for (const char *at = text; at < text + length && sscanf(at, "%2x%n", &byte, &used) == 1; at += used)
        bytes[count++] = (uint8_t)byte;
    return count;
}

/* The next command of a stream with its parameters; false at the end. */
static bool next_line(const char **stream, line *command)
{
    int used = 0;
    memset(command, 0, sizeof *command);
    if (sscanf(*stream, "%x %3s %zu %63[0-9a-f ]\n%n", &command->sense, command->direction, &command->size,
               command->cdb, &used) != 4)
        return false;
    for (*stream += used; **stream == '<';) {
        size_t length = strcspn(*stream, "\n");
        command->parameter_bytes += read_bytes(*stream + 2, length - 2, command->parameters + command->parameter_bytes);
        *stream += length + 1;
    }
    return true;
}

/* ------------------------------------------------------------------ sectors */

static uint8_t sectors[HOST_BYTES];
static int32_t next_lba;
static uint32_t last_count;

static void fill_sectors(int32_t lba, uint32_t count)
{
    if (lba < -150)
        test_lead_in(10, (size_t)(lba + 12300), count, sectors);
    else
        for (uint32_t i = 0; i < count; i++)
            host_fill(lba + (int32_t)i, sectors + i * 2352, 2352);
}

static uint32_t write_once(int32_t lba, uint32_t count)
{
    fill_sectors(lba, count);
    uint32_t sense = host_write(lba, count, sectors, count * (lba < -150 ? 96U : 2352U));
    if (sense == 0)
        next_lba = lba + (int32_t)count;
    return sense;
}

/* The writes that were not included; they also wait when the drive asks for it. */
static void write_up_to(int32_t end)
{
    while (next_lba < end) {
        int32_t stop = next_lba < -150 && end > -150 ? -150 : end;
        uint32_t count = (uint32_t)(stop - next_lba) < last_count ? (uint32_t)(stop - next_lba) : last_count;
        uint32_t sense = write_once(next_lba, count);
        assert_true(sense == 0 || sense == 0x20408);
    }
}

static uint32_t run_write(const line *command)
{
    uint8_t cdb[12] = {0};
    read_bytes(command->cdb, strlen(command->cdb), cdb);
    int32_t lba = (int32_t)((uint32_t)cdb[2] << 24 | (uint32_t)cdb[3] << 16 | (uint32_t)cdb[4] << 8 | cdb[5]);
    uint32_t count = (uint32_t)(cdb[7] << 8 | cdb[8]);
    if (next_lba == INT32_MIN)
        next_lba = lba;
    if (lba > next_lba && last_count > 27 && lba >= -150 && next_lba < -150)
        write_up_to(-150);
    if (lba > -150 && next_lba == -150)
        last_count = count;
    write_up_to(lba);
    assert_int_equal(next_lba, lba);
    last_count = count;
    return write_once(lba, count);
}

/* ------------------------------------------------------------------ commands */

static uint32_t run_line(const line *command)
{
    uint8_t parameters[256] = {0};
    if (strncmp(command->cdb, "2a", 2) == 0)
        return run_write(command);
    if (strncmp(command->cdb, "35", 2) == 0 && next_lba != INT32_MIN)
        write_up_to(LEAD_OUT);
    if (strcmp(command->direction, "in") == 0)
        return host_in(command->cdb, command->size);
    if (strcmp(command->direction, "-") == 0)
        return host_do(command->cdb);
    size_t header = strncmp(command->cdb, "55", 2) == 0 ? 8 : 0;
    if (!command->parameter_bytes)
        parameters[7] = 8; /* a block descriptor of 2048 bytes and no page */
    memcpy(parameters + header, command->parameters, command->parameter_bytes);
    return host_out(command->cdb, parameters, command->size);
}

static void replay(const char *stream)
{
    line command;
    next_lba = INT32_MIN;
    for (unsigned number = 1; next_line(&stream, &command); number++) {
        uint32_t sense = run_line(&command);
        if (sense != command.sense)
            fail_msg("command %u, '%s': %05x instead of %05x", number, command.cdb, sense, command.sense);
    }
    assert_int_equal(*stream, '\0');
}

/* The disc that all of them burned: two tracks, ten packs, MCN and ISRCs. */
static void check_disc(int32_t index2_lba)
{
    uint8_t expected[2352], pack[18];
    rbk_virtual_view view = host_look();
    assert_int_equal(view.disc, RBK_VIRTUAL_FINALIZED);
    assert_int_equal(view.violations, 0);
    assert_false(view.locked);
    assert_int_equal(host_in("be 00 00 00 04 d2 00 00 01 f8 00 00", 2352), 0);
    host_fill(1234, expected, sizeof expected);
    assert_memory_equal(host_data, expected, sizeof expected);
    assert_int_equal(host_in("43 00 05 00 00 00 00 00 b8 00", 184), 0);
    test_pack(9, pack);
    assert_memory_equal(host_data + 4 + 9 * 18, pack, 18);
    if (!index2_lba)
        return;
    char cdb[64];
    snprintf(cdb, sizeof cdb, "be 00 00 00 %02x %02x 00 00 01 00 02 00", (unsigned)index2_lba >> 8,
             (unsigned)index2_lba & 0xFF);
    assert_int_equal(host_in(cdb, 16), 0);
    assert_int_equal(host_data[2], 2);
    assert_int_equal(host_in("42 00 40 02 00 00 00 00 18 00", 24), 0);
    assert_memory_equal(host_data + 9, "1234567890123", 13);
    assert_int_equal(host_in("42 00 40 03 00 00 02 00 18 00", 24), 0);
    assert_memory_equal(host_data + 9, "USABC1234568", 12);
}

static void cdrskin_burns_an_album(void **state)
{
    (void)state;
    replay(cdrskin_stream);
    check_disc(1125);
    assert_int_equal(host_in("52 01 00 00 00 02 00 00 22 00", 34), 0);
    assert_int_equal(host_data[5], 3);
}

static void wodim_burns_an_album(void **state)
{
    (void)state;
    host_set("raw", "no"); /* it queries that too, and the recorded drive did not support it */
    replay(wodim_stream);
    check_disc(1125);
    assert_int_equal(host_in("52 01 00 00 00 02 00 00 22 00", 34), 0);
    assert_int_equal(host_data[5], 2);
}

static void cdrdao_burns_an_album(void **state)
{
    (void)state;
    replay(cdrdao_stream);
    check_disc(1150);
}

/* With a drive that is busy at every seventh write. */
static void libcdio_burns_a_track(void **state)
{
    (void)state;
    host_fault("op 2a every 7 sense 2/04/08");
    replay(libcdio_stream);
    check_disc(0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        host_test(cdrskin_burns_an_album),
        host_test(wodim_burns_an_album),
        host_test(cdrdao_burns_an_album),
        host_test(libcdio_burns_a_track),
    };
    return cmocka_run_group_tests_name("device/virtual_streams", tests, NULL, NULL);
}
