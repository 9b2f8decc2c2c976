/*
 * burn/mmc_answer.h - what the decoders of answers have in common: is it one at all, and its numbers
 */
#ifndef RBK_BURN_MMC_ANSWER_H
#define RBK_BURN_MMC_ANSWER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* False, with the reason in *why. */
bool rbk_answer_refused(const char **why, const char *reason);

/*
 * Did an answer of at least so many bytes come? A transport that loses failures says that every command succeeded; then
 * the poison of rbk_transport_run is all that stands in the first bytes, and that is no answer.
 */
bool rbk_answer_came(const uint8_t *data, size_t bytes, size_t least, const char **why);

/* Big-endian. */
uint16_t rbk_answer_16(const uint8_t *bytes);
uint32_t rbk_answer_24(const uint8_t *bytes);
uint32_t rbk_answer_32(const uint8_t *bytes);

#endif
