using System.Globalization;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace FollowUpFlows.Compat.Storage;

/// <summary>How a request goes out: retries, and what every try carries.</summary>
internal static class StoragePipeline
{
    private const string Scope = "https://storage.azure.com/.default";

    /// <param name="version">Of the service: 2020-12-06.</param>
    /// <param name="authorization">Null for an endpoint that needs none.</param>
    public static HttpPipeline Build(ClientOptions options, string version, HttpPipelinePolicy? authorization)
    {
        HttpPipelinePolicy[] perRetry = authorization is null ? [new TryHeaders(version)] : [new TryHeaders(version), authorization];
        return HttpPipelineBuilder.Build(options, [], perRetry, new ResponseClassifier());
    }

    public static HttpPipelinePolicy Bearer(TokenCredential credential) => new BearerTokenAuthenticationPolicy(credential, Scope);

    /// <summary>V2020_12_06 as 2020-12-06.</summary>
    public static string VersionText<T>(T version)
        where T : struct, Enum => version.ToString()[1..].Replace('_', '-');

    /// <summary>The query by name and unescaped value.</summary>
    public static IEnumerable<(string Name, string Value)> Query(Uri uri) =>
        from part in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
        let pair = part.Split('=', 2)
        select (Uri.UnescapeDataString(pair[0]).ToLowerInvariant(), pair.Length > 1 ? Uri.UnescapeDataString(pair[1]) : "");

    /// <summary>A signature counts from its date, so each try has its own.</summary>
    private sealed class TryHeaders(string version) : HttpPipelineSynchronousPolicy
    {
        public override void OnSendingRequest(HttpMessage message)
        {
            message.Request.Headers.SetValue("x-ms-version", version);
            message.Request.Headers.SetValue("x-ms-date", DateTimeOffset.UtcNow.ToString("R", CultureInfo.InvariantCulture));
        }
    }
}

/// <summary>Puts a shared access signature behind the query.</summary>
internal sealed class SignaturePolicy(AzureSasCredential credential) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        RequestUriBuilder uri = message.Request.Uri;
        string signature = credential.Signature.TrimStart('?');
        if (!uri.Query.Contains(signature, StringComparison.Ordinal))
        {
            uri.Query = uri.Query.Length > 1 ? $"{uri.Query}&{signature}" : signature;
        }
    }
}
