"""Work in the console from outside: proposals and who may say yes, imports, appeals, a release; and who is written down
as having done it."""

import datetime
import json
import os
import re
import sqlite3
import sys
from urllib.parse import quote

from console import Page, Person, check_inert, expect, somebody
from daemon import HERE, Daemon, Report

with open(os.path.join(HERE, "console.json"), encoding="utf-8") as FILE:
    HOSTILE = json.load(FILE)["hostile"]
LIST = "xx-work"


def has(page, pattern):
    words = page.words() if isinstance(page, Page) else Page(page.text).words()
    found = re.search(pattern, words)
    assert found, f"no {pattern!r} in: {words[:1500]}"
    return found


class Office:
    def __init__(self, daemon):
        self.daemon = daemon
        for name, role in (("olga", "reader"), ("jana", "editor"), ("petr", "reviewer"), ("eva", "publisher")):
            setattr(self, name, somebody(daemon, name, role))

    def entry(self, person, name):
        return person.page(f"/console/entry?list={LIST}&name={quote(name)}")

    def history(self):
        return [json.loads(line) for line in self.daemon.licit("lists", "log", "--list", LIST, "--json").splitlines()]


def a_list(office):
    office.eva.send("/console/lists/new", list=LIST, kind="illegal", title="Sellers", jurisdiction="CZ",
                    timezone="Europe/Prague", reviewers="1", appeal_hours="48")
    answer = office.eva.send("/console/lists/new", status=422, list=LIST, kind="illegal", title="Again", reviewers="0")
    has(answer, "there is a list of that id already")
    office.eva.send("/console/lists/new", status=422, list="No Id!", kind="illegal", title="x", reviewers="0")
    has(office.olga.page("/console/lists"), r"Sellers xx-work 0 .* 1 0 open 0 open")


def add(person, name, step="do", status=303, **fields):
    return person.send("/console/edit", status=status, do="add", list=LIST, name=name, text="sells without a licence",
                       step=step, **fields)


def draft_of(answer):
    return re.search(r"draft\?id=(\d+)", answer.headers["Location"])[1]


def seen_whole(office):
    """Who approves sees all that a proposal says, and no more than what it changes."""
    answer = add(office.jana, "whole.example", holder="Acme", number="N 7", countries="cz, SK")
    page = office.petr.page(f"/console/draft?id={draft_of(answer)}")
    has(page, "added whole.example – since [0-9-]+; holder Acme; number N 7; countries CZ;SK; reason sells without")
    office.petr.send("/console/draft", id=draft_of(answer), step="approve")
    answer = office.jana.send("/console/edit", do="change", list=LIST, name="whole.example", holder="Emca", number="",
                              step="do")
    page = office.petr.page(f"/console/draft?id={draft_of(answer)}")
    has(page, r"changed whole.example – holder Acme -> Emca; number N 7 -> \(none\) .* Needed to refuse")
    assert f"/console/entry?list={LIST}&name=whole.example" in {a["href"] for a in page.all("a")}, "the way to the entry"
    has(office.petr.send("/console/draft", status=422, id=draft_of(answer), step="refuse"), "say why it is refused ")
    office.petr.send("/console/draft", id=draft_of(answer), step="refuse", text="no")


