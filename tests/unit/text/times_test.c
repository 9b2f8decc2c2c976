/* Packs of type 88, compared with a disc of five tracks of 20 s each and moved with it. */
#include "cd/cdtext_pack.h"
#include "text/times.h"

#include "unit/scratch.h"

#include <redbook/cdtext.h>

#define TRACKS        5
#define TRACK_SECTORS 1500

static rbk_disc *disc;
static rbk_layout *layout;

/* 20 s is 00:22:00; the last bytes are of no track. */
static const rbk_cdtext_raw_pack correct[] = {
    {RBK_PACK_TOC, 0, {1, TRACKS, 0, 1, 42, 0, 9, 8, 7, 6, 5, 4}},
    {RBK_PACK_TOC, 1, {0, 2, 0, 0, 22, 0, 0, 42, 0, 1, 2, 0}},
    {RBK_PACK_TOC, 5, {1, 22, 0, 9, 9, 9, 8, 8, 8, 7, 7, 7}},
};

static void lay_out(void)
{
    rbk_layout_free(layout);
    layout = NULL;
    assert_int_equal(rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, NULL, NULL), RBK_OK);
}

/* Gives the disc packs in two languages, with a title and the packs of times. */
static void give(const rbk_cdtext_raw_pack *packs, size_t count)
{
    rbk_cdtext *cdtext = rbk_cdtext_new();
    rbk_bytes bytes = {NULL, 0};
    for (uint32_t number = 0; number < 2; number++) {
        rbk_cdtext_block *block = NULL;
        assert_int_equal(rbk_cdtext_add_block(cdtext, number, 0x09, RBK_CDTEXT_8859_1, 1, TRACKS, &block, NULL),
                         RBK_OK);
        assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_TITLE, 0, "A title that is longer than a pack", NULL),
                         RBK_OK);
        for (size_t i = 0; i < count; i++)
            assert_int_equal(rbk_cdtext_add_raw(block, &packs[i], NULL), RBK_OK);
    }
    assert_int_equal(rbk_cdtext_encode(cdtext, NULL, &bytes, NULL, NULL), RBK_OK);
    assert_int_equal(rbk_disc_set_cdtext(disc, bytes.data, bytes.size, NULL), RBK_OK);
    rbk_bytes_release(&bytes);
    rbk_cdtext_free(cdtext);
}

#define GIVE(packs) give(packs, sizeof packs / sizeof packs[0])

static int setup(void **state)
{
    (void)state;
    uint32_t file = 0;
    disc = rbk_disc_new();
    assert_int_equal(rbk_disc_add_file(disc, "a.bin", RBK_FILE_BINARY, NULL, 0, &file, NULL), RBK_OK);
    disc->files[file].rate_hz = RBK_RATE_HZ;
    disc->files[file].length_frames = (int64_t)TRACKS * TRACK_SECTORS * RBK_SECTOR_SAMPLES;
    for (uint32_t number = 1; number <= TRACKS; number++) {
        rbk_track *track = NULL;
        assert_int_equal(rbk_disc_add_track(disc, number, RBK_MODE_AUDIO, &track, NULL), RBK_OK);
        rbk_track_add_file_extent(track, file, (number - 1) * (int64_t)TRACK_SECTORS * RBK_SECTOR_SAMPLES,
                                  number < TRACKS ? (int64_t)TRACK_SECTORS * RBK_SECTOR_SAMPLES : RBK_TO_END, NULL);
        rbk_track_add_index(track, 1, 0, 0, NULL);
    }
    lay_out();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    rbk_layout_free(layout);
    rbk_disc_free(disc);
    layout = NULL;
    return 0;
}

static void assert_wrong(size_t count, uint32_t track, int32_t packed_lba, int32_t lba)
{
    const rbk_cdtext_times times = rbk_cdtext_check_times(disc, layout);
    assert_int_equal(times.wrong, count);
    assert_int_equal(times.track ? times.track->number : 0, track);
    assert_int_equal(times.packed_lba, packed_lba);
    assert_int_equal(times.lba, lba);
}

