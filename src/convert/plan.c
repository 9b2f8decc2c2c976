/*
 * The plan as a whole: metadata, arrangement, CD-TEXT, and the descriptor's text itself, so that everything that a
 * writer of descriptors changes is known before the first byte of payload is written.
 */
#include "convert/plan.h"

#include "base/fail.h"
#include "base/path.h"
#include "convert/chd.h"
#include "convert/origin.h"
#include "disc/origin.h"
#include "disc/sessions.h"
#include "format/toc_sessions.h"

#include <redbook/format.h>

#include <stdlib.h>
#include <string.h>

void rbk_conversion_free(rbk_conversion *conversion)
{
    if (!conversion)
        return;
    for (size_t i = 0; i < conversion->file_count; i++) {
        free(conversion->files[i].path);
        free(conversion->files[i].segments);
        rbk_bytes_release(&conversion->files[i].content);
    }
    rbk_sink_chd_free(conversion->chd);
    rbk_origin_free(conversion->origin);
    free(conversion->files);
    free(conversion->path);
    rbk_disc_free(conversion->disc);
    rbk_bytes_release(&conversion->descriptor);
    free(conversion);
}

bool rbk_finding_is_loss(const rbk_finding *finding)
{
    return finding->severity >= RBK_WARNING &&
           (strncmp(finding->rule, "lost.", 5) == 0 || strncmp(finding->rule, "changed.", 8) == 0);
}

/* ------------------------------------------------------------------ names */

static rbk_status check_path(const rbk_planning *planning, const char *path, rbk_error *error)
{
    const rbk_target_traits *traits = planning->traits;
    if (rbk_target_takes(&traits->target, path))
        return RBK_OK;
    rbk_fail(error, RBK_INVALID_ARGUMENT, "the target '%s' needs a name that %s '%s%s'", traits->target.name,
             traits->file_name ? "is" : "ends in", traits->file_name ? traits->file_name : ".",
             traits->target.extension);
    rbk_error_set_path(error, path);
    return RBK_INVALID_ARGUMENT;
}

/* ------------------------------------------------------------------ the descriptor */

static rbk_status take_text(const rbk_planning *planning, const rbk_output *output, const rbk_findings *noticed,
                            rbk_bytes *descriptor)
{
    size_t size;
    const char *text = rbk_output_text(output, &size);
    rbk_status status = rbk_plan_take_findings(planning, noticed);
    descriptor->data = malloc(size + 1);
    if (status != RBK_OK || !descriptor->data)
        return RBK_NO_MEMORY;
    memcpy(descriptor->data, text, size + 1);
    descriptor->size = size;
    return RBK_OK;
}

static rbk_status describe_disc(const rbk_planning *planning, const rbk_disc *disc, rbk_bytes *descriptor,
                                rbk_error *error)
{
    const rbk_format *format = rbk_format_find(planning->traits->format);
    rbk_output *output = rbk_output_new_memory();
    rbk_findings *noticed = rbk_findings_new();
    rbk_status status =
        output && noticed ? rbk_format_write(format, disc, output, noticed, error) : rbk_fail_memory(error);
    if (status == RBK_OK &&
        (rbk_output_commit(output, NULL) != RBK_OK || take_text(planning, output, noticed, descriptor) != RBK_OK))
        status = rbk_fail_memory(error);
    rbk_findings_free(noticed);
    rbk_output_free(output);
    if (status != RBK_OK)
        rbk_error_set_path(error, planning->made->path);
    return status;
}

