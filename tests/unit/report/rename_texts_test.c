/* Names of files in descriptors' texts; whole renames are in rename_test.c. */
#include "report/rename_set.h"

#include "unit/scratch.h"

static void assert_text(const char *name, const char *text, const char *wanted)
{
    rbk_disc *disc = rbk_disc_new();
    uint32_t file;
    rbk_renaming rows[] = {{.from = (char *)name, .to = "n.cue"}, {.from = "a b.bin.ecm", .to = "n m.bin.ecm"}};
    scratch_write(name, text, strlen(text));
    char *path = strdup(scratch_path(name));
    assert_int_equal(rbk_disc_add_file(disc, "a b.bin", RBK_FILE_BINARY, NULL, 2, &file, NULL), RBK_OK);
    assert_int_equal(rbk_disc_locate_file(disc, file, scratch_path("a b.bin.ecm"), NULL), RBK_OK);
    rbk_rename_set set = {.disc = disc, .path = path, .name = "n", .rows = rows, .count = 2};
    assert_int_equal(rbk_rename_make_texts(&set, NULL), wanted ? RBK_OK : RBK_UNSUPPORTED);
    if (wanted)
        assert_string_equal((char *)rows[0].text.data, wanted);
    rbk_bytes_release(&rows[0].text);
    free(path);
    rbk_disc_free(disc);
}

static void a_packed_file_keeps_the_name_of_its_content(void **state)
{
    (void)state;
    assert_text("x.cue", "REM\nFILE \"a b.bin\" BINARY\n", "REM\nFILE \"n m.bin\" BINARY\n");
    assert_text("x.cue", "REM\nFILE a b.bin BINARY", "REM\nFILE \"n m.bin\" BINARY");
}

static void each_statement_of_a_toc_gets_the_name(void **state)
{
    (void)state;
    assert_text("x.toc", "FILE \"a b.bin\" 0\n DATAFILE\t\"a b.bin\"\nTITLE \"a b.bin\"\nFILES \"a b.bin\"",
                "FILE \"n m.bin\" 0\n DATAFILE\t\"n m.bin\"\nTITLE \"a b.bin\"\nFILES \"a b.bin\"");
}

static void every_place_gets_the_name_in_its_form(void **state)
{
    (void)state;
    assert_text("x.cue", "FILE \"a b.bin\" BINARY\nfile a b.bin WAVE\nFILE 'a b.bin'\nFILE \"a b.bin BINARY\n",
                "FILE \"n m.bin\" BINARY\nfile \"n m.bin\" WAVE\nFILE \"n m.bin\"\nFILE \"n m.bin\" BINARY\n");
    assert_text("x.toc", "TRACK AUDIO file \"a b.bin\" 0 SILENCE 1 FILE\n\"a\\040b.bin\" 0\n// FILE \"a b.bin\"\n",
                "TRACK AUDIO file \"n m.bin\" 0 SILENCE 1 FILE\n\"n m.bin\" 0\n// FILE \"a b.bin\"\n");
}

static void a_name_that_is_not_found_is_refused(void **state)
{
    (void)state;
    assert_text("x.cue", "FILE \"a\\\"b.bin\" BINARY\n", NULL);
    assert_text("x.toc", "FILE \"a  b.bin\" 0\n", NULL);
}

/* Text of the sheet before and after (NULL: refused), whose file is called old and becomes new. */
static void assert_encoded_in(const char *encoding, const char *name, const char *old, const char *new,
                              const char *text, const char *wanted)
{
    rbk_disc *disc = rbk_disc_new();
    rbk_error error;
    uint32_t file;
    rbk_renaming rows[] = {{.from = (char *)name, .to = "n.cue"}, {.from = (char *)old, .to = (char *)new}};
    char *path = strdup(scratch_path(name));
    scratch_write(name, text, strlen(text));
    assert_int_equal(rbk_disc_add_file(disc, old, RBK_FILE_BINARY, NULL, 2, &file, NULL), RBK_OK);
    assert_int_equal(rbk_disc_locate_file(disc, file, scratch_path(old), NULL), RBK_OK);
    rbk_rename_set set = {.disc = disc, .path = path, .name = new, .encoding = encoding, .rows = rows, .count = 2};
    rbk_error_init(&error);
    assert_int_equal(rbk_rename_make_texts(&set, &error), wanted ? RBK_OK : RBK_UNSUPPORTED);
    if (wanted)
        assert_string_equal((char *)rows[0].text.data, wanted);
    else
        assert_non_null(strstr(error.sentence, "use 'redbook convert' to write the image with a sheet in UTF-8"));
    rbk_bytes_release(&rows[0].text);
    free(path);
    rbk_disc_free(disc);
}

