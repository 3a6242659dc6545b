using System.Text.Json;
using FollowUpFlows.Cli;
using FollowUpFlows.Runtime.Hosting;
using FollowUpFlows.Tests.Contract.Hosting.Management;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Operations;

/// <summary><c>followup runtime check</c>: damage is found, named, and not made worse.</summary>
public sealed class RuntimeCheckTests : IDisposable
{
    private const int PageBytes = 4096;

    private readonly TemporaryFolder folder = new();

    private string Data => folder.PathOf("data");

    private string RuntimeDb => Path.Combine(Data, "runtime.db");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task WholeFiles_HaveNoFindings_WhileTheServerWorksAndAfterwards()
    {
        await using (ManagementBed bed = await PrepareAsync())
        {
            (int code, JsonElement[] findings, _) = await CheckAsync();
            Assert.Equal((0, 0), (code, findings.Length));
        }

        (_, JsonElement[] findingsAfter, _) = await CheckAsync();
        Assert.Empty(findingsAfter);
    }

    [Fact]
    public async Task Repair_MendsAfterABackup_AndSaysWhatItCouldNot()
    {
        await (await PrepareAsync()).DisposeAsync();
        await using (RuntimeFile file = RuntimeFile.Open(Data))
        {
            await file.File.WriteAsync(s => s.Execute("DELETE FROM instances WHERE id IN ('ear', 's')"));
        }

        (int code, JsonElement[] findings, string error) = await CheckAsync("--repair", "--language", "en");
        (int codeAfter, JsonElement[] findingsAfter, _) = await CheckAsync();

        Assert.Equal(0, code);
        Assert.Equal(["history of ear", "history of s", "timer of s"], findings.Select(f => f.GetProperty("place").GetString()).Order());
        Assert.All(findings, f => Assert.True(f.GetProperty("mended").GetBoolean()));
        Assert.Contains(Path.Combine(Data, "backups"), error, StringComparison.Ordinal);
        Assert.Equal((0, 0), (codeAfter, findingsAfter.Length));
    }

    [Fact]
    public async Task Repair_WhileAServerHasTheFiles_IsRefused()
    {
        await using ManagementBed bed = await PrepareAsync();

        (int code, JsonElement[] findings, string error) = await CheckAsync("--repair");

        Assert.Equal((1, 0), (code, findings.Length));
        Assert.Contains("Stop it", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE history SET event = x'7B' WHERE instance_id = 'sum' AND position = 0", "history of sum", "Event 0: A stored event is damaged")]
    [InlineData("DELETE FROM history WHERE instance_id = 'sum' AND position = (SELECT min(position) FROM history WHERE instance_id = 'sum' AND position > 0)", "history of sum", "missing")]
    [InlineData("DELETE FROM history WHERE instance_id = 'sum' AND position = 0", "history of sum", "missing")]
    [InlineData("INSERT INTO messages (instance_id, event) VALUES ('ear', CAST('{\"v\":9,\"k\":\"ev\"}' AS BLOB))", "message ", "format 9")]
    [InlineData("INSERT INTO timers (instance_id, task_id, fire_at) VALUES ('ghost', 1, 1)", "timer of ghost", "no such instance")]
    [InlineData("INSERT INTO activities (instance_id, task_id, name) VALUES ('ghost', 1, 'a')", "activity of ghost", "no such instance")]
    public async Task RowThatDoesNotFit_IsNamedWithTheReason(string damage, string place, string reason)
    {
        await (await PrepareAsync()).DisposeAsync();
        await using (RuntimeFile file = RuntimeFile.Open(Data))
        {
            await file.File.WriteAsync(s => s.Execute(damage));
        }

        (int code, JsonElement[] findings, _) = await CheckAsync();

        JsonElement finding = Assert.Single(findings);
        Assert.Equal(1, code);
        Assert.StartsWith(place, finding.GetProperty("place").GetString(), StringComparison.Ordinal);
        Assert.Contains(reason, finding.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(finding.GetProperty("remedy").GetString()!);
    }

    [Fact]
    public async Task PageThatIsScrambled_IsFound()
    {
        await (await PrepareAsync()).DisposeAsync();
        byte[] bytes = await File.ReadAllBytesAsync(RuntimeDb);
        int page = bytes.Length / PageBytes / 2;
        Array.Fill(bytes, (byte)0xA5, page * PageBytes, PageBytes);
        await File.WriteAllBytesAsync(RuntimeDb, bytes);

        (int code, JsonElement[] findings, string error) = await CheckAsync();

        Assert.Equal(1, code);
        Assert.True(findings.Length > 0 || error.Contains("runtime.db", StringComparison.Ordinal), error);
    }

    [Fact]
    public async Task FileThatWasCutShort_IsRefusedOrFound_AndKept()
    {
        await (await PrepareAsync()).DisposeAsync();
        byte[] bytes = await File.ReadAllBytesAsync(RuntimeDb);
        byte[] shorter = bytes[..(bytes.Length / 2)];
        await File.WriteAllBytesAsync(RuntimeDb, shorter);

        (int code, JsonElement[] findings, string error) = await CheckAsync();

        Assert.Equal(1, code);
        Assert.True(findings.Length > 0 || error.Contains("runtime.db", StringComparison.Ordinal), error);
        Assert.True(new FileInfo(RuntimeDb).Length >= shorter.Length);
    }

    private async Task<ManagementBed> PrepareAsync()
    {
        ManagementBed bed = await ManagementBed.StartAsync(ManagementBed.OnDisk(Data));
        await bed.BeginAsync("Add", "sum", new[] { 20, 22 });
        await bed.BeginAsync("Listen", "ear");
        await bed.BeginAsync("Sleep", "s");
        return bed;
    }

    /// <summary>Orchestrations of the tests are none of the shop's, and told as such.</summary>
    private Task<(int Code, JsonElement[] Findings, string Error)> CheckAsync(params string[] arguments) => Task.Run(() =>
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int code = FollowUp.Run(["runtime", "check", "--data", Data, "--format", "json", .. arguments], output, error);
        JsonElement[] findings = output.ToString() is { Length: > 0 } text ? [.. JsonDocument.Parse(text).RootElement.EnumerateArray()] : [];
        findings = [.. findings.Where(f => !f.GetProperty("reason").GetString()!.Contains("no orchestrator named", StringComparison.Ordinal))];
        return (code, findings, error.ToString());
    });
}
