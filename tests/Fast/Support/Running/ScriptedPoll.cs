using System.Globalization;
using System.Text;
using FollowUpFlows.Pipeline.Intake;

namespace FollowUpFlows.Tests.Fast.Support.Running;

/// <summary>A shop's list of orders, by offset, with two on a page that overlap by one.</summary>
internal sealed class ScriptedPoll : IShopPoll
{
    private const int PageSize = 2;

    public TimeSpan? LookBack { get; init; }

    /// <summary>Whether pages begin with the last thing of the page before.</summary>
    public bool Overlaps { get; init; } = true;

    /// <summary>Name of a webhook of <see cref="ScriptedSource"/>, and by when the list has it.</summary>
    public List<(string Name, DateTimeOffset At)> Orders { get; } = [];

    /// <summary>From when on it was asked, and which page.</summary>
    public List<(DateTimeOffset From, string? Page)> Asked { get; } = [];

    /// <summary>Instead of the answers that come next.</summary>
    public Queue<ShopApiException> Faults { get; } = [];

    /// <summary>Happens after a page was given.</summary>
    public Queue<Action> Afterwards { get; } = [];

    public Task<PollPage> PageAsync(DateTimeOffset from, string? page, CancellationToken cancellationToken)
    {
        Asked.Add((from, page));
        if (Faults.TryDequeue(out ShopApiException? fault))
        {
            throw fault;
        }

        (string Name, DateTimeOffset At)[] list = [.. Orders.Where(o => o.At >= from).OrderBy(o => o.At)];
        int offset = int.Parse(page ?? "0", CultureInfo.InvariantCulture);
        PolledThing[] things = [.. list.Skip(offset).Take(PageSize).Select(o => new PolledThing(ThingOf(o.Name), o.At, Encoding.UTF8.GetBytes("body of " + o.Name)))];
        bool isMore = offset + PageSize < list.Length;
        int next = offset + PageSize - (Overlaps ? 1 : 0);
        PollPage answer = new(things, isMore ? next.ToString(CultureInfo.InvariantCulture) : null)
        {
            Anchor = isMore && Overlaps ? things[^1].Thing : null,
            Total = Overlaps ? null : ("orders", list.Length),
        };
        if (Afterwards.TryDequeue(out Action? happens))
        {
            happens();
        }

        return Task.FromResult(answer);
    }

    /// <summary>The order's id is the name's first word.</summary>
    private static ShopThing ThingOf(string name) => new("order", name.Split(' ')[0]);
}
