/*
 * File names, and what may be replaced under them.
 * link: -Wl,--wrap=readlink -Wl,--wrap=__readlink_chk
 */
#include "base/path.h"
#include "base/utf8.h"

#include "unit/links.h"
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

/* 255 bytes are the most that a folder takes; as long as they suffice, the name is whole. */
static void a_temporary_name_fits_into_a_folder(void **state)
{
    char name[320], other[320], temporary[RBK_NAME_BYTES], second[RBK_NAME_BYTES];
    (void)state;
    rbk_path_temporary_name("a.bin", ".x-stash", temporary);
    assert_string_equal(temporary, "a.bin.x-stash");
    for (int length = 200; length < 300; length++) {
        snprintf(name, sizeof name, "%0*d.bin", length - 4, 1);
        snprintf(other, sizeof other, "%0*d.cue", length - 4, 1);
        rbk_path_temporary_name(name, ".x-stash", temporary);
        rbk_path_temporary_name(other, ".x-stash", second);
        assert_string_not_equal(temporary, second);
        assert_true(rbk_path_has_extension(temporary, "x-stash"));
        assert_int_equal(strlen(temporary), length + 8 <= 255 ? length + 8 : 255);
        assert_int_equal(memcmp(temporary, name, length + 8 <= 255 ? (size_t)length : 238), 0);
    }
    /* a sum of the whole name, so that each has its own */
    char *path = rbk_path_temporary("in/a/b.cue", ".x-stash");
    assert_string_equal(path, "in/a/b.cue.x-stash");
    free(path);
    snprintf(other, sizeof other, "in/%0248d (1).bin", 1);
    path = rbk_path_temporary(other, ".x-stash");
    assert_int_equal(memcmp(path, other, 3 + 238), 0);
    assert_string_equal(path + 3 + 238, "~29804fbc.x-stash");
    free(path);
    /* no half of a character */
    for (int before = 230; before < 240; before++) {
        snprintf(name, sizeof name, "%0*däß€\xF0\x9F\x98\x80ÄÖÜ€€", before, 1);
        rbk_path_temporary_name(name, ".x-stash", temporary);
        const char *tilde = strrchr(temporary, '~');
        assert_true(rbk_utf8_valid(temporary, (size_t)(tilde - temporary)));
    }
}

static void a_name_that_no_folder_takes_is_refused_with_its_length(void **state)
{
    char name[320];
    rbk_error error;
    (void)state;
    snprintf(name, sizeof name, "%0255d", 1);
    assert_int_equal(rbk_path_check_target(scratch_path(name), true, NULL), RBK_OK);
    snprintf(name, sizeof name, "%0256d", 1);
    assert_int_equal(rbk_path_check_target(scratch_path(name), true, &error), RBK_FILEACCESS);
    assert_string_equal(error.sentence,
                        "its name has 256 bytes, expected at most 255 on this file system: use a shorter name");
    assert_string_equal(error.place.path, scratch_path(name));
    snprintf(name, sizeof name, "%0256d/a.cue", 1); /* a folder of it */
    rbk_error_init(&error);
    assert_int_equal(rbk_path_check_length(scratch_path(name), &error), RBK_FILEACCESS);
    assert_string_equal(error.sentence,
                        "its name has 256 bytes, expected at most 255 on this file system: use a shorter name");
    name[256] = '\0';
    assert_string_equal(error.place.path, scratch_path(name));
    assert_int_equal(rbk_path_check_length(scratch_path("a.cue"), &error), RBK_OK);
}

/* There are file systems with names of 255 characters, which have more bytes: here a part of the path that is not there. */
static void a_set_has_names_that_its_journal_can_hold(void **state)
{
    char name[320];
    rbk_error error;
    (void)state;
    snprintf(name, sizeof name, "none/%0255d", 1);
    assert_int_equal(rbk_path_check_in_set(scratch_path(name), &error), RBK_OK);
    snprintf(name, sizeof name, "none/%0256d", 1);
    assert_int_equal(rbk_path_check_length(scratch_path(name), &error), RBK_OK);
    assert_int_equal(rbk_path_check_in_set(scratch_path(name), &error), RBK_FILEACCESS);
    assert_string_equal(error.sentence, "its name has 256 bytes, expected at most 255: use a shorter name");
    assert_string_equal(error.place.path, scratch_path(name));
}

static void a_link_leads_where_its_text_says(void **state)
{
    static const char *const texts[] = {"there", "/there", "../there"};
    char *next = NULL;
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        assert_int_equal(symlink(texts[i], scratch_path("link")), 0);
        assert_int_equal(rbk_path_follow(scratch_path("link"), &next, NULL), RBK_OK);
        assert_string_equal(next, texts[i][0] == '/' ? texts[i] : scratch_path(texts[i]));
        free(next);
        assert_int_equal(unlink(scratch_path("link")), 0);
    }
}

