/* The tables of a fileset: the fact sheet's test vector byte for byte, and what a DDP cannot express. */
#include "unit/format/ddp.h"

static fileset set;

static void the_test_vector_comes_out_byte_for_byte(void **state)
{
    static const struct {
        const char *name, *md5;
        size_t size;
    } rows[] = {{"DDPID", "f189fb25a84442b2753337a3245bf654", 128},
                {"DDPMS", "015c5e2d901175d955026b2f98bbd8c3", 384},
                {"PQDESCR", "392f060b4845a0fada21157cd58ac83a", 448},
                {"CDTEXT.BIN", "88d753e5d6e05456bf5dde5b431d43a5", 180},
                {"IMAGE.DAT", "039286cd61d33ac2a516334949672529", 3880800}};
    rbk_disc *disc = vector_disc();
    (void)state;
    set_write(&set, disc, "CAT-001");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(set_find(&set, rows[i].name)->size, rows[i].size);
        assert_string_equal(set_md5(&set, rows[i].name), rows[i].md5);
    }
    set_release(&set);
    rbk_disc_free(disc);
}

/* A field of a file as text. */
static const char *field(const char *name, size_t offset, size_t size)
{
    static char text[64];
    memcpy(text, set_find(&set, name)->bytes + offset, size);
    text[size] = '\0';
    return text;
}

/* The sample of the fact sheet: the times of a commercial writer. */
static void a_second_session_has_the_times_of_the_sample(void **state)
{
    rbk_error error;
    rbk_session *session;
    rbk_track *track;
    uint32_t file;
    rbk_disc *disc = probed_sheet("FILE IMAGE01.DAT BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n", 13455 - 150);
    (void)state;
    assert_int_equal(rbk_disc_add_session(disc, RBK_AREA_CD, 0, &session, &error), RBK_OK);
    assert_int_equal(rbk_disc_add_file(disc, "IMAGE02.DAT", RBK_FILE_BINARY, "", 0, &file, &error), RBK_OK);
    disc->files[file].rate_hz = RBK_RATE_HZ;
    disc->files[file].length_frames = 75 * RBK_SECTOR_SAMPLES;
    assert_int_equal(rbk_disc_add_track(disc, 2, RBK_MODE_MODE1_2048, &track, &error), RBK_OK);
    assert_int_equal(rbk_track_add_file_extent(track, file, 0, 75 * RBK_SECTOR_SAMPLES, &error), RBK_OK);
    assert_int_equal(rbk_track_add_index(track, 1, 0, 0, &error), RBK_OK);
    set_write(&set, disc, NULL);
    assert_string_equal(field("DDPMS", 128 + 14, 8), "00013455");
    assert_string_equal(field("DDPMS", 256 + 14, 16), "0000022500024705");
    assert_string_equal(field("DDPMS", 256 + 38, 4), "1000");
    assert_string_equal(field("DDPMS", 256 + 46, 4), " 150");
    assert_string_equal(field("DDPMS", 256 + 74, 18), "IMAGE02.DAT      S");
    static const char *const packets[] = {"VVVS0000  00000001", "VVVS0100  00000001", "VVVS0101  00020001",
                                          "VVVSAA01  02593001", "VVVS0000  04293041", "VVVS0200  05293041",
                                          "VVVS0201  05313041", "VVVSAA01  05323041", "VVVSAA01  05323041"};
    assert_int_equal(set_find(&set, "PQDESCR")->size, sizeof packets / sizeof packets[0] * 64);
    for (size_t i = 0; i < sizeof packets / sizeof packets[0]; i++)
        assert_string_equal(field("PQDESCR", i * 64, 18), packets[i]);
    set_release(&set);
    rbk_disc_free(disc);
}

static void flags_and_indexes_have_their_fields(void **state)
{
    rbk_disc *disc = probed_sheet("FILE IMAGE.DAT BINARY\nTRACK 01 AUDIO\nFLAGS DCP PRE\nISRC USABC1234567\n"
                                  "INDEX 00 00:00:00\nINDEX 01 00:01:00\nINDEX 02 00:05:00\n"
                                  "TRACK 02 AUDIO\nFLAGS 4CH DCP\nINDEX 01 00:08:00\n",
                                  900);
    static const char *const packets[] = {"VVVS0000  00000031              ", "VVVS0100  00000031  USABC1234567",
                                          "VVVS0101  00030031  USABC1234567", "VVVS0102  00070031              ",
                                          "VVVS0201  001000A1              ", "VVVSAA01  001400A1              "};
    (void)state;
    set_write(&set, disc, NULL);
    for (size_t i = 0; i < sizeof packets / sizeof packets[0]; i++)
        assert_string_equal(field("PQDESCR", i * 64, 32), packets[i]);
    assert_string_equal(field("DDPID", 8, 31), "                               ");
    set_release(&set);
    rbk_disc_free(disc);
}

static void assert_refused(const char *sheet, int64_t sectors, rbk_status status, const char *sentence)
{
    rbk_error error;
    rbk_ddp_tables tables = {{NULL, 0}, {NULL, 0}, {NULL, 0}};
    rbk_disc *disc = probed_sheet(sheet, sectors);
    assert_int_equal(rbk_ddp_tables_make(disc, NULL, &tables, &error), status);
    assert_string_equal(error.sentence, sentence);
    assert_null(tables.id.data);
    rbk_disc_free(disc);
}

