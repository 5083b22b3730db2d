#include "selector.h"

#include "num.h"

_Static_assert(LIC_SELECTOR_STEPS_MAX <= 32, "a bit for each step");

/* ---- parsing --------------------------------------------------------- */

static bool is_name(char c)
{
	return lic_is_alpha(c) || lic_is_digit(c) || c == '-' || c == '_' || (c & 0x80);
}

static void drop(struct lic_str *s, size_t n)
{
	*s = lic_str(s->ptr + n, s->len - n);
}

static bool take(struct lic_str *s, char c)
{
	if (s->len == 0 || s->ptr[0] != c)
		return false;
	drop(s, 1);
	return true;
}

static bool skip_space(struct lic_str *s)
{
	size_t n = 0;

	while (n < s->len && lic_is_html_space(s->ptr[n]))
		n++;
	drop(s, n);
	return n > 0;
}

/* Empty if no name stands there. */
static struct lic_str take_name(struct lic_str *s)
{
	size_t n = 0;

	while (n < s->len && is_name(s->ptr[n]))
		n++;
	struct lic_str name = lic_str(s->ptr, n);
	drop(s, n);
	return name;
}

/* Behind the opening quote, as far as the other one: false if there is none. */
static bool take_quoted(struct lic_str *s, char quote, struct lic_str *out)
{
	size_t n = lic_str_find(*s, quote);

	if (n == s->len)
		return false;
	*out = lic_str(s->ptr, n);
	drop(s, n + 1);
	return true;
}

/* Each of these takes what is behind its mark: NULL, or what is wrong. */

static const char *take_named(struct lic_str *s, struct lic_selector_test *test,
			      enum lic_selector_kind kind)
{
	test->kind = kind;
	test->name = take_name(s);
	return test->name.len ? NULL : "a name is missing behind . or #";
}

static const char *take_attribute(struct lic_str *s, struct lic_selector_test *test)
{
	static const char wrong[] = "write [attribute] or [attribute=\"value\"]";

	skip_space(s);
	test->kind = LIC_SELECT_HAS;
	test->name = take_name(s);
	skip_space(s);
	if (test->name.len == 0)
		return wrong;
	if (take(s, '=')) {
		test->kind = LIC_SELECT_VALUE;
		skip_space(s);
		if (take(s, '"') ? !take_quoted(s, '"', &test->value)
				 : take(s, '\'') && !take_quoted(s, '\'', &test->value))
			return wrong;
		if (!test->value.ptr)
			test->value = take_name(s);
		skip_space(s);
	}
	return take(s, ']') ? NULL : wrong;
}

static const char *take_nth(struct lic_str *s, struct lic_selector_test *test)
{
	static const struct lic_str word = LIC_STR("nth-child(");
	uint64_t nth;

	test->kind = LIC_SELECT_NTH;
	if (!lic_str_starts(*s, word))
		return "of all that begins with : only :nth-child(NUMBER) is known";
	drop(s, word.len);
	skip_space(s);
	if (lic_num_parse(take_name(s), LIC_PAGE_TAGS_MAX, &nth) < 0 || nth == 0)
		return "write a number from 1 on into :nth-child()";
	test->nth = (size_t)nth;
	skip_space(s);
	return take(s, ')') ? NULL : "the ) of :nth-child() is missing";
}

/* One more test of a step; *more is false if none stands there. */
static const char *take_test(struct lic_str *s, struct lic_selector_test *test, bool first,
			     bool *more)
{
	*test = (struct lic_selector_test){.kind = LIC_SELECT_ELEMENT};
	*more = true;
	if (take(s, '.'))
		return take_named(s, test, LIC_SELECT_CLASS);
	if (take(s, '#'))
		return take_named(s, test, LIC_SELECT_ID);
	if (take(s, '['))
		return take_attribute(s, test);
	if (take(s, ':'))
		return take_nth(s, test);
	if (first && take(s, '*'))
		return NULL;
	if (first)
		test->name = take_name(s);
	*more = test->name.len > 0;
	return NULL;
}

static const char *take_step(struct lic_str *s, struct lic_selector_step *step)
{
	struct lic_selector_test test;
	const char *wrong;
	bool more;

	step->count = 0;
	while (!(wrong = take_test(s, &test, step->count == 0, &more)) && more) {
		if (step->count == LIC_SELECTOR_TESTS_MAX)
			return "that is too much for one element";
		step->test[step->count++] = test;
	}
	return wrong;
}

