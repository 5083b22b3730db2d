#include "fold.h"

#define MARK_EVERY 64 /* folded bytes; from a mark on, the text is folded again */
#define FOLDED_MAX 4  /* bytes of one folded character */

/* Of the character that the folded byte MARK_EVERY * n belongs to. */
struct lic_fold_mark {
	uint32_t from, to; /* its place in the original; in the folded text */
};

/* By code point from U+00C0, U+0180 and U+1E00: the letter without its accent, '?' for
 * one that stays as it is or stands in `pairs`. */
static const char latin_1[] = "aaaaaa?ceeeeiiiidnooooo ouuuuy??aaaaaa?ceeeeiiiidnooooo ouuuuy?y"
			      "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii??jjkkklllllll"
			      "lllnnnnnn?nnoooooo??rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static const char latin_b[] = "????????????????????????????????oo?????????????uu???????????????"
			      "?????????????aaiioouuuuuuuuuu?aaaa????ggkkoooo??j???gg??nnaa????"
			      "aaaaeeeeiiiioooorrrruuuusstt??hh??????aaeeooooooooyy????????????";
static const char latin_more[] = "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"
				 "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
				 "wwwwwwwwwwxxxxyyzzzzzzhtwy?s????aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
				 "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy??????";

static const struct {
	uint32_t code;
	char text[FOLDED_MAX];
} pairs[] = {
	{0xAA, "a"},    {0xBA, "o"},     {0xC6, "ae"},    {0xDE, "th"},   {0xDF, "ss"},
	{0xE6, "ae"},   {0xFE, "th"},    {0x132, "ij"},   {0x133, "ij"},  {0x149, "n"},
	{0x152, "oe"},  {0x153, "oe"},   {0x1E9E, "ss"},  {0xFB00, "ff"}, {0xFB01, "fi"},
	{0xFB02, "fl"}, {0xFB03, "ffi"}, {0xFB04, "ffl"}, {0xFB05, "st"}, {0xFB06, "st"},
};

/* Greek and Cyrillic letters with a mark that people leave out, or with two forms. */
static const struct {
	uint16_t from, to;
} bases[] = {
	{0x386, 0x3B1}, {0x388, 0x3B5}, {0x389, 0x3B7}, {0x38A, 0x3B9}, {0x38C, 0x3BF},
	{0x38E, 0x3C5}, {0x38F, 0x3C9}, {0x390, 0x3B9}, {0x3AA, 0x3B9}, {0x3AB, 0x3C5},
	{0x3AC, 0x3B1}, {0x3AD, 0x3B5}, {0x3AE, 0x3B7}, {0x3AF, 0x3B9}, {0x3B0, 0x3C5},
	{0x3C2, 0x3C3}, {0x3CA, 0x3B9}, {0x3CB, 0x3C5}, {0x3CC, 0x3BF}, {0x3CD, 0x3C5},
	{0x3CE, 0x3C9}, {0x401, 0x435}, {0x407, 0x456}, {0x419, 0x438}, {0x439, 0x438},
	{0x451, 0x435}, {0x457, 0x456}, {0x490, 0x491}, {0xB5, 0x3BC},
};

static uint32_t decode(struct lic_str s, size_t *len)
{
	unsigned char c = (unsigned char)s.ptr[0];

	*len = lic_str_utf8_len(s);
	if (*len == 0) {
		*len = 1;
		return ' ';
	}
	if (*len == 1)
		return c;
	uint32_t code = c & (0x7Fu >> *len);
	for (size_t i = 1; i < *len; i++)
		code = code << 6 | ((unsigned char)s.ptr[i] & 0x3Fu);
	return code;
}

static bool within(uint32_t code, uint32_t first, uint32_t last)
{
	return code >= first && code <= last;
}

/* Soft hyphens, combining accents, zero-width and direction marks, variation selectors. */
static bool is_invisible(uint32_t code)
{
	return code == 0xAD || within(code, 0x300, 0x36F) || within(code, 0x200B, 0x200F) ||
	       within(code, 0x202A, 0x202E) || within(code, 0x2060, 0x206F) || code == 0xFEFF ||
	       within(code, 0xFE00, 0xFE0F);
}

