using System.Net;
using System.Net.Sockets;
using FollowUpFlows.Compat;
using FollowUpFlows.Runtime.Hosting;
using FollowUpFlows.Tests.Contract.Hosting.Support;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Hosting;

public sealed class HostStartTests
{
    [Fact]
    public async Task Port_ThatIsZero_IsAnnouncedAsTheOneThatWasFree()
    {
        await using HostedApp app = await HostedApp.StartAsync(typeof(HttpRouteTests.Routed));

        Assert.NotEqual(0, app.Address.Port);
        Assert.Contains(app.Log.Lines, l => l.Text == $"Listening on http://127.0.0.1:{app.Address.Port}");
    }

    [Fact]
    public async Task Port_ThatIsTaken_IsNamedWithTheRemedy()
    {
        using TcpListener other = new(IPAddress.Loopback, 0);
        other.Start();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;
        IHost host = HostedApp.Build(b => b.Configuration["urls"] = $"http://127.0.0.1:{port}").Host;

        IOException fault = await Assert.ThrowsAsync<IOException>(() => host.StartAsync());

        Assert.Contains($"http://127.0.0.1:{port}", fault.Message, StringComparison.Ordinal);
        Assert.Contains("--urls", fault.Message, StringComparison.Ordinal);
        host.Dispose();
    }

    [Fact]
    public void Build_ASecondTime_IsRefused()
    {
        FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder([]);
        builder.FunctionClasses = [];
        builder.Build().Dispose();

        Assert.Throws<InvalidOperationException>(builder.Build);
    }

    [Fact]
    public void Runtime_ThatNobodyRegistered_IsFoundByItsName() => Assert.IsType<EmbeddedRuntime>(EmbeddedRuntimes.Load("FollowUpFlows.Runtime"));

    [Fact]
    public void Runtime_ThatIsMissing_IsNamedWithTheRemedy()
    {
        InvalidOperationException fault = Assert.Throws<InvalidOperationException>(() => EmbeddedRuntimes.Load("FollowUpFlows.Absent"));

        Assert.Contains("FollowUpFlows.Absent.dll", fault.Message, StringComparison.Ordinal);
        Assert.Contains("FunctionsRuntime=Azure", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Arguments_AreSettings()
    {
        FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(["--Shop:Name", "花屋", "--Storage:Directory=data"]);

        Assert.Equal("花屋", builder.Configuration["Shop:Name"]);
        Assert.Equal("data", builder.Configuration["Storage:Directory"]);
        Assert.Equal(AppContext.BaseDirectory.TrimEnd('/', '\\'), builder.Environment.ContentRootPath.TrimEnd('/', '\\'));
    }
}
