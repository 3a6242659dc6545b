using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using FollowUpFlows.Tests.EndToEnd.Support;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd;

/// <summary><c>followup up</c>: the first start, the next ones, and starts that cannot be.</summary>
public sealed class UpTests : IDisposable
{
    /// <summary>An idle server has nothing to wait for; the machine may be slow.</summary>
    private static readonly TimeSpan StopTimeMax = TimeSpan.FromSeconds(15);

    private readonly TemporaryFolder folder = new();

    private string Data => folder.PathOf("data");

    private string SettingsFile => Path.Combine(Data, "settings.json");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task FirstStart_MakesSettingsForTheirOwnerAlone_AndNoStartTouchesThemAgain()
    {
        string written;
        await using (FollowUpServer first = await FollowUpServer.StartAsync(Data))
        {
            written = await File.ReadAllTextAsync(SettingsFile);
            AssertForItsOwnerAlone(SettingsFile);
            ShopOrder order = new("O-1");
            using HttpResponseMessage response = await first.Http.SendAsync(
                Webhook.Standard("msg-1", order.ToStandard("order.paid"), secret: SecretOf(written)));
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
            Assert.DoesNotContain(SecretOf(written), first.Log, StringComparison.Ordinal);
            Assert.Equal(0, await first.StopAsync());
        }

        DateTime writtenAt = File.GetLastWriteTimeUtc(SettingsFile);
        await using FollowUpServer second = await FollowUpServer.StartAsync(Data);
        Assert.Equal(written, await File.ReadAllTextAsync(SettingsFile));
        Assert.Equal(writtenAt, File.GetLastWriteTimeUtc(SettingsFile));
        Assert.Equal([SettingsFile], Directory.GetFiles(Data, "settings*"));
    }

    [Fact]
    public async Task FirstStarts_OfTwoFolders_HaveSecretsOfTheirOwn()
    {
        await using FollowUpServer one = await FollowUpServer.StartAsync(Data);
        await using FollowUpServer other = await FollowUpServer.StartAsync(folder.PathOf("other"));
        string[] written = [await File.ReadAllTextAsync(SettingsFile), await File.ReadAllTextAsync(folder.PathOf("other/settings.json"))];
        Assert.NotEqual(SecretOf(written[0]), SecretOf(written[1]));
        Assert.NotEqual(LinkKeyOf(written[0]), LinkKeyOf(written[1]));
    }

