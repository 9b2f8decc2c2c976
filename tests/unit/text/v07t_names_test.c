/* Names in an input sheet. */
#include "text/v07t.h"
#include "unit/text/example.h"

static void every_name_that_is_written_is_read_as_the_same(void **state)
{
    static const char *const expected[][2] = {
        {"Album Title", "Track 07 Title"}, {"Artist Name", "Track 07 Artist"}, {"Songwriter", "Track 07 Songwriter"},
        {"Composer", "Track 07 Composer"}, {"Arranger", "Track 07 Arranger"},  {"Album Message", "Track 07 Message"},
        {"Catalog Number", NULL},          {"Genre Information", NULL},        {"Closed Information", NULL},
        {"UPC / EAN", "ISRC 07"},
    };
    (void)state;
    for (int field = 0; field < (int)RBK_CDTEXT_FIELDS; field++)
        for (uint32_t which = 0; which < 2; which++) {
            char text[RBK_V07T_NAME_BYTES];
            if (!expected[field][which])
                continue;
            rbk_v07t_name_format((rbk_cdtext_field)field, which * 7, text);
            assert_string_equal(text, expected[field][which]);
            rbk_v07t_name name = rbk_v07t_name_parse(text);
            assert_int_equal(name.kind, RBK_V07T_TEXT);
            assert_int_equal(name.field, field);
            assert_int_equal(name.track, which * 7);
        }
}

static void other_names_and_types_are_known(void **state)
{
    (void)state;
    assert_int_equal(rbk_v07t_name_parse("Input Sheet Version").kind, RBK_V07T_VERSION);
    assert_int_equal(rbk_v07t_name_parse("text data copy protection").kind, RBK_V07T_COPY_PROTECTION);
    assert_int_equal(rbk_v07t_name_parse("Disc Information 03").kind, RBK_V07T_NO_PLACE);
    assert_int_equal(rbk_v07t_name_parse("Remarks").kind, RBK_V07T_NO_PLACE);
    assert_int_equal(rbk_v07t_name_parse("0x8e").field, RBK_CDTEXT_CODE);
    assert_int_equal(rbk_v07t_name_parse("0x8D").field, RBK_CDTEXT_CLOSED);
    assert_int_equal(rbk_v07t_name_parse("0x87").kind, RBK_V07T_UNKNOWN); /* code and words: not a single value */
    assert_int_equal(rbk_v07t_name_parse("Track 5 0x82").field, RBK_CDTEXT_SONGWRITER);
    assert_int_equal(rbk_v07t_name_parse("Track 5 0x82").track, 5);
}

static void what_is_no_name_is_unknown(void **state)
{
    static const char *const rows[] = {"",          "Album", "Track", "Track 01", "Track 01 Genre",
                                       "ISRC 01 x", "Title", "0x90"};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_int_equal(rbk_v07t_name_parse(rows[i]).kind, RBK_V07T_UNKNOWN);
    assert_int_equal(rbk_v07t_name_parse("Track 100 Title").track, 100);
    assert_int_equal(rbk_v07t_name_parse("Track x Title").kind, RBK_V07T_UNKNOWN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_name_that_is_written_is_read_as_the_same),
        cmocka_unit_test(other_names_and_types_are_known),
        cmocka_unit_test(what_is_no_name_is_unknown),
    };
    return cmocka_run_group_tests_name("text/v07t_names", tests, NULL, NULL);
}
