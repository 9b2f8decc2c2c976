/*
 * The file state: what a drive remembers between hosts. Written when something in it has changed.
 */
#include "device/virtual_drive.h"

#include "base/fail.h"

#include <redbook/stream.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STATE "state"

/* ------------------------------------------------------------------ reading */

static rbk_status read_flag(bool *flag, const char *name, const char *value, const char *no, const char *yes,
                            rbk_error *error)
{
    if (strcmp(value, no) != 0 && strcmp(value, yes) != 0)
        return rbk_fail(error, RBK_SYNTAX, "'%s': expected %s or %s, found '%s'", name, no, yes, value);
    *flag = strcmp(value, yes) == 0;
    return RBK_OK;
}

/* A page's bytes, two hexadecimal digits each. */
static rbk_status read_page(uint8_t *page, size_t size, const char *name, const char *value, rbk_error *error)
{
    uint8_t bytes[64] = {0};
    unsigned byte = 0;
    bool whole = strlen(value) == 2 * size;
    for (size_t i = 0; i < size && whole; i++) {
        whole = strspn(value + 2 * i, "0123456789abcdef") >= 2 && sscanf(value + 2 * i, "%2x", &byte) == 1;
        bytes[i] = (uint8_t)byte;
    }
    if (!whole || bytes[0] != page[0] || bytes[1] != page[1])
        return rbk_fail(error, RBK_SYNTAX, "'%s': expected %zu bytes in hexadecimal that begin with %02x%02x", name,
                        size, page[0], page[1]);
    memcpy(page, bytes, size);
    return RBK_OK;
}

static rbk_status read_attentions(rbk_virtual *drive, const char *value, rbk_error *error)
{
    for (; *value; value += strspn(value, " ")) {
        unsigned code, qualifier;
        int used = 0;
        if (sscanf(value, "%2x/%2x%n", &code, &qualifier, &used) != 2 || !used)
            return rbk_fail(error, RBK_SYNTAX, "'attention': expected pairs CC/QQ in hexadecimal, found '%s'", value);
        rbk_virtual_attention(drive, SENSE(6, code, qualifier));
        value += used;
    }
    return RBK_OK;
}

static rbk_status read_speed(uint32_t *speed, const char *name, const char *value, rbk_error *error)
{
    unsigned number;
    char rest;
    if (sscanf(value, "%2u%c", &number, &rest) != 1 || number < 1)
        return rbk_fail(error, RBK_SYNTAX, "'%s': expected a number from 1 to 99, found '%s'", name, value);
    *speed = number;
    return RBK_OK;
}

static rbk_status read_line(void *context, char *line, rbk_error *error)
{
    rbk_virtual *drive = context;
    rbk_virtual_pages *pages = &drive->pages;
    char *name, *value;
    rbk_status status = rbk_virtual_split(line, &name, &value, error);
    if (status != RBK_OK)
        return status;
    if (strcmp(name, "tray") == 0)
        return read_flag(&drive->tray_open, name, value, "closed", "open", error);
    if (strcmp(name, "locked") == 0)
        return read_flag(&drive->locked, name, value, "no", "yes", error);
    if (strcmp(name, "attention") == 0)
        return read_attentions(drive, value, error);
    if (strcmp(name, "read-speed") == 0)
        return read_speed(&drive->read_speed, name, value, error);
    if (strcmp(name, "write-speed") == 0)
        return read_speed(&drive->write_speed, name, value, error);
    if (strcmp(name, "page-01") == 0)
        return read_page(pages->recovery, sizeof pages->recovery, name, value, error);
    if (strcmp(name, "page-05") == 0)
        return read_page(pages->write, sizeof pages->write, name, value, error);
    if (strcmp(name, "page-0e") == 0)
        return read_page(pages->audio, sizeof pages->audio, name, value, error);
    return rbk_fail(error, RBK_SYNTAX, "unknown state '%s' of a virtual drive", name);
}

rbk_status rbk_virtual_state_load(rbk_virtual *drive, rbk_error *error)
{
    char *path = rbk_virtual_folder_path(&drive->folder, STATE);
    rbk_bytes text = {NULL, 0};
    rbk_status status = path ? RBK_OK : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = rbk_virtual_folder_read_if_there(&drive->folder, STATE, 65536, &text, error);
    if (status == RBK_OK && text.data)
        status = rbk_virtual_each_line((const char *)text.data, path, read_line, drive, error);
    drive->changed = false;
    rbk_bytes_release(&text);
    free(path);
    return status;
}

/* ------------------------------------------------------------------ writing */

static void print_page(rbk_output *output, const char *name, const uint8_t *page, size_t size)
{
    rbk_output_print(output, "%s = ", name);
    for (size_t i = 0; i < size; i++)
        rbk_output_print(output, "%02x", page[i]);
    rbk_output_print(output, "\n");
}

static rbk_status print_state(const rbk_virtual *drive, rbk_output *output, rbk_error *error)
{
    const rbk_virtual_pages *pages = &drive->pages;
    rbk_output_print(output, "tray = %s\nlocked = %s\n", drive->tray_open ? "open" : "closed",
                     drive->locked ? "yes" : "no");
    if (drive->attention_count)
        rbk_output_print(output, "attention =");
    for (size_t i = 0; i < drive->attention_count; i++)
        rbk_output_print(output, " %02x/%02x%s", drive->attentions[i] >> 8 & 0xFF, drive->attentions[i] & 0xFF,
                         i + 1 == drive->attention_count ? "\n" : "");
    rbk_output_print(output, "read-speed = %u\nwrite-speed = %u\n", drive->read_speed, drive->write_speed);
    print_page(output, "page-01", pages->recovery, sizeof pages->recovery);
    print_page(output, "page-05", pages->write, sizeof pages->write);
    print_page(output, "page-0e", pages->audio, sizeof pages->audio);
    return rbk_output_commit(output, error);
}

void rbk_virtual_state_save(rbk_virtual *drive)
{
    rbk_error error;
    if (!drive->changed)
        return;
    rbk_error_init(&error);
    rbk_output *output = rbk_output_new_memory();
    rbk_status status = output ? print_state(drive, output, &error) : rbk_fail_memory(&error);
    if (status == RBK_OK) {
        size_t size;
        const char *text = rbk_output_text(output, &size);
        status = rbk_virtual_folder_write(&drive->folder, STATE, text, size, &error);
    }
    if (status != RBK_OK) {
        char why[2 * RBK_SENTENCE_BYTES];
        rbk_virtual_note(drive, "the state cannot be saved: %s", rbk_error_format(&error, why, sizeof why));
    }
    rbk_output_free(output);
    drive->changed = false;
}

void rbk_virtual_attention(rbk_virtual *drive, uint32_t sense)
{
    drive->changed = true;
    if (drive->attention_count == RBK_VIRTUAL_ATTENTIONS_MAX)
        return;
    drive->attentions[drive->attention_count++] = sense;
}
