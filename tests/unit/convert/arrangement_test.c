/*
 * Which sectors go into which file, under which name, and the positions of the indexes in them.
 */
#include "unit/convert/planning.h"

static void assert_file(size_t f, const char *path, rbk_image_sink_kind payload, int32_t first_lba, int32_t end_lba)
{
    assert_true(f < made->file_count);
    const rbk_convert_file *file = &made->files[f];
    assert_string_equal(file->path, path);
    assert_int_equal(file->sink, payload);
    assert_int_equal(file->segment_count, 1);
    assert_int_equal(file->segments[0].first_lba, first_lba);
    assert_int_equal(file->segments[0].end_lba, end_lba);
    int64_t bytes = (int64_t)(end_lba - first_lba) * (payload == RBK_IMAGE_SINK_ISO ? 2048 : 2352);
    assert_int_equal(file->bytes, bytes + (payload == RBK_IMAGE_SINK_WAV ? 44 : 0));
}

/* An index by track and number: in which file, at which sector of it; file -1: in silence. */
static void assert_index(uint32_t track, uint32_t number, int file, int32_t sector)
{
    const rbk_index *index = rbk_track_index(&made->disc->tracks[track - 1], number);
    assert_non_null(index);
    const rbk_extent *extent = &made->disc->tracks[track - 1].extents[index->extent];
    assert_int_equal(extent->silence, file < 0);
    if (file >= 0)
        assert_int_equal(extent->file, file);
    assert_int_equal((file >= 0 ? extent->offset_samples : 0) + index->offset_samples, (int64_t)sector * 588);
}

static void one_bin_holds_the_whole_disc(void **state)
{
    (void)state;
    make_everything();
    assert_int_equal(plan("single", "folder/out.cue"), RBK_OK);
    assert_int_equal(made->file_count, 2); /* and its CD-TEXT */
    assert_file(0, "folder/out.bin", RBK_IMAGE_SINK_SECTORS, 0, 1500);
    assert_int_equal(made->files[0].track, 0);
    assert_string_equal(made->disc->files[0].path, "out.bin");
    assert_index(1, 0, 0, 0);
    assert_index(1, 1, 0, 100);
    assert_index(2, 0, 0, 500);
    assert_index(2, 1, 0, 650);
    assert_index(2, 3, 0, 900);
    assert_index(3, 1, 0, 1200);
}

static void redump_gives_each_track_its_pregap(void **state)
{
    (void)state;
    make_everything();
    assert_int_equal(plan("redump", "folder/out.cue"), RBK_OK);
    assert_int_equal(made->file_count, 4); /* and its CD-TEXT */
    assert_file(0, "folder/out (Track 1).bin", RBK_IMAGE_SINK_SECTORS, 0, 500);
    assert_file(1, "folder/out (Track 2).bin", RBK_IMAGE_SINK_SECTORS, 500, 1200);
    assert_file(2, "folder/out (Track 3).bin", RBK_IMAGE_SINK_SECTORS, 1200, 1500);
    assert_int_equal(made->files[1].track, 2);
    assert_index(1, 0, 0, 0);
    assert_index(1, 1, 0, 100);
    assert_index(2, 0, 1, 0);
    assert_index(2, 1, 1, 150);
    assert_index(2, 2, 1, 300);
    assert_index(3, 1, 2, 0);
}

static void wav_files_hold_audio_and_data_stays_raw(void **state)
{
    (void)state;
    make_everything();
    assert_int_equal(plan("wav", "out.cue"), RBK_OK);
    assert_file(0, "out (Track 1).wav", RBK_IMAGE_SINK_WAV, 0, 500);
    assert_file(1, "out (Track 2).wav", RBK_IMAGE_SINK_WAV, 500, 1200);
    assert_file(2, "out (Track 3).bin", RBK_IMAGE_SINK_SECTORS, 1200, 1500);
    assert_int_equal(made->disc->files[1].type, RBK_FILE_AUDIO);
    assert_int_equal(made->disc->files[2].type, RBK_FILE_BINARY);
}

static void eac_puts_a_pregap_after_the_track_before(void **state)
{
    (void)state;
    make_everything();
    assert_int_equal(plan("eac", "out.cue"), RBK_OK);
    assert_file(0, "out (Track 1).wav", RBK_IMAGE_SINK_WAV, 0, 650);
    assert_file(1, "out (Track 2).wav", RBK_IMAGE_SINK_WAV, 650, 1200);
    assert_index(1, 0, 0, 0);
    assert_index(2, 0, 0, 500);
    assert_index(2, 1, 1, 0);
    assert_index(2, 2, 1, 150);
    assert_int_equal(made->disc->tracks[1].extent_count, 2);
}

static void eac_leaves_a_pregap_after_data_with_its_own_track(void **state)
{
    (void)state;
    make_everything();
    disc->tracks[0].mode = RBK_MODE_MODE1_2352;
    assert_int_equal(plan("eac", "out.cue"), RBK_OK);
    assert_file(0, "out (Track 1).bin", RBK_IMAGE_SINK_SECTORS, 0, 500);
    assert_file(1, "out (Track 2).wav", RBK_IMAGE_SINK_WAV, 500, 1200);
    assert_index(2, 0, 1, 0);
}