def four_eyes(office):
    has(add(office.jana, "pills.example", "check", 200), "It will be a proposal, which 1 other person must approve")
    draft = draft_of(add(office.jana, "pills.example", evidence="https://agency.example/7\r\nhttps://agency.example/8"))
    page = office.olga.page(f"/console/draft?id={draft}")
    has(page, "add pills.example List xx-work Proposed by jana, [0-9-]+ [0-9:]+ UTC Why listed by the authority: sells without a licence")
    assert {"https://agency.example/7", "https://agency.example/8"} <= {a["href"] for a in page.all("a")}, "the evidence"
    # Not by who proposed it, not by who may not, not twice.
    answer = office.jana.send("/console/draft", status=403, id=draft, step="approve")
    has(answer, "Only a reviewer decides|only a reviewer decides")
    answer = office.petr.send("/console/draft", id=draft, step="approve", text="seen")
    has(office.petr.page(answer.headers["Location"]), "It reaches shoppers with the next release")
    office.petr.send("/console/draft", status=422, id=draft, step="approve")
    assert "https://agency.example/7" in {a.get("href") for a in office.entry(office.olga, "pills.example").all("a")}
    seen_whole(office)
    has(office.entry(office.olga, "pills.example"), "in force .* jana by proposal approved by petr")
    # Not even a publisher approves an own one.
    own = draft_of(add(office.eva, "more.example"))
    answer = office.eva.send("/console/draft", status=422, id=own, step="approve")
    has(answer, r"(?i)own|propos")
    page = office.eva.page(f"/console/draft?id={own}")
    assert "approve" not in [attrs.get("value") for attrs in page.all("button")], "offered to its proposer"
    # An editor takes back an own one, and nobody else's.
    office.jana.send("/console/draft", status=403, id=own, step="refuse", text="mine?")
    has(office.olga.page(f"/console/draft?id={own}"), "open 0 of 1 approvals")
    office.eva.send("/console/draft", id=own, step="refuse", text="a mistake")
    who = {line["leaf"]["by"] for line in office.history()}
    assert {"jana", "petr", "eva"} <= who, who


def the_door(office):
    answer = add(office.jana, "co.uk", "check", 422)
    has(answer, r"(?i)public suffix")
    assert "value=\"do\"" not in answer.text, "offered although the door refuses"
    add(office.jana, "co.uk", "do", 422)
    add(office.jana, "not a name", "do", 422)


def classes(office):
    """A form offers those of the list's kind; who searches, all."""
    office.eva.send("/console/lists/new", list="xx-good", kind="benign", title="Makers", reviewers="0")
    for path, sells, makes in ((f"/console/edit?do=add&list={LIST}", True, False), ("/console/entries", True, True),
                               ("/console/edit?do=add&list=xx-good", False, True)):
        text = office.jana.get(path).text
        expect(('value="pharmacy-rx"' in text, 'value="manufacturer"' in text), (sells, makes), path)
    office.jana.send("/console/edit", do="add", list="xx-good", name="maker.example", step="do", **{"class": "info"})
    has(office.olga.page("/console/entries?list=xx-good&class=info"), "1 entry match")
    text = office.jana.get("/console/edit?do=change&list=xx-good&name=maker.example").text
    assert '<option value="info" selected' in text, "what it is now"


def hostile_entries(office):
    """Text of every field on every page that shows it."""
    for i, text in enumerate(HOSTILE):
        name = f"hostile{i}.example"
        answer = office.jana.post("/console/edit", {
            "form": office.jana.form_word(), "do": "add", "list": LIST, "name": name, "text": text, "holder": text,
            "number": text, "class": text, "evidence": "https://agency.example/?" + text, "step": "do"})
        if answer.status != 303:  # the engine may refuse what cannot be; then the page shows it
            check_page("/console/edit", answer)
            continue
        draft = draft_of(answer)
        check_page("draft", office.petr.get(f"/console/draft?id={draft}"))
        office.petr.send("/console/draft", id=draft, step="approve", text=text)
        for path in (f"/console/draft?id={draft}", f"/console/entry?list={LIST}&name={name}", "/console/review?state=all",
                     f"/console/edit?do=change&list={LIST}&name={name}", f"/console/entries?list={LIST}"):
            check_page(path, office.jana.get(path))


def check_page(what, answer):
    assert answer.status in (200, 422), f"{what}: {answer.status} {answer.text[:200]}"
    check_inert(what, answer)


ROWS = ["name,since,holder"] + [f"seller{i}.example,2026-05-01,Seller {i}" for i in range(40)]


