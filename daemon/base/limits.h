/*
 * Every cap of Licit, with its reason. Sizes in bytes unless a name says
 * otherwise. Depends on nothing.
 */
#ifndef LIC_LIMITS_H
#define LIC_LIMITS_H

/* Longest URL accepted: what Apache and nginx refuse by default (8 KiB). */
#define LIC_URL_MAX 8192

/* RFC 1035 section 2.3.4: a name in text, without the trailing dot. */
#define LIC_HOST_MAX 253
#define LIC_LABEL_MAX 63

/* One input line of a batch: twice a URL, so that one with its notes fits. */
#define LIC_BATCH_LINE_MAX 16384

/* Bytes of input that a batch worker takes at a time: large enough that
 * taking turns costs nothing, small enough for a steady stream. */
#define LIC_BATCH_CHUNK (256u << 10)

/* A request's body: a long rendered page. */
#define LIC_HTTP_BODY_MAX (2u << 20)

/* What one verdict document may grow to: a URL three times over (each byte
 * may be escaped to six), and its findings. */
#define LIC_VERDICT_MAX (512u << 10)

/* A response that is not streamed (tables of lists, alternatives). */
#define LIC_HTTP_REPLY_MAX (8u << 20)

/* Names in one answer of the sites that are warned about. The lists known have some 10,000;
 * a browser goes through all of them in memory for each page that is opened. */
#define LIC_WARNED_MAX 30000

/* Open connections: a browser uses six. An idle one is closed after a while,
 * and so is one whose request is not whole after a while, however it drips. */
#define LIC_HTTP_CONNECTIONS 4096
#define LIC_HTTP_IDLE_SECONDS 15
#define LIC_HTTP_REQUEST_SECONDS 30

/* Threads for what may have to wait for the store: a long import in the console must not keep
 * others from its pages. Writers take turns all the same. */
#define LIC_HTTP_JOBS 4

/* Path and query of a request: room for an address of LIC_URL_MAX of which a third
 * needs percent-encoding. Longer ones are sent in a body. */
#define LIC_HTTP_TARGET_MAX (2 * LIC_URL_MAX)

/* Memory for the head of a request and of its reply. All of it is cleared for each
 * request, a fourth of the user time of a check at 32 KiB: no more than needed. */
#define LIC_HTTP_HEAD_MAX (LIC_HTTP_TARGET_MAX + 4096)

/* What is read and thrown away of a body that was refused, so that its sender
 * gets to read why. Past this the connection is closed on it. */
#define LIC_HTTP_DRAIN_MAX (32u << 20)

/* Bodies that hold no page: a pairing code; a report and its comment. */
#define LIC_HTTP_PAIR_MAX 1024
#define LIC_HTTP_REPORT_MAX (64u << 10)
#define LIC_REPORT_COMMENT_MAX 4096

/* Forms of the console: texts of a page; and a file to import, of which a browser's is
 * held in memory. A million rows of a register with its addresses have some 60 MiB. Heads
 * of a part name a field and a file. */
#define LIC_FORM_MAX (256u << 10)
#define LIC_FORM_UPLOAD_MAX (64u << 20)
#define LIC_FORM_FIELDS_MAX 256
#define LIC_TRAY_FILES 4 /* held between the look at an import and the yes to it */
#define LIC_FORM_HEAD_MAX 4096

/* Pieces in which a streamed reply is sent. */
#define LIC_HTTP_BLOCK (64u << 10)

/* Input of the batches under way, all together, that may wait on disk: some 80
 * million addresses. */
#define LIC_HTTP_SPOOL_MAX (4ull << 30)

/* How long licitd waits for requests under way when it is told to stop, in
 * milliseconds. */
#define LIC_HTTP_STOP_MS 700

/* Native messaging. Browsers take no message above 1 MiB, so a longer reply goes in
 * pieces, each byte of which may be escaped to six. */
#define LIC_NATIVE_REPLY_MAX (1u << 20)
#define LIC_NATIVE_PIECE (160u << 10)

/* A message from the browser, where 64 MiB are allowed: the largest body, each quote of
 * which is escaped once more, and its head. What is longer, up to a bound, is thrown away
 * as it arrives and answered. */
#define LIC_NATIVE_MESSAGE_MAX (2 * LIC_HTTP_BODY_MAX + 2 * LIC_HTTP_HEAD_MAX)
#define LIC_NATIVE_DRAIN_MAX (64u << 20)

