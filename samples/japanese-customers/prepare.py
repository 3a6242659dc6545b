"""Make customers.csv: the buyers of the Online Retail orders with Japanese names, and prospects.

Usage: python3 prepare.py CUSTOMER_CSV_GZ ORDERS_CSV OUT_CSV

CUSTOMER_CSV_GZ is customer.csv of the 100 knocks (gzip); ORDERS_CSV is ../online-retail/orders.csv.
See README.md for what is kept, and what is made up. The same input always gives the same bytes:
wherever something is chosen, a hash of the customer's id chooses.
"""
import csv
import gzip
import hashlib
import sys
from datetime import date, timedelta

EXPECTED_BUYERS = 4_338
PROSPECTS = 500
FIRST_DAY = date(2010, 12, 1)
LAST_DAY = date(2011, 12, 8)

COLUMNS = ["customer_id", "name", "email", "birthday", "registered_at", "postal_code", "line_user_id",
           "consent_email", "consent_line", "consent_at", "consent_source", "tags"]
WAYS_IN = ["店頭", "資料請求", "メルマガ"]


def number(customer_id, what, below):
    """Returns a number from 0 to below - 1 that is always the same for this customer and this matter."""
    digest = hashlib.sha256(f"{what}:{customer_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % below


def read_people(path):
    """Returns the dummy customers in the order in which they registered."""
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as lines:
        return sorted(csv.DictReader(lines), key=lambda row: (row["application_date"], row["customer_id"]))


def read_buyers(path):
    """Returns (customer, day of the first order) in the order of the first orders."""
    first = {}
    with open(path, encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            moment = (row["ordered_at"], row["order_id"])
            first[row["customer_id"]] = min(first.get(row["customer_id"], moment), moment)
    if len(first) != EXPECTED_BUYERS:
        sys.exit(f"Expected orders of {EXPECTED_BUYERS:,} customers, found {len(first):,}: is this the same file?")
    return [(customer, moment[0][:10]) for customer, moment in sorted(first.items(), key=lambda item: item[1])]


def make_prospects():
    """Returns (customer, day of registration), spread over the days of the orders, in the order of the days."""
    span = (LAST_DAY - FIRST_DAY).days + 1
    ids = [f"P{i:04d}" for i in range(1, PROSPECTS + 1)]
    days = sorted(FIRST_DAY + timedelta(days=number(customer, "registered", span)) for customer in ids)
    return [(customer, day.isoformat()) for customer, day in zip(ids, days)]


def birthday(customer, day):
    """Most told the whole day, some without the year, some nothing."""
    told = number(customer, "birthday", 100)
    return "" if told < 8 else f"--{day[5:]}" if told < 14 else day


def consents(customer):
    """Returns (has an e-mail address, has a LINE account, consent to e-mail, consent to LINE)."""
    has_email = number(customer, "email", 100) < 97
    has_line = number(customer, "line", 100) < 44
    mail = number(customer, "consent-email", 100)
    line = number(customer, "consent-line", 100)
    said_email = "" if not has_email or mail >= 97 else "yes" if mail < 88 else "no"
    said_line = "" if not has_line else "yes" if line < 92 else "no"
    return has_email, has_line, said_email, said_line


def make_row(customer, registered_on, person, source, tags):
    has_email, has_line, said_email, said_line = consents(customer)
    said_anything = said_email or said_line
    line_user_id = "U" + hashlib.sha256(f"line-user:{customer}".encode()).hexdigest()[:32]
    return [
        customer,
        person["customer_name"],
        f"c{customer.lower()}@example.jp" if has_email else "",
        birthday(customer, person["birth_day"]),
        registered_on,
        person["postal_cd"],
        line_user_id if has_line else "",
        said_email,
        said_line,
        registered_on if said_anything else "",
        source if said_anything else "",
        tags,
    ]


def main():
    if len(sys.argv) != 4:
        sys.exit("Usage: python3 prepare.py CUSTOMER_CSV_GZ ORDERS_CSV OUT_CSV")
    people = read_people(sys.argv[1])
    buyers = read_buyers(sys.argv[2])
    prospects = make_prospects()
    rows = [make_row(*buyer, person, "checkout", "") for buyer, person in zip(buyers, people)]
    rows += [make_row(*prospect, person, "signup", WAYS_IN[number(prospect[0], "way", len(WAYS_IN))])
             for prospect, person in zip(prospects, people[len(buyers):])]
    with open(sys.argv[3], "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    print(f"{len(buyers):,} buyers, {len(prospects):,} prospects")


if __name__ == "__main__":
    main()
