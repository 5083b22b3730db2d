/* RDAP answers, jCards and bootstrap files of two other projects: against what they say
 * (rdap.expected), and against the texts that those projects make of them. */
#include "rdap.h"

#include "rdap_bootstrap.h"
#include "registration_vector.h"

#define NAMED_MAX 256

static struct lic_arena arena = LIC_ARENA_INIT;
static struct lic_str named[NAMED_MAX];
static size_t named_count;

static void join(struct lic_buf *out, const struct lic_str *items, size_t count,
		 const char *between)
{
	for (size_t i = 0; i < count; i++)
		lic_buf_printf(out, "%s%.*s", i ? between : "", LIC_STR_ARG(items[i]));
}

static void date(struct lic_buf *out, lic_date day)
{
	char text[LIC_DATE_SIZE] = "";

	if (day)
		lic_date_format(day, text);
	lic_buf_printf(out, "%s", text);
}

static void show(struct lic_buf *out, const struct lic_registration *r, struct lic_str what)
{
	if (lic_str_eq(what, LIC_STR("registered")))
		date(out, r->registered);
	else if (lic_str_eq(what, LIC_STR("changed")))
		date(out, r->changed);
	else if (lic_str_eq(what, LIC_STR("expires")))
		date(out, r->expires);
	else if (lic_str_eq(what, LIC_STR("registrar")))
		lic_buf_adds(out, r->registrar);
	else if (lic_str_eq(what, LIC_STR("registrant")))
		lic_buf_adds(out, r->registrant);
	else if (lic_str_eq(what, LIC_STR("country")))
		lic_buf_adds(out, r->country);
	else if (lic_str_eq(what, LIC_STR("privacy")))
		lic_buf_printf(out, "%s", r->privacy ? "yes" : "no");
	else if (lic_str_eq(what, LIC_STR("status")))
		join(out, r->status, r->status_count, ", ");
	else if (lic_str_eq(what, LIC_STR("servers")))
		join(out, r->name_servers, r->name_servers_count, " ");
	else
		vectors_stop(1, what.ptr, "no such value");
}

static void show_base(struct lic_buf *out, struct lic_str text, struct lic_str domain)
{
	struct lic_servers servers = {.arena = LIC_ARENA_INIT};
	struct lic_diag diag;

	if (lic_servers_add_bootstrap(&servers, text, &diag) < 0) {
		lic_buf_printf(out, "refused");
	} else {
		const struct lic_server *s = lic_servers_of(&servers, domain);
		if (s)
			lic_buf_adds(out, s->at);
	}
	lic_servers_release(&servers);
}

/* A jCard is the registrant's of a domain without anything else. */
static void show_card(struct lic_buf *out, struct lic_str card)
{
	struct lic_registration r;
	struct lic_str related;
	struct lic_buf text;

	lic_buf_init(&text, 1u << 20);
	lic_buf_printf(&text, "{\"objectClassName\":\"domain\",\"ldhName\":\"a.example\","
			      "\"entities\":[{\"roles\":[\"registrant\"],\"vcardArray\":");
	lic_buf_adds(&text, card);
	lic_buf_printf(&text, "}]}");
	if (lic_rdap_parse(&r, &related, lic_buf_str(&text), 200, LIC_STR("a.example"), &arena) !=
	    LIC_ANSWER_FOUND)
		lic_buf_printf(out, "refused");
	else
		lic_buf_adds(out, r.registrant);
	lic_buf_release(&text);
}

static void check(struct lic_str file, struct lic_str domain, struct lic_str what,
		  struct lic_str expected)
{
	struct lic_str text =
		archive_find(lic_arena_join(&arena, (struct lic_str[]){LIC_STR("/"), file}, 2).ptr);
	struct lic_buf got;
	struct lic_registration r;
	struct lic_str related;

	lic_buf_init(&got, 1u << 16);
	if (lic_str_eq(what, LIC_STR("base"))) {
		show_base(&got, text, domain);
	} else if (lic_str_eq(what, LIC_STR("card"))) {
		show_card(&got, text);
	} else {
		enum lic_answer answer = lic_rdap_parse(&r, &related, text, 200, domain, &arena);
		if (lic_str_eq(what, LIC_STR("answer")))
			lic_buf_printf(&got, "%s", lic_answer_name(answer));
		else
			show(&got, &r, what);
	}
	compare(file, lic_arena_copy(&arena, what).ptr, lic_buf_str(&got), expected);
	lic_buf_release(&got);
}

