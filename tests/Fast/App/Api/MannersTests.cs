using System.Net;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Tests.Fast.App.Api.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App.Api;

/// <summary>Methods and addresses that are not there, and what goes wrong inside.</summary>
public sealed class MannersTests
{
    [Theory]
    [InlineData("GET", "/api/nothing")]
    [InlineData("GET", "/api")]
    [InlineData("POST", "/nothing")]
    [InlineData("GET", "/elsewhere")]
    [InlineData("POST", "/")]
    [InlineData("GET", "/openapi/v2.json")]
    public async Task Address_ThatIsNotThere_Is404(string method, string path)
    {
        using ApiBed bed = new(new TestWorld());
        Assert.NotEmpty((await bed.SendAsync(method, path)).IsProblem(404, "not-found"));
    }

    /// <summary>Problem details even for those who ask for a page.</summary>
    [Fact]
    public async Task Address_ThatIsNotThere_IsAProblemForBrowsersToo()
    {
        using ApiBed bed = new(new TestWorld());
        (await bed.SendAsync("GET", "/api/nothing", change: c => c.Request.Headers.Accept = "text/html")).IsProblem(404, "not-found");
        (await bed.SendAsync("GET", "/api/outbox?limit=0", change: c => c.Request.Headers.Accept = "text/html")).IsProblem(400, "bad-request");
    }

    [Theory]
    [InlineData("DELETE", "/api/customers", "GET, HEAD, OPTIONS")]
    [InlineData("POST", "/healthz", "GET, HEAD, OPTIONS")]
    [InlineData("GET", "/api/customers/search", null)] // read as a customer's id
    [InlineData("GET", "/api/review/x/replay", "POST, OPTIONS")]
    public async Task Method_ThatAnAddressDoesNotTake_Is405WithThoseThatItTakes(string method, string path, string? allowed)
    {
        using ApiBed bed = new(new TestWorld());
        ApiAnswer answer = await bed.SendAsync(method, path);
        if (allowed is null)
        {
            answer.IsProblem(404, "not-found");
            return;
        }

        answer.IsProblem(405, "method-not-allowed");
        Assert.Equal(allowed, answer.Headers.Allow.ToString());
    }

    [Theory]
    [InlineData("/api/outbox", "GET, HEAD, OPTIONS")]
    [InlineData("/api/review/x/replay", "POST, OPTIONS")]
    public async Task Options_ListTheMethods(string path, string allowed)
    {
        using ApiBed bed = new(new TestWorld());
        ApiAnswer answer = await bed.SendAsync("OPTIONS", path);
        Assert.Equal((HttpStatusCode.NoContent, "", allowed), (answer.Status, answer.Text, answer.Headers.Allow.ToString()));
        (await bed.SendAsync("OPTIONS", "/api/nothing")).IsProblem(404, "not-found");
    }

    [Theory]
    [InlineData("/healthz", 200)]
    [InlineData("/api/outbox", 200)]
    [InlineData("/api/outbox?limit=0", 400)]
    [InlineData("/api/customers/c1", 404)]
    public async Task Head_IsGetWithoutTheBody(string path, int status)
    {
        using ApiBed bed = new(new TestWorld());
        (ApiAnswer head, ApiAnswer get) = (await bed.SendAsync("HEAD", path), await bed.SendAsync("GET", path));
        Assert.Equal((status, status, ""), ((int)head.Status, (int)get.Status, head.Text));
        Assert.Equal(get.ContentType, head.ContentType);
        Assert.Equal(get.Headers.CacheControl, head.Headers.CacheControl);
    }

    [Fact]
    public async Task Health_MayBeKeptByNobodyInParticular_ApiByNobody()
    {
        using ApiBed bed = new(new TestWorld());
        Assert.Empty((await bed.GetAsync("/healthz")).Headers.CacheControl.ToString());
        Assert.Equal("no-store", (await bed.GetAsync("/api/outbox")).Headers.CacheControl.ToString());
    }

    [Theory]
    [InlineData("/api/outbox")]
    [InlineData("/api/customers/c1")]
    [InlineData("/healthz")]
    public async Task Store_ThatIsBusy_Is503AndSaysWhen(string path)
    {
        using ApiBed bed = new(new TestWorld(), new BrokenTables(new StorageException("row c1 of anna@example.com", isTemporary: true, TimeSpan.FromSeconds(2.5))));
        ApiAnswer answer = await bed.SendAsync("GET", path);
        Assert.Equal("The store is busy; try again.", answer.IsProblem(503, "unavailable"));
        Assert.DoesNotContain("anna", answer.Text, StringComparison.Ordinal);
        Assert.Equal(path == "/healthz" ? "" : "3", answer.Headers.RetryAfter.ToString());
    }

    [Fact]
    public async Task Store_ThatDoesNotWork_Is503WithoutAPromise()
    {
        using ApiBed bed = new(new TestWorld(), new BrokenTables(new StorageException("disk full", isTemporary: false)));
        ApiAnswer answer = await bed.SendAsync("GET", "/api/outbox");
        Assert.Equal("The store does not work; the log says why.", answer.IsProblem(503, "unavailable"));
        Assert.Empty(answer.Headers.RetryAfter.ToString());
    }

    [Fact]
    public async Task Fault_OfTheProgram_Is500WithoutWhatWasThrown()
    {
        using ApiBed bed = new(new TestWorld(), new BrokenTables(new InvalidOperationException("secret thing")));
        ApiAnswer answer = await bed.SendAsync("GET", "/api/outbox");
        Assert.Equal("Something went wrong; the log says what.", answer.IsProblem(500, "failed"));
        Assert.DoesNotContain("secret", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(" at ", answer.Text, StringComparison.Ordinal);
        Assert.Equal("no-store", answer.Headers.CacheControl.ToString().Split(',')[^1]);
    }

    private sealed class BrokenTables(Exception fault) : IEntityTables
    {
        public Task<Entity?> ReadAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) => throw fault;

        public Task<EntityPage> QueryAsync(EntityQuery query, CancellationToken cancellationToken) => throw fault;

        public Task<WriteOutcome> WriteAsync(string table, string partitionKey, IReadOnlyList<EntityChange> changes, CancellationToken cancellationToken) => throw fault;
    }
}
