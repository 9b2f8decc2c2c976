/*
 * The table is one byte of length in sectors for each track, then their number in one byte, then "TOY!". The titles are
 * lines of the file "titles" next to it.
 */
#include "unit/format/toy.h"

#include "base/fail.h"

#include <redbook/sector.h>

#include <string.h>

#define END_BYTES 5

static int probe(rbk_input *input)
{
    uint8_t end[END_BYTES];
    return rbk_input_read(input, input->size - END_BYTES, end, sizeof end) == END_BYTES && !memcmp(end + 1, "TOY!", 4)
               ? 100
               : 0;
}

static rbk_status read_tracks(rbk_input *input, rbk_disc *disc, const char *name, rbk_error *error)
{
    uint8_t count = 0, sectors = 0;
    uint32_t file;
    const char *slash = strrchr(name, '/');
    int64_t first = 0, end = input->size - END_BYTES;
    rbk_status status = rbk_disc_add_file(disc, slash ? slash + 1 : name, RBK_FILE_BINARY, "", 0, &file, error);
    (void)rbk_input_read(input, end, &count, 1);
    for (uint32_t t = 0; t < count && status == RBK_OK; t++) {
        rbk_track *track;
        if (rbk_input_read(input, end - count + t, &sectors, 1) != 1)
            return rbk_fail(error, RBK_SYNTAX, "the table is cut short");
        status = rbk_disc_add_track(disc, t + 1, RBK_MODE_AUDIO, &track, error);
        if (status == RBK_OK)
            status = rbk_track_add_file_extent(track, file, first * RBK_SECTOR_SAMPLES,
                                               (int64_t)sectors * RBK_SECTOR_SAMPLES, error);
        if (status == RBK_OK)
            status = rbk_track_add_index(track, 1, 0, 0, error);
        first += sectors;
    }
    return status;
}

static rbk_status read_titles(const rbk_format_siblings *siblings, rbk_disc *disc, rbk_error *error)
{
    char text[256] = "";
    rbk_input input;
    rbk_status status = rbk_format_sibling_open(siblings, "titles", &input, error);
    if (status == RBK_OK)
        (void)rbk_input_read(&input, 0, text, sizeof text - 1);
    rbk_input_close(&input);
    char *line = text;
    for (size_t t = 0; t < disc->track_count && status == RBK_OK; t++) {
        size_t size = strcspn(line, "\n");
        char *next = line[size] ? line + size + 1 : line + size;
        line[size] = 0;
        status = rbk_text_set(&disc->tracks[t].text, RBK_TEXT_TITLE, line, error);
        line = next;
    }
    return status;
}

static rbk_status read_toy(rbk_input *input, const rbk_format_siblings *siblings, const char *name,
                           const rbk_format_options *options, rbk_disc **disc, rbk_findings *findings, rbk_error *error)
{
    (void)options;
    (void)findings;
    rbk_disc *made = rbk_disc_new();
    rbk_status status = made ? read_tracks(input, made, name, error) : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = read_titles(siblings, made, error);
    if (status != RBK_OK) {
        rbk_disc_free(made);
        return status;
    }
    *disc = made;
    return RBK_OK;
}

const rbk_format_row toy_format = {{"toy", "toy", "toy"}, probe, read_toy, NULL};
