/*
 * CD-TEXT as packs - several languages, genre codes, items that no sheet has statements for - goes into a file next to
 * the descriptor if that can name one, or into the descriptor. Otherwise only the disc's texts remain, or packs that are
 * made of these, and the rest is reported block by block: by one rule for every target and --cdtext.
 */
#include "base/fail.h"
#include "base/path.h"
#include "convert/plan.h"
#include "text/charset.h"
#include "text/disc_text.h"
#include "text/renumber.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ packs */

/*
 * Whether packs can be written. NEVER is about a file of a sheet's or of a fileset's: a descriptor that holds packs itself,
 * as that of a container, has them anyway.
 */
static bool takes_packs(const rbk_planning *planning)
{
    switch (planning->traits->cdtext) {
    case RBK_CDTEXT_NOWHERE:
        return false;
    case RBK_CDTEXT_INSTEAD:
        return true;
    case RBK_CDTEXT_OWN_INSTEAD:
        return planning->disc->cdtext_bytes > 0;
    default:
        return planning->cdtext != RBK_CDTEXT_NEVER || planning->traits->container;
    }
}

/*
 * For a sheet as author does: as requested, by default if the disc has CD-TEXT that a portable sheet cannot hold. For a
 * descriptor with packs only: of all texts, with unencodable characters replaced.
 */
static rbk_status make_packs(const rbk_planning *planning, const rbk_disc *disc, rbk_bytes *packs, rbk_error *error)
{
    const bool instead = planning->traits->cdtext != RBK_CDTEXT_IN_FILE;
    const bool stream = planning->traits->cdtext == RBK_CDTEXT_STREAM; /* a plant presses what was approved */
    const bool unasked = planning->cdtext == RBK_CDTEXT_NEVER || planning->origin;
    const rbk_cdtext_use for_sheet = unasked ? RBK_CDTEXT_AUTO : planning->cdtext;
    rbk_cdtext_options options;
    rbk_findings *noticed = rbk_findings_new();
    rbk_cdtext_options_init(&options);
    options.name = planning->source;
    options.fallback = (instead && !stream) || planning->text_fallback;
    rbk_status status =
        noticed ? rbk_cdtext_for_sheet(disc, instead ? RBK_CDTEXT_ALWAYS : for_sheet, &options, packs, noticed, error)
                : rbk_fail_memory(error);
    if (noticed && rbk_plan_take_findings(planning, noticed) != RBK_OK)
        status = rbk_fail_memory(error);
    rbk_findings_free(noticed);
    return status;
}

/* The disc with tracks from 1 on, if the target numbers them so, and so its packs. *discarded: packs of types 88 and 89. */
static rbk_status number_tracks(const rbk_planning *planning, rbk_disc *disc, size_t *discarded, rbk_error *error)
{
    const uint32_t first_track = disc->tracks[0].number;
    bool moved;
    *discarded = 0;
    if (planning->traits->any_first || first_track == 1)
        return RBK_OK;
    for (uint32_t t = 0; t < disc->track_count; t++)
        disc->tracks[t].number = t + 1;
    return disc->cdtext ? rbk_cdtext_count_from_1(disc, first_track, &moved, discarded, error) : RBK_OK;
}

static rbk_status report_discarded(const rbk_planning *planning, size_t discarded, rbk_error *error)
{
    if (discarded > 0 &&
        rbk_plan_report(planning, "lost.cdtext-item", NULL,
                        "CD-TEXT packs of types 88 and 89, which have other track numbers, are lost: %zu",
                        discarded) != RBK_OK)
        return rbk_fail_memory(error);
    return RBK_OK;
}

static const char *language_of(const rbk_cdtext_block *block)
{
    const char *language = rbk_cdtext_language_name(block->language);
    return language ? language : "of unknown language";
}

/* Where the packs are all, a disc whose own texts are in another language than the first is shown in the first. */
static rbk_status report_first_language(const rbk_planning *planning, rbk_error *error)
{
    rbk_cdtext *cdtext = NULL;
    const rbk_cdtext_block *own = NULL;
    rbk_findings *noticed = rbk_findings_new();
    rbk_status status = noticed ? rbk_cdtext_own(planning->made->disc, &cdtext, error) : rbk_fail_memory(error);
    if (cdtext)
        status = rbk_cdtext_choose_block(cdtext, planning->disc, &own, error);
    const rbk_cdtext_block *first = cdtext ? cdtext->blocks[0] : NULL;
    if (status == RBK_OK && first && own != first &&
        (rbk_findings_add(noticed, RBK_NOTE, "cdtext.first-language", planning->source, 0, 0,
                          "the texts are written in %s, and players show the first language of the CD-TEXT, %s",
                          language_of(own), language_of(first)) != RBK_OK ||
         rbk_plan_take_findings(planning, noticed) != RBK_OK))
        status = rbk_fail_memory(error);
    rbk_cdtext_free(cdtext);
    rbk_findings_free(noticed);
    return status;
}

