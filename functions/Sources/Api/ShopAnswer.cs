using System.Net;
using System.Text.Json;
using FollowUpFlows.Pipeline.Intake;

namespace FollowUpFlows.Sources.Api;

/// <summary>What a shop's API answered, whole.</summary>
/// <param name="Body">Anything: proxies answer too.</param>
/// <param name="RetryAfter">How long the shop wants to be left alone; null when it says nothing.</param>
internal sealed record ShopAnswer(HttpStatusCode Status, byte[] Body, TimeSpan? RetryAfter)
{
    private bool IsOk => (int)Status is >= 200 and < 300;

    /// <summary>The answer, which must be a success.</summary>
    /// <param name="access">What an operator looks at when the shop does not let us in.</param>
    /// <exception cref="ShopApiException">It is none.</exception>
    public ShopAnswer Ok(string access) => IsOk ? this : throw Refused(access);

    /// <summary>The body as JSON.</summary>
    /// <exception cref="ShopApiException">It is none, though the status says success.</exception>
    public JsonDocument Json()
    {
        try
        {
            return JsonDocument.Parse(Body);
        }
        catch (JsonException e)
        {
            // A page that says that the shop is being mended, as a rule.
            throw new ShopApiException(ShopApiFailure.Temporary, $"status {(int)Status}, and the answer is not JSON", RetryAfter, e);
        }
    }

    /// <summary>By its status alone: bodies may repeat what they were sent.</summary>
    public ShopApiException Refused(string access)
    {
        string words = $"status {(int)Status}";
        return Status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new ShopApiException(ShopApiFailure.Unauthorized, $"{words}; check {access}", RetryAfter),
            HttpStatusCode.TooManyRequests => new ShopApiException(ShopApiFailure.Temporary, $"{words}: the shop wants fewer requests", RetryAfter),
            HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError or < HttpStatusCode.BadRequest =>
                new ShopApiException(ShopApiFailure.Temporary, words, RetryAfter),
            HttpStatusCode.NotFound => new ShopApiException(ShopApiFailure.Rejected, $"{words}; check the address, and whether the shop's API is switched on"),
            _ => new ShopApiException(ShopApiFailure.Rejected, words),
        };
    }
}
