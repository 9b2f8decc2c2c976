/*
 * Fuzz target: descriptors. The layout of a disc that is read must be computed or refused; the disc is copied, and written
 * or refused. A descriptor that is written is read again, and written as the same bytes.
 */
#include "fuzz.h"

#include <redbook/format.h>
#include <redbook/layout.h>

#include <stdio.h>
#include <string.h>

static void probe_and_lay_out(rbk_disc *disc)
{
    rbk_layout *layout = NULL;
    for (size_t i = 0; i < disc->file_count; i++) {
        disc->files[i].rate_hz = i % 2 ? 96000 : 44100;
        disc->files[i].length_frames = 10000 * 588 + (int64_t)i;
    }
    if (rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, NULL, NULL) == RBK_OK)
        rbk_layout_free(layout);
}

/* The text after it was read and written again; NULL if that is refused. */
static rbk_output *again(const rbk_format *format, const rbk_output *written)
{
    size_t size;
    const char *text = rbk_output_text(written, &size);
    rbk_disc *disc = NULL;
    rbk_error error;
    rbk_output *output = rbk_output_new_memory();
    if (rbk_format_read_as(format, (const uint8_t *)text, size, "fuzz", NULL, &disc, NULL, &error) != RBK_OK) {
        fprintf(stderr, "%s: line %u: %s\n%s\n", format->name, (unsigned)error.place.line, error.sentence, text);
        FUZZ_REQUIRE(disc != NULL);
    }
    if (output && rbk_format_write(format, disc, output, NULL, &error) != RBK_OK) {
        rbk_output_free(output);
        output = NULL;
    }
    rbk_disc_free(disc);
    return output;
}

/* Reading and writing it once may change its notation; further passes change nothing. */
static void read_and_write_again(const rbk_format *format, const rbk_output *first)
{
    size_t size, size_after;
    rbk_output *second = again(format, first), *third = second ? again(format, second) : NULL;
    if (third) {
        const char *text = rbk_output_text(second, &size), *after = rbk_output_text(third, &size_after);
        bool same = size == size_after && memcmp(text, after, size) == 0;
        if (!same)
            fprintf(stderr, "second:\n%s\nthird:\n%s\n", text, after);
        FUZZ_REQUIRE(same);
    }
    rbk_output_free(second);
    rbk_output_free(third);
}

static void write_everywhere(const rbk_disc *disc)
{
    const rbk_format *format;
    for (size_t i = 0; (format = rbk_format_at(i)); i++) {
        rbk_output *output = rbk_output_new_memory();
        if (output && rbk_format_write(format, disc, output, NULL, NULL) == RBK_OK)
            read_and_write_again(format, output);
        rbk_output_free(output);
    }
}

/* As with an option for the encoding. */
static void read_in_encodings(const uint8_t *bytes, size_t size)
{
    rbk_format_options options;
    rbk_format_options_init(&options);
    static const char *const encodings[] = {"UTF-8", "Latin-1", "Shift-JIS", "GBK", "ISO-2022-JP"};
    for (size_t i = 0; i < sizeof encodings / sizeof encodings[0]; i++) {
        rbk_disc *disc = NULL;
        options.encoding = encodings[i];
        (void)rbk_format_read(bytes, size, "fuzz", &options, &disc, NULL, NULL);
        rbk_disc_free(disc);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    rbk_disc *disc = NULL;
    rbk_findings *findings = rbk_findings_new();
    rbk_error error;
    if (rbk_format_read(bytes, size, "fuzz", NULL, &disc, findings, &error) == RBK_OK) {
        rbk_disc *copy = rbk_disc_copy(disc);
        write_everywhere(copy);
        probe_and_lay_out(disc);
        rbk_disc_free(copy);
    }
    rbk_disc_free(disc);
    rbk_findings_free(findings);
    read_in_encodings(bytes, size);
    return 0;
}

size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t room, unsigned int seed)
{
    return fuzz_mutate_lines(bytes, size, room, seed);
}
