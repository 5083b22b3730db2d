#include "page_build.h"

#include "limits.h"

/* A basket's words stand on a button, not in a paragraph. */
#define BUTTON_WORDS_MAX 64

/* Words gathered for a title or link; what is kept is folded and shorter. */
#define GATHERED_MAX (64u << 10)

/* Bytes of an element that is a word of its own beside the next. */
#define APART_MIN 3

/* <article> around so much prose is one to read; a product's box has less. */
#define ARTICLE_PROSE 1200

int lic_page_builder_init(struct lic_page_builder *b, struct lic_arena *arena,
			  const struct lic_psl *psl, struct lic_str url)
{
	struct lic_buf *const arrays[] = {&b->links,  &b->images,   &b->forms,  &b->contacts,
					  &b->prices, &b->products, &b->pressed};

	memset(b, 0, sizeof(*b));
	b->arena = arena;
	b->psl = psl;
	b->url = b->base = lic_arena_copy(arena, url);
	lic_buf_init(&b->text, 4 * (size_t)LIC_PAGE_BYTES_MAX);
	lic_buf_init(&b->hidden, 4 * (size_t)LIC_PAGE_BYTES_MAX);
	lic_buf_init(&b->script, 4 * (size_t)LIC_PAGE_BYTES_MAX);
	lic_buf_init(&b->title, GATHERED_MAX);
	lic_buf_init(&b->link_words, GATHERED_MAX);
	lic_buf_init(&b->url_store, 4 * LIC_URL_MAX);
	lic_buf_init(&b->reference_store, 4 * LIC_URL_MAX);
	lic_buf_init(&b->resolve_store, 4 * LIC_URL_MAX);
	lic_buf_init(&b->scratch, 4 * LIC_URL_MAX);
	for (size_t i = 0; i < LIC_ARRAY_SIZE(arrays); i++)
		lic_buf_init(arrays[i], 1u << 20);
	b->link = LIC_PAGE_NO_LINK;
	b->form = b->fields = b->address_at = SIZE_MAX;
	b->json_left = LIC_PAGE_TAGS_MAX;
	b->url = lic_page_resolve(b, b->url, &b->host, &b->site);
	return b->failed || !b->base.ptr ? LIC_ENOMEM : LIC_OK;
}

void lic_page_builder_release(struct lic_page_builder *b)
{
	struct lic_buf *const bufs[] = {
		&b->text,          &b->hidden,    &b->script,          &b->title,
		&b->link_words,    &b->url_store, &b->links,           &b->images,
		&b->resolve_store, &b->scratch,   &b->reference_store, &b->forms,
		&b->prices,        &b->contacts,  &b->products,        &b->pressed,
	};

	for (size_t i = 0; i < LIC_ARRAY_SIZE(bufs); i++)
		lic_buf_release(bufs[i]);
}

bool lic_page_push(struct lic_page_builder *b, struct lic_buf *array, const void *one, size_t size,
		   size_t max)
{
	if (array->len / size >= max) {
		b->page.cut = true;
		return false;
	}
	lic_buf_add(array, one, size);
	if (lic_buf_error(array))
		b->failed = true;
	return !b->failed;
}

/* ---- words ----------------------------------------------------------- */

static size_t space_length(struct lic_str s)
{
	unsigned char c = (unsigned char)s.ptr[0];

	if (c == ' ' || (c >= '\t' && c <= '\r'))
		return 1;
	if (c == 0xc2 && s.len > 1 && (unsigned char)s.ptr[1] == 0xa0)
		return 2; /* no-break space */
	return 0;
}

static size_t word_length(struct lic_str s)
{
	size_t i = 0;

	while (i < s.len) {
		unsigned char c = (unsigned char)s.ptr[i];
		if ((c <= ' ' || c == 0xc2) && space_length(lic_str(s.ptr + i, s.len - i)))
			break;
		i++;
	}
	return i;
}

static bool ends_in_space(const struct lic_buf *out)
{
	return !out->len || out->ptr[out->len - 1] == ' ' || out->ptr[out->len - 1] == '\n';
}

void lic_page_fold_into(struct lic_buf *out, struct lic_str s)
{
	while (s.len) {
		size_t n = space_length(s);
		if (n && !ends_in_space(out))
			lic_buf_addc(out, ' ');
		if (!n) {
			n = word_length(s);
			lic_buf_add(out, s.ptr, n);
		}
		s = lic_str(s.ptr + n, s.len - n);
	}
}

