/* Q and the orders of the channels; bytes from the fact sheet on subchannels. */
#include <redbook/subchannel.h>

#include "unit/cd/noise.h"
#include "unit/scratch.h"

static const struct {
    rbk_q q;
    uint8_t bytes[RBK_Q_BYTES];
} rows[] = {
    {{.kind = RBK_Q_POSITION, .track = 1, .index = 0, .relative_sectors = 150, .absolute_sectors = 0},
     {0x01, 0x01, 0x00, 0x00, 0x02, 0x00, 0x00, 0x00, 0x00, 0x00, 0xF0, 0xD9}},
    {{.kind = RBK_Q_POSITION, .track = 1, .index = 1, .relative_sectors = 0, .absolute_sectors = 150},
     {0x01, 0x01, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x00, 0x5A, 0x28}},
    {{.kind = RBK_Q_POSITION, .track = 2, .index = 0, .relative_sectors = 150, .absolute_sectors = 750},
     {0x01, 0x02, 0x00, 0x00, 0x02, 0x00, 0x00, 0x00, 0x10, 0x00, 0xDE, 0xEE}},
    {{.kind = RBK_Q_POSITION, .track = 2, .index = 1, .relative_sectors = 0, .absolute_sectors = 900},
     {0x01, 0x02, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x12, 0x00, 0x74, 0x1F}},
    {{.kind = RBK_Q_POSITION, .track = RBK_Q_LEAD_OUT, .index = 1, .absolute_sectors = 1900},
     {0x01, 0xAA, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x25, 0x25, 0xAD, 0x6B}},
    {{.kind = RBK_Q_MCN, .mcn = "4006381333931", .absolute_frame = 25},
     {0x02, 0x40, 0x06, 0x38, 0x13, 0x33, 0x93, 0x10, 0x00, 0x25, 0x68, 0xF8}},
    {{.kind = RBK_Q_ISRC, .isrc = "USRC17607839", .absolute_frame = 50},
     {0x03, 0x96, 0x38, 0x93, 0x04, 0x76, 0x07, 0x83, 0x90, 0x50, 0x43, 0x69}},
    {{.kind = RBK_Q_TOC, .point = 0xA0, .point_minute = 1},
     {0x01, 0x00, 0xA0, 0x00, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x21, 0x63}},
    {{.kind = RBK_Q_TOC, .point = 0xA1, .point_minute = 3},
     {0x01, 0x00, 0xA1, 0x00, 0x00, 0x00, 0x00, 0x03, 0x00, 0x00, 0x08, 0xD0}},
    {{.kind = RBK_Q_TOC, .point = 0xA2, .point_second = 25, .point_frame = 25},
     {0x01, 0x00, 0xA2, 0x00, 0x00, 0x00, 0x00, 0x00, 0x25, 0x25, 0x14, 0x21}},
    {{.kind = RBK_Q_TOC, .point = 1, .point_second = 2},
     {0x01, 0x00, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x00, 0xB1, 0x0B}},
};

#define ROWS (sizeof rows / sizeof rows[0])

static void assert_same_q(const rbk_q *a, const rbk_q *b)
{
    assert_int_equal(a->kind, b->kind);
    assert_int_equal(a->adr, b->adr);
    assert_int_equal(a->control, b->control);
    assert_int_equal(a->track, b->track);
    assert_int_equal(a->index, b->index);
    assert_int_equal(a->point, b->point);
    assert_int_equal(a->relative_sectors, b->relative_sectors);
    assert_int_equal(a->absolute_sectors, b->absolute_sectors);
    assert_int_equal(a->point_minute, b->point_minute);
    assert_int_equal(a->point_second, b->point_second);
    assert_int_equal(a->point_frame, b->point_frame);
    assert_int_equal(a->absolute_frame, b->absolute_frame);
    assert_string_equal(a->mcn, b->mcn);
    assert_string_equal(a->isrc, b->isrc);
    assert_memory_equal(a->raw, b->raw, sizeof a->raw);
}

static void numbers_become_the_bytes_of_the_fact_sheet(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS; i++) {
        uint8_t bytes[RBK_Q_BYTES];
        rbk_q_encode(&rows[i].q, bytes);
        assert_memory_equal(bytes, rows[i].bytes, RBK_Q_BYTES);
    }
}

static void the_bytes_of_the_fact_sheet_become_numbers(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS; i++) {
        rbk_q q;
        assert_true(rbk_q_verify(rows[i].bytes));
        assert_true(rbk_q_decode(rows[i].bytes, &q));
        assert_same_q(&q, &rows[i].q);
    }
}

/* Decodes the bytes after their CRC was corrected. */
static bool decode_content(const uint8_t content[10], rbk_q *q)
{
    uint8_t bytes[RBK_Q_BYTES];
    rbk_q other = {.kind = RBK_Q_OTHER, .control = content[0] >> 4, .adr = content[0] & 15};
    memcpy(other.raw, content + 1, sizeof other.raw);
    rbk_q_encode(&other, bytes);
    return rbk_q_decode(bytes, q);
}

