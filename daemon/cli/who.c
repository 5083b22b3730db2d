#include "who.h"

#include "json.h"

#include <pwd.h>

struct lic_str lic_who(const char *given, char store[LIC_WHO_SIZE])
{
	const struct passwd *account = given ? NULL : getpwuid(getuid());

	if (given)
		return lic_str_from(given);
	if (account)
		snprintf(store, LIC_WHO_SIZE, "%s", account->pw_name);
	else
		snprintf(store, LIC_WHO_SIZE, "uid %u", (unsigned)getuid());
	return lic_str_from(store);
}

void lic_why_init(struct lic_why *why, const char *who, const char *reason)
{
	*why = (struct lic_why){.who = ""};
	why->why = (struct lic_keep_why){
		.who = lic_who(who, why->who),
		.text = lic_str_from(reason),
		.evidence = why->evidence,
	};
}

bool lic_why_evidence(struct lic_cli *cli, struct lic_why *why, const char *links)
{
	struct lic_str rest = lic_str_from(links), link;

	while (rest.len && lic_str_split(&rest, ' ', &link)) {
		if (!link.len)
			continue;
		if (why->why.evidence_count == LIC_WHY_EVIDENCE_MAX) {
			lic_cli_usage(cli, "at most %d pieces of evidence", LIC_WHY_EVIDENCE_MAX);
			return false;
		}
		why->evidence[why->why.evidence_count++] = link;
	}
	return true;
}

static void show_json(struct lic_cli *cli, const struct lic_keep_result *r, struct lic_str list)
{
	static const char *const words[] = {
		[LIC_KEEP_UNCHANGED] = "unchanged",
		[LIC_KEEP_APPLIED] = "applied",
		[LIC_KEEP_PROPOSED] = "proposed",
		[LIC_KEEP_DRY] = "dry-run",
	};
	struct lic_buf out;

	lic_buf_init(&out, LIC_URL_MAX);
	lic_buf_addc(&out, '{');
	lic_json_field(&out, "list", list);
	lic_buf_addc(&out, ',');
	lic_json_field(&out, "outcome", lic_str_from(words[r->outcome]));
	if (r->draft)
		lic_buf_printf(&out, ",\"proposal\":%lld", (long long)r->draft);
	if (r->log_size)
		lic_buf_printf(&out, ",\"log\":{\"leaf\":%llu,\"size\":%llu}",
			       (unsigned long long)r->leaf, (unsigned long long)r->log_size);
	LIC_BUF_LIT(&out, "}\n");
	lic_term_bytes(&cli->out, lic_buf_str(&out));
	lic_buf_release(&out);
}

void lic_result_show(struct lic_cli *cli, const struct lic_keep_result *r, struct lic_str list,
		     const char *what, bool json)
{
	struct lic_term *out = &cli->out;

	if (json) {
		show_json(cli, r, list);
		return;
	}
	lic_term_bold(out, list);
	switch (r->outcome) {
	case LIC_KEEP_UNCHANGED:
		lic_term_printf(out, ": nothing to change\n");
		break;
	case LIC_KEEP_APPLIED:
		lic_term_printf(out, ": %s; leaf %llu of the log\n", what,
				(unsigned long long)r->leaf);
		break;
	case LIC_KEEP_PROPOSED:
		lic_term_printf(
			out, ": proposal %lld waits for review: licit lists review --show %lld\n",
			(long long)r->draft, (long long)r->draft);
		break;
	case LIC_KEEP_DRY:
		lic_term_printf(out, ": dry run, nothing was changed\n");
		break;
	}
}
