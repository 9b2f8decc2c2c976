/*
 * Fuzz target: CD-TEXT. Packs of every form and input sheets; texts that are read must be written again, or refused, and
 * packs that are written are read as the same.
 */
#include "fuzz.h"

#include <redbook/cdtext.h>
#include <redbook/stream.h>

#include <string.h>

/*
 * The packs are read and written as the same bytes. (The texts may differ: a genre in words without a code gets the code
 * for an unused genre.) Texts that packs cannot hold are a finding.
 */
static void read_again(const rbk_output *packs, const rbk_findings *findings)
{
    size_t size, size_again = 0;
    const char *bytes = rbk_output_text(packs, &size);
    rbk_cdtext *second = NULL;
    rbk_output *again = rbk_output_new_memory();
    FUZZ_REQUIRE(rbk_cdt_read((const uint8_t *)bytes, size, "again", &second, NULL, NULL) == RBK_OK);
    if (again && rbk_findings_count(findings) == 0) {
        FUZZ_REQUIRE(rbk_cdt_write(second, NULL, RBK_CDT_PACKS, again, NULL, NULL) == RBK_OK);
        const char *bytes_again = rbk_output_text(again, &size_again);
        FUZZ_REQUIRE(size == size_again && memcmp(bytes, bytes_again, size) == 0);
    }
    rbk_output_free(again);
    rbk_cdtext_free(second);
}

static void write_both(const rbk_cdtext *cdtext)
{
    rbk_cdtext_options options;
    rbk_output *packs = rbk_output_new_memory(), *sheet = rbk_output_new_memory();
    rbk_cdtext_options_init(&options);
    if (packs && sheet) {
        rbk_findings *findings = rbk_findings_new();
        size_t size = 0;
        if (rbk_cdt_write(cdtext, &options, RBK_CDT_PACKS, packs, findings, NULL) == RBK_OK &&
            rbk_output_text(packs, &size) && size > 0)
            read_again(packs, findings);
        rbk_findings_free(findings);
        if (rbk_v07t_write(cdtext, &options, sheet, NULL, NULL) == RBK_OK) {
            rbk_cdtext *second = NULL;
            const char *text = rbk_output_text(sheet, &size);
            FUZZ_REQUIRE(rbk_v07t_read((const uint8_t *)text, size, "again", &second, NULL, NULL) == RBK_OK);
            rbk_cdtext_free(second);
        }
    }
    rbk_output_free(packs);
    rbk_output_free(sheet);
}

/* The bytes as the CD-TEXT of a disc that has texts too, which are then changed. */
static void give_disc(const uint8_t *bytes, size_t size, rbk_findings *findings)
{
    rbk_disc *disc = rbk_disc_new();
    rbk_track *track = NULL;
    rbk_bytes packs = {NULL, 0};
    if (disc && rbk_disc_add_track(disc, 1, RBK_MODE_AUDIO, &track, NULL) == RBK_OK &&
        rbk_text_set(&track->text, RBK_TEXT_TITLE, "One", NULL) == RBK_OK &&
        rbk_cdt_to_disc(bytes, size, "fuzz", disc, findings, NULL) == RBK_OK) {
        if (rbk_cdtext_for_sheet(disc, RBK_CDTEXT_AUTO, NULL, &packs, findings, NULL) == RBK_OK)
            rbk_bytes_release(&packs);
        (void)rbk_text_set(&track->text, RBK_TEXT_TITLE, "Two", NULL);
        (void)rbk_cdtext_renew(disc, NULL, findings, NULL);
    }
    rbk_disc_free(disc);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    rbk_cdtext *cdtext = NULL;
    rbk_findings *findings = rbk_findings_new();
    rbk_error error;
    if (rbk_cdt_read(bytes, size, "fuzz", &cdtext, findings, &error) == RBK_OK)
        write_both(cdtext);
    rbk_cdtext_free(cdtext);
    cdtext = NULL;
    if (rbk_v07t_read(bytes, size, "fuzz", &cdtext, findings, &error) == RBK_OK)
        write_both(cdtext);
    rbk_cdtext_free(cdtext);
    give_disc(bytes, size, findings);
    rbk_findings_free(findings);
    return 0;
}
