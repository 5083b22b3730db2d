#include "term.h"

#include <sys/ioctl.h>

#include "num.h"

#define WIDTH_DEFAULT 80
#define WIDTH_LEAST 40
/* Longer lines are hard to read. */
#define WIDTH_MOST 100

/* Text kept back until it is worth a write, and the most that one call adds. */
#define FLUSH_AT (32u << 10)
#define BUFFER_MAX (256u << 20)

static size_t width_of(int fd)
{
	struct winsize size;
	uint64_t columns = 0;

	if (lic_num_parse(lic_str_from(getenv("COLUMNS")), WIDTH_MOST, &columns) < 0 || !columns) {
		if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
			columns = size.ws_col;
		else
			columns = WIDTH_DEFAULT;
	}
	if (columns > WIDTH_MOST)
		columns = WIDTH_MOST;
	return columns < WIDTH_LEAST ? WIDTH_LEAST : (size_t)columns;
}

/* https://no-color.org/: any value but the empty one. */
static bool wants_colour(void)
{
	const char *no_color = getenv("NO_COLOR");
	const char *term = getenv("TERM");

	return !(no_color && *no_color) && term && *term && strcmp(term, "dumb") != 0;
}

void lic_term_init(struct lic_term *term, int fd)
{
	*term = (struct lic_term){.fd = fd, .is_terminal = isatty(fd) == 1, .width = WIDTH_DEFAULT};
	term->colour = term->is_terminal && wants_colour();
	if (term->is_terminal)
		term->width = width_of(fd);
	lic_buf_init(&term->buf, BUFFER_MAX);
}

void lic_term_flush(struct lic_term *term)
{
	size_t done = 0;

	if (lic_buf_error(&term->buf) < 0 && !term->errnum)
		term->errnum = ENOMEM;
	while (done < term->buf.len && !term->errnum) {
		ssize_t n = write(term->fd, term->buf.ptr + done, term->buf.len - done);
		if (n >= 0)
			done += (size_t)n;
		else if (errno != EINTR)
			term->errnum = errno;
	}
	lic_buf_reset(&term->buf);
}

int lic_term_close(struct lic_term *term)
{
	lic_term_flush(term);
	lic_buf_release(&term->buf);
	return term->errnum;
}

static void flush_if_full(struct lic_term *term)
{
	if (term->buf.len >= FLUSH_AT)
		lic_term_flush(term);
}

void lic_term_bytes(struct lic_term *term, struct lic_str s)
{
	lic_buf_adds(&term->buf, s);
	flush_if_full(term);
}

void lic_term_printf(struct lic_term *term, const char *fmt, ...)
{
	char small[512];
	va_list args;

	va_start(args, fmt);
	int n = vsnprintf(small, sizeof(small), fmt, args);
	va_end(args);
	if (n > 0 && (size_t)n < sizeof(small)) {
		lic_buf_add(&term->buf, small, (size_t)n);
	} else if (n > 0 && lic_buf_grow(&term->buf, (size_t)n + 1) == LIC_OK) {
		va_start(args, fmt);
		vsnprintf(term->buf.ptr + term->buf.len, (size_t)n + 1, fmt, args);
		va_end(args);
		term->buf.len += (size_t)n;
	}
	flush_if_full(term);
}

void lic_term_style(struct lic_term *term, enum lic_style style)
{
	static const char *const codes[LIC_STYLES] = {
		[LIC_STYLE_PLAIN] = "\033[0m",     [LIC_STYLE_BOLD] = "\033[1m",
		[LIC_STYLE_DIM] = "\033[2m",       [LIC_STYLE_RED] = "\033[1;31m",
		[LIC_STYLE_ORANGE] = "\033[1;33m", [LIC_STYLE_GREEN] = "\033[1;32m",
		[LIC_STYLE_BLUE] = "\033[1;34m",
	};

	if (term->colour)
		lic_term_bytes(term, lic_str_from(codes[style]));
}

/* Control characters (C0, DEL, C1) and those that turn the direction of text:
 * U+061C, U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069. */
static bool is_harmful(const unsigned char *p, size_t n)
{
	if (n == 1)
		return p[0] < 0x20 || p[0] == 0x7F;
	if (n == 2)
		return (p[0] == 0xC2 && p[1] < 0xA0) || (p[0] == 0xD8 && p[1] == 0x9C);
	if (n != 3 || p[0] != 0xE2)
		return false;
	return (p[1] == 0x80 && (p[2] == 0x8E || p[2] == 0x8F || (p[2] >= 0xAA && p[2] <= 0xAE))) ||
	       (p[1] == 0x81 && p[2] >= 0xA6 && p[2] <= 0xA9);
}

void lic_term_clean(struct lic_buf *out, struct lic_str s, bool lines)
{
	while (s.len > 0) {
		size_t n = lic_str_utf8_len(s);

		if (n == 1 && s.ptr[0] == '\n')
			lic_buf_addc(out, lines ? '\n' : ' ');
		else if (n == 0 || is_harmful((const unsigned char *)s.ptr, n))
			LIC_BUF_LIT(out, "\xef\xbf\xbd");
		else
			lic_buf_add(out, s.ptr, n);
		n = n ? n : 1;
		s = lic_str(s.ptr + n, s.len - n);
	}
}

void lic_term_text(struct lic_term *term, struct lic_str s)
{
	lic_term_clean(&term->buf, s, false);
	flush_if_full(term);
}

void lic_term_bold(struct lic_term *term, struct lic_str s)
{
	lic_term_style(term, LIC_STYLE_BOLD);
	lic_term_text(term, s);
	lic_term_style(term, LIC_STYLE_PLAIN);
}

void lic_term_lines(struct lic_term *term, const char *first, struct lic_str text)
{
	struct lic_str line;

	while (text.len && lic_str_split(&text, '\n', &line)) {
		lic_term_printf(term, "%s", first);
		lic_term_text(term, line);
		lic_term_printf(term, "\n");
	}
}

size_t lic_term_columns(struct lic_str s)
{
	size_t columns = 0;

	for (size_t i = 0; i < s.len; i++)
		columns += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
	return columns;
}

static void spaces(struct lic_term *term, size_t n)
{
	while (n-- > 0)
		lic_buf_addc(&term->buf, ' ');
}

void lic_term_pad(struct lic_term *term, struct lic_str s, size_t columns)
{
	size_t used = lic_term_columns(s);

	lic_term_text(term, s);
	if (used < columns)
		spaces(term, columns - used);
}

void lic_term_para(struct lic_term *term, const char *first, size_t indent, struct lic_str text)
{
	size_t column = indent;
	bool begun = false;
	struct lic_str word;

	lic_term_pad(term, lic_str_from(first), indent);
	while (text.ptr && lic_str_split(&text, ' ', &word)) {
		size_t columns = lic_term_columns(word);
		if (columns == 0)
			continue;
		if (begun && column + 1 + columns > term->width) {
			lic_buf_addc(&term->buf, '\n');
			spaces(term, indent);
			column = indent;
		} else if (begun) {
			lic_buf_addc(&term->buf, ' ');
			column++;
		}
		lic_term_text(term, word);
		column += columns;
		begun = true;
	}
	lic_buf_addc(&term->buf, '\n');
}

void lic_term_field(struct lic_term *term, const char *first, size_t indent, struct lic_str text)
{
	if (text.len)
		lic_term_para(term, first, indent, text);
}
