/*
 * Channel layouts, and the mix of many channels down to two by ITU-R BS.775 (centre and surrounds at -3 dB, no LFE),
 * divided by the larger of the two sums of gains so that no mix can clip. Front height channels and back channels count
 * as surrounds.
 */
#include "audio/channels.h"

#include "base/input.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define MINUS_3_DB 0.70710678118654752440 /* sqrt(1/2) */

static const struct role {
    char name[4];
    double left;
    double right;
} roles[RBK_POSITIONS] = {
    {"FL", 1, 0},
    {"FR", 0, 1},
    {"FC", MINUS_3_DB, MINUS_3_DB},
    {"LFE", 0, 0},
    {"BL", MINUS_3_DB, 0},
    {"BR", 0, MINUS_3_DB},
    {"FLC", 1, 0},
    {"FRC", 0, 1},
    {"BC", MINUS_3_DB, MINUS_3_DB},
    {"SL", MINUS_3_DB, 0},
    {"SR", 0, MINUS_3_DB},
    {"TC", MINUS_3_DB, MINUS_3_DB},
    {"TFL", MINUS_3_DB, 0},
    {"TFC", MINUS_3_DB, MINUS_3_DB},
    {"TFR", 0, MINUS_3_DB},
    {"TBL", MINUS_3_DB, 0},
    {"TBC", MINUS_3_DB, MINUS_3_DB},
    {"TBR", 0, MINUS_3_DB},
};

#define FL  RBK_FRONT_LEFT
#define FR  RBK_FRONT_RIGHT
#define FC  RBK_FRONT_CENTRE
#define LFE RBK_LOW_FREQUENCY
#define BL  RBK_BACK_LEFT
#define BR  RBK_BACK_RIGHT
#define FLC RBK_FRONT_LEFT_OF_CENTRE
#define FRC RBK_FRONT_RIGHT_OF_CENTRE
#define BC  RBK_BACK_CENTRE
#define SL  RBK_SIDE_LEFT
#define SR  RBK_SIDE_RIGHT

static const uint8_t wave_order[RBK_AUDIO_CHANNELS_MAX][RBK_AUDIO_CHANNELS_MAX] = {
    {FC},
    {FL, FR},
    {FL, FR, FC},
    {FL, FR, BL, BR},
    {FL, FR, FC, BL, BR},
    {FL, FR, FC, LFE, BL, BR},
    {FL, FR, FC, LFE, BC, SL, SR},
    {FL, FR, FC, LFE, BL, BR, SL, SR},
};
static const uint8_t vorbis_order[RBK_AUDIO_CHANNELS_MAX][RBK_AUDIO_CHANNELS_MAX] = {
    {FC},
    {FL, FR},
    {FL, FC, FR},
    {FL, FR, BL, BR},
    {FL, FC, FR, BL, BR},
    {FL, FC, FR, BL, BR, LFE},
    {FL, FC, FR, SL, SR, BC, LFE},
    {FL, FC, FR, SL, SR, BL, BR, LFE},
};
static const uint8_t alac_order[RBK_AUDIO_CHANNELS_MAX][RBK_AUDIO_CHANNELS_MAX] = {
    {FC},
    {FL, FR},
    {FC, FL, FR},
    {FC, FL, FR, BC},
    {FC, FL, FR, BL, BR},
    {FC, FL, FR, BL, BR, LFE},
    {FC, FL, FR, BL, BR, BC, LFE},
    {FC, FLC, FRC, FL, FR, BL, BR, LFE},
};

