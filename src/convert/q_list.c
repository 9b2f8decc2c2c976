/*
 * Sectors with modified Q: where a target stores them. A disc without a copy protection has none.
 */
#include "format/q_list.h"
#include "base/fail.h"
#include "base/path.h"
#include "convert/origin.h"
#include "convert/write.h"

#include <redbook/rules.h>
#include <redbook/subchannel.h>

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ what a list explains */

/* These count the sectors that a search for modified Q finds. */
static bool is_of_modified_q(const rbk_finding *finding)
{
    return strcmp(finding->rule, RBK_RULE_Q_CRC) == 0 || strcmp(finding->rule, RBK_RULE_Q_ADDRESS) == 0 ||
           strcmp(finding->rule, RBK_RULE_Q_POSITION) == 0;
}

bool rbk_convert_has_modified_q(const rbk_findings *q_findings)
{
    for (size_t i = 0; i < rbk_findings_count(q_findings); i++)
        if (is_of_modified_q(rbk_findings_at(q_findings, i)))
            return true;
    return false;
}

static int judge(void *user, const rbk_finding *finding)
{
    (void)user;
    return is_of_modified_q(finding) ? RBK_FINDING_LEFT_OUT : (int)finding->severity;
}

rbk_status rbk_convert_drop_modified_q(rbk_findings **q_findings, rbk_error *error)
{
    rbk_findings *others = rbk_findings_new();
    if (!others || rbk_findings_pass_on(*q_findings, judge, NULL, others) != RBK_OK) {
        rbk_findings_free(others);
        return rbk_fail_memory(error);
    }
    rbk_findings_free(*q_findings);
    *q_findings = others;
    return RBK_OK;
}

/* Both are ascending. Records are the same whatever their CRC, which an SBI does not have. */
bool rbk_convert_list_has(const rbk_disc *list, const rbk_disc *found)
{
    size_t at = 0;
    for (size_t i = 0; i < found->listed_q_count; i++) {
        const rbk_listed_q *record = &found->listed_q[i];
        while (at < list->listed_q_count && list->listed_q[at].lba < record->lba)
            at++;
        if (at == list->listed_q_count || list->listed_q[at].lba != record->lba ||
            memcmp(list->listed_q[at].q, record->q, RBK_Q_BYTES - 2) != 0)
            return false;
    }
    return true;
}

/* ------------------------------------------------------------------ where it goes */

/* The list that is asked for. */
static rbk_status add_alone(const rbk_planning *planning, rbk_error *error)
{
    const char *name = rbk_path_base(planning->made->path);
    const rbk_q_list_kind kind = rbk_q_list_kind_of(name);
    const size_t changed = rbk_q_list_count_changed(kind, planning->made->disc);
    rbk_bytes list = {NULL, 0};
    if (changed > 0 &&
        rbk_plan_report(planning, "lost.subchannel", NULL, "%zu %s modified Q, which an LSD has and an SBI has not",
                        changed,
                        RBK_PLURAL(changed, "sector loses the CRC of its", "sectors lose the CRC of their")) != RBK_OK)
        return rbk_fail_memory(error);
    rbk_status status = rbk_q_list_write(kind, planning->made->disc, &list, error);
    if (status == RBK_OK)
        status = rbk_plan_add_content(planning, name, "q-list", &list, error);
    rbk_bytes_release(&list);
    return status;
}

/* *same: the file at path is the one next to part with this ending, and has these bytes. */
static rbk_status compare_next_to(const char *part, const char *ending, const char *path, const rbk_bytes *list,
                                  bool *same, rbk_error *error)
{
    rbk_bytes bytes = {NULL, 0};
    char *name = rbk_path_name_with(part, ending);
    char *next_to = name ? rbk_path_next_to(part, name) : NULL;
    rbk_status status = next_to ? rbk_path_same_file(next_to, path, same, error) : rbk_fail_memory(error);
    if (status == RBK_OK && *same) {
        status = rbk_bytes_read_file(path, RBK_Q_LIST_BYTES_MAX, &bytes, NULL);
        *same = status == RBK_OK && bytes.size == list->size && memcmp(bytes.data, list->data, list->size) == 0;
        status = status == RBK_NO_MEMORY ? rbk_fail_memory(error) : RBK_OK;
    }
    rbk_bytes_release(&bytes);
    free(next_to);
    free(name);
    return status;
}

