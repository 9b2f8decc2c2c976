/*
 * The options on audio: read, judged together, and handed to the library.
 */
#include "redbook/audio_options.h"
#include "cli/values.h"

#include <string.h>

bool audio_options_read_seed(void *place, const char *text, char why[CLI_WHY_BYTES])
{
    audio_options *audio = place;
    audio->seed_given = true;
    return cli_number_parse(text, 0, UINT64_MAX, &audio->seed, why);
}

bool audio_options_dither_word(size_t position, char text[CLI_WHY_BYTES])
{
    if (position >= RBK_CURVES)
        return false;
    snprintf(text, CLI_WHY_BYTES, "shaped:%s", rbk_dither_curve_name((rbk_dither_curve)position));
    return true;
}

bool audio_options_read_dither(void *place, const char *text, char why[CLI_WHY_BYTES])
{
    static const char shaped[] = "shaped:";
    audio_options *audio = place;
    int curve = 0;
    audio->dither = strcmp(text, "tpdf") == 0   ? (int)RBK_DITHER_TPDF
                    : strcmp(text, "none") == 0 ? (int)RBK_DITHER_NONE
                                                : (int)RBK_DITHER_SHAPED;
    audio->curve = RBK_CURVE_MODIFIED_E;
    if (audio->dither != (int)RBK_DITHER_SHAPED || strcmp(text, "shaped") == 0)
        return true;
    if (strncmp(text, shaped, sizeof shaped - 1) == 0)
        while (curve < (int)RBK_CURVES &&
               strcmp(text + sizeof shaped - 1, rbk_dither_curve_name((rbk_dither_curve)curve)) != 0)
            curve++;
    else
        curve = RBK_CURVES;
    audio->curve = (rbk_dither_curve)curve;
    if (curve < (int)RBK_CURVES)
        return true;
    snprintf(why, CLI_WHY_BYTES,
             "expected tpdf, none, shaped or shaped:CURVE (modified-e, wannamaker, lipshitz, f-weighted, improved-e), "
             "found '%s'",
             text);
    return false;
}

/* "-1.5" in thousandths; at most three digits after the point. */
static bool read_decibels(const char *text, int64_t least, int64_t most, int64_t *millidecibels)
{
    const char *at = text + (*text == '-' || *text == '+');
    int64_t value = 0;
    size_t digits = strspn(at, "0123456789"), more = 0;
    if (digits == 0 || digits > 3)
        return false;
    for (size_t i = 0; i < digits; i++)
        value = value * 10 + (at[i] - '0');
    at += digits;
    if (*at == '.')
        more = strspn(++at, "0123456789");
    if (at[more] || more > 3 || (at[-1] == '.' && more == 0))
        return false;
    for (size_t i = 0; i < 3; i++)
        value = value * 10 + (i < more ? at[i] - '0' : 0);
    *millidecibels = *text == '-' ? -value : value;
    return *millidecibels >= least && *millidecibels <= most;
}

bool audio_options_read_gain(void *place, const char *text, char why[CLI_WHY_BYTES])
{
    audio_options *audio = place;
    audio->gain_given = true;
    if (read_decibels(text, -RBK_GAIN_MAX_MILLIDECIBELS, RBK_GAIN_MAX_MILLIDECIBELS, &audio->gain_millidecibels))
        return true;
    snprintf(why, CLI_WHY_BYTES, "expected decibels from -100 to 100 in thousandths, as in -1.5, found '%s'", text);
    return false;
}

bool audio_options_read_normalize(void *place, const char *text, char why[CLI_WHY_BYTES])
{
    static const char word[] = "true-peak=";
    audio_options *audio = place;
    audio->normalize = true;
    if (strncmp(text, word, sizeof word - 1) == 0 &&
        read_decibels(text + sizeof word - 1, -60000, 0, &audio->true_peak_millidecibels))
        return true;
    snprintf(why, CLI_WHY_BYTES, "expected true-peak=DB with -60 to 0 decibels, as in true-peak=-1, found '%s'", text);
    return false;
}

bool audio_options_read_jobs(void *place, const char *text, char why[CLI_WHY_BYTES])
{
    return cli_jobs_read(&((audio_options *)place)->jobs, text, why);
}

bool audio_options_read_raw(void *place, const char *text, char why[CLI_WHY_BYTES])
{
    audio_options *audio = place;
    rbk_error error;
    audio->raw_given = true;
    if (rbk_raw_format_parse(text, &audio->raw, &error) == RBK_OK)
        return true;
    snprintf(why, CLI_WHY_BYTES, "%.*s", CLI_WHY_BYTES - 1, error.sentence);
    return false;
}

void audio_options_init(audio_options *audio)
{
    memset(audio, 0, sizeof *audio);
    audio->quality = audio->dither = -1;
}

int audio_options_check(audio_options *audio, const char *program, const cli_command *command)
{
    char why[CLI_WHY_BYTES];
    if (audio->pad && audio->carry)
        return cli_usage_error(program, command, "--pad and --carry cannot be combined");
    if (audio->gain_given && audio->normalize)
        return cli_usage_error(program, command, "--gain and --normalize cannot be combined");
    if (!cli_kernel_check(why))
        return cli_usage_error(program, command, "REDBOOK_KERNEL: %s", why);
    return 0;
}

void audio_options_apply(const audio_options *audio, rbk_author_options *options)
{
    options->join = audio->pad ? RBK_JOIN_PAD : audio->carry ? RBK_JOIN_CARRY : RBK_JOIN_AUTO;
    if (audio->quality >= 0)
        options->conform.quality = (rbk_quality)audio->quality;
    if (audio->dither >= 0)
        options->conform.dither = (rbk_dither)audio->dither;
    options->conform.curve = (uint64_t)audio->curve;
    options->conform.gain_millidecibels = audio->gain_millidecibels;
    options->normalize = audio->normalize;
    options->true_peak_millidecibels = audio->true_peak_millidecibels;
    if (audio->seed_given)
        options->conform.dither_seed = audio->seed;
    if (audio->raw_given)
        options->raw = &audio->raw;
    options->jobs = audio->jobs;
}
