/*
 * The order of Q of a disc that is read: sectors of modified Q, and drives that return Q early or late.
 */
#include "burn/read_disc.h"
#include "unit/scratch.h"

#include <string.h>

static rbk_disc_reading reading;

static int set_up(void **state)
{
    (void)state;
    memset(&reading, 0, sizeof reading);
    return rbk_read_q_begin(&reading, NULL) == RBK_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    rbk_subcode_scan_free(reading.scan);
    return 0;
}

static int32_t relative_change;
static uint8_t control_change;

static void add(int32_t lba, int32_t own_lba, uint8_t track, uint8_t index)
{
    rbk_q q = {.kind = RBK_Q_POSITION,
               .control = control_change,
               .track = track,
               .index = index,
               .relative_sectors = (track == 1   ? own_lba + 200
                                    : index == 0 ? 101 - own_lba
                                                 : own_lba + 99) +
                                   relative_change,
               .absolute_sectors = own_lba + RBK_PREGAP_SECTORS};
    uint8_t bytes[RBK_Q_BYTES];
    rbk_q_encode(&q, bytes);
    rbk_read_q_add(&reading, lba, bytes);
}

/* Track 1 to lba 99, track 2 with a pregap of 1 sector, index 01 at 101, index 02 at 150, to 199; read distance sectors early. */
static void add_range(int32_t from, int32_t to, int32_t distance)
{
    for (int32_t lba = from; lba < to; lba++) {
        int32_t own = lba + distance;
        add(lba, own, own < 100 ? 1 : 2, own == 100 ? 0 : own < 150 ? 1 : 2);
    }
}

static void assert_boundaries(void)
{
    rbk_read_q_end(&reading);
    const rbk_scanned_disc *disc = rbk_subcode_scan_result(reading.scan);
    assert_int_equal(disc->track_count, 2);
    assert_int_equal(disc->tracks[0].index_count, 1);
    assert_int_equal(disc->tracks[1].index_count, 3);
    static const rbk_layout_index wanted[] = {{0, 100}, {1, 101}, {2, 150}};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(disc->tracks[1].indexes[i].number, wanted[i].number);
        assert_int_equal(disc->tracks[1].indexes[i].lba, wanted[i].lba);
    }
}

static void add_relative(int32_t lba, int32_t change)
{
    relative_change = change;
    add_range(lba, lba + 1, 0);
    relative_change = 0;
}

/* With a valid CRC and the time of its sector. */
static void assert_placed(uint32_t count, int32_t first_lba)
{
    uint32_t placed = 0;
    for (uint32_t i = 0; i < reading.order.found; i++)
        placed += reading.order.others_found[i].placed;
    assert_int_equal(placed, count);
    assert_int_equal(reading.order.placed, count);
    if (count > 0)
        assert_int_equal(reading.order.placed_lba, first_lba);
}

static void indexes_are_found_even_of_one_sector(void **state)
{
    (void)state;
    add_range(0, 200, 0);
    assert_boundaries();
}

static void drives_that_return_q_early_or_late_are_followed(void **state)
{
    static const int32_t distances[] = {-2, 3, 100};
    for (size_t i = 0; i < 3; i++) {
        add_range(0, 200, distances[i]);
        if (distances[i] < 0)
            add_range(200, 202, distances[i]);
        if (distances[i] < 100)
            assert_boundaries();
        tear_down(state);
        set_up(state);
    }
}

/* Another minute, second or frame; the sector after it may be modified too. */
static void a_modified_time_hides_no_boundary(void **state)
{
    static const int32_t changes[] = {4500, 75, 8, 1, -1, -75};
    for (size_t i = 0; i < 6; i++)
        for (int32_t at = 96; at <= 99; at++) {
            add_range(0, at, 0);
            add(at, at + changes[i], 1, 1);
            add_range(at + 1, 200, 0);
            assert_boundaries();
            tear_down(state);
            set_up(state);
        }
    add_range(0, 60, 0);
    add(60, 4560, 1, 1);
    add(61, 4561, 1, 1);
    add_range(62, 200, 0);
    assert_boundaries();
}

/* Its track and index are those of the sectors after it; a little early or late it is the drive's. */
static void a_modified_time_at_the_start_of_an_index_is_part_of_it(void **state)
{
    static const int32_t changes[] = {4500, 750, 8, -8, 1};
    for (size_t i = 0; i < 5; i++) {
        const int32_t at = changes[i] == 1 ? 149 : 150;
        add_range(0, at, 0);
        add(at, at + changes[i], 2, 2);
        add_range(at + 1, 200, 0);
        assert_boundaries();
        tear_down(state);
        set_up(state);
    }
}

