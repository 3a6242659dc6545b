using FollowUpFlows.Cli.Demo;
using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Demo;

/// <summary>A demo is there as a whole or not at all, and nothing else is ever touched.</summary>
public sealed class DemoFolderTests : IDisposable
{
    private static readonly DemoMark Old = Mark(1);
    private static readonly DemoMark New = Mark(2);

    private readonly TemporaryFolder temporary = new();

    private string Location => temporary.PathOf("demo");

    public void Dispose() => temporary.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void NewOrEmptyFolder_IsTakenAndHoldsNoDemoUntilItIsFinished(bool isEmpty)
    {
        if (isEmpty)
        {
            Directory.CreateDirectory(Location);
        }

        using DemoFolder folder = DemoFolder.Open(Location);
        Assert.Null(folder.Mark);
        Fill(folder.Begin(), New);
        Assert.Null(folder.Mark);
        folder.Finish();
        Assert.Equal(New, folder.Mark);
        AssertHolds(New);
    }

    [Theory]
    [InlineData("shop.db", "mine")]
    [InlineData("settings.json", "{}")]
    [InlineData("letter.txt", "mine")]
    [InlineData("demo.json", "mine")]
    [InlineData("demo.json", "{}")]
    [InlineData("demo.json", """{ "clock": "2026-11-21T00:00:00Z", "orders": 3 }""")]
    public void FolderOfSomethingElse_IsRefusedAndStaysAsItIs(string name, string text)
    {
        Directory.CreateDirectory(Location);
        File.WriteAllText(Path.Combine(Location, name), text);
        IOException refused = Assert.Throws<IOException>(() => DemoFolder.Open(Location));
        Assert.Contains("holds something that is no demo", refused.Message, StringComparison.Ordinal);
        Assert.Equal([name], Directory.EnumerateFileSystemEntries(Location).Select(Path.GetFileName));
        Assert.Equal(text, File.ReadAllText(Path.Combine(Location, name)));
    }

    [Fact]
    public void File_IsRefused()
    {
        File.WriteAllText(Location, "mine");
        Assert.Throws<IOException>(() => DemoFolder.Open(Location));
        Assert.Equal("mine", File.ReadAllText(Location));
    }

    [Fact]
    public void DemoThatWasInterruptedWhileItWasMade_IsGone()
    {
        using (DemoFolder interrupted = DemoFolder.Open(Location))
        {
            File.WriteAllText(Path.Combine(interrupted.Begin(), "shop.db"), "half");
        }

        using DemoFolder folder = DemoFolder.Open(Location);
        Assert.Null(folder.Mark);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Begin()));
    }

    /// <summary>Files are moved one after the other; the process may end before any of them.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void DemoThatWasInterruptedWhileItWasMoved_IsMovedToTheEnd(int moved)
    {
        using (DemoFolder interrupted = DemoFolder.Open(Location))
        {
            string aside = interrupted.Begin();
            Fill(aside, New);
            foreach (string name in ((string[])["shop.db", "runtime.db", "settings.json"]).Take(moved))
            {
                File.Move(Path.Combine(aside, name), Path.Combine(Location, name));
            }
        }

        using DemoFolder folder = DemoFolder.Open(Location);
        Assert.Equal(New, folder.Mark);
        AssertHolds(New);
    }

    [Fact]
    public void NewDemo_ReplacesTheOldOneWhenItIsFinishedAndNotBefore()
    {
        using DemoFolder folder = DemoFolder.Open(Location);
        Fill(folder.Begin(), Old);
        folder.Finish();
        File.WriteAllText(Path.Combine(Location, "shop.db-wal"), "of the old one");
        Fill(folder.Begin(), New);
        Assert.Equal(Old, folder.Mark);
        AssertHolds(Old);
        folder.Finish();
        Assert.Equal(New, folder.Mark);
        AssertHolds(New);
        Assert.False(File.Exists(Path.Combine(Location, "shop.db-wal"))); // it would be read as the log of the new one
    }

    [Fact]
    public void FolderThatIsHeld_IsRefused()
    {
        using DemoFolder first = DemoFolder.Open(Location);
        IOException refused = Assert.Throws<IOException>(() => DemoFolder.Open(Location));
        Assert.Contains("in use by another process", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ServerOnTheDemo_KeepsItFromBeingReplaced()
    {
        using DemoFolder folder = DemoFolder.Open(Location);
        Fill(folder.Begin(), Old);
        folder.Finish();
        using (new FileStream(Path.Combine(Location, "shop.db.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            Assert.Throws<IOException>(folder.Begin);
        }

        Fill(folder.Begin(), New);
        using (new FileStream(Path.Combine(Location, "shop.db.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            Assert.Throws<IOException>(folder.Finish);
        }

        AssertHolds(Old);
    }

    private static DemoMark Mark(int number) =>
        new(new DateTimeOffset(2026, 11, number, 0, 0, 0, TimeSpan.Zero), 1, new DateOnly(2025, 11, 1), number, number, number, "12346", new DateOnly(2026, 11, 1));

    private static void Fill(string folder, DemoMark mark)
    {
        foreach (string name in (string[])["shop.db", "runtime.db", "settings.json"])
        {
            File.WriteAllText(Path.Combine(folder, name), $"{name} of {mark.Orders}");
        }

        mark.Write(folder);
    }

    private void AssertHolds(DemoMark mark) => Assert.All(
        (string[])["shop.db", "runtime.db", "settings.json"],
        name => Assert.Equal($"{name} of {mark.Orders}", File.ReadAllText(Path.Combine(Location, name))));
}