/* *kept: the file at path is the list that the source was read with, or the same with the other ending next to that. */
static rbk_status look_for_own(const rbk_planning *planning, const char *path, const char *ending,
                               const rbk_bytes *list, bool *kept, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < planning->disc->part_count && !*kept && status == RBK_OK; i++) {
        const char *part = planning->disc->parts[i];
        status = rbk_path_same_file(part, path, kept, error);
        if (status == RBK_OK && !*kept && rbk_q_list_kind_of(part) != RBK_Q_LIST_KINDS)
            status = compare_next_to(part, ending, path, list, kept, error);
    }
    return status;
}

static rbk_status add_named(const rbk_planning *planning, const char *name, rbk_error *error)
{
    rbk_bytes list = {NULL, 0};
    bool kept = false;
    char *path = rbk_path_next_to(planning->made->path, name);
    rbk_status status =
        path ? rbk_q_list_write(rbk_q_list_kind_of(name), planning->made->disc, &list, error) : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = look_for_own(planning, path, name + rbk_path_stem(name), &list, &kept, error);
    if (status == RBK_OK && kept &&
        rbk_findings_add(planning->findings, RBK_NOTE, "q-list.kept", planning->made->path, 0, 0,
                         "'%.200s' is the list of Q of the source and of the new image: it is kept", name) != RBK_OK)
        status = rbk_fail_memory(error);
    if (status == RBK_OK && !kept)
        status = rbk_plan_add_content(planning, name, "q-list", &list, error);
    rbk_bytes_release(&list);
    free(path);
    return status;
}

/* Every reader knows an SBI. What it cannot hold is in an LSD as well, which is used before it. */
static rbk_status add_next_to(const rbk_planning *planning, rbk_error *error)
{
    static const char *const endings[] = {".sbi", ".lsd"};
    const size_t count = rbk_q_list_count_changed(RBK_Q_LIST_SBI, planning->made->disc) > 0 ? 2 : 1;
    char *base = rbk_plan_base_name(planning);
    rbk_status status = base ? RBK_OK : rbk_fail_memory(error);
    for (size_t i = 0; i < count && status == RBK_OK; i++) {
        char *name = rbk_path_append(base, endings[i]);
        status = name ? add_named(planning, name, error) : rbk_fail_memory(error);
        free(name);
    }
    free(base);
    return status;
}

rbk_status rbk_plan_q_file(const rbk_planning *planning, rbk_error *error)
{
    const rbk_disc *listed = planning->listed;
    if (!listed || listed->listed_q_count == 0 || rbk_origin_has_subchannel(planning->made->origin))
        return RBK_OK;
    rbk_status status = rbk_disc_set_listed_q(planning->made->disc, listed->listed_q, listed->listed_q_count, error);
    return status == RBK_OK ? add_next_to(planning, error) : status;
}

static rbk_status refuse_list(const rbk_planning *planning, const char *path, const char *what_to_do, rbk_error *error)
{
    if (planning->traits->listed_q == RBK_Q_NOWHERE && planning->traits->arrangement != RBK_Q_ALONE)
        return rbk_plan_report(planning, "lost.subchannel", NULL, "the list of Q '%.200s' is not read", path) == RBK_OK
                   ? RBK_OK
                   : rbk_fail_memory(error);
    if (rbk_findings_add(planning->findings, RBK_ERROR, "convert.refused", path, 0, 0,
                         "the Q that it lists would be lost: %s, or rename or remove it to convert the disc without it",
                         what_to_do) != RBK_OK)
        return rbk_fail_memory(error);
    return rbk_fail(error, RBK_REFUSED, "its list of Q is not read");
}

static rbk_status report_unread(const rbk_planning *planning, const char *rule, const char *what, const char *path,
                                rbk_error *error)
{
    return rbk_plan_report(planning, rule, NULL,
                           "the %s of '%.200s' is lost: it is not read, as a warning about it says", what,
                           rbk_path_base(path)) == RBK_OK
               ? RBK_OK
               : rbk_fail_memory(error);
}