static void assert_encoded(const char *name, const char *old, const char *new, const char *text, const char *wanted)
{
    assert_encoded_in(NULL, name, old, new, text, wanted);
}

#define E_ACUTE "\xC3\xA9"
#define TESUTO  "\xE3\x83\x86\xE3\x82\xB9\xE3\x83\x88"
#define NATSU   "\xE5\xA4\x8F"

static void names_are_in_the_encoding_of_the_sheet(void **state)
{
    (void)state;
    assert_encoded("x.cue", "a.bin", E_ACUTE ".bin", "TITLE \"caf\xE9\"\nFILE \"a.bin\" BINARY\n",
                   "TITLE \"caf\xE9\"\nFILE \"\xE9.bin\" BINARY\n");
    assert_encoded("x.cue", E_ACUTE ".bin", "b.bin", "REM\nFILE \"\xE9.bin\" BINARY\n", "REM\nFILE \"b.bin\" BINARY\n");
    assert_encoded("x.toc", E_ACUTE ".bin", E_ACUTE "t" E_ACUTE ".bin", "FILE \"\xE9.bin\" 0\n",
                   "FILE \"\xE9t\xE9.bin\" 0\n");
    assert_encoded("x.cue", TESUTO ".bin", NATSU TESUTO ".bin",
                   "TITLE \"\x83\x65\x83\x58\x83\x67\"\nFILE \"\x83\x65\x83\x58\x83\x67.bin\" BINARY\n",
                   "TITLE \"\x83\x65\x83\x58\x83\x67\"\nFILE \"\x89\xC4\x83\x65\x83\x58\x83\x67.bin\" BINARY\n");
    /* a name in UTF-8 among others stays so; a sheet of ASCII becomes UTF-8 */
    assert_encoded("x.cue", E_ACUTE ".bin", "o" E_ACUTE ".bin", "TITLE \"caf\xE9\"\nFILE \"" E_ACUTE ".bin\" BINARY\n",
                   "TITLE \"caf\xE9\"\nFILE \"o" E_ACUTE ".bin\" BINARY\n");
    assert_encoded("x.cue", "a.bin", NATSU ".bin", "REM\nFILE \"a.bin\" BINARY\n",
                   "REM\nFILE \"" NATSU ".bin\" BINARY\n");
}

static void a_name_that_the_encoding_does_not_have_is_refused(void **state)
{
    (void)state;
    assert_encoded("x.cue", "a.bin", NATSU ".bin", "TITLE \"caf\xE9\"\nFILE \"a.bin\" BINARY\n", NULL);
    assert_encoded("x.cue", "a.bin", E_ACUTE ".bin", "TITLE \"\x83\x65\x83\x58\x83\x67\"\nFILE \"a.bin\" BINARY\n",
                   NULL);
    /* which would be read as UTF-8 */
    assert_encoded("x.cue", "a.bin", "\xC3\x83\xC2\xA9.bin", "TITLE \"caf\xE9\"\nFILE \"a.bin\" BINARY\n", NULL);
}

