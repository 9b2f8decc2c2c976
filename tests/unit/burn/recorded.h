/*
 * A disc recorded according to its plan, in the obedient drive, with the defects that a test asks for. Its audio is
 * read with an offset of some samples, as by real drives.
 */
#ifndef TESTS_UNIT_BURN_RECORDED_H
#define TESTS_UNIT_BURN_RECORDED_H

#include "unit/burn/obedient.h"

#include <redbook/subchannel.h>

static struct recorded {
    int32_t offset_samples;
    int64_t wrong_sample;                                       /* INT64_MIN: none */
    int32_t wrong_data_lba;                                     /* -1: none */
    int32_t unreadable_lba, unreadable_count, unreadable_every; /* of the range, those whose lba it divides; 0: all */
    uint8_t index_2_is;                                         /* its number in Q; 0: 2 */
    int32_t index_late;                                   /* number of sectors by which indexes from 2 on are late */
    uint8_t wrong_track_control, moved_track, scms_track; /* whose copy bit alternates; 0: none has that */
    bool other_audio;
    const char *mcn, *isrc;          /* NULL: as planned */
    size_t turned_packs;             /* the drive begins with this one */
    int32_t modified_lba, bad_q_lba; /* another minute in Q with a valid CRC, an invalid CRC; 0: none */
    int bad_q_changes;               /* by what it changes with each reading */
    bool modified_changes;           /* the other minute, too */
    int32_t other_index_lba;         /* an index that the track does not have there; 0: none */
    bool other_index_changes;        /* with each reading */
    bool bad_q_lost;                 /* its sector can be read only once */
    unsigned bad_q_reads;
    size_t missing_packs;   /* at the end */
    uint8_t graphics_track; /* R-W has something there; 0: nowhere */
    bool wrong_pack, no_cdtext, no_codes, no_q, q_without_crc;
    bool invalid_q, zero_q; /* everywhere */
    bool inverted_crc;      /* of the sector with an invalid one: as read from an SBI */
} recorded;

static uint8_t audio_bytes[700 * RBK_SECTOR_BYTES];

/* Noise, so that every position can be recognised by its content. */
__attribute__((unused)) static void fill_noise(uint8_t *bytes, size_t size, uint32_t seed)
{
    for (size_t i = 0; i < size; i++) {
        seed = seed * 1664525u + 1013904223u;
        bytes[i] = (uint8_t)(seed >> 24);
    }
}

static const rbk_burn_entry *entry_at(int32_t lba, bool late)
{
    const rbk_burn_entry *found = NULL;
    for (size_t i = 0; i < plan->entry_count; i++) {
        const rbk_burn_entry *e = &plan->entries[i];
        if ((e->control_adr & 0x0F) != 1 || e->track == 0)
            continue;
        int32_t begins = rbk_burn_program_lba(e->minute, e->second, e->sector);
        if (late && e->index > 1)
            begins += recorded.index_late;
        if (begins <= lba)
            found = e;
    }
    return found;
}

static int bad_q_readings, modified_readings;

/* Index 01 of a track. */
static int32_t begin_of(uint8_t track)
{
    for (size_t i = 0; i < plan->entry_count; i++) {
        const rbk_burn_entry *e = &plan->entries[i];
        if ((e->control_adr & 0x0F) == 1 && e->track == track && e->index == 1)
            return rbk_burn_program_lba(e->minute, e->second, e->sector);
    }
    return 0;
}

static void put_q(int32_t lba, uint8_t *bytes)
{
    const rbk_burn_entry *e = entry_at(lba, true);
    rbk_q q = {.kind = RBK_Q_POSITION, .track = e->track, .index = e->index, .absolute_sectors = lba + 150};
    uint8_t q_bytes[RBK_Q_BYTES];
    q.control = e->control_adr >> 4;
    if (e->track == recorded.scms_track && (lba + 150) / 4 % 2)
        q.control ^= RBK_FLAG_COPY_PERMITTED;
    if (q.index == 2 && recorded.index_2_is)
        q.index = recorded.index_2_is;
    if (e->track == recorded.wrong_track_control)
        q.control ^= 1;
    int32_t index01 = begin_of(e->track);
    q.relative_sectors = lba < index01 ? index01 - lba : lba - index01;
    if (lba != 0 && lba == recorded.modified_lba)
        q.absolute_sectors += 4500 * (1 + (recorded.modified_changes ? ++modified_readings : 0));
    if (lba != 0 && lba == recorded.other_index_lba)
        q.index = (uint8_t)(7 + (recorded.other_index_changes ? ++modified_readings : 0));
    rbk_q_encode(&q, q_bytes);
    if (lba != 0 && lba == recorded.bad_q_lba)
        q_bytes[11] ^= (uint8_t)(1 + (bad_q_readings += recorded.bad_q_changes));
    if (recorded.q_without_crc)
        q_bytes[10] = q_bytes[11] = 0;
    if (lba != 0 && lba == recorded.bad_q_lba && recorded.inverted_crc)
        q_bytes[10] ^= 0xFF, q_bytes[11] ^= 0xFE;
    if (recorded.invalid_q)
        q_bytes[11] ^= 0xFF;
    if (recorded.zero_q)
        memset(q_bytes, 0, sizeof q_bytes);
    rbk_subchannel_pq16(q_bytes, false, bytes);
}