def imports(office):
    text = "\n".join(ROWS + ["not a name,2026-05-01,x", "co.uk,2026-05-01,y"])
    seen = office.jana.upload("/console/import", "sellers.csv", text, list=LIST)
    expect(seen.status, 200, Page(seen.text).words()[:300])
    has(seen, "40 added")
    has(seen, "2 refused")
    has(seen, r"refused not a name 42")
    has(seen, r"refused co\.uk 43")
    has(seen, "It will be a proposal, which 1 other person must approve. Propose these changes")
    fields = Page(seen.text).form("/console/import/apply")["fields"]
    before = office.olga.page(f"/console/entries?list={LIST}&q=seller")
    has(before, "0 entries match")
    # Nobody else's file.
    expect(office.petr.post("/console/import/apply", {**fields, "form": office.petr.form_word()}).status, 422, "petr")
    answer = office.jana.post("/console/import/apply", {**fields, "large": "yes"})
    expect(answer.status, 303, Page(answer.text).words()[:400])
    draft = draft_of(answer)
    has(office.petr.page(f"/console/draft?id={draft}"), "seller1.example")
    office.petr.send("/console/draft", id=draft, step="approve", text="")
    has(office.olga.page(f"/console/entries?list={LIST}&q=seller"), "40 entries match")
    # The file is held no longer.
    expect(office.jana.post("/console/import/apply", fields).status, 422, "again")


def columns(office):
    """Somebody else's spreadsheet: what its columns hold is guessed, chosen, and kept for the next one."""
    text = "Obchod;Internetová stránka;Zapsáno\nOne <xss-probe>;map-one.example;1.2.2026\nTwo;map-two.example;3.4.2026\n"
    text += "\n".join(f"Seller {i};seller{i}.example;1.5.2026" for i in range(40))
    # Who does not tick that is asked all the same, where the file is in no format that is known.
    asked = office.jana.upload("/console/import", "theirs.csv", text, list=LIST)
    has(asked, "What the columns hold Licit does not know this table: .* Obchod One")
    # What cannot be is said where it was chosen, and the other choices stay.
    fields = Page(asked.text).form("/console/import/columns")["fields"]
    answer = office.jana.post("/console/import/columns", {**fields, "field-0": "holder", "field-1": "number", "field-2": ""})
    expect(answer.status, 422, "no name")
    again = Page(answer.text)
    has(again, "What the columns hold .* Obchod One")
    chosen = [attrs["value"] for tag, attrs in again.elements if tag == "option" and "selected" in attrs]
    expect(chosen, ["holder", "number", ""], "what was chosen")
    seen = office.jana.upload("/console/import", "theirs.csv", text, list=LIST, columns="yes")
    check_page("columns", seen)
    page = Page(seen.text)
    has(page, "What the columns hold")
    fields = page.form("/console/import/columns")["fields"]
    titles = {value: key.removeprefix("column-") for key, value in fields.items() if key.startswith("column-")}
    # Those that were not guessed are there to be chosen, too.
    for title, field in (("Internetová stránka", "name"), ("Obchod", "holder"), ("Zapsáno", "since")):
        fields[f"field-{titles[title]}"] = field
    fields["save"] = "yes"
    seen = office.jana.post("/console/import/columns", fields)
    check_page("diff", seen)
    has(seen, "added map-one.example")
    fields = Page(seen.text).form("/console/import/apply")["fields"]
    answer = office.jana.post("/console/import/apply", {**fields, "large": "yes"})
    expect(answer.status, 303, Page(answer.text).words()[:400])
    office.petr.send("/console/draft", id=draft_of(answer), step="approve", text="")
    page = office.entry(office.olga, "map-one.example")
    has(page, "in force since 2026-02-01|In force since 2026-02-01")
    has(page, "One <xss-probe>")
    # The next file is read by the mapping that was kept.
    seen = office.jana.upload("/console/import", "next.csv", text + "\nThree;map-three.example;5.6.2026", list=LIST)
    has(seen, "1 added")


def a_large_change(office):
    """What takes away most of a list asks for a second yes."""
    seen = office.jana.upload("/console/import", "few.csv", "\n".join(ROWS[:5]), list=LIST)
    page = Page(seen.text)
    has(page, "A large part of the list would change")
    fields = page.form("/console/import/apply")["fields"]
    fields.pop("large")
    answer = office.jana.post("/console/import/apply", fields)
    expect(answer.status, 422, "without the second yes")
    has(office.olga.page(f"/console/entries?list={LIST}&q=seller&state=in-force"), "40 entries match")


