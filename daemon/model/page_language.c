/* The language of a text: by its letters where they tell, else by its commonest words. */
#include "hash.h"
#include "page_build.h"

/* Enough to tell; longer texts say the same. */
#define WORDS_READ 600
/* Fewer say nothing, and a language must lead by a tenth: kin share many words. */
#define HITS_LEAST 4

static const struct language {
	const char code[3];
	const char *words; /* each between spaces */
} languages[] = {
	{"en", " the of and to in is that for with you are this on your be have from or not we our "
	       "it can will was by as at "},
	{"de", " der die und das ist nicht mit für auf ein eine sie den von zu im sich auch werden "
	       "bei oder wir ihre dem als aus "},
	{"fr", " le la les des et est pour dans une vous que qui pas sur avec votre nous du en au "
	       "sont plus ce ou par "},
	{"es", " el la los las de que y en un una para con por su es del se no más como al sus o "
	       "este nuestra "},
	{"it", " il di che la e per un una non con del sono le della si nel gli più come anche dei "
	       "alla i questo da "},
	{"pt", " o que e do da em um para com uma não os no se na por mais as dos como ao seu sua "
	       "você são de "},
	{"nl", " de het een en van is dat op te zijn voor met niet aan die wij uw naar bij ook u "
	       "door of om ook "},
	{"pl", " w i na z do się nie jest że o to dla jak od przez po oraz lub są przy co ale za "
	       "tym może "},
	{"cs", " a v na se je že do pro s z jsou by ve od po jako které nebo při také k o ale "
	       "není jsme vám "},
	{"sk", " a v na sa je že do pre s z sú by vo od po ako ktoré alebo pri tiež k o ale nie "
	       "sme vám "},
	{"hu", " a az és hogy nem is egy van ez meg de csak ha már vagy mint azt amely kell lehet "
	       "vannak "},
	{"ro", " de și în la cu pe un o care este din nu pentru mai sau sunt prin ce să ale al "
	       "fi "},
	{"sv", " och att det som en på är av för med den till inte om ett har du vi kan från eller "
	       "hos "},
	{"da", " og at det er en til på som med for af den der ikke har du vi kan fra eller et "
	       "hos jeg "},
	{"nb", " og at det er en til på som med for av den ikke har du vi kan fra eller et hos "
	       "jeg ved "},
	{"fi", " ja on ei se että oli joka mutta myös kun tai ovat voi sekä kuin sen niin hän "
	       "tämä "},
	{"tr", " ve bir bu için ile de da olarak çok daha en gibi ne olan var veya ya kadar sonra "
	       "her "},
	{"hr", " je i u na se da za su od s a koji ili što nije po bi iz te kao ako "},
	{"ru", " и в не на что с по для как это от из или у за к при мы вы но его то так "},
	{"uk", " і в не на що з до для як це від та або у за ми ви але його при про є "},
	{"bg", " и на да се за от в с не са по е че или като до при ще може това си "},
};

/* By a letter that one language alone writes with, of those that we know. */
static const struct script {
	const char code[3];
	uint32_t first, last;
} scripts[] = {
	{"el", 0x0370, 0x03ff}, {"he", 0x0590, 0x05ff}, {"ar", 0x0600, 0x06ff},
	{"hi", 0x0900, 0x097f}, {"th", 0x0e00, 0x0e7f}, {"ka", 0x10a0, 0x10ff},
	{"ja", 0x3040, 0x30ff}, {"ko", 0xac00, 0xd7af}, {"zh", 0x4e00, 0x9fff},
};

static uint32_t decode(struct lic_str s, size_t n)
{
	const unsigned char *p = (const unsigned char *)s.ptr;

	if (n == 2)
		return (p[0] & 0x1fu) << 6 | (p[1] & 0x3fu);
	if (n == 3)
		return (p[0] & 0xfu) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu);
	return n == 1 ? p[0] : 0;
}

static struct lic_str by_script(struct lic_str text)
{
	size_t hits[LIC_ARRAY_SIZE(scripts)] = {0}, letters = 0;

