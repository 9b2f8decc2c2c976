/* Sectors of every mode as frames of a CHD, which is read again hunk by hunk. */
#include "image/sink_chd.h"

#include "image/sink.h"

#include "unit/scratch.h"

#define SECTORS 5

static uint8_t sectors[SECTORS * RBK_SECTOR_BYTES];
static uint8_t made[SECTORS * RBK_IMAGE_WIDE_BYTES];

/* Writes tracks of SECTORS sectors each; gives all frames. Freed by the caller. */
static uint8_t *write_tracks(rbk_sink_chd *chd, const rbk_track_mode *modes, size_t count)
{
    const rbk_sink_encoding *encoding = &rbk_sink_chd_encoding;
    rbk_image_sink_options options;
    void *sink = NULL;
    int64_t bytes = 0;
    for (size_t i = 0; i < sizeof sectors; i++)
        sectors[i] = (uint8_t)(i % 251 + i / RBK_SECTOR_BYTES);
    for (size_t t = 0; t < count; t++)
        chd->tracks[t] = (rbk_sink_chd_track){modes[t], SECTORS, 3};
    rbk_image_sink_options_init(&options);
    options.path = scratch_path("out.chd");
    options.replace = true;
    options.chd = chd;
    assert_int_equal(encoding->open(&options, &sink, NULL), RBK_OK);
    for (size_t t = 0; t < count; t++) {
        const rbk_sink_block block = {.count = SECTORS, .sectors = sectors, .made = made, .with_subchannel = true};
        assert_int_equal(encoding->take(sink, &block, NULL), RBK_OK);
    }
    assert_int_equal(encoding->flush(sink, &bytes, NULL), RBK_OK);
    rbk_unfinished *file = encoding->unfinished(sink);
    assert_int_equal(rbk_publish(&file, 1, NULL, NULL), RBK_OK);
    encoding->free(sink);
    rbk_input input;
    rbk_chd *read = NULL;
    assert_int_equal(rbk_input_open(&input, scratch_path("out.chd"), NULL), RBK_OK);
    assert_int_equal(input.size, bytes);
    assert_int_equal(rbk_chd_open(&input, &read, NULL), RBK_OK);
    rbk_chd_decoder *decoder = rbk_chd_decoder_new(read);
    assert_non_null(decoder);
    assert_int_equal(rbk_chd_hunk_count(read), count);
    uint8_t *frames = malloc(count * RBK_CHD_HUNK_BYTES);
    assert_non_null(frames);
    for (uint32_t h = 0; h < count; h++)
        assert_int_equal(rbk_chd_read_hunk(read, decoder, h, frames + (size_t)h * RBK_CHD_HUNK_BYTES, NULL), RBK_OK);
    rbk_chd_decoder_free(decoder);
    rbk_chd_close(read);
    rbk_input_close(&input);
    return frames;
}

static void frames_have_of_a_sector_what_its_mode_keeps(void **state)
{
    static const rbk_track_mode modes[] = {RBK_MODE_AUDIO,      RBK_MODE_MODE1_2048, RBK_MODE_MODE1_2352,
                                           RBK_MODE_MODE2_2048, RBK_MODE_MODE2_2324, RBK_MODE_MODE2_2336,
                                           RBK_MODE_MODE2_2352};
    static const size_t from[] = {0, 16, 0, 24, 24, 16, 0};
    static const uint8_t zeros[RBK_CHD_FRAME_BYTES * 3];
    enum { COUNT = 7 };
    rbk_sink_chd_track tracks[COUNT];
    rbk_sink_chd chd = {.tracks = tracks, .track_count = COUNT, .threads = 2};
    (void)state;
    uint8_t *frames = write_tracks(&chd, modes, COUNT);
    for (size_t t = 0; t < COUNT; t++) {
        const size_t bytes = rbk_track_mode_payload_bytes(modes[t]);
        for (size_t s = 0; s < SECTORS; s++) {
            const uint8_t *frame = frames + t * RBK_CHD_HUNK_BYTES + s * RBK_CHD_FRAME_BYTES;
            const uint8_t *sector = sectors + s * RBK_SECTOR_BYTES;
            for (size_t i = 0; i < bytes; i++)
                assert_int_equal(frame[i], sector[from[t] + (t == 0 ? i ^ 1 : i)]);
            assert_memory_equal(frame + bytes, zeros, RBK_CHD_FRAME_BYTES - bytes);
        }
        assert_memory_equal(frames + t * RBK_CHD_HUNK_BYTES + SECTORS * RBK_CHD_FRAME_BYTES, zeros, sizeof zeros);
    }
    free(frames);
}

static void sectors_beyond_the_tracks_are_refused(void **state)
{
    const rbk_sink_encoding *encoding = &rbk_sink_chd_encoding;
    rbk_sink_chd_track track = {RBK_MODE_AUDIO, SECTORS, 0};
    rbk_sink_chd chd = {.tracks = &track, .track_count = 1};
    rbk_image_sink_options options;
    void *sink = NULL;
    const rbk_sink_block block = {.count = SECTORS, .sectors = sectors, .made = made};
    (void)state;
    rbk_image_sink_options_init(&options);
    options.path = scratch_path("out.chd");
    options.chd = &chd;
    assert_int_equal(encoding->open(&options, &sink, NULL), RBK_OK);
    assert_int_equal(encoding->take(sink, &block, NULL), RBK_OK);
    assert_int_equal(encoding->take(sink, &block, NULL), RBK_INVALID_ARGUMENT);
    encoding->free(sink);
    encoding->free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(frames_have_of_a_sector_what_its_mode_keeps),
        scratch_test(sectors_beyond_the_tracks_are_refused),
    };
    return cmocka_run_group_tests_name("image/sink_chd", tests, NULL, NULL);
}
