#include "whois.h"

#include "country.h"
#include "whois_date.h"
#include "whois_line.h"

enum { REGISTERED, CHANGED, EXPIRES, DATES };

/* A text, and how sure it is the one that is wanted; the first of the surest stays. */
struct pick {
	struct lic_str text;
	int rank;
};

enum { RANK_WEAK = 1, RANK_PLAIN, RANK_NAME, RANK_ORG };

struct reader {
	struct lic_str asked, rest;
	struct lic_arena *arena;
	enum lic_date_order order;

	struct lic_str domain; /* the record's, as it stands */
	bool own;              /* it is the one that was asked for */
	bool foreign;          /* one of a host came before */
	bool informed;         /* something besides the name was found */
	bool free_status;

	lic_date date[DATES];
	int date_rank[DATES];
	struct pick registrar, registrant, country;
	struct lic_str referral;
	struct lic_registration_set status, servers;

	enum lic_whois_section section;
	size_t section_indent;
	bool section_filled, section_deeper;
	bool fresh; /* the next line begins a block */
	enum lic_whois_field last;
	size_t last_indent;

	/* The block under way: a contact is known by its handle at the end. */
	struct pick block_name, block_country;
	struct lic_str block_handle;
};

static void pick(struct pick *at, struct lic_str text, int rank)
{
	if (text.len && rank > at->rank)
		*at = (struct pick){text, rank};
}

/* ---- what a value says -------------------------------------------------- */

static struct lic_str text_of(struct reader *r, struct lic_str s)
{
	return lic_registration_text(s, r->arena);
}

static void forget(struct reader *r)
{
	memset(r->date, 0, sizeof(r->date));
	memset(r->date_rank, 0, sizeof(r->date_rank));
	r->registrar = r->registrant = r->country = (struct pick){{NULL, 0}, 0};
	r->block_name = r->block_country = (struct pick){{NULL, 0}, 0};
	r->block_handle = lic_str(NULL, 0);
	r->status.count = r->servers.count = 0;
	r->referral = lic_str(NULL, 0);
	r->informed = r->free_status = false;
}

static bool is_asked(const struct reader *r, struct lic_str host)
{
	return lic_str_caseeq(host, r->asked);
}

/* A record begins. One about the domain asked for ends all that came before. */
static void take_domain(struct reader *r, struct lic_str value)
{
	struct lic_str host = lic_registration_host(value);

	if (!host.len)
		host = lic_str(value.ptr, lic_str_find(value, ' '));
	if (!host.len)
		return;
	if (r->asked.len && is_asked(r, host)) {
		/* What came before the only record may be a part of it. */
		if (!r->own && (r->domain.len || r->foreign))
			forget(r);
		r->own = true;
	} else if (r->own) {
		r->section = LIC_WHOIS_IN_FOREIGN;
		return;
	} else if (r->domain.len && lic_str_find(host, '.') < host.len) {
		if (lic_str_caseeq(host, r->domain))
			return;
		forget(r);
	}
	r->domain = host;
	if (r->section != LIC_WHOIS_IN_DOMAIN)
		r->section = LIC_WHOIS_IN_NONE;
}

static void take_date(struct reader *r, int which, struct lic_str key, struct lic_str value)
{
	lic_date date;
	int rank = RANK_PLAIN;

	if (r->section == LIC_WHOIS_IN_REGISTRAR)
		rank = RANK_WEAK;
	if (r->section == LIC_WHOIS_IN_CONTACT || r->section == LIC_WHOIS_IN_REGISTRANT) {
		if (which != EXPIRES && !lic_registration_holds(key, "domain"))
			return;
		rank = RANK_WEAK;
	}
	/* A history of changes: the last one counts. */
	bool again =
		which == CHANGED && r->last == LIC_WHOIS_CHANGED && rank == r->date_rank[which];
	if ((rank <= r->date_rank[which] && !again) || lic_whois_date(value, r->order, &date) < 0 ||
	    (again && date < r->date[which]))
		return;
	r->date[which] = date;
	r->date_rank[which] = rank;
	r->informed = true;
}

