/*
 * Facts on a name in rows, for facts_rows.h:
 *
 *   name key=value …      target owner kind how (an imitation) likeness (faint, near, close)
 *                         risky_tld=yes mixed_scripts=yes whole_script=yes
 *   word WORD key=value … kind strength shown disguised=yes
 *
 * The first of them makes the slot known. Views into the text.
 */
#ifndef LIC_FACTS_NAME_ROWS_H
#define LIC_FACTS_NAME_ROWS_H

#define FACTS_NAME_ROWS_WORDS 16

struct facts_name_rows {
	struct lic_name_facts name;
	struct lic_name_word words[FACTS_NAME_ROWS_WORDS];
};

static inline bool facts_name_rows_yes(struct lic_str value)
{
	assert_true(lic_str_eq(value, LIC_STR("yes")));
	return true;
}

static inline enum lic_imitation facts_name_rows_how(struct lic_str value)
{
	for (int i = 0; i < LIC_IMITATIONS; i++)
		if (lic_str_eq(value, lic_str_from(lic_imitation_name((enum lic_imitation)i))))
			return (enum lic_imitation)i;
	fail_msg("%.*s is no imitation", LIC_STR_ARG(value));
	return LIC_IMITATIONS;
}

static inline enum lic_likeness facts_name_rows_likeness(struct lic_str value)
{
	if (lic_str_eq(value, LIC_STR("close")))
		return LIC_LIKENESS_CLOSE;
	if (lic_str_eq(value, LIC_STR("near")))
		return LIC_LIKENESS_NEAR;
	assert_true(lic_str_eq(value, LIC_STR("faint")));
	return LIC_LIKENESS_FAINT;
}

static inline enum lic_word_kind facts_name_rows_kind(struct lic_str value)
{
	for (int i = 0; i < LIC_WORD_KINDS; i++)
		if (lic_str_eq(value, lic_str_from(lic_word_kind_name((enum lic_word_kind)i))))
			return (enum lic_word_kind)i;
	fail_msg("%.*s is no kind of word", LIC_STR_ARG(value));
	return LIC_WORD_KINDS;
}

static inline void facts_name_rows_name(struct lic_name_facts *name, struct lic_str rest)
{
	const struct facts_rows_text texts[] = {
		{"target", &name->target},
		{"owner", &name->target_owner},
		{"kind", &name->target_kind},
	};
	struct lic_str key, value;

	while (facts_rows_pair(&rest, &key, &value)) {
		if (facts_rows_set(texts, LIC_ARRAY_SIZE(texts), key, value))
			continue;
		if (lic_str_eq(key, LIC_STR("how")))
			name->imitation = facts_name_rows_how(value);
		else if (lic_str_eq(key, LIC_STR("likeness")))
			name->likeness = facts_name_rows_likeness(value);
		else if (lic_str_eq(key, LIC_STR("risky_tld")))
			name->risky_tld = facts_name_rows_yes(value);
		else if (lic_str_eq(key, LIC_STR("mixed_scripts")))
			name->mixed_scripts = facts_name_rows_yes(value);
		else if (lic_str_eq(key, LIC_STR("whole_script")))
			name->whole_script = facts_name_rows_yes(value);
		else
			fail_msg("a name has no %.*s", LIC_STR_ARG(key));
	}
}

static inline void facts_name_rows_word(struct facts_name_rows *rows, struct lic_str rest)
{
	assert_true(rows->name.words_count < FACTS_NAME_ROWS_WORDS);
	struct lic_name_word *w = &rows->words[rows->name.words_count++];
	struct lic_str key, value;

	*w = (struct lic_name_word){.word = facts_rows_word(&rest), .strength = 3};
	w->shown = w->word;
	while (facts_rows_pair(&rest, &key, &value)) {
		if (lic_str_eq(key, LIC_STR("kind")))
			w->kind = facts_name_rows_kind(value);
		else if (lic_str_eq(key, LIC_STR("strength")))
			w->strength = value.ptr[0] - '0';
		else if (lic_str_eq(key, LIC_STR("shown")))
			w->shown = value;
		else if (lic_str_eq(key, LIC_STR("disguised")))
			w->disguised = facts_name_rows_yes(value);
		else
			fail_msg("a word has no %.*s", LIC_STR_ARG(key));
	}
}

/* True if the row was one of these. */
static inline bool facts_name_rows_read(struct facts_name_rows *rows, struct lic_facts *facts,
					struct lic_str word, struct lic_str rest)
{
	bool is_name = lic_str_eq(word, LIC_STR("name"));

	if (!is_name && !lic_str_eq(word, LIC_STR("word")))
		return false;
	facts->known[LIC_SLOT_NAME] = true;
	facts->name = &rows->name;
	rows->name.words = rows->words;
	if (is_name)
		facts_name_rows_name(&rows->name, rest);
	else
		facts_name_rows_word(rows, rest);
	return true;
}

#endif
