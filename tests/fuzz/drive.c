/*
 * Fuzz target: a drive with arbitrary replies. For each command the bytes decide whether the reply is correct, and if not,
 * its result, sense, length and data. Every operation with such a drive must end, without access outside its memory.
 */
#include "burn/recorder.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static struct babbler {
    rbk_transport transport;
    const uint8_t *bytes;
    size_t left;
    int64_t now_ms;
    uint8_t page[60]; /* write parameters, as MODE SENSE returns them */
    bool closed;
} babbler;

/* The next bytes; zeros and false at the end: from then on the replies are correct. */
static bool take(uint8_t *to, size_t count)
{
    size_t there = count < babbler.left ? count : babbler.left;
    if (there)
        memcpy(to, babbler.bytes, there);
    memset(to + there, 0, count - there);
    babbler.bytes += there;
    babbler.left -= there;
    return there == count;
}

/* The correct replies of a drive with a blank disc. */
static void answer_well(const rbk_command *command)
{
    static const struct answer {
        uint8_t op, third; /* of the CDB */
        uint8_t bytes[36];
    } answers[] = {
        {RBK_MMC_INQUIRY, 0, {5, 0x80, 5, 0x32, 31, 0, 0, 0, 'A', 'C', 'M', 'E'}},
        {RBK_MMC_GET_CONFIGURATION, 0, {0, 0, 0, 12, 0, 0, 0, 9, 0, 0x2E, 5, 4, 0x67, 0, 0x0C, 0x80}},
        {RBK_MMC_MODE_SENSE_10, 0x2A, {0, 58, 0, 0, 0, 0, 0, 0, 0x2A, 50, 7, 7, 0x90, 2, 1}},
        {RBK_MMC_READ_DISC_INFORMATION, 0, {0, 32, 0, 1, 1, 1,  1,  0x20, 0xFF, 0,  0,  0,
                                            0, 0,  0, 0, 0, 99, 50, 0,    0,    79, 59, 74}},
        {RBK_MMC_READ_TOC, 4, {0, 26, 0, 0, 0x50, 0, 0x80, 0, 99, 50, 0, 0, 79, 59, 74}},
        {RBK_MMC_READ_TOC, 0, {0, 18, 1, 1, 0, 0x10, 1, 0, 0, 0, 0, 0, 0, 0x10, 0xAA, 0, 0, 0, 0, 40}},
        {RBK_MMC_READ_BUFFER_CAPACITY, 0, {0, 10, 0, 0, 0, 0x20, 0, 0, 0, 0x10, 0, 0}},
    };
    uint8_t op = command->cdb[0];
    memset(command->data, 0, command->data_bytes);
    if (op == RBK_MMC_MODE_SENSE_10 && command->cdb[2] == RBK_MMC_PAGE_WRITE_PARAMETERS)
        memcpy(command->data, babbler.page, sizeof babbler.page);
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++)
        if (answers[i].op == op && answers[i].third == command->cdb[2])
            memcpy(command->data, answers[i].bytes, command->data_bytes < 36 ? command->data_bytes : 36);
    if (op == RBK_MMC_READ_DISC_INFORMATION && babbler.closed)
        command->data[2] = 0x0E;
}

static void obey(const rbk_command *command)
{
    if (command->cdb[0] == RBK_MMC_MODE_SELECT_10 && command->data_bytes == sizeof babbler.page)
        memcpy(babbler.page + 8, command->data + 8, sizeof babbler.page - 8);
    babbler.closed |= command->cdb[0] == RBK_MMC_SYNCHRONIZE_CACHE;
}

