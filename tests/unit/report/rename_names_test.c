/* Where names of files are in the texts of descriptors. */
#include "report/rename_names.h"

#include "unit/scratch.h"

#include <stdio.h>
#include <stdlib.h>

/* The bytes of the places, each in brackets, with what they are. */
static void assert_names(bool toc, const char *encoding, const char *text, const char *wanted)
{
    char shown[512] = "";
    size_t used = 0;
    const rbk_format_options options = {.encoding = encoding};
    const rbk_bytes bytes = {(uint8_t *)(uintptr_t)text, strlen(text)};
    rbk_name_places found = {NULL, 0};
    assert_int_equal(rbk_rename_find_names(&bytes, toc, &options, &found, NULL), RBK_OK);
    for (size_t i = 0; i < found.count; i++) {
        const rbk_name_place *place = &found.places[i];
        used +=
            (size_t)snprintf(shown + used, sizeof shown - used, "[%.*s%s%s%s%s]", place->name ? (int)place->length : 0,
                             text + place->at, place->name ? "" : " nowhere", place->texts ? " texts" : "",
                             place->bare ? " bare" : "", place->unusual ? " unusual" : "");
    }
    assert_string_equal(shown, wanted);
    rbk_rename_release_names(&found);
}

static void each_command_of_a_sheet_has_a_place(void **state)
{
    (void)state;
    assert_names(false, NULL, "", "");
    assert_names(false, NULL, "REM FILE x\n; FILE y\nFILE \"a.bin\" BINARY\nCDTEXTFILE \"a.cdt\"\n",
                 "[a.bin][a.cdt texts]");
    assert_names(false, NULL,
                 "\xEF\xBB\xBF"
                 "FILE a.bin BINARY\r  file a b.bin WAVE",
                 "[a.bin bare][a b.bin bare]");
    assert_names(false, NULL, "FILE F BINARY\nFILE F BINARY\nFILE\n", "[F bare][F bare]");
}

static void other_quotes_are_part_of_the_place(void **state)
{
    (void)state;
    assert_names(false, NULL, "FILE 'a.bin' BINARY\nFILE \"b.bin BINARY\n", "['a.bin' unusual][\"b.bin unusual]");
}

static void a_toc_may_be_on_one_line_and_on_many(void **state)
{
    (void)state;
    assert_names(true, NULL, "TRACK AUDIO SILENCE 00:02:00 file \"a.bin\" 0 AUDIOFILE // FILE \"x\"\n\"b.bin\" 0",
                 "[a.bin][b.bin]");
    assert_names(true, NULL, "CD_TEXT { LANGUAGE 0 { TITLE \"FILE \\\"x\\\"\" } }\nDATAFILE \"a\\040\\\\\"",
                 "[a\\040\\\\]");
}

/* Bytes of quotes and back slashes are parts of characters; the name is also in the text before it. */
static void a_name_is_found_in_a_text_that_readers_convert(void **state)
{
    (void)state;
    assert_names(false, "Shift-JIS",
                 "TITLE \"\x83\x5C\"\nCDTEXTFILE \"\x83\x5C\x83\x65.cdt\"\nFILE E\x83\x5C E BINARY\n",
                 "[\x83\x5C\x83\x65.cdt texts][E\x83\x5C E bare]");
    assert_names(true, "Shift-JIS",
                 "CD_TEXT { TITLE \"\x83\x5C\" } FILE \"\x83\x5C\" 0 FILE \"\x83\x5C\" 1\nFILE\n\"a\"",
                 "[\x83\x5C][\x83\x5C][a]");
    assert_names(true, "Shift-JIS", "FILE \"a\\040b\" 0", "[ nowhere]");
    assert_names(false, "Shift-JIS", "FILE '\xFF.bin' BINARY\n", "[ nowhere unusual]"); /* no character */
    /* by itself UTF-8 in a sheet in Shift-JIS */
    assert_names(false, NULL, "TITLE \"\x83\x65\x83\x58\x83\x67\x83\x65\x83\x58\"\nFILE \"\xE5\xA4\x8F.bin\" BINARY\n",
                 "[\xE5\xA4\x8F.bin]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_command_of_a_sheet_has_a_place),
        cmocka_unit_test(other_quotes_are_part_of_the_place),
        cmocka_unit_test(a_toc_may_be_on_one_line_and_on_many),
        cmocka_unit_test(a_name_is_found_in_a_text_that_readers_convert),
    };
    return cmocka_run_group_tests_name("report/rename_names", tests, NULL, NULL);
}
