/*
 * format/text_input.h - text formats: reading their bytes from an input
 *
 * A text is read as a whole and is at most RBK_DESCRIPTOR_BYTES_MAX long; it is detected by its start. UTF-16 and
 * UTF-32 become UTF-8 before a format sees them.
 */
#ifndef RBK_FORMAT_TEXT_INPUT_H
#define RBK_FORMAT_TEXT_INPUT_H

#include "format/row.h"

/* The probability, 0 to 100, that a text with this start is of the format. */
typedef int rbk_text_prober(const uint8_t *bytes, size_t size);

/* Reads a whole text as rbk_format_read does. */
typedef rbk_status rbk_text_reader(const uint8_t *bytes, size_t size, const char *name,
                                   const rbk_format_options *options, rbk_disc **disc, rbk_findings *findings,
                                   rbk_error *error);

/* The prober's result for the first 64 KiB. 0 if they cannot be read. */
int rbk_text_input_probe(rbk_input *input, rbk_text_prober *prober);

/*
 * The whole text, UTF-16 and UTF-32 as UTF-8 with a finding, for a format that needs more than a rbk_text_reader gets.
 * Released with rbk_bytes_release. RBK_UNSUPPORTED (too large), RBK_FILESYSTEM, RBK_NO_MEMORY.
 */
rbk_status rbk_text_input_load(rbk_input *input, rbk_bytes *text, const char *name, rbk_findings *findings,
                               rbk_error *error);

/* Passes the whole text to the reader. RBK_UNSUPPORTED (too large), RBK_FILESYSTEM, RBK_NO_MEMORY, or its result. */
rbk_status rbk_text_input_read(rbk_input *input, rbk_text_reader *reader, const char *name,
                               const rbk_format_options *options, rbk_disc **disc, rbk_findings *findings,
                               rbk_error *error);

#endif
