/* A whole CHD compared with its checksums, in one thread and in several. */
#include "chd/verify.h"
#include "unit/chd/files.h"

#include "unit/scratch.h"

static rbk_status verify(const uint8_t *bytes, size_t size, uint32_t threads, const rbk_listener *listener,
                         rbk_chd_verdict *verdict)
{
    rbk_input input;
    rbk_chd *chd;
    rbk_input_open_bytes(&input, bytes, size);
    assert_int_equal(rbk_chd_open(&input, &chd, NULL), RBK_OK);
    rbk_status status = rbk_chd_verify(chd, threads, listener, verdict, NULL);
    rbk_chd_close(chd);
    return status;
}

static void a_whole_file_has_the_sums_that_it_states(void **state)
{
    (void)state;
    for (uint32_t threads = 0; threads <= 4; threads++) {
        rbk_chd_verdict verdict;
        assert_int_equal(verify(chd_lzma, sizeof chd_lzma, threads, NULL, &verdict), RBK_OK);
        assert_int_equal(verdict.damaged, 0);
        assert_true(verdict.has_sums);
        assert_true(verdict.raw_checked);
        assert_memory_equal(verdict.raw_sha1, chd_disc_sha1, sizeof chd_disc_sha1);
        assert_memory_equal(verdict.sha1, chd_lzma + 84, RBK_CHD_SHA1_BYTES);
    }
}

static void damaged_hunks_are_counted_and_named(void **state)
{
    uint8_t bytes[sizeof chd_deflate];
    rbk_chd_verdict verdict;
    (void)state;
    memcpy(bytes, chd_deflate, sizeof bytes);
    bytes[330 + 1161 + 100] ^= 0x55; /* in hunk 1 */
    assert_int_equal(verify(bytes, sizeof bytes, 2, NULL, &verdict), RBK_OK);
    assert_int_equal(verdict.damaged, 1);
    assert_int_equal(verdict.first_damaged[0], 1);
    assert_false(verdict.raw_checked);
    bytes[330 + 100] ^= 0x55;
    assert_int_equal(verify(bytes, sizeof bytes, 2, NULL, &verdict), RBK_OK);
    assert_int_equal(verdict.damaged, 2);
    assert_int_equal(verdict.first_damaged[0], 0);
    assert_int_equal(verdict.first_damaged[1], 1);
}

static void metadata_that_changed_give_another_overall_sum(void **state)
{
    uint8_t bytes[sizeof chd_deflate];
    rbk_chd_verdict verdict;
    (void)state;
    memcpy(bytes, chd_deflate, sizeof bytes);
    bytes[124 + 16 + 6] = '3'; /* TRACK:1 */
    assert_int_equal(verify(bytes, sizeof bytes, 1, NULL, &verdict), RBK_OK);
    assert_true(verdict.raw_checked);
    assert_memory_equal(verdict.raw_sha1, chd_disc_sha1, sizeof chd_disc_sha1);
    assert_memory_not_equal(verdict.sha1, bytes + 84, RBK_CHD_SHA1_BYTES);
}

static bool cancel(void *user)
{
    (void)user;
    return true;
}

static void it_can_be_cancelled(void **state)
{
    const rbk_listener listener = {.query_cancel = cancel};
    rbk_chd_verdict verdict;
    (void)state;
    assert_int_equal(verify(chd_deflate, sizeof chd_deflate, 2, &listener, &verdict), RBK_USERABORT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_file_has_the_sums_that_it_states),
        cmocka_unit_test(damaged_hunks_are_counted_and_named),
        cmocka_unit_test(metadata_that_changed_give_another_overall_sum),
        cmocka_unit_test(it_can_be_cancelled),
    };
    return cmocka_run_group_tests_name("chd/verify", tests, NULL, NULL);
}
