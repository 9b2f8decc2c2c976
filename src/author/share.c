/*
 * Sharing blocks with the sources. Everything that is staged is read, for the peak of its audio or the addresses of its
 * sectors, so that there is nothing to win by having the kernel copy it: what was read is written. But where image and
 * source are on a file system that shares blocks, nothing needs to be written where both have the same bytes at the
 * same place in a block, and the image takes no space of its own there.
 */
#include "author/author.h"
#include "stage/stage.h"

rbk_author_shared rbk_author_share(const rbk_author_work *work, int64_t first_samples, int64_t count,
                                   const rbk_image_place *place)
{
    int64_t from = first_samples;
    int64_t shared = rbk_stage_share(work->stage, &from, count, place);
    return (rbk_author_shared){from, from + shared};
}

bool rbk_author_is_shared(const rbk_author_shared *shared, int64_t at_samples, int64_t samples)
{
    return at_samples >= shared->from_samples && at_samples + samples <= shared->to_samples;
}
