/* The plan of a CHD: what its tracks store and what its metadata states. */
#include "convert/chd.h"

#include "unit/convert/converting.h"

/* The text of the n-th entry that a conversion has. */
static const char *entry(size_t number)
{
    assert_true(number < done->chd->entry_count);
    return (const char *)done->chd->entries[number].data;
}

static void read_sheet(const char *sheet)
{
    make_payload(0, 0);
    scratch_write("a.cue", sheet, strlen(sheet));
    read_disc("a.cue");
    options.author.replace = true;
    options.author.jobs = 1;
}

static void pregaps_with_bytes_are_stored_and_others_counted(void **state)
{
    (void)state;
    read_sheet("FILE \"a.bin\" BINARY\n TRACK 01 AUDIO\n  PREGAP 00:02:00\n  INDEX 01 00:00:00\n  POSTGAP 00:01:00\n"
               " TRACK 02 AUDIO\n  INDEX 00 00:01:26\n  INDEX 01 00:02:27\n");
    assert_int_equal(convert_for("chd", "b.chd", NULL), RBK_OK);
    assert_int_equal(done->file_count, 1);
    assert_int_equal(done->descriptor.size, 0);
    assert_string_equal(entry(0), "TRACK:1 TYPE:AUDIO SUBTYPE:NONE FRAMES:101 PREGAP:150 PGTYPE:MODE1 PGSUB:NONE "
                                  "POSTGAP:75");
    assert_string_equal(entry(1), "TRACK:2 TYPE:AUDIO SUBTYPE:NONE FRAMES:599 PREGAP:76 PGTYPE:VAUDIO PGSUB:NONE "
                                  "POSTGAP:0");
    assert_int_equal(done->chd->entries[0].size, strlen(entry(0)) + 1);
    assert_int_equal(done->chd->entries[2].tag, RBK_CHD_DESCRIPTOR);
    assert_int_equal(done->chd->entries[2].flags, 0);
    assert_int_equal(done->chd->tracks[0].zeros, 3);
    assert_int_equal(done->chd->tracks[1].zeros, 1);
    assert_int_equal(done->files[0].segments[0].first_lba, 150);
    assert_int_equal(done->files[0].segments[0].end_lba, 251);
    assert_int_equal(done->loss_count, 0);
}

static void audio_before_the_first_index_is_a_pregap_that_is_stored(void **state)
{
    (void)state;
    read_sheet("FILE \"a.bin\" BINARY\n TRACK 01 AUDIO\n  INDEX 01 00:02:10\n TRACK 02 AUDIO\n  INDEX 01 00:04:01\n");
    assert_int_equal(convert_for("chd", "b.chd", NULL), RBK_OK);
    assert_string_equal(entry(0), "TRACK:1 TYPE:AUDIO SUBTYPE:NONE FRAMES:301 PREGAP:160 PGTYPE:VAUDIO PGSUB:NONE "
                                  "POSTGAP:0");
}

static void modes_have_the_names_that_readers_compare(void **state)
{
    static const struct {
        const char *mode, *type;
        int sector;
    } rows[] = {{"MODE1/2048", "MODE1", 2048},      {"MODE1/2352", "MODE1_RAW", 2352},
                {"MODE2/2336", "MODE2", 2336},      {"MODE2/2352", "MODE2_RAW", 2352},
                {"CDI/2352", "MODE2_RAW", 2352},    {"MODE2/2048", "MODE2_FORM1", 2048},
                {"MODE2/2324", "MODE2_FORM2", 2324}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char sheet[200], expected[200];
        snprintf(sheet, sizeof sheet, "FILE \"a.bin\" BINARY\n TRACK 01 %s\n  INDEX 01 00:00:00\n", rows[i].mode);
        read_sheet(sheet);
        assert_int_equal(convert_for("chd", "b.chd", NULL), RBK_OK);
        snprintf(expected, sizeof expected,
                 "TRACK:1 TYPE:%s SUBTYPE:NONE FRAMES:%d PREGAP:0 PGTYPE:MODE1 PGSUB:NONE POSTGAP:0", rows[i].type,
                 SOURCE_SECTORS * 2352 / rows[i].sector);
        assert_string_equal(entry(0), expected);
    }
}

