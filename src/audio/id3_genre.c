/*
 * Genres by number (id3.org, ID3v2.3.0, appendix A, and clause 4.2.1 on how a value refers to them).
 */
#include "audio/id3_genre.h"

#include "base/ascii.h"

#include <string.h>

static const char *const names[] = {
    "Blues",
    "Classic Rock",
    "Country",
    "Dance",
    "Disco",
    "Funk",
    "Grunge",
    "Hip-Hop",
    "Jazz",
    "Metal",
    "New Age",
    "Oldies",
    "Other",
    "Pop",
    "R&B",
    "Rap",
    "Reggae",
    "Rock",
    "Techno",
    "Industrial",
    "Alternative",
    "Ska",
    "Death Metal",
    "Pranks",
    "Soundtrack",
    "Euro-Techno",
    "Ambient",
    "Trip-Hop",
    "Vocal",
    "Jazz+Funk",
    "Fusion",
    "Trance",
    "Classical",
    "Instrumental",
    "Acid",
    "House",
    "Game",
    "Sound Clip",
    "Gospel",
    "Noise",
    "Alternative Rock",
    "Bass",
    "Soul",
    "Punk",
    "Space",
    "Meditative",
    "Instrumental Pop",
    "Instrumental Rock",
    "Ethnic",
    "Gothic",
    "Darkwave",
    "Techno-Industrial",
    "Electronic",
    "Pop-Folk",
    "Eurodance",
    "Dream",
    "Southern Rock",
    "Comedy",
    "Cult",
    "Gangsta",
    "Top 40",
    "Christian Rap",
    "Pop/Funk",
    "Jungle",
    "Native American",
    "Cabaret",
    "New Wave",
    "Psychedelic",
    "Rave",
    "Showtunes",
    "Trailer",
    "Lo-Fi",
    "Tribal",
    "Acid Punk",
    "Acid Jazz",
    "Polka",
    "Retro",
    "Musical",
    "Rock & Roll",
    "Hard Rock",
};

#define NAMES (sizeof names / sizeof names[0])

static const char *name_of(const char *digits, size_t count, size_t *size)
{
    size_t number = 0;
    for (size_t i = 0; i < count && number < NAMES; i++)
        number = number * 10 + (size_t)(digits[i] - '0');
    *size = number < NAMES ? strlen(names[number]) : 0;
    return number < NAMES ? names[number] : "";
}

static size_t count_digits(const char *text, size_t size)
{
    size_t count = 0;
    while (count < size && rbk_ascii_is_digit(text[count]))
        count++;
    return count;
}

const char *rbk_id3_genre(const char *value, size_t *size)
{
    const char *end = value + *size, *number = NULL;
    size_t digits = count_digits(value, *size);
    if (digits > 0 && digits == *size)
        return name_of(value, digits, size);
    while (end - value >= 3 && *value == '(') { /* a value may refer to several */
        digits = count_digits(value + 1, (size_t)(end - value) - 1);
        if (digits == 0 || value + digits + 1 == end || value[digits + 1] != ')')
            break;
        number = number ? number : value + 1;
        value += digits + 2;
    }
    if (number && value == end)
        return name_of(number, count_digits(number, (size_t)(end - number)), size);
    if (end - value >= 2 && value[0] == '(' && value[1] == '(')
        value++;
    *size = (size_t)(end - value);
    return value;
}