/* Any other file of the disc that was found and not read is missing in every target: subchannels, or else a session. */
static rbk_status report_unread_files(const rbk_planning *planning, rbk_error *error)
{
    const rbk_disc *disc = planning->disc;
    bool session = disc->unread_q && rbk_q_list_kind_of(disc->unread_q) == RBK_Q_LIST_KINDS;
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < disc->file_count && status == RBK_OK; i++) {
        const rbk_file *file = &disc->files[i];
        if (file->subchannel != RBK_SUBCHANNEL_NONE || !file->subchannel_path)
            continue;
        session = session && strcmp(rbk_path_base(disc->unread_q), file->subchannel_path) != 0;
        status = report_unread(planning, "lost.subchannel", "subchannel", file->subchannel_path, error);
    }
    return status == RBK_OK && session ? report_unread(planning, "lost.session", "session", disc->unread_q, error)
                                       : status;
}

/*
 * A list that is not valid or cannot be read matters if the disc has no other. A target that would hold it is refused: without
 * it a protected disc does not start, and nothing in the result shows that it is missing.
 */
rbk_status rbk_plan_unread(const rbk_planning *planning, rbk_error *error)
{
    const rbk_disc *disc = planning->disc;
    const rbk_status status = report_unread_files(planning, error);
    if (status != RBK_OK || disc->listed_q_count > 0)
        return status;
    if (disc->damaged_q)
        return refuse_list(planning, disc->damaged_q, "repair or replace it", error);
    if (disc->unread_q && rbk_q_list_kind_of(disc->unread_q) != RBK_Q_LIST_KINDS)
        return refuse_list(planning, disc->unread_q, "let it be read as the warning about it says", error);
    return RBK_OK;
}

/* Of sectors that the image has a subchannel of. */
static size_t count_stored(const rbk_planning *planning)
{
    const rbk_layout *layout = planning->layout;
    size_t stored = 0;
    for (size_t i = 0; i < planning->listed->listed_q_count; i++)
        for (size_t s = 0; s < layout->session_count; s++)
            stored +=
                planning->listed->listed_q[i].lba >= rbk_plan_track_start(planning, layout->sessions[s].first_track) &&
                planning->listed->listed_q[i].lba < layout->sessions[s].lead_out_lba;
    return stored;
}

static rbk_status report_outside(const rbk_planning *planning, rbk_error *error)
{
    const size_t lost = planning->listed->listed_q_count - count_stored(planning);
    if (lost > 0 && rbk_plan_report(planning, "lost.subchannel", NULL, "%zu %s modified Q: %s not in its files", lost,
                                    RBK_PLURAL(lost, "sector loses its", "sectors lose their"),
                                    RBK_PLURAL(lost, "it is", "they are")) != RBK_OK)
        return rbk_fail_memory(error);
    return RBK_OK;
}

rbk_status rbk_plan_q_list(const rbk_planning *planning, rbk_error *error)
{
    const rbk_disc *listed = planning->listed;
    bool alone = planning->traits->arrangement == RBK_Q_ALONE;
    if (!listed || (listed->listed_q_count == 0 && !alone) || rbk_plan_keeps_q(planning))
        return RBK_OK;
    if (!alone && planning->traits->listed_q == RBK_Q_NOWHERE)
        return rbk_plan_report(planning, "lost.subchannel", NULL, "%zu %s modified Q", listed->listed_q_count,
                               RBK_PLURAL(listed->listed_q_count, "sector loses its", "sectors lose their")) == RBK_OK
                   ? RBK_OK
                   : rbk_fail_memory(error);
    rbk_status status = rbk_disc_set_listed_q(planning->made->disc, listed->listed_q, listed->listed_q_count, error);
    if (status != RBK_OK)
        return status;
    if (alone)
        return add_alone(planning, error);
    return planning->traits->listed_q == RBK_Q_IN_FILE ? add_next_to(planning, error) : report_outside(planning, error);
}
