/*
 * render - renders the sample album as audio files
 *
 *   render FOLDER
 *
 * Three old pieces for plucked strings: each string is a delay line with feedback through a low-pass filter (Karplus
 * and Strong, 1983); a few more delay lines are the reverb. Everything is computed in integers, so the files are the
 * same everywhere (but the one that is encoded with Vorbis). The files differ in format and rate on purpose:
 *
 *   chimes.ogg      Vorbis, 32 kHz, mono     the Westminster Quarters, hidden before track 1
 *   prelude.wav     16 bits, 44.1 kHz        J. S. Bach, Prelude in C major, BWV 846
 *   minuet.flac     24 bits, 96 kHz          C. Petzold, Minuet in G major, BWV Anh. 114
 *   green1.aiff     24 bits, 48 kHz          Greensleeves, first and second strain: one performance, cut while
 *   green2.aiff     24 bits, 48 kHz          a pipe goes on sounding, so that a bad join can be heard
 */
#include <inttypes.h>
#include <sndfile.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    NOTES_MAX = 2048,
    STRINGS_MAX = 64,
    LINE_MAX = 2048, /* frames of the lowest string's period at the highest rate */
    ROOM_LINE_MAX = 8192,
    RING_MS = 5000 /* after the last note */
};

/* ------------------------------------------------------------------ the score */

typedef struct note {
    int64_t start_us;
    int64_t length_us;
    int pitch;    /* MIDI note number: 69 is A at 440 Hz */
    int strength; /* 1-127 */
} note;

typedef struct score {
    note notes[NOTES_MAX];
    size_t count;
    int64_t end_us;
    int64_t pipe_start_us; /* a held pipe, none where both are 0 */
    int64_t pipe_end_us;
} score;

static void add_note(score *s, int64_t start_us, int64_t length_us, int pitch, int strength)
{
    if (s->count == NOTES_MAX)
        abort();
    s->notes[s->count++] = (note){start_us, length_us, pitch, strength};
    if (start_us + length_us > s->end_us)
        s->end_us = start_us + length_us;
}

/* Reads "c4", "f#3", "bb4": the pitch, and *text moves after it. */
static int read_pitch(const char **text)
{
    static const int steps[] = {9, 11, 0, 2, 4, 5, 7}; /* a b c d e f g */
    int pitch = steps[**text - 'a'];
    ++*text;
    if (**text == '#' || (**text == 'b' && (*text)[1] != ' '))
        pitch += *(*text)++ == '#' ? 1 : -1;
    return pitch + 12 * (*(*text)++ - '0' + 1);
}

/*
 * Adds one voice, "d5:4 g4:2 a4 b4 r:4 | ...": a note or a rest with its length in sixteenths; a length holds until
 * another is given. Returns when the voice ends.
 */
static int64_t add_voice(score *s, int64_t start_us, int64_t sixteenth_us, int strength, const char *text)
{
    int64_t sixteenths = 4;
    while (*text) {
        if (*text == ' ' || *text == '|') {
            text++;
            continue;
        }
        int pitch = 0;
        if (*text == 'r')
            text++;
        else
            pitch = read_pitch(&text);
        if (*text == ':')
            sixteenths = strtol(text + 1, (char **)&text, 10);
        if (pitch)
            add_note(s, start_us, sixteenths * sixteenth_us, pitch, strength);
        start_us += sixteenths * sixteenth_us;
    }
    return start_us;
}

