/* The map: a stream that chdman made, streams written here bit by bit, and the map of a file that is not compressed. */
#include "chd/chd.h"

#include "unit/scratch.h"

#define MAP_OFFSET 4096

/* A file of zeros with a header, a map of so many bytes at MAP_OFFSET, and bytes after it to size. */
static uint8_t *make_file(size_t size, uint32_t hunks, const uint8_t *map, size_t map_bytes)
{
    static const uint8_t head[] = {'M', 'C', 'o', 'm', 'p', 'r', 'H', 'D', 0,   0,
                                   0,   124, 0,   0,   0,   5,   'c', 'd', 'z', 'l'};
    uint64_t logical = (uint64_t)hunks * RBK_CHD_HUNK_BYTES;
    uint8_t *file = calloc(1, size);
    assert_non_null(file);
    memcpy(file, head, sizeof head);
    for (int i = 0; i < 8; i++)
        file[32 + i] = (uint8_t)(logical >> 8 * (7 - i));
    file[46] = MAP_OFFSET >> 8;
    file[58] = RBK_CHD_HUNK_BYTES >> 8;
    file[59] = RBK_CHD_HUNK_BYTES & 255;
    file[62] = RBK_CHD_FRAME_BYTES >> 8;
    file[63] = RBK_CHD_FRAME_BYTES & 255;
    memcpy(file + MAP_OFFSET, map, map_bytes);
    return file;
}

static void open_with(const uint8_t *file, size_t size, rbk_input *input, rbk_chd **chd)
{
    rbk_error error;
    rbk_error_init(&error);
    rbk_input_open_bytes(input, file, size);
    *chd = NULL;
    if (rbk_chd_open(input, chd, &error) != RBK_OK)
        fail_msg("%s", error.sentence);
}

/* ------------------------------------------------------------------ a stream of another program */

static const uint8_t disc_b[] = {0x00, 0x00, 0x00, 0x44, 0x00, 0x00, 0x00, 0x00, 0x01, 0x4d, 0xe8, 0xf0, 0x0f, 0x03,
                                 0x00, 0x00, 0x20, 0x40, 0x34, 0x02, 0x02, 0x10, 0x38, 0x07, 0xf6, 0x25, 0xe4, 0x10,
                                 0x36, 0x6d, 0x08, 0x20, 0x6f, 0x87, 0x60, 0x64, 0xbd, 0x23, 0x20, 0x67, 0x8b, 0xb6,
                                 0xc0, 0x17, 0x77, 0x93, 0x40, 0x40, 0x05, 0xc5, 0xa0, 0x7f, 0xee, 0x03, 0xc0, 0xff,
                                 0xae, 0x00, 0x81, 0xff, 0xf1, 0xbf, 0x03, 0xfc, 0x4b, 0x54, 0x07, 0xfd, 0x11, 0x1c,
                                 0x0f, 0xfb, 0xbd, 0x5a, 0x6d, 0x3d, 0x23, 0x96, 0x02, 0x74, 0xa5, 0x06, 0xe1, 0x00};
#define DISC_B_HUNKS 23

static void the_map_that_chdman_makes_is_read(void **state)
{
    static const struct {
        rbk_chd_kind kind;
        uint32_t length;
        uint16_t crc;
    } expected[DISC_B_HUNKS] = {{0, 518, 0xcda1},     {0, 518, 0xf876},     {0, 805, 0xe919},
                                {0, 414, 0x2edb},     {0, 46, 0xef26},      {RBK_CHD_SELF, 0, 0},
                                {RBK_CHD_SELF, 0, 0}, {RBK_CHD_SELF, 0, 0}, {RBK_CHD_SELF, 0, 0},
                                {0, 512, 0x2e2d},     {0, 511, 0xb80f},     {0, 511, 0x5c01},
                                {0, 511, 0xf1bf},     {0, 510, 0x25aa},     {0, 511, 0x4447},
                                {0, 511, 0x77ab},     {0, 9939, 0xd239},    {RBK_CHD_PLAIN, RBK_CHD_HUNK_BYTES, 0x6027},
                                {0, 9512, 0x3708},    {RBK_CHD_SELF, 0, 0}, {RBK_CHD_SELF, 0, 0},
                                {RBK_CHD_SELF, 0, 0}, {RBK_CHD_SELF, 0, 0}};
    size_t size = 60000;
    rbk_input input;
    rbk_chd *chd;
    (void)state;
    uint8_t *file = make_file(size, DISC_B_HUNKS, disc_b, sizeof disc_b);
    open_with(file, size, &input, &chd);
    assert_int_equal(rbk_chd_hunk_count(chd), DISC_B_HUNKS);
    uint64_t position = 0x14d;
    for (uint32_t i = 0; i < DISC_B_HUNKS; i++) {
        const rbk_chd_hunk *hunk = rbk_chd_hunk_at(chd, i);
        assert_int_equal(hunk->kind, expected[i].kind);
        assert_int_equal(hunk->length, expected[i].length);
        assert_int_equal(hunk->crc, expected[i].crc);
        assert_int_equal(hunk->offset, hunk->kind == RBK_CHD_SELF ? 4 : position);
        position += hunk->length;
    }
    rbk_chd_close(chd);
    free(file);
}

