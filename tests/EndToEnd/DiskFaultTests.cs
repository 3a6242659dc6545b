using System.Net;
using System.Security.Cryptography;
using FollowUpFlows.Tests.EndToEnd.Support;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.EndToEnd;

/// <summary>A real server on a disk that is full, damaged, not its own, or not to be written: it says so and loses nothing.</summary>
public sealed class DiskFaultTests : IDisposable
{
    private const int PageBytes = 4096;
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly ShopFolder folder = new();

    public void Dispose() => folder.Dispose();

    [RootFact]
    public async Task FullDisk_RefusesWebhooks_AndAllThatWasAcceptedIsServedOnceThereIsRoom()
    {
        await using SmallDisk disk = await SmallDisk.MountAsync(64);
        File.Copy(Path.Combine(folder.Path, "settings.json"), Path.Combine(disk.Path, "settings.json"));
        await using FollowUpServer server = await FollowUpServer.StartAsync(disk.Path);
        List<ShopOrder> accepted = [await AcceptedAsync(server)];
        await server.MailsToAsync(accepted[0].Email);

        disk.Fill(but: 256 * 1024);
        HttpStatusCode refusal = HttpStatusCode.Accepted;
        for (int tries = 0; refusal == HttpStatusCode.Accepted; tries++)
        {
            Assert.True(tries < 2_000, "The disk did not fill.");
            ShopOrder order = RunningShop.NewOrder();
            refusal = await TellAsync(server, order);
            if (refusal == HttpStatusCode.Accepted)
            {
                accepted.Add(order);
            }
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refusal);
        disk.MakeRoom();
        await server.UntilAsync("webhooks to be taken again", async () => await TellAsync(server, accepted[0]) == HttpStatusCode.Accepted ? "" : null);
        accepted.Add(await AcceptedAsync(server));
        foreach (ShopOrder order in accepted)
        {
            Assert.Single(await server.MailsToAsync(order.Email));
        }

        Assert.Equal(0, await server.StopAsync());
        ProcessRun check = await ProcessRun.FollowUpAsync(disk.Path, ["runtime", "check", "--data", disk.Path]);
        Assert.True(check.ExitCode == 0, check.Output + check.Error);
    }

    [Theory]
    [InlineData("shop.db")]
    [InlineData("runtime.db")]
    public async Task DamagedFile_StopsTheStart_SaysWhatToDo_AndIsLeftAsItIs(string name)
    {
        string file = Path.Combine(folder.Path, name);
        await using (FollowUpServer server = await FollowUpServer.StartAsync(folder.Path))
        {
            ShopOrder order = await AcceptedAsync(server);
            await server.MailsToAsync(order.Email);
            Assert.Equal(0, await server.StopAsync());
        }

        await SpoilAsync(file);
        byte[] before = SHA256.HashData(await File.ReadAllBytesAsync(file));
        ProcessRun run = await ProcessRun.FollowUpAsync(folder.Path, ["up", "--port", "0", "--data", folder.Path]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{name} is damaged", run.Error, StringComparison.Ordinal);
        Assert.Contains("restore the latest backup", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal); // no trace of the stack
        Assert.Equal(before, SHA256.HashData(await File.ReadAllBytesAsync(file)));
    }

    [Fact]
    public async Task SecondServer_IsRefusedWhileTheFirstLives_AndGoesOnWithItsWorkWhenItWasKilled()
    {
        await using FollowUpServer first = await FollowUpServer.StartAsync(folder.Path);
        ShopOrder order = await AcceptedAsync(first);
        ProcessRun refused = await ProcessRun.FollowUpAsync(folder.Path, ["up", "--port", "0", "--data", folder.Path]);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("in use by another process", refused.Error, StringComparison.Ordinal);

        Assert.Equal(FollowUpServer.Killed, await first.KillAsync());
        await using FollowUpServer second = await FollowUpServer.StartAsync(folder.Path);
        ShopOrder later = await AcceptedAsync(second);

        await second.MailsToAsync(later.Email);
        Assert.Single(await second.MailsToAsync(order.Email));
    }

    /// <summary>Root may write everywhere, so there the server runs as somebody else.</summary>
    [Fact]
    public async Task FilesThatMayNotBeWritten_StopTheStart_AndSayWhatToDo()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // rights are another matter there
        }

        await using (FollowUpServer server = await FollowUpServer.StartAsync(folder.Path))
        {
            Assert.Equal(0, await server.StopAsync());
        }

        foreach (string file in Directory.EnumerateFiles(folder.Path))
        {
            File.SetUnixFileMode(file, Readable);
        }

        File.SetUnixFileMode(folder.Path, Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        string[] command = ["up", "--port", "0", "--data", folder.Path];
        ProcessRun run = await (Environment.IsPrivilegedProcess ? AsNobodyAsync(command) : ProcessRun.FollowUpAsync("/", command));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("may not be written", run.Error, StringComparison.Ordinal);
        Assert.Contains("Give this account the right", run.Error, StringComparison.Ordinal);
    }

    private static async Task<ProcessRun> AsNobodyAsync(string[] command)
    {
        await ProcessRun.BuiltAsync();
        string program = Repository.PathOf("artifacts", "embedded", "bin", "FollowUpFlows.Cli", "release", "followup.dll");
        return await ProcessRun.OfAsync("setpriv", "/", ["--reuid", "65534", "--regid", "65534", "--clear-groups", "dotnet", program, .. command]);
    }

    private static async Task<ShopOrder> AcceptedAsync(FollowUpServer server)
    {
        ShopOrder order = RunningShop.NewOrder();
        Assert.Equal(HttpStatusCode.Accepted, await TellAsync(server, order));
        return order;
    }

    private static async Task<HttpStatusCode> TellAsync(FollowUpServer server, ShopOrder order)
    {
        using HttpRequestMessage webhook = Webhook.Standard("paid-" + order.Id, order.ToStandard("order.paid"));
        using HttpResponseMessage response = await server.Http.SendAsync(webhook);
        return response.StatusCode;
    }

    /// <summary>Every page but the first, which says what the others are.</summary>
    private static async Task SpoilAsync(string file)
    {
        await using FileStream stream = File.OpenWrite(file);
        byte[] damage = new byte[stream.Length - PageBytes];
        Array.Fill(damage, (byte)'!');
        stream.Position = PageBytes;
        await stream.WriteAsync(damage);
    }
}
