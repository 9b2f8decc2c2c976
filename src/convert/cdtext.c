/*
 * The disc's own CD-TEXT - packs in several languages, genre codes, items that no sheet has words for - goes into a
 * file beside the descriptor where that can name one. Elsewhere only what the disc's texts say remains, and the rest is
 * told block by block.
 */
#include "base/fail.h"
#include "convert/plan.h"

#include <redbook/cdtext.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static rbk_status write_beside(const rbk_planning *planning, rbk_error *error)
{
    rbk_disc *to = planning->made->disc;
    char *base = rbk_plan_base_name(planning);
    size_t size = base ? strlen(base) + 5 : 0;
    size_t file;
    char *name = base ? malloc(size) : NULL;
    rbk_status status = name ? RBK_OK : rbk_fail_memory(error);
    if (status == RBK_OK) {
        snprintf(name, size, "%s.cdt", base);
        status = rbk_plan_add_file(planning, name, RBK_PAYLOAD_CDTEXT, 0, &file, error);
    }
    if (status == RBK_OK) {
        planning->made->files[file].bytes = (int64_t)planning->disc->cdtext_bytes;
        status = rbk_disc_set_cdtext(to, planning->disc->cdtext, planning->disc->cdtext_bytes, error);
    }
    if (status == RBK_OK)
        to->cdtext_file = name;
    else
        free(name);
    free(base);
    return status;
}

/* ------------------------------------------------------------------ losses */

static rbk_status tell_block(const rbk_planning *planning, const rbk_cdtext_block *block, uint32_t number)
{
    const char *language = rbk_cdtext_language_name(block->language);
    return rbk_plan_tell(planning, "lost.cdtext-language", NULL, "CD-TEXT in a further language is lost: block %u, %s",
                         (unsigned)number, language ? language : "of unknown language");
}

/* What the texts of the disc have no place for. */
static rbk_status tell_items(const rbk_planning *planning, const rbk_cdtext_block *block)
{
    rbk_status status = RBK_OK;
    const char *closed = block->text[RBK_CDTEXT_CLOSED][0];
    const char *genre = rbk_cdtext_genre_name(block->genre);
    if (block->genre != RBK_CDTEXT_NO_GENRE)
        status =
            rbk_plan_tell(planning, "lost.cdtext-item", NULL, "the genre's code in the CD-TEXT is lost: 0x%04X%s%s",
                          (unsigned)block->genre, genre ? ", " : "", genre ? genre : "");
    if (status == RBK_OK && closed)
        status = rbk_plan_tell(planning, "lost.cdtext-item", NULL, "closed information in the CD-TEXT is lost: '%.80s'",
                               closed);
    if (status == RBK_OK && block->raw_count > 0)
        status = rbk_plan_tell(planning, "lost.cdtext-item", NULL, "%zu packs of times in the CD-TEXT are lost",
                               block->raw_count);
    return status;
}

static rbk_status tell_packs(const rbk_planning *planning, rbk_error *error)
{
    rbk_cdtext *cdtext = NULL;
    rbk_status status =
        rbk_cdtext_decode(planning->disc->cdtext, planning->disc->cdtext_bytes, NULL, &cdtext, NULL, error);
    if (status == RBK_NO_MEMORY)
        return status;
    if (status != RBK_OK) /* packs that say nothing */
        return rbk_plan_tell(planning, "lost.cdtext", NULL, "the disc's own CD-TEXT is lost: %zu bytes",
                             planning->disc->cdtext_bytes);
    for (uint32_t b = 0; b < RBK_CDTEXT_BLOCKS && status == RBK_OK; b++) {
        const rbk_cdtext_block *block = cdtext->blocks[b];
        if (block && b > 0)
            status = tell_block(planning, block, b);
        else if (block)
            status = tell_items(planning, block);
    }
    rbk_cdtext_free(cdtext);
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}

rbk_status rbk_plan_cdtext(const rbk_planning *planning, rbk_error *error)
{
    const rbk_disc *disc = planning->disc;
    rbk_status status = RBK_OK;
    if (disc->cdtext_bytes > 0 && planning->traits->cdtext_file)
        return write_beside(planning, error);
    if (disc->cdtext_bytes > 0 && planning->traits->format)
        return tell_packs(planning, error);
    if (disc->cdtext_bytes > 0)
        status = rbk_plan_tell(planning, "lost.cdtext", NULL, "the disc's own CD-TEXT is lost: %zu bytes",
                               disc->cdtext_bytes);
    else if (disc->cdtext_file)
        status =
            rbk_plan_tell(planning, "lost.cdtext-file", NULL, "the CD-TEXT file is lost: '%.200s'", disc->cdtext_file);
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}
