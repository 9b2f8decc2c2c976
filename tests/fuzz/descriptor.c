/*
 * Fuzz target: descriptors. Whatever is read must be laid out or refused, copied, and written or refused.
 */
#include <redbook/format.h>
#include <redbook/layout.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

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

static void write_everywhere(const rbk_disc *disc)
{
    const rbk_format *format;
    for (size_t i = 0; (format = rbk_format_at(i)); i++) {
        rbk_output *output = rbk_output_new_memory();
        if (output)
            (void)rbk_format_write(format, disc, output, NULL, NULL);
        rbk_output_free(output);
    }
}

/* As if somebody had said what the bytes are in. */
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
