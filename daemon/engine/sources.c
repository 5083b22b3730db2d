/* Published lists: the table of them, and the way of one to this machine. */
#include "sources.h"

#include "digest.h"
#include "engine.h"
#include "fetch.h"
#include "file.h"
#include "licit_source.h"
#include "mapping.h"
#include "url.h"

_Static_assert(LIC_SHA256_HEX_SIZE == 2 * LIC_SHA256_SIZE + 1, "a hash in hex");

static int load(struct lic_engine *engine, struct lic_sources *out, struct lic_diag *diag)
{
	struct lic_buf name;
	struct lic_diag why = {""};
	size_t len;
	char *text;

	lic_buf_init(&name, LIC_URL_MAX);
	lic_buf_printf(&name, "%s/sources.json", engine->lists_dir);
	char *path = lic_buf_take(&name);
	int err = path ? lic_file_read(&text, &len, path, LIC_JSON_FILE_MAX, diag) : LIC_ENOMEM;
	if (err == LIC_OK) {
		err = lic_sources_parse(out, lic_str(text, len), &why);
		free(text);
		if (err < 0)
			lic_diag_set(diag, err, "%s: %s", path, why.text);
	}
	free(path);
	return err;
}

int lic_sources_each(struct lic_engine *engine,
		     int (*fn)(void *ctx, const struct lic_source_info *info), void *ctx,
		     struct lic_diag *diag)
{
	struct lic_sources sources;
	int err = load(engine, &sources, diag);

	if (err < 0)
		return err;
	for (size_t i = 0; err == LIC_OK && i < sources.count; i++) {
		const struct lic_source_row *s = &sources.rows[i];
		const struct lic_source_info info = {
			.id = s->id,
			.list = s->list,
			.kind = s->kind,
			.authority = s->authority,
			.page = s->page,
			.url = s->url,
			.format = s->format,
			.mapping = s->mapping,
			.checksum = s->checksum,
			.checksum_note = s->checksum_note,
			.licence = s->licence,
			.proven_against = s->proven_against,
			.proven = s->proven,
		};
		err = fn(ctx, &info);
	}
	lic_sources_release(&sources);
	return err;
}

static int fetch(const char *url, uint64_t most, bool stay, struct lic_buf *out,
		 struct lic_diag *diag)
{
	struct lic_fetcher *fetcher;
	struct lic_fetch request = {
		.url = url,
		.max_bytes = most,
		.timeout_ms = LIC_SOURCE_MS,
		.stay = stay,
		.take = lic_fetch_to_buf,
		.ctx = out,
	};
	int err = lic_fetcher_new(&fetcher, NULL);

	if (err < 0)
		return lic_diag_set(diag, err, "%s", lic_strerror(err));
	err = lic_fetcher_get(fetcher, &request, diag);
	lic_fetcher_free(fetcher);
	return err;
}

/* The checksum that the bytes must have, in `hex`: as given, or in the file that has it.
 * LIC_ENOENT if nobody says. */
static int expected_of(const struct lic_source_row *s, const struct lic_source_get *get,
		       struct lic_buf *text, struct lic_str *hex, struct lic_diag *diag)
{
	const char *url = get->checksum_url ? get->checksum_url
			  : s->checksum.len ? s->checksum.ptr
					    : NULL;

	if (get->sha256.len) {
		return lic_sources_sha256(get->sha256, hex)
			       ? LIC_OK
			       : lic_diag_set(diag, LIC_EINVAL, "a SHA-256 has 64 hex digits");
	}
	if (!url)
		return LIC_ENOENT;
	int err = fetch(url, LIC_CHECKSUM_FILE_MAX, false, text, diag);
	if (err == LIC_OK && !lic_sources_sha256(lic_buf_str(text), hex))
		err = lic_diag_set(diag, LIC_ESYNTAX, "%s: there is no SHA-256 in it", url);
	return err < 0 && err != LIC_ENOENT ? err : err == LIC_ENOENT ? LIC_EIO : LIC_OK;
}

static int verify(const struct lic_source_row *s, struct lic_source_get *get, struct lic_str bytes,
		  struct lic_diag *diag)
{
	unsigned char hash[LIC_SHA256_SIZE];
	struct lic_buf text;
	struct lic_str hex;

	lic_sha256(bytes, hash);
	lic_hex(hash, sizeof(hash), get->digest);
	lic_buf_init(&text, LIC_CHECKSUM_FILE_MAX);
	int err = expected_of(s, get, &text, &hex, diag);
	if (err == LIC_OK && !lic_str_caseeq(hex, lic_str_from(get->digest)))
		err = lic_diag_set(diag, LIC_EMISMATCH,
				   "the checksum is %.*s, and the file has %s: it is damaged, or "
				   "not the one that was published. Fetch it again",
				   LIC_STR_ARG(hex), get->digest);
	get->verified = err == LIC_OK;
	if (err == LIC_ENOENT && get->unverified)
		err = LIC_OK;
	else if (err == LIC_ENOENT)
		err = lic_diag_set(diag, LIC_EREFUSED,
				   "nobody says what checksum the file must have%s%.*s. It has %s: "
				   "compare, and say --sha256 HEX or --checksum-url URL; or "
				   "--unverified to take it as it is",
				   s->checksum_note.len ? ". " : "", LIC_STR_ARG(s->checksum_note),
				   get->digest);
	lic_buf_release(&text);
	return err;
}

/* ---- a register on several pages ------------------------------------- */

