/*
 * The syntax of faults, and their order.
 */
#include "device/virtual_fault.h"

#include "unit/scratch.h"

static rbk_virtual_faults *faults;

static int setup(void **state)
{
    (void)state;
    faults = rbk_virtual_faults_new();
    return faults ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    rbk_virtual_faults_free(faults);
    return 0;
}

/* Counts a command of the opcode; gives its fault, or -1. */
static int next(uint8_t opcode, rbk_virtual_fault *fault)
{
    uint8_t cdb[12] = {opcode};
    return rbk_virtual_faults_next(faults, cdb, fault) ? (int)fault->kind : -1;
}

static void each_word_is_its_fault(void **state)
{
    static const struct {
        const char *line;
        rbk_virtual_fault expected;
    } words[] = {
        {"at 1 sense 3/0C/09", {RBK_FAULT_SENSE, 0x30C09, 0}},
        {"at 1 sense-after b/4e/00", {RBK_FAULT_SENSE_AFTER, 0xB4E00, 0}},
        {"at 1 drop", {RBK_FAULT_DROP, 0, 0}},
        {"at 1 broken", {RBK_FAULT_BROKEN, 0, 0}},
        {"at 1 broken-after", {RBK_FAULT_BROKEN_AFTER, 0, 0}},
        {"at 1 filter", {RBK_FAULT_FILTER, 0, 0}},
        {"at 1 full", {RBK_FAULT_FULL, 0, 0}},
        {"  at\t1   busy  12 ", {RBK_FAULT_BUSY, 0, 12}},
        {"at 1 attention 29/00", {RBK_FAULT_ATTENTION, 0x2900, 0}},
        {"at 1 pull", {RBK_FAULT_PULL, 0, 0}},
        {"at 1 press-eject", {RBK_FAULT_PRESS_EJECT, 0, 0}},
        {"at 1 short 0", {RBK_FAULT_SHORT, 0, 0}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        rbk_virtual_fault fault;
        assert_int_equal(rbk_virtual_faults_add(faults, words[i].line, NULL), RBK_OK);
        assert_int_equal(next(0, &fault), words[i].expected.kind);
        assert_int_equal(fault.sense, words[i].expected.sense);
        assert_int_equal(fault.number, words[i].expected.number);
    }
}

static void what_is_no_fault_is_reported_so(void **state)
{
    static const char *const wrong[][2] = {
        {"", "expected 'at', 'op' or 'lba', found ''"},
        {"now drop", "expected 'at', 'op' or 'lba', found 'now'"},
        {"at 0 drop", "after 'at': expected a number, found '0'"},
        {"at drop", "after 'at': expected a number, found 'drop'"},
        {"at +1 drop", "after 'at': expected a number, found '+1'"},
        {"op 100 drop", "after 'op': expected an opcode in hexadecimal, found '100'"},
        {"op 2a every drop", "expected a number of 1 or more, found 'drop'"},
        {"op 2a 0 drop", "expected a number of 1 or more, found '0'"},
        {"lba x drop", "after 'lba': expected a number, found 'x'"},
        {"at 1", "unknown fault ''"},
        {"at 1 explode", "unknown fault 'explode'"},
        {"at 1 sense 3/0C", "after 'sense': expected K/CC/QQ in hexadecimal, found '3/0C'"},
        {"at 1 sense 3/0C/09/01", "after 'sense': expected K/CC/QQ in hexadecimal, found '3/0C/09/01'"},
        {"at 1 attention 6/29/00", "after 'attention': expected CC/QQ in hexadecimal, found '6/29/00'"},
        {"at 1 busy", "after 'busy': expected a number, found ''"},
        {"at 1 drop it", "unexpected 'it' at the end of the line"},
    };
    rbk_virtual_fault fault;
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        rbk_error error;
        assert_int_equal(rbk_virtual_faults_add(faults, wrong[i][0], &error), RBK_SYNTAX);
        assert_string_equal(error.sentence, wrong[i][1]);
    }
    char line[257] = "at 1 drop";
    rbk_error error;
    memset(line + strlen(line), ' ', sizeof line - 1 - strlen(line));
    line[256] = '\0';
    assert_int_equal(rbk_virtual_faults_add(faults, line, &error), RBK_SYNTAX);
    assert_string_equal(error.sentence, "a line of 256 characters is too long");
    assert_int_equal(next(0, &fault), -1);
    assert_int_equal(rbk_virtual_faults_add(faults, line + 1, &error), RBK_SYNTAX); /* 't 1 drop' */
    line[255] = '\0';
    assert_int_equal(rbk_virtual_faults_add(faults, line, &error), RBK_OK);
}

