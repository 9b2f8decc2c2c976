/*
 * Guesses the encoding of a text that is not UTF-8. A wrong table turns text into characters that nobody uses, the
 * right one into common ones: each candidate decodes the text, and the share of its language's common characters
 * decides. Words of western letters have ASCII letters as neighbours, those of other scripts do not.
 */
#include "format/guess.h"

#include "base/transcode.h"
#include "base/utf8.h"
#include "format/western.h"
#include "text/normal.h"

#include <stdlib.h>
#include <string.h>

typedef struct candidate {
    const char *name;
    const char *common;    /* characters that make up much of any text */
    int usual_percent;     /* of a text's characters, */
    int least_percent;     /* and what there must be of them */
    int neighbour_percent; /* of the characters at most next to an ASCII letter */
    size_t least;          /* characters in all */
} candidate;

static const candidate candidates[] = {
    {"Windows-1251", "оеаинтсрвлОЕАИНТСРВЛ", 62, 45, 20, 4},
    {"KOI8-R", "оеаинтсрвлОЕАИНТСРВЛ", 62, 45, 20, 6},
    {"Windows-1253", "αοιετνσηρςΑΟΙΕΤΝΣΗΡάόίέή", 65, 50, 20, 8},
    {"GBK",
     "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就"
     "那要下以生会自着去之过家学对可她里后小么心多天而能好都然没日于起"
     "还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老"
     "从动两长爱歌曲音乐情月风花雨夜梦海水山光明红白黑金世界女男孩儿话"
     "知给回重新再最等什点走飞雪春秋冬夏城路笑泪伤思念永远朋友声语唱舞"
     "电影集专辑版第首名片",
     40, 12, 50, 3},
    {"Big5",
     "的一是不了在人有我他這中大來上國個到說們為子和你地出道也時年得就"
     "那要下以生會自著去之過家學對可她裡後小麼心多天而能好都然沒日於起"
     "還發成事只作當想看文無開手十用主行方又如前所本見經頭面公同三已老"
     "從動兩長愛歌曲音樂情月風花雨夜夢海水山光明紅白黑金世界女男孩兒話"
     "知給回重新再最等什點走飛雪春秋冬夏城路笑淚傷思念永遠朋友聲語唱舞"
     "電影集專輯版第首名片",
     40, 12, 50, 3},
    {"EUC-KR",
     "이다는을의에가고하지로사나아그리기시인대도라어해자일한서음악노래"
     "랑마내만과정보주세수게우면요들있없않은를것와너날오늘밤비꽃길눈물"
     "별바람봄여름겨울새미안녕번제전트스러진조소부모영장상연거니며던된"
     "될할함성신구동원선",
     45, 15, 50, 3},
    {"EUC-JP",
     "ぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただ"
     "ちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむ"
     "めもゃやゅゆょよらりるれろゎわゐゑをんァアィイゥウェエォオカガキ"
     "ギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネ"
     "ノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロ"
     "ヮワヰヱヲンヴヵヶー人日月花夢空海愛恋心世界君僕私風雨夜朝歌曲音"
     "楽星光春夏秋冬大小中上下東京時間年一二三四五",
     60, 30, 50, 3},
};

#define CANDIDATES (sizeof candidates / sizeof candidates[0])

/* A certain guess has this many characters, and this share of the usual. */
#define SURE_CHARACTERS ((size_t)10)
#define SURE_PERCENT    60
/* There is at most one capital after a small letter in so many characters: the tables of one script differ in case. */
#define CHARACTERS_A_BREAK 25
/* The next best must be this much worse. */
#define RIVAL_PERCENT 70

typedef struct tally {
    size_t characters; /* not ASCII, without punctuation */
    size_t common;
    size_t neighbours; /* next to an ASCII letter */
    size_t breaks;     /* capitals right after a small letter */
} tally;

const char *rbk_guess_candidate(size_t position)
{
    return position < CANDIDATES ? candidates[position].name : NULL;
}

