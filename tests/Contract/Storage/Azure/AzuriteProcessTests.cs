using System.Net;
using FollowUpFlows.Tests.Contract.Storage.Azure.Support;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Storage.Azure;

/// <summary>The emulator itself: what the other tests take for granted.</summary>
[Collection(AzuriteTests.Name)]
[Trait(AzuriteTests.Needs, AzuriteTests.Name)]
public sealed class AzuriteProcessTests
{
    private static readonly DateTimeOffset Past = new(2001, 2, 3, 4, 5, 6, TimeSpan.Zero);

    [Fact]
    public async Task Clock_StandsWhereItIsSet_UntilItIsGivenBack()
    {
        Azurite azurite = SharedAzurite.Running;
        azurite.SetClock(Past);
        Assert.StartsWith("2001-02-03T04:05:06", await ErrorTimeAsync(azurite), StringComparison.Ordinal);
        azurite.SetClock(null);
        Assert.StartsWith("20", await ErrorTimeAsync(azurite), StringComparison.Ordinal);
        Assert.DoesNotContain("2001-02-03", await ErrorTimeAsync(azurite), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_EndsTheProcess()
    {
        Azurite azurite = await Azurite.StartAsync();
        Uri queues = azurite.NewAccount().Queues;
        using HttpClient http = new();
        using (HttpResponseMessage answer = await http.GetAsync(queues))
        {
            Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
        }

        await azurite.DisposeAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(queues));
    }

    /// <summary>Every refusal ends with the emulator's time.</summary>
    private static async Task<string> ErrorTimeAsync(Azurite azurite)
    {
        using HttpClient http = new();
        using HttpResponseMessage answer = await http.GetAsync(new Uri($"{azurite.NewAccount().Queues}?comp=list"));
        string error = await answer.Content.ReadAsStringAsync();
        const string mark = "Time:";
        return error[(error.IndexOf(mark, StringComparison.Ordinal) + mark.Length)..];
    }
}
