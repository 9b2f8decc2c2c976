/* Files whose bytes are the payload: opened on first use, read at any offset. */
#include "image/payload.h"

#include "unit/scratch.h"

#include <pthread.h>
#include <sys/stat.h>

#define BYTES 100000

static char location[RBK_PATH_BYTES];
static rbk_payload_state *state_of_plain;
static uint8_t wanted[BYTES];
static rbk_error error;

static int setup(void **state)
{
    const rbk_file file = {.path = location, .location = location, .type = RBK_FILE_BINARY};
    rbk_error_init(&error);
    if (scratch_setup(state))
        return -1;
    for (size_t i = 0; i < BYTES; i++)
        wanted[i] = (uint8_t)(i * 7 + i / 251);
    snprintf(location, sizeof location, "%s", scratch_path("a.bin"));
    return rbk_payload_plain.open(&file, NULL, &state_of_plain, &error);
}

static int teardown(void **state)
{
    rbk_payload_plain.close(state_of_plain);
    return scratch_teardown(state);
}

static void a_file_is_opened_when_it_is_first_needed(void **state)
{
    int64_t bytes = 0;
    (void)state;
    assert_int_equal(rbk_payload_plain.length(state_of_plain, &bytes, &error), RBK_FILEACCESS);
    assert_int_equal(mkdir(location, 0777), 0);
    assert_int_equal(rbk_payload_plain.length(state_of_plain, &bytes, &error), RBK_FILEACCESS);
    assert_string_equal(error.sentence, "expected a file, found a folder");
    assert_int_equal(rmdir(location), 0);
    scratch_write("a.bin", wanted, 7);
    assert_int_equal(rbk_payload_plain.length(state_of_plain, &bytes, &error), RBK_OK);
    assert_int_equal(bytes, 7);
    assert_int_equal(unlink(location), 0);
    assert_int_equal(rbk_payload_plain.length(state_of_plain, &bytes, &error), RBK_OK);
}

static void its_bytes_are_as_they_are_up_to_its_end(void **state)
{
    rbk_image_place place;
    (void)state;
    assert_false(rbk_payload_plain.contiguous(state_of_plain, 0, &place));
    scratch_write("a.bin", wanted, BYTES);
    assert_true(rbk_payload_plain.contiguous(state_of_plain, 1234, &place));
    assert_int_equal(place.offset_bytes, 1234);
    assert_int_equal(place.bytes, BYTES - 1234);
    assert_false(rbk_payload_plain.contiguous(state_of_plain, BYTES, &place));
}

static void *read_many(void *wrong)
{
    uint8_t bytes[1000];
    size_t got;
    for (int64_t i = 0; i < 200; i++) {
        int64_t at = i * 7919 % (BYTES - 1000);
        rbk_status status = rbk_payload_plain.read_at(state_of_plain, at, bytes, sizeof bytes, &got, NULL);
        *(size_t *)wrong += status != RBK_OK || got != sizeof bytes || memcmp(bytes, wanted + at, sizeof bytes) != 0;
    }
    return NULL;
}

static void threads_open_and_read_it_at_once(void **state)
{
    pthread_t threads[3];
    size_t wrong[3] = {0};
    (void)state;
    scratch_write("a.bin", wanted, BYTES);
    for (int i = 0; i < 3; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, read_many, &wrong[i]), 0);
    for (int i = 0; i < 3; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(wrong[i], 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_file_is_opened_when_it_is_first_needed, setup, teardown),
        cmocka_unit_test_setup_teardown(its_bytes_are_as_they_are_up_to_its_end, setup, teardown),
        cmocka_unit_test_setup_teardown(threads_open_and_read_it_at_once, setup, teardown),
    };
    return cmocka_run_group_tests_name("image/payload_plain", tests, NULL, NULL);
}
