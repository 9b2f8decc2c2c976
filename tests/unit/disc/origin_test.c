/* Origins are built file by file and cut by cut. */
#include "disc/origin.h"

#include "unit/scratch.h"

static void cuts_add_up_to_the_length_of_their_file(void **state)
{
    rbk_origin *origin = rbk_origin_new();
    rbk_origin_file *file = NULL;
    uint8_t bytes[] = {1, 2, 3};
    (void)state;
    assert_int_equal(rbk_origin_add_file(origin, "a.bin", &file, NULL), RBK_OK);
    const rbk_cut first = {.kind = RBK_CUT_BYTES, .length_bytes = 3, .bytes = bytes};
    const rbk_cut second = {.kind = RBK_CUT_SAMPLES, .length_bytes = 400, .start = 588};
    assert_int_equal(rbk_origin_add_cut(file, &first, NULL), RBK_OK);
    assert_int_equal(rbk_origin_add_cut(file, &second, NULL), RBK_OK);
    bytes[0] = 9; /* they were copied */
    assert_int_equal(file->length_bytes, 403);
    assert_int_equal(file->cut_count, 2);
    assert_memory_equal(file->cuts[0].bytes, "\1\2\3", 3);
    rbk_origin_free(origin);
    rbk_origin_free(NULL);
}

static void a_sector_of_a_cut_has_the_bytes_of_its_parts(void **state)
{
    (void)state;
    assert_int_equal(rbk_cut_stride_bytes(&(rbk_cut){.kind = RBK_CUT_SECTORS, .part_bytes = 2048}), 2048);
    assert_int_equal(
        rbk_cut_stride_bytes(&(rbk_cut){.kind = RBK_CUT_SECTORS, .part_bytes = 2352, .subchannel = RBK_SUBCHANNEL_RAW}),
        2448);
    assert_int_equal(rbk_cut_stride_bytes(&(rbk_cut){.kind = RBK_CUT_SUBCHANNEL}), 96);
    assert_int_equal(rbk_cut_stride_bytes(&(rbk_cut){.kind = RBK_CUT_SAMPLES}), 2352);
    assert_int_equal(rbk_cut_stride_bytes(&(rbk_cut){.kind = RBK_CUT_ZEROS}), 1);
}

static void names_that_lead_elsewhere_are_not_plain(void **state)
{
    static const char *const bad[] = {"", ".", "..", "a/b", "/a", "..\\a", "a\nb", "a\x7F"};
    char name[300];
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(rbk_origin_name_is_plain(bad[i]));
    assert_true(rbk_origin_name_is_plain("a (Track 1).bin"));
    assert_true(rbk_origin_name_is_plain("..a"));
    memset(name, 'x', sizeof name);
    name[255] = 0;
    assert_true(rbk_origin_name_is_plain(name));
    name[255] = 'x';
    name[256] = 0;
    assert_false(rbk_origin_name_is_plain(name));
}

static void a_disc_keeps_a_copy(void **state)
{
    rbk_disc *disc = rbk_disc_new();
    uint8_t bytes[] = "anything";
    (void)state;
    assert_int_equal(rbk_disc_set_origin(disc, bytes, sizeof bytes, NULL), RBK_OK);
    bytes[0] = 'x';
    rbk_disc *copy = rbk_disc_copy(disc);
    assert_non_null(copy);
    assert_int_equal(copy->origin_bytes, sizeof bytes);
    assert_memory_equal(copy->origin, "anything", sizeof bytes);
    assert_int_equal(rbk_disc_set_origin(copy, NULL, 0, NULL), RBK_OK);
    assert_null(copy->origin);
    rbk_disc_free(copy);
    rbk_disc_free(disc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cuts_add_up_to_the_length_of_their_file),
        cmocka_unit_test(a_sector_of_a_cut_has_the_bytes_of_its_parts),
        cmocka_unit_test(names_that_lead_elsewhere_are_not_plain),
        cmocka_unit_test(a_disc_keeps_a_copy),
    };
    return cmocka_run_group_tests_name("disc/origin", tests, NULL, NULL);
}