static void a_modified_index_or_track_makes_none(void **state)
{
    (void)state;
    add_range(0, 60, 0);
    add(60, 60, 1, 3);
    add_range(61, 70, 0);
    add(70, 70, 2, 1);
    add_range(71, 120, 0);
    add(120, 120, 2, 7);
    add_range(121, 200, 0);
    assert_boundaries();
}

/* At an offset the last sector of a transfer is read again as the first one of the next. */
static void a_sector_that_is_read_twice_confirms_nothing(void **state)
{
    (void)state;
    add_range(0, 60, 0);
    add(60, 68, 1, 3);
    add(60, 68, 1, 3);
    add_range(61, 100, 0);
    add_range(99, 101, 0);
    add_range(100, 200, 0);
    assert_boundaries();
}

static void codes_are_found_of_a_drive_that_returns_q_late(void **state)
{
    rbk_q q = {.kind = RBK_Q_MCN, .mcn = "1234567890128"};
    uint8_t bytes[RBK_Q_BYTES];
    (void)state;
    add_range(2, 50, -2);
    q.absolute_frame = (48 + RBK_PREGAP_SECTORS) % RBK_SECTORS_PER_SECOND;
    rbk_q_encode(&q, bytes);
    rbk_read_q_add(&reading, 50, bytes);
    add_range(51, 202, -2);
    assert_boundaries();
    assert_string_equal(rbk_subcode_scan_result(reading.scan)->mcn, "1234567890128");
}

static void assert_others(const int32_t *lbas, uint32_t count)
{
    assert_int_equal(reading.order.found, count);
    for (uint32_t i = 0; i < count; i++)
        assert_int_equal(reading.order.others_found[i].q.lba, lbas[i]);
}

static void sectors_of_modified_q_are_kept(void **state)
{
    (void)state;
    add_range(0, 20, 0);
    add(20, 4520, 1, 1);
    add_range(21, 30, 0);
    add(30, 38, 1, 1);
    add_range(31, 40, 0);
    add(40, 20, 1, 1);
    add_range(41, 50, 0);
    add(50, 50, 1, 4);
    add_range(51, 60, 0);
    add_relative(60, 4500);
    add_relative(61, 75);
    add_range(62, 70, 0);
    control_change = RBK_Q_DATA;
    add_range(70, 71, 0);
    control_change = 0;
    add_range(71, 200, 0);
    assert_boundaries();
    assert_placed(4, 50);
    assert_int_equal(reading.order.bad, 0);
    assert_others((const int32_t[]){20, 30, 40, 50, 60, 61, 70}, 7);
}

/* When it is not yet certain whether the drive returns Q early or late. */
static void modified_times_of_the_first_sectors_are_found(void **state)
{
    static const int32_t changes[] = {4500, 750, 8, 1, -1};
    static const int32_t lbas[] = {0, 1, 2, 3, 5};
    for (size_t i = 0; i < 5; i++) {
        for (int32_t at = 0; at <= 10; at++) {
            add_range(0, at, 0);
            add(at, at + changes[i], 1, 1);
            add_range(at + 1, 200, 0);
            assert_boundaries();
            assert_others(&at, 1);
            tear_down(state);
            set_up(state);
        }
    }
    for (int32_t lba = 0, next = 0; lba < 200; lba++) {
        if (next < 5 && lba == lbas[next]) {
            add(lba, lba + 750, 1, 1);
            next++;
        } else {
            add_range(lba, lba + 1, 0);
        }
    }
    assert_boundaries();
    assert_others(lbas, 5);
}

static void many_sectors_with_a_time_far_from_theirs_are_not_the_drives(void **state)
{
    (void)state;
    add_range(0, 200, 0);
    for (int32_t lba = 200; lba < 1001; lba++)
        add(lba, lba + 750, 2, 2);
    add(1001, 1001, 2, 2);
    assert_boundaries();
    assert_int_equal(reading.order.found, 801);
    assert_int_equal(reading.order.others_found[0].q.lba, 200);
    assert_int_equal(reading.order.others_found[800].q.lba, 1000);
}

static void two_sectors_with_the_times_of_each_other_are_found_once(void **state)
{
    (void)state;
    add_range(0, 60, 0);
    add(60, 61, 1, 1);
    add(61, 60, 1, 1);
    add_range(62, 200, 0);
    assert_boundaries();
    assert_placed(0, 0);
    assert_others((const int32_t[]){60, 61}, 2);
}

/* Which of them goes on like the one before does not matter. */
static void ranges_of_modified_times_are_listed_and_what_follows_is_not(void **state)
{
    (void)state;
    add_range(0, 20, -1);
    for (int32_t lba = 20; lba < 24; lba++)
        add(lba, lba + 7, 1, 1);
    add_range(24, 201, -1);
    assert_placed(0, 0);
    assert_others((const int32_t[]){19, 20, 21, 22}, 4);
}