/* J. S. Bach, 1722. Each bar breaks one chord of five notes twice; the last three bars are different. */
static const char *const prelude_bars[] = {
    "c4 e4 g4 c5 e5", "c4 d4 a4 d5 f5",  "b3 d4 g4 d5 f5", "c4 e4 g4 c5 e5",   "c4 e4 a4 e5 a5",  "c4 d4 f#4 a4 d5",
    "b3 d4 g4 d5 g5", "b3 c4 e4 g4 c5",  "a3 c4 e4 g4 c5", "d3 a3 d4 f#4 c5",  "g3 b3 d4 g4 b4",  "g3 bb3 e4 g4 c#5",
    "f3 a3 d4 a4 d5", "f3 ab3 d4 f4 b4", "e3 g3 c4 g4 c5", "e3 f3 a3 c4 f4",   "d3 f3 a3 c4 f4",  "g2 d3 g3 b3 f4",
    "c3 e3 g3 c4 e4", "c3 g3 bb3 c4 e4", "f2 f3 a3 c4 e4", "f#2 c3 a3 c4 eb4", "ab2 f3 b3 c4 d4", "g2 f3 g3 b3 d4",
    "g2 e3 g3 c4 e4", "g2 d3 g3 c4 f4",  "g2 d3 g3 b3 f4", "g2 eb3 a3 c4 f#4", "g2 e3 g3 c4 g4",  "g2 d3 g3 c4 f4",
    "g2 d3 g3 b3 f4", "c2 c3 g3 bb3 e4",
};

static void write_prelude(score *s)
{
    static const int pattern[] = {0, 1, 2, 3, 4, 2, 3, 4};
    const int64_t step_us = 178000;
    const int bars = (int)(sizeof prelude_bars / sizeof *prelude_bars);
    int64_t at_us = 500000;
    for (int bar = 0; bar < bars; bar++) {
        int pitches[5];
        const char *text = prelude_bars[bar];
        for (int i = 0; i < 5; i++, text += *text == ' ')
            pitches[i] = read_pitch(&text);
        /* Louder towards the middle and again over the pedal point. */
        int swell = bar < 16 ? bar : bar < 24 ? 32 - bar : bar - 8;
        for (int i = 0; i < 16; i++) {
            int64_t held_us = pattern[i % 8] < 2 ? (8 - i % 8) * step_us : 3 * step_us;
            add_note(s, at_us, held_us, pitches[pattern[i % 8]], 70 + swell + (i % 8 == 0 ? 10 : 0));
            at_us += step_us;
        }
    }
    add_note(s, at_us, 16 * step_us, 36, 90);
    add_voice(s, at_us, step_us, 86, "r:1 c3 f3 a3 c4 f4 c4 a3 c4 a3 f3 a3 f3 d3 f3 d3");
    at_us += 16 * step_us;
    add_note(s, at_us, 17 * step_us, 36, 88);
    add_voice(s, at_us, step_us + 9000, 80, "r:1 b2:15");
    at_us = add_voice(s, at_us, step_us + 9000, 80, "r:2 g4:1 b4 d5 f5 d5 b4 d5 b4 g4 b4 d4 f4 e4 d4");
    static const int last[] = {36, 48, 64, 67, 72};
    for (int i = 0; i < 5; i++)
        add_note(s, at_us + i * 45000, 3000000, last[i], 84);
}

/* C. Petzold, about 1725. */
static const char minuet_treble[] =
    "d5:4 g4:2 a4 b4 c5 | d5:4 g4 g4 | e5:4 c5:2 d5 e5 f#5 | g5:4 g4 g4 | c5:4 d5:2 c5 b4 a4 | b4:4 c5:2 b4 a4 g4 |"
    "f#4:4 g4:2 a4 b4 g4 | b4:4 a4:8 | d5:4 g4:2 a4 b4 c5 | d5:4 g4 g4 | e5:4 c5:2 d5 e5 f#5 | g5:4 g4 g4 |"
    "c5:4 d5:2 c5 b4 a4 | b4:4 c5:2 b4 a4 g4 | a4:4 b4:2 a4 g4 f#4 | g4:12 |"
    "b5:4 g5:2 a5 b5 g5 | a5:4 d5:2 e5 f#5 d5 | g5:4 e5:2 f#5 g5 d5 | c#5:4 b4:2 c#5 a4:4 | a4:2 b4 c#5 d5 e5 f#5 |"
    "g5:4 f#5 e5 | f#5:4 a4 c#5 | d5:12 | d5:4 g4:2 f#4 g4:4 | e5:4 g4:2 f#4 g4:4 | d5:4 c5 b4 | a4:2 g4 f#4 g4 a4:4 |"
    "d4:2 e4 f#4 g4 a4 b4 | c5:4 b4 a4 | b4:2 d5 g4:4 f#4 | g4:12";
