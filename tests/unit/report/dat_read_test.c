/* .dat files: what is read of them, and what is refused. */
#include <redbook/match.h>

#include "unit/scratch.h"

#define HEAD "<?xml version=\"1.0\"?>\n<datafile><header><name>x</name></header>\n"

typedef struct seen {
    size_t games;
    size_t files;
    rbk_dat_file last;
    char name[64];
    rbk_status result; /* of the visit */
} seen;

static rbk_status on_game(void *user, const rbk_dat_game *game, rbk_error *error)
{
    seen *s = user;
    (void)error;
    s->games++;
    s->files += game->file_count;
    if (game->file_count > 0)
        s->last = game->files[game->file_count - 1];
    s->last.name = NULL;
    snprintf(s->name, sizeof s->name, "%s", game->name);
    return s->result;
}

static rbk_status read_text(const char *text, seen *s, rbk_error *error)
{
    scratch_write("a.dat", text, strlen(text));
    rbk_error_init(error);
    return rbk_dat_read(scratch_path("a.dat"), on_game, s, NULL, error);
}

static void games_and_files_come_one_after_the_other(void **state)
{
    seen s = {0};
    rbk_error error;
    (void)state;
    assert_int_equal(read_text(HEAD "<game name=\"A &amp; B\"><rom name=\"a.bin\" size=\"12\" crc=\"0012ABcd\" "
                                    "md5=\"00112233445566778899AABBCCDDEEFF\"/></game>"
                                    "<machine name=\"C\"><rom name=\"b.bin\" size=\"\" crc=\"\" sha1=\"\"/>"
                                    "<disk name=\"d\" sha1=\"0123456789012345678901234567890123456789\"/></machine>"
                                    "</datafile>",
                               &s, &error),
                     RBK_OK);
    assert_int_equal(s.games, 2);
    assert_int_equal(s.files, 3);
    assert_string_equal(s.name, "C");
    assert_int_equal(s.last.bytes, -1);
    assert_false(s.last.has_crc32);
    assert_string_equal(s.last.sha1, "0123456789012345678901234567890123456789");
    s = (seen){0};
    assert_int_equal(read_text(HEAD "<game name=\"A\"><rom name=\"a\" size=\"12\" crc=\"0012ABcd\" "
                                    "md5=\"00112233445566778899AABBCCDDEEFF\"/></game></datafile>",
                               &s, &error),
                     RBK_OK);
    assert_int_equal(s.last.bytes, 12);
    assert_true(s.last.has_crc32);
    assert_int_equal(s.last.crc32, 0x0012abcd);
    assert_string_equal(s.last.md5, "00112233445566778899aabbccddeeff");
}

static void a_visit_ends_the_reading(void **state)
{
    seen s = {.result = RBK_USERABORT};
    rbk_error error;
    (void)state;
    assert_int_equal(read_text(HEAD "<game name=\"A\"/><game name=\"B\"/></datafile>", &s, &error), RBK_USERABORT);
    assert_int_equal(s.games, 1);
}

/* A pipe that nobody writes to would be waited for. */
static void only_a_regular_file_is_read(void **state)
{
    rbk_error error;
    (void)state;
    rbk_error_init(&error);
    assert_int_equal(mkfifo(scratch_path("pipe"), 0600), 0);
    assert_int_equal(rbk_dat_read(scratch_path("pipe"), on_game, NULL, NULL, &error), RBK_FILEACCESS);
    assert_string_equal(error.sentence, "is not a regular file");
    assert_int_equal(rbk_dat_read(scratch_path("."), on_game, NULL, NULL, &error), RBK_FILEACCESS);
}