static const char *take_steps(struct lic_str *s, struct lic_selector *out)
{
	bool child = false;

	while (s->len && s->ptr[0] != '@') {
		if (out->count == LIC_SELECTOR_STEPS_MAX)
			return "it has too many steps";
		struct lic_selector_step *step = &out->step[out->count];
		const char *wrong = take_step(s, step);
		if (wrong)
			return wrong;
		if (step->count == 0)
			return "it is none of those that are known: element, .class, #id, "
			       "[attribute], :nth-child(3), A B, A > B";
		step->child = child;
		out->count++;
		skip_space(s);
		child = take(s, '>');
		skip_space(s);
	}
	return child ? "an element is missing behind >" : NULL;
}

static const char *take_all(struct lic_str s, struct lic_selector *out)
{
	const char *wrong;

	skip_space(&s);
	if (take(&s, '"') ? !take_quoted(&s, '"', &out->title)
			  : take(&s, '\'') && !take_quoted(&s, '\'', &out->title))
		return "the quote behind its title is missing";
	if (out->title.ptr && lic_str_trim(out->title).len == 0)
		return "its title is empty";
	skip_space(&s);
	wrong = take_steps(&s, out);
	if (wrong)
		return wrong;
	if (take(&s, '@')) {
		out->attribute = take_name(&s);
		skip_space(&s);
		if (out->attribute.len == 0 || s.len)
			return "write the name of one attribute behind @, and nothing more";
	}
	return out->title.ptr || out->count || out->attribute.len ? NULL : "it is empty";
}

int lic_selector_parse(struct lic_selector *out, struct lic_str text, struct lic_diag *diag)
{
	struct lic_selector selector = {.count = 0};
	const char *wrong =
		text.len > LIC_SELECTOR_MAX ? "it is too long" : take_all(text, &selector);

	if (wrong)
		return lic_diag_set(diag, LIC_EINVAL, "%s", wrong);
	*out = selector;
	return LIC_OK;
}

/* ---- matching -------------------------------------------------------- */

/* Among words with white space between them. */
static bool has_word(struct lic_str words, struct lic_str word)
{
	while (words.len) {
		size_t n = 0;
		skip_space(&words);
		while (n < words.len && !lic_is_html_space(words.ptr[n]))
			n++;
		if (lic_str_eq(lic_str(words.ptr, n), word))
			return true;
		drop(&words, n);
	}
	return false;
}

static struct lic_str value_of(const struct lic_element *e, struct lic_str name)
{
	for (size_t i = 0; i < e->attributes_count; i++)
		if (lic_str_caseeq(e->attributes[i].name, name))
			return e->attributes[i].value;
	return lic_str(NULL, 0);
}

static bool passes(const struct lic_selector_test *test, const struct lic_element *e, size_t nth)
{
	switch (test->kind) {
	case LIC_SELECT_ELEMENT:
		return test->name.len == 0 || lic_str_caseeq(e->name, test->name);
	case LIC_SELECT_CLASS:
		return has_word(lic_element_get(e, "class"), test->name);
	case LIC_SELECT_ID:
		return lic_str_eq(lic_element_get(e, "id"), test->name);
	case LIC_SELECT_HAS:
		return value_of(e, test->name).ptr != NULL;
	case LIC_SELECT_VALUE: {
		struct lic_str value = value_of(e, test->name);
		return value.ptr && lic_str_eq(value, test->value);
	}
	case LIC_SELECT_NTH:
		return nth == test->nth;
	}
	return false;
}

static bool fits(const struct lic_selector_step *step, const struct lic_element *e, size_t nth)
{
	for (size_t i = 0; i < step->count; i++)
		if (!passes(&step->test[i], e, nth))
			return false;
	return true;
}

lic_selector_fit lic_selector_match(const struct lic_selector *selector,
				    const struct lic_element *element, size_t nth,
				    lic_selector_fit parent, lic_selector_fit around)
{
	lic_selector_fit fit = 0;

	for (size_t i = 0; i < selector->count; i++) {
		const struct lic_selector_step *step = &selector->step[i];
		lic_selector_fit before = step->child ? parent : around;
		if ((i == 0 || before >> (i - 1) & 1) && fits(step, element, nth))
			fit |= 1u << i;
	}
	return fit;
}