static const char minuet_bass[] =
    "g3:8 a3:4 | b3:12 | c4:12 | b3:12 | a3:12 | g3:12 | d4:4 b3 g3 | d4:4 d3:2 c4 b3 a3 | b3:8 a3:4 | g3:4 b3 g3 |"
    "c4:12 | b3:4 c4:2 b3 a3 g3 | a3:8 f#3:4 | g3:8 b3:4 | c4:4 d4 d3 | g3:8 g2:4 | g3:12 | f#3:12 | e3:4 g3 e3 |"
    "a3:8 a2:4 | a3:12 | b3:4 d4 c#4 | d4:4 f#3 a3 | d4:4 d3 c4 | b3:12 | c4:12 | b3:4 a3 g3 | d4:8 r:4 | d3:12 |"
    "e3:4 g3 f#3 | g3:4 b2 d3 | g3:4 d3 g2";

static void write_minuet(score *s)
{
    const int64_t sixteenth_us = 125000;
    add_voice(s, 500000, sixteenth_us, 92, minuet_treble);
    add_voice(s, 500000, sixteenth_us, 74, minuet_bass);
    add_voice(s, 500000, sixteenth_us, 60, "b3:8");
    add_voice(s, 500000, sixteenth_us, 60, "d4:8");
}

/* Traditional, before 1580. In cells of three eighths, which are counted as six sixteenths. */
static const char green_first[] =
    "c5:4 d5:2 | e5:3 f5:1 e5:2 | d5:4 b4:2 | g4:3 a4:1 b4:2 | c5:4 a4:2 | a4:3 g#4:1 a4:2 | b4:4 g#4:2 | e4:4 a4:2 |"
    "c5:4 d5:2 | e5:3 f5:1 e5:2 | d5:4 b4:2 | g4:3 a4:1 b4:2 | c5:3 b4:1 a4:2 | g#4:3 f#4:1 g#4:2 | a4:6 | a4:6";
static const char green_second[] =
    "g5:6 | g5:3 f#5:1 e5:2 | d5:4 b4:2 | g4:3 a4:1 b4:2 | c5:4 a4:2 | a4:3 g#4:1 a4:2 | b4:4 g#4:2 | e4:6 |"
    "g5:6 | g5:3 f#5:1 e5:2 | d5:4 b4:2 | g4:3 a4:1 b4:2 | c5:3 b4:1 a4:2 | g#4:3 f#4:1 g#4:2 | a4:6 | a4:6";
static const char green_first_bass[] =
    "a2:2 e3 a3 | a2 e3 c4 | g2 d3 g3 | g2 d3 b3 | a2 e3 a3 | f2 c3 a3 | e2 b2 e3 | e2 b2 g#3 |"
    "a2 e3 a3 | a2 e3 c4 | g2 d3 g3 | g2 d3 b3 | a2 e3 a3 | e2 b2 g#3 | a2 e3 c4 | a2:6";
static const char green_second_bass[] =
    "c3:2 g3 c4 | c3 g3 e4 | g2 d3 g3 | g2 d3 b3 | a2 e3 a3 | f2 c3 a3 | e2 b2 e3 | e2 b2 g#3 |"
    "c3 g3 c4 | c3 g3 e4 | g2 d3 g3 | g2 d3 b3 | a2 e3 a3 | e2 b2 g#3 | a2 e3 c4 | a2:6";

