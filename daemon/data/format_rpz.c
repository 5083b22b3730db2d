/*
 * A response policy zone (draft-vixie-dnsop-dns-rpz): each record's owner, less
 * the zone's own name, is a name to block; the target of its CNAME says how.
 * An address that leads nowhere blocks as well. A name that a zone lets pass or leads elsewhere is
 * no row, nor is a rule on addresses or name servers.
 */
#include "format_zone.h"
#include "formats.h"

#include "limits.h"

/* Room for an owner behind which an origin was put. */
#define NAME_SIZE (2 * (LIC_HOST_MAX + 2))

struct rpz {
	struct lic_rows rows;
	char apex[LIC_HOST_MAX + 1];   /* the zone's own name, no dot at its end */
	char origin[LIC_HOST_MAX + 1]; /* what relative names lie below */
	size_t apex_len;               /* 0: not known */
	size_t origin_len;             /* 0: the root, or not known */
	bool has_soa;
	bool has_origin;
	bool has_owner;
	struct lic_str owner; /* of the last record, less the apex: its trigger */
	char owner_store[NAME_SIZE];
	const char *owner_fault; /* why there is no trigger, or NULL */
};

struct rdata {
	struct lic_str type;
	const struct lic_str *word;
	size_t count;
};

static const char *const policy_triggers[] = {"rpz-ip", "rpz-client-ip", "rpz-nsip", "rpz-nsdname"};

/* Types about the zone itself, not about a name to block. */
static const char *const zone_types[] = {"SOA",  "NS",    "RRSIG",      "DNSKEY", "CDNSKEY",
					 "NSEC", "NSEC3", "NSEC3PARAM", "DS",     "CDS"};

/* Types that answer for a name; an address may be one that leads nowhere. */
static const char *const address_types[] = {"A", "AAAA"};
static const char *const answer_types[] = {"A", "AAAA", "TXT", "MX", "PTR", "DNAME", "SRV"};

static bool is_ttl(struct lic_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!lic_is_digit(s.ptr[i]) &&
		    (i == 0 || lic_str_find(LIC_STR("smhdw"), lic_lower(s.ptr[i])) == 5))
			return false;
	return s.len > 0;
}

/* The words behind the owner, the TTL and the class; type is empty if there is
 * none. */
static struct rdata find_rdata(const struct lic_zone_record *record)
{
	static const char *const classes[] = {"IN", "CH", "HS"};
	struct rdata rdata = {.count = 0};
	size_t i = record->is_owner_blank ? 0 : 1;

	while (i < record->count &&
	       (is_ttl(record->word[i]) ||
		lic_str_is_caseamong(record->word[i], classes, LIC_ARRAY_SIZE(classes))))
		i++;
	if (i < record->count) {
		rdata.type = record->word[i];
		rdata.word = &record->word[i + 1];
		rdata.count = record->count - i - 1;
	}
	return rdata;
}

static bool is_block(struct lic_str target)
{
	return lic_str_eq(target, LIC_STR(".")) || lic_str_eq(target, LIC_STR("*.")) ||
	       lic_str_caseeq(target, LIC_STR("rpz-drop."));
}

static bool is_policy(struct lic_str target)
{
	return is_block(target) || lic_str_caseeq(target, LIC_STR("rpz-passthru.")) ||
	       lic_str_caseeq(target, LIC_STR("rpz-tcp-only."));
}

/* The full name, no dot at its end, in store; false if it is too long. */
static bool full_name(const struct rpz *rpz, struct lic_str name, char store[NAME_SIZE],
		      struct lic_str *out)
{
	struct lic_str origin = lic_str(rpz->origin, rpz->origin_len);
	size_t len = 0;

	if (lic_str_ends(name, LIC_STR("."))) {
		*out = lic_str(name.ptr, name.len - 1);
		return true;
	}
	if (lic_str_eq(name, LIC_STR("@")))
		name.len = 0;
	if (name.len > LIC_HOST_MAX)
		return false;
	if (name.len)
		memcpy(store, name.ptr, name.len);
	len = name.len;
	if (name.len && origin.len)
		store[len++] = '.';
	memcpy(store + len, origin.ptr, origin.len);
	*out = lic_str(store, len + origin.len);
	return true;
}

/* Less the apex; false if the name lies outside it. */
static bool strip_apex(const struct rpz *rpz, struct lic_str *name)
{
	size_t n = rpz->apex_len;

	if (n == 0)
		return true;
	if (name->len < n ||
	    !lic_str_caseeq(lic_str(name->ptr + name->len - n, n), lic_str(rpz->apex, n)))
		return false;
	if (name->len > n && name->ptr[name->len - n - 1] != '.')
		return false;
	name->len -= name->len > n ? n + 1 : n;
	return true;
}

