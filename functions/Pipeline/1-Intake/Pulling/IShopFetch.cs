namespace FollowUpFlows.Pipeline.Intake;

/// <summary>The API of one configured shop, asked for what its notices only name.</summary>
public interface IShopFetch
{
    /// <summary>The thing as the shop has it now, as the body that the source reads; null when the shop has no such thing.</summary>
    /// <exception cref="ShopApiException">The shop did not tell: nothing is known.</exception>
    Task<byte[]?> FetchAsync(ShopThing thing, CancellationToken cancellationToken);
}

/// <summary>A kind of shop system that has an API: it is asked for what notices name, looked through for what was not told, or both.</summary>
public interface IApiSource : IShopSource
{
    /// <summary>Whether it is of no use without its API.</summary>
    bool NeedsApi => true;

    /// <summary>What an operator sets below <c>Sources:NAME:Api:</c>.</summary>
    IReadOnlyList<ApiSetting> ApiSettings { get; }

    /// <summary>Access to the API of one shop, for the life of the process. Nothing is called yet.</summary>
    /// <param name="values">By the names of <see cref="ApiSettings"/>: each is there unless it is optional, and without fault.</param>
    ShopApi Connect(string sourceId, IReadOnlyDictionary<string, string> values, ShopConnection connection);
}

/// <summary>A setting of a shop's API.</summary>
/// <param name="Expected">What is to be written; ends the words of a fault.</param>
/// <param name="IsUsable">Whether a text without spaces around it can be used.</param>
public sealed record ApiSetting(string Name, string Expected, Func<string, bool> IsUsable)
{
    /// <summary>A fault must not repeat the text.</summary>
    public bool IsSecret { get; init; }

    /// <summary>What holds where nothing is set; null for one that must be set, unless it is optional.</summary>
    public string? Default { get; init; }

    /// <summary>May be left out.</summary>
    public bool IsOptional { get; init; }
}

/// <summary>What clients of shops' APIs share.</summary>
/// <param name="Tokens">Where tokens are kept that a shop exchanges for new ones.</param>
/// <param name="System">Shops' data and tokens live by real time.</param>
public sealed record ShopConnection(ShopTokens Tokens, TimeProvider System)
{
    /// <value>Twenty seconds.</value>
    public static readonly TimeSpan DefaultAnswerWithin = TimeSpan.FromSeconds(20);

    /// <summary>How long a call may take, its answer included.</summary>
    public TimeSpan AnswerWithin { get; init; } = DefaultAnswerWithin;
}

/// <summary>Access to the API of one shop.</summary>
public sealed record ShopApi
{
    /// <summary>Null where nothing is asked for by its id.</summary>
    public IShopFetch? Fetch { get; init; }

    /// <summary>Null where the shop tells everything by itself.</summary>
    public ShopPolling? Polling { get; init; }

    /// <summary>How an answer is read that was saved to a file, to try settings out; null where none are needed to read it. Throws
    /// <see cref="ShopApiException"/> for one that cannot be read.</summary>
    public Func<ReadOnlyMemory<byte>, PollPage>? ReadSaved { get; init; }
}

/// <summary>Access to the APIs of all shops that have one, by source id.</summary>
public sealed class ShopApis(IReadOnlyDictionary<string, ShopApi> bySource)
{
    /// <summary>The ids of the sources whose API is set up, ordinal.</summary>
    public IReadOnlyList<string> SourceIds { get; } = [.. bySource.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Null for a source without an API.</summary>
    public ShopApi? Find(string sourceId) => bySource.GetValueOrDefault(sourceId);
}
