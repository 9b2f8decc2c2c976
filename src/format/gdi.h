/*
 * format/gdi.h - the list of a GD-ROM's tracks as flash carts and emulators have it
 *
 * A line with the number of tracks, then one for each: number, address, control, bytes of a sector, file, offset. A
 * track's file begins with its index 01; what is between two files has no bytes. There are no indexes, codes or texts.
 * Which area a track is in follows from its address.
 */
#ifndef RBK_FORMAT_GDI_H
#define RBK_FORMAT_GDI_H

#include "format/row.h"

#include <redbook/address.h>
#include <redbook/layout.h>

#define RBK_GDI_TRACKS_MIN 3

/* The pregap of the last track where that is data after audio: its first sectors are at the end of the audio's file. */
#define RBK_GDI_AUDIO_PART_SECTORS  75
#define RBK_GDI_LAST_PREGAP_SECTORS (RBK_GDI_AUDIO_PART_SECTORS + RBK_PREGAP_SECTORS)

/* Whether a track of a disc has such a pregap, which a reader recognises by its length. */
bool rbk_gdi_divides_pregap(const rbk_disc *disc, const rbk_layout *layout, size_t track);

extern const rbk_format_row rbk_gdi_format;

/* Of the first 64 KiB, 0 to 100. */
int rbk_gdi_probe(const uint8_t *bytes, size_t size);

rbk_status rbk_gdi_read(rbk_input *input, const rbk_format_siblings *siblings, const char *name,
                        const rbk_format_options *options, rbk_disc **disc, rbk_findings *findings, rbk_error *error);
rbk_status rbk_gdi_write(const rbk_disc *disc, rbk_output *output, rbk_findings *findings, rbk_error *error);

#endif
