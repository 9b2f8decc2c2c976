/*
 * tone - writes an audio file for the tests
 *
 *   tone [options] FILE
 *
 * Content: --kind sine|sweep|noise|silence|impulse|music, --hz N, --level PERCENT, --seed N. Every frame is a function
 * of its position and the seed, in integers, so a signal can be cut anywhere: --skip N omits the first N frames.
 * Length: --frames N, --sectors N (588 frames each) or --seconds N. Form: --format (by default from the suffix of the
 * name), --encoding, --rate, --channels; --format raw-le and raw-be have no header. --title, --artist,
 * --album,
 * --track, --genre, --date are the tags that libsndfile can write. The encoders of Vorbis, Opus and MPEG are not the
 * same on every machine; the rest is.
 */
#include <getopt.h>
#include <inttypes.h>
#include <sndfile.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "signal.h"

enum { CHANNELS_MAX = 8, FRAMES_AT_ONCE = 4096 };

typedef struct word {
    const char *text;
    int value;
} word;

static const word formats[] = {
    {"wav", SF_FORMAT_WAV},
    {"wavex", SF_FORMAT_WAVEX},
    {"rf64", SF_FORMAT_RF64},
    {"w64", SF_FORMAT_W64},
    {"aiff", SF_FORMAT_AIFF},
    {"aif", SF_FORMAT_AIFF},
    {"caf", SF_FORMAT_CAF},
    {"au", SF_FORMAT_AU},
    {"flac", SF_FORMAT_FLAC},
    {"ogg", SF_FORMAT_OGG},
    {"oga", SF_FORMAT_OGG},
    {"opus", SF_FORMAT_OGG},
    {"mp3", SF_FORMAT_MPEG},
    {"raw-le", SF_FORMAT_RAW | SF_ENDIAN_LITTLE},
    {"bin", SF_FORMAT_RAW | SF_ENDIAN_LITTLE},
    {"raw-be", SF_FORMAT_RAW | SF_ENDIAN_BIG},
    {NULL, 0},
};

static const word encodings[] = {
    {"s8", SF_FORMAT_PCM_S8},      {"u8", SF_FORMAT_PCM_U8},
    {"s16", SF_FORMAT_PCM_16},     {"s24", SF_FORMAT_PCM_24},
    {"s32", SF_FORMAT_PCM_32},     {"float", SF_FORMAT_FLOAT},
    {"double", SF_FORMAT_DOUBLE},  {"alaw", SF_FORMAT_ALAW},
    {"ulaw", SF_FORMAT_ULAW},      {"vorbis", SF_FORMAT_VORBIS},
    {"opus", SF_FORMAT_OPUS},      {"mp3", SF_FORMAT_MPEG_LAYER_III},
    {"alac16", SF_FORMAT_ALAC_16}, {NULL, 0},
};

static const word tags[] = {
    {"title", SF_STR_TITLE},
    {"artist", SF_STR_ARTIST},
    {"album", SF_STR_ALBUM},
    {"genre", SF_STR_GENRE},
    {"track", SF_STR_TRACKNUMBER},
    {"date", SF_STR_DATE},
    {NULL, 0},
};

typedef enum kind { SINE, SWEEP, NOISE, SILENCE, IMPULSE, MUSIC } kind;

static const word kinds[] = {
    {"sine", SINE},       {"sweep", SWEEP}, {"noise", NOISE}, {"silence", SILENCE},
    {"impulse", IMPULSE}, {"music", MUSIC}, {NULL, 0},
};

typedef struct tone {
    int kind;
    uint32_t rate_hz;
    int channels;
    int64_t frames;
    int64_t skip;
    uint64_t millihertz;
    int32_t level; /* of 2^31 */
    uint64_t seed;
} tone;

static _Noreturn void fail(const char *what, const char *text)
{
    fprintf(stderr, "tone: %s '%s'\n", what, text);
    exit(2);
}

static int find_word(const word *words, const char *what, const char *text)
{
    for (; words->text; words++)
        if (strcasecmp(words->text, text) == 0)
            return words->value;
    fail(what, text);
}

static int64_t number(const char *text, int64_t most)
{
    char *end;
    long long value = strtoll(text, &end, 10);
    if (end == text || *end || value < 0 || value > most)
        fail("not a number of that range:", text);
    return value;
}

static int32_t scaled(int64_t value_30, int32_t level)
{
    return (int32_t)(value_30 * level >> 30);
}

enum { VOICES = 4, BED_PLACES = CHANNELS_MAX + 4 };

/* State of --kind music. What the frames of a note have in common, and each value of the bed, is computed once:
   otherwise it would take most of the time. */
