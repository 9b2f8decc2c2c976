/* Sectors read from a CHD: at random, from several threads, and where they end. */
#include "image/payload.h"
#include "unit/chd/files.h"
#include "unit/chd/making.h"

#include "unit/scratch.h"

#include <pthread.h>

#define FRAME  2448
#define FRAMES 16
#define SIZE   (FRAMES * FRAME)

static char path[700];

static void write_file(const uint8_t *bytes, size_t size)
{
    snprintf(path, sizeof path, "%s/x.chd", scratch_folder);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    fclose(file);
}

static rbk_payload_file *open_file(void)
{
    rbk_payload_file *payload = NULL;
    rbk_file file = {.path = path, .location = path, .type = RBK_FILE_MOTOROLA};
    assert_int_equal(rbk_payload_open(&file, &payload, NULL), RBK_OK);
    return payload;
}

static void the_payload_is_the_frames(void **state)
{
    int64_t bytes;
    rbk_image_place place;
    uint8_t *whole = malloc(SIZE);
    (void)state;
    write_file(chd_deflate, sizeof chd_deflate);
    rbk_payload_file *payload = open_file();
    assert_true(rbk_payload_is_self_described(payload));
    assert_int_equal(rbk_payload_length(payload, &bytes, NULL), RBK_OK);
    assert_int_equal(bytes, SIZE);
    assert_int_equal(rbk_payload_read(payload, 0, whole, SIZE, NULL), RBK_OK);
    assert_int_equal(whole[1], 0xFF);
    assert_int_equal(whole[16 + 7], 7);
    assert_int_equal(whole[3 * FRAME + 15], 1);
    assert_false(rbk_payload_contiguous(payload, 0, &place));
    rbk_payload_close(payload);
    free(whole);
}

static void any_range_is_that_of_the_whole_and_ends_where_it_does(void **state)
{
    uint8_t *whole = malloc(SIZE), *part = malloc(SIZE);
    size_t got;
    uint32_t random = 1;
    (void)state;
    write_file(chd_lzma, sizeof chd_lzma);
    rbk_payload_file *payload = open_file();
    assert_int_equal(rbk_payload_read(payload, 0, whole, SIZE, NULL), RBK_OK);
    for (int i = 0; i < 200; i++) {
        random = random * 1664525u + 1013904223u;
        size_t offset = random % SIZE;
        random = random * 1664525u + 1013904223u;
        size_t size = random % (SIZE - offset) + 1;
        assert_int_equal(rbk_payload_read_some(payload, (int64_t)offset, part, size, &got, NULL), RBK_OK);
        assert_int_equal(got, size);
        assert_memory_equal(part, whole + offset, size);
    }
    assert_int_equal(rbk_payload_read_some(payload, SIZE - 3, part, 10, &got, NULL), RBK_OK);
    assert_int_equal(got, 3);
    assert_int_equal(rbk_payload_read_some(payload, SIZE + 3, part, 10, &got, NULL), RBK_OK);
    assert_int_equal(got, 0);
    rbk_payload_close(payload);
    free(whole);
    free(part);
}

typedef struct reading {
    rbk_payload_file *payload;
    const uint8_t *whole;
    bool good;
} reading;

static void *read_all(void *user)
{
    reading *r = user;
    uint8_t frame[FRAME];
    r->good = true;
    for (int i = 0; i < 20 * FRAMES && r->good; i++) {
        int at = i * 7 % FRAMES;
        r->good = rbk_payload_read(r->payload, (int64_t)at * FRAME, frame, FRAME, NULL) == RBK_OK &&
                  memcmp(frame, r->whole + (size_t)at * FRAME, FRAME) == 0;
    }
    return NULL;
}

