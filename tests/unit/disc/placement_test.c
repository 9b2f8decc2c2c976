/* Where the extents of a disc are in the bytes of their files. */
#include "disc/placement.h"

#include "unit/disc/probed.h"

static rbk_placements placements;

static int setup(void **state)
{
    placements = (rbk_placements){0};
    return begin(state);
}

static int teardown(void **state)
{
    rbk_placements_release(&placements);
    return end(state);
}

#define placement_test(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

static void make(void)
{
    rbk_placements_release(&placements);
    assert_int_equal(rbk_placements_make(disc, &placements, &error), RBK_OK);
}

static void expect(size_t track, size_t extent, int64_t byte, uint32_t stride, uint32_t payload)
{
    const rbk_placement *placement = rbk_placements_at(&placements, track, extent);
    assert_int_equal(placement->offset_bytes, byte);
    assert_int_equal(placement->stride_bytes, stride);
    assert_int_equal(placement->payload_bytes, payload);
    assert_int_equal(placement->subchannel_bytes, stride - payload);
    assert_int_equal(placement->subchannel_offset_bytes, stride > payload ? payload : 0);
}

static bool follow(void)
{
    bool they_do = false;
    assert_int_equal(rbk_placements_follow(disc, &they_do, &error), RBK_OK);
    return they_do;
}

static void sectors_of_several_sizes_are_one_after_another(void **state)
{
    (void)state;
    uint32_t file = add_sectors_file(300);
    add_sectors_track(RBK_MODE_MODE1_2048, file, 0, 100);
    add_sectors_track(RBK_MODE_AUDIO, file, 100, 50);
    add_sectors_track(RBK_MODE_MODE1_2352, file, 150, 50);
    add_sectors_track(RBK_MODE_CDG, file, 200, 10);
    add_sectors_track(RBK_MODE_MODE2_2336, file, 210, RBK_TO_END);
    make();
    expect(0, 0, 0, 2048, 2048);
    expect(1, 0, 100 * 2048, 2352, 2352);
    expect(2, 0, 100 * 2048 + 50 * 2352, 2352, 2352);
    expect(3, 0, 100 * 2048 + 100 * 2352, 2448, 2352);
    expect(4, 0, 100 * 2048 + 100 * 2352 + 10 * 2448, 2336, 2336);
    assert_true(follow());
}

static void one_file_alone_is_placed_as_with_all_others(void **state)
{
    (void)state;
    uint32_t first = add_sectors_file(300), second = add_sectors_file(300);
    add_sectors_track(RBK_MODE_MODE1_2048, first, 0, 100);
    add_sectors_track(RBK_MODE_AUDIO, first, 100, RBK_TO_END);
    add_sectors_track(RBK_MODE_MODE1_2048, second, 0, 200);
    add_sectors_track(RBK_MODE_AUDIO, second, 200, RBK_TO_END);
    assert_int_equal(rbk_placements_make_file(disc, second, &placements, &error), RBK_OK);
    assert_int_equal(rbk_placements_at(&placements, 1, 0)->stride_bytes, 0);
    expect(2, 0, 0, 2048, 2048);
    expect(3, 0, 200 * 2048, 2352, 2352);
}

static void a_byte_is_counted_in_sectors_and_samples_from_the_beginning_of_the_extent(void **state)
{
    const rbk_placement placement = {1000, 2448, 2352, 96, 2352};
    (void)state;
    assert_int_equal(rbk_placement_byte(&placement, 0), 1000);
    assert_int_equal(rbk_placement_byte(&placement, 7), 1028);
    assert_int_equal(rbk_placement_byte(&placement, 588), 3448);
    assert_int_equal(rbk_placement_byte(&placement, 3 * 588 + 1), 1000 + 3 * 2448 + 4);
}

static void what_no_track_uses_has_the_size_of_what_is_after_it(void **state)
{
    (void)state;
    uint32_t file = add_sectors_file(300);
    add_sectors_track(RBK_MODE_MODE1_2048, file, 10, 10);
    add_sectors_track(RBK_MODE_AUDIO, file, 30, 10);
    make();
    expect(0, 0, 10 * 2048, 2048, 2048);
    expect(1, 0, 20 * 2048 + 10 * 2352, 2352, 2352);
}