static void packs_of_the_disc_agree_with_it(void **state)
{
    (void)state;
    assert_wrong(0, 0, 0, 0); /* it has none */
    give(NULL, 0);
    assert_wrong(0, 0, 0, 0); /* or none of times */
    GIVE(correct);
    assert_wrong(0, 0, 0, 0);
}

static void each_time_that_is_another_one_is_counted(void **state)
{
    (void)state;
    rbk_cdtext_raw_pack packs[3];
    memcpy(packs, correct, sizeof packs);
    packs[0].payload[5] = 1;
    GIVE(packs);
    assert_wrong(2, 0, TRACKS * TRACK_SECTORS + 1, TRACKS * TRACK_SECTORS);
    memcpy(packs, correct, sizeof packs);
    packs[1].payload[9] = 0;
    packs[2].payload[1] = 23;
    GIVE(packs);
    assert_wrong(4, 4, 0, 3 * TRACK_SECTORS);
    packs[1].payload[9] = 1;
    GIVE(packs);
    assert_wrong(2, 5, 4 * TRACK_SECTORS + 75, 4 * TRACK_SECTORS);
}

/* Only what is said of tracks that there are can be compared. */
static void other_packs_are_no_times_of_the_disc(void **state)
{
    (void)state;
    rbk_cdtext_raw_pack packs[] = {{RBK_PACK_TOC, 0, {1, TRACKS + 1, 0, 9, 9, 9}},
                                   {RBK_PACK_TOC, 0, {1, TRACKS, 0, 9, 9, 9}},
                                   {RBK_PACK_TOC, TRACKS + 1, {9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9}},
                                   {RBK_PACK_TOC_2, 1, {9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9}}};
    GIVE(packs);
    assert_wrong(0, 0, 0, 0);
    GIVE(correct);
    for (size_t at = 0; at < disc->cdtext_bytes; at += RBK_PACK_BYTES)
        disc->cdtext[at + 8] ^= disc->cdtext[at] == RBK_PACK_TOC; /* whose CRC is wrong then */
    assert_wrong(0, 0, 0, 0);
}

static void only_times_of_the_disc_are_renewed(void **state)
{
    (void)state;
    uint8_t before[64 * RBK_PACK_BYTES];
    GIVE(correct);
    const size_t size = disc->cdtext_bytes;
    assert_true(size <= sizeof before);
    memcpy(before, disc->cdtext, size);
    rbk_cdtext_renew_times(disc, layout);
    assert_memory_equal(disc->cdtext, before, size);
    disc->tracks[4].extents[0].offset_samples += 75 * RBK_SECTOR_SAMPLES;
    disc->tracks[3].extents[0].length_samples += 75 * RBK_SECTOR_SAMPLES;
    lay_out();
    assert_wrong(2, 5, 4 * TRACK_SECTORS, 4 * TRACK_SECTORS + 75);
    rbk_cdtext_renew_times(disc, layout);
    assert_wrong(0, 0, 0, 0);
    size_t changed = 0;
    for (size_t at = 0; at < size; at += RBK_PACK_BYTES) {
        rbk_pack pack;
        rbk_pack_decode(disc->cdtext + at, &pack);
        assert_true(pack.whole);
        if (memcmp(disc->cdtext + at, before + at, RBK_PACK_BYTES) == 0)
            continue;
        changed++;
        assert_int_equal(pack.type, RBK_PACK_TOC);
        assert_memory_equal(disc->cdtext + at, before + at, 5);
        assert_int_equal(pack.payload[1], 23);
        assert_memory_equal(pack.payload + 2, correct[2].payload + 2, 10);
    }
    assert_int_equal(changed, 2);
}

#define test(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(packs_of_the_disc_agree_with_it),
        test(each_time_that_is_another_one_is_counted),
        test(other_packs_are_no_times_of_the_disc),
        test(only_times_of_the_disc_are_renewed),
    };
    return cmocka_run_group_tests_name("text/times", tests, NULL, NULL);
}
