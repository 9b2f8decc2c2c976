/*
 * The digest of a disc does not cover the subchannel: readers may regenerate Q, and images in many formats do not have it. A
 * comparison covers what does not follow from the layout: modified Q, which copy protections need, and R to W.
 */
#include "redbook/subchannel_notes.h"

#include <redbook/image.h>

rbk_status subchannel_note(const disc_input *input, const char *covered, rbk_findings *findings)
{
    const size_t count = input->disc->listed_q_count;
    if (rbk_subchannel_disc_has(input->disc))
        return rbk_findings_add(findings, RBK_NOTE, "subchannel.ignored", input->path, 0, 0, "its subchannel is not %s",
                                covered);
    if (count == 0)
        return RBK_OK;
    return rbk_findings_add(findings, RBK_NOTE, "subchannel.ignored", input->path, 0, 0,
                            "its list of %zu sector%s with modified Q is not %s", count, RBK_PLURAL(count, "", "s"),
                            covered);
}

rbk_status subchannel_note_compared(const disc_input *input, const rbk_subchannel_comparison *compared,
                                    rbk_findings *findings)
{
    if (!rbk_subchannel_disc_has(input->disc))
        return RBK_OK;
    if (!compared->r_to_w_compared)
        return subchannel_note(input, "compared", findings);
    return rbk_findings_add(findings, RBK_NOTE, "subchannel.ignored", input->path, 0, 0,
                            "of its subchannel, modified Q and R to W are compared, P and other Q are not");
}

/* A file without a sheet next to which a list would be, and without a subchannel. */
static bool can_hold(const disc_input *input)
{
    return input->disc->descriptor_path || rbk_subchannel_disc_has(input->disc);
}

/* What the other one cannot hold is no difference of the discs. */
static rbk_status leave_out(const disc_input *holder, const disc_input *other, const char *what,
                            rbk_difference *difference, rbk_findings *findings)
{
    const long long count = (long long)difference->count;
    difference->count = 0;
    if (count == 0)
        return RBK_OK;
    return rbk_findings_add(findings, RBK_WARNING, "subchannel.ignored", holder->path, 0, 0,
                            "%lld sector%s %s, which a file without a sheet, as '%.200s', cannot have: this is not "
                            "compared",
                            count, RBK_PLURAL(count, " has", "s have"), what, other->path);
}

rbk_status subchannel_leave_out(const disc_input *first, const disc_input *second, rbk_subchannel_comparison *compared,
                                rbk_findings *findings)
{
    const disc_input *other = can_hold(first) ? second : first, *holder = other == first ? second : first;
    if (can_hold(other))
        return RBK_OK;
    rbk_status status = leave_out(holder, other, "modified Q", &compared->q, findings);
    return status == RBK_OK ? leave_out(holder, other, "something in R to W", &compared->r_to_w, findings) : status;
}
