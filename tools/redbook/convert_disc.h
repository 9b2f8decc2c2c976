/*
 * redbook/convert_disc.h - the command line of convert, and the conversion of one disc by it
 */
#ifndef REDBOOK_CONVERT_DISC_H
#define REDBOOK_CONVERT_DISC_H

#include "redbook/audio_options.h"
#include "redbook/disc_parts.h"
#include "redbook/overrides.h"

#include <redbook/convert.h>
#include <redbook/source.h>

/* The command line as read. */
typedef struct convert_values {
    audio_options audio;
    rbk_source_options open;
    const char *output;
    char *path; /* of what is written there; NULL of a folder for many discs */
    const char *master_id;
    bool force_delivery;
    overrides over;
    int target;      /* position of rbk_target_at, -1: by the ending */
    int pregaps;     /* an rbk_pregaps */
    int compression; /* an rbk_compression, -1: not given */
    bool cdg;
    bool strict;
    bool force;
    int cdtext;      /* an rbk_cdtext_use */
    int cdtext_from; /* an rbk_cdtext_from */
    bool text_fallback;
    bool m3u;
    const char *depfile;
    int fail_on;
    bool verbose;
    bool quiet;
    bool json;
    bool no_progress;
} convert_values;

/* The conversion of one disc: the first members are set by the caller, the others are results. */
typedef struct convert_task {
    const char *path;
    const char *output; /* the descriptor to write */
    const rbk_target *target;
    const char *depfile; /* NULL: none */
    bool plan_only;      /* rbk_convert_options */
    uint32_t jobs;       /* 0: one per processor */
    /* Called once the source is open; what it returns is notified of the work. */
    const rbk_listener *(*begin)(void *user);
    void (*end)(void *user);
    void *user;

    rbk_conversion *conversion; /* NULL: failed; else released by convert_task_release */
    rbk_error rule_error;       /* the image was written, and its make rule was not */
    int64_t sectors;            /* of the disc; 0: it was not read */
    bool is_gd_rom;
    disc_sources sources; /* also of a disc that could not be read */
} convert_task;

/* The target of a file called path, NULL: none. */
const rbk_target *convert_target_of(const convert_values *values, const char *path);

/* Opens the disc and converts it. Its results are set, released before the next call by convert_task_release. */
rbk_status convert_disc(const convert_values *values, convert_task *task, rbk_findings *findings, rbk_error *error);
void convert_task_release(convert_task *task);

/* Of all files that the disc was read from (0: it was not), and of those that were written. */
int64_t convert_bytes_before(const convert_task *task);
int64_t convert_bytes_after(const rbk_conversion *conversion);

#endif