static bool in_archive(struct lic_str file)
{
	for (size_t i = 0; i < archive_count; i++)
		if (lic_str_ends(lic_str_from(archive[i].name), file))
			return true;
	return false;
}

static void check_expected(const struct lic_buf *rows)
{
	struct lic_str rest = lic_buf_str(rows), line;

	while (lic_str_split(&rest, '\n', &line)) {
		if (!line.len || line.ptr[0] == '#')
			continue;
		struct lic_str file = difference_cell(&line), domain = difference_cell(&line);
		struct lic_str what = difference_cell(&line), value = difference_cell(&line);
		if (!in_archive(file))
			continue;
		if (named_count < NAMED_MAX)
			named[named_count++] = file;
		check(file, domain, what, value);
	}
}

/* The value behind "key: " in a text of the other project, the n-th. */
static struct lic_str golden(struct lic_str text, const char *key, size_t n)
{
	struct lic_str line, head = lic_str_from(key);

	while (lic_str_split(&text, '\n', &line))
		if (lic_str_starts(line, head) && n-- == 0)
			return lic_str_trim(lic_str(line.ptr + head.len, line.len - head.len));
	return LIC_STR("");
}

static void check_golden(struct lic_str name, struct lic_str answer, struct lic_str text)
{
	struct lic_registration r;
	struct lic_str related;
	struct lic_str domain = golden(text, "Domain Name: ", 0);

	if (lic_rdap_parse(&r, &related, answer, 200, domain, &arena) != LIC_ANSWER_FOUND)
		vectors_stop(1, domain.ptr, "is not read");
	compare_date(name, "registered", r.registered, golden(text, "Creation Date: ", 0));
	compare_date(name, "changed", r.changed, golden(text, "Updated Date: ", 0));
	struct lic_str expires = golden(text, "Registry Expiry Date: ", 0);
	if (!expires.len)
		expires = golden(text, "Expiration Date: ", 0);
	compare_date(name, "expires", r.expires, expires);
	struct lic_str registrar = golden(text, "Registrar: ", 0);
	if (registrar.len)
		compare(name, "registrar", r.registrar, registrar);
	for (size_t i = 0; i < r.status_count; i++)
		compare(name, "status", r.status[i], golden(text, "Domain Status: ", i));
	for (size_t i = 0; i < r.name_servers_count; i++)
		compare(name, "server", r.name_servers[i], golden(text, "Name Server: ", i));
}

/* Whatever else is in the archive is no domain, and must be known for none. */
static void check_rest(void)
{
	struct lic_registration r;
	struct lic_str related;

	for (size_t i = 0; i < archive_count; i++) {
		struct lic_str name = lic_str_from(archive[i].name);
		bool known = !lic_str_ends(name, LIC_STR(".json"));
		for (size_t n = 0; !known && n < named_count; n++)
			known = lic_str_ends(name, named[n]);
		if (known)
			continue;
		enum lic_answer answer = lic_rdap_parse(&r, &related, archive[i].text, 200,
							LIC_STR("example.com"), &arena);
		compare(name, "answer", lic_str_from(lic_answer_name(answer)), LIC_STR("unclear"));
	}
}

int main(void)
{
	struct lic_buf rows;
	char path[4096];
	const char *root = getenv("LICIT_TESTS");

	vectors_path(path, sizeof(path), "rdap/openrdap-testdata.tar.xz");
	snprintf(path, sizeof(path), "%s/vectors/rdap.expected", root ? root : "tests");
	vectors_read_file(path, &rows);
	differences_load("vectors/rdap.explained");
	archive_load("rdap/openrdap-testdata.tar.xz");
	check_expected(&rows);
	check_rest();
	check_golden(LIC_STR("example.cz"), archive_find("domain-example.cz.json"),
		     archive_find("domain-whois.golden"));
	archive_load("rdap/icann-rdap-fixtures.tar.xz");
	check_expected(&rows);
	check_rest();
	check_golden(LIC_STR("home.moscow"), archive_find("home.moscow.json"),
		     archive_find("home.moscow-expected.gtld"));
	check_golden(LIC_STR("lemonde.fr"), archive_find("lemonde.fr.json"),
		     archive_find("lemonde.fr-expected.gtld"));
	check_golden(LIC_STR("microsoft.click"), archive_find("microsoft.click.json"),
		     archive_find("microsoft.click-expected.gtld"));
	int status = compare_end("rdap");
	lic_buf_release(&rows);
	lic_arena_release(&arena);
	return status;
}
