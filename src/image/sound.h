/*
 * image/sound.h - the samples of an audio file that is exact: what a disc would have of it, without making an image
 *
 * A file of 16 bits or fewer at 44.1 kHz passes unchanged, so that its samples are the disc's wherever it is read. What
 * would be converted or dithered is not read here: it becomes samples only where it is authored.
 */
#ifndef RBK_IMAGE_SOUND_H
#define RBK_IMAGE_SOUND_H

#include <redbook/audio.h>

typedef struct rbk_image_sound rbk_image_sound;

/*
 * Looks at the file, which had so many frames when it was measured, and reads nothing yet. RBK_UNSUPPORTED when it is
 * not exact, or cannot be entered at any sample; what rbk_audio_open refuses.
 */
rbk_status rbk_image_sound_open(const char *location, int64_t frames, rbk_image_sound **sound, rbk_error *error);
void rbk_image_sound_close(rbk_image_sound *sound); /* NULL is fine */

/*
 * Gives count samples from a place in the file on in the machine's byte order. Safe from several threads, which wait
 * for each other; going on where the last read ended is fast. RBK_BAD_AUDIO, RBK_FILESYSTEM.
 */
rbk_status rbk_image_sound_read(rbk_image_sound *sound, int64_t sample, size_t count, int16_t *samples,
                                rbk_error *error);

/*
 * True where the bytes of the file from *offset_bytes on are those of its sound from the sample on, just as a disc has
 * them. The descriptor is lent until the close. False too where the file has changed since it was measured: reading
 * tells.
 */
bool rbk_image_sound_lies_plain(rbk_image_sound *sound, int64_t sample, int *descriptor, int64_t *offset_bytes);

#endif
