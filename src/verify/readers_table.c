/*
 * The tables of readers and of what they do. A new fact is a row; its source is a manual, an issue of the program, or a
 * measurement with its version.
 */
#include "verify/readers_table.h"

#include "base/ascii.h"

#include <string.h>

#define E RBK_ERROR
#define W RBK_WARNING

static const rbk_reader readers[] = {
    {"86box", "86Box", "cue sectors mds", "86Box/86Box#1035", W, "single", NULL, NULL},
    {"beetle-psx", "Beetle PSX", "cue chd ccd toc", "libretro-core-info, mednafen_psx_libretro.info", E, "redump", NULL,
     NULL},
    {"cdrdao", "cdrdao", "cue toc", "cdrdao(1)", E, "toc", NULL, NULL},
    {"cdrskin", "cdrskin", "cue sectors audio", "cdrskin(1)", E, "portable", NULL, NULL},
    {"chdman", "chdman", "cue toc gdi chd nrg sectors", "measured with version 0.251", E, "redump", "gdi", NULL},
    {"dosbox-staging", "DOSBox Staging", "cue sectors mds", "dosbox.com/wiki/Cuesheet; DOSBox Staging, 2025", W,
     "single", NULL, NULL},
    {"duckstation", "DuckStation", "cue chd ccd mds sectors ecm", "stenzek/duckstation, src/util/cd_image*", E,
     "redump", NULL, NULL},
    {"flycast", "Flycast", "gdi cue chd cdi", "flyinghead/flycast", E, "redump", "gdi", NULL},
    {"gdemu", "GDEMU", "gdi cdi mds ccd", "99z/cue2gdi README", E, "ccd", "gdi", "disc.gdi"},
    {"jaguar", "Virtual Jaguar", "cue cdi", "libretro/virtualjaguar-libretro#120, #322", E, "redump", NULL, NULL},
    {"k3b", "K3b", "cue toc sectors", "K3b's source", W, "portable", NULL, NULL},
    {"libcdio", "libcdio", "cue toc nrg", "measured with version 2.1.0", E, "portable", NULL, NULL},
    {"mame", "MAME", "chd cue toc gdi nrg sectors", "mamedev/mame#12201", W, "chd", "chd", NULL},
    {"mednafen", "Mednafen", "cue toc ccd", "measured with version 1.29.0", E, "redump", NULL, NULL},
    {"mister", "MiSTer", "cue chd sectors", "MiSTer-devel/Main_MiSTer#315, #547, #835", W, "chd", NULL, NULL},
    {"mode", "MODE", "cue gdi cdi", "segaxtreme.net, Convert GDEMU SD Card to MODE", W, "redump", "gdi", NULL},
    {"pcsx-rearmed", "PCSX ReARMed", "cue toc chd ccd mds sectors", "libretro-core-info, pcsx_rearmed_libretro.info", W,
     "redump", NULL, NULL},
    {"redream", "redream", "gdi cue chd cdi", "redream.io/help", W, "redump", "gdi", NULL},
    {"rhea", "Rhea/Phoebe", "cdi mds ccd", "gdemu.wordpress.com, Saturn rings, 2014", E, "ccd", NULL, NULL},
    {"wincdemu", "WinCDEmu", "cue ccd mds nrg sectors", "sysprogs/WinCDEmu", W, "redump", NULL, NULL},
    {"zuluide", "ZuluIDE", "cue sectors", "ZuluIDE/ZuluIDE-firmware#115", E, "single", NULL, NULL},
    {"zuluscsi", "ZuluSCSI", "cue sectors", "ZuluSCSI/ZuluSCSI-firmware#204", E, "single", NULL, NULL},
};

