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

static void a_text_is_neither_a_formula_nor_sets_a_direction(void **state)
{
    static const struct {
        const char *title, *expected;
    } cases[] = {
        {"=HYPERLINK(\"http://x\")", ",\"'=HYPERLINK(\"\"http://x\"\")\",\n"},
        {"+1", ",'+1,\n"},
        {"-1", ",'-1,\n"},
        {"@SUM(A1)", ",'@SUM(A1),\n"},
        {"A=1", ",A=1,\n"},
        {"a\xE2\x80\xAE"
         "b",
         ",a b,\n"},
        {"a\nb", ",a b,\n"},
    };
    uint32_t file = add_bin("a.bin", NULL, 1000);
    rbk_track *track = add_track(file, RBK_MODE_AUDIO, 0, 1000, 0);
    (void)state;
    lay_out();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rbk_output *output = rbk_output_new_memory();
        rbk_text_set(&track->text, RBK_TEXT_TITLE, cases[i].title, NULL);
        assert_int_equal(rbk_pq_write_csv(disc, layout, output, &error), RBK_OK);
        if (!strstr(rbk_output_text(output, NULL), cases[i].expected))
            fail_msg("%s", rbk_output_text(output, NULL));
        rbk_output_free(output);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_text_is_neither_a_formula_nor_sets_a_direction, begin_disc, end_disc),
        cmocka_unit_test_setup_teardown(rows_have_all_columns_and_texts_are_quoted, begin_disc, end_disc),
    };
    return cmocka_run_group_tests_name("report/pq_csv", tests, NULL, NULL);
}
