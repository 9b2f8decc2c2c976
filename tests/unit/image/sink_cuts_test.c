/* A file assembled from bytes, zeros, samples and sectors. */
#include "image/sink_cuts.h"

#include "image/sink.h"

#include "unit/scratch.h"

#define SECTORS 6
#define FIRST   10

static uint8_t sectors[SECTORS * RBK_SECTOR_BYTES];
static uint8_t made[SECTORS * RBK_IMAGE_WIDE_BYTES];

static void add(rbk_origin_file *file, rbk_cut cut)
{
    assert_int_equal(rbk_origin_add_cut(file, &cut, NULL), RBK_OK);
}

static uint8_t *write_file(const rbk_origin_file *file, size_t *size)
{
    const rbk_sink_encoding *encoding = &rbk_sink_cuts_encoding;
    rbk_image_sink_options options;
    rbk_sector_range range;
    void *sink = NULL;
    int64_t bytes = 0;
    for (size_t i = 0; i < sizeof sectors; i++)
        sectors[i] = (uint8_t)(i * 3 + i / 2352);
    rbk_image_sink_options_init(&options);
    options.path = scratch_path("out");
    options.cuts = file;
    assert_int_equal(encoding->open(&options, &sink, NULL), RBK_OK);
    for (int64_t lba = 0; rbk_sink_cuts_range(file, lba, &range); lba = range.end_lba) {
        assert_true(range.first_lba >= FIRST && range.end_lba <= FIRST + SECTORS);
        for (int32_t at = range.first_lba; at < range.end_lba; at++) {
            const rbk_sink_block block = {
                .lba = at, .count = 1, .sectors = sectors + (size_t)(at - FIRST) * RBK_SECTOR_BYTES, .made = made};
            assert_int_equal(encoding->take(sink, &block, NULL), RBK_OK);
        }
    }
    assert_int_equal(encoding->flush(sink, &bytes, NULL), RBK_OK);
    assert_int_equal(bytes, file->length_bytes);
    rbk_unfinished *unfinished = encoding->unfinished(sink);
    assert_int_equal(rbk_publish(&unfinished, 1, NULL, NULL), RBK_OK);
    encoding->free(sink);
    encoding->free(NULL);
    return (uint8_t *)scratch_read("out", size);
}

static void every_kind_of_cut_is_written_to_its_place(void **state)
{
    rbk_origin *origin = rbk_origin_new();
    rbk_origin_file *file = NULL;
    size_t size = 0;
    (void)state;
    assert_int_equal(rbk_origin_add_file(origin, "x", &file, NULL), RBK_OK);
    add(file, (rbk_cut){.kind = RBK_CUT_BYTES, .length_bytes = 4, .bytes = (uint8_t *)"head"});
    /* from inside sector 11 to inside sector 13 */
    add(file, (rbk_cut){.kind = RBK_CUT_SAMPLES, .length_bytes = 1000 * 4, .start = 11 * 588 + 100});
    add(file, (rbk_cut){.kind = RBK_CUT_ZEROS, .length_bytes = 100});
    add(file,
        (rbk_cut){
            .kind = RBK_CUT_SECTORS, .length_bytes = 2 * 2048, .start = 14, .part_offset = 16, .part_bytes = 2048});
    add(file, (rbk_cut){.kind = RBK_CUT_SAMPLES, .length_bytes = 8, .start = 10 * 588, .big_endian = true});
    add(file,
        (rbk_cut){.kind = RBK_CUT_SUBCHANNEL, .length_bytes = 96, .start = 12, .subchannel = RBK_SUBCHANNEL_CHANNELS});
    add(file, (rbk_cut){.kind = RBK_CUT_BYTES, .length_bytes = 1, .bytes = (uint8_t *)"."});
    uint8_t *found = write_file(file, &size);
    assert_int_equal(size, 4 + 4000 + 100 + 4096 + 8 + 96 + 1);
    assert_memory_equal(found, "head", 4);
    assert_memory_equal(found + 4, sectors + 2352 + 400, 4000);
    for (size_t i = 0; i < 100; i++)
        assert_int_equal(found[4004 + i], 0);
    assert_memory_equal(found + 4104, sectors + 4 * 2352 + 16, 2048);
    assert_memory_equal(found + 4104 + 2048, sectors + 5 * 2352 + 16, 2048);
    for (size_t i = 0; i < 8; i++)
        assert_int_equal(found[8200 + i], sectors[i ^ 1]);
    assert_int_equal(found[size - 1], '.');
    free(found);
    rbk_origin_free(origin);
}

