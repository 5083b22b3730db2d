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
			       const struct lic_register *reg)
{
	if (link == LINK_SOURCE && verdict->findings_count) {
		const struct lic_finding *f = &verdict->findings[0];
		if (f->entry && f->entry->entry_url.len)
			return f->entry->entry_url;
		return f->source.url;
	}
	if (!reg || link == LINK_NONE)
		return lic_str(NULL, 0);
	return link == LINK_REPORT ? reg->report_url : reg->list_url;
}

const struct lic_register *lic_advise_register(const struct lic_verdict *verdict,
					       const struct lic_registers *registers)
{
	return lic_registers_of(registers, country_for(verdict));
}

void lic_advise(struct lic_verdict *verdict, const struct lic_registers *registers)
{
	lic_advise_with(verdict, lic_advise_register(verdict, registers));
}

void lic_advise_with(struct lic_verdict *verdict, const struct lic_register *reg)
{
	verdict->advice_count = 0;
	if (verdict->class == LIC_UNKNOWN && verdict->sells_medicine == 0)
		return;
	for (size_t i = 0; i < LIC_ADVICE_MAX; i++) {
		const struct item *item = by_class[verdict->class][i];
		if (!item)
			break;
		verdict->advice[verdict->advice_count++] = (struct lic_advice){
			.id = item->id,
			.text = item->text,
			.url = link_for(item->link, verdict, reg),
		};
	}
}
