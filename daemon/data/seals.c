#include "seals.h"

#include "json.h"
#include "limits.h"
#include "percent.h"

/* ---- patterns ------------------------------------------------------------ */

static bool starts_fold(struct lic_str s, struct lic_str prefix)
{
	return s.len >= prefix.len && lic_str_caseeq(lic_str(s.ptr, prefix.len), prefix);
}

bool lic_seal_text_fits(struct lic_str pattern, struct lic_str text)
{
	struct lic_str part;

	if (!text.len)
		return false;
	while (lic_str_split(&pattern, '*', &part)) {
		if (!part.len)
			continue;
		const char *at = lic_str_casefind(text, part);
		if (!at)
			return false;
		text.len -= (size_t)(at - text.ptr) + part.len;
		text.ptr = at + part.len;
	}
	return true;
}

uint64_t lic_seal_letters(struct lic_str text)
{
	uint64_t letters = 0;

	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] != '*')
			letters |= (uint64_t)1 << (lic_lower(text.ptr[i]) & 63);
	return letters;
}

static bool is_word(char c)
{
	return c != '/' && c != '?' && c != '&' && c != '#';
}

static bool is_hex(char c)
{
	return lic_hex_value(c) >= 0;
}

static bool is_site(char c)
{
	return lic_is_alpha(c) || lic_is_digit(c) || c == '-' || c == '.';
}

static const struct {
	const char *name;
	bool (*holds)(char c);
} holes[] = {
	{"{digits}", lic_is_digit},
	{"{hex}", is_hex},
	{"{word}", is_word},
	{"{site}", is_site},
};

/* An address given for a name: without its scheme. */
static struct lic_str without_scheme(struct lic_str s)
{
	static const char *const schemes[] = {"https://", "http://", "https%3a%2f%2f",
					      "http%3a%2f%2f"};

	for (size_t i = 0; i < LIC_ARRAY_SIZE(schemes); i++)
		if (starts_fold(s, lic_str_from(schemes[i])))
			return lic_str(s.ptr + strlen(schemes[i]), s.len - strlen(schemes[i]));
	return s;
}

/* Fill the hole that the pattern begins with; false if there is none, or nothing fits. */
static bool fill(struct lic_str *pattern, struct lic_str *path, struct lic_str *value)
{
	for (size_t h = 0; h < LIC_ARRAY_SIZE(holes); h++) {
		struct lic_str name = lic_str_from(holes[h].name);
		if (!lic_str_starts(*pattern, name))
			continue;
		if (holes[h].holds == is_site)
			*path = without_scheme(*path);
		size_t n = 0;
		while (n < path->len && holes[h].holds(path->ptr[n]))
			n++;
		*value = lic_str(path->ptr, n);
		*pattern = lic_str(pattern->ptr + name.len, pattern->len - name.len);
		*path = lic_str(path->ptr + n, path->len - n);
		return n > 0;
	}
	return false;
}

bool lic_seal_entry_fits(struct lic_str pattern, struct lic_str path, struct lic_str *value)
{
	struct lic_str found = {NULL, 0};

	while (pattern.len && pattern.ptr[0] != '*') {
		if (pattern.ptr[0] == '{') {
			if (!fill(&pattern, &path, &found))
				return false;
			continue;
		}
		if (!path.len || lic_lower(path.ptr[0]) != lic_lower(pattern.ptr[0]))
			return false;
		pattern = lic_str(pattern.ptr + 1, pattern.len - 1);
		path = lic_str(path.ptr + 1, path.len - 1);
	}
	/* A last slash and what a visitor brought along change no entry. */
	if (!pattern.len && path.len && path.ptr[0] == '/')
		path = lic_str(path.ptr + 1, path.len - 1);
	if (!pattern.len && path.len && path.ptr[0] != '?' && path.ptr[0] != '&' &&
	    path.ptr[0] != '#')
		return false;
	*value = found;
	return true;
}

/* ---- the file -------------------------------------------------------------- */

struct reader {
	struct lic_arena *arena;
	int err;
};

static void *take(struct reader *r, size_t count, size_t size)
{
	void *memory = lic_arena_alloc(r->arena, count ? count * size : 1);

	if (!memory)
		r->err = LIC_ENOMEM;
	return memory;
}

static struct lic_str read_text(struct reader *r, const struct lic_json *object, const char *key)
{
	struct lic_str text = lic_arena_copy(r->arena, lic_json_string(lic_json_get(object, key)));

	if (!text.ptr)
		r->err = LIC_ENOMEM;
	return text;
}

