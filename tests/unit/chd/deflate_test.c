/* Raw deflate, with vectors that zlib's level 9 makes from zeros. */
#include "chd/codecs.h"

#include "unit/scratch.h"

static const uint8_t zeros_768[] = {0x63, 0x60, 0x18, 0x05, 0xA3, 0x60, 0xE4, 0x02, 0x00};
static const uint8_t zeros_96[] = {0x63, 0x60, 0xA0, 0x2D, 0x00, 0x00};

static void blocks_of_zeros_come_back_one_after_the_other(void **state)
{
    static const uint8_t nothing[768];
    uint8_t out[768];
    rbk_chd_inflate *decoder = rbk_chd_inflate_new();
    (void)state;
    assert_non_null(decoder);
    for (int again = 0; again < 2; again++) {
        memset(out, 1, sizeof out);
        assert_true(rbk_chd_inflate_block(decoder, zeros_768, sizeof zeros_768, out, 768));
        assert_memory_equal(out, nothing, 768);
        memset(out, 1, sizeof out);
        assert_true(rbk_chd_inflate_block(decoder, zeros_96, sizeof zeros_96, out, 96));
        assert_memory_equal(out, nothing, 96);
        assert_int_equal(out[96], 1);
    }
    rbk_chd_inflate_free(decoder);
}

static void fewer_bytes_than_asked_for_and_garbage_are_refused(void **state)
{
    uint8_t out[768];
    rbk_chd_inflate *decoder = rbk_chd_inflate_new();
    (void)state;
    assert_false(rbk_chd_inflate_block(decoder, zeros_96, sizeof zeros_96, out, 97));
    assert_false(rbk_chd_inflate_block(decoder, zeros_768, 4, out, 768));
    assert_false(rbk_chd_inflate_block(decoder, zeros_768, 0, out, 768));
    assert_false(rbk_chd_inflate_block(decoder, (const uint8_t *)"\xFF\xFF\xFF", 3, out, 768));
    assert_true(rbk_chd_inflate_block(decoder, zeros_768, sizeof zeros_768, out, 768));
    rbk_chd_inflate_free(decoder);
    rbk_chd_inflate_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_of_zeros_come_back_one_after_the_other),
        cmocka_unit_test(fewer_bytes_than_asked_for_and_garbage_are_refused),
    };
    return cmocka_run_group_tests_name("chd/deflate", tests, NULL, NULL);
}
