/*
 * Fuzz target: the folder of a virtual drive with foreign files. The input is a series of files: a byte for the name, two
 * with the length, the bytes. The drive is opened or refused; one that opens replies to the commands of a host, ejects, and
 * can be opened again.
 */
#include "fuzz.h"

#include "device/virtual.h"
#include "device/virtual_config.h"

#include <stdlib.h>
#include <string.h>

static void write_files(fuzz_input *input)
{
    static const char *const names[] = {"drive.conf",  "state",      "faults",      "disc.bin",
                                        "disc.pregap", "disc.sheet", "disc.sub",    "disc.cdt",
                                        "disc.cue",    "transcript", "disc.tracks", "disc.sheet2"};
    fuzz_write("drive.conf", (const uint8_t *)"medium = cd-rw\n", 15);
    for (int files = 0; input->size > 0 && files < 12; files++) {
        const char *name = names[fuzz_byte(input) % (sizeof names / sizeof *names)];
        fuzz_input bytes = fuzz_part(input, fuzz_number(input, 2));
        fuzz_write(name, bytes.bytes, bytes.size);
    }
}

static void send(rbk_virtual *drive, uint8_t a, uint8_t b, uint8_t c, uint8_t reply_bytes)
{
    static uint8_t data[65536];
    rbk_command command = {.cdb = {a, b, c}, .cdb_bytes = 12, .direction = RBK_DATA_IN, .data = data};
    rbk_reply reply;
    command.data_bytes = (size_t)reply_bytes * 16;
    command.cdb[7] = command.cdb[8] = reply_bytes;
    if (a == 0xBE) { /* READ CD: sectors from the lead-in on */
        command.cdb[5] = c;
        command.cdb[7] = 0;
        command.cdb[8] = 1;
        command.cdb[9] = 0xF8;
        command.cdb[10] = b & 3;
        command.cdb[2] = 0;
        command.data_bytes = 2448;
    }
    rbk_virtual_run(drive, &command, &reply);
    FUZZ_REQUIRE(reply.data_bytes <= command.data_bytes);
}

static void look(rbk_virtual *drive)
{
    static const uint8_t commands[][4] = {
        {0x00, 0, 0, 0}, {0x12, 0, 0, 6},   {0x46, 0, 0, 255},  {0x51, 0, 0, 3},    {0x52, 1, 0, 3},
        {0x52, 1, 1, 3}, {0x43, 0, 0, 60},  {0x43, 2, 0, 60},   {0x43, 0, 1, 60},   {0x43, 2, 2, 200},
        {0x43, 2, 4, 3}, {0x43, 2, 5, 255}, {0x42, 2, 0x40, 3}, {0x5A, 0, 0x2A, 9}, {0x5A, 0, 5, 9},
        {0xBE, 1, 0, 0}, {0xBE, 2, 200, 0}, {0x5C, 0, 0, 1},    {0x1B, 0, 0, 0},    {0xBE, 0, 3, 0},
    };
    rbk_virtual_view view;
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        send(drive, commands[i][0], commands[i][1], commands[i][2], commands[i][3]);
    rbk_virtual_look(drive, &view);
    rbk_virtual_press_eject(drive);
    (void)rbk_virtual_change_disc(drive, NULL);
    rbk_virtual_push_tray(drive);
    rbk_virtual_look(drive, &view);
}

/* Properties of a drive that are written are read as the same. */
static void check_config(const fuzz_input *input)
{
    rbk_virtual_config config, second;
    char *text = fuzz_text(input, false);
    rbk_output *first = rbk_output_new_memory(), *again = rbk_output_new_memory();
    rbk_virtual_config_init(&config);
    rbk_virtual_config_init(&second);
    if (first && again && rbk_virtual_config_read(text, "fuzz", &config, NULL) == RBK_OK) {
        size_t size, size_again;
        FUZZ_REQUIRE(rbk_virtual_config_write(&config, first, NULL) == RBK_OK);
        FUZZ_REQUIRE(rbk_virtual_config_read(rbk_output_text(first, &size), "again", &second, NULL) == RBK_OK);
        FUZZ_REQUIRE(rbk_virtual_config_write(&second, again, NULL) == RBK_OK);
        (void)rbk_output_text(again, &size_again);
        FUZZ_REQUIRE(size == size_again &&
                     memcmp(rbk_output_text(first, NULL), rbk_output_text(again, NULL), size) == 0);
    }
    rbk_output_free(first);
    rbk_output_free(again);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    fuzz_input input = {bytes, size};
    rbk_virtual *drive;
    if (size > 0 && bytes[0] == 255) {
        (void)fuzz_byte(&input);
        check_config(&input);
        return 0;
    }
    (void)fuzz_path(".");
    fuzz_clear();
    write_files(&input);
    if (rbk_virtual_open(fuzz_path("."), false, &drive, NULL) != RBK_OK)
        return 0;
    look(drive);
    rbk_virtual_close(drive);
    if (rbk_virtual_open(fuzz_path("."), false, &drive, NULL) == RBK_OK)
        rbk_virtual_close(drive);
    return 0;
}
