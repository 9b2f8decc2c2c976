/*
 * tools/cli/output_name.c: what the ending of an output's name says.
 * link: -Itools
 */
#include "cli/output_name.c"

#include "unit/scratch.h"

static char said[4096];

/* In the place of the one that prints. */
int cli_usage_error(const char *program, const cli_command *command, const char *format, ...)
{
    va_list arguments;
    (void)program;
    (void)command;
    va_start(arguments, format);
    vsnprintf(said, sizeof said, format, arguments);
    va_end(arguments);
    return CLI_EXIT_USAGE;
}

static void a_sheet_has_a_name_and_an_ending_in_any_case(void **state)
{
    (void)state;
    assert_true(cli_output_is_cue("a.cue"));
    assert_true(cli_output_is_cue("folder.bin/A.CUE"));
    assert_true(cli_output_is_cue("a.bin.cue"));
    assert_false(cli_output_is_cue(".cue"));
    assert_false(cli_output_is_cue("folder/.cue"));
    assert_false(cli_output_is_cue("a.cue/b"));
    assert_false(cli_output_is_cue("cue"));
    assert_false(cli_output_is_cue(""));
}

static void a_format_is_that_of_the_last_ending(void **state)
{
    (void)state;
    assert_true(cli_output_has_format("x.DDP"));
    assert_true(cli_output_has_format("a/b.wav"));
    assert_false(cli_output_has_format("a.wav/b"));
    assert_false(cli_output_has_format("a.wav/"));
    assert_false(cli_output_has_format("CAT-001"));
    assert_false(cli_output_has_format("Album vol. 2"));
}

static void a_sheet_comes_before_the_format_that_is_made_of_it(void **state)
{
    static const struct {
        const char *path, *hint;
    } rows[] = {
        {"out/a.chd", "; for a CHD use -o out/a.cue, then 'redbook convert out/a.cue -o out/a.chd'"},
        {"a.ddp", "; for a DDP fileset use -o a.cue, then 'redbook convert a.cue --target ddp -o a'"},
        {"a.img", "; for an IMG use -o a.cue, then 'redbook convert a.cue -o a.ccd'"},
        {"a.wav", "; for a WAV file use -o a.cue, then 'redbook extract a.cue -o a/'"},
        {"a.flac", "; for a FLAC file use -o a.cue, then 'redbook extract a.cue --format flac -o a/'"},
        {"a.pdf", "; for a PQ sheet use -o a.cue, then 'redbook report a.cue -o a/'"},
        {"a.cdt", "; for a CD-TEXT file use -o a.cue, then 'redbook text a.cue -o a.cdt'"},
        {"a.bin", "; a BIN gets the name of its sheet: use -o a.cue"},
        {"a.iso", "; an ISO holds a single data track and no audio: 'redbook convert IMAGE -o a.iso' writes one if "
                  "IMAGE has that"},
        {"a.GDI", "; a GDI holds a GD-ROM: 'redbook convert IMAGE -o a.GDI' writes one if IMAGE has that"},
        {"b/a.lsd",
         "; an LSD holds the modified Q of a disc: 'redbook convert IMAGE -o b/a.lsd' writes one if IMAGE has that"},
        {"a.nrg", "; an NRG can be read, but not written"},
        {"a.cue", ""},
        {"a", ""},
    };
    char hint[CLI_OUTPUT_HINT_BYTES];
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_string_equal(cli_output_hint(rows[i].path, CLI_OUTPUT_FROM_FILES, hint), rows[i].hint);
    assert_string_equal(cli_output_next("a.b.chd", hint), "redbook convert a.b.cue -o a.b.chd");
    assert_string_equal(cli_output_next("a.bin", hint), "");
    assert_string_equal(cli_output_next("a", hint), "");
    assert_int_equal(cli_output_stem("a.b.chd"), 3);
    assert_int_equal(cli_output_stem("a.b"), 3);
    assert_int_equal(cli_output_check_cue("redbook", NULL, "a.cue", CLI_OUTPUT_FROM_FILES), 0);
    assert_int_equal(cli_output_check_cue("redbook", NULL, "a.toc", CLI_OUTPUT_FROM_FILES), CLI_EXIT_USAGE);
    assert_string_equal(said,
                        "--output: expected a name that ends in '.cue', found 'a.toc'; for a TOC use -o a.cue, then "
                        "'redbook convert a.cue -o a.toc'");
}