static void ranges_go_from_cut_to_cut_without_what_is_between(void **state)
{
    rbk_origin *origin = rbk_origin_new();
    rbk_origin_file *file = NULL;
    rbk_sector_range range;
    (void)state;
    assert_int_equal(rbk_origin_add_file(origin, "x", &file, NULL), RBK_OK);
    add(file, (rbk_cut){.kind = RBK_CUT_SAMPLES, .length_bytes = 588 * 4 * 3, .start = 100 * 588});
    add(file, (rbk_cut){.kind = RBK_CUT_SAMPLES, .length_bytes = 588 * 4 + 4, .start = 20 * 588 + 587});
    assert_true(rbk_sink_cuts_range(file, 0, &range));
    assert_int_equal(range.first_lba, 20);
    assert_int_equal(range.end_lba, 22);
    assert_true(rbk_sink_cuts_range(file, 22, &range));
    assert_int_equal(range.first_lba, 100);
    assert_true(rbk_sink_cuts_range(file, 101, &range));
    assert_int_equal(range.first_lba, 101);
    assert_int_equal(range.end_lba, 103);
    assert_false(rbk_sink_cuts_range(file, 103, &range));
    rbk_origin_free(origin);
}

/* P and Q of a disc of one track, from the sectors that have no other. */
static void a_subchannel_that_is_not_read_follows_from_the_disc_or_is_zeros(void **state)
{
    static const uint8_t zeros[RBK_SUBCHANNEL_BYTES];
    const rbk_cut alone = {.kind = RBK_CUT_SUBCHANNEL, .subchannel = RBK_SUBCHANNEL_CHANNELS};
    const rbk_cut after = {.kind = RBK_CUT_SECTORS, .subchannel = RBK_SUBCHANNEL_RAW};
    uint8_t raw[RBK_SUBCHANNEL_BYTES], channels[RBK_SUBCHANNEL_BYTES], wanted[RBK_SUBCHANNEL_BYTES];
    rbk_disc *disc = rbk_disc_new();
    rbk_layout *layout = NULL;
    rbk_subcode *subcode = NULL;
    uint32_t file;
    (void)state;
    assert_non_null(disc);
    assert_int_equal(rbk_disc_add_file(disc, "a.bin", RBK_FILE_BINARY, NULL, 0, &file, NULL), RBK_OK);
    disc->files[file].rate_hz = RBK_RATE_HZ;
    disc->files[file].length_frames = 400 * RBK_SECTOR_SAMPLES;
    rbk_track *track = NULL;
    assert_int_equal(rbk_disc_add_track(disc, 1, RBK_MODE_AUDIO, &track, NULL), RBK_OK);
    assert_int_equal(rbk_track_add_file_extent(track, file, 0, 400 * RBK_SECTOR_SAMPLES, NULL), RBK_OK);
    assert_int_equal(rbk_track_add_index(track, 1, 0, 0, NULL), RBK_OK);
    assert_int_equal(rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, NULL, NULL), RBK_OK);
    assert_int_equal(rbk_subcode_new(disc, layout, &subcode, NULL), RBK_OK);
    rbk_sink_cuts_make_subchannel(&alone, subcode, 17, raw);
    rbk_subchannel_deinterleave(raw, channels);
    rbk_subcode_channels(subcode, 17, wanted);
    assert_memory_equal(channels, wanted, sizeof wanted);
    rbk_sink_cuts_make_subchannel(&alone, NULL, 17, raw);
    assert_memory_equal(raw, zeros, sizeof zeros);
    rbk_sink_cuts_make_subchannel(&after, subcode, 17, raw);
    assert_memory_equal(raw, zeros, sizeof zeros);
    rbk_subcode_free(subcode);
    rbk_layout_free(layout);
    rbk_disc_free(disc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(every_kind_of_cut_is_written_to_its_place),
        cmocka_unit_test(a_subchannel_that_is_not_read_follows_from_the_disc_or_is_zeros),
        scratch_test(ranges_go_from_cut_to_cut_without_what_is_between),
    };
    return cmocka_run_group_tests_name("image/sink_cuts", tests, NULL, NULL);
}
