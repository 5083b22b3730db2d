/* What registers call their columns, in the languages of the Union: beginnings of words,
 * without accents and in small letters, as fold.h makes them. From dictionaries, not from
 * the registers: a guess is shown to a person before it is used. */
#include "fold.h"
#include "mapping_parts.h"

static const struct {
	int field;
	const char *words; /* joined by '|' */
} fields[] = {
	{LIC_ROW_NAME,
	 "url|www|web|domain|domen|domain|internet|site|stranka|stranky|strony|strona|sito|siti|"
	 "sitio|"
	 "sitios|homepage|hjemmeside|nettsted|verkko|kodulehe|veebi|timekla vietn|timekl|svetain|"
	 "spletn|honlap|сайт|интернет|домейн|ιστοσελιδ|ιστοτοπ|διαδικτυ|dominio|suidheamh"},
	{LIC_ROW_HOLDER,
	 "nazev|nazov|naziv|nazwa|name|nom|nome|nombre|naam|navn|namn|nimi|nev|cegnev|nosaukum|"
	 "pavadinim|denumir|denominaz|denominac|firma|holder|provozovatel|prevadzkovatel|inhaber|"
	 "titulaire|titolare|titular|houder|exploitant|podmiot|lekarn|apothek|apteka|apotheek|"
	 "pharmac|farmac|ljekarn|gyogyszertar|apotek|apteek|vaistin|ragione sociale|razon social|"
	 "наименован|име|аптек|επωνυμι|φαρμακει"},
	{LIC_ROW_NUMBER,
	 "cislo|nummer|numero|number|numer|szam|stevilk|broj|numar|nr|no|номер|αριθμ|licen|povolen|"
	 "zulassung|erlaubnis|autoriz|ident|kod|code|ico"},
	{LIC_ROW_SINCE,
	 "datum zapisu|datum zarazeni|datum zverejneni|zapis|zarazen|od|platnost "
	 "od|from|since|valid "
	 "from|listed|seit|beginn|ab|gultig ab|date|datum|datum der|fecha|fecha de|data|data wpisu|"
	 "dato|inscription|inscrip|iscrizione|wpis|vpis|upis|paivam|kuupaev|datums|kelt|дата|"
	 "ημερομην"},
	{LIC_ROW_WITHDRAWN,
	 "datum vymazu|vymaz|vyrazen|vyskrt|remov|withdraw|delet|geloscht|loschung|gestrichen|radi|"
	 "retrait|cancel|baja|revoc|wykresl|torles|izbris|anul|doorgehaald|slettet|avregistr|"
	 "заличав|"
	 "date of withdrawal|date removed"},
	{LIC_ROW_UNTIL,
	 "platnost do|do|until|valid to|valid until|expir|bis|gultig bis|scaden|caduc|vervald|wazn|"
	 "lejarat|veljavn|vazi do|fin de|срок|ληξη"},
	{LIC_ROW_REASON,
	 "duvod|dovod|grund|reason|motiv|reden|powod|indok|razlog|pricin|arsag|syy|pohjus|причин|"
	 "αιτι"},
	{LIC_ROW_COUNTRIES,
	 "zeme|krajin|country|countries|land|pays|pais|paese|kraj|orszag|drzav|tara|maa|riik|valst|"
	 "sali|stat|страна|χωρ"},
	{LIC_ROW_ENTRY_URL, "odkaz|link|detail|lien|enlace|collegamento"},
};

/* Bytes of the longest of the words that a word of the title begins with. */
static size_t longest(struct lic_str title, const char *words)
{
	struct lic_str rest = lic_str_from(words), word;
	size_t best = 0;

	while (lic_str_split(&rest, '|', &word)) {
		for (size_t i = 1; i < title.len && word.len > best; i++) {
			struct lic_str here = lic_str(title.ptr + i, title.len - i);
			bool begins =
				!lic_fold_is_word(title.ptr[i - 1]) && lic_str_starts(here, word);
			/* Words of two letters are whole ones. */
			if (begins && (word.len > 2 || here.len == word.len ||
				       !lic_fold_is_word(here.ptr[word.len])))
				best = word.len;
		}
	}
	return best;
}

int lic_mapping_field_of_title(struct lic_str title)
{
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_fold fold;
	size_t best = 0;
	int field = -1;

	if (lic_fold_make(&fold, title, &arena) == LIC_OK) {
		for (size_t i = 0; i < LIC_ARRAY_SIZE(fields); i++) {
			size_t length = longest(fold.text, fields[i].words);
			if (length > best) {
				best = length;
				field = fields[i].field;
			}
		}
	}
	lic_arena_release(&arena);
	return field;
}
