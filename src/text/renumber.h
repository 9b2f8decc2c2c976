/*
 * text/renumber.h - the packs of a disc whose tracks get numbers from 1 on: packs with other numbers would name the wrong ones
 */
#ifndef RBK_TEXT_RENUMBER_H
#define RBK_TEXT_RENUMBER_H

#include <redbook/cdtext.h>

/*
 * Gives the disc's own packs, in all languages, track numbers from 1 on instead of from first_track on. Packs of types 88 and
 * 89, which have numbers and times of tracks in them, are discarded; *discarded: how many. Packs that are not of these tracks, or
 * cannot be read, are removed, and *moved is false: the disc has none then. RBK_NO_MEMORY.
 */
rbk_status rbk_cdtext_count_from_1(rbk_disc *disc, uint32_t first_track, bool *moved, size_t *discarded,
                                   rbk_error *error);

#endif
