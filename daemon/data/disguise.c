#include "disguise.h"

#include "fold.h"

/* Those that are read within a text: the other digits stand in too many numbers. */
static const char signs[] = "@$*0134";

/* Readings of one word: of two stars each vowel. */
#define READINGS_MAX 36

const char *lic_disguise_letters(char sign)
{
	static const char *const digits[10] = {"o", "il", "z", "e", "a", "s", "g", "t", "b", "g"};

	if (lic_is_digit(sign))
		return digits[sign - '0'];
	return sign == '@' ? "a" : sign == '$' ? "s" : sign == '*' ? "aeiouy" : "";
}

static bool is_sign(char c)
{
	return c && strchr(signs, c);
}

static bool is_part(char c)
{
	return lic_is_alpha(c) || is_sign(c);
}

/* The word around the sign at `at`, if that is its first one, it begins and ends as a word does,
 * and is made of letters for the most part. */
static bool around(struct lic_str text, size_t at, struct lic_disguise *out)
{
	size_t begin = at, end = at, letters = 0;

	while (begin && lic_is_alpha(text.ptr[begin - 1]) && at - begin < LIC_DISGUISE_MAX)
		begin--;
	while (end < text.len && is_part(text.ptr[end]) && end - begin <= LIC_DISGUISE_MAX)
		end++;
	const size_t len = end - begin;
	if (len < LIC_DISGUISE_MIN || len > LIC_DISGUISE_MAX ||
	    (begin && (lic_fold_is_word(text.ptr[begin - 1]) || is_sign(text.ptr[begin - 1]))) ||
	    (end < text.len && lic_fold_is_word(text.ptr[end])))
		return false;
	for (size_t i = begin; i < end; i++) {
		const char c = text.ptr[i];
		letters += !is_sign(c);
		/* Marks around a word, "*new*", "@name", are none in it. */
		if (is_sign(c) && !lic_is_digit(c) && (i == begin || i + 1 == end))
			return false;
	}
	out->begin = begin;
	out->end = end;
	out->len = len;
	memcpy(out->spelt, text.ptr + begin, len);
	return letters > len / 2;
}

/* Single letters with dots between, of which the first dot stands at `at`. */
static bool dotted(struct lic_str text, size_t at, struct lic_disguise *out)
{
	size_t i = at - 1;

	out->begin = i;
	out->len = 0;
	if (i && (lic_fold_is_word(text.ptr[i - 1]) || text.ptr[i - 1] == '.'))
		return false;
	for (; i < text.len && lic_is_alpha(text.ptr[i]) && out->len < LIC_DISGUISE_MAX; i += 2) {
		out->spelt[out->len++] = text.ptr[i];
		if (i + 1 == text.len || text.ptr[i + 1] != '.')
			break;
	}
	out->end = out->begin + 2 * out->len - 1;
	return out->len > LIC_DISGUISE_MIN &&
	       (out->end >= text.len || !lic_fold_is_word(text.ptr[out->end]));
}

static bool reads(struct lic_str text, size_t at, struct lic_disguise *out)
{
	if (at + 1 >= text.len || !at)
		return false;
	if (text.ptr[at] == '.')
		return lic_is_alpha(text.ptr[at - 1]) && lic_is_alpha(text.ptr[at + 1]) &&
		       dotted(text, at, out);
	/* Numbers, sums and lone marks are most of them. */
	return (lic_is_alpha(text.ptr[at - 1]) || lic_is_alpha(text.ptr[at + 1])) &&
	       around(text, at, out);
}

void lic_disguise_each(struct lic_str folded, size_t most, lic_disguise_fn *tell, void *ctx)
{
	struct lic_disguise word;

	for (size_t k = 0; k < sizeof(signs); k++) {
		const char sign = signs[k] ? signs[k] : '.';
		const char *p = folded.ptr, *end = folded.ptr + folded.len;
		while (p < end && most && (p = memchr(p, sign, (size_t)(end - p)))) {
			const size_t at = (size_t)(p++ - folded.ptr);
			if (!reads(folded, at, &word))
				continue;
			most--;
			if (!tell(ctx, &word))
				return;
		}
	}
}

bool lic_disguise_read(const struct lic_disguise *word, unsigned n, char out[LIC_DISGUISE_MAX])
{
	unsigned readings = 1;

	for (size_t i = 0; i < word->len; i++) {
		const char *letters =
			is_sign(word->spelt[i]) ? lic_disguise_letters(word->spelt[i]) : "";
		const unsigned count = (unsigned)strlen(letters);
		out[i] = count ? letters[n / readings % count] : word->spelt[i];
		readings *= count ? count : 1;
		if (readings > READINGS_MAX)
			return false;
	}
	return n < readings;
}