/* ------------------------------------------------------------------ streams of our own */

typedef struct writer {
    uint8_t map[1024];
    size_t bits;
} writer;

static void put(writer *w, unsigned count, uint64_t value)
{
    for (unsigned i = 0; i < count; i++, w->bits++)
        if (value >> (count - 1 - i) & 1)
            w->map[RBK_CHD_MAP_HEAD_BYTES + w->bits / 8] |= (uint8_t)(0x80 >> w->bits % 8);
}

/* Every symbol has a code of four bits, which is the symbol itself. */
static void begin(writer *w)
{
    *w = (writer){{0}, 0};
    put(w, 12, 0x14D); /* 4, sixteen times */
}

static void put_symbols(writer *w, const uint8_t *symbols, size_t count)
{
    for (size_t i = 0; i < count; i++)
        put(w, 4, symbols[i]);
}

/* Lengths have 12 bits, hunk numbers 8; the first hunk is at byte 200. */
static size_t finish(writer *w, uint16_t crc)
{
    size_t bytes = (w->bits + 7) / 8;
    w->map[2] = (uint8_t)(bytes >> 8);
    w->map[3] = (uint8_t)bytes;
    w->map[9] = 200;
    w->map[10] = (uint8_t)(crc >> 8);
    w->map[11] = (uint8_t)crc;
    w->map[12] = 12;
    w->map[13] = 8;
    return RBK_CHD_MAP_HEAD_BYTES + bytes;
}

static uint16_t crc_of(const rbk_chd_hunk *hunks, size_t count)
{
    uint8_t entries[64 * RBK_CHD_MAP_ENTRY_BYTES];
    for (size_t i = 0; i < count; i++)
        rbk_chd_hunk_pack(&hunks[i], entries + i * RBK_CHD_MAP_ENTRY_BYTES);
    return rbk_chd_crc16(entries, count * RBK_CHD_MAP_ENTRY_BYTES);
}

static void runs_repeat_the_symbol_and_references_count_on(void **state)
{
    static const uint8_t symbols[] = {0, 7, 0, 5, 9, 10, 7, 1, 8, 0, 2};
    /* 0; 0 three times; 5; 9; 10; 10 four times; 10 twenty-one times. */
    size_t count = 1 + 3 + 1 + 1 + 1 + 4 + 21, size = 65536;
    rbk_chd_hunk hunks[64] = {{0}};
    writer w;
    rbk_input input;
    rbk_chd *chd;
    (void)state;
    begin(&w);
    put_symbols(&w, symbols, sizeof symbols);
    for (size_t i = 0; i < count; i++) {
        hunks[i] = i < 4
                       ? (rbk_chd_hunk){RBK_CHD_SLOT_0, 100 + (uint32_t)i, 200 + 100 * i + i * (i - 1) / 2, (uint16_t)i}
                       : (rbk_chd_hunk){.kind = RBK_CHD_SELF, .offset = i < 6 ? 1 : i - 4};
        if (i < 4) {
            put(&w, 12, hunks[i].length);
            put(&w, 16, hunks[i].crc);
        } else if (i == 4) {
            put(&w, 8, 1);
        }
    }
    uint8_t *file = make_file(size, (uint32_t)count, w.map, finish(&w, crc_of(hunks, count)));
    open_with(file, size, &input, &chd);
    for (uint32_t i = 0; i < 4; i++) {
        assert_int_equal(rbk_chd_hunk_at(chd, i)->offset, hunks[i].offset);
        assert_int_equal(rbk_chd_hunk_at(chd, i)->length, 100 + i);
    }
    /* A reference to a hunk that is a reference itself leads to the third one. */
    for (uint32_t i = 4; i < count; i++)
        assert_int_equal(rbk_chd_hunk_at(chd, i)->offset,
                         hunks[i].offset < 4 ? hunks[i].offset
                                             : rbk_chd_hunk_at(chd, (uint32_t)hunks[i].offset)->offset);
    rbk_chd_close(chd);
    free(file);
}

