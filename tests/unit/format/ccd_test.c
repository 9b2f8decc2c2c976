/* What is reported about a CloneCD control file. */
#include "format/ccd.h"

#include "unit/scratch.h"

static void a_finding_stands_at_its_line_and_track(void **state)
{
    rbk_ccd *ccd = calloc(1, sizeof *ccd);
    (void)state;
    assert_non_null(ccd);
    ccd->name = "a.ccd";
    ccd->findings = rbk_findings_new();
    ccd->about_line = 7;
    ccd->about_track = 2;
    assert_int_equal(rbk_ccd_report(ccd, RBK_WARNING, "ccd.index", "index %d", 3), RBK_OK);
    const rbk_finding *finding = rbk_findings_at(ccd->findings, 0);
    assert_string_equal(finding->path, "a.ccd");
    assert_string_equal(finding->text, "index 3");
    assert_int_equal(finding->line, 7);
    assert_int_equal(finding->track, 2);
    rbk_findings_free(ccd->findings);
    free(ccd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_finding_stands_at_its_line_and_track),
    };
    return cmocka_run_group_tests_name("format/ccd", tests, NULL, NULL);
}
