/*
 * What is shared by the file of contacts: shared.rows.
 *
 *   at HOST                what is looked at
 *   answers HOST           what it leads on to
 *   country CC             of the shop
 *   contact KIND VALUE     on its page
 *   ns HOST, a ADDRESS     its name servers and addresses
 *   registry-ns HOST       its name servers by the registry
 */
#include "shared.h"

#include "../data/sections.h"

#define ITEMS_MAX 8

static const char file[] =
	"kind,value,country,site,list,source,date,confidence,dedicated\n"
	"phone,+420224185111,,rogue.example,cz-sukl,https://a.example/,2026-01-02,high,\n"
	"phone,+420224185112,,rogue.example,cz-sukl,https://a.example/,2016-01-02,high,\n"
	"phone,+442079460958,,rogue.example,cz-sukl,https://a.example/,2026-01-02,high,\n"
	"handle,telegram:pills_24,,rogue.example,cz-sukl,https://a.example/,2026-01-02,high,\n"
	"handle,wickr:pills24,,rogue.example,cz-sukl,https://a.example/,2026-01-02,medium,\n"
	"handle,telegram:shared_24,,rogue2.example,cz-sukl,https://a.example/,2026-01-02,medium,\n"
	"handle,telegram:shared_24,,rogue3.example,cz-sukl,https://a.example/,2026-01-02,high,\n"
	"mail,info@rogue.example,,rogue.example,cz-sukl,https://a.example/,2026-01-02,high,\n"
	"mail,doubt@rogue.example,,rogue.example,cz-sukl,https://a.example/,2026-01-02,low,\n"
	"wallet,1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa,,rogue.example,cz-sukl,https://a.example/,"
	"2026-01-02,high,\n"
	"tag,UA-12345678-1,,rogue.example,cz-sukl,https://a.example/,2026-01-02,high,\n"
	"nameserver,rogue-dns.example,,rogue.example,cz-sukl,https://a.example/,2026-01-02,high,"
	"yes\n"
	"nameserver,provider.example,,rogue.example,cz-sukl,https://a.example/,2026-01-02,high,\n"
	"address,198.51.100.7,,rogue.example,cz-sukl,https://a.example/,2026-01-02,high,yes\n"
	"address,198.51.100.8,,rogue.example,cz-sukl,https://a.example/,2026-01-02,high,\n";

static struct lic_contacts contacts;

struct world {
	struct lic_subject subject;
	struct lic_facts facts;
	struct lic_page page;
	struct lic_page_contact contact[ITEMS_MAX];
	struct lic_http_facts http;
	struct lic_hop hop;
	struct lic_dns_facts dns;
	struct lic_str ns[ITEMS_MAX], a[ITEMS_MAX], registry_ns[ITEMS_MAX];
	struct lic_registration registration;
};

static struct lic_str without_www(struct lic_str host)
{
	return lic_str_starts(host, LIC_STR("www.")) ? lic_str(host.ptr + 4, host.len - 4) : host;
}

static void add_contact(struct world *w, struct lic_str rest)
{
	static const char *const kinds[LIC_CONTACT_KINDS] = {
		"phone", "mail", "address", "whatsapp", "telegram", "messenger", "wallet", "tag"};
	struct lic_str kind;
	int k = 0;

	lic_str_split(&rest, ' ', &kind);
	while (!lic_str_eq(kind, lic_str_from(kinds[k])))
		assert_true(++k < LIC_CONTACT_KINDS);
	assert_true(w->page.contacts_count < ITEMS_MAX);
	w->contact[w->page.contacts_count++] =
		(struct lic_page_contact){(enum lic_contact_kind)k, rest};
	w->page.contacts = w->contact;
	w->facts.page = &w->page;
	w->facts.known[LIC_SLOT_PAGE] = true;
}

static void add_name(struct lic_str *item, size_t *count, struct lic_str name)
{
	assert_true(*count < ITEMS_MAX);
	item[(*count)++] = name;
}