static void commands_are_counted_by_opcode(void **state)
{
    rbk_virtual_fault fault;
    (void)state;
    rbk_virtual_faults_add(faults, "op 2a 2 drop", NULL);
    rbk_virtual_faults_add(faults, "op 35 full", NULL);
    assert_int_equal(next(0x2A, &fault), -1);
    assert_int_equal(next(0x35, &fault), RBK_FAULT_FULL);
    assert_int_equal(next(0x35, &fault), -1);
    assert_int_equal(next(0x2A, &fault), RBK_FAULT_DROP);
    assert_int_equal(next(0x2A, &fault), -1);
}

static void every_nth_time(void **state)
{
    rbk_virtual_fault fault;
    (void)state;
    rbk_virtual_faults_add(faults, "op 2a every 3 sense 2/04/08", NULL);
    for (unsigned i = 1; i <= 9; i++)
        assert_int_equal(next(0x2A, &fault), i % 3 == 0 ? RBK_FAULT_SENSE : -1);
}

static void sectors_are_found_in_reads_and_writes(void **state)
{
    static const uint8_t cdbs[][12] = {
        {0x2A, 0, 0xFF, 0xFF, 0xFF, 0x6A, 0, 0, 27},       {0xAA, 0, 0xFF, 0xFF, 0xFF, 0x6A, 0, 0, 0, 27},
        {0x28, 0, 0xFF, 0xFF, 0xFF, 0x6A, 0, 0, 27},       {0xA8, 0, 0xFF, 0xFF, 0xFF, 0x6A, 0, 0, 0, 27},
        {0xBE, 0, 0xFF, 0xFF, 0xFF, 0x6A, 0, 0, 27, 0xF8}, {0x5D, 0, 0xFF, 0xFF, 0xFF, 0x6A, 0, 0, 27},
    };
    rbk_virtual_fault fault;
    (void)state;
    for (size_t i = 0; i < 6; i++) {
        rbk_virtual_faults_free(faults);
        faults = rbk_virtual_faults_new();
        rbk_virtual_faults_add(faults, "lba -151 drop", NULL);
        rbk_virtual_faults_add(faults, "lba -123 drop", NULL);
        assert_false(rbk_virtual_faults_next(faults, cdbs[i], &fault));
        rbk_virtual_faults_add(faults, "lba -124 pull", NULL);
        rbk_virtual_faults_add(faults, "lba -150 full", NULL);
        assert_int_equal(rbk_virtual_faults_next(faults, cdbs[i], &fault), i < 5);
        if (i < 5)
            assert_int_equal(fault.kind, RBK_FAULT_PULL);
        assert_int_equal(rbk_virtual_faults_next(faults, cdbs[i], &fault), i < 5);
        if (i < 5)
            assert_int_equal(fault.kind, RBK_FAULT_FULL);
    }
}

#define fault_test(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        fault_test(each_word_is_its_fault),
        fault_test(what_is_no_fault_is_reported_so),
        fault_test(commands_are_counted_by_opcode),
        fault_test(every_nth_time),
        fault_test(sectors_are_found_in_reads_and_writes),
    };
    return cmocka_run_group_tests_name("device/virtual_fault", tests, NULL, NULL);
}
