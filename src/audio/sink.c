/*
 * An audio file of disc samples that is being written: an unfinished file next to the target, an encoder on it, flush
 * and rename. A file that is not committed is removed. Tags that the encoder cannot write are added by writing the file
 * a second time; the first copy has no name.
 */
#include "audio/encoder.h"
#include "audio/tags.h"
#include "base/fail.h"
#include "base/unfinished.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NO_SCRATCH (-1)

struct rbk_sink {
    rbk_unfinished *file;
    int scratch; /* the encoded file before the last tags are added; NO_SCRATCH: there are none */
    bool flushed;
    rbk_encoder *encoder;
    rbk_audio_tags tags; /* those the encoder cannot write; our own copy */
};

static const struct format_row {
    const char *name;
    const char *extension;
} formats[] = {
    [RBK_SINK_WAV] = {"WAV", "wav"},
    [RBK_SINK_FLAC] = {"FLAC", "flac"},
};

const char *rbk_sink_format_name(rbk_sink_format format)
{
    return formats[format == RBK_SINK_FLAC].name;
}

const char *rbk_sink_format_extension(rbk_sink_format format)
{
    return formats[format == RBK_SINK_FLAC].extension;
}

/* ------------------------------------------------------------------ open */

/* False without memory. */
static bool keep_tags(rbk_audio_tags *kept, const rbk_audio_tags *tags)
{
    const struct {
        char **to;
        const char *from;
    } rows[] = {{&kept->album_artist, tags->album_artist},
                {&kept->composer, tags->composer},
                {&kept->songwriter, tags->songwriter},
                {&kept->arranger, tags->arranger},
                {&kept->isrc, tags->isrc},
                {&kept->barcode, tags->barcode}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (!rows[i].from || !rows[i].from[0])
            continue;
        *rows[i].to = strdup(rows[i].from);
        if (!*rows[i].to)
            return false;
    }
    kept->disc_number = tags->disc_number;
    kept->pre_emphasis = tags->pre_emphasis;
    return true;
}

rbk_status rbk_sink_open(const char *path, rbk_sink_format format, const rbk_audio_tags *tags, bool replace,
                         rbk_sink **sink, rbk_error *error)
{
    if (!path || !sink)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if ((unsigned)format > RBK_SINK_FLAC)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "unknown format of an audio file: %d", (int)format);
    rbk_sink *made = calloc(1, sizeof *made);
    if (!made)
        return rbk_fail_memory(error);
    made->scratch = NO_SCRATCH;
    rbk_status status =
        !tags || format != RBK_SINK_FLAC || keep_tags(&made->tags, tags) ? RBK_OK : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = rbk_unfinished_open(path, replace, &made->file, error);
    if (status == RBK_OK && rbk_flac_needs_tags(&made->tags))
        status = rbk_unfinished_scratch(made->file, &made->scratch, error);
    if (status == RBK_OK)
        status = rbk_encoder_open(made->scratch == NO_SCRATCH ? made->file->descriptor : made->scratch, format, tags,
                                  &made->encoder, error);
    if (status != RBK_OK) {
        rbk_error_set_path(error, path);
        rbk_sink_free(made);
        return status;
    }
    *sink = made;
    return RBK_OK;
}

/* ------------------------------------------------------------------ write and finish */

rbk_status rbk_sink_write(rbk_sink *sink, const int16_t *samples, size_t count, rbk_error *error)
{
    if (!sink || (!samples && count > 0))
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (!sink->encoder)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "the file is already finished");
    rbk_status status = rbk_encoder_write(sink->encoder, samples, count, error);
    if (status != RBK_OK)
        rbk_error_set_path(error, sink->file->target);
    return status;
}

rbk_status rbk_sink_flush(rbk_sink *sink, rbk_error *error)
{
    if (!sink)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (sink->flushed)
        return RBK_OK;
    if (!sink->encoder)
        return rbk_fail_at(error, RBK_FILESYSTEM, sink->file->target, 0, 0,
                           "could not be finished before and is incomplete: write it again");
    rbk_status status = rbk_encoder_close(sink->encoder, error);
    sink->encoder = NULL;
    if (status == RBK_OK && sink->scratch != NO_SCRATCH)
        status = rbk_flac_tags_add(sink->scratch, sink->file->descriptor, &sink->tags, error);
    if (status == RBK_OK)
        status = rbk_unfinished_flush(sink->file, error);
    if (status != RBK_OK)
        rbk_error_set_path(error, sink->file->target);
    sink->flushed = status == RBK_OK;
    return status;
}

rbk_status rbk_sink_commit(rbk_sink *sink, rbk_error *error)
{
    rbk_status status = rbk_sink_flush(sink, error);
    if (status != RBK_OK || sink->file->published)
        return status;
    return rbk_publish(&sink->file, 1, NULL, error);
}

rbk_unfinished *rbk_sink_unfinished(rbk_sink *sink)
{
    return sink->file;
}

void rbk_sink_free(rbk_sink *sink)
{
    if (!sink)
        return;
    (void)rbk_encoder_close(sink->encoder, NULL);
    if (sink->scratch != NO_SCRATCH)
        close(sink->scratch);
    rbk_unfinished_free(sink->file);
    rbk_audio_tags_release(&sink->tags);
    free(sink);
}