/* Marks around and between words: what is beside them is no part of a word. */
static bool is_mark(uint32_t code)
{
	return code == 0xA1 || code == 0xAB || code == 0xB7 || code == 0xBB || code == 0xBF ||
	       within(code, 0x201C, 0x201F) || within(code, 0x2020, 0x2026) ||
	       within(code, 0x2039, 0x203A) || within(code, 0x2190, 0x21FF) ||
	       within(code, 0x2500, 0x27BF) || within(code, 0x3001, 0x3003) ||
	       within(code, 0x3008, 0x3011);
}

/* Kinds of space, dash, apostrophe and mark, and letters in another style. */
static uint32_t plain(uint32_t code)
{
	if (is_mark(code))
		return '"';
	if (code <= ' ' || within(code, 0x7F, 0xA0) || within(code, 0x2000, 0x200A) ||
	    within(code, 0x2028, 0x2029) || code == 0x202F || code == 0x205F || code == 0x3000)
		return ' ';
	if (within(code, 0x2010, 0x2015) || code == 0x2212)
		return '-';
	if (within(code, 0x2018, 0x201B) || code == 0xB4 || code == '`')
		return '\'';
	if (within(code, 0xFF01, 0xFF5E))
		return code - 0xFF01 + '!';
	if (within(code, 0x1D400, 0x1D6A3)) {
		uint32_t letter = (code - 0x1D400) % 52;
		return 'a' + letter % 26;
	}
	if (within(code, 0x1D7CE, 0x1D7FF))
		return '0' + (code - 0x1D7CE) % 10;
	return code;
}

static uint32_t without_accent(uint32_t code)
{
	char c = '?';

	if (within(code, 0xC0, 0xC0 + sizeof(latin_1) - 2))
		c = latin_1[code - 0xC0];
	else if (within(code, 0x180, 0x180 + sizeof(latin_b) - 2))
		c = latin_b[code - 0x180];
	else if (within(code, 0x1E00, 0x1E00 + sizeof(latin_more) - 2))
		c = latin_more[code - 0x1E00];
	if (c != '?')
		return (unsigned char)c;
	for (size_t i = 0; i < LIC_ARRAY_SIZE(bases); i++)
		if (code == bases[i].from)
			return bases[i].to;
	if (within(code, 0x391, 0x3A9) || within(code, 0x410, 0x42F))
		return code + 0x20;
	return within(code, 0x400, 0x40F) ? code + 0x50 : code;
}

static size_t encode(uint32_t code, char out[FOLDED_MAX])
{
	if (code < 0x80) {
		out[0] = (char)code;
		return 1;
	}
	size_t len = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
	for (size_t i = len; i-- > 1; code >>= 6)
		out[i] = (char)(0x80 | (code & 0x3F));
	out[0] = (char)((0xF00u >> len & 0xF0) | code);
	return len;
}

/* The folded form of the character that s begins with, of *len bytes: its length. It is
 * never longer than the character. */
static size_t fold_one(struct lic_str s, size_t *len, char out[FOLDED_MAX])
{
	uint32_t code = decode(s, len);

	if (is_invisible(code))
		return 0;
	code = plain(code);
	if (code < 0x80) {
		out[0] = lic_lower((char)code);
		return 1;
	}
	for (size_t i = 0; i < LIC_ARRAY_SIZE(pairs); i++)
		if (code == pairs[i].code) {
			size_t n = strnlen(pairs[i].text, FOLDED_MAX);
			memcpy(out, pairs[i].text, n);
			return n;
		}
	return encode(without_accent(code), out);
}

/* The same of an ASCII character. */
static char fold_ascii(char c)
{
	if (c <= ' ' || c == 0x7F)
		return ' ';
	return c == '`' ? '\'' : lic_lower(c);
}