def a_share(office):
    """A list's policy may ask for that sooner: the look at the file tells already."""
    office.eva.send("/console/lists/new", list="xx-share", kind="illegal", title="Share", reviewers="0")
    office.daemon.licit("lists", "policy", "--list", "xx-share", "--share", "5", "--who", "eva")
    for rows, asks in ((ROWS, False), (ROWS + [f"other{i}.example,2026-05-01,Other {i}" for i in range(10)], True)):
        page = Page(office.jana.upload("/console/import", "rows.csv", "\n".join(rows), list="xx-share").text)
        has(page, r"\bImport Cancel")
        fields = page.form("/console/import/apply")["fields"]
        expect("large" in fields, asks, f"{len(rows)} rows: a second yes")
        if asks:
            without = {name: value for name, value in fields.items() if name != "large"}
            answer = office.jana.post("/console/import/apply", without)
            expect(answer.status, 422, "without it")
            fields = Page(answer.text).form("/console/import/apply")["fields"]
        expect(office.jana.post("/console/import/apply", fields).status, 303, f"{len(rows)} rows")
    has(office.olga.page("/console/entries?list=xx-share&state=in-force"), "50 entries match")


def bad_files(office):
    for name, text in (("empty.csv", ""), ("x.png", "\x00\x01"), ("x.csv", 'name\n"unclosed')):
        answer = office.jana.upload("/console/import", name, text, list=LIST)
        assert answer.status in (200, 422), f"{name}: {answer.status}"
        check_page(name, answer)
    answer = office.jana.upload("/console/import", "sellers.xlsx", "PK\x03\x04", list=LIST)
    has(answer, r"Import a file sellers.xlsx: it is a spreadsheet \(XLSX, ODS\) or another packed file: save it as CSV")
    answer = office.jana.upload("/console/import", "sellers.csv", "\n".join(ROWS), list=LIST, as_of="1.2.2026")
    has(answer, "Import a file the date is given as YYYY-MM-DD")
    expect(office.olga.upload("/console/import", "x.csv", "name\nx.example", list=LIST).status, 403, "a reader")


def appeals(office):
    answer = office.jana.send("/console/appeals/new", list=LIST, name="pills.example", **{"from": "Apteka Nova"},
                              claim="We hold licence PL-12 <xss-probe>", contact="nova@example.org")
    number = re.search(r"id=(\d+)", answer.headers["Location"])[1]
    check_page("appeal", office.olga.get(f"/console/appeal?id={number}"))
    has(office.olga.page("/console/appeals"), r"pills\.example .* in 48 hours|in 2 days")
    has(office.jana.send("/console/appeal", status=403, id=number, step="grant", text="ok"), "only a reviewer decides")
    office.jana.send("/console/appeal", id=number, step="answer", text="Please send it.")
    has(office.petr.page(f"/console/appeal?id={number}"), "The entry now in force .* Grant: withdraw the entry")
    answer = office.petr.send("/console/appeal", id=number, step="grant", text="The licence is genuine.")
    page = office.petr.page(answer.headers["Location"])
    has(page, "Granted. Nothing changes for shoppers before somebody else approves .* granted .* "
        "The entry now in force Proposal [0-9]+ to withdraw it waits for the yes of somebody other than petr")
    # A grant is an edit like any other: it waits for another person.
    page = office.eva.page("/console/review")
    draft = re.search(r"id=(\d+)", [a["href"] for a in page.all("a") if "draft?id" in a.get("href", "")][-1])[1]
    office.eva.send("/console/draft", id=draft, step="approve", text="")
    has(office.entry(office.olga, "pills.example"), "withdrawn")
    has(office.olga.page(f"/console/appeal?id={number}"), "The entry now withdrawn From|The entry now withdrawn We hold")
    # Of two rows one is in force.
    office.daemon.write("twins.csv", "name,since,withdrawn,number\ntwin.example,2026-01-01,,1\n"
                                     "twin.example,2026-02-01,2026-03-01,2\n")
    office.daemon.licit("lists", "import", "--list", "xx-twins", "--kind", "illegal", "--who", "eva",
                        os.path.join(office.daemon.folder, "twins.csv"))
    answer = office.jana.send("/console/appeals/new", list="xx-twins", name="twin.example", **{"from": "Twin"}, claim="No.")
    has(office.petr.page(answer.headers["Location"]), "The entry now in force withdrawn .* Grant: withdraw the entry")
    # The other way round: what was withdrawn is claimed back.
    answer = office.jana.send("/console/appeals/new", list=LIST, name="pills.example", **{"from": "Inspector"}, claim="It is back.")
    number = re.search(r"id=(\d+)", answer.headers["Location"])[1]
    has(office.petr.page(f"/console/appeal?id={number}"), "The entry now withdrawn .* Grant: restore the entry")
    office.petr.send("/console/appeal", id=number, step="restore", text="Seen.")
    has(office.petr.page(f"/console/appeal?id={number}"), "Proposal [0-9]+ to restore it waits")


