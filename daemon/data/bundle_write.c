/* Writing bundles: rows are kept as numbers of values until the last is known, and then told
 * column by column in the order of their keys. */
#include "bundle_file.h"

#include "hash.h"
#include "limits.h"
#include "pack.h"

/* Entries of a list that is packed as small as can be, in five seconds. A million must not take
 * a minute. */
#define BEST_UP_TO 300000

/* The values of one column, each once. */
struct pool {
	struct lic_str *values;
	uint32_t count, room;
	uint32_t *slots; /* number of a value + 1, 0 free; slots_count is a power of two */
	uint32_t slots_count;
	bool any; /* one is not empty */
};

struct entry {
	struct lic_str key;
	uint32_t values[LIC_BUNDLE_COLUMNS];
};

/* In which the entries may stand: names that resemble each other side by side, or numbers and
 * days that follow each other. Which packs best depends on the list. */
enum order { BY_KEY, BY_DAY_AND_KEY, BY_DAY_AND_NUMBER, ORDERS };

struct lic_bundle_writer {
	enum order order;
	struct pool pools[LIC_BUNDLE_COLUMNS];
	struct entry *entries;
	uint32_t count, room;
	struct lic_arena arena;
	struct lic_buf raw; /* of the section under way */
};

int lic_bundle_writer_new(struct lic_bundle_writer **out)
{
	struct lic_bundle_writer *w = calloc(1, sizeof(*w));

	if (!w)
		return LIC_ENOMEM;
	w->arena.step = 1 << 20;
	lic_buf_init(&w->raw, LIC_BUNDLE_UNPACKED_MAX);
	*out = w;
	return LIC_OK;
}

void lic_bundle_writer_free(struct lic_bundle_writer *writer)
{
	if (!writer)
		return;
	for (int c = 0; c < LIC_BUNDLE_COLUMNS; c++) {
		free(writer->pools[c].values);
		free(writer->pools[c].slots);
	}
	free(writer->entries);
	lic_arena_release(&writer->arena);
	lic_buf_release(&writer->raw);
	free(writer);
}

/* Twice as many, from `first` on. */
static int widen(void **items, uint32_t *room, uint32_t first, size_t size)
{
	uint32_t wanted = *room ? *room * 2 : first;
	void *grown = realloc(*items, wanted * size);

	if (!grown)
		return LIC_ENOMEM;
	*items = grown;
	*room = wanted;
	return LIC_OK;
}

static uint32_t *find_slot(const struct pool *p, struct lic_str value)
{
	uint32_t at = (uint32_t)lic_hash(value, 0) & (p->slots_count - 1);

	while (p->slots[at] && !lic_str_eq(p->values[p->slots[at] - 1], value))
		at = (at + 1) & (p->slots_count - 1);
	return &p->slots[at];
}

/* Keep at least half of the slots free. */
static int grow_slots(struct pool *p)
{
	if (p->slots_count >= 2 * (p->count + 1))
		return LIC_OK;
	const uint32_t wanted = p->slots_count ? p->slots_count * 2 : 64;
	uint32_t *slots = calloc(wanted, sizeof(*slots));
	if (!slots)
		return LIC_ENOMEM;
	free(p->slots);
	p->slots = slots;
	p->slots_count = wanted;
	for (uint32_t i = 0; i < p->count; i++)
		*find_slot(p, p->values[i]) = i + 1;
	return LIC_OK;
}

static int pool_number(struct pool *p, struct lic_arena *arena, struct lic_str value, uint32_t *out)
{
	int err = grow_slots(p);

	if (err < 0)
		return err;
	uint32_t *slot = find_slot(p, value);
	if (!*slot) {
		if (p->count == p->room)
			err = widen((void **)&p->values, &p->room, 64, sizeof(*p->values));
		struct lic_str copy = lic_arena_copy(arena, value);
		if (err < 0 || !copy.ptr)
			return LIC_ENOMEM;
		p->values[p->count++] = copy;
		p->any |= value.len > 0;
		*slot = p->count;
	}
	*out = *slot - 1;
	return LIC_OK;
}

static bool is_plain(struct lic_str text)
{
	return text.len <= LIC_LIST_LINE_MAX && (!text.len || !memchr(text.ptr, '\0', text.len));
}

