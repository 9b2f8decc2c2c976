/* The subchannels of two discs: modified Q in a list or a subchannel, and R to W in whatever form. */
#include "unit/verify/images.h"

#include <redbook/image.h>
#include <redbook/subcode.h>

#define SECTORS 300

static rbk_subchannel_comparison compared;
static uint8_t sub[SECTORS * RBK_SUBCHANNEL_BYTES];

/* Two tracks of silence in one file, which is not written: only subchannels are read. */
static void make_disc(test_image *image)
{
    uint32_t file;
    assert_int_equal(rbk_disc_add_file(image->disc, "a.bin", RBK_FILE_BINARY, "BINARY", 0, &file, NULL), RBK_OK);
    assert_int_equal(rbk_disc_locate_file(image->disc, file, scratch_path("a.bin"), NULL), RBK_OK);
    image->disc->files[file].rate_hz = RBK_RATE_HZ;
    image->disc->files[file].length_frames = SECTORS * 588;
    add_track(image, file, 0, 200, 0);
    add_track(image, file, 200, SECTORS, 0);
    lay_out(image);
}

/* P and Q of the disc in sub, in channel order. */
static void render(const test_image *image)
{
    rbk_subcode *subcode = NULL;
    assert_int_equal(rbk_subcode_new(image->disc, image->layout, &subcode, &error), RBK_OK);
    assert_int_equal(rbk_subchannel_render(subcode, NULL, 0, SECTORS, RBK_SUBCHANNEL_CHANNEL_ORDER, sub, &error),
                     RBK_OK);
    rbk_subcode_free(subcode);
}

static uint8_t *q_of(int lba)
{
    return sub + lba * RBK_SUBCHANNEL_BYTES + RBK_Q_BYTES;
}

/* The disc has what is in sub now. */
static void give(test_image *image, const char *name, rbk_subchannel_form form)
{
    scratch_write(name, sub, sizeof sub);
    assert_int_equal(rbk_disc_set_subchannel(image->disc, 0, form, name, scratch_path(name), NULL), RBK_OK);
}

static void list(test_image *image, int32_t lba, const uint8_t q[RBK_Q_BYTES])
{
    rbk_listed_q record = {.lba = lba};
    memcpy(record.q, q, RBK_Q_BYTES);
    assert_int_equal(rbk_disc_set_listed_q(image->disc, &record, 1, NULL), RBK_OK);
}

static rbk_status compare_subchannels(unsigned ignore)
{
    const rbk_compared first = {a.disc, a.layout}, second = {b.disc, b.layout};
    return rbk_compare_subchannels(&first, &second, ignore, NULL, &compared, &error);
}

static void assert_difference(const rbk_difference *found, int64_t count, int32_t lba, const char *first,
                              const char *second)
{
    assert_int_equal(found->count, count);
    assert_int_equal(found->lba, lba);
    assert_string_equal(found->first, first);
    assert_string_equal(found->second, second);
}

static void assert_q(int64_t count, int32_t lba, uint32_t track, const char *first, const char *second)
{
    assert_int_equal(compare_subchannels(0), RBK_OK);
    assert_true(compared.q_compared);
    assert_difference(&compared.q, count, lba, first, second);
    assert_int_equal(compared.q.track, track);
}

static void assert_r_to_w(int64_t count, int32_t lba, const char *first, const char *second)
{
    assert_int_equal(compare_subchannels(0), RBK_OK);
    assert_true(compared.r_to_w_compared);
    assert_difference(&compared.r_to_w, count, lba, first, second);
}

static void what_follows_from_the_layout_is_nothing(void **state)
{
    (void)state;
    make_disc(&a);
    make_disc(&b);
    assert_q(0, RBK_NO_LBA, 0, "", "");
    strcpy(a.disc->mcn, "4006381333931");
    render(&a);
    give(&a, "a.sub", RBK_SUBCHANNEL_CHANNELS);
    assert_q(0, RBK_NO_LBA, 0, "", "");
    assert_r_to_w(0, RBK_NO_LBA, "", "");
    assert_string_equal(compared.q.field, "");
    assert_int_equal(compared.q.sample, -1);
}

/* Q of another time in the sector at 210, with a CRC that differs from the valid one by the bits. */
static void modify(uint8_t q[RBK_Q_BYTES], uint8_t crc_bits)
{
    rbk_q other;
    assert_true(rbk_q_decode(q_of(210), &other));
    other.relative_sectors += 60 * 75;
    rbk_q_encode(&other, q);
    q[10] ^= crc_bits;
    q[11] ^= crc_bits;
}