/* Up to max bytes, no character cut in two. */
static struct lic_str clip(struct lic_str s, size_t max)
{
	if (s.len <= max)
		return s;
	while (max && ((unsigned char)s.ptr[max] & 0xc0) == 0x80)
		max--;
	return lic_str(s.ptr, max);
}

struct lic_str lic_page_fold(struct lic_page_builder *b, struct lic_str s)
{
	lic_buf_reset(&b->scratch);
	lic_page_fold_into(&b->scratch, clip(s, 2 * LIC_PAGE_WORDS_MAX));
	struct lic_str folded = lic_str_trim(clip(lic_buf_str(&b->scratch), LIC_PAGE_WORDS_MAX));
	return folded.len ? lic_arena_copy(b->arena, folded) : lic_str("", 0);
}

struct lic_str lic_page_since(const struct lic_page_builder *b, size_t at)
{
	if (at >= b->text.len)
		return lic_str("", 0);
	return lic_str_trim(lic_str(b->text.ptr + at, b->text.len - at));
}

static void break_line(struct lic_buf *out)
{
	if (out->len && out->ptr[out->len - 1] == ' ')
		out->ptr[out->len - 1] = '\n';
	else if (!ends_in_space(out))
		lic_buf_addc(out, '\n');
}

static struct lic_buf *text_of(struct lic_page_builder *b)
{
	return b->depth && lic_page_top(b)->look.hidden ? &b->hidden : &b->text;
}

void lic_page_words(struct lic_page_builder *b, struct lic_str words)
{
	if (!b->depth || b->failed)
		return;
	const struct lic_page_frame *top = lic_page_top(b);
	if (top->tag == LIC_TAG_TITLE && !b->page.title.len) {
		lic_page_fold_into(&b->title, words);
	} else if (top->tag == LIC_TAG_SCRIPT) {
		if (top->json)
			lic_page_json_ld(b, words);
		else
			lic_page_contact_script(b, words);
	} else if (!top->unread) {
		lic_page_fold_into(text_of(b), words);
		if (b->link != LIC_PAGE_NO_LINK)
			lic_page_fold_into(&b->link_words, words);
	}
}

/* ---- elements -------------------------------------------------------- */

static void read_meta(struct lic_page_builder *b, const struct lic_element *e)
{
	struct lic_str name = lic_element_get(e, "name");
	struct lic_str property = lic_element_get(e, "property");
	struct lic_str content = lic_element_get(e, "content");

	bool described = lic_str_caseeq(name, LIC_STR("description")) ||
			 lic_str_caseeq(property, LIC_STR("og:description"));
	if (described && !b->page.description.len)
		b->page.description = lic_page_fold(b, content);
	else if (lic_str_caseeq(property, LIC_STR("og:type")))
		b->page.is_article |= lic_page_is_article_type(content);
	else if (lic_str_caseeq(lic_element_get(e, "http-equiv"), LIC_STR("content-language")) &&
		 !b->page.language.len)
		b->page.language = lic_page_fold(b, content);
}

static void read_base(struct lic_page_builder *b, const struct lic_element *e)
{
	struct lic_str href = lic_element_get(e, "href"), host, site;

	if (b->based || !href.len)
		return;
	struct lic_str url = lic_page_resolve(b, href, &host, &site);
	if (host.len) {
		b->base = url;
		b->based = true;
	}
}

static void read_pressed(struct lic_page_builder *b, size_t at, struct lic_str words)
{
	lic_page_shelf_press(b, at, words);
	if (!b->page.has_cart && words.len && words.len <= BUTTON_WORDS_MAX &&
	    lic_page_is_cart_words(words))
		b->page.has_cart = true;
}

static void read_input(struct lic_page_builder *b, const struct lic_element *e)
{
	struct lic_str type = lic_element_get(e, "type");
	struct lic_str value = lic_element_get(e, "value");

	lic_page_field_add(b, e);
	if (lic_str_caseeq(type, LIC_STR("image"))) {
		lic_page_image_add(b, e);
	} else if (lic_str_caseeq(type, LIC_STR("submit")) ||
		   lic_str_caseeq(type, LIC_STR("button"))) {
		read_pressed(b, b->text.len, value);
		lic_page_fold_into(text_of(b), LIC_STR(" "));
		lic_page_fold_into(text_of(b), value);
		lic_page_fold_into(text_of(b), LIC_STR(" "));
	}
}

