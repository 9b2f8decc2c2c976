/*
 * A disc of noise in a BIN of the scratch folder, and conversions of it.
 */
#ifndef TESTS_UNIT_CONVERT_CONVERTING_H
#define TESTS_UNIT_CONVERT_CONVERTING_H

#include "convert/write.h"

#include "unit/scratch.h"

#include <redbook/format.h>

#define SOURCE_SECTORS 700

static rbk_disc *disc;
static rbk_findings *findings;
static rbk_conversion *done;
static rbk_convert_options options;
static uint8_t *payload; /* SOURCE_SECTORS */
static rbk_error error;

/* Every byte depends on its position; the sectors from..to are zeros. */
static void make_payload(size_t from, size_t to)
{
    for (size_t i = 0; i < (size_t)SOURCE_SECTORS * 2352; i++)
        payload[i] = i / 2352 >= from && i / 2352 < to ? 0 : (uint8_t)((i * 2654435761u >> 13) | 1);
    scratch_write("a.bin", payload, (size_t)SOURCE_SECTORS * 2352);
}

static void read_disc(const char *sheet)
{
    rbk_disc_free(disc);
    disc = NULL;
    assert_int_equal(rbk_format_read_file(scratch_path(sheet), NULL, &disc, findings, &error), RBK_OK);
    assert_int_equal(rbk_source_probe(disc, scratch_path(sheet), NULL, findings, &error), RBK_OK);
}

/* Two tracks; sectors 300 to 450 are a silent pregap, sectors 0 to 100 are before track 1. */
__attribute__((unused)) static void make_source(void)
{
    static const char sheet[] = "TITLE \"Album\"\nFILE \"a.bin\" BINARY\n"
                                "  TRACK 01 AUDIO\n    INDEX 00 00:00:00\n    INDEX 01 00:01:25\n"
                                "  TRACK 02 AUDIO\n    INDEX 00 00:04:00\n    INDEX 01 00:06:00\n";
    make_payload(300, 450);
    scratch_write("a.cue", sheet, sizeof sheet - 1);
    read_disc("a.cue");
}

static rbk_status convert_for(const char *target, const char *path, const rbk_listener *listener)
{
    rbk_conversion_free(done);
    done = NULL;
    options.target = target ? rbk_target_find(target) : NULL;
    return rbk_convert(disc, &options, scratch_path(path), listener, &done, findings, &error);
}

/* The file holds the sectors of the source, after header bytes. */
__attribute__((unused)) static void assert_sectors(const char *name, size_t header, size_t from, size_t to)
{
    size_t size;
    char *data = scratch_read(name, &size);
    if (!data)
        fail_msg("'%s' is not there", name);
    assert_int_equal(size, header + (to - from) * 2352);
    assert_memory_equal(data + header, payload + from * 2352, (to - from) * 2352);
    free(data);
}

__attribute__((unused)) static void assert_same_file(const char *a, const char *b)
{
    size_t size_a, size_b;
    char *data_a = scratch_read(a, &size_a), *data_b = scratch_read(b, &size_b);
    assert_true(data_a && data_b);
    assert_int_equal(size_a, size_b);
    assert_memory_equal(data_a, data_b, size_a);
    free(data_a);
    free(data_b);
}

__attribute__((unused)) static bool has_finding(const char *rule)
{
    for (size_t i = 0; i < rbk_findings_count(findings); i++)
        if (strcmp(rbk_findings_at(findings, i)->rule, rule) == 0)
            return true;
    return false;
}

static int setup(void **state)
{
    findings = rbk_findings_new();
    payload = calloc(SOURCE_SECTORS, 2352);
    rbk_convert_options_init(&options);
    rbk_error_init(&error);
    return findings && payload ? scratch_setup(state) : -1;
}

static int teardown(void **state)
{
    rbk_conversion_free(done);
    rbk_disc_free(disc);
    rbk_findings_free(findings);
    free(payload);
    done = NULL;
    disc = NULL;
    return scratch_teardown(state);
}

#define convert_test(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

#endif
