/* The bytes of a file, or of memory. */
#include "base/input.h"

#include "unit/audio/audio_files.h"

#include <errno.h>

static void bytes_are_read_at_their_place(void **state)
{
    rbk_input input;
    char bytes[8] = {0};
    (void)state;
    scratch_write("a", "0123456789", 10);
    assert_int_equal(rbk_input_open(&input, scratch_path("a"), NULL), RBK_OK);
    assert_int_equal(input.size, 10);
    assert_int_equal(rbk_input_read(&input, 3, bytes, 4), 4);
    assert_memory_equal(bytes, "3456", 4);
    assert_int_equal(rbk_input_read(&input, 8, bytes, 4), 2);
    assert_int_equal(rbk_input_read(&input, 10, bytes, 4), 0);
    assert_int_equal(rbk_input_read(&input, -1, bytes, 4), 0);
    rbk_input_close(&input);
}

static void bytes_in_memory_are_read_as_those_of_a_file(void **state)
{
    rbk_input input;
    char bytes[8] = {0};
    (void)state;
    rbk_input_open_bytes(&input, (const uint8_t *)"0123456789", 10);
    rbk_input_patch_add(&input, 5, (const uint8_t *)"x", 1);
    assert_int_equal(input.size, 10);
    assert_int_equal(rbk_input_read(&input, 3, bytes, 4), 4);
    assert_memory_equal(bytes, "34x6", 4);
    assert_int_equal(rbk_input_read(&input, 8, bytes, 4), 2);
    assert_int_equal(rbk_input_read(&input, 10, bytes, 4), 0);
    assert_int_equal(rbk_input_read(&input, -1, bytes, 4), 0);
    rbk_input_close(&input);
    rbk_input_open_bytes(&input, NULL, 0);
    assert_int_equal(rbk_input_read(&input, 0, bytes, 4), 0);
    rbk_input_close(&input);
}

static void a_patch_shows_in_every_read_that_touches_it(void **state)
{
    rbk_input input;
    (void)state;
    scratch_write("a", "0123456789", 10);
    assert_int_equal(rbk_input_open(&input, scratch_path("a"), NULL), RBK_OK);
    rbk_input_patch_add(&input, 4, (const uint8_t *)"abc", 3);
    for (int from = 0; from < 10; from++) {
        for (int size = 1; size <= 10 - from; size++) {
            char bytes[11] = {0};
            assert_int_equal(rbk_input_read(&input, from, bytes, (size_t)size), size);
            assert_memory_equal(bytes, "0123abc789" + from, (size_t)size);
        }
    }
    rbk_input_close(&input);
}

/* Every read shows all of them, in whatever order they were made, and none that was taken back. */
static void patches_are_found_in_any_order(void **state)
{
    static const int order[] = {7, 2, 9, 0, 5, 3, 8, 1, 6, 4};
    enum { PATCHES = sizeof order / sizeof order[0], DISTANCE = 40, SIZE = PATCHES * DISTANCE };
    uint8_t bytes[SIZE] = {0}, expected[SIZE] = {0}, read[SIZE];
    rbk_input input;
    (void)state;
    rbk_input_open_bytes(&input, bytes, SIZE);
    for (int i = 0; i < PATCHES; i++) {
        const uint8_t patch[] = {(uint8_t)(order[i] + 1), 0xEE};
        assert_true(rbk_input_patch_add(&input, order[i] * DISTANCE + 3, patch, sizeof patch));
        memcpy(expected + order[i] * DISTANCE + 3, patch, sizeof patch);
    }
    for (int from = 0; from < SIZE; from++) {
        assert_int_equal(rbk_input_read(&input, from, read, 5), SIZE - from < 5 ? SIZE - from : 5);
        assert_memory_equal(read, expected + from, SIZE - from < 5 ? (size_t)(SIZE - from) : 5);
    }
    rbk_input_patch_remove(&input, 4 * DISTANCE); /* no patch starts there */
    rbk_input_patch_remove(&input, 2 * DISTANCE + 3);
    memset(expected + 2 * DISTANCE + 3, 0, 2);
    assert_int_equal(rbk_input_read(&input, 0, read, SIZE), SIZE);
    assert_memory_equal(read, expected, SIZE);
    rbk_input_close(&input);
}

