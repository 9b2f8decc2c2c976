/* The table of sinks: each kind has its row, and its sizes. */
#include "image/sink.h"

#include "unit/scratch.h"

static void every_kind_has_a_name_of_its_own(void **state)
{
    (void)state;
    for (int a = 0; a < RBK_IMAGE_SINK_KINDS; a++) {
        assert_non_null(rbk_sink_rows[a].name);
        assert_string_equal(rbk_image_sink_kind_name((rbk_image_sink_kind)a), rbk_sink_rows[a].name);
        for (int b = 0; b < a; b++)
            assert_string_not_equal(rbk_sink_rows[a].name, rbk_sink_rows[b].name);
    }
    assert_string_equal(rbk_image_sink_kind_name(RBK_IMAGE_SINK_KINDS), "unknown");
}

static void a_file_has_a_head_and_sectors_of_a_size(void **state)
{
    static const struct {
        rbk_image_sink_kind kind;
        uint32_t head, sector, with_subchannel;
    } rows[] = {{RBK_IMAGE_SINK_SECTORS, 0, 2352, 2448}, {RBK_IMAGE_SINK_WAV, 44, 2352, 2352},
                {RBK_IMAGE_SINK_ISO, 0, 2048, 2048},     {RBK_IMAGE_SINK_CONTENT, 0, 0, 0},
                {RBK_IMAGE_SINK_SUB, 0, 96, 96},         {RBK_IMAGE_SINK_NOTHING, 0, 0, 0},
                {RBK_IMAGE_SINK_KINDS, 0, 0, 0}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(rbk_image_sink_head_bytes(rows[i].kind), rows[i].head);
        assert_int_equal(rbk_image_sink_sector_bytes(rows[i].kind, false), rows[i].sector);
        assert_int_equal(rbk_image_sink_sector_bytes(rows[i].kind, true), rows[i].with_subchannel);
    }
}

/* Only sinks that write unchanged sectors to a plain file can leave copying to the kernel. */
static void what_is_taken_over_is_read_and_kept_as_it_is(void **state)
{
    (void)state;
    for (int i = 0; i < RBK_IMAGE_SINK_KINDS; i++) {
        const rbk_sink_row *row = &rbk_sink_rows[i];
        if (row->as_they_are)
            assert_true(row->file && row->reads && !row->encoding && !row->make &&
                        row->sector_bytes == RBK_SECTOR_BYTES);
        assert_true(row->head_bytes == 0 || row->make_head);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_has_a_name_of_its_own),
        cmocka_unit_test(a_file_has_a_head_and_sectors_of_a_size),
        cmocka_unit_test(what_is_taken_over_is_read_and_kept_as_it_is),
    };
    return cmocka_run_group_tests_name("image/sink_rows", tests, NULL, NULL);
}
