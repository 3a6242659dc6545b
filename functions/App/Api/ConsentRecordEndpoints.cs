using FollowUpFlows.App.Access;
using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline;
using FollowUpFlows.Pipeline.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime.Text;

namespace FollowUpFlows.App.Api;

/// <summary>Statements that a person of the shop enters, and the proofs that are kept of those who were forgotten.</summary>
internal static class ConsentRecordEndpoints
{
    private const int LengthMax = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/consents", RecordAsync)
            .WithTags("customers")
            .Is(
                "recordConsent",
                "Enters what a customer told the shop about marketing",
                "Added to the log with who entered it, and effective at once. The same body under the same 'key' changes nothing; another one is a conflict.")
            .Accepts<ConsentStatement>("application/json")
            .Takes()
            .TakesBody()
            .MayMiss()
            .ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapPost("/api/consents/proofs/search", FindProofsAsync)
            .Needs(Role.Viewer)
            .WithTags("customers")
            .Is(
                "searchConsentProofs",
                "What proves the consent of somebody who was forgotten",
                "Changes nothing. It is a POST because addresses must not stand in URLs. Of who was not forgotten it finds nothing: see listConsents.")
            .Accepts<AddressSearch>("application/json")
            .Takes()
            .TakesBody();
    }

    private static async Task<Results<Ok<ConsentItem>, ProblemHttpResult>> RecordAsync(
        HttpRequest request, RecordConsent record, ShopSettings shop, CancellationToken cancellationToken)
    {
        (ConsentStatement? body, ProblemHttpResult? problem) = await JsonBody.ReadAsync<ConsentStatement>(request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        if (Read(body, shop, out string fault) is not { } stated)
        {
            return Problems.BadRequest(fault);
        }

        return await record.RunAsync(body.CustomerId!.Trim(), stated, cancellationToken) switch
        {
            ConsentRecording.Recorded done => TypedResults.Ok(ConsentItem.Of(done.Consent, done.Holds)),
            ConsentRecording.Nobody => Problems.NotFound(CustomerEndpoints.NobodyDetail),
            ConsentRecording.InFuture => Problems.BadRequest("'at' lies in the future."),
            ConsentRecording.Forgotten => Problems.Conflict("The customer was forgotten at their own wish since; only what they say afterwards can be entered."),
            _ => Problems.Conflict("Something else was entered under this 'key'; use another one for another statement."),
        };
    }

    /// <returns>Null when something is missing or wrong.</returns>
    private static StatedConsent? Read(ConsentStatement body, ShopSettings shop, out string fault)
    {
        Channel? channel = CustomerChannels.All.Select(c => (Channel?)c).FirstOrDefault(c => ApiParameter.WordOf(c!.Value) == body.Channel);
        ConsentState? state = body.State switch
        {
            "granted" => ConsentState.Granted,
            "withdrawn" => ConsentState.Withdrawn,
            _ => null,
        };
        bool isWhole = Texts(body.Key, body.CustomerId, body.How, body.By) && Texts([.. new[] { body.Topic, body.Wording }.OfType<string>()]);
        DateTimeOffset? at = body.At is null ? null : InstantOf(body.At);
        fault = !isWhole ? $"'key', 'customerId', 'how' and 'by' are needed, and no text may be empty or longer than {LengthMax} characters."
            : channel is null ? "'channel' must be email or line."
            : body.Purpose is not (null or "marketing") ? "'purpose' must be marketing: what belongs to a purchase needs no consent."
            : state is null ? "'state' must be granted or withdrawn."
            : state == ConsentState.Granted && body.Wording is null ? "'wording' is needed for a consent: the version of the words that were agreed to."
            : body.Topic is { } topic && shop.Topics?.Any(t => t.Id == topic) != true ? "'topic' is none of the settings (Topics:NAME)."
            : body.At is not null && at is null ? "'at' must be an instant with its offset, such as 2026-01-31T19:30:00+09:00."
            : "";
        return fault.Length > 0 ? null : new StatedConsent(body.Key!.Trim(), channel!.Value, state!.Value, body.How!.Trim(), body.By!.Trim())
        {
            Topic = body.Topic,
            Wording = body.Wording?.Trim(),
            At = at,
        };
    }

    private static bool Texts(params ReadOnlySpan<string?> texts)
    {
        foreach (string? text in texts)
        {
            if (text?.Trim() is not { Length: > 0 and <= LengthMax } whole || whole.Any(char.IsControl))
            {
                return false;
            }
        }

        return true;
    }

    private static DateTimeOffset? InstantOf(string text) => OffsetDateTimePattern.Rfc3339.Parse(text) is { Success: true, Value: { Year: > 1 and < 9999 } read }
        ? read.ToInstant().ToDateTimeOffset()
        : null;

    private static async Task<Results<Ok<Page<ConsentProofItem>>, ProblemHttpResult>> FindProofsAsync(
        HttpRequest request, ConsentProofs proofs, CancellationToken cancellationToken)
    {
        (AddressSearch? body, ProblemHttpResult? problem) = await JsonBody.ReadAsync<AddressSearch>(request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        return SuppressionEndpoints.ChannelOf(body.Address) is { } channel
            ? TypedResults.Ok(new Page<ConsentProofItem>([.. (await proofs.FindAsync(channel, body.Address!, cancellationToken)).Select(ConsentProofItem.Of)], null))
            : Problems.BadRequest(SuppressionEndpoints.NoAddress);
    }
}

/// <summary>What a customer told the shop.</summary>
/// <param name="Key">Any text of yours that tells this statement from the customer's others; sent again it changes nothing.</param>
/// <param name="CustomerId">Our id of the customer.</param>
/// <param name="Channel">Where messages would go: email or line.</param>
/// <param name="Purpose">Left out, or marketing: nothing else needs a consent.</param>
/// <param name="Topic">What it is about; left out for all marketing on the channel.</param>
/// <param name="State">What was said: granted or withdrawn.</param>
/// <param name="How">How and where it was stated, without addresses.</param>
/// <param name="Wording">The version of the words agreed to; needed for granted.</param>
/// <param name="At">When it was stated, with its offset; left out for now.</param>
/// <param name="By">Who enters it, as the shop calls them.</param>
internal sealed record ConsentStatement(
    string? Key, string? CustomerId, string? Channel, string? Purpose, string? Topic, string? State, string? How, string? Wording, string? At, string? By);

/// <summary>A statement of somebody who was forgotten.</summary>
/// <param name="Channel">Where messages went.</param>
/// <param name="Topic">What it is about; null for all marketing on the channel.</param>
/// <param name="State">What was said.</param>
/// <param name="At">When it was stated.</param>
/// <param name="Source">Where it was stated.</param>
/// <param name="Origin">By which way it came; null of statements older than this fact.</param>
/// <param name="Wording">The version of the words agreed to; null when unknown.</param>
/// <param name="By">Who of the shop entered it; null for all else.</param>
/// <param name="ErasedAt">When its customer was forgotten.</param>
/// <param name="KeepUntil">The last moment at which it is kept.</param>
internal sealed record ConsentProofItem(
    Channel Channel, string? Topic, ConsentState State, DateTimeOffset At, string Source, ConsentOrigin? Origin, string? Wording, string? By,
    DateTimeOffset ErasedAt, DateTimeOffset KeepUntil)
{
    public static ConsentProofItem Of(KeptProof p) => new(
        p.Consent.Channel, p.Consent.Topic, p.Consent.State, p.Consent.At, p.Consent.Source, p.Consent.Origin, p.Consent.Wording, p.Consent.By, p.ErasedAt, p.KeepUntil);
}
