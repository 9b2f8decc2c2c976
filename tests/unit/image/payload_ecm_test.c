/* Payload packed as ECM: every kind of run, from any byte on, and files that are not complete. */
#include "image/payload.h"
#include "unit/format/container.h"

#include <redbook/sector.h>

#include <unistd.h>

static container packed, payload; /* the file and what is in it */
static rbk_error error;

static int setup(void **state)
{
    rbk_error_init(&error);
    return scratch_setup(state);
}

static int teardown(void **state)
{
    container_free(&packed);
    container_free(&payload);
    return scratch_teardown(state);
}

static void add_count(unsigned kind, uint32_t number)
{
    bool more = number >= 32;
    container_number(&packed, false, 1, (more ? 0x80u : 0) | (number & 31) << 2 | kind);
    for (number >>= 5; more; number >>= 7) {
        more = number >= 128;
        container_number(&packed, false, 1, (more ? 0x80u : 0) | (number & 127));
    }
}

static void begin(void)
{
    container_add(&packed, "ECM", 4);
}

static void add_bytes(uint32_t count, uint8_t first)
{
    add_count(0, count - 1);
    for (uint32_t i = 0; i < count; i++) {
        uint8_t byte = (uint8_t)(first + i);
        container_add(&packed, &byte, 1);
        container_add(&payload, &byte, 1);
    }
}

static void add_sectors(rbk_sector_kind kind, int32_t lba, uint32_t count)
{
    bool mode_1 = kind == RBK_SECTOR_MODE1;
    unsigned number = mode_1 ? 1 : kind == RBK_SECTOR_MODE2_FORM1 ? 2 : 3;
    add_count(number, count - 1);
    for (uint32_t i = 0; i < count; i++) {
        uint8_t user[2324], raw[RBK_SECTOR_BYTES];
        const rbk_subheader subheader = {1, 2, RBK_SUBMODE_DATA, 3};
        for (size_t b = 0; b < sizeof user; b++)
            user[b] = (uint8_t)(b * 7 + i);
        rbk_sector_build(kind, lba + (int32_t)i, mode_1 ? NULL : &subheader, user, raw);
        if (mode_1) {
            container_add(&packed, raw + 12, 3);
            container_add(&packed, raw + 16, 2048);
            container_add(&payload, raw, RBK_SECTOR_BYTES);
        } else {
            container_add(&packed, raw + 20, rbk_sector_user_bytes(kind) + 4);
            container_add(&payload, raw + 16, 2336);
        }
    }
}

static void end(uint32_t wrong)
{
    add_count(0, UINT32_MAX);
    container_number(&packed, false, 4, rbk_edc(0, payload.bytes, payload.size) ^ wrong);
}

static rbk_status open_packed(rbk_payload_file **opened)
{
    scratch_write("a.ecm", packed.bytes, packed.size);
    rbk_file file = {.path = (char *)"a.ecm", .location = (char *)scratch_path("a.ecm"), .type = RBK_FILE_BINARY};
    return rbk_payload_open(&file, opened, &error);
}

static void make_all(void)
{
    begin();
    add_bytes(5, 1);
    add_sectors(RBK_SECTOR_MODE1, 16, 3);
    add_bytes(16, 9);
    add_sectors(RBK_SECTOR_MODE2_FORM1, 20, 1);
    add_sectors(RBK_SECTOR_MODE2_FORM2, 21, 2);
    add_bytes(5000, 3);
    end(0);
}

static void every_kind_of_run_is_read_from_any_byte_on(void **state)
{
    rbk_payload_file *opened = NULL;
    int64_t length = 0;
    uint8_t found[7000];
    (void)state;
    make_all();
    assert_int_equal(open_packed(&opened), RBK_OK);
    assert_int_equal(rbk_payload_length(opened, &length, &error), RBK_OK);
    assert_int_equal(length, payload.size);
    for (size_t at = 0; at < payload.size; at += 311)
        for (size_t size = 1; size <= sizeof found; size = size * 3 + 1) {
            size_t got = 0, wanted = size < payload.size - at ? size : payload.size - at;
            assert_int_equal(rbk_payload_read_some(opened, (int64_t)at, found, size, &got, &error), RBK_OK);
            assert_int_equal(got, wanted);
            assert_memory_equal(found, payload.bytes + at, wanted);
        }
    size_t got = 1;
    assert_int_equal(rbk_payload_read_some(opened, length, found, 1, &got, &error), RBK_OK);
    assert_int_equal(got, 0);
    assert_int_equal(rbk_payload_verify(opened, &error), RBK_OK);
    rbk_payload_close(opened);
}

