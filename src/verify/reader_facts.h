/*
 * verify/reader_facts.h - what of an image the rules of readers ask about
 */
#ifndef RBK_VERIFY_READER_FACTS_H
#define RBK_VERIFY_READER_FACTS_H

#include <redbook/chd.h>
#include <redbook/layout.h>

#define RBK_FACT_BYTES 160

typedef struct rbk_reader_facts {
    const rbk_disc *disc;
    const rbk_layout *layout;
    const char *path;
    const char *
        format; /* name of a format; "sectors" of an ISO or BIN alone, "audio" of an audio file, "ecm" with a packed one */
    bool is_chd;
    rbk_chd_facts chd;
    bool gd_rom;
    size_t payload_files; /* distinct ones */
    /* Of a text descriptor, as its bytes are. */
    bool has_mark;          /* a byte order mark */
    bool ends_without_line; /* no line feed at its end */
    bool lower_case;        /* its first word is in small letters */
} rbk_reader_facts;

/* Released in any case. RBK_FILEACCESS, RBK_FILESYSTEM, RBK_NO_MEMORY; results of rbk_chd_facts_read. */
rbk_status rbk_reader_facts_make(const rbk_disc *disc, const rbk_layout *layout, const char *path,
                                 rbk_reader_facts *facts, rbk_error *error);
void rbk_reader_facts_release(rbk_reader_facts *facts);

/*
 * Whether something is so, and what of the image it is: "track 2 has a pregap of 150 sectors". text is "" or that.
 */
typedef bool rbk_reader_condition(const rbk_reader_facts *facts, char text[RBK_FACT_BYTES]);

rbk_reader_condition rbk_fact_packed_audio;       /* files of FLAC, MP3, Ogg and the like */
rbk_reader_condition rbk_fact_wave_of_tracks;     /* several tracks in one WAV */
rbk_reader_condition rbk_fact_several_files;      /* of payload */
rbk_reader_condition rbk_fact_audio_in_bin;       /* audio in a headerless file of a CUE sheet */
rbk_reader_condition rbk_fact_big_endian;         /* MOTOROLA */
rbk_reader_condition rbk_fact_other_name;         /* the one BIN is not named after the sheet */
rbk_reader_condition rbk_fact_pregap_command;     /* a pregap that no file holds */
rbk_reader_condition rbk_fact_chd_pregap_command; /* the same in a CHD */
rbk_reader_condition rbk_fact_postgap_command;    /* the same after a track */
rbk_reader_condition rbk_fact_pregap;             /* any, but that of track 1 */
rbk_reader_condition rbk_fact_gd_stored_pregap;   /* a CUE sheet of a GD-ROM with a pregap that a file holds */
rbk_reader_condition rbk_fact_pregap_before;      /* a pregap in the file of the track before */
rbk_reader_condition rbk_fact_gap_in_chd;         /* a pregap or postgap in the metadata of a CHD, or a subchannel */
rbk_reader_condition rbk_fact_hidden_bare;        /* audio before track 1 without an INDEX 00 */
rbk_reader_condition rbk_fact_later_index;        /* INDEX 02 or above */
rbk_reader_condition rbk_fact_later_index_of_cue; /* the same in a CUE sheet */
rbk_reader_condition rbk_fact_first_track;        /* not 1 */
rbk_reader_condition rbk_fact_sessions;           /* more than one */
rbk_reader_condition rbk_fact_graphics;           /* R-W in sectors of 2448 bytes */
rbk_reader_condition rbk_fact_q_in_subchannel;    /* modified Q in the subchannel of a CHD */
rbk_reader_condition rbk_fact_damaged_q;          /* an SBI that is not valid */
rbk_reader_condition rbk_fact_mixed;              /* data and audio */
rbk_reader_condition rbk_fact_chd_no_data;        /* a CHD of audio only */
rbk_reader_condition rbk_fact_chd_zstandard;      /* codec cdzs */
rbk_reader_condition rbk_fact_chd_padding;        /* a CD's track of no multiple of four frames before an audio track */
rbk_reader_condition rbk_fact_chd_other_modes;    /* data that is not MODE2/2352 */
rbk_reader_condition rbk_fact_high_track;         /* track 16 or above in an MDS */
rbk_reader_condition rbk_fact_not_disc_gdi;       /* a GDI with another name than disc.gdi */
rbk_reader_condition rbk_fact_mark;               /* a byte order mark in a sheet */
rbk_reader_condition rbk_fact_no_last_line;       /* a sheet whose last line does not end */
rbk_reader_condition rbk_fact_lower_case;         /* a sheet in small letters */

#endif
