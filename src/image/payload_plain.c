/*
 * Payload that is the file's bytes, from the first to the last. A probed file is opened at once: it may be replaced
 * later, and the disc is the one that was probed. Others are opened when they are first needed.
 */
#include "base/fail.h"
#include "base/identity.h"
#include "image/payload.h"

#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

typedef struct plain {
    char *location;
    rbk_input input; /* of an open file */
    atomic_bool is_open;
    pthread_mutex_t opening;
} plain;

static bool probe_plain(const rbk_file *file, rbk_input *input)
{
    (void)input;
    return file->type != RBK_FILE_AUDIO;
}

static void close_plain(rbk_payload_state *state)
{
    plain *file = (plain *)state;
    rbk_input_close(&file->input);
    pthread_mutex_destroy(&file->opening);
    free(file->location);
    free(file);
}

static rbk_status need(plain *file, rbk_error *error)
{
    rbk_status status = RBK_OK;
    if (atomic_load(&file->is_open))
        return RBK_OK;
    pthread_mutex_lock(&file->opening);
    if (!atomic_load(&file->is_open)) {
        status = rbk_input_open(&file->input, file->location, error);
        if (status == RBK_OK)
            atomic_store(&file->is_open, true);
        else
            rbk_input_close(&file->input);
    }
    pthread_mutex_unlock(&file->opening);
    return status;
}

static rbk_status open_plain(const rbk_file *file, rbk_input *input, rbk_payload_state **state, rbk_error *error)
{
    plain *made = calloc(1, sizeof *made);
    char *location = strdup(file->location);
    if (!made || !location || pthread_mutex_init(&made->opening, NULL) != 0) {
        free(made);
        free(location);
        return rbk_fail_memory(error);
    }
    made->location = location;
    made->input.descriptor = -1;
    bool at_once = rbk_identity_is_known(&file->identity);
    if (at_once && input)
        rbk_input_move(input, &made->input);
    atomic_init(&made->is_open, at_once && input);
    rbk_status status = at_once ? need(made, error) : RBK_OK;
    if (status == RBK_OK)
        *state = (rbk_payload_state *)made;
    else
        close_plain((rbk_payload_state *)made);
    return status;
}

static rbk_status length_of_plain(rbk_payload_state *state, int64_t *bytes, rbk_error *error)
{
    plain *file = (plain *)state;
    rbk_status status = need(file, error);
    if (status == RBK_OK)
        *bytes = file->input.size;
    return status;
}

static rbk_status read_plain(rbk_payload_state *state, int64_t offset_bytes, void *data, size_t size, size_t *got,
                             rbk_error *error)
{
    plain *file = (plain *)state;
    rbk_status status = need(file, error);
    if (status != RBK_OK)
        return status;
    int64_t have = rbk_read_at(file->input.descriptor, offset_bytes, data, size);
    if (have < 0)
        return rbk_fail_system(error, RBK_FILESYSTEM, errno, "cannot be read at byte %" PRId64, offset_bytes);
    *got = (size_t)have;
    return RBK_OK;
}

static bool plain_is_contiguous(rbk_payload_state *state, int64_t offset_bytes, rbk_image_place *place)
{
    plain *file = (plain *)state;
    if (need(file, NULL) != RBK_OK || offset_bytes >= file->input.size)
        return false;
    *place = (rbk_image_place){file->input.descriptor, offset_bytes, file->input.size - offset_bytes};
    return true;
}

const rbk_payload_backend rbk_payload_plain = {.name = "plain",
                                               .probe = probe_plain,
                                               .open = open_plain,
                                               .close = close_plain,
                                               .length = length_of_plain,
                                               .read_at = read_plain,
                                               .contiguous = plain_is_contiguous};
