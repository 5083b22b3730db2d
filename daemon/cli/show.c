#include "show.h"

#include "licit_keep.h"

struct look {
	const char *sign; /* says it without colour */
	const char *word;
	enum lic_style style;
	const char *meaning; /* what the class means for a buyer; NULL: the headline says all */
};

static const struct look looks[LIC_VERDICT_CLASSES] = {
	[LIC_UNKNOWN] = {"?", "UNKNOWN", LIC_STYLE_BOLD,
			 "No list that Licit holds names it, neither among lawful sellers nor "
			 "among illegal ones. That holds for most sites, good and bad."},
	[LIC_NO_MEDICINE] = {"-", "NO MEDICINE", LIC_STYLE_BOLD, NULL},
	[LIC_VERIFIED] = {"✓", "VERIFIED", LIC_STYLE_GREEN,
			  "It was on the register when our copy was made. A register says who may "
			  "sell; it does not say which medicine is right for you."},
	[LIC_UNVERIFIED] = {"?", "UNVERIFIED", LIC_STYLE_ORANGE,
			    "It may be lawful or not: nothing that we hold proves it."},
	[LIC_VERIFIED_ELSEWHERE] = {"i", "VERIFIED ELSEWHERE", LIC_STYLE_BLUE,
				    "What is lawful there may be illegal where you live, and a "
				    "parcel may be stopped at the border."},
	[LIC_DISPUTED] = {"!", "DISPUTED", LIC_STYLE_ORANGE, NULL},
	[LIC_SUSPICIOUS] = {"!", "SUSPICIOUS", LIC_STYLE_ORANGE, NULL},
	[LIC_ILLICIT] = {"✗", "ILLICIT", LIC_STYLE_RED,
			 "What such sites send may be fake, too weak, too strong or contaminated, "
			 "or may never come. You also risk your money and your card details."},
};

/* Evidence that the sentence or the link already shows. */
static const char *const shown_anyway[] = {"match",  "scope",   "holder",    "number", "withdrawn",
					   "notice", "copy_of", "entry_url", "claim"};

struct wording {
	const char *key;
	const char *words;
};

static const struct wording labels[] = {
	{"also_listed_by", "Also listed by"},
	{"citation", "Notice"},
	{"claim", "Claimed by"},
	{"class", "Kind of seller"},
	{"confidence", "Confidence"},
	{"countries", "Serves"},
	{"contact", "Contact"},
	{"named_in", "Notice"},
	{"named_on", "Named on"},
	{"reason", "Reason given"},
	{"seller", "Named as illegal"},
};

/* The words for a key; itself if there are none. */
static struct lic_str words_for(const struct wording *all, size_t n, struct lic_str key)
{
	for (size_t i = 0; i < n; i++) {
		if (lic_str_eq(key, lic_str_from(all[i].key)))
			return lic_str_from(all[i].words);
	}
	return key;
}

/* The words for a class of entries; itself if a file made it up. */
static struct lic_str class_words(struct lic_str class)
{
	const struct lic_keep_class *classes;
	size_t count = lic_keep_classes(&classes);

	for (size_t i = 0; i < count; i++) {
		if (lic_str_eq(class, lic_str_from(classes[i].code)))
			return lic_str_from(classes[i].words);
	}
	return class;
}

const char *lic_show_class(enum lic_verdict_class class)
{
	return looks[class].word;
}

void lic_show_heading(struct lic_term *out, const char *text)
{
	lic_term_printf(out, "\n  ");
	lic_term_bold(out, lic_str_from(text));
	lic_term_printf(out, "\n");
}

static struct lic_str evidence(const struct lic_finding *finding, const char *key)
{
	for (size_t i = 0; i < finding->evidence_count; i++) {
		if (strcmp(finding->evidence[i].key, key) == 0)
			return finding->evidence[i].value;
	}
	return lic_str(NULL, 0);
}

static void first_line(struct lic_term *out, const struct lic_verdict *verdict)
{
	const struct look *look = &looks[verdict->class];
	struct lic_buf shown;
	bool whole_host =
		lic_str_ends(verdict->url, verdict->host) ||
		(verdict->url.len > verdict->host.len &&
		 lic_str_ends(lic_str(verdict->url.ptr, verdict->url.len - 1), verdict->host));

	lic_term_style(out, look->style);
	lic_term_printf(out, "%s %s", look->sign, look->word);
	lic_term_style(out, LIC_STYLE_PLAIN);
	lic_term_printf(out, "  ");
	lic_term_bold(out, whole_host ? verdict->host : verdict->url);
	lic_buf_init(&shown, LIC_URL_MAX);
	if (lic_host_show(verdict->host, &shown) == LIC_OK &&
	    !lic_str_eq(lic_buf_str(&shown), verdict->host)) {
		lic_term_printf(out, "  (in letters: ");
		lic_term_text(out, lic_buf_str(&shown));
		lic_term_printf(out, ")");
	}
	lic_buf_release(&shown);
	lic_term_printf(out, "\n");
}