static void sessions_are_named_where_there_are_several(void **state)
{
    (void)state;
    make_payload(0, 0);
    scratch_write("b.bin", payload, 400 * 2352);
    read_sheet("FILE \"a.bin\" BINARY\n TRACK 01 AUDIO\n  INDEX 01 00:00:00\nREM SESSION 02\nFILE \"b.bin\" BINARY\n"
               " TRACK 02 AUDIO\n  INDEX 01 00:00:00\n");
    assert_int_equal(convert_for("chd", "b.chd", NULL), RBK_OK);
    assert_string_equal(entry(0), "SESSION:1");
    assert_int_equal(done->chd->entries[0].tag, RBK_CHD_SESSION);
    assert_string_equal(entry(2), "SESSION:2");
    assert_int_equal(done->chd->entries[3].tag, RBK_CHD_TRACK);
    assert_int_equal(done->chd->entries[4].tag, RBK_CHD_DESCRIPTOR);
}

static void a_gd_rom_has_the_frames_from_index_to_index(void **state)
{
    static const char sheet[] =
        "REM SINGLE-DENSITY AREA\nFILE \"a.bin\" BINARY\n TRACK 01 AUDIO\n  INDEX 01 00:00:00\nFILE \"b.bin\" BINARY\n"
        " TRACK 02 AUDIO\n  INDEX 00 00:00:00\n  INDEX 01 00:02:00\nREM HIGH-DENSITY AREA\nFILE \"c.bin\" BINARY\n"
        " TRACK 03 AUDIO\n  INDEX 01 00:00:00\nFILE \"d.bin\" BINARY\n TRACK 04 AUDIO\n  INDEX 00 00:00:00\n"
        "  INDEX 01 00:02:00\n";
    (void)state;
    make_payload(0, 0);
    scratch_write("b.bin", payload, 452 * 2352);
    scratch_write("c.bin", payload, 101 * 2352);
    scratch_write("d.bin", payload, 350 * 2352);
    read_sheet(sheet);
    assert_int_equal(convert_for("chd", "b.chd", NULL), RBK_OK);
    assert_string_equal(entry(0), "TRACK:1 TYPE:AUDIO SUBTYPE:NONE FRAMES:850 PAD:0 PREGAP:0 PGTYPE:MODE1 PGSUB:NONE "
                                  "POSTGAP:0");
    assert_string_equal(entry(1), "TRACK:2 TYPE:AUDIO SUBTYPE:NONE FRAMES:44150 PAD:43848 PREGAP:0 PGTYPE:MODE1 "
                                  "PGSUB:NONE POSTGAP:0");
    assert_string_equal(entry(2), "TRACK:3 TYPE:AUDIO SUBTYPE:NONE FRAMES:251 PAD:0 PREGAP:0 PGTYPE:MODE1 PGSUB:NONE "
                                  "POSTGAP:0");
    assert_string_equal(entry(3), "TRACK:4 TYPE:AUDIO SUBTYPE:NONE FRAMES:200 PAD:0 PREGAP:0 PGTYPE:MODE1 PGSUB:NONE "
                                  "POSTGAP:0");
    assert_int_equal(done->chd->entries[0].tag, RBK_CHD_GD_TRACK);
    assert_false(has_finding("lost.pause")); /* the sheet gives the pregaps back */
}

static void a_compression_that_is_none_is_refused(void **state)
{
    (void)state;
    read_sheet("FILE \"a.bin\" BINARY\n TRACK 01 AUDIO\n  INDEX 01 00:00:00\n");
    options.compression = 4;
    assert_int_equal(convert_for("chd", "b.chd", NULL), RBK_INVALID_ARGUMENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        convert_test(pregaps_with_bytes_are_stored_and_others_counted),
        convert_test(audio_before_the_first_index_is_a_pregap_that_is_stored),
        convert_test(modes_have_the_names_that_readers_compare),
        convert_test(sessions_are_named_where_there_are_several),
        convert_test(a_gd_rom_has_the_frames_from_index_to_index),
        convert_test(a_compression_that_is_none_is_refused),
    };
    return cmocka_run_group_tests_name("convert/chd", tests, NULL, NULL);
}