def reports(office):
    office.daemon.pair()
    body = json.dumps({"url": "https://seller3.example/", "kind": "mine", "comment": "we are lawful"})
    number = office.daemon.call("POST", "/v1/reports", body=body).json()["id"]
    office.jana.send("/console/reports/appeal", id=str(number))
    has(office.olga.page("/console/appeals"), r"seller3\.example")
    has(office.jana.send("/console/reports/appeal", status=422, id=str(number)), "was taken in already, as appeal")
    page = office.jana.page("/console/reports")
    has(page, "seller3.example .* Taken in as appeal [0-9]+ Remove")
    assert "Take in as" not in page.words(), page.words()
    body = json.dumps({"url": "https://new.example/shop", "kind": "suspect"})
    other = office.daemon.call("POST", "/v1/reports", body=body).json()["id"]
    page = office.jana.page("/console/reports")
    assert "/console/edit?do=add&name=new.example" in [a.get("href") for a in page.all("a")], "a site to warn of"
    assert "Take in as" not in page.words(), page.words()
    assert "Add an entry" not in office.olga.page("/console/reports").words(), "a reader"
    office.jana.send("/console/reports/remove", id=str(other))
    office.jana.send("/console/reports/remove", id=str(number))
    office.jana.send("/console/reports/remove", status=422, id=str(number))


def a_release(office):
    """Prepared, signed by typing a passphrase, released; and a client takes it."""
    phrase = "a phrase for this key"
    office.daemon.write("phrase", phrase + "\n")
    office.daemon.licit("publish", "init", "--thresholds", "root=1,targets=1")
    for role in ("root", "targets", "snapshot", "timestamp"):
        office.daemon.licit("publish", "key", "new", "--role", role, "--passphrase-file",
                            os.path.join(office.daemon.folder, "phrase"))
    office.eva.send("/console/release/stage")
    page = office.eva.page("/console/release")
    has(page, r"to be signed")
    keys = [attrs["value"] for attrs in page.all("option") if attrs.get("value", "").endswith(".pem")]
    expect(len(keys), 4, f"keys {keys}")
    expect(office.petr.post("/console/release/stage", {"form": office.petr.form_word()}).status, 403, "a reviewer")
    answer = office.eva.send("/console/release/sign", status=422, key=keys[0], passphrase="wrong")
    assert phrase not in answer.text
    office.eva.send("/console/release/sign", status=422, key="../../../../etc/passwd", passphrase=phrase)
    office.eva.send("/console/release/release", status=422)
    for key in keys:
        office.eva.send("/console/release/sign", key=key, passphrase=phrase)
    has(office.eva.page("/console/release"), "complete")
    office.eva.send("/console/release/release")
    has(office.eva.page("/console/release"), "No release is on its way")
    assert "targets" in office.daemon.licit("publish", "verify")
    assert phrase not in office.daemon.log()


def status(office):
    return json.loads(office.daemon.licit("publish", "status", "--json"))["roles"]


