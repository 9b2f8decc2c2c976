/* The text of a journal: what was written is read back, and nothing else is accepted. */
#include "base/journal.h"

#include "unit/scratch.h"

static rbk_journal made;
static rbk_bytes text;

static void make(void)
{
    assert_int_equal(rbk_journal_make(3, &made, NULL), RBK_OK);
    made.aside = 3;
    made.rows[0] = (rbk_journal_row){.name = "a b\nc.bin", .fresh = {UINT64_MAX, 5, 7}};
    made.rows[1] =
        (rbk_journal_row){.name = "a.cue", .descriptor = true, .replaces = true, .fresh = {1, 2, 3}, .old = {4, 5, -6}};
    made.rows[2] = (rbk_journal_row){.name = "a.cdt", .replaces = true, .removes = true, .old = {7, 8, 9}};
    assert_int_equal(rbk_journal_format(&made, &text, NULL), RBK_OK);
}

static rbk_journal_kind kind_of(const char *bytes, size_t size, rbk_journal *journal)
{
    rbk_journal_kind kind;
    assert_int_equal(rbk_journal_parse((const uint8_t *)bytes, size, &kind, journal, NULL), RBK_OK);
    return kind;
}

static void what_is_written_comes_back(void **state)
{
    rbk_journal read;
    size_t size;
    (void)state;
    make();
    const char *bytes = (const char *)text.data;
    size = text.size;
    assert_int_equal(kind_of(bytes, size, &read), RBK_JOURNAL_WHOLE);
    assert_int_equal(read.count, 3);
    assert_int_equal(read.aside, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(read.rows[i].name, made.rows[i].name);
        assert_int_equal(read.rows[i].descriptor, made.rows[i].descriptor);
        assert_int_equal(read.rows[i].replaces, made.rows[i].replaces);
        assert_int_equal(read.rows[i].removes, made.rows[i].removes);
        assert_memory_equal(&read.rows[i].fresh, &made.rows[i].fresh, sizeof(rbk_file_mark));
        assert_memory_equal(&read.rows[i].old, &made.rows[i].old, sizeof(rbk_file_mark));
    }
    rbk_journal_release(&read);
}

static void one_that_was_not_written_to_its_end_is_torn(void **state)
{
    rbk_journal read;
    size_t size;
    char zeros[64] = "";
    (void)state;
    make();
    const char *bytes = (const char *)text.data;
    size = text.size;
    for (size_t cut = 0; cut < size; cut++)
        assert_int_equal(kind_of(bytes, cut, &read), RBK_JOURNAL_TORN);
    assert_int_equal(kind_of(zeros, sizeof zeros, &read), RBK_JOURNAL_TORN);
}

/* The last line identifies the journal; a complete one of another version is not read, and not removed. */
static void an_edited_first_line_makes_a_damaged_journal(void **state)
{
    static const char *const edits[] = {"my journal 1\n", "redbook journal 2\n", "", "#"};
    rbk_journal read;
    char bytes[1024];
    (void)state;
    make();
    const char *whole = (const char *)text.data;
    const char *rest = strchr(whole, '\n') + 1;
    for (size_t i = 0; i < sizeof edits / sizeof edits[0]; i++) {
        int length = snprintf(bytes, sizeof bytes, "%s%s", edits[i], rest);
        assert_int_equal(kind_of(bytes, (size_t)length, &read), RBK_JOURNAL_TORN);
        assert_int_equal(kind_of(bytes, (size_t)length - 1, &read), RBK_JOURNAL_FOREIGN); /* neither line is ours */
    }
    const char other[] = "redbook journal 2\nend 0 0a08182e58f26462\n";
    assert_int_equal(kind_of(other, sizeof other - 1, &read), RBK_JOURNAL_FOREIGN);
}

static void one_byte_that_changed_is_no_journal(void **state)
{
    rbk_journal read;
    size_t size;
    (void)state;
    make();
    char *bytes = malloc(text.size);
    size = text.size;
    memcpy(bytes, text.data, size);
    for (size_t i = 0; i < size; i++) {
        bytes[i] ^= 1;
        assert_int_not_equal(kind_of(bytes, size, &read), RBK_JOURNAL_WHOLE);
        bytes[i] ^= 1;
    }
    free(bytes);
    assert_int_equal(kind_of("my own notes\n", 13, &read), RBK_JOURNAL_FOREIGN);
}

