/* Who is who, what counts until when, and whose signature is missing. */
#include "publisher_stage.h"

#include "clock.h"
#include "json.h"
#include "publisher_preview.h"
#include "tuf_verify.h"

#define DAY 86400

struct status {
	struct lic_publisher *publisher;
	struct lic_publisher_view old, next; /* released; staged over it */
	bool staged;
	bool json;
	const char *separator;
	struct lic_buf *out;
	struct lic_diag *diag;
};

static const struct lic_tuf *file_of(const struct lic_publisher_view *view, struct lic_str role,
				     enum lic_publisher_part part)
{
	const struct lic_view_role *found;

	switch (part) {
	case LIC_PART_ROOT:
		return view->root;
	case LIC_PART_SNAPSHOT:
		return view->snapshot;
	case LIC_PART_TIMESTAMP:
		return view->timestamp;
	default:
		found = lic_publisher_view_find(view, role);
		return found ? found->tuf : NULL;
	}
}

/* Is the file one of those to be released? */
static bool is_staged(const struct status *s, struct lic_str name, const struct lic_tuf *tuf)
{
	return s->staged && tuf &&
	       lic_publisher_is_staged(s->publisher->staged.z, name, tuf->version);
}

/* ---- keys ------------------------------------------------------------ */

struct signer {
	struct lic_str keyid, type;
	const struct lic_tuf *tuf; /* staged, or NULL */
	bool before;               /* of the root before this one */
};

static void key(struct status *s, const struct signer *k)
{
	bool is_signed = k->tuf && lic_publisher_view_has_signed(k->tuf, k->keyid);

	if (s->json) {
		lic_buf_printf(s->out, "%s{", s->separator);
		lic_json_field(s->out, "keyid", k->keyid);
		lic_buf_addc(s->out, ',');
		lic_json_field(s->out, "type", k->type);
		lic_buf_printf(s->out, ",\"previous\":%s", k->before ? "true" : "false");
		if (k->tuf)
			lic_buf_printf(s->out, ",\"signed\":%s", is_signed ? "true" : "false");
		lic_buf_addc(s->out, '}');
		s->separator = ",";
		return;
	}
	lic_buf_printf(s->out, "    %.16s  %-8.*s%s%s\n", k->keyid.ptr, LIC_STR_ARG(k->type),
		       k->before ? "  of the root before" : "",
		       !k->tuf     ? ""
		       : is_signed ? "  has signed"
				   : "  may sign yet");
}

static void keys_of(struct status *s, const struct lic_tuf_keys *keys,
		    const struct lic_tuf_role *role, const struct lic_tuf *tuf, bool before)
{
	for (size_t i = 0; i < role->keyid_count; i++) {
		const struct lic_tuf_key *found = lic_tuf_keys_find(keys, role->keyids[i]);
		struct signer k = {role->keyids[i], LIC_STR("unknown"), tuf, before};
		if (found)
			k.type = found->keytype;
		key(s, &k);
	}
}

/* Keys of a new root's role that the root before does not have there. */
static void keys_before(struct status *s, const struct lic_tuf *tuf)
{
	const struct lic_tuf *old = s->old.root;
	const struct lic_tuf_role *was, *is;

	if (!old || old == s->next.root)
		return;
	was = lic_publisher_view_top(old, LIC_PART_ROOT);
	is = lic_publisher_view_top(s->next.root, LIC_PART_ROOT);
	if (!lic_tuf_role_same_keys(was, is))
		keys_of(s, &old->keys, was, tuf, true);
}

/* ---- roles ----------------------------------------------------------- */

struct row {
	struct lic_str name;
	enum lic_publisher_part part;
	const struct lic_tuf_keys *keys;
	const struct lic_tuf_role *role;
	uint64_t threshold;
	size_t key_count;
};

static size_t signatures(const struct row *row, const struct lic_tuf *tuf)
{
	size_t count = 0;

	return row->keys && lic_tuf_verify_count(tuf, row->keys, row->role, &count) == LIC_OK
		       ? count
		       : 0;
}

/* Of a root, those by the keys of the one before count as well. */
static bool is_complete(const struct status *s, const struct row *row, const struct lic_tuf *tuf)
{
	if (signatures(row, tuf) < row->threshold)
		return false;
	return row->part != LIC_PART_ROOT || !s->old.root || s->old.root == s->next.root ||
	       lic_tuf_verify(tuf, &s->old.root->keys,
			      lic_publisher_view_top(s->old.root, LIC_PART_ROOT), NULL) == LIC_OK;
}

static void when(const struct lic_tuf *tuf, char date[LIC_TIME_SIZE], long *days)
{
	lic_time_format(tuf->expires, date);
	*days = (long)((tuf->expires - lic_clock_now()) / DAY);
	if (tuf->expires <= lic_clock_now())
		*days = -1;
}

/* Days that a role's word counts from its signature on. */
static uint32_t period_of(const struct status *s, const struct row *row)
{
	return s->publisher->config->expiry_days[row->part];
}

