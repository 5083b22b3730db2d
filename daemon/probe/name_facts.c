#include "name_facts.h"

#include "idn.h"
#include "lookalike.h"

/* In front of the site and in its label. */
#define FOUND_MAX (2 * LIC_LABEL_MAX)

struct probe {
	const struct lic_name_lists *lists;
	struct lic_arena *arena;
	struct lic_name_facts *out;
	struct lic_word_found *found; /* of FOUND_MAX */
	size_t count;
};

/* The words of a label; of those before the site only medicines tell: "pharmacy" stands
 * there before universities. */
static void find_words(struct probe *p, struct lic_str label, bool in_front)
{
	struct lic_word_found found[LIC_LABEL_MAX];
	size_t n = lic_words_find(&p->lists->words, label, found);

	for (size_t i = 0; i < n && p->count < FOUND_MAX; i++) {
		const struct lic_word *w = found[i].word;
		if (!in_front || (w->kind == LIC_WORD_MEDICINE && w->strength == 3))
			p->found[p->count++] = found[i];
	}
}

static int keep_words(struct probe *p)
{
	struct lic_name_word *words = NULL;

	if (p->count) {
		words = lic_arena_alloc(p->arena, p->count * sizeof(*words));
		if (!words)
			return LIC_ENOMEM;
	}
	for (size_t i = 0; i < p->count; i++)
		words[i] = (struct lic_name_word){
			.word = p->found[i].word->word,
			.shown = p->found[i].shown,
			.kind = p->found[i].word->kind,
			.strength = p->found[i].word->strength,
			.disguised = p->found[i].disguised,
		};
	p->out->words = words;
	p->out->words_count = p->count;
	return LIC_OK;
}

static struct lic_str keep(struct lic_arena *arena, const struct lic_buf *text)
{
	return lic_buf_error(text) ? lic_str(NULL, 0) : lic_arena_copy(arena, lic_buf_str(text));
}

/* An A-label: what it looks like and how it reads, each empty where that cannot be told. */
static void decode(struct probe *p, struct lic_str label, struct lic_str *looks,
		   struct lic_str *reads)
{
	struct lic_buf shown, text;

	*looks = *reads = lic_str(NULL, 0);
	lic_buf_init(&shown, LIC_URL_MAX);
	lic_buf_init(&text, LIC_URL_MAX);
	if (lic_idn_to_unicode(label, &shown) == LIC_OK &&
	    !lic_str_eq(lic_buf_str(&shown), label)) {
		p->out->mixed_scripts |= lic_idn_mixes_scripts(lic_buf_str(&shown));
		p->out->whole_script |= lic_idn_whole_script(lic_buf_str(&shown));
		if (lic_idn_looks(lic_buf_str(&shown), &text) == LIC_OK)
			*looks = keep(p->arena, &text);
		lic_buf_reset(&text);
		if (lic_idn_reads(lic_buf_str(&shown), &text) == LIC_OK)
			*reads = keep(p->arena, &text);
	}
	lic_buf_release(&shown);
	lic_buf_release(&text);
}

/* Registers and never-flag lists know the name: it is nobody's imitation. */
static bool is_known(const struct lic_facts *facts)
{
	for (size_t i = 0; i < facts->matches; i++) {
		const struct lic_entry *e = &facts->match[i];
		if (e->list->kind == LIC_KIND_REGISTER || e->list->kind == LIC_KIND_BENIGN)
			return true;
	}
	return false;
}

static void find_target(struct probe *p, const struct lic_facts *facts, struct lic_str label,
			struct lic_str looks)
{
	if (is_known(facts))
		return;
	struct lic_lookalike l = lic_lookalike_find(&p->lists->targets, &p->lists->words,
						    facts->subject, label, looks);
	if (!l.target)
		return;
	p->out->target = l.target->name;
	p->out->target_owner = l.target->owner;
	p->out->target_kind = lic_str_from(lic_target_kind_name(l.target->kind));
	p->out->imitation = l.how;
	p->out->likeness = l.likeness;
}

/* The words of all labels; what the site's own one looks like goes to *looks. False where
 * the name is none of the DNS. */
static bool find_in_host(struct probe *p, struct lic_str host, struct lic_str site,
			 struct lic_str *looks)
{
	struct lic_str label = lic_str(site.ptr, lic_str_find(site, '.')), reads = label;
	struct lic_str front = lic_str(host.ptr, host.len - site.len), part;

	if (label.len == site.len || label.len > LIC_LABEL_MAX || host.len > LIC_HOST_MAX)
		return false;
	while (front.len && lic_str_split(&front, '.', &part))
		if (part.len)
			find_words(p, part, true);
	*looks = label;
	if (lic_str_starts(label, LIC_STR("xn--")))
		decode(p, label, looks, &reads);
	find_words(p, reads, false);
	return true;
}

static void look(struct probe *p, const struct lic_facts *facts)
{
	struct lic_str site = facts->subject->site, looks;

	if (!find_in_host(p, facts->subject->host, site, &looks))
		return;
	find_target(p, facts, lic_str(site.ptr, lic_str_find(site, '.')), looks);
	const char *dot = memrchr(site.ptr, '.', site.len);
	p->out->risky_tld = lic_suffixes_hold(
		&p->lists->suffixes, lic_str(dot + 1, (size_t)(site.ptr + site.len - dot - 1)));
}

int lic_name_words(const struct lic_name_lists *lists, struct lic_str host, struct lic_str site,
		   struct lic_arena *arena, const struct lic_name_word **out, size_t *count)
{
	struct lic_name_facts name = {.words = NULL};
	struct lic_word_found found[FOUND_MAX];
	struct probe p = {.lists = lists, .arena = arena, .out = &name, .found = found};
	struct lic_str looks;

	find_in_host(&p, host, site, &looks);
	int err = keep_words(&p);
	*out = name.words;
	*count = name.words_count;
	return err;
}

int lic_name_probe(const struct lic_name_lists *lists, struct lic_arena *arena,
		   struct lic_facts *facts)
{
	struct lic_name_facts *out = lic_arena_alloc(arena, sizeof(*out));
	struct lic_word_found found[FOUND_MAX];
	struct probe p = {.lists = lists, .arena = arena, .out = out, .found = found};

	if (!out)
		return LIC_ENOMEM;
	*out = (struct lic_name_facts){.words = NULL};
	if (!facts->subject->is_ip)
		look(&p, facts);
	int err = keep_words(&p);
	if (err < 0)
		return err;
	facts->name = out;
	facts->known[LIC_SLOT_NAME] = true;
	return LIC_OK;
}