/* Both strains twice; gives where the second begins. */
static int64_t write_greensleeves(score *s)
{
    const int64_t sixteenth_us = 137000;
    int64_t at_us = add_voice(s, 500000, sixteenth_us, 84, "a4:2");
    s->pipe_start_us = at_us;
    int64_t second_us = 0;
    for (int part = 0; part < 4; part++) {
        if (part == 2)
            second_us = at_us;
        add_voice(s, at_us, sixteenth_us, part % 2 ? 96 : 88, part < 2 ? green_first : green_second);
        at_us = add_voice(s, at_us, sixteenth_us, 68, part < 2 ? green_first_bass : green_second_bass);
    }
    s->pipe_end_us = at_us;
    return second_us;
}

/* W. Crotch, 1793: the half hour. */
static void write_chimes(score *s)
{
    add_voice(s, 300000, 180000, 90, "e4:4 g#4 f#4 b3:8 | e4:4 f#4 g#4 e4:8");
}

/* ------------------------------------------------------------------ a string */

typedef struct string {
    int32_t line[LINE_MAX];
    int length;
    int at;
    int32_t before;                    /* previous input of the low-pass filter */
    int32_t all_pass_in, all_pass_out; /* state of the all-pass filter that tunes the fraction of a frame */
    int32_t tuning;                    /* its coefficient, 2^-15 */
    int32_t keep;                      /* gain per period, 2^-30 */
    int32_t keep_damped;
    int64_t release; /* frame at which the string is damped */
    int right;       /* 0 left - 64 right */
    bool audio_files;
} string;

/* 1/1000 Hz of a pitch in equal temperament at 440 Hz. */
static int64_t pitch_millihertz(int pitch)
{
    static const int64_t octave[] = {8175799,  8661957,  9177024,  9722718,  10300861, 10913382,
                                     11562326, 12249857, 12978272, 13750000, 14567618, 15433853}; /* uHz, pitch 0-11 */
    return (octave[pitch % 12] << (pitch / 12)) / 1000;
}

static int32_t next_noise(uint32_t *state)
{
    *state = *state * 1664525 + 1013904223;
    return (int32_t)*state >> 8;
}

/* A burst of noise, darker when soft, with the notch in its spectrum that comes from plucking at a fifth of the string.
   */
static void pluck(string *s, const note *n, uint32_t rate_hz, int64_t frame, uint32_t *noise)
{
    const int64_t millihertz = pitch_millihertz(n->pitch);
    const int64_t period_15 =
        ((int64_t)rate_hz * 1000 << 15) / millihertz - (1 << 14); /* the low-pass filter delays by half a frame */
    s->length = (int)((period_15 - (1 << 13)) >> 15);
    if (s->length < 8 || s->length >= LINE_MAX)
        abort();
    const int64_t rest_15 = period_15 - ((int64_t)s->length << 15);
    s->tuning = (int32_t)((32768 - rest_15) * 32768 / (32768 + rest_15));
    const int64_t fade_ms = 7000 - 45 * (int64_t)n->pitch; /* decay to a thousandth; long for the low strings */
    const int64_t one = INT64_C(1) << 30;
    s->keep = (int32_t)(one - one * 6908 / 1000 * 1000000 / (millihertz * fade_ms));
    s->keep_damped = (int32_t)(one - one * 6908 / 1000 * 1000000 / (millihertz * 250));
    s->release = frame + n->length_us * rate_hz / 1000000;
    s->right = 12 + (n->pitch - 36) * 40 / 48;
    s->at = 0;
    s->before = s->all_pass_in = s->all_pass_out = 0;
    int64_t sum = 0;
    int32_t dark = 0;
    for (int i = 0; i < s->length; i++) {
        dark += (int32_t)((int64_t)(next_noise(noise) - dark) * (40 + n->strength) * 44100 / rate_hz / 192);
        s->line[i] = dark;
    }
    for (int i = s->length - 1, back = s->length / 5; i >= back; i--)
        s->line[i] -= s->line[i - back];
    for (int i = 0; i < s->length; i++)
        sum += s->line[i];
    for (int i = 0; i < s->length; i++)
        s->line[i] = (int32_t)((s->line[i] - sum / s->length) * n->strength / 127);
    s->audio_files = true;
}

