using FollowUpFlows.Tests.Fast.Support;
using FollowUpFlows.Tests.Fast.Support.Running;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Cli;

/// <summary><c>followup suppressions</c> over a data folder.</summary>
public sealed class SuppressionsTests : IDisposable
{
    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Address_AddedListedAndRemoved()
    {
        await folder.WriteAsync(new TestTables());
        CommandRun added = folder.Run("suppressions", "add", "Hanako@example.com", "--by", "sato", "--why", "asked");
        Assert.Equal(0, added.ExitCode);
        string id = added.OutputLines[0].Split(' ')[0];

        CommandRun list = folder.Run("suppressions", "list", "--format", "csv");
        Assert.StartsWith($"{id},Email,Person,", Assert.Single(list.OutputLines[1..]), StringComparison.Ordinal);
        Assert.Contains("お店による登録", folder.Run("suppressions", "list").Output, StringComparison.Ordinal);
        Assert.Contains("put there by the shop", folder.Run("suppressions", "list", "--language", "en").Output, StringComparison.Ordinal);

        Assert.Equal($"{id} was Person", Assert.Single(folder.Run("suppressions", "remove", "hanako@example.com", "--by", "sato", "--why", "again").OutputLines));
        Assert.Equal("0 addresses", Assert.Single(folder.Run("suppressions", "list", "--language", "en").OutputLines));
        Assert.Equal(1, folder.Run("suppressions", "remove", "hanako@example.com", "--by", "sato", "--why", "again").ExitCode);
    }

    [Theory]
    [InlineData("hanako", "sato", "asked", 1)]
    [InlineData("hanako@example.com", " ", "asked", 1)]
    [InlineData("hanako@example.com", "sato", null, 2)]
    public async Task Address_WithoutWhatItNeeds_IsRefused(string address, string by, string? why, int code)
    {
        await folder.WriteAsync(new TestTables());
        string[] reason = why is null ? [] : ["--why", why];
        Assert.Equal(code, folder.Run(["suppressions", "add", address, "--by", by, .. reason]).ExitCode);
        Assert.Equal(SuppressedNobody, folder.Run("suppressions", "list").OutputLines[^1]);
    }

    private const string SuppressedNobody = "0 件";
}
