using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Azure;
using Azure.Core;

namespace FollowUpFlows.Compat.Storage;

/// <summary>Reads why a service refused: tables answer JSON, queues XML, and both may name the code in a header alone.</summary>
internal sealed class ServiceFault : RequestFailedDetailsParser
{
    private static readonly ServiceFault Parser = new();

    public static RequestFailedException Of(Response response) => new(response, innerException: null, Parser);

    /// <summary>A refusal that a service would send, without asking it.</summary>
    public static RequestFailedException Of(int status, string code, string message) => new(status, message, code, innerException: null);

    public override bool TryParse(Response response, [NotNullWhen(true)] out ResponseError? error, out IDictionary<string, string>? data)
    {
        data = null;
        (string? code, string? message) = Read(response);
        response.Headers.TryGetValue("x-ms-error-code", out string? header);
        error = header is null && code is null ? null : new ResponseError(header ?? code, message);
        return error is not null;
    }

    private static (string? Code, string? Message) Read(Response response)
    {
        string text = response.ContentStream is MemoryStream ? response.Content.ToString() : "";
        try
        {
            return text.TrimStart('\uFEFF', ' ', '\r', '\n') switch
            {
                ['{', ..] => FromJson(text),
                ['<', ..] => FromXml(text),
                _ => (null, null),
            };
        }
        catch (Exception fault) when (fault is JsonException or XmlException or KeyNotFoundException or InvalidOperationException)
        {
            return (null, null); // half an answer, or that of a proxy: the status alone must do
        }
    }

    private static (string? Code, string? Message) FromJson(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        JsonElement error = document.RootElement.GetProperty("odata.error");
        return (error.GetProperty("code").GetString(), error.GetProperty("message").GetProperty("value").GetString());
    }

    private static (string? Code, string? Message) FromXml(string text)
    {
        XElement root = XElement.Parse(text);
        return (root.Element("Code")?.Value, root.Element("Message")?.Value);
    }
}