/* Calls under way in one native messaging host: as many tabs, each of which may have sent
 * its page. Past it nothing more is read until one is answered. */
#define LIC_NATIVE_CALLS 64

/* How long the host waits for them when the browser has gone, in milliseconds: Firefox
 * kills it after so long. */
#define LIC_NATIVE_STOP_MS 3000

/* Pairing: a code lives this long, and falls to this many wrong tries. */
#define LIC_PAIR_SECONDS 600
#define LIC_PAIR_TRIES 5

/* Passwords of the console. scrypt with N = 2^16, r = 8, p = 2, as the OWASP Password Storage
 * Cheat Sheet has it: 64 MiB and some 0.3 s for each guess. Memory: 128 N r bytes, and as
 * much again for a store whose cost was raised later. Long ones are phrases; longer than
 * the maximum is nobody's. */
#define LIC_SCRYPT_LOG_N 16
#define LIC_SCRYPT_R 8
#define LIC_SCRYPT_P 2
#define LIC_SCRYPT_MEMORY (320ull << 20)
#define LIC_PASSWORD_LEAST 12    /* characters */
#define LIC_PASSWORD_WORTH 7     /* of them such as do not follow from the one before */
#define LIC_PASSWORD_DIFFERENT 5 /* different ones, as bytes */
#define LIC_PASSWORD_MOST 1024

/* Sign-in to the console: after so many wrong passwords for a name, it waits so long. What
 * is no name at all counts together, ten times as many. A code or link is good that long. */
#define LIC_SIGN_IN_TRIES 5
#define LIC_SIGN_IN_WAIT_SECONDS 300
#define LIC_CONSOLE_LINK_SECONDS 120
#define LIC_USER_NAME_MAX 64

/* A session of the console ends when nothing was asked for so long (OWASP: 15 to 30 minutes
 * for such work), and after a working day whatever happens. It is noted once a minute that
 * it is used. */
#define LIC_SESSION_IDLE_SECONDS (30 * 60)
#define LIC_SESSION_SECONDS (12 * 60 * 60)
#define LIC_SESSION_NOTE_SECONDS 60

/* Names that an import adds and that are looked at for look-alikes: a few us each. An
 * authority adds a few a week; past it nobody would read them. */
#define LIC_IMPORT_LOOKS_MAX 10000

/* A file to import. The largest community lists hold 10 million names. */
#define LIC_IMPORT_FILE_MAX (1ull << 30)

/* One line, or one quoted CSV record, of a list file. */
#define LIC_LIST_LINE_MAX 65536

/* One text of an entry (its holder, number, reason …): a paragraph, so that what is taken in can
 * be shown, logged and packed for a feed. */
#define LIC_ENTRY_TEXT_MAX 4096

/* Lists in one listset, and columns of one CSV record. */
#define LIC_LISTS_MAX 4096
#define LIC_CSV_COLUMNS_MAX 64

/* A register that is a web page: of three thousand rows, which LIC_PAGE_TAGS_MAX allows for,
 * most have 2 MB; some bring their style and scripts along. */
#define LIC_MAPPING_PAGE_MAX (8u << 20)

/* The text of one selector, its steps, and what is asked of an element in one: as much as
 * browsers' tools write for the deepest cell of a page. */
#define LIC_SELECTOR_MAX 1024
#define LIC_SELECTOR_STEPS_MAX 16
#define LIC_SELECTOR_TESTS_MAX 8

/* Entries in one listset: entry numbers and offsets are 32 bits wide. */
#define LIC_ENTRIES_MAX 100000000u

/* Matches kept for one subject: more lists than any real name stands on. */
#define LIC_MATCHES_MAX 32

/* Findings of one verdict: at least one slot per signal. */
#define LIC_FINDINGS_MAX 96

/* Saved facts of one subject, as JSON: a page's visible and hidden text, each byte of
 * which may be escaped to six, and what was picked out of it. */
#define LIC_FACTS_MAX (64u << 20)

/* A file of saved facts, a line for each subject. */
#define LIC_FACTS_FILE_MAX (1ull << 30)

/* Groups of signals that a score model may have. */
#define LIC_GROUPS_MAX 16

/* Bytes read of one document: what a request may bring. The median page of 2026 is
 * 30 KiB of HTML, one in a thousand over 2 MiB. */
#define LIC_PAGE_BYTES_MAX (2u << 20)

/* Tags nested in each other, which a browser stops at 512. The parser looks through all
 * of them at each tag, so this bounds its time. Deeper tags are dropped, their text is not. */
