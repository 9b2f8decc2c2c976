/*
 * drive.conf: its values, its messages, and that what is written can be read.
 */
#include "device/virtual_config.h"

#include "unit/scratch.h"

static void a_new_drive_is_a_fast_recorder_with_a_blank_disc(void **state)
{
    rbk_virtual_config config;
    (void)state;
    rbk_virtual_config_init(&config);
    assert_string_equal(config.vendor, "REDBOOK");
    assert_int_equal(config.medium, RBK_VIRTUAL_MEDIUM_CD_R);
    assert_int_equal(config.lead_in_lba, -12300);
    assert_int_equal(config.lead_out_lba, 359849);
    assert_int_equal(config.speed, 52);
    assert_int_equal(config.quirks, 0);
}

static void what_is_written_is_read(void **state)
{
    rbk_virtual_config config, read;
    rbk_output *output = rbk_output_new_memory();
    size_t size;
    (void)state;
    rbk_virtual_config_init(&config);
    assert_int_equal(rbk_virtual_config_set(&config, "medium", "cd-rw", NULL), RBK_OK);
    assert_int_equal(rbk_virtual_config_set(&config, "lead-in", "97:34:23", NULL), RBK_OK);
    assert_int_equal(rbk_virtual_config_set(&config, "lead-out", "74:43:00", NULL), RBK_OK);
    assert_int_equal(rbk_virtual_config_set(&config, "profile", "lenient", NULL), RBK_OK);
    assert_int_equal(rbk_virtual_config_set(&config, "clock", "instant", NULL), RBK_OK);
    assert_int_equal(rbk_virtual_config_set(&config, "raw", "16", NULL), RBK_OK);
    assert_int_equal(config.raw_bytes, 16);
    assert_int_equal(rbk_virtual_config_set(&config, "product", "A DRIVE", NULL), RBK_OK);
    assert_int_equal(rbk_virtual_config_set(&config, "quirks", "no-opc, slow no-immed", NULL), RBK_OK);
    assert_int_equal(config.quirks, RBK_QUIRK_NO_OPC | RBK_QUIRK_SLOW | RBK_QUIRK_NO_IMMED);
    assert_int_equal(config.lead_out_lba, 336075);
    assert_int_equal(rbk_virtual_config_write(&config, output, NULL), RBK_OK);
    rbk_virtual_config_init(&read);
    assert_int_equal(rbk_virtual_config_read(rbk_output_text(output, &size), "drive.conf", &read, NULL), RBK_OK);
    assert_memory_equal(&read, &config, sizeof read);
    rbk_output_free(output);
}

