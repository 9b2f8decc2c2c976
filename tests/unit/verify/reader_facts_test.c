/* The properties of an image that the rules of readers depend on. */
#include "verify/reader_facts.h"

#include "unit/scratch.h"

#include <redbook/source.h>

static rbk_disc *disc;
static rbk_layout *layout;
static rbk_reader_facts facts;
static char text[RBK_FACT_BYTES];

static void look_at(const char *sheet)
{
    static uint8_t sectors[400 * 2352];
    rbk_error error;
    rbk_findings *findings = rbk_findings_new();
    scratch_write("a.bin", sectors, sizeof sectors);
    scratch_write("b.bin", sectors, sizeof sectors);
    scratch_write("a.cue", sheet, strlen(sheet));
    rbk_error_init(&error);
    assert_int_equal(rbk_source_open(scratch_path("a.cue"), NULL, &disc, findings, &error), RBK_OK);
    assert_int_equal(rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, NULL, &error), RBK_OK);
    assert_int_equal(rbk_reader_facts_make(disc, layout, scratch_path("a.cue"), &facts, &error), RBK_OK);
    rbk_findings_free(findings);
}

static void forget(void)
{
    rbk_reader_facts_release(&facts);
    rbk_layout_free(layout);
    rbk_disc_free(disc);
    layout = NULL;
    disc = NULL;
}

static void a_plain_sheet_has_no_fact(void **state)
{
    (void)state;
    look_at("FILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n");
    assert_string_equal(facts.format, "cue");
    assert_false(rbk_fact_several_files(&facts, text) || rbk_fact_other_name(&facts, text));
    assert_false(rbk_fact_pregap(&facts, text) || rbk_fact_pregap_command(&facts, text));
    assert_false(rbk_fact_postgap_command(&facts, text) || rbk_fact_pregap_before(&facts, text));
    assert_false(rbk_fact_later_index(&facts, text) || rbk_fact_hidden_bare(&facts, text));
    assert_false(rbk_fact_mark(&facts, text) || rbk_fact_no_last_line(&facts, text));
    assert_false(rbk_fact_lower_case(&facts, text) || rbk_fact_sessions(&facts, text));
    assert_true(rbk_fact_audio_in_bin(&facts, text));
    assert_string_equal(text, "'a.bin'");
    forget();
}

static void a_list_of_q_that_is_not_valid_is_a_fact(void **state)
{
    static const char sheet[] = "FILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n";
    (void)state;
    scratch_write("a.lsd", "x", 1);
    look_at(sheet);
    assert_false(rbk_fact_damaged_q(&facts, text)); /* not read by the programs that read an SBI */
    forget();
    assert_int_equal(unlink(scratch_path("a.lsd")), 0);
    scratch_write("a.SBI", "x", 1);
    look_at(sheet);
    assert_true(rbk_fact_damaged_q(&facts, text));
    assert_string_equal(text, "'a.SBI'");
    forget();
}

static void facts_name_what_they_are_about(void **state)
{
    (void)state;
    look_at("\xEF\xBB\xBF"
            "file \"b.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:10\n  TRACK 02 AUDIO\n    INDEX 00 00:02:00\n"
            "FILE \"a.bin\" BINARY\n    INDEX 01 00:00:00\n    INDEX 02 00:01:00\n  TRACK 03 AUDIO\n"
            "    PREGAP 00:02:00\n    INDEX 01 00:03:00\n    POSTGAP 00:01:00");
    assert_true(rbk_fact_mark(&facts, text) && rbk_fact_lower_case(&facts, text));
    assert_true(rbk_fact_no_last_line(&facts, text) && rbk_fact_hidden_bare(&facts, text));
    assert_true(rbk_fact_several_files(&facts, text));
    assert_string_equal(text, "it has 2");
    assert_true(rbk_fact_pregap_before(&facts, text));
    assert_string_equal(text, "track 2");
    assert_true(rbk_fact_later_index(&facts, text));
    assert_string_equal(text, "track 2");
    assert_true(rbk_fact_pregap_command(&facts, text));
    assert_string_equal(text, "track 3");
    assert_true(rbk_fact_postgap_command(&facts, text));
    assert_string_equal(text, "track 3");
    forget();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_plain_sheet_has_no_fact, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(a_list_of_q_that_is_not_valid_is_a_fact, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(facts_name_what_they_are_about, scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests_name("verify/reader_facts", tests, NULL, NULL);
}