static void control_adr_and_disc_type_pass_as_they_are(void **state)
{
    rbk_q q;
    (void)state;
    assert_true(decode_content((const uint8_t[10]){0x41, 0, 0xA0, 0x97, 0x01, 0x02, 0, 0x01, 0x20, 0}, &q));
    assert_int_equal(q.control, RBK_Q_DATA);
    assert_int_equal(q.point, RBK_POINT_FIRST_TRACK);
    assert_int_equal(q.point_second, 0x20);
    assert_int_equal(q.relative_sectors, (97 * 60 + 1) * 75 + 2);
    assert_true(decode_content((const uint8_t[10]){0xF5, 0, 0xB0, 1, 2, 3, 0, 0xFF, 0xFF, 0xFF}, &q));
    assert_int_equal(q.kind, RBK_Q_OTHER);
    assert_int_equal(q.adr, 5);
    assert_int_equal(q.control, 15);
    assert_memory_equal(q.raw, ((uint8_t[]){0, 0xB0, 1, 2, 3, 0, 0xFF, 0xFF, 0xFF}), 9);
}

static void one_wrong_bit_anywhere_is_seen(void **state)
{
    (void)state;
    for (int bit = 0; bit < RBK_Q_BYTES * 8; bit++) {
        uint8_t bytes[RBK_Q_BYTES];
        rbk_q q = {.track = 77};
        memcpy(bytes, rows[6].bytes, sizeof bytes);
        bytes[bit / 8] = (uint8_t)(bytes[bit / 8] ^ 1 << bit % 8);
        assert_false(rbk_q_verify(bytes));
        assert_false(rbk_q_decode(bytes, &q));
        assert_int_equal(q.track, 77); /* unchanged */
    }
    const uint8_t zeros[RBK_Q_BYTES] = {0};
    assert_false(rbk_q_verify(zeros));
}

static void digits_that_are_none_are_refused_under_a_right_crc(void **state)
{
    (void)state;
    const struct {
        const char *what;
        uint8_t content[10];
    } bad[] = {
        {"track 9A", {0x01, 0x9A, 1, 0, 0, 0, 0, 0, 2, 0}},
        {"track B0", {0x01, 0xB0, 1, 0, 0, 0, 0, 0, 2, 0}},
        {"index 0A", {0x01, 1, 0x0A, 0, 0, 0, 0, 0, 2, 0}},
        {"relative second 60", {0x01, 1, 1, 0, 0x60, 0, 0, 0, 2, 0}},
        {"relative sector 75", {0x01, 1, 1, 0, 0, 0x75, 0, 0, 2, 0}},
        {"absolute minute A0", {0x01, 1, 1, 0, 0, 0, 0, 0xA0, 2, 0}},
        {"absolute sector 0F", {0x01, 1, 1, 0, 0, 0, 0, 0, 2, 0x0F}},
        {"point 00", {0x01, 0, 0, 0, 0, 0, 0, 0, 2, 0}},
        {"point 9A", {0x01, 0, 0x9A, 0, 0, 0, 0, 0, 2, 0}},
        {"second 60 of a point", {0x01, 0, 1, 0, 0, 0, 0, 0, 0x60, 0}},
        {"last track 1A", {0x01, 0, 0xA1, 0, 0, 0, 0, 0x1A, 0, 0}},
        {"digit A in the MCN", {0x02, 0x4A, 0x06, 0x38, 0x13, 0x33, 0x93, 0x10, 0, 0x25}},
        {"thirteenth digit F", {0x02, 0x40, 0x06, 0x38, 0x13, 0x33, 0x93, 0xF0, 0, 0x25}},
        {"sector 75 beside the MCN", {0x02, 0x40, 0x06, 0x38, 0x13, 0x33, 0x93, 0x10, 0, 0x75}},
        {"character 0A", {0x03, 0x28, 0x38, 0x93, 0x04, 0x76, 0x07, 0x83, 0x90, 0x50}},
        {"character 2B", {0x03, 0xAC, 0x38, 0x93, 0x04, 0x76, 0x07, 0x83, 0x90, 0x50}},
        {"digit B in the ISRC", {0x03, 0x96, 0x38, 0x93, 0x04, 0xB6, 0x07, 0x83, 0x90, 0x50}},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        rbk_q q;
        if (decode_content(bad[i].content, &q))
            fail_msg("%s was taken", bad[i].what);
    }
}

