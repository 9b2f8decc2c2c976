/* The table of formats, and descriptors recognised by their content. */
#include "unit/format/sheet.h"

#include <ctype.h>

static bool is_descriptor(const char *path)
{
    bool is = false;
    assert_int_equal(rbk_format_is_descriptor(path, &is, NULL), path ? RBK_OK : RBK_INVALID_POINTER);
    return is;
}

static const char sheet[] = "FILE \"d.bin\" BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n";

static void formats_are_found_by_name_and_extension_in_any_case(void **state)
{
    (void)state;
    assert_string_equal(rbk_format_at(0)->name, "cue");
    assert_ptr_equal(rbk_format_find("cue"), rbk_format_at(0));
    assert_string_equal(rbk_format_at(1)->name, "toc");
    assert_ptr_equal(rbk_format_find("Toc"), rbk_format_at(1));
    assert_ptr_equal(rbk_format_find("CUE"), rbk_format_at(0));
    assert_string_equal(rbk_format_at(2)->name, "ccd");
    assert_ptr_equal(rbk_format_find("CCD"), rbk_format_at(2));
    assert_null(rbk_format_find("cu"));
    assert_null(rbk_format_find("cues"));
    assert_null(rbk_format_find(NULL));
    assert_null(rbk_format_at(1000));
}

static void what_is_no_descriptor_is_called_what_it_looks_like(void **state)
{
    const struct {
        const char *bytes;
        size_t size;
        const char *found;
    } rows[] = {
        {"", 0, "an empty file"},
        {"RIFF\x10\0\0\0WAVEfmt ", 16, "a RIFF file (WAVE or another)"},
        {"fLaC\0\0\0\x22", 8, "a FLAC file"},
        {"OggS\0", 5, "an Ogg file"},
        {"ID3\4", 4, "an MP3 file"},
        {"\xFF\xFE"
         "R\0E\0",
         6, "text without commands of a sheet"},
        {"\1\2\3", 3, "binary data"},
        {"Dear Sir,\n", 10, "text without commands of a sheet"},
    };
    (void)state;
    char names[256] = "";
    for (size_t i = 0; rbk_format_at(i); i++) { /* "CUE, TOC, ...": those of the table */
        size_t used = strlen(names);
        snprintf(names + used, sizeof names - used, "%s%s", i ? ", " : "", rbk_format_at(i)->name);
        for (; names[used]; used++)
            names[used] = (char)toupper((unsigned char)names[used]);
    }
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rbk_disc *disc = NULL;
        rbk_error error;
        assert_int_equal(
            rbk_format_read((const uint8_t *)rows[i].bytes, rows[i].size, "x.y", NULL, &disc, NULL, &error),
            RBK_UNSUPPORTED);
        char sentence[512];
        snprintf(sentence, sizeof sentence, "expected a descriptor (%s), found %s", names, rows[i].found);
        assert_string_equal(error.sentence, sentence);
        assert_string_equal(error.place.path, "x.y");
        assert_null(disc);
    }
}

/* Latin letters only. Returns the size. */
static size_t as_utf_16(const char *latin, bool big_endian, uint8_t *bytes)
{
    size_t size = 0;
    for (const char *at = latin; *at; at++) {
        bytes[size + (big_endian ? 1 : 0)] = (uint8_t)*at;
        bytes[size + (big_endian ? 0 : 1)] = 0;
        size += 2;
    }
    return size;
}

static void utf_16_with_its_mark_is_read_and_reported(void **state)
{
    uint8_t bytes[4096];
    (void)state;
    for (int big_endian = 0; big_endian < 2; big_endian++) {
        rbk_disc *disc = NULL;
        rbk_findings *findings = rbk_findings_new();
        rbk_format_options options = {.encoding = "Latin-1"}; /* the BOM takes precedence */
        memcpy(bytes, big_endian ? "\xFE\xFF" : "\xFF\xFE", 2);
        size_t size = 2 + as_utf_16("TITLE \"\xC4 \xFF\"\n", big_endian, bytes + 2);
        size += as_utf_16(sheet, big_endian, bytes + size);
        int score = 0;
        assert_string_equal(rbk_format_probe(bytes, size, &score)->name, "cue");
        assert_true(score > 0);
        assert_int_equal(rbk_format_read(bytes, size, "x.cue", &options, &disc, findings, NULL), RBK_OK);
        assert_string_equal(disc->text.field[RBK_TEXT_TITLE], "\xC3\x84 \xC3\xBF");
        assert_int_equal(rbk_findings_count(findings), 1);
        assert_string_equal(rbk_findings_at(findings, 0)->rule, "source.utf-16");
        assert_int_equal(rbk_findings_at(findings, 0)->severity, RBK_NOTE);
        scratch_write("u.cue", bytes, size);
        assert_true(is_descriptor(scratch_path("u.cue")));
        rbk_disc_free(disc);
        rbk_findings_free(findings);
    }
    assert_null(rbk_format_probe(bytes, 2, NULL));
    assert_null(rbk_format_probe(NULL, 0, NULL));
    assert_null(rbk_format_probe_in(NULL, 0, "UTF-16LE", NULL));
}