struct pages {
	const struct lic_mapping *mapping;
	struct lic_buf url;  /* of the page at hand, and then of the next one */
	struct lic_buf seen; /* those so far, a line each */
	struct lic_buf bytes, store;
	size_t count;
};

static int keep_seen(struct pages *p, struct lic_diag *diag)
{
	struct lic_str rest = lic_buf_str(&p->seen), line;

	while (rest.len && lic_str_split(&rest, '\n', &line))
		if (lic_str_eq(line, lic_buf_str(&p->url)))
			return lic_diag_set(diag, LIC_EREFUSED,
					    "the pages lead in a circle, back to %.*s",
					    LIC_STR_ARG(line));
	lic_buf_adds(&p->seen, lic_buf_str(&p->url));
	lic_buf_addc(&p->seen, '\n');
	return lic_buf_error(&p->seen);
}

/* The page at hand, behind those before it in `out`; its address makes way for the next one's. */
static int add_page(struct pages *p, struct lic_buf *out, struct lic_diag *diag)
{
	struct lic_diag why = {""};
	struct lic_str text;
	char *url = NULL;
	int err = keep_seen(p, diag);

	lic_buf_reset(&p->bytes);
	lic_buf_reset(&p->store);
	if (err == LIC_OK && !(url = strndup(p->url.ptr, p->url.len)))
		err = LIC_ENOMEM;
	/* The first one may have moved; what leads elsewhere from there is another register. */
	if (err == LIC_OK)
		err = fetch(url, LIC_MAPPING_PAGE_MAX, p->count > 0, &p->bytes, diag);
	if (err == LIC_OK) {
		err = lic_mapping_decode(p->mapping, lic_buf_str(&p->bytes), &p->store, &text,
					 &why);
		if (err == LIC_OK)
			lic_mapping_add_page(out, lic_buf_str(&p->url), text);
		if (err == LIC_OK)
			err = lic_mapping_next(p->mapping, text, lic_str_from(url), &p->url, &why);
		if (err < 0)
			lic_diag_set(diag, err, "%s: %s", url, why.text);
	}
	free(url);
	return err < 0 ? err : lic_buf_error(out);
}

static int fetch_pages(struct pages *p, struct lic_str first, struct lic_buf *out,
		       struct lic_diag *diag)
{
	struct lic_buf store;
	struct lic_url url;

	lic_buf_init(&store, 4u * LIC_URL_MAX);
	int err = lic_url_parse(&url, first, &store, diag);
	if (err == LIC_OK)
		lic_buf_adds(&p->url, url.text);
	lic_buf_release(&store);
	while (err == LIC_OK && p->url.len) {
		if (p->count == LIC_SOURCE_PAGES_MAX)
			return lic_diag_set(diag, LIC_ELIMIT,
					    "the register has more than the %u pages that are "
					    "followed",
					    LIC_SOURCE_PAGES_MAX);
		err = add_page(p, out, diag);
		p->count++;
	}
	return err;
}

/* What its address leads to: a file, or a page and all that it leads on to. */
static int fetch_source(const struct lic_source_row *s, struct lic_buf *out, struct lic_diag *diag)
{
	struct lic_mapping mapping = {.form = LIC_FORM_DETECT};
	struct pages p = {.mapping = &mapping};
	int err = s->format.len ? LIC_OK : lic_mapping_parse(&mapping, s->mapping, diag);

	if (err < 0)
		return err;
	if (!mapping.next.len)
		return fetch(s->url.ptr, LIC_SOURCE_MAX, false, out, diag);
	lic_buf_init(&p.url, LIC_URL_MAX + 1);
	lic_buf_init(&p.seen, (size_t)LIC_SOURCE_PAGES_MAX * (LIC_URL_MAX + 1));
	lic_buf_init(&p.bytes, LIC_MAPPING_PAGE_MAX);
	lic_buf_init(&p.store, 4u * LIC_MAPPING_PAGE_MAX);
	err = fetch_pages(&p, s->url, out, diag);
	lic_buf_release(&p.url);
	lic_buf_release(&p.seen);
	lic_buf_release(&p.bytes);
	lic_buf_release(&p.store);
	return err;
}

static int get_source(const struct lic_source_row *s, struct lic_source_get *get,
		      struct lic_str file, struct lic_buf *out, struct lic_diag *diag)
{
	int err = LIC_OK;

	if (file.len) {
		lic_buf_adds(out, file);
		err = lic_buf_error(out);
	} else if (s->url.len) {
		err = fetch_source(s, out, diag);
	} else {
		return lic_diag_set(diag, LIC_ENOENT,
				    "the address of its file is not known. Load it from %.*s, and "
				    "name it with --file",
				    LIC_STR_ARG(s->page));
	}
	return err < 0 ? err : verify(s, get, lic_buf_str(out), diag);
}

int lic_source_get(struct lic_engine *engine, struct lic_source_get *get, struct lic_str file,
		   struct lic_buf *out, struct lic_diag *diag)
{
	struct lic_sources sources;
	int err = load(engine, &sources, diag);

	if (err < 0)
		return err;
	const struct lic_source_row *s = lic_sources_find(&sources, get->id);
	err = s ? get_source(s, get, file, out, diag)
		: lic_diag_set(diag, LIC_ENOENT,
			       "there is no source %.*s; `licit lists sources` shows all",
			       LIC_STR_ARG(get->id));
	lic_sources_release(&sources);
	return err;
}
