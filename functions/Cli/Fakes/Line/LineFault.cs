namespace FollowUpFlows.Cli.Fakes.Line;

/// <summary>What the fake LINE does to a call, instead of what is right.</summary>
public enum LineFault
{
    /// <summary>429: too many calls.</summary>
    RateLimit,

    /// <summary>429: the month's messages are used up.</summary>
    MonthlyLimit,

    /// <summary>429: too many messages to one person.</summary>
    TooManyToOne,

    /// <summary>400 with details.</summary>
    BadRequest,

    /// <summary>400 whose message is null, as one of LINE's endpoints answers.</summary>
    NullMessage,

    /// <summary>401: every token issued so far is taken back.</summary>
    TokensTakenBack,

    /// <summary>403: the account's plan has no such call.</summary>
    Forbidden,

    /// <summary>409 without the id of the request that was taken.</summary>
    ConflictWithoutId,

    /// <summary>500; nothing was taken.</summary>
    ServerError,

    /// <summary>500, and the message was taken all the same.</summary>
    ServerErrorAfterTaking,

    /// <summary>No answer; nothing was taken.</summary>
    TimeOut,

    /// <summary>No answer, and the message was taken.</summary>
    TimeOutAfterTaking,

    /// <summary>The connection ends before the answer; nothing was taken.</summary>
    ConnectionLost,

    /// <summary>Half of the answer, and the message was taken.</summary>
    HalfAnswerAfterTaking,
}
