/* Track entries of each kind, and invalid ones. */
#include "format/chd.h"
#include "unit/chd/making.h"

#include "unit/scratch.h"

/* Reads the tracks of a file with these entries; the first failure in *error. */
static rbk_status read_tracks(uint64_t frames, const made_entry *entries, size_t count, rbk_chd_tracks *tracks,
                              rbk_findings *findings, rbk_error *error)
{
    size_t size;
    uint8_t *bytes = make_chd(frames, entries, count, &size);
    rbk_input input;
    rbk_chd *chd = NULL;
    rbk_error_init(error);
    rbk_input_open_bytes(&input, bytes, size);
    rbk_status status = rbk_chd_open(&input, &chd, error);
    assert_int_equal(status, RBK_OK);
    rbk_chd_reader reader = {.chd = chd, .name = "x.chd", .findings = findings, .error = error};
    status = rbk_chd_tracks_read(&reader);
    *tracks = reader.tracks;
    rbk_chd_close(chd);
    free(bytes);
    return status;
}

static void every_type_has_its_mode_and_every_track_its_frames(void **state)
{
    static const struct {
        const char *type;
        rbk_track_mode mode;
    } types[] = {{"MODE1", RBK_MODE_MODE1_2048},       {"MODE1_RAW", RBK_MODE_MODE1_2352},
                 {"MODE2", RBK_MODE_MODE2_2336},       {"MODE2_FORM1", RBK_MODE_MODE2_2048},
                 {"MODE2_FORM2", RBK_MODE_MODE2_2324}, {"MODE2_FORM_MIX", RBK_MODE_MODE2_2336},
                 {"MODE2_RAW", RBK_MODE_MODE2_2352},   {"AUDIO", RBK_MODE_AUDIO}};
    char texts[8][160];
    made_entry entries[8];
    rbk_chd_tracks tracks;
    rbk_error error;
    (void)state;
    for (int i = 0; i < 8; i++) {
        snprintf(texts[i], sizeof texts[i],
                 "TRACK:%d TYPE:%s SUBTYPE:NONE FRAMES:%d PREGAP:0 PGTYPE:MODE1 PGSUB:NONE POSTGAP:%d", i + 1,
                 types[i].type, 5 + i, i);
        entries[i] = (made_entry){RBK_CHD_TRACK, texts[i], 0};
    }
    assert_int_equal(read_tracks(8 + 8 + 8 + 8 + 12 + 12 + 12 + 12, entries, 8, &tracks, NULL, &error), RBK_OK);
    assert_int_equal(tracks.count, 8);
    assert_false(tracks.gd_rom);
    int64_t frame = 0;
    for (int i = 0; i < 8; i++) {
        const rbk_chd_track *track = &tracks.tracks[i];
        assert_int_equal(track->mode, types[i].mode);
        assert_int_equal(track->subchannel, RBK_SUBCHANNEL_NONE);
        assert_int_equal(track->frames, 5 + i);
        assert_int_equal(track->postgap, i);
        assert_int_equal(track->first_frame, frame);
        assert_true(track->big_endian);
        frame += (track->frames + 3) / 4 * 4;
    }
}

static void pregaps_are_stored_where_their_type_begins_with_v(void **state)
{
    static const made_entry entries[] = {
        {RBK_CHD_TRACK, "TRACK:1 TYPE:AUDIO SUBTYPE:RW FRAMES:20 PREGAP:10 PGTYPE:VAUDIO PGSUB:NONE POSTGAP:0", 0},
        {RBK_CHD_TRACK, "TRACK:2 TYPE:AUDIO SUBTYPE:RW_RAW FRAMES:20 PREGAP:150 PGTYPE:MODE1 PGSUB:NONE POSTGAP:0", 0}};
    rbk_chd_tracks tracks;
    rbk_error error;
    (void)state;
    assert_int_equal(read_tracks(40, entries, 2, &tracks, NULL, &error), RBK_OK);
    assert_int_equal(tracks.tracks[0].pregap, 10);
    assert_true(tracks.tracks[0].pregap_stored);
    assert_int_equal(tracks.tracks[0].subchannel, RBK_SUBCHANNEL_PACKS);
    assert_int_equal(tracks.tracks[1].pregap, 150);
    assert_false(tracks.tracks[1].pregap_stored);
    assert_int_equal(tracks.tracks[1].subchannel, RBK_SUBCHANNEL_RAW);
}