static int32_t string_next(string *s, int64_t frame)
{
    const int32_t out = s->line[s->at];
    int64_t turn = ((int64_t)out + s->before) / 2;
    turn = turn * (frame < s->release ? s->keep : s->keep_damped) >> 30;
    s->before = out;
    const int32_t tuned = (int32_t)(((turn - s->all_pass_out) * s->tuning >> 15) + s->all_pass_in);
    s->all_pass_in = (int32_t)turn;
    s->all_pass_out = tuned;
    s->line[s->at] = tuned;
    if (++s->at == s->length) {
        s->at = 0;
        int32_t most = 0; /* a string that has nearly faded out is removed */
        for (int i = 0; i < s->length && frame >= s->release; i++)
            most |= abs(s->line[i]);
        s->audio_files = frame < s->release || most > 64;
    }
    return out;
}

/* ------------------------------------------------------------------ a held organ pipe, and the reverb */

/* Four partials in the ratio 1 : 2 : 3 : 4 by coupled rotation: s += e c, c -= e s keeps its level. */
typedef struct pipe {
    int64_t sine[4];
    int64_t cosine[4];
    int64_t turn[4]; /* 2 sin(w/2), close to w, 2^-30 */
} pipe;

static void pipe_init(pipe *p, int pitch, uint32_t rate_hz)
{
    for (int i = 0; i < 4; i++) {
        p->sine[i] = 0;
        p->cosine[i] = (INT64_C(1) << 28) / (i + 1) / (i + 1);
        int64_t w = pitch_millihertz(pitch) * (i + 1) * INT64_C(6746518852) / 1000 / rate_hz; /* 2 pi 2^30 f / rate */
        p->turn[i] = w - (w * w >> 30) * w / 24 / (INT64_C(1) << 30);
    }
}

static int32_t pipe_next(pipe *p)
{
    int64_t sum = 0;
    for (int i = 0; i < 4; i++) {
        p->sine[i] += p->turn[i] * p->cosine[i] >> 30;
        p->cosine[i] -= p->turn[i] * p->sine[i] >> 30;
        sum += p->sine[i];
    }
    return (int32_t)(sum >> 11);
}

/* Four comb filters, each with a low-pass filter, and two all-pass filters in series (Schroeder, 1962). */
typedef struct room {
    int32_t echo[4][ROOM_LINE_MAX];
    int32_t dark[4];
    int32_t blur[2][ROOM_LINE_MAX];
    int echo_length[4];
    int blur_length[2];
    int64_t place;
} room;

static void room_init(room *r, uint32_t rate_hz, int widen_us)
{
    static const int echo_us[] = {29700, 37100, 41100, 43700};
    static const int blur_us[] = {5000, 1700};
    memset(r, 0, sizeof *r);
    for (int i = 0; i < 4; i++)
        r->echo_length[i] = (int)((int64_t)(echo_us[i] + widen_us) * rate_hz / 1000000);
    for (int i = 0; i < 2; i++)
        r->blur_length[i] = (int)((int64_t)(blur_us[i] + widen_us / 8) * rate_hz / 1000000);
}

static int32_t room_next(room *r, int32_t in)
{
    int64_t sum = 0;
    for (int i = 0; i < 4; i++) {
        int32_t *cell = &r->echo[i][r->place % r->echo_length[i]];
        sum += *cell;
        r->dark[i] += (*cell - r->dark[i]) / 2;
        *cell = in / 4 + (int32_t)((int64_t)r->dark[i] * 26000 >> 15);
    }
    for (int i = 0; i < 2; i++) {
        int32_t *cell = &r->blur[i][r->place % r->blur_length[i]];
        int64_t held = *cell;
        *cell = (int32_t)(sum + held * 22938 / 32768);
        sum = held - (int64_t)*cell * 22938 / 32768;
    }
    r->place++;
    return (int32_t)sum;
}

