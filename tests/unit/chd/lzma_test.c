/* Raw LZMA1 of 200 bytes, from another encoder: with an end marker, and truncated before it. */
#include "chd/codecs.h"

#include "unit/scratch.h"

#define SIZE 200

static const uint8_t coded[] = {0x00, 0x00, 0x80, 0x9D, 0x61, 0xED, 0x3A, 0x9A,
                                0xCA, 0x53, 0xFF, 0xFF, 0xFD, 0xDE, 0xC0, 0x00};

static void assert_decoded(const uint8_t *out)
{
    for (int i = 0; i < SIZE; i++)
        assert_int_equal(out[i], i % 4 + 1);
}

static void a_block_comes_back_with_and_without_an_end_marker(void **state)
{
    uint8_t out[SIZE];
    rbk_chd_lzma_decoder *decoder = rbk_chd_lzma_decoder_new();
    (void)state;
    assert_non_null(decoder);
    for (size_t cut = 0; cut <= 5; cut += 5) {
        memset(out, 0, sizeof out);
        assert_true(rbk_chd_lzma_decode(decoder, coded, sizeof coded - cut, out, SIZE));
        assert_decoded(out);
    }
    rbk_chd_lzma_decoder_free(decoder);
}

static void a_block_that_is_too_short_or_garbage_is_refused(void **state)
{
    uint8_t out[SIZE + 1];
    rbk_chd_lzma_decoder *decoder = rbk_chd_lzma_decoder_new();
    (void)state;
    assert_false(rbk_chd_lzma_decode(decoder, coded, sizeof coded, out, SIZE + 1));
    assert_false(rbk_chd_lzma_decode(decoder, coded, 6, out, SIZE));
    assert_false(rbk_chd_lzma_decode(decoder, coded, 0, out, SIZE));
    assert_false(rbk_chd_lzma_decode(decoder, (const uint8_t *)"\xFF\xFF\xFF\xFF\xFF\xFF", 6, out, SIZE));
    assert_true(rbk_chd_lzma_decode(decoder, coded, sizeof coded, out, SIZE));
    assert_decoded(out);
    rbk_chd_lzma_decoder_free(decoder);
    rbk_chd_lzma_decoder_free(NULL);
}

/* What decodes to more than is wanted; the library has to be given the size. */
static void a_block_ends_at_the_size_that_is_wanted(void **state)
{
    uint8_t out[SIZE];
    rbk_chd_lzma_decoder *decoder = rbk_chd_lzma_decoder_new();
    (void)state;
    memset(out, 0x5A, sizeof out);
    assert_true(rbk_chd_lzma_decode(decoder, coded, sizeof coded, out, SIZE / 2));
    for (int i = 0; i < SIZE; i++)
        assert_int_equal(out[i], i < SIZE / 2 ? i % 4 + 1 : 0x5A);
    rbk_chd_lzma_decoder_free(decoder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_block_comes_back_with_and_without_an_end_marker),
        cmocka_unit_test(a_block_that_is_too_short_or_garbage_is_refused),
        cmocka_unit_test(a_block_ends_at_the_size_that_is_wanted),
    };
    return cmocka_run_group_tests_name("chd/lzma", tests, NULL, NULL);
}
