/* Origins encoded and decoded; damage to any byte is refused. */
#include "chd/origin.h"

#include "unit/scratch.h"

static rbk_origin *make_origin(void)
{
    rbk_origin *origin = rbk_origin_new();
    rbk_origin_file *file = NULL;
    const rbk_cut cuts[] = {
        {.kind = RBK_CUT_BYTES, .length_bytes = 5, .bytes = (uint8_t *)"bytes"},
        {.kind = RBK_CUT_ZEROS, .length_bytes = 700},
        {.kind = RBK_CUT_SAMPLES, .length_bytes = 4 * 77, .start = 123456, .big_endian = true},
        {.kind = RBK_CUT_SECTORS,
         .length_bytes = 3 * 2448,
         .start = 45000,
         .part_bytes = 2352,
         .subchannel = RBK_SUBCHANNEL_CHANNELS},
        {.kind = RBK_CUT_SECTORS, .length_bytes = 2 * 2048, .start = 7, .part_offset = 16, .part_bytes = 2048},
        {.kind = RBK_CUT_SUBCHANNEL, .length_bytes = 96, .start = 9, .subchannel = RBK_SUBCHANNEL_RAW}};
    origin->whole = true;
    origin->format = strdup("cue");
    origin->name = strdup("A.cue");
    origin->text = (uint8_t *)strdup("FILE \"a.bin\" BINARY\r\n");
    origin->text_bytes = 21;
    origin->packs = calloc(2, 18);
    origin->packs_bytes = 36;
    assert_int_equal(rbk_origin_add_file(origin, "a.bin", &file, NULL), RBK_OK);
    file->listed = true;
    file->length_frames = 99999;
    for (size_t i = 0; i < sizeof cuts / sizeof cuts[0]; i++)
        assert_int_equal(rbk_origin_add_cut(file, &cuts[i], NULL), RBK_OK);
    assert_int_equal(rbk_origin_add_file(origin, "a.bin", &file, NULL), RBK_OK); /* named again */
    file->listed = true;
    assert_int_equal(rbk_origin_add_file(origin, "a.cdt", &file, NULL), RBK_OK);
    return origin;
}

static void an_origin_comes_back(void **state)
{
    rbk_origin *origin = make_origin(), *back = NULL;
    rbk_bytes bytes = {0}, again = {0};
    (void)state;
    assert_int_equal(rbk_chd_origin_encode(origin, &bytes, NULL), RBK_OK);
    assert_memory_equal(bytes.data,
                        "INFO\0\0\0\5\1\1cueNAME\0\0\0\5A.cueTEXT\0\0\0\x15"
                        "FILE",
                        38);
    assert_int_equal(rbk_chd_origin_decode(bytes.data, bytes.size, &back, NULL), RBK_OK);
    assert_true(back->whole);
    assert_int_equal(back->file_count, 3);
    assert_int_equal(back->files[0].cut_count, 6);
    assert_int_equal(back->files[0].length_bytes, 5 + 700 + 308 + 7344 + 4096 + 96);
    assert_int_equal(back->files[0].cuts[3].subchannel, RBK_SUBCHANNEL_CHANNELS);
    assert_true(back->files[1].listed);
    assert_false(back->files[2].listed);
    assert_int_equal(rbk_chd_origin_encode(back, &again, NULL), RBK_OK);
    assert_int_equal(again.size, bytes.size);
    assert_memory_equal(again.data, bytes.data, bytes.size);
    rbk_bytes_release(&bytes);
    rbk_bytes_release(&again);
    rbk_origin_free(back);
    rbk_origin_free(origin);
}

static void items_that_are_not_known_are_skipped(void **state)
{
    rbk_origin *origin = make_origin(), *back = NULL;
    rbk_bytes bytes = {0};
    (void)state;
    assert_int_equal(rbk_chd_origin_encode(origin, &bytes, NULL), RBK_OK);
    uint8_t *longer = malloc(bytes.size + 12);
    assert_non_null(longer);
    memcpy(longer, "NEXT\0\0\0\4abcd", 12);
    memcpy(longer + 12, bytes.data, bytes.size);
    assert_int_equal(rbk_chd_origin_decode(longer, bytes.size + 12, &back, NULL), RBK_OK);
    rbk_origin_free(back);
    free(longer);
    rbk_bytes_release(&bytes);
    rbk_origin_free(origin);
}

/* Any byte changed, any length: refused or read, without reads outside the bytes and without leaks. */
static void damage_is_refused_or_harmless(void **state)
{
    rbk_origin *origin = make_origin(), *back = NULL;
    rbk_bytes bytes = {0};
    (void)state;
    assert_int_equal(rbk_chd_origin_encode(origin, &bytes, NULL), RBK_OK);
    for (size_t size = 0; size < bytes.size; size++) {
        uint8_t *cut = malloc(size + 1);
        assert_non_null(cut);
        memcpy(cut, bytes.data, size);
        if (rbk_chd_origin_decode(cut, size, &back, NULL) == RBK_OK)
            rbk_origin_free(back);
        free(cut);
    }
    for (size_t at = 0; at < bytes.size; at++)
        for (int change = 1; change < 256; change = change * 3 + 1) {
            bytes.data[at] ^= (uint8_t)change;
            if (rbk_chd_origin_decode(bytes.data, bytes.size, &back, NULL) == RBK_OK)
                rbk_origin_free(back);
            bytes.data[at] ^= (uint8_t)change;
        }
    rbk_bytes_release(&bytes);
    rbk_origin_free(origin);
}

static void expect_refused(rbk_origin *origin)
{
    rbk_origin *back = NULL;
    rbk_bytes bytes = {0};
    assert_int_equal(rbk_chd_origin_encode(origin, &bytes, NULL), RBK_OK);
    assert_int_equal(rbk_chd_origin_decode(bytes.data, bytes.size, &back, NULL), RBK_SYNTAX);
    rbk_bytes_release(&bytes);
    rbk_origin_free(origin);
}

static void names_and_cuts_that_cannot_be_are_refused(void **state)
{
    rbk_origin *origin;
    (void)state;
    for (int wrong = 0; wrong < 6; wrong++) {
        origin = make_origin();
        rbk_cut *sectors = &origin->files[0].cuts[3];
        switch (wrong) {
        case 0:
            strcpy(origin->files[0].name, "../b");
            break;
        case 1: /* the descriptor's own */
            strcpy(origin->files[0].name, "A.cue");
            break;
        case 2:
            sectors->part_offset = 1;
            break;
        case 3:
            sectors->length_bytes++;
            break;
        case 4:
            sectors->length_bytes = INT64_MAX - 10;
            break;
        default:
            origin->files[0].length_bytes--;
        }
        expect_refused(origin);
    }
}

static void more_than_an_entry_can_have_is_refused(void **state)
{
    rbk_origin *origin = make_origin();
    rbk_bytes bytes = {0};
    (void)state;
    free(origin->text);
    origin->text_bytes = (size_t)17 << 20;
    origin->text = calloc(1, origin->text_bytes + 1);
    assert_non_null(origin->text);
    assert_int_equal(rbk_chd_origin_encode(origin, &bytes, NULL), RBK_UNSUPPORTED);
    rbk_origin_free(origin);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_origin_comes_back),
        cmocka_unit_test(items_that_are_not_known_are_skipped),
        cmocka_unit_test(damage_is_refused_or_harmless),
        cmocka_unit_test(names_and_cuts_that_cannot_be_are_refused),
        cmocka_unit_test(more_than_an_entry_can_have_is_refused),
    };
    return cmocka_run_group_tests_name("chd/origin", tests, NULL, NULL);
}
