using System.Net;

namespace FollowUpFlows.Tests.Fast.Channels;

/// <summary>A network that answers as a test says, without any.</summary>
internal sealed class HttpStub(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    /// <summary>What was asked last: method, address, authorization and body.</summary>
    public (HttpMethod Method, Uri? Address, string? Authorization, string Body) Asked { get; private set; }

    public int Count { get; private set; }

    public static HttpStub Answering(HttpStatusCode status, string body = "", params (string Name, string Value)[] headers) => new((_, _) =>
    {
        HttpResponseMessage response = new(status) { Content = new StringContent(body) };
        foreach ((string name, string value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return Task.FromResult(response);
    });

    /// <param name="readsBody">Whether the fault comes after the body was handed over.</param>
    public static HttpStub Failing(Exception fault, bool readsBody) => new(async (request, token) =>
    {
        if (readsBody)
        {
            await request.Content!.CopyToAsync(Stream.Null, token);
        }

        throw fault;
    });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Count++;
        Asked = (request.Method, request.RequestUri, request.Headers.Authorization?.ToString(), "");
        HttpResponseMessage response = await answer(request, cancellationToken);
        Asked = Asked with { Body = await request.Content!.ReadAsStringAsync(cancellationToken) };
        return response;
    }
}