static void any_isrc_mcn_and_time_come_back(void **state)
{
    uint32_t seed = 7;
    (void)state;
    for (int i = 0; i < 20000; i++) {
        static const char characters[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        rbk_q q = {.kind = (rbk_q_kind)(noise_next(&seed) % 4), .control = noise_next(&seed) & 15}, back;
        if (q.kind == RBK_Q_POSITION) {
            q.track = (uint8_t)(noise_next(&seed) % 99 + 1);
            q.index = (uint8_t)(noise_next(&seed) % 100);
            q.absolute_sectors = (int32_t)(noise_next(&seed) % 450000);
        } else if (q.kind == RBK_Q_TOC) {
            q.point = (uint8_t)(noise_next(&seed) % 99 + 1);
            q.point_minute = (uint8_t)(noise_next(&seed) % 100);
            q.point_second = (uint8_t)(noise_next(&seed) % 60);
            q.point_frame = (uint8_t)(noise_next(&seed) % 75);
        } else {
            q.absolute_frame = (uint8_t)(noise_next(&seed) % 75);
        }
        if (q.kind == RBK_Q_POSITION || q.kind == RBK_Q_TOC)
            q.relative_sectors = (int32_t)(noise_next(&seed) % 450000);
        for (int c = 0; q.kind == RBK_Q_ISRC && c < 12; c++)
            q.isrc[c] = characters[noise_next(&seed) % (c < 5 ? 36 : 10)];
        for (int c = 0; q.kind == RBK_Q_MCN && c < 13; c++)
            q.mcn[c] = characters[noise_next(&seed) % 10];
        uint8_t bytes[RBK_Q_BYTES];
        rbk_q_encode(&q, bytes);
        assert_true(rbk_q_decode(bytes, &back));
        assert_same_q(&back, &q);
    }
}

static void garbage_of_any_kind_is_only_refused(void **state)
{
    uint32_t seed = 99;
    int taken = 0;
    (void)state;
    for (int i = 0; i < 200000; i++) {
        uint8_t content[10];
        rbk_q q;
        noise_fill(content, sizeof content, &seed);
        if (decode_content(content, &q)) {
            taken++;
            assert_in_range(q.control, 0, 15);
            assert_true(q.kind != RBK_Q_POSITION || (q.track >= 1 && q.absolute_sectors < 450000));
        }
    }
    assert_true(taken > 100000); /* twelve of sixteen ADRs are not interpreted */
}

/* The vector of the fact sheet: Q of lba 0, nothing else. */
static void channels_are_interleaved_bit_by_bit(void **state)
{
    uint8_t channels[RBK_SUBCHANNEL_BYTES] = {0}, raw[RBK_SUBCHANNEL_BYTES];
    const uint8_t one[8] = {0, 0, 0, 0, 0, 0, 0, 0x40}, nothing[8] = {0};
    (void)state;
    memcpy(channels + 12, rows[1].bytes, RBK_Q_BYTES);
    rbk_subchannel_interleave(channels, raw);
    assert_memory_equal(raw, one, 8);
    assert_memory_equal(raw + 8, one, 8);
    assert_memory_equal(raw + 16, one, 8);
    assert_memory_equal(raw + 24, nothing, 8);
    assert_memory_equal(raw + 64, ((uint8_t[]){0, 0, 0, 0, 0, 0, 0x40, 0}), 8);          /* second 02 */
    assert_memory_equal(raw + 80, ((uint8_t[]){0, 0x40, 0, 0x40, 0x40, 0, 0x40, 0}), 8); /* CRC 5A */
    memset(channels, 0xFF, 12);
    channels[95] = 1; /* the last bit of W */
    rbk_subchannel_interleave(channels, raw);
    assert_int_equal(raw[0], 0x80);
    assert_int_equal(raw[7], 0xC0);
    assert_int_equal(raw[95], 0x81);
}

static void the_two_orders_are_inverse(void **state)
{
    uint8_t channels[RBK_SUBCHANNEL_BYTES], raw[RBK_SUBCHANNEL_BYTES], back[RBK_SUBCHANNEL_BYTES];
    uint32_t seed = 3;
    (void)state;
    for (int i = 0; i < 100; i++) {
        noise_fill(channels, sizeof channels, &seed);
        rbk_subchannel_interleave(channels, raw);
        rbk_subchannel_deinterleave(raw, back);
        assert_memory_equal(back, channels, sizeof channels);
        rbk_subchannel_deinterleave(channels, back);
        rbk_subchannel_interleave(back, raw);
        assert_memory_equal(raw, channels, sizeof channels);
    }
}

static void the_form_of_16_bytes_holds_q_and_one_bit_of_p(void **state)
{
    uint8_t bytes[RBK_PQ16_BYTES];
    (void)state;
    rbk_subchannel_pq16(rows[1].bytes, true, bytes);
    assert_memory_equal(bytes, rows[1].bytes, 12);
    assert_memory_equal(bytes + 12, ((uint8_t[]){0, 0, 0, 0x80}), 4);
    rbk_subchannel_pq16(rows[1].bytes, false, bytes);
    assert_int_equal(bytes[15], 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_become_the_bytes_of_the_fact_sheet),
        cmocka_unit_test(the_bytes_of_the_fact_sheet_become_numbers),
        cmocka_unit_test(control_adr_and_disc_type_pass_as_they_are),
        cmocka_unit_test(one_wrong_bit_anywhere_is_seen),
        cmocka_unit_test(digits_that_are_none_are_refused_under_a_right_crc),
        cmocka_unit_test(any_isrc_mcn_and_time_come_back),
        cmocka_unit_test(garbage_of_any_kind_is_only_refused),
        cmocka_unit_test(channels_are_interleaved_bit_by_bit),
        cmocka_unit_test(the_two_orders_are_inverse),
        cmocka_unit_test(the_form_of_16_bytes_holds_q_and_one_bit_of_p),
    };
    return cmocka_run_group_tests_name("cd/subchannel", tests, NULL, NULL);
}
