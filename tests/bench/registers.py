"""Makes lists of 100,000 entries such as an authority keeps, for measuring what they cost on
the wire: a list of illegal sellers, and a register of pharmacies.

The names are as varied as real ones: words of many languages and names of medicines out of
lists/, invented words, hyphens, digits, many endings. `registers.py --compare FILE` packs as
many of them as FILE has names, and FILE's, the same way, and prints bytes a name of both: on
the community list of 26,029 names among the test vectors real names take 3.6 bytes each, and
the made-up ones must not take fewer.
"""

import csv
import datetime
import lzma
import os
import random
import sys

LISTS = os.environ.get("LICIT_LISTS_DIR") or os.path.join(
    os.path.dirname(os.path.abspath(__file__)), "..", "..", "lists")

ENDINGS = (
    "com " * 90 + "net " * 16 + "org " * 6 + "info " * 4 + "biz " * 2 + "shop " * 6 + "online " * 5 +
    "store " * 4 + "eu " * 4 + "cz " * 4 + "de " * 5 + "co.uk " * 4 + "pl " * 3 + "fr " * 3 + "it " * 3 +
    "es " * 3 + "ru " * 20 + "su " * 5 + "com.ua in.ua sk hu at ch nl be se no dk fi ro bg gr pt ie us ca com.au "
    "co.nz in cn jp kr com.br mx ar cl xyz site top club pw life health care pharmacy link life vip to "
    "me cc tv io co la ws sg hk tw my ph vn id co.za ng ke ma"
).split()
SYLLABLES = (
    "ba be bi bo bu ca ce ci co cu da de di do du fa fe fi fo ga ge gi go ha he hi ho ja je jo ka ke ki "
    "ko la le li lo lu ma me mi mo mu na ne ni no nu pa pe pi po ra re ri ro ru sa se si so su ta te ti "
    "to tu va ve vi vo xa xi za ze zi zo bra cre dri flo gra pla pri sta ste stro tra tri vex lex mex "
    "nor mar ler ton dal fen gil"
).split()
SURNAMES = (
    "Novák Svoboda Dvořák Černý Procházka Müller Schmidt Fischer Weber Becker Rossi Russo Ferrari "
    "Bianchi García López Martín Sánchez Silva Santos Ferreira Costa Smith Jones Taylor Brown Patel Khan "
    "Singh Murphy Kelly Nowak Kowalski Wiśniewski Nagy Kovács Tóth Horváth Popescu Ionescu Ivanov Petrov "
    "Jensen Nielsen Hansen Johansson Andersson Virtanen Dubois Moreau Laurent Janssen Peeters De Vries"
).split()
FIRMS = "s.r.o.;a.s.;GmbH;e.K.;Ltd;Limited;LLP;S.r.l.;S.p.A.;S.L.;Lda.;SARL;B.V.;Sp. z o.o.;Kft.;AB;Oy;A/S;Inc.;LLC".split(";")
TRADES = (
    "Lékárna;Apotheke;Pharmacy;Chemist;Farmacia;Farmácia;Pharmacie;Apteka;Gyógyszertár;Apotek;"
    "Drogerie;Healthcare;Apteekki;Versandapotheke;Apotheek"
).split(";")
REASONS = [
    "offers medicines in breach of the Act on Pharmaceuticals", "offers prescription medicines without a prescription",
    "offers unregistered medicines", "sells medicines without a licence for mail order", "imitates a registered pharmacy",
    "offers counterfeit medicines", "offers controlled substances", "false claim of a licence",
    "advertises prescription medicines to the public", "ships medicines from outside of the union",
]
SOURCES = ["decision of the inspectorate, published in its official journal", "notice published by the authority",
           "report of a customs office, confirmed by a test purchase", "joint operation, Pangea"]
CLASSES = ["pharmacy-rx"] * 6 + ["pharmacy-otc"] * 3 + ["otc-retailer"] * 2 + ["telehealth", "veterinary"]


