/*
 * Fuzz target: DDP filesets. The bytes are a DDPID, a map and PQ, divided as the first two bytes state; every other
 * file of the set has the same bytes as PQ, CD-TEXT or checksums. The layout of a fileset that is read must be computed or
 * refused, and it must be written again or refused.
 */
#include "format/ddp.h"

#include <redbook/layout.h>

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

typedef struct piece {
    const uint8_t *bytes;
    size_t size;
} piece;

typedef struct fileset {
    piece map;
    piece rest;
} fileset;

static rbk_status open_piece(void *user, const char *name, rbk_input *input, rbk_error *error)
{
    const fileset *set = user;
    const piece *found = strcmp(name, RBK_DDP_MAP_NAME) == 0 ? &set->map : &set->rest;
    (void)error;
    rbk_input_open_bytes(input, found->bytes, found->size);
    return RBK_OK;
}

static rbk_status list(void *user, rbk_status (*each)(void *context, const char *name), void *context, rbk_error *error)
{
    (void)user, (void)error;
    rbk_status status = each(context, RBK_DDP_ID_NAME);
    return status == RBK_OK ? each(context, RBK_DDP_MD5_NAME) : status;
}

static void write_again(const rbk_disc *disc)
{
    rbk_ddp_tables tables;
    if (rbk_ddp_tables_make(disc, "FUZZ", &tables, NULL) == RBK_OK)
        rbk_ddp_tables_release(&tables);
}

static void lay_out(rbk_disc *disc)
{
    rbk_layout *layout = NULL;
    for (size_t i = 0; i < disc->file_count; i++) {
        disc->files[i].rate_hz = RBK_RATE_HZ;
        disc->files[i].length_frames = 400000 * (int64_t)RBK_SECTOR_SAMPLES;
    }
    if (rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, NULL, NULL) == RBK_OK)
        write_again(disc);
    rbk_layout_free(layout);
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    rbk_input input;
    rbk_error error;
    rbk_disc *disc = NULL;
    rbk_format_options options;
    size_t head = size > 1 ? 2 : size;
    size_t id = least(size - head, RBK_DDP_PACKET_BYTES);
    size_t map = least(size - head - id, head == 2 ? (size_t)bytes[0] << 8 | bytes[1] : 0);
    fileset set = {{bytes + head + id, map}, {bytes + head + id + map, size - head - id - map}};
    const rbk_format_siblings siblings = {
        .open = open_piece, .open_if_there = open_piece, .open_part = open_piece, .list = list, .user = &set};
    rbk_findings *findings = rbk_findings_new();
    rbk_format_options_init(&options);
    options.sums = true;
    options.folder = true;
    rbk_input_open_bytes(&input, bytes + head, id);
    if (rbk_ddp_format.read(&input, &siblings, "fuzz/DDPID", &options, &disc, findings, &error) == RBK_OK)
        lay_out(disc);
    rbk_disc_free(disc);
    rbk_findings_free(findings);
    return 0;
}
