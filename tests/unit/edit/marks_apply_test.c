/* The extents of tracks whose start moves. */
#include "unit/edit/marked.h"

static void a_start_that_moves_takes_sectors_along(void **state)
{
    (void)state;
    one_bin();
    assert_int_equal(edit(3, 1, 1900), RBK_OK);
    assert_extent(1, 0, 0, 1000, 900);
    assert_extent(2, 0, 0, 1900, RBK_TO_END);
    lay_out();
    assert_int_equal(edit(3, 1, 2100), RBK_OK);
    assert_extent(1, 0, 0, 1000, 1100);
    lay_out();
    assert_int_equal(remove_index(2, 0), RBK_OK);
    assert_extent(0, 0, 0, 0, 1150);
    assert_extent(1, 0, 0, 1150, 950);
    lay_out();
    assert_int_equal(layout->tracks[1].start_lba, 1150);
    assert_int_equal(layout->tracks[1].index01_lba, 1150);
    assert_int_equal(rbk_layout_end(layout), 3000);
}

static void a_later_start_of_track_1_makes_hidden_audio(void **state)
{
    (void)state;
    one_bin();
    assert_int_equal(edit(1, 1, 200), RBK_OK);
    assert_extent(0, 0, 0, 0, 1000);
    lay_out();
    assert_int_equal(layout->tracks[0].start_lba, 0);
    assert_int_equal(layout->tracks[0].index01_lba, 200);
    assert_int_equal(edit(1, 1, 0), RBK_OK);
    assert_int_equal(disc->tracks[0].index_count, 1);
}

static void borders_of_files_are_crossed_with_an_extent_in_each(void **state)
{
    (void)state;
    uint32_t one = add_file("1.bin", RBK_FILE_BINARY, 1000), two = add_file("2.bin", RBK_FILE_BINARY, 1000);
    add_track(RBK_MODE_AUDIO, one, 0, RBK_TO_END, 0);
    add_track(RBK_MODE_AUDIO, two, 0, RBK_TO_END, 0);
    lay_out();
    assert_int_equal(edit(2, 1, 900), RBK_OK);
    assert_extent(0, 0, one, 0, 900);
    assert_extent(1, 0, one, 900, RBK_TO_END);
    assert_extent(1, 1, two, 0, RBK_TO_END);
    lay_out();
    assert_int_equal(edit(2, 2, 1050), RBK_OK);
    assert_int_equal(disc->tracks[1].indexes[1].extent, 1);
    assert_int_equal(disc->tracks[1].indexes[1].offset_samples, 50 * RBK_SECTOR_SAMPLES);
}

/* Track 2 starts with 150 sectors of silence, which is of no file. */
static void silence_goes_where_its_sectors_go(void **state)
{
    (void)state;
    uint32_t one = add_file("1.bin", RBK_FILE_BINARY, 1000), two = add_file("2.bin", RBK_FILE_BINARY, 1000);
    add_track(RBK_MODE_AUDIO, one, 0, RBK_TO_END, 0);
    rbk_track *track;
    assert_int_equal(rbk_disc_add_track(disc, 2, RBK_MODE_AUDIO, &track, NULL), RBK_OK);
    rbk_track_add_silence(track, 150 * RBK_SECTOR_SAMPLES, NULL);
    rbk_track_add_file_extent(track, two, 0, RBK_TO_END, NULL);
    rbk_track_add_index(track, 0, 0, 0, NULL);
    rbk_track_add_index(track, 1, 1, 0, NULL);
    lay_out();
    assert_int_equal(edit(2, 0, 1100), RBK_OK); /* 100 sectors of it are now of track 1 */
    assert_int_equal(disc->tracks[0].extent_count, 2);
    assert_true(disc->tracks[0].extents[1].silence);
    assert_int_equal(disc->tracks[0].extents[1].length_samples, 100 * RBK_SECTOR_SAMPLES);
    assert_int_equal(disc->tracks[1].extent_count, 2);
    assert_true(disc->tracks[1].extents[0].silence);
    assert_int_equal(disc->tracks[1].extents[0].length_samples, 50 * RBK_SECTOR_SAMPLES);
    lay_out();
    assert_int_equal(layout->tracks[1].start_lba, 1100);
    assert_int_equal(layout->tracks[1].index01_lba, 1150);
    assert_int_equal(edit(2, 0, 1000), RBK_OK); /* and back: one range again */
    assert_int_equal(disc->tracks[0].extent_count, 1);
    assert_int_equal(disc->tracks[1].extents[0].length_samples, 150 * RBK_SECTOR_SAMPLES);
    lay_out();
    assert_int_equal(rbk_layout_end(layout), 2150);
}

/* An extent whose bytes are stated goes as a whole, with them. */
static void stated_bytes_stay_with_their_extent(void **state)
{
    (void)state;
    const rbk_placement placed = {.stride_bytes = 2352, .payload_bytes = 2352};
    uint32_t one = add_file("1.bin", RBK_FILE_BINARY, 1000), two = add_file("2.bin", RBK_FILE_BINARY, 1000);
    add_track(RBK_MODE_AUDIO, one, 0, 1000, 0);
    rbk_track *track = add_track(RBK_MODE_AUDIO, two, 0, 500, 0);
    rbk_track_place_extent(track, &placed, NULL);
    rbk_track_add_file_extent(track, two, 500 * RBK_SECTOR_SAMPLES, RBK_TO_END, NULL);
    lay_out();
    assert_int_equal(edit(2, 1, 1500), RBK_OK);
    assert_extent(0, 1, two, 0, 500);
    assert_int_equal(disc->tracks[0].extents[1].placement.stride_bytes, 2352);
    assert_extent(1, 0, two, 500, RBK_TO_END);
    assert_int_equal(disc->tracks[1].extents[0].placement.stride_bytes, 0);
}