/* Core Audio's layout tags with more than two channels; the low half of a tag is the channel count. */
static const struct layout_tag {
    uint16_t high;
    uint8_t count;
    uint8_t position[RBK_AUDIO_CHANNELS_MAX];
} layout_tags[] = {
    {108, 4, {FL, FR, BL, BR}},
    {113, 3, {FL, FR, FC}},
    {114, 3, {FC, FL, FR}},
    {115, 4, {FL, FR, FC, BC}},
    {116, 4, {FC, FL, FR, BC}},
    {117, 5, {FL, FR, FC, SL, SR}},
    {118, 5, {FL, FR, SL, SR, FC}},
    {119, 5, {FL, FC, FR, SL, SR}},
    {120, 5, {FC, FL, FR, SL, SR}},
    {121, 6, {FL, FR, FC, LFE, SL, SR}},
    {122, 6, {FL, FR, SL, SR, FC, LFE}},
    {123, 6, {FL, FC, FR, SL, SR, LFE}},
    {124, 6, {FC, FL, FR, SL, SR, LFE}},
    {125, 7, {FL, FR, FC, LFE, SL, SR, BC}},
    {126, 8, {FL, FR, FC, LFE, SL, SR, FLC, FRC}},
    {127, 8, {FC, FLC, FRC, FL, FR, SL, SR, LFE}},
    {128, 8, {FL, FR, FC, LFE, SL, SR, BL, BR}},
    {131, 3, {FL, FR, BC}},
    {132, 4, {FL, FR, SL, SR}},
};

#define TAG_USE_DESCRIPTIONS 0u
#define TAG_USE_BITMAP       0x10000u
#define DESCRIPTION_BYTES    20

/* Core Audio's channel labels 1 to 18 are the bits of the mask in order; its surrounds may be side or back channels. */
static bool position_of_label(uint32_t label, uint8_t *position)
{
    if (label >= 1 && label <= RBK_POSITIONS)
        *position = (uint8_t)(label - 1);
    else if (label == 33) /* rear surround left */
        *position = BL;
    else if (label == 34)
        *position = BR;
    else
        return false;
    return true;
}

/* A position that occurs twice makes a layout invalid. */
static bool all_different(const rbk_channel_layout *layout)
{
    uint32_t seen = 0;
    for (uint32_t i = 0; i < layout->count; i++) {
        uint32_t bit = 1u << layout->position[i];
        if (seen & bit)
            return false;
        seen |= bit;
    }
    return true;
}

void rbk_channel_layout_from_mask(uint32_t mask, uint32_t channels, rbk_channel_layout *layout)
{
    layout->count = 0;
    if (channels > RBK_AUDIO_CHANNELS_MAX)
        return;
    uint32_t found = 0;
    for (uint8_t bit = 0; bit < RBK_POSITIONS && found < channels; bit++)
        if (mask & 1u << bit)
            layout->position[found++] = bit;
    if (found == channels)
        layout->count = channels;
}

static void from_descriptions(const uint8_t *body, size_t size, uint32_t channels, rbk_channel_layout *layout)
{
    if (rbk_be32(body + 8) != channels || size < 12 + (size_t)channels * DESCRIPTION_BYTES)
        return;
    for (uint32_t i = 0; i < channels; i++)
        if (!position_of_label(rbk_be32(body + 12 + i * DESCRIPTION_BYTES), &layout->position[i]))
            return;
    layout->count = channels;
    if (!all_different(layout))
        layout->count = 0;
}

void rbk_channel_layout_from_core_audio(const uint8_t *body, size_t size, uint32_t channels, rbk_channel_layout *layout)
{
    layout->count = 0;
    if (size < 12 || channels > RBK_AUDIO_CHANNELS_MAX)
        return;
    uint32_t tag = rbk_be32(body);
    if (tag == TAG_USE_BITMAP)
        rbk_channel_layout_from_mask(rbk_be32(body + 4), channels, layout);
    else if (tag == TAG_USE_DESCRIPTIONS)
        from_descriptions(body, size, channels, layout);
    for (size_t i = 0; i < sizeof layout_tags / sizeof layout_tags[0]; i++) {
        const struct layout_tag *row = &layout_tags[i];
        if (row->high != tag >> 16 || row->count != (tag & 0xFFFF) || row->count != channels)
            continue;
        memcpy(layout->position, row->position, sizeof row->position);
        layout->count = channels;
    }
}

void rbk_channel_layout_by_habit(rbk_channel_order order, uint32_t channels, rbk_channel_layout *layout)
{
    const uint8_t(*table)[RBK_AUDIO_CHANNELS_MAX] = order == RBK_ORDER_VORBIS ? vorbis_order
                                                    : order == RBK_ORDER_ALAC ? alac_order
                                                                              : wave_order;
    layout->count = channels;
    memcpy(layout->position, table[channels - 1], sizeof table[0]);
}

