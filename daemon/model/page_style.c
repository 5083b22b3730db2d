#include "page_style.h"

#include "hex.h"
#include "num.h"

/* So far outside is out of sight: screens are smaller, menus slide by less. */
#define OFF_SCREEN 900.0
/* Letters that nobody can read, in pixels. */
#define TINY 2.0

struct look {
	bool none, transparent, tiny, moved, absolute, clipped, flat, overflow;
	int ink, paper;
};

/* "-9999px", "0", ".1em": in pixels, roughly; false if it is no length. */
static bool parse_length(struct lic_str s, double *out)
{
	double value = 0, unit = 1, scale = 1;
	bool negative = false, point = false, any = false;
	size_t i = 0;

	s = lic_str_trim(s);
	if (s.len && (s.ptr[0] == '-' || s.ptr[0] == '+'))
		negative = s.ptr[i++] == '-';
	for (; i < s.len && i < 32; i++) {
		char c = s.ptr[i];
		if (c == '.' && !point) {
			point = true;
		} else if (lic_is_digit(c)) {
			any = true;
			scale = point ? scale / 10 : scale;
			value = point ? value + (c - '0') * scale : value * 10 + (c - '0');
		} else {
			break;
		}
	}
	struct lic_str rest = lic_str_trim(lic_str(s.ptr + i, s.len - i));
	if (lic_str_caseeq(rest, LIC_STR("em")) || lic_str_caseeq(rest, LIC_STR("rem")))
		unit = 16;
	else if (lic_str_caseeq(rest, LIC_STR("%")) || lic_str_caseeq(rest, LIC_STR("vw")) ||
		 lic_str_caseeq(rest, LIC_STR("vh")))
		unit = 10;
	*out = (negative ? -value : value) * unit;
	return any;
}

static int parse_hex_colour(struct lic_str s)
{
	int value = 0;

	if (s.len != 3 && s.len != 6)
		return -1;
	for (size_t i = 0; i < s.len; i++) {
		int digit = lic_hex_digit(s.ptr[i]);
		if (digit < 0)
			return -1;
		value = s.len == 3 ? value << 8 | digit * 17 : value << 4 | digit;
	}
	return value;
}

/* "rgb(255, 255, 255)" */
static int parse_rgb(struct lic_str s)
{
	struct lic_str part;
	int value = 0;

	s = lic_str(s.ptr + 4, s.len - 4);
	s.len = lic_str_find(s, ')');
	for (int i = 0; i < 3; i++) {
		uint64_t n;
		if (!lic_str_split(&s, ',', &part) ||
		    lic_num_parse(lic_str_trim(part), 255, &n) < 0)
			return -1;
		value = value << 8 | (int)n;
	}
	return value;
}

static int parse_colour(struct lic_str s)
{
	static const struct {
		const char *name;
		int value;
	} named[] = {
		{"white", 0xffffff}, {"black", 0},         {"red", 0xff0000},  {"yellow", 0xffff00},
		{"gray", 0x808080},  {"silver", 0xc0c0c0}, {"blue", 0x0000ff}, {"green", 0x008000},
	};

	s = lic_str_trim(s);
	s.len = lic_str_starts(s, LIC_STR("rgb")) ? s.len : lic_str_find(s, ' ');
	if (s.len && s.ptr[0] == '#')
		return parse_hex_colour(lic_str(s.ptr + 1, s.len - 1));
	if (lic_str_starts(s, LIC_STR("rgb(")))
		return parse_rgb(s);
	for (size_t i = 0; i < LIC_ARRAY_SIZE(named); i++)
		if (lic_str_caseeq(s, lic_str_from(named[i].name)))
			return named[i].value;
	return -1;
}

