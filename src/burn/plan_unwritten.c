/*
 * Texts that the image has and the disc will not have: its own packs are written as they are, and the lead-in of a later
 * session has none.
 */
#include "base/fail.h"
#include "burn/plan.h"
#include "text/disc_text.h"

#include <stdio.h>
#include <string.h>

/* How many, and the first. */
typedef struct left_out {
    size_t count;
    uint32_t track; /* 0: the disc */
    rbk_text_field field;
} left_out;

/* What CD-TEXT has no field for is on no disc. */
static bool has_place(rbk_text_field field, uint32_t track)
{
    return field != RBK_TEXT_DATE && (track == 0 || (field != RBK_TEXT_GENRE && field != RBK_TEXT_DISC_ID));
}

static void count_texts(left_out *left, uint32_t track, const rbk_text *text, const rbk_text *written)
{
    for (int f = 0; f < (int)RBK_TEXT_FIELDS; f++) {
        const rbk_text_field field = (rbk_text_field)f;
        if (!text->field[f] || !has_place(field, track) || (written && written->field[f]))
            continue;
        if (left->count++ == 0)
            *left = (left_out){1, track, field};
    }
}

static rbk_status report_texts(const rbk_planner *planner, const left_out *left)
{
    const char *name = rbk_text_field_shown(left->field);
    char owner[24] = "the disc", others[48] = "";
    if (left->count == 0)
        return RBK_OK;
    if (left->track > 0)
        snprintf(owner, sizeof owner, "track %u", (unsigned)left->track);
    if (left->count > 1)
        snprintf(others, sizeof others, " and %zu other text%s", left->count - 1, RBK_PLURAL(left->count - 1, "", "s"));
    if (planner->plan->base_lba > 0)
        return rbk_findings_add(planner->found, RBK_WARNING, "burn.text", planner->options->path, 0, left->track,
                                "the %s of %s%s %s not written: CD-TEXT is in the lead-in of the first session", name,
                                owner, others, RBK_PLURAL(left->count, "is", "are"));
    return rbk_findings_add(planner->found, RBK_WARNING, "burn.text", planner->options->path, 0, left->track,
                            "the %s of %s%s %s not in the CD-TEXT of the image and %s not written: 'redbook author "
                            "--cdtext-from=sheet' makes an image that has %s in it",
                            name, owner, others, RBK_PLURAL(left->count, "is", "are"),
                            RBK_PLURAL(left->count, "is", "are"), RBK_PLURAL(left->count, "it", "them"));
}

/* The catalogue number of a disc is in its first session, whose image has it. */
static rbk_status report_mcn(const rbk_planner *planner)
{
    const char *mcn = planner->disc->mcn;
    if (strspn(mcn, "0") == strlen(mcn)) /* zeros are the same as none */
        return RBK_OK;
    return rbk_findings_add(planner->found, RBK_WARNING, "burn.text", planner->options->path, 0, 0,
                            "the catalogue number %s is not written: it is that of the first session", mcn);
}

static rbk_status find_texts(const rbk_planner *planner, bool appended, left_out *left, rbk_error *error)
{
    const rbk_disc *disc = planner->disc;
    const bool later = planner->plan->base_lba > 0;
    rbk_disc *written = NULL;
    rbk_status status = RBK_OK;
    if (!later && !disc->cdtext)
        return RBK_OK; /* the packs are made of the texts */
    if (disc->cdtext && !appended)
        status = rbk_cdtext_texts_of_packs(disc, disc->cdtext, disc->cdtext_bytes, &written, error);
    if (status != RBK_OK)
        return status;
    if (!later || appended)
        count_texts(left, 0, &disc->text, written ? &written->text : NULL);
    for (size_t t = 0; t < disc->track_count; t++)
        count_texts(left, disc->tracks[t].number, &disc->tracks[t].text, written ? &written->tracks[t].text : NULL);
    rbk_disc_free(written);
    return RBK_OK;
}

rbk_status rbk_plan_unwritten(rbk_planner *planner, rbk_error *error)
{
    const bool appended = planner->plan->base_lba > 0 && planner->options->session == 0;
    left_out left = {0, 0, RBK_TEXT_TITLE};
    rbk_status status = planner->options->cdtext ? find_texts(planner, appended, &left, error) : RBK_OK;
    if (status != RBK_OK)
        return status;
    status = report_texts(planner, &left);
    if (status == RBK_OK && appended)
        status = report_mcn(planner);
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}
