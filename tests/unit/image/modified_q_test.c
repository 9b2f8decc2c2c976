/* Q that is not valid, of another sector or of another layout is found in a subchannel. */
#include "image/modified_q.h"

#include <redbook/subchannel.h>
#include <redbook/subcode.h>

#include "unit/disc/probed.h"

#define SECTORS 300

static uint8_t sub[SECTORS * RBK_SUBCHANNEL_BYTES];

static int setup(void **state)
{
    return scratch_setup(state) || begin(state);
}

static int teardown(void **state)
{
    end(state);
    return scratch_teardown(state);
}

/* A disc whose .sub has P and Q of its layout, all in sub. */
static void make_disc(void)
{
    rbk_subcode *subcode = NULL;
    uint32_t file = add_file(RBK_RATE_HZ, SECTORS * 588);
    rbk_track *track = add_track();
    rbk_track_add_file_extent(track, file, 0, RBK_TO_END, NULL);
    rbk_track_add_index(track, 1, 0, 0, NULL);
    strcpy(disc->mcn, "4006381333931");
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    assert_int_equal(rbk_subcode_new(disc, layout, &subcode, &error), RBK_OK);
    assert_int_equal(rbk_subchannel_render(subcode, NULL, 0, SECTORS, RBK_SUBCHANNEL_CHANNEL_ORDER, sub, &error),
                     RBK_OK);
    rbk_subcode_free(subcode);
    assert_int_equal(rbk_disc_set_subchannel(disc, file, RBK_SUBCHANNEL_CHANNELS, "a.sub", scratch_path("a.sub"), NULL),
                     RBK_OK);
}

static uint8_t *q_of(int lba)
{
    return sub + lba * RBK_SUBCHANNEL_BYTES + RBK_Q_BYTES;
}

/* Freed by the caller. */
static rbk_disc *find(bool invalid_only)
{
    rbk_subchannel *subchannel = NULL;
    rbk_disc *found = NULL;
    scratch_write("a.sub", sub, sizeof sub);
    assert_int_equal(rbk_subchannel_open(disc, layout, &subchannel, &error), RBK_OK);
    assert_int_equal(rbk_subchannel_find_modified_q(subchannel, disc, layout, invalid_only, &found, &error), RBK_OK);
    rbk_subchannel_close(subchannel);
    return found;
}

static void a_disc_without_a_protection_has_none(void **state)
{
    (void)state;
    make_disc();
    rbk_disc *found = find(false);
    assert_int_equal(found->listed_q_count, 0);
    rbk_disc_free(found);
    memset(sub, 0, sizeof sub); /* nothing was stored */
    found = find(false);
    assert_int_equal(found->listed_q_count, 0);
    rbk_disc_free(found);
}

static void each_kind_of_it_is_found(void **state)
{
    rbk_q q;
    (void)state;
    make_disc();
    q_of(20)[11] ^= 0xFF;                             /* the CRC */
    memcpy(q_of(30), q_of(31), RBK_Q_BYTES);          /* of another sector */
    assert_true(rbk_q_decode(q_of(SECTORS - 1), &q)); /* of another layout */
    q.index = 2;
    rbk_q_encode(&q, q_of(SECTORS - 1));
    rbk_disc *found = find(true);
    assert_int_equal(found->listed_q_count, 2);
    assert_int_equal(found->listed_q[0].lba, 20);
    assert_memory_equal(found->listed_q[0].q, q_of(20), RBK_Q_BYTES);
    assert_int_equal(found->listed_q[1].lba, 30);
    rbk_disc_free(found);
    found = find(false);
    assert_int_equal(found->listed_q_count, 3);
    assert_int_equal(found->listed_q[2].lba, SECTORS - 1);
    rbk_disc_free(found);
}

/* Graphics of one sector, in a channel of the second track alone; P and Q are in none of them. */
static void tracks_with_something_in_r_to_w_are_found_in_the_same_pass(void **state)
{
    bool r_to_w[2] = {true, true};
    rbk_subchannel *subchannel = NULL;
    rbk_disc *found = NULL;
    (void)state;
    make_disc();
    rbk_track *track = add_track();
    rbk_track_add_file_extent(track, 0, 200 * 588, RBK_TO_END, NULL);
    rbk_track_add_index(track, 1, 0, 0, NULL);
    disc->tracks[0].extents[0].length_samples = 200 * 588;
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    for (int i = 0; i < 3; i++) {
        memset(sub, 0, sizeof sub);
        memset(q_of(5) - RBK_Q_BYTES, 0xFF, RBK_Q_BYTES); /* P */
        memset(q_of(6), 0xFF, RBK_Q_BYTES);
        if (i > 0)
            sub[(i == 1 ? 200 : 199) * RBK_SUBCHANNEL_BYTES + (i == 1 ? 24 : 95)] = 1;
        scratch_write("a.sub", sub, sizeof sub);
        assert_int_equal(rbk_subchannel_open(disc, layout, &subchannel, &error), RBK_OK);
        assert_int_equal(rbk_subchannel_search(subchannel, disc, layout, true, &found, r_to_w, NULL, &error), RBK_OK);
        rbk_subchannel_close(subchannel);
        assert_int_equal(found->listed_q_count, 1);
        rbk_disc_free(found);
        assert_int_equal(r_to_w[0], i == 2);
        assert_int_equal(r_to_w[1], i == 1);
    }
}

#define q_test(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        q_test(a_disc_without_a_protection_has_none),
        q_test(each_kind_of_it_is_found),
        q_test(tracks_with_something_in_r_to_w_are_found_in_the_same_pass),
    };
    return cmocka_run_group_tests_name("image/modified_q", tests, NULL, NULL);
}
