/*
 * descriptor FORMAT FILE - reads a descriptor of any format and prints it as FORMAT ("toc", "cue")
 *
 * What the format cannot carry is reported on stderr. Uses the public headers only. Ends with 1 when the descriptor is
 * refused, with 2 when it was called wrongly.
 */
#include <redbook/format.h>

#include <stdio.h>

static rbk_status print_as(const rbk_format *format, const char *path, rbk_findings *findings, rbk_error *error)
{
    rbk_disc *disc = NULL;
    rbk_output *output = rbk_output_new_memory();
    size_t size = 0;
    rbk_status status = output ? rbk_format_read_file(path, NULL, &disc, NULL, error) : RBK_NO_MEMORY;
    if (status == RBK_OK)
        status = rbk_format_write(format, disc, output, findings, error);
    if (status == RBK_OK) {
        const char *text = rbk_output_text(output, &size);
        fwrite(text, 1, size, stdout);
    }
    rbk_output_free(output);
    rbk_disc_free(disc);
    return status;
}

int main(int argc, char **argv)
{
    char text[RBK_PATH_BYTES + RBK_SENTENCE_BYTES];
    rbk_error error;
    const rbk_format *format = argc == 3 ? rbk_format_find(argv[1]) : NULL;
    rbk_findings *findings = rbk_findings_new();
    if (!format || !findings) {
        fprintf(stderr, "usage: descriptor FORMAT FILE\n");
        rbk_findings_free(findings);
        return 2;
    }
    rbk_error_init(&error);
    rbk_status status = print_as(format, argv[2], findings, &error);
    if (status != RBK_OK)
        fprintf(stderr, "%s\n", rbk_error_format(&error, text, sizeof text));
    for (size_t i = 0; i < rbk_findings_count(findings); i++)
        fprintf(stderr, "%s: %s\n", rbk_findings_at(findings, i)->rule, rbk_findings_at(findings, i)->text);
    rbk_findings_free(findings);
    return status == RBK_OK ? 0 : 1;
}
