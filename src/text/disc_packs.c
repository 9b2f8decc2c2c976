/*
 * The packs that a disc is to carry: its own where a source gave it any, else those that its texts and codes make.
 * Whole packs are handed on byte for byte, whoever made them; damaged ones are made anew from what can be read of them,
 * since a burner or a plant would only copy the damage.
 */
#include "base/fail.h"

#include <redbook/cdtext.h>

#include <stdlib.h>
#include <string.h>

#define LANGUAGE_ENGLISH 0x09

/* What decoding says of packs that are not as they were written; oddities of their texts are the writer's own. */
static const rbk_finding *first_damage(const rbk_findings *findings)
{
    static const char *const rules[] = {"cdtext.crc", "cdtext.sequence", "cdtext.type", "cdtext.size"};
    for (size_t i = 0; i < rbk_findings_count(findings); i++)
        for (size_t k = 0; k < sizeof rules / sizeof rules[0]; k++)
            if (strcmp(rbk_findings_at(findings, i)->rule, rules[k]) == 0)
                return rbk_findings_at(findings, i);
    return NULL;
}

static rbk_status copy_packs(const rbk_disc *disc, rbk_bytes *packs, rbk_error *error)
{
    packs->data = malloc(disc->cdtext_bytes);
    if (!packs->data)
        return rbk_fail_memory(error);
    memcpy(packs->data, disc->cdtext, disc->cdtext_bytes);
    packs->size = disc->cdtext_bytes;
    return RBK_OK;
}

static rbk_status own_packs(const rbk_disc *disc, const rbk_cdtext_options *options, rbk_bytes *packs,
                            rbk_findings *findings, rbk_error *error)
{
    const char *name = options ? options->name : NULL;
    rbk_cdtext *cdtext = NULL;
    rbk_findings *noticed = rbk_findings_new();
    if (!noticed)
        return rbk_fail_memory(error);
    rbk_status status = rbk_cdtext_decode(disc->cdtext, disc->cdtext_bytes, name, &cdtext, noticed, error);
    const rbk_finding *damage = first_damage(noticed);
    if (status == RBK_OK && !damage)
        status = copy_packs(disc, packs, error);
    else if (status == RBK_OK && rbk_findings_add(findings, RBK_WARNING, "cdtext.remade", name, 0, 0,
                                                  "the disc's CD-TEXT packs are damaged and are made anew from what "
                                                  "can be read of them: %.300s",
                                                  damage->text) != RBK_OK)
        status = rbk_fail_memory(error);
    else if (status == RBK_OK)
        status = rbk_cdtext_encode(cdtext, options, packs, findings, error);
    rbk_cdtext_free(cdtext);
    rbk_findings_free(noticed);
    return status;
}

static bool has_text(const rbk_text *text, bool album)
{
    for (int field = 0; field < (int)RBK_TEXT_FIELDS; field++) {
        bool album_only = field == RBK_TEXT_GENRE || field == RBK_TEXT_DISC_ID;
        if (text->field[field] && field != RBK_TEXT_DATE && (album || !album_only))
            return true;
    }
    return false;
}

bool rbk_cdtext_disc_has_any(const rbk_disc *disc)
{
    if (!disc || disc->track_count == 0)
        return false;
    bool any = disc->cdtext || has_text(&disc->text, true);
    for (size_t i = 0; i < disc->track_count && !any; i++)
        any = has_text(&disc->tracks[i].text, false);
    return any;
}

rbk_status rbk_cdtext_of_disc(const rbk_disc *disc, const rbk_cdtext_options *options, rbk_bytes *packs,
                              rbk_findings *findings, rbk_error *error)
{
    if (!disc || !packs)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_bytes made = {NULL, 0};
    rbk_cdtext *cdtext = NULL;
    rbk_status status = RBK_OK;
    if (disc->cdtext) {
        status = own_packs(disc, options, &made, findings, error);
    } else if (rbk_cdtext_disc_has_any(disc)) {
        status = rbk_cdtext_from_disc(disc, LANGUAGE_ENGLISH, RBK_CDTEXT_8859_1, &cdtext, findings, error);
        if (status == RBK_OK)
            status = rbk_cdtext_encode(cdtext, options, &made, findings, error);
    }
    rbk_cdtext_free(cdtext);
    if (status == RBK_OK)
        *packs = made;
    else
        rbk_bytes_release(&made);
    return status;
}
