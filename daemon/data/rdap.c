#include "rdap.h"

#include "country.h"
#include "json.h"
#include "whois_date.h"

/* What an object has where RFC 9083 has an array: the array's items, or the one thing. */
static size_t many(const struct lic_json *value)
{
	if (!value || lic_json_type(value) == LIC_JSON_NULL)
		return 0;
	return lic_json_type(value) == LIC_JSON_ARRAY ? lic_json_size(value) : 1;
}

static const struct lic_json *one(const struct lic_json *value, size_t i)
{
	return lic_json_type(value) == LIC_JSON_ARRAY ? lic_json_at(value, i) : value;
}

static struct lic_str field(const struct lic_json *object, const char *key)
{
	return lic_str_trim(lic_json_string(lic_json_get(object, key)));
}

/* Equal but for case, spaces and the signs between words: "lastChanged". */
static bool alike(struct lic_str s, const char *words)
{
	size_t i = 0;

	for (; *words; words++) {
		if (*words == ' ')
			continue;
		while (i < s.len && !lic_is_alpha(s.ptr[i]))
			i++;
		if (i == s.len || lic_lower(s.ptr[i++]) != *words)
			return false;
	}
	return i == s.len;
}

/* ---- entities ----------------------------------------------------------- */

static bool has_role(const struct lic_json *entity, const char *role)
{
	const struct lic_json *roles = lic_json_get(entity, "roles");

	for (size_t i = 0; i < many(roles); i++)
		if (alike(lic_json_string(one(roles, i)), role))
			return true;
	return false;
}

/* The entity of that role, the registry's own or one level below another. */
static const struct lic_json *entity_of(const struct lic_json *object, const char *role, int depth)
{
	const struct lic_json *entities = lic_json_get(object, "entities");
	size_t count = many(entities);

	for (size_t i = 0; i < count; i++)
		if (has_role(one(entities, i), role))
			return one(entities, i);
	for (size_t i = 0; depth && i < count; i++) {
		const struct lic_json *found = entity_of(one(entities, i), role, depth - 1);
		if (found)
			return found;
	}
	return NULL;
}

/* The first property of that name in the entity's jCard: [name, {}, type, value, …]. */
static const struct lic_json *jcard(const struct lic_json *entity, const char *name)
{
	const struct lic_json *card = lic_json_at(lic_json_get(entity, "vcardArray"), 1);

	for (size_t i = 0; i < lic_json_size(card); i++) {
		const struct lic_json *property = lic_json_at(card, i);
		if (lic_str_caseeq(lic_json_string(lic_json_at(property, 0)), lic_str_from(name)))
			return property;
	}
	return NULL;
}

/* The property's value, or the first text of a structured one. */
static struct lic_str jcard_text(const struct lic_json *property)
{
	const struct lic_json *value = lic_json_at(property, 3);

	for (int depth = 0; depth < 3 && lic_json_type(value) == LIC_JSON_ARRAY; depth++)
		value = lic_json_at(value, 0);
	return lic_str_trim(lic_json_string(value));
}

/* The organisation, else the name, else the handle. */
static struct lic_str name_of(const struct lic_json *entity, bool organization_first)
{
	struct lic_str org = jcard_text(jcard(entity, "org"));
	struct lic_str name = jcard_text(jcard(entity, "fn"));

	if (organization_first && org.len)
		return org;
	return name.len ? name : org;
}

/* RFC 8605 has the code as a parameter; others as the last part of the address. */
static struct lic_str country_of(const struct lic_json *entity, struct lic_arena *arena)
{
	const struct lic_json *address = jcard(entity, "adr");
	struct lic_str code = field(lic_json_at(address, 1), "cc");

	if (!code.len)
		code = lic_str_trim(lic_json_string(lic_json_at(lic_json_at(address, 3), 6)));
	if (code.len != 2 || !lic_is_alpha(code.ptr[0]) || !lic_is_alpha(code.ptr[1]))
		return lic_str(NULL, 0);
	char upper[2] = {(char)(code.ptr[0] & ~0x20), (char)(code.ptr[1] & ~0x20)};
	code = lic_arena_copy(arena, lic_str(upper, 2));
	return code.ptr && lic_country_name(code) ? code : lic_str(NULL, 0);
}

static bool remarks_withhold(const struct lic_json *entity)
{
	const struct lic_json *remarks = lic_json_get(entity, "remarks");

	for (size_t i = 0; i < many(remarks); i++) {
		const struct lic_json *remark = one(remarks, i);
		struct lic_str title = field(remark, "title"), type = field(remark, "type");
		if (lic_registration_holds(title, "redacted") ||
		    lic_registration_holds(title, "privacy") ||
		    lic_registration_holds(type, "redacted") ||
		    lic_registration_holds(type, "authorization"))
			return true;
	}
	return false;
}

