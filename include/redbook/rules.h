/*
 * redbook/rules.h - the rules for discs, in one table
 *
 * A rule has a stable id, the clause or custom that it comes from, one sentence, and a severity for each profile: what
 * a pressing plant rejects may not matter to an emulator. Reading never refuses by a rule: violations are reported
 * there, and refused only by calls that write a disc.
 */
#ifndef REDBOOK_RULES_H
#define REDBOOK_RULES_H

#include <redbook/error.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum rbk_profile {
    RBK_PROFILE_CDR,      /* to be written to a recordable disc */
    RBK_PROFILE_PLANT,    /* to be pressed */
    RBK_PROFILE_EMULATOR, /* to be read by programs */
    RBK_PROFILES          /* the profiles that a disc is checked for */
} rbk_profile;

/* "cdr", "plant", "emulator". Static. */
const char *rbk_profile_name(rbk_profile profile);

/* What a call does with a disc that violates a rule. */
typedef enum rbk_judge {
    RBK_JUDGE_AUTHOR, /* writes an image: refuses on an error */
    RBK_JUDGE_BURN,   /* writes a disc: the same */
    RBK_JUDGE_READ,   /* reads, converts, extracts: accepts the disc and reports */
    RBK_JUDGES
} rbk_judge;

#define RBK_RULE_OFF (-1)

typedef struct rbk_rule {
    const char *id;               /* "track.too-short" */
    const char *source;           /* clause or custom it comes from */
    const char *sentence;         /* the requirement */
    int severities[RBK_PROFILES]; /* rbk_severity, or RBK_RULE_OFF: not reported in this profile */
    int judgements[RBK_JUDGES];   /* the same */
} rbk_rule;

/* The rules, in order of their themes; NULL beyond the last one. Static. */
const rbk_rule *rbk_rule_at(size_t position);

/* The rule with the id, or NULL. Static. */
const rbk_rule *rbk_rule_find(const char *id);

