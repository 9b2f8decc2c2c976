/*
 * Payload packed as ECM: sectors of data without sync, EDC and parity, which follow from the rest, and all other bytes
 * as they are. The file is a row of runs, each a kind and a count; where a run is in the payload follows from those
 * before it, so that all of them are listed when it is opened. Reading needs nothing else and goes to any place.
 */
#include "base/ascii.h"
#include "base/fail.h"
#include "base/room.h"
#include "base/search.h"
#include "cd/ecc.h"
#include "image/payload.h"

#include <redbook/sector.h>

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define HEAD_BYTES       4       /* "ECM" and a zero */
#define COUNT_BYTES_MAX  5       /* of a run, after 5 bits in the first byte 7 in each */
#define RUNS_MAX         1000000 /* a few thousand are usual */
#define END_OF_RUNS      UINT32_MAX
#define PAYLOAD_MAX      (INT64_C(1) << 40)
#define CHECKSUM_BYTES   4
#define CHECKED_AT_ONCE  (64 * RBK_SECTOR_BYTES)
#define FIRST_OF_2336    16 /* byte of a raw sector with which one of 2,336 bytes begins */
#define SUBHEADER_BYTES  4
#define MODE1_EDC        2064
#define FORM1_EDC        2072
#define FORM2_EDC        2348
#define PACKED_BYTES_MAX (SUBHEADER_BYTES + 2324)

typedef enum run_kind { AS_IT_IS, MODE_1, FORM_1, FORM_2 } run_kind;

/* What one of a run takes in the file and makes in the payload. */
static const struct {
    uint32_t packed_bytes;
    uint32_t bytes;
} kinds[] = {
    [AS_IT_IS] = {1, 1},
    [MODE_1] = {3 + 2048, RBK_SECTOR_BYTES},
    [FORM_1] = {SUBHEADER_BYTES + 2048, 2336},
    [FORM_2] = {PACKED_BYTES_MAX, 2336},
};

typedef struct run {
    int64_t offset_bytes; /* in the payload */
    int64_t place;        /* in the file */
    run_kind kind;
} run;

typedef struct ecm {
    rbk_input input;
    run *runs;
    size_t count;
    int64_t bytes;     /* of the payload */
    uint32_t checksum; /* of all of it */
    int64_t end;       /* of the file, as the runs have it */
} ecm;

static void close_ecm(rbk_payload_state *state)
{
    ecm *e = (ecm *)state;
    rbk_input_close(&e->input);
    free(e->runs);
    free(e);
}

/* ------------------------------------------------------------------ the runs */

/* The kind and the count less one at a place of the file; gives how many bytes they take, 0 where they are cut short. */
static size_t read_count(rbk_window *window, int64_t place, run_kind *kind, uint32_t *count)
{
    uint64_t number = 0;
    for (size_t i = 0; i < COUNT_BYTES_MAX; i++) {
        const uint8_t *byte = rbk_window_at(window, place + (int64_t)i, 1);
        if (!byte)
            return 0;
        if (i == 0) {
            *kind = (run_kind)(*byte & 3);
            number = *byte >> 2 & 0x1F;
        } else {
            number |= (uint64_t)(*byte & 0x7F) << (5 + 7 * (i - 1));
        }
        if (!(*byte & 0x80)) {
            *count = number > UINT32_MAX ? END_OF_RUNS - 1 : (uint32_t)number;
            return i + 1;
        }
    }
    return 0;
}

static rbk_status add_run(ecm *e, run_kind kind, int64_t place, rbk_error *error)
{
    run *runs = rbk_room_for_one(e->runs, e->count, sizeof *runs);
    if (!runs)
        return rbk_fail_memory(error);
    e->runs = runs;
    runs[e->count++] = (run){e->bytes, place, kind};
    return RBK_OK;
}

static rbk_status fail_at(const ecm *e, int64_t place, const char *sentence, rbk_error *error)
{
    if (e->input.system_error)
        return rbk_input_fail(&e->input, error);
    return rbk_fail(error, RBK_BAD_LAYOUT, "byte %" PRId64 " of an ECM: %s", place, sentence);
}

