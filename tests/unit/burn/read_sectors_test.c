/*
 * The sectors of a disc that is read: moved by an offset, damaged, data.
 */
#include "unit/burn/reading.h"

/* The drive reads late: the samples are shifted back, and those it cannot reach become silence. */
static void the_drives_offset_is_undone(void **state)
{
    static const int32_t offsets[] = {667, -30};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        size_t size, lost = (size_t)(offsets[i] < 0 ? -offsets[i] : offsets[i]) * RBK_SAMPLE_BYTES;
        if (i == 0)
            record();
        recorded.offset_samples = offsets[i];
        read_options.offset_samples = offsets[i];
        read_options.replace = true;
        read_well();
        char *bin = scratch_read("copy.bin", &size);
        assert_int_equal(size, 700 * RBK_SECTOR_BYTES);
        size_t first = offsets[i] < 0 ? lost : 0;
        assert_memory_equal(bin + first, audio_bytes + first, size - lost);
        for (size_t n = 0; n < lost; n++)
            assert_int_equal(bin[first ? n : size - lost + n], 0);
        free(bin);
    }
    read_options.offset_samples = 3001;
    assert_int_equal(read_to("copy.cue"), RBK_INVALID_ARGUMENT);
}

static void audio_shorter_than_the_offset_keeps_its_length(void **state)
{
    static const int32_t offsets[] = {3000, -3000};
    (void)state;
    rbk_disc_read_options_init(&read_options);
    read_options.replace = true;
    fill_noise(audio_bytes, sizeof audio_bytes, 1);
    add_file_track(RBK_MODE_AUDIO, "one.bin", audio_bytes, 4 * RBK_SECTOR_BYTES, 0);
    options.short_tracks = true;
    finish_disc();
    for (size_t i = 0; i < 2; i++) {
        size_t size;
        recorded.offset_samples = read_options.offset_samples = offsets[i];
        read_well();
        free(scratch_read("copy.bin", &size));
        assert_int_equal(size, 4 * RBK_SECTOR_BYTES);
    }
}

/* Audio whose first samples, or last ones, the drive reads as sectors of data: those are silence, all others are right. */
static void assert_audio(const char *bin, int32_t first_lba, const uint8_t *expected, int32_t sectors)
{
    const size_t size = (size_t)sectors * RBK_SECTOR_BYTES;
    const int32_t offset = recorded.offset_samples;
    const size_t lost = (size_t)(offset < 0 ? -offset : offset) * RBK_SAMPLE_BYTES, before = offset < 0 ? lost : 0;
    static const uint8_t silence[6 * RBK_SECTOR_BYTES];
    bin += (size_t)first_lba * RBK_SECTOR_BYTES;
    assert_memory_equal(bin + before, expected + before, size - lost);
    assert_memory_equal(bin + (before ? 0 : size - lost), silence, lost);
}

static void audio_next_to_data_is_moved_from_where_its_pregap_starts(void **state)
{
    static const int32_t offsets[] = {30, -30, 1500, -1500};
    static uint8_t user[350 * 2048];
    uint8_t expected[RBK_SECTOR_BYTES];
    (void)state;
    rbk_disc_read_options_init(&read_options);
    read_options.replace = true;
    fill_noise(user, sizeof user, 2);
    fill_noise(audio_bytes, sizeof audio_bytes, 1);
    add_file_track(RBK_MODE_AUDIO, "one.bin", audio_bytes, 310 * RBK_SECTOR_BYTES, 0);
    add_file_track(RBK_MODE_MODE1_2048, "data.iso", user, sizeof user, 150);
    add_file_track(RBK_MODE_AUDIO, "two.bin", audio_bytes + 310 * RBK_SECTOR_BYTES, 390 * RBK_SECTOR_BYTES, 160);
    options.short_tracks = true;
    finish_disc();
    for (size_t i = 0; i < sizeof offsets / sizeof offsets[0]; i++) {
        size_t size;
        recorded.offset_samples = read_options.offset_samples = offsets[i];
        recorded.unreadable_lba = i == 3 ? 659 : -1; /* the last sector of data; its zeros are not those of audio */
        recorded.unreadable_count = 1;
        read_well();
        char *bin = scratch_read("copy.bin", &size);
        assert_int_equal(size, 1050 * RBK_SECTOR_BYTES);
        assert_audio(bin, 0, audio_bytes, 310);
        assert_audio(bin, 660, audio_bytes + 310 * RBK_SECTOR_BYTES, 390);
        for (int32_t lba = 310; lba < 659; lba++) {
            assert_int_equal(rbk_image_read_sectors(image, lba, 1, expected, NULL), RBK_OK);
            assert_memory_equal(bin + lba * RBK_SECTOR_BYTES, expected, sizeof expected);
        }
        free(bin);
        char *sheet = scratch_read("copy.cue", NULL);
        assert_non_null(strstr(sheet, "INDEX 00 00:08:60\n    INDEX 01 00:10:70\n"));
        free(sheet);
    }
}

