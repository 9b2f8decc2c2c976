/* Findings about a file while it is opened. */
#include "audio/opening.h"

#include "unit/audio/audio_files.h"

static void a_finding_names_the_file(void **state)
{
    char path[] = "a.wav";
    rbk_audio audio = {.path = path};
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    assert_int_equal(rbk_audio_report(&audio, findings, RBK_WARNING, "audio.odd-bytes", NULL, "%d bytes", 7), RBK_OK);
    const rbk_finding *finding = rbk_findings_at(findings, 0);
    assert_string_equal(finding->path, "a.wav");
    assert_string_equal(finding->rule, "audio.odd-bytes");
    assert_string_equal(finding->text, "7 bytes");
    assert_int_equal(finding->severity, RBK_WARNING);
    rbk_findings_free(findings);
}

static void only_files_that_were_joined_are_said_to_be(void **state)
{
    char path[] = "a.mp3";
    rbk_audio audio = {.path = path};
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    assert_non_null(rbk_parts_add(&audio.parts, 0, 1000));
    assert_int_equal(rbk_audio_report_joined(&audio, findings, NULL), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 0);
    assert_non_null(rbk_parts_add(&audio.parts, 1000, 1500));
    assert_int_equal(rbk_audio_report_joined(&audio, findings, NULL), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(
        rbk_findings_at(findings, 0)->text,
        "the file is 2 files joined end to end, the second starts at byte 1000: the audio of all is used");
    rbk_parts_release(&audio.parts);
    rbk_findings_free(findings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_finding_names_the_file),
        cmocka_unit_test(only_files_that_were_joined_are_said_to_be),
    };
    return cmocka_run_group_tests_name("audio/opening", tests, NULL, NULL);
}
