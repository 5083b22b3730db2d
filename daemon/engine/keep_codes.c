/* Reason codes: why an entry is on a list, or not any more; and classes: what it is of.
 * docs/LISTS.md has the same tables. */
#include "hex.h"
#include "keep.h"

static const struct lic_keep_code codes[] = {
	{"listed", "add", "listed by the authority"},
	{"unlicensed", "add", "sells medicines without a licence"},
	{"no-prescription", "add", "sells prescription medicines without a prescription"},
	{"falsified", "add", "offers falsified medicines"},
	{"unauthorised", "add", "offers medicines that are not authorised"},
	{"impersonation", "add", "poses as a lawful seller"},
	{"licensed", "add", "holds a licence"},
	{"notified", "add", "notified its offer to the authority"},
	{"reported", "add", "reported by shoppers and looked at"},
	{"correction", "change", "the entry was wrong"},
	{"update", "change", "the entry was right and is not any more"},
	{"ceased", "withdraw", "stopped selling, or is gone"},
	{"remediated", "withdraw", "the offer was taken down"},
	{"licence-ended", "withdraw", "the licence ended or was given back"},
	{"licence-revoked", "withdraw", "the licence was withdrawn"},
	{"new-owner", "withdraw", "the domain belongs to somebody else now"},
	{"duplicate", "withdraw", "another entry says the same"},
	{"absent", "withdraw", "the imported file does not name it any more"},
	{"relapse", "restore", "it sells again"},
	{"licence-restored", "restore", "the licence is in force again"},
	{"error", "withdraw restore", "it was done by mistake"},
	{"appeal", "change withdraw restore", "an appeal was granted"},
	{"court-order", "add change withdraw restore", "a court ordered it"},
	{"import", "add change restore", "read from the list's source"},
	{"taken-over", "add", "was on the list before it had a log"},
	{"policy", "define", "what the list is, or asks of its editors, changes"},
	{"other", "add change withdraw restore define", "as the text says"},
};

static const struct lic_keep_class classes[] = {
	{"pharmacy-rx", "pharmacy, for prescription medicines too", false},
	{"pharmacy-otc", "pharmacy, for medicines that need no prescription", false},
	{"otc-retailer", "shop for medicines that need no prescription", false},
	{"telehealth", "doctor's practice on the web", false},
	{"veterinary", "veterinary medicines", false},
	{"authority", "authority", true},
	{"manufacturer", "manufacturer", true},
	{"info", "information, no seller", true},
};

size_t lic_keep_classes(const struct lic_keep_class **out)
{
	*out = classes;
	return LIC_ARRAY_SIZE(classes);
}

size_t lic_keep_codes(const struct lic_keep_code **out)
{
	*out = codes;
	return LIC_ARRAY_SIZE(codes);
}

static bool is_for(const struct lic_keep_code *code, const char *action)
{
	struct lic_str rest = lic_str_from(code->actions), word;

	while (lic_str_split(&rest, ' ', &word))
		if (lic_str_eq(word, lic_str_from(action)))
			return true;
	return false;
}

static const struct lic_keep_code *find(struct lic_str code)
{
	for (size_t i = 0; i < LIC_ARRAY_SIZE(codes); i++)
		if (lic_str_eq(code, lic_str_from(codes[i].code)))
			return &codes[i];
	return NULL;
}

const char *lic_keep_code_summary(struct lic_str code)
{
	const struct lic_keep_code *found = find(code);

	return found ? found->summary : "";
}

/* Adding and changing say enough by themselves; taking away and bringing back do not. */
static struct lic_str default_code(const char *action)
{
	if (strcmp(action, "add") == 0)
		return LIC_STR("listed");
	if (strcmp(action, "change") == 0)
		return LIC_STR("correction");
	if (strcmp(action, "define") == 0)
		return LIC_STR("policy");
	return LIC_STR("other");
}

static bool is_sha256(struct lic_str s)
{
	char hash[LIC_SHA256_SIZE];

	return s.len == 2 * sizeof(hash) && lic_hex_read(s, hash) == LIC_OK;
}

/* A link, or the hash of a capture that is kept elsewhere. */
static bool evidence_ok(struct lic_str s)
{
	const struct lic_str hash = LIC_STR("sha256:");

	if (lic_str_starts(s, hash))
		return is_sha256(lic_str(s.ptr + hash.len, s.len - hash.len));
	if (!lic_str_is_web(s))
		return false;
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] <= ' ' || s.ptr[i] == 127)
			return false;
	return s.len <= LIC_URL_MAX;
}

static bool is_line(struct lic_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] < ' ' || s.ptr[i] == 127)
			return false;
	return lic_str_is_utf8(s);
}

int lic_keep_why_ok(const struct lic_keep_why *why, const char *action, struct lic_str *code,
		    struct lic_diag *diag)
{
	*code = why->code.len ? why->code : default_code(action);
	const struct lic_keep_code *found = find(*code);
	if (!lic_str_trim(why->who).len || why->who.len > LIC_WHO_MAX || !is_line(why->who))
		return lic_diag_set(diag, LIC_EINVAL,
				    "say who does it: a name of one line, at "
				    "most %d bytes",
				    LIC_WHO_MAX);
	if (!found || !is_for(found, action))
		return lic_diag_set(diag, LIC_EINVAL,
				    "\"%.*s\" is no reason code to %s an entry; docs/LISTS.md "
				    "names those there are",
				    LIC_STR_ARG(*code), action);
	if (!is_line(why->text) || !is_line(why->override) || why->text.len > LIC_REASON_MAX ||
	    why->override.len > LIC_REASON_MAX)
		return lic_diag_set(diag, LIC_EINVAL,
				    "a reason is a text of one line, at most %d bytes",
				    LIC_REASON_MAX);
	if (lic_str_eq(*code, LIC_STR("other")) && !lic_str_trim(why->text).len)
		return lic_diag_set(diag, LIC_EINVAL, "say why: with a reason code, or in words");
	if (why->evidence_count > LIC_LEAF_EVIDENCE_MAX)
		return lic_diag_set(diag, LIC_ELIMIT, "at most %d pieces of evidence",
				    LIC_LEAF_EVIDENCE_MAX);
	for (size_t i = 0; i < why->evidence_count; i++)
		if (!evidence_ok(why->evidence[i]))
			return lic_diag_set(
				diag, LIC_EINVAL,
				"\"%.*s\" is no evidence: give a link (https://…) or the "
				"hash of a capture (sha256:…)",
				LIC_STR_ARG(why->evidence[i]));
	return LIC_OK;
}

void lic_keep_leaf_why(struct lic_leaf *leaf, const struct lic_keep_why *why, struct lic_str code)
{
	leaf->by = why->who;
	leaf->code = code;
	leaf->text = why->text;
	leaf->override = why->override;
	for (size_t i = 0; i < why->evidence_count && i < LIC_LEAF_EVIDENCE_MAX; i++)
		leaf->evidence[leaf->evidence_count++] = why->evidence[i];
}
