using System.Globalization;
using System.Text.Json;
using FollowUpFlows.Pipeline.Intake;
using NodaTime;

namespace FollowUpFlows.Sources.Api;

/// <summary>Goes through a list whose pages are numbered, and whose end is not described: at a page that is empty, or the one before again.</summary>
/// <param name="entity">What the things of the list are.</param>
/// <param name="isPaged">Whether the question names a page at all.</param>
internal sealed class NamedPages(NamedFields fields, string entity, bool isPaged)
{
    private static readonly DateTimeZone Japan = DateTimeZoneProviders.Tzdb["Asia/Tokyo"];

    /// <summary>Where a look stands.</summary>
    /// <param name="Number">Of the page, from 1.</param>
    /// <param name="Offset">Of its first order, from 0.</param>
    /// <param name="First">The number of the first order of the page before; empty at the first page.</param>
    internal readonly record struct Place(int Number, int Offset, string First);

    /// <summary>The instant as Japanese shops write it.</summary>
    public static string TimeOf(DateTimeOffset from) =>
        Instant.FromDateTimeOffset(from).InZone(Japan).LocalDateTime.ToString("uuuu-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <param name="page">As <see cref="PollPage.Next"/> has it: <c>2 100 A-1001</c>.</param>
    public static Place PlaceOf(string? page)
    {
        string[] parts = (page ?? "1 0 ").Split(' ', 3);
        return new Place(int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture), parts[2]);
    }

    public PollPage Read(JsonElement answer, Place place)
    {
        IReadOnlyList<PolledThing> orders = fields.Orders(entity, answer);
        return orders.Count == 0 || orders[0].Thing.Id == place.First
            ? new PollPage([], null)
            : new PollPage(orders, isPaged ? string.Create(CultureInfo.InvariantCulture, $"{place.Number + 1} {place.Offset + orders.Count} {orders[0].Thing.Id}") : null);
    }

    /// <summary>An answer that was saved to a file.</summary>
    public PollPage ReadSaved(ReadOnlyMemory<byte> answer)
    {
        using JsonDocument json = new ShopAnswer(System.Net.HttpStatusCode.OK, answer.ToArray(), null).Json();
        return Read(json.RootElement, PlaceOf(null));
    }
}
