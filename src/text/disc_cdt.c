/*
 * A .cdt file becomes a disc's CD-TEXT: its packs byte for byte, and the texts of the disc's language. All errors of
 * the file are one finding; a disc is never refused for its CD-TEXT.
 */
#include "base/fail.h"
#include "cd/cdtext_pack.h"
#include "text/cdt.h"
#include "text/disc_text.h"

#include <redbook/rules.h>

#include <stdio.h>
#include <string.h>

/* All that the reader of packs reports is damage. */
static rbk_status report_damage(const rbk_findings *noticed, const char *name, rbk_findings *findings, rbk_error *error)
{
    size_t count = rbk_findings_count(noticed);
    char rest[32] = "";
    if (count == 0)
        return RBK_OK;
    if (count > 1)
        snprintf(rest, sizeof rest, ", and %zu more", count - 1);
    return rbk_findings_add(findings, RBK_WARNING, "cdtext.damaged", name, 0, 0, "the CD-TEXT is damaged: %.300s%s",
                            rbk_findings_at(noticed, 0)->text, rest) == RBK_OK
               ? RBK_OK
               : rbk_fail_memory(error);
}

/* What is said of texts and codes, with the file's name. */
static rbk_status give(const rbk_cdtext *cdtext, const char *name, rbk_disc *disc, rbk_findings *findings,
                       rbk_error *error)
{
    const rbk_cdtext_block *block = NULL;
    rbk_findings *said = rbk_findings_new();
    rbk_status status = said ? rbk_cdtext_choose_block(cdtext, disc, &block, error) : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = rbk_cdtext_to_disc(block, disc, said, error);
    for (size_t i = 0; i < rbk_findings_count(said) && status == RBK_OK; i++) {
        const rbk_finding *finding = rbk_findings_at(said, i);
        if (rbk_findings_add(findings, finding->severity, finding->rule, name, 0, finding->track, "%s", finding->text))
            status = rbk_fail_memory(error);
    }
    rbk_findings_free(said);
    return status;
}

static rbk_status keep(const rbk_cdt_body *body, const char *name, rbk_disc *disc, rbk_findings *findings,
                       rbk_error *error)
{
    rbk_error why;
    rbk_status status = rbk_disc_set_cdtext(disc, body->packs, body->size / RBK_PACK_BYTES * RBK_PACK_BYTES, &why);
    if (status == RBK_NO_MEMORY)
        return rbk_fail_memory(error);
    if (status == RBK_OK)
        return RBK_OK;
    return rbk_findings_add(findings, RBK_WARNING, "cdtext.damaged", name, 0, 0,
                            "only the texts of the packs are kept: %s", why.sentence) == RBK_OK
               ? RBK_OK
               : rbk_fail_memory(error);
}

static rbk_status report_none(const char *name, const rbk_error *why, rbk_findings *findings, rbk_error *error)
{
    return rbk_findings_add(findings, RBK_WARNING, RBK_RULE_CDTEXT_UNREADABLE, name, 0, 0, "no CD-TEXT found: %s",
                            why->sentence) == RBK_OK
               ? RBK_OK
               : rbk_fail_memory(error);
}

rbk_status rbk_cdt_to_disc(const uint8_t *bytes, size_t size, const char *name, rbk_disc *disc, rbk_findings *findings,
                           rbk_error *error)
{
    if ((!bytes && size > 0) || !disc)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_cdtext *cdtext = NULL;
    rbk_error why;
    rbk_findings *noticed = rbk_findings_new();
    rbk_cdt_body body = rbk_cdt_strip(bytes, size);
    rbk_error_init(&why);
    rbk_status status =
        noticed ? rbk_cdt_read(bytes ? bytes : (const uint8_t *)"", size, name, &cdtext, noticed, &why) : RBK_NO_MEMORY;
    if (status == RBK_OK)
        status = report_damage(noticed, name, findings, error);
    else
        status = status == RBK_NO_MEMORY ? rbk_fail_memory(error) : report_none(name, &why, findings, error);
    if (status == RBK_OK && cdtext)
        status = keep(&body, name, disc, findings, error);
    if (status == RBK_OK && cdtext)
        status = give(cdtext, name, disc, findings, error);
    rbk_cdtext_free(cdtext);
    rbk_findings_free(noticed);
    return status;
}

/* ------------------------------------------------------------------ the texts of packs alone */

static void forget_texts(rbk_text *text)
{
    for (int field = 0; field < RBK_TEXT_FIELDS; field++)
        (void)rbk_text_set(text, (rbk_text_field)field, NULL, NULL);
}