static void what_is_used_twice_is_counted_once(void **state)
{
    (void)state;
    uint32_t file = add_sectors_file(300);
    add_sectors_track(RBK_MODE_MODE1_2048, file, 0, 100);
    add_sectors_track(RBK_MODE_MODE1_2048, file, 50, 100);
    add_sectors_track(RBK_MODE_MODE1_2048, file, 20, 10);
    add_sectors_track(RBK_MODE_MODE1_2048, file, 140, RBK_TO_END);
    add_sectors_track(RBK_MODE_MODE1_2048, file, 250, 10);
    make();
    expect(2, 0, 20 * 2048, 2048, 2048);
    expect(3, 0, 140 * 2048, 2048, 2048);
    expect(4, 0, 250 * 2048, 2048, 2048);
}

static void samples_of_a_file_with_a_header_are_counted_from_their_first(void **state)
{
    (void)state;
    add_whole(44100, 300 * 588, 150);
    disc->tracks[0].mode = RBK_MODE_CDG;
    disc->tracks[0].extents[1].offset_samples = 1000;
    make();
    expect(0, 0, 0, 0, 0); /* silence has no position */
    expect(0, 1, 4000, 2352, 2352);
}

/* ------------------------------------------------------------------ stated */

static void state_it(rbk_track *track, int64_t offset, uint32_t stride, uint32_t subchannel)
{
    const rbk_placement placement = {offset, stride, rbk_track_mode_payload_bytes(track->mode), subchannel,
                                     subchannel ? 2352 : 0};
    assert_int_equal(rbk_track_place_extent(track, &placement, &error), RBK_OK);
}

static void what_is_stated_counts_and_moves_nothing_else(void **state)
{
    (void)state;
    uint32_t file = add_sectors_file(300);
    add_sectors_track(RBK_MODE_AUDIO, file, 0, 100);
    add_sectors_track(RBK_MODE_MODE1_2048, file, 100, 50);
    add_sectors_track(RBK_MODE_AUDIO, file, 150, 50);
    state_it(&disc->tracks[1], 16, 2352, 0);
    make();
    expect(0, 0, 0, 2352, 2352);
    assert_int_equal(rbk_placements_at(&placements, 1, 0)->offset_bytes, 16);
    assert_int_equal(rbk_placements_at(&placements, 1, 0)->stride_bytes, 2352);
    assert_int_equal(rbk_placements_at(&placements, 1, 0)->payload_bytes, 2048);
    expect(2, 0, 150 * 2352, 2352, 2352);
    assert_false(follow());
}

static void what_is_stated_as_it_would_follow_can_be_left_out(void **state)
{
    (void)state;
    uint32_t file = add_sectors_file(300);
    add_sectors_track(RBK_MODE_MODE1_2048, file, 0, 100);
    add_sectors_track(RBK_MODE_AUDIO, file, 100, 50);
    state_it(&disc->tracks[0], 0, 2048, 0);
    state_it(&disc->tracks[1], 100 * 2048, 2352, 0);
    assert_true(follow());
    disc->tracks[1].extents[0].placement.offset_bytes++;
    assert_false(follow());
}

static void a_copy_has_what_is_stated(void **state)
{
    (void)state;
    add_sectors_track(RBK_MODE_AUDIO, add_sectors_file(300), 0, 100);
    state_it(&disc->tracks[0], 77, 2448, 96);
    rbk_disc *copy = rbk_disc_copy(disc);
    assert_memory_equal(&copy->tracks[0].extents[0].placement, &disc->tracks[0].extents[0].placement,
                        sizeof(rbk_placement));
    rbk_disc_free(copy);
}