/* With a correct checksum. */
static void names_that_lead_elsewhere_are_refused(void **state)
{
    static const char *const names[] = {"a/b", "..", ".", "/etc/passwd", ""};
    rbk_journal read;
    (void)state;
    make();
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        snprintf(made.rows[0].name, sizeof made.rows[0].name, "%s", names[i]);
        rbk_bytes other;
        assert_int_equal(rbk_journal_format(&made, &other, NULL), RBK_OK);
        assert_int_equal(kind_of((const char *)other.data, other.size, &read), RBK_JOURNAL_FOREIGN);
        rbk_bytes_release(&other);
    }
    snprintf(made.rows[0].name, sizeof made.rows[0].name, "%s", made.rows[1].name);
    rbk_bytes twice;
    assert_int_equal(rbk_journal_format(&made, &twice, NULL), RBK_OK);
    assert_int_equal(kind_of((const char *)twice.data, twice.size, &read), RBK_JOURNAL_FOREIGN);
    rbk_bytes_release(&twice);
}

static rbk_journal_kind kind_of_row(const char *row, rbk_journal *journal)
{
    char bytes[256];
    uint64_t sum = UINT64_C(0xCBF29CE484222325);
    int size = snprintf(bytes, sizeof bytes, "redbook journal 1\naside 0\n%s", row);
    for (int i = 0; i < size; i++)
        sum = (sum ^ (uint8_t)bytes[i]) * UINT64_C(0x100000001B3);
    size += snprintf(bytes + size, sizeof bytes - (size_t)size, "end 1 %016llx\n", (unsigned long long)sum);
    return kind_of(bytes, (size_t)size, journal);
}

/* What another version may write, with a correct checksum. */
static void rows_of_another_form_are_refused(void **state)
{
    static const char *const rows[] = {
        "fil 1 2 3 - - - 0 1:a\n",   "file 1 2 3 - - 0 1:a\n",     "file 1 2 3 4 5 0 1:a\n", "file 1 2 3 - - - 2 1:a\n",
        "file 1 2 3 - - - -1 1:a\n", "file 1 2 3 4 5 6 0 0 1:a\n", "file 1 2 - - - 0 1:a\n", "file 1 2 3 - - - 0 2:a\n",
        "file - - - - - - 0 1:a\n",  "file - - 1 2 3 0 1:a\n"};
    rbk_journal read;
    (void)state;
    assert_int_equal(kind_of_row("file 1 2 3 4 5 6 1 1:a\n", &read), RBK_JOURNAL_WHOLE);
    assert_int_equal(read.rows[0].old.changed_s, 6);
    rbk_journal_release(&read);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (kind_of_row(rows[i], &read) != RBK_JOURNAL_FOREIGN)
            fail_msg("'%s' is read", rows[i]);
}

static void a_mark_is_kept_under_another_name(void **state)
{
    struct stat about;
    rbk_file_mark mark;
    (void)state;
    scratch_write("a", "one", 3);
    assert_int_equal(stat(scratch_path("a"), &about), 0);
    rbk_file_mark_take(&about, &mark);
    assert_int_equal(rename(scratch_path("a"), scratch_path("b")), 0);
    assert_int_equal(stat(scratch_path("b"), &about), 0);
    assert_true(rbk_file_mark_is(&mark, &about));
    about.st_ino++; /* renumbered when it was mounted again */
    assert_true(rbk_file_mark_is(&mark, &about));
    about.st_mtime += 3;
    assert_false(rbk_file_mark_is(&mark, &about));
    about.st_mtime -= 3;
    about.st_size++;
    assert_false(rbk_file_mark_is(&mark, &about));
}

static int teardown(void **state)
{
    rbk_journal_release(&made);
    rbk_bytes_release(&text);
    return scratch_teardown(state);
}

#define journal_test(function) cmocka_unit_test_setup_teardown(function, scratch_setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        journal_test(what_is_written_comes_back),
        journal_test(one_that_was_not_written_to_its_end_is_torn),
        journal_test(one_byte_that_changed_is_no_journal),
        journal_test(rows_of_another_form_are_refused),
        journal_test(names_that_lead_elsewhere_are_refused),
        journal_test(an_edited_first_line_makes_a_damaged_journal),
        journal_test(a_mark_is_kept_under_another_name),
    };
    return cmocka_run_group_tests_name("base/journal", tests, NULL, NULL);
}