static void read_line(struct world *w, struct lic_str line)
{
	struct lic_str what;

	if (!lic_str_split(&line, ' ', &what) || !what.len)
		return;
	if (lic_str_eq(what, LIC_STR("at"))) {
		w->subject.host = line;
		w->subject.site = without_www(line);
	} else if (lic_str_eq(what, LIC_STR("answers"))) {
		w->hop = (struct lic_hop){.host = line, .site = without_www(line)};
		w->http.visit[LIC_VISITOR_PLAIN] =
			(struct lic_visit){.known = true, .hops = &w->hop, .hops_count = 1};
		w->facts.http = &w->http;
		w->facts.known[LIC_SLOT_HTTP] = true;
	} else if (lic_str_eq(what, LIC_STR("country"))) {
		w->facts.rx_rule[LIC_RX_SHOP].country = line;
	} else if (lic_str_eq(what, LIC_STR("contact"))) {
		add_contact(w, line);
	} else if (lic_str_eq(what, LIC_STR("ns"))) {
		add_name(w->ns, &w->dns.name_servers_count, line);
	} else if (lic_str_eq(what, LIC_STR("a"))) {
		add_name(w->a, &w->dns.addresses_count, line);
	} else if (lic_str_eq(what, LIC_STR("registry-ns"))) {
		add_name(w->registry_ns, &w->registration.name_servers_count, line);
	} else {
		fail_msg("a row begins with %.*s", LIC_STR_ARG(what));
	}
}

static void show(struct lic_buf *out, const struct lic_relative *r)
{
	lic_date day;

	lic_buf_printf(out, "%s %s %.*s of %.*s by %.*s, %s\n",
		       r->how == LIC_RELATION_DNS ? "dns" : "contact", lic_shared_name(r->kind),
		       LIC_STR_ARG(r->shared), LIC_STR_ARG(r->listed), LIC_STR_ARG(r->source),
		       lic_confidence_name(r->confidence));
	assert_true(r->how == LIC_RELATION_DNS || r->how == LIC_RELATION_CONTACT);
	assert_true(lic_str_eq(r->notice, LIC_STR("https://a.example/")));
	assert_int_equal(lic_date_parse(LIC_STR("2026-01-02"), &day), 0);
	assert_int_equal(r->since, day);
}

static void run(struct lic_str input, struct lic_buf *out)
{
	static struct world w;
	struct lic_relative row[LIC_RELATIVES_MAX];
	struct lic_relatives found = {row, 0};
	struct lic_str line;
	lic_date today;

	memset(&w, 0, sizeof(w));
	assert_int_equal(lic_date_parse(LIC_STR("2026-11-23"), &today), 0);
	lic_facts_init(&w.facts, &w.subject, LIC_STR(""), today);
	while (lic_str_split(&input, '\n', &line))
		read_line(&w, line);
	w.dns.name_servers = w.ns;
	w.dns.addresses = w.a;
	w.registration.name_servers = w.registry_ns;
	w.facts.dns = &w.dns;
	w.facts.registration = &w.registration;
	w.facts.known[LIC_SLOT_DNS] = w.facts.known[LIC_SLOT_RDAP] = true;
	lic_shared_find(&found, &w.facts, &contacts);
	for (size_t i = 0; i < found.count; i++)
		show(out, &row[i]);
	if (!found.count)
		LIC_BUF_LIT(out, "nothing\n");
}

/* More than a site can share: the rest is left out. */
static void test_many(void **state)
{
	static struct lic_facts facts;
	static const struct lic_subject subject = {.host = {"x.cz", 4}, .site = {"x.cz", 4}};
	struct lic_page_contact contact[] = {{LIC_CONTACT_PHONE, LIC_STR("+420224185111")},
					     {LIC_CONTACT_TELEGRAM, LIC_STR("pills_24")}};
	struct lic_page page = {.contacts = contact, .contacts_count = 2};
	struct lic_relative row[LIC_RELATIVES_MAX] = {{.kind = LIC_SHARED_HOST}};
	struct lic_relatives found = {row, LIC_RELATIVES_MAX - 1};

	(void)state;
	lic_facts_init(&facts, &subject, LIC_STR(""), 20600);
	facts.page = &page;
	facts.known[LIC_SLOT_PAGE] = true;
	lic_shared_find(&found, &facts, &contacts);
	assert_int_equal(found.count, LIC_RELATIVES_MAX);
	assert_int_equal(row[LIC_RELATIVES_MAX - 1].kind, LIC_SHARED_PHONE);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(test_many)};
	struct lic_diag diag = {""};

	if (lic_contacts_parse(&contacts, lic_str_from(file), &diag) < 0) {
		fprintf(stderr, "%s\n", diag.text);
		return 1;
	}
	int failed =
		sections_run("probe/shared.rows", run) + cmocka_run_group_tests(tests, NULL, NULL);
	lic_contacts_release(&contacts);
	return failed;
}
