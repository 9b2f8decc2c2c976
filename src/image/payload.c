/*
 * Selects the backend of a file and calls it.
 */
#include "image/payload.h"

#include "base/fail.h"
#include "base/identity.h"
#include "disc/placement.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct rbk_payload_file {
    const rbk_payload_backend *backend;
    rbk_payload_state *state;
    char *location;
};

/* input: as of the backend's probe. */
static const rbk_payload_backend *backend_of(const rbk_file *file, rbk_input *input)
{
    for (size_t i = 0; rbk_payload_backends[i]; i++)
        if (rbk_payload_backends[i]->probe(file, input))
            return rbk_payload_backends[i];
    return NULL;
}

bool rbk_payload_is_sectors_in(const rbk_disc *disc, uint32_t file, rbk_input *input)
{
    const rbk_file *asked = &disc->files[file];
    if (asked->type == RBK_FILE_AUDIO || !asked->location)
        return rbk_disc_file_has_sectors(disc, file);
    return rbk_disc_file_has_sectors(disc, file) || rbk_payload_is_descriptor(disc, file) ||
           backend_of(asked, input) != &rbk_payload_plain;
}

bool rbk_payload_is_sectors(const rbk_disc *disc, uint32_t file)
{
    const rbk_file *asked = &disc->files[file];
    rbk_input input;
    rbk_input_open_bytes(&input, NULL, 0);
    bool looks = asked->type != RBK_FILE_AUDIO && asked->location;
    bool opened =
        looks && rbk_input_open_if_there(&input, asked->location, NULL) == RBK_OK && rbk_input_is_there(&input);
    bool sectors = rbk_payload_is_sectors_in(disc, file, opened ? &input : NULL);
    rbk_input_close(&input);
    return sectors;
}

bool rbk_payload_is_descriptor(const rbk_disc *disc, uint32_t file)
{
    return rbk_identity_is_same(&disc->files[file].identity, &disc->identity);
}

/* input: as of the backend's probe; moved or closed. */
static rbk_status open_by_backend(const rbk_file *file, rbk_input *input, rbk_payload_file **payload, rbk_error *error)
{
    rbk_payload_file *made = calloc(1, sizeof *made);
    char *location = strdup(file->location);
    const rbk_payload_backend *backend = backend_of(file, input);
    rbk_status status = made && location ? RBK_OK : rbk_fail_memory(error);
    if (status == RBK_OK && input && input->system_error) /* then it may be another backend's */
        status = rbk_input_fail(input, error);
    if (status == RBK_OK && !backend)
        status = rbk_fail(error, RBK_UNSUPPORTED, "its sectors are stored in an unknown way");
    if (status == RBK_OK) {
        *made = (rbk_payload_file){.backend = backend, .location = location};
        status = backend->open(file, input, &made->state, error);
    }
    if (input)
        rbk_input_close(input);
    if (status == RBK_OK) {
        *payload = made;
        return RBK_OK;
    }
    free(made);
    free(location);
    return status;
}

rbk_status rbk_payload_open_input(const rbk_file *file, rbk_input *input, rbk_payload_file **payload, rbk_error *error)
{
    rbk_status status = rbk_identity_check_open(input->descriptor, &file->identity, error);
    if (status == RBK_OK)
        status = open_by_backend(file, input, payload, error);
    else
        rbk_input_close(input);
    if (status != RBK_OK)
        rbk_error_set_path(error, file->location);
    return status;
}

rbk_status rbk_payload_open(const rbk_file *file, rbk_payload_file **payload, rbk_error *error)
{
    rbk_input input;
    rbk_payload_file *made = NULL;
    if (!file->location)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "'%.200s' has not been located", file->path);
    const bool known = rbk_identity_is_known(&file->identity);
    rbk_error why;
    rbk_error_init(&why);
    rbk_status status = rbk_input_open_if_there(&input, file->location, &why);
    /* A file that was there may be a container; it must not be treated as sectors because it cannot be opened now. */
    if (status != RBK_OK && known) {
        if (error)
            *error = why;
        rbk_error_set_path(error, file->location);
        return status;
    }
    status = open_by_backend(file, status == RBK_OK && rbk_input_is_there(&input) ? &input : NULL, &made, error);
    /* The name must still mean the open file; one that could not be opened may be another by now, or none. */
    rbk_status same = known ? rbk_identity_check(file->location, &file->identity, error) : RBK_OK;
    if (same != RBK_OK) {
        rbk_payload_close(made);
        status = same;
    }
    if (status == RBK_OK)
        *payload = made;
    else
        rbk_error_set_path(error, file->location);
    return status;
}

void rbk_payload_close(rbk_payload_file *payload)
{
    if (!payload)
        return;
    payload->backend->close(payload->state);
    free(payload->location);
    free(payload);
}

bool rbk_payload_is_plain(const rbk_payload_file *payload)
{
    return payload->backend == &rbk_payload_plain;
}

bool rbk_payload_is_self_described(const rbk_payload_file *payload)
{
    return payload->backend->self_described;
}

rbk_status rbk_payload_verify(rbk_payload_file *payload, rbk_error *error)
{
    rbk_status status = payload->backend->verify ? payload->backend->verify(payload->state, error) : RBK_OK;
    if (status != RBK_OK)
        rbk_error_set_path(error, payload->location);
    return status;
}

const rbk_chd *rbk_payload_chd(const rbk_payload_file *payload)
{
    return payload->backend->chd ? payload->backend->chd(payload->state) : NULL;
}

void rbk_payload_read_through(rbk_payload_file *payload, rbk_chd_verifier *verifier)
{
    if (payload->backend->chd)
        payload->backend->read_through(payload->state, verifier);
}

rbk_status rbk_payload_length(rbk_payload_file *payload, int64_t *bytes, rbk_error *error)
{
    rbk_status status = payload->backend->length(payload->state, bytes, error);
    if (status != RBK_OK)
        rbk_error_set_path(error, payload->location);
    return status;
}

rbk_status rbk_payload_read_some(rbk_payload_file *payload, int64_t offset_bytes, void *data, size_t size, size_t *got,
                                 rbk_error *error)
{
    rbk_status status = payload->backend->read_at(payload->state, offset_bytes, data, size, got, error);
    if (status != RBK_OK)
        rbk_error_set_path(error, payload->location);
    return status;
}

rbk_status rbk_payload_read(rbk_payload_file *payload, int64_t offset_bytes, void *data, size_t size, rbk_error *error)
{
    size_t got = 0;
    rbk_status status = rbk_payload_read_some(payload, offset_bytes, data, size, &got, error);
    if (status != RBK_OK || got == size)
        return status;
    rbk_fail(error, RBK_BAD_LAYOUT, "ends at or before byte %" PRId64 ", byte %" PRId64 " is needed",
             offset_bytes + (int64_t)got, offset_bytes + (int64_t)size - 1);
    rbk_error_set_path(error, payload->location);
    return RBK_BAD_LAYOUT;
}

bool rbk_payload_contiguous(rbk_payload_file *payload, int64_t offset_bytes, rbk_image_place *place)
{
    return payload->backend->contiguous && payload->backend->contiguous(payload->state, offset_bytes, place);
}
