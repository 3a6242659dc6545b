namespace FollowUpFlows.Domain.Ledger;

/// <summary>How far somebody is with connecting their LINE account to the shop's customer (アカウント連携). Of a friend whom LINE alone knows it
/// counts how often they asked; of the shop's customer it says what is under way, and what is connected. Times are of the system clock:
/// people, mailboxes and LINE live by it.</summary>
public sealed record LineLink
{
    /// <summary>How often a friend may ask within <see cref="Day"/>: each time another address may be meant.</summary>
    public const int AsksMax = 5;

    /// <summary>How many mails a customer gets for it within <see cref="Day"/>, whoever asks.</summary>
    public const int MailsMax = 3;

    /// <summary>What the limits count in.</summary>
    public static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>How long the mailed link works: long enough for a slow mailbox.</summary>
    public static readonly TimeSpan AskLife = TimeSpan.FromHours(1);

    /// <summary>How long LINE may take to tell of it: its own token lives ten minutes.</summary>
    public static readonly TimeSpan NonceLife = TimeSpan.FromMinutes(15);

    /// <summary>When it was asked for within the last <see cref="Day"/>, UTC.</summary>
    public IReadOnlyList<DateTimeOffset> Asks { get; init; } = [];

    /// <summary>The LINE account for which it was asked last; null when nothing is under way.</summary>
    public string? Wanted { get; init; }

    /// <summary>When it was asked for that, UTC; null once the mailed link was used, which works once.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>SHA-256 of the nonce with which LINE will tell of it; null before the link was used, and once LINE has told.</summary>
    public string? NonceHash { get; init; }

    /// <summary>Until when it may happen, UTC; null exactly when there is no nonce.</summary>
    public DateTimeOffset? NonceUntil { get; init; }

    /// <summary>The LINE account that the customer has connected themselves; null when they have not.</summary>
    public string? ConnectedTo { get; init; }

    /// <summary>Who had the LINE account before it was taken apart again; null when nobody had.</summary>
    public string? FormerId { get; init; }

    /// <summary>With one more time at which it was asked for; null when that is too often.</summary>
    public LineLink? AskedOnceMore(DateTimeOffset now, int max)
    {
        DateTimeOffset[] recent = [.. Asks.Where(a => a > now - Day)];
        return recent.Length >= max ? null : this with { Asks = [.. recent, now] };
    }

    /// <summary>Whether the mailed link of that moment works; exactly at its end it still does.</summary>
    public bool IsOpen(DateTimeOffset askedAt, DateTimeOffset now) => Wanted is not null && AskedAt == askedAt && now <= askedAt + AskLife;

    /// <summary>Once the mailed link was used.</summary>
    public LineLink Handed(string nonceHash, DateTimeOffset now) => this with { AskedAt = null, NonceHash = nonceHash, NonceUntil = now + NonceLife };

    /// <summary>Once LINE has told how it ended: nothing is under way.</summary>
    public LineLink Ended() => this with { Wanted = null, AskedAt = null, NonceHash = null, NonceUntil = null };
}
