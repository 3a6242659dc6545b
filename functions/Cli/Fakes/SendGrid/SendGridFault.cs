namespace FollowUpFlows.Cli.Fakes.SendGrid;

/// <summary>What can go wrong with a request. Whether the message was taken, only events tell.</summary>
internal enum SendGridFault
{
    /// <summary>429, with the moment at which sending is allowed again.</summary>
    TooManyRequests,

    /// <summary>500; not taken.</summary>
    ServerError,

    /// <summary>500; taken all the same.</summary>
    TakenThenServerError,

    /// <summary>No answer until the caller gives up; not taken.</summary>
    Silence,

    /// <summary>No answer until the caller gives up; taken.</summary>
    TakenThenSilence,

    /// <summary>The connection breaks before an answer; not taken.</summary>
    Broken,

    /// <summary>The connection breaks before an answer; taken.</summary>
    TakenThenBroken,

    /// <summary>202, and the connection breaks within the answer; taken.</summary>
    HalfAnswer,

    /// <summary>401, as for a key that was deleted.</summary>
    Unauthorized,

    /// <summary>A page of HTML, as a proxy answers to what is too large.</summary>
    TooLarge,
}
