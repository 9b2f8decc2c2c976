/* One pack, bit by bit; rows of the worked example of the fact sheet. */
#include "cd/cdtext_pack.h"

#include "unit/scratch.h"

static void a_pack_is_written_as_the_example_has_it(void **state)
{
    static const uint8_t expected[] = {0x8E, 0x00, 0x08, 0x0C, 0x31, 0x00, 0x55, 0x53, 0x52,
                                       0x43, 0x31, 0x37, 0x36, 0x30, 0x37, 0x38, 0x39, 0x00};
    rbk_pack pack = {.type = RBK_PACK_CODE, .sequence = 8, .position = 12};
    uint8_t bytes[RBK_PACK_BYTES];
    (void)state;
    memcpy(pack.payload, "1\0USRC176078", 12);
    rbk_pack_encode(&pack, bytes);
    assert_memory_equal(bytes, expected, sizeof expected);
}

static void a_pack_comes_back_with_every_field(void **state)
{
    rbk_pack pack = {.type = 0x85, .track = 99, .sequence = 255, .double_byte = true, .block = 7, .position = 15};
    rbk_pack found;
    uint8_t bytes[RBK_PACK_BYTES];
    (void)state;
    memcpy(pack.payload, "abcdefghijkl", 12);
    rbk_pack_encode(&pack, bytes);
    assert_int_equal(bytes[3], 0xFF);
    rbk_pack_decode(bytes, &found);
    assert_int_equal(found.type, 0x85);
    assert_int_equal(found.track, 99);
    assert_false(found.extension);
    assert_int_equal(found.sequence, 255);
    assert_true(found.double_byte);
    assert_int_equal(found.block, 7);
    assert_int_equal(found.position, 15);
    assert_memory_equal(found.payload, "abcdefghijkl", 12);
    assert_true(found.whole);
    bytes[1] |= 0x80;
    rbk_pack_decode(bytes, &found);
    assert_true(found.extension);
    assert_int_equal(found.track, 99);
    assert_false(found.whole);
}

static void rows_of_the_examples_are_whole(void **state)
{
    static const uint8_t rows[][RBK_PACK_BYTES] = {
        {0x80, 0, 0, 0, 'A', 'l', 'b', 0, 'O', 'n', 'e', 0, 0, 0, 0, 0, 0x13, 0xD9},
        {0x81, 0, 3, 0, 'A', 'r', 't', 0, 'A', 'r', 't', 0, 9, 0, 'Z', 'e', 0x5D, 0x15},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rbk_pack pack;
        rbk_pack_decode(rows[i], &pack);
        assert_true(pack.whole);
    }
}

static void size_information_is_that_of_the_example(void **state)
{
    static const uint8_t expected[RBK_PACK_SIZE_INFO_BYTES] = {0, 1, 3,  0, 3, 2, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0,
                                                               5, 3, 14, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0};
    rbk_pack_size_info info = {.first_track = 1, .last_track = 3}, found;
    uint8_t bytes[RBK_PACK_SIZE_INFO_BYTES];
    (void)state;
    info.packs[0] = 3;
    info.packs[1] = 2;
    info.packs[6] = info.packs[7] = 1;
    info.packs[14] = 5;
    info.packs[15] = 3;
    info.last_sequence[0] = 14;
    info.language[0] = 9;
    rbk_pack_size_info_encode(&info, bytes);
    assert_memory_equal(bytes, expected, sizeof expected);
    rbk_pack_size_info_decode(bytes, &found);
    assert_memory_equal(&found, &info, sizeof info);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pack_is_written_as_the_example_has_it),
        cmocka_unit_test(a_pack_comes_back_with_every_field),
        cmocka_unit_test(rows_of_the_examples_are_whole),
        cmocka_unit_test(size_information_is_that_of_the_example),
    };
    return cmocka_run_group_tests_name("cd/cdtext_pack", tests, NULL, NULL);
}
