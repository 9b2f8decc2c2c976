/*
 * The bytes of a file, or of memory. Reads at explicit offsets only, so that nothing depends on a shared file position.
 */
#include "base/input.h"

#include "base/current.h"
#include "base/fail.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

rbk_status rbk_input_open(rbk_input *input, const char *path, rbk_error *error)
{
    struct stat status;
    memset(input, 0, sizeof *input);
    input->descriptor = rbk_current_open(path);
    if (input->descriptor < 0)
        return rbk_fail_system(error, RBK_FILEACCESS, errno, "cannot be opened");
    if (fstat(input->descriptor, &status) != 0)
        return rbk_fail_system(error, RBK_FILEACCESS, errno, "cannot be examined");
    if (!S_ISREG(status.st_mode))
        return rbk_fail(error, RBK_FILEACCESS,
                        S_ISDIR(status.st_mode) ? "expected a file, found a folder" : "is not a regular file");
    input->size = (int64_t)status.st_size;
    rbk_input_show(input, 0, input->size);
    return RBK_OK;
}

void rbk_input_open_bytes(rbk_input *input, const uint8_t *bytes, size_t size)
{
    memset(input, 0, sizeof *input);
    input->descriptor = -1;
    input->bytes = bytes;
    input->size = (int64_t)size;
    rbk_input_show(input, 0, input->size);
}

rbk_status rbk_input_open_if_there(rbk_input *input, const char *path, rbk_error *error)
{
    rbk_error why;
    rbk_error_init(&why);
    rbk_status status = rbk_input_open(input, path, &why);
    if (status == RBK_OK)
        return RBK_OK;
    bool other_kind = input->descriptor >= 0 && why.system_error == 0;
    rbk_input_close(input);
    if (other_kind || rbk_input_is_absence(why.system_error))
        return RBK_OK;
    if (error)
        *error = why;
    return status;
}

void rbk_input_show(rbk_input *input, int64_t begin, int64_t end)
{
    input->begin = begin;
    input->end = end;
    input->shown_end = end;
}

void rbk_input_close(rbk_input *input)
{
    if (input->descriptor >= 0)
        close(input->descriptor);
    input->descriptor = -1;
    free(input->patches);
    input->patches = NULL;
    input->patch_count = input->patch_capacity = 0;
}

rbk_status rbk_input_open_again(rbk_input *input, const rbk_input *opened, rbk_error *error)
{
    memset(input, 0, sizeof *input);
    input->descriptor = fcntl(opened->descriptor, F_DUPFD_CLOEXEC, 0);
    if (input->descriptor < 0)
        return rbk_fail_system(error, RBK_FILEACCESS, errno, "cannot be opened");
    input->size = opened->size;
    rbk_input_show(input, 0, input->size);
    return RBK_OK;
}

void rbk_input_move(rbk_input *from, rbk_input *to)
{
    *to = *from;
    rbk_input_open_bytes(from, NULL, 0);
}

static void apply_patch(const rbk_input_patch *patch, int64_t offset, uint8_t *data, int64_t size)
{
    for (size_t i = 0; i < patch->size; i++) {
        int64_t at = patch->offset + (int64_t)i - offset;
        if (at >= 0 && at < size)
            data[at] = patch->bytes[i];
    }
}

/* The first patch that can affect what starts at offset. */
static size_t first_patch(const rbk_input *input, int64_t offset)
{
    size_t low = 0, high = input->patch_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (input->patches[middle].offset + RBK_INPUT_PATCH_BYTES <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static int64_t read_file(rbk_input *input, int64_t offset, void *data, size_t size)
{
    int64_t have = rbk_read_at(input->descriptor, offset, data, size);
    if (have < 0)
        input->system_error = errno;
    return have;
}

static int64_t read_memory(const rbk_input *input, int64_t offset, void *data, size_t size)
{
    int64_t left = input->size - offset;
    size_t have = left < (int64_t)size ? (size_t)left : size;
    memcpy(data, input->bytes + offset, have);
    return (int64_t)have;
}

int64_t rbk_input_read(rbk_input *input, int64_t offset, void *data, size_t size)
{
    if (offset < 0 || offset >= input->size)
        return 0;
    int64_t have = input->bytes ? read_memory(input, offset, data, size) : read_file(input, offset, data, size);
    int64_t end = offset + have;
    for (size_t i = first_patch(input, offset); i < input->patch_count && input->patches[i].offset < end; i++)
        apply_patch(&input->patches[i], offset, data, have);
    return have;
}

bool rbk_input_patch_add(rbk_input *input, int64_t offset, const uint8_t *bytes, size_t size)
{
    if (input->patch_count == input->patch_capacity) {
        size_t capacity = input->patch_capacity ? 2 * input->patch_capacity : 4;
        rbk_input_patch *more = realloc(input->patches, capacity * sizeof *more);
        if (!more)
            return false;
        input->patches = more;
        input->patch_capacity = capacity;
    }
    size_t at = input->patch_count++;
    for (; at > 0 && input->patches[at - 1].offset > offset; at--)
        input->patches[at] = input->patches[at - 1];
    rbk_input_patch *patch = &input->patches[at];
    patch->offset = offset;
    patch->size = size;
    memcpy(patch->bytes, bytes, size);
    return true;
}

void rbk_input_patch_remove(rbk_input *input, int64_t offset)
{
    size_t at = input->patch_count;
    while (at > 0 && input->patches[at - 1].offset != offset)
        at--;
    if (at == 0)
        return;
    input->patch_count--;
    for (at--; at < input->patch_count; at++)
        input->patches[at] = input->patches[at + 1];
}

rbk_status rbk_input_fail(const rbk_input *input, rbk_error *error)
{
    return input->system_error == ENOMEM
               ? rbk_fail_memory(error)
               : rbk_fail_system(error, RBK_FILESYSTEM, input->system_error, "cannot be read");
}

rbk_window *rbk_window_new(rbk_input *input)
{
    rbk_window *window = malloc(sizeof *window);
    if (!window)
        return NULL;
    window->input = input;
    window->offset = 0;
    window->have = 0;
    return window;
}

const uint8_t *rbk_window_at(rbk_window *window, int64_t offset, size_t size)
{
    bool inside = offset >= window->offset && offset + (int64_t)size <= window->offset + (int64_t)window->have;
    if (!inside) {
        int64_t got = rbk_input_read(window->input, offset, window->bytes, sizeof window->bytes);
        window->offset = offset;
        window->have = got > 0 ? (size_t)got : 0;
        if (window->have < size)
            return NULL;
    }
    return window->bytes + (offset - window->offset);
}