/* RFC 9537: a list of what was taken out. */
static bool redaction_withholds(const struct lic_json *domain)
{
	const struct lic_json *redacted = lic_json_get(domain, "redacted");

	for (size_t i = 0; i < many(redacted); i++) {
		const struct lic_json *name = lic_json_get(one(redacted, i), "name");
		struct lic_str what = field(name, "type");
		if (!what.len)
			what = field(name, "description");
		if (alike(what, "registrant name") || alike(what, "registrant organization"))
			return true;
	}
	return false;
}

static void read_registrant(struct lic_registration *out, const struct lic_json *domain,
			    struct lic_arena *arena)
{
	const struct lic_json *entity = entity_of(domain, "registrant", 1);
	struct lic_str name = name_of(entity, true);

	out->registrant = lic_registration_text(name, arena);
	out->country = country_of(entity, arena);
	out->privacy = name.len ? lic_registration_is_private(name)
				: remarks_withhold(entity) || redaction_withholds(domain);
}

static void read_registrar(struct lic_registration *out, const struct lic_json *domain,
			   struct lic_arena *arena)
{
	const struct lic_json *entity = entity_of(domain, "registrar", 1);

	if (!entity)
		entity = entity_of(domain, "sponsor", 1);
	struct lic_str name = name_of(entity, false);
	out->registrar = lic_registration_text(name.len ? name : field(entity, "handle"), arena);
}

/* ---- the domain --------------------------------------------------------- */

/* The date of the first event of that action; 0 if there is none. */
static lic_date event_of(const struct lic_json *domain, const char *action)
{
	const struct lic_json *events = lic_json_get(domain, "events");

	for (size_t i = 0; i < many(events); i++) {
		const struct lic_json *event = one(events, i);
		lic_date date;
		if (alike(field(event, "eventAction"), action) &&
		    lic_whois_date(field(event, "eventDate"), LIC_DATE_DAY_FIRST, &date) == LIC_OK)
			return date;
	}
	return 0;
}

static void read_events(struct lic_registration *out, const struct lic_json *domain)
{
	/* A name that was let go and registered again is a new registration. */
	lic_date again = event_of(domain, "reregistration");

	out->registered = event_of(domain, "registration");
	if (again > out->registered)
		out->registered = again;
	out->changed = event_of(domain, "last changed");
	if (!out->changed)
		out->changed = event_of(domain, "last update");
	out->expires = event_of(domain, "expiration");
	if (!out->expires)
		out->expires = event_of(domain, "registrar expiration");
	if (!out->expires)
		out->expires = event_of(domain, "soft expiration");
}

static void read_sets(struct lic_registration *out, const struct lic_json *domain,
		      struct lic_arena *arena)
{
	struct lic_registration_set status = {.count = 0}, servers = {.count = 0};
	const struct lic_json *list = lic_json_get(domain, "status");

	for (size_t i = 0; i < many(list); i++)
		lic_registration_add_status(&status, lic_json_string(one(list, i)), arena);
	list = lic_json_get(domain, "nameservers");
	for (size_t i = 0; i < many(list); i++) {
		const struct lic_json *server = one(list, i);
		struct lic_str name = field(server, "ldhName");
		if (!name.len)
			name = lic_json_string(server);
		lic_registration_add_server(&servers, name, arena);
	}
	out->status = lic_registration_keep(&status, arena);
	out->status_count = out->status ? status.count : 0;
	out->name_servers = lic_registration_keep(&servers, arena);
	out->name_servers_count = out->name_servers ? servers.count : 0;
}

static struct lic_str related_of(const struct lic_json *domain)
{
	const struct lic_json *links = lic_json_get(domain, "links");

	for (size_t i = 0; i < many(links); i++) {
		const struct lic_json *link = one(links, i);
		struct lic_str href = field(link, "href");
		if (lic_str_caseeq(field(link, "rel"), LIC_STR("related")) &&
		    lic_registration_holds(field(link, "type"), "rdap") &&
		    lic_str_starts(href, LIC_STR("https://")))
			return href;
	}
	return lic_str(NULL, 0);
}

/* The name in the answer, as the registry gives it. */
static struct lic_str name_in(const struct lic_json *domain)
{
	struct lic_str name = field(domain, "ldhName");