static void take_status(struct reader *r, struct lic_str value)
{
	struct lic_str part;
	bool list = lic_str_find(value, ',') < value.len && lic_str_find(value, '(') == value.len;
	size_t before = r->status.count;

	if (list) {
		while (lic_str_split(&value, ',', &part))
			lic_registration_add_status(&r->status, part, r->arena);
	} else {
		lic_registration_add_status(&r->status, value, r->arena);
	}
	for (size_t i = before; i < r->status.count; i++)
		r->free_status |= lic_whois_status_free(r->status.item[i]);
	r->informed |= r->status.count > before;
}

static void take_server(struct reader *r, struct lic_str value)
{
	lic_registration_add_server(&r->servers, value, r->arena);
	r->informed |= r->servers.count > 0;
}

static void take_referral(struct reader *r, struct lic_str value)
{
	size_t scheme = lic_str_find(value, '/');

	/* "whois://whois.x.tld:43/" */
	if (scheme + 2 < value.len && value.ptr[scheme + 1] == '/')
		value = lic_str(value.ptr + scheme + 2, value.len - scheme - 2);
	size_t len = 0;
	while (len < value.len && !strchr("/: \t", value.ptr[len]) && value.ptr[len])
		len++;
	struct lic_str host = lic_registration_host(lic_str(value.ptr, len));
	if (host.len && !r->referral.len)
		r->referral = host;
}

/* "GI7803022-NICAT", "CON-66", "FAJN-0002": no name but the key of a contact. */
static bool is_handle(struct lic_str s)
{
	bool digit = false;

	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == ' ' || (unsigned char)s.ptr[i] & 0x80)
			return false;
		digit |= lic_is_digit(s.ptr[i]) || s.ptr[i] == '-' || s.ptr[i] == ':';
	}
	return digit;
}

static struct lic_str country_code(struct lic_str value, struct lic_arena *arena)
{
	size_t open = lic_str_find(value, '(');

	/* "Hong Kong (HK)" */
	if (open + 4 == value.len)
		value = lic_str(value.ptr + open + 1, 2);
	if (value.len != 2 || !lic_is_alpha(value.ptr[0]) || !lic_is_alpha(value.ptr[1]))
		return lic_str(NULL, 0);
	char code[2] = {(char)(value.ptr[0] & ~0x20), (char)(value.ptr[1] & ~0x20)};
	struct lic_str upper = lic_arena_copy(arena, lic_str(code, 2));
	return upper.ptr && lic_country_name(upper) ? upper : lic_str(NULL, 0);
}

/* A value whose key means something by the section it stands in. */
static void take_placed(struct reader *r, enum lic_whois_field field, struct lic_str value)
{
	int rank = field == LIC_WHOIS_ORG ? RANK_ORG : RANK_NAME;
	bool named = field == LIC_WHOIS_NAME || field == LIC_WHOIS_ORG;

	if (field == LIC_WHOIS_PLACE) {
		struct lic_str code = country_code(value, r->arena);
		if (r->section == LIC_WHOIS_IN_REGISTRANT || r->section == LIC_WHOIS_IN_NONE)
			pick(&r->country, code, RANK_PLAIN);
		pick(&r->block_country, code, RANK_PLAIN);
	} else if (field == LIC_WHOIS_HANDLE) {
		r->block_handle = value;
	} else if (named && r->section == LIC_WHOIS_IN_SERVERS) {
		take_server(r, value);
		return;
	} else if (named && r->section == LIC_WHOIS_IN_DOMAIN) {
		if (field == LIC_WHOIS_NAME)
			take_domain(r, value);
		else
			pick(&r->registrant, value, RANK_PLAIN);
	} else if (named && r->section == LIC_WHOIS_IN_REGISTRAR) {
		pick(&r->registrar, value, rank);
	} else if (named && r->section == LIC_WHOIS_IN_REGISTRANT) {
		pick(&r->registrant, value, rank);
	} else if (named && r->section == LIC_WHOIS_IN_NONE) {
		pick(&r->registrant, value, RANK_PLAIN);
	}
	if (named && !is_handle(value))
		pick(&r->block_name, value, rank);
	if (field == LIC_WHOIS_NAME && !r->block_handle.len && is_handle(value))
		r->block_handle = value;
}