static void a_drive_that_changes_how_early_it_returns_q_has_no_modified_q(void **state)
{
    const uint8_t damaged[RBK_Q_BYTES] = {1};
    (void)state;
    add_range(0, 90, 0);
    add(90, 4590, 1, 1);
    add_range(91, 100, 0);
    for (int32_t lba = 100; lba < 300; lba++) {
        if (lba == 105)
            rbk_read_q_add(&reading, lba, damaged);
        else
            add(lba, lba + 2, 2, 2);
    }
    assert_others((const int32_t[]){90, 105}, 2);
}

/* Which only the scan finds, before and after what the order of Q shows. */
static void the_first_sector_of_modified_q_is_the_first_of_either_kind(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        add_range(0, 20, 0);
        if (i == 0)
            add_relative(20, 75);
        else
            add(20, 20, 1, 4);
        add_range(21, 30, 0);
        if (i == 1)
            add_relative(30, 75);
        else
            add(30, 30, 1, 4);
        add_range(31, 200, 0);
        assert_boundaries();
        assert_placed(2, 20);
        tear_down(state);
        set_up(state);
    }
}

/* Another offset of the relative time from a sector on, one that does not ascend, a drive whose Q jumps a little. */
static void unusual_discs_and_drives_have_no_modified_q(void **state)
{
    (void)state;
    add_range(0, 30, 0);
    relative_change = 1;
    add_range(30, 60, 0);
    for (int32_t lba = 60; lba < 90; lba++, relative_change--)
        add_range(lba, lba + 1, 0);
    relative_change = 0;
    add_range(90, 110, 0);
    add_range(110, 120, 1);
    add_range(120, 130, -1);
    add_range(130, 200, 0);
    assert_boundaries();
    assert_placed(0, 0);
}

/* It is read with the sector before it, and kept where the drive changes that. */
static void modified_q_of_a_drive_that_returns_it_early_is_kept(void **state)
{
    (void)state;
    add_range(0, 60, 1);
    relative_change = 75;
    add_range(60, 61, 1);
    relative_change = 0;
    add_range(61, 100, 1);
    add_range(100, 200, 2);
    assert_placed(1, 61);
    assert_others((const int32_t[]){61}, 1);
    assert_int_equal(reading.order.others_found[0].read_lba, 60);
}

/* Which is known after some positions only; before them, there may be many sectors without a valid CRC. */
static void the_first_sectors_of_modified_q_are_placed_as_the_others(void **state)
{
    static const int32_t distances[] = {-2, 1, 8}, starts[] = {0, 2, 40};
    uint8_t bytes[RBK_Q_BYTES] = {1};
    for (size_t i = 0; i < 9; i++) {
        const int32_t distance = distances[i % 3], start = starts[i / 3];
        const int32_t first = distance < 0 ? -distance : 0;
        add_range(first, first + start / 2, distance);
        for (int32_t lba = first + start / 2; lba < first + start + 1; lba++)
            rbk_read_q_add(&reading, lba, bytes);
        add_range(first + start + 1, 200, distance);
        rbk_read_q_end(&reading);
        assert_int_equal(reading.order.found, start + 1 - start / 2);
        for (uint32_t k = 0; k < reading.order.found; k++) {
            assert_int_equal(reading.order.others_found[k].read_lba, first + start / 2 + (int32_t)k);
            assert_int_equal(reading.order.others_found[k].q.lba, first + start / 2 + (int32_t)k + distance);
        }
        tear_down(state);
        set_up(state);
    }
    for (int32_t lba = 10; lba < 12; lba++) /* no position at all: as it was read */
        rbk_read_q_add(&reading, lba, bytes);
    rbk_read_q_end(&reading);
    assert_others((const int32_t[]){10, 11}, 2);
}

/* That the relative time is modified shows only after the next sector, which has no valid CRC. */
static void modified_q_that_is_found_late_is_listed_in_its_place(void **state)
{
    const uint8_t damaged[RBK_Q_BYTES] = {1};
    (void)state;
    add_range(0, 60, 0);
    add_relative(60, 75);
    rbk_read_q_add(&reading, 61, damaged);
    add_range(62, 200, 0);
    assert_boundaries();
    assert_placed(1, 60);
    assert_others((const int32_t[]){60, 61}, 2);
}

static void q_of_another_mode_is_modified(void **state)
{
    const rbk_q other = {.kind = RBK_Q_OTHER, .adr = 5};
    uint8_t bytes[RBK_Q_BYTES];
    (void)state;
    rbk_q_encode(&other, bytes);
    add_range(0, 60, 0);
    for (int32_t lba = 60; lba < 70; lba++)
        rbk_read_q_add(&reading, lba, bytes);
    add_range(70, 200, 0);
    rbk_read_q_add(&reading, 200, bytes); /* where it may be that of the lead-out */
    assert_boundaries();
    assert_placed(10, 60);
    assert_others((const int32_t[]){60, 61, 62, 63, 64, 65, 66, 67, 68, 69}, 10);
}

