/* Q that is not valid, of another sector, unlike its neighbours or of another layout is found in a subchannel. */
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

/* Changes the position in a sector, with a valid CRC. */
static void change(int lba, int control, int index, int relative)
{
    rbk_q q;
    assert_true(rbk_q_decode(q_of(lba), &q));
    assert_int_equal(q.kind, RBK_Q_POSITION);
    q.control ^= (uint8_t)control;
    q.index = (uint8_t)(q.index + index);
    q.relative_sectors += relative;
    rbk_q_encode(&q, q_of(lba));
}

/* Freed by the caller. */
static rbk_disc *find(bool all_positions)
{
    rbk_subchannel *subchannel = NULL;
    rbk_disc *found = NULL;
    scratch_write("a.sub", sub, sizeof sub);
    assert_int_equal(rbk_subchannel_open(disc, layout, &subchannel, &error), RBK_OK);
    assert_int_equal(rbk_subchannel_find_modified_q(subchannel, disc, layout, all_positions, &found, &error), RBK_OK);
    rbk_subchannel_close(subchannel);
    return found;
}

static void a_disc_without_a_protection_has_none(void **state)
{
    (void)state;
    make_disc();
    rbk_disc *found = find(true);
    assert_int_equal(found->listed_q_count, 0);
    rbk_disc_free(found);
    memset(sub, 0, sizeof sub); /* nothing was stored */
    found = find(true);
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
    rbk_disc *found = find(false);
    assert_int_equal(found->listed_q_count, 2);
    assert_int_equal(found->listed_q[0].lba, 20);
    assert_memory_equal(found->listed_q[0].q, q_of(20), RBK_Q_BYTES);
    assert_int_equal(found->listed_q[1].lba, 30);
    rbk_disc_free(found);
    found = find(true);
    assert_int_equal(found->listed_q_count, 3);
    assert_int_equal(found->listed_q[2].lba, SECTORS - 1);
    rbk_disc_free(found);
}

static void assert_found(bool all_positions, const int32_t *lbas, size_t count)
{
    rbk_disc *found = find(all_positions);
    assert_int_equal(found->listed_q_count, count);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(found->listed_q[i].lba, lbas[i]);
        assert_memory_equal(found->listed_q[i].q, q_of(lbas[i]), RBK_Q_BYTES);
    }
    rbk_disc_free(found);
}

/* With a valid CRC and the time of its sector; next to codes, to damaged Q and to sectors without any. */
static void positions_unlike_their_neighbours_are_found(void **state)
{
    static const int32_t lbas[] = {20, 25, 40, 41, 60, 100, 101, 102, 121};
    rbk_q code = {.kind = RBK_Q_MCN, .mcn = "4006381333931"};
    (void)state;
    make_disc();
    change(20, 0, 0, 1); /* two of a list of pairs, 5 apart */
    change(25, 0, 0, -20);
    change(40, RBK_Q_DATA, 0, 0); /* two in a row */
    change(41, 0, 0, 75);
    change(60, 0, 3, 0);
    for (int i = 0; i < 2; i++) { /* a code on both sides */
        code.absolute_frame = (uint8_t)((59 + 2 * i + RBK_PREGAP_SECTORS) % RBK_SECTORS_PER_SECOND);
        rbk_q_encode(&code, q_of(59 + 2 * i));
    }
    change(101, 0, 0, 2); /* damage on both sides */
    q_of(100)[3] ^= 0x10;
    q_of(102)[11] ^= 0x10;
    change(121, 0, 0, 3); /* nothing stored on both sides */
    memset(q_of(120), 0, RBK_Q_BYTES);
    memset(q_of(122), 0, RBK_Q_BYTES);
    assert_found(false, lbas, sizeof lbas / sizeof lbas[0]);
    assert_found(true, lbas, sizeof lbas / sizeof lbas[0]);
}

