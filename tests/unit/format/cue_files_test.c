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

#define DATA "FILE \"data.bin\" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n"

static size_t types_reported(const char *text, const char *sentence)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = sheet_read(text, findings);
    size_t count = 0;
    for (size_t i = 0; i < rbk_findings_count(findings); i++) {
        const rbk_finding *finding = rbk_findings_at(findings, i);
        if (strcmp(finding->rule, "cue.file-type") != 0)
            continue;
        count++;
        assert_int_equal(finding->severity, RBK_WARNING);
        assert_int_equal(finding->line, 4);
        assert_string_equal(finding->text, sentence);
    }
    assert_int_equal(disc->files[0].type, RBK_FILE_BINARY);
    rbk_disc_free(disc);
    rbk_findings_free(findings);
    return count;
}

/* It has one byte order; one that starts over is another file with its own. */
static void another_type_of_a_file_that_continues_is_reported(void **state)
{
    (void)state;
    assert_int_equal(
        types_reported(DATA "FILE \"data.bin\" MOTOROLA\n  TRACK 02 AUDIO\n    INDEX 01 00:04:00\n",
                       "'data.bin' continues as MOTOROLA, which is ignored: it is read as BINARY, as in line 1"),
        1);
    assert_int_equal(
        types_reported(DATA "FILE \"data.bin\" WAVE\n  TRACK 02 AUDIO\n    INDEX 01 00:04:00\n",
                       "'data.bin' continues as audio, which is ignored: it is read as BINARY, as in line 1"),
        1);
    assert_int_equal(
        types_reported("REM\nFILE \"data.bin\" BINARY\n  TRACK 01 MODE1/2352\nFILE \"data.bin\" MOTOROLA\n"
                       "    INDEX 01 00:00:00\n",
                       "'data.bin' continues as MOTOROLA, which is ignored: it is read as BINARY, as in line 2"),
        1);
    assert_int_equal(types_reported(DATA "FILE \"data.bin\" BINARY\n  TRACK 02 AUDIO\n    INDEX 01 00:04:00\n", ""), 0);
    assert_int_equal(types_reported(DATA "FILE \"data.bin\" MOTOROLA\n  TRACK 02 AUDIO\n    INDEX 01 00:00:00\n", ""),
                     0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(more_than_ten_thousand_files_are_refused),
        cmocka_unit_test(another_type_of_a_file_that_continues_is_reported),
    };
    return cmocka_run_group_tests_name("format/cue_files", tests, NULL, NULL);
}
