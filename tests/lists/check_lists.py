#!/usr/bin/env python3
"""Check the bundled lists: lists/, docs/signals/ and the counts in docs/LISTS.md.

  check_lists.py [ROOT]           check; a line "file:line: reason" per fault, exit 1 if any
  check_lists.py --counts [ROOT]  print the table that docs/LISTS.md carries

Standard library only, no network, no clock. test_breaks.py proves that it can fail.
"""

import collections
import csv
import datetime
import io
import json
import pathlib
import re
import sys
import unicodedata

HERE = pathlib.Path(__file__).resolve().parent
KINDS = ("register", "illegal", "community", "benign")
CONTACT_COLUMNS = "kind value country site list source date confidence dedicated".split()
CONTACT_KINDS = {"phone", "mail", "handle", "wallet", "tag", "nameserver", "address"}
ALERT_COLUMNS = "id authority product words batches date url source seen status".split()
HELP_COLUMNS = "country name phone url source seen status".split()
LICENCE_COLUMNS = "id jurisdiction register name form labels source date confidence".split()
FILES = {"pharmacies.csv": "register", "illicit.csv": "illegal", "never-flag.csv": "benign"}
COLUMNS = ("list name holder number entry_url class countries since until withdrawn reason "
           "evidence source seen confidence").split()
REGISTER_COLUMNS = ("id jurisdiction authority list_url verification_hosts scope format seal "
                    "report_url rx_online source date confidence status note").split()
SOURCE_KEYS = ("id list kind authority page url format mapping checksum licence source "
               "proven").split()
CATALOGUE_KEYS = ("id kind name jurisdiction authority url licence timezone max_age_days file "
                  "format as_of superseded_by").split()
CATALOGUE_NEEDS = set(CATALOGUE_KEYS) - {"timezone", "file", "format", "as_of", "superseded_by"}
CLASSES = {
    "register": {"", "pharmacy-rx", "pharmacy-otc", "otc-retailer", "telehealth", "veterinary"},
    "illegal": {""},
    "benign": {"authority", "manufacturer", "info"},
}
CONFIDENCES = {"high", "medium", "low"}
EVIDENCES = {"register", "press", "self", "recall"}
SCOPES = {"rx", "otc", "veterinary", "controlled", "telehealth", "index", "none"}
FORMATS = {"html", "csv", "json", "xml", "xlsx", "pdf", "none", "unknown"}
RX_ONLINE = {"rx-allowed", "otc-only", "forbidden", "unregulated", "n/a"}
LABEL = r"(?!-)[a-z0-9-]{1,63}(?<!-)"
HOST = re.compile(rf"{LABEL}(\.{LABEL})+")
NAME = re.compile(rf"(\.{LABEL}|(\*\.)?{LABEL}(\.{LABEL})+(/[!-~]*[!-.0-~])?)")
ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
URL = re.compile(rf"https?://{LABEL}(\.{LABEL})+/[!-~]*")
COUNTRIES = re.compile(r"\*|[A-Z]{2}(;[A-Z]{2})*")
JURISDICTION = re.compile(r"[A-Z]{2}(-[A-Z]{2,3})?")
TIMEZONE = re.compile(r"[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+")
SIGNAL = re.compile(r"[a-z]+\.[a-z][a-z-]*")
PAGE_LINES = 40


VERDICTS = {"no-medicine", "verified", "verified-elsewhere", "unverified", "disputed", "suspicious", "illicit"}