static void take_field(struct reader *r, enum lic_whois_field field, struct lic_str key,
		       struct lic_str value)
{
	switch (field) {
	case LIC_WHOIS_FOREIGN:
		r->foreign = true;
		if (!r->own)
			r->section = LIC_WHOIS_IN_FOREIGN;
		return;
	case LIC_WHOIS_REGISTERED:
	case LIC_WHOIS_CHANGED:
	case LIC_WHOIS_EXPIRES:
		take_date(r, (int)field - LIC_WHOIS_REGISTERED, key, value);
		return;
	case LIC_WHOIS_REGISTRAR:
		pick(&r->registrar, value, is_handle(value) ? RANK_WEAK : RANK_PLAIN);
		r->informed |= value.len > 0;
		return;
	case LIC_WHOIS_REGISTRANT:
		if (r->section != LIC_WHOIS_IN_CONTACT)
			pick(&r->registrant, value, is_handle(value) ? RANK_WEAK : RANK_NAME);
		return;
	case LIC_WHOIS_REGISTRANT_ORG:
		pick(&r->registrant, value, RANK_ORG);
		return;
	case LIC_WHOIS_COUNTRY:
		pick(&r->country, country_code(value, r->arena), RANK_NAME);
		return;
	case LIC_WHOIS_STATUS:
		if (r->section != LIC_WHOIS_IN_CONTACT && r->section != LIC_WHOIS_IN_REGISTRANT)
			take_status(r, value);
		return;
	case LIC_WHOIS_SERVER:
		take_server(r, value);
		return;
	case LIC_WHOIS_REFERRAL:
		take_referral(r, value);
		return;
	default:
		take_placed(r, field, value);
	}
}

/* ---- lines and sections ------------------------------------------------- */

/* A block is over: if it was the registrant's, its name is the registrant's. */
static void end_block(struct reader *r)
{
	if (r->block_handle.len && r->registrant.rank == RANK_WEAK &&
	    lic_str_caseeq(r->block_handle, r->registrant.text)) {
		pick(&r->registrant, r->block_name.text, RANK_NAME);
		pick(&r->country, r->block_country.text, RANK_NAME);
	}
	r->block_name = r->block_country = (struct pick){{NULL, 0}, 0};
	r->block_handle = lic_str(NULL, 0);
}

static void end_section(struct reader *r)
{
	end_block(r);
	if (r->section != LIC_WHOIS_IN_FOREIGN)
		r->section = LIC_WHOIS_IN_NONE;
}

static struct lic_str next_line(const struct reader *r)
{
	struct lic_str rest = r->rest, line = {NULL, 0};

	(void)lic_str_split(&rest, '\n', &line);
	return line;
}

/* Does a line that looks like a heading begin a section? Where the next line is as
 * deep and a "key: value" itself, it is rather a key without a value. */
static enum lic_whois_section section_of(const struct reader *r, const struct lic_whois_line *line,
					 struct lic_str key)
{
	struct lic_whois_line next;

	lic_whois_line_read(&next, next_line(r));
	bool alike = next.key.len && next.value.len && next.indent <= line->indent;
	return lic_whois_heading(key, alike);
}

static bool begin_section(struct reader *r, const struct lic_whois_line *line, struct lic_str key,
			  bool sure)
{
	enum lic_whois_section section = section_of(r, line, key);

	if (section == LIC_WHOIS_IN_NONE && !sure)
		return false;
	if (r->section == LIC_WHOIS_IN_FOREIGN && section != LIC_WHOIS_IN_DOMAIN)
		return true;
	end_block(r);
	r->section = section;
	r->section_indent = line->indent;
	r->section_filled = r->section_deeper = false;
	return true;
}

