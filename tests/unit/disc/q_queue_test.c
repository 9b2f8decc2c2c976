/* Which Q is modified: the disc goes on as before it; a letter is a sector. */
#include "disc/q_queue.h"
#include "unit/scratch.h"

#include <redbook/disc.h>

#include <string.h>

#define SECTORS_MAX 64

/*
 * a to z: the position of a sector, with other relative times. C: another control, S: another copy bit, I: another index,
 * T: another track, P: a sector of a pregap; M: an MCN, O: ADR 5, L: the lead-out.
 */
static rbk_q q_of(char letter, int32_t lba)
{
    const int32_t shift = letter >= 'a' ? letter - 'a' : 0;
    rbk_q q = {.kind = RBK_Q_POSITION, .track = 1, .index = 1, .absolute_sectors = lba + 150};
    q.relative_sectors = 1000 + lba + shift;
    switch (letter) {
    case 'C':
        q.control = RBK_Q_DATA;
        break;
    case 'S':
        q.control = RBK_FLAG_COPY_PERMITTED;
        break;
    case 'I':
        q.index = 2;
        break;
    case 'T':
        q.track = 2;
        break;
    case 'P':
        q.track = 2;
        q.index = 0;
        q.relative_sectors = 1000 - lba;
        break;
    case 'M':
        q = (rbk_q){.kind = RBK_Q_MCN, .mcn = "4006381333931"};
        break;
    case 'O':
        q = (rbk_q){.kind = RBK_Q_OTHER, .adr = 5};
        break;
    case 'L':
        q.track = RBK_Q_LEAD_OUT;
        break;
    default:
        break;
    }
    return q;
}

/* Verdicts of all sectors, in their order: r or m. */
static void judge(const char *sectors, char verdicts[SECTORS_MAX + 1])
{
    rbk_q_queue queue = {.count = 0};
    rbk_queued_q taken;
    int32_t next = 0;
    const int32_t count = (int32_t)strlen(sectors);
    for (int32_t lba = 0; lba <= count; lba++) {
        rbk_q_verdict verdict;
        if (lba < count) {
            const rbk_q q = q_of(sectors[lba], lba);
            const uint8_t bytes[RBK_Q_BYTES] = {(uint8_t)lba};
            assert_in_range(queue.count, 0, RBK_Q_QUEUE_MAX - 1);
            rbk_q_queue_add(&queue, lba, bytes, &q);
        }
        while ((verdict = rbk_q_queue_take(&queue, lba == count, &taken)) != RBK_Q_UNDECIDED) {
            assert_int_equal(taken.lba, next);
            assert_int_equal(taken.bytes[0], next);
            verdicts[next++] = verdict == RBK_Q_MODIFIED ? 'm' : 'r';
        }
    }
    assert_int_equal(next, count);
    verdicts[count] = '\0';
}

/* Pairs of sectors and verdicts. */
static void assert_verdicts(const char *const *pairs, size_t count)
{
    for (size_t i = 0; i < count; i += 2) {
        char verdicts[SECTORS_MAX + 1];
        judge(pairs[i], verdicts);
        assert_string_equal(verdicts, pairs[i + 1]);
    }
}