static rbk_status list_runs(ecm *e, rbk_window *window, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (int64_t place = HEAD_BYTES; status == RBK_OK;) {
        run_kind kind = AS_IT_IS;
        uint32_t less_one = 0;
        size_t head = read_count(window, place, &kind, &less_one);
        if (head == 0)
            return fail_at(e, place, "expected a run of sectors, found the end of the file", error);
        if (less_one == END_OF_RUNS) {
            const uint8_t *checksum = rbk_window_at(window, place + (int64_t)head, CHECKSUM_BYTES);
            e->checksum = checksum ? rbk_le32(checksum) : 0;
            e->end = place + (int64_t)head + CHECKSUM_BYTES;
            return checksum ? RBK_OK : fail_at(e, place, "expected its checksum, found the end of the file", error);
        }
        int64_t count = (int64_t)less_one + 1, taken = (int64_t)head + count * kinds[kind].packed_bytes;
        if (taken > e->input.size - place)
            return fail_at(e, place, "its run of sectors is longer than the file", error);
        if (e->count == RUNS_MAX || e->bytes > PAYLOAD_MAX)
            return fail_at(e, place, "it has more runs than any image", error);
        status = add_run(e, kind, place + (int64_t)head, error);
        e->bytes += count * kinds[kind].bytes;
        place += taken;
    }
    return status;
}

/* All of a file is one: samples of a BIN may begin with these letters, and nothing after them would agree. */
static bool is_whole(rbk_input *input)
{
    ecm e = {.input = *input};
    rbk_window *window = rbk_window_new(input);
    bool whole = window && list_runs(&e, window, NULL) == RBK_OK && e.end == e.input.size;
    free(window);
    free(e.runs);
    return whole;
}

static bool probe_ecm(const rbk_file *file, rbk_input *input)
{
    uint8_t head[HEAD_BYTES];
    const char *dot = file->location ? strrchr(file->location, '.') : NULL;
    if (file->type == RBK_FILE_AUDIO || !input || rbk_input_read(input, 0, head, sizeof head) != HEAD_BYTES ||
        memcmp(head, "ECM", HEAD_BYTES) != 0)
        return false;
    return (dot && rbk_ascii_same(dot + 1, "ecm")) || is_whole(input);
}

static rbk_status open_ecm(const rbk_file *file, rbk_input *input, rbk_payload_state **state, rbk_error *error)
{
    ecm *made = calloc(1, sizeof *made);
    (void)file;
    if (!made)
        return rbk_fail_memory(error);
    rbk_input_move(input, &made->input);
    rbk_window *window = rbk_window_new(&made->input);
    rbk_status status = window ? list_runs(made, window, error) : rbk_fail_memory(error);
    free(window);
    if (status == RBK_OK)
        *state = (rbk_payload_state *)made;
    else
        close_ecm((rbk_payload_state *)made);
    return status;
}

static rbk_status length_of_ecm(rbk_payload_state *state, int64_t *bytes, rbk_error *error)
{
    (void)error;
    *bytes = ((const ecm *)state)->bytes;
    return RBK_OK;
}

/* ------------------------------------------------------------------ sectors */

static void put_edc(uint8_t *raw, size_t from, size_t at)
{
    uint32_t edc = rbk_edc(0, raw + from, at - from);
    for (int i = 0; i < 4; i++)
        raw[at + (size_t)i] = (uint8_t)(edc >> 8 * i);
}

/* All of a sector, whose bytes in the payload are those from kinds[].bytes before its end on. */
static void unpack(run_kind kind, const uint8_t *packed, uint8_t raw[RBK_SECTOR_BYTES])
{
    memset(raw, 0, RBK_SECTOR_BYTES);
    memset(raw + 1, 0xFF, 10);
    raw[15] = kind == MODE_1 ? 1 : 2;
    if (kind == MODE_1) {
        memcpy(raw + 12, packed, 3);
        memcpy(raw + 16, packed + 3, 2048);
        put_edc(raw, 0, MODE1_EDC);
        rbk_ecc_build(RBK_ECC_AUTO, raw, true);
        return;
    }
    memcpy(raw + FIRST_OF_2336, packed, SUBHEADER_BYTES);
    memcpy(raw + FIRST_OF_2336 + SUBHEADER_BYTES, packed, kinds[kind].packed_bytes);
    put_edc(raw, FIRST_OF_2336, kind == FORM_1 ? FORM1_EDC : FORM2_EDC);
    if (kind == FORM_1)
        rbk_ecc_build(RBK_ECC_AUTO, raw, false);
}

