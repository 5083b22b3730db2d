#include "targets.h"

#include "hash.h"

struct lic_target_slot {
	uint32_t tag;
	uint32_t target; /* plus 1; 0: empty */
};

/* Below this a label has too many neighbours to be told from them, and a shape still
 * sooner. */
#define NEAR_LENGTH 4
#define ALIKE_LENGTH 6
/* Of the top-level domain of a country. */
#define COUNTRY_LENGTH 2

const char *lic_target_kind_name(enum lic_target_kind kind)
{
	static const char *const names[LIC_TARGET_KINDS] = {"pharmacy", "manufacturer", "authority",
							    "retailer"};

	return names[kind];
}

/* ---- keys ------------------------------------------------------------ */

#define BASE 0x9e3779b97f4a7c15ull
#define SEED_NEAR 1
#define SEED_ALIKE 2

static uint64_t key_of(uint64_t sum, uint64_t seed)
{
	return lic_hash_fold(sum ^ LIC_HASH_K0, LIC_HASH_K1 ^ seed);
}

/* The keys of a text and of the text without each of its letters, by polynomials in
 * BASE: how many. Without one of two equal neighbours it is the same text. */
static size_t near_keys(struct lic_str s, uint64_t key[LIC_SHAPE_MAX + 1])
{
	uint64_t head[LIC_SHAPE_MAX + 1], power[LIC_SHAPE_MAX + 1];
	size_t n = 0;

	head[0] = 0;
	power[0] = 1;
	for (size_t i = 0; i < s.len; i++) {
		head[i + 1] = head[i] * BASE + (unsigned char)s.ptr[i];
		power[i + 1] = power[i] * BASE;
	}
	key[n++] = key_of(head[s.len], SEED_NEAR);
	for (size_t i = 0; i < s.len; i++) {
		size_t after = s.len - i - 1;
		uint64_t tail = head[s.len] - head[i + 1] * power[after];
		if (i && s.ptr[i] == s.ptr[i - 1])
			continue;
		key[n++] = key_of(head[i] * power[after] + tail, SEED_NEAR);
	}
	return n;
}

static uint64_t alike_key(struct lic_str fine)
{
	char room[LIC_SHAPE_MAX];

	return lic_hash(lic_looks_coarse(fine, room), SEED_ALIKE);
}

/* Of the filter, for each slot: one key in sixteen at most passes by chance. */
#define FILTER_BITS 8

static uint64_t filter_bit(const struct lic_targets *t, uint64_t key)
{
	return key >> 24 & (FILTER_BITS * (t->mask + 1) - 1);
}

static bool may_hold(const struct lic_targets *t, uint64_t key)
{
	uint64_t bit = filter_bit(t, key);

	return t->filter[bit / 64] >> bit % 64 & 1;
}

static void put(struct lic_targets *t, uint64_t key, size_t target)
{
	uint64_t i = key & t->mask, bit = filter_bit(t, key);

	t->filter[bit / 64] |= 1ull << bit % 64;
	while (t->slot[i].target)
		i = (i + 1) & t->mask;
	t->slot[i] = (struct lic_target_slot){(uint32_t)(key >> 32), (uint32_t)target + 1};
}

static void put_near(struct lic_targets *t, struct lic_str form, size_t target)
{
	uint64_t key[LIC_SHAPE_MAX + 1];
	size_t n = near_keys(form, key);

	for (size_t k = 0; k < n; k++)
		put(t, key[k], target);
}

static int make_table(struct lic_targets *t)
{
	uint64_t keys = 0, slots = 64;

	for (size_t i = 0; i < t->count; i++)
		keys += t->row[i].looks.plain.len + t->row[i].looks.fine.len + 3;
	while (slots < 2 * keys)
		slots *= 2;
	t->mask = slots - 1;
	t->slot = calloc(slots, sizeof(*t->slot));
	t->filter = calloc(slots * FILTER_BITS / 64, sizeof(*t->filter));
	if (!t->slot || !t->filter)
		return LIC_ENOMEM;
	for (size_t i = 0; i < t->count; i++) {
		const struct lic_looks *looks = &t->row[i].looks;
		if (looks->fine.len < NEAR_LENGTH)
			continue;
		put_near(t, looks->plain, i);
		if (looks->fine.ptr != looks->plain.ptr)
			put_near(t, looks->fine, i);
		if (looks->fine.len >= ALIKE_LENGTH)
			put(t, alike_key(looks->fine), i);
	}
	return LIC_OK;
}

/* ---- making ---------------------------------------------------------- */