/* ADR 5 with a valid CRC, in the first sector, too; at the end it may be legal, and is found where all that differs is wanted. */
static void q_of_another_mode_is_found(void **state)
{
    static const int32_t lbas[] = {0, 100, 101, 102, 103, 104, 105, SECTORS - 2, SECTORS - 1};
    rbk_q other = {.kind = RBK_Q_OTHER, .adr = 5, .raw = {0, 0xB0}};
    (void)state;
    make_disc();
    for (size_t i = 0; i < sizeof lbas / sizeof lbas[0]; i++)
        rbk_q_encode(&other, q_of(lbas[i]));
    assert_found(false, lbas, sizeof lbas / sizeof lbas[0] - 2);
    assert_found(true, lbas, sizeof lbas / sizeof lbas[0]);
}

/* Found all the same where each of them that does not follow from the layout is wanted. */
static void whole_ranges_that_differ_are_not_modified(void **state)
{
    int32_t all[60];
    (void)state;
    make_disc();
    rbk_track *track = add_track();
    rbk_track_add_file_extent(track, 0, 150 * 588, RBK_TO_END, NULL);
    rbk_track_add_index(track, 0, 0, 0, NULL);
    rbk_track_add_index(track, 1, 0, 50 * 588, NULL);
    disc->tracks[0].extents[0].length_samples = 150 * 588;
    disc->mcn[0] = '\0';
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    rbk_subcode *subcode = NULL;
    assert_int_equal(rbk_subcode_new(disc, layout, &subcode, &error), RBK_OK);
    for (int32_t lba = 0; lba < SECTORS; lba++)
        rbk_subcode_q(subcode, lba, q_of(lba));
    rbk_subcode_free(subcode);
    assert_found(true, NULL, 0);
    for (int i = 0; i < 50; i++) { /* a pregap that is counted from elsewhere */
        change(150 + i, 0, 0, -1);
        all[i] = 150 + i;
    }
    change(200, RBK_Q_DATA, 0, 0); /* control is a sector late, then two */
    all[50] = 200;
    assert_found(false, NULL, 0);
    change(201, RBK_Q_DATA, 0, 0);
    all[51] = 201;
    change(SECTORS - 1, 0, 0, 1); /* and nothing after it */
    all[52] = SECTORS - 1;
    assert_found(false, NULL, 0);
    assert_found(true, all, 53);
    memcpy(q_of(201), q_of(202), RBK_Q_BYTES); /* of another sector */
    assert_found(false, &all[51], 1);
}

/* An index that starts a sector early or late, a range of more sectors than protections change, the copy bit of SCMS. */
static void other_irregularities_are_not_modified(void **state)
{
    (void)state;
    make_disc();
    rbk_track_add_index(&disc->tracks[0], 2, 0, 101 * 588, NULL);
    rbk_track_add_index(&disc->tracks[0], 3, 0, 199 * 588, NULL);
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    for (int lba = 0; lba < SECTORS; lba++) {
        rbk_q q;
        assert_true(rbk_q_decode(q_of(lba), &q));
        if (q.kind == RBK_Q_POSITION && lba >= 100)
            change(lba, 0, lba < 200 ? 1 : 2, 0);
        if (q.kind == RBK_Q_POSITION && lba >= 30 && lba < 35)
            change(lba, 0, 0, 1);
        if (q.kind == RBK_Q_POSITION && lba % 8 < 2)
            change(lba, RBK_FLAG_COPY_PERMITTED, 0, 0);
    }
    assert_found(false, NULL, 0);
}

/* A position that alone is as in the layout differs from its neighbours, and needs no list. */
static void what_follows_from_the_layout_is_not_modified(void **state)
{
    (void)state;
    make_disc();
    for (int lba = 20; lba < 40; lba++)
        if (lba != 30)
            change(lba, 0, 0, 1);
    assert_found(false, NULL, 0);
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
        assert_int_equal(rbk_subchannel_search(subchannel, disc, layout, &found, r_to_w, NULL, &error), RBK_OK);
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
        q_test(positions_unlike_their_neighbours_are_found),
        q_test(q_of_another_mode_is_found),
        q_test(whole_ranges_that_differ_are_not_modified),
        q_test(other_irregularities_are_not_modified),
        q_test(what_follows_from_the_layout_is_not_modified),
        q_test(tracks_with_something_in_r_to_w_are_found_in_the_same_pass),
    };
    return cmocka_run_group_tests_name("image/modified_q", tests, NULL, NULL);
}
