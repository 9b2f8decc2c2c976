/*
 * Files next to a descriptor are found by its name in any letter case and composition, if it is clear which is meant.
 */
#include "source/source.h"
#include "unit/scratch.h"

#include <sys/stat.h>

static rbk_error error;
static char *found;
static size_t matches;

/* Empty files. */
static void make(const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        scratch_write(names[i], "", 0);
}

static void expect_found(const char *name, size_t count)
{
    assert_int_equal(matches, count);
    if (name)
        assert_string_equal(found, scratch_path(name));
    else
        assert_null(found);
    free(found);
}

static void expect(const char *path, const char *extension, const char *name, size_t count)
{
    char *next_to = strdup(scratch_path(path));
    assert_non_null(next_to);
    assert_int_equal(rbk_source_find_sidecar(next_to, extension, NULL, &found, &matches, NULL, &error), RBK_OK);
    free(next_to);
    expect_found(name, count);
}

#define MAKE(...)                                                                                                      \
    do {                                                                                                               \
        static const char *const made[] = {__VA_ARGS__};                                                               \
        make(made, sizeof made / sizeof made[0]);                                                                      \
    } while (0)

static void the_very_name_comes_first_then_its_capitals(void **state)
{
    (void)state;
    MAKE("a.cue", "A.sbi");
    expect("a.cue", "sbi", "A.sbi", 1);
    MAKE("a.SBI");
    expect("a.cue", "sbi", "a.SBI", 1);
    MAKE("a.sbi");
    expect("a.cue", "sbi", "a.sbi", 1);
    expect("a.cue", "lsd", NULL, 0);
    expect("a.cue", "cue", NULL, 0); /* that is the file itself */
    expect("none/a.cue", "sbi", NULL, 0);
}

static void composition_comes_before_letter_case(void **state)
{
    (void)state;
    MAKE("Caf\303\251.cue", "CAF\303\211.SBI");
    expect("Caf\303\251.cue", "sbi", "CAF\303\211.SBI", 1);
    MAKE("Cafe\314\201.sbi");
    expect("Caf\303\251.cue", "sbi", "Cafe\314\201.sbi", 1);
    MAKE("Cafe\314\201.Sbi");
    expect("Caf\303\251.cue", "sbi", "Cafe\314\201.Sbi", 2);
}

static void what_has_the_very_name_of_another_descriptor_is_of_that(void **state)
{
    (void)state;
    MAKE("a.cue", "A.cue", "A.sbi");
    expect("a.cue", "sbi", NULL, 0);
    expect("A.cue", "sbi", "A.sbi", 1);
    MAKE("b.cue", "B.SBI", "B.Lsd", "B.CHD");
    expect("b.cue", "sbi", NULL, 0);
    expect("b.cue", "lsd", NULL, 0);
    MAKE("c.cue", "C.SBI", "C.txt", "cc.sbi", "c .sbi");
    expect("c.cue", "sbi", "C.SBI", 1);
}

static void folders_do_not_count(void **state)
{
    (void)state;
    MAKE("a.cue");
    assert_int_equal(mkdir(scratch_path("A.sbi"), 0777), 0);
    expect("a.cue", "sbi", NULL, 0);
}

static void bytes_that_are_not_utf_8_are_compared_as_they_are(void **state)
{
    (void)state;
    MAKE("\344.cue", "\344.Sbi", "\304.sbi");
    expect("\344.cue", "sbi", "\344.Sbi", 1);
}

static void what_is_not_a_regular_file_is_found_apart(void **state)
{
    char *irregular = NULL, *path = strdup(scratch_path("a.cue"));
    (void)state;
    assert_non_null(path);
    assert_int_equal(symlink("nowhere", scratch_path("A.Sbi")), 0);
    assert_int_equal(mkdir(scratch_path("A.lsd"), 0777), 0);
    assert_int_equal(rbk_source_find_sidecar(path, "sbi", NULL, &found, &matches, &irregular, &error), RBK_OK);
    assert_null(found);
    assert_string_equal(irregular, scratch_path("A.Sbi"));
    free(irregular);
    assert_int_equal(rbk_source_find_sidecar(path, "lsd", NULL, &found, &matches, &irregular, &error), RBK_OK);
    assert_string_equal(irregular, scratch_path("A.lsd"));
    free(irregular);
    MAKE("a.SBI");
    assert_int_equal(rbk_source_find_sidecar(path, "sbi", NULL, &found, &matches, &irregular, &error), RBK_OK);
    assert_string_equal(found, scratch_path("a.SBI"));
    assert_null(irregular);
    free(found);
    unlink(scratch_path("a.SBI"));
    MAKE("A.sbi");
    assert_int_equal(rbk_source_find_sidecar(path, "sbi", NULL, &found, &matches, &irregular, &error), RBK_OK);
    assert_string_equal(found, scratch_path("A.sbi"));
    assert_null(irregular);
    free(found);
    free(path);
}

static void expect_companion(const char *path, const char *extension, const char *ccd, const char *name)
{
    char *next_to = strdup(scratch_path(path)), *descriptor = ccd ? strdup(scratch_path(ccd)) : NULL;
    assert_non_null(next_to);
    assert_int_equal(rbk_source_find_companion(next_to, extension, descriptor, NULL, &found, &matches, NULL, &error),
                     RBK_OK);
    free(descriptor);
    free(next_to);
    expect_found(name, name != NULL);
}