static void put_audio(int32_t lba, uint8_t *bytes)
{
    int64_t from = (int64_t)lba * RBK_SECTOR_SAMPLES - recorded.offset_samples;
    for (int64_t i = 0; i < RBK_SECTOR_SAMPLES; i++) {
        int64_t sample = from + i, end = (int64_t)plan->lead_out_lba * RBK_SECTOR_SAMPLES;
        int16_t pair[2] = {0, 0};
        if (sample >= 0 && sample < end)
            assert_int_equal(rbk_image_read_samples(image, sample, 1, pair, NULL), RBK_OK);
        for (int channel = 0; channel < 2; channel++) {
            bytes[i * 4 + channel * 2] = (uint8_t)pair[channel];
            bytes[i * 4 + channel * 2 + 1] = (uint8_t)((uint16_t)pair[channel] >> 8);
        }
        if (sample == recorded.wrong_sample || recorded.other_audio)
            bytes[i * 4] ^= 1;
    }
}

static bool read_sectors(const rbk_command *command)
{
    const uint8_t *cdb = command->cdb;
    int32_t lba = (int32_t)((uint32_t)cdb[2] << 24 | (uint32_t)cdb[3] << 16 | (uint32_t)cdb[4] << 8 | cdb[5]);
    uint32_t count = (uint32_t)cdb[7] << 8 | cdb[8];
    size_t bytes = rbk_mmc_read_cd_bytes((rbk_mmc_subchannel)cdb[10]);
    for (uint32_t i = 0; i < count; i++, lba++) {
        uint8_t *sector = command->data + i * bytes;
        if (lba >= recorded.unreadable_lba && lba < recorded.unreadable_lba + recorded.unreadable_count &&
            (recorded.unreadable_every == 0 || lba % recorded.unreadable_every == 0))
            return false;
        if (recorded.bad_q_lost && lba == recorded.bad_q_lba && recorded.bad_q_reads++)
            return false;
        if (entry_at(lba, false)->control_adr & 0x40)
            assert_int_equal(rbk_image_read_sectors(image, lba, 1, sector, NULL), RBK_OK);
        else
            put_audio(lba, sector);
        if (lba == recorded.wrong_data_lba)
            sector[100] ^= 1;
        if (cdb[10] == RBK_MMC_SUB_Q)
            put_q(lba, sector + RBK_SECTOR_BYTES);
        if (cdb[10] == RBK_MMC_SUB_RAW)
            memset(sector + RBK_SECTOR_BYTES, entry_at(lba, false)->track == recorded.graphics_track ? 9 : 0,
                   RBK_SUBCHANNEL_BYTES);
    }
    return true;
}

static void answer_toc(uint8_t *data)
{
    size_t used = 4;
    data[2] = plan->first_track, data[3] = plan->last_track;
    for (size_t i = 0; i < plan->entry_count; i++) {
        const rbk_burn_entry *e = &plan->entries[i];
        if ((e->control_adr & 0x0F) != 1 || e->index != 1)
            continue;
        int32_t lba = rbk_burn_program_lba(e->minute, e->second, e->sector) + (e->track == recorded.moved_track);
        const uint8_t entry[8] = {0,
                                  (uint8_t)(0x10 | (e->control_adr >> 4 ^ (e->track == recorded.wrong_track_control))),
                                  e->track,
                                  0,
                                  (uint8_t)(lba >> 24),
                                  (uint8_t)(lba >> 16),
                                  (uint8_t)(lba >> 8),
                                  (uint8_t)lba};
        memcpy(data + used, entry, sizeof entry);
        used += sizeof entry;
    }
    data[0] = (uint8_t)((used - 2) >> 8), data[1] = (uint8_t)(used - 2);
}