static void a_file_is_read_and_names_itself_in_messages(void **state)
{
    rbk_disc *disc = NULL;
    rbk_error error;
    (void)state;
    scratch_write("a.cue", sheet, strlen(sheet));
    scratch_write("b.cue", sheet, strlen(sheet) - 4);
    assert_int_equal(rbk_format_read_file(scratch_path("a.cue"), NULL, &disc, NULL, &error), RBK_OK);
    assert_int_equal(disc->track_count, 1);
    rbk_disc_free(disc);
    disc = NULL;
    assert_int_equal(rbk_format_read_file(scratch_path("b.cue"), NULL, &disc, NULL, &error), RBK_SYNTAX);
    assert_string_equal(error.place.path, scratch_path("b.cue"));
    assert_int_equal(error.place.line, 3);
    assert_int_equal(error.place.column, 10);
    assert_int_equal(rbk_format_read_file(scratch_path("none.cue"), NULL, &disc, NULL, &error), RBK_FILEACCESS);
    assert_int_equal(rbk_format_read_file(scratch_folder, NULL, &disc, NULL, &error), RBK_FILEACCESS);
    assert_null(disc);
}

static void a_descriptor_is_known_by_its_content_and_never_by_its_name(void **state)
{
    (void)state;
    scratch_write("sheet.wav", sheet, strlen(sheet));
    scratch_write("sound.cue", "RIFF\x24\0\0\0WAVEfmt ", 16);
    scratch_write("empty.cue", "", 0);
    assert_true(is_descriptor(scratch_path("sheet.wav")));
    assert_false(is_descriptor(scratch_path("sound.cue")));
    assert_false(is_descriptor(scratch_path("empty.cue")));
    assert_false(is_descriptor(scratch_path("none.cue")));
    assert_false(is_descriptor(scratch_folder));
    assert_false(is_descriptor(NULL));
}

static void a_format_that_is_not_of_the_table_reads_and_writes_nothing(void **state)
{
    const rbk_format foreign = *rbk_format_find("cue");
    rbk_disc *disc = NULL;
    rbk_output *output = rbk_output_new_memory();
    rbk_error error;
    (void)state;
    rbk_error_init(&error);
    assert_int_equal(
        rbk_format_read_as(&foreign, (const uint8_t *)sheet, strlen(sheet), "a.cue", NULL, &disc, NULL, &error),
        RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "expected a format of the table");
    assert_null(disc);
    disc = rbk_disc_new();
    assert_int_equal(rbk_format_write(&foreign, disc, output, NULL, NULL), RBK_INVALID_POINTER);
    rbk_disc_free(disc);
    rbk_output_free(output);
}

static void a_long_header_does_not_hide_the_sheet(void **state)
{
    size_t size = 60000;
    char *text = malloc(size + sizeof sheet);
    (void)state;
    for (size_t i = 0; i < size; i += 10)
        memcpy(text + i, "; comment\n", 10);
    memcpy(text + size, sheet, sizeof sheet);
    scratch_write("long.cue", text, size + strlen(sheet));
    free(text);
    assert_true(is_descriptor(scratch_path("long.cue")));
}

static void a_descriptor_of_more_than_16_mib_is_none(void **state)
{
    rbk_disc *disc = NULL;
    rbk_error error;
    (void)state;
    scratch_write("big.cue", sheet, strlen(sheet));
    assert_int_equal(truncate(scratch_path("big.cue"), (off_t)RBK_DESCRIPTOR_BYTES_MAX + 1), 0);
    assert_int_equal(rbk_format_read_file(scratch_path("big.cue"), NULL, &disc, NULL, &error), RBK_UNSUPPORTED);
}

/* Only the descriptor itself was given: what may be missing is, and what is needed is not there. */
static void without_siblings_nothing_is_found(void **state)
{
    rbk_input input;
    rbk_error error;
    (void)state;
    assert_int_equal(rbk_format_sibling_open_if_there(NULL, "a.bin", &input, NULL), RBK_OK);
    assert_false(rbk_input_is_there(&input));
    assert_int_equal(rbk_format_sibling_open_part(NULL, "a.bin", &input, NULL), RBK_OK);
    assert_false(rbk_input_is_there(&input));
    assert_int_equal(rbk_format_sibling_open(NULL, "a.bin", &input, &error), RBK_UNSUPPORTED);
    assert_string_equal(error.sentence, "'a.bin' is needed with it, and only the descriptor itself was given");
    assert_false(rbk_input_is_there(&input));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formats_are_found_by_name_and_extension_in_any_case),
        cmocka_unit_test(a_format_that_is_not_of_the_table_reads_and_writes_nothing),
        cmocka_unit_test(what_is_no_descriptor_is_called_what_it_looks_like),
        scratch_test(utf_16_with_its_mark_is_read_and_reported),
        scratch_test(a_file_is_read_and_names_itself_in_messages),
        scratch_test(a_descriptor_is_known_by_its_content_and_never_by_its_name),
        scratch_test(a_long_header_does_not_hide_the_sheet),
        scratch_test(a_descriptor_of_more_than_16_mib_is_none),
        cmocka_unit_test(without_siblings_nothing_is_found),
    };
    return cmocka_run_group_tests_name("format/format", tests, NULL, NULL);
}
