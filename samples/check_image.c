/*
 * check_image - checks an image against the rules of a plant and prints the findings
 *
 *   check_image IMAGE.cue
 *
 * Ends with 0 when nothing prevents the image from being pressed, with 3 when there are findings of severity error. A
 * finding is data: a severity, the id of a rule, which is the same in all releases, a location and a message.
 *
 *   cc check_image.c $(pkg-config --cflags --libs libredbook)
 */
#include <redbook/redbook.h>
#include <stdio.h>

static void print_findings(const rbk_findings *findings)
{
    for (size_t i = 0; i < rbk_findings_count(findings); i++) {
        const rbk_finding *finding = rbk_findings_at(findings, i);
        printf("%s: ", rbk_severity_name(finding->severity));
        if (finding->track > 0)
            printf("track %u: ", (unsigned)finding->track);
        printf("%s [%s]\n", finding->text, finding->rule);
    }
}

/* The findings of the reader of the sheet count as well, with the severities of the profile. */
static rbk_status check(const char *path, rbk_findings *findings, rbk_error *error)
{
    rbk_check_options options;
    rbk_check_options_init(&options);
    options.profile = RBK_PROFILE_PLANT;
    options.path = path;

    rbk_disc *disc = NULL;
    rbk_layout *layout = NULL;
    rbk_image *image = NULL;
    rbk_findings *found = rbk_findings_new();
    rbk_status status = found ? rbk_source_open(path, NULL, &disc, found, error) : RBK_NO_MEMORY;
    if (status == RBK_OK)
        status = rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, found, error);
    if (status == RBK_OK)
        status = rbk_check_take_findings(found, options.profile, findings, error);
    if (status == RBK_OK)
        status = rbk_image_open(disc, layout, &image, error);
    if (status == RBK_OK)
        status = rbk_check(disc, layout, image, &options, findings, NULL, error);
    rbk_image_close(image);
    rbk_layout_free(layout);
    rbk_disc_free(disc);
    rbk_findings_free(found);
    return status;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: check_image IMAGE.cue\n");
        return 2;
    }
    rbk_error error;
    rbk_error_init(&error);
    rbk_findings *findings = rbk_findings_new();
    rbk_status status = findings ? check(argv[1], findings, &error) : RBK_NO_MEMORY;
    int result = 1;
    if (status == RBK_OK) {
        print_findings(findings);
        result = rbk_findings_count_from(findings, RBK_ERROR) > 0 ? 3 : 0;
    } else {
        char text[RBK_PATH_BYTES + RBK_SENTENCE_BYTES];
        fprintf(stderr, "check_image: %s\n", rbk_error_format(&error, text, sizeof text));
    }
    rbk_findings_free(findings);
    return result;
}
