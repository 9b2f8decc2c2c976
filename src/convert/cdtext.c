/*
 * CD-TEXT as packs - several languages, genre codes, items that no sheet has statements for - goes into a file next to
 * the descriptor if that can name one, or into the descriptor. Otherwise only the disc's texts remain, and the rest is
 * reported block by block.
 */
#include "base/fail.h"
#include "base/path.h"
#include "convert/plan.h"

#include <redbook/cdtext.h>

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ packs */

static void forget_texts(rbk_text *text)
{
    for (int field = 0; field < RBK_TEXT_FIELDS; field++)
        (void)rbk_text_set(text, (rbk_text_field)field, NULL, NULL);
}

/* What a reader will get from the packs alone. */
static rbk_status read_back(rbk_planning *planning, const rbk_disc *disc, const rbk_bytes *packs, rbk_error *error)
{
    rbk_disc *held = planning->held = rbk_disc_copy(disc);
    if (!held)
        return rbk_fail_memory(error);
    forget_texts(&held->text);
    for (size_t t = 0; t < held->track_count; t++)
        forget_texts(&held->tracks[t].text);
    return rbk_cdt_to_disc(packs->data, packs->size, NULL, held, NULL, error);
}

/*
 * For a sheet as author does: as requested, by default if the disc has CD-TEXT that a portable sheet cannot hold. For a
 * descriptor with packs only: of all texts, with unencodable characters replaced.
 */
static rbk_status make_packs(const rbk_planning *planning, const rbk_disc *disc, rbk_bytes *packs, rbk_error *error)
{
    const bool instead = planning->traits->cdtext != RBK_CDTEXT_IN_FILE;
    const bool stream = planning->traits->cdtext == RBK_CDTEXT_STREAM; /* a plant presses what was approved */
    rbk_cdtext_options options;
    rbk_findings *noticed = rbk_findings_new();
    rbk_cdtext_options_init(&options);
    options.name = planning->source;
    options.fallback = (instead && !stream) || planning->text_fallback;
    rbk_status status = noticed ? rbk_cdtext_for_sheet(disc, instead ? RBK_CDTEXT_ALWAYS : planning->cdtext, &options,
                                                       packs, noticed, error)
                                : rbk_fail_memory(error);
    if (noticed && rbk_plan_take_findings(planning, noticed) != RBK_OK)
        status = rbk_fail_memory(error);
    rbk_findings_free(noticed);
    return status;
}

/* The disc with tracks from 1 on, if the target numbers them so: packs with other numbers would name the wrong ones. */
static rbk_status number_tracks(const rbk_planning *planning, rbk_disc *disc, rbk_error *error)
{
    if (planning->traits->any_first || disc->tracks[0].number == 1)
        return RBK_OK;
    for (uint32_t t = 0; t < disc->track_count; t++)
        disc->tracks[t].number = t + 1;
    if (!disc->cdtext)
        return RBK_OK;
    if (rbk_plan_report(planning, "lost.cdtext", NULL,
                        "the disc's own CD-TEXT has other track numbers: it is rebuilt from the texts") != RBK_OK)
        return rbk_fail_memory(error);
    return rbk_disc_set_cdtext(disc, NULL, 0, error);
}

static rbk_status keep_packs(rbk_planning *planning, rbk_error *error)
{
    rbk_bytes packs = {0};
    rbk_disc *numbered = rbk_disc_copy(planning->disc);
    rbk_status status = numbered ? number_tracks(planning, numbered, error) : rbk_fail_memory(error);
    planning->packs_from_texts = numbered && !numbered->cdtext;
    if (status == RBK_OK)
        status = make_packs(planning, numbered, &packs, error);
    if (status == RBK_OK && packs.size > 0)
        status = rbk_disc_set_cdtext(planning->made->disc, packs.data, packs.size, error);
    if (status == RBK_OK && packs.size > 0)
        status = read_back(planning, numbered, &packs, error);
    rbk_bytes_release(&packs);
    rbk_disc_free(numbered);
    return status;
}

rbk_status rbk_plan_add_packs(const rbk_planning *planning, const char *name, rbk_error *error)
{
    const rbk_disc *disc = planning->made->disc;
    rbk_bytes packs = {malloc(disc->cdtext_bytes), disc->cdtext_bytes};
    if (!packs.data)
        return rbk_fail_memory(error);
    memcpy(packs.data, disc->cdtext, packs.size);
    rbk_status status = rbk_plan_add_content(planning, name, "cdtext", &packs, error);
    rbk_bytes_release(&packs);
    return status;
}