	if (!name.len)
		name = field(domain, "unicodeName");
	if (!name.len)
		name = field(domain, "handle");
	if (name.len && name.ptr[name.len - 1] == '.')
		name.len--;
	return name;
}

static bool is_domain(const struct lic_json *object)
{
	struct lic_str class = field(object, "objectClassName");

	if (class.len)
		return lic_str_caseeq(class, LIC_STR("domain"));
	/* Some forget to say what it is. */
	return field(object, "ldhName").len && !lic_json_get(object, "ipAddresses") &&
	       (lic_json_get(object, "events") || lic_json_get(object, "nameservers"));
}

/* Is the answer about the name asked for? Where it gives it in the language's own
 * letters it cannot be compared here. */
static bool is_about(const struct lic_json *object, struct lic_str asked)
{
	struct lic_str name = name_in(object);

	if (!is_domain(object))
		return false;
	if (!asked.len || !name.len || lic_str_caseeq(name, asked))
		return true;
	for (size_t i = 0; i < name.len; i++)
		if ((unsigned char)name.ptr[i] & 0x80)
			return lic_registration_holds(asked, "xn--");
	return false;
}

/* The domain of the answer: the answer itself, or one of a search's results. */
static const struct lic_json *find_domain(const struct lic_json *root, struct lic_str asked)
{
	const struct lic_json *results = lic_json_get(root, "domainSearchResults");

	root = one(root, 0);
	if (is_about(root, asked))
		return root;
	for (size_t i = 0; asked.len && i < lic_json_size(results); i++)
		if (is_about(lic_json_at(results, i), asked))
			return lic_json_at(results, i);
	return NULL;
}

/* RFC 7480, section 5: 404 for what is not there, 429 for too often. */
static enum lic_answer answer_of_status(int status)
{
	switch (status) {
	case 404:
		return LIC_ANSWER_NONE;
	case 401:
	case 403:
	case 429:
	case 503:
		return LIC_ANSWER_REFUSED;
	default:
		return LIC_ANSWER_UNCLEAR;
	}
}

static enum lic_answer failure(struct lic_registration *out, int status, struct lic_str text,
			       struct lic_str domain, const struct lic_json *root,
			       struct lic_arena *arena)
{
	int code = (int)lic_json_number(lic_json_get(root, "errorCode"), 0);
	enum lic_answer answer = answer_of_status(status >= 400 ? status : code);

	/* A page for people says that the address is wrong, not that the domain is free. */
	if (answer == LIC_ANSWER_NONE && !root && text.len)
		answer = LIC_ANSWER_UNCLEAR;
	if (answer == LIC_ANSWER_NONE && code && code != 404)
		answer = answer_of_status(code);
	if (answer == LIC_ANSWER_NONE)
		out->domain = lic_arena_copy(arena, domain);
	return answer;
}

enum lic_answer lic_rdap_parse(struct lic_registration *out, struct lic_str *related,
			       struct lic_str text, int status, struct lic_str domain,
			       struct lic_arena *arena)
{
	struct lic_json *root = NULL;

	*out = (struct lic_registration){0};
	*related = lic_str(NULL, 0);
	if (lic_str_starts(text, LIC_STR("\xef\xbb\xbf")))
		text = lic_str(text.ptr + 3, text.len - 3);
	text = lic_str_trim(text);
	if (text.len > LIC_REGISTRATION_ANSWER_MAX)
		return LIC_ANSWER_UNCLEAR;
	if (text.len && lic_json_parse(&root, text, NULL) < 0)
		root = NULL;
	const struct lic_json *found = status < 400 ? find_domain(root, domain) : NULL;
	if (!found) {
		enum lic_answer answer = failure(out, status, text, domain, root, arena);
		lic_json_free(root);
		return answer;
	}
	out->exists = true;
	out->domain = domain.len ? lic_arena_copy(arena, domain)
				 : lic_registration_text(name_in(found), arena);
	read_events(out, found);
	read_sets(out, found, arena);
	read_registrar(out, found, arena);
	read_registrant(out, found, arena);
	*related = lic_arena_copy(arena, related_of(found));
	lic_json_free(root);
	return LIC_ANSWER_FOUND;
}

struct lic_str lic_rdap_url(struct lic_str base, struct lic_str domain, struct lic_arena *arena)
{
	bool slash = base.len && base.ptr[base.len - 1] == '/';

	return lic_arena_join(arena,
			      (const struct lic_str[]){base, slash ? LIC_STR("") : LIC_STR("/"),
						       LIC_STR("domain/"), domain},
			      4);
}