#define assert_judged(...)                                                                                             \
    assert_verdicts((const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static void single_sectors_that_differ_are_modified(void **state)
{
    (void)state;
    assert_judged("aabaa", "rrmrr", "abaaaacaaaa", "rmrrrrmrrrr", "aaCaa", "rrmrr", "aaIaa", "rrmrr", "aaTaa",
                  "rrmrr", //
                  "aaPaa", "rrmrr", "ababa", "rmrmr");
}

static void a_few_in_a_row_are_modified_and_more_are_not(void **state)
{
    (void)state;
    assert_judged("aabcaa", "rrmmrr", "aabbaa", "rrmmrr", "aaCbaa", "rrmmrr", "abcdea", "rmmmmr", "abcdefa",
                  "rrrrrrr", //
                  "abbbba", "rmmmmr", "abbbbba", "rrrrrrr");
}

/* An index that is counted from elsewhere, starts early or late, or has its control late; and the ends of the disc. */
static void what_does_not_return_is_not_modified(void **state)
{
    (void)state;
    assert_judged("aaaabbbbbb", "rrrrrrrrrr", "aaaPPPPPPTTTT", "rrrrrrrrrrrrr", "aaaPTTTTTT", "rrrrrrrrrr",   //
                  "aaaaITTTT", "rrrrrrrrr", "aaaTCCCCC", "rrrrrrrrr", "baaaaaa", "rrrrrrr", "aaaab", "rrrrr", //
                  "abcdefghi", "rrrrrrrrr", "", "");
}

static void sectors_after_the_start_of_an_index_can_be_modified(void **state)
{
    (void)state;
    assert_judged("aaaaTbTTTT", "rrrrrmrrrr", "aaPPPbTTTT", "rrrrrrrrrr", "aaaaTTTbcT", "rrrrrrrmmr");
}

static void codes_are_between_positions(void **state)
{
    (void)state;
    assert_judged("aaMbaa", "rrrmrr", "aabMaa", "rrmrrr", "aaMbMcMaa", "rrrmrmrrr", "MMbM", "rrrr", //
                  "abMMMMMMMMMMMMMMa", "rmrrrrrrrrrrrrrrr", "abMMMMMMMMMMMMMMMa", "rrrrrrrrrrrrrrrrrr");
}

static void q_of_another_mode_is_modified_where_a_position_follows(void **state)
{
    (void)state;
    assert_judged("aaOaa", "rrmrr", "OOaa", "mmrr", "aOOOOOOOa", "rmmmmmmmr", "aOOOOOOOOOOOOOOOOOOOOa",
                  "rmmmmmmmmmmmmmmmmmmmmr", "aaOTT", "rrmrr", "aaOMaa", "rrmrrr", //
                  "abOaa", "rmmrr", "aaOba", "rrmmr");
}

/* Where it is legal, or that of the lead-out; not without any end. */
static void q_of_another_mode_at_the_end_of_a_session_is_not_modified(void **state)
{
    rbk_q_queue queue = {.count = 0};
    rbk_queued_q taken;
    const rbk_q other = q_of('O', 0), next = q_of('T', 0);
    const uint8_t bytes[RBK_Q_BYTES] = {0};
    (void)state;
    assert_judged("aaOO", "rrrr", "aaOOLOLL", "rrrrrrrr", "O", "r", "aOOOOOOOOOOOOOOOOOOOO", "rmmmmmrrrrrrrrrrrrrrr");
    for (int32_t distance = RBK_LEAD_IN_SECTORS - 1; distance <= RBK_LEAD_IN_SECTORS; distance++) {
        rbk_q_queue_add(&queue, 0, bytes, &other);
        assert_int_equal(rbk_q_queue_take(&queue, false, &taken), RBK_Q_UNDECIDED);
        rbk_q_queue_add(&queue, distance, bytes, &next); /* of the next session */
        assert_int_equal(rbk_q_queue_take(&queue, false, &taken),
                         distance < RBK_LEAD_IN_SECTORS ? RBK_Q_MODIFIED : RBK_Q_REGULAR);
        queue.count = 0;
    }
}

static void the_copy_bit_alternates_on_its_own(void **state)
{
    (void)state;
    assert_judged("aaSaaSSaaa", "rrrrrrrrrr", "SSaSS", "rrrrr");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(single_sectors_that_differ_are_modified),
        cmocka_unit_test(a_few_in_a_row_are_modified_and_more_are_not),
        cmocka_unit_test(what_does_not_return_is_not_modified),
        cmocka_unit_test(sectors_after_the_start_of_an_index_can_be_modified),
        cmocka_unit_test(codes_are_between_positions),
        cmocka_unit_test(q_of_another_mode_is_modified_where_a_position_follows),
        cmocka_unit_test(q_of_another_mode_at_the_end_of_a_session_is_not_modified),
        cmocka_unit_test(the_copy_bit_alternates_on_its_own),
    };
    return cmocka_run_group_tests_name("disc/q_queue", tests, NULL, NULL);
}
