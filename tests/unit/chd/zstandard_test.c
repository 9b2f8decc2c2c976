/* A Zstandard frame of 768 zeros. */
#include "chd/codecs.h"

#include "unit/scratch.h"

static const uint8_t zeros_768[] = {0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x58, 0x4D, 0x00, 0x00,
                                    0x10, 0x00, 0x00, 0x01, 0x00, 0xFB, 0x2A, 0x80, 0x05};

static void a_frame_comes_back(void **state)
{
    static const uint8_t nothing[768];
    uint8_t out[768];
    rbk_chd_zstandard_decoder *decoder = rbk_chd_zstandard_decoder_new();
    (void)state;
    assert_non_null(decoder);
    memset(out, 1, sizeof out);
    assert_true(rbk_chd_zstandard_decode(decoder, zeros_768, sizeof zeros_768, out, sizeof out));
    assert_memory_equal(out, nothing, sizeof out);
    rbk_chd_zstandard_decoder_free(decoder);
}

static void another_size_and_garbage_are_refused(void **state)
{
    uint8_t out[800];
    rbk_chd_zstandard_decoder *decoder = rbk_chd_zstandard_decoder_new();
    (void)state;
    assert_false(rbk_chd_zstandard_decode(decoder, zeros_768, sizeof zeros_768, out, 767));
    assert_false(rbk_chd_zstandard_decode(decoder, zeros_768, sizeof zeros_768, out, 769));
    assert_false(rbk_chd_zstandard_decode(decoder, zeros_768, sizeof zeros_768 - 1, out, 768));
    assert_false(rbk_chd_zstandard_decode(decoder, zeros_768 + 1, sizeof zeros_768 - 1, out, 768));
    assert_false(rbk_chd_zstandard_decode(decoder, zeros_768, 0, out, 768));
    rbk_chd_zstandard_decoder_free(decoder);
    rbk_chd_zstandard_decoder_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_frame_comes_back),
        cmocka_unit_test(another_size_and_garbage_are_refused),
    };
    return cmocka_run_group_tests_name("chd/zstandard", tests, NULL, NULL);
}
