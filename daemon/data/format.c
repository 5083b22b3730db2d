#include "format.h"

#include "formats.h"

/* As much of a file as detection looks at. */
#define HEAD_MAX (64u << 10)

const struct lic_format *const lic_formats[] = {
	&lic_format_licit_csv, &lic_format_licit_json, &lic_format_sukl_csv, &lic_format_domains,
	&lic_format_hosts,     &lic_format_adblock,    &lic_format_dnsmasq,  &lic_format_rpz,
	&lic_format_unbound,   &lic_format_stix,
};
const size_t lic_formats_count = LIC_ARRAY_SIZE(lic_formats);

const struct lic_format *lic_format_find(struct lic_str id)
{
	for (size_t i = 0; i < lic_formats_count; i++)
		if (lic_str_eq(id, lic_str_from(lic_formats[i]->id)))
			return lic_formats[i];
	return NULL;
}

const struct lic_format *lic_format_detect(struct lic_str text)
{
	const struct lic_format *best = NULL;
	int best_score = 0;

	if (text.len > HEAD_MAX) {
		text.len = HEAD_MAX;
		const char *last = memrchr(text.ptr, '\n', HEAD_MAX);
		/* One long line (JSON) is looked at as far as that. */
		if (last)
			text.len = (size_t)(last - text.ptr) + 1;
	}
	for (size_t i = 0; i < lic_formats_count; i++) {
		int score = lic_formats[i]->detect(text);
		if (score > best_score) {
			best = lic_formats[i];
			best_score = score;
		}
	}
	return best;
}

const char *lic_format_foreign(struct lic_str text, bool decoded)
{
	static const struct {
		const char *begins, *what;
		bool coded;
	} others[] = {
		{"PK\003\004",
		 "it is a spreadsheet (XLSX, ODS) or another packed file: save it as "
		 "CSV, and import that",
		 false},
		{"\xd0\xcf\x11\xe0",
		 "it is a spreadsheet of an old Excel: save it as CSV, and import that", false},
		{"\x1f\x8b", "it is packed: unpack it first", false},
		{"%PDF", "it is a PDF: make a table of it first, as CSV", false},
		{"\xff\xfe", "it is text in UTF-16: save it as CSV in UTF-8, and import that",
		 true},
		{"\xfe\xff", "it is text in UTF-16: save it as CSV in UTF-8, and import that",
		 true},
	};

	if (!lic_str_trim(text).len)
		return "it is empty";
	for (size_t i = 0; i < LIC_ARRAY_SIZE(others); i++)
		if (lic_str_starts(text, lic_str_from(others[i].begins)) &&
		    !(others[i].coded && decoded))
			return others[i].what;
	return NULL;
}

/* Bytes at p that are ASCII and not NUL: a multiple of eight. */
static size_t plain_run(const char *p, size_t n)
{
	const uint64_t ones = 0x0101010101010101u, highs = ones << 7;
	size_t at = 0;

	for (; n - at >= sizeof(uint64_t); at += sizeof(uint64_t)) {
		uint64_t word;
		memcpy(&word, p + at, sizeof(word));
		if (((word - ones) | word) & highs)
			break;
	}
	return at;
}

static int damaged(struct lic_str text, size_t at, int err, const char *what, struct lic_diag *diag)
{
	uint32_t line = 1;

	for (size_t i = 0; i < at; i++)
		line += text.ptr[i] == '\n';
	return lic_diag_set(diag, err, "line %u: %s", line, what);
}

int lic_format_check_text(struct lic_str text, struct lic_diag *diag)
{
	size_t at = 0;

	while (at < text.len) {
		at += plain_run(text.ptr + at, text.len - at);
		if (at == text.len)
			break;
		if (text.ptr[at] == '\0')
			return damaged(text, at, LIC_ESYNTAX, "a NUL byte; this is no text file",
				       diag);
		size_t n = lic_str_utf8_len(lic_str(text.ptr + at, text.len - at));
		if (n == 0)
			return damaged(text, at, LIC_EUTF8, "invalid UTF-8; save the file as UTF-8",
				       diag);
		at += n;
	}
	return LIC_OK;
}