/* Is it time to sign it anew? */
static bool is_low(const struct status *s, const struct row *row, const struct lic_tuf *tuf)
{
	const int64_t period = (int64_t)period_of(s, row) * DAY;

	return (tuf->expires - lic_clock_now()) * 100 < period * LIC_PUBLISHER_LOW_PERCENT;
}

static void row_as_text(struct status *s, const struct row *row, const struct lic_tuf *old,
			const struct lic_tuf *staged)
{
	char date[LIC_TIME_SIZE];
	long days;

	lic_buf_printf(s->out, "%.*s: %llu of %zu keys must sign\n", LIC_STR_ARG(row->name),
		       (unsigned long long)row->threshold, row->key_count);
	if (old) {
		when(old, date, &days);
		lic_buf_printf(s->out, "  released  version %llu, ",
			       (unsigned long long)old->version);
		if (days < 0)
			lic_buf_printf(s->out, "EXPIRED on %s\n", date);
		else
			lic_buf_printf(s->out, "counts until %s (%ld of %u days%s)\n", date, days,
				       (unsigned)period_of(s, row),
				       is_low(s, row, old) ? ": sign it anew soon" : "");
	}
	if (staged) {
		when(staged, date, &days);
		lic_buf_printf(s->out,
			       "  staged    version %llu, until %s, %zu of %llu signatures%s\n",
			       (unsigned long long)staged->version, date, signatures(row, staged),
			       (unsigned long long)row->threshold,
			       is_complete(s, row, staged) ? "" : ": not enough yet");
	}
	if (row->keys)
		keys_of(s, row->keys, row->role, staged, false);
	if (staged && row->part == LIC_PART_ROOT)
		keys_before(s, staged);
}

static void row_as_json(struct status *s, const struct row *row, const struct lic_tuf *old,
			const struct lic_tuf *staged)
{
	char date[LIC_TIME_SIZE];
	long days;

	lic_buf_printf(s->out, "%s{", s->separator);
	lic_json_field(s->out, "role", row->name);
	lic_buf_printf(s->out, ",\"threshold\":%llu", (unsigned long long)row->threshold);
	if (old) {
		when(old, date, &days);
		lic_buf_printf(s->out,
			       ",\"released\":{\"version\":%llu,\"expires\":\"%s\",\"expired\":%s,"
			       "\"days\":%ld,\"period_days\":%u,\"low\":%s}",
			       (unsigned long long)old->version, date, days < 0 ? "true" : "false",
			       days < 0 ? 0 : days, (unsigned)period_of(s, row),
			       is_low(s, row, old) ? "true" : "false");
	}
	if (staged) {
		when(staged, date, &days);
		lic_buf_printf(
			s->out,
			",\"staged\":{\"version\":%llu,\"expires\":\"%s\",\"signatures\":%zu,"
			"\"complete\":%s}",
			(unsigned long long)staged->version, date, signatures(row, staged),
			is_complete(s, row, staged) ? "true" : "false");
	}
	LIC_BUF_LIT(s->out, ",\"keys\":[");
	s->separator = "";
	if (row->keys)
		keys_of(s, row->keys, row->role, staged, false);
	if (staged && row->part == LIC_PART_ROOT)
		keys_before(s, staged);
	LIC_BUF_LIT(s->out, "]}");
	s->separator = ",";
}

static void write_row(struct status *s, const struct row *row)
{
	const struct lic_tuf *old = file_of(&s->old, row->name, row->part);
	const struct lic_tuf *next = file_of(&s->next, row->name, row->part);
	const struct lic_tuf *staged = is_staged(s, row->name, next) ? next : NULL;

	if (s->json)
		row_as_json(s, row, old, staged);
	else
		row_as_text(s, row, old, staged);
}

/* Top-level roles: as the root in force or on its way says, or before the first one, as it
 * is wanted. */
static void top_rows(struct status *s)
{
	const struct lic_publisher_config *config = s->publisher->config;
	const struct lic_tuf *root = s->next.root ? s->next.root : s->old.root;

	for (size_t i = 0; i < LIC_PARTS; i++) {
		struct row row = {
			.name = config->roles[i].name,
			.part = (enum lic_publisher_part)i,
			.threshold = config->roles[i].threshold,
			.key_count = config->roles[i].keyids_count,
		};
		if (root) {
			row.keys = &root->keys;
			row.role = lic_publisher_view_top(root, (enum lic_publisher_part)i);
			row.threshold = row.role->threshold;
			row.key_count = row.role->keyid_count;
		}
		write_row(s, &row);
	}
}

static void role_rows(struct status *s, const struct lic_publisher_view *view, size_t first)
{
	for (size_t i = first; i < view->roles_count; i++) {
		const struct lic_view_role *role = &view->roles[i];
		const struct row row = {
			.name = role->name,
			.part = LIC_PART_TARGETS,
			.keys = role->keys,
			.role = role->by,
			.threshold = role->by->threshold,
			.key_count = role->by->keyid_count,
		};
		write_row(s, &row);
	}
}