int lic_bundle_writer_add(struct lic_bundle_writer *w, const struct lic_name *name,
			  const struct lic_record *record)
{
	char name_store[LIC_ROW_NAME_SIZE], store[LIC_ROW_TEXT_SIZE];
	struct lic_str written = lic_row_name(name, name_store);
	int err = LIC_OK;

	if (w->count == LIC_BUNDLE_ENTRIES_MAX || written.len > LIC_BUNDLE_KEY_MAX)
		return LIC_ELIMIT;
	if (!is_plain(written))
		return LIC_EINVAL;
	if (w->count == w->room)
		err = widen((void **)&w->entries, &w->room, 1024, sizeof(*w->entries));
	if (err < 0)
		return err;
	struct entry *e = &w->entries[w->count];
	for (int c = LIC_BUNDLE_FIRST_COLUMN; !err && c < LIC_BUNDLE_COLUMNS; c++) {
		struct lic_str text = lic_row_text(record, c, store);
		err = is_plain(text) ? pool_number(&w->pools[c], &w->arena, text, &e->values[c])
				     : LIC_EINVAL;
	}
	char *key = err < 0 ? NULL : lic_arena_alloc(&w->arena, written.len);
	if (!key)
		return err < 0 ? err : LIC_ENOMEM;
	lic_bundle_turn(written, key);
	e->key = lic_str(key, written.len);
	w->count++;
	return LIC_OK;
}

/* ---- the file -------------------------------------------------------- */

static int by_column(const struct lic_bundle_writer *w, const struct entry *x,
		     const struct entry *y, int c)
{
	const struct lic_str *values = w->pools[c].values;

	return x->values[c] == y->values[c]
		       ? 0
		       : lic_str_cmp(values[x->values[c]], values[y->values[c]]);
}

/* In the end by all that the row says, so that the order of adding does not show. */
static int in_order(const void *a, const void *b, void *ctx)
{
	const struct lic_bundle_writer *w = ctx;
	const struct entry *x = a, *y = b;
	int d = 0;

	if (w->order != BY_KEY)
		d = by_column(w, x, y, LIC_ROW_SINCE);
	if (!d && w->order == BY_DAY_AND_NUMBER)
		d = by_column(w, x, y, LIC_ROW_NUMBER);
	if (!d)
		d = lic_str_cmp(x->key, y->key);
	for (int c = LIC_BUNDLE_FIRST_COLUMN; !d && c < LIC_BUNDLE_COLUMNS; c++)
		d = by_column(w, x, y, c);
	return d;
}

static void sort(struct lic_bundle_writer *w, enum order order)
{
	w->order = order;
	if (w->count)
		qsort_r(w->entries, w->count, sizeof(*w->entries), in_order, w);
}

static void add_u32(struct lic_buf *out, uint32_t number)
{
	for (int shift = 0; shift < 32; shift += 8)
		lic_buf_addc(out, (char)(number >> shift));
}

static void write_names(struct lic_bundle_writer *w)
{
	struct lic_str before = {NULL, 0};

	for (int pass = 0; pass < 2; pass++)
		for (uint32_t i = 0; i < w->count; i++) {
			const struct lic_str key = w->entries[i].key;
			size_t n = 0;
			before = i ? w->entries[i - 1].key : lic_str(NULL, 0);
			while (n < 255 && n < key.len && n < before.len &&
			       key.ptr[n] == before.ptr[n])
				n++;
			if (pass == 0) {
				lic_buf_addc(&w->raw, (char)n);
			} else {
				lic_buf_add(&w->raw, key.ptr + n, key.len - n);
				lic_buf_addc(&w->raw, '\0');
			}
		}
}

static uint8_t width_of(uint32_t number)
{
	return number >> 24 ? 4 : number >> 16 ? 3 : number >> 8 ? 2 : 1;
}

/* The values, each with a NUL. */
static void write_lined(struct lic_buf *out, const struct lic_str *values, uint32_t count)
{
	lic_buf_addc(out, LIC_BUNDLE_LINED);
	for (uint32_t i = 0; i < count; i++) {
		lic_buf_adds(out, values[i]);
		lic_buf_addc(out, '\0');
	}
}

/* Where each byte has a meaning by its place, as in numbers and dates, those of one place side
 * by side. */
static void write_turned(struct lic_buf *out, const struct lic_str *values, uint32_t count)
{
	size_t longest = 0;

	lic_buf_addc(out, LIC_BUNDLE_TURNED);
	add_u32(out, count);
	for (uint32_t i = 0; i < count; i++) {
		lic_buf_addc(out, (char)values[i].len);
		longest = values[i].len > longest ? values[i].len : longest;
	}
	for (size_t at = 0; at < longest; at++)
		for (uint32_t i = 0; i < count; i++)
			if (at < values[i].len)
				lic_buf_addc(out, values[i].ptr[at]);
}

static void write_values(struct lic_buf *out, const struct lic_str *values, uint32_t count)
{
	const size_t begin = out->len;
	size_t longest = 0, lined;

	for (uint32_t i = 0; i < count; i++)
		longest = values[i].len > longest ? values[i].len : longest;
	if (longest <= UINT8_MAX) {
		write_lined(out, values, count);
		lined = lic_pack_guess(lic_str(out->ptr + begin, out->len - begin));
		out->len = begin;
		write_turned(out, values, count);
		if (lic_pack_guess(lic_str(out->ptr + begin, out->len - begin)) < lined)
			return;
		out->len = begin;
	}
	write_lined(out, values, count);
}

