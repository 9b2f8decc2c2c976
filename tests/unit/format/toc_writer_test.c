/* The TOC's writer: strings. */
#include "format/toc_writer.h"
#include "unit/format/toc.h"

static void strings_are_escaped_so_that_every_reader_takes_them_alike(void **state)
{
    rbk_toc_writer w = {.text = rbk_output_new_memory()};
    (void)state;
    rbk_toc_write_string(&w, "a \"b\" c:\\d\x01\x7F Caf\xC3\xA9");
    assert_string_equal(rbk_output_text(w.text, NULL), "\"a \\\"b\\\" c:\\134d\\001\\177 Caf\xC3\xA9\"");
    rbk_output_free(w.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_are_escaped_so_that_every_reader_takes_them_alike),
    };
    return cmocka_run_group_tests_name("format/toc_writer", tests, NULL, NULL);
}