/* Nothing in it is UTF-8 then, not even what could be. */
static void names_are_in_the_encoding_that_is_stated(void **state)
{
    (void)state;
    assert_encoded_in("Latin-1", "x.cue", "\xC3\x83\xC2\xA9.bin", "\xC3\x83\xC2\xA9t.bin",
                      "REM\nFILE \"\xC3\xA9.bin\" BINARY\n", "REM\nFILE \"\xC3\xA9t.bin\" BINARY\n");
    assert_encoded_in("Latin-1", "x.toc", "\xC3\x83\xC2\xA9.bin", E_ACUTE ".bin", "FILE \"\xC3\xA9.bin\" 0\n",
                      "FILE \"\xE9.bin\" 0\n");
    assert_encoded_in("Latin-1", "x.cue", "a.bin", E_ACUTE ".bin", "REM\nFILE \"a.bin\" BINARY\n",
                      "REM\nFILE \"\xE9.bin\" BINARY\n");
    assert_encoded_in("Latin-1", "x.cue", "a.bin", NATSU ".bin", "REM\nFILE \"a.bin\" BINARY\n", NULL);
    assert_encoded_in("Shift-JIS", "x.cue", "a.bin", NATSU ".bin", "TITLE \"\xB1\"\nFILE \"a.bin\" BINARY\n",
                      "TITLE \"\xB1\"\nFILE \"\x89\xC4.bin\" BINARY\n");
    assert_encoded_in("UTF-8", "x.cue", E_ACUTE ".bin", NATSU ".bin",
                      "TITLE \"caf\xE9\"\nFILE \"" E_ACUTE ".bin\" BINARY\n",
                      "TITLE \"caf\xE9\"\nFILE \"" NATSU ".bin\" BINARY\n");
    assert_encoded_in("Windows-1251", "x.cue", "\xD0\x99.bin", "\xD0\x9A.bin", "REM\nFILE \"\xC9.bin\" BINARY\n",
                      "REM\nFILE \"\xCA.bin\" BINARY\n");
}

/* Whether the text of the image changes or not. */
static void an_encoding_without_a_table_is_refused(void **state)
{
    static const char *const paths[] = {"x.cue", "x.ccd", "x.chd"};
    (void)state;
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        rbk_renaming rows[] = {{.from = "x", .to = "n"}};
        scratch_write(paths[i], "REM\n", 4);
        scratch_write("x", "REM\n", 4);
        rbk_disc *disc = rbk_disc_new();
        char *path = strdup(scratch_path(paths[i]));
        rbk_rename_set set = {
            .disc = disc, .path = path, .name = "n", .encoding = "nonsense", .rows = rows, .count = 1};
        assert_int_equal(rbk_rename_make_texts(&set, NULL), RBK_UNSUPPORTED);
        rbk_bytes_release(&rows[0].text);
        if (i > 0) {
            set.encoding = "UTF-16";
            assert_int_equal(rbk_rename_make_texts(&set, NULL), RBK_OK);
            set.encoding = "UTF_16 LE"; /* which readers know without a table */
            assert_int_equal(rbk_rename_make_texts(&set, NULL), RBK_OK);
            set.encoding = "Shift-JIS";
            assert_int_equal(rbk_rename_make_texts(&set, NULL), RBK_OK);
        }
        rbk_disc_free(disc);
        free(path);
    }
}

static void a_sheet_in_utf_16_is_refused_with_advice(void **state)
{
    static const char text[] = "\xFF\xFE"
                               "F\0I\0L\0E\0 \0\"\0a\0.\0b\0i\0n\0\"\0\n";
    rbk_renaming rows[] = {{.from = "x.cue", .to = "n.cue"}};
    rbk_disc *disc = rbk_disc_new();
    rbk_error error;
    char *path = strdup(scratch_path("x.cue"));
    (void)state;
    scratch_write("x.cue", text, sizeof text);
    rbk_rename_set set = {.disc = disc, .path = path, .name = "n", .rows = rows, .count = 1};
    assert_int_equal(rbk_rename_make_texts(&set, &error), RBK_UNSUPPORTED);
    assert_string_equal(error.sentence,
                        "expected a sheet in UTF-8, Latin-1, Shift-JIS or another encoding without zero bytes, found "
                        "UTF-16: use 'redbook convert' to write the image with a sheet in UTF-8");
    rbk_bytes_release(&rows[0].text);
    free(path);
    rbk_disc_free(disc);
}

