/* Sectors of a disc as an audio file: the samples are those of the sectors, in the file's format. */
#include "image/sink.h"

#include "unit/scratch.h"

#include <sndfile.h>

static void samples_of_sectors_are_the_file(void **state)
{
    static uint8_t sectors[2 * RBK_SECTOR_BYTES];
    static short found[2 * 588 * 2];
    const rbk_sink_encoding *audio = &rbk_sink_audio_encoding;
    rbk_image_sink_options options;
    void *sink = NULL;
    int64_t bytes = 0;
    SF_INFO info = {0};
    (void)state;
    for (size_t i = 0; i < sizeof sectors; i++)
        sectors[i] = (uint8_t)(i * 7);
    rbk_image_sink_options_init(&options);
    options.path = scratch_path("out.wav");
    options.format = RBK_SINK_WAV;
    assert_int_equal(audio->open(&options, &sink, NULL), RBK_OK);
    const rbk_sink_block block = {.lba = 3, .count = 2, .sectors = sectors};
    assert_int_equal(audio->take(sink, &block, NULL), RBK_OK);
    assert_int_equal(audio->flush(sink, &bytes, NULL), RBK_OK);
    rbk_unfinished *file = audio->unfinished(sink);
    assert_int_equal(rbk_publish(&file, 1, NULL, NULL), RBK_OK);
    audio->free(sink);
    audio->free(NULL);
    SNDFILE *wav = sf_open(scratch_path("out.wav"), SFM_READ, &info);
    assert_non_null(wav);
    assert_int_equal(sf_readf_short(wav, found, 2 * 588), 2 * 588);
    sf_close(wav);
    for (size_t i = 0; i < 2 * 588 * 2; i++)
        assert_int_equal((uint16_t)found[i], (uint8_t)(2 * i * 7) | (uint8_t)((2 * i + 1) * 7) << 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(samples_of_sectors_are_the_file),
    };
    return cmocka_run_group_tests_name("image/sink_audio", tests, NULL, NULL);
}
