/*
 * Neither the digest of a disc nor its comparison covers the subchannel: readers may regenerate Q, and images in many formats
 * do not have it. A difference between two lists of Q, which copy protections need, is reported all the same.
 */
#include "redbook/subchannel_notes.h"

#include <redbook/image.h>
#include <redbook/subchannel.h>

#include <string.h>

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

/* An SBI has no CRC; the Q that is read from it has the inverse of a valid one. */
static bool has_crc(const rbk_listed_q *record)
{
    uint8_t inverse[RBK_Q_BYTES];
    memcpy(inverse, record->q, sizeof inverse);
    inverse[RBK_Q_BYTES - 2] ^= 0xFF;
    inverse[RBK_Q_BYTES - 1] ^= 0xFF;
    return !rbk_q_verify(inverse);
}

/* Of two lists that are the same without it. */
static size_t count_other_crc(const rbk_disc *first, const rbk_disc *second)
{
    size_t count = 0;
    for (size_t i = 0; i < first->listed_q_count; i++)
        count += has_crc(&first->listed_q[i]) && has_crc(&second->listed_q[i]) &&
                 memcmp(first->listed_q[i].q, second->listed_q[i].q, RBK_Q_BYTES) != 0;
    return count;
}

/* Without the CRC. */
static bool have_same_list(const rbk_disc *first, const rbk_disc *second)
{
    bool same = first->listed_q_count == second->listed_q_count;
    for (size_t i = 0; same && i < first->listed_q_count; i++)
        same = first->listed_q[i].lba == second->listed_q[i].lba &&
               memcmp(first->listed_q[i].q, second->listed_q[i].q, RBK_Q_BYTES - 2) == 0;
    return same;
}

rbk_status subchannel_compare_lists(const disc_input *first, const disc_input *second, rbk_findings *findings)
{
    const size_t in_first = first->disc->listed_q_count, in_second = second->disc->listed_q_count;
    if (rbk_subchannel_disc_has(first->disc) || rbk_subchannel_disc_has(second->disc))
        return RBK_OK;
    if (have_same_list(first->disc, second->disc)) {
        const size_t crc = count_other_crc(first->disc, second->disc);
        return crc == 0 ? RBK_OK
                        : rbk_findings_add(findings, RBK_WARNING, "q-list.differs", first->path, 0, 0,
                                           "its list has another CRC of Q than that of '%.200s' in %zu sector%s: this "
                                           "is not compared",
                                           second->path, crc, RBK_PLURAL(crc, "", "s"));
    }
    return rbk_findings_add(findings, RBK_WARNING, "q-list.differs", first->path, 0, 0,
                            "it lists %zu sector%s with modified Q, and '%.200s' lists %zu%s: this is not compared",
                            in_first, RBK_PLURAL(in_first, "", "s"), second->path, in_second,
                            in_first == in_second ? RBK_PLURAL(in_second, " other", " others") : "");
}
