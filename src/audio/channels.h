/*
 * audio/channels.h - the channel layout of a file, and the mix of more than two channels down to two
 */
#ifndef RBK_AUDIO_CHANNELS_H
#define RBK_AUDIO_CHANNELS_H

#include <redbook/audio.h>

/* Positions in the order of the bits of WAVEFORMATEXTENSIBLE's channel mask. */
typedef enum rbk_position {
    RBK_FRONT_LEFT,
    RBK_FRONT_RIGHT,
    RBK_FRONT_CENTRE,
    RBK_LOW_FREQUENCY,
    RBK_BACK_LEFT,
    RBK_BACK_RIGHT,
    RBK_FRONT_LEFT_OF_CENTRE,
    RBK_FRONT_RIGHT_OF_CENTRE,
    RBK_BACK_CENTRE,
    RBK_SIDE_LEFT,
    RBK_SIDE_RIGHT,
    RBK_TOP_CENTRE,
    RBK_TOP_FRONT_LEFT,
    RBK_TOP_FRONT_CENTRE,
    RBK_TOP_FRONT_RIGHT,
    RBK_TOP_BACK_LEFT,
    RBK_TOP_BACK_CENTRE,
    RBK_TOP_BACK_RIGHT,
    RBK_POSITIONS
} rbk_position;

typedef struct rbk_channel_layout {
    uint32_t count; /* 0: not in the file */
    uint8_t position[RBK_AUDIO_CHANNELS_MAX];
} rbk_channel_layout;

/* From the mask of WAVEFORMATEXTENSIBLE; none when it has fewer positions than there are channels. */
void rbk_channel_layout_from_mask(uint32_t mask, uint32_t channels, rbk_channel_layout *layout);

/* From the body of a CAF "chan" or AIFF "CHAN" chunk (Core Audio channel layout); none when it is not supported. */
void rbk_channel_layout_from_core_audio(const uint8_t *body, size_t size, uint32_t channels,
                                        rbk_channel_layout *layout);

/* The channel order of files without a layout. */
typedef enum rbk_channel_order {
    RBK_ORDER_WAVE,   /* FL FR FC LFE BL BR SL SR; FLAC and nearly all others too */
    RBK_ORDER_VORBIS, /* Vorbis I, 4.3.9; Opus, RFC 7845 5.1.1.2 */
    RBK_ORDER_ALAC
} rbk_channel_order;
void rbk_channel_layout_by_habit(rbk_channel_order order, uint32_t channels, rbk_channel_layout *layout);

typedef struct rbk_down_mix {
    uint32_t channels;
    double left[RBK_AUDIO_CHANNELS_MAX];
    double right[RBK_AUDIO_CHANNELS_MAX];
} rbk_down_mix;

/*
 * The mix by ITU-R BS.775 divided by the larger sum of gains. One channel goes to both, two pass unchanged. False when
 * the layout has no channel that is mixed to either side.
 */
bool rbk_down_mix_make(const rbk_channel_layout *layout, rbk_down_mix *mix);

/* Describes the mix in one sentence, "" for one or two channels. origin says where the layout comes from: "assumed". */
#define RBK_DOWN_MIX_BYTES 512
void rbk_down_mix_describe(const rbk_channel_layout *layout, const char *origin, char text[RBK_DOWN_MIX_BYTES]);

/* Mixes count frames into pairs. in and out must not overlap. */
void rbk_down_mix_apply(const rbk_down_mix *mix, const double *frames, size_t count, double *pairs);

#endif
