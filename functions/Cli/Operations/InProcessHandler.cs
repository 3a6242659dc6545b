using System.Net;
using FollowUpFlows.Runtime.Hosting;
using Microsoft.AspNetCore.Http;

namespace FollowUpFlows.Cli.Operations;

/// <summary>Answers as a server would, where none runs: the same requests reach the same code.</summary>
internal sealed class InProcessHandler(ManagementApi api) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using MemoryStream body = new();
        DefaultHttpContext context = new() { RequestAborted = cancellationToken };
        Uri address = request.RequestUri!;
        context.Request.Method = request.Method.Method;
        context.Request.Scheme = address.Scheme;
        context.Request.Host = HostString.FromUriComponent(address);
        context.Request.Path = PathString.FromUriComponent(address);
        context.Request.QueryString = QueryString.FromUriComponent(address);
        foreach ((string name, IEnumerable<string> values) in request.Headers)
        {
            context.Request.Headers[name] = values.ToArray();
        }

        context.Response.Body = body;
        await api.AnswerAsync(context);

        HttpResponseMessage response = new((HttpStatusCode)context.Response.StatusCode) { Content = new ByteArrayContent(body.ToArray()), RequestMessage = request };
        foreach ((string name, Microsoft.Extensions.Primitives.StringValues values) in context.Response.Headers)
        {
            response.Headers.TryAddWithoutValidation(name, values.OfType<string>());
        }

        return response;
    }
}
