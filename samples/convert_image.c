/*
 * convert_image - writes a disc for another reader and prints what that reader's format cannot hold
 *
 *   convert_image IMAGE.cue TARGET OUT
 *
 * TARGET is a name such as redump, single, eac, wav or toc. Progress is reported to a listener, which can also cancel.
 * No file gets its name before all of it is on the disk.
 *
 *   cc convert_image.c $(pkg-config --cflags --libs libredbook)
 */
#include <redbook/redbook.h>
#include <stdio.h>

static void count_sectors(void *user, uint64_t completed_blocks, uint64_t total_blocks)
{
    (void)total_blocks;
    *(uint64_t *)user = completed_blocks;
}

static void print_losses(const rbk_findings *findings)
{
    for (size_t i = 0; i < rbk_findings_count(findings); i++)
        if (rbk_finding_is_loss(rbk_findings_at(findings, i)))
            printf("lost: %s [%s]\n", rbk_findings_at(findings, i)->text, rbk_findings_at(findings, i)->rule);
}

static rbk_status convert(char **argv, rbk_findings *findings, rbk_error *error)
{
    uint64_t sectors = 0;
    rbk_listener listener = {.user = &sectors, .add_progress = count_sectors};
    rbk_convert_options options;
    rbk_convert_options_init(&options);
    options.target = rbk_target_find(argv[2]); /* NULL if the name is unknown: then by the suffix of OUT */
    options.author.sheet_path = argv[1];       /* existing files are not replaced */

    rbk_disc *disc = NULL;
    rbk_conversion *conversion = NULL;
    rbk_status status = rbk_source_open(argv[1], NULL, &disc, findings, error);
    if (status == RBK_OK)
        status = rbk_convert(disc, &options, argv[3], &listener, &conversion, findings, error);
    if (status == RBK_OK) {
        print_losses(findings);
        for (size_t i = 0; i < conversion->file_count; i++)
            printf("%s: %lld bytes\n", conversion->files[i].path, (long long)conversion->files[i].bytes);
        printf("%s: %s, %llu sectors\n", conversion->path, conversion->target->title, (unsigned long long)sectors);
    }
    rbk_conversion_free(conversion);
    rbk_disc_free(disc);
    return status;
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: convert_image IMAGE.cue TARGET OUT\n");
        return 2;
    }
    rbk_error error;
    rbk_error_init(&error);
    rbk_findings *findings = rbk_findings_new();
    rbk_status status = findings ? convert(argv, findings, &error) : RBK_NO_MEMORY;
    if (status != RBK_OK) {
        char text[RBK_PATH_BYTES + RBK_SENTENCE_BYTES];
        fprintf(stderr, "convert_image: %s\n", rbk_error_format(&error, text, sizeof text));
        for (size_t i = 0; findings && i < rbk_findings_count(findings); i++)
            if (rbk_findings_at(findings, i)->severity == RBK_ERROR)
                fprintf(stderr, "convert_image: %s: %s\n", rbk_findings_at(findings, i)->path,
                        rbk_findings_at(findings, i)->text);
    }
    rbk_findings_free(findings);
    return status == RBK_OK ? 0 : 1;
}
