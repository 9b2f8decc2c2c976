/* The duration of packets, without decoding them. */
#include "audio/ogg.h"

#include "unit/scratch.h"

static int32_t take(rbk_ogg_packets *packets, const char *bytes, size_t size)
{
    return rbk_ogg_packet_take(packets, (const uint8_t *)bytes, size, true, true);
}

/* RFC 6716, table 2 and clause 3.2. */
static void packets_of_opus_say_it_in_front(void **state)
{
    const struct {
        const char *bytes;
        size_t size;
        int32_t samples;
    } rows[] = {
        {"\x00", 1, 480},      {"\x08", 1, 960},      {"\x18", 1, 2880},  {"\x60", 1, 480},  {"\x68", 1, 960},
        {"\x80", 1, 120},      {"\x98", 1, 960},      {"\xFC", 1, 960},   {"\xFD", 1, 1920}, {"\xFE", 1, 1920},
        {"\xFF\x03", 2, 2880}, {"\x83\x30", 2, 5760}, {"\x83\x31", 2, 0}, {"\xFF", 1, 0},    {"", 0, 0},
        {"\xFF\xC3", 2, 2880},
    };
    rbk_ogg_packets packets = {.codec = RBK_OGG_OPUS};
    (void)state;
    assert_int_equal(take(&packets, "OpusHead\1\2\70\1\0\0\0\0\0\0\0", 19), 0);
    assert_int_equal(packets.skip_samples, 312);
    assert_int_equal(take(&packets, "OpusTags", 8), 0);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_int_equal(take(&packets, rows[i].bytes, rows[i].size), rows[i].samples);
    rbk_ogg_packets_release(&packets);
}

/* Bits of a setup header: each value lowest bit first. */
typedef struct bits {
    uint8_t bytes[64];
    size_t count;
} bits;

static void put(bits *b, uint32_t value, size_t count)
{
    for (size_t i = 0; i < count; i++, b->count++)
        b->bytes[b->count / 8] |= (uint8_t)((value >> i & 1) << b->count % 8);
}

/* The end of a setup header with the modes whose blocks are long. */
static size_t write_setup(bits *b, const bool *is_long, uint32_t modes)
{
    memset(b, 0, sizeof *b);
    put(b, 0x5A5A5A5A, 32);
    put(b, 0x5, 3);
    put(b, modes - 1, 6);
    for (uint32_t i = 0; i < modes; i++) {
        put(b, is_long[i], 1);
        put(b, 0, 32);
        put(b, i % 3, 8);
    }
    put(b, 1, 1);
    return (b->count + 7) / 8;
}

static void packets_of_vorbis_say_it_by_their_mode(void **state)
{
    const bool is_long[] = {false, true, true};
    char identity[30] = "\x01vorbis";
    rbk_ogg_packets packets = {.codec = RBK_OGG_VORBIS};
    bits setup;
    (void)state;
    identity[28] = (char)0xB8; /* blocks of 256 and of 2048 */
    assert_int_equal(take(&packets, identity, sizeof identity), 0);
    assert_int_equal(take(&packets, "\x03vorbis", 7), 0);
    size_t size = write_setup(&setup, is_long, 3);
    assert_int_equal(rbk_ogg_packet_take(&packets, setup.bytes, 5, true, false), 0); /* over two pages */
    assert_int_equal(rbk_ogg_packet_take(&packets, setup.bytes + 5, size - 5, false, true), 0);
    assert_false(packets.failed);
    assert_int_equal(packets.mode_count, 3);
    assert_int_equal(take(&packets, "\x00", 1), 0); /* the first packet has no samples */
    assert_int_equal(take(&packets, "\x00", 1), 128);
    assert_int_equal(take(&packets, "\x02", 1), (256 + 2048) / 4);
    assert_int_equal(take(&packets, "\x04", 1), 1024);
    assert_int_equal(take(&packets, "", 0), 0);
    assert_int_equal(take(&packets, "\x01", 1), 0); /* a header among audio */
    assert_int_equal(take(&packets, "\x06", 1), 0); /* a mode that does not exist */
    assert_int_equal(rbk_ogg_packet_take(&packets, (const uint8_t *)"\x02", 1, true, false), 0);
    assert_int_equal(rbk_ogg_packet_take(&packets, (const uint8_t *)"\x00", 1, false, true), 1024);
    rbk_ogg_packets_release(&packets);
}

static void a_setup_without_modes_is_known_as_such(void **state)
{
    char identity[30] = "\x01vorbis";
    rbk_ogg_packets packets = {.codec = RBK_OGG_VORBIS};
    (void)state;
    identity[28] = (char)0xB8;
    (void)take(&packets, identity, sizeof identity);
    (void)take(&packets, "\x03vorbis", 7);
    (void)take(&packets, "\x05vorbis\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 16);
    assert_true(packets.failed);
    assert_int_equal(take(&packets, "\x00", 1), 0);
    rbk_ogg_packets_release(&packets);
}

/* Setup headers are a few KB; more than 4 MiB of one is not kept. */
static void a_setup_that_is_too_long_has_no_modes(void **state)
{
    const bool is_long[] = {false, true, true};
    char identity[30] = "\x01vorbis";
    rbk_ogg_packets packets = {.codec = RBK_OGG_VORBIS};
    bits setup;
    (void)state;
    char *filler = calloc(1, (1u << 22) + 1);
    assert_non_null(filler);
    identity[28] = (char)0xB8;
    (void)take(&packets, identity, sizeof identity);
    (void)take(&packets, "\x03vorbis", 7);
    size_t size = write_setup(&setup, is_long, 3);
    assert_int_equal(rbk_ogg_packet_take(&packets, (const uint8_t *)filler, 1u << 22, true, false), 0);
    assert_int_equal(packets.setup_size, 1u << 22);
    assert_int_equal(rbk_ogg_packet_take(&packets, setup.bytes, size, false, true), 0);
    assert_int_equal(packets.setup_size, 1u << 22);
    assert_true(packets.failed);
    rbk_ogg_packets_release(&packets);
    free(filler);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(packets_of_opus_say_it_in_front),
        scratch_test(packets_of_vorbis_say_it_by_their_mode),
        scratch_test(a_setup_without_modes_is_known_as_such),
        scratch_test(a_setup_that_is_too_long_has_no_modes),
    };
    return cmocka_run_group_tests_name("audio/ogg_packets", tests, NULL, NULL);
}