	if (text.len > 16384)
		text.len = 16384;
	while (text.len) {
		size_t n = lic_str_utf8_len(text);
		uint32_t c = decode(text, n);
		letters += lic_is_alpha((char)(c < 128 ? c : 0)) || c >= 128;
		for (size_t i = 0; n == 3 || n == 2 ? i < LIC_ARRAY_SIZE(scripts) : false; i++)
			hits[i] += c >= scripts[i].first && c <= scripts[i].last;
		n = n ? n : 1;
		text = lic_str(text.ptr + n, text.len - n);
	}
	/* Japanese writes Chinese letters too: kana decide. */
	for (size_t i = 0; i < LIC_ARRAY_SIZE(scripts); i++)
		if (hits[i] >= 20 && hits[i] * 10 > letters * (scripts[i].code[0] == 'j' ? 1 : 3))
			return lic_str_from(scripts[i].code);
	return lic_str("", 0);
}

/* All their words, each with the languages that have it, by a hash. */
#define SLOTS 1024

struct words {
	struct {
		struct lic_str word;
		uint32_t languages; /* as bits; 0: the slot is free */
	} slot[SLOTS];
};

static_assert(LIC_ARRAY_SIZE(languages) <= 32, "more languages than bits");

/* The slot of the word, or the free one for it. */
static size_t slot_of(const struct words *words, struct lic_str word)
{
	size_t at = lic_hash(word, 0) % SLOTS;

	while (words->slot[at].languages && !lic_str_eq(words->slot[at].word, word))
		at = (at + 1) % SLOTS;
	return at;
}

static void gather_words(struct words *words)
{
	struct lic_str word;
	size_t count = 0;

	memset(words, 0, sizeof(*words));
	for (size_t i = 0; i < LIC_ARRAY_SIZE(languages); i++) {
		struct lic_str rest = lic_str_from(languages[i].words);
		while (lic_str_split(&rest, ' ', &word)) {
			if (!word.len)
				continue;
			size_t at = slot_of(words, word);
			count += !words->slot[at].languages;
			words->slot[at].word = word;
			words->slot[at].languages |= UINT32_C(1) << i;
		}
	}
	assert(count < SLOTS);
}

static size_t next_word(struct lic_str s, struct lic_str *word)
{
	size_t i = 0;

	while (i < s.len && !lic_is_alpha(s.ptr[i]) && (unsigned char)s.ptr[i] < 0x80)
		i++;
	size_t from = i;
	while (i < s.len && (lic_is_alpha(s.ptr[i]) || (unsigned char)s.ptr[i] >= 0x80))
		i++;
	*word = lic_str(s.ptr + from, i - from);
	return i;
}

static void count_hits(size_t hits[LIC_ARRAY_SIZE(languages)], struct lic_str text)
{
	struct words words;
	struct lic_str word;

	gather_words(&words);
	for (size_t n = 0; n < WORDS_READ && text.len; n++) {
		size_t used = next_word(text, &word);
		text = lic_str(text.ptr + used, text.len - used);
		for (uint32_t left = words.slot[slot_of(&words, word)].languages; left;
		     left &= left - 1)
			hits[__builtin_ctz(left)]++;
	}
}

struct lic_str lic_page_language(struct lic_str text)
{
	size_t hits[LIC_ARRAY_SIZE(languages)] = {0}, best = 0, second = 0;
	struct lic_str found = by_script(text);

	if (found.len)
		return found;
	count_hits(hits, text);
	for (size_t i = 1; i < LIC_ARRAY_SIZE(languages); i++)
		if (hits[i] > hits[best])
			best = i;
	for (size_t i = 0; i < LIC_ARRAY_SIZE(languages); i++)
		if (i != best && hits[i] > second)
			second = hits[i];
	if (hits[best] < HITS_LEAST || 10 * hits[best] < 11 * second)
		return lic_str("", 0);
	return lic_str_from(languages[best].code);
}