static rbk_status read_exactly(const ecm *e, int64_t place, void *data, size_t size, rbk_error *error)
{
    int64_t have = rbk_read_at(e->input.descriptor, place, data, size);
    if (have < 0)
        return rbk_fail_system(error, RBK_FILESYSTEM, errno, "cannot be read at byte %" PRId64, place);
    if ((size_t)have < size)
        return rbk_fail(error, RBK_CHANGED, "became shorter while it was read");
    return RBK_OK;
}

/* What is wanted of one run from a byte of it on: at most one sector, or any number of bytes as they are. */
static rbk_status read_run(const ecm *e, const run *r, int64_t skip, size_t wanted, uint8_t *data, size_t *got,
                           rbk_error *error)
{
    uint8_t packed[PACKED_BYTES_MAX], raw[RBK_SECTOR_BYTES];
    size_t bytes = kinds[r->kind].bytes, inside = (size_t)(skip % (int64_t)bytes);
    if (r->kind == AS_IT_IS) {
        *got = wanted;
        return read_exactly(e, r->place + skip, data, wanted, error);
    }
    rbk_status status = read_exactly(e, r->place + skip / (int64_t)bytes * kinds[r->kind].packed_bytes, packed,
                                     kinds[r->kind].packed_bytes, error);
    if (status != RBK_OK)
        return status;
    unpack(r->kind, packed, raw);
    *got = bytes - inside < wanted ? bytes - inside : wanted;
    memcpy(data, raw + RBK_SECTOR_BYTES - bytes + inside, *got);
    return RBK_OK;
}

/* The run that has a byte of the payload. */
static size_t find_run(const ecm *e, int64_t offset)
{
    return rbk_search_last(&e->runs->offset_bytes, sizeof *e->runs, e->count, offset);
}

static rbk_status read_ecm(rbk_payload_state *state, int64_t offset_bytes, void *data, size_t size, size_t *got,
                           rbk_error *error)
{
    const ecm *e = (const ecm *)state;
    int64_t left = e->bytes - offset_bytes;
    size_t wanted = left <= 0 ? 0 : (int64_t)size < left ? size : (size_t)left;
    rbk_status status = RBK_OK;
    *got = 0;
    for (size_t i = wanted ? find_run(e, offset_bytes) : 0; *got < wanted && status == RBK_OK;) {
        int64_t at = offset_bytes + (int64_t)*got, end = i + 1 < e->count ? e->runs[i + 1].offset_bytes : e->bytes;
        size_t now = 0, here = wanted - *got;
        if (at >= end) {
            i++;
            continue;
        }
        here = (int64_t)here < end - at ? here : (size_t)(end - at);
        status = read_run(e, &e->runs[i], at - e->runs[i].offset_bytes, here, (uint8_t *)data + *got, &now, error);
        *got += status == RBK_OK ? now : 0;
    }
    return status;
}

static rbk_status verify_ecm(rbk_payload_state *state, rbk_error *error)
{
    const ecm *e = (const ecm *)state;
    uint8_t *bytes = malloc(CHECKED_AT_ONCE);
    uint32_t edc = 0;
    size_t got = 0;
    rbk_status status = bytes ? RBK_OK : rbk_fail_memory(error);
    for (int64_t at = 0; at < e->bytes && status == RBK_OK; at += (int64_t)got) {
        status = read_ecm(state, at, bytes, CHECKED_AT_ONCE, &got, error);
        if (status == RBK_OK)
            edc = rbk_edc(edc, bytes, got);
    }
    free(bytes);
    if (status == RBK_OK && edc != e->checksum)
        status = rbk_fail(error, RBK_BAD_LAYOUT, "its sectors have the checksum %08" PRIX32 ", it says %08" PRIX32, edc,
                          e->checksum);
    return status;
}

const rbk_payload_backend rbk_payload_ecm = {.name = "ecm",
                                             .probe = probe_ecm,
                                             .open = open_ecm,
                                             .close = close_ecm,
                                             .length = length_of_ecm,
                                             .read_at = read_ecm,
                                             .verify = verify_ecm};
