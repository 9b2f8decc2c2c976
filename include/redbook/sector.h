/*
 * redbook/sector.h - data sectors: build, strip, verify, scramble
 *
 * A raw sector is 2,352 bytes as in an image (unscrambled): sync, header with the sector's address on the disc, for XA
 * a subheader, user data, EDC, P and Q parity. Pure functions on the caller's storage, safe from any thread; none of
 * them fails, whatever the bytes. Source: ECMA-130 (clauses 14 to 16, annexes A and B), CD-ROM XA.
 *
 * Headers have two digits for minutes. Addresses outside lba -150 to 449849 wrap at 100 minutes, as MMC counts those of
 * the lead-in: lba -151 is 99:59:74.
 */
#ifndef REDBOOK_SECTOR_H
#define REDBOOK_SECTOR_H

#include <redbook/address.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum rbk_sector_kind {
    RBK_SECTOR_AUDIO,       /* nothing to build: 2352 bytes of audio */
    RBK_SECTOR_MODE0,       /* header, then zeros: pregaps of data tracks */
    RBK_SECTOR_MODE1,       /* 2048 user bytes, EDC, ECC */
    RBK_SECTOR_MODE2,       /* formless: 2336 user bytes */
    RBK_SECTOR_MODE2_FORM1, /* subheader, 2048 user bytes, EDC, ECC */
    RBK_SECTOR_MODE2_FORM2  /* subheader, 2324 user bytes, EDC or zeros */
} rbk_sector_kind;

/*
 * Offset and size of the user data in a raw sector: mode 1 16 and 2048, formless 16 and 2336, form 1 24 and 2048, form
 * 2 24 and 2324; mode 0 has none (16 and 0), audio is all of it (0 and 2352).
 */
uint32_t rbk_sector_user_offset(rbk_sector_kind kind);
uint32_t rbk_sector_user_bytes(rbk_sector_kind kind);

/* The subheader of XA; a raw sector holds it twice. Plain data: file 0, channel 0, submode data or form 2, coding 0. */
typedef struct rbk_subheader {
    uint8_t file, channel, submode, coding;
} rbk_subheader;

enum {
    RBK_SUBMODE_END_OF_RECORD = 0x01,
    RBK_SUBMODE_VIDEO = 0x02,
    RBK_SUBMODE_AUDIO = 0x04,
    RBK_SUBMODE_DATA = 0x08,
    RBK_SUBMODE_TRIGGER = 0x10,
    RBK_SUBMODE_FORM2 = 0x20,
    RBK_SUBMODE_REAL_TIME = 0x40,
    RBK_SUBMODE_END_OF_FILE = 0x80
};

/*
 * Builds a raw sector for address lba (-150 or more; the header holds lba + 150 in BCD) from user data
 * (rbk_sector_user_bytes of it; NULL: zeros). subheader: forms 1 and 2 only; NULL: that of plain data; its form bit is
 * set by kind. Form 2 gets an EDC. user may be inside raw, at its offset or elsewhere. For audio the 2,352 bytes are
 * copied.
 */
void rbk_sector_build(rbk_sector_kind kind, int32_t lba, const rbk_subheader *subheader, const uint8_t *user,
                      uint8_t raw[RBK_SECTOR_BYTES]);

/*
 * Completes a mode 2 sector from the 2,336 bytes after the header that MODE2/2336 images hold: sync and header are put
 * before them. Subheader, EDC and parity are among the bytes and are kept, in every form: none of them depends on the
 * address. bytes may be inside raw, at their offset (16) or elsewhere.
 */
void rbk_sector_build_2336(int32_t lba, const uint8_t bytes[2336], uint8_t raw[RBK_SECTOR_BYTES]);

/*
 * Writes another address into a raw sector's header and updates what depends on it (mode 1: EDC and parity). A valid
 * sector is valid at its new address; a damaged one keeps exactly its damage, and back at its old address it is the
 * original, bit for bit. Returns whether the address was different; false, without any change, for what
 * rbk_sector_kind_of calls RBK_SECTOR_AUDIO.
 */
bool rbk_sector_relocate(uint8_t raw[RBK_SECTOR_BYTES], int32_t lba);

/*
 * The kind of a raw sector by its bytes. RBK_SECTOR_AUDIO without the sync, or with an invalid mode (a scrambled sector
 * has a sync too: its kind is random). The upper three bits of the mode byte, blocks of packet writing, are ignored.
 * Mode 2 is form 1 or 2 by the form bit when both copies of its subheader agree, else formless; a formless sector whose
 * first eight bytes repeat, such as one of zeros, cannot be distinguished from form 1.
 */
rbk_sector_kind rbk_sector_kind_of(const uint8_t raw[RBK_SECTOR_BYTES]);

/* Defects of a raw sector, as bits. */
enum {
    RBK_SECTOR_BAD_SYNC = 1,
    RBK_SECTOR_BAD_ADDRESS = 2,   /* the address in the header is not lba, or not BCD */
    RBK_SECTOR_BAD_MODE = 4,      /* the mode byte is not the track's, or has a bit of packet writing set */
    RBK_SECTOR_BAD_SUBHEADER = 8, /* its two copies differ */
    RBK_SECTOR_BAD_EDC = 16,      /* form 2 with an EDC of zero is fine */
    RBK_SECTOR_BAD_P = 32,
    RBK_SECTOR_BAD_Q = 64,
    RBK_SECTOR_BAD_ZERO = 128 /* the eight bytes after mode 1's EDC, the body of mode 0 */
};

/*
 * Verifies a raw sector of a track of the kind at lba; 0: no defects. In tracks of forms 1 and 2 each sector's form bit
 * decides which of them it is; if its two copies differ in that bit, kind does. Parity is verified against the bytes it
 * protects as they are, Q against the P that is there. Audio has no defects, and neither has the body of a formless
 * sector.
 */
unsigned rbk_sector_verify(rbk_sector_kind kind, int32_t lba, const uint8_t raw[RBK_SECTOR_BYTES]);

/* Scrambles, or unscrambles, bytes 12 to 2351 in place (ECMA-130 annex B); its own inverse. */
void rbk_sector_scramble(uint8_t raw[RBK_SECTOR_BYTES]);

/* EDC of size bytes, continued from edc (0 at the start): reflected polynomial 0xD8018001. Check value of
 * "123456789": 0x6EC2EDC4. */
uint32_t rbk_edc(uint32_t edc, const uint8_t *bytes, size_t size);

#ifdef __cplusplus
}
#endif
#endif