static void old_entries_and_those_of_gd_roms_are_read(void **state)
{
    static const made_entry old[] = {{RBK_CHD_TRACK_OLD, "TRACK:1 TYPE:MODE1 SUBTYPE:NONE FRAMES:7", 0}};
    static const made_entry gd[] = {
        {RBK_CHD_GD_TRACK,
         "TRACK:1 TYPE:MODE1_RAW SUBTYPE:NONE FRAMES:12 PAD:5 PREGAP:0 PGTYPE:MODE1 PGSUB:NONE POSTGAP:0", 0}};
    static const made_entry gd_old[] = {
        {RBK_CHD_GD_TRACK_OLD,
         "TRACK:1 TYPE:AUDIO SUBTYPE:NONE FRAMES:12 PAD:0 PREGAP:0 PGTYPE:MODE1 PGSUB:NONE POSTGAP:0", 0}};
    rbk_chd_tracks tracks;
    rbk_error error;
    (void)state;
    assert_int_equal(read_tracks(8, old, 1, &tracks, NULL, &error), RBK_OK);
    assert_int_equal(tracks.tracks[0].frames, 7);
    assert_int_equal(read_tracks(12, gd, 1, &tracks, NULL, &error), RBK_OK);
    assert_true(tracks.gd_rom);
    assert_int_equal(tracks.tracks[0].pad, 5);
    assert_int_equal(read_tracks(12, gd_old, 1, &tracks, NULL, &error), RBK_OK);
    assert_true(tracks.gd_rom);
    assert_false(tracks.tracks[0].big_endian);
}

static void the_binary_table_is_read_in_either_order_of_bytes(void **state)
{
    for (int little = 0; little < 2; little++) {
        uint8_t table[4 + 99 * 24] = {0};
        static const uint32_t fields[] = {2, 1, 2, 2352, 0, 10, 2, 7, 0, 2352, 96, 5, 3};
        rbk_chd_tracks tracks;
        rbk_error error;
        for (size_t i = 0; i < 13; i++)
            table[4 * i + (little ? 0 : 3)] = (uint8_t)fields[i],
                                        table[4 * i + (little ? 1 : 2)] = (uint8_t)(fields[i] >> 8);
        const made_entry entry = {RBK_CHD_TRACK_TABLE, table, sizeof table};
        assert_int_equal(read_tracks(20, &entry, 1, &tracks, NULL, &error), RBK_OK);
        assert_int_equal(tracks.count, 2);
        assert_int_equal(tracks.tracks[0].mode, RBK_MODE_MODE1_2352);
        assert_int_equal(tracks.tracks[0].frames, 10);
        assert_int_equal(tracks.tracks[0].subchannel, RBK_SUBCHANNEL_NONE);
        assert_int_equal(tracks.tracks[1].mode, RBK_MODE_AUDIO);
        assert_int_equal(tracks.tracks[1].subchannel, RBK_SUBCHANNEL_PACKS);
        assert_int_equal(tracks.tracks[1].first_frame, 12);
    }
    (void)state;
}

static void sessions_begin_before_their_first_track(void **state)
{
    static const made_entry entries[] = {{RBK_CHD_SESSION, "SESSION:1", 0},
                                         {RBK_CHD_TRACK, "TRACK:1 TYPE:AUDIO SUBTYPE:NONE FRAMES:4", 0},
                                         {RBK_CHD_TRACK, "TRACK:2 TYPE:AUDIO SUBTYPE:NONE FRAMES:4", 0},
                                         {RBK_CHD_SESSION, "SESSION:2", 0},
                                         {RBK_CHD_TRACK, "TRACK:3 TYPE:MODE2_RAW SUBTYPE:NONE FRAMES:4", 0}};
    rbk_chd_tracks tracks;
    rbk_error error;
    (void)state;
    assert_int_equal(read_tracks(12, entries, 5, &tracks, NULL, &error), RBK_OK);
    assert_int_equal(tracks.tracks[0].session, 1);
    assert_int_equal(tracks.tracks[1].session, 1);
    assert_int_equal(tracks.tracks[2].session, 2);
}

