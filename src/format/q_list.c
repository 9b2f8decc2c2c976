/*
 * Both lists are rows of records of one size, so that reading is arithmetic.
 */
#include "format/q_list.h"

#include "base/fail.h"
#include "base/path.h"
#include "cd/crc16.h"

#include <redbook/subchannel.h>

#include <stdlib.h>
#include <string.h>

#define TIME_BYTES 3
#define CONTENT    10 /* bytes of Q before its CRC */

/* The types of an SBI's record: what of Q it has. */
#define WHOLE_Q       1
#define RELATIVE_TIME 2
#define ABSOLUTE_TIME 3

static const uint8_t sbi_head[] = {'S', 'B', 'I', 0};

static const struct {
    const char *name;
    size_t head_bytes;
    size_t record_bytes;
} kinds[RBK_Q_LIST_KINDS] = {
    [RBK_Q_LIST_LSD] = {"lsd", 0, TIME_BYTES + RBK_Q_BYTES},
    [RBK_Q_LIST_SBI] = {"sbi", sizeof sbi_head, TIME_BYTES + 1 + CONTENT},
};

const char *rbk_q_list_name(rbk_q_list_kind kind)
{
    return kinds[kind].name;
}

rbk_q_list_kind rbk_q_list_kind_of(const char *path)
{
    for (int kind = 0; kind < RBK_Q_LIST_KINDS; kind++)
        if (rbk_path_has_extension(path, kinds[kind].name))
            return (rbk_q_list_kind)kind;
    return RBK_Q_LIST_KINDS;
}

bool rbk_q_list_same(const rbk_disc *one, const rbk_disc *other)
{
    bool same = one->listed_q_count == other->listed_q_count;
    for (size_t i = 0; same && i < one->listed_q_count; i++)
        same = one->listed_q[i].lba == other->listed_q[i].lba &&
               memcmp(one->listed_q[i].q, other->listed_q[i].q, RBK_Q_BYTES - 2) == 0;
    return same;
}

size_t rbk_q_list_count(rbk_q_list_kind kind, size_t size)
{
    return (size - kinds[kind].head_bytes) / kinds[kind].record_bytes;
}

static int from_bcd(uint8_t byte)
{
    return (byte & 15) < 10 && byte >> 4 < 10 ? (byte >> 4) * 10 + (byte & 15) : -1;
}

static bool read_time(const uint8_t *bytes, int32_t *lba)
{
    int minutes = from_bcd(bytes[0]), seconds = from_bcd(bytes[1]), sectors = from_bcd(bytes[2]);
    *lba = (minutes * 60 + seconds) * RBK_SECTORS_PER_SECOND + sectors - RBK_PREGAP_SECTORS;
    return minutes >= 0 && seconds >= 0 && seconds < 60 && sectors >= 0 && sectors < RBK_SECTORS_PER_SECOND;
}

static void put_crc(uint8_t q[RBK_Q_BYTES], uint16_t mask)
{
    uint16_t crc = rbk_crc16_on_disc(q, CONTENT) ^ mask;
    q[CONTENT] = (uint8_t)(crc >> 8);
    q[CONTENT + 1] = (uint8_t)crc;
}

size_t rbk_q_list_count_changed(rbk_q_list_kind kind, const rbk_disc *disc)
{
    size_t changed = 0;
    for (size_t i = 0; i < disc->listed_q_count && kind == RBK_Q_LIST_SBI; i++) {
        uint8_t q[RBK_Q_BYTES];
        memcpy(q, disc->listed_q[i].q, sizeof q);
        put_crc(q, 0xFFFF);
        changed += memcmp(q, disc->listed_q[i].q, sizeof q) != 0;
    }
    return changed;
}

/* Types 2 and 3 have 3 bytes in place of Q, its relative or absolute time, and leave the rest of Q and its CRC open. */
static rbk_status check_type(unsigned type, size_t at, rbk_error *error)
{
    if (type == WHOLE_Q)
        return RBK_OK;
    if (type != RELATIVE_TIME && type != ABSOLUTE_TIME)
        return rbk_fail(error, RBK_SYNTAX, "byte %zu: expected a record of type 1, found type %u", at, type);
    return rbk_fail(error, RBK_UNSUPPORTED,
                    "byte %zu: records of type %u (the %s time alone) are not supported, expected type 1 (all of Q)",
                    at, type, type == RELATIVE_TIME ? "relative" : "absolute");
}

