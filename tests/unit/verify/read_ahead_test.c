/* Parts of an image, in their order, by a thread that reads ahead. */
#include "unit/verify/images.h"

#include "verify/read_ahead.h"

#define SECTORS 60

/* Parts of three sectors, up to one too many. */
typedef struct parts {
    int32_t lba, end_lba;
} parts;

static bool next(void *user, int32_t *lba, uint32_t *sectors)
{
    parts *p = user;
    if (p->lba >= p->end_lba)
        return false;
    *lba = p->lba;
    *sectors = p->end_lba - p->lba < 3 ? (uint32_t)(p->end_lba - p->lba) : 3;
    p->lba += 3;
    return true;
}

static rbk_image *open_album(void)
{
    rbk_image *image;
    int16_t *noise = make_noise(0, SECTORS * 588);
    make_album(&a, "a.bin", noise);
    free(noise);
    lay_out(&a);
    assert_int_equal(rbk_image_open(a.disc, a.layout, &image, &error), RBK_OK);
    return image;
}

static void assert_part(const uint8_t *part, int32_t lba, uint32_t sectors)
{
    int16_t *noise = make_noise(lba * 588, sectors * 588);
    for (uint32_t i = 0; i < sectors * 1176; i++)
        assert_int_equal((int16_t)(uint16_t)(part[2 * i] | part[2 * i + 1] << 8), noise[i]);
    free(noise);
}

static void parts_come_in_their_order(void **state)
{
    (void)state;
    rbk_image *image = open_album();
    parts p = {0, 59};
    rbk_read_ahead *ahead;
    assert_int_equal(rbk_read_ahead_start(image, 3, next, &p, &ahead, &error), RBK_OK);
    for (int32_t lba = 0; lba < 59; lba += 3) {
        const uint8_t *part;
        assert_int_equal(rbk_read_ahead_take(ahead, &part, &error), RBK_OK);
        assert_part(part, lba, lba + 3 <= 59 ? 3 : 2);
    }
    rbk_read_ahead_stop(ahead);
    rbk_image_close(image);
}

static void an_error_comes_when_it_is_its_turn_and_stays(void **state)
{
    (void)state;
    rbk_image *image = open_album();
    parts p = {51, 66}; /* the disc has 60 sectors */
    rbk_read_ahead *ahead;
    const uint8_t *part;
    rbk_status expected = rbk_image_read_sectors(image, 60, 3, (uint8_t[3 * RBK_SECTOR_BYTES]){0}, NULL);
    assert_int_not_equal(expected, RBK_OK);
    assert_int_equal(rbk_read_ahead_start(image, 3, next, &p, &ahead, &error), RBK_OK);
    for (int32_t lba = 51; lba < 60; lba += 3) {
        assert_int_equal(rbk_read_ahead_take(ahead, &part, &error), RBK_OK);
        assert_part(part, lba, 3);
    }
    assert_int_equal(rbk_read_ahead_take(ahead, &part, &error), expected);
    assert_int_equal(error.status, expected);
    assert_int_equal(rbk_read_ahead_take(ahead, &part, NULL), expected);
    rbk_read_ahead_stop(ahead);
    rbk_image_close(image);
}

static void it_may_be_stopped_at_any_time(void **state)
{
    (void)state;
    rbk_image *image = open_album();
    for (int taken = 0; taken < 8; taken++) {
        parts p = {0, 60};
        rbk_read_ahead *ahead;
        const uint8_t *part;
        assert_int_equal(rbk_read_ahead_start(image, 3, next, &p, &ahead, &error), RBK_OK);
        for (int i = 0; i < taken; i++)
            assert_int_equal(rbk_read_ahead_take(ahead, &part, &error), RBK_OK);
        rbk_read_ahead_stop(ahead);
    }
    rbk_read_ahead_stop(NULL);
    rbk_image_close(image);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        images_test(parts_come_in_their_order),
        images_test(an_error_comes_when_it_is_its_turn_and_stays),
        images_test(it_may_be_stopped_at_any_time),
    };
    return cmocka_run_group_tests_name("verify/read_ahead", tests, NULL, NULL);
}
