/* Discs from CHD files: where their sectors are, what is silence, sessions and areas. */
#include "unit/chd/files.h"
#include "unit/chd/making.h"

#include "unit/scratch.h"

#include <redbook/format.h>
#include <redbook/layout.h>

static rbk_status read_bytes(const uint8_t *bytes, size_t size, rbk_disc **disc, rbk_findings *findings,
                             rbk_error *error)
{
    rbk_error_init(error);
    *disc = NULL;
    return rbk_format_read(bytes, size, "folder/x.chd", NULL, disc, findings, error);
}

static rbk_disc *read_made(uint64_t frames, const made_entry *entries, size_t count, rbk_findings *findings)
{
    size_t size;
    rbk_disc *disc;
    rbk_error error;
    uint8_t *bytes = make_chd(frames, entries, count, &size);
    if (read_bytes(bytes, size, &disc, findings, &error) != RBK_OK)
        fail_msg("%s", error.sentence);
    free(bytes);
    return disc;
}

static void a_chd_is_a_disc_in_a_file_of_its_own_name(void **state)
{
    rbk_disc *disc;
    rbk_error error;
    int score;
    (void)state;
    assert_string_equal(rbk_format_probe(chd_lzma, sizeof chd_lzma, &score)->name, "chd");
    assert_int_equal(score, 100);
    assert_int_equal(read_bytes(chd_lzma, sizeof chd_lzma, &disc, NULL, &error), RBK_OK);
    assert_int_equal(disc->file_count, 1);
    assert_string_equal(disc->files[0].path, "x.chd");
    assert_int_equal(disc->files[0].type, RBK_FILE_MOTOROLA);
    assert_int_equal(disc->session_count, 0);
    assert_int_equal(disc->track_count, 2);
    const rbk_track *data = &disc->tracks[0], *audio = &disc->tracks[1];
    assert_int_equal(data->mode, RBK_MODE_MODE1_2352);
    assert_int_equal(data->extents[0].length_samples, 4 * RBK_SECTOR_SAMPLES);
    assert_int_equal(audio->mode, RBK_MODE_AUDIO);
    assert_int_equal(audio->extent_count, 1);
    assert_int_equal(audio->extents[0].placement.offset_bytes, 4 * RBK_CHD_FRAME_BYTES);
    assert_int_equal(audio->extents[0].placement.stride_bytes, RBK_CHD_FRAME_BYTES);
    assert_int_equal(audio->extents[0].placement.payload_bytes, RBK_CHD_SECTOR_BYTES);
    assert_int_equal(audio->extents[0].placement.subchannel_bytes, 0);
    assert_int_equal(audio->extents[0].length_samples, 10 * RBK_SECTOR_SAMPLES);
    assert_int_equal(rbk_track_index(audio, 0)->offset_samples, 0);
    assert_int_equal(rbk_track_index(audio, 1)->offset_samples, RBK_SECTOR_SAMPLES);
    rbk_disc_free(disc);
}

static void assert_silence(const rbk_extent *extent, int64_t sectors)
{
    assert_true(extent->silence);
    assert_int_equal(extent->length_samples, sectors * RBK_SECTOR_SAMPLES);
}

static void what_is_not_stored_is_silence(void **state)
{
    static const made_entry entries[] = {
        {RBK_CHD_TRACK, "TRACK:1 TYPE:MODE1 SUBTYPE:NONE FRAMES:5 PREGAP:0 PGTYPE:MODE1 PGSUB:NONE POSTGAP:3", 0},
        {RBK_CHD_TRACK, "TRACK:2 TYPE:AUDIO SUBTYPE:NONE FRAMES:6 PREGAP:7 PGTYPE:MODE1 PGSUB:NONE POSTGAP:0", 0}};
    (void)state;
    rbk_disc *disc = read_made(16, entries, 2, NULL);
    const rbk_track *data = &disc->tracks[0], *audio = &disc->tracks[1];
    assert_int_equal(data->extent_count, 2);
    assert_int_equal(data->extents[0].placement.payload_bytes, 2048);
    assert_silence(&data->extents[1], 3);
    assert_null(rbk_track_index(data, 0));
    assert_int_equal(audio->extent_count, 2);
    assert_silence(&audio->extents[0], 7);
    assert_int_equal(rbk_track_index(audio, 0)->extent, 0);
    assert_int_equal(rbk_track_index(audio, 1)->extent, 1);
    assert_int_equal(audio->extents[1].placement.offset_bytes, 8 * RBK_CHD_FRAME_BYTES);
    assert_int_equal(audio->extents[1].offset_samples, 8 * RBK_SECTOR_SAMPLES);
    rbk_disc_free(disc);
}