/* No other descriptor is read with a SUB than a CCD; graphics are any song's. */
static void a_companion_is_only_of_another_ccd(void **state)
{
    (void)state;
    MAKE("d.ccd", "D.cue", "D.SUB", "D.CDG");
    expect_companion("d.img", "sub", "d.ccd", "D.SUB");
    expect_companion("d.wav", "cdg", NULL, "D.CDG");
    MAKE("D.CCD");
    expect_companion("d.img", "sub", "d.ccd", NULL);
    expect_companion("D.img", "sub", "D.CCD", "D.SUB");
    expect_companion("d.wav", "cdg", NULL, "D.CDG");
}

static void one_next_to_a_target_is_found_though_there_is_no_target_yet(void **state)
{
    (void)state;
    MAKE("NEW.sbi", "new.sbi");
    assert_int_equal(rbk_source_find_alike(scratch_path("new.cue"), "sbi", &found, &matches, &error), RBK_OK);
    assert_int_equal(matches, 1);
    assert_string_equal(found, scratch_path("new.sbi"));
    free(found);
    assert_int_equal(rbk_source_find_exactly(scratch_path("new.cue"), "sbi", &found, &error), RBK_OK);
    assert_string_equal(found, scratch_path("new.sbi"));
    free(found);
}

static void expect_session(const char *path, const char *named, const char *name, size_t count)
{
    char *next_to = strdup(scratch_path(path));
    assert_non_null(next_to);
    assert_int_equal(rbk_source_find_session(next_to, named, NULL, &found, &matches, NULL, &error), RBK_OK);
    free(next_to);
    expect_found(name, count);
}

static void the_toc_of_a_later_session_is_found_so_too(void **state)
{
    char *irregular = NULL, *path = strdup(scratch_path("a.toc"));
    (void)state;
    assert_non_null(path);
    expect_session("a.toc", "a (Session 2).toc", NULL, 0);
    MAKE("A (session 2).TOC", "a (Session 2).cue", "a (Session 3).toc", "A (SESSION 4)", "A (SESSION 4).toc");
    expect_session("a.toc", "a (Session 2).toc", "A (session 2).TOC", 1);
    expect_session("a", "a (Session 4)", "A (SESSION 4)", 1);
    MAKE("A (session 2).toc");
    expect_session("a.toc", "a (Session 2).toc", "A (session 2).TOC", 2);
    MAKE("a (Session 2).TOC");
    expect_session("a.toc", "a (Session 2).toc", "a (Session 2).TOC", 1);
    MAKE("a (Session 2).toc");
    expect_session("a.toc", "a (Session 2).toc", "a (Session 2).toc", 1);
    assert_int_equal(symlink("nowhere", scratch_path("a (Session 5).toc")), 0);
    assert_int_equal(rbk_source_find_session(path, "a (Session 5).toc", NULL, &found, &matches, &irregular, &error),
                     RBK_OK);
    assert_null(found);
    assert_string_equal(irregular, scratch_path("a (Session 5).toc"));
    free(irregular);
    free(path);
}

/* D.toc has its own later sessions, which d.toc does not take. */
static void the_session_of_another_toc_is_of_that(void **state)
{
    (void)state;
    MAKE("d.toc", "D.toc", "D (Session 2).toc", "D (SESSION 3).TOC");
    expect_session("d.toc", "d (Session 2).toc", NULL, 0);
    expect_session("d.toc", "d (Session 3).toc", NULL, 0);
    expect_session("D.toc", "D (Session 2).toc", "D (Session 2).toc", 1);
    expect_session("D.toc", "D (Session 3).toc", "D (SESSION 3).TOC", 1);
    MAKE("d (session 2).toc");
    expect_session("d.toc", "d (Session 2).toc", "d (session 2).toc", 1);
    MAKE("e.TOC", "E (Session 2).toc");
    expect_session("e.TOC", "e (Session 2).TOC", "E (Session 2).toc", 1);
    MAKE("E.Toc");
    expect_session("e.TOC", "e (Session 2).TOC", "E (Session 2).toc", 1); /* as of lists: no reader looks for it */
    MAKE("E.toc");
    expect_session("e.TOC", "e (Session 2).TOC", NULL, 0);
}

#define alike_test(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        alike_test(the_very_name_comes_first_then_its_capitals),
        alike_test(composition_comes_before_letter_case),
        alike_test(what_is_not_a_regular_file_is_found_apart),
        alike_test(what_has_the_very_name_of_another_descriptor_is_of_that),
        alike_test(a_companion_is_only_of_another_ccd),
        alike_test(folders_do_not_count),
        alike_test(bytes_that_are_not_utf_8_are_compared_as_they_are),
        alike_test(the_toc_of_a_later_session_is_found_so_too),
        alike_test(the_session_of_another_toc_is_of_that),
        alike_test(one_next_to_a_target_is_found_though_there_is_no_target_yet),
    };
    return cmocka_run_group_tests_name("source/alike", tests, NULL, NULL);
}
