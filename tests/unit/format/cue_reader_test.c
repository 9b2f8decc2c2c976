/* The CUE sheet's reader: the line of a finding. */
#include "format/cue_reader.h"
#include "unit/format/sheet.h"

static void findings_name_line_and_track(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = sheet_read("FILE a WAVE\nTRACK 01 AUDIO\nINDEX 01 00:00:00\nTRACK 02 AUDIO\nFLAGS LOUD\n"
                                "INDEX 01 00:01:00\nFILE b ODD\nINDEX 02 00:00:00\n",
                                findings);
    const rbk_finding *finding = sheet_finding(findings, "cue.flag-unknown");
    (void)state;
    assert_int_equal(finding->line, 5);
    assert_int_equal(finding->track, 2);
    assert_int_equal(finding->severity, RBK_WARNING);
    assert_string_equal(finding->path, NAME);
    finding = sheet_finding(findings, "cue.file-type");
    assert_int_equal(finding->line, 7);
    assert_int_equal(finding->track, 0);
    rbk_disc_free(disc);
    rbk_findings_free(findings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(findings_name_line_and_track),
    };
    return cmocka_run_group_tests_name("format/cue_reader", tests, NULL, NULL);
}