static void damaged_sectors_are_named_and_zero(void **state)
{
    size_t size;
    (void)state;
    record();
    recorded.unreadable_lba = 100;
    recorded.unreadable_count = 3;
    read_well();
    assert_int_equal(read_report.unreadable, 3);
    assert_int_equal(read_report.first_unreadable_lba, 100);
    assert_found("read.unreadable", RBK_ERROR,
                 "3 sectors from 00:01:25 cannot be read (lba 100): the image has zeros there");
    char *bin = scratch_read("copy.bin", &size);
    for (size_t i = 100 * RBK_SECTOR_BYTES; i < 103 * RBK_SECTOR_BYTES; i++)
        assert_int_equal(bin[i], 0);
    memset(audio_bytes + 100 * RBK_SECTOR_BYTES, 0, 3 * RBK_SECTOR_BYTES);
    assert_memory_equal(bin, audio_bytes, size);
    free(bin);
}

static void data_comes_back_whole(void **state)
{
    size_t size;
    (void)state;
    rbk_disc_read_options_init(&read_options);
    record_mixed();
    read_well();
    char *sheet = scratch_read("copy.cue", NULL);
    assert_string_equal(sheet, "FILE \"copy.bin\" BINARY\n"
                               "  TRACK 01 MODE1/2352\n"
                               "    INDEX 01 00:00:00\n"
                               "  TRACK 02 AUDIO\n"
                               "    INDEX 00 00:04:50\n"
                               "    INDEX 01 00:06:50\n");
    free(sheet);
    uint8_t expected[RBK_SECTOR_BYTES];
    char *bin = scratch_read("copy.bin", &size);
    assert_int_equal(rbk_image_read_sectors(image, 349, 1, expected, NULL), RBK_OK);
    assert_memory_equal(bin + 349 * RBK_SECTOR_BYTES, expected, sizeof expected);
    assert_memory_equal(bin + 350 * RBK_SECTOR_BYTES, audio_bytes, size - 350 * RBK_SECTOR_BYTES);
    free(bin);
}

static unsigned ranges_notified;

static void note_range(void *user, int32_t first_lba, uint32_t sectors)
{
    (void)user;
    assert_int_equal(first_lba, 2 * ranges_notified++);
    assert_int_equal(sectors, 1);
}

/* The listener is notified of all of them. */
static void many_damaged_ranges_are_counted_after_the_first_hundred(void **state)
{
    static const struct {
        int32_t count;
        uint32_t unreadable;
        const char *text;
    } rows[] = {{202, 101, "and 1 more range, which --json lists"},
                {280, 140, "and 40 more ranges, which --json lists"}};
    const rbk_unreadable_listener listener = {NULL, note_range};
    (void)state;
    record();
    recorded.unreadable_lba = 0;
    recorded.unreadable_every = 2;
    read_options.replace = true;
    read_options.unreadable = &listener;
    for (size_t i = 0; i < 2; i++) {
        unsigned reported = 0;
        const char *last = "";
        rbk_findings_free(findings);
        findings = rbk_findings_new();
        recorded.unreadable_count = rows[i].count;
        ranges_notified = 0;
        read_well();
        assert_int_equal(read_report.unreadable, rows[i].unreadable);
        assert_int_equal(ranges_notified, rows[i].unreadable);
        for (size_t f = 0; f < rbk_findings_count(findings); f++)
            if (strcmp(rbk_findings_at(findings, f)->rule, "read.unreadable") == 0) {
                reported++;
                last = rbk_findings_at(findings, f)->text;
            }
        assert_int_equal(reported, 101);
        assert_string_equal(last, rows[i].text);
    }
}

/* By the first sector that can be read. */
static void the_mode_of_data_is_found_after_damaged_sectors(void **state)
{
    static uint8_t user[350 * 2336];
    (void)state;
    rbk_disc_read_options_init(&read_options);
    fill_noise(user, sizeof user, 2);
    add_file_track(RBK_MODE_MODE2_2336, "data.bin", user, sizeof user, 0);
    finish_disc();
    recorded.unreadable_lba = 0;
    read_options.replace = true;
    for (int32_t count = 2; count <= 350; count += 174) { /* 350: all of them */
        recorded.unreadable_count = count;
        read_well();
        char *sheet = scratch_read("copy.cue", NULL);
        assert_non_null(strstr(sheet, count < 350 ? "TRACK 01 MODE2/2352" : "TRACK 01 MODE1/2352"));
        free(sheet);
        if (count < 350)
            assert_null(finding("read.mode"));
    }
    assert_found("read.mode", RBK_WARNING, "no sector of track 1 shows its mode: it is MODE1/2352 in the sheet");
}