/* The larger of the two sums of gains. */
static double fuller_side(const rbk_channel_layout *layout)
{
    double left = 0, right = 0;
    for (uint32_t i = 0; i < layout->count; i++) {
        left += roles[layout->position[i]].left;
        right += roles[layout->position[i]].right;
    }
    return left > right ? left : right;
}

bool rbk_down_mix_make(const rbk_channel_layout *layout, rbk_down_mix *mix)
{
    memset(mix, 0, sizeof *mix);
    mix->channels = layout->count;
    if (layout->count <= 2) {
        mix->left[0] = 1;
        mix->right[layout->count - 1] = 1;
        return true;
    }
    double sum = fuller_side(layout);
    if (sum <= 0)
        return false;
    for (uint32_t i = 0; i < layout->count; i++) {
        mix->left[i] = roles[layout->position[i]].left / sum;
        mix->right[i] = roles[layout->position[i]].right / sum;
    }
    return true;
}

/* Appends to text; numbers are printed as integers, so that the locale has no effect. */
static size_t append(char text[RBK_DOWN_MIX_BYTES], size_t at, const char *more)
{
    size_t length = strlen(more);
    if (at + length >= RBK_DOWN_MIX_BYTES)
        return at;
    memcpy(text + at, more, length + 1);
    return at + length;
}

static size_t append_side(char text[RBK_DOWN_MIX_BYTES], size_t at, const rbk_channel_layout *layout, bool right)
{
    bool first = true;
    at = append(text, at, right ? "right = (" : "left = (");
    for (uint32_t i = 0; i < layout->count; i++) {
        const struct role *role = &roles[layout->position[i]];
        double gain = right ? role->right : role->left;
        if (gain == 0)
            continue;
        at = append(text, at, first ? "" : " + ");
        at = append(text, at, gain < 1 ? "0.7071 " : "");
        at = append(text, at, role->name);
        first = false;
    }
    return append(text, at, first ? "silence)" : ")");
}

void rbk_down_mix_describe(const rbk_channel_layout *layout, const char *origin, char text[RBK_DOWN_MIX_BYTES])
{
    char number[64];
    size_t at = 0;
    bool low_frequency = false;
    text[0] = '\0';
    if (layout->count <= 2)
        return;
    snprintf(number, sizeof number, "%u channel%s", layout->count, RBK_PLURAL(layout->count, "", "s"));
    at = append(text, at, number);
    for (uint32_t i = 0; i < layout->count; i++) {
        at = append(text, append(text, at, " "), roles[layout->position[i]].name);
        low_frequency = low_frequency || layout->position[i] == LFE;
    }
    at = append(text, append(text, append(text, at, " ("), origin), ") are mixed down to two: ");
    at = append_side(text, at, layout, false);
    at = append(text, append_side(text, append(text, at, ", "), layout, true), ", both divided by ");
    double sum = fuller_side(layout);
    int tenthousandths = (int)(sum * 10000 + 0.5);
    int hundredths_db = (int)(2000 * log10(sum) + 0.5);
    snprintf(number, sizeof number, "%d.%04d (-%d.%02d dB)", tenthousandths / 10000, tenthousandths % 10000,
             hundredths_db / 100, hundredths_db % 100);
    at = append(text, at, number);
    append(text, at, low_frequency ? ", LFE omitted" : "");
}

void rbk_down_mix_apply(const rbk_down_mix *mix, const double *frames, size_t count, double *pairs)
{
    uint32_t channels = mix->channels;
    for (size_t i = 0; i < count; i++) {
        const double *frame = frames + i * channels;
        double left = 0, right = 0;
        for (uint32_t c = 0; c < channels; c++) {
            left += mix->left[c] * frame[c];
            right += mix->right[c] * frame[c];
        }
        pairs[2 * i] = left;
        pairs[2 * i + 1] = right;
    }
}