/* Number the values anew, as they come in the order of keys. */
static void write_column(struct lic_bundle_writer *w, int c)
{
	const struct pool *pool = &w->pools[c];
	uint32_t *numbers = calloc(pool->count ? pool->count : 1, sizeof(*numbers));
	struct lic_str *used = calloc(pool->count ? pool->count : 1, sizeof(*used));
	uint32_t *rows = malloc((w->count ? w->count : 1) * sizeof(*rows));
	uint32_t count = 0, most = 0;

	if (!numbers || !used || !rows) {
		w->raw.err = LIC_ENOMEM;
		goto out;
	}
	for (uint32_t i = 0; i < w->count; i++) {
		const uint32_t value = w->entries[i].values[c];
		rows[i] = numbers[value];
		if (!rows[i]) {
			used[count++] = pool->values[value];
			numbers[value] = count;
		}
		most = rows[i] > most ? rows[i] : most;
	}
	const uint8_t width = width_of(most);
	lic_buf_addc(&w->raw, (char)width);
	for (unsigned plane = 0; !w->raw.err && plane < width; plane++)
		for (uint32_t i = 0; i < w->count; i++)
			lic_buf_addc(&w->raw, (char)(rows[i] >> (8 * plane)));
	if (!w->raw.err)
		write_values(&w->raw, used, count);
out:
	free(numbers);
	free(used);
	free(rows);
}

/* What stands in raw, as one section. */
static int end_section(struct lic_bundle_writer *w, struct lic_buf *out, const char *name)
{
	struct lic_str id = lic_str_from(name);
	int err = lic_buf_error(&w->raw);

	lic_buf_addc(out, (char)id.len);
	lic_buf_adds(out, id);
	add_u32(out, (uint32_t)w->raw.len);
	const size_t at = out->len;
	add_u32(out, 0);
	if (!err)
		err = lic_pack(out, lic_buf_str(&w->raw),
			       w->count <= BEST_UP_TO ? LIC_PACK_BEST : LIC_PACK_QUICK);
	if (!err)
		err = lic_buf_error(out);
	if (err < 0)
		return err;
	const uint32_t packed = (uint32_t)(out->len - at - 4);
	for (int i = 0; i < 4; i++)
		out->ptr[at + (size_t)i] = (char)(packed >> (8 * i));
	lic_buf_reset(&w->raw);
	return LIC_OK;
}

/* Fill raw with the section of a column, 0 being the names: whether there is one. */
static bool write_section(struct lic_bundle_writer *w, int c)
{
	lic_buf_reset(&w->raw);
	if (c == 0)
		write_names(w);
	else if (w->pools[c].any)
		write_column(w, c);
	else
		return false;
	return true;
}

/* Sort the entries in the order that packs best. */
static void choose_order(struct lic_bundle_writer *w)
{
	enum order best = BY_KEY;
	size_t least = SIZE_MAX;

	for (enum order order = BY_KEY; order < ORDERS; order++) {
		size_t size = 0;
		sort(w, order);
		for (int c = 0; c < LIC_BUNDLE_COLUMNS; c++)
			if (write_section(w, c))
				size += lic_pack_guess(lic_buf_str(&w->raw));
		if (size < least) {
			least = size;
			best = order;
		}
	}
	sort(w, best);
}

static int write_sections(struct lic_bundle_writer *w, const struct lic_bundle_log *log,
			  struct lic_buf *out)
{
	struct lic_bundle_counts counts = {.entries = w->count};

	for (int c = LIC_BUNDLE_FIRST_COLUMN; c < LIC_BUNDLE_COLUMNS; c++)
		counts.columns += w->pools[c].any;
	LIC_BUF_LIT(out, LIC_BUNDLE_MAGIC);
	lic_buf_reset(&w->raw);
	lic_bundle_head_write(&w->raw, &counts, log);
	int err = end_section(w, out, LIC_BUNDLE_HEAD);
	for (int c = 0; !err && c < LIC_BUNDLE_COLUMNS; c++)
		if (write_section(w, c))
			err = end_section(w, out, c ? lic_row_column_name(c) : LIC_BUNDLE_NAMES);
	return err;
}

int lic_bundle_writer_end(struct lic_bundle_writer *writer, const struct lic_bundle_log *log,
			  struct lic_buf *out, struct lic_diag *diag)
{
	choose_order(writer);
	int err = write_sections(writer, log, out);
	if (err < 0)
		return lic_diag_set(diag, err, "a list of %u entries could not be packed: %s",
				    writer->count, lic_strerror(err));
	return LIC_OK;
}
