/*
 * A whole small file in memory. Not used for payload.
 */
#include "base/fail.h"
#include "base/input.h"

#include <redbook/stream.h>

#include <inttypes.h>
#include <stdlib.h>

static rbk_status read_open_file(rbk_input *input, size_t limit, rbk_bytes *bytes, rbk_error *error)
{
    if ((uintmax_t)input->size > limit)
        return rbk_fail(error, RBK_UNSUPPORTED, "is too large: %" PRId64 " byte%s, expected at most %zu", input->size,
                        RBK_PLURAL(input->size, "", "s"), limit);
    size_t size = (size_t)input->size;
    uint8_t *data = malloc(size + 1);
    if (!data)
        return rbk_fail_memory(error);
    int64_t got = rbk_input_read(input, 0, data, size);
    if (got < 0) {
        free(data);
        return rbk_input_fail(input, error);
    }
    data[got] = 0;
    bytes->data = data;
    bytes->size = (size_t)got;
    return RBK_OK;
}

rbk_status rbk_bytes_read_file(const char *path, size_t limit, rbk_bytes *bytes, rbk_error *error)
{
    if (!path || !bytes)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_input input;
    rbk_status status = rbk_recover(path, RBK_RECOVER_TO_READ, error);
    if (status != RBK_OK)
        return status;
    status = rbk_input_open(&input, path, error);
    if (status == RBK_OK)
        status = read_open_file(&input, limit, bytes, error);
    rbk_input_close(&input);
    if (status != RBK_OK)
        rbk_error_set_path(error, path);
    return status;
}

void rbk_bytes_release(rbk_bytes *bytes)
{
    if (!bytes)
        return;
    free(bytes->data);
    bytes->data = NULL;
    bytes->size = 0;
}
