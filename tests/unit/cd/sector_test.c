/* Whole sectors: the worked examples of the fact sheet, every single damaged bit, garbage. */
#include "cd/sector.h"

#include "unit/cd/noise.h"
#include "unit/scratch.h"
#include "unit/sha256.h"

static const rbk_sector_kind data_kinds[] = {RBK_SECTOR_MODE0, RBK_SECTOR_MODE1, RBK_SECTOR_MODE2,
                                             RBK_SECTOR_MODE2_FORM1, RBK_SECTOR_MODE2_FORM2};
enum { DATA_KINDS = sizeof data_kinds / sizeof data_kinds[0] };

/* User byte i is i. */
static void build_counting(rbk_sector_kind kind, int32_t lba, uint8_t raw[RBK_SECTOR_BYTES])
{
    uint8_t user[RBK_SECTOR_BYTES];
    for (int i = 0; i < RBK_SECTOR_BYTES; i++)
        user[i] = (uint8_t)i;
    memset(raw, 0xEE, RBK_SECTOR_BYTES);
    rbk_sector_build(kind, lba, NULL, user, raw);
}

static void build_noise(rbk_sector_kind kind, int32_t lba, uint32_t *seed, uint8_t raw[RBK_SECTOR_BYTES])
{
    uint8_t user[RBK_SECTOR_BYTES];
    noise_fill(user, sizeof user, seed);
    memset(raw, 0xEE, RBK_SECTOR_BYTES);
    rbk_sector_build(kind, lba, NULL, user, raw);
}

static void assert_hash(const uint8_t raw[RBK_SECTOR_BYTES], const char *wanted)
{
    char hash[SHA256_HEX_BYTES];
    assert_string_equal(sha256_hex(raw, RBK_SECTOR_BYTES, hash), wanted);
}

static void assert_bytes(const uint8_t *found, const char *wanted)
{
    char text[64] = "";
    for (size_t i = 0; 2 * i < strlen(wanted); i++)
        snprintf(text + 2 * i, 3, "%02X", found[i]);
    assert_string_equal(text, wanted);
}

