"""Make orders.csv, one row per order, from the lines of the UCI Online Retail data set.

Usage: python3 prepare.py ONLINERETAIL_CSV_GZ OUT_CSV

The input has the columns InvoiceNo, StockCode, Description, Quantity, InvoiceDate, UnitPrice,
CustomerID and Country; missing values are NA. See README.md for what is kept and how it is changed.
"""
import csv
import gzip
import sys
from fractions import Fraction

YEN_PER_POUND = 150
EXPECTED_ORDERS = 18_532
EXPECTED_CUSTOMERS = 4_338
EXPECTED_POUNDS = Fraction("8911407.904")


def read_invoices(path):
    """Returns invoice number -> [customer, earliest time, exact sum in pounds]."""
    invoices = {}
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            quantity, price = int(line["Quantity"]), Fraction(line["UnitPrice"])
            customer, time = line["CustomerID"], line["InvoiceDate"]
            if customer == "NA" or quantity <= 0 or price <= 0:
                continue
            number = line["InvoiceNo"]
            invoice = invoices.setdefault(number, [customer, time, Fraction(0)])
            if invoice[0] != customer:
                sys.exit(f"Invoice {number} has more than one customer: {invoice[0]} and {customer}.")
            invoice[1] = min(invoice[1], time)
            invoice[2] += quantity * price
    return invoices


def to_yen(pounds):
    """Rounds half up to whole yen, once per order."""
    yen = pounds * YEN_PER_POUND
    return (2 * yen.numerator + yen.denominator) // (2 * yen.denominator)


def check(invoices):
    """Prints the three known totals and stops when one of them differs."""
    customers = len({customer for customer, _, _ in invoices.values()})
    pounds = sum((pounds for _, _, pounds in invoices.values()), Fraction(0))
    thousandths = pounds * 1000
    if thousandths.denominator != 1:
        sys.exit(f"The sum {pounds} GBP has more than three decimals.")
    whole, rest = divmod(thousandths.numerator, 1000)
    print(f"{len(invoices):,} orders, {customers:,} customers, {whole}.{rest:03d} GBP")
    if (len(invoices), customers, pounds) != (EXPECTED_ORDERS, EXPECTED_CUSTOMERS, EXPECTED_POUNDS):
        sys.exit("Expected 18,532 orders, 4,338 customers, 8911407.904 GBP: is this the same data set?")


def write_orders(invoices, path):
    """Writes the orders by time, then order id."""
    rows = [(time.replace(" ", "T") + "+09:00", number, customer, to_yen(pounds))
            for number, (customer, time, pounds) in invoices.items()]
    with open(path, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["order_id", "customer_id", "ordered_at", "total"])
        for ordered_at, number, customer, total in sorted(rows):
            writer.writerow([number, customer, ordered_at, total])


def main():
    if len(sys.argv) != 3:
        sys.exit("Usage: python3 prepare.py ONLINERETAIL_CSV_GZ OUT_CSV")
    invoices = read_invoices(sys.argv[1])
    check(invoices)
    write_orders(invoices, sys.argv[2])


if __name__ == "__main__":
    main()