/* The descriptor has the first session; each other session has a separate descriptor. */
static rbk_status describe_session(const rbk_planning *planning, size_t s, rbk_error *error)
{
    rbk_bytes text = {NULL, 0};
    rbk_disc *session = NULL;
    char *name = rbk_toc_session_name(planning->made->path, s + 1);
    rbk_findings *noticed = rbk_findings_new();
    rbk_status status = name && noticed ? rbk_toc_session_disc(planning->made->disc, s, &session, noticed, error)
                                        : rbk_fail_memory(error);
    if (status == RBK_OK && rbk_plan_take_findings(planning, noticed) != RBK_OK)
        status = rbk_fail_memory(error);
    rbk_findings_free(noticed);
    if (status == RBK_OK)
        status = describe_disc(planning, session, s == 0 ? &planning->made->descriptor : &text, error);
    if (status == RBK_OK && s > 0)
        status = rbk_plan_add_content(planning, name, "descriptor", &text, error);
    rbk_bytes_release(&text);
    rbk_disc_free(session);
    free(name);
    return status;
}

static rbk_status describe(const rbk_planning *planning, rbk_error *error)
{
    const rbk_disc *disc = planning->made->disc;
    if (planning->traits->arrangement == RBK_FILESET)
        return rbk_plan_fileset_tables(planning, error);
    if (!planning->traits->format)
        return RBK_OK;
    if (!planning->traits->sessions_apart || rbk_disc_session_count(disc) == 1)
        return describe_disc(planning, disc, &planning->made->descriptor, error);
    rbk_status status = rbk_toc_sessions_check(disc, error);
    if (status != RBK_OK)
        rbk_error_set_path(error, planning->made->path);
    for (size_t s = 0; s < disc->session_count && status == RBK_OK; s++)
        status = describe_session(planning, s, error);
    return status;
}

/* A later session starts where it is on the disc, also where the sectors of its first pregap are dropped. */
static void keep_starts(const rbk_planning *planning)
{
    rbk_disc *made = planning->made->disc;
    for (size_t s = 1; s < made->session_count && planning->traits->bare_sessions; s++) {
        const rbk_layout_session *session = &planning->layout->sessions[s];
        made->sessions[s].pregap_sectors =
            planning->layout->tracks[session->first_track].index01_lba - session->pregap_lba;
    }
}

static rbk_status make_steps(rbk_planning *planning, rbk_error *error)
{
    rbk_status status = rbk_plan_refuse(planning, error);
    if (planning->traits->arrangement == RBK_Q_ALONE)
        return status == RBK_OK ? rbk_plan_q_list(planning, error) : status;
    if (status == RBK_OK && planning->traits->container)
        status = rbk_plan_kept_origin(planning, &planning->origin, error);
    if (status == RBK_OK)
        status = rbk_plan_packs(planning, error);
    if (status == RBK_OK)
        status = rbk_plan_metadata(planning, error);
    if (status == RBK_OK)
        status = rbk_plan_report_differing(planning, error);
    if (status == RBK_OK)
        status = rbk_disc_take_sessions(planning->made->disc, planning->disc, error);
    if (status == RBK_OK)
        keep_starts(planning);
    if (status == RBK_OK)
        status = rbk_plan_arrangement(planning, error);
    if (status == RBK_OK)
        status = rbk_plan_pack_file(planning, error);
    if (status == RBK_OK)
        status = rbk_plan_q_list(planning, error);
    if (status == RBK_OK)
        status = describe(planning, error);
    if (status != RBK_OK)
        return status;
    return planning->traits->container ? rbk_plan_chd(planning, error) : rbk_plan_left_over(planning, error);
}

rbk_status rbk_plan_make(const rbk_planning *given, const char *path, rbk_error *error)
{
    rbk_planning planning = *given;
    rbk_conversion *made = given->made;
    rbk_status status = check_path(given, path, error);
    if (status != RBK_OK)
        return status;
    made->target = &given->traits->target;
    made->lead_out_lba = rbk_layout_end(given->layout);
    made->path = strdup(path);
    made->disc = rbk_disc_new();
    status = made->path && made->disc ? make_steps(&planning, error) : rbk_fail_memory(error);
    rbk_disc_free(planning.held);
    rbk_origin_free(planning.origin);
    return status;
}