static rbk_status keep_packs(rbk_planning *planning, rbk_error *error)
{
    rbk_bytes packs = {0};
    size_t discarded;
    rbk_disc *numbered = rbk_disc_copy(planning->disc);
    rbk_status status = numbered ? number_tracks(planning, numbered, &discarded, error) : rbk_fail_memory(error);
    planning->packs_from_texts = numbered && !numbered->cdtext;
    if (status == RBK_OK)
        status = make_packs(planning, numbered, &packs, error);
    if (status == RBK_OK && packs.size > 0)
        status = rbk_disc_set_cdtext(planning->made->disc, packs.data, packs.size, error);
    if (status == RBK_OK && packs.size > 0 && !planning->packs_from_texts) /* else all are reported: none is written */
        status = report_discarded(planning, discarded, error);
    if (status == RBK_OK && packs.size > 0)
        status = rbk_cdtext_texts_of_packs(numbered, packs.data, packs.size, &planning->held, error);
    if (status == RBK_OK && packs.size > 0 && planning->traits->cdtext != RBK_CDTEXT_IN_FILE)
        status = report_first_language(planning, error);
    rbk_bytes_release(&packs);
    rbk_disc_free(numbered);
    return status;
}

rbk_status rbk_plan_report_differing(const rbk_planning *planning, rbk_error *error)
{
    const rbk_disc *made = planning->made->disc;
    const rbk_bytes packs = {made->cdtext, made->cdtext_bytes};
    if (made->cdtext_bytes == 0 || planning->packs_from_texts || planning->traits->cdtext != RBK_CDTEXT_IN_FILE)
        return RBK_OK;
    rbk_findings *noticed = rbk_findings_new();
    rbk_status status = noticed ? rbk_cdtext_report_differing(made, &packs, noticed, error) : rbk_fail_memory(error);
    if (status == RBK_OK && rbk_plan_take_findings(planning, noticed) != RBK_OK)
        status = rbk_fail_memory(error);
    rbk_findings_free(noticed);
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

/* A text or code of the packs alone. track 0: the disc's. */
static rbk_status report_text(const rbk_planning *planning, rbk_cdtext_field field, uint32_t track, const char *packed)
{
    const char *name = rbk_cdtext_field_name(field, track);
    if (field == RBK_CDTEXT_CODE)
        name = track > 0 ? "ISRC" : "UPC/EAN";
    else if (field == RBK_CDTEXT_DISC_ID)
        name = "disc id";
    if (track == 0)
        return rbk_plan_report(planning, "lost.cdtext-item", NULL, "the %s of the disc in the CD-TEXT is lost: '%s'",
                               name, rbk_plan_shown(packed).text);
    return rbk_plan_report(planning, "lost.cdtext-item", NULL, "the %s of track %u in the CD-TEXT is lost: '%s'", name,
                           (unsigned)track, rbk_plan_shown(packed).text);
}

static rbk_status report_texts(const rbk_planning *planning, const rbk_cdtext_block *block)
{
    rbk_status status = RBK_OK;
    for (uint32_t track = 0; track <= RBK_TRACKS_MAX; track++)
        for (int field = 0; field < (int)RBK_CDTEXT_FIELDS && status == RBK_OK; field++)
            if (!rbk_cdtext_disc_says(planning->disc, block, (rbk_cdtext_field)field, track))
                status = report_text(planning, (rbk_cdtext_field)field, track, block->text[field][track]);
    return status;
}

/* Packs that are made of the texts have the code of the genre's words; no other descriptor has a code. */
static bool keeps_genre(const rbk_planning *planning, const rbk_cdtext_block *block)
{
    const char *words = planning->disc->text.field[RBK_TEXT_GENRE];
    return block->genre <= RBK_CDTEXT_GENRE_NOT_DEFINED ||
           (planning->made->disc->cdtext_bytes > 0 && words && rbk_cdtext_genre_of_words(words, NULL) == block->genre);
}

/* Losses of items that the disc's texts have no field for. */
static rbk_status report_items(const rbk_planning *planning, const rbk_cdtext_block *block)
{
    rbk_status status = RBK_OK;
    const char *closed = block->text[RBK_CDTEXT_CLOSED][0];
    const char *genre = rbk_cdtext_genre_name(block->genre);
    if (!keeps_genre(planning, block))
        status =
            rbk_plan_report(planning, "lost.cdtext-item", NULL, "the genre code in the CD-TEXT is lost: 0x%04X%s%s",
                            (unsigned)block->genre, genre ? ", " : "", genre ? genre : "");
    if (status == RBK_OK && closed)
        status = rbk_plan_report(planning, "lost.cdtext-item", NULL, "closed information in the CD-TEXT is lost: '%s'",
                                 rbk_plan_shown(closed).text);
    if (status == RBK_OK && block->copyright != 0)
        status = rbk_plan_report(planning, "lost.cdtext-item", NULL,
                                 "the copyright flag of the CD-TEXT is lost: 0x%02X", (unsigned)block->copyright);
    if (status == RBK_OK && block->raw_count > 0)
        status = rbk_plan_report(planning, "lost.cdtext-item", NULL, "CD-TEXT packs of types 88 to 8C are lost: %zu",
                                 block->raw_count);
    return status == RBK_OK ? report_texts(planning, block) : status;
}

/* The block that the disc's texts are of, which are read again as English. */
static rbk_status report_own_block(const rbk_planning *planning, const rbk_cdtext_block *block, uint32_t number)
{
    rbk_status status = RBK_OK;
    if (block->language != RBK_CDTEXT_ENGLISH)
        status =
            rbk_plan_report(planning, "lost.cdtext-language", NULL, "the language of the CD-TEXT is lost: block %u, %s",
                            (unsigned)number, language_of(block));
    return status == RBK_OK ? report_items(planning, block) : status;
}

static rbk_status report_blocks(const rbk_planning *planning, const rbk_cdtext *cdtext, rbk_error *error)
{
    const rbk_cdtext_block *own = NULL;
    rbk_status status = rbk_cdtext_choose_block(cdtext, planning->disc, &own, error);
    for (uint32_t b = 0; b < RBK_CDTEXT_BLOCKS && status == RBK_OK; b++) {
        const rbk_cdtext_block *block = cdtext->blocks[b];
        if (block && block == own)
            status = report_own_block(planning, block, b);
        else if (block)
            status =
                rbk_plan_report(planning, "lost.cdtext-language", NULL,
                                "CD-TEXT in another language is lost: block %u, %s", (unsigned)b, language_of(block));
    }
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}

/* What the disc's own packs have and neither its texts nor packs that are made of these. */
static rbk_status report_packs(const rbk_planning *planning, rbk_error *error)
{
    rbk_cdtext *cdtext = NULL;
    if (planning->made->disc->cdtext_bytes > 0 &&
        rbk_plan_report(planning, "lost.cdtext", NULL,
                        "the disc's own CD-TEXT has other track numbers: it is rebuilt from the texts") != RBK_OK)
        return rbk_fail_memory(error);
    rbk_status status =
        rbk_cdtext_decode(planning->disc->cdtext, planning->disc->cdtext_bytes, NULL, &cdtext, NULL, error);
    if (status == RBK_NO_MEMORY)
        return status;
    if (status != RBK_OK) /* packs without contents */
        return rbk_plan_report(planning, "lost.cdtext", NULL, "the disc's own CD-TEXT is lost: %zu byte%s",
                               planning->disc->cdtext_bytes, RBK_PLURAL(planning->disc->cdtext_bytes, "", "s"));
    status = report_blocks(planning, cdtext, error);
    rbk_cdtext_free(cdtext);
    return status;
}

/* A TOC has texts as characters: those of a set without tables, as Korean, are not read. */
static rbk_status report_unreadable_blocks(const rbk_planning *planning, rbk_error *error)
{
    rbk_cdtext *cdtext = NULL;
    rbk_status status = rbk_cdtext_own(planning->made->disc, &cdtext, error);
    for (unsigned b = 0; cdtext && b < RBK_CDTEXT_BLOCKS && status == RBK_OK; b++) {
        const rbk_cdtext_block *block = cdtext->blocks[b];
        if (block && !rbk_charset_is_supported(block->charset) &&
            rbk_plan_report(planning, "lost.cdtext-language", NULL,
                            "the texts of CD-TEXT block %u, %s, are lost: their character set, %s, is not supported", b,
                            language_of(block), rbk_cdtext_charset_name((int)block->charset)) != RBK_OK)
            status = rbk_fail_memory(error);
    }
    rbk_cdtext_free(cdtext);
    return status;
}

rbk_status rbk_plan_packs(rbk_planning *planning, rbk_error *error)
{
    const rbk_disc *disc = planning->disc;
    if (disc->cdtext_file && disc->cdtext_bytes == 0 &&
        rbk_plan_report(planning, "lost.cdtext-file", NULL, "the CD-TEXT file is lost: '%.200s'", disc->cdtext_file) !=
            RBK_OK)
        return rbk_fail_memory(error);
    rbk_status status = takes_packs(planning) ? keep_packs(planning, error) : RBK_OK;
    if (status == RBK_OK && planning->traits->cdtext == RBK_CDTEXT_OWN_INSTEAD && !planning->origin)
        status = report_unreadable_blocks(planning, error);
    const bool kept = planning->origin || (planning->made->disc->cdtext_bytes > 0 && !planning->packs_from_texts);
    return status == RBK_OK && disc->cdtext_bytes > 0 && !kept ? report_packs(planning, error) : status;
}