static bool answer_packs(uint8_t *data)
{
    size_t bytes = plan->cdtext_packs * 18, head = recorded.turned_packs * 18;
    if (!bytes || recorded.no_cdtext)
        return false;
    const size_t stated = bytes - recorded.missing_packs * 18 + 2;
    data[0] = (uint8_t)(stated >> 8), data[1] = (uint8_t)stated;
    memcpy(data + 4, plan->cdtext + head, bytes - head);
    memcpy(data + 4 + bytes - head, plan->cdtext, head);
    if (recorded.wrong_pack)
        data[4 + 18 + 5] ^= 1;
    return true;
}

static bool answer_code(const rbk_command *command)
{
    uint8_t *data = command->data, format = command->cdb[3], track = command->cdb[6];
    char isrc[16] = "";
    const char *code = plan->mcn;
    for (size_t i = 0; format == 3 && i < plan->entry_count; i++)
        if ((plan->entries[i].control_adr & 0x0F) == 3 && plan->entries[i].track == track)
            strncat(isrc, (const char *)&plan->entries[i].index, 6);
    if (format == 3)
        code = recorded.isrc ? recorded.isrc : isrc;
    else if (recorded.mcn)
        code = recorded.mcn;
    memset(data, 0, 24);
    data[3] = 20, data[4] = format, data[8] = code[0] ? 0x80 : 0;
    memcpy(data + 9, code, strlen(code));
    return !recorded.no_codes;
}

/* As much of it as there is room for. */
static bool answer_read_toc(const rbk_command *command)
{
    static uint8_t data[65536];
    memset(data, 0, sizeof data);
    bool there = true;
    if (command->cdb[2] == 5)
        there = answer_packs(data);
    else
        answer_toc(data);
    memcpy(command->data, data, there ? command->data_bytes : 0);
    return there;
}

static uint32_t read_recorded(const rbk_command *command)
{
    const uint8_t *cdb = command->cdb;
    if (cdb[0] == RBK_MMC_READ_CD)
        return recorded.no_q && cdb[10] ? 0x52400 : read_sectors(command) ? 1 : 0x31105;
    if (cdb[0] == RBK_MMC_READ_SUBCHANNEL)
        return answer_code(command) ? 1 : 0x52400;
    if (cdb[0] == RBK_MMC_READ_TOC && (cdb[2] == 0 || cdb[2] == 5))
        return answer_read_toc(command) ? 1 : 0x52400;
    return 0;
}

static void finish_disc(void)
{
    options.medium = (rbk_burn_medium){true, drive.lead_in_lba, drive.lead_out_max_lba};
    if (make_plan() != RBK_OK)
        fail_msg("%s", error.sentence);
    assert_int_equal(plan->refusals, 0);
    memset(&recorded, 0, sizeof recorded);
    recorded.wrong_sample = INT64_MIN;
    recorded.wrong_data_lba = recorded.unreadable_lba = -1;
    recorded.wrong_track_control = 0xFF;
    drive.disc_status = 2;
    drive.read = read_recorded;
    meet();
}

/* Two tracks of noise, the second with a pregap and an index 02, codes and text. */
__attribute__((unused)) static void record_album(void)
{
    fill_noise(audio_bytes, sizeof audio_bytes, 1);
    rbk_track *one = add_file_track(RBK_MODE_AUDIO, "one.bin", audio_bytes, 320 * RBK_SECTOR_BYTES, 0);
    strcpy(one->isrc, "USABC1234567");
    rbk_track *two =
        add_file_track(RBK_MODE_AUDIO, "two.bin", audio_bytes + 320 * RBK_SECTOR_BYTES, 380 * RBK_SECTOR_BYTES, 40);
    two->flags = RBK_FLAG_PRE_EMPHASIS | RBK_FLAG_COPY_PERMITTED;
    assert_int_equal(rbk_track_add_index(two, 2, 0, 200 * RBK_SECTOR_SAMPLES, NULL), RBK_OK);
    strcpy(disc->mcn, "1234567890128");
    set_title("A title");
    finish_disc();
}

/* A data track, then audio. */
__attribute__((unused)) static void record_mixed(void)
{
    static uint8_t user[350 * 2048];
    fill_noise(user, sizeof user, 2);
    fill_noise(audio_bytes, sizeof audio_bytes, 1);
    add_file_track(RBK_MODE_MODE1_2048, "data.iso", user, sizeof user, 0);
    add_file_track(RBK_MODE_AUDIO, "one.bin", audio_bytes, 500 * RBK_SECTOR_BYTES, 150);
    finish_disc();
}

static rbk_verdict verdict;

__attribute__((unused)) static void verify_disc(void)
{
    if (rbk_recorder_verify(recorder, plan, image, NULL, &verdict, findings, &error) != RBK_OK)
        fail_msg("%s", error.sentence);
}

#endif
