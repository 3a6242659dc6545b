using System.Buffers.Text;
using System.Text;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.App.Api.Http;

/// <summary>Cursors as callers see them: the position behind a mark over it and the list that it belongs to, so that a cursor that was
/// cut, changed or taken elsewhere is told. The mark is no signature: a position leads only to what the caller may list anyway.</summary>
internal static class PageCursor
{
    private const int MarkLength = 10;
    private const int LengthMax = 2048;

    public static string Write(string scope, string position) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(MarkOf(scope, position) + position));

    /// <summary>The position; null when the cursor is not one of that list.</summary>
    public static string? Read(string scope, string cursor)
    {
        if (cursor.Length > LengthMax || !Base64Url.IsValid(cursor))
        {
            return null;
        }

        string text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
        return text.Length > MarkLength && text[..MarkLength] == MarkOf(scope, text[MarkLength..]) ? text[MarkLength..] : null;
    }

    private static string MarkOf(string scope, string position) => OpaqueId.Of(MarkLength, "cursor", position, scope);
}

/// <summary>Which page of a list is wanted.</summary>
/// <param name="Limit">1–<see cref="ApiParameter.LimitMax"/>.</param>
/// <param name="Position">Where the page before ended; null for the first page.</param>
/// <param name="Scope">What its cursors belong to.</param>
internal sealed record PageRequest(int Limit, string? Position, string Scope)
{
    public ListRange Range => new(Position, Limit);

    /// <summary>The page as it is answered.</summary>
    /// <param name="next">Where the next one begins; null on the last.</param>
    public Page<T> Of<T>(IReadOnlyList<T> items, string? next) => new(items, next is null ? null : PageCursor.Write(Scope, next));
}
