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

    [Fact]
    public void EveryKind_ComesBackAsItWas() =>
        Assert.All(OneOfEachKind, e => Assert.Equal(e, HistoryCodec.Decode(HistoryCodec.Encode(e))));

    [Fact]
    public void EveryKind_IsTested()
    {
        IEnumerable<Type> kinds = typeof(HistoryEvent).GetNestedTypes(System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Public)
            .Where(t => !t.IsAbstract && t.IsAssignableTo(typeof(HistoryEvent)));

        Assert.Equal(kinds.Select(k => k.Name).Order(), OneOfEachKind.Select(e => e.GetType().Name).Distinct().Order());
    }

    [Fact]
    public void Tags_ComeBack()
    {
        HistoryEvent.ExecutionStarted start = new("N", "x", null, null, null, new Dictionary<string, string> { ["a"] = "b" });

        Assert.Equal(start.Tags, Assert.IsType<HistoryEvent.ExecutionStarted>(HistoryCodec.Decode(HistoryCodec.Encode(start))).Tags);
    }

    /// <summary>Written by the first version; a change that breaks one of these breaks every shop's running journeys.</summary>
    [Theory]
    [InlineData("""{"v":1,"k":"ep","t":639029270450000000}""", 0)]
    [InlineData("""{"v":1,"k":"ac","i":7,"n":"Advance","d":"{\"a\":\"花子\"}"}""", 1)]
    public void FormatOfTheFirstVersion_IsStillReadAndWritten(string json, int index)
    {
        HistoryEvent expected = index == 0
            ? new HistoryEvent.EpisodeStarted(new DateTimeOffset(639029270450000000, TimeSpan.Zero))
            : new HistoryEvent.ActivityScheduled(7, "Advance", "{\"a\":\"花子\"}");

        Assert.Equal(expected, HistoryCodec.Decode(Encoding.UTF8.GetBytes(json)));
        Assert.Equal(json, Encoding.UTF8.GetString(HistoryCodec.Encode(expected)));
    }

    [Theory]
    [InlineData("""{"v":2,"k":"ep"}""", "format 2")]
    [InlineData("""{"k":"ep"}""", "format 0")]
    [InlineData("""{"v":1,"k":"new"}""", "'new'")]
    [InlineData("{", "damaged")]
    [InlineData("null", "format")]
    public void WhatThisVersionDoesNotKnow_IsAClearError(string json, string part) =>
        Assert.Contains(
            part,
            Assert.Throws<HistoryFormatException>(() => HistoryCodec.Decode(Encoding.UTF8.GetBytes(json))).Message,
            StringComparison.Ordinal);
}
