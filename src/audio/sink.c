/*
 * A file of disc samples in the making: a temporary name beside the target, an encoder on it, flush and rename. What is
 * not committed leaves nothing behind.
 */
#include "audio/encoder.h"
#include "audio/tags.h"
#include "base/fail.h"
#include "base/path.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct rbk_sink {
    char *path;
    char *temporary;
    bool replace;
    bool flushed;
    rbk_sink_format format;
    int descriptor;
    rbk_encoder *encoder;
    rbk_audio_tags tags; /* those the encoder cannot write; of our own */
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
    return true;
}

rbk_status rbk_sink_open(const char *path, rbk_sink_format format, const rbk_audio_tags *tags, bool replace,
                         rbk_sink **sink, rbk_error *error)
{
    if (!path || !sink)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_sink *made = calloc(1, sizeof *made);
    if (!made)
        return rbk_fail_memory(error);
    made->descriptor = -1;
    made->replace = replace;
    made->format = format;
    made->path = strdup(path);
    bool kept = made->path && (!tags || format != RBK_SINK_FLAC || keep_tags(&made->tags, tags));
    rbk_status status = kept ? rbk_path_create_temporary(path, replace, &made->temporary, &made->descriptor, error)
                             : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = rbk_encoder_open(made->descriptor, format, tags, &made->encoder, error);
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
    if (!sink->encoder)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "the file is finished already");
    rbk_status status = rbk_encoder_write(sink->encoder, samples, count, error);
    if (status != RBK_OK)
        rbk_error_set_path(error, sink->path);
    return status;
}

/* Tags may have been written by replacing the file under its temporary name: what has that name now counts. */
static rbk_status flush_to_disk(rbk_sink *sink, rbk_error *error)
{
    int code = 0;
    int descriptor = open(sink->temporary, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0 || fsync(descriptor) != 0)
        code = errno;
    if (descriptor >= 0)
        close(descriptor);
    return code ? rbk_fail_system(error, RBK_FILESYSTEM, code, "cannot be written") : RBK_OK;
}

rbk_status rbk_sink_flush(rbk_sink *sink, rbk_error *error)
{
    if (sink->flushed)
        return RBK_OK;
    if (!sink->encoder)
        return rbk_fail(error, RBK_FILESYSTEM, "could not be finished");
    rbk_status status = rbk_encoder_close(sink->encoder, error);
    sink->encoder = NULL;
    if (close(sink->descriptor) != 0 && status == RBK_OK)
        status = rbk_fail_system(error, RBK_FILESYSTEM, errno, "cannot be written");
    sink->descriptor = -1;
    if (status == RBK_OK && sink->format == RBK_SINK_FLAC)
        status = rbk_flac_tags_add(sink->temporary, &sink->tags, error);
    if (status == RBK_OK)
        status = flush_to_disk(sink, error);
    if (status != RBK_OK)
        rbk_error_set_path(error, sink->path);
    sink->flushed = status == RBK_OK;
    return status;
}

rbk_status rbk_sink_commit(rbk_sink *sink, rbk_error *error)
{
    rbk_status status = rbk_sink_flush(sink, error);
    if (status == RBK_OK && !sink->temporary) /* it has its name already */
        return RBK_OK;
    if (status == RBK_OK)
        status = rbk_path_publish(sink->temporary, sink->path, sink->replace, error);
    if (status != RBK_OK)
        return status;
    free(sink->temporary);
    sink->temporary = NULL;
    rbk_path_flush_folder(sink->path);
    return RBK_OK;
}

void rbk_sink_free(rbk_sink *sink)
{
    if (!sink)
        return;
    (void)rbk_encoder_close(sink->encoder, NULL);
    if (sink->descriptor >= 0)
        close(sink->descriptor);
    if (sink->temporary)
        unlink(sink->temporary);
    rbk_audio_tags_release(&sink->tags);
    free(sink->path);
    free(sink->temporary);
    free(sink);
}
