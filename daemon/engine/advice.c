#include "advice.h"

#include "facts.h"

enum link {
	LINK_NONE,
	LINK_REGISTER, /* where the buyer can look a pharmacy up */
	LINK_REPORT,   /* where the authority takes reports */
	LINK_SOURCE,   /* the first finding's list or entry */
};

struct item {
	const char *id;
	const char *text;
	enum link link;
};

static const struct item do_not_buy = {
	"do-not-buy",
	"Do not buy here, and do not give this site your card number, your address or details of "
	"your health.",
	LINK_NONE,
};
static const struct item if_you_bought = {
	"if-you-bought",
	"If you already took something from here, ask a pharmacist or doctor before you take more, "
	"and keep the package. If you paid by card, tell your bank.",
	LINK_NONE,
};
static const struct item report = {
	"report",
	"Report the site to the medicines authority.",
	LINK_REPORT,
};
static const struct item find_lawful = {
	"find-lawful",
	"Find a lawful pharmacy on the official register.",
	LINK_REGISTER,
};
static const struct item check_register = {
	"check-register",
	"Before you buy, look for this exact web address on the official register.",
	LINK_REGISTER,
};
static const struct item confirm = {
	"confirm-at-register",
	"The register itself has the last word: the copy we read may be weeks old.",
	LINK_SOURCE,
};
static const struct item ask_delivery = {
	"ask-delivery",
	"Whether it may deliver to you depends on the law of your country: ask a pharmacist there.",
	LINK_REGISTER,
};
static const struct item read_both = {
	"read-both",
	"Read what both authorities say; what counts is the law of the country you buy from.",
	LINK_NONE,
};
static const struct item not_safe = {
	"unknown-is-not-safe",
	"If this site sells medicines, look for its exact web address on the official register "
	"before you buy.",
	LINK_REGISTER,
};

static const struct item *const by_class[LIC_VERDICT_CLASSES][LIC_ADVICE_MAX] = {
	[LIC_UNKNOWN] = {&not_safe},
	[LIC_NO_MEDICINE] = {NULL},
	[LIC_VERIFIED] = {&confirm},
	[LIC_UNVERIFIED] = {&check_register, &if_you_bought},
	[LIC_VERIFIED_ELSEWHERE] = {&ask_delivery, &confirm},
	[LIC_DISPUTED] = {&read_both, &check_register, &if_you_bought},
	[LIC_SUSPICIOUS] = {&check_register, &if_you_bought, &report, &find_lawful},
	[LIC_ILLICIT] = {&do_not_buy, &if_you_bought, &report, &find_lawful},
};

/* The country whose authority to turn to: the buyer's, else that of the list
 * that spoke first. */
static struct lic_str country_for(const struct lic_verdict *verdict)
{
	if (verdict->country.len)
		return verdict->country;
	for (size_t i = 0; i < verdict->findings_count; i++) {
		const struct lic_entry *e = verdict->findings[i].entry;
		if (e && e->list->jurisdiction.len)
			return lic_jurisdiction_country(e->list->jurisdiction);
	}
	return lic_str(NULL, 0);
}

static struct lic_str link_for(enum link link, const struct lic_verdict *verdict,
			       const struct lic_offices *offices)
{
	if (link == LINK_SOURCE && verdict->findings_count) {
		const struct lic_finding *f = &verdict->findings[0];
		if (f->entry && f->entry->entry_url.len)
			return f->entry->entry_url;
		return f->source.url;
	}
	if (link == LINK_REGISTER)
		return offices->register_url;
	return link == LINK_REPORT ? offices->report_url : lic_str(NULL, 0);
}

/* Does the page offer what people come to depend on? */
static bool offers_drugs(const struct lic_verdict *verdict)
{
	static const char *const signals[] = {"medicine.controlled", "medicine.no-use"};

	for (size_t i = 0; i < verdict->findings_count; i++)
		if (lic_str_is_among(lic_str_from(verdict->findings[i].signal), signals,
				     LIC_ARRAY_SIZE(signals)))
			return true;
	return false;
}

static void find_help(struct lic_offices *out, struct lic_str country,
		      const struct lic_helplines *helplines, struct lic_arena *arena)
{
	const struct lic_helpline *help = lic_helplines_of(helplines, country);

	if (!help)
		return;
	const struct lic_str parts[] = {help->name, help->phone.len ? LIC_STR(", ") : LIC_STR(""),
					help->phone};
	out->help = lic_arena_join(arena, parts, LIC_ARRAY_SIZE(parts));
	out->help_url = help->url;
}

void lic_offices_find(struct lic_offices *out, const struct lic_verdict *verdict,
		      const struct lic_registers *registers, const struct lic_helplines *helplines,
		      struct lic_arena *arena)
{
	const struct lic_str country = country_for(verdict);
	const struct lic_register *reg = lic_registers_of(registers, country);

	*out = (struct lic_offices){.help = {NULL, 0}};
	if (reg) {
		out->register_url = reg->list_url;
		out->report_url = reg->report_url;
	}
	if (offers_drugs(verdict))
		find_help(out, country, helplines, arena);
}

static void add(struct lic_verdict *verdict, const char *id, const char *text, struct lic_str url)
{
	if (verdict->advice_count < LIC_ADVICE_MAX)
		verdict->advice[verdict->advice_count++] =
			(struct lic_advice){.id = id, .text = text, .url = url};
}

void lic_advise(struct lic_verdict *verdict, const struct lic_offices *offices,
		struct lic_arena *arena)
{
	verdict->advice_count = 0;
	if (verdict->class == LIC_UNKNOWN && verdict->sells_medicine == 0)
		return;
	for (size_t i = 0; i < LIC_ADVICE_MAX && by_class[verdict->class][i]; i++) {
		const struct item *item = by_class[verdict->class][i];
		add(verdict, item->id, item->text, link_for(item->link, verdict, offices));
	}
	if (!offices->help.len)
		return;
	const struct lic_str parts[] = {
		LIC_STR("If it is hard to do without such medicines, others can help, in "
			"confidence: "),
		offices->help, LIC_STR(".")};
	struct lic_str text = lic_arena_join(arena, parts, LIC_ARRAY_SIZE(parts));
	if (text.ptr)
		add(verdict, "help", text.ptr, offices->help_url);
}