static void assert_bytes(size_t t, int64_t offset_bytes, uint32_t stride_bytes)
{
    const rbk_placement *placement = &disc->tracks[t].extents[0].placement;
    assert_int_equal(disc->tracks[t].extent_count, 1);
    assert_int_equal(placement->offset_bytes, offset_bytes);
    assert_int_equal(placement->stride_bytes, stride_bytes);
}

/* As a TOC has them of each track: with its own offset, and with a subchannel. */
static void stated_bytes_are_cut_and_joined(void **state)
{
    static const rbk_placement kinds[] = {
        {.stride_bytes = 2352, .payload_bytes = 2352},
        {.stride_bytes = 2448, .payload_bytes = 2352, .subchannel_bytes = 96, .subchannel_offset_bytes = 2352}};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        rbk_placement placed = kinds[i];
        const int64_t stride = placed.stride_bytes;
        rbk_disc_free(disc);
        disc = rbk_disc_new();
        assert_non_null(disc);
        uint32_t file = add_file("a.bin", RBK_FILE_BINARY, 2000);
        placed.offset_bytes = 44;
        rbk_track_place_extent(add_track(RBK_MODE_AUDIO, file, 0, 1000, 0), &placed, NULL);
        placed.offset_bytes += 1000 * stride;
        rbk_track_place_extent(add_track(RBK_MODE_AUDIO, file, 1000, RBK_TO_END, 0), &placed, NULL);
        lay_out();
        assert_int_equal(edit(2, 1, 900), RBK_OK);
        assert_extent(0, 0, file, 0, 900);
        assert_bytes(0, 44, placed.stride_bytes);
        assert_extent(1, 0, file, 900, RBK_TO_END);
        assert_bytes(1, 44 + 900 * stride, placed.stride_bytes);
        lay_out();
        assert_int_equal(edit(2, 1, 1100), RBK_OK);
        assert_extent(0, 0, file, 0, 1100);
        assert_bytes(0, 44, placed.stride_bytes);
        assert_bytes(1, 44 + 1100 * stride, placed.stride_bytes);
    }
}

/* Bytes that are not contiguous stay extents of their own. */
static void stated_bytes_with_a_hole_are_not_joined(void **state)
{
    (void)state;
    const rbk_placement first = {.stride_bytes = 2352, .payload_bytes = 2352};
    const rbk_placement second = {.offset_bytes = 3000 * 2352, .stride_bytes = 2352, .payload_bytes = 2352};
    uint32_t file = add_file("a.bin", RBK_FILE_BINARY, 2000);
    rbk_track_place_extent(add_track(RBK_MODE_AUDIO, file, 0, 1000, 0), &first, NULL);
    rbk_track_place_extent(add_track(RBK_MODE_AUDIO, file, 1000, 2000, 0), &second, NULL);
    lay_out();
    assert_int_equal(edit(2, 1, 1100), RBK_OK);
    assert_int_equal(disc->tracks[0].extent_count, 2);
    assert_extent(0, 1, file, 1000, 100);
    assert_int_equal(disc->tracks[0].extents[1].placement.offset_bytes, 3000 * 2352);
    assert_bytes(1, 3100 * 2352, 2352);
}

static void a_sector_with_its_subchannel_is_not_divided(void **state)
{
    (void)state;
    const rbk_placement placed = {
        .stride_bytes = 2448, .payload_bytes = 2352, .subchannel_bytes = 96, .subchannel_offset_bytes = 2352};
    uint32_t file = add_file("a.bin", RBK_FILE_BINARY, 2000), other = add_file("b.bin", RBK_FILE_BINARY, 2000);
    rbk_track *track = add_track(RBK_MODE_AUDIO, other, 0, 100, 0);
    track->extents[0].length_samples -= 1;
    rbk_track_add_file_extent(track, file, 0, 400 * RBK_SECTOR_SAMPLES + 1, NULL);
    rbk_track_place_extent(track, &placed, NULL);
    add_track(RBK_MODE_AUDIO, other, 100, RBK_TO_END, 0);
    lay_out();
    assert_int_equal(edit(2, 1, 400), RBK_UNSUPPORTED);
    assert_string_equal(error.sentence, "the start of a track cannot be moved into a sector of a file");
    assert_int_equal(disc->tracks[0].extent_count, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(a_start_that_moves_takes_sectors_along),
        test(a_later_start_of_track_1_makes_hidden_audio),
        test(borders_of_files_are_crossed_with_an_extent_in_each),
        test(silence_goes_where_its_sectors_go),
        test(stated_bytes_stay_with_their_extent),
        test(stated_bytes_are_cut_and_joined),
        test(stated_bytes_with_a_hole_are_not_joined),
        test(a_sector_with_its_subchannel_is_not_divided),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