static rbk_disc *copy_without_texts(const rbk_disc *disc)
{
    rbk_disc *copy = rbk_disc_copy(disc);
    if (copy)
        forget_texts(&copy->text);
    for (size_t t = 0; copy && t < copy->track_count; t++)
        forget_texts(&copy->tracks[t].text);
    return copy;
}

rbk_status rbk_cdtext_texts_of_packs(const rbk_disc *disc, const uint8_t *packs, size_t bytes, rbk_disc **texts,
                                     rbk_error *error)
{
    rbk_cdtext *cdtext = NULL;
    const rbk_cdtext_block *block = NULL;
    rbk_disc *made = copy_without_texts(disc);
    rbk_status status = made ? rbk_cdtext_decode(packs, bytes, NULL, &cdtext, NULL, NULL) : RBK_NO_MEMORY;
    if (status == RBK_OK)
        status = rbk_cdtext_choose_block(cdtext, disc, &block, error);
    if (status == RBK_OK)
        status = rbk_cdtext_to_disc(block, made, NULL, error);
    rbk_cdtext_free(cdtext);
    if (status == RBK_NO_MEMORY) {
        rbk_disc_free(made);
        return rbk_fail_memory(error);
    }
    *texts = made;
    return RBK_OK;
}

rbk_status rbk_cdtext_report_differing(const rbk_disc *disc, const rbk_bytes *packs, rbk_findings *findings,
                                       rbk_error *error)
{
    rbk_disc *read = rbk_disc_copy(disc);
    rbk_findings *noticed = rbk_findings_new();
    rbk_status status = read && noticed ? rbk_cdt_to_disc(packs->data, packs->size, NULL, read, noticed, error)
                                        : rbk_fail_memory(error);
    for (size_t i = 0; i < rbk_findings_count(noticed) && status == RBK_OK; i++) {
        const rbk_finding *finding = rbk_findings_at(noticed, i);
        if (strcmp(finding->rule, RBK_RULE_CDTEXT_TEXT_DIFFERS) == 0 &&
            rbk_findings_add(findings, RBK_WARNING, finding->rule, NULL, 0, finding->track, "%s", finding->text) !=
                RBK_OK)
            status = rbk_fail_memory(error);
    }
    rbk_findings_free(noticed);
    rbk_disc_free(read);
    return status;
}

/* track 0: the disc. */
static rbk_status report_missing(const rbk_text *text, const rbk_text *held, uint32_t track, rbk_findings *findings,
                                 rbk_error *error)
{
    char owner[16] = "the album";
    rbk_status status = RBK_OK;
    if (track > 0)
        snprintf(owner, sizeof owner, "track %u", (unsigned)(track & 0x7F));
    for (int field = 0; field < (int)RBK_TEXT_FIELDS && status == RBK_OK; field++) {
        const bool of_album = field == RBK_TEXT_GENRE || field == RBK_TEXT_DISC_ID;
        if (!text->field[field] || held->field[field] || field == RBK_TEXT_DATE || (of_album && track > 0))
            continue;
        if (rbk_findings_add(findings, RBK_WARNING, RBK_RULE_CDTEXT_TEXT_DIFFERS, NULL, 0, track,
                             "the %s of %s is '%.150s', but the CD-TEXT, which is used, has none",
                             rbk_text_field_name((rbk_text_field)field), owner, text->field[field]) != RBK_OK)
            status = rbk_fail_memory(error);
    }
    return status;
}

rbk_status rbk_cdtext_report_unwritten(const rbk_disc *disc, const rbk_bytes *packs, rbk_findings *findings,
                                       rbk_error *error)
{
    rbk_cdtext *cdtext = NULL;
    const rbk_cdtext_block *block = NULL;
    rbk_disc *held = copy_without_texts(disc);
    rbk_status status =
        held ? rbk_cdtext_decode(packs->data, packs->size, NULL, &cdtext, NULL, error) : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = rbk_cdtext_choose_block(cdtext, disc, &block, error);
    if (status == RBK_OK)
        status = rbk_cdtext_to_disc(block, held, NULL, error);
    if (status == RBK_OK)
        status = rbk_cdtext_report_differing(disc, packs, findings, error);
    if (status == RBK_OK)
        status = report_missing(&disc->text, &held->text, 0, findings, error);
    for (size_t t = 0; t < disc->track_count && status == RBK_OK; t++)
        status = report_missing(&disc->tracks[t].text, &held->tracks[t].text, disc->tracks[t].number, findings, error);
    rbk_cdtext_free(cdtext);
    rbk_disc_free(held);
    return status;
}