/* The ids. */
#define RBK_RULE_DISC_TOO_LONG        "disc.too-long"
#define RBK_RULE_DISC_ADDRESS         "disc.address"
#define RBK_RULE_DISC_TOO_MANY_TRACKS "disc.too-many-tracks"
#define RBK_RULE_DISC_FIRST_TRACK     "disc.first-track"
#define RBK_RULE_DISC_TRACK_ORDER     "disc.track-order"
#define RBK_RULE_DISC_HIDDEN_AUDIO    "disc.hidden-audio"
#define RBK_RULE_SESSION_GAP          "session.gap"
#define RBK_RULE_SESSION_ADDRESS      "session.address"
#define RBK_RULE_SESSION_MODE         "session.mode"
#define RBK_RULE_SESSION_NO_VOLUME    "session.no-volume"
#define RBK_RULE_SESSION_INFO         "session.info"
#define RBK_RULE_TRACK_TOO_SHORT      "track.too-short"
#define RBK_RULE_TRACK_EMPTY          "track.empty"
#define RBK_RULE_TRACK_SHORT_PAUSE    "track.short-pause"
#define RBK_RULE_INDEX_ORDER          "index.order"
#define RBK_RULE_INDEX_DROPPED        "index.dropped"
#define RBK_RULE_INDEX_NO_PAUSE       "index.no-pause"
#define RBK_RULE_ISRC_SYNTAX          "isrc.syntax"
#define RBK_RULE_ISRC_LEFT_OUT        "isrc.left-out"
#define RBK_RULE_ISRC_WRITTEN         "isrc.written"
#define RBK_RULE_ISRC_ZERO            "isrc.zero"
#define RBK_RULE_ISRC_REPEATED        "isrc.repeated"
#define RBK_RULE_ISRC_PLACEHOLDER     "isrc.placeholder"
#define RBK_RULE_ISRC_ON_DATA         "isrc.on-data"
#define RBK_RULE_MCN_DIGIT            "mcn.digit"
#define RBK_RULE_MCN_LEFT_OUT         "mcn.left-out"
#define RBK_RULE_MCN_WRITTEN          "mcn.written"
#define RBK_RULE_MCN_ZERO             "mcn.zero"
#define RBK_RULE_MCN_PLACEHOLDER      "mcn.placeholder"
#define RBK_RULE_CDTEXT_FILE_MISSING  "cdtext.file-missing"
#define RBK_RULE_CDTEXT_UNREADABLE    "cdtext.unreadable"
#define RBK_RULE_CDTEXT_CRC           "cdtext.crc"
#define RBK_RULE_CDTEXT_PACKS         "cdtext.packs"
#define RBK_RULE_CDTEXT_TOO_LONG      "cdtext.too-long"
#define RBK_RULE_CDTEXT_CHARSET       "cdtext.charset"
#define RBK_RULE_CDTEXT_PLAIN         "cdtext.plain"
#define RBK_RULE_CDTEXT_MISSING_TEXT  "cdtext.missing-text"
#define RBK_RULE_CDTEXT_TRACKS        "cdtext.tracks"
#define RBK_RULE_CDTEXT_TEXT_DIFFERS  "cdtext.text-differs"
#define RBK_RULE_CDTEXT_CODES         "cdtext.codes"
#define RBK_RULE_CDTEXT_TIMES         "cdtext.times"
#define RBK_RULE_FLAGS_SCMS           "flags.scms"
#define RBK_RULE_FLAGS_FOUR_CHANNEL   "flags.four-channel"
#define RBK_RULE_FLAGS_PRE_EMPHASIS   "flags.pre-emphasis"
#define RBK_RULE_FLAGS_ON_DATA        "flags.on-data"
#define RBK_RULE_SUB_LENGTH           "sub.length"
#define RBK_RULE_Q_MISSING            "q.missing"
#define RBK_RULE_Q_CRC                "q.crc"
#define RBK_RULE_Q_ADDRESS            "q.address"
#define RBK_RULE_Q_POSITION           "q.position"
#define RBK_RULE_Q_TRACK              "q.track"
#define RBK_RULE_Q_INDEX              "q.index"
#define RBK_RULE_Q_FLAGS              "q.flags"
#define RBK_RULE_Q_LEAD_OUT           "q.lead-out"
#define RBK_RULE_Q_TOC                "q.toc"
#define RBK_RULE_Q_MCN                "q.mcn"
#define RBK_RULE_Q_ISRC               "q.isrc"
#define RBK_RULE_Q_LIST_OUTSIDE       "q-list.outside"
#define RBK_RULE_P_FLAG               "p.flag"
#define RBK_RULE_DDP_LEVEL            "ddp.level"
#define RBK_RULE_DDP_TABLE            "ddp.table"
#define RBK_RULE_DDP_LENGTH           "ddp.length"
#define RBK_RULE_DDP_LEAD_OUT         "ddp.lead-out"
#define RBK_RULE_DDP_CONTROL          "ddp.control"
#define RBK_RULE_DDP_CODES            "ddp.codes"
#define RBK_RULE_DDP_ISRC_PLACE       "ddp.isrc-place"
#define RBK_RULE_DDP_FIRST_PREGAP     "ddp.first-pregap"
#define RBK_RULE_DDP_STREAM           "ddp.stream"
#define RBK_RULE_DDP_TEXT             "ddp.text"
#define RBK_RULE_DDP_FILE_NAME        "ddp.file-name"
#define RBK_RULE_DDP_CHECKSUM         "ddp.checksum"
#define RBK_RULE_DDP_NO_CHECKSUM      "ddp.no-checksum"
#define RBK_RULE_DDP_OTHER_FILE       "ddp.other-file"
#define RBK_RULE_CHD_HUNK             "chd.hunk"
#define RBK_RULE_CHD_DATA_SUM         "chd.data-sum"
#define RBK_RULE_CHD_OVERALL_SUM      "chd.overall-sum"
#define RBK_RULE_CHD_NO_SUM           "chd.no-sum"
#define RBK_RULE_FILE_CHECKSUM        "file.checksum"
#define RBK_RULE_AUDIO_CHECKSUM       "audio.checksum"
#define RBK_RULE_PAYLOAD_UNREAD       "payload.unread"
#define RBK_RULE_DATA_SYNC            "data.sync"
#define RBK_RULE_DATA_ADDRESS         "data.address"
#define RBK_RULE_DATA_MODE            "data.mode"
#define RBK_RULE_DATA_SUBHEADER       "data.subheader"
#define RBK_RULE_DATA_FORMLESS        "data.formless"
#define RBK_RULE_DATA_EDC             "data.edc"
#define RBK_RULE_DATA_PARITY          "data.parity"
#define RBK_RULE_DATA_POST_GAP        "data.post-gap"
#define RBK_RULE_DATA_ZERO            "data.zero"
#define RBK_RULE_DATA_TRUNCATED       "data.truncated"
#define RBK_RULE_AUDIO_DATA_SYNC      "audio.data-sync"
#define RBK_RULE_AUDIO_BYTE_ORDER     "audio.byte-order"
#define RBK_RULE_AUDIO_SILENT         "audio.silent"
#define RBK_RULE_AUDIO_FULL_SCALE     "audio.full-scale"
#define RBK_RULE_AUDIO_DC             "audio.dc"
#define RBK_RULE_AUDIO_MONO           "audio.mono"
#define RBK_RULE_AUDIO_INVERTED       "audio.inverted"
#define RBK_RULE_AUDIO_BAND_LIMIT     "audio.band-limit"
#define RBK_RULE_AUDIO_HDCD           "audio.hdcd"
#define RBK_RULE_AUDIO_JOIN           "audio.join"
#define RBK_RULE_AUDIO_LEVEL          "audio.level"
#define RBK_RULE_AUDIO_EMPHASIS       "audio.emphasis"
#define RBK_RULE_AUDIO_HEAD_SILENCE   "audio.head-silence"
#define RBK_RULE_AUDIO_TAIL_SILENCE   "audio.tail-silence"

#ifdef __cplusplus
}
#endif
#endif
