#include "conf.h"

#include "buf.h"
#include "conf_file.h"
#include "num.h"
#include "place.h"

void lic_conf_init(struct lic_conf *conf)
{
	*conf = (struct lic_conf){0};
}

void lic_conf_release(struct lic_conf *conf)
{
	for (size_t i = 0; i < LIC_SETTINGS; i++)
		free(conf->values[i]);
	lic_conf_init(conf);
}

/* Take a value, unless a place that goes before has set one. */
static int take(struct lic_conf *conf, size_t id, struct lic_str value, struct lic_diag *diag)
{
	char *text;
	int err = lic_setting_accept(&lic_settings[id], value, &text, diag);

	if (err < 0)
		return err;
	if (conf->values[id])
		free(text);
	else
		conf->values[id] = text;
	return LIC_OK;
}

/* The same for a value that may be a path from the current folder. */
static int take_here(struct lic_conf *conf, size_t id, const char *value, struct lic_diag *diag)
{
	char here[LIC_PATH_MAX];
	struct lic_buf whole;
	int err;

	if (lic_settings[id].type != LIC_SETTING_IS_PATH || value[0] == '/' || value[0] == '~' ||
	    value[0] == '\0' || !getcwd(here, sizeof(here)))
		return take(conf, id, lic_str_from(value), diag);
	lic_buf_init(&whole, (size_t)2 * LIC_PATH_MAX);
	lic_buf_printf(&whole, "%s/%s", here, value);
	err = lic_buf_error(&whole);
	if (err < 0)
		lic_diag_set(diag, err, "%s: the path is too long", lic_settings[id].name);
	else
		err = take(conf, id, lic_buf_str(&whole), diag);
	lic_buf_release(&whole);
	return err;
}

int lic_conf_set(struct lic_conf *conf, enum lic_setting_id id, const char *value,
		 struct lic_diag *diag)
{
	free(conf->values[id]);
	conf->values[id] = NULL;
	return take_here(conf, (size_t)id, value, diag);
}

static int load_environment(struct lic_conf *conf, struct lic_diag *diag)
{
	char name[LIC_SETTING_ENV_SIZE];
	struct lic_diag inner;

	for (size_t i = 0; i < LIC_SETTINGS; i++) {
		lic_setting_env(&lic_settings[i], name);
		const char *value = getenv(name);
		/* An empty variable is as good as none: XDG Base Directory, and habit. */
		if (!value || !*value)
			continue;
		int err = take_here(conf, i, value, &inner);
		if (err < 0)
			return lic_diag_set(diag, err, "$%s: %s; correct the variable, or unset it",
					    name, inner.text);
	}
	return LIC_OK;
}

struct parse {
	struct lic_conf *conf;
	const char *file;
	struct lic_diag *diag;
	unsigned line_of[LIC_SETTINGS];
};

static int parse_line(void *ctx, unsigned line, struct lic_str name, struct lic_str value)
{
	struct parse *parse = ctx;
	struct lic_diag inner;
	int id = lic_setting_find(name);

	if (id < 0)
		return lic_diag_set(parse->diag, LIC_EINVAL,
				    "%s:%u: there is no setting \"%.*s\"; `licit help settings` "
				    "lists them all",
				    parse->file, line, name.len > 40 ? 40 : (int)name.len,
				    name.ptr);
	if (parse->line_of[id])
		return lic_diag_set(parse->diag, LIC_EINVAL,
				    "%s:%u: %s is set in line %u already; remove one of the two",
				    parse->file, line, lic_settings[id].name, parse->line_of[id]);
	parse->line_of[id] = line;
	int err = take(parse->conf, (size_t)id, value, &inner);
	if (err < 0)
		return lic_diag_set(parse->diag, err, "%s:%u: %s", parse->file, line, inner.text);
	return LIC_OK;
}

int lic_conf_parse(struct lic_conf *conf, const char *file, struct lic_str text,
		   struct lic_diag *diag)
{
	struct parse parse = {.conf = conf, .file = file, .diag = diag};

	return lic_conf_file_each(file, text, parse_line, &parse, diag);
}

static int load_file(struct lic_conf *conf, const char *file, struct lic_diag *diag)
{
	struct lic_buf path, text;
	int err;

	lic_buf_init(&path, LIC_PATH_MAX);
	lic_buf_init(&text, LIC_CONF_FILE_MAX);
	err = lic_place_conf_file(file, &path, diag);
	if (err == LIC_OK && path.len > 0) {
		err = lic_conf_file_read(path.ptr, &text, diag);
		if (err == LIC_OK)
			err = lic_conf_parse(conf, path.ptr, lic_buf_str(&text), diag);
	}
	lic_buf_release(&text);
	lic_buf_release(&path);
	return err;
}

static int load_place(struct lic_conf *conf, enum lic_setting_id id,
		      int (*place)(struct lic_buf *, struct lic_diag *), struct lic_diag *diag)
{
	struct lic_buf path;
	int err;

	if (conf->values[id])
		return LIC_OK;
	lic_buf_init(&path, LIC_PATH_MAX);
	err = place(&path, diag);
	if (err == LIC_OK)
		err = take(conf, (size_t)id, lic_str_from(path.ptr), diag);
	lic_buf_release(&path);
	return err;
}

int lic_conf_load(struct lic_conf *conf, const char *file, struct lic_diag *diag)
{
	int err = load_environment(conf, diag);

	if (err == LIC_OK)
		err = load_file(conf, file, diag);
	for (size_t i = 0; i < LIC_SETTINGS && err == LIC_OK; i++) {
		if (lic_settings[i].fallback && !conf->values[i])
			err = take(conf, i, lic_str_from(lic_settings[i].fallback), diag);
	}
	if (err == LIC_OK)
		err = load_place(conf, LIC_SETTING_DATA_DIR, lic_place_data_dir, diag);
	if (err == LIC_OK)
		err = load_place(conf, LIC_SETTING_LISTS_DIR, lic_place_lists_dir, diag);
	return err;
}

const char *lic_conf_text(const struct lic_conf *conf, enum lic_setting_id id)
{
	return conf->values[id];
}

uint64_t lic_conf_number(const struct lic_conf *conf, enum lic_setting_id id)
{
	uint64_t n = 0;

	if (lic_num_parse(lic_str_from(conf->values[id]), lic_settings[id].max, &n) < 0)
		return lic_settings[id].min;
	return n;
}

struct lic_endpoint lic_conf_endpoint(const struct lic_conf *conf, enum lic_setting_id id)
{
	struct lic_endpoint endpoint = {.address = "127.0.0.1"};

	if (lic_endpoint_parse(lic_str_from(conf->values[id]), &endpoint) < 0)
		return (struct lic_endpoint){.address = "127.0.0.1"};
	return endpoint;
}