static void wrong_values_are_refused_in_a_sentence(void **state)
{
    static const char *const wrong[][3] = {
        {"medium", "dvd", "'medium': expected none, cd-r, cd-rw, cd-rom or dvd-r, found 'dvd'"},
        {"lead-in", "79:59:74", "'lead-in': expected a time from 90:00:00 to 98:59:74, found '79:59:74'"},
        {"lead-in", "99:00:00", "'lead-in': expected a time from 90:00:00 to 98:59:74, found '99:00:00'"},
        {"lead-out", "00:59:74", "'lead-out': expected a time from 01:00:00 to 89:59:74, found '00:59:74'"},
        {"speed", "0", "'speed': expected a number from 1 to 99, found '0'"},
        {"speed", "+4", "'speed': expected a number from 1 to 99, found '+4'"},
        {"speed", "4x", "'speed': expected a number from 1 to 99, found '4x'"},
        {"buffer", "99999999999999999999",
         "'buffer': expected a number from 256 to 65535, found '99999999999999999999'"},
        {"vendor", "NINE CHAR", "'vendor': expected 1 to 8 characters, 'NINE CHAR' has 9"},
        {"vendor", "", "'vendor': expected 1 to 8 characters, '' has 0"},
        {"product", "DRIVE #2", "'product': expected no '#' and no spaces around the value, found 'DRIVE #2'"},
        {"revision", " 1", "'revision': expected no '#' and no spaces around the value, found ' 1'"},
        {"revision", "1 ", "'revision': expected no '#' and no spaces around the value, found '1 '"},
        {"serial", "\x7F", "'serial': expected ASCII characters only"},
        {"profile", "strict", "'profile': expected mmc or lenient, found 'strict'"},
        {"clock", "fast", "'clock': expected virtual or instant, found 'fast'"},
        {"raw", "yes", "'raw': expected 96, 16 or no, found 'yes'"},
        {"quirks", "no-opc nonsense", "'nonsense' is not a known quirk: redbook-drive.conf(5) lists them"},
        {"colour", "grey",
         "unknown setting 'colour' of a virtual drive: expected vendor, product, revision, serial, medium, lead-in, "
         "lead-out, speed, buffer, profile, clock, raw or quirks"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        rbk_virtual_config config, before;
        rbk_error error;
        rbk_virtual_config_init(&config);
        before = config;
        assert_int_equal(rbk_virtual_config_set(&config, wrong[i][0], wrong[i][1], &error), RBK_SYNTAX);
        assert_string_equal(error.sentence, wrong[i][2]);
        assert_memory_equal(&config, &before, sizeof config);
    }
}

static void the_line_is_named(void **state)
{
    rbk_virtual_config config, before;
    rbk_error error;
    (void)state;
    rbk_virtual_config_init(&config);
    before = config;
    assert_int_equal(
        rbk_virtual_config_read("# drive\n\n  speed = 4 # slow\nmedium cd-r\n", "d/drive.conf", &config, &error),
        RBK_SYNTAX);
    assert_string_equal(error.place.path, "d/drive.conf");
    assert_int_equal(error.place.line, 4);
    assert_string_equal(error.sentence, "expected NAME = VALUE, found 'medium cd-r'");
    assert_memory_equal(&config, &before, sizeof config);
    assert_int_equal(rbk_virtual_config_read(" speed=4\r\n", "d/drive.conf", &config, &error), RBK_OK);
    assert_int_equal(config.speed, 4);
}

static void endless_lines_are_refused(void **state)
{
    rbk_virtual_config config;
    rbk_error error;
    char text[1024];
    (void)state;
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    rbk_virtual_config_init(&config);
    assert_int_equal(rbk_virtual_config_read(text, "drive.conf", &config, &error), RBK_SYNTAX);
    assert_string_equal(error.sentence, "a line of 1023 characters is too long");
}

/* Each limit is a value that is taken; the next one is not. */
static void values_are_taken_up_to_their_limits(void **state)
{
    static const struct {
        const char *name, *taken, *refused;
    } rows[] = {
        {"lead-in", "90:00:00", "89:59:74"},
        {"lead-in", "98:59:74", "99:00:00"},
        {"lead-out", "01:00:00", "00:59:74"},
        {"lead-out", "89:59:74", "90:00:00"},
        {"speed", "1", "0"},
        {"speed", "99", "100"},
        {"buffer", "256", "255"},
        {"buffer", "65535", "65536"},
        {"vendor", "8 CHARS!", "NINE CHAR"},
        {"serial", "~ ~", "\x7F"},
        {"product", "A", ""},
    };
    rbk_virtual_config config;
    (void)state;
    rbk_virtual_config_init(&config);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(rbk_virtual_config_set(&config, rows[i].name, rows[i].taken, NULL), RBK_OK);
        const rbk_virtual_config before = config;
        assert_int_equal(rbk_virtual_config_set(&config, rows[i].name, rows[i].refused, NULL), RBK_SYNTAX);
        assert_memory_equal(&config, &before, sizeof config);
    }
    assert_int_equal(config.lead_in_lba, (98 * 60 + 59) * 75 + 74 - 450150); /* as drives report it: before lba 0 */
    assert_int_equal(config.lead_out_lba, (89 * 60 + 59) * 75 + 74 - 150);
    assert_int_equal(config.speed, 99);
    assert_string_equal(config.vendor, "8 CHARS!");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_drive_is_a_fast_recorder_with_a_blank_disc),
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(wrong_values_are_refused_in_a_sentence),
        cmocka_unit_test(values_are_taken_up_to_their_limits),
        cmocka_unit_test(the_line_is_named),
        cmocka_unit_test(endless_lines_are_refused),
    };
    return cmocka_run_group_tests_name("device/virtual_config", tests, NULL, NULL);
}