static void subchannels_are_placed_after_the_sectors_in_their_form(void **state)
{
    static const made_entry entries[] = {{RBK_CHD_TRACK, "TRACK:1 TYPE:MODE1 SUBTYPE:RW_RAW FRAMES:4", 0},
                                         {RBK_CHD_TRACK, "TRACK:2 TYPE:AUDIO SUBTYPE:RW_RAW FRAMES:4", 0},
                                         {RBK_CHD_TRACK, "TRACK:3 TYPE:AUDIO SUBTYPE:RW FRAMES:4", 0},
                                         {RBK_CHD_TRACK, "TRACK:4 TYPE:AUDIO SUBTYPE:NONE FRAMES:4", 0}};
    (void)state;
    rbk_disc *disc = read_made(16, entries, 4, NULL);
    static const rbk_track_mode modes[] = {RBK_MODE_MODE1_2048, RBK_MODE_CDG, RBK_MODE_CDG, RBK_MODE_AUDIO};
    static const rbk_subchannel_form forms[] = {RBK_SUBCHANNEL_RAW, RBK_SUBCHANNEL_RAW, RBK_SUBCHANNEL_PACKS,
                                                RBK_SUBCHANNEL_NONE};
    for (int t = 0; t < 4; t++) {
        const rbk_extent *extent = &disc->tracks[t].extents[0];
        bool has = forms[t] != RBK_SUBCHANNEL_NONE;
        assert_int_equal(disc->tracks[t].mode, modes[t]);
        assert_int_equal(disc->files[extent->file].subchannel, forms[t]);
        assert_int_equal(extent->placement.subchannel_bytes, has ? 96 : 0);
        assert_int_equal(extent->placement.subchannel_offset_bytes, !has ? 0 : t == 0 ? 2048 : 2352);
    }
    assert_int_equal(disc->file_count, 3);
    rbk_disc_free(disc);
}

/* The subchannel's place in a track of a type whose frames have one byte that is not zero. */
static uint32_t subchannel_offset(const char *type, size_t frame, size_t byte)
{
    char text[80];
    size_t size;
    rbk_disc *disc;
    rbk_error error;
    snprintf(text, sizeof text, "TRACK:1 TYPE:%s SUBTYPE:RW_RAW FRAMES:12", type);
    const made_entry entry = {RBK_CHD_TRACK, text, 0};
    uint8_t *bytes = make_chd(12, &entry, 1, &size);
    uint8_t *file = calloc(3, RBK_CHD_HUNK_BYTES);
    assert_non_null(file);
    memcpy(file, bytes, size);
    for (uint8_t h = 0; h < 2; h++) /* in units of hunks */
        file[RBK_CHD_HEADER_BYTES + 4 * h + 3] = (uint8_t)(h + 1);
    file[RBK_CHD_HUNK_BYTES + frame * RBK_CHD_FRAME_BYTES + byte] = 1;
    assert_int_equal(read_bytes(file, (size_t)3 * RBK_CHD_HUNK_BYTES, &disc, NULL, &error), RBK_OK);
    const uint32_t offset = disc->tracks[0].extents[0].placement.subchannel_offset_bytes;
    rbk_disc_free(disc);
    free(file);
    free(bytes);
    return offset;
}

static void a_subchannel_follows_what_is_stored_of_a_sector_or_is_at_the_end_as_in_0_3_0(void **state)
{
    (void)state;
    assert_int_equal(subchannel_offset("MODE1", 0, 2047), 2048);
    assert_int_equal(subchannel_offset("MODE1", 0, 2048), 2048);
    assert_int_equal(subchannel_offset("MODE1", 11, 2143), 2048);
    assert_int_equal(subchannel_offset("MODE1", 0, 2352), 2352);
    assert_int_equal(subchannel_offset("MODE1", 11, 2447), 2352);
    assert_int_equal(subchannel_offset("MODE2_FORM1", 0, 2048), 2048);
    assert_int_equal(subchannel_offset("MODE2_FORM2", 0, 2419), 2324);
    assert_int_equal(subchannel_offset("MODE2_FORM2", 3, 2420), 2352);
    assert_int_equal(subchannel_offset("MODE2", 0, 2336), 2336);
    assert_int_equal(subchannel_offset("MODE2", 0, 2400), 2336);
    assert_int_equal(subchannel_offset("MODE2", 7, 2432), 2352);
    assert_int_equal(subchannel_offset("MODE1_RAW", 0, 2351), 2352);
}

static void sessions_are_those_of_the_entries(void **state)
{
    static const made_entry entries[] = {{RBK_CHD_SESSION, "SESSION:1", 0},
                                         {RBK_CHD_TRACK, "TRACK:1 TYPE:AUDIO SUBTYPE:NONE FRAMES:4", 0},
                                         {RBK_CHD_SESSION, "SESSION:2", 0},
                                         {RBK_CHD_TRACK, "TRACK:2 TYPE:MODE2_RAW SUBTYPE:NONE FRAMES:4", 0}};
    (void)state;
    rbk_disc *disc = read_made(8, entries, 4, NULL);
    assert_int_equal(disc->session_count, 2);
    assert_int_equal(disc->sessions[1].area, RBK_AREA_CD);
    assert_int_equal(disc->tracks[0].session, 0);
    assert_int_equal(disc->tracks[1].session, 1);
    rbk_disc_free(disc);
}

