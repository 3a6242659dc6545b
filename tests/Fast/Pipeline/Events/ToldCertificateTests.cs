using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Events;
using FollowUpFlows.Pipeline.Sending.Certificates;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Pipeline.Events;

/// <summary>Certificates lie beside their event, in the chain.</summary>
public sealed class ToldCertificateTests
{
    private static readonly DateOnly Day = new(2026, 11, 21);

    [Fact]
    public async Task Certificate_IsToldOnceAndTheChainHolds()
    {
        TestWorld world = new() { Topic = new TestTopic() };
        TestShop shop = new(world);
        CertificateStore store = new(world.Tables, shop.Outgoing);

        CertificateLink link = await AddAsync(store, null, 1);
        ChainHead? head = await store.HeadAsync(default);
        await AddAsync(store, head, 2);
        Assert.False(await store.AddAsync(Link(2), head, default));  // somebody else was faster
        await shop.Publishing!.SweepAsync(TimeSpan.Zero, default);

        Assert.Equal(["certificates/2026-11-21", "certificates/2026-11-21"], world.Topic.Taken.Select(t => t.Event.Subject));
        DomainEvent told = world.Topic.Events[0];
        Assert.Equal((EventTypes.CertificateIssued, link.Certificate.IssuedAt), (told.Type, told.Time));
        Assert.Empty(EventSchemas.FaultsOf(told.Type, told.Data));
        Assert.Contains($"\"number\":1,\"due\":5,\"settled\":3,\"deferred\":1,\"held\":1,\"open\":0,\"discrepancies\":0,\"holds\":true", told.Data, StringComparison.Ordinal);
        Assert.Equal(2, await store.AllAsync(default).CountAsync());
        Assert.DoesNotContain(await world.Tables.DumpAsync(Tables.Certificates), r => r.Contains("outgoing", StringComparison.Ordinal));
    }

    private static async Task<CertificateLink> AddAsync(CertificateStore store, ChainHead? head, long number)
    {
        CertificateLink link = Link(number);
        Assert.True(await store.AddAsync(link, head, default));
        return link;
    }

    private static CertificateLink Link(long number)
    {
        Certificate certificate = new()
        {
            Number = number,
            Day = Day,
            TimeZone = ShopCalendar.DefaultZoneId,
            IssuedAt = Told.Noon,
            IssuedAtSystem = Told.Noon,
            Due = 5,
            Settled = 3,
            Deferred = 1,
            Held = 1,
            Open = 0,
            Discrepancies = 0,
            Sums = [],
            Digest = "",
            Annex = "",
            Previous = null,
            KeyId = null,
        };
        string body = StoredJson.Write(certificate);
        return new CertificateLink(certificate, body, Certificate.HashOf(body), null);
    }
}
