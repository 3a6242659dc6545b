using System.Text;
using FollowUpFlows.Runtime.Durable;
using Microsoft.DurableTask;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>Stored events are read for ever.</summary>
public sealed class HistoryCodecTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    private static readonly HistoryEvent[] OneOfEachKind =
    [
        new HistoryEvent.EpisodeStarted(At),
        new HistoryEvent.ExecutionStarted("N", "x", "1", "\"<入力>\"", new ParentLink("P", "p", "y", 2), null),
        new HistoryEvent.ActivityScheduled(0, "A", "{\"a\":1}"),
        new HistoryEvent.ChildScheduled(1, "C", "c", null, null, null),
        new HistoryEvent.TimerCreated(2, At),
        new HistoryEvent.EventSent(3, "o", "E", "1"),
        new HistoryEvent.TaskCompleted(0, "2"),
        new HistoryEvent.TaskFailed(1, new TaskFailureDetails("T", "m", "at", new TaskFailureDetails("U", "n", null, null, null), null), true),
        new HistoryEvent.TaskFailed(1, null, false),
        new HistoryEvent.TimerFired(2, At),
        new HistoryEvent.EventRaised(9, "E", null),
        new HistoryEvent.Suspended(10, "why"),
        new HistoryEvent.Resumed(11, null),
        new HistoryEvent.Terminated(12, "\"out\""),
    ];

    /// <summary>The same, as the first version wrote them.</summary>
    private static readonly string[] OfTheFirstVersion =
    [
        """{"v":1,"k":"ep","t":639029198456780000}""",
        """{"v":1,"k":"st","n":"N","d":"\"<入力>\"","o":"x","r":"1","p":{"Name":"P","InstanceId":"p","ExecutionId":"y","TaskId":2}}""",
        """{"v":1,"k":"ac","n":"A","d":"{\"a\":1}"}""",
        """{"v":1,"k":"ch","i":1,"n":"C","o":"c"}""",
        """{"v":1,"k":"ti","i":2,"t":639029198456780000}""",
        """{"v":1,"k":"se","i":3,"n":"E","d":"1","o":"o"}""",
        """{"v":1,"k":"ok","d":"2"}""",
        """{"v":1,"k":"no","i":1,"f":{"t":"T","m":"m","s":"at","i":{"t":"U","m":"n"}},"z":true}""",
        """{"v":1,"k":"no","i":1}""",
        """{"v":1,"k":"tf","i":2,"t":639029198456780000}""",
        """{"v":1,"k":"ev","q":9,"n":"E"}""",
        """{"v":1,"k":"su","q":10,"d":"why"}""",
        """{"v":1,"k":"re","q":11}""",
        """{"v":1,"k":"te","q":12,"d":"\"out\""}""",
    ];

    [Fact]
    public void EveryKind_ComesBackAsItWas() =>
        Assert.All(OneOfEachKind, e => Assert.Equal(e, HistoryCodec.DecodeOne(HistoryCodec.Encode(e))));

    [Fact]
    public void EveryKindOfTheFirstVersion_IsStillRead() =>
        Assert.Equal(OneOfEachKind, OfTheFirstVersion.Select(json => HistoryCodec.DecodeOne(Encoding.UTF8.GetBytes(json))));

    [Fact]
    public void EveryKind_IsTested()
    {
        IEnumerable<Type> kinds = typeof(HistoryEvent).GetNestedTypes(System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Public)
            .Where(t => !t.IsAbstract && t.IsAssignableTo(typeof(HistoryEvent)));

        Assert.Equal(kinds.Select(k => k.Name).Order(), OneOfEachKind.Select(e => e.GetType().Name).Distinct().Order());
    }

    [Fact]
    public void StartWithASpan_ComesBack_AndOneWithoutIsWrittenAsBefore()
    {
        HistoryEvent.ExecutionStarted start = new("N", "x", null, null, null, null, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01 shop=1");

        Assert.Equal(start, HistoryCodec.DecodeOne(HistoryCodec.Encode(start)));
        Assert.Equal(14, HistoryCodec.Encode(start)[1]);
        Assert.Equal("0202024E027800000000", Convert.ToHexString(HistoryCodec.Encode(start with { Trace = null })));
    }

    [Fact]
    public void Tags_ComeBack()
    {
        HistoryEvent.ExecutionStarted start = new("N", "x", null, null, null, new Dictionary<string, string> { ["a"] = "b", ["花"] = "" });

        Assert.Equal(start.Tags, Assert.IsType<HistoryEvent.ExecutionStarted>(HistoryCodec.DecodeOne(HistoryCodec.Encode(start))).Tags);
    }

    /// <summary>Written by hand from the description; a change that breaks one of these breaks every shop's running journeys.</summary>
    [Theory]
    [InlineData("02 01 E087B1DB5BD6DE08", 0)]
    [InlineData("02 03 07 08 416476616E6365 0C 7B2261223A22E88AB1227D", 1)]
    [InlineData("02 07 AC02 00", 2)]
    [InlineData("02 08 00 01 01 0254 01 01 00", 3)]
    public void Format_IsKept(string hex, int index)
    {
        HistoryEvent expected = index switch
        {
            0 => new HistoryEvent.EpisodeStarted(new DateTimeOffset(0x08DED65BDBB187E0, TimeSpan.Zero)),
            1 => new HistoryEvent.ActivityScheduled(7, "Advance", "{\"a\":\"花\"}"),
            2 => new HistoryEvent.TaskCompleted(300, null),
            _ => new HistoryEvent.TaskFailed(0, new TaskFailureDetails("T", "", "", null, null), true),
        };
        byte[] bytes = Convert.FromHexString(hex.Replace(" ", string.Empty, StringComparison.Ordinal));

        Assert.Equal(bytes, HistoryCodec.Encode(expected));
        Assert.Equal(expected, HistoryCodec.DecodeOne(bytes));
    }

    [Fact]
    public void Episode_IsOneRow()
    {
        (int position, byte[] events) = Assert.Single(HistoryCodec.Rows(OneOfEachKind, 40));

        Assert.Equal(40, position);
        Assert.Equal(OneOfEachKind, HistoryCodec.Decode(events));
        Assert.Empty(HistoryCodec.Rows([], 40));
    }

    /// <summary>A row of the database has an end; so many large inputs are not put into one.</summary>
    [Fact]
    public void LargeEpisode_IsSeveralRows()
    {
        string large = new('x', 40_000);
        HistoryEvent[] events = [.. Enumerable.Range(0, 5).Select(i => new HistoryEvent.ActivityScheduled(i, "A", large))];

        IReadOnlyList<(int Position, byte[] Events)> rows = HistoryCodec.Rows(events, 3);

        Assert.Equal([3, 5, 7], rows.Select(r => r.Position));
        Assert.Equal(events, rows.SelectMany(r => HistoryCodec.Decode(r.Events)));
    }

    [Fact]
    public void CutOff_IsAClearError() => Assert.All(OneOfEachKind, e =>
    {
        byte[] whole = HistoryCodec.Encode(e);
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.Throws<HistoryFormatException>(() => HistoryCodec.DecodeOne(whole.AsSpan(0, length)));
        }
    });

    [Theory]
    [InlineData("03 01", "format 3")]
    [InlineData("02 63", "kind 99")]
    [InlineData("02 01 FFFFFFFFFFFFFFFF", "damaged")]
    [InlineData("02 07 00 05 41", "damaged")]
    [InlineData("02 07 FFFFFFFFFFFFFFFF7F 00", "damaged")]
    public void BytesThatThisVersionDoesNotKnow_AreAClearError(string hex, string part) => AssertFails(
        Convert.FromHexString(hex.Replace(" ", string.Empty, StringComparison.Ordinal)), part);

    [Theory]
    [InlineData("""{"v":2,"k":"ep"}""", "format 2")]
    [InlineData("""{"k":"ep"}""", "format 0")]
    [InlineData("""{"v":1,"k":"new"}""", "'new'")]
    [InlineData("{", "damaged")]
    public void JsonThatThisVersionDoesNotKnow_IsAClearError(string json, string part) => AssertFails(Encoding.UTF8.GetBytes(json), part);

    private static void AssertFails(byte[] bytes, string part) => Assert.Contains(
        part, Assert.Throws<HistoryFormatException>(() => HistoryCodec.DecodeOne(bytes)).Message, StringComparison.Ordinal);
}
