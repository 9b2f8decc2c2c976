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

bool audio_options_read_jobs(void *place, const char *text, char why[CLI_WHY_BYTES])
{
    uint64_t jobs = 0;
    if (!cli_number_parse(text, 1, 64, &jobs, why))
        return false;
    ((audio_options *)place)->jobs = (uint32_t)jobs;
    return true;
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
    if (audio->seed_given)
        options->conform.dither_seed = audio->seed;
    if (audio->raw_given)
        options->raw = &audio->raw;
    options->jobs = audio->jobs;
}