static void pregaps_that_are_commands_are_in_no_file(void **state)
{
    (void)state;
    make_everything();
    with_commands = silent[0] = silent[1] = true;
    assert_int_equal(plan("single", "out.cue"), RBK_OK);
    assert_int_equal(made->files[0].segment_count, 2);
    assert_int_equal(made->files[0].segments[0].first_lba, 100);
    assert_int_equal(made->files[0].segments[0].end_lba, 500);
    assert_int_equal(made->files[0].segments[1].first_lba, 650);
    assert_int_equal(made->files[0].segments[1].end_lba, 1500);
    assert_int_equal(made->files[0].bytes, 1250 * 2352);
    assert_index(1, 0, -1, 0);
    assert_index(1, 1, 0, 0);
    assert_index(2, 1, 0, 400);
    assert_index(2, 2, 0, 550);
    assert_index(3, 1, 0, 950);
    assert_int_equal(made->disc->tracks[1].extents[0].length_samples, 150 * 588);
}

static void a_ccd_has_one_img_and_its_subchannel(void **state)
{
    (void)state;
    make_everything();
    assert_int_equal(plan("ccd", "folder/out.ccd"), RBK_OK);
    assert_int_equal(made->file_count, 2);
    assert_file(0, "folder/out.img", RBK_IMAGE_SINK_SECTORS, 0, 1500);
    assert_string_equal(made->files[1].path, "folder/out.sub");
    assert_int_equal(made->files[1].sink, RBK_IMAGE_SINK_SUB);
    assert_int_equal(made->files[1].bytes, 1500 * 96);
    assert_int_equal(made->files[1].segments[0].end_lba, 1500);
    assert_index(2, 1, 0, 650);
    assert_non_null(strstr((const char *)made->descriptor.data, "[TRACK 2]\r\nMODE=0\r\nINDEX 0=500\r\nINDEX 1=650\r\n"
                                                                "INDEX 2=800\r\nINDEX 3=900\r\n"));
}

static void numbers_are_as_wide_as_the_last_one(void **state)
{
    (void)state;
    static const struct {
        size_t tracks;
        const char *first;
        const char *last;
    } rows[] = {{1, "x.y.bin", "x.y.bin"},
                {9, "x.y (Track 1).bin", "x.y (Track 9).bin"},
                {10, "x.y (Track 01).bin", "x.y (Track 10).bin"},
                {99, "x.y (Track 01).bin", "x.y (Track 99).bin"}};
    rbk_disc_add_file(disc, "a.bin", RBK_FILE_BINARY, "BINARY", 0, NULL, NULL);
    disc->files[0].rate_hz = RBK_RATE_HZ;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        while (disc->track_count < rows[i].tracks)
            add_track(RBK_MODE_AUDIO, (int64_t)disc->track_count * 10, (int64_t)disc->track_count * 10 + 10, 0);
        disc->files[0].length_frames = (int64_t)rows[i].tracks * 5880;
        lay_out();
        assert_int_equal(plan("redump", "x.y.cue"), RBK_OK);
        assert_int_equal(made->file_count, rows[i].tracks);
        assert_string_equal(made->files[0].path, rows[i].first);
        assert_string_equal(made->files[rows[i].tracks - 1].path, rows[i].last);
    }
}

static void an_iso_takes_a_lone_data_track_from_its_index_01(void **state)
{
    (void)state;
    rbk_disc_add_file(disc, "a.bin", RBK_FILE_BINARY, "BINARY", 0, NULL, NULL);
    disc->files[0].rate_hz = RBK_RATE_HZ;
    disc->files[0].length_frames = 500 * 588;
    add_track(RBK_MODE_MODE1_2352, 0, 500, 100);
    lay_out();
    assert_int_equal(plan("iso", "folder/Game.ISO"), RBK_OK);
    assert_int_equal(made->file_count, 1);
    assert_file(0, "folder/Game.ISO", RBK_IMAGE_SINK_ISO, 100, 500);
    assert_int_equal(made->descriptor.size, 0);
}

static void what_a_target_cannot_hold_is_refused_without_a_loss_list(void **state)
{
    (void)state;
    make_everything();
    assert_int_equal(plan("iso", "out.iso"), RBK_REFUSED);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "convert.refused");
    assert_int_equal(rbk_findings_at(findings, 0)->severity, RBK_ERROR);
    disc->track_count = 1;
    assert_int_equal(plan("iso", "out.iso"), RBK_REFUSED);
    assert_string_equal(error.sentence, "an ISO holds a data track, the disc has an audio track");
    disc->track_count = 3;
}

static void a_track_without_anything_after_its_index_is_refused(void **state)
{
    (void)state;
    make_everything();
    layout->tracks[1].index01_lba = layout->tracks[1].end_lba;
    assert_int_equal(plan("redump", "out.cue"), RBK_REFUSED);
    assert_int_equal(reported("track.empty", 2), 1);
    assert_non_null(strstr(error.sentence, "track 2 has no sectors: its index 01 is at "));
    assert_non_null(strstr(error.sentence, ", where track 3 starts"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        planning_test(one_bin_holds_the_whole_disc),
        planning_test(redump_gives_each_track_its_pregap),
        planning_test(wav_files_hold_audio_and_data_stays_raw),
        planning_test(eac_puts_a_pregap_after_the_track_before),
        planning_test(eac_leaves_a_pregap_after_data_with_its_own_track),
        planning_test(pregaps_that_are_commands_are_in_no_file),
        planning_test(a_ccd_has_one_img_and_its_subchannel),
        planning_test(numbers_are_as_wide_as_the_last_one),
        planning_test(an_iso_takes_a_lone_data_track_from_its_index_01),
        planning_test(what_a_target_cannot_hold_is_refused_without_a_loss_list),
        planning_test(a_track_without_anything_after_its_index_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