static void set_owner(struct rpz *rpz, struct lic_str name)
{
	bool is_absolute = lic_str_ends(name, LIC_STR("."));

	rpz->has_owner = true;
	rpz->owner_fault = NULL;
	if (lic_str_find(name, '\\') < name.len)
		rpz->owner_fault = "an escaped character in the name";
	else if (is_absolute && rpz->apex_len == 0)
		rpz->owner_fault = "a name with a dot at its end, and no $ORIGIN or SOA says "
				   "what the zone is called";
	else if (!full_name(rpz, name, rpz->owner_store, &rpz->owner))
		rpz->owner_fault = "too long a name";
	else if (!strip_apex(rpz, &rpz->owner))
		rpz->owner_fault = "outside the zone";
}

static bool keep_name(struct lic_str name, char store[LIC_HOST_MAX + 1], size_t *len)
{
	if (name.len > LIC_HOST_MAX)
		return false;
	if (name.len)
		memcpy(store, name.ptr, name.len);
	*len = name.len;
	return true;
}

static int read_directive(struct rpz *rpz, const struct lic_zone_record *record,
			  struct lic_diag *diag)
{
	struct lic_str name;
	char store[NAME_SIZE];

	if (lic_str_caseeq(record->word[0], LIC_STR("$TTL")))
		return LIC_OK;
	if (!lic_str_caseeq(record->word[0], LIC_STR("$ORIGIN")))
		return lic_rows_refuse(&rpz->rows, record->text,
				       "a directive other than $ORIGIN and $TTL");
	if (record->count < 2 || !full_name(rpz, record->word[1], store, &name) ||
	    !keep_name(name, rpz->origin, &rpz->origin_len))
		return lic_diag_set(diag, LIC_ESYNTAX, "line %u: $ORIGIN without a usable name",
				    record->line);
	rpz->has_origin = true;
	if (!rpz->has_soa && rpz->apex_len == 0)
		return keep_name(name, rpz->apex, &rpz->apex_len) ? LIC_OK : LIC_EINVAL;
	return LIC_OK;
}

/* The first SOA's owner is the zone's name, its serial often the date. */
static int read_soa(struct rpz *rpz, const struct lic_zone_record *record, struct rdata rdata,
		    struct lic_diag *diag)
{
	struct lic_str name;
	char store[NAME_SIZE];

	if (rpz->has_soa)
		return LIC_OK;
	rpz->has_soa = true;
	if (record->is_owner_blank || !full_name(rpz, record->word[0], store, &name) ||
	    !keep_name(name, rpz->apex, &rpz->apex_len))
		return lic_diag_set(diag, LIC_ESYNTAX, "line %u: SOA without a usable name",
				    record->line);
	if (!rpz->has_origin && !keep_name(name, rpz->origin, &rpz->origin_len))
		return LIC_EINVAL;
	if (rdata.count < 3 || rdata.word[2].len != 10)
		return LIC_OK;
	char date[LIC_DATE_SIZE];
	struct lic_str serial = rdata.word[2];
	snprintf(date, sizeof(date), "%.4s-%.2s-%.2s", serial.ptr, serial.ptr + 4, serial.ptr + 6);
	lic_date as_of;
	if (lic_date_parse(lic_str(date, LIC_DATE_SIZE - 1), &as_of) == LIC_OK)
		rpz->rows.as_of = as_of;
	return LIC_OK;
}

/* NULL if the record blocks its owner, else why it is no row. */
static const char *reason_against(const struct rpz *rpz, struct rdata rdata)
{
	struct lic_str owner = rpz->owner, label = owner;

	for (size_t at; (at = lic_str_find(label, '.')) < label.len;)
		label = lic_str(label.ptr + at + 1, label.len - at - 1);
	if (lic_str_is_caseamong(label, policy_triggers, LIC_ARRAY_SIZE(policy_triggers)))
		return "a rule on addresses or name servers";
	if (lic_str_eq(owner, LIC_STR("*")))
		return "not a rule for one name";
	if (lic_str_is_caseamong(rdata.type, address_types, LIC_ARRAY_SIZE(address_types)) &&
	    rdata.count == 1 && lic_address_of(rdata.word[0]) == LIC_ADDRESS_SINK)
		return NULL;
	if (!lic_str_caseeq(rdata.type, LIC_STR("CNAME")))
		return lic_str_is_caseamong(rdata.type, answer_types, LIC_ARRAY_SIZE(answer_types))
			       ? "answers for the name, does not block it"
			       : "not a record of a zone";
	if (rdata.count != 1)
		return "a CNAME without one target";
	struct lic_str target = rdata.word[0];
	if (is_block(target))
		return NULL;
	if (lic_str_caseeq(target, LIC_STR("rpz-tcp-only.")))
		return "makes the client ask again, does not block the name";
	bool is_own_name = target.len == owner.len + 1 && target.ptr[owner.len] == '.' &&
			   lic_str_caseeq(lic_str(target.ptr, owner.len), owner);
	if (lic_str_caseeq(target, LIC_STR("rpz-passthru.")) || is_own_name)
		return "an exception";
	return "leads the name elsewhere, does not block it";
}