static void read_script(struct lic_page_builder *b, const struct lic_element *e)
{
	struct lic_str src = lic_element_get(e, "src");

	lic_page_top(b)->json = lic_str_caseeq(lic_str_trim(lic_element_get(e, "type")),
					       LIC_STR("application/ld+json"));
	if (src.len)
		lic_page_contact_script(b, src);
}

static void begin_element(struct lic_page_builder *b, const struct lic_element *e)
{
	switch (e->tag) {
	case LIC_TAG_HTML:
		if (!b->page.language.len)
			b->page.language = lic_page_fold(b, lic_element_get(e, "lang"));
		break;
	case LIC_TAG_META:
		read_meta(b, e);
		break;
	case LIC_TAG_BASE:
		read_base(b, e);
		break;
	case LIC_TAG_SCRIPT:
		read_script(b, e);
		break;
	case LIC_TAG_ANCHOR:
		lic_page_link_begin(b, e);
		break;
	case LIC_TAG_IMAGE:
		lic_page_image_add(b, e);
		break;
	case LIC_TAG_FORM:
		lic_page_form_begin(b, e);
		break;
	case LIC_TAG_INPUT:
		read_input(b, e);
		break;
	case LIC_TAG_ADDRESS:
		b->address_at = b->text.len;
		break;
	case LIC_TAG_ARTICLE:
		b->articles++;
		break;
	case LIC_TAG_PARAGRAPH:
		b->article_at = b->text.len;
		break;
	default:
		break;
	}
}

static void end_element(struct lic_page_builder *b, const struct lic_page_frame *f)
{
	switch (f->tag) {
	case LIC_TAG_TITLE:
		if (!b->page.title.len)
			b->page.title = lic_page_fold(b, lic_buf_str(&b->title));
		break;
	case LIC_TAG_ANCHOR:
		/* One that leads nowhere is pressed for its script. */
		if (b->link == LIC_PAGE_NO_LINK && !f->look.hidden)
			read_pressed(b, f->property_at, lic_page_since(b, f->property_at));
		lic_page_link_end(b);
		break;
	case LIC_TAG_FORM:
		b->form = SIZE_MAX;
		break;
	case LIC_TAG_ADDRESS:
		if (b->address_at != SIZE_MAX)
			lic_page_postal_element(b, lic_page_since(b, b->address_at));
		b->address_at = SIZE_MAX;
		break;
	case LIC_TAG_BUTTON:
		read_pressed(b, f->property_at, lic_page_since(b, f->property_at));
		break;
	case LIC_TAG_ARTICLE:
		b->articles--;
		break;
	case LIC_TAG_PARAGRAPH:
		if (b->articles && b->text.len > b->article_at)
			b->article_prose += b->text.len - b->article_at;
		break;
	default:
		break;
	}
}

static void read_look(struct lic_page_builder *b, const struct lic_element *e,
		      struct lic_page_frame *f)
{
	struct lic_str style = lic_element_get(e, "style");

	lic_page_look_at(&f->look, e);
	if (style.len)
		lic_page_style_image(b, style);
}

static struct lic_page_frame frame_for(const struct lic_page_builder *b,
				       const struct lic_element *e)
{
	struct lic_page_frame f = {.look = LIC_PAGE_LOOK_INIT};

	if (b->depth) {
		const struct lic_page_frame *parent = &b->frame[b->depth - 1];
		f.look = parent->look;
		f.unread = parent->unread;
	}
	f.tag = e->tag;
	f.property_at = b->text.len;
	if (e->tag == LIC_TAG_UNREAD || e->tag == LIC_TAG_TITLE || e->tag == LIC_TAG_SCRIPT)
		f.unread = true;
	return f;
}

static bool begins_hidden(const struct lic_page_builder *b)
{
	return b->frame[b->depth - 1].look.hidden &&
	       (b->depth < 2 || !b->frame[b->depth - 2].look.hidden);
}

