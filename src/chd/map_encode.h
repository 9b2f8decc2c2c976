/*
 * chd/map_encode.h - the map of a compressed file as it is written
 */
#ifndef RBK_CHD_MAP_ENCODE_H
#define RBK_CHD_MAP_ENCODE_H

#include "chd/chd.h"

/*
 * The head and the bit stream of the map of count hunks, of which those that are stored follow one another in the file;
 * of an entry of SELF kind the target is less than its own number. *bytes is from the heap and freed by the caller.
 * RBK_NO_MEMORY.
 */
rbk_status rbk_chd_map_encode(const rbk_chd_hunk *hunks, uint32_t count, uint8_t **bytes, size_t *size,
                              rbk_error *error);

#endif
