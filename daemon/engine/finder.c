#include "finder.h"

#include "hash.h"

#define TEXT_MAX UINT32_MAX
#define WORDS_MASK_FIRST 1023u

/* What is needed only while it is built. */
struct builder {
	struct lic_finder *f;
	struct lic_store *store;
	struct lic_buf text;
	uint32_t room;
	uint32_t *slot; /* words by hash: number + 1, 0 free */
	size_t mask;
	uint32_t words_room;
	struct lic_buf shown;
	struct lic_diag *diag;
};

/* ---- words ----------------------------------------------------------- */

static int grow_words(struct builder *b)
{
	struct lic_finder *f = b->f;
	size_t mask = b->mask ? b->mask * 2 + 1 : WORDS_MASK_FIRST;
	uint32_t *slot = calloc(mask + 1, sizeof(*slot));
	struct lic_str *word = realloc(f->word, (mask / 2 + 1) * sizeof(*word));

	if (word)
		f->word = word;
	if (!slot || !word) {
		free(slot);
		return LIC_ENOMEM;
	}
	for (uint32_t i = 0; i < f->words; i++) {
		size_t at = lic_hash(f->word[i], 0) & mask;
		while (slot[at])
			at = (at + 1) & mask;
		slot[at] = i + 1;
	}
	free(b->slot);
	b->slot = slot;
	b->mask = mask;
	b->words_room = (uint32_t)(mask / 2 + 1);
	return LIC_OK;
}

static int word_number(struct builder *b, struct lic_str word, uint32_t *out)
{
	struct lic_finder *f = b->f;

	if (f->words == b->words_room && grow_words(b) < 0)
		return LIC_ENOMEM;
	size_t at = lic_hash(word, 0) & b->mask;
	while (b->slot[at] && !lic_str_eq(f->word[b->slot[at] - 1], word))
		at = (at + 1) & b->mask;
	if (!b->slot[at]) {
		f->word[f->words] = lic_arena_copy(&f->arena, word);
		if (!f->word[f->words].ptr)
			return LIC_ENOMEM;
		b->slot[at] = ++f->words;
	}
	*out = b->slot[at] - 1;
	return LIC_OK;
}

/* ---- entries --------------------------------------------------------- */

static void add_lower(struct lic_buf *out, struct lic_str s)
{
	if (s.len && lic_buf_grow(out, s.len + 1) == LIC_OK) {
		lic_str_lower(out->ptr + out->len, s);
		out->len += s.len;
	}
	lic_buf_addc(out, '\n');
}

static int add_text(struct builder *b, const struct lic_row *row)
{
	lic_buf_adds(&b->text, row->name.text);
	lic_buf_addc(&b->text, '\n');
	if (lic_str_holds(row->name.text, LIC_STR("xn--"))) {
		lic_buf_reset(&b->shown);
		int err = lic_host_show(lic_str(row->name.text.ptr, row->name.host_len), &b->shown);
		if (err == LIC_ENOMEM)
			return err;
		add_lower(&b->text, lic_buf_str(&b->shown));
	}
	add_lower(&b->text, row->record.holder);
	add_lower(&b->text, row->record.number);
	lic_buf_addc(&b->text, '\0');
	return lic_buf_error(&b->text);
}

static int add_entry(struct builder *b, size_t list, const struct lic_row *row)
{
	struct lic_finder *f = b->f;
	const struct lic_str host = lic_str(row->name.text.ptr, row->name.host_len);
	const char *dot = host.len ? memrchr(host.ptr, '.', host.len) : NULL;
	struct lic_str tld = dot ? lic_str(dot + 1, (size_t)(host.ptr + host.len - dot - 1)) : host;

	if (f->count == b->room) {
		uint32_t room = b->room ? b->room * 2 : 4096;
		struct lic_finder_entry *wider = realloc(f->entry, room * sizeof(*wider));
		if (!wider)
			return LIC_ENOMEM;
		f->entry = wider;
		b->room = room;
	}
	struct lic_finder_entry *e = &f->entry[f->count];
	*e = (struct lic_finder_entry){
		.text = (uint32_t)b->text.len,
		.name_len = (uint16_t)row->name.text.len,
		.list = (uint16_t)list,
		.since = row->record.since,
		.until = row->record.until,
		.withdrawn = row->record.withdrawn,
		.scope = (uint8_t)row->name.scope,
	};
	int err = add_text(b, row);
	if (!err)
		err = word_number(b, tld, &e->tld);
	if (!err)
		err = word_number(b, row->record.class, &e->class);
	if (!err)
		err = word_number(b, row->record.countries, &e->countries);
	f->count += !err;
	return err;
}

static int add_list(void *ctx, int64_t no, const struct lic_list *list,
		    const struct lic_list_counts *counts)
{
	struct builder *b = ctx;
	struct lic_finder *f = b->f;
	struct lic_finder_list *l = &f->list[f->lists];

	(void)counts;
	if (f->lists == LIC_LISTS_MAX)
		return LIC_ELIMIT;
	*l = (struct lic_finder_list){
		.no = no,
		.id = lic_arena_copy(&f->arena, list->id),
		.timezone = lic_arena_copy(&f->arena, list->timezone),
		.jurisdiction = lic_arena_copy(&f->arena, list->jurisdiction),
		.kind = list->kind,
	};
	f->lists++;
	return l->id.ptr && l->timezone.ptr && l->jurisdiction.ptr ? LIC_OK : LIC_ENOMEM;
}

