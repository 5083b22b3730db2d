#include "charset.h"

#include <unicode/ucnv.h>

/* Where browsers look for a <meta> (WHATWG HTML, "prescan a byte stream"). */
#define PRESCAN 1024

/* Labels by the encoding that browsers take them for, as ICU calls it; NULL: UTF-8. */
static const struct encoding {
	const char *label, *name;
} encodings[] = {
	{"utf-8", NULL},
	{"utf8", NULL},
	{"unicode-1-1-utf-8", NULL},
	{"utf-16", NULL}, /* of a <meta> that could be read as ASCII */
	{"utf-16le", NULL},
	{"utf-16be", NULL},
	{"windows-1252", "windows-1252"},
	{"cp1252", "windows-1252"},
	{"iso-8859-1", "windows-1252"},
	{"iso8859-1", "windows-1252"},
	{"latin1", "windows-1252"},
	{"ascii", "windows-1252"},
	{"us-ascii", "windows-1252"},
	{"windows-1250", "windows-1250"},
	{"cp1250", "windows-1250"},
	{"windows-1251", "windows-1251"},
	{"cp1251", "windows-1251"},
	{"windows-1253", "windows-1253"},
	{"windows-1254", "windows-1254"},
	{"iso-8859-9", "windows-1254"},
	{"latin5", "windows-1254"},
	{"windows-1255", "windows-1255"},
	{"windows-1256", "windows-1256"},
	{"windows-1257", "windows-1257"},
	{"windows-1258", "windows-1258"},
	{"windows-874", "windows-874"},
	{"tis-620", "windows-874"},
	{"iso-8859-11", "windows-874"},
	{"iso-8859-2", "ISO-8859-2"},
	{"latin2", "ISO-8859-2"},
	{"iso-8859-3", "ISO-8859-3"},
	{"iso-8859-4", "ISO-8859-4"},
	{"iso-8859-5", "ISO-8859-5"},
	{"iso-8859-6", "ISO-8859-6"},
	{"iso-8859-7", "ISO-8859-7"},
	{"iso-8859-8", "ISO-8859-8"},
	{"iso-8859-10", "ISO-8859-10"},
	{"iso-8859-13", "ISO-8859-13"},
	{"iso-8859-14", "ISO-8859-14"},
	{"iso-8859-15", "ISO-8859-15"},
	{"latin9", "ISO-8859-15"},
	{"koi8-r", "KOI8-R"},
	{"koi8-u", "KOI8-U"},
	{"ibm866", "ibm-866"},
	{"cp866", "ibm-866"},
	{"macintosh", "macintosh"},
	{"gbk", "GB18030"},
	{"gb2312", "GB18030"},
	{"gb18030", "GB18030"},
	{"big5", "Big5"},
	{"shift_jis", "Shift_JIS"},
	{"sjis", "Shift_JIS"},
	{"x-sjis", "Shift_JIS"},
	{"euc-jp", "EUC-JP"},
	{"euc-kr", "windows-949"},
	{"ks_c_5601-1987", "windows-949"},
};

static const struct encoding *find_encoding(struct lic_str label)
{
	label = lic_str_trim(label);
	for (size_t i = 0; i < LIC_ARRAY_SIZE(encodings); i++)
		if (lic_str_caseeq(label, lic_str_from(encodings[i].label)))
			return &encodings[i];
	return NULL;
}

/* Behind "charset", a '=': the label, with or without quotes. */
static struct lic_str label_after(struct lic_str s)
{
	size_t i = 0;

	while (i < s.len && (unsigned char)s.ptr[i] <= ' ')
		i++;
	if (i == s.len || s.ptr[i] != '=')
		return lic_str(NULL, 0);
	i++;
	while (i < s.len && ((unsigned char)s.ptr[i] <= ' ' || s.ptr[i] == '"' || s.ptr[i] == '\''))
		i++;
	size_t end = i;
	while (end < s.len && (unsigned char)s.ptr[end] > ' ' && !strchr("\"'/>;", s.ptr[end]))
		end++;
	return lic_str(s.ptr + i, end - i);
}

static const struct encoding *prescan(struct lic_str html)
{
	static const char word[] = "charset";
	size_t n = sizeof(word) - 1;
	bool in_meta = false;

	if (html.len > PRESCAN)
		html.len = PRESCAN;
	for (size_t i = 0; i + n < html.len; i++) {
		struct lic_str here = lic_str(html.ptr + i, n);
		if (html.ptr[i] == '<')
			in_meta = lic_str_caseeq(lic_str(here.ptr, 5), LIC_STR("<meta"));
		if (!in_meta || !lic_str_caseeq(here, LIC_STR("charset")))
			continue;
		const struct encoding *e =
			find_encoding(label_after(lic_str(here.ptr + n, html.len - i - n)));
		if (e)
			return e;
	}
	return NULL;
}

static int convert(const char *from, struct lic_str s, struct lic_buf *out)
{
	UErrorCode status = U_ZERO_ERROR;
	UConverter *source = ucnv_open(from, &status);
	UConverter *target = ucnv_open("UTF-8", &status);
	const char *in = s.ptr;
	int err = LIC_ENOMEM;

	if (U_SUCCESS(status)) {
		UChar pivot[1024], *pivot_source = pivot, *pivot_target = pivot;
		err = lic_buf_grow(out, 3 * s.len + 64);
		if (!err) {
			char *to = out->ptr + out->len;
			ucnv_convertEx(target, source, &to, out->ptr + out->cap, &in, s.ptr + s.len,
				       pivot, &pivot_source, &pivot_target,
				       pivot + LIC_ARRAY_SIZE(pivot), true, true, &status);
			out->len = (size_t)(to - out->ptr);
			if (U_FAILURE(status))
				err = LIC_ELIMIT;
		}
	}
	ucnv_close(source);
	ucnv_close(target);
	return err;
}

static bool begins(struct lic_str s, const char *bytes, size_t n)
{
	return s.len >= n && memcmp(s.ptr, bytes, n) == 0;
}

int lic_charset_decode(struct lic_str html, struct lic_str label, struct lic_buf *out)
{
	static const struct encoding western = {"", "windows-1252"};

	if (begins(html, "\xef\xbb\xbf", 3)) {
		lic_buf_add(out, html.ptr + 3, html.len - 3);
		return lic_buf_error(out);
	}
	if (begins(html, "\xff\xfe", 2))
		return convert("UTF-16LE", lic_str(html.ptr + 2, html.len - 2), out);
	if (begins(html, "\xfe\xff", 2))
		return convert("UTF-16BE", lic_str(html.ptr + 2, html.len - 2), out);
	const struct encoding *e = find_encoding(label);
	if (!e && !lic_str_is_utf8(html)) {
		e = prescan(html);
		if (!e)
			e = &western;
	}
	if (e && e->name)
		return convert(e->name, html, out);
	lic_buf_adds(out, html);
	return lic_buf_error(out);
}

bool lic_charset_declared(struct lic_str html)
{
	return prescan(html) != NULL;
}

bool lic_charset_known(struct lic_str label)
{
	return find_encoding(label) != NULL;
}
