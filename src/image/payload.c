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

/* *opening: RBK_OK, too, where nothing is there; else why the content could not be looked at. */
static const rbk_payload_backend *backend_of(const rbk_file *file, rbk_status *opening, rbk_error *error)
{
    rbk_input input;
    *opening = rbk_input_open_if_there(&input, file->location, error);
    bool opened = *opening == RBK_OK && input.descriptor >= 0;
    const rbk_payload_backend *found = NULL;
    for (size_t i = 0; rbk_payload_backends[i] && !found; i++)
        if (rbk_payload_backends[i]->probe(file, opened ? &input : NULL))
            found = rbk_payload_backends[i];
    rbk_input_close(&input);
    return found;
}

bool rbk_payload_is_sectors(const rbk_disc *disc, uint32_t file)
{
    const rbk_file *asked = &disc->files[file];
    rbk_status opening;
    if (asked->type == RBK_FILE_AUDIO || !asked->location)
        return rbk_disc_file_has_sectors(disc, file);
    return rbk_disc_file_has_sectors(disc, file) || rbk_payload_is_descriptor(disc, file) ||
           backend_of(asked, &opening, NULL) != &rbk_payload_plain;
}

bool rbk_payload_is_descriptor(const rbk_disc *disc, uint32_t file)
{
    return rbk_identity_is_same(&disc->files[file].identity, &disc->identity);
}

rbk_status rbk_payload_open(const rbk_file *file, rbk_payload_file **payload, rbk_error *error)
{
    if (!file->location)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "'%.200s' has not been located", file->path);
    rbk_payload_file *made = calloc(1, sizeof *made);
    char *location = strdup(file->location);
    rbk_status opening;
    rbk_error why;
    rbk_error_init(&why);
    const rbk_payload_backend *backend = backend_of(file, &opening, &why);
    rbk_status status = made && location ? RBK_OK : rbk_fail_memory(error);
    /* A file that was there may be a container; it must not be treated as sectors because it cannot be opened now. */
    if (status == RBK_OK && opening != RBK_OK && rbk_identity_is_known(&file->identity)) {
        status = opening;
        if (error)
            *error = why;
    }
    if (status == RBK_OK && !backend)
        status = rbk_fail(error, RBK_UNSUPPORTED, "its sectors are stored in an unknown way");
    if (status == RBK_OK) {
        *made = (rbk_payload_file){.backend = backend, .location = location};
        status = backend->open(file, &made->state, error);
        /* The name must still mean the open file; one that could not be opened may be another by now, or none. */
        rbk_status same = rbk_identity_is_known(&file->identity)
                              ? rbk_identity_check(file->location, &file->identity, error)
                              : RBK_OK;
        if (same != RBK_OK && status == RBK_OK)
            backend->close(made->state);
        status = same != RBK_OK ? same : status;
    }
    if (status != RBK_OK) {
        rbk_error_set_path(error, file->location);
        free(made);
        free(location);
        return status;
    }
    *payload = made;
    return RBK_OK;
}

void rbk_payload_close(rbk_payload_file *payload)
{
    if (!payload)
        return;
    payload->backend->close(payload->state);
    free(payload->location);
    free(payload);
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
