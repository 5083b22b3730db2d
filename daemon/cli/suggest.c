#include "suggest.h"

/* Words of the command line are short; a longer one is no slip of the fingers. */
#define WORD_MAX 32

static size_t least(size_t a, size_t b, size_t c)
{
	size_t n = a < b ? a : b;

	return n < c ? n : c;
}

/* Insertions, removals, replacements, and swaps of neighbours (the optimal
 * string alignment distance). */
static size_t distance(const char *a, size_t a_len, const char *b, size_t b_len)
{
	size_t rows[3][WORD_MAX + 1];

	for (size_t j = 0; j <= b_len; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= a_len; i++) {
		size_t *now = rows[i % 3], *above = rows[(i + 2) % 3], *higher = rows[(i + 1) % 3];

		now[0] = i;
		for (size_t j = 1; j <= b_len; j++) {
			size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
			now[j] = least(above[j] + 1, now[j - 1] + 1, above[j - 1] + change);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
			    higher[j - 2] + 1 < now[j])
				now[j] = higher[j - 2] + 1;
		}
	}
	return rows[a_len % 3][b_len];
}

void lic_suggest_try(struct lic_suggest *suggest, const char *known)
{
	size_t word_len = strlen(suggest->word), known_len = strlen(known);

	if (word_len == 0 || word_len > WORD_MAX || known_len > WORD_MAX)
		return;
	size_t d = distance(suggest->word, word_len, known, known_len);
	/* A beginning is near, however much is left out: "alt" for "alternatives". */
	if (word_len >= 2 && known_len > word_len && strncmp(suggest->word, known, word_len) == 0)
		d = 1;
	if (d > 1 + known_len / 4 || d >= known_len)
		return;
	if (!suggest->best || d < suggest->distance) {
		suggest->best = known;
		suggest->distance = d;
	}
}
