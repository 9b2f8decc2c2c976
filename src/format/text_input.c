/*
 * Texts from an input: probing their start, reading them, and converting UTF-16 and UTF-32 to UTF-8.
 */
#include "format/text_input.h"

#include "base/fail.h"
#include "format/wide.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Size of what is examined to detect a text: longer comments at the start of a sheet have not been seen. */
#define PROBED_BYTES ((size_t)64 * 1024)

int rbk_text_input_probe(rbk_input *input, rbk_text_prober *prober)
{
    uint8_t bytes[PROBED_BYTES];
    rbk_bytes utf8 = {0};
    rbk_wide wide;
    int score = 0;
    int64_t have = rbk_input_read(input, 0, bytes, sizeof bytes);
    if (have <= 0)
        return 0;
    if (!rbk_wide_detect(bytes, (size_t)have, &wide))
        return prober(bytes, (size_t)have);
    rbk_status status = rbk_wide_to_utf8(&wide, bytes, (size_t)have, &utf8, NULL, NULL);
    if (status == RBK_OK)
        score = prober(utf8.data, utf8.size);
    else if (status == RBK_NO_MEMORY) /* else it would be none of any format */
        input->system_error = ENOMEM;
    rbk_bytes_release(&utf8);
    return score;
}

/* ------------------------------------------------------------------ the whole of it */

static rbk_status take_all(rbk_input *input, rbk_bytes *text, rbk_error *error)
{
    if (input->size > (int64_t)RBK_DESCRIPTOR_BYTES_MAX)
        return rbk_fail(error, RBK_UNSUPPORTED,
                        "is too large for a descriptor: %" PRId64 " byte%s, expected at most %zu", input->size,
                        RBK_PLURAL(input->size, "", "s"), RBK_DESCRIPTOR_BYTES_MAX);
    uint8_t *bytes = malloc((size_t)input->size + 1);
    if (!bytes)
        return rbk_fail_memory(error);
    int64_t have = rbk_input_read(input, 0, bytes, (size_t)input->size);
    if (have < 0) {
        free(bytes);
        return rbk_input_fail(input, error);
    }
    bytes[have] = 0;
    *text = (rbk_bytes){.data = bytes, .size = (size_t)have};
    return RBK_OK;
}

/* bad_line: of the first character that is none; 0: all are. */
static rbk_status report_wide(const rbk_wide *wide, uint32_t bad_line, const char *name, rbk_findings *findings)
{
    const char *rule = wide->unit_bytes == 4 ? "source.utf-32" : "source.utf-16";
    rbk_status status =
        rbk_findings_add(findings, RBK_NOTE, rule, name, 0, 0, "it is %s text%s, which few readers of sheets support",
                         rbk_wide_name(wide), wide->mark_bytes ? "" : " without a byte order mark");
    if (status == RBK_OK && bad_line)
        status = rbk_findings_add(findings, RBK_WARNING, rule, name, bad_line, 0,
                                  "characters that are not valid %s, as half of a surrogate pair, are replaced",
                                  rbk_wide_name(wide));
    return status;
}

/* Makes a text of wide units UTF-8, in its place. */
static rbk_status narrow(const rbk_wide *wide, rbk_bytes *text, const char *name, rbk_findings *findings,
                         rbk_error *error)
{
    rbk_bytes utf8 = {0};
    uint32_t bad_line;
    rbk_status status = rbk_wide_to_utf8(wide, text->data, text->size, &utf8, &bad_line, error);
    if (status == RBK_OK && report_wide(wide, bad_line, name, findings) != RBK_OK)
        status = rbk_fail_memory(error);
    if (status != RBK_OK) {
        rbk_bytes_release(&utf8);
        return status;
    }
    rbk_bytes_release(text);
    *text = utf8;
    return RBK_OK;
}

static rbk_status load(rbk_input *input, rbk_bytes *text, bool *was_wide, const char *name, const char *encoding,
                       rbk_findings *findings, rbk_error *error)
{
    rbk_wide wide;
    *text = (rbk_bytes){0};
    rbk_status status = take_all(input, text, error);
    *was_wide = status == RBK_OK && rbk_wide_is(text->data, text->size, encoding, &wide);
    if (*was_wide)
        status = narrow(&wide, text, name, findings, error);
    if (status != RBK_OK)
        rbk_bytes_release(text);
    return status;
}

rbk_status rbk_text_input_load(rbk_input *input, rbk_bytes *text, const char *name, rbk_findings *findings,
                               rbk_error *error)
{
    bool was_wide;
    return load(input, text, &was_wide, name, NULL, findings, error);
}

/* UTF-16 and UTF-32 identify themselves; neither a guess nor the caller's encoding is needed. */
rbk_status rbk_text_input_read(rbk_input *input, rbk_text_reader *reader, const char *name,
                               const rbk_format_options *options, rbk_disc **disc, rbk_findings *findings,
                               rbk_error *error)
{
    const rbk_format_options known = {.encoding = "UTF-8"};
    rbk_bytes text;
    bool was_wide;
    rbk_status status = load(input, &text, &was_wide, name, options ? options->encoding : NULL, findings, error);
    if (status == RBK_OK)
        status = reader(text.data, text.size, name, was_wide ? &known : options, disc, findings, error);
    rbk_bytes_release(&text);
    return status;
}
