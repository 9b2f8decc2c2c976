/* The list of what differs between a disc and its changed copy. */
#include "unit/edit/marked.h"

#include "edit/changes.h"

static void every_value_is_listed_in_the_order_of_the_disc(void **state)
{
    static const struct {
        uint32_t track;
        const char *what;
        uint32_t index;
        const char *before, *after;
    } rows[] = {{0, "title", 0, "Album", ""},          {0, "mcn", 0, "", "4006381333931"},
                {1, "flags", 0, "DCP", "DCP 4CH PRE"}, {1, "index", 2, "", "00:06:50"},
                {2, "isrc", 0, "DEA452400002", ""},    {2, "index", 0, "00:13:25", "00:12:00"},
                {3, "title", 0, "Three", "Drei"}};
    (void)state;
    one_bin();
    rbk_text_set(&disc->text, RBK_TEXT_TITLE, "Album", NULL);
    rbk_text_set(&disc->tracks[2].text, RBK_TEXT_TITLE, "Three", NULL);
    disc->tracks[0].flags = RBK_FLAG_COPY_PERMITTED;
    strcpy(disc->tracks[1].isrc, "DEA452400002");
    rbk_disc *before = rbk_disc_copy(disc);
    rbk_layout *layout_before = layout;
    layout = NULL;
    lay_out();
    rbk_text_set(&disc->text, RBK_TEXT_TITLE, NULL, NULL);
    rbk_text_set(&disc->tracks[2].text, RBK_TEXT_TITLE, "Drei", NULL);
    strcpy(disc->mcn, "4006381333931");
    disc->tracks[1].isrc[0] = '\0';
    disc->tracks[0].flags |= RBK_FLAG_PRE_EMPHASIS | RBK_FLAG_FOUR_CHANNEL;
    assert_int_equal(edit(1, 2, 500), RBK_OK);
    lay_out();
    assert_int_equal(edit(2, 0, 900), RBK_OK);
    lay_out();
    const rbk_compared first = {before, layout_before}, second = {disc, layout};
    rbk_edit_result *result = calloc(1, sizeof *result);
    assert_non_null(result);
    assert_int_equal(rbk_edit_list_changes(&first, &second, result, &error), RBK_OK);
    assert_int_equal(result->change_count, sizeof rows / sizeof rows[0]);
    for (size_t i = 0; i < result->change_count; i++) {
        assert_int_equal(result->changes[i].track, rows[i].track);
        assert_string_equal(result->changes[i].what, rows[i].what);
        assert_int_equal(result->changes[i].index, rows[i].index);
        assert_string_equal(result->changes[i].before, rows[i].before);
        assert_string_equal(result->changes[i].after, rows[i].after);
    }
    rbk_edit_result_free(result);
    rbk_layout_free(layout_before);
    rbk_disc_free(before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(every_value_is_listed_in_the_order_of_the_disc),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
