using System.Security.Cryptography;
using System.Text;
using FollowUpFlows.Domain.Sending.Certificates;

namespace FollowUpFlows.Pipeline.Sending.Certificates;

/// <summary>What is certified of a day. Its JSON is what is hashed and signed, so names are kept for ever.</summary>
public sealed record Certificate
{
    /// <summary>Of the link in the chain, from 1, without gaps.</summary>
    public required long Number { get; init; }

    /// <summary>The shop's day; one that was certified again has several links, of which the last one counts.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The zone whose day it is, an IANA name.</summary>
    public required string TimeZone { get; init; }

    /// <summary>On the shop clock, UTC.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>On the system clock, UTC.</summary>
    public required DateTimeOffset IssuedAtSystem { get; init; }

    /// <summary>Sends that were due.</summary>
    public required int Due { get; init; }

    /// <summary>Of these, sent, withheld, failed or expired.</summary>
    public required int Settled { get; init; }

    /// <summary>Of these, waiting for a later day.</summary>
    public required int Deferred { get; init; }

    /// <summary>Of these, waiting for a person.</summary>
    public required int Held { get; init; }

    /// <summary>What should have been settled, and was not; earlier days' deferrals and choices that nobody made included.</summary>
    public required int Open { get; init; }

    /// <summary>Contradictions between enrollments and ledger.</summary>
    public required int Discrepancies { get; init; }

    /// <summary>Nothing was open and nothing contradicted.</summary>
    public bool Holds => Open == 0 && Discrepancies == 0;

    /// <summary>How many rows there were of each kind.</summary>
    public required IReadOnlyList<DaySum> Sums { get; init; }

    /// <summary>Over the settled rows (<see cref="DayAccount.Digest"/>) without those that a finding names.</summary>
    public required string Digest { get; init; }

    /// <summary>SHA-256 of the annex, which lists the findings.</summary>
    public required string Annex { get; init; }

    /// <summary>The hash of the link before; null for the first.</summary>
    public required string? Previous { get; init; }

    /// <summary>Tells keys apart without giving them away; null when the link is not signed.</summary>
    public required string? KeyId { get; init; }

    internal static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>A link of the chain as stored.</summary>
/// <param name="Body">The certificate's JSON, exactly as hashed.</param>
/// <param name="Hash">SHA-256 of the body, lower-case hex.</param>
/// <param name="Signature">HMAC-SHA256 of the body, lower-case hex; null without a key.</param>
public sealed record CertificateLink(Certificate Certificate, string Body, string Hash, string? Signature);
