/* Arrays of objects, somewhere in a JSON file; a field's column is a path of members. */
#include "format_walk.h"
#include "mapping_parts.h"

struct object {
	const struct lic_mapping *mapping;
	const struct lic_sink *sink;
	struct lic_walk *walk;
	const struct lic_json *value;
	struct lic_buf text, room; /* of cells that are no strings; of cleaned cells */
};

static const struct lic_json *member_at(const struct lic_json *value, struct lic_str path)
{
	struct lic_str part;

	while (value && lic_str_split(&path, '.', &part)) {
		char key[256];
		if (part.len >= sizeof(key))
			return NULL;
		memcpy(key, part.ptr, part.len);
		key[part.len] = '\0';
		value = lic_json_get(value, key);
	}
	return value;
}

static void add_scalar(struct lic_buf *out, const struct lic_json *value)
{
	int64_t whole;

	if (lic_json_type(value) == LIC_JSON_STRING)
		lic_buf_adds(out, lic_json_string(value));
	else if (lic_json_integer(value, &whole))
		lic_json_int(out, whole);
	else if (lic_json_type(value) == LIC_JSON_NUMBER)
		lic_buf_printf(out, "%.15g", lic_json_number(value, 0));
}

static struct lic_str cell_of(void *ctx, int field)
{
	struct object *o = ctx;
	struct lic_str path = o->mapping->column[field];
	const struct lic_json *value = path.len ? member_at(o->value, path) : NULL;
	size_t start = o->text.len;

	if (lic_json_type(value) == LIC_JSON_STRING)
		return lic_json_string(value);
	add_scalar(&o->text, value);
	for (size_t i = 0; i < lic_json_size(value); i++) {
		if (i)
			lic_buf_addc(&o->text, ' ');
		add_scalar(&o->text, lic_json_at(value, i));
	}
	if (lic_buf_error(&o->text) || o->text.len == start)
		return lic_str("", 0);
	return lic_str(o->text.ptr + start, o->text.len - start);
}

static int read_element(void *ctx)
{
	struct object *o = ctx;
	struct lic_json *value;
	uint32_t line;
	int err = lic_walk_value(o->walk, &value, &line);

	if (err < 0)
		return err;
	o->value = value;
	lic_buf_reset(&o->text);
	if (lic_json_type(value) == LIC_JSON_OBJECT)
		err = lic_mapping_row(o->mapping, line, cell_of, o, &o->room, o->sink);
	else if (o->sink->refuse)
		err = o->sink->refuse(o->sink->ctx, line, LIC_STR(""), "no object");
	lic_json_free(value);
	return err;
}

static int read_array(const struct lic_mapping *mapping, struct lic_walk *walk,
		      const struct lic_sink *sink)
{
	struct object o = {.mapping = mapping, .sink = sink, .walk = walk};

	if (lic_walk_take(walk, ']'))
		return lic_walk_fail(walk, "the file has no rows");
	int err = lic_mapping_room(&o.room);
	if (err == LIC_OK)
		err = lic_mapping_room(&o.text);
	/* What follows the rows is not looked at. */
	if (err == LIC_OK)
		err = lic_walk_elements(walk, "',' or ']' is missing behind a row", read_element,
					&o);
	lic_buf_release(&o.text);
	lic_buf_release(&o.room);
	return err;
}

/* Within an object, as far as the value of the member; with an empty name as far as the
 * first array. LIC_ENOENT if there is none. */
static int find_member(struct lic_walk *walk, struct lic_str name)
{
	do {
		struct lic_json *key;
		uint32_t line;
		int err = lic_walk_key(walk, &key, &line);
		if (err < 0)
			return err;
		bool is_it = lic_str_eq(lic_json_string(key), name);
		lic_json_free(key);
		struct lic_str value = lic_str_trim(walk->rest);
		if (is_it || (name.len == 0 && value.len && value.ptr[0] == '['))
			return LIC_OK;
		err = lic_walk_skip(walk);
		if (err < 0)
			return err;
	} while (lic_walk_take(walk, ','));
	return LIC_ENOENT;
}

int lic_mapping_read_json(const struct lic_mapping *mapping, struct lic_str text,
			  const struct lic_sink *sink, struct lic_diag *diag)
{
	struct lic_str path = mapping->rows, part = {NULL, 0};
	struct lic_walk walk;

	lic_walk_init(&walk, text, diag);
	while (lic_walk_take(&walk, '{')) {
		if (path.ptr && !lic_str_split(&path, '.', &part))
			part = lic_str("", 0);
		int err = find_member(&walk, path.ptr || mapping->rows.len ? part : lic_str("", 0));
		if (err == LIC_ENOENT)
			return lic_walk_fail(&walk, "no array of rows there: rows:=PATH says where "
						    "it is");
		if (err < 0)
			return err;
	}
	if (!lic_walk_take(&walk, '['))
		return lic_walk_fail(&walk,
				     "the rows are not an array: rows:=PATH says where it is");
	return read_array(mapping, &walk, sink);
}