static int add_entries(struct builder *b, size_t list)
{
	struct lic_cursor *cursor;
	struct lic_row row;
	int got = lic_cursor_entries(&cursor, b->store, b->f->list[list].no, b->diag);

	if (got < 0)
		return got;
	while ((got = lic_cursor_next(cursor, &row, b->diag)) > 0) {
		got = add_entry(b, list, &row);
		if (got < 0)
			break;
	}
	lic_cursor_free(cursor);
	return got;
}

/* ---- in order of name ------------------------------------------------ */

/* Entries of a list come in order. So many runs become one, two at a time. */
static int merge_runs(struct lic_finder *f, uint32_t *starts, size_t runs)
{
	struct lic_finder_entry *from = f->entry, *to = malloc((f->count + 1) * sizeof(*to));
	struct lic_finder_entry *spare = to;

	if (!to)
		return LIC_ENOMEM;
	while (runs > 1) {
		size_t n = 0;
		for (size_t r = 0; r < runs; r += 2) {
			uint32_t a = starts[r], a_end = starts[r + 1];
			uint32_t b = a_end, b_end = r + 1 < runs ? starts[r + 2] : a_end;
			uint32_t at = a;
			starts[n++] = at;
			while (a < a_end && b < b_end) {
				struct lic_str x =
					lic_str(f->text + from[a].text, from[a].name_len);
				struct lic_str y =
					lic_str(f->text + from[b].text, from[b].name_len);
				to[at++] = lic_str_cmp(x, y) <= 0 ? from[a++] : from[b++];
			}
			while (a < a_end)
				to[at++] = from[a++];
			while (b < b_end)
				to[at++] = from[b++];
		}
		starts[n] = f->count;
		runs = n;
		struct lic_finder_entry *swap = from;
		from = to;
		to = swap;
	}
	if (from == spare)
		memcpy(f->entry, from, f->count * sizeof(*from));
	free(spare);
	return LIC_OK;
}

/* The text in the same order, so that what is found comes in order. */
static int order_text(struct lic_finder *f)
{
	char *text = malloc(f->text_len + 1);
	size_t at = 0;

	if (!text)
		return LIC_ENOMEM;
	for (uint32_t i = 0; i < f->count; i++) {
		const char *from = f->text + f->entry[i].text;
		/* Each entry's part ends with a byte that no text holds. */
		const char *end = memchr(from, '\0', f->text_len - f->entry[i].text);
		size_t n = (size_t)(end - from) + 1;
		memcpy(text + at, from, n);
		f->entry[i].text = (uint32_t)at;
		at += n;
	}
	free(f->text);
	f->text = text;
	return LIC_OK;
}

static int fill(struct builder *b)
{
	struct lic_finder *f = b->f;
	uint32_t *starts;
	int err = lic_store_generation(b->store, &f->generation, b->diag);

	f->list = calloc(LIC_LISTS_MAX, sizeof(*f->list));
	starts = calloc(LIC_LISTS_MAX + 2, sizeof(*starts));
	if (!err && (!f->list || !starts || grow_words(b) < 0))
		err = LIC_ENOMEM;
	if (!err)
		err = lic_store_list_each(b->store, 0, add_list, b, b->diag);
	for (size_t i = 0; !err && i < f->lists; i++) {
		starts[i] = f->count;
		err = add_entries(b, i);
	}
	if (!err) {
		starts[f->lists] = f->count;
		f->text_len = b->text.len;
		lic_buf_addc(&b->text, '\0');
		f->text = lic_buf_take(&b->text);
		err = f->text ? merge_runs(f, starts, f->lists) : LIC_ENOMEM;
	}
	if (!err)
		err = order_text(f);
	free(starts);
	return err;
}

static int build(struct lic_finder **out, struct lic_engine *engine, struct lic_diag *diag)
{
	struct builder b = {.f = calloc(1, sizeof(*b.f)), .diag = diag};
	int err = LIC_ENOMEM;

	if (diag)
		diag->text[0] = '\0';
	lic_buf_init(&b.text, TEXT_MAX);
	lic_buf_init(&b.shown, LIC_URL_MAX);
	if (b.f) {
		atomic_init(&b.f->refs, 1);
		err = lic_engine_store(engine, false, &b.store, diag);
	}
	if (!err)
		err = fill(&b);
	if (err < 0 && (!diag || !diag->text[0]))
		lic_diag_set(diag, err, "the lists are too large to be searched: %s",
			     lic_strerror(err));
	lic_store_close(b.store);
	lic_buf_release(&b.text);
	lic_buf_release(&b.shown);
	free(b.slot);
	if (err < 0)
		lic_finder_unref(b.f);
	else
		*out = b.f;
	return err;
}

int lic_finder_take(struct lic_finder **out, struct lic_engine *engine, struct lic_diag *diag)
{
	int err = LIC_OK;

	/* Who comes while it is built waits for it. */
	pthread_mutex_lock(&engine->finding);
	if (!engine->finder ||
	    engine->finder->generation != (int64_t)atomic_load(&engine->generation)) {
		struct lic_finder *next;
		err = build(&next, engine, diag);
		if (!err) {
			lic_finder_unref(engine->finder);
			engine->finder = next;
		}
	}
	if (!err) {
		*out = engine->finder;
		atomic_fetch_add(&engine->finder->refs, 1);
	}
	pthread_mutex_unlock(&engine->finding);
	return err;
}

void lic_finder_unref(struct lic_finder *f)
{
	if (!f || atomic_fetch_sub(&f->refs, 1) > 1)
		return;
	free(f->text);
	free(f->entry);
	free(f->list);
	free(f->word);
	lic_arena_release(&f->arena);
	free(f);
}