/* A CD-TEXT file in another folder keeps its name, though one in this folder has it too. */
static void what_is_elsewhere_is_named_as_before(void **state)
{
    static const char text[] = "CDTEXTFILE \"sub/x.cdt\"\n";
    rbk_disc *disc = rbk_disc_new();
    rbk_renaming rows[] = {{.from = "x.cue", .to = "n.cue"}, {.from = "x.cdt", .to = "n.cdt"}};
    char *path = strdup(scratch_path("x.cue"));
    (void)state;
    for (size_t count = 1; count <= 2; count++) {
        scratch_write("x.cue", text, strlen(text));
        free(disc->cdtext_file);
        free(disc->cdtext_location);
        disc->cdtext_file = strdup("sub/x.cdt");
        disc->cdtext_location = strdup(scratch_path("sub/x.cdt"));
        rbk_rename_set set = {.disc = disc, .path = path, .name = "n", .rows = rows, .count = count};
        assert_int_equal(rbk_rename_make_texts(&set, NULL), RBK_OK);
        assert_string_equal((char *)rows[0].text.data, text);
        rbk_bytes_release(&rows[0].text);
    }
    free(path);
    rbk_disc_free(disc);
}

/* The link keeps no text, and what it leads to gets it in a row of its own. */
static void a_link_has_its_text_where_it_leads(void **state)
{
    rbk_disc *disc = rbk_disc_new();
    rbk_error error;
    uint32_t file;
    char *path = strdup(scratch_path("x.cue"));
    rbk_renaming *rows = calloc(2, sizeof *rows);
    (void)state;
    rows[0] = (rbk_renaming){.from = strdup("x.cue"), .to = strdup("n.cue")};
    rows[1] = (rbk_renaming){.from = strdup("a.bin"), .to = strdup("n.bin")};
    rbk_rename_set set = {.disc = disc, .path = path, .name = "n", .rows = rows, .count = 2};
    assert_int_equal(rbk_disc_add_file(disc, "a.bin", RBK_FILE_BINARY, NULL, 1, &file, NULL), RBK_OK);
    assert_int_equal(rbk_disc_locate_file(disc, file, scratch_path("a.bin"), NULL), RBK_OK);
    assert_int_equal(mkdir(scratch_path("sub"), 0700), 0);
    scratch_write("sub/real.cue", "FILE \"a.bin\" BINARY\n", 20);
    assert_int_equal(symlink("sub/real.cue", path), 0);
    assert_int_equal(rbk_rename_make_texts(&set, &error), RBK_UNSUPPORTED);
    assert_string_equal(error.place.path, path);
    rbk_bytes_release(&set.rows[0].text);
    assert_int_equal(unlink(path), 0);
    scratch_write("real.cue", "FILE \"a.bin\" BINARY\n", 20);
    assert_int_equal(symlink("sub/../real.cue", path), 0);
    assert_int_equal(rbk_rename_make_texts(&set, &error), RBK_OK);
    assert_int_equal(set.count, 3);
    assert_null(set.rows[0].text.data);
    assert_string_equal(set.rows[2].from, "real.cue");
    assert_string_equal(set.rows[2].to, "real.cue");
    assert_string_equal((char *)set.rows[2].text.data, "FILE \"n.bin\" BINARY\n");
    assert_int_equal(rbk_rename_make_texts(&set, &error), RBK_UNSUPPORTED); /* to a file that is listed */
    for (size_t i = 0; i < set.count; i++) {
        free(set.rows[i].from);
        free(set.rows[i].to);
        rbk_bytes_release(&set.rows[i].text);
    }
    free(set.rows);
    free(path);
    rbk_disc_free(disc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(a_packed_file_keeps_the_name_of_its_content),
        scratch_test(each_statement_of_a_toc_gets_the_name),
        scratch_test(every_place_gets_the_name_in_its_form),
        scratch_test(a_name_that_is_not_found_is_refused),
        scratch_test(names_are_in_the_encoding_of_the_sheet),
        scratch_test(names_are_in_the_encoding_that_is_stated),
        scratch_test(a_name_that_the_encoding_does_not_have_is_refused),
        scratch_test(an_encoding_without_a_table_is_refused),
        scratch_test(a_sheet_in_utf_16_is_refused_with_advice),
        scratch_test(what_is_elsewhere_is_named_as_before),
        scratch_test(a_link_has_its_text_where_it_leads),
    };
    return cmocka_run_group_tests_name("report/rename_texts", tests, NULL, NULL);
}