/* Neither zeros nor what was read before. */
static void a_file_that_became_shorter_is_reported_so(void **state)
{
    rbk_payload_file *opened = NULL;
    uint8_t found[100];
    size_t got = 0;
    (void)state;
    begin();
    add_bytes(200, 1);
    add_sectors(RBK_SECTOR_MODE1, 0, 1);
    end(0);
    assert_int_equal(open_packed(&opened), RBK_OK);
    assert_int_equal(truncate(scratch_path("a.ecm"), 120), 0);
    assert_int_equal(rbk_payload_read_some(opened, 0, found, 100, &got, &error), RBK_OK);
    assert_memory_equal(found, payload.bytes, 100);
    assert_int_equal(rbk_payload_read_some(opened, 100, found, 100, &got, &error), RBK_CHANGED);
    assert_string_equal(error.sentence, "became shorter while it was read");
    assert_int_equal(rbk_payload_read_some(opened, 300, found, 100, &got, &error), RBK_CHANGED);
    rbk_payload_close(opened);
}

static void a_checksum_that_does_not_agree_is_found(void **state)
{
    rbk_payload_file *opened = NULL;
    (void)state;
    begin();
    add_sectors(RBK_SECTOR_MODE1, 0, 2);
    end(0x10000000);
    assert_int_equal(open_packed(&opened), RBK_OK);
    assert_int_equal(rbk_payload_verify(opened, &error), RBK_BAD_LAYOUT);
    assert_non_null(strstr(error.sentence, "its sectors have the checksum "));
    rbk_payload_close(opened);
}

static void what_is_cut_short_or_too_long_is_refused_with_its_byte(void **state)
{
    static const struct {
        const char *hex, *sentence;
    } rows[] = {
        {"", "byte 4 of an ECM: expected a run of sectors, found the end of the file"},
        {"80", "byte 4 of an ECM: expected a run of sectors, found the end of the file"},
        {"808080808001", "byte 4 of an ECM: expected a run of sectors, found the end of the file"},
        {"04 0102 01", "byte 7 of an ECM: its run of sectors is longer than the file"},
        {"fdffffff0f", "byte 4 of an ECM: its run of sectors is longer than the file"},
        {"fcffffff3f 01", "byte 4 of an ECM: expected its checksum, found the end of the file"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rbk_payload_file *opened = NULL;
        container_free(&packed);
        begin();
        container_hex(&packed, rows[i].hex);
        assert_int_equal(open_packed(&opened), RBK_BAD_LAYOUT);
        assert_string_equal(error.sentence, rows[i].sentence);
    }
}

static void no_damage_breaks_the_reader(void **state)
{
    (void)state;
    begin();
    add_bytes(3, 1);
    add_bytes(40, 2);
    end(0);
    for (size_t at = 4; at < packed.size; at++)
        for (unsigned bit = 0; bit < 8; bit++) {
            rbk_payload_file *opened = NULL;
            uint8_t found[64];
            size_t got;
            packed.bytes[at] ^= (uint8_t)(1u << bit);
            if (open_packed(&opened) == RBK_OK) {
                (void)rbk_payload_read_some(opened, 0, found, sizeof found, &got, &error);
                rbk_payload_close(opened);
            }
            packed.bytes[at] ^= (uint8_t)(1u << bit);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_kind_of_run_is_read_from_any_byte_on, setup, teardown),
        cmocka_unit_test_setup_teardown(a_file_that_became_shorter_is_reported_so, setup, teardown),
        cmocka_unit_test_setup_teardown(a_checksum_that_does_not_agree_is_found, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_cut_short_or_too_long_is_refused_with_its_byte, setup, teardown),
        cmocka_unit_test_setup_teardown(no_damage_breaks_the_reader, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