static int read_record(struct rpz *rpz, const struct lic_zone_record *record, struct lic_diag *diag)
{
	struct rdata rdata = find_rdata(record);
	const char *reason = NULL;

	rpz->rows.record.line = record->line;
	if (record->count == 0) {
		lic_rows_comment(&rpz->rows, record->comment);
		return LIC_OK;
	}
	if (!record->is_owner_blank && record->word[0].ptr[0] == '$')
		return read_directive(rpz, record, diag);
	if (lic_str_caseeq(rdata.type, LIC_STR("SOA"))) {
		int err = read_soa(rpz, record, rdata, diag);
		if (err < 0)
			return err;
	}
	if (!record->is_owner_blank)
		set_owner(rpz, record->word[0]);
	if (lic_str_is_caseamong(rdata.type, zone_types, LIC_ARRAY_SIZE(zone_types)))
		return LIC_OK;
	if (!rpz->has_owner)
		reason = "no name before it";
	else if (rpz->owner_fault)
		reason = rpz->owner_fault;
	else if (rpz->owner.len == 0)
		return LIC_OK;
	else
		reason = reason_against(rpz, rdata);
	return reason ? lic_rows_refuse(&rpz->rows, lic_str_trim(record->text), reason)
		      : lic_rows_half(&rpz->rows, rpz->owner);
}

static int rpz_read(struct lic_str text, const struct lic_sink *sink, struct lic_diag *diag)
{
	struct lic_zone zone;
	struct lic_zone_record record;
	struct rpz rpz;

	int err = lic_format_check_text(text, diag);
	if (err < 0)
		return err;
	rpz = (struct rpz){.apex_len = 0};
	lic_rows_init(&rpz.rows, sink);
	lic_zone_init(&zone, text);
	while ((err = lic_zone_next(&zone, &record, diag)) > 0) {
		err = read_record(&rpz, &record, diag);
		if (err < 0)
			return err;
	}
	return err < 0 ? err : lic_rows_end(&rpz.rows, diag);
}

static int rpz_detect(struct lic_str head)
{
	struct lic_zone zone;
	struct lic_zone_record record;
	size_t ours = 0, others = 0, policies = 0;

	lic_zone_init(&zone, head);
	while (lic_zone_next(&zone, &record, NULL) > 0) {
		if (record.count == 0)
			continue;
		struct rdata rdata = find_rdata(&record);
		bool is_cname = lic_str_caseeq(rdata.type, LIC_STR("CNAME"));
		if (is_cname || record.word[0].ptr[0] == '$' ||
		    lic_str_is_caseamong(rdata.type, zone_types, LIC_ARRAY_SIZE(zone_types)) ||
		    lic_str_is_caseamong(rdata.type, answer_types, LIC_ARRAY_SIZE(answer_types)))
			ours++;
		else
			others++;
		policies += is_cname && rdata.count == 1 && is_policy(rdata.word[0]);
	}
	return policies ? lic_lines_share(ours, others) : 0;
}

static void rpz_begin(struct lic_buf *out, const struct lic_list *list)
{
	char date[LIC_DATE_SIZE];

	lic_lines_head(out, LIC_STR(";"), list);
	LIC_BUF_LIT(out, "$TTL 3600\n@ SOA localhost. root.localhost. ");
	if (list->as_of) {
		lic_date_format(list->as_of, date);
		lic_buf_printf(out, "%.4s%.2s%.2s00", date, date + 5, date + 8);
	} else {
		lic_buf_addc(out, '1');
	}
	LIC_BUF_LIT(out, " 3600 600 604800 3600\n@ NS localhost.\n");
}

static void write_rule(struct lic_buf *out, struct lic_str mark, struct lic_str host)
{
	lic_buf_adds(out, mark);
	lic_buf_adds(out, host);
	LIC_BUF_LIT(out, " CNAME .\n");
}

/* A zone blocks what it names, and no more: a site or a wildcard needs a second
 * record for what lies below it. Which comes first tells them apart when it is
 * read again. */
static void rpz_write(struct lic_buf *out, const struct lic_list *list LIC_UNUSED,
		      const struct lic_name *name, const struct lic_record *record LIC_UNUSED)
{
	if (name->scope == LIC_SCOPE_WILDCARD)
		write_rule(out, LIC_STR("*."), name->text);
	write_rule(out, LIC_STR(""), name->text);
	if (name->scope == LIC_SCOPE_SITE)
		write_rule(out, LIC_STR("*."), name->text);
}

static void rpz_end(struct lic_buf *out LIC_UNUSED)
{
}

const struct lic_format lic_format_rpz = {
	.id = "rpz",
	.summary = "DNS response policy zone: \"name CNAME .\"",
	.detect = rpz_detect,
	.read = rpz_read,
	.begin = rpz_begin,
	.scopes = LIC_CARRIES_HOSTS,
	.leaves_out = LIC_LEAVES_OUT_FIELDS,
	/* RFC 4592: a wildcard matches nothing below a name that is there. */
	.leaves_out_covered = true,
	.write = rpz_write,
	.end = rpz_end,
};
