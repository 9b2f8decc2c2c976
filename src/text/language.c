/*
 * Names of codes: languages (EBU Tech 3264, appendix 3), genres and character sets, as input sheets write them. Names
 * are found in any case; only ASCII has case here.
 */
#include "base/ascii.h"
#include "text/names.h"

#include <redbook/cdtext.h>

#include <string.h>

static const char *const languages[] = {
    [0x00] = "Unknown",     [0x01] = "Albanian",      [0x02] = "Breton",      [0x03] = "Catalan",
    [0x04] = "Croatian",    [0x05] = "Welsh",         [0x06] = "Czech",       [0x07] = "Danish",
    [0x08] = "German",      [0x09] = "English",       [0x0A] = "Spanish",     [0x0B] = "Esperanto",
    [0x0C] = "Estonian",    [0x0D] = "Basque",        [0x0E] = "Faroese",     [0x0F] = "French",
    [0x10] = "Frisian",     [0x11] = "Irish",         [0x12] = "Gaelic",      [0x13] = "Galician",
    [0x14] = "Icelandic",   [0x15] = "Italian",       [0x16] = "Lappish",     [0x17] = "Latin",
    [0x18] = "Latvian",     [0x19] = "Luxembourgian", [0x1A] = "Lithuanian",  [0x1B] = "Hungarian",
    [0x1C] = "Maltese",     [0x1D] = "Dutch",         [0x1E] = "Norwegian",   [0x1F] = "Occitan",
    [0x20] = "Polish",      [0x21] = "Portuguese",    [0x22] = "Romanian",    [0x23] = "Romansh",
    [0x24] = "Serbian",     [0x25] = "Slovak",        [0x26] = "Slovenian",   [0x27] = "Finnish",
    [0x28] = "Swedish",     [0x29] = "Turkish",       [0x2A] = "Flemish",     [0x2B] = "Wallon",
    [0x45] = "Zulu",        [0x46] = "Vietnamese",    [0x47] = "Uzbek",       [0x48] = "Urdu",
    [0x49] = "Ukrainian",   [0x4A] = "Thai",          [0x4B] = "Telugu",      [0x4C] = "Tatar",
    [0x4D] = "Tamil",       [0x4E] = "Tadzhik",       [0x4F] = "Swahili",     [0x50] = "Sranan Tongo",
    [0x51] = "Somali",      [0x52] = "Sinhalese",     [0x53] = "Shona",       [0x54] = "Serbo-Croat",
    [0x55] = "Ruthenian",   [0x56] = "Russian",       [0x57] = "Quechua",     [0x58] = "Pushtu",
    [0x59] = "Punjabi",     [0x5A] = "Persian",       [0x5B] = "Papamiento",  [0x5C] = "Oriya",
    [0x5D] = "Nepali",      [0x5E] = "Ndebele",       [0x5F] = "Marathi",     [0x60] = "Moldavian",
    [0x61] = "Malaysian",   [0x62] = "Malagasy",      [0x63] = "Macedonian",  [0x64] = "Laotian",
    [0x65] = "Korean",      [0x66] = "Khmer",         [0x67] = "Kazakh",      [0x68] = "Kannada",
    [0x69] = "Japanese",    [0x6A] = "Indonesian",    [0x6B] = "Hindi",       [0x6C] = "Hebrew",
    [0x6D] = "Hausa",       [0x6E] = "Gurani",        [0x6F] = "Gujarati",    [0x70] = "Greek",
    [0x71] = "Georgian",    [0x72] = "Fulani",        [0x73] = "Dari",        [0x74] = "Churash",
    [0x75] = "Chinese",     [0x76] = "Burmese",       [0x77] = "Bulgarian",   [0x78] = "Bengali",
    [0x79] = "Belorussian", [0x7A] = "Bambora",       [0x7B] = "Azerbaijani", [0x7C] = "Assamese",
    [0x7D] = "Armenian",    [0x7E] = "Arabic",        [0x7F] = "Amharic",
};

/* ISO 639-1; languages without a code of two letters have none. */
static const char *const language_codes[] = {
    [0x01] = "sq", [0x02] = "br", [0x03] = "ca", [0x04] = "hr", [0x05] = "cy", [0x06] = "cs", [0x07] = "da",
    [0x08] = "de", [0x09] = "en", [0x0A] = "es", [0x0B] = "eo", [0x0C] = "et", [0x0D] = "eu", [0x0E] = "fo",
    [0x0F] = "fr", [0x10] = "fy", [0x11] = "ga", [0x12] = "gd", [0x13] = "gl", [0x14] = "is", [0x15] = "it",
    [0x16] = "se", [0x17] = "la", [0x18] = "lv", [0x19] = "lb", [0x1A] = "lt", [0x1B] = "hu", [0x1C] = "mt",
    [0x1D] = "nl", [0x1E] = "no", [0x1F] = "oc", [0x20] = "pl", [0x21] = "pt", [0x22] = "ro", [0x23] = "rm",
    [0x24] = "sr", [0x25] = "sk", [0x26] = "sl", [0x27] = "fi", [0x28] = "sv", [0x29] = "tr", [0x2B] = "wa",
    [0x45] = "zu", [0x46] = "vi", [0x47] = "uz", [0x48] = "ur", [0x49] = "uk", [0x4A] = "th", [0x4B] = "te",
    [0x4C] = "tt", [0x4D] = "ta", [0x4E] = "tg", [0x4F] = "sw", [0x51] = "so", [0x52] = "si", [0x53] = "sn",
    [0x54] = "sh", [0x56] = "ru", [0x57] = "qu", [0x58] = "ps", [0x59] = "pa", [0x5A] = "fa", [0x5C] = "or",
    [0x5D] = "ne", [0x5E] = "nd", [0x5F] = "mr", [0x61] = "ms", [0x62] = "mg", [0x63] = "mk", [0x64] = "lo",
    [0x65] = "ko", [0x66] = "km", [0x67] = "kk", [0x68] = "kn", [0x69] = "ja", [0x6A] = "id", [0x6B] = "hi",
    [0x6C] = "he", [0x6D] = "ha", [0x6E] = "gn", [0x6F] = "gu", [0x70] = "el", [0x71] = "ka", [0x72] = "ff",
    [0x74] = "cv", [0x75] = "zh", [0x76] = "my", [0x77] = "bg", [0x78] = "bn", [0x79] = "be", [0x7A] = "bm",
    [0x7B] = "az", [0x7C] = "as", [0x7D] = "hy", [0x7E] = "ar", [0x7F] = "am",
};

