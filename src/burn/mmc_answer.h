/*
 * burn/mmc_answer.h - shared by the decoders of replies: validity, and numbers
 */
#ifndef RBK_BURN_MMC_ANSWER_H
#define RBK_BURN_MMC_ANSWER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* False, with the reason in *why. */
bool rbk_answer_refused(const char **why, const char *reason);

/*
 * Was a reply of at least this many bytes received? A transport that loses errors reports that every command succeeded;
 * then the first bytes are still the poison of rbk_transport_run, which is not a valid reply.
 */
bool rbk_answer_came(const uint8_t *data, size_t bytes, size_t least, const char **why);

/* Big-endian. */
uint16_t rbk_answer_16(const uint8_t *bytes);
uint32_t rbk_answer_24(const uint8_t *bytes);
uint32_t rbk_answer_32(const uint8_t *bytes);

#endif
