/*
 * What the steps of reading a fileset share: files of the set as a whole, fields of packets, findings and errors.
 */
#include "format/ddp.h"

#include "base/path.h"

#include <redbook/rules.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

rbk_status rbk_ddp_report(rbk_ddp *ddp, const char *rule, const char *file, uint32_t track, const char *format, ...)
{
    char text[RBK_SENTENCE_BYTES];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    const rbk_rule *row = rbk_rule_find(rule);
    int severity = row ? row->judgements[RBK_JUDGE_READ] : RBK_WARNING;
    if (severity == RBK_RULE_OFF)
        return RBK_OK;
    char *path = rbk_path_next_to(ddp->name, file);
    rbk_status status = path ? rbk_findings_add(ddp->findings, (rbk_severity)severity, rule, path, 0, track, "%s", text)
                             : RBK_NO_MEMORY;
    free(path);
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(ddp->error);
}

rbk_status rbk_ddp_fail(const rbk_ddp *ddp, rbk_status status, const char *file, const char *format, ...)
{
    char text[RBK_SENTENCE_BYTES];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    char *path = rbk_path_next_to(ddp->name, file);
    rbk_fail_at(ddp->error, status, path ? path : ddp->name, 0, 0, "%s", text);
    free(path);
    return status;
}

rbk_status rbk_ddp_fail_read(const rbk_ddp *ddp, const rbk_input *input, const char *file)
{
    rbk_status status = rbk_input_fail(input, ddp->error);
    char *path = rbk_path_next_to(ddp->name, file);
    rbk_error_set_path(ddp->error, path ? path : ddp->name);
    free(path);
    return status;
}

static rbk_status read_open(rbk_ddp *ddp, rbk_input *input, const char *file, size_t limit, rbk_bytes *bytes)
{
    if (input->size > (int64_t)limit)
        return rbk_ddp_fail(ddp, RBK_UNSUPPORTED, file, "expected at most %zu bytes, found %lld", limit,
                            (long long)input->size);
    size_t size = (size_t)input->size;
    bytes->data = malloc(size + 1);
    if (!bytes->data)
        return rbk_fail_memory(ddp->error);
    bytes->data[size] = 0;
    bytes->size = size;
    if (rbk_input_read(input, 0, bytes->data, size) == (int64_t)size)
        return RBK_OK;
    rbk_bytes_release(bytes);
    rbk_status status = input->system_error ? rbk_ddp_fail_read(ddp, input, file)
                                            : rbk_fail(ddp->error, RBK_CHANGED, "'%s' was cut meanwhile", file);
    return status;
}

rbk_status rbk_ddp_read_file(rbk_ddp *ddp, const char *file, size_t limit, rbk_bytes *bytes)
{
    rbk_input input;
    *bytes = (rbk_bytes){NULL, 0};
    rbk_status status = rbk_format_sibling_open(ddp->siblings, file, &input, ddp->error);
    if (status == RBK_OK)
        status = read_open(ddp, &input, file, limit, bytes);
    rbk_input_close(&input);
    return status;
}

/* Some writers fill fields with zeros. */
static bool is_fill(uint8_t byte)
{
    return byte == ' ' || byte == '\0';
}

char *rbk_ddp_text(const uint8_t *packet, size_t offset, size_t size, char *text)
{
    while (size > 0 && is_fill(packet[offset + size - 1]))
        size--;
    while (size > 0 && is_fill(packet[offset])) {
        offset++;
        size--;
    }
    for (size_t i = 0; i < size; i++)
        text[i] = packet[offset + i] >= ' ' && packet[offset + i] <= '~' ? (char)packet[offset + i] : '?';
    text[size] = '\0';
    return text;
}

bool rbk_ddp_has_text(const uint8_t *packet, size_t offset, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (!is_fill(packet[offset + i]))
            return true;
    return false;
}

bool rbk_ddp_number(const uint8_t *packet, size_t offset, size_t size, int64_t *number)
{
    char text[32];
    int64_t value = 0;
    rbk_ddp_text(packet, offset, size < sizeof text ? size : sizeof text - 1, text);
    for (const char *c = text; *c; c++) {
        if (*c < '0' || *c > '9')
            return false;
        value = value * 10 + (*c - '0');
    }
    *number = text[0] ? value : RBK_TO_END;
    return true;
}
