/*
 * What a drive reports about itself: INQUIRY, features, mode pages, its buffer.
 */
#include "burn/mmc.h"
#include "burn/mmc_answer.h"

#include <string.h>

/* Printable characters, trimmed at the end. */
static void copy_name(char *name, const uint8_t *bytes, size_t count)
{
    size_t length = count;
    while (length > 0 && (bytes[length - 1] == ' ' || bytes[length - 1] == '\0'))
        length--;
    for (size_t i = 0; i < length; i++)
        name[i] = bytes[i] >= ' ' && bytes[i] <= '~' ? (char)bytes[i] : '?';
    name[length] = '\0';
}

bool rbk_mmc_decode_inquiry(const uint8_t *data, size_t bytes, rbk_mmc_identity *identity, const char **why)
{
    if (!rbk_answer_came(data, bytes, RBK_MMC_INQUIRY_BYTES, why))
        return false;
    if (data[4] < RBK_MMC_INQUIRY_BYTES - 5)
        return rbk_answer_refused(why, "it is too short to hold the name of the drive");
    identity->device_type = data[0] & 0x1F;
    copy_name(identity->vendor, data + 8, 8);
    copy_name(identity->product, data + 16, 16);
    copy_name(identity->revision, data + 32, 4);
    return true;
}

/* ------------------------------------------------------------------ features (MMC-5 clause 5) */

enum { CONFIGURATION_HEADER = 8, FEATURE_HEADER = 4, CONFIGURATION_MAX = 0xFFFF };

bool rbk_mmc_decode_configuration_length(const uint8_t *data, size_t bytes, size_t *length, const char **why)
{
    if (!rbk_answer_came(data, bytes, CONFIGURATION_HEADER, why))
        return false;
    uint32_t after = rbk_answer_32(data);
    if (after < CONFIGURATION_HEADER - 4 || after > CONFIGURATION_MAX - 4)
        return rbk_answer_refused(why, "its length is invalid");
    *length = after + 4;
    return true;
}

static void take_profiles(rbk_mmc_features *features, const uint8_t *body, size_t length)
{
    for (size_t i = 0; i + 4 <= length; i += 4) {
        uint16_t profile = rbk_answer_16(body + i);
        features->cd_r |= profile == RBK_MMC_PROFILE_CD_R;
        features->cd_rw |= profile == RBK_MMC_PROFILE_CD_RW;
    }
}

static void take_mastering(rbk_mmc_features *features, const uint8_t *body)
{
    features->has_mastering = true;
    features->underrun_protection = body[0] & 0x40;
    features->session_at_once = body[0] & 0x20;
    features->test_write = body[0] & 0x04;
    features->rw_subchannel = body[0] & 0x01;
    features->cue_sheet_bytes_max = rbk_answer_24(body + 1);
}

static void take_feature(rbk_mmc_features *features, uint16_t code, const uint8_t *body, size_t length)
{
    if (code == 0x0000)
        take_profiles(features, body, length);
    else if (code == 0x001E && length >= 1)
        features->reads_cdtext = body[0] & 0x01;
    else if (code == 0x002E && length >= 4)
        take_mastering(features, body);
    else if (code == 0x0108)
        copy_name(features->serial, body, length < sizeof features->serial ? length : sizeof features->serial - 1);
}

bool rbk_mmc_decode_configuration(const uint8_t *data, size_t bytes, rbk_mmc_features *features, const char **why)
{
    size_t length = 0;
    if (!rbk_mmc_decode_configuration_length(data, bytes, &length, why))
        return false;
    if (length > bytes)
        length = bytes;
    memset(features, 0, sizeof *features);
    features->profile = rbk_answer_16(data + 6);
    for (size_t at = CONFIGURATION_HEADER; at + FEATURE_HEADER <= length;) {
        size_t body = data[at + 3];
        if (at + FEATURE_HEADER + body > length)
            break; /* truncated by the allocation length */
        take_feature(features, rbk_answer_16(data + at), data + at + FEATURE_HEADER, body);
        at += FEATURE_HEADER + body;
    }
    return true;
}

/* ------------------------------------------------------------------ mode pages (SPC-3 clause 7.4) */