/* A host has its site behind its first dot. */
static bool read_name(struct lic_target *out, bool host)
{
	struct lic_str site = out->name;
	size_t dot = lic_str_find(site, '.');

	if (host && dot < site.len) {
		out->front = lic_str(site.ptr, dot);
		site = lic_str(site.ptr + dot + 1, site.len - dot - 1);
		dot = lic_str_find(site, '.');
	}
	if (dot == 0 || dot >= site.len - 1 || dot > LIC_LABEL_MAX)
		return false;
	out->label = lic_str(site.ptr, dot);
	out->suffix = lic_str(site.ptr + dot + 1, site.len - dot - 1);
	const char *last = memrchr(site.ptr, '.', site.len);
	out->crowded = site.ptr + site.len - last > 1 + COUNTRY_LENGTH;
	return true;
}

static bool read_line(struct lic_target *out, struct lic_str line)
{
	struct lic_str kind, scope;
	int k = 0;

	*out = (struct lic_target){.owner = {NULL, 0}};
	if (!lic_str_split(&line, '\t', &out->name) || !lic_str_split(&line, '\t', &kind) ||
	    !lic_str_split(&line, '\t', &out->owner))
		return false;
	while (k < LIC_TARGET_KINDS &&
	       !lic_str_eq(kind, lic_str_from(lic_target_kind_name((enum lic_target_kind)k))))
		k++;
	out->kind = (enum lic_target_kind)k;
	bool host = lic_str_split(&line, '\t', &scope) && lic_str_eq(scope, LIC_STR("host"));
	return k < LIC_TARGET_KINDS && read_name(out, host);
}

static bool keep_looks(struct lic_target *t, struct lic_arena *arena)
{
	char plain[LIC_SHAPE_MAX], fine[LIC_SHAPE_MAX];
	struct lic_looks looks = lic_looks_of(t->label, plain, fine);
	bool one = looks.plain.ptr == looks.fine.ptr;

	t->looks.plain = lic_arena_copy(arena, looks.plain);
	t->looks.fine = one ? t->looks.plain : lic_arena_copy(arena, looks.fine);
	return t->looks.plain.ptr && t->looks.fine.ptr;
}

/* Numbers are no part of it: names that differ by them stand side by side. */
static size_t letters_of(struct lic_str label)
{
	size_t n = 0;

	for (size_t i = 0; i < label.len; i++)
		n += !lic_is_digit(label.ptr[i]);
	return n;
}

static int add_line(struct lic_targets *out, struct lic_str line, const struct lic_words *words,
		    struct lic_diag *diag)
{
	struct lic_target t;

	if (!read_line(&t, line))
		return lic_diag_set(diag, LIC_ESYNTAX, "\"%.*s\" is no target",
				    (int)(line.len > 80 ? 80 : line.len), line.ptr);
	if (out->count == LIC_TARGETS_MAX)
		return lic_diag_set(diag, LIC_ELIMIT, "more than %d targets", LIC_TARGETS_MAX);
	if ((out->count & (out->count - 1)) == 0) {
		struct lic_target *rows =
			realloc(out->row, (out->count ? 2 * out->count : 1) * sizeof(*rows));
		if (!rows)
			return LIC_ENOMEM;
		out->row = rows;
	}
	t.own = (unsigned)lic_words_left(words, t.label, LIC_WORDS_ALL);
	t.worth = (unsigned)(letters_of(t.label) +
			     lic_words_left(words, t.label, LIC_WORDS_TRADE) / 2 + t.own / 2);
	if (!keep_looks(&t, &out->arena))
		return LIC_ENOMEM;
	out->row[out->count++] = t;
	return LIC_OK;
}

static int compare(const void *a, const void *b)
{
	const struct lic_target *s = a, *t = b;
	int order = lic_str_cmp(s->label, t->label);

	return order ? order : lic_str_cmp(s->name, t->name);
}

/* A name may stand on several registers: one of them is enough. */
static void drop_twice(struct lic_targets *t)
{
	size_t kept = 0;

	if (t->count)
		qsort(t->row, t->count, sizeof(*t->row), compare);
	for (size_t i = 0; i < t->count; i++)
		if (!kept || !lic_str_eq(t->row[kept - 1].name, t->row[i].name))
			t->row[kept++] = t->row[i];
	t->count = kept;
}

