/*
 * A whole file, of a disc with a known SHA-1 from another program: 26 sectors of data, one of them damaged, and 150 of
 * audio,
 * silence, sines and noise.
 */
#include "chd/write.h"

#include <redbook/sector.h>

#include <math.h>

#include "unit/chd/map_expand.h"

#define DATA    26
#define AUDIO   150
#define FRAMES  180 /* with the padding of both tracks */
#define HUNKS   23
#define PI      3.14159265358979323846
#define TRACK_1 "TRACK:1 TYPE:MODE1_RAW SUBTYPE:NONE FRAMES:26 PREGAP:0 PGTYPE:MODE1 PGSUB:NONE POSTGAP:0"
#define TRACK_2 "TRACK:2 TYPE:AUDIO SUBTYPE:NONE FRAMES:150 PREGAP:20 PGTYPE:VAUDIO PGSUB:NONE POSTGAP:0"

static const uint8_t raw_sha1[] = {0x0d, 0xb6, 0x4b, 0x7e, 0xaa, 0xf8, 0x0f, 0x1f, 0x4b, 0xeb,
                                   0x2e, 0xae, 0x39, 0xc5, 0x8c, 0x7e, 0x7f, 0xa1, 0x1b, 0x2a};
static const uint8_t overall_sha1[] = {0xbe, 0xb9, 0x22, 0xdd, 0xbd, 0x72, 0xf0, 0xfe, 0x98, 0xfb,
                                       0x81, 0xb4, 0x8d, 0x0d, 0x1c, 0xf3, 0x0b, 0x6d, 0xa1, 0x6d};

/* ------------------------------------------------------------------ the disc */

/* The generator that Python's random.Random(1) is: MT19937, seeded by an array of one number. */
static uint32_t twister[624];
static int twisted;

static void seed_twister(void)
{
    twister[0] = 19650218u;
    for (uint32_t i = 1; i < 624; i++)
        twister[i] = 1812433253u * (twister[i - 1] ^ twister[i - 1] >> 30) + i;
    uint32_t i = 1;
    for (int k = 0; k < 624; k++) {
        twister[i] = (twister[i] ^ (twister[i - 1] ^ twister[i - 1] >> 30) * 1664525u) + 1u;
        if (++i == 624) {
            twister[0] = twister[623];
            i = 1;
        }
    }
    for (int k = 0; k < 623; k++) {
        twister[i] = (twister[i] ^ (twister[i - 1] ^ twister[i - 1] >> 30) * 1566083941u) - i;
        if (++i == 624) {
            twister[0] = twister[623];
            i = 1;
        }
    }
    twister[0] = 0x80000000u;
    twisted = 624;
}

static uint32_t next_random(void)
{
    if (twisted == 624) {
        for (int i = 0; i < 624; i++) {
            uint32_t y = (twister[i] & 0x80000000u) | (twister[(i + 1) % 624] & 0x7FFFFFFFu);
            twister[i] = twister[(i + 397) % 624] ^ y >> 1 ^ (y & 1 ? 0x9908B0DFu : 0);
        }
        twisted = 0;
    }
    uint32_t y = twister[twisted++];
    y ^= y >> 11;
    y ^= y << 7 & 0x9D2C5680u;
    y ^= y << 15 & 0xEFC60000u;
    return y ^ y >> 18;
}

static uint8_t frames[FRAMES * RBK_CHD_FRAME_BYTES];

static void put_value(uint8_t *at, int value)
{
    at[0] = (uint8_t)((unsigned)value >> 8);
    at[1] = (uint8_t)(unsigned)value;
}

static void make_disc(void)
{
    uint8_t user[2048];
    for (size_t i = 0; i < sizeof user; i++)
        user[i] = (uint8_t)i;
    memset(frames, 0, sizeof frames);
    for (int32_t f = 0; f < DATA; f++)
        rbk_sector_build(RBK_SECTOR_MODE1, f, NULL, user, frames + (size_t)f * RBK_CHD_FRAME_BYTES);
    frames[17 * RBK_CHD_FRAME_BYTES + 2100] ^= 0xFF;
    seed_twister();
    for (int i = 0; i < (60 + 16) * 588; i++) {
        uint8_t *at = frames + (size_t)(28 + 44 + i / 588) * RBK_CHD_FRAME_BYTES + (size_t)(i % 588) * 4;
        if (i < 60 * 588) {
            put_value(at, (int)(8000 * sin(2 * PI * 441 * i / 44100)));
            put_value(at + 2, (int)(4000 * sin(2 * PI * 882 * i / 44100)));
            continue;
        }
        uint32_t random = next_random();
        put_value(at, (int)(random & 0xFFFF));
        put_value(at + 2, (int)(random >> 16));
    }
}

/* ------------------------------------------------------------------ the file */

