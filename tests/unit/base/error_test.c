/* Statuses, errors and their messages. */
#include "base/fail.h"

#include "unit/scratch.h"

#include <errno.h>

static void contract_codes_are_those_of_the_published_header(void **state)
{
    const struct {
        rbk_status status;
        uint32_t code;
    } rows[] = {
        {RBK_OK, 0x00000000u},
        {RBK_NOTOPENED, 0x8004020Bu},
        {RBK_USERABORT, 0x8004020Du},
        {RBK_MEDIUM_NOTPRESENT, 0x8004020Fu},
        {RBK_MEDIUM_INVALIDTYPE, 0x80040210u},
        {RBK_DEVICE_NOTACCESSIBLE, 0x80040212u},
        {RBK_DEVICE_NOTPRESENT, 0x80040213u},
        {RBK_DEVICE_INVALIDTYPE, 0x80040214u},
        {RBK_INITIALIZE_WRITE, 0x80040215u},
        {RBK_INITIALIZE_ENDWRITE, 0x80040216u},
        {RBK_DEVICE_STILL_IN_USE, 0x80040226u},
        {RBK_LOSS_OF_STREAMING, 0x80040227u},
        {RBK_CANNOT_WRITE_TO_MEDIA, 0x8004022Cu},
        {RBK_FILESYSTEM, 0x80040217u},
        {RBK_FILEACCESS, 0x80040218u},
        {RBK_TRACKNOTOPEN, 0x8004021Au},
        {RBK_TRACKOPEN, 0x8004021Bu},
        {RBK_DISCFULL, 0x8004021Cu},
        {RBK_TRACKLIMIT, 0x8004021Cu},
        {RBK_INVALIDIMAGE, 0x8004021Eu},
        {RBK_ALREADYOPEN, 0x80040222u},
        {RBK_FILEEXISTS, 0x80040224u},
        {RBK_STASHINUSE, 0x80040225u},
        {RBK_NOTENOUGHDISKFORSTASH, 0x8004022Au},
        {RBK_TRACK_NOT_BIG_ENOUGH, 0x8004022Du},
        {RBK_INVALID_POINTER, 0x80004003u},
        {RBK_INVALID_ARGUMENT, 0x80070057u},
        {RBK_NO_MEMORY, 0x8007000Eu},
        {RBK_SYNTAX, 0x8004020Eu},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_int_equal(rbk_status_contract_code(rows[i].status), rows[i].code);
    assert_string_equal(rbk_status_name(RBK_DISCFULL), "DISCFULL");
    assert_string_equal(rbk_status_name((rbk_status)9999), "UNKNOWN");
    assert_string_equal(rbk_status_sentence(RBK_TRACKNOTOPEN), "no track is open");
}

static void an_error_reads_place_sentence_reason(void **state)
{
    rbk_error error;
    char text[256];
    (void)state;
    assert_int_equal(rbk_fail_at(&error, RBK_SYNTAX, "a.cue", 12, 5, "expected %s", "a time"), RBK_SYNTAX);
    assert_string_equal(rbk_error_format(&error, text, sizeof text), "a.cue:12:5: expected a time");
    error.place.column = 0;
    assert_string_equal(rbk_error_format(&error, text, sizeof text), "a.cue:12: expected a time");
    rbk_fail_system(&error, RBK_FILEACCESS, ENOENT, "cannot be opened");
    rbk_error_set_path(&error, "x.wav");
    rbk_error_set_path(&error, "not this one");
    assert_string_equal(rbk_error_format(&error, text, sizeof text),
                        "x.wav: cannot be opened: No such file or directory");
    assert_int_equal(error.place.lba, RBK_NO_LBA);
    assert_int_equal(rbk_fail(NULL, RBK_DISCFULL, "nobody listens"), RBK_DISCFULL);
}

static void a_long_path_keeps_its_end(void **state)
{
    char path[3000];
    rbk_error error;
    (void)state;
    memset(path, 'a', sizeof path);
    strcpy(path + sizeof path - 10, "/name.wav");
    rbk_fail_at(&error, RBK_SYNTAX, path, 0, 0, "x");
    assert_int_equal(strlen(error.place.path), RBK_PATH_BYTES - 1);
    assert_string_equal(error.place.path + RBK_PATH_BYTES - 10, "/name.wav");
}

static void a_reason_that_the_system_does_not_know_is_its_number(void **state)
{
    char text[200];
    rbk_error error;
    (void)state;
    rbk_error_init(NULL);
    rbk_error_init(&error);
    assert_int_equal(rbk_fail_system(&error, RBK_FILEACCESS, 98765, "cannot be opened"), RBK_FILEACCESS);
    rbk_error_format(&error, text, sizeof text);
    if (!strstr(text, "98765"))
        fail_msg("expected the number 98765, found '%s'", text);
}

static void a_file_that_is_too_large_is_so_for_a_limit_that_is_named(void **state)
{
    char text[200];
    rbk_error error;
    (void)state;
    rbk_fail_system(&error, RBK_FILESYSTEM, EFBIG, "cannot be written");
    assert_string_equal(
        rbk_error_format(&error, text, sizeof text),
        "cannot be written: File too large for the limit of file sizes (ulimit -f), or for the file system");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(contract_codes_are_those_of_the_published_header),
        cmocka_unit_test(an_error_reads_place_sentence_reason),
        cmocka_unit_test(a_long_path_keeps_its_end),
        cmocka_unit_test(a_file_that_is_too_large_is_so_for_a_limit_that_is_named),
        cmocka_unit_test(a_reason_that_the_system_does_not_know_is_its_number),
    };
    return cmocka_run_group_tests_name("base/error", tests, NULL, NULL);
}