def vocabulary(file, column):
    words = set()
    with open(os.path.join(LISTS, file), encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            for word in row[column].replace(";", " ").replace("-", " ").lower().split():
                if word.isascii() and word.isalnum() and 3 <= len(word) <= 14:
                    words.add(word)
    return sorted(words)


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)
        words = []
        for file, column in (("words.csv", "word"), ("pharmacies.csv", "holder"), ("substances.csv", "names")):
            more = vocabulary(file, column)
            self.random.shuffle(more)
            words += more
        # A few words stand in many names, as in life: the weight of the n-th is (n+4)^-1.2.
        self.words = words
        self.weights = []
        total = 0.0
        for i in range(len(words)):
            total += (i + 4) ** -1.2
            self.weights.append(total)
        self.stems = []

    def word(self):
        r = self.random
        if r.random() < 0.05:
            return "".join(r.choice(SYLLABLES) for _ in range(r.randint(2, 4)))
        return r.choices(self.words, cum_weights=self.weights)[0]

    def stem(self):
        r = self.random
        parts = [self.word() for _ in range(r.choices((1, 2, 3, 4), (10, 60, 26, 4))[0])]
        if r.random() < 0.12:
            parts.insert(r.choice((0, len(parts))), str(r.choice((24, 365, 1, 2, 4, 7, 247, r.randint(0, 999)))))
        return r.choice(("", "", "", "-")).join(parts)

    def family(self):
        """Whoever has one name takes it under other endings, and a longer one: half of them."""
        r = self.random
        if self.stems and r.random() < 0.5:
            stem = r.choice(self.stems)
            if r.random() < 0.5:
                stem += r.choice(("", "", "-")) + (self.word() if r.random() < 0.7 else str(r.randint(1, 99)))
        else:
            stem = self.stem()
            self.stems.append(stem)
        return stem

    def name(self):
        r = self.random
        name = f"{self.family()}.{r.choice(ENDINGS)}"
        if r.random() < 0.03:
            name = f"{self.word()}.{name}"
        if r.random() < 0.02:
            name += f"/{self.word()}/{self.word()}"
        return name

    def names(self, count):
        seen = set()
        while len(seen) < count:
            seen.add(self.name())
        return sorted(seen)

    def days(self, count):
        """Notices come out on working days, some or many at once: one day for each entry."""
        r, days = self.random, []
        day = datetime.date(2016, 1, 4)
        while len(days) < count:
            day += datetime.timedelta(days=r.choice((1, 1, 1, 2, 3)))
            if day.year >= 2026:
                day = datetime.date(2016, 1, 5)
            if day.weekday() < 5:
                days += [day.isoformat()] * min(int(r.paretovariate(0.9) * 8), 600)
        days = days[:count]
        r.shuffle(days)
        return days

    def holder(self):
        r = self.random
        kind = r.random()
        if kind < 0.4:
            return f"{r.choice(TRADES)} {r.choice(SURNAMES)} {r.choice(FIRMS)}"
        if kind < 0.8:
            return f"{self.word().capitalize()} {r.choice(TRADES)} {r.choice(FIRMS)}"
        return f"{self.word().capitalize()} {self.word().capitalize()} {r.choice(FIRMS)}"


def numbered(days, r, steps):
    """Numbers are given out as the days go by, with gaps: one for each entry."""
    numbers, number = [0] * len(days), 0
    for i in sorted(range(len(days)), key=lambda i: (days[i], i)):
        number += r.choice(steps)
        numbers[i] = number
    return numbers


def illegal(count, seed=1):
    """name, since, holder, number, class, countries, reason, source; one in 40 is withdrawn."""
    maker, r = Maker(seed), random.Random(seed + 1)
    names = maker.names(count)
    days = maker.days(count)
    numbers = numbered(days, r, (1, 1, 1, 2, 3))
    for name, day, number in zip(names, days, numbers):
        yield {
            "name": name, "since": day,
            "holder": maker.holder() if r.random() < 0.1 else "",
            "number": f"{r.choice(('IOL', 'INS', 'ZAL'))}-{number:06d}/{day[:4]}",
            "class": r.choice(CLASSES) if r.random() < 0.2 else "",
            "countries": r.choices(("", "CZ;SK", "*"), (90, 6, 4))[0],
            "withdrawn": "2026-05-0%d" % r.randint(1, 9) if r.random() < 0.025 else "",
            "reason": r.choices(REASONS, (40, 20, 10, 8, 6, 5, 4, 3, 2, 2))[0],
            "source": r.choices(SOURCES, (6, 3, 1, 1))[0],
        }


def register(count, seed=3):
    """The same columns of a register, in which chains hold many sites each."""
    maker, r = Maker(seed), random.Random(seed + 1)
    names = maker.names(count)
    days = maker.days(count)
    numbers = numbered(days, r, (1, 1, 2, 3, 5))
    chains = [maker.holder() for _ in range(3000)]
    for name, day, number in zip(names, days, numbers):
        chain = chains[min(int(r.paretovariate(0.6)) - 1, 2999)]
        yield {
            "name": name, "since": day,
            "holder": maker.holder() if r.random() < 0.3 else chain,
            "number": str(1030000 + number), "class": r.choice(CLASSES),
            "countries": r.choices(("GB", "GB;IE", "GB;IE;FR", "*"), (88, 7, 3, 2))[0],
            "withdrawn": "", "reason": "", "source": "register of the authority, copy of its database",
        }


def write(path, rows):
    columns = None
    with open(path, "w", encoding="utf-8", newline="") as file:
        for row in rows:
            if columns is None:
                columns = csv.DictWriter(file, list(row), lineterminator="\n")
                columns.writeheader()
            columns.writerow(row)
    return path


def packed_size(names):
    keys = sorted(".".join(reversed(name.split("/")[0].split("."))) for name in names)
    shared, rests, before = bytearray(), [], ""
    for key in keys:
        n = len(os.path.commonprefix((before, key)))
        shared.append(min(n, 255))
        rests.append(key[n:])
        before = key
    return sum(len(lzma.compress(part, preset=9)) for part in (bytes(shared), "\n".join(rests).encode()))


def main():
    if sys.argv[1] == "--compare":
        with open(sys.argv[2], encoding="utf-8") as file:
            real = sorted({line.strip().removeprefix("www.") for line in file if line.strip() and line[0] != "#"})
        made = Maker(1).names(len(real))
        print(f"{len(real)} names: real {packed_size(real) / len(real):.2f} bytes each, "
              f"made up {packed_size(made) / len(made):.2f}")
    else:
        kind, count, path = sys.argv[1:]
        write(path, {"illegal": illegal, "register": register}[kind](int(count)))


if __name__ == "__main__":
    main()