#define Q_OF_210 "01020101001000000460"

/* The record of an SBI has the inverse of a valid CRC: the same as any. */
static void modified_q_is_the_same_in_a_list_and_in_a_subchannel(void **state)
{
    uint8_t of_sbi[RBK_Q_BYTES], of_disc[RBK_Q_BYTES];
    (void)state;
    make_disc(&a);
    make_disc(&b);
    render(&b);
    modify(of_sbi, 0xFF);
    modify(of_disc, 0x55);
    memcpy(q_of(210), of_disc, RBK_Q_BYTES);
    give(&b, "b.sub", RBK_SUBCHANNEL_CHANNELS);
    assert_q(1, 210, 2, "", Q_OF_210);
    list(&a, 210, of_sbi);
    assert_q(0, RBK_NO_LBA, 0, "", "");
    list(&a, 210, of_disc);
    assert_q(0, RBK_NO_LBA, 0, "", "");
    of_disc[11] ^= 1;
    list(&a, 210, of_disc);
    char with_crc[2][25];
    for (int i = 0; i < RBK_Q_BYTES; i++) {
        snprintf(with_crc[0] + 2 * i, 3, "%02x", of_disc[i]);
        snprintf(with_crc[1] + 2 * i, 3, "%02x", i == 11 ? of_disc[i] ^ 1u : of_disc[i]);
    }
    assert_q(1, 210, 2, with_crc[0], with_crc[1]);
    list(&a, 211, of_sbi);
    assert_q(2, 210, 2, "", Q_OF_210);
}

/* The sides are alike: what only the first has, and two subchannels. */
static void modified_q_of_one_disc_alone_is_a_difference(void **state)
{
    (void)state;
    make_disc(&a);
    make_disc(&b);
    render(&a);
    give(&b, "b.sub", RBK_SUBCHANNEL_CHANNELS);
    modify(q_of(210), 0x55);
    give(&a, "a.sub", RBK_SUBCHANNEL_CHANNELS);
    assert_q(1, 210, 2, Q_OF_210, "01020100001000000460");
    give(&b, "b.sub", RBK_SUBCHANNEL_CHANNELS);
    assert_q(0, RBK_NO_LBA, 0, "", "");
    memset(sub, 0, sizeof sub); /* nothing was stored */
    give(&b, "b.sub", RBK_SUBCHANNEL_CHANNELS);
    assert_q(1, 210, 2, Q_OF_210, "");
    assert_int_equal(rbk_disc_set_subchannel(b.disc, 0, RBK_SUBCHANNEL_NONE, NULL, NULL, NULL), RBK_OK);
    assert_q(1, 210, 2, Q_OF_210, "");
}

/* With a valid CRC and the time of its sector: only its relative time is another one. */
static void modified_q_may_be_valid(void **state)
{
    (void)state;
    make_disc(&a);
    make_disc(&b);
    render(&a);
    give(&b, "b.sub", RBK_SUBCHANNEL_CHANNELS);
    modify(q_of(210), 0);
    give(&a, "a.sub", RBK_SUBCHANNEL_CHANNELS);
    assert_q(1, 210, 2, Q_OF_210, "01020100001000000460");
    assert_int_equal(rbk_disc_set_subchannel(b.disc, 0, RBK_SUBCHANNEL_NONE, NULL, NULL, NULL), RBK_OK);
    assert_q(1, 210, 2, Q_OF_210, "");
    list(&b, 210, q_of(210));
    assert_q(0, RBK_NO_LBA, 0, "", "");
}

/* A list counts before the subchannel of its disc, as for all that reads it. */
static void a_list_counts_before_the_subchannel(void **state)
{
    uint8_t q[RBK_Q_BYTES];
    (void)state;
    make_disc(&a);
    make_disc(&b);
    render(&a);
    modify(q, 0xFF);
    give(&a, "a.sub", RBK_SUBCHANNEL_CHANNELS);
    list(&a, 210, q);
    list(&b, 210, q);
    assert_q(0, RBK_NO_LBA, 0, "", "");
    list(&b, 205, q);
    assert_q(2, 205, 2, "01020100000500000455", Q_OF_210);
}