#define LIC_PAGE_DEPTH_MAX 256

/* Tags of one document, and attributes of one tag, which the parser compares each with
 * each. Those past it are dropped, text is not. A large page has 20,000 tags. */
#define LIC_PAGE_TAGS_MAX 100000
#define LIC_PAGE_ATTRIBUTES_MAX 64

/* Memory for the tree of one document, given back before the check ends: twice what one with
 * LIC_PAGE_TAGS_MAX needs, unless it is made to be costly. */
#define LIC_PAGE_TREE_MAX (128u << 20)

/* Blocks of 1 MiB that a thread keeps for the tree of the next document: one of 300 KB needs
 * so many. */
#define LIC_PAGE_ROOM_BLOCKS 4

/* What is kept of one page. Directories have some thousands of links, price lists some
 * thousands of prices; no shop has hundreds of telephones. */
#define LIC_PAGE_LINKS_MAX 4096
#define LIC_PAGE_IMAGES_MAX 2048
#define LIC_PAGE_FORMS_MAX 64
#define LIC_PAGE_CONTACTS_MAX 128
#define LIC_PAGE_PRICES_MAX 2048
#define LIC_PAGE_PRODUCTS_MAX 512

/* One text of a page (a title, a link's words, a name): what people can read at once. */
#define LIC_PAGE_WORDS_MAX 1024

/* Terms of the word lists kept for one page: a full price list names some hundreds. */
#define LIC_PAGE_TERMS_MAX 2048

/* Words of one page that may be names in disguise: each is looked up by itself. */
#define LIC_PAGE_DISGUISED_MAX 256

/* An answer of an RDAP or WHOIS server: large ones are 60 KiB, with every notice. */
#define LIC_REGISTRATION_ANSWER_MAX (512u << 10)

/* Lines of a WHOIS answer that are read: the longest real ones have some hundreds. */
#define LIC_REGISTRATION_LINES_MAX 4000

/* Statuses and name servers kept of one: RFC 5731 knows 17 statuses, and a delegation
 * has 13 servers at most that fit a plain DNS answer. */
#define LIC_REGISTRATION_ITEMS_MAX 32

/* A status in words; longer ones are cut. */
#define LIC_REGISTRATION_STATUS_MAX 64

/* Registries are asked at most so often by one process, in milliseconds between two
 * questions; after a refusal a pause that doubles up to a day. No registry that
 * publishes its limit has a stricter one than two in a second, and few refuse for longer. */
#define LIC_PACE_GAP_MS 500
#define LIC_PACE_PAUSE_MS 60000
#define LIC_PACE_PAUSE_MAX_MS 86400000ull
#define LIC_PACE_SERVERS_MAX 1024

/* Servers that are asked for one registration: the registry by RDAP, then by WHOIS, then
 * the registrar. */
#define LIC_REGISTRATION_HOPS_MAX 3

/* How long answers of registries are kept, in seconds: dates seldom change; a name that
 * is free, or in trouble, or new may be otherwise within the day. */
#define LIC_REGISTRATION_KEEP_SECONDS (7 * 86400)
#define LIC_REGISTRATION_KEEP_NEW_SECONDS 86400
#define LIC_REGISTRATION_KEEP_NONE_SECONDS 3600

/* Answers kept: 10 KiB each in the middle, some 200 MiB. */
#define LIC_ANSWERS_MAX 20000

/* Words of lists/words.csv: what fits a cache; a language has some hundreds. */
#define LIC_WORDS_MAX 32768

/* Names that others may imitate, kept ready in memory (some 400 bytes each): every
 * lawful seller of Europe. Past it look-alikes of the rest are not seen. */
#define LIC_TARGETS_MAX 100000

/* Labels of one host (RFC 1035 allows 127). */
#define LIC_LABELS_MAX 127

/* A JSON file of ours: the catalogue, the model, settings. */
#define LIC_JSON_FILE_MAX (8u << 20)

/* A file that is kept with the lists, in the index: 100,000 targets have 6 MiB. */
#define LIC_INDEX_KEPT_MAX (64u << 20)

/* A public suffix list: the full one is 250 KiB in 2026. */
#define LIC_PSL_FILE_MAX (8u << 20)

/* Memory that SQLite may use for its page cache. */
#define LIC_STORE_CACHE_KIB (64 << 10)

/* A server's certificates: browsers give up at about ten. The largest chain that
 * was met, one of 10,000 names, has 205 KiB. */
