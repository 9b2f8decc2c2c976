/*
 * redbook/audio_options.h - options for the conversion of audio, shared by author and convert
 */
#ifndef REDBOOK_AUDIO_OPTIONS_H
#define REDBOOK_AUDIO_OPTIONS_H

#include "cli/options.h"

#include <redbook/author.h>

/* As read from the command line. */
typedef struct audio_options {
    bool pad;
    bool carry;
    int quality; /* choices are -1 where nothing was said */
    int dither;
    rbk_dither_curve curve;
    uint64_t seed;
    bool seed_given;
    rbk_raw_format raw;
    bool raw_given;
    uint32_t jobs;
    bool gain_given;
    int64_t gain_millidecibels;
    bool normalize;
    int64_t true_peak_millidecibels;
} audio_options;

void audio_options_init(audio_options *audio);

/* Reads what is not on the command line (REDBOOK_KERNEL) and looks at the whole: 0, or the exit code of the usage error
 * that was reported. */
int audio_options_check(audio_options *audio, const char *program, const cli_command *command);

/* Puts them into the author's options. *options lends raw from *audio. */
void audio_options_apply(const audio_options *audio, rbk_author_options *options);

/* For rows: place is a audio_options. */
bool audio_options_read_seed(void *place, const char *text, char why[CLI_WHY_BYTES]);
bool audio_options_read_raw(void *place, const char *text, char why[CLI_WHY_BYTES]);
bool audio_options_read_jobs(void *place, const char *text, char why[CLI_WHY_BYTES]);
bool audio_options_read_dither(void *place, const char *text, char why[CLI_WHY_BYTES]);
/* "shaped:CURVE" for each curve. */
bool audio_options_dither_word(size_t position, char text[CLI_WHY_BYTES]);
bool audio_options_read_gain(void *place, const char *text, char why[CLI_WHY_BYTES]);
bool audio_options_read_normalize(void *place, const char *text, char why[CLI_WHY_BYTES]);

/* The rows: type is the command's structure of values, member its audio_options. */
#define AUDIO_OPTIONS_JOIN_ROWS(type, member)                                                                          \
    {.kind = CLI_SWITCH,                                                                                               \
     .name = "pad",                                                                                                    \
     .offset = offsetof(type, member.pad),                                                                             \
     .help = "pad to whole sectors at joins"},                                                                         \
    {                                                                                                                  \
        .kind = CLI_SWITCH, .name = "carry", .offset = offsetof(type, member.carry),                                   \
        .help = "carry partial sectors into the next track"                                                            \
    }

#define AUDIO_OPTIONS_ROWS(type, member)                                                                               \
    {.kind = CLI_CHOICE,                                                                                               \
     .name = "quality",                                                                                                \
     .offset = offsetof(type, member.quality),                                                                         \
     .argument = "best|medium|fast",                                                                                   \
     .help = "quality of rate conversion [best]"},                                                                     \
        {.kind = CLI_VALUE,                                                                                            \
         .name = "dither",                                                                                             \
         .offset = offsetof(type, member),                                                                             \
         .read = audio_options_read_dither,                                                                            \
         .argument = "tpdf|none|shaped[:CURVE]",                                                                       \
         .word = audio_options_dither_word,                                                                            \
         .help = "dither when bits are reduced [tpdf]"},                                                               \
        {.kind = CLI_VALUE,                                                                                            \
         .name = "seed",                                                                                               \
         .offset = offsetof(type, member),                                                                             \
         .read = audio_options_read_seed,                                                                              \
         .argument = "N",                                                                                              \
         .help = "seed of the dither"},                                                                                \
        {.kind = CLI_VALUE,                                                                                            \
         .name = "raw",                                                                                                \
         .offset = offsetof(type, member),                                                                             \
         .read = audio_options_read_raw,                                                                               \
         .argument = "ENCODING:RATE:CHANNELS",                                                                         \
         .help = "format of headerless files: s16le:44100:2"},                                                         \
    {                                                                                                                  \
        .kind = CLI_VALUE, .letter = 'j', .name = "jobs", .offset = offsetof(type, member),                            \
        .read = audio_options_read_jobs, .argument = "N", .help = "threads; the output stays the same [all]"           \
    }

/* Of commands that make a new program of audio. */
#define AUDIO_OPTIONS_GAIN_ROWS(type, member)                                                                          \
    {.kind = CLI_VALUE,                                                                                                \
     .name = "gain",                                                                                                   \
     .offset = offsetof(type, member),                                                                                 \
     .read = audio_options_read_gain,                                                                                  \
     .argument = "DB",                                                                                                 \
     .help = "gain for all audio, such as -1.5"},                                                                      \
    {                                                                                                                  \
        .kind = CLI_VALUE, .name = "normalize", .offset = offsetof(type, member),                                      \
        .read = audio_options_read_normalize, .argument = "true-peak=DB",                                              \
        .help = "one gain for all audio to this peak: -1"                                                              \
    }

#endif