static void the_hash_of_these_tests_is_sha_256(void **state)
{
    char hash[SHA256_HEX_BYTES];
    (void)state;
    assert_string_equal(sha256_hex("abc", 3, hash), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_string_equal(sha256_hex("", 0, hash), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_string_equal(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56, hash),
                        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

static void mode_1_is_that_of_the_worked_examples(void **state)
{
    uint8_t raw[RBK_SECTOR_BYTES];
    (void)state;
    build_counting(RBK_SECTOR_MODE1, 0, raw);
    assert_bytes(raw + 12, "00020001");
    assert_bytes(raw + 2064, "279739E60000000000000000");
    assert_bytes(raw + 2076, "4213C7942172D586");
    assert_bytes(raw + 2248, "46E94486F12AE20B");
    assert_bytes(raw + 2348, "D07C6523");
    assert_hash(raw, "f6a94f686e87d4dd2816703689017aa16078564724f033e97eb0faa23cb1adb3");
    build_counting(RBK_SECTOR_MODE1, 16, raw);
    assert_bytes(raw + 12, "00021601");
    assert_bytes(raw + 2064, "5E935192");
    assert_hash(raw, "24a4cb49d5e7ffb4ba3f3cda43ef5e533ef987bc7b60a642012c95f23e4a08c6");
    rbk_sector_build(RBK_SECTOR_MODE1, 0, NULL, NULL, raw);
    assert_bytes(raw + 2064, "C513682B");
    assert_hash(raw, "b4f18ab66709c9b3fdef2721cc323e031b6728f3ca6c57b7c435c96189222250");
}

static void mode_2_is_that_of_the_worked_examples(void **state)
{
    uint8_t raw[RBK_SECTOR_BYTES];
    (void)state;
    build_counting(RBK_SECTOR_MODE2_FORM1, 0, raw);
    assert_bytes(raw + 12, "000200020000080000000800");
    assert_bytes(raw + 2072, "E90CD059");
    assert_bytes(raw + 2076, "59FF7FD9A80E3F62");
    assert_bytes(raw + 2248, "13FD68AA3FE400E9");
    assert_bytes(raw + 2348, "6161D387");
    assert_hash(raw, "dc34c41e0727a097f0b4b1d0e2cd4cc22de2b63e96532f2b84a656414899a4ba");
    build_counting(RBK_SECTOR_MODE2_FORM1, 16, raw);
    assert_hash(raw, "763a375444ab4b546bfe61d695ffd53ec89eb235dd5c2cc950a55ce62e814bda");
    build_counting(RBK_SECTOR_MODE2_FORM2, 0, raw);
    assert_bytes(raw + 12, "000200020000200000002000");
    assert_bytes(raw + 2348, "BC8DD995");
    assert_hash(raw, "1448b7acb3865f6ae3fa2229aca0ffc565e90dfde7e7e8d449ffb2ffa8d0c6b8");
}

static void a_scrambled_sector_is_that_of_the_worked_example(void **state)
{
    uint8_t raw[RBK_SECTOR_BYTES];
    (void)state;
    build_counting(RBK_SECTOR_MODE1, 0, raw);
    rbk_sector_scramble(raw);
    assert_bytes(raw + 12, "018200610029021D840D6601A00BF48A8C6D6E27");
    assert_hash(raw, "0b2aa5fbfbdb6750d2f3871cb33b5286d5d6df5dcdeda31ae88258a66bcf2c17");
}

static void modes_without_codes_are_header_and_body(void **state)
{
    uint8_t raw[RBK_SECTOR_BYTES], wanted[RBK_SECTOR_BYTES] = {0};
    (void)state;
    memcpy(wanted, "\0\377\377\377\377\377\377\377\377\377\377\0\1\0\0", 16);
    build_counting(RBK_SECTOR_MODE0, 4350, raw);
    assert_memory_equal(raw, wanted, sizeof raw);
    wanted[15] = 2;
    for (int i = 0; i < 2336; i++)
        wanted[16 + i] = (uint8_t)i;
    build_counting(RBK_SECTOR_MODE2, 4350, raw);
    assert_memory_equal(raw, wanted, sizeof raw);
    for (int i = 0; i < RBK_SECTOR_BYTES; i++)
        wanted[i] = (uint8_t)i;
    build_counting(RBK_SECTOR_AUDIO, 4350, raw);
    assert_memory_equal(raw, wanted, sizeof raw);
}

static void user_bytes_are_where_the_kind_says(void **state)
{
    static const uint32_t wanted[][2] = {
        [RBK_SECTOR_AUDIO] = {0, 2352},  [RBK_SECTOR_MODE0] = {16, 0},          [RBK_SECTOR_MODE1] = {16, 2048},
        [RBK_SECTOR_MODE2] = {16, 2336}, [RBK_SECTOR_MODE2_FORM1] = {24, 2048}, [RBK_SECTOR_MODE2_FORM2] = {24, 2324}};
    (void)state;
    for (size_t kind = 0; kind < sizeof wanted / sizeof wanted[0]; kind++) {
        uint8_t raw[RBK_SECTOR_BYTES], user[RBK_SECTOR_BYTES];
        uint32_t seed = 8;
        assert_int_equal(rbk_sector_user_offset((rbk_sector_kind)kind), wanted[kind][0]);
        assert_int_equal(rbk_sector_user_bytes((rbk_sector_kind)kind), wanted[kind][1]);
        noise_fill(user, sizeof user, &seed);
        rbk_sector_build((rbk_sector_kind)kind, 0, NULL, user, raw);
        assert_memory_equal(raw + wanted[kind][0], user, wanted[kind][1]);
    }
}

static void user_bytes_may_be_in_the_sector_already(void **state)
{
    (void)state;
    for (size_t i = 0; i < DATA_KINDS; i++) {
        uint8_t raw[RBK_SECTOR_BYTES], wanted[RBK_SECTOR_BYTES], user[RBK_SECTOR_BYTES];
        uint32_t seed = 9;
        uint32_t bytes = rbk_sector_user_bytes(data_kinds[i]);
        noise_fill(user, sizeof user, &seed);
        rbk_sector_build(data_kinds[i], 77, NULL, user, wanted);
        for (uint32_t begin = 0; begin <= 24 && begin + bytes <= RBK_SECTOR_BYTES; begin += 8) {
            memset(raw, 0xEE, sizeof raw);
            memcpy(raw + begin, user, bytes);
            rbk_sector_build(data_kinds[i], 77, NULL, raw + begin, raw);
            assert_memory_equal(raw, wanted, sizeof raw);
        }
    }
}

static void headers_hold_the_place_in_bcd_and_go_round_at_100_minutes(void **state)
{
    static const struct {
        int32_t lba;
        const char *header;
    } rows[] = {{0, "000200"},      {16, "000216"},        {-150, "000000"},     {-1, "000174"},
                {4350, "010000"},   {449849, "995974"},    {359844, "795969"},   {-151, "995974"},
                {449850, "000000"}, {INT32_MAX, "183722"}, {INT32_MIN, "812652"}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uint8_t raw[RBK_SECTOR_BYTES];
        build_counting(RBK_SECTOR_MODE2_FORM2, rows[i].lba, raw);
        assert_bytes(raw + 12, rows[i].header);
        assert_int_equal(rbk_sector_verify(RBK_SECTOR_MODE2_FORM2, rows[i].lba, raw), 0);
    }
}

static void a_subheader_given_is_written_twice_with_the_form_of_the_kind(void **state)
{
    uint8_t raw[RBK_SECTOR_BYTES];
    rbk_subheader subheader = {1, 2, RBK_SUBMODE_FORM2 | RBK_SUBMODE_END_OF_FILE | RBK_SUBMODE_DATA, 4};
    (void)state;
    rbk_sector_build(RBK_SECTOR_MODE2_FORM1, 0, &subheader, NULL, raw);
    assert_bytes(raw + 16, "0102880401028804");
    assert_int_equal(rbk_sector_verify(RBK_SECTOR_MODE2_FORM1, 0, raw), 0);
    subheader.submode = RBK_SUBMODE_AUDIO | RBK_SUBMODE_REAL_TIME;
    rbk_sector_build(RBK_SECTOR_MODE2_FORM2, 0, &subheader, NULL, raw);
    assert_bytes(raw + 16, "0102640401026404");
    assert_int_equal(rbk_sector_verify(RBK_SECTOR_MODE2_FORM2, 0, raw), 0);
}

static void what_stands_after_a_header_gets_one_and_stays_as_it_is(void **state)
{
    static const rbk_sector_kind mode2[] = {RBK_SECTOR_MODE2, RBK_SECTOR_MODE2_FORM1, RBK_SECTOR_MODE2_FORM2};
    uint8_t raw[RBK_SECTOR_BYTES], wanted[RBK_SECTOR_BYTES];
    uint32_t seed = 10;
    (void)state;
    for (size_t i = 0; i < sizeof mode2 / sizeof mode2[0]; i++) {
        build_noise(mode2[i], 1234, &seed, wanted);
        rbk_sector_build_2336(1234, wanted + 16, raw);
        assert_memory_equal(raw, wanted, sizeof raw);
        memmove(raw, raw + 16, 2336);
        rbk_sector_build_2336(1234, raw, raw);
        assert_memory_equal(raw, wanted, sizeof raw);
    }
}

static void every_kind_is_known_again(void **state)
{
    uint8_t raw[RBK_SECTOR_BYTES];
    uint32_t seed = 11;
    (void)state;
    for (size_t i = 0; i < DATA_KINDS; i++) {
        build_noise(data_kinds[i], 99, &seed, raw);
        assert_int_equal(rbk_sector_kind_of(raw), data_kinds[i]);
        raw[15] |= 0xE0;
        assert_int_equal(rbk_sector_kind_of(raw), data_kinds[i]);
        raw[11] = 1;
        assert_int_equal(rbk_sector_kind_of(raw), RBK_SECTOR_AUDIO);
    }
    build_noise(RBK_SECTOR_MODE1, 99, &seed, raw);
    raw[15] = 3;
    assert_int_equal(rbk_sector_kind_of(raw), RBK_SECTOR_AUDIO);
    memset(raw, 0, sizeof raw);
    assert_int_equal(rbk_sector_kind_of(raw), RBK_SECTOR_AUDIO);
}

static void a_sector_moved_is_the_sector_built_there(void **state)
{
    static const int32_t places[] = {-150, -1, 0, 1, 16, 4349, 4350, 100000, 449849};
    (void)state;
    for (size_t i = 0; i < DATA_KINDS; i++)
        for (size_t from = 0; from < sizeof places / sizeof places[0]; from++)
            for (size_t to = 0; to < sizeof places / sizeof places[0]; to++) {
                uint8_t raw[RBK_SECTOR_BYTES], wanted[RBK_SECTOR_BYTES];
                uint32_t seed = 12, same_seed = 12;
                build_noise(data_kinds[i], places[from], &seed, raw);
                build_noise(data_kinds[i], places[to], &same_seed, wanted);
                assert_int_equal(rbk_sector_relocate(raw, places[to]), from != to);
                assert_memory_equal(raw, wanted, sizeof raw);
            }
}

static void a_damaged_sector_keeps_its_damage_and_comes_back_as_it_was(void **state)
{
    uint8_t raw[RBK_SECTOR_BYTES], before[RBK_SECTOR_BYTES];
    uint32_t seed = 13;
    (void)state;
    for (int place = 16; place < RBK_SECTOR_BYTES; place += 7) {
        build_noise(RBK_SECTOR_MODE1, 50, &seed, raw);
        raw[place] ^= 0x10;
        memcpy(before, raw, sizeof raw);
        unsigned defects = rbk_sector_verify(RBK_SECTOR_MODE1, 50, raw);
        assert_int_not_equal(defects, 0);
        rbk_sector_relocate(raw, 70000);
        assert_int_equal(rbk_sector_verify(RBK_SECTOR_MODE1, 70000, raw), defects);
        rbk_sector_relocate(raw, 50);
        assert_memory_equal(raw, before, sizeof raw);
    }
}

static void audio_is_not_moved_and_is_always_whole(void **state)
{
    uint8_t raw[RBK_SECTOR_BYTES], before[RBK_SECTOR_BYTES];
    uint32_t seed = 14;
    (void)state;
    noise_fill(raw, sizeof raw, &seed);
    memcpy(before, raw, sizeof raw);
    assert_false(rbk_sector_relocate(raw, 3));
    assert_memory_equal(raw, before, sizeof raw);
    assert_int_equal(rbk_sector_verify(RBK_SECTOR_AUDIO, 3, raw), 0);
}

/* The finding for one damaged bit at an offset. */
static unsigned defects_wanted(rbk_sector_kind kind, int place)
{
    if (place < 16) {
        unsigned own = place < 12 ? RBK_SECTOR_BAD_SYNC : place < 15 ? RBK_SECTOR_BAD_ADDRESS : RBK_SECTOR_BAD_MODE;
        unsigned parity = place < 12 ? 0 : RBK_SECTOR_BAD_P | RBK_SECTOR_BAD_Q;
        return kind == RBK_SECTOR_MODE1 ? own | parity | RBK_SECTOR_BAD_EDC : own;
    }
    if (kind == RBK_SECTOR_MODE0)
        return RBK_SECTOR_BAD_ZERO;
    if (kind == RBK_SECTOR_MODE2)
        return 0;
    unsigned subheader = place < 24 && kind != RBK_SECTOR_MODE1 ? RBK_SECTOR_BAD_SUBHEADER : 0;
    if (kind == RBK_SECTOR_MODE2_FORM2)
        return subheader | RBK_SECTOR_BAD_EDC;
    if (place >= 2248)
        return RBK_SECTOR_BAD_Q;
    if (place >= 2076)
        return RBK_SECTOR_BAD_P | RBK_SECTOR_BAD_Q;
    bool zero = kind == RBK_SECTOR_MODE1 && place >= 2068;
    return subheader | RBK_SECTOR_BAD_P | RBK_SECTOR_BAD_Q | (zero ? RBK_SECTOR_BAD_ZERO : RBK_SECTOR_BAD_EDC);
}

static void every_single_damaged_bit_is_reported_and_called_by_its_name(void **state)
{
    (void)state;
    for (size_t i = 0; i < DATA_KINDS; i++) {
        uint8_t raw[RBK_SECTOR_BYTES];
        uint32_t seed = 15;
        build_noise(data_kinds[i], 1000, &seed, raw);
        for (int bit = 0; bit < 8 * RBK_SECTOR_BYTES; bit++) {
            raw[bit / 8] ^= (uint8_t)(1 << bit % 8);
            unsigned defects = rbk_sector_verify(data_kinds[i], 1000, raw);
            if (defects != defects_wanted(data_kinds[i], bit / 8))
                fail_msg("kind %d, bit %d of byte %d: defects %u", (int)data_kinds[i], bit % 8, bit / 8, defects);
            raw[bit / 8] ^= (uint8_t)(1 << bit % 8);
        }
        assert_int_equal(rbk_sector_verify(data_kinds[i], 1000, raw), 0);
        assert_int_equal(rbk_sector_verify(data_kinds[i], 1001, raw), RBK_SECTOR_BAD_ADDRESS);
    }
}

static void in_an_xa_track_each_sector_says_its_own_form(void **state)
{
    uint8_t raw[RBK_SECTOR_BYTES];
    uint32_t seed = 16;
    (void)state;
    build_noise(RBK_SECTOR_MODE2_FORM2, 5, &seed, raw);
    assert_int_equal(rbk_sector_verify(RBK_SECTOR_MODE2_FORM1, 5, raw), 0);
    memset(raw + 2348, 0, 4);
    assert_int_equal(rbk_sector_verify(RBK_SECTOR_MODE2_FORM1, 5, raw), 0);
    build_noise(RBK_SECTOR_MODE2_FORM1, 5, &seed, raw);
    assert_int_equal(rbk_sector_verify(RBK_SECTOR_MODE2_FORM2, 5, raw), 0);
    assert_int_equal(rbk_sector_verify(RBK_SECTOR_MODE1, 5, raw) & RBK_SECTOR_BAD_MODE, RBK_SECTOR_BAD_MODE);
}

/* Nothing is read or written outside the sector: it is allocated in its exact size, so that sanitizers see it. */
static void a_sector_of_form_2_may_have_no_edc(void **state)
{
    static const rbk_subheader video = {1, 2, 0x42, 3};
    uint8_t raw[RBK_SECTOR_BYTES];
    (void)state;
    rbk_sector_build(RBK_SECTOR_MODE2_FORM2, 0, &video, NULL, raw);
    assert_false(rbk_sector_form2_has_no_edc(raw));
    memset(raw + 2348, 0, 4);
    assert_true(rbk_sector_form2_has_no_edc(raw));
    assert_int_equal(rbk_sector_verify(RBK_SECTOR_MODE2_FORM2, 0, raw), 0);
    raw[2351] = 1;
    assert_false(rbk_sector_form2_has_no_edc(raw));
    assert_int_equal(rbk_sector_verify(RBK_SECTOR_MODE2_FORM2, 0, raw), RBK_SECTOR_BAD_EDC);
}

static void garbage_is_judged_and_moved_without_harm(void **state)
{
    uint8_t *raw = malloc(RBK_SECTOR_BYTES), *before = malloc(RBK_SECTOR_BYTES);
    uint32_t seed = 17;
    (void)state;
    assert_non_null(raw);
    assert_non_null(before);
    for (int i = 0; i < 3000; i++) {
        int32_t lba = (int32_t)(noise_next(&seed) << 16 | (noise_next(&seed) & 0xFFFF));
        noise_fill(raw, RBK_SECTOR_BYTES, &seed);
        if (i % 4)
            memcpy(raw, "\0\377\377\377\377\377\377\377\377\377\377\0", 12);
        if (i % 4 > 1)
            raw[15] &= 0xE3;
        if (i % 4 > 2)
            memcpy(raw + 20, raw + 16, 4);
        memcpy(before, raw, RBK_SECTOR_BYTES);
        rbk_sector_kind kind = rbk_sector_kind_of(raw);
        for (size_t k = 0; k < DATA_KINDS; k++) {
            unsigned defects = rbk_sector_verify(data_kinds[k], lba, raw);
            assert_int_equal(defects & RBK_SECTOR_BAD_SYNC, i % 4 ? 0 : RBK_SECTOR_BAD_SYNC);
        }
        rbk_sector_relocate(raw, lba);
        assert_int_equal(rbk_sector_kind_of(raw), kind);
        if (kind != RBK_SECTOR_AUDIO)
            assert_int_equal(rbk_sector_verify(kind, lba, raw) & RBK_SECTOR_BAD_ADDRESS, 0);
        else
            assert_memory_equal(raw, before, RBK_SECTOR_BYTES);
        rbk_sector_scramble(raw);
        rbk_sector_scramble(raw);
        rbk_sector_build(kind, lba, NULL, raw + rbk_sector_user_offset(kind), raw);
        assert_int_equal(rbk_sector_verify(kind, lba, raw), 0);
    }
    free(before);
    free(raw);
}

/* One by one: what counts for forms, what against them, and what shows nothing. */
static void sectors_show_whether_their_track_has_forms(void **state)
{
    uint8_t raw[RBK_SECTOR_BYTES];
    rbk_form_votes votes = {0, 0};
    (void)state;
    assert_false(rbk_form_votes_are_formless(&votes));
    build_counting(RBK_SECTOR_MODE2, 0, raw);
    rbk_form_votes_add(&votes, raw);
    assert_true(rbk_form_votes_are_formless(&votes));
    build_counting(RBK_SECTOR_MODE2_FORM1, 0, raw);
    rbk_form_votes_add(&votes, raw);
    assert_false(rbk_form_votes_are_formless(&votes)); /* as many */
    build_counting(RBK_SECTOR_MODE2_FORM2, 0, raw);
    rbk_form_votes_add(&votes, raw);
    assert_int_equal(votes.forms, 2);
    assert_int_equal(votes.formless, 1);
    for (size_t i = 0; i < DATA_KINDS; i++) {
        build_counting(data_kinds[i], 0, raw);
        raw[5] = 0; /* no sync */
        rbk_form_votes_add(&votes, raw);
        rbk_sector_build(data_kinds[i], 0, NULL, NULL, raw);
        memset(raw + 16, 0x55, RBK_SECTOR_BYTES - 16);
        rbk_form_votes_add(&votes, raw);
    }
    build_counting(RBK_SECTOR_MODE1, 0, raw);
    rbk_form_votes_add(&votes, raw);
    assert_int_equal(votes.forms, 2);
    assert_int_equal(votes.formless, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_hash_of_these_tests_is_sha_256),
        cmocka_unit_test(mode_1_is_that_of_the_worked_examples),
        cmocka_unit_test(mode_2_is_that_of_the_worked_examples),
        cmocka_unit_test(a_scrambled_sector_is_that_of_the_worked_example),
        cmocka_unit_test(modes_without_codes_are_header_and_body),
        cmocka_unit_test(user_bytes_are_where_the_kind_says),
        cmocka_unit_test(user_bytes_may_be_in_the_sector_already),
        cmocka_unit_test(headers_hold_the_place_in_bcd_and_go_round_at_100_minutes),
        cmocka_unit_test(a_subheader_given_is_written_twice_with_the_form_of_the_kind),
        cmocka_unit_test(what_stands_after_a_header_gets_one_and_stays_as_it_is),
        cmocka_unit_test(every_kind_is_known_again),
        cmocka_unit_test(a_sector_moved_is_the_sector_built_there),
        cmocka_unit_test(a_damaged_sector_keeps_its_damage_and_comes_back_as_it_was),
        cmocka_unit_test(audio_is_not_moved_and_is_always_whole),
        cmocka_unit_test(every_single_damaged_bit_is_reported_and_called_by_its_name),
        cmocka_unit_test(in_an_xa_track_each_sector_says_its_own_form),
        cmocka_unit_test(a_sector_of_form_2_may_have_no_edc),
        cmocka_unit_test(sectors_show_whether_their_track_has_forms),
        cmocka_unit_test(garbage_is_judged_and_moved_without_harm),
    };
    return cmocka_run_group_tests_name("cd/sector", tests, NULL, NULL);
}