/* A line of a section that holds no key. */
static void take_plain(struct reader *r, const struct lic_whois_line *line)
{
	struct lic_str s = line->value;
	size_t bracket = lic_str_find(s, '(');

	switch (r->section) {
	case LIC_WHOIS_IN_DOMAIN:
		take_domain(r, s);
		break;
	case LIC_WHOIS_IN_REGISTRAR:
		pick(&r->registrar, s, RANK_PLAIN);
		r->informed = true;
		break;
	case LIC_WHOIS_IN_REGISTRANT:
		pick(&r->registrant, s, RANK_PLAIN);
		break;
	case LIC_WHOIS_IN_SERVERS:
		take_server(r, s.len && s.ptr[0] == '-' ? lic_str(s.ptr + 1, s.len - 1) : s);
		break;
	case LIC_WHOIS_IN_STATUS:
		take_status(r, s);
		break;
	case LIC_WHOIS_IN_REGISTERED:
	case LIC_WHOIS_IN_CHANGED:
	case LIC_WHOIS_IN_EXPIRES:
		take_field(r, LIC_WHOIS_REGISTERED + (r->section - LIC_WHOIS_IN_REGISTERED),
			   LIC_STR(""), s);
		break;
	default:
		/* "Domain GOOGLE.KG (ACTIVE)" */
		if (s.len > 7 && lic_str_caseeq(lic_str(s.ptr, 7), LIC_STR("domain ")) &&
		    bracket < s.len) {
			take_domain(r, lic_str(s.ptr + 7, s.len - 7));
			take_status(r, lic_str(s.ptr + bracket + 1, s.len - bracket - 2));
		}
	}
}

static void take_line(struct reader *r, const struct lic_whois_line *line)
{
	enum lic_whois_field field = lic_whois_field(line->key);
	bool fresh = r->fresh;

	r->fresh = false;
	if (r->section_deeper && line->indent <= r->section_indent)
		end_section(r);
	if (fresh && r->domain.len) {
		enum lic_whois_section block = lic_whois_block(line->key);
		if (block != LIC_WHOIS_IN_NONE && r->section != LIC_WHOIS_IN_FOREIGN) {
			r->section = block;
			r->section_deeper = false;
			r->section_indent = line->indent;
		}
	}
	if (r->section != LIC_WHOIS_IN_FOREIGN || field == LIC_WHOIS_DOMAIN) {
		if (field == LIC_WHOIS_DOMAIN)
			take_domain(r, line->value);
		else
			take_field(r, field, line->key, line->value);
	}
	r->section_filled = true;
	r->section_deeper |= line->indent > r->section_indent;
	r->last = field;
	r->last_indent = line->indent;
}

static void take_keyless(struct reader *r, struct lic_whois_line *line)
{
	char room[LIC_WHOIS_KEY_MAX];
	bool list = r->last == LIC_WHOIS_STATUS || r->last == LIC_WHOIS_SERVER;

	if (list && line->indent > r->last_indent + 8 && r->section != LIC_WHOIS_IN_FOREIGN) {
		take_field(r, r->last, LIC_STR(""), line->value);
		return;
	}
	r->last = LIC_WHOIS_OTHER;
	/* A heading without a colon is known in full. */
	struct lic_str key = lic_whois_key(line->value, room);
	enum lic_whois_section section = lic_whois_heading(key, true);
	if (section != LIC_WHOIS_IN_NONE && line->value.len < 40) {
		begin_section(r, line, key, true);
		return;
	}
	if (r->section_deeper && line->indent <= r->section_indent)
		end_section(r);
	take_plain(r, line);
	r->section_filled = true;
	r->section_deeper |= line->indent > r->section_indent;
}

