/* GDI files are written again as they were read. */
#include "unit/format/gdi.h"

static char *write_disc(rbk_disc *disc, rbk_status expected)
{
    rbk_output *output = rbk_output_new_memory();
    rbk_layout_free(container_lay_out(disc));
    assert_int_equal(rbk_gdi_write(disc, output, findings, &error), expected);
    char *text = strdup(rbk_output_text(output, NULL));
    rbk_output_free(output);
    return text;
}

static void what_was_read_is_written_again(void **state)
{
    static const char text[] =
        "3\n1 0 4 2352 \"300 a.bin\" 0\n2 450 0 2352 302.raw 0\n3 45000 4 2048 500x2048.iso 4096\n";
    (void)state;
    rbk_disc *disc = read_good(text);
    char *written = write_disc(disc, RBK_OK);
    assert_string_equal(written, text);
    free(written);
    rbk_disc_free(disc);
}

static void what_it_has_no_words_for_is_refused(void **state)
{
    (void)state;
    memset(content + 200 * 2352, 0, 75 * 2352);
    rbk_disc *disc = read_good(five);
    free(write_disc(disc, RBK_UNSUPPORTED));
    assert_string_equal(error.sentence, "a GDI has one file for each track, and nothing after it");
    rbk_disc_free(disc);
    disc = read_good("3\n1 0 4 2352 300 0\n2 450 0 2352 300 0\n3 45000 4 2352 300 0\n");
    disc->sessions[1].area = RBK_AREA_CD;
    free(write_disc(disc, RBK_UNSUPPORTED));
    assert_string_equal(error.sentence,
                        "a GDI has the two areas of a GD-ROM, tracks 1 and 2 in the first, and this disc has not");
    disc->sessions[1].area = RBK_AREA_HIGH_DENSITY;
    disc->files[disc->tracks[1].extents[0].file].type = RBK_FILE_MOTOROLA;
    free(write_disc(disc, RBK_UNSUPPORTED));
    assert_string_equal(error.sentence, "the audio of a GDI is little-endian sectors without a header");
    for (size_t i = 0; i < disc->file_count; i++) {
        disc->files[i].type = RBK_FILE_BINARY;
        disc->files[i].path[0] = '"';
    }
    free(write_disc(disc, RBK_UNSUPPORTED));
    assert_string_equal(error.sentence, "a GDI cannot name a file with a quote or the end of a line in its name");
    rbk_disc_free(disc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_was_read_is_written_again, setup, teardown),
        cmocka_unit_test_setup_teardown(what_it_has_no_words_for_is_refused, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
