using System.Globalization;
using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Ledger;
using FollowUpFlows.Pipeline.Sending.Certificates;
using FollowUpFlows.Pipeline.State;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Support.Running;

/// <summary>A shop whose rows a test writes by hand, by the names under which they are kept for ever.</summary>
internal sealed class CertifiedShop
{
    public const string JourneyId = "two";

    /// <summary>Sunday 22 November 2026 at 09:00 in Tokyo: the 21st is over.</summary>
    public static DateTimeOffset Morning { get; } = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The day of <see cref="Told.Noon"/>, at which everybody enrolls.</summary>
    public static DateOnly Day { get; } = new(2026, 11, 21);

    private CertifiedShop(TestWorld world, byte[]? key, ShopSettings settings, JourneyLibrary? read = null)
    {
        World = world;
        IEntityTables tables = world.Tables;
        JourneyStore journeyStore = new(tables);
        JourneyLibrary library = read ?? new(journeyStore, settings, world.Clocks);
        CertificateStore store = new(tables);
        Chain = new CertificateChain(store, new CertificateKey(key), settings);
        AuditDay audit = new(tables, new CustomerStore(tables), new EnrolledIndex(tables), new AuditCustomer(library, settings), settings);
        EnrolledDays days = new(store, Chain, journeyStore, library);
        Verify = new VerifyCertificate(audit, days, store, Chain);
        Issue = new IssueCertificate(audit, days, store, Chain, Verify, settings, world.Clocks);
        IssueDue = new IssueDueCertificates(Issue, store, settings, world.Clocks);
    }

    public TestWorld World { get; }

    public CertificateChain Chain { get; }

    public VerifyCertificate Verify { get; }

    public IssueCertificate Issue { get; }

    public IssueDueCertificates IssueDue { get; }

    /// <summary>With a journey that sends at once (<c>now</c>) and after three days (<c>later</c>).</summary>
    public static async Task<CertifiedShop> OpenAsync(ShopCalendar? calendar = null)
    {
        TestWorld world = new();
        await new TestShop(world).PublishAsync(JourneyFiles.Journey(JourneyId, """
              - { id: now, send: { channel: [line, email], message: thank-you } }
              - { id: later, after: 3d, send: { channel: [email], message: thank-you } }
            """));
        world.ShopClock.MoveTo(Morning);
        return new CertifiedShop(world, Key(1), TestShop.Settings with { Calendar = calendar ?? TestShop.Settings.Calendar });
    }

    /// <summary>Over a world in which a real shop has lived.</summary>
    /// <param name="lived">Has read the journeys.</param>
    public static CertifiedShop Over(TestWorld world, TestShop lived, ShopSettings? settings = null) =>
        new(world, Key(1), settings ?? TestShop.Settings, settings is null ? lived.Library : null);

    public static byte[] Key(byte fill) => [.. Enumerable.Repeat(fill, 32)];

    /// <summary>The same shop with another key, or without one.</summary>
    public CertifiedShop With(byte[]? key) => new(World, key, TestShop.Settings);

    /// <summary>Somebody who enrolled, with the row that leads to them.</summary>
    public async Task<string> EnrollAsync(string customerId, DateTimeOffset? at = null, EndReason? end = null, DateTimeOffset? endedAt = null, int version = 1)
    {
        DateTimeOffset enrolledAt = at ?? Told.Noon;
        string enrollmentId = IdOf(customerId);
        await IndexAsync(customerId, enrolledAt);
        await PutAsync(Tables.Customers, customerId, RowKeys.Of("enrollment", enrollmentId), new()
        {
            ["EnrollmentId"] = enrollmentId,
            ["JourneyId"] = JourneyId,
            ["Version"] = (long)version,
            ["BusinessKey"] = "shop-main|1",
            ["TriggeredAt"] = enrolledAt,
            ["TriggeredOn"] = Text(Shop.Tokyo.DateOf(enrolledAt)),
            ["EnrolledAt"] = enrolledAt,
            ["State"] = end is null ? "Running" : "Ended",
            ["End"] = end?.ToString(),
            ["EndedAt"] = endedAt,
        });
        return enrollmentId;
    }

