using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Sources.Csv;

/// <summary>The orders of a file.</summary>
/// <param name="Currency">The one currency of the file.</param>
/// <param name="Reading">Each order id once, as its last good row says; customer ids are the file's own, for guests the e-mail address.</param>
/// <param name="ReplacedCount">Rows that a later row with the same order id replaced.</param>
public sealed record OrdersFile(Currency Currency, CsvReading<Order> Reading, int ReplacedCount)
{
    /// <summary>The same orders as a source tells them, with their buyers.</summary>
    public IReadOnlyList<FileOrder> Told { get; init; } = [];
}

/// <summary>Reads orders from CSV: <c>order_id,customer_id,ordered_at,total</c> and optional columns.</summary>
public static class OrdersCsv
{
    /// <summary>The columns that an orders file has.</summary>
    public static CsvColumns Columns { get; } = new(
        ["order_id", "customer_id", "ordered_at", "total"],
        ["currency", "subtotal", "discount", "cost", "status", "refunded", "email", "phone", "name", "line_user_id", "test", "items"]);

    private static string[] AllColumns { get; } = [.. Columns.Required, .. Columns.Optional];

    /// <summary>Reads the whole file. An order id that comes again replaces the earlier row.</summary>
    /// <param name="calendar">Gives instants their day.</param>
    /// <param name="currency">The file's currency; null takes it from its column, and the yen where there is none.</param>
    public static OrdersFile Read(Stream stream, ShopCalendar calendar, Currency? currency)
    {
        OrderRowParser parser = new(calendar, currency);
        CsvReading<OrderRow> reading = CsvFile.Read(stream, Columns, parser.Parse);
        IReadOnlyList<OrderRow> rows = CsvFile.LastOf(reading.Rows, r => r.Order.OrderId);
        CsvReading<Order> orders = new(reading.Refusal, [.. rows.Select(r => r.Order)], reading.BadRows, reading.IgnoredColumns);
        return new OrdersFile(parser.Currency ?? Currency.Yen, orders, reading.Rows.Count - rows.Count)
        {
            Told = [.. rows.Select(r => r.Told())],
        };
    }

    private sealed class OrderRowParser(ShopCalendar calendar, Currency? currency)
    {
        public Currency? Currency { get; private set; } = currency;

        public OrderRow? Parse(FieldReader row)
        {
            Currency rowCurrency = ReadCurrency(row);
            string orderId = row.RequiredId("order_id");
            string customerId = ReadCustomerId(row);
            (DateTimeOffset At, DateOnly On)? moment = row.Moment("ordered_at", calendar);
            row.RequiredText("total");
            long? totalMinor = row.AmountMinor("total", rowCurrency);
            Order order = new()
            {
                OrderId = orderId,
                CustomerId = customerId,
                OrderedAt = moment?.At ?? default,
                OrderedOn = moment?.On ?? default,
                Currency = rowCurrency,
                TotalMinor = totalMinor ?? 0,
                SubtotalMinor = row.AmountMinor("subtotal", rowCurrency),
                DiscountMinor = row.AmountMinor("discount", rowCurrency) ?? 0,
                CostMinor = row.AmountMinor("cost", rowCurrency),
                RefundedMinor = row.AmountMinor("refunded", rowCurrency) ?? 0,
                Status = row.Word("status", "paid", "placed", "cancelled") switch
                {
                    "placed" => OrderStatus.Placed,
                    "cancelled" => OrderStatus.Cancelled,
                    _ => OrderStatus.Paid,
                },
                IsTest = row.Word("test", "true", "false") == "true",
                Lines = ReadLines(row, rowCurrency),
            };
            return new OrderRow(row.Line, row.Fingerprint(AllColumns), order, ReadBuyer(row, order.OrderedAt));
        }

        private static SourceCustomer ReadBuyer(FieldReader row, DateTimeOffset orderedAt) => new()
        {
            ExternalId = row.Id("customer_id"),
            Email = row.Text("email"),
            Phone = row.Text("phone"),
            Name = row.Text("name"),
            LineUserId = row.Text("line_user_id"),
            UpdatedAt = orderedAt,
        };

        /// <summary>A guest has no id in the shop; the e-mail address tells guests apart, however it is capitalized.</summary>
        private static string ReadCustomerId(FieldReader row)
        {
            if ((row.Id("customer_id") ?? row.Text("email")?.ToLowerInvariant()) is { } id)
            {
                return id;
            }

            row.Refuse("customer_id is empty, and so is email");
            return "";
        }

        /// <summary>The first currency that the file names is the file's; a row in another one is refused.</summary>
        private Currency ReadCurrency(FieldReader row)
        {
            if (row.Text("currency") is not { } code)
            {
                return Currency ??= Currency.Yen;
            }

            if (Currency.Find(code) is not { } named)
            {
                row.Refuse($"currency '{code}' is not a code of three letters such as JPY");
                return Currency ?? Currency.Yen;
            }

            Currency ??= named;
            if (named != Currency)
            {
                row.Refuse($"currency {named} differs from the file's {Currency}; a file has one currency, which --currency can name");
            }

            return Currency;
        }

        private static IReadOnlyList<OrderLine> ReadLines(FieldReader row, Currency currency)
        {
            if (row.LongText("items") is not { } json)
            {
                return [];
            }

            (IReadOnlyList<OrderLine> lines, string? fault) = ItemsJson.Read(json, currency);
            if (fault is not null)
            {
                row.Refuse(fault);
            }

            return lines;
        }
    }
}