static void take_raw(struct reader *r, struct lic_str raw)
{
	struct lic_whois_line line;
	struct lic_str s = lic_str_trim(raw);

	if (!s.len || lic_whois_is_comment(s)) {
		if (r->section_filled || r->section == LIC_WHOIS_IN_NONE)
			end_section(r);
		r->fresh = true;
		r->last = LIC_WHOIS_OTHER;
		return;
	}
	lic_whois_line_read(&line, raw);
	if (line.heading) {
		r->last = LIC_WHOIS_OTHER;
		if (begin_section(r, &line, line.key, s.ptr[0] == '*' || s.ptr[0] == '['))
			r->fresh = false;
	} else if (line.key.len) {
		take_line(r, &line);
	} else {
		take_keyless(r, &line);
	}
}

/* ---- the answer --------------------------------------------------------- */

/* Is the record about what was asked? A name in the language's own letters cannot be
 * compared here: the server was asked for one name and told of one. */
static bool is_about(const struct reader *r)
{
	if (!r->domain.len)
		return false;
	if (!r->asked.len || r->own)
		return true;
	for (size_t i = 0; i < r->domain.len; i++)
		if ((unsigned char)r->domain.ptr[i] & 0x80)
			return lic_registration_holds(r->asked, "xn--");
	return false;
}

static void fill(struct lic_registration *out, struct reader *r)
{
	struct lic_str domain = r->own ? r->asked : r->domain;

	out->exists = true;
	out->whois = true;
	out->domain = text_of(r, domain);
	out->registered = r->date[REGISTERED];
	out->changed = r->date[CHANGED];
	out->expires = r->date[EXPIRES];
	out->registrar = text_of(r, r->registrar.text);
	if (r->registrant.rank > RANK_WEAK)
		out->registrant = text_of(r, r->registrant.text);
	out->country = r->country.text;
	out->privacy = lic_registration_is_private(out->registrant);
	out->status = lic_registration_keep(&r->status, r->arena);
	out->status_count = out->status ? r->status.count : 0;
	out->name_servers = lic_registration_keep(&r->servers, r->arena);
	out->name_servers_count = out->name_servers ? r->servers.count : 0;
}

static void read_all(struct reader *r, struct lic_str text)
{
	struct lic_str line;

	r->rest = text;
	for (unsigned n = 0; n < LIC_REGISTRATION_LINES_MAX; n++) {
		if (!lic_str_split(&r->rest, '\n', &line))
			break;
		take_raw(r, line);
	}
	end_block(r);
}

enum lic_answer lic_whois_parse(struct lic_registration *out, struct lic_str *referral,
				struct lic_str text, struct lic_str domain, struct lic_arena *arena)
{
	struct reader r = {.asked = domain, .arena = arena, .fresh = true};

	*out = (struct lic_registration){0};
	*referral = lic_str(NULL, 0);
	if (text.len > LIC_REGISTRATION_ANSWER_MAX)
		text.len = LIC_REGISTRATION_ANSWER_MAX;
	if (lic_str_starts(text, LIC_STR("\xef\xbb\xbf")))
		text = lic_str(text.ptr + 3, text.len - 3);
	if (!text.len)
		return LIC_ANSWER_UNCLEAR;
	r.order = lic_whois_date_order(text);
	read_all(&r, text);
	*referral = lic_arena_copy(arena, r.referral);
	bool dated = r.date[REGISTERED] || r.date[EXPIRES] || r.date[CHANGED];
	bool record = is_about(&r) && r.informed;
	if (record && !r.free_status && (dated || r.servers.count || r.registrar.text.len)) {
		fill(out, &r);
		return LIC_ANSWER_FOUND;
	}
	enum lic_answer words = lic_whois_words(text);
	if (words == LIC_ANSWER_REFUSED)
		return words;
	if (words == LIC_ANSWER_NONE || (record && r.free_status && !dated)) {
		out->whois = true;
		out->domain = lic_arena_copy(arena, domain);
		return LIC_ANSWER_NONE;
	}
	if (record && !r.free_status) {
		fill(out, &r);
		return LIC_ANSWER_FOUND;
	}
	return LIC_ANSWER_UNCLEAR;
}
