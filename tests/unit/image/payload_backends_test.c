/* A way of keeping payload is its own functions and a row: with those every room reads it. */
#include "image/payload.h"

#include "base/fail.h"

#include <redbook/author.h>
#include <redbook/convert.h>
#include <redbook/image.h>
#include <redbook/source.h>

#include "unit/scratch.h"

#define MARK        "TOY1"
#define MASK        0x5A
#define SECTORS     700
#define TOY_SECTOR0 4 /* bytes of the file before its first sector */

/* ------------------------------------------------------------------ the toy: a mark, and every byte with its bits turned */

typedef struct toy {
    rbk_input input;
} toy;

static unsigned opened, closed;

static bool probe_toy(const rbk_file *file, rbk_input *input)
{
    char mark[4];
    return file->type != RBK_FILE_AUDIO && input && rbk_input_read(input, 0, mark, sizeof mark) == 4 &&
           memcmp(mark, MARK, sizeof mark) == 0;
}

static rbk_status open_toy(const rbk_file *file, rbk_payload_state **state, rbk_error *error)
{
    toy *made = malloc(sizeof *made);
    assert_non_null(made);
    assert_int_equal(rbk_input_open(&made->input, file->location, error), RBK_OK);
    *state = (rbk_payload_state *)made;
    opened++;
    return RBK_OK;
}

static void close_toy(rbk_payload_state *state)
{
    rbk_input_close(&((toy *)state)->input);
    free(state);
    closed++;
}

static rbk_status length_of_toy(rbk_payload_state *state, int64_t *bytes, rbk_error *error)
{
    (void)error;
    *bytes = ((toy *)state)->input.size - TOY_SECTOR0;
    return RBK_OK;
}

static rbk_status read_toy(rbk_payload_state *state, int64_t offset_bytes, void *data, size_t size, size_t *got,
                           rbk_error *error)
{
    (void)error;
    int64_t have = rbk_read_at(((toy *)state)->input.descriptor, offset_bytes + TOY_SECTOR0, data, size);
    assert_true(have >= 0);
    for (int64_t i = 0; i < have; i++)
        ((uint8_t *)data)[i] ^= MASK;
    *got = (size_t)have;
    return RBK_OK;
}

static const rbk_payload_backend toy_backend = {"toy", probe_toy, open_toy, close_toy, length_of_toy, read_toy, NULL};

/* In the place of the library's own table. */
const rbk_payload_backend *const rbk_payload_backends[] = {&toy_backend, &rbk_payload_decoded, &rbk_payload_plain,
                                                           NULL};

/* ------------------------------------------------------------------ through the house */

static const char sheet[] = "FILE \"a.bin\" BINARY\n"
                            "  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n"
                            "  TRACK 02 AUDIO\n    INDEX 00 00:04:00\n    INDEX 01 00:05:00\n";

static uint8_t sound[SECTORS * RBK_SECTOR_BYTES];

static int setup(void **state)
{
    uint8_t *kept = malloc(TOY_SECTOR0 + sizeof sound);
    if (!kept || scratch_setup(state))
        return -1;
    memcpy(kept, MARK, TOY_SECTOR0);
    for (size_t i = 0; i < sizeof sound; i++) {
        sound[i] = (uint8_t)(i * 7 + i / 251);
        kept[TOY_SECTOR0 + i] = sound[i] ^ MASK;
    }
    scratch_write("a.bin", kept, TOY_SECTOR0 + sizeof sound);
    scratch_write("a.cue", sheet, sizeof sheet - 1);
    free(kept);
    opened = closed = 0;
    return 0;
}

static void a_row_more_is_read_by_every_room(void **state)
{
    rbk_disc *disc = NULL;
    rbk_layout *layout = NULL;
    rbk_image *image = NULL;
    rbk_error error;
    uint8_t sectors[3 * RBK_SECTOR_BYTES];
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    rbk_error_init(&error);
    assert_int_equal(rbk_source_open(scratch_path("a.cue"), NULL, &disc, findings, &error), RBK_OK);
    assert_int_equal(disc->files[0].length_frames, SECTORS * 588);
    assert_int_equal(rbk_findings_count(findings), 0);
    assert_int_equal(rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, findings, &error), RBK_OK);
    assert_int_equal(rbk_image_open(disc, layout, &image, &error), RBK_OK);
    assert_int_equal(rbk_image_read_sectors(image, 299, 3, sectors, &error), RBK_OK);
    assert_memory_equal(sectors, sound + 299 * RBK_SECTOR_BYTES, sizeof sectors);
    rbk_image_close(image);
    rbk_layout_free(layout);
    rbk_disc_free(disc);
    rbk_findings_free(findings);
    assert_true(opened > 0);
    assert_int_equal(opened, closed);
}

static void assert_written(const char *name)
{
    rbk_bytes written = {0};
    assert_int_equal(rbk_bytes_read_file(scratch_path(name), sizeof sound + 1, &written, NULL), RBK_OK);
    assert_int_equal(written.size, sizeof sound);
    assert_memory_equal(written.data, sound, sizeof sound);
    rbk_bytes_release(&written);
}

static void its_sectors_become_those_of_another_image(void **state)
{
    rbk_disc *disc = NULL;
    rbk_error error;
    rbk_convert_options options;
    char to[RBK_PATH_BYTES];
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    rbk_error_init(&error);
    rbk_convert_options_init(&options);
    assert_int_equal(rbk_source_open(scratch_path("a.cue"), NULL, &disc, findings, &error), RBK_OK);
    snprintf(to, sizeof to, "%s", scratch_path("b.cue"));
    assert_int_equal(rbk_convert(disc, &options, to, NULL, NULL, findings, &error), RBK_OK);
    assert_written("b.bin");
    snprintf(to, sizeof to, "%s", scratch_path("c.cue"));
    assert_int_equal(rbk_author_write(disc, &options.author, to, NULL, NULL, findings, &error), RBK_OK);
    assert_written("c.bin");
    rbk_disc_free(disc);
    rbk_findings_free(findings);
    assert_int_equal(opened, closed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_row_more_is_read_by_every_room, setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(its_sectors_become_those_of_another_image, setup, scratch_teardown),
    };
    return cmocka_run_group_tests_name("image/payload_backends", tests, NULL, NULL);
}
