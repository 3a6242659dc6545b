using System.Globalization;
using System.Security.Cryptography;

namespace FollowUpFlows.Cli.Fakes.Line;

/// <summary>LINE's Messaging API as its documentation describes it, in memory: tokens, retry keys, quota, blocked people, and every
/// refusal. A push reaches everybody who has not blocked the account. Safe to call from several threads.</summary>
/// <param name="clock">By which tokens and retry keys age.</param>
public sealed class FakeLine(TimeProvider clock)
{
    /// <summary>Of the one channel that it has.</summary>
    public const string ChannelId = "1234567890";

    /// <summary>Signs webhooks too.</summary>
    public const string ChannelSecret = "0123456789abcdef0123456789abcdef";

    private readonly Lock sync = new();
    private readonly FakeLineTokens tokens = new(clock);
    private readonly FakeLineMessages messages = new(clock);
    private readonly FakeLineLinks links = new(clock);
    private readonly FakeRichMenus richMenus = new();
    private readonly Queue<LineFault?> faults = new();
    private readonly Queue<LineFault?> menuFaults = new();
    private int count;

    /// <summary>Every message that reached somebody, in order.</summary>
    public IReadOnlyList<FakeLineDelivery> Delivered => Locked(() => (IReadOnlyList<FakeLineDelivery>)[.. messages.Delivered]);

    /// <summary>Retry keys that came again with another body, which LINE would have dropped without a word.</summary>
    public IReadOnlyList<string> MisusedKeys => Locked(() => (IReadOnlyList<string>)[.. messages.MisusedKeys]);

    /// <summary>Tokens that were issued so far.</summary>
    public int TokenCount => Locked(() => tokens.Count);

    /// <summary>Tokens of v2.1 that are good now; LINE lets a channel have thirty.</summary>
    public int LiveLongTokens => Locked(() => tokens.LiveLong);

    /// <summary>The month's messages; null for no limit.</summary>
    public int? Quota
    {
        get => Locked(() => messages.Quota);
        set => Locked(() => messages.Quota = value);
    }

    /// <summary>The next so many calls that send go wrong like that.</summary>
    public void Fail(LineFault fault, int times = 1) => Locked(() =>
    {
        for (int i = 0; i < times; i++)
        {
            faults.Enqueue(fault);
        }

        return times;
    });

    /// <summary>The next so many calls of rich menus go wrong like that; those faults alone that are not about messages.</summary>
    /// <param name="after">So many go right before.</param>
    public void FailMenus(LineFault fault, int times = 1, int after = 0) => Locked(() =>
    {
        for (int i = 0; i < after + times; i++)
        {
            menuFaults.Enqueue(i < after ? null : fault);
        }

        return times;
    });

    /// <summary>Every rich menu that there is, in the order of their creation.</summary>
    public IReadOnlyList<FakeRichMenu> RichMenus => Locked(() => richMenus.All);

    /// <summary>The menu that each person sees as their own, by user id.</summary>
    public IReadOnlyDictionary<string, string> MenusShown => Locked(() => richMenus.Shown);

    /// <summary>The menu of everybody else; null for none.</summary>
    public string? DefaultMenu => Locked(() => richMenus.Default);

    /// <summary>Somebody deletes a rich menu in another program.</summary>
    public bool DeleteMenu(string richMenuId) => Locked(() => richMenus.Delete(richMenuId));

    /// <summary>The person is of another provider: a call that names them is refused.</summary>
    public void Estrange(string userId) => Locked(() => richMenus.Strangers.Add(userId));

    /// <summary>The public half of a key is registered, with which assertions are checked.</summary>
    public void Register(string kid, RSA key) => Locked(() => tokens.Registered = (kid, key));

    /// <summary>Every token that was issued is no longer good.</summary>
    public void TakeTokensBack() => Locked(() =>
    {
        tokens.TakeBack();
        return true;
    });

    /// <summary>Tokens are asked for in vain.</summary>
    public void FailTokens(int times = 1) => Locked(() => tokens.Failures = times);

    /// <summary>The person blocks the account: nothing arrives any more, and LINE does not say so.</summary>
    public void Block(string userId) => Locked(() => messages.Blocked.Add(userId));

    /// <summary>The person lets messages through again.</summary>
    public void Unblock(string userId) => Locked(() => messages.Blocked.Remove(userId));

    /// <summary>The person becomes a friend, whom a broadcast reaches.</summary>
    public void Befriend(string userId) => Locked(() => messages.Friends.Add(userId));

    /// <summary>The person has written, and may be answered once.</summary>
    public void Write(string userId, string replyToken) => Locked(() => messages.ReplyTokens.TryAdd(replyToken, userId));

    /// <summary>Somebody's browser comes with what the shop gave it.</summary>
    /// <returns>Null when LINE shows an error and tells the shop nothing.</returns>
    public FakeLineLink? OpenLink(string linkToken, string nonce) => Locked(() => links.Open(linkToken, nonce));