typedef struct music {
    int64_t note_frames;
    int64_t slope;          /* decay of a note, in units of 2^-30 per frame */
    int64_t begin;          /* start of the newest note; it ends note_frames later */
    int voices;             /* active voices: VOICES except for the first notes */
    uint32_t steps[VOICES]; /* of their phases, the newest first */
    int64_t place;          /* position at which bed begins; -1 before the first frame */
    int32_t bed[BED_PLACES];
} music;

static uint32_t note_step(const tone *t, int64_t note)
{
    static const uint32_t semitones[] = {0, 4, 7, 12, 16, 12, 7, 4, 2, 5, 9, 14, 17, 14, 9, 5};
    static const uint32_t ratio_20[] = {1048576, 1110927, 1176987, 1246974, 1321123, 1399681, /* 2^20 * 2^(n/12) */
                                        1482910, 1571089, 1664510, 1763487, 1868350, 1979448};
    uint32_t semitone = semitones[(uint64_t)note % 16] + (uint32_t)(signal_noise(t->seed, (uint64_t)note / 32) % 5);
    uint64_t hz_20 = (uint64_t)ratio_20[semitone % 12] << (semitone / 12);
    return signal_step((t->millihertz / 4 * hz_20) >> 20, t->rate_hz);
}

/* Prepares for a frame: the one after the previous one, or the first. */
static void music_turn(const tone *t, music *m, int64_t frame)
{
    bool first = m->place < 0;
    if (first || frame >= m->begin + m->note_frames) {
        m->note_frames = t->rate_hz / 4;
        m->slope = (INT64_C(1) << 30) / (VOICES * m->note_frames);
        int64_t note = frame / m->note_frames;
        m->begin = note * m->note_frames;
        m->voices = note < VOICES ? (int)note + 1 : VOICES;
        for (int back = 0; back < m->voices; back++)
            m->steps[back] = note_step(t, note - back);
    }
    m->place = frame * 2;
    int known = first ? 0 : t->channels + 2; /* the previous frame had two more */
    memmove(m->bed, m->bed + 2, (size_t)known * sizeof *m->bed);
    for (int i = known; i < t->channels + 4; i++)
        m->bed[i] = (int32_t)signal_noise(t->seed, (uint64_t)m->place + (uint64_t)i);
}

/* Broken chords of plucked partials over a soft bed of noise: as compressible as music. One value per channel. */
static void music_frame(const tone *t, music *m, int64_t frame, int32_t *values)
{
    music_turn(t, m, frame);
    const int64_t full = INT64_C(1) << 30;
    int64_t first = 0, others = 0; /* sums of the voices for channel 0 and for the rest */
    for (int back = 0; back < m->voices; back++) {
        int64_t age = frame - m->begin + back * m->note_frames;
        uint32_t phase = (uint32_t)((uint64_t)age * m->steps[back]);
        int64_t fade = full - m->slope * age;
        fade = (fade >> 15) * (fade >> 15);
        fade = age < 64 ? fade / 64 * age : fade;
        int64_t partials = (int64_t)signal_sine(phase) + signal_sine(phase * 2) / 2;
        int64_t third = signal_sine(phase * 3);
        first += ((partials + third / 3) >> 3) * (fade >> 15) >> 15;
        others += ((partials + third / 4) >> 3) * (fade >> 15) >> 15;
    }
    for (int channel = 0; channel < t->channels; channel++) {
        int64_t bed = (int64_t)m->bed[channel] + m->bed[channel + 2] + m->bed[channel + 4];
        values[channel] = scaled((int32_t)((channel ? others : first) + (bed >> 10)), t->level);
    }
}

static int32_t value_at(const tone *t, int64_t frame, int channel)
{
    uint64_t place = (uint64_t)frame;
    uint64_t side = (uint64_t)channel;
    switch (t->kind) {
    case SINE: /* each channel a fifth higher, so that they differ */
        return scaled(signal_sine((uint32_t)(place * signal_step(t->millihertz * (2 + side) / 2, t->rate_hz))),
                      t->level);
    case SWEEP: { /* rises by 1/16 of the rate in each 2^17 frames */
        uint32_t turns = (uint32_t)(place * (place & 0x1FFFF) << 10) + (uint32_t)(side << 29);
        return scaled(signal_sine(turns), t->level);
    }
    case NOISE:
        return (int32_t)((int64_t)(int32_t)signal_noise(t->seed + side, place) * t->level >> 31);
    case IMPULSE: /* one frame in each 1000 */
        return place % 1000 == 0 ? t->level : 0;
    default:
        return 0;
    }
}

