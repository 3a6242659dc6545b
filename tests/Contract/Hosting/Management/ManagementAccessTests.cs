using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FollowUpFlows.Tests.Contract.Hosting.Support;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;
using static FollowUpFlows.Tests.Contract.Hosting.Management.ManagementBed;

namespace FollowUpFlows.Tests.Contract.Hosting.Management;

/// <summary>Who may look after a server, and how a command on its data folder finds it.</summary>
public sealed class ManagementAccessTests : IDisposable
{
    private const string Key = "key-of-the-operator";
    private const string Setting = "Runtime:Management:KeyHashes";
    private const string MarkFile = "runtime.server.json";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("?code=" + Key, null, 200)]
    [InlineData("", Key, 200)]
    [InlineData("", "other", 401)]
    [InlineData("", null, 401)] // although it comes from this machine
    public async Task ConfiguredKey_IsDemanded(string query, string? header, int status)
    {
        await using ManagementBed bed = await ManagementBed.StartAsync(
            b => b.Configuration[Setting + ":0"] = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Key))));
        (string, string)[] headers = header is null ? [] : [("x-functions-key", header)];

        Assert.Equal(status, (await bed.AskAsync(HttpMethod.Get, Instances + query, null, headers)).Status);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Host", "shop.example")]
    public async Task WithoutAKey_WhoeverMayStandForAnother_IsRefusedAndChangesNothing(string header, string value)
    {
        await using ManagementBed bed = await ManagementBed.StartAsync();
        await bed.BeginAsync("Listen", "ear");

        Assert.Equal(401, (await bed.AskAsync(HttpMethod.Post, Instances + "/ear/terminate", null, (header, value))).Status);
        Assert.Equal(401, (await bed.AskAsync(HttpMethod.Get, Instances, null, (header, value))).Status);
        Assert.Equal("Running", (await bed.GetAsync("/ear")).Text("runtimeStatus"));
        Assert.Contains(bed.App.Log.Lines, l => l.Text.Contains(Setting, StringComparison.Ordinal));
    }

    [Fact]
    public async Task AServerThatOthersReach_TakesTheKeyOfItsFolderAndNobodyWithout()
    {
        await using ManagementBed bed = await ManagementBed.StartAsync(b =>
        {
            OnDisk(folder.Path)(b);
            b.Configuration["Runtime:Exposed"] = "true";
        });
        string key = Mark().GetProperty("Key").GetString()!;

        Assert.Equal(401, (await bed.GetAsync("")).Status);
        Assert.Equal(401, (await bed.AskAsync(HttpMethod.Get, Instances, null, ("x-functions-key", key[1..]))).Status);
        Assert.Equal(200, (await bed.AskAsync(HttpMethod.Get, Instances, null, ("x-functions-key", key))).Status);
    }

    [Fact]
    public async Task Mark_SaysWhereTheServerListens_ToItsOwnerAlone_UntilItStops()
    {
        await using (ManagementBed bed = await ManagementBed.StartAsync(OnDisk(folder.Path)))
        {
            Assert.Equal(bed.App.Address, new Uri(Mark().GetProperty("Address").GetString()!));
            Assert.Equal(Environment.ProcessId, Mark().GetProperty("ProcessId").GetInt32());
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.PathOf(MarkFile)));
            }
        }

        Assert.False(File.Exists(folder.PathOf(MarkFile)));
    }

    [Fact]
    public async Task Mark_OfAServerThatListensEverywhere_NamesThisMachine()
    {
        (Microsoft.Extensions.Hosting.IHost host, _) = HostedApp.Build(
            b =>
            {
                OnDisk(folder.Path)(b);
                b.Configuration["urls"] = "http://0.0.0.0:0";
            },
            typeof(ManagedFunctions));
        await using IAsyncDisposable stores = (IAsyncDisposable)host;
        await host.StartAsync();

        Assert.Equal("127.0.0.1", new Uri(Mark().GetProperty("Address").GetString()!).Host);
        await host.StopAsync();
    }

    [Fact]
    public async Task EveryStart_HasAKeyOfItsOwn()
    {
        HashSet<string> keys = [];
        for (int i = 0; i < 2; i++)
        {
            await using ManagementBed bed = await ManagementBed.StartAsync(OnDisk(folder.Path));
            keys.Add(Mark().GetProperty("Key").GetString()!);
        }

        Assert.Equal(2, keys.Count);
        Assert.All(keys, k => Assert.Equal(64, k.Length));
    }

    private JsonElement Mark() => JsonDocument.Parse(File.ReadAllText(folder.PathOf(MarkFile))).RootElement;
}