static void threads_read_at_the_same_time(void **state)
{
    enum { THREADS = 4 };
    uint8_t *whole = malloc(SIZE);
    pthread_t threads[THREADS];
    reading readings[THREADS];
    (void)state;
    write_file(chd_zstandard, sizeof chd_zstandard);
    rbk_payload_file *payload = open_file(), *other = open_file();
    assert_int_equal(rbk_payload_read(other, 0, whole, SIZE, NULL), RBK_OK);
    for (int i = 0; i < THREADS; i++) {
        readings[i] = (reading){.payload = payload, .whole = whole};
        assert_int_equal(pthread_create(&threads[i], NULL, read_all, &readings[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        assert_true(readings[i].good);
    }
    rbk_payload_close(payload);
    rbk_payload_close(other);
    free(whole);
}

static void a_damaged_hunk_is_an_error_each_time_and_the_others_are_read(void **state)
{
    uint8_t bytes[sizeof chd_deflate], frame[FRAME];
    rbk_error error;
    (void)state;
    memcpy(bytes, chd_deflate, sizeof bytes);
    bytes[330 + 200] ^= 0x55;
    write_file(bytes, sizeof bytes);
    rbk_payload_file *payload = open_file();
    for (int again = 0; again < 2; again++) {
        rbk_error_init(&error);
        assert_int_equal(rbk_payload_read(payload, FRAME, frame, FRAME, &error), RBK_SYNTAX);
        assert_memory_equal(error.sentence, "hunk 0 is damaged: ", 19);
        assert_string_equal(error.place.path, path);
        assert_int_equal(rbk_payload_read(payload, 9 * FRAME, frame, FRAME, &error), RBK_OK);
    }
    rbk_payload_close(payload);
}

static void a_file_that_is_no_chd_any_more_is_refused(void **state)
{
    rbk_payload_file *payload = NULL;
    rbk_error error;
    (void)state;
    rbk_error_init(&error);
    write_file(chd_deflate, 500);
    rbk_file file = {.path = path, .location = path, .type = RBK_FILE_MOTOROLA};
    assert_int_equal(rbk_payload_open(&file, &payload, &error), RBK_SYNTAX);
    assert_null(payload);
    assert_string_equal(error.place.path, path);
}

/* More hunks than are kept decoded: each is decoded again after others took its place. */
static void a_file_of_many_hunks_is_read_through_more_than_once(void **state)
{
    enum { HUNKS = 100, HUNK = RBK_CHD_HUNK_BYTES };
    size_t head;
    uint8_t *bytes = make_chd(HUNKS * 8, NULL, 0, &head), part[16];
    const size_t first = (head + HUNK - 1) / HUNK; /* stored in units of a hunk */
    (void)state;
    bytes = realloc(bytes, (first + HUNKS) * HUNK);
    assert_non_null(bytes);
    memset(bytes + head, 0, first * HUNK - head);
    for (size_t h = 0; h < HUNKS; h++) {
        put_number(bytes + RBK_CHD_HEADER_BYTES + 4 * h, 4, first + h);
        memset(bytes + (first + h) * HUNK, (int)h + 1, HUNK);
    }
    write_file(bytes, (first + HUNKS) * HUNK);
    rbk_payload_file *payload = open_file();
    for (int i = 0; i < 3 * HUNKS; i++) {
        const int h = i * 7 % HUNKS;
        assert_int_equal(rbk_payload_read(payload, (int64_t)h * HUNK + 1000, part, sizeof part, NULL), RBK_OK);
        for (size_t b = 0; b < sizeof part; b++)
            assert_int_equal(part[b], h + 1);
    }
    rbk_payload_close(payload);
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_payload_is_the_frames),
        cmocka_unit_test(any_range_is_that_of_the_whole_and_ends_where_it_does),
        cmocka_unit_test(a_file_of_many_hunks_is_read_through_more_than_once),
        cmocka_unit_test(threads_read_at_the_same_time),
        cmocka_unit_test(a_damaged_hunk_is_an_error_each_time_and_the_others_are_read),
        cmocka_unit_test(a_file_that_is_no_chd_any_more_is_refused),
    };
    return cmocka_run_group_tests_name("image/payload_hunks", tests, scratch_setup, scratch_teardown);
}