/* The trie has each label once; its value leads to the first target by `first`. */
static int make_trie(struct lic_targets *t)
{
	struct lic_str *label = calloc(t->count + 1, sizeof(*label));
	uint32_t *first = calloc(t->count + 1, sizeof(*first));
	size_t n = 0;
	int err = label && first ? LIC_OK : LIC_ENOMEM;

	for (size_t i = 0; i < t->count && !err; i++) {
		if (n && lic_str_eq(label[n - 1], t->row[i].label)) {
			t->row[i - 1].twin = (uint32_t)i + 1;
		} else {
			first[n] = (uint32_t)i;
			label[n++] = t->row[i].label;
		}
	}
	if (!err)
		err = lic_trie_build(&t->labels, label, n);
	for (uint32_t i = 0; i < t->labels.count && !err; i++)
		if (t->labels.node[i].value)
			t->labels.node[i].value = first[t->labels.node[i].value - 1] + 1;
	free(label);
	free(first);
	return err;
}

int lic_targets_parse(struct lic_targets *out, struct lic_str text, const struct lic_words *words,
		      struct lic_diag *diag)
{
	struct lic_str line;
	int err = LIC_OK;

	*out = (struct lic_targets){.arena = LIC_ARENA_INIT};
	while (!err && lic_str_split(&text, '\n', &line))
		if (line.len)
			err = add_line(out, line, words, diag);
	if (!err) {
		drop_twice(out);
		err = make_trie(out);
		if (err == LIC_EINVAL)
			err = lic_diag_set(diag, LIC_ESYNTAX, "a target's label is none");
	}
	if (!err)
		err = make_table(out);
	if (err < 0)
		lic_targets_release(out);
	return err;
}

void lic_targets_release(struct lic_targets *targets)
{
	free(targets->row);
	free(targets->slot);
	free(targets->filter);
	lic_trie_release(&targets->labels);
	lic_arena_release(&targets->arena);
	*targets = (struct lic_targets){.arena = LIC_ARENA_INIT};
}

/* ---- finding --------------------------------------------------------- */

struct found {
	const struct lic_targets *targets;
	const struct lic_looks *looks; /* NULL: by the shape */
	struct lic_str coarse;
	const struct lic_target **out;
	size_t count;
};

static bool fits(const struct found *f, const struct lic_target *t)
{
	char room[LIC_SHAPE_MAX];

	if (!f->looks)
		return lic_str_eq(f->coarse, lic_looks_coarse(t->looks.fine, room));
	return lic_looks_near(f->looks->plain, t->looks.plain) ||
	       lic_looks_near(f->looks->fine, t->looks.fine);
}

static void look_up(struct found *f, uint64_t key)
{
	const struct lic_targets *t = f->targets;

	if (!may_hold(t, key))
		return;
	for (uint64_t i = key & t->mask; t->slot[i].target; i = (i + 1) & t->mask) {
		const struct lic_target *target = &t->row[t->slot[i].target - 1];
		bool known = false;
		if (t->slot[i].tag != (uint32_t)(key >> 32))
			continue;
		for (size_t k = 0; k < f->count; k++)
			known |= f->out[k] == target;
		if (!known && f->count < LIC_TARGETS_FOUND_MAX && fits(f, target))
			f->out[f->count++] = target;
	}
}

static void look_up_near(struct found *f, struct lic_str form)
{
	uint64_t key[LIC_SHAPE_MAX + 1];
	size_t n = near_keys(form, key);

	for (size_t i = 0; i < n; i++)
		look_up(f, key[i]);
}

size_t lic_targets_near(const struct lic_targets *targets, const struct lic_looks *looks,
			const struct lic_target *out[LIC_TARGETS_FOUND_MAX])
{
	struct found f = {.targets = targets, .looks = looks, .out = out};

	if (!targets->count)
		return 0;
	look_up_near(&f, looks->plain);
	if (looks->fine.ptr != looks->plain.ptr)
		look_up_near(&f, looks->fine);
	return f.count;
}

size_t lic_targets_alike(const struct lic_targets *targets, struct lic_str fine,
			 const struct lic_target *out[LIC_TARGETS_FOUND_MAX])
{
	char room[LIC_SHAPE_MAX];
	struct found f = {.targets = targets, .out = out};

	if (!targets->count)
		return 0;
	f.coarse = lic_looks_coarse(fine, room);
	look_up(&f, lic_hash(f.coarse, SEED_ALIKE));
	return f.count;
}

const struct lic_target *lic_targets_labelled(const struct lic_targets *targets,
					      struct lic_str label)
{
	uint32_t at = 0;

	for (size_t i = 0; i < label.len && targets->count; i++)
		if (!(at = lic_trie_step(&targets->labels, at, label.ptr[i])))
			return NULL;
	uint32_t value = targets->count ? targets->labels.node[at].value : 0;
	return value ? &targets->row[value - 1] : NULL;
}

const struct lic_target *lic_targets_twin(const struct lic_targets *targets,
					  const struct lic_target *target)
{
	return target->twin ? &targets->row[target->twin - 1] : NULL;
}