/* A header of four bytes: the kind of reply, how much of the data is returned (0: all), key and code of the sense. */
static void run(rbk_transport *transport, const rbk_command *command, rbk_reply *reply)
{
    static const rbk_outcome outcomes[] = {RBK_OUTCOME_GOOD, RBK_OUTCOME_CHECK, RBK_OUTCOME_BUSY, RBK_OUTCOME_FILTERED,
                                           RBK_OUTCOME_BROKEN};
    uint8_t head[4];
    (void)transport;
    bool well = !take(head, 1) || head[0] % 8 != 0;
    reply->data_bytes = command->data_bytes;
    if (well) {
        reply->outcome = RBK_OUTCOME_GOOD;
        if (command->direction == RBK_DATA_IN)
            answer_well(command);
        else
            obey(command);
        return;
    }
    take(head + 1, 3);
    reply->outcome = outcomes[head[0] / 8 % 5];
    if (reply->outcome == RBK_OUTCOME_CHECK) {
        reply->sense[0] = 0x70;
        reply->sense[2] = head[1] & 0x0F;
        reply->sense[12] = head[2];
        reply->sense[13] = head[3];
    }
    if (reply->outcome != RBK_OUTCOME_GOOD || command->direction != RBK_DATA_IN)
        return;
    if (head[1] && head[1] < command->data_bytes)
        reply->data_bytes = head[1];
    take(command->data, reply->data_bytes < 64 ? reply->data_bytes : 64);
}

static int64_t now_ms(rbk_transport *transport)
{
    (void)transport;
    return babbler.now_ms;
}

static void sleep_ms(rbk_transport *transport, uint32_t ms)
{
    (void)transport;
    babbler.now_ms += ms;
}

static void close_door(rbk_transport *transport)
{
    (void)transport;
}

#define TRACK_SECTORS 40 /* shorter than the standard permits, which is only reported */

static const rbk_transport_backend backend = {"babbler", run, now_ms, sleep_ms, close_door};

typedef struct album {
    rbk_disc *disc;
    rbk_layout *layout;
    rbk_image *image;
    rbk_burn_plan *plan;
} album;

/* A track of silence with text: created once for all runs. */
static const album *the_album(void)
{
    static album made;
    rbk_track *track;
    rbk_burn_options options;
    if (made.plan)
        return &made;
    rbk_burn_options_init(&options);
    options.medium.lead_in_lba = rbk_burn_lead_in_lba(99, 50, 0); /* a short one, which takes less time */
    made.disc = rbk_disc_new();
    if (!made.disc || rbk_disc_add_track(made.disc, 1, RBK_MODE_AUDIO, &track, NULL) != RBK_OK ||
        rbk_track_add_silence(track, TRACK_SECTORS * RBK_SECTOR_SAMPLES, NULL) != RBK_OK ||
        rbk_track_add_index(track, 1, 0, 0, NULL) != RBK_OK ||
        rbk_text_set(&made.disc->text, RBK_TEXT_TITLE, "Silence", NULL) != RBK_OK ||
        rbk_layout_compute(made.disc, RBK_JOIN_AUTO, &made.layout, NULL, NULL) != RBK_OK ||
        rbk_image_open(made.disc, made.layout, &made.image, NULL) != RBK_OK ||
        rbk_burn_plan_new(made.disc, made.layout, made.image, &options, &made.plan, NULL, NULL) != RBK_OK)
        abort();
    return &made;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const album *a = the_album();
    rbk_recorder *recorder = NULL;
    rbk_recorder_drive drive;
    rbk_recorder_disc disc;
    rbk_burn_report report;
    rbk_verdict verdict;
    rbk_error error;
    rbk_burn_write_options options;
    rbk_findings *findings = rbk_findings_new();
    rbk_burn_write_options_init(&options);
    options.buffer_bytes = 1 << 20;
    options.simulate = size % 2;
    babbler = (struct babbler){
        .transport = {&backend}, .bytes = bytes, .left = size, .page = {0, 58, 0, 0, 0, 0, 0, 0, 5, 50}};
    if (rbk_recorder_new(&babbler.transport, "drive", &recorder, &error) == RBK_OK) {
        (void)rbk_recorder_drive_read(recorder, &drive, &error);
        (void)rbk_recorder_disc_read(recorder, NULL, &disc, &error);
        if (rbk_recorder_write(recorder, a->plan, a->image, &options, NULL, &report, findings, &error) == RBK_OK &&
            report.sectors_written != report.sectors_total)
            abort();
        (void)rbk_recorder_verify(recorder, a->plan, a->image, NULL, &verdict, findings, &error);
        (void)rbk_recorder_blank(recorder, size % 3 == 0, NULL, &error);
        (void)rbk_recorder_eject(recorder, &error);
        rbk_recorder_close(recorder);
    }
    rbk_findings_free(findings);
    return 0;
}
