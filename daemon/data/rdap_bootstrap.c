#include "rdap_bootstrap.h"

#include "csv.h"
#include "json.h"
#include "limits.h"

static int add(struct lic_servers *servers, struct lic_str zone, struct lic_str at, bool confirmed)
{
	if (servers->count == servers->room) {
		size_t room = servers->room ? servers->room * 2 : 64;
		struct lic_server *rows = realloc(servers->rows, room * sizeof(*rows));
		if (!rows)
			return LIC_ENOMEM;
		servers->rows = rows;
		servers->room = room;
	}
	struct lic_str copy = lic_arena_copy(&servers->arena, zone);
	struct lic_str place = lic_arena_copy(&servers->arena, at);
	if (!copy.ptr || !place.ptr)
		return LIC_ENOMEM;
	char *p = (char *)(uintptr_t)copy.ptr;
	for (size_t i = 0; i < copy.len; i++)
		p[i] = lic_lower(p[i]);
	servers->rows[servers->count++] = (struct lic_server){copy, place, confirmed};
	return LIC_OK;
}

static int by_zone(const void *a, const void *b)
{
	return lic_str_cmp(((const struct lic_server *)a)->zone,
			   ((const struct lic_server *)b)->zone);
}

static void sort(struct lic_servers *servers)
{
	if (servers->count)
		qsort(servers->rows, servers->count, sizeof(*servers->rows), by_zone);
}

/* A zone is a name of few letters, or the root. */
static bool is_zone(struct lic_str s)
{
	if (s.len > LIC_HOST_MAX)
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (!lic_is_alpha(s.ptr[i]) && !lic_is_digit(s.ptr[i]) && s.ptr[i] != '-' &&
		    s.ptr[i] != '.')
			return false;
	return true;
}

/* "https://", a host, and nothing that does not belong into an address. */
static bool is_base(struct lic_str url)
{
	if (!lic_str_starts(url, LIC_STR("https://")) || url.len < 12 || url.len > LIC_URL_MAX)
		return false;
	for (size_t i = 8; i < url.len; i++) {
		char c = url.ptr[i];
		if (c <= ' ' || c == '%' || c == '"' || c == '<' || c == '>' || c == '@' ||
		    c == '?' || c == '#' || (unsigned char)c >= 0x7f)
			return false;
	}
	return true;
}

/* [["cz", …], ["https://…", "http://…"]]: https alone is asked. */
static int add_service(struct lic_servers *servers, const struct lic_json *service, bool confirmed)
{
	const struct lic_json *zones = lic_json_at(service, 0), *urls = lic_json_at(service, 1);
	struct lic_str base = {NULL, 0};

	for (size_t i = 0; i < lic_json_size(urls) && !base.len; i++)
		if (is_base(lic_json_string(lic_json_at(urls, i))))
			base = lic_json_string(lic_json_at(urls, i));
	for (size_t i = 0; base.len && i < lic_json_size(zones); i++) {
		const struct lic_json *zone = lic_json_at(zones, i);
		if (lic_json_type(zone) != LIC_JSON_STRING || !is_zone(lic_json_string(zone)))
			continue;
		if (add(servers, lic_json_string(zone), base, confirmed) < 0)
			return LIC_ENOMEM;
	}
	return LIC_OK;
}

static int add_services(struct lic_servers *servers, const struct lic_json *list, bool confirmed)
{
	for (size_t i = 0; i < lic_json_size(list); i++)
		if (add_service(servers, lic_json_at(list, i), confirmed) < 0)
			return LIC_ENOMEM;
	return LIC_OK;
}

int lic_servers_add_bootstrap(struct lic_servers *servers, struct lic_str text,
			      struct lic_diag *diag)
{
	struct lic_json *root;
	int err = lic_json_parse(&root, text, diag);

	if (err < 0)
		return err;
	const struct lic_json *services = lic_json_get(root, "services");
	if (lic_json_type(services) != LIC_JSON_ARRAY)
		err = lic_diag_set(diag, LIC_ESYNTAX, "no array \"services\"");
	else
		err = add_services(servers, services, true);
	/* Ours alone: servers that were recalled, not read. */
	if (!err)
		err = add_services(servers, lic_json_get(root, "recalled"), false);
	lic_json_free(root);
	sort(servers);
	return err;
}

static size_t column(const struct lic_csv *csv, const char *name)
{
	size_t i = 0;

	while (i < csv->columns && !lic_str_eq(csv->field[i], lic_str_from(name)))
		i++;
	return i;
}

static int add_rows(struct lic_servers *servers, struct lic_csv *csv, struct lic_diag *diag)
{
	int got = lic_csv_next(csv, diag);

	if (got <= 0)
		return got;
	size_t zone = column(csv, "zone"), server = column(csv, "server");
	size_t sure = column(csv, "confidence"), columns = csv->columns;
	if (zone == columns || server == columns || sure == columns)
		return lic_diag_set(diag, LIC_ESYNTAX,
				    "line 1: columns zone, server and confidence are needed");
	while ((got = lic_csv_next(csv, diag)) > 0) {
		if (csv->columns <= zone || csv->columns <= server || csv->columns <= sure ||
		    !is_zone(csv->field[zone]) || !csv->field[server].len)
			continue;
		if (add(servers, csv->field[zone], csv->field[server],
			lic_str_eq(csv->field[sure], LIC_STR("read"))) < 0)
			return LIC_ENOMEM;
	}
	return got;
}

int lic_servers_add_whois(struct lic_servers *servers, struct lic_str text, struct lic_diag *diag)
{
	struct lic_csv csv;
	int err = lic_csv_init(&csv, text);

	if (err < 0)
		return err;
	err = add_rows(servers, &csv, diag);
	lic_csv_release(&csv);
	sort(servers);
	return err;
}

void lic_servers_release(struct lic_servers *servers)
{
	free(servers->rows);
	lic_arena_release(&servers->arena);
	*servers = (struct lic_servers){.arena = LIC_ARENA_INIT};
}

static const struct lic_server *find(const struct lic_servers *servers, struct lic_str zone)
{
	size_t low = 0, high = servers->count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (lic_str_cmp(servers->rows[mid].zone, zone) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	if (low < servers->count && lic_str_eq(servers->rows[low].zone, zone))
		return &servers->rows[low];
	return NULL;
}

const struct lic_server *lic_servers_of(const struct lic_servers *servers, struct lic_str name)
{
	for (;;) {
		const struct lic_server *row = find(servers, name);
		if (row)
			return row;
		if (!name.len)
			return NULL;
		size_t dot = lic_str_find(name, '.');
		name = dot < name.len ? lic_str(name.ptr + dot + 1, name.len - dot - 1)
				      : LIC_STR("");
	}
}