#define LIC_TLS_CHAIN_MAX 10
#define LIC_TLS_CHAIN_BYTES_MAX (512u << 10)

/* Names of a certificate that are kept: the hosts behind one address of a large
 * provider share up to 100. All of them are compared with the host. */
#define LIC_TLS_NAMES_MAX 256

/* One text of a certificate, in bytes: X.520 allows 64 characters. */
#define LIC_TLS_TEXT_MAX 256

/* Seals of one page that are looked at: a page that compares shops shows more, and claims
 * none for itself. */
#define LIC_SEALS_SHOWN_MAX 16

/* Forms of licence numbers: some countries have three. */
#define LIC_LICENCES_MAX 512

/* Alerts on products, and services that help: some for each authority and country. */
#define LIC_ALERTS_MAX 4096
#define LIC_HELPLINES_MAX 1024

/* Alerts that one page is told of: who sells everything may name more. */
#define LIC_ALERTS_SHOWN_MAX 4

/* Licence numbers of one page that are kept: a page that compares pharmacies shows more. */
#define LIC_LICENCES_SHOWN_MAX 8

/* Things on one page that have the form of a licence number, and for which the words before
 * them are read: a price list has hundreds of article numbers. */
#define LIC_LICENCE_TRIES_MAX 1024

/* Names that may stand for the address of a report, the shortest of its folders first: more than
 * its labels and folders are, but for addresses that are made to be long. */
#define LIC_APPEAL_TRIES_MAX 40

/* Things shared with illegal sellers that are kept of one site: one is reason enough. */
#define LIC_RELATIVES_MAX 16

/* Rows of lists/contacts.csv: some for each seller that authorities ever named. */
#define LIC_CONTACTS_MAX 100000

/* How long a listed contact counts, in days from its notice: telephone companies give a
 * number to the next customer after months, hosts an address within weeks. The others
 * are nobody else's later. */
#define LIC_CONTACT_PHONE_DAYS (5 * 365)
#define LIC_CONTACT_DNS_DAYS (2 * 365)

/* Links of a page's bytes that are looked at for one to a register: each costs some
 * microseconds of the thread that all looks share. Directories have some thousands. */
#define LIC_REGISTER_LINKS_MAX 2048

/* Words of a register's page that may be names of sites, and sites that are kept of it: an
 * entry names one or two, and a page that names more is a list. */
#define LIC_REGISTER_WORDS_MAX 4096
#define LIC_REGISTER_SITES_MAX 16

/* A whole list as feeds publish it, packed, and its sections unpacked, all together: ten
 * million entries, the largest list known, at 50 bytes each. */
#define LIC_BUNDLE_MAX (256u << 20)
#define LIC_BUNDLE_UNPACKED_MAX (1u << 30)
#define LIC_BUNDLE_ENTRIES_MAX 10000000u

/* Heads of a log from which its bundle proves that it went on: more than a feed keeps
 * changes for. */
#define LIC_BUNDLE_PROOFS_MAX 64

/* Edits of a list between two states of its log, unpacked: a hundred thousand. Past that the
 * whole list is the smaller one. */
#define LIC_DELTA_MAX (64u << 20)

/* Lists of one feed, and files of changes of one list that are looked at: a federation of all
 * countries; the releases of some days. */
#define LIC_FEED_LISTS_MAX 256
#define LIC_FEED_CHANGES_MAX 256

/* Feeds that one machine may be subscribed to. */
#define LIC_FEEDS_MAX 64

/* After a failure a feed is left alone for a minute, which doubles each time up to an hour. */
#define LIC_FEED_PAUSE_SECONDS 60
#define LIC_FEED_PAUSE_MAX_SECONDS 3600

/* How long licitd waits for an update under way when it is told to stop. */
#define LIC_FEED_STOP_SECONDS 1

/* The first root of a feed, and how long to wait for it. */
#define LIC_FEED_ROOT_MAX (512u << 10)
#define LIC_FEED_ROOT_MS 30000

/* How long a writer waits for another one to finish, in milliseconds. */
#define LIC_STORE_BUSY_MS 10000

/* Removing more than this share of a list's entries in force, by a file that
 * no longer names them, needs a second yes: half a download looks like that.
 * Lists smaller than the floor are exempt. */
#define LIC_IMPORT_REMOVAL_PERCENT 20
#define LIC_IMPORT_REMOVAL_FLOOR 10

/* The same for entries whose dates or particulars a file changes: a spreadsheet whose
 * columns moved, or a file of another list, looks like that. */
