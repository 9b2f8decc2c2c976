/* A whole CHD compared with its checksums, in one thread and in several. */
#include "chd/verify.h"
#include "unit/chd/files.h"
#include "unit/chd/making.h"

#include "unit/scratch.h"

#include <errno.h>
#include <fcntl.h>

static rbk_status verify(const uint8_t *bytes, size_t size, uint32_t threads, const rbk_listener *listener,
                         rbk_chd_verdict *verdict)
{
    rbk_input input;
    rbk_chd *chd;
    rbk_chd_verifier *verifier = NULL;
    rbk_input_open_bytes(&input, bytes, size);
    assert_int_equal(rbk_chd_open(&input, &chd, NULL), RBK_OK);
    assert_int_equal(rbk_chd_verifier_new(chd, threads, &verifier, NULL), RBK_OK);
    rbk_status status = rbk_chd_verifier_end(verifier, listener, verdict, NULL);
    rbk_chd_verifier_free(verifier);
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

static void readers_get_what_is_verified(void **state)
{
    enum { SKIP = 5000, SIZE = 3000 };
    rbk_input input;
    rbk_chd *chd;
    rbk_chd_verdict verdict;
    rbk_chd_verifier *verifier = NULL;
    uint8_t hunk[RBK_CHD_HUNK_BYTES], part[SIZE], bytes[sizeof chd_deflate];
    bool given = false;
    (void)state;
    memcpy(bytes, chd_deflate, sizeof bytes);
    bytes[330 + 1161 + 100] ^= 0x55; /* in hunk 1 */
    rbk_input_open_bytes(&input, bytes, sizeof bytes);
    assert_int_equal(rbk_chd_open(&input, &chd, NULL), RBK_OK);
    rbk_chd_decoder *decoder = rbk_chd_decoder_new(chd);
    assert_int_equal(rbk_chd_read_hunk(chd, decoder, 0, hunk, NULL), RBK_OK);
    assert_int_equal(rbk_chd_verifier_new(chd, 2, &verifier, NULL), RBK_OK);
    assert_ptr_equal(rbk_chd_verifier_chd(verifier), chd);
    assert_int_equal(rbk_chd_verifier_read(verifier, 0, SKIP, SIZE, part, &given, NULL), RBK_OK);
    assert_true(given);
    assert_memory_equal(part, hunk + SKIP, SIZE);
    assert_int_equal(rbk_chd_verifier_read(verifier, 1, SKIP, SIZE, part, &given, NULL), RBK_OK);
    assert_false(given);
    for (int again = 0; again < 2; again++) {
        assert_int_equal(rbk_chd_verifier_end(verifier, NULL, &verdict, NULL), RBK_OK);
        assert_int_equal(verdict.damaged, 1);
        assert_int_equal(verdict.first_damaged[0], 1);
    }
    rbk_chd_verifier_free(verifier);
    rbk_chd_decoder_free(decoder);
    rbk_chd_close(chd);
}

/* A batch has 214 hunks. */
static void readers_that_go_back_are_not_served(void **state)
{
    static const made_entry entry = {RBK_CHD_TRACK, "TRACK:1 TYPE:AUDIO SUBTYPE:NONE FRAMES:4000", 0};
    static const struct {
        uint32_t hunk;
        bool given;
    } reads[] = {{0, true},   {213, true},  {1, true},   {214, true}, {213, false},
                 {499, true}, {300, false}, {428, true}, {0, false},  {499, true}};
    rbk_input input;
    rbk_chd *chd;
    rbk_chd_verdict verdict;
    rbk_chd_verifier *verifier = NULL;
    uint8_t frame[RBK_CHD_FRAME_BYTES];
    size_t size;
    (void)state;
    uint8_t *bytes = make_chd(4000, &entry, 1, &size);
    rbk_input_open_bytes(&input, bytes, size);
    assert_int_equal(rbk_chd_open(&input, &chd, NULL), RBK_OK);
    assert_int_equal(rbk_chd_verifier_new(chd, 1, &verifier, NULL), RBK_OK);
    for (size_t i = 0; i < sizeof reads / sizeof reads[0]; i++) {
        bool given = !reads[i].given;
        assert_int_equal(
            rbk_chd_verifier_read(verifier, reads[i].hunk, RBK_CHD_FRAME_BYTES, sizeof frame, frame, &given, NULL),
            RBK_OK);
        assert_int_equal(given, reads[i].given);
    }
    assert_int_equal(rbk_chd_verifier_end(verifier, NULL, &verdict, NULL), RBK_OK);
    assert_true(verdict.raw_checked);
    rbk_chd_verifier_free(verifier);
    rbk_chd_close(chd);
    free(bytes);
}

/* What the system refuses is no damage of the file: neither bytes nor a verdict are given. */
static void an_error_of_the_system_is_given_to_readers_and_at_the_end(void **state)
{
    rbk_input input;
    rbk_chd *chd;
    rbk_error error;
    rbk_chd_verdict verdict = {.damaged = 77};
    rbk_chd_verifier *verifier = NULL;
    uint8_t part[16];
    (void)state;
    scratch_write("x.chd", chd_deflate, sizeof chd_deflate);
    assert_int_equal(rbk_input_open(&input, scratch_path("x.chd"), NULL), RBK_OK);
    assert_int_equal(rbk_chd_open(&input, &chd, NULL), RBK_OK);
    assert_int_equal(rbk_chd_verifier_new(chd, 2, &verifier, NULL), RBK_OK);
    int folder = open(scratch_folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    assert_true(folder >= 0 && dup2(folder, input.descriptor) >= 0); /* reading a folder is EISDIR */
    bool given = true;
    rbk_error_init(&error);
    assert_int_equal(rbk_chd_verifier_read(verifier, 1, 0, sizeof part, part, &given, &error), RBK_FILESYSTEM);
    assert_int_equal(error.system_error, EISDIR);
    assert_false(given);
    rbk_error_init(&error);
    assert_int_equal(rbk_chd_verifier_end(verifier, NULL, &verdict, &error), RBK_FILESYSTEM);
    assert_int_equal(error.system_error, EISDIR);
    assert_int_equal(verdict.damaged, 77);
    close(folder);
    rbk_chd_verifier_free(verifier);
    rbk_chd_close(chd);
    rbk_input_close(&input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_file_has_the_sums_that_it_states),
        cmocka_unit_test(damaged_hunks_are_counted_and_named),
        cmocka_unit_test(metadata_that_changed_give_another_overall_sum),
        cmocka_unit_test(it_can_be_cancelled),
        cmocka_unit_test(readers_get_what_is_verified),
        cmocka_unit_test(readers_that_go_back_are_not_served),
        scratch_test(an_error_of_the_system_is_given_to_readers_and_at_the_end),
    };
    return cmocka_run_group_tests_name("chd/verify", tests, NULL, NULL);
}
