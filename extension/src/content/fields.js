/**
 * What a field of a page asks for: a card, a password or a street address, by its autofill tokens (WHATWG HTML), its
 * names, and the words beside it. The same idea as daemon/model/page_form.c.
 */

/** @typedef {'card' | 'password' | 'address'} FieldKind */
/** @typedef {{ type: string, autocomplete: string, names: string[], placeholder: string }} FieldWords */

/** Fields that take no text, or nothing that identifies anybody. */
const PLAIN_TYPES = new Set(
  'hidden checkbox radio button submit reset image file range color date month week time search'.split(' '),
);

/** Numbers of cards that pay for nothing. */
const OTHER_CARDS =
  /gift|loyal|club|member|library|bonus|klub|insur|health|patient|student|idcard|kundenk|reward|postcard/;

const CARD_PARTS =
  /creditcard|debitcard|cardnum|ccnum|cardno|cardpan|kreditkarte|kartennummer|cartebanc|numero(de)?carte|numero(de(la)?)?tarjeta|numero(di|della)?carta|numerodocartao|numerkarty|cislokarty|номеркарты|kartyaszam|cardcvc|cardcvv|cccvc|cccvv|securitycode|pruefnummer|prufnummer|codigodeseguridad|cardholder|nameoncard|kartkod/u;
const CARD_WHOLE = /^(cvv|cvv2|cvc|cvc2|csc|ccno|pan|cardpan|ccexp|cardexpiry)$/;

const ADDRESS_PARTS =
  /addressline|address1|streetaddress|(shipping|billing|delivery|home|your)address|postcode|postalcode|zipcode|streetname|(billing|shipping)street|postleitzahl|hausnummer|codepostal|codigopostal|direcciondeenvio|adressedelivraison|lieferadresse|kodpocztowy|почтовыйиндекс|адресдоставки|iranyitoszam|lakcim|szallitasicim/u;
const ADDRESS_WHOLE =
  /^(address|street|zip|plz|psc|strasse|ulice|ulica|rue|cap|cep|adresse|anschrift|direccion|indirizzo|endereco|adres|adresa|адрес|utca|cim|улица)$/u;

/** What a card number looks like in a placeholder. */
const CARD_SHAPE = /^[\d•x*_#]{4}([ -]?[\d•x*_#]{4}){3}$/i;

/** No telephone number, and all but the last digits of a card. */
const CARD_DIGITS = 12;

/**
 * Letters and digits alone, lower case, without accents.
 * @param {string} text
 */
function squeeze(text) {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/**
 * @param {FieldWords} words
 * @returns {FieldKind | null}
 */
function kindOfWords({ type, autocomplete, names, placeholder }) {
  if (PLAIN_TYPES.has(type)) return null;
  const tokens = autocomplete.toLowerCase().split(/\s+/);
  const squeezed = [...names, placeholder].map(squeeze).filter(Boolean);
  const isCard = (/** @type {string} */ name) =>
    (CARD_PARTS.test(name) && !OTHER_CARDS.test(name)) || CARD_WHOLE.test(name);
  if (tokens.some((token) => token.startsWith('cc-')) || squeezed.some(isCard)) return 'card';
  if (CARD_SHAPE.test(placeholder.trim())) return 'card';
  if (type === 'password') return 'password';
  const isStreet = (/** @type {string} */ token) =>
    /^(street-address|address-line\d|postal-code)$/.test(token);
  const isAddress = (/** @type {string} */ name) => ADDRESS_PARTS.test(name) || ADDRESS_WHOLE.test(name);
  return tokens.some(isStreet) || squeezed.some(isAddress) ? 'address' : null;
}

/**
 * Whether somebody is typing a card number into a field that does not say so.
 * @param {string} value
 */
function looksLikeCard(value) {
  return /^[\d -]+$/.test(value) && value.replace(/\D/g, '').length >= CARD_DIGITS;
}

/** Longer text beside a field is no label. */
const LABEL_MAX = 60;

/**
 * @param {any} element
 * @returns {FieldKind | null}
 */
function kindOfField(element) {
  if (element?.localName !== 'input' && element?.localName !== 'textarea') return null;
  const get = (/** @type {string} */ name) => element.getAttribute(name) ?? '';
  const labels = [...(element.labels ?? [])];
  // Without a label, what stands before it, be it in the cell before.
  const beside = labels.length
    ? []
    : [element, element.parentElement].map((of) => of?.previousElementSibling);
  const texts = [...labels, ...beside].map((of) => of?.textContent ?? '');
  const names = [get('name'), get('id'), get('aria-label'), ...texts];
  return kindOfWords({
    type: element.localName === 'input' ? element.type : 'text',
    autocomplete: get('autocomplete'),
    names: names.filter((name) => name.length <= LABEL_MAX),
    placeholder: get('placeholder'),
  });
}

/**
 * What a form holds that is filled in.
 * @param {HTMLFormElement} form
 * @returns {FieldKind | null}
 */
function kindOfForm(form) {
  // A field called “elements” stands in the way of the form's own.
  const { get } = /** @type {any} */ (Object.getOwnPropertyDescriptor(HTMLFormElement.prototype, 'elements'));
  for (const element of get.call(form)) {
    const kind = element.value ? kindOfField(element) : null;
    if (kind) return kind;
  }
  return null;
}