static bool is_ascii(char c)
{
	return !((unsigned char)c & 0x80);
}

struct folder {
	struct lic_str in;
	size_t from;
	char *out;
	size_t to;
	char folded[FOLDED_MAX]; /* of the character read last */
	size_t folded_len;
};

/* Read one character and add its folded form; a space behind a space adds nothing. */
static void step(struct folder *f)
{
	char c = f->in.ptr[f->from];
	size_t len = 1;

	if (is_ascii(c)) {
		f->folded[0] = fold_ascii(c);
		f->folded_len = 1;
	} else {
		struct lic_str rest = lic_str(f->in.ptr + f->from, f->in.len - f->from);
		f->folded_len = fold_one(rest, &len, f->folded);
	}
	f->from += len;
}

static bool adds(const struct folder *f, char before)
{
	return f->folded_len && !(f->folded_len == 1 && f->folded[0] == ' ' && before == ' ');
}

int lic_fold_make(struct lic_fold *out, struct lic_str text, struct lic_arena *arena)
{
	struct folder f = {.in = text, .out = lic_arena_alloc(arena, text.len + 2), .to = 1};
	struct lic_fold_mark *marks =
		lic_arena_alloc(arena, (text.len / MARK_EVERY + 2) * sizeof(*marks));
	size_t count = 1;

	if (text.len > UINT32_MAX - 2)
		return LIC_ELIMIT;
	if (!f.out || !marks)
		return LIC_ENOMEM;
	marks[0] = (struct lic_fold_mark){0, 1};
	f.out[0] = ' ';
	while (f.from < text.len) {
		size_t from = f.from;
		if (is_ascii(text.ptr[from]) && f.to < count * MARK_EVERY) {
			/* As step() would, for the many that need no more. */
			char c = fold_ascii(text.ptr[f.from++]);
			if (c != ' ' || f.out[f.to - 1] != ' ')
				f.out[f.to++] = c;
			continue;
		}
		step(&f);
		if (!adds(&f, f.out[f.to - 1]))
			continue;
		if (f.to + f.folded_len > count * MARK_EVERY)
			marks[count++] = (struct lic_fold_mark){(uint32_t)from, (uint32_t)f.to};
		memcpy(f.out + f.to, f.folded, f.folded_len);
		f.to += f.folded_len;
	}
	f.out[f.to++] = ' ';
	if (f.to > count * MARK_EVERY)
		marks[count++] = (struct lic_fold_mark){(uint32_t)text.len, (uint32_t)f.to - 1};
	*out = (struct lic_fold){lic_str(f.out, f.to), text, marks};
	return LIC_OK;
}

/* The character of the original that made the folded byte: *begin up to *end. */
static void find(const struct lic_fold *fold, size_t at, size_t *begin, size_t *end)
{
	const struct lic_fold_mark *m = &fold->marks[at / MARK_EVERY];
	struct folder f = {.in = fold->origin, .from = m->from, .to = m->to};

	*begin = *end = f.from;
	while (f.from < f.in.len) {
		*begin = f.from;
		step(&f);
		*end = f.from;
		if (!adds(&f, fold->text.ptr[f.to - 1]))
			continue;
		f.to += f.folded_len;
		if (f.to > at)
			return;
	}
	*begin = *end;
}

size_t lic_fold_begin(const struct lic_fold *fold, size_t at)
{
	size_t begin, end;

	find(fold, at, &begin, &end);
	return begin;
}

size_t lic_fold_end(const struct lic_fold *fold, size_t at)
{
	size_t begin, end;

	find(fold, at, &begin, &end);
	return end;
}

struct lic_str lic_fold_joints(struct lic_str folded, struct lic_arena *arena)
{
	char *copy = lic_arena_alloc(arena, folded.len);

	for (size_t i = 0; copy && i < folded.len; i++)
		copy[i] = folded.ptr[i] == '-' ? ' ' : folded.ptr[i];
	return lic_str(copy, copy ? folded.len : 0);
}