static void what_is_no_dat_is_refused_with_its_line(void **state)
{
    static const char *const texts[] = {
        "",
        "clrmamepro (\n",
        "<softwarelist/>",
        HEAD "</datafile>",
        HEAD "<game name=\"x\">",
        "<!DOCTYPE datafile [<!ENTITY a \"b\">]>\n<datafile><game name=\"&a;\"/></datafile>",
        "<!DOCTYPE datafile [<!ENTITY % a SYSTEM \"file:///etc/passwd\">]>\n<datafile><game name=\"x\"/></datafile>",
    };
    rbk_error error;
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        seen s = {0};
        assert_int_equal(read_text(texts[i], &s, &error), RBK_SYNTAX);
        assert_true(error.sentence[0]);
    }
    assert_int_equal(rbk_dat_read(scratch_path("none"), on_game, NULL, NULL, &error), RBK_FILEACCESS);
}

static void values_that_are_not_valid_are_refused_with_their_line(void **state)
{
    static const char *const attributes[] = {
        "size=\"-1\"", "size=\"9999999999999999999\"", "size=\"x\"",
        "crc=\"12\"",  "crc=\"0012ABcdEF\"",           "md5=\"zz\"",
        "sha1=\"zz\"", "size=\"1\" sha1=\"00\"",       "size=\"x\" md5=\"zz\"",
    };
    char text[400];
    rbk_error error;
    (void)state;
    for (size_t i = 0; i < sizeof attributes / sizeof attributes[0]; i++) {
        seen s = {0};
        snprintf(text, sizeof text, HEAD "<game name=\"A\"><rom name=\"a\" %s/></game></datafile>", attributes[i]);
        assert_int_equal(read_text(text, &s, &error), RBK_SYNTAX);
        assert_int_equal(error.place.line, 3);
        assert_non_null(strstr(error.sentence, "expected"));
        assert_int_equal(s.games, 0);
    }
}

static void other_forms_and_encodings_are_named(void **state)
{
    seen s = {0};
    rbk_error error;
    (void)state;
    assert_int_equal(read_text("\xEF\xBB\xBF\r\nClrMamePro (\n\tname x\n)\n", &s, &error), RBK_SYNTAX);
    assert_non_null(strstr(error.sentence, "clrmamepro"));
    assert_int_equal(read_text("<?xml version=\"1.0\" encoding=\"windows-1251\"?>\n<datafile/>", &s, &error),
                     RBK_SYNTAX);
    assert_non_null(strstr(error.sentence, "'windows-1251' is not supported"));
    assert_int_equal(
        read_text("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<datafile><game name=\"\xE9\"/></datafile>", &s,
                  &error),
        RBK_OK);
    assert_string_equal(s.name, "\xC3\xA9");
}

static bool cancels(void *user)
{
    return ++*(int *)user > 1;
}

static void a_reading_is_cancelled_between_two_blocks(void **state)
{
    const size_t size = 3 << 20;
    char *text = malloc(size + 1);
    int asked = 0;
    const rbk_listener listener = {.user = &asked, .query_cancel = cancels};
    seen s = {0};
    rbk_error error;
    (void)state;
    assert_non_null(text);
    memset(text, ' ', size);
    memcpy(text, HEAD, sizeof HEAD - 1);
    static const char game[] = "<game name=\"A\"/></datafile>";
    memcpy(text + size - (sizeof game - 1), game, sizeof game - 1);
    scratch_write("a.dat", text, size);
    free(text);
    rbk_error_init(&error);
    assert_int_equal(rbk_dat_read(scratch_path("a.dat"), on_game, &s, &listener, &error), RBK_USERABORT);
    assert_string_equal(error.sentence, "cancelled");
    assert_int_equal(s.games, 0);
    assert_int_equal(rbk_dat_read(scratch_path("a.dat"), on_game, &s, NULL, &error), RBK_OK);
    assert_int_equal(s.games, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(games_and_files_come_one_after_the_other, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(a_visit_ends_the_reading, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(values_that_are_not_valid_are_refused_with_their_line, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(other_forms_and_encodings_are_named, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(only_a_regular_file_is_read, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(what_is_no_dat_is_refused_with_its_line, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(a_reading_is_cancelled_between_two_blocks, scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests_name("report/dat_read", tests, NULL, NULL);
}