static void what_cannot_be_is_refused(void **state)
{
    static const rbk_placement bad[] = {
        {-1, 2352, 2352, 0, 0},
        {0, 0, 2352, 0, 0},
        {0, 2449, 2352, 96, 2352},
        {0, 2352, 2048, 0, 0},
        {0, 2351, 2352, 0, 0},
        {0, 2448, 2352, 96, 2351},
        {0, 2448, 2352, 97, 2352},
        {0, 2448, 2352, 0, 2352},
        {0, 2448, 2352, 2448, UINT32_MAX},
        {0, 2448, 2352, UINT32_MAX, 2352},
    };
    (void)state;
    rbk_track *track = add_track();
    assert_int_equal(rbk_track_place_extent(track, &(rbk_placement){0, 2352, 2352, 0, 0}, &error),
                     RBK_INVALID_ARGUMENT);
    rbk_track_add_silence(track, 588, NULL);
    assert_int_equal(rbk_track_place_extent(track, &(rbk_placement){0, 2352, 2352, 0, 0}, &error),
                     RBK_INVALID_ARGUMENT);
    rbk_track_add_file_extent(track, add_sectors_file(10), 0, 588, NULL);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(rbk_track_place_extent(track, &bad[i], &error), RBK_INVALID_ARGUMENT);
    assert_int_equal(track->extents[1].placement.stride_bytes, 0);
    assert_int_equal(rbk_track_place_extent(track, &(rbk_placement){5, 2448, 2352, 96, 2352}, &error), RBK_OK);
}

static void audio_that_is_no_stream_makes_its_file_one_of_sectors(void **state)
{
    (void)state;
    uint32_t file = add_sectors_file(300);
    assert_false(rbk_disc_file_has_sectors(disc, file)); /* no track uses it yet */
    add_sectors_track(RBK_MODE_AUDIO, file, 10, 100);
    assert_false(rbk_disc_file_has_sectors(disc, file));
    state_it(&disc->tracks[0], 10 * 2352, 2352, 0);
    assert_false(rbk_disc_file_has_sectors(disc, file));
    state_it(&disc->tracks[0], 10 * 2352 + 2, 2352, 0);
    assert_true(rbk_disc_file_has_sectors(disc, file));
    assert_false(rbk_track_has_wide_sectors(&disc->tracks[0]));
    state_it(&disc->tracks[0], 10 * 2352, 2448, 96);
    assert_true(rbk_disc_file_has_sectors(disc, file));
    assert_true(rbk_track_has_wide_sectors(&disc->tracks[0]));
}

/* One name twice, of sectors; a file of its own is not, nor is one of audio, which is decoded anew. */
static void a_file_of_sectors_with_the_name_of_another_is_shared(void **state)
{
    (void)state;
    uint32_t first = add_sectors_file(300), second = add_sectors_file(300);
    rbk_disc only = *disc; /* with no file after the second one that could be read */
    only.files = malloc(2 * sizeof *only.files);
    assert_non_null(only.files);
    memcpy(only.files, disc->files, 2 * sizeof *only.files);
    only.file_count = 2;
    only.files[first].path = (char *)"a.bin";
    only.files[second].path = (char *)"b.bin";
    assert_false(rbk_disc_file_is_shared(&only, first));
    assert_false(rbk_disc_file_is_shared(&only, second));
    only.files[second].path = (char *)"a.bin";
    assert_true(rbk_disc_file_is_shared(&only, first));
    assert_true(rbk_disc_file_is_shared(&only, second));
    only.files[second].type = RBK_FILE_AUDIO;
    assert_false(rbk_disc_file_is_shared(&only, first));
    free(only.files);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        placement_test(sectors_of_several_sizes_are_one_after_another),
        placement_test(one_file_alone_is_placed_as_with_all_others),
        placement_test(a_byte_is_counted_in_sectors_and_samples_from_the_beginning_of_the_extent),
        placement_test(what_no_track_uses_has_the_size_of_what_is_after_it),
        placement_test(what_is_used_twice_is_counted_once),
        placement_test(samples_of_a_file_with_a_header_are_counted_from_their_first),
        placement_test(what_is_stated_counts_and_moves_nothing_else),
        placement_test(what_is_stated_as_it_would_follow_can_be_left_out),
        placement_test(a_copy_has_what_is_stated),
        placement_test(what_cannot_be_is_refused),
        placement_test(audio_that_is_no_stream_makes_its_file_one_of_sectors),
        placement_test(a_file_of_sectors_with_the_name_of_another_is_shared),
    };
    return cmocka_run_group_tests_name("disc/placement", tests, NULL, NULL);
}
