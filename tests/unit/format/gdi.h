/*
 * What the tests of GDI files share: track files in memory.
 */
#ifndef TESTS_UNIT_FORMAT_GDI_H
#define TESTS_UNIT_FORMAT_GDI_H

#include "format/gdi.h"

#include "base/fail.h"
#include "unit/format/container.h"

#include <redbook/sector.h>

#define NAME "folder/disc.gdi"

static rbk_findings *findings;
static rbk_error error;

/* A file has as many sectors as its name says, of 2352 bytes or of the size after an x; the last ones may be filled.
   */
static uint8_t content[800 * 2448];

static rbk_status open_side(void *user, const char *name, rbk_input *input, rbk_error *failure)
{
    unsigned sectors = 0, bytes = 2352;
    (void)user;
    rbk_input_open_bytes(input, NULL, 0);
    if (sscanf(name, "%ux%u", &sectors, &bytes) < 1)
        return rbk_fail(failure, RBK_FILEACCESS, "'%s' is missing", name);
    rbk_input_open_bytes(input, content, (size_t)sectors * bytes);
    return RBK_OK;
}

static int setup(void **state)
{
    (void)state;
    findings = rbk_findings_new();
    rbk_error_init(&error);
    memset(content, 1, sizeof content);
    return findings ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    rbk_findings_free(findings);
    return 0;
}

static rbk_status read_text(const char *text, rbk_disc **disc)
{
    const rbk_format_siblings siblings = {.open = open_side};
    rbk_input input;
    rbk_input_open_bytes(&input, (const uint8_t *)text, strlen(text));
    rbk_status status = rbk_gdi_read(&input, &siblings, NAME, NULL, disc, findings, &error);
    rbk_input_close(&input);
    return status;
}

__attribute__((unused)) static rbk_disc *read_good(const char *text)
{
    rbk_disc *disc = NULL;
    if (read_text(text, &disc) != RBK_OK)
        fail_msg("%u:%u: %s", (unsigned)error.place.line, (unsigned)error.place.column, error.sentence);
    return disc;
}

__attribute__((unused)) static const char five[] =
    "5\n1 0 4 2352 300 0\n2 450 0 2352 302 0\n3 45000 4 2352 100 0\n4 45250 0 2352 275 0\n"
    "5 45675 4 2352 120 0\n";

#endif
