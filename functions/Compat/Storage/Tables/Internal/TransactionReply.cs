using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Azure;
using Azure.Core;
using Azure.Data.Tables;

namespace FollowUpFlows.Compat.Storage.Tables;

/// <summary>The reply to a transaction: one for each change, or one that says which change failed.</summary>
internal static class TransactionReply
{
    private const int ErrorsFrom = 400;
    private const string StatusLine = "HTTP/1.1 ";

    /// <exception cref="TableTransactionFailedException">Nothing was changed.</exception>
    /// <exception cref="RequestFailedException">The reply is cut off: whether anything was changed is not known.</exception>
    public static IReadOnlyList<Response> Read(Response reply, int count)
    {
        List<Part> parts = Parts(reply.Content.ToString());
        if (parts.Find(p => p.Status >= ErrorsFrom) is { } failed)
        {
            RequestFailedException fault = ServiceFault.Of(failed);
            fault.Data[TableTransactionFailedException.IndexName] = IndexIn(fault.Message) ?? (parts.Count > 1 ? null : 0);
            throw new TableTransactionFailedException(fault);
        }

        return parts.Count == count
            ? parts
            : throw new RequestFailedException(0, $"The reply to a transaction of {count} changes has {parts.Count} parts.");
    }

    private static List<Part> Parts(string text)
    {
        List<Part> parts = [];
        using StringReader lines = new(text);
        while (lines.ReadLine() is { } line)
        {
            if (line.StartsWith(StatusLine, StringComparison.Ordinal))
            {
                parts.Add(ReadPart(line, lines));
            }
        }

        return parts;
    }

    private static Part ReadPart(string statusLine, StringReader lines)
    {
        string[] status = statusLine[StatusLine.Length..].Split(' ', 2);
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        while (lines.ReadLine() is { Length: > 0 } header)
        {
            string[] pair = header.Split(':', 2);
            headers[pair[0].Trim()] = pair[^1].Trim();
        }

        List<string> body = [];
        while (lines.ReadLine() is { } line && !line.StartsWith("--", StringComparison.Ordinal))
        {
            body.Add(line);
        }

        return new Part(int.Parse(status[0], CultureInfo.InvariantCulture), status.ElementAtOrDefault(1) ?? "", headers, string.Join('\n', body).Trim());
    }

    /// <summary>The service's message begins with it: <c>2:The specified entity already exists.</c></summary>
    private static int? IndexIn(string message) =>
        message.Split(':', 2) is [var index, _] && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    private sealed class Part(int status, string reason, Dictionary<string, string> headers, string body) : Response
    {
        public override int Status => status;

        public override string ReasonPhrase => reason;

        public override Stream? ContentStream { get; set; } = Buffered(body);

        public override string ClientRequestId { get; set; } = "";

        public override bool IsError => status >= ErrorsFrom;

        public override void Dispose() => ContentStream?.Dispose();

        protected override bool ContainsHeader(string name) => headers.ContainsKey(name);

        protected override IEnumerable<HttpHeader> EnumerateHeaders() => headers.Select(h => new HttpHeader(h.Key, h.Value));

        protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value) => headers.TryGetValue(name, out value);

        protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
        {
            values = headers.TryGetValue(name, out string? value) ? [value] : null;
            return values is not null;
        }

        /// <summary>With a buffer that <see cref="Response.Content"/> may look into.</summary>
        private static MemoryStream Buffered(string text)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            return new MemoryStream(bytes, 0, bytes.Length, writable: false, publiclyVisible: true);
        }
    }
}
