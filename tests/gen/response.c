/*
 * response - measures how a rate conversion to 44.1 kHz treats sines (response.h)
 *
 *   response convert RATE table|library [best|medium|fast]
 *   response probe RATE FILE
 *   response read RATE FILE
 *
 * The first measures redbook's own conversion on either of its paths. The others measure another program: probe writes
 * a WAV file of floats for it to convert, read reads the result, any file of two channels. All but probe
 * print one line: the deviation from 0 dB up to 20 kHz and up to 20.5 kHz (of a slower source: up to those shares of
 * half its rate), where the gain is -3 dB, and the highest level of anything else: next to a sine of the passband, and
 * in place of one of the stop band.
 */
#include "convert_probe.h"

#include <sndfile.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DENSITY = 60 };

static _Noreturn void fail(const char *what, const char *text)
{
    fprintf(stderr, "response: %s '%s'\n", what, text);
    exit(2);
}

/* Without a minus where all digits are 0. */
static double shown(double decibel)
{
    return fabs(decibel) < 0.0005 ? 0 : decibel;
}

static void print(const response *r)
{
    printf("%.3f dB, %.3f dB; %.2f kHz; %.0f dB\n", shown(r->pass), shown(r->edge), r->half_power_hz / 1000,
           fmax(r->stop, r->next_to));
}

static void convert(const response_probe *probe, const char *path, const char *quality)
{
    static const char *const qualities[] = {"best", "medium", "fast"};
    rbk_quality number = RBK_QUALITY_BEST;
    while (strcmp(qualities[number], quality) != 0)
        if (++number > RBK_QUALITY_FAST)
            fail("no quality", quality);
    if (strcmp(path, "table") != 0 && strcmp(path, "library") != 0)
        fail("no path", path);
    response r;
    rbk_status status = convert_probe(probe, strcmp(path, "table") == 0 ? BY_TABLE : BY_LIBRARY, number, &r);
    if (status != RBK_OK)
        fail(rbk_status_name(status), path);
    print(&r);
}

static void write_probe(const response_probe *probe, const char *path)
{
    SF_INFO info = {.samplerate = (int)probe->rate_hz, .channels = 2, .format = SF_FORMAT_WAV | SF_FORMAT_FLOAT};
    SNDFILE *file = sf_open(path, SFM_WRITE, &info);
    if (!file)
        fail(sf_strerror(NULL), path);
    const int64_t frames = response_frames(probe);
    for (size_t sine = 0; sine < probe->count; sine += 2)
        for (int64_t frame = 0; frame < frames; frame++) {
            float pair[2] = {response_value(probe, sine, frame, frames),
                             response_value(probe, sine + 1, frame, frames)};
            if (sf_writef_float(file, pair, 1) != 1)
                fail(sf_strerror(file), path);
        }
    if (sf_close(file) != 0)
        fail("not closed:", path);
}

static void read_converted(const response_probe *probe, const char *path)
{
    SF_INFO info = {0};
    SNDFILE *file = sf_open(path, SFM_READ, &info);
    if (!file)
        fail(sf_strerror(NULL), path);
    if (info.channels != 2 || info.samplerate != RESPONSE_RATE_HZ)
        fail("not two channels at 44.1 kHz:", path);
    static double pairs[2 * RESPONSE_SAMPLES];
    response r;
    response_begin(&r);
    for (size_t sine = 0; sine < probe->count; sine += 2) {
        sf_count_t got = sf_readf_double(file, pairs, RESPONSE_SAMPLES);
        if (got < RESPONSE_SAMPLES / 8 * 7) /* what is measured ends earlier */
            fail("too short:", path);
        response_take(&r, probe, sine, pairs, RESPONSE_SAMPLES);
    }
    sf_close(file);
    print(&r);
}

int main(int argc, char **argv)
{
    static response_probe probe;
    const char *verb = argc > 1 ? argv[1] : "";
    if (argc < 4 || argc > 5)
        fail("see the head of the source of", argv[0]);
    long rate_hz = strtol(argv[2], NULL, 10);
    if (rate_hz < RBK_AUDIO_RATE_MIN_HZ || rate_hz > RBK_AUDIO_RATE_MAX_HZ || rate_hz % 5 != 0)
        fail("a stretch has no whole number of frames at", argv[2]);
    response_sines(&probe, (uint32_t)rate_hz, RESPONSE_EDGE, DENSITY);
    if (strcmp(verb, "convert") == 0)
        convert(&probe, argv[3], argc > 4 ? argv[4] : "best");
    else if (strcmp(verb, "probe") == 0)
        write_probe(&probe, argv[3]);
    else if (strcmp(verb, "read") == 0)
        read_converted(&probe, argv[3]);
    else
        fail("no verb", verb);
    return 0;
}
