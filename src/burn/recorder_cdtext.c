/*
 * The CD-TEXT of a disc: its packs, or why there are none.
 */
#include "base/fail.h"
#include "burn/recorder.h"

enum { ATTEMPTS = 2 }; /* at packs that the drive says there are */

/* Without packs, and without a number of them from the drive. */
static rbk_cdtext_result judge_no_cdtext(const rbk_recorder *recorder, const rbk_answer *answer)
{
    const uint8_t ILLEGAL_REQUEST = 5;
    if (answer->outcome == RBK_OUTCOME_FILTERED)
        return RBK_CDTEXT_UNSUPPORTED;
    if (answer->reaction != RBK_SENSE_DONE && answer->sense.key != ILLEGAL_REQUEST)
        return RBK_CDTEXT_UNREADABLE;
    return recorder->features.reads_cdtext ? RBK_CDTEXT_NONE : RBK_CDTEXT_UNSUPPORTED;
}

static void judge_cdtext(const rbk_recorder *recorder, const rbk_command *command, const rbk_answer *answer,
                         const char *why, rbk_cdtext_reply *reply)
{
    if (reply->pack_count > 0)
        reply->result = reply->packs ? RBK_CDTEXT_READ : RBK_CDTEXT_UNREADABLE;
    else
        reply->result = judge_no_cdtext(recorder, answer);
    if (reply->result != RBK_CDTEXT_UNREADABLE)
        return;
    if (answer->reaction == RBK_SENSE_DONE)
        (void)rbk_recorder_fail_answer(recorder, command, why, &reply->reason);
    else
        (void)rbk_recorder_fail(recorder, answer, command, RBK_DEVICE_NOTACCESSIBLE, &reply->reason);
}

rbk_status rbk_recorder_cdtext(rbk_recorder *recorder, uint8_t *data, rbk_cdtext_reply *reply, rbk_error *error)
{
    rbk_command command;
    rbk_answer answer;
    const char *why = NULL;
    size_t bytes = 0, length = rbk_recorder_toc_length(recorder, RBK_MMC_TOC_CDTEXT, RBK_MMC_CDTEXT_BYTES);
    bool stated = length < RBK_MMC_CDTEXT_BYTES && length >= RBK_MMC_TOC_START_BYTES + RBK_CDTEXT_PACK_BYTES;
    *reply = (rbk_cdtext_reply){.pack_count = stated ? (length - RBK_MMC_TOC_START_BYTES) / RBK_CDTEXT_PACK_BYTES : 0};
    rbk_error_init(&reply->reason);
    rbk_mmc_read_toc(&command, RBK_MMC_TOC_CDTEXT, data, length);
    for (unsigned attempt = 0; attempt < (stated ? ATTEMPTS : 1) && !reply->packs; attempt++) {
        answer = rbk_recorder_ask_again(recorder, &command, RBK_PATIENCE_MS);
        rbk_status status = rbk_recorder_cancelled(recorder, error);
        if (status == RBK_OK && answer.outcome == RBK_OUTCOME_BROKEN)
            status = rbk_recorder_fail(recorder, &answer, &command, RBK_DEVICE_NOTACCESSIBLE, error);
        if (status != RBK_OK)
            return status;
        if (answer.reaction == RBK_SENSE_DONE &&
            rbk_mmc_decode_cdtext(data, answer.data_bytes, &reply->packs, &bytes, &why))
            reply->pack_count = bytes / RBK_CDTEXT_PACK_BYTES;
    }
    judge_cdtext(recorder, &command, &answer, why, reply);
    return RBK_OK;
}