static uint64_t most_done, most_total;

static void note_progress(void *user, const rbk_burn_event *event)
{
    (void)user;
    if (event->phase != RBK_BURN_READING)
        return;
    assert_true(event->done_sectors <= event->total_sectors);
    assert_true(event->done_sectors >= most_done);
    most_done = event->done_sectors;
    most_total = event->total_sectors;
}

/* Nor at an offset, at which audio next to data is read to the borders of the data only. */
static void progress_never_exceeds_what_there_is(void **state)
{
    static uint8_t user[300 * 2048];
    const rbk_burn_listener listener = {.event = note_progress};
    (void)state;
    rbk_disc_read_options_init(&read_options);
    fill_noise(user, sizeof user, 2);
    fill_noise(audio_bytes, sizeof audio_bytes, 1);
    add_file_track(RBK_MODE_AUDIO, "one.bin", audio_bytes, 350 * RBK_SECTOR_BYTES, 0);
    add_file_track(RBK_MODE_MODE1_2048, "data.iso", user, sizeof user, 0);
    add_file_track(RBK_MODE_AUDIO, "two.bin", audio_bytes, 350 * RBK_SECTOR_BYTES, 0);
    options.short_tracks = true;
    finish_disc();
    most_done = most_total = 0;
    recorded.offset_samples = read_options.offset_samples = -667;
    assert_int_equal(
        rbk_recorder_read(recorder, scratch_path("copy.cue"), &read_options, &listener, &read_report, findings, &error),
        RBK_OK);
    assert_int_equal(most_total, 1000);
    assert_int_equal(most_done, 1000);
}

/* ------------------------------------------------------------------ a second session */

/* Two sessions of 100 sectors, the second one with 300 sectors of pregap after the place where drives start it. */
enum {
    FIRST_END = 100,
    USUAL_START = FIRST_END + 11400,
    SECOND_INDEX01 = USUAL_START + 300,
    SECOND_END = SECOND_INDEX01 + 100
};

static struct second_session {
    bool no_q, unreadable;
    int32_t bad_q; /* sectors of it with Q that is not valid, from its start on */
    uint8_t track; /* of Q in that pregap */
    size_t stored; /* sectors of the pregap that are in the image */
    const char *finding, *of_q;
} second;

static void answer_addresses(const rbk_command *command)
{
    static const uint8_t tracks[] = {0,
                                     26,
                                     1,
                                     2,
                                     0,
                                     0x10,
                                     1,
                                     0,
                                     0,
                                     0,
                                     0,
                                     0,
                                     0,
                                     0x10,
                                     2,
                                     0,
                                     0,
                                     0,
                                     SECOND_INDEX01 >> 8,
                                     SECOND_INDEX01 & 255,
                                     0,
                                     0x10,
                                     0xAA,
                                     0,
                                     0,
                                     0,
                                     SECOND_END >> 8,
                                     SECOND_END & 255};
    uint8_t all[4 + 6 * 11] = {0, 2 + 6 * 11, 1, 2};
    for (uint8_t i = 0; i < 6; i++) {
        uint8_t *entry = all + 4 + i * 11, session = (uint8_t)(i / 3 + 1);
        entry[0] = session, entry[1] = 0x10, entry[3] = (uint8_t)(0xA0 + i % 3), entry[8] = session;
        if (i % 3 == 2)
            put_msf(entry + 8, session == 1 ? FIRST_END : SECOND_END);
    }
    const uint8_t *data = command->cdb[2] == 2 ? all : tracks;
    const size_t size = command->cdb[2] == 2 ? sizeof all : sizeof tracks;
    memcpy(command->data, data, command->data_bytes < size ? command->data_bytes : size);
}

static void put_second_q(int32_t lba, uint8_t *bytes)
{
    uint8_t q_bytes[RBK_Q_BYTES];
    rbk_q q = {.kind = RBK_Q_POSITION, .track = lba < FIRST_END ? 1 : 2, .index = 1, .absolute_sectors = lba + 150};
    q.relative_sectors = lba < FIRST_END ? lba : lba - SECOND_INDEX01;
    if (lba >= FIRST_END && lba < SECOND_INDEX01) {
        q.track = second.track;
        q.index = 0;
        q.relative_sectors = SECOND_INDEX01 - lba;
    }
    rbk_q_encode(&q, q_bytes);
    q_bytes[11] ^= lba >= USUAL_START && lba < USUAL_START + second.bad_q;
    rbk_subchannel_pq16(q_bytes, false, bytes);
}