static void a_stream_may_begin_with_a_run_and_have_one_code_of_one_bit(void **state)
{
    writer w = {{0}, 0};
    rbk_chd_hunk hunks[3];
    rbk_input input;
    rbk_chd *chd;
    (void)state;
    put(&w, 8, 0x11);   /* symbol 0: one bit */
    put(&w, 12, 0x003); /* symbols 1 to 3: none */
    w.bits = 8 + 12;    /* and 4, 5, 6: none; 7: one bit; the rest none */
    w = (writer){{0}, 0};
    put(&w, 8, 0x11);
    put(&w, 24, 0);
    put(&w, 8, 0x11);
    put(&w, 32, 0);
    put(&w, 2, 2 | 0); /* 7 is the later one: code 1; 0: code 0, that is, three times 0 */
    for (uint32_t i = 0; i < 3; i++) {
        put(&w, 12, 50);
        put(&w, 16, i);
        hunks[i] = (rbk_chd_hunk){RBK_CHD_SLOT_0, 50, 200 + 50 * i, (uint16_t)i};
    }
    uint8_t *file = make_file(8192, 3, w.map, finish(&w, crc_of(hunks, 3)));
    open_with(file, 8192, &input, &chd);
    assert_int_equal(rbk_chd_hunk_at(chd, 2)->offset, 300);
    rbk_chd_close(chd);
    free(file);
}

static void refuse(writer *w, uint32_t hunks, uint16_t crc, const char *sentence)
{
    rbk_error error;
    rbk_input input;
    rbk_chd *chd = NULL;
    rbk_error_init(&error);
    uint8_t *file = make_file(8192, hunks, w->map, finish(w, crc));
    rbk_input_open_bytes(&input, file, 8192);
    assert_int_equal(rbk_chd_open(&input, &chd, &error), RBK_SYNTAX);
    assert_null(chd);
    assert_string_equal(error.sentence, sentence);
    free(file);
}

static void one_symbol(writer *w, uint8_t symbol)
{
    begin(w);
    put_symbols(w, &symbol, 1);
}

static void what_is_wrong_in_a_stream_is_reported(void **state)
{
    writer w;
    (void)state;
    one_symbol(&w, 5);
    put(&w, 8, 0);
    refuse(&w, 1, 0, "its map is damaged: hunk 0 refers to hunk 0, expected an earlier one");
    one_symbol(&w, 5);
    refuse(&w, 1, 0, "its map is damaged: it ends before the last hunk");
    one_symbol(&w, 9);
    refuse(&w, 1, 0, "its map is damaged: hunk 0 refers to hunk 0, expected an earlier one");
    one_symbol(&w, 5);
    put(&w, 8, 200);
    refuse(&w, 1, 0, "its map is damaged: hunk 0 refers to hunk 200, expected an earlier one");
    for (uint8_t symbol = 6; symbol <= 13; symbol = symbol == 6 ? 11 : symbol + 1) {
        one_symbol(&w, symbol);
        refuse(&w, 1, 0, "its map is damaged: hunk 0 is that of a parent, and the header names none");
    }
    one_symbol(&w, 14);
    refuse(&w, 1, 0, "its map is damaged: hunk 0 is of a kind that there is not");
    one_symbol(&w, 1);
    put(&w, 28, 100 << 16);
    refuse(&w, 1, 0, "its map is damaged: hunk 0 has the codec of slot 1, which is empty");
    one_symbol(&w, 0);
    put(&w, 28, 0);
    refuse(&w, 1, 0, "its map is damaged: expected 1 to 19584 bytes for hunk 0, found 0");
    one_symbol(&w, 4);
    put(&w, 16, 0);
    refuse(&w, 1, 0, "is truncated, or its map is damaged: hunk 0 ends at byte 19784, the file has 8192");
    one_symbol(&w, 0);
    put(&w, 28, 100 << 16 | 7);
    refuse(&w, 1, 0x1234, "its map is damaged: expected the CRC 1234, found 1f82");
    one_symbol(&w, 7);
    refuse(&w, 1, 0, "its map is damaged: a run has no length");
    one_symbol(&w, 8); /* a long one */
    refuse(&w, 1, 0, "its map is damaged: a run has no length");
    begin(&w);
    refuse(&w, 9, 0, "its map is damaged: a symbol has no code");
    one_symbol(&w, 0);
    put(&w, 8, 1);
    refuse(&w, 1, 0, "its map is damaged: it ends before the last hunk");
}

