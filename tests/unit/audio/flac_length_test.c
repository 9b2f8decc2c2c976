/* The length of a FLAC frame, from its content. */
#include "audio/flac_length.h"

#include "unit/scratch.h"

/* One channel of four samples of 16 bits: a header of one byte, which is not read, the subframe, two bytes. */
static int64_t end_of(const char *subframe, size_t size, uint32_t channel_code)
{
    uint8_t bytes[64] = {0};
    rbk_input input;
    rbk_flac_shape shape = {1, 4, channel_code, 16};
    memcpy(bytes + 1, subframe, size);
    rbk_input_open_bytes(&input, bytes, 1 + size + 2);
    int64_t end = rbk_flac_frame_end(&input, 0, &shape);
    rbk_input_close(&input);
    return end;
}

static void every_kind_of_subframe_is_stepped_over(void **state)
{
    (void)state;
    assert_int_equal(end_of("\x00\x12\x34", 3, 0), 6);                  /* one value */
    assert_int_equal(end_of("\x00\x12\x34\x00\x12\x34\x80", 7, 8), 10); /* two channels, the second a difference */
    assert_int_equal(end_of("\x00\x12\x34\x80\x00\x00\x00", 7, 9), 10); /* the first one is the difference */
    assert_int_equal(end_of("\x02\1\2\3\4\5\6\7\x08", 9, 0), 12);       /* verbatim */
    assert_int_equal(end_of("\x03\xFF", 2, 0), -1);                     /* and the file ends before */
    assert_int_equal(end_of("\x10\x00\x3F", 3, 0), 6);                  /* fixed: 2, 4, 4 and 4 bits */
    assert_int_equal(end_of("\x01\x20\x00", 3, 0), 6);                  /* three wasted bits */
    assert_int_equal(end_of("\x10\x03\xC8\0\0\0\0\0", 5, 0), 8);        /* 4 samples of 4 bits each, uncoded */
}

static void what_is_not_coded_so_has_no_end(void **state)
{
    (void)state;
    assert_int_equal(end_of("\x80\x12\x34", 3, 0), -1);
    assert_int_equal(end_of("\x04\x12\x34", 3, 0), -1);
    assert_int_equal(end_of("\x10\x80\x3F", 3, 0), -1); /* a method of coding that is invalid */
    assert_int_equal(end_of("\x10\x00\x00", 3, 0), -1); /* zeros without an end */
    assert_int_equal(end_of("\x40\0\0\xF0\0\0\0", 7, 0), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_subframe_is_stepped_over),
        cmocka_unit_test(what_is_not_coded_so_has_no_end),
    };
    return cmocka_run_group_tests_name("audio/flac_length", tests, NULL, NULL);
}