static void frames_that_no_track_has_are_reported(void **state)
{
    static const made_entry entry = {RBK_CHD_TRACK, "TRACK:1 TYPE:AUDIO SUBTYPE:NONE FRAMES:5", 0};
    rbk_chd_tracks tracks;
    rbk_error error;
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    assert_int_equal(read_tracks(8, &entry, 1, &tracks, findings, &error), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 0);
    assert_int_equal(read_tracks(11, &entry, 1, &tracks, findings, &error), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "chd.unused-frames");
    assert_string_equal(rbk_findings_at(findings, 0)->text, "3 frames after those of its tracks are not used");
    rbk_findings_free(findings);
}

static void refuse(uint32_t tag, const char *text, rbk_status status, const char *sentence)
{
    const made_entry entry = {tag, text, 0};
    rbk_chd_tracks tracks;
    rbk_error error;
    assert_int_equal(read_tracks(8, &entry, 1, &tracks, NULL, &error), status);
    assert_string_equal(error.sentence, sentence);
    assert_string_equal(error.place.path, "x.chd");
    assert_int_equal(error.place.line, 0); /* it has none */
    assert_int_equal(error.place.column, 0);
}

static void what_is_wrong_with_an_entry_is_reported(void **state)
{
    (void)state;
    refuse(RBK_CHD_TAG('G', 'D', 'D', 'D'), "CYLS:1", RBK_UNSUPPORTED,
           "is not a CHD of a compact disc: no entry of its metadata lists tracks");
    refuse(RBK_CHD_TRACK, "TRACK:2 TYPE:AUDIO SUBTYPE:NONE FRAMES:4", RBK_SYNTAX,
           "its metadata are damaged: expected track 1, found track 2");
    refuse(RBK_CHD_TRACK, "TRACK:1 TYPE:AUDIO SUBTYPE:NONE FRAMES:9", RBK_BAD_LAYOUT,
           "its tracks have 12 frames with their padding, the file holds 8");
    refuse(RBK_CHD_TRACK, "TRACK:1 TYPE:AUDIO SUBTYPE:NONE FRAMES:0", RBK_BAD_LAYOUT,
           "track 1 has 0 frames: expected more than the 0 of its pregap and padding");
    refuse(RBK_CHD_TRACK, "TRACK:1 TYPE:AUDIO FRAMES:4 PREGAP:4 PGTYPE:VAUDIO", RBK_BAD_LAYOUT,
           "track 1 has 4 frames: expected more than the 4 of its pregap and padding");
    refuse(RBK_CHD_TRACK, "TRACK:1 TYPE:MODE3 SUBTYPE:NONE FRAMES:4", RBK_UNSUPPORTED,
           "track 1 is of the type 'MODE3', which no compact disc has");
    refuse(RBK_CHD_TRACK, "TRACK:1 TYPE:AUDIO SUBTYPE:RX FRAMES:4", RBK_UNSUPPORTED,
           "track 1 is of the subchannel type 'RX', which no compact disc has");
    refuse(RBK_CHD_TRACK, "TRACK:1 TYPE:AUDIO SUBTYPE:NONE", RBK_SYNTAX,
           "its metadata are damaged: expected 'TRACK:n TYPE:... FRAMES:n', found 'TRACK:1 TYPE:AUDIO SUBTYPE:NONE'");
    refuse(RBK_CHD_TRACK, "TRACK:1 TYPE:AUDIO FRAMES:-4", RBK_SYNTAX,
           "its metadata are damaged: 'FRAMES:-4' is not a valid field of a track");
    refuse(RBK_CHD_TRACK, "TRACK:1 TYPE:AUDIO FRAMES:99999999999999999999", RBK_SYNTAX,
           "its metadata are damaged: 'FRAMES:99999999999999999999' is not a valid field of a track");
    refuse(RBK_CHD_TRACK, "TRACK:1 TYPE:AUDIO_AUDIO_AUDIO_AUDIO_AUDIO_AUDIO FRAMES:4", RBK_SYNTAX,
           "its metadata are damaged: 'TYPE:AUDIO_AUDIO_AUDIO_AUDIO_AUDIO_AUDIO' is not a valid field of a track");
    refuse(RBK_CHD_SESSION, "SESSION:1", RBK_UNSUPPORTED,
           "is not a CHD of a compact disc: no entry of its metadata lists tracks");
    refuse(RBK_CHD_TRACK_TABLE, "abc", RBK_SYNTAX,
           "its metadata are damaged: expected a table of 1 to 99 tracks, found 4 bytes that say 6513249");
}

