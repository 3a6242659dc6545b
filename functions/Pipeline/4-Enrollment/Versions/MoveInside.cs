using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Pipeline.Journeys;
using FollowUpFlows.Pipeline.Sending.Certificates;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Pipeline.Enrollments;

/// <summary>Wakes those inside older versions whom a publication wants to go on in the new one, page by page and round after round until nobody is
/// left who can: each moves in the turn of their own enrollment (<see cref="ChangeVersion"/>). Whoever is not woken moves in their next turn all
/// the same, so that breaking it off, or repeating it, changes nothing but when.</summary>
public sealed class MoveInside(
    IEntityTables tables, JourneyStore store, EnrolledDays days, JourneyLibrary journeys, ShopSettings shop, Clocks clocks)
{
    private const string Partition = "version-moves";
    private const int PageSize = 200;

    private readonly StandingReader reader = new(tables, journeys, shop);

    /// <summary>Between two rounds for a journey at first, on the system clock; then it is doubled.</summary>
    public static TimeSpan AgainAfter { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Between two rounds at most: for whose message was put off.</summary>
    public static TimeSpan AgainAfterMax { get; } = TimeSpan.FromMinutes(30);

    /// <summary>Goes on with all that were asked for, for so long at most on the system clock.</summary>
    /// <returns>Those that have come to their end.</returns>
    public async Task<IReadOnlyList<InsideMove>> RunAsync(TimeSpan atMost, IOrchestrations orchestrations, CancellationToken cancellationToken)
    {
        DateTimeOffset until = clocks.System.GetUtcNow() + atMost;
        List<InsideMove> done = [];
        foreach (TemplateHead head in (await store.Journeys.HeadsAsync(cancellationToken)).Where(h => h.InsideTo is not null))
        {
            InsideMove move = await FindAsync(head.Id, cancellationToken) is { } known && known.Version == head.InsideTo
                ? known
                : await KeptAsync(InsideMove.Begin(head.Id, head.InsideTo!.Value, clocks.System.GetUtcNow()), cancellationToken);
            while (!move.IsDone && move.NextAt <= clocks.System.GetUtcNow() && clocks.System.GetUtcNow() < until)
            {
                move = await KeptAsync(await PageAsync(move, orchestrations, cancellationToken), cancellationToken);
                if (move.IsDone)
                {
                    done.Add(move);
                }
            }
        }

        return done;
    }

    /// <summary>How far the latest of a journey has come; null where none was begun.</summary>
    public async Task<InsideMove?> FindAsync(string journeyId, CancellationToken cancellationToken) =>
        await tables.ReadAsync(Tables.Indexes, Partition, journeyId, cancellationToken) is { } row ? InsideMoveRows.Move(row) : null;

    private async Task<InsideMove> KeptAsync(InsideMove move, CancellationToken cancellationToken)
    {
        await tables.WriteAsync(Tables.Indexes, Partition, new EntityChange.Put(InsideMoveRows.Row(move, Partition)), cancellationToken);
        return move;
    }

    private async Task<InsideMove> PageAsync(InsideMove move, IOrchestrations orchestrations, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clocks.Shop.GetUtcNow();
        Dictionary<string, DateOnly> partitions = (await days.ForAsync(shop.Calendar.DateOf(now), cancellationToken)).Order()
            .SelectMany(d => Enumerable.Range(0, EnrollmentIndex.ShardCount).Select(s => (Day: d, Partition: EnrollmentIndex.DayPartition(d, s))))
            .ToDictionary(p => p.Partition, p => p.Day, StringComparer.Ordinal);
        string? from = move.From is { } at && partitions.ContainsKey(at.Split('/')[0]) ? move.From : null;  // the day may have left the list: from the start
        InsideMove counted = from is null ? move with { Left = 0, Stay = 0 } : move;
        ListPage<InsideMove> page = await PartitionWalk.Over(tables, Tables.Indexes).PageAsync<InsideMove>(partitions.Keys, new ListRange(from, PageSize), LookAsync, cancellationToken);
        return page.Next is null ? counted.AfterRound(clocks.System.GetUtcNow()) : counted with { From = page.Next };

        async Task<InsideMove?> LookAsync(Entity lead, CancellationToken token)
        {
            counted = await LookAtAsync(counted, lead, partitions[lead.PartitionKey], now, orchestrations, token);
            return null;
        }
    }

    private async Task<InsideMove> LookAtAsync(
        InsideMove move, Entity lead, DateOnly enrolledOn, DateTimeOffset now, IOrchestrations orchestrations, CancellationToken cancellationToken)
    {
        string enrollmentId = lead.Text("EnrollmentId")!;
        if (!enrollmentId.StartsWith(move.JourneyId + ":", StringComparison.Ordinal)
            || await reader.ActiveAsync(lead.Text("CustomerId")!, enrollmentId, enrolledOn, cancellationToken) is not { } inside
            || inside.Version >= move.Version)
        {
            return move;
        }

        bool canMove = await journeys.FindAsync(move.JourneyId, move.Version, cancellationToken) is { } to
            && await reader.OfAsync(inside, now, cancellationToken) is { } standing
            && standing.PlaceIn(to.Definition) is not VersionPlace.Stays;
        if (!canMove)
        {
            return move with { Stay = move.Stay + 1 };
        }

        await orchestrations.SignalAsync(enrollmentId, cancellationToken);
        return move with { Left = move.Left + 1 };
    }
}

/// <summary>How far those inside a journey have been woken to go on in a version.</summary>
/// <param name="Version">To which they go.</param>
/// <param name="From">Where the round goes on; null at its beginning.</param>
/// <param name="Left">Of this round, who had still to move.</param>
/// <param name="Stay">Of this round, for whom the version has no place.</param>
/// <param name="Rounds">How many are over.</param>
/// <param name="NextAt">When to go on, on the system clock, UTC.</param>
/// <param name="IsDone">A whole round found nobody who had still to move.</param>
public sealed record InsideMove(string JourneyId, int Version, string? From, int Left, int Stay, int Rounds, DateTimeOffset NextAt, bool IsDone)
{
    /// <summary>Not before every process has seen the publication: nobody enters an older version afterwards.</summary>
    internal static InsideMove Begin(string journeyId, int version, DateTimeOffset now) =>
        new(journeyId, version, null, 0, 0, 0, now + JourneyLibrary.FreshFor + JourneyLibrary.FreshFor, false);

    internal InsideMove AfterRound(DateTimeOffset now)
    {
        TimeSpan wait = MoveInside.AgainAfter * Math.Pow(2, Math.Min(Rounds, 10));
        return this with { From = null, Rounds = Rounds + 1, IsDone = Left == 0, NextAt = now + (wait < MoveInside.AgainAfterMax ? wait : MoveInside.AgainAfterMax) };
    }
}