#define LIC_IMPORT_CHANGE_PERCENT 20
#define LIC_IMPORT_CHANGE_FLOOR 10

/* A published list on its way here: SÚKL's has 30 kB, and the largest block lists some 30
 * MB; and the file with its checksum, which is a line. A slow server has that long. */
#define LIC_SOURCE_MAX (64u << 20)
#define LIC_CHECKSUM_FILE_MAX 65536
#define LIC_SOURCE_MS 120000

/* Pages of one register that lead from each to the next: of ten rows each, as the most patient ones
 * have them, those hold more entries than any register of online pharmacies that we know. */
#define LIC_SOURCE_PAGES_MAX 500

/* Who does something with a list, and why: a name with its office; a paragraph. */
#define LIC_WHO_MAX 128
#define LIC_REASON_MAX 4000

/* Reviewers that a list may ask for, and hours that it may take to decide an appeal: more
 * people than an office has, and a year. */
#define LIC_REVIEWERS_MAX 16
#define LIC_APPEAL_HOURS_MAX 8784

/* The file of a proposed import, kept in the store until it is reviewed: SQLite takes 1 GB in
 * one piece; a million rows have 100 MB. */
#define LIC_DRAFT_FILE_MAX (512u << 20)

/* Faults of a list that an audit tells in words: who has more than these has a damaged store. */
#define LIC_AUDIT_FAULTS_MAX 20

/* Entries on one page of a search: what a screen shows, ten times over. */
#define LIC_SEARCH_PAGE_MAX 1000

/* The first day in plots: 1990-01-01, before there were sites on the web. */
#define LIC_FIRST_DAY 7305

/* A proof of inclusion: a leaf of at most 256 KiB, and 64 hashes. */
#define LIC_PROOF_MAX (1u << 20)

/* Kept of one DNS answer: far more than a site has; and the CNAMEs that lead from
 * one name to the next, of which resolvers follow about as many. */
#define LIC_DNS_RECORDS_MAX 32
#define LIC_DNS_ALIASES_MAX 12

/* Looked at in one answer, each as often as there are aliases. */
#define LIC_DNS_SCANNED_MAX 256

/* Questions to name servers that are open at once: sixteen for each look. */
#define LIC_DNS_QUESTIONS_MAX (16 * LIC_LOOKS_MAX)

/* Of those, on the way at once: dnsmasq, which most routers of homes run, refuses more than
 * 150. */
#define LIC_DNS_SENT_MAX 100

/* One TXT record: a long SPF or DKIM one has some hundred bytes. */
#define LIC_DNS_TEXT_MAX 4096

/* The head of an answer from the web: Apache and nginx send some hundred bytes,
 * browsers take 256 KiB. */
#define LIC_WEB_HEAD_MAX (64u << 10)

/* A page that is looked at, unpacked: most have less than 200 KiB, few over 1 MiB. */
#define LIC_WEB_BODY_MAX (1u << 20)

/* What is read of the page for the other visitors: a script or a refresh that leads on
 * stands at its beginning, and what only search engines are shown is seldom behind it. */
#define LIC_WEB_PEEK_MAX (256u << 10)

/* Ids of terms kept of one visitor's page, of each kind: more than shops of two dozen
 * medicines have. */
#define LIC_VISIT_TERMS_MAX 64

/* Memory of pages, all checks together, those on their way too: those of 500 checks at 200
 * KiB, and a third as much again. Beyond, pages are cut. Those of the other visitors are left
 * out long before. */
#define LIC_WEB_HELD_MAX (128u << 20)
#define LIC_WEB_HELD_SPARE_MAX (24u << 20)

/* Redirects that one visitor follows: browsers give up after 20. */
#define LIC_WEB_HOPS_MAX 12

/* Sites that are looked at at once; who asks for one more waits. The files that takes:
 * some eight for each, and those of the connections. */
#define LIC_LOOKS_MAX 500
#define LIC_LOOK_FILES 8192
#define LIC_LOOK_FILES_EACH 8

/* How long a look at a site may take, in milliseconds, if nothing says otherwise:
 * most sites answer in two seconds, and a shopper does not wait for ten. */
#define LIC_LOOK_MS 8000

/* What was seen is kept for who asks next: a shopper opens some pages of a shop one after
 * the other, and a minute later a shop seldom is another. The bytes are of each kind of
 * facts (of the host, the site, the page); a page has 30 KiB in the middle. */