static void a_window_slides_over_a_file_larger_than_itself(void **state)
{
    size_t size = 3 * RBK_INPUT_WINDOW_BYTES + 77;
    uint8_t *bytes = malloc(size);
    rbk_input input;
    (void)state;
    assert_non_null(bytes);
    for (size_t i = 0; i < size; i++)
        bytes[i] = (uint8_t)(i * 31 >> 3);
    scratch_write("a", bytes, size);
    assert_int_equal(rbk_input_open(&input, scratch_path("a"), NULL), RBK_OK);
    rbk_window *window = rbk_window_new(&input);
    assert_non_null(window);
    for (size_t at = 0; at + 1000 <= size; at += 997)
        assert_memory_equal(rbk_window_at(window, (int64_t)at, 1000), bytes + at, 1000);
    assert_memory_equal(rbk_window_at(window, 5, 10), bytes + 5, 10);
    assert_null(rbk_window_at(window, (int64_t)size - 9, 10));
    assert_null(rbk_window_at(window, (int64_t)size + 9, 1));
    free(window);
    rbk_input_close(&input);
    free(bytes);
}

static void only_regular_files_are_opened(void **state)
{
    rbk_input input;
    rbk_error error;
    (void)state;
    assert_int_equal(rbk_input_open(&input, scratch_path("none"), &error), RBK_FILEACCESS);
    assert_int_not_equal(error.system_error, 0);
    rbk_input_close(&input);
    assert_int_equal(rbk_input_open(&input, scratch_folder, &error), RBK_FILEACCESS);
    assert_string_equal(error.sentence, "expected a file, found a folder");
    rbk_input_close(&input);
    assert_int_equal(mkfifo(scratch_path("pipe"), 0600), 0);
    assert_int_equal(rbk_input_open(&input, scratch_path("pipe"), &error), RBK_FILEACCESS);
    rbk_input_close(&input);
}

static void an_open_file_is_opened_again_without_its_name(void **state)
{
    rbk_input first, second, third;
    char bytes[4];
    (void)state;
    scratch_write("a", "0123456789", 10);
    assert_int_equal(rbk_input_open(&first, scratch_path("a"), NULL), RBK_OK);
    assert_int_equal(unlink(scratch_path("a")), 0);
    assert_int_equal(rbk_input_open_again(&second, &first, NULL), RBK_OK);
    rbk_input_close(&first);
    rbk_input_move(&second, &third);
    assert_false(rbk_input_is_there(&second));
    rbk_input_close(&second);
    assert_int_equal(third.size, 10);
    assert_int_equal(rbk_input_read(&third, 3, bytes, 4), 4);
    assert_memory_equal(bytes, "3456", 4);
    rbk_input_close(&third);
    assert_int_equal(rbk_input_open_again(&second, &third, NULL), RBK_FILEACCESS);
}

static void numbers_are_read_in_both_orders(void **state)
{
    const uint8_t bytes[8] = {0xF1, 2, 3, 4, 5, 6, 7, 0xF8};
    (void)state;
    assert_int_equal(rbk_le16(bytes), 0x02F1);
    assert_int_equal(rbk_be16(bytes), 0xF102);
    assert_int_equal(rbk_le32(bytes), 0x040302F1);
    assert_true(rbk_be32(bytes) == 0xF1020304u);
    assert_true(rbk_le64(bytes) == UINT64_C(0xF8070605040302F1));
    assert_true(rbk_be64(bytes) == UINT64_C(0xF1020304050607F8));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(bytes_are_read_at_their_place),
        cmocka_unit_test(bytes_in_memory_are_read_as_those_of_a_file),
        scratch_test(a_patch_shows_in_every_read_that_touches_it),
        cmocka_unit_test(patches_are_found_in_any_order),
        scratch_test(a_window_slides_over_a_file_larger_than_itself),
        scratch_test(only_regular_files_are_opened),
        scratch_test(an_open_file_is_opened_again_without_its_name),
        cmocka_unit_test(numbers_are_read_in_both_orders),
    };
    return cmocka_run_group_tests_name("base/input", tests, NULL, NULL);
}
