/*
 * Fuzz target: binary descriptors and packed payload. Each reader gets the bytes, with payload next to them; the
 * layout of a disc that is read is computed.
 */
#include "fuzz.h"

#include "format/row.h"
#include "image/payload.h"

#include <redbook/layout.h>

#include <stdio.h>
#include <string.h>

#define PAYLOAD_BYTES (64 * 2448)

static rbk_status open_payload(void *user, const char *name, rbk_input *input, rbk_error *error)
{
    static const uint8_t payload[PAYLOAD_BYTES];
    (void)user;
    (void)name;
    (void)error;
    rbk_input_open_bytes(input, payload, sizeof payload);
    return RBK_OK;
}

static void lay_out(rbk_disc *disc)
{
    rbk_layout *layout = NULL;
    for (size_t i = 0; i < disc->file_count; i++) {
        disc->files[i].rate_hz = 44100;
        disc->files[i].length_frames = (int64_t)400000 * 588;
    }
    if (rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, NULL, NULL) == RBK_OK)
        rbk_layout_free(layout);
}

/* Packed payload is read from a file. */
static void read_packed(const uint8_t *bytes, size_t size)
{
    char path[512];
    uint8_t data[4096];
    size_t got = 0;
    int64_t length = 0;
    if (size < 4 || memcmp(bytes, "ECM", 4) != 0)
        return;
    snprintf(path, sizeof path, "%s", fuzz_write("packed.ecm", bytes, size));
    rbk_file file = {.path = path, .location = path, .type = RBK_FILE_BINARY};
    rbk_payload_file *payload = NULL;
    rbk_error error;
    rbk_error_init(&error);
    if (rbk_payload_open(&file, &payload, &error) == RBK_OK) {
        if (rbk_payload_length(payload, &length, NULL) == RBK_OK && length > 0)
            (void)rbk_payload_read_some(payload, length / 2, data, sizeof data, &got, NULL);
        rbk_payload_close(payload);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    read_packed(bytes, size);
    const rbk_format_siblings siblings = {.open = open_payload};
    for (size_t i = 0; rbk_format_rows[i]; i++) {
        rbk_disc *disc = NULL;
        rbk_input input;
        rbk_error error;
        rbk_error_init(&error);
        rbk_findings *findings = rbk_findings_new();
        rbk_input_open_bytes(&input, bytes, size);
        if (rbk_format_rows[i]->probe(&input) > 0 &&
            rbk_format_rows[i]->read(&input, &siblings, "fuzz", NULL, &disc, findings, &error) == RBK_OK)
            lay_out(disc);
        rbk_input_close(&input);
        rbk_disc_free(disc);
        rbk_findings_free(findings);
    }
    return 0;
}
