/* Outputs: memory, and files that appear complete or not at all. */
#include <redbook/stream.h>

#include "unit/scratch.h"

static void memory_collects_what_is_written(void **state)
{
    size_t size;
    rbk_output *output = rbk_output_new_memory();
    (void)state;
    rbk_output_print(output, "TRACK %02d", 7);
    rbk_output_write(output, "\n", 1, NULL);
    assert_int_equal(rbk_output_write(output, NULL, 0, NULL), RBK_OK);
    assert_string_equal(rbk_output_text(output, &size), "TRACK 07\n");
    assert_int_equal(size, 9);
    assert_int_equal(rbk_output_commit(output, NULL), RBK_OK);
    rbk_output_free(output);
}

static void a_file_appears_at_commit_only(void **state)
{
    rbk_output *output;
    (void)state;
    assert_int_equal(rbk_output_open_file(scratch_path("a.cue"), false, &output, NULL), RBK_OK);
    rbk_output_print(output, "hello\n");
    assert_int_equal(rbk_output_flush(output, NULL), RBK_OK);
    assert_int_not_equal(access(scratch_path("a.cue"), F_OK), 0);
    assert_int_equal(rbk_output_commit(output, NULL), RBK_OK);
    rbk_output_free(output);
    char *text = scratch_read("a.cue", NULL);
    assert_string_equal(text, "hello\n");
    free(text);
    assert_int_equal(scratch_count(), 1);
}

static void an_output_not_committed_leaves_nothing(void **state)
{
    rbk_output *output;
    (void)state;
    assert_int_equal(rbk_output_open_file(scratch_path("a.cue"), false, &output, NULL), RBK_OK);
    rbk_output_print(output, "hello\n");
    assert_int_equal(rbk_output_flush(output, NULL), RBK_OK);
    rbk_output_free(output);
    assert_int_equal(scratch_count(), 0);
}

static void an_existing_file_is_kept_unless_it_may_be_replaced(void **state)
{
    rbk_output *output;
    rbk_error error;
    (void)state;
    scratch_write("a.cue", "old", 3);
    assert_int_equal(rbk_output_open_file(scratch_path("a.cue"), false, &output, &error), RBK_FILEEXISTS);
    assert_string_equal(error.place.path, scratch_path("a.cue"));
    assert_int_equal(rbk_output_open_file(scratch_path("a.cue"), true, &output, NULL), RBK_OK);
    rbk_output_print(output, "new");
    assert_int_equal(rbk_output_commit(output, NULL), RBK_OK);
    rbk_output_free(output);
    char *text = scratch_read("a.cue", NULL);
    assert_string_equal(text, "new");
    free(text);
}

static void nothing_is_written_after_the_commit_or_without_a_name(void **state)
{
    rbk_output *output = NULL;
    rbk_error error;
    (void)state;
    assert_int_equal(rbk_output_open_file("", false, &output, &error), RBK_FILEACCESS);
    assert_string_equal(error.sentence, "expected the name of a file");
    assert_null(output);
    assert_int_equal(rbk_output_open_file(scratch_path("a.cue"), false, &output, NULL), RBK_OK);
    rbk_output_print(output, "mine");
    assert_int_equal(rbk_output_commit(output, NULL), RBK_OK);
    assert_int_equal(rbk_output_write(output, "more", 4, &error), RBK_FILESYSTEM);
    assert_string_equal(error.sentence, "nothing can be written after the commit");
    rbk_output_free(output);
    char *text = scratch_read("a.cue", NULL);
    assert_string_equal(text, "mine");
    free(text);
}

static void a_file_that_comes_in_between_is_not_replaced(void **state)
{
    rbk_output *output;
    (void)state;
    assert_int_equal(rbk_output_open_file(scratch_path("a.cue"), false, &output, NULL), RBK_OK);
    rbk_output_print(output, "mine");
    scratch_write("a.cue", "theirs", 6);
    assert_int_equal(rbk_output_commit(output, NULL), RBK_FILEEXISTS);
    rbk_output_free(output);
    char *text = scratch_read("a.cue", NULL);
    assert_string_equal(text, "theirs");
    free(text);
    assert_int_equal(scratch_count(), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_collects_what_is_written),
        scratch_test(a_file_appears_at_commit_only),
        scratch_test(an_output_not_committed_leaves_nothing),
        scratch_test(an_existing_file_is_kept_unless_it_may_be_replaced),
        scratch_test(nothing_is_written_after_the_commit_or_without_a_name),
        scratch_test(a_file_that_comes_in_between_is_not_replaced),
    };
    return cmocka_run_group_tests_name("base/output", tests, NULL, NULL);
}
