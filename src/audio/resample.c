/*
 * The only file that includes libsamplerate. Its state is never reset within a stream, so that adjacent files are
 * converted as one signal. The library compensates its delay itself; the length of its output varies, and the caller
 * truncates or pads it.
 */
#include "audio/resample.h"

#include "base/fail.h"

#include <samplerate.h>
#include <stdlib.h>
#include <string.h>

struct rbk_resampler {
    SRC_STATE *state;
    double ratio;
};

rbk_status rbk_resampler_open(uint32_t rate_hz, rbk_quality quality, unsigned channels, rbk_resampler **out,
                              rbk_error *error)
{
    static const int converters[] = {
        [RBK_QUALITY_BEST] = SRC_SINC_BEST_QUALITY,
        [RBK_QUALITY_MEDIUM] = SRC_SINC_MEDIUM_QUALITY,
        [RBK_QUALITY_FAST] = SRC_SINC_FASTEST,
    };
    if ((unsigned)quality >= sizeof converters / sizeof converters[0])
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "unknown quality %d", (int)quality);
    rbk_resampler *resampler = calloc(1, sizeof *resampler);
    int code = 0;
    if (!resampler)
        return rbk_fail_memory(error);
    resampler->ratio = (double)RBK_RATE_HZ / (double)rate_hz;
    resampler->state = src_new(converters[quality], (int)channels, &code);
    if (!resampler->state) {
        free(resampler);
        return rbk_fail_memory(error);
    }
    *out = resampler;
    return RBK_OK;
}

void rbk_resampler_close(rbk_resampler *resampler)
{
    if (!resampler)
        return;
    src_delete(resampler->state);
    free(resampler);
}

rbk_status rbk_resampler_process(rbk_resampler *resampler, const float *in, size_t in_count, bool last, size_t *used,
                                 float *out, size_t out_capacity, size_t *made, rbk_error *error)
{
    SRC_DATA data;
    memset(&data, 0, sizeof data);
    data.data_in = in; /* never NULL, not even when empty */
    data.input_frames = (long)in_count;
    data.data_out = out;
    data.output_frames = (long)out_capacity;
    data.src_ratio = resampler->ratio;
    data.end_of_input = last;
    int code = src_process(resampler->state, &data);
    if (code != 0)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "the rate converter failed: %s", src_strerror(code));
    *used = (size_t)data.input_frames_used;
    *made = (size_t)data.output_frames_gen;
    return RBK_OK;
}

const char *rbk_resampler_version(void)
{
    return src_get_version();
}
