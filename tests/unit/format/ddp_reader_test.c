/* Fields of the packets of a fileset. */
#include "format/ddp.h"

#include "unit/scratch.h"

#define PACKET ((const uint8_t *)"  A title\t\xE9  0042    12x ")

static void a_text_has_no_blanks_around_it_and_ascii_alone(void **state)
{
    char text[32];
    (void)state;
    assert_string_equal(rbk_ddp_text(PACKET, 0, 13, text), "A title??");
    assert_string_equal(rbk_ddp_text(PACKET, 0, 2, text), "");
    assert_string_equal(rbk_ddp_text(PACKET, 2, 1, text), "A");
}

static void a_number_is_digits_alone_and_none_at_all_is_open_ended(void **state)
{
    int64_t number = 7;
    (void)state;
    assert_true(rbk_ddp_number(PACKET, 11, 8, &number));
    assert_int_equal(number, 42);
    assert_true(rbk_ddp_number(PACKET, 0, 2, &number));
    assert_int_equal(number, RBK_TO_END);
    assert_false(rbk_ddp_number(PACKET, 19, 6, &number));
    assert_int_equal(number, RBK_TO_END);
}

static void a_finding_has_the_severity_of_its_rule_and_the_path_of_its_file(void **state)
{
    rbk_error error;
    (void)state;
    rbk_ddp ddp = {.name = "folder/DDPID", .findings = rbk_findings_new(), .error = &error};
    assert_int_equal(rbk_ddp_report(&ddp, "ddp.length", "IMAGE.DAT", 0, "%d bytes", 3), RBK_OK);
    assert_string_equal(rbk_findings_at(ddp.findings, 0)->path, "folder/IMAGE.DAT");
    assert_string_equal(rbk_findings_at(ddp.findings, 0)->text, "3 bytes");
    assert_int_equal(rbk_ddp_fail(&ddp, RBK_SYNTAX, "DDPMS", "no map"), RBK_SYNTAX);
    assert_string_equal(error.place.path, "folder/DDPMS");
    assert_string_equal(error.sentence, "no map");
    rbk_findings_free(ddp.findings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_has_no_blanks_around_it_and_ascii_alone),
        cmocka_unit_test(a_number_is_digits_alone_and_none_at_all_is_open_ended),
        cmocka_unit_test(a_finding_has_the_severity_of_its_rule_and_the_path_of_its_file),
    };
    return cmocka_run_group_tests_name("format/ddp_reader", tests, NULL, NULL);
}