bool lic_page_open(struct lic_page_builder *b, const struct lic_element *e)
{
	if (b->failed)
		return false;
	b->frame[b->depth] = frame_for(b, e);
	b->depth++;
	if (e->attributes_count) {
		struct lic_str cloaked = lic_element_get(e, "data-cfemail");
		read_look(b, e, lic_page_top(b));
		lic_page_item_begin(b, e, lic_page_top(b));
		if (cloaked.len)
			lic_page_contact_cloaked(b, cloaked);
	} else if (e->tag == LIC_TAG_UNSEEN || e->tag == LIC_TAG_DIALOG) {
		lic_page_top(b)->look.hidden = true;
	}
	if (lic_tag_breaks_line(e->tag) || begins_hidden(b))
		break_line(text_of(b));
	else if (b->apart_at && b->apart_at == b->text.len)
		lic_page_fold_into(&b->text, LIC_STR(" "));
	begin_element(b, e);
	return true;
}

void lic_page_close(struct lic_page_builder *b)
{
	struct lic_page_frame *f = lic_page_top(b);

	if (!b->failed) {
		lic_page_item_end(b, f);
		end_element(b, f);
		/* Boxes stand side by side without a space between: "<b>Viagra</b><i>$1</i>".
		 * Letters that are marked up one by one are a word. */
		if (b->text.len >= f->property_at + APART_MIN)
			b->apart_at = b->text.len;
		if (lic_tag_breaks_line(f->tag))
			break_line(text_of(b));
	}
	b->depth--;
}

/* ---- the whole ------------------------------------------------------- */

void lic_page_plain(struct lic_page_builder *b, struct lic_str title, struct lic_str text)
{
	struct lic_str line;

	b->page.title = lic_page_fold(b, title);
	while (lic_str_split(&text, '\n', &line)) {
		lic_page_fold_into(&b->text, line);
		break_line(&b->text);
	}
}

static const void *keep(struct lic_page_builder *b, struct lic_buf *array, size_t size,
			size_t *count)
{
	void *kept = NULL;

	*count = array->len / size;
	if (*count) {
		kept = lic_arena_alloc(b->arena, array->len);
		if (kept)
			memcpy(kept, array->ptr, array->len);
		else
			b->failed = true;
	}
	return kept;
}

static struct lic_str keep_text(struct lic_page_builder *b, struct lic_buf *text)
{
	struct lic_str s = lic_str_trim(lic_buf_str(text));

	if (lic_buf_error(text))
		b->failed = true;
	if (!s.len)
		return lic_str("", 0);
	s = lic_arena_copy(b->arena, s);
	b->failed |= !s.ptr;
	return s;
}

static void keep_all(struct lic_page_builder *b)
{
	struct lic_page *p = &b->page;

	p->links = keep(b, &b->links, sizeof(*p->links), &p->links_count);
	p->images = keep(b, &b->images, sizeof(*p->images), &p->images_count);
	p->forms = keep(b, &b->forms, sizeof(*p->forms), &p->forms_count);
	p->contacts = keep(b, &b->contacts, sizeof(*p->contacts), &p->contacts_count);
	p->prices = keep(b, &b->prices, sizeof(*p->prices), &p->prices_count);
	p->products = keep(b, &b->products, sizeof(*p->products), &p->products_count);
}

/* "en" of "en-US". */
static struct lic_str primary_language(struct lic_page_builder *b, struct lic_str tag)
{
	char lower[4];
	size_t n = 0;

	while (n < tag.len && n < sizeof(lower) && lic_is_alpha(tag.ptr[n])) {
		lower[n] = lic_lower(tag.ptr[n]);
		n++;
	}
	if (n < 2 || n > 3)
		return lic_str("", 0);
	return lic_arena_copy(b->arena, lic_str(lower, n));
}

int lic_page_finish(struct lic_page_builder *b, const struct lic_page **out)
{
	b->page.text = keep_text(b, &b->text);
	b->page.hidden = keep_text(b, &b->hidden);
	b->page.language = primary_language(b, b->page.language);
	if (!b->page.language.len)
		b->page.language = lic_page_language(b->page.text);
	if (b->article_prose >= ARTICLE_PROSE)
		b->page.is_article = true;
	lic_page_contact_text(b, b->page.text);
	lic_page_contact_handles(b, b->page.text);
	lic_page_postal_text(b, b->page.text);
	lic_page_price_text(b);
	if ((!b->page.has_cart || b->page.is_article) && lic_page_shelf_stands(b)) {
		/* Whatever a page says of itself: content systems call each page an article. */
		b->page.has_cart = true;
		b->page.is_article = false;
	}
	keep_all(b);
	struct lic_page *page = lic_arena_alloc(b->arena, sizeof(*page));
	if (!page || b->failed)
		return LIC_ENOMEM;
	*page = b->page;
	*out = page;
	return LIC_OK;
}