/* ------------------------------------------------------------------ the performance */

typedef struct performance {
    uint32_t rate_hz;
    int64_t frames;
    int32_t *pairs; /* left, right, ...; 2^31 is full scale */
} performance;

typedef struct player {
    string strings[STRINGS_MAX];
    room rooms[2];
    pipe pipe;
} player;

static int by_start(const void *a, const void *b)
{
    const note *x = a, *y = b;
    if (x->start_us != y->start_us)
        return x->start_us < y->start_us ? -1 : 1;
    return x->pitch - y->pitch;
}

static string *free_string(player *p)
{
    for (int i = 0; i < STRINGS_MAX; i++)
        if (!p->strings[i].audio_files)
            return &p->strings[i];
    return &p->strings[0];
}

/* The held pipe fades in and out over a second. */
static int64_t pipe_level(const score *s, int64_t frame, uint32_t rate_hz)
{
    int64_t us = frame * 1000000 / rate_hz;
    int64_t in_us = us - s->pipe_start_us, out_us = s->pipe_end_us - us;
    int64_t near_us = in_us < out_us ? in_us : out_us;
    return near_us <= 0 ? 0 : near_us >= 1000000 ? 32768 : near_us * 32768 / 1000000;
}

static void play(const score *s, player *p, performance *out)
{
    uint32_t noise = 1;
    size_t next = 0;
    for (int64_t frame = 0; frame < out->frames; frame++) {
        for (; next < s->count && s->notes[next].start_us * out->rate_hz / 1000000 <= frame; next++)
            pluck(free_string(p), &s->notes[next], out->rate_hz, frame, &noise);
        int64_t left = 0, right = 0;
        for (int i = 0; i < STRINGS_MAX; i++) {
            if (!p->strings[i].audio_files)
                continue;
            int64_t value = string_next(&p->strings[i], frame) / 8;
            left += value * (64 - p->strings[i].right) / 64;
            right += value * p->strings[i].right / 64;
        }
        int64_t held = pipe_next(&p->pipe) * pipe_level(s, frame, out->rate_hz) >> 15;
        left += held / 2;
        right += held / 2;
        int32_t both = (int32_t)((left + right) / 2);
        out->pairs[2 * frame] = (int32_t)(left + room_next(&p->rooms[0], both) / 3);
        out->pairs[2 * frame + 1] = (int32_t)(right + room_next(&p->rooms[1], both) / 3);
    }
}

/* Normalized to 0.84 of full scale (-1.5 dB); the last two seconds fade out. */
static void set_level(performance *out)
{
    int64_t peak = 1;
    for (int64_t i = 0; i < 2 * out->frames; i++)
        if (llabs((long long)out->pairs[i]) > peak)
            peak = llabs((long long)out->pairs[i]);
    const int64_t fade = 2 * (int64_t)out->rate_hz;
    for (int64_t i = 0; i < out->frames; i++) {
        int64_t left_frames = out->frames - 1 - i;
        int64_t gain = left_frames < fade ? left_frames * 32768 / fade : 32768;
        for (int channel = 0; channel < 2; channel++) {
            int64_t value = out->pairs[2 * i + channel] * INT64_C(1803886264) / peak;
            out->pairs[2 * i + channel] = (int32_t)(value * gain >> 15);
        }
    }
}

static void perform(score *s, uint32_t rate_hz, int64_t ring_ms, performance *out)
{
    qsort(s->notes, s->count, sizeof *s->notes, by_start);
    out->rate_hz = rate_hz;
    out->frames = (s->end_us + ring_ms * 1000) * rate_hz / 1000000;
    out->pairs = calloc((size_t)out->frames, 2 * sizeof *out->pairs);
    player *p = calloc(1, sizeof *p);
    if (!out->pairs || !p) {
        fprintf(stderr, "render: no memory\n");
        exit(1);
    }
    room_init(&p->rooms[0], rate_hz, 0);
    room_init(&p->rooms[1], rate_hz, 730);
    pipe_init(&p->pipe, 64, rate_hz);
    play(s, p, out);
    set_level(out);
    free(p);
}

