/*
 * stage/stage.h - parts of a stage that only the author uses
 */
#ifndef RBK_STAGE_STAGE_H
#define RBK_STAGE_STAGE_H

#include "image/payload.h"

#include <redbook/stage.h>

/*
 * Shares blocks of the stash with the file that has the samples from *first_sample on at a place, as
 * rbk_image_writer_share. Returns the number of samples shared, from *first_sample on, which is moved. They are as if
 * they had been written by rbk_stage_fill and not been counted: rbk_stage_fill_shared counts them.
 */
int64_t rbk_stage_share(rbk_stage *stage, int64_t *first_sample, int64_t count, const rbk_image_place *place);
RBK_MUST_CHECK rbk_status rbk_stage_fill_shared(rbk_stage *stage, int64_t first_sample, int64_t count,
                                                rbk_error *error);

/* So many of the reserved samples are silence, wherever they are: nobody fills them. */
void rbk_stage_count_silence(rbk_stage *stage, int64_t samples);

/* Extends the stash to the length of everything staged: silence at the end was not written. NOTENOUGHDISKFORSTASH. */
rbk_status rbk_stage_complete_stash(rbk_stage *stage, rbk_error *error);

/*
 * The two halves of rbk_stage_commit. prepare: all files are written and flushed, and all findings are in the stage's
 * list; no file has its name yet, and it may be repeated. publish: they get their names, and only that can fail.
 * unprepare: removes the files of prepare, except the stash. Errors together as rbk_stage_commit.
 */
rbk_status rbk_stage_prepare(rbk_stage *stage, rbk_error *error);
rbk_status rbk_stage_publish(rbk_stage *stage, rbk_error *error);
void rbk_stage_unprepare(rbk_stage *stage);

/* The name of the packs next to a sheet, freed by the caller; NULL without memory. */
char *rbk_stage_cdt_path(const char *cue_path);

#endif
