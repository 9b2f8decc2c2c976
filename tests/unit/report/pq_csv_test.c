/* A PQ sheet as CSV. */
#include <redbook/report.h>

#include "unit/report/discs.h"

static void rows_have_all_columns_and_texts_are_quoted(void **state)
{
    uint32_t file = add_bin("a.bin", NULL, 1000);
    rbk_output *output = rbk_output_new_memory();
    (void)state;
    rbk_track *track = add_track(file, RBK_MODE_AUDIO, 0, 400, 0);
    strcpy(track->isrc, "DEXXX2600001");
    track->flags = RBK_FLAG_PRE_EMPHASIS;
    rbk_text_set(&track->text, RBK_TEXT_TITLE, "A \"title\", long", NULL);
    track = add_track(file, RBK_MODE_AUDIO, 400, 1000, 75);
    track->flags = RBK_FLAG_SCMS | RBK_FLAG_FOUR_CHANNEL;
    lay_out();
    assert_int_equal(rbk_pq_write_csv(disc, layout, output, &error), RBK_OK);
    assert_string_equal(
        rbk_output_text(output, NULL),
        "session,track,index,lba,absolute,relative,length_to_index_00,length_to_index_01,pregap,isrc,mode,copy,"
        "pre_emphasis,channels,title,performer\n"
        "1,01,00,-150,00:00:00,-00:02:00,,,00:02:00,,,,,,,\n"
        "1,01,01,0,00:02:00,00:00:00,00:05:25,00:06:25,,DEXXX2600001,AUDIO,prohibited,yes,2,\"A \"\"title\"\", "
        "long\",\n"
        "1,02,00,400,00:07:25,00:05:25,,,00:01:00,,,,,,,\n"
        "1,02,01,475,00:08:25,00:06:25,00:07:00,00:07:00,,,AUDIO,scms,no,4,,\n"
        "1,AA,01,1000,00:15:25,00:13:25,,,,,,,,,,\n");
    rbk_output_free(output);
    assert_int_equal(rbk_pq_write_csv(NULL, layout, NULL, &error), RBK_INVALID_POINTER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(rows_have_all_columns_and_texts_are_quoted, begin_disc, end_disc),
    };
    return cmocka_run_group_tests_name("report/pq_csv", tests, NULL, NULL);
}