bool rbk_mmc_decode_page_length(const uint8_t *data, size_t bytes, size_t *length, const char **why)
{
    if (!rbk_answer_came(data, bytes, RBK_MMC_MODE_START_BYTES, why))
        return false;
    *length = (size_t)rbk_answer_16(data) + 2;
    return *length >= RBK_MMC_MODE_START_BYTES || rbk_answer_refused(why, "its length is invalid");
}

bool rbk_mmc_decode_page(const uint8_t *data, size_t bytes, uint8_t code, rbk_mmc_page *page, const char **why)
{
    if (!rbk_answer_came(data, bytes, RBK_MMC_MODE_HEADER_BYTES, why))
        return false;
    size_t length = (size_t)rbk_answer_16(data) + 2;
    size_t at =
        RBK_MMC_MODE_HEADER_BYTES + (size_t)rbk_answer_16(data + 6); /* block descriptors: a CD drive has none */
    length = length < bytes ? length : bytes;
    while (at + 2 <= length && (data[at] & 0x3F) != code)
        at += (size_t)data[at + 1] + 2;
    if (at + 2 > length)
        return rbk_answer_refused(why, "the mode page is missing");
    if (at + 2 + data[at + 1] > length)
        return rbk_answer_refused(why, "the mode page is truncated");
    page->bytes = (size_t)data[at + 1] + 2;
    memcpy(page->data, data + at, page->bytes);
    page->data[0] &= 0x3F;
    return true;
}

enum { MECHANISM_TRAY = 1, MECHANISM_CHANGER = 4 };

/* Speeds: those of the table where there is one (MMC-3), else the obsolete fields (MMC-1). */
static void take_speeds(const rbk_mmc_page *page, rbk_mmc_capabilities *c)
{
    const uint8_t *p = page->data;
    if (page->bytes >= 22) {
        c->write_kbs_max = rbk_answer_16(p + 18);
        c->write_kbs = rbk_answer_16(p + 20);
    }
    if (page->bytes < 32)
        return;
    if (rbk_answer_16(p + 28))
        c->write_kbs = rbk_answer_16(p + 28);
    size_t reported = rbk_answer_16(p + 30);
    for (size_t i = 0; i < reported && 36 + 4 * i <= page->bytes; i++) {
        uint16_t kbs = rbk_answer_16(p + 34 + 4 * i);
        if (kbs && c->speed_count < sizeof c->speeds_kbs / sizeof c->speeds_kbs[0])
            c->speeds_kbs[c->speed_count++] = kbs;
        c->write_kbs_max = kbs > c->write_kbs_max ? kbs : c->write_kbs_max;
    }
}

bool rbk_mmc_decode_capabilities(const rbk_mmc_page *page, rbk_mmc_capabilities *capabilities, const char **why)
{
    const uint8_t *p = page->data;
    if (page->bytes < 14)
        return rbk_answer_refused(why, "the mode page is too short");
    memset(capabilities, 0, sizeof *capabilities);
    capabilities->writes_cd_r = p[3] & 0x01;
    capabilities->writes_cd_rw = p[3] & 0x02;
    capabilities->test_write = p[3] & 0x04;
    capabilities->underrun_protection = p[4] & 0x80;
    capabilities->accurate_stream = p[5] & 0x02;
    capabilities->locks = p[6] & 0x01;
    capabilities->loads = p[6] >> 5 == MECHANISM_TRAY || p[6] >> 5 >= MECHANISM_CHANGER;
    capabilities->buffer_kib = rbk_answer_16(p + 12);
    take_speeds(page, capabilities);
    return true;
}

/* ------------------------------------------------------------------ the buffer */

bool rbk_mmc_decode_buffer(const uint8_t *data, size_t bytes, rbk_mmc_buffer *buffer, const char **why)
{
    if (!rbk_answer_came(data, bytes, RBK_MMC_BUFFER_BYTES, why))
        return false;
    if (rbk_answer_16(data) != RBK_MMC_BUFFER_BYTES - 2)
        return rbk_answer_refused(why, "its length is not 10");
    if (rbk_answer_32(data + 8) > rbk_answer_32(data + 4))
        return rbk_answer_refused(why, "more of the buffer is free than it has");
    buffer->total_bytes = rbk_answer_32(data + 4);
    buffer->free_bytes = rbk_answer_32(data + 8);
    return true;
}
