/* A new payload backend needs its own functions and a row: then every room can read it. */
#include "image/payload.h"

#include "base/fail.h"
#include "format/ccd.h"
#include "format/cue.h"
#include "format/row.h"
#include "format/toc.h"

#include <redbook/author.h>
#include <redbook/convert.h>
#include <redbook/image.h>
#include <redbook/sector.h>
#include <redbook/source.h>

#include "unit/scratch.h"

#define MARK        "TOY1"
#define MASK        0x5A
#define SECTORS     700
#define TOY_SECTOR0 4 /* bytes of the file before its first sector */

/* ------------------------------------------------------------------ a made-up backend: a mark, and every byte inverted
   */

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

static rbk_status open_toy(const rbk_file *file, rbk_input *input, rbk_payload_state **state, rbk_error *error)
{
    toy *made = malloc(sizeof *made);
    (void)file;
    (void)error;
    assert_non_null(made);
    rbk_input_move(input, &made->input);
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

static const rbk_payload_backend toy_backend = {.name = "toy",
                                                .probe = probe_toy,
                                                .open = open_toy,
                                                .close = close_toy,
                                                .length = length_of_toy,
                                                .read_at = read_toy};

/* Replaces the library's own table. */
const rbk_payload_backend *const rbk_payload_backends[] = {&toy_backend, &rbk_payload_decoded, &rbk_payload_plain,
                                                           NULL};

/* ------------------------------------------------------------------ through all rooms */

static const char sheet[] = "FILE \"a.bin\" BINARY\n"
                            "  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n"
                            "  TRACK 02 AUDIO\n    INDEX 00 00:04:00\n    INDEX 01 00:05:00\n";

static uint8_t audio[SECTORS * RBK_SECTOR_BYTES];

static int setup(void **state)
{
    uint8_t *kept = malloc(TOY_SECTOR0 + sizeof audio);
    if (!kept || scratch_setup(state))
        return -1;
    memcpy(kept, MARK, TOY_SECTOR0);
    for (size_t i = 0; i < sizeof audio; i++) {
        audio[i] = (uint8_t)(i * 7 + i / 251);
        kept[TOY_SECTOR0 + i] = audio[i] ^ MASK;
    }
    scratch_write("a.bin", kept, TOY_SECTOR0 + sizeof audio);
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
    assert_memory_equal(sectors, audio + 299 * RBK_SECTOR_BYTES, sizeof sectors);
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
    assert_int_equal(rbk_bytes_read_file(scratch_path(name), sizeof audio + 1, &written, NULL), RBK_OK);
    assert_int_equal(written.size, sizeof audio);
    assert_memory_equal(written.data, audio, sizeof audio);
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

/* ------------------------------------------------------------------ an image that is one file: its table and its
   sectors */

/*
 * As in compressed images: frames of 2448 bytes. 300 of data, 2048 bytes and nothing after them, then 450 of
 * audio, big-endian, with their subchannel. It needs two rows: this is the one of the format.
 */
#define DATA_FRAMES  300
#define AUDIO_FRAMES 450
#define FRAME_BYTES  2448

static uint8_t frames[(DATA_FRAMES + AUDIO_FRAMES) * FRAME_BYTES];

static int probe_image(rbk_input *input)
{
    char mark[4];
    return rbk_input_read(input, 0, mark, sizeof mark) == 4 && memcmp(mark, MARK, sizeof mark) == 0 ? 100 : 0;
}

static rbk_status read_image(rbk_input *input, const rbk_format_siblings *siblings, const char *name,
                             const rbk_format_options *read_options, rbk_disc **disc, rbk_findings *findings,
                             rbk_error *error)
{
    const rbk_placement data = {0, FRAME_BYTES, 2048, 0, 0};
    const rbk_placement notified = {(int64_t)DATA_FRAMES * FRAME_BYTES, FRAME_BYTES, RBK_SECTOR_BYTES, 96,
                                    RBK_SECTOR_BYTES};
    const char *slash = strrchr(name, '/');
    rbk_disc *made = rbk_disc_new();
    rbk_track *track;
    uint32_t file;
    (void)input, (void)siblings, (void)read_options, (void)findings;
    assert_int_equal(rbk_disc_add_file(made, slash ? slash + 1 : name, RBK_FILE_MOTOROLA, NULL, 0, &file, error),
                     RBK_OK);
    assert_int_equal(rbk_disc_add_track(made, 1, RBK_MODE_MODE1_2048, &track, error), RBK_OK);
    rbk_track_add_file_extent(track, file, 0, DATA_FRAMES * 588, error);
    assert_int_equal(rbk_track_place_extent(track, &data, error), RBK_OK);
    rbk_track_add_index(track, 1, 0, 0, error);
    assert_int_equal(rbk_disc_add_track(made, 2, RBK_MODE_AUDIO, &track, error), RBK_OK);
    rbk_track_add_file_extent(track, file, DATA_FRAMES * 588, AUDIO_FRAMES * 588, error);
    assert_int_equal(rbk_track_place_extent(track, &notified, error), RBK_OK);
    rbk_track_add_index(track, 0, 0, 0, error);
    rbk_track_add_index(track, 1, 0, 150 * 588, error);
    *disc = made;
    return RBK_OK;
}

static const rbk_format_row image_row = {{"toy", "toy", "toy image"}, probe_image, read_image, NULL};
const rbk_format_row *const rbk_format_rows[] = {&image_row, &rbk_cue_format, &rbk_toc_format, &rbk_ccd_format, NULL};

/* The sector of the disc that a frame holds. */
static void expected_sector(size_t n, uint8_t *sector)
{
    const uint8_t *frame = frames + n * FRAME_BYTES;
    if (n < DATA_FRAMES)
        rbk_sector_build(RBK_SECTOR_MODE1, (int32_t)n, NULL, frame, sector);
    for (size_t i = 0; n >= DATA_FRAMES && i < RBK_SECTOR_BYTES; i++)
        sector[i] = frame[i ^ 1];
}

static void write_image(void)
{
    uint8_t *kept = malloc(TOY_SECTOR0 + sizeof frames);
    assert_non_null(kept);
    memcpy(kept, MARK, TOY_SECTOR0);
    for (size_t i = 0; i < sizeof frames; i++) {
        size_t inside = i % FRAME_BYTES;
        bool used = i / FRAME_BYTES >= DATA_FRAMES || inside < 2048;
        frames[i] = (uint8_t)(used ? i * 7 + i / 251 : 0);
        if (i / FRAME_BYTES >= DATA_FRAMES && inside >= RBK_SECTOR_BYTES)
            frames[i] &= 0x3F; /* R to W alone */
        kept[TOY_SECTOR0 + i] = frames[i] ^ MASK;
    }
    scratch_write("disc.toy", kept, TOY_SECTOR0 + sizeof frames);
    free(kept);
}

static void assert_sectors_written(const char *name)
{
    size_t size = 0;
    uint8_t expected[RBK_SECTOR_BYTES], *written = (uint8_t *)scratch_read(name, &size);
    assert_int_equal(size, (DATA_FRAMES + AUDIO_FRAMES) * RBK_SECTOR_BYTES);
    for (size_t n = 0; n < DATA_FRAMES + AUDIO_FRAMES; n++) {
        expected_sector(n, expected);
        assert_memory_equal(written + n * RBK_SECTOR_BYTES, expected, sizeof expected);
    }
    free(written);
}

static void an_image_of_a_format_of_its_own_goes_the_same_way(void **state)
{
    rbk_disc *disc = NULL;
    rbk_layout *layout = NULL;
    rbk_image *image = NULL;
    rbk_subchannel *subchannel = NULL;
    rbk_error error;
    rbk_convert_options options;
    uint8_t expected[RBK_SECTOR_BYTES], sector[RBK_SECTOR_BYTES], raw[96];
    char to[RBK_PATH_BYTES];
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    write_image();
    rbk_error_init(&error);
    if (rbk_source_open(scratch_path("disc.toy"), NULL, &disc, findings, &error) != RBK_OK)
        fail_msg("%s", rbk_findings_count(findings) ? rbk_findings_at(findings, 0)->text : error.sentence);
    assert_int_equal(rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, findings, &error), RBK_OK);
    assert_int_equal(rbk_image_open(disc, layout, &image, &error), RBK_OK);
    assert_int_equal(rbk_subchannel_open(disc, layout, &subchannel, &error), RBK_OK);
    for (size_t n = 0; n < DATA_FRAMES + AUDIO_FRAMES; n += 13) {
        expected_sector(n, expected);
        assert_int_equal(rbk_image_read_sectors(image, (int32_t)n, 1, sector, &error), RBK_OK);
        assert_memory_equal(sector, expected, sizeof expected);
        assert_int_equal(rbk_subchannel_read(subchannel, (int32_t)n, 1, raw, &error), RBK_OK);
        for (size_t i = 0; i < sizeof raw; i++)
            assert_int_equal(raw[i], n < DATA_FRAMES ? 0 : frames[n * FRAME_BYTES + RBK_SECTOR_BYTES + i]);
    }
    rbk_convert_options_init(&options);
    snprintf(to, sizeof to, "%s", scratch_path("out.ccd"));
    assert_int_equal(rbk_convert(disc, &options, to, NULL, NULL, findings, &error), RBK_OK);
    assert_sectors_written("out.img");
    snprintf(to, sizeof to, "%s", scratch_path("made.cue"));
    assert_int_equal(rbk_author_write(disc, &options.author, to, NULL, NULL, findings, &error), RBK_OK);
    assert_sectors_written("made.bin");
    rbk_subchannel_close(subchannel);
    rbk_image_close(image);
    rbk_layout_free(layout);
    rbk_disc_free(disc);
    rbk_findings_free(findings);
    assert_int_equal(opened, closed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_row_more_is_read_by_every_room, setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(its_sectors_become_those_of_another_image, setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(an_image_of_a_format_of_its_own_goes_the_same_way, setup, scratch_teardown),
    };
    return cmocka_run_group_tests_name("image/payload_backends", tests, NULL, NULL);
}