def expiry(office):
    """Until when each role counts, and what is left of its days: as its metadata say, and a warning in time."""
    now = datetime.datetime.fromisoformat(office.daemon.env["LICIT_TIME"])
    folder = os.path.join(office.daemon.data, "publish", "out", "metadata")
    words = office.olga.page("/console/release").words()
    for role, days in (("root", 365), ("targets", 90), ("snapshot", 14), ("timestamp", 3)):
        name = sorted(file for file in os.listdir(folder) if file.endswith(f"{role}.json"))[-1]
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            expires = datetime.datetime.fromisoformat(json.load(file)["signed"]["expires"])
        expect((expires - now).days, days, role)
        assert f"until {expires:%Y-%m-%d %H:%M} UTC {days} of {days} days left" in words, f"{role}: {words}"
    assert "sign anew soon" not in words, words
    office.daemon.licit("publish", "policy", "--expiry", "targets=400,timestamp=5")
    for row in status(office):
        low = row["role"] == "targets"
        expect(row["released"]["low"], low, f"{row['role']} is low")
    has(office.olga.page("/console/release"), "90 of 400 days left sign anew soon")
    has(office.olga.page("/console/"), "1 role to sign anew soon")
    office.daemon.licit("publish", "policy", "--expiry", "targets=300")
    assert not [row for row in status(office) if row["released"]["low"]], "30 percent are enough"
    office.daemon.licit("publish", "stage", "--renew")
    words = office.daemon.licit("publish", "status")
    wanted = {"targets": 300, "timestamp": 5}
    for role, days in wanted.items():
        until = now + datetime.timedelta(days=days)
        assert re.search(rf"^{role}:.*\n.*\n  staged .* until {until:%Y-%m-%dT%H:%M}", words, re.M), words
    office.daemon.licit("publish", "stage", "--forget")


PHRASE = "four words in a row"


def came(daemon, name, password, own=PHRASE):
    """Somebody signs in by the first password, and can do nothing before choosing another."""
    person = Person(daemon, name)
    expect(person.sign_in(password).status, 303, f"{name} signs in")
    for path in ("/console/", "/console/entries", "/console/users"):
        expect(person.get(path).headers["Location"], "/console/password", f"{name} at {path}")
    form = person.page("/console/password").form("/console/password")["fields"]
    for old, new, again in ((password, own, "other"), ("wrong wrong wrong", own, own), (password, password, password),
                            (password, "short", "short"), (password, "", "")):
        answer = person.post("/console/password", {**form, "old": old, "password": new, "again": again})
        expect(answer.status, 422, f"{name}: {new!r}")
    answer = person.post("/console/password", {**form, "old": password, "password": own, "again": own})
    expect((answer.status, answer.headers["Location"]), (303, "/console/?done=password-chosen"), Page(answer.text).words())
    assert person.is_in()
    expect(Person(daemon, name).sign_in(password).status, 403, "the first password")
    return person