#define LIC_LOOKS_KEPT_SECONDS 60
#define LIC_LOOKS_KEPT_MAX 8192
#define LIC_LOOKS_KEPT_BYTES (8u << 20)

/* How long a question to a registry may wait for its turn, in milliseconds: six in a
 * row. A shopper does not wait for more. */
#define LIC_LOOK_TURN_MS 3000

/* A batch looks at so many addresses at once, which is some 500 connections: what routers
 * of homes bear; at so many of one site, as a browser's visitor would; and holds back
 * results behind the slowest of so many. */
#define LIC_BATCH_LOOKS 64
#define LIC_BATCH_SITE_LOOKS 2
#define LIC_BATCH_LOOKS_HELD 256

/* A batch waits for the turns of a registry: those of all its looks, and the minute or two
 * that one which refused is left alone. It keeps the facts of hosts and sites for as long
 * as it runs, those of some thousands. */
#define LIC_BATCH_TURN_MS 180000
#define LIC_BATCH_KEPT_BYTES (64u << 20)

/* A feed that is published from here. Roles with more keys than that are no four eyes any
 * more but a crowd; a federation delegates to some 200 countries, each with a few keys; a
 * role's part of the names takes a handful of patterns. */
#define LIC_PUBLISHER_ROLE_KEYS_MAX 16
#define LIC_PUBLISHER_KEYS_MAX 1024
#define LIC_PUBLISHER_DELEGATIONS_MAX 256
#define LIC_PUBLISHER_PATHS_MAX 16
#define LIC_PUBLISHER_LISTS_MAX 256

/* The id of a list ([a-z0-9-]) is part of its targets' names. */
#define LIC_LIST_ID_MAX 64

/* A role's name is part of a file's name, beside its version and an ending. */
#define LIC_PUBLISHER_NAME_MAX 100

/* Ten years: who wants longer does not want an expiry. */
#define LIC_PUBLISHER_EXPIRY_DAYS_MAX 3650

/* Of a role's days, when it is time to sign it anew: a timestamp of three days is renewed every
 * day, and a root's holders have a hundred days to meet. */
#define LIC_PUBLISHER_LOW_PERCENT 30

/* Changes that a released list keeps beside it: a subscriber who missed more releases than
 * that takes the whole list. */
#define LIC_PUBLISHER_CHANGES_KEPT 16

/* Days that a file which no release names any more is kept, for mirrors that lag behind. */
#define LIC_PUBLISHER_PRUNE_DAYS 7

/* Metadata of a feed (The Update Framework), in bytes, where nothing signed says how long a
 * file is: the letters W, X, Y and Z of the specification, with the values of its reference
 * client. Real ones have some kilobytes. */
#define LIC_TUF_ROOT_MAX 512000
#define LIC_TUF_TIMESTAMP_MAX 16384
#define LIC_TUF_SNAPSHOT_MAX 2000000
#define LIC_TUF_TARGETS_MAX 5000000

/* Where a length is signed: what a client is ready to hold in memory. */
#define LIC_TUF_METADATA_MAX (16u << 20)

/* Roots that one refresh follows one after the other (the specification's 2^10), and roles that
 * a search for a target visits, with the values of the reference client. */
#define LIC_TUF_ROOTS_MAX 1024
#define LIC_TUF_VISITS_MAX 32

/* Keys, signatures and roles of one metadata file: a federation of every country, with a few
 * keys each. */
#define LIC_TUF_KEYS_MAX 1024
#define LIC_TUF_SIGNATURES_MAX 1024
#define LIC_TUF_ROLES_MAX 1024

/* A role's name and a target's, as file names: percent-encoded, and with what is set around
 * them, they have to fit the 255 bytes of a file system. */
#define LIC_TUF_FILE_NAME_MAX 235

/* A target: the largest list of a million names, unpacked, several times over. */
#define LIC_TUF_TARGET_MAX (1u << 30)

/* The text of a key or a signature: RSA of 16,384 bits, in PEM, with room. */
#define LIC_KEY_TEXT_MAX 16384

/* A file that is fetched from a server that a person named: redirects that are followed (a mirror
 * needs one or two), how long it may take to connect, and how long in all: metadata, and the
 * longest target at 2 MB a second. */
#define LIC_FETCH_REDIRECTS_MAX 5
#define LIC_FETCH_CONNECT_MS 10000
#define LIC_FETCH_METADATA_MS 60000
#define LIC_FETCH_TARGET_MS 600000

#endif