static void read_position(struct look *look, struct lic_str name, struct lic_str value)
{
	double n;

	if (lic_str_caseeq(name, LIC_STR("position")))
		look->absolute = lic_str_caseeq(value, LIC_STR("absolute")) ||
				 lic_str_caseeq(value, LIC_STR("fixed"));
	else if (lic_str_caseeq(name, LIC_STR("left")) || lic_str_caseeq(name, LIC_STR("top")) ||
		 lic_str_caseeq(name, LIC_STR("right")) ||
		 lic_str_caseeq(name, LIC_STR("bottom")) ||
		 lic_str_caseeq(name, LIC_STR("text-indent")) ||
		 lic_str_caseeq(name, LIC_STR("margin-left")) ||
		 lic_str_caseeq(name, LIC_STR("margin-top")))
		look->moved |= parse_length(value, &n) && n <= -OFF_SCREEN;
	else if (lic_str_caseeq(name, LIC_STR("height")) ||
		 lic_str_caseeq(name, LIC_STR("width")) ||
		 lic_str_caseeq(name, LIC_STR("max-height")))
		look->flat |= parse_length(value, &n) && n <= 1 && n >= 0;
	else if (lic_str_caseeq(name, LIC_STR("overflow")))
		look->overflow = lic_str_caseeq(value, LIC_STR("hidden"));
	else if (lic_str_caseeq(name, LIC_STR("clip")))
		look->clipped |= lic_str_holds(value, LIC_STR("rect(0")) ||
				 lic_str_holds(value, LIC_STR("rect(1px"));
}

static void read_declaration(struct look *look, struct lic_str name, struct lic_str value)
{
	double n;

	if (lic_str_caseeq(name, LIC_STR("display")))
		look->none = lic_str_caseeq(value, LIC_STR("none"));
	else if (lic_str_caseeq(name, LIC_STR("visibility")))
		look->none |= lic_str_caseeq(value, LIC_STR("hidden")) ||
			      lic_str_caseeq(value, LIC_STR("collapse"));
	else if (lic_str_caseeq(name, LIC_STR("opacity")))
		look->transparent = parse_length(value, &n) && n <= 0.01;
	else if (lic_str_caseeq(name, LIC_STR("font-size")))
		look->tiny = parse_length(value, &n) && n < TINY && n >= 0;
	else if (lic_str_caseeq(name, LIC_STR("color")))
		look->ink = parse_colour(value);
	else if (lic_str_caseeq(name, LIC_STR("background-color")) ||
		 lic_str_caseeq(name, LIC_STR("background")))
		look->paper = parse_colour(value);
	else
		read_position(look, name, value);
}

static bool style_hides(struct lic_str style, int *ink, int *paper)
{
	struct look look = {.ink = -1, .paper = -1};
	struct lic_str part;

	while (lic_str_split(&style, ';', &part)) {
		size_t colon = lic_str_find(part, ':');
		if (colon == part.len)
			continue;
		struct lic_str value =
			lic_str_trim(lic_str(part.ptr + colon + 1, part.len - colon - 1));
		value.len = lic_str_find(value, '!'); /* "!important" */
		read_declaration(&look, lic_str_trim(lic_str(part.ptr, colon)),
				 lic_str_trim(value));
	}
	*ink = look.ink;
	*paper = look.paper;
	return look.none || look.transparent || look.tiny || look.moved ||
	       (look.clipped && look.absolute) || (look.flat && look.overflow);
}

void lic_page_look_at(struct lic_page_look *look, const struct lic_element *e)
{
	struct lic_str style = lic_element_get(e, "style");
	int ink = -1, paper = -1;

	if (e->tag == LIC_TAG_UNSEEN || lic_element_get(e, "hidden").ptr ||
	    (e->tag == LIC_TAG_DIALOG && !lic_element_get(e, "open").ptr))
		look->hidden = true;
	if (!style.len)
		return;
	if (style_hides(style, &ink, &paper))
		look->hidden = true;
	if (ink >= 0)
		look->ink = ink;
	if (paper >= 0)
		look->paper = paper;
	if (look->ink >= 0 && look->ink == look->paper)
		look->hidden = true;
}
