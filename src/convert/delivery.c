/*
 * A delivery is checked as the plant will see it: the disc that the descriptor says, with its texts read back from the
 * packs that go out, and the sectors that will be in its files.
 */
#include "base/fail.h"
#include "convert/write.h"

#include <redbook/cdtext.h>
#include <redbook/check.h>

/* The check's share of the work, reported as such. */
static void check_progress(void *user, uint64_t completed, uint64_t total)
{
    const rbk_convert_progress *progress = user;
    (void)total;
    if (progress->listener && progress->listener->add_progress)
        progress->listener->add_progress(progress->listener->user, progress->done_sectors + completed,
                                         progress->total_sectors);
}

static bool check_cancel(void *user)
{
    const rbk_convert_progress *progress = user;
    return progress->listener && progress->listener->query_cancel &&
           progress->listener->query_cancel(progress->listener->user);
}

/* Who forces a delivery has seen the errors. */
static int as_warning(void *user, const rbk_finding *finding)
{
    return *(const bool *)user && finding->severity > RBK_WARNING ? (int)RBK_WARNING : (int)finding->severity;
}

static rbk_status check_disc(const rbk_disc *disc, const rbk_delivery *delivery, rbk_convert_progress *progress,
                             rbk_findings *found, rbk_error *error)
{
    const rbk_listener listener = {progress, check_progress, check_cancel};
    rbk_check_options options;
    rbk_check_options_init(&options);
    options.profile = RBK_PROFILE_PLANT;
    options.path = delivery->sheet_path;
    options.listener = &listener;
    return rbk_check(disc, delivery->layout, delivery->image, &options, found, NULL, error);
}

rbk_status rbk_convert_check_delivery(const rbk_delivery *delivery, rbk_convert_progress *progress,
                                      rbk_findings *findings, rbk_error *error)
{
    const rbk_disc *made = delivery->conversion->disc;
    bool force = delivery->force;
    rbk_disc *disc = rbk_disc_copy(made);
    rbk_findings *found = rbk_findings_new();
    rbk_status status = disc && found ? RBK_OK : rbk_fail_memory(error);
    if (status == RBK_OK && made->cdtext_bytes > 0)
        status = rbk_cdt_to_disc(made->cdtext, made->cdtext_bytes, NULL, disc, NULL, error);
    if (status == RBK_OK)
        status = check_disc(disc, delivery, progress, found, error);
    size_t errors = rbk_findings_count_from(found, RBK_ERROR);
    if (found && rbk_findings_pass_on(found, as_warning, &force, findings) != RBK_OK)
        status = rbk_fail_memory(error);
    if (status == RBK_OK && errors > 0 && !force)
        status = rbk_fail(error, RBK_REFUSED, "a plant would refuse the disc: %zu %s", errors,
                          RBK_PLURAL(errors, "error", "errors"));
    progress->done_sectors += (uint64_t)rbk_layout_sectors(delivery->layout);
    rbk_findings_free(found);
    rbk_disc_free(disc);
    return status;
}