typedef struct file {
    uint8_t bytes[1024 * 1024];
    int64_t failing; /* writes from this offset on fail; 0: none does */
} file;

static rbk_status keep(void *user, int64_t offset, const void *bytes, size_t size, rbk_error *error)
{
    file *to = user;
    (void)error;
    assert_true(offset + (int64_t)size <= (int64_t)sizeof to->bytes);
    if (to->failing && offset + (int64_t)size > to->failing)
        return RBK_FILESYSTEM;
    memcpy(to->bytes + offset, bytes, size);
    return RBK_OK;
}

static rbk_status write_disc(rbk_chd_effort effort, unsigned threads, file *to, int64_t *bytes)
{
    char track_1[] = TRACK_1, track_2[] = TRACK_2, own[] = "anything";
    const rbk_chd_metadata entries[] = {
        {.tag = RBK_CHD_TRACK, .flags = RBK_CHD_HASHED, .size = sizeof track_1, .data = (uint8_t *)track_1},
        {.tag = RBK_CHD_TRACK, .flags = RBK_CHD_HASHED, .size = sizeof track_2, .data = (uint8_t *)track_2},
        {.tag = RBK_CHD_DESCRIPTOR, .size = sizeof own, .data = (uint8_t *)own}};
    const rbk_chd_write_options options = {.effort = effort,
                                           .threads = threads,
                                           .frames = FRAMES,
                                           .entries = entries,
                                           .entry_count = 3,
                                           .write = keep,
                                           .user = to};
    rbk_chd_writer *writer = NULL;
    rbk_status status = rbk_chd_writer_new(&options, &writer, NULL);
    for (size_t f = 0; f < FRAMES && status == RBK_OK; f++)
        status = rbk_chd_writer_add(writer, frames + f * RBK_CHD_FRAME_BYTES, f >= 28, NULL);
    if (status == RBK_OK)
        status = rbk_chd_writer_finish(writer, bytes, NULL);
    rbk_chd_writer_free(writer);
    return status;
}

static void the_digests_are_those_that_another_program_gives(void **state)
{
    static file made;
    int64_t bytes;
    (void)state;
    make_disc();
    assert_int_equal(write_disc(RBK_CHD_EFFORT_NORMAL, 1, &made, &bytes), RBK_OK);
    assert_memory_equal(made.bytes, "MComprHD\0\0\0\x7C\0\0\0\5cdlzcdzlcdfl\0\0\0\0", 32);
    assert_int_equal(big_endian(made.bytes + 32, 8), 440640);
    assert_int_equal(big_endian(made.bytes + 48, 8), 124);
    assert_int_equal(big_endian(made.bytes + 56, 4), 19584);
    assert_int_equal(big_endian(made.bytes + 60, 4), 2448);
    assert_memory_equal(made.bytes + 64, raw_sha1, 20);
    assert_memory_equal(made.bytes + 84, overall_sha1, 20);
    assert_memory_equal(made.bytes + 124, "CHT2\1\0\0\x59\0\0\0\0\0\0\0\xE5" TRACK_1, 16 + 89);
    assert_memory_equal(made.bytes + 229, "CHT2\1\0\0\x58\0\0\0\0\0\0\1\x4D" TRACK_2, 16 + 88);
    assert_memory_equal(made.bytes + 333, "RBKD\0\0\0\x09\0\0\0\0\0\0\0\0anything", 16 + 9);
}

static void hunks_that_were_there_before_are_references(void **state)
{
    static file made;
    rbk_chd_hunk hunks[HUNKS];
    int64_t bytes;
    (void)state;
    make_disc();
    assert_int_equal(write_disc(RBK_CHD_EFFORT_NORMAL, 3, &made, &bytes), RBK_OK);
    const size_t map = (size_t)big_endian(made.bytes + 40, 8);
    map_expand(made.bytes + map, (size_t)bytes - map, RBK_CHD_HUNK_BYTES, hunks, HUNKS);
    for (int i = 0; i < HUNKS; i++) {
        const bool silent = (i > 4 && i < 9) || i > 18;
        assert_int_equal(hunks[i].kind == RBK_CHD_SELF, silent);
        if (silent)
            assert_int_equal(hunks[i].offset, 4);
    }
    assert_int_equal(hunks[0].crc, 0xCDA1);
    assert_int_equal(hunks[4].crc, 0xEF26);
    assert_int_equal(hunks[18].crc, 0x3708);
    assert_int_equal(hunks[0].kind, 0);
    assert_int_equal(hunks[9].kind, 0);     /* sines repeat */
    assert_true(hunks[17].length <= 18849); /* noise */
    assert_true(bytes <= 43291 + 64 + 200);
}