static bool is_ascii_letter(uint8_t byte)
{
    return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

/* Punctuation of all languages: no evidence. */
static bool is_punctuation(const char *character, size_t length)
{
    static const char marks[] = " «»„“”‘’–—…·№、。「」『』【】《》〈〉（）！？：，～・　";
    for (const char *at = marks; *at;) {
        size_t size = 1;
        while ((at[size] & 0xC0) == 0x80)
            size++;
        if (size == length && memcmp(at, character, length) == 0)
            return true;
        at += size;
    }
    return false;
}

static bool is_common(const candidate *row, const char *character, size_t length)
{
    for (const char *at = strstr(row->common, (const char[]){character[0], '\0'}); at;
         at = strchr(at + 1, character[0]))
        if (strncmp(at, character, length) == 0)
            return true;
    return false;
}

/* Cyrillic and Greek, two bytes each. */
static uint32_t letter(const char *character, size_t length)
{
    return length == 2 ? (uint32_t)((uint8_t)character[0] & 0x1F) << 6 | ((uint8_t)character[1] & 0x3F) : 0;
}

static bool is_capital(uint32_t point)
{
    return (point >= 0x0410 && point <= 0x042F) || (point >= 0x0391 && point <= 0x03A9);
}

static bool is_small(uint32_t point)
{
    return (point >= 0x0430 && point <= 0x044F) || (point >= 0x03B1 && point <= 0x03C9);
}

static void count(const candidate *row, const rbk_bytes *text, tally *sum)
{
    uint32_t before = 0;
    for (size_t at = 0; at < text->size;) {
        size_t length = 1;
        while (at + length < text->size && (text->data[at + length] & 0xC0) == 0x80)
            length++;
        const char *character = (const char *)text->data + at;
        if (text->data[at] >= 0x80 && !is_punctuation(character, length)) {
            sum->characters++;
            sum->common += is_common(row, character, length);
            sum->neighbours += (at > 0 && is_ascii_letter(text->data[at - 1])) ||
                               (at + length < text->size && is_ascii_letter(text->data[at + length]));
        }
        uint32_t point = letter(character, length);
        sum->breaks += is_capital(point) && is_small(before);
        before = point;
        at += length;
    }
}

/* The share of common characters in percent of the usual, 0: cannot be this encoding. */
static rbk_status score_of(const candidate *row, const uint8_t *bytes, size_t size, int *score, size_t *characters,
                           rbk_error *error)
{
    const char *const names[] = {row->name, NULL};
    rbk_transcoder *table = NULL;
    rbk_bytes text = {0};
    tally sum = {0};
    size_t strangers = 0;
    *score = 0;
    rbk_status status = rbk_transcoder_open(names, &table, error);
    if (status == RBK_UNSUPPORTED) /* no table, no guess */
        return RBK_OK;
    if (status == RBK_OK)
        status = rbk_transcoder_decode_text(table, bytes, size, &text, &strangers, error);
    rbk_transcoder_close(table);
    if (status != RBK_OK)
        return status;
    if (strangers == 0)
        count(row, &text, &sum);
    rbk_bytes_release(&text);
    size_t percent = sum.characters ? sum.common * 100 / sum.characters : 0;
    *characters = sum.characters;
    if (sum.characters >= row->least && percent >= (size_t)row->least_percent &&
        sum.breaks * CHARACTERS_A_BREAK <= sum.characters &&
        sum.neighbours * 100 <= sum.characters * (size_t)row->neighbour_percent)
        *score = (int)percent * 100 / row->usual_percent;
    return RBK_OK;
}

/* Words of bytes above 127 alone: in text of western letters they are rare. */
static bool has_words_of_strangers(const uint8_t *bytes, size_t size)
{
    size_t in_words = 0, all = 0, run = 0;
    for (size_t at = 0; at <= size; at++) {
        if (at < size && bytes[at] > 0xA0) {
            run++;
            continue;
        }
        bool joined = (at < size && is_ascii_letter(bytes[at])) || (at > run && is_ascii_letter(bytes[at - run - 1]));
        all += run;
        in_words += run > 1 && !joined ? run : 0;
        run = 0;
    }
    return in_words * 2 > all;
}

/* Bytes that Windows-1252 does not define: text with them is in another encoding of its kind. */
static bool has_bytes_of_no_western_letter(const uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (bytes[i] == 0x81 || bytes[i] == 0x8D || bytes[i] == 0x8F || bytes[i] == 0x90 || bytes[i] == 0x9D)
            return true;
    return false;
}

/* Halves of a pair of UTF-16, each written as UTF-8 (CESU-8): what is read as three western letters or signs. */
static bool has_halves_of_pairs(const uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i + 2 < size; i++)
        if (bytes[i] == 0xED && bytes[i + 1] >= 0xA0 && bytes[i + 1] < 0xC0 && (bytes[i + 2] & 0xC0) == 0x80)
            return true;
    return false;
}

rbk_status rbk_guess_encoding(const uint8_t *bytes, size_t size, rbk_guess *guess, rbk_error *error)
{
    rbk_guess made = {0};
    int best = 0, second = 0;
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < CANDIDATES && status == RBK_OK; i++) {
        int score = 0;
        size_t characters = 0;
        status = score_of(&candidates[i], bytes, size, &score, &characters, error);
        if (score > best) {
            second = best;
            best = score;
            made.name = candidates[i].name;
            made.weak = characters < SURE_CHARACTERS || score < SURE_PERCENT;
        } else if (score > second) {
            second = score;
        }
    }
    if (made.name)
        made.weak = made.weak || second * 100 > best * RIVAL_PERCENT;
    else
        made.weak = has_words_of_strangers(bytes, size) || has_bytes_of_no_western_letter(bytes, size) ||
                    has_halves_of_pairs(bytes, size) || !rbk_western_is_plausible(bytes, size);
    if (status == RBK_OK)
        *guess = made;
    return status;
}