/* Wishes that no staged release says yet. */
static int pending(struct status *s)
{
	const struct lic_tuf *root = s->next.root ? s->next.root : s->old.root;
	const struct lic_body_term term = {1, 0};
	struct lic_buf text;
	bool same = false;

	if (lic_publisher_is_owner(s->publisher))
		return LIC_OK;
	lic_buf_init(&text, LIC_TUF_METADATA_MAX);
	lic_body_root(&text, s->publisher->config, &term);
	int err = lic_buf_error(&text);
	if (!err && root)
		err = lic_body_says(root->json, lic_buf_str(&text), &same, s->diag);
	lic_buf_release(&text);
	if (err < 0)
		return err;
	if (s->json)
		lic_buf_printf(s->out, ",\"unstaged_keys\":%s", same ? "false" : "true");
	else if (!same)
		LIC_BUF_LIT(s->out, "keys were changed that no root says yet: `licit publish "
				    "stage` makes one\n");
	return LIC_OK;
}

static void waiting(struct status *s)
{
	const struct lic_publisher_config *config = s->publisher->config;

	for (size_t i = 0; i < config->delegations_count; i++) {
		struct lic_str name = config->delegations[i].name;
		if (lic_publisher_view_find(&s->next, name) ||
		    lic_publisher_view_find(&s->old, name))
			continue;
		if (s->json) {
			lic_buf_printf(s->out, "%s", s->separator);
			lic_json_str(s->out, name);
			s->separator = ",";
		} else {
			lic_buf_printf(
				s->out,
				"%.*s: delegated, and not published yet: `licit publish take` "
				"takes in what its owner signed\n",
				LIC_STR_ARG(name));
		}
	}
}

static int write_all(struct status *s)
{
	bool owner = lic_publisher_is_owner(s->publisher);
	const struct lic_publisher_view *view = s->next.roles_count ? &s->next : &s->old;
	int err;

	if (s->json) {
		LIC_BUF_LIT(s->out, "{\"schema\":\"licit/publish-status/1\",");
		lic_json_field(s->out, "out", s->publisher->config->out);
		lic_buf_printf(s->out, ",\"staged\":%s,\"roles\":[", s->staged ? "true" : "false");
	} else {
		lic_buf_printf(s->out, "published in %.*s%s\n",
			       LIC_STR_ARG(s->publisher->config->out),
			       s->staged ? "; a release is staged" : "; nothing is staged");
	}
	if (!owner)
		top_rows(s);
	role_rows(s, view, owner ? 0 : 1);
	if (s->json)
		LIC_BUF_LIT(s->out, "],\"waiting\":[");
	s->separator = "";
	waiting(s);
	if (s->json)
		LIC_BUF_LIT(s->out, "]");
	err = pending(s);
	if (s->json)
		LIC_BUF_LIT(s->out, "}\n");
	return err;
}

int lic_publisher_status(struct lic_publisher *publisher, bool json, struct lic_buf *out,
			 struct lic_diag *diag)
{
	struct status s = {
		.publisher = publisher, .json = json, .separator = "", .out = out, .diag = diag};
	int err = lic_publisher_settle(publisher, diag);

	s.staged = lic_folder_has(publisher->staged.z);
	if (!err)
		err = lic_publisher_released(publisher, &s.old, diag);
	if (!err && s.staged)
		err = lic_publisher_staged_view(publisher->staged.z, &s.next, diag);
	if (!err)
		err = write_all(&s);
	lic_publisher_view_release(&s.old);
	lic_publisher_view_release(&s.next);
	return err < 0 ? err : lic_buf_error(out);
}

int lic_publisher_verify(struct lic_publisher *publisher, struct lic_buf *out,
			 struct lic_diag *diag)
{
	struct lic_publisher_reading got;
	int err = lic_publisher_settle(publisher, diag);

	if (!err && lic_publisher_is_owner(publisher))
		return lic_diag_set(diag, LIC_EREFUSED,
				    "here lies one delegated role: who delegated it publishes, and "
				    "verifies there");
	if (!err && !lic_folder_has(publisher->trusted.z))
		return lic_diag_set(diag, LIC_ENOENT, "nothing was released yet");
	if (!err)
		err = lic_publisher_read_all(publisher, &got, diag);
	if (err < 0)
		return err;
	lic_buf_printf(out,
		       "root %llu, timestamp %llu, snapshot %llu, targets %llu, %llu delegated "
		       "roles: as a client takes them that begins with the first root\n"
		       "%llu targets, %llu bytes: every length and hash is right\n"
		       "%llu lists with %llu entries, %llu files of changes: unpacked, each log's "
		       "root is the signed one\n",
		       (unsigned long long)got.root, (unsigned long long)got.timestamp,
		       (unsigned long long)got.snapshot, (unsigned long long)got.targets,
		       (unsigned long long)got.roles, (unsigned long long)got.files,
		       (unsigned long long)got.bytes, (unsigned long long)got.lists,
		       (unsigned long long)got.entries, (unsigned long long)got.changes);
	return lic_buf_error(out);
}