static void write_tone(const tone *t, SNDFILE *file, const char *path)
{
    static int32_t values[FRAMES_AT_ONCE * CHANNELS_MAX];
    music m = {.place = -1};
    for (int64_t done = 0; done < t->frames;) {
        int64_t count = t->frames - done < FRAMES_AT_ONCE ? t->frames - done : FRAMES_AT_ONCE;
        for (int64_t i = 0; i < count; i++) {
            int64_t frame = t->skip + done + i;
            if (t->kind == MUSIC)
                music_frame(t, &m, frame, values + i * t->channels);
            for (int channel = 0; t->kind != MUSIC && channel < t->channels; channel++)
                values[i * t->channels + channel] = value_at(t, frame, channel);
        }
        if (sf_writef_int(file, values, count) != count)
            fail(sf_strerror(file), path);
        done += count;
    }
}

static const char *ending(const char *path)
{
    const char *dot = strrchr(path, '.');
    return dot ? dot + 1 : "wav";
}

static int default_encoding(int format, const char *word_of_format)
{
    if (strcasecmp(word_of_format, "opus") == 0)
        return SF_FORMAT_OPUS;
    if (format == SF_FORMAT_OGG)
        return SF_FORMAT_VORBIS;
    return format == SF_FORMAT_MPEG ? SF_FORMAT_MPEG_LAYER_III : SF_FORMAT_PCM_16;
}

typedef struct request {
    tone tone;
    const char *format;
    const char *encoding;
    const char *tag[sizeof tags / sizeof *tags];
} request;

static const struct option long_options[] = {
    {"kind", 1, NULL, 'k'},    {"rate", 1, NULL, 'r'},    {"channels", 1, NULL, 'c'}, {"frames", 1, NULL, 'n'},
    {"sectors", 1, NULL, 'b'}, {"seconds", 1, NULL, 's'}, {"skip", 1, NULL, 'p'},     {"hz", 1, NULL, 'z'},
    {"level", 1, NULL, 'l'},   {"seed", 1, NULL, 'd'},    {"format", 1, NULL, 'f'},   {"encoding", 1, NULL, 'e'},
    {"title", 1, NULL, 't'},   {"artist", 1, NULL, 't'},  {"album", 1, NULL, 't'},    {"genre", 1, NULL, 't'},
    {"track", 1, NULL, 't'},   {"date", 1, NULL, 't'},    {NULL, 0, NULL, 0},
};

static void take_option(request *want, int letter, const char *name, const char *text, int64_t *seconds)
{
    tone *t = &want->tone;
    switch (letter) {
    case 'k':
        t->kind = find_word(kinds, "no kind", text);
        break;
    case 'r':
        t->rate_hz = (uint32_t)number(text, 768000);
        break;
    case 'c':
        t->channels = (int)number(text, CHANNELS_MAX);
        break;
    case 'n':
        t->frames = number(text, INT64_MAX);
        break;
    case 'b':
        t->frames = number(text, 1000000) * 588;
        break;
    case 's':
        *seconds = number(text, 1000000);
        break;
    case 'p':
        t->skip = number(text, INT64_MAX);
        break;
    case 'z':
        t->millihertz = (uint64_t)number(text, 200000) * 1000;
        break;
    case 'l':
        t->level = (int32_t)(INT64_C(2147483647) * number(text, 100) / 100);
        break;
    case 'd':
        t->seed = (uint64_t)number(text, INT64_MAX);
        break;
    case 'f':
        want->format = text;
        break;
    case 'e':
        want->encoding = text;
        break;
    case 't':
        for (size_t i = 0; tags[i].text; i++)
            if (strcmp(tags[i].text, name) == 0)
                want->tag[i] = text;
        break;
    default:
        exit(2);
    }
}

int main(int argc, char **argv)
{
    request want = {.tone = {SINE, 44100, 2, -1, 0, 440000, INT32_MAX / 2, 1}};
    int64_t seconds = 5;
    for (int letter, at = 0; (letter = getopt_long(argc, argv, "", long_options, &at)) != -1;)
        take_option(&want, letter, long_options[at].name, optarg, &seconds);
    if (optind + 1 != argc)
        fail("one file is to be named, see the head of the source of", argv[0]);
    const char *path = argv[optind];
    tone *t = &want.tone;
    if (t->frames < 0)
        t->frames = seconds * t->rate_hz;
    const char *format_word = want.format ? want.format : ending(path);
    int format = find_word(formats, "no format", format_word);
    int encoding =
        want.encoding ? find_word(encodings, "no encoding", want.encoding) : default_encoding(format, format_word);
    SF_INFO info = {.samplerate = (int)t->rate_hz, .channels = t->channels, .format = format | encoding};
    SNDFILE *file = sf_open(path, SFM_WRITE, &info);
    if (!file)
        fail(sf_strerror(NULL), path);
    for (size_t i = 0; tags[i].text; i++)
        if (want.tag[i])
            sf_set_string(file, tags[i].value, want.tag[i]);
    write_tone(t, file, path);
    if (sf_close(file) != 0)
        fail("not closed:", path);
    return 0;
}