static void any_number_of_threads_gives_the_same_bytes(void **state)
{
    static file one, several;
    int64_t bytes, again;
    (void)state;
    make_disc();
    for (int effort = RBK_CHD_EFFORT_NORMAL; effort <= RBK_CHD_EFFORT_NONE; effort++) {
        memset(&one, 0, sizeof one);
        assert_int_equal(write_disc((rbk_chd_effort)effort, 1, &one, &bytes), RBK_OK);
        for (unsigned threads = 2; threads <= 9; threads++) {
            memset(&several, 0, sizeof several);
            assert_int_equal(write_disc((rbk_chd_effort)effort, threads, &several, &again), RBK_OK);
            assert_int_equal(again, bytes);
            assert_memory_equal(several.bytes, one.bytes, (size_t)bytes);
        }
    }
}

static void an_uncompressed_file_has_plain_hunks_and_no_digests(void **state)
{
    static file made;
    static const uint8_t none[60];
    int64_t bytes;
    (void)state;
    make_disc();
    assert_int_equal(write_disc(RBK_CHD_EFFORT_NONE, 1, &made, &bytes), RBK_OK);
    assert_memory_equal(made.bytes + 16, none, 16);
    assert_memory_equal(made.bytes + 64, none, 60);
    assert_int_equal(big_endian(made.bytes + 40, 8), 124);
    assert_int_equal(big_endian(made.bytes + 48, 8), 124 + 4 * HUNKS);
    for (uint32_t i = 0, next = 1; i < HUNKS; i++) {
        const bool silent = (i > 3 && i < 9) || i > 18;
        assert_int_equal(big_endian(made.bytes + 124 + 4 * i, 4), silent ? 0 : next);
        if (!silent)
            assert_memory_equal(made.bytes + (size_t)next++ * RBK_CHD_HUNK_BYTES,
                                frames + (size_t)i * RBK_CHD_HUNK_BYTES,
                                i == HUNKS - 1 ? 4 * RBK_CHD_FRAME_BYTES : RBK_CHD_HUNK_BYTES);
    }
}

static void a_write_that_fails_ends_the_work(void **state)
{
    static file made;
    int64_t bytes;
    (void)state;
    make_disc();
    for (int64_t failing = 1; failing < 43000; failing += 1777) {
        made.failing = failing;
        assert_int_equal(write_disc(RBK_CHD_EFFORT_FAST, 1 + (unsigned)failing % 3, &made, &bytes), RBK_FILESYSTEM);
    }
}

static void frames_that_were_not_announced_are_refused(void **state)
{
    static file made;
    int64_t bytes;
    (void)state;
    const rbk_chd_write_options options = {.frames = 9, .threads = 2, .write = keep, .user = &made};
    rbk_chd_writer *writer = NULL;
    assert_int_equal(rbk_chd_writer_new(&options, &writer, NULL), RBK_OK);
    for (int f = 0; f < 9; f++) {
        if (f == 8)
            assert_int_equal(rbk_chd_writer_finish(writer, &bytes, NULL), RBK_INVALID_ARGUMENT);
        assert_int_equal(rbk_chd_writer_add(writer, frames, false, NULL), RBK_OK);
    }
    assert_int_equal(rbk_chd_writer_add(writer, frames, false, NULL), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_chd_writer_finish(writer, &bytes, NULL), RBK_OK);
    rbk_chd_writer_free(writer);
}

static void what_a_chd_has_no_field_for_is_refused(void **state)
{
    static file made;
    rbk_error error;
    rbk_chd_writer *writer = NULL;
    rbk_chd_metadata entry = {.size = 1u << 24};
    rbk_chd_write_options options = {.frames = 0, .threads = 1, .write = keep, .user = &made};
    (void)state;
    rbk_error_init(&error);
    assert_int_equal(rbk_chd_writer_new(&options, &writer, &error), RBK_UNSUPPORTED);
    assert_string_equal(error.sentence, "a CHD cannot have 0 frames");
    options.frames = 8;
    options.entries = &entry;
    options.entry_count = 1;
    assert_int_equal(rbk_chd_writer_new(&options, &writer, &error), RBK_UNSUPPORTED);
    assert_string_equal(error.sentence, "a metadata entry of a CHD has at most 16777215 bytes, found 16777216");
    assert_null(writer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_digests_are_those_that_another_program_gives),
        cmocka_unit_test(hunks_that_were_there_before_are_references),
        cmocka_unit_test(any_number_of_threads_gives_the_same_bytes),
        cmocka_unit_test(an_uncompressed_file_has_plain_hunks_and_no_digests),
        cmocka_unit_test(a_write_that_fails_ends_the_work),
        cmocka_unit_test(frames_that_were_not_announced_are_refused),
        cmocka_unit_test(what_a_chd_has_no_field_for_is_refused),
    };
    return cmocka_run_group_tests_name("chd/write", tests, NULL, NULL);
}
