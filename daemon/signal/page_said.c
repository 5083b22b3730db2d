#include "page_said.h"

#include "page_offer.h"

/* Bytes of a line on each side of a term that are looked at. */
#define QUOTE_REACH 200

static const char *const marks[] = {"\"", "„", "“", "”", "«", "»", "‚", "‘"};

/* How long the quotation mark is that s begins with; 0: none. */
static size_t mark_at(struct lic_str s)
{
	for (size_t i = 0; i < LIC_ARRAY_SIZE(marks); i++)
		if (lic_str_starts(s, lic_str_from(marks[i])))
			return strlen(marks[i]);
	return 0;
}

static size_t marks_in(struct lic_str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++) {
		size_t len = mark_at(lic_str(s.ptr + i, s.len - i));
		n += len > 0;
		i += len ? len - 1 : 0;
	}
	return n;
}

bool lic_page_is_quoted_at(const struct lic_page *page, size_t at, size_t len)
{
	const struct lic_str text = page->text;
	const size_t end = at + len;
	size_t from = at, to = end;

	while (from && at - from < QUOTE_REACH && text.ptr[from - 1] != '\n')
		from--;
	while (to < text.len && to - at < QUOTE_REACH && text.ptr[to] != '\n')
		to++;
	return marks_in(lic_str(text.ptr + from, at - from)) % 2 == 1 &&
	       (to <= end || marks_in(lic_str(text.ptr + end, to - end)) > 0);
}

bool lic_page_is_quoted(const struct lic_page *page, const struct lic_page_term *term)
{
	return lic_page_is_quoted_at(page, term->at, term->len);
}

bool lic_page_is_on_a_line(const struct lic_page *page, const struct lic_page_term *term)
{
	return !memchr(page->text.ptr + term->at, '\n', term->len);
}

/* A question asks, and does not rule: "Do I need a prescription?" is answered one way or the
 * other. So far its end is looked for. */
#define QUESTION 120

bool lic_page_is_asked(const struct lic_page *page, const struct lic_page_term *term)
{
	const size_t from = term->at + term->len;

	for (size_t i = from; i < page->text.len && i < from + QUESTION; i++)
		if (strchr("?.!\n", page->text.ptr[i]))
			return page->text.ptr[i] == '?';
	return false;
}

bool lic_page_is_own(const struct lic_page *page, const struct lic_page_term *term)
{
	return !lic_page_is_quoted(page, term) && !lic_page_is_asked(page, term);
}

static bool is_own_phrase(const struct lic_page *page, const struct lic_page_term *t,
			  const char *id, int strength)
{
	return lic_page_is_phrase(t, id, strength) && lic_page_is_own(page, t);
}

const struct lic_page_term *lic_page_own_phrase(const struct lic_page *page, const char *id,
						int strength)
{
	for (size_t i = 0; i < page->terms_count; i++)
		if (is_own_phrase(page, &page->terms[i], id, strength))
			return &page->terms[i];
	return NULL;
}

size_t lic_page_own_phrases(const struct lic_page *page, const char *id, int strength)
{
	size_t n = 0;

	for (size_t i = 0; i < page->terms_count; i++)
		n += is_own_phrase(page, &page->terms[i], id, strength);
	return n;
}

bool lic_page_says(const struct lic_page *page, const char *id, int strength)
{
	return lic_page_own_phrase(page, id, strength) != NULL;
}

/* ---- prescriptions ------------------------------------------------------- */

/* Bytes before and behind a word in which another may deny it. */
#define DENIED_BEFORE 32
#define DENIED_BEHIND 24

static bool is_no(struct lic_str word)
{
	static const char *const words[] = {"no",           "not",     "never",         "don't",
					    "can't",        "cannot",  "nie",           "ne",
					    "nem",          "non",     "pas",           "não",
					    "kein",         "keine",   "keinen",        "не",
					    "nélkül",       "nessuna", "nunca",         "jamais",
					    "mai",          "aucune",  "aucun",         "ni",
					    "ninguna",      "nenhuma", "žádný",         "žádného",
					    "żadnej",       "żadnych", "nepotřebujete", "nemusíte",
					    "nevyžadujeme", "netřeba", "nincs",         "né",
					    "нет",          "geen",    "ani",           "inutile"};

	return lic_str_is_caseamong(word, words, LIC_ARRAY_SIZE(words));
}

