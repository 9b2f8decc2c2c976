/*
 * format/text_input.h - formats that are a text: how its bytes come out of an input
 *
 * A text is read as a whole and no larger than RBK_DESCRIPTOR_BYTES_MAX; what it is shows in its beginning. UTF-16 and
 * UTF-32 become UTF-8 before a format sees them.
 */
#ifndef RBK_FORMAT_TEXT_INPUT_H
#define RBK_FORMAT_TEXT_INPUT_H

#include "format/row.h"

/* How sure a format is that a text that begins so is its own, 0 to 100. */
typedef int rbk_text_prober(const uint8_t *bytes, size_t size);

/* Reads a whole text as rbk_format_read does. */
typedef rbk_status rbk_text_reader(const uint8_t *bytes, size_t size, const char *name,
                                   const rbk_format_options *options, rbk_disc **disc, rbk_findings *findings,
                                   rbk_error *error);

/* The prober's answer to the first 64 KiB. 0 where they cannot be read. */
int rbk_text_input_probe(rbk_input *input, rbk_text_prober *prober);

/* Gives the reader the whole text. RBK_UNSUPPORTED (too large), RBK_FILESYSTEM, RBK_NO_MEMORY, or what it says. */
rbk_status rbk_text_input_read(rbk_input *input, rbk_text_reader *reader, const char *name,
                               const rbk_format_options *options, rbk_disc **disc, rbk_findings *findings,
                               rbk_error *error);

#endif
