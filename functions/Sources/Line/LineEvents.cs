using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Intake;
using FollowUpFlows.Sources.Json;

namespace FollowUpFlows.Sources.Line;

/// <summary>What people have done to the account. One call may tell of several people; kinds of events that are not used are passed over,
/// whatever is in them.</summary>
internal static class LineEvents
{
    /// <summary>To its end; told again when the person opens the chat again and watches again.</summary>
    private const string VideoWatched = "videoplaycomplete";  // as words are read: in small letters

    /// <summary>The data of a button by which somebody wants to connect their account. Kept for ever.</summary>
    private const string ConnectData = "followup:connect";

    public static WebhookReading Read(JsonObject body, DateTimeOffset receivedAt)
    {
        if (!body.Has("events"))
        {
            body.Refuse("events", "a list of events", 0);
        }

        IReadOnlyList<JsonObject> events = body.Objects("events");
        ShopEvent[] told = [.. events.Select(e => Told(e, receivedAt)).OfType<ShopEvent>()];
        return told.Length > 0 ? new WebhookReading.Understood(told) { IsPartial = told.Length < events.Count }
            : new WebhookReading.Ignored(events.Count == 0 ? "LINE asks whether anybody listens" : "no event of a kind that is used");
    }

    /// <summary>The ids of all events; null unless each has one.</summary>
    public static IReadOnlyList<string>? IdsOf(ReadOnlyMemory<byte> body)
    {
        List<string?> ids = [];
        JsonBody.Read(body, root =>
        {
            ids.AddRange(root.Objects("events").Select(e => e.Id("webhookEventId")));
            return new WebhookReading.Ignored("read for its ids");
        });
        return ids.Contains(null) ? null : [.. ids.OfType<string>()];
    }

    /// <summary>Null for what is passed over.</summary>
    private static ShopEvent? Told(JsonObject told, DateTimeOffset receivedAt)
    {
        string? type = told.Word("type");
        if (type == "accountlink")
        {
            return Linked(told, receivedAt);
        }

        if (type is not ("follow" or "unfollow" or "message" or "postback" or VideoWatched)
            || (type != "unfollow" && told.Word("mode") == "standby")  // another system has the chat: nothing may be said from here
            || PersonOf(told) is not { } userId)
        {
            return null;
        }

        DateTimeOffset at = told.MomentOfMilliseconds("timestamp") ?? receivedAt;
        SourceCustomer person = new() { LineUserId = userId, UpdatedAt = at };
        string? id = told.Id("webhookEventId");
        return type switch
        {
            "follow" => new ShopEvent.BlockTold(person with { Consents = Consents(told, at) }, Channel.Line, Event(null), IsBlocked: false),
            "unfollow" => new ShopEvent.BlockTold(person, Channel.Line, Event(null), IsBlocked: true),
            "message" => new ShopEvent.EventTold(person, Event(told.Object("message")?.Word("type"))),
            VideoWatched => new ShopEvent.EventTold(person, Event(told.Object("videoPlayComplete")?.Text("trackingId"))),
            _ when told.Object("postback")?.Text("data") == ConnectData => new ShopEvent.EventTold(person, new SourceEvent("line-connect", at, null) { EventId = id }),
            _ => new ShopEvent.EventTold(person, Event(told.Object("postback")?.Text("data"))),
        };

        SourceEvent Event(string? value) => new("line-" + (type == VideoWatched ? "video" : type), at, value) { EventId = id };
    }

    /// <summary>Whoever holds the chat: it was begun here. Of what failed LINE names nobody.</summary>
    private static ShopEvent.LineLinkTold? Linked(JsonObject told, DateTimeOffset receivedAt)
    {
        if (told.Object("link") is not { } link || link.Text("nonce") is not { } nonce || link.Word("result") is not ("ok" or "failed"))
        {
            return null;
        }

        bool isDone = link.Word("result") == "ok";
        DateTimeOffset at = told.MomentOfMilliseconds("timestamp") ?? receivedAt;
        string? userId = isDone ? PersonOf(told) : null;
        string type = isDone ? "line-connected" : "line-connect-failed";
        return new ShopEvent.LineLinkTold(userId, nonce, new SourceEvent(type, at, null) { EventId = told.Id("webhookEventId") });
    }

    /// <summary>Null in groups and rooms, and for somebody whom LINE does not name.</summary>
    private static string? PersonOf(JsonObject told)
    {
        if (told.Object("source") is not { } source
            || source.Word("type") != "user"
            || source.Text("userId") is not { } userId)
        {
            return null;
        }

        return CustomerIdentity.NormalizeLineUserId(userId)
            ?? source.Refuse<string?>("userId", "U and 32 hexadecimal digits in small letters", null);
    }

    /// <summary>Who adds the account as a friend wants its messages. Who only unblocks it says nothing new: what was withdrawn stays
    /// so.</summary>
    private static IReadOnlyList<Consent> Consents(JsonObject told, DateTimeOffset at) =>
        told.Object("follow") is { } follow && follow.Has("isUnblocked") && !follow.Flag("isUnblocked")
            ? [new Consent(Channel.Line, ConsentState.Granted, at, LineSource.KindWord + ":follow") { Origin = ConsentOrigin.ProviderEvent }]
            : [];
}
