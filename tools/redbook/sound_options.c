/*
 * The options on sound: read, judged together, and handed to the library.
 */
#include "redbook/sound_options.h"
#include "cli/values.h"

#include <string.h>

bool sound_options_read_seed(void *place, const char *text, char why[CLI_WHY_BYTES])
{
    sound_options *sound = place;
    sound->seed_given = true;
    return cli_number_parse(text, 0, UINT64_MAX, &sound->seed, why);
}

bool sound_options_read_jobs(void *place, const char *text, char why[CLI_WHY_BYTES])
{
    uint64_t jobs = 0;
    if (!cli_number_parse(text, 1, 64, &jobs, why))
        return false;
    ((sound_options *)place)->jobs = (uint32_t)jobs;
    return true;
}

bool sound_options_read_raw(void *place, const char *text, char why[CLI_WHY_BYTES])
{
    sound_options *sound = place;
    rbk_error error;
    sound->raw_given = true;
    if (rbk_raw_format_parse(text, &sound->raw, &error) == RBK_OK)
        return true;
    snprintf(why, CLI_WHY_BYTES, "%.*s", CLI_WHY_BYTES - 1, error.sentence);
    return false;
}

void sound_options_init(sound_options *sound)
{
    memset(sound, 0, sizeof *sound);
    sound->quality = sound->dither = -1;
}

int sound_options_check(sound_options *sound, const char *program, const cli_command *command)
{
    char why[CLI_WHY_BYTES];
    if (sound->pad && sound->carry)
        return cli_usage_error(program, command, "--pad and --carry exclude each other");
    if (!cli_kernel_check(why))
        return cli_usage_error(program, command, "REDBOOK_KERNEL: %s", why);
    return 0;
}

void sound_options_apply(const sound_options *sound, rbk_author_options *options)
{
    options->join = sound->pad ? RBK_JOIN_PAD : sound->carry ? RBK_JOIN_CARRY : RBK_JOIN_AUTO;
    if (sound->quality >= 0)
        options->conform.quality = (rbk_quality)sound->quality;
    if (sound->dither >= 0)
        options->conform.dither = (rbk_dither)sound->dither;
    if (sound->seed_given)
        options->conform.dither_seed = sound->seed;
    if (sound->raw_given)
        options->raw = &sound->raw;
    options->jobs = sound->jobs;
}
