using System.Net;
using System.Security.Cryptography;
using FollowUpFlows.App.Access;
using FollowUpFlows.App.Access.SignIn;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api;

/// <summary>Who changed what: noted before it is done, and nothing of what was asked but the address.</summary>
public sealed class AuditApiTests
{
    private const string Address = """{"channel":"email","address":"hanako@example.com","by":"sato","why":"asked by telephone"}""";

    private static readonly ApiKeys Editors = new([new ApiKey("tool", SHA256.HashData("open sesame"u8), Role.Editor)]);

    [Fact]
    public async Task Acts_AreKeptWithWhoAndWhatCameOfThem_TheLatestFirst()
    {
        TestWorld world = new();
        await new TestShop(world).PublishAsync(JourneyFiles.OneMail);
        using ApiBed bed = Bed(world);
        await bed.SendAsync("POST", "/api/suppressions", Address, c => c.Request.Headers.Authorization = "Bearer open sesame");
        world.SystemClock.Advance(TimeSpan.FromMinutes(1));
        await bed.SendAsync("POST", "/api/pauses/news/resume", """{"by":"sato","why":"again"}""");  // there is none: nothing is changed
        await bed.SendAsync("POST", "/api/journeys/one-mail/backfill", """{"preview":true}""");
        Assert.Equal(
            [
                """{"at":"2027-03-01T03:01:00+00:00","by":"this machine","role":"admin","way":"machine","act":"backfillJourney","about":"one-mail","status":202}""",
                """{"at":"2027-03-01T03:00:00+00:00","by":"tool","role":"editor","way":"key","act":"addSuppression","about":null,"status":200}""",
            ],
            (await bed.GetAsync("/api/audit")).Items.Select(i => i.GetRawText()));
        Assert.DoesNotContain("hanako", string.Join('\n', await world.Tables.DumpAsync(Tables.Audit)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Acts_ComeInPages()
    {
        TestWorld world = new();
        using ApiBed bed = Bed(world);
        for (int i = 0; i < 5; i++)
        {
            world.SystemClock.Advance(TimeSpan.FromMinutes(1));
            await bed.SendAsync("POST", "/api/suppressions", Address);
        }

        (IReadOnlyList<string> items, int pages) = await bed.PagesAsync("/api/audit", 2);
        Assert.Equal((5, 3, 5), (items.Count, pages, items.Distinct().Count()));
    }

    [Theory]
    [InlineData("GET", "/api/suppressions", null)]
    [InlineData("POST", "/api/suppressions/search", """{"channel":"email","address":"hanako@example.com"}""")] // only asks
    [InlineData("POST", "/api/lint", "{}")]
    public async Task Looking_LeavesNoTrace(string method, string path, string? body)
    {
        TestWorld world = new();
        using ApiBed bed = Bed(world);
        await bed.SendAsync(method, path, body);
        Assert.Empty(await world.Tables.DumpAsync(Tables.Audit));
    }

    [Fact]
    public async Task Log_IsForAdministrators()
    {
        using ApiBed bed = Bed(new TestWorld());
        ApiAnswer refused = await bed.SendAsync("GET", "/api/audit", change: c => c.Request.Headers.Authorization = "Bearer open sesame");
        Assert.Contains("'admin'", refused.IsProblem(403, "forbidden"), StringComparison.Ordinal);
    }

    /// <summary>Nobody acts under another's name.</summary>
    [Theory]
    [InlineData("""{"channel":"email","address":"hanako@example.com","by":"ito@shop.example","why":"asked by telephone"}""")]
    [InlineData("""{"channel":"email","address":"hanako@example.com","By":"ito@shop.example","BY":"ito","why":"asked by telephone"}""")]
    [InlineData("""{"channel":"email","address":"hanako@example.com","why":"asked by telephone"}""")]
    public async Task Person_WhoHasSignedIn_ActsUnderTheirOwnName(string body)
    {
        SignInSettings people = new(new Dictionary<string, Role> { ["sato@shop.example"] = Role.Editor }, null, TrustsPlatform: true);
        using ApiBed bed = new(new TestWorld(), add: s => s.AddSingleton(new AccessRule(new ApiKeys([]), people, isBehindAnother: true)));
        ApiAnswer answer = await bed.SendAsync("POST", "/api/suppressions", body, AsSato);
        string id = answer.Json.GetProperty("id").GetString()!;
        ApiAnswer history = await bed.SendAsync("GET", $"/api/suppressions/{id}", change: AsSato);
        Assert.Contains("\"by\":\"sato@shop.example\"", history.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ito", history.Text, StringComparison.Ordinal);

        static void AsSato(Microsoft.AspNetCore.Http.HttpContext context)
        {
            context.Request.Headers["X-MS-CLIENT-PRINCIPAL-NAME"] = "sato@shop.example";
            context.Request.Headers["Sec-Fetch-Site"] = "same-origin";
        }
    }

    /// <summary>What cannot be noted is not done.</summary>
    [Fact]
    public async Task Act_ThatCannotBeNoted_IsNotDone()
    {
        TestWorld world = new();
        using ApiBed bed = new(world, new NoAudit(world.Tables));
        ApiAnswer answer = await bed.SendAsync("POST", "/api/suppressions", Address);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Empty(await world.Tables.DumpAsync(Tables.Suppressions));
    }

    private static ApiBed Bed(TestWorld world) => new(world, add: s => s.AddSingleton(new AccessRule(Editors, SignInSettings.Nobody, isBehindAnother: false)));

    /// <summary>A store that takes everything but what is noted.</summary>
    private sealed class NoAudit(IEntityTables inner) : IEntityTables
    {
        public Task<Entity?> ReadAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) =>
            inner.ReadAsync(table, partitionKey, rowKey, cancellationToken);

        public Task<EntityPage> QueryAsync(EntityQuery query, CancellationToken cancellationToken) => inner.QueryAsync(query, cancellationToken);

        public Task<WriteOutcome> WriteAsync(string table, string partitionKey, IReadOnlyList<EntityChange> changes, CancellationToken cancellationToken) =>
            table == Tables.Audit
                ? throw new StorageException("disk full", isTemporary: false)
                : inner.WriteAsync(table, partitionKey, changes, cancellationToken);
    }
}
