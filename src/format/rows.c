/*
 * The table of formats. Nothing else knows them all.
 */
#include "format/ccd.h"
#include "format/cdi.h"
#include "format/chd.h"
#include "format/cue.h"
#include "format/ddp.h"
#include "format/gdi.h"
#include "format/mds.h"
#include "format/nrg.h"
#include "format/row.h"
#include "format/toc.h"

const rbk_format_row *const rbk_format_rows[] = {
    &rbk_cue_format, &rbk_toc_format, &rbk_ccd_format, &rbk_nrg_format, &rbk_chd_format,
    &rbk_mds_format, &rbk_cdi_format, &rbk_gdi_format, &rbk_ddp_format, NULL,
};