def people(_office):
    """An office that begins with one publisher: people come, change and go, by the console alone."""
    first = "first password 1"
    with Daemon() as daemon:
        eva = somebody(daemon, "eva", "publisher")

        def add(name, role, status=303, who=eva):
            return who.send("/console/users/add", status=status, name=name, role=role, password=first)

        # Alone she lets a second person in; from then on that one's yes is asked for.
        has(add("Petr!", "reviewer", 422), "a user's name is")
        has(add("petr", "boss", 422), "choose a role")
        has(eva.send("/console/users/add", status=422, name="petr", role="reviewer", password="short"), "at least 12")
        has(eva.send("/console/users/add", status=422, name="petr", role="reviewer"), "a first password is needed")
        expect(add("petr", "reviewer").headers["Location"], "/console/users?done=access-changed", "petr")
        has(add("petr", "reader", 422), "there is a user “petr” already")
        petr = came(daemon, "petr", first)
        add("olga", "reader")
        has(eva.page("/console/users"), "olga reader password or code never")
        expect(add("jana", "editor").headers["Location"], "/console/users?done=access-asked", "jana")
        has(petr.page("/console/"), "1 change of somebody's access")
        page = petr.page("/console/users")
        has(page, "jana to be added as editor; asked for by eva")
        expect(Person(daemon, "jana").sign_in(first).status, 403, "not in yet")
        # The yes is not for who asked, nor for who may not review.
        has(eva.send("/console/users/answer", status=422, name="jana", step="yes"), "somebody else than who asked")
        olga = came(daemon, "olga", first)
        olga.send("/console/users/answer", status=403, name="jana", step="yes")
        petr.send("/console/users/answer", name="jana", step="yes")
        petr.send("/console/users/answer", status=422, name="jana", step="yes")
        jana = came(daemon, "jana", first)
        # More of a role, and a password of somebody who may do something: the same. Less: at once.
        eva.send("/console/user", name="jana", step="role", role="publisher")
        expect(jana.get("/console/users").status, 200, "as before")
        petr.send("/console/users/answer", name="jana", step="no")
        eva.send("/console/user", name="jana", step="password", password=first)
        assert jana.is_in()
        eva.send("/console/users/answer", name="jana", step="no")
        eva.send("/console/user", name="jana", step="role", role="reader")
        expect(jana.get("/console/import").status, 403, "a reader now")
        # Nobody changes the own access, so that a publisher is left.
        for step, fields in (("role", {"role": "reader"}), ("end", {}), ("password", {"password": first})):
            has(eva.send("/console/user", status=422, name="eva", step=step, **fields), "nobody changes their own")
        petr.send("/console/user", status=403, name="petr", step="role", role="publisher")
        # Who waits for a yes about themselves does not say it.
        has(eva.send("/console/user", status=422, name="petr", step="password", password=first), "there is none any more")
        add("vera", "reviewer")
        petr.send("/console/users/answer", name="vera", step="yes")
        eva.send("/console/user", name="petr", step="password", password=first)
        has(petr.page("/console/users"), "petr to get a new first password; asked for by eva")
        answer = petr.send("/console/users/answer", status=422, name="petr", step="yes")
        has(answer, "the yes is for somebody else")
        eva.send("/console/user", name="vera", step="end")
        # To make the second person go, or less of one, does not make anybody alone.
        for step in ("role", "end"):
            eva.send("/console/user", name="petr", step=step, role="reader")
        assert not petr.is_in(), "the access ended"
        expect(petr.sign_in(PHRASE).status, 403, "and the password with it")
        add("petr", "reader")
        for name, role in (("second", "reviewer"), ("third", "editor")):
            has(add(name, role, 422), "there is none any more")
        words = eva.page("/console/users").words()
        for line in ("eva petr added as reviewer", "petr jana said yes: added as editor", "jana jana chose a password",
                     "petr jana refused: now publisher", "eva jana took back: first password set",
                     "eva jana now reader", "eva petr access ended", "licit users eva added as publisher"):
            assert line in words, f"{line}: {words}"
        assert "eva: the access of petr was changed" in daemon.log()
        dump = "\n".join(sqlite3.connect(os.path.join(daemon.data, "console.db")).iterdump())
        assert first not in dump and PHRASE not in dump and first not in daemon.log()
        daemon.licit("users", "add", "boss", "--role", "publisher", "--no-password")
        has(somebody_in(daemon, "boss").page("/console/users"), "licit users boss added as publisher")


def a_race(_office):
    """Two publishers end each other's access: one of them stays."""
    with Daemon() as daemon:
        eva, petr = somebody(daemon, "eva", "publisher"), somebody(daemon, "petr", "publisher")
        word = petr.form_word()
        eva.send("/console/user", name="petr", step="end")
        expect(petr.post("/console/user", {"form": word, "name": "eva", "step": "end"}).status, 401, "too late")
        assert eva.is_in()


def somebody_in(daemon, name):
    person = Person(daemon, name)
    expect(person.sign_in_by_code().status, 303, name)
    return person


CASES = [people, a_race, a_list, four_eyes, the_door, classes, hostile_entries, appeals, imports, a_large_change, columns,
         bad_files, reports, a_release, expiry, a_share]


def main():
    report = Report()
    with Daemon() as daemon:
        office = Office(daemon)
        report.run_all(CASES, office)
    return report.end()


sys.exit(main())