static const rbk_reader_row rows[] = {
    {{"reader.packed-audio", "duckstation", E, "does not decode compressed audio files", "stenzek/duckstation#2164",
      true},
     rbk_fact_packed_audio},
    {{"reader.packed-audio", "wincdemu", E, "does not decode compressed audio files", "sysprogs/WinCDEmu#8", true},
     rbk_fact_packed_audio},
    {{"reader.packed-audio", "cdrdao", E, "takes a compressed audio file for headerless samples: noise",
      "measured with version 1.2.4", true},
     rbk_fact_packed_audio},
    {{"reader.packed-audio", "cdrskin chdman", E, "does not decode compressed audio files",
      "measured with versions 1.5.4 and 0.251", true},
     rbk_fact_packed_audio},
    {{"reader.multi-file", "libcdio cdrskin k3b", E, "reads only sheets with one FILE",
      "measured with libcdio 2.1.0, cdrskin 1.5.4; K3b's source", true},
     rbk_fact_several_files},
    {{"reader.multi-file", "zuluscsi zuluide", W,
      "reads sheets with several files from a folder of their own only, with firmware of November 2024 or later",
      "ZuluSCSI/ZuluSCSI-firmware#465, ZuluIDE/ZuluIDE-firmware#119", true},
     rbk_fact_several_files},
    {{"reader.bin-name", "libcdio", E, "ignores the name of the BIN and takes that of the sheet",
      "measured with version 2.1.0", true},
     rbk_fact_other_name},
    {{"reader.audio-byte-order", "cdrdao", W, "takes audio in a BIN for big-endian: noise without --swap",
      "measured with version 1.2.4", true},
     rbk_fact_audio_in_bin},
    {{"reader.motorola", "chdman", W, "ignores that samples are big-endian", "measured with version 0.251", true},
     rbk_fact_big_endian},
    {{"reader.wave-of-tracks", "chdman", E, "reads only one track from a WAV", "measured with version 0.251", true},
     rbk_fact_wave_of_tracks},
    {{"reader.pregap-command", "libcdio", W, "does not move the tracks after a PREGAP", "measured with version 2.1.0",
      true},
     rbk_fact_pregap_command},
    {{"reader.pregap-command", "k3b", E, "refuses PREGAP", "K3b's source", true}, rbk_fact_pregap_command},
    {{"reader.pregap-command", "zuluscsi", W, "ignores PREGAP with firmware before October 2024",
      "ZuluSCSI/ZuluSCSI-firmware#422, #459", true},
     rbk_fact_pregap_command},
    {{"reader.pregap-command", "duckstation", W, "cannot verify tracks against Redump whose pregaps are not stored",
      "stenzek/duckstation, game verification", true},
     rbk_fact_pregap_command},
    {{"reader.pregap-command", "pcsx-rearmed", W, "takes a pregap that a CHD does not store for a stored one",
      "PowerBeef/discpress, docs/chd/optical-media.md", true},
     rbk_fact_chd_pregap_command},
    {{"reader.pregaps", "zuluscsi", W, "shifts the tracks after one with an INDEX 00 or PREGAP",
      "ZuluSCSI/ZuluSCSI-firmware#568", false},
     rbk_fact_pregap},
    {{"reader.postgap-command", "libcdio k3b", E, "refuses POSTGAP", "measured with libcdio 2.1.0; K3b's source", true},
     rbk_fact_postgap_command},
    {{"reader.pregap-before", "cdrdao", E, "refuses an INDEX 00 in the file of the track before",
      "measured with version 1.2.4; cdrdao/cdrdao#31", true},
     rbk_fact_pregap_before},
    {{"reader.pregap-before", "chdman", W, "drops audio if an INDEX 00 is in the file of the track before",
      "measured with version 0.251", true},
     rbk_fact_pregap_before},
    {{"reader.gd-pregap", "chdman", W,
      "pads instead of storing the pregaps of a GD-ROM: another SHA-1, and data after audio may start late",
      "measured with version 0.251", true},
     rbk_fact_gd_stored_pregap},
    {{"reader.hidden-track", "chdman", W,
      "drops the place of audio before track 1 that has no INDEX 00: later tracks start early",
      "measured with version 0.251", true},
     rbk_fact_hidden_bare},
    {{"reader.later-index", "cdrdao", W, "misplaces INDEX 02 and above of a CUE sheet",
      "measured with version 1.2.4; cdrdao/cdrdao#9", true},
     rbk_fact_later_index_of_cue},
    {{"reader.later-index", "chdman k3b", W, "drops INDEX 02 and above",
      "measured with chdman 0.251; mamedev/mame#15905", false},
     rbk_fact_later_index},
    {{"reader.first-track", "chdman", E, "reads only discs whose first track is 1", "measured with version 0.251",
      false},
     rbk_fact_first_track},
    {{"reader.mark", "cdrdao cdrskin", E, "refuses a sheet with a byte order mark",
      "measured with versions 1.2.4 and 1.5.4", true},
     rbk_fact_mark},
    {{"reader.last-line", "chdman", E, "fails on a sheet whose last line does not end", "measured with version 0.251",
      true},
     rbk_fact_no_last_line},
    {{"reader.lower-case", "chdman", E, "does not end on a sheet in small letters", "measured with version 0.251",
      true},
     rbk_fact_lower_case},
    {{"reader.sessions", "86box", W, "has no second session", "86Box/86Box#4729", false}, rbk_fact_sessions},
    {{"reader.sessions", "zuluide zuluscsi", W, "has no second session", "ZuluIDE/ZuluIDE-firmware#116", false},
     rbk_fact_sessions},
    {{"reader.mixed", "cdrskin", E, "writes no disc of data and audio from a sheet", "cdrskin(1)", false},
     rbk_fact_mixed},
    {{"reader.graphics", "chdman", E, "refuses CDG tracks", "measured with version 0.251; mamedev/mame#15910", false},
     rbk_fact_graphics},
    {{"reader.subchannel", "mister", W, "ignores Q in a CHD: protected discs need an .sbi next to it",
      "MiSTer-devel/PSX_MiSTer#183", false},
     rbk_fact_q_in_subchannel},
    {{"reader.damaged-q-list", "mednafen", W, "opens no disc with an SBI whose records are not valid",
      "Mednafen, CDAccess_Image.cpp", false},
     rbk_fact_damaged_q},
    {{"reader.chd-gaps", "flycast", E, "up to 2.7 opens no CHD with pregaps, postgaps or a subchannel",
      "flyinghead/flycast#906, #1367, #2481", true},
     rbk_fact_gap_in_chd},
    {{"reader.chd-audio", "flycast", W, "may read no CHD of an audio disc", "libretro/flycast#895", true},
     rbk_fact_chd_no_data},
    {{"reader.chd-modes", "beetle-psx", E, "reads data of a CHD in MODE2/2352 only",
      "PowerBeef/discpress, docs/chd/ecosystem-sony-dreamcast.md", true},
     rbk_fact_chd_other_modes},
    {{"reader.chd-padding", "pcsx-rearmed", W, "plays audio of a CHD up to three sectors early for each track before",
      "PowerBeef/discpress, docs/chd/optical-media.md", true},
     rbk_fact_chd_padding},
    {{"reader.chd-zstandard", "mame", W, "reads codec cdzs from version 0.262 on", "MAME 0.262", true},
     rbk_fact_chd_zstandard},
    {{"reader.chd-zstandard", "mister duckstation beetle-psx pcsx-rearmed flycast redream", W,
      "reads codec cdzs with a libchdr of 2024 or later", "rtissera/libchdr, 2024-01-31", true},
     rbk_fact_chd_zstandard},
    {{"reader.mds-tracks", "duckstation", W, "misreads track numbers and times of an MDS from track 16 on",
      "stenzek/duckstation, cd_image_mds.cpp", true},
     rbk_fact_high_track},
    {{"reader.gdi-name", "gdemu", W, "expects the name disc.gdi, in a numbered folder", "99z/cue2gdi README", true},
     rbk_fact_not_disc_gdi},
};

const rbk_reader *rbk_reader_at(size_t position)
{
    return position < sizeof readers / sizeof readers[0] ? &readers[position] : NULL;
}

const rbk_reader *rbk_reader_find(const char *name)
{
    for (size_t i = 0; name && i < sizeof readers / sizeof readers[0]; i++)
        if (rbk_ascii_same(name, readers[i].name))
            return &readers[i];
    return NULL;
}

const rbk_reader_row *rbk_reader_row_at(size_t position)
{
    return position < sizeof rows / sizeof rows[0] ? &rows[position] : NULL;
}

const rbk_reader_rule *rbk_reader_rule_at(size_t position)
{
    const rbk_reader_row *row = rbk_reader_row_at(position);
    return row ? &row->rule : NULL;
}