/* Such a word denies what stands behind it, and not what stands before. */
static bool is_without(struct lic_str word)
{
	static const char *const words[] = {"without", "sans",  "sin",   "sem",  "ohne",
					    "bez",     "без",   "senza", "utan", "uden",
					    "uten",    "ilman", "fără",  "fara", "zonder"};

	return lic_str_is_caseamong(word, words, LIC_ARRAY_SIZE(words));
}

static bool is_denial(struct lic_str word)
{
	return is_no(word) || is_without(word);
}

static bool has_word(struct lic_str s, bool (*is)(struct lic_str word))
{
	static const char ends[] = " \n.,;:!()";

	for (size_t i = 0, from = 0; i <= s.len; i++) {
		if (i < s.len && !strchr(ends, s.ptr[i]))
			continue;
		if (is(lic_str(s.ptr + from, i - from)))
			return true;
		from = i + 1;
	}
	return false;
}

bool lic_page_is_denied(const struct lic_page *page, const struct lic_page_term *term)
{
	const char *text = page->text.ptr;
	size_t end = term->at, from;

	while (end && text[end - 1] == ' ')
		end--;
	for (from = end; from && !strchr(" \n.,;:!?()", text[from - 1]);)
		from--;
	return is_denial(lic_str(text + from, end - from));
}

static bool is_denied_before(const struct lic_page *page, const struct lic_page_term *t)
{
	size_t from = t->at;

	while (from && t->at - from < DENIED_BEFORE && !strchr("\n.?!", page->text.ptr[from - 1]))
		from--;
	return has_word(lic_str(page->text.ptr + from, t->at - from), is_denial);
}

static bool is_denied_behind(const struct lic_page *page, const struct lic_page_term *t)
{
	const size_t end = t->at + t->len;
	size_t to = end;

	while (to < page->text.len && to - end < DENIED_BEHIND && page->text.ptr[to] != '\n' &&
	       page->text.ptr[to] != '.')
		to++;
	return has_word(lic_str(page->text.ptr + end, to - end), is_no);
}

bool lic_page_is_undenied(const struct lic_page *page, const struct lic_page_term *term)
{
	return !is_denied_before(page, term) && !is_denied_behind(page, term);
}

int lic_page_waives_prescriptions(const struct lic_page *page)
{
	int sum = 0;

	for (size_t i = 0; i < page->terms_count; i++) {
		const struct lic_page_term *t = &page->terms[i];
		if (is_own_phrase(page, t, "no-prescription-required", 2) &&
		    !is_denied_before(page, t))
			sum += t->strength;
	}
	return sum;
}

bool lic_page_speaks_of_prescriptions(const struct lic_page *page)
{
	const bool licensed = lic_page_phrase(page, "licence", 3);
	size_t asks = 0, denials = 0;

	for (size_t i = 0; i < page->terms_count; i++) {
		const struct lic_page_term *t = &page->terms[i];
		if (t->hidden || t->class != LIC_TERM_PHRASE || lic_page_is_asked(page, t))
			continue;
		const bool quoted = lic_page_is_quoted(page, t);
		/* Who shows a licence repeats what others say to warn of them. */
		if (quoted && licensed)
			continue;
		denials +=
			t->strength >= 2 && lic_str_eq(t->id, LIC_STR("no-prescription-required"));
		if (quoted)
			continue;
		if (lic_str_eq(t->id, LIC_STR("prescription-required")))
			asks += !lic_page_is_on_a_line(page, t) ? 0 : t->strength >= 3 ? 2 : 1;
		else if (lic_str_eq(t->id, LIC_STR("prescription-word")))
			asks += lic_page_is_undenied(page, t);
	}
	/* Of who shows a licence, one word is enough. */
	return asks >= (licensed ? 1 : 2) && asks > 2 * denials;
}
