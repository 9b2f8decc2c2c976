/* File names, and what may be replaced under them. */
#include "base/path.h"

#include "unit/scratch.h"

static void names_are_taken_apart_and_put_together(void **state)
{
    (void)state;
    assert_string_equal(rbk_path_base("a/b/c.cue"), "c.cue");
    assert_string_equal(rbk_path_base("c.cue"), "c.cue");
    assert_string_equal(rbk_path_base("a/"), "");
    char *path = rbk_path_next_to("a/b/c.cue", "d.bin");
    assert_string_equal(path, "a/b/d.bin");
    free(path);
    path = rbk_path_next_to("c.cue", "d.bin");
    assert_string_equal(path, "d.bin");
    free(path);
    static const char *const folders[][2] = {{"a/b/c.cue", "a/b"}, {"a/c.cue", "a"}, {"c.cue", "."}, {"/c.cue", "/"},
                                             {"a//c.cue", "a"},    {"a/b/", "a/b"},  {"", "."}};
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        path = rbk_path_folder(folders[i][0]);
        assert_string_equal(path, folders[i][1]);
        free(path);
    }
    path = rbk_path_append("c.cue", ".x");
    assert_string_equal(path, "c.cue.x");
    free(path);
}

static void what_is_no_regular_file_is_never_replaced(void **state)
{
    rbk_error error;
    (void)state;
    assert_int_equal(mkfifo(scratch_path("pipe"), 0600), 0);
    assert_int_equal(symlink("pipe", scratch_path("leads to a pipe")), 0);
    assert_int_equal(symlink("/proc/self/fd/1", scratch_path("stdout")), 0);
    static const char *const names[] = {"pipe", "leads to a pipe", "stdout"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *path = scratch_path(names[i]);
        assert_int_equal(rbk_path_check_target(path, true, &error), RBK_FILEACCESS);
        assert_string_equal(error.sentence, "is not a regular file and is not replaced");
        assert_string_equal(error.place.path, path);
    }
    assert_int_equal(rbk_path_check_target(scratch_folder, true, &error), RBK_FILEACCESS);
    scratch_write("file", "x", 1);
    assert_int_equal(symlink("file", scratch_path("leads to a file")), 0);
    assert_int_equal(rbk_path_check_target(scratch_path("leads to a file"), true, NULL), RBK_OK);
    assert_int_equal(rbk_path_check_target(scratch_path("leads to a file"), false, NULL), RBK_FILEEXISTS);
    assert_int_equal(rbk_path_check_target(scratch_path("none"), false, NULL), RBK_OK);
}

static void a_name_has_a_stem_and_may_get_another_ending(void **state)
{
    static const struct {
        const char *path, *stem, *name;
    } rows[] = {
        {"song.wav", "song", "song.cdg"},
        {"a.b/song.wav", "a.b/song", "song.cdg"},
        {"a.b/song", "a.b/song", "song.cdg"},
        {".wav", ".wav", ".wav.cdg"},
        {"a/.wav", "a/.wav", ".wav.cdg"},
        {"a.b.wav", "a.b", "a.b.cdg"},
        {"", "", ".cdg"},
        {"a/", "a/", ".cdg"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *name = rbk_path_name_with(rows[i].path, ".cdg");
        assert_int_equal(rbk_path_stem(rows[i].path), strlen(rows[i].stem));
        assert_string_equal(name, rows[i].name);
        free(name);
    }
}

static void an_extension_has_a_name_before_it_and_any_letter_case(void **state)
{
    const struct {
        const char *path, *extension;
        bool expected;
    } rows[] = {{"a.cue", "cue", true},  {"in/A.CuE", "cue", true}, {"a.b.cue", "cue", true},
                {".cue", "cue", false},  {"in/.cue", "cue", false}, {"cue", "cue", false},
                {"a.cue", "toc", false}, {"a.cue", "cu", false},    {"a.cue/file", "cue", false},
                {"a.", "cue", false},    {"", "cue", false}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_int_equal(rbk_path_has_extension(rows[i].path, rows[i].extension), rows[i].expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_has_a_stem_and_may_get_another_ending),
        cmocka_unit_test(an_extension_has_a_name_before_it_and_any_letter_case),
        cmocka_unit_test(names_are_taken_apart_and_put_together),
        scratch_test(what_is_no_regular_file_is_never_replaced),
    };
    return cmocka_run_group_tests_name("base/path", tests, NULL, NULL);
}