static void what_a_link_is_not_known_to_be_is_not_treated_as_a_file(void **state)
{
    static const int unknown[] = {EIO, EACCES, ESTALE}, no_link[] = {EINVAL, ENOENT, ENOTDIR, ELOOP, ENAMETOOLONG};
    rbk_error error;
    char *next = NULL;
    (void)state;
    assert_int_equal(symlink("/proc/self/fd/1", scratch_path("stdout")), 0);
    const char *path = scratch_path("stdout");
    for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++) {
        links_code = unknown[i];
        const rbk_status followed = rbk_path_follow(path, &next, &error);
        links_code = 0;
        assert_int_equal(followed, RBK_FILEACCESS);
        assert_null(next);
        assert_int_equal(error.system_error, unknown[i]);
        assert_string_equal(error.place.path, path);
        links_code = unknown[i];
        const rbk_status checked = rbk_path_check_target(path, true, &error);
        links_code = 0;
        assert_int_equal(checked, RBK_FILEACCESS);
        assert_int_equal(error.system_error, unknown[i]);
    }
    links_code = ENOMEM;
    assert_int_equal(rbk_path_follow(path, &next, NULL), RBK_NO_MEMORY);
    for (size_t i = 0; i < sizeof no_link / sizeof no_link[0]; i++) {
        links_code = no_link[i];
        assert_int_equal(rbk_path_follow(path, &next, &error), RBK_OK);
        assert_null(next);
    }
    links_code = 0;
}

static void one_file_has_several_names_and_two_files_are_never_the_same(void **state)
{
    char one[1024];
    bool same = false;
    (void)state;
    scratch_write("one", "x", 1);
    scratch_write("other", "x", 1);
    assert_int_equal(mkdir(scratch_path("in"), 0777), 0);
    assert_int_equal(symlink("../one", scratch_path("in/link")), 0);
    assert_int_equal(link(scratch_path("one"), scratch_path("hard")), 0);
    snprintf(one, sizeof one, "%s", scratch_path("one"));
    const struct {
        const char *other;
        bool same;
    } rows[] = {{"one", true},    {"in/../one", true}, {"in/link", true}, {"hard", true},
                {"other", false}, {"in", false},       {"none", false}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        same = !rows[i].same;
        assert_int_equal(rbk_path_same_file(one, scratch_path(rows[i].other), &same, NULL), RBK_OK);
        assert_int_equal(same, rows[i].same);
        same = !rows[i].same;
        assert_int_equal(rbk_path_same_file(scratch_path(rows[i].other), one, &same, NULL), RBK_OK);
        assert_int_equal(same, rows[i].same);
    }
    same = true;
    assert_int_equal(rbk_path_same_file(scratch_path("none"), scratch_path("none"), &same, NULL), RBK_OK);
    assert_false(same);
}

static void a_rename_replaces_a_name_and_what_links_to_it(void **state)
{
    char one[1024];
    bool replaced = false;
    (void)state;
    scratch_write("one", "x", 1);
    scratch_write("other", "x", 1);
    assert_int_equal(symlink("one", scratch_path("link")), 0);
    snprintf(one, sizeof one, "%s", scratch_path("one"));
    for (int links = 1; links <= 2; links++) {
        const struct {
            const char *path;
            bool replaced;
        } rows[] = {{"one", true}, {"./one", true}, {"link", true}, {"hard", false}, {"other", false}, {"none", false}};
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
            replaced = !rows[i].replaced;
            assert_int_equal(rbk_path_is_replaced(scratch_path(rows[i].path), one, &replaced, NULL), RBK_OK);
            assert_int_equal(replaced, rows[i].replaced);
        }
        if (links == 1)
            assert_int_equal(link(one, scratch_path("hard")), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_has_a_stem_and_may_get_another_ending),
        cmocka_unit_test(an_extension_has_a_name_before_it_and_any_letter_case),
        cmocka_unit_test(names_are_taken_apart_and_put_together),
        cmocka_unit_test(a_temporary_name_fits_into_a_folder),
        scratch_test(a_name_that_no_folder_takes_is_refused_with_its_length),
        scratch_test(a_set_has_names_that_its_journal_can_hold),
        scratch_test(a_link_leads_where_its_text_says),
        scratch_test(what_a_link_is_not_known_to_be_is_not_treated_as_a_file),
        scratch_test(one_file_has_several_names_and_two_files_are_never_the_same),
        scratch_test(a_rename_replaces_a_name_and_what_links_to_it),
        scratch_test(what_is_no_regular_file_is_never_replaced),
    };
    return cmocka_run_group_tests_name("base/path", tests, NULL, NULL);
}
