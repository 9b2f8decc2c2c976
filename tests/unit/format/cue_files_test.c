/* The CUE sheet's reader: FILE. */
#include "format/cue_reader.h"
#include "unit/format/sheet.h"

static void more_than_ten_thousand_files_are_refused(void **state)
{
    char *text = malloc(400000);
    size_t size = 0;
    rbk_disc *disc = NULL;
    rbk_error error;
    (void)state;
    for (int i = 0; i <= RBK_CUE_FILES_MAX; i++)
        size += (size_t)sprintf(text + size, "FILE %d WAVE\n", i);
    assert_int_equal(rbk_cue_read((const uint8_t *)text, size, NAME, NULL, &disc, NULL, &error), RBK_SYNTAX);
    assert_int_equal(error.place.line, RBK_CUE_FILES_MAX + 1);
    assert_string_equal(error.sentence, "expected at most 10000 FILE commands, found more");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(more_than_ten_thousand_files_are_refused),
    };
    return cmocka_run_group_tests_name("format/cue_files", tests, NULL, NULL);
}