static void what_only_some_discs_are_written_as_is_said_with_the_reason(void **state)
{
    char text[CLI_OUTPUT_HINT_BYTES];
    (void)state;
    assert_true(cli_output_of_some("a/b.sbi", text));
    assert_string_equal(text, "an SBI holds the modified Q of a disc");
    assert_false(cli_output_of_some("a.chd", text));
    assert_false(cli_output_of_some("iso", text));
    assert_string_equal(
        cli_output_hint("a.iso", CLI_OUTPUT_FROM_DISC, text),
        "; for an ISO, which holds a single data track and no audio, use -o a.cue, then 'redbook convert "
        "a.cue -o a.iso'");
    assert_string_equal(cli_output_hint("a.toc", CLI_OUTPUT_FROM_DISC, text),
                        "; for a TOC use -o a.cue, then 'redbook convert a.cue -o a.toc'");
}

static void in_the_place_of_a_folder_the_command_for_the_file_is_named(void **state)
{
    static const struct {
        const char *name, *instead;
    } rows[] = {
        {"z.cue", ", or 'redbook convert' to write such a file"},
        {"z.iso", ", or 'redbook convert' to write such a file"},
        {"z.ddp", ", or 'redbook convert' with --target=ddp -o z to write one"},
        {"z.bin", ", or 'redbook convert' with -o z.cue to write it with its sheet"},
        {"z.sub", ", or 'redbook convert' with -o z.ccd to write it with its control file"},
        {"z.cdt", ", or 'redbook text' to write such a file"},
        {"z.flac", ""},
        {"z.nrg", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(cli_output_check_folder("redbook", NULL, rows[i].name), CLI_EXIT_USAGE);
        const char *end = strstr(said, "for a folder of this name");
        assert_non_null(end);
        assert_string_equal(end + strlen("for a folder of this name"), rows[i].instead);
    }
}

static void from_an_image_the_option_or_the_command_is_named(void **state)
{
    static const struct {
        const char *path, *hint;
    } rows[] = {
        {"a.ddp", "; for a DDP fileset use --target=ddp -o a"},
        {"a.bin", "; a BIN gets the name of its sheet: use -o a.cue"},
        {"a.sub", "; it gets the name of its control file: use -o a.ccd"},
        {"a.wav", "; for WAV files use 'redbook extract', or --target=wav -o a.cue"},
        {"a.flac", "; for FLAC files use 'redbook extract --format flac'"},
        {"a.html", "; for a report use 'redbook report'"},
        {"a.cdt", "; for CD-TEXT alone use 'redbook text'"},
        {"a.mds", "; an MDS can be read, but not written"},
        {"a.xyz", ""},
    };
    char hint[CLI_OUTPUT_HINT_BYTES];
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_string_equal(cli_output_hint(rows[i].path, CLI_OUTPUT_FROM_IMAGE, hint), rows[i].hint);
}

static void a_folder_with_the_name_of_a_file_needs_a_slash(void **state)
{
    char path[1024];
    (void)state;
    snprintf(path, sizeof path, "%s", scratch_path("a.wav"));
    assert_false(cli_output_is_folder(path));
    assert_int_equal(cli_output_check_folder("redbook", NULL, path), CLI_EXIT_USAGE);
    assert_non_null(strstr(said, "a.wav', the name of a WAV file; use '"));
    strcat(path, "/");
    assert_true(cli_output_is_folder(path));
    assert_int_equal(cli_output_check_folder("redbook", NULL, path), 0);
    path[strlen(path) - 1] = '\0';
    assert_int_equal(mkdir(path, 0777), 0);
    assert_true(cli_output_is_folder(path));
    assert_int_equal(cli_output_check_folder("redbook", NULL, path), 0);
    assert_int_equal(cli_output_check_folder("redbook", NULL, "CAT-001"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sheet_has_a_name_and_an_ending_in_any_case),
        cmocka_unit_test(a_format_is_that_of_the_last_ending),
        cmocka_unit_test(a_sheet_comes_before_the_format_that_is_made_of_it),
        cmocka_unit_test(from_an_image_the_option_or_the_command_is_named),
        cmocka_unit_test(what_only_some_discs_are_written_as_is_said_with_the_reason),
        cmocka_unit_test(in_the_place_of_a_folder_the_command_for_the_file_is_named),
        scratch_test(a_folder_with_the_name_of_a_file_needs_a_slash),
    };
    return cmocka_run_group_tests_name("cli/output_name", tests, NULL, NULL);
}