/* The five tracks of a disc as chdman makes them from a GDI in its general form. */
static const made_entry gd_rom[] = {
    {RBK_CHD_GD_TRACK,
     "TRACK:1 TYPE:MODE1_RAW SUBTYPE:NONE FRAMES:450 PAD:150 PREGAP:0 PGTYPE:MODE1 PGSUB:NONE POSTGAP:0", 0},
    {RBK_CHD_GD_TRACK,
     "TRACK:2 TYPE:AUDIO SUBTYPE:NONE FRAMES:44550 PAD:44248 PREGAP:0 PGTYPE:MODE1 PGSUB:NONE POSTGAP:0", 0},
    {RBK_CHD_GD_TRACK,
     "TRACK:3 TYPE:MODE1_RAW SUBTYPE:NONE FRAMES:250 PAD:150 PREGAP:0 PGTYPE:MODE1 PGSUB:NONE POSTGAP:0", 0},
    {RBK_CHD_GD_TRACK, "TRACK:4 TYPE:AUDIO SUBTYPE:NONE FRAMES:425 PAD:225 PREGAP:0 PGTYPE:MODE1 PGSUB:NONE POSTGAP:0",
     0},
    {RBK_CHD_GD_TRACK,
     "TRACK:5 TYPE:MODE1_RAW SUBTYPE:NONE FRAMES:120 PAD:0 PREGAP:0 PGTYPE:MODE1 PGSUB:NONE POSTGAP:0", 0}};

static void a_gd_rom_has_two_areas_and_its_tracks_their_addresses(void **state)
{
    static const int32_t expected[] = {0, 450, 45000, 45250, 45675};
    rbk_layout *layout;
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    rbk_disc *disc = read_made(45804, gd_rom, 5, findings);
    assert_int_equal(rbk_findings_count(findings), 0);
    assert_int_equal(disc->session_count, 2);
    assert_int_equal(disc->sessions[0].area, RBK_AREA_SINGLE_DENSITY);
    assert_int_equal(disc->sessions[1].area, RBK_AREA_HIGH_DENSITY);
    assert_int_equal(disc->tracks[2].session, 1);
    disc->files[0].rate_hz = RBK_RATE_HZ;
    disc->files[0].length_frames = 45804 * RBK_SECTOR_SAMPLES;
    assert_int_equal(rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, NULL, NULL), RBK_OK);
    for (size_t t = 0; t < 5; t++)
        assert_int_equal(layout->tracks[t].index01_lba, expected[t]);
    assert_int_equal(layout->tracks[1].end_lba, 450 + 302);
    assert_int_equal(rbk_layout_end(layout), 45675 + 120);
    rbk_layout_free(layout);
    rbk_disc_free(disc);
    rbk_findings_free(findings);
}

static void an_area_that_starts_elsewhere_and_one_that_is_missing_are_reported(void **state)
{
    made_entry entries[5];
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc;
    rbk_error error;
    size_t size;
    (void)state;
    memcpy(entries, gd_rom, sizeof gd_rom);
    entries[0].data =
        "TRACK:1 TYPE:MODE1_RAW SUBTYPE:NONE FRAMES:450 PAD:150 PREGAP:0 PGTYPE:MODE1 PGSUB:NONE POSTGAP:150";
    rbk_disc_free(read_made(45804, entries, 5, findings));
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "chd.area");
    assert_string_equal(rbk_findings_at(findings, 0)->text,
                        "track 3 starts at lba 45150 by the lengths of the tracks before: it is treated as starting at "
                        "45000, as on every GD-ROM");
    rbk_findings_free(findings);
    uint8_t *bytes = make_chd(45004, gd_rom, 2, &size);
    assert_int_equal(read_bytes(bytes, size, &disc, NULL, &error), RBK_BAD_LAYOUT);
    assert_string_equal(error.sentence, "expected at least 3 tracks of a GD-ROM, found 2");
    free(bytes);
}

static void a_damaged_file_has_its_name_in_the_error(void **state)
{
    rbk_disc *disc;
    rbk_error error;
    (void)state;
    assert_int_equal(read_bytes(chd_lzma, 1000, &disc, NULL, &error), RBK_SYNTAX);
    assert_string_equal(error.place.path, "folder/x.chd");
    assert_null(disc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_chd_is_a_disc_in_a_file_of_its_own_name),
        cmocka_unit_test(what_is_not_stored_is_silence),
        cmocka_unit_test(subchannels_are_placed_after_the_sectors_in_their_form),
        cmocka_unit_test(a_subchannel_follows_what_is_stored_of_a_sector_or_is_at_the_end_as_in_0_3_0),
        cmocka_unit_test(sessions_are_those_of_the_entries),
        cmocka_unit_test(a_gd_rom_has_two_areas_and_its_tracks_their_addresses),
        cmocka_unit_test(an_area_that_starts_elsewhere_and_one_that_is_missing_are_reported),
        cmocka_unit_test(a_damaged_file_has_its_name_in_the_error),
    };
    return cmocka_run_group_tests_name("format/chd", tests, NULL, NULL);
}
