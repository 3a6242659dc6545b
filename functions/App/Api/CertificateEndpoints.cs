using FollowUpFlows.App.Api.Http;
using FollowUpFlows.Pipeline.Sending.Certificates;
using FollowUpFlows.Pipeline.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api;

/// <summary>The certificates of days.</summary>
internal static class CertificateEndpoints
{
    private static readonly ApiParameter Date = ApiParameter.Day("date", "The day of the shop.").InPath();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/certificates", ListAsync)
            .WithTags("certificates")
            .Is("listCertificates", "The certificates of days, the latest first", "A day that was certified again has several. Reads one row for each.")
            .TakesPages();
        routes.MapGet("/api/certificates/{date}", ShowAsync)
            .WithTags("certificates")
            .Is(
                "getCertificate",
                "The last certificate of a day, what it found, and whether the chain is whole",
                "As it was issued: the day is not computed again, 'followup certify' does that. Reads a row for each certificate that there is.")
            .Takes(Date)
            .MayMiss();
    }

    private static async Task<Results<Ok<Page<CertificateItem>>, ProblemHttpResult>> ListAsync(
        HttpRequest request, ReadCertificates certificates, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        PageRequest wanted = query.Page();
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        ListPage<ListedCertificate> page = await certificates.ListAsync(wanted.Range, cancellationToken);
        return TypedResults.Ok(wanted.Of<CertificateItem>([.. page.Items.Select(CertificateItem.Of)], page.Next));
    }

    private static async Task<Results<Ok<CertificateBody>, ProblemHttpResult>> ShowAsync(
        HttpRequest request, ReadCertificates certificates, CancellationToken cancellationToken)
    {
        ApiQuery query = new(request);
        DateOnly? date = query.Day(Date);
        if (query.IsRefused(out ProblemHttpResult? problem))
        {
            return problem;
        }

        return await certificates.OfDayAsync(date!.Value, cancellationToken) is { } reading
            ? TypedResults.Ok(CertificateBody.Of(reading))
            : Problems.NotFound("The day has no certificate.");
    }
}