/* "List: NAME, copy of 2026-06-17, 159 days old: too old to rely on" */
static void source(struct lic_term *out, const struct lic_finding *finding, int64_t now)
{
	struct lic_str url = evidence(finding, "notice");
	char date[LIC_DATE_SIZE];
	struct lic_buf line;

	lic_buf_init(&line, LIC_URL_MAX);
	LIC_BUF_LIT(&line, "List: ");
	lic_buf_adds(&line, finding->source.name.len ? finding->source.name : finding->source.list);
	if (finding->source.as_of) {
		long age = (long)(lic_date_of(now) - finding->source.as_of);
		lic_date_format(finding->source.as_of, date);
		lic_buf_printf(&line, ", copy of %s", date);
		if (age > 1)
			lic_buf_printf(&line, ", %ld days old", age);
	}
	/* An old register proves nothing; an old warning still warns. */
	if (finding->source.stale && finding->direction == LIC_TRUST)
		LIC_BUF_LIT(&line, ": too old to rely on");
	else if (finding->source.stale)
		LIC_BUF_LIT(&line, ": a newer copy may say otherwise");
	lic_term_para(out, "", 6, lic_buf_str(&line));
	lic_buf_release(&line);
	if (!url.len)
		url = evidence(finding, "entry_url");
	if (url.len)
		lic_term_para(out, "", 6, url);
	if (finding->source.url.len && !lic_str_eq(url, finding->source.url))
		lic_term_para(out, "", 6, finding->source.url);
}

static bool is_shown_anyway(const char *key)
{
	for (size_t i = 0; i < LIC_ARRAY_SIZE(shown_anyway); i++) {
		if (strcmp(key, shown_anyway[i]) == 0)
			return true;
	}
	return false;
}

static void details(struct lic_term *out, const struct lic_finding *finding, bool verbose)
{
	struct lic_buf line;

	lic_buf_init(&line, LIC_VERDICT_MAX);
	for (size_t i = 0; i < finding->evidence_count; i++) {
		const struct lic_pair_of_strings *e = &finding->evidence[i];
		struct lic_str key = lic_str_from(e->key), value = e->value;
		if (!verbose && is_shown_anyway(e->key))
			continue;
		if (!verbose && lic_str_eq(key, LIC_STR("class")))
			value = class_words(value);
		lic_buf_reset(&line);
		lic_buf_adds(&line, words_for(labels, LIC_ARRAY_SIZE(labels), key));
		LIC_BUF_LIT(&line, ": ");
		lic_buf_adds(&line, value);
		lic_term_para(out, "", 6, lic_buf_str(&line));
	}
	lic_buf_release(&line);
	if (verbose)
		lic_term_printf(out, "      Signal: %s, %+.1f points%s (licit explain %s)\n",
				finding->signal, finding->points,
				finding->decisive ? ", decisive" : "", finding->signal);
}

/* Where it was seen, and how much it says: what a list says bears its own name. */
static void how_sure(struct lic_term *out, const struct lic_finding *finding)
{
	static const struct wording places[] = {
		{"name", "Seen in the name"},
		{"dns", "Told by the name servers"},
		{"rdap", "Told by the registry of the domain"},
		{"tls", "Seen in the certificate"},
		{"http", "Seen in the answers of the site"},
		{"page", "Seen on the page"},
		{"related", "Seen on the site, and known from the lists"},
	};
	const double weight = finding->points < 0 ? -finding->points : finding->points;
	const char *strength = finding->decisive ? "enough to decide"
			       : weight >= 20    ? "a strong sign"
			       : weight >= 8     ? "a sign"
						 : "a weak sign";
	struct lic_str place =
		words_for(places, LIC_ARRAY_SIZE(places), lic_str_from(finding->slot_name));
	struct lic_buf line;

	lic_buf_init(&line, 256);
	lic_buf_adds(&line, place);
	if (finding->direction != LIC_NEUTRAL)
		lic_buf_printf(&line, "; %s %s it.", strength,
			       finding->direction == LIC_RISK ? "against" : "for");
	else
		LIC_BUF_LIT(&line, "; neither for nor against it.");
	lic_term_para(out, "", 6, lic_buf_str(&line));
	lic_buf_release(&line);
}