static const char *const genres[] = {
    [0x00] = "Not used",
    [0x01] = "Not defined",
    [0x02] = "Adult Contemporary",
    [0x03] = "Alternative Rock",
    [0x04] = "Childrens Music",
    [0x05] = "Classical",
    [0x06] = "Contemporary Christian",
    [0x07] = "Country",
    [0x08] = "Dance",
    [0x09] = "Easy Listening",
    [0x0A] = "Erotic",
    [0x0B] = "Folk",
    [0x0C] = "Gospel",
    [0x0D] = "Hip Hop",
    [0x0E] = "Jazz",
    [0x0F] = "Latin",
    [0x10] = "Musical",
    [0x11] = "New Age",
    [0x12] = "Opera",
    [0x13] = "Operetta",
    [0x14] = "Pop Music",
    [0x15] = "Rap",
    [0x16] = "Reggae",
    [0x17] = "Rock Music",
    [0x18] = "Rhythm & Blues",
    [0x19] = "Sound Effects",
    [0x1A] = "Spoken Word",
    [0x1B] = "World Music",
};

#define LANGUAGES ((int)(sizeof languages / sizeof languages[0]))
#define GENRES    ((int)(sizeof genres / sizeof genres[0]))

static const struct {
    const char *name;
    rbk_cdtext_charset charset;
} charsets[] = {
    {"8859-1", RBK_CDTEXT_8859_1},     {"8859", RBK_CDTEXT_8859_1},    {"ISO-8859-1", RBK_CDTEXT_8859_1},
    {"ISO 8859-1", RBK_CDTEXT_8859_1}, {"Latin-1", RBK_CDTEXT_8859_1}, {"ASCII", RBK_CDTEXT_ASCII},
    {"US-ASCII", RBK_CDTEXT_ASCII},    {"MS-JIS", RBK_CDTEXT_MS_JIS},  {"Shift-JIS", RBK_CDTEXT_MS_JIS},
    {"0x00", RBK_CDTEXT_8859_1},       {"0x01", RBK_CDTEXT_ASCII},     {"0x80", RBK_CDTEXT_MS_JIS},
};

int rbk_hex_parse(const char *text, int most)
{
    int value = 0;
    if (text[0] != '0' || rbk_ascii_lower(text[1]) != 'x' || !text[2])
        return -1;
    for (text += 2; *text; text++) {
        int digit = rbk_ascii_hex_value(*text);
        if (digit < 0 || value > (most - digit) / 16)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

const char *rbk_cdtext_charset_name(int charset)
{
    switch (charset) {
    case RBK_CDTEXT_8859_1:
        return "ISO 8859-1";
    case RBK_CDTEXT_ASCII:
        return "ASCII";
    case RBK_CDTEXT_MS_JIS:
        return "MS-JIS";
    case RBK_CDTEXT_KOREAN:
        return "Korean";
    case RBK_CDTEXT_MANDARIN:
        return "Mandarin";
    default:
        return NULL;
    }
}

bool rbk_cdtext_charset_parse(const char *name, rbk_cdtext_charset *charset)
{
    for (size_t i = 0; name && charset && i < sizeof charsets / sizeof charsets[0]; i++)
        if (rbk_ascii_same(name, charsets[i].name)) {
            *charset = charsets[i].charset;
            return true;
        }
    return false;
}

const char *rbk_cdtext_language_name(uint8_t code)
{
    return code < LANGUAGES ? languages[code] : NULL;
}

const char *rbk_cdtext_genre_name(int code)
{
    return code >= 0 && code < GENRES ? genres[code] : NULL;
}

/* Position of a name, or -1. */
static int find(const char *const *names, int count, const char *name)
{
    for (int i = 0; i < count; i++)
        if (names[i] && rbk_ascii_same(names[i], name))
            return i;
    return -1;
}

bool rbk_cdtext_language_parse(const char *name, uint8_t *code)
{
    if (!name || !code)
        return false;
    int found = rbk_hex_parse(name, 0xFF);
    if (found < 0)
        found = find(languages, LANGUAGES, name);
    if (found < 0)
        found = find(language_codes, (int)(sizeof language_codes / sizeof language_codes[0]), name);
    if (found >= 0)
        *code = (uint8_t)found;
    return found >= 0;
}

bool rbk_cdtext_genre_parse(const char *name, int *code)
{
    if (!name || !code)
        return false;
    int found = rbk_hex_parse(name, 0xFFFF);
    if (found < 0)
        found = find(genres, GENRES, name);
    if (found >= 0)
        *code = found;
    return found >= 0;
}