/* ------------------------------------------------------------------ the files */

/* 16 bits get triangular dither; longer samples are truncated by the writer. */
static void dither_to_16(int32_t *values, int64_t count)
{
    uint32_t state = 7;
    for (int64_t i = 0; i < count; i++) {
        int64_t dither = (next_noise(&state) & 0xFFFF) - (int64_t)(next_noise(&state) & 0xFFFF);
        values[i] = values[i] ? (int32_t)((values[i] + dither + 32768) & ~INT64_C(0xFFFF)) : 0;
    }
}

typedef struct target {
    const char *folder;
    const char *name;
    const char *title;
    int format;
    int channels;
} target;

static void write_file(const target *t, const performance *p, int64_t first, int64_t end)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", t->folder, t->name);
    SF_INFO info = {.samplerate = (int)p->rate_hz, .channels = t->channels, .format = t->format};
    SNDFILE *file = sf_open(path, SFM_WRITE, &info);
    if (!file) {
        fprintf(stderr, "render: '%s': %s\n", path, sf_strerror(NULL));
        exit(1);
    }
    sf_set_string(file, SF_STR_TITLE, t->title);
    if ((t->format & SF_FORMAT_SUBMASK) == SF_FORMAT_PCM_16)
        dither_to_16(p->pairs + 2 * first, 2 * (end - first));
    sf_count_t wanted = end - first, written = 0;
    if (t->channels == 2) {
        written = sf_writef_int(file, p->pairs + 2 * first, wanted);
    } else {
        for (int64_t i = first; i < end; i++) {
            int32_t both = (int32_t)(((int64_t)p->pairs[2 * i] + p->pairs[2 * i + 1]) / 2);
            written += sf_writef_int(file, &both, 1);
        }
    }
    if (sf_close(file) != 0 || written != wanted) {
        fprintf(stderr, "render: '%s' could not be written\n", path);
        exit(1);
    }
}

static void render(const char *folder, const char *name, const char *title, int format, void (*write_score)(score *),
                   uint32_t rate_hz)
{
    static score s;
    performance p;
    memset(&s, 0, sizeof s);
    write_score(&s);
    perform(&s, rate_hz, RING_MS, &p);
    write_file(&(target){folder, name, title, format, rate_hz == 32000 ? 1 : 2}, &p, 0, p.frames);
    free(p.pairs);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: render FOLDER\n");
        return 2;
    }
    const char *folder = argv[1];
    render(folder, "chimes.ogg", "Westminster Quarters", SF_FORMAT_OGG | SF_FORMAT_VORBIS, write_chimes, 32000);
    render(folder, "prelude.wav", "Prelude in C major", SF_FORMAT_WAV | SF_FORMAT_PCM_16, write_prelude, 44100);
    render(folder, "minuet.flac", "Minuet in G major", SF_FORMAT_FLAC | SF_FORMAT_PCM_24, write_minuet, 96000);

    static score s;
    performance p;
    int64_t second_us = write_greensleeves(&s);
    perform(&s, 48000, RING_MS, &p);
    /* A little before the second strain, where only the held pipe and the reverb are heard; not on a sector boundary.
     */
    int64_t cut = (second_us - 41000) * p.rate_hz / 1000000;
    const int format = SF_FORMAT_AIFF | SF_FORMAT_PCM_24;
    write_file(&(target){folder, "green1.aiff", "Greensleeves, first strain", format, 2}, &p, 0, cut);
    write_file(&(target){folder, "green2.aiff", "Greensleeves, second strain", format, 2}, &p, cut, p.frames);
    free(p.pairs);
    return 0;
}