static void findings(struct lic_term *out, const struct lic_verdict *verdict, bool verbose)
{
	if (!verdict->findings_count)
		return;
	lic_show_heading(out, "Why");
	for (size_t i = 0; i < verdict->findings_count; i++) {
		const struct lic_finding *finding = &verdict->findings[i];
		lic_term_para(out, "    •", 6, finding->summary);
		details(out, finding, verbose);
		if (finding->source.list.len)
			source(out, finding, verdict->time);
		else
			how_sure(out, finding);
	}
}

static void advice(struct lic_term *out, const struct lic_verdict *verdict)
{
	if (!verdict->advice_count)
		return;
	lic_show_heading(out, "What to do");
	for (size_t i = 0; i < verdict->advice_count; i++) {
		lic_term_para(out, "    •", 6, lic_str_from(verdict->advice[i].text));
		if (verdict->advice[i].url.len)
			lic_term_para(out, "", 6, verdict->advice[i].url);
	}
}

/* ---- what was not seen ------------------------------------------------- */

static bool is_known(const struct lic_verdict *verdict, const char *slot)
{
	for (size_t i = 0; i < verdict->slots_count; i++)
		if (strcmp(verdict->slots[i].slot, slot) == 0)
			return verdict->slots[i].known;
	return false;
}

/* Nothing was asked but what is at hand. */
static bool looked_at_nothing(const struct lic_verdict *verdict)
{
	for (size_t i = 0; i < verdict->slots_count; i++) {
		const struct lic_slot_seen *s = &verdict->slots[i];
		if (strcmp(s->slot, "lists") != 0 && strcmp(s->slot, "name") != 0 &&
		    (s->known || s->why))
			return false;
	}
	return true;
}

static void unseen(struct lic_term *out, const struct lic_verdict *verdict)
{
	struct lic_buf line;

	lic_buf_init(&line, 4096);
	for (size_t i = 0; i < verdict->slots_count; i++) {
		const struct lic_slot_seen *s = &verdict->slots[i];
		if (s->known)
			continue;
		lic_buf_reset(&line);
		lic_buf_adds(&line, lic_str_from(lic_slot_title(s->slot)));
		LIC_BUF_LIT(&line, ": ");
		lic_buf_adds(&line, s->why ? lic_str_from(s->why) : LIC_STR("not looked at"));
		LIC_BUF_LIT(&line, ".");
		lic_term_para(out, "    •", 6, lic_buf_str(&line));
	}
	lic_buf_release(&line);
}

static void limits(struct lic_term *out, const struct lic_verdict *verdict)
{
	const bool asks_country =
		verdict->class == LIC_VERIFIED || verdict->class == LIC_UNVERIFIED ||
		verdict->class == LIC_VERIFIED_ELSEWHERE || verdict->class == LIC_DISPUTED;
	const bool country = !verdict->country.len && asks_country;
	bool all = true;

	for (size_t i = 0; i < verdict->slots_count; i++)
		all &= verdict->slots[i].known;
	if (all && !country)
		return;
	lic_show_heading(out, "What was not checked");
	if (!looked_at_nothing(verdict))
		unseen(out, verdict);
	else if (is_known(verdict, "name"))
		lic_term_para(out, "    •", 6,
			      LIC_STR("The site itself: only lists and the name were looked at. No "
				      "page was read, and nothing was sent anywhere."));
	else
		lic_term_para(out, "    •", 6,
			      LIC_STR("The site itself: only the lists were looked at. No page was "
				      "read, and nothing was sent anywhere."));
	if (country)
		lic_term_para(out, "    •", 6,
			      LIC_STR("Whether it may sell to you: say in which country you buy, "
				      "as --country CZ."));
}

void lic_show_verdict(struct lic_term *out, const struct lic_verdict *verdict, bool verbose)
{
	const struct look *look = &looks[verdict->class];

	first_line(out, verdict);
	lic_term_para(out, "", 2, lic_str_from(verdict->headline));
	if (look->meaning && !(verdict->class == LIC_UNKNOWN && verdict->findings_count))
		lic_term_para(out, "", 2, lic_str_from(look->meaning));
	findings(out, verdict, verbose);
	advice(out, verdict);
	limits(out, verdict);
	if (verbose)
		lic_show_numbers(out, verdict);
}