static struct lic_strs read_texts(struct reader *r, const struct lic_json *object, const char *key)
{
	const struct lic_json *array = lic_json_get(object, key);
	struct lic_strs out = {.count = 0};
	struct lic_str *item = take(r, lic_json_size(array), sizeof(*item));
	uint64_t *letters = take(r, lic_json_size(array), sizeof(*letters));

	if (!item || !letters)
		return out;
	for (size_t i = 0; i < lic_json_size(array); i++) {
		struct lic_str text = lic_json_string(lic_json_at(array, i));
		/* An empty pattern would fit everything. */
		if (!text.len || text.ptr[0] == '*')
			r->err = LIC_ESYNTAX;
		letters[out.count] = lic_seal_letters(text);
		item[out.count] = lic_arena_copy(r->arena, text);
		if (!item[out.count++].ptr)
			r->err = LIC_ENOMEM;
	}
	out.item = item;
	out.letters = letters;
	return out;
}

static void read_targets(struct reader *r, const struct lic_json *object, struct lic_seal *seal)
{
	const struct lic_json *array = lic_json_get(object, "links");
	struct lic_seal_target *target = take(r, lic_json_size(array), sizeof(*target));

	for (size_t i = 0; target && i < lic_json_size(array); i++) {
		const struct lic_json *link = lic_json_at(array, i);
		target[i] = (struct lic_seal_target){
			.register_id = read_text(r, link, "register"),
			.jurisdiction = read_text(r, link, "jurisdiction"),
			.hosts = read_texts(r, link, "hosts"),
			.names = read_texts(r, link, "names"),
			.entries = read_texts(r, link, "entries"),
		};
		if (!target[i].hosts.count)
			r->err = LIC_ESYNTAX;
	}
	seal->target = target;
	seal->targets = lic_json_size(array);
}

static enum lic_seal_kind read_kind(struct reader *r, const struct lic_json *object)
{
	static const char *const names[] = {"licence", "accreditation", "private"};
	struct lic_str name = lic_json_string(lic_json_get(object, "kind"));

	for (size_t i = 0; i < LIC_ARRAY_SIZE(names); i++)
		if (lic_str_eq(name, lic_str_from(names[i])))
			return (enum lic_seal_kind)i;
	r->err = LIC_ESYNTAX;
	return LIC_SEAL_PRIVATE;
}

static void read_seal(struct reader *r, const struct lic_json *object, struct lic_seal *seal)
{
	struct lic_str retired = lic_json_string(lic_json_get(object, "retired"));

	*seal = (struct lic_seal){
		.id = read_text(r, object, "id"),
		.name = read_text(r, object, "name"),
		.issuer = read_text(r, object, "issuer"),
		.kind = read_kind(r, object),
		.files = read_texts(r, object, "files"),
		.texts = read_texts(r, object, "texts"),
		.images = read_texts(r, object, "images"),
		.retired_note = read_text(r, object, "retired_note"),
	};
	read_targets(r, object, seal);
	if (!seal->id.len || !seal->name.len || !seal->issuer.len || !seal->targets ||
	    (retired.len && lic_date_parse(retired, &seal->retired) < 0))
		r->err = r->err ? r->err : LIC_ESYNTAX;
}

static int read_seals(struct lic_seals *out, const struct lic_json *root, struct lic_diag *diag)
{
	const struct lic_json *array = lic_json_get(root, "seals");
	struct reader r = {.arena = &out->arena};

	if (!lic_str_eq(lic_json_string(lic_json_get(root, "schema")), LIC_STR("licit/seals/1")))
		return lic_diag_set(diag, LIC_ESYNTAX, "not seals of schema licit/seals/1");
	struct lic_seal *row = take(&r, lic_json_size(array), sizeof(*row));
	for (size_t i = 0; row && i < lic_json_size(array) && !r.err; i++) {
		read_seal(&r, lic_json_at(array, i), &row[i]);
		if (r.err == LIC_ESYNTAX)
			return lic_diag_set(diag, LIC_ESYNTAX,
					    "seal number %zu lacks something, or has an empty "
					    "pattern",
					    i + 1);
	}
	out->row = row;
	out->count = lic_json_size(array);
	return r.err ? lic_diag_set(diag, r.err, "out of memory") : LIC_OK;
}

int lic_seals_parse(struct lic_seals *out, struct lic_str text, struct lic_diag *diag)
{
	struct lic_json *root;
	int err = lic_json_parse(&root, text, diag);

	*out = (struct lic_seals){.arena = LIC_ARENA_INIT};
	if (err < 0)
		return err;
	err = read_seals(out, root, diag);
	lic_json_free(root);
	if (err < 0)
		lic_seals_release(out);
	return err;
}

void lic_seals_release(struct lic_seals *seals)
{
	lic_arena_release(&seals->arena);
	*seals = (struct lic_seals){.arena = LIC_ARENA_INIT};
}