static uint32_t read_two_sessions(const rbk_command *command)
{
    const uint8_t *cdb = command->cdb;
    if (cdb[0] == RBK_MMC_READ_DISC_INFORMATION) {
        memset(command->data, 0, command->data_bytes);
        memcpy(command->data, "\x00\x20\x0E\x01\x02\x01\x02", 7);
        return 1;
    }
    if (cdb[0] == RBK_MMC_READ_SUBCHANNEL || (cdb[0] == RBK_MMC_READ_TOC && cdb[2] > 2))
        return 0x52400;
    if (cdb[0] == RBK_MMC_READ_TOC)
        answer_addresses(command);
    if (cdb[0] != RBK_MMC_READ_CD)
        return cdb[0] == RBK_MMC_READ_TOC;
    if (cdb[10] == RBK_MMC_SUB_RAW || (second.no_q && cdb[10]))
        return 0x52400;
    int32_t lba = (int32_t)((uint32_t)cdb[2] << 24 | (uint32_t)cdb[3] << 16 | (uint32_t)cdb[4] << 8 | cdb[5]);
    size_t bytes = rbk_mmc_read_cd_bytes((rbk_mmc_subchannel)cdb[10]);
    for (size_t i = 0; i < ((size_t)cdb[7] << 8 | cdb[8]); i++, lba++) {
        if (second.unreadable && lba >= FIRST_END && lba < SECOND_INDEX01)
            return 0x31105;
        memset(command->data + i * bytes, lba < FIRST_END ? 1 : lba < SECOND_INDEX01 ? 0 : 2, RBK_SECTOR_BYTES);
        if (cdb[10])
            put_second_q(lba, command->data + i * bytes + RBK_SECTOR_BYTES);
    }
    return 1;
}

static void a_later_session_starts_with_its_first_track_unless_q_has_its_pregap(void **state)
{
    static const char *const lost = "no Q can be read at lba 11500, where session 2 usually starts: the 300 sectors "
                                    "from there to its index 01 are not in the image";
    const struct second_session rows[] = {
        {false, false, 0, 2, 300, NULL, NULL},
        {false, false, 25, 2, 300, NULL, NULL},
        {false, false, 26, 2, 0, NULL, lost},
        {true, false, 0, 2, 0, "the drive does not read Q: pregaps and indexes are not in the image", NULL},
        {false, false, 0, 1, 0, NULL, NULL},
        {false, true, 0, 2, 0,
         "the drive does not read the pregap of session 2, 150 sectors from lba 11650 on: audio in it is not in the "
         "image",
         lost}};
    (void)state;
    rbk_disc_read_options_init(&read_options);
    read_options.replace = true;
    drive.disc_status = 2;
    drive.read = read_two_sessions;
    meet();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        size_t size = 0;
        second = rows[i];
        findings = rbk_findings_new();
        read_well();
        char *sheet = scratch_read("copy.cue", NULL);
        assert_non_null(strstr(sheet, second.stored ? "REM LEAD-OUT 01:30:00\n" : "REM LEAD-OUT 01:34:00\n"));
        assert_non_null(strstr(sheet, second.stored ? "REM PREGAP 00:06:00\n" : "REM PREGAP 00:02:00\n"));
        assert_non_null(strstr(sheet, second.stored ? "TRACK 02 AUDIO\n    INDEX 00 00:00:00\n    INDEX 01 00:04:00\n"
                                                    : "TRACK 02 AUDIO\n    INDEX 01 00:00:00\n"));
        free(sheet);
        assert_true(!second.finding == !finding("read.unsupported"));
        if (second.finding)
            assert_found("read.unsupported", RBK_WARNING, second.finding);
        assert_true(!second.of_q == !finding("read.subchannel"));
        if (second.of_q)
            assert_found("read.subchannel", RBK_WARNING, second.of_q);
        char *bin = scratch_read("copy (Session 2).bin", &size);
        assert_int_equal(size, (second.stored + 100) * RBK_SECTOR_BYTES);
        assert_int_equal(bin[second.stored * RBK_SECTOR_BYTES], 2);
        free(bin);
        assert_int_equal(read_report.sectors, 200 + second.stored);
        rbk_findings_free(findings);
        findings = NULL;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        obedient_test(the_drives_offset_is_undone),
        obedient_test(audio_shorter_than_the_offset_keeps_its_length),
        obedient_test(audio_next_to_data_is_moved_from_where_its_pregap_starts),
        obedient_test(damaged_sectors_are_named_and_zero),
        obedient_test(data_comes_back_whole),
        obedient_test(many_damaged_ranges_are_counted_after_the_first_hundred),
        obedient_test(the_mode_of_data_is_found_after_damaged_sectors),
        obedient_test(a_later_session_starts_with_its_first_track_unless_q_has_its_pregap),
        obedient_test(progress_never_exceeds_what_there_is),
    };
    return cmocka_run_group_tests_name("burn/read_sectors", tests, NULL, NULL);
}
