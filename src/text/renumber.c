/*
 * The packs of a disc whose tracks get numbers from 1 on.
 */
#include "text/renumber.h"

#include "base/fail.h"

#define CONTENTS   0x88 /* packs of the times of tracks, and of intervals (rbk_cdtext_raw_pack) */
#define CONTENTS_2 0x89

/* Discards the packs of a block that have numbers and times of tracks in them. How many there were. */
static size_t discard_contents(rbk_cdtext_block *block)
{
    size_t kept = 0;
    for (size_t i = 0; i < block->raw_count; i++)
        if (block->raw[i].type != CONTENTS && block->raw[i].type != CONTENTS_2)
            block->raw[kept++] = block->raw[i];
    const size_t discarded = block->raw_count - kept;
    block->raw_count = kept;
    return discarded;
}

static void count_from_1(rbk_cdtext_block *block)
{
    const unsigned by = block->first_track - 1u, last = block->last_track;
    for (int field = 0; field < (int)RBK_CDTEXT_FIELDS; field++)
        for (unsigned track = block->first_track; track <= last; track++) {
            block->text[field][track - by] = block->text[field][track];
            block->text[field][track] = NULL;
        }
    block->first_track = 1;
    block->last_track = (uint8_t)(last - by);
}

/* False where a block is not of the disc's tracks. */
static bool move_blocks(rbk_cdtext *cdtext, uint32_t first_track, size_t *discarded)
{
    for (int b = 0; b < RBK_CDTEXT_BLOCKS; b++)
        if (cdtext->blocks[b] && cdtext->blocks[b]->first_track != first_track)
            return false;
    for (int b = 0; b < RBK_CDTEXT_BLOCKS; b++)
        if (cdtext->blocks[b]) {
            count_from_1(cdtext->blocks[b]);
            *discarded += discard_contents(cdtext->blocks[b]);
        }
    return true;
}

rbk_status rbk_cdtext_count_from_1(rbk_disc *disc, uint32_t first_track, bool *moved, size_t *discarded,
                                   rbk_error *error)
{
    rbk_cdtext *cdtext = NULL;
    rbk_bytes packs = {NULL, 0};
    rbk_error why;
    rbk_status status = rbk_cdtext_decode(disc->cdtext, disc->cdtext_bytes, NULL, &cdtext, NULL, &why);
    *discarded = 0;
    if (status == RBK_OK && move_blocks(cdtext, first_track, discarded))
        status = rbk_cdtext_encode(cdtext, NULL, &packs, NULL, &why);
    *moved = status == RBK_OK && packs.size > 0;
    rbk_cdtext_free(cdtext);
    if (status == RBK_NO_MEMORY)
        return rbk_fail_memory(error);
    status = rbk_disc_set_cdtext(disc, packs.data, packs.size, error);
    rbk_bytes_release(&packs);
    return status;
}