static void what_no_ddp_can_say_is_refused(void **state)
{
    (void)state;
    assert_refused("FILE a.bin BINARY\nTRACK 01 MODE1/2352\nINDEX 01 00:00:00\n", 300, RBK_UNSUPPORTED,
                   "a DDP has data tracks in a second session only");
    assert_refused("FILE a.bin BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n", 449850, RBK_UNSUPPORTED,
                   "the lead-out is past 99:59:74, the last time of a DDP");
}

static void assert_refused_as_it_is(rbk_disc *disc, const char *sentence)
{
    rbk_error error;
    rbk_ddp_tables tables = {{NULL, 0}, {NULL, 0}, {NULL, 0}};
    assert_int_equal(rbk_ddp_tables_make(disc, NULL, &tables, &error), RBK_UNSUPPORTED);
    assert_string_equal(error.sentence, sentence);
    assert_null(tables.id.data);
}

/* An audio track, then a data track in a session of its own, and one more of that, or in a third one. */
static void sessions_and_modes_that_no_ddp_has_are_refused(void **state)
{
    rbk_track *track;
    (void)state;
    rbk_disc *disc = probed_sheet("FILE a.bin BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n", 300);
    for (uint32_t number = 2; number <= 3; number++) {
        uint32_t file;
        if (number == 2)
            assert_int_equal(rbk_disc_add_session(disc, RBK_AREA_CD, 0, NULL, NULL), RBK_OK);
        assert_int_equal(rbk_disc_add_file(disc, "b.bin", RBK_FILE_BINARY, "", 0, &file, NULL), RBK_OK);
        disc->files[file].rate_hz = RBK_RATE_HZ;
        disc->files[file].length_frames = 300 * RBK_SECTOR_SAMPLES;
        assert_int_equal(rbk_disc_add_track(disc, number, RBK_MODE_MODE1_2352, &track, NULL), RBK_OK);
        assert_int_equal(rbk_track_add_file_extent(track, file, 0, RBK_TO_END, NULL), RBK_OK);
        assert_int_equal(rbk_track_add_index(track, 1, 0, 0, NULL), RBK_OK);
    }
    track->mode = RBK_MODE_MODE2_2352;
    assert_refused_as_it_is(disc, "a DDP has data tracks of one mode only");
    track->mode = RBK_MODE_MODE1_2352;
    track->number = 4;
    assert_refused_as_it_is(disc, "a DDP cannot omit a track number");
    track->number = 3;
    assert_int_equal(rbk_disc_add_session(disc, RBK_AREA_CD, 0, NULL, NULL), RBK_OK);
    track->session = 2;
    assert_refused_as_it_is(disc, "a DDP has two sessions at most");
    track->session = 1;
    disc->sessions[1].area = RBK_AREA_HIGH_DENSITY;
    assert_refused_as_it_is(disc, "a DDP has no words for the areas of a GD-ROM");
    rbk_disc_free(disc);
}

static void a_master_id_is_ascii_that_fits(void **state)
{
    rbk_error error;
    (void)state;
    assert_int_equal(rbk_ddp_check_master_id("123456789012345678901234567890123456789012345678", &error), RBK_OK);
    assert_int_equal(rbk_ddp_check_master_id("1234567890123456789012345678901234567890123456789", &error),
                     RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "expected a master id of 48 characters or fewer, found 49");
    assert_int_equal(rbk_ddp_check_master_id("Caf\xC3\xA9", &error), RBK_INVALID_ARGUMENT);
}

static void each_session_needs_a_file_of_its_own(void **state)
{
    rbk_error error;
    rbk_track *track;
    rbk_ddp_tables tables = {{NULL, 0}, {NULL, 0}, {NULL, 0}};
    rbk_disc *disc = probed_sheet("FILE a.bin BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n", 900);
    (void)state;
    disc->tracks[0].extents[0].length_samples = 600 * RBK_SECTOR_SAMPLES;
    assert_int_equal(rbk_disc_add_session(disc, RBK_AREA_CD, 0, NULL, NULL), RBK_OK);
    assert_int_equal(rbk_disc_add_track(disc, 2, RBK_MODE_MODE1_2352, &track, NULL), RBK_OK);
    assert_int_equal(rbk_track_add_file_extent(track, 0, 600 * RBK_SECTOR_SAMPLES, 300 * RBK_SECTOR_SAMPLES, NULL),
                     RBK_OK);
    assert_int_equal(rbk_track_add_index(track, 1, 0, 0, NULL), RBK_OK);
    rbk_error_init(&error);
    assert_int_equal(rbk_ddp_tables_make(disc, NULL, &tables, &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "expected a file for each session of the disc");
    assert_null(tables.id.data);
    rbk_disc_free(disc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_test_vector_comes_out_byte_for_byte),
        cmocka_unit_test(a_second_session_has_the_times_of_the_sample),
        cmocka_unit_test(flags_and_indexes_have_their_fields),
        cmocka_unit_test(what_no_ddp_can_say_is_refused),
        cmocka_unit_test(sessions_and_modes_that_no_ddp_has_are_refused),
        cmocka_unit_test(a_master_id_is_ascii_that_fits),
        cmocka_unit_test(each_session_needs_a_file_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
