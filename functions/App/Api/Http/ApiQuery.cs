using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUpFlows.App.Api.Http;

/// <summary>Reads the parameters of a request. What cannot be read, or is not known, is refused by name: a misspelt filter that is
/// ignored would show too much.</summary>
internal sealed class ApiQuery
{
    private readonly HttpRequest request;
    private readonly IReadOnlyList<ApiParameter> known;
    private readonly List<string> faults = [];

    public ApiQuery(HttpRequest request)
    {
        this.request = request;
        known = request.HttpContext.GetEndpoint()?.Metadata.GetMetadata<ApiParameters>()?.All ?? [];
        foreach ((string name, Microsoft.Extensions.Primitives.StringValues values) in request.Query)
        {
            if (known.All(p => p.IsInPath || p.IsHeader || p.Name != name))
            {
                Refuse($"There is no parameter '{name}' here; {KnownNames()}.");
            }
            else if (values is not [{ Length: > 0 }])
            {
                Refuse($"'{name}' must be given once, and not be empty.");
            }
        }
    }

    /// <summary>The answer when something was refused so far.</summary>
    public bool IsRefused([NotNullWhen(true)] out ProblemHttpResult? problem)
    {
        problem = faults.Count > 0 ? Problems.BadRequest(string.Join(' ', faults)) : null;
        return problem is not null;
    }

    public void Refuse(string detail) => faults.Add(detail);

    /// <summary>Null when it was not given.</summary>
    public string? Text(ApiParameter parameter)
    {
        if (!known.Contains(parameter))
        {
            throw new ArgumentException($"The endpoint does not say that it takes '{parameter.Name}'.", nameof(parameter));
        }

        return parameter.IsInPath ? request.RouteValues[parameter.Name] as string
            : parameter.IsHeader ? request.Headers[parameter.Name].FirstOrDefault()
            : request.Query[parameter.Name].FirstOrDefault();
    }

    /// <summary>Null when it was not given or is refused.</summary>
    public DateOnly? Day(ApiParameter parameter)
    {
        if (Text(parameter) is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
        {
            return day;
        }

        Refuse($"'{parameter.Name}' must be a day like 2026-11-21.");
        return null;
    }

    /// <summary>Null when it was not given or is refused.</summary>
    public T? Word<T>(ApiParameter parameter)
        where T : struct, Enum
    {
        if (Text(parameter) is not { } text)
        {
            return null;
        }

        foreach (T value in Enum.GetValues<T>())
        {
            if (ApiParameter.WordOf(value) == text)
            {
                return value;
            }
        }

        Refuse($"'{parameter.Name}' must be one of {string.Join(", ", parameter.Words)}.");
        return null;
    }

    /// <summary>Which page is wanted.</summary>
    public PageRequest Page()
    {
        int limit = ApiParameter.DefaultLimit;
        bool isNumber = Text(ApiParameter.Limit) is not { } text || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit);
        if (!isNumber || limit is < 1 or > ApiParameter.LimitMax)
        {
            Refuse($"'limit' must be a whole number from 1 to {ApiParameter.LimitMax}.");
        }

        string scope = Scope();
        string? position = null;
        if (Text(ApiParameter.Cursor) is { Length: > 0 } cursor && (position = PageCursor.Read(scope, cursor)) is null)
        {
            Refuse("'cursor' is broken, or belongs to another address or to other parameters; take the 'next' of the page before, unchanged.");
        }

        return new PageRequest(limit, position, scope);
    }

    /// <summary>What a cursor belongs to: the route with its values, and all parameters that say what is listed.</summary>
    private string Scope()
    {
        string route = (request.HttpContext.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
        IEnumerable<string> values = request.RouteValues.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{v.Key}={v.Value}");
        IEnumerable<string> filters = request.Query
            .Where(q => q.Key != ApiParameter.Limit.Name && q.Key != ApiParameter.Cursor.Name)
            .OrderBy(q => q.Key, StringComparer.Ordinal)
            .Select(q => $"{q.Key}={q.Value}");
        return string.Join('\n', [route, .. values, .. filters]);
    }

    private string KnownNames()
    {
        string[] names = [.. known.Where(p => !p.IsInPath && !p.IsHeader).Select(p => p.Name)];
        return names.Length == 0 ? "it takes none" : $"it takes {string.Join(", ", names)}";
    }
}