static void q_of_zeros_is_no_q(void **state)
{
    const uint8_t zeros[RBK_Q_BYTES] = {0};
    (void)state;
    add_range(0, 60, 0);
    for (int32_t lba = 60; lba < 70; lba++)
        rbk_read_q_add(&reading, lba, zeros);
    add_range(70, 200, 0);
    assert_boundaries();
    assert_placed(0, 0);
    assert_int_equal(reading.order.bad, 0);
    assert_int_equal(reading.order.found, 0);
}

static void q_without_a_valid_crc_is_kept_for_reading_it_again(void **state)
{
    uint8_t bytes[RBK_Q_BYTES] = {1};
    const int32_t more = RBK_OTHER_Q_MAX + 10;
    (void)state;
    add_range(2, 20, -2);
    for (int32_t lba = 20; lba < 20 + more; lba++)
        rbk_read_q_add(&reading, lba, bytes);
    assert_int_equal(reading.order.bad, more);
    assert_int_equal(reading.order.found, more);
    assert_int_equal(reading.order.others_found[RBK_OTHER_Q_MAX - 1].read_lba, 20 + RBK_OTHER_Q_MAX - 1);
    assert_int_equal(reading.order.others_found[0].q.lba, 18);
    assert_memory_equal(reading.order.others_found[0].q.q, bytes, sizeof bytes);
}

/* Which of them follow the drive is not known any more: all are counted, and those after it has changed are not. */
static void what_a_full_list_does_not_hold_is_counted(void **state)
{
    const uint8_t bytes[RBK_Q_BYTES] = {1};
    const int32_t end = 90 + RBK_OTHER_Q_MAX + 10;
    (void)state;
    add_range(0, 90, 0);
    for (int32_t lba = 90; lba < end; lba++)
        rbk_read_q_add(&reading, lba, bytes);
    for (int32_t lba = end; lba < end + 100; lba++)
        add(lba, lba + 2, 2, 2);
    const uint32_t found = reading.order.found;
    assert_int_equal(found, RBK_OTHER_Q_MAX + 10 + 70);
    assert_int_equal(reading.order.others_found[RBK_OTHER_Q_MAX - 1].read_lba, 90 + RBK_OTHER_Q_MAX - 1);
    for (int32_t lba = end + 100; lba < end + 200; lba++)
        add(lba, lba + 2, 2, 2);
    rbk_read_q_end(&reading);
    assert_int_equal(reading.order.found, found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(indexes_are_found_even_of_one_sector, set_up, tear_down),
        cmocka_unit_test_setup_teardown(drives_that_return_q_early_or_late_are_followed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_modified_time_hides_no_boundary, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_modified_time_at_the_start_of_an_index_is_part_of_it, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_modified_index_or_track_makes_none, set_up, tear_down),
        cmocka_unit_test_setup_teardown(modified_times_of_the_first_sectors_are_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(many_sectors_with_a_time_far_from_theirs_are_not_the_drives, set_up, tear_down),
        cmocka_unit_test_setup_teardown(two_sectors_with_the_times_of_each_other_are_found_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_sector_that_is_read_twice_confirms_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(sectors_of_modified_q_are_kept, set_up, tear_down),
        cmocka_unit_test_setup_teardown(ranges_of_modified_times_are_listed_and_what_follows_is_not, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_drive_that_changes_how_early_it_returns_q_has_no_modified_q, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(the_first_sector_of_modified_q_is_the_first_of_either_kind, set_up, tear_down),
        cmocka_unit_test_setup_teardown(unusual_discs_and_drives_have_no_modified_q, set_up, tear_down),
        cmocka_unit_test_setup_teardown(modified_q_of_a_drive_that_returns_it_early_is_kept, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_first_sectors_of_modified_q_are_placed_as_the_others, set_up, tear_down),
        cmocka_unit_test_setup_teardown(modified_q_that_is_found_late_is_listed_in_its_place, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_a_full_list_does_not_hold_is_counted, set_up, tear_down),
        cmocka_unit_test_setup_teardown(q_of_another_mode_is_modified, set_up, tear_down),
        cmocka_unit_test_setup_teardown(q_of_zeros_is_no_q, set_up, tear_down),
        cmocka_unit_test_setup_teardown(q_without_a_valid_crc_is_kept_for_reading_it_again, set_up, tear_down),
        cmocka_unit_test_setup_teardown(codes_are_found_of_a_drive_that_returns_q_late, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("burn/read_q", tests, NULL, NULL);
}