/* A list is of the sectors that it names. */
static void a_subchannel_counts_where_its_list_has_no_record(void **state)
{
    uint8_t q[RBK_Q_BYTES];
    (void)state;
    make_disc(&a);
    make_disc(&b);
    render(&a);
    modify(q, 0xFF);
    list(&a, 30, q);
    list(&b, 30, q);
    give(&a, "a.sub", RBK_SUBCHANNEL_CHANNELS);
    memcpy(q_of(210), q, RBK_Q_BYTES);
    give(&b, "b.sub", RBK_SUBCHANNEL_CHANNELS);
    assert_q(1, 210, 2, "01020100001000000460", Q_OF_210);
}

/* In the first sector of a track valid Q is in no search of a subchannel; and a record of no sector is in no subchannel. */
static void a_record_is_compared_with_the_sector_that_it_is_of(void **state)
{
    rbk_q q;
    (void)state;
    make_disc(&a);
    make_disc(&b);
    render(&a);
    assert_true(rbk_q_decode(q_of(200), &q));
    q.relative_sectors += 8;
    rbk_q_encode(&q, q_of(200));
    list(&b, 200, q_of(200));
    give(&a, "a.sub", RBK_SUBCHANNEL_CHANNELS);
    assert_q(0, RBK_NO_LBA, 0, "", "");
    list(&b, -20, q_of(200));
    assert_q(1, -20, 0, "", "01020100000800000450");
    list(&b, SECTORS, q_of(200));
    assert_q(1, SECTORS, 0, "", "01020100000800000450");
}

/* ------------------------------------------------------------------ R to W */

static void r_to_w_are_compared_in_every_form(void **state)
{
    static uint8_t raw[SECTORS * RBK_SUBCHANNEL_BYTES];
    (void)state;
    make_disc(&a);
    make_disc(&b);
    render(&a);
    memset(sub + 270 * RBK_SUBCHANNEL_BYTES + 40, 0xA5, 10);
    give(&a, "a.sub", RBK_SUBCHANNEL_CHANNELS);
    assert_r_to_w(1, 270, "08", "");
    for (size_t i = 0; i < SECTORS; i++)
        rbk_subchannel_interleave(sub + i * RBK_SUBCHANNEL_BYTES, raw + i * RBK_SUBCHANNEL_BYTES);
    for (size_t i = 0; i < sizeof raw; i++)
        raw[i] &= 0x3F; /* as in sectors of CD+G: no P and Q */
    memcpy(sub, raw, sizeof sub);
    give(&b, "b.raw", RBK_SUBCHANNEL_RAW);
    assert_r_to_w(0, RBK_NO_LBA, "", "");
    assert_int_equal(compared.q.count, 0);
    sub[270 * RBK_SUBCHANNEL_BYTES + 40] ^= 0x01;
    sub[299 * RBK_SUBCHANNEL_BYTES + 95] ^= 0x20;
    give(&b, "b.raw", RBK_SUBCHANNEL_RAW);
    assert_r_to_w(2, 270, "10", "11");
    assert_int_equal(compared.r_to_w.track, 2);
}

/* Sectors that only one of two discs has are in their length. */
static void sectors_that_both_have_are_compared(void **state)
{
    (void)state;
    make_disc(&a);
    make_disc(&b);
    b.disc->tracks[1].extents[0].length_samples = 50 * 588;
    lay_out(&b);
    memset(sub, 0, sizeof sub);
    sub[249 * RBK_SUBCHANNEL_BYTES] = sub[250 * RBK_SUBCHANNEL_BYTES] = 0x3F;
    give(&a, "a.raw", RBK_SUBCHANNEL_RAW);
    assert_r_to_w(1, 249, "3f", "");
}

/* ------------------------------------------------------------------ what is not read */

static void without_reading_files_lists_are_compared(void **state)
{
    uint8_t q[RBK_Q_BYTES];
    (void)state;
    make_disc(&a);
    make_disc(&b);
    render(&a);
    modify(q, 0xFF);
    list(&b, 210, q);
    assert_int_equal(compare_subchannels(RBK_IGNORE_SAMPLES), RBK_OK);
    assert_true(compared.q_compared);
    assert_true(compared.r_to_w_compared);
    assert_int_equal(compared.q.count, 1);
    assert_int_equal(rbk_disc_set_subchannel(a.disc, 0, RBK_SUBCHANNEL_RAW, "a.raw", scratch_path("none"), NULL),
                     RBK_OK);
    assert_int_equal(compare_subchannels(RBK_IGNORE_SAMPLES), RBK_OK);
    assert_false(compared.q_compared);
    assert_false(compared.r_to_w_compared);
    assert_int_equal(compared.q.count, 0);
    list(&a, 205, q);
    assert_int_equal(compare_subchannels(RBK_IGNORE_SAMPLES), RBK_OK);
    assert_true(compared.q_compared);
    assert_int_equal(compared.q.count, 2);
    assert_int_equal(compare_subchannels(RBK_IGNORE_SUBCHANNELS), RBK_OK);
    assert_false(compared.q_compared);
    assert_int_equal(compared.q.count, 0);
}

