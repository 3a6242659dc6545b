using System.Net;
using System.Net.Sockets;
using FollowUpFlows.Tests.EndToEnd.Support;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd.Deployment;

/// <summary>The questions that a deployed application is asked.</summary>
[Collection(RunningShopTests.Name)]
public sealed class SmokeTests(RunningShop shop)
{
    private static readonly string Script = Repository.PathOf("infra", "hooks", "smoke.sh");

    [Fact]
    public async Task Application_ThatRuns_Passes()
    {
        ProcessRun run = await ProcessRun.OfAsync(Script, Repository.Root, [shop.Server.Http.BaseAddress!.AbsoluteUri]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task Address_ThatNobodyAnswers_Fails()
    {
        using TcpListener closed = new(IPAddress.Loopback, 0);
        closed.Start();
        int port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        ProcessRun run = await ProcessRun.OfAsync(Script, Repository.Root, [$"http://127.0.0.1:{port}", "1"]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("did not answer 200 in time", run.Error, StringComparison.Ordinal);
    }

    /// <summary>Something answers, and it is not us.</summary>
    [Fact]
    public async Task Host_ThatAnswersEverythingAlike_Fails()
    {
        using HttpListener host = new();
        using TcpListener probe = new(IPAddress.Loopback, 0);
        probe.Start();
        int port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        host.Prefixes.Add($"http://127.0.0.1:{port}/");
        host.Start();
        Task answering = AnswerAsync(host);

        ProcessRun run = await ProcessRun.OfAsync(Script, Repository.Root, [$"http://127.0.0.1:{port}", "30"]);
        host.Stop();
        await answering;

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("smoke: GET /no-such-page answered 200, expected 404", run.Error, StringComparison.Ordinal);
    }

    private static async Task AnswerAsync(HttpListener host)
    {
        while (host.IsListening)
        {
            try
            {
                (await host.GetContextAsync()).Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;  // stopped
            }
        }
    }
}