    /// <summary>In a container it must be reached from outside; the API then wants a key of everybody.</summary>
    [Fact]
    public async Task Start_WithoutAPort_ListensWhereTheSettingsSay()
    {
        int port;
        using (TcpListener probe = new(IPAddress.Loopback, 0))
        {
            probe.Start();
            port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }

        Directory.CreateDirectory(Data);
        await File.WriteAllTextAsync(SettingsFile, $$"""{ "urls": "http://0.0.0.0:{{port}}" }""");
        await using FollowUpServer server = await FollowUpServer.StartAsync(Data, anyPort: false);
        using HttpClient http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/healthz")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/api/me")).StatusCode);

        ProcessRun second = await ProcessRun.FollowUpAsync(folder.Path, ["up", "--data", folder.PathOf("other"), "--port", $"{port}"]);
        Assert.Contains($"http://127.0.0.1:{port}", second.Error, StringComparison.Ordinal);
        Assert.Contains("choose another port with --port", second.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("--urls", second.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sigterm_OfAnIdleServer_EndsItInSecondsWithoutAnError()
    {
        await using FollowUpServer server = await FollowUpServer.StartAsync(Data);
        Stopwatch stopping = Stopwatch.StartNew();
        Assert.Equal(0, await server.StopAsync());
        Assert.True(stopping.Elapsed < StopTimeMax, $"Stopping took {stopping.Elapsed}:\n{server.Log}");
        Assert.DoesNotContain("fail:", server.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("crit:", server.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Shop:TimeZone", """{ "Shop": { "TimeZone": "Mars/Base" } }""")]
    [InlineData("Shop:Currency", """{ "Shop": { "Currency": "¥" } }""")]
    [InlineData("Shop:SendAt", """{ "Shop": { "SendAt": "25:00" } }""")]
    [InlineData("Clock:Speed", """{ "Clock": { "Speed": "0" } }""")]
    [InlineData("Storage:Provider", """{ "Storage": { "Provider": "Paper" } }""")]
    [InlineData("Access:KeyHashes:0", """{ "Access": { "KeyHashes": [ "not-a-hash" ] } }""")]
    [InlineData("Sources:Shop", """{ "Sources": { "Shop": { "Kind": "shopify", "Secrets": [ "s" ] } } }""")]
    [InlineData("Sources:a:Kind", """{ "Sources": { "a": { "Kind": "abacus", "Secrets": [ "s" ] } } }""")]
    [InlineData("Sources:a:Secrets", """{ "Sources": { "a": { "Kind": "shopify" } } }""")]
    public async Task Setting_ThatCannotBeUsed_StopsTheStartWithItsName(string name, string settings)
    {
        ProcessRun run = await RefusedAsync(settings);
        Assert.Contains(name + ":", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_WithSeveralFaults_NameThemAllAndNoSecret()
    {
        ProcessRun run = await RefusedAsync("""
            {
              "Sources": { "a": { "Kind": "standard", "Secrets": [ "whsec_MY-SECRET" ] } },
              "Links": { "Key": "MY-KEY" },
              "Shop": { "TimeZone": "x" }
            }
            """);
        foreach (string name in new[] { "Sources:a:Secrets:0:", "Links:Key:", "Shop:TimeZone:" })
        {
            Assert.Contains(name, run.Error, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("MY-", run.Error + run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SettingsFile_ThatIsNoJson_StopsTheStartWithItsName()
    {
        ProcessRun run = await RefusedAsync("{ \"Shop\": ");
        Assert.Contains("settings.json", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Port_InUse_IsSaidWithTheRemedy()
    {
        using TcpListener other = new(IPAddress.Loopback, 0);
        other.Start();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;
        ProcessRun run = await ProcessRun.FollowUpAsync(folder.Path, ["up", "--port", $"{port}", "--data", Data]);
        AssertRefused(run);
        Assert.Contains($"127.0.0.1:{port}", run.Error, StringComparison.Ordinal);
        Assert.Contains("--port", run.Error, StringComparison.Ordinal); // the option that this command has
    }

    [Fact]
    public async Task DataFolder_InUse_IsSaidAndTheFirstGoesOn()
    {
        await using FollowUpServer first = await FollowUpServer.StartAsync(Data);
        ProcessRun run = await ProcessRun.FollowUpAsync(folder.Path, ["up", "--port", "0", "--data", Data]);
        AssertRefused(run);
        Assert.Contains(Data, run.Error, StringComparison.Ordinal);
        Assert.Contains("in use by another process", run.Error, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await first.Http.GetAsync("/healthz")).StatusCode);
    }

    [Fact]
    public async Task DataFolder_ThatIsAFile_IsSaid()
    {
        string file = folder.Write("file", "");
        ProcessRun run = await ProcessRun.FollowUpAsync(folder.Path, ["up", "--port", "0", "--data", file]);
        AssertRefused(run);
        Assert.Contains(file, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--port", "65536")]
    [InlineData("--port", "-1")]
    [InlineData("--port", "http")]
    [InlineData("--speed", "fast")]
    [InlineData("--speed", "1,000")]
    [InlineData("--clock", "tomorrow")]
    [InlineData("--clock", "2026-11-21T09:00:00")] // of which zone?
    public async Task Option_ThatCannotBeUsed_IsWrongUsage(string option, string value)
    {
        ProcessRun run = await ProcessRun.FollowUpAsync(folder.Path, ["up", "--data", Data, option, value]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output.Trim()));
        Assert.Contains(value, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", run.Error, StringComparison.Ordinal); // types say nothing to a shop
        Assert.False(Directory.Exists(Data));
    }

    private static void AssertForItsOwnerAlone(string file)
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            UnixFileMode ownerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            Assert.Equal(ownerOnly, File.GetUnixFileMode(Path.GetDirectoryName(file)!));
        }
    }

    private async Task<ProcessRun> RefusedAsync(string settings)
    {
        Directory.CreateDirectory(Data);
        await File.WriteAllTextAsync(SettingsFile, settings);
        ProcessRun run = await ProcessRun.FollowUpAsync(folder.Path, ["up", "--port", "0", "--data", Data]);
        AssertRefused(run);
        Assert.Equal(settings, await File.ReadAllTextAsync(SettingsFile));
        return run;
    }

    /// <summary>In the words of the product, and not as a crash.</summary>
    private static void AssertRefused(ProcessRun run)
    {
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("followup: ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error + run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", run.Error, StringComparison.OrdinalIgnoreCase);
    }

    private static string SecretOf(string settings)
    {
        using JsonDocument read = JsonDocument.Parse(settings);
        JsonElement source = read.RootElement.GetProperty("Sources").GetProperty("shop");
        Assert.Equal("standard", source.GetProperty("Kind").GetString());
        return source.GetProperty("Secrets")[0].GetString()!;
    }

    private static string LinkKeyOf(string settings)
    {
        using JsonDocument read = JsonDocument.Parse(settings);
        return read.RootElement.GetProperty("Links").GetProperty("Key").GetString()!;
    }
}