static void sessions_that_do_not_count_from_1_are_refused(void **state)
{
    static const char *const texts[] = {"SESSION:2", "SESSION:", "SESSION:one"};
    rbk_chd_tracks tracks;
    rbk_error error;
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        const made_entry entries[] = {{RBK_CHD_SESSION, texts[i], 0},
                                      {RBK_CHD_TRACK, "TRACK:1 TYPE:AUDIO SUBTYPE:NONE FRAMES:4", 0}};
        char sentence[100];
        snprintf(sentence, sizeof sentence, "its metadata are damaged: expected 'SESSION:1', found '%s'", texts[i]);
        assert_int_equal(read_tracks(4, entries, 2, &tracks, NULL, &error), RBK_SYNTAX);
        assert_string_equal(error.sentence, sentence);
    }
}

static void a_table_with_an_unknown_type_is_refused(void **state)
{
    uint8_t table[4 + 99 * 24] = {[3] = 1, [7] = 99, [11] = 2, [23] = 10};
    const made_entry entry = {RBK_CHD_TRACK_TABLE, table, sizeof table};
    rbk_chd_tracks tracks;
    rbk_error error;
    (void)state;
    assert_int_equal(read_tracks(12, &entry, 1, &tracks, NULL, &error), RBK_SYNTAX);
    assert_string_equal(error.sentence, "its metadata are damaged: track 1 of its table has the type 99, the "
                                        "subchannel type 2 and 10 frames");
}

static void more_tracks_than_a_disc_has_are_refused(void **state)
{
    static char texts[100][64];
    made_entry entries[100];
    rbk_chd_tracks tracks;
    rbk_error error;
    (void)state;
    for (int i = 0; i < 100; i++) {
        snprintf(texts[i], sizeof texts[i], "TRACK:%d TYPE:AUDIO SUBTYPE:NONE FRAMES:4", i + 1);
        entries[i] = (made_entry){RBK_CHD_TRACK, texts[i], 0};
    }
    assert_int_equal(read_tracks(396, entries, 99, &tracks, NULL, &error), RBK_OK);
    assert_int_equal(tracks.count, 99);
    assert_int_equal(read_tracks(400, entries, 100, &tracks, NULL, &error), RBK_TRACKLIMIT);
    assert_string_equal(error.sentence, "has more than 99 tracks");
    assert_string_equal(error.place.path, "x.chd");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_type_has_its_mode_and_every_track_its_frames),
        cmocka_unit_test(pregaps_are_stored_where_their_type_begins_with_v),
        cmocka_unit_test(old_entries_and_those_of_gd_roms_are_read),
        cmocka_unit_test(the_binary_table_is_read_in_either_order_of_bytes),
        cmocka_unit_test(sessions_begin_before_their_first_track),
        cmocka_unit_test(frames_that_no_track_has_are_reported),
        cmocka_unit_test(what_is_wrong_with_an_entry_is_reported),
        cmocka_unit_test(sessions_that_do_not_count_from_1_are_refused),
        cmocka_unit_test(a_table_with_an_unknown_type_is_refused),
        cmocka_unit_test(more_tracks_than_a_disc_has_are_refused),
    };
    return cmocka_run_group_tests_name("format/chd_tracks", tests, NULL, NULL);
}