static bool cancelled(void *user)
{
    (void)user;
    return true;
}

static void what_cannot_be_compared_leaves_the_result_alone(void **state)
{
    rbk_subchannel_comparison before;
    const rbk_compared first = {a.disc, NULL}, second = {b.disc, NULL};
    (void)state;
    memset(&compared, 0xAA, sizeof compared);
    before = compared;
    assert_int_equal(rbk_compare_subchannels(&first, &second, 0, NULL, &compared, &error), RBK_INVALID_POINTER);
    make_disc(&a);
    make_disc(&b);
    const rbk_compared one = {a.disc, a.layout}, two = {b.disc, b.layout};
    assert_int_equal(rbk_compare_subchannels(&one, &two, 0, NULL, NULL, &error), RBK_INVALID_POINTER);
    assert_int_equal(rbk_disc_set_subchannel(b.disc, 0, RBK_SUBCHANNEL_RAW, "a.raw", scratch_path("none"), NULL),
                     RBK_OK);
    assert_int_equal(compare_subchannels(0), RBK_FILEACCESS);
    const rbk_listener listener = {.query_cancel = cancelled};
    assert_int_equal(rbk_compare_subchannels(&one, &two, 0, &listener, &compared, &error), RBK_USERABORT);
    assert_memory_equal(&compared, &before, sizeof compared);
}

typedef struct heard {
    uint64_t calls, completed, total, stop_at;
} heard;

static void on_progress(void *user, uint64_t completed, uint64_t total)
{
    heard *h = user;
    assert_true(completed >= h->completed && completed <= total &&
                (h->calls == 0 ? completed == 0 : total == h->total));
    h->calls++;
    h->completed = completed;
    h->total = total;
}

static bool on_query(void *user)
{
    const heard *h = user;
    return h->stop_at && h->calls >= h->stop_at;
}

static void a_listener_is_notified_of_all_sectors_and_can_cancel(void **state)
{
    heard h = {0};
    const rbk_listener listener = {&h, on_progress, on_query};
    (void)state;
    make_disc(&a);
    make_disc(&b);
    const rbk_compared first = {a.disc, a.layout}, second = {b.disc, b.layout};
    assert_int_equal(rbk_compare_subchannels(&first, &second, 0, &listener, &compared, &error), RBK_OK);
    assert_int_equal(h.calls, 0); /* nothing is read */
    render(&a);
    sub[RBK_SUBCHANNEL_BYTES - 1] = 1; /* in W */
    give(&a, "a.sub", RBK_SUBCHANNEL_CHANNELS);
    give(&b, "b.sub", RBK_SUBCHANNEL_CHANNELS);
    assert_int_equal(rbk_compare_subchannels(&first, &second, 0, &listener, &compared, &error), RBK_OK);
    assert_int_equal(h.total, 3 * SECTORS);
    assert_int_equal(h.completed, h.total);
    for (uint64_t stop = 1, calls = h.calls; stop + 1 < calls; stop++) { /* not after the last block */
        h = (heard){.stop_at = stop};
        assert_int_equal(rbk_compare_subchannels(&first, &second, 0, &listener, &compared, &error), RBK_USERABORT);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        images_test(a_listener_is_notified_of_all_sectors_and_can_cancel),
        images_test(what_follows_from_the_layout_is_nothing),
        images_test(modified_q_is_the_same_in_a_list_and_in_a_subchannel),
        images_test(modified_q_of_one_disc_alone_is_a_difference),
        images_test(modified_q_may_be_valid),
        images_test(a_list_counts_before_the_subchannel),
        images_test(a_subchannel_counts_where_its_list_has_no_record),
        images_test(a_record_is_compared_with_the_sector_that_it_is_of),
        images_test(r_to_w_are_compared_in_every_form),
        images_test(sectors_that_both_have_are_compared),
        images_test(without_reading_files_lists_are_compared),
        images_test(what_cannot_be_compared_leaves_the_result_alone),
    };
    return cmocka_run_group_tests_name("verify/compare_subchannel", tests, NULL, NULL);
}