/* size: of all that is left from there on. */
static rbk_status read_record(rbk_q_list_kind kind, const uint8_t *bytes, size_t at, size_t size, rbk_listed_q *record,
                              rbk_error *error)
{
    const uint8_t *from = bytes + at;
    if (kind == RBK_Q_LIST_SBI && size > TIME_BYTES) {
        rbk_status status = check_type(from[TIME_BYTES], at + TIME_BYTES, error);
        if (status != RBK_OK)
            return status;
    }
    if (size < kinds[kind].record_bytes)
        return rbk_fail(error, RBK_SYNTAX, "byte %zu: expected a record of %zu bytes, found %zu", at,
                        kinds[kind].record_bytes, size);
    if (!read_time(from, &record->lba))
        return rbk_fail(error, RBK_SYNTAX, "byte %zu: expected a time in BCD, found %02X %02X %02X", at, from[0],
                        from[1], from[2]);
    if (kind == RBK_Q_LIST_LSD) {
        memcpy(record->q, from + TIME_BYTES, RBK_Q_BYTES);
        return RBK_OK;
    }
    memcpy(record->q, from + TIME_BYTES + 1, CONTENT);
    put_crc(record->q, 0xFFFF);
    return RBK_OK;
}

static rbk_status fail_short(size_t size, rbk_error *error)
{
    if (size == 0)
        return rbk_fail(error, RBK_SYNTAX, "the file is empty, expected 'SBI' and a zero at its start");
    return rbk_fail(error, RBK_SYNTAX, "byte 0: expected 'SBI' and a zero, found a file of %zu %s", size,
                    RBK_PLURAL(size, "byte", "bytes"));
}

rbk_status rbk_q_list_read(rbk_q_list_kind kind, const uint8_t *bytes, size_t size, rbk_disc *disc, rbk_error *error)
{
    size_t head = kinds[kind].head_bytes, record_bytes = kinds[kind].record_bytes;
    if (size < head)
        return fail_short(size, error);
    if (memcmp(bytes, sbi_head, head) != 0)
        return rbk_fail(error, RBK_SYNTAX, "byte 0: expected 'SBI' and a zero, found other bytes");
    size_t count = (size - head) / record_bytes;
    rbk_listed_q *records = calloc(count + 1, sizeof *records);
    rbk_status status = records ? RBK_OK : rbk_fail_memory(error);
    for (size_t at = head, i = 0; at < size && status == RBK_OK; at += record_bytes, i++)
        status = read_record(kind, bytes, at, size - at, &records[i], error);
    if (status == RBK_OK)
        status = rbk_disc_set_listed_q(disc, records, count, error);
    free(records);
    return status;
}

/* ------------------------------------------------------------------ writing */

static uint8_t to_bcd(int32_t value)
{
    return (uint8_t)(value / 10 << 4 | value % 10);
}

rbk_status rbk_q_list_write(rbk_q_list_kind kind, const rbk_disc *disc, rbk_bytes *bytes, rbk_error *error)
{
    size_t head = kinds[kind].head_bytes, record_bytes = kinds[kind].record_bytes;
    uint8_t *data = calloc(1, head + disc->listed_q_count * record_bytes + 1);
    if (!data)
        return rbk_fail_memory(error);
    memcpy(data, sbi_head, head);
    for (size_t i = 0; i < disc->listed_q_count; i++) {
        const rbk_listed_q *record = &disc->listed_q[i];
        uint8_t *to = data + head + i * record_bytes;
        int32_t time = record->lba + RBK_PREGAP_SECTORS;
        *to++ = to_bcd(time / (60 * RBK_SECTORS_PER_SECOND));
        *to++ = to_bcd(time / RBK_SECTORS_PER_SECOND % 60);
        *to++ = to_bcd(time % RBK_SECTORS_PER_SECOND);
        if (kind == RBK_Q_LIST_SBI)
            *to++ = WHOLE_Q;
        memcpy(to, record->q, kind == RBK_Q_LIST_SBI ? CONTENT : RBK_Q_BYTES);
    }
    *bytes = (rbk_bytes){.data = data, .size = head + disc->listed_q_count * record_bytes};
    return RBK_OK;
}
