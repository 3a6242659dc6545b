using Azure;

namespace FollowUpFlows.Compat.Storage;

/// <summary>Pages that are asked for one by one.</summary>
/// <param name="ask">From a continuation token (null: the first) and a wanted size.</param>
internal sealed class ServicePages<T>(Func<string?, int?, CancellationToken, Task<Page<T>>> ask, CancellationToken cancellationToken)
    : AsyncPageable<T>(cancellationToken)
    where T : notnull
{
    public override async IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        string? token = continuationToken;
        do
        {
            Page<T> page = await ask(token, pageSizeHint, CancellationToken).ConfigureAwait(false);
            yield return page;
            token = page.ContinuationToken;
        }
        while (token is not null);
    }
}