static void codes_that_contradict_each_other_are_reported(void **state)
{
    writer w = {{0}, 0};
    (void)state;
    for (int i = 0; i < 3; i++) /* three codes of one bit */
        put(&w, 8, 0x11);
    put(&w, 52, 0);
    refuse(&w, 1, 0, "its map is damaged: its codes contradict each other");
    w = (writer){{0}, 0};
    put(&w, 4, 9); /* longer than there are */
    put(&w, 60, 0);
    refuse(&w, 1, 0, "its map is damaged: its codes contradict each other");
    w = (writer){{0}, 0};
    put(&w, 12, 0x14F); /* 4, eighteen times */
    refuse(&w, 1, 0, "its map is damaged: its codes contradict each other");
    w = (writer){{0}, 0};
    put(&w, 4, 2); /* one code of two bits, although no code of one bit is left */
    put(&w, 60, 0);
    refuse(&w, 1, 0, "its map is damaged: its codes contradict each other");
}

static void widths_and_lengths_are_bounded_before_anything_is_taken(void **state)
{
    rbk_error error;
    rbk_input input;
    rbk_chd *chd = NULL;
    writer w;
    (void)state;
    rbk_error_init(&error);
    one_symbol(&w, 0);
    uint8_t *file = make_file(8192, 1, w.map, finish(&w, 0));
    rbk_input_open_bytes(&input, file, 8192);
    for (int field = 12; field < 15; field++) {
        uint8_t before = file[MAP_OFFSET + field];
        file[MAP_OFFSET + field] = field == 12 ? 25 : 33;
        assert_int_equal(rbk_chd_open(&input, &chd, &error), RBK_SYNTAX);
        assert_string_equal(error.sentence, "its map is damaged: its fields are wider than there can be");
        file[MAP_OFFSET + field] = before;
    }
    file[MAP_OFFSET] = 0x7F;
    assert_int_equal(rbk_chd_open(&input, &chd, &error), RBK_SYNTAX);
    assert_string_equal(error.sentence, "its map is damaged: expected at most 73 bytes of it, found 2130706434");
    free(file);
}

/* ------------------------------------------------------------------ not compressed */

static void a_file_that_is_not_compressed_has_places_and_nothing_for_zeros(void **state)
{
    static const uint8_t map[] = {0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2};
    size_t size = 3 * RBK_CHD_HUNK_BYTES;
    rbk_error error;
    rbk_input input;
    rbk_chd *chd;
    (void)state;
    rbk_error_init(&error);
    uint8_t *file = make_file(size, 3, map, sizeof map);
    memset(file + 16, 0, 16);
    memset(file + 2 * RBK_CHD_HUNK_BYTES, 7, RBK_CHD_HUNK_BYTES);
    open_with(file, size, &input, &chd);
    rbk_chd_decoder *decoder = rbk_chd_decoder_new(chd);
    uint8_t *hunk = malloc(RBK_CHD_HUNK_BYTES);
    assert_int_equal(rbk_chd_hunk_at(chd, 0)->kind, RBK_CHD_PLAIN);
    assert_int_equal(rbk_chd_hunk_at(chd, 1)->kind, RBK_CHD_ZEROS);
    assert_int_equal(rbk_chd_read_hunk(chd, decoder, 1, hunk, NULL), RBK_OK);
    assert_int_equal(hunk[0] | hunk[RBK_CHD_HUNK_BYTES - 1], 0);
    assert_int_equal(rbk_chd_read_hunk(chd, decoder, 2, hunk, NULL), RBK_OK);
    assert_memory_equal(hunk, file + 2 * RBK_CHD_HUNK_BYTES, RBK_CHD_HUNK_BYTES);
    rbk_chd_decoder_free(decoder);
    rbk_chd_close(chd);
    rbk_input_open_bytes(&input, file, size - 1);
    assert_int_equal(rbk_chd_open(&input, &chd, &error), RBK_SYNTAX);
    assert_string_equal(error.sentence,
                        "is truncated, or its map is damaged: hunk 2 starts at byte 39168, the file has 58751");
    rbk_input_open_bytes(&input, file, MAP_OFFSET + 11);
    assert_int_equal(rbk_chd_open(&input, &chd, &error), RBK_SYNTAX);
    char expected[200];
    snprintf(expected, sizeof expected, "is truncated: its map has 3 entries from byte %d on, the file has %d bytes",
             MAP_OFFSET, MAP_OFFSET + 11);
    assert_string_equal(error.sentence, expected);
    free(hunk);
    free(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_map_that_chdman_makes_is_read),
        cmocka_unit_test(runs_repeat_the_symbol_and_references_count_on),
        cmocka_unit_test(a_stream_may_begin_with_a_run_and_have_one_code_of_one_bit),
        cmocka_unit_test(what_is_wrong_in_a_stream_is_reported),
        cmocka_unit_test(codes_that_contradict_each_other_are_reported),
        cmocka_unit_test(widths_and_lengths_are_bounded_before_anything_is_taken),
        cmocka_unit_test(a_file_that_is_not_compressed_has_places_and_nothing_for_zeros),
    };
    return cmocka_run_group_tests_name("chd/map", tests, NULL, NULL);
}