rbk_status rbk_plan_pack_file(const rbk_planning *planning, rbk_error *error)
{
    rbk_disc *disc = planning->made->disc;
    if (disc->cdtext_bytes == 0 || planning->traits->cdtext != RBK_CDTEXT_IN_FILE)
        return RBK_OK;
    char *base = rbk_plan_base_name(planning);
    char *name = base ? rbk_path_append(base, ".cdt") : NULL;
    rbk_status status = name ? rbk_plan_add_packs(planning, name, error) : rbk_fail_memory(error);
    free(base);
    if (status != RBK_OK) {
        free(name);
        return status;
    }
    disc->cdtext_file = name;
    return RBK_OK;
}

/* ------------------------------------------------------------------ losses */

static rbk_status report_block(const rbk_planning *planning, const rbk_cdtext_block *block, uint32_t number)
{
    const char *language = rbk_cdtext_language_name(block->language);
    return rbk_plan_report(planning, "lost.cdtext-language", NULL, "CD-TEXT in another language is lost: block %u, %s",
                           (unsigned)number, language ? language : "of unknown language");
}

/* Losses of items that the disc's texts have no field for. */
static rbk_status report_items(const rbk_planning *planning, const rbk_cdtext_block *block)
{
    rbk_status status = RBK_OK;
    const char *closed = block->text[RBK_CDTEXT_CLOSED][0];
    const char *genre = rbk_cdtext_genre_name(block->genre);
    if (block->genre != RBK_CDTEXT_NO_GENRE)
        status =
            rbk_plan_report(planning, "lost.cdtext-item", NULL, "the genre code in the CD-TEXT is lost: 0x%04X%s%s",
                            (unsigned)block->genre, genre ? ", " : "", genre ? genre : "");
    if (status == RBK_OK && closed)
        status = rbk_plan_report(planning, "lost.cdtext-item", NULL,
                                 "closed information in the CD-TEXT is lost: '%.80s'", closed);
    if (status == RBK_OK && block->raw_count > 0)
        status = rbk_plan_report(planning, "lost.cdtext-item", NULL, "CD-TEXT packs of types 88 to 8C are lost: %zu",
                                 block->raw_count);
    return status;
}

static rbk_status report_packs(const rbk_planning *planning, rbk_error *error)
{
    rbk_cdtext *cdtext = NULL;
    rbk_status status =
        rbk_cdtext_decode(planning->disc->cdtext, planning->disc->cdtext_bytes, NULL, &cdtext, NULL, error);
    if (status == RBK_NO_MEMORY)
        return status;
    if (status != RBK_OK) /* packs without contents */
        return rbk_plan_report(planning, "lost.cdtext", NULL, "the disc's own CD-TEXT is lost: %zu byte%s",
                               planning->disc->cdtext_bytes, RBK_PLURAL(planning->disc->cdtext_bytes, "", "s"));
    for (uint32_t b = 0; b < RBK_CDTEXT_BLOCKS && status == RBK_OK; b++) {
        const rbk_cdtext_block *block = cdtext->blocks[b];
        if (block && b > 0)
            status = report_block(planning, block, b);
        else if (block)
            status = report_items(planning, block);
    }
    rbk_cdtext_free(cdtext);
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}

rbk_status rbk_plan_packs(rbk_planning *planning, rbk_error *error)
{
    const rbk_disc *disc = planning->disc;
    const rbk_cdtext_place place = planning->traits->cdtext;
    if (disc->cdtext_file && disc->cdtext_bytes == 0 &&
        rbk_plan_report(planning, "lost.cdtext-file", NULL, "the CD-TEXT file is lost: '%.200s'", disc->cdtext_file) !=
            RBK_OK)
        return rbk_fail_memory(error);
    if (place == RBK_CDTEXT_STREAM && planning->cdtext == RBK_CDTEXT_NEVER)
        return disc->cdtext_bytes > 0 ? report_packs(planning, error) : RBK_OK;
    if (place == RBK_CDTEXT_IN_FILE || place == RBK_CDTEXT_INSTEAD || place == RBK_CDTEXT_STREAM ||
        (place == RBK_CDTEXT_OWN_INSTEAD && disc->cdtext_bytes > 0))
        return keep_packs(planning, error);
    return disc->cdtext_bytes > 0 ? report_packs(planning, error) : RBK_OK;
}
