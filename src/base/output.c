/*
 * Output of descriptors: everything is collected in memory first - they are small - and a file is written in one piece:
 * unfinished file, flush, rename. What is large goes to the unfinished file in parts.
 */
#include "base/fail.h"
#include "base/unfinished.h"

#include <redbook/stream.h>

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PART_BYTES ((size_t)1024 * 1024)

struct rbk_output {
    rbk_unfinished *file; /* NULL: memory only */
    bool begun;           /* earlier parts are in the file, and text has what follows them */
    bool flushed;
    bool failed;      /* out of memory, once: kept until the commit */
    int system_error; /* of the first part that could not be written: the same */
    char *text;
    size_t size;
    size_t capacity;
};

rbk_output *rbk_output_new_memory(void)
{
    rbk_output *output = calloc(1, sizeof *output);
    if (!output)
        return NULL;
    output->text = calloc(1, 1);
    output->capacity = 1;
    if (!output->text) {
        free(output);
        return NULL;
    }
    return output;
}

rbk_status rbk_output_open_file(const char *path, bool replace, rbk_output **output, rbk_error *error)
{
    if (!path || !output)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_output *made = rbk_output_new_memory();
    if (!made)
        return rbk_fail_memory(error);
    rbk_status status = rbk_unfinished_open(path, replace, &made->file, error);
    if (status != RBK_OK) {
        rbk_output_free(made);
        return status;
    }
    *output = made;
    return RBK_OK;
}

rbk_unfinished *rbk_output_unfinished(rbk_output *output)
{
    return output->file;
}

static bool make_room(rbk_output *output, size_t more)
{
    size_t needed = output->size + more + 1;
    if (needed <= output->capacity)
        return true;
    size_t capacity = output->capacity * 2 > needed ? output->capacity * 2 : needed;
    char *text = realloc(output->text, capacity);
    if (!text)
        return false;
    output->text = text;
    output->capacity = capacity;
    return true;
}

static int write_fully(int descriptor, const char *data, size_t size)
{
    while (size > 0) {
        ssize_t done = write(descriptor, data, size);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return -1;
        data += done;
        size -= (size_t)done;
    }
    return 0;
}

static rbk_status fail_writing(const rbk_output *output, rbk_error *error)
{
    rbk_fail_system(error, RBK_FILESYSTEM, output->system_error, "cannot be written");
    rbk_error_set_path(error, output->file->target);
    return RBK_FILESYSTEM;
}

/* Moves the text to the file, after what is there already. */
static rbk_status write_part(rbk_output *output, rbk_error *error)
{
    int descriptor = output->file->descriptor;
    bool placed = output->begun || (ftruncate(descriptor, 0) == 0 && lseek(descriptor, 0, SEEK_SET) == 0);
    if (!placed || write_fully(descriptor, output->text, output->size) != 0) {
        output->system_error = errno;
        return fail_writing(output, error);
    }
    output->begun = true;
    output->size = 0;
    return RBK_OK;
}

/* What was written or failed before. */
static rbk_status conclude_write(rbk_output *output, rbk_error *error)
{
    if (output->failed)
        return rbk_fail_memory(error);
    if (output->system_error)
        return fail_writing(output, error);
    return output->file && output->size >= PART_BYTES ? write_part(output, error) : RBK_OK;
}

rbk_status rbk_output_write(rbk_output *output, const void *data, size_t size, rbk_error *error)
{
    if (!output || (!data && size > 0))
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (output->failed || output->system_error)
        return conclude_write(output, error);
    if (output->file && output->file->published)
        return rbk_fail(error, RBK_FILESYSTEM, "nothing can be written after the commit");
    if (!make_room(output, size)) {
        output->failed = true;
        return rbk_fail_memory(error);
    }
    if (size > 0) /* data may be NULL then */
        memcpy(output->text + output->size, data, size);
    output->size += size;
    output->text[output->size] = '\0';
    return conclude_write(output, error);
}

rbk_status rbk_output_print(rbk_output *output, const char *format, ...)
{
    va_list arguments, again;
    if (!output || !format)
        return RBK_INVALID_POINTER;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0 || output->failed || !make_room(output, (size_t)length)) {
        output->failed = true;
    } else {
        vsnprintf(output->text + output->size, (size_t)length + 1, format, again);
        output->size += (size_t)length;
    }
    va_end(again);
    return conclude_write(output, NULL);
}

const char *rbk_output_text(const rbk_output *output, size_t *size)
{
    if (size)
        *size = output->size;
    return output->text;
}

rbk_status rbk_output_flush(rbk_output *output, rbk_error *error)
{
    if (!output)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (output->failed)
        return rbk_fail_memory(error);
    if (!output->file || output->flushed)
        return RBK_OK;
    rbk_status status = output->system_error ? fail_writing(output, error) : write_part(output, error);
    if (status == RBK_OK)
        status = rbk_unfinished_flush(output->file, error);
    output->flushed = status == RBK_OK;
    return status;
}

rbk_status rbk_output_commit(rbk_output *output, rbk_error *error)
{
    rbk_status status = rbk_output_flush(output, error);
    if (status != RBK_OK || !output->file || output->file->published)
        return status;
    return rbk_publish(&output->file, 1, NULL, error);
}

void rbk_output_free(rbk_output *output)
{
    if (!output)
        return;
    rbk_unfinished_free(output->file);
    free(output->text);
    free(output);
}