    public Task IndexAsync(string customerId, DateTimeOffset at) => PutAsync(
        Tables.Indexes,
        $"enrolled:{Text(Shop.Tokyo.DateOf(at))}:{RowKeys.Shard(customerId, 8)}",
        RowKeys.Of(customerId, IdOf(customerId)),
        new() { ["CustomerId"] = customerId, ["EnrollmentId"] = IdOf(customerId) });

    /// <summary>A row of the ledger that is in order, but for the changes.</summary>
    public Task SendAsync(string customerId, string step = "now", string state = "Sent", DateTimeOffset? dueAt = null, string channel = "Line", Dictionary<string, object?>? changes = null)
    {
        DateTimeOffset due = dueAt ?? Told.Noon;
        bool isSent = state == "Sent";
        bool isSettled = state is "Sent" or "Withheld" or "Failed" or "Expired";
        Dictionary<string, object?> row = new()
        {
            ["EnrollmentId"] = IdOf(customerId),
            ["StepId"] = step,
            ["Visit"] = 0L,
            ["Channel"] = channel,
            ["State"] = state,
            ["DueAt"] = due,
            ["MessageId"] = "thank-you",
            ["ClaimedAt"] = isSent || state == "Claimed" ? due.AddSeconds(1) : null,
            ["ClaimedAtSystem"] = isSent || state == "Claimed" ? due.AddDays(100) : null,
            ["PayloadHash"] = isSent || state == "Claimed" ? "cafe" : null,
            ["SettledAt"] = isSettled ? due.AddSeconds(2) : null,
            ["ProviderId"] = isSent ? "p1" : null,
            ["Reason"] = isSent ? null : isSettled ? "NoConsent" : null,
        };
        foreach ((string name, object? value) in changes ?? [])
        {
            row[name] = value;
        }

        return PutAsync(Tables.Customers, customerId, KeyOf(customerId, step, channel), row);
    }

    public Task RemoveAsync(string customerId, string rowKey) => RemoveAsync(Tables.Customers, customerId, rowKey);

    public async Task RemoveAsync(string table, string partition, string rowKey) =>
        Assert.True(await World.Tables.WriteAsync(table, partition, new EntityChange.Delete(rowKey), default));

    public static string KeyOf(string customerId, string step = "now", string channel = "Line") => RowKeys.Of("send", IdOf(customerId), step, "0", channel);

    public static string IdOf(string customerId) => $"{JourneyId}:{customerId}";

    public async Task PutAsync(string table, string partition, string rowKey, Dictionary<string, object?> values)
    {
        Dictionary<string, object> properties = values.Where(v => v.Value is not null).ToDictionary(v => v.Key, v => v.Value!);
        Assert.True(await World.Tables.WriteAsync(table, partition, new EntityChange.Put(new Entity(partition, rowKey) { Properties = properties }), default));
    }

    /// <summary>The certificate that is new.</summary>
    public async Task<Issuance.Issued> IssueAsync(DateOnly? day = null) => Assert.IsType<Issuance.Issued>(await Issue.RunAsync(day ?? Day, default));

    /// <summary>Certifies day by day, and expects each to hold.</summary>
    public async Task<int> HoldsAsync(DateOnly from, DateOnly until)
    {
        int due = 0;
        for (DateOnly day = from; day <= until; day = day.AddDays(1))
        {
            Issuance.Issued issued = await IssueAsync(day);
            Assert.True(issued.Account.Holds, $"{day:O}: {string.Join("; ", issued.Account.Findings)}");
            due += issued.Account.DueCount;
        }

        return due;
    }

    /// <summary>The findings of the day, as words.</summary>
    public async Task<string[]> FindingsAsync(DateOnly? day = null) =>
        [.. (await Verify.RunAsync(day ?? Day, default)).Now.Account.Findings.Select(f => $"{f.Kind} {f.CustomerId} {f.StepId}".Trim())];

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