    /// <summary>Accounts are connected in vain.</summary>
    public void FailLinks(int times = 1) => Locked(() => links.Failures = times);

    /// <summary>Answers a call, and remembers what came of it.</summary>
    public FakeLineAnswer Answer(FakeLineRequest request) => Locked(() =>
    {
        count++;
        string id = string.Create(CultureInfo.InvariantCulture, $"request-{count}");
        return Routed(request, id).With("x-line-request-id", id);
    });

    private FakeLineAnswer Routed(FakeLineRequest request, string requestId)
    {
        switch (request.Path)
        {
            case "/oauth2/v3/token" or "/oauth2/v2.1/token":
                return tokens.Issue(request.Path, request.Body);
            case "/oauth2/v2.1/revoke":
                return tokens.Revoke(request.Body);
        }

        if (!tokens.IsValid(request.Headers.GetValueOrDefault("authorization")))
        {
            return FakeLineAnswer.Error(401, "Authentication failed. Confirm that the access token in the authorization header is valid.");
        }

        if (request.Path.Contains("/richmenu", StringComparison.Ordinal))
        {
            return Faulty(menuFaults, () => richMenus.Answer(request) ?? FakeLineAnswer.Error(404, "Not found"));
        }

        return (request.Method, request.Path) switch
        {
            ("POST", "/v2/bot/message/push" or "/v2/bot/message/multicast" or "/v2/bot/message/broadcast" or "/v2/bot/message/reply") =>
                Faulty(faults, () => messages.Send(request, requestId)),
            ("POST", var path) when links.Issue(path) is { } issued => issued,
            ("POST", "/v2/bot/message/validate/push") => FakeLineMessages.Validated(request.Body),
            ("GET", "/v2/bot/info") => FakeLineAnswer.Of(200, """{"userId":"U00000000000000000000000000000000","basicId":"@fake0000","displayName":"FakeLine","chatMode":"bot","markAsReadMode":"auto"}"""),
            ("GET", "/v2/bot/message/quota") => FakeLineAnswer.Of(
                200, messages.Quota is { } limit ? $$"""{"type":"limited","value":{{limit}}}""" : """{"type":"none"}"""),
            ("GET", "/v2/bot/message/quota/consumption") => FakeLineAnswer.Of(200, $$"""{"totalUsage":{{messages.Used}}}"""),
            ("GET", var path) when path.StartsWith("/v2/bot/profile/", StringComparison.Ordinal) => messages.Profile(path["/v2/bot/profile/".Length..]),
            _ => FakeLineAnswer.Error(404, "Not found"),
        };
    }

    private FakeLineAnswer Faulty(Queue<LineFault?> next, Func<FakeLineAnswer> take) => next.TryDequeue(out LineFault? queued) && queued is { } fault
        ? fault switch
        {
            LineFault.RateLimit => FakeLineAnswer.Error(429, "The API rate limit has been exceeded. Try again later."),
            LineFault.MonthlyLimit => FakeLineAnswer.Error(429, FakeLineMessages.MonthlyLimit),
            LineFault.TooManyToOne => FakeLineAnswer.Error(429, "Sending was blocked because there were too many messages to the same user."),
            LineFault.BadRequest => FakeLineAnswer.Of(400, """
                {"message":"The request body has 1 error(s)","details":[{"message":"May not be empty","property":"messages[0].text"}]}
                """),
            LineFault.NullMessage => FakeLineAnswer.Of(400, """{"message":null,"key":null,"stacktrace":null,"code":null}"""),
            LineFault.TokensTakenBack => TakenBack(),
            LineFault.Forbidden => FakeLineAnswer.Error(403, "Access to this API is not available for your account"),
            LineFault.ConflictWithoutId => FakeLineAnswer.Error(409, "The retry key is already accepted"),
            LineFault.ServerError => FakeLineAnswer.Error(500, "Internal server error"),
            LineFault.TimeOut => FakeLineAnswer.Of(200, "{}") with { Break = AnswerBreak.Silence },
            LineFault.ConnectionLost => FakeLineAnswer.Of(200, "{}") with { Break = AnswerBreak.Lost },
            LineFault.ServerErrorAfterTaking => After(take(), FakeLineAnswer.Error(500, "Internal server error")),
            LineFault.TimeOutAfterTaking => take() with { Break = AnswerBreak.Silence },
            LineFault.HalfAnswerAfterTaking => take() with { Break = AnswerBreak.Half },
            _ => throw new InvalidOperationException($"The fault {fault} is not known."),
        }
        : take();

    /// <summary>It was taken, and something else is told.</summary>
    private static FakeLineAnswer After(FakeLineAnswer taken, FakeLineAnswer told) => told with { Headers = taken.Headers };

    private FakeLineAnswer TakenBack()
    {
        tokens.TakeBack();
        return FakeLineAnswer.Error(401, "Authentication failed. Confirm that the access token in the authorization header is valid.");
    }

    private T Locked<T>(Func<T> act)
    {
        lock (sync)
        {
            return act();
        }
    }
}