class Check:
    def __init__(self, root):
        self.root = root
        self.faults = []
        self.rows = {}

    def fault(self, file, line, reason):
        self.faults.append(f"{file}:{line}: {reason}")

    def text(self, file):
        """The file's text, '' with a fault if it is not what every file here must be."""
        try:
            raw = (self.root / file).read_bytes()
            text = raw.decode("utf-8")
        except OSError as e:
            self.fault(file, 1, f"cannot be read: {e.strerror}")
            return ""
        except UnicodeDecodeError as e:
            self.fault(file, raw.count(b"\n", 0, e.start) + 1, "not UTF-8")
            return ""
        if text.startswith("\ufeff"):
            self.fault(file, 1, "begins with a byte order mark")
        for n, line in enumerate(text.split("\n"), 1):
            if "\r" in line or "\0" in line:
                self.fault(file, n, "CR or NUL byte")
            if unicodedata.normalize("NFC", line) != line:
                self.fault(file, n, "not in Unicode form NFC")
        if not text.endswith("\n") or text.endswith("\n\n"):
            self.fault(file, text.count("\n") + 1, "must end in exactly one line end")
        return text

    def csv(self, file, known, needed):
        """Rows as (line, dict). A field holds no line end, so record n is line n."""
        reader = csv.reader(io.StringIO(self.text(file), newline=""), strict=True)
        rows, header = [], None
        try:
            for n, fields in enumerate(reader, 1):
                if header is None:
                    header = fields
                    for c in header:
                        if c not in known:
                            self.fault(file, 1, f"unknown column {c!r}")
                    for c in needed:
                        if c not in header:
                            self.fault(file, 1, f"no column {c!r}")
                    if len(set(header)) != len(header):
                        self.fault(file, 1, "a column stands twice")
                elif len(fields) != len(header):
                    self.fault(file, n, f"{len(fields)} fields, the header has {len(header)}")
                else:
                    rows.append((n, collections.defaultdict(str, zip(header, fields))))
                    for c, v in zip(header, fields):
                        if v != v.strip() or re.search(r"[\x00-\x1f\x7f]", v):
                            self.fault(file, n, f"{c}: space at an end, or a control character")
        except csv.Error as e:
            self.fault(file, reader.line_num, f"not CSV: {e}")
        return rows

    def date(self, file, line, column, value):
        """A datetime.date, or None (with a fault unless it is empty)."""
        if not value:
            return None
        try:
            d = datetime.date.fromisoformat(value)
            if d.isoformat() == value:
                return d
        except ValueError:
            pass
        self.fault(file, line, f"{column}: {value!r} is no date YYYY-MM-DD")
        return None

    def among(self, file, line, column, value, allowed):
        if value not in allowed:
            self.fault(file, line, f"{column}: {value!r} is none of {', '.join(sorted(allowed))}")

    def matches(self, file, line, column, value, pattern):
        if not pattern.fullmatch(value):
            self.fault(file, line, f"{column}: {value!r} has the wrong form")

    # -- registers.csv

    def registers(self):
        file = "lists/registers.csv"
        rows = self.csv(file, REGISTER_COLUMNS, REGISTER_COLUMNS)
        ids = [r["id"] for _, r in rows]
        if ids != sorted(ids):
            self.fault(file, 1, "rows are not sorted by id")
        for n, r in rows:
            self.matches(file, n, "id", r["id"], ID)
            if ids.count(r["id"]) > 1:
                self.fault(file, n, f"id {r['id']!r} stands twice")
            self.matches(file, n, "jurisdiction", r["jurisdiction"], JURISDICTION)
            for c in ("authority", "verification_hosts", "seal", "source"):
                if not r[c]:
                    self.fault(file, n, f"{c} is empty")
            for c in ("list_url", "report_url"):
                if r[c]:
                    self.matches(file, n, c, r[c], URL)
            for h in r["verification_hosts"].split(";"):
                self.matches(file, n, "verification_hosts", h, HOST)
            for c, allowed in (("scope", SCOPES), ("format", FORMATS)):
                for v in r[c].split(";"):
                    self.among(file, n, c, v, allowed)
            self.among(file, n, "rx_online", r["rx_online"], RX_ONLINE)
            self.among(file, n, "confidence", r["confidence"], CONFIDENCES)
            self.among(file, n, "status", r["status"], {"confirmed", "unconfirmed"})
            self.date(file, n, "date", r["date"])
            if r["status"] == "confirmed" and (
                    r["confidence"] == "low" or r["source"].startswith("from memory")):
                self.fault(file, n, "of low confidence or from memory, so it must be unconfirmed")
        return {r["id"]: r for _, r in rows}

    # -- the licit CSV files

    def entries(self, file, kind, lists):
        path = f"lists/{file}"
        rows = self.csv(path, COLUMNS, ("list", "name", "source", "seen", "confidence"))
        self.rows[file] = rows
        if not rows:
            self.fault(path, 1, "holds no row")
        keys = [(r["list"], r["name"], r["since"]) for _, r in rows]
        if keys != sorted(keys):
            self.fault(path, 1, "rows are not sorted by list, name, since")
        dates = [r["seen"] for _, r in rows]
        dates += [e["as_of"] for e in lists.values() if e.get("file") == file and "as_of" in e]
        newest = max((d for d in dates if d), default="")
        for n, r in rows:
            self.entry(path, n, r, kind, newest)
            if lists.get(r["list"], {}).get("file") != file:
                self.fault(path, n, f"catalogue.json names no list {r['list']!r} in this file")
            if keys.count((r["list"], r["name"], r["since"])) > 1:
                self.fault(path, n, f"{r['name']} stands twice with the same list and since")

    def entry(self, path, n, r, kind, newest):
        self.matches(path, n, "name", r["name"], NAME)
        if not r["source"]:
            self.fault(path, n, "source is empty")
        self.among(path, n, "confidence", r["confidence"], CONFIDENCES)
        self.among(path, n, "class", r["class"], CLASSES[kind])
        if kind == "register" or r["evidence"]:
            self.among(path, n, "evidence", r["evidence"], EVIDENCES)
        if r["source"].startswith("from memory") != (r["evidence"] == "recall"):
            self.fault(path, n, "evidence recall and a source from memory go together")
        if kind == "benign" and r["evidence"] == "recall" and r["confidence"] != "low":
            self.fault(path, n, "ownership not checked, so confidence must be low")
        if r["countries"]:
            self.matches(path, n, "countries", r["countries"], COUNTRIES)
        if r["entry_url"]:
            self.matches(path, n, "entry_url", r["entry_url"], URL)
        d = {c: self.date(path, n, c, r[c]) for c in ("since", "until", "withdrawn", "seen")}
        for c in ("since", "withdrawn"):
            if d[c] and r[c] > (r["seen"] or newest):
                self.fault(path, n, f"{c}: {r[c]} lies after the copy it was read from")
        for c in ("until", "withdrawn"):
            if d[c] and d["since"] and d[c] < d["since"]:
                self.fault(path, n, f"{c} lies before since")
        if kind == "illegal" and not d["since"]:
            self.fault(path, n, "since is empty: an authority's notice has a date")

    # -- contacts.csv

    def contacts(self, lists):
        """Only what an authority's notice names, with its address: of lists of illegal sellers."""
        file = "lists/contacts.csv"
        self.rows["contacts.csv"] = rows = self.csv(file, CONTACT_COLUMNS, CONTACT_COLUMNS)
        keys = [(r["kind"], r["value"], r["site"]) for _, r in rows]
        if keys != sorted(keys):
            self.fault(file, 1, "rows are not sorted by kind, value, site")
        for n, r in rows:
            self.among(file, n, "kind", r["kind"], CONTACT_KINDS)
            self.among(file, n, "confidence", r["confidence"], CONFIDENCES)
            self.among(file, n, "dedicated", r["dedicated"], {"", "yes"})
            self.matches(file, n, "site", r["site"], HOST)
            self.matches(file, n, "source", r["source"], URL)
            if not self.date(file, n, "date", r["date"]):
                self.fault(file, n, "date: a notice has a date")
            if lists.get(r["list"], {}).get("kind") != "illegal":
                self.fault(file, n, f"list: {r['list']!r} is no list of illegal sellers")
            if r["dedicated"] and r["kind"] not in ("nameserver", "address"):
                self.fault(file, n, "dedicated: only a name server or an address can be")

    # -- licences.csv

    def licences(self, registers):
        file = "lists/licences.csv"
        self.rows["licences.csv"] = rows = self.csv(file, LICENCE_COLUMNS, LICENCE_COLUMNS)
        ids = [r["id"] for _, r in rows]
        if ids != sorted(set(ids)):
            self.fault(file, 1, "rows are not sorted by id, or one stands twice")
        for n, r in rows:
            self.matches(file, n, "id", r["id"], ID)
            self.among(file, n, "confidence", r["confidence"], CONFIDENCES)
            for c in ("name", "form", "labels", "source"):
                if not r[c]:
                    self.fault(file, n, f"{c} is empty")
            if not self.date(file, n, "date", r["date"]):
                self.fault(file, n, "date: a form was read on a day")
            register = registers.get(r["register"], {"jurisdiction": ""})
            if register["jurisdiction"] != r["jurisdiction"]:
                self.fault(file, n, f"{r['register']!r} is no register of {r['jurisdiction']!r}")

    # -- alerts.csv, help.csv

    def alerts(self):
        file = "lists/alerts.csv"
        self.rows["alerts.csv"] = rows = self.csv(file, ALERT_COLUMNS, ALERT_COLUMNS)
        ids = [r["id"] for _, r in rows]
        if ids != sorted(set(ids)):
            self.fault(file, 1, "rows are not sorted by id, or one stands twice")
        for n, r in rows:
            self.matches(file, n, "id", r["id"], ID)
            self.matches(file, n, "url", r["url"], URL)
            self.among(file, n, "status", r["status"], {"confirmed", "recall"})
            for c in ("authority", "product", "words", "source"):
                if not r[c]:
                    self.fault(file, n, f"{c} is empty")
            for c in ("date", "seen"):
                if not self.date(file, n, c, r[c]):
                    self.fault(file, n, f"{c}: an alert is of a day and was read on one")

    def helplines(self):
        file = "lists/help.csv"
        self.rows["help.csv"] = rows = self.csv(file, HELP_COLUMNS, HELP_COLUMNS)
        keys = [(r["country"], r["name"]) for _, r in rows]
        if keys != sorted(set(keys)):
            self.fault(file, 1, "rows are not sorted by country and name, or one stands twice")
        for n, r in rows:
            self.matches(file, n, "url", r["url"], URL)
            self.among(file, n, "status", r["status"], {"confirmed", "recall"})
            if not re.fullmatch(r"[A-Z]{2}", r["country"]):
                self.fault(file, n, f"country: {r['country']!r} is none")
            for c in ("name", "source"):
                if not r[c]:
                    self.fault(file, n, f"{c} is empty")
            if not self.date(file, n, "seen", r["seen"]):
                self.fault(file, n, "seen: a service was looked up on a day")

    def overlaps(self):
        """No seller may be benign: neither an illegal nor a registered one."""
        bare = lambda name: re.sub(r"^(\*|www)\.", "", name)
        benign = {bare(r["name"]) for _, r in self.rows.get("never-flag.csv", [])}
        for file in ("illicit.csv", "pharmacies.csv"):
            for n, r in self.rows.get(file, []):
                if bare(r["name"]) in benign:
                    self.fault(f"lists/{file}", n, f"{r['name']} is in never-flag.csv too")

    # -- catalogue.json

    def json(self, file):
        try:
            return json.loads(self.text(file) or "{}", object_pairs_hook=self.object)
        except ValueError as e:
            self.fault(file, getattr(e, "lineno", 1), f"not JSON: {e}")
            return {}

    @staticmethod
    def object(pairs):
        if len(dict(pairs)) != len(pairs):
            raise ValueError(f"a key stands twice in {[k for k, _ in pairs]}")
        return dict(pairs)

    def line_of(self, file, key):
        for n, line in enumerate((self.root / file).read_text("utf-8").split("\n"), 1):
            if f'"{key}"' in line:
                return n
        return 1

    def catalogue(self, registers):
        file = "lists/catalogue.json"
        doc = self.json(file)
        if list(doc) != ["schema", "lists"] or doc["schema"] != "licit/catalogue/1" \
                or not isinstance(doc["lists"], list):
            self.fault(file, 1, "must be {schema: licit/catalogue/1, lists: [...]}")
            return {}
        ids = [e.get("id", "") for e in doc["lists"]]
        if ids != sorted(ids):
            self.fault(file, 1, "lists are not sorted by id")
        for e in doc["lists"]:
            n = self.line_of(file, e.get("id", ""))
            fault = lambda reason: self.fault(file, n, reason)
            if missing := sorted(CATALOGUE_NEEDS - set(e)):
                fault(f"no {', '.join(missing)}")
                continue
            if unknown := sorted(set(e) - set(CATALOGUE_KEYS)):
                fault(f"unknown key {', '.join(unknown)}")
            if wrong := [k for k, v in e.items()
                         if type(v) is not (int if k == "max_age_days" else str)]:
                fault(f"{', '.join(wrong)}: wrong type")
                continue
            if ids.count(e["id"]) > 1:
                fault(f"id {e['id']!r} stands twice")
            self.matches(file, n, "id", e["id"], ID)
            self.among(file, n, "kind", e["kind"], KINDS)
            if not e["name"] or not e["authority"] or not e["licence"]:
                fault("name, authority and licence must not be empty")
            if e["kind"] in ("register", "illegal"):
                self.matches(file, n, "jurisdiction", e["jurisdiction"], JURISDICTION)
                self.matches(file, n, "url", e["url"], URL)
            if "timezone" in e:
                self.matches(file, n, "timezone", e["timezone"], TIMEZONE)
            if e["max_age_days"] < 0:
                fault("max_age_days is negative")
            self.date(file, n, "as_of", e.get("as_of", ""))
            if "file" in e and FILES.get(e["file"]) != e["kind"]:
                fault(f"file {e['file']!r} holds no list of kind {e['kind']}")
            if "file" not in e and "format" not in e:
                fault("neither a file nor the format to import it in")
            if e.get("superseded_by", ids[0]) not in ids:
                fault(f"superseded_by: no list {e['superseded_by']!r}")
            if e["kind"] == "register":
                r = registers.get(e["id"])
                if not r:
                    fault("a register that registers.csv does not hold")
                elif (r["jurisdiction"], r["authority"], r["list_url"]) != (
                        e["jurisdiction"], e["authority"], e["url"]):
                    fault("jurisdiction, authority or url differ from registers.csv")
        return {e.get("id", ""): e for e in doc["lists"]}

    def ages(self, lists):
        """as_of is the newest copy that counts: in a register, of rows read in the register."""
        file = "lists/catalogue.json"
        for i, e in lists.items():
            if "file" not in e:
                continue
            rows = [r for _, r in self.rows.get(e["file"], []) if r["list"] == i]
            if not rows:
                self.fault(file, self.line_of(file, i), f"{e['file']} holds no row of {i!r}")
            read = [r["seen"] for r in rows if r["evidence"] == "register" and r["seen"]]
            newest = max(read or [r["seen"] for r in rows], default="")
            if e.get("as_of", "") != newest:
                self.fault(file, self.line_of(file, i), f"as_of of {i!r} should be {newest!r}")

    # -- model.json and docs/signals

    def model(self):
        file = "lists/model.json"
        doc = self.json(file)
        want = ["schema", "id", "scale", "bias", "warn", "groups", "coverage", "classes", "signals"]
        if list(doc) != want or doc["schema"] != "licit/model/1":
            self.fault(file, 1, f"must be licit/model/1 with the keys {', '.join(want)}")
            return
        number = lambda v: type(v) in (int, float)
        if not re.fullmatch(r"\d{4}-\d\d-\d\d(\.\d+)?", doc["id"]):
            self.fault(file, self.line_of(file, "id"), "id must be a date, YYYY-MM-DD or YYYY-MM-DD.n")
        else:
            self.date(file, self.line_of(file, "id"), "id", doc["id"][:10])
        if not number(doc["scale"]) or doc["scale"] <= 0 or not number(doc["bias"]):
            self.fault(file, self.line_of(file, "scale"), "scale must be above 0, bias a number")
        for name, span in doc["classes"].items():
            if name not in VERDICTS or len(span) != 2 or not 0 <= span[0] <= span[1] <= 100:
                self.fault(file, self.line_of(file, name), f"classes: {name}: want [low, high] within 0 to 100")
        if set(doc["classes"]) != VERDICTS:
            self.fault(file, self.line_of(file, "classes"), "classes: one range for each class but unknown")
        cover = list(doc["coverage"].values())
        if not all(number(v) and 0 < v <= 1 for v in cover) or sum(cover) > 1 + 1e-9:
            self.fault(file, self.line_of(file, "coverage"), "coverage: parts of 1, together at most 1")
        for g, v in doc["groups"].items():
            if list(v) != ["cap"] or not number(v["cap"]) or v["cap"] <= 0:
                self.fault(file, self.line_of(file, g), f"group {g!r} must be {{cap: above 0}}")
        for s, v in doc["signals"].items():
            n = self.line_of(file, s)
            self.matches(file, n, "signal", s, SIGNAL)
            if sorted(v) != ["group", "points"] or not number(v["points"]):
                self.fault(file, n, f"signal {s!r} must be {{points, group}}")
            elif v["group"] not in doc["groups"]:
                self.fault(file, n, f"signal {s!r}: no group {v['group']!r}")
            elif abs(v["points"]) > doc["groups"][v["group"]].get("cap", 0):
                self.fault(file, n, f"signal {s!r}: more points than its group's cap")
        self.pages(file, doc["signals"])

    def pages(self, file, signals):
        pages = {p.stem for p in (self.root / "docs/signals").glob("*.md")}
        for s in sorted(set(signals) - pages):
            self.fault(file, self.line_of(file, s), f"no page docs/signals/{s}.md")
        for s in sorted(pages):
            page = f"docs/signals/{s}.md"
            lines = self.text(page).split("\n")[:-1]
            if s not in signals:
                self.fault(page, 1, "model.json has no such signal")
            if lines[:2] != [f"# {s}", ""]:
                self.fault(page, 1, f"must begin with '# {s}' and an empty line")
            elif not re.fullmatch(r"[A-Z].*[^.]\.", lines[2]) or lines[3:4] != [""]:
                self.fault(page, 3, "the second paragraph must be one sentence on one line")
            if len(lines) > PAGE_LINES:
                self.fault(page, len(lines), f"longer than {PAGE_LINES} lines")

    # -- sources.json

    def sources(self, lists):
        file = "lists/sources.json"
        doc = self.json(file)
        if list(doc) != ["schema", "about", "sources"] or doc["schema"] != "licit/sources/1":
            self.fault(file, 1, "must be licit/sources/1 with the keys schema, about, sources")
            return
        seen = set()
        for s in doc["sources"]:
            n = self.line_of(file, s.get("id", ""))
            if list(s) != SOURCE_KEYS:
                self.fault(file, n, f"a source has the keys {', '.join(SOURCE_KEYS)}")
                continue
            self.source(file, n, s, lists)
            if s["id"] in seen:
                self.fault(file, n, f"source {s['id']!r} stands twice")
            seen.add(s["id"])

    def source(self, file, n, s, lists):
        self.matches(file, n, "id", s["id"], ID)
        self.matches(file, n, "page", s["page"], URL)
        if s["url"] is not None:
            self.matches(file, n, "url", s["url"], URL)
        if s["kind"] not in KINDS or (s["list"] in lists and lists[s["list"]]["kind"] != s["kind"]):
            self.fault(file, n, f"kind: {s['kind']!r} is not that of the list")
        if bool(s["format"]) == bool(s["mapping"]):
            self.fault(file, n, "it needs either a format or a mapping")
        if s["mapping"] and not any(line.endswith("=name") for line in s["mapping"]):
            self.fault(file, n, "its mapping names no column of names")
        for key in ("authority", "licence", "source"):
            if not s[key]:
                self.fault(file, n, f"{key} is empty")
        if s["checksum"] is not None and not (s["checksum"].get("url") or s["checksum"].get("note")):
            self.fault(file, n, "checksum: null, or a url, or a note that says what is known")
        if s["proven"] is not None:
            self.date(file, n, "proven", s["proven"].get("date", ""))
            if not s["proven"].get("against"):
                self.fault(file, n, "proven against what?")

    # -- counts

    def counts(self, registers):
        status = collections.Counter(r["status"] for r in registers.values())
        yield "| file | rows | of these |"
        yield "|---|---|---|"
        yield (f"| registers.csv | {len(registers)} | "
               f"{status['confirmed']} confirmed, {status['unconfirmed']} unconfirmed |")
        kinds = sorted(collections.Counter(r["kind"] for _, r in self.rows["contacts.csv"]).items())
        yield (f"| contacts.csv | {len(self.rows['contacts.csv'])} | "
               f"{', '.join(f'{c} {v}' for v, c in kinds)} |")
        low = sum(r["confidence"] == "low" for _, r in self.rows["licences.csv"])
        yield f"| licences.csv | {len(self.rows['licences.csv'])} | {low} of low confidence, not used |"
        for file in ("alerts.csv", "help.csv"):
            read = sum(r["status"] == "confirmed" for _, r in self.rows[file])
            yield f"| {file} | {len(self.rows[file])} | {read} confirmed |"
        for file, column in (("pharmacies.csv", "evidence"), ("illicit.csv", "list"),
                             ("never-flag.csv", "class")):
            rows = [r for _, r in self.rows[file]]
            parts = sorted(collections.Counter(r[column] for r in rows).items())
            low = sum(r["confidence"] == "low" for r in rows)
            yield (f"| {file} | {len(rows)} | {', '.join(f'{c} {v}' for v, c in parts)}; "
                   f"{low} of low confidence, {sum(not r['seen'] for r in rows)} without a date |")

    def run(self):
        registers = self.registers()
        lists = self.catalogue(registers)
        for file, kind in FILES.items():
            self.entries(file, kind, lists)
        self.contacts(lists)
        self.licences(registers)
        self.alerts()
        self.helplines()
        self.overlaps()
        self.ages(lists)
        self.model()
        self.sources(lists)
        table = list(self.counts(registers))
        if "\n".join(table) not in self.text("docs/LISTS.md"):
            self.fault("docs/LISTS.md", 1, "its table of counts is not what --counts prints")
        return table


def main(argv):
    options = [a for a in argv if a.startswith("--")]
    rest = [a for a in argv if not a.startswith("--")]
    root = pathlib.Path(rest[0]) if rest else HERE.parent.parent
    if len(rest) > 1 or set(options) - {"--counts"}:
        sys.stderr.write(__doc__)
        return 2
    check = Check(root)
    table = check.run()
    if "--counts" in options:
        print("\n".join(table))
        return 0
    for f in check.faults:
        print(f)
    return 1 if check.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
