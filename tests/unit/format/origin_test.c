/* A descriptor stored without its files is read with the lengths that these had. */
#include "format/origin.h"

#include "unit/scratch.h"

static rbk_origin *make_origin(const char *text, size_t files, int64_t frames)
{
    rbk_origin *origin = rbk_origin_new();
    origin->format = strdup("cue");
    origin->name = strdup("a.cue");
    origin->text = (uint8_t *)strdup(text);
    origin->text_bytes = strlen(text);
    for (size_t f = 0; f < files; f++) {
        rbk_origin_file *file = NULL;
        char name[32];
        snprintf(name, sizeof name, "%zu.bin", f);
        assert_int_equal(rbk_origin_add_file(origin, name, &file, NULL), RBK_OK);
        file->listed = true;
        file->length_frames = frames;
    }
    return origin;
}

#define SHEET                                                                                                          \
    "FILE \"0.bin\" BINARY\n TRACK 01 AUDIO\n INDEX 01 00:00:00\nFILE \"1.bin\" BINARY\n TRACK 02 AUDIO\n"             \
    " INDEX 00 00:00:00\n INDEX 01 00:01:00\n"

static void the_layout_is_that_of_the_lengths(void **state)
{
    rbk_origin *origin = make_origin(SHEET, 2, 300 * 588);
    rbk_disc *disc = NULL;
    rbk_layout *layout = NULL;
    (void)state;
    assert_int_equal(rbk_origin_read(origin, NULL, &disc, &layout, NULL), RBK_OK);
    assert_int_equal(layout->tracks[1].start_lba, 300);
    assert_int_equal(layout->tracks[1].index01_lba, 375);
    assert_int_equal(rbk_layout_end(layout), 600);
    assert_true(rbk_origin_same_layout(layout, layout));
    rbk_layout *other = NULL;
    disc->files[1].length_frames += 588;
    assert_int_equal(rbk_layout_compute(disc, RBK_JOIN_AUTO, &other, NULL, NULL), RBK_OK);
    assert_false(rbk_origin_same_layout(layout, other));
    rbk_layout_free(other);
    disc->files[1].length_frames -= 588;
    disc->tracks[1].indexes[1].offset_samples -= 588; /* a track that starts earlier, on a disc of the same length */
    assert_int_equal(rbk_layout_compute(disc, RBK_JOIN_AUTO, &other, NULL, NULL), RBK_OK);
    assert_int_equal(rbk_layout_end(other), 600);
    assert_false(rbk_origin_same_layout(layout, other));
    rbk_layout_free(other);
    rbk_origin *short_one = make_origin("FILE \"0.bin\" BINARY\n TRACK 01 AUDIO\n INDEX 01 00:00:00\n", 1, 600 * 588);
    rbk_disc *one_track = NULL;
    assert_int_equal(rbk_origin_read(short_one, NULL, &one_track, &other, NULL), RBK_OK);
    assert_int_equal(rbk_layout_end(other), 600);
    assert_false(rbk_origin_same_layout(layout, other));
    rbk_layout_free(other);
    rbk_disc_free(one_track);
    rbk_origin_free(short_one);
    rbk_layout_free(layout);
    rbk_disc_free(disc);
    rbk_origin_free(origin);
}

static void other_files_than_the_descriptor_names_are_refused(void **state)
{
    (void)state;
    for (size_t files = 0; files <= 3; files++) {
        rbk_origin *origin = make_origin(SHEET, files, 300 * 588);
        rbk_disc *disc = NULL;
        rbk_layout *layout = NULL;
        rbk_status status = rbk_origin_read(origin, NULL, &disc, &layout, NULL);
        assert_int_equal(status, files == 2 ? RBK_OK : RBK_SYNTAX);
        rbk_layout_free(layout);
        rbk_disc_free(disc);
        rbk_origin_free(origin);
    }
}

static void a_format_that_is_not_known_is_unsupported(void **state)
{
    rbk_origin *origin = make_origin(SHEET, 2, 588);
    rbk_disc *disc = NULL;
    rbk_layout *layout = NULL;
    (void)state;
    strcpy(origin->format, "xyz");
    assert_int_equal(rbk_origin_read(origin, NULL, &disc, &layout, NULL), RBK_UNSUPPORTED);
    rbk_origin_free(origin);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_layout_is_that_of_the_lengths),
        cmocka_unit_test(other_files_than_the_descriptor_names_are_refused),
        cmocka_unit_test(a_format_that_is_not_known_is_unsupported),
    };
    return cmocka_run_group_tests_name("format/origin", tests, NULL, NULL);
}
