using System.Security.Cryptography;
using System.Text;
using FollowUpFlows.Tests.Contract.Hosting.Support;
using Xunit;
using static FollowUpFlows.Tests.Contract.Hosting.Support.EventBed;

namespace FollowUpFlows.Tests.Contract.Hosting;

/// <summary>Who may deliver events.</summary>
public sealed class EventGridAccessTests
{
    private const string Key = "key-of-the-subscription";
    private const string Setting = "Runtime:EventGrid:KeyHashes";

    [Theory]
    [InlineData("&code=" + Key, null, null, 202)]
    [InlineData("", "x-functions-key", Key, 202)]
    [InlineData("", "aeg-sas-key", Key, 202)]
    [InlineData("&code=old-key", null, null, 202)]
    [InlineData("&code=other", null, null, 401)]
    [InlineData("&code=", null, null, 401)]
    [InlineData("", "aeg-sas-key", "other", 401)]
    [InlineData("", null, null, 401)] // although it comes from this machine
    public async Task ConfiguredKey_IsDemanded(string query, string? header, string? value, int status)
    {
        await using EventBed bed = await EventBed.StartAsync(b =>
        {
            b.Configuration[Setting + ":0"] = HashOf(Key);
            b.Configuration[Setting + ":1"] = HashOf("old-key").ToUpperInvariant();
        });
        HttpRequestMessage request = Request("one-text", Cloud("e1"), query: query);
        if (header is not null)
        {
            request.Headers.Add(header, value);
        }

        using HttpResponseMessage response = await bed.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status == 202 ? 1 : 0, bed.Runs.Count);
    }

    [Fact]
    public async Task Handshakes_NeedTheKeyToo()
    {
        await using EventBed bed = await EventBed.StartAsync(b => b.Configuration[Setting] = HashOf(Key));

        using HttpResponseMessage options = await bed.SendAsync(Options("one-text", ("WebHook-Request-Origin", "evil.example")));
        using HttpResponseMessage withKey = await bed.SendAsync(Options("one-text&code=" + Key, ("WebHook-Request-Origin", "eventgrid.azure.net")));

        Assert.Equal(401, (int)options.StatusCode);
        Assert.False(options.Headers.Contains("WebHook-Allowed-Origin"));
        Assert.Equal(200, (int)withKey.StatusCode);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("Forwarded", "for=203.0.113.7")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Host", "shop.example")]
    public async Task WithoutAKey_WhoeverMayStandForAnother_IsRefused(string header, string value)
    {
        await using EventBed bed = await EventBed.StartAsync();
        HttpRequestMessage request = Request("one-text", Cloud("e1"));
        request.Headers.Add(header, value);

        using HttpResponseMessage response = await bed.SendAsync(request);

        Assert.Equal(401, (int)response.StatusCode);
        Assert.Empty(bed.Runs);
        Assert.Equal(202, await bed.PostAsync("one-text", Cloud("e1"))); // the machine's own program
    }

    [Theory]
    [InlineData("Runtime:Exposed", "true")]
    [InlineData("urls", "http://0.0.0.0:0")]
    public async Task WithoutAKey_AServerThatOthersReach_RefusesAndNamesTheRemedyOnce(string setting, string value)
    {
        await using EventBed bed = await EventBed.StartAsync(b => b.Configuration[setting] = value);
        UriBuilder here = new(bed.App.Address) { Host = "127.0.0.1", Path = "/runtime/webhooks/eventgrid", Query = "functionName=one-text" };

        for (int i = 0; i < 2; i++)
        {
            using HttpRequestMessage request = Request("one-text", Cloud("e1"));
            request.RequestUri = here.Uri;
            using HttpClient client = new();
            using HttpResponseMessage response = await client.SendAsync(request);
            Assert.Equal(401, (int)response.StatusCode);
        }

        Assert.Single(bed.App.Log.Lines, l => l.Text.Contains(Setting, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("not a hash")]
    [InlineData("00112233445566778899aabbccddeeff00112233445566778899aabbccddeef")] // one digit short
    public void HashThatIsNone_StopsTheStartWithoutBeingRepeated(string text)
    {
        InvalidOperationException refusal = Assert.Throws<InvalidOperationException>(() =>
            HostedApp.Build(b => b.Configuration[Setting] = text, typeof(EventFunctions)));

        Assert.Contains(Setting, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(text, refusal.Message, StringComparison.Ordinal);
    }

    private static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
