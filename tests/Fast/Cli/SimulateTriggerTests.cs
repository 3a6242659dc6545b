using FollowUpFlows.Tests.Fast.Support;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Cli;

/// <summary><c>followup simulate</c> with files of customers and events, and with buyers who have no account, worked out on paper.</summary>
public sealed class SimulateTriggerTests : IDisposable
{
    /// <summary>The guest writes their address in two ways.</summary>
    private const string Orders = """
        order_id,customer_id,ordered_at,total,email
        A1,anna,2026-01-10T09:00:00+09:00,3000,
        G1,,2026-01-12T09:00:00+09:00,3000,Guest@Example.jp
        G2,,2026-01-15T09:00:00+09:00,3000,guest@example.jp

        """;

    /// <summary>Anna a day before the first order, dora long before, the others on days of the simulation.</summary>
    private const string Customers = """
        customer_id,email,registered_at
        anna,anna@example.jp,2026-01-09
        carl,carl@example.jp,2026-01-11T20:00:00+09:00
        dora,dora@example.jp,2025-12-01
        emil,emil@example.jp,2026-01-15T16:00:00Z

        """;

    private const string Events = """
        customer_id,type,at
        anna,survey,2026-01-11T08:00:00+09:00
        anna,survey,2026-01-11T08:00:00+09:00
        anna,click,2026-01-11T09:00:00+09:00
        carl,survey,2026-01-13

        """;

    private static readonly (string Id, string Text)[] Journeys =
    [
        ("hello", "trigger: { type: registered }\nsteps:\n  - { id: now, send: { channel: [email], message: hello } }\n  - { id: d2, after: 2d, send: { channel: [email], message: hello } }\n"),
        ("asked", "trigger: { type: event, event: survey }\nsteps:\n  - { id: reply, send: { channel: [email], message: hello } }\n"),
        ("first", "trigger: { type: order, nth: 1 }\nsteps:\n  - { id: now, send: { channel: [email], message: hello } }\n"),
        ("second", "trigger: { type: order, nth: 2 }\nsteps:\n  - { id: now, after: 0d, at: \"19:00\", send: { channel: [email], message: hello } }\n"),
    ];

    /// <summary>By the fifteenth. Emil registers on the sixteenth, as Tokyo counts.</summary>
    private static readonly string[] OnPaper =
    [
        "anna,asked,reply,2026-01-11,new,email",
        "anna,asked,reply,2026-01-11,new,email",
        "anna,first,now,2026-01-10,new,email",
        "anna,hello,d2,2026-01-11,new,email",
        "anna,hello,now,2026-01-10,prospect,email",
        "carl,asked,reply,2026-01-13,prospect,email",
        "carl,hello,d2,2026-01-13,prospect,email",
        "carl,hello,now,2026-01-11,prospect,email",
        "guest@example.jp,first,now,2026-01-12,new,email",
        "guest@example.jp,second,now,2026-01-15,early,email",
    ];

    private readonly TemporaryFolder folder = new();

    public SimulateTriggerTests()
    {
        Directory.CreateDirectory(folder.PathOf("plans"));
        foreach ((string id, string text) in Journeys)
        {
            folder.Write($"plans/{id}.yaml", $"id: {id}\npurpose: transactional\n{text}");
        }
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Sends_OfRegistrationsEventsAndGuests_AreThoseOnPaper() => Assert.Equal(OnPaper, Sends("2026-01-15", Customers, Events));

    [Fact]
    public void NextDay_BringsTheRegistrationThatIsStillYesterdayInUtc() =>
        Assert.Equal([.. OnPaper.Append("emil,hello,now,2026-01-16,prospect,email").Order(StringComparer.Ordinal)], Sends("2026-01-16", Customers, Events));

    [Fact]
    public void WithoutTheirFiles_NobodyRegistersOrAnswers() =>
        Assert.Equal(OnPaper.Where(s => s.Contains(",first,", StringComparison.Ordinal) || s.Contains(",second,", StringComparison.Ordinal)), Sends("2026-01-15", null, null));

    private string[] Sends(string until, string? customers, string? events)
    {
        string[] more =
        [
            .. customers is null ? [] : (string[])["--customers", folder.Write("customers.csv", customers)],
            .. events is null ? [] : (string[])["--events", folder.Write("events.csv", events)],
        ];
        string sends = folder.PathOf("sends.csv");
        CommandRun run = CommandRun.Of(
            ["simulate", "--orders", folder.Write("orders.csv", Orders), "--journeys", folder.PathOf("plans"), "--until", until, "--sends", sends, .. more]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return [.. File.ReadAllLines(sends).Skip(1).Order(StringComparer.Ordinal)];
    }
}
